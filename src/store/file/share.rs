//! A folder and a file for several accounts of one group.

use super::account::me;
use super::atomic::{folder_of, sidecar, unusable};
use super::backup;
use super::permissions::{self, FileInfo};
use crate::store::ReadOnlyReason;
use crate::store::error::{Result, StoreError};
use std::fs::Metadata;
use std::os::unix::fs::{MetadataExt, PermissionsExt, lchown};
use std::path::{Path, PathBuf};

/// Why a folder is not shared.
#[derive(Debug)]
pub(crate) enum NotShared {
    /// What the file or the system says.
    Store(StoreError),
    /// There is no group of that name.
    NoGroup(String),
    /// Only the owner may do it; whose it is.
    NotOwner(PathBuf, String),
    /// It is the home folder itself, or one of the system's.
    NotAPlansFolder(PathBuf),
    /// Something of another account is in the folder; what, and whose.
    Foreign(PathBuf, String),
    /// The system did not take the permissions on, because one is no member of the group.
    NotMember(String),
    /// The folder holds so many other things, and nobody agreed to share it with them.
    Unconfirmed(PathBuf, usize),
}

impl From<StoreError> for NotShared {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// What was shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shared {
    /// The file.
    pub path: PathBuf,
    pub folder: PathBuf,
    /// How many other things of one's own lie in the folder, whose names the group now sees.
    pub others: usize,
    /// A folder above that the group cannot pass.
    pub closed: Option<PathBuf>,
}

/// Lets a group work in the file: the folder gets 2770, so that whatever is made in it belongs to
/// the group, and the file 0660. A folder that holds other things too is shared only where that was
/// agreed to.
///
/// # Errors
/// Why not; then nothing was changed, unless the system stopped half-way.
pub(crate) fn share(
    path: &Path,
    group: &str,
    home: Option<&Path>,
    agreed: bool,
) -> std::result::Result<Shared, NotShared> {
    let info = FileInfo::of(path)?;
    if let Some(kind) = &info.network {
        let why = ReadOnlyReason::Network(kind.clone());
        let path = path.to_owned();
        return Err(StoreError::NotWritable { path, why }.into());
    }
    let gid = uzers::get_group_by_name(group)
        .ok_or_else(|| NotShared::NoGroup(group.to_owned()))?
        .gid();
    let file = info.path.clone();
    let folder = folder_of(&file).to_owned();
    let others = other_files(&info, &folder, home)?;
    if others > 0 && !agreed {
        return Err(NotShared::Unconfirmed(folder, others));
    }
    set(&folder, gid, 0o2770, group)?;
    set(&file, gid, 0o660, group)?;
    share_the_rest(&file, gid, group)?;
    Ok(Shared {
        closed: closed_above(&folder, gid),
        path: file,
        folder,
        others,
    })
}

/// The same for the sidecar files and for its copies, as far as they are one's own; a
/// colleague who has made one already is in the group.
fn share_the_rest(file: &Path, gid: u32, group: &str) -> std::result::Result<(), NotShared> {
    let mine = |path: &Path| {
        let me = me();
        std::fs::symlink_metadata(path).is_ok_and(|meta| me == 0 || meta.uid() == me)
    };
    let logs = ["-wal", "-shm", "-journal"].map(|ending| (sidecar(file, ending), 0o660));
    let folder = (backup::folder(file), 0o2770);
    let copies = backup::found(file)
        .into_iter()
        .map(|copy| (copy.path, 0o640));
    for (path, mode) in logs.into_iter().chain([folder]).chain(copies) {
        if mine(&path) {
            set(&path, gid, mode, group)?;
        }
    }
    Ok(())
}

/// Refuses what must not become a group's, and counts what else is there.
fn other_files(
    info: &FileInfo,
    folder: &Path,
    home: Option<&Path>,
) -> std::result::Result<usize, NotShared> {
    let me = me();
    let mine = |owner: u32| owner == me || me == 0;
    if !mine(info.owner.0) {
        let owner = permissions::account_name(info.owner.0);
        return Err(NotShared::NotOwner(info.path.clone(), owner));
    }
    let home = home.and_then(|home| home.canonicalize().ok());
    let system = info.folder_owner.0 != info.owner.0 || info.folder_mode & 0o1000 != 0;
    if system || home.as_deref() == Some(folder) || folder.parent().is_none() {
        return Err(NotShared::NotAPlansFolder(folder.to_owned()));
    }
    let mut own = vec![info.path.clone(), backup::folder(&info.path)];
    own.extend(["-wal", "-shm", "-journal"].map(|ending| sidecar(&info.path, ending)));
    let mut others = 0;
    let entries = std::fs::read_dir(folder).map_err(|error| unusable(folder, &error))?;
    for entry in entries.flatten() {
        let meta = entry.metadata().map_err(|e| unusable(&entry.path(), &e))?;
        if own.contains(&entry.path()) {
            continue;
        }
        if meta.uid() != info.owner.0 {
            let owner = permissions::account_name(meta.uid());
            return Err(NotShared::Foreign(entry.path(), owner));
        }
        others += 1;
    }
    Ok(others)
}

/// Sets group and permissions of one thing, and looks whether the system has taken them on.
fn set(path: &Path, gid: u32, mode: u32, group: &str) -> std::result::Result<(), NotShared> {
    let failure = |error: std::io::Error| -> NotShared {
        if error.kind() == std::io::ErrorKind::PermissionDenied {
            NotShared::NotMember(group.to_owned())
        } else {
            unusable(path, &error).into()
        }
    };
    let now = |path: &Path| -> Result<Metadata> {
        std::fs::symlink_metadata(path).map_err(|error| unusable(path, &error))
    };
    if now(path)?.is_symlink() {
        return Err(StoreError::NotAFile(path.to_owned()).into());
    }
    lchown(path, None, Some(gid)).map_err(failure)?;
    std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).map_err(failure)?;
    let meta = now(path)?;
    if meta.gid() != gid || meta.mode() & 0o7777 != mode {
        return Err(NotShared::NotMember(group.to_owned()));
    }
    Ok(())
}

/// The nearest folder above that neither everybody nor the group may pass.
fn closed_above(folder: &Path, gid: u32) -> Option<PathBuf> {
    let mut above = folder.ancestors().skip(1);
    above
        .find(|path| {
            std::fs::metadata(path).is_ok_and(|meta| {
                let by_group = meta.gid() == gid && meta.mode() & 0o010 != 0;
                meta.mode() & 0o001 == 0 && !by_group
            })
        })
        .map(Path::to_owned)
}
