//! What the tests share: an office with its own file in its own folder, on a fixed day; in `shell`
//! the real program in such a folder.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, missing_docs)]

pub mod filled;
mod folder;
pub mod older;
pub mod shell;

use cchc::domain::change::{Change, NewTask};
use cchc::domain::conflict::FieldValue;
use cchc::domain::day::{Day, from_iso};
use cchc::domain::deadline::{Deadline, DeadlineRules, WordingOrigin};
use cchc::domain::ids::{OccurrenceId, SectionId, TaskId, UnitId};
use cchc::domain::person::Actor;
use cchc::domain::plan::Plan;
use cchc::domain::query::Query;
use cchc::domain::task::{Hold, Task, TaskRow, TaskText};
use cchc::store::{OpenMode, Receipt, Result, Stamp, Store, StoreError};
pub use folder::own_folder;
use rusqlite::Connection;
use rusqlite::types::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

/// A day as yyyy-mm-dd.
pub fn day(iso: &str) -> Day {
    from_iso(iso).unwrap()
}

/// Friday, 11/06/2021.
pub fn today() -> Day {
    day("2021-06-11")
}

/// Somebody at the keyboard, on the fixed day.
pub fn stamp(person: &str, account: &str) -> Stamp {
    Stamp {
        actor: Actor {
            account: account.to_owned(),
            person: person.to_owned(),
        },
        recorded_at: 1_623_373_200_000,
        day: today(),
    }
}

/// Lan on that day, recorded at nine in the morning of the same day.
pub fn lan_on(day: Day) -> Stamp {
    let nine = day.and_hms_opt(2, 0, 0).unwrap().and_utc();
    Stamp {
        day,
        recorded_at: nine.timestamp_millis(),
        ..lan()
    }
}

/// Lan of the office.
pub fn lan() -> Stamp {
    stamp("Lan", "vanphong")
}

/// Minh of the finance division.
pub fn minh() -> Stamp {
    stamp("Minh", "kehoach")
}

/// What a wording means in the document of 2021, a rhythm for all of the year.
pub fn deadline(wording: &str) -> Deadline {
    let rules = DeadlineRules {
        year: 2021,
        reading: WordingOrigin::Document,
        before_is_strict: true,
    };
    Deadline::parse(wording, &rules).unwrap()
}

/// An open plan's file in a folder of its own.
pub struct Office {
    pub store: Store,
    pub path: PathBuf,
    pub folder: TempDir,
}

impl Office {
    /// The plan of 2021 as the document has it, untouched.
    pub fn plan_2021() -> Self {
        static MADE: OnceLock<Vec<u8>> = OnceLock::new();
        Self::copy_of(&MADE, "kế hoạch 2021.db", |path| {
            let data = cchc::plan::of_year(2021).unwrap();
            drop(Store::create(path, &data, &lan(), None).unwrap());
        })
    }

    /// The demonstration.
    pub fn sample() -> Self {
        static MADE: OnceLock<Vec<u8>> = OnceLock::new();
        Self::copy_of(&MADE, "minh họa.db", |path| {
            drop(cchc::plan::sample::create(path).unwrap());
        })
    }

    /// A file that is made once, then a copy for each test.
    fn copy_of(made: &OnceLock<Vec<u8>>, name: &str, make: impl FnOnce(&Path)) -> Self {
        let folder = own_folder();
        let bytes = made.get_or_init(|| {
            let first = folder.path().join("mẫu.db");
            make(&first);
            let bytes = std::fs::read(&first).unwrap();
            std::fs::remove_file(&first).unwrap();
            bytes
        });
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        Self {
            store: Store::open(&path, OpenMode::ReadWrite).unwrap(),
            path,
            folder,
        }
    }

    /// Closes the file and opens it again.
    pub fn reopen(&mut self) {
        self.store = Store::open(&self.path, OpenMode::ReadWrite).unwrap();
    }

    /// A second window on the same file.
    pub fn second(&self) -> Store {
        Store::open(&self.path, OpenMode::ReadWrite).unwrap()
    }

    pub fn plan(&self) -> Plan {
        self.store.plan().unwrap()
    }

    pub fn id(&self, code: &str) -> TaskId {
        let plan = self.plan().id;
        self.store
            .find_code(plan, code)
            .unwrap()
            .unwrap_or_else(|| panic!("no task {code}"))
    }

    pub fn task(&self, code: &str) -> Task {
        self.store.task(self.id(code)).unwrap().unwrap()
    }

    pub fn row(&self, code: &str) -> TaskRow {
        self.store.row(self.id(code)).unwrap().unwrap()
    }

    pub fn unit(&self, name: &str) -> UnitId {
        self.store
            .find_unit(name)
            .unwrap()
            .unwrap_or_else(|| panic!("no unit {name}"))
            .id
    }

    pub fn section(&self, number: &str) -> SectionId {
        let sections = self.store.sections(self.plan().id).unwrap();
        sections
            .iter()
            .find(|section| section.number == number)
            .unwrap()
            .id
    }

    /// Every task by due day.
    pub fn all(&self) -> Query {
        let plan = self.plan();
        Query::all(plan.id, today(), &plan.settings)
    }

    /// The codes that a list shows, up to a thousand.
    pub fn codes(&self, query: &Query) -> Vec<String> {
        let page = self
            .store
            .page(query, cchc::domain::query::Anchor::Start, 1000)
            .unwrap();
        assert!(page.at_start && page.at_end);
        page.rows.into_iter().map(|row| row.code).collect()
    }

    /// The codes that a search finds, in the document's order.
    pub fn found(&self, words: &str) -> Vec<String> {
        self.codes(&Query {
            words: words.to_owned(),
            order: cchc::domain::query::Order::Code,
            ..self.all()
        })
    }

    /// Lan does one thing.
    pub fn lan(&mut self, change: Change) -> Result<Receipt> {
        self.store.apply(&[change], &lan())
    }

    /// Lan does several things in one act.
    pub fn lan_all(&mut self, changes: &[Change]) -> Result<Receipt> {
        self.store.apply(changes, &lan())
    }

    /// Minh does one thing.
    pub fn minh(&mut self, change: Change) -> Result<Receipt> {
        self.store.apply(&[change], &minh())
    }

    pub fn complete(&self, code: &str, on: &str) -> Change {
        Change::Complete {
            task: self.id(code),
            occurrence: None,
            done_on: day(on),
            result: None,
        }
    }

    pub fn set_deadline(&self, code: &str, wording: &str) -> Change {
        Change::SetDeadline {
            task: self.id(code),
            deadline: deadline(wording),
            base_on: None,
            seen: self.task(code).term(),
        }
    }

    /// Takes the youngest completion back.
    pub fn reopen_last(&self, code: &str) -> Change {
        let task = self.task(code);
        let done = task.occurrences.iter().rev().find(|o| !o.is_open());
        self.reopen_occurrence(code, done.unwrap_or(&task.occurrences[0]).id)
    }

    /// Takes the completion of one occurrence back.
    pub fn reopen_occurrence(&self, code: &str, occurrence: OccurrenceId) -> Change {
        let task = self.task(code);
        Change::Reopen {
            task: task.row.id,
            seen: task.occurrence(occurrence).unwrap().completion(),
        }
    }

    pub fn hold(&self, code: &str, hold: Option<Hold>, reason: Option<&str>) -> Change {
        let task = self.task(code);
        Change::Hold {
            task: task.row.id,
            hold,
            reason: reason.map(str::to_owned),
            seen: task.held(),
        }
    }

    /// Sets a setting of the plan whose present value was seen.
    pub fn set(&self, key: &str, value: &str) -> Change {
        Change::SetSetting {
            key: key.to_owned(),
            value: value.to_owned(),
            seen: self.store.setting(self.plan().id, key).unwrap(),
        }
    }

    pub fn extend(&self, code: &str, to: &str) -> Change {
        let task = self.task(code);
        Change::Extend {
            task: task.row.id,
            seen: task.due().unwrap_or(task.occurrences[0].due()),
            new_due_on: day(to),
            reason: "Chờ ý kiến Sở Nội vụ".to_owned(),
            agreed_by: "Lãnh đạo Sở".to_owned(),
            letter: Some("Tờ trình 171/TTr-SKHCN ngày 25/02/2021".to_owned()),
        }
    }

    pub fn note(&self, code: &str, body: &str) -> Change {
        Change::AddNote {
            task: self.id(code),
            kind: cchc::domain::note::NoteKind::Note,
            body: body.to_owned(),
            answers: None,
        }
    }

    pub fn edit(&self, code: &str, edit: impl FnOnce(&mut TaskText)) -> Change {
        let before = self.task(code).texts.clone();
        let mut after = before.clone();
        edit(&mut after);
        Change::Edit {
            task: self.id(code),
            before: Box::new(before),
            after: Box::new(after),
        }
    }

    pub fn new_task(&self, section: &str, title: &str, wording: &str) -> Change {
        Change::Add(Box::new(NewTask {
            section: self.section(section),
            text: TaskText {
                title: title.to_owned(),
                text: format!("{title} theo kết luận giao ban;"),
                lead: Some(self.unit("VP")),
                ..TaskText::default()
            },
            deadline: deadline(wording),
            more: Default::default(),
        }))
    }

    /// Everything kept beside the facts is what follows from them.
    #[track_caller]
    pub fn assert_sound(&self) {
        assert_eq!(self.store.check().unwrap(), []);
    }

    /// Lets a stranger's hand write to the file, past the door.
    pub fn tamper(&self, sql: &str) {
        let conn = Connection::open(&self.path).unwrap();
        conn.execute_batch(sql).unwrap();
    }
}

/// What a conflict tells, part by part: "Due: 2021-07-15 ≠ 2021-07-30 of Minh (kehoach)".
#[track_caller]
pub fn clashes<T: std::fmt::Debug>(result: Result<T>) -> Vec<String> {
    let conflicts = match result {
        Err(StoreError::Conflict(conflicts)) => conflicts,
        other => panic!("no conflict: {other:?}"),
    };
    let shown = |value: &FieldValue| match value {
        FieldValue::Nothing => "–".to_owned(),
        FieldValue::Text(text) => text.clone(),
        FieldValue::Day(day) => day.to_string(),
        other => format!("{other:?}"),
    };
    let clashes = conflicts.iter().flat_map(|conflict| &conflict.clashes);
    let message = clashes.map(|clash| {
        let who = clash.by.as_ref().map_or("?", |by| by.who.as_str());
        let (mine, theirs) = (shown(&clash.mine), shown(&clash.theirs));
        format!("{:?}: {mine} ≠ {theirs} of {who}", clash.field)
    });
    message.collect()
}

/// The rows of a table as text, without some columns.
pub fn table(path: &Path, table: &str, without: &[&str]) -> Vec<String> {
    let conn = Connection::open(path).unwrap();
    let mut statement = conn.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut rows: Vec<String> = statement
        .query_map([], |row| {
            let mut line = String::new();
            for (at, name) in names.iter().enumerate() {
                if !without.contains(&name.as_str()) {
                    let value: Value = row.get(at)?;
                    line.push_str(&format!("{name}={value:?} "));
                }
            }
            Ok(line)
        })
        .unwrap()
        .map(rusqlite::Result::unwrap)
        .collect();
    rows.sort();
    rows
}

/// The names of the tables that hold content: all but the journal, who wrote it, SQLite's own and
/// the index's inside.
pub fn content_tables(path: &Path) -> Vec<String> {
    let conn = Connection::open(path).unwrap();
    let mut statement = conn
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%'
             AND name NOT LIKE 'task_words%' AND name NOT IN ('change', 'actor') ORDER BY name",
        )
        .unwrap();
    let names = statement.query_map([], |row| row.get(0)).unwrap();
    names.map(rusqlite::Result::unwrap).collect()
}

/// The content of a file: everything but the journal, row versions and change times.
pub fn content(path: &Path) -> BTreeMap<String, Vec<String>> {
    const NO_CONTENT: [&str; 5] = [
        "version",
        "touched_on",
        "updated_at",
        "last_change",
        "last_number",
    ];
    content_tables(path)
        .into_iter()
        .map(|name| {
            let rows = table(path, &name, &NO_CONTENT);
            (name, rows)
        })
        .collect()
}

/// The SHA-256 of a file's bytes.
pub fn fingerprint(path: &Path) -> Vec<u8> {
    Sha256::digest(std::fs::read(path).unwrap()).to_vec()
}

/// The names in a folder.
pub fn listing(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
