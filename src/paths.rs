//! Where a person's plan and settings lie when no name is given.

use crate::error::{AppError, Kind};
use crate::present::lang::Lang;
use directories::ProjectDirs;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// The plan's file in the user's data folder (on Linux `~/.local/share/cchc/ke-hoach.db`).
///
/// # Errors
/// Where the system names no home folder.
pub fn default_plan(lang: Lang) -> Result<PathBuf, AppError> {
    let folders = folders().ok_or_else(|| {
        AppError::new(
            Kind::File,
            lang.pick(
                "Không xác định được thư mục dữ liệu của bạn.",
                "Your data folder could not be determined.",
            ),
        )
        .hint(lang.pick(
            "Hãy nêu tệp kế hoạch bằng --db.",
            "Give the plan file with --db.",
        ))
    })?;
    Ok(folders.data_dir().join("ke-hoach.db"))
}

/// The file with personal settings (on Linux `~/.config/cchc/settings.json`); `None` where the
/// system names no home folder.
#[must_use]
pub fn settings() -> Option<PathBuf> {
    Some(folders()?.config_dir().join("settings.json"))
}

/// The folder with notes that were not saved when the screen ended (on Linux
/// `~/.local/state/cchc/drafts`); `None` where the system names no home folder.
#[must_use]
pub fn drafts() -> Option<PathBuf> {
    let folders = folders()?;
    let state = folders.state_dir().unwrap_or_else(|| folders.data_dir());
    Some(state.join("drafts"))
}

/// The user's home folder, for names of files that begin with "~".
#[must_use]
pub fn home() -> Option<PathBuf> {
    Some(directories::BaseDirs::new()?.home_dir().to_owned())
}

/// Makes a folder and those above it, each for its owner alone.
///
/// # Errors
/// What the system says.
pub fn make_private(folder: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

fn folders() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "cchc")
}
