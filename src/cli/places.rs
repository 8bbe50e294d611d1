//! `cchc areas` and `cchc units`: where tasks stand, with their counts on the day.

use super::args::{Grammar, TEXT, UNIT};
use super::context::Context;
use super::output::{Grid, Out};
use super::unit;
use crate::domain::ids::AreaId;
use crate::domain::totals::Totals;
use crate::domain::unit::{UnitKind, UnitScope};
use crate::error::{AppError, Say};
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::messages::labels;
use clap::{ArgMatches, Command};

/// The words of `areas`.
pub fn areas_grammar(words: Grammar) -> Command {
    words.command(
        "areas",
        bi(
            "Liệt kê lĩnh vực cùng số nhiệm vụ",
            "List the areas with task counts",
        ),
    )
}

/// The words of `units`.
pub fn units_grammar(words: Grammar) -> Command {
    let about = bi("Liệt kê, thêm hoặc sửa đơn vị", "List, add or edit units");
    let kinds: Vec<&str> = UnitKind::ALL.iter().map(|kind| kind.as_str()).collect();
    words
        .command("units", about)
        .arg(
            words
                .place(
                    "action",
                    bi("VIỆC", "ACTION"),
                    bi("add để thêm, edit để sửa", "add or edit"),
                )
                .required(false)
                .value_parser(["add", "edit"])
                .hide_possible_values(true),
        )
        .arg(
            words
                .place(
                    "abbreviation",
                    UNIT,
                    bi(
                        "Tên viết tắt, tối đa 8 ký tự",
                        "Abbreviation, at most 8 characters",
                    ),
                )
                .required(false),
        )
        .arg(words.option("name", TEXT, bi("Tên đầy đủ", "Full name")))
        .arg(words.option("rename", UNIT, bi("Tên viết tắt mới", "New abbreviation")))
        .arg(
            words
                .option(
                    "kind",
                    bi("LOẠI", "KIND"),
                    bi(
                        "Loại: division (phòng), office (văn phòng) …",
                        "Type: division, office, outside …",
                    ),
                )
                .value_parser(kinds)
                .hide_possible_values(true),
        )
        .arg(words.option(
            "alias",
            TEXT,
            bi(
                "Các tên gọi khác, cách nhau bằng “;”; none: bỏ hết",
                "Other names, separated by “;”; none: remove all",
            ),
        ))
}

/// Prints the areas and the sum of all.
pub fn areas(context: &mut Context, _: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
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
pub fn units(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    match matches.get_one::<String>("action").map(String::as_str) {
        Some("add") => return unit::add(context, matches, out),
        Some(_) => return unit::edit(context, matches, out),
        None => {}
    }
    let lang = context.lang;
    let mut grid = Grid::new(&[
        lang.pick("ĐƠN VỊ", "UNIT"),
        lang.pick(">XONG", ">DONE"),
        lang.pick(">TỔNG", ">ALL"),
        lang.pick(">QUÁ HẠN", ">OVERDUE"),
        lang.pick(">BÃI BỎ", ">DROPPED"),
        lang.pick("LOẠI, TÊN, TÊN GỌI KHÁC", "TYPE, NAME, OTHER NAMES"),
    ]);
    for unit in context.store.units().say(lang)? {
        let totals = totals(context, UnitScope::Led(unit.id), None)?;
        let kind = labels::unit_kind(unit.kind).get(lang);
        let translated = unit.name_en.filter(|_| lang == Lang::En);
        let mut names: Vec<String> = translated.into_iter().collect();
        names.push(unit.name);
        names.extend(unit.aliases);
        let message = format!("{kind}: {}", names.join("; "));
        grid.push(row(unit.abbreviation, &totals, message, lang));
    }
    let nobody = totals(context, UnitScope::Unassigned, None)?;
    let message = lang.pick("chưa giao đơn vị", "not assigned").to_owned();
    grid.push(row("–".to_owned(), &nobody, message, lang));
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
