//! The plan's frame: what it says of itself, areas and sections and their order, the years of units, a
//! task in another section.

use crate::support::{Office, clashes, lan, minh};
use cchc::domain::area::{Area, AreaText, Section, SectionText};
use cchc::domain::change::{Change, NewTask, Refusal};
use cchc::domain::frame::FrameChange;
use cchc::domain::parts::Field;
use cchc::domain::plan::PlanText;
use cchc::domain::query::{Anchor, Order, Query};
use cchc::domain::unit::Years;
use cchc::store::{Receipt, Result, StoreError};

fn plan_text(office: &Office, change: impl FnOnce(&mut PlanText)) -> Change {
    let plan = office.plan();
    let seen = PlanText {
        title: plan.title,
        number: plan.number,
        issued_on: plan.issued_on,
        issuer: plan.issuer,
    };
    let mut to = seen.clone();
    change(&mut to);
    let (seen, to) = (Box::new(seen), Box::new(to));
    Change::Frame(FrameChange::Plan { seen, to })
}

fn areas(office: &Office) -> Vec<Area> {
    office.store.areas(office.plan().id).unwrap()
}

fn area_text(office: &Office, key: &str, change: impl FnOnce(&mut AreaText)) -> Change {
    let areas = areas(office);
    let area = areas.iter().find(|area| area.key == key).unwrap();
    let mut to = area.text();
    change(&mut to);
    Change::Frame(FrameChange::NameArea {
        area: area.id,
        seen: Box::new(area.text()),
        to: Box::new(to),
    })
}

fn sections(office: &Office) -> Vec<Section> {
    office.store.sections(office.plan().id).unwrap()
}

fn numbers(office: &Office) -> Vec<String> {
    sections(office).into_iter().map(|one| one.number).collect()
}

fn section(office: &Office, number: &str) -> Section {
    let mut all = sections(office).into_iter();
    all.find(|one| one.number == number).unwrap()
}

fn add_section(office: &Office, area: &str, number: &str) -> Change {
    Change::Frame(FrameChange::AddSection {
        area: areas(office)
            .into_iter()
            .find(|a| a.key == area)
            .unwrap()
            .id,
        number: number.to_owned(),
        title: "Chuyển đổi số nội bộ".to_owned(),
        after: None,
    })
}

fn move_section(office: &Office, number: &str, after: Option<&str>) -> Change {
    let all = sections(office);
    let at = all.iter().position(|one| one.number == number).unwrap();
    Change::Frame(FrameChange::MoveSection {
        section: all[at].id,
        seen: at.checked_sub(1).map(|before| all[before].id),
        after: after.map(|number| section(office, number).id),
    })
}

fn move_task(office: &Office, code: &str, to: &str) -> Change {
    let task = office.task(code);
    Change::Move {
        task: task.row.id,
        section: section(office, to).id,
        seen: task.section_id,
    }
}

fn years(office: &Office, unit: &str, to: Years) -> Change {
    let unit = office.store.find_unit(unit).unwrap().unwrap();
    Change::Frame(FrameChange::UnitYears {
        unit: unit.id,
        seen: unit.years,
        to,
    })
}

/// All tasks in the order of their codes.
fn codes(office: &Office) -> Vec<String> {
    let plan = office.plan();
    let query = Query {
        order: Order::Code,
        ..Query::all(plan.id, lan().day, &plan.settings)
    };
    let page = office.store.page(&query, Anchor::Start, 200).unwrap();
    page.rows.into_iter().map(|row| row.code).collect()
}

fn refused(result: Result<Receipt>) -> Refusal {
    match result {
        Err(StoreError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_plan_stores_what_people_enter_and_undoes_it() {
    let mut office = Office::plan_2021();
    let change = plan_text(&office, |plan| {
        plan.title = "Kế hoạch cải cách hành chính năm 2021 (điều chỉnh)".to_owned();
        plan.number = Some("35/KH-SKHCN".to_owned());
        plan.issued_on = Some(crate::support::day("2021-01-15"));
    });
    let stale = plan_text(&office, |plan| plan.number = Some("36/KH-SKHCN".to_owned()));
    let beside = plan_text(&office, |plan| plan.issuer = "Sở KH&CN Hà Tĩnh".to_owned());
    office.lan(change).unwrap();
    assert_eq!(office.plan().number.as_deref(), Some("35/KH-SKHCN"));
    assert_eq!(
        clashes(office.minh(stale)),
        ["PlanNumber: 36/KH-SKHCN ≠ 35/KH-SKHCN of Lan (vanphong)"]
    );
    office.minh(beside).unwrap();
    let plan = office.plan();
    assert_eq!(plan.issuer, "Sở KH&CN Hà Tĩnh");
    assert_eq!(plan.number.as_deref(), Some("35/KH-SKHCN"));
    let empty = plan_text(&office, |plan| plan.title.clear());
    assert_eq!(
        refused(office.lan(empty)),
        Refusal::Missing(Field::PlanTitle)
    );
    office.store.undo(&lan()).unwrap();
    assert_eq!(office.plan().number, None);
    office.assert_sound();
}

#[test]
fn areas_are_added_named_and_put_elsewhere_with_their_tasks() {
    let mut office = Office::sample();
    let before = codes(&office);
    let rename = area_text(&office, "4", |area| {
        area.name = "Cải cách chế độ công vụ".to_owned();
    });
    let stale = area_text(&office, "4", |area| {
        area.name = "Công vụ, công chức".to_owned()
    });
    office.lan(rename).unwrap();
    assert_eq!(clashes(office.minh(stale)).len(), 1);
    let text = AreaText {
        name: "Chuyển đổi số".to_owned(),
        name_en: "Digital transformation".to_owned(),
        short: "CĐS".to_owned(),
        short_en: "Digital".to_owned(),
        abbreviation: "CĐS".to_owned(),
    };
    let add = Change::Frame(FrameChange::AddArea(Box::new(text)));
    office.lan(add.clone()).unwrap();
    let last = areas(&office).pop().unwrap();
    assert_eq!(
        (last.key.as_str(), last.name.as_str()),
        ("7", "Chuyển đổi số")
    );

    // The last one first: whatever stands behind it moves on by one.
    let all = areas(&office);
    let to_front = Change::Frame(FrameChange::MoveArea {
        area: all[6].id,
        seen: Some(all[5].id),
        after: None,
    });
    office.lan(to_front).unwrap();
    let keys: Vec<(String, String)> = areas(&office)
        .into_iter()
        .map(|area| (area.key, area.abbreviation))
        .collect();
    assert_eq!(keys[0], ("0".to_owned(), "CPĐT".to_owned()));
    assert_eq!(keys[1], ("1".to_owned(), "CĐ".to_owned()));
    assert!(codes(&office)[0].starts_with("2.7"));
    office.assert_sound();
    let stale = Change::Frame(FrameChange::MoveArea {
        area: all[3].id,
        seen: Some(all[1].id),
        after: None,
    });
    assert_eq!(
        clashes(office.minh(stale)),
        ["AreaPlace: – ≠ 5 of Lan (vanphong)"]
    );

    office.store.undo(&lan()).unwrap();
    assert_eq!(codes(&office), before);
    office.store.undo(&lan()).unwrap();
    office.store.undo(&lan()).unwrap();
    assert_eq!(areas(&office)[4].name, "Cải cách công vụ");
    for _ in 0..3 {
        office.lan(add.clone()).unwrap();
    }
    assert_eq!(refused(office.lan(add.clone())), Refusal::AreasFull);
    // What is removed leaves its key to the next one.
    let removed = areas(&office).swap_remove(8);
    let (area, seen) = (removed.id, Box::new(removed.text()));
    let remove = Change::Frame(FrameChange::RemoveArea { area, seen });
    office.lan(remove).unwrap();
    office.lan(add.clone()).unwrap();
    let keys: Vec<String> = areas(&office).into_iter().map(|area| area.key).collect();
    assert_eq!(keys.concat(), "0123456789");
    assert_eq!(refused(office.lan(add)), Refusal::AreasFull);
    office.assert_sound();
}

#[test]
fn sections_are_added_named_and_put_elsewhere_and_codes_are_never_given_twice() {
    let mut office = Office::plan_2021();
    let before = numbers(&office);
    office.lan(add_section(&office, "6", "2.7.3")).unwrap();
    let with: Vec<String> = numbers(&office);
    let at = with.iter().position(|number| number == "2.7.3").unwrap();
    assert_eq!(with[at - 1], "2.7.2");
    assert_eq!(with.last().map(String::as_str), Some("III"));
    assert_eq!(
        refused(office.minh(add_section(&office, "1", "2.7.3"))),
        Refusal::NumberTaken("2.7.3".to_owned())
    );
    assert_eq!(
        refused(office.minh(add_section(&office, "1", "2.7-4"))),
        Refusal::NotASectionNumber
    );
    let seen = section(&office, "2.7.3");
    let text = |title: &str| {
        Box::new(SectionText {
            title: title.to_owned(),
        })
    };
    let rename = |title: &str| {
        Change::Frame(FrameChange::NameSection {
            section: seen.id,
            seen: text(&seen.title),
            to: text(title),
        })
    };
    office.lan(rename("Chuyển đổi số của Sở")).unwrap();
    assert_eq!(clashes(office.minh(rename("Số hóa hồ sơ"))).len(), 1);
    office.lan(move_section(&office, "III", None)).unwrap();
    assert_eq!(numbers(&office)[0], "III");
    assert!(codes(&office)[0].starts_with("III-"));
    office.assert_sound();
    office.store.undo(&lan()).unwrap();
    office.store.undo(&lan()).unwrap();

    // Once a code was given out there, the section stays, for made anew it would give it out again.
    office
        .minh(office.new_task("2.7.3", "Số hóa hồ sơ lưu trữ", "30/9/2021"))
        .unwrap();
    office.store.undo(&minh()).unwrap();
    assert_eq!(refused(office.store.undo(&lan())), Refusal::CodesGivenOut);
    office.assert_sound();
    let mut office = Office::plan_2021();
    office.lan(add_section(&office, "6", "2.7.3")).unwrap();
    office.store.undo(&lan()).unwrap();
    assert_eq!(numbers(&office), before);
    office.store.redo(&lan()).unwrap();
    assert_eq!(numbers(&office), with);
    office.assert_sound();
}

#[test]
fn a_task_in_another_section_keeps_its_code_and_its_history() {
    let mut office = Office::sample();
    let history = office
        .store
        .history(office.id("2.3.1-05"), 100)
        .unwrap()
        .len();
    office.lan(move_task(&office, "2.3.1-05", "2.4")).unwrap();
    let task = office.task("2.3.1-05");
    assert_eq!(
        (task.section.as_str(), task.row.code.as_str()),
        ("2.4", "2.3.1-05")
    );
    let again = office.store.history(task.row.id, 100).unwrap().len();
    assert_eq!(again, history + 1);
    // It stands where its section stands.
    let codes_now = codes(&office);
    let at = codes_now
        .iter()
        .position(|code| code == "2.3.1-05")
        .unwrap();
    assert!(
        codes_now[at + 1].starts_with("2.4-"),
        "{:?}",
        &codes_now[at..]
    );
    // Neither section gives its number out again.
    let added = |office: &mut Office, section: &str| {
        let change = office.new_task(section, "Rà soát quy chế", "30/9/2021");
        let task = office.lan(change).unwrap().tasks[0];
        office.store.row(task).unwrap().unwrap().code
    };
    assert_ne!(added(&mut office, "2.3.1"), "2.3.1-05");
    assert!(added(&mut office, "2.4").starts_with("2.4-"));
    let to = |number: &str| move_task(&office, "2.3.1-06", number);
    let (here, there, same) = (to("2.5"), to("2.6"), to("2.3.1"));
    assert_eq!(refused(office.minh(same)), Refusal::NoChange);
    office.lan(here).unwrap();
    assert_eq!(
        clashes(office.minh(there)),
        ["TaskSection: – ≠ 2.5 of Lan (vanphong)"]
    );
    office.assert_sound();
    office.store.undo(&lan()).unwrap();
    assert_eq!(office.task("2.3.1-06").section, "2.3.1");
    office.assert_sound();
}

#[test]
fn a_unit_that_is_gone_gets_no_new_work_and_keeps_its_name_on_the_old() {
    let mut office = Office::sample();
    let (from, to) = (None, Some(2020));
    let led = codes(&office)
        .into_iter()
        .find(|code| office.task(code).texts.lead == Some(office.unit("TTra")));
    let led = led.unwrap();
    let stale = years(
        &office,
        "TTra",
        Years {
            from,
            to: Some(2022),
        },
    );
    office
        .lan(years(&office, "TTra", Years { from, to }))
        .unwrap();
    assert_eq!(
        clashes(office.minh(stale)),
        ["ValidTo: 2022 ≠ 2020 of Lan (vanphong)"]
    );
    assert!(
        !office
            .store
            .find_unit("TTra")
            .unwrap()
            .unwrap()
            .years
            .has(2021)
    );
    let unit = office.unit("TTra");
    let given = office.edit("2.1-06", |task| {
        task.lead = Some(unit);
        task.coordinating.clear();
    });
    assert_eq!(
        refused(office.lan(given)),
        Refusal::NotThatYear("TTra".to_owned())
    );
    let mut new = office.new_task("2.1", "Thanh tra công vụ", "30/9/2021");
    if let Change::Add(task) = &mut new {
        let NewTask { text, .. } = task.as_mut();
        text.lead = Some(unit);
    }
    assert!(matches!(refused(office.lan(new)), Refusal::NotThatYear(_)));
    // What it leads stays with it, whatever else is changed.
    office
        .lan(office.edit(&led, |task| task.key_task = !task.key_task))
        .unwrap();
    assert_eq!(office.task(&led).texts.lead, Some(unit));
    let backwards = Years {
        from: Some(2022),
        to: Some(2021),
    };
    assert_eq!(
        refused(office.lan(years(&office, "TTra", backwards))),
        Refusal::YearsReversed
    );
    office.assert_sound();
}

#[test]
fn a_setting_that_changes_a_figure_has_its_limits() {
    let mut office = Office::plan_2021();
    for (key, good, bad) in [
        ("soon_days", "10", "-1"),
        ("silent_days", "30", "0"),
        ("cutoff_day", "25", "32"),
        ("before_is_strict", "0", "x"),
    ] {
        office.lan(office.set(key, good)).unwrap();
        let refusal = refused(office.lan(office.set(key, bad)));
        assert!(
            matches!(refusal, Refusal::OutOfRange { .. }),
            "{key}: {refusal:?}"
        );
    }
    let settings = office.plan().settings;
    assert_eq!((settings.soon_days, settings.silent_days), (10, 30));
    assert!(!settings.before_is_strict);
    office.assert_sound();
}

#[test]
fn what_is_to_be_removed_is_as_it_was_shown_and_empty() {
    let mut office = Office::sample();
    office.lan(add_section(&office, "2", "2.3.3")).unwrap();
    let remove = |office: &Office, number: &str| {
        let section = section(office, number);
        Change::Frame(FrameChange::RemoveSection {
            section: section.id,
            seen: Box::new(section.text()),
        })
    };
    let stale = remove(&office, "2.3.3");
    let seen = section(&office, "2.3.3");
    office
        .minh(Change::Frame(FrameChange::NameSection {
            section: seen.id,
            seen: Box::new(seen.text()),
            to: Box::new(SectionText {
                title: "Dữ liệu mở".to_owned(),
            }),
        }))
        .unwrap();
    assert_eq!(
        clashes(office.lan(stale)),
        ["SectionTitle: – ≠ Dữ liệu mở of Minh (kehoach)"]
    );
    // A section below it, a task that was moved there, a code that was given out.
    office.lan(add_section(&office, "2", "2.3.3.1")).unwrap();
    let in_use = remove(&office, "2.3.3");
    assert_eq!(refused(office.lan(in_use)), Refusal::SectionInUse);
    office.lan(remove(&office, "2.3.3.1")).unwrap();
    office.lan(move_task(&office, "2.3.1-05", "2.3.3")).unwrap();
    let in_use = remove(&office, "2.3.3");
    assert_eq!(refused(office.lan(in_use)), Refusal::SectionInUse);
    office.store.undo(&lan()).unwrap();
    office.lan(remove(&office, "2.3.3")).unwrap();
    assert!(!numbers(&office).contains(&"2.3.3".to_owned()));
    office.store.undo(&lan()).unwrap();
    assert_eq!(section(&office, "2.3.3").title, "Dữ liệu mở");
    let steering = areas(&office).swap_remove(0);
    let area = Change::Frame(FrameChange::RemoveArea {
        area: steering.id,
        seen: Box::new(steering.text()),
    });
    assert_eq!(refused(office.lan(area)), Refusal::AreaInUse);
    office.assert_sound();
    assert_eq!(office.store.check_by_replay(|_, _| {}).unwrap(), []);
}

#[test]
fn a_person_s_new_name_signs_from_then_on_and_old_signatures_stay() {
    let mut office = Office::sample();
    let text = |office: &Office, name: &str| {
        let people = office.store.people().unwrap();
        people.iter().find(|one| one.name == name).unwrap().text()
    };
    let rename = |office: &Office, from: &str, to: &str| {
        let seen = text(office, from);
        let mut named = seen.clone();
        named.name = to.to_owned();
        let (seen, to) = (Box::new(seen), Box::new(named));
        Change::Frame(FrameChange::Person { seen, to })
    };
    let before = office.store.history(office.id("2.3.1-01"), 100).unwrap();
    office
        .minh(rename(&office, "Lan", "Nguyễn Thị Lan"))
        .unwrap();
    let after = office.store.history(office.id("2.3.1-01"), 100).unwrap();
    assert_eq!(after, before);
    // The journal knows her by the name of the day, and so she stays.
    let renamed = text(&office, "Nguyễn Thị Lan");
    let gone = Change::Frame(FrameChange::RemovePerson(Box::new(renamed)));
    assert_eq!(
        refused(office.minh(gone)),
        Refusal::HasSigned("Nguyễn Thị Lan".to_owned())
    );
    let taken = rename(&office, "Nguyễn Thị Lan", "Minh");
    assert_eq!(
        refused(office.minh(taken)),
        Refusal::PersonThere("Minh".to_owned())
    );
    let gone = Change::Frame(FrameChange::RemovePerson(Box::new(text(&office, "Minh"))));
    assert_eq!(
        refused(office.lan(gone)),
        Refusal::HasSigned("Minh".to_owned())
    );
    office.store.undo(&minh()).unwrap();
    assert!(!text(&office, "Lan").accounts.is_empty());
    office.assert_sound();
}
