//! A sound file made from the journal alone, in the place of one whose other tables are damaged or
//! altered.

use crate::domain::day::{Day, from_iso};
use crate::store::error::{Result, StoreError};
use crate::store::file::account::AsOwner;
use crate::store::file::atomic::{AtomicFile, sidecar, unusable};
use crate::store::file::connect::{self, harden, plain};
use crate::store::file::permissions::FileInfo;
use crate::store::file::restore::{lock_alone, may_replace, take_place};
use crate::store::file::{backup, schema};
use crate::store::journal::rows_after;
use crate::store::write::replay::Rebuild;
use crate::store::{Store, reviews};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What became of a file that was made anew from its journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// Where the old file is kept now.
    pub kept: Option<PathBuf>,
    /// The last row of the journal that was taken over, and its day.
    pub last: (i64, Day),
    /// What was not taken over.
    pub lost: Option<Lost>,
    /// The keys of frozen texts of reviews that could not be read any more.
    pub unread: Vec<String>,
}

/// Where the journal cannot be followed any further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The first row that was not taken over.
    pub row: i64,
    /// Its day, where it can still be read.
    pub day: Option<Day>,
    /// The last row that the file ever had, where it can still tell.
    pub until: Option<i64>,
}

impl Store {
    /// Puts a file made from the journal in the place of one that nobody has open, as far as the
    /// journal can be read and its chain holds. What it replaces is kept in the folder of copies.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::NoJournal`] where nothing could be rebuilt, or what is
    /// wrong with file and folder. The file is then as it was.
    pub(crate) fn restore_from_journal(path: &Path, at: i64) -> Result<Rebuilt> {
        let real = path.canonicalize().unwrap_or(path.to_owned());
        FileInfo::of(&real)?;
        may_replace(&real, false)?;
        let _owner = AsOwner::of(&real);
        let lock = lock_alone(&real)?;
        // While it is locked no connection may be opened to it: closing that would drop the lock.
        let beside = AtomicFile::new(&real).map_err(|error| unusable(&real, &error))?;
        copy_bytes(&lock, &real, beside.path())?;
        let source = source(beside.path(), &real)?;
        let made = AtomicFile::new(&real).map_err(|error| unusable(&real, &error))?;
        let mut rebuilt = rebuild(&source, made.path(), &real)?;
        rebuilt.kept = take_place(&real, made, at)?;
        drop(lock);
        Ok(rebuilt)
    }
}

/// Copies a file as it is, with the log beside it.
fn copy_bytes(mut file: &File, path: &Path, to: &Path) -> Result<()> {
    let copied = File::options()
        .write(true)
        .open(to)
        .and_then(|mut to| std::io::copy(&mut file, &mut to));
    copied.map_err(|error| unusable(to, &error))?;
    for ending in ["-wal", "-journal"] {
        let log = sidecar(path, ending);
        if log.exists() {
            let to = sidecar(to, ending);
            std::fs::copy(&log, &to).map_err(|error| unusable(&to, &error))?;
        }
    }
    Ok(())
}

/// A connection to the copy of a file that may be damaged anywhere. Whose it is must be readable.
fn source(copy: &Path, path: &Path) -> Result<Connection> {
    let open = || -> Result<(Connection, i64, i64)> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(plain(copy), flags)?;
        harden(&conn)?;
        let owner = conn.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        let version = schema::version_of(&conn)?;
        Ok((conn, owner, version))
    };
    let (conn, owner, version) = open().map_err(|_| StoreError::NoJournal(path.to_owned()))?;
    if owner != schema::APPLICATION_ID {
        return Err(StoreError::NotOurs(path.to_owned()));
    }
    if version > schema::VERSION {
        let path = path.to_owned();
        return Err(StoreError::Newer { path, version });
    }
    Ok(conn)
}

/// Fills an empty file from a journal.
fn rebuild(source: &Connection, into: &Path, path: &Path) -> Result<Rebuilt> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut rebuild = Rebuild::begin(Connection::open_with_flags(plain(into), flags)?, true)?;
    // What the new file says is trouble; what the old one says is where the journal ends.
    let mut trouble = None;
    let read = rows_after(source, 0, |_, row| {
        Ok(match rebuild.take(row) {
            Ok(None) => ControlFlow::Continue(()),
            Ok(Some(_)) => ControlFlow::Break(()),
            Err(error) => {
                trouble = Some(error);
                ControlFlow::Break(())
            }
        })
    });
    if let Some(error) = trouble {
        return Err(error);
    }
    match read {
        Err(error @ (StoreError::Full | StoreError::Disk | StoreError::Busy)) => return Err(error),
        _ if rebuild.chain.at() == 0 => return Err(StoreError::NoJournal(path.to_owned())),
        _ => {}
    }
    let last = rebuild.chain.at();
    let day = from_iso(rebuild.chain.day()).unwrap_or_default();
    let unread = fill_in_frozen(source, &rebuild)?;
    let conn = rebuild.finish()?;
    conn.pragma_update(None, "journal_mode", "WAL")?;
    conn.close().map_err(|(_, error)| error)?;
    backup::judge(&connect::unchangeable(into)?, into)?;
    File::open(into)
        .and_then(|file| file.sync_all())
        .map_err(|error| unusable(into, &error))?;
    Ok(Rebuilt {
        kept: None,
        last: (last, day),
        lost: lost(source, last),
        unread,
    })
}

/// Puts in the frozen texts that can still be read; gives back the keys of the others.
fn fill_in_frozen(source: &Connection, rebuild: &Rebuild) -> Result<Vec<String>> {
    let mut unread = Vec::new();
    for key in rebuild.keys()? {
        // The table may be damaged where the index is not, and the other way round.
        let mut ways = ["", "NOT INDEXED"].into_iter();
        let found = ways.find_map(|way| {
            let sql = format!("SELECT content FROM frozen {way} WHERE key=?");
            let packed: rusqlite::Result<Vec<u8>> =
                source.query_row(&sql, [&key], |row| row.get(0));
            packed
                .ok()
                .filter(|packed| reviews::is_frozen(&key, packed))
        });
        match found {
            Some(packed) => {
                rebuild.conn.execute(
                    "UPDATE frozen SET content=?2 WHERE key=?1",
                    params![key, packed],
                )?;
            }
            None => unread.push(key),
        }
    }
    Ok(unread)
}

/// What the file knew behind the last row that was taken over.
fn lost(source: &Connection, last: i64) -> Option<Lost> {
    let number = |sql: &str| source.query_row(sql, [], |row| row.get::<_, i64>(0)).ok();
    let counted = number("SELECT seq FROM sqlite_sequence WHERE name='change'");
    let there = number("SELECT max(id) FROM change");
    let until = counted.max(there).filter(|until| *until > last);
    let next: Option<Option<String>> = source
        .query_row(
            "SELECT day FROM change NOT INDEXED WHERE id > ? ORDER BY id LIMIT 1",
            [last],
            |row| Ok(row.get(0).ok()),
        )
        .optional()
        // There is a row that cannot be read.
        .unwrap_or(Some(None));
    (next.is_some() || until.is_some()).then(|| Lost {
        row: last + 1,
        day: next.flatten().as_deref().and_then(from_iso),
        until,
    })
}
