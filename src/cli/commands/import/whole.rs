//! A plan's file made from a full export, where there is none.

use crate::cli::context::Globals;
use crate::cli::input;
use crate::cli::made;
use crate::cli::output::Out;
use crate::error::{AppError, Kind, Result};
use crate::present::lang::{Lang, bi};
use crate::present::messages::errors;
use crate::store::{Store, StoreError};
use clap::ArgMatches;
use clap::parser::ValueSource;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// Whether the file's name says that it is such an export.
pub fn is_asked(matches: &ArgMatches) -> bool {
    let typed = input::given(matches, "file").unwrap_or_default();
    let ending = Path::new(typed).extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}

/// Makes the file, or only sees whether it could be made.
pub fn run(globals: &Globals, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = globals.lang;
    let typed = input::given(matches, "file").unwrap_or_default();
    refuse_others(matches, lang)?;
    let json = File::open(typed).map_err(|error| input::unreadable(typed, &error, lang))?;
    let json = BufReader::with_capacity(BUFFER, json);
    let path = made::writable(globals)?;
    if matches.get_flag("dry-run") {
        Store::try_load(&path, json).map_err(|error| unmade(error, typed, lang))?;
        return out.line(lang.pick(
            "Bản xuất còn nguyên vẹn; có thể dựng lại tệp kế hoạch. Chưa ghi gì.",
            "The export is sound; the plan file can be made from it. Nothing was written.",
        ));
    }
    let store = Store::load(&path, json).map_err(|error| unmade(error, typed, lang))?;
    out.done = Some(bi(
        "Đã dựng lại tệp kế hoạch",
        "The plan file was made again",
    ));
    made::print_whole(globals, &store, out)
}

/// How many bytes are read at once.
const BUFFER: usize = 128 * 1024;

/// What only tables ask.
const OF_TABLES: [&str; 13] = [
    "sheet", "area", "map", "answer", "alias", "new-unit", "steps", "skip", "take", "keep",
    "rejected", "force", "format",
];

fn refuse_others(matches: &ArgMatches, lang: Lang) -> Result {
    let typed = |id: &&&str| matches.value_source(id) == Some(ValueSource::CommandLine);
    OF_TABLES.iter().find(typed).map_or(Ok(()), |id| {
        Err(Kind::Usage.error(lang.pick(
            format!("--{id} không dùng với tệp .json."),
            format!("--{id} does not apply to a .json file."),
        )))
    })
}

fn unmade(error: StoreError, typed: &str, lang: Lang) -> AppError {
    match error {
        StoreError::Dump(_) => Kind::File.error(lang.pick(
            format!("Không nhập được “{typed}”: {}", errors::store(&error, lang)),
            format!(
                "“{typed}” cannot be imported: {}",
                errors::store(&error, lang)
            ),
        )),
        StoreError::Exists(_) => AppError::from((error, lang)).hint(lang.pick(
            "Bản xuất trọn vẹn chỉ dựng lại tệp chưa có: --db TÊN_MỚI.",
            "A full export only makes a file that is not there yet: --db NEW_NAME.",
        )),
        error => (error, lang).into(),
    }
}
