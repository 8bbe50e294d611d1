//! Messages: what arrives. Update answers each with a changed model and a list of effects.

use crate::domain::day::Day;
use crate::tui::effects::effect::Answer;
use crate::tui::input::action::Action;

/// What arrives.
#[derive(Debug)]
pub enum Msg {
    /// A person wants something.
    Action(Action),
    /// A letter for the focused field.
    Text(char),
    /// A key that an input tool has made unreadable.
    Toned,
    /// A key that asks for nothing here.
    Unbound,
    /// A pasted text for the focused field; never a command.
    Paste(String),
    /// The terminal has a new size.
    Resize(u16, u16),
    /// A new day began.
    Day(Day),
    /// Another program wrote to the file.
    Foreign,
    /// What an effect brought back.
    Answer(Box<Answer>),
}
