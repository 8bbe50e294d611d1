//! Weekly reviews: the agenda prepared, what was answered, the conclusions, and what was frozen. Every
//! group of an agenda is a window of a list, narrowed by what the group asks for: the plan is never read
//! as a whole.

use crate::domain::change::Refusal;
use crate::domain::day::{Day, Week, iso};
use crate::domain::ids::{AreaId, ConclusionId, PlanId, ReviewId, TaskId, UnitId};
use crate::domain::invariants::{ReviewViolation, alters_what_is_finished, review_violations};
use crate::domain::journal::{Edit, JournalEntry, StoredValue};
use crate::domain::plan::Plan;
use crate::domain::query::Query;
use crate::domain::refusal::ReviewRefusal;
use crate::domain::review::{
    AGENDA_MAX, Agenda, AgendaGroup, AgendaItem, Answer, AnswerKind, Conclusion, Finished, Outcome,
    OutcomeKind, PreparedAgenda, ProgressCount, Review, ReviewScope, ReviewSummary, week_of,
};
use crate::domain::task::{State, TaskRow};
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use crate::store::read::tasks::{TASK_ROW, TASK_ROW_LEN, task_row};
use crate::store::sql::Cached;
use crate::store::values::{day_at, hex};
use chrono::Days;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rusqlite::{Connection, Row, params};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};

/// A scope as the columns area_id, unit_id, joined.
pub(super) fn scope_cells(scope: ReviewScope) -> (Option<i64>, Option<i64>, bool) {
    match scope {
        ReviewScope::Plan => (None, None, false),
        ReviewScope::Area(area) => (Some(area.0), None, false),
        ReviewScope::Led(unit) => (None, Some(unit.0), false),
        ReviewScope::Mine(unit) => (None, Some(unit.0), true),
    }
}

/// Reads the columns area_id, unit_id, joined, the first of which is the `at`-th.
fn scope_at(row: &Row<'_>, at: usize) -> rusqlite::Result<ReviewScope> {
    let (area, unit): (Option<i64>, Option<i64>) = (row.get(at)?, row.get(at + 1)?);
    let joined: bool = row.get(at + 2)?;
    Ok(match (area, unit) {
        (Some(area), _) => ReviewScope::Area(AreaId(area)),
        (_, Some(unit)) if joined => ReviewScope::Mine(UnitId(unit)),
        (_, Some(unit)) => ReviewScope::Led(UnitId(unit)),
        _ => ReviewScope::Plan,
    })
}

/// Where no review came before, what is newer than so many days is new.
const FIRST_SPAN: u64 = 7;

/// The review before: its row, and where the journal stood when its agenda was prepared.
struct PreviousReview {
    review: Option<i64>,
    row: i64,
}

impl Store {
    /// Prepares the agenda of a review that begins on this day.
    ///
    /// # Errors
    /// [`ReviewRefusal::NothingThere`], [`ReviewRefusal::TooLong`], or an SQLite error.
    pub fn prepare_agenda(
        &self,
        scope: ReviewScope,
        plan: &Plan,
        today: Day,
    ) -> Result<PreparedAgenda> {
        self.snapshot(|| {
            let query = scope.query(plan, today);
            if self.count(&query)? == 0 {
                return Err(Refusal::from(ReviewRefusal::NothingThere).into());
            }
            let before = self.review_before(scope, plan.id, today)?;
            let mut found = Vec::new();
            for group in AgendaGroup::ALL {
                let tasks = match group.of(&query) {
                    Some(query) => self.listed_tasks(&query)?,
                    None => self.finished_since(&before, scope, plan.id)?,
                };
                found.push((group, tasks));
            }
            Ok(PreparedAgenda {
                agenda: Agenda::arrange(found).map_err(Refusal::from)?,
                at: self.newest_row()?,
                since: before.row,
            })
        })
    }

    /// The tasks of a list with whether each is a key task; no more than an agenda may have and one.
    fn listed_tasks(&self, query: &Query) -> Result<Vec<(TaskId, bool)>> {
        let mut tasks = Vec::new();
        for page in self.pages(query) {
            tasks.extend(page?.iter().map(|row| (row.id, row.key_task)));
            if tasks.len() > AGENDA_MAX {
                break;
            }
        }
        Ok(tasks)
    }

    pub(crate) fn newest_row(&self) -> Result<i64> {
        self.conn.one("SELECT coalesce(max(id), 0) FROM change", [])
    }

    /// The newest review of the same scope, else of the whole plan.
    fn review_before(
        &self,
        scope: ReviewScope,
        plan: PlanId,
        today: Day,
    ) -> Result<PreviousReview> {
        let newest = "SELECT id, at_row FROM review
            WHERE plan_id=? AND area_id IS ? AND unit_id IS ? AND joined=? ORDER BY id DESC LIMIT 1";
        for scope in [scope, ReviewScope::Plan] {
            let (area, unit, joined) = scope_cells(scope);
            let found = self
                .conn
                .first(newest, params![plan.0, area, unit, joined], |row| {
                    Ok(PreviousReview {
                        review: row.get(0)?,
                        row: row.get(1)?,
                    })
                })?;
            if let Some(before) = found {
                return Ok(before);
            }
        }
        let since = today - Days::new(FIRST_SPAN);
        // From the newest row backwards: no more is read than those days have written.
        let sql = "SELECT id FROM change WHERE day < ? ORDER BY id DESC LIMIT 1";
        let row: Option<i64> = self.conn.value(sql, [iso(since)])?;
        Ok(PreviousReview {
            review: None,
            row: row.unwrap_or(0),
        })
    }

    /// The tasks of a scope of which a due date was completed since the review before and still is;
    /// but those that were ticked off in that review itself are known to all.
    fn finished_since(
        &self,
        before: &PreviousReview,
        scope: ReviewScope,
        plan: PlanId,
    ) -> Result<Vec<(TaskId, bool)>> {
        let (area, unit, joined) = scope_cells(scope);
        let in_scope = "SELECT 1 FROM task t WHERE t.id=?1 AND t.plan_id=?2
            AND (?3 IS NULL OR t.area_id=?3)
            AND (?4 IS NULL OR t.unit_key=?4 OR (?5 AND EXISTS (SELECT 1 FROM coordinating c
                WHERE c.unit_id=?4 AND c.task_id=t.id)))
            AND NOT EXISTS (SELECT 1 FROM answer a
                WHERE a.review_id=?6 AND a.task_id=?1 AND a.kind='done')";
        let mut rows: Vec<TaskRow> = Vec::new();
        for task in self.completed_after(before.row)? {
            let asked = params![task, plan.0, area, unit, joined, before.review];
            if self.conn.has(in_scope, asked)? {
                rows.extend(self.row(TaskId(task))?);
            }
        }
        rows.retain(|row| row.state != State::Dropped);
        rows.sort_by_key(|row| (row.place.due_key, row.place.code_key));
        Ok(rows.iter().map(|row| (row.id, row.key_task)).collect())
    }

    /// The tasks of which an occurrence was open at a row of the journal and is completed now.
    fn completed_after(&self, row: i64) -> Result<BTreeSet<i64>> {
        let mut written = self.conn.prepare_cached(
            "SELECT edits FROM change WHERE id > ? AND task_id IS NOT NULL
                AND kind IN ('complete', 'reopen', 'undo', 'redo') ORDER BY id",
        )?;
        let mut rows = written.query([row])?;
        // Of each occurrence whether it was open before the first of these rows touched it.
        let mut was_open: BTreeMap<i64, bool> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let edits = row.get_ref(0)?.as_str().map_err(|_| StoreError::Corrupt)?;
            let edits: Vec<Edit> = serde_json::from_str(edits).map_err(|_| StoreError::Corrupt)?;
            for edit in edits.iter().filter(|edit| edit.table == "occurrence") {
                if let Some((before, _)) = edit.column("done_on") {
                    let open = matches!(before, None | Some(StoredValue::Null));
                    was_open.entry(edit.id).or_insert(open);
                }
            }
        }
        let done = "SELECT task_id FROM occurrence WHERE id=? AND done_on IS NOT NULL";
        let mut tasks = BTreeSet::new();
        for occurrence in was_open.iter().filter(|(_, open)| **open) {
            let task: Option<i64> = self.conn.value(done, [occurrence.0])?;
            tasks.extend(task);
        }
        Ok(tasks)
    }
}

/// The columns of a [`ReviewSummary`].
const SUMMARY: &str = "r.id, r.monday, r.area_id, r.unit_id, r.joined, r.began_on, r.began_by,
    (SELECT count(*) FROM answer a WHERE a.review_id = r.id), r.tasks,
    r.finished_on, r.finished_by, r.head, r.frozen_vi, r.frozen_en";

fn size_at(row: &Row<'_>, at: usize) -> rusqlite::Result<usize> {
    Ok(usize::try_from(row.get::<_, i64>(at)?).unwrap_or(0))
}

fn summary(row: &Row<'_>) -> rusqlite::Result<ReviewSummary> {
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
        share: ProgressCount {
            of: size_at(row, 7)?,
            all: size_at(row, 8)?,
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
        self.conn.rows(&sql, [plan.0], summary)
    }

    /// The reviews that are not finished, the newest first.
    pub fn open_reviews(&self, plan: PlanId) -> Result<Vec<ReviewSummary>> {
        unfinished(&self.conn, plan)
    }

    /// How far the newest review has come that is not finished.
    pub(crate) fn open_review_progress(&self, plan: PlanId) -> Result<Option<ProgressCount>> {
        let sql = "SELECT (SELECT count(*) FROM answer a WHERE a.review_id = r.id), r.tasks
            FROM review r INDEXED BY review_open
            WHERE r.plan_id=? AND r.finished_on IS NULL ORDER BY r.id DESC LIMIT 1";
        self.conn.first(sql, [plan.0], |row| {
            Ok(ProgressCount {
                of: size_at(row, 0)?,
                all: size_at(row, 1)?,
            })
        })
    }

    /// A complete review; nothing where its beginning was undone.
    ///
    /// # Errors
    /// An SQLite error, or [`StoreError::Corrupt`] for an agenda that cannot be read.
    pub fn review(&self, id: ReviewId) -> Result<Option<Review>> {
        self.snapshot(|| load(&self.conn, id))
    }

    /// The review that could be begun on this day, with nothing answered; the file holds none of it.
    ///
    /// # Errors
    /// As [`Store::prepare_agenda`].
    pub(crate) fn preview_review(
        &self,
        scope: ReviewScope,
        plan: &Plan,
        today: Day,
    ) -> Result<Review> {
        self.snapshot(|| {
            let prepared = self.prepare_agenda(scope, plan, today)?;
            let mut items = Vec::new();
            for (group, task) in prepared.agenda.tasks() {
                items.extend(self.item(task, group)?);
            }
            let share = ProgressCount {
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
                first: !self.has_row(prepared.since)?,
                items,
                conclusions: Vec::new(),
            })
        })
    }

    /// Whether the agenda of a review was prepared at that row of the journal.
    fn has_row(&self, row: i64) -> Result<bool> {
        self.conn.has("SELECT 1 FROM review WHERE at_row=?", [row])
    }

    /// A task as a place of an agenda that the file does not hold; nothing where it is gone.
    fn item(&self, task: TaskId, group: AgendaGroup) -> Result<Option<AgendaItem>> {
        let sql = "SELECT code, title, lead_id FROM task WHERE id=?";
        self.conn.first(sql, [task.0], |row| {
            Ok(AgendaItem {
                task,
                group,
                code: row.get(0)?,
                title: row.get(1)?,
                lead: row.get::<_, Option<i64>>(2)?.map(UnitId),
                answer: None,
            })
        })
    }

    /// The newest finished review of the week that contains a day; of several the one over the whole
    /// plan.
    pub fn finished_in_week(&self, plan: PlanId, day: Day) -> Result<Option<ReviewSummary>> {
        let week = Week::of(day);
        let all = self.reviews(plan)?.into_iter();
        let mut found: Vec<ReviewSummary> = all
            .filter(|summary| summary.finished.is_some() && summary.week == week)
            .collect();
        found.sort_by_key(|summary| summary.scope != ReviewScope::Plan);
        Ok(found.into_iter().next())
    }
}

/// The reviews of a plan that are not finished, the newest first.
fn unfinished(conn: &Connection, plan: PlanId) -> Result<Vec<ReviewSummary>> {
    let sql = format!(
        "SELECT {SUMMARY} FROM review r INDEXED BY review_open
         WHERE r.plan_id=? AND r.finished_on IS NULL ORDER BY r.id DESC"
    );
    conn.rows(&sql, [plan.0], summary)
}

/// A complete review; nothing where there is none.
fn load(conn: &Connection, id: ReviewId) -> Result<Option<Review>> {
    let sql = format!(
        "SELECT {SUMMARY}, r.since_row, {IS_FIRST}, json_valid(r.walk) FROM review r WHERE r.id=?"
    );
    let found = conn.first(&sql, [id.0], |row| {
        Ok((
            summary(row)?,
            row.get(14)?,
            row.get(15)?,
            row.get::<_, bool>(16)?,
        ))
    })?;
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
            group: AgendaGroup::parse(&group).ok_or(StoreError::Corrupt)?,
            code: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
            title: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
            lead: row.get::<_, Option<i64>>(4)?.map(UnitId),
            answer: answer(row)?,
        });
    }
    Ok(items)
}

fn conclusions(conn: &Connection, id: ReviewId) -> Result<Vec<Conclusion>> {
    let sql = "SELECT id, body FROM conclusion WHERE review_id=? ORDER BY id";
    let mut all: Vec<Conclusion> = conn.rows(sql, [id.0], |row| {
        Ok(Conclusion {
            id: ConclusionId(row.get(0)?),
            body: row.get(1)?,
            outcomes: Vec::new(),
        })
    })?;
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
pub(in crate::store) struct TouchedReviews(BTreeMap<ReviewId, Option<Review>>);

impl TouchedReviews {
    /// Those that the entries of an act name.
    pub(crate) fn by(conn: &Connection, entries: &[JournalEntry]) -> Result<Self> {
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
    pub(crate) fn check_unchanged(&self, conn: &Connection) -> Result<()> {
        for (id, before) in &self.0 {
            let Some(after) = load(conn, *id)? else {
                continue;
            };
            let altered = before
                .as_ref()
                .filter(|before| alters_what_is_finished(before, &after));
            let who = match altered.and_then(|before| before.summary.finished.as_ref()) {
                Some(finished) => Some(finished.by.clone()),
                None => other_open_review(conn, &after)?.map(|same| same.began_by),
            };
            if let Some(who) = who {
                return Err(StoreError::ChangedSince { who });
            }
        }
        Ok(())
    }
}

/// The open review of the same week and scope, beside which this one may not be open.
fn other_open_review(conn: &Connection, review: &Review) -> Result<Option<ReviewSummary>> {
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
    let plan = conn.one("SELECT plan_id FROM review WHERE id=?", [id.0])?;
    unfinished(conn, PlanId(plan))
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
    let now: Option<i64> = conn.value(sql, [edit.id])?;
    let known = match edit.column("review_id") {
        Some((before, after)) => after.or(before),
        None => None,
    };
    Ok(match (now, known) {
        (Some(id), _) => Some(ReviewId(id)),
        (None, Some(StoredValue::Int(id))) => Some(ReviewId(*id)),
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
        faults.extend(wrong.into_iter().map(|violation| (monday, violation)));
    }
    Ok(faults)
}

/// The most bytes that a frozen text can have: far more than any report, far less than a planted
/// bomb would need.
const MAX_FROZEN: u64 = 256 * 1024 * 1024;

/// Keeps a text and returns its key.
pub(in crate::store) fn store_frozen(conn: &Connection, text: &str) -> Result<String> {
    let (key, packed) = compress(text)?;
    conn.prepare_cached("INSERT OR IGNORE INTO frozen (key, content) VALUES (?, ?)")?
        .execute(params![key, packed])?;
    Ok(key)
}

/// The key of a text, and the text compressed.
pub(in crate::store) fn compress(text: &str) -> Result<(String, Vec<u8>)> {
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
            .value("SELECT content FROM frozen WHERE key=?", [key])?;
        let text = packed.and_then(|packed| decompress(&packed));
        let text = text.filter(|text| key_of(text) == key);
        text.and_then(|text| String::from_utf8(text).ok())
            .ok_or(StoreError::Corrupt)
    }
}

/// Whether this is the compressed text of a key.
pub(in crate::store) fn is_frozen(key: &str, packed: &[u8]) -> bool {
    decompress(packed).is_some_and(|text| key_of(&text) == key)
}

fn decompress(packed: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    let read = ZlibDecoder::new(packed)
        .take(MAX_FROZEN)
        .read_to_end(&mut text);
    read.ok().map(|_| text)
}

/// SHA-256 in hexadecimal digits.
fn key_of(text: &[u8]) -> String {
    hex(&Sha256::digest(text))
}
