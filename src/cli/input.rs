//! What is typed, on its way in: texts checked, days, and the standard input.

use crate::cli::context::Context;
use crate::domain::day::{Day, parse_day};
use crate::domain::parts::Field;
use crate::domain::text::{BadText, NOTE_MAX, TextShape, require};
use crate::error::{AppError, AppErrorKind, Result};
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::messages::file_errors::reason;
use crate::present::messages::{errors, labels};
use clap::ArgMatches;
use clap::parser::ValueSource;
use std::io::Read;

/// Most bytes of the standard input that can still become a note once composed: no letter has more
/// than three marks of two bytes each.
const INPUT_MAX: usize = NOTE_MAX * 10;

/// The text that an option or a place holds.
pub(crate) fn value<'m>(matches: &'m ArgMatches, id: &str) -> Option<&'m str> {
    matches.get_one::<String>(id).map(String::as_str)
}

/// Whether an argument was typed, and is not only its default.
pub(crate) fn is_typed(matches: &ArgMatches, id: &str) -> bool {
    matches.value_source(id) == Some(ValueSource::CommandLine)
}

/// Whether the answer is for a script.
pub(crate) fn wants_json(matches: &ArgMatches) -> bool {
    format(matches) == Some("json")
}

/// The word of the format that is asked for.
pub(crate) fn format(matches: &ArgMatches) -> Option<&'static str> {
    matches.get_one("format").copied()
}

/// A text that may be stored, without the blanks around it.
///
/// # Errors
/// [`AppErrorKind::Refused`] with the place of what may not stand in it.
pub(crate) fn checked(
    typed: &str,
    field: Field,
    shape: TextShape,
    max: usize,
    lang: Lang,
) -> Result<String> {
    require(typed, shape, max)
        .map(|text| text.trim().to_owned())
        .map_err(|error| bad_text(&error, field, lang))
}

/// A text that may be left out; an empty one is none.
pub(crate) fn optional(
    matches: &ArgMatches,
    id: &str,
    field: Field,
    lang: Lang,
) -> Result<Option<String>> {
    let max = crate::domain::text::LINE_MAX;
    match value(matches, id) {
        None => Ok(None),
        Some(typed) => {
            let text = checked(typed, field, TextShape::Line, max, lang)?;
            Ok(Some(text).filter(|text| !text.is_empty()))
        }
    }
}

/// A text of one line that must be given.
///
/// # Errors
/// As [`checked`]; an empty one is left to the rules.
pub(crate) fn required(matches: &ArgMatches, id: &str, field: Field, lang: Lang) -> Result<String> {
    Ok(optional(matches, id, field, lang)?.unwrap_or_default())
}

fn bad_text(error: &BadText, field: Field, lang: Lang) -> AppError {
    let field = labels::field(field).get(lang);
    let sentence = errors::bad_text(error, lang);
    AppErrorKind::Refused.error(format!("{field}: {sentence}"))
}

/// A day that an option or a place holds.
///
/// # Errors
/// A usage error for a day that cannot be read or that the calendar does not have.
pub(crate) fn day(context: &Context, typed: &str) -> Result<Day> {
    parse_day(typed, context.today, context.plan.year)
        .map_err(|error| AppErrorKind::Usage.error(errors::day(&error, context.lang)))
}

/// A day that may be left out.
pub(crate) fn optional_day(
    context: &Context,
    matches: &ArgMatches,
    id: &str,
) -> Result<Option<Day>> {
    value(matches, id)
        .map(|typed| day(context, typed))
        .transpose()
}

/// The whole standard input as a note's text. Line ends after it are not part of it.
///
/// # Errors
/// Where it cannot be read, is not UTF-8, or is longer than any note may be.
pub(crate) fn note_from_stdin(lang: Lang) -> Result<String> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(INPUT_MAX).unwrap_or(u64::MAX) + 1;
    std::io::stdin()
        .lock()
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(|error| no_input(&error, lang))?;
    if bytes.len() > INPUT_MAX {
        return Err(too_long(lang));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to() + 1;
        AppErrorKind::Refused.error(lang.pick(
            format!("Đầu vào không phải UTF-8 hợp lệ ở byte thứ {place}. Hãy chuyển sang UTF-8."),
            format!("The input is not valid UTF-8 at byte {place}. Convert it to UTF-8."),
        ))
    })?;
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}

/// A file that somebody has named cannot be read.
pub(crate) fn unreadable(typed: &str, error: &std::io::Error, lang: Lang) -> AppError {
    let error = reason(&error.to_string(), lang);
    AppErrorKind::File.error(lang.pick(
        format!("Không đọc được tệp “{typed}” ({error})."),
        format!("The file “{typed}” could not be read ({error})."),
    ))
}

/// The standard input cannot be read.
pub(crate) fn no_input(error: &std::io::Error, lang: Lang) -> AppError {
    let error = reason(&error.to_string(), lang);
    AppErrorKind::File.error(lang.pick(
        format!("Không đọc được đầu vào ({error})."),
        format!("Standard input could not be read ({error})."),
    ))
}

fn too_long(lang: Lang) -> AppError {
    let max = dates::number(NOTE_MAX, lang);
    AppErrorKind::Refused.error(lang.pick(
        format!("Ghi chú quá dài, tối đa {max} ký tự. Hãy rút gọn."),
        format!("The note is too long (limit: {max} characters). Shorten it."),
    ))
}
