//! Reviews held against what no review may be: when an act is taken back or done again, and in a
//! check of the file.

use super::read::{load, open_ones};
use crate::domain::day::Day;
use crate::domain::history::{Cell, Edit, Entry};
use crate::domain::ids::{PlanId, ReviewId};
use crate::domain::invariants::{ReviewViolation, alters_what_is_finished, review_violations};
use crate::domain::review::{Review, ReviewSummary};
use crate::store::error::{Result, StoreError};
use crate::store::read::rows::day_at;
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeMap;

/// The reviews that an act touched, as they were before it is run backwards.
pub(in crate::store) struct Touched(BTreeMap<ReviewId, Option<Review>>);

impl Touched {
    /// Those that the entries of an act name.
    pub fn by(conn: &Connection, entries: &[Entry]) -> Result<Self> {
        let mut touched = BTreeMap::new();
        for edit in entries.iter().flat_map(|entry| &entry.edits) {
            if let Some(review) = review_of(conn, edit)? {
                touched.insert(review, load(conn, review)?);
            }
        }
        Ok(Self(touched))
    }

    /// Whether nothing that was finished is altered, and no second one is open beside the same. If
    /// not, whoever finished or began it is named.
    pub fn still_obey(&self, conn: &Connection) -> Result<()> {
        for (id, before) in &self.0 {
            let Some(after) = load(conn, *id)? else {
                continue;
            };
            let altered = before
                .as_ref()
                .filter(|before| alters_what_is_finished(before, &after));
            let who = match altered.and_then(|before| before.summary.finished.as_ref()) {
                Some(finished) => Some(finished.by.clone()),
                None => same_beside(conn, &after)?.map(|same| same.began_by),
            };
            if let Some(who) = who {
                return Err(StoreError::ChangedSince { who });
            }
        }
        Ok(())
    }
}

/// The open review of the same week and scope, beside which this one may not be open.
fn same_beside(conn: &Connection, review: &Review) -> Result<Option<ReviewSummary>> {
    let open = all_open(conn, review.summary.id)?;
    if !review_violations(review, &open).contains(&ReviewViolation::OpenTwice) {
        return Ok(None);
    }
    let mine = &review.summary;
    let mut others = open.into_iter().filter(|other| other.id != mine.id);
    Ok(others.find(|other| (other.week, other.scope) == (mine.week, mine.scope)))
}

/// The open reviews of the plan that a review belongs to.
fn all_open(conn: &Connection, id: ReviewId) -> Result<Vec<ReviewSummary>> {
    let plan = conn
        .prepare_cached("SELECT plan_id FROM review WHERE id=?")?
        .query_row([id.0], |row| row.get(0))?;
    open_ones(conn, PlanId(plan))
}

/// The review that a row belongs to, as the row stands or as the edit knew it.
fn review_of(conn: &Connection, edit: &Edit) -> Result<Option<ReviewId>> {
    let sql = match edit.table.as_str() {
        "review" => return Ok(Some(ReviewId(edit.id))),
        "answer" => "SELECT review_id FROM answer WHERE id=?",
        "conclusion" => "SELECT review_id FROM conclusion WHERE id=?",
        "outcome" => {
            "SELECT c.review_id FROM outcome o JOIN conclusion c ON c.id = o.conclusion_id
             WHERE o.id=?"
        }
        _ => return Ok(None),
    };
    let now: Option<i64> = conn
        .prepare_cached(sql)?
        .query_row([edit.id], |row| row.get(0))
        .optional()?;
    let known = match edit.column("review_id") {
        Some((before, after)) => after.or(before),
        None => None,
    };
    Ok(match (now, known) {
        (Some(id), _) => Some(ReviewId(id)),
        (None, Some(Cell::Int(id))) => Some(ReviewId(*id)),
        // What became of a conclusion comes back with the conclusion, which names the review.
        _ => None,
    })
}

/// What is wrong with the reviews of the file, each with the first day of its week.
pub(in crate::store) fn check(conn: &Connection) -> Result<Vec<(Day, ReviewViolation)>> {
    let mut faults = Vec::new();
    let mut statement = conn.prepare("SELECT id, monday FROM review ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id = ReviewId(row.get(0)?);
        let monday = day_at(row, 1)?.unwrap_or_default();
        let wrong = match load(conn, id) {
            Ok(Some(review)) => review_violations(&review, &all_open(conn, id)?),
            Ok(None) => Vec::new(),
            Err(StoreError::Corrupt) => vec![ReviewViolation::Agenda],
            Err(error) => return Err(error),
        };
        faults.extend(wrong.into_iter().map(|breach| (monday, breach)));
    }
    Ok(faults)
}
