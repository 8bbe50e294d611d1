//! What the changes of an act amount to, with what they concern: which period, kind of note, step.
//!
//! It is worded in two ways: as what was done ("Đã ghi vướng mắc của 2.3.1-01"), and as what was undone
//! or redone ("Đã hoàn tác việc ghi vướng mắc của 2.3.1-01").

use super::verbs::{self, PartAction};
use crate::domain::change::{Amendment, Change};
use crate::domain::day::Day;
use crate::domain::deadline::{DeadlineKind, Rhythm};
use crate::domain::journal::{ChangeKind, Edit, JournalEntry, StoredValue};
use crate::domain::note::NoteKind;
use crate::domain::parts::{self, Field, HasParts};
use crate::domain::review::ReviewChange;
use crate::domain::task::{Task, TaskText};
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::text::{cut, safe};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The most columns that a step's title takes in a sentence.
const TITLE: usize = 40;
/// The most codes that a sentence names.
const CODES: usize = 4;

/// What an act was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Activity {
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
    pub(super) edited: Option<Field>,
    /// Whether more than edits were made: different things to several tasks.
    mixed: bool,
    /// Whether the deadline, the lead unit, the mark of a key task, an area, a section or a person was
    /// taken away.
    removed: bool,
    /// The period of the occurrence.
    period: Option<(Rhythm, Day)>,
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
    pub(crate) fn of_changes(kind: ChangeKind, changes: &[Change], task: &Task) -> Self {
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
                    let title = task.step(*step);
                    let title = title.map(|one| one.title.clone()).unwrap_or_default();
                    activity.step = Some((title, ticked(*done)));
                }
                _ => {}
            }
        }
        activity.edited = only_part(&fields);
        activity.brief()
    }

    /// With the title of a step cut to fit into a sentence.
    pub(super) fn brief(mut self) -> Self {
        if let Some((title, _)) = &mut self.step {
            *title = cut(&safe(title), TITLE).into_owned();
        }
        self
    }

    /// What the rows of an act amount to; with `undo` they are those of the act that undid it.
    pub(crate) fn of_entries(kind: ChangeKind, entries: &[JournalEntry], undo: bool) -> Self {
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
                    "step" => activity.step = step(edit, entry, undo).or(activity.step),
                    "evidence" => activity.document = document(edit, undo),
                    "outcome" => activity.concluded = true,
                    "task" => activity.removed |= removes(edit, undo),
                    "area" | "section" | "person" => {
                        let left = if undo { &edit.before } else { &edit.after };
                        activity.removed |= left.is_none();
                    }
                    _ => {}
                }
            }
        }
        if kind == ChangeKind::Edit {
            activity.mixed = !entries.iter().all(is_edit);
            activity.edited = only_part(&fields).filter(|_| !activity.mixed);
        }
        activity
    }

    /// What was done, and the word between it and the task.
    fn verb(&self, lang: Lang) -> (String, &'static str) {
        let (verb, link) = match (self.kind, self.note, &self.step) {
            (ChangeKind::Note, ..) if self.concluded => (
                bi("Đã ghi kết luận giao ban", "Conclusion added"),
                bi("vào", "to"),
            ),
            (ChangeKind::Note, Some(kind), _) => verbs::noted(kind),
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
                let (verb, link) = verbs::stepped(*done);
                return (format!("{} “{title}”", verb.get(lang)), link.get(lang));
            }
            (ChangeKind::Edit, ..) if self.mixed => (bi("Đã cập nhật", "Updated"), bi("", "")),
            (ChangeKind::Edit, ..) => verbs::edited(self.edited, self.removed),
            (kind, ..) if self.removed => (verbs::removal(kind), verbs::link(kind)),
            (kind, ..) => (verbs::verb(kind), verbs::link(kind)),
        };
        (verb.get(lang).to_owned(), link.get(lang))
    }

    /// "Đã ghi vướng mắc".
    pub(crate) fn sentence(&self, lang: Lang) -> String {
        self.verb(lang).0
    }

    /// "Đã ghi vướng mắc của 2.3.1-01".
    pub(crate) fn sentence_of(&self, code: &str, lang: Lang) -> String {
        let (verb, link) = self.verb(lang);
        joined(&[&verb, link, code])
    }

    /// The same as a noun, for what was undone or redone, and the word between it and the task: "gia
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
                _ => verbs::noun(self.kind),
            },
            (ChangeKind::Area, ..) if self.removed => ("removal of an area", "of"),
            (ChangeKind::Section, ..) if self.removed => ("removal of a section", "of"),
            (ChangeKind::Person, ..) if self.removed => ("removal of a person", "of"),
            (kind, ..) => verbs::noun(kind),
        };
        (noun.into(), link)
    }

    /// What an undo or a redo did: "Đã hoàn tác việc đánh dấu xong 2.7.1-03, kỳ tháng 5".
    pub(super) fn undone_or_redone(&self, undo: bool, codes: &[String], lang: Lang) -> String {
        let verb = if undo {
            lang.pick("Đã hoàn tác việc", "Undone:")
        } else {
            lang.pick("Đã làm lại việc", "Redone:")
        };
        format!("{verb} {}", self.named(codes, lang))
    }

    /// "đánh dấu xong 2.7.1-03, kỳ tháng 5", "completion of 2.7.1-03, May".
    pub(super) fn named(&self, codes: &[String], lang: Lang) -> String {
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

/// The codes that there is room for: "2.1-01, 2.1-02, …".
pub(crate) fn codes(codes: &[String]) -> String {
    let named = codes.get(..CODES).unwrap_or(codes).join(", ");
    let more = if codes.len() > CODES { ", …" } else { "" };
    format!("{named}{more}")
}

/// Several tasks: how many, and the codes that there is room for.
pub(crate) fn several(codes: &[String], lang: Lang) -> String {
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

/// The kind of a note that was added or removed.
pub(super) fn note_kind(edit: &Edit) -> Option<NoteKind> {
    NoteKind::parse(edit.text("kind"))
}

/// Whether an edit of a task, or with `undo` the one that it undid, left it without a deadline, a
/// lead unit or the mark of a key task.
fn removes(edit: &Edit, undo: bool) -> bool {
    let nothing = [
        (
            "kind",
            StoredValue::Text(DeadlineKind::None.as_str().to_owned()),
        ),
        ("lead_id", StoredValue::Null),
        ("key_task", StoredValue::Int(0)),
    ];
    nothing.iter().any(|(column, nothing)| {
        let (before, after) = edit.column(column).unwrap_or((None, None));
        let left = if undo { before } else { after };
        left == Some(nothing)
    })
}

/// The columns that an edit wrote, with their table.
fn columns(edit: &Edit) -> impl Iterator<Item = (&'static str, &'static str)> {
    let columns = parts::columns().map(|(_, column)| column);
    columns.filter(|(table, column)| *table == edit.table && edit.column(column).is_some())
}

/// Whether a row is of no task, or edits one that was there.
fn is_edit(entry: &JournalEntry) -> bool {
    let added_or_removed = |edit: &Edit| edit.before.is_none() || edit.after.is_none();
    let mut tasks = entry.edits.iter().filter(|edit| edit.table == "task");
    let mut columns = entry.edits.iter().flat_map(columns);
    let edits = columns.any(|(table, _)| matches!(table, "task" | "coordinating"));
    entry.task.is_none() || edits && !tasks.any(added_or_removed)
}

/// The part of a task where these columns are of no other one. A unit that becomes the lead leaves the
/// co-operating units, which counts as one part.
fn only_part(columns: &BTreeSet<(&str, &str)>) -> Option<Field> {
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

fn step(edit: &Edit, entry: &JournalEntry, undo: bool) -> Option<(String, PartAction)> {
    if edit.before.is_none() || edit.after.is_none() {
        let added = edit.before.is_none() != undo;
        let action = match added {
            true => PartAction::Added,
            false => PartAction::Removed,
        };
        return Some((edit.text("title").to_owned(), action));
    }
    let left = |(before, after)| if undo { before } else { after };
    if let Some(titles) = edit.column("title") {
        let title = left(titles).and_then(StoredValue::text)?;
        return Some((title.to_owned(), PartAction::Changed));
    }
    let done = left(edit.column("done_on")?);
    let is_done = done.is_some_and(|cell| *cell != StoredValue::Null);
    Some((entry.about.step.clone()?, ticked(is_done)))
}

/// What an edit did to a document, or with `undo` the one that it undid.
fn document(edit: &Edit, undo: bool) -> PartAction {
    match (edit.before.is_some(), edit.after.is_some()) {
        (true, true) => PartAction::Changed,
        (before, _) if before == undo => PartAction::Added,
        _ => PartAction::Removed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An undone change is named by a noun, whatever it was.
    #[test]
    fn each_kind_of_change_has_a_noun_in_both_languages() {
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
