//! A document made by a command: the options that say in which format and where to, printing, saving.

use crate::cli::context::Context;
use crate::cli::grammar::{Grammar, Keyword, NameParser};
use crate::cli::input;
use crate::cli::output::Out;
use crate::domain::text::join;
use crate::error::{AppError, AppErrorKind, Result};
use crate::formats;
use crate::formats::save::{self, SaveError};
use crate::formats::{FORMATS, Format};
use crate::present::lang::{Lang, bi};
use crate::present::signs::in_plain;
use crate::present::text::safe;
use crate::report::document::Document;
use clap::{Arg, ArgMatches};
use std::path::{Path, PathBuf};

/// The formats of documents, beside text and JSON for those commands that know it too.
pub(crate) fn format_option(grammar: Grammar, more: &[Keyword]) -> Arg {
    let mut all: Vec<Keyword> = FORMATS
        .iter()
        .map(|format| Keyword(format.key, format.key_vi, format.also))
        .collect();
    all.splice(1..1, more.iter().copied());
    let named = NameParser::words(all.into_iter().map(|word| (word.0, word)), grammar.0);
    grammar.named("format", bi("DẠNG", "FORMAT"), named, bi("", ""))
}

/// Saves a document; replaces a file only with `--force`.
pub(crate) fn save(
    context: &Context,
    matches: &ArgMatches,
    target: &Path,
    format: &Format,
    document: &Document,
) -> Result {
    let bytes = bytes(format, document, context.lang)?;
    save_bytes(context, matches, target, &bytes)
}

/// The same for bytes.
pub(crate) fn save_bytes(
    context: &Context,
    matches: &ArgMatches,
    target: &Path,
    bytes: &[u8],
) -> Result {
    let replace = matches.get_flag("force");
    save::save(target, bytes, replace, context.store.path())
        .map_err(|error| save_error(&error, target, context.lang))
}

/// Whether [`save_bytes`] would save under this name.
pub(crate) fn check_target(context: &Context, matches: &ArgMatches, target: &Path) -> Result {
    let replace = matches.get_flag("force");
    save::check(target, replace, context.store.path())
        .map_err(|error| save_error(&error, target, context.lang))
}

/// Prints a report; text as wide as the terminal.
pub(crate) fn print(document: &Document, format: &Format, lang: Lang, out: &mut Out) -> Result {
    if format.key != "text" {
        return out.bytes(&bytes(format, document, lang)?);
    }
    let columns = if out.terminal {
        out.width
    } else {
        out.width.min(100)
    };
    for line in formats::text::lines(document, columns) {
        let line = if out.ascii {
            in_plain(&line)
        } else {
            line.into()
        };
        out.write(&format!("{line}\n"))?;
    }
    Ok(())
}

/// The bytes of a file in that format.
fn bytes(format: &Format, document: &Document, lang: Lang) -> Result<Vec<u8>> {
    format.write(document).map_err(|error| {
        AppErrorKind::Other.error(lang.pick(
            format!("Không lập được tệp dạng {} ({}).", format.key, error),
            format!("The {} file could not be made ({}).", format.key, error),
        ))
    })
}

/// The format: the one named, else the one of the file's ending, else text for a name without one.
/// A binary format needs a file.
pub(crate) fn format(
    matches: &ArgMatches,
    target: Option<&PathBuf>,
    lang: Lang,
) -> Result<&'static Format> {
    let named = input::format(matches).and_then(formats::named);
    let by_ending = target.and_then(|path| formats::by_ending(path));
    if let (None, None, Some(ending)) = (named, by_ending, target.and_then(|path| path.extension()))
    {
        return Err(no_such_ending(&ending.to_string_lossy(), lang));
    }
    if let (Some(named), Some(path)) = (named, target)
        && has_other_ending(path, named)
    {
        return Err(wrong_ending((named.key, named.ending), path, lang));
    }
    let format = named.or(by_ending).unwrap_or(&formats::FORMATS[0]);
    if format.is_text || target.is_some() {
        return Ok(format);
    }
    let (key, ending) = (format.key, format.ending);
    Err(AppErrorKind::Usage
        .error(lang.pick(
            format!("Dạng {key} phải lưu vào tệp."),
            format!("The format {key} must be saved to a file."),
        ))
        .hint(lang.pick(
            format!("Thêm: -o TÊN_TỆP.{ending}"),
            format!("Add: -o NAME.{ending}"),
        )))
}

/// Endings of documents that cchc does not write.
const OTHERS: [&str; 7] = ["doc", "xls", "pdf", "odt", "ods", "rtf", "csv"];

/// Whether a file name has the ending of another format. "bao-cao.2021" has none.
fn has_other_ending(path: &Path, format: &Format) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    let other = |ending: String| OTHERS.contains(&ending.as_str());
    match formats::by_ending(path) {
        Some(by_ending) => by_ending.key != format.key,
        None => ending.is_some_and(other),
    }
}

/// The error where the file name has the ending of another format.
pub(crate) fn wrong_ending((key, ending): (&str, &str), path: &Path, lang: Lang) -> AppError {
    let fitting = path.with_extension(ending);
    let [name, fitting] = [path, &fitting].map(|path| safe(&path.to_string_lossy()).into_owned());
    AppErrorKind::Usage
        .error(lang.pick(
            format!("Tên tệp “{name}” không hợp với dạng {key}."),
            format!("The file name “{name}” does not fit the format {key}."),
        ))
        .hint(lang.pick(
            format!("Đặt tên là “{fitting}”, hoặc bỏ --format."),
            format!("Name it “{fitting}”, or leave out --format."),
        ))
}

/// The error for an ending that cchc does not write, like "bao-cao.pdf".
fn no_such_ending(ending: &str, lang: Lang) -> AppError {
    let known = FORMATS.iter().map(|format| format!(".{}", format.ending));
    let known = join(known, ", ");
    AppErrorKind::Usage
        .error(lang.pick(
            format!("Không lập được tệp .{ending}."),
            format!("A .{ending} file cannot be made."),
        ))
        .hint(lang.pick(
            format!("Hãy đặt tên tệp có đuôi {known}, hoặc nêu --format."),
            format!("Use a file name ending in {known}, or give --format."),
        ))
}

/// The error for a file that was not saved.
pub(crate) fn save_error(error: &SaveError, path: &Path, lang: Lang) -> AppError {
    let refused = AppErrorKind::File.error(error.message(path, lang));
    match error {
        SaveError::Exists => refused.hint(lang.pick(
            "Chọn tên khác, hoặc thêm --force.",
            "Choose another name, or add --force.",
        )),
        SaveError::Link => refused.hint(lang.pick("Hãy chọn tên khác.", "Choose another name.")),
        _ => refused,
    }
}
