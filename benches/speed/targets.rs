//! The rows of the table for each size, and the target of each.

/// From how many tasks on a file counts as large.
pub const LARGE: usize = 100_000;

/// The most that a figure may be.
#[derive(Clone, Copy)]
pub enum Target {
    /// So many times what stands beside it.
    Times(f64),
    /// So much above what stands beside it.
    Above(f64),
    /// So much.
    Most(f64),
    /// No target.
    Unlimited,
}

use Target::{Above, Most, Times, Unlimited};

/// Which quantile of the samples is shown, 0 to 1.
pub type Quantile = f64;
const MEDIAN: Quantile = 0.5;
const P99: Quantile = 0.99;

/// A row: its words, the name of its samples and of those that stand beside them, what is aimed at in
/// a small and in a large file.
pub type Row = (
    &'static str,
    &'static str,
    Quantile,
    &'static str,
    Target,
    Target,
);

pub const ROWS: [Row; 22] = [
    (
        "exec → first useful frame, ms",
        "first",
        MEDIAN,
        "first",
        Times(1.5),
        Times(2.0),
    ),
    (
        "move down, median, ms",
        "move",
        MEDIAN,
        "move",
        Times(1.5),
        Times(1.5),
    ),
    (
        "– 99th percentile",
        "move",
        P99,
        "move",
        Times(3.0),
        Times(3.0),
    ),
    (
        "– while the whole file is checked, 99th percentile",
        "early move",
        P99,
        "move",
        Unlimited,
        Unlimited,
    ),
    (
        "change of unit, median, ms",
        "unit",
        MEDIAN,
        "move",
        Times(1.5),
        Times(1.5),
    ),
    (
        "– 99th percentile",
        "unit",
        P99,
        "move",
        Times(3.0),
        Times(3.0),
    ),
    (
        "change of tab, median, ms",
        "tab",
        MEDIAN,
        "move",
        Times(1.5),
        Times(1.5),
    ),
    (
        "– 99th percentile",
        "tab",
        P99,
        "move",
        Times(3.0),
        Times(3.0),
    ),
    (
        "End, median, ms",
        "end",
        MEDIAN,
        "move",
        Times(2.0),
        Times(3.0),
    ),
    (
        "page down held, median, ms",
        "page",
        MEDIAN,
        "move",
        Times(2.0),
        Times(3.0),
    ),
    (
        "live search, each letter, median, ms",
        "search",
        MEDIAN,
        "",
        Unlimited,
        Unlimited,
    ),
    (
        "– 99th percentile",
        "search",
        P99,
        "",
        Most(5.0),
        Most(16.0),
    ),
    (
        "Space: key → frame, stored for good, median, ms",
        "done",
        MEDIAN,
        "done",
        Above(2.0),
        Above(2.0),
    ),
    (
        "a filter taken, median, ms",
        "filter",
        MEDIAN,
        "",
        Most(3.0),
        Most(16.0),
    ),
    (
        "order changed, median, ms",
        "order",
        MEDIAN,
        "",
        Most(3.0),
        Most(16.0),
    ),
    (
        "order changed among what is late, median, ms",
        "order, filtered",
        MEDIAN,
        "",
        Most(3.0),
        Most(16.0),
    ),
    (
        "list of filters with their counts, median, ms",
        "filters",
        MEDIAN,
        "",
        Unlimited,
        Unlimited,
    ),
    (
        "peak memory, MB",
        "peak",
        MEDIAN,
        "",
        Most(12.0),
        Most(20.0),
    ),
    (
        "nothing happening: processor, ms in 3 s",
        "idle cpu",
        MEDIAN,
        "",
        Most(0.0),
        Most(0.0),
    ),
    (
        "nothing happening: wake-ups per second",
        "idle wakes",
        MEDIAN,
        "",
        Most(0.0),
        Most(0.0),
    ),
    (
        "bytes to the terminal per move, median",
        "move bytes",
        MEDIAN,
        "",
        Most(400.0),
        Most(400.0),
    ),
    (
        "`list --due overdue --format json`, whole process, ms",
        "list",
        MEDIAN,
        "list",
        Times(2.0),
        Times(2.0),
    ),
];
