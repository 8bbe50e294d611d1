//! The words of an action where the same key means something narrower than elsewhere: a table for
//! reviews, one for the other screens, one for what lies above them. No two rows may have an action
//! and a context in common.

mod boxes;
mod meeting;
mod screens;

use super::action::Action;
use super::keymap::Context;
use crate::present::lang::Bi;
use boxes::BOXES;
use meeting::MEETING;
use screens::SCREENS;

/// An action's words in some contexts.
struct Narrower {
    action: Action,
    contexts: &'static [Context],
    label: Bi,
    help: Bi,
}

const fn narrower(action: Action, contexts: &'static [Context], label: Bi, help: Bi) -> Narrower {
    Narrower {
        action,
        contexts,
        label,
        help,
    }
}

/// The label of an action and its line of help, as they read in a context.
pub fn words(action: Action, context: Context) -> Option<(Bi, Bi)> {
    let mut rows = MEETING.iter().chain(&SCREENS).chain(&BOXES);
    let narrower = rows.find(|row| row.action == action && row.contexts.contains(&context));
    match narrower {
        Some(row) => Some((row.label, row.help)),
        None => action.words().map(|row| (row.label, row.help)),
    }
}

/// Whether an action writes to the file, or prepares it.
pub fn writes(action: Action) -> bool {
    concerns_a_task(action)
        || matches!(
            action,
            Action::Add
                | Action::Undo
                | Action::Redo
                | Action::Names
                | Action::Reviewed
                | Action::InProgress
                | Action::Conclude
                | Action::MakeTask
                | Action::Withdraw
        )
}

/// Whether an action needs a task to act on, and writes to it.
pub fn concerns_a_task(action: Action) -> bool {
    matches!(
        action,
        Action::Done
            | Action::Note
            | Action::State
            | Action::Deadline
            | Action::Evidence
            | Action::Edit
            | Action::Remove
            | Action::Mark
    )
}
