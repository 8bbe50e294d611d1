//! What was measured, as Markdown, beside what was aimed at.

use crate::Size;
use crate::file_size::FileSize;
use crate::samples::Rounds;
use crate::targets::{
    LARGE, Quantile, ROWS, Target,
    Target::{Above, Most, Times, Unlimited},
};
use std::fmt::Write as _;

/// All tables, with the size of the program itself.
pub fn markdown(sizes: &[Size], program: u64) -> String {
    let mut out = String::new();
    keys(&mut out, sizes);
    out.push_str(
        "\nA cell reads: the program's figure = so many times the floor's (of Space: the bare commit \
         and so much; of the list: `sqlite3`'s, or where there is none that of a process with SQLite \
         alone). ✗ misses its target.\n\n",
    );
    for size in sizes {
        beside(&mut out, size);
    }
    out.push('\n');
    parts(&mut out, sizes);
    let program = program as f64 / 1e6;
    let sign = sign(program <= 10.0);
    writeln!(
        out,
        "\nThe program itself: {program:.1} MB (target: 10){sign}. {}",
        machine()
    )
    .ok();
    out
}

fn keys(out: &mut String, sizes: &[Size]) {
    out.push_str("| what | target |");
    sizes.iter().for_each(|size| {
        write!(out, " {} tasks |", grouped(size.tasks as f64)).ok();
    });
    out.push_str("\n|---|---|");
    out.push_str(&"---|".repeat(sizes.len()));
    out.push('\n');
    for (words, name, part, other, small, large) in ROWS {
        write!(out, "| {words} | {} |", target(small, large)).ok();
        for size in sizes {
            let aim = if size.tasks >= LARGE { large } else { small };
            write!(out, " {} |", cell(size, (name, other), part, aim)).ok();
        }
        out.push('\n');
    }
}

fn target(small: Target, large: Target) -> String {
    let one = |target: Target| match target {
        Times(times) => format!("≤ {times} ×"),
        Above(more) => format!("≤ commit + {more}"),
        Most(most) => format!("≤ {most}"),
        Unlimited => "–".to_owned(),
    };
    match (one(small), one(large)) {
        (small, large) if small == large => small,
        (small, large) => format!("{small}, large {large}"),
    }
}

fn cell(size: &Size, (name, other): (&str, &str), part: Quantile, target: Target) -> String {
    let Some(is) = size.ours.quantile(name, part) else {
        return "–".to_owned();
    };
    let beside = size.floor.quantile(other, part);
    let beside = beside.or_else(|| bare(&size.floor, other, part));
    match (target, beside) {
        (Times(times), Some(floor)) => {
            let ratio = is / floor;
            let (is, floor) = (number(is), number(floor));
            format!("{is} = {ratio:.2} × {floor}{}", sign(ratio <= times))
        }
        (Above(more), Some(floor)) => {
            let above = is - floor;
            let (is, floor) = (number(is), number(floor));
            format!("{is} = {floor} + {above:.2}{}", sign(above <= more))
        }
        (Most(most), _) => format!("{}{}", number(is), sign(is <= most)),
        _ => number(is),
    }
}

/// What stands beside a list where the system has no `sqlite3`.
fn bare(floor: &Rounds, name: &str, part: Quantile) -> Option<f64> {
    (name == "list").then(|| floor.quantile("bare list", part))?
}

/// What is not aimed at.
fn beside(out: &mut String, size: &Size) {
    let of = |samples: &Rounds, name: &str| samples.median(name).map_or("–".to_owned(), number);
    let silent = size.ours.count("silent");
    let text = [
        (
            "the preview that follows when the keys rest",
            of(&size.ours, "preview bytes"),
            "bytes",
        ),
        (
            "a move of the floor",
            of(&size.floor, "move bytes"),
            "bytes",
        ),
        ("the floor's memory", of(&size.floor, "peak"), "MB"),
        ("pages written by Space", of(&size.ours, "pages"), ""),
        (
            "the list by a process with SQLite alone",
            of(&size.floor, "bare list"),
            "ms",
        ),
        ("keys without an answer", silent.to_string(), ""),
    ];
    let text: Vec<String> = text
        .iter()
        .map(|(what, is, unit)| format!("{what} {is} {unit}").trim_end().to_owned())
        .collect();
    writeln!(
        out,
        "- At {} tasks: {}.",
        grouped(size.tasks as f64),
        text.join(", ")
    )
    .ok();
}

fn parts(out: &mut String, sizes: &[Size]) {
    type PartOf = fn(&FileSize) -> f64;
    let rows: [(&str, &str, PartOf, Option<PartOf>); 8] = [
        ("the whole file", "–", |parts| parts.file, None),
        ("tables, texts among them", "–", |parts| parts.facts, None),
        (
            "of these the text that search looks at",
            "–",
            |parts| parts.text,
            None,
        ),
        (
            "search",
            "≤ 1.2 × the text",
            |parts| parts.search,
            Some(|parts| 1.2 * parts.text),
        ),
        (
            "indexes and counts",
            "≤ 250",
            |parts| parts.indexes,
            Some(|_| 250.0),
        ),
        (
            "journal with its hashes and indexes",
            "–",
            |parts| parts.journal,
            None,
        ),
        ("rows of the journal", "–", |parts| parts.rows, None),
        (
            "a row of the journal beside its own values",
            "≤ 150",
            |parts| parts.beside,
            Some(|_| 150.0),
        ),
    ];
    out.push_str("| in the file, bytes per task | target |");
    sizes.iter().for_each(|size| {
        write!(out, " {} tasks |", grouped(size.tasks as f64)).ok();
    });
    out.push_str("\n|---|---|");
    out.push_str(&"---|".repeat(sizes.len()));
    out.push('\n');
    for (words, target, part, most) in rows {
        write!(out, "| {words} | {target} |").ok();
        for size in sizes {
            let is = part(&size.parts);
            let sign = most.map_or("", |most| sign(is <= most(&size.parts)));
            write!(out, " {}{sign} |", number(is)).ok();
        }
        out.push('\n');
    }
}

/// What was measured on.
fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let cpu = read("/proc/cpuinfo");
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model
        .unwrap_or_default()
        .trim_start_matches([' ', '\t', ':']);
    let load = read("/proc/loadavg");
    let load: Vec<&str> = load.split_whitespace().take(2).collect();
    format!(
        "Machine: {cores} cores ({model}); load at the end over 1 and 5 minutes {}.",
        load.join(" and ")
    )
}

fn sign(holds: bool) -> &'static str {
    if holds { "" } else { " ✗" }
}

/// Two decimals below ten, one below a thousand.
fn number(is: f64) -> String {
    match is {
        is if is.fract() == 0.0 || is >= 1000.0 => grouped(is),
        is if is < 10.0 => format!("{is:.2}"),
        is => format!("{is:.1}"),
    }
}

/// A whole number with its thousands apart.
fn grouped(is: f64) -> String {
    let digits = format!("{is:.0}");
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
