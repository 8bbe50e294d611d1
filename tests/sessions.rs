//! Two to eight people on one file, doing anything in any order and dying at any moment, against a
//! model of what each of them was told. And any text, any wording, any bytes at the edges.
//!
//! Few cases run every day; `PROPTEST_CASES=2000 cargo test --release --test sessions` runs more.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod common;

use cchc::domain::change::{Change, Field, NewTask, Refusal};
use cchc::domain::day::parse_day;
use cchc::domain::deadline::{Deadline, DeadlineRules};
use cchc::domain::ids::{SectionId, TaskId};
use cchc::domain::note::NoteKind;
use cchc::domain::query::{Anchor, Query};
use cchc::domain::seen::Said;
use cchc::domain::task::TaskText;
use cchc::domain::text::{Shape, clean, is_forbidden, is_needed_joiner, nfc, require};
use cchc::store::{Mode, Stamp, Store, StoreError};
use common::{Office, stamp, table, today};
use proptest::prelude::*;
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

/// So many cases, unless the environment asks for more.
fn cases(few: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: cases.and_then(|n| n.parse().ok()).unwrap_or(few),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// What somebody at one of the windows does; the number chooses a task.
#[derive(Clone, Debug)]
enum Step {
    /// Writes a note.
    Note(usize),
    /// Adds a task.
    Add,
    /// Completes the oldest open occurrence.
    Complete(usize),
    /// Opens the form of a task and leaves it open.
    Form(usize),
    /// Saves the form with another title, whatever has happened to the task since.
    Save,
    Undo,
    Redo,
    /// The window closes.
    Close,
    /// The program ends without a word.
    Die,
    /// The program ends in the middle of an act, the rows half written.
    DieWriting(usize),
}

fn steps() -> impl Strategy<Value = (usize, Vec<(usize, Step)>)> {
    let task = 0..6_usize;
    let step = prop_oneof![
        4 => task.clone().prop_map(Step::Note),
        2 => Just(Step::Add),
        3 => task.clone().prop_map(Step::Complete),
        3 => task.clone().prop_map(Step::Form),
        4 => Just(Step::Save),
        5 => Just(Step::Undo),
        3 => Just(Step::Redo),
        1 => Just(Step::Close),
        1 => Just(Step::Die),
        1 => task.prop_map(Step::DieWriting),
    ];
    (2..=8_usize).prop_flat_map(move |windows| {
        let one = (0..windows, step.clone());
        (Just(windows), prop::collection::vec(one, 10..40))
    })
}

/// An act that was acknowledged, as its writer may take it back.
#[derive(Clone, Debug)]
enum Act {
    Note {
        task: TaskId,
        body: String,
    },
    Add {
        task: TaskId,
        title: String,
    },
    Complete {
        task: TaskId,
    },
    Edit {
        task: TaskId,
        from: String,
        to: String,
    },
}

impl Act {
    fn task(&self) -> TaskId {
        match self {
            Self::Note { task, .. }
            | Self::Add { task, .. }
            | Self::Complete { task }
            | Self::Edit { task, .. } => *task,
        }
    }
}

/// What a person may take back, and what was taken back.
#[derive(Default)]
struct Trail {
    done: Vec<Act>,
    undone: Vec<Act>,
}

/// A window on the file with the form that may stand open in it.
struct Window {
    store: Option<Store>,
    form: Option<(TaskId, TaskText)>,
}

/// The file, the people, and what they have been told.
struct World {
    office: Office,
    windows: Vec<Window>,
    section: SectionId,
    /// The titles of the tasks that are looked at, those taken back left out.
    titles: BTreeMap<TaskId, String>,
    /// Tasks in the order in which they came.
    tasks: Vec<TaskId>,
    notes: BTreeSet<String>,
    trails: BTreeMap<usize, Trail>,
    /// Who wrote something to a task that was acknowledged.
    wrote: BTreeSet<(TaskId, usize)>,
    acts: usize,
    next: usize,
}

/// Two windows may belong to one person.
fn person(window: usize) -> usize {
    window % 5
}

fn signed(window: usize) -> Stamp {
    let person = person(window);
    stamp(&format!("Người {person}"), &format!("tk{person}"))
}

/// The bytes of the demonstration, made once.
fn sample() -> &'static [u8] {
    static SAMPLE: OnceLock<Vec<u8>> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let office = Office::sample();
        drop(office.store);
        std::fs::read(&office.path).unwrap()
    })
}

fn office() -> Office {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chung.db");
    std::fs::write(&path, sample()).unwrap();
    let store = Store::open(&path, Mode::ReadWrite).unwrap();
    Office {
        store,
        path,
        folder,
    }
}

impl World {
    fn new(windows: usize) -> Self {
        let office = office();
        let tasks = vec![office.id("2.1-06"), office.id("2.3.1-05")];
        let titles = tasks
            .iter()
            .map(|task| (*task, office.store.row(*task).unwrap().unwrap().title))
            .collect();
        Self {
            windows: (0..windows)
                .map(|_| Window {
                    store: None,
                    form: None,
                })
                .collect(),
            section: office.section("2.1"),
            titles,
            tasks,
            notes: notes(&office.path),
            trails: BTreeMap::new(),
            wrote: BTreeSet::new(),
            acts: acts(&office.path),
            next: 0,
            office,
        }
    }

    fn store(&mut self, window: usize) -> &mut Store {
        let path = &self.office.path;
        self.windows[window]
            .store
            .get_or_insert_with(|| Store::open(path, Mode::ReadWrite).unwrap())
    }

    fn apply(&mut self, window: usize, change: Change) -> Result<Vec<TaskId>, StoreError> {
        let receipt = self.store(window).apply(&[change], &signed(window))?;
        self.acts += 1;
        Ok(receipt.tasks)
    }

    fn acknowledged(&mut self, window: usize, act: Act) {
        self.wrote.insert((act.task(), person(window)));
        let trail = self.trails.entry(person(window)).or_default();
        trail.undone.clear();
        trail.done.push(act);
    }

    /// Whether somebody else has ever written to that task.
    fn others_wrote(&self, task: TaskId, window: usize) -> bool {
        let me = person(window);
        self.wrote.iter().any(|(t, who)| *t == task && *who != me)
    }

    fn step(&mut self, window: usize, step: &Step) {
        self.next += 1;
        let unique = self.next;
        match step {
            Step::Note(nth) => self.note(window, *nth, format!("Ghi chú {unique} của {window}")),
            Step::Add => self.add(window, format!("Việc mới {unique}")),
            Step::Complete(nth) => self.complete(window, *nth),
            Step::Form(nth) => {
                let task = self.tasks[nth % self.tasks.len()];
                let found = self.store(window).task(task).unwrap();
                assert_eq!(found.is_some(), self.titles.contains_key(&task));
                self.windows[window].form = found.map(|found| (task, found.texts()));
            }
            Step::Save => self.save(window, format!("Tên mới {unique}")),
            Step::Undo => self.undo(window),
            Step::Redo => self.redo(window),
            Step::Close => self.windows[window].store = None,
            // Its descriptors stay open and nothing is tidied up, as after a kill.
            Step::Die => {
                std::mem::forget(self.windows[window].store.take());
                self.windows[window].form = None;
            }
            Step::DieWriting(nth) => {
                let task = self.tasks[nth % self.tasks.len()];
                self.windows[window].store = None;
                let dying = Connection::open(&self.office.path).unwrap();
                dying
                    .execute_batch(&format!(
                        "BEGIN IMMEDIATE; DELETE FROM note WHERE task_id = {0};
                         UPDATE task SET title = 'nửa chừng' WHERE id = {0}; DELETE FROM change",
                        task.0
                    ))
                    .unwrap();
            }
        }
    }

    fn note(&mut self, window: usize, nth: usize, body: String) {
        let task = self.tasks[nth % self.tasks.len()];
        let change = Change::AddNote {
            task,
            kind: NoteKind::Note,
            body: body.clone(),
            answers: None,
        };
        match self.apply(window, change) {
            Ok(tasks) => {
                assert_eq!(tasks, [task]);
                self.notes.insert(body.clone());
                self.acknowledged(window, Act::Note { task, body });
            }
            Err(error) => self.assert_gone(task, &error),
        }
    }

    fn add(&mut self, window: usize, title: String) {
        let change = Change::Add(Box::new(NewTask {
            section: self.section,
            text: TaskText {
                title: title.clone(),
                text: format!("{title};"),
                product: None,
                key_task: false,
                lead: None,
                coordinating: Vec::new(),
                coordinating_text: None,
            },
            deadline: common::deadline("Quý III"),
        }));
        let task = self.apply(window, change).unwrap()[0];
        assert!(!self.tasks.contains(&task), "an identity given twice");
        self.tasks.push(task);
        self.titles.insert(task, title.clone());
        self.acknowledged(window, Act::Add { task, title });
    }

    fn complete(&mut self, window: usize, nth: usize) {
        let task = self.tasks[nth % self.tasks.len()];
        let change = Change::Complete {
            task,
            occurrence: None,
            done_on: today(),
            result: None,
        };
        match self.apply(window, change) {
            Ok(_) => self.acknowledged(window, Act::Complete { task }),
            Err(StoreError::Refused(Refusal::AlreadyDone)) => {}
            Err(error) => self.assert_gone(task, &error),
        }
    }

    /// Every conflict is told with the colleague's text, and nobody's text is written over.
    fn save(&mut self, window: usize, title: String) {
        let Some((task, before)) = self.windows[window].form.take() else {
            return;
        };
        let mut after = before.clone();
        after.title = title.clone();
        let change = Change::Edit {
            task,
            before: Box::new(before.clone()),
            after: Box::new(after),
        };
        let now = self.titles.get(&task).cloned();
        match (self.apply(window, change), now) {
            (Ok(_), Some(now)) => {
                assert_eq!(before.title, now, "written over silently");
                self.titles.insert(task, title.clone());
                let (from, to) = (now, title);
                self.acknowledged(window, Act::Edit { task, from, to });
            }
            (Err(StoreError::Conflict(conflicts)), Some(now)) => {
                let clash = &conflicts[0].clashes[0];
                assert_eq!(clash.field, Field::Title);
                assert_eq!(clash.theirs, Said::Text(now.clone()));
                assert_ne!(before.title, now, "a conflict with nobody");
                assert!(clash.by.is_some());
            }
            (Err(error), _) => self.assert_gone(task, &error),
            (Ok(_), None) => panic!("saved to a task that is gone"),
        }
    }

    /// The only reason to refuse here is that the task's adding was taken back.
    #[track_caller]
    fn assert_gone(&self, task: TaskId, error: &StoreError) {
        assert!(
            matches!(error, StoreError::Refused(Refusal::NoSuchTask)),
            "{error:?}"
        );
        assert!(!self.titles.contains_key(&task));
    }

    fn undo(&mut self, window: usize) {
        let told = self.store(window).undo(&signed(window));
        let trail = self.trails.entry(person(window)).or_default();
        let Some(act) = trail.done.last().cloned() else {
            assert!(matches!(told, Err(StoreError::NothingToUndo)), "{told:?}");
            return;
        };
        match told {
            Ok(_) => {
                self.acts += 1;
                trail.done.pop();
                trail.undone.push(act.clone());
                self.turned_back(&act);
            }
            Err(error) => self.assert_met(&act, &error, window),
        }
    }

    fn redo(&mut self, window: usize) {
        let told = self.store(window).redo(&signed(window));
        let trail = self.trails.entry(person(window)).or_default();
        let Some(act) = trail.undone.last().cloned() else {
            assert!(matches!(told, Err(StoreError::NothingToRedo)), "{told:?}");
            return;
        };
        match told {
            Ok(_) => {
                self.acts += 1;
                trail.undone.pop();
                trail.done.push(act.clone());
                self.turned_forth(&act);
            }
            Err(error) => self.assert_met(&act, &error, window),
        }
    }

    /// What one's own undo takes away, and nothing of anybody else's.
    fn turned_back(&mut self, act: &Act) {
        match act {
            Act::Note { body, .. } => assert!(self.notes.remove(body)),
            Act::Add { task, title } => {
                assert_eq!(self.titles.remove(task).as_ref(), Some(title));
            }
            Act::Edit { task, from, to } => {
                let now = self.titles.insert(*task, from.clone());
                assert_eq!(now.as_ref(), Some(to), "a colleague's title was taken back");
            }
            Act::Complete { .. } => {}
        }
    }

    fn turned_forth(&mut self, act: &Act) {
        match act {
            Act::Note { body, .. } => assert!(self.notes.insert(body.clone())),
            Act::Add { task, title } => {
                assert_eq!(self.titles.insert(*task, title.clone()), None);
            }
            Act::Edit { task, from, to } => {
                let now = self.titles.insert(*task, to.clone());
                assert_eq!(
                    now.as_ref(),
                    Some(from),
                    "a colleague's title was written over"
                );
            }
            Act::Complete { .. } => {}
        }
    }

    /// Refused only where a colleague is in the way, and never for a note on a task that is there.
    #[track_caller]
    fn assert_met(&self, act: &Act, error: &StoreError, window: usize) {
        assert!(
            matches!(error, StoreError::ChangedSince { .. }),
            "{act:?}: {error:?}"
        );
        let there = self.titles.contains_key(&act.task());
        assert!(
            !there || self.others_wrote(act.task(), window),
            "{act:?} met nobody"
        );
        assert!(!(there && matches!(act, Act::Note { .. })), "{act:?}");
    }

    /// What the file holds is what everybody was told.
    fn assert_told(&self) {
        assert_eq!(notes(&self.office.path), self.notes);
        assert_eq!(acts(&self.office.path), self.acts);
        for task in &self.tasks {
            let row = self.office.store.row(*task).unwrap();
            let title = row.map(|row| row.title);
            assert_eq!(title.as_ref(), self.titles.get(task), "{task:?}");
        }
    }
}

/// The bodies of all notes.
fn notes(path: &Path) -> BTreeSet<String> {
    let conn = Connection::open(path).unwrap();
    let mut statement = conn.prepare("SELECT body FROM note").unwrap();
    let bodies = statement.query_map([], |row| row.get(0)).unwrap();
    bodies.map(rusqlite::Result::unwrap).collect()
}

/// How many acts the journal holds.
fn acts(path: &Path) -> usize {
    let conn = Connection::open(path).unwrap();
    let count: u32 = conn
        .query_row("SELECT count(*) FROM change WHERE id = act", [], |row| {
            row.get(0)
        })
        .unwrap();
    count.try_into().unwrap()
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn nothing_that_anybody_was_told_is_lost((windows, steps) in steps()) {
        let mut world = World::new(windows);
        for (window, step) in &steps {
            world.step(*window, step);
            world.assert_told();
        }
        world.office.assert_sound();
        for window in &world.windows {
            if let Some(store) = &window.store {
                prop_assert_eq!(store.check().unwrap(), []);
            }
        }
    }

    /// A byte turned anywhere is refused, found by the check, met with a sentence, or has touched
    /// neither the journal nor any row's place; and nothing panics.
    #[test]
    fn damaged_bytes_are_told_or_harmless(
        turned in prop::collection::vec((any::<prop::sample::Index>(), 1..=255_u8), 1..12),
        cut in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        let mut bytes = sample().to_vec();
        for (at, by) in &turned {
            let at = at.index(bytes.len());
            bytes[at] ^= by;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hỏng.db");
        std::fs::write(&path, &bytes).unwrap();
        let Ok(store) = Store::open(&path, Mode::ReadOnly) else {
            prop_assert_eq!(std::fs::read(&path).unwrap(), bytes);
            return Ok(());
        };
        let read_all = || -> Result<(), StoreError> {
            let plan = store.plan()?;
            let query = Query::all(plan.id, today(), &plan.settings);
            let page = store.page(&query, Anchor::Start, 1000)?;
            for row in &page.rows {
                store.task(row.id)?;
                store.history(row.id, 100)?;
            }
            store.log(None, 1000)?;
            Ok(())
        };
        let read = read_all();
        let found = store.check();
        if let (Ok(()), Ok(faults)) = (read, found) && faults.is_empty() {
            let whole = office();
            for name in ["change", "actor"] {
                prop_assert_eq!(table(&path, name, &[]), table(&whole.path, name, &[]));
            }
        }
    }
}

/// Letters of the office, and what other tools may put among them.
fn any_text() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "\u{1b}", "\u{7}", "\r", "\n", "\r\n", "\t", "\0", "\u{7f}", "\u{85}", "\u{9b}",
        "\u{200b}", "\u{200c}", "\u{200d}", "\u{202e}", "\u{2028}", "\u{2066}", "\u{feff}",
        "\u{302}", "\u{323}", "e", "ệ", "đ", "👩", "م", " ", "Quý", "31/6",
    ]);
    let piece = prop_oneof![
        4 => odd.prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-zà-ỹđ0-9/ ]{0,12}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Wordings that are nearly right.
fn any_wording() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Quý",
        "quý",
        "I",
        "II",
        "III",
        "IV",
        "Tháng",
        "tháng",
        "năm",
        "2021",
        "2020",
        "trước",
        "Trước",
        "ngày",
        "15",
        "31",
        "30",
        "02",
        "6",
        "12",
        "0",
        "99999999999",
        "/",
        "-",
        ".",
        "+",
        "+3",
        "hằng",
        "Hằng",
        "hàng",
        "tuần",
        "định kỳ",
        "theo",
        "thường xuyên",
        "khi có",
        "sau",
        "khi",
        "cuối",
        "đầu",
        "giữa",
        "chậm nhất",
        "6 tháng",
        "29/2",
        "31/6",
        "mai",
        "T7",
        ",",
        "và",
        "từ",
        "đến",
        "15/12/2021",
        "2021-12-15",
    ]);
    let nearly = prop::collection::vec((word, " {0,2}"), 0..8).prop_map(|words| {
        let pieces = words.into_iter().map(|(word, gap)| format!("{word}{gap}"));
        pieces.collect::<String>()
    });
    prop_oneof![3 => nearly, 1 => any_text()]
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn what_the_gate_lets_through_is_clean(text in any_text(), several in any::<bool>()) {
        let shape = if several { Shape::Lines } else { Shape::Line };
        let cleaned = clean(&text, shape).text;
        prop_assert_eq!(&nfc(&cleaned), &cleaned);
        let letters: Vec<char> = cleaned.chars().collect();
        for (at, c) in letters.iter().enumerate() {
            let beside = |at: Option<usize>| at.and_then(|at| letters.get(at)).copied();
            let before = beside(at.checked_sub(1));
            prop_assert!(
                !is_forbidden(*c) || is_needed_joiner(before, *c, beside(Some(at + 1))),
                "{:?} in {:?}", c, cleaned
            );
            prop_assert!(*c != '\t' && (several || *c != '\n'));
        }
        let again = clean(&cleaned, shape);
        prop_assert_eq!((&again.text, again.dropped), (&cleaned, 0));
        // What was typed and cleaned is what the command line accepts unchanged.
        prop_assert_eq!(require(&cleaned, shape, usize::MAX), Ok(cleaned));
        if let Ok(accepted) = require(&text, shape, usize::MAX) {
            prop_assert_eq!(require(&accepted, shape, usize::MAX), Ok(accepted.clone()));
            prop_assert_eq!(clean(&accepted, shape).text, accepted);
        }
    }

    #[test]
    fn no_wording_of_a_day_is_too_odd(wording in any_wording(), year in 1900..2200_i32) {
        if let Ok(day) = parse_day(&wording, today(), year) {
            // A day that was read is read again from its own writing.
            let written = day.format("%d/%m/%Y").to_string();
            prop_assert_eq!(parse_day(&written, today(), year).ok(), Some(day));
        }
    }

    #[test]
    fn the_wording_of_a_deadline_is_kept(wording in any_wording(), year in 1900..2200_i32) {
        let rules = DeadlineRules { year, today: today(), before_is_strict: true };
        if let Ok(deadline) = Deadline::parse(&wording, &rules) {
            let normal = nfc(&wording);
            prop_assert_eq!(&deadline.wording, normal.trim());
            // What was kept means the same when it is read again.
            let again = Deadline::parse(&deadline.wording, &rules);
            prop_assert_eq!(again.ok(), Some(deadline.clone()));
            prop_assert!(deadline.due_days(year).len() <= 54);
        }
    }
}
