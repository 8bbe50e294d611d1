//! The grammar: what every command has in common, and the way from arguments to matches.
//!
//! Each command's own words stand in its file. No sentence of clap's own is ever shown: headings,
//! usage lines and errors are made here and in [`super::usage`], in one language.

use super::values::{self, Named, Value};
use super::{COMMANDS, Entry, usage};
use crate::error::{AppError, Kind};
use crate::present::lang::{Bi, Lang, bi};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::ffi::OsString;
use std::path::PathBuf;

/// Builds commands and arguments in one language.
#[derive(Clone, Copy, Debug)]
pub struct Grammar(pub Lang);

/// Endings of files that stand for a word: whoever saves "x.md" asks for "md".
const ENDINGS: [(&str, &str); 2] = [("txt", "text"), ("md", "markdown")];

impl Grammar {
    /// A command with the sentence that tells what it does.
    pub fn command(self, name: &'static str, about: Bi) -> Command {
        Command::new(name).about(about.get(self.0))
    }

    /// An argument known by its place.
    pub fn place(self, id: &'static str, value: Bi, help: Bi) -> Arg {
        self.valued(id, value, help)
            .required(true)
            .help_heading(self.0.pick("Tham số", "Arguments"))
    }

    /// An option with a value.
    pub fn option(self, id: &'static str, value: Bi, help: Bi) -> Arg {
        self.valued(id, value, help)
            .long(id)
            .help_heading(self.0.pick("Tùy chọn", "Options"))
    }

    /// An option that takes one of a few words.
    pub fn choice(self, id: &'static str, value: Bi, words: &[&'static str], help: Bi) -> Arg {
        let values = words.iter().map(|word| {
            let endings = ENDINGS.iter().filter(|(_, of)| of == word);
            PossibleValue::new(*word).aliases(endings.map(|(ending, _)| *ending))
        });
        let parser = PossibleValuesParser::new(values).map(|typed| {
            let ending = ENDINGS.iter().find(|(ending, _)| *ending == typed);
            ending.map_or(typed.clone(), |(_, word)| (*word).to_owned())
        });
        self.option(id, value, help)
            .value_parser(parser)
            .hide_possible_values(true)
    }

    /// An option that takes one of a few values, each under names in both languages; `help` may be
    /// empty where the names say everything.
    pub fn named(self, id: &'static str, value: Bi, values: &'static [Value], help: Bi) -> Arg {
        let names = values::names(values, self.0);
        let help = match help.get(self.0) {
            "" => names,
            help => format!("{help}: {names}"),
        };
        Arg::new(id)
            .long(id)
            .value_name(value.get(self.0))
            .hide_default_value(true)
            .hide_possible_values(true)
            .help_heading(self.0.pick("Tùy chọn", "Options"))
            .value_parser(Named::only(values, self.0))
            .help(help)
    }

    /// An option without a value.
    pub fn flag(self, id: &'static str, help: Bi) -> Arg {
        Arg::new(id)
            .long(id)
            .action(ArgAction::SetTrue)
            .help(help.get(self.0))
            .help_heading(self.0.pick("Tùy chọn", "Options"))
    }

    /// The code of a task.
    pub fn code(self) -> Arg {
        self.place(
            "code",
            CODE,
            bi(
                "Mã nhiệm vụ, ví dụ 2.3.1-01",
                "Task code, for example 2.3.1-01",
            ),
        )
    }

    /// The codes of one or several tasks.
    pub fn codes(self) -> Arg {
        self.code().num_args(1..)
    }

    fn valued(self, id: &'static str, value: Bi, help: Bi) -> Arg {
        Arg::new(id)
            .value_name(value.get(self.0))
            .allow_negative_numbers(true)
            .hide_default_value(true)
            .help(help.get(self.0))
    }
}

/// What stands for a task's code in usage lines.
const CODE: Bi = bi("MÃ", "CODE");
/// What stands for a day.
pub const DATE: Bi = bi("NGÀY", "DATE");
/// What stands for free text.
pub const TEXT: Bi = bi("VĂN_BẢN", "TEXT");
/// What stands for a unit.
pub const UNIT: Bi = bi("ĐƠN_VỊ", "UNIT");
/// What stands for a number.
pub const NUMBER: Bi = bi("SỐ", "NUMBER");

/// The whole grammar in one language.
pub fn grammar(lang: Lang) -> Command {
    grammar_of(COMMANDS.iter(), lang)
}

/// The grammar with some of the commands.
fn grammar_of(commands: impl Iterator<Item = &'static Entry>, lang: Lang) -> Command {
    let words = Grammar(lang);
    let about = bi(
        "Theo dõi nhiệm vụ của kế hoạch cải cách hành chính trên màn hình dòng lệnh.",
        "Follow up the tasks of an administrative-reform plan in the terminal.",
    );
    let mut root = words
        .command("cchc", about)
        .version(env!("CARGO_PKG_VERSION"));
    for arg in globals(words) {
        root = root.arg(arg);
    }
    for entry in commands {
        let command = (entry.grammar)(words);
        let usage = usage_line(&command, &format!("cchc {}", entry.name), lang);
        root = root.subcommand(dress(command, lang).override_usage(usage));
    }
    let usage = lang.pick("cchc [TÙY CHỌN] [LỆNH]", "cchc [OPTIONS] [COMMAND]");
    dress(root, lang)
        .override_usage(usage)
        .disable_help_subcommand(true)
        .subcommand_help_heading(lang.pick("Lệnh", "Commands"))
        .after_help(lang.pick(
            "Gõ cchc không kèm lệnh để mở màn hình. Chi tiết về một lệnh: cchc help LỆNH",
            "Run without a command to open the app. Details: cchc help COMMAND",
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
        let more = arg
            .get_num_args()
            .is_some_and(|range| range.max_values() > 1);
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

/// The options that every command understands, before or behind its name.
fn globals(words: Grammar) -> Vec<Arg> {
    let heading = words.0.pick("Tùy chọn chung", "Global options");
    let shared = whose(words).into_iter().chain(how(words));
    let mut all: Vec<Arg> = shared.map(|arg| arg.global(true)).collect();
    // A command has no version of its own.
    all.push(
        words
            .flag("version", bi("Xem phiên bản", "Show the version"))
            .short('V')
            .action(ArgAction::Version),
    );
    all.into_iter()
        .map(|arg| arg.help_heading(heading))
        .collect()
}

/// Which file, which day, whose name.
fn whose(words: Grammar) -> Vec<Arg> {
    let file = bi("TỆP", "FILE");
    vec![
        words
            .option(
                "db",
                file,
                bi("Tệp kế hoạch (CCHC_DB)", "Plan file (CCHC_DB)"),
            )
            .value_parser(value_parser!(PathBuf)),
        words.option(
            "today",
            DATE,
            bi(
                "Ngày lấy làm hôm nay (CCHC_TODAY)",
                "Date to use as today (CCHC_TODAY)",
            ),
        ),
        words.option(
            "as",
            bi("TÊN", "NAME"),
            bi(
                "Người thực hiện thay đổi (CCHC_USER)",
                "Name to sign changes with (CCHC_USER)",
            ),
        ),
    ]
}

/// How it is told.
fn how(words: Grammar) -> Vec<Arg> {
    vec![
        words.choice(
            "lang",
            bi("NGÔN_NGỮ", "LANGUAGE"),
            &["vi", "en"],
            bi(
                "Ngôn ngữ: vi hoặc en (CCHC_LANG)",
                "Language: vi or en (CCHC_LANG)",
            ),
        ),
        words.choice(
            "color",
            bi("KHI_NÀO", "WHEN"),
            &["auto", "always", "never"],
            bi(
                "Dùng màu: auto, always hoặc never",
                "Colors: auto, always or never",
            ),
        ),
        words.flag(
            "ascii",
            bi(
                "Dùng chữ cái thay cho ký hiệu",
                "Use ASCII letters instead of symbols",
            ),
        ),
        words.flag(
            "read-only",
            bi(
                "Chỉ đọc, không ghi gì vào tệp",
                "Read only; write nothing to the file",
            ),
        ),
        words
            .flag("help", bi("Xem hướng dẫn", "Show this help"))
            .short('h')
            .action(ArgAction::Help),
    ]
}

/// What the arguments ask for.
pub enum Asked {
    /// To print this, and nothing else.
    Print(String),
    /// To run.
    Run(ArgMatches),
}

/// Reads the arguments, the program's name first.
///
/// # Errors
/// A usage error in words of ours.
pub fn read(args: &[OsString], lang: Lang) -> Result<Asked, AppError> {
    // The words of thirty commands take longer than many a command: they are put together only
    // where those of the one that is named do not suffice.
    let named = command_named(args);
    let likely = COMMANDS.iter().filter(|entry| Some(entry.name) == named);
    if let Ok(matches) = grammar_of(likely, lang).try_get_matches_from(args) {
        return Ok(Asked::Run(matches));
    }
    match grammar(lang).try_get_matches_from(args) {
        Ok(matches) => Ok(Asked::Run(matches)),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                Ok(Asked::Print(error.render().to_string()))
            }
            _ => Err(usage::message(&error, command_named(args), lang)),
        },
    }
}

/// The help of a command, or of the program.
///
/// # Errors
/// A usage error where there is no such command.
pub fn page(command: Option<&str>, lang: Lang) -> Result<String, AppError> {
    let asked = ["cchc"].into_iter().chain(command).chain(["--help"]);
    let asked: Vec<OsString> = asked.map(OsString::from).collect();
    match read(&asked, lang)? {
        Asked::Print(page) => Ok(page),
        Asked::Run(_) => Ok(String::new()),
    }
}

/// The first argument that is the name of a command, to point to its help.
fn command_named(args: &[OsString]) -> Option<&str> {
    let mut names = args.iter().skip(1).filter_map(|arg| arg.to_str());
    names.find(|name| COMMANDS.iter().any(|entry| entry.name == *name))
}

/// A value that must be text.
///
/// # Errors
/// Where an environment variable is not UTF-8.
pub fn variable(name: &str, lang: Lang) -> Result<Option<String>, AppError> {
    match std::env::var_os(name).filter(|value| !value.is_empty()) {
        None => Ok(None),
        Some(value) => value.into_string().map(Some).map_err(|_| {
            AppError::new(
                Kind::Usage,
                lang.pick(
                    format!("Biến môi trường {name} không phải UTF-8 hợp lệ."),
                    format!("The environment variable {name} is not valid UTF-8."),
                ),
            )
        }),
    }
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
