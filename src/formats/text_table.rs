//! Tables as plain text: ruled columns where they fit, else each row as a short list.

use crate::present::text::{pad, pad_left, width, wrap};
use crate::report::document::{Align, Document, Row, RowKind, Table};

/// No column becomes narrower than this.
const NARROWEST: usize = 2;
/// Longer words than this are broken where it is narrow; a day is not.
const LONGEST: usize = 10;

/// Writes a table with its caption.
pub fn write(document: &Document, table: &Table, columns: usize, out: &mut Vec<String>) {
    out.push(String::new());
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
    let rules: Vec<String> = widths.iter().map(|n| "─".repeat(*n)).collect();
    let rule = rules.join(gap.crossing);
    let titles = table.columns.iter().map(|c| (c.title.clone(), Align::Left));
    rows(&titles.collect::<Vec<_>>(), widths, gap, out);
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
        let line = line.collect::<Vec<_>>().join(gap.between);
        out.push(line.trim_end().to_owned());
    }
}

/// Where columns do not fit: the first cells name the row, the others follow with their titles,
/// empty ones left out.
fn stacked(document: &Document, table: &Table, columns: usize, out: &mut Vec<String>) {
    for row in &table.rows {
        let texts: Vec<String> = row.cells.iter().map(|c| c.text(document.lang)).collect();
        if row.kind == RowKind::Group {
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
fn named(table: &Table, row: &Row) -> usize {
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
struct Wish {
    /// Below this, words are broken.
    least: usize,
    /// All that its cells can use.
    cells: usize,
    /// The same with its title on one line.
    whole: usize,
}

fn wish(document: &Document, table: &Table, at: usize) -> Wish {
    let longest = |text: &str| text.split(' ').map(width).max().unwrap_or(0);
    let (mut word, mut cells) = (0, 0);
    for row in table.rows.iter().filter(|row| row.kind != RowKind::Group) {
        let text = row.cells.get(at).map(|cell| cell.text(document.lang));
        let text = text.unwrap_or_default();
        word = word.max(longest(&text));
        cells = cells.max(width(&text));
    }
    let title = &table.columns[at].title;
    let cells = cells.max(longest(title)).max(NARROWEST);
    Wish {
        least: word.max(longest(title)).clamp(NARROWEST, LONGEST),
        cells,
        whole: cells.max(width(title)),
    }
}

/// What each column gets: all it can use where that fits, else the least and a part of what is
/// left, most to the one that lacks most by its share; with blanks beside the rules if there is room
/// for them. `None` where not even the least fits.
fn widths(document: &Document, table: &Table, columns: usize) -> Option<(Vec<usize>, Gap)> {
    let wishes: Vec<Wish> = (0..table.columns.len())
        .map(|at| wish(document, table, at))
        .collect();
    [WIDE, TIGHT].into_iter().find_map(|gap| {
        let rules = table.columns.len().saturating_sub(1) * width(gap.between);
        let widths = shares(table, &wishes, columns.saturating_sub(rules))?;
        Some((widths, gap))
    })
}

fn shares(table: &Table, wishes: &[Wish], room: usize) -> Option<Vec<usize>> {
    for asked in [|wish: &Wish| wish.whole, |wish: &Wish| wish.cells] {
        let asked: Vec<usize> = wishes.iter().map(asked).collect();
        if asked.iter().sum::<usize>() <= room {
            return Some(asked);
        }
    }
    let mut widths: Vec<usize> = wishes.iter().map(|wish| wish.least).collect();
    let left = room.checked_sub(widths.iter().sum())?;
    for _ in 0..left {
        let lacking = |at: &usize| {
            let share = usize::try_from(table.columns[*at].width).unwrap_or(1);
            wishes[*at].cells * share * 100 / widths[*at].max(1)
        };
        if let Some(most) = (0..widths.len()).max_by_key(lacking) {
            widths[most] += 1;
        }
    }
    Some(widths)
}
