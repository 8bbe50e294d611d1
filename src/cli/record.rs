//! A task as scripts read it: the fields of JSON and CSV, in one order that stays.

use crate::domain::day::{Day, iso};
use crate::domain::history::Entry;
use crate::domain::note::Evidence;
use crate::domain::task::{ListDetails, Task, TaskRow};
use crate::domain::text::{is_forbidden, judged};
use crate::present::columns::RowContext;
use crate::present::lang::Lang;
use crate::present::messages::history;
use chrono::{DateTime, SecondsFormat};
use serde::Serialize;

/// One task. The order of the fields is the order in JSON and CSV.
#[derive(Debug, Serialize)]
pub struct Record<'t> {
    code: &'t str,
    area: &'t str,
    section: &'t str,
    title: &'t str,
    text: &'t str,
    source_text: Option<&'t str>,
    key_task: bool,
    lead: Option<&'t str>,
    coordinating: Vec<&'t str>,
    deadline: &'t str,
    kind: &'static str,
    due_on: Option<Day>,
    state: &'static str,
    timeliness: &'static str,
    days_left: Option<i64>,
    occurrences_done: i64,
    occurrences_total: i64,
    done_on: Option<Day>,
    evidence: Vec<Proof<'t>>,
    notes: i64,
    difficulties: i64,
    extensions: i64,
    illustrative: bool,
    updated_at: String,
}

/// A document that proves completion.
#[derive(Debug, Serialize)]
pub struct Proof<'t> {
    number: &'t str,
    date: Option<Day>,
    summary: Option<&'t str>,
    path: Option<&'t str>,
}

/// The head of the CSV: the names of the JSON's fields.
pub const HEAD: [&str; 24] = [
    "code",
    "area",
    "section",
    "title",
    "text",
    "source_text",
    "key_task",
    "lead",
    "coordinating",
    "deadline",
    "kind",
    "due_on",
    "state",
    "timeliness",
    "days_left",
    "occurrences_done",
    "occurrences_total",
    "done_on",
    "evidence",
    "notes",
    "difficulties",
    "extensions",
    "illustrative",
    "updated_at",
];

impl<'t> Record<'t> {
    /// A task as it is judged on that day.
    pub fn of(task: &'t Task, row_cx: RowContext) -> Self {
        let units = task.coordinating.iter().map(|(_, unit)| unit.as_str());
        Self {
            section: &task.section,
            text: &task.text,
            source_text: task.source_text.as_deref(),
            coordinating: units.collect(),
            evidence: task.evidence.iter().map(proof).collect(),
            ..Self::of_row(&task.row, row_cx)
        }
    }

    /// A row of a list with what the list tells beyond it.
    pub fn listed(row: &'t TaskRow, beyond: &'t ListDetails, row_cx: RowContext) -> Self {
        Self {
            section: &beyond.section,
            text: &beyond.text,
            source_text: beyond.source_text.as_deref(),
            coordinating: beyond.coordinating.iter().map(String::as_str).collect(),
            evidence: beyond.evidence.iter().map(proof).collect(),
            ..Self::of_row(row, row_cx)
        }
    }

    fn of_row(row: &'t TaskRow, row_cx: RowContext) -> Self {
        Self {
            code: &row.code,
            area: &row.area,
            section: "",
            title: &row.title,
            text: "",
            source_text: None,
            key_task: row.key_task,
            lead: row.lead.as_deref(),
            coordinating: Vec::new(),
            deadline: &row.deadline,
            kind: row.kind.as_str(),
            due_on: row.due_on,
            state: row.state.as_str(),
            timeliness: row.timeliness(row_cx.today, row_cx.soon_days).as_str(),
            days_left: row.days_left(row_cx.today),
            occurrences_done: row.occurrences_done,
            occurrences_total: row.occurrences,
            done_on: row.done_on,
            evidence: Vec::new(),
            notes: row.notes,
            difficulties: row.difficulties,
            extensions: row.extensions,
            illustrative: row.illustrative,
            updated_at: moment(row.updated_at),
        }
    }

    /// The line of a CSV, without its end.
    pub fn csv(&self) -> String {
        let text = |text: &str| cell(text);
        let maybe = |text: Option<&str>| text.map(cell).unwrap_or_default();
        let day = |day: Option<Day>| day.map(iso).unwrap_or_default();
        let number = |n: i64| n.to_string();
        [
            text(self.code),
            text(self.area),
            text(self.section),
            text(self.title),
            text(self.text),
            maybe(self.source_text),
            self.key_task.to_string(),
            maybe(self.lead),
            cell(&self.coordinating.join(", ")),
            text(self.deadline),
            text(self.kind),
            day(self.due_on),
            text(self.state),
            text(self.timeliness),
            self.days_left.map(number).unwrap_or_default(),
            number(self.occurrences_done),
            number(self.occurrences_total),
            day(self.done_on),
            cell(&self.proofs()),
            number(self.notes),
            number(self.difficulties),
            number(self.extensions),
            self.illustrative.to_string(),
            text(&self.updated_at),
        ]
        .join(",")
    }

    /// The documents in one cell, a line each.
    fn proofs(&self) -> String {
        let lines: Vec<String> = self
            .evidence
            .iter()
            .map(|proof| {
                let date = proof.date.map(iso).unwrap_or_default();
                let parts = [
                    proof.number,
                    &date,
                    proof.summary.unwrap_or(""),
                    proof.path.unwrap_or(""),
                ];
                let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                parts.join("; ")
            })
            .collect();
        lines.join("\n")
    }
}

/// A document as scripts read it.
pub fn proof(evidence: &Evidence) -> Proof<'_> {
    Proof {
        number: &evidence.number,
        date: evidence.dated_on,
        summary: evidence.summary.as_deref(),
        path: evidence.path.as_deref(),
    }
}

/// An entry as scripts read it. "told" is the only part that depends on the language.
pub fn entry_json(entry: &Entry, lang: Lang) -> serde_json::Value {
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
        "told": history::what(entry, lang),
        "edits": edits,
    })
}

/// A moment as ISO 8601 in UTC.
pub fn moment(millis: i64) -> String {
    DateTime::from_timestamp_millis(millis)
        .map(|at| at.to_rfc3339_opts(SecondsFormat::Millis, true))
        .unwrap_or_default()
}

/// A value as JSON that no terminal can trip over: what is forbidden in texts is escaped, and so
/// nothing of it is lost.
pub fn json(value: &impl Serialize) -> String {
    // Nothing that is handed over here has maps with odd keys, which alone could fail.
    let plain = serde_json::to_string(value).unwrap_or_default();
    if !plain.chars().any(is_forbidden) {
        return plain;
    }
    let mut safe = String::with_capacity(plain.len());
    for c in plain.chars() {
        if is_forbidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            safe.push(c);
        }
    }
    safe
}

/// A text as a cell: no spreadsheet takes it for a formula, no terminal for a command.
fn cell(text: &str) -> String {
    let formula =
        text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']);
    let mut safe = String::with_capacity(text.len() + 2);
    if formula {
        safe.push('\'');
    }
    safe.extend(judged(text).map(|(c, allowed)| match c {
        '\t' => ' ',
        _ if !allowed => char::REPLACEMENT_CHARACTER,
        c => c,
    }));
    if safe.contains([',', '"', '\n']) || safe.trim() != safe {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_no_formulas_and_are_quoted_where_needed() {
        let cases = [
            ("Rà soát", "Rà soát"),
            ("VP, KHTC", "\"VP, KHTC\""),
            ("số \"1\"", "\"số \"\"1\"\"\""),
            ("a\nb", "\"a\nb\""),
            ("=1+1", "'=1+1"),
            ("  @x", "'  @x"),
            ("-2", "'-2"),
            ("\tx", "' x"),
            ("\rx", "'\u{FFFD}x"),
            ("a\u{1b}b", "a\u{FFFD}b"),
            (" x", "\" x\""),
            ("", ""),
        ];
        for (text, want) in cases {
            assert_eq!(cell(text), want, "{text:?}");
        }
    }

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
