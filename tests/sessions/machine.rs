//! Two to eight people on one file, doing anything in any order and dying at any moment, against a
//! model of what each of them was told.

use crate::facts::{self, Facts, Thing};
use crate::steps::{FormEdit, Step, change, steps};
use crate::support::{Office, content_tables, deadline, table, today};
use crate::{acts, cases, notes, office, signed};
use cchc::domain::change::{Change, NewTask, Refusal, UnitText};
use cchc::domain::conflict::{Clash, Conflict};
use cchc::domain::day::Day;
use cchc::domain::ids::{NoteId, OccurrenceId, ReviewId, SectionId, TaskId, UnitId};
use cchc::domain::invariants::violations;
use cchc::domain::note::NoteKind;
use cchc::domain::parts::Field;
use cchc::domain::review::Review;
use cchc::domain::task::{State, Task, TaskText};
use cchc::store::{OpenMode, Store, StoreError};
use proptest::prelude::*;
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// An act that was acknowledged, as its writer may take it back.
#[derive(Clone, Debug, Default)]
pub struct Act {
    /// The notes that it wrote.
    pub notes: Vec<String>,
    /// What it made, as it made it.
    pub made: Vec<(Thing, Facts)>,
    /// The keys that it changed.
    pub set: Vec<(Thing, Vec<facts::Step>)>,
    /// What it wrote to or hangs on: whoever else has written there may stand in its way back.
    pub touches: BTreeSet<Thing>,
}

/// What a person may take back, and what was taken back.
#[derive(Default)]
struct Trail {
    done: Vec<Act>,
    undone: Vec<Act>,
}

/// A window on the file with what stands open in it, as it was seen.
#[derive(Default)]
pub struct Window {
    store: Option<Store>,
    pub form: Vec<Task>,
    pub unit: Option<(UnitId, UnitText)>,
    /// A setting by its place, and its value.
    pub setting: Option<(usize, Option<String>)>,
    pub review: Option<Review>,
}

/// The file, the people, and what they have been told.
pub struct World {
    pub office: Office,
    /// Reads the file beside everybody.
    reader: Connection,
    pub windows: Vec<Window>,
    section: SectionId,
    /// What is known of what is there.
    pub facts: BTreeMap<Thing, Facts>,
    /// Tasks in the order in which they came; units and reviews alike.
    pub tasks: Vec<TaskId>,
    pub units: Vec<UnitId>,
    pub reviews: Vec<ReviewId>,
    /// All that ever were.
    occurrences: BTreeSet<OccurrenceId>,
    pub notes: BTreeSet<String>,
    trails: BTreeMap<usize, Trail>,
    /// Who wrote something that was acknowledged, and to what.
    wrote: BTreeSet<(Thing, usize)>,
    acts: usize,
    next: usize,
}

/// Two windows may belong to one person.
fn person(window: usize) -> usize {
    window % 5
}

impl World {
    fn new(windows: usize) -> Self {
        let office = office();
        let tasks = ["2.1-06", "2.3.1-05", "2.7.2-03"].map(|code| office.id(code));
        let units = ["VP", "KHTC", "TTra"].map(|name| office.unit(name));
        let mut world = Self {
            windows: (0..windows).map(|_| Window::default()).collect(),
            section: office.section("2.1"),
            facts: BTreeMap::new(),
            tasks: tasks.to_vec(),
            units: units.to_vec(),
            reviews: Vec::new(),
            occurrences: BTreeSet::new(),
            reader: Connection::open(&office.path).unwrap(),
            notes: notes(&office.path),
            trails: BTreeMap::new(),
            wrote: BTreeSet::new(),
            acts: acts(&office.path),
            next: 0,
            office,
        };
        for thing in world.things() {
            let facts = world.read(thing);
            world.facts.extend(facts.map(|facts| (thing, facts)));
        }
        for task in tasks {
            world.came(task);
        }
        world
    }

    /// All that was ever there.
    fn things(&self) -> Vec<Thing> {
        let tasks = self.tasks.iter().map(|id| Thing::Task(*id));
        let units = self.units.iter().map(|id| Thing::Unit(*id));
        let reviews = self.reviews.iter().map(|id| Thing::Review(*id));
        let settings = (0..crate::apart::SETTINGS.len()).map(Thing::Setting);
        tasks.chain(units).chain(reviews).chain(settings).collect()
    }

    /// A thing as the file has it.
    fn read(&self, thing: Thing) -> Option<Facts> {
        let store = &self.office.store;
        match thing {
            Thing::Task(id) => store.task(id).unwrap().as_ref().map(facts::of),
            Thing::Review(id) => store.review(id).unwrap().as_ref().map(facts::of_review),
            Thing::Unit(id) => {
                let units = store.units().unwrap();
                let unit = units.iter().find(|unit| unit.id == id);
                unit.map(|unit| facts::of_unit(&unit.text()))
            }
            Thing::Setting(nth) => Some(facts::of_setting(self.setting(nth))),
            Thing::Open(_) => None,
        }
    }

    pub fn nth(&self, nth: usize) -> TaskId {
        self.tasks[nth % self.tasks.len()]
    }

    pub fn store(&mut self, window: usize) -> &mut Store {
        let path = &self.office.path;
        self.windows[window]
            .store
            .get_or_insert_with(|| Store::open(path, OpenMode::ReadWrite).unwrap())
    }

    pub fn apply(&mut self, window: usize, changes: &[Change]) -> Result<Vec<TaskId>, StoreError> {
        let receipt = self.store(window).apply(changes, &signed(person(window)))?;
        self.acts += 1;
        Ok(receipt.tasks)
    }

    /// How somebody signs.
    pub fn signature(window: usize) -> String {
        signed(person(window)).actor.to_string()
    }

    pub fn acknowledged(&mut self, window: usize, act: Act) {
        for thing in &act.touches {
            self.wrote.insert((*thing, person(window)));
        }
        let trail = self.trails.entry(person(window)).or_default();
        trail.undone.clear();
        trail.done.push(act);
    }

    /// Sets the keys of a thing to what an act has made of them, and remembers which those are.
    pub fn set(&mut self, act: &mut Act, thing: Thing, after: Facts) {
        let changed = facts::difference(&self.facts[&thing], &after);
        self.facts.insert(thing, after);
        act.touches.insert(thing);
        act.set.push((thing, changed));
    }

    /// Whether somebody else has ever written to one of these.
    fn others_wrote(&self, things: &BTreeSet<Thing>, window: usize) -> bool {
        let me = person(window);
        let mut wrote = self.wrote.iter();
        wrote.any(|(thing, who)| things.contains(thing) && *who != me)
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
                let mut shown = form
                    .iter()
                    .flat_map(|task| task.notes.iter().map(move |n| (task.row.id, n)));
                let open = shown.find(|(_, note)| note.open);
                if let Some((task, note)) = open.map(|(task, note)| (task, note.id)) {
                    let body = format!("Trả lời {unique} của {window}");
                    self.note(window, task, NoteKind::Note, body, Some(note));
                }
            }
            Step::Add => self.add(window, &format!("Việc mới {unique}")),
            Step::Form(which) => self.open_form(window, which),
            Step::Save(edit) => self.save(window, edit, unique),
            Step::Unit(nth) => self.open_unit(window, *nth),
            Step::SaveUnit(edit) => self.save_unit(window, *edit, unique),
            Step::AddUnit => self.add_unit(window, unique),
            Step::Setting(nth) => {
                self.open_setting(window, *nth);
            }
            Step::Set(value) => self.save_setting(window, *value),
            Step::Begin(whole) => self.begin(window, *whole),
            Step::Look(nth) => self.look(window, *nth),
            Step::Review(what) => self.review_step(window, *what, unique),
            Step::Undo => self.revert(window, true),
            Step::Redo => self.revert(window, false),
            Step::Close => self.windows[window].store = None,
            // Its descriptors stay open and nothing is tidied up, as after a kill.
            Step::Die => std::mem::forget(std::mem::take(&mut self.windows[window]).store),
            Step::DieWriting(nth) => self.die_writing(window, self.nth(*nth)),
        }
    }

    fn die_writing(&mut self, window: usize, task: TaskId) {
        self.windows[window].store = None;
        let dying = Connection::open(&self.office.path).unwrap();
        dying
            .execute_batch(&format!(
                "BEGIN IMMEDIATE; DELETE FROM note WHERE task_id = {0};
                 UPDATE task SET title = 'nửa chừng' WHERE id = {0}; DELETE FROM change;
                 DELETE FROM answer; UPDATE conclusion SET body = ''; DELETE FROM setting",
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
            assert_eq!(found.is_some(), self.facts.contains_key(&Thing::Task(id)));
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
        answers: Option<NoteId>,
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
                let act = Act {
                    notes: vec![body],
                    touches: [Thing::Task(task)].into(),
                    ..Act::default()
                };
                self.acknowledged(window, act);
            }
            // Somebody has answered already, and is shown; or the question was taken back.
            Err(StoreError::Conflict(conflicts)) if answers.is_some() => {
                let theirs = facts::describe_clash(&conflicts[0].clashes[0]);
                assert!(self.notes.contains(&theirs), "{theirs}");
            }
            Err(StoreError::Refused(Refusal::NoSuchNote)) if answers.is_some() => {}
            Err(error) => self.assert_removed(task, &error),
        }
    }

    /// A task of that title.
    pub fn new_task(&self, title: &str) -> Box<NewTask> {
        Box::new(NewTask {
            section: self.section,
            text: TaskText {
                title: title.to_owned(),
                text: format!("{title};"),
                ..TaskText::default()
            },
            deadline: deadline("Quý III"),
            more: Default::default(),
        })
    }

    /// A task that an act has made is known from now on.
    pub fn made(&mut self, act: &mut Act, task: TaskId, title: &str) {
        assert!(!self.tasks.contains(&task), "an identity given twice");
        self.tasks.push(task);
        let [occurrence] = self.came(task)[..] else {
            panic!("not one occurrence");
        };
        let facts = facts::of_new(title, occurrence);
        self.facts.insert(Thing::Task(task), facts.clone());
        act.touches.insert(Thing::Task(task));
        act.made.push((Thing::Task(task), facts));
    }

    /// The occurrences of a task that never were before, in the order of their days.
    fn came(&mut self, task: TaskId) -> Vec<OccurrenceId> {
        let task = self.office.store.task(task).unwrap().unwrap();
        let ids = task.occurrences.iter().map(|one| one.id);
        ids.filter(|id| self.occurrences.insert(*id)).collect()
    }

    fn add(&mut self, window: usize, title: &str) {
        let new = self.new_task(title);
        let task = self.apply(window, &[Change::Add(new)]).unwrap()[0];
        let mut act = Act::default();
        self.made(&mut act, task, title);
        self.acknowledged(window, act);
    }

    /// Opens the form that was saved once more. What stands in it grows old until it is saved again.
    fn reopen_form(&mut self, window: usize) {
        let form = std::mem::take(&mut self.windows[window].form);
        let store = &self.office.store;
        let tasks = form.iter().map(|task| store.task(task.row.id).unwrap());
        self.windows[window].form = tasks.flatten().collect();
    }

    /// Saves the form, opened just now where none is. What is written was seen as it was, and what
    /// was not seen is shown.
    fn save(&mut self, window: usize, edit: &FormEdit, unique: usize) {
        if self.windows[window].form.is_empty() {
            self.open_form(window, &[unique]);
        }
        let form = self.windows[window].form.clone();
        let wished: Vec<(&Task, Change)> = form
            .iter()
            .filter_map(|seen| Some((seen, change(edit, seen, &self.units, unique)?)))
            .collect();
        if wished.is_empty() {
            return;
        }
        // What is done to a task of the review that is looked at is an answer too.
        let answers = self.answers(window, &wished);
        let changes = wished.iter().flat_map(|(_, change)| {
            let answer = answers.iter().find(|a| a.task() == change.task());
            std::iter::once(change.clone()).chain(answer.cloned())
        });
        let changes: Vec<Change> = changes.collect();
        let tasks = form.iter().map(|seen| seen.row.id);
        let now = tasks.filter_map(|id| self.office.store.task(id).unwrap());
        let now: BTreeMap<TaskId, Task> = now.map(|task| (task.row.id, task)).collect();
        match self.apply(window, &changes) {
            Ok(_) => {
                let mut act = Act::default();
                for (seen, change) in &wished {
                    let task = seen.row.id;
                    let new = self.came(task);
                    let after = facts::after(change, &now[&task], new);
                    let thing = Thing::Task(task);
                    let now = &self.facts[&thing];
                    assert_nothing_overwritten_unseen(
                        &facts::difference(now, &after),
                        seen,
                        change,
                    );
                    act.touches.extend(facts::units(now));
                    act.touches.extend(facts::units(&after));
                    self.set(&mut act, thing, after);
                }
                self.answered(window, &mut act, &answers);
                self.acknowledged(window, act);
                self.reopen_form(window);
            }
            Err(StoreError::Conflict(conflicts)) => {
                for conflict in conflicts {
                    self.shown(window, conflict);
                }
            }
            Err(StoreError::Refused(Refusal::Review(why))) => self.refused_review(window, why),
            Err(StoreError::Refused(refusal)) => self.assert_ruled_out(&wished, &refusal),
            Err(other) => panic!("{edit:?}: {other:?}"),
        }
    }

    /// A conflict shows what colleagues have made of it. Now it has been seen; the form stays open
    /// for another try.
    fn shown(&mut self, window: usize, conflict: Conflict) {
        let now = conflict.task.unwrap();
        let form = self.windows[window].form.iter_mut();
        let mut form = form.filter(|seen| seen.row.id == now.row.id);
        let seen = form.next().unwrap();
        let known = &self.facts[&Thing::Task(now.row.id)];
        assert_eq!(facts::of(&now), *known, "shown otherwise than it is");
        let unseen = facts::difference(&facts::of(seen), known);
        // A deadline set anew in the same words shows nowhere, but what was agreed on it before is gone.
        let anew = |clash: &Clash| clash.field == Field::Deadline;
        let is_shown = !unseen.is_empty() || conflict.clashes.iter().all(anew);
        assert!(is_shown, "a conflict with nobody: {:?}", conflict.clashes);
        for clash in &conflict.clashes {
            let shown = match facts::units_key(clash.field) {
                // Told by what lists print of them.
                Some(key) => unseen.iter().any(|(changed, ..)| changed == key),
                None => {
                    let theirs = facts::describe_clash(clash);
                    let is = |value: &Option<String>| value.as_deref() == Some(&theirs);
                    let same_words = anew(clash) && is(&known.get("deadline").cloned());
                    // They may have taken something away, or left it empty.
                    theirs == "–" || same_words || unseen.iter().any(|(_, _, now)| is(now))
                }
            };
            assert!(shown, "{clash:?}: {unseen:?}");
            assert!(clash.by.is_some(), "{clash:?}");
        }
        *seen = *now;
    }

    /// A refusal is by the rules, as the file is now; or the task or a unit is gone.
    fn assert_ruled_out(&self, wished: &[(&Task, Change)], refusal: &Refusal) {
        let ruled_out = wished.iter().any(|(seen, change)| {
            let Some(now) = self.office.store.task(seen.row.id).unwrap() else {
                return *refusal == Refusal::NoSuchTask;
            };
            let new = (1..).map(|n| OccurrenceId(-n));
            let after = || facts::after(change, &now, new);
            let there = |unit: &Thing| self.facts.contains_key(unit);
            match refusal {
                Refusal::NoSuchUnit => !facts::units(&after()).iter().all(there),
                Refusal::NoChange => after() == facts::of(&now),
                // As the form stands, or with what colleagues have made of the task.
                Refusal::LeadAlsoCoordinates => {
                    change.check_texts().is_err() || facts::lead_co_operates(&after())
                }
                _ => change.check(&now, today()).is_err(),
            }
        });
        let wished: Vec<&Change> = wished.iter().map(|(_, change)| change).collect();
        assert!(ruled_out, "{refusal:?}: {wished:?}");
    }

    /// The only reason to refuse here is that the task's adding was taken back.
    #[track_caller]
    fn assert_removed(&self, task: TaskId, error: &StoreError) {
        assert!(
            matches!(error, StoreError::Refused(Refusal::NoSuchTask)),
            "{error:?}"
        );
        assert!(!self.facts.contains_key(&Thing::Task(task)));
    }

    /// Takes the person's last act back, or does it again.
    fn revert(&mut self, window: usize, back: bool) {
        let stamp = signed(person(window));
        let store = self.store(window);
        let message = if back {
            store.undo(&stamp)
        } else {
            store.redo(&stamp)
        };
        let trail = self.trails.entry(person(window)).or_default();
        let (from, to) = if back {
            (&mut trail.done, &mut trail.undone)
        } else {
            (&mut trail.undone, &mut trail.done)
        };
        let Some(act) = from.last().cloned() else {
            let none =
                |error| matches!(error, StoreError::NothingToUndo | StoreError::NothingToRedo);
            assert!(message.is_err_and(none));
            return;
        };
        match message {
            Ok(_) => {
                self.acts += 1;
                to.extend(from.pop());
                self.reverted(&act, back);
            }
            Err(error) => self.assert_met(&act, &error, window),
        }
    }

    /// What one's own undo takes away or redo brings back, and nothing of anybody else's.
    fn reverted(&mut self, act: &Act, back: bool) {
        for body in &act.notes {
            let reverted = if back {
                self.notes.remove(body)
            } else {
                self.notes.insert(body.clone())
            };
            assert!(reverted, "{body}");
        }
        let finished = |facts: &BTreeMap<Thing, Facts>, thing: &Thing| {
            facts
                .get(thing)
                .is_some_and(|facts| facts.contains_key("finished"))
        };
        for (thing, changed) in &act.set {
            let was = finished(&self.facts, thing);
            let facts = self.facts.get_mut(thing).unwrap();
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
            let stays = was && finished(&self.facts, thing);
            assert!(!stays || changed.is_empty(), "{thing:?}: {changed:?}");
        }
        for (thing, facts) in &act.made {
            if back {
                assert_eq!(self.facts.remove(thing).as_ref(), Some(facts));
            } else {
                assert_eq!(self.facts.insert(*thing, facts.clone()), None);
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
        let made = |thing: &Thing| act.made.iter().any(|(made, _)| made == thing);
        let there =
            |thing: &Thing| matches!(thing, Thing::Open(_)) || self.facts.contains_key(thing);
        let all_there = act.touches.iter().all(|thing| made(thing) || there(thing));
        assert!(
            !all_there || self.others_wrote(&act.touches, window),
            "{act:?} met nobody"
        );
    }

    /// What the file holds is what everybody was told, and the rules hold for it.
    fn assert_reported(&self) {
        let mut statement = self.reader.prepare_cached("SELECT body FROM note").unwrap();
        let bodies = statement.query_map([], |row| row.get(0)).unwrap();
        let held: BTreeSet<String> = bodies.map(rusqlite::Result::unwrap).collect();
        assert_eq!(held, self.notes);
        let count = "SELECT count(*) FROM change WHERE id = act";
        let acts: u32 = self.reader.query_row(count, [], |row| row.get(0)).unwrap();
        assert_eq!(usize::try_from(acts).unwrap(), self.acts);
        for thing in self.things() {
            assert_eq!(
                self.read(thing).as_ref(),
                self.facts.get(&thing),
                "{thing:?}"
            );
        }
        for id in &self.tasks {
            let Some(task) = self.office.store.task(*id).unwrap() else {
                continue;
            };
            assert_eq!(violations(&task), [], "{id:?}");
            let first = |day: Option<Day>| (day.is_none(), day);
            let days = task.occurrences.iter().map(|o| first(o.original_due_on));
            assert!(days.is_sorted(), "{id:?}");
            let done = task.occurrences.iter().all(|o| !o.is_open());
            assert_eq!(task.row.state == State::Done, done && task.hold.is_none());
        }
        for scope in ["plan", "area"] {
            let open = |facts: &&Facts| {
                facts.get("scope").is_some_and(|s| s == scope) && !facts.contains_key("finished")
            };
            assert!(
                self.facts.values().filter(open).count() <= 1,
                "{scope} twice"
            );
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
fn assert_nothing_overwritten_unseen(changed: &[facts::Step], seen: &Task, change: &Change) {
    let days: Vec<_> = seen.term().days.into_iter().map(facts::day).collect();
    let seen = facts::of(seen);
    for (key, before, _) in changed.iter().filter(|(key, ..)| facts::is_seen(key)) {
        let is_known = match change {
            // A new step stands behind whatever steps there are.
            Change::AddStep { .. } => true,
            // A deadline that was another one meanwhile has the same days at other occurrences.
            Change::SetDeadline { .. } if key.starts_with("due ") && !seen.contains_key(key) => {
                before.is_none() || days.contains(before)
            }
            _ => seen.get(key) == before.as_ref(),
        };
        assert!(is_known, "{key}: {change:?}");
    }
}

impl World {
    /// All that everybody did, carried act by act into another file, makes the same file.
    fn assert_replayable(&self) {
        let mut acts = Vec::new();
        let taken = self.office.store.acts_after(0, |act| {
            acts.push(act);
            Ok(())
        });
        taken.unwrap();
        let beside = self.office.folder.path().join("phát lại.db");
        let replayed = Store::create_from(&beside, acts).unwrap();
        let head = |store: &Store| store.chain_head().unwrap();
        assert_eq!(head(&replayed), head(&self.office.store));
        for name in content_tables(&beside).iter().map(String::as_str).chain([
            "actor",
            "change",
            "sqlite_sequence",
        ]) {
            let [ours, theirs] = [&self.office.path, &beside].map(|path| table(path, name, &[]));
            assert_eq!(ours, theirs, "{name}");
        }
        assert_eq!(replayed.check().unwrap(), []);
    }

    /// The whole file as JSON makes a file whose JSON is the same.
    fn assert_dumped_whole(&self) {
        let dump = |store: &Store| {
            let mut out = Vec::new();
            store.dump(&mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let json = dump(&self.office.store);
        let beside = self.office.folder.path().join("dựng lại.db");
        let made = Store::load(&beside, json.as_bytes()).unwrap();
        assert_eq!(dump(&made), json);
        assert_eq!(made.check().unwrap(), []);
    }
}

/// Another deadline gives the third occurrence the fourth place. Whoever sets it has not seen that
/// the third is done; whoever has completed that takes it back, does it again, and reopens it in a
/// form that is older than the deadline.
#[test]
fn an_occurrence_that_changes_its_place_is_the_same() {
    let world = &mut World::new(2);
    let before = world.acts;
    let quarterly = || Step::Form(vec![1]);
    let steps = [
        (0, quarterly()),
        (1, quarterly()),
        (1, Step::Save(FormEdit::Done(0, false))),
        (1, Step::Save(FormEdit::Done(1, true))),
        (0, Step::Save(FormEdit::Deadline(0))),
        (1, Step::Undo),
        (1, Step::Redo),
        (1, Step::Save(FormEdit::Reopen)),
        (0, Step::Undo),
        (0, Step::Redo),
    ];
    for (window, step) in &steps {
        world.step(*window, step);
        world.assert_reported();
    }
    assert_eq!(world.acts, before + 8, "all were acknowledged");
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn nothing_that_was_acknowledged_is_lost((windows, steps) in steps()) {
        let mut world = World::new(windows);
        for (window, step) in &steps {
            world.step(*window, step);
            world.assert_reported();
        }
        assert_eq!(world.office.store.check_by_replay(|_, _| {}).unwrap(), []);
        world.assert_replayable();
        world.assert_dumped_whole();
    }
}
