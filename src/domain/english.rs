//! Translates English wordings of days and deadlines into folded Vietnamese, so that one grammar parses both
//! languages.

/// Phrases without articles, and their translations, empty where there is nothing to translate. Of two with the
/// same beginning the longer one is first.
const PHRASES: [(&str, &str); 72] = [
    ("every week", "hang tuan"),
    ("each week", "hang tuan"),
    ("weekly", "hang tuan"),
    ("every month", "hang thang"),
    ("each month", "hang thang"),
    ("monthly", "hang thang"),
    ("every quarter", "hang quy"),
    ("each quarter", "hang quy"),
    ("quarterly", "hang quy"),
    ("every six months", "6 thang mot lan"),
    ("every 6 months", "6 thang mot lan"),
    ("half yearly", "6 thang mot lan"),
    ("twice a year", "2 lan/nam"),
    ("every year", "hang nam"),
    ("each year", "hang nam"),
    ("yearly", "hang nam"),
    ("annually", "hang nam"),
    ("this week", "tuan nay"),
    ("next week", "tuan sau"),
    ("this month", "thang nay"),
    ("next month", "thang sau"),
    ("this quarter", "quy nay"),
    ("next quarter", "quy sau"),
    ("this year", "nam nay"),
    ("first half of year", "6 thang dau nam"),
    ("first half of", "6 thang dau nam"),
    ("first six months of year", "6 thang dau nam"),
    ("first six months of", "6 thang dau nam"),
    ("first six months", "6 thang dau nam"),
    ("first half year", "6 thang dau nam"),
    ("first half", "6 thang dau nam"),
    ("second half of year", "6 thang cuoi nam"),
    ("second half of", "6 thang cuoi nam"),
    ("second half year", "6 thang cuoi nam"),
    ("second half", "6 thang cuoi nam"),
    ("first nine months of year", "9 thang dau nam"),
    ("first nine months of", "9 thang dau nam"),
    ("first nine months", "9 thang dau nam"),
    ("by end of year", "den het nam"),
    ("early in year", "dau nam"),
    ("early in", "dau"),
    ("early", "dau"),
    ("end of", "cuoi"),
    ("middle of", "giua"),
    ("mid", "giua"),
    ("no later than", "cham nhat"),
    ("not later than", "cham nhat"),
    ("by", "cham nhat"),
    ("until", "den het"),
    ("till", "den het"),
    ("before", "truoc"),
    ("during", "trong"),
    ("within", "trong"),
    ("in", "trong"),
    ("from", "tu"),
    ("to", "den"),
    ("and", "va"),
    ("week", "tuan"),
    ("weeks", "tuan"),
    ("month", "thang"),
    ("quarter", "quy"),
    ("year", "nam"),
    ("working days", "ngay lam viec"),
    ("days", "ngay"),
    ("ongoing", "thuong xuyen"),
    ("continuously", "thuong xuyen"),
    ("regularly", "thuong xuyen"),
    ("on request", "khi co yeu cau"),
    ("when needed", "khi phat sinh"),
    ("on", ""),
    ("of", ""),
    ("the", ""),
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The names of the quarters, in their order.
const QUARTERS: [[&str; 4]; 4] = [
    ["i", "1", "first", "1st"],
    ["ii", "2", "second", "2nd"],
    ["iii", "3", "third", "3rd"],
    ["iv", "4", "fourth", "4th"],
];

const WEEKDAYS: [(&str, &str); 7] = [
    ("monday", "thu hai"),
    ("tuesday", "thu ba"),
    ("wednesday", "thu tu"),
    ("thursday", "thu nam"),
    ("friday", "thu sau"),
    ("saturday", "thu bay"),
    ("sunday", "chu nhat"),
];

/// The translation of a folded English text; `None` where one of its words is unknown.
pub(crate) fn in_vietnamese(folded: &str) -> Option<String> {
    let folded = folded.replace(['–', '—'], "-");
    if !folded.is_ascii() || !folded.contains(is_letter) {
        return None;
    }
    let apart = folded
        .replace(',', " , ")
        .replace("mid-", "mid ")
        .replace("half-year", "half year");
    let words: Vec<&str> = apart
        .split_whitespace()
        .filter(|word| *word != "the")
        .collect();
    // Only where nothing else is named: "within six months" counts from some day.
    match words.as_slice() {
        ["six", "months"] => return Some("6 thang".to_owned()),
        ["nine", "months"] => return Some("9 thang".to_owned()),
        _ => {}
    }
    let (mut vietnamese, mut rest) = (Vec::new(), words.as_slice());
    while !rest.is_empty() {
        let (meaning, taken) = weekday(rest)
            .or_else(|| quarter(rest))
            .or_else(|| span(rest))
            .or_else(|| phrase(rest))
            .or_else(|| month(rest))
            .or_else(|| number(rest[0]).map(|number| (number.to_owned(), 1)))?;
        vietnamese.push(meaning);
        rest = &rest[taken..];
    }
    vietnamese.retain(|word| !word.is_empty());
    Some(vietnamese.join(" "))
}

fn is_letter(c: char) -> bool {
    c.is_ascii_lowercase()
}

/// The phrase at the beginning of the words, and its number of words.
fn phrase(words: &[&str]) -> Option<(String, usize)> {
    PHRASES.iter().find_map(|(english, meaning)| {
        let wanted: Vec<&str> = english.split(' ').collect();
        words
            .starts_with(&wanted)
            .then(|| ((*meaning).to_owned(), wanted.len()))
    })
}

/// "friday"; "every friday" and "fridays" are weekly, "this friday" is in this week.
fn weekday(words: &[&str]) -> Option<(String, usize)> {
    let (front, name) = match words {
        [front @ ("every" | "this"), name, ..] => (Some(*front), *name),
        [name, ..] => (None, *name),
        [] => return None,
    };
    let singular = name.strip_suffix('s').unwrap_or(name);
    let (_, day) = WEEKDAYS.iter().find(|(english, _)| *english == singular)?;
    let taken = 1 + usize::from(front.is_some());
    Some(match front {
        Some("this") => (format!("{day} tuan nay"), taken),
        None if singular == name => ((*day).to_owned(), taken),
        _ => (format!("{day} hang tuan"), taken),
    })
}

/// "quarter iii", "quarter ii-iii", "third quarter", each with its year.
fn quarter(words: &[&str]) -> Option<(String, usize)> {
    let (name, own_year) = match words {
        ["quarter", name, ..] => name.split_once('/').unwrap_or((name, "")),
        [name, "quarter", ..] => (*name, ""),
        _ => return None,
    };
    let numbered = |name: &str| {
        let at = QUARTERS.iter().position(|names| names.contains(&name))?;
        Some((at + 1).to_string())
    };
    let name = match name.split_once('-') {
        Some((first, last)) => format!("{}-{}", numbered(first)?, numbered(last)?),
        None => numbered(name)?,
    };
    let of = usize::from(words.get(2) == Some(&"of"));
    let year = words.get(2 + of).filter(|word| is_year(word));
    Some(match year {
        _ if is_year(own_year) => (format!("quy {name} nam {own_year}"), 2),
        _ if !own_year.is_empty() => return None,
        Some(year) => (format!("quy {name} nam {year}"), 3 + of),
        None => (format!("quy {name}"), 2),
    })
}

/// "march-may", "q2-q3", each with its year.
fn span(words: &[&str]) -> Option<(String, usize)> {
    let (first, last) = words.first()?.split_once('-')?;
    let quarters = first.strip_prefix('q').zip(last.strip_prefix('q'));
    if let Some((first, last)) = quarters {
        let name = format!("{first}-{last}");
        let (meaning, _) = quarter(&["quarter", &name])?;
        return Some(with_year(meaning, words));
    }
    let (first, last) = (month_number(first)?, month_number(last)?);
    Some(with_year(format!("thang {first}-{last}"), words))
}

/// The translation of the first word with an optional year after it, and their number of words.
fn with_year(meaning: String, words: &[&str]) -> (String, usize) {
    match words.get(1).filter(|word| is_year(word)) {
        Some(year) => (format!("{meaning} nam {year}"), 2),
        None => (meaning, 1),
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

/// The number of a month: of "july", "jul", "jul.".
fn month_number(name: &str) -> Option<usize> {
    let name = name.trim_end_matches('.');
    let named = |month: &&str| *month == name || month.get(..3) == Some(name);
    Some(1 + MONTHS.iter().position(named)?)
}

/// "july", "jul", "july 15" (in Vietnamese the day comes first), each with its year.
fn month(words: &[&str]) -> Option<(String, usize)> {
    let mut vietnamese = format!("thang {}", month_number(words.first()?)?);
    let mut taken = 1;
    let digits = |at: usize, most: usize| {
        let number = number(words.get(at)?)?;
        (number.len() <= most && number.bytes().all(|b| b.is_ascii_digit())).then_some(number)
    };
    if let Some(day) = digits(taken, 2) {
        vietnamese = format!("{day} {vietnamese}");
        taken += 1;
    }
    let comma = usize::from(words.get(taken) == Some(&","));
    if let Some(year) = digits(taken + comma, 4).filter(|year| year.len() == 4) {
        vietnamese = format!("{vietnamese} nam {year}");
        taken += comma + 1;
    }
    Some((vietnamese, taken))
}

/// A word without letters as it is, "25th" as its number; "q3" is the same in both languages.
fn number(word: &str) -> Option<&str> {
    let plain = |text: &str| !text.is_empty() && !text.contains(is_letter);
    if word.strip_prefix('q').is_some_and(plain) {
        return Some(word);
    }
    let endings = ["st", "nd", "rd", "th", ""];
    let bare = endings
        .iter()
        .find_map(|ending| word.strip_suffix(ending))?;
    plain(bare).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_english_throughout_is_put_into_vietnamese() {
        for (english, meaning) in [
            ("monthly", "hang thang"),
            ("weekly, monthly", "hang tuan , hang thang"),
            ("end of the year", "cuoi nam"),
            ("by the end of july", "cham nhat cuoi thang 7"),
            ("mid-july", "giua thang 7"),
            ("july 15, 2021", "15 thang 7 nam 2021"),
            ("the 25th of every month", "25 hang thang"),
            ("every friday", "thu sau hang tuan"),
            ("by 15/12", "cham nhat 15/12"),
            ("q2 and q4", "q2 va q4"),
            ("quarter iii", "quy 3"),
            ("quarter iv/2021", "quy 4 nam 2021"),
            ("the third quarter of 2021", "quy 3 nam 2021"),
            ("before the 2nd quarter", "truoc quy 2"),
            ("q2–q3 2021", "quy 2-3 nam 2021"),
            ("first half", "6 thang dau nam"),
            ("first half-year", "6 thang dau nam"),
            ("six months", "6 thang"),
            ("march-may", "thang 3-5"),
            ("mar–may 2021", "thang 3-5 nam 2021"),
        ] {
            assert_eq!(
                in_vietnamese(english).as_deref(),
                Some(meaning),
                "{english}"
            );
        }
    }

    #[test]
    fn anything_else_is_left_to_the_readers() {
        for other in [
            "",
            "15/12",
            "quy ii",
            "hang thang",
            "may moi",
            "by quy ii",
            "quarter v",
            "march-mai",
            "within six months",
            "tháng 6",
        ] {
            assert_eq!(in_vietnamese(other), None, "{other}");
        }
    }
}
