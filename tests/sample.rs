//! The demonstration: what is in the repository is what the program makes, and it shows every
//! situation that an office meets.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod common;

use cchc::domain::deadline::{DeadlineKind, Rhythm};
use cchc::domain::task::{State, Task, TaskRow};
use cchc::domain::timeliness::Timeliness;
use cchc::store::{Mode, Store};
use common::{Office, table, today};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// A copy of the repository's file with what may wait in its log; the file itself is not touched.
fn copy_of_the_repositorys(folder: &Path) -> PathBuf {
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample.db");
    let copy = folder.join("bản sao.db");
    std::fs::copy(&original, &copy).unwrap();
    let log = original.with_file_name("sample.db-wal");
    if log.exists() {
        std::fs::copy(log, folder.join("bản sao.db-wal")).unwrap();
    }
    copy
}

/// The journal, row by row with the actors' names in place of their numbers.
fn journal(path: &Path) -> Vec<String> {
    let conn = rusqlite::Connection::open(path).unwrap();
    let mut statement = conn
        .prepare(
            "SELECT c.id, c.act, c.kind, c.task_id, a.account, a.person, c.recorded_at, c.day,
                c.edits, hex(c.hash) FROM change c JOIN actor a ON a.id = c.actor_id ORDER BY c.id",
        )
        .unwrap();
    let rows = statement.query_map([], |row| {
        let values: Vec<rusqlite::types::Value> = (0..10)
            .map(|at| row.get(at))
            .collect::<rusqlite::Result<_>>()?;
        Ok(format!("{values:?}"))
    });
    rows.unwrap().map(rusqlite::Result::unwrap).collect()
}

/// Every table but SQLite's own and the inside of the index, whole.
fn everything(path: &Path) -> Vec<(String, Vec<String>)> {
    let mut names = common::content_tables(path);
    names.extend(["change".to_owned(), "actor".to_owned()]);
    names
        .into_iter()
        .map(|name| {
            let rows = table(path, &name, &[]);
            (name, rows)
        })
        .collect()
}

#[track_caller]
fn assert_made_by_the_program(path: &Path) {
    let fresh = Office::sample();
    // It may still be of an older version; what an upgrade leaves is what the program makes.
    drop(Store::open_upgrading(path, Mode::ReadWrite, 0).unwrap());
    let (made, found) = (journal(&fresh.path), journal(path));
    assert!(found.len() >= made.len(), "the demonstration is not whole");
    for (made, found) in made.iter().zip(&found) {
        assert_eq!(
            made, found,
            "sample.db is not what the program makes; make it again"
        );
    }
    if made.len() == found.len() {
        assert_eq!(everything(&fresh.path), everything(path));
    }
}

#[test]
fn the_repositorys_file_is_what_the_program_makes() {
    let folder = tempfile::tempdir().unwrap();
    assert_made_by_the_program(&copy_of_the_repositorys(folder.path()));
}

#[test]
fn it_still_is_after_somebody_has_worked_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = copy_of_the_repositorys(folder.path());
    let mut store = Store::open_upgrading(&path, Mode::ReadWrite, 0).unwrap();
    let plan = store.plan().unwrap().id;
    let task = store.find_code(plan, "2.4-04").unwrap().unwrap();
    let note = cchc::domain::change::Change::AddNote {
        task,
        kind: cchc::domain::note::NoteKind::Note,
        body: "Người dùng thử ghi".to_owned(),
        answers: None,
    };
    store.apply(&[note], &common::lan()).unwrap();
    assert_made_by_the_program(&path);
    store.undo(&common::lan()).unwrap();
    assert_made_by_the_program(&path);
}

#[test]
#[should_panic(expected = "not what the program makes")]
fn another_story_in_the_file_is_seen() {
    let office = Office::sample();
    office.tamper("UPDATE change SET edits=replace(edits, 'dự thảo', 'bản thảo') WHERE id > 90");
    assert_made_by_the_program(&office.path);
}

#[test]
fn it_is_the_same_every_time() {
    let folder = tempfile::tempdir().unwrap();
    let paths = ["một.db", "hai.db"].map(|name| folder.path().join(name));
    for path in &paths {
        drop(cchc::plan::sample::create(path).unwrap());
    }
    assert_eq!(everything(&paths[0]), everything(&paths[1]));
}

fn tasks(office: &Office) -> Vec<Task> {
    let codes = office.codes(&office.all());
    codes.iter().map(|code| office.task(code)).collect()
}

#[test]
fn it_shows_every_situation_on_its_day() {
    let office = Office::sample();
    assert_eq!(office.plan().settings.fixed_day, Some(today()));
    assert!(office.plan().illustrative);
    let tasks = tasks(&office);
    let some = |what: &str, holds: &dyn Fn(&Task) -> bool| {
        assert!(tasks.iter().any(holds), "nothing is {what}");
    };
    let is = |task: &Task, timeliness| task.row.timeliness(today(), 7) == timeliness;
    let open_in = |row: &TaskRow, days: std::ops::RangeInclusive<i64>| {
        row.days_left(today())
            .is_some_and(|left| days.contains(&left))
    };
    some("done on time", &|t| is(t, Timeliness::DoneOnTime));
    some("done late", &|t| is(t, Timeliness::DoneLate));
    some("overdue", &|t| is(t, Timeliness::Overdue));
    some("due this week", &|t| open_in(&t.row, 0..=2));
    some("due next week", &|t| open_in(&t.row, 3..=9));
    some("in progress", &|t| t.row.state == State::InProgress);
    some("stuck", &|t| {
        t.row.difficulties > 0 && t.row.state.is_open()
    });
    some("an answered difficulty", &|t| {
        t.notes.iter().any(|n| n.answers.is_some())
    });
    some("paused", &|t| {
        t.row.state == State::Paused && t.hold_reason.is_some()
    });
    some("dropped", &|t| {
        t.row.state == State::Dropped && t.hold_reason.is_some()
    });
    some("extended twice", &|t| t.row.extensions == 2);
    for rhythm in [Rhythm::Week, Rhythm::Month, Rhythm::Quarter] {
        some("recurring with some done", &|t| {
            t.row.rhythm == Some(rhythm) && (1..t.row.occurrences).contains(&t.row.occurrences_done)
        });
    }
    some("partly ticked", &|t| {
        (1..t.row.steps).contains(&t.row.steps_done)
    });
    some("done without proof", &|t| t.row.lacks_evidence());
    some("proved", &|t| {
        t.row.state == State::Done && t.row.evidence > 0
    });
    some("a key task", &|t| t.row.key_task);
    some("without a lead unit", &|t| t.row.lead.is_none());
    some("joined by several", &|t| t.coordinating.len() > 1);
    for kind in DeadlineKind::ALL {
        some(kind.as_str(), &|t| t.row.kind == kind);
    }
    let notes: Vec<_> = tasks.iter().flat_map(|task| &task.notes).collect();
    assert!(
        notes.iter().all(|note| note.signed.contains(" (")),
        "all are signed"
    );
    let kinds: HashSet<_> = notes.iter().map(|note| note.kind).collect();
    assert_eq!(kinds.len(), 4, "{kinds:?}");
    assert!(notes.iter().any(|note| note.body.contains('\n')));
    assert!(notes.iter().all(|note| note.day <= today()));
    office.assert_sound();
}

#[test]
fn what_it_adds_bears_a_sign_and_the_documents_words_stay() {
    let office = Office::sample();
    let plain = Office::plan_2021();
    for task in tasks(&office) {
        let code = &task.row.code;
        let original = plain.task(code);
        assert_eq!(task.text, original.text, "{code}");
        assert_eq!(task.source_text, original.source_text, "{code}");
        assert_eq!(task.row.title, original.row.title, "{code}");
        let touched = task.row.lead != original.row.lead
            || task.row.deadline != original.row.deadline
            || task.product != original.product
            || task.row.key_task
            || task.row.state != State::NotStarted
            || !task.notes.is_empty()
            || !task.evidence.is_empty()
            || !task.extensions.is_empty();
        assert!(!touched || task.row.illustrative, "{code} bears no sign");
        if original.row.lead.is_some() {
            assert_eq!(task.row.lead, original.row.lead, "{code}");
        }
        if !original.row.deadline.is_empty() {
            assert_eq!(task.row.deadline, original.row.deadline, "{code}");
        }
    }
}
