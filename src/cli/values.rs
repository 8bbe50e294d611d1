//! What an argument takes, under names in both languages: the word that scripts use and JSON has, and
//! what an office would type, with or without accents, hyphens and capitals.

use crate::domain::text::fold;
use crate::present::lang::Lang;
use crate::present::names::Names;
use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};
use std::ffi::OsStr;

/// A word of the command line: as scripts write it, in Vietnamese, and what else is meant by it.
#[derive(Clone, Copy, Debug)]
pub struct Word(
    pub &'static str,
    pub &'static str,
    pub &'static [&'static str],
);

pub const TEXT: Word = Word("text", "van-ban", &["txt"]);
pub const JSON: Word = Word("json", "json", &[]);
pub const TABLE: Word = Word("table", "bang", &[]);
pub const CSV: Word = Word("csv", "csv", &[]);

pub const YES_NO: [(bool, Word); 2] = [
    (true, Word("yes", "co", &[])),
    (false, Word("no", "khong", &[])),
];

fn plain(name: &str) -> String {
    fold(&name.replace(['-', '_'], " "))
}

/// Reads a value by any of its names.
#[derive(Clone)]
pub struct Named<T: 'static> {
    names: Option<&'static Names<T>>,
    words: Vec<(T, Word)>,
    /// What is offered, in the language of the run.
    offered: Vec<String>,
}

impl<T: Copy> Named<T> {
    /// One of the domain's own values.
    pub fn of(names: &'static Names<T>, lang: Lang) -> Self {
        let word = |value: &T| (*value, Word((names.word)(*value), "", &[]));
        Self {
            names: Some(names),
            words: names.all.iter().map(word).collect(),
            offered: names.offered(lang),
        }
    }

    /// One of a few values that only the command line knows.
    pub fn words(words: impl IntoIterator<Item = (T, Word)>, lang: Lang) -> Self {
        let words: Vec<_> = words.into_iter().collect();
        let offered = words.iter();
        let offered = offered.map(|(_, Word(word, vi, _))| lang.pick(*vi, *word).to_owned());
        Self {
            names: None,
            offered: offered.collect(),
            words,
        }
    }

    fn find(&self, typed: &str) -> Option<T> {
        if let Some(names) = self.names {
            return names.find(typed);
        }
        let wanted = plain(typed);
        let is_called = |(_, Word(word, vi, also)): &&(T, Word)| {
            let mut all = also.iter().chain([word, vi]);
            all.any(|name| plain(name) == wanted)
        };
        self.words.iter().find(is_called).map(|(value, _)| *value)
    }
}

impl<T> Named<T> {
    /// What can be typed, for a help or an error.
    pub fn offered(&self) -> String {
        self.offered.join(", ")
    }
}

impl<T: Copy + Send + Sync + 'static> TypedValueParser for Named<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, typed: &OsStr) -> Result<T, Error> {
        let typed = typed
            .to_str()
            .ok_or_else(|| Error::new(ErrorKind::InvalidUtf8).with_cmd(command))?;
        self.find(typed).ok_or_else(|| {
            let mut error = Error::new(ErrorKind::InvalidValue).with_cmd(command);
            let arg = arg.map(ToString::to_string).unwrap_or_default();
            for (kind, text) in [
                (ContextKind::InvalidArg, arg),
                (ContextKind::InvalidValue, typed.to_owned()),
                (ContextKind::ValidValue, self.offered()),
            ] {
                error.insert(kind, ContextValue::String(text));
            }
            error
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        // In a Vietnamese session the words of scripts are completed after the office's own.
        let words = self.words.iter().map(|(_, Word(word, ..))| *word);
        let words = words.filter(|word| !self.offered.iter().any(|offered| offered == word));
        let offered = self.offered.iter().map(PossibleValue::new);
        Some(Box::new(offered.chain(words.map(PossibleValue::new))))
    }
}

/// A value by its name, or what the command reads itself.
#[derive(Clone)]
pub struct NamedOr<T: 'static>(pub Named<T>);

impl<T: Copy + Send + Sync + 'static> TypedValueParser for NamedOr<T> {
    type Value = Result<T, String>;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        typed: &OsStr,
    ) -> Result<Self::Value, Error> {
        match (self.0.parse_ref(command, arg, typed), typed.to_str()) {
            (Ok(value), _) => Ok(Ok(value)),
            (Err(_), Some(other)) => Ok(Err(other.to_owned())),
            (Err(error), None) => Err(error),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        self.0.possible_values()
    }
}
