//! A wording read from beginning to end.

use super::words::Wording;
use super::{Deadline, DeadlineRules, DueRule, Reading, Reason, decide, spelling};
use crate::domain::day::{Day, DayError};
use crate::domain::english::in_vietnamese;
use crate::domain::text;
use chrono::Datelike;

/// The years that plans are of; a day in another is a slip of the finger.
const PLAN_YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// What a person types to have no deadline.
const NONE: [&str; 4] = ["", "khong", "khong co", "none"];

impl Deadline {
    /// Reads a wording. All forms are known in any case, with or without
    /// accents, the usual ones in English too; what is not known becomes
    /// [`DeadlineKind::Unclear`](super::DeadlineKind::Unclear), never an error. An empty wording, "không" and
    /// "none" are [`Deadline::none`].
    ///
    /// A due day on a weekend or holiday is left as it is: moving it (Civil
    /// Code 2015, article 148) is for people to decide.
    ///
    /// # Errors
    ///
    /// [`DayError::Impossible`] if a person typed a date that the calendar
    /// does not have (31/6, 29/02/2021). In a document it is unclear.
    pub fn parse(wording: &str, rules: &DeadlineRules) -> Result<Self, DayError> {
        let read = Self::read(wording, rules);
        match read.reason.as_ref().and_then(Reason::day_error) {
            Some(error) if rules.reading != Reading::Document => Err(error),
            _ => Ok(read),
        }
    }

    /// As [`Self::parse`], but a date that the calendar does not have is unclear too.
    pub fn read(wording: &str, rules: &DeadlineRules) -> Self {
        let folded = text::fold(wording);
        if NONE.contains(&folded.as_str()) {
            return Self::none();
        }
        let typed = match rules.reading {
            Reading::Prompt { .. } => text::nfc(wording.trim()),
            Reading::Document => squeezed(wording),
        };
        let english = in_vietnamese(&folded);
        let words = match &english {
            Some(words) => Wording::translated(words, rules),
            None => Wording::new(&typed, rules),
        };
        let mut read = decide::decide(&words, rules);
        if rules.reading == Reading::Document && read.due_on == Day::from_ymd_opt(1970, 1, 1) {
            return Self {
                reason: Some(Reason::EmptyDate),
                ..Self::none()
            };
        }
        if read.is_beyond_plans(rules.year) {
            read = decide::unclear(Reason::Unknown(typed.clone()));
        }
        if let (Some(_), Some(Reason::Unknown(words) | Reason::Unused(words))) =
            (&english, &mut read.reason)
        {
            words.clone_from(&typed);
        }
        read.wording = spelling::stored(&words, &read, &typed);
        read.begin_today(rules);
        read.typed = (read.wording != typed).then_some(typed);
        read
    }

    /// Whether a day of it lies in a year that no plan is of.
    fn is_beyond_plans(&self, year: i32) -> bool {
        let days = self.due_days(year).into_iter().flatten();
        let mut days = days.chain(self.start_on);
        days.any(|day| !PLAN_YEARS.contains(&day.year()))
    }

    /// A rhythm set in mid-year begins with the period of that day, unless the wording says
    /// otherwise.
    fn begin_today(&mut self, rules: &DeadlineRules) {
        if let Reading::Prompt { today } = rules.reading
            && today.year() == rules.year
            && self.from.is_none()
            && !self.whole_year
            && !matches!(self.due_rule, DueRule::Days(_))
        {
            self.from = self.rhythm.map(|_| today);
            // What has ended already is not begun.
            if self.due_days(rules.year) == [None] {
                self.from = None;
            }
        }
    }
}

/// Composed, trimmed, each run of blanks and line ends as one blank.
fn squeezed(wording: &str) -> String {
    let mut out = String::with_capacity(wording.len());
    for word in wording.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    text::nfc(&out)
}
