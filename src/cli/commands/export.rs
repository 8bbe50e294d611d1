//! `cchc export`: what leaves the plan for another program to work with. With a unit and a workbook it
//! is the sheet that the unit fills in.

use crate::cli::context::Context;
use crate::cli::grammar::{FILE, Grammar, Spec};
use crate::cli::output::Out;
use crate::cli::{document, input, lookup};
use crate::error::{Kind, Result, Say};
use crate::present::lang::bi;
use crate::progress::sheet::ProgressSheet;
use crate::progress::write;
use clap::{ArgMatches, Command, value_parser};
use std::path::{Path, PathBuf};

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
    let unit = input::given(matches, "unit").unwrap_or_default();
    match matches.get_one::<PathBuf>("to") {
        Some(target) => progress_sheet(context, matches, unit, target, out),
        None => Ok(()),
    }
}

/// The sheet of a unit as a file.
fn progress_sheet(
    context: &Context,
    matches: &ArgMatches,
    unit: &str,
    target: &Path,
    out: &mut Out,
) -> Result {
    let lang = context.lang;
    let unit = lookup::unit(context, unit)?;
    let sheet = ProgressSheet::read(&context.store, &unit, context.today, lang).say(lang)?;
    if sheet.rows.is_empty() {
        return Err(Kind::Refused.error(lang.pick(
            format!("{} không chủ trì nhiệm vụ nào.", unit.name),
            format!("{} leads no tasks.", unit.name),
        )));
    }
    let ending = target
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    if ending.as_deref() != Some("xlsx") {
        return Err(Kind::Usage.error(lang.pick(
            "Biểu tiến độ của đơn vị là tệp Excel; đặt tên có đuôi .xlsx.",
            "The sheet of a unit is an Excel file; name it with the ending .xlsx.",
        )));
    }
    let bytes = write::write(&sheet, lang).map_err(|error| {
        Kind::Other.error(lang.pick(
            format!("Không lập được tệp Excel ({error})."),
            format!("The Excel file could not be made ({error})."),
        ))
    })?;
    document::keep_bytes(context, matches, target, &bytes)?;
    out.done = Some(bi("Đã lưu biểu", "The sheet was saved"));
    let (rows, name) = (sheet.rows.len(), target.display());
    let unit = &unit.abbreviation;
    out.line(&lang.pick(
        format!("Đã lưu biểu tiến độ của {unit}, {rows} dòng, vào “{name}”; nhập lại: cchc import “{name}”."),
        format!("Progress sheet of {unit} ({rows} rows) saved to “{name}”; to read it back: cchc import “{name}”."),
    ))
}
