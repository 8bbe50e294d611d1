//! `cchc export`: what leaves the plan for another program to work with. With a unit and a workbook it
//! is the sheet that the unit fills in.

use crate::cli::context::Context;
use crate::cli::grammar::{FILE, Grammar, Spec};
use crate::cli::output::Out;
use crate::cli::progress_sheet;
use crate::error::{Kind, Result};
use crate::present::lang::bi;
use clap::{ArgMatches, Command, value_parser};
use std::path::PathBuf;

pub const COMMAND: Spec = Spec::reads("export", grammar, run);

fn grammar(words: Grammar) -> Command {
    let about = bi(
        "Xuất biểu Excel để đơn vị điền tiến độ rồi gửi lại",
        "Export the Excel sheet in which a unit reports its progress",
    );
    let to = words
        .option("to", FILE)
        .help(words.pick("Tệp .xlsx", "The .xlsx file"))
        .value_parser(value_parser!(PathBuf));
    let unit = words
        .lead()
        .help(words.pick("Đơn vị chủ trì", "The lead unit"));
    let force = words.flag("force");
    words.command("export", about).args([
        unit.required(true),
        to.required(true),
        force.help(words.pick("Ghi đè tệp đã có", "Overwrite an existing file")),
    ])
}

fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    match progress_sheet::asked(matches) {
        Some(asked) => progress_sheet::save(context, matches, asked, out),
        None => Err(Kind::Usage.error(context.lang.pick(
            "Biểu tiến độ của đơn vị là tệp Excel; đặt tên có đuôi .xlsx.",
            "The sheet of a unit is an Excel file; name it with the ending .xlsx.",
        ))),
    }
}
