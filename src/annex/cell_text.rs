//! The text of cells, cleaned for comparing and storing.

use crate::domain::text::{self, TextShape, fold, squeezed};
use crate::sheets::workbook::Row;

/// The most characters of a title: a line of a list shows no more.
const TITLE_MAX: usize = 200;

/// The cells of a row in one line.
pub(super) fn row_text(row: &Row) -> String {
    let texts = row.cells.iter().map(|cell| one_line(&cell.text));
    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    text::clean(&texts.join(" | "), TextShape::Line).text
}

pub(super) fn one_line(text: &str) -> String {
    text::clean(&squeezed(text), TextShape::Line).text
}

/// Each line with its white space collapsed; empty lines are dropped.
pub(super) fn squeezed_lines(text: &str) -> String {
    let lines = text.lines().map(squeezed);
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    text::nfc(&lines.join("\n"))
}

/// Texts joined by line ends; a text that is broken off is continued in the same line.
pub(super) fn joined(texts: impl Iterator<Item = String>) -> String {
    const BROKEN: [&str; 8] = [",", "-", "&", " và", " P.", " TT.", "\nP.", "\nTT."];
    let joined = texts.reduce(|out, text| {
        let broken = BROKEN.iter().any(|end| out.ends_with(end));
        let broken = broken || matches!(out.as_str(), "P." | "TT.");
        format!("{out}{}{text}", if broken { ' ' } else { '\n' })
    });
    joined.unwrap_or_default()
}

/// Whether a text means "the same as above": "như trên", "nt", a ditto mark.
pub(super) fn is_ditto(text: &str) -> bool {
    let folded = fold(text);
    let bare = folded.trim_matches(|c: char| "-. ()".contains(c));
    matches!(bare, "nhu tren" | "nt" | "\"" | "''" | "”" | "″" | "〃")
}

/// Whether a text was truncated by the program that wrote it.
pub(super) fn is_cut(text: &str) -> bool {
    text.ends_with('…') || text.ends_with("...")
}

/// The title of a task: its text in one line, cut after a clause where it is too long.
pub(super) fn title(text: &str) -> String {
    let line = one_line(text);
    let Some((end, _)) = line.char_indices().nth(TITLE_MAX) else {
        return line;
    };
    let beginning = line.get(..end).unwrap_or(&line);
    let clause = [". ", "; ", ": ", ", "].iter().find_map(|mark| {
        let at = beginning.rfind(mark)?;
        (beginning.get(..at)?.chars().count() >= TITLE_MAX / 4).then_some(at)
    });
    let cut = clause.or_else(|| beginning.rfind(' ')).unwrap_or(end);
    let title = beginning.get(..cut).unwrap_or(beginning);
    title.trim_end_matches([',', ';', ':', '.', ' ']).to_owned()
}
