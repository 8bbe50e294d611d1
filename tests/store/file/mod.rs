//! Care for the file: where it may be written, whether it is still the same and sound, its copies
//! and the way back.

mod copies;
mod from_journal;
mod open_file;
mod opening;
mod permissions;
mod privileged;
mod restore;
mod share;
mod upgrade;

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// 06/11/2021 09:15:00 in Hà Tĩnh.
pub const MORNING: i64 = 1_636_164_900_000;
/// One day, in milliseconds.
pub const DAY: i64 = 24 * 60 * 60 * 1000;

/// The permissions of a file or folder.
pub fn mode(path: &Path) -> u32 {
    std::fs::symlink_metadata(path)
        .unwrap()
        .permissions()
        .mode()
        & 0o7777
}

/// Sets them.
pub fn chmod(path: &Path, mode: u32) {
    std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
}

/// Overwrites the root page of the table of notes, past the door.
pub fn damage(path: &Path) {
    let conn = rusqlite::Connection::open(path).unwrap();
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name='passage'";
    let root: i64 = conn.query_row(sql, [], |row| row.get(0)).unwrap();
    conn.close().unwrap();
    let mut bytes = std::fs::read(path).unwrap();
    let root = usize::try_from(root).unwrap();
    bytes[(root - 1) * 4096..root * 4096].fill(0x5a);
    std::fs::write(path, bytes).unwrap();
}
