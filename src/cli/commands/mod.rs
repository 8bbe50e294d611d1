//! The table of commands. It alone knows them all; no command knows the table.

mod add;
mod areas;
mod backup;
mod check;
mod complete;
mod deadline;
mod edit;
mod evidence;
mod help;
mod info;
pub mod init;
mod list;
mod log;
mod note;
mod pause;
mod remove;
mod report;
mod restore;
mod review;
mod share;
mod show;
mod step;
mod undo;
mod units;
mod when;

use super::spec::Spec;

/// Every command in the order of the help.
pub const COMMANDS: &[Spec] = &[
    init::COMMAND,
    list::COMMAND,
    show::COMMAND,
    add::COMMAND,
    edit::COMMAND,
    complete::START,
    complete::DONE,
    complete::REOPEN,
    pause::PAUSE,
    pause::DROP,
    pause::RESUME,
    deadline::EXTEND,
    deadline::DEADLINE,
    when::COMMAND,
    note::COMMAND,
    evidence::COMMAND,
    step::COMMAND,
    remove::COMMAND,
    undo::UNDO,
    undo::REDO,
    log::COMMAND,
    report::COMMAND,
    review::COMMAND,
    areas::COMMAND,
    units::COMMAND,
    check::COMMAND,
    info::COMMAND,
    backup::COMMAND,
    restore::COMMAND,
    share::COMMAND,
    help::COMPLETIONS,
    help::MAN,
    help::HELP,
];

/// The names of all commands.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    COMMANDS.iter().map(|spec| spec.name)
}
