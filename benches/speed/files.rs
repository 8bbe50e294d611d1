//! The programs that are measured, and the plans that they are measured on.

use crate::Outcome;
use crate::made::Made;
use std::path::{Path, PathBuf};

const FOLDER: &str = "target/speed";

/// Where the programs lie.
pub struct Programs {
    /// The program.
    pub ours: PathBuf,
    /// The floor.
    pub floor: PathBuf,
}

impl Programs {
    /// Beside this one: the release build.
    pub fn find() -> Outcome<Self> {
        let here = std::env::current_exe()?;
        let examples = here.parent().ok_or("no folder")?;
        let release = examples.parent().ok_or("no folder")?;
        let programs = Self {
            ours: release.join("cchc"),
            floor: examples.join("floor"),
        };
        for program in [&programs.ours, &programs.floor] {
            if !program.exists() {
                return Err(format!("{} is missing; build it first", program.display()).into());
            }
        }
        Ok(programs)
    }
}

/// A plan's file.
pub struct File {
    /// Where it lies.
    pub path: PathBuf,
    /// How many tasks it has.
    pub tasks: usize,
}

impl File {
    /// The file of that many tasks, made where it is not there yet.
    pub fn of(tasks: usize) -> Outcome<Self> {
        std::fs::create_dir_all(FOLDER)?;
        // A pseudo-terminal begins in another folder.
        let path = Path::new(FOLDER)
            .canonicalize()?
            .join(format!("{tasks}.db"));
        if !path.exists() {
            eprintln!("making {}", path.display());
            let made = Made {
                tasks,
                ..Made::default()
            };
            let store = made.create(&path).map_err(|error| format!("{error:?}"))?;
            drop(store);
        }
        Ok(Self { path, tasks })
    }
}

/// How large a file is.
pub fn megabytes(path: &Path) -> Outcome<f64> {
    Ok(std::fs::metadata(path)?.len() as f64 / 1e6)
}
