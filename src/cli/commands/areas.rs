//! `cchc areas`: the areas with their counts on the day.

use crate::cli::context::Context;
use crate::cli::counts;
use crate::cli::grammar::Grammar;
use crate::cli::output::{Grid, Out};
use crate::cli::spec::Spec;
use crate::domain::unit::UnitScope;
use crate::error::{Result, Say};
use clap::{ArgMatches, Command};

pub const COMMAND: Spec = Spec::reads("areas", grammar, run);

fn grammar(words: Grammar) -> Command {
    words.command("areas").about(words.pick(
        "Liệt kê lĩnh vực cùng số nhiệm vụ",
        "List the areas with task counts",
    ))
}

/// Prints the areas and the sum of all.
fn run(context: &mut Context, _: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let mut grid = Grid::new(&[
        "",
        lang.pick(">XONG", ">DONE"),
        lang.pick(">TỔNG", ">ALL"),
        lang.pick(">QUÁ HẠN", ">OVERDUE"),
        lang.pick(">BÃI BỎ", ">DROPPED"),
        lang.pick("LĨNH VỰC", "AREA"),
    ]);
    for area in context.store.areas(context.plan.id).say(lang)? {
        let totals = counts::of(context, UnitScope::All, Some(area.id))?;
        let name = lang.pick(area.name, area.name_en);
        grid.push(counts::row(area.key, &totals, name, lang));
    }
    let all = counts::of(context, UnitScope::All, None)?;
    grid.push(counts::row(
        "*".to_owned(),
        &all,
        lang.text("Tất cả", "All"),
        lang,
    ));
    grid.print(out)
}
