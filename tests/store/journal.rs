//! The journal in stretches: since when, by whom, of which tasks, and what of it stands.

use crate::support::{Office, day, lan, minh};
use cchc::domain::journal::JournalEntry;
use cchc::domain::journal_query::{JournalQuery, Since};
use cchc::store::Stamp;

fn on(date: &str) -> Stamp {
    Stamp {
        day: day(date),
        ..lan()
    }
}

fn all(office: &Office, query: &JournalQuery) -> Vec<JournalEntry> {
    let (mut entries, mut before) = (Vec::new(), Some(i64::MAX));
    // Pages of two: none is left out between them, none comes twice.
    while let Some(row) = before {
        let page = office.store.journal_page(query, row, 2).unwrap();
        entries.extend(page.entries);
        before = page.next;
    }
    entries
}

fn ids(office: &Office, query: &JournalQuery) -> Vec<i64> {
    all(office, query).iter().map(|entry| entry.id).collect()
}

#[test]
fn pages_follow_each_other_without_a_gap() {
    let mut office = Office::plan_2021();
    for n in 0..5 {
        let note = office.note("2.6-01", &format!("Ghi chú {n}"));
        office.lan(note).unwrap();
    }
    let rows = ids(&office, &JournalQuery::default());
    let newest = office.store.journal(None, 1).unwrap()[0].id;
    assert_eq!(rows, (1..=newest).rev().collect::<Vec<_>>());
    let since = JournalQuery {
        since: Since::Row(newest - 3),
        ..JournalQuery::default()
    };
    assert_eq!(ids(&office, &since), [newest, newest - 1, newest - 2]);
    let task = JournalQuery {
        task: Some(office.id("2.6-01")),
        ..since
    };
    assert_eq!(ids(&office, &task), [newest, newest - 1, newest - 2]);
}

#[test]
fn a_person_a_unit_and_an_area_narrow_it() {
    let mut office = Office::plan_2021();
    let first = office.store.journal(None, 1).unwrap()[0].id;
    office.lan(office.note("2.6-01", "Của Lan")).unwrap();
    office.minh(office.note("2.3.1-01", "Của Minh")).unwrap();
    let since = Since::Row(first);
    let of_minh = JournalQuery {
        since,
        person: Some("Minh".to_owned()),
        ..JournalQuery::default()
    };
    assert_eq!(ids(&office, &of_minh), [first + 2]);
    let area = office.row("2.6-01").area;
    let areas = office.store.areas(office.store.plan().unwrap().id).unwrap();
    let area = areas.iter().find(|one| one.key == area).unwrap().id;
    let of_area = JournalQuery {
        since,
        area: Some(area),
        ..JournalQuery::default()
    };
    assert_eq!(ids(&office, &of_area), [first + 1]);
    let units = office.store.units().unwrap();
    let of_unit = JournalQuery {
        since,
        unit: Some(units[0].id),
        ..JournalQuery::default()
    };
    // Nobody leads them yet.
    assert_eq!(ids(&office, &of_unit), [0; 0]);
}

#[test]
fn days_are_found_although_a_clock_was_set_back() {
    let mut office = Office::plan_2021();
    let first = office.store.journal(None, 1).unwrap()[0].id;
    for date in ["2021-06-14", "2021-06-12", "2021-06-15", "2021-06-12"] {
        let note = office.note("2.6-01", date);
        office.store.apply(&[note], &on(date)).unwrap();
    }
    let since = |date| JournalQuery {
        since: Since::Day(day(date)),
        ..JournalQuery::default()
    };
    let wanted = |rows: &[i64]| rows.iter().map(|row| first + row).collect::<Vec<_>>();
    assert_eq!(ids(&office, &since("2021-06-12")), wanted(&[4, 3, 2, 1]));
    assert_eq!(ids(&office, &since("2021-06-14")), wanted(&[3, 1]));
    assert_eq!(ids(&office, &since("2021-06-15")), wanted(&[3]));
    assert_eq!(ids(&office, &since("2021-06-16")), [0; 0]);
}

#[test]
fn undone_acts_are_left_out_and_the_undo_of_an_older_one_is_listed() {
    let mut office = Office::plan_2021();
    office.lan(office.note("2.6-01", "Cũ")).unwrap();
    let older = office.store.journal(None, 1).unwrap()[0].id;
    office.minh(office.note("2.6-01", "Mới")).unwrap();
    office.store.undo(&minh()).unwrap();
    office.store.undo(&lan()).unwrap();
    let standing = |since| JournalQuery {
        since,
        standing: true,
        ..JournalQuery::default()
    };
    let undone = office.store.journal(None, 1).unwrap()[0].id;
    let since = Since::Row(older);
    assert_eq!(ids(&office, &standing(since)), [undone]);
    // With what it took back before it, nothing is left.
    assert_eq!(ids(&office, &standing(Since::Row(older - 1))), [0; 0]);
    office.store.redo(&lan()).unwrap();
    assert_eq!(ids(&office, &standing(since)), [0; 0]);
    assert_eq!(ids(&office, &standing(Since::Row(older - 1))), [older]);
}
