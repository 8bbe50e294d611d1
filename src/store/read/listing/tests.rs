//! Which way each list goes, and what SQLite says that it will do.

use super::Way;
use crate::domain::day::Day;
use crate::domain::ids::{AreaId, TaskId};
use crate::domain::person::Actor;
use crate::domain::query::{Anchor, Due, Filter, Order, Query};
use crate::domain::task::Place;
use crate::domain::unit::UnitScope;
use crate::store::read::query::Sides;
use crate::store::{Stamp, Store};
use rusqlite::types::Value;
use rusqlite::{StatementStatus, params_from_iter};

fn plan_file(folder: &tempfile::TempDir) -> Store {
    let stamp = Stamp {
        actor: Actor {
            account: "vanphong".to_owned(),
            person: "Lan".to_owned(),
        },
        recorded_at: 0,
        day: Day::from_ymd_opt(2021, 6, 11).unwrap(),
    };
    let data = crate::plan::of_year(2021).unwrap();
    Store::create(&folder.path().join("kế hoạch.db"), &data, &stamp, None).unwrap()
}

/// What SQLite says that it will do for a window.
fn plan_of(store: &Store, query: &Query, anchor: Anchor) -> String {
    let (sql, mut values) = store.statement(query, anchor).unwrap();
    values.push(Value::Integer(40));
    let mut statement = store
        .conn
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .unwrap();
    let lines: Vec<String> = statement
        .query_map(params_from_iter(values), |row| row.get::<_, String>(3))
        .unwrap()
        .map(rusqlite::Result::unwrap)
        .collect();
    lines.join("; ")
}

fn anchors() -> [Anchor; 5] {
    let place = Place {
        id: 40,
        due_key: 20_210_630,
        code_key: 2_000_040_000_001,
        unit_key: 2,
        last_change: 40,
    };
    [
        Anchor::Start,
        Anchor::End,
        Anchor::After(place),
        Anchor::Before(place),
        Anchor::From(place),
    ]
}

fn query(store: &Store, unit: UnitScope, area: Option<AreaId>, order: Order) -> Query {
    let plan = store.plan().unwrap();
    let day = Day::from_ymd_opt(2021, 6, 11).unwrap();
    Query {
        unit,
        area,
        order,
        ..Query::all(plan.id, day, &plan.settings)
    }
}

#[test]
fn every_window_walks_the_index_of_its_scope_and_order() {
    let folder = tempfile::tempdir().unwrap();
    let store = plan_file(&folder);
    let office = UnitScope::Led(store.find_unit("Văn phòng Sở").unwrap().unwrap().id);
    let area = Some(store.areas(store.plan().unwrap().id).unwrap()[2].id);
    let all = UnitScope::All;
    let nobody = UnitScope::Unassigned;
    for (unit, area, order, index) in [
        (all, None, Order::Due, "task_due (plan_id=?"),
        (all, area, Order::Due, "task_area_due (area_id=?"),
        (
            office,
            None,
            Order::Due,
            "task_unit_due (plan_id=? AND unit_key=?",
        ),
        (
            nobody,
            None,
            Order::Due,
            "task_unit_due (plan_id=? AND unit_key=?",
        ),
        (all, None, Order::Code, "task_code (plan_id=?"),
        (all, area, Order::Code, "task_code (plan_id=? AND code_key"),
        (
            office,
            None,
            Order::Code,
            "task_unit_code (plan_id=? AND unit_key=?",
        ),
        (
            office,
            area,
            Order::Code,
            "task_unit_code (plan_id=? AND unit_key=? AND code_key",
        ),
        (
            office,
            None,
            Order::Unit,
            "task_unit_due (plan_id=? AND unit_key=?",
        ),
        (all, None, Order::Changed, "task_changed (plan_id=?"),
        (all, area, Order::Changed, "task_area_changed (area_id=?"),
        (
            office,
            None,
            Order::Changed,
            "task_unit_changed (plan_id=? AND unit_key=?",
        ),
        (
            office,
            area,
            Order::Changed,
            "task_unit_changed (plan_id=? AND unit_key=?",
        ),
    ] {
        for anchor in anchors() {
            let said = plan_of(&store, &query(&store, unit, area, order), anchor);
            let case = format!("{unit:?} {area:?} {order:?} {anchor:?}: {said}");
            assert!(said.contains(index), "{case}");
            assert!(
                !said.contains("SCAN") && !said.contains("TEMP B-TREE"),
                "{case}"
            );
            let entered = matches!(anchor, Anchor::Start | Anchor::End)
                || said.contains("rowid)")
                || said.contains("_key>")
                || said.contains("_key<")
                || said.contains("last_change");
            assert!(entered, "an anchor is where the index is entered; {case}");
        }
    }
}

#[test]
fn filters_and_words_walk_the_full_text_index_and_spans_of_days_the_order() {
    let folder = tempfile::tempdir().unwrap();
    let store = plan_file(&folder);
    let vp = store.find_unit("VP").unwrap().unwrap().id;
    let area = Some(store.areas(store.plan().unwrap().id).unwrap()[2].id);
    for (filter, words) in [
        (Some(Filter::KeyTask), ""),
        (Some(Filter::Stuck), "ke hoach"),
        (Some(Filter::NoDeadline), ""),
        (Some(Filter::Unclear), ""),
        (Some(Filter::Unproven), ""),
        (Some(Filter::Silent), ""),
        (Some(Filter::Mine(vp)), ""),
        (Some(Filter::Due(Due::Overdue)), "bao cao"),
        (None, "ra soat"),
        (Some(Filter::Due(Due::Overdue)), ""),
        (Some(Filter::Due(Due::None)), ""),
    ] {
        for (unit, area) in [
            (UnitScope::All, None),
            (UnitScope::All, area),
            (UnitScope::Led(vp), None),
            (UnitScope::Led(vp), area),
        ] {
            for anchor in anchors() {
                let mut query = query(&store, unit, area, Order::Due);
                query.filters.extend(filter);
                query.words = words.to_owned();
                let said = plan_of(&store, &query, anchor);
                let case = format!("{filter:?} {unit:?} {area:?} {anchor:?}: {said}");
                let days_only = matches!(filter, Some(Filter::Due(_))) && words.is_empty();
                if days_only && (area.is_none() || unit == UnitScope::All) {
                    assert!(said.contains("due_key"), "{case}");
                    assert!(!said.contains("SCAN"), "{case}");
                } else {
                    assert!(said.starts_with("SCAN w VIRTUAL TABLE"), "{case}");
                    assert_eq!(said.matches("SCAN").count(), 1, "{case}");
                }
                assert!(!said.contains("TEMP B-TREE"), "{case}");
            }
        }
    }
}

#[test]
fn a_window_is_prepared_once_for_all_places() {
    let folder = tempfile::tempdir().unwrap();
    let store = plan_file(&folder);
    let query = query(&store, UnitScope::All, None, Order::Due);
    for id in [3, 40, 77] {
        let place = store.row(TaskId(id)).unwrap().unwrap().place;
        store.page(&query, Anchor::From(place), 5).unwrap();
        let (sql, _) = store.statement(&query, Anchor::From(place)).unwrap();
        let statement = store.conn.prepare_cached(&sql).unwrap();
        assert!(
            statement.get_status(StatementStatus::Run) > 0,
            "another statement"
        );
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
    }
}

#[test]
fn in_another_order_few_hits_are_gathered() {
    let folder = tempfile::tempdir().unwrap();
    let store = plan_file(&folder);
    for order in [Order::Code, Order::Changed] {
        let mut query = query(&store, UnitScope::All, None, order);
        query.words = "ke hoach".to_owned();
        let sides = Sides::of(&query);
        assert_eq!(store.way(&query, &sides).unwrap(), Way::Gather);
    }
}
