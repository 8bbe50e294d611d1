//! The journal replayed: acts carried into another file, and a check that finds every alteration by
//! what the journal alone makes of the file.

mod altered;

use crate::support::{Office, lan, minh, table};
use cchc::domain::change::Amendment;
use cchc::domain::change::{Change, Refusal, UnitText};
use cchc::domain::frame::FrameChange;
use cchc::domain::ids::ConclusionId;
use cchc::domain::journal::Act;
use cchc::domain::review::{AnswerKind, ReviewChange, ReviewScope, week_of};
use cchc::domain::task::Hold;
use cchc::domain::unit::{UnitKind, Years};
use cchc::store::check::Fault;
use cchc::store::{OpenMode, Store, StoreError};
use rusqlite::Connection;
use std::path::Path;

/// The plan, an area, the sections and a unit's years changed, and a task put into a new section.
fn change_frame(office: &mut Office) {
    let plan = office.plan();
    let area = office.store.areas(plan.id).unwrap().remove(4);
    let mut to = area.text();
    to.name = "Cải cách chế độ công vụ".to_owned();
    let last = office.store.areas(plan.id).unwrap().pop().unwrap();
    let unit = office.store.find_unit("STTTT").unwrap().unwrap();
    let frame = [
        FrameChange::NameArea {
            area: area.id,
            seen: Box::new(area.text()),
            to: Box::new(to),
        },
        FrameChange::MoveArea {
            area: area.id,
            seen: Some(office.store.areas(plan.id).unwrap()[3].id),
            after: Some(last.id),
        },
        FrameChange::AddSection {
            area: area.id,
            number: "2.5.1".to_owned(),
            title: "Đánh giá cán bộ, công chức".to_owned(),
            after: None,
        },
        FrameChange::UnitYears {
            unit: unit.id,
            seen: unit.years,
            to: Years {
                from: None,
                to: Some(2024),
            },
        },
    ];
    for change in frame {
        office.lan(Change::Frame(change)).unwrap();
    }
    let section = office.section("2.5.1");
    let task = office.task("2.5-01");
    let moved = Change::Move {
        task: task.row.id,
        section,
        seen: task.section_id,
    };
    office.lan(moved).unwrap();
    let added = office.new_task("2.5.1", "Đánh giá công chức quý III", "30/9/2021");
    office.minh(added).unwrap();
}

/// The demonstration with something in every table: a finished review with a conclusion and what
/// became of it, acts taken back and done again, another name of a unit, an account.
pub fn eventful() -> Office {
    let mut office = Office::sample();
    let store = &mut office.store;
    let plan = store.plan().unwrap();
    let prepared = store
        .prepare_agenda(ReviewScope::Plan, &plan, lan().day)
        .unwrap();
    let begin = ReviewChange::Begin {
        plan: plan.id,
        week: week_of(lan().day),
        scope: ReviewScope::Plan,
        prepared,
    };
    store.apply(&[Change::Review(begin)], &lan()).unwrap();
    let review = store.open_reviews(plan.id).unwrap()[0].id;
    let task = store.review(review).unwrap().unwrap().items[0].task;
    let mut apply = |change: ReviewChange| {
        store.apply(&[Change::Review(change)], &lan()).unwrap();
    };
    apply(ReviewChange::Answer {
        review,
        task,
        kind: AnswerKind::Noted,
    });
    apply(ReviewChange::Conclude {
        review,
        body: "Giao Văn phòng đôn đốc các đơn vị chậm báo cáo".to_owned(),
    });
    let conclusion = ConclusionId(1);
    apply(ReviewChange::NoteOn {
        conclusion,
        task,
        body: "Văn phòng đôn đốc".to_owned(),
    });
    let head = store.chain_head().unwrap().unwrap();
    let texts = ["Thông báo kết luận", "The conclusions"].map(str::to_owned);
    let finish = ReviewChange::Finish {
        review,
        head,
        texts,
    };
    store.apply(&[Change::Review(finish)], &lan()).unwrap();
    store.undo(&lan()).unwrap();
    store.redo(&lan()).unwrap();
    let person = Change::SetPerson {
        name: "Hoà".to_owned(),
        unit: None,
        account: Some("hoa".to_owned()),
        seen: None,
    };
    office.lan(person).unwrap();
    let unit = Change::SetUnit {
        unit: None,
        text: Box::new(UnitText {
            abbreviation: "TTCĐS".to_owned(),
            name: "Trung tâm Chuyển đổi số".to_owned(),
            kind: UnitKind::Outside,
            aliases: vec!["Trung tâm CĐS".to_owned()],
        }),
    };
    office.lan(unit).unwrap();
    office.lan(office.set("signer", "Trần Văn Đức")).unwrap();
    office.minh(office.extend("2.1-06", "2021-09-30")).unwrap();
    let moved = office.set_deadline("2.1-06", "Trước ngày 15/12/2021");
    office.minh(moved).unwrap();
    office.store.undo(&minh()).unwrap();
    office.lan(remove_last_document(&office)).unwrap();
    office.store.undo(&lan()).unwrap();
    office.lan(remove_last_document(&office)).unwrap();
    let added = office.new_task("2.1", "Rà soát quy chế", "30/9/2021");
    let mistaken = office.lan(added).unwrap().tasks[0];
    let mistaken = office.store.row(mistaken).unwrap().unwrap();
    let removed = Change::Amend {
        task: mistaken.id,
        what: Amendment::RemoveTask {
            seen: mistaken.place.last_change,
        },
        reason: "Nhập nhầm mục".to_owned(),
    };
    office.lan(removed).unwrap();
    let added = office.new_task("2.1", "Rà soát quy chế", "30/9/2021");
    office.lan(added).unwrap();
    office.store.undo(&lan()).unwrap();
    office.store.redo(&lan()).unwrap();
    change_frame(&mut office);
    office.lan(office.note("2.1-06", "Đã nhắc lần 2")).unwrap();
    office
        .lan(office.note("2.3.1-05", "Chờ số liệu của Sở Tài chính"))
        .unwrap();
    let paused = office.hold("2.1-06", Some(Hold::Paused), Some("Chờ hướng dẫn"));
    office.minh(paused).unwrap();
    office
}

/// A document of the last task that has one is removed.
fn remove_last_document(office: &Office) -> Change {
    let codes = office.codes(&office.all());
    let tasks = codes.iter().rev().map(|code| office.task(code));
    let task = tasks
        .into_iter()
        .find(|task| !task.evidence.is_empty())
        .unwrap();
    Change::Amend {
        task: task.row.id,
        what: Amendment::RemoveEvidence {
            seen: Box::new(task.evidence[0].clone()),
        },
        reason: "Nhầm văn bản".to_owned(),
    }
}

/// Everything that is wrong.
pub fn faults(path: &Path) -> Vec<Fault> {
    let store = Store::open(path, OpenMode::ReadOnly).unwrap();
    store.check_by_replay(|_, _| {}).unwrap()
}

fn acts(store: &Store, after: i64) -> Vec<Act> {
    let mut acts = Vec::new();
    let taken = store.acts_after(after, |act| {
        acts.push(act);
        Ok(())
    });
    taken.unwrap();
    acts
}

/// Every table with its rows, but for the inside of the full-text index, which depends on how often
/// it was written to.
fn tables(path: &Path) -> Vec<(String, Vec<String>)> {
    let conn = Connection::open(path).unwrap();
    let mut statement = conn
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'task_words%'",
        )
        .unwrap();
    let names: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(rusqlite::Result::unwrap)
        .collect();
    let rows = names.into_iter().map(|name| {
        let rows = table(path, &name, &[]);
        (name, rows)
    });
    rows.collect()
}

#[track_caller]
fn same_tables(one: &Path, other: &Path) {
    for ((name, ours), (_, theirs)) in tables(one).iter().zip(&tables(other)) {
        assert_eq!(ours, theirs, "{name}");
    }
}

#[test]
fn replaying_the_acts_of_a_file_makes_an_identical_one() {
    let office = eventful();
    let acts = acts(&office.store, 0);
    // As they travel.
    let written = serde_json::to_string(&acts).unwrap();
    let read: Vec<Act> = serde_json::from_str(&written).unwrap();
    assert_eq!(read, acts);
    let beside = office.folder.path().join("phát lại.db");
    let mut replayed = Store::create_from(&beside, read).unwrap();
    assert_eq!(
        replayed.chain_head().unwrap(),
        office.store.chain_head().unwrap()
    );
    same_tables(&office.path, &beside);
    assert_eq!(replayed.check_by_replay(|_, _| {}).unwrap(), []);
    // What Lan may take back and do again there is what she may here.
    assert_eq!(
        replayed.undo(&lan()).unwrap().tasks,
        [office.id("2.3.1-05")]
    );
}

#[test]
fn acts_are_replayed_only_onto_the_state_that_they_follow() {
    let mut office = eventful();
    let beside = office.folder.path().join("bản sao.db");
    let before = acts(&office.store, 0);
    let mut copy = Store::create_from(&beside, before.clone()).unwrap();
    let last = before.last().unwrap();
    let row = last.id.0 + last.rows.len() as i64 - 1;
    office
        .lan(office.note("2.3.1-05", "Sau khi sao chép"))
        .unwrap();
    office.store.undo(&lan()).unwrap();
    office
        .lan(office.complete("2.3.1-05", "2021-06-10"))
        .unwrap();
    let later = acts(&office.store, row);
    assert_eq!(later.len(), 3);
    assert_eq!(later[0].follows, last.hash);
    // One that does not follow is refused with all that come with it.
    let refused = copy.replay([later[0].clone(), later[2].clone()]);
    let row = later[2].id.0;
    assert!(matches!(refused, Err(StoreError::NotNext { row: at }) if at == row));
    // So is one that says something else than it did.
    let mut forged = later[0].clone();
    forged.actor.person = "Kẻ khác".to_owned();
    assert!(matches!(
        copy.replay([forged]),
        Err(StoreError::NotNext { .. })
    ));
    assert_eq!(acts(&copy, 0), before);
    assert_eq!(copy.replay(later.clone()).unwrap(), 3);
    same_tables(&office.path, &beside);
    assert!(matches!(
        copy.replay(later),
        Err(StoreError::NotNext { .. })
    ));
    assert_eq!(copy.check_by_replay(|_, _| {}).unwrap(), []);
}

#[test]
fn a_change_is_checked_without_being_written() {
    let mut office = eventful();
    let before = tables(&office.path);
    let done = office.complete("2.3.1-05", "2021-06-10");
    let changes = std::slice::from_ref(&done);
    let judged = office.store.try_apply(changes, &lan()).unwrap();
    assert_eq!(judged.tasks, [office.id("2.3.1-05")]);
    let tomorrow = office.complete("2.3.1-05", "2021-06-12");
    let refused = office.store.try_apply(&[tomorrow], &lan());
    assert!(
        matches!(refused, Err(StoreError::Refused(Refusal::DoneInFuture(_)))),
        "{refused:?}"
    );
    assert_eq!(tables(&office.path), before);
    assert_eq!(office.lan(done).unwrap(), judged);
}

#[test]
fn every_kind_of_file_equals_what_its_journal_rebuilds() {
    let plain = Office::plan_2021();
    assert_eq!(faults(&plain.path), []);
    let empty = plain.folder.path().join("2026.db");
    let data = cchc::plan::of_year(2026).unwrap();
    drop(Store::create(&empty, &data, &lan(), None).unwrap());
    assert_eq!(faults(&empty), []);
    let old = crate::support::older::version_1();
    let at = 1_636_164_900_000;
    drop(Store::open_upgrading(&old.file(), OpenMode::ReadWrite, at).unwrap());
    assert_eq!(faults(&old.file()), []);
    assert_eq!(faults(&eventful().path), []);
}

#[test]
fn a_check_can_be_broken_off() {
    let mut office = eventful();
    let flag = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true));
    office.store.interrupt_by(flag.clone()).unwrap();
    let broken = office.store.check_by_replay(|_, _| {});
    assert!(matches!(broken, Err(StoreError::Interrupted)), "{broken:?}");
    flag.store(false, std::sync::atomic::Ordering::Relaxed);
    let mut seen = Vec::new();
    let found = office
        .store
        .check_by_replay(|row, rows| seen.push((row, rows)));
    assert_eq!(found.unwrap(), []);
    let (row, rows) = *seen.last().unwrap();
    assert_eq!(row, rows);
}
