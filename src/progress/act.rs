//! What is taken of a sheet that came back, as the changes of one act.

use super::compare::{ComparedRow, Comparison, Problem, Since, Standing, standing};
use super::read::{Cited, line};
use super::sheet::{Column, Marker, Progress};
use crate::domain::change::{Amendment, Change, Refusal};
use crate::domain::day::Day;
use crate::domain::ids::{NoteId, OccurrenceId, TaskId};
use crate::domain::note::{Evidence, Note, NoteKind};
use crate::domain::task::{Completion, Hold, State, Task};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Whose value holds where both have changed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The unit's.
    Theirs,
    /// The plan's, as it is now.
    Ours,
}

/// What a person decides about a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// For every row in conflict that has no choice of its own.
    pub all: Option<Choice>,
    /// By row.
    pub rows: BTreeMap<u32, Choice>,
    /// Rows that are not taken.
    pub not_taken: BTreeSet<u32>,
}

impl Decisions {
    pub fn choice(&self, row: &ComparedRow) -> Option<Choice> {
        let own = row.number.and_then(|number| self.rows.get(&number));
        own.copied().or(self.all)
    }

    pub fn leaves_out(&self, row: &ComparedRow) -> bool {
        row.number
            .is_some_and(|number| self.not_taken.contains(&number))
    }
}

/// What taking a sheet comes to.
#[derive(Clone, Debug, Default)]
pub struct Act {
    /// To be applied at once. Nothing, where nothing would change.
    pub changes: Vec<Change>,
    /// The rows that the changes are about, by their place in the comparison.
    pub rows: Vec<usize>,
    /// Why a row is not taken after all, by its place.
    refused: BTreeMap<usize, Why>,
    /// What becomes of each row.
    pub verdicts: Vec<Verdict>,
}

impl Act {
    pub(super) fn refused(&self, row: usize) -> Option<&Why> {
        self.refused.get(&row)
    }

    /// How many rows come to this.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.verdicts.iter().filter(|one| **one == verdict).count()
    }
}

/// Why a row is not taken after all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// A rule forbids it.
    Rule(Refusal),
    /// It does not agree with a row above it.
    Cell(Problem),
}

impl From<Refusal> for Why {
    fn from(refusal: Refusal) -> Self {
        Self::Rule(refusal)
    }
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The unit has changed nothing, or the plan has it already.
    Same,
    Taken,
    /// Both have changed it, and nobody has decided.
    Conflict,
    /// It cannot be taken over.
    Problem,
    /// The person leaves it out.
    LeftOut,
}

impl Comparison {
    /// What becomes of a row, as far as no rule forbids it.
    fn verdict(&self, row: &ComparedRow, decisions: &Decisions) -> Verdict {
        match () {
            () if row.problem.is_some() => Verdict::Problem,
            () if !row.changes() => Verdict::Same,
            () if decisions.leaves_out(row) => Verdict::LeftOut,
            () if row.is_in_conflict() && decisions.choice(row).is_none() => Verdict::Conflict,
            () => Verdict::Taken,
        }
    }

    /// What taking it comes to. A row is taken whole or not at all.
    pub fn act(&self, decisions: &Decisions, today: Day) -> Act {
        let mut act = Act::default();
        let mut tasks = self.tasks.clone();
        let mut above = HashMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            let mut verdict = self.verdict(row, decisions);
            if let Some(other) = self.contradicted(row, verdict, decisions, &mut above) {
                act.refused
                    .insert(at, Why::Cell(Problem::Contradicts(other)));
                verdict = Verdict::Problem;
            }
            let task = row.key.and_then(|key| tasks.get_mut(&key.task));
            if let Some(task) = task.filter(|_| verdict == Verdict::Taken) {
                let ours = decisions.choice(row) == Some(Choice::Ours);
                let mut taking = Taking::of(task, row, today);
                verdict = match taking.take(row, ours, &self.returned.marker) {
                    Ok(()) if taking.changes.is_empty() => Verdict::Same,
                    Ok(()) => {
                        *task = taking.task;
                        act.changes.extend(taking.changes);
                        act.rows.push(at);
                        Verdict::Taken
                    }
                    Err(why) => {
                        act.refused.insert(at, why);
                        Verdict::Problem
                    }
                };
            }
            act.verdicts.push(verdict);
        }
        act
    }
}

/// The state that a row wants for its whole task, and the row's number.
type OfTask = (State, u32);

impl Comparison {
    /// The row above that wants another state for the same task. A task is started or paused whole: of
    /// two rows that disagree, each would take back what the other has written.
    fn contradicted(
        &self,
        row: &ComparedRow,
        verdict: Verdict,
        decisions: &Decisions,
        above: &mut HashMap<TaskId, OfTask>,
    ) -> Option<u32> {
        if matches!(verdict, Verdict::Problem | Verdict::LeftOut) {
            return None;
        }
        let ours = decisions.choice(row) == Some(Choice::Ours);
        let state = row.takes(Column::State, ours);
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
    /// Whether the unit's value of a column is to hold.
    fn takes(&self, column: Column, ours: bool) -> bool {
        let mut parts = self.parts.iter();
        let part = parts.find(|part| part.column == column);
        part.is_some_and(|part| !(ours && part.since == Since::Changed))
    }
}

/// The row of a document that is not in the file yet.
const NEW: i64 = 0;

/// A row being taken: its task as the changes so far have made it, so that the next one is judged by that.
struct Taking {
    task: Task,
    occurrence: Option<OccurrenceId>,
    today: Day,
    changes: Vec<Change>,
}

impl Taking {
    fn of(task: &Task, row: &ComparedRow, today: Day) -> Self {
        Self {
            task: task.clone(),
            occurrence: row.key.and_then(|key| key.occurrence),
            today,
            changes: Vec::new(),
        }
    }

    fn take(&mut self, row: &ComparedRow, ours: bool, marker: &Marker) -> Result<(), Why> {
        let now = self.now();
        let takes = |column| row.takes(column, ours);
        let wanted = &row.wanted;
        let (state, day) = wanted.filled.unwrap_or((now.state, now.done_on));
        let mut target = now.clone();
        if takes(Column::State) {
            target.state = state;
        }
        if takes(Column::DoneOn) || target.done_on.is_none() {
            target.done_on = day;
        }
        if let Some(result) = wanted.result.as_ref().filter(|_| takes(Column::Result)) {
            target.result.clone_from(result);
        }
        self.go_to(&now, &target, row)?;
        for document in &wanted.documents {
            self.prove(document, marker)?;
        }
        if let Some(note) = &wanted.note {
            self.note(marker.note(note))?;
        }
        Ok(())
    }

    fn now(&self) -> Progress {
        let occurrence = self.occurrence.and_then(|id| self.task.occurrence(id));
        Progress::of(&self.task, occurrence)
    }

    /// From the progress as it is to the one that is wanted.
    fn go_to(&mut self, now: &Progress, target: &Progress, row: &ComparedRow) -> Result<(), Why> {
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
                    false => self.make(Change::Correct { task, seen, to }),
                };
            }
            (State::Done, _, Some(seen)) => self.make(Change::Reopen { task, seen })?,
            _ => {}
        }
        if self.task.hold.is_some() && target.state != State::Paused {
            self.make(Change::Hold {
                task,
                hold: None,
                reason: None,
                seen: self.task.held(),
            })?;
        }
        match (target.state, target.done_on) {
            (State::Done, Some(done_on)) => self.make(Change::Complete {
                task,
                occurrence: self.occurrence,
                done_on,
                result: target.result.clone(),
            }),
            (State::Paused, _) if self.task.hold != Some(Hold::Paused) => {
                let reason = row.wanted.note.as_deref().map(line);
                self.make(Change::Hold {
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
                    false => self.make(Change::Start { task, started }),
                }
            }
            _ => Ok(()),
        }
    }

    fn prove(&mut self, document: &Cited, marker: &Marker) -> Result<(), Why> {
        let task = self.task.row.id;
        let there = match standing(document, &self.task).map_err(Why::Cell)? {
            Standing::Absent => None,
            Standing::There => return Ok(()),
            // Another row of the sheet has added it.
            Standing::Undated(there) if there.id == NEW => {
                return Err(Why::Cell(Problem::OtherDate(document.number.clone())));
            }
            Standing::Undated(there) => Some(there.clone()),
        };
        let Some(seen) = there else {
            return self.make(Change::AddEvidence {
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
        self.make(Change::Amend {
            task,
            what: Amendment::CorrectEvidence {
                seen: Box::new(seen),
                to: Box::new(to),
            },
            reason: format!("Ngày văn bản do {} báo", marker.unit_name),
        })
    }

    fn note(&mut self, body: String) -> Result<(), Why> {
        if self.task.notes.iter().any(|note| note.body == body) {
            return Ok(());
        }
        self.make(Change::AddNote {
            task: self.task.row.id,
            kind: NoteKind::Note,
            body,
            answers: None,
        })
    }

    fn make(&mut self, change: Change) -> Result<(), Why> {
        change.check_texts()?;
        change.check(&self.task, self.today)?;
        self.carry_out(&change);
        self.changes.push(change);
        Ok(())
    }

    /// The task as the change makes it, as far as later changes of a row are judged by it.
    fn carry_out(&mut self, change: &Change) {
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
                if let Some(there) = all.find(|there| there.id == to.id) {
                    there.clone_from(to);
                }
            }
            _ => {}
        }
    }
}
