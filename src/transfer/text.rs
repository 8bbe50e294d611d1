//! Plain text: for a terminal, a preview and an e-mail.

use crate::present::text::{pad, pad_left, width, wrap};
use crate::report::document::{Align, Annex, Block, Document, RowKind, Table};

/// How wide a saved text is.
const COLUMNS: usize = 100;
/// No column of a table becomes narrower than this.
const NARROWEST: usize = 5;

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
        Block::Table(table) => self::table(document, table, columns, out),
    }
}

fn item(text: &str, columns: usize, out: &mut Vec<String>) {
    for (nth, row) in wrap(text, columns - 2).into_iter().enumerate() {
        let mark = if nth == 0 { "- " } else { "  " };
        out.push(format!("{mark}{row}"));
    }
}

/// A table with ruled columns, as wide as their shares and their content ask for.
fn table(document: &Document, table: &Table, columns: usize, out: &mut Vec<String>) {
    out.push(String::new());
    out.extend(wrap(&table.caption, columns));
    let widths = widths(document, table, columns);
    let rule = widths
        .iter()
        .map(|n| "─".repeat(*n))
        .collect::<Vec<_>>()
        .join("┼");
    let titles: Vec<_> = table
        .columns
        .iter()
        .map(|c| (c.title.clone(), Align::Left))
        .collect();
    rows(&titles, &widths, out);
    out.push(rule.clone());
    for row in &table.rows {
        let texts = row.cells.iter().map(|cell| cell.text(document.lang));
        if row.kind == RowKind::Group {
            out.extend(texts.flat_map(|text| wrap(&text, columns)));
            continue;
        }
        if row.kind == RowKind::Total {
            out.push(rule.clone());
        }
        let aligns = table.columns.iter().map(|column| column.align);
        let cells: Vec<_> = texts.zip(aligns).collect();
        rows(&cells, &widths, out);
    }
    out.push(String::new());
}

/// One row of a table on as many lines as its longest cell needs.
fn rows(cells: &[(String, Align)], widths: &[usize], out: &mut Vec<String>) {
    let wrapped: Vec<Vec<String>> = cells
        .iter()
        .zip(widths)
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
        out.push(line.collect::<Vec<_>>().join("│"));
    }
}

/// What each column gets: all it can use where that fits, else its share of what there is.
fn widths(document: &Document, table: &Table, columns: usize) -> Vec<usize> {
    let rules = table.columns.len().saturating_sub(1);
    let room = columns.saturating_sub(rules);
    let natural: Vec<usize> = (0..table.columns.len())
        .map(|at| {
            let items = table.rows.iter().filter(|row| row.kind != RowKind::Group);
            let cells = items.filter_map(|row| row.cells.get(at));
            let widest = cells.map(|cell| width(&cell.text(document.lang))).max();
            let longest = table.columns[at].title.split(' ').map(width).max();
            widest.max(longest).unwrap_or(0).max(NARROWEST)
        })
        .collect();
    if natural.iter().sum::<usize>() <= room {
        return natural;
    }
    let shares: usize = table.columns.iter().map(|c| c.width as usize).sum();
    let share = |c: &crate::report::document::Column| room * c.width as usize / shares.max(1);
    let mut widths: Vec<usize> = table
        .columns
        .iter()
        .zip(&natural)
        .map(|(column, natural)| share(column).max(NARROWEST).min(*natural))
        .collect();
    // What is over goes to the widest column, what is lacking is taken from it.
    let used: usize = widths.iter().sum();
    if let Some(widest) = (0..widths.len()).max_by_key(|at| natural[*at]) {
        widths[widest] = (widths[widest] + room).saturating_sub(used).max(NARROWEST);
    }
    widths
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
