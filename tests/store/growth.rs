//! Files of any size: what fills them writes just what the door would have written.

#[path = "../../benches/synthetic/mod.rs"]
mod synthetic;

use cchc::domain::change::{Change, NewTask};
use cchc::domain::ids::TaskId;
use cchc::domain::query::{Anchor, DueSpan, Filter, Order, Query};
use cchc::domain::task::State;
use cchc::store::{Stamp, Store};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::path::Path;
use synthetic::{Event, SyntheticPlan, TaskHistory};

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
fn change(store: &Store, task: TaskId, event: &Event) -> Change {
    match event.clone() {
        Event::Start => Change::Start {
            task,
            started: true,
        },
        Event::Complete { done_on, result } => Change::Complete {
            task,
            occurrence: None,
            done_on,
            result,
        },
        Event::Extend {
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
        Event::Note { kind, body } => Change::AddNote {
            task,
            kind,
            body,
            answers: None,
        },
        Event::Evidence {
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

/// Applies the histories to the store, act by act in the order of their moments.
fn written_by_changes(store: &mut Store, histories: &[TaskHistory]) {
    let mut acts: Vec<(i64, usize, usize)> = Vec::new();
    for (at, history) in histories.iter().enumerate() {
        acts.push((history.added.recorded_at, at, 0));
        for (n, (stamp, _)) in (1..).zip(&history.events) {
            acts.push((stamp.recorded_at, at, n));
        }
    }
    acts.sort_unstable();
    let mut ids = vec![TaskId(0); histories.len()];
    for (_, at, n) in acts {
        let history = &histories[at];
        let (change, stamp): (Change, &Stamp) = match n.checked_sub(1) {
            None => {
                let new = NewTask {
                    section: history.section,
                    text: history.text.clone(),
                    deadline: history.deadline.clone(),
                    more: Default::default(),
                };
                (Change::Add(Box::new(new)), &history.added)
            }
            Some(n) => (
                change(store, ids[at], &history.events[n].1),
                &history.events[n].0,
            ),
        };
        let receipt = store.apply(&[change], stamp).unwrap();
        ids[at] = receipt.tasks[0];
    }
}

#[test]
fn a_file_filled_in_bulk_equals_one_written_by_changes() {
    let folder = crate::support::own_folder();
    let plan = SyntheticPlan {
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
    let filled = plan.create(&at_once).unwrap();
    let (mut store, histories) = plan.begin(&by_acts).unwrap();
    let histories: Vec<TaskHistory> = histories.collect();
    written_by_changes(&mut store, &histories);
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
    let folder = crate::support::own_folder();
    let plan = SyntheticPlan {
        tasks: 5_000,
        ..SyntheticPlan::default()
    };
    let store = plan.create(&folder.path().join("lớn.db")).unwrap();
    let plan = store.plan().unwrap();
    let mut query = Query {
        states: vec![State::NotStarted, State::InProgress, State::Done],
        order: Order::Code,
        ..Query::all(plan.id, synthetic::today(), &plan.settings)
    };
    let looked_at = store.count(&query).unwrap();
    assert!(looked_at > 4_500, "{looked_at}");
    let month = [5, 1].map(|weeks| synthetic::today() - chrono::Days::new(7 * weeks));
    query.filters = vec![Filter::Due(DueSpan::Between(month[0], month[1]))];
    let count = store.count(&query).unwrap();
    assert!((1..2_000).contains(&count), "{count}");
    let page = store.page(&query, Anchor::Start, 2_000).unwrap();
    assert_eq!(page.rows.len() as i64, count);
}
