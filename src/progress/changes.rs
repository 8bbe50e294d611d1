//! The changes of one act that take over a returned sheet.

use super::compare::{
    ComparedRow, Comparison, EvidenceMatch, RowProblem, SinceSent, find_evidence,
};
use super::read::{Citation, line};
use super::sheet::{SheetColumn, SheetId, TaskProgress};
use crate::domain::change::{Amendment, Change, Refusal};
use crate::domain::day::Day;
use crate::domain::ids::{NoteId, OccurrenceId, TaskId};
use crate::domain::note::{Evidence, Note, NoteKind};
use crate::domain::task::{Completion, Hold, State, Task};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Whose value wins where both have changed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// The unit's.
    Theirs,
    /// The plan's present one.
    Ours,
}

/// What a person decides about a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProgressDecisions {
    /// For every row in conflict that has no choice of its own.
    pub all: Option<Resolution>,
    /// By row.
    pub rows: BTreeMap<u32, Resolution>,
    /// Rows that are not taken over.
    pub skipped: BTreeSet<u32>,
}

impl ProgressDecisions {
    pub(crate) fn choice(&self, row: &ComparedRow) -> Option<Resolution> {
        let own = row.number.and_then(|number| self.rows.get(&number));
        own.copied().or(self.all)
    }

    pub(crate) fn skips(&self, row: &ComparedRow) -> bool {
        row.number
            .is_some_and(|number| self.skipped.contains(&number))
    }
}

#[derive(Clone, Debug, Default)]
pub struct ProgressChanges {
    /// To be applied in one act.
    pub changes: Vec<Change>,
    /// The rows that the changes are about, by their index in the comparison.
    pub rows: Vec<usize>,
    /// Why a row is not taken over after all, by its index.
    refused: BTreeMap<usize, RowRefusal>,
    /// By index of the row.
    pub outcomes: Vec<RowOutcome>,
}

impl ProgressChanges {
    pub(super) fn refused(&self, row: usize) -> Option<&RowRefusal> {
        self.refused.get(&row)
    }

    pub(crate) fn count(&self, outcome: RowOutcome) -> usize {
        self.outcomes.iter().filter(|one| **one == outcome).count()
    }
}

/// Why a row is not taken over after all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RowRefusal {
    /// A rule forbids it.
    Rule(Refusal),
    /// It contradicts a row above it.
    Cell(RowProblem),
}

impl From<Refusal> for RowRefusal {
    fn from(refusal: Refusal) -> Self {
        Self::Rule(refusal)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowOutcome {
    /// The unit has changed nothing, or the plan already has it.
    Unchanged,
    Taken,
    /// Both have changed it, and there is no decision.
    Conflict,
    Problem,
    /// By decision of the person.
    Skipped,
}

impl Comparison {
    /// The outcome of a row unless a rule forbids it.
    fn outcome(&self, row: &ComparedRow, decisions: &ProgressDecisions) -> RowOutcome {
        if row.problem.is_some() {
            RowOutcome::Problem
        } else if !row.has_changes() {
            RowOutcome::Unchanged
        } else if decisions.skips(row) {
            RowOutcome::Skipped
        } else if row.is_in_conflict() && decisions.choice(row).is_none() {
            RowOutcome::Conflict
        } else {
            RowOutcome::Taken
        }
    }

    /// The changes of taking it over. A row is taken over completely or not at all.
    pub fn changes(&self, decisions: &ProgressDecisions, today: Day) -> ProgressChanges {
        let mut act = ProgressChanges::default();
        let mut tasks = self.tasks.clone();
        let mut above = HashMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            let mut outcome = self.outcome(row, decisions);
            if let Some(other) = self.contradicted(row, outcome, decisions, &mut above) {
                act.refused
                    .insert(at, RowRefusal::Cell(RowProblem::Contradicts(other)));
                outcome = RowOutcome::Problem;
            }
            let task = row.key.and_then(|key| tasks.get_mut(&key.task));
            if let Some(task) = task.filter(|_| outcome == RowOutcome::Taken) {
                let ours = decisions.choice(row) == Some(Resolution::Ours);
                let mut row_changes = RowChanges::of(task, row, today);
                outcome = match row_changes.take(row, ours, &self.returned.id) {
                    Ok(()) if row_changes.changes.is_empty() => RowOutcome::Unchanged,
                    Ok(()) => {
                        *task = row_changes.task;
                        act.changes.extend(row_changes.changes);
                        act.rows.push(at);
                        RowOutcome::Taken
                    }
                    Err(why) => {
                        act.refused.insert(at, why);
                        RowOutcome::Problem
                    }
                };
            }
            act.outcomes.push(outcome);
        }
        act
    }
}

/// The state that a row sets for its task, and the number of the row.
type OfTask = (State, u32);

impl Comparison {
    /// The row above that sets another state for the same task. Started and paused are states of the task, not
    /// of its due dates: of two rows that disagree each would revert the other.
    fn contradicted(
        &self,
        row: &ComparedRow,
        outcome: RowOutcome,
        decisions: &ProgressDecisions,
        above: &mut HashMap<TaskId, OfTask>,
    ) -> Option<u32> {
        if matches!(outcome, RowOutcome::Problem | RowOutcome::Skipped) {
            return None;
        }
        let ours = decisions.choice(row) == Some(Resolution::Ours);
        let state = row.takes(SheetColumn::State, ours);
        let ((state, _), key, number) =
            (row.wanted.filled.filter(|_| state)?, row.key?, row.number?);
        match (above.get(&key.task), state) {
            (Some((State::Paused, other)), State::Done) => return Some(*other),
            (_, State::Done) => {}
            (Some((other, row)), _) if *other != state => return Some(*row),
            _ => {
                above.entry(key.task).or_insert((state, number));
            }
        }
        None
    }
}

impl ComparedRow {
    /// Whether the unit's value of a column is taken over.
    fn takes(&self, column: SheetColumn, ours: bool) -> bool {
        let mut parts = self.parts.iter();
        let part = parts.find(|part| part.column == column);
        part.is_some_and(|part| !(ours && part.since == SinceSent::Changed))
    }
}

/// The id of a document that is not in the file yet.
const NEW: i64 = 0;

/// The changes of one row, and its task after them, by which the next change is checked.
struct RowChanges {
    task: Task,
    occurrence: Option<OccurrenceId>,
    today: Day,
    changes: Vec<Change>,
}

impl RowChanges {
    fn of(task: &Task, row: &ComparedRow, today: Day) -> Self {
        Self {
            task: task.clone(),
            occurrence: row.key.and_then(|key| key.occurrence),
            today,
            changes: Vec::new(),
        }
    }

    fn take(&mut self, row: &ComparedRow, ours: bool, id: &SheetId) -> Result<(), RowRefusal> {
        let now = self.now();
        let takes = |column| row.takes(column, ours);
        let wanted = &row.wanted;
        let (state, day) = wanted.filled.unwrap_or((now.state, now.done_on));
        let mut target = now.clone();
        if takes(SheetColumn::State) {
            target.state = state;
        }
        if takes(SheetColumn::DoneOn) || target.done_on.is_none() {
            target.done_on = day;
        }
        if let Some(result) = wanted
            .result
            .as_ref()
            .filter(|_| takes(SheetColumn::Result))
        {
            target.result.clone_from(result);
        }
        self.set_progress(&now, &target, row)?;
        for document in &wanted.documents {
            self.add_evidence(document, id)?;
        }
        if let Some(note) = &wanted.note {
            self.note(id.note(note))?;
        }
        Ok(())
    }

    fn now(&self) -> TaskProgress {
        let occurrence = self.occurrence.and_then(|id| self.task.occurrence(id));
        TaskProgress::of(&self.task, occurrence)
    }

    /// Changes the progress from `now` to `target`.
    fn set_progress(
        &mut self,
        now: &TaskProgress,
        target: &TaskProgress,
        row: &ComparedRow,
    ) -> Result<(), RowRefusal> {
        let task = self.task.row.id;
        let seen = self.occurrence.and_then(|id| self.task.occurrence(id));
        let seen = seen.map(|one| one.completion());
        match (now.state, target.state, seen) {
            (State::Done, State::Done, Some(seen)) => {
                let to = Completion {
                    done_on: target.done_on,
                    result: target.result.clone(),
                    ..seen.clone()
                };
                return match to == seen {
                    true => Ok(()),
                    false => self.push(Change::Correct { task, seen, to }),
                };
            }
            (State::Done, _, Some(seen)) => self.push(Change::Reopen { task, seen })?,
            _ => {}
        }
        if self.task.hold.is_some() && target.state != State::Paused {
            self.push(Change::Hold {
                task,
                hold: None,
                reason: None,
                seen: self.task.held(),
            })?;
        }
        match (target.state, target.done_on) {
            (State::Done, Some(done_on)) => self.push(Change::Complete {
                task,
                occurrence: self.occurrence,
                done_on,
                result: target.result.clone(),
            }),
            (State::Paused, _) if self.task.hold != Some(Hold::Paused) => {
                let reason = row.wanted.note.as_deref().map(line);
                self.push(Change::Hold {
                    task,
                    hold: Some(Hold::Paused),
                    reason,
                    seen: self.task.held(),
                })
            }
            (State::InProgress | State::NotStarted, _) => {
                let started = target.state == State::InProgress;
                match started == self.task.started {
                    true => Ok(()),
                    false => self.push(Change::Start { task, started }),
                }
            }
            _ => Ok(()),
        }
    }

    fn add_evidence(&mut self, document: &Citation, id: &SheetId) -> Result<(), RowRefusal> {
        let task = self.task.row.id;
        let known = match find_evidence(document, &self.task).map_err(RowRefusal::Cell)? {
            EvidenceMatch::Absent => None,
            EvidenceMatch::Present => return Ok(()),
            // Another row of the sheet has added it.
            EvidenceMatch::Undated(known) if known.id == NEW => {
                return Err(RowRefusal::Cell(RowProblem::OtherDate(
                    document.number.clone(),
                )));
            }
            EvidenceMatch::Undated(known) => Some(known.clone()),
        };
        let Some(seen) = known else {
            return self.push(Change::AddEvidence {
                task,
                number: document.number.clone(),
                dated_on: document.dated_on,
                summary: document.summary.clone(),
                path: None,
            });
        };
        let to = Evidence {
            dated_on: document.dated_on,
            summary: seen.summary.clone().or_else(|| document.summary.clone()),
            ..seen.clone()
        };
        self.push(Change::Amend {
            task,
            what: Amendment::CorrectEvidence {
                seen: Box::new(seen),
                to: Box::new(to),
            },
            reason: format!("Ngày văn bản do {} báo", id.unit_name),
        })
    }

    fn note(&mut self, body: String) -> Result<(), RowRefusal> {
        if self.task.notes.iter().any(|note| note.body == body) {
            return Ok(());
        }
        self.push(Change::AddNote {
            task: self.task.row.id,
            kind: NoteKind::Note,
            body,
            answers: None,
        })
    }

    fn push(&mut self, change: Change) -> Result<(), RowRefusal> {
        change.check_texts()?;
        change.check(&self.task, self.today)?;
        self.simulate(&change);
        self.changes.push(change);
        Ok(())
    }

    /// Applies the change to the task in memory, as far as checks of later changes depend on it.
    fn simulate(&mut self, change: &Change) {
        let task = &mut self.task;
        match change {
            Change::Complete {
                occurrence,
                done_on,
                result,
                ..
            } => {
                let mut all = task.occurrences.iter_mut();
                if let Some(one) = all.find(|one| Some(one.id) == *occurrence) {
                    (one.done_on, one.result) = (Some(*done_on), result.clone());
                }
            }
            Change::Reopen { seen, .. } => {
                let mut all = task.occurrences.iter_mut();
                if let Some(one) = all.find(|one| one.id == seen.occurrence) {
                    (one.done_on, one.result) = (None, None);
                }
            }
            Change::Start { started, .. } => task.started = *started,
            Change::Hold { hold, reason, .. } => {
                (task.hold, task.hold_reason) = (*hold, reason.clone());
            }
            Change::AddEvidence {
                number,
                dated_on,
                summary,
                ..
            } => task.evidence.push(Evidence {
                id: NEW,
                number: number.clone(),
                dated_on: *dated_on,
                summary: summary.clone(),
                path: None,
            }),
            Change::AddNote { body, kind, .. } => task.notes.push(Note {
                id: NoteId(0),
                kind: *kind,
                body: body.clone(),
                answers: None,
                open: false,
                signed: String::new(),
                day: self.today,
                recorded_at: 0,
            }),
            Change::Amend {
                what: Amendment::CorrectEvidence { to, .. },
                ..
            } => {
                let mut all = task.evidence.iter_mut();
                if let Some(known) = all.find(|known| known.id == to.id) {
                    known.clone_from(to);
                }
            }
            _ => {}
        }
    }
}
