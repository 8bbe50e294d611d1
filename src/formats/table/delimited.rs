//! CSV (RFC 4180) as a spreadsheet opens it by a double click: marked as UTF-8, days in the form that
//! every language's Excel reads as a day.

use crate::domain::day::iso;
use crate::domain::text::judged;
use crate::present::lang::Lang;
use crate::report::document::{Column, Value};

/// What Excel takes for the end of a cell: where decimals have a comma, the semicolon.
pub fn separator(lang: Lang) -> char {
    lang.pick(';', ',')
}

/// The first line, after the mark that shows spreadsheets that it is UTF-8.
pub fn head(columns: &[Column], lang: Lang) -> String {
    let separator = separator(lang);
    let titles = columns.iter().map(|column| cell(&column.title, separator));
    format!("\u{FEFF}{}", line(titles, separator))
}

pub fn row(cells: &[Value], lang: Lang) -> String {
    let separator = separator(lang);
    let cells = cells.iter().map(|value| match value {
        Value::Number(n) => n.to_string(),
        Value::Day(day) => iso(*day),
        Value::Rate(_) | Value::Flag(_) | Value::Empty => value.text(lang),
        Value::Text(text) => cell(text, separator),
    });
    line(cells, separator)
}

fn line(cells: impl Iterator<Item = String>, separator: char) -> String {
    let mut line = String::new();
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            line.push(separator);
        }
        line.push_str(&cell);
    }
    line.push_str("\r\n");
    line
}

/// A text as a cell: no spreadsheet takes it for a formula, no terminal for a command.
pub fn cell(text: &str, separator: char) -> String {
    let formula =
        text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']);
    let mut safe = String::with_capacity(text.len() + 2);
    if formula {
        safe.push('\'');
    }
    safe.extend(judged(text).map(|(c, allowed)| match c {
        '\t' => ' ',
        _ if !allowed => char::REPLACEMENT_CHARACTER,
        c => c,
    }));
    if safe.contains([separator, '"', '\n']) || safe.trim() != safe {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_no_formulas_and_are_quoted_where_needed() {
        let cases = [
            ("Rà soát", "Rà soát"),
            ("VP, KHTC", "\"VP, KHTC\""),
            ("số \"1\"", "\"số \"\"1\"\"\""),
            ("a\nb", "\"a\nb\""),
            ("=1+1", "'=1+1"),
            ("  @x", "'  @x"),
            ("-2", "'-2"),
            ("\tx", "' x"),
            ("\rx", "'\u{FFFD}x"),
            ("a\u{1b}b", "a\u{FFFD}b"),
            (" x", "\" x\""),
            ("", ""),
        ];
        for (text, want) in cases {
            assert_eq!(cell(text, ','), want, "{text:?}");
        }
        assert_eq!(cell("VP, KHTC", ';'), "VP, KHTC");
        assert_eq!(cell("VP; KHTC", ';'), "\"VP; KHTC\"");
    }
}
