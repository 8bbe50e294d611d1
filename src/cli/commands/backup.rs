//! `cchc backup`: a copy of the file, checked.

use crate::cli::context::{Context, now};
use crate::cli::grammar::{FILE, Grammar};
use crate::cli::output::Out;
use crate::cli::spec::Spec;
use crate::error::{Result, Say};
use crate::present::dates;
use crate::present::lang::bi;
use clap::{ArgMatches, Command, value_parser};
use std::path::PathBuf;

pub const COMMAND: Spec = Spec::writes("backup", grammar, run);

fn grammar(words: Grammar) -> Command {
    words
        .command("backup")
        .about(words.pick("Sao lưu tệp kế hoạch", "Back up the plan file"))
        .arg(
            words
                .place("file", FILE)
                .help(words.pick(
                    "Tên bản sao; không nêu thì đặt theo ngày giờ",
                    "Name of the backup (default: date and time)",
                ))
                .required(false)
                .value_parser(value_parser!(PathBuf)),
        )
}

/// Makes a copy and prints where it is.
fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let target = matches.get_one::<PathBuf>("file").map(PathBuf::as_path);
    let copy = context.store.backup(target, now()).say(lang)?;
    out.done = Some(bi("Đã sao lưu", "Backed up"));
    let size = std::fs::metadata(&copy).map_or(0, |meta| meta.len());
    let size = dates::number(i64::try_from(size).unwrap_or(i64::MAX), lang);
    let copy = copy.to_string_lossy();
    out.line(&lang.pick(
        format!("Đã sao lưu và kiểm tra: {copy} ({size} byte)"),
        format!("Backed up and checked: {copy} ({size} bytes)"),
    ))
}
