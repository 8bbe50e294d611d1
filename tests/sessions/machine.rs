//! Two to eight people on one file, doing anything in any order and dying at any moment, against a
//! model of what each of them was told.

use crate::common::{Office, deadline, today};
use crate::facts::{self, Facts};
use crate::{acts, cases, notes, office, signed};
use cchc::domain::breach::breaches;
use cchc::domain::change::{Change, NewTask, Refusal};
use cchc::domain::ids::{SectionId, TaskId};
use cchc::domain::note::NoteKind;
use cchc::domain::seen::Completion;
use cchc::domain::task::{Hold, State, Task, TaskText};
use cchc::store::{Mode, Store, StoreError};
use chrono::Days;
use proptest::prelude::*;
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// What somebody at one of the windows does; the numbers choose tasks.
#[derive(Clone, Debug)]
enum Step {
    /// Writes a note, or a difficulty.
    Note(usize, bool),
    /// Answers the difficulty that the open form shows.
    Answer,
    /// Adds a task.
    Add,
    /// Opens the form of one task, or of several, and leaves it open.
    Form(Vec<usize>),
    /// Saves the open form, whatever has happened to the tasks since.
    Save(Wish),
    Undo,
    Redo,
    /// The window closes.
    Close,
    /// The program ends without a word.
    Die,
    /// The program ends in the middle of an act, the rows half written.
    DieWriting(usize),
}

/// What a form is saved with.
#[derive(Clone, Debug)]
enum Wish {
    Title,
    Deadline(usize),
    Extend(u64),
    /// Pauses or drops, for one of two reasons; or lifts it.
    Hold(Option<Hold>, bool),
    Start(bool),
    /// Completes so many days ago, or corrects the last completion.
    Done(u64, bool),
    Reopen,
    Tick(usize, bool),
    AddStep,
    Evidence,
}

/// Their days differ, but for the first two.
const WORDINGS: [&str; 5] = ["Quý II", "30/6", "Quý III", "Hằng quý", "Thường xuyên"];

fn wishes() -> impl Strategy<Value = Wish> {
    let hold = prop::sample::select(vec![None, Some(Hold::Paused), Some(Hold::Dropped)]);
    prop_oneof![
        2 => Just(Wish::Title),
        3 => (0..WORDINGS.len()).prop_map(Wish::Deadline),
        3 => (1..4_u64).prop_map(Wish::Extend),
        3 => (hold, any::<bool>()).prop_map(|(hold, why)| Wish::Hold(hold, why)),
        1 => any::<bool>().prop_map(Wish::Start),
        4 => (0..3_u64, any::<bool>()).prop_map(|(ago, told)| Wish::Done(ago, told)),
        2 => Just(Wish::Reopen),
        2 => (0..3_usize, any::<bool>()).prop_map(|(step, done)| Wish::Tick(step, done)),
        1 => Just(Wish::AddStep),
        1 => Just(Wish::Evidence),
    ]
}

fn steps() -> impl Strategy<Value = (usize, Vec<(usize, Step)>)> {
    let task = 0..6_usize;
    let several = prop::collection::vec(0..6_usize, 1..4);
    let step = prop_oneof![
        3 => (task.clone(), any::<bool>()).prop_map(|(task, stuck)| Step::Note(task, stuck)),
        2 => Just(Step::Answer),
        1 => Just(Step::Add),
        8 => several.prop_map(Step::Form),
        12 => wishes().prop_map(Step::Save),
        5 => Just(Step::Undo),
        3 => Just(Step::Redo),
        1 => Just(Step::Close),
        1 => Just(Step::Die),
        1 => task.prop_map(Step::DieWriting),
    ];
    (2..=8_usize).prop_flat_map(move |windows| {
        let one = (0..windows, step.clone());
        (Just(windows), prop::collection::vec(one, 20..70))
    })
}

/// An act that was acknowledged, as its writer may take it back: of each task the keys that it
/// changed.
#[derive(Clone, Debug)]
enum Act {
    Note {
        task: TaskId,
        body: String,
    },
    Add {
        task: TaskId,
        facts: Facts,
    },
    Set {
        steps: Vec<(TaskId, Vec<facts::Step>)>,
    },
}

impl Act {
    fn tasks(&self) -> Vec<TaskId> {
        match self {
            Self::Note { task, .. } | Self::Add { task, .. } => vec![*task],
            Self::Set { steps } => steps.iter().map(|(task, _)| *task).collect(),
        }
    }
}

/// What a person may take back, and what was taken back.
#[derive(Default)]
struct Trail {
    done: Vec<Act>,
    undone: Vec<Act>,
}

/// A window on the file with the form that may stand open in it: the tasks as they were seen.
#[derive(Default)]
struct Window {
    store: Option<Store>,
    form: Vec<Task>,
}

/// The file, the people, and what they have been told.
struct World {
    office: Office,
    windows: Vec<Window>,
    section: SectionId,
    /// What is known of the tasks that are there.
    facts: BTreeMap<TaskId, Facts>,
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

/// The change that somebody who sees this makes of a wish; none where the form would not offer it.
fn change(wish: &Wish, seen: &Task, unique: usize) -> Option<Change> {
    let task = seen.row.id;
    Some(match wish {
        Wish::Title => {
            let (before, mut after) = (seen.texts(), seen.texts());
            after.title = format!("Tên mới {unique}");
            let (before, after) = (Box::new(before), Box::new(after));
            Change::Edit {
                task,
                before,
                after,
            }
        }
        Wish::Deadline(which) => Change::SetDeadline {
            task,
            deadline: deadline(WORDINGS[*which]),
            base_on: None,
            seen: seen.term(),
        },
        Wish::Extend(days) => {
            let due = seen.due()?;
            Change::Extend {
                task,
                seen: due,
                new_due_on: due.due_on? + Days::new(*days),
                reason: "Chờ ý kiến".to_owned(),
                agreed_by: "Lãnh đạo Sở".to_owned(),
                letter: None,
            }
        }
        Wish::Hold(hold, why) => Change::Hold {
            task,
            hold: *hold,
            reason: hold.map(|_| {
                if *why {
                    "Chờ kinh phí"
                } else {
                    "Trùng việc"
                }
                .to_owned()
            }),
            seen: seen.held(),
        },
        Wish::Start(started) => Change::Start {
            task,
            started: *started,
        },
        Wish::Done(ago, told) => {
            let done_on = today() - Days::new(*ago);
            let result = told.then(|| format!("Kết quả {unique}"));
            match seen.current() {
                Some(current) => Change::Complete {
                    task,
                    occurrence: Some(current.id),
                    done_on,
                    result,
                },
                None => {
                    let last = seen.occurrences.last()?.completion();
                    let to = Completion {
                        occurrence: last.occurrence,
                        done_on: Some(done_on),
                        result,
                    };
                    let seen = last;
                    Change::Correct { task, seen, to }
                }
            }
        }
        Wish::Reopen => {
            let done = seen.occurrences.iter().rev().find(|o| !o.is_open())?;
            let seen = done.completion();
            Change::Reopen { task, seen }
        }
        Wish::Tick(which, done) => {
            let step = seen.steps.get(*which)?;
            Change::TickStep {
                task,
                step: step.id,
                done: *done,
                seen: step.done_on,
            }
        }
        Wish::AddStep => Change::AddStep {
            task,
            title: format!("Bước {unique}"),
        },
        Wish::Evidence => Change::AddEvidence {
            task,
            number: format!("{unique}/BC-SKHCN"),
            dated_on: None,
            summary: None,
            path: None,
        },
    })
}

impl World {
    fn new(windows: usize) -> Self {
        let office = office();
        let tasks = vec![
            office.id("2.1-06"),
            office.id("2.3.1-05"),
            office.id("2.7.2-03"),
        ];
        let facts = tasks
            .iter()
            .map(|id| (*id, facts::of(&office.store.task(*id).unwrap().unwrap())))
            .collect();
        Self {
            windows: (0..windows).map(|_| Window::default()).collect(),
            section: office.section("2.1"),
            facts,
            tasks,
            notes: notes(&office.path),
            trails: BTreeMap::new(),
            wrote: BTreeSet::new(),
            acts: acts(&office.path),
            next: 0,
            office,
        }
    }

    fn nth(&self, nth: usize) -> TaskId {
        self.tasks[nth % self.tasks.len()]
    }

    fn store(&mut self, window: usize) -> &mut Store {
        let path = &self.office.path;
        self.windows[window]
            .store
            .get_or_insert_with(|| Store::open(path, Mode::ReadWrite).unwrap())
    }

    fn apply(&mut self, window: usize, changes: &[Change]) -> Result<Vec<TaskId>, StoreError> {
        let receipt = self.store(window).apply(changes, &signed(person(window)))?;
        self.acts += 1;
        Ok(receipt.tasks)
    }

    fn acknowledged(&mut self, window: usize, act: Act) {
        for task in act.tasks() {
            self.wrote.insert((task, person(window)));
        }
        let trail = self.trails.entry(person(window)).or_default();
        trail.undone.clear();
        trail.done.push(act);
    }

    /// Whether somebody else has ever written to one of these tasks.
    fn others_wrote(&self, tasks: &[TaskId], window: usize) -> bool {
        let me = person(window);
        let mut wrote = self.wrote.iter();
        wrote.any(|(task, who)| tasks.contains(task) && *who != me)
    }

    fn step(&mut self, window: usize, step: &Step) {
        self.next += 1;
        let unique = self.next;
        match step {
            Step::Note(nth, stuck) => {
                let kind = if *stuck {
                    NoteKind::Difficulty
                } else {
                    NoteKind::Note
                };
                let body = format!("Ghi chú {unique} của {window}");
                self.note(window, self.nth(*nth), kind, body, None);
            }
            Step::Answer => {
                let form = &self.windows[window].form;
                let shown = form
                    .iter()
                    .flat_map(|task| task.notes.iter().map(move |n| (task, n)));
                let open = shown.clone().find(|(_, note)| note.open);
                if let Some((task, note)) = open.map(|(task, note)| (task.row.id, note.id)) {
                    let body = format!("Trả lời {unique} của {window}");
                    self.note(window, task, NoteKind::Note, body, Some(note));
                }
            }
            Step::Add => self.add(window, format!("Việc mới {unique}")),
            Step::Form(which) => self.open_form(window, which),
            Step::Save(wish) => self.save(window, wish, unique),
            Step::Undo => self.undo(window),
            Step::Redo => self.redo(window),
            Step::Close => self.windows[window].store = None,
            // Its descriptors stay open and nothing is tidied up, as after a kill.
            Step::Die => {
                std::mem::forget(self.windows[window].store.take());
                self.windows[window].form.clear();
            }
            Step::DieWriting(nth) => self.die_writing(window, self.nth(*nth)),
        }
    }

    fn die_writing(&mut self, window: usize, task: TaskId) {
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

    fn open_form(&mut self, window: usize, which: &[usize]) {
        let mut ids: Vec<TaskId> = which.iter().map(|nth| self.nth(*nth)).collect();
        ids.sort();
        ids.dedup();
        let mut form = Vec::new();
        for id in ids {
            let found = self.store(window).task(id).unwrap();
            assert_eq!(found.is_some(), self.facts.contains_key(&id));
            form.extend(found);
        }
        self.windows[window].form = form;
    }

    fn note(
        &mut self,
        window: usize,
        task: TaskId,
        kind: NoteKind,
        body: String,
        answers: Option<cchc::domain::ids::NoteId>,
    ) {
        let change = Change::AddNote {
            task,
            kind,
            body: body.clone(),
            answers,
        };
        match self.apply(window, &[change]) {
            Ok(tasks) => {
                assert_eq!(tasks, [task]);
                self.notes.insert(body.clone());
                self.acknowledged(window, Act::Note { task, body });
            }
            // Somebody has answered already, and is shown; or the question was taken back.
            Err(StoreError::Conflict(conflicts)) if answers.is_some() => {
                let theirs = facts::told(&conflicts[0].clashes[0]);
                assert!(self.notes.contains(&theirs), "{theirs}");
            }
            Err(StoreError::Refused(Refusal::AlreadyAnswered)) if answers.is_some() => {}
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
            deadline: deadline("Quý III"),
        }));
        let task = self.apply(window, &[change]).unwrap()[0];
        assert!(!self.tasks.contains(&task), "an identity given twice");
        let facts: Facts = [
            ("title", title.as_str()),
            ("deadline", "Quý III"),
            ("due 1", "2021-09-30"),
        ]
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect();
        self.tasks.push(task);
        self.facts.insert(task, facts.clone());
        self.acknowledged(window, Act::Add { task, facts });
    }

    /// Saves the form. What is written was seen as it was, and what was not seen is shown.
    fn save(&mut self, window: usize, wish: &Wish, unique: usize) {
        let form = self.windows[window].form.clone();
        let wished: Vec<(&Task, Change)> = form
            .iter()
            .filter_map(|seen| Some((seen, change(wish, seen, unique)?)))
            .collect();
        if wished.is_empty() {
            return;
        }
        let changes: Vec<Change> = wished.iter().map(|(_, change)| change.clone()).collect();
        match self.apply(window, &changes) {
            Ok(_) => {
                let mut steps = Vec::new();
                for (seen, change) in &wished {
                    let id = seen.row.id;
                    let now = &self.facts[&id];
                    let after = facts::after(change, seen, now);
                    let changed = facts::difference(now, &after);
                    assert_nothing_unseen(&changed, seen, change);
                    self.facts.insert(id, after);
                    steps.push((id, changed));
                }
                self.windows[window].form.clear();
                self.acknowledged(window, Act::Set { steps });
            }
            Err(StoreError::Conflict(conflicts)) => {
                for conflict in conflicts {
                    let now = conflict.task.unwrap();
                    let shown = self.windows[window].form.iter_mut();
                    let mut seen = shown.filter(|seen| seen.row.id == now.row.id);
                    let seen = seen.next().unwrap();
                    let known = &self.facts[&now.row.id];
                    assert_eq!(facts::of(&now), *known, "shown otherwise than it is");
                    let unseen = facts::difference(&facts::of(seen), known);
                    assert!(!unseen.is_empty(), "a conflict with nobody");
                    for clash in &conflict.clashes {
                        let theirs = facts::told(clash);
                        let is = |value: &Option<String>| value.as_deref() == Some(&theirs);
                        let shown = unseen.iter().any(|(_, _, now)| is(now));
                        // They may have taken something away, or left it empty.
                        assert!(shown || theirs == "–", "{clash:?}: {unseen:?}");
                        assert!(clash.by.is_some(), "{clash:?}");
                    }
                    // Now it has been seen; the form stays open for another try.
                    *seen = *now;
                }
            }
            Err(StoreError::Refused(refusal)) => self.assert_ruled_out(&wished, &refusal),
            Err(other) => panic!("{wish:?}: {other:?}"),
        }
    }

    /// A refusal is by the rules, as the file is now; or the task is gone.
    fn assert_ruled_out(&self, wished: &[(&Task, Change)], refusal: &Refusal) {
        let ruled_out = wished.iter().any(|(seen, change)| {
            let Some(now) = self.office.store.task(seen.row.id).unwrap() else {
                return *refusal == Refusal::NoSuchTask;
            };
            let same = facts::after(change, seen, &facts::of(&now)) == facts::of(&now);
            change.check(&now, today()).is_err() || (same && *refusal == Refusal::NoChange)
        });
        assert!(ruled_out, "{refusal:?}: {wished:?}");
    }

    /// The only reason to refuse here is that the task's adding was taken back.
    #[track_caller]
    fn assert_gone(&self, task: TaskId, error: &StoreError) {
        assert!(
            matches!(error, StoreError::Refused(Refusal::NoSuchTask)),
            "{error:?}"
        );
        assert!(!self.facts.contains_key(&task));
    }

    fn undo(&mut self, window: usize) {
        let told = self.store(window).undo(&signed(person(window)));
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
                self.turned(&act, true);
            }
            Err(error) => self.assert_met(&act, &error, window),
        }
    }

    fn redo(&mut self, window: usize) {
        let told = self.store(window).redo(&signed(person(window)));
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
                self.turned(&act, false);
            }
            Err(error) => self.assert_met(&act, &error, window),
        }
    }

    /// What one's own undo takes away or redo brings back, and nothing of anybody else's.
    fn turned(&mut self, act: &Act, back: bool) {
        match act {
            Act::Note { body, .. } if back => assert!(self.notes.remove(body)),
            Act::Note { body, .. } => assert!(self.notes.insert(body.clone())),
            Act::Add { task, facts } if back => {
                assert_eq!(self.facts.remove(task).as_ref(), Some(facts));
            }
            Act::Add { task, facts } => {
                assert_eq!(self.facts.insert(*task, facts.clone()), None);
            }
            Act::Set { steps } => {
                for (task, changed) in steps {
                    let facts = self.facts.get_mut(task).unwrap();
                    for (key, before, after) in changed.iter().filter(|(k, ..)| k != "moved") {
                        let (from, to) = if back {
                            (after, before)
                        } else {
                            (before, after)
                        };
                        assert_eq!(facts.get(key), from.as_ref(), "a colleague's {key}");
                        match to {
                            Some(value) => facts.insert(key.clone(), value.clone()),
                            None => facts.remove(key),
                        };
                    }
                    count_extensions(facts, changed, back);
                }
            }
        }
    }

    /// Refused only where a colleague is in the way, and never for a note that nobody answered.
    #[track_caller]
    fn assert_met(&self, act: &Act, error: &StoreError, window: usize) {
        assert!(
            matches!(
                error,
                StoreError::ChangedSince { .. } | StoreError::ChangedSinceUndone { .. }
            ),
            "{act:?}: {error:?}"
        );
        let tasks = act.tasks();
        let there = tasks.iter().all(|task| self.facts.contains_key(task));
        assert!(
            !there || self.others_wrote(&tasks, window),
            "{act:?} met nobody"
        );
    }

    /// What the file holds is what everybody was told, and the rules hold for it.
    fn assert_told(&self) {
        assert_eq!(notes(&self.office.path), self.notes);
        assert_eq!(acts(&self.office.path), self.acts);
        for id in &self.tasks {
            let task = self.office.store.task(*id).unwrap();
            assert_eq!(
                task.as_ref().map(facts::of).as_ref(),
                self.facts.get(id),
                "{id:?}"
            );
            let Some(task) = task else { continue };
            assert_eq!(breaches(&task), [], "{id:?}");
            let done = task.occurrences.iter().all(|o| !o.is_open());
            assert_eq!(task.row.state == State::Done, done && task.hold.is_none());
        }
    }
}

/// Extensions of others stay: their number goes up or down by those of the act.
fn count_extensions(facts: &mut Facts, changed: &[facts::Step], back: bool) {
    let number = |n: &Option<String>| n.as_ref().map_or(0, |n| n.parse::<i64>().unwrap());
    for (_, before, after) in changed.iter().filter(|(key, ..)| key == "moved") {
        let by = number(after) - number(before);
        let now = number(&facts.get("moved").cloned());
        match now + if back { -by } else { by } {
            0 => facts.remove("moved"),
            n => facts.insert("moved".to_owned(), n.to_string()),
        };
    }
}

/// Each value that was replaced is one that the person had seen.
#[track_caller]
fn assert_nothing_unseen(changed: &[facts::Step], seen: &Task, change: &Change) {
    let seen = facts::of(seen);
    for (key, before, _) in changed.iter().filter(|(key, ..)| facts::is_seen(key)) {
        // A new step stands behind whatever steps there are.
        let added = matches!(change, Change::AddStep { .. });
        assert!(
            added || seen.get(key) == before.as_ref(),
            "{key}: {change:?}"
        );
    }
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
}
