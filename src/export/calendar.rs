//! The due dates that still wait, as a calendar.

use super::scope::{Export, ExportError, Result};
use crate::domain::area::Area;
use crate::domain::occurrence::Occurrence;
use crate::domain::task::{State, Task};
use crate::domain::unit::Unit;
use crate::formats::calendar::{CalendarEntry, CalendarStyle, END, entry, head};
use crate::present::dates;
use crate::report::flat::FlatNames;
use std::io::Write;

/// Writes an entry for each open due date with a day of the tasks that go on; gives back how many.
pub fn calendar(export: &Export<'_>, style: &CalendarStyle, out: &mut dyn Write) -> Result<usize> {
    export.at_once(|| {
        let (areas, units) = (export.store.areas(export.plan.id)?, export.store.units()?);
        // Two plans of one year may lie in one calendar; eight digits tell them apart.
        let mut origin = export.store.origin()?.unwrap_or_default();
        origin.truncate(8);
        let plan = Plan {
            export,
            names: names(export, &areas, &units),
            origin,
        };
        out.write_all(head(&export.plan.title).as_bytes())?;
        let mut written = 0;
        export.each_task(|task| {
            let open = task.occurrences.iter().filter(|o| o.is_open());
            for occurrence in open.filter(|_| task.row.state.is_open()) {
                let Some(made) = plan.entry(task, occurrence) else {
                    continue;
                };
                let text = entry(&made, style);
                let text = text.map_err(|error| ExportError::Format(error.to_string()))?;
                out.write_all(text.as_bytes())?;
                written += 1;
            }
            Ok(())
        })?;
        out.write_all(END.as_bytes())?;
        Ok(written)
    })
}

fn names<'n>(export: &Export<'_>, areas: &'n [Area], units: &'n [Unit]) -> FlatNames<'n> {
    FlatNames {
        areas,
        sections: &[],
        units,
        day: export.today,
        soon_days: export.plan.settings.soon_days,
        lang: export.lang,
    }
}

/// What the entries of a plan have in common.
struct Plan<'e> {
    export: &'e Export<'e>,
    names: FlatNames<'e>,
    origin: String,
}

impl Plan<'_> {
    /// An occurrence as an entry; one without a day has none.
    fn entry(&self, task: &Task, occurrence: &Occurrence) -> Option<CalendarEntry> {
        let due = occurrence.due_on?;
        let (row, lang) = (&task.row, self.export.lang);
        let period = dates::period(row.rhythm, occurrence, lang);
        let period = match period.is_empty() {
            true => period,
            false => lang.pick(format!(", kỳ {period}"), format!(", {period}")),
        };
        let (year, code, ordinal) = (self.export.plan.year, &row.code, occurrence.ordinal);
        Some(CalendarEntry {
            uid: format!("{year}-{code}-{ordinal}@{}.cchc", self.origin),
            due,
            title: format!("{code} {}{period}", row.title),
            description: self.description(task),
            category: self.names.area(&row.area),
            key_task: row.key_task,
            begun: row.state == State::InProgress,
            changed_at: row.updated_at,
            sequence: row.place.last_change,
        })
    }

    fn description(&self, task: &Task) -> String {
        let lang = self.export.lang;
        let mut lines = vec![
            lang.pick("Chủ trì: ", "Lead: ").to_owned() + self.names.lead(task.texts.lead),
            lang.pick("Thời hạn: ", "Deadline: ").to_owned() + &task.row.deadline,
        ];
        if let Some(product) = &task.texts.product {
            lines.push(lang.pick("Sản phẩm: ", "Product: ").to_owned() + product);
        }
        // The newest stands first.
        if let Some(note) = task.notes.first() {
            let day = dates::full(note.day);
            lines.push(lang.pick(
                format!("Ghi chú {day}: {}", note.body),
                format!("Note of {day}: {}", note.body),
            ));
        }
        lines.join("\n")
    }
}
