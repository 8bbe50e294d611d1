//! Plain text: for a terminal, a preview and an e-mail.

use super::grid;
use crate::present::text::{pad, width, wrap};
use crate::report::document::{Annex, Block, Document};

/// How wide a saved text is.
const COLUMNS: usize = 100;

/// The whole document as one text.
pub fn write(document: &Document) -> String {
    let mut text = lines(document, COLUMNS).join("\n");
    text.push('\n');
    text
}

/// The document in lines at most `columns` wide (40 at least), harmless for a terminal.
#[must_use]
pub fn lines(document: &Document, columns: usize) -> Vec<String> {
    let columns = columns.max(40);
    let mut out = Vec::new();
    head(document, columns, &mut out);
    for each in &document.body {
        block(document, each, columns, &mut out);
    }
    foot(document, columns, &mut out);
    for annex in &document.annexes {
        self::annex(document, annex, columns, &mut out);
    }
    for line in &mut out {
        line.truncate(line.trim_end().len());
    }
    out
}

fn centred(text: &str, columns: usize, out: &mut Vec<String>) {
    for row in wrap(text, columns) {
        let blanks = columns.saturating_sub(width(&row)) / 2;
        out.push(format!("{}{row}", " ".repeat(blanks)));
    }
}

/// Two columns side by side, each row centred in its own.
fn beside(left: &[&str], right: &[&str], columns: usize, out: &mut Vec<String>) {
    let half = columns / 2;
    let column = |texts: &[&str]| {
        let mut rows = Vec::new();
        for text in texts {
            centred(text, half, &mut rows);
        }
        rows
    };
    let (left, right) = (column(left), column(right));
    for at in 0..left.len().max(right.len()) {
        let cell = |rows: &[String]| rows.get(at).cloned().unwrap_or_default();
        out.push(format!("{}{}", pad(&cell(&left), half), cell(&right)));
    }
}

fn head(document: &Document, columns: usize, out: &mut Vec<String>) {
    let head = &document.head;
    out.push(head.draft.clone());
    beside(
        &[&head.superior, &head.office],
        &[&head.nation, &head.motto],
        columns,
        out,
    );
    beside(&[&head.number], &[&head.place_and_day], columns, out);
    out.push(String::new());
    centred(&head.title, columns, out);
    for line in &head.subject {
        centred(line, columns, out);
    }
    centred("───────", columns, out);
    for notice in &head.notices {
        out.push(String::new());
        out.extend(wrap(&format!("* {notice}"), columns));
    }
    out.push(String::new());
}

fn block(document: &Document, block: &Block, columns: usize, out: &mut Vec<String>) {
    match block {
        Block::Heading { level, text } => {
            if *level < 3 || out.last().is_some_and(|line| !line.is_empty()) {
                out.push(String::new());
            }
            out.extend(wrap(text, columns));
        }
        Block::Paragraph(text) => out.extend(wrap(text, columns)),
        Block::Item(text) => item(text, columns, out),
        Block::Place { prompt, text, .. } => match text {
            Some(text) => text
                .lines()
                .for_each(|line| out.extend(wrap(line, columns))),
            None => out.extend(wrap(prompt, columns)),
        },
        Block::Table(table) => grid::write(document, table, columns, out),
    }
}

fn item(text: &str, columns: usize, out: &mut Vec<String>) {
    for (nth, row) in wrap(text, columns - 2).into_iter().enumerate() {
        let mark = if nth == 0 { "- " } else { "  " };
        out.push(format!("{mark}{row}"));
    }
}

fn foot(document: &Document, columns: usize, out: &mut Vec<String>) {
    let foot = &document.foot;
    out.push(String::new());
    let half = columns / 2;
    let mut left = vec![foot.recipients_title.clone()];
    left.extend(
        foot.recipients
            .iter()
            .flat_map(|line| wrap(line, half.saturating_sub(1))),
    );
    let mut right = Vec::new();
    for line in &foot.signer_title {
        centred(line, half, &mut right);
    }
    right.extend(std::iter::repeat_n(String::new(), 4));
    centred(&foot.signer, half, &mut right);
    for at in 0..left.len().max(right.len()) {
        let cell = |rows: &[String]| rows.get(at).cloned().unwrap_or_default();
        out.push(format!("{}{}", pad(&cell(&left), half), cell(&right)));
    }
}

fn annex(document: &Document, annex: &Annex, columns: usize, out: &mut Vec<String>) {
    out.extend([String::new(), String::new()]);
    for line in [&annex.label, &annex.title, &annex.reference] {
        centred(line, columns, out);
    }
    for each in &annex.blocks {
        block(document, each, columns, out);
    }
}
