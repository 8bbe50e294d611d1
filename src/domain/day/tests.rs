//! Days as they are typed, the weeks and periods that they lie in, and how they are stored.

use super::*;
use chrono::Datelike;

fn day(s: &str) -> Day {
    from_iso(s).unwrap()
}

/// A Friday in the second quarter.
fn today() -> Day {
    day("2021-06-11")
}

#[test]
fn known_forms() {
    let cases = [
        ("15/6", "2022-06-15"),
        ("05/07", "2022-07-05"),
        ("3/2/2015", "2015-02-03"),
        ("15/12/21", "2021-12-15"),
        ("15-12-2021", "2021-12-15"),
        ("15.12.2021", "2021-12-15"),
        ("15.12", "2022-12-15"),
        ("15-12", "2022-12-15"),
        ("  15 / 12 / 2021 ", "2021-12-15"),
        ("2021-06-05", "2021-06-05"),
        ("2021-6-5", "2021-06-05"),
        ("ngày 15/12/2021", "2021-12-15"),
        ("NGAY 15/12", "2022-12-15"),
        ("Ngày 13 tháng 8 năm 2020", "2020-08-13"),
        ("13 thang 8", "2022-08-13"),
        ("29/2/2024", "2024-02-29"),
        ("hôm nay", "2021-06-11"),
        ("Hom Nay", "2021-06-11"),
        ("nay", "2021-06-11"),
        ("today", "2021-06-11"),
        ("mai", "2021-06-12"),
        ("ngày mai", "2021-06-12"),
        ("HÔM QUA", "2021-06-10"),
        ("+3", "2021-06-14"),
        ("+ 3", "2021-06-14"),
        ("-2", "2021-06-09"),
        ("+0", "2021-06-11"),
        ("cuối tuần", "2021-06-13"),
        ("cuoi thang", "2021-06-30"),
        ("Cuối quý", "2021-06-30"),
        ("cuối quí", "2021-06-30"),
        ("cuối năm", "2021-12-31"),
        ("1", "2021-06-01"),
        ("ngày 30", "2021-06-30"),
        ("cuo\u{302}\u{301}i na\u{306}m", "2021-12-31"),
        ("giữa tháng", "2021-06-15"),
        ("Giữa tháng 7", "2022-07-15"),
        ("cuối tháng 2", "2022-02-28"),
        ("cuối quý III", "2022-09-30"),
        ("cuối quí 4", "2022-12-31"),
        ("end of month", "2021-06-30"),
        ("end of July", "2022-07-31"),
        ("mid-July", "2022-07-15"),
        ("15 July 2021", "2021-07-15"),
        ("July 15", "2022-07-15"),
    ];
    for (typed, want) in cases {
        assert_eq!(parse_day(typed, today(), 2022), Ok(day(want)), "{typed}");
    }
}

#[test]
fn days_that_do_not_exist() {
    let cases = [
        ("31/6", (31, 6, 2021)),
        ("29/02/2021", (29, 2, 2021)),
        ("29-2-2100", (29, 2, 2100)),
        ("12/31/2021", (12, 31, 2021)),
        ("0/5", (0, 5, 2021)),
        ("5/0", (5, 0, 2021)),
        ("31", (31, 6, 2021)),
        ("45", (45, 6, 2021)),
        ("2021-02-30", (30, 2, 2021)),
        ("ngày 31 tháng 4", (31, 4, 2021)),
    ];
    for (typed, (day, month, year)) in cases {
        let want = Err(DayError::Impossible { day, month, year });
        assert_eq!(parse_day(typed, today(), 2021), want, "{typed}");
    }
}

#[test]
fn unreadable_is_given_back_trimmed_and_composed() {
    let cases = [
        "",
        "abc",
        "15/6/",
        "15/",
        "/6",
        "15/6/1",
        "15/6/202",
        "15/6/20211",
        "15/6-2021",
        "15//6",
        "1/2/3/4",
        "100",
        "+",
        "-",
        "+x",
        "+-3",
        "--3",
        "+999999",
        "15/12/0221",
        "15/12/2201",
        "31/12/9999",
        "2201-01-05",
        "+80000",
        "Quý II",
        "tháng 6",
        "cuối",
        "ngày",
        "ngày ngày 3",
        "１５/6",
        "15/6a",
        "+3 ngày",
        "2021/06/15",
        "15 6",
    ];
    for typed in cases {
        let want = Err(DayError::Unreadable(typed.to_owned()));
        assert_eq!(
            parse_day(&format!(" {typed} "), today(), 2021),
            want,
            "{typed}"
        );
    }
    assert_eq!(
        parse_day("quy\u{301}", today(), 2021),
        Err(DayError::Unreadable("quý".to_owned()))
    );
}

#[test]
fn the_calendar_has_ends() {
    assert!(parse_day("mai", Day::MAX, 2021).is_err());
    assert!(parse_day("-1", Day::MIN, 2021).is_err());
    assert!(parse_day("1/1", today(), i32::MAX).is_err());
    for edge in [Day::MIN, Day::MAX] {
        let week = Week::of(edge);
        assert!(week.monday <= edge && edge <= week.sunday);
        assert!(week.next().sunday >= week.sunday);
        assert!(week.previous().monday <= week.monday);
    }
    for year in [i32::MIN, -300_000, 300_000, i32::MAX] {
        let (start, end) = year_days(year);
        assert!(start <= end);
    }
    assert!(year_days(Day::MAX.year()).1 <= Day::MAX);
}

#[test]
fn a_day_is_read_up_to_the_last_year_of_plans_and_no_further() {
    let last = day("2200-12-31");
    assert_eq!(parse_day("31/12/2200", today(), 2021), Ok(last));
    for typed in ["mai", "+1", "1/1/2201"] {
        assert!(parse_day(typed, last, 2200).is_err(), "{typed}");
    }
    assert_eq!(parse_day("cuối năm", last, 2200), Ok(last));
}

#[test]
fn weeks_run_from_monday_to_sunday_across_the_new_year() {
    let cases = [
        ("2021-01-01", "2020-12-28", "2021-01-03"),
        ("2021-01-04", "2021-01-04", "2021-01-10"),
        ("2021-01-10", "2021-01-04", "2021-01-10"),
        ("2026-12-31", "2026-12-28", "2027-01-03"),
    ];
    for (inside, monday, sunday) in cases {
        let week = Week::of(day(inside));
        assert_eq!((week.monday, week.sunday), (day(monday), day(sunday)));
        assert_eq!(week.next().previous(), week);
        assert_eq!(Some(week.next().monday), week.sunday.succ_opt());
        assert!(week.contains(day(inside)) && !week.contains(week.next().monday));
    }
}

#[test]
fn periods_of_the_year() {
    let span = |(start, end): (Day, Day)| format!("{start} {end}");
    let cases = [
        (month_days(2021, 2), "2021-02-01 2021-02-28"),
        (month_days(2024, 2), "2024-02-01 2024-02-29"),
        (month_days(2021, 12), "2021-12-01 2021-12-31"),
        (month_days(2021, 0), "2021-01-01 2021-01-31"),
        (month_days(2021, 99), "2021-12-01 2021-12-31"),
        (quarter_days(2021, 1), "2021-01-01 2021-03-31"),
        (quarter_days(2021, 2), "2021-04-01 2021-06-30"),
        (quarter_days(2021, 3), "2021-07-01 2021-09-30"),
        (quarter_days(2021, 4), "2021-10-01 2021-12-31"),
        (quarter_days(2021, u32::MAX), "2021-10-01 2021-12-31"),
        (half_days(2021, 1), "2021-01-01 2021-06-30"),
        (half_days(2021, 2), "2021-07-01 2021-12-31"),
        (year_days(2021), "2021-01-01 2021-12-31"),
    ];
    for (got, want) in cases {
        assert_eq!(span(got), want);
    }
    for (month, quarter) in [
        (1, 1),
        (3, 1),
        (4, 2),
        (6, 2),
        (7, 3),
        (9, 3),
        (10, 4),
        (12, 4),
    ] {
        assert_eq!(quarter_of(month_days(2021, month).1), quarter);
    }
}

#[test]
fn stored_days_come_back() {
    for stored in ["2021-06-05", "2024-02-29", "1900-01-01", "9999-12-31"] {
        assert_eq!(from_iso(stored).map(iso).as_deref(), Some(stored));
    }
    for bad in [
        "",
        "2021-6-5",
        "2021-06-31",
        "2021-06-05 ",
        "+021-06-05",
        "2021/06/05",
        "2021-06-0ệ",
    ] {
        assert_eq!(from_iso(bad), None, "{bad}");
    }
}
