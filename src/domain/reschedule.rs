//! A deadline set again on a task that is under way: which due dates stay, which move, which come.
//!
//! What is done stays done, with its day, result and extensions; where the task goes on recurring, no
//! new due date falls into its period. An open due date of the same period moves: its day first set and its extensions stay
//! visible. Where the periods are others now, an extended due date hands both on to the new one of
//! the period that its first day is in, or else to the next one that is free.

use super::day::Day;
use super::deadline::Rhythm;
use super::ids::OccurrenceId;
use super::task::{Occurrence, Task};

/// One due date as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheduled {
    /// The row that stays, done or open; `None` where it is a new one.
    pub row: Option<OccurrenceId>,
    /// The open due date whose extensions a new one takes over.
    pub extensions_of: Option<OccurrenceId>,
    /// The day as first set.
    pub original_due_on: Option<Day>,
    /// The day to which it was last set again.
    pub set_due_on: Option<Day>,
    /// The day in force.
    pub due_on: Option<Day>,
}

/// The due dates of a task whose deadline is set again, in the order of the days first set. `days`
/// are those of the new deadline, `rhythm` how that recurs. What the result does not name is gone.
pub fn reschedule(task: &Task, rhythm: Option<Rhythm>, days: &[Option<Day>]) -> Vec<Scheduled> {
    let old = task.row.rhythm;
    let (mut open, done): (Vec<&Occurrence>, Vec<&Occurrence>) =
        task.occurrences.iter().partition(|o| o.is_open());
    let settled: Vec<(Day, Day)> = done
        .iter()
        .filter_map(|o| Some(o.rhythm.or(old)?.period_of(o.original_due_on?)))
        .collect();
    let is_settled = |day: Day| {
        settled
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&day))
    };
    let mut wanted: Vec<Option<Day>> = days.to_vec();
    if rhythm.is_some() {
        wanted.retain(|day| !day.is_some_and(is_settled));
        // A new deadline never makes a task done that was not.
        if wanted.is_empty() && !open.is_empty() {
            wanted.extend(days.last());
        }
    }
    let mut fresh: Vec<Scheduled> = Vec::new();
    let mut all: Vec<Scheduled> = done.iter().map(|o| unchanged(o)).collect();
    for day in wanted {
        let same = |o: &&Occurrence| old == rhythm && same_period(rhythm, o, day);
        match open.iter().position(same) {
            Some(at) => all.push(moved(open.remove(at), day)),
            None => fresh.push(new(day)),
        }
    }
    for old in open.into_iter().filter(|o| was_extended(task, o)) {
        let free = |one: &&mut Scheduled| one.extensions_of.is_none();
        let fits = |one: &&mut Scheduled| free(one) && same_period(rhythm, old, one.due_on);
        let heir = match fresh.iter_mut().find(fits) {
            Some(heir) => Some(heir),
            None => fresh.iter_mut().find(free),
        };
        if let Some(heir) = heir {
            let day = heir.due_on;
            *heir = Scheduled {
                row: None,
                extensions_of: Some(old.id),
                ..moved(old, day)
            };
        }
    }
    all.extend(fresh);
    all.sort_by_key(|one| {
        (
            one.original_due_on.is_none(),
            one.original_due_on,
            one.due_on,
        )
    });
    all
}

fn was_extended(task: &Task, occurrence: &Occurrence) -> bool {
    let mut extensions = task.extensions.iter();
    extensions.any(|extension| extension.occurrence == occurrence.id)
}

/// Whether a day is in the period of an occurrence; of a task that does not recur there is one.
fn same_period(rhythm: Option<Rhythm>, occurrence: &Occurrence, day: Option<Day>) -> bool {
    let Some(rhythm) = rhythm else { return true };
    let first = occurrence.original_due_on.or(occurrence.due_on);
    first.is_some()
        && first.map(|day| rhythm.period_of(day)) == day.map(|day| rhythm.period_of(day))
}

fn unchanged(done: &Occurrence) -> Scheduled {
    Scheduled {
        row: Some(done.id),
        extensions_of: None,
        original_due_on: done.original_due_on,
        set_due_on: done.set_due_on,
        due_on: done.due_on,
    }
}

fn new(day: Option<Day>) -> Scheduled {
    Scheduled {
        row: None,
        extensions_of: None,
        original_due_on: day,
        set_due_on: None,
        due_on: day,
    }
}

/// An open due date with another day. Where there was none before, this is the first.
fn moved(open: &Occurrence, day: Option<Day>) -> Scheduled {
    let is_other = open.due_on != day && open.original_due_on.is_some();
    Scheduled {
        row: Some(open.id),
        extensions_of: None,
        original_due_on: open.original_due_on.or(day),
        set_due_on: if is_other { day } else { open.set_due_on },
        due_on: day,
    }
}
