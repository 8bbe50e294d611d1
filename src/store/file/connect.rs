//! Connections to a file: for writing, for reading, as immutable; and what is taken from each that
//! a file written by somebody else could misuse.

use super::atomic::{folder_of, log_has_content, sidecar};
use super::permissions::{self, FileInfo};
use super::schema;
use crate::store::error::{Result, StoreError};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};
use std::borrow::Cow;
use std::cell::Cell;
use std::path::Path;
use std::time::{Duration, Instant};

/// Whoever must wait longer than this gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// How long whoever finds the file taken waits before knocking again. The engine's own pauses grow
/// with the time waited, so that among many the one who has waited longest comes last.
const BUSY_PAUSE: Duration = Duration::from_millis(5);

/// Whoever finds what SQLite keeps beside the file locked up tries for so long: it is made for its
/// maker alone and given to the group at once, but in that instant a colleague of another account
/// cannot open it.
const SIDECAR_WAIT: Duration = Duration::from_secs(2);

thread_local! {
    /// When this thread's connection began to wait; it waits for one file at a time.
    static SINCE: Cell<Instant> = Cell::new(Instant::now());
}

/// Waits a little, unless that was long enough.
fn retry_busy(times: i32) -> bool {
    if times == 0 {
        SINCE.set(Instant::now());
    }
    std::thread::sleep(BUSY_PAUSE);
    SINCE.get().elapsed() < BUSY_TIMEOUT
}

/// A hardened connection for writing, where the system allows that; see [`connect`].
pub(crate) fn writer(path: &Path) -> Result<Connection> {
    let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    if !conn.is_readonly("main")? {
        conn.pragma_update(None, "journal_mode", "WAL")?;
        conn.pragma_update(None, "synchronous", "FULL")?;
    }
    Ok(conn)
}

/// How much of the file SQLite keeps in memory: negative, in KiB.
pub(in crate::store) const CACHE: i64 = -2_000;

/// A hardened connection to a file that is one of ours.
pub(crate) fn connect(path: &Path, access: OpenFlags) -> Result<Connection> {
    let begun = Instant::now();
    loop {
        match connect_once(path, access) {
            Err(StoreError::Unusable { .. })
                if begun.elapsed() < SIDECAR_WAIT && permissions::may_work_on(path) =>
            {
                std::thread::sleep(BUSY_PAUSE);
            }
            opened => return opened,
        }
    }
}

fn connect_once(path: &Path, access: OpenFlags) -> Result<Connection> {
    let mut conn =
        Connection::open_with_flags(plain(path), access | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .map_err(|error| schema::unreadable(error, path))?;
    conn.busy_handler(Some(retry_busy))?;
    // The size of the cache is the first thing for which SQLite looks into the file.
    harden(&conn).map_err(|error| schema::unreadable(error, path))?;
    schema::verify(&conn, path)?;
    Ok(conn)
}

/// A path that SQLite takes as it is: the bundled one reads a name that begins so as an address,
/// whatever the flags say.
pub(crate) fn plain(path: &Path) -> Cow<'_, Path> {
    use std::os::unix::ffi::OsStrExt;
    if path.as_os_str().as_bytes().starts_with(b"file:") {
        Cow::Owned(Path::new(".").join(path))
    } else {
        Cow::Borrowed(path)
    }
}

/// A connection for reading, whatever the folder allows.
pub(crate) fn reader(path: &Path) -> Result<Connection> {
    let linked = FileInfo::of(path).ok();
    linked
        .and_then(|info| immutable_if_linked(path, &info))
        .unwrap_or_else(|| connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY))
        .or_else(|error| {
            immutable_if_unwritable(path, &error).ok_or_else(|| or_log_needs_writer(path, error))?
        })
}

/// The way into a file with a second name, as a snapshot of hard links has it: beside a name where
/// nobody works nothing is made, for whoever works under the other one would not see it.
pub(super) fn immutable_if_linked(path: &Path, info: &FileInfo) -> Option<Result<Connection>> {
    (info.linked && !sidecar(path, "-wal").exists()).then(|| hardened_immutable(path))
}

/// Opens a file as immutable, and takes from the connection what could be misused.
pub(crate) fn hardened_immutable(path: &Path) -> Result<Connection> {
    let conn = immutable(path).map_err(|error| schema::unreadable(error, path))?;
    harden(&conn)?;
    schema::verify(&conn, path)?;
    Ok(conn)
}

/// Why a file cannot be opened that may be read, where a log beside it is the reason: a program
/// was killed, and what it had written waits for somebody who may write in the folder.
pub(super) fn or_log_needs_writer(path: &Path, error: StoreError) -> StoreError {
    let unusable = matches!(error, StoreError::Unusable { .. });
    if unusable && permissions::may_read(path) && log_has_content(path) {
        return StoreError::LogNeedsWriter(sidecar(path, "-wal"));
    }
    error
}

/// Whether there is no room for what SQLite keeps beside an open file.
pub(super) fn is_out_of_room(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::Full | StoreError::Disk | StoreError::Unsynced
    )
}

/// The last way into a file beside which nothing can be made, for its folder may not be written or
/// the disk is full: as immutable. Only where nothing waits in a log, for that would not be
/// seen.
pub(super) fn immutable_if_unwritable(
    path: &Path,
    error: &StoreError,
) -> Option<Result<Connection>> {
    let closed = !permissions::may_write_in(folder_of(path)) || is_out_of_room(error);
    (closed && !log_has_content(path)).then(|| hardened_immutable(path))
}

/// Whether the plan is marked as made up. What cannot be read is none.
pub(crate) fn is_demonstration(conn: &Connection) -> bool {
    conn.query_row("SELECT illustrative FROM plan LIMIT 1", [], |row| {
        row.get(0)
    })
    .unwrap_or(false)
}

/// Opens a file as one that nobody changes meanwhile.
pub(crate) fn immutable(path: &Path) -> rusqlite::Result<Connection> {
    use std::os::unix::ffi::OsStrExt;
    let mut uri = String::from("file:");
    for byte in std::path::absolute(path)
        .unwrap_or(path.to_owned())
        .as_os_str()
        .as_bytes()
    {
        match byte {
            b'/' | b'.' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => uri.push(char::from(*byte)),
            _ => uri.push_str(&format!("%{byte:02x}")),
        }
    }
    uri.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(uri, flags)
}

/// Takes from the connection what a file written by somebody else could misuse.
pub(crate) fn harden(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // Else each statement over a table with a partial index is prepared again for every new value.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.pragma_update(None, "mmap_size", 0)?;
    conn.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    conn.pragma_update(None, "cache_size", CACHE)?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(())
}
