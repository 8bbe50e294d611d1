//! The words around reports and reminders: names of periods and rates as they are printed, what is
//! overdue and soon due, and the messages when one is saved.

use crate::domain::day::{Day, iso};
use crate::domain::period::{Period, PeriodKind};
use crate::domain::plan::{Plan, PlanKind};
use crate::domain::text::{fold, join};
use crate::domain::totals::Rate;
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::text::capital;
use chrono::Datelike;

/// The name of a sort of period.
pub(crate) fn kind(kind: PeriodKind) -> Bi {
    match kind {
        PeriodKind::Week => bi("tuần", "week"),
        PeriodKind::Month => bi("tháng", "month"),
        PeriodKind::Quarter => bi("quý", "quarter"),
        PeriodKind::HalfYear => bi("6 tháng", "half-year"),
        PeriodKind::NineMonths => bi("9 tháng", "nine months"),
        PeriodKind::Year => bi("năm", "year"),
    }
}

/// What follows the title of a plan: " số 12/KH-SKHCN"; nothing where it has no number.
pub(crate) fn plan_number(plan: &Plan, lang: Lang) -> String {
    let Some(number) = plan.number.as_deref() else {
        return String::new();
    };
    match (plan.kind, lang) {
        (PlanKind::Plan, Lang::Vi) => format!(" số {number}"),
        (PlanKind::Plan, Lang::En) => format!(" no. {number}"),
        (PlanKind::Decision, Lang::Vi) => format!(" ban hành kèm theo Quyết định số {number}"),
        (PlanKind::Decision, Lang::En) => format!(", issued with Decision no. {number}"),
    }
}

/// The name of a period inside a sentence: "quý II năm 2021", "6 tháng đầu năm 2021", "tuần từ
/// ngày 07/06/2021 đến ngày 13/06/2021".
pub(crate) fn period(period: Period, lang: Lang) -> String {
    let (year, month) = (period.year, period.month);
    let quarter = dates::roman(period.quarter());
    match (period.kind, lang) {
        (PeriodKind::Week, Lang::Vi) => format!("tuần {}", from_to(period, lang)),
        (PeriodKind::Week, Lang::En) => format!("the week {}", from_to(period, lang)),
        (PeriodKind::Month, Lang::Vi) => format!("tháng {month} năm {year}"),
        (PeriodKind::Month, Lang::En) => format!("{} {year}", dates::month_name(month)),
        (PeriodKind::Quarter, Lang::Vi) => format!("quý {quarter} năm {year}"),
        (PeriodKind::Quarter, Lang::En) => format!("quarter {quarter} of {year}"),
        (PeriodKind::HalfYear, Lang::Vi) if month <= 6 => format!("6 tháng đầu năm {year}"),
        (PeriodKind::HalfYear, Lang::Vi) => format!("6 tháng cuối năm {year}"),
        (PeriodKind::HalfYear, Lang::En) if month <= 6 => format!("the first half of {year}"),
        (PeriodKind::HalfYear, Lang::En) => format!("the second half of {year}"),
        (PeriodKind::NineMonths, Lang::Vi) => format!("9 tháng đầu năm {year}"),
        (PeriodKind::NineMonths, Lang::En) => format!("the first nine months of {year}"),
        (PeriodKind::Year, Lang::Vi) => format!("năm {year}"),
        (PeriodKind::Year, Lang::En) => format!("the year {year}"),
    }
}

/// The same as a name of its own: "Quý II năm 2021".
pub(crate) fn period_title(what: Period, lang: Lang) -> String {
    let name = period(what, lang);
    capital(name.strip_prefix("the ").unwrap_or(&name))
}

/// "từ ngày 15/05/2021 đến ngày 14/06/2021".
pub(crate) fn from_to(period: Period, lang: Lang) -> String {
    let (first, last) = (dates::full(period.first), dates::full(period.last));
    lang.pick(
        format!("từ ngày {first} đến ngày {last}"),
        format!("from {first} to {last}"),
    )
}

/// A rate in percent with one decimal: "92,5%", "100%", "–" where there is nothing to divide by.
pub(crate) fn rate(rate: Rate, lang: Lang) -> String {
    match rate.thousandths() {
        None => "–".to_owned(),
        Some(n) if n % 10 == 0 => format!("{}%", n / 10),
        Some(n) => format!("{}{}{}%", n / 10, lang.pick(',', '.'), n % 10),
    }
}

/// A number in a sentence; small ones have a zero before them in Vietnamese ("05 nhiệm vụ").
pub(crate) fn count(n: impl TryInto<i64>, lang: Lang) -> String {
    let n = n.try_into().unwrap_or(i64::MAX);
    match (lang, n) {
        (Lang::Vi, 1..=9) => format!("0{n}"),
        _ => dates::number(n, lang),
    }
}

/// "[Viết: nơi nhận]": what a person is still to write.
pub(crate) fn to_write(what: Bi, lang: Lang) -> String {
    let (vi, en) = (what.vi, what.en);
    lang.pick(format!("[Viết: {vi}]"), format!("[To be written: {en}]"))
}

/// "Hà Tĩnh, ngày … tháng … năm 2021": the day stays blank for the clerk.
pub(crate) fn place_and_day(place: &str, day: Day, lang: Lang) -> String {
    let comma = if place.is_empty() { "" } else { ", " };
    lang.pick(
        format!("{place}{comma}ngày      tháng      năm {}", day.year()),
        format!("{place}{comma}day      month      year {}", day.year()),
    )
}

/// A report over a period was saved, with so many places that nobody has written yet.
pub(crate) fn saved(what: Period, path: &str, unwritten: usize, lang: Lang) -> String {
    let lacking = still_to_write(unwritten, lang).map(|places| format!("; {places}"));
    let lacking = lacking.unwrap_or_default();
    lang.pick(
        format!(
            "Đã lưu báo cáo {} vào “{path}”{lacking}.",
            period(what, lang)
        ),
        format!(
            "Report saved to “{path}”: {}{lacking}.",
            period_title(what, lang)
        ),
    )
}

fn still_to_write(places: usize, lang: Lang) -> Option<String> {
    let noun = if places == 1 { "place" } else { "places" };
    (places > 0).then(|| {
        lang.pick(
            format!("còn {places} chỗ chưa viết"),
            format!("{places} {noun} still to be written"),
        )
    })
}

/// The cut-off day is none.
pub(crate) fn bad_cutoff(lang: Lang) -> &'static str {
    lang.pick(
        "Ngày chốt số liệu phải là số từ 1 đến 31.",
        "The cut-off date must be a number from 1 to 31.",
    )
}

/// The name of a report's file without its ending: "bao-cao-thang-6-2021", letters without accents.
pub(crate) fn file_stem(what: Period, lang: Lang) -> String {
    let name = match what.kind {
        PeriodKind::Week => format!("{} {}", kind(what.kind).get(lang), dates::full(what.first)),
        PeriodKind::Month | PeriodKind::Quarter => {
            let year = lang.pick(" năm ", " of ");
            period(what, lang).replace(year, " ")
        }
        _ => period(what, lang).replace("the ", ""),
    };
    file_name(&format!("{} {name}", lang.pick("báo cáo", "report")))
}

/// The name of the file of a review's notice without its ending, by the day that it was finished.
pub(crate) fn notice_stem(finished: Day, lang: Lang) -> String {
    let name = lang.pick("ket-luan-giao-ban", "weekly-review-notice");
    format!("{name}-{}", iso(finished))
}

/// A name that a file can have everywhere: words without accents, joined by hyphens.
pub(crate) fn file_name(words: &str) -> String {
    let folded = fold(words);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric());
    join(words.filter(|word| !word.is_empty()), "-")
}

/// A document was saved from the screen: its name first and what is still to be written, which stay
/// whole where it is narrow.
pub(crate) fn saved_as(name: &str, folder: &str, unwritten: usize, lang: Lang) -> String {
    let lacking = still_to_write(unwritten, lang).map(|places| format!(" ({places})"));
    let lacking = lacking.unwrap_or_default();
    lang.pick(
        format!("Đã lưu “{name}”{lacking} trong {folder}"),
        format!("Saved “{name}”{lacking} in {folder}"),
    )
}

/// The question whether a file of that name is to be replaced.
pub(crate) fn ask_replace(name: &str, lang: Lang) -> String {
    lang.pick(
        format!("Đã có “{name}”. Ghi đè?"),
        format!("“{name}” already exists. Overwrite it?"),
    )
}

/// A text was sent to the clipboard (a terminal does not confirm it); whether with its annexes.
pub(crate) fn copied(lines: usize, all: bool, lang: Lang) -> String {
    if all {
        lang.pick(
            format!("Đã sao chép {lines} dòng vào bộ nhớ tạm"),
            format!("Copied {lines} lines to the clipboard"),
        )
    } else {
        lang.pick(
            format!("Đã sao chép {lines} dòng (trừ phụ lục vì quá dài)"),
            format!("Copied {lines} lines (without the annexes: too long)"),
        )
    }
}

/// What to do where the terminal does not take what is copied; `save` is the key that saves.
pub(crate) fn paste_hint(save: &str, lang: Lang) -> String {
    lang.pick(
        format!("nếu không dán được: {save} lưu tệp"),
        format!("if it does not paste: press {save} to save a file"),
    )
}

/// A text is longer than a terminal's clipboard takes.
pub(crate) fn too_long_to_copy(save: &str, lang: Lang) -> String {
    lang.pick(
        format!("Báo cáo quá dài cho bộ nhớ tạm; nhấn {save} để lưu thành tệp."),
        format!("The report is too long for the clipboard; press {save} to save it as a file."),
    )
}

/// A setting that reports use was saved; `None` for other settings.
pub(crate) fn setting_saved(key: &str) -> Option<Bi> {
    if key.starts_with("report.text.") {
        Some(bi("Đã lưu nội dung của báo cáo", "Report text saved"))
    } else if key.starts_with("report.") || key == "cutoff_day" {
        Some(bi("Đã lưu thể thức báo cáo", "Letterhead saved"))
    } else {
        None
    }
}

/// A text of a report was saved, or emptied.
pub(crate) fn text_saved(part: &str, emptied: bool, lang: Lang) -> String {
    match (emptied, lang) {
        (false, Lang::Vi) => format!("Đã lưu nội dung “{part}” của báo cáo"),
        (false, Lang::En) => format!("Saved the report text “{part}”"),
        (true, Lang::Vi) => format!("Đã xóa nội dung “{part}” của báo cáo"),
        (true, Lang::En) => format!("Removed the report text “{part}”"),
    }
}

/// "7 quá hạn, 4 đến hạn trong 7 ngày tới"; empty where there is neither.
pub(crate) fn due_counts(overdue: i64, soon: i64, soon_days: i64, lang: Lang) -> String {
    let overdue = (overdue > 0).then(|| {
        let n = dates::number(overdue, lang);
        lang.pick(format!("{n} quá hạn"), format!("{n} overdue"))
    });
    let soon =
        (soon > 0).then(|| format!("{} {}", dates::number(soon, lang), due_in(soon_days, lang)));
    join(overdue.into_iter().chain(soon), ", ")
}

/// "đến hạn trong 7 ngày tới".
pub(crate) fn due_in(days: i64, lang: Lang) -> String {
    match (days, lang) {
        (0, Lang::Vi) => "đến hạn hôm nay".to_owned(),
        (0, Lang::En) => "due today".to_owned(),
        (_, Lang::Vi) => format!("đến hạn trong {days} ngày tới"),
        (1, Lang::En) => "due by tomorrow".to_owned(),
        (_, Lang::En) => format!("due in the next {days} days"),
    }
}

/// "quá hạn 72 ngày", "đến hạn hôm nay", "còn 7 ngày": by the days that are left.
pub(crate) fn days_left(days: i64, lang: Lang) -> String {
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
pub(crate) fn nothing_due(unit: &str, soon_days: i64, lang: Lang) -> String {
    let due = due_in(soon_days, lang);
    lang.pick(
        format!("{unit} không có nhiệm vụ nào quá hạn hoặc {due}."),
        format!("{unit} has no tasks that are overdue or {due}."),
    )
}

/// That no unit leads what is under the cursor.
pub(crate) fn nobody_to_remind(lang: Lang) -> &'static str {
    lang.pick(
        "Nhiệm vụ này chưa giao đơn vị chủ trì nên không có ai để đôn đốc.",
        "No unit leads this task, so there is nobody to remind.",
    )
}

/// The name of the letter's file without its ending: "don-doc-vp-2021-06-11".
pub(crate) fn letter_stem(unit: &str, today: Day, lang: Lang) -> String {
    let (name, unit) = (lang.pick("don-doc", "reminder"), file_name(unit));
    format!("{name}-{unit}-{}", iso(today))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::day::from_iso;

    #[test]
    fn periods_have_the_names_that_the_office_gives_them() {
        for (kind, at, vi, en) in [
            (
                PeriodKind::Week,
                "2021-06-11",
                "Tuần từ ngày 07/06/2021 đến ngày 13/06/2021",
                "Week from 07/06/2021 to 13/06/2021",
            ),
            (
                PeriodKind::Month,
                "2021-06-11",
                "Tháng 6 năm 2021",
                "June 2021",
            ),
            (
                PeriodKind::Quarter,
                "2021-06-11",
                "Quý II năm 2021",
                "Quarter II of 2021",
            ),
            (
                PeriodKind::HalfYear,
                "2021-06-11",
                "6 tháng đầu năm 2021",
                "First half of 2021",
            ),
            (
                PeriodKind::HalfYear,
                "2021-07-01",
                "6 tháng cuối năm 2021",
                "Second half of 2021",
            ),
            (
                PeriodKind::NineMonths,
                "2021-07-01",
                "9 tháng đầu năm 2021",
                "First nine months of 2021",
            ),
            (PeriodKind::Year, "2021-12-20", "Năm 2022", "Year 2022"),
        ] {
            let period = Period::of(kind, from_iso(at).unwrap(), 14);
            assert_eq!(period_title(period, Lang::Vi), vi);
            assert_eq!(period_title(period, Lang::En), en);
        }
    }

    #[test]
    fn files_have_names_that_sort_and_need_no_accents() {
        for (kind, vi, en) in [
            (
                PeriodKind::Week,
                "bao-cao-tuan-07-06-2021",
                "report-week-07-06-2021",
            ),
            (
                PeriodKind::Month,
                "bao-cao-thang-6-2021",
                "report-june-2021",
            ),
            (
                PeriodKind::Quarter,
                "bao-cao-quy-ii-2021",
                "report-quarter-ii-2021",
            ),
            (
                PeriodKind::HalfYear,
                "bao-cao-6-thang-dau-nam-2021",
                "report-first-half-of-2021",
            ),
            (PeriodKind::Year, "bao-cao-nam-2021", "report-year-2021"),
        ] {
            let period = Period::of(kind, from_iso("2021-06-11").unwrap(), 14);
            assert_eq!(file_stem(period, Lang::Vi), vi);
            assert_eq!(file_stem(period, Lang::En), en);
        }
    }

    #[test]
    fn rates_have_a_decimal_comma_and_never_round_up_to_all() {
        for (part, whole, text) in [
            (37, 40, "92,5%"),
            (9_999, 10_000, "99,9%"),
            (5, 5, "100%"),
            (0, 5, "0%"),
            (0, 0, "–"),
        ] {
            assert_eq!(rate(Rate { part, whole }, Lang::Vi), text);
        }
        assert_eq!(
            rate(
                Rate {
                    part: 37,
                    whole: 40
                },
                Lang::En
            ),
            "92.5%"
        );
        assert_eq!(
            (count(5, Lang::Vi), count(12, Lang::Vi)),
            ("05".to_owned(), "12".to_owned())
        );
    }
}
