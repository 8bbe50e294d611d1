//! The sheet that a unit fills in, as a file.

use super::context::Context;
use super::output::Out;
use super::{document, input, lookup};
use crate::domain::unit::Unit;
use crate::error::{AppError, Kind, Result, Say};
use crate::present::lang::{Lang, bi};
use crate::progress::sheet::ProgressSheet;
use crate::progress::write::write;
use clap::ArgMatches;
use clap::parser::ValueSource;
use std::path::{Path, PathBuf};

/// The options that leave an export of a unit's tasks to Excel the sheet of the unit; any other one makes
/// it a table.
const ALLOWED: [&str; 10] = [
    "unit",
    "to",
    "force",
    "db",
    "today",
    "as",
    "lang",
    "color",
    "ascii",
    "read-only",
];

/// The unit and the file, where the sheet of a unit is asked for.
pub fn asked(matches: &ArgMatches) -> Option<(&str, &Path)> {
    let typed = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let mut ids = matches.ids().map(clap::Id::as_str);
    let only = ids.all(|id| ALLOWED.contains(&id) || !typed(id));
    let target = matches.get_one::<PathBuf>("to")?;
    let ending = target.extension()?.to_string_lossy().to_lowercase();
    let unit = input::given(matches, "unit")?;
    (only && ending == "xlsx").then_some((unit, target))
}

/// Saves the sheet of a unit.
pub fn save(
    context: &Context,
    matches: &ArgMatches,
    (unit, target): (&str, &Path),
    out: &mut Out,
) -> Result {
    let lang = context.lang;
    let unit = lookup::unit(context, unit)?;
    let sheet = ProgressSheet::read(&context.store, &unit, context.today, lang).say(lang)?;
    if sheet.rows.is_empty() {
        return Err(leads_nothing(&unit, lang));
    }
    let bytes = write(&sheet, lang).map_err(|error| {
        Kind::Other.error(lang.pick(
            format!("Không lập được tệp Excel ({error})."),
            format!("The Excel file could not be made ({error})."),
        ))
    })?;
    document::keep_bytes(context, matches, target, &bytes)?;
    out.done = Some(bi("Đã lưu biểu", "The sheet was saved"));
    let (rows, name, unit) = (sheet.rows.len(), target.display(), &unit.abbreviation);
    out.line(&lang.pick(
        format!("Đã lưu biểu tiến độ của {unit}, {rows} dòng, vào “{name}”."),
        format!("Progress sheet of {unit} ({rows} rows) saved to “{name}”."),
    ))?;
    out.line(&lang.pick(
        format!("Đơn vị điền rồi gửi lại; nhập: cchc import “{name}”"),
        format!("The unit fills it in and sends it back; then: cchc import “{name}”"),
    ))
}

fn leads_nothing(unit: &Unit, lang: Lang) -> AppError {
    let name = &unit.name;
    Kind::Refused.error(lang.pick(
        format!("{name} không chủ trì nhiệm vụ nào."),
        format!("{name} leads no tasks."),
    ))
}
