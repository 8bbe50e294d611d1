//! Nobody writes over what a colleague has replaced since: each change that replaces a value tells
//! of it with both values, and who wrote theirs; where both want the same, nobody is asked.

use crate::support::{Office, clashes, content, day, lan, minh};
use cchc::domain::change::{Change, Refusal, UnitText};
use cchc::domain::conflict::Completion;
use cchc::domain::ids::UnitId;
use cchc::domain::note::NoteKind;
use cchc::domain::task::{Hold, State};
use cchc::domain::unit::UnitKind;
use cchc::present::lang::Lang;
use cchc::present::messages::errors;
use cchc::store::{Result, StoreError};

const CODE: &str = "2.2-01";

/// Lan has made her change ready; Minh makes his in between. What Lan is told, and nothing of hers
/// is written.
#[track_caller]
fn conflicts_of(office: &mut Office, lans: Change, minhs: Change) -> Vec<String> {
    office.minh(minhs).unwrap();
    let before = content(&office.path);
    let message = clashes(office.lan(lans));
    assert_eq!(content(&office.path), before);
    message
}

fn refused<T: std::fmt::Debug>(result: Result<T>) -> Refusal {
    match result {
        Err(StoreError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn dated() -> Office {
    let mut office = Office::plan_2021();
    office.lan(office.set_deadline(CODE, "30/6")).unwrap();
    office
}

fn complete(office: &Office, on: &str, result: Option<&str>) -> Change {
    let task = office.task(CODE);
    Change::Complete {
        task: task.row.id,
        occurrence: task.current().map(|o| o.id),
        done_on: day(on),
        result: result.map(str::to_owned),
    }
}

fn correct(office: &Office, on: &str, result: Option<&str>) -> Change {
    let task = office.task(CODE);
    let done = &task.occurrences[0];
    Change::Correct {
        task: task.row.id,
        seen: done.completion(),
        to: Completion {
            occurrence: done.id,
            done_on: Some(day(on)),
            result: result.map(str::to_owned),
        },
    }
}

#[test]
fn a_deadline_that_a_colleague_has_set_is_not_replaced_before_it_was_shown() {
    let mut office = dated();
    let lans = office.set_deadline(CODE, "Quý IV");
    let minhs = office.set_deadline(CODE, "Quý III");
    assert_eq!(
        conflicts_of(&mut office, lans, minhs),
        ["Deadline: Quý IV ≠ Quý III of Minh (kehoach)"]
    );
    // The same wording with a day that somebody has extended.
    let lans = office.set_deadline(CODE, "Quý IV");
    let minhs = office.extend(CODE, "2021-10-15");
    assert_eq!(
        conflicts_of(&mut office, lans, minhs),
        ["Due: Quý IV ≠ 2021-10-15 of Minh (kehoach)"]
    );
    // Whoever has seen it may replace it.
    office.lan(office.set_deadline(CODE, "Quý IV")).unwrap();
    assert_eq!(office.row(CODE).due_on, Some(day("2021-12-31")));
    // Both want the same.
    let lans = office.set_deadline(CODE, "Quý II");
    office.minh(office.set_deadline(CODE, "Quý II")).unwrap();
    assert_eq!(refused(office.lan(lans)), Refusal::NoChange);
    // But for the extension that Minh has added to it.
    let lans = office.set_deadline(CODE, "Quý III");
    office.minh(office.set_deadline(CODE, "Quý III")).unwrap();
    let minhs = office.extend(CODE, "2021-10-15");
    assert_eq!(
        conflicts_of(&mut office, lans, minhs),
        ["Due: Quý III ≠ 2021-10-15 of Minh (kehoach)"]
    );
    office.assert_sound();
}

/// The fourth quarter of a task that was quarterly for a while, completed then and reopened.
fn reopen_fourth_quarter(office: &mut Office, wording: &str) {
    office.minh(office.set_deadline(CODE, "Hằng quý")).unwrap();
    let task = office.task(CODE);
    let (task, last) = (task.row.id, task.occurrences[3].id);
    let done = Change::Complete {
        task,
        occurrence: Some(last),
        done_on: day("2021-06-10"),
        result: None,
    };
    office.minh(done).unwrap();
    office.minh(office.set_deadline(CODE, wording)).unwrap();
    let seen = office.task(CODE).occurrence(last).unwrap().completion();
    office.minh(Change::Reopen { task, seen }).unwrap();
}

#[test]
fn a_due_date_that_a_colleague_has_reopened_is_not_replaced_before_it_was_shown() {
    // The wording and the first day are as Lan has seen them.
    let mut office = dated();
    let lans = office.set_deadline(CODE, "Quý III");
    reopen_fourth_quarter(&mut office, "30/6");
    assert_eq!(
        clashes(office.lan(lans)),
        ["Due: Quý III ≠ 2021-12-31 of Minh (kehoach)"]
    );
    // The wording is the one that Lan wants.
    let mut office = dated();
    let lans = office.set_deadline(CODE, "Quý III");
    reopen_fourth_quarter(&mut office, "Quý III");
    assert_eq!(
        clashes(office.lan(lans)),
        ["Due: Quý III ≠ 2021-12-31 of Minh (kehoach)"]
    );
    office.assert_sound();
}

#[test]
fn what_a_relative_deadline_counts_from_is_part_of_it() {
    let mut office = Office::plan_2021();
    let wording = "trong 15 ngày kể từ ngày ký";
    office.lan(office.set_deadline(CODE, wording)).unwrap();
    let from = |office: &Office, base: &str| match office.set_deadline(CODE, wording) {
        Change::SetDeadline {
            task,
            deadline,
            seen,
            ..
        } => Change::SetDeadline {
            task,
            deadline,
            seen,
            base_on: Some(day(base)),
        },
        other => other,
    };
    let (lans, minhs) = (from(&office, "2021-06-01"), from(&office, "2021-06-02"));
    assert_eq!(
        conflicts_of(&mut office, lans, minhs),
        ["BaseOn: 2021-06-01 ≠ 2021-06-02 of Minh (kehoach)"]
    );
}

#[test]
fn an_extension_counts_from_the_day_that_was_shown() {
    let mut office = dated();
    let (lans, minhs) = (
        office.extend(CODE, "2021-08-31"),
        office.extend(CODE, "2021-07-15"),
    );
    assert_eq!(
        conflicts_of(&mut office, lans, minhs),
        ["Due: 2021-08-31 ≠ 2021-07-15 of Minh (kehoach)"]
    );
    assert_eq!(office.task(CODE).extensions.len(), 1);
    // To the same day: there is nothing left to do, and no second extension.
    let lans = office.extend(CODE, "2021-07-30");
    office.minh(office.extend(CODE, "2021-07-30")).unwrap();
    let current = day("2021-07-30");
    assert_eq!(refused(office.lan(lans)), Refusal::NotLater { current });
    // The occurrence that was meant is done: the next one is not extended in its place.
    let quarterly = "2.1-07";
    let lans = office.extend(quarterly, "2021-04-15");
    office
        .minh(office.complete(quarterly, "2021-06-11"))
        .unwrap();
    assert_eq!(refused(office.lan(lans)), Refusal::NothingToExtend);
    // It has another day, for the deadline was set anew.
    let lans = office.extend(CODE, "2021-08-31");
    let minhs = office.set_deadline(CODE, "Quý IV");
    assert_eq!(
        conflicts_of(&mut office, lans, minhs),
        ["Due: 2021-08-31 ≠ 2021-12-31 of Minh (kehoach)"]
    );
    // It is gone, for the periods are others now.
    let lans = office.extend(CODE, "2022-08-31");
    let minhs = office.set_deadline(CODE, "Hằng quý");
    assert_eq!(
        conflicts_of(&mut office, lans, minhs),
        ["Deadline: – ≠ Hằng quý of Minh (kehoach)"]
    );
    office.assert_sound();
}

#[test]
fn a_pause_and_its_reason_are_not_replaced_before_they_were_shown() {
    let mut office = dated();
    let pause = |office: &Office, why| office.hold(CODE, Some(Hold::Paused), Some(why));
    let drop = |office: &Office, why| office.hold(CODE, Some(Hold::Dropped), Some(why));
    let (lans, minhs) = (pause(&office, "Chờ Sở Nội vụ"), drop(&office, "Trùng việc"));
    let told_both = conflicts_of(&mut office, lans, minhs);
    assert_eq!(
        told_both,
        [
            "State: Hold(Paused) ≠ Hold(Dropped) of Minh (kehoach)",
            "Reason: Chờ Sở Nội vụ ≠ Trùng việc of Minh (kehoach)"
        ]
    );
    // The same state for another reason.
    let lans = pause(&office, "Chờ Sở Nội vụ");
    let minhs = pause(&office, "Chờ kinh phí");
    assert_eq!(
        conflicts_of(&mut office, lans, minhs),
        ["Reason: Chờ Sở Nội vụ ≠ Chờ kinh phí of Minh (kehoach)"]
    );
    // Seen, the reason may be corrected.
    office.lan(pause(&office, "Chờ Sở Nội vụ")).unwrap();
    assert_eq!(
        office.task(CODE).hold_reason.as_deref(),
        Some("Chờ Sở Nội vụ")
    );
    // Whoever lifts a pause does not lift the drop that has come in its place.
    let lans = office.hold(CODE, None, None);
    let minhs = drop(&office, "Trùng việc");
    assert_eq!(
        conflicts_of(&mut office, lans, minhs),
        [
            "State: – ≠ Hold(Dropped) of Minh (kehoach)",
            "Reason: – ≠ Trùng việc of Minh (kehoach)"
        ]
    );
    // Both lift it, or both set it for the same reason.
    let lans = office.hold(CODE, None, None);
    office.minh(office.hold(CODE, None, None)).unwrap();
    let state = State::NotStarted;
    assert_eq!(refused(office.lan(lans)), Refusal::AlreadySo(state));
    office.assert_sound();
}

#[test]
fn a_completion_that_was_not_shown_is_not_replaced() {
    let mut office = dated();
    let lans = complete(&office, "2021-06-11", Some("Đã trình"));
    let minhs = complete(&office, "2021-06-10", Some("Đã ban hành"));
    assert_eq!(
        conflicts_of(&mut office, lans, minhs),
        [
            "DoneOn: 2021-06-11 ≠ 2021-06-10 of Minh (kehoach)",
            "Result: Đã trình ≠ Đã ban hành of Minh (kehoach)"
        ]
    );
    // Done is done, where nothing else is to be told.
    let same_day = Change::Complete {
        task: office.id(CODE),
        occurrence: Some(office.task(CODE).occurrences[0].id),
        done_on: day("2021-06-10"),
        result: None,
    };
    assert_eq!(refused(office.lan(same_day)), Refusal::AlreadyDone);
    // Corrected by both: each keeps the part that they alone have touched.
    let lans = correct(&office, "2021-06-09", Some("Đã ban hành"));
    let minhs = correct(&office, "2021-06-10", Some("Đã ban hành, gửi UBND tỉnh"));
    office.minh(minhs).unwrap();
    office.lan(lans).unwrap();
    let done = office.task(CODE).occurrences[0].completion();
    assert_eq!(done.done_on, Some(day("2021-06-09")));
    assert_eq!(done.result.as_deref(), Some("Đã ban hành, gửi UBND tỉnh"));
    let lans = correct(&office, "2021-06-08", Some("Đã ban hành"));
    let minhs = correct(&office, "2021-06-07", Some("Đã ban hành"));
    assert_eq!(
        conflicts_of(&mut office, lans, minhs),
        ["DoneOn: 2021-06-08 ≠ 2021-06-07 of Minh (kehoach)"]
    );
    // Corrected by the one, taken back by the other.
    let lans = office.reopen_last(CODE);
    let minhs = correct(&office, "2021-06-07", Some("Đã gửi"));
    assert_eq!(
        conflicts_of(&mut office, lans, minhs),
        ["Result: – ≠ Đã gửi of Minh (kehoach)"]
    );
    let lans = correct(&office, "2021-06-06", Some("Đã gửi"));
    let minhs = office.reopen_last(CODE);
    assert_eq!(
        conflicts_of(&mut office, lans, minhs),
        ["DoneOn: 2021-06-06 ≠ – of Minh (kehoach)"]
    );
    // What the correction leaves as it was is gone with the completion too.
    office.lan(complete(&office, "2021-06-05", None)).unwrap();
    let lans = correct(&office, "2021-06-05", Some("Đã gửi UBND tỉnh"));
    let minhs = office.reopen_last(CODE);
    assert_eq!(
        conflicts_of(&mut office, lans, minhs),
        ["DoneOn: 2021-06-05 ≠ – of Minh (kehoach)"]
    );
    // Both take it back.
    office.lan(complete(&office, "2021-06-11", None)).unwrap();
    let lans = office.reopen_last(CODE);
    office.minh(office.reopen_last(CODE)).unwrap();
    assert_eq!(refused(office.lan(lans)), Refusal::NotDone);
    office.assert_sound();
}

#[test]
fn after_a_deadline_is_set_again_no_other_occurrence_is_completed() {
    let mut office = dated();
    let lans = complete(&office, "2021-06-11", None);
    let minhs = office.set_deadline(CODE, "Hằng quý");
    assert_eq!(
        conflicts_of(&mut office, lans, minhs),
        ["Deadline: – ≠ Hằng quý of Minh (kehoach)"]
    );
    assert_eq!(office.row(CODE).occurrences_done, 0);
}

#[test]
fn a_step_that_was_ticked_again_is_not_unticked_before_that_was_shown() {
    let mut office = Office::plan_2021();
    let code = "2.7.2-03";
    let tick = |office: &Office, done| {
        let task = office.task(code);
        let step = task.steps[0].id;
        Change::TickStep {
            task: task.row.id,
            step,
            done,
            seen: task.ticked(step),
        }
    };
    office.lan(tick(&office, true)).unwrap();
    let lans = tick(&office, false);
    let untick = tick(&office, false);
    office.minh(untick).unwrap();
    let mut later = minh();
    later.day = day("2021-06-14");
    let again = tick(&office, true);
    office.store.apply(&[again], &later).unwrap();
    assert_eq!(
        clashes(office.lan(lans)),
        ["Step: – ≠ 2021-06-14 of Minh (kehoach)"]
    );
    let both = tick(&office, false);
    office.minh(both.clone()).unwrap();
    assert_eq!(refused(office.lan(both)), Refusal::NoChange);
}

#[test]
fn a_difficulty_is_answered_once_and_the_other_answer_is_shown() {
    let mut office = Office::plan_2021();
    let task = office.id(CODE);
    let note = |kind, body: &str, answers| Change::AddNote {
        task,
        kind,
        body: body.to_owned(),
        answers,
    };
    let stuck = note(NoteKind::Difficulty, "Chưa có hướng dẫn", None);
    office.lan(stuck).unwrap();
    let open = Some(office.task(CODE).notes[0].id);
    let lans = note(NoteKind::Note, "Sở Nội vụ đã trả lời", open);
    let minhs = note(NoteKind::Note, "Đã có công văn", open);
    assert_eq!(
        conflicts_of(&mut office, lans, minhs),
        ["Note: Sở Nội vụ đã trả lời ≠ Đã có công văn of Minh (kehoach)"]
    );
}

fn unit_text(office: &Office, change: impl FnOnce(&mut UnitText)) -> Change {
    let unit = office.unit("TTra");
    let units = office.store.units().unwrap();
    let seen = units.iter().find(|u| u.id == unit).unwrap().text();
    let mut text = seen.clone();
    change(&mut text);
    Change::SetUnit {
        unit: Some((unit, Box::new(seen))),
        text: Box::new(text),
    }
}

#[test]
fn a_units_parts_are_edited_side_by_side_but_not_over_each_other() {
    let mut office = Office::plan_2021();
    let lans = unit_text(&office, |unit| unit.name = "Thanh tra Sở KH&CN".to_owned());
    let minhs = unit_text(&office, |unit| unit.aliases.push("Phòng TTra".to_owned()));
    office.minh(minhs).unwrap();
    office.lan(lans).unwrap();
    let now = office.store.find_unit("Phòng TTra").unwrap().unwrap();
    assert_eq!(now.name, "Thanh tra Sở KH&CN");
    let lans = unit_text(&office, |unit| {
        unit.name = "Thanh tra".to_owned();
        unit.kind = UnitKind::Division;
        unit.aliases = vec!["TT Sở".to_owned()];
    });
    let minhs = unit_text(&office, |unit| {
        unit.name = "Phòng Thanh tra".to_owned();
        unit.kind = UnitKind::Division;
        unit.aliases.clear();
    });
    assert_eq!(
        conflicts_of(&mut office, lans, minhs),
        [
            "UnitName: Thanh tra ≠ Phòng Thanh tra of Minh (kehoach)",
            "Alias: TT Sở ≠ – of Minh (kehoach)"
        ]
    );
    let lans = unit_text(&office, |unit| unit.abbreviation = "TTS".to_owned());
    let gone = Change::SetUnit {
        unit: match lans {
            Change::SetUnit {
                unit: Some((_, seen)),
                ..
            } => Some((UnitId(999), seen)),
            _ => None,
        },
        text: Box::new(UnitText {
            abbreviation: "X".to_owned(),
            name: "Đơn vị không còn".to_owned(),
            kind: UnitKind::Division,
            aliases: Vec::new(),
        }),
    };
    assert_eq!(refused(office.lan(gone)), Refusal::NoSuchUnit);
    office.assert_sound();
}

#[test]
fn a_unit_whose_addition_a_colleague_undid_is_named_nowhere_any_more() {
    let mut office = Office::plan_2021();
    let text = UnitText {
        abbreviation: "PM".to_owned(),
        name: "Phòng mới".to_owned(),
        kind: UnitKind::Division,
        aliases: Vec::new(),
    };
    let text = Box::new(text);
    office.minh(Change::SetUnit { unit: None, text }).unwrap();
    let unit = office.unit("PM");
    let lead = office.edit(CODE, |text| text.lead = Some(unit));
    let beside = office.edit(CODE, |text| text.coordinating.push(unit));
    let mut new = office.new_task("2.1", "Việc của phòng mới", "30/6");
    if let Change::Add(new) = &mut new {
        new.text.lead = Some(unit);
    }
    let person = Change::SetPerson {
        name: "Hà".to_owned(),
        unit: Some(unit),
        account: None,
        seen: None,
    };
    office.store.undo(&minh()).unwrap();
    for change in [lead, beside, new, person] {
        let message = office.lan(change.clone());
        assert_eq!(refused(message), Refusal::NoSuchUnit, "{change:?}");
    }
}

#[test]
fn a_step_or_a_question_that_a_colleague_undid_is_reported_as_gone() {
    let mut office = Office::plan_2021();
    let task = office.id(CODE);
    let step = Change::AddStep {
        task,
        title: "Xin ý kiến các phòng".to_owned(),
    };
    let question = Change::AddNote {
        task,
        kind: NoteKind::Difficulty,
        body: "Chưa có hướng dẫn".to_owned(),
        answers: None,
    };
    office.store.apply(&[step, question], &minh()).unwrap();
    let seen = office.task(CODE);
    let tick = Change::TickStep {
        task,
        step: seen.steps[0].id,
        done: true,
        seen: None,
    };
    let answer = Change::AddNote {
        task,
        kind: NoteKind::Note,
        body: "Đã có công văn".to_owned(),
        answers: Some(seen.notes[0].id),
    };
    office.store.undo(&minh()).unwrap();
    assert_eq!(refused(office.lan(tick)), Refusal::NoSuchStep);
    assert_eq!(refused(office.lan(answer)), Refusal::NoSuchNote);
}

#[test]
fn settings_and_a_persons_unit_are_not_replaced_before_they_were_shown() {
    let mut office = Office::plan_2021();
    let set = |value: &str, seen: Option<&str>| Change::SetSetting {
        key: "soon_days".to_owned(),
        value: value.to_owned(),
        seen: seen.map(str::to_owned),
    };
    assert_eq!(
        conflicts_of(&mut office, set("3", None), set("5", None)),
        ["SoonDays: 3 ≠ 5 of Minh (kehoach)"]
    );
    assert_eq!(refused(office.lan(set("5", None))), Refusal::NoChange);
    office.lan(set("3", Some("5"))).unwrap();
    let belongs = |unit, seen| Change::SetPerson {
        name: "Thảo".to_owned(),
        unit: Some(unit),
        account: None,
        seen,
    };
    let (vp, khtc) = (office.unit("VP"), office.unit("KHTC"));
    office.lan(belongs(vp, None)).unwrap();
    let tttk = office.unit("TTTK");
    assert_eq!(
        conflicts_of(
            &mut office,
            belongs(tttk, Some(vp)),
            belongs(khtc, Some(vp))
        ),
        ["PersonUnit: TTTK ≠ KHTC of Minh (kehoach)"]
    );
    office.lan(belongs(tttk, Some(khtc))).unwrap();
}

#[test]
fn of_an_act_on_many_every_conflict_is_reported_and_nothing_is_written() {
    let mut office = Office::plan_2021();
    let codes = ["2.2-01", "2.2-02", "2.2-03"];
    let pause =
        |office: &Office, code: &&str| office.hold(code, Some(Hold::Paused), Some("Chờ kinh phí"));
    let lans: Vec<Change> = codes.iter().map(|code| pause(&office, code)).collect();
    for code in ["2.2-01", "2.2-03"] {
        let minhs = office.hold(code, Some(Hold::Dropped), Some("Trùng việc"));
        office.minh(minhs).unwrap();
    }
    let before = content(&office.path);
    let Err(StoreError::Conflict(conflicts)) = office.store.apply(&lans, &lan()) else {
        panic!("no conflict");
    };
    let message: Vec<&str> = conflicts
        .iter()
        .filter_map(|conflict| Some(conflict.task.as_ref()?.row.code.as_str()))
        .collect();
    assert_eq!(message, ["2.2-01", "2.2-03"]);
    assert_eq!(content(&office.path), before);
    // They come with the tasks as they are: whoever saves once more has seen this and no more.
    let seen = conflicts[0].task.as_ref().unwrap();
    assert_eq!(seen.hold, Some(Hold::Dropped));
    let mut lans = lans;
    for change in &mut lans {
        let id = change.task();
        let now = conflicts.iter().filter_map(|c| c.task.as_ref());
        let now = now.clone().find(|task| Some(task.row.id) == id);
        if let (Change::Hold { seen, .. }, Some(now)) = (change, now) {
            *seen = now.held();
        }
    }
    let third = office.hold("2.2-03", Some(Hold::Dropped), Some("Đã có ở kế hoạch khác"));
    office.minh(third).unwrap();
    assert_eq!(
        clashes(office.store.apply(&lans, &lan())),
        ["Reason: Chờ kinh phí ≠ Đã có ở kế hoạch khác of Minh (kehoach)"]
    );
}

#[test]
fn an_intermediate_change_that_a_colleague_has_made_is_no_conflict() {
    let mut office = dated();
    let pause = office.hold(CODE, Some(Hold::Paused), Some("Chờ kinh phí"));
    office.lan(pause).unwrap();
    let lans = [
        office.hold(CODE, None, None),
        Change::Start {
            task: office.id(CODE),
            started: true,
        },
    ];
    office.minh(office.hold(CODE, None, None)).unwrap();
    office.store.apply(&lans, &lan()).unwrap();
    assert_eq!(office.row(CODE).state, State::InProgress);
    // Alone it is no step on the way, and says so.
    assert!(matches!(
        refused(office.lan(lans[0].clone())),
        Refusal::AlreadySo(_)
    ));
}

#[test]
fn what_another_tool_wrote_is_reported_without_a_name() {
    let mut office = dated();
    let lans = office.edit(CODE, |text| text.title = "Tên của Lan".to_owned());
    let id = office.id(CODE);
    office.tamper(&format!(
        "UPDATE task SET title = 'Tên lạ' WHERE id = {}",
        id.0
    ));
    let message = clashes(office.lan(lans));
    assert_eq!(message, ["Title: Tên của Lan ≠ Tên lạ of ?"]);
}

#[test]
fn undo_reports_what_another_tool_wrote_without_a_name() {
    let mut office = dated();
    office
        .lan(office.edit(CODE, |text| text.title = "Tên của Lan".to_owned()))
        .unwrap();
    let id = office.id(CODE);
    office.tamper(&format!(
        "UPDATE task SET title = 'Tên lạ' WHERE id = {}",
        id.0
    ));
    let message = office.store.undo(&lan()).unwrap_err();
    for (lang, expected) in [
        (
            Lang::Vi,
            "Không hoàn tác được: công cụ khác đã thay đổi chỗ này sau đó. Hãy sửa trực tiếp.",
        ),
        (
            Lang::En,
            "This cannot be undone: another tool has changed this since. Edit it directly.",
        ),
    ] {
        assert_eq!(errors::store(&message, lang), expected);
    }
}
