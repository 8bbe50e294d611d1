//! How Excel displays a number or a date by the number format of its cell.

use super::workbook::{DateCell, DateDisplay, SheetValue};
use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

/// The built-in format whose order of day and month follows the machine's locale.
const LOCAL_DATE: u32 = 14;
/// The same with a time.
const LOCAL_DATE_TIME: u32 = 22;

/// A token of a date format; day, month and year with their number of letters.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Day(usize),
    Month(usize),
    Year(usize),
    Hour,
    Minute,
    Second,
    Literal(String),
}

/// The displayed text and the value of a cell that holds a date.
pub(super) fn date(at: NaiveDateTime, format: &str, id: Option<u32>) -> (String, SheetValue) {
    let day = at.date();
    let value = |display| SheetValue::Day(DateCell { day, display });
    if matches!(id, Some(LOCAL_DATE | LOCAL_DATE_TIME)) || is_locale_date(format) {
        return (day_first(day), value(DateDisplay::Local));
    }
    let tokens = tokens(format);
    let has = |wanted: fn(&Token) -> bool| tokens.iter().position(wanted);
    let month = has(|token| matches!(token, Token::Month(_)));
    let day_at = has(|token| matches!(token, Token::Day(1 | 2)));
    let year = has(|token| matches!(token, Token::Year(_)));
    if month.is_none() && year.is_none() && day_at.is_none() {
        let text = if tokens.is_empty() {
            day_first(day)
        } else {
            render(&tokens, at)
        };
        return (text, SheetValue::Text);
    }
    let display = match (day_at, month, year) {
        (None, Some(_), _) => DateDisplay::Month,
        (None, None, Some(_)) => DateDisplay::Year,
        (Some(day), Some(month), year) if month < day => {
            let in_words = matches!(tokens.get(month), Some(Token::Month(3..)));
            let year_first = year.is_some_and(|year| year < month);
            if in_words || year_first {
                DateDisplay::Day
            } else {
                DateDisplay::MonthFirst
            }
        }
        _ => DateDisplay::Day,
    };
    (render(&tokens, at), value(display))
}

/// The same for a date whose format is not known.
pub(super) fn date_without_format(day: NaiveDate) -> (String, SheetValue) {
    let display = DateDisplay::Unknown;
    (day_first(day), SheetValue::Day(DateCell { day, display }))
}

fn day_first(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// Formats that follow the machine's locale: "[$-F800]" and the like.
fn is_locale_date(format: &str) -> bool {
    format.starts_with("[$-F800]") || format.starts_with("[$-x-sysdate]")
}

/// The tokens of a format's first section.
fn tokens(format: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
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
                let Some(token) = date_token(c, count) else {
                    push_literal(&mut tokens, &c.to_string().repeat(count));
                    continue;
                };
                tokens.push(token);
                continue;
            }
        };
        let literal: String = literal;
        push_literal(&mut tokens, &literal);
    }
    minutes(&mut tokens);
    tokens
}

fn push_literal(tokens: &mut Vec<Token>, text: &str) {
    match tokens.last_mut() {
        Some(Token::Literal(last)) => last.push_str(text),
        _ => tokens.push(Token::Literal(text.to_owned())),
    }
}

/// The token of a repeated letter.
fn date_token(letter: char, count: usize) -> Option<Token> {
    Some(match letter.to_ascii_lowercase() {
        'd' => Token::Day(count),
        'm' => Token::Month(count),
        'y' => Token::Year(count),
        'h' => Token::Hour,
        's' => Token::Second,
        _ => return None,
    })
}

/// An m after hours or before seconds is minutes.
fn minutes(tokens: &mut [Token]) {
    let times: Vec<(usize, bool)> = tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| !matches!(token, Token::Literal(_)))
        .map(|(at, token)| (at, matches!(token, Token::Hour | Token::Second)))
        .collect();
    for (nth, (at, _)) in times.iter().enumerate() {
        let before = nth.checked_sub(1).and_then(|before| times.get(before));
        let hour = before.is_some_and(|(at, _)| matches!(tokens.get(*at), Some(Token::Hour)));
        let after = times.get(nth + 1);
        let second = after.is_some_and(|(at, _)| matches!(tokens.get(*at), Some(Token::Second)));
        if let Some(token @ Token::Month(_)) = tokens.get_mut(*at)
            && (hour || second)
        {
            *token = Token::Minute;
        }
    }
}

fn render(tokens: &[Token], at: NaiveDateTime) -> String {
    let mut out = String::new();
    for token in tokens {
        match token {
            Token::Day(1) => out.push_str(&at.day().to_string()),
            Token::Day(2) => out.push_str(&format!("{:02}", at.day())),
            Token::Day(3) => out.push_str(&at.format("%a").to_string()),
            Token::Day(_) => out.push_str(&at.format("%A").to_string()),
            Token::Month(1) => out.push_str(&at.month().to_string()),
            Token::Month(2) => out.push_str(&format!("{:02}", at.month())),
            Token::Month(3) => out.push_str(&at.format("%b").to_string()),
            Token::Month(_) => out.push_str(&at.format("%B").to_string()),
            Token::Year(1 | 2) => out.push_str(&format!("{:02}", at.year() % 100)),
            Token::Year(_) => out.push_str(&at.year().to_string()),
            Token::Hour => out.push_str(&at.hour().to_string()),
            Token::Minute => out.push_str(&format!("{:02}", at.minute())),
            Token::Second => out.push_str(&format!("{:02}", at.second())),
            Token::Literal(text) => out.push_str(text),
        }
    }
    out.trim().to_owned()
}

/// A number as displayed: only decimals and % of the format are followed, no thousands separators.
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

/// A number in the format "General", to nine decimals.
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

    fn seen(iso: &str, format: &str) -> (String, Option<DateDisplay>) {
        let day = NaiveDate::parse_from_str(iso, "%Y-%m-%d").unwrap();
        let (text, value) = date(day.and_hms_opt(8, 5, 9).unwrap(), format, None);
        let display = match value {
            SheetValue::Day(day) => Some(day.display),
            _ => None,
        };
        (text, display)
    }

    #[test]
    fn a_date_is_what_its_format_shows() {
        for (format, text, display) in [
            ("dd/mm/yyyy", "01/12/2026", DateDisplay::Day),
            ("d/m/yyyy;@", "1/12/2026", DateDisplay::Day),
            ("m/yyyy", "12/2026", DateDisplay::Month),
            ("mm\\/yyyy", "12/2026", DateDisplay::Month),
            ("\"Tháng \"m/yyyy", "Tháng 12/2026", DateDisplay::Month),
            ("\"Tháng \"mm/yyyy", "Tháng 12/2026", DateDisplay::Month),
            ("[$-409]mmm\\-yy;@", "Dec-26", DateDisplay::Month),
            ("mm/dd/yyyy", "12/01/2026", DateDisplay::MonthFirst),
            ("m/d/yyyy", "12/1/2026", DateDisplay::MonthFirst),
            ("yyyy-mm-dd", "2026-12-01", DateDisplay::Day),
            ("yyyy-mm-dd h:mm:ss", "2026-12-01 8:05:09", DateDisplay::Day),
            ("mmmm d, yyyy", "December 1, 2026", DateDisplay::Day),
            ("[$-42A]dd mmmm yyyy", "01 December 2026", DateDisplay::Day),
            ("yyyy", "2026", DateDisplay::Year),
        ] {
            assert_eq!(
                seen("2026-12-01", format),
                (text.to_owned(), Some(display)),
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
