//! Values of columns on their way between the file and an edit.

use crate::domain::history::{Cell, Cells};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

/// Collects column values: `cells([("title", x.into()), …])`.
pub(in crate::store) fn cells<const N: usize>(pairs: [(&str, Cell); N]) -> Cells {
    pairs
        .into_iter()
        .map(|(column, cell)| (column.to_owned(), cell))
        .collect()
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Int(n) => ToSqlOutput::Borrowed(ValueRef::Integer(*n)),
            Self::Text(s) => ToSqlOutput::Borrowed(ValueRef::Text(s.as_bytes())),
        })
    }
}

impl FromSql for Cell {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value {
            ValueRef::Null => Ok(Self::Null),
            ValueRef::Integer(n) => Ok(Self::Int(n)),
            ValueRef::Text(_) => value.as_str().map(Self::from),
            // No fact is one.
            ValueRef::Real(_) | ValueRef::Blob(_) => Err(FromSqlError::InvalidType),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Int(i64::from(flag))
    }
}

impl From<chrono::NaiveDate> for Cell {
    fn from(day: chrono::NaiveDate) -> Self {
        Self::Text(crate::domain::day::iso(day))
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
