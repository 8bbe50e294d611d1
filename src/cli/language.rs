//! Which language, before anything is parsed: `--lang`, then `CCHC_LANG`, then the person's
//! setting, else Vietnamese. `LANG` has no say: on the hosts of an office it is what the installer
//! left there.

use super::args::variable;
use crate::error::{AppError, Kind};
use crate::paths;
use crate::present::lang::Lang;
use crate::settings::{Broken, Settings};
use std::ffi::{OsStr, OsString};

/// The language and the preferences of a person.
pub struct Preferences {
    /// The language of this run.
    pub lang: Lang,
    /// The personal settings.
    pub settings: Settings,
    /// What was wrong with them.
    pub broken: Option<Broken>,
}

/// Finds the language.
///
/// # Errors
/// A usage error where `--lang` or `CCHC_LANG` names a language that is not spoken here.
pub fn preferences(args: &[OsString]) -> Result<Preferences, AppError> {
    let (settings, broken) = paths::settings()
        .map(|path| Settings::load(&path))
        .unwrap_or_default();
    let own = settings.lang.unwrap_or_default();
    let from_variable = |variable: Option<&str>| match variable.map(Lang::parse) {
        None => Ok(own),
        Some(Some(lang)) => Ok(lang),
        Some(None) => Err(unknown(variable.unwrap_or_default(), "CCHC_LANG", own)),
    };
    let named = variable("CCHC_LANG", own)?;
    let lang = match option(args) {
        None => from_variable(named.as_deref())?,
        Some(word) => {
            let word = word.to_string_lossy();
            let fallback = from_variable(named.as_deref()).unwrap_or(own);
            Lang::parse(&word).ok_or_else(|| unknown(&word, "--lang", fallback))?
        }
    };
    Ok(Preferences {
        lang,
        settings,
        broken,
    })
}

/// The last value of `--lang`, wherever it stands before a "--".
fn option(args: &[OsString]) -> Option<&OsStr> {
    let mut found = None;
    let mut rest = args
        .iter()
        .skip(1)
        .take_while(|arg| *arg != "--")
        .peekable();
    while let Some(arg) = rest.next() {
        if arg == "--lang" {
            found = rest.peek().map(|value| value.as_os_str()).or(found);
        } else if let Some(value) = arg.to_str().and_then(|arg| arg.strip_prefix("--lang=")) {
            found = Some(OsStr::new(value));
        }
    }
    found
}

fn unknown(word: &str, place: &str, lang: Lang) -> AppError {
    AppError::new(
        Kind::Usage,
        lang.pick(
            format!("Không có ngôn ngữ “{word}” ({place}). Hãy chọn vi hoặc en."),
            format!("Unknown language “{word}” ({place}). Choose vi or en."),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_option_before_the_dashes_counts() {
        let find = |line: &str| {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            option(&args).map(|word| word.to_string_lossy().into_owned())
        };
        assert_eq!(find("cchc list"), None);
        assert_eq!(find("cchc --lang en list").as_deref(), Some("en"));
        assert_eq!(find("cchc list --lang=vi --lang en").as_deref(), Some("en"));
        assert_eq!(find("cchc note 2.1-1 -- --lang en"), None);
        assert_eq!(find("cchc --lang"), None);
    }
}
