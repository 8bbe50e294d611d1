//! Tasks as a flat table: as CSV, as Markdown, and as a workbook with a summary.

use super::scope::{Export, ExportError, Result};
use crate::domain::area::{Area, Section};
use crate::domain::ids::UnitId;
use crate::domain::unit::Unit;
use crate::formats::table::{FlatSheet, MAX_ROWS, TableFormat, TableWriter};
use crate::formats::workbook::{self, Summary, SummaryBlock};
use crate::present::dates;
use crate::report::flat::{AREA, FlatColumns, FlatCounts, FlatNames, FlatTask, LEAD};
use std::collections::HashMap;
use std::io::Write;

fn library(error: impl std::fmt::Display) -> ExportError {
    ExportError::Format(error.to_string())
}

/// What the rows of a plan name.
struct Named {
    areas: Vec<Area>,
    sections: Vec<Section>,
    units: Vec<Unit>,
}

impl Named {
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

/// Writes the tasks, a row each, and gives back how many.
pub fn table(export: &Export<'_>, format: TableFormat, out: &mut dyn Write) -> Result<usize> {
    export.at_once(|| {
        let named = Named::read(export)?;
        let names = named.names(export);
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

/// Writes the same as a workbook that counts them by area and by unit.
pub fn workbook(export: &Export<'_>, out: &mut dyn Write) -> Result<usize> {
    export.at_once(|| {
        let named = Named::read(export)?;
        let names = named.names(export);
        let heads = FlatColumns::Now.heads(export.lang);
        let mut tasks = FlatSheet::new(sheet(export), &heads, export.lang).map_err(library)?;
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
            tasks.row(&cells).map_err(library)
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
    let made_up = export.lang.pick(
        "Số liệu minh họa: đơn vị, thời hạn và tiến độ là giả định.",
        "Sample data: units, deadlines and progress are fictitious.",
    );
    let notice = export.plan.illustrative.then(|| made_up.to_owned());
    notice.into_iter().collect()
}

/// The areas in the plan's order, those without a task too.
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

/// The units that lead something in the alphabet's order, nobody last.
fn by_lead(names: &FlatNames<'_>, mut counts: HashMap<Option<UnitId>, FlatCounts>) -> SummaryBlock {
    let units = names.units.iter().map(|unit| Some(unit.id)).chain([None]);
    let rows = units.filter_map(|id| Some((names.lead(id).to_owned(), counts.remove(&id)?)));
    SummaryBlock {
        caption: names.lang.pick("Theo đơn vị chủ trì", "By lead unit"),
        by: LEAD,
        rows: rows.collect(),
    }
}
