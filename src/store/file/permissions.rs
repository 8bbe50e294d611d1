//! The file and its folder as the system sees them: the file system, how many names it has, who may write it. All of
//! it is asked by name; the file itself is never opened here, for closing any handle of it would
//! drop SQLite's locks.

use super::account::me;
use super::atomic::{Identity, folder_of, is_scratch, sidecar, unusable};
use super::network_fs::network_of;
use crate::store::error::{ReadOnlyReason, Result, StoreError};
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// The permission of everybody to write.
const OTHERS_WRITE: u32 = 0o002;
/// In such a folder nobody may remove or rename what belongs to somebody else.
const STICKY: u32 = 0o1000;

/// What the system says of a file and its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileInfo {
    /// The file's own name, links followed.
    pub path: PathBuf,
    /// Which file it is.
    pub identity: Identity,
    /// Whether it has further names; written under two of them it would be damaged.
    pub linked: bool,
    /// The kind of network that it is on, where it does.
    pub network: Option<String>,
    /// Permissions of the file.
    pub file_mode: u32,
    /// Permissions of the folder.
    pub folder_mode: u32,
    /// The file's owner and group.
    pub owner: (u32, u32),
    /// The folder's owner and group.
    pub folder_owner: (u32, u32),
}

impl FileInfo {
    /// Looks at a plan's file by its name.
    ///
    /// # Errors
    /// What nobody should open: missing, no file, empty, with a stranger's log.
    pub fn of(path: &Path) -> Result<Self> {
        let named = |error: &std::io::Error| match error.kind() {
            std::io::ErrorKind::NotFound => StoreError::NoSuchFile(path.to_owned()),
            _ => unusable(path, error),
        };
        let meta = std::fs::metadata(path).map_err(|error| named(&error))?;
        if !meta.is_file() {
            return Err(StoreError::NotAFile(path.to_owned()));
        }
        if meta.len() == 0 {
            return Err(StoreError::Empty(path.to_owned()));
        }
        let real = path.canonicalize().map_err(|error| named(&error))?;
        let folder = std::fs::metadata(folder_of(&real)).map_err(|error| named(&error))?;
        let info = Self {
            identity: Identity::from(&meta),
            linked: meta.nlink() > 1 && meta.nlink() > 1 + own_second_names(&real, &meta),
            network: network_of(&real),
            file_mode: meta.mode(),
            folder_mode: folder.mode(),
            owner: (meta.uid(), meta.gid()),
            folder_owner: (folder.uid(), folder.gid()),
            path: real,
        };
        info.refuse_foreign_logs()?;
        Ok(info)
    }

    /// In a folder where everybody may make files, a stranger could have put a log beside the
    /// plan, which SQLite would play back into it.
    fn refuse_foreign_logs(&self) -> Result<()> {
        if self.folder_mode & OTHERS_WRITE == 0 {
            return Ok(());
        }
        let trusted = [0, self.owner.0, me()];
        for ending in ["-wal", "-shm", "-journal"] {
            let log = sidecar(&self.path, ending);
            let meta = std::fs::symlink_metadata(&log);
            if meta.is_ok_and(|meta| !trusted.contains(&meta.uid()) || !meta.is_file()) {
                return Err(StoreError::ForeignLog(log));
            }
        }
        Ok(())
    }

    /// Why this file should be read only, for an account. A demonstration holds nothing worth
    /// protecting and must work wherever the repository was unpacked, so only the network and a
    /// second name keep it from being written.
    pub fn read_only_reason(&self, account: u32, demonstration: bool) -> Option<ReadOnlyReason> {
        if let Some(kind) = &self.network {
            return Some(ReadOnlyReason::Network(kind.clone()));
        }
        if self.linked {
            return Some(ReadOnlyReason::Linked);
        }
        if demonstration {
            return None;
        }
        if self.file_mode & OTHERS_WRITE != 0 {
            return Some(ReadOnlyReason::OthersWriteFile);
        }
        if open_to_all(self.folder_mode) {
            let folder = folder_of(&self.path).to_owned();
            return Some(ReadOnlyReason::OthersWriteFolder(folder));
        }
        (account == 0 && self.owner.0 != 0)
            .then(|| ReadOnlyReason::OwnedByOther(account_name(self.owner.0)))
    }

    /// Whether accounts outside the file's group may read it.
    pub(crate) fn others_read(&self) -> bool {
        self.file_mode & 0o004 != 0 && self.folder_mode & 0o001 != 0
    }
}

/// Whether everybody may replace what others have in a folder of these permissions.
fn open_to_all(mode: u32) -> bool {
    mode & OTHERS_WRITE != 0 && mode & STICKY == 0
}

/// The longest name that a system lets a file have, in bytes.
const NAME_MAX: usize = 255;
/// The longest path that SQLite opens, in bytes.
const PATH_MAX: usize = 512;
/// What SQLite adds at most to a file's name for what it keeps beside it, in bytes.
const BESIDE_MAX: usize = "-journal".len();

/// Refuses a name under which a file could be made but never opened.
fn fit_name(path: &Path) -> Result<()> {
    use std::os::unix::ffi::OsStrExt;
    // To SQLite such a name is a place in memory, and others like it may come.
    if path.as_os_str().as_bytes().starts_with(b":") {
        return Err(StoreError::NameReserved(path.to_owned()));
    }
    let name = path.file_name().map_or(0, |name| name.as_bytes().len());
    let folder = folder_of(path).canonicalize();
    let whole = folder.map_or(0, |folder| folder.as_os_str().as_bytes().len() + 1 + name);
    if name + BESIDE_MAX > NAME_MAX || whole + BESIDE_MAX > PATH_MAX {
        return Err(StoreError::NameTooLong(path.to_owned()));
    }
    Ok(())
}

/// Refuses to make a plan's file where it could not be written afterwards.
///
/// # Errors
/// [`StoreError::NotWritable`], [`StoreError::NameReserved`] or [`StoreError::NameTooLong`].
pub(crate) fn fit_for_new(path: &Path, demonstration: bool) -> Result<()> {
    fit_name(path)?;
    let folder = folder_of(path);
    // Whether the folder is there the attempt itself shows.
    let Ok(meta) = std::fs::metadata(folder) else {
        return Ok(());
    };
    let why = match network_of(folder) {
        Some(kind) => Some(ReadOnlyReason::Network(kind)),
        None if open_to_all(meta.mode()) && !demonstration => {
            Some(ReadOnlyReason::OthersWriteFolder(folder.to_owned()))
        }
        None => None,
    };
    why.map_or(Ok(()), |why| {
        Err(StoreError::NotWritable {
            path: path.to_owned(),
            why,
        })
    })
}

/// How many further names a file has that are our own, left by a run that was killed between
/// giving it its name and taking the other one away. They are removed where that is possible.
fn own_second_names(path: &Path, meta: &Metadata) -> u64 {
    let Ok(entries) = std::fs::read_dir(folder_of(path)) else {
        return 0;
    };
    let mut own = 0;
    for entry in entries.flatten() {
        let same = entry.metadata();
        let same = same.is_ok_and(|other| Identity::from(&other) == Identity::from(meta));
        if same && is_scratch(&entry.file_name()) {
            own += 1;
            let _ = std::fs::remove_file(entry.path());
        }
    }
    own
}

/// Whether the program was given rights that its caller does not have.
pub(crate) fn is_elevated() -> bool {
    let user = rustix::process::getuid() != rustix::process::geteuid();
    user || rustix::process::getgid() != rustix::process::getegid()
}

/// An account's name, or its number where it has none.
pub(crate) fn account_name(number: u32) -> String {
    uzers::get_user_by_uid(number).map_or_else(
        || number.to_string(),
        |user| user.name().to_string_lossy().into_owned(),
    )
}

/// A group's name, or its number where it has none.
pub fn group_name(number: u32) -> String {
    uzers::get_group_by_gid(number).map_or_else(
        || number.to_string(),
        |group| group.name().to_string_lossy().into_owned(),
    )
}

/// Whether this account may read a file and make others beside it. Asks without opening it.
pub(crate) fn may_work_on(path: &Path) -> bool {
    may_read(path) && may_write_in(folder_of(path))
}

/// Whether this account may read a file.
pub(crate) fn may_read(path: &Path) -> bool {
    rustix::fs::access(path, rustix::fs::Access::READ_OK).is_ok()
}

/// Whether this account may make files in a folder.
pub(crate) fn may_write_in(folder: &Path) -> bool {
    rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).is_ok()
}
