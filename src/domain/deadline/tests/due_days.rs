//! The days that follow from a deadline.

use crate::domain::day::{self, Day};
use crate::domain::deadline::{Deadline, DeadlineKind, DueRule, Rhythm};

fn day(s: &str) -> Day {
    day::from_iso(s).unwrap()
}

fn recurring(rhythm: Rhythm, due_rule: DueRule) -> Deadline {
    Deadline {
        kind: DeadlineKind::Recurring,
        rhythm: Some(rhythm),
        due_rule,
        ..Deadline::none()
    }
}

fn due(deadline: &Deadline, year: i32) -> Vec<String> {
    let days = deadline.due_days(year).into_iter();
    days.map(|d| d.map_or_else(|| "-".to_owned(), day::iso))
        .collect()
}

#[test]
fn names_come_back() {
    for kind in DeadlineKind::ALL {
        assert_eq!(DeadlineKind::parse(kind.as_str()), Some(kind));
        let json = serde_json::to_string(&kind).unwrap();
        assert_eq!(json, format!("\"{}\"", kind.as_str()));
        assert_eq!(serde_json::from_str::<DeadlineKind>(&json).unwrap(), kind);
    }
    for rhythm in Rhythm::ALL {
        assert_eq!(Rhythm::parse(rhythm.as_str()), Some(rhythm));
        let json = serde_json::to_string(&rhythm).unwrap();
        assert_eq!(json, format!("\"{}\"", rhythm.as_str()));
    }
    assert_eq!(DeadlineKind::parse("Date"), None);
    assert_eq!(Rhythm::parse(""), None);
}

#[test]
fn occurrences_of_a_year() {
    let cases = [
        (
            Rhythm::Quarter,
            DueRule::Last,
            "2021-03-31 2021-06-30 2021-09-30 2021-12-31",
        ),
        (
            Rhythm::Quarter,
            DueRule::CutOff,
            "2021-03-14 2021-06-14 2021-09-14 2021-12-14",
        ),
        (Rhythm::HalfYear, DueRule::Last, "2021-06-30 2021-12-31"),
        (Rhythm::HalfYear, DueRule::CutOff, "2021-06-14 2021-12-14"),
        (Rhythm::Year, DueRule::Last, "2021-12-31"),
        (Rhythm::Year, DueRule::CutOff, "2021-12-14"),
    ];
    for (rhythm, due_rule, want) in cases {
        let got = due(&recurring(rhythm, due_rule), 2021).join(" ");
        assert_eq!(got, want, "{rhythm:?}");
    }
    let months = due(&recurring(Rhythm::Month, DueRule::Last), 2024);
    assert_eq!((months.len(), months[1].as_str()), (12, "2024-02-29"));
    let months = due(&recurring(Rhythm::Month, DueRule::CutOff), 2024);
    assert!(months.iter().all(|day| day.ends_with("-14")));
}

#[test]
fn weeks_are_due_on_the_sundays_of_the_year() {
    let cases = [
        (2021, 52, "2021-01-03", "2021-12-26"),
        (2023, 53, "2023-01-01", "2023-12-31"),
        (2026, 52, "2026-01-04", "2026-12-27"),
    ];
    for (year, count, first, last) in cases {
        for due_rule in [DueRule::Last, DueRule::CutOff] {
            let days = due(&recurring(Rhythm::Week, due_rule), year);
            assert_eq!(days.len(), count);
            assert_eq!(days.first().map(String::as_str), Some(first));
            assert_eq!(days.last().map(String::as_str), Some(last));
        }
    }
}

#[test]
fn other_kinds_have_one_occurrence() {
    assert_eq!(Deadline::none().due_days(2021), [None]);
    for kind in DeadlineKind::ALL {
        let deadline = Deadline {
            kind,
            due_on: Some(day("2021-06-30")),
            ..Deadline::none()
        };
        let want = (kind == DeadlineKind::Date).then(|| day("2021-06-30"));
        assert_eq!(deadline.due_days(2022), [want], "{kind:?}");
    }
    // Beyond the calendar there is little to tell, but it must come to an end.
    for year in [i32::MIN, i32::MAX] {
        assert!(recurring(Rhythm::Week, DueRule::Last).due_days(year).len() <= 1);
    }
}

#[test]
fn periods_of_a_day() {
    let cases = [
        (Rhythm::Week, "2021-01-01", "2020-12-28", "2021-01-03"),
        (Rhythm::Month, "2021-02-28", "2021-02-01", "2021-02-28"),
        (Rhythm::Quarter, "2021-06-30", "2021-04-01", "2021-06-30"),
        (Rhythm::HalfYear, "2021-06-30", "2021-01-01", "2021-06-30"),
        (Rhythm::HalfYear, "2021-07-01", "2021-07-01", "2021-12-31"),
        (Rhythm::Year, "2021-06-14", "2021-01-01", "2021-12-31"),
    ];
    for (rhythm, inside, first, last) in cases {
        assert_eq!(rhythm.period_of(day(inside)), (day(first), day(last)));
    }
}

#[test]
fn relative_deadlines_get_their_day_from_a_base() {
    // 2021-06-11 is a Friday.
    let cases = [
        (15, false, "2021-06-11", "2021-06-26"),
        (0, false, "2021-06-11", "2021-06-11"),
        (0, true, "2021-06-12", "2021-06-12"),
        (1, true, "2021-06-11", "2021-06-14"),
        (5, true, "2021-06-11", "2021-06-18"),
        (10, true, "2021-06-11", "2021-06-25"),
        (1, true, "2021-06-12", "2021-06-14"),
        (5, true, "2021-06-13", "2021-06-18"),
        (6, true, "2021-06-10", "2021-06-18"),
        (3, true, "2021-06-09", "2021-06-14"),
    ];
    for (count, working_days, base, want) in cases {
        let deadline = Deadline {
            kind: DeadlineKind::Relative,
            base_days: Some(count),
            working_days,
            ..Deadline::none()
        };
        let got = deadline.relative_due(day(base));
        assert_eq!(got, Some(day(want)), "{count} from {base}");
    }
}

#[test]
fn no_relative_day_without_a_number_or_beyond_the_calendar() {
    let mut deadline = Deadline {
        kind: DeadlineKind::Relative,
        ..Deadline::none()
    };
    assert_eq!(deadline.relative_due(day("2021-06-11")), None);
    deadline.base_days = Some(u32::MAX);
    for working_days in [false, true] {
        deadline.working_days = working_days;
        assert_eq!(deadline.relative_due(day("2021-06-11")), None);
    }
    deadline.base_days = Some(3);
    deadline.kind = DeadlineKind::Date;
    assert_eq!(deadline.relative_due(day("2021-06-11")), None);
}
