//! Measures the whole program in a pseudo-terminal of 120×40 beside the floor, in turns within one
//! run, and prints what it finds as Markdown.
//!
//! `cargo build --release --examples --bins && target/release/examples/speed [--runs N] [TASKS …]`
//!
//! Without sizes: 100, 10,000 and 1,000,000 tasks. The files are made once, under `target/speed`.

mod files;
#[path = "../made/mod.rs"]
mod made;
mod process;
mod samples;
mod session;
mod table;
mod terminal;

use files::File;
use samples::Samples;
use std::error::Error;

/// What can go wrong here is for whoever measures.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let (mut sizes, mut runs) = (Vec::new(), 5);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--runs" => runs = args.next().ok_or("--runs N")?.parse()?,
            size => sizes.push(size.replace(['_', '.', ','], "").parse()?),
        }
    }
    if sizes.is_empty() {
        sizes = vec![100, 10_000, 1_000_000];
    }
    let programs = files::Programs::find()?;
    for tasks in sizes {
        let file = File::of(tasks)?;
        let (mut floor, mut ours) = (Samples::default(), Samples::default());
        // The first opening of a day makes the day's copy; it is not what a day is like.
        session::warm_up(&programs, &file)?;
        for _ in 0..runs {
            session::floor(&programs, &file, &mut floor)?;
            session::ours(&programs, &file, &mut ours)?;
        }
        process::whole_commands(&programs, &file, runs, &mut floor, &mut ours)?;
        process::own_commit(&file, &mut floor)?;
        table::print(tasks, &floor, &ours);
        table::print_sizes(&file)?;
    }
    println!(
        "\nThe program's file: {:.1} MB.",
        files::megabytes(&programs.ours)?
    );
    Ok(())
}
