//! Alterations by a stranger's hand, generated from the schema: each is found and named.

use super::{eventful, faults};
use crate::support::own_folder;
use cchc::domain::journal::StoredValue;
use cchc::store::check::{Fault, JournalDifference};
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use std::path::Path;

/// The file to be altered, made once; each alteration has a copy of its own.
struct Victim {
    bytes: Vec<u8>,
    folder: tempfile::TempDir,
}

impl Victim {
    fn new() -> Self {
        let office = eventful();
        office.store.checkpoint().unwrap();
        drop(office.store);
        Self {
            bytes: std::fs::read(&office.path).unwrap(),
            folder: own_folder(),
        }
    }

    /// What is found where this was done past the program.
    fn after(&self, alter: impl FnOnce(&Connection)) -> Vec<Fault> {
        let path = self.folder.path().join("bị sửa.db");
        std::fs::write(&path, &self.bytes).unwrap();
        let conn = Connection::open(&path).unwrap();
        conn.pragma_update(None, "foreign_keys", false).unwrap();
        alter(&conn);
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .unwrap();
        drop(conn);
        let found = faults(&path);
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
        }
        found
    }

    fn after_sql(&self, sql: &str) -> Vec<Fault> {
        self.after(|conn| conn.execute_batch(sql).unwrap())
    }

    fn open(&self) -> Connection {
        let path = self.folder.path().join("nguyên.db");
        std::fs::write(&path, &self.bytes).unwrap();
        Connection::open(Path::new(&path)).unwrap()
    }
}

fn differences(faults: &[Fault]) -> Vec<&JournalDifference> {
    let facts = faults.iter().filter_map(|fault| match fault {
        Fault::Fact(difference) => Some(difference.as_ref()),
        _ => None,
    });
    facts.collect()
}

/// A column of a table, as the schema has it.
struct Column {
    table: String,
    name: String,
    kind: String,
    /// The words that a check of the table allows.
    words: Vec<String>,
}

/// Every column of every table but the inside of the full-text index.
fn columns(conn: &Connection) -> Vec<Column> {
    let mut statement = conn
        .prepare(
            "SELECT s.name, c.name, c.type, coalesce(s.sql, '') FROM sqlite_schema s,
                pragma_table_info(s.name) c
             WHERE s.type='table' AND s.name NOT LIKE 'task_words%'
                AND s.name NOT LIKE 'sqlite_stat%' ORDER BY s.name, c.cid",
        )
        .unwrap();
    let columns = statement.query_map([], |row| {
        let sql: String = row.get(3)?;
        let words = sql.split('\'').skip(1).step_by(2).map(str::to_owned);
        Ok(Column {
            table: row.get(0)?,
            name: row.get(1)?,
            kind: row.get(2)?,
            words: words.collect(),
        })
    });
    columns.unwrap().map(rusqlite::Result::unwrap).collect()
}

/// What may stand there instead, the likeliest first.
fn others(column: &Column, value: &Value) -> Vec<Value> {
    let is_day = |text: &str| cchc::domain::day::from_iso(text).is_some();
    let mut others = match value {
        Value::Integer(n) => vec![Value::Integer(1 - n), Value::Integer(n + 100_000)],
        Value::Text(text) if is_day(text) => vec![Value::Text("2021-01-02".to_owned())],
        Value::Text(text) => vec![Value::Text(format!("{text}x"))],
        Value::Blob(bytes) => vec![Value::Blob(bytes.iter().map(|byte| !byte).collect())],
        _ if column.kind == "INTEGER" => vec![Value::Integer(1)],
        _ if column.name.ends_with("_on") => vec![Value::Text("2021-01-02".to_owned())],
        _ => vec![Value::Text("lạ".to_owned())],
    };
    if matches!(value, Value::Text(_) | Value::Null) {
        others.extend(column.words.iter().cloned().map(Value::Text));
    }
    others.retain(|other| other != value);
    others
}

/// Alters one value.
fn alter(conn: &Connection, column: &Column) {
    let Column { table, name, .. } = column;
    let old: Value = conn
        .query_row(
            &format!("SELECT {name} FROM {table} ORDER BY {name} IS NULL, {name} DESC LIMIT 1"),
            [],
            |row| row.get(0),
        )
        .unwrap_or_else(|error| panic!("{table}.{name}: nothing to alter: {error}"));
    // Where the schema forbids all of them, its own checks are set aside.
    for checked in ["OFF", "ON"] {
        conn.execute_batch(&format!("PRAGMA ignore_check_constraints={checked}"))
            .unwrap();
        for other in others(column, &old) {
            // One row of those that have the value: the tables have no other key in common.
            let key = match table.as_str() {
                "tally" => {
                    "plan_id || ' ' || level || ' ' || area_id || ' ' || unit_key || ' ' || bucket"
                }
                _ => "rowid",
            };
            let sql = format!(
                "UPDATE {table} SET {name}=?1 WHERE {key} =
                    (SELECT {key} FROM {table} WHERE {name} IS ?2 LIMIT 1)"
            );
            if conn.execute(&sql, params![other, old]) == Ok(1) {
                return;
            }
        }
    }
    panic!("{table}.{name} cannot be altered");
}

/// Whether a fault names just what was altered.
fn names(fault: &Fault, column: &Column) -> bool {
    let Column { table, name, .. } = column;
    match fault {
        Fault::Fact(found) if found.table == *table => match &found.column {
            Some(column) => column == name && found.journal != found.file,
            // A row is known by its number: with another one it is another row.
            None => name == "id" || name == "key",
        },
        Fault::Derived { column, .. } => column == name && table != "change",
        Fault::Tally { .. } => table == "tally",
        Fault::Counter { .. } => table == "sqlite_sequence",
        // Who wrote is part of the journal's chain.
        Fault::Journal { .. } => table == "change" || table == "actor",
        Fault::Frozen { .. } => table == "frozen",
        _ => false,
    }
}

/// What was altered and is not named, of columns that are altered in one copy.
fn unfound(victim: &Victim, columns: &[&Column]) -> Vec<usize> {
    let found = victim.after(|conn| {
        for column in columns {
            alter(conn, column);
        }
    });
    let named = |column: &Column| {
        found.iter().any(|fault| match fault {
            Fault::Fact(_) => names(fault, column),
            // What follows from the facts may differ because of another one of them.
            _ => columns.len() == 1 && names(fault, column),
        })
    };
    let unnamed = columns.iter().enumerate().filter(|(_, c)| !named(c));
    unnamed.map(|(at, _)| at).collect()
}

#[test]
fn every_column_of_every_table_is_compared_with_the_journal() {
    let victim = Victim::new();
    assert_eq!(victim.after(|_| {}), []);
    let columns = columns(&victim.open());
    assert!(columns.len() > 170, "{}", columns.len());
    // The n-th columns of the tables of facts in one copy, which takes a fifth of the time; the others,
    // and whatever no fault of its own names there, in a copy of their own.
    let no_facts = ["actor", "change", "frozen", "sqlite_sequence", "tally"];
    let (mut alone, facts): (Vec<&Column>, Vec<&Column>) = columns
        .iter()
        .partition(|column| no_facts.contains(&column.table.as_str()));
    let mut together: Vec<Vec<&Column>> = Vec::new();
    for table in facts.chunk_by(|a, b| a.table == b.table) {
        for (at, column) in table.iter().copied().enumerate() {
            if at == together.len() {
                together.push(Vec::new());
            }
            together[at].push(column);
        }
    }
    for columns in &together {
        alone.extend(unfound(&victim, columns).into_iter().map(|at| columns[at]));
    }
    let unfound: Vec<String> = alone
        .iter()
        .filter(|column| !unfound(&victim, &[column]).is_empty())
        .map(|column| format!("{}.{}", column.table, column.name))
        .collect();
    assert!(unfound.is_empty(), "{}", unfound.join("\n"));
}

#[test]
fn a_deleted_row_is_missed_in_every_table() {
    let victim = Victim::new();
    let mut tables: Vec<String> = columns(&victim.open())
        .into_iter()
        .map(|c| c.table)
        .collect();
    tables.dedup();
    let mut unfound = Vec::new();
    for table in tables {
        let key = if table == "tally" {
            "(plan_id, level, area_id, unit_key, bucket)"
        } else {
            "rowid"
        };
        let columns = key.trim_matches(['(', ')']);
        let found = victim.after_sql(&format!(
            "DELETE FROM {table} WHERE {key} = (SELECT {columns} FROM {table} ORDER BY {columns} DESC LIMIT 1)"
        ));
        // By what people know it by, and a part of a task with the task's code.
        let known = |found: &JournalDifference| {
            let of_a_task = [
                "task",
                "note",
                "step",
                "evidence",
                "occurrence",
                "extension",
            ];
            !found.name.is_empty() && (found.task.is_some() || !of_a_task.contains(&&*table))
        };
        let named = found.iter().any(|fault| match fault {
            Fault::Fact(found) => {
                let gone = found.column.is_none() && found.file.is_none();
                found.table == table && gone && known(found)
            }
            Fault::Tally { .. } => table == "tally",
            Fault::Counter { .. } => table == "sqlite_sequence" || table == "change",
            Fault::Journal { .. } => table == "actor",
            Fault::Frozen { .. } => table == "frozen",
            _ => false,
        });
        if !named {
            unfound.push(format!("{table}: {found:?}"));
        }
    }
    assert!(unfound.is_empty(), "{}", unfound.join("\n"));
}

#[test]
fn no_end_of_the_journal_can_be_cut_off() {
    let victim = Victim::new();
    let rows: i64 = victim
        .open()
        .query_row("SELECT max(id) FROM change", [], |row| row.get(0))
        .unwrap();
    for n in (1..=25).chain([rows / 2, rows - 1, rows]) {
        let cut = format!("DELETE FROM change WHERE id > {};", rows - n);
        let found = victim.after_sql(&cut);
        let counter = Fault::Counter {
            table: "change".to_owned(),
            journal: rows - n,
            file: rows,
        };
        let fault = if n == rows { Fault::Beginning } else { counter };
        assert!(found.contains(&fault), "{n}: {found:?}");
        // The counters set back, as far as a stranger knows them.
        let found = victim.after_sql(&format!(
            "{cut} UPDATE sqlite_sequence SET seq = {kept} WHERE name = 'change';
             UPDATE task SET last_change = min(last_change, {kept});
             UPDATE review SET at_row = min(at_row, {kept}), since_row = min(since_row, {kept});",
            kept = rows - n
        ));
        let named = !differences(&found).is_empty() || found.contains(&Fault::Beginning);
        assert!(named, "{n}: {found:?}");
    }
}

#[test]
fn a_journal_cannot_begin_later_or_lose_a_row() {
    let victim = Victim::new();
    for (sql, fault) in [
        ("DELETE FROM change", Fault::Beginning),
        ("DELETE FROM change WHERE id = 1", Fault::Journal { row: 2 }),
        (
            "DELETE FROM change WHERE id = 60",
            Fault::Journal { row: 61 },
        ),
        (
            "UPDATE change SET id = -1 WHERE id = 60; UPDATE change SET id = 60 WHERE id = 61;
             UPDATE change SET id = 61 WHERE id = -1",
            Fault::Journal { row: 60 },
        ),
        // Their numbers left alone, all else exchanged.
        (
            "CREATE TEMP TABLE other AS SELECT * FROM change WHERE id IN (90, 91);
             UPDATE change SET (act, kind, target_act, task_id, actor_id, recorded_at, day, edits,
                hash) = (SELECT act, kind, target_act, task_id, actor_id, recorded_at, day, edits,
                hash FROM temp.other o WHERE o.id = 181 - change.id) WHERE id IN (90, 91)",
            Fault::Journal { row: 90 },
        ),
        (
            "UPDATE change SET hash = x'00' WHERE id = 60",
            Fault::Journal { row: 60 },
        ),
    ] {
        let found = victim.after_sql(sql);
        assert!(found.contains(&fault), "{sql}: {found:?}");
    }
}

#[test]
fn what_was_exchanged_or_put_in_is_named_with_both_values() {
    let victim = Victim::new();
    let conn = victim.open();
    let two: Vec<(i64, String)> = conn
        .prepare("SELECT id, body FROM note WHERE kind='note' ORDER BY id DESC LIMIT 2")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(rusqlite::Result::unwrap)
        .collect();
    let [(a, mine), (b, theirs)] = [two[0].clone(), two[1].clone()];
    let found = victim.after(|conn| {
        let set = "UPDATE note SET body=?2 WHERE id=?1";
        conn.execute(set, params![a, theirs]).unwrap();
        conn.execute(set, params![b, mine]).unwrap();
    });
    let message = differences(&found);
    assert_eq!(message.len(), 2, "{found:?}");
    let text = |text: &str| Some(StoredValue::Text(text.to_owned()));
    assert!(message.iter().any(|found| {
        found.task.as_deref() == Some("2.3.1-05")
            && found.journal == text(&mine)
            && found.file == text(&theirs)
    }));
    let found = victim.after_sql(
        "INSERT INTO evidence (task_id, number) VALUES (1, '99/QĐ-SKHCN');
         UPDATE task SET evidence = evidence + 1 WHERE id = 1;",
    );
    let put_in = differences(&found);
    let put_in = put_in
        .iter()
        .find(|found| found.table == "evidence")
        .unwrap();
    assert_eq!(
        (&put_in.journal, &put_in.file),
        (&None, &text("99/QĐ-SKHCN"))
    );
}

#[test]
fn a_review_is_checked_against_the_hash_of_its_row() {
    let victim = Victim::new();
    let found = victim.after_sql("UPDATE review SET head = replace(head, 'a', 'b')");
    let message = differences(&found);
    assert_eq!(message[0].column.as_deref(), Some("head"), "{found:?}");
    // A frozen text that nobody ever froze.
    let found = victim.after_sql("INSERT INTO frozen VALUES ('00', x'00')");
    assert!(
        differences(&found)
            .iter()
            .any(|found| found.table == "frozen")
    );
}

/// SQLite's own check does not look at these, but nothing could be written any more.
#[test]
fn what_would_stop_all_writing_is_found() {
    let victim = Victim::new();
    for (sql, what) in [
        (
            "UPDATE sqlite_sequence SET seq = 9223372036854775807 WHERE name='note'",
            "note",
        ),
        (
            "UPDATE sqlite_sequence SET seq = 9223372036854775807 WHERE name='change'",
            "change",
        ),
        ("DELETE FROM sqlite_sequence WHERE name='task'", "task"),
    ] {
        let found = victim.after_sql(sql);
        let named = |fault: &Fault| matches!(fault, Fault::Counter { table, .. } if table == what);
        assert!(found.iter().any(named), "{sql}: {found:?}");
    }
    let sized = "(SELECT max(id) FROM task_words_docsize)";
    for sql in [
        format!("UPDATE task_words_docsize SET sz = x'ffffff7f' WHERE id = {sized}"),
        format!("UPDATE task_words_docsize SET sz = x'' WHERE id = {sized}"),
        format!("UPDATE task_words_docsize SET sz = NULL WHERE id = {sized}"),
        format!("UPDATE task_words_docsize SET sz = 'nhiều' WHERE id = {sized}"),
        format!("UPDATE task_words_docsize SET origin = 9999999 WHERE id = {sized}"),
        format!("UPDATE task_words_docsize SET id = id + 1 WHERE id = {sized}"),
        format!("DELETE FROM task_words_docsize WHERE id = {sized}"),
        "INSERT INTO task_words_docsize VALUES (7, x'01', 1)".to_owned(),
        "UPDATE task_words_data SET block = x'0101' WHERE id = 1".to_owned(),
    ] {
        let found = victim.after_sql(&sql);
        let named = |fault: &Fault| matches!(fault, Fault::Index { .. } | Fault::Structure(_));
        assert!(found.iter().any(named), "{sql}: {found:?}");
    }
}

#[test]
fn a_journal_page_that_is_noise_is_damage_and_no_end_of_the_check() {
    let victim = Victim::new();
    let page: u32 = victim
        .open()
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name='change'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let size: u32 = victim
        .open()
        .pragma_query_value(None, "page_size", |row| row.get(0))
        .unwrap();
    let mut bytes = victim.bytes.clone();
    let begin = (size * (page - 1)) as usize;
    bytes[begin..begin + size as usize].fill(0xA5);
    let path = victim.folder.path().join("trang hỏng.db");
    std::fs::write(&path, bytes).unwrap();
    let found = faults(&path);
    assert!(
        found
            .iter()
            .any(|fault| matches!(fault, Fault::Structure(_))),
        "{found:?}"
    );
}

#[test]
fn a_foreign_index_word_is_named_and_the_check_completes() {
    let victim = Victim::new();
    for (table, column) in [("task", "kind"), ("note", "kind"), ("occurrence", "due_on")] {
        let found = victim.after_sql(&format!(
            "PRAGMA ignore_check_constraints=ON;
             UPDATE {table} SET {column}='lạ lùng' WHERE id=(SELECT max(id) FROM {table})"
        ));
        let named = differences(&found);
        assert!(
            named
                .iter()
                .any(|difference| difference.column.as_deref() == Some(column)),
            "{table}.{column}: {found:?}"
        );
    }
}

#[test]
fn a_replaced_index_word_is_found_although_the_count_is_right() {
    let victim = Victim::new();
    let found = victim.after(|conn| {
        let row: i64 = conn
            .query_row("SELECT max(id) FROM task_words_docsize", [], |row| {
                row.get(0)
            })
            .unwrap();
        conn.execute_batch(
            "CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'task_words', 'instance')",
        )
        .unwrap();
        let mut statement = conn
            .prepare("SELECT term FROM temp.words WHERE doc=?")
            .unwrap();
        let words: Vec<String> = statement
            .query_map([row], |row| row.get(0))
            .unwrap()
            .collect::<rusqlite::Result<_>>()
            .unwrap();
        let other = words.join(" ").replacen(&words[0], "khac", 1);
        drop(statement);
        conn.execute_batch("DROP TABLE temp.words").unwrap();
        conn.execute("DELETE FROM task_words WHERE rowid=?", [row])
            .unwrap();
        conn.execute(
            "INSERT INTO task_words (rowid, words) VALUES (?, ?)",
            params![row, other],
        )
        .unwrap();
    });
    let named = |fault: &Fault| matches!(fault, Fault::Index { .. });
    assert!(found.iter().any(named), "{found:?}");
}

#[test]
fn of_very_many_differences_the_first_five_hundred_are_named_and_the_rest_counted() {
    let victim = Victim::new();
    let found = victim.after_sql(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)
         INSERT INTO note (task_id, kind, body, signed, day, recorded_at)
            SELECT (SELECT min(id) FROM task), 'note', 'Ghi chú lạ ' || i, 'Ai đó', '2021-06-01', 0
            FROM n",
    );
    let more = found.iter().find_map(|fault| match fault {
        Fault::More(more) => Some(*more),
        _ => None,
    });
    let at = found
        .iter()
        .position(|fault| matches!(fault, Fault::More(_)))
        .unwrap();
    assert_eq!(at, 500, "{found:?}");
    let named = differences(&found).len() as i64;
    assert_eq!(named + more.unwrap() as i64, 600);
}

#[test]
fn a_truncated_journal_is_reported_before_its_consequences() {
    let victim = Victim::new();
    let found = victim.after_sql(
        "DELETE FROM sqlite_sequence WHERE name='note';
         UPDATE sqlite_sequence SET seq = seq + 7 WHERE name='change'",
    );
    let counters: Vec<&str> = found
        .iter()
        .filter_map(|fault| match fault {
            Fault::Counter { table, .. } => Some(table.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(counters, ["change", "note"], "{found:?}");
}
