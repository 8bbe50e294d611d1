//! Saving what was made: under another name first, readable by its owner alone, then put in place
//! whole. Nothing is ever written over without leave, and never through a link.

use crate::present::lang::Lang;
use crate::present::messages::file_errors;
use crate::present::text::safe;
use crate::store::StoreError;
use crate::store::atomic::{AtomicFile, move_to, sync_name};
use std::fs;
use std::io::{BufWriter, ErrorKind, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// Why nothing was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SaveError {
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
    pub(crate) fn message(&self, path: &Path, lang: Lang) -> String {
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
            Self::Unusable(sentence) => {
                let why = file_errors::reason(sentence, lang);
                lang.pick(
                    format!("Không lưu được vào “{path}” ({why})."),
                    format!("“{path}” could not be saved ({why})."),
                )
            }
        }
    }
}

/// Saves bytes as a file. `plan` is the plan's own file, which is never written over.
///
/// # Errors
/// Why nothing was saved; what was there is untouched then.
pub(crate) fn save(path: &Path, bytes: &[u8], replace: bool, plan: &Path) -> Result<(), SaveError> {
    save_by(path, replace, plan, |file| {
        file.write_all(bytes).map_err(SaveError::from)
    })
}

/// Saves what is written bit by bit, all of it or nothing.
///
/// # Errors
/// The same, and what `write` says.
pub(crate) fn save_by<T, E: From<SaveError>>(
    path: &Path,
    replace: bool,
    plan: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<T, E>,
) -> Result<T, E> {
    check(path, replace, plan)?;
    let mut scratch = AtomicFile::new(path).map_err(SaveError::from)?;
    let mut file = BufWriter::with_capacity(BUFFER, scratch.file());
    let written = write(&mut file)?;
    file.flush().map_err(SaveError::from)?;
    drop(file);
    scratch.file().sync_all().map_err(SaveError::from)?;
    put(&scratch, path, replace, plan)?;
    Ok(written)
}

/// How many bytes are handed to the system at once.
const BUFFER: usize = 128 * 1024;

/// Gives a whole file its name.
fn put(scratch: &AtomicFile, path: &Path, replace: bool, plan: &Path) -> Result<(), SaveError> {
    if replace {
        fs::rename(scratch.path(), path).map_err(SaveError::from)?;
    } else {
        // Nothing is replaced, so that two who save at once cannot both win.
        match move_to(scratch.path(), path) {
            Ok(()) => {}
            Err(StoreError::Exists(_)) => return Err(SaveError::Exists),
            // Sticks and network folders know neither such a rename nor links.
            Err(_) => {
                check(path, replace, plan)?;
                fs::rename(scratch.path(), path).map_err(SaveError::from)?;
            }
        }
    }
    sync_name(path);
    Ok(())
}

/// Whether something may be saved under this name.
///
/// # Errors
/// Why nothing would be.
pub(crate) fn check(path: &Path, replace: bool, plan: &Path) -> Result<(), SaveError> {
    let there = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
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

impl From<std::io::Error> for SaveError {
    fn from(error: std::io::Error) -> Self {
        Self::Unusable(error.to_string())
    }
}
