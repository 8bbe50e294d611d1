//! The command line: the same file, rules and words as the screen, for scripts, cron and people in
//! a hurry.
//!
//! | file | what |
//! |---|---|
//! | `args`, `usage` | from arguments to matches, and what is wrong with a command line |
//! | `commands` | the table of commands; one file each, or a small family: its grammar and its body |
//! | `grammar` | what commands are made of |
//! | `context` | language, file, day and person of a run |
//! | `lookup`, `input`, `output` | what was typed, on its way in; what is printed, on its way out |
//! | `filters`, `selection` | which tasks are listed, or changed at once |
//! | `apply` | one change and its sentence |
//! | `new_file` | a plan's file that a command creates |
//! | `first_run` | what is offered where there is no plan yet |
//! | `table` | rows for people, for scripts and for spreadsheets: printed, or saved as a file |
//! | `counts` | tasks counted by unit or area |
//! | `part_options` | the parts of a task, a unit and the like as options |
//! | `document`, `record` | what several commands print: documents, JSON and CSV |

mod apply;
mod args;
mod commands;
pub mod context;
mod counts;
mod document;
mod filters;
mod first_run;
mod grammar;
mod input;
mod lookup;
mod new_file;
mod output;
mod part_options;
mod record;
mod selection;
mod table;
mod usage;

pub(crate) use context::{Context, Globals, open};

use crate::error::{AppErrorKind, InLang, Result};
use crate::present::lang::{Lang, bi};
use crate::present::text::safe;
use crate::store::CheckScope;
use args::ParsedArgs;
use clap::ArgMatches;
use commands::COMMANDS;
use grammar::CommandBody;
use output::Out;
use std::ffi::OsString;
use std::io::{IsTerminal, Write};

/// Runs the arguments, the program's name first. Gives back an open file where no command was
/// named, for the screen to show.
///
/// # Errors
/// What went wrong, in words.
pub fn run(args: &[OsString]) -> Result<Option<Context>> {
    let preferences = context::preferences(args)?;
    let lang = preferences.lang;
    crate::start::set_language(lang);
    crate::store::fit_to_run().in_lang(lang)?;
    if let Some(broken) = &preferences.broken {
        // A warning that cannot be written is no reason to stop.
        let warning = broken.sentence(lang);
        let _ = writeln!(std::io::stderr(), "cchc: {}", safe(&warning));
    }
    let asked = args::read(args, lang)?;
    let matches = match asked {
        ParsedArgs::Print(text) => return print(&text, lang).map(|()| None),
        ParsedArgs::Run(matches) => matches,
    };
    let globals = Globals::read(&matches, &preferences)?;
    let Some((name, options)) = matches.subcommand() else {
        require_terminal(lang)?;
        return if first_run::offer(&globals)? {
            open(&globals).map(Some)
        } else {
            Ok(None)
        };
    };
    let mut out = globals.out();
    // The grammar is made from the same table.
    if let Some(spec) = COMMANDS.iter().find(|spec| spec.name == name) {
        let ran = execute(&spec.body, &globals, options, &mut out);
        // What fails only when the buffer is written out is an error like the rest.
        ran.and_then(|()| out.finish())
            .map_err(|error| match out.done {
                Some(done) => error.after(done, lang),
                None => error,
            })?;
    }
    Ok(None)
}

/// Opens what a command needs and runs it; a damaged file is refused, for its values may be wrong.
fn execute(body: &CommandBody, globals: &Globals, options: &ArgMatches, out: &mut Out) -> Result {
    let lang = globals.lang;
    let (body, reach) = match body {
        CommandBody::WithoutFile(body) => return body(globals, options, out),
        CommandBody::CreatesFile(asks, body, _) if asks(options) => {
            return body(globals, options, out);
        }
        CommandBody::CreatesFile(_, _, body) => (body, Some(CheckScope::Whole)),
        CommandBody::UsesGrammar(body) => return body(globals, args::grammar(lang), options, out),
        CommandBody::Writes(body) => (body, Some(CheckScope::Whole)),
        CommandBody::Reads(body) => (body, Some(CheckScope::Tables)),
        CommandBody::ReadsUnchecked(body) => (body, None),
    };
    let mut context = open(globals)?;
    if let Some(reach) = reach {
        context.store.quick_check(reach).in_lang(lang)?;
    }
    let ran = body(&mut context, options, out);
    if context.saved {
        out.done = out
            .done
            .or(Some(bi("Đã lưu vào kế hoạch", "Saved in the plan")));
    }
    ran
}

/// Prints a help page.
fn print(text: &str, lang: Lang) -> Result {
    let mut out = Out::new(lang, false, false);
    out.write(text)?;
    out.finish()
}

/// The screen needs a terminal on both sides that can place its cursor.
fn require_terminal(lang: Lang) -> Result {
    let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    if terminal && !output::is_dumb() {
        return Ok(());
    }
    Err(AppErrorKind::Usage
        .error(lang.pick(
            "Màn hình cchc cần một cửa sổ dòng lệnh tương tác.",
            "The screen needs an interactive terminal.",
        ))
        .hint(lang.pick(
            "Ở đây hãy dùng lệnh, ví dụ: cchc list. Xem các lệnh: cchc help.",
            "Use a command instead, for example: cchc list. All commands: cchc help.",
        )))
}
