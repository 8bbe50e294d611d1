//! Tables of tasks counted by unit or area.

use super::context::Context;
use super::output::{Out, TextTable};
use super::record::JsonList;
use super::table::{OutputFormat, OutputTarget, rows};
use crate::domain::ids::AreaId;
use crate::domain::totals::Totals;
use crate::domain::unit::UnitScope;
use crate::error::{InLang, Result};
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::report::document::{Align, TableColumn, TableValue};

/// One unit or area.
pub(crate) struct CountRow {
    /// What the first column of the table for people says.
    pub key: String,
    pub of: (UnitScope, Option<AreaId>),
    /// What the last one says, of any length.
    pub name: String,
    /// What spreadsheets get: a value for each of the columns; nothing where it is for people alone.
    pub cells: Vec<TableValue>,
    /// What scripts get; null where it is for people alone.
    pub json: serde_json::Value,
}

/// Counts of tasks; dropped ones are counted apart.
pub(crate) struct CountTable<'c> {
    context: &'c Context,
    /// The titles of the first and the last column for people.
    titles: [&'static str; 2],
    /// What spreadsheets call the table.
    sheet: &'static str,
    /// The columns that come before the counts.
    columns: Vec<TableColumn>,
    all: Vec<(CountRow, Totals)>,
}

/// A count, as people, spreadsheets and scripts call it.
type CountColumn = (Bi, Bi, &'static str, fn(&Totals) -> i64);

const COUNTS: [CountColumn; 4] = [
    (
        bi(">XONG", ">DONE"),
        bi("Đã xong", "Done"),
        "done",
        Totals::done,
    ),
    (
        bi(">TỔNG", ">ALL"),
        bi("Tổng số", "All"),
        "total",
        Totals::total,
    ),
    (
        bi(">QUÁ HẠN", ">OVERDUE"),
        bi("Quá hạn", "Overdue"),
        "overdue",
        |totals| totals.overdue,
    ),
    (
        bi(">BÃI BỎ", ">DROPPED"),
        bi("Bãi bỏ", "Dropped"),
        "dropped",
        |totals| totals.dropped,
    ),
];

impl<'c> CountTable<'c> {
    pub(crate) fn new(
        context: &'c Context,
        titles: [&'static str; 2],
        sheet: &'static str,
        columns: Vec<TableColumn>,
    ) -> Self {
        Self {
            context,
            titles,
            sheet,
            columns,
            all: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, counted: CountRow) -> Result {
        let Context { store, plan, .. } = self.context;
        let (unit, area) = counted.of;
        let totals = store.totals(plan.id, unit, area, self.context.today);
        self.all.push((counted, totals.in_lang(self.context.lang)?));
        Ok(())
    }

    pub(crate) fn print(self, target: &OutputTarget, out: &mut Out) -> Result {
        let (context, lang) = (self.context, self.context.lang);
        target.print(context, out, |out| match target.form {
            OutputFormat::Text => self.print_text(lang, out),
            OutputFormat::Json => self.print_json(out),
            OutputFormat::Table(format) => {
                let counts = COUNTS
                    .iter()
                    .map(|(_, title, ..)| TableColumn::new(title.get(lang), 12, Align::Right));
                let columns: Vec<TableColumn> =
                    self.columns.iter().cloned().chain(counts).collect();
                rows(format, (self.sheet, &columns), lang, out, |row| {
                    let mut all = self
                        .all
                        .iter()
                        .filter(|(counted, _)| !counted.cells.is_empty());
                    all.try_for_each(|(counted, totals)| {
                        let counts = COUNTS.iter().map(|(.., of)| TableValue::Number(of(totals)));
                        let cells = counted.cells.iter().cloned().chain(counts);
                        row(&cells.collect::<Vec<_>>())
                    })
                })
            }
        })
    }

    fn print_text(&self, lang: Lang, out: &mut Out) -> Result {
        let [key, name] = self.titles;
        let counts = COUNTS.iter().map(|(title, ..)| title.get(lang));
        let titles: Vec<&str> = [key].into_iter().chain(counts).chain([name]).collect();
        let mut grid = TextTable::new(&titles);
        for (counted, totals) in &self.all {
            let counts = COUNTS
                .iter()
                .map(|(.., of)| dates::number(of(totals), lang));
            let key = [counted.key.clone()].into_iter();
            grid.push(key.chain(counts).chain([counted.name.clone()]).collect());
        }
        grid.print(out)
    }

    fn print_json(&self, out: &mut Out) -> Result {
        let mut list = JsonList::default();
        for (counted, totals) in &self.all {
            let Some(mut fields) = counted.json.as_object().cloned() else {
                continue;
            };
            fields.extend(
                COUNTS
                    .iter()
                    .map(|(_, _, name, of)| ((*name).to_owned(), of(totals).into())),
            );
            list.push(&fields, out)?;
        }
        list.end(out)
    }
}
