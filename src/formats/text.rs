//! Plain text: for a terminal, a preview and an e-mail.

use super::text_table;
use crate::present::text::{pad, width, wrap};
use crate::report::document::{Annex, Block, Document};
use std::ops::Range;

/// How wide a saved text is.
const COLUMNS: usize = 100;

/// No line is broken to fewer columns.
const NARROWEST: usize = 18;

/// Where there are fewer columns, what else stands side by side stands one below the other.
const SIDE_BY_SIDE: usize = 60;

/// The whole document as one text.
pub fn write(document: &Document) -> String {
    let mut text = lines(document, COLUMNS).join("\n");
    text.push('\n');
    text
}

/// A document in lines, and where in them its parts stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextLayout {
    /// The lines, harmless for a terminal.
    pub lines: Vec<String>,
    /// The marked stretches, from above to below.
    pub marks: Vec<Mark>,
}

/// A stretch of lines that is more than text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which lines, from 0.
    pub rows: Range<usize>,
    /// What stands there.
    pub kind: MarkKind,
}

/// What a stretch of lines is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// The report's title, or an annex'.
    Title,
    /// A heading of that level.
    Heading(u8),
    /// A place for a text that a person writes, by its part's name, and whether it is written.
    Place(String, bool),
}

/// The document in lines at most `columns` wide (18 at least), harmless for a terminal.
pub fn lines(document: &Document, columns: usize) -> Vec<String> {
    lay_out(document, columns).lines
}

/// The same with the places of its parts.
pub fn lay_out(document: &Document, columns: usize) -> TextLayout {
    let columns = columns.max(NARROWEST);
    let mut layout = TextLayout::default();
    head(document, columns, &mut layout);
    blocks(document, &document.body, columns, &mut layout);
    foot(document, columns, &mut layout.lines);
    for annex in &document.annexes {
        self::annex(document, annex, columns, &mut layout);
    }
    for line in &mut layout.lines {
        line.truncate(line.trim_end().len());
    }
    layout
}

impl TextLayout {
    /// Marks the lines that are written by `write`, blank ones before them left out.
    fn mark(&mut self, kind: MarkKind, write: impl FnOnce(&mut Vec<String>)) {
        let from = self.lines.len();
        write(&mut self.lines);
        let blank = self.lines[from..].iter().take_while(|line| line.is_empty());
        let rows = from + blank.count()..self.lines.len();
        self.marks.push(Mark { rows, kind });
    }
}

fn centred(text: &str, columns: usize, out: &mut Vec<String>) {
    for row in wrap(text, columns) {
        let blanks = columns.saturating_sub(width(&row)) / 2;
        out.push(format!("{}{row}", " ".repeat(blanks)));
    }
}

/// Two columns side by side, each row centred in its own; one below the other where it is narrow.
fn beside(left: &[&str], right: &[&str], columns: usize, out: &mut Vec<String>) {
    if columns < SIDE_BY_SIDE {
        for text in left.iter().chain(right) {
            centred(text, columns, out);
        }
        return;
    }
    let half = columns / 2;
    let column = |texts: &[&str]| {
        let mut rows = Vec::new();
        for text in texts {
            centred(text, half, &mut rows);
        }
        rows
    };
    zipped(&column(left), &column(right), half, out);
}

/// Rows that are ready, side by side.
fn zipped(left: &[String], right: &[String], half: usize, out: &mut Vec<String>) {
    for at in 0..left.len().max(right.len()) {
        let cell = |rows: &[String]| rows.get(at).cloned().unwrap_or_default();
        out.push(format!("{}{}", pad(&cell(left), half), cell(right)));
    }
}

fn head(document: &Document, columns: usize, layout: &mut TextLayout) {
    let head = &document.head;
    let out = &mut layout.lines;
    out.push(head.draft.clone());
    beside(
        &[&head.superior, &head.office],
        &[&head.nation, &head.motto],
        columns,
        out,
    );
    beside(&[&head.number], &[&head.place_and_day], columns, out);
    out.push(String::new());
    layout.mark(MarkKind::Title, |out| {
        centred(&head.title, columns, out);
        for line in &head.subject {
            centred(line, columns, out);
        }
    });
    let out = &mut layout.lines;
    centred("───────", columns, out);
    for notice in &head.notices {
        out.push(String::new());
        out.extend(wrap(&format!("* {notice}"), columns));
    }
    out.push(String::new());
}

fn blocks(document: &Document, blocks: &[Block], columns: usize, layout: &mut TextLayout) {
    for block in blocks {
        let kind = match block {
            Block::Heading { level, .. } => MarkKind::Heading(*level),
            Block::Place { part, text, .. } => MarkKind::Place(part.clone(), text.is_some()),
            _ => {
                self::block(document, block, columns, &mut layout.lines);
                continue;
            }
        };
        layout.mark(kind, |out| self::block(document, block, columns, out));
    }
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
        Block::Table(table) => text_table::write(document, table, columns, out),
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
    let narrow = columns < SIDE_BY_SIDE;
    let half = if narrow { columns } else { columns / 2 };
    let mut left = wrap(&foot.recipients_title, half);
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
    if narrow {
        out.extend(right);
        out.push(String::new());
        out.extend(left);
    } else {
        zipped(&left, &right, half, out);
    }
}

fn annex(document: &Document, annex: &Annex, columns: usize, layout: &mut TextLayout) {
    layout.lines.extend([String::new(), String::new()]);
    layout.mark(MarkKind::Title, |out| {
        for line in [&annex.label, &annex.title] {
            centred(line, columns, out);
        }
    });
    centred(&annex.reference, columns, &mut layout.lines);
    blocks(document, &annex.blocks, columns, layout);
}
