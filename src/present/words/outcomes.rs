//! What an act did, told in one sentence together with the way to take it back.

use super::deeds::{self, Deed};
use crate::domain::day::Day;
use crate::domain::history::ChangeKind;
use crate::domain::note::NoteKind;
use crate::domain::occurrence::Occurrence;
use crate::domain::task::Task;
use crate::present::columns::Eye;
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};

/// What an act did, as a verb.
pub fn deed(kind: ChangeKind) -> Bi {
    match kind {
        ChangeKind::Create => bi("Đã tạo tệp", "File created"),
        ChangeKind::Add => bi("Đã thêm", "Added"),
        ChangeKind::Remove => bi("Đã gỡ bỏ", "Removed"),
        ChangeKind::Complete => bi("Đã xong", "Completed"),
        ChangeKind::Reopen => bi("Đã mở lại", "Reopened"),
        ChangeKind::Start => bi("Đã đổi trạng thái", "Status changed"),
        ChangeKind::Pause => bi("Đã tạm dừng", "Paused"),
        ChangeKind::Drop => bi("Đã bãi bỏ", "Dropped"),
        ChangeKind::Resume => bi("Đã tiếp tục", "Resumed"),
        ChangeKind::Extend => bi("Đã gia hạn", "Extended"),
        ChangeKind::Deadline => bi("Đã đặt thời hạn", "Deadline set"),
        ChangeKind::Note => bi("Đã ghi chú", "Note added"),
        ChangeKind::Answer => bi("Đã trả lời vướng mắc", "Difficulty answered"),
        ChangeKind::Evidence => bi("Đã thêm minh chứng", "Evidence added"),
        ChangeKind::Edit => bi("Đã sửa", "Edited"),
        ChangeKind::Step => bi("Đã cập nhật bước", "Step updated"),
        ChangeKind::Person => bi("Đã cập nhật cán bộ", "Person updated"),
        ChangeKind::Setting => bi("Đã lưu thiết lập", "Setting saved"),
        ChangeKind::Unit => bi("Đã lưu đơn vị", "Unit saved"),
        ChangeKind::Begin => bi("Đã bắt đầu giao ban", "Review started"),
        ChangeKind::Review => bi("Đã xem", "Reviewed"),
        ChangeKind::Conclude => bi("Đã ghi kết luận", "Conclusion added"),
        ChangeKind::Reword => bi("Đã sửa kết luận", "Conclusion edited"),
        ChangeKind::Withdraw => bi("Đã bỏ kết luận", "Conclusion removed"),
        ChangeKind::Finish => bi("Đã kết thúc giao ban", "Review finished"),
        ChangeKind::Undo => bi("Đã hoàn tác", "Undone"),
        ChangeKind::Redo => bi("Đã làm lại", "Redone"),
    }
}

/// The same in English as a thing, with the word between it and the task.
pub(super) fn noun(kind: ChangeKind, note: Option<NoteKind>) -> (&'static str, &'static str) {
    match kind {
        ChangeKind::Note => match note.unwrap_or_default() {
            NoteKind::Note => ("adding a note", "to"),
            NoteKind::Difficulty => ("adding a difficulty", "to"),
            NoteKind::Instruction => ("adding an instruction", "to"),
            NoteKind::Proposal => ("adding a proposal", "to"),
        },
        ChangeKind::Create => ("creating the file", ""),
        ChangeKind::Add => ("adding", ""),
        ChangeKind::Remove => ("removing", ""),
        ChangeKind::Complete => ("completing", ""),
        ChangeKind::Reopen => ("reopening", ""),
        ChangeKind::Start => ("changing the status", "of"),
        ChangeKind::Pause => ("pausing", ""),
        ChangeKind::Drop => ("dropping", ""),
        ChangeKind::Resume => ("resuming", ""),
        ChangeKind::Extend => ("extending", ""),
        ChangeKind::Deadline => ("setting the deadline", "of"),
        ChangeKind::Answer => ("answering a difficulty", "of"),
        ChangeKind::Evidence => ("adding evidence", "to"),
        ChangeKind::Edit => ("editing", ""),
        ChangeKind::Step => ("updating a step", "of"),
        ChangeKind::Person => ("updating a person", ""),
        ChangeKind::Setting => ("changing a setting", ""),
        ChangeKind::Unit => ("changing a unit", ""),
        ChangeKind::Begin => ("starting the review", ""),
        ChangeKind::Review => ("marking as reviewed:", ""),
        ChangeKind::Conclude => ("adding a conclusion", "on"),
        ChangeKind::Reword => ("editing a conclusion", "on"),
        ChangeKind::Withdraw => ("removing a conclusion", "on"),
        ChangeKind::Finish => ("finishing the review", ""),
        ChangeKind::Undo => ("the undo", "of"),
        ChangeKind::Redo => ("the redo", "of"),
    }
}

/// How the way back is named.
pub fn way_back(lang: Lang) -> &'static str {
    lang.pick("u để hoàn tác", "u to undo")
}

/// How the way forth again is named.
pub fn way_forth(lang: Lang) -> &'static str {
    lang.pick("Ctrl-R để làm lại", "Ctrl-R to redo")
}

/// What was done to one task, as it is afterwards, with the key that helps: "Đã xong 2.3.1-05 kỳ
/// Quý I; còn kỳ Quý II, hạn 30/6". Names the period of what was completed or reopened.
pub fn on_task(deed: &Deed, task: &Task, concerned: Option<&Occurrence>, eye: Eye) -> String {
    let mut said = told(deed, task, concerned, eye);
    if deed.kind == ChangeKind::Complete && task.row.lacks_evidence() {
        said.push_str(lacking(eye.lang));
    }
    said
}

fn lacking(lang: Lang) -> &'static str {
    lang.pick(
        "; thiếu minh chứng (v để thêm)",
        " – no evidence yet (press v to add)",
    )
}

/// The same without a word about keys, for those who type commands.
pub fn told(deed: &Deed, task: &Task, concerned: Option<&Occurrence>, eye: Eye) -> String {
    let lang = eye.lang;
    let mut said = deed.said_of(&task.row.code, lang);
    match deed.kind {
        ChangeKind::Complete => said.push_str(&completion(task, concerned, eye)),
        ChangeKind::Reopen => said.push_str(&of_period(task, concerned, lang)),
        ChangeKind::Extend => {
            // Another one may be due first now.
            let moved = concerned.and_then(|o| o.due_on);
            said.push_str(&of_period(task, concerned, lang));
            said.push_str(&due(moved.or(task.row.due_on), lang));
        }
        ChangeKind::Add => said.push_str(&due(task.row.due_on, lang)),
        ChangeKind::Deadline => {
            said.push_str(&due(task.row.due_on, lang));
            said.push_str(&what_stays(task, lang));
        }
        ChangeKind::Start => {
            said.push_str(": ");
            said.push_str(super::labels::state(task.row.state).get(lang));
        }
        _ => {}
    }
    said
}

fn due(day: Option<Day>, lang: Lang) -> String {
    let day = day.map(|day| dates::on_weekday(day, lang));
    day.map(|day| format!("{}{day}", lang.pick(", hạn ", ", due ")))
        .unwrap_or_default()
}

/// Which period: " kỳ Quý I"; nothing where the task does not recur.
fn of_period(task: &Task, occurrence: Option<&Occurrence>, lang: Lang) -> String {
    let period = occurrence
        .map(|o| dates::period(task.row.rhythm, o, lang))
        .unwrap_or_default();
    match period.is_empty() {
        true => period,
        false => format!(
            "{}{}",
            lang.pick(" ", " for "),
            dates::as_period(&period, lang)
        ),
    }
}

/// What a deadline that was set anew leaves: the day first set, extensions, what is done.
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
        let n = row.extensions;
        parts.push(match (lang, n) {
            (Lang::Vi, _) => format!("đã gia hạn {n} lần"),
            (Lang::En, 1) => "extended once".to_owned(),
            (Lang::En, _) => format!("extended {n} times"),
        });
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

fn completion(task: &Task, completed: Option<&Occurrence>, eye: Eye) -> String {
    let lang = eye.lang;
    let mut said = of_period(task, completed, lang);
    // Done today is what nobody needs to be told.
    if let Some(done) = completed
        .and_then(|o| o.done_on)
        .filter(|day| *day != eye.today)
    {
        let done = dates::full(done);
        said.push_str(&lang.pick(format!(" ngày {done}"), format!(" on {done}")));
    }
    if let Some(next) = task.current().filter(|_| task.row.rhythm.is_some()) {
        let period = dates::period(task.row.rhythm, next, lang);
        let due = next
            .due_on
            .map(|due| dates::short(due, eye.year))
            .unwrap_or_default();
        said.push_str(&lang.pick(
            format!("; còn {}, hạn {due}", dates::as_period(&period, lang)),
            format!("; next {period}, due {due}"),
        ));
    }
    said
}

/// What was done to several tasks at once: "Đã xong 2 nhiệm vụ (2.3.1-01, 2.4-05); thiếu minh chứng".
pub fn on_tasks(deed: &Deed, tasks: &[Task], lang: Lang) -> String {
    let codes: Vec<String> = tasks.iter().map(|task| task.row.code.clone()).collect();
    let of = deeds::several(&codes, lang);
    let mut said = match lang {
        Lang::Vi => deed.said_of(&of, lang),
        Lang::En => format!("{}: {of}", deed.said(lang)),
    };
    if deed.kind == ChangeKind::Complete && tasks.iter().any(|task| task.row.lacks_evidence()) {
        said.push_str(lacking(lang));
    }
    said
}

/// How many hidden characters a typed or pasted text lost.
pub fn dropped(n: usize, lang: Lang) -> String {
    match (lang, n) {
        (Lang::Vi, _) => format!("Đã bỏ {n} ký tự ẩn hoặc ký tự điều khiển."),
        (Lang::En, 1) => "1 hidden or control character was removed.".to_owned(),
        (Lang::En, _) => format!("{n} hidden or control characters were removed."),
    }
}

/// How many characters did not fit.
pub fn cut_off(n: usize, max: usize, lang: Lang) -> String {
    let max = dates::number(i64::try_from(max).unwrap_or(i64::MAX), lang);
    match (lang, n) {
        (Lang::Vi, _) => format!("Đã bỏ {n} ký tự vì vượt giới hạn {max} ký tự."),
        (Lang::En, 1) => format!("1 character beyond the limit of {max} was left out."),
        (Lang::En, _) => format!("{n} characters beyond the limit of {max} were left out."),
    }
}
