//! Whole processes: from the start to the first frame, and commands that run to their end.

use crate::Outcome;
use crate::programs::{File, Programs};
use crate::samples::Samples;
use crate::terminal::{Terminal, milliseconds};
use rusqlite::Connection;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often a command is run, and how long that may take together.
const RUNS: usize = 7;
const ENOUGH: Duration = Duration::from_secs(20);

/// The first frame as a person has it: tabs with counts, units, tasks, the selected task.
pub const FIRST_FRAME: [&str; 4] = ["Tất cả", "ĐƠN VỊ", "NHIỆM VỤ", "Chủ trì"];
/// The same of the floor: its foot comes last.
pub const FLOOR_FRAME: [&str; 1] = ["q: quit"];

/// Starts each once and quits it again.
pub fn start(
    programs: &Programs,
    file: &File,
    floor: &mut Samples,
    ours: &mut Samples,
) -> Outcome<()> {
    let first = |mut screen: Terminal, texts: &[&str]| -> Outcome<f64> {
        let first = screen.shows(texts)?;
        screen.quit()?;
        Ok(first)
    };
    floor.add("first", first(programs.open_floor(file)?, &FLOOR_FRAME)?);
    ours.add("first", first(programs.open_ours(file)?, &FIRST_FRAME)?);
    Ok(())
}

/// What is late, as JSON, in turns: the command, a process of SQLite and nothing else, and the
/// `sqlite3` of the system where there is one.
pub fn lists(
    programs: &Programs,
    file: &File,
    floor: &mut Samples,
    ours: &mut Samples,
) -> Outcome<()> {
    let sql = question(file)?;
    let begun = Instant::now();
    for _ in 0..RUNS {
        let mut list = Command::new(&programs.ours);
        list.arg("--db").arg(&file.path);
        list.args(["list", "--due", "overdue", "--format", "json"]);
        ours.add("list", whole(&mut list)?);
        let mut bare = Command::new(&programs.floor);
        floor.add("bare list", whole(bare.arg(&file.path).arg(&sql))?);
        let mut shell = Command::new("sqlite3");
        if let Ok(time) = whole(shell.arg("-readonly").arg(&file.path).arg(&sql)) {
            floor.add("list", time);
        }
        if begun.elapsed() > ENOUGH {
            break;
        }
    }
    Ok(())
}

/// The same rows with the same fields, but for those that are reckoned by the day.
fn question(file: &File) -> Outcome<String> {
    let conn = Connection::open(&file.path)?;
    let today: String = conn.query_row(
        "SELECT replace(value, '-', '') FROM setting WHERE key='fixed_day'",
        [],
        |row| row.get(0),
    )?;
    Ok(format!(
        "SELECT json_object('code', t.code, 'area', a.key, 'section', s.number, 'title', t.title,
            'text', t.text, 'source_text', t.source_text, 'key_task', t.key_task,
            'lead', u.abbreviation, 'coordinating', (SELECT json_group_array(v.abbreviation)
                FROM coordinating c JOIN unit v ON v.id=c.unit_id WHERE c.task_id=t.id),
            'deadline', t.deadline, 'kind', t.kind, 'due_on', t.due_on, 'state', t.state,
            'occurrences_done', t.occurrences_done, 'occurrences_total', t.occurrences,
            'done_on', t.done_on, 'evidence', (SELECT json_group_array(json_object(
                'number', e.number, 'date', e.dated_on, 'summary', e.summary, 'path', e.path))
                FROM evidence e WHERE e.task_id=t.id),
            'notes', t.notes, 'difficulties', t.difficulties, 'extensions', t.extensions,
            'illustrative', t.illustrative, 'updated_at', t.updated_at)
         FROM task t JOIN area a ON a.id=t.area_id JOIN section s ON s.id=t.section_id
            LEFT JOIN unit u ON u.id=t.lead_id
         WHERE t.plan_id=1 AND t.due_key<{today} ORDER BY t.due_key, t.id"
    ))
}

fn whole(command: &mut Command) -> Outcome<f64> {
    let begun = Instant::now();
    let output = command.stdout(Stdio::null()).stderr(Stdio::null());
    let status = output.status()?;
    if !status.success() {
        return Err(format!("{command:?}: {status}").into());
    }
    Ok(milliseconds(begun.elapsed()))
}
