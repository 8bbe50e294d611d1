//! The table of commands. It alone knows them all; no command knows the table.

mod backup;
mod complete;
mod deadline;
mod details;
mod due;
mod export;
mod file;
mod frame;
mod help;
mod import;
pub(crate) mod init;
mod list;
mod log;
mod people;
mod remind;
mod report;
mod review;
mod share;
mod show;
mod state;
mod task;
mod undo;
mod units;

use super::grammar::CommandSpec;

/// Every command in the order of the help.
pub(crate) const COMMANDS: &[CommandSpec] = &[
    init::COMMAND,
    import::COMMAND,
    list::COMMAND,
    due::COMMAND,
    show::COMMAND,
    task::ADD,
    task::EDIT,
    state::START,
    state::DONE,
    state::REOPEN,
    state::PAUSE,
    state::DROP,
    state::RESUME,
    deadline::EXTEND,
    deadline::DEADLINE,
    deadline::WHEN,
    details::NOTE,
    details::EVIDENCE,
    details::STEP,
    task::REMOVE,
    undo::UNDO,
    undo::REDO,
    log::COMMAND,
    export::COMMAND,
    report::COMMAND,
    remind::COMMAND,
    review::COMMAND,
    frame::PLAN,
    frame::AREAS,
    frame::SECTIONS,
    units::UNITS,
    people::COMMAND,
    frame::SETTINGS,
    file::CHECK,
    file::INFO,
    backup::BACKUP,
    backup::RESTORE,
    share::COMMAND,
    complete::COMPLETIONS,
    complete::COMPLETE,
    help::MAN,
    help::HELP,
];

/// The names of all commands.
pub(crate) fn names() -> impl Iterator<Item = &'static str> + Clone {
    COMMANDS.iter().map(|spec| spec.name)
}
