//! Reads by statements that the connection keeps prepared.

use super::error::Result;
use rusqlite::types::FromSql;
use rusqlite::{Connection, OptionalExtension, Params, Row};

pub(in crate::store) trait Cached {
    /// All rows.
    fn rows<T, All: FromIterator<T>>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<All>;

    /// The first row, if there is one.
    fn first<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>>;

    /// The first column of the first row, if there is one.
    fn value<T: FromSql>(&self, sql: &str, params: impl Params) -> Result<Option<T>> {
        self.first(sql, params, |row| row.get(0))
    }

    /// The first column of a row that is always there.
    fn one<T: FromSql>(&self, sql: &str, params: impl Params) -> Result<T>;

    /// Whether there is a row.
    fn has(&self, sql: &str, params: impl Params) -> Result<bool>;
}

impl Cached for Connection {
    fn rows<T, All: FromIterator<T>>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<All> {
        let mut statement = self.prepare_cached(sql)?;
        let rows = statement.query_map(params, read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn first<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        Ok(self
            .prepare_cached(sql)?
            .query_row(params, read)
            .optional()?)
    }

    fn one<T: FromSql>(&self, sql: &str, params: impl Params) -> Result<T> {
        Ok(self
            .prepare_cached(sql)?
            .query_row(params, |row| row.get(0))?)
    }

    fn has(&self, sql: &str, params: impl Params) -> Result<bool> {
        Ok(self.prepare_cached(sql)?.exists(params)?)
    }
}
