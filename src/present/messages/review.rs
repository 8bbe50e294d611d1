//! The words of the weekly review: its groups, scopes and answers, and why one is refused.

use crate::domain::area::Area;
use crate::domain::day::{Week, from_iso};
use crate::domain::ids::UnitId;
use crate::domain::journal::{ChangeKind, Edit, JournalEntry, StoredRow, StoredValue};
use crate::domain::refusal::ReviewRefusal;
use crate::domain::review::{AGENDA_MAX, AgendaGroup, AnswerKind, ProgressCount, ReviewScope};
use crate::domain::unit::Unit;
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::text::{capital, safe, short_hash};

/// The name of a group; `silent` is the plan's own number of days, `first` whether no review came
/// before.
pub(crate) fn group(group: AgendaGroup, silent: i64, first: bool, lang: Lang) -> String {
    let name = match group {
        AgendaGroup::Late => bi("Quá hạn", "Overdue"),
        AgendaGroup::Stuck => bi("Đang vướng mắc", "Blocked by a difficulty"),
        AgendaGroup::ThisWeek => bi("Đến hạn tuần này", "Due this week"),
        AgendaGroup::Soon => bi("Đến hạn hai tuần tới", "Due in the next two weeks"),
        AgendaGroup::Silent => {
            let days = dates::days(silent, lang);
            return lang.pick(
                format!("Đang thực hiện, chưa cập nhật {days}"),
                format!("In progress, no update in {days}"),
            );
        }
        AgendaGroup::Finished if first => bi(
            "Hoàn thành trong 7 ngày qua",
            "Completed in the last 7 days",
        ),
        AgendaGroup::Finished => bi(
            "Hoàn thành từ giao ban trước",
            "Completed since the last review",
        ),
        AgendaGroup::Unnoted => bi(
            "Thường xuyên, tháng này chưa ghi chú",
            "Ongoing, no note this month",
        ),
    };
    name.get(lang).to_owned()
}

/// How a task was answered.
pub(crate) fn answer(kind: AnswerKind) -> Bi {
    match kind {
        AnswerKind::Reviewed => bi("đã xem", "reviewed"),
        AnswerKind::Noted => bi("đã ghi chú", "noted"),
        AnswerKind::InProgress => bi("đang thực hiện", "in progress"),
        AnswerKind::Extended => bi("đã gia hạn", "extended"),
        AnswerKind::Changed => bi("đã cập nhật", "updated"),
        AnswerKind::Done => bi("đã xong", "completed"),
    }
}

/// The abbreviation of a unit; where the file holds it no more, "?".
pub(crate) fn unit(id: UnitId, units: &[Unit]) -> String {
    let known = units.iter().find(|unit| unit.id == id);
    known.map_or_else(
        || "?".to_owned(),
        |unit| safe(&unit.abbreviation).into_owned(),
    )
}

/// The name of a scope, inside a sentence.
pub(crate) fn scope(scope: ReviewScope, areas: &[Area], units: &[Unit], lang: Lang) -> String {
    match scope {
        ReviewScope::Plan => lang.text("toàn kế hoạch", "the whole plan"),
        ReviewScope::Area(id) => {
            let area = areas.iter().find(|area| area.id == id);
            let name = area.map_or("?", |area| lang.pick(&area.short, &area.short_en));
            lang.pick(
                format!("lĩnh vực {}", safe(name)),
                format!("area {}", safe(name)),
            )
        }
        ReviewScope::Led(id) => {
            let unit = unit(id, units);
            lang.pick(format!("{unit} chủ trì"), format!("led by {unit}"))
        }
        ReviewScope::Mine(id) => {
            let unit = unit(id, units);
            lang.pick(
                format!("{unit} chủ trì, phối hợp"),
                format!("{unit} lead or co-operating"),
            )
        }
    }
}

/// "Giao ban tuần 07/06–13/06 · toàn kế hoạch".
pub(crate) fn title(week: Week, scope: &str, lang: Lang) -> String {
    let week = dates::week(week.monday, lang);
    lang.pick(
        format!("Giao ban {week} · {scope}"),
        format!("Review, {week} · {scope}"),
    )
}

/// A finished review's notice, as a name of its own.
pub(crate) fn notice(week: Week, scope: &str, lang: Lang) -> String {
    let week = dates::week(week.monday, lang);
    lang.pick(
        format!("thông báo kết luận giao ban {week} · {scope}"),
        format!("notice of the review, {week} · {scope}"),
    )
}

/// The names of the week's figures in the order of
/// [`all`](crate::report::review::figures::WeekFigures::all): as a report has them, and as they stand
/// where room is short.
pub(crate) const FIGURES: [(Bi, Bi); 7] = [
    (bi("Hoàn thành", "Completed"), bi("xong", "done")),
    (
        bi("Mới quá hạn", "Newly overdue"),
        bi("mới quá hạn", "newly overdue"),
    ),
    (
        bi("Đã khắc phục", "No longer overdue"),
        bi("đã khắc phục", "no longer overdue"),
    ),
    (bi("Còn quá hạn", "Overdue"), bi("còn quá hạn", "overdue")),
    (bi("Gia hạn", "Extended"), bi("gia hạn", "extended")),
    (bi("Việc mới", "New"), bi("việc mới", "new")),
    (bi("Vướng mắc", "Blocked"), bi("vướng mắc", "blocked")),
];

/// "12/48".
pub(crate) fn share(share: ProgressCount) -> String {
    format!("{}/{}", share.of, share.all)
}

/// A sentence for what the rules of reviews forbid.
pub(crate) fn refused(refusal: ReviewRefusal, lang: Lang) -> String {
    let sentence = match refusal {
        ReviewRefusal::NothingThere => bi(
            "Phạm vi này không có nhiệm vụ nào để giao ban.",
            "There are no tasks to review in this scope.",
        ),
        ReviewRefusal::TooLong => {
            let max = dates::number(AGENDA_MAX, lang);
            return lang.pick(
                format!("Có hơn {max} việc phải xem. Hãy chọn phạm vi hẹp hơn: một lĩnh vực hoặc một đơn vị."),
                format!("There are more than {max} tasks to review. Choose a narrower scope: an area or a unit."),
            );
        }
        ReviewRefusal::Open => bi(
            "Giao ban này vừa có người bắt đầu. Hãy mở lại để làm tiếp.",
            "Someone else has just started this review. Open it to continue.",
        ),
        ReviewRefusal::Finished => bi(
            "Giao ban này đã kết thúc, không ghi thêm được.",
            "This review is finished; nothing can be added.",
        ),
        ReviewRefusal::NoSuchReview => {
            bi("Không còn giao ban này.", "This review no longer exists.")
        }
        ReviewRefusal::NoSuchConclusion => bi(
            "Không còn kết luận này.",
            "This conclusion no longer exists.",
        ),
        ReviewRefusal::Overtaken => bi(
            "Có người vừa ghi vào tệp khi đang kết thúc giao ban. Hãy thử lại.",
            "Someone wrote to the file while the review was being finished. Try again.",
        ),
        ReviewRefusal::NotOnAgenda => bi(
            "Nhiệm vụ này không nằm trong giao ban.",
            "This task is not part of this review.",
        ),
    };
    sentence.get(lang).to_owned()
}

/// What was done in a review and nothing else, as a sentence: "Đã xem tại giao ban", "Đã bắt đầu giao
/// ban tuần 07/06–13/06, 25 việc"; `None` for anything else, and for what was undone.
pub(crate) fn sentence(entry: &JournalEntry, lang: Lang) -> Option<String> {
    let [edit] = entry.edits.as_slice() else {
        return None;
    };
    let after = edit.after.as_ref()?;
    Some(match (entry.kind, edit.table.as_str()) {
        (ChangeKind::Review, "answer") => {
            let answer = capital(&answer_text(after, lang));
            let before = edit.before.as_ref().map(|cells| answer_text(cells, lang));
            let before = before.map_or_else(String::new, |before| {
                lang.pick(format!(" (trước: {before})"), format!(" (was {before})"))
            });
            lang.pick(
                format!("{answer} tại giao ban{before}"),
                format!("{answer} at the weekly review{before}"),
            )
        }
        (ChangeKind::Begin, "review") => {
            let week = begun_or_finished(after, lang);
            lang.pick(
                format!("Đã bắt đầu giao ban {week}"),
                format!("Review started: {week}"),
            )
        }
        (ChangeKind::Finish, "review") => {
            let finished = lang.pick("Đã kết thúc giao ban", "Review finished");
            let journal = begun_or_finished(after, lang);
            [finished, &journal].join("; ")
        }
        (ChangeKind::Conclude, "conclusion") => {
            let body = text(after, "body").replace('\n', " / ");
            lang.pick(
                format!("Đã ghi kết luận: {body}"),
                format!("Conclusion added: {body}"),
            )
        }
        _ => return None,
    })
}

/// What was written to a row of a review, in the words of the journal; `None` for other tables.
pub(crate) fn edited(edit: &Edit, lang: Lang) -> Option<String> {
    let (name, values): (Bi, fn(&StoredRow, Lang) -> String) = match edit.table.as_str() {
        "answer" => (bi("tại giao ban", "at the weekly review"), answer_text),
        "conclusion" => (bi("kết luận", "conclusion"), |cells, _| {
            text(cells, "body").replace('\n', " / ")
        }),
        "outcome" => (bi("theo kết luận", "by a conclusion"), |_, _| {
            String::new()
        }),
        "review" => (bi("giao ban", "review"), begun_or_finished),
        _ => return None,
    };
    let values = |cells: &Option<StoredRow>| cells.as_ref().map(|cells| values(cells, lang));
    let (before, after) = (values(&edit.before), values(&edit.after));
    let struck = if after.as_ref().is_none_or(String::is_empty) && before.is_some() {
        "− "
    } else {
        ""
    };
    let mut values: Vec<String> = [before, after].into_iter().flatten().collect();
    values.retain(|value| !value.is_empty());
    let colon = if values.is_empty() { "" } else { ": " };
    Some(format!(
        "{struck}{}{colon}{}",
        name.get(lang),
        values.join(" → ")
    ))
}

fn text<'c>(cells: &'c StoredRow, column: &str) -> &'c str {
    cells
        .get(column)
        .and_then(StoredValue::text)
        .unwrap_or_default()
}

fn answer_text(cells: &StoredRow, lang: Lang) -> String {
    let kind = AnswerKind::parse(text(cells, "kind"));
    kind.map_or("–", |kind| answer(kind).get(lang)).to_owned()
}

/// Of a review's row its week and tasks where it was begun, the journal's hash where it was
/// finished.
fn begun_or_finished(cells: &StoredRow, lang: Lang) -> String {
    let Some(monday) = from_iso(text(cells, "monday")) else {
        return match short_hash(text(cells, "head")) {
            "" => String::new(),
            head => lang.pick(format!("mã nhật ký {head}"), format!("journal {head}")),
        };
    };
    let tasks = match cells.get("tasks") {
        Some(StoredValue::Int(n)) => dates::number(*n, lang),
        _ => "–".to_owned(),
    };
    let week = dates::week(monday, lang);
    lang.pick(
        format!("{week}, {tasks} việc"),
        format!("{week}, {tasks} tasks"),
    )
}

/// Where a review is open and there is room, how far it is and how to go on with it.
pub(crate) fn with_progress(
    sentence: Vec<String>,
    open: Option<ProgressCount>,
    lang: Lang,
) -> Vec<String> {
    let Some(open) = open else { return sentence };
    let open = share(open);
    let short = lang.pick(format!("giao ban {open}"), format!("review {open}"));
    let way = lang.pick("r để tiếp tục", "r to continue");
    let mut candidates = Vec::new();
    for one in sentence.iter().take(2) {
        candidates.push(format!("{one} · {short} — {way}"));
        candidates.push(format!("{one} · {short}"));
    }
    candidates.extend(sentence);
    candidates
}
