//! What of a text is seen.

use super::at;

#[test]
fn layouts_at_several_widths() {
    type Rows = &'static [&'static str];
    let cases: [(&str, usize, Rows, (usize, usize)); 22] = [
        ("|", 1, &[""], (0, 0)),
        ("Sở|", 1, &["S", "ở", ""], (2, 0)),
        ("S|ở", 0, &["S", "ở", ""], (1, 0)),
        ("国|a", 1, &["…", "a", ""], (1, 0)),
        ("a b|", 1, &["a", " ", "b", ""], (3, 0)),
        ("Sở|", 2, &["Sở", ""], (1, 0)),
        ("国家|", 2, &["国", "家", ""], (2, 0)),
        ("a国|", 2, &["a", "国", ""], (2, 0)),
        ("a\n\n|b", 2, &["a", "", "b"], (2, 0)),
        ("rà s|oát", 5, &["rà ", "soát"], (1, 1)),
        ("rà| soát", 5, &["rà ", "soát"], (0, 2)),
        ("rà |soát", 5, &["rà ", "soát"], (1, 0)),
        ("Huỳnh|", 5, &["Huỳnh", ""], (1, 0)),
        ("Huỳnh |", 5, &["Huỳnh", " "], (1, 1)),
        ("nghiêng|", 5, &["nghiê", "ng"], (1, 2)),
        ("a nghiêng|", 5, &["a ", "nghiê", "ng"], (2, 2)),
        ("soát |", 5, &["soát ", ""], (1, 0)),
        ("soát  |", 5, &["soát ", " "], (1, 1)),
        ("soát\nrà|", 5, &["soát", "rà"], (1, 2)),
        (
            "Rà soát thủ tục hành chính|",
            20,
            &["Rà soát thủ tục ", "hành chính"],
            (1, 10),
        ),
        ("  thụt  đầu  |", 20, &["  thụt  đầu  "], (0, 13)),
        ("国家 🇻🇳|", 20, &["国家 🇻🇳"], (0, 7)),
    ];
    for (before, columns, lines, cursor) in cases {
        let layout = at(before).layout(columns);
        assert_eq!(layout.lines, lines, "{before:?} at {columns}");
        assert_eq!(layout.cursor, cursor, "{before:?} at {columns}");
    }
}

#[test]
fn a_one_line_field_scrolls_with_its_cursor() {
    let cases = [
        ("|", 5, "", 0),
        ("Sở|", 0, "", 0),
        ("Sở|", 1, "", 0),
        ("S|ở", 1, "ở", 0),
        ("Sở|", 2, "ở", 1),
        ("Sở K|", 5, "Sở K", 4),
        ("Huỳnh|", 5, "uỳnh", 4),
        ("|Huỳnh", 5, "Huỳnh", 0),
        ("Huỳnh Thú|c", 5, "Thúc", 3),
        ("Huỳnh T|húc", 5, "h Thú", 3),
        ("国家国|", 5, "家国", 4),
        ("国家国|", 4, "国", 2),
        ("Đẩy mạnh |tuyên truyền", 20, "Đẩy mạnh tuyên truyề", 9),
        ("Đẩy mạnh tuyên truyền|", 20, "y mạnh tuyên truyền", 19),
    ];
    for (before, columns, shown, column) in cases {
        let expected = (shown.to_owned(), column);
        assert_eq!(
            at(before).view_line(columns),
            expected,
            "{before:?} at {columns}"
        );
    }
}
