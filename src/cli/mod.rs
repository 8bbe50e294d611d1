//! The command line: the same file, rules and words as the screen, for scripts, cron and people in
//! a hurry.
//!
//! | file | what |
//! |---|---|
//! | `args`, `usage`, `language` | the grammar, what is wrong with a command line, which language |
//! | `context` | file, day and person of a run |
//! | `lookup`, `input`, `output` | what was typed, on its way in; what is told, on its way out |
//! | `apply` | one act and its sentence |
//! | `paper` | a document that a command makes, printed or saved |
//! | the others | one command each, or a small family: its grammar and its body |

mod add;
mod apply;
mod args;
mod care;
mod complete;
pub mod context;
mod copies;
mod deadline;
mod edit;
mod generate;
mod help;
mod info;
mod init;
mod input;
mod journal;
mod language;
mod list;
mod lookup;
mod note;
mod output;
mod paper;
mod parts;
mod pause;
mod permissions;
mod places;
mod record;
mod remove;
mod report;
mod review;
mod share;
mod show;
mod step;
mod table;
mod unit;
mod unsaved;
mod usage;
mod values;
mod walk;
mod welcome;
mod when;
mod whole;

pub use context::{Context, Globals, open};

use crate::error::{AppError, Kind, Say};
use crate::present::lang::Lang;
use crate::present::text::safe;
use crate::store::CheckScope;
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

type OnFile = fn(&mut Context, &ArgMatches, &mut Out) -> Result<(), AppError>;

/// What a command needs to run.
enum Body {
    /// The open file, checked in full, for it may be written.
    Writes(OnFile),
    /// The open file, its tables checked, for it is only read.
    Reads(OnFile),
    /// The open file as it is: the command names the damage itself.
    Judges(OnFile),
    /// Only the common options.
    Free(fn(&Globals, &ArgMatches, &mut Out) -> Result<(), AppError>),
}

const fn entry(name: &'static str, grammar: fn(Grammar) -> Command, body: Body) -> Entry {
    Entry {
        name,
        grammar,
        body,
    }
}

/// Every command in the order of the help.
const COMMANDS: &[Entry] = &[
    entry("init", init::grammar, Body::Free(init::run)),
    entry("list", list::grammar, Body::Reads(list::run)),
    entry("show", show::grammar, Body::Reads(show::run)),
    entry("add", add::grammar, Body::Writes(add::run)),
    entry("edit", edit::grammar, Body::Writes(edit::run)),
    entry(
        "start",
        complete::start_grammar,
        Body::Writes(complete::start),
    ),
    entry("done", complete::done_grammar, Body::Writes(complete::done)),
    entry(
        "reopen",
        complete::reopen_grammar,
        Body::Writes(complete::reopen),
    ),
    entry("pause", pause::pause_grammar, Body::Writes(pause::pause)),
    entry("drop", pause::drop_grammar, Body::Writes(pause::drop_task)),
    entry("resume", pause::resume_grammar, Body::Writes(pause::resume)),
    entry(
        "extend",
        deadline::extend_grammar,
        Body::Writes(deadline::extend),
    ),
    entry(
        "deadline",
        deadline::set_grammar,
        Body::Writes(deadline::set),
    ),
    entry("when", when::grammar, Body::Free(when::run)),
    entry("note", note::note_grammar, Body::Writes(note::note)),
    entry(
        "evidence",
        note::evidence_grammar,
        Body::Writes(note::evidence),
    ),
    entry("step", step::grammar, Body::Writes(step::run)),
    entry("remove", remove::grammar, Body::Writes(remove::run)),
    entry("undo", journal::undo_grammar, Body::Writes(journal::undo)),
    entry("redo", journal::redo_grammar, Body::Writes(journal::redo)),
    entry("log", journal::log_grammar, Body::Reads(journal::log)),
    entry("report", report::grammar, Body::Writes(report::run)),
    entry("review", review::grammar, Body::Writes(review::run)),
    entry("areas", places::areas_grammar, Body::Reads(places::areas)),
    entry("units", places::units_grammar, Body::Writes(places::units)),
    entry("check", care::check_grammar, Body::Judges(care::check)),
    entry("info", info::grammar, Body::Writes(info::run)),
    entry(
        "backup",
        copies::backup_grammar,
        Body::Writes(copies::backup),
    ),
    entry(
        "restore",
        copies::restore_grammar,
        Body::Free(copies::restore),
    ),
    entry("share", share::grammar, Body::Free(share::run)),
    entry(
        "completions",
        generate::completions_grammar,
        Body::Free(generate::completions),
    ),
    entry("man", generate::man_grammar, Body::Free(generate::man)),
    entry("help", help::grammar, Body::Free(help::run)),
];

/// Runs the arguments, the program's name first. Gives back an open file where no command was
/// named, for the screen to show.
///
/// # Errors
/// What went wrong, in words.
pub fn run(args: &[OsString]) -> Result<Option<Context>, AppError> {
    let preferences = language::preferences(args)?;
    let lang = preferences.lang;
    crate::start::speak(lang);
    crate::store::fit_to_run().say(lang)?;
    if let Some(broken) = &preferences.broken {
        // A warning that cannot be written stops nobody.
        let warning = broken.sentence(lang);
        let _ = writeln!(std::io::stderr(), "cchc: {}", safe(&warning));
    }
    let asked = args::read(args, lang)?;
    let matches = match asked {
        Asked::Print(text) => return print(&text, lang).map(|()| None),
        Asked::Run(matches) => matches,
    };
    let globals = Globals::read(&matches, &preferences)?;
    let Some((name, options)) = matches.subcommand() else {
        require_terminal(lang)?;
        return if welcome::offer(&globals)? {
            open(&globals).map(Some)
        } else {
            Ok(None)
        };
    };
    let mut out = Out::new(&globals);
    // The grammar is made from the same table.
    if let Some(entry) = COMMANDS.iter().find(|entry| entry.name == name) {
        entry.body.run(&globals, options, &mut out)?;
    }
    out.finish().map(|()| None)
}

impl Body {
    /// Opens what it needs and does it. What a damaged file would tell may be wrong.
    fn run(&self, globals: &Globals, options: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
        let (body, reach) = match self {
            Self::Free(body) => return body(globals, options, out),
            Self::Writes(body) => (body, Some(CheckScope::Whole)),
            Self::Reads(body) => (body, Some(CheckScope::Tables)),
            Self::Judges(body) => (body, None),
        };
        let mut context = open(globals)?;
        if let Some(reach) = reach {
            context.store.quick_check(reach).say(globals.lang)?;
        }
        // Here, so that what only shows when the output is sent is told like the rest.
        let done = body(&mut context, options, out).and_then(|()| out.finish());
        done.map_err(|error| match context.saved {
            true => error.after_saving(globals.lang),
            false => error,
        })
    }
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
            "Màn hình cchc cần một cửa sổ dòng lệnh tương tác.",
            "The screen needs an interactive terminal.",
        ),
    )
    .hint(lang.pick(
        "Ở đây hãy dùng lệnh, ví dụ: cchc list. Xem các lệnh: cchc help.",
        "Use a command instead, for example: cchc list. All commands: cchc help.",
    )))
}
