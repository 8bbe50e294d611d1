//! Actions: what a person wants. One row each; help, footer and palette are computed from these
//! rows and from the rows of the keys.

pub use super::actions::ACTIONS;
use crate::present::lang::Bi;

/// What a person wants, whichever key or palette entry asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // each has its help line below
pub enum Action {
    Up,
    Down,
    PageUp,
    PageDown,
    Top,
    Bottom,
    Left,
    Right,
    PreviousPart,
    NextPart,
    NextTab,
    PreviousTab,
    Tab(u8),
    AllTabs,
    Open,
    Back,
    Done,
    Note,
    State,
    Deadline,
    Evidence,
    Edit,
    Remove,
    Add,
    Mark,
    Search,
    Filter,
    Order,
    Mine,
    Document,
    Report,
    Compare,
    Copy,
    Names,
    Undo,
    Redo,
    Language,
    Palette,
    Help,
    Suspend,
    Quit,
    Accept,
    Save,
    NextField,
    PreviousField,
    NextKind,
    NewLine,
    Backspace,
    Delete,
    WordLeft,
    WordRight,
    KillToStart,
    DeleteWord,
    Review,
    Reviewed,
    InProgress,
    Conclude,
    MakeTask,
    Withdraw,
    Annexes,
    Yes,
    No,
}

impl Action {
    /// Whether it only leads to other rows: what follows from the row under the cursor may wait
    /// until the keys rest.
    pub fn moves(self) -> bool {
        matches!(
            self,
            Self::Up
                | Self::Down
                | Self::PageUp
                | Self::PageDown
                | Self::Top
                | Self::Bottom
                | Self::NextTab
                | Self::PreviousTab
                | Self::Tab(_)
                | Self::AllTabs
                | Self::Order
        )
    }
}

/// One action's words.
pub struct ActionRow {
    /// The action.
    pub action: Action,
    /// Two or three words for the footer.
    pub label: Bi,
    /// A line for help and palette.
    pub help: Bi,
}

impl Action {
    /// The row that names it; every area's tab shares one.
    pub fn words(self) -> Option<&'static ActionRow> {
        let wanted = if matches!(self, Self::Tab(_)) {
            Self::Tab(0)
        } else {
            self
        };
        ACTIONS.iter().find(|row| row.action == wanted)
    }
}
