//! Deadlines as the office words them, and the days that follow from them.
//!
//! The wording is kept as the office writes it; kind and days are read from it once and stored
//! beside it.
//!
//! A wording is read in three steps. `words` makes tokens of it. `scan` goes from the first to the
//! last and makes findings of them (a date, a rhythm, an event, an act, …), each token belonging to
//! just one; `dates`, `every`, `relative` and `document` know what they look like, `lead` and
//! `date_phrase` what they are made of. `decide` looks at all the findings together: whatever they do not
//! explain makes the deadline unclear, for a wrong day is worse than none. `spelling` says how the
//! wording is stored.

use crate::domain::day::{Day, DayError};
use chrono::{Datelike, Days, Months, Weekday};
use serde::{Deserialize, Serialize};

mod date_phrase;
mod dates;
mod decide;
mod document;
mod every;
mod lead;
mod relative;
mod rhythm;
mod scan;
mod spelling;
mod vocabulary;
mod words;

pub use rhythm::{DueRule, Rhythm};

/// What the reading of a wording depends on besides the wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeadlineRules {
    /// The plan's year, for wordings that name none.
    pub year: i32,
    /// Whether a person types it today, or it stands in a document.
    pub reading: WordingOrigin,
    /// Whether "Trước 15/12" means 14/12 (the strict reading) or, as in many
    /// offices, 15/12 itself.
    pub before_is_strict: bool,
}

/// Where a wording stands: whether it may be counted from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordingOrigin {
    /// Typed by a person on that day: "mai", "tuần sau", "cuối quý" and a bare "30" are counted from
    /// it, and a rhythm without other words begins with the period of that day.
    Prompt {
        /// The day taken for today.
        today: Day,
    },
    /// In a document, which reads the same on any day: such words are unclear there, and a rhythm
    /// has the whole year.
    Document,
}

/// A deadline: the wording and what follows from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deadline {
    /// The wording as it is stored and printed: trimmed, NFC, in the office's spelling, with the
    /// day itself for words like "tuần sau".
    pub wording: String,
    /// The wording as it was typed, where that is another.
    pub typed: Option<String>,
    /// What sort of deadline it is.
    pub kind: DeadlineKind,
    /// How often; only of [`DeadlineKind::Recurring`].
    pub rhythm: Option<Rhythm>,
    /// The first day of the period, where the wording names a period; only of
    /// [`DeadlineKind::Date`].
    pub start_on: Option<Day>,
    /// The day on which it is due (that day itself is not late); only of
    /// [`DeadlineKind::Date`].
    pub due_on: Option<Day>,
    /// How many days after the base day; only of [`DeadlineKind::Relative`],
    /// and there only where the wording counts in days or weeks.
    pub base_days: Option<u32>,
    /// How many months after the base day, where the wording counts in months, quarters or years.
    pub base_months: Option<u32>,
    /// Whether [`Self::base_days`] are working days.
    pub working_days: bool,
    /// On which day of each period; only of [`DeadlineKind::Recurring`].
    pub due_rule: DueRule,
    /// The day with whose period a rhythm begins, and the one with whose period it ends; without
    /// them, the year's first and last.
    pub from: Option<Day>,
    /// See [`Self::from`].
    pub until: Option<Day>,
    /// Whether the wording names several rhythms ("Hàng tuần, hàng tháng"), of
    /// which the shortest counts.
    pub several_rhythms: bool,
    /// Why there is no day: always of [`DeadlineKind::Unclear`], of [`DeadlineKind::None`] where a
    /// date stood there that means none.
    pub reason: Option<NoDayReason>,
    /// Whether the wording says that a rhythm has all of the year.
    whole_year: bool,
    /// Whether the day is counted from today.
    from_today: bool,
}

impl Deadline {
    /// No deadline: an empty wording and no day.
    pub fn none() -> Self {
        Self::default()
    }

    /// A deadline of this kind of which nothing else is known.
    fn of_kind(kind: DeadlineKind) -> Self {
        Self {
            kind,
            ..Self::default()
        }
    }

    /// The due days of the task's occurrences in a year: of a recurring one a
    /// day in each period, of any other kind exactly one, which is `None` where
    /// there is no day. A rhythm of another year has that year's days.
    pub fn due_days(&self, year: i32) -> Vec<Option<Day>> {
        match (self.kind, self.rhythm) {
            (DeadlineKind::Date, _) => vec![self.due_on],
            (DeadlineKind::Recurring, Some(rhythm)) => {
                let elsewhere = self
                    .from
                    .map(|from| from.year())
                    .filter(|from| *from > year);
                let ended = self
                    .until
                    .map(|until| until.year())
                    .filter(|until| *until < year);
                let year = elsewhere.or(ended).unwrap_or(year);
                let days = self.due_rule.days(rhythm, year, (self.from, self.until));
                if days.is_empty() {
                    return vec![None];
                }
                days.into_iter().map(Some).collect()
            }
            _ => vec![None],
        }
    }

    /// The days of this deadline that lie outside the plan's year and the years next to it: most
    /// are slips of the finger.
    pub(crate) fn far_days(&self, year: i32) -> Vec<Day> {
        let days = self.due_days(year).into_iter().flatten();
        let mut far: Vec<Day> = self.start_on.into_iter().chain(days).collect();
        far.retain(|day| (i64::from(day.year()) - i64::from(year)).abs() > 1);
        far
    }

    /// The due day of a relative deadline, counted from the day after `base`;
    /// `None` for other kinds and where the wording gives no number of days or months.
    /// Working days are all but Saturday and Sunday; holidays are not known
    /// here.
    pub fn relative_due(&self, base: Day) -> Option<Day> {
        if self.kind != DeadlineKind::Relative {
            return None;
        }
        if let Some(months) = self.base_months {
            return base.checked_add_months(Months::new(months));
        }
        let days = self.base_days?;
        if self.working_days {
            add_working_days(base, days)
        } else {
            base.checked_add_days(Days::new(u64::from(days)))
        }
    }
}

fn add_working_days(base: Day, count: u32) -> Option<Day> {
    if count == 0 {
        return Some(base);
    }
    // Counting from a weekend is counting from the Friday before it.
    let mut day = base;
    while is_weekend(day) {
        day = day.pred_opt()?;
    }
    day = day.checked_add_days(Days::new(u64::from(count / 5) * 7))?;
    for _ in 0..count % 5 {
        day = day.succ_opt()?;
        while is_weekend(day) {
            day = day.succ_opt()?;
        }
    }
    Some(day)
}

fn is_weekend(day: Day) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// What sort of deadline a wording means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    #[default]
    None,
}

words! {
    DeadlineKind:
    Date = "date", Recurring = "recurring", Ongoing = "ongoing", Event = "event",
    Relative = "relative", Unclear = "unclear", None = "none",
}

/// Why a wording gives no day, or why a day in it is none. The words for it are made elsewhere, in
/// the person's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoDayReason {
    /// These words, as typed, are not understood.
    Unknown(String),
    /// A date, a period or a rhythm, as typed, that the rest of the wording leaves no place for.
    Unused(String),
    /// It is counted from the day on which it is read, and a document has none.
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

impl NoDayReason {
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
    pub(super) fn checked_day(day: u32, month: u32, year: i32) -> Result<Day, Self> {
        Day::from_ymd_opt(year, month, day).ok_or(Self::Impossible { day, month, year })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
