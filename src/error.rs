//! The edge's error: what happened, of which kind, and what to do now, already in words.
//!
//! Below the edge errors carry no sentence; here they get one, in the language of the run.

use crate::domain::change::Refusal;
use crate::present::lang::{Bi, Lang};
use crate::present::messages::{errors, file_errors};
use crate::present::text::safe;
use crate::store::{self, ReadOnlyReason, StoreError};
use std::io::Write;
use std::path::PathBuf;

/// What sort of trouble it is; the kind alone gives the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppErrorKind {
    /// The command cannot be understood, or there is no terminal to draw on.
    Usage,
    /// The file has no such task, unit, area, section or step.
    NotFound,
    /// The rules forbid it.
    Refused,
    /// The file, its folder, the output or the input cannot be used.
    File,
    /// Somebody else was faster, or holds the file.
    Conflict,
    /// A signal or the person broke it off.
    Interrupted,
    /// Nobody reads the output any more. Nothing is wrong, and nothing is printed.
    ClosedPipe,
    /// Anything else.
    Other,
}

impl AppErrorKind {
    /// The code with which the program ends.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::ClosedPipe => 0,
            Self::Other => 1,
            Self::Usage => 2,
            Self::NotFound => 3,
            Self::Refused | Self::Conflict => 4,
            Self::File => 5,
            Self::Interrupted => 130,
        }
    }

    /// An error of this kind with its message.
    pub(crate) fn error(self, message: impl Into<String>) -> AppError {
        AppError {
            kind: self,
            message: message.into(),
            hint: None,
        }
    }
}

/// What a command or the screen comes to.
pub(crate) type Result<T = (), E = AppError> = std::result::Result<T, E>;

/// An error with its sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppError {
    /// What sort of trouble.
    pub kind: AppErrorKind,
    /// What happened, to which thing.
    pub message: String,
    /// What to do now, where the message does not say it.
    pub hint: Option<String>,
}

impl AppError {
    /// The same with what to do now.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same where something was done before it went wrong, so that nobody does it again.
    pub(crate) fn after(mut self, done: Bi, lang: Lang) -> Self {
        let done = done.get(lang);
        self.message = lang.pick(
            format!("{done}, nhưng sau đó: {}", self.message),
            format!("{done}, but then: {}", self.message),
        );
        self
    }

    /// The one line that is printed. Texts from a file or an argument are made harmless here.
    pub(crate) fn line(&self) -> String {
        let hint = self.hint.as_deref().unwrap_or_default();
        let sentence = format!("cchc: {} {hint}", self.message);
        safe(sentence.trim_end()).into_owned()
    }

    /// Prints the line to the error output, unless there is nothing to say.
    pub fn print(&self) {
        if self.kind != AppErrorKind::ClosedPipe {
            // Where even this cannot be written, the exit code still shows it.
            let _ = writeln!(std::io::stderr(), "{}", self.line());
        }
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.line())
    }
}

impl std::error::Error for AppError {}

impl From<(StoreError, Lang)> for AppError {
    fn from((error, lang): (StoreError, Lang)) -> Self {
        let app_error = kind_of(&error).error(errors::store(&error, lang));
        match copy_of(&error) {
            Some(copy) => app_error.hint(file_errors::newest_copy(&copy, lang)),
            None => app_error,
        }
    }
}

/// The newest sound copy of a file that cannot be used any more.
fn copy_of(error: &StoreError) -> Option<PathBuf> {
    match error {
        StoreError::Damaged(path)
        | StoreError::Empty(path)
        | StoreError::NotOurs(path)
        | StoreError::NoSuchFile(path)
        | StoreError::UnexpectedObject { path, .. } => {
            store::backup::newest_sound(path, chrono::Utc::now().timestamp_millis())
        }
        _ => None,
    }
}

fn kind_of(error: &StoreError) -> AppErrorKind {
    match error {
        StoreError::NotWritable {
            why: ReadOnlyReason::DayNamed,
            ..
        } => AppErrorKind::Usage,
        StoreError::Refused(
            Refusal::NoSuchTask
            | Refusal::NoSuchCode
            | Refusal::NoSuchPlace
            | Refusal::NoSuchPerson
            | Refusal::NoSuchUnit
            | Refusal::NoSuchStep
            | Refusal::NoSuchNote
            | Refusal::NoSuchEvidence,
        ) => AppErrorKind::NotFound,
        StoreError::Refused(_)
        | StoreError::ReadOnly
        | StoreError::NoDemonstration(_)
        | StoreError::OfAnotherDay(_)
        | StoreError::NothingToUndo
        | StoreError::NothingToRedo => AppErrorKind::Refused,
        StoreError::Conflict(_)
        | StoreError::ChangedSince { .. }
        | StoreError::ChangedSinceUndone { .. }
        | StoreError::Busy
        | StoreError::InUse(_) => AppErrorKind::Conflict,
        StoreError::Interrupted => AppErrorKind::Interrupted,
        _ => AppErrorKind::File,
    }
}

/// Turns the store's errors into messages: `store.plan().in_lang(lang)?`.
pub(crate) trait InLang<T> {
    /// The value, or the error with its message.
    fn in_lang(self, lang: Lang) -> Result<T>;
}

impl<T> InLang<T> for store::Result<T> {
    fn in_lang(self, lang: Lang) -> Result<T> {
        self.map_err(|error| (error, lang).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_gives_the_code_and_the_line_is_harmless() {
        let error = AppError::from((StoreError::Empty(PathBuf::from("a\u{1b}[31m")), Lang::En));
        assert_eq!(error.kind.exit_code(), 5);
        assert!(error.line().starts_with("cchc: "));
        assert!(!error.line().contains('\u{1b}'));
        let error: AppError = (StoreError::NothingToUndo, Lang::Vi).into();
        assert_eq!(
            (error.kind, error.kind.exit_code()),
            (AppErrorKind::Refused, 4)
        );
    }
}
