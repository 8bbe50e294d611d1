//! What is sent to a unit: a row a task, or a period of one, with what is known of its progress.

use crate::domain::day::Day;
use crate::domain::ids::{OccurrenceId, PlanId, TaskId, UnitId};
use crate::domain::note::Evidence;
use crate::domain::plan::Plan;
use crate::domain::query::{Anchor, Order, Query};
use crate::domain::task::Occurrence;
use crate::domain::task::{Hold, State, Task};
use crate::domain::text::{Shape, clean};
use crate::domain::unit::{Unit, UnitScope};
use crate::present::dates;
use crate::present::lang::Lang;
use crate::store::{Result, Store};

/// Tasks that are read at one time.
const PAGE: usize = 200;

/// Which task a row is about, and which of its due dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RowKey {
    pub task: TaskId,
    /// None of a task that has no due dates.
    pub occurrence: Option<OccurrenceId>,
}

impl RowKey {
    /// As the sheet keeps it: "12/34".
    pub(super) fn to_cell(self) -> String {
        let occurrence = self.occurrence.map_or(0, |id| id.0);
        format!("{}/{occurrence}", self.task.0)
    }

    pub(super) fn from_cell(cell: &str) -> Option<Self> {
        let (task, occurrence) = cell.trim().split_once('/')?;
        let occurrence: i64 = occurrence.parse().ok()?;
        Some(Self {
            task: TaskId(task.parse().ok()?),
            occurrence: (occurrence != 0).then_some(OccurrenceId(occurrence)),
        })
    }
}

/// What a row says of the progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    pub state: State,
    pub done_on: Option<Day>,
    pub result: Option<String>,
    /// The documents, each as its number, its day and what it is about.
    pub evidence: Vec<String>,
}

impl Progress {
    /// As the plan says it now.
    pub fn of(task: &Task, occurrence: Option<&Occurrence>) -> Self {
        let done_on = occurrence.and_then(|one| one.done_on);
        let state = match (done_on, task.hold) {
            (Some(_), _) => State::Done,
            (None, Some(Hold::Paused)) => State::Paused,
            (None, Some(Hold::Dropped)) => State::Dropped,
            (None, None) if task.started => State::InProgress,
            (None, None) => State::NotStarted,
        };
        Self {
            state,
            done_on,
            result: occurrence.and_then(|one| one.result.clone()),
            evidence: task.evidence.iter().map(document).collect(),
        }
    }
}

/// A document as a cell names it: "15/KH-SKHCN ngày 02/02/2021". The word is Vietnamese in a sheet of
/// either language, since the cell is read again when the sheet comes back.
pub(super) fn document(document: &Evidence) -> String {
    match document.dated_on {
        Some(day) => format!("{} ngày {}", document.number, dates::full(day)),
        None => document.number.clone(),
    }
}

/// A row as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentRow {
    pub key: RowKey,
    pub code: String,
    /// What the progress was.
    pub progress: Progress,
}

/// A row with what people see of it.
#[derive(Clone, Debug)]
pub struct SheetRow {
    pub sent: SentRow,
    pub title: String,
    pub due_on: Option<Day>,
    /// The deadline's wording, where there is no day.
    pub wording: String,
}

/// Which sheet it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// The hash of the plan's first journal row: the same in every copy of the file, and in no other.
    pub origin: String,
    pub plan: PlanId,
    pub year: i32,
    pub unit: UnitId,
    /// Its abbreviation when the sheet was sent.
    pub unit_name: String,
    pub sent_on: Day,
}

impl Marker {
    /// A note of the unit's as the plan keeps it: who has sent it, and in which sheet.
    pub(super) fn note(&self, text: &str) -> String {
        let (unit, day) = (&self.unit_name, dates::full(self.sent_on));
        let text = clean(text, Shape::Lines).text;
        format!("{unit} báo (biểu ngày {day}): {}", text.trim())
    }
}

/// The sheet of a unit.
#[derive(Clone, Debug)]
pub struct ProgressSheet {
    pub marker: Marker,
    pub unit: Unit,
    pub plan: Plan,
    pub rows: Vec<SheetRow>,
}

impl ProgressSheet {
    /// Reads what a unit leads and nobody has dropped.
    ///
    /// # Errors
    /// What the file says.
    pub fn read(store: &Store, unit: &Unit, today: Day, lang: Lang) -> Result<Self> {
        store.snapshot(|| {
            let plan = store.plan()?;
            let mut query = Query::all(plan.id, today, &plan.settings);
            query.unit = UnitScope::Led(unit.id);
            query.order = Order::Code;
            let rows = rows(store, &query, today, lang)?;
            let marker = Marker {
                origin: store.origin()?.unwrap_or_default(),
                plan: plan.id,
                year: plan.year,
                unit: unit.id,
                unit_name: unit.abbreviation.clone(),
                sent_on: today,
            };
            let unit = unit.clone();
            Ok(Self {
                marker,
                unit,
                plan,
                rows,
            })
        })
    }
}

/// The rows of the tasks that a query lists, but of those that were dropped.
fn rows(store: &Store, query: &Query, today: Day, lang: Lang) -> Result<Vec<SheetRow>> {
    let mut rows = Vec::new();
    let mut anchor = Anchor::Start;
    loop {
        let page = store.page(query, anchor, PAGE)?;
        for row in page.rows.iter().filter(|row| row.state != State::Dropped) {
            if let Some(task) = store.task(row.id)? {
                let shown = shown(&task, today);
                rows.extend(shown.into_iter().map(|one| sheet_row(&task, one, lang)));
            }
        }
        match page.rows.last() {
            Some(last) if !page.at_end => anchor = Anchor::After(last.place),
            _ => return Ok(rows),
        }
    }
}

/// The due dates that the unit is asked about: of a recurring task what is open until the first one
/// after today, and where nothing is open the last one.
fn shown(task: &Task, today: Day) -> Vec<Option<&Occurrence>> {
    if task.row.rhythm.is_none() && task.occurrences.len() == 1 {
        return vec![task.occurrences.first()];
    }
    let mut open: Vec<&Occurrence> = task
        .occurrences
        .iter()
        .filter(|one| one.is_open())
        .collect();
    open.sort_by_key(|one| (one.due_on.is_none(), one.due_on, one.ordinal));
    let now = open
        .iter()
        .take_while(|one| one.due_on.is_some_and(|due| due <= today));
    let now = now.count();
    open.truncate(now + 1);
    if open.is_empty() {
        return vec![task.occurrences.last()];
    }
    open.into_iter().map(Some).collect()
}

fn sheet_row(task: &Task, occurrence: Option<&Occurrence>, lang: Lang) -> SheetRow {
    let period = occurrence.map(|one| dates::period(task.row.rhythm, one, lang));
    let period = period.filter(|period| !period.is_empty());
    let title = &task.row.title;
    SheetRow {
        sent: SentRow {
            key: RowKey {
                task: task.row.id,
                occurrence: occurrence.map(|one| one.id),
            },
            code: task.row.code.clone(),
            progress: Progress::of(task, occurrence),
        },
        title: match period {
            Some(period) => format!("{title} – {}", dates::as_period(&period, lang)),
            None => title.clone(),
        },
        due_on: occurrence.and_then(|one| one.due_on),
        wording: task.row.deadline.clone(),
    }
}
