//! Where a person's plan and settings lie when no name is given.

use crate::error::{AppError, AppErrorKind};
use crate::present::lang::Lang;
use directories::ProjectDirs;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// The plan's file in the user's data folder (on Linux `~/.local/share/cchc/ke-hoach.db`).
///
/// # Errors
/// Where the system names no home folder.
pub(crate) fn default_plan(lang: Lang) -> Result<PathBuf, AppError> {
    let folders = folders().ok_or_else(|| {
        AppErrorKind::File
            .error(lang.pick(
                "Không xác định được thư mục dữ liệu của bạn.",
                "Your data folder could not be determined.",
            ))
            .hint(lang.pick(
                "Hãy nêu tệp kế hoạch bằng --db.",
                "Give the plan file with --db.",
            ))
    })?;
    Ok(folders.data_dir().join("ke-hoach.db"))
}

/// The file with personal settings (on Linux `~/.config/cchc/settings.json`); `None` where the
/// system names no home folder.
pub(crate) fn settings() -> Option<PathBuf> {
    Some(folders()?.config_dir().join("settings.json"))
}

/// The folder with texts that are being written and not saved yet (on Linux
/// `~/.local/state/cchc/drafts`); `None` where the system names no home folder.
pub(crate) fn drafts() -> Option<PathBuf> {
    Some(state()?.join("drafts"))
}

/// The file with the ends of a person's visits (on Linux `~/.local/state/cchc/visits.json`); `None`
/// where the system names no home folder.
pub(crate) fn visits() -> Option<PathBuf> {
    Some(state()?.join("visits.json"))
}

fn state() -> Option<PathBuf> {
    let folders = folders()?;
    let state = folders.state_dir().unwrap_or_else(|| folders.data_dir());
    Some(state.to_owned())
}

/// The user's home folder, for names of files that begin with "~".
pub(crate) fn home() -> Option<PathBuf> {
    Some(directories::BaseDirs::new()?.home_dir().to_owned())
}

/// Makes a folder and those above it, each for its owner alone.
pub(crate) fn make_private(folder: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Puts a file in place whole: under another name first, synchronised with the disk, for its owner
/// alone, in folders that are made where they are missing. When this comes back the file outlasts a
/// power cut, and nobody ever meets half of it.
///
/// # Errors
/// What the system says; what stood there before is untouched then.
pub(crate) fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    make_private(folder)?;
    let scratch = path.with_extension(format!("{}.new", std::process::id()));
    let written = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&scratch)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .and_then(|()| std::fs::rename(&scratch, path));
    if written.is_err() {
        // It may not even exist; the error that matters is the one above.
        let _ = std::fs::remove_file(&scratch);
        return written;
    }
    // Not every file system lets a folder be synchronised; the file is whole without it.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Takes away what killed runs have left half-written of a file that is [`put`] in place. Nobody takes
/// an hour to write one.
pub(crate) fn clear_up(path: &Path) {
    let folder = path.parent().unwrap_or(Path::new("."));
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let scratch = entry.path();
        let is_old = || {
            let written = entry.metadata().and_then(|meta| meta.modified()).ok();
            written.is_some_and(|at| at.elapsed().is_ok_and(|age| age.as_secs() > 3600))
        };
        if scratch.extension().is_some_and(|ending| ending == "new")
            && scratch.with_extension("").with_extension("") == path.with_extension("")
            && is_old()
        {
            // Nothing depends on it.
            let _ = std::fs::remove_file(&scratch);
        }
    }
}

fn folders() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "cchc")
}
