//! Markdown (CommonMark with GitHub's tables).

use super::table::markdown::{cell, escape, head, line};
use crate::report::document::{Block, Document, RowKind, Table};

/// The whole document.
pub fn write(document: &Document) -> String {
    let mut out = String::new();
    let head = &document.head;
    para(&mut out, &format!("**{}**", escape(&head.draft)));
    for line in [
        &head.superior,
        &head.office,
        &head.number,
        &head.nation,
        &head.motto,
        &head.place_and_day,
    ] {
        para(&mut out, &escape(line));
    }
    if !head.is_letter() {
        para(&mut out, &format!("# {}", escape(&head.title)));
    }
    for line in &head.subject {
        para(&mut out, &format!("**{}**", escape(line)));
    }
    para(&mut out, &escape(&head.addressee));
    for notice in &head.notices {
        para(&mut out, &format!("> {}", escape(notice)));
    }
    for each in &document.body {
        block(document, each, &mut out);
    }
    foot(document, &mut out);
    for annex in &document.annexes {
        para(&mut out, &format!("## {}", escape(&annex.label)));
        para(&mut out, &format!("**{}**", escape(&annex.title)));
        para(&mut out, &format!("*{}*", escape(&annex.reference)));
        for each in &annex.blocks {
            block(document, each, &mut out);
        }
    }
    out
}

fn para(out: &mut String, text: &str) {
    if text.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(text);
    out.push('\n');
}

fn block(document: &Document, block: &Block, out: &mut String) {
    match block {
        Block::Heading { level, text } => {
            let marks = "#".repeat(usize::from(*level) + 1);
            para(out, &format!("{marks} {}", escape(text)));
        }
        Block::Paragraph(text) => para(out, &escape(text)),
        Block::Item(text) => para(out, &format!("- {}", escape(text))),
        Block::Place { prompt, text, .. } => match text {
            Some(text) => text.lines().for_each(|line| para(out, &escape(line))),
            None => para(out, &format!("*{}*", escape(prompt))),
        },
        Block::Table(table) => self::table(document, table, out),
    }
}

fn table(document: &Document, table: &Table, out: &mut String) {
    para(out, &format!("**{}**", escape(&table.caption)));
    let mut rows = head(&table.columns);
    for each in &table.rows {
        let strong = each.kind != RowKind::Item;
        let cells = each.cells.iter().map(|value| cell(value, document.lang));
        let cells = cells.map(|cell| match strong && !cell.is_empty() {
            true => format!("**{cell}**"),
            false => cell,
        });
        let missing = table.columns.len().saturating_sub(each.cells.len());
        let blank = std::iter::repeat_n(String::new(), missing);
        rows.push_str(&line(cells.chain(blank)));
    }
    para(out, rows.trim_end());
}

fn foot(document: &Document, out: &mut String) {
    let foot = &document.foot;
    for line in &foot.signer_title {
        para(out, &format!("**{}**", escape(line)));
    }
    para(out, &format!("**{}**", escape(&foot.signer)));
    para(out, &format!("***{}***", escape(&foot.recipients_title)));
    for line in &foot.recipients {
        para(out, &escape(line));
    }
}
