//! A table of GitHub's Markdown, a line a row. What is text stays text: every sign with a meaning is
//! escaped.

use crate::present::lang::Lang;
use crate::present::text::safe;
use crate::report::document::{Align, Column, Value};

/// The titles and the line below them.
pub fn head(columns: &[Column]) -> String {
    let titles = columns.iter().map(|column| escape(&column.title));
    let rules = columns.iter().map(|column| match column.align {
        Align::Left => ":--",
        Align::Centre => ":-:",
        Align::Right => "--:",
    });
    format!("{}{}", line(titles), line(rules.map(str::to_owned)))
}

pub fn row(cells: &[Value], lang: Lang) -> String {
    line(cells.iter().map(|cell| self::cell(cell, lang)))
}

/// A value in one line; a text of several keeps them. What is no text has no sign with a meaning.
pub fn cell(value: &Value, lang: Lang) -> String {
    let Value::Text(text) = value else {
        return value.text(lang);
    };
    let lines: Vec<String> = text.lines().map(escape).collect();
    lines.join("<br>")
}

/// A row of cells that are escaped already.
pub fn line(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

/// Takes their meaning from signs, and line ends from a text. What stands at the beginning of a
/// line may be a list, a number or a rule.
pub fn escape(text: &str) -> String {
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
