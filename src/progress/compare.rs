//! Three-way comparison of a returned sheet: as sent, as filled in, as it is now in the plan.

use super::read::{self, Citation, DateError, FilledRow, Returned, documents, parse_citation};
use super::sheet::{self, RowKey, SentRow, SheetColumn, SheetId, TaskProgress};
use crate::domain::day::Day;
use crate::domain::ids::TaskId;
use crate::domain::note::Evidence;
use crate::domain::plan::Plan;
use crate::domain::task::{State, Task};
use crate::domain::text::fold;
use crate::domain::unit::Unit;
use crate::present::dates;
use crate::store::{self, Store};
use chrono::Datelike;
use std::collections::{HashMap, HashSet};

#[derive(Clone, Debug)]
pub struct Comparison {
    pub returned: Returned,
    pub plan_year: i32,
    /// Set where the sheet is not of this plan, so that nothing can be taken over.
    pub foreign: Option<ForeignSheet>,
    /// The sheet's rows in their order, then the rows removed from it.
    pub rows: Vec<ComparedRow>,
    /// Whether the rows are in another order than as sent.
    pub moved: bool,
    pub(super) tasks: HashMap<TaskId, Task>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignSheet {
    /// The sheet of another year's plan.
    Year(i32),
    /// The sheet of another file.
    File,
}

#[derive(Clone, Debug)]
pub struct ComparedRow {
    /// From 1, as the sheet counts; `None` for a removed row.
    pub number: Option<u32>,
    pub key: Option<RowKey>,
    pub code: String,
    pub title: String,
    /// Why it cannot be taken over.
    pub problem: Option<RowProblem>,
    /// What the unit changed.
    pub parts: Vec<CellChange>,
    /// Documents that the unit has removed from the cell; they are kept.
    pub kept: Vec<String>,
    /// Who last changed the task in the plan, and when; only of a row in conflict.
    pub changed_by: Option<(String, Day)>,
    pub(super) wanted: FilledValues,
}

/// A cell that the unit changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    pub column: SheetColumn,
    pub value: ThreeWayValue,
    pub since: SinceSent,
}

/// A value as sent, as filled in, and now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThreeWayValue {
    State([State; 3]),
    Day([Option<Day>; 3]),
    Text([String; 3]),
}

/// How the plan's value has changed since the sheet was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SinceSent {
    /// It is as sent.
    Unchanged,
    /// It is already as filled in.
    AlreadyApplied,
    /// It is neither: a conflict.
    Changed,
}

/// Why a row is not taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowProblem {
    /// The row was not sent.
    Added,
    /// The row was removed from the sheet.
    Removed,
    /// The code differs from the one sent, which is this.
    OtherCode(String),
    /// A repetition of the row of this number.
    Twice(u32),
    /// The task is no longer in the plan.
    NoTask,
    /// The due date no longer exists: the deadline was set again.
    NoPeriod,
    /// This unit leads the task now.
    OtherLead(String),
    /// The state is not understood.
    State(String),
    /// The state is empty.
    NoState,
    /// A unit may not drop a task.
    Drops,
    /// The day cannot be read.
    Day(String, DateError),
    /// The day of completion is more than a year from the plan's year, which is this.
    FarDay(Day, i32),
    /// Completed without a day.
    DateMissing,
    /// A day of completion, but not completed.
    DayOnly,
    /// Paused without a reason in the note.
    NoReason,
    /// A document's date cannot be read.
    Document(String, DateError),
    /// The plan has the document under another date.
    OtherDate(String),
    /// The plan has the document, but not all that is typed with it.
    OtherSummary(String),
    /// A formula without a stored value.
    Formula(SheetColumn),
    /// The row of this number sets another state for the same task.
    Contradicts(u32),
}

/// The values filled in, `None` where they are as sent.
#[derive(Clone, Debug, Default)]
pub(super) struct FilledValues {
    /// The state and the day of completion as filled in, changed or not.
    pub(super) filled: Option<(State, Option<Day>)>,
    state: Option<State>,
    done_on: Option<Option<Day>>,
    pub(super) result: Option<Option<String>>,
    pub(super) documents: Vec<Citation>,
    pub(super) note: Option<String>,
}

impl ComparedRow {
    /// Whether unit and plan have both changed a value.
    pub(crate) fn is_in_conflict(&self) -> bool {
        self.problem.is_none()
            && self
                .parts
                .iter()
                .any(|part| part.since == SinceSent::Changed)
    }

    /// Whether the plan does not have everything yet that the unit filled in.
    pub(crate) fn has_changes(&self) -> bool {
        self.problem.is_none()
            && self
                .parts
                .iter()
                .any(|part| part.since != SinceSent::AlreadyApplied)
    }
}

impl Comparison {
    /// Compares a sheet with the plan.
    pub fn of(returned: Returned, store: &Store, today: Day) -> store::Result<Self> {
        store.snapshot(|| {
            let plan = store.plan()?;
            let origin = store.origin()?.unwrap_or_default();
            let id = &returned.id;
            let foreign = if id.year != plan.year {
                Some(ForeignSheet::Year(id.year))
            } else {
                (id.origin != origin || id.plan != plan.id).then_some(ForeignSheet::File)
            };
            let units = store.units()?;
            let mut comparison = Self {
                plan_year: plan.year,
                foreign,
                rows: Vec::new(),
                moved: false,
                tasks: HashMap::new(),
                returned,
            };
            if foreign.is_none() {
                comparison.compare(store, (&plan, &units), today)?;
                comparison.set_changed_by(store)?;
            }
            Ok(comparison)
        })
    }

    fn compare(
        &mut self,
        store: &Store,
        (plan, units): (&Plan, &[Unit]),
        today: Day,
    ) -> store::Result<()> {
        let sent = self.returned.sent.iter().enumerate();
        let sent: HashMap<RowKey, (usize, &SentRow)> =
            sent.map(|(at, row)| (row.key, (at, row))).collect();
        let mut first: HashMap<RowKey, u32> = HashMap::new();
        let (mut rows, mut places, mut tasks) = (Vec::new(), Vec::new(), HashMap::new());
        let reader = RowReader {
            plan,
            today,
            units,
            id: &self.returned.id,
        };
        for filled in &self.returned.rows {
            let twice = filled.key.and_then(|key| first.insert(key, filled.number));
            let known = filled.key.and_then(|key| sent.get(&key).copied());
            // Most rows are unchanged; their tasks are not read.
            if let Some((_, sent)) = known.filter(|(_, sent)| reader.reports(filled, sent))
                && !tasks.contains_key(&sent.key.task)
                && let Some(task) = store.task(sent.key.task)?
            {
                tasks.insert(sent.key.task, task);
            }
            let task = filled.key.and_then(|key| tasks.get(&key.task));
            let mut row = reader.row(filled, known.map(|(_, sent)| sent), task);
            if let Some(other) = twice {
                row.problem = Some(RowProblem::Twice(other));
            }
            rows.push(row);
            places.extend(known.map(|(at, _)| at));
        }
        let gone = self.returned.sent.iter();
        rows.extend(
            gone.filter(|row| !first.contains_key(&row.key))
                .map(removed),
        );
        self.moved = !places.is_sorted();
        (self.rows, self.tasks) = (rows, tasks);
        Ok(())
    }

    /// Finds who last changed the tasks of rows in conflict.
    fn set_changed_by(&mut self, store: &Store) -> store::Result<()> {
        for row in self.rows.iter_mut().filter(|row| row.is_in_conflict()) {
            if let Some(key) = row.key {
                let last = store.history(key.task, 1)?.into_iter().next();
                row.changed_by = last.map(|entry| (entry.actor.person, entry.day));
            }
        }
        Ok(())
    }
}

fn removed(sent: &SentRow) -> ComparedRow {
    ComparedRow {
        number: None,
        key: Some(sent.key),
        code: sent.code.clone(),
        title: String::new(),
        problem: Some(RowProblem::Removed),
        parts: Vec::new(),
        kept: Vec::new(),
        changed_by: None,
        wanted: FilledValues::default(),
    }
}

struct RowReader<'a> {
    plan: &'a Plan,
    today: Day,
    units: &'a [Unit],
    id: &'a SheetId,
}

impl RowReader<'_> {
    /// Whether a row differs from what was sent, understood or not.
    fn reports(&self, filled: &FilledRow, sent: &SentRow) -> bool {
        let wanted = self.filled_values(filled, &sent.progress);
        !wanted.is_ok_and(|wanted| wanted.is_nothing())
    }

    fn row(&self, filled: &FilledRow, sent: Option<&SentRow>, task: Option<&Task>) -> ComparedRow {
        let mut row = ComparedRow {
            number: Some(filled.number),
            key: filled.key,
            code: filled.code.clone(),
            title: filled.title.clone(),
            problem: None,
            parts: Vec::new(),
            kept: Vec::new(),
            changed_by: None,
            wanted: FilledValues::default(),
        };
        let read = match sent {
            None => Err(RowProblem::Added),
            Some(sent) if fold(&sent.code) != fold(&filled.code) => {
                Err(RowProblem::OtherCode(sent.code.clone()))
            }
            Some(sent) => self.read(filled, sent, task, &mut row),
        };
        row.problem = read.err();
        row
    }

    /// Reads the changed values into `row`.
    fn read(
        &self,
        filled: &FilledRow,
        sent: &SentRow,
        task: Option<&Task>,
        row: &mut ComparedRow,
    ) -> Result<(), RowProblem> {
        let before = &sent.progress;
        row.wanted = self.filled_values(filled, before)?;
        if row.wanted.is_nothing() {
            row.kept = removed_evidence(filled, before);
            return Ok(());
        }
        let task = task.ok_or(RowProblem::NoTask)?;
        let occurrence = match sent.key.occurrence {
            Some(id) => Some(task.occurrence(id).ok_or(RowProblem::NoPeriod)?),
            None => None,
        };
        if task.texts.lead != Some(self.id.unit) {
            return Err(RowProblem::OtherLead(self.lead(task)));
        }
        let now = TaskProgress::of(task, occurrence);
        row.kept = removed_evidence(filled, before);
        row.parts = parts(&row.wanted, [before, &now], task, self.id)?;
        Ok(())
    }

    fn lead(&self, task: &Task) -> String {
        let mut units = self.units.iter();
        let lead = units.find(|unit| Some(unit.id) == task.texts.lead);
        lead.map(|unit| unit.abbreviation.clone())
            .unwrap_or_default()
    }

    fn filled_values(
        &self,
        filled: &FilledRow,
        before: &TaskProgress,
    ) -> Result<FilledValues, RowProblem> {
        if let Some(column) = filled.formula_without_value() {
            return Err(RowProblem::Formula(column));
        }
        let state = match filled.text(SheetColumn::State) {
            "" => return Err(RowProblem::NoState),
            typed => sheet::state(typed).ok_or_else(|| RowProblem::State(typed.to_owned()))?,
        };
        let done_on = self.done_on(filled, before)?;
        let result = read::line(filled.text(SheetColumn::Result));
        let result = (!result.is_empty()).then_some(result);
        let result = (result != before.result.as_deref().map(read::line)).then_some(result);
        let (result, so_far) = match state {
            State::Done => (result, None),
            // A result before completion is a note.
            _ => (None, result.flatten()),
        };
        let so_far = so_far.map(|text| format!("Kết quả: {text}"));
        let note = Some(filled.text(SheetColumn::Note)).filter(|note| !note.is_empty());
        let lines: Vec<String> = so_far.into_iter().chain(note.map(str::to_owned)).collect();
        let note = (!lines.is_empty()).then(|| lines.join("\n"));
        if state != before.state && state == State::Dropped {
            return Err(RowProblem::Drops);
        }
        if (state, done_on) != (before.state, before.done_on) {
            match (state, done_on) {
                (State::Done, None) => return Err(RowProblem::DateMissing),
                (State::Done, Some(_)) | (_, None) => {}
                (_, Some(_)) => return Err(RowProblem::DayOnly),
            }
        }
        if state != before.state && state == State::Paused && note.is_none() {
            return Err(RowProblem::NoReason);
        }
        Ok(FilledValues {
            filled: Some((state, done_on)),
            state: (state != before.state).then_some(state),
            done_on: (done_on != before.done_on).then_some(done_on),
            result,
            documents: new_documents(filled.text(SheetColumn::Evidence), before)?,
            note,
        })
    }

    /// The day of completion; a new one must be within a year of the plan's year.
    fn done_on(
        &self,
        filled: &FilledRow,
        before: &TaskProgress,
    ) -> Result<Option<Day>, RowProblem> {
        let Some(cell) = filled.cell(SheetColumn::DoneOn) else {
            return Ok(None);
        };
        let year = self.plan.year;
        let day = read::day(cell, self.today, year)
            .map_err(|why| RowProblem::Day(cell.text.clone(), why))?;
        if before.done_on != Some(day) && day.year().abs_diff(year) > 1 {
            return Err(RowProblem::FarDay(day, year));
        }
        Ok(Some(day))
    }
}

impl FilledValues {
    fn is_nothing(&self) -> bool {
        self.state.is_none()
            && self.done_on.is_none()
            && self.result.is_none()
            && self.documents.is_empty()
            && self.note.is_none()
    }
}

/// The documents that the unit has added to the cell.
fn new_documents(cell: &str, before: &TaskProgress) -> Result<Vec<Citation>, RowProblem> {
    let known: HashSet<String> = before.evidence.iter().map(|one| fold(one)).collect();
    let new = documents(cell);
    let new = new.into_iter().filter(|one| !known.contains(&fold(one)));
    new.map(|one| parse_citation(&one).map_err(|why| RowProblem::Document(one, why)))
        .collect()
}

/// The documents as sent that the cell no longer contains.
fn removed_evidence(filled: &FilledRow, before: &TaskProgress) -> Vec<String> {
    let cell = fold(filled.text(SheetColumn::Evidence));
    let gone = before
        .evidence
        .iter()
        .filter(|one| !cell.contains(&fold(one)));
    gone.cloned().collect()
}

/// The changed cells.
fn parts(
    wanted: &FilledValues,
    [before, now]: [&TaskProgress; 2],
    task: &Task,
    id: &SheetId,
) -> Result<Vec<CellChange>, RowProblem> {
    let mut parts = Vec::new();
    let mut push = |column, since, values| parts.push(CellChange::new(column, since, values));
    let completes = wanted.done_on.is_some() || wanted.result.is_some();
    // The completion whose day or result the unit changed may have been reopened in the plan.
    let state = wanted
        .state
        .or_else(|| (completes && before.state != now.state).then_some(before.state));
    if let Some(state) = state {
        let all = [before.state, state, now.state];
        push(SheetColumn::State, since(&all), ThreeWayValue::State(all));
    }
    if let Some(done_on) = wanted.done_on {
        let all = [before.done_on, done_on, now.done_on];
        push(SheetColumn::DoneOn, since(&all), ThreeWayValue::Day(all));
    }
    if let Some(result) = &wanted.result {
        let line = |text: &Option<String>| text.as_deref().map(read::line).unwrap_or_default();
        let all = [line(&before.result), line(result), line(&now.result)];
        push(SheetColumn::Result, since(&all), ThreeWayValue::Text(all));
    }
    for document in &wanted.documents {
        let known = find_evidence(document, task)?;
        let since = match known {
            EvidenceMatch::Present => SinceSent::AlreadyApplied,
            EvidenceMatch::Absent | EvidenceMatch::Undated(_) => SinceSent::Unchanged,
        };
        let all = [String::new(), document.cell(), String::new()];
        push(SheetColumn::Evidence, since, ThreeWayValue::Text(all));
    }
    if let Some(note) = &wanted.note {
        let body = id.note(note);
        let since = match task.notes.iter().any(|one| one.body == body) {
            true => SinceSent::AlreadyApplied,
            false => SinceSent::Unchanged,
        };
        let all = [String::new(), note.clone(), String::new()];
        push(SheetColumn::Note, since, ThreeWayValue::Text(all));
    }
    Ok(parts)
}

impl CellChange {
    fn new(column: SheetColumn, since: SinceSent, value: ThreeWayValue) -> Self {
        Self {
            column,
            value,
            since,
        }
    }
}

fn since<T: PartialEq>([sent, filled, now]: &[T; 3]) -> SinceSent {
    if filled == now {
        SinceSent::AlreadyApplied
    } else if sent == now {
        SinceSent::Unchanged
    } else {
        SinceSent::Changed
    }
}

impl Citation {
    fn cell(&self) -> String {
        let day = self
            .dated_on
            .map(|day| format!(" ngày {}", dates::full(day)));
        let summary = self.summary.as_ref().map(|summary| format!(" {summary}"));
        let (day, summary) = (day.unwrap_or_default(), summary.unwrap_or_default());
        format!("{}{day}{summary}", self.number)
    }
}

pub(super) enum EvidenceMatch<'t> {
    Absent,
    Present,
    /// It has the document without its date.
    Undated(&'t Evidence),
}

pub(super) fn find_evidence<'t>(
    document: &Citation,
    task: &'t Task,
) -> Result<EvidenceMatch<'t>, RowProblem> {
    let number = fold(&document.number);
    let all = task.evidence.iter();
    let all = all.filter(|one| fold(&one.number) == number);
    // Several documents may have the same number: prefer the same date, then one without a date.
    let nearest = all.min_by_key(|one| (one.dated_on != document.dated_on, one.dated_on.is_some()));
    let Some(known) = nearest else {
        return Ok(EvidenceMatch::Absent);
    };
    let standing = match (known.dated_on, document.dated_on) {
        (Some(known), Some(wanted)) if known != wanted => {
            return Err(RowProblem::OtherDate(document.cell()));
        }
        (None, Some(_)) => EvidenceMatch::Undated(known),
        _ => EvidenceMatch::Present,
    };
    let known = known.summary.as_deref().map(fold);
    match (document.summary.as_deref().map(fold), &standing) {
        (None, _) => Ok(standing),
        (wanted, _) if wanted == known => Ok(standing),
        (_, EvidenceMatch::Undated(_)) if known.is_none() => Ok(standing),
        _ => Err(RowProblem::OtherSummary(document.cell())),
    }
}
