//! On which day of its periods a recurring deadline falls due.

use super::Rhythm;
use crate::domain::day::{Day, Week};
use chrono::{Datelike, Days, Weekday};

/// Day of the month on which a reporting period closes (decree 09/2019/NĐ-CP,
/// article 12: monthly, quarterly, half-yearly and yearly reports alike).
const REPORT_CUT_OFF: u32 = 14;

/// On which day of each period a recurring deadline is due.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Falls {
    /// On the last; weeks close on Sunday.
    #[default]
    Last,
    /// On the reports' cut-off day ("Hằng quý theo kỳ báo cáo"). Weeks have
    /// none in the decree; they close on Sunday always.
    CutOff,
    /// On this day of the period's last month ("Ngày 25 hằng tháng"); where the
    /// month is shorter, on its last day.
    MonthDay(u32),
    /// On this day of the week ("Thứ Sáu hằng tuần").
    Weekday(Weekday),
    /// On these days and no others ("Quý II và Quý IV", "15/6 và 15/12"), in
    /// order; each lies in a period of its own.
    Days(Vec<Day>),
}

impl Falls {
    /// The due days of a year, in order.
    pub(super) fn days(&self, rhythm: Rhythm, year: i32) -> Vec<Day> {
        if let Self::Days(days) = self {
            return days.clone();
        }
        let ends = rhythm.period_ends(year).into_iter();
        ends.map(|end| self.within(rhythm, end)).collect()
    }

    /// The due day of the period that ends on `end`.
    fn within(&self, rhythm: Rhythm, end: Day) -> Day {
        match self {
            Self::CutOff if rhythm != Rhythm::Week => month_day(end, REPORT_CUT_OFF),
            Self::MonthDay(number) => month_day(end, *number),
            Self::Weekday(weekday) => {
                let since_monday = u64::from(weekday.num_days_from_monday());
                let day = Week::of(end)
                    .monday
                    .checked_add_days(Days::new(since_monday));
                day.unwrap_or(end)
            }
            Self::CutOff | Self::Last | Self::Days(_) => end,
        }
    }
}

/// That day of the month that ends on `end`.
fn month_day(end: Day, number: u32) -> Day {
    end.with_day(number.min(end.day())).unwrap_or(end)
}
