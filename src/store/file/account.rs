//! What root makes beside somebody else's file belongs to that file's owner: it is made as that
//! account, with no more rights than it has.

use super::atomic::is_scratch;
use super::backup_kind::BackupKind;
use super::permissions;
use rustix::fs::{Mode, OFlags, open};
use std::fs::{File, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// As long as this lives, this thread works as the account that owns a file, if it began as root.
#[derive(Debug)]
pub struct AsOwner(Option<()>);

impl AsOwner {
    /// Becomes the owner of a file, or of what stands in for one that is not there. Nobody but root
    /// becomes anything; where the system forbids it, the work is done as root.
    pub fn of(path: &Path) -> Self {
        let owner = std::fs::metadata(path)
            .ok()
            .filter(|meta| permissions::me() == 0 && meta.uid() != 0);
        Self(owner.and_then(|meta| become_account(meta.uid(), meta.gid())))
    }
}

impl Drop for AsOwner {
    fn drop(&mut self) {
        if self.0.is_some() {
            // Where this failed, the program would go on with fewer rights, never with more.
            let _ = become_account(0, 0);
        }
    }
}

/// Only the effective numbers change, and of this thread alone, so that the way back is open.
#[cfg(target_os = "linux")]
fn become_account(user: u32, group: u32) -> Option<()> {
    use rustix::process::{Gid, Uid};
    use rustix::thread::{set_thread_res_gid, set_thread_res_uid};
    let (user, group) = (Uid::from_raw(user), Gid::from_raw(group));
    // Root alone may change the group, so it goes before the user and comes back behind.
    if user.is_root() {
        set_thread_res_uid(None, user, None).ok()?;
        set_thread_res_gid(None, group, None).ok()
    } else {
        set_thread_res_gid(None, group, None).ok()?;
        let became = set_thread_res_uid(None, user, None).ok();
        if became.is_none() {
            let _ = set_thread_res_gid(None, Gid::ROOT, None);
        }
        became
    }
}

#[cfg(not(target_os = "linux"))]
fn become_account(_: u32, _: u32) -> Option<()> {
    None
}

/// Gives a folder of copies that root has made, and what root has put there, to the owner of the
/// plan's file, who could not use it else. What bears no name of ours makes it a folder of
/// something else, which is left alone.
pub fn hand_over(path: &Path, folder: &Path) {
    let Ok(owner) = std::fs::metadata(path) else {
        return;
    };
    let of_root = |meta: &Metadata| meta.uid() == 0 && owner.uid() != 0;
    if permissions::me() != 0 || !std::fs::symlink_metadata(folder).is_ok_and(|meta| of_root(&meta))
    {
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
        let opened = open(path, flags, Mode::empty()).map(File::from);
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
