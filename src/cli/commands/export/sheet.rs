//! The sheet that a unit fills in and sends back.

use crate::cli::context::Context;
use crate::cli::output::Out;
use crate::cli::{document, input, lookup};
use crate::error::{Kind, Result, Say};
use crate::present::dates;
use crate::present::lang::bi;
use crate::progress::sheet::ProgressSheet;
use crate::progress::write::write;
use clap::ArgMatches;
use std::path::Path;

/// Writes it for the unit of `--unit`.
pub(super) fn run(context: &Context, matches: &ArgMatches, target: &Path, out: &mut Out) -> Result {
    let lang = context.lang;
    let unit = lookup::unit(context, input::given(matches, "unit").unwrap_or_default())?;
    let sheet = ProgressSheet::read(&context.store, &unit, context.today, lang).say(lang)?;
    if sheet.rows.is_empty() {
        return Err(Kind::Refused.error(lang.pick(
            format!("{} không chủ trì nhiệm vụ nào.", unit.name),
            format!("{} leads no tasks.", unit.name),
        )));
    }
    let bytes = write(&sheet, lang).map_err(|error| {
        Kind::Other.error(lang.pick(
            format!("Không lập được tệp Excel ({error})."),
            format!("The Excel file could not be made ({error})."),
        ))
    })?;
    document::keep_bytes(context, matches, target, &bytes)?;
    out.done = Some(bi("Đã lưu biểu", "The sheet was saved"));
    let (rows, name) = (dates::rows(sheet.rows.len(), lang), target.display());
    let unit = &unit.abbreviation;
    out.line(&lang.pick(
        format!("Đã lưu biểu tiến độ của {unit}, {rows}, vào “{name}”; nhập lại: cchc import “{name}”."),
        format!("Progress sheet of {unit} ({rows}) saved to “{name}”; to read it back: cchc import “{name}”."),
    ))
}
