//! What a conclusion says of the task that it becomes: who is to do it, until when, its short name.
//!
//! Only what stands there plainly is taken: the unit that a sentence begins with or gives the work to,
//! and a deadline that is the only one. A person sees both before anything is stored.

use crate::domain::day::Day;
use crate::domain::deadline::{Deadline, DeadlineKind, DeadlineRules, WordingOrigin};
use crate::domain::text::fold;
use crate::domain::unit::Unit;

/// How many letters a short name has at most.
const SHORT: usize = 90;

/// How many words a deadline has at most.
const DEADLINE_WORDS: usize = 9;

/// What gives work to a unit, folded, the longer ones first.
const GIVES: [&[&str]; 6] = [
    &["giao", "cho"],
    &["phan", "cong"],
    &["yeu", "cau"],
    &["de", "nghi"],
    &["giao"],
    &["assign"],
];

/// What a deadline within a sentence begins with, folded. A bare "ngày 05/6" is mostly the day of some
/// document.
const BEGINS: [&[&str]; 9] = [
    &["truoc"],
    &["cham", "nhat"],
    &["muon", "nhat"],
    &["den", "het"],
    &["trong"],
    &["cuoi"],
    &["hang"],
    &["dinh", "ky"],
    &["by"],
];

/// What may stand before a deadline and says nothing without it, folded.
const LEADS_TO: [&str; 4] = ["hoan", "thanh", "xong", "han"];

/// What a conclusion says of the task that it becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Assignment<'u> {
    /// The first line without unit and deadline, cut to the length of a title.
    pub title: String,
    /// The unit that is named first as the one to do it.
    pub lead: Option<&'u Unit>,
    /// The wording of the deadline; `None` where there is none or more than one.
    pub deadline: Option<String>,
}

/// A word with its place in the text.
struct Word<'t> {
    start: usize,
    end: usize,
    text: &'t str,
    /// Lower case, without accents and marks around it; empty for a mere hyphen.
    folded: String,
}

impl Word<'_> {
    fn ends_sentence(&self) -> bool {
        self.text.ends_with(['.', ';', ':', '!'])
    }

    fn ends_clause(&self) -> bool {
        self.ends_sentence() || self.text.ends_with([',', ')'])
    }
}

/// Words `from..to` of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct WordRange {
    from: usize,
    to: usize,
}

/// Reads a conclusion.
pub(crate) fn read<'u>(body: &str, units: &'u [Unit], rules: &DeadlineRules) -> Assignment<'u> {
    let words = words(body);
    let given = given(&words, body, units);
    let deadline = deadline(&words, body, rules);
    Assignment {
        title: title(&words, body, given.map(|(_, run)| run), deadline.as_ref()),
        lead: given.map(|(unit, _)| unit),
        deadline: deadline.map(|(wording, _)| capital(&wording)),
    }
}

fn words(body: &str) -> Vec<Word<'_>> {
    let mut end = 0;
    body.split_whitespace()
        .map(|text| {
            let start = end + body[end..].find(text).unwrap_or_default();
            end = start + text.len();
            let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
            Word {
                start,
                end,
                text,
                folded: fold(bare),
            }
        })
        .collect()
}

/// The unit that is given the work, with the words from the beginning of the sentence to the end of
/// its name.
fn given<'u>(words: &[Word<'_>], body: &str, units: &'u [Unit]) -> Option<(&'u Unit, WordRange)> {
    let begins = |at: &usize| {
        at.checked_sub(1).is_none_or(|before| {
            let (before, this) = (&words[before], &words[*at]);
            before.ends_sentence() || body[before.end..this.start].contains('\n')
        })
    };
    (0..words.len()).filter(begins).find_map(|from| {
        let verb = GIVES.iter().find(|verb| is_at(words, from, verb));
        let at = from + verb.map_or(0, |verb| verb.len());
        let (unit, to) = named(words, at, units)?;
        Some((unit, WordRange { from, to }))
    })
}

fn is_at(words: &[Word<'_>], at: usize, wanted: &[&str]) -> bool {
    let there = words.iter().skip(at).take(wanted.len());
    there
        .map(|word| word.folded.as_str())
        .eq(wanted.iter().copied())
}

/// The unit whose name stands at a place, by the longest of all names, and the word after it. A name
/// that goes on ("Chi cục Kiểm lâm") is another's.
fn named<'u>(words: &[Word<'_>], at: usize, units: &'u [Unit]) -> Option<(&'u Unit, usize)> {
    let mut found: Option<(&Unit, usize)> = None;
    for unit in units {
        let names = [&unit.abbreviation, &unit.name];
        for name in names.into_iter().chain(&unit.aliases) {
            if let Some(to) = end_of(words, at, name)
                && found.is_none_or(|(_, longest)| to > longest)
            {
                found = Some((unit, to));
            }
        }
    }
    let (_, to) = found?;
    let goes_on = !words[to - 1].text.ends_with(|c: char| !c.is_alphanumeric())
        && words
            .get(to)
            .is_some_and(|next| next.text.starts_with(char::is_uppercase));
    found.filter(|_| !goes_on)
}

/// The word after a name that stands at a place.
fn end_of(words: &[Word<'_>], at: usize, name: &str) -> Option<usize> {
    let mut at = at;
    let mut any = false;
    for part in self::words(name).iter().filter(|w| !w.folded.is_empty()) {
        while words.get(at)?.folded.is_empty() {
            at += 1;
        }
        if words[at].folded != part.folded {
            return None;
        }
        (at, any) = (at + 1, true);
    }
    any.then_some(at)
}

/// The one deadline of a text, as it stands there, and its words.
fn deadline(words: &[Word<'_>], body: &str, rules: &DeadlineRules) -> Option<(String, WordRange)> {
    let mut found: Option<(String, WordRange, Option<Day>)> = None;
    let mut from = 0;
    while from < words.len() {
        let Some((wording, to, due)) = wording_at(words, from, body, rules) else {
            from += 1;
            continue;
        };
        match &found {
            Some((.., first)) if *first != due => return None,
            Some(_) => {}
            None => found = Some((wording, WordRange { from, to }, due)),
        }
        from = to;
    }
    found.map(|(wording, run, _)| (wording, run))
}

/// The longest deadline that begins at a word.
fn wording_at(
    words: &[Word<'_>],
    from: usize,
    body: &str,
    rules: &DeadlineRules,
) -> Option<(String, usize, Option<Day>)> {
    BEGINS.iter().find(|begin| is_at(words, from, begin))?;
    let clause = words[from..].iter().position(Word::ends_clause);
    let end = clause.map_or(words.len(), |at| from + at + 1);
    let end = end.min(from + DEADLINE_WORDS);
    let not_past = |due: Day| match rules.reading {
        WordingOrigin::Prompt { today } => due >= today,
        WordingOrigin::Document => true,
    };
    let read_to = |to: usize| {
        let wording = &body[words[from].start..words[to - 1].end];
        let wording = wording.trim_end_matches(|c: char| !c.is_alphanumeric());
        let read = Deadline::parse(wording, rules).ok()?;
        let dated = match read.kind {
            DeadlineKind::Date => read.due_on.is_some_and(not_past),
            DeadlineKind::Recurring => true,
            _ => false,
        };
        dated.then(|| (wording.to_owned(), read.due_days(rules.year), read.due_on))
    };
    let (_, days, _) = (from + 1..=end).rev().find_map(read_to)?;
    // What is to be done by then may follow, and is no part of the deadline.
    (from + 1..=end).find_map(|to| {
        let (wording, _, due) = read_to(to).filter(|(_, same, _)| *same == days)?;
        Some((wording, to, due))
    })
}

/// The first line without what the other fields say.
fn title(
    words: &[Word<'_>],
    body: &str,
    given: Option<WordRange>,
    deadline: Option<&(String, WordRange)>,
) -> String {
    let line = body.lines().next().unwrap_or_default();
    let start = match given {
        Some(run) if run.from == 0 => words.get(run.to).map_or(body.len(), |word| word.start),
        _ => 0,
    };
    let rest = |from: usize, to: usize| body.get(from..to.min(line.len())).unwrap_or_default();
    let mut text = match deadline {
        Some((_, run)) if words[run.from].start >= start => {
            let mut cut = run.from;
            while cut > 0 && LEADS_TO.contains(&words[cut - 1].folded.as_str()) {
                cut -= 1;
            }
            let end = words[run.to - 1].end;
            let mark = body[..end].trim_end_matches(|c: char| !c.is_alphanumeric());
            let before = rest(start, words[cut].start.max(start));
            let before = before.trim_end_matches([',', ' ', '(']);
            format!("{before}{}", rest(mark.len(), body.len()))
        }
        _ => rest(start, body.len()).to_owned(),
    };
    text = text
        .trim_matches([' ', ',', ';', '.', ':', '-', '–'])
        .to_owned();
    if text.chars().filter(|c| c.is_alphabetic()).count() < 3 {
        text = line.trim_end_matches(['.', ';', ' ']).to_owned();
    }
    capital(&shortened(&text))
}

/// Cut between two words, with a sign that more follows.
fn shortened(title: &str) -> String {
    if title.chars().count() <= SHORT {
        return title.to_owned();
    }
    let mut short = String::new();
    for word in title.split_whitespace() {
        if short.chars().count() + word.chars().count() + 2 > SHORT {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    if short.is_empty() {
        short = title.chars().take(SHORT - 1).collect();
    }
    format!("{}…", short.trim_end_matches([',', ';', ' ']))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().collect::<String>());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::from_iso;
    use crate::domain::ids::UnitId;
    use crate::domain::unit::UnitKind;

    fn units() -> Vec<Unit> {
        let unit = |id, abbreviation: &str, name: &str, aliases: &[&str]| Unit {
            id: UnitId(id),
            abbreviation: abbreviation.to_owned(),
            name: name.to_owned(),
            name_en: None,
            kind: UnitKind::Office,
            years: Default::default(),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        };
        vec![
            unit(1, "VP", "Văn phòng Sở", &["Văn phòng"]),
            unit(2, "KHTC", "Phòng Kế hoạch - Tài chính", &["KH-TC"]),
            unit(3, "TCĐLCL", "Chi cục TCĐLCL", &["Chi cục"]),
            unit(4, "LĐ", "Lãnh đạo Sở", &["Giám đốc"]),
        ]
    }

    /// Title, unit and deadline of a conclusion, on Friday 11/06/2021.
    fn of(body: &str) -> (String, String, String) {
        let units = units();
        let rules = DeadlineRules {
            year: 2021,
            reading: WordingOrigin::Prompt {
                today: from_iso("2021-06-11").unwrap_or_default(),
            },
            before_is_strict: true,
        };
        let read = read(body, &units, &rules);
        let lead = read.lead.map(|unit| unit.abbreviation.clone());
        (
            read.title,
            lead.unwrap_or_default(),
            read.deadline.unwrap_or_default(),
        )
    }

    #[track_caller]
    fn check(body: &str, title: &str, lead: &str, deadline: &str) {
        let wanted = (title.to_owned(), lead.to_owned(), deadline.to_owned());
        assert_eq!(of(body), wanted, "{body}");
    }

    #[test]
    fn a_unit_and_a_day_in_a_conclusion_are_read() {
        check(
            "Giao Văn phòng rà soát TTHC trên Cổng dịch vụ công, báo cáo Giám đốc trước ngày 18/6.",
            "Rà soát TTHC trên Cổng dịch vụ công, báo cáo Giám đốc",
            "VP",
            "Trước ngày 18/6",
        );
        check(
            "Yêu cầu Phòng Kế hoạch – Tài chính hoàn thành trong tháng 7 việc tự chủ của 3/3 đơn vị",
            "Việc tự chủ của 3/3 đơn vị",
            "KHTC",
            "Trong tháng 7",
        );
        check(
            "Văn phòng Sở: hoàn thiện dự thảo, hoàn thành chậm nhất ngày 18/6/2021;",
            "Hoàn thiện dự thảo",
            "VP",
            "Chậm nhất ngày 18/6/2021",
        );
        check(
            "Giao KHTC trước 25/6 gửi số liệu.\nGửi cả bản giấy.",
            "Gửi số liệu",
            "KHTC",
            "Trước 25/6",
        );
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_person() {
        // Another's longer name; a document's day; a unit that only receives the report.
        check(
            "Giao Chi cục Kiểm lâm phối hợp",
            "Giao Chi cục Kiểm lâm phối hợp",
            "",
            "",
        );
        check(
            "Thực hiện Quyết định số 12 ngày 15/6/2021, báo cáo Giám đốc",
            "Thực hiện Quyết định số 12 ngày 15/6/2021, báo cáo Giám đốc",
            "",
            "",
        );
        // Two days, and one that is past.
        let two = "Giao VP dự thảo trước 15/6, trình trước 18/6";
        assert_eq!((of(two).1.as_str(), of(two).2.as_str()), ("VP", ""));
        assert_eq!(of("Giao VP tổng hợp số liệu trước ngày 01/6").2, "");
        check("Giao VP.", "Giao VP", "VP", "");
        check("", "", "", "");
    }

    #[test]
    fn a_long_sentence_is_cut_between_words() {
        let long = format!("Giao VP {}", "rà soát, cắt giảm thủ tục ".repeat(8));
        let title = of(&long).0;
        assert!(title.starts_with("Rà soát, cắt giảm"), "{title}");
        assert!(
            title.ends_with('…') && title.chars().count() <= SHORT,
            "{title}"
        );
    }
}
