//! The check of a whole file: SQLite's own, our invariants, the tallies, the journal's chain.

use super::Store;
use super::error::Result;

/// What a check found wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// SQLite's integrity check says this.
    Structure(String),
    /// A row points to nothing.
    Reference {
        /// The table that holds the row.
        table: String,
    },
    /// A count kept in the tallies is not what the tasks say.
    Tally {
        /// Counted anew.
        counted: i64,
        /// Kept.
        kept: i64,
    },
    /// A row of the journal does not follow from the one before.
    Journal {
        /// Its number.
        row: i64,
    },
}

impl Store {
    /// Everything that is wrong with the file; empty where nothing is. Reads the whole file.
    ///
    /// # Errors
    /// What SQLite says where it cannot even read.
    pub fn check(&self) -> Result<Vec<Fault>> {
        let mut faults = Vec::new();
        let mut statement = self.conn.prepare("PRAGMA integrity_check(20)")?;
        let lines: Vec<String> = statement
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        faults.extend(
            lines
                .into_iter()
                .filter(|line| line != "ok")
                .map(Fault::Structure),
        );
        let mut statement = self.conn.prepare("PRAGMA foreign_key_check")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            faults.push(Fault::Reference { table: row.get(0)? });
        }
        faults.extend(self.check_tallies()?);
        faults.extend(self.broken_link()?.map(|row| Fault::Journal { row }));
        Ok(faults)
    }

    /// Every group of every plan, area and unit counted anew from the tasks, against what is kept.
    fn check_tallies(&self) -> Result<Vec<Fault>> {
        let mut statement = self.conn.prepare(
            "WITH real (plan_id, unit_key, area_id, level, bucket, n) AS (
                SELECT plan_id, -1, 0, 0, total_group, count(*) FROM task GROUP BY 1, 5
                UNION ALL SELECT plan_id, -1, area_id, 0, total_group, count(*)
                    FROM task GROUP BY 1, 3, 5
                UNION ALL SELECT plan_id, unit_key, 0, 0, total_group, count(*)
                    FROM task GROUP BY 1, 2, 5
                UNION ALL SELECT plan_id, unit_key, area_id, 0, total_group, count(*)
                    FROM task GROUP BY 1, 2, 3, 5
             )
             SELECT coalesce(r.n, 0), coalesce(k.n, 0)
             FROM real r FULL JOIN (SELECT * FROM tally WHERE level = 0) k
                USING (plan_id, unit_key, area_id, bucket)
             WHERE coalesce(r.n, 0) <> coalesce(k.n, 0)",
        )?;
        let faults = statement
            .query_map([], |row| {
                Ok(Fault::Tally {
                    counted: row.get(0)?,
                    kept: row.get(1)?,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(faults)
    }
}
