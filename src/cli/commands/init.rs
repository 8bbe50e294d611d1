//! `cchc init`: makes a plan's file, and never writes over one.

use crate::cli::context::{Globals, now, stamp};
use crate::cli::grammar::{CommandBody, CommandSpec, Grammar};
use crate::cli::new_file;
use crate::cli::output::Out;
use crate::error::{AppErrorKind, InLang, Result};
use crate::plan;
use crate::plan::sample;
use crate::present::lang::{Bi, bi};
use crate::present::messages::file_errors;
use crate::store::{OpenMode, ReadOnlyReason, Store, StoreError};
use clap::{ArgMatches, Command, value_parser};

pub(crate) const COMMAND: CommandSpec =
    CommandSpec::new("init", grammar, CommandBody::WithoutFile(run));

/// What is done once there is a file.
const MADE: Bi = bi("Đã tạo tệp kế hoạch", "The plan file was created");

fn grammar(grammar: Grammar) -> Command {
    let about = bi("Tạo tệp kế hoạch mới", "Create a plan file");
    grammar.command("init", about).args([
        grammar
            .option("year", bi("NĂM", "YEAR"))
            .help(grammar.pick(
                "Năm kế hoạch; năm 2021 có sẵn toàn bộ văn bản",
                "Plan year; 2021 comes with the whole document",
            ))
            .value_parser(value_parser!(i32).range(1900..=2200))
            .required_unless_present("sample")
            .conflicts_with_all(["sample", "replace"]),
        grammar.flag("sample").help(grammar.pick(
            "Tạo tệp minh họa năm 2021, tiến độ giả định",
            "Create the 2021 sample with fictitious progress",
        )),
        grammar
            .flag("replace")
            .help(grammar.pick(
                "Thay bản minh họa đang có; tệp cũ được giữ",
                "Replace an existing sample; the old file is kept",
            ))
            .requires("sample"),
    ])
}

/// Makes the file and prints what it holds and what to do next.
fn run(globals: &Globals, matches: &ArgMatches, out: &mut Out) -> Result {
    if !matches.get_flag("replace") {
        let store = make(globals, matches.get_one::<i32>("year").copied())?;
        out.done = Some(MADE);
        return new_file::print_created(globals, &store, out);
    }
    let lang = globals.lang;
    let path = new_file::path(globals)?;
    let kept = sample::replace(&path, now()).in_lang(lang)?;
    out.done = Some(MADE);
    let store = Store::open(&path, OpenMode::ReadWrite).in_lang(lang)?;
    new_file::print_created(globals, &store, out)?;
    kept.map_or(Ok(()), |kept| {
        out.line(&file_errors::replaced_file(&kept, lang))
    })
}

/// Makes a year's plan, or the demonstration where no year is named.
pub(crate) fn make(globals: &Globals, year: Option<i32>) -> Result<Store> {
    let lang = globals.lang;
    let path = new_file::path(globals)?;
    match year {
        Some(year) => {
            if globals.today.is_some() {
                let why = ReadOnlyReason::DayNamed;
                return Err((StoreError::NotWritable { path, why }, lang).into());
            }
            let data = plan::of_year(year)
                .map_err(|error| AppErrorKind::Other.error(error.to_string()))?;
            let (signer, _) = globals.signer(Vec::new())?;
            let stamp = stamp(signer.actor().clone(), globals.day(None, Some(year))?);
            Store::create(&path, &data, &stamp, None).in_lang(lang)
        }
        None => sample::create(&path).in_lang(lang),
    }
}
