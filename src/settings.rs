//! Personal taste, and nothing that changes a figure: language and signs.
//!
//! A missing file means the defaults. A broken one means the defaults too, and a sentence.

use crate::error::{AppError, AppErrorKind};
use crate::paths;
use crate::present::lang::Lang;
use crate::present::messages::file_errors::reason;
use crate::present::text::safe;
use serde::{Deserialize, Serialize};
use std::io::ErrorKind;
use std::path::Path;

/// What a person prefers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UserSettings {
    /// The language, where one was chosen.
    pub lang: Option<Lang>,
    /// Letters in place of signs.
    pub ascii: bool,
}

/// Settings that could not be read; the defaults hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsError {
    path: String,
    reason: String,
}

impl SettingsError {
    /// The warning.
    pub fn sentence(&self, lang: Lang) -> String {
        let (path, reason) = (safe(&self.path), reason(&self.reason, lang));
        lang.pick(
            format!("Không đọc được thiết lập cá nhân “{path}” ({reason}); dùng mặc định."),
            format!("Your settings “{path}” could not be read ({reason}); using the defaults."),
        )
    }
}

impl UserSettings {
    /// Reads the file; what is wrong with it comes beside the defaults.
    pub fn load(path: &Path) -> (Self, Option<SettingsError>) {
        let read = match std::fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| error.to_string()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error.to_string()),
        };
        match read {
            Ok(settings) => (settings, None),
            Err(reason) => {
                let path = path.to_string_lossy().into_owned();
                (Self::default(), Some(SettingsError { path, reason }))
            }
        }
    }

    /// Writes the file, whole or not at all.
    pub fn save(&self, path: &Path, lang: Lang) -> Result<(), AppError> {
        self.write(path).map_err(|error| {
            let (path, error) = (path.to_string_lossy(), reason(&error.to_string(), lang));
            AppErrorKind::File.error(lang.pick(
                format!("Không lưu được thiết lập cá nhân “{path}” ({error})."),
                format!("Your settings could not be saved to “{path}” ({error})."),
            ))
        })
    }

    fn write(&self, path: &Path) -> std::io::Result<()> {
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        paths::put(path, &text)?;
        paths::clear_up(path);
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::os::unix::fs::MetadataExt;

    #[test]
    fn missing_means_defaults_and_broken_means_a_warning_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cchc/settings.json");
        assert_eq!(UserSettings::load(&path), (UserSettings::default(), None));

        let chosen = UserSettings {
            lang: Some(Lang::En),
            ascii: true,
        };
        chosen.save(&path, Lang::Vi).unwrap();
        assert_eq!(UserSettings::load(&path), (chosen, None));
        let folder = path.parent().unwrap();
        assert_eq!(folder.read_dir().unwrap().count(), 1);
        // Whatever the process' mask lets through.
        for (private, mode) in [(folder, 0o700), (&path, 0o600)] {
            assert_eq!(private.metadata().unwrap().mode() & 0o777, mode);
        }

        // What a killed run left half-written goes; what another one is at stays.
        let stale = path.with_extension("7.new");
        for scratch in [&stale, &path.with_extension("8.new")] {
            std::fs::write(scratch, "{").unwrap();
        }
        let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(7200);
        let file = std::fs::File::options().write(true).open(&stale).unwrap();
        file.set_modified(long_ago).unwrap();
        UserSettings::default().save(&path, Lang::Vi).unwrap();
        assert_eq!(folder.read_dir().unwrap().count(), 2);
        assert!(!stale.exists());

        std::fs::write(&path, "{\"lang\": \"fr\"}").unwrap();
        let (settings, broken) = UserSettings::load(&path);
        assert_eq!(settings, UserSettings::default());
        let warning = broken.unwrap().sentence(Lang::En);
        assert!(warning.contains("settings.json"), "{warning}");
    }
}
