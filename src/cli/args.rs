//! From arguments to matches: the grammar of the program, put together from those of its commands.
//!
//! No sentence of clap's own is ever shown: headings, usage lines and errors are made here and in
//! [`super::usage`], in one language.

use super::commands::{COMMANDS, names};
use super::grammar::{CommandSpec, DATE, FILE, Grammar};
use super::usage;
use crate::error::Result;
use crate::present::lang::{Lang, bi};
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::ffi::OsString;
use std::path::PathBuf;

/// The whole grammar in one language.
pub(crate) fn grammar(lang: Lang) -> Command {
    grammar_of(COMMANDS.iter(), lang)
}

/// The grammar with some of the commands.
fn grammar_of(commands: impl Iterator<Item = &'static CommandSpec>, lang: Lang) -> Command {
    let words = Grammar(lang);
    let about = bi(
        "Theo dõi nhiệm vụ của kế hoạch cải cách hành chính trên màn hình dòng lệnh.",
        "Follow up the tasks of an administrative-reform plan in the terminal.",
    );
    let root = words.command("cchc", about);
    let mut root = root.version(env!("CARGO_PKG_VERSION")).args(globals(words));
    for spec in commands {
        let command = (spec.grammar)(words);
        let usage = usage_line(&command, &format!("cchc {}", spec.name), lang);
        root = root.subcommand(dress(command, lang).override_usage(usage));
    }
    let usage = lang.pick("cchc [TÙY CHỌN] [LỆNH]", "cchc [OPTIONS] [COMMAND]");
    dress(root, lang)
        .override_usage(usage)
        .disable_help_subcommand(true)
        .subcommand_help_heading(lang.pick("Lệnh", "Commands"))
        .after_help(lang.pick(
            "Gõ cchc không kèm lệnh để mở màn hình. Chi tiết về một lệnh: cchc help LỆNH\n\n\
             Mã thoát: 0 thành công; 1 lỗi khác; 2 gõ sai lệnh; 3 không tìm thấy;\n  \
             4 bị từ chối, hoặc người khác đã sửa trước; 5 tệp, thư mục, đầu vào, đầu ra;\n  \
             130 bị ngắt. Khi có lỗi, một câu được in ra stderr.",
            "Run without a command to open the app. Details: cchc help COMMAND\n\n\
             Exit codes: 0 success; 1 other errors; 2 usage; 3 not found;\n  \
             4 refused, or changed by somebody else first; 5 file, folder, input, output;\n  \
             130 interrupted. On an error one sentence is printed to stderr.",
        ))
}

/// Takes from a command what clap would say in English.
fn dress(command: Command, lang: Lang) -> Command {
    command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .help_template(lang.pick(
            "{about}\n\nCách dùng: {usage}\n\n{all-args}{after-help}\n",
            "{about}\n\nUsage: {usage}\n\n{all-args}{after-help}\n",
        ))
}

/// "cchc extend MÃ NGÀY --reason VĂN_BẢN --by TÊN [TÙY CHỌN]".
fn usage_line(command: &Command, name: &str, lang: Lang) -> String {
    let mut line = name.to_owned();
    for arg in command.get_arguments() {
        let value = arg
            .get_value_names()
            .and_then(|names| names.first())
            .map(ToString::to_string)
            .unwrap_or_default();
        let several = arg.get_num_args();
        let more = several.is_some_and(|range| range.max_values() > 1) && !value.contains('…');
        let value = if more { format!("{value}…") } else { value };
        let message = match (arg.is_positional(), arg.is_required_set()) {
            (true, true) => value,
            (true, false) => format!("[{value}]"),
            (false, true) => format!("--{} {value}", arg.get_id()),
            (false, false) => continue,
        };
        line.push(' ');
        line.push_str(&message);
    }
    line.push_str(lang.pick(" [TÙY CHỌN]", " [OPTIONS]"));
    line
}

/// The options that every command understands, before or after its name.
fn globals(grammar: Grammar) -> Vec<Arg> {
    let heading = grammar.pick("Tùy chọn chung", "Global options");
    // A command has no version of its own.
    let version = grammar
        .flag("version")
        .help(grammar.pick("Xem phiên bản", "Show the version"))
        .short('V')
        .action(ArgAction::Version);
    let shared = shared(grammar).map(|arg| arg.global(true));
    let all = shared.into_iter().chain([version]);
    all.map(|arg| arg.help_heading(heading)).collect()
}

/// Which file, which day, whose name; in which language and how.
fn shared(grammar: Grammar) -> [Arg; 8] {
    let lang = bi("NGÔN_NGỮ", "LANGUAGE");
    let when = bi("KHI_NÀO", "WHEN");
    [
        grammar
            .option("db", FILE)
            .help(grammar.pick("Tệp kế hoạch (CCHC_DB)", "Plan file (CCHC_DB)"))
            .value_parser(value_parser!(PathBuf)),
        grammar.option("today", DATE).help(grammar.pick(
            "Ngày lấy làm hôm nay (CCHC_TODAY)",
            "Date to use as today (CCHC_TODAY)",
        )),
        grammar.option("as", bi("TÊN", "NAME")).help(grammar.pick(
            "Người thực hiện thay đổi (CCHC_USER)",
            "Name to sign changes with (CCHC_USER)",
        )),
        grammar
            .choice("lang", lang, &["vi", "en"])
            .help(grammar.pick(
                "Ngôn ngữ: vi hoặc en (CCHC_LANG)",
                "Language: vi or en (CCHC_LANG)",
            )),
        grammar
            .choice("color", when, &["auto", "always", "never"])
            .help(grammar.pick(
                "Dùng màu: auto, always hoặc never",
                "Colors: auto, always or never",
            )),
        grammar.flag("ascii").help(grammar.pick(
            "Dùng chữ cái thay cho ký hiệu",
            "Use ASCII letters instead of symbols",
        )),
        grammar.flag("read-only").help(grammar.pick(
            "Chỉ đọc, không ghi gì vào tệp",
            "Read only; write nothing to the file",
        )),
        grammar
            .flag("help")
            .help(grammar.pick("Xem hướng dẫn", "Show this help"))
            .short('h')
            .action(ArgAction::Help),
    ]
}

/// What the arguments ask for.
pub(crate) enum ParsedArgs {
    /// To print this, and nothing else.
    Print(String),
    /// To run.
    Run(ArgMatches),
}

/// Reads the arguments, the program's name first.
///
/// # Errors
/// A usage error in the program's own words.
pub(crate) fn read(args: &[OsString], lang: Lang) -> Result<ParsedArgs> {
    // To build the grammar of thirty commands takes longer than many a command runs: it is built only
    // where that of the named one does not suffice.
    let named = command_named(args);
    let likely = COMMANDS.iter().filter(|spec| Some(spec.name) == named);
    if let Ok(matches) = grammar_of(likely, lang).try_get_matches_from(args) {
        return Ok(ParsedArgs::Run(matches));
    }
    match grammar(lang).try_get_matches_from(args) {
        Ok(matches) => Ok(ParsedArgs::Run(matches)),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                Ok(ParsedArgs::Print(error.render().to_string()))
            }
            _ => Err(usage::message(&error, named, names(), lang)),
        },
    }
}

/// The first argument that is the name of a command, to point to its help.
fn command_named(args: &[OsString]) -> Option<&str> {
    let mut texts = args.iter().skip(1).filter_map(|arg| arg.to_str());
    texts.find(|text| names().any(|name| name == *text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_is_sound_in_both_languages() {
        for lang in [Lang::Vi, Lang::En] {
            grammar(lang).debug_assert();
        }
    }

    #[test]
    fn choices_are_found_by_their_names_in_both_languages() {
        let read = |line: &str, lang| {
            let args = line.split(' ').map(OsString::from);
            let args: Vec<OsString> = [OsString::from("cchc")].into_iter().chain(args).collect();
            let read = super::read(&args, lang);
            read.is_ok_and(|asked| matches!(asked, ParsedArgs::Run(_)))
        };
        for (line, names) in [
            ("list --format", ["bang", "table", "json", "csv"]),
            ("show 2.1-01 --format", ["van-ban", "text", "txt", "json"]),
            (
                "report --period quy --format",
                ["van-ban", "md", "Word", "excel"],
            ),
            (
                "review show --format",
                ["trang-web", "html", "docx", "xlsx"],
            ),
            ("review xem --annexes", ["can", "tat-ca", "khong", "needed"]),
            ("review", ["danh-sach", "list", "xem", "show"]),
            ("units", ["them", "add", "sua", "edit"]),
            (
                "units them X --kind",
                ["phong", "chi-cuc", "sub_department", "ngoai-so"],
            ),
            (
                "note 2.1-01 x --kind",
                ["vuong-mac", "difficulty", "chi-dao", "note"],
            ),
            (
                "list --state",
                ["xong", "done", "tam-dung", "dang-thuc-hien,xong"],
            ),
            ("edit 2.1-01 --key", ["co", "khong", "yes", "no"]),
        ] {
            for name in names {
                for lang in [Lang::Vi, Lang::En] {
                    assert!(read(&format!("{line} {name}"), lang), "{line} {name}");
                }
            }
            assert!(!read(&format!("{line} xyz"), Lang::Vi), "{line}");
        }
    }

    #[test]
    fn help_fits_into_eighty_columns() {
        for lang in [Lang::Vi, Lang::En] {
            let mut root = grammar(lang);
            root.build();
            let mut pages = vec![root.render_help().to_string()];
            pages.extend(
                root.get_subcommands_mut()
                    .map(|c| c.render_help().to_string()),
            );
            for line in pages.iter().flat_map(|page| page.lines()) {
                assert!(crate::present::text::width(line) <= 80, "{line}");
            }
        }
    }
}
