//! Notes (*ghi chú*), evidence (*tài liệu kiểm chứng*), extensions (*gia hạn*) and steps (*bước*):
//! what people add to a task.

use super::day::Day;
use super::ids::{NoteId, OccurrenceId, StepId};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NoteKind {
    /// Ghi chú.
    #[default]
    Note,
    /// Vướng mắc: open until it is answered.
    Difficulty,
    /// Chỉ đạo, kết luận.
    Instruction,
    /// Kiến nghị.
    Proposal,
}

words! {
    NoteKind:
    Note = "note", Difficulty = "difficulty", Instruction = "instruction",
    Proposal = "proposal",
}

impl NoteKind {
    /// The kind that Tab offers after this one.
    pub(crate) fn next(self) -> Self {
        let at = Self::ALL.iter().position(|kind| *kind == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}

/// A dated and signed remark of one or several lines; never overwritten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub id: NoteId,
    pub kind: NoteKind,
    /// The text, lines separated by line feeds.
    pub body: String,
    /// The difficulty that it answers.
    pub answers: Option<NoteId>,
    /// Whether it is an unanswered difficulty.
    pub open: bool,
    /// Who wrote it, as "Lan (vanphong)".
    pub signed: String,
    /// The day by which it was written.
    pub day: Day,
    /// Milliseconds since 1970, UTC.
    pub recorded_at: i64,
}

/// Beginnings of the lines that an import writes into a note: the annex's remark, lead and code. Always in
/// Vietnamese, like the file.
pub(crate) const ANNEX_REMARK: &str = "Ghi chú trong phụ lục: ";
pub(crate) const ANNEX_LEAD: &str = "Chủ trì theo phụ lục: ";
pub(crate) const ANNEX_CODE: &str = "Mã trong phụ lục: ";

impl Note {
    /// Whether an import has written it, so that it says nothing about the work on the task.
    pub(crate) fn is_of_annex(&self) -> bool {
        let begins = [ANNEX_REMARK, ANNEX_LEAD, ANNEX_CODE];
        let mut lines = self.body.lines();
        lines.any(|line| begins.iter().any(|begin| line.starts_with(begin)))
    }

    /// Whether it is an answered difficulty.
    pub(crate) fn is_answered(&self) -> bool {
        self.kind == NoteKind::Difficulty && !self.open
    }
}

/// The document that proves completion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub id: i64,
    /// Number and symbol ("15/KH-SKHCN").
    pub number: String,
    pub dated_on: Option<Day>,
    /// Trích yếu.
    pub summary: Option<String>,
    pub path: Option<String>,
}

/// A deadline that was moved. The original day stays visible on the occurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The occurrence whose day was moved.
    pub occurrence: OccurrenceId,
    /// The day before.
    pub old_due_on: Day,
    /// The day after; always later.
    pub new_due_on: Day,
    /// Why.
    pub reason: String,
    /// Who agreed.
    pub agreed_by: String,
    /// The letter's number and date.
    pub letter: Option<String>,
}

/// A part of a task that is ticked off on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub id: StepId,
    /// From 1, in the task's order.
    pub position: i64,
    /// What is to be done.
    pub title: String,
    /// When it was ticked off.
    pub done_on: Option<Day>,
}
