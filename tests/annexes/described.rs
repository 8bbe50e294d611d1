//! What is understood, as lines to be read.

use cchc::annex::parsed::{AnnexProblem, ParsedAnnex};
use cchc::sheets::workbook::column_letters;
use std::fmt::Write;

/// The plan's year, and so many due days of a task are named.
const YEAR: i32 = 2027;
const DAYS: usize = 4;

pub fn described(understood: &ParsedAnnex) -> String {
    let mut out = String::new();
    for sheet in &understood.sheets {
        writeln!(
            out,
            "== {} ({:?}), head {:?}, titles {:?}, unread {:?}",
            sheet.name, sheet.outcome, sheet.heads, sheet.titles, sheet.unread
        )
        .unwrap();
        for column in &sheet.columns {
            let meaning = column.meaning.map_or("-", |meaning| meaning.as_str());
            writeln!(
                out,
                "   {} {} = {meaning}",
                column_letters(column.column),
                column.head
            )
            .unwrap();
        }
        let mut lines: Vec<(u32, String)> = Vec::new();
        for heading in understood
            .headings
            .iter()
            .filter(|heading| heading.sheet == sheet.name)
        {
            let area = heading
                .area
                .as_deref()
                .map(|area| format!(" → {area}"))
                .unwrap_or_default();
            lines.push((heading.row, format!("§ {}{area}", heading.text)));
        }
        for task in understood
            .tasks
            .iter()
            .filter(|task| task.sheet == sheet.name)
        {
            let mut line = format!("[{}]", task.number.as_deref().unwrap_or(""));
            for (name, part) in [
                ("", &task.code),
                ("area ", &task.area),
                ("group ", &task.group),
            ] {
                if let Some(part) = part {
                    write!(line, " {name}{part} |").unwrap();
                }
            }
            write!(
                line,
                " {} | {}",
                task.text.replace('\n', " ⏎ "),
                task.lead.as_deref().unwrap_or("?")
            )
            .unwrap();
            if !task.coordinating.is_empty() {
                write!(line, " + {}", task.coordinating.join(", ")).unwrap();
            }
            let days = task.due.due_days(YEAR);
            let dated = days.iter().flatten();
            let due: String = dated.take(DAYS).map(|day| format!(" {day}")).collect();
            let more = days.len().saturating_sub(DAYS);
            let due = match more {
                0 => due,
                more => format!("{due} and {more} more"),
            };
            let rhythm = task
                .due
                .rhythm
                .map(|rhythm| format!(" {rhythm:?}"))
                .unwrap_or_default();
            write!(
                line,
                " | {} → {}{rhythm}{due}",
                task.deadline.as_deref().unwrap_or("").replace('\n', " ⏎ "),
                task.due.kind.as_str()
            )
            .unwrap();
            if let Some(shown) = &task.deadline
                && *shown != task.due.wording
            {
                write!(line, " “{}”", task.due.wording).unwrap();
            }
            for (name, part) in [("product", &task.product), ("note", &task.note)] {
                if let Some(part) = part {
                    write!(line, " | {name} {}", part.replace('\n', " ⏎ ")).unwrap();
                }
            }
            for warning in &task.warnings {
                write!(line, "\n         ! {warning:?}").unwrap();
            }
            lines.push((task.row, line));
        }
        for row in understood
            .continued
            .iter()
            .filter(|row| row.sheet == sheet.name)
        {
            lines.push((row.row, format!("… of {}", row.of)));
        }
        for AnnexProblem {
            row,
            column,
            text,
            reason,
            ..
        } in understood
            .problems
            .iter()
            .filter(|problem| problem.sheet == sheet.name)
        {
            let column = column.map(column_letters).unwrap_or_default();
            lines.push((*row, format!("x {column} {reason:?}: {text}")));
        }
        lines.sort();
        for (row, line) in lines {
            writeln!(out, "{row:5} {line}").unwrap();
        }
        for question in understood
            .questions
            .iter()
            .filter(|question| question.sheet == sheet.name)
        {
            let choices: Vec<String> = question
                .choices
                .iter()
                .map(|choice| choice.name())
                .collect();
            writeln!(
                out,
                "   ? {} {}: {:?} {choices:?}",
                column_letters(question.column),
                question.head,
                question.ask
            )
            .unwrap();
        }
    }
    for unit in &understood.unknown_units {
        let nearest = unit.nearest.as_deref().unwrap_or("-");
        writeln!(
            out,
            "unknown {} at {:?}, like {nearest}",
            unit.text,
            unit.rows.iter().map(|(_, row)| row).collect::<Vec<_>>()
        )
        .unwrap();
    }
    for lead in &understood.generic_leads {
        writeln!(
            out,
            "generic {} at {:?}",
            lead.text,
            lead.rows.iter().map(|(_, row)| row).collect::<Vec<_>>()
        )
        .unwrap();
    }
    out
}
