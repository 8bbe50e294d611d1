//! What was taken back and done again.

use crate::domain::history::ChangeKind;
use crate::domain::ids::ActId;
use crate::domain::person::Actor;
use crate::store::error::Result;
use rusqlite::{Connection, OptionalExtension, params};

/// The last act that took this one back.
pub(in crate::store) fn last_undo_of(conn: &Connection, act: ActId) -> Result<ActId> {
    Ok(conn
        .prepare_cached("SELECT max(id) FROM change WHERE target_act=? AND kind='undo' AND id=act")?
        .query_row([act.0], |row| Ok(ActId(row.get(0)?)))?)
}

/// The last act that took this one back or did it again: its first row, and which of the two.
pub(in crate::store) fn last_turn(
    conn: &Connection,
    act: ActId,
) -> Result<Option<(i64, ChangeKind)>> {
    let found = conn
        .prepare_cached("SELECT act, kind FROM change WHERE target_act=? ORDER BY id DESC LIMIT 1")?
        .query_row([act.0], |row| {
            let kind: String = row.get(1)?;
            Ok((row.get(0)?, kind))
        })
        .optional()?;
    Ok(found.and_then(|(act, kind)| Some((act, ChangeKind::parse(&kind)?))))
}

/// A person's acts, the newest first: the act, its kind, and what it takes back or does again.
fn acts_of(
    conn: &Connection,
    actor: &Actor,
    mut see: impl FnMut(ActId, ChangeKind, Option<ActId>) -> bool,
) -> Result<()> {
    let mut statement = conn.prepare_cached(
        "SELECT c.id, c.kind, c.target_act FROM change c JOIN actor a ON a.id = c.actor_id
         WHERE a.account=? AND a.person=? AND c.id = c.act ORDER BY c.id DESC",
    )?;
    let mut rows = statement.query(params![actor.account, actor.person])?;
    while let Some(row) = rows.next()? {
        let kind: String = row.get(1)?;
        let kind = ChangeKind::parse(&kind).unwrap_or(ChangeKind::Edit);
        let target: Option<i64> = row.get(2)?;
        if !see(ActId(row.get(0)?), kind, target.map(ActId)) {
            break;
        }
    }
    Ok(())
}

/// The last act of that person that is not taken back. Making the file cannot be taken back.
pub(in crate::store) fn last_undoable(conn: &Connection, actor: &Actor) -> Result<Option<ActId>> {
    let mut settled = std::collections::HashMap::new();
    let mut found = None;
    acts_of(conn, actor, |act, kind, target| {
        match (kind, target) {
            (ChangeKind::Undo | ChangeKind::Redo, Some(target)) => {
                settled.entry(target).or_insert(kind);
            }
            (ChangeKind::Create, _) => return false,
            _ if settled.get(&act) != Some(&ChangeKind::Undo) => found = Some(act),
            _ => {}
        }
        found.is_none()
    })?;
    Ok(found)
}

/// What that person took back last, unless a new act came since.
pub(in crate::store) fn last_redoable(conn: &Connection, actor: &Actor) -> Result<Option<ActId>> {
    let mut settled = std::collections::HashSet::new();
    let mut found = None;
    acts_of(conn, actor, |_, kind, target| match (kind, target) {
        (ChangeKind::Undo, Some(target)) if settled.insert(target) => {
            found = Some(target);
            false
        }
        (ChangeKind::Undo | ChangeKind::Redo, Some(target)) => {
            settled.insert(target);
            true
        }
        _ => false,
    })?;
    Ok(found)
}
