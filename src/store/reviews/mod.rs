//! Weekly reviews: the agenda prepared, what was answered, the conclusions, and what was frozen.
//!
//! | file | what |
//! |---|---|
//! | `agenda` | the tasks of an agenda, asked for group by group through the indexes of lists |
//! | `read` | reviews as lists name them, one whole, and held against what none may be; the texts that a finished one keeps |

mod agenda;
mod read;

pub(super) use read::{Touched, check, check_frozen, is_frozen, keep, pack};

use crate::domain::ids::{AreaId, UnitId};
use crate::domain::review::Scope;
use rusqlite::Row;

/// A scope as the columns area_id, unit_id, joined.
pub(super) fn scope_cells(scope: Scope) -> (Option<i64>, Option<i64>, bool) {
    match scope {
        Scope::Plan => (None, None, false),
        Scope::Area(area) => (Some(area.0), None, false),
        Scope::Led(unit) => (None, Some(unit.0), false),
        Scope::Mine(unit) => (None, Some(unit.0), true),
    }
}

/// Reads the columns area_id, unit_id, joined, the first of which is the `at`-th.
fn scope_at(row: &Row<'_>, at: usize) -> rusqlite::Result<Scope> {
    let (area, unit): (Option<i64>, Option<i64>) = (row.get(at)?, row.get(at + 1)?);
    let joined: bool = row.get(at + 2)?;
    Ok(match (area, unit) {
        (Some(area), _) => Scope::Area(AreaId(area)),
        (_, Some(unit)) if joined => Scope::Mine(UnitId(unit)),
        (_, Some(unit)) => Scope::Led(UnitId(unit)),
        _ => Scope::Plan,
    })
}
