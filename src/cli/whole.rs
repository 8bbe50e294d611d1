//! The JSON of `cchc show`: one task whole.

use super::context::Context;
use super::record::{Record, moment};
use crate::domain::day::Day;
use crate::domain::history::Entry;
use crate::domain::note::{Extension, Note, Step};
use crate::domain::occurrence::Occurrence;
use crate::domain::task::Task;
use serde::Serialize;

/// The fields of a list, and the rest below "detail".
#[derive(Serialize)]
pub struct Whole<'t> {
    #[serde(flatten)]
    record: Record<'t>,
    detail: Detail<'t>,
}

#[derive(Serialize)]
struct Detail<'t> {
    section_title: &'t str,
    heading: Option<&'t str>,
    source_line: Option<i64>,
    product: Option<&'t str>,
    coordinating_text: Option<&'t str>,
    original_due_on: Option<Day>,
    start_on: Option<Day>,
    base_on: Option<Day>,
    hold_reason: Option<&'t str>,
    occurrences: Vec<serde_json::Value>,
    steps: Vec<serde_json::Value>,
    extensions: Vec<serde_json::Value>,
    notes: Vec<serde_json::Value>,
    history: Vec<serde_json::Value>,
}

impl<'t> Whole<'t> {
    /// A task with its history.
    pub fn of(task: &'t Task, entries: &[Entry], context: &Context) -> Self {
        let detail = Detail {
            section_title: &task.section_title,
            heading: task.heading.as_deref(),
            source_line: task.source_line,
            product: task.product.as_deref(),
            coordinating_text: task.coordinating_text.as_deref(),
            original_due_on: task.row.original_due_on,
            start_on: task.start_on,
            base_on: task.base_on,
            hold_reason: task.hold_reason.as_deref(),
            occurrences: task.occurrences.iter().map(occurrence_json).collect(),
            steps: task.steps.iter().map(step_json).collect(),
            extensions: task.extensions.iter().map(extension_json).collect(),
            notes: task.notes.iter().map(note_json).collect(),
            history: entries
                .iter()
                .map(|entry| super::journal::entry_json(entry, context.lang))
                .collect(),
        };
        Self {
            record: Record::of(task, context.row_cx),
            detail,
        }
    }
}

fn occurrence_json(o: &Occurrence) -> serde_json::Value {
    serde_json::json!({
        "ordinal": o.ordinal, "original_due_on": o.original_due_on, "due_on": o.due_on,
        "done_on": o.done_on, "result": o.result,
    })
}

fn step_json(step: &Step) -> serde_json::Value {
    serde_json::json!({
        "position": step.position, "title": step.title, "done_on": step.done_on,
    })
}

fn extension_json(e: &Extension) -> serde_json::Value {
    serde_json::json!({
        "old_due_on": e.old_due_on, "new_due_on": e.new_due_on, "reason": e.reason,
        "agreed_by": e.agreed_by, "letter": e.letter,
    })
}

fn note_json(note: &Note) -> serde_json::Value {
    serde_json::json!({
        "kind": note.kind.as_str(), "text": note.body, "signed": note.signed, "day": note.day,
        "recorded_at": moment(note.recorded_at), "open": note.open,
        "answers": note.answers.is_some(),
    })
}
