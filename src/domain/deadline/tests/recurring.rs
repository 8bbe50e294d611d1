//! Wordings that name a day in each of several periods.

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
