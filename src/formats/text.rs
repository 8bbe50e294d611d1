//! Plain text: for a terminal, a preview and an e-mail.

use crate::domain::text::join;
use crate::present::text::{pad, pad_left, width, wrap};
use crate::report::document::{Align, Annex, Block, Document, Table, TableRow, TableRowKind};
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
    pub marks: Vec<TextMark>,
}

/// A stretch of lines that is more than text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextMark {
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
        self.marks.push(TextMark { rows, kind });
    }
}

fn centred(text: &str, columns: usize, out: &mut Vec<String>) {
    for row in wrap(text, columns) {
        let blanks = columns.saturating_sub(width(&row)) / 2;
        out.push(format!("{}{row}", " ".repeat(blanks)));
    }
}

/// Two columns side by side, each row centred in its own; one below the other where it is narrow.
fn side_by_side(left: &[&str], right: &[&str], columns: usize, out: &mut Vec<String>) {
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
    side_by_side(
        &[&head.superior, &head.office],
        &[&head.nation, &head.motto],
        columns,
        out,
    );
    let mut number = vec![head.number.as_str()];
    if head.is_letter() {
        number.extend(head.subject.iter().map(String::as_str));
    }
    side_by_side(&number, &[&head.place_and_day], columns, out);
    out.push(String::new());
    layout.mark(MarkKind::Title, |out| {
        if head.is_letter() {
            return centred(&head.addressee, columns, out);
        }
        centred(&head.title, columns, out);
        for line in &head.subject {
            centred(line, columns, out);
        }
    });
    let out = &mut layout.lines;
    if !head.is_letter() {
        centred("───────", columns, out);
    }
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
        Block::Heading { text, .. } => {
            blank(out);
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
        Block::Table(table) => self::table(document, table, columns, out),
    }
}

/// One blank line, however much room stood before.
fn blank(out: &mut Vec<String>) {
    if out.last().is_some_and(|line| !line.is_empty()) {
        out.push(String::new());
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
    blank(out);
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

/// No column becomes narrower than this.
const NARROWEST_COLUMN: usize = 2;
/// Longer words than this are broken where it is narrow; a day is not.
const LONGEST: usize = 10;

/// Writes a table with its caption.
fn table(document: &Document, table: &Table, columns: usize, out: &mut Vec<String>) {
    blank(out);
    out.extend(wrap(&table.caption, columns));
    match widths(document, table, columns) {
        Some((widths, gap)) => ruled(document, table, &widths, gap, columns, out),
        None => stacked(document, table, columns, out),
    }
    out.push(String::new());
}

fn ruled(
    document: &Document,
    table: &Table,
    widths: &[usize],
    gap: Gap,
    columns: usize,
    out: &mut Vec<String>,
) {
    let rule = join(widths.iter().map(|n| "─".repeat(*n)), gap.crossing);
    let titles = table.columns.iter().map(|c| (c.title.clone(), Align::Left));
    rows(&titles.collect::<Vec<_>>(), widths, gap, out);
    out.push(rule.clone());
    for row in &table.rows {
        let texts = row.cells.iter().map(|cell| cell.text(document.lang));
        if row.kind == TableRowKind::Group {
            out.extend(texts.flat_map(|text| wrap(&text, columns)));
            continue;
        }
        if row.kind == TableRowKind::Total {
            out.push(rule.clone());
        }
        let aligns = table.columns.iter().map(|column| column.align);
        let cells: Vec<_> = texts.zip(aligns).collect();
        rows(&cells, widths, gap, out);
    }
}

/// One row of a table on as many lines as its longest cell needs.
fn rows(cells: &[(String, Align)], widths: &[usize], gap: Gap, out: &mut Vec<String>) {
    let wrapped = cells.iter().zip(widths);
    let wrapped: Vec<Vec<String>> = wrapped
        .map(|((text, _), width)| wrap(text, *width))
        .collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for at in 0..height {
        let line = wrapped.iter().zip(cells).zip(widths);
        let line = line.map(|((rows, (_, align)), width)| {
            let text = rows.get(at).map_or("", String::as_str);
            match align {
                Align::Right => pad_left(text, *width),
                Align::Left | Align::Centre => pad(text, *width),
            }
        });
        let line = join(line, gap.between);
        out.push(line.trim_end().to_owned());
    }
}

/// Where columns do not fit: the first cells name the row, the others follow with their titles,
/// empty ones left out.
fn stacked(document: &Document, table: &Table, columns: usize, out: &mut Vec<String>) {
    for row in &table.rows {
        let texts: Vec<String> = row.cells.iter().map(|c| c.text(document.lang)).collect();
        if row.kind == TableRowKind::Group {
            out.extend(texts.iter().flat_map(|text| wrap(text, columns)));
            continue;
        }
        let (name, rest) = texts.split_at(named(table, row));
        out.extend(wrap(&format!("- {}", name.join(" ")), columns));
        let titles = table.columns.iter().skip(name.len());
        let parts: Vec<String> = titles
            .zip(rest)
            .filter(|(_, text)| !text.is_empty())
            .map(|(column, text)| format!("{}: {text}", column.title))
            .collect();
        let parts = wrap(&parts.join("; "), columns - 2);
        out.extend(parts.into_iter().map(|line| format!("  {line}")));
    }
}

/// How many cells name a row: up to its widest column.
fn named(table: &Table, row: &TableRow) -> usize {
    let widest = (0..table.columns.len()).max_by_key(|at| table.columns[*at].width);
    (widest.unwrap_or(0) + 1).min(row.cells.len())
}

/// What stands between two columns, in a row and in a rule.
#[derive(Clone, Copy)]
struct Gap {
    between: &'static str,
    crossing: &'static str,
}

const WIDE: Gap = Gap {
    between: " │ ",
    crossing: "─┼─",
};

const TIGHT: Gap = Gap {
    between: "│",
    crossing: "┼",
};

/// What a column asks for.
struct ColumnNeeds {
    /// Below this, words are broken.
    least: usize,
    /// All that its cells can use.
    cells: usize,
    /// The same with its title on one line.
    whole: usize,
}

fn column_needs(document: &Document, table: &Table, at: usize) -> ColumnNeeds {
    let longest = |text: &str| text.split(' ').map(width).max().unwrap_or(0);
    let (mut word, mut cells) = (0, 0);
    for row in table
        .rows
        .iter()
        .filter(|row| row.kind != TableRowKind::Group)
    {
        let text = row.cells.get(at).map(|cell| cell.text(document.lang));
        let text = text.unwrap_or_default();
        word = word.max(longest(&text));
        cells = cells.max(width(&text));
    }
    let title = &table.columns[at].title;
    let cells = cells.max(longest(title)).max(NARROWEST_COLUMN);
    ColumnNeeds {
        least: word.max(longest(title)).clamp(NARROWEST_COLUMN, LONGEST),
        cells,
        whole: cells.max(width(title)),
    }
}

/// What each column gets: all it can use where that fits, else the least and a part of what is
/// left, most to the one that lacks most by its share; with blanks beside the rules if there is room
/// for them. `None` where not even the least fits.
fn widths(document: &Document, table: &Table, columns: usize) -> Option<(Vec<usize>, Gap)> {
    let needs: Vec<ColumnNeeds> = (0..table.columns.len())
        .map(|at| column_needs(document, table, at))
        .collect();
    [WIDE, TIGHT].into_iter().find_map(|gap| {
        let rules = table.columns.len().saturating_sub(1) * width(gap.between);
        let widths = shares(table, &needs, columns.saturating_sub(rules))?;
        Some((widths, gap))
    })
}

fn shares(table: &Table, needs: &[ColumnNeeds], room: usize) -> Option<Vec<usize>> {
    for asked in [
        |need: &ColumnNeeds| need.whole,
        |need: &ColumnNeeds| need.cells,
    ] {
        let asked: Vec<usize> = needs.iter().map(asked).collect();
        if asked.iter().sum::<usize>() <= room {
            return Some(asked);
        }
    }
    let mut widths: Vec<usize> = needs.iter().map(|need| need.least).collect();
    let left = room.checked_sub(widths.iter().sum())?;
    for _ in 0..left {
        let lacking = |at: &usize| {
            let share = usize::try_from(table.columns[*at].width).unwrap_or(1);
            needs[*at].cells * share * 100 / widths[*at].max(1)
        };
        if let Some(most) = (0..widths.len()).max_by_key(lacking) {
            widths[most] += 1;
        }
    }
    Some(widths)
}
