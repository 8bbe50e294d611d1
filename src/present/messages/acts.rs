//! Sentences about an act: done to one task or to several, undone, redone, of another day.

use super::activity::{Activity, several};
use super::{frame, labels};
use crate::domain::day::Day;
use crate::domain::ids::TaskId;
use crate::domain::journal::{ChangeKind, JournalEntry, PastAct};
use crate::domain::parts::Field;
use crate::domain::task::{Occurrence, Task};
use crate::present::columns::RowContext;
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::text::safe;

/// What was done to one task, as it is afterwards: "Đã xong 2.3.1-05 kỳ Quý I; còn kỳ Quý II, hạn
/// 30/6". Names the period of what was completed or reopened.
pub(crate) fn describe(
    activity: &Activity,
    task: &Task,
    concerned: Option<&Occurrence>,
    row_cx: RowContext,
) -> String {
    let lang = row_cx.lang;
    let mut sentence = activity.sentence_of(&task.row.code, lang);
    match activity.kind {
        ChangeKind::Complete => sentence.push_str(&completion(task, concerned, row_cx)),
        ChangeKind::Reopen => sentence.push_str(&of_period(task, concerned, lang)),
        ChangeKind::Extend => {
            // Another one may be due first now.
            let moved = concerned.and_then(|o| o.due_on);
            sentence.push_str(&of_period(task, concerned, lang));
            sentence.push_str(&due(moved.or(task.row.due_on), lang));
        }
        ChangeKind::Add => sentence.push_str(&due(task.row.due_on, lang)),
        ChangeKind::Deadline => {
            sentence.push_str(&due(task.row.due_on, lang));
            sentence.push_str(&what_stays(task, lang));
        }
        ChangeKind::Edit | ChangeKind::Move => sentence.push_str(&where_to(activity, task, lang)),
        ChangeKind::Start => {
            sentence.push_str(": ");
            sentence.push_str(labels::state(task.row.state).get(lang));
        }
        _ => {}
    }
    sentence
}

/// What was done to several tasks at once: "Đã xong 2 nhiệm vụ (2.3.1-01, 2.4-05)", "Đã xong một kỳ của
/// 2 nhiệm vụ (2.7.1-03, 2.7.1-05)".
pub(crate) fn on_tasks(activity: &Activity, tasks: &[Task], lang: Lang) -> String {
    let codes: Vec<String> = tasks.iter().map(|task| task.row.code.clone()).collect();
    let recur = tasks.iter().filter(|task| task.row.rhythm.is_some());
    let recur = match activity.kind.is_completion() {
        true => recur.count(),
        false => 0,
    };
    let of = several(&codes, lang);
    let of = match recur {
        0 => of,
        all if all == tasks.len() => lang.pick(
            format!("một kỳ của {of}"),
            format!("one period each of {of}"),
        ),
        some => lang.pick(
            format!("{of}, trong đó {some} việc định kỳ chỉ một kỳ"),
            format!("{of}, {some} of them recurring: one period each"),
        ),
    };
    let sentence = match lang {
        Lang::Vi => activity.sentence_of(&of, lang),
        Lang::En => format!("{}: {of}", activity.sentence(lang)),
    };
    let mut targets = tasks.iter().map(|task| where_to(activity, task, lang));
    let first = targets.next().unwrap_or_default();
    let same = targets.all(|target| target == first);
    format!("{sentence}{}", if same { first.as_str() } else { "" })
}

/// The unit to which a task was given, or the section into which it was put: " cho VP".
fn where_to(activity: &Activity, task: &Task, lang: Lang) -> String {
    match (activity.kind, activity.edited, &task.row.lead) {
        (ChangeKind::Edit, Some(Field::Lead), Some(lead)) => {
            let lead = safe(lead);
            lang.pick(format!(" cho {lead}"), format!(" to {lead}"))
        }
        (ChangeKind::Move, ..) => {
            let section = &task.section;
            lang.pick(format!(" sang {section}"), format!(" to {section}"))
        }
        _ => String::new(),
    }
}

fn due(day: Option<Day>, lang: Lang) -> String {
    let day = day.map(|day| dates::on_weekday(day, lang));
    day.map(|day| format!("{}{day}", lang.pick(", hạn ", ", due ")))
        .unwrap_or_default()
}

/// Which period: " kỳ Quý I"; nothing where the task does not recur.
pub(crate) fn of_period(task: &Task, occurrence: Option<&Occurrence>, lang: Lang) -> String {
    let period = occurrence.map(|o| dates::period(task.row.rhythm, o, lang));
    match period.filter(|period| !period.is_empty()) {
        Some(period) => {
            let link = lang.pick(" ", " for ");
            format!("{link}{}", dates::as_period(&period, lang))
        }
        None => String::new(),
    }
}

/// What a new deadline leaves: the day first set, extensions, what is done.
fn what_stays(task: &Task, lang: Lang) -> String {
    let row = &task.row;
    let mut parts = Vec::new();
    if let Some(first) = row
        .original_due_on
        .filter(|_| row.original_due_on != row.due_on)
    {
        let first = dates::full(first);
        parts.push(lang.pick(
            format!("hạn gốc {first}"),
            format!("originally due {first}"),
        ));
    }
    if row.extensions > 0 {
        let times = dates::times(row.extensions, lang);
        parts.push(lang.pick(format!("đã gia hạn {times}"), format!("extended {times}")));
    }
    if row.occurrences_done > 0 {
        let n = row.occurrences_done;
        parts.push(match (lang, n) {
            (Lang::Vi, _) => format!("giữ nguyên {n} kỳ đã xong"),
            (Lang::En, 1) => "1 completed due date kept".to_owned(),
            (Lang::En, _) => format!("{n} completed due dates kept"),
        });
    }
    match parts.is_empty() {
        true => String::new(),
        false => format!("; {}", parts.join(", ")),
    }
}

fn completion(task: &Task, completed: Option<&Occurrence>, row_cx: RowContext) -> String {
    let lang = row_cx.lang;
    let mut sentence = of_period(task, completed, lang);
    // That it was done today goes without saying.
    if let Some(done) = completed
        .and_then(|o| o.done_on)
        .filter(|day| *day != row_cx.today)
    {
        let done = dates::full(done);
        sentence.push_str(&lang.pick(format!(" ngày {done}"), format!(" on {done}")));
    }
    if let Some(next) = task.current().filter(|_| task.row.rhythm.is_some()) {
        let period = dates::period(task.row.rhythm, next, lang);
        let due = next
            .due_on
            .map(|due| dates::short(due, row_cx.year))
            .unwrap_or_default();
        sentence.push_str(&lang.pick(
            format!("; còn {}, hạn {due}", dates::as_period(&period, lang)),
            format!("; next {period}, due {due}"),
        ));
    }
    sentence
}

/// What an undo or a redo of an act of that kind on these tasks did, from the rows that it wrote.
pub(crate) fn reverted(
    undo: bool,
    kind: ChangeKind,
    tasks: &[TaskId],
    rows: &[JournalEntry],
    lang: Lang,
) -> String {
    let code = |task: &TaskId| {
        let of = |entry: &&JournalEntry| entry.task.as_ref().is_some_and(|(id, _)| id == task);
        rows.iter().find(of)?.code().map(str::to_owned)
    };
    let codes: Vec<String> = tasks.iter().filter_map(code).collect();
    if let Some(sentence) = only_entry(rows).and_then(|row| frame::sentence(row, lang)) {
        return sentence;
    }
    let activity = Activity::of_entries(kind, rows, undo).brief();
    activity.undone_or_redone(undo, &codes, lang)
}

/// An act of another day as a thing, with its tasks: "gia hạn 2.3.1-01".
pub(crate) fn past(act: &PastAct, lang: Lang) -> String {
    if let Some(clause) = only_entry(&act.entries).and_then(|row| frame::clause(row, lang)) {
        return clause;
    }
    let codes = codes_of(&act.entries);
    // To be done again are the rows of what took it back.
    let activity = Activity::of_entries(act.kind, &act.entries, !act.undo).brief();
    activity.named(&codes, lang)
}

/// What an entry of the journal was: "Đã ghi vướng mắc", "Đã hoàn tác việc gia hạn".
pub(crate) fn of_entry(entry: &JournalEntry, lang: Lang) -> String {
    let undo = entry.kind == ChangeKind::Undo;
    match entry.about.target {
        Some(kind) => Activity::of_entries(kind, std::slice::from_ref(entry), undo)
            .undone_or_redone(undo, &[], lang),
        None => Activity::of_entries(entry.kind, std::slice::from_ref(entry), false).sentence(lang),
    }
}

/// The row of an act that has only one.
pub(super) fn only_entry(rows: &[JournalEntry]) -> Option<&JournalEntry> {
    rows.first().filter(|_| rows.len() == 1)
}

/// The tasks of entries by their codes, each once.
pub(super) fn codes_of(entries: &[JournalEntry]) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for code in entries.iter().filter_map(JournalEntry::code) {
        if !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    }
    codes
}

/// A unit was merged into another one, to which so many open tasks went.
pub(crate) fn merged(old: &str, new: &str, tasks: usize, lang: Lang) -> String {
    let (old, new, open) = (safe(old), safe(new), open_tasks(tasks, lang));
    lang.pick(
        format!("Đã sáp nhập {old} vào {new}; chuyển {open}, việc đã xong giữ tên cũ"),
        format!("Merged {old} into {new}; {open} moved, completed ones keep the old name"),
    )
}

/// "3 việc đang mở", "1 open task".
pub(crate) fn open_tasks(n: usize, lang: Lang) -> String {
    match (lang, n) {
        (Lang::Vi, _) => format!("{n} việc đang mở"),
        (Lang::En, 1) => "1 open task".to_owned(),
        (Lang::En, _) => format!("{n} open tasks"),
    }
}

pub(crate) fn person_added(name: &str, lang: Lang) -> String {
    let name = safe(name);
    lang.pick(
        format!("Đã thêm cán bộ {name}"),
        format!("Person added: {name}"),
    )
}

/// That a file named as evidence is not there.
pub(crate) fn no_such_file(path: &str, lang: Lang) -> String {
    let path = safe(path);
    lang.pick(
        format!("Lưu ý: không thấy tệp “{path}” trên máy này; đường dẫn vẫn được giữ như đã nhập."),
        format!("Note: there is no file “{path}” on this machine; the path is kept as entered."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_open_task_is_counted_in_the_singular() {
        let merged = |n| super::merged("TTra", "VP", n, Lang::En);
        assert!(merged(1).contains("; 1 open task moved,"), "{}", merged(1));
        assert!(merged(2).contains("; 2 open tasks moved,"), "{}", merged(2));
        assert_eq!(open_tasks(1, Lang::Vi), "1 việc đang mở");
    }
}
