//! Wordings that name one day.

use super::{assert_dates, days, forms, read, rules};
use crate::domain::day::DayError;
use crate::domain::deadline::{Deadline, DeadlineRules, Reason};

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
fn june_and_the_next_month_are_told_apart_by_their_accent() {
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
    assert_eq!(bare.reason, Some(Reason::Accents));
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
fn dates_that_do_not_exist_are_refused_wherever_they_stand() {
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
fn the_plan_year_stands_in_for_a_year_not_named() {
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
