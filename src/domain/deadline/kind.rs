//! What sorts of deadline there are, and why a wording gives no day.

use crate::domain::day::{Day, DayError};
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

/// Why a wording gives no day, or why a day in it is none. The words for it are made elsewhere, in
/// the person's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// These words, as typed, are not understood.
    Unknown(String),
    /// A date, a period or a rhythm, as typed, that the rest of the wording does not go with.
    Unused(String),
    /// It goes by the day on which it is read, and a document has none.
    ByToday,
    /// Without accents it may be June or the next month.
    Accents,
    /// The months of the lunar calendar are not known here.
    Lunar,
    /// It says when to begin, not when to be done.
    OnlyStart,
    /// It says that it comes again, not how often.
    HowOften,
    /// Several dates or rhythms that do not go together.
    Several,
    /// It names a document and no deadline.
    Document,
    /// The calendar has no such day.
    Impossible {
        /// The day of the month, as typed.
        day: u32,
        /// The month, as typed.
        month: u32,
        /// The year, as typed or as understood.
        year: i32,
    },
    /// 01/01/1970, which other programs write where there is no deadline.
    EmptyDate,
}

impl Reason {
    /// That a date does not exist; `None` for any other reason.
    pub(super) fn day_error(&self) -> Option<DayError> {
        match *self {
            Self::Impossible { day, month, year } => {
                Some(DayError::Impossible { day, month, year })
            }
            _ => None,
        }
    }

    /// The day with these numbers, or that there is none.
    pub(super) fn unless_a_day(day: u32, month: u32, year: i32) -> Result<Day, Self> {
        Day::from_ymd_opt(year, month, day).ok_or(Self::Impossible { day, month, year })
    }
}
