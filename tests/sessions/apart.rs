//! Units and settings at the windows.

use crate::facts::{self, Facts, Thing};
use crate::machine::{Act, World};
use crate::steps::{UnitEdit, unit_text};
use cchc::domain::change::{Change, Refusal, UnitText};
use cchc::domain::conflict::Clash;
use cchc::domain::ids::UnitId;
use cchc::domain::parts::Field;
use cchc::domain::unit::UnitKind;
use cchc::store::StoreError;

/// Texts of the reports that are written.
pub const SETTINGS: [&str; 2] = ["report.text.month.causes", "report.signer"];

/// What is written there; the last takes it out again.
const VALUES: [&str; 4] = ["Do dịch bệnh", "Thiếu người", "Chờ hướng dẫn", ""];

impl World {
    /// A setting as the file has it.
    pub fn setting(&self, nth: usize) -> Option<String> {
        let plan = self.office.plan().id;
        self.office.store.setting(plan, SETTINGS[nth]).unwrap()
    }

    /// A unit as the file has it.
    fn unit(&self, id: UnitId) -> Option<UnitText> {
        let units = self.office.store.units().unwrap();
        let unit = units.iter().find(|unit| unit.id == id);
        unit.map(cchc::domain::unit::Unit::text)
    }

    pub fn open_unit(&mut self, window: usize, nth: usize) {
        let id = self.units[nth % self.units.len()];
        self.windows[window].unit = self.unit(id).map(|text| (id, text));
    }

    pub fn add_unit(&mut self, window: usize, unique: usize) {
        let text = UnitText {
            abbreviation: format!("M{unique}"),
            name: format!("Phòng mới {unique}"),
            kind: UnitKind::Division,
            aliases: vec![format!("Tên khác {unique}")],
        };
        let change = Change::SetUnit {
            unit: None,
            text: Box::new(text.clone()),
        };
        self.apply(window, &[change]).unwrap();
        let id = self.office.unit(&text.name);
        let (thing, facts) = (Thing::Unit(id), facts::of_unit(&text));
        self.units.push(id);
        self.facts.insert(thing, facts.clone());
        let act = Act {
            made: vec![(thing, facts)],
            touches: [thing].into(),
            ..Act::default()
        };
        self.acknowledged(window, act);
    }

    pub fn save_unit(&mut self, window: usize, edit: UnitEdit, unique: usize) {
        if self.windows[window].unit.is_none() {
            self.open_unit(window, unique);
        }
        let Some((id, seen)) = self.windows[window].unit.clone() else {
            return;
        };
        let Some(text) = unit_text(edit, &seen, unique) else {
            return;
        };
        let change = Change::SetUnit {
            unit: Some((id, Box::new(seen.clone()))),
            text: Box::new(text.clone()),
        };
        let thing = Thing::Unit(id);
        let (seen, wanted) = (facts::of_unit(&seen), facts::of_unit(&text));
        let asked = facts::difference(&seen, &wanted);
        match self.apply(window, &[change]) {
            Ok(_) => {
                let mut after = self.facts[&thing].clone();
                for (key, before, wanted) in asked {
                    assert_eq!(after.get(&key), before.as_ref(), "{key} unseen");
                    facts::set(&mut after, key, wanted);
                }
                let mut act = Act::default();
                self.set(&mut act, thing, after);
                self.windows[window].unit = self.unit(id).map(|text| (id, text));
                self.acknowledged(window, act);
            }
            Err(StoreError::Conflict(conflicts)) => {
                let now = &self.facts[&thing];
                for clash in conflicts.iter().flat_map(|conflict| &conflict.clashes) {
                    let (theirs, known) = (describe_clash(clash), part(clash.field, now));
                    assert_eq!(theirs, known, "{clash:?}");
                    assert_ne!(part(clash.field, &seen), known, "a conflict with nobody");
                }
                self.windows[window].unit = self.unit(id).map(|text| (id, text));
            }
            Err(StoreError::Refused(Refusal::NoSuchUnit)) => {
                assert!(!self.facts.contains_key(&thing));
            }
            Err(StoreError::Refused(Refusal::NoChange)) => {
                let now = &self.facts[&thing];
                assert!(asked.iter().all(|(key, _, to)| now.get(key) == to.as_ref()));
            }
            Err(other) => panic!("{edit:?}: {other:?}"),
        }
    }

    pub fn open_setting(&mut self, window: usize, nth: usize) -> (usize, Option<String>) {
        let seen = (nth, self.setting(nth));
        self.windows[window].setting.insert(seen).clone()
    }

    pub fn save_setting(&mut self, window: usize, value: usize) {
        let open = self.windows[window].setting.clone();
        let (nth, seen) = open.unwrap_or_else(|| self.open_setting(window, value % 2));
        let value = VALUES[value].to_owned();
        // What stands there already is not saved.
        if seen.clone().unwrap_or_default() == value {
            return;
        }
        let change = Change::SetSetting {
            key: SETTINGS[nth].to_owned(),
            value: value.clone(),
            seen: seen.clone(),
        };
        let thing = Thing::Setting(nth);
        let now = self.facts[&thing].get("value").cloned();
        match self.apply(window, &[change]) {
            Ok(_) => {
                let same = |a: &Option<String>, b: &str| a.as_deref().unwrap_or_default() == b;
                let known = same(&now, seen.as_deref().unwrap_or_default());
                assert!(known || same(&now, &value), "{now:?} unseen");
                let mut act = Act::default();
                self.set(&mut act, thing, facts::of_setting(Some(value)));
                self.acknowledged(window, act);
                self.open_setting(window, nth);
            }
            Err(StoreError::Conflict(conflicts)) => {
                let clash = &conflicts[0].clashes[0];
                assert_ne!(now, seen, "a conflict with nobody");
                let theirs = now.clone().filter(|text| !text.is_empty());
                assert_eq!(
                    facts::describe_clash(clash),
                    theirs.unwrap_or("–".to_owned())
                );
                self.open_setting(window, nth);
            }
            Err(StoreError::Refused(Refusal::NoChange)) => assert_eq!(now, Some(value)),
            Err(other) => panic!("{value}: {other:?}"),
        }
    }
}

/// What a conflict tells of theirs; other names in the order of the model.
fn describe_clash(clash: &Clash) -> String {
    assert!(clash.by.is_some(), "{clash:?}");
    let theirs = facts::describe_clash(clash);
    let mut parts: Vec<&str> = theirs.split("; ").filter(|part| *part != "–").collect();
    parts.sort_unstable();
    parts.join("; ")
}

/// A part of a unit.
fn part(field: Field, unit: &Facts) -> String {
    match field {
        Field::Abbreviation => unit["abbreviation"].clone(),
        Field::UnitName => unit["name"].clone(),
        Field::Alias => facts::aliases(unit),
        other => panic!("{other:?}"),
    }
}
