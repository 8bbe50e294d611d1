//! The plan, its areas and sections, the document's other parts, units and people.

use crate::domain::area::{Area, Section};
use crate::domain::day::from_iso;
use crate::domain::ids::{AreaId, PlanId, SectionId, TaskId, UnitId};
use crate::domain::letterhead::{Letterhead, initials};
use crate::domain::person::Person;
use crate::domain::plan::{DocumentTask, Passage, Plan, PlanKind, PlanSettings};
use crate::domain::unit::{Unit, UnitKind, Years, find_unit};
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use crate::store::sql::Cached;
use crate::store::values::day_at;
use rusqlite::params;
use std::collections::HashMap;

impl Store {
    /// The plan of the latest year.
    ///
    /// # Errors
    /// [`StoreError::NoPlan`] where the file holds none.
    pub fn plan(&self) -> Result<Plan> {
        let sql = "SELECT id, year, title, number, issued_on, issuer, issuer_short, illustrative,
                coalesce(place, '')
            FROM plan ORDER BY year DESC LIMIT 1";
        let found = self.conn.first(sql, [], |row| {
            let plan = Plan {
                id: PlanId(row.get(0)?),
                year: row.get(1)?,
                title: row.get(2)?,
                kind: PlanKind::default(),
                number: row.get(3)?,
                issued_on: day_at(row, 4)?,
                issuer: row.get(5)?,
                issuer_short: row.get(6)?,
                illustrative: row.get(7)?,
                settings: PlanSettings::default(),
            };
            Ok((plan, row.get(8)?))
        })?;
        let (mut plan, place) = found.ok_or(StoreError::NoPlan)?;
        let set = self.settings_below(plan.id, "")?;
        plan.settings = settings(&set);
        plan.kind = PlanKind::parse(set.get(PlanKind::SETTING).map(String::as_str));
        let own = Letterhead {
            office: plan.issuer.clone(),
            office_short: plan.issuer_short,
            place,
            ..Letterhead::default()
        };
        let (mut names, _) = of_set_office(own, &set);
        overlay(&mut names, &set);
        plan.issuer_short = names.office_short;
        Ok(plan)
    }

    /// The value of one setting of a plan, as text; `None` where it is not set.
    pub fn setting(&self, plan: PlanId, key: &str) -> Result<Option<String>> {
        let sql = "SELECT value FROM setting WHERE plan_id=? AND key=?";
        self.conn.value(sql, params![plan.0, key])
    }

    /// The areas in the order of their keys.
    pub fn areas(&self, plan: PlanId) -> Result<Vec<Area>> {
        let sql = "SELECT id, key, name, name_en, short, short_en, abbreviation
            FROM area WHERE plan_id=? ORDER BY key";
        self.conn.rows(sql, [plan.0], |row| {
            Ok(Area {
                id: AreaId(row.get(0)?),
                key: row.get(1)?,
                name: row.get(2)?,
                name_en: row.get(3)?,
                short: row.get(4)?,
                short_en: row.get(5)?,
                abbreviation: row.get(6)?,
            })
        })
    }

    /// The numbered sections in the document's order.
    pub fn sections(&self, plan: PlanId) -> Result<Vec<Section>> {
        let sql = "SELECT s.id, s.area_id, a.key, s.number, s.title
            FROM section s JOIN area a ON a.id = s.area_id
            WHERE a.plan_id=? ORDER BY s.position";
        self.conn.rows(sql, [plan.0], |row| {
            Ok(Section {
                id: SectionId(row.get(0)?),
                area: AreaId(row.get(1)?),
                area_key: row.get(2)?,
                number: row.get(3)?,
                title: row.get(4)?,
            })
        })
    }

    /// The document's parts that are not tasks, in its order.
    pub fn passages(&self, plan: PlanId) -> Result<Vec<Passage>> {
        let sql = "SELECT section, kind, line, text, source_text FROM passage
            WHERE plan_id=? ORDER BY id";
        self.conn.rows(sql, [plan.0], |row| {
            Ok(Passage {
                section: row.get(0)?,
                kind: row.get(1)?,
                line: row.get(2)?,
                text: row.get(3)?,
                source_text: row.get(4)?,
            })
        })
    }

    /// The tasks that stand in the document, in its order.
    pub(crate) fn document_tasks(&self, plan: PlanId) -> Result<Vec<DocumentTask>> {
        let sql = "SELECT source_line, id, code, text FROM task
            WHERE plan_id=? AND source_line IS NOT NULL ORDER BY source_line";
        self.conn.rows(sql, [plan.0], |row| {
            Ok(DocumentTask {
                line: row.get(0)?,
                id: TaskId(row.get(1)?),
                code: row.get(2)?,
                text: row.get(3)?,
            })
        })
    }

    /// All units in the Vietnamese alphabet's order, with their other names.
    pub fn units(&self) -> Result<Vec<Unit>> {
        let sql = "SELECT id, abbreviation, name, name_en, kind, valid_from, valid_to
            FROM unit ORDER BY sort_key, id";
        let mut units: Vec<Unit> = self.conn.rows(sql, [], |row| {
            let kind: String = row.get(4)?;
            Ok(Unit {
                id: UnitId(row.get(0)?),
                abbreviation: row.get(1)?,
                name: row.get(2)?,
                name_en: row.get(3)?,
                kind: UnitKind::parse(&kind).unwrap_or(UnitKind::Outside),
                aliases: Vec::new(),
                years: Years {
                    from: row.get(5)?,
                    to: row.get(6)?,
                },
            })
        })?;
        let sql = "SELECT unit_id, name FROM alias ORDER BY id";
        let aliases: Vec<(i64, String)> = self.conn.rows(sql, [], |row| row.try_into())?;
        for (id, name) in aliases {
            if let Some(unit) = units.iter_mut().find(|unit| unit.id.0 == id) {
                unit.aliases.push(name);
            }
        }
        Ok(units)
    }

    /// The unit known by that abbreviation, name or other name; case and accents do not count.
    pub fn find_unit(&self, typed: &str) -> Result<Option<Unit>> {
        Ok(find_unit(typed, &self.units()?).cloned())
    }

    /// The people that the file knows, by name.
    pub fn people(&self) -> Result<Vec<Person>> {
        let sql = "SELECT id, name, unit_id FROM person ORDER BY id";
        let mut people: Vec<(i64, Person)> = self.conn.rows(sql, [], |row| {
            let person = Person {
                name: row.get(1)?,
                unit: row.get::<_, Option<i64>>(2)?.map(UnitId),
                accounts: Vec::new(),
            };
            Ok((row.get(0)?, person))
        })?;
        let sql = "SELECT person_id, name FROM account ORDER BY id";
        let accounts: Vec<(i64, String)> = self.conn.rows(sql, [], |row| row.try_into())?;
        for (id, name) in accounts {
            if let Some((_, person)) = people.iter_mut().find(|(of, _)| *of == id) {
                person.accounts.push(name);
            }
        }
        Ok(people.into_iter().map(|(_, person)| person).collect())
    }
}

/// The settings that change a figure; another tool may have written anything.
fn settings(set: &HashMap<String, String>) -> PlanSettings {
    let default = PlanSettings::default();
    let text = |key: &str| set.get(key).map_or("", String::as_str);
    PlanSettings {
        fixed_day: from_iso(text("fixed_day")),
        soon_days: within(text("soon_days"), 0..=366, default.soon_days),
        silent_days: within(text("silent_days"), 1..=366, default.silent_days),
        cutoff_day: text("cutoff_day").parse().unwrap_or(default.cutoff_day),
        before_is_strict: set
            .get("before_is_strict")
            .map_or(default.before_is_strict, |value| value == "1"),
    }
}

/// A number of days inside its range.
fn within(value: &str, range: std::ops::RangeInclusive<i64>, default: i64) -> i64 {
    value
        .parse()
        .ok()
        .filter(|days| range.contains(days))
        .unwrap_or(default)
}

/// The part of the document that names who receives it.
const RECIPIENTS: &str = "nơi nhận";

impl Store {
    /// The names on a plan's reports: the settings "report.superior", "report.office" and so on
    /// where they are set, else what the plan itself says. Where another office than the plan's is
    /// set, nothing else of the plan's is taken over.
    pub fn letterhead(&self, plan: PlanId) -> Result<Letterhead> {
        let set = self.settings_below(plan, "report.")?;
        let (mut names, own) = of_set_office(self.own_letterhead(plan)?, &set);
        let mut file_copy = None;
        if own {
            let lines = self.document_recipients(plan)?;
            file_copy = lines.iter().find(|line| is_file_copy(line)).cloned();
            names.recipients = lines.join("\n");
        }
        overlay(&mut names, &set);
        // Whoever sets the recipients need not write the office's own file copy again.
        if let Some(line) = file_copy
            && !names.recipients.lines().any(is_file_copy)
        {
            names.recipients = format!("{}\n{line}", names.recipients);
        }
        if names.symbol.is_empty() {
            names.symbol = format!("BC-{}", initials(&names.office));
        }
        Ok(names)
    }

    /// What the plan's own row says.
    fn own_letterhead(&self, plan: PlanId) -> Result<Letterhead> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT issuer, superior, place, signer_title, signer, issuer_short
                 FROM plan WHERE id=?",
            )?
            .query_row([plan.0], |row| {
                let text = |at: usize| {
                    row.get::<_, Option<String>>(at)
                        .map(Option::unwrap_or_default)
                };
                Ok(Letterhead {
                    office: text(0)?,
                    superior: text(1)?,
                    place: text(2)?,
                    signer_title: text(3)?,
                    signer: text(4)?,
                    office_short: text(5)?,
                    ..Letterhead::default()
                })
            })?)
    }

    /// Who receives the plan by its own document, one line each.
    fn document_recipients(&self, plan: PlanId) -> Result<Vec<String>> {
        let sql =
            "SELECT text FROM passage WHERE plan_id=? AND section=? AND kind='bullet' ORDER BY id";
        self.conn.rows(sql, (plan.0, RECIPIENTS), |row| row.get(0))
    }
}

/// Whether a line names where the paper is filed: "Lưu: VT, VP".
fn is_file_copy(line: &str) -> bool {
    line.trim_start_matches(['-', ' ']).starts_with("Lưu:")
}

/// The plan's own names, or those of another office that is set; says whether they are the plan's.
fn of_set_office(own: Letterhead, set: &HashMap<String, String>) -> (Letterhead, bool) {
    let office = set.get("report.office").filter(|name| !name.is_empty());
    match office.filter(|office| !own.is_named(office)) {
        Some(office) => (Letterhead::of_office(office), false),
        None => (own, true),
    }
}

fn overlay(names: &mut Letterhead, set: &HashMap<String, String>) {
    for (key, value) in set {
        let part = key.strip_prefix("report.").unwrap_or_default();
        if let Some(name) = names.part_mut(part)
            && !value.is_empty()
        {
            value.clone_into(name);
        }
    }
}
