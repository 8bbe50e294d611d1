//! What a deadline that is being set means for today.

use crate::domain::day::Day;
use crate::present::dates;
use crate::present::lang::Lang;

/// The end of a sentence about days that a deadline brings: which of them are over already. Empty
/// where none is, for the due day itself is not late.
pub fn past(days: &[Day], today: Day, lang: Lang) -> String {
    let over = days.iter().filter(|day| **day < today).count();
    match (days, over) {
        (_, 0) => String::new(),
        ([day], _) => {
            let ago = dates::days((today - *day).num_days(), lang);
            lang.pick(
                format!(" — đã qua {ago}, sẽ tính là quá hạn"),
                format!(" — {ago} ago, will count as overdue"),
            )
        }
        (_, 1) => lang
            .pick(
                " — 1 kỳ đã qua, sẽ tính là quá hạn",
                " — 1 is already past and will count as overdue",
            )
            .to_owned(),
        (_, n) => lang.pick(
            format!(" — {n} kỳ đã qua, sẽ tính là quá hạn"),
            format!(" — {n} are already past and will count as overdue"),
        ),
    }
}
