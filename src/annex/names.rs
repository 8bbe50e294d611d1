//! An index of units by every form of their names.

use super::unit_words::noun;
use crate::domain::text::fold;
use crate::domain::unit::Unit;
use std::collections::HashMap;

/// The index of a unit by a form of its name; `None` where several units have it.
type ByName = HashMap<String, Option<usize>>;

#[derive(Default)]
pub(super) struct NameIndex {
    /// By the full name.
    full: ByName,
    /// By kind of unit and initials.
    letters: ByName,
    /// The same, only of units whose name contains an abbreviation.
    short_letters: ByName,
}

impl NameIndex {
    pub(super) fn of(units: &[Unit], wanted: impl Fn(&Unit) -> bool) -> Self {
        let mut forms = Self::default();
        // Shorter forms count only where no unit has them as its full name.
        let mut shorter = HashMap::new();
        let units = units.iter().enumerate().filter(|(_, unit)| wanted(unit));
        for (at, name) in units.flat_map(|(at, unit)| unit_names(unit).map(move |name| (at, name)))
        {
            note(&mut forms.full, key(name), at);
            for form in shorter_forms(name) {
                note(&mut shorter, form, at);
            }
            if let Some((letters, short)) = first_letters(name) {
                note(&mut forms.letters, letters.clone(), at);
                if short {
                    note(&mut forms.short_letters, letters, at);
                }
            }
        }
        for (form, at) in shorter {
            forms.full.entry(form).or_insert(at);
        }
        forms
    }

    /// The index of the unit with this name.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        let name = trimmed(name);
        if name.is_empty() {
            return None;
        }
        let full = |key: &str| self.full.get(key).copied().flatten();
        let shorter = || shorter_forms(name).iter().find_map(|form| full(form));
        let by_letters = || {
            let (letters, short) = first_letters(name)?;
            let known = if short {
                &self.letters
            } else {
                &self.short_letters
            };
            known.get(&letters).copied().flatten()
        };
        full(&key(name)).or_else(shorter).or_else(by_letters)
    }
}

fn unit_names(unit: &Unit) -> impl Iterator<Item = &str> {
    let names = [&unit.abbreviation, &unit.name].into_iter();
    let names = names.chain(&unit.aliases).map(String::as_str);
    names.chain(unit.name_en.as_deref())
}

fn note(map: &mut ByName, key: String, at: usize) {
    if key.is_empty() {
        return;
    }
    let known = map.entry(key).or_insert(Some(at));
    if *known != Some(at) {
        *known = None;
    }
}

/// The unit whose name has most words in common with this one; at least two and half of them.
pub(super) fn nearest<'u>(name: &str, units: impl Iterator<Item = &'u Unit>) -> Option<&'u Unit> {
    let folded = fold(name);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let common = |unit: &Unit| {
        let known = fold(&unit.name);
        let known: Vec<&str> = known.split_whitespace().collect();
        let both = words
            .iter()
            .filter(|word| word.len() > 1 && known.contains(word));
        both.count()
    };
    let (most, best) = units
        .map(|unit| (common(unit), unit))
        .max_by_key(|(most, _)| *most)?;
    (most >= 2 && most * 2 >= words.len()).then_some(best)
}

/// A name normalized for comparison: folded, abbreviations unified, only letters and digits.
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
        (" dv ", " don vi "),
    ] {
        folded = folded.replace(long, short);
    }
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// "P.KHTC" as "P. KHTC".
fn spaced(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 2);
    for c in name.chars() {
        if out.ends_with('.') && c.is_alphabetic() {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// A name without its owner or place: "Văn phòng Sở", "Chi cục Kiểm lâm tỉnh Đắk Lắk".
fn shorter_forms(name: &str) -> Vec<String> {
    const OWNERS: [&str; 5] = [
        " truc thuoc so",
        " thuoc so",
        " cua so",
        " truc thuoc",
        " so",
    ];
    let folded = fold(&spaced(name));
    let without_owner = OWNERS.iter().filter_map(|owner| folded.strip_suffix(owner));
    // "LĐ Sở", and not "P. Sở".
    let is_name = |rest: &&str| rest.len() >= 2 && rest.ends_with(char::is_alphanumeric);
    let without_owner = without_owner.filter(is_name);
    let without_place = [" tinh ", " thanh pho "].into_iter().filter_map(|place| {
        let (rest, tail) = folded.split_once(place)?;
        // "UBND tỉnh" stays: only its place distinguishes it from others.
        let distinctive = rest.contains(' ') && tail.split(' ').count() <= 3;
        distinctive.then_some(rest)
    });
    without_owner.chain(without_place).map(key).collect()
}

/// The kind of unit and the initials of the other words; true if a word is an abbreviation.
fn first_letters(name: &str) -> Option<(String, bool)> {
    let name = spaced(name);
    let folded = fold(&name);
    let kind = match folded.split(' ').next()? {
        "p." | "p" => "phong",
        "tt." => "trung tam",
        _ => noun(&folded)?,
    };
    let typed = if folded.starts_with(kind) {
        kind.split(' ').count()
    } else {
        1
    };
    let words = name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | ','));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).skip(typed).collect();
    let mut letters = String::new();
    for word in &words {
        let folded = fold(word);
        if is_capitals(word) {
            letters.extend(folded.chars().filter(|c| c.is_alphanumeric()));
        } else if folded != "va" {
            letters.extend(folded.chars().find(|c| c.is_alphanumeric()));
        }
    }
    let short = words.iter().any(|word| is_capitals(word));
    (letters.len() >= 2).then(|| (format!("{kind} {letters}"), short))
}

/// Whether a word is an abbreviation in capitals: "KH&CN".
pub(super) fn is_capitals(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    letters.clone().nth(1).is_some() && letters.all(char::is_uppercase)
}

/// A name without the punctuation around it.
pub(super) fn trimmed(name: &str) -> &str {
    name.trim_matches(|c: char| c.is_whitespace() || "-–+•*:;,".contains(c))
        .trim_end_matches('.')
        .trim_end()
}
