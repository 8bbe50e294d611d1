//! Makes a plan's file of any size for measuring, the same every time for the same numbers.
//!
//! `cargo run --release --example generate -- FILE TASKS [--units N] [--years N] [--acts N] [--seed N]`

mod made;

use made::Made;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

const USAGE: &str = "generate FILE TASKS [--units N] [--years N] [--acts N] [--seed N]
  --units  how many units lead tasks (12)
  --years  over how many years the due days are spread (1)
  --acts   how many acts each task has seen on average besides its adding (2)
  --seed   other numbers give other content (1)";

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let path = args.next().ok_or(USAGE)?;
    let mut made = Made {
        tasks: args.next().ok_or(USAGE)?.replace(['_', '.'], "").parse()?,
        ..Made::default()
    };
    while let Some(option) = args.next() {
        let value = args.next().ok_or(USAGE)?;
        match option.as_str() {
            "--units" => made.units = value.parse()?,
            "--years" => made.years = value.parse()?,
            "--acts" => made.acts = value.parse()?,
            "--seed" => made.seed = value.parse()?,
            _ => return Err(USAGE.into()),
        }
    }
    let begun = Instant::now();
    let store = made
        .create(Path::new(&path))
        .map_err(|error| format!("{error:?}"))?;
    let size = std::fs::metadata(store.path())?.len();
    let seconds = begun.elapsed().as_secs_f64();
    println!("{path}: {} tasks, {size} bytes, {seconds:.1} s", made.tasks);
    Ok(())
}
