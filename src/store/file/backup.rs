//! Dated copies beside the file, in a folder of its name: one a day, one before each act on many
//! tasks and before each upgrade, and those that people ask for.
//!
//! Copies and their folder are their owner's alone; of a file that a group shares, the group may
//! read them and make its own.

use super::account::{AsOwner, hand_over};
use super::atomic::{AtomicFile, folder_of, settle_name, sidecar, sweep, unusable};
pub use super::backup_kind::BackupKind;
use super::ranking::{Head, newest_first};
use super::{health, open, permissions, schema};
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// How many copies of each kind are kept, where people did not ask for them.
pub const KEEP: usize = 10;

/// A copy in the folder of copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Where it lies.
    pub path: PathBuf,
    /// What it was made for.
    pub kind: BackupKind,
    /// Its name, which begins with the day.
    pub(super) name: String,
    /// When it was written, by the system.
    pub(super) written: (i64, i64),
    /// The end of the journal inside, where that can be read.
    pub(super) head: Option<Head>,
}

impl Copy {
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
    /// copies. The copy has been read whole before it gets its name.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where anything of one's own name is there, or what file and folder
    /// say.
    pub fn backup(&self, target: Option<&Path>, at: i64) -> Result<PathBuf> {
        sweep(folder_of(&self.path));
        match target {
            Some(path) => copy_as(&self.path, path).map(|()| path.to_owned()),
            None => copy_in_folder(&self.path, BackupKind::Asked, at, Clash::NextSecond),
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
///
/// # Errors
/// What file and folder say.
pub fn daily(path: &Path, at: i64) -> Result<Option<PathBuf>> {
    if open::is_demonstration(&open::reader(path)?) {
        return Ok(None);
    }
    sweep(folder_of(path));
    match copy_in_folder(path, BackupKind::Daily, at, Clash::Fail) {
        Ok(made) => Ok(Some(made)),
        // It is there, or a colleague's program was faster.
        Err(StoreError::Exists(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Makes a copy before an act on many tasks.
///
/// # Errors
/// What file and folder say.
pub fn before_bulk(path: &Path, at: i64) -> Result<()> {
    // An act that waits for the file tries again and again; one copy before it is enough.
    let since = |copy: &Copy| at / 1_000 - copy.written.0;
    let just_now =
        |copy: &Copy| copy.kind == BackupKind::Bulk && (0..BULK_APART).contains(&since(copy));
    if found(path).iter().any(just_now) {
        return Ok(());
    }
    match copy_in_folder(path, BackupKind::Bulk, at, Clash::Fail) {
        // Two such acts within a second have the same state before them, or nearly so.
        Ok(_) | Err(StoreError::Exists(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Makes a copy before a newer program changes the file's schema.
///
/// # Errors
/// What file and folder say.
pub fn before_upgrade(path: &Path, at: i64) -> Result<()> {
    // An attempt in the same second may have come no further, and somebody may have written since.
    copy_in_folder(path, BackupKind::Upgrade, at, Clash::NextSecond).map(drop)
}

/// Acts within so many seconds share the copy before the first of them.
const BULK_APART: i64 = 60;

/// All copies of a file, the newest first; see `newest_first`. Each is looked into.
pub fn all(path: &Path) -> Vec<Copy> {
    rank(found(path))
}

/// The same without looking into any, in no order.
pub(super) fn found(path: &Path) -> Vec<Copy> {
    let Ok(entries) = std::fs::read_dir(folder(path)) else {
        return Vec::new();
    };
    let copy = |entry: std::fs::DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let meta = entry.metadata().ok().filter(std::fs::Metadata::is_file)?;
        Some(Copy {
            path: entry.path(),
            kind: BackupKind::of(&name)?,
            written: (meta.mtime(), meta.mtime_nsec()),
            name,
            head: None,
        })
    };
    entries.flatten().filter_map(copy).collect()
}

fn rank(mut copies: Vec<Copy>) -> Vec<Copy> {
    for copy in &mut copies {
        copy.head = Head::of(&copy.path);
    }
    newest_first(copies)
}

/// All copies of a file, the newest first, with those of a day to come behind all others.
pub fn ranked(path: &Path, now: i64) -> Vec<Copy> {
    doubtful_last(all(path), now)
}

fn doubtful_last(copies: Vec<Copy>, now: i64) -> Vec<Copy> {
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
///
/// # Errors
/// What is wrong with it.
pub fn reader(copy: &Path) -> Result<Connection> {
    if sidecar(copy, "-wal").exists() {
        return open::reader(copy);
    }
    open::unchanging(copy)
}

/// Whether a file that nobody works in is one of ours and whole.
fn is_sound(path: &Path) -> bool {
    reader(path)
        .and_then(|conn| health::sound(&conn, path))
        .is_ok()
}

pub(super) fn judge(conn: &Connection, path: &Path) -> Result<()> {
    open::harden(conn)?;
    schema::verify(conn, path)?;
    health::sound(conn, path)
}

/// What is done where a copy of that second is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Clash {
    /// Nothing more; that one will do.
    Fail,
    /// The next free second gives its name.
    NextSecond,
}

/// Makes a copy in the folder of copies and removes the oldest of its kind. It belongs to the
/// file's owner, also where root makes it.
fn copy_in_folder(path: &Path, kind: BackupKind, at: i64, clash: Clash) -> Result<PathBuf> {
    hand_over(path, &folder(path));
    let _owner = AsOwner::of(path);
    let folder = make_folder(path)?;
    let name = folder.join(kind.name_at(at));
    let made = match clash {
        Clash::Fail => copy_as(path, &name).map(|()| name)?,
        Clash::NextSecond => copy_beside(path, &name)?.put_first(names(folder, kind, at))?,
    };
    thin_out(path, kind, &made, at);
    Ok(made)
}

/// The names of a moment and of the seconds after it.
fn names(folder: PathBuf, kind: BackupKind, at: i64) -> impl Iterator<Item = PathBuf> {
    (0..).map(move |second| folder.join(kind.name_at(at + second * 1_000)))
}

/// The names that a replaced file may take in the folder of copies, which is there then.
///
/// # Errors
/// What is wrong with the folder.
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
            settle_name(&made);
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => trusted(path, &made)?,
        Err(error) => return Err(unusable(&made, &error)),
    }
    Ok(made)
}

/// A folder of copies that a stranger has laid there, or may write, is none.
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
    let owner = std::fs::metadata(path).map_or(permissions::me(), |meta| meta.uid());
    let strange = above.mode() & 0o002 != 0 && ![0, owner, permissions::me()].contains(&meta.uid());
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

/// Copies a file into a scratch file beside the place where the copy shall be.
fn copy_beside(from: &Path, to: &Path) -> Result<AtomicFile> {
    let scratch = AtomicFile::new(to).map_err(|error| unusable(to, &error))?;
    copy_into(&open::reader(from)?, from, scratch.path())?;
    if let Some(group) = sharing_group(from) {
        // A colleague who cannot read the copy asks its owner; that is no reason to have none.
        let _ = std::os::unix::fs::lchown(scratch.path(), None, Some(group));
        let _ = std::fs::set_permissions(scratch.path(), PermissionsExt::from_mode(0o640));
    }
    Ok(scratch)
}

/// Copies a file's content as of one moment into an empty file, reads the copy whole and waits for
/// the disk. Colleagues go on writing meanwhile.
///
/// # Errors
/// [`StoreError::Damaged`] where the copy is not sound, for then the file is not.
pub fn copy_into(source: &Connection, from: &Path, into: &Path) -> Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut target = Connection::open_with_flags(open::plain(into), flags)?;
    // A copy that is broken off is thrown away, so it needs no journal of its own.
    target.pragma_update(None, "journal_mode", "OFF")?;
    target.pragma_update(None, "synchronous", "OFF")?;
    match Backup::new(source, &mut target)?.step(-1)? {
        StepResult::Done => {}
        _ => return Err(StoreError::Busy),
    }
    target.close().map_err(|(_, error)| error)?;
    let copy = open::unchangeable(into)?;
    judge(&copy, into).map_err(|error| match error {
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
