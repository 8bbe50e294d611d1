//! Every wording and what it comes to: here the English ones and whatever else may be typed.

mod dates;
mod dayless;
mod due_days;
mod recurring;

use super::{Deadline, DeadlineKind, DeadlineRules, Reading};
use crate::domain::day::{self, Day};
use crate::domain::text;
use unicode_normalization::UnicodeNormalization;

/// Plan year 2021, seen on a Friday in the second quarter.
fn rules() -> DeadlineRules {
    DeadlineRules {
        year: 2021,
        reading: Reading::Prompt {
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
        reading: Reading::Document,
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
