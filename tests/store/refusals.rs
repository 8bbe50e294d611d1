//! Every change held against each rule that it can break, one by one: texts against their limits,
//! states, days and references against what the task is.

use crate::support::{Office, clashes, day, deadline, lan, today};
use cchc::domain::change::{Amendment, Change, NewTask, Refusal};
use cchc::domain::ids::{ConclusionId, NoteId, StepId};
use cchc::domain::note::{Evidence, NoteKind};
use cchc::domain::parts::Field;
use cchc::domain::refusal::{NotRemovable, ReviewRefusal};
use cchc::domain::review::{ReviewChange, ReviewScope, week_of};
use cchc::domain::task::{Completion, Hold, State, TaskText};
use cchc::domain::unit::{UnitKind, UnitText};
use cchc::store::{Receipt, Result, StoreError};

const CODE: &str = "2.3.1-01";

#[track_caller]
fn refused(result: Result<Receipt>) -> Refusal {
    match result {
        Err(StoreError::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

/// Longer than any line may be.
fn long() -> String {
    "Kế hoạch rà soát thủ tục hành chính ".repeat(200)
}

/// Refused for the length of that part, and the file is as it was.
#[track_caller]
fn too_long(office: &mut Office, change: Change, part: Field) {
    match refused(office.lan(change)) {
        Refusal::TooLong { field, .. } => assert_eq!(field, part),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn missing(office: &mut Office, change: Change, part: Field) {
    assert_eq!(refused(office.lan(change)), Refusal::Missing(part));
}

fn extension(office: &Office, reason: &str, agreed_by: &str, letter: Option<String>) -> Change {
    match office.extend(CODE, "2021-12-31") {
        Change::Extend {
            task,
            seen,
            new_due_on,
            ..
        } => Change::Extend {
            task,
            seen,
            new_due_on,
            reason: reason.to_owned(),
            agreed_by: agreed_by.to_owned(),
            letter,
        },
        other => other,
    }
}

fn add_evidence(
    office: &Office,
    number: &str,
    summary: Option<String>,
    path: Option<String>,
) -> Change {
    Change::AddEvidence {
        task: office.id(CODE),
        number: number.to_owned(),
        dated_on: None,
        summary,
        path,
    }
}

fn amend(office: &Office, what: Amendment) -> Change {
    Change::Amend {
        task: office.id(CODE),
        what,
        reason: "Nhập nhầm".to_owned(),
    }
}

fn unit(abbreviation: &str) -> Change {
    Change::SetUnit {
        unit: None,
        text: Box::new(UnitText {
            abbreviation: abbreviation.to_owned(),
            name: "Phòng Chuyển đổi số".to_owned(),
            kind: UnitKind::Division,
            aliases: Vec::new(),
        }),
    }
}

fn person(name: String) -> Change {
    Change::SetPerson {
        name,
        unit: None,
        account: None,
        seen: None,
    }
}

fn done(office: &mut Office, code: &str) -> Completion {
    office.lan(office.complete(code, "2021-06-10")).unwrap();
    office.task(code).occurrences[0].completion()
}

#[test]
fn every_text_has_its_limit_and_what_must_be_there_is_there() {
    let mut office = Office::plan_2021();
    office.lan(office.set_deadline(CODE, "Quý III")).unwrap();
    let task = office.id(CODE);
    let seen = done(&mut office, "2.3.1-02");
    let to = Completion {
        result: Some(long()),
        ..seen.clone()
    };
    let other = office.id("2.3.1-02");
    let corrected = Change::Correct {
        task: other,
        seen,
        to,
    };
    too_long(&mut office, corrected, Field::Result);
    for hold in [Hold::Paused, Hold::Dropped] {
        let without = office.hold(CODE, Some(hold), None);
        missing(&mut office, without, Field::Reason);
        let blank = office.hold(CODE, Some(hold), Some(" \n "));
        missing(&mut office, blank, Field::Reason);
        let wordy = office.hold(CODE, Some(hold), Some(&long()));
        too_long(&mut office, wordy, Field::Reason);
    }
    let change = extension(&office, " ", "Giám đốc", None);
    missing(&mut office, change, Field::Reason);
    let change = extension(&office, "Chờ văn bản của tỉnh", "", None);
    missing(&mut office, change, Field::AgreedBy);
    let change = extension(&office, "Chờ văn bản", "Giám đốc", Some(long()));
    too_long(&mut office, change, Field::Letter);
    let wordy = match office.set_deadline(CODE, "Quý IV") {
        Change::SetDeadline {
            task,
            mut deadline,
            base_on,
            seen,
        } => {
            deadline.wording = long();
            Change::SetDeadline {
                task,
                deadline,
                base_on,
                seen,
            }
        }
        other => other,
    };
    too_long(&mut office, wordy, Field::Deadline);
    let change = office.note(CODE, " \t\n");
    missing(&mut office, change, Field::Note);
    let change = add_evidence(&office, "", None, None);
    missing(&mut office, change, Field::EvidenceNumber);
    let change = add_evidence(&office, "15/KH-SKHCN", Some(long()), None);
    too_long(&mut office, change, Field::EvidenceSummary);
    let change = add_evidence(&office, "15/KH-SKHCN", None, Some(long()));
    too_long(&mut office, change, Field::EvidencePath);
    let title = String::new();
    missing(&mut office, Change::AddStep { task, title }, Field::Step);
    missing(&mut office, person("  ".to_owned()), Field::Person);
    too_long(&mut office, person("ễ".repeat(61)), Field::Person);
    office.lan(person("ễ".repeat(60))).unwrap();
    missing(&mut office, unit(""), Field::Abbreviation);
    office.assert_sound();
}

#[test]
fn a_new_task_is_checked_against_every_limit_of_its_parts() {
    let mut office = Office::plan_2021();
    let lead = office.unit("VP");
    let fresh = |office: &Office, change: fn(&mut NewTask)| match office.new_task(
        "2.3.1",
        "Công khai thủ tục",
        "Quý III",
    ) {
        Change::Add(mut new) => {
            change(&mut new);
            Change::Add(new)
        }
        other => other,
    };
    let change = fresh(&office, |new| new.text.title.clear());
    missing(&mut office, change, Field::Title);
    let change = fresh(&office, |new| new.deadline.wording = long());
    too_long(&mut office, change, Field::Deadline);
    let twice = fresh(&office, |new| {
        new.text.coordinating = new.text.lead.into_iter().collect();
    });
    assert_eq!(refused(office.lan(twice)), Refusal::LeadAlsoCoordinates);
    let same = office.edit(CODE, |text| text.coordinating = vec![lead, lead]);
    assert_eq!(refused(office.lan(same)), Refusal::NamedTwice);
    let none = office.edit(CODE, |_| {});
    assert_eq!(refused(office.lan(none)), Refusal::NoChange);
    office.assert_sound();
}

#[test]
fn a_task_accepts_only_the_changes_that_fit_its_state() {
    let mut office = Office::plan_2021();
    let tomorrow = day("2021-06-12");
    let seen = done(&mut office, CODE);
    let correct = |office: &Office, done_on| Change::Correct {
        task: office.id(CODE),
        seen: seen.clone(),
        to: Completion {
            done_on: Some(done_on),
            ..seen.clone()
        },
    };
    let change = correct(&office, tomorrow);
    assert_eq!(refused(office.lan(change)), Refusal::DoneInFuture(tomorrow));
    // On the day itself it is no future.
    office.lan(correct(&office, today())).unwrap();
    office.lan(office.reopen_last(CODE)).unwrap();
    let open = office.task(CODE).occurrences[0].completion();
    let change = Change::Correct {
        task: office.id(CODE),
        seen: open.clone(),
        to: Completion {
            done_on: Some(today()),
            ..open.clone()
        },
    };
    assert_eq!(refused(office.lan(change)), Refusal::NotDone);
    let reopen = Change::Reopen {
        task: office.id(CODE),
        seen: open,
    };
    assert_eq!(refused(office.lan(reopen)), Refusal::NotDone);

    let start = |office: &Office, started| Change::Start {
        task: office.id(CODE),
        started,
    };
    office.lan(start(&office, true)).unwrap();
    let again = start(&office, true);
    assert_eq!(
        refused(office.lan(again)),
        Refusal::AlreadySo(State::InProgress)
    );
    let pause = office.hold(CODE, Some(Hold::Paused), Some("Chờ kinh phí"));
    office.lan(pause).unwrap();
    let change = start(&office, false);
    assert_eq!(refused(office.lan(change)), Refusal::OnHold(State::Paused));
    let same = office.hold(CODE, Some(Hold::Paused), Some("Chờ kinh phí"));
    assert_eq!(refused(office.lan(same)), Refusal::AlreadySo(State::Paused));
    // The same pause for another reason is something new.
    let other = office.hold(CODE, Some(Hold::Paused), Some("Chờ Nghị quyết"));
    office.lan(other).unwrap();
    office.lan(office.hold(CODE, None, None)).unwrap();
    office.lan(office.complete(CODE, "2021-06-11")).unwrap();
    let change = start(&office, false);
    assert_eq!(refused(office.lan(change)), Refusal::AlreadyDone);
    let drop = office.hold(CODE, Some(Hold::Dropped), Some("Không còn phù hợp"));
    assert_eq!(refused(office.lan(drop)), Refusal::AlreadyDone);
    let other = office.set_deadline(CODE, "Quý IV");
    assert_eq!(refused(office.lan(other)), Refusal::OccurrencesDone);
    office.assert_sound();
}

#[test]
fn a_paused_task_keeps_its_completion_until_it_is_resumed() {
    let mut office = Office::plan_2021();
    office.lan(office.set_deadline(CODE, "Hằng quý")).unwrap();
    let seen = done(&mut office, CODE);
    let pause = office.hold(CODE, Some(Hold::Paused), Some("Chờ kinh phí"));
    office.lan(pause).unwrap();
    let task = office.id(CODE);
    let reopen = Change::Reopen {
        task,
        seen: seen.clone(),
    };
    assert_eq!(refused(office.lan(reopen)), Refusal::OnHold(State::Paused));
    let to = Completion {
        done_on: Some(today()),
        ..seen.clone()
    };
    let correct = Change::Correct { task, seen, to };
    assert_eq!(refused(office.lan(correct)), Refusal::OnHold(State::Paused));
    // What recurs may get another deadline though a period is done, and only what is open is extended.
    office.lan(office.hold(CODE, None, None)).unwrap();
    office.lan(office.set_deadline(CODE, "Hằng tháng")).unwrap();
    office.assert_sound();
}

#[test]
fn an_extension_is_of_something_open_and_to_a_later_day() {
    let mut office = Office::plan_2021();
    let undated = office.extend(CODE, "2021-12-31");
    assert_eq!(refused(office.lan(undated)), Refusal::NothingToExtend);
    office.lan(office.set_deadline(CODE, "30/9")).unwrap();
    let current = day("2021-09-30");
    let same = office.extend(CODE, "2021-09-30");
    assert_eq!(refused(office.lan(same)), Refusal::NotLater { current });
    let later = office.extend(CODE, "2021-10-01");
    let pause = office.hold(CODE, Some(Hold::Paused), Some("Chờ kinh phí"));
    office.lan(pause).unwrap();
    assert_eq!(refused(office.lan(later.clone())), Refusal::NothingToExtend);
    office.lan(office.hold(CODE, None, None)).unwrap();
    office.lan(later).unwrap();
    office.assert_sound();
}

#[test]
fn what_is_not_there_is_neither_answered_nor_ticked_nor_amended() {
    let mut office = Office::plan_2021();
    let task = office.id(CODE);
    let answer = |answered| Change::AddNote {
        task,
        kind: NoteKind::Note,
        body: "Đã có văn bản trả lời".to_owned(),
        answers: Some(answered),
    };
    assert_eq!(
        refused(office.lan(answer(NoteId(9_999)))),
        Refusal::NoSuchNote
    );
    let difficulty = Change::AddNote {
        task,
        kind: NoteKind::Difficulty,
        body: "Thiếu kinh phí".to_owned(),
        answers: None,
    };
    office.lan(difficulty).unwrap();
    let asked = office.task(CODE).notes[0].id;
    office.lan(answer(asked)).unwrap();
    assert_eq!(
        clashes(office.minh(answer(asked))),
        ["Note: Đã có văn bản trả lời ≠ Đã có văn bản trả lời of Lan (vanphong)"]
    );

    let title = "Rà soát danh mục".to_owned();
    office.lan(Change::AddStep { task, title }).unwrap();
    let step = office.task(CODE).steps[0].id;
    let tick = |step, done| Change::TickStep {
        task,
        step,
        done,
        seen: None,
    };
    let none = StepId(9_999);
    assert_eq!(refused(office.lan(tick(none, true))), Refusal::NoSuchStep);
    assert_eq!(refused(office.lan(tick(step, false))), Refusal::NoChange);
    let rename = |step, to: &str| Amendment::RenameStep {
        step,
        seen: "Rà soát danh mục".to_owned(),
        to: to.to_owned(),
    };
    let change = amend(&office, rename(none, "Rà soát lại"));
    assert_eq!(refused(office.lan(change)), Refusal::NoSuchStep);
    let change = amend(&office, rename(step, ""));
    missing(&mut office, change, Field::Step);
    let removal = Amendment::RemoveStep {
        step: none,
        seen: "Rà soát danh mục".to_owned(),
        ticked: None,
    };
    let change = amend(&office, removal);
    assert_eq!(refused(office.lan(change)), Refusal::NoSuchStep);

    office
        .lan(add_evidence(&office, "15/KH-SKHCN", None, None))
        .unwrap();
    let there = office.task(CODE).evidence[0].clone();
    let correct = |seen: &Evidence, number: &str| Amendment::CorrectEvidence {
        seen: Box::new(seen.clone()),
        to: Box::new(Evidence {
            number: number.to_owned(),
            ..seen.clone()
        }),
    };
    let change = amend(&office, correct(&there, &there.number));
    assert_eq!(refused(office.lan(change)), Refusal::NoChange);
    let change = amend(&office, correct(&there, ""));
    missing(&mut office, change, Field::EvidenceNumber);
    let gone = Evidence {
        id: 9_999,
        ..there.clone()
    };
    let change = amend(&office, correct(&gone, "16/KH-SKHCN"));
    assert_eq!(refused(office.lan(change)), Refusal::NoSuchEvidence);
    let seen = Box::new(gone);
    let change = amend(&office, Amendment::RemoveEvidence { seen });
    assert_eq!(refused(office.lan(change)), Refusal::NoSuchEvidence);
    let unexplained = Change::Amend {
        task,
        what: rename(step, "Rà soát lại"),
        reason: " ".to_owned(),
    };
    missing(&mut office, unexplained, Field::Reason);
    office.assert_sound();
}

#[test]
fn a_task_of_the_document_or_changed_since_is_not_removed() {
    let mut office = Office::plan_2021();
    let seen = office.row(CODE).place.last_change;
    let change = amend(&office, Amendment::RemoveTask { seen });
    assert_eq!(
        refused(office.lan(change)),
        Refusal::NotRemovable(NotRemovable::OfDocument)
    );
    let new = office.new_task("2.3.1", "Việc thêm nhầm", "Quý III");
    let added = office.lan(new).unwrap().tasks[0];
    let seen = office.store.row(added).unwrap().unwrap().place.last_change;
    let remove = Change::Amend {
        task: added,
        what: Amendment::RemoveTask { seen },
        reason: "Thêm nhầm".to_owned(),
    };
    let code = office.store.row(added).unwrap().unwrap().code;
    office.minh(office.note(&code, "Vẫn cần làm")).unwrap();
    assert_eq!(
        refused(office.lan(remove.clone())),
        Refusal::ChangedMeanwhile
    );
    let seen = office.store.row(added).unwrap().unwrap().place.last_change;
    let remove = Change::Amend {
        task: added,
        what: Amendment::RemoveTask { seen },
        reason: "Thêm nhầm".to_owned(),
    };
    office.lan(remove).unwrap();
    office.assert_sound();
}

#[test]
fn a_completion_that_a_colleague_undid_does_not_prevent_a_pause() {
    let mut office = Office::plan_2021();
    done(&mut office, CODE);
    let lans = [
        office.reopen_last(CODE),
        office.hold(CODE, Some(Hold::Paused), Some("Chờ kinh phí")),
    ];
    office.minh(office.reopen_last(CODE)).unwrap();
    office.lan_all(&lans).unwrap();
    assert_eq!(office.row(CODE).state, State::Paused);
    office.assert_sound();
}

#[test]
fn what_a_review_writes_is_checked_against_the_same_limits() {
    let mut office = Office::sample();
    let plan = office.plan();
    let prepared = office
        .store
        .prepare_agenda(ReviewScope::Plan, &plan, today())
        .unwrap();
    let begin = ReviewChange::Begin {
        plan: plan.id,
        week: week_of(today()),
        scope: ReviewScope::Plan,
        prepared,
    };
    office
        .store
        .apply(&[Change::Review(begin)], &lan())
        .unwrap();
    let review = office.store.open_reviews(plan.id).unwrap()[0].id;
    let conclude = |body: &str| {
        Change::Review(ReviewChange::Conclude {
            review,
            body: body.to_owned(),
        })
    };
    missing(&mut office, conclude(" "), Field::Conclusion);
    office.lan(conclude("Giao Văn phòng đôn đốc")).unwrap();
    let conclusion = office.store.review(review).unwrap().unwrap().conclusions[0].id;
    let reword = ReviewChange::Reword {
        conclusion,
        before: "Giao Văn phòng đôn đốc".to_owned(),
        after: String::new(),
    };
    missing(&mut office, Change::Review(reword), Field::Conclusion);
    let note = ReviewChange::NoteOn {
        conclusion,
        body: String::new(),
        task: office.id("2.1-01"),
    };
    missing(&mut office, Change::Review(note), Field::Note);
    let lead = office.unit("VP");
    let task = NewTask {
        section: office.section("2.3.1"),
        text: TaskText {
            title: "Đôn đốc".to_owned(),
            text: "Đôn đốc các đơn vị;".to_owned(),
            lead: Some(lead),
            coordinating: vec![lead],
            ..TaskText::default()
        },
        deadline: deadline("Quý III"),
        more: Default::default(),
    };
    let make = Change::Review(ReviewChange::MakeTask {
        conclusion,
        task: Box::new(task),
    });
    assert_eq!(refused(office.lan(make)), Refusal::LeadAlsoCoordinates);
    let other = ReviewChange::NoteOn {
        conclusion: ConclusionId(9_999),
        body: "Đôn đốc".to_owned(),
        task: office.id("2.1-01"),
    };
    assert_eq!(
        refused(office.lan(Change::Review(other))),
        Refusal::Review(ReviewRefusal::NoSuchConclusion)
    );
    office.assert_sound();
}
