//! What was measured, as Markdown, with what was aimed at.

use crate::Outcome;
use crate::files::File;
use crate::samples::Samples;
use rusqlite::Connection;

/// From how many tasks on a file counts as large.
const LARGE: usize = 100_000;
/// The commit and so much, in milliseconds, for an act that is stored for good.
const ABOVE_COMMIT: f64 = 2.0;

/// What is aimed at.
#[derive(Clone, Copy)]
enum Aim {
    /// So many times what the floor takes under that name.
    Times(f64, &'static str),
    /// So much.
    Most(f64),
    /// So much above what the floor takes under that name.
    Above(f64, &'static str),
}

/// A row: its words, the name of its samples, which quantile of them, what is aimed at in a small
/// and in a large file.
type Row = (&'static str, &'static str, Part, Aim, Aim);

#[derive(Clone, Copy)]
enum Part {
    Median,
    P99,
}

use Aim::{Above, Most, Times};
use Part::{Median, P99};

const ROWS: [Row; 18] = [
    (
        "start → first useful frame, ms",
        "first",
        Median,
        Times(1.5, "first"),
        Times(2.0, "first"),
    ),
    (
        "move down, median, ms",
        "move",
        Median,
        Times(1.5, "move"),
        Times(1.5, "move"),
    ),
    (
        "move down, 99th percentile, ms",
        "move",
        P99,
        Times(3.0, "move"),
        Times(3.0, "move"),
    ),
    (
        "change of tab, median, ms",
        "tab",
        Median,
        Times(1.5, "move"),
        Times(1.5, "move"),
    ),
    (
        "change of tab, 99th percentile, ms",
        "tab",
        P99,
        Times(3.0, "move"),
        Times(3.0, "move"),
    ),
    (
        "change of unit, median, ms",
        "unit",
        Median,
        Times(1.5, "move"),
        Times(1.5, "move"),
    ),
    (
        "change of unit, 99th percentile, ms",
        "unit",
        P99,
        Times(3.0, "move"),
        Times(3.0, "move"),
    ),
    (
        "End and Home, median, ms",
        "end",
        Median,
        Times(2.0, "move"),
        Times(3.0, "move"),
    ),
    (
        "page down held, median, ms",
        "page",
        Median,
        Times(2.0, "move"),
        Times(3.0, "move"),
    ),
    (
        "search, each letter, 99th percentile, ms",
        "search",
        P99,
        Most(5.0),
        Most(16.0),
    ),
    (
        "done → frame, stored for good, median, ms",
        "done",
        Median,
        Above(ABOVE_COMMIT, "done"),
        Above(ABOVE_COMMIT, "done"),
    ),
    (
        "change of order, median, ms",
        "order",
        Median,
        Most(3.0),
        Most(16.0),
    ),
    (
        "filters and a filter, median, ms",
        "filter",
        Median,
        Most(3.0),
        Most(16.0),
    ),
    ("peak memory, MB", "peak", Median, Most(12.0), Most(20.0)),
    (
        "nothing happening: ticks of the processor in 2 s",
        "idle cpu",
        Median,
        Most(0.0),
        Most(0.0),
    ),
    (
        "nothing happening: wake-ups per second",
        "idle wakes",
        Median,
        Most(0.0),
        Most(0.0),
    ),
    (
        "bytes to the terminal per move",
        "move bytes",
        Median,
        Most(400.0),
        Most(400.0),
    ),
    (
        "`list --due overdue --format json`, ms",
        "list",
        Median,
        Times(2.0, "list"),
        Times(2.0, "list"),
    ),
];

/// Prints the table of a size.
pub fn print(tasks: usize, floor: &Samples, ours: &Samples) {
    println!("\n{tasks} tasks\n");
    println!("| what | floor | cchc | ratio | target | holds |\n|---|---|---|---|---|---|");
    for (words, name, part, small, large) in ROWS {
        let aim = if tasks >= LARGE { large } else { small };
        let of = |samples: &Samples, name: &str| match part {
            Median => samples.median(name),
            P99 => samples.p99(name),
        };
        let Some(is) = of(ours, name) else { continue };
        let (beside, target) = match aim {
            Times(times, name) => (of(floor, name), of(floor, name).map(|floor| floor * times)),
            Above(more, name) => (of(floor, name), of(floor, name).map(|floor| floor + more)),
            Most(most) => (None, Some(most)),
        };
        let ratio = beside.map(|floor| format!("{:.2}", is / floor));
        let said = match aim {
            Times(times, _) => format!("≤ {times} × floor"),
            Above(more, _) => format!("≤ commit + {more}"),
            Most(most) => format!("≤ {most}"),
        };
        let holds = target.map(|target| if is <= target { "yes" } else { "no" });
        let beside = beside.map(|floor| format!("{floor:.2}"));
        let show = |cell: Option<String>| cell.unwrap_or_else(|| "–".to_owned());
        println!(
            "| {words} | {} | {is:.2} | {} | {said} | {} |",
            show(beside),
            show(ratio),
            holds.unwrap_or("–")
        );
    }
    if let Some(bytes) = ours.median("preview bytes") {
        println!("\nThe preview that follows when the keys rest: {bytes:.0} bytes.");
    }
}

/// Prints what a task costs in the file, by parts. Of a large file this would read every page.
pub fn print_sizes(file: &File) -> Outcome<()> {
    if file.tasks >= LARGE {
        return Ok(());
    }
    let conn = Connection::open(&file.path)?;
    let one = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, f64>(0));
    let pages = |names: &str| {
        one(&format!(
            "SELECT coalesce(sum(pgsize), 0) * 1.0 FROM dbstat WHERE aggregate=TRUE AND {names}"
        ))
    };
    let (tasks, rows) = (file.tasks as f64, one("SELECT count(*) * 1.0 FROM change")?);
    let text = one(
        "SELECT (SELECT sum(length(CAST(title || text || coalesce(product, '') || code || deadline
                || coalesce(coordinating_text, '') AS BLOB))) FROM task) * 1.0
            + coalesce((SELECT sum(length(CAST(body AS BLOB))) FROM note), 0)",
    )?;
    let search = pages("name LIKE 'task_words%'")?;
    let indexes = pages(
        "(name IN (SELECT name FROM sqlite_schema WHERE type='index' AND tbl_name<>'change')
            OR name='tally')",
    )?;
    let values = one("SELECT sum(length(CAST(edits AS BLOB))) * 1.0 FROM change")?;
    let journal = pages("name IN (SELECT name FROM sqlite_schema WHERE tbl_name='change')")?;
    println!(
        "\nIn the file, per task: text {:.0} bytes; search {:.0} ({:.2} × the text); indexes and counts {:.0}; per row of the journal {:.0} beside its own values ({:.1} rows a task).",
        text / tasks,
        search / tasks,
        search / text,
        indexes / tasks,
        (journal - values) / rows,
        rows / tasks
    );
    Ok(())
}
