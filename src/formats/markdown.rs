//! Markdown (CommonMark with GitHub's tables).

use crate::domain::text::join;
use crate::present::lang::Lang;
use crate::present::text::safe;
use crate::report::document::{
    Align, Block, Document, Table, TableColumn, TableRowKind, TableValue,
};

/// The whole document.
pub(crate) fn write(document: &Document) -> String {
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
        let strong = each.kind != TableRowKind::Item;
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

/// The titles and the line below them.
pub(crate) fn head(columns: &[TableColumn]) -> String {
    let titles = columns.iter().map(|column| escape(&column.title));
    let rules = columns.iter().map(|column| match column.align {
        Align::Left => ":--",
        Align::Centre => ":-:",
        Align::Right => "--:",
    });
    format!("{}{}", line(titles), line(rules.map(str::to_owned)))
}

pub(crate) fn row(cells: &[TableValue], lang: Lang) -> String {
    line(cells.iter().map(|cell| self::cell(cell, lang)))
}

/// A value in one line; a text of several keeps them. What is no text has no sign with a meaning.
pub(crate) fn cell(value: &TableValue, lang: Lang) -> String {
    let TableValue::Text(text) = value else {
        return value.text(lang);
    };
    join(text.lines().map(escape), "<br>")
}

/// A row of cells that are escaped already.
pub(crate) fn line(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

/// Takes their meaning from signs, and line ends from a text. What stands at the beginning of a
/// line may be a list, a number or a rule.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let harmless = safe(text);
    for (at, c) in harmless.trim().char_indices() {
        let special = matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&'
        );
        let begins = at == 0 && matches!(c, '-' | '+' | '=');
        if special || begins {
            out.push('\\');
        }
        out.push(c);
    }
    numbered(out)
}

/// "1. Kết quả" would be an item of a list.
fn numbered(text: String) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => format!("{}\\{}", &text[..digits], &text[digits..]),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        for (text, escaped) in [
            ("a|b", "a\\|b"),
            (
                "*x* _y_ [z](u) <b> &amp; `c`",
                "\\*x\\* \\_y\\_ \\[z\\](u) \\<b\\> \\&amp; \\`c\\`",
            ),
            ("1. Kết quả", "1\\. Kết quả"),
            ("- mục", "\\- mục"),
            ("dòng\nsau", "dòng sau"),
            ("2.3.1-01 Rà soát", "2\\.3.1-01 Rà soát"),
        ] {
            assert_eq!(escape(text), escaped);
        }
    }
}
