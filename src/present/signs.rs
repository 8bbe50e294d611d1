//! Signs for terminals that have letters only: what stands in their place, one column for one.
//!
//! All text is made with the full signs; this is the one place that knows the others. It is asked at
//! the edge, where text becomes cells of the screen or lines of the output. Letters stay as they are,
//! Vietnamese ones too.

use std::borrow::Cow;

/// What stands for a sign where only letters can be shown; `None` for everything else. No two signs of
/// the task table share one: overdue is `#`, an open difficulty stays `!`, dropped is `x` and done `v`.
pub(crate) fn plain(sign: char) -> Option<char> {
    Some(match sign {
        '●' | '█' => '#',
        '◐' => '%',
        '○' => 'o',
        '✓' | '↓' => 'v',
        '‖' => '=',
        '×' => 'x',
        '°' | '‘' | '’' => '\'',
        '›' | '→' => '>',
        '‹' | '←' => '<',
        '↑' => '^',
        '…' => '~',
        '·' | '–' | '—' | '−' | '─' => '-',
        '“' | '”' => '"',
        '│' => '|',
        '┼' | '╭' | '╮' | '╰' | '╯' => '+',
        // What is left of a bar.
        '░' => '.',
        _ => return None,
    })
}

/// A text with its signs replaced; as wide as before.
pub(crate) fn in_plain(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| plain(c).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| plain(c).unwrap_or(c)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::text::width;

    #[test]
    fn every_sign_has_an_ascii_one_of_the_same_width() {
        let signs = ('\0'..='\u{ffff}').filter_map(|full| Some((full, plain(full)?)));
        for (full, plain) in signs {
            assert!(plain.is_ascii(), "{full}");
            assert_eq!(
                width(&full.to_string()),
                width(&plain.to_string()),
                "{full}"
            );
        }
    }

    #[test]
    fn letters_and_what_people_write_stay() {
        let sentence = "Sở KH&CN: đã họp 3/3 đơn vị (50%)";
        assert!(matches!(in_plain(sentence), Cow::Borrowed(_)));
        assert_eq!(
            in_plain("quá hạn 3 ngày · “ISO” → Th6…"),
            "quá hạn 3 ngày - \"ISO\" > Th6~"
        );
    }

    #[test]
    fn the_signs_of_the_table_are_distinct() {
        let signs = ['●', '◐', '○', '✓', '‖', '×'].map(plain);
        let mut known: Vec<_> = signs.into_iter().flatten().chain(['!', '*', '+']).collect();
        known.sort_unstable();
        known.dedup();
        assert_eq!(known.len(), 9);
    }
}
