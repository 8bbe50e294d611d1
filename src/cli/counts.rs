//! Tables of tasks counted by unit or area.

use super::context::Context;
use super::output::{Grid, Out};
use crate::domain::ids::AreaId;
use crate::domain::unit::UnitScope;
use crate::error::{Result, Say};
use crate::present::dates;

/// Counts of tasks by whatever the first column names. They stand before the names, which are of any
/// length; dropped tasks are counted apart.
pub struct CountTable<'c> {
    context: &'c Context,
    grid: Grid,
}

impl<'c> CountTable<'c> {
    pub fn new(context: &'c Context, key: &str, name: &str) -> Self {
        let lang = context.lang;
        let grid = Grid::new(&[
            key,
            lang.pick(">XONG", ">DONE"),
            lang.pick(">TỔNG", ">ALL"),
            lang.pick(">QUÁ HẠN", ">OVERDUE"),
            lang.pick(">BÃI BỎ", ">DROPPED"),
            name,
        ]);
        Self { context, grid }
    }

    pub fn push(&mut self, key: &str, of: (UnitScope, Option<AreaId>), name: String) -> Result {
        let Context { store, plan, .. } = self.context;
        let (today, lang) = (self.context.today, self.context.lang);
        let totals = store.totals(plan.id, of.0, of.1, today).say(lang)?;
        let mut cells = vec![key.to_owned()];
        let (done, all) = (totals.done(), totals.total());
        cells.extend([done, all, totals.overdue, totals.dropped].map(|n| dates::number(n, lang)));
        cells.push(name);
        self.grid.push(cells);
        Ok(())
    }

    pub fn print(&self, out: &mut Out) -> Result {
        self.grid.print(out)
    }
}
