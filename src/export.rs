//! Exports for other programs: tasks as a table or a workbook, due dates as a calendar.
//! [`Store::dump`](crate::store::Store::dump) writes the complete file as JSON.

use crate::domain::area::{Area, Section};
use crate::domain::day::Day;
use crate::domain::ids::UnitId;
use crate::domain::plan::Plan;
use crate::domain::query::Query;
use crate::domain::task::{Occurrence, State, Task};
use crate::domain::unit::Unit;
use crate::formats::calendar::{CalendarEntry, CalendarStyle, END, entry, head};
use crate::formats::save::SaveError;
use crate::formats::table::{FlatSheet, MAX_ROWS, TableFormat, TableWriter};
use crate::formats::workbook::{self, Summary, SummaryBlock};
use crate::present::dates;
use crate::present::lang::Lang;
use crate::report::flat::{AREA, FlatColumns, FlatCounts, FlatNames, FlatTask, LEAD};
use crate::store::{DumpError, Store, StoreError};
use std::collections::HashMap;
use std::io::Write;

pub(crate) struct Export<'s> {
    pub store: &'s Store,
    pub plan: &'s Plan,
    pub query: &'s Query,
    pub today: Day,
    pub lang: Lang,
}

#[derive(Debug)]
pub(crate) enum ExportError {
    Store(StoreError),
    /// The file's tables differ from its journal; only of a dump.
    Inconsistent,
    /// More rows than an Excel sheet can hold.
    TooMany,
    Output(std::io::Error),
    Save(SaveError),
    /// The message of the format's library.
    Format(String),
}

impl From<StoreError> for ExportError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<std::io::Error> for ExportError {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<SaveError> for ExportError {
    fn from(error: SaveError) -> Self {
        Self::Save(error)
    }
}

impl From<DumpError> for ExportError {
    fn from(error: DumpError) -> Self {
        match error {
            DumpError::Inconsistent(_) => Self::Inconsistent,
            DumpError::Store(error) => Self::Store(error),
            DumpError::Output(error) => Self::Output(error),
        }
    }
}

pub(crate) type Result<T = (), E = ExportError> = std::result::Result<T, E>;

impl Export<'_> {
    /// Runs several reads over one state of the file.
    fn in_snapshot<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.store.snapshot(|| Ok(work()))?
    }

    /// Visits the tasks in the query's order, a page in memory at a time; returns their number.
    fn each_task(&self, mut visit: impl FnMut(&Task) -> Result) -> Result<usize> {
        let mut visited = 0;
        for page in self.store.pages(self.query) {
            for row in page? {
                if let Some(task) = self.store.task(row.id)? {
                    visit(&task)?;
                    visited += 1;
                }
            }
        }
        Ok(visited)
    }
}

fn format_error(error: impl std::fmt::Display) -> ExportError {
    ExportError::Format(error.to_string())
}

/// The names that rows of tasks refer to.
struct Lookup {
    areas: Vec<Area>,
    sections: Vec<Section>,
    units: Vec<Unit>,
}

impl Lookup {
    fn read(export: &Export<'_>) -> Result<Self> {
        let Export { store, plan, .. } = export;
        Ok(Self {
            areas: store.areas(plan.id)?,
            sections: store.sections(plan.id)?,
            units: store.units()?,
        })
    }

    fn names(&self, export: &Export<'_>) -> FlatNames<'_> {
        FlatNames {
            areas: &self.areas,
            sections: &self.sections,
            units: &self.units,
            day: export.today,
            soon_days: export.plan.settings.soon_days,
            lang: export.lang,
        }
    }
}

/// Writes a row for each task; returns their number.
pub(crate) fn table(
    export: &Export<'_>,
    format: TableFormat,
    out: &mut dyn Write,
) -> Result<usize> {
    export.in_snapshot(|| {
        let lookup = Lookup::read(export)?;
        let names = lookup.names(export);
        let heads = FlatColumns::Now.heads(export.lang);
        let mut writer = TableWriter::begin(format, sheet(export), &heads, export.lang, out)?;
        let written = export.each_task(|task| {
            let cells = FlatColumns::Now.cells(&task.into(), &names);
            Ok(writer.row(&cells)?)
        })?;
        writer.finish()?;
        Ok(written)
    })
}

/// Writes the same as a workbook, with counts by area and by unit.
pub(crate) fn workbook(export: &Export<'_>, out: &mut dyn Write) -> Result<usize> {
    export.in_snapshot(|| {
        let lookup = Lookup::read(export)?;
        let names = lookup.names(export);
        let heads = FlatColumns::Now.heads(export.lang);
        let mut tasks = FlatSheet::new(sheet(export), &heads, export.lang).map_err(format_error)?;
        let mut areas: HashMap<String, FlatCounts> = HashMap::new();
        let mut leads: HashMap<Option<UnitId>, FlatCounts> = HashMap::new();
        let written = export.each_task(|task| {
            if tasks.rows() + 1 == MAX_ROWS {
                return Err(ExportError::TooMany);
            }
            let task = FlatTask::from(task);
            areas
                .entry(task.area.to_owned())
                .or_default()
                .add(&task, &names);
            let lead = task.texts.lead.filter(|id| names.unit(*id).is_some());
            leads.entry(lead).or_default().add(&task, &names);
            let cells = FlatColumns::Now.cells(&task, &names);
            tasks.row(&cells).map_err(format_error)
        })?;
        let summary = Summary {
            title: title(export),
            notices: notices(export),
            blocks: vec![by_area(&names, areas), by_lead(&names, leads)],
        };
        let bytes = workbook::write(tasks, &summary, export.lang).map_err(ExportError::Format)?;
        out.write_all(&bytes)?;
        Ok(written)
    })
}

fn sheet(export: &Export<'_>) -> &'static str {
    export.lang.pick("Nhiệm vụ", "Tasks")
}

fn title(export: &Export<'_>) -> String {
    let (plan, day) = (export.plan, dates::full(export.today));
    export.lang.pick(
        format!("{}: tổng hợp đến ngày {day}", plan.title),
        format!("{}: summary as of {day}", plan.title),
    )
}

fn notices(export: &Export<'_>) -> Vec<String> {
    let text = export.lang.pick(
        "Số liệu minh họa: đơn vị, thời hạn và tiến độ là giả định.",
        "Sample data: units, deadlines and progress are fictitious.",
    );
    let notice = export.plan.illustrative.then(|| text.to_owned());
    notice.into_iter().collect()
}

/// The areas in the plan's order, including those without tasks.
fn by_area(names: &FlatNames<'_>, mut counts: HashMap<String, FlatCounts>) -> SummaryBlock {
    let rows = names.areas.iter().map(|area| {
        let own = counts.remove(&area.key).unwrap_or_default();
        (names.area(&area.key), own)
    });
    SummaryBlock {
        caption: names.lang.pick("Theo lĩnh vực", "By area"),
        by: AREA,
        rows: rows.collect(),
    }
}

/// The leading units in the order of the file's list; tasks without a lead come last.
fn by_lead(names: &FlatNames<'_>, mut counts: HashMap<Option<UnitId>, FlatCounts>) -> SummaryBlock {
    let units = names.units.iter().map(|unit| Some(unit.id)).chain([None]);
    let rows = units.filter_map(|id| Some((names.lead(id).to_owned(), counts.remove(&id)?)));
    SummaryBlock {
        caption: names.lang.pick("Theo đơn vị chủ trì", "By lead unit"),
        by: LEAD,
        rows: rows.collect(),
    }
}

/// Writes an entry for each open due date of open tasks; returns their number.
pub(crate) fn calendar(
    export: &Export<'_>,
    style: &CalendarStyle,
    out: &mut dyn Write,
) -> Result<usize> {
    export.in_snapshot(|| {
        let (areas, units) = (export.store.areas(export.plan.id)?, export.store.units()?);
        // A calendar may hold two plans of one year; eight digits distinguish them.
        let mut origin = export.store.origin()?.unwrap_or_default();
        origin.truncate(8);
        let plan = Entries {
            export,
            names: names(export, &areas, &units),
            origin,
        };
        out.write_all(head(&export.plan.title).as_bytes())?;
        let mut written = 0;
        export.each_task(|task| {
            let open = task.occurrences.iter().filter(|o| o.is_open());
            for occurrence in open.filter(|_| task.row.state.is_open()) {
                let Some(calendar_entry) = plan.entry(task, occurrence) else {
                    continue;
                };
                let text = entry(&calendar_entry, style);
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

struct Entries<'e> {
    export: &'e Export<'e>,
    names: FlatNames<'e>,
    origin: String,
}

impl Entries<'_> {
    /// The entry of a due date; `None` if that has no day.
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
            lang.text("Chủ trì: ", "Lead: ") + self.names.lead(task.texts.lead),
            lang.text("Thời hạn: ", "Deadline: ") + &task.row.deadline,
        ];
        if let Some(product) = &task.texts.product {
            lines.push(lang.text("Sản phẩm: ", "Product: ") + product);
        }
        // The newest note is the first.
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
