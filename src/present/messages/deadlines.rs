//! Sentences about deadlines: how a wording is shown, why it gives no day, warnings about the
//! days that it gives.

use crate::domain::day::Day;
use crate::domain::deadline::{Deadline, NoDayReason};
use crate::domain::text::fold;
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::text::capital;
use std::borrow::Cow;

/// Why a wording gives no day: "không hiểu “đầu quý”", without a stop.
pub(crate) fn reason(reason: &NoDayReason, lang: Lang) -> String {
    let fixed = match reason {
        NoDayReason::Unknown(words) => {
            return lang.pick(
                format!("không hiểu “{words}”"),
                format!("“{words}” is not understood"),
            );
        }
        NoDayReason::Unused(words) => {
            return lang.pick(
                format!("không rõ “{words}” có phải là hạn không"),
                format!("it is not clear whether “{words}” is the deadline"),
            );
        }
        NoDayReason::Impossible { day, month, year } => {
            return lang.pick(
                format!("không có ngày {day}/{month}/{year}"),
                format!("there is no date {day}/{month}/{year}"),
            );
        }
        NoDayReason::ByToday => lang.pick(
            "phụ thuộc vào ngày đọc, trong văn bản không xác định được",
            "it depends on today, which cannot be known in a document",
        ),
        NoDayReason::Accents => lang.pick(
            "không dấu thì có thể là tháng sáu hoặc tháng sau; hãy gõ có dấu hoặc ghi số tháng",
            "without accents this could be June or next month; type the accents or the month number",
        ),
        NoDayReason::Lunar => lang.pick(
            "tháng âm lịch; hãy ghi ngày dương lịch",
            "a lunar month; give the solar date",
        ),
        NoDayReason::OnlyStart => lang.pick(
            "chỉ có ngày bắt đầu, chưa có ngày kết thúc",
            "there is a start date but no end date",
        ),
        NoDayReason::HowOften => lang.pick(
            "“định kỳ” nhưng không nêu bao lâu một lần",
            "it recurs, but it does not say how often",
        ),
        NoDayReason::Several => lang.pick(
            "có nhiều mốc thời gian, không rõ mốc nào là hạn",
            "there are several dates or periods, and it is not clear which one is the deadline",
        ),
        NoDayReason::Document => lang.pick(
            "chỉ nêu văn bản, không nêu thời hạn",
            "it names a document, not a deadline",
        ),
        NoDayReason::EmptyDate => lang.pick(
            "01/01/1970 là ngày máy ghi khi không có hạn",
            "01/01/1970 is what programs write when there is no deadline",
        ),
    };
    fixed.to_owned()
}

/// Warnings about a deadline in a plan of that year, a sentence each.
pub fn warnings(deadline: &Deadline, year: i32, lang: Lang) -> Vec<String> {
    let mut far = deadline.far_days(year);
    far.dedup();
    let far = far.into_iter().map(|day| {
        let day = dates::full(day);
        lang.pick(
            format!("Ngày {day} cách xa năm kế hoạch {year}: hãy kiểm tra năm."),
            format!("{day} is far from the plan year {year}: check the year."),
        )
    });
    let empty = deadline
        .reason
        .iter()
        .filter(|reason| **reason == NoDayReason::EmptyDate);
    let empty = empty.map(|why| format!("{}.", reason(why, lang)));
    far.chain(empty).collect()
}

/// How many days a deadline brings and over which span: "4 kỳ, từ 31/03/2021 đến 31/12/2021".
pub(crate) fn several(n: usize, first: Day, last: Day, lang: Lang) -> String {
    let (first, last) = (dates::full(first), dates::full(last));
    lang.pick(
        format!("{n} kỳ, từ {first} đến {last}"),
        format!("{n} due dates, {first} to {last}"),
    )
}

/// The end of a sentence about days that a deadline brings: which of them are over already. Empty
/// where none is, for the due day itself is not late.
pub(crate) fn past(days: &[Day], today: Day, lang: Lang) -> String {
    let over = days.iter().filter(|day| **day < today).count();
    match (days, over) {
        (_, 0) => String::new(),
        ([day], _) => {
            let ago = dates::days((today - *day).num_days(), lang);
            lang.pick(
                format!(" — đã qua {ago}, sẽ tính là quá hạn"),
                format!(" — {ago} ago, will count as overdue"),
            )
        }
        (_, 1) => lang.text(
            " — 1 kỳ đã qua, sẽ tính là quá hạn",
            " — 1 is already past and will count as overdue",
        ),
        (_, n) => lang.pick(
            format!(" — {n} kỳ đã qua, sẽ tính là quá hạn"),
            format!(" — {n} are already past and will count as overdue"),
        ),
    }
}

/// Folded phrases and what they mean; of two that begin alike the longer comes first.
const PHRASES: [(&str, &str); 48] = [
    ("hang tuan", "weekly"),
    ("hang thang", "monthly"),
    ("hang quy", "quarterly"),
    ("hang nam", "yearly"),
    ("thu hai hang tuan", "every Monday"),
    ("thu ba hang tuan", "every Tuesday"),
    ("thu tu hang tuan", "every Wednesday"),
    ("thu nam hang tuan", "every Thursday"),
    ("thu sau hang tuan", "every Friday"),
    ("thu bay hang tuan", "every Saturday"),
    ("chu nhat hang tuan", "every Sunday"),
    ("6 thang dau nam", "first half of the year"),
    ("6 thang cuoi nam", "second half of the year"),
    ("9 thang dau nam", "first nine months of the year"),
    ("6 thang", "six months"),
    ("9 thang", "nine months"),
    ("dinh ky theo quy", "quarterly"),
    ("den het nam", "by the end of the year"),
    ("6 thang mot lan", "every six months"),
    ("6 thang 1 lan", "every six months"),
    ("2 lan/nam", "every six months"),
    ("thuong xuyen", "ongoing"),
    ("khi phat sinh", "when needed"),
    ("khi co yeu cau", "on request"),
    ("theo yeu cau", "on request"),
    ("cuoi nam", "end of the year"),
    ("giua nam", "middle of the year"),
    ("dau nam", "early in the year"),
    ("trong nam", "within the year"),
    ("cuoi thang", "end of"),
    ("cuoi quy", "end of"),
    ("giua thang", "mid"),
    ("dau thang", "early"),
    ("truoc ngay", "before"),
    ("truoc thang", "before"),
    ("truoc quy", "before"),
    ("truoc", "before"),
    ("cham nhat la ngay", "by"),
    ("cham nhat ngay", "by"),
    ("cham nhat", "by"),
    ("den het ngay", "until"),
    ("den het", "until"),
    ("trong", "in"),
    ("ngay", "on"),
    ("tu", "from"),
    ("den", "to"),
    ("va", "and"),
    (",", ","),
];

pub(crate) fn shown(wording: &str, lang: Lang) -> Cow<'_, str> {
    match lang {
        Lang::Vi => Cow::Borrowed(wording),
        Lang::En => in_english(wording).map_or(Cow::Borrowed(wording), Cow::Owned),
    }
}

/// "Quarterly" for "Hằng quý"; nothing where a word of it is not known.
fn in_english(wording: &str) -> Option<String> {
    let folded = fold(&wording.replace(',', " , ")).replace("dinh ky hang", "hang");
    let words = folded.split(' ').filter(|word| !word.is_empty());
    // "Mỗi quý" is "hằng quý".
    let words = words.map(|word| if word == "moi" { "hang" } else { word });
    let words: Vec<&str> = words.collect();
    let (mut sentence, mut rest) = (Vec::new(), words.as_slice());
    while !rest.is_empty() {
        let (meaning, taken) = period(rest)
            .or_else(|| phrase(rest))
            .or_else(|| day(rest))?;
        sentence.push(meaning);
        rest = &rest[taken..];
    }
    // "Định kỳ" or "ngày" alone says nothing.
    let sentence = sentence.join(" ").replace(" ,", ",");
    Some(capital(&sentence)).filter(|sentence| !sentence.is_empty())
}

/// The longest phrase that the words begin with, and how many of them it takes.
fn phrase(words: &[&str]) -> Option<(String, usize)> {
    let found = PHRASES.iter().filter_map(|(phrase, meaning)| {
        let wanted: Vec<&str> = phrase.split(' ').collect();
        words
            .starts_with(&wanted)
            .then_some((wanted.len(), *meaning))
    });
    let (taken, meaning) = found.max_by_key(|(taken, _)| *taken)?;
    // Part of a period, which follows: "cuối tháng 6".
    let of_period = matches!(meaning, "end of" | "mid" | "early" | "before");
    if of_period && matches!(words[taken - 1], "thang" | "quy") {
        let (named, more) = period(&words[taken - 1..])?;
        return Some((format!("{meaning} {named}"), taken - 1 + more));
    }
    // "cuối năm 2021": its year.
    if let (Some(of), Some(year)) = (meaning.strip_suffix("the year"), words.get(taken))
        && is_year(year)
    {
        return Some((format!("{of}{year}"), taken + 1));
    }
    // A day of the week or the month would stand alone.
    let needs_day = matches!(meaning, "on" | "before" | "by" | "until");
    if needs_day && words.get(taken).is_none_or(|next| !is_dated(next)) {
        return None;
    }
    let meaning = if meaning == "on" { "" } else { meaning };
    Some((meaning.to_owned(), taken))
}

/// "quý II", "tháng 6", "tháng 3-5", each with its year.
fn period(words: &[&str]) -> Option<(String, usize)> {
    let (name, year) = match words.get(1)?.split_once('/') {
        Some((name, year)) => (name, Some(year)),
        None => (*words.get(1)?, None),
    };
    let sentence = match *words.first()? {
        "quy" => match name.split_once('-') {
            Some((first, last)) => format!("Q{}–Q{}", quarter(first)?, quarter(last)?),
            None => format!("Q{}", quarter(name)?),
        },
        "thang" => match name.split_once('-') {
            Some((first, last)) => format!("{}–{}", month(first)?, month(last)?),
            None => month(name)?.to_owned(),
        },
        "nam" if is_year(name) && year.is_none() => return Some((name.to_owned(), 2)),
        _ => return None,
    };
    match (year, words.get(2), words.get(3)) {
        (Some(year), ..) if is_year(year) => Some((format!("{sentence} {year}"), 2)),
        (Some(_), ..) => None,
        (None, Some(&"nam"), Some(year)) if is_year(year) => {
            Some((format!("{sentence} {year}"), 4))
        }
        _ => Some((sentence, 2)),
    }
}

fn month(number: &str) -> Option<&'static str> {
    let name = dates::month_name(number.parse().ok()?);
    Some(name).filter(|name| !name.is_empty())
}

fn quarter(number: &str) -> Option<u8> {
    match number {
        "i" | "1" => Some(1),
        "ii" | "2" => Some(2),
        "iii" | "3" => Some(3),
        "iv" | "4" => Some(4),
        _ => None,
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

/// "15/12", "15/12/2021".
fn is_dated(word: &str) -> bool {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    word.contains('/') && word.split('/').all(is_digits)
}

fn day(words: &[&str]) -> Option<(String, usize)> {
    let word = words.first().filter(|word| is_dated(word))?;
    Some(((*word).to_owned(), 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::deadline::{DeadlineRules, WordingOrigin};

    #[test]
    fn what_is_known_throughout_is_shown_in_english() {
        for (wording, english) in [
            ("Hằng quý", "Quarterly"),
            ("Hàng tuần, hàng tháng", "Weekly, monthly"),
            ("Định kỳ hằng tháng", "Monthly"),
            ("Thứ Hai hằng tuần", "Every Monday"),
            ("Thường xuyên", "Ongoing"),
            ("Quý II", "Q2"),
            ("Quý IV/2021", "Q4 2021"),
            ("Tháng 6", "June"),
            ("Tháng 6 năm 2021", "June 2021"),
            ("Tháng 3-5", "March–May"),
            ("Trước 15/12", "Before 15/12"),
            ("Trước ngày 15/12/2021", "Before 15/12/2021"),
            ("chậm nhất ngày 30/4", "By 30/4"),
            ("Cuối tháng 6", "End of June"),
            ("Trong năm 2021", "Within 2021"),
            ("6 tháng đầu năm 2021", "First half of 2021"),
            ("6 tháng đầu năm", "First half of the year"),
            ("Quý II và Quý IV", "Q2 and Q4"),
            ("Quý II-III", "Q2–Q3"),
            ("6 tháng", "Six months"),
            ("9 tháng", "Nine months"),
            ("Định kỳ theo quý", "Quarterly"),
            ("Đến hết năm 2021", "By the end of 2021"),
            ("28/2", "28/2"),
        ] {
            assert_eq!(in_english(wording).as_deref(), Some(english), "{wording}");
        }
    }

    #[test]
    fn what_is_shown_in_english_is_read_back_to_the_same_days() {
        let rules = DeadlineRules {
            year: 2021,
            reading: WordingOrigin::Document,
            before_is_strict: true,
        };
        for wording in [
            "Hằng quý",
            "Hàng tuần, hàng tháng",
            "Định kỳ hằng tháng",
            "Thứ Hai hằng tuần",
            "Chủ nhật hằng tuần",
            "6 tháng một lần",
            "Thường xuyên",
            "Khi phát sinh",
            "Khi có yêu cầu",
            "Quý II",
            "Quý IV/2021",
            "Trước quý III",
            "Cuối quý III",
            "Quý II và Quý IV",
            "Quý II-III",
            "Quý II-III/2021",
            "Tháng 6",
            "Tháng 6 năm 2021",
            "Tháng 3-5",
            "Tháng 3-5/2021",
            "Cuối tháng 6",
            "Giữa tháng 6",
            "Đầu tháng 6",
            "Trước tháng 6",
            "Từ tháng 3 đến tháng 5",
            "Trước 15/12",
            "Trước ngày 15/12/2021",
            "chậm nhất ngày 30/4",
            "Đến hết ngày 30/4",
            "Trong năm",
            "Trong năm 2021",
            "Cuối năm",
            "Cuối năm 2021",
            "Giữa năm",
            "Đầu năm",
            "Đến hết năm",
            "Đến hết năm 2021",
            "6 tháng đầu năm",
            "6 tháng đầu năm 2021",
            "6 tháng cuối năm",
            "9 tháng đầu năm",
            "9 tháng đầu năm 2021",
            "6 tháng",
            "9 tháng",
            "28/2",
        ] {
            let english = shown(wording, Lang::En);
            let [office, back] = [wording, &english].map(|words| {
                let read = Deadline::read(words, &rules);
                (read.kind, read.start_on, read.due_days(2021))
            });
            assert_eq!(back, office, "{wording}: {english}");
        }
    }

    #[test]
    fn anything_else_stays_as_the_office_wrote_it() {
        for wording in [
            "",
            "Định kỳ theo yêu cầu của Sở Nội vụ",
            "Trong 15 ngày kể từ ngày ban hành",
            "Ngày 20 tháng cuối quý",
            "Tháng 13",
            "Quý V",
            "Trước",
            "Sau khi UBND tỉnh ban hành",
        ] {
            assert_eq!(in_english(wording), None, "{wording}");
            assert_eq!(shown(wording, Lang::En), wording);
        }
        assert_eq!(shown("Hằng quý", Lang::Vi), "Hằng quý");
    }
}
