//! Values on their way between SQLite, an edit and the domain.

use crate::domain::day::{Day, from_iso};
use crate::domain::deadline::DeadlineKind;
use crate::domain::ids::UnitId;
use crate::domain::journal::{StoredRow, StoredValue};
use crate::domain::parts::{FieldValue, HasParts, PartKind};
use crate::domain::task::State;
use crate::domain::unit::UnitKind;
use crate::store::error::Result;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, Type, ValueRef};
use rusqlite::{Connection, Row};

/// Collects column values: `cells([("title", x.into()), …])`.
pub fn cells<const N: usize>(pairs: [(&str, StoredValue); N]) -> StoredRow {
    pairs
        .into_iter()
        .map(|(column, cell)| (column.to_owned(), cell))
        .collect()
}

/// The values of the parts that a table holds itself.
pub fn cells_of<T: HasParts>(table: &str, thing: &T) -> StoredRow {
    let parts = T::PARTS.iter().filter(|part| part.column.0 == table);
    parts
        .map(|part| (part.column.1.to_owned(), (part.get)(thing).into()))
        .collect()
}

impl From<FieldValue> for StoredValue {
    /// Of several units or names nothing: each has a row of its own.
    fn from(value: FieldValue) -> Self {
        match value {
            FieldValue::Nothing | FieldValue::Names(_) => Self::Null,
            FieldValue::Text(text) => Self::Text(text),
            FieldValue::Day(day) => day.into(),
            FieldValue::Flag(flag) => flag.into(),
            FieldValue::Hold(hold) => hold.as_str().into(),
            FieldValue::Units(units) => units.first().map(|unit| unit.0).into(),
            FieldValue::UnitKind(kind) => kind.as_str().into(),
        }
    }
}

/// A row with the parts that its table holds itself; the others stay as they are in `empty`.
pub(crate) fn parts_of<T: HasParts>(
    conn: &Connection,
    (table, row): (&str, i64),
    mut empty: T,
) -> Result<Option<T>> {
    let parts: Vec<_> = T::PARTS
        .iter()
        .filter(|part| part.column.0 == table)
        .collect();
    let columns: Vec<&str> = parts.iter().map(|part| part.column.1).collect();
    let sql = format!("SELECT {} FROM {table} WHERE id=?", columns.join(", "));
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([row])?;
    let Some(found) = rows.next()? else {
        return Ok(None);
    };
    for (at, part) in parts.into_iter().enumerate() {
        (part.set)(&mut empty, field_value(part.kind, found.get_ref(at)?)?);
    }
    Ok(Some(empty))
}

/// What a column holds of a part. Several units or names have rows of their own.
pub(in crate::store) fn field_value(
    kind: PartKind,
    value: ValueRef<'_>,
) -> rusqlite::Result<FieldValue> {
    Ok(match kind {
        PartKind::Line(_) | PartKind::Lines(_) => {
            value.as_str_or_null()?.unwrap_or_default().into()
        }
        PartKind::Day => value.as_str_or_null()?.and_then(from_iso).into(),
        PartKind::Flag => FieldValue::Flag(value.as_i64_or_null()? == Some(1)),
        PartKind::Unit => {
            let unit = value.as_i64_or_null()?.map(UnitId);
            FieldValue::Units(unit.into_iter().collect())
        }
        PartKind::UnitKind => match value.as_str_or_null()?.and_then(UnitKind::parse) {
            Some(kind) => FieldValue::UnitKind(kind),
            None => FieldValue::Nothing,
        },
        PartKind::Units | PartKind::Names(_) => FieldValue::Nothing,
    })
}

impl ToSql for StoredValue {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Int(n) => ToSqlOutput::Borrowed(ValueRef::Integer(*n)),
            Self::Text(s) => ToSqlOutput::Borrowed(ValueRef::Text(s.as_bytes())),
        })
    }
}

impl FromSql for StoredValue {
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

impl From<&str> for StoredValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for StoredValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for StoredValue {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}

impl From<usize> for StoredValue {
    fn from(n: usize) -> Self {
        Self::Int(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

impl From<bool> for StoredValue {
    fn from(flag: bool) -> Self {
        Self::Int(i64::from(flag))
    }
}

impl From<chrono::NaiveDate> for StoredValue {
    fn from(day: chrono::NaiveDate) -> Self {
        Self::Text(crate::domain::day::iso(day))
    }
}

impl<T: Into<StoredValue>> From<Option<T>> for StoredValue {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A day stored as ISO text.
pub(in crate::store) fn day_at(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Day>> {
    Ok(row.get_ref(at)?.as_str_or_null()?.and_then(from_iso))
}

/// A deadline's kind; the table's own check admits no other word.
pub(in crate::store) fn kind_of(row: &Row<'_>, at: usize) -> rusqlite::Result<DeadlineKind> {
    let word: String = row.get(at)?;
    DeadlineKind::parse(&word).ok_or_else(|| unknown(at, word))
}

pub(in crate::store) fn state_of(row: &Row<'_>, at: usize) -> rusqlite::Result<State> {
    let word: String = row.get(at)?;
    State::parse(&word).ok_or_else(|| unknown(at, word))
}

fn unknown(at: usize, word: String) -> rusqlite::Error {
    rusqlite::Error::InvalidColumnType(at, word, Type::Text)
}

/// Bytes in hexadecimal digits.
pub(in crate::store) fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.map(|half| DIGITS[usize::from(half)]).collect()
}

/// The bytes of hexadecimal digits, as [`hex`] writes them.
pub(in crate::store) fn unhex(digits: &str) -> Option<Vec<u8>> {
    let digit = |c: u8| match c {
        b'0'..=b'9' => Some(c - b'0'),
        b'a'..=b'f' => Some(c - b'a' + 10),
        _ => None,
    };
    let pairs = digits.as_bytes().chunks(2);
    let bytes = pairs.map(|pair| match pair {
        [high, low] => Some(digit(*high)? * 16 + digit(*low)?),
        _ => None,
    });
    bytes.collect()
}
