//! What sorts of deadline there are.

use serde::{Deserialize, Serialize};

/// What sort of deadline a wording means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// One day ("Quý II", "Trước 15/12", "Trong năm").
    Date,
    /// One due day in each period ("Hằng quý").
    Recurring,
    /// All the time, never due ("Thường xuyên").
    Ongoing,
    /// When something happens or is asked for ("Khi có yêu cầu").
    Event,
    /// So long after something ("trong 15 ngày kể từ ngày …"); a person enters
    /// that day when it is known.
    Relative,
    /// A wording that says no day that could be read.
    Unclear,
    /// No wording at all.
    None,
}

impl DeadlineKind {
    /// All kinds, in the order of their declaration.
    pub const ALL: [Self; 7] = [
        Self::Date,
        Self::Recurring,
        Self::Ongoing,
        Self::Event,
        Self::Relative,
        Self::Unclear,
        Self::None,
    ];

    /// The kind's name in the database and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Recurring => "recurring",
            Self::Ongoing => "ongoing",
            Self::Event => "event",
            Self::Relative => "relative",
            Self::Unclear => "unclear",
            Self::None => "none",
        }
    }

    /// The kind with this name, exactly as [`Self::as_str`] gives it.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}
