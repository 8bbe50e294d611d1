//! What the grammars of all commands are built from, in one language.

use super::values::{JSON, Named, TEXT as TEXT_FORMAT, Word};
use crate::present::lang::{Bi, Lang, bi};
use clap::{Arg, ArgAction, Command, value_parser};
use std::path::PathBuf;

/// Builds commands and arguments in one language.
#[derive(Clone, Copy, Debug)]
pub struct Grammar(pub Lang);

/// What stands for a day in usage lines.
pub const DATE: Bi = bi("NGÀY", "DATE");
/// What stands for free text.
pub const TEXT: Bi = bi("VĂN_BẢN", "TEXT");
/// What stands for a unit.
pub const UNIT: Bi = bi("ĐƠN_VỊ", "UNIT");
/// What stands for a number.
pub const NUMBER: Bi = bi("SỐ", "NUMBER");
/// What stands for a file.
pub const FILE: Bi = bi("TỆP", "FILE");

impl Grammar {
    /// The one of two that is in its language.
    pub fn pick<T>(self, vi: T, en: T) -> T {
        self.0.pick(vi, en)
    }

    /// A command whose about is still to come.
    pub fn command(self, name: &'static str) -> Command {
        Command::new(name)
    }

    /// An argument known by its place.
    pub fn place(self, id: &'static str, value: Bi) -> Arg {
        self.valued(id, value)
            .required(true)
            .help_heading(self.pick("Tham số", "Arguments"))
    }

    /// An option with a value.
    pub fn option(self, id: &'static str, value: Bi) -> Arg {
        self.headed(self.valued(id, value).long(id))
    }

    /// An option that takes one of a few words, which are the same in both languages.
    pub fn choice(self, id: &'static str, value: Bi, words: &[&'static str]) -> Arg {
        self.option(id, value)
            .value_parser(words.to_vec())
            .hide_possible_values(true)
    }

    /// An option that takes one of a few values, each under names in both languages; `help` may be
    /// empty where the names say everything.
    pub fn named<T: Copy + Send + Sync + 'static>(
        self,
        id: &'static str,
        value: Bi,
        values: Named<T>,
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
    pub fn format(self, words: &[Word]) -> Arg {
        let named = Named::words(words.iter().map(|word| (word.0, *word)), self.0);
        self.named("format", bi("CÁCH", "HOW"), named, bi("Dạng", "Format"))
    }

    /// Text for people or JSON for scripts.
    pub fn text_or_json(self) -> Arg {
        self.format(&[TEXT_FORMAT, JSON])
    }

    /// An option without a value.
    pub fn flag(self, id: &'static str) -> Arg {
        self.headed(Arg::new(id).long(id).action(ArgAction::SetTrue))
    }

    /// The code of a task.
    pub fn code(self) -> Arg {
        self.place("code", bi("MÃ", "CODE")).help(self.pick(
            "Mã nhiệm vụ, ví dụ 2.3.1-01",
            "Task code, for example 2.3.1-01",
        ))
    }

    /// The codes of one or several tasks.
    pub fn codes(self) -> Arg {
        self.code().num_args(1..)
    }

    /// Why something is done.
    pub fn reason(self) -> Arg {
        self.option("reason", TEXT)
            .help(self.pick("Lý do", "Reason"))
    }

    /// At most how many rows.
    pub fn limit(self) -> Arg {
        self.option("limit", NUMBER)
            .value_parser(value_parser!(u32).range(1..))
    }

    /// The options that save as a file.
    pub fn into_a_file(self) -> [Arg; 2] {
        [
            self.option("output", FILE)
                .help(self.pick("Lưu vào tệp", "Save to a file"))
                .short('o')
                .value_parser(value_parser!(PathBuf)),
            self.flag("force")
                .help(self.pick("Ghi đè tệp đã có", "Overwrite an existing file")),
        ]
    }

    /// An option for one area, or all.
    pub fn area(self) -> Arg {
        self.option("area", bi("LĨNH_VỰC", "AREA")).help(self.pick(
            "Chỉ lĩnh vực này: 0–6 hoặc all",
            "This area only: 0–6 or all",
        ))
    }

    /// An option for one lead unit.
    pub fn lead(self) -> Arg {
        self.option("unit", UNIT)
            .help(self.pick("Chỉ đơn vị chủ trì này", "This lead unit only"))
    }

    /// What the unit of whoever runs the command takes part in.
    pub fn mine(self) -> Arg {
        self.flag("mine").help(self.pick(
            "Đơn vị tôi chủ trì hoặc phối hợp",
            "Tasks that my unit leads or co-operates on",
        ))
    }

    fn valued(self, id: &'static str, value: Bi) -> Arg {
        Arg::new(id)
            .value_name(value.get(self.0))
            .allow_negative_numbers(true)
            .hide_default_value(true)
    }

    fn headed(self, arg: Arg) -> Arg {
        arg.help_heading(self.pick("Tùy chọn", "Options"))
    }
}
