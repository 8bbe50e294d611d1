//! What a change did, with what it concerned: which period, which kind of note, which step.
//!
//! It is worded in two ways: as what was done ("Đã ghi vướng mắc của 2.3.1-01") and as what was
//! taken back or done again ("Đã hoàn tác việc ghi vướng mắc của 2.3.1-01").

use super::{labels, setup};
use crate::domain::change::{Amendment, Change};
use crate::domain::day::Day;
use crate::domain::deadline::{DeadlineKind, Rhythm};
use crate::domain::history::{self, Cell, ChangeKind, Edit, Entry, PastAct};
use crate::domain::ids::TaskId;
use crate::domain::note::NoteKind;
use crate::domain::parts::{self, Edited, Field};
use crate::domain::review::ReviewChange;
use crate::domain::task::{Occurrence, Task, TaskText};
use crate::present::columns::RowContext;
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::text::{cut, safe, small};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The most columns that a step's title takes in a sentence.
const TITLE: usize = 40;
/// The most codes that a sentence names.
const CODES: usize = 4;

/// What an act was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// What sort of change.
    pub kind: ChangeKind,
    /// The kind of the note that was written.
    note: Option<NoteKind>,
    /// Whether that note is a review's conclusion.
    concluded: bool,
    /// The title of the step, and what was done to it.
    step: Option<(String, PartAction)>,
    /// What was done to a document that proves completion.
    document: PartAction,
    /// The part of the task that was edited, where it was that alone.
    edited: Option<Field>,
    /// Whether more than edits were made: different things to several tasks.
    mixed: bool,
    /// Whether the deadline, the lead unit, the mark of a key task, an area, a section or a person was
    /// taken away.
    removed: bool,
    /// The period of the occurrence.
    period: Option<(Rhythm, Day)>,
}

/// What was done to a step or a document of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PartAction {
    Added,
    Ticked,
    Unticked,
    Changed,
    Removed,
}

impl From<ChangeKind> for Activity {
    fn from(kind: ChangeKind) -> Self {
        Self {
            kind,
            note: None,
            concluded: false,
            step: None,
            document: PartAction::Added,
            edited: None,
            mixed: false,
            removed: false,
            period: None,
        }
    }
}

impl Activity {
    /// What the changes of one act on one task amount to; the task as it is afterwards.
    pub fn of_changes(kind: ChangeKind, changes: &[Change], task: &Task) -> Self {
        let mut activity = Self::from(kind);
        let mut fields = BTreeSet::new();
        for change in changes {
            match change {
                Change::Edit { before, after, .. } => {
                    let parts = TaskText::PARTS.iter();
                    let parts = parts.filter(|part| (part.get)(before) != (part.get)(after));
                    fields.extend(parts.map(|part| part.column));
                    activity.removed |= after.lead.is_none() && before.lead.is_some();
                    activity.removed |= before.key_task && !after.key_task;
                }
                Change::AddNote { kind, .. } => activity.note = Some(*kind),
                Change::SetDeadline { deadline, .. } => {
                    activity.removed = deadline.kind == DeadlineKind::None;
                }
                Change::Review(ReviewChange::NoteOn { .. }) => {
                    activity.note = Some(NoteKind::Instruction);
                    activity.concluded = true;
                }
                Change::AddStep { title, .. } => {
                    activity.step = Some((title.clone(), PartAction::Added));
                }
                Change::Amend { what, .. } => match what {
                    Amendment::CorrectEvidence { .. } => activity.document = PartAction::Changed,
                    Amendment::RemoveEvidence { .. } => activity.document = PartAction::Removed,
                    Amendment::RenameStep { to, .. } => {
                        activity.step = Some((to.clone(), PartAction::Changed));
                    }
                    Amendment::RemoveStep { seen, .. } => {
                        activity.step = Some((seen.clone(), PartAction::Removed));
                    }
                    Amendment::RemoveTask { .. } => {}
                },
                Change::TickStep { step, done, .. } => {
                    let title = task.steps.iter().find(|one| one.id == *step);
                    let title = title.map(|one| one.title.clone()).unwrap_or_default();
                    activity.step = Some((title, ticked(*done)));
                }
                _ => {}
            }
        }
        activity.edited = alone(&fields);
        activity.brief()
    }

    /// In one line: of a step only the beginning of its title.
    fn brief(mut self) -> Self {
        if let Some((title, _)) = &mut self.step {
            *title = cut(&safe(title), TITLE).into_owned();
        }
        self
    }

    /// What the rows of an act amount to; with `back`, those of the act that took it back.
    pub fn of_entries(kind: ChangeKind, entries: &[Entry], back: bool) -> Self {
        let mut activity = Self::from(kind);
        let mut fields = BTreeSet::new();
        for entry in entries {
            // A deadline or a task is of no single period.
            if !matches!(kind, ChangeKind::Deadline | ChangeKind::Add) {
                activity.period = activity.period.or(entry.about.period);
            }
            for edit in &entry.edits {
                fields.extend(columns(edit));
                match edit.table.as_str() {
                    "note" => activity.note = note_kind(edit).or(activity.note),
                    "step" => activity.step = step(edit, entry, back).or(activity.step),
                    "evidence" => activity.document = document(edit, back),
                    "outcome" => activity.concluded = true,
                    "task" => activity.removed |= removes(edit, back),
                    "area" | "section" | "person" => {
                        let left = if back { &edit.before } else { &edit.after };
                        activity.removed |= left.is_none();
                    }
                    _ => {}
                }
            }
        }
        if kind == ChangeKind::Edit {
            activity.mixed = !entries.iter().all(is_edit);
            activity.edited = alone(&fields).filter(|_| !activity.mixed);
        }
        activity
    }

    /// What was done, as a verb, and the word between it and the task.
    fn verb(&self, lang: Lang) -> (String, &'static str) {
        let (verb, link) = match (self.kind, self.note, &self.step) {
            (ChangeKind::Note, ..) if self.concluded => (
                bi("Đã ghi kết luận giao ban", "Conclusion added"),
                bi("vào", "to"),
            ),
            (ChangeKind::Note, Some(kind), _) => noted(kind),
            (ChangeKind::Deadline, ..) if self.removed => {
                (bi("Đã bỏ thời hạn", "Deadline removed"), bi("của", "from"))
            }
            (ChangeKind::Evidence, ..) if self.document == PartAction::Removed => (
                bi("Đã gỡ bỏ minh chứng", "Evidence removed"),
                bi("của", "from"),
            ),
            (ChangeKind::Evidence, ..) if self.document == PartAction::Changed => (
                bi("Đã sửa minh chứng", "Evidence corrected"),
                bi("của", "for"),
            ),
            (ChangeKind::Step, _, Some((title, done))) => {
                let title = safe(title);
                let (verb, link) = stepped(*done);
                return (format!("{} “{title}”", verb.get(lang)), link.get(lang));
            }
            (ChangeKind::Edit, ..) if self.mixed => (bi("Đã cập nhật", "Updated"), bi("", "")),
            (ChangeKind::Edit, ..) => edited(self.edited, self.removed),
            (kind, ..) if self.removed => (removal(kind), link(kind)),
            (kind, ..) => (verb(kind), link(kind)),
        };
        (verb.get(lang).to_owned(), link.get(lang))
    }

    /// "Đã ghi vướng mắc".
    pub fn sentence(&self, lang: Lang) -> String {
        self.verb(lang).0
    }

    /// "Đã ghi vướng mắc của 2.3.1-01".
    pub fn sentence_of(&self, code: &str, lang: Lang) -> String {
        let (verb, link) = self.verb(lang);
        joined(&[&verb, link, code])
    }

    /// The same as a thing that was undone or done again, and the word between it and the task: "gia
    /// hạn", "extension" of.
    fn noun(&self, lang: Lang) -> (String, &'static str) {
        if lang == Lang::En {
            let (noun, link) = self.english_noun();
            return (noun.into_owned(), link);
        }
        let (verb, link) = self.verb(lang);
        let noun = match self.kind {
            ChangeKind::Complete => "đánh dấu xong",
            ChangeKind::Review => "đánh dấu đã xem",
            _ => verb.strip_prefix("Đã ").unwrap_or(&verb),
        };
        (noun.to_owned(), link)
    }

    /// "answer to a difficulty" of, "removal of step “Đơn vị khác”" from.
    fn english_noun(&self) -> (Cow<'static, str>, &'static str) {
        let (noun, link) = match (self.kind, self.note, &self.step) {
            (ChangeKind::Note, ..) if self.concluded => ("new conclusion", "on"),
            (ChangeKind::Note, Some(NoteKind::Difficulty), _) => ("new difficulty", "of"),
            (ChangeKind::Note, Some(NoteKind::Instruction), _) => ("new instruction", "on"),
            (ChangeKind::Note, Some(NoteKind::Proposal), _) => ("new proposal", "on"),
            (ChangeKind::Deadline, ..) if self.removed => ("removal of the deadline", "of"),
            (ChangeKind::Evidence, ..) => match self.document {
                PartAction::Removed => ("removal of evidence", "from"),
                PartAction::Changed => ("correction of evidence", "for"),
                _ => ("new evidence", "for"),
            },
            (ChangeKind::Step, _, Some((title, done))) => {
                let (noun, link) = match done {
                    PartAction::Added => ("addition of step", "to"),
                    PartAction::Ticked => ("ticking of step", "of"),
                    PartAction::Unticked => ("unticking of step", "of"),
                    PartAction::Changed => ("renaming to step", "of"),
                    PartAction::Removed => ("removal of step", "from"),
                };
                return (format!("{noun} “{}”", safe(title)).into(), link);
            }
            (ChangeKind::Edit, ..) if self.mixed => ("update", "of"),
            (ChangeKind::Edit, ..) => match (self.edited, self.removed) {
                (Some(Field::Lead), false) => ("assignment", "of"),
                (Some(Field::Lead), true) => ("removal of the lead unit", "of"),
                (Some(Field::Coordinating), _) => ("change of the co-operating units", "of"),
                (Some(Field::KeyTask), false) => ("marking as key task", "of"),
                (Some(Field::KeyTask), true) => ("unmarking as key task", "of"),
                _ => noun(self.kind),
            },
            (ChangeKind::Area, ..) if self.removed => ("removal of an area", "of"),
            (ChangeKind::Section, ..) if self.removed => ("removal of a section", "of"),
            (ChangeKind::Person, ..) if self.removed => ("removal of a person", "of"),
            (kind, ..) => noun(kind),
        };
        (noun.into(), link)
    }

    /// What an undo or a redo did: "Đã hoàn tác việc đánh dấu xong 2.7.1-03, kỳ tháng 5".
    fn undone_or_redone(&self, undo: bool, codes: &[String], lang: Lang) -> String {
        let verb = if undo {
            lang.pick("Đã hoàn tác việc", "Undone:")
        } else {
            lang.pick("Đã làm lại việc", "Redone:")
        };
        format!("{verb} {}", self.named(codes, lang))
    }

    /// "đánh dấu xong 2.7.1-03, kỳ tháng 5", "completion of 2.7.1-03, May".
    fn named(&self, codes: &[String], lang: Lang) -> String {
        let (noun, link) = self.noun(lang);
        let of = match codes {
            [] => return noun,
            [code] => code.clone(),
            many => several(many, lang),
        };
        let period = self.period.filter(|_| codes.len() == 1);
        let period = period.map(|period| format!(", {}", dates::named_period(period, lang)));
        let period = period.unwrap_or_default();
        format!("{}{period}", joined(&[&noun, link, &of]))
    }
}

/// What an undo or a redo of an act of that kind on these tasks did, from the rows that it wrote.
pub fn taken_back(
    undo: bool,
    kind: ChangeKind,
    tasks: &[TaskId],
    rows: &[Entry],
    lang: Lang,
) -> String {
    let code = |task: &TaskId| {
        let of = |entry: &&Entry| entry.task.as_ref().is_some_and(|(id, _)| id == task);
        rows.iter().find(of)?.code().map(str::to_owned)
    };
    let codes: Vec<String> = tasks.iter().filter_map(code).collect();
    if let Some(sentence) = alone_in(rows).and_then(|row| setup::sentence(row, lang)) {
        return sentence;
    }
    let activity = Activity::of_entries(kind, rows, undo).brief();
    activity.undone_or_redone(undo, &codes, lang)
}

/// The row of an act that has no other.
fn alone_in(rows: &[Entry]) -> Option<&Entry> {
    rows.first().filter(|_| rows.len() == 1)
}

/// An act of another day as a thing, with its tasks: "gia hạn 2.3.1-01".
pub fn past(act: &PastAct, lang: Lang) -> String {
    if let Some(clause) = alone_in(&act.entries).and_then(|row| setup::clause(row, lang)) {
        return clause;
    }
    let codes = codes_of(&act.entries);
    // To be done again are the rows of what took it back.
    let activity = Activity::of_entries(act.kind, &act.entries, !act.undo).brief();
    activity.named(&codes, lang)
}

/// The tasks of entries by their codes, each once.
fn codes_of(entries: &[Entry]) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for code in entries.iter().filter_map(Entry::code) {
        if !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    }
    codes
}

/// What an entry of the journal was: "Đã ghi vướng mắc", "Đã hoàn tác việc gia hạn".
pub fn of_entry(entry: &Entry, lang: Lang) -> String {
    let undo = entry.kind == ChangeKind::Undo;
    match entry.about.target {
        Some(kind) => Activity::of_entries(kind, std::slice::from_ref(entry), undo)
            .undone_or_redone(undo, &[], lang),
        None => Activity::of_entries(entry.kind, std::slice::from_ref(entry), false).sentence(lang),
    }
}

/// What colleagues have just written, the newest first, in a sentence; nothing where they have written
/// nothing. `who` gives a signature as it is shown.
///
/// "Lan vừa ghi chú vào 2.3.1-05", "Lan và Dũng vừa ghi 7 thay đổi, mới nhất: ghi chú vào 2.3.1-05".
pub fn of_others(entries: &[Entry], who: impl Fn(&str) -> String, lang: Lang) -> Option<String> {
    let newest = entries.first()?;
    let of_act: Vec<&Entry> = entries.iter().filter(|one| one.act == newest.act).collect();
    let mut people: Vec<String> = Vec::new();
    for entry in entries {
        let name = who(&entry.actor.to_string());
        if !people.contains(&name) {
            people.push(name);
        }
    }
    let (n, act) = (entries.len(), of_one_act(&of_act, lang));
    let people = match people.as_slice() {
        [one] => one.clone(),
        [one, other] => format!("{one} {} {other}", lang.pick("và", "and")),
        [one, rest @ ..] => lang.pick(
            format!("{one} và {} người khác", rest.len()),
            format!("{one} and {} others", rest.len()),
        ),
        [] => return None,
    };
    Some(match n == of_act.len() {
        true => lang.pick(
            format!("{people} vừa {act}"),
            format!("{people} just now: {act}"),
        ),
        false => lang.pick(
            format!("{people} vừa ghi {n} thay đổi, mới nhất: {act}"),
            format!("{people} just now: {n} changes, the newest: {act}"),
        ),
    })
}

/// "đổi tên mục" of "đã đổi tên mục": the person stands before it.
fn without_done(sentence: &str) -> String {
    sentence.strip_prefix("đã ").unwrap_or(sentence).to_owned()
}

/// "ghi chú vào 2.3.1-05", "hoàn tác việc gia hạn 2.3.1-05"; "new note on 2.3.1-05".
fn of_one_act(rows: &[&Entry], lang: Lang) -> String {
    let rows: Vec<Entry> = rows.iter().rev().map(|row| (*row).clone()).collect();
    let Some(first) = rows.first() else {
        return String::new();
    };
    if let Some(sentence) = alone_in(&rows).and_then(|row| setup::sentence(row, lang)) {
        return without_done(&small(&sentence));
    }
    let codes = codes_of(&rows);
    let undo = first.kind == ChangeKind::Undo;
    match first.about.target {
        Some(kind) => {
            let activity = Activity::of_entries(kind, &rows, undo).brief();
            without_done(&small(&activity.undone_or_redone(undo, &codes, lang)))
        }
        None => {
            let kinds = rows
                .iter()
                .map(|row| (row.task.as_ref().map(|(id, _)| *id), row.kind));
            let kind = history::kind_of(kinds).unwrap_or(first.kind);
            let activity = Activity::of_entries(kind, &rows, false).brief();
            let named = activity.named(&codes, lang);
            // Beside a name it would read as what the note says.
            match named.strip_prefix("ghi chú ") {
                Some(codes) => format!("ghi chú vào {codes}"),
                None => named,
            }
        }
    }
}

/// That a file named as evidence is not there.
pub fn no_such_file(path: &str, lang: Lang) -> String {
    let path = safe(path);
    lang.pick(
        format!("Lưu ý: không thấy tệp “{path}” trên máy này; đường dẫn vẫn được giữ như đã nhập."),
        format!("Note: there is no file “{path}” on this machine; the path is kept as entered."),
    )
}

/// The codes that there is room for: "2.1-01, 2.1-02, …".
pub fn codes(codes: &[String]) -> String {
    let named = codes.get(..CODES).unwrap_or(codes).join(", ");
    let more = if codes.len() > CODES { ", …" } else { "" };
    format!("{named}{more}")
}

/// Several tasks: how many, and the codes that there is room for.
pub fn several(codes: &[String], lang: Lang) -> String {
    let (n, named) = (codes.len(), self::codes(codes));
    lang.pick(
        format!("{n} nhiệm vụ ({named})"),
        format!("{n} tasks ({named})"),
    )
}

fn joined(parts: &[&str]) -> String {
    let parts = parts.iter().filter(|part| !part.is_empty());
    parts.copied().collect::<Vec<_>>().join(" ")
}

fn ticked(done: bool) -> PartAction {
    if done {
        PartAction::Ticked
    } else {
        PartAction::Unticked
    }
}

/// The word between an activity and its task, where the activity names a thing of the task.
fn link(kind: ChangeKind) -> Bi {
    match kind {
        ChangeKind::Evidence => bi("cho", "for"),
        ChangeKind::Deadline => bi("của", "for"),
        ChangeKind::Answer => bi("của", "for"),
        ChangeKind::Start => bi("", "for"),
        ChangeKind::Step => bi("của", "for"),
        ChangeKind::Conclude => bi("về", "on"),
        _ => bi("", ""),
    }
}

fn noted(kind: NoteKind) -> (Bi, Bi) {
    match kind {
        NoteKind::Note => (bi("Đã ghi chú", "Note added"), bi("", "to")),
        NoteKind::Difficulty => (bi("Đã ghi vướng mắc", "Difficulty added"), bi("của", "to")),
        NoteKind::Instruction => (
            bi("Đã ghi chỉ đạo, kết luận", "Instruction added"),
            bi("về", "to"),
        ),
        NoteKind::Proposal => (bi("Đã ghi kiến nghị", "Proposal added"), bi("về", "to")),
    }
}

fn stepped(done: PartAction) -> (Bi, Bi) {
    match done {
        PartAction::Added => (bi("Đã thêm bước", "Added step"), bi("vào", "to")),
        PartAction::Ticked => (bi("Đã đánh dấu xong bước", "Ticked step"), bi("của", "of")),
        PartAction::Unticked => (bi("Đã bỏ đánh dấu bước", "Unticked step"), bi("của", "of")),
        PartAction::Changed => (bi("Đã sửa thành bước", "Renamed to step"), bi("của", "of")),
        PartAction::Removed => (bi("Đã gỡ bỏ bước", "Removed step"), bi("khỏi", "from")),
    }
}

/// The kind of a note that came or went.
pub(super) fn note_kind(edit: &Edit) -> Option<NoteKind> {
    NoteKind::parse(edit.text("kind"))
}

/// Whether an edit of a task, or with `back` the one that it took back, left it without a deadline, a
/// lead unit or the mark of a key task.
fn removes(edit: &Edit, back: bool) -> bool {
    let nothing = [
        ("kind", Cell::Text(DeadlineKind::None.as_str().to_owned())),
        ("lead_id", Cell::Null),
        ("key_task", Cell::Int(0)),
    ];
    nothing.iter().any(|(column, nothing)| {
        let (before, after) = edit.column(column).unwrap_or((None, None));
        let left = if back { before } else { after };
        left == Some(nothing)
    })
}

/// The columns that an edit wrote, with their table.
fn columns(edit: &Edit) -> impl Iterator<Item = (&'static str, &'static str)> {
    let columns = parts::columns().map(|(_, column)| column);
    columns.filter(|(table, column)| *table == edit.table && edit.column(column).is_some())
}

/// Whether a row is of no task, or edits one that was there.
fn is_edit(entry: &Entry) -> bool {
    let came_or_went = |edit: &Edit| edit.before.is_none() || edit.after.is_none();
    let mut tasks = entry.edits.iter().filter(|edit| edit.table == "task");
    let mut columns = entry.edits.iter().flat_map(columns);
    let edits = columns.any(|(table, _)| matches!(table, "task" | "coordinating"));
    entry.task.is_none() || edits && !tasks.any(came_or_went)
}

/// The part of a task that these columns make up. Whoever leads no longer co-operates.
fn alone(columns: &BTreeSet<(&str, &str)>) -> Option<Field> {
    let has = |column| columns.contains(&column);
    let lead = has(("task", "lead_id"));
    let partners = has(("coordinating", "unit_id"));
    match columns.len() - usize::from(lead && partners) {
        1 if lead => Some(Field::Lead),
        1 if partners => Some(Field::Coordinating),
        1 if has(("task", "key_task")) => Some(Field::KeyTask),
        _ => None,
    }
}

/// What was edited alone, and the word between it and the task.
fn edited(part: Option<Field>, removed: bool) -> (Bi, Bi) {
    match (part, removed) {
        (Some(Field::Lead), false) => (bi("Đã giao", "Assigned"), bi("", "")),
        (Some(Field::Lead), true) => (
            bi("Đã bỏ đơn vị chủ trì", "Lead unit removed"),
            bi("của", "from"),
        ),
        (Some(Field::Coordinating), _) => (
            bi("Đã sửa đơn vị phối hợp", "Co-operating units changed"),
            bi("của", "for"),
        ),
        (Some(Field::KeyTask), false) => (
            bi("Đã đánh dấu trọng tâm", "Marked as key task"),
            bi("", ""),
        ),
        (Some(Field::KeyTask), true) => {
            (bi("Đã bỏ trọng tâm", "No longer a key task"), bi("của", ""))
        }
        _ => (verb(ChangeKind::Edit), link(ChangeKind::Edit)),
    }
}

fn step(edit: &Edit, entry: &Entry, back: bool) -> Option<(String, PartAction)> {
    if edit.before.is_none() || edit.after.is_none() {
        let came = edit.before.is_none() != back;
        let action = match came {
            true => PartAction::Added,
            false => PartAction::Removed,
        };
        return Some((edit.text("title").to_owned(), action));
    }
    let left = |(before, after)| if back { before } else { after };
    if let Some(titles) = edit.column("title") {
        let title = left(titles).and_then(Cell::text)?;
        return Some((title.to_owned(), PartAction::Changed));
    }
    let done = left(edit.column("done_on")?);
    let is_done = done.is_some_and(|cell| *cell != Cell::Null);
    Some((entry.about.step.clone()?, ticked(is_done)))
}

/// What an edit did to a document, or with `back` the one that it took back.
fn document(edit: &Edit, back: bool) -> PartAction {
    match (edit.before.is_some(), edit.after.is_some()) {
        (true, true) => PartAction::Changed,
        (before, _) if before == back => PartAction::Added,
        _ => PartAction::Removed,
    }
}

/// What an act was in English, as a thing, and the word between it and the task.
fn noun(kind: ChangeKind) -> (&'static str, &'static str) {
    let noun = match kind {
        ChangeKind::Create => "creation of the file",
        ChangeKind::Add => "addition",
        ChangeKind::Remove => "removal",
        ChangeKind::Complete => "completion",
        ChangeKind::Reopen => "reopening",
        ChangeKind::Start => "status change",
        ChangeKind::Pause => "pause",
        ChangeKind::Drop => "dropping",
        ChangeKind::Resume => "resumption",
        ChangeKind::Extend => "extension",
        ChangeKind::Deadline => return ("new deadline", "for"),
        ChangeKind::Note => return ("new note", "on"),
        ChangeKind::Answer => "answer to a difficulty",
        ChangeKind::Evidence => return ("new evidence", "for"),
        ChangeKind::Edit => "edit",
        ChangeKind::Step => "update of a step",
        ChangeKind::Person => "update of a person",
        ChangeKind::Setting => "change of a setting",
        ChangeKind::Unit => "update of a unit",
        ChangeKind::Plan => "update of the plan",
        ChangeKind::Area => "change of an area",
        ChangeKind::Section => "change of a section",
        ChangeKind::Move => "move",
        ChangeKind::Begin => "start of the review",
        ChangeKind::Review => "review",
        ChangeKind::Conclude => return ("new conclusion", "on"),
        ChangeKind::Reword => "edit of a conclusion",
        ChangeKind::Withdraw => "removal of a conclusion",
        ChangeKind::Finish => "end of the review",
        ChangeKind::Undo => "undo",
        ChangeKind::Redo => "redo",
    };
    (noun, "of")
}

/// What an act did to the plan's frame, as a verb.
pub fn frame_verb(kind: ChangeKind, removed: bool) -> Bi {
    match removed {
        true => removal(kind),
        false => verb(kind),
    }
}

/// A person was entered who was not there before.
pub fn person_added(name: &str, lang: Lang) -> String {
    let name = safe(name);
    lang.pick(
        format!("Đã thêm cán bộ {name}"),
        format!("Person added: {name}"),
    )
}

fn removal(kind: ChangeKind) -> Bi {
    match kind {
        ChangeKind::Area => bi("Đã gỡ bỏ lĩnh vực", "Area removed"),
        ChangeKind::Section => bi("Đã gỡ bỏ mục", "Section removed"),
        ChangeKind::Person => bi("Đã gỡ bỏ cán bộ", "Person removed"),
        kind => verb(kind),
    }
}

/// "3 việc đang mở", "1 open task".
pub fn open_tasks(n: usize, lang: Lang) -> String {
    match (lang, n) {
        (Lang::Vi, _) => format!("{n} việc đang mở"),
        (Lang::En, 1) => "1 open task".to_owned(),
        (Lang::En, _) => format!("{n} open tasks"),
    }
}

/// A unit was merged into another one, to which so many open tasks went.
pub fn merged(old: &str, new: &str, tasks: usize, lang: Lang) -> String {
    let (old, new, open) = (safe(old), safe(new), open_tasks(tasks, lang));
    lang.pick(
        format!("Đã sáp nhập {old} vào {new}; chuyển {open}, việc đã xong giữ tên cũ"),
        format!("Merged {old} into {new}; {open} moved, completed ones keep the old name"),
    )
}

/// What an act did, as a verb.
pub fn verb(kind: ChangeKind) -> Bi {
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
        ChangeKind::Plan => bi("Đã sửa thông tin kế hoạch", "Plan updated"),
        ChangeKind::Area => bi("Đã lưu lĩnh vực", "Area saved"),
        ChangeKind::Section => bi("Đã lưu mục", "Section saved"),
        ChangeKind::Move => bi("Đã chuyển mục", "Moved"),
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

/// What was done to one task, as it is afterwards: "Đã xong 2.3.1-05 kỳ Quý I; còn kỳ Quý II, hạn
/// 30/6". Names the period of what was completed or reopened.
pub fn describe(
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
pub fn of_period(task: &Task, occurrence: Option<&Occurrence>, lang: Lang) -> String {
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

/// What was done to several tasks at once: "Đã xong 2 nhiệm vụ (2.3.1-01, 2.4-05)", "Đã xong một kỳ của
/// 2 nhiệm vụ (2.7.1-03, 2.7.1-05)".
pub fn on_tasks(activity: &Activity, tasks: &[Task], lang: Lang) -> String {
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
    let mut ways = tasks.iter().map(|task| where_to(activity, task, lang));
    let first = ways.next().unwrap_or_default();
    let same = ways.all(|way| way == first);
    format!("{sentence}{}", if same { first.as_str() } else { "" })
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

    /// What is undone reads as a thing, whatever it was.
    #[test]
    fn each_kind_of_change_is_named_as_a_thing_in_both_languages() {
        use ChangeKind::*;
        for (kind, vi, en) in [
            (Add, "thêm 2.1-09", "addition of 2.1-09"),
            (Remove, "gỡ bỏ 2.1-09", "removal of 2.1-09"),
            (Complete, "đánh dấu xong 2.1-09", "completion of 2.1-09"),
            (Reopen, "mở lại 2.1-09", "reopening of 2.1-09"),
            (Start, "đổi trạng thái 2.1-09", "status change of 2.1-09"),
            (Pause, "tạm dừng 2.1-09", "pause of 2.1-09"),
            (Drop, "bãi bỏ 2.1-09", "dropping of 2.1-09"),
            (Resume, "tiếp tục 2.1-09", "resumption of 2.1-09"),
            (Extend, "gia hạn 2.1-09", "extension of 2.1-09"),
            (
                Deadline,
                "đặt thời hạn của 2.1-09",
                "new deadline for 2.1-09",
            ),
            (Note, "ghi chú 2.1-09", "new note on 2.1-09"),
            (
                Answer,
                "trả lời vướng mắc của 2.1-09",
                "answer to a difficulty of 2.1-09",
            ),
            (
                Evidence,
                "thêm minh chứng cho 2.1-09",
                "new evidence for 2.1-09",
            ),
            (Edit, "sửa 2.1-09", "edit of 2.1-09"),
            (
                Step,
                "cập nhật bước của 2.1-09",
                "update of a step of 2.1-09",
            ),
            (Review, "đánh dấu đã xem 2.1-09", "review of 2.1-09"),
            (
                Conclude,
                "ghi kết luận về 2.1-09",
                "new conclusion on 2.1-09",
            ),
        ] {
            let named = |lang| Activity::from(kind).named(&["2.1-09".to_owned()], lang);
            assert_eq!(
                (named(Lang::Vi).as_str(), named(Lang::En).as_str()),
                (vi, en)
            );
        }
        for (kind, vi, en) in [
            (Create, "tạo tệp", "creation of the file"),
            (Person, "cập nhật cán bộ", "update of a person"),
            (Setting, "lưu thiết lập", "change of a setting"),
            (Unit, "lưu đơn vị", "update of a unit"),
            (Begin, "bắt đầu giao ban", "start of the review"),
            (Reword, "sửa kết luận", "edit of a conclusion"),
            (Withdraw, "bỏ kết luận", "removal of a conclusion"),
            (Finish, "kết thúc giao ban", "end of the review"),
        ] {
            let named = |lang| Activity::from(kind).named(&[], lang);
            assert_eq!(
                (named(Lang::Vi).as_str(), named(Lang::En).as_str()),
                (vi, en)
            );
        }
        let both = ["2.1-09".to_owned(), "2.2-01".to_owned()];
        assert_eq!(
            Activity::from(Start).undone_or_redone(true, &both, Lang::En),
            "Undone: status change of 2 tasks (2.1-09, 2.2-01)"
        );
        for (kind, sentence) in [
            (Start, "Status changed for 2.1-09"),
            (Answer, "Difficulty answered for 2.1-09"),
        ] {
            assert_eq!(
                Activity::from(kind).sentence_of("2.1-09", Lang::En),
                sentence
            );
        }
    }
}
