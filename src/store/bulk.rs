//! For tools that fill a file with more rows than can be applied one act at a time: what such rows
//! consist of besides their facts. Nothing of it asks the rules; [`super::Store::check_by_replay`]
//! says whether what was written holds together.

pub use super::index::derive::{DERIVED, Derived, Occurrences, RowCounts, TaskInputs, code_key};
pub use super::index::fulltext::insert as insert_terms;
pub use super::journal::{ActHeader, ChainedRow, actor_id};
pub use super::values::{cells, cells_of};
pub use super::write::deadlines::deadline_cells;
pub use super::write::writer::facts_of as journaled;

use super::Store;
use super::error::Result;
use super::file::connect::CACHE;
use rusqlite::Connection;

/// The connection of a file that may be written.
pub fn connection(store: &Store) -> Result<&Connection> {
    store.may_write()?;
    Ok(&store.conn)
}

/// Gives the connection the cache that it has while a file is worked in.
pub fn restore_cache(conn: &Connection) -> Result<()> {
    Ok(conn.pragma_update(None, "cache_size", CACHE)?)
}
