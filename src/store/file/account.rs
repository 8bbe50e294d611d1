//! What root makes beside somebody else's file belongs to that file's owner: it is made as that
//! account, with no more rights than it has.

use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// As long as this lives, this thread works as the account that owns a file, if it began as root.
#[derive(Debug)]
pub(crate) struct AsOwner(Option<()>);

impl AsOwner {
    /// Becomes the owner of a file, or of what stands in for one that is not there. Nobody but root
    /// becomes anything; where the system forbids it, the work is done as root.
    pub(crate) fn of(path: &Path) -> Self {
        let owner = std::fs::metadata(path)
            .ok()
            .filter(|meta| me() == 0 && meta.uid() != 0);
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
    // Root alone may change the group, so it goes before the user and comes back after.
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

/// The effective account, by number.
pub(crate) fn me() -> u32 {
    rustix::process::geteuid().as_raw()
}
