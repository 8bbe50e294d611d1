//! What no task and no unit may be: no undo and no redo leaves it, and a check names it.

use crate::support::{Office, content, lan, minh};
use cchc::domain::change::Amendment;
use cchc::domain::change::{Change, Refusal, UnitText};
use cchc::domain::ids::{ReviewId, TaskId};
use cchc::domain::invariants::{ReviewViolation, Violation};
use cchc::domain::note::NoteKind;
use cchc::domain::refusal::NotRemovable;
use cchc::domain::review::{AnswerKind, ReviewChange, ReviewScope, week_of};
use cchc::domain::task::Hold;
use cchc::domain::unit::UnitKind;
use cchc::report::review::freeze;
use cchc::store::check::Fault;
use cchc::store::{Receipt, Result, Stamp, StoreError};

const CODE: &str = "2.2-01";

fn office() -> Office {
    let mut office = Office::plan_2021();
    office.lan(office.set_deadline(CODE, "30/6")).unwrap();
    office
}

/// Refused with the colleague's name, and nothing is written.
#[track_caller]
fn refused(office: &mut Office, turn: impl FnOnce(&mut Office) -> Result<Receipt>) {
    let before = content(&office.path);
    match turn(office) {
        Err(StoreError::ChangedSince { who } | StoreError::ChangedSinceUndone { who }) => {
            assert_eq!(who, "Minh (kehoach)");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(content(&office.path), before);
    office.assert_sound();
}

fn undo(office: &mut Office) -> Result<Receipt> {
    office.store.undo(&lan())
}

fn redo(office: &mut Office) -> Result<Receipt> {
    office.store.redo(&lan())
}

#[test]
fn an_undo_does_not_make_the_lead_unit_co_operate_too() {
    let mut office = office();
    let (vp, khtc) = (office.unit("VP"), office.unit("KHTC"));
    office
        .lan(office.edit(CODE, |text| text.lead = Some(vp)))
        .unwrap();
    office
        .lan(office.edit(CODE, |text| text.lead = Some(khtc)))
        .unwrap();
    office
        .minh(office.edit(CODE, |text| text.coordinating = vec![vp]))
        .unwrap();
    refused(&mut office, undo);
    // Once Minh has taken his back, Lan may take hers.
    office.store.undo(&minh()).unwrap();
    office.store.undo(&lan()).unwrap();
    assert_eq!(office.task(CODE).texts.lead, Some(vp));
}

#[test]
fn a_redo_does_not_answer_a_difficulty_twice() {
    let mut office = office();
    let task = office.id(CODE);
    let note = |kind, body: &str, answers| Change::AddNote {
        task,
        kind,
        body: body.to_owned(),
        answers,
    };
    office
        .minh(note(NoteKind::Difficulty, "Chưa có hướng dẫn", None))
        .unwrap();
    let open = Some(office.task(CODE).notes[0].id);
    office
        .lan(note(NoteKind::Note, "Sẽ hỏi Sở Nội vụ", open))
        .unwrap();
    undo(&mut office).unwrap();
    office
        .minh(note(NoteKind::Note, "Đã có công văn", open))
        .unwrap();
    refused(&mut office, redo);
}

#[test]
fn neither_moves_the_day_of_what_a_colleague_has_completed() {
    let mut office = office();
    office.lan(office.extend(CODE, "2021-07-30")).unwrap();
    office.minh(office.complete(CODE, "2021-06-11")).unwrap();
    refused(&mut office, undo);
    office.store.undo(&minh()).unwrap();
    undo(&mut office).unwrap();
    office.minh(office.complete(CODE, "2021-06-11")).unwrap();
    refused(&mut office, redo);
    office.store.undo(&minh()).unwrap();
    redo(&mut office).unwrap();
    office.assert_sound();
}

#[test]
fn neither_completes_what_a_colleague_has_paused() {
    let mut office = office();
    office.lan(office.complete(CODE, "2021-06-11")).unwrap();
    office.lan(office.reopen_last(CODE)).unwrap();
    let pause = office.hold(CODE, Some(Hold::Paused), Some("Chờ kinh phí"));
    office.minh(pause).unwrap();
    refused(&mut office, undo);
    // The other way round: a pause does not come back over a completion.
    let mut office = self::office();
    let pause = office.hold(CODE, Some(Hold::Paused), Some("Chờ kinh phí"));
    office.lan(pause).unwrap();
    office.lan(office.hold(CODE, None, None)).unwrap();
    office.minh(office.complete(CODE, "2021-06-11")).unwrap();
    refused(&mut office, undo);
}

#[test]
fn an_undo_does_not_give_a_unit_the_name_of_another() {
    let mut office = office();
    let unit = office.unit("TTra");
    let units = office.store.units().unwrap();
    let seen = units.iter().find(|u| u.id == unit).unwrap().text();
    let mut text = seen.clone();
    text.aliases.clear();
    let name = seen.aliases[0].clone();
    let rename = Change::SetUnit {
        unit: Some((unit, Box::new(seen))),
        text: Box::new(text),
    };
    office.lan(rename).unwrap();
    let add = Change::SetUnit {
        unit: None,
        text: Box::new(UnitText {
            abbreviation: "PTTr".to_owned(),
            name,
            kind: UnitKind::Division,
            aliases: Vec::new(),
        }),
    };
    office.minh(add).unwrap();
    refused(&mut office, undo);
    office.store.undo(&minh()).unwrap();
    undo(&mut office).unwrap();
    office.assert_sound();
}

/// Begins a review of the whole plan, and says which one it is.
fn begin(office: &mut Office, stamp: &Stamp) -> Result<ReviewId> {
    let plan = office.plan();
    let prepared = office
        .store
        .prepare_agenda(ReviewScope::Plan, &plan, stamp.day)?;
    let change = ReviewChange::Begin {
        plan: plan.id,
        week: week_of(stamp.day),
        scope: ReviewScope::Plan,
        prepared,
    };
    office.store.apply(&[Change::Review(change)], stamp)?;
    Ok(office.store.open_reviews(plan.id)?[0].id)
}

fn finish(office: &mut Office, review: ReviewId, stamp: &Stamp) {
    let (head, texts) = freeze(&office.store, review, stamp.day).unwrap().unwrap();
    let change = ReviewChange::Finish {
        review,
        head,
        texts,
    };
    office
        .store
        .apply(&[Change::Review(change)], stamp)
        .unwrap();
}

#[test]
fn neither_changes_a_review_that_a_colleague_has_finished() {
    let mut office = Office::sample();
    let review = begin(&mut office, &minh()).unwrap();
    let task = office.id("2.4-05");
    let kind = AnswerKind::Reviewed;
    let answer = ReviewChange::Answer { review, task, kind };
    let body = "Giao Văn phòng".to_owned();
    let conclude = ReviewChange::Conclude { review, body };
    for lans in [answer, conclude] {
        office.lan(Change::Review(lans)).unwrap();
        finish(&mut office, review, &minh());
        refused(&mut office, undo);
        // Once Minh has opened it again, Lan may take hers back; and not do it again over his end.
        office.store.undo(&minh()).unwrap();
        undo(&mut office).unwrap();
        finish(&mut office, review, &minh());
        refused(&mut office, redo);
        office.store.undo(&minh()).unwrap();
        redo(&mut office).unwrap();
    }
    let conclusion = office.store.review(review).unwrap().unwrap().conclusions[0].id;
    let body = "Giao Văn phòng".to_owned();
    for lans in [
        ReviewChange::Reword {
            conclusion,
            before: body.clone(),
            after: "Giao Thanh tra".to_owned(),
        },
        ReviewChange::NoteOn {
            conclusion,
            task,
            body: body.clone(),
        },
        ReviewChange::Withdraw {
            conclusion,
            seen: "Giao Thanh tra".to_owned(),
        },
    ] {
        office.lan(Change::Review(lans)).unwrap();
        finish(&mut office, review, &minh());
        refused(&mut office, undo);
        office.store.undo(&minh()).unwrap();
    }
    office.assert_sound();
}

/// Removes a task as the person sees it now.
fn removal(office: &Office, code: &str) -> Change {
    let row = office.row(code);
    Change::Amend {
        task: row.id,
        what: Amendment::RemoveTask {
            seen: row.place.last_change,
        },
        reason: "Thêm nhầm".to_owned(),
    }
}

#[test]
fn a_task_that_a_review_has_in_its_agenda_is_not_removed() {
    let mut office = Office::plan_2021();
    office
        .lan(office.new_task("2.1", "Việc thêm trước giao ban", "1/6"))
        .unwrap();
    let code = "2.1-13";
    // As nobody has seen it any more, it is not removed either.
    let seen_before = removal(&office, code);
    office.minh(office.note(code, "Đang làm")).unwrap();
    let error = office.lan(seen_before).unwrap_err();
    assert!(
        matches!(error, StoreError::Refused(Refusal::ChangedMeanwhile)),
        "{error:?}"
    );
    begin(&mut office, &lan()).unwrap();
    let before = content(&office.path);
    let error = office.lan(removal(&office, code)).unwrap_err();
    let refusal = Refusal::NotRemovable(NotRemovable::InReview);
    assert!(
        matches!(&error, StoreError::Refused(found) if *found == refusal),
        "{error:?}"
    );
    assert_eq!(content(&office.path), before);
    // Without the review it goes, with the colleague's note, and comes back with it.
    undo(&mut office).unwrap();
    office.lan(removal(&office, code)).unwrap();
    office.assert_sound();
    undo(&mut office).unwrap();
    assert_eq!(content(&office.path)["note"], before["note"]);
    assert_eq!(office.row(code).notes, 1);
    office.assert_sound();
}

#[test]
fn neither_opens_a_review_beside_the_same_of_a_colleague() {
    let mut office = Office::sample();
    begin(&mut office, &lan()).unwrap();
    undo(&mut office).unwrap();
    let minhs = begin(&mut office, &minh()).unwrap();
    refused(&mut office, redo);
    office.store.undo(&minh()).unwrap();
    redo(&mut office).unwrap();
    assert!(office.store.review(minhs).unwrap().is_none());
    // Nor is one opened again.
    let review = office.store.open_reviews(office.plan().id).unwrap()[0].id;
    finish(&mut office, review, &lan());
    begin(&mut office, &minh()).unwrap();
    refused(&mut office, undo);
    office.store.undo(&minh()).unwrap();
    undo(&mut office).unwrap();
    office.assert_sound();
}

#[test]
fn what_was_wrong_before_hinders_no_undo() {
    let mut office = office();
    office.lan(office.note(CODE, "Ghi chú")).unwrap();
    let id = office.id(CODE);
    office.tamper(&format!(
        "UPDATE task SET hold_reason='?' WHERE id={}",
        id.0
    ));
    undo(&mut office).unwrap();
}

#[test]
fn a_check_names_each_rule_that_another_program_has_broken() {
    let sound = || {
        let mut office = office();
        office.lan(office.extend(CODE, "2021-07-30")).unwrap();
        let (vp, task) = (office.unit("VP"), office.id(CODE));
        office
            .lan(office.edit(CODE, |text| text.coordinating = vec![vp]))
            .unwrap();
        for (kind, answers) in [
            (NoteKind::Difficulty, None),
            (NoteKind::Note, Some(cchc::domain::ids::NoteId(1))),
            (NoteKind::Note, None),
        ] {
            let body = "Một ghi chú".to_owned();
            let change = Change::AddNote {
                task,
                kind,
                body,
                answers,
            };
            office.lan(change).unwrap();
        }
        office.assert_sound();
        office
    };
    let TaskId(id) = office().id(CODE);
    for (sql, violation) in [
        (
            "UPDATE task SET lead_id = (SELECT unit_id FROM coordinating WHERE task_id = ID)",
            Violation::LeadAlsoCoordinates,
        ),
        ("UPDATE occurrence SET ordinal = 7", Violation::Occurrences),
        (
            "INSERT INTO occurrence (task_id, ordinal) VALUES (ID, 2)",
            Violation::NoRhythm,
        ),
        (
            "UPDATE occurrence SET result = 'Đã ký'",
            Violation::ResultOfNothing,
        ),
        ("UPDATE task SET hold = 'paused'", Violation::HoldAndReason),
        (
            "UPDATE task SET hold_reason = 'Chờ'",
            Violation::HoldAndReason,
        ),
        (
            "UPDATE occurrence SET due_on = '2021-08-01'",
            Violation::Extensions,
        ),
        (
            "UPDATE extension SET old_due_on = '2021-07-30'",
            Violation::Extensions,
        ),
        (
            "UPDATE note SET answers_id = 1 WHERE id = 3",
            Violation::AnsweredTwice,
        ),
        (
            "UPDATE note SET answers_id = 3 WHERE id = 2",
            Violation::AnswersNothing,
        ),
    ] {
        let office = sound();
        let of_task = if sql.starts_with("UPDATE task") {
            format!("{sql} WHERE id = {id}")
        } else if sql.starts_with("UPDATE note") || sql.starts_with("INSERT") {
            sql.to_owned()
        } else {
            format!("{sql} WHERE task_id = {id}")
        };
        office.tamper(&of_task.replace("ID", &id.to_string()));
        let faults = office.store.check().unwrap();
        let code = CODE.to_owned();
        let wanted = Fault::Rule { code, violation };
        assert!(faults.contains(&wanted), "{sql}: {faults:?}");
    }
    let office = sound();
    office.tamper(&format!(
        "UPDATE task SET hold = 'paused', hold_reason = 'Chờ' WHERE id = {id};
         UPDATE occurrence SET done_on = '2021-06-01' WHERE task_id = {id}"
    ));
    let (code, violation) = (CODE.to_owned(), Violation::HeldThoughDone);
    assert!(
        office
            .store
            .check()
            .unwrap()
            .contains(&Fault::Rule { code, violation })
    );
    let office = sound();
    office.tamper("UPDATE unit SET name = 'Thanh tra Sở' WHERE abbreviation = 'VP'");
    let faults = office.store.check().unwrap();
    assert!(
        faults.contains(&Fault::Name("thanh tra so".to_owned())),
        "{faults:?}"
    );
}

#[test]
fn a_check_names_what_is_wrong_with_a_review() {
    let monday = cchc::domain::day::from_iso("2021-06-07").unwrap();
    for (sql, violation) in [
        ("UPDATE review SET walk = '[['", ReviewViolation::Agenda),
        ("UPDATE review SET walk = '{}'", ReviewViolation::Agenda),
        (
            "UPDATE review SET walk = '[[\"x\",[1]]]', tasks = 1",
            ReviewViolation::Agenda,
        ),
        ("UPDATE review SET tasks = tasks + 1", ReviewViolation::Agenda),
        (
            "UPDATE review SET tasks = 2, walk = '[[\"late\",[35,35]]]'",
            ReviewViolation::Agenda,
        ),
        (
            "UPDATE review SET tasks = 1, walk = '[[\"late\",[1]]]'",
            ReviewViolation::AnswerOutside,
        ),
        (
            "INSERT INTO review (plan_id, monday, began_on, began_by, at_row, since_row, walk, tasks)
             SELECT plan_id, monday, began_on, began_by, at_row, since_row, '[]', 0 FROM review",
            ReviewViolation::OpenTwice,
        ),
    ] {
        let mut office = Office::sample();
        let review = begin(&mut office, &lan()).unwrap();
        let task = office.id("2.4-05");
        let kind = AnswerKind::Reviewed;
        let answer = ReviewChange::Answer { review, task, kind };
        office.lan(Change::Review(answer)).unwrap();
        office.assert_sound();
        office.tamper(sql);
        let faults = office.store.check().unwrap();
        let wanted = Fault::Review { monday, violation };
        assert!(faults.contains(&wanted), "{sql}: {faults:?}");
        // Whoever opens it is told so, and nothing fails.
        drop(office.store);
        for line in [vec!["check"], vec!["review"], vec!["review", "list"]] {
            let ran = std::process::Command::new(env!("CARGO_BIN_EXE_cchc"))
                .args(&line)
                .arg("--db")
                .arg(&office.path)
                .output()
                .unwrap();
            let printed = String::from_utf8(ran.stderr).unwrap();
            assert!(ran.status.code().is_some_and(|code| code != 101), "{printed}");
            assert!(printed.lines().count() <= 1, "{line:?}: {printed}");
        }
    }
}

#[test]
fn a_check_reports_a_broken_rule_in_both_languages() {
    let office = office();
    let id = office.id(CODE);
    office.tamper(&format!(
        "UPDATE task SET hold_reason = 'Chờ' WHERE id = {}",
        id.0
    ));
    drop(office.store);
    for (lang, expected) in [
        (
            "vi",
            "Quy tắc: 2.2-01: tạm dừng, bãi bỏ không có lý do, hoặc lý do thừa",
        ),
        (
            "en",
            "Rules: 2.2-01: it is on hold without a reason, or has a reason without being on hold",
        ),
    ] {
        let ran = std::process::Command::new(env!("CARGO_BIN_EXE_cchc"))
            .args(["check", "--lang", lang, "--db"])
            .arg(&office.path)
            .output()
            .unwrap();
        assert_eq!(ran.status.code(), Some(5));
        let printed = String::from_utf8(ran.stdout).unwrap();
        assert!(printed.contains(expected), "{printed}");
    }
}
