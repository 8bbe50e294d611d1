//! The power fails: after every call of a command the folder is laid down as a disk might have it
//! then, with what was not synchronised lost, half there or torn, and names lost. Whatever was reported
//! before is there, what was under way is there whole or not at all, and the check is clean.
//!
//! The calls of the real program are recorded with strace. Where that cannot be had, say so with
//! `CCHC_NO_STRACE=1`; otherwise these tests fail.

mod disk;
mod recording;

use crate::support::older::version_1;
use crate::support::shell::Shell;
use cchc::domain::change::Change;
use cchc::domain::day::from_iso;
use cchc::domain::person::Actor;
use cchc::store::{OpenMode, Stamp, Store, StoreError};
use disk::{Disk, LOSSES, Left, Names};
use recording::{Step, record};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

/// Every row of every table as a number, but for what SQLite and its index keep for themselves.
fn rows(path: &Path) -> rusqlite::Result<u64> {
    let conn = Connection::open(path)?;
    // What is written here is thrown away.
    conn.pragma_update(None, "synchronous", "OFF")?;
    let mut statement = conn.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
         AND name NOT LIKE 'task_words%' ORDER BY name",
    )?;
    let tables: Vec<String> = statement
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut hasher = Sha256::new();
    for table in tables {
        digest(ValueRef::Text(table.as_bytes()), &mut hasher)?;
        let mut statement = conn.prepare(&format!("SELECT * FROM {table}"))?;
        let columns = statement.column_count();
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            hasher.update(b"row");
            for at in 0..columns {
                digest(row.get_ref(at)?, &mut hasher)?;
            }
        }
    }
    Ok(number(hasher))
}

/// A value with its kind and its length, so that no two rows are one; an error where a text is none.
fn digest(value: ValueRef<'_>, hasher: &mut Sha256) -> rusqlite::Result<()> {
    if matches!(value, ValueRef::Text(_)) {
        value.as_str()?;
    }
    let (kind, bytes) = match &value {
        ValueRef::Null => (0_u8, &[][..]),
        ValueRef::Integer(n) => (1, &n.to_le_bytes()[..]),
        ValueRef::Real(n) => (2, &n.to_le_bytes()[..]),
        ValueRef::Text(text) => (3, *text),
        ValueRef::Blob(blob) => (4, *blob),
    };
    hasher.update([kind]);
    hasher.update(bytes.len().to_le_bytes());
    hasher.update(bytes);
    Ok(())
}

/// Eight bytes of a hash; the standard hasher is slow in a build for tests.
fn number(hasher: Sha256) -> u64 {
    u64::from_le_bytes(hasher.finalize()[..8].try_into().unwrap())
}

/// What a folder tells between two commands: the plan, its copies by name, reports by name.
#[derive(Clone, Debug, Default)]
struct Stage {
    plan: Option<u64>,
    copies: BTreeMap<PathBuf, u64>,
    reports: BTreeMap<PathBuf, Vec<u8>>,
}

/// The plan's file; its name stands in the folder of the session and in every rebuilt one.
const PLAN: &str = "p.db";

impl Stage {
    /// Of the files in a folder; `read` says what a plan's file holds.
    fn of(
        root: &Path,
        there: &Left,
        read: impl Fn(&Path) -> Result<u64, String>,
    ) -> Result<Self, String> {
        let mut stage = Self::default();
        for (path, bytes) in there {
            let (name, Some(bytes)) = (path.strip_prefix(root).unwrap(), bytes) else {
                continue;
            };
            let scratch = path.file_name().unwrap().as_encoded_bytes()[0] == b'.';
            let ending = path.extension().and_then(std::ffi::OsStr::to_str);
            match ending {
                Some("db") if name == Path::new(PLAN) => stage.plan = Some(read(path)?),
                Some("db") if !scratch => {
                    stage.copies.insert(name.to_owned(), read(path)?);
                }
                Some("txt") => {
                    stage.reports.insert(name.to_owned(), bytes.clone());
                }
                _ => {}
            }
        }
        Ok(stage)
    }

    /// Of a folder in which nobody works just now.
    fn live(root: &Path) -> Self {
        let folder = root.join("p.db.backups");
        // Only a report is read: to close a plan's file would take SQLite's own locks away.
        let all = files(root).into_iter().chain(files(&folder));
        let there = all.map(|path| {
            let report = path.extension().is_some_and(|ending| ending == "txt");
            let bytes = if report {
                std::fs::read(&path).unwrap()
            } else {
                Vec::new()
            };
            (path, Some(bytes))
        });
        Self::of(root, &there.collect(), |path| Ok(rows(path).unwrap())).unwrap()
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.is_file()).collect()
}

/// Commands one after the other, each with its calls and what the folder reported afterwards.
struct Session {
    shell: Shell,
    start: Left,
    stages: Vec<Stage>,
    commands: Vec<(String, Vec<Step>)>,
    /// What a plan's file with this content and log holds, or why it is not sound.
    checked: Mutex<HashMap<u64, Result<u64, String>>>,
}

/// Whether strace may be used. Not to have it must be said.
fn may_record() -> bool {
    let without = std::env::var_os("CCHC_NO_STRACE").is_some();
    if without {
        println!("CCHC_NO_STRACE is set: no power cut was tried");
    }
    !without
}

impl Session {
    fn in_office(shell: Shell) -> Self {
        let mut start = Left::new();
        for path in files(shell.path()) {
            start.insert(path.clone(), Some(std::fs::read(&path).unwrap()));
        }
        let stages = vec![Stage::live(shell.path())];
        Self {
            shell,
            start,
            stages,
            commands: Vec::new(),
            checked: Mutex::default(),
        }
    }

    /// Runs a command, its words separated by blanks, with "_" for a blank in a word.
    fn run(mut self, line: &str) -> Self {
        let words: Vec<String> = line.split(' ').map(|word| word.replace('_', " ")).collect();
        let mut command = self.shell.command(&words);
        command.env("CCHC_DB", self.shell.file());
        let steps = record(self.shell.path(), &command);
        self.stages.push(Stage::live(self.shell.path()));
        self.commands.push((line.to_owned(), steps));
        self
    }

    /// The calls of the session without some syncs.
    fn without(&self, dropped: impl Fn(&Path) -> bool) -> Vec<(String, Vec<Step>)> {
        let stays = |step: &&Step| !matches!(step, Step::Sync(path) if dropped(path));
        let commands = self.commands.iter();
        commands
            .map(|(line, steps)| (line.clone(), steps.iter().filter(stays).cloned().collect()))
            .collect()
    }

    /// Rebuilds the folder after every call, or every so many, in every way, and checks it. Gives
    /// back the number of different states and what was wrong.
    fn cut(&self, commands: &[(String, Vec<Step>)], every: usize) -> (usize, Vec<String>) {
        let points = Point::all(commands);
        let (seen, wrong) = (Mutex::new(HashSet::new()), Mutex::new(Vec::new()));
        let next = AtomicUsize::new(0);
        let work = || {
            let mut disks = [Names::ByFolder, Names::ByJournal]
                .map(|names| Disk::new(self.shell.path(), names, &self.start));
            let mut done = 0;
            loop {
                let at = next.fetch_add(every, Ordering::Relaxed);
                let Some(point) = points.get(at) else {
                    break;
                };
                for (disk, way) in disks.iter_mut().zip(["by folder", "by journal"]) {
                    for point in &points[done..=at] {
                        disk.take(point.step);
                    }
                    for loss in losses(point.whole, at) {
                        let left = disk.left(*loss);
                        let all = left
                            .iter()
                            .map(|(path, bytes)| (path.as_path(), bytes.as_ref()));
                        let mark = mark(all, point.number());
                        if !seen.lock().unwrap().insert(mark) {
                            continue;
                        }
                        if let Err(why) = self.check(&left, point) {
                            let why = format!("{point}, {way}, {loss:?}: {why}");
                            wrong.lock().unwrap().push(why);
                        }
                    }
                }
                done = at + 1;
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
                scope.spawn(work);
            }
        });
        let states = seen.lock().unwrap().len();
        (states, wrong.into_inner().unwrap())
    }

    /// What a plan's file that the power cut has left holds; it must be sound.
    fn read(&self, left: &Left, path: &Path) -> Result<u64, String> {
        let beside = ["", "-wal", "-journal"].map(|ending| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            (ending, left.get(Path::new(&name)).cloned().flatten())
        });
        let parts = beside
            .iter()
            .map(|(ending, bytes)| (Path::new(ending), bytes.as_ref()));
        let mark = mark(parts, 0);
        if let Some(known) = self.checked.lock().unwrap().get(&mark) {
            return known.clone();
        }
        let folder = crate::support::own_folder();
        let plan = folder.path().join(PLAN);
        for (ending, bytes) in &beside {
            if let Some(bytes) = bytes {
                let path = folder.path().join(format!("{PLAN}{ending}"));
                std::fs::write(path, bytes).unwrap();
            }
        }
        // The index of the log is what it was before, or anything.
        if beside[1].1.is_some() {
            std::fs::write(folder.path().join("p.db-shm"), [0x5a; 32_768]).unwrap();
        }
        let found = sound(&plan, mark.is_multiple_of(3)).and_then(|()| {
            let found = rows(&plan).map_err(|error| error.to_string())?;
            // The next program works on.
            if mark.is_multiple_of(8) {
                goes_on(&plan)?;
            }
            Ok(found)
        });
        self.checked.lock().unwrap().insert(mark, found.clone());
        found
    }

    /// Whether a folder is what it may be in the midst of a command, or after its end.
    fn check(&self, left: &Left, point: &Point<'_>) -> Result<(), String> {
        let reported = point.reported;
        let (before, after) = (&self.stages[point.command], &self.stages[point.command + 1]);
        let found = Stage::of(self.shell.path(), left, |path| self.read(left, path))?;
        let may: BTreeMap<_, _> = before.copies.iter().chain(&after.copies).collect();
        for (name, rows) in &found.copies {
            // What a restore brings back waits under the name that the replaced file shall have.
            let waits = !reported
                && !before.copies.contains_key(name)
                && found.plan == before.plan
                && after.plan == Some(*rows);
            if may.get(name) != Some(&rows) && !waits {
                return Err(format!("{} is not what was copied", name.display()));
            }
        }
        for (name, bytes) in &found.reports {
            if after.reports.get(name) != Some(bytes) {
                return Err(format!("{} is not what was saved", name.display()));
            }
        }
        let must = if reported { after } else { before };
        for name in must.copies.keys() {
            if !found.copies.contains_key(name) {
                return Err(format!("{} is gone", name.display()));
            }
        }
        for name in must.reports.keys() {
            if !found.reports.contains_key(name) {
                return Err(format!("{} is gone", name.display()));
            }
        }
        if found.plan == after.plan || (!reported && found.plan == before.plan) {
            return Ok(());
        }
        match found.plan {
            Some(_) if reported => Err("the plan is not what was reported".to_owned()),
            Some(_) => Err("the plan is neither the old nor the new one".to_owned()),
            None => Err("the plan is gone".to_owned()),
        }
    }
}

/// A place in a session: after one call of one command.
struct Point<'a> {
    line: &'a str,
    command: usize,
    call: usize,
    step: &'a Step,
    /// Whether the command has said that it is done.
    reported: bool,
    /// Whether every loss is tried here, and not only some of them.
    whole: bool,
}

impl<'a> Point<'a> {
    fn all(commands: &'a [(String, Vec<Step>)]) -> Vec<Self> {
        let mut points = Vec::new();
        for (command, (line, steps)) in commands.iter().enumerate() {
            let mut reported = false;
            for (call, step) in steps.iter().enumerate() {
                reported |= matches!(step, Step::Reported);
                let write = |step: Option<&Step>| matches!(step, Some(Step::Write { .. }));
                points.push(Self {
                    line,
                    command,
                    call,
                    step,
                    reported,
                    whole: !write(Some(step)) || !write(steps.get(call + 1)),
                });
            }
        }
        points
    }

    /// One for each command before and after it has reported.
    fn number(&self) -> u64 {
        self.command as u64 * 2 + u64::from(self.reported)
    }
}

impl std::fmt::Display for Point<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "“{}”, after call {}: ", self.line, self.call + 1)?;
        match self.step {
            Step::Write { path, at, bytes } => {
                write!(f, "{} bytes at {at} of {}", bytes.len(), path.display())
            }
            other => write!(f, "{other:?}"),
        }
    }
}

/// All losses where something has been settled or reported or named, and otherwise some of them in
/// turn, for one more page of a hundred changes little.
fn losses(
    whole: bool,
    at: usize,
) -> impl Iterator<Item = &'static (disk::NamesKept, disk::BytesKept)> {
    let turn = move |nth: usize| whole || nth < 2 || (nth + at).is_multiple_of(6);
    LOSSES
        .iter()
        .enumerate()
        .filter(move |(nth, _)| turn(*nth))
        .map(|(_, loss)| loss)
}

/// A number for some files' content.
fn mark<'a>(contents: impl Iterator<Item = (&'a Path, Option<&'a Vec<u8>>)>, of: u64) -> u64 {
    let mut hasher = Sha256::new();
    hasher.update(of.to_le_bytes());
    for (path, content) in contents {
        hasher.update(path.as_os_str().as_encoded_bytes());
        hasher.update([u8::from(content.is_some())]);
        hasher.update(Sha256::digest(content.map_or(&[][..], Vec::as_slice)));
    }
    number(hasher)
}

/// The program's own check, on the file as the next program would open it; it replays the journal, or
/// only holds it against its chain, which is quicker.
fn sound(path: &Path, replay: bool) -> Result<(), String> {
    let opened = match Store::open(path, OpenMode::ReadWrite) {
        Err(StoreError::Older { .. }) => Store::open(path, OpenMode::ReadOnly),
        opened => opened,
    };
    let faults = opened.and_then(|store| match replay {
        true => store.check_by_replay(|_, _| {}),
        false => store.check(),
    });
    match faults {
        Ok(faults) if faults.is_empty() => Ok(()),
        other => Err(format!("{}: {other:?}", path.display())),
    }
}

/// The next program works on.
fn goes_on(path: &Path) -> Result<(), String> {
    let store = Store::open_upgrading(path, OpenMode::ReadWrite, 1_623_373_200_000);
    let mut store = store.map_err(|error| format!("{error:?}"))?;
    let change = Change::SetSetting {
        key: "report.place".to_owned(),
        value: "Hà Tĩnh".to_owned(),
        seen: None,
    };
    let stamp = Stamp {
        actor: Actor {
            account: "vanphong".to_owned(),
            person: "Lan".to_owned(),
        },
        recorded_at: 1_800_000_000_000,
        day: from_iso("2027-01-15").unwrap(),
    };
    let written = store.apply(&[change], &stamp);
    written.map_err(|error| format!("{error:?}"))?;
    drop(store);
    sound(path, true)
}

/// A year's empty plan made, filled, worked in, copied, reported and brought back.
fn alone() -> &'static Session {
    static MADE: OnceLock<Session> = OnceLock::new();
    MADE.get_or_init(|| {
        Session::in_office(Shell::empty())
            .run("init --year 2027")
            .run("add --section 2.1 Ban_hành_kế_hoạch_cải_cách_hành_chính")
            .run("note 2.1-1 Đã_trình_lãnh_đạo_Sở_dự_thảo_lần_2")
            .run("done 2.1-1")
            .run("undo")
            .run("backup")
            .run("note 2.1-1 Phòng_KHTC_chưa_có_ý_kiến")
            .run("report --period year --at 30/6/2027 --format text -o báo-cáo.txt")
            .run("restore latest --yes")
            .run("note 2.1-1 Sau_khi_lấy_lại")
    })
}

/// Every state that a power cut may leave is in order. Says how many there were.
#[track_caller]
fn survives(session: &Session) -> usize {
    let (states, wrong) = session.cut(&session.commands, 1);
    let some: Vec<&String> = wrong.iter().take(10).collect();
    assert!(
        wrong.is_empty(),
        "{} of {states} states: {some:#?}",
        wrong.len()
    );
    println!("{states} states after a power cut, none wrong");
    states
}

#[test]
fn whatever_was_acknowledged_survives_a_power_cut() {
    if may_record() {
        assert!(survives(alone()) > 1_000);
    }
}

#[test]
fn changes_that_wait_in_the_log_survive_it_too() {
    if !may_record() {
        return;
    }
    let shell = Shell::empty();
    shell.run("init --year 2027").ok();
    shell
        .run("add --section 2.1 Rà_soát_thủ_tục_hành_chính")
        .ok();
    let session = Session::in_office(shell);
    // Somebody has it open, so nobody takes the log into the file when a command ends.
    let reader = Store::open(&session.shell.file(), OpenMode::ReadWrite).unwrap();
    let session = session
        .run("note 2.1-1 Đã_gửi_các_đơn_vị")
        .run("add --section 2.2 Niêm_yết_công_khai_bộ_thủ_tục")
        .run("backup bản-sao.db")
        .run("done 2.2-1 --evidence 15/KH-SKHCN")
        .run("undo");
    assert!(reader.journal(None, 10).unwrap().len() > 4);
    drop(reader);
    let in_log = session.commands.iter().flat_map(|(_, steps)| steps);
    let taken_in =
        in_log.filter(|step| matches!(step, Step::Write { path, .. } if path.ends_with(PLAN)));
    assert_eq!(taken_in.count(), 0);
    assert!(survives(&session) > 300);
}

#[test]
fn a_file_of_an_older_version_outlives_it_as_the_old_or_the_new_one() {
    if may_record() {
        let session = Session::in_office(version_1())
            .run("list")
            .run("note 2.6-1 Sau_khi_nâng_cấp");
        assert!(survives(&session) > 300);
    }
}

#[test]
fn without_its_syncs_the_same_commands_would_lose_most_of_it() {
    if !may_record() {
        return;
    }
    let session = alone();
    let folder = |path: &Path| path == session.shell.path() || path.ends_with("p.db.backups");
    let (states, wrong) = session.cut(&session.without(|_| true), 7);
    assert!(wrong.len() * 2 > states, "{} of {states}", wrong.len());
    println!("{} of {states} states broken without any sync", wrong.len());
    // Each kind is needed.
    for (kind, commands) in [
        ("of files", session.without(|path| !folder(path))),
        ("of folders", session.without(folder)),
    ] {
        let (states, wrong) = session.cut(&commands, 7);
        assert!(
            wrong.len() * 10 > states,
            "{kind}: {} of {states}",
            wrong.len()
        );
        println!(
            "{} of {states} states broken without the syncs {kind}",
            wrong.len()
        );
    }
}
