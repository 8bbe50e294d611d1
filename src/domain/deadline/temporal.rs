//! The second look: whether a date, a period or a rhythm of any kind stands somewhere, asked
//! without the grammar that reads them.

use super::near::weekday;
use super::words::Cursor;

/// Whether words of time stand here that some deadline could be made of, and where they end.
pub(super) fn temporal(cursor: Cursor) -> Option<Cursor> {
    let mut ahead = cursor;
    if date(&mut ahead)
        || period(&mut ahead)
        || rhythm(&mut ahead)
        || edge(&mut ahead)
        || length(&mut ahead)
        || weekday(&mut ahead).is_some()
    {
        return Some(ahead);
    }
    None
}

/// d/m, d-m-y, a year, "ngày 15", a Roman numeral.
fn date(cursor: &mut Cursor) -> bool {
    let mut ahead = *cursor;
    let day = ahead.eat("ngay");
    let number = ahead.number(2).is_some();
    if number && ahead.mark("/.-").is_some() && ahead.number(4).is_some() {
        if ahead.sees_mark("/.-").is_some() {
            ahead.skip();
            ahead.number(4);
        }
        *cursor = ahead;
        return true;
    }
    if day && number {
        cursor.skip();
        cursor.skip();
        return true;
    }
    let year = |year: &i32| (1990..2100).contains(year);
    cursor.roman().is_some() || { *cursor }.year(false).filter(year).is_some() && {
        cursor.skip();
        true
    }
}

/// "quý II", "tháng 6", "tháng giêng", "năm 2021", "tuần 3".
fn period(cursor: &mut Cursor) -> bool {
    const OTHER: [&str; 9] = [
        "nay",
        "sau",
        "toi",
        "dau",
        "cuoi",
        "gieng",
        "chap",
        "ke tiep",
        "tiep theo",
    ];
    let mut ahead = *cursor;
    let unit = ahead.quarter_word() || ahead.eat_any(&["thang", "nam", "tuan"]);
    let which = ahead.roman().is_some()
        || ahead.number(4).is_some()
        || ahead.number_word().is_some()
        || ahead.eat_any(&OTHER);
    if unit && which {
        *cursor = ahead;
    }
    unit && which
}

/// "hằng quý", "mỗi tuần".
fn rhythm(cursor: &mut Cursor) -> bool {
    let mut ahead = *cursor;
    let each = ahead.eat_any(&["hang", "moi", "tung"]);
    ahead.count();
    let unit = ahead.eat_any(&["ngay", "tuan", "thang", "nam"]) || ahead.quarter_word();
    if each && unit {
        *cursor = ahead;
    }
    each && unit
}

/// "cuối năm", "đầu quý", "hết tháng", "trong năm", "ngày mai".
fn edge(cursor: &mut Cursor) -> bool {
    let mut ahead = *cursor;
    let edge = ahead.eat_any(&["cuoi", "dau", "giua", "het", "trong", "ca", "cac"]);
    let unit = ahead.eat_any(&["nam", "thang", "tuan"]) || ahead.quarter_word();
    if edge && unit {
        *cursor = ahead;
    }
    edge && unit || cursor.eat_any(&["ngay mai", "hom nay"])
}

/// "15 ngày", "6 tháng".
fn length(cursor: &mut Cursor) -> bool {
    let mut ahead = *cursor;
    let count = ahead.number(4).is_some();
    let unit = ahead.eat_any(&["ngay", "tuan", "thang", "nam"]) || ahead.quarter_word();
    if count && unit {
        *cursor = ahead;
    }
    count && unit
}
