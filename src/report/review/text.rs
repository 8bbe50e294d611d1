//! The notice's text: what was known of the week, next week's tasks, the conclusions.

use super::{Minutes, scope_name, tables};
use crate::domain::day::{Day, Week};
use crate::domain::note::NoteKind;
use crate::domain::review::{AgendaPart, Conclusion, Outcome, OutcomeKind, Scope};
use crate::present::dates;
use crate::present::words::report::period;
use crate::present::words::review::share;
use crate::report::document::{Block, Head};
use crate::report::pen::Pen;
use crate::report::tables::led_by;
use crate::report::{Facts, frame, passages};

/// What stands above the text: that of the weekly report under another name.
pub fn head(minutes: &Minutes) -> Head {
    let facts = &minutes.facts;
    let lang = facts.query.lang;
    let mut head = frame::head(facts);
    head.title = lang.pick("THÔNG BÁO", "NOTICE").to_owned();
    head.number = format!("{}       /{}", lang.pick("Số:", "No.:"), symbol(facts));
    let about = lang.pick(
        "Kết luận giao ban công tác cải cách hành chính",
        "Conclusions of the weekly review of administrative reform",
    );
    if let Some(first) = head.subject.first_mut() {
        about.clone_into(first);
    }
    if let Scope::Mine(_) = minutes.review.summary.scope {
        let scope = scope_name(minutes);
        head.subject
            .push(lang.pick(format!("Phạm vi: {scope}"), format!("Scope: {scope}")));
    }
    head.notices = notices(facts);
    head
}

/// What a reader must know before all else.
fn notices(facts: &Facts) -> Vec<String> {
    let lang = facts.query.lang;
    let mut told = Vec::new();
    if facts.plan.illustrative {
        told.push(lang.pick(
            "Số liệu minh họa: đơn vị, thời hạn, tiến độ trong thông báo này không phải số liệu thật.".to_owned(),
            "Sample data: units, deadlines and progress in this notice are fictitious.".to_owned(),
        ));
    }
    if facts.is_unfinished() {
        let today = dates::full(facts.query.today);
        told.push(lang.pick(
            format!("Số liệu tính đến ngày {today}."),
            format!("Figures as of {today}."),
        ));
    }
    told
}

/// What follows the notice's number: "TB-SKHCN" where reports bear "BC-SKHCN".
fn symbol(facts: &Facts) -> String {
    let symbol = &facts.names.symbol;
    let office = symbol.split_once('-').map_or(symbol.as_str(), |(_, of)| of);
    format!("TB-{office}")
}

/// "(Kèm theo Thông báo số …)".
pub fn reference(facts: &Facts) -> String {
    let (symbol, office) = (symbol(facts), &facts.names.office_short);
    let year = chrono::Datelike::year(&facts.query.today);
    facts.query.lang.pick(
        format!(
            "(Kèm theo Thông báo số       /{symbol} ngày     tháng     năm {year} của {office})"
        ),
        format!("(With notice no.       /{symbol} of {office})"),
    )
}

/// Writes the text.
pub fn write(minutes: &Minutes) -> Vec<Block> {
    let mut pen = Pen::new(&minutes.facts);
    evaluation(&mut pen, minutes);
    outlook(&mut pen);
    pen.heading(1, "III. KẾT LUẬN", "III. CONCLUSIONS");
    if minutes.review.conclusions.is_empty() {
        pen.paragraph(
            "Giao ban không có kết luận riêng.",
            "The meeting drew no conclusions of its own.",
        );
    }
    for (number, conclusion) in (1..).zip(&minutes.review.conclusions) {
        self::conclusion(&mut pen, number, conclusion);
    }
    closing(&mut pen, minutes);
    pen.blocks
}

fn evaluation(pen: &mut Pen<'_>, minutes: &Minutes) {
    pen.heading(1, "I. ĐÁNH GIÁ CHUNG", "I. EVALUATION");
    pen.heading(2, "1. Tình hình chung", "1. In general");
    written(pen, "overview");
    let standing = pen.standing(&pen.facts.span().all());
    pen.blocks.push(Block::Paragraph(standing));
    pen.blocks.push(Block::Table(tables::total(minutes)));
    finished(pen);
    pen.heading(2, "3. Nhiệm vụ quá hạn", "3. Overdue");
    passages::behind(pen);
    for (task, days) in pen.facts.span().late() {
        pen.item(pen.late(task, days));
    }
    pen.heading(2, "4. Khó khăn, vướng mắc", "4. Difficulties");
    stuck(pen, minutes);
    pen.heading(2, "5. Kiến nghị, đề xuất", "5. Proposals");
    pen.notes(
        NoteKind::Proposal,
        "Trong tuần không có kiến nghị nào được ghi nhận.",
        "No proposals were recorded this week.",
    );
    written(pen, "proposals");
}

/// How many tasks are stuck, as the table above counts them, and what hinders each.
fn stuck(pen: &mut Pen<'_>, minutes: &Minutes) {
    let tasks = minutes.weeks.total.this.stuck;
    let notes = pen.facts.span().notes(NoteKind::Difficulty).len();
    if notes > 0 {
        let (n, all) = (
            pen.n(tasks),
            pen.n(i64::try_from(notes).unwrap_or(i64::MAX)),
        );
        let several = i64::try_from(notes).is_ok_and(|notes| notes > tasks);
        pen.paragraph(
            match several {
                true => format!("{n} nhiệm vụ đang vướng mắc, {all} vướng mắc chưa được trả lời:"),
                false => format!("{n} nhiệm vụ đang vướng mắc, chưa được trả lời:"),
            },
            match several {
                true => format!("{n} tasks with {all} unresolved difficulties:"),
                false => format!("Tasks with an unresolved difficulty: {n}"),
            },
        );
    }
    pen.notes(
        NoteKind::Difficulty,
        "Không có vướng mắc nào chưa được trả lời.",
        "There are no unresolved difficulties.",
    );
}

fn finished(pen: &mut Pen<'_>) {
    pen.heading(
        2,
        "2. Nhiệm vụ đã hoàn thành trong tuần",
        "2. Completed this week",
    );
    let span = pen.facts.span();
    let found = span.finished();
    let items = found.iter().map(|task| pen.finished(task)).collect();
    pen.list(
        items,
        "Trong tuần không có nhiệm vụ hoàn thành.",
        "No tasks were completed this week.",
    );
    passages::recurring(pen, &span.kept_up());
    passages::later(pen);
}

/// A text that a person wrote for the weekly report. Nothing more can be written once it is frozen,
/// so no empty place is left.
fn written(pen: &mut Pen<'_>, part: &str) {
    let text = pen.facts.texts.get(part).map(|text| text.trim());
    if text.is_some_and(|text| !text.is_empty()) {
        pen.place(part);
    }
}

/// Next week's tasks under the units that lead them.
fn outlook(pen: &mut Pen<'_>) {
    pen.heading(
        1,
        "II. NHIỆM VỤ TRỌNG TÂM TRONG TUẦN TỚI",
        "II. MAIN TASKS NEXT WEEK",
    );
    let span = pen.facts.span();
    let late = span.all().totals.overdue;
    if late > 0 {
        let n = pen.n(late);
        pen.paragraph(
            format!("Hoàn thành dứt điểm {n} nhiệm vụ đang quá hạn."),
            format!("Complete the overdue tasks ({n})."),
        );
    }
    let week = Week::of(pen.facts.period.last).next();
    let due = span.due(week.monday, week.sunday);
    if due.is_empty() {
        pen.paragraph(
            "Không có nhiệm vụ đến hạn trong tuần tới.",
            "No tasks fall due next week.",
        );
    }
    let before = std::mem::replace(&mut pen.under_unit, true);
    let leads: Vec<_> = due.iter().map(|(task, _)| task.lead).collect();
    for lead in pen.units_of(&leads) {
        let name = pen.name(lead).to_owned();
        pen.heading(3, &name, &name);
        for (task, occurrence) in &due {
            if led_by(pen, task, lead) {
                let period = dates::period(task.rhythm, occurrence, pen.lang);
                let period = match period.is_empty() {
                    true => period,
                    false => pen.say(format!(" kỳ {period},"), format!(" {period},")),
                };
                let by = by_when(pen, occurrence.due_on);
                pen.item(format!("{}:{period} {by};", pen.task(task)));
            }
        }
    }
    pen.under_unit = before;
    written(pen, "next");
}

/// "chậm nhất ngày 18/06/2021": the due day itself, which no office reads in two ways.
fn by_when(pen: &Pen<'_>, due: Option<Day>) -> String {
    let Some(due) = due else {
        return pen.say("không định hạn", "open-ended").to_owned();
    };
    let due = dates::full(due);
    pen.say(format!("chậm nhất ngày {due}"), format!("by {due}"))
}

/// A conclusion with its number, and what became of it.
fn conclusion(pen: &mut Pen<'_>, number: usize, conclusion: &Conclusion) {
    let mut lines = conclusion.body.lines().map(str::trim);
    let first = lines.next().unwrap_or_default();
    pen.blocks
        .push(Block::Paragraph(format!("{number}. {first}")));
    for line in lines.filter(|line| !line.is_empty()) {
        pen.blocks.push(Block::Paragraph(line.to_owned()));
    }
    let of = |kind| {
        let outcomes = conclusion.outcomes.iter();
        outcomes.filter(move |outcome| outcome.kind == kind)
    };
    for outcome in of(OutcomeKind::Task) {
        pen.item(assigned(pen, outcome));
    }
    for outcome in of(OutcomeKind::Note) {
        let (code, title) = (&outcome.row.code, &outcome.row.title);
        pen.item(pen.say(
            format!("Áp dụng cho nhiệm vụ {code} {title};"),
            format!("Concerns {code} {title};"),
        ));
    }
}

/// The task that a conclusion has become.
fn assigned(pen: &Pen<'_>, outcome: &Outcome) -> String {
    let row = &outcome.row;
    let mut units = pen.facts.units.iter();
    let lead = units.find(|unit| Some(&unit.abbreviation) == row.lead.as_ref());
    let lead = match lead {
        Some(lead) => {
            let lead = pen.at_first_mention(lead);
            pen.say(format!("Giao {lead}"), format!("For {lead}"))
        }
        None => pen.say("Chưa giao đơn vị", "Without a unit").to_owned(),
    };
    let by = by_when(pen, row.due_on);
    format!("{lead}: {} {}, {by};", row.code, row.title)
}

/// How far the walk went, the journal's hash to compare with later, and the last sentence.
fn closing(pen: &mut Pen<'_>, minutes: &Minutes) {
    let seen = share(minutes.review.settled(AgendaPart::All));
    let (day, head) = (dates::full(pen.facts.query.today), &minutes.head);
    let head = head.get(..16).unwrap_or(head);
    pen.paragraph(
        format!("Giao ban kết thúc ngày {day}, đã xem {seen} nhiệm vụ; mã nhật ký: {head}."),
        format!("The review ended on {day}; tasks reviewed: {seen}; journal: {head}."),
    );
    let name = period(pen.facts.period, pen.lang);
    let office = &pen.facts.names.office;
    pen.paragraph(
        format!(
            "Trên đây là kết luận giao ban {name} của {office}; đề nghị các phòng, đơn vị tổ chức \
             thực hiện./."
        ),
        format!("These are the conclusions of {office} for {name}; all units are asked to carry them out./."),
    );
}
