//! The command line: the same file, rules and words as the screen, for scripts, cron and people in
//! a hurry.
//!
//! | file | what |
//! |---|---|
//! | `args`, `usage`, `language` | the grammar, what is wrong with a command line, which language |
//! | `context` | file, day and person of a run |
//! | `find`, `input`, `output` | what was typed, on its way in; what is told, on its way out |
//! | `act` | one act and its sentence |
//! | `paper` | a document that a command makes, printed or saved |
//! | the others | one command each, or a small family: its grammar and its body |

mod access;
mod act;
mod add;
mod args;
mod care;
mod complete;
pub mod context;
mod copies;
mod deadline;
mod edit;
mod find;
mod generate;
mod hold;
mod info;
mod init;
mod input;
mod journal;
mod language;
mod list;
mod note;
mod output;
mod paper;
mod parts;
mod places;
mod record;
mod report;
mod review;
mod share;
mod show;
mod step;
mod table;
mod unit;
mod unsaved;
mod usage;
mod walk;
mod welcome;
mod whole;

pub use context::{Context, Globals, open};

use crate::error::{AppError, Kind, Say};
use crate::present::lang::Lang;
use crate::present::text::safe;
use args::{Asked, Grammar};
use clap::{ArgMatches, Command};
use output::Out;
use std::ffi::OsString;
use std::io::{IsTerminal, Write};

/// One command: its name, its words, its body.
struct Entry {
    name: &'static str,
    grammar: fn(Grammar) -> Command,
    body: Body,
}

/// What a command needs to run.
enum Body {
    /// The open file.
    File(fn(&mut Context, &ArgMatches, &mut Out) -> Result<(), AppError>),
    /// Only the common options.
    Free(fn(&Globals, &ArgMatches, &mut Out) -> Result<(), AppError>),
}

const fn file(
    name: &'static str,
    grammar: fn(Grammar) -> Command,
    body: fn(&mut Context, &ArgMatches, &mut Out) -> Result<(), AppError>,
) -> Entry {
    let body = Body::File(body);
    Entry {
        name,
        grammar,
        body,
    }
}

const fn free(
    name: &'static str,
    grammar: fn(Grammar) -> Command,
    body: fn(&Globals, &ArgMatches, &mut Out) -> Result<(), AppError>,
) -> Entry {
    let body = Body::Free(body);
    Entry {
        name,
        grammar,
        body,
    }
}

/// Every command in the order of the help.
const COMMANDS: &[Entry] = &[
    free("init", init::grammar, init::run),
    file("list", list::grammar, list::run),
    file("show", show::grammar, show::run),
    file("add", add::grammar, add::run),
    file("edit", edit::grammar, edit::run),
    file("start", complete::start_grammar, complete::start),
    file("done", complete::done_grammar, complete::done),
    file("reopen", complete::reopen_grammar, complete::reopen),
    file("pause", hold::pause_grammar, hold::pause),
    file("drop", hold::drop_grammar, hold::drop_task),
    file("resume", hold::resume_grammar, hold::resume),
    file("extend", deadline::extend_grammar, deadline::extend),
    file("deadline", deadline::set_grammar, deadline::set),
    file("note", note::note_grammar, note::note),
    file("evidence", note::evidence_grammar, note::evidence),
    file("step", step::grammar, step::run),
    file("undo", journal::undo_grammar, journal::undo),
    file("redo", journal::redo_grammar, journal::redo),
    file("log", journal::log_grammar, journal::log),
    file("report", report::grammar, report::run),
    file("review", review::grammar, review::run),
    file("areas", places::areas_grammar, places::areas),
    file("units", places::units_grammar, places::units),
    file("check", care::check_grammar, care::check),
    file("info", info::grammar, info::run),
    file("backup", copies::backup_grammar, copies::backup),
    free("restore", copies::restore_grammar, copies::restore),
    free("share", share::grammar, share::run),
    free(
        "completions",
        generate::completions_grammar,
        generate::completions,
    ),
    free("man", generate::man_grammar, generate::man),
];

/// Runs the arguments, the program's name first. Gives back an open file where no command was
/// named, for the screen to show.
///
/// # Errors
/// What went wrong, in words.
pub fn run(args: &[OsString]) -> Result<Option<Context>, AppError> {
    let taste = language::taste(args)?;
    let lang = taste.lang;
    crate::start::speak(lang);
    crate::store::fit_to_run().say(lang)?;
    if let Some(broken) = &taste.broken {
        // A warning that cannot be written stops nobody.
        let warning = broken.sentence(lang);
        let _ = writeln!(std::io::stderr(), "cchc: {}", safe(&warning));
    }
    let asked = args::read(args, lang)?;
    let matches = match asked {
        Asked::Print(text) => return print(&text, lang).map(|()| None),
        Asked::Run(matches) => matches,
    };
    let globals = Globals::read(&matches, &taste)?;
    let Some((name, options)) = matches.subcommand() else {
        require_terminal(lang)?;
        return if welcome::offer(&globals)? {
            open(&globals).map(Some)
        } else {
            Ok(None)
        };
    };
    let mut out = Out::new(&globals);
    match COMMANDS.iter().find(|entry| entry.name == name) {
        Some(Entry {
            body: Body::File(body),
            ..
        }) => {
            let mut context = open(&globals)?;
            // What a damaged file would tell may be wrong. "check" names the damage itself.
            if name != "check" {
                context.store.vet().say(lang)?;
            }
            body(&mut context, options, &mut out)?;
        }
        Some(Entry {
            body: Body::Free(body),
            ..
        }) => body(&globals, options, &mut out)?,
        // The grammar is made from the same table.
        None => {}
    }
    out.finish().map(|()| None)
}

/// Prints a help page.
fn print(text: &str, lang: Lang) -> Result<(), AppError> {
    let globals = Globals {
        lang,
        db: None,
        today: None,
        person: None,
        colour: output::Colour::Never,
        ascii: false,
        read_only: false,
    };
    let mut out = Out::new(&globals);
    out.write(text)?;
    out.finish()
}

/// The screen needs a terminal on both sides that can place its cursor.
fn require_terminal(lang: Lang) -> Result<(), AppError> {
    let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    if terminal && !output::is_dumb() {
        return Ok(());
    }
    Err(AppError::new(
        Kind::Usage,
        lang.pick(
            "Màn hình cần một thiết bị đầu cuối tương tác.",
            "The screen needs an interactive terminal.",
        ),
    )
    .hint(lang.pick(
        "Ở đây hãy dùng lệnh, ví dụ: cchc list. Xem tất cả: cchc --help.",
        "Use a command here, for example: cchc list. See all of them: cchc --help.",
    )))
}
