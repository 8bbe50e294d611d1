//! The demonstration: what is in the repository is what the program makes, and it shows every
//! situation that an office meets.

use crate::support::{Office, day, table, today};
use cchc::domain::day::Day;
use cchc::domain::deadline::{DeadlineKind, Rhythm};
use cchc::domain::journal::ChangeKind;
use cchc::domain::query::Filter;
use cchc::domain::task::{State, Task, TaskRow, Timeliness};
use cchc::present::lang::Lang;
use cchc::present::messages::journal;
use cchc::store::{OpenMode, Store};
use chrono::{Datelike, Days, Weekday};
use std::collections::{HashMap, HashSet};
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
    let mut names = crate::support::content_tables(path);
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
    drop(Store::open_upgrading(path, OpenMode::ReadWrite, 0).unwrap());
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
    let mut store = Store::open_upgrading(&path, OpenMode::ReadWrite, 0).unwrap();
    let plan = store.plan().unwrap().id;
    let task = store.find_code(plan, "2.4-04").unwrap().unwrap();
    let note = cchc::domain::change::Change::AddNote {
        task,
        kind: cchc::domain::note::NoteKind::Note,
        body: "Người dùng thử ghi".to_owned(),
        answers: None,
    };
    store.apply(&[note], &crate::support::lan()).unwrap();
    assert_made_by_the_program(&path);
    store.undo(&crate::support::lan()).unwrap();
    assert_made_by_the_program(&path);
}

#[test]
#[should_panic(expected = "not what the program makes")]
fn a_sample_file_with_other_content_is_detected() {
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
        t.row.state == State::Done && t.row.evidence_count > 0
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

/// The events of the sample, in order.
fn sample_events() -> Vec<serde_json::Value> {
    let whole: serde_json::Value =
        serde_json::from_str(include_str!("../../src/plan/sample-2021.json")).unwrap();
    whole["events"].as_array().unwrap().clone()
}

fn expected_day(act: &serde_json::Value, name: &str) -> Option<Day> {
    act[name].as_str().map(day)
}

#[test]
fn it_was_created_on_the_years_first_monday_before_everything_else() {
    let office = Office::sample();
    let mut entries = office.store.journal(None, 10_000).unwrap();
    entries.sort_by_key(|entry| entry.id);
    let made = &entries[0];
    assert_eq!(made.kind, ChangeKind::Create);
    assert_eq!(
        (made.day, made.day.weekday()),
        (day("2021-01-04"), Weekday::Mon)
    );
    for (lang, words) in [
        (Lang::Vi, "ngày giờ và số liệu là minh họa"),
        (Lang::En, "sample data: dates and figures are fictitious"),
    ] {
        assert!(journal::line(made, lang).ends_with(words), "{lang:?}");
    }
    let kinds: Vec<ChangeKind> = entries.iter().map(|entry| entry.kind).collect();
    let (added, people) = (79, 8);
    assert!(kinds[1..=added].iter().all(|kind| *kind == ChangeKind::Add));
    assert_eq!(entries[added].day, made.day);
    let (came, message) = entries[added + 1..].split_at(people);
    assert!(came.iter().all(|entry| entry.kind == ChangeKind::Person));
    let days: Vec<Day> = message.iter().map(|entry| entry.day).collect();
    let acts: Vec<Option<Day>> = sample_events()
        .iter()
        .map(|act| expected_day(act, "day"))
        .collect();
    assert_eq!(days.into_iter().map(Some).collect::<Vec<_>>(), acts);
    for (earlier, later) in entries.iter().zip(&entries[1..]) {
        assert!(earlier.day <= later.day, "{}", later.id);
        assert!(earlier.recorded_at <= later.recorded_at, "{}", later.id);
    }
    for task in tasks(&office) {
        let entries = office.store.history(task.row.id, 1_000).unwrap();
        let first = entries.iter().min_by_key(|entry| entry.id).unwrap();
        assert_eq!((first.kind, first.day), (ChangeKind::Add, made.day));
    }
    // A plan from the document bears no such word.
    let plain = Office::plan_2021().store.journal(None, 100).unwrap();
    let made = plain.iter().find(|entry| entry.kind == ChangeKind::Create);
    assert!(journal::line(made.unwrap(), Lang::Vi).ends_with("Đã tạo tệp"));
}

#[test]
fn tasks_without_an_event_for_two_weeks_are_silent() {
    let office = Office::sample();
    let mut last = HashMap::new();
    for act in sample_events() {
        let code = act["code"].as_str().unwrap().to_owned();
        last.insert(code, expected_day(&act, "day").unwrap());
    }
    let since = today() - Days::new(14);
    let mut expected: Vec<String> = tasks(&office)
        .iter()
        .filter(|task| task.row.state.is_open())
        .map(|task| task.row.code.clone())
        .filter(|code| last.get(code).is_none_or(|day| *day <= since))
        .collect();
    let untouched = expected.iter().filter(|code| !last.contains_key(*code));
    assert_eq!((untouched.count(), expected.len()), (20, 33));
    let mut query = office.all();
    query.filters = vec![Filter::Silent];
    let mut silent = office.codes(&query);
    silent.sort();
    expected.sort();
    assert_eq!(silent, expected);
}

#[test]
fn the_sample_events_are_on_working_days() {
    // Tết, Hùng Kings' day, Liberation Day and the Monday for Labour Day, as given in 2021.
    let holidays = [
        "2021-01-01",
        "2021-02-10",
        "2021-02-11",
        "2021-02-12",
        "2021-02-15",
        "2021-02-16",
        "2021-04-21",
        "2021-04-30",
        "2021-05-03",
    ]
    .map(day);
    for act in sample_events() {
        for name in ["day", "new_due"] {
            let Some(day) = expected_day(&act, name) else {
                continue;
            };
            let rests = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
            assert!(!rests && !holidays.contains(&day), "{act}");
        }
    }
}

#[test]
fn what_the_sample_adds_is_marked_and_the_documents_words_stay() {
    let office = Office::sample();
    let plain = Office::plan_2021();
    for task in tasks(&office) {
        let code = &task.row.code;
        let original = plain.task(code);
        assert_eq!(task.texts.text, original.texts.text, "{code}");
        assert_eq!(task.source_text, original.source_text, "{code}");
        assert_eq!(task.row.title, original.row.title, "{code}");
        let touched = task.row.lead != original.row.lead
            || task.row.deadline != original.row.deadline
            || task.texts.product != original.texts.product
            || task.row.key_task
            || task.row.state != State::NotStarted
            || !task.notes.is_empty()
            || !task.evidence.is_empty()
            || !task.extensions.is_empty();
        assert!(!touched || task.row.illustrative, "{code} bears no sign");
        if original.row.lead.is_some() {
            assert_eq!(task.row.lead, original.row.lead, "{code}");
        }
        for unit in &original.coordinating {
            assert!(task.coordinating.contains(unit), "{code}: {}", unit.1);
        }
        if !original.row.deadline.is_empty() {
            assert_eq!(task.row.deadline, original.row.deadline, "{code}");
        }
    }
}

#[test]
fn a_day_that_is_asked_for_twice_is_rewound_once() {
    let office = Office::sample();
    let (march, june) = (day("2021-03-31"), day("2021-06-11"));
    let mut rewound = 0;
    let days = [march, june, march, Day::MAX, june];
    let seen = office.store.as_of(office.plan().id, days, |known| {
        for (one, other) in [(0, 2), (1, 4)] {
            let same = match (known[one], known[other]) {
                (Some(one), Some(other)) => std::ptr::eq(one, other),
                (one, other) => one == other,
            };
            assert!(same, "made twice: {:?}", known[one]);
        }
        rewound += usize::from(known[0] != known[3]);
    });
    seen.unwrap();
    assert!(rewound > 0, "nothing has changed since March");
}
