//! Deadlines that count from something: "15 ngày kể từ ngày …", "Sau khi … ban hành".

use super::parse::{FILLERS, of_kind};
use super::weekday::weekday;
use super::words::Cursor;
use super::{Deadline, DeadlineKind};

/// "Sau khi … ban hành", and "15 ngày (làm việc) kể từ …" anywhere.
pub(super) fn relative(cursor: Cursor) -> Option<Deadline> {
    let mut start = cursor;
    while start.eat_any(&FILLERS) || start.eat("ngay") {}
    let mut at = cursor;
    let mut counted = None;
    while !at.is_done() && counted.is_none() {
        // "Thứ 6 tuần sau" is a day, not six weeks after something.
        if weekday(&mut at).is_some() {
            continue;
        }
        let backwards = at.eat("truoc");
        counted = counted_days(at).map(|found| {
            // So many days BEFORE something is no number of days after it.
            if backwards { (None, false) } else { found }
        });
        at.skip();
    }
    let after_event = start.sees_any(&["sau khi"]);
    let alone = counted.is_none().then(|| count_alone(cursor)).flatten();
    let (base_days, working_days) = counted.or(alone).or(after_event.then_some((None, false)))?;
    Some(Deadline {
        base_days,
        working_days,
        ..of_kind(DeadlineKind::Relative)
    })
}

/// "15 ngày làm việc kể từ", "2 tuần sau khi", "1 tháng kể từ" (whose days
/// depend on the month, hence no number).
fn counted_days(mut at: Cursor) -> Option<(Option<u32>, bool)> {
    let found = count_of_days(&mut at)?;
    at.mark(",");
    let counted = at.sees_any(&["ke tu", "tu khi", "tu ngay", "tinh tu", "sau khi"]);
    // "Tháng 6 năm sau" is next year's June.
    let after = found.0.is_some() && at.sees_any(&["sau"]);
    (counted || after).then_some(found)
}

/// "Trong 15 ngày" and nothing behind it: counted from a day to be named yet.
fn count_alone(mut cursor: Cursor) -> Option<(Option<u32>, bool)> {
    while cursor.eat_any(&FILLERS)
        || cursor.eat_any(&["trong", "vong", "cham nhat", "khong qua", "sau"])
    {}
    let found = count_of_days(&mut cursor)?;
    (cursor.is_done() && found.0.is_some()).then_some(found)
}

fn count_of_days(at: &mut Cursor) -> Option<(Option<u32>, bool)> {
    let count = at.number(4)?;
    let base_days = if at.eat("ngay") {
        Some(count)
    } else if at.eat("tuan") {
        Some(count * 7)
    } else if at.eat_any(&["thang", "nam"]) {
        None
    } else {
        return None;
    };
    Some((base_days, at.eat("lam viec")))
}
