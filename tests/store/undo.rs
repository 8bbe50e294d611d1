//! Undo and redo: whatever two people do, taking all of it back gives the content that was there,
//! and the journal tells every step.

use crate::support::{Office, content, day, lan, minh, table, today};
use cchc::domain::change::Change;
use cchc::domain::conflict::Completion;
use cchc::domain::ids::TaskId;
use cchc::domain::journal::ChangeKind;
use cchc::domain::note::NoteKind;
use cchc::domain::task::{Hold, State};
use cchc::domain::unit::{UnitKind, UnitText};
use cchc::store::check::Fault;
use cchc::store::{Stamp, StoreError};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// Few tasks, so that the two meet often: dated, recurring, with steps, without anything.
const CODES: [&str; 6] = [
    "2.1-07", "2.3.1-01", "2.4-05", "2.7.2-03", "2.7.1-11", "III-04",
];
const WORDINGS: [&str; 7] = [
    "Quý II",
    "Trước 15/12",
    "Hằng quý",
    "Thường xuyên",
    "Khi phát sinh",
    "đang xin ý kiến",
    "",
];

/// One thing that somebody does; numbers are taken modulo what is there.
#[derive(Clone, Debug)]
enum RandomAct {
    Complete(usize),
    Reopen,
    Start(bool),
    Hold(usize),
    Extend(u64),
    Deadline(usize),
    Note(usize),
    Answer,
    Evidence,
    Title(usize),
    Units(usize),
    Tick(usize, bool),
    AddStep,
    Add(usize),
    Person(usize),
    Setting(usize),
    Many(Vec<usize>),
    Twice,
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = RandomAct> {
    prop_oneof![
        4 => (0..5usize).prop_map(RandomAct::Complete),
        3 => Just(RandomAct::Reopen),
        2 => any::<bool>().prop_map(RandomAct::Start),
        2 => (0..3usize).prop_map(RandomAct::Hold),
        2 => (1..200u64).prop_map(RandomAct::Extend),
        3 => (0..WORDINGS.len()).prop_map(RandomAct::Deadline),
        2 => (0..4usize).prop_map(RandomAct::Note),
        1 => Just(RandomAct::Answer),
        1 => Just(RandomAct::Evidence),
        2 => (0..3usize).prop_map(RandomAct::Title),
        2 => (0..6usize).prop_map(RandomAct::Units),
        2 => (0..6usize, any::<bool>()).prop_map(|(step, done)| RandomAct::Tick(step, done)),
        1 => Just(RandomAct::AddStep),
        1 => (0..3usize).prop_map(RandomAct::Add),
        1 => (0..3usize).prop_map(RandomAct::Person),
        1 => (0..3usize).prop_map(RandomAct::Setting),
        2 => prop::collection::vec(0..CODES.len(), 2..5).prop_map(RandomAct::Many),
        1 => Just(RandomAct::Twice),
        4 => Just(RandomAct::Undo),
        2 => Just(RandomAct::Redo),
    ]
}

/// The changes that an act comes to as the file is now; none where there is nothing to do.
fn changes(office: &Office, code: &str, act: &RandomAct) -> Vec<Change> {
    let task = office.task(code);
    let id = task.row.id;
    let change = match act {
        RandomAct::Complete(which) => Change::Complete {
            task: id,
            occurrence: task.occurrences.get(*which).map(|o| o.id),
            done_on: today(),
            result: (*which == 1).then(|| "Đã ký ban hành".to_owned()),
        },
        RandomAct::Reopen => office.reopen_last(code),
        RandomAct::Start(started) => Change::Start {
            task: id,
            started: *started,
        },
        RandomAct::Hold(which) => Change::Hold {
            task: id,
            hold: [None, Some(Hold::Paused), Some(Hold::Dropped)][*which],
            reason: (*which > 0).then(|| "Chờ hướng dẫn".to_owned()),
            seen: task.held(),
        },
        RandomAct::Extend(days) => {
            let current = task.row.due_on.unwrap_or(today());
            let later = current + chrono::Days::new(*days);
            office.extend(code, &later.to_string())
        }
        RandomAct::Deadline(which) => office.set_deadline(code, WORDINGS[*which]),
        RandomAct::Note(kind) => Change::AddNote {
            task: id,
            kind: NoteKind::ALL[*kind],
            body: format!("Ghi chú số {kind}\nvề {code}"),
            answers: None,
        },
        RandomAct::Answer => Change::AddNote {
            task: id,
            kind: NoteKind::Note,
            body: "Đã gửi số liệu".to_owned(),
            answers: task.notes.iter().find(|note| note.open).map(|note| note.id),
        },
        RandomAct::Evidence => Change::AddEvidence {
            task: id,
            number: "82/KH-SKHCN".to_owned(),
            dated_on: Some(day("2021-01-22")),
            summary: None,
            path: None,
        },
        RandomAct::Title(n) => office.edit(code, |text| text.title = format!("Tên mới số {n}")),
        RandomAct::Units(n) => office.edit(code, |text| {
            let units = ["VP", "KHTC", "TTra", "TTTK"].map(|unit| office.unit(unit));
            match n {
                0 => text.lead = None,
                1 | 2 => text.lead = Some(units[*n]),
                _ => text.coordinating = units[..*n - 2].to_vec(),
            }
        }),
        RandomAct::Tick(step, done) => match task.steps.get(*step) {
            Some(step) => Change::TickStep {
                task: id,
                step: step.id,
                done: *done,
                seen: step.done_on,
            },
            None => return Vec::new(),
        },
        RandomAct::AddStep => Change::AddStep {
            task: id,
            title: "Họp liên ngành".to_owned(),
        },
        RandomAct::Add(n) => {
            office.new_task(["2.2", "2.6", "III"][*n], "Việc mới phát sinh", "Quý IV")
        }
        RandomAct::Person(n) => {
            let name = ["Lan", "Thảo", "Dũng"][*n];
            let people = office.store.people().unwrap();
            let known = people.into_iter().find(|person| person.name == name);
            Change::SetPerson {
                name: name.to_owned(),
                unit: Some(office.unit("VP")),
                account: Some("chung".to_owned()),
                seen: known.and_then(|person| person.unit),
            }
        }
        RandomAct::Setting(n) => Change::SetSetting {
            key: "soon_days".to_owned(),
            value: n.to_string(),
            seen: office.store.setting(office.plan().id, "soon_days").unwrap(),
        },
        RandomAct::Many(which) => {
            let mut codes: Vec<&str> = which.iter().map(|at| CODES[*at]).collect();
            codes.sort_unstable();
            codes.dedup();
            return codes
                .iter()
                .filter(|code| office.row(code).state.is_open())
                .map(|code| office.complete(code, "2021-06-11"))
                .collect();
        }
        // Several changes of one task in one act, each building on the one before.
        RandomAct::Twice => {
            let Some(occurrence) = task.current().map(|o| o.id) else {
                return Vec::new();
            };
            let done = |on: &str| Completion {
                occurrence,
                done_on: Some(day(on)),
                result: None,
            };
            return vec![
                office.extend(code, "2021-12-24"),
                office.edit(code, |text| text.title = "Tên thứ hai".to_owned()),
                Change::Complete {
                    task: id,
                    occurrence: Some(occurrence),
                    done_on: day("2021-06-09"),
                    result: None,
                },
                Change::Correct {
                    task: id,
                    seen: done("2021-06-09"),
                    to: done("2021-06-10"),
                },
                Change::Reopen {
                    task: id,
                    seen: done("2021-06-10"),
                },
                office.complete(code, "2021-06-11"),
            ];
        }
        RandomAct::Undo | RandomAct::Redo => return Vec::new(),
    };
    vec![change]
}

/// Two who have no part in the demonstration's own story.
fn two() -> [Stamp; 2] {
    [
        crate::support::stamp("Oanh", "vanphong"),
        crate::support::stamp("Phúc", "kehoach"),
    ]
}

fn perform(office: &mut Office, who: &Stamp, code: &str, act: &RandomAct) {
    let result = match act {
        RandomAct::Undo => office.store.undo(who),
        RandomAct::Redo => office.store.redo(who),
        _ => {
            let changes = changes(office, code, act);
            if changes.is_empty() {
                return;
            }
            office.store.apply(&changes, who)
        }
    };
    match result {
        Ok(_)
        | Err(
            StoreError::Refused(_)
            | StoreError::NothingToUndo
            | StoreError::NothingToRedo
            | StoreError::ChangedSince { .. }
            | StoreError::ChangedSinceUndone { .. },
        ) => {}
        // An occurrence that is done already, on another day.
        Err(StoreError::Conflict(_)) if matches!(act, RandomAct::Complete(_)) => {}
        Err(other) => panic!("{act:?}: {other:?}"),
    }
}

/// Takes everything back, each their own; where one is refused for a colleague's later change, the
/// colleague goes first. Says whose undo it was each time, in order. Nothing, where both are refused
/// in the end: what the one has taken back may leave a state in which the other's undo would break a
/// rule, as when the lead unit would co-operate too.
fn undo_all(office: &mut Office) -> Option<Vec<usize>> {
    let people = two();
    let mut done = Vec::new();
    loop {
        let mut refused = None;
        let before = done.len();
        for (at, who) in people.iter().enumerate() {
            match office.store.undo(who) {
                Ok(_) => done.push(at),
                Err(StoreError::NothingToUndo) => {}
                Err(StoreError::ChangedSince { who: named }) => {
                    assert_eq!(named, people[1 - at].actor.to_string());
                    refused = Some(at);
                }
                Err(other) => panic!("{other:?}"),
            }
        }
        if done.len() == before {
            return refused.is_none().then_some(done);
        }
    }
}

/// The versions of all rows.
fn versions(path: &Path) -> BTreeMap<(String, i64), i64> {
    let tables = [
        "task",
        "occurrence",
        "step",
        "note",
        "coordinating",
        "setting",
        "person",
    ];
    let of = tables.map(|table| format!("SELECT '{table}', id, version FROM {table}"));
    let conn = rusqlite::Connection::open(path).unwrap();
    let mut statement = conn.prepare(&of.join(" UNION ALL ")).unwrap();
    let versions = statement.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)));
    versions.unwrap().map(rusqlite::Result::unwrap).collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    })]

    #[test]
    fn undoing_everything_restores_the_first_state(
        acts in prop::collection::vec((any::<bool>(), 0..CODES.len(), act()), 1..40),
    ) {
        let mut office = Office::sample();
        let start = content(&office.path);
        let mut highest = versions(&office.path);
        for (nth, (first, code, act)) in acts.iter().enumerate() {
            let who = two()[usize::from(*first)].clone();
            perform(&mut office, &who, CODES[*code], act);
            if nth % 16 == 7 {
                office.reopen();
            }
            for (row, version) in versions(&office.path) {
                let known = highest.entry(row).or_insert(version);
                prop_assert!(version >= *known, "a version fell");
                *known = version;
            }
        }
        office.assert_sound();
        let end = content(&office.path);
        office.reopen();
        let undone = undo_all(&mut office);
        office.assert_sound();
        let Some(undone) = undone else { return Ok(()) };
        prop_assert_eq!(content(&office.path), start);
        office.assert_sound();
        // And forwards again, in the opposite order.
        office.reopen();
        for at in undone.iter().rev() {
            let who = two()[*at].clone();
            office.store.redo(&who).unwrap();
        }
        prop_assert_eq!(content(&office.path), end);
        office.assert_sound();
        for (row, version) in versions(&office.path) {
            prop_assert!(version >= *highest.get(&row).unwrap_or(&1), "a version fell");
        }
    }
}

#[test]
fn undo_steps_back_act_by_act_and_redo_forward_again() {
    let mut office = Office::plan_2021();
    let start = content(&office.path);
    assert!(matches!(
        office.store.undo(&minh()),
        Err(StoreError::NothingToUndo)
    ));
    office.minh(office.note("2.1-01", "Ghi chú đầu")).unwrap();
    let one = content(&office.path);
    office
        .minh(office.complete("2.1-01", "2021-06-11"))
        .unwrap();
    let two = content(&office.path);
    assert!(matches!(
        office.store.redo(&minh()),
        Err(StoreError::NothingToRedo)
    ));
    let receipt = office.store.undo(&minh()).unwrap();
    assert_eq!(receipt.kind, ChangeKind::Complete);
    assert_eq!(content(&office.path), one);
    assert_eq!(office.store.undo(&minh()).unwrap().kind, ChangeKind::Note);
    assert_eq!(content(&office.path), start);
    assert!(matches!(
        office.store.undo(&minh()),
        Err(StoreError::NothingToUndo)
    ));
    assert_eq!(office.store.redo(&minh()).unwrap().kind, ChangeKind::Note);
    assert_eq!(
        office.store.redo(&minh()).unwrap().kind,
        ChangeKind::Complete
    );
    assert_eq!(content(&office.path), two);
    assert!(matches!(
        office.store.redo(&minh()),
        Err(StoreError::NothingToRedo)
    ));
    // To and fro, with the file closed in between.
    for _ in 0..3 {
        office.reopen();
        office.store.undo(&minh()).unwrap();
        assert_eq!(content(&office.path), one);
        office.reopen();
        office.store.redo(&minh()).unwrap();
        assert_eq!(content(&office.path), two);
    }
    office.assert_sound();
}

#[test]
fn something_new_ends_what_could_be_done_again() {
    let mut office = Office::plan_2021();
    office.lan(office.note("2.1-01", "Một")).unwrap();
    office.store.undo(&lan()).unwrap();
    office.lan(office.note("2.1-02", "Hai")).unwrap();
    assert!(matches!(
        office.store.redo(&lan()),
        Err(StoreError::NothingToRedo)
    ));
    assert_eq!(office.row("2.1-01").notes, 0);
    assert_eq!(
        office.store.undo(&lan()).unwrap().tasks,
        [office.id("2.1-02")]
    );
}

#[test]
fn each_person_undoes_only_their_own_acts() {
    let mut office = Office::plan_2021();
    office.lan(office.note("2.1-01", "Của Lan")).unwrap();
    office.minh(office.note("2.1-01", "Của Minh")).unwrap();
    office.store.undo(&lan()).unwrap();
    let bodies: Vec<_> = office
        .task("2.1-01")
        .notes
        .into_iter()
        .map(|n| n.body)
        .collect();
    assert_eq!(bodies, ["Của Minh"]);
    // The same account, another person.
    let nga = crate::support::stamp("Nga", "vanphong");
    assert!(matches!(
        office.store.undo(&nga),
        Err(StoreError::NothingToUndo)
    ));
}

#[test]
fn creating_the_file_cannot_be_undone() {
    let mut office = Office::plan_2021();
    assert!(matches!(
        office.store.undo(&lan()),
        Err(StoreError::NothingToUndo)
    ));
    assert_eq!(office.codes(&office.all()).len(), 79);
}

/// Lan does the first, Minh the second, Lan cannot take hers back.
#[track_caller]
fn blocked(office: &mut Office, first: Change, second: impl FnOnce(&Office) -> Change) {
    office.lan(first).unwrap();
    let second = second(office);
    office.minh(second).unwrap();
    let before = content(&office.path);
    match office.store.undo(&lan()) {
        Err(StoreError::ChangedSince { who }) => assert_eq!(who, "Minh (kehoach)"),
        other => panic!("{other:?}"),
    }
    assert_eq!(content(&office.path), before);
    office.store.undo(&minh()).unwrap();
    office.store.undo(&lan()).unwrap();
    office.assert_sound();
}

/// An act of several rows is called by the first one that is about a task, and by its first one where
/// none is: an import begins with the units that its tasks name.
#[test]
fn an_act_of_several_rows_is_named_by_what_was_done_to_its_tasks() {
    let mut office = Office::plan_2021();
    let unit = |abbreviation: &str| Change::SetUnit {
        unit: None,
        text: Box::new(UnitText {
            abbreviation: abbreviation.to_owned(),
            name: format!("Phòng {abbreviation}"),
            kind: UnitKind::Division,
            aliases: Vec::new(),
        }),
    };
    let setting = Change::SetSetting {
        key: "soon_days".to_owned(),
        value: "10".to_owned(),
        seen: None,
    };
    let added = office.new_task("2.1", "Rà soát quy chế", "Quý III");
    let noted = office.note("2.1-07", "Đã gửi phiếu");
    for (acts, kind) in [
        (vec![unit("QLCN"), added.clone()], ChangeKind::Add),
        (vec![unit("QLKH"), noted.clone()], ChangeKind::Note),
        (vec![unit("PC"), added, noted], ChangeKind::Edit),
        (vec![unit("CNS"), setting.clone()], ChangeKind::Unit),
        (vec![setting, unit("TĐC")], ChangeKind::Setting),
    ] {
        office.lan_all(&acts).unwrap();
        let undone = office.store.undo(&lan()).unwrap();
        assert_eq!(undone.kind, kind, "{acts:?}");
        let redone = office.store.redo(&lan()).unwrap();
        assert_eq!(redone.kind, kind, "{acts:?}");
        let entries = office.store.journal(None, 1).unwrap();
        assert_eq!(entries[0].about.target, Some(kind), "{acts:?}");
        office.store.undo(&lan()).unwrap();
    }
}

#[test]
fn undo_is_refused_after_a_colleagues_change_and_names_the_colleague() {
    let mut office = Office::plan_2021();
    let start = content(&office.path);
    let first = office.complete("2.2-01", "2021-06-11");
    blocked(&mut office, first, |office| office.reopen_last("2.2-01"));
    let first = office.edit("2.2-01", |text| {
        text.title = "Góp ý văn bản QPPL".to_owned()
    });
    blocked(&mut office, first, |office| {
        office.edit("2.2-01", |text| text.title = "Thẩm định văn bản".to_owned())
    });
    let first = office.new_task("2.2", "Việc của Lan", "Quý III");
    blocked(&mut office, first, |office| {
        office.note("2.2-07", "Minh ghi vào đây")
    });
    let first = office.set_deadline("2.2-01", "Quý III");
    blocked(&mut office, first, |office| {
        office.extend("2.2-01", "2021-10-15")
    });
    let difficulty = Change::AddNote {
        task: office.id("2.2-01"),
        kind: NoteKind::Difficulty,
        body: "Chưa có hướng dẫn".to_owned(),
        answers: None,
    };
    blocked(&mut office, difficulty, |office| Change::AddNote {
        task: office.id("2.2-01"),
        kind: NoteKind::Note,
        body: "Đã có công văn".to_owned(),
        answers: Some(office.task("2.2-01").notes[0].id),
    });
    let person = |account: &str| Change::SetPerson {
        name: "Thảo".to_owned(),
        unit: None,
        account: Some(account.to_owned()),
        seen: None,
    };
    blocked(&mut office, person("thongtin"), |_| person("chung"));
    let setting = |days: &str, seen: Option<&str>| Change::SetSetting {
        key: "soon_days".to_owned(),
        value: days.to_owned(),
        seen: seen.map(str::to_owned),
    };
    blocked(&mut office, setting("3", None), |_| setting("5", Some("3")));
    assert_eq!(content(&office.path), start);
}

#[test]
fn what_a_colleague_has_set_to_the_same_value_is_the_colleagues() {
    let mut office = Office::plan_2021();
    office.lan(office.complete("2.2-01", "2021-06-11")).unwrap();
    office.minh(office.reopen_last("2.2-01")).unwrap();
    office
        .minh(office.complete("2.2-01", "2021-06-11"))
        .unwrap();
    assert!(matches!(
        office.store.undo(&lan()),
        Err(StoreError::ChangedSince { who }) if who == "Minh (kehoach)"
    ));
    assert_eq!(office.row("2.2-01").state, State::Done);
}

#[test]
fn a_name_is_the_one_who_changed_the_same_and_not_the_last_to_write() {
    let mut office = Office::plan_2021();
    office.lan(office.complete("2.2-01", "2021-06-11")).unwrap();
    office.minh(office.reopen_last("2.2-01")).unwrap();
    let hung = crate::support::stamp("Hùng", "donvisn");
    let note = office.note("2.2-01", "Chỉ là một ghi chú");
    office.store.apply(&[note], &hung).unwrap();
    assert!(matches!(
        office.store.undo(&lan()),
        Err(StoreError::ChangedSince { who }) if who == "Minh (kehoach)"
    ));
}

/// Lan imports and takes it back, Minh imports the same and has the same codes.
#[test]
fn a_redo_that_would_import_twice_names_who_has_imported_since() {
    let mut office = Office::plan_2021();
    let titles = ["Rà soát thủ tục nội bộ", "Tập huấn nghiệp vụ"];
    let annex = titles.map(|title| match office.new_task("2.2", title, "Quý III") {
        Change::Add(mut new) => {
            new.more.code_as_before = true;
            Change::Add(new)
        }
        other => other,
    });
    let first = office.store.apply(&annex, &lan()).unwrap();
    let codes = |office: &Office, tasks: &[TaskId]| -> Vec<String> {
        let rows = tasks.iter().map(|task| office.store.row(*task).unwrap());
        rows.map(|row| row.unwrap().code).collect()
    };
    let had = codes(&office, &first.tasks);
    office.store.undo(&lan()).unwrap();
    let second = office.store.apply(&annex, &minh()).unwrap();
    assert_eq!(codes(&office, &second.tasks), had);
    // Minh has it back and forth: it stays his.
    office.store.undo(&minh()).unwrap();
    office.store.redo(&minh()).unwrap();
    assert!(matches!(
        office.store.redo(&lan()),
        Err(StoreError::ChangedSinceUndone { who }) if who == "Minh (kehoach)"
    ));
    office.assert_sound();
}

#[test]
fn a_colleagues_work_on_other_parts_does_not_prevent_an_undo() {
    let mut office = Office::plan_2021();
    office.lan(office.complete("2.1-07", "2021-03-31")).unwrap();
    office
        .minh(office.note("2.1-07", "Đã có số liệu quý II"))
        .unwrap();
    office
        .minh(office.complete("2.1-07", "2021-06-11"))
        .unwrap();
    office.store.undo(&lan()).unwrap();
    let task = office.task("2.1-07");
    assert!(task.occurrences[0].is_open() && !task.occurrences[1].is_open());
    assert_eq!((task.row.notes, task.row.occurrences_done), (1, 1));
    office.assert_sound();
}

#[test]
fn a_deadline_set_after_extensions_is_restored_with_them() {
    let mut office = Office::plan_2021();
    let code = "2.3.1-01";
    office.lan(office.set_deadline(code, "28/2")).unwrap();
    office.lan(office.extend(code, "2021-03-31")).unwrap();
    office.minh(office.extend(code, "2021-05-31")).unwrap();
    let before = (content(&office.path), office.task(code).extensions);
    office.lan(office.set_deadline(code, "Hằng tháng")).unwrap();
    assert_eq!(
        (office.row(code).occurrences, office.row(code).extensions),
        (12, 2)
    );
    office.store.undo(&lan()).unwrap();
    assert_eq!(content(&office.path), before.0);
    assert_eq!(office.task(code).extensions, before.1);
    assert_eq!(office.row(code).due_on, Some(day("2021-05-31")));
    office.store.redo(&lan()).unwrap();
    assert_eq!(office.row(code).occurrences, 12);
    office.store.undo(&lan()).unwrap();
    assert_eq!(content(&office.path), before.0);
    office.assert_sound();
}

#[test]
fn two_windows_of_one_person_share_one_list_of_acts() {
    let mut office = Office::plan_2021();
    let mut other = office.second();
    office
        .lan(office.note("2.1-01", "Ở cửa sổ thứ nhất"))
        .unwrap();
    let task = office.id("2.1-02");
    let change = office.note("2.1-02", "Ở cửa sổ thứ hai");
    other.apply(&[change], &lan()).unwrap();
    assert_eq!(office.store.undo(&lan()).unwrap().tasks, [task]);
    assert_eq!(other.undo(&lan()).unwrap().tasks, [office.id("2.1-01")]);
    assert!(matches!(
        office.store.undo(&lan()),
        Err(StoreError::NothingToUndo)
    ));
    assert_eq!(other.redo(&lan()).unwrap().tasks, [office.id("2.1-01")]);
    assert_eq!(office.store.redo(&lan()).unwrap().tasks, [task]);
    office.assert_sound();
}

#[test]
fn undo_and_redo_are_journalled_and_nothing_is_ever_deleted() {
    let mut office = Office::plan_2021();
    let rows = |office: &Office| table(&office.path, "change", &[]).len();
    let before = rows(&office);
    office.lan(office.note("2.1-01", "Một")).unwrap();
    let act = office.store.journal(None, 1).unwrap()[0].act;
    office.store.undo(&lan()).unwrap();
    office.store.redo(&lan()).unwrap();
    assert_eq!(rows(&office), before + 3);
    let message: Vec<_> = office
        .store
        .journal(None, 3)
        .unwrap()
        .into_iter()
        .map(|entry| (entry.kind, entry.target))
        .collect();
    assert_eq!(
        message,
        [
            (ChangeKind::Redo, Some(act)),
            (ChangeKind::Undo, Some(act)),
            (ChangeKind::Note, None)
        ]
    );
    assert_eq!(office.store.broken_link().unwrap(), None);
}

#[test]
fn a_row_altered_in_the_journal_is_named() {
    for (sql, row) in [
        ("UPDATE change SET day='2021-06-10' WHERE id=84", 84),
        (
            "UPDATE change SET edits=replace(edits, 'Hai', 'Ba') WHERE id=82",
            82,
        ),
        ("UPDATE change SET recorded_at=1 WHERE id=81", 81),
        ("UPDATE change SET hash=x'00' WHERE id=83", 83),
        ("DELETE FROM change WHERE id=82", 83),
        ("UPDATE actor SET person='Hùng' WHERE person='Minh'", 84),
    ] {
        let mut office = Office::plan_2021();
        for body in ["Một", "Hai", "Ba"] {
            office.lan(office.note("2.1-01", body)).unwrap();
        }
        office.minh(office.note("2.1-01", "Bốn")).unwrap();
        assert_eq!(office.store.journal(None, 1).unwrap()[0].id, 84);
        assert_eq!(office.store.broken_link().unwrap(), None);
        office.tamper(sql);
        let faults = office.store.check().unwrap();
        assert_eq!(faults, [Fault::Journal { row }], "{sql}");
    }
}

#[test]
fn an_act_whose_journal_row_is_unreadable_is_not_undone_in_silence() {
    let mut office = Office::plan_2021();
    office.lan(office.note("2.1-01", "Một")).unwrap();
    office.tamper("UPDATE change SET edits='hỏng' WHERE id=(SELECT max(id) FROM change)");
    assert!(matches!(
        office.store.undo(&lan()),
        Err(StoreError::Corrupt)
    ));
    assert_eq!(office.row("2.1-01").notes, 1);
}
