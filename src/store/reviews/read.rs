//! Reviews as lists name them, one whole, and the texts that a finished one keeps.

use super::scope_at;
use crate::domain::day::{Day, Week};
use crate::domain::history::{Cell, Edit, Entry};
use crate::domain::ids::{ConclusionId, PlanId, ReviewId, TaskId, UnitId};
use crate::domain::invariants::{ReviewViolation, alters_what_is_finished, review_violations};
use crate::domain::plan::Plan;
use crate::domain::review::{
    AgendaItem, Answer, AnswerKind, Conclusion, Finished, Group, Outcome, OutcomeKind, Progress,
    Review, ReviewSummary, Scope, week_of,
};
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use crate::store::read::tasks::{TASK_ROW, TASK_ROW_LEN, task_row};
use crate::store::values::{day_at, hex};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{Read, Write};

/// The columns of a [`ReviewSummary`].
const SUMMARY: &str = "r.id, r.monday, r.area_id, r.unit_id, r.joined, r.began_on, r.began_by,
    (SELECT count(*) FROM answer a WHERE a.review_id = r.id), r.tasks,
    r.finished_on, r.finished_by, r.head, r.frozen_vi, r.frozen_en";

fn summary(row: &Row<'_>) -> rusqlite::Result<ReviewSummary> {
    let size = |at| Ok::<_, rusqlite::Error>(usize::try_from(row.get::<_, i64>(at)?).unwrap_or(0));
    let finished = match day_at(row, 9)? {
        None => None,
        Some(on) => Some(Finished {
            on,
            by: row.get(10)?,
            head: row.get(11)?,
            frozen: [row.get(12)?, row.get(13)?],
        }),
    };
    Ok(ReviewSummary {
        id: ReviewId(row.get(0)?),
        week: Week::of(day_at(row, 1)?.unwrap_or_default()),
        scope: scope_at(row, 2)?,
        began_on: day_at(row, 5)?.unwrap_or_default(),
        began_by: row.get(6)?,
        share: Progress {
            of: size(7)?,
            all: size(8)?,
        },
        finished,
    })
}

/// Whether no review stood before this one: it says what has come since a row that is none's.
const IS_FIRST: &str =
    "NOT EXISTS (SELECT 1 FROM review b WHERE b.id < r.id AND b.at_row = r.since_row)";

impl Store {
    /// All reviews of a plan, the newest first.
    pub fn reviews(&self, plan: PlanId) -> Result<Vec<ReviewSummary>> {
        let sql = format!("SELECT {SUMMARY} FROM review r WHERE r.plan_id=? ORDER BY r.id DESC");
        Ok(self
            .conn
            .prepare_cached(&sql)?
            .query_map([plan.0], summary)?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// The reviews that are not finished, the newest first.
    pub fn open_reviews(&self, plan: PlanId) -> Result<Vec<ReviewSummary>> {
        open_ones(&self.conn, plan)
    }

    /// One review whole; nothing where its beginning was undone.
    ///
    /// # Errors
    /// What SQLite says, or [`StoreError::Corrupt`] for an agenda that cannot be read.
    pub fn review(&self, id: ReviewId) -> Result<Option<Review>> {
        self.snapshot(|| load(&self.conn, id))
    }

    /// The review that could be begun on this day, with nothing answered; the file holds none of it.
    ///
    /// # Errors
    /// As [`Store::prepare_agenda`].
    pub(crate) fn preview_review(&self, scope: Scope, plan: &Plan, today: Day) -> Result<Review> {
        self.snapshot(|| {
            let prepared = self.prepare_agenda(scope, plan, today)?;
            let mut items = Vec::new();
            for (group, task) in prepared.agenda.tasks() {
                items.extend(self.item(task, group)?);
            }
            let share = Progress {
                of: 0,
                all: items.len(),
            };
            Ok(Review {
                summary: ReviewSummary {
                    id: ReviewId(0),
                    week: week_of(today),
                    scope,
                    began_on: today,
                    began_by: String::new(),
                    share,
                    finished: None,
                },
                since: prepared.since,
                first: !self.is_known(prepared.since)?,
                items,
                conclusions: Vec::new(),
            })
        })
    }

    /// Whether the agenda of a review was prepared at that row of the journal.
    fn is_known(&self, row: i64) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM review WHERE at_row=?)";
        let mut statement = self.conn.prepare_cached(sql)?;
        Ok(statement.query_row([row], |row| row.get(0))?)
    }

    /// A task as a place of an agenda that the file does not hold; nothing where it is gone.
    fn item(&self, task: TaskId, group: Group) -> Result<Option<AgendaItem>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT code, title, lead_id FROM task WHERE id=?")?;
        let item = statement.query_row([task.0], |row| {
            Ok(AgendaItem {
                task,
                group,
                code: row.get(0)?,
                title: row.get(1)?,
                lead: row.get::<_, Option<i64>>(2)?.map(UnitId),
                answer: None,
            })
        });
        Ok(item.optional()?)
    }

    /// The newest finished review of the week that a day lies in; of several the one over the whole
    /// plan.
    pub fn finished_in_week(&self, plan: PlanId, day: Day) -> Result<Option<ReviewSummary>> {
        let week = Week::of(day);
        let all = self.reviews(plan)?.into_iter();
        let mut found: Vec<ReviewSummary> = all
            .filter(|summary| summary.finished.is_some() && summary.week == week)
            .collect();
        found.sort_by_key(|summary| summary.scope != Scope::Plan);
        Ok(found.into_iter().next())
    }
}

/// The reviews of a plan that are not finished, the newest first.
pub(super) fn open_ones(conn: &Connection, plan: PlanId) -> Result<Vec<ReviewSummary>> {
    let sql = format!(
        "SELECT {SUMMARY} FROM review r INDEXED BY review_open
         WHERE r.plan_id=? AND r.finished_on IS NULL ORDER BY r.id DESC"
    );
    Ok(conn
        .prepare_cached(&sql)?
        .query_map([plan.0], summary)?
        .collect::<rusqlite::Result<_>>()?)
}

/// One review whole; nothing where there is none.
pub(super) fn load(conn: &Connection, id: ReviewId) -> Result<Option<Review>> {
    let sql = format!(
        "SELECT {SUMMARY}, r.since_row, {IS_FIRST}, json_valid(r.walk) FROM review r WHERE r.id=?"
    );
    let found = conn
        .prepare_cached(&sql)?
        .query_row([id.0], |row| {
            Ok((
                summary(row)?,
                row.get(14)?,
                row.get(15)?,
                row.get::<_, bool>(16)?,
            ))
        })
        .optional()?;
    let Some((summary, since, first, readable)) = found else {
        return Ok(None);
    };
    if !readable {
        return Err(StoreError::Corrupt);
    }
    Ok(Some(Review {
        summary,
        since,
        first,
        items: items(conn, id)?,
        conclusions: conclusions(conn, id)?,
    }))
}

/// The agenda with what was answered, in its order.
fn items(conn: &Connection, id: ReviewId) -> Result<Vec<AgendaItem>> {
    let mut statement = conn.prepare_cached(
        "SELECT g.value ->> 0, j.value, t.code, t.title, t.lead_id, a.kind, a.signed, a.day
         FROM review r, json_each(r.walk) g, json_each(g.value, '$[1]') j
         LEFT JOIN task t ON t.id = j.value
         LEFT JOIN answer a ON a.review_id = r.id AND a.task_id = j.value
         WHERE r.id=? ORDER BY g.key, j.key",
    )?;
    let mut rows = statement.query([id.0])?;
    let mut items = Vec::new();
    while let Some(row) = rows.next()? {
        let group: String = row.get(0)?;
        items.push(AgendaItem {
            task: TaskId(row.get(1)?),
            group: Group::parse(&group).ok_or(StoreError::Corrupt)?,
            code: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
            title: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
            lead: row.get::<_, Option<i64>>(4)?.map(UnitId),
            answer: answer(row)?,
        });
    }
    Ok(items)
}

fn conclusions(conn: &Connection, id: ReviewId) -> Result<Vec<Conclusion>> {
    let mut statement =
        conn.prepare_cached("SELECT id, body FROM conclusion WHERE review_id=? ORDER BY id")?;
    let mut all: Vec<Conclusion> = statement
        .query_map([id.0], |row| {
            Ok(Conclusion {
                id: ConclusionId(row.get(0)?),
                body: row.get(1)?,
                outcomes: Vec::new(),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    let sql = format!(
        "SELECT {TASK_ROW}, o.kind FROM outcome o JOIN task t ON t.id = o.task_id
         LEFT JOIN unit u ON u.id = t.lead_id WHERE o.conclusion_id=? ORDER BY o.id"
    );
    let mut outcomes = conn.prepare_cached(&sql)?;
    for conclusion in &mut all {
        let mut rows = outcomes.query([conclusion.id.0])?;
        while let Some(row) = rows.next()? {
            let kind: String = row.get(TASK_ROW_LEN)?;
            conclusion.outcomes.push(Outcome {
                kind: OutcomeKind::parse(&kind).ok_or(StoreError::Corrupt)?,
                row: task_row(row)?,
            });
        }
    }
    Ok(all)
}

/// The answer of a row of [`items`].
fn answer(row: &Row<'_>) -> Result<Option<Answer>> {
    let Some(kind) = row.get::<_, Option<String>>(5)? else {
        return Ok(None);
    };
    Ok(Some(Answer {
        kind: AnswerKind::parse(&kind).ok_or(StoreError::Corrupt)?,
        signed: row.get(6)?,
        day: day_at(row, 7)?.unwrap_or_default(),
    }))
}

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
    pub(crate) fn still_obey(&self, conn: &Connection) -> Result<()> {
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

/// The most bytes that a frozen text can have: far more than any report, far less than a planted
/// bomb would need.
const MOST: u64 = 256 * 1024 * 1024;

/// Keeps a text and returns its key.
pub(in crate::store) fn keep(conn: &Connection, text: &str) -> Result<String> {
    let (key, packed) = pack(text)?;
    conn.prepare_cached("INSERT OR IGNORE INTO frozen (key, content) VALUES (?, ?)")?
        .execute(params![key, packed])?;
    Ok(key)
}

/// The key of a text, and the text compressed.
pub(in crate::store) fn pack(text: &str) -> Result<(String, Vec<u8>)> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    // Memory takes whatever is written to it.
    let packed = packed
        .write_all(text.as_bytes())
        .and_then(|()| packed.finish())
        .map_err(|_| StoreError::Full)?;
    Ok((key_of(text.as_bytes()), packed))
}

/// The keys whose frozen text is not there or is another one.
pub(in crate::store) fn check_frozen(conn: &Connection) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    let mut statement = conn.prepare("SELECT key, content FROM frozen ORDER BY key")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key: String = row.get(0)?;
        let packed = row.get_ref(1)?.as_blob().unwrap_or_default();
        if !is_frozen(&key, packed) {
            broken.push(key);
        }
    }
    let mut statement = conn.prepare(
        "SELECT k.key FROM (SELECT frozen_vi AS key FROM review UNION SELECT frozen_en FROM review) k
         LEFT JOIN frozen f ON f.key = k.key WHERE k.key IS NOT NULL AND f.key IS NULL",
    )?;
    let missing = statement.query_map([], |row| row.get(0))?;
    broken.extend(missing.collect::<rusqlite::Result<Vec<String>>>()?);
    Ok(broken)
}

impl Store {
    /// A frozen text by its key.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] where it is not there or not the text that was frozen.
    pub fn frozen(&self, key: &str) -> Result<String> {
        let packed: Option<Vec<u8>> = self
            .conn
            .prepare_cached("SELECT content FROM frozen WHERE key=?")?
            .query_row([key], |row| row.get(0))
            .optional()?;
        let text = packed.and_then(|packed| unpack(&packed));
        let text = text.filter(|text| key_of(text) == key);
        text.and_then(|text| String::from_utf8(text).ok())
            .ok_or(StoreError::Corrupt)
    }
}

/// Whether this is the compressed text of a key.
pub(in crate::store) fn is_frozen(key: &str, packed: &[u8]) -> bool {
    unpack(packed).is_some_and(|text| key_of(&text) == key)
}

fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    let read = ZlibDecoder::new(packed).take(MOST).read_to_end(&mut text);
    read.ok().map(|_| text)
}

/// SHA-256 in hexadecimal digits.
fn key_of(text: &[u8]) -> String {
    hex(&Sha256::digest(text))
}
