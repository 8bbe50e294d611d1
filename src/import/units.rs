//! Unknown units of an annex.

use crate::domain::change::{Change, UnitText};
use crate::domain::ids::UnitId;
use crate::domain::letterhead::{Letterhead, initials};
use crate::domain::plan::Plan;
use crate::domain::text::fold;
use crate::domain::unit::{ABBREVIATION_MAX, Unit, UnitKind};
use std::collections::BTreeMap;

/// What an unknown name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitDecision {
    /// A new unit. Several names with the same abbreviation are one unit.
    New {
        /// The name as the annex has it.
        name: String,
        unit: UnitText,
    },
    /// Another name of a known unit.
    AliasOf {
        /// The name as the annex has it.
        name: String,
        unit: UnitId,
    },
}

/// A suggestion for a new unit of that name.
pub(crate) fn suggested(name: &str, units: &[Unit]) -> UnitText {
    let kind = kind(name);
    let letters = first_letters(name, kind);
    let taken = |short: &str| units.iter().any(|unit| unit.is_called(&fold(short)));
    let numbered = (2..100).map(|n: u32| {
        let number = n.to_string();
        let kept = ABBREVIATION_MAX - number.len();
        letters.chars().take(kept).chain(number.chars()).collect()
    });
    let mut free = std::iter::once(letters.clone()).chain(numbered);
    UnitText {
        abbreviation: free.find(|short| !taken(short)).unwrap_or(letters),
        name: name.to_owned(),
        kind,
        aliases: Vec::new(),
    }
}

/// An abbreviation of the name, without the word for the kind of unit.
fn first_letters(name: &str, kind: UnitKind) -> String {
    let words = match kind {
        UnitKind::Division | UnitKind::SubDepartment => name.split_once(' ').map_or(name, |w| w.1),
        _ => name,
    };
    // "Sở KH&CN" is SKHCN, and "TTra" stays TTra: an abbreviation is taken as it is.
    let words: Vec<String> = words
        .split_whitespace()
        .map(|word| {
            let all: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
            match all.iter().filter(|c| c.is_uppercase()).count() > 1 {
                true => all.into_iter().collect(),
                false => initials(word),
            }
        })
        .collect();
    let letters: String = words.concat().chars().take(ABBREVIATION_MAX).collect();
    if letters.is_empty() {
        return "ĐV".to_owned();
    }
    letters
}

/// The kind of unit, guessed by its name.
fn kind(name: &str) -> UnitKind {
    let folded = fold(name);
    const KINDS: [(&str, UnitKind); 8] = [
        ("phong", UnitKind::Division),
        ("p.", UnitKind::Division),
        ("chi cuc", UnitKind::SubDepartment),
        ("van phong so", UnitKind::Office),
        ("thanh tra so", UnitKind::Inspectorate),
        ("trung tam", UnitKind::PublicService),
        ("doan thanh nien", UnitKind::Union),
        ("cong doan", UnitKind::Union),
    ];
    let found = KINDS.iter().find(|(word, _)| folded.starts_with(word));
    found.map_or(UnitKind::Outside, |(_, kind)| *kind)
}

/// The new units with all their names, in the order in which they are added.
fn new_units(decisions: &BTreeMap<String, UnitDecision>) -> Vec<UnitText> {
    let mut new: Vec<UnitText> = Vec::new();
    for decision in decisions.values() {
        let UnitDecision::New { name, unit } = decision else {
            continue;
        };
        let short = fold(&unit.abbreviation);
        let at = new
            .iter()
            .position(|known| fold(&known.abbreviation) == short);
        let known = match at.and_then(|at| new.get_mut(at)) {
            Some(known) => known,
            None => {
                new.push(unit.clone());
                match new.last_mut() {
                    Some(last) => last,
                    None => continue,
                }
            }
        };
        let folded = fold(name);
        let names = [&known.abbreviation, &known.name];
        let called = names.into_iter().chain(&known.aliases);
        if !called.into_iter().any(|name| fold(name) == folded) {
            known.aliases.push(name.clone());
        }
    }
    new
}

/// The plan's units after the decisions.
pub(super) fn with_decisions(
    units: &[Unit],
    decisions: &BTreeMap<String, UnitDecision>,
) -> Vec<Unit> {
    let mut all = units.to_vec();
    for decision in decisions.values() {
        if let UnitDecision::AliasOf { name, unit } = decision
            && let Some(known) = all.iter_mut().find(|known| known.id == *unit)
            && !known.is_called(&fold(name))
        {
            known.aliases.push(name.clone());
        }
    }
    let new = new_units(decisions).into_iter().enumerate();
    all.extend(new.map(|(nth, unit)| Unit {
        id: UnitId::added(nth),
        abbreviation: unit.abbreviation,
        name: unit.name,
        name_en: None,
        kind: unit.kind,
        aliases: unit.aliases,
        years: Default::default(),
    }));
    all
}

/// The decisions as changes: the new units first, so that later changes of the act can refer to them.
pub(super) fn changes(units: &[Unit], decisions: &BTreeMap<String, UnitDecision>) -> Vec<Change> {
    let new = new_units(decisions).into_iter();
    let mut changes: Vec<Change> = new
        .map(|unit| Change::SetUnit {
            unit: None,
            text: Box::new(unit),
        })
        .collect();
    let after = with_decisions(units, decisions);
    for (before, after) in units.iter().zip(after) {
        // A retired unit keeps its names.
        let others = || units.iter().filter(|unit| unit.id != before.id);
        let is_free = |name: &String| !others().any(|unit| unit.is_called(&fold(name)));
        let mut text = after.text();
        text.aliases
            .retain(|name| before.aliases.contains(name) || is_free(name));
        if before.aliases != text.aliases {
            changes.push(Change::SetUnit {
                unit: Some((before.id, Box::new(before.text()))),
                text: Box::new(text),
            });
        }
    }
    changes
}

/// The office whose plan it is, as a unit with its full and short names, with and without its place.
pub(super) fn office(plan: &Plan, names: &Letterhead) -> Unit {
    let all = [
        &plan.issuer,
        &plan.issuer_short,
        &names.office,
        &names.office_short,
    ];
    let without_place = all.iter().filter_map(|name| {
        let name = name.trim_end().strip_suffix(names.place.trim())?.trim_end();
        Some(name.strip_suffix("tỉnh").unwrap_or(name).trim_end())
    });
    let without_place = without_place.filter(|name| !name.is_empty());
    Unit {
        id: UnitId(0),
        abbreviation: plan.issuer_short.clone(),
        name: plan.issuer.clone(),
        name_en: None,
        kind: UnitKind::Pseudo,
        aliases: without_place
            .chain(all.iter().map(|name| name.as_str()))
            .map(str::to_owned)
            .collect(),
        years: Default::default(),
    }
}

/// The units that may be meant where the office itself leads: its leadership, and its administrative office.
pub(crate) fn for_office(units: &[Unit], year: i32) -> impl Iterator<Item = &Unit> {
    let kinds = [UnitKind::Leadership, UnitKind::Office];
    kinds.into_iter().filter_map(move |kind| {
        let mut units = units.iter();
        units.find(|unit| unit.kind == kind && unit.years.has(year))
    })
}

/// The units that "Các phòng, đơn vị" means: the office's own.
pub(crate) fn meant_by_all(units: &[Unit]) -> impl Iterator<Item = &Unit> {
    units.iter().filter(|unit| {
        matches!(
            unit.kind,
            UnitKind::Office
                | UnitKind::Division
                | UnitKind::SubDepartment
                | UnitKind::Inspectorate
                | UnitKind::PublicService
        )
    })
}

/// Whether a lead that means many units means the office's own; communes and other offices are not in the
/// plan one by one.
pub(crate) fn means_own_units(generic: &str) -> bool {
    let folded = fold(generic);
    let own = ["phong", "don vi"].iter().any(|word| folded.contains(word));
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let others = ["ubnd", "xa", "phuong", "huyen", "dia"];
    own && !words.into_iter().any(|word| others.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_unit_is_offered_the_initials_of_its_name_or_the_abbreviation_that_it_is() {
        for (name, short) in [
            ("TTra", "TTra"),
            ("Phòng Chuyển đổi số", "CĐS"),
            ("Sở KH&CN", "SKHCN"),
        ] {
            assert_eq!(suggested(name, &[]).abbreviation, short, "{name}");
        }
    }
}
