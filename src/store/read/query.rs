//! What a query asks, sorted by who can answer it: the order's own index, the full-text index,
//! or only the task's row.

use crate::domain::day::{iso, month_days};
use crate::domain::query::{DueSpan, Filter, OPEN_DATED_END, OPEN_END, Query, day_number};
use crate::domain::task::State;
use crate::domain::text::query_words;
use crate::domain::totals::Flag;
use crate::domain::unit::UnitScope;
use crate::store::index::fulltext::{IndexQuery, flag_of};
use chrono::Datelike;
use rusqlite::types::Value;

/// SQL under construction: conditions and their values in the same order.
#[derive(Default)]
pub(in crate::store) struct Conditions {
    clauses: Vec<String>,
    pub values: Vec<Value>,
}

impl Conditions {
    /// Adds a condition with its values.
    pub(crate) fn push(&mut self, clause: &str, values: impl IntoIterator<Item = Value>) {
        self.clauses.push(clause.to_owned());
        self.values.extend(values);
    }

    /// Adds others.
    pub(crate) fn extend(&mut self, others: &Self) {
        self.clauses.extend(others.clauses.iter().cloned());
        self.values.extend(others.values.iter().cloned());
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// All of them.
    pub(crate) fn sql(&self) -> String {
        self.clauses.join(" AND ")
    }
}

/// A query, taken apart by what answers each part of it. The condition of a filter goes into `index`
/// and, the same, into `instead_of_index`; where the index cannot know it, into `always`; what is a
/// range of due days narrows `low` and `high`.
#[derive(Default)]
pub(in crate::store) struct QueryClauses {
    /// Words and filters, for the full-text index.
    pub index: IndexQuery,
    /// The words alone, in its language; empty without any.
    pub words: String,
    /// The least key of the order "due".
    pub low: Option<i64>,
    /// The greatest one, included.
    pub high: Option<i64>,
    /// The filters of `index` as conditions on rows, for statements that do not ask it.
    pub instead_of_index: Conditions,
    /// Conditions on rows for every statement.
    pub always: Conditions,
}

impl QueryClauses {
    pub(crate) fn of(query: &Query) -> Self {
        let mut clauses = Self::default();
        for filter in &query.filters {
            clauses.filter(*filter, query);
        }
        if !query.states.is_empty() {
            let marks = vec!["?"; query.states.len()].join(",");
            let states = query.states.iter();
            let states = states.map(|state| Value::Text(state.as_str().to_owned()));
            clauses
                .instead_of_index
                .push(&format!("t.state IN ({marks})"), states);
            clauses.index.states(&query.states);
        }
        let words = query_words(&query.words);
        if !words.is_empty() {
            clauses.index.words(&words);
            let mut alone = IndexQuery::default();
            alone.words(&words);
            clauses.words = alone.text();
        }
        clauses
    }

    /// Whether the days narrow the list.
    pub(crate) fn is_bounded(&self) -> bool {
        self.low.is_some() || self.high.is_some()
    }

    /// What is asked of the full-text index, with the scope.
    pub(crate) fn scoped(&self, query: &Query) -> IndexQuery {
        let mut asked = self.index.clone();
        asked.unit(scope_of(query));
        if let Some(area) = query.area {
            asked.area(area.0);
        }
        asked
    }

    /// The span of keys as conditions.
    pub(crate) fn bounds(&self) -> Conditions {
        let mut bounds = Conditions::default();
        if let Some(low) = self.low {
            bounds.push("t.due_key>=?", [Value::Integer(low)]);
        }
        if let Some(high) = self.high {
            bounds.push("t.due_key<=?", [Value::Integer(high)]);
        }
        bounds
    }

    fn filter(&mut self, filter: Filter, query: &Query) {
        match filter {
            Filter::KeyTask
            | Filter::Stuck
            | Filter::NoDeadline
            | Filter::Unclear
            | Filter::Unproven => {
                if let Some(flag) = flag_of(filter) {
                    self.index.flag(flag);
                    self.instead_of_index.push(flag_sql(flag), []);
                }
            }
            Filter::Due(due) => self.due(due, query),
            // It is the scope, see scope_of.
            Filter::Unassigned if query.unit == UnitScope::All => {}
            Filter::Unassigned => {
                self.index.unit(UnitScope::Unassigned);
                self.instead_of_index.push("t.unit_key=0", []);
            }
            Filter::Silent => {
                let since = query.today - chrono::Duration::days(query.silent_days);
                self.span(None, OPEN_END - 1);
                self.index.silent_since(since, query.today);
                let since = [Value::Text(iso(since))];
                self.instead_of_index.push("t.touched_on<=?", since);
            }
            Filter::Unnoted => {
                let month = month_days(query.today.year(), query.today.month()).0;
                self.span(Some(OPEN_DATED_END), OPEN_END - 1);
                self.always.push(
                    "t.kind='ongoing' AND NOT EXISTS (SELECT 1 FROM note n
                        WHERE n.task_id=t.id AND n.day>=?)",
                    [Value::Text(iso(month))],
                );
            }
            Filter::Mine(unit) => {
                self.index.mine(unit.0);
                let unit = Value::Integer(unit.0);
                self.instead_of_index.push(
                    "(t.unit_key=? OR EXISTS (SELECT 1 FROM coordinating c
                        WHERE c.unit_id=? AND c.task_id=t.id))",
                    [unit.clone(), unit],
                );
            }
        }
    }

    /// A span of due days; of open tasks it is a range of the order "due".
    fn due(&mut self, due: DueSpan, query: &Query) {
        let any_state = query.states.iter().any(|state| !State::is_open(*state));
        match (due.span(query.today, query.soon_days), any_state) {
            (Some((first, last)), false) => {
                let last = day_number(last).min(OPEN_DATED_END - 1);
                self.span(Some(day_number(first)), last);
            }
            (Some((first, last)), true) => self.always.push(
                "t.due_on BETWEEN ? AND ?",
                [Value::Text(iso(first)), Value::Text(iso(last))],
            ),
            (None, false) => self.span(Some(OPEN_DATED_END), OPEN_END - 1),
            (None, true) => self.always.push("t.due_on IS NULL", []),
        }
    }

    /// Narrows the keys of the order "due"; both ends included.
    fn span(&mut self, low: Option<i64>, high: i64) {
        self.low = self.low.max(low);
        self.high = Some(self.high.map_or(high, |known| known.min(high)));
    }
}

/// The unit scope of a query; the filter for tasks without a unit is one as well.
pub(in crate::store) fn scope_of(query: &Query) -> UnitScope {
    match query.unit {
        UnitScope::All if query.filters.contains(&Filter::Unassigned) => UnitScope::Unassigned,
        scope => scope,
    }
}

fn flag_sql(flag: Flag) -> &'static str {
    match flag {
        Flag::KeyTask => "t.key_task=1",
        Flag::Stuck => "t.difficulties>0",
        Flag::NoDeadline => "t.kind='none'",
        Flag::Unclear => "t.kind='unclear'",
        Flag::Unproven => "t.state='done' AND t.evidence=0",
    }
}
