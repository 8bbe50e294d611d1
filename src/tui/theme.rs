//! Styles by meaning. Colours are the terminal's own sixteen, never the only mark, and none at all
//! where the person wants none.

use crate::domain::task::{State, Timeliness};
use ratatui::style::{Color, Modifier, Style};

/// The styles in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    color: bool,
}

impl Theme {
    /// With colours or without. Without, every cell keeps the terminal's own colour: a colour
    /// command between modifiers would reset them.
    pub(crate) fn new(color: bool) -> Self {
        Self { color }
    }

    fn fg(self, color: Color) -> Style {
        if self.color {
            Style::new().fg(color)
        } else {
            Style::new()
        }
    }

    /// The line under the cursor.
    pub(crate) fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Headings, the open tab.
    pub(crate) fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What matters less: labels, separators.
    pub(crate) fn dim(self) -> Style {
        if self.color {
            Style::new().fg(Color::DarkGray)
        } else {
            Style::new().add_modifier(Modifier::DIM)
        }
    }

    /// The names of keys.
    pub(crate) fn key(self) -> Style {
        self.fg(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    /// Something went wrong.
    pub(crate) fn error(self) -> Style {
        self.fg(Color::Red).add_modifier(Modifier::BOLD)
    }

    /// Something was done.
    pub(crate) fn success(self) -> Style {
        self.fg(Color::Green)
    }

    /// Something that a person has still to write.
    pub(crate) fn todo(self) -> Style {
        self.fg(Color::Yellow).add_modifier(Modifier::ITALIC)
    }

    /// An open difficulty.
    pub(crate) fn stuck(self) -> Style {
        self.fg(Color::Magenta)
    }

    /// Red overdue, yellow near, green on time, magenta done late, grey where no deadline applies.
    pub(crate) fn due(self, timeliness: Timeliness, state: State) -> Style {
        match timeliness {
            Timeliness::Overdue => self.fg(Color::Red),
            Timeliness::DueSoon => self.fg(Color::Yellow),
            Timeliness::DoneOnTime => self.fg(Color::Green),
            Timeliness::DoneLate => self.fg(Color::Magenta),
            Timeliness::None if state.is_open() => Style::new(),
            Timeliness::None => self.dim(),
            Timeliness::Later => Style::new(),
        }
    }
}
