//! What the store does for a key, by the size of the file: a window of rows, the counts round it, a
//! search, an act; and how many acts a second the whole check replays.
//!
//! `cargo bench --bench store`
#![allow(clippy::unwrap_used, missing_docs)]

mod synthetic;

use cchc::domain::change::Change;
use cchc::domain::note::NoteKind;
use cchc::domain::query::{Anchor, DueSpan, Filter, Order, Query};
use cchc::domain::unit::UnitScope;
use cchc::store::{OpenMode, Stamp, Store};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use std::path::PathBuf;
use std::sync::OnceLock;
use synthetic::{SyntheticPlan, today};

const SIZES: [usize; 3] = [100, 10_000, 100_000];
/// A screenful.
const ROWS: usize = 40;

/// The folder of the files, made once for all measurements.
static FOLDER: OnceLock<PathBuf> = OnceLock::new();

fn file(tasks: usize) -> PathBuf {
    FOLDER.get().unwrap().join(format!("{tasks}.db"))
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    FOLDER.get_or_init(|| folder.path().to_owned());
    for tasks in SIZES {
        let plan = SyntheticPlan {
            tasks,
            ..SyntheticPlan::default()
        };
        drop(plan.create(&file(tasks)).unwrap());
    }
    divan::main();
}

fn store(tasks: usize) -> Store {
    Store::open(&file(tasks), OpenMode::ReadWrite).unwrap()
}

fn all(store: &Store) -> Query {
    let plan = store.plan().unwrap();
    Query::all(plan.id, today(), &plan.settings)
}

#[divan::bench(args = SIZES)]
fn window_from_the_middle(bencher: Bencher<'_, '_>, tasks: usize) {
    let store = store(tasks);
    let query = all(&store);
    let half = store
        .page(&query, Anchor::Start, tasks.min(4_000) / 2)
        .unwrap();
    let from = Anchor::After(half.rows.last().unwrap().place);
    bencher.bench_local(|| store.page(black_box(&query), from, ROWS).unwrap());
}

#[divan::bench(args = SIZES)]
fn window_at_the_end_by_last_change(bencher: Bencher<'_, '_>, tasks: usize) {
    let store = store(tasks);
    let query = Query {
        order: Order::Changed,
        ..all(&store)
    };
    bencher.bench_local(|| store.page(black_box(&query), Anchor::End, ROWS).unwrap());
}

#[divan::bench(args = SIZES)]
fn counts_by_area_and_unit(bencher: Bencher<'_, '_>, tasks: usize) {
    let store = store(tasks);
    let query = all(&store);
    bencher.bench_local(|| {
        let areas = store.area_totals(query.plan, UnitScope::All, query.today);
        (
            areas.unwrap(),
            store.unit_totals(query.plan, None, query.today).unwrap(),
        )
    });
}

#[divan::bench(args = SIZES)]
fn count_of_a_filter(bencher: Bencher<'_, '_>, tasks: usize) {
    let store = store(tasks);
    let query = Query {
        filters: vec![Filter::Due(DueSpan::Overdue)],
        ..all(&store)
    };
    bencher.bench_local(|| store.count(black_box(&query)).unwrap());
}

/// Words that nearly every task has, words of few, and what nothing has.
const WORDS: [&str; 3] = ["bao cao", "121/kh", "xqz"];

#[divan::bench(args = WORDS.iter().flat_map(|words| SIZES.map(|tasks| (*words, tasks))).collect::<Vec<_>>())]
fn search(bencher: Bencher<'_, '_>, (words, tasks): (&str, usize)) {
    let store = store(tasks);
    let query = Query {
        words: words.to_owned(),
        ..all(&store)
    };
    bencher.bench_local(|| store.page(black_box(&query), Anchor::Start, ROWS).unwrap());
}

/// The whole check, by the acts of the journal that it replays.
#[divan::bench(args = [100, 10_000], sample_count = 5, sample_size = 1)]
fn check_by_replay(bencher: Bencher<'_, '_>, tasks: usize) {
    let store = store(tasks);
    let mut acts = 0_usize;
    let counted = store.acts_after(0, |_| {
        acts += 1;
        Ok(())
    });
    counted.unwrap();
    bencher
        .counter(ItemsCount::new(acts))
        .bench_local(|| assert_eq!(store.check_by_replay(|_, _| {}).unwrap(), []));
}

#[divan::bench(args = SIZES, sample_count = 50, sample_size = 1)]
fn note_and_its_undo(bencher: Bencher<'_, '_>, tasks: usize) {
    let mut store = store(tasks);
    let query = all(&store);
    let task = store.page(&query, Anchor::Start, 1).unwrap().rows[0].id;
    let stamp = Stamp {
        actor: cchc::domain::person::Actor {
            account: "vanphong".to_owned(),
            person: "Lan".to_owned(),
        },
        recorded_at: 1_781_226_000_000,
        day: today(),
    };
    bencher.bench_local(|| {
        let note = Change::AddNote {
            task,
            kind: NoteKind::Note,
            body: "Đã trình dự thảo lần 2, chờ ý kiến phòng KHTC".to_owned(),
            answers: None,
        };
        store.apply(&[note], &stamp).unwrap();
        store.undo(&stamp).unwrap()
    });
}
