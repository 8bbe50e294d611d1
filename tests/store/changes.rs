//! The store in use: what each change does and refuses, recurring tasks, lists and their counts.

use crate::support::{Office, clashes, day, deadline, lan, minh, stamp, today};
use cchc::domain::change::{Change, Refusal};
use cchc::domain::conflict::Held;
use cchc::domain::deadline::{DeadlineKind, Rhythm};
use cchc::domain::ids::{NoteId, TaskId, UnitId};
use cchc::domain::journal::ChangeKind;
use cchc::domain::note::NoteKind;
use cchc::domain::parts::Field;
use cchc::domain::query::{Anchor, DueSpan, Filter, Order, Query};
use cchc::domain::task::{Hold, State, TaskRow, Timeliness};
use cchc::domain::totals::Totals;
use cchc::domain::unit::UnitScope;
use cchc::store::{Receipt, Result, Stamp, StoreError};

#[track_caller]
fn refused(result: Result<Receipt>) -> Refusal {
    match result {
        Err(StoreError::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

fn on(iso: &str) -> Stamp {
    Stamp {
        day: day(iso),
        ..lan()
    }
}

// ---- completing and reopening

#[test]
fn completing_a_task_writes_day_and_result_and_says_which() {
    let mut office = Office::plan_2021();
    office.lan(office.set_deadline("2.3.1-01", "31/3")).unwrap();
    let change = Change::Complete {
        task: office.id("2.3.1-01"),
        occurrence: None,
        done_on: day("2021-03-30"),
        result: Some("Đã ban hành kế hoạch rà soát".to_owned()),
    };
    let receipt = office.lan(change).unwrap();
    assert_eq!(receipt.kind, ChangeKind::Complete);
    assert_eq!(receipt.tasks, [office.id("2.3.1-01")]);
    let task = office.task("2.3.1-01");
    assert_eq!(task.row.state, State::Done);
    assert_eq!(task.row.done_on, Some(day("2021-03-30")));
    assert_eq!(task.row.on_time, Some(true));
    assert!(task.row.lacks_evidence());
    let result = task.occurrences[0].result.as_deref();
    assert_eq!(result, Some("Đã ban hành kế hoạch rà soát"));
    office.assert_sound();
}

#[test]
fn completing_is_refused_twice_in_the_future_and_on_hold() {
    let mut office = Office::plan_2021();
    let tomorrow = office.lan(office.complete("2.2-01", "2021-06-12"));
    assert_eq!(refused(tomorrow), Refusal::DoneInFuture(day("2021-06-12")));
    office.lan(office.complete("2.2-01", "2021-06-11")).unwrap();
    let again = office.minh(office.complete("2.2-01", "2021-06-11"));
    assert_eq!(refused(again), Refusal::AlreadyDone);
    let foreign = Change::Complete {
        task: office.id("2.2-03"),
        occurrence: Some(office.task("2.2-04").occurrences[0].id),
        done_on: today(),
        result: None,
    };
    // The task has no such occurrence; a deadline that was set anew is how that comes.
    assert_eq!(
        clashes(office.lan(foreign)),
        ["Deadline: – ≠ Thường xuyên of Lan (vanphong)"]
    );
    let pause = hold(
        &office,
        "2.2-02",
        Some(Hold::Paused),
        Some("Chờ Nghị quyết mới"),
    );
    office.lan(pause).unwrap();
    let paused = office.lan(office.complete("2.2-02", "2021-06-11"));
    assert_eq!(refused(paused), Refusal::OnHold(State::Paused));
    let gone = Change::Complete {
        task: TaskId(9_999),
        occurrence: None,
        done_on: today(),
        result: None,
    };
    assert_eq!(refused(office.lan(gone)), Refusal::NoSuchTask);
    let long = Change::Complete {
        task: office.id("2.2-03"),
        occurrence: None,
        done_on: today(),
        result: Some("ộ".repeat(5_000)),
    };
    assert!(matches!(
        refused(office.lan(long)),
        Refusal::TooLong {
            field: Field::Result,
            length: 5_000,
            ..
        }
    ));
    office.assert_sound();
}

#[test]
fn a_completion_is_judged_by_the_day_in_force() {
    let mut office = Office::plan_2021();
    for (code, done, extended, on_time) in [
        ("2.1-01", "2021-03-31", None, true),
        ("2.1-02", "2021-04-01", None, false),
        ("2.1-03", "2021-04-15", Some("2021-04-15"), true),
        ("2.1-04", "2021-04-16", Some("2021-04-15"), false),
    ] {
        office.lan(office.set_deadline(code, "31/3")).unwrap();
        if let Some(later) = extended {
            office.lan(office.extend(code, later)).unwrap();
        }
        office.lan(office.complete(code, done)).unwrap();
        let row = office.row(code);
        assert_eq!(row.on_time, Some(on_time), "{code}");
        let expected = if on_time {
            Timeliness::DoneOnTime
        } else {
            Timeliness::DoneLate
        };
        assert_eq!(row.timeliness(today(), 7), expected, "{code}");
    }
    // Without a date there is nothing to be late against.
    office.lan(office.complete("2.1-06", "2021-06-11")).unwrap();
    assert_eq!(office.row("2.1-06").on_time, None);
}

#[test]
fn reopening_undoes_the_completion_and_needs_one() {
    let mut office = Office::plan_2021();
    let reopen = |office: &Office, code: &str| office.reopen_last(code);
    assert_eq!(
        refused(office.lan(reopen(&office, "2.4-01"))),
        Refusal::NotDone
    );
    office.lan(office.complete("2.4-01", "2021-06-01")).unwrap();
    let receipt = office.minh(reopen(&office, "2.4-01")).unwrap();
    assert_eq!(receipt.kind, ChangeKind::Reopen);
    let task = office.task("2.4-01");
    assert_eq!(task.row.state, State::NotStarted);
    assert_eq!(
        (task.row.done_on, &task.occurrences[0].result),
        (None, &None)
    );
    office.lan(office.complete("2.4-01", "2021-06-01")).unwrap();
    let lift = hold(&office, "2.4-01", Some(Hold::Dropped), Some("Bãi bỏ"));
    assert_eq!(refused(office.lan(lift)), Refusal::AlreadyDone);
    office.assert_sound();
}

#[test]
fn a_quarterly_task_is_completed_quarter_by_quarter() {
    let mut office = Office::plan_2021();
    let code = "2.1-07";
    let row = office.row(code);
    assert_eq!(
        (row.kind, row.rhythm),
        (DeadlineKind::Recurring, Some(Rhythm::Quarter))
    );
    assert_eq!((row.occurrences, row.occurrences_done), (4, 0));
    assert_eq!(row.due_on, Some(day("2021-03-31")));
    assert_eq!(row.timeliness(today(), 7), Timeliness::Overdue);
    office.lan(office.complete(code, "2021-03-30")).unwrap();
    let row = office.row(code);
    assert_eq!(row.state, State::InProgress);
    assert_eq!(row.due_on, Some(day("2021-06-30")));
    assert_eq!(row.days_left(today()), Some(19));
    // The third quarter before the second: the row still shows the second.
    let third = office.task(code).occurrences[2].id;
    let change = Change::Complete {
        task: office.id(code),
        occurrence: Some(third),
        done_on: day("2021-06-10"),
        result: None,
    };
    office.lan(change).unwrap();
    assert_eq!(office.row(code).due_on, Some(day("2021-06-30")));
    assert_eq!(office.row(code).occurrences_done, 2);
    // A colleague who still sees the third as open gets a conflict.
    let stale = Change::Complete {
        task: office.id(code),
        occurrence: Some(third),
        done_on: today(),
        result: None,
    };
    assert_eq!(
        clashes(office.minh(stale)),
        ["DoneOn: 2021-06-11 ≠ 2021-06-10 of Lan (vanphong)"]
    );
    let first = office.task(code).occurrences[0].id;
    office.lan(office.reopen_occurrence(code, first)).unwrap();
    assert_eq!(office.row(code).due_on, Some(day("2021-03-31")));
    for _ in 0..3 {
        office.lan(office.complete(code, "2021-06-11")).unwrap();
    }
    let row = office.row(code);
    assert_eq!((row.state, row.occurrences_done), (State::Done, 4));
    assert_eq!(row.on_time, Some(false), "the first quarter was late");
    assert_eq!(row.due_on, Some(day("2021-12-31")));
    office.lan(office.reopen_last(code)).unwrap();
    assert_eq!(office.task(code).current().unwrap().ordinal, 4);
    assert_eq!(office.row(code).state, State::InProgress);
    office.assert_sound();
}

// ---- state

fn hold(office: &Office, code: &str, hold: Option<Hold>, reason: Option<&str>) -> Change {
    office.hold(code, hold, reason)
}

fn start(office: &Office, code: &str, started: bool) -> Change {
    Change::Start {
        task: office.id(code),
        started,
    }
}

#[test]
fn work_is_started_and_reset() {
    let mut office = Office::plan_2021();
    let code = "2.5-01";
    let idle = start(&office, code, false);
    assert_eq!(
        refused(office.lan(idle)),
        Refusal::AlreadySo(State::NotStarted)
    );
    let begin = start(&office, code, true);
    assert_eq!(office.lan(begin.clone()).unwrap().kind, ChangeKind::Start);
    assert_eq!(office.row(code).state, State::InProgress);
    assert_eq!(
        refused(office.minh(begin)),
        Refusal::AlreadySo(State::InProgress)
    );
    office.lan(start(&office, code, false)).unwrap();
    assert_eq!(office.row(code).state, State::NotStarted);
    office.lan(office.complete(code, "2021-06-11")).unwrap();
    let done = start(&office, code, true);
    assert_eq!(refused(office.lan(done)), Refusal::AlreadyDone);
    let paused = hold(
        &office,
        "2.5-02",
        Some(Hold::Paused),
        Some("Thiếu kinh phí"),
    );
    office.lan(paused).unwrap();
    let begin = start(&office, "2.5-02", true);
    assert_eq!(refused(office.lan(begin)), Refusal::OnHold(State::Paused));
}

#[test]
fn pausing_and_dropping_need_a_reason_and_can_be_lifted() {
    let mut office = Office::plan_2021();
    let code = "2.6-03";
    office.lan(office.set_deadline(code, "Quý I")).unwrap();
    for reason in [None, Some(""), Some("  ")] {
        let change = hold(&office, code, Some(Hold::Paused), reason);
        assert_eq!(refused(office.lan(change)), Refusal::Missing(Field::Reason));
    }
    let nothing = hold(&office, code, None, None);
    assert_eq!(
        refused(office.lan(nothing)),
        Refusal::AlreadySo(State::NotStarted)
    );
    let pause = hold(&office, code, Some(Hold::Paused), Some("Chờ thông tư mới"));
    assert_eq!(office.lan(pause.clone()).unwrap().kind, ChangeKind::Pause);
    let row = office.row(code);
    assert_eq!(row.state, State::Paused);
    assert_eq!(
        row.timeliness(today(), 7),
        Timeliness::None,
        "paused is never late"
    );
    assert_eq!(
        refused(office.lan(pause)),
        Refusal::AlreadySo(State::Paused)
    );
    let drop = hold(
        &office,
        code,
        Some(Hold::Dropped),
        Some("Chuyển sang năm 2022"),
    );
    assert_eq!(office.lan(drop).unwrap().kind, ChangeKind::Drop);
    assert_eq!(office.row(code).state, State::Dropped);
    let reason = office.task(code).hold_reason;
    assert_eq!(reason.as_deref(), Some("Chuyển sang năm 2022"));
    let lift = hold(&office, code, None, None);
    assert_eq!(office.lan(lift).unwrap().kind, ChangeKind::Resume);
    let task = office.task(code);
    assert_eq!(
        (task.row.state, task.hold_reason),
        (State::NotStarted, None)
    );
    assert_eq!(task.row.timeliness(today(), 7), Timeliness::Overdue);
    office.assert_sound();
}

// ---- deadlines and extensions

#[test]
fn an_extension_moves_the_day_in_force_and_keeps_the_first_one() {
    let mut office = Office::plan_2021();
    let code = "2.3.1-01";
    office.lan(office.set_deadline(code, "28/2")).unwrap();
    let receipt = office.lan(office.extend(code, "2021-03-31")).unwrap();
    assert_eq!(receipt.kind, ChangeKind::Extend);
    office.lan(office.extend(code, "2021-06-15")).unwrap();
    let task = office.task(code);
    assert_eq!(task.row.due_on, Some(day("2021-06-15")));
    assert_eq!(task.row.original_due_on, Some(day("2021-02-28")));
    assert_eq!((task.row.extensions, task.extensions.len()), (2, 2));
    assert_eq!(task.extensions[0].old_due_on, day("2021-02-28"));
    assert_eq!(task.extensions[1].old_due_on, day("2021-03-31"));
    assert_eq!(task.extensions[1].agreed_by, "Lãnh đạo Sở");
    assert_eq!(task.row.deadline, "28/2", "the wording stays");
    assert_eq!(task.row.timeliness(today(), 7), Timeliness::DueSoon);
    office.assert_sound();
}

#[test]
fn an_extension_needs_an_open_task_a_later_day_and_words() {
    let mut office = Office::plan_2021();
    let code = "2.3.1-02";
    let undated = office.lan(office.extend(code, "2021-07-01"));
    assert_eq!(refused(undated), Refusal::NothingToExtend);
    office.lan(office.set_deadline(code, "30/6")).unwrap();
    let current = day("2021-06-30");
    for not_later in ["2021-06-30", "2021-06-29", "2020-12-31"] {
        let result = office.lan(office.extend(code, not_later));
        assert_eq!(refused(result), Refusal::NotLater { current });
    }
    for (reason, agreed_by, field) in [
        (" ", "Lãnh đạo Sở", Field::Reason),
        ("Bận kiểm tra", "", Field::AgreedBy),
    ] {
        let change = Change::Extend {
            task: office.id(code),
            seen: office.task(code).due().unwrap(),
            new_due_on: day("2021-07-15"),
            reason: reason.to_owned(),
            agreed_by: agreed_by.to_owned(),
            letter: None,
        };
        assert_eq!(refused(office.lan(change)), Refusal::Missing(field));
    }
    let pause = hold(&office, code, Some(Hold::Paused), Some("Chờ hướng dẫn"));
    office.lan(pause).unwrap();
    let paused = office.lan(office.extend(code, "2021-07-15"));
    assert_eq!(refused(paused), Refusal::NothingToExtend);
    office.lan(hold(&office, code, None, None)).unwrap();
    office.lan(office.complete(code, "2021-06-11")).unwrap();
    let done = office.lan(office.extend(code, "2021-07-15"));
    assert_eq!(refused(done), Refusal::NothingToExtend);
    assert_eq!(office.row(code).extensions, 0);
}

#[test]
fn of_a_recurring_task_the_oldest_open_occurrence_is_extended() {
    let mut office = Office::plan_2021();
    office.lan(office.complete("2.1-07", "2021-03-31")).unwrap();
    office.lan(office.extend("2.1-07", "2021-07-10")).unwrap();
    let task = office.task("2.1-07");
    let dues: Vec<_> = task.occurrences.iter().map(|o| o.due_on.unwrap()).collect();
    let expected = ["2021-03-31", "2021-07-10", "2021-09-30", "2021-12-31"].map(day);
    assert_eq!(dues, expected);
    assert_eq!(task.row.original_due_on, Some(day("2021-06-30")));
}

#[test]
fn a_deadline_that_is_set_again_is_a_correction_and_no_extension() {
    let mut office = Office::plan_2021();
    let code = "2.4-04";
    office.lan(office.set_deadline(code, "15/12")).unwrap();
    office.lan(office.extend(code, "2021-12-20")).unwrap();
    let receipt = office.lan(office.set_deadline(code, "Hằng quý")).unwrap();
    assert_eq!(receipt.kind, ChangeKind::Deadline);
    let task = office.task(code);
    assert_eq!((task.row.occurrences, task.row.extensions), (4, 1));
    assert_eq!(task.row.deadline, "Hằng quý");
    office.lan(office.set_deadline(code, "Quý IV")).unwrap();
    office.lan(office.complete(code, "2021-03-31")).unwrap();
    let late = office.lan(office.set_deadline(code, "Quý III"));
    assert_eq!(refused(late), Refusal::OccurrencesDone);
    office.assert_sound();
}

#[test]
fn setting_the_same_deadline_again_is_no_act() {
    let mut office = Office::plan_2021();
    let code = "2.4-04";
    office.lan(office.set_deadline(code, "Quý II")).unwrap();
    let again = office.lan(office.set_deadline(code, "Quý II"));
    assert_eq!(refused(again), Refusal::NoChange);
    let occurrence = office.task(code).occurrences[0].id;
    office.lan(office.set_deadline(code, "30/6")).unwrap();
    assert_eq!(office.row(code).deadline, "30/6");
    assert_eq!(office.task(code).occurrences[0].id, occurrence);
    // After an extension it takes the first day up again; that it was extended stays to be seen.
    office.lan(office.extend(code, "2021-07-31")).unwrap();
    office.lan(office.set_deadline(code, "30/6")).unwrap();
    assert_eq!(office.row(code).due_on, Some(day("2021-06-30")));
    assert_eq!(office.row(code).extensions, 1);
    office.assert_sound();
}

#[test]
fn a_relative_deadline_gets_its_day_with_its_base() {
    let mut office = Office::plan_2021();
    let code = "2.7.1-06";
    let wording = "trong 15 ngày kể từ ngày ký";
    office.lan(office.set_deadline(code, wording)).unwrap();
    assert_eq!(
        (office.row(code).kind, office.row(code).due_on),
        (DeadlineKind::Relative, None)
    );
    let change = Change::SetDeadline {
        task: office.id(code),
        deadline: deadline(wording),
        base_on: Some(day("2021-06-01")),
        seen: office.task(code).term(),
    };
    office.lan(change).unwrap();
    assert_eq!(office.row(code).due_on, Some(day("2021-06-16")));
    assert_eq!(office.task(code).base_on, Some(day("2021-06-01")));
    office.assert_sound();
}

// ---- notes, evidence, steps

#[test]
fn a_difficulty_is_open_until_it_is_answered_once() {
    let mut office = Office::plan_2021();
    let code = "2.7.2-04";
    let ask = Change::AddNote {
        task: office.id(code),
        kind: NoteKind::Difficulty,
        body: "Sáu bệnh viện xin lùi lịch\nvì đang phòng dịch".to_owned(),
        answers: None,
    };
    assert_eq!(office.minh(ask).unwrap().kind, ChangeKind::Note);
    let question = office.task(code).notes[0].clone();
    assert!(question.open);
    assert_eq!(question.signed, "Minh (kehoach)");
    assert_eq!((question.day, office.row(code).difficulties), (today(), 1));
    let answer = |text: &str, to: NoteId| Change::AddNote {
        task: office.id(code),
        kind: NoteKind::Instruction,
        body: text.to_owned(),
        answers: Some(to),
    };
    let (first, second) = (
        answer("Đồng ý lùi đến tháng 7", question.id),
        answer("Đã trả lời", question.id),
    );
    let unknown = answer("Trả lời gì?", NoteId(9_999));
    assert_eq!(office.lan(first).unwrap().kind, ChangeKind::Answer);
    let task = office.task(code);
    assert_eq!((task.row.notes, task.row.difficulties), (2, 0));
    assert_eq!(task.notes[0].answers, Some(question.id));
    assert!(!task.notes[1].open);
    assert_eq!(
        clashes(office.lan(second)),
        ["Note: Đã trả lời ≠ Đồng ý lùi đến tháng 7 of Lan (vanphong)"]
    );
    assert_eq!(refused(office.lan(unknown)), Refusal::NoSuchNote);
    office.store.undo(&lan()).unwrap();
    assert_eq!(office.row(code).difficulties, 1, "open again");
    office.assert_sound();
}

#[test]
fn a_note_has_words_and_at_most_a_hundred_thousand_characters() {
    let mut office = Office::plan_2021();
    let blank = office.lan(office.note("2.1-01", " \n "));
    assert_eq!(refused(blank), Refusal::Missing(Field::Note));
    let long = office.lan(office.note("2.1-01", &"ữ".repeat(100_001)));
    assert_eq!(
        refused(long),
        Refusal::TooLong {
            field: Field::Note,
            length: 100_001,
            max: 100_000
        }
    );
    let change = office.note("2.1-01", &"ữ ".repeat(50_000));
    office.lan(change).unwrap();
    assert_eq!(office.row("2.1-01").notes, 1);
    office.assert_sound();
}

#[test]
fn evidence_needs_its_number_and_clears_the_sign() {
    let mut office = Office::plan_2021();
    let code = "2.1-08";
    office.lan(office.complete(code, "2021-06-10")).unwrap();
    assert!(office.row(code).lacks_evidence());
    let evidence = |number: &str| Change::AddEvidence {
        task: office.id(code),
        number: number.to_owned(),
        dated_on: Some(day("2021-01-28")),
        summary: Some("Kế hoạch kiểm tra công tác CCHC năm 2021".to_owned()),
        path: Some("KH-kiem-tra.pdf".to_owned()),
    };
    let (none, proof) = (evidence(" "), evidence("104/KH-SKHCN"));
    assert_eq!(
        refused(office.lan(none)),
        Refusal::Missing(Field::EvidenceNumber)
    );
    assert_eq!(office.lan(proof).unwrap().kind, ChangeKind::Evidence);
    assert!(!office.row(code).lacks_evidence());
    assert_eq!(office.task(code).evidence[0].number, "104/KH-SKHCN");
    office.assert_sound();
}

#[test]
fn steps_are_ticked_unticked_and_added_at_the_end() {
    let mut office = Office::plan_2021();
    let code = "2.7.2-03";
    let tick = |office: &Office, position: usize, done: bool| Change::TickStep {
        task: office.id(code),
        step: office.task(code).steps[position - 1].id,
        done,
        seen: office.task(code).steps[position - 1].done_on,
    };
    let second = tick(&office, 2, true);
    assert_eq!(office.lan(second.clone()).unwrap().kind, ChangeKind::Step);
    assert_eq!(
        (office.row(code).steps, office.row(code).steps_done),
        (5, 1)
    );
    assert_eq!(office.task(code).steps[1].done_on, Some(today()));
    assert_eq!(refused(office.minh(second)), Refusal::NoChange);
    assert_eq!(
        refused(office.lan(tick(&office, 3, false))),
        Refusal::NoChange
    );
    office.lan(tick(&office, 2, false)).unwrap();
    assert_eq!(office.row(code).steps_done, 0);
    let add = |title: &str| Change::AddStep {
        task: office.id(code),
        title: title.to_owned(),
    };
    let (good, blank, long) = (
        add("Trường THPT Hương Khê"),
        add(""),
        add(&"ê".repeat(1_000)),
    );
    office.lan(good).unwrap();
    assert_eq!(office.task(code).steps[5].position, 6);
    assert_eq!(refused(office.lan(blank)), Refusal::Missing(Field::Step));
    assert!(matches!(refused(office.lan(long)), Refusal::TooLong { .. }));
    let foreign = Change::TickStep {
        task: office.id("2.7.2-04"),
        step: office.task(code).steps[0].id,
        done: true,
        seen: None,
    };
    assert_eq!(refused(office.lan(foreign)), Refusal::NoSuchStep);
    assert_eq!(
        office.row(code).state,
        State::NotStarted,
        "steps are no occurrences"
    );
    office.assert_sound();
}

// ---- adding and editing

#[test]
fn a_new_task_gets_the_sections_next_code_which_is_never_reused() {
    let mut office = Office::plan_2021();
    let add = |office: &Office| office.new_task("2.2", "Rà soát văn bản Kiwi", "Quý III");
    let receipt = office.lan(add(&office)).unwrap();
    assert_eq!(receipt.kind, ChangeKind::Add);
    assert_eq!(office.id("2.2-07"), receipt.tasks[0]);
    let row = office.row("2.2-7");
    assert_eq!((row.area.as_str(), row.lead.as_deref()), ("1", Some("VP")));
    assert_eq!(row.due_on, Some(day("2021-09-30")));
    office.store.undo(&lan()).unwrap();
    let plan = office.plan().id;
    assert_eq!(office.store.find_code(plan, "2.2-07").unwrap(), None);
    assert!(office.found("kiwi").is_empty());
    office.lan(add(&office)).unwrap();
    assert!(office.store.find_code(plan, "2.2-08").unwrap().is_some());
    assert_eq!(office.store.find_code(plan, "2.2-07").unwrap(), None);
    office.assert_sound();
}

#[test]
fn a_new_task_needs_a_title_a_text_and_sensible_units() {
    let mut office = Office::plan_2021();
    let vp = office.unit("VP");
    let base = |office: &Office| match office.new_task("2.4", "Kiện toàn Ban chỉ đạo CCHC", "")
    {
        Change::Add(new) => *new,
        other => panic!("{other:?}"),
    };
    type Spoil<'a> = &'a dyn Fn(&mut cchc::domain::task::TaskText);
    let cases: [(Spoil<'_>, Refusal); 6] = [
        (&|t| t.title.clear(), Refusal::Missing(Field::Title)),
        (&|t| t.text = " ".into(), Refusal::Missing(Field::Text)),
        (&|t| t.coordinating = vec![vp], Refusal::LeadAlsoCoordinates),
        (
            &|t| (t.lead, t.coordinating) = (None, vec![vp, vp]),
            Refusal::NamedTwice,
        ),
        (
            &|t| t.title = "ơ".repeat(501),
            Refusal::TooLong {
                field: Field::Title,
                length: 501,
                max: cchc::domain::text::TITLE_MAX,
            },
        ),
        (
            &|t| t.product = Some("ư".repeat(50_000)),
            Refusal::TooLong {
                field: Field::Product,
                length: 50_000,
                max: cchc::domain::text::LINE_MAX,
            },
        ),
    ];
    for (spoil, refusal) in cases {
        let mut new = base(&office);
        spoil(&mut new.text);
        assert_eq!(refused(office.lan(Change::Add(Box::new(new)))), refusal);
    }
    assert!(office.found("kien toan ban chi dao").is_empty());
}

#[test]
fn an_edit_changes_texts_units_lists_and_the_search() {
    let mut office = Office::plan_2021();
    let (vp, khtc, tttk) = (office.unit("VP"), office.unit("KHTC"), office.unit("TTTK"));
    let change = office.edit("2.5-05", |text| {
        text.title = "Hoàn thiện tiêu chuẩn chức danh nghề nghiệp".to_owned();
        text.product = Some("Quyết định ban hành".to_owned());
        text.key_task = true;
        text.lead = Some(vp);
        text.coordinating = vec![khtc, tttk];
        text.coordinating_text = Some("các phòng, đơn vị".to_owned());
    });
    assert_eq!(office.lan(change).unwrap().kind, ChangeKind::Edit);
    let task = office.task("2.5-05");
    assert_eq!(task.row.lead.as_deref(), Some("VP"));
    assert!(task.row.key_task);
    let units: Vec<_> = task.coordinating.iter().map(|(_, u)| u.as_str()).collect();
    assert_eq!(units, ["KHTC", "TTTK"]);
    assert_eq!(office.found("chuc danh nghe nghiep"), ["2.5-05"]);
    let led = Query {
        unit: UnitScope::Led(vp),
        ..office.all()
    };
    assert!(office.codes(&led).contains(&"2.5-05".to_owned()));
    let same = office.edit("2.5-05", |_| {});
    assert_eq!(refused(office.lan(same)), Refusal::NoChange);
    office.assert_sound();
}

#[test]
fn two_people_who_edit_the_same_part_see_each_others_values() {
    let mut office = Office::plan_2021();
    let code = "2.5-05";
    let mine = office.edit(code, |text| text.title = "Tiêu chuẩn chức danh".to_owned());
    let theirs = office.edit(code, |text| text.title = "Chức danh, tiêu chuẩn".to_owned());
    office.minh(theirs).unwrap();
    // Lan's own later note must not make her the one who wrote the title.
    office.lan(office.note(code, "Đã trao đổi")).unwrap();
    assert_eq!(
        clashes(office.lan(mine)),
        ["Title: Tiêu chuẩn chức danh ≠ Chức danh, tiêu chuẩn of Minh (kehoach)"]
    );
    let (vp, khtc, tttk) = (office.unit("VP"), office.unit("KHTC"), office.unit("TTTK"));
    let mine = office.edit(code, |text| text.coordinating = vec![vp]);
    let theirs = office.edit(code, |text| text.coordinating = vec![khtc, tttk]);
    office.minh(theirs).unwrap();
    assert_eq!(
        clashes(office.lan(mine)),
        ["Coordinating: VP ≠ KHTC, TTTK of Minh (kehoach)"]
    );
    assert_eq!(office.row(code).title, "Chức danh, tiêu chuẩn");
    office.assert_sound();
}

#[test]
fn two_who_edit_different_parts_both_keep_theirs() {
    let mut office = Office::plan_2021();
    let code = "2.5-05";
    let vp = office.unit("VP");
    let mine = office.edit(code, |text| text.title = "Tiêu chuẩn chức danh".to_owned());
    let theirs = office.edit(code, |text| {
        text.text = "Xây dựng tiêu chuẩn chức danh, trình Sở Nội vụ;".to_owned();
        text.lead = Some(vp);
    });
    office.minh(theirs).unwrap();
    office.lan(mine).unwrap();
    let task = office.task(code);
    assert_eq!(task.row.title, "Tiêu chuẩn chức danh");
    assert_eq!(
        task.texts.text,
        "Xây dựng tiêu chuẩn chức danh, trình Sở Nội vụ;"
    );
    assert_eq!(task.row.lead.as_deref(), Some("VP"));
    // Each right alone, together not: the lead unit among the co-operating ones.
    let khtc = office.unit("KHTC");
    let mine = office.edit(code, |text| text.coordinating = vec![khtc]);
    let theirs = office.edit(code, |text| text.lead = Some(khtc));
    office.minh(theirs).unwrap();
    assert_eq!(refused(office.lan(mine)), Refusal::LeadAlsoCoordinates);
    // The same wish twice is one.
    let twice = office.edit(code, |text| text.product = Some("Báo cáo".to_owned()));
    office.minh(twice.clone()).unwrap();
    assert_eq!(refused(office.lan(twice)), Refusal::NoChange);
    office.assert_sound();
}

// ---- people and settings

#[test]
fn people_get_a_unit_and_accounts() {
    let mut office = Office::plan_2021();
    let set = |name: &str, unit, account: Option<&str>| Change::SetPerson {
        name: name.to_owned(),
        unit,
        account: account.map(str::to_owned),
        seen: None,
    };
    let vp = office.unit("VP");
    assert_eq!(
        office
            .lan(set("Lan", Some(vp), Some("vanphong")))
            .unwrap()
            .kind,
        ChangeKind::Person
    );
    office.lan(set("Nga", Some(vp), Some("vanphong"))).unwrap();
    office.lan(set("Lan", None, Some("lan2"))).unwrap();
    let people = office.store.people().unwrap();
    assert_eq!(people.len(), 2);
    assert_eq!(people[0].accounts, ["vanphong", "lan2"]);
    assert_eq!(people[0].unit, Some(vp));
    let again = set("Nga", Some(vp), Some("vanphong"));
    assert_eq!(refused(office.lan(again)), Refusal::NoChange);
    let blank = set(" ", None, None);
    assert_eq!(refused(office.lan(blank)), Refusal::Missing(Field::Person));
    office.store.undo(&lan()).unwrap();
    assert_eq!(office.store.people().unwrap()[0].accounts, ["vanphong"]);
    office.assert_sound();
}

#[test]
fn settings_are_the_files_and_are_journalled() {
    let mut office = Office::plan_2021();
    let set = |key: &str, value: &str| Change::SetSetting {
        key: key.to_owned(),
        value: value.to_owned(),
        seen: None,
    };
    assert_eq!(office.plan().settings.soon_days, 7);
    let receipt = office.lan(set("soon_days", "3")).unwrap();
    assert_eq!((receipt.kind, receipt.tasks), (ChangeKind::Setting, vec![]));
    office.lan(set("before_is_strict", "0")).unwrap();
    office.lan(set("fixed_day", "2021-06-11")).unwrap();
    office.lan(set("silent_days", "30")).unwrap();
    let settings = office.second().plan().unwrap().settings;
    assert_eq!((settings.soon_days, settings.silent_days), (3, 30));
    assert!(!settings.before_is_strict);
    assert_eq!(settings.fixed_day, Some(today()));
    assert_eq!(
        refused(office.lan(set("soon_days", "3"))),
        Refusal::NoChange
    );
    office.store.undo(&lan()).unwrap();
    assert_eq!(office.plan().settings.silent_days, 14);
}

// ---- one act, many tasks

#[test]
fn an_act_on_many_tasks_is_all_or_none_and_one_step_of_undo() {
    let mut office = Office::plan_2021();
    let codes = ["2.1-01", "2.2-01", "2.4-06", "III-03"];
    let mut changes: Vec<Change> = codes
        .iter()
        .map(|code| office.complete(code, "2021-06-11"))
        .collect();
    let receipt = office.store.apply(&changes, &lan()).unwrap();
    assert_eq!(receipt.tasks, codes.map(|code| office.id(code)));
    let undone = office.store.undo(&lan()).unwrap();
    assert_eq!(undone.tasks, receipt.tasks);
    assert_eq!(undone.kind, ChangeKind::Complete);
    assert!(
        codes
            .iter()
            .all(|code| office.row(code).state == State::NotStarted)
    );
    let redone = office.store.redo(&lan()).unwrap();
    assert_eq!(redone.tasks, receipt.tasks);
    assert!(
        codes
            .iter()
            .all(|code| office.row(code).state == State::Done)
    );
    office.store.undo(&lan()).unwrap();
    // One of them cannot be done: none is.
    changes.push(office.complete("2.5-06", "2021-06-12"));
    let before = office.store.journal(None, 1).unwrap()[0].id;
    assert!(matches!(
        refused(office.store.apply(&changes, &lan())),
        Refusal::DoneInFuture(_)
    ));
    assert!(
        codes
            .iter()
            .all(|code| office.row(code).state == State::NotStarted)
    );
    assert_eq!(office.store.journal(None, 1).unwrap()[0].id, before);
    office.assert_sound();
}

#[test]
fn history_shows_who_did_what_when() {
    let mut office = Office::plan_2021();
    office.lan(start(&office, "2.6-01", true)).unwrap();
    let note = office.note("2.6-01", "Đang tổng hợp");
    office.store.apply(&[note], &on("2021-06-12")).unwrap();
    office
        .minh(office.complete("2.6-01", "2021-06-11"))
        .unwrap();
    let history = office.store.history(office.id("2.6-01"), 10).unwrap();
    let message: Vec<_> = history
        .iter()
        .map(|entry| (entry.kind, entry.actor.to_string(), entry.day))
        .collect();
    assert_eq!(
        message,
        [
            (ChangeKind::Complete, "Minh (kehoach)".to_owned(), today()),
            (
                ChangeKind::Note,
                "Lan (vanphong)".to_owned(),
                day("2021-06-12")
            ),
            (ChangeKind::Start, "Lan (vanphong)".to_owned(), today()),
            (ChangeKind::Add, "Lan (vanphong)".to_owned(), today()),
        ]
    );
    assert_eq!(
        office.store.history(office.id("2.6-01"), 2).unwrap().len(),
        2
    );
    assert_eq!(
        office
            .store
            .journal(Some(day("2021-06-12")), 100)
            .unwrap()
            .len(),
        1
    );
    let row = office.row("2.6-01");
    assert_eq!(
        (row.touched_on, row.updated_at),
        (today(), minh().recorded_at)
    );
    assert_eq!(office.store.broken_link().unwrap(), None);
}

// ---- lists

/// The demonstration, every row of it.
fn rows(office: &Office) -> Vec<TaskRow> {
    office
        .store
        .page(&office.all(), Anchor::Start, 1_000)
        .unwrap()
        .rows
}

/// Every scope: all and each area, with all units, each that leads something, and nobody.
fn scopes(office: &Office) -> Vec<Query> {
    let plan = office.plan().id;
    let mut units = vec![UnitScope::All, UnitScope::Unassigned];
    let counts = office.store.unit_totals(plan, None, today()).unwrap();
    let leading = counts.keys().filter(|unit| **unit > 0);
    units.extend(leading.map(|unit| UnitScope::Led(UnitId(*unit))));
    let mut areas = vec![None];
    areas.extend(
        office
            .store
            .areas(plan)
            .unwrap()
            .into_iter()
            .map(|area| Some(area.id)),
    );
    let mut scopes = Vec::new();
    for unit in units {
        for area in &areas {
            scopes.push(Query {
                unit,
                area: *area,
                ..office.all()
            });
        }
    }
    scopes
}

/// The rows of a scope by a plain loop over all rows.
fn naive<'r>(office: &Office, rows: &'r [TaskRow], query: &Query) -> Vec<&'r TaskRow> {
    let areas = office.store.areas(query.plan).unwrap();
    let key = query
        .area
        .map(|id| areas.iter().find(|area| area.id == id).unwrap().key.clone());
    rows.iter()
        .filter(|row| key.as_ref().is_none_or(|key| row.area == *key))
        .filter(|row| match query.unit {
            UnitScope::All => true,
            UnitScope::Unassigned => row.lead.is_none(),
            UnitScope::Led(unit) => row.place.unit_key == unit.0,
        })
        .collect()
}

/// Walks a list to its end in pages of seven, forwards or backwards; in the list's order.
fn walk(office: &Office, query: &Query, forwards: bool) -> Vec<TaskRow> {
    let mut all: Vec<TaskRow> = Vec::new();
    let mut anchor = if forwards { Anchor::Start } else { Anchor::End };
    loop {
        let page = office.store.page(query, anchor, 7).unwrap();
        let (first, last) = (page.at_start, page.at_end);
        let (start, end) = match anchor {
            Anchor::Start => (true, last),
            Anchor::End => (first, true),
            _ => (!forwards && first, forwards && last),
        };
        assert_eq!((first, last), (start, end), "{anchor:?}");
        if forwards {
            all.extend(page.rows);
            if last {
                return all;
            }
            anchor = Anchor::After(all.last().unwrap().place);
        } else {
            all.splice(0..0, page.rows);
            if first {
                return all;
            }
            anchor = Anchor::Before(all.first().unwrap().place);
        }
        assert!(all.len() < 1_000, "a walk must end");
    }
}

#[test]
fn paging_visits_every_task_once_in_either_direction() {
    let office = Office::sample();
    let all = rows(&office);
    assert_eq!(all.len(), 79);
    for scope in scopes(&office) {
        let expected = naive(&office, &all, &scope).len();
        for order in Order::ALL {
            let query = Query {
                order,
                ..scope.clone()
            };
            let there = walk(&office, &query, true);
            assert_eq!(there.len(), expected, "{query:?}");
            assert_eq!(there, walk(&office, &query, false), "{query:?}");
            let mut ids: Vec<_> = there.iter().map(|row| row.id).collect();
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), expected, "{query:?}");
            assert_eq!(
                office.store.count(&query).unwrap(),
                i64::try_from(expected).unwrap()
            );
            assert!(
                there.is_sorted_by(|a, b| match order {
                    Order::Due => (a.place.due_key, a.place.id) < (b.place.due_key, b.place.id),
                    Order::Code => a.place.code_key < b.place.code_key,
                    Order::Unit => {
                        a.lead != b.lead
                            || (a.place.due_key, a.place.id) < (b.place.due_key, b.place.id)
                    }
                    Order::Changed => a.place.last_change > b.place.last_change,
                }),
                "{query:?}"
            );
        }
    }
}

#[test]
fn a_window_from_a_row_joins_the_one_before_it() {
    let office = Office::sample();
    let plan = office.plan().id;
    let (vp, area) = (office.unit("VP"), office.store.areas(plan).unwrap()[2].id);
    for (unit, area) in [
        (UnitScope::All, None),
        (UnitScope::All, Some(area)),
        (UnitScope::Led(vp), None),
        (UnitScope::Led(vp), Some(area)),
    ] {
        for order in Order::ALL {
            let query = Query {
                unit,
                area,
                order,
                ..office.all()
            };
            let list = walk(&office, &query, true);
            for (at, row) in list.iter().enumerate() {
                let from = office
                    .store
                    .page(&query, Anchor::From(row.place), 5)
                    .unwrap();
                let before = office
                    .store
                    .page(&query, Anchor::Before(row.place), 5)
                    .unwrap();
                let after = office
                    .store
                    .page(&query, Anchor::After(row.place), 5)
                    .unwrap();
                let end = (at + 5).min(list.len());
                assert_eq!(from.rows, list[at..end], "{order:?} {at}");
                assert_eq!(from.at_start, at == 0, "{order:?} {at}");
                assert_eq!(from.at_end, end == list.len());
                assert_eq!(before.rows, list[at.saturating_sub(5)..at]);
                assert_eq!(before.at_start, at <= 5);
                let end = (at + 6).min(list.len());
                assert_eq!(after.rows, list[at + 1..end]);
            }
        }
    }
}

#[test]
fn a_window_opens_where_a_row_was_that_has_left_the_list() {
    let mut office = Office::sample();
    let query = office.all();
    let list = walk(&office, &query, true);
    let gone = &list[10];
    let change = Change::Hold {
        task: gone.id,
        hold: Some(Hold::Dropped),
        reason: Some("Không còn phù hợp".to_owned()),
        seen: Held::default(),
    };
    office.lan(change).unwrap();
    let from = office
        .store
        .page(&query, Anchor::From(gone.place), 3)
        .unwrap();
    assert_eq!(from.rows[0].id, list[11].id);
    assert!(!from.at_start);
    let before = office
        .store
        .page(&query, Anchor::Before(gone.place), 3)
        .unwrap();
    assert_eq!(before.rows[2].id, list[9].id);
}

#[test]
fn lists_by_unit_are_alphabetical_with_nobody_last() {
    let office = Office::sample();
    let query = Query {
        order: Order::Unit,
        ..office.all()
    };
    let mut leads: Vec<Option<String>> = Vec::new();
    for row in walk(&office, &query, true) {
        if leads.last() != Some(&row.lead) {
            leads.push(row.lead);
        }
    }
    let units = office.store.units().unwrap();
    let place = |lead: &Option<String>| {
        lead.as_ref().map_or(usize::MAX, |lead| {
            units
                .iter()
                .position(|unit| unit.abbreviation == *lead)
                .unwrap()
        })
    };
    assert!(leads.is_sorted_by_key(place), "{leads:?}");
    assert!(leads.len() > 5 && leads.last() == Some(&None), "{leads:?}");
}

#[test]
fn filters_and_their_counts_are_those_of_a_plain_loop() {
    let office = Office::sample();
    let all = rows(&office);
    let vp = office.unit("VP");
    let open = |row: &TaskRow| row.state.is_open();
    let between = |row: &TaskRow, first: &str, last: &str| {
        open(row)
            && row
                .due_on
                .is_some_and(|due| due >= day(first) && due <= day(last))
    };
    let joined = |row: &TaskRow| {
        let task = office.store.task(row.id).unwrap().unwrap();
        task.texts.lead == Some(vp) || task.coordinating.iter().any(|(unit, _)| *unit == vp)
    };
    type Test<'a> = &'a dyn Fn(&TaskRow) -> bool;
    let cases: [(Filter, Test<'_>); 15] = [
        (Filter::Due(DueSpan::Overdue), &|r| {
            between(r, "1900-01-01", "2021-06-10")
        }),
        (Filter::Due(DueSpan::Soon), &|r| {
            between(r, "2021-06-11", "2021-06-18")
        }),
        (Filter::Due(DueSpan::ThisWeek), &|r| {
            between(r, "2021-06-07", "2021-06-13")
        }),
        (Filter::Due(DueSpan::NextWeek), &|r| {
            between(r, "2021-06-14", "2021-06-20")
        }),
        (Filter::Due(DueSpan::None), &|r| {
            open(r) && r.due_on.is_none()
        }),
        (
            Filter::Due(DueSpan::Between(day("2021-06-30"), day("2021-09-30"))),
            &|r| between(r, "2021-06-30", "2021-09-30"),
        ),
        (
            Filter::Due(DueSpan::Between(day("2021-09-30"), day("2021-06-30"))),
            &|_| false,
        ),
        (Filter::KeyTask, &|r| r.key_task),
        (Filter::Stuck, &|r| r.difficulties > 0),
        (Filter::Unassigned, &|r| r.lead.is_none()),
        (Filter::NoDeadline, &|r| r.kind == DeadlineKind::None),
        (Filter::Unclear, &|r| r.kind == DeadlineKind::Unclear),
        (Filter::Unproven, &TaskRow::lacks_evidence),
        (Filter::Silent, &|r| {
            open(r) && r.touched_on <= day("2021-05-28")
        }),
        (Filter::Mine(vp), &joined),
    ];
    for (filter, holds) in cases {
        let wanted: usize = all.iter().filter(|row| holds(row)).count();
        if !matches!(filter, Filter::Due(DueSpan::Between(..))) {
            assert!(wanted > 0, "the demonstration has something for {filter:?}");
        }
        for scope in scopes(&office) {
            let expected: Vec<&TaskRow> = naive(&office, &all, &scope)
                .into_iter()
                .filter(|row| holds(row))
                .collect();
            for order in Order::ALL {
                let query = Query {
                    order,
                    filters: vec![filter],
                    ..scope.clone()
                };
                let found = walk(&office, &query, true);
                assert_eq!(found.len(), expected.len(), "{query:?}");
                assert!(found.iter().all(|row| expected.contains(&row)), "{query:?}");
                if order == Order::Due {
                    assert_eq!(found, walk(&office, &query, false), "{query:?}");
                    let count = office.store.count(&query).unwrap();
                    assert_eq!(count, i64::try_from(expected.len()).unwrap());
                }
            }
        }
    }
}

#[test]
fn filters_and_states_hold_together() {
    let office = Office::sample();
    let all = rows(&office);
    let query = Query {
        filters: vec![Filter::KeyTask, Filter::Due(DueSpan::Overdue)],
        ..office.all()
    };
    let both = all
        .iter()
        .filter(|r| r.key_task && r.timeliness(today(), 7) == Timeliness::Overdue);
    assert_eq!(office.codes(&query).len(), both.count());
    for state in State::ALL {
        let query = Query {
            states: vec![state],
            ..office.all()
        };
        let expected = all.iter().filter(|row| row.state == state).count();
        assert!(expected > 0, "{state:?}");
        assert_eq!(office.codes(&query).len(), expected);
    }
    let done_early = Query {
        states: vec![State::Done],
        filters: vec![Filter::Due(DueSpan::Between(
            day("2021-01-01"),
            day("2021-03-31"),
        ))],
        ..office.all()
    };
    let expected = all
        .iter()
        .filter(|r| r.state == State::Done && r.due_on.is_some_and(|d| d <= day("2021-03-31")));
    assert_eq!(office.codes(&done_early).len(), expected.count());
    let undated = Query {
        states: vec![State::Paused, State::Done],
        filters: vec![Filter::Due(DueSpan::None)],
        ..office.all()
    };
    let expected = all
        .iter()
        .filter(|r| matches!(r.state, State::Paused | State::Done) && r.due_on.is_none());
    assert_eq!(office.codes(&undated).len(), expected.count());
}

// ---- totals

/// The totals of rows by a plain loop.
fn tally<'r>(rows: impl IntoIterator<Item = &'r TaskRow>) -> Totals {
    let mut totals = Totals::default();
    for row in rows {
        match row.state {
            State::Dropped => totals.dropped += 1,
            State::Paused => totals.paused += 1,
            State::Done => match row.on_time {
                Some(true) => totals.done_on_time += 1,
                Some(false) => totals.done_late += 1,
                None => totals.done_undated += 1,
            },
            _ if row.due_on.is_some() => {
                totals.open_dated += 1;
                totals.overdue += i64::from(row.due_on.unwrap() < today());
            }
            State::NotStarted if row.kind == DeadlineKind::Event => totals.event_not_come += 1,
            _ => totals.open_undated += 1,
        }
    }
    totals
}

#[test]
fn totals_put_each_task_into_exactly_one_group() {
    let office = Office::sample();
    let all = rows(&office);
    for scope in scopes(&office) {
        let expected = tally(naive(&office, &all, &scope));
        let totals = office
            .store
            .totals(scope.plan, scope.unit, scope.area, today())
            .unwrap();
        assert_eq!(totals, expected, "{scope:?}");
        let sum = totals.done()
            + totals.open_dated
            + totals.open_undated
            + totals.event_not_come
            + totals.paused;
        assert_eq!(totals.total(), sum);
        let rows = i64::try_from(naive(&office, &all, &scope).len()).unwrap();
        assert_eq!(totals.total() + totals.dropped, rows);
    }
    let whole = office
        .store
        .totals(office.plan().id, UnitScope::All, None, today())
        .unwrap();
    let groups = [
        whole.done_on_time,
        whole.done_late,
        whole.open_dated,
        whole.overdue,
        whole.open_undated,
        whole.event_not_come,
        whole.paused,
        whole.dropped,
    ];
    assert!(groups.iter().all(|n| *n > 0), "{whole:?}");
}

#[test]
fn lateness_is_counted_for_any_day_without_a_write() {
    let office = Office::sample();
    let all = rows(&office);
    for iso in [
        "2020-12-31",
        "2021-01-01",
        "2021-03-31",
        "2021-04-01",
        "2021-06-10",
        "2021-06-11",
        "2021-06-12",
        "2021-06-30",
        "2021-07-01",
        "2021-12-31",
        "2022-01-01",
        "2031-05-05",
    ] {
        let then = day(iso);
        let late = all
            .iter()
            .filter(|row| row.state.is_open() && row.due_on.is_some_and(|due| due < then));
        let totals = office
            .store
            .totals(office.plan().id, UnitScope::All, None, then)
            .unwrap();
        assert_eq!(
            totals.overdue,
            i64::try_from(late.count()).unwrap(),
            "{iso}"
        );
    }
}

#[test]
fn the_units_counts_add_up_to_the_areas() {
    let office = Office::sample();
    let plan = office.plan().id;
    for area in office.store.areas(plan).unwrap() {
        let units = office
            .store
            .unit_totals(plan, Some(area.id), today())
            .unwrap();
        let whole = office
            .store
            .totals(plan, UnitScope::All, Some(area.id), today())
            .unwrap();
        let sum = |part: fn(&Totals) -> i64| units.values().map(part).sum::<i64>();
        assert_eq!(sum(Totals::total), whole.total(), "{}", area.key);
        assert_eq!(sum(|t| t.overdue), whole.overdue, "{}", area.key);
        assert!(units.values().all(|t| t.total() + t.dropped > 0));
    }
}

#[test]
fn kept_counts_equal_recounted_ones_after_every_change() {
    let mut office = Office::plan_2021();
    let vp = office.unit("VP");
    // Each is made when its turn comes, for it names what the file holds then.
    type Act = Box<dyn Fn(&Office) -> Change>;
    let acts: Vec<Act> = vec![
        Box::new(|office| office.set_deadline("2.3.1-03", "Quý II")),
        Box::new(move |office| office.edit("2.3.1-03", |text| text.lead = Some(vp))),
        Box::new(|office| office.extend("2.3.1-03", "2022-01-15")),
        Box::new(|office| office.complete("2.3.1-03", "2021-06-01")),
        Box::new(|office| office.reopen_last("2.3.1-03")),
        Box::new(|office| {
            let why = Some("Đã có trong kế hoạch của tỉnh");
            office.hold("2.3.1-03", Some(Hold::Dropped), why)
        }),
        Box::new(|office| office.hold("2.3.1-03", None, None)),
        Box::new(|office| office.set_deadline("2.3.1-04", "Khi phát sinh")),
        Box::new(|office| start(office, "2.3.1-04", true)),
        Box::new(|office| office.set_deadline("2.3.1-04", "đang xin ý kiến")),
        Box::new(|office| office.complete("2.1-07", "2021-04-02")),
        Box::new(|office| office.new_task("III", "Báo cáo sơ kết 6 tháng", "Trước 15/6")),
    ];
    for act in acts {
        let act = act(&office);
        office
            .lan(act.clone())
            .unwrap_or_else(|e| panic!("{act:?}: {e:?}"));
        office.assert_sound();
    }
    while office.store.undo(&lan()).is_ok() {
        office.assert_sound();
    }
    let totals = office
        .store
        .totals(office.plan().id, UnitScope::All, None, today())
        .unwrap();
    assert_eq!(totals.total(), 79);
}

// ---- search

#[test]
fn search_takes_words_as_people_type_them() {
    let office = Office::plan_2021();
    for (typed, code) in [
        ("rà soát các TTHC", "2.3.1-01"),
        ("RA SOAT tthc", "2.3.1-01"),
        ("tthc soat ra", "2.3.1-01"),
        ("ra soat t", "2.3.1-01"),
        ("2.3.1-01", "2.3.1-01"),
        ("2.3.1-1", "2.3.1-01"),
        ("đa dạng hóa", "2.1-10"),
        ("đa dạng hoá", "2.1-10"),
        ("da dang hoa", "2.1-10"),
        ("121/KH-UBND", "2.7.2-08"),
        ("121/kh", "2.7.2-08"),
        ("chuyển đổi số", "2.7.1-02"),
        ("điện tử", "2.7.1-01"),
        ("TT-TK", "III-02"),
        ("Phổi", "2.7.2-04"),
    ] {
        let found = office.found(typed);
        assert!(found.contains(&code.to_owned()), "{typed}: {found:?}");
    }
    for typed in ["tthcx", "đường sắt cao tốc", "soatra", "9.9.9"] {
        assert_eq!(office.found(typed), [""; 0], "{typed}");
    }
    for typed in ["", "  ", "-", "./", "…"] {
        assert_eq!(office.found(typed).len(), 79, "{typed}");
    }
}

#[test]
fn search_finds_a_section_and_the_tail_of_a_number() {
    let office = Office::plan_2021();
    let section: Vec<String> = (1..=6).map(|n| format!("2.3.1-{n:02}")).collect();
    for code in &section {
        assert!(office.found("2.3.1").contains(code), "{code}");
    }
    for typed in ["KH-UBND", "kh-ub", "UBND tỉnh 393", "393/KH-UBND"] {
        let found = office.found(typed);
        assert!(found.contains(&"2.7.1-02".to_owned()), "{typed}: {found:?}");
    }
    assert!(office.found("2020/NĐ-CP").contains(&"2.5-03".to_owned()));
}

#[test]
fn search_looks_at_products_units_notes_evidence_and_steps() {
    let mut office = Office::plan_2021();
    let (vp, snv) = (office.unit("VP"), office.unit("SNV"));
    let change = office.edit("2.4-03", |text| {
        text.product = Some("Đề án sắp xếp".to_owned());
        text.lead = Some(vp);
        text.coordinating = vec![snv];
    });
    office.lan(change).unwrap();
    office
        .lan(office.note("2.4-03", "Chị Thuỷ đã gửi dự thảo\nlần 2"))
        .unwrap();
    let evidence = Change::AddEvidence {
        task: office.id("2.4-03"),
        number: "487/SKHCN-TĐC".to_owned(),
        dated_on: None,
        summary: Some("Công văn lấy ý kiến".to_owned()),
        path: None,
    };
    office.lan(evidence).unwrap();
    let step = Change::AddStep {
        task: office.id("2.4-03"),
        title: "Họp liên ngành".to_owned(),
    };
    office.lan(step).unwrap();
    for typed in [
        "đề án sắp xếp",
        "van phong so",
        "VP sắp xếp",
        "so noi vu sap xep",
        "SNV",
        "thủy dự thảo",
        "thuy gui lan 2",
        "487",
        "SKHCN-TĐC",
        "tdc cong van",
        "hop lien nganh",
    ] {
        let found = office.found(typed);
        assert!(found.contains(&"2.4-03".to_owned()), "{typed}: {found:?}");
    }
    office.assert_sound();
}

#[test]
fn search_follows_edits_and_their_undoing() {
    let mut office = Office::plan_2021();
    let change = office.edit("2.6-05", |text| {
        text.title = "Quy chế Khoai Lang".to_owned()
    });
    office.lan(change).unwrap();
    assert_eq!(office.found("khoai lang"), ["2.6-05"]);
    office.store.undo(&lan()).unwrap();
    assert_eq!(office.found("khoai lang"), [""; 0]);
    assert!(
        office
            .found("chi tiêu nội bộ")
            .contains(&"2.6-05".to_owned())
    );
    office.store.redo(&lan()).unwrap();
    assert_eq!(office.found("khoai lang"), ["2.6-05"]);
    office
        .lan(office.new_task("2.6", "Chuối tiêu hồng", ""))
        .unwrap();
    assert_eq!(office.found("chuoi tieu"), ["2.6-06"]);
    office.store.undo(&lan()).unwrap();
    assert_eq!(office.found("chuoi tieu"), [""; 0]);
    office.assert_sound();
}

#[test]
fn search_narrows_a_list_and_never_reorders_it() {
    let office = Office::sample();
    let areas = office.store.areas(office.plan().id).unwrap();
    for order in Order::ALL {
        for area in [None, Some(areas[2].id), Some(areas[6].id)] {
            let whole = Query {
                order,
                area,
                ..office.all()
            };
            let words = Query {
                words: "thủ tục hành".to_owned(),
                ..whole.clone()
            };
            let found = walk(&office, &words, true);
            let expected: Vec<TaskRow> = walk(&office, &whole, true)
                .into_iter()
                .filter(|row| found.iter().any(|other| other.id == row.id))
                .collect();
            assert_eq!(found, expected);
            assert_eq!(found, walk(&office, &words, false));
            let count = i64::try_from(found.len()).unwrap();
            assert_eq!(office.store.count(&words).unwrap(), count);
        }
    }
}

#[test]
fn nothing_typed_into_the_search_is_an_error() {
    let office = Office::plan_2021();
    let alphabet: Vec<char> = (0..=0x2_ffff_u32).filter_map(char::from_u32).collect();
    for chunk in alphabet.chunks(64) {
        let mut typed: Vec<String> = vec![chunk.iter().collect()];
        typed.extend(chunk.iter().step_by(9).map(|c| format!("a{c}b")));
        for words in typed {
            let query = Query {
                words,
                ..office.all()
            };
            if let Err(error) = office.store.count(&query) {
                panic!("{:?}: {error}", query.words);
            }
        }
    }
    for words in [
        "\"",
        "NEAR(a b)",
        "a OR b",
        "a*",
        "words:a",
        "^a",
        "a + b",
        "-a",
        "{a}",
        "'",
    ] {
        let query = Query {
            words: words.to_owned(),
            ..office.all()
        };
        assert!(office.store.count(&query).is_ok(), "{words}");
    }
}

// ---- the edges

#[test]
fn what_concerns_nothing_that_is_there_is_refused_without_a_trace() {
    let mut office = Office::plan_2021();
    let before = crate::support::content(&office.path);
    let journal = office.store.journal(None, 1).unwrap()[0].id;
    let gone = TaskId(12_345);
    let first = office.task("2.1-01").occurrences[0].clone();
    for change in [
        Change::Start {
            task: gone,
            started: true,
        },
        Change::Reopen {
            task: gone,
            seen: first.completion(),
        },
        Change::AddStep {
            task: gone,
            title: "Bước".to_owned(),
        },
        Change::SetDeadline {
            task: gone,
            deadline: deadline("Quý I"),
            base_on: None,
            seen: office.task("2.1-01").term(),
        },
    ] {
        assert_eq!(refused(office.lan(change)), Refusal::NoSuchTask);
    }
    assert_eq!(crate::support::content(&office.path), before);
    assert_eq!(office.store.journal(None, 1).unwrap()[0].id, journal);
}

#[test]
fn who_has_not_chosen_a_name_signs_with_the_account() {
    let mut office = Office::plan_2021();
    let note = office.note("2.1-01", "Chưa chọn tên");
    office.store.apply(&[note], &stamp("", "vanphong")).unwrap();
    assert_eq!(office.task("2.1-01").notes[0].signed, "vanphong");
}
