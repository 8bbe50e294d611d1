//! Deadlines as the office words them, and the days that follow from them.
//!
//! The wording is kept as it was typed; kind and days are read from it once
//! and stored beside it, so that a person may correct them.
//!
//! A deadline is made of its `kind`, its `rhythm` and where in its periods it `falls`. `parse` asks
//! the other files, each of which reads one sort of wording out of `words`.

mod dated;
mod falls;
mod fixed;
mod kind;
mod parse;
mod piece;
mod relative;
mod rhythm;
mod several;
mod span;
mod weekday;
#[cfg(test)]
mod wordings;
mod words;

pub use falls::Falls;
pub use kind::DeadlineKind;
pub use rhythm::Rhythm;

use chrono::{Datelike, Days, Weekday};

use crate::domain::day::{Day, DayError};

/// What the reading of a wording depends on besides the wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeadlineRules {
    /// The plan's year, for wordings that name none.
    pub year: i32,
    /// The day that everything is judged by ("mai", "+3", "cuối tháng").
    pub today: Day,
    /// Whether "Trước 15/12" means 14/12 (the strict reading) or, as in many
    /// offices, 15/12 itself.
    pub before_is_strict: bool,
}

/// A deadline: the wording and what follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The wording as it was typed, trimmed, NFC.
    pub wording: String,
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
    /// Whether [`Self::base_days`] are working days.
    pub working_days: bool,
    /// On which day of each period; only of [`DeadlineKind::Recurring`].
    pub falls: Falls,
    /// Whether the wording names several rhythms ("Hàng tuần, hàng tháng"), of
    /// which the shortest counts.
    pub several_rhythms: bool,
}

impl Deadline {
    /// Reads a wording. All forms are known in any case, with or without
    /// accents, the usual ones in English too; what is not known becomes
    /// [`DeadlineKind::Unclear`], never an error. An empty wording, "không" and
    /// "none" are [`Deadline::none`].
    ///
    /// A due day on a weekend or holiday is left as it is: moving it (Civil
    /// Code 2015, article 148) is for people to decide.
    ///
    /// # Errors
    ///
    /// [`DayError::Impossible`] if the wording holds a date that the calendar
    /// does not have (31/6, 29/02/2021).
    pub fn parse(wording: &str, rules: &DeadlineRules) -> Result<Self, DayError> {
        parse::deadline(wording, rules)
    }

    /// No deadline: an empty wording and no day.
    #[must_use]
    pub fn none() -> Self {
        Self {
            wording: String::new(),
            kind: DeadlineKind::None,
            rhythm: None,
            start_on: None,
            due_on: None,
            base_days: None,
            working_days: false,
            falls: Falls::Last,
            several_rhythms: false,
        }
    }

    /// The due days of the task's occurrences in a year: of a recurring one a
    /// day in each period, of any other kind exactly one, which is `None` where
    /// there is no day.
    #[must_use]
    pub fn due_days(&self, year: i32) -> Vec<Option<Day>> {
        match (self.kind, self.rhythm) {
            (DeadlineKind::Date, _) => vec![self.due_on],
            (DeadlineKind::Recurring, Some(rhythm)) => {
                let days = self.falls.days(rhythm, year).into_iter();
                days.map(Some).collect()
            }
            _ => vec![None],
        }
    }

    /// The due day of a relative deadline, counted from the day after `base`;
    /// `None` for other kinds and where the wording gives no number of days.
    /// Working days are all but Saturday and Sunday; holidays are not known
    /// here.
    #[must_use]
    pub fn relative_due(&self, base: Day) -> Option<Day> {
        if self.kind != DeadlineKind::Relative {
            return None;
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
