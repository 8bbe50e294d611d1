//! `cchc units`: the units with their counts on the day; units entered, changed, merged and retired by
//! people.

use crate::cli::context::Context;
use crate::cli::counts::{CountRow, CountTable};
use crate::cli::grammar::{CommandSpec, Grammar, Keyword, NameParser, TEXT, UNIT};
use crate::cli::output::Out;
use crate::cli::table::{self, OutputTarget};
use crate::cli::{apply, input, lookup, part_options};
use crate::domain::change::Change;
use crate::domain::frame::FrameChange;
use crate::domain::ids::UnitId;
use crate::domain::parts::{Field, Part};
use crate::domain::task::Task;
use crate::domain::text::fold;
use crate::domain::unit::{Unit, UnitScope, UnitText, Years, merged_key};
use crate::error::{AppError, AppErrorKind, InLang, Result};
use crate::present::lang::{Bi, Lang, bi};
use crate::present::messages::{acts, errors, labels, verbs};
use crate::present::names::{UNIT_KINDS, unit_years};
use crate::report::document::{Align, TableColumn, TableValue};
use clap::{Arg, ArgMatches, Command};
use serde_json::json;

pub(crate) const UNITS: CommandSpec = CommandSpec::writes("units", units_grammar, units);

/// What else can be done than listing them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subcommand {
    Add,
    Edit,
    Merge,
    Retire,
}

const ACTIONS: [(Subcommand, Keyword); 4] = [
    (Subcommand::Add, Keyword("add", "them", &[])),
    (Subcommand::Edit, Keyword("edit", "sua", &["rename"])),
    (
        Subcommand::Merge,
        Keyword("merge", "sap-nhap", &["sat-nhap"]),
    ),
    (Subcommand::Retire, Keyword("retire", "thoi", &["ngung"])),
];

fn units_grammar(grammar: Grammar) -> Command {
    let kinds = NameParser::of(&UNIT_KINDS, grammar.0);
    let about = bi(
        "Liệt kê, thêm, sửa, sáp nhập đơn vị hoặc thôi giao việc",
        "List, add, edit, merge or retire units",
    );
    let actions = bi(
        "them (add), sua (edit), sap-nhap (merge), thoi (retire)",
        "add, edit, merge or retire",
    );
    grammar
        .command("units", about)
        .args([
            grammar.action(ACTIONS, actions),
            grammar
                .positional("abbreviation", UNIT)
                .help(grammar.pick(
                    "Tên viết tắt, tối đa 8 ký tự",
                    "Abbreviation, at most 8 characters",
                ))
                .required(false),
            grammar
                .option("name", TEXT)
                .help(grammar.pick("Tên đầy đủ", "Full name")),
            grammar
                .option("rename", UNIT)
                .help(grammar.pick("Tên viết tắt mới", "New abbreviation")),
            grammar
                .named("kind", bi("LOẠI", "KIND"), kinds, bi("", ""))
                .help(grammar.pick(
                    "Loại: phong, van-phong, chi-cuc, ngoai-so …",
                    "Type: division, office, outside …",
                )),
            grammar.option("alias", TEXT).help(grammar.pick(
                "Các tên gọi khác, cách nhau bằng “;”; none: bỏ hết",
                "Other names, separated by “;”; none: remove all",
            )),
            year(grammar, "from").help(grammar.pick(
                "Năm đầu được giao việc; none: không giới hạn",
                "First year in which it is given work; none: no limit",
            )),
            year(grammar, "to").help(grammar.pick(
                "Năm cuối được giao việc; none: không giới hạn",
                "Last year in which it is given work; none: no limit",
            )),
            grammar.option("into", UNIT).help(grammar.pick(
                "Sáp nhập vào đơn vị này: việc đang mở chuyển sang",
                "Merge into this unit: open tasks move to it",
            )),
        ])
        .args(table::args(grammar))
}

/// Prints the units, and last the tasks that nobody leads.
fn units(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    match matches.get_one("action") {
        Some(Subcommand::Add) => return add(context, matches, out),
        Some(Subcommand::Edit) => return edit(context, matches, out),
        Some(Subcommand::Merge) => return merge(context, matches, out),
        Some(Subcommand::Retire) => return retire(context, matches, out),
        None => {}
    }
    list(context, &OutputTarget::of(matches, out, context.lang)?, out)
}

fn list(context: &Context, target: &OutputTarget, out: &mut Out) -> Result {
    let lang = context.lang;
    let names = lang.pick("LOẠI, TÊN, TÊN GỌI KHÁC", "TYPE, NAME, OTHER NAMES");
    let columns =
        COLUMNS.map(|(title, width)| TableColumn::new(title.get(lang), width, Align::Left));
    let mut table = CountTable::new(
        context,
        [lang.pick("ĐƠN VỊ", "UNIT"), names],
        lang.pick("Đơn vị", "Units"),
        columns.to_vec(),
    );
    for unit in context.store.units().in_lang(lang)? {
        table.push(counted(unit, lang))?;
    }
    let nobody = lang.pick("chưa giao đơn vị", "not assigned");
    table.push(CountRow {
        key: "–".to_owned(),
        of: (UnitScope::Unassigned, None),
        name: nobody.to_owned(),
        cells: ["", nobody, "", "", "", ""].map(TableValue::from).to_vec(),
        json: json!({"abbreviation": null, "name": null}),
    })?;
    table.print(target, out)
}

/// What spreadsheets get of a unit before its counts, each with its width.
const COLUMNS: [(Bi, u32); 6] = [
    (bi("Tên viết tắt", "Abbreviation"), 14),
    (bi("Tên đơn vị", "Name"), 44),
    (bi("Loại", "Type"), 18),
    (bi("Tên gọi khác", "Other names"), 44),
    (bi("Từ năm", "From year"), 10),
    (bi("Đến năm", "To year"), 10),
];

fn counted(unit: Unit, lang: Lang) -> CountRow {
    let kind = labels::unit_kind(unit.kind).get(lang);
    let translated = unit.name_en.clone().filter(|_| lang == Lang::En);
    let json = json!({
        "abbreviation": unit.abbreviation, "name": unit.name, "name_en": unit.name_en,
        "kind": unit.kind.as_str(), "aliases": unit.aliases,
        "valid_from": unit.years.from, "valid_to": unit.years.to,
    });
    let year = |year: Option<i32>| year.map_or(TableValue::Empty, |year| year.to_string().into());
    let name = translated.clone().unwrap_or_else(|| unit.name.clone());
    let cells = vec![
        unit.abbreviation.clone().into(),
        name.into(),
        kind.into(),
        unit.aliases.join("; ").into(),
        year(unit.years.from),
        year(unit.years.to),
    ];
    let years = unit_years(unit.years, lang);
    let mut names: Vec<String> = translated.into_iter().collect();
    names.push(unit.name);
    names.extend(unit.aliases);
    CountRow {
        key: unit.abbreviation,
        of: (UnitScope::Led(unit.id), None),
        name: format!("{kind}: {}{years}", names.join("; ")),
        cells,
        json,
    }
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
    let given = |id| input::value(matches, id).is_some();
    if !given("abbreviation") || !given("name") {
        return Err(unnamed(context));
    }
    let mut text = UnitText::default();
    let option = |part: &Part<UnitText>| option(part, "abbreviation");
    part_options::apply(context, matches, option, &mut text)?;
    save(context, None, text, Vec::new(), out)
}

/// Changes a unit, found by any of its names; what is not named stays.
fn edit(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let known = input::value(matches, "abbreviation").ok_or_else(|| unnamed(context))?;
    let unit = lookup::unit(context, known)?;
    let mut text = unit.text();
    let option = |part: &Part<UnitText>| option(part, "rename");
    part_options::apply(context, matches, option, &mut text)?;
    let to = typed_years(matches, unit.years, context.lang)?;
    let mut changes = Vec::new();
    if to != unit.years {
        changes.push(set_years(&unit, to));
    }
    let known = (unit.id, Box::new(unit.text()));
    save(context, Some(known), text, changes, out)
}

/// A year, or none.
fn year(grammar: Grammar, id: &'static str) -> Arg {
    grammar.option(id, bi("NĂM", "YEAR"))
}

/// The years that were typed; those that were not stay.
fn typed_years(matches: &ArgMatches, mut years: Years, lang: Lang) -> Result<Years> {
    let set = |id, year: &mut Option<i32>| {
        let Some(typed) = input::value(matches, id) else {
            return Ok(());
        };
        *year = match fold(typed.trim()).as_str() {
            "none" | "khong" | "" => None,
            typed => {
                let read = typed
                    .parse()
                    .ok()
                    .filter(|year| Years::LIMITS.contains(year));
                Some(read.ok_or_else(|| AppErrorKind::Usage.error(errors::no_year(typed, lang)))?)
            }
        };
        Ok::<(), AppError>(())
    };
    set("from", &mut years.from)?;
    set("to", &mut years.to)?;
    Ok(years)
}

fn set_years(unit: &Unit, to: Years) -> Change {
    Change::Frame(FrameChange::UnitYears {
        unit: unit.id,
        seen: unit.years,
        to,
    })
}

/// Gives a unit no more work: from the plan's year on, or after the year that was named. What is open
/// must have gone to another unit first.
fn retire(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let unit = the_unit(context, matches)?;
    let mut to = typed_years(matches, unit.years, lang)?;
    if input::value(matches, "to").is_none() {
        to = to.until_before(context.plan.year);
    }
    let open = open_tasks(context, &unit)?;
    if !open.is_empty() && !to.has(context.plan.year) {
        let (n, name) = (acts::open_tasks(open.len(), lang), &unit.abbreviation);
        return Err(AppErrorKind::Refused
            .error(lang.pick(
                format!("{name} còn {n} (chủ trì hoặc phối hợp)."),
                format!("{name} still has {n} (lead or co-operating)."),
            ))
            .hint(lang.pick(
                format!("Hãy chuyển trước: cchc units merge {name} --into ĐƠN_VỊ."),
                format!("Merge it into another unit first: cchc units merge {name} --into UNIT."),
            )));
    }
    let receipt = apply::apply(context, &[set_years(&unit, to)])?;
    let saved = verbs::verb(receipt.kind).get(lang);
    let (name, years, undo) = (
        &unit.abbreviation,
        unit_years(to, lang),
        apply::undo_hint(context),
    );
    out.line(&format!("{saved}: {name} · {}{years}{undo}", unit.name))
}

/// Moves the open tasks of a unit to another one and gives the old one no more work. What is done or
/// dropped keeps the old name.
fn merge(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let unit = the_unit(context, matches)?;
    let into = input::value(matches, "into").ok_or_else(|| {
        AppErrorKind::Usage.error(lang.pick(
            "Hãy nêu --into, ví dụ: cchc units merge STTTT --into SKHCN.",
            "Give --into, for example: cchc units merge STTTT --into SKHCN.",
        ))
    })?;
    let into = lookup::unit(context, into)?;
    if into.id == unit.id {
        return Err(AppErrorKind::Usage.error(lang.pick(
            "Không thể sáp nhập một đơn vị vào chính nó.",
            "A unit cannot be merged into itself.",
        )));
    }
    let mut to = typed_years(matches, unit.years, lang)?;
    if input::value(matches, "to").is_none() {
        to = to.until_before(context.plan.year);
    }
    let tasks = open_tasks(context, &unit)?;
    let key = merged_key(unit.id);
    let merged = context.store.setting(context.plan.id, &key).in_lang(lang)?;
    let changes = Change::merge(&unit, into.id, &tasks, to, merged);
    apply::apply(context, &changes)?;
    let (old, new) = (&unit.abbreviation, &into.abbreviation);
    let merged = acts::merged(old, new, tasks.len(), lang);
    out.line(&format!("{merged}{}", apply::undo_hint(context)))
}

/// The unit that is changed.
fn the_unit(context: &Context, matches: &ArgMatches) -> Result<Unit> {
    let known = input::value(matches, "abbreviation").ok_or_else(|| unnamed(context))?;
    lookup::unit(context, known)
}

fn open_tasks(context: &Context, unit: &Unit) -> Result<Vec<Task>> {
    let open = context
        .store
        .open_tasks_of(unit.id, &context.plan, context.today);
    open.in_lang(context.lang)
}

fn save(
    context: &mut Context,
    unit: Option<(UnitId, Box<UnitText>)>,
    text: UnitText,
    mut changes: Vec<Change>,
    out: &mut Out,
) -> Result {
    let message = format!("{} · {}", text.abbreviation, text.name);
    let same = unit.as_ref().is_some_and(|(_, seen)| **seen == text);
    if !same || changes.is_empty() {
        let text = Box::new(text);
        changes.push(Change::SetUnit { unit, text });
    }
    let receipt = apply::apply(context, &changes)?;
    let saved = verbs::verb(receipt.kind).get(context.lang);
    let undo = apply::undo_hint(context);
    out.line(&format!("{saved}: {message}{undo}"))
}

fn unnamed(context: &Context) -> AppError {
    AppErrorKind::Usage.error(context.lang.pick(
            "Hãy nêu tên viết tắt và --name, ví dụ: cchc units add P.CN --name \"Phòng Quản lý công nghệ\".",
            "Give the abbreviation and --name, for example: cchc units add P.CN --name \"Technology Division\".",
        ))
}
