//! How long a report over ten thousand tasks with their history takes. Run on its own, in release:
//! `cargo test --release --test report_speed -- --ignored --nocapture`.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use cchc::domain::change::Change;
use cchc::domain::day::Day;
use cchc::domain::ids::TaskId;
use cchc::domain::note::NoteKind;
use cchc::domain::period::PeriodKind;
use cchc::present::lang::Lang;
use cchc::report::{Facts, ReportQuery, write};
use cchc::store::{Stamp, Store};
use cchc::transfer::FORMATS;
use common::{day, deadline, lan, today};
use std::time::{Duration, Instant};

const TASKS: usize = 10_000;

fn on(day: Day) -> Stamp {
    Stamp { day, ..lan() }
}

/// Six changes a task over the year: 70,000 rows of the journal.
fn office(folder: &tempfile::TempDir) -> Store {
    let mut data = cchc::plan::of_year(2021).unwrap();
    let own = data.tasks.clone();
    data.tasks = own.into_iter().cycle().take(TASKS).collect();
    data.tasks.sort_by_key(|task| task.line);
    let path = folder.path().join("lớn.db");
    let mut store = Store::create(&path, &data, &lan(), false).unwrap();
    let tasks: Vec<TaskId> = (1..=i64::try_from(TASKS).unwrap()).map(TaskId).collect();
    let wordings = ["15/3", "Quý II", "30/6", "Quý III", "Cả năm"];
    for (month, step) in [(1, 0), (2, 1), (3, 2), (4, 3), (5, 4), (6, 5)] {
        let at = day(&format!("2021-{month:02}-10"));
        for (nth, chunk) in tasks.chunks(1000).enumerate() {
            let changes: Vec<Change> = chunk
                .iter()
                .filter_map(|task| change(&store, *task, step, at, wordings[nth % 5]))
                .collect();
            store.apply(&changes, &on(at)).unwrap();
        }
    }
    store.settle().unwrap();
    store
}

fn change(store: &Store, task: TaskId, step: u32, at: Day, wording: &str) -> Option<Change> {
    Some(match step {
        0 => Change::SetDeadline {
            task,
            deadline: deadline(wording),
            base_on: None,
            seen: store.task(task).unwrap()?.term(),
        },
        1 => Change::Start {
            task,
            started: true,
        },
        2 | 4 => Change::AddNote {
            task,
            kind: if step == 2 {
                NoteKind::Note
            } else {
                NoteKind::Proposal
            },
            body: "Đã họp với đơn vị phối hợp, thống nhất nội dung và tiến độ.".to_owned(),
            answers: None,
        },
        3 => Change::AddEvidence {
            task,
            number: "15/KH-SKHCN".to_owned(),
            dated_on: Some(at),
            summary: None,
            path: None,
        },
        _ => Change::Complete {
            task,
            occurrence: None,
            done_on: at,
            result: None,
        },
    })
}

#[test]
#[ignore = "a measurement, for release builds"]
fn a_report_over_ten_thousand_tasks_is_made_in_under_a_second() {
    let folder = tempfile::tempdir().unwrap();
    let store = office(&folder);
    for (kind, at) in [
        (PeriodKind::Month, "2021-01-05"),
        (PeriodKind::Month, "2021-03-01"),
        (PeriodKind::Week, "2021-06-11"),
        (PeriodKind::Year, "2021-06-11"),
    ] {
        let query = ReportQuery {
            kind,
            at: day(at),
            today: today(),
            area: None,
            unit: None,
            compare: true,
            lang: Lang::Vi,
        };
        let begun = Instant::now();
        let facts = Facts::read(&store, &query).unwrap();
        println!("  of it asking the file: {:?}", begun.elapsed());
        let document = write(&facts);
        let took = begun.elapsed();
        println!("{kind:?} {at}: made in {took:?}");
        for format in &FORMATS {
            let begun = Instant::now();
            let size = format.write(&document).unwrap().len();
            println!("  {}: {:?}, {size} bytes", format.key, begun.elapsed());
        }
        assert!(took < Duration::from_secs(1), "{took:?}");
    }
}
