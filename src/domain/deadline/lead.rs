//! The words before a date: "trước", "chậm nhất", "đến hết", "trong", "từ".

use super::date_phrase::weekday;
use super::words::TokenCursor;

/// What the words before a date say about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lead {
    /// "trước": the day itself, or the period, is excluded.
    pub(super) before: bool,
    /// "đến hết", "chậm nhất": there is an end and no beginning.
    pub(super) until: bool,
    /// "chậm nhất", "không quá": of the limits those that no name of a plan or rule has in it.
    pub(super) latest: bool,
    /// "từ": there must be a "đến".
    pub(super) from: bool,
    /// Whether there is any such word at all, "trong" and "vào" among them.
    pub(super) any: bool,
    /// "hoàn thành", "xong": what is to be done by that date is the task itself.
    pub(super) done: bool,
}

impl Lead {
    /// Whether the words make the date a limit.
    pub(super) fn is_limit(self) -> bool {
        self.before || self.until
    }
}

/// Words up to a date.
const UNTIL: [&str; 6] = [
    "tu nay den",
    "ke tu nay den",
    "cho den",
    "tinh den",
    "den",
    "toi",
];

/// Words that set a limit.
#[rustfmt::skip]
const LATEST: [&str; 11] = [
    "cham nhat", "muon nhat", "tre nhat", "khong qua", "khong cham hon", "khong muon hon",
    "khong tre hon", "khong cham qua", "khong vuot qua", "han cuoi", "han chot",
];

/// Words that say no more than that a date follows.
#[rustfmt::skip]
const PLAIN: [&str; 14] = [
    "trong", "ngay trong", "trong vong", "vao", "la", "khoang", "du kien", "uoc", "giai doan",
    "thoi diem", "trong khoang", "trong khoang thoi gian", "trong pham vi", "dung",
];

/// Words before a deadline that say nothing about it.
#[rustfmt::skip]
pub(super) const FILLERS: [&str; 9] = [
    "thuc hien", "hoan thanh", "kip thoi", "xong", "thoi han", "thoi gian", "han", "phai",
    "deadline",
];

/// Reads those words.
pub(super) fn lead(cursor: &mut TokenCursor) -> Lead {
    let mut lead = Lead::default();
    loop {
        if cursor.eat("truoc") {
            lead.before = true;
            lead.any = true;
        } else if cursor.eat_any(&LATEST) {
            lead.until = true;
            lead.latest = true;
            lead.any = true;
        } else if cursor.eat_any(&UNTIL) {
            lead.until = true;
            lead.any = true;
        } else if !lead.from && cursor.eat("tu") {
            lead.from = true;
            lead.any = true;
        } else if cursor.eat_any(&PLAIN) {
            lead.any = true;
        } else if cursor.eat_any(&["hoan thanh", "xong"]) {
            lead.done = true;
            lead.any = true;
        } else if !(cursor.eat_any(&FILLERS) || cursor.mark(":").is_some()) {
            break;
        }
    }
    // "Trước 17 giờ ngày 15/12": before an hour of that day, so on that day.
    if clock(cursor) && lead.before {
        lead.before = false;
        lead.until = true;
    }
    named_weekday(cursor);
    cursor.accept(|ahead| {
        ahead.eat_any(&["sang", "chieu"]) && (ahead.sees_any(&["ngay"]) || sees_date(*ahead))
    });
    lead
}

/// Reads a time of day up to the word "ngày" or to a day of the week.
fn clock(cursor: &mut TokenCursor) -> bool {
    cursor.accept(|ahead| {
        let hour = ahead.number(2).is_some()
            && (ahead.eat_any(&["h", "gio", "g"]) || ahead.mark(":").is_some());
        ahead.number(2);
        ahead.eat_any(&["phut", "p"]);
        ahead.eat_any(&["sang", "chieu"]);
        ahead.mark(",");
        let day = ahead.eat("ngay") || ahead.sees_any(&["thu", "chu nhat"]) || sees_date(*ahead);
        hour && day
    })
}

/// "Thứ Sáu, ngày 25/6": the date says it all.
fn named_weekday(cursor: &mut TokenCursor) {
    cursor.accept(|ahead| {
        let named = weekday(ahead).is_some() && ahead.mark(",(") != Some('(');
        let mut further = *ahead;
        further.eat("ngay");
        named && sees_date(further)
    });
}

/// d/m.
fn sees_date(mut cursor: TokenCursor) -> bool {
    cursor.number(2).is_some() && cursor.mark("/.-").is_some() && cursor.number(2).is_some()
}
