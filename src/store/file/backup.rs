//! Dated copies beside the file, in a folder of its name: one a day, one before each act on many
//! tasks and before each upgrade, and those that people ask for.
//!
//! Copies and their folder are their owner's alone; of a file that a group shares, the group may
//! read them and make its own.

use super::account::{AsOwner, me};
use super::atomic::{AtomicFile, folder_of, is_scratch, sidecar, sweep, sync_name, unusable};
use super::{connect, integrity, schema};
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use chrono::{DateTime, Duration, Utc};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use rustix::fs::{Mode, OFlags, open as open_file};
use std::fs::{File, Metadata};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// How many copies of each kind are kept, where people did not ask for them.
pub const KEEP: usize = 10;

/// A copy in the folder of copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupFile {
    /// Its path.
    pub path: PathBuf,
    /// What it was made for.
    pub kind: BackupKind,
    /// Its name, which begins with the day.
    pub(super) name: String,
    /// When it was written, by the system.
    pub(super) written: (i64, i64),
    /// The end of the journal inside, where that can be read.
    pub(super) head: Option<JournalHead>,
}

impl BackupFile {
    /// Whether it bears a day that has not come yet, in its name or in its journal: then the clock
    /// was wrong when it was made, or is wrong now.
    pub fn is_of_a_day_to_come(&self, now: i64) -> bool {
        let today = BackupKind::Daily.name_at(now);
        let inside = self.head.as_ref().map(|head| head.recorded_at);
        let inside = inside.map(|at| BackupKind::Daily.name_at(at));
        let later = |name: &str| name.get(..10) > today.get(..10);
        later(&self.name) || inside.is_some_and(|name| later(&name))
    }
}

impl Store {
    /// Copies the file as it is now, by a name of one's own or by the moment's in the folder of
    /// copies. The copy has been read completely before it gets its name.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where anything of one's own name is there, or what file and folder
    /// say.
    pub fn backup(&self, target: Option<&Path>, at: i64) -> Result<PathBuf> {
        sweep(folder_of(&self.path));
        match target {
            Some(path) => copy_as(&self.path, path).map(|()| path.to_owned()),
            None => copy_in_folder(&self.path, BackupKind::Asked, at, OnCollision::NextSecond),
        }
    }
}

/// The folder of a file's copies, whether or not it is there.
pub fn folder(path: &Path) -> PathBuf {
    // Beside the file itself, not beside a link to it.
    let real = path.canonicalize().unwrap_or(path.to_owned());
    sidecar(&real, ".backups")
}

/// Makes the day's copy of a file that has none of that day yet; a demonstration gets none.
pub fn daily(path: &Path, at: i64) -> Result<Option<PathBuf>> {
    if connect::is_demonstration(&connect::reader(path)?) {
        return Ok(None);
    }
    sweep(folder_of(path));
    match copy_in_folder(path, BackupKind::Daily, at, OnCollision::Fail) {
        Ok(made) => Ok(Some(made)),
        // It is there, or a colleague's program was faster.
        Err(StoreError::Exists(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Makes a copy before an act on many tasks.
pub(crate) fn before_bulk(path: &Path, at: i64) -> Result<()> {
    // An act that waits for the file tries again and again; one copy before it is enough.
    let since = |copy: &BackupFile| at / 1_000 - copy.written.0;
    let just_now =
        |copy: &BackupFile| copy.kind == BackupKind::Bulk && (0..BULK_APART).contains(&since(copy));
    if found(path).iter().any(just_now) {
        return Ok(());
    }
    match copy_in_folder(path, BackupKind::Bulk, at, OnCollision::Fail) {
        // Two such acts within a second have the same state before them, or nearly so.
        Ok(_) | Err(StoreError::Exists(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Makes a copy before a newer program changes the file's schema.
pub(crate) fn before_upgrade(path: &Path, at: i64) -> Result<()> {
    // An attempt in the same second may have come no further, and somebody may have written since.
    copy_in_folder(path, BackupKind::Upgrade, at, OnCollision::NextSecond).map(drop)
}

/// Acts within so many seconds share the copy before the first of them.
const BULK_APART: i64 = 60;

/// All copies of a file, the newest first; see `newest_first`. Each is looked into.
pub fn all(path: &Path) -> Vec<BackupFile> {
    rank(found(path))
}

/// The same without looking into any, in no order.
pub(super) fn found(path: &Path) -> Vec<BackupFile> {
    let Ok(entries) = std::fs::read_dir(folder(path)) else {
        return Vec::new();
    };
    let copy = |entry: std::fs::DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let meta = entry.metadata().ok().filter(std::fs::Metadata::is_file)?;
        Some(BackupFile {
            path: entry.path(),
            kind: BackupKind::of(&name)?,
            written: (meta.mtime(), meta.mtime_nsec()),
            name,
            head: None,
        })
    };
    entries.flatten().filter_map(copy).collect()
}

fn rank(mut copies: Vec<BackupFile>) -> Vec<BackupFile> {
    for copy in &mut copies {
        copy.head = JournalHead::of(&copy.path);
    }
    newest_first(copies)
}

/// All copies of a file, the newest first, with those of a day to come after all others.
pub(crate) fn ranked(path: &Path, now: i64) -> Vec<BackupFile> {
    doubtful_last(all(path), now)
}

fn doubtful_last(copies: Vec<BackupFile>, now: i64) -> Vec<BackupFile> {
    let (doubtful, mut copies): (Vec<_>, Vec<_>) = copies
        .into_iter()
        .partition(|copy| copy.is_of_a_day_to_come(now));
    copies.extend(doubtful);
    copies
}

/// The newest copy that is sound, where a folder that can be trusted holds one. Where the file
/// itself is not there, that may be the one that a copy has replaced.
pub fn newest_sound(path: &Path, now: i64) -> Option<PathBuf> {
    trusted(path, &folder(path)).ok()?;
    let mut copies = found(path);
    if path.exists() {
        copies.retain(|copy| copy.kind != BackupKind::Replaced);
    }
    let mut copies = doubtful_last(rank(copies), now).into_iter();
    copies
        .find(|copy| is_sound(&copy.path))
        .map(|copy| copy.path)
}

/// A connection to a copy, which nobody works in: nothing is made beside it. One beside which a
/// log stands is somebody's file after all, and is read like one.
pub(crate) fn reader(copy: &Path) -> Result<Connection> {
    if sidecar(copy, "-wal").exists() {
        return connect::reader(copy);
    }
    connect::hardened_immutable(copy)
}

/// Whether a file that nobody works in is one of ours and whole.
fn is_sound(path: &Path) -> bool {
    reader(path)
        .and_then(|conn| integrity::check(&conn, path))
        .is_ok()
}

pub(in crate::store) fn verify(conn: &Connection, path: &Path) -> Result<()> {
    connect::harden(conn)?;
    schema::verify(conn, path)?;
    integrity::check(conn, path)
}

/// What is done where a copy of that second is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OnCollision {
    /// Nothing more; that one will do.
    Fail,
    /// The next free second gives its name.
    NextSecond,
}

/// Makes a copy in the folder of copies and removes the oldest of its kind. It belongs to the
/// file's owner, also where root makes it.
fn copy_in_folder(
    path: &Path,
    kind: BackupKind,
    at: i64,
    on_collision: OnCollision,
) -> Result<PathBuf> {
    hand_over(path, &folder(path));
    let _owner = AsOwner::of(path);
    let folder = make_folder(path)?;
    let name = folder.join(kind.name_at(at));
    let made = match on_collision {
        OnCollision::Fail => copy_as(path, &name).map(|()| name)?,
        OnCollision::NextSecond => copy_beside(path, &name)?.put_first(names(folder, kind, at))?,
    };
    thin_out(path, kind, &made, at);
    Ok(made)
}

/// The names of a moment and of the seconds after it.
fn names(folder: PathBuf, kind: BackupKind, at: i64) -> impl Iterator<Item = PathBuf> {
    (0..).map(move |second| folder.join(kind.name_at(at + second * 1_000)))
}

/// The names that a replaced file may take in the folder of copies, which is there then.
pub(super) fn names_of_replaced(path: &Path, at: i64) -> Result<impl Iterator<Item = PathBuf>> {
    Ok(names(make_folder(path)?, BackupKind::Replaced, at))
}

/// The folder of copies, made where it is missing: its owner's alone, or the group's that shares
/// the file.
fn make_folder(path: &Path) -> Result<PathBuf> {
    let made = folder(path);
    match std::fs::DirBuilder::new().mode(0o700).create(&made) {
        Ok(()) => {
            if let Some(group) = sharing_group(path) {
                // Where this cannot be, colleagues make no copies of their own; this one is made.
                let _ = std::os::unix::fs::lchown(&made, None, Some(group));
                let _ = std::fs::set_permissions(&made, PermissionsExt::from_mode(0o2770));
            }
            sync_name(&made);
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => trusted(path, &made)?,
        Err(error) => return Err(unusable(&made, &error)),
    }
    Ok(made)
}

/// A folder of copies that a stranger has put there, or may write, is none.
fn trusted(path: &Path, folder: &Path) -> Result<()> {
    let refuse = |reason: &str| StoreError::Unusable {
        path: folder.to_owned(),
        reason: reason.to_owned(),
    };
    let meta = std::fs::symlink_metadata(folder).map_err(|error| unusable(folder, &error))?;
    if !meta.is_dir() {
        return Err(refuse("(os error 20)"));
    }
    let above = std::fs::metadata(folder_of(folder)).map_err(|e| unusable(folder, &e))?;
    let owner = std::fs::metadata(path).map_or(me(), |meta| meta.uid());
    let strange = above.mode() & 0o002 != 0 && ![0, owner, me()].contains(&meta.uid());
    if strange || meta.mode() & 0o002 != 0 {
        return Err(refuse("(os error 1)"));
    }
    Ok(())
}

/// The group that may write a file, where one may.
fn sharing_group(path: &Path) -> Option<u32> {
    let meta = std::fs::metadata(path).ok()?;
    (meta.mode() & 0o020 != 0).then(|| meta.gid())
}

/// Copies a file under a name that is free.
fn copy_as(from: &Path, to: &Path) -> Result<()> {
    if std::fs::symlink_metadata(to).is_ok() {
        return Err(StoreError::Exists(to.to_owned()));
    }
    copy_beside(from, to)?.put(to)
}

/// Copies a file into a scratch file beside the place where the copy is to be.
fn copy_beside(from: &Path, to: &Path) -> Result<AtomicFile> {
    let scratch = AtomicFile::new(to).map_err(|error| unusable(to, &error))?;
    copy_into(&connect::reader(from)?, from, scratch.path())?;
    if let Some(group) = sharing_group(from) {
        // A colleague who cannot read the copy asks its owner; that is no reason to have none.
        let _ = std::os::unix::fs::lchown(scratch.path(), None, Some(group));
        let _ = std::fs::set_permissions(scratch.path(), PermissionsExt::from_mode(0o640));
    }
    Ok(scratch)
}

/// Copies a file's content as of one moment into an empty file, reads all of the copy and waits for
/// the disk. Colleagues go on writing meanwhile.
///
/// # Errors
/// [`StoreError::Damaged`] where the copy is not sound, for then the file is not.
pub(crate) fn copy_into(source: &Connection, from: &Path, into: &Path) -> Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut target = Connection::open_with_flags(connect::plain(into), flags)?;
    // A copy that is broken off is thrown away, so it needs no journal of its own.
    target.pragma_update(None, "journal_mode", "OFF")?;
    target.pragma_update(None, "synchronous", "OFF")?;
    match Backup::new(source, &mut target)?.step(-1)? {
        StepResult::Done => {}
        _ => return Err(StoreError::Busy),
    }
    target.close().map_err(|(_, error)| error)?;
    let copy = connect::immutable(into)?;
    verify(&copy, into).map_err(|error| match error {
        StoreError::Damaged(_) | StoreError::Corrupt => StoreError::Damaged(from.to_owned()),
        other => other,
    })?;
    drop(copy);
    // Nobody has the copy open, so no lock can be lost.
    std::fs::File::open(into)
        .and_then(|file| file.sync_all())
        .map_err(|error| unusable(into, &error))
}

/// Removes the oldest copies of one kind beyond those that are kept, never the one that was
/// just made. Only what bears a name of this program's is ever touched.
fn thin_out(path: &Path, kind: BackupKind, made: &Path, now: i64) {
    if !kind.is_thinned_out() {
        return;
    }
    let mut others = found(path);
    others.retain(|copy| copy.kind == kind && copy.path != made);
    if others.len() < KEEP {
        return;
    }
    for old in doubtful_last(rank(others), now).iter().skip(KEEP - 1) {
        let _ = std::fs::remove_file(&old.path);
    }
}

/// The newest row of a copy's journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct JournalHead {
    row: i64,
    hash: Vec<u8>,
    /// By the clock, in milliseconds since 1970, UTC.
    pub recorded_at: i64,
}

impl JournalHead {
    /// Reads it from a copy; none where that cannot be read.
    pub(crate) fn of(copy: &Path) -> Option<Self> {
        let newest = "SELECT id, hash, recorded_at FROM change ORDER BY id DESC LIMIT 1";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Self {
                row: row.get(0)?,
                hash: row.get(1)?,
                recorded_at: row.get(2)?,
            })
        };
        open(copy)?.query_row(newest, [], read).ok()
    }

    /// Whether a journal goes on from this row, or ends with it.
    fn is_part_of(&self, journal: &Connection) -> bool {
        let there: rusqlite::Result<Option<Vec<u8>>> = journal
            .prepare_cached("SELECT hash FROM change WHERE id=?")
            .and_then(|mut rows| rows.query_row([self.row], |row| row.get(0)).optional());
        matches!(there, Ok(Some(hash)) if self.hash == hash)
    }
}

fn open(copy: &Path) -> Option<Connection> {
    let conn = connect::immutable(copy).ok()?;
    connect::harden(&conn).ok()?;
    Some(conn)
}

/// Orders copies, the newest first. A journal that goes on from another one's end is newer,
/// whatever the clock showed; of those that have gone different ways, because an older copy was
/// brought back in between, the way that was gone last comes first. What cannot be read comes last.
fn newest_first(copies: Vec<BackupFile>) -> Vec<BackupFile> {
    let (mut left, mut unread): (Vec<_>, Vec<_>) =
        copies.into_iter().partition(|copy| copy.head.is_some());
    let row = |copy: &BackupFile| copy.head.as_ref().map(|head| head.row);
    let by_age = |a: &BackupFile, b: &BackupFile| (b.written, &b.name).cmp(&(a.written, &a.name));
    left.sort_by(|a, b| row(b).cmp(&row(a)).then_with(|| by_age(a, b)));
    unread.sort_by(by_age);
    let mut ordered = Vec::new();
    for end in ends(left.clone()) {
        let (way, others) = split(&end, left);
        ordered.extend(way);
        left = others;
    }
    ordered.extend(left);
    ordered.extend(unread);
    ordered
}

/// The end of each way, the one that was gone last first. The copies come with the longest journal
/// first.
fn ends(mut left: Vec<BackupFile>) -> Vec<BackupFile> {
    let mut ends = Vec::new();
    while !left.is_empty() {
        let end = left.remove(0);
        left = split(&end, left).1;
        ends.push(end);
    }
    ends.sort_by_key(|end| std::cmp::Reverse(end.head.as_ref().map(|head| head.recorded_at)));
    ends
}

/// Those that the journal of one goes on from, or is the same as; and the others.
fn split(end: &BackupFile, copies: Vec<BackupFile>) -> (Vec<BackupFile>, Vec<BackupFile>) {
    let journal = open(&end.path);
    copies.into_iter().partition(|copy| {
        let both = copy.head.as_ref().zip(journal.as_ref());
        both.is_some_and(|(head, journal)| head.is_part_of(journal))
    })
}

/// What a copy was made for, as its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupKind {
    /// The first opening of a day.
    Daily,
    /// An act on many tasks.
    Bulk,
    /// A newer program that changes the file's schema.
    Upgrade,
    /// A person asked for it.
    Asked,
    /// Not a copy but the file that a restored one replaced.
    Replaced,
}

impl BackupKind {
    /// Whether the oldest of its copies go once there are enough of them.
    fn is_thinned_out(self) -> bool {
        matches!(self, Self::Daily | Self::Bulk | Self::Upgrade)
    }

    /// What a name says, where it is one that this program gives.
    pub(crate) fn of(name: &str) -> Option<Self> {
        let stem = name.strip_suffix(".db")?;
        let fits = |text: &str, pattern: &str| {
            text.len() == pattern.len()
                && text
                    .bytes()
                    .zip(pattern.bytes())
                    .all(|(is, pattern)| match pattern {
                        b'0' => is.is_ascii_digit(),
                        _ => is == pattern,
                    })
        };
        [
            ("0000-00-00", Self::Daily),
            ("0000-00-00-000000", Self::Asked),
            ("0000-00-00-000000-auto", Self::Bulk),
            ("0000-00-00-000000-upgrade", Self::Upgrade),
            ("0000-00-00-000000-replaced", Self::Replaced),
        ]
        .into_iter()
        .find(|(pattern, _)| fits(stem, pattern))
        .map(|(_, kind)| kind)
    }

    /// The name of a copy made at a moment, by the office's time (UTC+7).
    fn name_at(self, at: i64) -> String {
        let moment = DateTime::<Utc>::from_timestamp_millis(at).unwrap_or_default();
        let moment = moment.naive_utc() + Duration::hours(7);
        let pattern = match self {
            Self::Daily => "%Y-%m-%d.db",
            Self::Asked => "%Y-%m-%d-%H%M%S.db",
            Self::Bulk => "%Y-%m-%d-%H%M%S-auto.db",
            Self::Upgrade => "%Y-%m-%d-%H%M%S-upgrade.db",
            Self::Replaced => "%Y-%m-%d-%H%M%S-replaced.db",
        };
        moment.format(pattern).to_string()
    }
}

/// Gives a folder of copies that root has made, and what root has put there, to the owner of the
/// plan's file, who could not use it else. What bears no name of ours makes it a folder of
/// something else, which is left alone.
fn hand_over(path: &Path, folder: &Path) {
    let Ok(owner) = std::fs::metadata(path) else {
        return;
    };
    let of_root = |meta: &Metadata| meta.uid() == 0 && owner.uid() != 0;
    if me() != 0 || !std::fs::symlink_metadata(folder).is_ok_and(|meta| of_root(&meta)) {
        return;
    }
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
    let ours = |name: &std::ffi::OsString| {
        is_scratch(name)
            || name
                .to_str()
                .is_some_and(|name| BackupKind::of(name).is_some())
    };
    if !names.iter().all(ours) {
        return;
    }
    // Each is opened first and given by its handle: nobody can put a link to something else there
    // in between.
    let give = |path: &Path, fits: &dyn Fn(&Metadata) -> bool| {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let opened = open_file(path, flags, Mode::empty()).map(File::from);
        if let Ok(file) = opened
            && file
                .metadata()
                .is_ok_and(|meta| of_root(&meta) && fits(&meta))
        {
            let _ = std::os::unix::fs::fchown(&file, Some(owner.uid()), Some(owner.gid()));
        }
    };
    for name in names {
        give(&folder.join(name), &|meta| {
            meta.is_file() && meta.nlink() == 1
        });
    }
    give(folder, &Metadata::is_dir);
}
