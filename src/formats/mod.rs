//! The table of formats: how a [`Document`] becomes bytes. Each format is one file and one row
//! here; the words of the command line, file endings and checks follow from the rows.

pub mod calendar;
mod docx;
mod html;
mod markdown;
pub(crate) mod save;
pub(crate) mod table;
pub mod text;
pub mod workbook;
mod xlsx;

use crate::present::lang::{Bi, bi};
use crate::report::document::Document;
use std::path::Path;

pub struct Format {
    /// The word on the command line, the Vietnamese one, and what else may be typed.
    pub key: &'static str,
    pub key_vi: &'static str,
    pub also: &'static [&'static str],
    /// Its name for people.
    pub name: Bi,
    /// The ending of its files.
    pub ending: &'static str,
    /// Whether its bytes are text that a terminal may show.
    pub is_text: bool,
    write: fn(&Document) -> Result<Vec<u8>, String>,
}

impl Format {
    /// Writes a document down; the same document gives the same bytes.
    ///
    /// # Errors
    /// Where the format's library gives up.
    pub fn write(&self, document: &Document) -> Result<Vec<u8>, String> {
        (self.write)(document)
    }
}

/// Every format.
pub const FORMATS: &[Format] = &[
    Format {
        key: "text",
        key_vi: "van-ban",
        also: &["txt"],
        name: bi("văn bản (.txt)", "text (.txt)"),
        ending: "txt",
        is_text: true,
        write: |document| Ok(text::write(document).into_bytes()),
    },
    Format {
        key: "markdown",
        key_vi: "markdown",
        also: &["md"],
        name: bi("Markdown (.md)", "Markdown (.md)"),
        ending: "md",
        is_text: true,
        write: |document| Ok(markdown::write(document).into_bytes()),
    },
    Format {
        key: "html",
        key_vi: "html",
        also: &["trang-web"],
        name: bi("trang web (.html)", "web page (.html)"),
        ending: "html",
        is_text: true,
        write: |document| Ok(html::write(document).into_bytes()),
    },
    Format {
        key: "docx",
        key_vi: "docx",
        also: &["word"],
        name: bi("Word (.docx)", "Word (.docx)"),
        ending: "docx",
        is_text: false,
        write: docx::write,
    },
    Format {
        key: "xlsx",
        key_vi: "xlsx",
        also: &["excel"],
        name: bi("Excel (.xlsx)", "Excel (.xlsx)"),
        ending: "xlsx",
        is_text: false,
        write: xlsx::write,
    },
];

/// The format of that name.
pub fn named(key: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.key == key)
}

/// The format that a file's ending asks for.
pub fn by_ending(path: &Path) -> Option<&'static Format> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    FORMATS.iter().find(|format| format.ending == ending)
}
