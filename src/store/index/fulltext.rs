//! What the full-text index holds, and what is asked of it.
//!
//! Its rows stand in the order "due": the row's number is made of the plan, the task's place in that
//! order and the task's own number, so that a search gives the first rows of its list without seeing
//! the others, however many there are. A row holds the beginnings of the task's words, each as a
//! term of its own, so that a search for a beginning reads one list; and marks for what the filters
//! and scopes ask, so that any of them together with any words is one search. No word has a mark's
//! first character.

use crate::domain::day::Day;
use crate::domain::deadline::DeadlineKind;
use crate::domain::query::{Filter, day_number};
use crate::domain::task::State;
use crate::domain::text::beginnings;
use crate::domain::totals::Flag;
use crate::domain::unit::UnitScope;
use crate::store::error::Result;
use chrono::{Datelike, Days};
use rusqlite::{Connection, params};

/// How many bits of a row's number are the task's own: 134 million tasks in one file.
const TASK_BITS: u32 = 27;
/// How many more are its place in the order "due", whose keys are below 600 million.
const DUE_BITS: u32 = 29;

/// The greatest number that a task can have.
const LAST_TASK: i64 = (1 << TASK_BITS) - 1;

/// A task's row in the index. Plans are distinguished up to the 127th.
pub(in crate::store) fn row_of(plan: i64, due_key: i64, task: i64) -> i64 {
    (plan << (TASK_BITS + DUE_BITS)) | (due_key << TASK_BITS) | task
}

/// The first and the last row that a plan's tasks with these keys may have; both ends included.
pub(in crate::store) fn rows_between(plan: i64, low: Option<i64>, high: Option<i64>) -> (i64, i64) {
    let last_key = (1 << DUE_BITS) - 1;
    (
        row_of(plan, low.unwrap_or(0).clamp(0, last_key), 0),
        row_of(plan, high.unwrap_or(last_key).clamp(0, last_key), LAST_TASK),
    )
}

/// The task of a row of the index, in SQL.
pub(in crate::store) fn task_of_row() -> String {
    format!("(w.rowid & {LAST_TASK})")
}

/// The row of a task in the index, in SQL.
pub(in crate::store) fn row_of_task() -> String {
    let plan_bits = TASK_BITS + DUE_BITS;
    format!("((t.plan_id << {plan_bits}) | (t.due_key << {TASK_BITS}) | t.id)")
}

/// What the marks of a task say.
pub(in crate::store) struct IndexedTask<'f> {
    /// Lead unit's row, 0 without one.
    pub unit: i64,
    /// The area's row.
    pub area: i64,
    /// The units that join.
    pub joined: &'f [i64],
    pub state: State,
    pub flags: &'f [Flag],
}

/// What the index holds of a task, once each and in order, as it takes it, but for [`touched`].
/// Words may stand in any order and more than once, blanks between them.
pub(in crate::store) fn terms(words: &str, marked: &IndexedTask<'_>) -> String {
    let mut marks = vec![
        unit_mark(marked.unit),
        area_mark(marked.area),
        state_mark(marked.state),
    ];
    marks.extend(marked.joined.iter().map(|unit| joined_mark(*unit)));
    marks.extend(marked.flags.iter().map(|flag| flag_mark(*flag)));
    marks.sort_unstable();
    let mut terms = String::with_capacity(4 * words.len());
    marks.iter().for_each(|mark| push(&mut terms, mark));
    let mut words: Vec<&str> = words.split_ascii_whitespace().collect();
    words.sort_unstable();
    let mut before = "";
    for word in words {
        // What a word begins like the one before it is there already.
        let known = common(before, word);
        beginnings(word)
            .filter(|beginning| beginning.len() > known)
            .for_each(|beginning| push(&mut terms, beginning));
        before = word;
    }
    terms
}

/// How many bytes two words have in common from their first letter on.
fn common(one: &str, other: &str) -> usize {
    let letters = one.chars().zip(other.chars());
    let same = letters.take_while(|(a, b)| a == b);
    same.map(|(letter, _)| letter.len_utf8()).sum()
}

/// The marks of the day of a task's last change. They follow from no fact.
pub(in crate::store) fn touched(day: Day) -> [String; 3] {
    let day = day_number(day);
    [day, day / 100, day / 10_000].map(touched_mark)
}

fn unit_mark(unit: i64) -> String {
    format!("#u{unit}")
}

fn joined_mark(unit: i64) -> String {
    format!("#j{unit}")
}

fn area_mark(area: i64) -> String {
    format!("#a{area}")
}

fn state_mark(state: State) -> String {
    format!("#s{}", state as u8)
}

fn flag_mark(flag: Flag) -> String {
    format!("#f{}", flag as i64)
}

/// A day, a month or a year as its number: 20210611, 202106, 2021.
fn touched_mark(span: i64) -> String {
    format!("#t{span}")
}

/// The flags of a task, each of which a filter of its own asks for.
pub(in crate::store) fn flags_of(
    key_task: bool,
    kind: DeadlineKind,
    state: State,
    difficulties: i64,
    evidence: i64,
) -> Vec<Flag> {
    let all = [
        (Flag::KeyTask, key_task),
        (Flag::Stuck, difficulties > 0),
        (Flag::NoDeadline, kind == DeadlineKind::None),
        (Flag::Unclear, kind == DeadlineKind::Unclear),
        (Flag::Unproven, state == State::Done && evidence == 0),
    ];
    all.into_iter()
        .filter(|(_, has)| *has)
        .map(|(flag, _)| flag)
        .collect()
}

/// The flag that a filter asks for.
pub(in crate::store) fn flag_of(filter: Filter) -> Option<Flag> {
    match filter {
        Filter::KeyTask => Some(Flag::KeyTask),
        Filter::Stuck => Some(Flag::Stuck),
        Filter::NoDeadline => Some(Flag::NoDeadline),
        Filter::Unclear => Some(Flag::Unclear),
        Filter::Unproven => Some(Flag::Unproven),
        Filter::Due(_)
        | Filter::Unassigned
        | Filter::Silent
        | Filter::Unnoted
        | Filter::Mine(_) => None,
    }
}

/// A question to the index: all of these must hold.
#[derive(Clone, Default)]
pub(in crate::store) struct IndexQuery {
    all: Vec<String>,
    none: Vec<String>,
}

impl IndexQuery {
    /// Whether nothing is asked.
    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty() && self.none.is_empty()
    }

    /// Words as typed and folded, each the beginning of a word.
    pub(crate) fn words(&mut self, words: &[String]) {
        self.all.extend(words.iter().map(|word| quoted(word)));
    }

    /// Who leads.
    pub(crate) fn unit(&mut self, scope: UnitScope) {
        match scope {
            UnitScope::All => {}
            UnitScope::Unassigned => self.all.push(quoted(&unit_mark(0))),
            UnitScope::Led(unit) => self.all.push(quoted(&unit_mark(unit.0))),
        }
    }

    pub(crate) fn area(&mut self, area: i64) {
        self.all.push(quoted(&area_mark(area)));
    }

    /// One of these states.
    pub(crate) fn states(&mut self, states: &[State]) {
        if !states.is_empty() {
            self.all.push(any(states.iter().map(|s| state_mark(*s))));
        }
    }

    pub(crate) fn flag(&mut self, flag: Flag) {
        self.all.push(quoted(&flag_mark(flag)));
    }

    /// Led or joined by a unit.
    pub(crate) fn mine(&mut self, unit: i64) {
        self.all
            .push(any([unit_mark(unit), joined_mark(unit)].into_iter()));
    }

    /// Not touched after a day. Later days are asked one by one up to the end of today's month,
    /// then by month, then by year; nine years are more than a plan is followed up.
    pub(crate) fn silent_since(&mut self, since: Day, today: Day) {
        let mut day = since;
        while let Some(next) = day.checked_add_days(Days::new(1)) {
            if next > today && next.month() != today.month() {
                break;
            }
            self.none.push(touched_mark(day_number(next)));
            day = next;
        }
        let year = i64::from(today.year());
        let months = i64::from(today.month()) + 1..=12;
        self.none
            .extend(months.map(|m| touched_mark(year * 100 + m)));
        self.none.extend((1..=9).map(|n| touched_mark(year + n)));
    }

    /// As the index's own language. It knows no bare "not", so where nothing else is asked every
    /// state stands for all tasks.
    pub(crate) fn text(&self) -> String {
        let mut text = match self.all.is_empty() {
            true => any(State::ALL.into_iter().map(state_mark)),
            false => self.all.join(" AND "),
        };
        if !self.none.is_empty() {
            text = format!("({text}) NOT {}", any(self.none.iter().cloned()));
        }
        text
    }
}

/// A term as a string of the index's language. Words hold no quotation mark.
fn quoted(term: &str) -> String {
    format!("\"{}\"", term.replace('"', ""))
}

fn any(terms: impl Iterator<Item = String>) -> String {
    let terms: Vec<String> = terms.map(|term| quoted(&term)).collect();
    format!("({})", terms.join(" OR "))
}

/// Puts a task's row into the index.
pub fn insert(conn: &Connection, row: i64, terms: &str) -> Result<()> {
    conn.prepare_cached("INSERT INTO task_words (rowid, words) VALUES (?, ?)")?
        .execute(params![row, terms])?;
    Ok(())
}

/// Takes a task's row out of it.
pub(in crate::store) fn remove(conn: &Connection, row: i64) -> Result<()> {
    conn.prepare_cached("DELETE FROM task_words WHERE rowid=?")?
        .execute([row])?;
    Ok(())
}

/// Adds one term to those that the index takes.
pub(in crate::store) fn push(joined: &mut String, term: &str) {
    joined.push_str(term);
    joined.push(' ');
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::query::due_key;

    #[test]
    fn rows_are_ordered_by_due_day_and_yield_their_task() {
        let day = |m, d| Day::from_ymd_opt(2021, m, d);
        let key = |state, due, done| due_key(state, DeadlineKind::Date, due, done);
        let rows = [
            row_of(1, key(State::NotStarted, day(3, 31), None), 900),
            row_of(1, key(State::NotStarted, day(4, 1), None), 7),
            row_of(1, key(State::NotStarted, day(4, 1), None), 8),
            row_of(1, key(State::Done, day(1, 1), day(2, 1)), 3),
            row_of(1, key(State::Dropped, None, None), (1 << TASK_BITS) - 1),
            row_of(127, 0, 1),
        ];
        assert!(rows.is_sorted_by(|a, b| a < b), "{rows:?}");
        assert!(rows.iter().all(|row| *row > 0));
        assert_eq!(rows[0] & ((1 << TASK_BITS) - 1), 900);
    }

    #[test]
    fn each_prefix_of_each_word_is_indexed_once_and_in_order() {
        let marked = IndexedTask {
            unit: 2,
            area: 3,
            joined: &[9],
            state: State::Done,
            flags: &[Flag::Unproven],
        };
        let held = terms("kế kho ke khoa kho 121/kh ", &marked);
        let held: Vec<&str> = held.split_terminator(' ').collect();
        assert_eq!(&held[..5], ["#a3", "#f5", "#j9", "#s2", "#u2"]);
        let rest = [
            "1", "12", "121", "121/", "121/k", "121/kh", "k", "ke", "kh", "kho", "khoa", "kế",
        ];
        assert_eq!(&held[5..], rest);
    }

    #[test]
    fn silence_asks_for_every_later_day_once() {
        let day = |y, m, d| Day::from_ymd_opt(y, m, d).unwrap();
        let mut asked = IndexQuery::default();
        asked.silent_since(day(2021, 11, 27), day(2021, 12, 11));
        let marks = &asked.none;
        assert_eq!(marks.first().unwrap(), "#t20211128");
        assert!(marks.contains(&"#t20211231".to_owned()));
        assert!(
            !marks
                .iter()
                .any(|mark| mark.starts_with("#t2021") && mark.len() == 8)
        );
        assert!(marks.contains(&"#t2022".to_owned()));
        let mut early = IndexQuery::default();
        early.silent_since(day(2020, 12, 20), day(2021, 1, 3));
        assert!(early.none.contains(&"#t20201231".to_owned()));
        assert!(early.none.contains(&"#t202102".to_owned()));
        assert!(!early.none.contains(&"#t202101".to_owned()));
    }
}
