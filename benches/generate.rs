//! Makes a plan's file of any size for measuring, the same every time for the same numbers.
//!
//! `cargo run --release --example generate -- FILE TASKS [--units N] [--years N] [--acts N] [--seed N]`

mod synthetic;

use std::error::Error;
use std::path::Path;
use std::time::Instant;
use synthetic::SyntheticPlan;

const USAGE: &str = "generate FILE TASKS [--units N] [--years N] [--acts N] [--seed N]
  --units  how many units lead tasks (12)
  --years  over how many years the due days are spread (1)
  --acts   how many acts each task has seen on average besides its adding (2)
  --seed   other numbers give other content (1)";

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let path = args.next().ok_or(USAGE)?;
    let mut plan = SyntheticPlan {
        tasks: args.next().ok_or(USAGE)?.replace(['_', '.'], "").parse()?,
        ..SyntheticPlan::default()
    };
    while let Some(option) = args.next() {
        let value = args.next().ok_or(USAGE)?;
        match option.as_str() {
            "--units" => plan.units = value.parse()?,
            "--years" => plan.years = value.parse()?,
            "--acts" => plan.acts = value.parse()?,
            "--seed" => plan.seed = value.parse()?,
            _ => return Err(USAGE.into()),
        }
    }
    let begun = Instant::now();
    let store = plan
        .create(Path::new(&path))
        .map_err(|error| format!("{error:?}"))?;
    let size = std::fs::metadata(store.path())?.len();
    let seconds = begun.elapsed().as_secs_f64();
    println!("{path}: {} tasks, {size} bytes, {seconds:.1} s", plan.tasks);
    Ok(())
}
