//! `cchc units`, `cchc areas`: the units and the areas with their counts on the day; units entered and
//! changed by people.

use crate::cli::context::Context;
use crate::cli::grammar::{Grammar, Named, Spec, TEXT, UNIT, Word};
use crate::cli::output::{Grid, Out};
use crate::cli::{apply, input, lookup, parts};
use crate::domain::change::Change;
use crate::domain::ids::{AreaId, UnitId};
use crate::domain::parts::{Field, Part};
use crate::domain::unit::{UnitKind, UnitScope, UnitText};
use crate::error::{AppError, Kind, Result, Say};
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::messages::{activity, labels};
use crate::present::names::UNIT_KINDS;
use clap::{ArgMatches, Command};

pub const UNITS: Spec = Spec::writes("units", units_grammar, units);
pub const AREAS: Spec = Spec::reads("areas", areas_grammar, areas);

/// What else can be done than listing them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Action {
    Add,
    Edit,
}

const ACTIONS: [(Action, Word); 2] = [
    (Action::Add, Word("add", "them", &[])),
    (Action::Edit, Word("edit", "sua", &[])),
];

fn units_grammar(words: Grammar) -> Command {
    let kinds = Named::of(&UNIT_KINDS, words.0);
    let about = bi("Liệt kê, thêm hoặc sửa đơn vị", "List, add or edit units");
    words.command("units", about).args([
        words
            .place("action", bi("VIỆC", "ACTION"))
            .help(words.pick("them (add) hoặc sua (edit)", "add or edit"))
            .required(false)
            .value_parser(Named::words(ACTIONS, words.0))
            .hide_possible_values(true),
        words
            .place("abbreviation", UNIT)
            .help(words.pick(
                "Tên viết tắt, tối đa 8 ký tự",
                "Abbreviation, at most 8 characters",
            ))
            .required(false),
        words
            .option("name", TEXT)
            .help(words.pick("Tên đầy đủ", "Full name")),
        words
            .option("rename", UNIT)
            .help(words.pick("Tên viết tắt mới", "New abbreviation")),
        words
            .named("kind", bi("LOẠI", "KIND"), kinds, bi("", ""))
            .help(words.pick(
                "Loại: phong, van-phong, chi-cuc, ngoai-so …",
                "Type: division, office, outside …",
            )),
        words.option("alias", TEXT).help(words.pick(
            "Các tên gọi khác, cách nhau bằng “;”; none: bỏ hết",
            "Other names, separated by “;”; none: remove all",
        )),
    ])
}

fn areas_grammar(words: Grammar) -> Command {
    let about = bi(
        "Liệt kê lĩnh vực cùng số nhiệm vụ",
        "List the areas with task counts",
    );
    words.command("areas", about)
}

/// Counts of tasks by whatever the first column names. They stand before the names, which are of any
/// length; dropped tasks are counted apart.
struct CountTable<'c> {
    context: &'c Context,
    grid: Grid,
}

impl<'c> CountTable<'c> {
    fn new(context: &'c Context, key: &str, name: &str) -> Self {
        let lang = context.lang;
        let grid = Grid::new(&[
            key,
            lang.pick(">XONG", ">DONE"),
            lang.pick(">TỔNG", ">ALL"),
            lang.pick(">QUÁ HẠN", ">OVERDUE"),
            lang.pick(">BÃI BỎ", ">DROPPED"),
            name,
        ]);
        Self { context, grid }
    }

    fn push(&mut self, key: &str, of: (UnitScope, Option<AreaId>), name: String) -> Result {
        let Context { store, plan, .. } = self.context;
        let (today, lang) = (self.context.today, self.context.lang);
        let totals = store.totals(plan.id, of.0, of.1, today).say(lang)?;
        let mut cells = vec![key.to_owned()];
        let (done, all) = (totals.done(), totals.total());
        cells.extend([done, all, totals.overdue, totals.dropped].map(|n| dates::number(n, lang)));
        cells.push(name);
        self.grid.push(cells);
        Ok(())
    }
}

/// Prints the areas and the sum of all.
fn areas(context: &mut Context, _: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let mut table = CountTable::new(context, "", lang.pick("LĨNH VỰC", "AREA"));
    for area in context.store.areas(context.plan.id).say(lang)? {
        let name = lang.pick(area.name, area.name_en);
        table.push(&area.key, (UnitScope::All, Some(area.id)), name)?;
    }
    table.push("*", (UnitScope::All, None), lang.text("Tất cả", "All"))?;
    table.grid.print(out)
}

/// Prints the units, and last the tasks that nobody leads.
fn units(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    match matches.get_one("action") {
        Some(Action::Add) => return add(context, matches, out),
        Some(Action::Edit) => return edit(context, matches, out),
        None => {}
    }
    let lang = context.lang;
    let names = lang.pick("LOẠI, TÊN, TÊN GỌI KHÁC", "TYPE, NAME, OTHER NAMES");
    let mut table = CountTable::new(context, lang.pick("ĐƠN VỊ", "UNIT"), names);
    for unit in context.store.units().say(lang)? {
        let kind = labels::unit_kind(unit.kind).get(lang);
        let translated = unit.name_en.filter(|_| lang == Lang::En);
        let mut names: Vec<String> = translated.into_iter().collect();
        names.push(unit.name);
        names.extend(unit.aliases);
        let names = format!("{kind}: {}", names.join("; "));
        table.push(&unit.abbreviation, (UnitScope::Led(unit.id), None), names)?;
    }
    let nobody = lang.text("chưa giao đơn vị", "not assigned");
    table.push("–", (UnitScope::Unassigned, None), nobody)?;
    table.grid.print(out)
}

/// The option of a part; `abbreviation` is where a unit's new abbreviation is typed.
fn option(part: &Part<UnitText>, abbreviation: &'static str) -> &'static str {
    match part.field {
        Field::Abbreviation => abbreviation,
        Field::Alias => "alias",
        _ => part.column.1,
    }
}

/// Adds a unit.
fn add(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let given = |id| input::given(matches, id).is_some();
    if !given("abbreviation") || !given("name") {
        return Err(unnamed(context));
    }
    let mut text = UnitText {
        abbreviation: String::new(),
        name: String::new(),
        kind: UnitKind::Division,
        aliases: Vec::new(),
    };
    let option = |part: &Part<UnitText>| option(part, "abbreviation");
    parts::set(context, matches, option, &mut text)?;
    save(context, None, text, out)
}

/// Changes a unit, found by any of its names; what is not named stays.
fn edit(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let known = input::given(matches, "abbreviation").ok_or_else(|| unnamed(context))?;
    let unit = lookup::unit(context, known)?;
    let mut text = unit.text();
    let option = |part: &Part<UnitText>| option(part, "rename");
    parts::set(context, matches, option, &mut text)?;
    let known = (unit.id, Box::new(unit.text()));
    save(context, Some(known), text, out)
}

fn save(
    context: &mut Context,
    unit: Option<(UnitId, Box<UnitText>)>,
    text: UnitText,
    out: &mut Out,
) -> Result {
    let message = format!("{} · {}", text.abbreviation, text.name);
    let change = Change::SetUnit {
        unit,
        text: Box::new(text),
    };
    let receipt = apply::apply(context, &[change])?;
    let saved = activity::verb(receipt.kind).get(context.lang);
    let undo = apply::way_back(context);
    out.line(&format!("{saved}: {message}{undo}"))
}

fn unnamed(context: &Context) -> AppError {
    Kind::Usage.error(context.lang.pick(
            "Hãy nêu tên viết tắt và --name, ví dụ: cchc units add P.CN --name \"Phòng Quản lý công nghệ\".",
            "Give the abbreviation and --name, for example: cchc units add P.CN --name \"Technology Division\".",
        ))
}
