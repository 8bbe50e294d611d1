//! What a command is made of, in one language: its name, its body and what that needs to run; its
//! arguments; and the values that these take under names in both languages: the word that scripts use
//! and JSON has, and what an office would type, with or without accents, hyphens and capitals.

use super::context::{Context, Globals};
use super::output::Out;
use crate::error::Result;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::names::{Names, ORDERS, plain};
use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, Error, value_parser};
use std::ffi::OsStr;
use std::path::PathBuf;

pub(crate) struct CommandSpec {
    pub name: &'static str,
    pub grammar: BuildCommand,
    pub body: CommandBody,
}

/// Builds a command in a language.
pub(crate) type BuildCommand = fn(Grammar) -> Command;

type FileCommand = fn(&mut Context, &ArgMatches, &mut Out) -> Result;
type PlainCommand = fn(&Globals, &ArgMatches, &mut Out) -> Result;

pub(crate) enum CommandBody {
    /// The open file, checked in full, for it may be written.
    Writes(FileCommand),
    /// The open file, its tables checked, for it is only read.
    Reads(FileCommand),
    /// The open file, unchecked: the command reports damage itself.
    ReadsUnchecked(FileCommand),
    /// Only the common options.
    WithoutFile(PlainCommand),
    /// The common options where the arguments ask for a new file (the first function), else the open
    /// file, checked in full.
    CreatesFile(fn(&ArgMatches) -> bool, PlainCommand, FileCommand),
    /// The common options, and the grammar of all commands.
    UsesGrammar(fn(&Globals, Command, &ArgMatches, &mut Out) -> Result),
}

impl CommandSpec {
    pub(crate) const fn new(name: &'static str, grammar: BuildCommand, body: CommandBody) -> Self {
        Self {
            name,
            grammar,
            body,
        }
    }

    pub(crate) const fn writes(
        name: &'static str,
        grammar: BuildCommand,
        body: FileCommand,
    ) -> Self {
        Self::new(name, grammar, CommandBody::Writes(body))
    }

    pub(crate) const fn reads(
        name: &'static str,
        grammar: BuildCommand,
        body: FileCommand,
    ) -> Self {
        Self::new(name, grammar, CommandBody::Reads(body))
    }
}

/// Builds commands and arguments in one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grammar(pub Lang);

/// What stands for a day in usage lines.
pub(crate) const DATE: Bi = bi("NGÀY", "DATE");
/// What stands for free text.
pub(crate) const TEXT: Bi = bi("VĂN_BẢN", "TEXT");
/// What stands for a unit.
pub(crate) const UNIT: Bi = bi("ĐƠN_VỊ", "UNIT");
/// What stands for a number.
pub(crate) const NUMBER: Bi = bi("SỐ", "NUMBER");
/// What stands for a file.
pub(crate) const FILE: Bi = bi("TỆP", "FILE");
/// What stands for a folder.
pub(crate) const FOLDER: Bi = bi("THƯ_MỤC", "FOLDER");

impl Grammar {
    /// The one of two that is in its language.
    pub(crate) fn pick<T>(self, vi: T, en: T) -> T {
        self.0.pick(vi, en)
    }

    /// A command, and what it is for.
    pub(crate) fn command(self, name: &'static str, about: Bi) -> Command {
        Command::new(name).about(about.get(self.0))
    }

    /// A positional argument, required.
    pub(crate) fn positional(self, id: &'static str, value: Bi) -> Arg {
        self.with_value(id, value)
            .required(true)
            .help_heading(self.pick("Tham số", "Arguments"))
    }

    pub(crate) fn option(self, id: &'static str, value: Bi) -> Arg {
        self.under_options(self.with_value(id, value).long(id))
    }

    /// An option that takes one of a few words, which are the same in both languages.
    pub(crate) fn choice(self, id: &'static str, value: Bi, words: &[&'static str]) -> Arg {
        self.option(id, value)
            .value_parser(words.to_vec())
            .hide_possible_values(true)
    }

    /// An option that takes one of a few values, each under names in both languages; `help` may be
    /// empty where the names say everything.
    pub(crate) fn named<T: Copy + Send + Sync + 'static>(
        self,
        id: &'static str,
        value: Bi,
        values: NameParser<T>,
        help: Bi,
    ) -> Arg {
        let names = values.offered();
        let help = match help.get(self.0) {
            "" => names,
            help => format!("{help}: {names}"),
        };
        self.option(id, value)
            .hide_possible_values(true)
            .value_parser(values)
            .help(help)
    }

    /// The formats in which a command prints.
    pub(crate) fn format(self, words: &[Keyword]) -> Arg {
        let named = NameParser::words(words.iter().map(|word| (word.0, *word)), self.0);
        self.named("format", bi("CÁCH", "HOW"), named, bi("Dạng", "Format"))
    }

    /// Text for people or JSON for scripts.
    pub(crate) fn text_or_json(self) -> Arg {
        self.format(&[TEXT_FORMAT, JSON])
    }

    /// An option without a value.
    pub(crate) fn flag(self, id: &'static str) -> Arg {
        self.under_options(Arg::new(id).long(id).action(ArgAction::SetTrue))
    }

    /// The code of a task.
    pub(crate) fn code(self) -> Arg {
        self.positional("code", bi("MÃ", "CODE")).help(self.pick(
            "Mã nhiệm vụ, ví dụ 2.3.1-01",
            "Task code, for example 2.3.1-01",
        ))
    }

    /// The codes of one or several tasks.
    pub(crate) fn codes(self) -> Arg {
        self.code().num_args(1..)
    }

    /// Why something is done.
    pub(crate) fn reason(self) -> Arg {
        self.option("reason", TEXT)
            .help(self.pick("Lý do", "Reason"))
    }

    /// At most how many rows.
    pub(crate) fn limit(self) -> Arg {
        self.option("limit", NUMBER)
            .value_parser(value_parser!(u32).range(1..))
    }

    /// The options that save as a file.
    pub(crate) fn output_file(self) -> [Arg; 2] {
        [
            self.option("output", FILE)
                .help(self.pick("Lưu vào tệp", "Save to a file"))
                .short('o')
                .value_parser(value_parser!(PathBuf)),
            self.force(),
        ]
    }

    pub(crate) fn force(self) -> Arg {
        self.flag("force")
            .help(self.pick("Ghi đè tệp đã có", "Overwrite an existing file"))
    }

    /// What is to be done instead of listing; `help` names the actions.
    pub(crate) fn action<T: Copy + Send + Sync + 'static, const N: usize>(
        self,
        actions: [(T, Keyword); N],
        help: Bi,
    ) -> Arg {
        self.positional("action", bi("VIỆC", "ACTION"))
            .help(help.get(self.0))
            .required(false)
            .value_parser(NameParser::words(actions, self.0))
            .hide_possible_values(true)
    }

    /// The order of tasks.
    pub(crate) fn order(self, default: &'static str) -> Arg {
        let orders = NameParser::of(&ORDERS, self.0);
        self.named("order", bi("CÁCH", "HOW"), orders, bi("Thứ tự", "Order"))
            .default_value(default)
    }

    /// An option for one area, or all.
    pub(crate) fn area(self) -> Arg {
        self.option("area", bi("LĨNH_VỰC", "AREA")).help(self.pick(
            "Chỉ lĩnh vực này: số hoặc all",
            "This area only: its number, or all",
        ))
    }

    /// An option for one lead unit.
    pub(crate) fn lead(self) -> Arg {
        self.option("unit", UNIT)
            .help(self.pick("Chỉ đơn vị chủ trì này", "This lead unit only"))
    }

    /// A flag for the tasks that the person's own unit leads or co-operates on.
    pub(crate) fn mine(self) -> Arg {
        self.flag("mine").help(self.pick(
            "Đơn vị tôi chủ trì hoặc phối hợp",
            "Tasks that my unit leads or co-operates on",
        ))
    }

    fn with_value(self, id: &'static str, value: Bi) -> Arg {
        Arg::new(id)
            .value_name(value.get(self.0))
            .allow_negative_numbers(true)
            .hide_default_value(true)
    }

    fn under_options(self, arg: Arg) -> Arg {
        arg.help_heading(self.pick("Tùy chọn", "Options"))
    }
}

/// The commands that the help names.
pub(crate) fn visible(root: &Command) -> impl Iterator<Item = &Command> {
    root.get_subcommands()
        .filter(|command| !command.is_hide_set())
}

/// A word of the command line: as scripts write it, in Vietnamese, and what else is meant by it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keyword(
    pub &'static str,
    pub &'static str,
    pub &'static [&'static str],
);

const TEXT_FORMAT: Keyword = Keyword("text", "van-ban", &["txt"]);
pub(crate) const JSON: Keyword = Keyword("json", "json", &[]);
pub(crate) const TABLE: Keyword = Keyword("table", "bang", &["text", "van-ban", "txt"]);
pub(crate) const CSV: Keyword = Keyword("csv", "csv", &[]);
pub(crate) const MARKDOWN: Keyword = Keyword("markdown", "markdown", &["md"]);
pub(crate) const XLSX: Keyword = Keyword("xlsx", "xlsx", &["excel"]);

pub(crate) const YES_NO: [(bool, Keyword); 2] = [
    (true, Keyword("yes", "co", &[])),
    (false, Keyword("no", "khong", &[])),
];

/// Reads a value by any of its names.
#[derive(Clone)]
pub(crate) struct NameParser<T: 'static> {
    /// Each value with the word that scripts use and all that may be typed for it.
    values: Vec<(T, &'static str, Vec<String>)>,
    /// What is offered, in the language of the run.
    offered: Vec<String>,
}

impl<T: Copy> NameParser<T> {
    /// One of the domain's own values.
    pub(crate) fn of(names: &'static Names<T>, lang: Lang) -> Self {
        let all = names.all.iter();
        let values = all.map(|value| (*value, (names.word)(*value), names.names(*value)));
        Self {
            values: values.collect(),
            offered: names.offered(lang),
        }
    }

    /// One of a few values that only the command line knows.
    pub(crate) fn words(words: impl IntoIterator<Item = (T, Keyword)>, lang: Lang) -> Self {
        let (mut values, mut offered) = (Vec::new(), Vec::new());
        for (value, Keyword(word, vi, also)) in words {
            let names = also.iter().chain([&word, &vi]).map(|name| plain(name));
            values.push((value, word, names.collect()));
            offered.push(lang.text(vi, word));
        }
        Self { values, offered }
    }

    fn find(&self, typed: &str) -> Option<T> {
        let wanted = plain(typed);
        let mut values = self.values.iter();
        let found = values.find(|(_, _, names)| names.contains(&wanted));
        found.map(|(value, ..)| *value)
    }
}

impl<T> NameParser<T> {
    /// What can be typed, for a help or an error.
    pub(crate) fn offered(&self) -> String {
        self.offered.join(", ")
    }
}

impl<T: Copy + Send + Sync + 'static> TypedValueParser for NameParser<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, typed: &OsStr) -> Result<T, Error> {
        let typed = typed
            .to_str()
            .ok_or_else(|| Error::new(ErrorKind::InvalidUtf8).with_cmd(command))?;
        self.find(typed).ok_or_else(|| {
            let mut error = Error::new(ErrorKind::InvalidValue).with_cmd(command);
            let arg = arg.map(ToString::to_string).unwrap_or_default();
            for (kind, text) in [
                (ContextKind::InvalidArg, arg),
                (ContextKind::InvalidValue, typed.to_owned()),
                (ContextKind::ValidValue, self.offered()),
            ] {
                error.insert(kind, ContextValue::String(text));
            }
            error
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        // In a Vietnamese session the words of scripts are completed after the office's own.
        let words = self.values.iter().map(|(_, word, _)| *word);
        let words = words.filter(|word| !self.offered.iter().any(|offered| offered == word));
        let offered = self.offered.iter().map(PossibleValue::new);
        Some(Box::new(offered.chain(words.map(PossibleValue::new))))
    }
}

/// A value by its name, or what the command reads itself.
#[derive(Clone)]
pub(crate) struct NameParserOr<T: 'static>(pub NameParser<T>);

impl<T: Copy + Send + Sync + 'static> TypedValueParser for NameParserOr<T> {
    type Value = Result<T, String>;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        typed: &OsStr,
    ) -> Result<Self::Value, Error> {
        match (self.0.parse_ref(command, arg, typed), typed.to_str()) {
            (Ok(value), _) => Ok(Ok(value)),
            (Err(_), Some(other)) => Ok(Err(other.to_owned())),
            (Err(error), None) => Err(error),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        self.0.possible_values()
    }
}
