//! `cchc areas` and `cchc units`: where tasks stand, with their counts on the day.

use super::args::Grammar;
use super::context::Context;
use super::output::{Grid, Out};
use crate::domain::ids::AreaId;
use crate::domain::totals::Totals;
use crate::domain::unit::UnitScope;
use crate::error::{AppError, Say};
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::words::labels;
use clap::{ArgMatches, Command};

/// The words of `areas`.
pub fn areas_grammar(words: Grammar) -> Command {
    words.command(
        "areas",
        bi(
            "Liệt kê lĩnh vực cùng số việc xong, tổng, trễ",
            "List the areas with their counts",
        ),
    )
}

/// The words of `units`.
pub fn units_grammar(words: Grammar) -> Command {
    words.command(
        "units",
        bi(
            "Liệt kê đơn vị, tên gọi khác và số việc",
            "List the units, their names and counts",
        ),
    )
}

/// Prints the areas and the sum of all.
pub fn areas(context: &mut Context, _: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    let lang = context.lang;
    let mut grid = Grid::new(&[
        "",
        lang.pick(">XONG", ">DONE"),
        lang.pick(">TỔNG", ">ALL"),
        lang.pick(">TRỄ", ">LATE"),
        lang.pick(">BÃI BỎ", ">DROPPED"),
        lang.pick("LĨNH VỰC", "AREA"),
    ]);
    for area in context.store.areas(context.plan.id).say(lang)? {
        let totals = totals(context, UnitScope::All, Some(area.id))?;
        let name = lang.pick(area.name, area.name_en);
        grid.push(row(area.key, &totals, name, lang));
    }
    let all = totals(context, UnitScope::All, None)?;
    grid.push(row(
        "*".to_owned(),
        &all,
        lang.pick("Tất cả", "All").to_owned(),
        lang,
    ));
    grid.print(out)
}

/// Prints the units, and last the tasks that nobody leads.
pub fn units(context: &mut Context, _: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    let lang = context.lang;
    let mut grid = Grid::new(&[
        lang.pick("ĐƠN VỊ", "UNIT"),
        lang.pick(">XONG", ">DONE"),
        lang.pick(">TỔNG", ">ALL"),
        lang.pick(">TRỄ", ">LATE"),
        lang.pick(">BÃI BỎ", ">DROPPED"),
        lang.pick("LOẠI, TÊN, TÊN GỌI KHÁC", "KIND, NAME, OTHER NAMES"),
    ]);
    for unit in context.store.units().say(lang)? {
        let totals = totals(context, UnitScope::Led(unit.id), None)?;
        let kind = labels::unit_kind(unit.kind).get(lang);
        let translated = unit.name_en.filter(|_| lang == Lang::En);
        let mut names: Vec<String> = translated.into_iter().collect();
        names.push(unit.name);
        names.extend(unit.aliases);
        let told = format!("{kind}: {}", names.join("; "));
        grid.push(row(unit.abbreviation, &totals, told, lang));
    }
    let nobody = totals(context, UnitScope::Unassigned, None)?;
    let told = lang
        .pick("chưa giao đơn vị", "without a lead unit")
        .to_owned();
    grid.push(row("–".to_owned(), &nobody, told, lang));
    grid.print(out)
}

fn totals(context: &Context, unit: UnitScope, area: Option<AreaId>) -> Result<Totals, AppError> {
    let plan = context.plan.id;
    context
        .store
        .totals(plan, unit, area, context.today)
        .say(context.lang)
}

/// Counts stand before the names, which are of any length. Dropped tasks are counted apart.
fn row(key: String, totals: &Totals, name: String, lang: Lang) -> Vec<String> {
    let number = |n: i64| dates::number(n, lang);
    vec![
        key,
        number(totals.done()),
        number(totals.total()),
        number(totals.overdue),
        number(totals.dropped),
        name,
    ]
}
