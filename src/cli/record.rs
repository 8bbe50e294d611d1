//! A task as scripts read it: the fields of JSON and CSV, in one order that stays.

use super::output::Out;
use crate::domain::day::{Day, iso};
use crate::domain::journal::JournalEntry;
use crate::domain::note::Evidence;
use crate::domain::task::{ListDetails, Task, TaskRow};
use crate::domain::text::{escape_forbidden, join};
use crate::error::Result;
use crate::formats::table::csv_cell;
use crate::present::columns::RowContext;
use crate::present::lang::Lang;
use crate::present::messages::journal;
use chrono::{DateTime, SecondsFormat};
use serde::{Serialize, Serializer};

/// One task: what its row holds, and what only the whole task or the list's details know.
#[derive(Debug)]
pub(crate) struct Record<'t> {
    row: &'t TaskRow,
    row_cx: RowContext,
    section: &'t str,
    text: &'t str,
    source_text: Option<&'t str>,
    coordinating: Vec<&'t str>,
    evidence: &'t [Evidence],
}

/// The value of a field.
enum RecordValue<'t> {
    Text(Option<&'t str>),
    Moment(String),
    Flag(bool),
    Number(Option<i64>),
    Day(Option<Day>),
    List(&'t [&'t str]),
    Evidence(&'t [Evidence]),
}

type RecordField = (&'static str, for<'r> fn(&'r Record<'_>) -> RecordValue<'r>);

/// The fields in the order of JSON and CSV, which stays.
const FIELDS: &[RecordField] = &[
    ("code", |task| RecordValue::Text(Some(&task.row.code))),
    ("area", |task| RecordValue::Text(Some(&task.row.area))),
    ("section", |task| RecordValue::Text(Some(task.section))),
    ("title", |task| RecordValue::Text(Some(&task.row.title))),
    ("text", |task| RecordValue::Text(Some(task.text))),
    ("source_text", |task| RecordValue::Text(task.source_text)),
    ("key_task", |task| RecordValue::Flag(task.row.key_task)),
    ("lead", |task| RecordValue::Text(task.row.lead.as_deref())),
    ("coordinating", |task| RecordValue::List(&task.coordinating)),
    ("deadline", |task| {
        RecordValue::Text(Some(&task.row.deadline))
    }),
    ("kind", |task| {
        RecordValue::Text(Some(task.row.kind.as_str()))
    }),
    ("due_on", |task| RecordValue::Day(task.row.due_on)),
    ("state", |task| {
        RecordValue::Text(Some(task.row.state.as_str()))
    }),
    ("timeliness", |task| {
        RecordValue::Text(Some(task.timeliness()))
    }),
    ("days_left", |task| {
        RecordValue::Number(task.row.days_left(task.row_cx.today))
    }),
    ("occurrences_done", |task| count(task.row.occurrences_done)),
    ("occurrences_total", |task| count(task.row.occurrences)),
    ("done_on", |task| RecordValue::Day(task.row.done_on)),
    ("evidence", |task| RecordValue::Evidence(task.evidence)),
    ("notes", |task| count(task.row.notes)),
    ("difficulties", |task| count(task.row.difficulties)),
    ("extensions", |task| count(task.row.extensions)),
    ("illustrative", |t| RecordValue::Flag(t.row.illustrative)),
    ("updated_at", |t| {
        RecordValue::Moment(moment(t.row.updated_at))
    }),
];

fn count<'t>(n: i64) -> RecordValue<'t> {
    RecordValue::Number(Some(n))
}

impl<'t> Record<'t> {
    /// A task as of that day.
    pub(crate) fn of(task: &'t Task, row_cx: RowContext) -> Self {
        let units = task.coordinating.iter().map(|(_, unit)| unit.as_str());
        Self {
            row: &task.row,
            row_cx,
            section: &task.section,
            text: &task.texts.text,
            source_text: task.source_text.as_deref(),
            coordinating: units.collect(),
            evidence: &task.evidence,
        }
    }

    /// A row of a list with what the list knows beyond it.
    pub(crate) fn listed(row: &'t TaskRow, beyond: &'t ListDetails, row_cx: RowContext) -> Self {
        Self {
            row,
            row_cx,
            section: &beyond.section,
            text: &beyond.text,
            source_text: beyond.source_text.as_deref(),
            coordinating: beyond.coordinating.iter().map(String::as_str).collect(),
            evidence: &beyond.evidence,
        }
    }

    fn timeliness(&self) -> &'static str {
        let (today, soon_days) = (self.row_cx.today, self.row_cx.soon_days);
        self.row.timeliness(today, soon_days).as_str()
    }

    /// Whether a field has that name.
    pub(crate) fn has(name: &str) -> bool {
        FIELDS.iter().any(|(field, _)| *field == name)
    }

    /// The names of the fields, the first line of a CSV.
    pub(crate) fn csv_head() -> String {
        join(FIELDS.iter().map(|(name, _)| name), ",")
    }

    /// The line of a CSV, without its end.
    pub(crate) fn csv(&self) -> String {
        join(FIELDS.iter().map(|(_, value)| value(self).csv()), ",")
    }
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(FIELDS.iter().map(|(name, value)| (name, value(self))))
    }
}

/// A text as a cell between commas.
fn cell(text: &str) -> String {
    csv_cell(text, ',')
}

impl RecordValue<'_> {
    fn csv(&self) -> String {
        match self {
            Self::Text(text) => text.map(cell).unwrap_or_default(),
            Self::Moment(text) => cell(text),
            Self::Flag(flag) => flag.to_string(),
            Self::Number(n) => n.map(|n| n.to_string()).unwrap_or_default(),
            Self::Day(day) => day.map(iso).unwrap_or_default(),
            Self::List(names) => cell(&names.join(", ")),
            Self::Evidence(all) => cell(&lines(all)),
        }
    }
}

impl Serialize for RecordValue<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.serialize(to),
            Self::Moment(text) => text.serialize(to),
            Self::Flag(flag) => flag.serialize(to),
            Self::Number(n) => n.serialize(to),
            Self::Day(day) => day.serialize(to),
            Self::List(names) => names.serialize(to),
            Self::Evidence(all) => to.collect_seq(all.iter().map(document)),
        }
    }
}

/// A document that proves completion.
#[derive(Serialize)]
struct EvidenceDocument<'t> {
    number: &'t str,
    date: Option<Day>,
    summary: Option<&'t str>,
    path: Option<&'t str>,
}

fn document(evidence: &Evidence) -> EvidenceDocument<'_> {
    EvidenceDocument {
        number: &evidence.number,
        date: evidence.dated_on,
        summary: evidence.summary.as_deref(),
        path: evidence.path.as_deref(),
    }
}

/// The documents in one cell, a line each.
fn lines(all: &[Evidence]) -> String {
    let line = |one: &Evidence| {
        let date = one.dated_on.map(iso);
        let number = Some(one.number.as_str());
        let (summary, path) = (one.summary.as_deref(), one.path.as_deref());
        let parts = [number, date.as_deref(), summary, path];
        join(
            parts.into_iter().flatten().filter(|part| !part.is_empty()),
            "; ",
        )
    };
    join(all.iter().map(line), "\n")
}

/// An entry as scripts read it. "told", its sentence, is the only field that depends on the language.
pub(crate) fn entry_json(entry: &JournalEntry, lang: Lang) -> serde_json::Value {
    let edits: Vec<_> = entry
        .edits
        .iter()
        .map(|edit| {
            serde_json::json!({
                "table": edit.table, "row": edit.id, "before": edit.before, "after": edit.after,
            })
        })
        .collect();
    serde_json::json!({
        "id": entry.id,
        "act": entry.act,
        "kind": entry.kind.as_str(),
        "target_act": entry.target,
        "task": entry.code(),
        "account": entry.actor.account,
        "person": entry.actor.person,
        "recorded_at": moment(entry.recorded_at),
        "day": entry.day,
        "told": journal::what(entry, lang),
        "edits": edits,
    })
}

/// A moment as ISO 8601 in UTC.
pub(crate) fn moment(millis: i64) -> String {
    DateTime::from_timestamp_millis(millis)
        .map(|at| at.to_rfc3339_opts(SecondsFormat::Millis, true))
        .unwrap_or_default()
}

/// A value as JSON that is harmless on a terminal.
pub(crate) fn json(value: &impl Serialize) -> String {
    // Only a map whose keys are no texts could fail, and none is passed here.
    escape_forbidden(serde_json::to_string(value).unwrap_or_default())
}

/// A list as scripts read it, written item by item.
#[derive(Default)]
pub(crate) struct JsonList {
    begun: bool,
}

impl JsonList {
    pub(crate) fn push(&mut self, item: &impl Serialize, out: &mut Out) -> Result {
        let begun = std::mem::replace(&mut self.begun, true);
        out.write(if begun { ",\n" } else { "[\n" })?;
        out.write(&json(item))
    }

    pub(crate) fn end(self, out: &mut Out) -> Result {
        out.write(if self.begun { "\n]\n" } else { "[]\n" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_escapes_what_a_terminal_would_obey() {
        assert_eq!(
            json(&"a\u{1b}\u{9b}\u{202e}đ\u{7f}"),
            "\"a\\u001b\\u009b\\u202eđ\\u007f\""
        );
        // Beyond the first plane a character takes two units, or it would be another one.
        let tag = "x\u{E0041}";
        assert_eq!(json(&tag), "\"x\\udb40\\udc41\"");
        assert_eq!(serde_json::from_str(&json(&tag)).ok(), Some(tag.to_owned()));
    }
}
