//! The programs that are measured, and the plans that they are measured on.

use crate::Outcome;
use crate::synthetic::SyntheticPlan;
use crate::terminal::Terminal;
use cchc::store::{VERSION, backup};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

/// Where the programs lie.
pub struct Programs {
    /// The program.
    pub ours: PathBuf,
    /// The floor.
    pub floor: PathBuf,
    /// Where the plans lie.
    pub folder: PathBuf,
}

impl Programs {
    /// Builds both as they are released.
    pub fn build() -> Outcome<Self> {
        if cfg!(debug_assertions) {
            return Err("measure with --release".into());
        }
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut build = Command::new(cargo);
        build.args(["build", "--quiet", "--release", "--locked"]);
        build.args(["--bin", "cchc", "--example", "floor"]);
        if !build
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status()?
            .success()
        {
            return Err("the programs could not be built".into());
        }
        // This one lies among the examples of the release.
        let here = std::env::current_exe()?;
        let mut above = here.ancestors().skip(1);
        let (examples, release) = (above.next(), above.next());
        let release = release.ok_or("no folder of the release")?;
        let folder = release.with_file_name("speed");
        std::fs::create_dir_all(folder.join("home"))?;
        Ok(Self {
            ours: release.join("cchc"),
            floor: examples.ok_or("no folder of the examples")?.join("floor"),
            folder,
        })
    }

    /// The floor in a terminal.
    pub fn open_floor(&self, file: &File) -> Outcome<Terminal> {
        Terminal::start(
            &[self.floor.as_os_str(), file.path.as_os_str()],
            &self.home(),
        )
    }

    /// The program in a terminal.
    pub fn open_ours(&self, file: &File) -> Outcome<Terminal> {
        let (program, path) = (self.ours.as_os_str(), file.path.as_os_str());
        let how = ["--lang", "vi", "--as", "Lan", "--db"].map(AsRef::as_ref);
        let command: Vec<_> = [program].into_iter().chain(how).chain([path]).collect();
        Terminal::start(&command, &self.home())
    }

    /// A person's folder without anything in it.
    fn home(&self) -> PathBuf {
        self.folder.join("home")
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
    pub fn of(folder: &Path, tasks: usize) -> Outcome<Self> {
        let path = folder.join(format!("{tasks}-v{VERSION}.db"));
        if !path.exists() {
            eprintln!("making {}", path.display());
            // A file that is only half written must not be taken for it.
            let half = path.with_extension("half");
            if half.exists() {
                std::fs::remove_file(&half)?;
            }
            let plan = SyntheticPlan {
                tasks,
                ..SyntheticPlan::default()
            };
            let store = plan.create(&half).map_err(|error| format!("{error:?}"))?;
            drop(store);
            std::fs::rename(half, &path)?;
        }
        Ok(Self { path, tasks })
    }

    /// Makes the copy that the first opening of a day would make: that is not what a day is like.
    pub fn copy_of_today(&self) -> Outcome<()> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
        backup::daily(&self.path, i64::try_from(now)?).map_err(|error| format!("{error:?}"))?;
        Ok(())
    }

    /// Removes it.
    pub fn forget_copies(&self) -> Outcome<()> {
        Ok(std::fs::remove_dir_all(backup::folder(&self.path))?)
    }
}
