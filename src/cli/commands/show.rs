//! `cchc show`: one task whole, everything that the file knows of it.

use crate::cli::context::Context;
use crate::cli::grammar::Grammar;
use crate::cli::output::{Out, Style};
use crate::cli::record::{Record, json, moment};
use crate::cli::spec::Spec;
use crate::cli::{input, lookup, record};
use crate::domain::day::Day;
use crate::domain::history::Entry;
use crate::domain::note::{Extension, Note, Step};
use crate::domain::occurrence::Occurrence;
use crate::domain::task::Task;
use crate::error::{Result, Say};
use crate::present::lang::Lang;
use crate::present::task_view::{Item, describe};
use crate::present::text::{pad, width, wrap};
use clap::{ArgMatches, Command};
use serde::Serialize;

pub const COMMAND: Spec = Spec::reads("show", grammar, run);

/// More entries than any task has.
const ALL: usize = i32::MAX as usize;

fn grammar(words: Grammar) -> Command {
    words
        .command("show")
        .about(words.pick("Xem toàn bộ một nhiệm vụ", "Show a task"))
        .arg(words.code())
        .arg(words.text_or_json())
}

fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let task = lookup::named_task(context, matches)?;
    let entries = context.store.history(task.row.id, ALL).say(context.lang)?;
    if input::wants_json(matches) {
        let whole = Whole::of(&task, &entries, context);
        return out.write(&format!("{}\n", json(&whole)));
    }
    let mut facts = false;
    for item in describe(&task, &entries, context.row_cx) {
        if matches!(item, Item::Fact(..)) && !std::mem::replace(&mut facts, true) {
            out.line("")?;
        }
        print(&item, context.lang, out)?;
    }
    Ok(())
}

fn print(item: &Item, lang: Lang, out: &mut Out) -> Result {
    match item {
        Item::Head(title) => {
            for line in wrap(title, out.width.min(100)) {
                let painted = out.paint(Style::Bold, &line);
                out.write(&format!("{painted}\n"))?;
            }
            Ok(())
        }
        Item::Standing(line) => out.line(line),
        Item::Remark(line) => out.line(line),
        Item::Title(title) => out.heading(title),
        Item::Fact(name, value) => {
            let mut name = pad(name.get(lang), 14);
            for row in wrap(value, out.width.min(100).saturating_sub(16)) {
                out.line(&format!("  {name:14}{row}"))?;
                name.clear();
            }
            Ok(())
        }
        Item::Text(text) => out.paragraph(2, text),
        Item::Line { mark, text, .. } => {
            let hang = if mark.is_empty() { 2 } else { width(mark) };
            out.item(2, hang, &format!("{mark}{text}"))
        }
        Item::Note { head, body, .. } => {
            out.line(&format!("  {head}"))?;
            out.paragraph(4, body)
        }
    }
}

/// The fields of a list, and the rest below "detail".
#[derive(Serialize)]
struct Whole<'t> {
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
    fn of(task: &'t Task, entries: &[Entry], context: &Context) -> Self {
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
                .map(|entry| record::entry_json(entry, context.lang))
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
