//! Wordings that name no day, and such as cannot be read.

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
