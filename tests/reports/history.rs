//! What the figures are held against: the rows as the journal alone gives them; and random histories of
//! a plan.

use crate::support::{Office, deadline, lan_on};
use cchc::domain::change::Change;
use cchc::domain::day::{Day, from_iso};
use cchc::domain::journal::{ChangeKind, JournalEntry, StoredRow, StoredValue};
use cchc::domain::note::NoteKind;
use cchc::domain::task::Hold;
use cchc::store::Store;
use chrono::Days;
use proptest::prelude::*;
use std::collections::BTreeMap;

pub type Rows = BTreeMap<(String, i64), StoredRow>;

fn entries(store: &Store) -> Vec<JournalEntry> {
    let mut entries = store.journal(None, 1_000_000).unwrap();
    entries.reverse();
    entries
}

/// The rows as the journal alone gives them, from its first row on, up to a day.
pub fn replay(store: &Store, last: Day) -> Rows {
    let entries = entries(store);
    let founding = entries.iter().find(|e| e.kind == ChangeKind::Create);
    let founding = founding.map(|e| e.act);
    let mut rows = Rows::new();
    for entry in entries {
        if entry.day > last && Some(entry.act) != founding {
            continue;
        }
        for edit in entry.edits {
            let key = (edit.table, edit.id);
            match (edit.before, edit.after) {
                (None, Some(after)) => {
                    rows.insert(key, after);
                }
                (Some(_), None) => {
                    rows.remove(&key);
                }
                (_, Some(after)) => {
                    if let Some(row) = rows.get_mut(&key) {
                        row.extend(after);
                    }
                }
                (None, None) => {}
            }
        }
    }
    rows
}

/// By which day each extension was first written, by its row.
pub fn extended(store: &Store) -> BTreeMap<i64, Day> {
    let mut days = BTreeMap::new();
    for entry in entries(store) {
        for edit in entry.edits {
            if edit.table == "extension" && edit.before.is_none() {
                days.entry(edit.id).or_insert(entry.day);
            }
        }
    }
    days
}

pub fn int(row: &StoredRow, column: &str) -> Option<i64> {
    match row.get(column) {
        Some(StoredValue::Int(n)) => Some(*n),
        _ => None,
    }
}

pub fn text<'r>(row: &'r StoredRow, column: &str) -> Option<&'r str> {
    row.get(column).and_then(StoredValue::text)
}

pub fn date(row: &StoredRow, column: &str) -> Option<Day> {
    text(row, column).and_then(from_iso)
}

// ---- random histories

pub const CODES: [&str; 6] = [
    "2.2-01", "2.2-02", "2.3.1-01", "2.4-01", "2.7.1-01", "III-01",
];

#[derive(Clone, Debug)]
pub enum RandomAct {
    Deadline(&'static str),
    Complete(u64),
    Reopen,
    Start,
    Hold(Option<Hold>),
    Extend(u64),
    Note(NoteKind),
    Answer,
    Evidence,
    Lead(Option<&'static str>),
    Add(&'static str),
    Undo,
    Redo,
}

/// An act with deadlines of these wordings, and completions at most so many days back.
pub fn act(wordings: [&'static str; 6], back: u64) -> impl Strategy<Value = RandomAct> {
    let wording = || prop::sample::select(wordings.to_vec());
    prop_oneof![
        3 => wording().prop_map(RandomAct::Deadline),
        4 => (0..back).prop_map(RandomAct::Complete),
        2 => Just(RandomAct::Reopen),
        1 => Just(RandomAct::Start),
        2 => prop::sample::select(vec![Some(Hold::Paused), Some(Hold::Dropped), None])
            .prop_map(RandomAct::Hold),
        2 => (1..30_u64).prop_map(RandomAct::Extend),
        2 => prop::sample::select(vec![NoteKind::Difficulty, NoteKind::Proposal])
            .prop_map(RandomAct::Note),
        1 => Just(RandomAct::Answer),
        1 => Just(RandomAct::Evidence),
        2 => prop::sample::select(vec![Some("VP"), Some("TTra"), None]).prop_map(RandomAct::Lead),
        1 => wording().prop_map(RandomAct::Add),
        2 => Just(RandomAct::Undo),
        1 => Just(RandomAct::Redo),
    ]
}

/// Does one thing on a day; what the rules forbid is not done.
pub fn perform(office: &mut Office, code: &str, act: &RandomAct, on: Day) {
    let stamp = lan_on(on);
    let (task, whole) = (office.id(code), office.task(code));
    let note = |kind, answers| Change::AddNote {
        task,
        kind,
        body: "ghi".to_owned(),
        answers,
    };
    let change = match act {
        RandomAct::Deadline(wording) => Change::SetDeadline {
            task,
            deadline: deadline(wording),
            base_on: None,
            seen: whole.term(),
        },
        RandomAct::Complete(back) => Change::Complete {
            task,
            occurrence: None,
            done_on: on.checked_sub_days(Days::new(*back)).unwrap(),
            result: None,
        },
        RandomAct::Reopen => office.reopen_last(code),
        RandomAct::Start => Change::Start {
            task,
            started: !whole.started,
        },
        RandomAct::Hold(hold) => Change::Hold {
            task,
            hold: *hold,
            reason: hold.map(|_| "lý do".to_owned()),
            seen: whole.held(),
        },
        RandomAct::Extend(by) => {
            let due = whole.row.due_on.unwrap_or(on);
            let to = due.checked_add_days(Days::new(*by)).unwrap();
            office.extend(code, &to.to_string())
        }
        RandomAct::Note(kind) => note(*kind, None),
        RandomAct::Answer => {
            let open = whole.notes.iter().find(|note| note.open);
            note(NoteKind::Note, open.map(|note| note.id))
        }
        RandomAct::Evidence => Change::AddEvidence {
            task,
            number: "15/KH-SKHCN".to_owned(),
            dated_on: None,
            summary: None,
            path: None,
        },
        RandomAct::Lead(unit) => {
            let lead = unit.map(|name| office.unit(name));
            office.edit(code, |text| text.lead = lead)
        }
        RandomAct::Add(wording) => office.new_task("2.2", "Việc mới", wording),
        RandomAct::Undo => {
            let _ = office.store.undo(&stamp);
            return;
        }
        RandomAct::Redo => {
            let _ = office.store.redo(&stamp);
            return;
        }
    };
    let _ = office.store.apply(&[change], &stamp);
}
