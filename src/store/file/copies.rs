//! Dated copies beside the file, in a folder of its name: one a day, one before each act on many
//! tasks and before each upgrade, and those that people ask for.
//!
//! Copies and their folder are their owner's alone; of a file that a group shares, the group may
//! read them and make its own.

pub use super::occasion::Occasion;
use super::scratch::{Scratch, folder_of, is_scratch, settle_name, sidecar, unusable};
use super::{care, ground};
use super::{opening, schema};
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// How many copies of each occasion are kept, where people did not ask for them.
pub const KEEP: usize = 10;

/// How old a half-made copy is when nobody can be working on it any more.
const STALE: std::time::Duration = std::time::Duration::from_secs(24 * 60 * 60);

/// A copy in the folder of copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Where it lies.
    pub path: PathBuf,
    /// What it was made for.
    pub occasion: Occasion,
    /// Its name, which begins with the day.
    name: String,
    /// When it was written, by the system.
    written: (i64, i64),
}

impl Store {
    /// Copies the file as it is now, by a name of one's own or by the moment's in the folder of
    /// copies. The copy has been read whole before it gets its name.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where anything of that name is there, or what file and folder say.
    pub fn backup(&self, target: Option<&Path>, at: i64) -> Result<PathBuf> {
        let target = match target {
            Some(path) => path.to_owned(),
            None => named(&self.path, Occasion::Asked, at)?,
        };
        copy_as(&self.path, &target)?;
        Ok(target)
    }
}

/// The folder of a file's copies, whether or not it is there.
#[must_use]
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
    if opening::is_demonstration(&opening::reader(path)?) {
        return Ok(None);
    }
    let target = named(path, Occasion::Daily, at)?;
    match copy_as(path, &target) {
        Ok(()) => {}
        // It is there, or a colleague's program was faster.
        Err(StoreError::Exists(_)) => return Ok(None),
        Err(error) => return Err(error),
    }
    thin_out(path, Occasion::Daily);
    Ok(Some(target))
}

/// Makes a copy before an act on many tasks.
///
/// # Errors
/// What file and folder say.
pub fn before_bulk(path: &Path, at: i64) -> Result<()> {
    // An act that waits for the file tries again and again; one copy before it is enough.
    let newest = all(path)
        .into_iter()
        .find(|copy| copy.occasion == Occasion::Bulk);
    let since = |copy: Copy| at / 1_000 - copy.written.0;
    if newest.is_some_and(|copy| (0..BULK_APART).contains(&since(copy))) {
        return Ok(());
    }
    let target = named(path, Occasion::Bulk, at)?;
    match copy_as(path, &target) {
        // Two such acts within a second have the same state before them, or nearly so.
        Ok(()) | Err(StoreError::Exists(_)) => {}
        Err(error) => return Err(error),
    }
    thin_out(path, Occasion::Bulk);
    Ok(())
}

/// Makes a copy before a newer program changes the file's schema.
///
/// # Errors
/// What file and folder say.
pub fn before_upgrade(path: &Path, at: i64) -> Result<()> {
    let target = named(path, Occasion::Upgrade, at)?;
    match copy_as(path, &target) {
        Ok(()) => {
            thin_out(path, Occasion::Upgrade);
            Ok(())
        }
        // An attempt in the same second that came no further; somebody may have written since.
        Err(StoreError::Exists(_)) => before_upgrade(path, at + 1_000),
        Err(error) => Err(error),
    }
}

/// Acts within so many seconds share the copy before the first of them.
const BULK_APART: i64 = 60;

/// All copies of a file, the newest first.
#[must_use]
pub fn all(path: &Path) -> Vec<Copy> {
    let Ok(entries) = std::fs::read_dir(folder(path)) else {
        return Vec::new();
    };
    let mut copies: Vec<Copy> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let meta = entry.metadata().ok().filter(std::fs::Metadata::is_file)?;
            Some(Copy {
                path: entry.path(),
                occasion: Occasion::of(&name)?,
                written: (meta.mtime(), meta.mtime_nsec()),
                name,
            })
        })
        .collect();
    // By the day in the name, for a file's own time changes when it is carried about.
    copies.sort_by(|a, b| {
        let day = |copy: &Copy| copy.name.get(..10).map(str::to_owned);
        (day(b), b.written, &b.name).cmp(&(day(a), a.written, &a.name))
    });
    copies
}

/// The newest copy that is sound, where a folder that can be trusted holds one.
#[must_use]
pub fn newest_sound(path: &Path) -> Option<PathBuf> {
    trusted(path, &folder(path)).ok()?;
    let mut copies = all(path).into_iter();
    let found = copies.find(|copy| copy.occasion != Occasion::Replaced && is_sound(&copy.path));
    found.map(|copy| copy.path)
}

/// A connection to a copy, which nobody works in: nothing is made beside it. One beside which a
/// log stands is somebody's file after all, and is read like one.
///
/// # Errors
/// What is wrong with it.
pub fn reader(copy: &Path) -> Result<Connection> {
    if sidecar(copy, "-wal").exists() {
        return opening::reader(copy);
    }
    let conn = opening::unchangeable(copy).map_err(|error| schema::unreadable(error, copy))?;
    opening::harden(&conn)?;
    schema::verify(&conn, copy)?;
    Ok(conn)
}

/// Whether a file that nobody works in is one of ours and whole.
fn is_sound(path: &Path) -> bool {
    let conn = opening::unchangeable(path).map_err(StoreError::from);
    conn.and_then(|conn| judge(&conn, path)).is_ok()
}

pub(super) fn judge(conn: &Connection, path: &Path) -> Result<()> {
    opening::harden(conn)?;
    schema::verify(conn, path)?;
    care::sound(conn, path)
}

/// The name of a copy made now, in a folder that is there.
///
/// # Errors
/// What is wrong with the folder.
pub fn named(path: &Path, occasion: Occasion, at: i64) -> Result<PathBuf> {
    Ok(make_folder(path)?.join(occasion.name_at(at)))
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
    let owner = std::fs::metadata(path).map_or(ground::me(), |meta| meta.uid());
    let strange = above.mode() & 0o002 != 0 && ![0, owner, ground::me()].contains(&meta.uid());
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
    let scratch = Scratch::new(to)?;
    copy_into(&opening::reader(from)?, from, scratch.path())?;
    if let Some(group) = sharing_group(from) {
        // A colleague who cannot read the copy asks its owner; that is no reason to have none.
        let _ = std::os::unix::fs::lchown(scratch.path(), None, Some(group));
        let _ = std::fs::set_permissions(scratch.path(), PermissionsExt::from_mode(0o640));
    }
    scratch.put(to)
}

/// Copies a file's content as of one moment into an empty file, reads the copy whole and waits for
/// the disk. Colleagues go on writing meanwhile.
///
/// # Errors
/// [`StoreError::Damaged`] where the copy is not sound, for then the file is not.
pub fn copy_into(source: &Connection, from: &Path, into: &Path) -> Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut target = Connection::open_with_flags(opening::plain(into), flags)?;
    // A copy that is broken off is thrown away, so it needs no journal of its own.
    target.pragma_update(None, "journal_mode", "OFF")?;
    target.pragma_update(None, "synchronous", "OFF")?;
    match Backup::new(source, &mut target)?.step(-1)? {
        StepResult::Done => {}
        _ => return Err(StoreError::Busy),
    }
    target.close().map_err(|(_, error)| error)?;
    let copy = opening::unchangeable(into)?;
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

/// Removes the oldest copies of one occasion beyond those that are kept, and what killed runs have
/// left. Only what bears a name of this program's is ever touched.
fn thin_out(path: &Path, occasion: Occasion) {
    let of_kind = all(path)
        .into_iter()
        .filter(|copy| copy.occasion == occasion);
    for old in of_kind.skip(KEEP) {
        let _ = std::fs::remove_file(old.path);
    }
    for entry in std::fs::read_dir(folder(path))
        .into_iter()
        .flatten()
        .flatten()
    {
        let age = entry.metadata().and_then(|meta| meta.modified());
        let stale = age.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > STALE));
        if stale && is_scratch(&entry.file_name()) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
