//! What the system knows of a process, and programs that run to their end.

use crate::Outcome;
use crate::files::{File, Programs};
use crate::samples::Samples;
use rusqlite::Connection;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What a process has used up, all its threads together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Processor time, in the clock's ticks.
    pub ticks: u64,
    /// How often it went to sleep of itself, and so was woken.
    pub switches: u64,
}

impl Usage {
    /// Up to now.
    pub fn of(process: u32) -> Outcome<Self> {
        let mut usage = Self::default();
        for thread in std::fs::read_dir(format!("/proc/{process}/task"))? {
            let folder = thread?.path();
            let stat = std::fs::read_to_string(folder.join("stat")).unwrap_or_default();
            // Behind the name, which may hold blanks: user and system time are fields 14 and 15.
            let fields = stat.rsplit(')').next().unwrap_or_default();
            let ticks = fields.split_whitespace().skip(11).take(2);
            usage.ticks += ticks.filter_map(|n| n.parse::<u64>().ok()).sum::<u64>();
            let status = std::fs::read_to_string(folder.join("status")).unwrap_or_default();
            usage.switches += field(&status, "voluntary_ctxt_switches:");
        }
        Ok(usage)
    }
}

/// The most memory that a process has taken, in megabytes.
pub fn peak(process: u32) -> Outcome<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    Ok(field(&status, "VmHWM:") as f64 / 1024.0)
}

fn field(status: &str, name: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|rest| rest.split_whitespace().next());
    number.and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// What is late, as JSON: the whole command beside the same asked of the same index with `sqlite3`.
/// Where that is not there, nothing is taken down for it.
pub fn whole_commands(
    programs: &Programs,
    file: &File,
    runs: usize,
    floor: &mut Samples,
    ours: &mut Samples,
) -> Outcome<()> {
    let conn = Connection::open(&file.path)?;
    let today: String = conn.query_row(
        "SELECT value FROM setting WHERE key='fixed_day'",
        [],
        |row| row.get(0),
    )?;
    let day = today.replace('-', "");
    // The columns that the command prints of a row.
    let sql = format!(
        "SELECT t.code, t.title, t.state, t.due_on, t.deadline, t.key_task, t.difficulties,
            t.evidence, u.abbreviation, t.area_id, t.last_change, t.product
         FROM task t LEFT JOIN unit u ON u.id=t.lead_id
         WHERE t.plan_id=1 AND t.due_key<{day} ORDER BY t.due_key, t.id"
    );
    for _ in 0..runs {
        let mut list = Command::new(&programs.ours);
        list.arg("--db").arg(&file.path);
        list.args(["list", "--due", "overdue", "--format", "json"]);
        ours.add("list", whole(&mut list)?);
        let mut bare = Command::new("sqlite3");
        bare.arg("-readonly").arg("-json").arg(&file.path).arg(&sql);
        if let Ok(time) = whole(&mut bare) {
            floor.add("list", time);
        }
    }
    Ok(())
}

fn whole(command: &mut Command) -> Outcome<f64> {
    let begun = Instant::now();
    let status = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    if !status.success() {
        return Err(format!("{command:?}: {status}").into());
    }
    Ok(begun.elapsed().as_secs_f64() * 1e3)
}

/// What one commit costs on this disk: a small row, with the safety that a plan's file has.
pub fn own_commit(file: &File, floor: &mut Samples) -> Outcome<()> {
    let path = file.path.with_extension("commit");
    let conn = Connection::open(&path)?;
    conn.pragma_update(None, "journal_mode", "WAL")?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.execute_batch("CREATE TABLE IF NOT EXISTS row (text TEXT)")?;
    for _ in 0..40 {
        let begun = Instant::now();
        conn.execute(
            "INSERT INTO row VALUES (?)",
            ["Đã trình dự thảo lần 2".repeat(8)],
        )?;
        floor.add("done", begun.elapsed().as_secs_f64() * 1e3);
    }
    drop(conn);
    std::fs::remove_file(&path)?;
    Ok(())
}
