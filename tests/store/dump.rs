//! The whole file as JSON, and a file made from that again.

use crate::reviews;
use crate::support::{Office, content_tables, lan, table};
use cchc::domain::review::ReviewScope;
use cchc::store::{DumpError, DumpFault, Store, StoreError, VERSION};
use serde_json::Value;
use std::path::Path;

fn dump(store: &Store) -> String {
    let mut out = Vec::new();
    store.dump(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The demonstration with an undone act, a note of odd signs and a finished review.
fn office() -> Office {
    let mut office = Office::sample();
    let note = office.note("2.3.1-01", "Đã gửi “công văn”\nchờ ý kiến 👩‍💻 \\ \"trích\"");
    office.lan(note).unwrap();
    let edit = office.edit("2.3.1-01", |text| text.title = "Tên sửa nhầm".to_owned());
    office.lan(edit).unwrap();
    office.store.undo(&lan()).unwrap();
    office
}

#[track_caller]
fn refused(json: &str) -> DumpFault {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mới.db");
    let error = Store::load(&path, json.as_bytes()).unwrap_err();
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
    match error {
        StoreError::Dump(fault) => fault,
        other => panic!("{other:?}"),
    }
}

fn assert_same(office: &Office, path: &Path) {
    let tables = content_tables(&office.path);
    for name in tables
        .iter()
        .map(String::as_str)
        .chain(["actor", "change", "sqlite_sequence"])
    {
        assert_eq!(
            table(&office.path, name, &[]),
            table(path, name, &[]),
            "{name}"
        );
    }
}

#[test]
fn a_file_made_from_a_dump_is_the_same_and_gives_the_same_dump() {
    let office = office();
    let json = dump(&office.store);
    let path = office.folder.path().join("dựng lại.db");
    let made = Store::load(&path, json.as_bytes()).unwrap();
    assert_eq!(dump(&made), json);
    assert_eq!(made.check_by_replay(|_, _| {}).unwrap(), []);
    assert_eq!(made.origin().unwrap(), office.store.origin().unwrap());
    drop(made);
    assert_same(&office, &path);
}

#[test]
fn blanks_and_the_order_of_keys_make_no_difference() {
    let office = office();
    let json = dump(&office.store);
    let value: Value = serde_json::from_str(&json).unwrap();
    let path = office.folder.path().join("dựng lại.db");
    let pretty = serde_json::to_string_pretty(&value).unwrap();
    assert_ne!(pretty.find("\"journal\""), json.find("\"journal\""));
    let made = Store::load(&path, pretty.as_bytes()).unwrap();
    assert_eq!(dump(&made), json);
}

#[test]
fn what_was_altered_is_named() {
    let office = office();
    let json = dump(&office.store);
    let value: Value = serde_json::from_str(&json).unwrap();
    let altered = |alter: &dyn Fn(&mut Value)| {
        let mut value = value.clone();
        alter(&mut value);
        refused(&value.to_string())
    };
    let rows = |value: &Value| value["journal"].as_array().unwrap().len();
    let last = i64::try_from(rows(&value)).unwrap();
    let journal = |value: &mut Value| value["journal"].as_array_mut().unwrap().to_owned();

    let edited = altered(&|value| value["journal"][99]["person"] = "Kẻ khác".into());
    assert_eq!(edited, DumpFault::Link { row: 100 });
    let left_out = altered(&|value| {
        let mut rows = journal(value);
        rows.remove(99);
        value["journal"] = rows.into();
    });
    assert_eq!(left_out, DumpFault::Link { row: 101 });
    let cut = altered(&|value| {
        let mut rows = journal(value);
        rows.pop();
        value["journal"] = rows.into();
    });
    assert_eq!(cut, DumpFault::Head { last: last - 1 });
    let none = altered(&|value| value["journal"] = Value::Array(Vec::new()));
    assert_eq!(none, DumpFault::Beginning);

    let table = |table: &str, row: Option<&str>| DumpFault::Table {
        table: table.to_owned(),
        row: row.map(str::to_owned),
    };
    let title = value["tables"]["task"][4]["title"]
        .as_str()
        .unwrap()
        .to_owned();
    let retitled = altered(&|value| value["tables"]["task"][4]["title"] = "Tên khác".into());
    assert_eq!(retitled, table("task", Some(&title)));
    let column = altered(&|value| value["tables"]["task"][0]["lạ"] = 1.into());
    assert_eq!(column, table("task", None));
    let added = altered(&|value| {
        let last = value["tables"]["person"]
            .as_array()
            .unwrap()
            .last()
            .cloned();
        value["tables"]["person"]
            .as_array_mut()
            .unwrap()
            .extend(last);
    });
    assert_eq!(added, table("person", None));
    let gone = altered(&|value| {
        value["tables"].as_object_mut().unwrap().remove("note");
    });
    assert!(matches!(gone, DumpFault::Table { table, .. } if table == "note"));
}

#[test]
fn what_is_no_dump_of_this_version_is_refused() {
    let office = office();
    let json = dump(&office.store);
    for newer in [
        json.replacen("\"version\":1", "\"version\":2", 1),
        json.replacen(
            &format!("\"schema\":{VERSION}"),
            &format!("\"schema\":{}", VERSION + 1),
            1,
        ),
    ] {
        assert_ne!(newer, json);
        assert_eq!(refused(&newer), DumpFault::Newer);
    }
    for foreign in ["{}", "[]", "{\"format\":\"khác\"}", "{\"tasks\":[]}"] {
        assert_eq!(refused(foreign), DumpFault::NotOurs, "{foreign}");
    }
    for torn in [
        &json[..json.len() / 2],
        "",
        "{\"format\":\"cchc\",",
        &format!("{json}x"),
    ] {
        assert!(matches!(refused(torn), DumpFault::Syntax { .. }));
    }
}

#[test]
fn nothing_is_written_over() {
    let office = office();
    let json = dump(&office.store);
    let before = std::fs::read(&office.path).unwrap();
    for ending in ["", "-xem thử"] {
        let path = office.folder.path().join(format!("có rồi{ending}"));
        std::fs::write(&path, "của người khác").unwrap();
        let error = match ending {
            "" => Store::load(&path, json.as_bytes()).map(drop).unwrap_err(),
            _ => Store::try_load(&path, json.as_bytes()).unwrap_err(),
        };
        assert!(matches!(error, StoreError::Exists(_)), "{error:?}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "của người khác");
    }
    assert_eq!(std::fs::read(&office.path).unwrap(), before);
    let new = office.folder.path().join("xem thử.db");
    Store::try_load(&new, json.as_bytes()).unwrap();
    assert!(!new.exists());
}

#[test]
fn a_file_that_is_not_what_its_journal_says_is_not_dumped() {
    let office = office();
    office.tamper("UPDATE note SET signed = 'Kẻ khác' WHERE id = 1");
    let mut out = Vec::new();
    let error = office.store.dump(&mut out).unwrap_err();
    assert!(matches!(error, DumpError::Inconsistent(_)), "{error:?}");
    assert!(out.is_empty());
}

#[test]
fn a_finished_review_is_dumped_byte_for_byte() {
    let mut office = office();
    let review = reviews::begin(&mut office.store, ReviewScope::Plan, &lan()).unwrap();
    reviews::finish(&mut office.store, review, &lan()).unwrap();
    let json = dump(&office.store);
    let path = office.folder.path().join("dựng lại.db");
    let made = Store::load(&path, json.as_bytes()).unwrap();
    assert_eq!(dump(&made), json);
    let value: Value = serde_json::from_str(&json).unwrap();
    let mut altered = value.clone();
    altered["frozen"][0]["text"] = "khác".into();
    let key = value["frozen"][0]["key"].as_str().unwrap().to_owned();
    assert_eq!(
        refused(&altered.to_string()),
        DumpFault::Frozen { key: key.clone() }
    );
    let mut without = value.clone();
    without["frozen"].as_array_mut().unwrap().remove(0);
    assert_eq!(refused(&without.to_string()), DumpFault::Frozen { key });
    let text = "không ai chốt";
    let key = "f908d1fd807250c67124811c79500a37124bf23d9cd84520a456142a1bc2cfff".to_owned();
    let mut more = value;
    more["frozen"]
        .as_array_mut()
        .unwrap()
        .push(serde_json::json!({"key": key, "text": text}));
    assert_eq!(refused(&more.to_string()), DumpFault::Frozen { key });
}

#[test]
fn a_table_that_no_file_has_is_not_passed_over() {
    let json = dump(&office().store);
    for table in ["luong", "task"] {
        let added = format!("\"tables\":{{\"{table}\":[],");
        let fault = refused(&json.replacen("\"tables\":{", &added, 1));
        let table = table.to_owned();
        assert_eq!(fault, DumpFault::Unexpected { table });
    }
}
