//! What a task costs in the file, by parts.

use crate::Outcome;
use crate::programs::File;
use rusqlite::Connection;

/// Bytes per task, but for the journal's rows.
pub struct FileSize {
    /// Everything.
    pub file: f64,
    /// The tables, all texts of the tasks among them.
    pub facts: f64,
    /// The text that search looks at.
    pub text: f64,
    /// The full-text index.
    pub search: f64,
    /// All other indexes but the journal's, and the counts.
    pub indexes: f64,
    /// The journal with its indexes.
    pub journal: f64,
    /// How many rows of the journal there are for each task.
    pub rows: f64,
    /// What a row of the journal takes beside what it says.
    pub beside: f64,
}

/// Codes, texts, notes and evidence: what the full-text index is made from, but for the names of the
/// units.
const TEXT: &str = "SELECT
    (SELECT sum(octet_length(code) + octet_length(title) + octet_length(text)
        + coalesce(octet_length(product), 0) + coalesce(octet_length(coordinating_text), 0)) FROM task)
    + coalesce((SELECT sum(octet_length(body)) FROM note), 0)
    + coalesce((SELECT sum(octet_length(number) + coalesce(octet_length(summary), 0)) FROM evidence), 0)";

const SEARCH: &str = "name LIKE 'task!_words!_%' ESCAPE '!'";
const JOURNAL: &str = "name IN (SELECT name FROM sqlite_schema WHERE tbl_name='change')";
const INDEXES: &str = "(name='tally' OR name IN (SELECT name FROM sqlite_schema
    WHERE type='index' AND tbl_name<>'change'))";

impl FileSize {
    /// Counts every page once.
    pub fn of(file: &File) -> Outcome<Self> {
        let conn = Connection::open(&file.path)?;
        let one = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0));
        // A table of its own: each look at "dbstat" reads the whole file.
        conn.execute_batch(
            "CREATE TEMP TABLE part AS SELECT name, pgsize FROM dbstat WHERE aggregate=TRUE",
        )?;
        let pages = |names: &str| {
            one(&format!(
                "SELECT coalesce(sum(pgsize), 0) FROM part WHERE {names}"
            ))
        };
        let rows = one("SELECT count(*) FROM change")? as f64;
        let says = one("SELECT sum(octet_length(edits)) FROM change")? as f64;
        let tasks = file.tasks as f64;
        let per_task = |bytes: i64| bytes as f64 / tasks;
        let journal = pages(JOURNAL)?;
        Ok(Self {
            file: per_task(pages("TRUE")?),
            facts: per_task(pages(&format!(
                "NOT ({SEARCH}) AND NOT ({JOURNAL}) AND NOT {INDEXES}"
            ))?),
            text: per_task(one(TEXT)?),
            search: per_task(pages(SEARCH)?),
            indexes: per_task(pages(INDEXES)?),
            journal: per_task(journal),
            rows: rows / tasks,
            beside: (journal as f64 - says) / rows,
        })
    }
}
