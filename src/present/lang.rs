//! The two languages. Every sentence stands as a pair, so that none can exist in one alone.

use serde::{Deserialize, Serialize};

/// The language of all that is shown; never two at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// Reads "vi" or "en".
    pub(crate) fn parse(word: &str) -> Option<Self> {
        match word.trim().to_ascii_lowercase().as_str() {
            "vi" => Some(Self::Vi),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// "vi" or "en".
    pub(crate) fn as_str(self) -> &'static str {
        self.pick("vi", "en")
    }

    /// The one of two that is in this language.
    pub fn pick<T>(self, vi: T, en: T) -> T {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }

    /// The text of two that is in this language.
    pub(crate) fn text(self, vi: &str, en: &str) -> String {
        self.pick(vi, en).to_owned()
    }

    /// The other one.
    pub(crate) fn other(self) -> Self {
        self.pick(Self::En, Self::Vi)
    }
}

/// A label or a sentence in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bi {
    pub vi: &'static str,
    pub en: &'static str,
}

/// Writes a pair.
pub(crate) const fn bi(vi: &'static str, en: &'static str) -> Bi {
    Bi { vi, en }
}

impl Bi {
    /// The text in a language.
    pub(crate) fn get(self, lang: Lang) -> &'static str {
        lang.pick(self.vi, self.en)
    }
}
