//! A connection made fit for filling a file, and back to how a file is worked in.

use crate::store::error::Result;
use crate::store::file::open::CACHE;
use rusqlite::{Connection, params};

/// Makes the connection fit for filling: indexes are dropped and given back as SQL, for they are
/// made faster and smaller at the end; nothing waits for the disk; and the full-text index merges
/// its parts only at the end.
pub(super) fn laid_aside(conn: &Connection) -> Result<Vec<String>> {
    conn.pragma_update(None, "synchronous", "OFF")?;
    // A story's rows refer to its own task.
    conn.pragma_update(None, "foreign_keys", false)?;
    conn.pragma_update(None, "cache_size", -256 * 1024)?;
    tune(conn, 0, 1_999, 64 << 20)?;
    let mut statement = conn.prepare(
        "SELECT name, sql FROM sqlite_schema WHERE type='index' AND sql IS NOT NULL AND tbl_name IN
            ('task', 'coordinating', 'occurrence', 'extension', 'note', 'evidence', 'change')",
    )?;
    let indexes: Vec<(String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    drop(statement);
    for (name, _) in &indexes {
        conn.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    Ok(indexes.into_iter().map(|(_, sql)| sql).collect())
}

/// Back to how a file is worked in.
pub(super) fn usual(conn: &Connection) -> Result<()> {
    conn.execute(
        "INSERT INTO task_words (task_words) VALUES ('optimize')",
        [],
    )?;
    tune(conn, 4, 16, 1 << 20)?;
    conn.pragma_update(None, "cache_size", CACHE)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    Ok(())
}

/// When the full-text index merges its parts, and how many bytes of a part it keeps in memory. It
/// remembers this in the file.
fn tune(conn: &Connection, automerge: i64, crisis: i64, bytes: i64) -> Result<()> {
    let mut set = conn.prepare("INSERT INTO task_words (task_words, rank) VALUES (?, ?)")?;
    for (name, value) in [
        ("automerge", automerge),
        ("crisismerge", crisis),
        ("hashsize", bytes),
    ] {
        set.execute(params![name, value])?;
    }
    Ok(())
}
