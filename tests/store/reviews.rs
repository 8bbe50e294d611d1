//! Weekly reviews in the file: the agenda, answers beside the changes they stand for,
//! conclusions and what becomes of them, and what is frozen at the end.

use crate::support::{Office, day, deadline, lan, minh, stamp, today};
use cchc::domain::change::{Change, NewTask, Refusal};
use cchc::domain::conflict::FieldValue;
use cchc::domain::day::Week;
use cchc::domain::ids::{ReviewId, TaskId};
use cchc::domain::journal::ChangeKind;
use cchc::domain::note::NoteKind;
use cchc::domain::parts::Field;
use cchc::domain::refusal::ReviewRefusal;
use cchc::domain::review::{
    AgendaGroup, AgendaPart, AnswerKind, OutcomeKind, Review, ReviewChange, ReviewScope, week_of,
};
use cchc::domain::task::TaskText;
use cchc::store::check::Fault;
use cchc::store::{Receipt, Result, Stamp, Store, StoreError};

/// Begins a review as the screen does.
pub fn begin(store: &mut Store, scope: ReviewScope, stamp: &Stamp) -> Result<ReviewId> {
    let plan = store.plan()?;
    let prepared = store.prepare_agenda(scope, &plan, stamp.day)?;
    let change = ReviewChange::Begin {
        plan: plan.id,
        week: week_of(stamp.day),
        scope,
        prepared,
    };
    store.apply(&[Change::Review(change)], stamp)?;
    Ok(store.open_reviews(plan.id)?[0].id)
}

fn answer(review: ReviewId, task: TaskId, kind: AnswerKind) -> Change {
    Change::Review(ReviewChange::Answer { review, task, kind })
}

fn conclude(review: ReviewId, body: &str) -> Change {
    Change::Review(ReviewChange::Conclude {
        review,
        body: body.to_owned(),
    })
}

pub fn finish(store: &mut Store, review: ReviewId, stamp: &Stamp) -> Result<Receipt> {
    let head = store.chain_head()?.unwrap();
    let texts = [
        "Thông báo kết luận".to_owned(),
        "The conclusions".to_owned(),
    ];
    let change = ReviewChange::Finish {
        review,
        head,
        texts,
    };
    store.apply(&[Change::Review(change)], stamp)
}

fn load(store: &Store, id: ReviewId) -> Review {
    store.review(id).unwrap().unwrap()
}

/// The codes of a group, in the agenda's order.
fn codes(review: &Review, group: AgendaGroup) -> Vec<&str> {
    let items = review.items.iter().filter(|item| item.group == group);
    items.map(|item| item.code.as_str()).collect()
}

#[track_caller]
fn assert_refused(result: Result<Receipt>, by: ReviewRefusal) {
    match result {
        Err(StoreError::Refused(Refusal::Review(hindrance))) if hindrance == by => {}
        other => panic!("{other:?}"),
    }
}

// ---- the agenda

#[test]
fn the_agenda_runs_from_late_tasks_to_ongoing_ones() {
    let mut office = Office::sample();
    let review = begin(&mut office.store, ReviewScope::Plan, &lan()).unwrap();
    let agenda = load(&office.store, review);
    let order: Vec<AgendaGroup> = agenda.items.iter().map(|item| item.group).collect();
    assert!(order.is_sorted(), "{order:?}");
    let mut once = std::collections::BTreeSet::new();
    assert!(agenda.items.iter().all(|item| once.insert(item.task)));
    for item in &agenda.items {
        let task = office.store.task(item.task).unwrap().unwrap();
        let left = task.row.days_left(today());
        let open = task.row.state.is_open();
        let fits = match item.group {
            AgendaGroup::Late => left.is_some_and(|left| left < 0),
            AgendaGroup::Stuck => task.row.difficulties > 0,
            AgendaGroup::ThisWeek => left.is_some_and(|left| (0..=2).contains(&left)),
            AgendaGroup::Soon => left.is_some_and(|left| (3..=16).contains(&left)),
            AgendaGroup::Silent => open && (today() - task.row.touched_on).num_days() >= 14,
            AgendaGroup::Finished => task.occurrences.iter().any(|o| {
                o.done_on
                    .is_some_and(|done| (today() - done).num_days() <= 14)
            }),
            AgendaGroup::Unnoted => {
                let first = day("2021-06-01");
                open && task.notes.iter().all(|note| note.day < first)
            }
        };
        assert!(fits, "{} in {:?}", item.code, item.group);
    }
    // Key tasks come first within each group.
    for group in AgendaGroup::ALL {
        let keys: Vec<bool> = agenda
            .items
            .iter()
            .filter(|item| item.group == group)
            .map(|item| !office.store.row(item.task).unwrap().unwrap().key_task)
            .collect();
        assert!(keys.is_sorted(), "{group:?} {keys:?}");
    }
    assert_eq!(agenda.summary.week, Week::of(today()));
    assert_eq!(agenda.summary.began_by, "Lan (vanphong)");
    office.assert_sound();
}

#[test]
fn every_scope_has_its_own_tasks_and_an_empty_one_says_so() {
    let mut office = Office::sample();
    let vp = office.unit("VP");
    let area = office.store.areas(office.plan().id).unwrap()[2].id;
    for scope in [
        ReviewScope::Area(area),
        ReviewScope::Led(vp),
        ReviewScope::Mine(vp),
    ] {
        let id = begin(&mut office.store, scope, &lan()).unwrap();
        let agenda = load(&office.store, id);
        assert!(!agenda.items.is_empty());
        for item in &agenda.items {
            let task = office.store.task(item.task).unwrap().unwrap();
            let joined = task.coordinating.iter().any(|(unit, _)| *unit == vp);
            assert!(match scope {
                ReviewScope::Area(area) => task.area_id == area,
                ReviewScope::Led(_) => task.texts.lead == Some(vp),
                _ => task.texts.lead == Some(vp) || joined,
            });
        }
    }
    // A unit that leads nothing and joins nothing.
    let empty = Office::sample();
    let idle = empty.store.units().unwrap().into_iter().find(|unit| {
        let query = ReviewScope::Mine(unit.id).query(&empty.plan(), today());
        empty.store.count(&query).unwrap() == 0
    });
    let scope = ReviewScope::Mine(idle.unwrap().id);
    let prepared = empty.store.prepare_agenda(scope, &empty.plan(), today());
    assert!(matches!(
        prepared,
        Err(StoreError::Refused(Refusal::Review(
            ReviewRefusal::NothingThere
        )))
    ));
}

#[test]
fn tasks_finished_since_the_last_review_are_listed_once() {
    let mut office = Office::sample();
    let monday = |iso: &str| Stamp {
        day: day(iso),
        ..lan()
    };
    let first = begin(&mut office.store, ReviewScope::Plan, &lan()).unwrap();
    let (ticked, later) = (office.id("2.4-05"), office.id("2.6-02"));
    // One is ticked off in the meeting, one is done after it, one is done and taken back.
    office
        .lan_all(&[
            office.complete("2.4-05", "2021-06-11"),
            answer(first, ticked, AnswerKind::Done),
        ])
        .unwrap();
    finish(&mut office.store, first, &lan()).unwrap();
    let after = monday("2021-06-16");
    let change = office.complete("2.6-02", "2021-06-16");
    office.store.apply(&[change], &after).unwrap();
    let change = office.complete("2.1-06", "2021-06-16");
    office.store.apply(&[change], &after).unwrap();
    office.store.undo(&after).unwrap();
    let second = begin(&mut office.store, ReviewScope::Plan, &monday("2021-06-18")).unwrap();
    let agenda = load(&office.store, second);
    let row = office.store.row(later).unwrap().unwrap();
    assert_eq!(codes(&agenda, AgendaGroup::Finished), [row.code.as_str()]);
    assert!(agenda.since > load(&office.store, first).since);
}

#[test]
fn a_agenda_that_no_meeting_can_get_through_is_refused() {
    let mut office = Office::plan_2021();
    // The cap is for people; a file with more late tasks than that is made past the door.
    office.lan(office.set_deadline("2.2-01", "1/3")).unwrap();
    office.tamper(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5001)
         INSERT INTO task (plan_id, section_id, code, title, text, kind, area_id, due_key, code_key,
            state, due_on)
         SELECT plan_id, section_id, 'X-' || i, title, text, kind, area_id, due_key, code_key + i,
            state, due_on FROM task, n WHERE code='2.2-01'",
    );
    let prepared = office
        .store
        .prepare_agenda(ReviewScope::Plan, &office.plan(), today());
    assert!(matches!(
        prepared,
        Err(StoreError::Refused(Refusal::Review(ReviewRefusal::TooLong)))
    ));
}

#[test]
fn nobody_begins_the_same_review_twice_but_another_scope_is_free() {
    let mut office = Office::sample();
    begin(&mut office.store, ReviewScope::Plan, &lan()).unwrap();
    let again = begin(&mut office.store, ReviewScope::Plan, &minh());
    assert!(matches!(
        again,
        Err(StoreError::Refused(Refusal::Review(ReviewRefusal::Open)))
    ));
    let vp = office.unit("VP");
    begin(&mut office.store, ReviewScope::Led(vp), &minh()).unwrap();
    let open = office.store.open_reviews(office.plan().id).unwrap();
    assert_eq!(open.len(), 2);
    assert_eq!(open[0].scope, ReviewScope::Led(vp), "the newest first");
    // A week on, the same scope is another review.
    let later = Stamp {
        day: day("2021-06-18"),
        ..lan()
    };
    begin(&mut office.store, ReviewScope::Plan, &later).unwrap();
}

// ---- answers

#[test]
fn an_answer_and_its_change_are_one_step_of_undo() {
    let mut office = Office::sample();
    let review = begin(&mut office.store, ReviewScope::Plan, &lan()).unwrap();
    let task = office.id("2.4-05");
    let receipt = office
        .lan_all(&[
            office.complete("2.4-05", "2021-06-11"),
            answer(review, task, AnswerKind::Done),
        ])
        .unwrap();
    assert_eq!(
        (receipt.kind, receipt.tasks),
        (ChangeKind::Complete, vec![task])
    );
    let agenda = load(&office.store, review);
    let item = &agenda.items[agenda.at(task).unwrap()];
    let answered = item.answer.as_ref().unwrap();
    assert_eq!(
        (answered.kind, answered.signed.as_str()),
        (AnswerKind::Done, "Lan (vanphong)")
    );
    let back = office.store.undo(&lan()).unwrap();
    assert_eq!(back.tasks, [task]);
    let agenda = load(&office.store, review);
    assert!(agenda.items[agenda.at(task).unwrap()].answer.is_none());
    assert!(office.row("2.4-05").state.is_open());
    office.store.redo(&lan()).unwrap();
    assert_eq!(load(&office.store, review).summary.share.of, 1);
    office.assert_sound();
}

#[test]
fn looking_at_a_task_is_no_change_of_it() {
    let mut office = Office::sample();
    let review = begin(&mut office.store, ReviewScope::Plan, &lan()).unwrap();
    let agenda = load(&office.store, review);
    let silent = agenda
        .items
        .iter()
        .find(|item| item.group == AgendaGroup::Silent);
    let task = silent.unwrap().task;
    let before = office.store.row(task).unwrap();
    office
        .lan(answer(review, task, AnswerKind::Reviewed))
        .unwrap();
    assert_eq!(office.store.row(task).unwrap(), before, "silent it stays");
    let receipt = office.store.undo(&lan()).unwrap();
    assert_eq!(
        (receipt.kind, receipt.tasks),
        (ChangeKind::Review, vec![task])
    );
    assert_eq!(office.store.row(task).unwrap(), before);
    let history = office.store.history(task, 2).unwrap();
    assert_eq!(history[1].kind, ChangeKind::Review, "but it is on record");
}

#[test]
fn a_stronger_answer_replaces_a_weaker_one() {
    let mut office = Office::sample();
    let review = begin(&mut office.store, ReviewScope::Plan, &lan()).unwrap();
    let task = office.id("2.4-05");
    let answered = |office: &Office| {
        let agenda = load(&office.store, review);
        let item = &agenda.items[agenda.at(task).unwrap()];
        item.answer
            .clone()
            .map(|answered| (answered.kind, answered.signed))
    };
    let signed = |kind, who: &str| Some((kind, who.to_owned()));
    office
        .lan(answer(review, task, AnswerKind::Reviewed))
        .unwrap();
    // Minh's note is kept, and it is Minh's answer now.
    office
        .store
        .apply(
            &[
                office.note("2.4-05", "chờ số liệu"),
                answer(review, task, AnswerKind::Noted),
            ],
            &minh(),
        )
        .unwrap();
    assert_eq!(
        answered(&office),
        signed(AnswerKind::Noted, "Minh (kehoach)")
    );
    // A second note changes the task and not the answer.
    office
        .lan_all(&[
            office.note("2.4-05", "đã có số liệu"),
            answer(review, task, AnswerKind::Noted),
        ])
        .unwrap();
    assert_eq!(
        answered(&office),
        signed(AnswerKind::Noted, "Minh (kehoach)")
    );
    let again = office.lan(answer(review, task, AnswerKind::Reviewed));
    assert!(matches!(again, Err(StoreError::Refused(Refusal::NoChange))));
    office.store.undo(&lan()).unwrap();
    assert_eq!(
        answered(&office),
        signed(AnswerKind::Noted, "Minh (kehoach)")
    );
    office.assert_sound();
}

#[test]
fn a_task_outside_the_agenda_and_one_that_is_gone_are_no_trouble() {
    let mut office = Office::sample();
    office
        .lan(office.new_task("2.2", "Việc rất gấp", "10/6"))
        .unwrap();
    let review = begin(&mut office.store, ReviewScope::Plan, &minh()).unwrap();
    let gone = office.id("2.2-07");
    let agenda = load(&office.store, review);
    let at = agenda.at(gone).unwrap();
    let all = agenda.items.len();
    // The colleague who added it takes that back.
    office.store.undo(&lan()).unwrap();
    let agenda = load(&office.store, review);
    assert!(agenda.items[at].is_gone() && agenda.items.len() == all);
    assert_ne!(
        agenda.next_open(at.checked_sub(1), AgendaPart::All),
        Some(at)
    );
    let refused = office.lan(answer(review, gone, AnswerKind::Reviewed));
    assert!(matches!(
        refused,
        Err(StoreError::Refused(Refusal::NoSuchTask))
    ));
    let outside = office.store.units().unwrap();
    assert!(!outside.is_empty());
    let query = office.all();
    let rows = office
        .store
        .page(&query, cchc::domain::query::Anchor::Start, 1000)
        .unwrap()
        .rows;
    let outside = rows.iter().find(|row| agenda.at(row.id).is_none()).unwrap();
    assert_refused(
        office.lan(answer(review, outside.id, AnswerKind::Reviewed)),
        ReviewRefusal::NotOnAgenda,
    );
    office.assert_sound();
}

#[test]
fn an_answered_task_is_not_removed_during_the_review() {
    let mut office = Office::sample();
    office
        .lan(office.new_task("2.2", "Việc rất gấp", "10/6"))
        .unwrap();
    let review = begin(&mut office.store, ReviewScope::Plan, &minh()).unwrap();
    let task = office.id("2.2-07");
    office
        .store
        .apply(&[answer(review, task, AnswerKind::Reviewed)], &minh())
        .unwrap();
    let undone = office.store.undo(&lan());
    assert!(matches!(undone, Err(StoreError::ChangedSince { who }) if who == "Minh (kehoach)"));
    office.assert_sound();
}

// ---- conclusions

#[test]
fn a_conclusion_becomes_a_task_and_a_note_on_several_tasks() {
    let mut office = Office::sample();
    let review = begin(&mut office.store, ReviewScope::Plan, &lan()).unwrap();
    let body = "Giao Văn phòng rà soát TTHC,\nbáo cáo trước 25/6.";
    office.lan(conclude(review, body)).unwrap();
    let conclusion = load(&office.store, review).conclusions[0].id;
    let task = NewTask {
        section: office.section("2.3.1"),
        text: TaskText {
            title: "Rà soát TTHC".to_owned(),
            text: body.to_owned(),
            lead: Some(office.unit("VP")),
            ..TaskText::default()
        },
        deadline: deadline("Trước 25/6"),
        more: Default::default(),
    };
    let made = office
        .lan(Change::Review(ReviewChange::MakeTask {
            conclusion,
            task: Box::new(task),
        }))
        .unwrap();
    assert_eq!(made.kind, ChangeKind::Add);
    let on = |code: &str| {
        Change::Review(ReviewChange::NoteOn {
            conclusion,
            task: office.id(code),
            body: body.to_owned(),
        })
    };
    let notes = [on("2.1-06"), on("2.3.1-01")];
    office.lan_all(&notes).unwrap();
    let all = [
        (OutcomeKind::Task, "2.3.1-07".to_owned()),
        (OutcomeKind::Note, "2.1-06".to_owned()),
        (OutcomeKind::Note, "2.3.1-01".to_owned()),
    ];
    let became = |office: &Office| -> Vec<(OutcomeKind, String)> {
        let conclusions = load(&office.store, review).conclusions;
        let outcomes = conclusions.into_iter().flat_map(|one| one.outcomes);
        outcomes.map(|one| (one.kind, one.row.code)).collect()
    };
    assert_eq!(became(&office), all);
    let note = &office.task("2.1-06").notes[0];
    assert_eq!(
        (note.kind, note.body.as_str()),
        (NoteKind::Instruction, body)
    );
    // The same again would be the same note twice.
    assert!(matches!(
        office.lan_all(&notes),
        Err(StoreError::Refused(Refusal::NotedAlready))
    ));
    // One step takes both notes back, one more the task.
    office.store.undo(&lan()).unwrap();
    assert_eq!(became(&office), all[..1]);
    office.store.undo(&lan()).unwrap();
    assert_eq!(became(&office), []);
    office.store.redo(&lan()).unwrap();
    office.store.redo(&lan()).unwrap();
    assert_eq!(became(&office), all);
    // Taken out, the conclusion leaves task and notes where they are.
    let withdraw = Change::Review(ReviewChange::Withdraw {
        conclusion,
        seen: body.to_owned(),
    });
    office.lan(withdraw).unwrap();
    assert!(load(&office.store, review).conclusions.is_empty());
    assert_eq!(office.task("2.1-06").notes[0].body, body);
    office.store.undo(&lan()).unwrap();
    assert_eq!(became(&office), all);
    office.assert_sound();
}

#[test]
fn a_conclusion_that_a_colleague_has_just_written_is_neither_reworded_nor_withdrawn() {
    let mut office = Office::sample();
    let review = begin(&mut office.store, ReviewScope::Plan, &lan()).unwrap();
    office.lan(conclude(review, "Giao Văn phòng.")).unwrap();
    let conclusion = load(&office.store, review).conclusions[0].id;
    let reword = |before: &str, after: &str| {
        Change::Review(ReviewChange::Reword {
            conclusion,
            before: before.to_owned(),
            after: after.to_owned(),
        })
    };
    let minhs = reword("Giao Văn phòng.", "Giao Thanh tra.");
    office.store.apply(&[minhs], &minh()).unwrap();
    let error = office
        .lan(reword("Giao Văn phòng.", "Giao KHTC."))
        .unwrap_err();
    let StoreError::Conflict(conflicts) = error else {
        panic!("{error:?}");
    };
    let [clash] = conflicts[0].clashes.as_slice() else {
        panic!("{conflicts:?}");
    };
    let text = |text: &str| FieldValue::Text(text.to_owned());
    assert_eq!(clash.field, Field::Conclusion);
    assert_eq!(
        (&clash.theirs, &clash.mine),
        (&text("Giao Thanh tra."), &text("Giao KHTC."))
    );
    assert_eq!(clash.by.as_ref().unwrap().who, "Minh (kehoach)");
    let withdraw = Change::Review(ReviewChange::Withdraw {
        conclusion,
        seen: "Giao Văn phòng.".to_owned(),
    });
    assert!(matches!(office.lan(withdraw), Err(StoreError::Conflict(_))));
    // Seen anew, it may be reworded.
    office.lan(reword("Giao Thanh tra.", "Giao KHTC.")).unwrap();
    assert_eq!(
        load(&office.store, review).conclusions[0].body,
        "Giao KHTC."
    );
    let empty = office.lan(conclude(review, "  "));
    assert!(matches!(
        empty,
        Err(StoreError::Refused(Refusal::Missing(Field::Conclusion)))
    ));
}

// ---- the end

#[test]
fn a_finished_review_accepts_no_changes_and_its_texts_stay() {
    let mut office = Office::sample();
    let review = begin(&mut office.store, ReviewScope::Plan, &lan()).unwrap();
    let task = office.id("2.4-05");
    office.lan(conclude(review, "Giao Văn phòng.")).unwrap();
    let conclusion = load(&office.store, review).conclusions[0].id;
    let head = office.store.chain_head().unwrap().unwrap();
    let receipt = finish(&mut office.store, review, &minh()).unwrap();
    assert_eq!(receipt.kind, ChangeKind::Finish);
    let done = load(&office.store, review).summary.finished.unwrap();
    assert_eq!((done.on, done.by.as_str()), (today(), "Minh (kehoach)"));
    assert_eq!(done.head, head, "the chain's head of the moment before");
    assert_eq!(
        office.store.frozen(&done.frozen[0]).unwrap(),
        "Thông báo kết luận"
    );
    assert_eq!(
        office.store.frozen(&done.frozen[1]).unwrap(),
        "The conclusions"
    );
    for change in [
        answer(review, task, AnswerKind::Reviewed),
        conclude(review, "thêm"),
        Change::Review(ReviewChange::Withdraw {
            conclusion,
            seen: "Giao Văn phòng.".to_owned(),
        }),
    ] {
        assert_refused(office.lan(change), ReviewRefusal::Finished);
    }
    assert_refused(
        finish(&mut office.store, review, &lan()),
        ReviewRefusal::Finished,
    );
    assert!(
        office
            .store
            .open_reviews(office.plan().id)
            .unwrap()
            .is_empty()
    );
    office.assert_sound();
    // Undone it is open again, done again it is the same.
    office.store.undo(&minh()).unwrap();
    assert!(!load(&office.store, review).is_finished());
    office.store.redo(&minh()).unwrap();
    assert_eq!(load(&office.store, review).summary.finished, Some(done));
    office.assert_sound();
}

#[test]
fn a_review_is_not_finished_over_what_a_colleague_has_just_written() {
    let mut office = Office::sample();
    let review = begin(&mut office.store, ReviewScope::Plan, &lan()).unwrap();
    let head = office.store.chain_head().unwrap().unwrap();
    office.minh(office.note("2.1-06", "xen vào giữa")).unwrap();
    let change = Change::Review(ReviewChange::Finish {
        review,
        head,
        texts: ["vi".to_owned(), "en".to_owned()],
    });
    assert_refused(office.lan(change), ReviewRefusal::Overtaken);
    assert!(!load(&office.store, review).is_finished());
}

#[test]
fn a_frozen_text_that_was_altered_or_is_missing_is_found() {
    let mut office = Office::sample();
    let review = begin(&mut office.store, ReviewScope::Plan, &lan()).unwrap();
    finish(&mut office.store, review, &lan()).unwrap();
    let keys = load(&office.store, review).summary.finished.unwrap().frozen;
    office.tamper(&format!(
        "UPDATE frozen SET content = x'00' WHERE key = '{}'",
        keys[0]
    ));
    let frozen = |key: &String| Fault::Frozen { key: key.clone() };
    assert_eq!(office.store.check().unwrap(), [frozen(&keys[0])]);
    assert!(matches!(
        office.store.frozen(&keys[0]),
        Err(StoreError::Corrupt)
    ));
    assert!(office.store.frozen(&keys[1]).is_ok());
    let mut other = Office::sample();
    let review = begin(&mut other.store, ReviewScope::Plan, &lan()).unwrap();
    finish(&mut other.store, review, &lan()).unwrap();
    other.tamper("PRAGMA foreign_keys=OFF; DELETE FROM frozen");
    let faults = other.store.check().unwrap();
    assert!(
        matches!(&faults[0], Fault::Reference { table } if table == "review"),
        "{faults:?}"
    );
}

#[test]
fn reviews_are_found_by_the_week_that_they_are_about() {
    let mut office = Office::sample();
    let vp = office.unit("VP");
    let monday = Stamp {
        day: day("2021-06-14"),
        ..stamp("Lan", "vanphong")
    };
    let whole = begin(&mut office.store, ReviewScope::Plan, &monday).unwrap();
    finish(&mut office.store, whole, &monday).unwrap();
    let own = begin(&mut office.store, ReviewScope::Led(vp), &monday).unwrap();
    finish(&mut office.store, own, &monday).unwrap();
    let plan = office.plan().id;
    let found = |iso: &str| {
        let found = office.store.finished_in_week(plan, day(iso)).unwrap();
        found.map(|review| review.id)
    };
    assert_eq!(
        found("2021-06-09"),
        Some(whole),
        "begun on the Monday after"
    );
    assert_eq!(found("2021-06-14"), None);
    let all = office.store.reviews(plan).unwrap();
    assert_eq!(all.iter().map(|s| s.id).collect::<Vec<_>>(), [own, whole]);
}

// ---- what the history says

#[test]
fn the_journal_describes_a_review_in_words() {
    use cchc::present::lang::Lang;
    use cchc::present::messages::journal::line;
    let mut office = Office::sample();
    let review = begin(&mut office.store, ReviewScope::Plan, &lan()).unwrap();
    let task = office.id("2.4-05");
    office
        .lan(answer(review, task, AnswerKind::Reviewed))
        .unwrap();
    office
        .lan_all(&[
            office.complete("2.4-05", "2021-06-11"),
            answer(review, task, AnswerKind::Done),
        ])
        .unwrap();
    office
        .lan(conclude(review, "Giao Văn phòng\nrà soát."))
        .unwrap();
    let conclusion = load(&office.store, review).conclusions[0].id;
    office
        .lan(Change::Review(ReviewChange::NoteOn {
            conclusion,
            task,
            body: "Giao Văn phòng\nrà soát.".to_owned(),
        }))
        .unwrap();
    office.store.undo(&lan()).unwrap();
    finish(&mut office.store, review, &lan()).unwrap();
    let message = |lang| -> String {
        let mut log = office.store.journal(None, 8).unwrap();
        log.reverse();
        let lines: Vec<String> = log.iter().map(|entry| line(entry, lang)).collect();
        lines.join("\n")
    };
    insta::assert_snapshot!("journal_vi", message(Lang::Vi));
    insta::assert_snapshot!("journal_en", message(Lang::En));
}
