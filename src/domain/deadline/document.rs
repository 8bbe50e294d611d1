//! Documents in a wording: "Nghị định 30/2020/NĐ-CP", "Thông báo số 326/TB-TTHĐND ngày 17/12/2025".
//! Their numbers and dates are no deadlines.

use super::date_phrase::date_in_numbers;
use super::vocabulary::DOCUMENTS;
use super::words::TokenCursor;

/// Reads a document's number; says whether its date stands after it.
pub(super) fn document(cursor: &mut TokenCursor) -> Option<bool> {
    let mut ahead = *cursor;
    let named = ahead.eat_any(&DOCUMENTS);
    if !named {
        ahead.eat_any(&["ke hoach", "bao cao", "chuong trinh"]);
    }
    let numbered = ahead.eat("so");
    number(&mut ahead, named, numbered)?;
    let dated = date(&mut ahead);
    *cursor = ahead;
    Some(dated)
}

/// "326/TB-TTHĐND", "30/2020/NĐ-CP", "76/NQ-CP"; after a document's name "30/2020" and "57" too.
fn number(cursor: &mut TokenCursor, named: bool, numbered: bool) -> Option<()> {
    let mut ahead = *cursor;
    ahead.digits()?;
    ahead.skip();
    let mut has_year = false;
    let mut further = ahead;
    if further.mark("/").is_some() && further.year(false).is_some() {
        has_year = true;
        ahead = further;
    }
    let has_code = code(&mut ahead);
    let date_like = ahead.sees_mark("/").is_some();
    if !(has_code || (named || numbered) && has_year || numbered && !date_like) {
        return None;
    }
    *cursor = ahead;
    Some(())
}

/// "/NĐ-CP", "/2014/QH13" after its number, "-CV/VPĐU"; "/quý" is a rhythm and no code.
fn code(cursor: &mut TokenCursor) -> bool {
    const UNITS: [&str; 8] = ["lan", "tuan", "thang", "quy", "qui", "nam", "ngay", "ky"];
    let mut ahead = *cursor;
    let by_party = ahead.mark("-").is_some();
    if !by_party && ahead.mark("/").is_none() {
        return false;
    }
    let is_word = |at: &TokenCursor| at.word().is_some_and(|word| !UNITS.contains(&word));
    if !is_word(&ahead) || { ahead }.roman().is_some() {
        return false;
    }
    ahead.skip();
    if by_party && ahead.sees_mark("/").is_none() {
        return false;
    }
    loop {
        if ahead.is_adjacent() && ahead.digits().is_some() {
            ahead.skip();
        }
        let mut further = ahead;
        if further.mark("-&/").is_none() || !is_word(&further) {
            break;
        }
        further.skip();
        ahead = further;
    }
    *cursor = ahead;
    true
}

/// "ngày 17/12/2025", "ngày 17 tháng 12 năm 2025", "năm 2025".
fn date(cursor: &mut TokenCursor) -> bool {
    cursor.accept(|ahead| {
        ahead.mark(",(");
        match ahead.eat("nam") {
            true => ahead.year(false).is_some(),
            false => ahead.eat("ngay") && date_in_numbers(ahead, true).is_some(),
        }
    })
}
