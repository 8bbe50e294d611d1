//! A sheet that came back beside the plan: as sent, as filled in, as it is now.

use super::read::{self, Cited, FilledRow, NoDay, Returned, cited, documents};
use super::sheet::{self, Column, Marker, Progress, RowKey, SentRow};
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

/// A sheet beside the plan.
#[derive(Clone, Debug)]
pub struct Comparison {
    pub returned: Returned,
    pub plan_year: i32,
    /// Why nothing of it can be taken over.
    pub foreign: Option<Foreign>,
    /// Its rows from above to below, then those that are gone from it.
    pub rows: Vec<ComparedRow>,
    /// Whether rows stand in another order than they were sent in.
    pub moved: bool,
    pub(super) tasks: HashMap<TaskId, Task>,
}

/// Why a sheet is none of this plan's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// It is of the plan of another year.
    Year(i32),
    /// It was made from another file.
    File,
}

/// A row beside the plan.
#[derive(Clone, Debug)]
pub struct ComparedRow {
    /// As the sheet counts, from 1; `None` where the row is gone from it.
    pub number: Option<u32>,
    pub key: Option<RowKey>,
    pub code: String,
    pub title: String,
    /// Why it is not taken over.
    pub problem: Option<Problem>,
    /// What the unit changed.
    pub parts: Vec<Part>,
    /// Documents that the unit has taken out of the cell; they stay.
    pub kept: Vec<String>,
    /// Who changed the task last here, and when, where the row is in conflict.
    pub changed_by: Option<(String, Day)>,
    pub(super) wanted: Wanted,
}

/// What a unit changed of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub column: Column,
    pub value: Values,
    /// What has become of it here since it was sent.
    pub since: Since,
}

/// A value as sent, as filled in and as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    State([State; 3]),
    Day([Option<Day>; 3]),
    Text([String; 3]),
}

/// What has become of a value since the sheet was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// It is as it was sent.
    Untouched,
    /// It is already what the unit wants.
    Already,
    /// It was changed here too, to something else.
    Changed,
}

/// Why a row is not taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It was not sent.
    Added,
    /// It was sent, and has been taken out of the sheet.
    Removed,
    /// The code is another one than was sent in that row; that one.
    OtherCode(String),
    /// The same row stands in the sheet a second time; where.
    Twice(u32),
    /// The task was removed here.
    NoTask,
    /// The deadline was set otherwise here, so that the period is no more.
    NoPeriod,
    /// Another unit leads the task now.
    OtherLead(String),
    /// The state is none that is known.
    State(String),
    /// The state was emptied.
    NoState,
    /// Only whoever follows the plan may drop a task.
    Drops,
    /// The day cannot be read.
    Day(String, NoDay),
    /// The day of completion is too far from the plan's year; that year.
    FarDay(Day, i32),
    /// Completed without a day.
    NoDay,
    /// A day of completion, though it is not completed.
    DayOnly,
    /// Paused without a reason in the note.
    NoReason,
    /// A document's date cannot be read.
    Document(String, NoDay),
    /// The plan has the document under another date.
    OtherDate(String),
    /// The plan has the document, but not all that is typed with it.
    OtherSummary(String),
    /// A formula that no program has computed.
    Formula(Column),
    /// Another row of the same task, above it, wants another state of the task; where.
    Contradicts(u32),
}

/// What a row comes to, read.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// The state and the day of completion that stand in the row.
    pub(super) filled: Option<(State, Option<Day>)>,
    state: Option<State>,
    done_on: Option<Option<Day>>,
    pub(super) result: Option<Option<String>>,
    pub(super) documents: Vec<Cited>,
    pub(super) note: Option<String>,
}

impl ComparedRow {
    /// Whether something was changed here too.
    pub fn is_in_conflict(&self) -> bool {
        self.problem.is_none() && self.parts.iter().any(|part| part.since == Since::Changed)
    }

    /// Whether the plan lacks something that the unit wants.
    pub fn changes(&self) -> bool {
        self.problem.is_none() && self.parts.iter().any(|part| part.since != Since::Already)
    }
}

impl Comparison {
    /// Sets a sheet against the plan.
    ///
    /// # Errors
    /// What the file says.
    pub fn of(returned: Returned, store: &Store, today: Day) -> store::Result<Self> {
        store.snapshot(|| {
            let plan = store.plan()?;
            let origin = store.origin()?.unwrap_or_default();
            let marker = &returned.marker;
            let foreign = match () {
                () if marker.year != plan.year => Some(Foreign::Year(marker.year)),
                () if marker.origin != origin || marker.plan != plan.id => Some(Foreign::File),
                () => None,
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
                comparison.name_the_last(store)?;
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
        let reading = Reading {
            plan,
            today,
            units,
            marker: &self.returned.marker,
        };
        for filled in &self.returned.rows {
            let twice = filled.key.and_then(|key| first.insert(key, filled.number));
            let known = filled.key.and_then(|key| sent.get(&key).copied());
            // Of a sheet of thousands of rows the unit has changed a few.
            if let Some((_, sent)) = known.filter(|(_, sent)| reading.reports(filled, sent))
                && !tasks.contains_key(&sent.key.task)
                && let Some(task) = store.task(sent.key.task)?
            {
                tasks.insert(sent.key.task, task);
            }
            let task = filled.key.and_then(|key| tasks.get(&key.task));
            let mut row = reading.row(filled, known.map(|(_, sent)| sent), task);
            if let Some(other) = twice {
                row.problem = Some(Problem::Twice(other));
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

    /// Who changed a task last, of rows in conflict.
    fn name_the_last(&mut self, store: &Store) -> store::Result<()> {
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
        problem: Some(Problem::Removed),
        parts: Vec::new(),
        kept: Vec::new(),
        changed_by: None,
        wanted: Wanted::default(),
    }
}

/// What rows are read against.
struct Reading<'a> {
    plan: &'a Plan,
    today: Day,
    units: &'a [Unit],
    marker: &'a Marker,
}

impl Reading<'_> {
    /// Whether something in a row differs from what was sent, be it understood or not.
    fn reports(&self, filled: &FilledRow, sent: &SentRow) -> bool {
        let wanted = self.wanted(filled, &sent.progress);
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
            wanted: Wanted::default(),
        };
        let read = match sent {
            None => Err(Problem::Added),
            Some(sent) if fold(&sent.code) != fold(&filled.code) => {
                Err(Problem::OtherCode(sent.code.clone()))
            }
            Some(sent) => self.read(filled, sent, task, &mut row),
        };
        row.problem = read.err();
        row
    }

    /// Reads what was filled in and differs from what was sent.
    fn read(
        &self,
        filled: &FilledRow,
        sent: &SentRow,
        task: Option<&Task>,
        row: &mut ComparedRow,
    ) -> Result<(), Problem> {
        let before = &sent.progress;
        row.wanted = self.wanted(filled, before)?;
        if row.wanted.is_nothing() {
            row.kept = kept(filled, before);
            return Ok(());
        }
        let task = task.ok_or(Problem::NoTask)?;
        let occurrence = match sent.key.occurrence {
            Some(id) => Some(task.occurrence(id).ok_or(Problem::NoPeriod)?),
            None => None,
        };
        if task.texts.lead != Some(self.marker.unit) {
            return Err(Problem::OtherLead(self.lead(task)));
        }
        let now = Progress::of(task, occurrence);
        row.kept = kept(filled, before);
        row.parts = parts(&row.wanted, [before, &now], task, self.marker)?;
        Ok(())
    }

    fn lead(&self, task: &Task) -> String {
        let mut units = self.units.iter();
        let lead = units.find(|unit| Some(unit.id) == task.texts.lead);
        lead.map(|unit| unit.abbreviation.clone())
            .unwrap_or_default()
    }

    fn wanted(&self, filled: &FilledRow, before: &Progress) -> Result<Wanted, Problem> {
        if let Some(column) = filled.uncomputed() {
            return Err(Problem::Formula(column));
        }
        let state = match filled.text(Column::State) {
            "" => return Err(Problem::NoState),
            typed => sheet::state(typed).ok_or_else(|| Problem::State(typed.to_owned()))?,
        };
        let done_on = self.done_on(filled, before)?;
        let result = read::line(filled.text(Column::Result));
        let result = (!result.is_empty()).then_some(result);
        let result = (result != before.result.as_deref().map(read::line)).then_some(result);
        let (result, so_far) = match state {
            State::Done => (result, None),
            // What is not completed has no result yet: what there is so far is a note.
            _ => (None, result.flatten()),
        };
        let so_far = so_far.map(|text| format!("Kết quả: {text}"));
        let note = Some(filled.text(Column::Note)).filter(|note| !note.is_empty());
        let lines: Vec<String> = so_far.into_iter().chain(note.map(str::to_owned)).collect();
        let note = (!lines.is_empty()).then(|| lines.join("\n"));
        if state != before.state && state == State::Dropped {
            return Err(Problem::Drops);
        }
        if (state, done_on) != (before.state, before.done_on) {
            match (state, done_on) {
                (State::Done, None) => return Err(Problem::NoDay),
                (State::Done, Some(_)) | (_, None) => {}
                (_, Some(_)) => return Err(Problem::DayOnly),
            }
        }
        if state != before.state && state == State::Paused && note.is_none() {
            return Err(Problem::NoReason);
        }
        Ok(Wanted {
            filled: Some((state, done_on)),
            state: (state != before.state).then_some(state),
            done_on: (done_on != before.done_on).then_some(done_on),
            result,
            documents: new_documents(filled.text(Column::Evidence), before)?,
            note,
        })
    }

    /// The day of completion; one that is new lies within a year of the plan's.
    fn done_on(&self, filled: &FilledRow, before: &Progress) -> Result<Option<Day>, Problem> {
        let Some(cell) = filled.cell(Column::DoneOn) else {
            return Ok(None);
        };
        let year = self.plan.year;
        let day = read::day(cell, self.today, year)
            .map_err(|why| Problem::Day(cell.text.clone(), why))?;
        if before.done_on != Some(day) && day.year().abs_diff(year) > 1 {
            return Err(Problem::FarDay(day, year));
        }
        Ok(Some(day))
    }
}

impl Wanted {
    fn is_nothing(&self) -> bool {
        self.state.is_none()
            && self.done_on.is_none()
            && self.result.is_none()
            && self.documents.is_empty()
            && self.note.is_none()
    }
}

/// The documents that the unit has added to the cell.
fn new_documents(cell: &str, before: &Progress) -> Result<Vec<Cited>, Problem> {
    let known: HashSet<String> = before.evidence.iter().map(|one| fold(one)).collect();
    let new = documents(cell);
    let new = new.into_iter().filter(|one| !known.contains(&fold(one)));
    new.map(|one| cited(&one).map_err(|why| Problem::Document(one, why)))
        .collect()
}

/// The documents that were sent and are not in the cell any more, whole or as part of a fuller one.
fn kept(filled: &FilledRow, before: &Progress) -> Vec<String> {
    let cell = fold(filled.text(Column::Evidence));
    let gone = before
        .evidence
        .iter()
        .filter(|one| !cell.contains(&fold(one)));
    gone.cloned().collect()
}

/// What differs, part by part.
fn parts(
    wanted: &Wanted,
    [before, now]: [&Progress; 2],
    task: &Task,
    marker: &Marker,
) -> Result<Vec<Part>, Problem> {
    let mut parts = Vec::new();
    let completes = wanted.done_on.is_some() || wanted.result.is_some();
    // A completion that the unit only words otherwise may have been taken back here.
    let state = wanted
        .state
        .or_else(|| (completes && before.state != now.state).then_some(before.state));
    if let Some(state) = state {
        let all = [before.state, state, now.state];
        parts.push(Part::new(Column::State, since(&all), Values::State(all)));
    }
    if let Some(done_on) = wanted.done_on {
        let all = [before.done_on, done_on, now.done_on];
        parts.push(Part::new(Column::DoneOn, since(&all), Values::Day(all)));
    }
    if let Some(result) = &wanted.result {
        let line = |text: &Option<String>| text.as_deref().map(read::line).unwrap_or_default();
        let all = [line(&before.result), line(result), line(&now.result)];
        parts.push(Part::new(Column::Result, since(&all), Values::Text(all)));
    }
    for document in &wanted.documents {
        let there = standing(document, task)?;
        let since = match there {
            Standing::There => Since::Already,
            Standing::Absent | Standing::Undated(_) => Since::Untouched,
        };
        let all = [String::new(), document.cell(), String::new()];
        parts.push(Part::new(Column::Evidence, since, Values::Text(all)));
    }
    if let Some(note) = &wanted.note {
        let body = marker.note(note);
        let since = match task.notes.iter().any(|one| one.body == body) {
            true => Since::Already,
            false => Since::Untouched,
        };
        let all = [String::new(), note.clone(), String::new()];
        parts.push(Part::new(Column::Note, since, Values::Text(all)));
    }
    Ok(parts)
}

impl Part {
    fn new(column: Column, since: Since, value: Values) -> Self {
        Self {
            column,
            value,
            since,
        }
    }
}

fn since<T: PartialEq>([sent, filled, now]: &[T; 3]) -> Since {
    match () {
        () if filled == now => Since::Already,
        () if sent == now => Since::Untouched,
        () => Since::Changed,
    }
}

impl Cited {
    fn cell(&self) -> String {
        let day = self
            .dated_on
            .map(|day| format!(" ngày {}", dates::full(day)));
        let summary = self.summary.as_ref().map(|summary| format!(" {summary}"));
        let (day, summary) = (day.unwrap_or_default(), summary.unwrap_or_default());
        format!("{}{day}{summary}", self.number)
    }
}

/// Whether the task has a document.
pub(super) enum Standing<'t> {
    Absent,
    There,
    /// Without the date that is known now.
    Undated(&'t Evidence),
}

pub(super) fn standing<'t>(document: &Cited, task: &'t Task) -> Result<Standing<'t>, Problem> {
    let number = fold(&document.number);
    let all = task.evidence.iter();
    let all = all.filter(|one| fold(&one.number) == number);
    // Several documents may have one number: the same date first, then one without a date.
    let nearest = all.min_by_key(|one| (one.dated_on != document.dated_on, one.dated_on.is_some()));
    let Some(there) = nearest else {
        return Ok(Standing::Absent);
    };
    let standing = match (there.dated_on, document.dated_on) {
        (Some(there), Some(wanted)) if there != wanted => {
            return Err(Problem::OtherDate(document.cell()));
        }
        (None, Some(_)) => Standing::Undated(there),
        _ => Standing::There,
    };
    let there = there.summary.as_deref().map(fold);
    match (document.summary.as_deref().map(fold), &standing) {
        (None, _) => Ok(standing),
        (wanted, _) if wanted == there => Ok(standing),
        (_, Standing::Undated(_)) if there.is_none() => Ok(standing),
        _ => Err(Problem::OtherSummary(document.cell())),
    }
}
