//! List markers of headings and tasks: I, A, 1, 1.2, a), đ), -.

use crate::domain::text::fold;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ListMarker {
    Roman(u32),
    Capital(char),
    /// 1, 1.2, 1.2.3.
    Arabic(Vec<u32>),
    /// Its index in Vietnamese lists: a b c d đ e g h.
    Letter(usize),
    Dash,
}

/// The letters of Vietnamese lists, without f, j, w and z.
const LETTERS: &str = "abcdđeghiklmnopqrstuvxy";

impl ListMarker {
    /// Whether a row with the other marker is a part of a row with this one.
    pub(super) fn is_above(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Roman(_), Self::Arabic(_) | Self::Letter(_) | Self::Dash)
            | (Self::Capital(_), Self::Roman(_) | Self::Arabic(_) | Self::Letter(_) | Self::Dash)
            | (Self::Arabic(_), Self::Letter(_) | Self::Dash)
            | (Self::Letter(_), Self::Dash) => true,
            (Self::Arabic(one), Self::Arabic(other)) => {
                other.len() > one.len() && other.starts_with(one)
            }
            _ => false,
        }
    }
}

/// The marker in a number's cell; `None` where it is something else.
pub(super) fn list_marker(cell: &str) -> Option<ListMarker> {
    let cell = cell.trim().trim_matches('*').trim();
    if matches!(cell, "-" | "–" | "+" | "•" | "*") {
        return Some(ListMarker::Dash);
    }
    let bare = cell.trim_matches(|c: char| ".):(".contains(c) || c.is_whitespace());
    parse_marker(bare)
}

fn parse_marker(bare: &str) -> Option<ListMarker> {
    if bare.is_empty() || bare.chars().count() > 12 {
        return None;
    }
    if bare.starts_with(|c: char| c.is_ascii_digit()) {
        return arabic(bare);
    }
    let mut letters = bare.chars();
    let (first, more) = (letters.next()?, letters.next().is_some());
    if bare.chars().all(|c| c.is_uppercase())
        && let Some(value) = roman(bare)
        && (more || matches!(first, 'I' | 'V' | 'X'))
    {
        return Some(ListMarker::Roman(value));
    }
    if more {
        return None;
    }
    if first.is_uppercase() {
        return Some(ListMarker::Capital(first));
    }
    LETTERS
        .chars()
        .position(|letter| letter == first)
        .map(ListMarker::Letter)
}

/// "3", "1.2.1".
fn arabic(bare: &str) -> Option<ListMarker> {
    let parts = bare.split('.').map(|part| part.trim().parse().ok());
    let mut parts = parts.collect::<Option<Vec<u32>>>()?;
    // A number cell may show 1 as 1.0.
    if parts.len() == 2 && parts.get(1) == Some(&0) {
        parts.truncate(1);
    }
    Some(ListMarker::Arabic(parts))
}

/// The marker that a text begins with, as it is written, and the rest: "I. Chỉ đạo", "1.2. Rà soát", "a) Xây dựng",
/// "- Khảo sát".
pub(super) fn leading_marker(text: &str) -> Option<(ListMarker, &str, &str)> {
    let text = text.trim_start();
    for dash in ["- ", "– ", "+ ", "• "] {
        if let Some(rest) = text.strip_prefix(dash) {
            return Some((ListMarker::Dash, dash.trim(), rest.trim_start()));
        }
    }
    let end = text.find(|c: char| c.is_whitespace() || c == ')')?;
    let end = end + usize::from(text.get(end..)?.starts_with(')'));
    let (label, rest) = text.split_at_checked(end)?;
    if !label.ends_with(['.', ')', '/', ':']) && !label.contains('.') {
        return None;
    }
    let mark = list_marker(label.trim_end_matches('/'))?;
    let rest = rest.trim_start();
    (!rest.is_empty()).then_some((mark, label, rest))
}

fn roman(text: &str) -> Option<u32> {
    let value = |c: char| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        'C' => Some(100),
        _ => None,
    };
    let values: Vec<u32> = text.chars().map(value).collect::<Option<_>>()?;
    let mut total = 0_i64;
    for (at, value) in values.iter().enumerate() {
        let smaller = values.get(at + 1).is_some_and(|next| value < next);
        total += if smaller {
            -i64::from(*value)
        } else {
            i64::from(*value)
        };
    }
    u32::try_from(total).ok()
}

/// Whether a row only numbers the columns: (1) (2) (3), or A B 1 2.
pub(super) fn is_column_numbering<'t>(cells: impl Iterator<Item = &'t str>) -> bool {
    let mut count = 0;
    let mut numbers: Vec<u32> = Vec::new();
    for cell in cells {
        let bare = cell.trim().trim_matches(|c| "()[]".contains(c)).trim();
        if bare.is_empty() || bare.chars().count() > 8 {
            return false;
        }
        // "(7)=(5)+(6)".
        let name = bare
            .split('=')
            .next()
            .unwrap_or(bare)
            .trim_matches(|c| "() ".contains(c));
        match name.parse() {
            Ok(number) => numbers.push(number),
            Err(_) if fold(name).chars().count() == 1 => {}
            Err(_) => return false,
        }
        count += 1;
    }
    let ascending = numbers.windows(2).all(|pair| pair[0] < pair[1]);
    let begins = numbers.first().is_none_or(|first| *first <= 2);
    count >= 3
        && ascending
        && begins
        && numbers.len() * 2 >= count
        && numbers.last().is_some_and(|last| *last <= 200)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_known_by_their_form() {
        for (cell, want) in [
            ("I", Some(ListMarker::Roman(1))),
            ("XVIII.", Some(ListMarker::Roman(18))),
            ("IX", Some(ListMarker::Roman(9))),
            ("IV", Some(ListMarker::Roman(4))),
            ("**VI.**", Some(ListMarker::Roman(6))),
            ("A", Some(ListMarker::Capital('A'))),
            ("C", Some(ListMarker::Capital('C'))),
            ("1", Some(ListMarker::Arabic(vec![1]))),
            ("1.0", Some(ListMarker::Arabic(vec![1]))),
            ("1.10", Some(ListMarker::Arabic(vec![1, 10]))),
            ("2.3.1.", Some(ListMarker::Arabic(vec![2, 3, 1]))),
            ("d)", Some(ListMarker::Letter(3))),
            ("đ)", Some(ListMarker::Letter(4))),
            ("e)", Some(ListMarker::Letter(5))),
            ("-", Some(ListMarker::Dash)),
            ("Tổng", None),
            ("", None),
            ("NV-001", None),
        ] {
            assert_eq!(list_marker(cell), want, "{cell}");
        }
        assert!(
            list_marker("1")
                .unwrap_or(ListMarker::Dash)
                .is_above(&ListMarker::Arabic(vec![1, 2]))
        );
        assert!(!ListMarker::Arabic(vec![1]).is_above(&ListMarker::Arabic(vec![2])));
    }

    #[test]
    fn a_text_may_begin_with_its_mark() {
        let rest = |text| leading_marker(text).map(|(_, label, rest)| (label, rest));
        assert_eq!(
            rest("I. Chỉ đạo, điều hành"),
            Some(("I.", "Chỉ đạo, điều hành"))
        );
        assert_eq!(rest("đ) Xây dựng"), Some(("đ)", "Xây dựng")));
        assert_eq!(rest("2.3.1 Rà soát"), Some(("2.3.1", "Rà soát")));
        assert_eq!(rest("A Lưới"), None);
        assert_eq!(rest("Rà soát"), None);
        assert_eq!(rest("12 xã"), None);
    }

    #[test]
    fn a_row_may_count_the_columns() {
        let counts = |row: &str| is_column_numbering(row.split('|'));
        assert!(counts("1|2|3|4"));
        assert!(counts("(1)|(2)|(3)"));
        assert!(counts("A|B|1|2|3"));
        assert!(!counts("1|Rà soát|VP"));
        assert!(!counts("5|5|5"));
    }
}
