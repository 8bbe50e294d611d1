//! The journal as people read it: entries with the names of what they touched.

use super::{ENTRY, entries_of_act, entry, kind_of_act};
use crate::domain::day::{Day, day_of};
use crate::domain::deadline::Rhythm;
use crate::domain::ids::{ActId, OccurrenceId, TaskId};
use crate::domain::journal::{ChangeKind, Edit, EntryNames, JournalEntry, StoredValue, standing};
use crate::domain::journal_query::{JournalQuery, Since};
use crate::domain::person::Actor;
use crate::domain::unit::INTO;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::file::connect;
use crate::store::sql::Cached;
use crate::store::values::day_at;
use rusqlite::params;

/// The most entries of one task that are searched for standing ones: far more than are shown, so that an act
/// is not separated from its undoing.
const MAX_ENTRIES: usize = 500;

impl Store {
    /// The history of one task, the newest first.
    pub fn history(&self, task: TaskId, limit: usize) -> Result<Vec<JournalEntry>> {
        let of_task = JournalQuery {
            task: Some(task),
            ..JournalQuery::default()
        };
        self.entries_matching(&of_task, limit)
    }

    /// Who completed an occurrence as it is now; nobody knows of what another tool wrote.
    pub(crate) fn completed_by(
        &self,
        task: TaskId,
        occurrence: OccurrenceId,
    ) -> Result<Option<Actor>> {
        let completes = |edit: &Edit| {
            edit.table == "occurrence"
                && edit.id == occurrence.0
                && edit.column("done_on").is_some()
        };
        let entry = super::last_to_write(&self.conn, Some(task), completes)?;
        Ok(entry.map(|entry| entry.actor))
    }

    /// The rows of one act, in order.
    pub(crate) fn entries_of(&self, act: ActId) -> Result<Vec<JournalEntry>> {
        self.named(entries_of_act(&self.conn, act)?)
    }

    /// What came about with one task after a row of the journal and stands, the newest first; see
    /// [`standing`].
    pub(crate) fn history_since(
        &self,
        task: TaskId,
        row: i64,
        limit: usize,
    ) -> Result<Vec<JournalEntry>> {
        let sql = format!(
            "SELECT {ENTRY} WHERE c.task_id=? AND c.id > ? ORDER BY c.id DESC LIMIT {MAX_ENTRIES}"
        );
        let entries = self.conn.rows(&sql, params![task.0, row], entry)?;
        let mut entries = standing(entries);
        entries.truncate(limit);
        self.named(entries)
    }

    /// The journal, the newest first, from a day on.
    pub fn journal(&self, since: Option<Day>, limit: usize) -> Result<Vec<JournalEntry>> {
        let all = JournalQuery {
            since: since.map_or(Since::Beginning, Since::Day),
            ..JournalQuery::default()
        };
        self.entries_matching(&all, limit)
    }

    /// The changes of a query, up to a limit, in memory.
    fn entries_matching(&self, query: &JournalQuery, limit: usize) -> Result<Vec<JournalEntry>> {
        let (mut entries, mut before) = (Vec::new(), Some(i64::MAX));
        while let Some(row) = before.filter(|_| entries.len() < limit) {
            let page = self.journal_page(query, row, limit - entries.len())?;
            entries.extend(page.entries);
            before = page.next;
        }
        Ok(entries)
    }

    /// Adds the names by which people know what the entries touched.
    pub(in crate::store) fn named(
        &self,
        mut entries: Vec<JournalEntry>,
    ) -> Result<Vec<JournalEntry>> {
        let made_up = connect::is_demonstration(&self.conn);
        // The rows that undo an act stand together.
        let mut known: Option<(ActId, ChangeKind)> = None;
        for entry in &mut entries {
            let apart = !made_up && day_of(entry.recorded_at) != entry.day;
            entry.about.recorded_at = apart.then_some(entry.recorded_at);
            if let Some(target) = entry.target {
                let kind = match known {
                    Some((act, kind)) if act == target => kind,
                    _ => kind_of_act(&self.conn, target)?,
                };
                known = Some((target, kind));
                entry.about.target = Some(kind);
            }
            for edit in &entry.edits {
                self.name_row(edit, &entry.edits, &mut entry.about)?;
            }
        }
        Ok(entries)
    }

    /// Names what an edit touched, which is one of the edits of an entry.
    fn name_row(&self, edit: &Edit, edits: &[Edit], about: &mut EntryNames) -> Result<()> {
        match edit.table.as_str() {
            "occurrence" => about.period = self.period_of(edit.id)?,
            "step" => about.step = self.name_of("SELECT title FROM step WHERE id=?", edit.id)?,
            "area" => {
                let key = self.name_of("SELECT key FROM area WHERE id=?", edit.id)?;
                about.areas.extend(key.map(|key| (edit.id, key)));
            }
            "account" => {
                for person in numbers_in(edit, "person_id") {
                    self.name_person(person, edits, about)?;
                }
            }
            "task" | "coordinating" | "unit" | "alias" | "person" => {
                if edit.table == "person" {
                    self.name_person(edit.id, edits, about)?;
                }
                for section in numbers_in(edit, "section_id") {
                    self.name_section(section, about)?;
                }
                for unit in units_in(edit) {
                    self.name_unit(unit, about)?;
                }
            }
            "section" => self.name_section(edit.id, about)?,
            "setting" => {
                let key = self.name_of("SELECT key FROM setting WHERE id=?", edit.id)?;
                let key = key.unwrap_or_else(|| edit.text("key").to_owned());
                for unit in merged_in(&key, edit) {
                    self.name_unit(unit, about)?;
                }
                about.settings.insert(edit.id, key);
            }
            _ => {}
        }
        Ok(())
    }

    fn name_section(&self, section: i64, about: &mut EntryNames) -> Result<()> {
        let number = self.name_of("SELECT number FROM section WHERE id=?", section)?;
        about
            .sections
            .extend(number.map(|number| (section, number)));
        Ok(())
    }

    fn name_unit(&self, unit: i64, about: &mut EntryNames) -> Result<()> {
        let name = self.name_of("SELECT abbreviation FROM unit WHERE id=?", unit)?;
        // A unit whose adding was undone has no name any more.
        let name = name.unwrap_or_else(|| "?".to_owned());
        about.units.insert(unit, name);
        Ok(())
    }

    fn name_person(&self, person: i64, edits: &[Edit], about: &mut EntryNames) -> Result<()> {
        let name = self.name_of("SELECT name FROM person WHERE id=?", person)?;
        // Whose adding was undone is named only by the row that went.
        let gone = |edit: &&Edit| edit.table == "person" && edit.id == person;
        let gone = || {
            edits
                .iter()
                .find(gone)
                .map(|edit| edit.text("name").to_owned())
        };
        let name = name.or_else(gone);
        about.people.extend(name.map(|name| (person, name)));
        Ok(())
    }

    fn name_of(&self, sql: &str, id: i64) -> Result<Option<String>> {
        self.conn.value(sql, [id])
    }

    fn period_of(&self, occurrence: i64) -> Result<Option<(Rhythm, Day)>> {
        let sql = "SELECT coalesce(o.rhythm, t.rhythm), o.original_due_on FROM occurrence o
            JOIN task t ON t.id = o.task_id WHERE o.id=?";
        let found = self.conn.first(sql, [occurrence], |row| {
            let rhythm: Option<String> = row.get(0)?;
            Ok((
                rhythm.and_then(|word| Rhythm::parse(&word)),
                day_at(row, 1)?,
            ))
        })?;
        Ok(found.and_then(|(rhythm, day)| Some((rhythm?, day?))))
    }
}

/// The units that an edit names, before or after.
fn units_in(edit: &Edit) -> Vec<i64> {
    let column = match edit.table.as_str() {
        "unit" => return vec![edit.id],
        "task" => "lead_id",
        _ => "unit_id",
    };
    numbers_in(edit, column)
}

/// The unit that was merged and the one into which it was, where a setting says so.
fn merged_in(key: &str, edit: &Edit) -> Vec<i64> {
    let Some(unit) = key.strip_prefix(INTO) else {
        return Vec::new();
    };
    let (before, after) = edit.column("value").unwrap_or((None, None));
    let values = [before, after]
        .into_iter()
        .flatten()
        .filter_map(StoredValue::text);
    let units = [unit].into_iter().chain(values);
    units.filter_map(|unit| unit.parse().ok()).collect()
}

/// The rows to which a column points, before and after.
fn numbers_in(edit: &Edit, column: &str) -> Vec<i64> {
    let (before, after) = edit.column(column).unwrap_or((None, None));
    let number = |cell: Option<&StoredValue>| match cell {
        Some(StoredValue::Int(n)) => Some(*n),
        _ => None,
    };
    [number(before), number(after)]
        .into_iter()
        .flatten()
        .collect()
}
