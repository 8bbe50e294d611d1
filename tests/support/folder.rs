//! A folder of one's own for a test.

use std::path::Path;
use tempfile::TempDir;

/// In memory where the system keeps a folder there with room for many files: what is written is synced
/// at each step, for which a test need not wait.
pub fn own_folder() -> TempDir {
    const ROOM: u64 = 1 << 30;
    let memory = Path::new("/dev/shm");
    let has_room = rustix::fs::statvfs(memory).is_ok_and(|fs| fs.f_bavail * fs.f_frsize > ROOM);
    match has_room {
        true => tempfile::tempdir_in(memory).unwrap(),
        false => tempfile::tempdir().unwrap(),
    }
}
