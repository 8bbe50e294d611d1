//! `cchc help`: the same pages as `--help`, for those who ask so.

use super::args::{self, Grammar};
use super::context::Globals;
use super::output::Out;
use super::{COMMANDS, input};
use crate::error::AppError;
use crate::present::lang::bi;
use clap::builder::PossibleValue;
use clap::builder::TypedValueParser;
use clap::{ArgMatches, Command};

/// Its words.
pub fn grammar(words: Grammar) -> Command {
    let about = bi("Xem hướng dẫn về một lệnh", "Show the help of a command");
    let command = words
        .place(
            "command",
            bi("LỆNH", "COMMAND"),
            bi("Lệnh, ví dụ list", "The command, for example list"),
        )
        .required(false)
        .hide_possible_values(true)
        .value_parser(Any);
    words.command("help", about).arg(command)
}

/// Prints the page of a command, or the one of the program.
pub fn run(globals: &Globals, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    out.write(&args::page(input::given(matches, "command"), globals.lang)?)
}

/// Completes the names of the commands and lets everything pass: what is none is told as anywhere.
#[derive(Clone)]
struct Any;

impl TypedValueParser for Any {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        clap::builder::StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let names = COMMANDS.iter().map(|entry| entry.name);
        Some(Box::new(names.map(PossibleValue::new)))
    }
}
