//! `cchc init`: makes a plan's file, and never writes over one.

use crate::cli::context::{Globals, now, stamp};
use crate::cli::grammar::{Body, Grammar, Spec};
use crate::cli::made;
use crate::cli::output::Out;
use crate::error::{Kind, Result, Say};
use crate::plan;
use crate::plan::sample;
use crate::present::lang::{Bi, bi};
use crate::present::messages::file_errors;
use crate::store::{Mode, ReadOnlyReason, Store, StoreError};
use clap::{ArgMatches, Command, value_parser};

pub const COMMAND: Spec = Spec::new("init", grammar, Body::Free(run));

/// What is done once there is a file.
const MADE: Bi = bi("Đã tạo tệp kế hoạch", "The plan file was created");

fn grammar(words: Grammar) -> Command {
    let about = bi("Tạo tệp kế hoạch mới", "Create a plan file");
    words.command("init", about).args([
        words
            .option("year", bi("NĂM", "YEAR"))
            .help(words.pick(
                "Năm kế hoạch; năm 2021 có sẵn toàn bộ văn bản",
                "Plan year; 2021 comes with the whole document",
            ))
            .value_parser(value_parser!(i32).range(1900..=2200))
            .required_unless_present("sample")
            .conflicts_with_all(["sample", "replace"]),
        words.flag("sample").help(words.pick(
            "Tạo tệp minh họa năm 2021, tiến độ giả định",
            "Create the 2021 sample with fictitious progress",
        )),
        words
            .flag("replace")
            .help(words.pick(
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
        return made::print(globals, &store, out);
    }
    let lang = globals.lang;
    let path = made::writable(globals)?;
    let kept = sample::replace(&path, now()).say(lang)?;
    out.done = Some(MADE);
    let store = Store::open(&path, Mode::ReadWrite).say(lang)?;
    made::print(globals, &store, out)?;
    kept.map_or(Ok(()), |kept| out.line(&file_errors::kept(&kept, lang)))
}

/// Makes a year's plan, or the demonstration where no year is named.
pub fn make(globals: &Globals, year: Option<i32>) -> Result<Store> {
    let lang = globals.lang;
    let path = made::writable(globals)?;
    match year {
        Some(year) => {
            if globals.today.is_some() {
                let why = ReadOnlyReason::DayNamed;
                return Err((StoreError::NotWritable { path, why }, lang).into());
            }
            let data = plan::of_year(year).map_err(|error| Kind::Other.error(error.to_string()))?;
            let (signer, _) = globals.signer(Vec::new())?;
            let stamp = stamp(signer.actor().clone(), globals.day(None, Some(year))?);
            Store::create(&path, &data, &stamp, None).say(lang)
        }
        None => sample::create(&path).say(lang),
    }
}
