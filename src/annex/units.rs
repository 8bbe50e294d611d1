//! A cell of units: who is named in it, what is not known, and what is no unit at all.

use crate::domain::text::fold;
use crate::domain::unit::{Unit, UnitKind};
use std::cell::RefCell;
use std::collections::HashMap;

/// What stands in a cell of units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitCell {
    /// The abbreviations of the known units that lead, in their order.
    pub lead: Vec<String>,
    /// Of those that the cell itself calls coordinating.
    pub coordinating: Vec<String>,
    /// Names that no unit has.
    pub unknown: Vec<String>,
    /// Wordings that mean many units at once.
    pub generic: Vec<String>,
    /// What was left out: verbs, persons, telephone numbers.
    pub left_out: Vec<LeftOut>,
}

/// What is left out of a cell of units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// "chủ trì tham mưu Kế hoạch".
    Words(String),
    Person(String),
    Telephone(String),
}

/// The words that units' names begin with.
const TYPES: [&str; 24] = [
    "so",
    "phong",
    "chi cuc",
    "trung tam",
    "van phong",
    "thanh tra",
    "ban",
    "bo",
    "cuc",
    "vu",
    "truong",
    "vien",
    "ubnd",
    "hdnd",
    "cong an",
    "hoi",
    "doan",
    "khoa",
    "to",
    "uy ban",
    "tinh uy",
    "dang uy",
    "lien doan",
    "tong cuc",
];

/// What else a part of a list may begin with.
const BEGINNINGS: [&str; 26] = [
    "cac",
    "tat ca",
    "toan",
    "mot so",
    "nhieu",
    "d/c",
    "dong chi",
    "lanh dao",
    "giam doc",
    "thu truong",
    "chu tich",
    "don vi",
    "co quan",
    "nganh",
    "dia phuong",
    "doan the",
    "to chuc",
    "ca nhan",
    "xa",
    "phuong",
    "huyen",
    "thi xa",
    "thanh pho",
    "doanh nghiep",
    "tap doan",
    "cong ty",
];

/// What of that, and of the words units' names begin with, cannot be the second half of a name: "Phòng
/// Văn hóa và Xã hội" is one.
const AFTER_AND: [&str; 28] = [
    "cac",
    "tat ca",
    "don vi",
    "co quan",
    "dia phuong",
    "doan the",
    "so",
    "phong",
    "chi cuc",
    "trung tam",
    "van phong",
    "thanh tra",
    "ban",
    "bo",
    "cuc",
    "vu",
    "truong",
    "vien",
    "ubnd",
    "hdnd",
    "cong an",
    "hoi",
    "doan",
    "khoa",
    "uy ban",
    "tinh uy",
    "dang uy",
    "tong cuc",
];

/// Short words before a full stop that ends no sentence.
const SHORTENED: [&str; 14] = [
    "p", "tt", "tp", "tx", "ts", "ths", "q", "cc", "gs", "pgs", "bs", "tr", "ks", "d",
];

/// Nouns that mean any number of units.
const GENERIC: [&str; 26] = [
    "bo",
    "so",
    "ban",
    "nganh",
    "don vi",
    "co quan",
    "dia phuong",
    "doan the",
    "phong",
    "xa",
    "phuong",
    "huyen",
    "thi xa",
    "thanh pho",
    "to chuc",
    "ca nhan",
    "giam doc",
    "thu truong",
    "vien",
    "truong",
    "doanh nghiep",
    "tinh",
    "cap uy",
    "dac khu",
    "ban nganh",
    "so nganh",
];

/// Verbs that no unit's name holds.
const VERBS: [&str; 10] = [
    "chu tri",
    "phoi hop",
    "tham muu",
    "chiu trach nhiem",
    "la dau moi",
    "lam dau moi",
    "dau moi",
    "theo doi",
    "cung",
    "tong hop",
];

/// Verbs that may be part of a name, and so only count after a known unit.
const DOUBTFUL_VERBS: [&str; 12] = [
    "thuc hien",
    "bao cao",
    "huong dan",
    "trien khai",
    "to chuc",
    "xay dung",
    "trinh",
    "ban hanh",
    "kiem tra",
    "don doc",
    "chuan bi",
    "phu trach",
];

/// What joins.
const JOINING: [&str; 8] = [
    "phoi hop voi",
    "phoi hop cung",
    "phoi hop",
    "cung voi",
    "cung",
    "va phoi hop",
    "chu tri cung",
    "co su phoi hop",
];

/// The units of a plan's file by every form of their names.
pub struct Names<'u> {
    units: &'u [Unit],
    /// By the whole name; `None` where two units go by it.
    whole: HashMap<String, Option<usize>>,
    /// By kind of unit and first letters, of all units, and of those whose name has short words in it.
    letters: HashMap<String, Option<usize>>,
    short_letters: HashMap<String, Option<usize>>,
    /// Cells that were read: an annex has few different ones.
    read: RefCell<HashMap<String, UnitCell>>,
}

impl<'u> Names<'u> {
    /// All forms of all units' names.
    pub fn of(units: &'u [Unit]) -> Self {
        let mut names = Self {
            units,
            whole: HashMap::new(),
            letters: HashMap::new(),
            short_letters: HashMap::new(),
            read: RefCell::default(),
        };
        for (at, unit) in units.iter().enumerate() {
            for name in unit_names(unit) {
                note(&mut names.whole, key(name), at);
            }
        }
        // Shorter forms count only where no unit has them as a name of its own.
        let mut shorter = HashMap::new();
        for (at, unit) in units.iter().enumerate() {
            for name in unit_names(unit) {
                for form in shorter_forms(name) {
                    note(&mut shorter, form, at);
                }
                if let Some((letters, short)) = first_letters(name) {
                    note(&mut names.letters, letters.clone(), at);
                    if short {
                        note(&mut names.short_letters, letters, at);
                    }
                }
            }
        }
        for (form, at) in shorter {
            names.whole.entry(form).or_insert(at);
        }
        names
    }

    /// The unit that goes by this name.
    pub fn find(&self, name: &str) -> Option<&'u Unit> {
        let name = trimmed(name);
        if name.is_empty() {
            return None;
        }
        let by = |map: &HashMap<String, Option<usize>>, key: &str| map.get(key).copied().flatten();
        let at = by(&self.whole, &key(name)).or_else(|| {
            let forms = shorter_forms(name);
            forms.iter().find_map(|form| by(&self.whole, form))
        });
        let at = at.or_else(|| {
            let (letters, short) = first_letters(name)?;
            let known = if short {
                &self.letters
            } else {
                &self.short_letters
            };
            by(known, &letters)
        });
        self.units.get(at?)
    }

    /// The known unit whose name has most words in common with this one.
    pub fn nearest(&self, name: &str) -> Option<&'u Unit> {
        let folded = fold(name);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let common = |unit: &Unit| {
            let known = fold(&unit.name);
            words
                .iter()
                .filter(|word| {
                    word.len() > 1 && known.split_whitespace().any(|known| known == **word)
                })
                .count()
        };
        let best = self.units.iter().max_by_key(|unit| common(unit))?;
        (common(best) >= 2 && common(best) * 2 >= words.len()).then_some(best)
    }

    /// Reads a cell of units.
    pub fn read(&self, cell: &str) -> UnitCell {
        if let Some(known) = self.read.borrow().get(cell) {
            return known.clone();
        }
        let found = self.read_first(cell);
        self.read
            .borrow_mut()
            .insert(cell.to_owned(), found.clone());
        found
    }

    fn read_first(&self, cell: &str) -> UnitCell {
        let mut found = UnitCell::default();
        let cell = without_telephones(cell, &mut found.left_out);
        if let Some(unit) = self.find(&cell) {
            self.add(unit, false, &cell, &mut found);
            return found;
        }
        let mut joining = false;
        for line in cell.split(['\n', ';']) {
            self.line(line, &mut joining, &mut found);
        }
        found
    }

    fn add(&self, unit: &Unit, joining: bool, wording: &str, found: &mut UnitCell) {
        if unit.kind == UnitKind::Pseudo {
            found.generic.push(trimmed(wording).to_owned());
        }
        let list = if joining {
            &mut found.coordinating
        } else {
            &mut found.lead
        };
        if !list.contains(&unit.abbreviation) {
            list.push(unit.abbreviation.clone());
        }
    }

    /// Reads what stands between two line ends or semicolons.
    fn line(&self, line: &str, joining: &mut bool, found: &mut UnitCell) {
        let line = label(line, joining);
        let parts = parts(line);
        let mut at = 0;
        let mut generic = false;
        while at < parts.len() {
            let from = parts.get(at).map_or(line.len(), |part| part.0);
            // A name may hold separators: the longest that is known counts.
            let longest = (at..parts.len().min(at + 6)).rev().find_map(|last| {
                let (_, to) = *parts.get(last)?;
                Some((last, self.find(line.get(from..to)?)?))
            });
            if let Some((last, unit)) = longest {
                let to = parts.get(last).map_or(line.len(), |part| part.1);
                self.add(
                    unit,
                    *joining,
                    line.get(from..to).unwrap_or_default(),
                    found,
                );
                generic = false;
                at = last + 1;
                continue;
            }
            // What does not begin as a unit does belongs to what stands before it.
            let mut last = at;
            while let Some(&(from, to)) = parts.get(last + 1) {
                let next = line.get(from..to).unwrap_or_default();
                if self.begins_unit(next) {
                    break;
                }
                last += 1;
            }
            let to = parts.get(last).map_or(line.len(), |part| part.1);
            let part = trimmed(line.get(from..to).unwrap_or_default());
            generic = self.part(part, joining, generic, found);
            at = last + 1;
        }
    }

    /// Reads one part that is no known name as a whole; says whether it means many.
    fn part(
        &self,
        part: &str,
        joining: &mut bool,
        after_generic: bool,
        found: &mut UnitCell,
    ) -> bool {
        if part.is_empty() {
            return after_generic;
        }
        let folded = fold(part);
        if let Some(joined) = JOINING.iter().find(|joined| starts(&folded, joined)) {
            *joining = true;
            let rest = skip_words(part, joined.split(' ').count());
            let before = found.generic.len();
            self.line(rest, &mut true, found);
            return found.generic.len() > before;
        }
        if is_person(&folded) {
            found.left_out.push(LeftOut::Person(part.to_owned()));
            return false;
        }
        if let Some((name, rest)) = self.name_and_verb(part) {
            self.line(name, &mut joining.clone(), found);
            let folded = fold(rest);
            let joined = JOINING
                .iter()
                .filter_map(|word| Some((find_words(&folded, word)?, word)))
                .min();
            let (words, others) = match joined {
                Some((at, word)) => {
                    let before = folded
                        .get(..at)
                        .unwrap_or_default()
                        .split_whitespace()
                        .count();
                    let words = before + word.split(' ').count();
                    let others = skip_words(rest, words);
                    (
                        rest.get(..rest.len() - others.len()).unwrap_or(rest),
                        others,
                    )
                }
                None => (rest, ""),
            };
            found.left_out.push(LeftOut::Words(words.trim().to_owned()));
            let before = found.generic.len();
            if !others.is_empty() {
                *joining = true;
                self.line(others, &mut true, found);
            }
            return found.generic.len() > before;
        }
        if is_generic(&folded) || after_generic && is_generic_noun(&folded) {
            match found.generic.last_mut().filter(|_| after_generic) {
                Some(last) => {
                    last.push_str(", ");
                    last.push_str(part);
                }
                None => found.generic.push(part.to_owned()),
            }
            return true;
        }
        let bare = without_brackets(part);
        if bare.len() < part.len()
            && let Some(unit) = self.find(&bare)
        {
            self.add(unit, *joining, part, found);
            let inside = part
                .split_once('(')
                .map_or("", |(_, rest)| rest.trim_end_matches(')'));
            found
                .left_out
                .push(LeftOut::Words(inside.trim().to_owned()));
            return false;
        }
        found.unknown.push(part.to_owned());
        false
    }

    /// A name and the verb after it.
    fn name_and_verb<'t>(&self, part: &'t str) -> Option<(&'t str, &'t str)> {
        let ends = part.match_indices(char::is_whitespace).map(|(at, _)| at);
        let cuts: Vec<(&str, &str)> = ends
            .filter_map(|at| {
                let (name, rest) = part.split_at_checked(at)?;
                Some((name, rest.trim_start()))
            })
            .collect();
        let verb = |rest: &str, verbs: &[&str]| {
            let folded = fold(rest);
            let folded = folded
                .trim_start_matches(|c: char| !c.is_alphanumeric())
                .to_owned();
            verbs.iter().any(|verb| starts(&folded, verb))
        };
        let known = cuts.iter().rev().find(|(name, rest)| {
            (verb(rest, &VERBS) || verb(rest, &DOUBTFUL_VERBS)) && self.find(name).is_some()
        });
        let any = || {
            cuts.iter()
                .find(|(name, rest)| verb(rest, &VERBS) && name.contains(' '))
        };
        known.or_else(any).copied()
    }

    /// Whether a part of a list begins as a unit does.
    pub(super) fn begins_unit(&self, part: &str) -> bool {
        let part = trimmed(part);
        let folded = fold(part);
        let word = part.split_whitespace().next().unwrap_or_default();
        let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
        let short = letters.len() >= 2
            && letters.iter().filter(|c| c.is_uppercase()).count() * 2 > letters.len();
        short
            || word.starts_with(|c: char| c.is_ascii_digit())
            || word.ends_with('.') && word.chars().count() <= 4
            || TYPES
                .iter()
                .chain(&BEGINNINGS)
                .any(|word| starts(&folded, word))
            || JOINING.iter().any(|word| starts(&folded, word))
            || self.find(part).is_some()
    }
}

fn unit_names(unit: &Unit) -> impl Iterator<Item = &str> {
    let names = [&unit.abbreviation, &unit.name]
        .into_iter()
        .chain(&unit.aliases);
    names.map(String::as_str).chain(unit.name_en.as_deref())
}

fn note(map: &mut HashMap<String, Option<usize>>, key: String, at: usize) {
    if key.is_empty() {
        return;
    }
    map.entry(key)
        .and_modify(|known| {
            if *known != Some(at) {
                *known = None;
            }
        })
        .or_insert(Some(at));
}

/// A name as it is compared: folded, short words of office names written in one way, only letters and
/// digits.
fn key(name: &str) -> String {
    let mut folded = format!(" {} ", fold(&spaced(name)));
    for (long, short) in [
        (" uy ban nhan dan ", " ubnd "),
        (" hoi dong nhan dan ", " hdnd "),
        (" va ", " "),
        (" p. ", " phong "),
        (" tt. ", " trung tam "),
        (" p ", " phong "),
        (" cc. ", " chi cuc "),
        (" vp ", " van phong "),
        (" vp ubnd ", " van phong ubnd "),
        (" vp hdnd ", " van phong hdnd "),
    ] {
        folded = folded.replace(long, short);
    }
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// "P.KHTC" as "P. KHTC".
fn spaced(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 2);
    let mut before = None;
    for c in name.chars() {
        if before == Some('.') && c.is_alphabetic() {
            out.push(' ');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// A name without what tells only whose unit it is: "Văn phòng Sở", "Chi cục Kiểm lâm tỉnh Đắk Lắk".
fn shorter_forms(name: &str) -> Vec<String> {
    let folded = fold(&spaced(name));
    let mut forms = Vec::new();
    for tail in [
        " truc thuoc so",
        " thuoc so",
        " cua so",
        " truc thuoc",
        " so",
    ] {
        if let Some(rest) = folded.strip_suffix(tail)
            && rest.len() > 3
        {
            forms.push(key(rest));
        }
    }
    for place in [" tinh ", " thanh pho "] {
        if let Some((rest, tail)) = folded.split_once(place)
            && rest.contains(' ')
            && (1..=3).contains(&tail.split(' ').count())
        {
            forms.push(key(rest));
        }
    }
    // "UBND tỉnh" stays whole: what it is of is all that tells it from others.
    forms
}

/// The word a name begins with and the first letters of the others; whether those were written as
/// letters only.
fn first_letters(name: &str) -> Option<(String, bool)> {
    let name = spaced(name);
    let folded = fold(&name);
    let (kind, kind_words) = match folded.as_str() {
        text if text.starts_with("p. ") || text.starts_with("p ") => ("phong", 1),
        text if text.starts_with("tt. ") => ("trung tam", 1),
        text => {
            let kind = TYPES
                .iter()
                .filter(|kind| starts(text, kind))
                .max_by_key(|kind| kind.len())?;
            (*kind, kind.split(' ').count())
        }
    };
    let rest: Vec<&str> = name
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | ','))
        .filter(|word| !word.is_empty())
        .skip(kind_words)
        .collect();
    if rest.is_empty() {
        return None;
    }
    let is_short = |word: &str| {
        let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
        letters.len() >= 2 && letters.iter().all(|c| c.is_uppercase())
    };
    let short = rest.iter().any(|word| is_short(word));
    let mut letters = String::new();
    for word in &rest {
        let folded = fold(word);
        if is_short(word) {
            letters.extend(folded.chars().filter(|c| c.is_alphanumeric()));
        } else if folded != "va" {
            letters.extend(folded.chars().find(|c| c.is_alphanumeric()));
        }
    }
    (letters.len() >= 2).then(|| (format!("{kind} {letters}"), short))
}

fn trimmed(name: &str) -> &str {
    name.trim_matches(|c: char| c.is_whitespace() || "-–+•*:;,".contains(c) || c == '\u{a0}')
        .trim_end_matches('.')
        .trim_end()
}

/// Whether a folded text begins with these whole words.
fn starts(text: &str, words: &str) -> bool {
    text.strip_prefix(words)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Where whole words stand in a folded text.
fn find_words(text: &str, words: &str) -> Option<usize> {
    let padded = format!(" {text} ");
    padded.find(&format!(" {words} "))
}

/// What follows that many words.
fn skip_words(text: &str, count: usize) -> &str {
    let mut rest = text.trim_start();
    for _ in 0..count {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        rest = rest.get(end..).unwrap_or_default().trim_start();
    }
    rest
}

/// "Chủ trì:" and "Phối hợp:" before a list say what follows.
fn label<'t>(line: &'t str, joining: &mut bool) -> &'t str {
    let line = line
        .trim()
        .trim_start_matches(['-', '+', '•', '–'])
        .trim_start();
    let Some((label, rest)) = line.split_once(':') else {
        return line;
    };
    let label = fold(label);
    if rest.trim().is_empty() {
        return line;
    }
    if label.ends_with("phoi hop") || label.ends_with("phoi hop thuc hien") {
        *joining = true;
        return rest;
    }
    if label.ends_with("chu tri") || label.ends_with("thuc hien") || label.ends_with("dau moi") {
        *joining = false;
        return rest;
    }
    line
}

/// Where the parts of a line begin and end: at commas, slashes, full stops, and "và" before a unit.
fn parts(line: &str) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut from = 0;
    let mut depth = 0_i32;
    let mut push = |from: usize, to: usize| {
        let piece = line.get(from..to).unwrap_or_default();
        if !trimmed(piece).is_empty() {
            let lead = piece.len() - piece.trim_start().len();
            parts.push((from + lead, from + piece.trim_end().len()));
        }
    };
    for (at, c) in line.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth > 0 => {}
            ',' | '/' | '+' => {
                // "Đ/c" is one word.
                let word = line.get(from..at).unwrap_or_default().trim();
                if c == '/' && matches!(fold(word).as_str(), "d" | "dc") {
                    continue;
                }
                push(from, at);
                from = at + c.len_utf8();
            }
            '.' if ends_sentence(line, at) => {
                push(from, at);
                from = at + 1;
            }
            c if c.is_whitespace() => {
                let rest = line.get(at..).unwrap_or_default().trim_start();
                let folded: String = fold(&rest.chars().take(24).collect::<String>());
                let next = folded.strip_prefix("va ").unwrap_or_default();
                let unit = AFTER_AND.iter().any(|word| starts(next, word));
                let short = rest.split_whitespace().nth(1).is_some_and(|word| {
                    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
                    letters.len() >= 2 && letters.iter().all(|c| c.is_uppercase())
                });
                if !next.is_empty() && (unit || short) && at > from {
                    push(from, at);
                    from = line.len() - skip_words(rest, 1).len();
                }
            }
            _ => {}
        }
    }
    push(from.min(line.len()), line.len());
    parts
}

/// A full stop that does not shorten a word ("P.", "TT.", "TP.").
fn ends_sentence(line: &str, at: usize) -> bool {
    let before = line.get(..at).unwrap_or_default();
    let word = before
        .rsplit(|c: char| c.is_whitespace() || c == '.' || c == ',')
        .next()
        .unwrap_or_default();
    let after = line.get(at + 1..).unwrap_or_default();
    let short = SHORTENED.contains(&fold(word).as_str());
    (after.is_empty() || after.starts_with(char::is_whitespace)) && !short
}

fn is_person(folded: &str) -> bool {
    [
        "d/c ",
        "d/c: ",
        "dong chi ",
        "ong ",
        "ba ",
        "d.c ",
        "dc ",
        "ths ",
        "ths. ",
        "ts ",
        "ts. ",
    ]
    .iter()
    .any(|title| folded.starts_with(title))
}

/// Whether a part means many units without naming them.
fn is_generic(folded: &str) -> bool {
    let first = [
        "cac",
        "tat ca",
        "toan the",
        "toan bo",
        "mot so",
        "nhieu",
        "thu truong",
        "chu tich ubnd",
    ];
    let communes = [
        "ubnd cac",
        "ubnd xa",
        "ubnd phuong",
        "ubnd cap",
        "uy ban nhan dan cac",
    ];
    first
        .iter()
        .chain(&communes)
        .any(|word| starts(folded, word))
        || folded.ends_with("lien quan")
        || is_generic_noun(folded) && !folded.contains(' ')
        || [
            "so nganh",
            "so ban nganh",
            "bo nganh",
            "don vi truc thuoc",
            "co quan don vi",
        ]
        .contains(&folded)
        || is_counted(folded)
        || GENERIC.contains(&folded)
}

fn is_generic_noun(folded: &str) -> bool {
    let bare = folded.strip_prefix("cac ").unwrap_or(folded);
    let bare = bare
        .strip_prefix("ubnd ")
        .map_or(bare, |rest| rest.strip_prefix("cac ").unwrap_or(rest));
    GENERIC.iter().any(|noun| starts(bare, noun)) && bare.split(' ').count() <= 6
}

/// "03 khoa".
fn is_counted(folded: &str) -> bool {
    folded.split_once(' ').is_some_and(|(number, rest)| {
        number.parse::<u32>().is_ok()
            && GENERIC
                .iter()
                .chain(&["khoa"])
                .any(|noun| starts(rest, noun))
    })
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_i32;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            c if depth <= 0 => out.push(c),
            _ => {}
        }
    }
    out.trim().to_owned()
}

/// The text without telephone numbers and the words before them.
fn without_telephones(text: &str, left_out: &mut Vec<LeftOut>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit() || c == '+') {
        let (before, from) = rest.split_at(at);
        let end = from
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '+')))
            .unwrap_or(from.len());
        let (run, after) = from.split_at(end);
        let digits = run.chars().filter(char::is_ascii_digit).count();
        let telephone = (8..=13).contains(&digits) && run.starts_with(['0', '+', '8']);
        out.push_str(before);
        if telephone {
            left_out.push(LeftOut::Telephone(
                run.trim_matches([' ', '-', '.']).to_owned(),
            ));
            let label = out
                .trim_end_matches(|c: char| c.is_whitespace() || ":.-(".contains(c))
                .len();
            out.truncate(label);
            for word in [
                "số điện thoại",
                "điện thoại",
                "đt",
                "sđt",
                "tel",
                "di động",
                "sdt",
                "dt",
            ] {
                let folded = fold(&out);
                let last = out
                    .split_whitespace()
                    .next_back()
                    .map(fold)
                    .unwrap_or_default();
                let label = fold(word);
                let words = label.split(' ').count();
                if folded.ends_with(&label)
                    && (words > 1 || last.trim_matches(|c: char| !c.is_alphanumeric()) == label)
                {
                    let cut: Vec<&str> = out.split_whitespace().collect();
                    let keep = cut.len().saturating_sub(words);
                    let mut kept = out.as_str();
                    for _ in keep..cut.len() {
                        kept = kept.trim_end();
                        let at = kept.rfind(char::is_whitespace).map_or(0, |at| at + 1);
                        kept = kept.get(..at).unwrap_or_default();
                    }
                    let length = kept
                        .trim_end_matches(|c: char| c.is_whitespace() || "(-,".contains(c))
                        .len();
                    out.truncate(length);
                    break;
                }
            }
            rest = after.strip_prefix(')').unwrap_or(after);
        } else {
            out.push_str(run);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::ids::UnitId;

    fn units() -> Vec<Unit> {
        let unit = |id, abbreviation: &str, name: &str, kind, aliases: &[&str]| Unit {
            id: UnitId(id),
            abbreviation: abbreviation.to_owned(),
            name: name.to_owned(),
            name_en: None,
            kind,
            years: Default::default(),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        };
        vec![
            unit(1, "VP", "Văn phòng Sở", UnitKind::Office, &["Văn phòng"]),
            unit(
                2,
                "KHTC",
                "Phòng Kế hoạch - Tài chính",
                UnitKind::Division,
                &[],
            ),
            unit(3, "TTra", "Thanh tra Sở", UnitKind::Inspectorate, &[]),
            unit(4, "CPĐV", "Các phòng, đơn vị", UnitKind::Pseudo, &[]),
            unit(
                5,
                "SKHCN",
                "Sở Khoa học và Công nghệ",
                UnitKind::Outside,
                &[],
            ),
            unit(6, "SNV", "Sở Nội vụ", UnitKind::Outside, &[]),
            unit(7, "STTTT", "Sở TT&TT", UnitKind::Outside, &[]),
            unit(8, "CCKL", "Chi cục Kiểm lâm", UnitKind::SubDepartment, &[]),
            unit(9, "SXD", "Sở Xây dựng", UnitKind::Outside, &[]),
            unit(
                10,
                "VHXH",
                "Phòng Văn hoá - Xã hội",
                UnitKind::Division,
                &[],
            ),
            unit(11, "VPUBND", "Văn phòng UBND tỉnh", UnitKind::Outside, &[]),
            unit(
                12,
                "TTHCC",
                "Trung tâm Phục vụ hành chính công",
                UnitKind::Outside,
                &[],
            ),
            unit(13, "UBNDT", "UBND tỉnh", UnitKind::Outside, &[]),
        ]
    }

    /// Known leads, those that join in, unknown and generic ones, with + ; between.
    fn read(cell: &str) -> String {
        let units = units();
        let found = Names::of(&units).read(cell);
        let lists = [found.lead, found.coordinating, found.unknown, found.generic];
        lists.map(|list| list.join("+")).join(" | ")
    }

    #[test]
    fn units_are_found_by_any_name_and_any_separator() {
        for (cell, want) in [
            ("VP", "VP |  |  | "),
            ("Văn phòng Sở", "VP |  |  | "),
            ("  văn phòng ", "VP |  |  | "),
            ("P. KHTC", "KHTC |  |  | "),
            ("P.KH-TC, VP", "KHTC+VP |  |  | "),
            ("Phòng Kế hoạch và Tài chính", "KHTC |  |  | "),
            ("Phòng KHTC; Thanh tra", "KHTC+TTra |  |  | "),
            ("Sở KH&CN", "SKHCN |  |  | "),
            ("Sở KHCN", "SKHCN |  |  | "),
            (
                "Sở Khoa học và Công nghệ\n \nSở Nội vụ",
                "SKHCN+SNV |  |  | ",
            ),
            (
                "Sở Khoa học và Công nghệ và Sở Nội vụ",
                "SKHCN+SNV |  |  | ",
            ),
            ("Sở Thông tin và Truyền thông", "STTTT |  |  | "),
            (" Chi cục Kiểm lâm tỉnh Đắk Lắk", "CCKL |  |  | "),
            ("Phòng Văn hóa - Xã hội", "VHXH |  |  | "),
            ("Trung tâm Phục vụ Hành chính công:", "TTHCC |  |  | "),
            ("Văn phòng Ủy ban nhân dân tỉnh", "VPUBND |  |  | "),
            ("VP/KHTC", "VP+KHTC |  |  | "),
            ("VP. Thanh tra Sở.", "VP+TTra |  |  | "),
            ("Các phòng, đơn vị", "CPĐV |  |  | Các phòng, đơn vị"),
        ] {
            assert_eq!(read(cell), want, "{cell}");
        }
    }

    #[test]
    fn verbs_persons_and_telephones_are_no_units() {
        for (cell, want) in [
            (
                "Sở Khoa học và Công nghệ chủ trì tham mưu Kế hoạch và theo dõi thực hiện",
                "SKHCN |  |  | ",
            ),
            (
                "Sở Khoa học và Công nghệ chủ trì cùng các Sở, ngành liên quan",
                "SKHCN |  |  | các Sở, ngành liên quan",
            ),
            (
                "Văn phòng Sở chủ trì, phối hợp với Thanh tra Sở",
                "VP | TTra |  | ",
            ),
            ("Chủ trì: VP; phối hợp: KHTC, TTra", "VP | KHTC+TTra |  | "),
            ("Đ/c Nguyễn Văn Lan", " |  |  | "),
            ("Văn phòng Sở (ĐT: 0912 345 678)", "VP |  |  | "),
            (
                "Sở Xây dựng/các công ty quản lý lĩnh vực liên quan",
                "SXD |  |  | các công ty quản lý lĩnh vực liên quan",
            ),
        ] {
            assert_eq!(read(cell), want, "{cell}");
        }
        let units = units();
        let found = Names::of(&units).read("Văn phòng Sở, đ/c Trần Thị Hà - SĐT 0987.654.321");
        assert_eq!(found.lead, ["VP"]);
        assert!(
            matches!(
                found.left_out.as_slice(),
                [LeftOut::Telephone(_), LeftOut::Person(_)]
            ),
            "{found:?}"
        );
    }

    #[test]
    fn what_means_many_and_what_nobody_knows_is_listed() {
        for (cell, want) in [
            (
                "Các bộ, ngành, địa phương",
                " |  |  | Các bộ, ngành, địa phương",
            ),
            ("Bộ, ngành, địa phương", " |  |  | Bộ, ngành, địa phương"),
            (
                "Sở, ban, ngành, UBND các xã, phường",
                " |  |  | Sở, ban, ngành, UBND các xã, phường",
            ),
            ("Đơn vị liên quan", " |  |  | Đơn vị liên quan"),
            ("03 khoa", " |  |  | 03 khoa"),
            (
                "Sở KH&CN; các Sở, ban, ngành và UBND các xã, phường",
                "SKHCN |  |  | các Sở, ban, ngành, UBND các xã, phường",
            ),
            (
                "Sở KHCN, Tập đoàn Viettel",
                "SKHCN |  | Tập đoàn Viettel | ",
            ),
            (
                "Sở Văn hóa, Thể thao và Du lịch",
                " |  | Sở Văn hóa, Thể thao và Du lịch | ",
            ),
            (
                "Sở Nông nghiệp và Môi trường; VP",
                "VP |  | Sở Nông nghiệp và Môi trường | ",
            ),
            ("VPTU", " |  | VPTU | "),
            ("", " |  |  | "),
        ] {
            assert_eq!(read(cell), want, "{cell}");
        }
    }
}
