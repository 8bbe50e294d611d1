//! How long a report over ten thousand tasks with their history takes: asked of the file and written,
//! laid out for the screen, and turned into each format.
//!
//! `cargo bench --bench report`
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../tests/support/mod.rs"]
mod support;

use cchc::domain::change::Change;
use cchc::domain::day::Day;
use cchc::domain::ids::TaskId;
use cchc::domain::note::NoteKind;
use cchc::domain::period::PeriodKind;
use cchc::domain::unit::UnitScope;
use cchc::formats::{named, text};
use cchc::present::lang::Lang;
use cchc::report::document::Document;
use cchc::report::{ReportQuery, make};
use cchc::store::{OpenMode, Stamp, Store};
use divan::{Bencher, black_box};
use std::path::PathBuf;
use std::sync::OnceLock;
use support::{day, deadline, lan, today};

const TASKS: usize = 10_000;

fn on(day: Day) -> Stamp {
    Stamp { day, ..lan() }
}

/// Six changes a task over the year: 70,000 rows of the journal.
fn office(path: &std::path::Path) -> Store {
    let mut data = cchc::plan::of_year(2021).unwrap();
    let own = data.tasks.clone();
    data.tasks = own.into_iter().cycle().take(TASKS).collect();
    data.tasks.sort_by_key(|task| task.line);
    let mut store = Store::create(path, &data, &lan(), None).unwrap();
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
    store.checkpoint().unwrap();
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

/// The file, made once for all measurements.
static FILE: OnceLock<PathBuf> = OnceLock::new();

fn main() {
    let folder = tempfile::tempdir().unwrap();
    drop(office(FILE.get_or_init(|| folder.path().join("lớn.db"))));
    divan::main();
}

fn store() -> Store {
    Store::open(FILE.get().unwrap(), OpenMode::ReadOnly).unwrap()
}

fn query(kind: PeriodKind, at: &str) -> ReportQuery {
    ReportQuery {
        kind,
        at: day(at),
        today: today(),
        area: None,
        unit: UnitScope::All,
        compare: true,
        lang: Lang::Vi,
    }
}

/// The nearest week, a month to which nearly the whole history is rewound, a year.
const ASKED: [(&str, PeriodKind, &str); 3] = [
    ("week", PeriodKind::Week, "2021-06-11"),
    ("month, in January", PeriodKind::Month, "2021-01-20"),
    ("year", PeriodKind::Year, "2021-06-11"),
];

#[divan::bench(args = ASKED.map(|(name, _, _)| name), sample_count = 10, sample_size = 1)]
fn made(bencher: Bencher<'_, '_>, name: &str) {
    let (_, kind, at) = ASKED.into_iter().find(|asked| asked.0 == name).unwrap();
    let store = store();
    bencher.bench_local(|| make(&store, black_box(&query(kind, at))).unwrap());
}

fn document() -> Document {
    make(&store(), &query(PeriodKind::Year, "2021-06-11")).unwrap()
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn laid_out_for_the_screen(bencher: Bencher<'_, '_>) {
    let document = document();
    bencher.bench_local(|| text::lay_out(black_box(&document), 118));
}

#[divan::bench(args = ["text", "markdown", "html", "docx", "xlsx"], sample_count = 10, sample_size = 1)]
fn written(bencher: Bencher<'_, '_>, format: &str) {
    let (document, format) = (document(), named(format).unwrap());
    bencher.bench_local(|| format.write(black_box(&document)).unwrap());
}
