//! The plan, its areas and sections, the document's other parts, units and people.

use crate::domain::area::{Area, Section};
use crate::domain::day::from_iso;
use crate::domain::ids::{AreaId, PlanId, SectionId, TaskId, UnitId};
use crate::domain::letterhead::{Letterhead, initials};
use crate::domain::person::Person;
use crate::domain::plan::{DocumentTask, Passage, Plan, PlanKind, Settings};
use crate::domain::unit::{Unit, UnitKind, Years, find_unit};
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use crate::store::values::day_at;
use rusqlite::{OptionalExtension, params};
use std::collections::HashMap;

impl Store {
    /// The plan of the latest year.
    ///
    /// # Errors
    /// [`StoreError::NoPlan`] where the file holds none.
    pub fn plan(&self) -> Result<Plan> {
        let found = self
            .conn
            .prepare_cached(
                "SELECT id, year, title, number, issued_on, issuer, issuer_short, illustrative
                 FROM plan ORDER BY year DESC LIMIT 1",
            )?
            .query_row([], |row| {
                Ok(Plan {
                    id: PlanId(row.get(0)?),
                    year: row.get(1)?,
                    title: row.get(2)?,
                    kind: PlanKind::default(),
                    number: row.get(3)?,
                    issued_on: day_at(row, 4)?,
                    issuer: row.get(5)?,
                    issuer_short: row.get(6)?,
                    illustrative: row.get(7)?,
                    settings: Settings::default(),
                })
            })
            .optional()?;
        let mut plan = found.ok_or(StoreError::NoPlan)?;
        plan.settings = self.settings(plan.id)?;
        let kind = self.setting(plan.id, PlanKind::SETTING)?;
        plan.kind = PlanKind::parse(kind.as_deref());
        plan.issuer_short = self.letterhead(plan.id)?.office_short;
        Ok(plan)
    }

    fn settings(&self, plan: PlanId) -> Result<Settings> {
        let mut settings = Settings::default();
        let mut statement = self
            .conn
            .prepare_cached("SELECT key, value FROM setting WHERE plan_id=?")?;
        let mut rows = statement.query([plan.0])?;
        while let Some(row) = rows.next()? {
            let (key, value): (String, String) = (row.get(0)?, row.get(1)?);
            match key.as_str() {
                "fixed_day" => settings.fixed_day = from_iso(&value),
                "soon_days" => settings.soon_days = within(&value, 0..=366, settings.soon_days),
                "silent_days" => {
                    settings.silent_days = within(&value, 1..=366, settings.silent_days);
                }
                "cutoff_day" => settings.cutoff_day = value.parse().unwrap_or(settings.cutoff_day),
                "before_is_strict" => settings.before_is_strict = value == "1",
                _ => {}
            }
        }
        Ok(settings)
    }

    /// The value of one setting of a plan, as text; `None` where it is not set.
    pub fn setting(&self, plan: PlanId, key: &str) -> Result<Option<String>> {
        Ok(self
            .conn
            .prepare_cached("SELECT value FROM setting WHERE plan_id=? AND key=?")?
            .query_row(params![plan.0, key], |row| row.get(0))
            .optional()?)
    }

    /// The areas in the order of their keys.
    pub fn areas(&self, plan: PlanId) -> Result<Vec<Area>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT id, key, name, name_en, short, short_en, abbreviation
             FROM area WHERE plan_id=? ORDER BY key",
        )?;
        let areas = statement.query_map([plan.0], |row| {
            Ok(Area {
                id: AreaId(row.get(0)?),
                key: row.get(1)?,
                name: row.get(2)?,
                name_en: row.get(3)?,
                short: row.get(4)?,
                short_en: row.get(5)?,
                abbreviation: row.get(6)?,
            })
        })?;
        Ok(areas.collect::<rusqlite::Result<_>>()?)
    }

    /// The numbered sections in the document's order.
    pub fn sections(&self, plan: PlanId) -> Result<Vec<Section>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT s.id, s.area_id, a.key, s.number, s.title
             FROM section s JOIN area a ON a.id = s.area_id
             WHERE a.plan_id=? ORDER BY s.position",
        )?;
        let sections = statement.query_map([plan.0], |row| {
            Ok(Section {
                id: SectionId(row.get(0)?),
                area: AreaId(row.get(1)?),
                area_key: row.get(2)?,
                number: row.get(3)?,
                title: row.get(4)?,
            })
        })?;
        Ok(sections.collect::<rusqlite::Result<_>>()?)
    }

    /// The document's parts that are not tasks, in its order.
    pub fn passages(&self, plan: PlanId) -> Result<Vec<Passage>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT section, kind, line, text, source_text FROM passage
             WHERE plan_id=? ORDER BY id",
        )?;
        let passages = statement.query_map([plan.0], |row| {
            Ok(Passage {
                section: row.get(0)?,
                kind: row.get(1)?,
                line: row.get(2)?,
                text: row.get(3)?,
                source_text: row.get(4)?,
            })
        })?;
        Ok(passages.collect::<rusqlite::Result<_>>()?)
    }

    /// The tasks that stand in the document, in its order.
    pub(crate) fn document_tasks(&self, plan: PlanId) -> Result<Vec<DocumentTask>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT source_line, id, code, text FROM task
             WHERE plan_id=? AND source_line IS NOT NULL ORDER BY source_line",
        )?;
        let tasks = statement.query_map([plan.0], |row| {
            Ok(DocumentTask {
                line: row.get(0)?,
                id: TaskId(row.get(1)?),
                code: row.get(2)?,
                text: row.get(3)?,
            })
        })?;
        Ok(tasks.collect::<rusqlite::Result<_>>()?)
    }

    /// All units in the Vietnamese alphabet's order, with their other names.
    pub fn units(&self) -> Result<Vec<Unit>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT id, abbreviation, name, name_en, kind, valid_from, valid_to
             FROM unit ORDER BY sort_key, id",
        )?;
        let mut units: Vec<Unit> = statement
            .query_map([], |row| {
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
            })?
            .collect::<rusqlite::Result<_>>()?;
        let mut statement = self
            .conn
            .prepare_cached("SELECT unit_id, name FROM alias ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, name): (i64, String) = (row.get(0)?, row.get(1)?);
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
        let mut statement = self.conn.prepare_cached(
            "SELECT p.name, p.unit_id, group_concat(a.name, char(31) ORDER BY a.id)
             FROM person p LEFT JOIN account a ON a.person_id = p.id
             GROUP BY p.id ORDER BY p.id",
        )?;
        let people = statement.query_map([], |row| {
            let accounts: Option<String> = row.get(2)?;
            Ok(Person {
                name: row.get(0)?,
                unit: row.get::<_, Option<i64>>(1)?.map(UnitId),
                accounts: accounts
                    .map(|list| list.split('\u{1f}').map(str::to_owned).collect())
                    .unwrap_or_default(),
            })
        })?;
        Ok(people.collect::<rusqlite::Result<_>>()?)
    }
}

/// A number of days inside its range; another tool may have written anything.
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
        let mut names = self.own_letterhead(plan)?;
        let office = set.get("report.office").filter(|name| !name.is_empty());
        let mut file_copy = None;
        match office {
            Some(office) if !names.is_named(office) => names = Letterhead::of_office(office),
            _ => {
                let lines = self.document_recipients(plan)?;
                file_copy = lines.iter().find(|line| is_file_copy(line)).cloned();
                names.recipients = lines.join("\n");
            }
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
        let mut statement = self.conn.prepare_cached(
            "SELECT text FROM passage WHERE plan_id=? AND section=? AND kind='bullet' ORDER BY id",
        )?;
        let lines = statement.query_map((plan.0, RECIPIENTS), |row| row.get(0))?;
        Ok(lines.collect::<rusqlite::Result<_>>()?)
    }
}

/// Whether a line names where the paper is filed: "Lưu: VT, VP".
fn is_file_copy(line: &str) -> bool {
    line.trim_start_matches(['-', ' ']).starts_with("Lưu:")
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
