//! `cchc import`: an annex into the plan, from a file or pasted rows: what is clear is written, the rest
//! is reported.

mod progress;
mod report;

use crate::annex::meaning::Meaning;
use crate::annex::parsed::{
    AnnexColumn, ColumnChoice, ColumnName, ParsedAnnex, ParsedSheet, RowId,
};
use crate::cli::context::{Context, Globals};
use crate::cli::grammar::{CommandBody, CommandSpec, FILE, Grammar};
use crate::cli::output::Out;
use crate::cli::record::json;
use crate::cli::{apply, input, lookup, new_file};
use crate::domain::text::{TITLE_MAX, TextShape, fold, join, require};
use crate::error::{AppError, AppErrorKind, InLang, Result};
use crate::import::units::{UnitDecision, means_own_units, suggested};
use crate::import::{Import, ImportChanges, ImportDecisions, LoadedPlan};
use crate::present::lang::{Bi, Lang, bi};
use crate::present::messages::{errors, import as messages};
use crate::progress::read::is_progress_sheet;
use crate::sheets::child::{Budget, ChildReader};
use crate::sheets::error::ReadError;
use crate::sheets::limits;
use crate::sheets::workbook::{Workbook, column_letters};
use crate::store::{Store, StoreError};
use clap::{ArgAction, ArgMatches, Command, value_parser};
use report::{ImportReport, answers};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

pub(crate) const COMMAND: CommandSpec = CommandSpec::new(
    "import",
    grammar,
    CommandBody::CreatesFile(is_whole, make_whole, run),
);

fn grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Nhập phụ lục (Excel, Word, CSV), biểu đơn vị gửi lại",
        "Import an annex (Excel, Word, CSV) or a unit's sheet",
    );
    let command = grammar.command("import", about).args([
        grammar.positional("file", FILE).help(grammar.pick(
            "Tệp .xlsx .xls .ods .csv .docx; “-”: đầu vào;\n.json: dựng lại tệp kế hoạch từ bản xuất trọn vẹn",
            "File: .xlsx .xls .ods .csv .docx; “-”: the input;\n.json: make the plan file again from a full export",
        )),
        grammar
            .option("area", bi("LĨNH_VỰC", "AREA"))
            .help(grammar.pick(
                "Số lĩnh vực khi phụ lục không nêu",
                "Number of the area if the annex has none",
            )),
        grammar.flag("steps").help(grammar.pick(
            "“Các phòng, đơn vị”: mỗi đơn vị một bước",
            "Led by “all divisions”: one step for each",
        )),
        grammar.flag("dry-run").help(grammar.pick(
            "Chỉ xem, không ghi gì",
            "Show what would be done and write nothing",
        )),
        grammar
            .option("rejected", FILE)
            .help(grammar.pick(
                "Lưu những dòng không nhập vào tệp .csv này",
                "Save the rows not taken to this .csv file",
            ))
            .value_parser(value_parser!(PathBuf)),
        grammar.force(),
        grammar.text_or_json(),
    ]);
    REPEATED.iter().fold(command, |command, (id, value, help)| {
        let option = grammar.option(id, *value).action(ArgAction::Append);
        command.arg(option.help(help.get(grammar.0)))
    })
}

/// The options that may be given several times.
const REPEATED: [(&str, Bi, Bi); 8] = [
    (
        "sheet",
        bi("TRANG_TÍNH", "SHEET"),
        bi("Chỉ trang tính này", "This sheet only"),
    ),
    (
        "map",
        bi("NGHĨA=CỘT", "IS=COLUMN"),
        bi(
            "Cột nào là gì: deadline=\"Thời gian\", deadline=F,\n\
             deadline='Phụ lục!F'",
            "What a column is: deadline=\"Hạn\", deadline=F,\n\
             deadline='Annex!F'",
        ),
    ),
    (
        "answer",
        bi("CỘT=Ý", "COL=ANSWER"),
        bi(
            "Trả lời câu hỏi về cột, ví dụ F=month",
            "Answer to a question, e.g. F=month",
        ),
    ),
    (
        "alias",
        bi("TÊN=ĐƠN_VỊ", "NAME=UNIT"),
        bi(
            "Tên khác của một đơn vị đã có",
            "Another name of a known unit",
        ),
    ),
    (
        "new-unit",
        bi("TÊN=VIẾT", "NAME=ABBR"),
        bi(
            "Thêm đơn vị này, có hoặc không có tên viết tắt",
            "Add this unit, with or without an abbreviation",
        ),
    ),
    (
        "skip",
        bi("DÒNG", "ROW"),
        bi(
            "Không nhập dòng này: 12, \"Phụ lục!12\"",
            "Leave this row out: 12, \"Sheet1!12\"",
        ),
    ),
    (
        "take",
        bi("DÒNG", "ROW"),
        bi(
            "Biểu đơn vị: dòng này lấy của đơn vị; hoặc all",
            "In conflict: the unit's values in this row; or all",
        ),
    ),
    (
        "keep",
        bi("DÒNG", "ROW"),
        bi(
            "Biểu đơn vị: dòng này giữ ở đây; hoặc all",
            "In conflict: keep this row as it is here; or all",
        ),
    ),
];

fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let typed = input::value(matches, "file").unwrap_or_default();
    let (workbook, name) = read(typed, lang)?;
    if is_progress_sheet(&workbook) {
        return progress::run(context, matches, (&workbook, &name), out);
    }
    progress::check_options(matches, false, lang)?;
    let plan = LoadedPlan::load(&context.store).in_lang(lang)?;
    let decisions = decisions(context, &plan, &workbook, matches)?;
    let import = Import::read(&plan, &workbook, &decisions);
    let changes = import.changes(&context.store, &plan, &decisions, context.today);
    let changes = changes.in_lang(lang)?;
    let readable = !import.understood.tasks.is_empty();
    let mut codes: Vec<Option<String>> = vec![None; import.understood.tasks.len()];
    let dry = matches.get_flag("dry-run");
    if readable && !dry && !changes.changes.is_empty() {
        write(context, &changes, &mut codes)?;
    }
    let report = ImportReport {
        name: &name,
        typed,
        plan: &plan,
        decisions: &decisions,
        import: &import,
        changes: &changes,
        codes: &codes,
        dry,
        lang,
    };
    if let Some(path) = matches.get_one::<PathBuf>("rejected") {
        report.save_rejected(path, matches.get_flag("force"), context.store.path())?;
    }
    if input::wants_json(matches) {
        out.write(&format!("{}\n", json(&report.json())))?;
    } else if readable {
        report.print(out)?;
    }
    if readable {
        Ok(())
    } else {
        Err(report.nothing())
    }
}

/// Applies the changes and notes the codes of the new tasks.
fn write(context: &mut Context, changes: &ImportChanges, codes: &mut [Option<String>]) -> Result {
    let receipt = apply::apply_after_copy(context, &changes.changes)?;
    for (task, at) in receipt.tasks.iter().zip(&changes.tasks) {
        let row = apply::reread(context.store.row(*task), context.lang)?;
        if let (Some(row), Some(code)) = (row, codes.get_mut(*at)) {
            *code = Some(row.code);
        }
    }
    Ok(())
}

/// Reads the file, or the standard input, in a process of its own; and its name.
fn read(typed: &str, lang: Lang) -> Result<(Workbook, String)> {
    let mut bytes = Vec::new();
    let most = limits::BYTES + 1;
    let name = if typed == "-" {
        let input = std::io::stdin().lock().take(most).read_to_end(&mut bytes);
        input.map_err(|error| input::no_input(&error, lang))?;
        lang.text("đầu vào", "input")
    } else {
        let path = Path::new(typed);
        std::fs::File::open(path)
            .and_then(|file| file.take(most).read_to_end(&mut bytes))
            .map_err(|error| input::unreadable(typed, &error, lang))?;
        let name = path.file_name().unwrap_or(path.as_os_str());
        name.to_string_lossy().into_owned()
    };
    let program =
        std::env::current_exe().map_err(|error| input::unreadable(typed, &error, lang))?;
    match ChildReader::default().read(&program, &bytes, &name, Budget::default()) {
        Ok(workbook) => Ok((workbook, name)),
        Err(error) => {
            let kind = match error {
                ReadError::File(_) => AppErrorKind::File,
                _ => AppErrorKind::Refused,
            };
            let why = messages::read_error(&error, lang);
            Err(kind.error(lang.pick(
                format!("Không nhập được “{name}”: {why}"),
                format!("“{name}” cannot be imported: {why}"),
            )))
        }
    }
}

/// What the options decide.
fn decisions(
    context: &Context,
    plan: &LoadedPlan,
    workbook: &Workbook,
    matches: &ArgMatches,
) -> Result<ImportDecisions> {
    let lang = context.lang;
    let all = |id| matches.get_many::<String>(id).unwrap_or_default();
    let mut decisions = ImportDecisions {
        units: units(context, plan, matches)?,
        ..ImportDecisions::default()
    };
    for typed in all("sheet") {
        let mut sheets = workbook.sheets.iter();
        let found = sheets.find(|sheet| fold(&sheet.name) == fold(typed));
        let found = found.ok_or_else(|| no_sheet(typed, workbook, lang))?;
        decisions.corrections.sheets.push(found.name.clone());
    }
    if let Some(typed) = input::value(matches, "area") {
        decisions.corrections.area = lookup::area(context, typed)?.map(|area| area.key);
    }
    // What the columns and questions are that the options name; without such options it is not asked.
    let asks = ["map", "answer", "skip"].iter().any(|id| all(id).len() > 0);
    if !asks && !matches.get_flag("steps") {
        return Ok(decisions);
    }
    let first = Import::read(plan, workbook, &decisions);
    let sheets = &first.understood.sheets;
    for typed in all("map") {
        let choices = mapped(typed, sheets, workbook, lang)?;
        decisions.corrections.columns.extend(choices);
    }
    if all("answer").len() > 0 {
        let mapped = Import::read(plan, workbook, &decisions);
        for typed in all("answer") {
            answer(typed, &mapped.understood, &mut decisions, lang)?;
        }
    }
    for typed in all("skip") {
        decisions.skipped.extend(skipped(typed, sheets, lang)?);
    }
    if matches.get_flag("steps") {
        let leads = first.understood.generic_leads.iter();
        let own = leads.filter(|lead| means_own_units(&lead.text));
        decisions.steps = own.map(|lead| fold(&lead.text)).collect();
    }
    Ok(decisions)
}

/// The rows that "12" or "Phụ lục!12" means.
fn skipped(typed: &str, sheets: &[ParsedSheet], lang: Lang) -> Result<Vec<RowId>> {
    let (sheet, row) = typed.rsplit_once('!').unwrap_or(("", typed));
    let row: u32 = row.trim().parse().map_err(|_| bad(typed, "skip", lang))?;
    let names = sheets.iter().map(|read| &read.name);
    let meant = names.filter(|name| sheet.is_empty() || fold(name) == fold(sheet));
    Ok(meant.map(|name| (name.clone(), row)).collect())
}

/// What the options say of names that no unit has.
fn units(
    context: &Context,
    plan: &LoadedPlan,
    matches: &ArgMatches,
) -> Result<BTreeMap<String, UnitDecision>> {
    let lang = context.lang;
    let all = |id| matches.get_many::<String>(id).unwrap_or_default();
    let mut units = BTreeMap::new();
    for typed in all("alias") {
        let (name, unit) = pair(typed, "alias", lang)?;
        let name = unit_name(name, lang)?;
        let unit = lookup::unit(context, unit)?.id;
        units.insert(fold(&name), UnitDecision::AliasOf { name, unit });
    }
    for typed in all("new-unit") {
        let (name, short) = pair(typed, "new-unit", lang).unwrap_or((typed, ""));
        let name = unit_name(name, lang)?;
        let mut unit = suggested(&name, &plan.units);
        if !short.is_empty() {
            unit.abbreviation = unit_name(short, lang)?;
        }
        units.insert(fold(&name), UnitDecision::New { name, unit });
    }
    Ok(units)
}

fn unit_name(typed: &str, lang: Lang) -> Result<String> {
    require(typed.trim(), TextShape::Line, TITLE_MAX)
        .map_err(|error| AppErrorKind::Refused.error(errors::bad_text(&error, lang)))
}

fn no_sheet(typed: &str, workbook: &Workbook, lang: Lang) -> AppError {
    let names = join(workbook.sheets.iter().map(|sheet| &sheet.name), ", ");
    AppErrorKind::NotFound
        .error(lang.pick(
            format!("Tệp không có trang tính “{typed}”."),
            format!("The file has no sheet “{typed}”."),
        ))
        .hint(lang.pick(
            format!("Các trang tính: {names}."),
            format!("Sheets: {names}."),
        ))
}

/// The two sides of "deadline=Thời gian thực hiện".
fn pair<'t>(typed: &'t str, option: &str, lang: Lang) -> Result<(&'t str, &'t str)> {
    let sides = typed
        .split_once('=')
        .map(|(one, other)| (one.trim(), other.trim()));
    sides
        .filter(|(one, other)| !one.is_empty() && !other.is_empty())
        .ok_or_else(|| bad(typed, option, lang))
}

fn bad(typed: &str, option: &str, lang: Lang) -> AppError {
    AppErrorKind::Usage
        .error(lang.pick(
            format!("Không hiểu “{typed}” ở --{option}."),
            format!("“{typed}” was not understood at --{option}."),
        ))
        .hint(lang.pick("Xem hướng dẫn: cchc help import.", "See: cchc help import."))
}

/// A column by its head, part of a head over two rows, or its letters, in each sheet that has it; in
/// one alone as "Phụ lục!F".
fn mapped(
    typed: &str,
    sheets: &[ParsedSheet],
    workbook: &Workbook,
    lang: Lang,
) -> Result<Vec<ColumnChoice>> {
    let (meaning, column) = pair(typed, "map", lang)?;
    let meaning = match Meaning::parse(&meaning.to_lowercase()) {
        None if fold(meaning) != "none" => return Err(no_meaning(meaning, lang)),
        known => known,
    };
    let is_named = |sheet: &str, read: &ParsedSheet| fold(&read.name) == fold(sheet);
    let place = column.rsplit_once('!');
    let place = place.filter(|(sheet, _)| sheets.iter().any(|read| is_named(sheet, read)));
    let (sheet, column) = place.map_or((None, column), |(sheet, column)| (Some(sheet), column));
    let wanted = fold(column);
    let whole = |known: &AnnexColumn| fold(&known.head) == wanted;
    let part = |known: &AnnexColumn| known.head.split(" | ").any(|part| fold(part) == wanted);
    let letters = |known: &AnnexColumn| fold(&column_letters(known.column)) == wanted;
    let ways: [&dyn Fn(&AnnexColumn) -> bool; 3] = [&whole, &part, &letters];
    for way in ways {
        let here = sheets.iter();
        let here = here.filter(|read| sheet.is_none_or(|sheet| is_named(sheet, read)));
        let found = here.filter_map(|sheet| {
            let known = sheet.columns.iter().find(|known| way(known))?;
            Some(ColumnChoice {
                sheet: Some(sheet.name.clone()),
                column: ColumnName::At(known.column),
                meaning,
            })
        });
        let found: Vec<ColumnChoice> = found.collect();
        if !found.is_empty() {
            return Ok(found);
        }
    }
    // A head whose words say nothing by themselves is found by being named.
    let rows = workbook.sheets.iter().flat_map(|sheet| &sheet.rows);
    let mut cells = rows.flat_map(|row| &row.cells);
    if cells.any(|cell| fold(&cell.text) == wanted) {
        return Ok(vec![ColumnChoice {
            sheet: sheet.map(str::to_owned),
            column: ColumnName::Head(column.to_owned()),
            meaning,
        }]);
    }
    Err(no_column(column, sheets, lang))
}

fn no_column(typed: &str, sheets: &[ParsedSheet], lang: Lang) -> AppError {
    let read = sheets.iter().filter(|sheet| !sheet.columns.is_empty());
    let several = read.clone().count() > 1;
    let heads = read.flat_map(|sheet| {
        let heads = sheet.columns.iter().filter(|known| !known.head.is_empty());
        heads.map(move |known| {
            let letters = column_letters(known.column);
            match several {
                true => format!("{}!{letters} {}", sheet.name, known.head),
                false => format!("{letters} {}", known.head),
            }
        })
    });
    let heads = join(heads, "; ");
    AppErrorKind::NotFound
        .error(lang.pick(
            format!("Không có cột “{typed}” trong phụ lục."),
            format!("The annex has no column “{typed}”."),
        ))
        .hint(lang.pick(format!("Các cột: {heads}."), format!("Columns: {heads}.")))
}

fn no_meaning(typed: &str, lang: Lang) -> AppError {
    let names = join(Meaning::ALL.map(Meaning::as_str), ", ");
    AppErrorKind::Usage
        .error(lang.pick(
            format!("Không có loại cột “{typed}”."),
            format!("There is no kind of column “{typed}”."),
        ))
        .hint(lang.pick(
            format!("Hãy chọn: {names}, none."),
            format!("Choose one of: {names}, none."),
        ))
}

/// Answers the questions about a column: "F=month", "Phụ lục!F=month".
fn answer(
    typed: &str,
    understood: &ParsedAnnex,
    decisions: &mut ImportDecisions,
    lang: Lang,
) -> Result {
    let (place, wanted) = pair(typed, "answer", lang)?;
    let (sheet, column) = place.rsplit_once('!').unwrap_or(("", place));
    let mut answered = false;
    for question in &understood.questions {
        let here = sheet.is_empty() || fold(sheet) == fold(&question.sheet);
        let named = fold(column) == fold(&column_letters(question.column))
            || fold(column) == fold(&question.head);
        let mut choices = question.choices.iter();
        let choice = choices.find(|choice| fold(&choice.name()) == fold(wanted));
        if let (true, true, Some(choice)) = (here, named, choice) {
            let place = (question.sheet.clone(), question.column);
            let answers = &mut decisions.corrections.answers;
            answers.entry(place).or_default().insert(*choice);
            answered = true;
        }
    }
    if answered {
        return Ok(());
    }
    let asked = understood.questions.iter();
    let asked = asked.flat_map(|question| answers(question, &understood.sheets));
    let asked: Vec<String> = asked.collect();
    let error = AppErrorKind::Usage.error(lang.pick(
        format!("Không có câu hỏi nào mà “{typed}” trả lời."),
        format!("No question is answered by “{typed}”."),
    ));
    Err(match asked.is_empty() {
        true => error,
        false => error.hint(format!(
            "{} {}.",
            lang.pick("Có thể trả lời:", "Answers:"),
            asked.join(", ")
        )),
    })
}

/// Whether the file's name says that it is a full export, of which a plan's file is made.
fn is_whole(matches: &ArgMatches) -> bool {
    let typed = input::value(matches, "file").unwrap_or_default();
    let ending = Path::new(typed).extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}

/// Makes the file, or only sees whether it could be made.
fn make_whole(globals: &Globals, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = globals.lang;
    let typed = input::value(matches, "file").unwrap_or_default();
    refuse_others(matches, lang)?;
    let json = File::open(typed).map_err(|error| input::unreadable(typed, &error, lang))?;
    let json = BufReader::with_capacity(BUFFER, json);
    let path = new_file::path(globals)?;
    if matches.get_flag("dry-run") {
        Store::try_load(&path, json).map_err(|error| unmade(error, typed, lang))?;
        return out.line(lang.pick(
            "Bản xuất còn nguyên vẹn; có thể dựng lại tệp kế hoạch. Chưa ghi gì.",
            "The export is sound; the plan file can be made from it. Nothing was written.",
        ));
    }
    let store = Store::load(&path, json).map_err(|error| unmade(error, typed, lang))?;
    out.done = Some(bi(
        "Đã dựng lại tệp kế hoạch",
        "The plan file was made again",
    ));
    new_file::print_imported(globals, &store, out)
}

/// How many bytes are read at once.
const BUFFER: usize = 128 * 1024;

/// What only tables ask.
const OF_TABLES: [&str; 13] = [
    "sheet", "area", "map", "answer", "alias", "new-unit", "steps", "skip", "take", "keep",
    "rejected", "force", "format",
];

fn refuse_others(matches: &ArgMatches, lang: Lang) -> Result {
    let mut others = OF_TABLES.iter();
    let typed = others.find(|id| input::is_typed(matches, id));
    typed.map_or(Ok(()), |id| {
        Err(AppErrorKind::Usage.error(lang.pick(
            format!("--{id} không dùng với tệp .json."),
            format!("--{id} does not apply to a .json file."),
        )))
    })
}

fn unmade(error: StoreError, typed: &str, lang: Lang) -> AppError {
    match error {
        StoreError::Dump(_) => AppErrorKind::File.error(lang.pick(
            format!("Không nhập được “{typed}”: {}", errors::store(&error, lang)),
            format!(
                "“{typed}” cannot be imported: {}",
                errors::store(&error, lang)
            ),
        )),
        StoreError::Exists(_) => AppError::from((error, lang)).hint(lang.pick(
            "Bản xuất trọn vẹn chỉ dựng lại tệp chưa có: --db TÊN_MỚI.",
            "A full export only makes a file that is not there yet: --db NEW_NAME.",
        )),
        error => (error, lang).into(),
    }
}
