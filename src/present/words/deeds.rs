//! Deeds: an act as it is told, with what it concerned: which period, which kind of note, which step.
//!
//! One deed is told in two ways: as what was done ("Đã ghi vướng mắc của 2.3.1-01") and as what was
//! taken back or done again ("Đã hoàn tác việc ghi vướng mắc của 2.3.1-01").

use crate::domain::amendment::Amendment;
use crate::domain::change::Change;
use crate::domain::day::Day;
use crate::domain::deadline::{DeadlineKind, Rhythm};
use crate::domain::history::PastAct;
use crate::domain::history::{Cell, Cells, ChangeKind, Edit, Entry};
use crate::domain::ids::TaskId;
use crate::domain::note::NoteKind;
use crate::domain::review::ReviewChange;
use crate::domain::task::Task;
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::text::{cut, safe};

/// The most columns that a step's title takes in a sentence.
const TITLE: usize = 40;
/// The most codes that a sentence names.
const CODES: usize = 4;

/// What an act was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// What sort of change.
    pub kind: ChangeKind,
    /// The kind of the note that was written.
    note: Option<NoteKind>,
    /// Whether that note is a review's conclusion.
    concluded: bool,
    /// The title of the step, and what was done to it.
    step: Option<(String, StepDeed)>,
    /// What was done to a document.
    document: Mended,
    /// Whether the deadline was taken away.
    removed: bool,
    /// The period of the occurrence.
    period: Option<(Rhythm, Day)>,
}

/// What was done to a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StepDeed {
    Added,
    Ticked,
    Unticked,
    Renamed,
    Removed,
}

/// What was done to a document that proves completion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mended {
    #[default]
    Added,
    Corrected,
    Removed,
}

impl From<ChangeKind> for Deed {
    fn from(kind: ChangeKind) -> Self {
        Self {
            kind,
            note: None,
            concluded: false,
            step: None,
            document: Mended::Added,
            removed: false,
            period: None,
        }
    }
}

impl Deed {
    /// What the changes of one act on one task amount to; the task as it is afterwards.
    pub fn of_changes(kind: ChangeKind, changes: &[Change], task: &Task) -> Self {
        let mut deed = Self::from(kind);
        for change in changes {
            match change {
                Change::AddNote { kind, .. } => deed.note = Some(*kind),
                Change::SetDeadline { deadline, .. } => {
                    deed.removed = deadline.kind == DeadlineKind::None;
                }
                Change::Review(ReviewChange::NoteOn { .. }) => {
                    deed.note = Some(NoteKind::Instruction);
                    deed.concluded = true;
                }
                Change::AddStep { title, .. } => {
                    deed.step = Some((title.clone(), StepDeed::Added));
                }
                Change::Amend { what, .. } => match what {
                    Amendment::CorrectEvidence { .. } => deed.document = Mended::Corrected,
                    Amendment::RemoveEvidence { .. } => deed.document = Mended::Removed,
                    Amendment::RenameStep { to, .. } => {
                        deed.step = Some((to.clone(), StepDeed::Renamed));
                    }
                    Amendment::RemoveStep { seen, .. } => {
                        deed.step = Some((seen.clone(), StepDeed::Removed));
                    }
                    Amendment::RemoveTask { .. } => {}
                },
                Change::TickStep { step, done, .. } => {
                    let title = task.steps.iter().find(|one| one.id == *step);
                    let title = title.map(|one| one.title.clone()).unwrap_or_default();
                    deed.step = Some((title, ticked(*done)));
                }
                _ => {}
            }
        }
        deed.brief()
    }

    /// As it is told in one line: of a step only the beginning of its title.
    fn brief(mut self) -> Self {
        if let Some((title, _)) = &mut self.step {
            *title = cut(&safe(title), TITLE).into_owned();
        }
        self
    }

    /// What the rows of an act amount to; with `back`, those of the act that took it back.
    pub fn of_entries(kind: ChangeKind, entries: &[Entry], back: bool) -> Self {
        let mut deed = Self::from(kind);
        for entry in entries {
            // A deadline or a task is of no single period.
            if !matches!(kind, ChangeKind::Deadline | ChangeKind::Add) {
                deed.period = deed.period.or(entry.about.period);
            }
            for edit in &entry.edits {
                match edit.table.as_str() {
                    "note" => deed.note = note_kind(edit).or(deed.note),
                    "step" => deed.step = step(edit, entry, back).or(deed.step),
                    "evidence" => deed.document = document(edit, back),
                    "outcome" => deed.concluded = true,
                    "task" => deed.removed |= removes_deadline(edit, back),
                    _ => {}
                }
            }
        }
        deed
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
            (ChangeKind::Evidence, ..) if self.document != Mended::Added => match self.document {
                Mended::Removed => (
                    bi("Đã gỡ bỏ minh chứng", "Evidence removed"),
                    bi("của", "from"),
                ),
                _ => (
                    bi("Đã sửa minh chứng", "Evidence corrected"),
                    bi("của", "of"),
                ),
            },
            (ChangeKind::Step, _, Some((title, done))) => {
                let title = safe(title);
                let (verb, link) = stepped(*done);
                return (format!("{} “{title}”", verb.get(lang)), link.get(lang));
            }
            (kind, ..) => (super::outcomes::deed(kind), link(kind)),
        };
        (verb.get(lang).to_owned(), link.get(lang))
    }

    /// "Đã ghi vướng mắc".
    pub fn said(&self, lang: Lang) -> String {
        self.verb(lang).0
    }

    /// "Đã ghi vướng mắc của 2.3.1-01".
    pub fn said_of(&self, code: &str, lang: Lang) -> String {
        let (verb, link) = self.verb(lang);
        joined(&[&verb, link, code])
    }

    /// The same as a thing, with the word between it and the task.
    fn noun(&self, lang: Lang) -> (String, &'static str) {
        let (verb, link) = self.verb(lang);
        match (lang, &self.step) {
            (Lang::Vi, _) => (vietnamese_noun(self.kind, &verb), link),
            (Lang::En, Some((title, done))) if self.kind == ChangeKind::Step => {
                let (what, link) = match done {
                    StepDeed::Added => ("adding", "to"),
                    StepDeed::Ticked => ("ticking", "of"),
                    StepDeed::Unticked => ("unticking", "of"),
                    StepDeed::Renamed => ("renaming", "of"),
                    StepDeed::Removed => ("removing", "from"),
                };
                (format!("{what} step “{}”", safe(title)), link)
            }
            (Lang::En, _) => {
                let (what, link) = match self.kind {
                    ChangeKind::Note if self.concluded => ("adding a conclusion", "to"),
                    ChangeKind::Deadline if self.removed => ("removing the deadline", "of"),
                    ChangeKind::Evidence if self.document == Mended::Corrected => {
                        ("correcting evidence", "of")
                    }
                    ChangeKind::Evidence if self.document == Mended::Removed => {
                        ("removing evidence", "from")
                    }
                    kind => super::outcomes::noun(kind, self.note),
                };
                (what.to_owned(), link)
            }
        }
    }

    /// What an undo or a redo did: "Đã hoàn tác việc đánh dấu xong 2.7.1-03, kỳ tháng 5".
    fn turned(&self, undo: bool, codes: &[String], lang: Lang) -> String {
        let verb = if undo {
            lang.pick("Đã hoàn tác việc", "Undid:")
        } else {
            lang.pick("Đã làm lại việc", "Redid:")
        };
        format!("{verb} {}", self.named(codes, lang))
    }

    /// "đánh dấu xong 2.7.1-03, kỳ tháng 5", "the completion of 2.7.1-03, May".
    fn named(&self, codes: &[String], lang: Lang) -> String {
        let (noun, link) = self.noun(lang);
        let of = match codes {
            [] => return noun,
            [code] => code.clone(),
            many => several(many, lang),
        };
        let period = self.period.filter(|_| codes.len() == 1);
        let period = period.map(|(rhythm, day)| dates::period_of(rhythm, day, lang));
        let period = period.map_or_else(String::new, |period| {
            format!(", {}", dates::as_period(&period, lang))
        });
        format!("{}{period}", joined(&[&noun, link, &of]))
    }
}

/// What an undo or a redo of an act of that kind on these tasks did, from the rows that it wrote.
pub fn turned(
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
    let deed = Deed::of_entries(kind, rows, undo).brief();
    deed.turned(undo, &codes, lang)
}

/// An act of another day as a thing, with its tasks: "gia hạn 2.3.1-01".
pub fn past(act: &PastAct, lang: Lang) -> String {
    let rows = act.entries.iter();
    let mut codes: Vec<String> = Vec::new();
    for code in rows.filter_map(Entry::code) {
        if !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    }
    // To be done again are the rows of what took it back.
    let deed = Deed::of_entries(act.kind, &act.entries, !act.undo).brief();
    deed.named(&codes, lang)
}

/// What an entry of the journal was: "Đã ghi vướng mắc", "Đã hoàn tác việc gia hạn".
pub fn of_entry(entry: &Entry, lang: Lang) -> String {
    let undo = entry.kind == ChangeKind::Undo;
    match entry.about.target {
        Some(kind) => {
            Deed::of_entries(kind, std::slice::from_ref(entry), undo).turned(undo, &[], lang)
        }
        None => Deed::of_entries(entry.kind, std::slice::from_ref(entry), false).said(lang),
    }
}

/// That a file named as evidence is not where it was said to be.
pub fn no_such_file(path: &str, lang: Lang) -> String {
    let path = safe(path);
    lang.pick(
        format!("Lưu ý: không thấy tệp “{path}” trên máy này; đường dẫn vẫn được giữ như đã nhập."),
        format!("Note: there is no file “{path}” on this machine; the path is kept as entered."),
    )
}

/// Several tasks: how many, and the codes that there is room for.
pub fn several(codes: &[String], lang: Lang) -> String {
    let named = codes.get(..CODES).unwrap_or(codes).join(", ");
    let more = if codes.len() > CODES { ", …" } else { "" };
    let n = codes.len();
    lang.pick(
        format!("{n} nhiệm vụ ({named}{more})"),
        format!("{n} tasks ({named}{more})"),
    )
}

fn joined(parts: &[&str]) -> String {
    let parts = parts.iter().filter(|part| !part.is_empty());
    parts.copied().collect::<Vec<_>>().join(" ")
}

fn ticked(done: bool) -> StepDeed {
    if done {
        StepDeed::Ticked
    } else {
        StepDeed::Unticked
    }
}

/// The word between a deed and its task, where the deed names a thing of the task.
fn link(kind: ChangeKind) -> Bi {
    match kind {
        ChangeKind::Evidence => bi("cho", "for"),
        ChangeKind::Deadline => bi("của", "for"),
        ChangeKind::Answer => bi("của", "of"),
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

fn stepped(done: StepDeed) -> (Bi, Bi) {
    match done {
        StepDeed::Added => (bi("Đã thêm bước", "Added step"), bi("vào", "to")),
        StepDeed::Ticked => (bi("Đã đánh dấu xong bước", "Ticked step"), bi("của", "of")),
        StepDeed::Unticked => (bi("Đã bỏ dấu xong bước", "Unticked step"), bi("của", "of")),
        StepDeed::Renamed => (bi("Đã sửa thành bước", "Renamed to step"), bi("của", "of")),
        StepDeed::Removed => (bi("Đã gỡ bỏ bước", "Removed step"), bi("khỏi", "from")),
    }
}

/// "Đã thêm minh chứng" is the deed "thêm minh chứng"; "Đã xong" is the deed "đánh dấu xong".
fn vietnamese_noun(kind: ChangeKind, verb: &str) -> String {
    match kind {
        ChangeKind::Complete => "đánh dấu xong".to_owned(),
        ChangeKind::Review => "đánh dấu đã xem".to_owned(),
        _ => verb.strip_prefix("Đã ").unwrap_or(verb).to_owned(),
    }
}

/// The values of a row, where it came or went whole.
fn whole(edit: &Edit) -> Option<&Cells> {
    match (&edit.before, &edit.after) {
        (Some(cells), None) | (None, Some(cells)) => Some(cells),
        _ => None,
    }
}

/// The kind of a note that came or went.
pub(super) fn note_kind(edit: &Edit) -> Option<NoteKind> {
    match whole(edit)?.get("kind") {
        Some(Cell::Text(kind)) => NoteKind::parse(kind),
        _ => None,
    }
}

/// Whether an edit of a task, or with `back` the one that it took back, left it without a deadline.
fn removes_deadline(edit: &Edit, back: bool) -> bool {
    let (before, after) = edit.column("kind").unwrap_or((None, None));
    let left = if back { before } else { after };
    left == Some(&Cell::Text(DeadlineKind::None.as_str().to_owned()))
}

fn step(edit: &Edit, entry: &Entry, back: bool) -> Option<(String, StepDeed)> {
    if let Some(cells) = whole(edit) {
        let came = edit.before.is_none() != back;
        let deed = if came {
            StepDeed::Added
        } else {
            StepDeed::Removed
        };
        return match cells.get("title") {
            Some(Cell::Text(title)) => Some((title.clone(), deed)),
            _ => None,
        };
    }
    if let Some((before, after)) = edit.column("title") {
        let Some(Cell::Text(title)) = (if back { before } else { after }) else {
            return None;
        };
        return Some((title.clone(), StepDeed::Renamed));
    }
    let (before, after) = edit.column("done_on")?;
    let shown = if back { before } else { after };
    let is_done = shown.is_some_and(|cell| *cell != Cell::Null);
    Some((entry.about.step.clone()?, ticked(is_done)))
}

/// What an edit did to a document, or with `back` the one that it took back.
fn document(edit: &Edit, back: bool) -> Mended {
    match (edit.before.is_some(), edit.after.is_some()) {
        (true, true) => Mended::Corrected,
        (before, _) if before == back => Mended::Added,
        _ => Mended::Removed,
    }
}
