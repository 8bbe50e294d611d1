//! What a cell shows of its number, by the number format that the file gives it.

use super::workbook::{Day, Shows, Value};
use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

/// The format whose order of day and month is the machine's own.
const LOCAL_DATE: u32 = 14;
/// The same with the time.
const LOCAL_DATE_TIME: u32 = 22;

/// A piece of a format for dates.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Day(usize),
    Month(usize),
    Year(usize),
    Hour,
    Minute,
    Second,
    Literal(String),
}

/// Text and value of a cell that holds a date.
pub(super) fn date(at: NaiveDateTime, format: &str, id: Option<u32>) -> (String, Value) {
    let day = at.date();
    let value = |shows| Value::Day(Day { day, shows });
    if matches!(id, Some(LOCAL_DATE | LOCAL_DATE_TIME)) || is_locale_date(format) {
        return (day_first(day), value(Shows::Local));
    }
    let pieces = pieces(format);
    let has = |wanted: fn(&Piece) -> bool| pieces.iter().position(wanted);
    let month = has(|piece| matches!(piece, Piece::Month(_)));
    let day_at = has(|piece| matches!(piece, Piece::Day(1 | 2)));
    let year = has(|piece| matches!(piece, Piece::Year(_)));
    if month.is_none() && year.is_none() && day_at.is_none() {
        let text = if pieces.is_empty() {
            day_first(day)
        } else {
            shown(&pieces, at)
        };
        return (text, Value::Text);
    }
    let shows = match (day_at, month, year) {
        (None, Some(_), _) => Shows::Month,
        (None, None, Some(_)) => Shows::Year,
        (Some(day), Some(month), year) if month < day => {
            let in_words = matches!(pieces.get(month), Some(Piece::Month(3..)));
            let year_first = year.is_some_and(|year| year < month);
            if in_words || year_first {
                Shows::Day
            } else {
                Shows::MonthFirst
            }
        }
        _ => Shows::Day,
    };
    (shown(&pieces, at), value(shows))
}

/// Text and value of a date whose format is not to be had.
pub(super) fn date_without_format(day: NaiveDate) -> (String, Value) {
    let shows = Shows::Unknown;
    (day_first(day), Value::Day(Day { day, shows }))
}

fn day_first(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// Formats that leave the order to the machine: "[$-F800]" and its like.
fn is_locale_date(format: &str) -> bool {
    format.starts_with("[$-F800]") || format.starts_with("[$-x-sysdate]")
}

/// The pieces of the first of a format's sections.
fn pieces(format: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut chars = format.chars().peekable();
    while let Some(c) = chars.next() {
        let literal = match c {
            ';' => break,
            '"' => chars.by_ref().take_while(|c| *c != '"').collect(),
            '\\' => chars.next().into_iter().collect(),
            '_' | '*' => {
                chars.next();
                continue;
            }
            '[' => {
                chars.by_ref().find(|c| *c == ']');
                continue;
            }
            'A' | 'a' => {
                // AM/PM: the hour is shown as it is.
                for _ in 0..4 {
                    chars.next_if(|next| "mMpP/aA".contains(*next));
                }
                continue;
            }
            '@' => continue,
            c => {
                let same = |next: &char| next.eq_ignore_ascii_case(&c);
                let count = 1 + std::iter::from_fn(|| chars.next_if(same)).count();
                let Some(piece) = of_letters(c, count) else {
                    push_literal(&mut pieces, &c.to_string().repeat(count));
                    continue;
                };
                pieces.push(piece);
                continue;
            }
        };
        let literal: String = literal;
        push_literal(&mut pieces, &literal);
    }
    minutes(&mut pieces);
    pieces
}

fn push_literal(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        Some(Piece::Literal(last)) => last.push_str(text),
        _ => pieces.push(Piece::Literal(text.to_owned())),
    }
}

/// The piece that so many of a letter stand for.
fn of_letters(letter: char, count: usize) -> Option<Piece> {
    Some(match letter.to_ascii_lowercase() {
        'd' => Piece::Day(count),
        'm' => Piece::Month(count),
        'y' => Piece::Year(count),
        'h' => Piece::Hour,
        's' => Piece::Second,
        _ => return None,
    })
}

/// An m after hours or before seconds is minutes.
fn minutes(pieces: &mut [Piece]) {
    let times: Vec<(usize, bool)> = pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| !matches!(piece, Piece::Literal(_)))
        .map(|(at, piece)| (at, matches!(piece, Piece::Hour | Piece::Second)))
        .collect();
    for (nth, (at, _)) in times.iter().enumerate() {
        let before = nth.checked_sub(1).and_then(|before| times.get(before));
        let hour = before.is_some_and(|(at, _)| matches!(pieces.get(*at), Some(Piece::Hour)));
        let after = times.get(nth + 1);
        let second = after.is_some_and(|(at, _)| matches!(pieces.get(*at), Some(Piece::Second)));
        if let Some(piece @ Piece::Month(_)) = pieces.get_mut(*at)
            && (hour || second)
        {
            *piece = Piece::Minute;
        }
    }
}

fn shown(pieces: &[Piece], at: NaiveDateTime) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Day(1) => out.push_str(&at.day().to_string()),
            Piece::Day(2) => out.push_str(&format!("{:02}", at.day())),
            Piece::Day(3) => out.push_str(&at.format("%a").to_string()),
            Piece::Day(_) => out.push_str(&at.format("%A").to_string()),
            Piece::Month(1) => out.push_str(&at.month().to_string()),
            Piece::Month(2) => out.push_str(&format!("{:02}", at.month())),
            Piece::Month(3) => out.push_str(&at.format("%b").to_string()),
            Piece::Month(_) => out.push_str(&at.format("%B").to_string()),
            Piece::Year(1 | 2) => out.push_str(&format!("{:02}", at.year() % 100)),
            Piece::Year(_) => out.push_str(&at.year().to_string()),
            Piece::Hour => out.push_str(&at.hour().to_string()),
            Piece::Minute => out.push_str(&format!("{:02}", at.minute())),
            Piece::Second => out.push_str(&format!("{:02}", at.second())),
            Piece::Literal(text) => out.push_str(text),
        }
    }
    out.trim().to_owned()
}

/// What a cell shows of a number: its decimals and its %, the rest as short as it is.
pub(super) fn number(value: f64, format: &str) -> String {
    let section = format.split(';').next().unwrap_or_default();
    let percent = section.contains('%');
    let value = if percent { value * 100.0 } else { value };
    let coded = section.contains(['0', '#', '?']) && !section.contains(['E', 'e']);
    let mut text = if coded {
        let decimals = section.split_once('.').map_or(0, |(_, decimals)| {
            decimals
                .chars()
                .take_while(|c| matches!(c, '0' | '#' | '?'))
                .count()
        });
        format!("{value:.decimals$}")
    } else {
        general(value)
    };
    if percent {
        text.push('%');
    }
    text
}

/// A number without a format: up to the eleven places that a cell shows.
fn general(value: f64) -> String {
    let rounded = format!("{value:.9}");
    let text = rounded.trim_end_matches('0').trim_end_matches('.');
    if text.is_empty() || text == "-0" {
        return "0".to_owned();
    }
    text.to_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn seen(iso: &str, format: &str) -> (String, Option<Shows>) {
        let day = NaiveDate::parse_from_str(iso, "%Y-%m-%d").unwrap();
        let (text, value) = date(day.and_hms_opt(8, 5, 9).unwrap(), format, None);
        let shows = match value {
            Value::Day(day) => Some(day.shows),
            _ => None,
        };
        (text, shows)
    }

    #[test]
    fn a_date_is_what_its_format_shows() {
        for (format, text, shows) in [
            ("dd/mm/yyyy", "01/12/2026", Shows::Day),
            ("d/m/yyyy;@", "1/12/2026", Shows::Day),
            ("m/yyyy", "12/2026", Shows::Month),
            ("mm\\/yyyy", "12/2026", Shows::Month),
            ("\"Tháng \"m/yyyy", "Tháng 12/2026", Shows::Month),
            ("\"Tháng \"mm/yyyy", "Tháng 12/2026", Shows::Month),
            ("[$-409]mmm\\-yy;@", "Dec-26", Shows::Month),
            ("mm/dd/yyyy", "12/01/2026", Shows::MonthFirst),
            ("m/d/yyyy", "12/1/2026", Shows::MonthFirst),
            ("yyyy-mm-dd", "2026-12-01", Shows::Day),
            ("yyyy-mm-dd h:mm:ss", "2026-12-01 8:05:09", Shows::Day),
            ("mmmm d, yyyy", "December 1, 2026", Shows::Day),
            ("[$-42A]dd mmmm yyyy", "01 December 2026", Shows::Day),
            ("yyyy", "2026", Shows::Year),
        ] {
            assert_eq!(
                seen("2026-12-01", format),
                (text.to_owned(), Some(shows)),
                "{format}"
            );
        }
        assert_eq!(seen("2026-12-01", "h:mm"), ("8:05".to_owned(), None));
    }

    #[test]
    fn a_number_has_the_places_of_its_format() {
        for (value, format, text) in [
            (1.0, "General", "1"),
            (1.1, "General", "1.1"),
            (1.1, "0.00", "1.10"),
            (7.0, "0", "7"),
            (0.92, "0%", "92%"),
            (0.925, "0.0%", "92.5%"),
            (0.1 + 0.2, "General", "0.3"),
            (1109000.0, "#,##0", "1109000"),
            (-0.0, "General", "0"),
        ] {
            assert_eq!(number(value, format), text, "{value} {format}");
        }
    }
}
