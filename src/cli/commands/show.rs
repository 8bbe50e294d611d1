//! `cchc show`: one task whole, everything that the file knows of it.

use crate::cli::context::Context;
use crate::cli::grammar::{CommandSpec, Grammar};
use crate::cli::output::{Emphasis, Out};
use crate::cli::record::{Record, moment};
use crate::cli::{input, lookup, record};
use crate::domain::journal::JournalEntry;
use crate::domain::note::{Extension, Note, Step};
use crate::domain::parts::{FieldValue, HasParts, PartKind};
use crate::domain::task::{Occurrence, Task, TaskText};
use crate::error::{InLang, Result};
use crate::present::lang::{Lang, bi};
use crate::present::task_view::{TaskViewItem, describe};
use crate::present::text::{pad, width, wrap};
use clap::{ArgMatches, Command};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

pub(crate) const COMMAND: CommandSpec = CommandSpec::reads("show", grammar, run);

/// More entries than any task has.
const ALL: usize = i32::MAX as usize;

fn grammar(grammar: Grammar) -> Command {
    let about = bi("Xem toàn bộ một nhiệm vụ", "Show a task");
    let command = grammar.command("show", about);
    command.args([grammar.code(), grammar.text_or_json()])
}

fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let task = lookup::named_task(context, matches)?;
    let entries = context
        .store
        .history(task.row.id, ALL)
        .in_lang(context.lang)?;
    if input::wants_json(matches) {
        let whole = TaskJson::of(&task, &entries, context);
        return out.write(&format!("{}\n", record::json(&whole)));
    }
    let mut facts = false;
    for item in describe(&task, &entries, context.row_cx) {
        if matches!(item, TaskViewItem::Fact(..)) && !std::mem::replace(&mut facts, true) {
            out.line("")?;
        }
        print(&item, context.lang, out)?;
    }
    Ok(())
}

fn print(item: &TaskViewItem, lang: Lang, out: &mut Out) -> Result {
    match item {
        TaskViewItem::Head(title) => {
            for line in wrap(title, out.width.min(100)) {
                out.styled(Emphasis::Bold, &line)?;
            }
            Ok(())
        }
        TaskViewItem::Standing(line) => out.line(line),
        TaskViewItem::Remark(line) => out.line(line),
        TaskViewItem::Title(title) => out.heading(title),
        TaskViewItem::Fact(name, value) => {
            let mut name = pad(name.get(lang), 14);
            for row in wrap(value, out.width.min(100).saturating_sub(16)) {
                out.line(&format!("  {name:14}{row}"))?;
                name.clear();
            }
            Ok(())
        }
        TaskViewItem::Text(text) => out.paragraph(2, text),
        TaskViewItem::Line { mark, text, .. } => {
            let hang = if mark.is_empty() { 2 } else { width(mark) };
            out.item(2, hang, &format!("{mark}{text}"))
        }
        TaskViewItem::Note { head, body, .. } => {
            out.line(&format!("  {head}"))?;
            out.paragraph(4, body)
        }
    }
}

/// The fields of a list, and the rest below "detail", in an order that stays.
#[derive(Serialize)]
struct TaskJson<'t> {
    #[serde(flatten)]
    record: Record<'t>,
    #[serde(serialize_with = "in_order")]
    detail: Vec<(&'static str, Value)>,
}

fn in_order<S: Serializer>(
    fields: &[(&'static str, Value)],
    to: S,
) -> std::result::Result<S::Ok, S::Error> {
    to.collect_map(fields.iter().map(|(name, value)| (name, value)))
}

impl<'t> TaskJson<'t> {
    /// A task with its history.
    fn of(task: &'t Task, entries: &[JournalEntry], context: &Context) -> Self {
        let mut detail = vec![
            ("section_title", json!(task.section_title)),
            ("heading", json!(task.heading)),
            ("source_line", json!(task.source_line)),
        ];
        detail.extend(parts(task));
        let history = entries.iter();
        let history = history.map(|entry| record::entry_json(entry, context.lang));
        detail.extend([
            ("original_due_on", json!(task.row.original_due_on)),
            ("start_on", json!(task.start_on)),
            ("base_on", json!(task.base_on)),
            ("hold_reason", json!(task.hold_reason)),
            ("occurrences", each(&task.occurrences, occurrence_json)),
            ("steps", each(&task.steps, step_json)),
            ("extensions", each(&task.extensions, extension_json)),
            ("notes", each(&task.notes, note_json)),
            ("history", history.collect()),
        ]);
        Self {
            record: Record::of(task, context.row_cx),
            detail,
        }
    }
}

/// The parts of a task that lists do not have, by their columns. Units are named by the record.
fn parts(task: &Task) -> impl Iterator<Item = (&'static str, Value)> {
    let texts = &task.texts;
    let parts = TaskText::PARTS.iter().filter(|part| {
        let is_unit = matches!(part.kind, PartKind::Unit | PartKind::Units);
        !is_unit && !Record::has(part.column.1)
    });
    parts.map(move |part| {
        let value = match (part.get)(texts) {
            FieldValue::Text(text) => json!(text),
            FieldValue::Flag(flag) => json!(flag),
            FieldValue::Day(day) => json!(day),
            _ => Value::Null,
        };
        (part.column.1, value)
    })
}

fn each<T>(all: &[T], json: fn(&T) -> Value) -> Value {
    all.iter().map(json).collect()
}

fn occurrence_json(o: &Occurrence) -> Value {
    json!({
        "ordinal": o.ordinal, "original_due_on": o.original_due_on, "due_on": o.due_on,
        "done_on": o.done_on, "result": o.result,
    })
}

fn step_json(step: &Step) -> Value {
    json!({
        "position": step.position, "title": step.title, "done_on": step.done_on,
    })
}

fn extension_json(e: &Extension) -> Value {
    json!({
        "old_due_on": e.old_due_on, "new_due_on": e.new_due_on, "reason": e.reason,
        "agreed_by": e.agreed_by, "letter": e.letter,
    })
}

fn note_json(note: &Note) -> Value {
    json!({
        "kind": note.kind.as_str(), "text": note.body, "signed": note.signed, "day": note.day,
        "recorded_at": moment(note.recorded_at), "open": note.open,
        "answers": note.answers.is_some(),
    })
}
