//! `cchc export`: tasks and due dates for other programs, and the whole file as JSON.

use crate::cli::context::Context;
use crate::cli::grammar::{
    CSV, CommandSpec, FILE, Grammar, JSON, Keyword, MARKDOWN, NameParser, XLSX,
};
use crate::cli::output::Out;
use crate::cli::{document, filters, input, lookup};
use crate::domain::text::join;
use crate::error::{AppError, AppErrorKind, InLang, Result};
use crate::export::{self, Export, ExportError};
use crate::formats::calendar::CalendarStyle;
use crate::formats::save::{SaveError, save_by};
use crate::formats::table::{MAX_ROWS, TableFormat};
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::text::shell_word;
use crate::progress;
use crate::progress::sheet::ProgressSheet;
use clap::{ArgMatches, Command, value_parser};
use std::io::Write;
use std::path::{Path, PathBuf};

pub(crate) const COMMAND: CommandSpec = CommandSpec::reads("export", grammar, run);

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ExportKind {
    Workbook,
    Table(TableFormat),
    Whole,
    Calendar,
}

/// Each with the ending of its files.
const TARGETS: [(ExportKind, Keyword, &str); 5] = [
    (ExportKind::Workbook, XLSX, "xlsx"),
    (ExportKind::Table(TableFormat::Csv), CSV, "csv"),
    (ExportKind::Table(TableFormat::Markdown), MARKDOWN, "md"),
    (ExportKind::Whole, JSON, "json"),
    (
        ExportKind::Calendar,
        Keyword("ics", "ics", &["lich", "calendar"]),
        "ics",
    ),
];

/// The longest time before a due date at which an alarm may ring, in days.
const ALARM_MAX: i64 = 366;

fn grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Xuất ra Excel, CSV, Markdown, lịch, JSON; biểu cho đơn vị điền",
        "Export to Excel, CSV, Markdown, a calendar, JSON; a unit's sheet",
    );
    let formats = NameParser::words(TARGETS.map(|(target, word, _)| (target, word)), grammar.0);
    let formats = grammar.named(
        "format",
        bi("DẠNG", "FORMAT"),
        formats,
        bi("Dạng", "Format"),
    );
    grammar
        .command("export", about)
        .arg(
            grammar
                .option("to", FILE)
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(grammar.pick(
                    "Tệp .xlsx .csv .md .ics .json; “-”: in ra (--format)",
                    "File: .xlsx .csv .md .ics .json; “-”: print, --format",
                )),
        )
        .args(filters::args(grammar))
        .arg(grammar.order("code"))
        .arg(formats)
        .arg(grammar.flag("events").help(grammar.pick(
            "Lịch: sự kiện cả ngày thay cho việc cần làm",
            "Calendar: all-day events in place of to-dos",
        )))
        .arg(
            grammar
                .option("alarms", bi("NGÀY,…", "DAYS,…"))
                .value_parser(value_parser!(u32).range(0..=ALARM_MAX))
                .value_delimiter(',')
                .default_value("7,1")
                .help(grammar.pick(
                    "Lịch: nhắc trước bao nhiêu ngày (mặc định: 7,1)",
                    "Calendar: days ahead at which alarms ring (7,1)",
                )),
        )
        .arg(grammar.force())
        .after_help(grammar.pick(
            "\nVới --unit và tệp .xlsx, không lọc gì thêm: biểu để đơn vị điền tiến độ rồi gửi\n\
             lại (nhập bằng cchc import); muốn bảng nhiệm vụ: thêm --format xlsx.\n\
             \nBản .json giữ trọn vẹn cả tệp: mọi việc đã làm, ngày giờ, người ký. Dựng lại tệp\n\
             từ đó: cchc import TỆP.json --db TÊN_MỚI. Xuất một phần ra JSON: cchc list\n\
             --format json.",
            "\nWith --unit and an .xlsx file, and no other filter: the sheet in which the unit\n\
             reports its progress, to be read back by cchc import; for the table of its tasks\n\
             add --format xlsx.\n\
             \nThe .json holds the whole file: every act, its day, time and signer. To make the\n\
             file again from it: cchc import FILE.json --db NEW_NAME. For a part of it as\n\
             JSON: cchc list --format json.",
        ))
}

fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let to = matches
        .get_one::<PathBuf>("to")
        .cloned()
        .unwrap_or_default();
    let to_file = to.as_os_str() != "-";
    let target = target(matches, to_file.then_some(to.as_path()), lang)?;
    refuse_filters(target, matches, lang)?;
    if to_file && is_sheet(target, matches, lang) {
        return unit_sheet(context, matches, &to, out);
    }
    let mut query = filters::query(context, matches)?;
    query.order = matches.get_one("order").copied().unwrap_or_default();
    let context = &*context;
    let export = Export {
        store: &context.store,
        plan: &context.plan,
        query: &query,
        today: context.today,
        lang,
    };
    if !to_file {
        if out.terminal && target == ExportKind::Workbook {
            return Err(needs_a_file(lang));
        }
        let written = write(&export, target, matches, out.sink());
        return written.map(drop).map_err(|error| match error {
            ExportError::Output(error) => out.failed(&error),
            error => unwritten(error, &to, lang),
        });
    }
    let written = save_by(
        &to,
        matches.get_flag("force"),
        context.store.path(),
        |file| {
            write(&export, target, matches, file).map_err(|error| match error {
                // A file says it as it says all else.
                ExportError::Output(error) => SaveError::from(error).into(),
                error => error,
            })
        },
    );
    let written = written.map_err(|error| unwritten(error, &to, lang))?;
    out.done = Some(bi("Đã xuất", "Exported"));
    out.line(&sentence(target, written, &to, lang))
}

fn write(
    export: &Export<'_>,
    target: ExportKind,
    matches: &ArgMatches,
    out: &mut dyn Write,
) -> export::Result<usize> {
    match target {
        ExportKind::Workbook => export::workbook(export, out),
        ExportKind::Table(format) => export::table(export, format, out),
        ExportKind::Whole => Ok(export.store.dump(out).map(|()| 0)?),
        ExportKind::Calendar => {
            let alarms = matches.get_many::<u32>("alarms").unwrap_or_default();
            let style = CalendarStyle {
                events: matches.get_flag("events"),
                alarms: alarms.copied().collect(),
                lang: export.lang,
            };
            export::calendar(export, &style, out)
        }
    }
}

/// The format that is named, or the one of the file's ending.
fn target(matches: &ArgMatches, file: Option<&Path>, lang: Lang) -> Result<ExportKind> {
    let named = matches.get_one::<ExportKind>("format").copied();
    let ending = file
        .and_then(Path::extension)
        .map(|e| e.to_string_lossy().to_lowercase());
    let by_ending = TARGETS
        .iter()
        .find(|(.., known)| ending.as_deref() == Some(known));
    let by_ending = by_ending.map(|(target, ..)| *target);
    match (named, by_ending) {
        (Some(named), Some(promised)) if named != promised => {
            let name = file
                .map(|path| path.display().to_string())
                .unwrap_or_default();
            Err(AppErrorKind::Usage.error(lang.pick(
                format!("Tên tệp “{name}” không hợp với dạng nêu ở --format."),
                format!("The file name “{name}” does not fit the format given."),
            )))
        }
        (Some(target), _) | (None, Some(target)) => Ok(target),
        (None, None) => Err(unknown(file, lang)),
    }
}

fn unknown(file: Option<&Path>, lang: Lang) -> AppError {
    let endings = join(TARGETS.iter().map(|(.., e)| format!(".{e}")), ", ");
    match file {
        Some(file) => {
            let name = file.display();
            AppErrorKind::Usage
                .error(lang.pick(
                    format!("Chưa rõ xuất “{name}” theo dạng nào."),
                    format!("It is not clear in which format to export “{name}”."),
                ))
                .hint(lang.pick(
                    format!("Hãy đặt tên tệp có đuôi {endings}, hoặc nêu --format."),
                    format!("Use a file name ending in {endings}, or give --format."),
                ))
        }
        None => AppErrorKind::Usage
            .error(lang.pick(
                "Xuất ra đầu ra thì phải nêu dạng.",
                "To export to the output, the format must be given.",
            ))
            .hint(lang.pick(
                "Thêm --format csv, markdown, json hoặc ics.",
                "Add --format csv, markdown, json or ics.",
            )),
    }
}

fn needs_a_file(lang: Lang) -> AppError {
    AppErrorKind::Usage
        .error(lang.pick(
            "Dạng xlsx phải lưu vào tệp.",
            "The format xlsx must be saved to a file.",
        ))
        .hint(lang.pick("Thêm: --to TÊN_TỆP.xlsx", "Add: --to NAME.xlsx"))
}

/// The first option that narrows or orders what is written, or shapes a calendar.
fn narrowed(matches: &ArgMatches, but: &str, lang: Lang) -> Option<String> {
    let args: Vec<_> = filters::args(Grammar(lang)).collect();
    let filters = args.iter().map(|arg| arg.get_id().as_str());
    let mut known = filters.chain(["order", "events", "alarms"]);
    known
        .find(|id| *id != but && input::is_typed(matches, id))
        .map(ToOwned::to_owned)
}

/// Whether it is the sheet that a unit fills in: a workbook of one unit and nothing else. With the format
/// named, or another filter, it is the table.
fn is_sheet(target: ExportKind, matches: &ArgMatches, lang: Lang) -> bool {
    target == ExportKind::Workbook
        && input::is_typed(matches, "unit")
        && !input::is_typed(matches, "format")
        && narrowed(matches, "unit", lang).is_none()
}

/// The whole file is not narrowed, and only a calendar has events and alarms.
fn refuse_filters(target: ExportKind, matches: &ArgMatches, lang: Lang) -> Result {
    let calendar = ["events", "alarms"]
        .into_iter()
        .find(|id| input::is_typed(matches, id));
    match (target, narrowed(matches, "", lang)) {
        (ExportKind::Whole, Some(option)) => Err(AppErrorKind::Usage
            .error(lang.pick(
                format!("Bản .json luôn giữ trọn cả tệp, không dùng --{option}."),
                format!("The .json always holds the whole file; --{option} does not apply."),
            ))
            .hint(lang.pick(
                "Xuất một phần: cchc list --format json.",
                "For a part of it: cchc list --format json.",
            ))),
        (ExportKind::Workbook | ExportKind::Table(_), _) if calendar.is_some() => {
            let option = calendar.unwrap_or_default();
            Err(AppErrorKind::Usage.error(lang.pick(
                format!("--{option} chỉ dùng khi xuất lịch (tệp .ics)."),
                format!("--{option} applies only to a calendar (an .ics file)."),
            )))
        }
        _ => Ok(()),
    }
}

fn unwritten(error: ExportError, to: &Path, lang: Lang) -> AppError {
    match error {
        ExportError::Store(error) => (error, lang).into(),
        ExportError::Save(error) => {
            let refused = AppErrorKind::File.error(error.message(to, lang));
            match error {
                SaveError::Exists => refused.hint(lang.pick(
                    "Chọn tên khác, hoặc thêm --force.",
                    "Choose another name, or add --force.",
                )),
                _ => refused,
            }
        }
        ExportError::Output(error) => AppErrorKind::File.error(error.to_string()),
        ExportError::Inconsistent => AppErrorKind::File
            .error(lang.pick(
                "Tệp kế hoạch không khớp với nhật ký của nó nên không xuất trọn vẹn được.",
                "The plan file does not match its journal, so it cannot be exported whole.",
            ))
            .hint(lang.pick("Xem chi tiết: cchc check.", "For details: cchc check.")),
        ExportError::TooMany => {
            let most = dates::number(MAX_ROWS, lang);
            AppErrorKind::Refused.error(lang.pick(
                format!("Một trang Excel chỉ có {most} dòng. Hãy lọc bớt, hoặc xuất ra .csv."),
                format!("A sheet of Excel has only {most} rows. Narrow the export, or use .csv."),
            ))
        }
        ExportError::Format(why) => AppErrorKind::Other.error(lang.pick(
            format!("Không lập được tệp ({why})."),
            format!("The file could not be made ({why})."),
        )),
    }
}

/// What was written, and where.
fn sentence(target: ExportKind, written: usize, to: &Path, lang: Lang) -> String {
    let (n, to) = (
        dates::number(i64::try_from(written).unwrap_or(i64::MAX), lang),
        to.display(),
    );
    let plural = if written == 1 { "" } else { "s" };
    match target {
        ExportKind::Whole => lang.pick(
            format!("Đã xuất trọn vẹn tệp kế hoạch vào “{to}”."),
            format!("Exported the whole plan file to “{to}”."),
        ),
        ExportKind::Calendar => lang.pick(
            format!("Đã xuất {n} kỳ hạn vào “{to}”."),
            format!("Exported {n} due date{plural} to “{to}”."),
        ),
        ExportKind::Workbook | ExportKind::Table(_) => lang.pick(
            format!("Đã xuất {n} nhiệm vụ vào “{to}”."),
            format!("Exported {n} task{plural} to “{to}”."),
        ),
    }
}

/// Writes the sheet that the unit of `--unit` fills in and sends back.
fn unit_sheet(context: &Context, matches: &ArgMatches, target: &Path, out: &mut Out) -> Result {
    let lang = context.lang;
    let unit = lookup::unit(context, input::value(matches, "unit").unwrap_or_default())?;
    let sheet = ProgressSheet::read(&context.store, &unit, context.today, lang).in_lang(lang)?;
    if sheet.rows.is_empty() {
        return Err(AppErrorKind::Refused.error(lang.pick(
            format!("{} không chủ trì nhiệm vụ nào.", unit.name),
            format!("{} leads no tasks.", unit.name),
        )));
    }
    let bytes = progress::sheet::write(&sheet, lang).map_err(|error| {
        AppErrorKind::Other.error(lang.pick(
            format!("Không lập được tệp Excel ({error})."),
            format!("The Excel file could not be made ({error})."),
        ))
    })?;
    document::save_bytes(context, matches, target, &bytes)?;
    out.done = Some(bi("Đã lưu biểu", "The sheet was saved"));
    let (rows, name) = (dates::rows(sheet.rows.len(), lang), target.display());
    let (unit, word) = (&unit.abbreviation, shell_word(&name.to_string()));
    out.line(&lang.pick(
        format!("Đã lưu biểu tiến độ của {unit}, {rows}, vào “{name}” — nhập lại: cchc import {word}"),
        format!("Progress sheet of {unit} ({rows}) saved to “{name}” — to read it back: cchc import {word}"),
    ))
}
