//! What stands under a field while it is being typed.

use super::super::form::{FieldId, Form, FormKind};
use super::super::forms::find::{find_section, find_unit, rules, split_units, unknown_unit};
use super::super::forms::{Ground, report, save};
use crate::domain::area::Section;
use crate::domain::change::Refusal;
use crate::domain::day::{Day, parse_day};
use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::domain::reschedule::{Scheduled, reschedule};
use crate::domain::task::Task;
use crate::domain::text::fold;
use crate::domain::unit::Unit;
use crate::present::dates;
use crate::present::messages::{activity, deadlines, errors, labels};
use crate::tui::page::unit_name;

/// The most units that are listed by name.
const NAMED: usize = 12;

/// What stands under a field while it is being typed: the day with its weekday, the unit's name.
pub fn hint(form: &Form, field: FieldId, ground: &Ground<'_>) -> Option<String> {
    let lang = ground.lang;
    let typed = form.typed(field);
    match field {
        FieldId::NewDue => Some(new_due_hint(form, ground)),
        FieldId::AgreedBy => Some(
            lang.pick(
                "người đồng ý cho gia hạn, ví dụ: Giám đốc Sở",
                "who approved the extension, e.g. the Director",
            )
            .to_owned(),
        ),
        FieldId::Letter => Some(
            lang.pick(
                "số, ngày văn bản đồng ý; có thể để trống",
                "number and date of the approval document; optional",
            )
            .to_owned(),
        ),
        FieldId::DoneOn | FieldId::DatedOn | FieldId::Base => {
            if typed.is_empty() {
                let example = lang.pick("ví dụ 15/6, +3, cuối tháng", "e.g. 15/6, +3");
                return Some(example.to_owned());
            }
            Some(match parse_day(typed, ground.today, ground.plan.year) {
                Ok(day) => format!("→ {}", dates::with_weekday(day, lang)),
                Err(error) => errors::day(&error, lang),
            })
        }
        FieldId::Wording => {
            let task = form.one().map(|seen| &seen.task);
            Some(wording_hint(typed, task, ground))
        }
        FieldId::Lead | FieldId::Coordinating => Some(units_hint(typed, ground)),
        FieldId::Section => Some(match find_section(typed, ground) {
            Some(section) => format!("→ {} {}", section.number, section.title),
            None if ground.roomy => {
                let named = |s: &Section| format!("{} {}", s.number, s.title);
                let known: Vec<String> = ground.sections.iter().map(named).collect();
                known.join("; ")
            }
            None => {
                let known: Vec<&str> = ground.sections.iter().map(|s| s.number.as_str()).collect();
                known.join(" · ")
            }
        }),
        FieldId::Path if form.looked_for == Some((typed.to_owned(), false)) => {
            Some(activity::no_such_file(typed, lang))
        }
        FieldId::Reason if matches!(form.kind, FormKind::Remove(_)) => Some(
            lang.pick(
                "vì sao gỡ bỏ, ví dụ: thêm nhầm; lý do được giữ trong nhật ký",
                "why it is removed, e.g. entered by mistake; the history keeps the reason",
            )
            .to_owned(),
        ),
        FieldId::Number | FieldId::Path => Some(
            lang.pick(
                "không nhập văn bản mật, tối mật",
                "do not enter classified documents",
            )
            .to_owned(),
        ),
        FieldId::Codes => Some(
            lang.pick(
                "cách nhau bằng dấu phẩy: 2.1-6, 2.3.1-1; khi giao ban, nhấn m để đánh dấu việc",
                "separated by commas: 2.1-6, 2.3.1-1; during the review, press m to mark tasks",
            )
            .to_owned(),
        ),
        FieldId::State | FieldId::Mode | FieldId::KeyTask => Some(
            lang.pick("← → hoặc dấu cách để chọn", "← → or Space to choose")
                .to_owned(),
        ),
        FieldId::Format | FieldId::FileName => Some(save::hint(form, field, ground)),
        other => report::hint(form, other, ground),
    }
}

/// The day in force beside the one that is typed, which must be later.
fn new_due_hint(form: &Form, ground: &Ground<'_>) -> String {
    let lang = ground.lang;
    let due = form.one().and_then(|seen| seen.concerned()?.due_on);
    let typed = form.typed(FieldId::NewDue);
    if typed.is_empty() {
        let example = lang.pick("ví dụ 15/6, +3 (từ hôm nay)", "e.g. 15/6, +3 (from today)");
        let now = due.map(|due| {
            let due = dates::on_weekday(due, lang);
            lang.pick(format!("đang là {due} · "), format!("currently {due} · "))
        });
        return format!("{}{example}", now.unwrap_or_default());
    }
    match (parse_day(typed, ground.today, ground.plan.year), due) {
        (Ok(day), Some(current)) if day <= current => {
            errors::refused(&Refusal::NotLater { current }, lang)
        }
        (Ok(day), _) => {
            let past = deadlines::past(&[day], ground.today, lang);
            format!("→ {}{past}", dates::with_weekday(day, lang))
        }
        (Err(error), _) => errors::day(&error, lang),
    }
}

/// What a deadline's wording comes to, told while it is typed; before that, what it is now.
pub fn wording_hint(typed: &str, task: Option<&Task>, ground: &Ground<'_>) -> String {
    let lang = ground.lang;
    let now = task.map_or("", |task| task.row.deadline.as_str());
    if typed.is_empty() && !now.is_empty() {
        let now = deadlines::shown(now, lang);
        return lang.pick(
            format!("đang là “{now}”; gõ “không” để bỏ"),
            format!("currently “{now}”; type “none” to remove it"),
        );
    }
    if typed.is_empty() {
        let examples = lang.pick(
            "ví dụ Quý II · Trước 15/12 · Hằng tháng · Thường xuyên",
            "e.g. Quarter 2 · Before 15/12 · Monthly · Ongoing",
        );
        return examples.to_owned();
    }
    let deadline = match Deadline::parse(typed, &rules(ground)) {
        Ok(deadline) => deadline,
        Err(error) => return errors::day(&error, lang),
    };
    let kind = labels::deadline_kind(deadline.kind).get(lang);
    let days = to_come(&deadline, task, ground);
    let mut past = deadlines::past(&days, ground.today, lang);
    for warning in deadlines::warnings(&deadline, ground.plan.year, lang) {
        past.push_str(" — ");
        past.push_str(&warning);
    }
    match (days.as_slice(), deadline.kind) {
        ([], DeadlineKind::Unclear) => {
            let why = deadline.reason.as_ref();
            let why = why
                .map(|why| deadlines::reason(why, lang))
                .unwrap_or_default();
            lang.pick(
                format!("→ chưa hiểu thời hạn này ({why}): sẽ giữ nguyên như đã gõ và xếp vào “chưa rõ hạn”"),
                format!("→ not understood ({why}): will be kept as typed and listed as “unclear deadline”"),
            )
        }
        ([], _) => format!("→ {kind}"),
        ([due], _) => format!("→ {}{past}", dates::with_weekday(*due, lang)),
        ([first, .., last], _) => lang.pick(
            format!(
                "→ {kind}: {} kỳ, từ {} đến {}{past}",
                days.len(),
                dates::full(*first),
                dates::full(*last)
            ),
            format!(
                "→ {kind}: {} due dates, {} to {}{past}",
                days.len(),
                dates::full(*first),
                dates::full(*last)
            ),
        ),
    }
}

/// The days that a deadline brings; of a task that is under way, those beside what is done.
fn to_come(deadline: &Deadline, task: Option<&Task>, ground: &Ground<'_>) -> Vec<Day> {
    let days = deadline.due_days(ground.plan.year);
    let Some(task) = task else {
        return days.into_iter().flatten().collect();
    };
    let is_done = |one: &Scheduled| {
        let row = one.row.and_then(|id| task.occurrence(id));
        row.is_some_and(|o| !o.is_open())
    };
    let scheduled = reschedule(task, deadline.rhythm, &days).into_iter();
    scheduled
        .filter(|one| !is_done(one))
        .filter_map(|one| one.due_on)
        .collect()
}

/// The units that may be meant while one is being typed, a few of them, the office's own first.
pub(super) fn like(part: &str, ground: &Ground<'_>) -> Option<String> {
    let typed = fold(part);
    let meant = |unit: &&Unit| {
        let name = fold(&format!("{} {}", unit.abbreviation, unit.name));
        name.contains(&typed)
    };
    let mut units: Vec<&Unit> = ground.units.iter().filter(meant).collect();
    units.sort_by_key(|unit| !unit.kind.is_inside());
    let names = units
        .iter()
        .take(3)
        .map(|unit| unit_name(unit, ground.lang));
    let names = names.collect::<Vec<_>>().join("; ");
    (!names.is_empty()).then(|| {
        ground.lang.pick(
            format!("có phải {names}?"),
            format!("did you mean {names}?"),
        )
    })
}

fn units_hint(typed: &str, ground: &Ground<'_>) -> String {
    let lang = ground.lang;
    if typed.is_empty() {
        return own_units(ground);
    }
    let parts: Vec<String> = split_units(typed)
        .map(|part| match find_unit(part, ground.units) {
            Some(unit) => unit_name(unit, lang),
            None => like(part, ground).unwrap_or_else(|| unknown_unit(part, lang)),
        })
        .collect();
    format!("→ {}", parts.join("; "))
}

/// The office's own units, by name where there is room, and how any other is found.
fn own_units(ground: &Ground<'_>) -> String {
    let lang = ground.lang;
    let own = ground.units.iter().filter(|unit| unit.kind.is_inside());
    let own: Vec<&Unit> = own.collect();
    let (named, joint) = match ground.roomy && own.len() <= NAMED {
        true => (own.iter().map(|unit| unit_name(unit, lang)).collect(), "; "),
        false => {
            let short = own.iter().map(|unit| unit.abbreviation.clone());
            (short.collect::<Vec<_>>(), " · ")
        }
    };
    let named = named.join(joint);
    lang.pick(
        format!("{named}; đơn vị khác: gõ một phần tên"),
        format!("{named}; others: type part of the name"),
    )
}
