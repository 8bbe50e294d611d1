//! Every wording and what it comes to.

use super::{Deadline, DeadlineKind, DeadlineRules, WordingOrigin};
use crate::domain::day::{self, Day};
use crate::domain::text;
use unicode_normalization::UnicodeNormalization;

/// Plan year 2021, seen on a Friday in the second quarter.
fn rules() -> DeadlineRules {
    DeadlineRules {
        year: 2021,
        reading: WordingOrigin::Prompt {
            today: day::from_iso("2021-06-11").unwrap(),
        },
        before_is_strict: true,
    }
}

fn read(wording: &str) -> Deadline {
    Deadline::parse(wording, &rules()).unwrap_or_else(|e| panic!("{wording}: {e:?}"))
}

/// The same in a document of 2021.
fn read_document(wording: &str) -> Deadline {
    let rules = DeadlineRules {
        reading: WordingOrigin::Document,
        ..rules()
    };
    Deadline::read(wording, &rules)
}

/// What was typed, whether or not it is stored in other words.
fn typed(deadline: &Deadline) -> &String {
    deadline.typed.as_ref().unwrap_or(&deadline.wording)
}

/// Start and due day, in short: "01/04 30/06", "- 30/06", years only if not 2021.
fn days(deadline: &Deadline) -> String {
    let short = |day: Option<Day>| match day {
        Some(day) => day.format("%d/%m/%Y").to_string().replace("/2021", ""),
        None => "-".to_owned(),
    };
    format!("{} {}", short(deadline.start_on), short(deadline.due_on))
}

/// The ways in which the same wording may arrive.
fn forms(wording: &str) -> [String; 5] {
    [
        wording.to_owned(),
        wording.nfd().collect(),
        wording.to_uppercase(),
        text::fold(wording),
        format!("  {} . ", text::fold(wording).to_uppercase()),
    ]
}

fn assert_dates(cases: &[(&str, &str)]) {
    for (wording, want) in cases {
        for form in forms(wording) {
            let got = read(&form);
            assert_eq!(got.kind, DeadlineKind::Date, "{form}");
            assert_eq!(days(&got), *want, "{form}");
            assert_eq!(*typed(&got), text::nfc(form.trim()), "{form}");
            assert_eq!((got.rhythm, got.base_days), (None, None), "{form}");
        }
    }
}

fn assert_kind(kind: DeadlineKind, wordings: &[&str]) {
    for wording in wordings {
        for form in forms(wording) {
            let got = read(&form);
            assert_eq!(got.kind, kind, "{form}");
            assert_eq!(days(&got), "- -", "{form}");
            assert_eq!(*typed(&got), text::nfc(form.trim()), "{form}");
        }
    }
}

#[test]
fn the_usual_english_wordings() {
    for (english, vietnamese) in [
        ("monthly", "Hằng tháng"),
        ("Quarterly", "Hằng quý"),
        ("weekly", "Hằng tuần"),
        ("every six months", "6 tháng một lần"),
        ("Quarter 3", "Quý III"),
        ("in Q3/2021", "Trong Q3/2021"),
        ("end of July", "Cuối tháng 7"),
        ("by the end of July", "Chậm nhất cuối tháng 7"),
        ("by 15/12", "Chậm nhất 15/12"),
        ("before 15/12", "Trước 15/12"),
        ("July", "Tháng 7"),
        ("mid-July", "Giữa tháng 7"),
        ("15 July 2021", "15 tháng 7 năm 2021"),
        ("July 15", "15/7"),
        ("this week", "Tuần này"),
        ("Friday next week", "Thứ Sáu tuần sau"),
        ("every Friday", "Thứ Sáu hằng tuần"),
        ("the 25th of every month", "Ngày 25 hằng tháng"),
        ("first half of the year", "6 tháng đầu năm"),
        ("end of the year", "Cuối năm"),
        ("ongoing", "Thường xuyên"),
        ("on request", "Khi có yêu cầu"),
        ("within 15 days", "Trong 15 ngày"),
        ("Q2 and Q4", "Quý II và Quý IV"),
    ] {
        let got = read(english);
        let want = read(vietnamese);
        assert_ne!(want.kind, DeadlineKind::Unclear, "{vietnamese}");
        let words = Deadline {
            wording: want.wording.clone(),
            typed: want.typed.clone(),
            ..got.clone()
        };
        assert_eq!(words, want, "{english}");
        assert_eq!(typed(&got), english);
    }
}

#[test]
fn nothing_typed_can_break_the_reader() {
    let pieces = [
        "quý ",
        "II",
        "/",
        "-",
        ".",
        ",",
        " ",
        "31",
        "6",
        "2021",
        "tháng ",
        "ngày ",
        "trước ",
        "từ ",
        "đến ",
        "hằng ",
        "năm ",
        "lần",
        "và ",
        "sau khi ",
        "thứ ",
        "tuần ",
        "giữa ",
        "end of ",
        "july ",
        "99999999999",
        "ệ",
        "+",
        "(",
    ];
    // A fixed walk over the pieces, so that a failure comes back.
    let mut seed = 7_u64;
    for _ in 0..20_000 {
        let mut wording = String::new();
        for _ in 0..8 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let at = usize::try_from(seed >> 33).unwrap() % pieces.len();
            wording.push_str(pieces[at]);
        }
        for year in [2021, i32::MAX] {
            let rules = DeadlineRules { year, ..rules() };
            if let Ok(read) = Deadline::parse(&wording, &rules) {
                assert_eq!(read.due_on.is_some(), read.kind == DeadlineKind::Date);
                assert_eq!(read.rhythm.is_some(), read.kind == DeadlineKind::Recurring);
                assert!(read.start_on.is_none() || read.start_on <= read.due_on);
            }
        }
    }
}

/// Wordings that name one day.
mod dates {
    use super::{assert_dates, days, forms, read, rules};
    use crate::domain::day::DayError;
    use crate::domain::deadline::{Deadline, DeadlineRules, NoDayReason};

    #[test]
    fn quarters() {
        assert_dates(&[
            ("Quý I", "01/01 31/03"),
            ("Quý II", "01/04 30/06"),
            ("Quý III", "01/07 30/09"),
            ("Quý IV", "01/10 31/12"),
            ("Quý 1", "01/01 31/03"),
            ("quy 2/2021", "01/04 30/06"),
            ("quí 03", "01/07 30/09"),
            ("Quý IV/2022", "01/10/2022 31/12/2022"),
            ("Quý II-2022", "01/04/2022 30/06/2022"),
            ("Quý II/22", "01/04/2022 30/06/2022"),
            ("Quý II/2013", "01/04/2013 30/06/2013"),
            ("Quý II năm 2021", "01/04 30/06"),
            ("Quý II, năm 2021", "01/04 30/06"),
            ("Quý2", "01/04 30/06"),
            ("Q.II", "01/04 30/06"),
            ("Q3/2021", "01/07 30/09"),
            ("Quý Ⅱ", "01/04 30/06"),
            ("Trong quý III", "01/07 30/09"),
            ("Hoàn thành trong quý III/2021", "01/07 30/09"),
            ("Quý II-III", "01/04 30/09"),
            ("Quý II – III/2021", "01/04 30/09"),
            ("Quý II, III", "01/04 30/09"),
            ("Quý II và III", "01/04 30/09"),
            ("Quý II & III", "01/04 30/09"),
            ("Quý II/III", "01/04 30/09"),
            ("Quý 2, 3/2022", "01/04/2022 30/09/2022"),
            ("Quý II đến quý IV", "01/04 31/12"),
            ("Từ quý II đến hết quý IV/2021", "01/04 31/12"),
            ("Quý IV/2021 - quý I/2022", "01/10 31/03/2022"),
            ("Đến hết quý II", "- 30/06"),
            ("Chậm nhất quý II", "- 30/06"),
            ("Cuối quý II/2021", "- 30/06"),
            ("Trước quý III", "- 30/06"),
            ("Quý IV hằng năm", "01/10 31/12"),
        ]);
    }

    #[test]
    fn months_and_parts_of_the_year() {
        assert_dates(&[
            ("Tháng 6", "01/06 30/06"),
            ("Tháng 06/2021", "01/06 30/06"),
            ("tháng 2 năm 2024", "01/02/2024 29/02/2024"),
            ("Tháng 6-2021", "01/06 30/06"),
            ("Tháng 3/21", "01/03 31/03"),
            ("6/2021", "01/06 30/06"),
            ("Tháng 3-5", "01/03 31/05"),
            ("Tháng 3 - 5/2021", "01/03 31/05"),
            ("Tháng 3, 4, 5", "01/03 31/05"),
            ("Tháng 3 đến tháng 5", "01/03 31/05"),
            ("Tháng 12/2021 - 02/2022", "01/12 28/02/2022"),
            ("Từ tháng 3 đến tháng 5 năm 2022", "01/03/2022 31/05/2022"),
            ("Trước tháng 6", "- 31/05"),
            ("Cuối tháng 9", "- 30/09"),
            ("6 tháng đầu năm", "01/01 30/06"),
            ("06 tháng đầu năm 2021", "01/01 30/06"),
            ("Sáu tháng đầu năm", "01/01 30/06"),
            ("6 tháng cuối năm", "01/07 31/12"),
            ("9 tháng", "01/01 30/09"),
            ("9 tháng đầu năm 2021", "01/01 30/09"),
            ("9 tháng năm 2022", "01/01/2022 30/09/2022"),
            ("Cả năm", "01/01 31/12"),
            ("Cả năm 2021", "01/01 31/12"),
            ("Trong năm", "01/01 31/12"),
            ("Trong năm 2021", "01/01 31/12"),
            ("Trong năm nay", "01/01 31/12"),
            ("Năm 2021", "01/01 31/12"),
            ("2021", "01/01 31/12"),
            ("Năm 2021-2022", "01/01 31/12/2022"),
            ("Đến hết năm 2021", "- 31/12"),
            ("Hết năm", "- 31/12"),
            ("Cuối năm", "- 31/12"),
            ("Cuối năm 2022", "- 31/12/2022"),
            ("Trước cuối năm", "- 31/12"),
            ("Trước năm 2022", "- 31/12"),
            ("Từ nay đến hết năm 2021", "- 31/12"),
        ]);
    }

    #[test]
    fn days_of_the_calendar() {
        assert_dates(&[
            ("15/12", "- 15/12"),
            ("ngày 15/12/2021", "- 15/12"),
            ("15-12-2022", "- 15/12/2022"),
            ("15.12.21", "- 15/12"),
            ("2021-12-15", "- 15/12"),
            ("Ngày 05 tháng 7 năm 2021", "- 05/07"),
            ("15 tháng 6", "- 15/06"),
            ("Chậm nhất ngày 15/12", "- 15/12"),
            ("Chậm nhất là ngày 15/12", "- 15/12"),
            ("Đến hết ngày 15/12", "- 15/12"),
            ("Đến 30/6", "- 30/06"),
            ("Thời hạn: 30/6", "- 30/06"),
            ("TRUOC 15/12", "- 14/12"),
            ("Trước ngày 15/12/2021", "- 14/12"),
            ("hoàn thành trước ngày 15/12", "- 14/12"),
            ("Trước 01/01/2022", "- 31/12"),
            ("Trước 15/12 hằng năm", "- 14/12"),
            ("Trước 17h00 ngày 15/12", "- 15/12"),
            ("Trước 17 giờ 30 phút, ngày 15/12", "- 15/12"),
            ("Trước 17:00 ngày 15/12", "- 15/12"),
            ("01/3 - 15/4", "01/03 15/04"),
            ("01/11-15/12/2022", "01/11/2022 15/12/2022"),
            ("29/02 đến 15/03/2024", "29/02/2024 15/03/2024"),
            ("Từ ngày 01/3 đến hết ngày 15/4/2021", "01/03 15/04"),
            ("01-15/6", "01/06 15/06"),
            ("Từ ngày 01 đến ngày 15/6", "01/06 15/06"),
            ("Từ 15/3 đến hết quý II", "15/03 30/06"),
            ("+3", "- 14/06"),
            ("mai", "- 12/06"),
            ("cuối tháng", "- 30/06"),
            ("Đến cuối tuần", "- 13/06"),
            ("30", "- 30/06"),
        ]);
    }

    #[test]
    fn weeks_months_and_quarters_seen_from_today() {
        assert_dates(&[
            ("Tuần này", "07/06 13/06"),
            ("Tuần sau", "14/06 20/06"),
            ("Trong tuần tới", "14/06 20/06"),
            ("Cuối tuần sau", "- 20/06"),
            ("Thứ Sáu tuần này", "- 11/06"),
            ("thứ 6 tuần sau", "- 18/06"),
            ("Trước thứ Sáu tuần sau", "- 17/06"),
            ("Chiều thứ Sáu tuần này", "- 11/06"),
            ("Trước 17 giờ thứ Sáu tuần này", "- 11/06"),
            ("Chủ nhật tuần sau", "- 20/06"),
            ("Tháng này", "01/06 30/06"),
            ("Quý này", "01/04 30/06"),
            ("Quý sau", "01/07 30/09"),
        ]);
    }

    #[test]
    fn june_and_the_next_month_are_distinguished_by_their_accent() {
        for (wording, want) in [
            ("Tháng sau", "01/07 31/07"),
            ("TRƯỚC THÁNG SAU", "- 30/06"),
            ("Cuối tháng sau", "- 31/07"),
            ("Ngày 15 tháng sau", "- 15/07"),
            ("Tháng sáu", "01/06 30/06"),
            ("trước tháng sáu", "- 31/05"),
            ("Trong THÁNG SÁU", "01/06 30/06"),
            ("Cuối tháng sáu", "- 30/06"),
            ("next month", "01/07 31/07"),
        ] {
            assert_eq!(days(&read(wording)), want, "{wording}");
        }
        let bare = read("thang sau");
        assert_eq!(bare.reason, Some(NoDayReason::Accents));
        assert_eq!(bare.wording, "thang sau");
    }

    #[test]
    fn parts_of_a_month_and_its_short_names() {
        assert_dates(&[
            ("T7", "01/07 31/07"),
            ("Th7", "01/07 31/07"),
            ("T.7/2022", "01/07/2022 31/07/2022"),
            ("Th 12", "01/12 31/12"),
            ("Trước T7", "- 30/06"),
            ("Giữa tháng 7", "- 15/07"),
            ("Trước giữa tháng 7", "- 14/07"),
            ("giữa T7/2022", "- 15/07/2022"),
            ("Thượng tuần tháng 7", "- 10/07"),
            ("Trung tuần tháng 7", "- 20/07"),
            ("Hạ tuần tháng 7", "- 31/07"),
        ]);
    }

    #[test]
    fn before_may_be_read_leniently() {
        let lenient = DeadlineRules {
            before_is_strict: false,
            ..rules()
        };
        let cases = [
            ("Trước 15/12", "- 15/12"),
            ("Trước mai", "- 12/06"),
            ("Trước quý III", "- 30/06"),
            ("Trước cuối tháng", "- 30/06"),
        ];
        for (wording, want) in cases {
            let got = Deadline::parse(wording, &lenient).unwrap();
            assert_eq!(days(&got), want, "{wording}");
        }
        assert_eq!(days(&read("Trước mai")), "- 11/06");
        assert_eq!(days(&read("Trước cuối tháng")), "- 30/06");
    }

    #[test]
    fn dates_that_do_not_exist_are_refused_everywhere() {
        let cases = [
            ("31/6", (31, 6, 2021)),
            ("29/02/2021", (29, 2, 2021)),
            ("Trước ngày 31/6", (31, 6, 2021)),
            ("TRUOC 31-9-2022", (31, 9, 2022)),
            ("15/13", (15, 13, 2021)),
            ("Ngày 31 tháng 4 năm 2021", (31, 4, 2021)),
            ("Từ 15/6 đến 31/6", (31, 6, 2021)),
            ("15/6 và 31/9", (31, 9, 2021)),
            ("Quý II (chậm nhất 31/6)", (31, 6, 2021)),
            ("trong 15 ngày kể từ ngày 31/6", (31, 6, 2021)),
            ("Khi có yêu cầu, trước 29/2/2022", (29, 2, 2022)),
            ("Thường xuyên đến 31/11", (31, 11, 2021)),
            ("Hoàn thành 12/31/2021 là xong", (12, 31, 2021)),
            ("31", (31, 6, 2021)),
        ];
        for (wording, (day, month, year)) in cases {
            let want = Err(DayError::Impossible { day, month, year });
            for form in forms(wording) {
                assert_eq!(Deadline::parse(&form, &rules()), want, "{form}");
            }
        }
    }

    #[test]
    fn a_missing_year_is_the_plans_year() {
        let rules = DeadlineRules {
            year: 2024,
            ..rules()
        };
        for (wording, want) in [
            ("Quý I", "01/01/2024 31/03/2024"),
            ("29/2", "- 29/02/2024"),
            ("Trong năm", "01/01/2024 31/12/2024"),
            ("Cuối năm", "- 31/12/2024"),
            ("Quý I/2021", "01/01 31/03"),
        ] {
            assert_eq!(days(&Deadline::parse(wording, &rules).unwrap()), want);
        }
    }
}

/// Wordings that name a day in each of several periods.
mod recurring {
    use super::{days, forms, read, read_document, rules};
    use crate::domain::day;
    use crate::domain::deadline::{Deadline, DeadlineKind, DeadlineRules, DueRule, Rhythm};

    #[test]
    fn rhythms() {
        use Rhythm::{HalfYear, Month, Quarter, Week, Year};
        let cases = [
            ("Hằng tuần", Week),
            ("Hàng tuần", Week),
            ("Hàng tháng", Month),
            ("Hằng quý", Quarter),
            ("hàng quí", Quarter),
            ("hang quy", Quarter),
            ("Hằng năm", Year),
            ("6 tháng", HalfYear),
            ("06 tháng", HalfYear),
            ("6 tháng một lần", HalfYear),
            ("6 tháng/lần", HalfYear),
            ("3 tháng 1 lần", Quarter),
            ("Định kỳ 6 tháng", HalfYear),
            ("định kỳ theo quý", Quarter),
            ("Thực hiện định kỳ theo quý", Quarter),
            ("Định kỳ hằng tháng", Month),
            ("Định kỳ, hằng tháng", Month),
            ("Định kỳ quý", Quarter),
            ("Mỗi quý một lần", Quarter),
            ("01 lần/quý", Quarter),
            ("Ít nhất 1 lần/năm", Year),
            ("2 lần/năm", HalfYear),
            ("Mỗi năm 4 lần", Quarter),
            ("Hàng tuần, hàng tháng", Week),
            ("Hàng tháng, quý, 6 tháng, 9 tháng, năm", Month),
            ("Quý, 6 tháng, cả năm", Quarter),
            ("Hằng tháng/quý", Month),
            ("6 tháng và năm", HalfYear),
            ("Hằng quý năm 2021", Quarter),
            ("Hằng quý trong năm", Quarter),
            ("Hằng quý và khi có yêu cầu", Quarter),
            ("Hằng năm theo quy định", Year),
            ("Thường xuyên, hằng quý", Quarter),
        ];
        for (wording, rhythm) in cases {
            for form in forms(wording) {
                let got = read_document(&form);
                assert_eq!(got.kind, DeadlineKind::Recurring, "{form}");
                assert_eq!(got.rhythm, Some(rhythm), "{form}");
                assert_eq!(got.due_rule, DueRule::Last, "{form}");
                assert_eq!(days(&got), "- -", "{form}");
            }
        }
    }

    #[test]
    fn rhythms_that_name_their_day() {
        let day_25 = ["25", "25", "25"];
        for (wording, rhythm, days) in [
            ("Ngày 25 hằng tháng", Rhythm::Month, day_25),
            ("Hằng tháng, ngày 25", Rhythm::Month, day_25),
            ("Chậm nhất ngày 25 hàng tháng", Rhythm::Month, day_25),
            ("Hàng tháng (chậm nhất ngày 25)", Rhythm::Month, day_25),
            ("Định kỳ ngày 25 các tháng", Rhythm::Month, day_25),
            ("Trước ngày 26 hằng tháng", Rhythm::Month, day_25),
            ("Trước 26 hằng tháng", Rhythm::Month, day_25),
            ("Ngày 31 hằng tháng", Rhythm::Month, ["31", "28", "31"]),
            (
                "Ngày 20 tháng cuối quý",
                Rhythm::Quarter,
                ["20", "20", "20"],
            ),
            (
                "Trước ngày 20 của tháng cuối mỗi quý",
                Rhythm::Quarter,
                ["19", "19", "19"],
            ),
            ("Thứ Sáu hằng tuần", Rhythm::Week, ["01", "08", "15"]),
            ("Hằng tuần, vào thứ Sáu", Rhythm::Week, ["01", "08", "15"]),
            (
                "Trước 17 giờ thứ 6 hằng tuần",
                Rhythm::Week,
                ["01", "08", "15"],
            ),
            ("Trước thứ Bảy hằng tuần", Rhythm::Week, ["01", "08", "15"]),
            ("Sáng thứ Hai hằng tuần", Rhythm::Week, ["04", "11", "18"]),
        ] {
            for form in forms(wording) {
                let got = read_document(&form);
                assert_eq!(got.kind, DeadlineKind::Recurring, "{form}");
                assert_eq!(got.rhythm, Some(rhythm), "{form}");
                let due = got.due_days(2021).into_iter().flatten();
                let due: Vec<String> = due
                    .take(3)
                    .map(|day| day.format("%d").to_string())
                    .collect();
                assert_eq!(due, days, "{form}");
            }
        }
        let lenient = DeadlineRules {
            before_is_strict: false,
            ..rules()
        };
        let got = Deadline::parse("Trước ngày 20 hằng tháng", &lenient).unwrap();
        assert_eq!(got.due_rule, DueRule::MonthDay(20));
    }

    #[test]
    fn several_days_in_one_wording() {
        for (wording, rhythm, days) in [
            ("Quý II và Quý IV", Rhythm::Quarter, "30/06 31/12"),
            ("Quý II, IV", Rhythm::Quarter, "30/06 31/12"),
            ("Trong quý I, quý III/2021", Rhythm::Quarter, "31/03 30/09"),
            ("Tháng 6 và tháng 12", Rhythm::Month, "30/06 31/12"),
            (
                "Tháng 3, 6, 9, 12",
                Rhythm::Month,
                "31/03 30/06 30/09 31/12",
            ),
            ("15/6 và 15/12", Rhythm::Month, "15/06 15/12"),
            ("Trước 15/6 và 15/12", Rhythm::Month, "14/06 14/12"),
            ("Chậm nhất 15/6, 15/12", Rhythm::Month, "15/06 15/12"),
        ] {
            for form in forms(wording) {
                let got = read_document(&form);
                assert_eq!(got.kind, DeadlineKind::Recurring, "{form}");
                assert_eq!(got.rhythm, Some(rhythm), "{form}");
                let due = got.due_days(2021).into_iter().flatten();
                let due: Vec<String> = due.map(|day| day.format("%d/%m").to_string()).collect();
                assert_eq!(due.join(" "), days, "{form}");
            }
        }
    }

    #[test]
    fn of_several_rhythms_the_shortest_counts_and_is_known_to_do_so() {
        assert!(read("Hàng tuần, hàng tháng").several_rhythms);
        assert!(read("weekly, monthly").several_rhythms);
        assert!(!read("Hằng quý").several_rhythms);
    }

    #[test]
    fn rhythms_by_the_periods_of_the_reports() {
        for wording in [
            "Hằng quý theo kỳ báo cáo",
            "Hằng quý, theo kỳ báo cáo",
            "Theo kỳ báo cáo hằng quý",
            "Theo kỳ báo cáo quý",
            "Định kỳ hằng quý (theo kỳ báo cáo)",
        ] {
            for form in forms(wording) {
                let got = read_document(&form);
                assert_eq!(
                    (got.rhythm, &got.due_rule),
                    (Some(Rhythm::Quarter), &DueRule::CutOff),
                    "{form}"
                );
                assert_eq!(got.due_days(2021)[0], day::from_iso("2021-03-14"), "{form}");
            }
        }
    }
}

/// Wordings that name no day, and such as cannot be read.
mod dayless {
    use super::{assert_kind, days, forms, read};
    use crate::domain::deadline::{Deadline, DeadlineKind};

    #[test]
    fn relative_wordings() {
        let cases = [
            ("Sau khi Nghị quyết được ban hành", None, false),
            ("Ngay sau khi Bộ KH&CN ban hành Thông tư", None, false),
            ("trong 15 ngày kể từ ngày nhận đủ hồ sơ", Some(15), false),
            (
                "Trong vòng 10 ngày làm việc kể từ khi có quyết định",
                Some(10),
                true,
            ),
            ("Không quá 05 ngày làm việc, kể từ ngày nhận", Some(5), true),
            ("Chậm nhất 03 ngày sau khi kết thúc", Some(3), false),
            (
                "Khi có yêu cầu, trong 5 ngày kể từ ngày nhận",
                Some(5),
                false,
            ),
            ("2 tuần kể từ ngày ký", Some(14), false),
            ("01 tháng kể từ ngày ký", None, false),
            ("Trong 15 ngày", Some(15), false),
            ("Trước 15 ngày kể từ ngày họp", None, false),
        ];
        for (wording, base_days, working_days) in cases {
            for form in forms(wording) {
                let got = read(&form);
                assert_eq!(got.kind, DeadlineKind::Relative, "{form}");
                let found = (got.base_days, got.working_days);
                assert_eq!(found, (base_days, working_days), "{form}");
                assert_eq!(days(&got), "- -", "{form}");
            }
        }
    }

    #[test]
    fn kinds_without_a_day() {
        assert_kind(
            DeadlineKind::Ongoing,
            &[
                "Thường xuyên",
                "Thường xuyên trong năm",
                "Thường xuyên (trong năm)",
                "Thường xuyên, liên tục",
                "Liên tục",
                "Liên tục cả năm 2021",
                "Thường xuyên đến hết năm 2021",
                "Thường xuyên hằng năm",
                "Thực hiện thường xuyên",
                "Thường xuyên cập nhật",
                "Thường xuyên, khi có phát sinh",
            ],
        );
        assert_kind(
            DeadlineKind::Event,
            &[
                "Khi có yêu cầu",
                "Khi phát sinh",
                "Khi có văn bản của UBND tỉnh",
                "Ngay khi có hướng dẫn",
                "Đột xuất khi có yêu cầu",
                "Theo quy định",
                "Theo quí định",
                "Theo kế hoạch của UBND tỉnh",
                "Theo yêu cầu",
            ],
        );
        assert_kind(
            DeadlineKind::Unclear,
            &[
                "định kỳ",
                "Định kỳ, đột xuất",
                "Quý V",
                "Quý 5/2021",
                "Tháng 13",
                "13/2021",
                "Quý",
                "Tháng",
                "Năm",
                "Tuần",
                "3 tháng",
                "Quý III-II",
                "Quý I, III-IV",
                "Năm 2021 - quý II",
                "Quý 2/3",
                "Từ quý II",
                "Quý II (sau hội nghị)",
                "Hàng tháng 2 lần",
                "Thường xuyên, tổng hợp trước ngày 15/12",
                "Thường xuyên đến hết quý III",
                "Theo kỳ báo cáo",
                "Theo tiến độ chung",
                "Theo lộ trình",
                "Trước khi trình HĐND",
                "Sau tháng 6",
                "Đầu quý II",
                "Giữa quý",
                "Đầu tuần sau",
                "Cuối thứ Sáu tuần này",
                "Thứ 8 hằng tuần",
                "Thứ Sáu hằng tháng",
                "Ngày 25 hằng tuần",
                "Ngày 32 hằng tháng",
                "Trước ngày 1 hằng tháng",
                "Từ ngày 25 hằng tháng",
                "Ngày 25 tháng cuối",
                "Trước quý II và quý IV",
                "15/6 và quý IV",
                "15/12 và 15/6",
                "by the way",
                "Trước 15 ngày",
                "76/NQ-CP",
                "45/2016/QĐ-TTg",
                "Mục 2.3.1",
                "Đang xin ý kiến",
                "-",
                "?",
            ],
        );
    }

    #[test]
    fn an_empty_wording_is_none() {
        for wording in [
            "",
            "  ",
            "\n",
            "\u{a0}",
            "không",
            "KHONG ",
            "Không có",
            "none",
        ] {
            assert_eq!(read(wording), Deadline::none());
        }
    }
}

/// The days that follow from a deadline.
mod due_days {
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
    fn names_are_read_as_written() {
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
        // Beyond the calendar there is little to say, but it must come to an end.
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
}
