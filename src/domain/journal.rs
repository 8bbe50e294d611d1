//! Entries of the journal. History, changes, undo and audit use the same list.

use super::day::Day;
use super::ids::{ActId, TaskId};
use super::person::Actor;
use serde::de::{Deserializer, Error, Visitor};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The kind of change of a journal row; serialized as its stored word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "&'static str", try_from = "String")]
pub enum ChangeKind {
    /// The plan's file was made.
    Create,
    /// A task was added.
    Add,
    /// A task that was added by mistake was removed.
    Remove,
    /// An occurrence was completed.
    Complete,
    /// A completion was reopened.
    Reopen,
    /// The work was started, or reset to not started.
    Start,
    /// Paused.
    Pause,
    /// Dropped.
    Drop,
    /// A pause or a drop was lifted.
    Resume,
    /// The deadline was moved.
    Extend,
    /// The deadline was set again.
    Deadline,
    /// A note was written.
    Note,
    /// A difficulty was answered.
    Answer,
    /// Evidence was added, corrected or removed.
    Evidence,
    /// Texts or units were edited.
    Edit,
    /// A step was added, ticked, unticked, renamed or removed.
    Step,
    /// A person was entered or given a unit.
    Person,
    /// A setting of the plan was changed.
    Setting,
    /// A unit was added or edited.
    Unit,
    /// The plan's texts were changed.
    Plan,
    /// An area was added, renamed or put elsewhere.
    Area,
    /// A section was added, renamed or put elsewhere.
    Section,
    /// A task was put into another section.
    Move,
    /// A review was begun.
    Begin,
    /// A task was answered in a review.
    Review,
    /// A conclusion was written.
    Conclude,
    /// A conclusion was reworded.
    Reword,
    /// A conclusion was withdrawn.
    Withdraw,
    /// A review was finished.
    Finish,
    /// An act was undone.
    Undo,
    /// An act that was undone was redone.
    Redo,
}

words! {
    ChangeKind:
    Create = "create", Add = "add", Remove = "remove", Complete = "complete",
    Reopen = "reopen", Start = "start", Pause = "pause", Drop = "drop", Resume = "resume",
    Extend = "extend", Deadline = "deadline", Note = "note", Answer = "answer",
    Evidence = "evidence", Edit = "edit", Step = "step", Person = "person",
    Setting = "setting", Unit = "unit", Plan = "plan", Area = "area", Section = "section",
    Move = "move", Begin = "begin", Review = "review", Conclude = "conclude",
    Reword = "reword", Withdraw = "withdraw", Finish = "finish", Undo = "undo",
    Redo = "redo",
}

impl ChangeKind {
    /// Whether it completes or reopens something.
    pub(crate) fn is_completion(self) -> bool {
        matches!(self, Self::Complete | Self::Reopen)
    }
}

/// What sort of change an act was, by its rows in their order: that of its first row about a task, for
/// an import may begin with its units; an edit where different things were done to its tasks; without a
/// task that of its first row.
pub(crate) fn kind_of(
    rows: impl IntoIterator<Item = (Option<TaskId>, ChangeKind)>,
) -> Option<ChangeKind> {
    let (mut first, mut common) = (None, None);
    let mut known = HashSet::new();
    for (task, kind) in rows {
        first = first.or(Some(kind));
        if task.is_some_and(|task| known.insert(task)) && *common.get_or_insert(kind) != kind {
            return Some(ChangeKind::Edit);
        }
    }
    common.or(first)
}

impl From<ChangeKind> for &'static str {
    fn from(kind: ChangeKind) -> Self {
        kind.as_str()
    }
}

impl TryFrom<String> for ChangeKind {
    type Error = String;

    fn try_from(word: String) -> Result<Self, Self::Error> {
        Self::parse(&word).ok_or(word)
    }
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum StoredValue {
    /// Nothing.
    Null,
    /// A number, an identity or a flag.
    Int(i64),
    /// Text, NFC; days as yyyy-mm-dd.
    Text(String),
}

impl StoredValue {
    /// The text that it holds; none for all else.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

// By hand, for speed: the derived code tries each variant and formats an error for each that does not match.
impl<'de> Deserialize<'de> for StoredValue {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(StoredValueVisitor)
    }
}

struct StoredValueVisitor;

impl Visitor<'_> for StoredValueVisitor {
    type Value = StoredValue;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("null, a whole number or a text")
    }

    fn visit_unit<E: Error>(self) -> Result<StoredValue, E> {
        Ok(StoredValue::Null)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<StoredValue, E> {
        Ok(StoredValue::Int(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<StoredValue, E> {
        i64::try_from(number)
            .map(StoredValue::Int)
            .map_err(E::custom)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<StoredValue, E> {
        Ok(StoredValue::Text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<StoredValue, E> {
        Ok(StoredValue::Text(text))
    }
}

/// The values of a row, by column.
pub type StoredRow = BTreeMap<String, StoredValue>;

/// A row before and after a change: an insert has no before, a delete no after, an update
/// has only the columns that differ. The canonical text of the journal is the JSON of a list of
/// these, with columns in alphabetical order and no blanks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    #[serde(rename = "t")]
    pub table: String,
    #[serde(rename = "i")]
    pub id: i64,
    /// Values before.
    #[serde(rename = "b", default, skip_serializing_if = "Option::is_none")]
    pub before: Option<StoredRow>,
    /// Values after.
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    pub after: Option<StoredRow>,
}

impl Edit {
    /// The values of the row after the edit, or of one that went before it.
    pub(crate) fn cells(&self) -> Option<&StoredRow> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// The text in a column of those values; "" if there is none.
    pub(crate) fn text(&self, column: &str) -> &str {
        let cell = self.cells().and_then(|cells| cells.get(column));
        cell.and_then(StoredValue::text).unwrap_or_default()
    }

    /// The text that a column held before and holds after, where the edit touches it.
    pub(crate) fn column(
        &self,
        name: &str,
    ) -> Option<(Option<&StoredValue>, Option<&StoredValue>)> {
        let before = self.before.as_ref().and_then(|cells| cells.get(name));
        let after = self.after.as_ref().and_then(|cells| cells.get(name));
        (before.is_some() || after.is_some()).then_some((before, after))
    }

    /// Whether another edit overlaps: the same row, and a common column or the whole row. The due day and the day
    /// of completion of an occurrence count as one column, for lateness depends on both.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        let (Some(_), Some(mine)) = (&self.before, &self.after) else {
            return self.table == other.table && self.id == other.id;
        };
        let (Some(_), Some(theirs)) = (&other.before, &other.after) else {
            return self.table == other.table && self.id == other.id;
        };
        let is_day = |column: &String| matches!(column.as_str(), "due_on" | "done_on");
        let days = |cells: &StoredRow| self.table == "occurrence" && cells.keys().any(is_day);
        let same_column = mine.keys().any(|column| theirs.contains_key(column));
        self.table == other.table
            && self.id == other.id
            && (same_column || (days(mine) && days(theirs)))
    }
}

/// One act of the journal, as it can be exported from one file and replayed in another with the same journal,
/// where it gets the same hashes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// The number of its first row.
    pub id: ActId,
    /// The hash of the row before, in hexadecimal digits; empty where there is none.
    pub follows: String,
    /// The act that this one undoes or redoes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<ActId>,
    /// Who.
    pub actor: Actor,
    /// When by the clock: milliseconds since 1970, UTC.
    pub recorded_at: i64,
    /// The day taken for today then.
    pub day: Day,
    /// Its rows, whose numbers follow each other.
    pub rows: Vec<ActRow>,
    /// The hash of its last row, in hexadecimal digits.
    pub hash: String,
    /// The frozen texts that it added, by their SHA-256 in hexadecimal digits.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub frozen: BTreeMap<String, String>,
}

/// One row of an [`Act`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActRow {
    /// What sort of change.
    pub kind: ChangeKind,
    /// The task that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<TaskId>,
    /// What it wrote.
    pub edits: Vec<Edit>,
}

/// One row of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    /// Its number, rising through the whole file.
    pub id: i64,
    /// The act it belongs to.
    pub act: ActId,
    /// What sort of change.
    pub kind: ChangeKind,
    /// The act that this one undoes or redoes.
    pub target: Option<ActId>,
    /// The task, and its code.
    pub task: Option<(TaskId, String)>,
    /// Who.
    pub actor: Actor,
    /// When by the clock: milliseconds since 1970, UTC.
    pub recorded_at: i64,
    /// The day taken for today then.
    pub day: Day,
    pub edits: Vec<Edit>,
    /// The names of what the rows touched.
    pub about: EntryNames,
}

impl JournalEntry {
    /// Whether this completion or reopening exactly reverts an older one of the same person and day.
    fn reverts(&self, older: &Self) -> bool {
        let inverse = |edit: &Edit, other: &Edit| {
            edit.table == other.table
                && edit.id == other.id
                && edit.before == other.after
                && edit.after == other.before
        };
        self.kind.is_completion()
            && self.kind != older.kind
            && self.task == older.task
            && self.actor == older.actor
            && self.day == older.day
            && self.edits.len() == older.edits.len()
            && self
                .edits
                .iter()
                .all(|edit| older.edits.iter().any(|other| inverse(edit, other)))
    }

    /// The code of its task; where that is gone, as the entry itself remembers it.
    pub(crate) fn code(&self) -> Option<&str> {
        let (_, code) = self.task.as_ref()?;
        if !code.is_empty() {
            return Some(code);
        }
        let edits = self.edits.iter().filter(|edit| edit.table == "task");
        let mut cells =
            edits.filter_map(|edit| edit.before.as_ref().or(edit.after.as_ref())?.get("code"));
        cells.find_map(|cell| match cell {
            StoredValue::Text(code) => Some(code.as_str()),
            _ => None,
        })
    }
}

/// The entries, the newest first, that are still in effect: an undone act is dropped together with its undo, and
/// of a redone act only the act is left. The undo of an act older than the first entry is kept. A completion that
/// the same person reopened on the same day counts as undone, for that is how a mistaken key is corrected.
pub(crate) fn standing(mut entries: Vec<JournalEntry>) -> Vec<JournalEntry> {
    let own: HashSet<ActId> = acts(&entries).collect();
    // Of each act its newest undo or redo, and the sort of its oldest.
    let mut latest: HashMap<ActId, (ActId, ChangeKind, ChangeKind)> = HashMap::new();
    for entry in &entries {
        if let Some(target) = entry.target {
            let last = latest.entry(target);
            let (.., oldest) = last.or_insert((entry.act, entry.kind, entry.kind));
            *oldest = entry.kind;
        }
    }
    entries.retain(|entry| match entry.target {
        None => latest
            .get(&entry.act)
            .is_none_or(|(_, newest, _)| *newest == ChangeKind::Redo),
        Some(target) => latest.get(&target).is_some_and(|(act, newest, oldest)| {
            !own.contains(&target) && *act == entry.act && newest == oldest
        }),
    });
    drop_same_day_reopenings(&mut entries);
    entries
}

/// Drops from entries, the newest first, each completion that the same person reopened on the same day, and the
/// reopening.
pub(crate) fn drop_same_day_reopenings(entries: &mut Vec<JournalEntry>) {
    // Where the completion before each one stands, of the same task on the same day.
    let mut before = vec![None; entries.len()];
    let mut latest = HashMap::new();
    let mut day = None;
    for ((at, entry), before) in entries.iter().enumerate().zip(&mut before).rev() {
        if day.replace(entry.day) != Some(entry.day) {
            latest.clear();
        }
        if entry.kind.is_completion() {
            *before = latest.insert(&entry.task, at);
        }
    }
    let mut mended: HashSet<i64> = HashSet::new();
    for (later, before) in entries.iter().zip(before) {
        let earlier = before.and_then(|at| entries.get(at));
        let earlier = earlier.filter(|earlier| later.reverts(earlier));
        if let Some(earlier) = earlier.filter(|_| !mended.contains(&later.id)) {
            mended.extend([later.id, earlier.id]);
        }
    }
    entries.retain(|entry| !mended.contains(&entry.id));
}

/// The acts that are neither undo nor redo.
fn acts(entries: &[JournalEntry]) -> impl Iterator<Item = ActId> {
    let own = entries.iter().filter(|entry| entry.target.is_none());
    own.map(|entry| entry.act)
}

/// An act of another day that is to be undone or redone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastAct {
    pub act: ActId,
    /// Whether it is to be undone; else it is to be redone.
    pub undo: bool,
    /// What sort of change it was.
    pub kind: ChangeKind,
    /// The day of the act, or on which it was undone or redone since.
    pub day: Day,
    /// The rows of the act, or of the one that undid it.
    pub entries: Vec<JournalEntry>,
}

/// Names of what an entry touched: the rows themselves hold only numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryNames {
    /// The period of the occurrence: how the task recurs and the day it was first due.
    pub period: Option<(super::deadline::Rhythm, Day)>,
    /// The step's title.
    pub step: Option<String>,
    /// Abbreviations of the units named, by row.
    pub units: BTreeMap<i64, String>,
    /// Numbers of the sections named, by row.
    pub sections: BTreeMap<i64, String>,
    /// Keys of the areas touched, by row.
    pub areas: BTreeMap<i64, String>,
    /// Names of the people touched, by row.
    pub people: BTreeMap<i64, String>,
    /// Keys of the settings touched, by row.
    pub settings: BTreeMap<i64, String>,
    /// What sort of change the act was that this one undoes or redoes.
    pub target: Option<ChangeKind>,
    /// The moment of recording, where that is on another day than the entry's own (milliseconds
    /// since 1970, UTC). A demonstration lives by a day of its own and has none.
    pub recorded_at: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_read_as_it_is_written_and_nothing_else_is_one() {
        let text = StoredValue::Text("Rà soát \"thủ tục\"\n".to_owned());
        for cell in [
            StoredValue::Null,
            StoredValue::Int(-7),
            StoredValue::Int(i64::MAX),
            text,
        ] {
            let json = serde_json::to_string(&cell).unwrap_or_default();
            assert_eq!(serde_json::from_str(&json).ok(), Some(cell), "{json}");
        }
        for json in ["true", "1.5", "9223372036854775808", "[]", "{}"] {
            assert!(serde_json::from_str::<StoredValue>(json).is_err(), "{json}");
        }
    }

    /// A row of the journal: its act, its kind, and the act that it undoes or redoes.
    fn row(act: i64, kind: ChangeKind, target: Option<i64>) -> JournalEntry {
        JournalEntry {
            id: act,
            act: ActId(act),
            kind,
            target: target.map(ActId),
            task: None,
            actor: Actor {
                account: "vanphong".to_owned(),
                person: "Lan".to_owned(),
            },
            recorded_at: 0,
            day: Day::default(),
            edits: Vec::new(),
            about: EntryNames::default(),
        }
    }

    fn standing_of(oldest_first: &[(i64, ChangeKind, Option<i64>)]) -> Vec<i64> {
        let rows = oldest_first.iter().rev();
        let rows = rows.map(|(act, kind, target)| row(*act, *kind, *target));
        let standing = standing(rows.collect());
        standing.into_iter().map(|entry| entry.id).collect()
    }

    #[test]
    fn an_act_and_its_undo_vanish_together_and_a_redone_act_stays() {
        use ChangeKind::{Edit, Note, Redo, Undo};
        assert_eq!(standing_of(&[(1, Note, None), (2, Undo, Some(1))]), [0; 0]);
        let again = [
            (1, Note, None),
            (2, Undo, Some(1)),
            (3, Redo, Some(1)),
            (4, Edit, None),
        ];
        assert_eq!(standing_of(&again), [4, 1]);
        assert_eq!(standing_of(&again[..2]), [0; 0]);
    }

    #[test]
    fn undoing_an_act_from_before_the_period_counts_within_it() {
        use ChangeKind::{Note, Redo, Undo};
        let older = Some(1);
        let undone = [(7, Note, None), (8, Undo, older)];
        assert_eq!(standing_of(&undone), [8, 7]);
        assert_eq!(standing_of(&[(8, Undo, older), (9, Redo, older)]), [0; 0]);
        let thrice = [(8, Undo, older), (9, Redo, older), (10, Undo, older)];
        assert_eq!(standing_of(&thrice), [10]);
    }

    #[test]
    fn a_completion_undone_on_its_day_vanishes_between_those_of_other_tasks() {
        use ChangeKind::{Complete, Note, Reopen};
        let of = |id, day, kind, task: i64| JournalEntry {
            task: Some((TaskId(task), format!("2.1-0{task}"))),
            day: Day::default() + chrono::Duration::days(day),
            ..row(id, kind, None)
        };
        let mut entries = vec![
            of(8, 1, Reopen, 3),
            of(7, 1, Complete, 2),
            of(6, 1, Reopen, 1),
            of(5, 1, Note, 1),
            of(4, 1, Complete, 1),
            of(3, 0, Complete, 3),
            of(2, 0, Reopen, 2),
            of(1, 0, Complete, 2),
        ];
        drop_same_day_reopenings(&mut entries);
        let left: Vec<i64> = entries.iter().map(|entry| entry.id).collect();
        assert_eq!(left, [8, 7, 5, 3]);
    }
}
