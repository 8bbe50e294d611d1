//! From the wording to the kind of deadline.
//!
//! The grammar is strict: a wording is taken for a date or a rhythm only if all
//! of it is understood, for a wrong day is worse than none. What begins as an
//! event ("Khi có …", "Theo kế hoạch …") may go on as it likes.

use super::rhythm::recurring;
use super::words::{Cursor, Wording};
use super::{Deadline, DeadlineKind, DeadlineRules, Rhythm, span};
use crate::domain::day::{self, Day, DayError};
use crate::domain::text;

/// Words before the deadline proper that say nothing about it.
const FILLERS: [&str; 7] = [
    "thuc hien",
    "hoan thanh",
    "kip thoi",
    "xong",
    "thoi han",
    "thoi gian",
    "han",
];

/// What a wording begins with that waits for an event: a rule, a plan or a word of somebody else.
/// "Theo tiến độ chung" and "theo lộ trình" name none, so they stay unclear.
pub(super) const EVENTS: [&str; 14] = [
    "khi",
    "ngay khi",
    "dot xuat",
    "theo quy dinh",
    "theo qui dinh",
    "theo ke hoach",
    "theo yeu cau",
    "theo chi dao",
    "theo huong dan",
    "theo chuong trinh",
    "theo lich",
    "theo thong bao",
    "theo de nghi",
    "theo nhu cau",
];

/// See [`Deadline::parse`].
pub(super) fn deadline(wording: &str, rules: &DeadlineRules) -> Result<Deadline, DayError> {
    let folded = text::fold(wording);
    let tokens = Wording::new(&folded);
    let read = Deadline {
        wording: text::nfc(wording.trim()),
        ..if folded.is_empty() {
            Deadline::none()
        } else {
            classify(tokens.cursor(), rules)?
        }
    };
    if read.kind != DeadlineKind::Date
        && let Some(error) = span::impossible_date(tokens.cursor(), rules.year)
    {
        return Err(error);
    }
    Ok(read)
}

fn classify(cursor: Cursor, rules: &DeadlineRules) -> Result<Deadline, DayError> {
    let found = relative(cursor)
        .or_else(|| event(cursor))
        .or_else(|| recurring(cursor));
    if let Some(found) = found {
        return Ok(found);
    }
    if let Some(found) = ongoing(cursor, rules) {
        return found;
    }
    Ok(dated(cursor, rules)?.unwrap_or_else(|| of_kind(DeadlineKind::Unclear)))
}

/// A deadline of this kind of which nothing else is known.
pub(super) fn of_kind(kind: DeadlineKind) -> Deadline {
    Deadline {
        kind,
        ..Deadline::none()
    }
}

/// "Sau khi … ban hành", and "15 ngày (làm việc) kể từ …" anywhere.
fn relative(cursor: Cursor) -> Option<Deadline> {
    let mut start = cursor;
    while start.eat_any(&FILLERS) || start.eat("ngay") {}
    let mut at = cursor;
    let mut counted = None;
    while !at.is_done() && counted.is_none() {
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

fn event(mut cursor: Cursor) -> Option<Deadline> {
    while cursor.eat_any(&FILLERS) {}
    cursor
        .sees_any(&EVENTS)
        .then(|| of_kind(DeadlineKind::Event))
}

/// "Thường xuyên", "Liên tục", also with a rhythm or "trong năm" behind it.
fn ongoing(mut cursor: Cursor, rules: &DeadlineRules) -> Option<Result<Deadline, DayError>> {
    const ONGOING: [&str; 2] = ["thuong xuyen", "lien tuc"];
    while cursor.eat_any(&FILLERS) || cursor.eat("duy tri") {}
    if !cursor.eat_any(&ONGOING) {
        return None;
    }
    while cursor.mark(",-").is_some() || cursor.eat("va") || cursor.eat_any(&ONGOING) {}
    let rest = match classify(cursor, rules) {
        Ok(rest) => rest,
        Err(error) => return Some(Err(error)),
    };
    let whole_year = |due| span::is_whole_year(rest.start_on, due);
    Some(Ok(match rest.kind {
        // A shorter rhythm gives days to hold to; the year's end gives none.
        DeadlineKind::Recurring if rest.rhythm != Some(Rhythm::Year) => rest,
        DeadlineKind::Date if !rest.due_on.is_some_and(whole_year) => {
            of_kind(DeadlineKind::Unclear)
        }
        // Somewhere in it stands a number that may well be a date.
        DeadlineKind::Unclear if cursor.has_number() => rest,
        _ => of_kind(DeadlineKind::Ongoing),
    }))
}

/// What the words before a date say about it.
#[derive(Default)]
struct Lead {
    /// "trước": the day itself, or the period, is excluded.
    before: bool,
    /// "đến hết", "chậm nhất": there is an end and no beginning.
    until: bool,
    /// "từ": there must be a "đến".
    from: bool,
}

fn lead(cursor: &mut Cursor) -> Lead {
    let mut lead = Lead::default();
    loop {
        if cursor.eat("truoc") {
            lead.before = true;
        } else if cursor.eat_any(&[
            "tu nay den",
            "den",
            "toi",
            "cham nhat",
            "muon nhat",
            "khong qua",
            "khong muon hon",
        ]) {
            lead.until = true;
        } else if cursor.eat("tu") {
            lead.from = true;
        } else if !(cursor.eat_any(&FILLERS)
            || cursor.eat_any(&["trong", "vao", "la"])
            || cursor.mark(":").is_some())
        {
            break;
        }
    }
    // "Trước 17 giờ ngày 15/12": before an hour of that day, so on that day.
    if clock(cursor) && lead.before {
        lead.before = false;
        lead.until = true;
    }
    lead
}

/// Reads a time of day up to the word "ngày".
fn clock(cursor: &mut Cursor) -> bool {
    let mut ahead = *cursor;
    let read = ahead.number(2).is_some()
        && (ahead.eat_any(&["h", "gio", "g"]) || ahead.mark(":").is_some())
        && {
            ahead.number(2);
            ahead.eat_any(&["phut", "p"]);
            ahead.mark(",");
            ahead.eat("ngay")
        };
    if read {
        *cursor = ahead;
    }
    read
}

/// A wording that comes to one due day.
fn dated(mut cursor: Cursor, rules: &DeadlineRules) -> Result<Option<Deadline>, DayError> {
    let lead = lead(&mut cursor);
    let mut ahead = cursor;
    match span::read(&mut ahead, rules.year) {
        Some(Err(error)) => return Err(error),
        Some(Ok(span)) => {
            // "Trước 15/12 hằng năm" is, in a year's plan, a day of that year.
            ahead.eat_any(&["hang nam", "moi nam"]);
            let whole = ahead.is_done() && (!lead.from || span.is_joined);
            return Ok(whole.then(|| from_span(&span, &lead, rules)).flatten());
        }
        None => {}
    }
    if lead.from {
        return Ok(None);
    }
    match day::parse_day(cursor.rest(), rules.today, rules.year) {
        Ok(due) if lead.before && rules.before_is_strict && !cursor.sees_any(&["cuoi"]) => {
            Ok(due.pred_opt().map(|due| on(None, due)))
        }
        Ok(due) => Ok(Some(on(None, due))),
        Err(DayError::Unreadable(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Before a period means before its first day, under either reading of "trước";
/// before its end means in it.
fn from_span(span: &span::Span, lead: &Lead, rules: &DeadlineRules) -> Option<Deadline> {
    if !lead.before {
        let start = span.start.filter(|_| !lead.until);
        return Some(on(start, span.due));
    }
    let due = match span.start {
        _ if span.is_joined => None,
        Some(start) => start.pred_opt(),
        None if span.is_day && rules.before_is_strict => span.due.pred_opt(),
        None => Some(span.due),
    }?;
    Some(on(None, due))
}

fn on(start_on: Option<Day>, due: Day) -> Deadline {
    Deadline {
        start_on,
        due_on: Some(due),
        ..of_kind(DeadlineKind::Date)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    /// Plan year 2021, seen on a Friday in the second quarter.
    fn rules() -> DeadlineRules {
        DeadlineRules {
            year: 2021,
            today: day::from_iso("2021-06-11").unwrap(),
            before_is_strict: true,
        }
    }

    fn read(wording: &str) -> Deadline {
        Deadline::parse(wording, &rules()).unwrap_or_else(|e| panic!("{wording}: {e:?}"))
    }

    /// Start and due day, in short: "01/04 30/06", "- 30/06", years only if not 2021.
    fn days(deadline: &Deadline) -> String {
        let short = |day: Option<Day>| match day {
            Some(day) => day.format("%d/%m/%Y").to_string().replace("/2021", ""),
            None => "-".to_owned(),
        };
        format!("{} {}", short(deadline.start_on), short(deadline.due_on))
    }

    /// The ways in which the same wording may arrive.
    fn forms(wording: &str) -> [String; 5] {
        [
            wording.to_owned(),
            wording.nfd().collect(),
            wording.to_uppercase(),
            text::fold(wording),
            format!("  {} . ", text::fold(wording).to_uppercase()),
        ]
    }

    fn assert_dates(cases: &[(&str, &str)]) {
        for (wording, want) in cases {
            for form in forms(wording) {
                let got = read(&form);
                assert_eq!(got.kind, DeadlineKind::Date, "{form}");
                assert_eq!(days(&got), *want, "{form}");
                assert_eq!(got.wording, text::nfc(form.trim()), "{form}");
                assert_eq!((got.rhythm, got.base_days), (None, None), "{form}");
            }
        }
    }

    fn assert_kind(kind: DeadlineKind, wordings: &[&str]) {
        for wording in wordings {
            for form in forms(wording) {
                let got = read(&form);
                assert_eq!(got.kind, kind, "{form}");
                assert_eq!(days(&got), "- -", "{form}");
                assert_eq!(got.wording, text::nfc(form.trim()), "{form}");
            }
        }
    }

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
            ("Quý I, II, III và IV", "01/01 31/12"),
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
    fn rhythms() {
        use Rhythm::{HalfYear, Month, Quarter, Week, Year};
        let cases = [
            ("Hằng tuần", Week),
            ("Hàng tuần", Week),
            ("Hàng tháng", Month),
            ("Hằng quý", Quarter),
            ("hàng quí", Quarter),
            ("hang quy", Quarter),
            ("Hằng năm", Year),
            ("6 tháng", HalfYear),
            ("06 tháng", HalfYear),
            ("6 tháng một lần", HalfYear),
            ("6 tháng/lần", HalfYear),
            ("3 tháng 1 lần", Quarter),
            ("Định kỳ 6 tháng", HalfYear),
            ("định kỳ theo quý", Quarter),
            ("Thực hiện định kỳ theo quý", Quarter),
            ("Định kỳ hằng tháng", Month),
            ("Định kỳ, hằng tháng", Month),
            ("Định kỳ quý", Quarter),
            ("Mỗi quý một lần", Quarter),
            ("01 lần/quý", Quarter),
            ("Ít nhất 1 lần/năm", Year),
            ("2 lần/năm", HalfYear),
            ("Mỗi năm 4 lần", Quarter),
            ("Hàng tuần, hàng tháng", Week),
            ("Hàng tháng, quý, 6 tháng, 9 tháng, năm", Month),
            ("Quý, 6 tháng, cả năm", Quarter),
            ("Hằng tháng/quý", Month),
            ("6 tháng và năm", HalfYear),
            ("Hằng quý năm 2021", Quarter),
            ("Hằng quý trong năm", Quarter),
            ("Hằng quý và khi có yêu cầu", Quarter),
            ("Hằng năm theo quy định", Year),
            ("Thường xuyên, hằng quý", Quarter),
        ];
        for (wording, rhythm) in cases {
            for form in forms(wording) {
                let got = read(&form);
                assert_eq!(got.kind, DeadlineKind::Recurring, "{form}");
                assert_eq!(got.rhythm, Some(rhythm), "{form}");
                assert!(!got.report_periods, "{form}");
                assert_eq!(days(&got), "- -", "{form}");
            }
        }
    }

    #[test]
    fn rhythms_by_the_periods_of_the_reports() {
        for wording in [
            "Hằng quý theo kỳ báo cáo",
            "Hằng quý, theo kỳ báo cáo",
            "Theo kỳ báo cáo hằng quý",
            "Theo kỳ báo cáo quý",
            "Định kỳ hằng quý (theo kỳ báo cáo)",
        ] {
            for form in forms(wording) {
                let got = read(&form);
                assert_eq!(
                    (got.rhythm, got.report_periods),
                    (Some(Rhythm::Quarter), true),
                    "{form}"
                );
                assert_eq!(got.due_days(2021)[0], day::from_iso("2021-03-14"), "{form}");
            }
        }
    }

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
            ("30 ngày kể từ ngày 15/6/2021", Some(30), false),
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
                "Theo Kế hoạch số 121/KH-UBND ngày 15/3/2021",
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
                "Quý II và IV",
                "Quý III-II",
                "Quý I, III-IV",
                "Năm 2021 - quý II",
                "Quý 2 năm sau",
                "Tháng 6 năm sau",
                "Ngày 15 tháng sau",
                "Quý 2/3",
                "Từ quý II",
                "15/6 và 15/12",
                "Quý II (sau hội nghị)",
                "Trước 15 hằng tháng",
                "Ngày 25 hàng tháng",
                "Hàng tháng 2 lần",
                "Thứ Hai hằng tuần",
                "Thường xuyên, tổng hợp trước ngày 15/12",
                "Thường xuyên đến hết quý III",
                "Theo kỳ báo cáo",
                "Theo tiến độ chung",
                "Theo lộ trình",
                "Trước khi trình HĐND",
                "Sau tháng 6",
                "Đầu quý II",
                "Giữa quý",
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
        for wording in ["", "  ", "\n", "\u{a0}"] {
            assert_eq!(read(wording), Deadline::none());
        }
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

    #[test]
    fn nothing_typed_can_break_the_reader() {
        let pieces = [
            "quý ",
            "II",
            "/",
            "-",
            ".",
            ",",
            " ",
            "31",
            "6",
            "2021",
            "tháng ",
            "ngày ",
            "trước ",
            "từ ",
            "đến ",
            "hằng ",
            "năm ",
            "lần",
            "và ",
            "sau khi ",
            "99999999999",
            "ệ",
            "+",
            "(",
        ];
        // A fixed walk over the pieces, so that a failure comes back.
        let mut seed = 7_u64;
        for _ in 0..20_000 {
            let mut wording = String::new();
            for _ in 0..8 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let at = usize::try_from(seed >> 33).unwrap() % pieces.len();
                wording.push_str(pieces[at]);
            }
            for year in [2021, i32::MAX] {
                let rules = DeadlineRules { year, ..rules() };
                if let Ok(read) = Deadline::parse(&wording, &rules) {
                    assert_eq!(read.due_on.is_some(), read.kind == DeadlineKind::Date);
                    assert_eq!(read.rhythm.is_some(), read.kind == DeadlineKind::Recurring);
                    assert!(read.start_on.is_none() || read.start_on <= read.due_on);
                }
            }
        }
    }
}
