//! What is exported, and why that may fail.

use crate::domain::day::Day;
use crate::domain::plan::Plan;
use crate::domain::query::{Anchor, Query};
use crate::domain::task::Task;
use crate::formats::save::SaveError;
use crate::present::lang::Lang;
use crate::store::{DumpError, Store, StoreError};

/// Which tasks of which plan, judged by which day, in which language.
pub struct Export<'s> {
    pub store: &'s Store,
    pub plan: &'s Plan,
    pub query: &'s Query,
    pub today: Day,
    pub lang: Lang,
}

/// Why nothing whole was written.
#[derive(Debug)]
pub enum ExportError {
    Store(StoreError),
    /// The file does not hold what its journal says; only a dump asks.
    Unsound,
    /// A sheet of Excel has no room for so many rows.
    TooMany,
    Output(std::io::Error),
    Save(SaveError),
    /// The format's library gave up.
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
            DumpError::Unsound(_) => Self::Unsound,
            DumpError::Store(error) => Self::Store(error),
            DumpError::Output(error) => Self::Output(error),
        }
    }
}

pub type Result<T = (), E = ExportError> = std::result::Result<T, E>;

/// How many rows are read at a time.
const PAGE: usize = 200;

impl Export<'_> {
    /// Does something over one state of the file.
    pub fn at_once<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.store.snapshot(|| Ok(work()))?
    }

    /// Hands over the tasks in the query's order, a few in memory at a time. Gives back how many.
    pub fn each_task(&self, mut see: impl FnMut(&Task) -> Result) -> Result<usize> {
        let (mut anchor, mut seen) = (Anchor::Start, 0);
        loop {
            let page = self.store.page(self.query, anchor, PAGE)?;
            for row in &page.rows {
                if let Some(task) = self.store.task(row.id)? {
                    see(&task)?;
                    seen += 1;
                }
            }
            match page.rows.last() {
                Some(last) if !page.at_end => anchor = Anchor::After(last.place),
                _ => return Ok(seen),
            }
        }
    }
}
