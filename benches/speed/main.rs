//! Measures the whole program in a pseudo-terminal of 120×40 beside the floor, in turns within one
//! run, and prints what it finds as Markdown.
//!
//! `cargo run --release --example speed [-- [--write] [--rounds N] [--starts N] [TASKS …]]`
//!
//! Without sizes: 100, 10,000 and 1,000,000 tasks. The files are made once, below `target/speed`,
//! and what is changed in them is undone. Of several rounds each figure is the middle one.
//! `--write` puts the tables into `benches/README.md` and redraws the chart of growth. `--start-order` alone
//! writes anew which functions a start calls: after larger changes, for the first frame and the memory.

mod chart;
mod file_size;
mod keys;
mod other_programs;
mod proc_fs;
mod processes;
mod programs;
mod readme;
mod samples;
mod start_order;
#[path = "../synthetic/mod.rs"]
mod synthetic;
mod table;
mod targets;
mod terminal;

use programs::{File, Programs};
use samples::{Rounds, Samples};
use std::error::Error;

/// Errors are printed as they are.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// What was measured at one size.
pub struct Size {
    /// How many tasks.
    pub tasks: usize,
    /// What the floor takes, and what the disk and `sqlite3` take.
    pub floor: Rounds,
    /// What the program takes.
    pub ours: Rounds,
    /// What a task costs in the file.
    pub parts: file_size::FileSize,
}

fn main() -> Outcome<()> {
    let (mut sizes, mut rounds, mut starts, mut write) = (Vec::new(), 1, 15, false);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--write" => write = true,
            "--start-order" => return start_order::write(),
            "--rounds" => rounds = args.next().ok_or("--rounds N")?.parse()?,
            "--starts" => starts = args.next().ok_or("--starts N")?.parse()?,
            size => sizes.push(size.replace(['_', '.', ','], "").parse()?),
        }
    }
    if sizes.is_empty() {
        sizes = vec![100, 10_000, 1_000_000];
    }
    let programs = Programs::build()?;
    let measured: Vec<Size> = sizes
        .into_iter()
        .map(|tasks| measure(&programs, tasks, rounds, starts))
        .collect::<Outcome<_>>()?;
    let text = table::markdown(&measured, std::fs::metadata(&programs.ours)?.len());
    print!("{text}");
    if write {
        readme::write(&text)?;
        chart::write(&measured)?;
    }
    Ok(())
}

fn measure(programs: &Programs, tasks: usize, rounds: usize, starts: usize) -> Outcome<Size> {
    let file = File::of(&programs.folder, tasks)?;
    let (mut floors, mut all) = (Rounds::default(), Rounds::default());
    file.copy_of_today()?;
    for _ in 0..rounds {
        let (mut floor, mut ours) = (Samples::default(), Samples::default());
        for _ in 0..starts {
            processes::start(programs, &file, &mut floor, &mut ours)?;
        }
        keys::all(programs, &file, &mut floor, &mut ours)?;
        processes::lists(programs, &file, &mut floor, &mut ours)?;
        floors.0.push(floor);
        all.0.push(ours);
    }
    let parts = file_size::FileSize::of(&file)?;
    file.forget_copies()?;
    Ok(Size {
        tasks,
        floor: floors,
        ours: all,
        parts,
    })
}
