//! Telephone numbers in cells of units.

use super::vocabulary::before_telephone;
use crate::domain::text::fold;

/// The text without telephone numbers and the words before them, and the numbers.
pub(super) fn without(text: &str) -> (String, Vec<String>) {
    let (mut kept, mut numbers) = (String::with_capacity(text.len()), Vec::new());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit() || c == '+') {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c: char| !c.is_ascii_digit() && !" .-+".contains(c));
        let (run, after) = from.split_at(end.unwrap_or(from.len()));
        kept.push_str(before);
        if is_telephone(run) {
            numbers.push(run.trim_matches([' ', '-', '.']).to_owned());
            cut_label(&mut kept);
            rest = after.strip_prefix(')').unwrap_or(after);
        } else {
            kept.push_str(run);
            rest = after;
        }
    }
    kept.push_str(rest);
    (kept, numbers)
}

fn is_telephone(run: &str) -> bool {
    let digits = run.chars().filter(char::is_ascii_digit).count();
    (8..=13).contains(&digits) && run.starts_with(['0', '+', '8'])
}

/// "… - SĐT:" before a number goes with it.
fn cut_label(text: &mut String) {
    let trim = |text: &mut String, signs: &str| {
        let end = text.trim_end_matches(|c: char| c.is_whitespace() || signs.contains(c));
        text.truncate(end.len());
    };
    trim(text, ":.-(");
    for _ in 0..before_telephone(&fold(text)) {
        let word = text.trim_end().rfind(char::is_whitespace);
        text.truncate(word.map_or(0, |at| at + 1));
        trim(text, "(-,");
    }
}
