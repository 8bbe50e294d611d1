//! The words by which a unit is reminded of what is overdue and soon due.

use crate::domain::day::{Day, iso};
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::messages::report::file_name;

/// "7 quá hạn, 4 đến hạn trong 7 ngày tới"; empty where there is neither.
pub fn standing(overdue: i64, soon: i64, soon_days: i64, lang: Lang) -> String {
    let overdue = (overdue > 0).then(|| {
        let n = dates::number(overdue, lang);
        lang.pick(format!("{n} quá hạn"), format!("{n} overdue"))
    });
    let soon =
        (soon > 0).then(|| format!("{} {}", dates::number(soon, lang), due_in(soon_days, lang)));
    let parts: Vec<String> = overdue.into_iter().chain(soon).collect();
    parts.join(", ")
}

/// "đến hạn trong 7 ngày tới".
pub fn due_in(days: i64, lang: Lang) -> String {
    match (days, lang) {
        (0, Lang::Vi) => "đến hạn hôm nay".to_owned(),
        (0, Lang::En) => "due today".to_owned(),
        (_, Lang::Vi) => format!("đến hạn trong {days} ngày tới"),
        (1, Lang::En) => "due by tomorrow".to_owned(),
        (_, Lang::En) => format!("due in the next {days} days"),
    }
}

/// "quá hạn 72 ngày", "đến hạn hôm nay", "còn 7 ngày": by the days that are left.
pub fn days_left(days: i64, lang: Lang) -> String {
    match days {
        ..0 => {
            let late = dates::days(-days, lang);
            lang.pick(format!("quá hạn {late}"), format!("{late} overdue"))
        }
        0 => due_in(0, lang),
        _ => {
            let left = dates::days(days, lang);
            lang.pick(format!("còn {left}"), format!("{left} left"))
        }
    }
}

/// That a unit has nothing to be reminded of.
pub fn nothing_due(unit: &str, soon_days: i64, lang: Lang) -> String {
    let due = due_in(soon_days, lang);
    lang.pick(
        format!("{unit} không có nhiệm vụ nào quá hạn hoặc {due}."),
        format!("{unit} has no tasks that are overdue or {due}."),
    )
}

/// That no unit leads what is under the cursor.
pub fn nobody_to_remind(lang: Lang) -> &'static str {
    lang.pick(
        "Nhiệm vụ này chưa giao đơn vị chủ trì nên không có ai để đôn đốc.",
        "No unit leads this task, so there is nobody to remind.",
    )
}

/// The name of the letter's file without its ending: "don-doc-vp-2021-06-11".
pub fn letter_stem(unit: &str, today: Day, lang: Lang) -> String {
    let (name, unit) = (lang.pick("don-doc", "reminder"), file_name(unit));
    format!("{name}-{unit}-{}", iso(today))
}
