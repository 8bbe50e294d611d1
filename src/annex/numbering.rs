//! The numbers that stand before headings and tasks: I, A, 1, 1.2, a), đ), -.

use crate::domain::text::fold;

/// A number by its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Roman(u32),
    Capital(char),
    /// 1, 1.2, 1.2.3.
    Arabic(Vec<u32>),
    /// Its place in the order of Vietnamese lists: a b c d đ e g h.
    Letter(usize),
    Dash,
}

/// The order of letters in Vietnamese lists; f, j, w and z have no place.
const LETTERS: &str = "abcdđeghiklmnopqrstuvxy";

impl Mark {
    /// Whether a row with the other mark is a part of a row with this one.
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

/// The mark that a number's cell is; `None` where it is something else.
pub(super) fn mark(cell: &str) -> Option<Mark> {
    let cell = cell.trim().trim_matches('*').trim();
    if matches!(cell, "-" | "–" | "+" | "•" | "*") {
        return Some(Mark::Dash);
    }
    let bare = cell.trim_matches(|c: char| ".):(".contains(c) || c.is_whitespace());
    named(bare)
}

fn named(bare: &str) -> Option<Mark> {
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
        return Some(Mark::Roman(value));
    }
    if more {
        return None;
    }
    if first.is_uppercase() {
        return Some(Mark::Capital(first));
    }
    LETTERS
        .chars()
        .position(|letter| letter == first)
        .map(Mark::Letter)
}

/// "3", "1.2.1".
fn arabic(bare: &str) -> Option<Mark> {
    let parts = bare.split('.').map(|part| part.trim().parse().ok());
    let mut parts = parts.collect::<Option<Vec<u32>>>()?;
    // A number cell may show 1 as 1.0.
    if parts.len() == 2 && parts.get(1) == Some(&0) {
        parts.truncate(1);
    }
    Some(Mark::Arabic(parts))
}

/// The mark that a text begins with, and what follows it: "I. Chỉ đạo", "1.2. Rà soát", "a) Xây dựng",
/// "- Khảo sát".
pub(super) fn leading(text: &str) -> Option<(Mark, &str, &str)> {
    let text = text.trim_start();
    for dash in ["- ", "– ", "+ ", "• "] {
        if let Some(rest) = text.strip_prefix(dash) {
            return Some((Mark::Dash, dash.trim(), rest.trim_start()));
        }
    }
    let end = text.find(|c: char| c.is_whitespace() || c == ')')?;
    let end = end + usize::from(text.get(end..)?.starts_with(')'));
    let (label, rest) = text.split_at_checked(end)?;
    if !label.ends_with(['.', ')', '/', ':']) && !label.contains('.') {
        return None;
    }
    let mark = mark(label.trim_end_matches('/'))?;
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

/// Whether a row only counts the columns: (1) (2) (3), or A B 1 2.
pub(super) fn counts_columns<'t>(cells: impl Iterator<Item = &'t str>) -> bool {
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
    let runs_on = numbers.windows(2).all(|pair| pair[0] < pair[1]);
    let begins = numbers.first().is_none_or(|first| *first <= 2);
    count >= 3
        && runs_on
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
            ("I", Some(Mark::Roman(1))),
            ("XVIII.", Some(Mark::Roman(18))),
            ("IX", Some(Mark::Roman(9))),
            ("IV", Some(Mark::Roman(4))),
            ("**VI.**", Some(Mark::Roman(6))),
            ("A", Some(Mark::Capital('A'))),
            ("C", Some(Mark::Capital('C'))),
            ("1", Some(Mark::Arabic(vec![1]))),
            ("1.0", Some(Mark::Arabic(vec![1]))),
            ("1.10", Some(Mark::Arabic(vec![1, 10]))),
            ("2.3.1.", Some(Mark::Arabic(vec![2, 3, 1]))),
            ("d)", Some(Mark::Letter(3))),
            ("đ)", Some(Mark::Letter(4))),
            ("e)", Some(Mark::Letter(5))),
            ("-", Some(Mark::Dash)),
            ("Tổng", None),
            ("", None),
            ("NV-001", None),
        ] {
            assert_eq!(mark(cell), want, "{cell}");
        }
        assert!(
            mark("1")
                .unwrap_or(Mark::Dash)
                .is_above(&Mark::Arabic(vec![1, 2]))
        );
        assert!(!Mark::Arabic(vec![1]).is_above(&Mark::Arabic(vec![2])));
    }

    #[test]
    fn a_text_may_begin_with_its_mark() {
        let rest = |text| leading(text).map(|(_, label, rest)| (label, rest));
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
        let counts = |row: &str| counts_columns(row.split('|'));
        assert!(counts("1|2|3|4"));
        assert!(counts("(1)|(2)|(3)"));
        assert!(counts("A|B|1|2|3"));
        assert!(!counts("1|Rà soát|VP"));
        assert!(!counts("5|5|5"));
    }
}
