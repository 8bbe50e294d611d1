//! `cchc plan`, `cchc areas`, `cchc sections`: what the plan says of itself, its areas and sections.
//! `cchc settings`: what changes a figure.

use crate::cli::context::Context;
use crate::cli::counts::{CountRow, CountTable};
use crate::cli::grammar::{CommandSpec, DATE, Grammar, Keyword, NUMBER, NameParser, TEXT};
use crate::cli::output::{Out, TextTable};
use crate::cli::table::{self, OutputTarget};
use crate::cli::{apply, input, lookup, part_options};
use crate::domain::area::{Area, AreaText, Section, SectionText};
use crate::domain::change::Change;
use crate::domain::frame::FrameChange;
use crate::domain::letterhead::Letterhead;
use crate::domain::parts::{Field, HasParts, Part};
use crate::domain::plan::{PlanKind, PlanText};
use crate::domain::text::{NOTE_MAX, TextShape, fold};
use crate::domain::unit::UnitScope;
use crate::error::{AppError, AppErrorKind, InLang, Result};
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::messages::{labels, verbs};
use crate::present::names::{FIGURE_SETTINGS, PLAN_KINDS};
use crate::report::document::{Align, TableColumn};
use clap::{Arg, ArgMatches, Command};
use serde_json::json;

pub(crate) const PLAN: CommandSpec = CommandSpec::writes("plan", plan_grammar, plan);
pub(crate) const SETTINGS: CommandSpec =
    CommandSpec::writes("settings", settings_grammar, settings);
pub(crate) const AREAS: CommandSpec = CommandSpec::writes("areas", areas_grammar, areas);
pub(crate) const SECTIONS: CommandSpec =
    CommandSpec::writes("sections", sections_grammar, sections);

fn plan_grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Xem hoặc sửa thông tin kế hoạch và cơ quan",
        "Show or edit what the plan and its office are called",
    );
    let kinds = NameParser::of(&PLAN_KINDS, grammar.0);
    let text = |id, help: Field| {
        let help = labels::field(help).get(grammar.0);
        grammar.option(id, TEXT).help(help)
    };
    let issued = labels::field(Field::IssuedOn).get(grammar.0);
    let parts = Letterhead::PARTS
        .into_iter()
        .map(|part| text(part, Field::of_setting(&format!("report.{part}"))));
    grammar
        .command("plan", about)
        .args([
            text("title", Field::PlanTitle),
            text("number", Field::PlanNumber),
            grammar.option("issued", DATE).help(format!(
                "{issued}{}",
                grammar.pick("; \"\" là xóa", "; \"\" removes it")
            )),
            text("issuer", Field::Issuer),
            grammar.named(
                "kind",
                bi("LOẠI", "KIND"),
                kinds,
                labels::field(Field::PlanKind),
            ),
        ])
        .args(parts)
}

fn plan_option(part: &Part<PlanText>) -> &'static str {
    match part.field {
        Field::IssuedOn => "issued",
        _ => part.column.1,
    }
}

/// Shows what the plan says of itself, or changes what was named.
fn plan(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let seen = context.plan.text();
    let mut to = seen.clone();
    // An empty day is none.
    let no_day = input::value(matches, "issued").is_some_and(|typed| typed.trim().is_empty());
    let option = |part: &Part<PlanText>| match part.field {
        Field::IssuedOn if no_day => "",
        _ => plan_option(part),
    };
    part_options::apply(context, matches, option, &mut to)?;
    if no_day {
        to.issued_on = None;
    }
    let mut changes = Vec::new();
    if to != seen {
        let (seen, to) = (Box::new(seen), Box::new(to));
        changes.push(Change::Frame(FrameChange::Plan { seen, to }));
    }
    let named = PlanText::PARTS
        .iter()
        .any(|part| matches.contains_id(plan_option(part)));
    let mut asked = named;
    let mut wanted: Vec<(String, String)> = Vec::new();
    if let Some(kind) = matches.get_one::<PlanKind>("kind") {
        wanted.push((PlanKind::SETTING.to_owned(), kind.as_str().to_owned()));
    }
    for part in Letterhead::PARTS {
        let Some(typed) = input::value(matches, part) else {
            continue;
        };
        let key = format!("report.{part}");
        let field = Field::of_setting(&key);
        // The command line has no line breaks of its own.
        let typed = typed.replace("\\n", "\n");
        wanted.push((
            key,
            input::checked(&typed, field, TextShape::Lines, NOTE_MAX, lang)?,
        ));
    }
    for (key, value) in wanted {
        asked = true;
        let seen = context.store.setting(context.plan.id, &key).in_lang(lang)?;
        if seen.as_deref().unwrap_or_default() != value {
            changes.push(Change::SetSetting { key, value, seen });
        }
    }
    if !asked {
        return show_plan(context, out);
    }
    save(context, &changes, "", out)
}

fn show_plan(context: &Context, out: &mut Out) -> Result {
    let lang = context.lang;
    let plan = &context.plan;
    let mut grid = TextTable::new(&["", ""]);
    let mut row = |field: Field, value: &str| {
        let value = match value {
            "" => "–".to_owned(),
            value => value.replace('\n', " / "),
        };
        grid.push(vec![labels::field(field).get(lang).to_owned(), value]);
    };
    row(Field::PlanTitle, &plan.title);
    row(Field::PlanKind, labels::plan_kind(plan.kind).get(lang));
    row(
        Field::PlanNumber,
        plan.number.as_deref().unwrap_or_default(),
    );
    let issued = plan.issued_on.map(dates::full).unwrap_or_default();
    row(Field::IssuedOn, &issued);
    row(Field::Issuer, &plan.issuer);
    let names = context.store.letterhead(plan.id).in_lang(lang)?;
    for part in Letterhead::PARTS {
        row(
            Field::of_setting(&format!("report.{part}")),
            names.part(part),
        );
    }
    grid.print_plain(out)
}

/// What the settings are called.
fn setting_names() -> String {
    FIGURE_SETTINGS.map(|setting| setting.word).join(", ")
}

fn settings_grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Xem hoặc đặt các thiết lập làm thay đổi số liệu",
        "Show or set what changes figures",
    );
    grammar.command("settings", about).args([
        grammar
            .positional("name", bi("TÊN", "NAME"))
            .help(setting_names())
            .required(false)
            .requires("value"),
        grammar
            .positional("value", NUMBER)
            .help(grammar.pick("Giá trị mới", "New value"))
            .required(false),
    ])
}

/// Lists the settings, or sets one.
fn settings(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let Some(typed) = input::value(matches, "name") else {
        return list_settings(context, out);
    };
    let wanted = typed.trim().to_lowercase().replace('_', "-");
    let mut settings = FIGURE_SETTINGS.iter();
    let found = settings.find(|setting| setting.word == wanted);
    let key = found.map(|setting| setting.key).ok_or_else(|| {
        let names = setting_names();
        AppErrorKind::NotFound
            .error(lang.pick(
                format!("Không có thiết lập “{typed}”."),
                format!("There is no setting “{typed}”."),
            ))
            .hint(lang.pick(
                format!("Hãy chọn: {names}."),
                format!("Choose one of: {names}."),
            ))
    })?;
    let value = input::value(matches, "value").unwrap_or_default().trim();
    let value = match (key, fold(value).as_str()) {
        ("before_is_strict", "co" | "yes") => "1",
        ("before_is_strict", "khong" | "no") => "0",
        _ => value,
    };
    let seen = context.store.setting(context.plan.id, key).in_lang(lang)?;
    let (key, value) = (key.to_owned(), value.to_owned());
    let what = format!("{wanted} = {value}");
    save(
        context,
        &[Change::SetSetting { key, value, seen }],
        &what,
        out,
    )
}

fn list_settings(context: &Context, out: &mut Out) -> Result {
    let lang = context.lang;
    let settings = &context.plan.settings;
    let mut grid = TextTable::new(&[
        lang.pick("THIẾT LẬP", "SETTING"),
        lang.pick(">GIÁ TRỊ", ">VALUE"),
        lang.pick("Ý NGHĨA", "MEANING"),
    ]);
    for setting in &FIGURE_SETTINGS {
        let value = match setting.key {
            "soon_days" => settings.soon_days,
            "silent_days" => settings.silent_days,
            "before_is_strict" => i64::from(settings.before_is_strict),
            _ => i64::from(settings.cutoff_day),
        };
        grid.push(vec![
            setting.word.to_owned(),
            value.to_string(),
            setting.meaning.get(lang).to_owned(),
        ]);
    }
    grid.print(out)
}

/// What else can be done than listing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subcommand {
    Add,
    Edit,
    Move,
    Remove,
}

const ACTIONS: [(Subcommand, Keyword); 4] = [
    (Subcommand::Add, Keyword("add", "them", &[])),
    (Subcommand::Edit, Keyword("edit", "sua", &["rename"])),
    (Subcommand::Move, Keyword("move", "chuyen", &["order"])),
    (Subcommand::Remove, Keyword("remove", "go-bo", &["xoa"])),
];

fn action(grammar: Grammar) -> Arg {
    let help = bi(
        "them (add), sua (edit), chuyen (move) hoặc go-bo (remove)",
        "add, edit, move or remove",
    );
    grammar.action(ACTIONS, help)
}

/// Where something is put: after another one, or before all.
fn places(grammar: Grammar, value: Bi) -> [Arg; 2] {
    [
        grammar
            .option("after", value)
            .help(grammar.pick("Đặt ngay sau mục này", "Put it right after this one")),
        grammar
            .flag("first")
            .help(grammar.pick("Đặt lên đầu", "Put it before all others"))
            .conflicts_with("after"),
    ]
}

fn areas_grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Liệt kê, thêm, đổi tên, xếp lại, gỡ bỏ lĩnh vực",
        "List, add, rename, reorder or remove areas",
    );
    let text = |id, field: Field| {
        grammar
            .option(id, TEXT)
            .help(labels::field(field).get(grammar.0))
    };
    grammar
        .command("areas", about)
        .args([
            action(grammar),
            grammar
                .positional("area", NUMBER)
                .help(grammar.pick("Lĩnh vực (0 đến 9)", "Area (0 to 9)"))
                .required(false),
            text("name", Field::AreaName),
            text("name-en", Field::AreaNameEn),
            text("short", Field::AreaShort),
            text("short-en", Field::AreaShortEn),
            text("abbreviation", Field::AreaAbbreviation),
        ])
        .args(places(grammar, NUMBER))
        .args(table::args(grammar))
}

fn area_option(part: &Part<AreaText>) -> &'static str {
    match part.field {
        Field::AreaNameEn => "name-en",
        Field::AreaShortEn => "short-en",
        _ => part.column.1,
    }
}

/// Prints the areas and the sum of all, or changes them.
fn areas(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    match matches.get_one("action") {
        None => list_areas(context, &OutputTarget::of(matches, out, lang)?, out),
        Some(Subcommand::Add) => {
            let mut text = AreaText::default();
            part_options::apply(context, matches, area_option, &mut text)?;
            if text.name.is_empty() {
                return Err(AppErrorKind::Usage.error(lang.pick(
                    "Hãy nêu --name, ví dụ: cchc areas add --name \"Chuyển đổi số\" --abbreviation CĐS.",
                    "Give --name, for example: cchc areas add --name \"Chuyển đổi số\" --abbreviation CĐS.",
                )));
            }
            let text = text.completed();
            let what = text.name.clone();
            let change = FrameChange::AddArea(Box::new(text));
            save(context, &[Change::Frame(change)], &what, out)
        }
        Some(Subcommand::Edit) => {
            let area = the_area(context, matches)?;
            let mut to = area.text();
            part_options::apply(context, matches, area_option, &mut to)?;
            let what = format!("{} {}", area.key, to.name);
            let change = FrameChange::NameArea {
                area: area.id,
                seen: Box::new(area.text()),
                to: Box::new(to),
            };
            save(context, &[Change::Frame(change)], &what, out)
        }
        Some(Subcommand::Remove) => {
            let area = the_area(context, matches)?;
            let seen = Box::new(area.text());
            let remove = FrameChange::RemoveArea {
                area: area.id,
                seen,
            };
            save(context, &[Change::Frame(remove)], &area.name, out)
        }
        Some(Subcommand::Move) => {
            let area = the_area(context, matches)?;
            let all = context.store.areas(context.plan.id).in_lang(lang)?;
            let at = all.iter().position(|one| one.id == area.id).unwrap_or(0);
            let after = match place(matches, lang)? {
                None => None,
                Some(typed) => Some(one_area(context, typed)?.id),
            };
            let change = FrameChange::MoveArea {
                area: area.id,
                seen: at.checked_sub(1).map(|before| all[before].id),
                after,
            };
            save(context, &[Change::Frame(change)], &area.name, out)?;
            list_areas(context, &OutputTarget::of(matches, out, lang)?, out)
        }
    }
}

fn list_areas(context: &Context, target: &OutputTarget, out: &mut Out) -> Result {
    let lang = context.lang;
    let columns = [
        (lang.pick("Số", "No."), 6),
        (lang.pick("Lĩnh vực", "Area"), 44),
        (lang.pick("Tên viết tắt", "Abbreviation"), 14),
    ];
    let columns = columns.map(|(title, width)| TableColumn::new(title, width, Align::Left));
    let titles = ["", lang.pick("LĨNH VỰC", "AREA")];
    let sheet = lang.pick("Lĩnh vực", "Areas");
    let mut table = CountTable::new(context, titles, sheet, columns.to_vec());
    for area in context.store.areas(context.plan.id).in_lang(lang)? {
        table.push(counted(area, lang))?;
    }
    // A sum is no row of a table that people sum up themselves.
    table.push(CountRow {
        key: "*".to_owned(),
        of: (UnitScope::All, None),
        name: lang.text("Tất cả", "All"),
        cells: Vec::new(),
        json: serde_json::Value::Null,
    })?;
    table.print(target, out)
}

fn counted(area: Area, lang: Lang) -> CountRow {
    let json = json!({
        "key": area.key, "name": area.name, "name_en": area.name_en,
        "short": area.short, "short_en": area.short_en, "abbreviation": area.abbreviation,
    });
    let name = lang.pick(area.name, area.name_en);
    CountRow {
        of: (UnitScope::All, Some(area.id)),
        cells: [&area.key, &name, &area.abbreviation]
            .map(|text| text.as_str().into())
            .to_vec(),
        key: area.key,
        name,
        json,
    }
}

fn the_area(context: &Context, matches: &ArgMatches) -> Result<Area> {
    one_area(context, input::value(matches, "area").unwrap_or_default())
}

/// One area; "all" is none.
fn one_area(context: &Context, typed: &str) -> Result<Area> {
    let found = lookup::area(context, typed)?;
    found.ok_or_else(|| lookup::missing(context.lang.pick("lĩnh vực", "area"), typed, context.lang))
}

/// What something is put after: nothing means before all.
fn place(matches: &ArgMatches, lang: Lang) -> Result<Option<&str>> {
    let after = input::value(matches, "after");
    if after.is_none() && !matches.get_flag("first") {
        return Err(AppErrorKind::Usage
            .error(lang.pick("Hãy nêu --after hoặc --first.", "Give --after or --first.")));
    }
    Ok(after)
}

fn sections_grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Liệt kê, thêm, đổi tên, xếp lại, gỡ bỏ các mục",
        "List, add, rename, reorder or remove sections",
    );
    let section = bi("MỤC", "SECTION");
    grammar
        .command("sections", about)
        .args([
            action(grammar),
            grammar
                .positional("section", section)
                .help(grammar.pick(
                    "Số của mục, ví dụ 2.3.1; không đổi được về sau",
                    "Section number, e.g. 2.3.1; it never changes",
                ))
                .required(false),
            grammar
                .option("title", TEXT)
                .help(labels::field(Field::SectionTitle).get(grammar.0)),
            grammar
                .option("area", NUMBER)
                .help(grammar.pick("Lĩnh vực của mục mới", "Area of a new section")),
        ])
        .args(places(grammar, section))
}

/// Prints the sections in the order of the document, or changes them.
fn sections(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let number = input::value(matches, "section").unwrap_or_default();
    match matches.get_one("action") {
        None => list_sections(context, out),
        Some(Subcommand::Add) => {
            let (Some(area), true) = (input::value(matches, "area"), matches.contains_id("title"))
            else {
                return Err(unnamed_section(lang));
            };
            let mut text = SectionText::default();
            part_options::apply(context, matches, |part| part.column.1, &mut text)?;
            let after = match input::value(matches, "after") {
                Some(typed) => Some(lookup::section(context, typed)?.id),
                None => None,
            };
            let number = number.trim().trim_end_matches('.').to_uppercase();
            let what = format!("{number} {}", text.title);
            let add = FrameChange::AddSection {
                area: one_area(context, area)?.id,
                number,
                title: text.title,
                after,
            };
            save(context, &[Change::Frame(add)], &what, out)
        }
        Some(Subcommand::Edit) => {
            let section = lookup::section(context, number)?;
            let seen = section.text();
            let mut to = seen.clone();
            part_options::apply(context, matches, |part| part.column.1, &mut to)?;
            let what = format!("{} {}", section.number, to.title);
            let change = FrameChange::NameSection {
                section: section.id,
                seen: Box::new(seen),
                to: Box::new(to),
            };
            save(context, &[Change::Frame(change)], &what, out)
        }
        Some(Subcommand::Remove) => {
            let section = lookup::section(context, number)?;
            let what = named(&section);
            let remove = FrameChange::RemoveSection {
                section: section.id,
                seen: Box::new(section.text()),
            };
            save(context, &[Change::Frame(remove)], &what, out)
        }
        Some(Subcommand::Move) => {
            let section = lookup::section(context, number)?;
            let change = move_section(context, &section, matches)?;
            save(context, &[Change::Frame(change)], &named(&section), out)
        }
    }
}

fn move_section(context: &Context, section: &Section, matches: &ArgMatches) -> Result<FrameChange> {
    let all = context
        .store
        .sections(context.plan.id)
        .in_lang(context.lang)?;
    let at = all.iter().position(|one| one.id == section.id).unwrap_or(0);
    let after = match place(matches, context.lang)? {
        None => None,
        Some(typed) => Some(lookup::section(context, typed)?.id),
    };
    Ok(FrameChange::MoveSection {
        section: section.id,
        seen: at.checked_sub(1).map(|before| all[before].id),
        after,
    })
}

fn named(section: &Section) -> String {
    format!("{} {}", section.number, section.title)
}

fn unnamed_section(lang: Lang) -> AppError {
    AppErrorKind::Usage.error(lang.pick(
        "Hãy nêu số, --area và --title, ví dụ: cchc sections add 2.7.3 --area 6 --title \"Chuyển đổi số\".",
        "Give a number, --area and --title, for example: cchc sections add 2.7.3 --area 6 --title \"Chuyển đổi số\".",
    ))
}

fn list_sections(context: &Context, out: &mut Out) -> Result {
    let lang = context.lang;
    let mut grid = TextTable::new(&[
        lang.pick("MỤC", "SECTION"),
        lang.pick("LĨNH VỰC", "AREA"),
        lang.pick("TÊN", "TITLE"),
    ]);
    for section in context.store.sections(context.plan.id).in_lang(lang)? {
        grid.push(vec![section.number, section.area_key, section.title]);
    }
    grid.print(out)
}

/// Saves changes as one act and prints what was saved.
fn save(context: &mut Context, changes: &[Change], what: &str, out: &mut Out) -> Result {
    let receipt = apply::apply(context, changes)?;
    let removes = |change: &Change| matches!(change, Change::Frame(change) if change.removes());
    let saved = verbs::frame_verb(receipt.kind, changes.iter().any(removes));
    let saved = saved.get(context.lang);
    let what = match what {
        "" => String::new(),
        what => format!(": {what}"),
    };
    out.line(&format!("{saved}{what}{}", apply::undo_hint(context)))
}
