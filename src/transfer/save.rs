//! Saving what was made: under another name first, readable by its owner alone, then put in place
//! whole. Nothing is ever written over without leave, and never through a link.

use crate::present::lang::Lang;
use crate::present::text::safe;
use crate::present::words::system;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Why nothing was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveError {
    /// There is a file of that name already.
    Exists,
    /// The name is a link to something else.
    Link,
    /// It is a folder or a device.
    NotAFile,
    /// It is the plan's own file.
    Plan,
    /// The system refused; its own words.
    Unusable(String),
}

impl SaveError {
    /// Why nothing was saved, in words.
    #[must_use]
    pub fn said(&self, path: &Path, lang: Lang) -> String {
        let path = safe(&path.to_string_lossy()).into_owned();
        match self {
            Self::Exists => lang.pick(
                format!("Đã có tệp “{path}”, không ghi đè."),
                format!("“{path}” already exists and was not overwritten."),
            ),
            Self::Link => lang.pick(
                format!("“{path}” là liên kết, không ghi qua liên kết."),
                format!("“{path}” is a link; files are not written through links."),
            ),
            Self::NotAFile => lang.pick(
                format!("“{path}” là thư mục hoặc thiết bị, không phải tệp."),
                format!("“{path}” is a folder or a device, not a file."),
            ),
            Self::Plan => lang.pick(
                format!("“{path}” là chính tệp kế hoạch, không ghi đè."),
                format!("“{path}” is the plan file itself; it is never overwritten."),
            ),
            Self::Unusable(said) => {
                let why = system::reason(said, lang);
                lang.pick(
                    format!("Không lưu được báo cáo vào “{path}” ({why})."),
                    format!("The report could not be saved to “{path}” ({why})."),
                )
            }
        }
    }
}

/// Saves bytes as a file. `plan` is the plan's own file, which is never written over.
///
/// # Errors
/// Why nothing was saved; what was there is untouched then.
pub fn save(path: &Path, bytes: &[u8], replace: bool, plan: &Path) -> Result<(), SaveError> {
    look(path, replace, plan)?;
    let scratch = Scratch::write(path, bytes).map_err(unusable)?;
    put(&scratch, path, replace, plan)?;
    drop(scratch);
    settle_name(path);
    Ok(())
}

/// Gives the file its name.
fn put(scratch: &Scratch, path: &Path, replace: bool, plan: &Path) -> Result<(), SaveError> {
    if replace {
        return fs::rename(&scratch.0, path).map_err(unusable);
    }
    // A hard link never replaces what is there, so that two who save at once cannot both win.
    match fs::hard_link(&scratch.0, path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(SaveError::Exists),
        // Sticks and network folders know no hard links.
        Err(_) => {
            look(path, replace, plan)?;
            fs::rename(&scratch.0, path).map_err(unusable)
        }
    }
}

/// Makes the new name outlast a power cut. Not every file system lets a folder be synchronised, so
/// nothing depends on the answer.
fn settle_name(path: &Path) {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let _ = fs::File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all());
}

fn look(path: &Path, replace: bool, plan: &Path) -> Result<(), SaveError> {
    let there = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(unusable(error)),
        Ok(there) => there,
    };
    if there.is_symlink() {
        return Err(SaveError::Link);
    }
    if !there.is_file() {
        return Err(SaveError::NotAFile);
    }
    for ending in ["", "-wal", "-shm", "-journal"] {
        let mut name = plan.as_os_str().to_owned();
        name.push(ending);
        // Asked of the folder: opening a plan's file beside SQLite would drop SQLite's locks.
        let own = fs::metadata(&name);
        if own.is_ok_and(|own| (own.dev(), own.ino()) == (there.dev(), there.ino())) {
            return Err(SaveError::Plan);
        }
    }
    if replace {
        Ok(())
    } else {
        Err(SaveError::Exists)
    }
}

fn unusable(error: std::io::Error) -> SaveError {
    SaveError::Unusable(error.to_string())
}

/// The file under its other name; the name goes when this is dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn write(path: &Path, bytes: &[u8]) -> std::io::Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        loop {
            let (program, number) = (std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
            let name = path.with_file_name(format!(".cchc-{program}-{number}.report"));
            let made = OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&name);
            match made {
                Ok(mut file) => {
                    let scratch = Self(name);
                    file.write_all(bytes)?;
                    file.sync_all()?;
                    return Ok(scratch);
                }
                // What a killed program of the same number has left is passed over.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // After a rename there is nothing left to take away.
        let _ = fs::remove_file(&self.0);
    }
}
