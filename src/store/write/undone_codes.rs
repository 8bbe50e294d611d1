//! The codes that tasks had in acts that were undone.

use crate::domain::change::NewTask;
use crate::store::error::Result;
use crate::store::sql::Cached;
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// Codes of tasks that were undone completely. An annex that is imported again gives each the code that it
/// had. No code is ever given to another task, and none of a task that was removed with a reason to any.
#[derive(Debug, Default)]
pub(in crate::store) struct UndoneCodes(HashMap<(i64, String), Vec<String>>);

impl UndoneCodes {
    /// By section and text, the code given out first at the end.
    pub(crate) fn read(conn: &Connection) -> Result<Self> {
        let mut statement = conn.prepare_cached(
            "SELECT e.value ->> '$.b.section_id', e.value ->> '$.b.text', e.value ->> '$.b.code'
             FROM change c, json_each(c.edits) e
             WHERE c.target_act IS NOT NULL AND c.kind='undo'
               AND e.value ->> '$.t' = 'task' AND e.value -> '$.a' IS NULL
               AND NOT EXISTS (SELECT 1 FROM amendment a
                    WHERE a.code = e.value ->> '$.b.code' AND a.subject='task' AND a.removed=1)
             ORDER BY e.value ->> '$.i' DESC",
        )?;
        let mut rows = statement.query([])?;
        let mut codes: HashMap<(i64, String), Vec<String>> = HashMap::new();
        while let Some(row) = rows.next()? {
            let of = codes.entry((row.get(0)?, row.get(1)?)).or_default();
            of.push(row.get(2)?);
        }
        Ok(Self(codes))
    }

    /// The plan and the code that a task had there, where no other has it now.
    pub(crate) fn take(
        &mut self,
        conn: &Connection,
        task: &NewTask,
    ) -> Result<Option<(i64, String)>> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let plan = "SELECT a.plan_id FROM section s JOIN area a ON a.id = s.area_id WHERE s.id=?";
        let plan: i64 = conn.one(plan, [task.section.0])?;
        let of = (task.section.0, task.text.text.clone());
        while let Some(code) = self.0.get_mut(&of).and_then(Vec::pop) {
            let sql = "SELECT 1 FROM task WHERE plan_id=? AND code=?";
            let taken = conn.has(sql, params![plan, code])?;
            if !taken {
                return Ok(Some((plan, code)));
            }
        }
        Ok(None)
    }
}
