//! Periods (*kỳ báo cáo*): the spans of days that reports are made for.
//!
//! The cut-off days follow Nghị định 09/2019/NĐ-CP, article 12: a month's figures run from the 15th
//! of the month before to the 14th, and quarters, half-years and years are made of such months. So
//! 15–31 December belong to the next year's report, while they still lie inside the plan's year.
//! The nine months are a provincial rule. Weeks have no decree: the office's run from Monday to
//! Sunday. Plan year and report period are two different spans.

use super::day::{Day, Week, month_days};
use chrono::Datelike;

/// The last day of a month that belongs to its report where the plan sets no other: the 14th.
pub(crate) const CUTOFF_DAY: u32 = 14;

/// The sorts of periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PeriodKind {
    /// Tuần (giao ban): Monday to Sunday.
    Week,
    /// Tháng.
    Month,
    /// Quý.
    Quarter,
    /// 6 tháng đầu năm, 6 tháng cuối năm.
    HalfYear,
    /// 9 tháng đầu năm.
    NineMonths,
    /// Năm.
    Year,
}

words! {
    PeriodKind:
    Week = "week", Month = "month", Quarter = "quarter", HalfYear = "half-year",
    NineMonths = "nine-months", Year = "year",
}

impl PeriodKind {
    /// The months that the period with that month in it spans, 1 to 12. The nine months are the
    /// same for every month of a year.
    fn months(self, month: u32) -> (u32, u32) {
        match self {
            Self::Week | Self::Month => (month, month),
            Self::Quarter => ((month - 1) / 3 * 3 + 1, (month - 1) / 3 * 3 + 3),
            Self::HalfYear if month <= 6 => (1, 6),
            Self::HalfYear => (7, 12),
            Self::NineMonths => (1, 9),
            Self::Year => (1, 12),
        }
    }
}

/// A span of days that a report is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// What sort.
    pub kind: PeriodKind,
    /// The year that it belongs to by the cut-off days; of a week, the year of its Sunday.
    pub year: i32,
    /// The last month whose report it closes, 1 to 12; of a week, the month of its Sunday.
    pub month: u32,
    pub first: Day,
    /// Its last day, the cut-off.
    pub last: Day,
    /// The cut-off day that it was made with.
    pub cutoff: u32,
}

impl Period {
    /// The period that contains a day. `cutoff` is the last day of a month that still belongs to
    /// it, 1 to 31; where a month is shorter, its last day takes that place. A day after the nine
    /// months gives the nine months of its year.
    pub(crate) fn of(kind: PeriodKind, at: Day, cutoff: u32) -> Self {
        if kind == PeriodKind::Week {
            let week = Week::of(at);
            return Self {
                kind,
                year: week.sunday.year(),
                month: week.sunday.month(),
                first: week.monday,
                last: week.sunday,
                cutoff,
            };
        }
        let (mut year, mut month) = (at.year(), at.month());
        if at > closing(year, month, cutoff) {
            (year, month) = after(year, month);
        }
        Self::of_month(kind, year, month, cutoff)
    }

    fn of_month(kind: PeriodKind, year: i32, month: u32, cutoff: u32) -> Self {
        let (from, to) = kind.months(month);
        let (year_before, month_before) = before(year, from);
        let close = closing(year_before, month_before, cutoff);
        Self {
            kind,
            year,
            month: to,
            first: close.succ_opt().unwrap_or(close),
            last: closing(year, to, cutoff),
            cutoff,
        }
    }

    /// The period before: of the nine months, those of the year before.
    pub fn previous(self) -> Self {
        match self.kind {
            PeriodKind::NineMonths => Self::of_month(self.kind, self.year - 1, 9, self.cutoff),
            kind => Self::of(
                kind,
                self.first.pred_opt().unwrap_or(self.first),
                self.cutoff,
            ),
        }
    }

    /// The period of the same sort after it: of the nine months, those of the next year.
    pub(crate) fn following(self) -> Self {
        match self.kind {
            PeriodKind::NineMonths => Self::of_month(self.kind, self.year + 1, 9, self.cutoff),
            kind => Self::of(kind, self.last.succ_opt().unwrap_or(self.last), self.cutoff),
        }
    }

    /// What follows: the period of the same sort; after the nine months, the rest of the year.
    pub(crate) fn next(self) -> (Day, Day) {
        let first = self.last.succ_opt().unwrap_or(self.last);
        match self.kind {
            PeriodKind::NineMonths => (first, closing(self.year, 12, self.cutoff)),
            kind => (first, Self::of(kind, first, self.cutoff).last),
        }
    }

    /// Whether a day is in it.
    pub fn contains(self, day: Day) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// Which quarter (1 to 4) it closes.
    pub(crate) fn quarter(self) -> u32 {
        (self.month.max(1) - 1) / 3 + 1
    }
}

/// The cut-off day of a month.
fn closing(year: i32, month: u32, cutoff: u32) -> Day {
    let last = month_days(year, month).1;
    last.with_day(cutoff.clamp(1, 31)).unwrap_or(last)
}

fn after(year: i32, month: u32) -> (i32, u32) {
    if month == 12 {
        (year + 1, 1)
    } else {
        (year, month + 1)
    }
}

fn before(year: i32, month: u32) -> (i32, u32) {
    if month == 1 {
        (year - 1, 12)
    } else {
        (year, month - 1)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::day::from_iso;
    use PeriodKind::*;

    fn day(iso: &str) -> Day {
        from_iso(iso).unwrap()
    }

    #[test]
    fn periods_run_from_the_fifteenth_to_the_fourteenth() {
        for (kind, at, first, last, year) in [
            (Month, "2021-01-14", "2020-12-15", "2021-01-14", 2021),
            (Month, "2021-01-15", "2021-01-15", "2021-02-14", 2021),
            (Month, "2021-12-14", "2021-11-15", "2021-12-14", 2021),
            (Month, "2021-12-15", "2021-12-15", "2022-01-14", 2022),
            (Quarter, "2021-03-14", "2020-12-15", "2021-03-14", 2021),
            (Quarter, "2021-03-15", "2021-03-15", "2021-06-14", 2021),
            (Quarter, "2021-09-01", "2021-06-15", "2021-09-14", 2021),
            (Quarter, "2021-12-14", "2021-09-15", "2021-12-14", 2021),
            (HalfYear, "2021-06-14", "2020-12-15", "2021-06-14", 2021),
            (HalfYear, "2021-06-15", "2021-06-15", "2021-12-14", 2021),
            (NineMonths, "2021-06-11", "2020-12-15", "2021-09-14", 2021),
            (NineMonths, "2021-11-01", "2020-12-15", "2021-09-14", 2021),
            (Year, "2021-06-11", "2020-12-15", "2021-12-14", 2021),
            (Year, "2021-12-20", "2021-12-15", "2022-12-14", 2022),
            (Week, "2021-01-06", "2021-01-04", "2021-01-10", 2021),
        ] {
            let period = Period::of(kind, day(at), CUTOFF_DAY);
            assert_eq!(
                (period.first, period.last, period.year),
                (day(first), day(last), year),
                "{kind:?} {at}"
            );
        }
    }

    #[test]
    fn periods_of_a_kind_follow_each_other_without_a_gap() {
        for kind in [Week, Month, Quarter, HalfYear, Year] {
            for cutoff in [1, 14, 28, 29, 30, 31, 99] {
                let mut at = day("2019-12-01");
                while at < day("2024-03-05") {
                    let period = Period::of(kind, at, cutoff);
                    assert!(period.contains(at), "{kind:?} {at} {cutoff}");
                    let before = period.previous();
                    assert_eq!(before.last.succ_opt(), Some(period.first));
                    assert_eq!(before.next(), (period.first, period.last));
                    assert_eq!(before.following(), period);
                    at = at.succ_opt().unwrap();
                }
            }
        }
        let nine = Period::of(NineMonths, day("2021-06-11"), 14);
        assert_eq!(nine.previous().last, day("2020-09-14"));
        assert_eq!(nine.previous().following(), nine);
        assert_eq!(nine.next(), (day("2021-09-15"), day("2021-12-14")));
    }

    #[test]
    fn words_are_read_as_written() {
        for kind in PeriodKind::ALL {
            assert_eq!(PeriodKind::parse(kind.as_str()), Some(kind));
        }
    }
}
