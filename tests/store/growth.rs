//! Files of any size: what fills them writes just what the door would have written.

#[path = "../../benches/made/mod.rs"]
mod made;

use cchc::domain::change::{Change, NewTask};
use cchc::domain::ids::TaskId;
use cchc::domain::query::{Anchor, Due, Filter, Order, Query};
use cchc::domain::task::State;
use cchc::store::{Stamp, Store};
use made::{Deed, Made, Story};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::path::Path;

/// Every row of every table, the index's inside left out.
fn dump(path: &Path) -> Vec<String> {
    let conn = Connection::open(path).unwrap();
    let mut tables = crate::support::content_tables(path);
    tables.extend([
        "actor".to_owned(),
        "change".to_owned(),
        "sqlite_sequence".to_owned(),
    ]);
    let mut rows = Vec::new();
    for table in tables {
        let mut statement = conn.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = statement.column_count();
        let mut found = statement.query([]).unwrap();
        while let Some(row) = found.next().unwrap() {
            let cells = (0..columns).map(|at| row.get::<_, Value>(at).unwrap());
            rows.push(format!("{table} {:?}", cells.collect::<Vec<_>>()));
        }
    }
    rows.sort();
    rows
}

/// The same act as a wish at the door.
fn wish(store: &Store, task: TaskId, deed: &Deed) -> Change {
    match deed.clone() {
        Deed::Start => Change::Start {
            task,
            started: true,
        },
        Deed::Complete { done_on, result } => Change::Complete {
            task,
            occurrence: None,
            done_on,
            result,
        },
        Deed::Extend {
            new_due_on,
            reason,
            agreed_by,
        } => Change::Extend {
            task,
            seen: store.task(task).unwrap().unwrap().due().unwrap(),
            new_due_on,
            reason,
            agreed_by,
            letter: None,
        },
        Deed::Note { kind, body } => Change::AddNote {
            task,
            kind,
            body,
            answers: None,
        },
        Deed::Evidence {
            number,
            dated_on,
            summary,
        } => Change::AddEvidence {
            task,
            number,
            dated_on: Some(dated_on),
            summary: Some(summary),
            path: None,
        },
    }
}

/// Tells the stories to the door, act by act in the order of their moments.
fn through_the_door(store: &mut Store, stories: &[Story]) {
    let mut acts: Vec<(i64, usize, usize)> = Vec::new();
    for (at, story) in stories.iter().enumerate() {
        acts.push((story.added.recorded_at, at, 0));
        for (n, (stamp, _)) in (1..).zip(&story.deeds) {
            acts.push((stamp.recorded_at, at, n));
        }
    }
    acts.sort_unstable();
    let mut ids = vec![TaskId(0); stories.len()];
    for (_, at, n) in acts {
        let story = &stories[at];
        let (change, stamp): (Change, &Stamp) = match n.checked_sub(1) {
            None => {
                let new = NewTask {
                    section: story.section,
                    text: story.text.clone(),
                    deadline: story.deadline.clone(),
                    more: Default::default(),
                };
                (Change::Add(Box::new(new)), &story.added)
            }
            Some(n) => (wish(store, ids[at], &story.deeds[n].1), &story.deeds[n].0),
        };
        let receipt = store.apply(&[change], stamp).unwrap();
        ids[at] = receipt.tasks[0];
    }
}

#[test]
fn a_file_filled_at_once_is_what_the_door_would_have_written() {
    let folder = tempfile::tempdir().unwrap();
    let made = Made {
        tasks: 150,
        units: 14,
        years: 3,
        acts: 4,
        seed: 7,
    };
    let (at_once, by_acts) = (
        folder.path().join("một lần.db"),
        folder.path().join("từng việc.db"),
    );
    let filled = made.create(&at_once).unwrap();
    let (mut store, stories) = made.begin(&by_acts).unwrap();
    let stories: Vec<Story> = stories.collect();
    through_the_door(&mut store, &stories);
    let (one, other) = (dump(&at_once), dump(&by_acts));
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(one, other);
    }
    assert_eq!(one.len(), other.len());
    // The indexes are all there again, and the full-text index holds just the tasks' words.
    assert_eq!(filled.check_by_replay(|_, _| {}).unwrap(), []);
    let indexes = |path: &Path| -> i64 {
        let sql = "SELECT count(*) FROM sqlite_schema WHERE type='index'";
        let conn = Connection::open(path).unwrap();
        conn.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(indexes(&at_once), indexes(&by_acts));
}

/// What no index knows is asked of the rows that the search has found, all of them.
#[test]
fn a_list_in_another_order_has_the_rows_that_it_counts_however_many_are_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let made = Made {
        tasks: 5_000,
        ..Made::default()
    };
    let store = made.create(&folder.path().join("lớn.db")).unwrap();
    let plan = store.plan().unwrap();
    let mut query = Query {
        states: vec![State::NotStarted, State::InProgress, State::Done],
        order: Order::Code,
        ..Query::all(plan.id, made::today(), &plan.settings)
    };
    let looked_at = store.count(&query).unwrap();
    assert!(looked_at > 4_500, "{looked_at}");
    let month = [5, 1].map(|weeks| made::today() - chrono::Days::new(7 * weeks));
    query.filters = vec![Filter::Due(Due::Between(month[0], month[1]))];
    let count = store.count(&query).unwrap();
    assert!((1..2_000).contains(&count), "{count}");
    let page = store.page(&query, Anchor::Start, 2_000).unwrap();
    assert_eq!(page.rows.len() as i64, count);
}
