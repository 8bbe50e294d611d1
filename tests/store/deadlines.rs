//! Every wording of a deadline that offices use, from the form to the file and back to the list.

use crate::support::{Office, day, deadline, lan, today};
use cchc::domain::change::Change;
use cchc::domain::day::DayError;
use cchc::domain::deadline::{Deadline, DeadlineKind, DeadlineRules, Rhythm, WordingOrigin};
use cchc::domain::query::{Filter, Query};
use cchc::domain::text::fold;
use cchc::present::columns::{RowContext, TaskColumn};
use cchc::present::lang::Lang;

/// Wording, kind, first day and due day; seen in the plan of 2021 on 11/06/2021.
type Dated = (
    &'static str,
    Option<&'static str>,
    &'static str,
    &'static str,
);

const DATED: [Dated; 30] = [
    ("Quý I", Some("2021-01-01"), "2021-03-31", "quá hạn 72 ngày"),
    ("Quý II", Some("2021-04-01"), "2021-06-30", "còn 19 ngày"),
    ("Quý III", Some("2021-07-01"), "2021-09-30", "còn 111 ngày"),
    ("Quý IV", Some("2021-10-01"), "2021-12-31", "còn 203 ngày"),
    ("Quí 2", Some("2021-04-01"), "2021-06-30", "còn 19 ngày"),
    (
        "Quý II/2021",
        Some("2021-04-01"),
        "2021-06-30",
        "còn 19 ngày",
    ),
    (
        "Quý IV/2022",
        Some("2022-10-01"),
        "2022-12-31",
        "còn 568 ngày",
    ),
    (
        "Quý II-III",
        Some("2021-04-01"),
        "2021-09-30",
        "còn 111 ngày",
    ),
    (
        "Quý II, III",
        Some("2021-04-01"),
        "2021-09-30",
        "còn 111 ngày",
    ),
    ("Tháng 6", Some("2021-06-01"), "2021-06-30", "còn 19 ngày"),
    (
        "Tháng 6/2021",
        Some("2021-06-01"),
        "2021-06-30",
        "còn 19 ngày",
    ),
    (
        "Tháng 3-5",
        Some("2021-03-01"),
        "2021-05-31",
        "quá hạn 11 ngày",
    ),
    ("15/12", None, "2021-12-15", "còn 187 ngày"),
    ("ngày 15/12/2021", None, "2021-12-15", "còn 187 ngày"),
    ("chậm nhất 15/12", None, "2021-12-15", "còn 187 ngày"),
    ("chậm nhất ngày 15/12", None, "2021-12-15", "còn 187 ngày"),
    ("đến hết ngày 15/12", None, "2021-12-15", "còn 187 ngày"),
    ("Trước 15/12", None, "2021-12-14", "còn 186 ngày"),
    ("trước ngày 15/12", None, "2021-12-14", "còn 186 ngày"),
    ("11/6", None, "2021-06-11", "hạn hôm nay"),
    ("10/6", None, "2021-06-10", "quá hạn 1 ngày"),
    (
        "6 tháng đầu năm",
        Some("2021-01-01"),
        "2021-06-30",
        "còn 19 ngày",
    ),
    ("9 tháng", Some("2021-01-01"), "2021-09-30", "còn 111 ngày"),
    ("Cả năm", Some("2021-01-01"), "2021-12-31", "còn 203 ngày"),
    (
        "Trong năm",
        Some("2021-01-01"),
        "2021-12-31",
        "còn 203 ngày",
    ),
    (
        "Trong năm 2021",
        Some("2021-01-01"),
        "2021-12-31",
        "còn 203 ngày",
    ),
    ("Năm 2021", Some("2021-01-01"), "2021-12-31", "còn 203 ngày"),
    ("Đến hết năm 2021", None, "2021-12-31", "còn 203 ngày"),
    ("đến hết năm", None, "2021-12-31", "còn 203 ngày"),
    ("Hết quý III", None, "2021-09-30", "còn 111 ngày"),
];

/// Wording, rhythm, how many, the first open due day, the row's words.
const RECURRING: [(&str, Rhythm, i64, &str, &str); 13] = [
    (
        "Hằng tuần",
        Rhythm::Week,
        52,
        "2021-01-03",
        "quá hạn 159 ngày",
    ),
    (
        "hàng tháng",
        Rhythm::Month,
        12,
        "2021-01-31",
        "quá hạn 131 ngày",
    ),
    (
        "Hằng quý",
        Rhythm::Quarter,
        4,
        "2021-03-31",
        "quá hạn 72 ngày",
    ),
    (
        "hàng quí",
        Rhythm::Quarter,
        4,
        "2021-03-31",
        "quá hạn 72 ngày",
    ),
    ("6 tháng", Rhythm::HalfYear, 2, "2021-06-30", "còn 19 ngày"),
    (
        "định kỳ theo quý",
        Rhythm::Quarter,
        4,
        "2021-03-31",
        "quá hạn 72 ngày",
    ),
    (
        "Định kỳ 6 tháng",
        Rhythm::HalfYear,
        2,
        "2021-06-30",
        "còn 19 ngày",
    ),
    (
        "Hàng tuần, hàng tháng",
        Rhythm::Week,
        52,
        "2021-01-03",
        "quá hạn 159 ngày",
    ),
    (
        "Hằng quý theo kỳ báo cáo",
        Rhythm::Quarter,
        4,
        "2021-03-14",
        "quá hạn 89 ngày",
    ),
    (
        "Ngày 25 hằng tháng",
        Rhythm::Month,
        12,
        "2021-01-25",
        "quá hạn 137 ngày",
    ),
    (
        "Thứ Sáu hằng tuần",
        Rhythm::Week,
        53,
        "2021-01-01",
        "quá hạn 161 ngày",
    ),
    (
        "Quý II và Quý IV",
        Rhythm::Quarter,
        2,
        "2021-06-30",
        "còn 19 ngày",
    ),
    (
        "monthly",
        Rhythm::Month,
        12,
        "2021-01-31",
        "quá hạn 131 ngày",
    ),
];

/// Wordings without a day, their kind and the row's words.
const UNDATED: [(&str, DeadlineKind, &str); 18] = [
    ("Thường xuyên", DeadlineKind::Ongoing, "không định hạn"),
    (
        "Thường xuyên trong năm",
        DeadlineKind::Ongoing,
        "không định hạn",
    ),
    ("Liên tục", DeadlineKind::Ongoing, "không định hạn"),
    ("Khi có yêu cầu", DeadlineKind::Event, "chưa phát sinh"),
    ("Khi phát sinh", DeadlineKind::Event, "chưa phát sinh"),
    ("Theo quy định", DeadlineKind::Event, "chưa phát sinh"),
    ("Theo yêu cầu", DeadlineKind::Event, "chưa phát sinh"),
    (
        "Theo kế hoạch của UBND tỉnh",
        DeadlineKind::Event,
        "chưa phát sinh",
    ),
    (
        "Sau khi Nghị quyết được ban hành",
        DeadlineKind::Relative,
        "chờ mốc tính",
    ),
    (
        "trong 15 ngày kể từ ngày nhận hồ sơ",
        DeadlineKind::Relative,
        "chờ mốc tính",
    ),
    ("định kỳ", DeadlineKind::Unclear, "chưa rõ hạn"),
    ("theo tiến độ chung", DeadlineKind::Unclear, "chưa rõ hạn"),
    ("theo lộ trình", DeadlineKind::Unclear, "chưa rõ hạn"),
    ("đang xin ý kiến", DeadlineKind::Unclear, "chưa rõ hạn"),
    ("Quý V", DeadlineKind::Unclear, "chưa rõ hạn"),
    (
        "Quý II (sau hội nghị)",
        DeadlineKind::Unclear,
        "chưa rõ hạn",
    ),
    ("76/NQ-CP", DeadlineKind::Unclear, "chưa rõ hạn"),
    ("sớm nhất có thể", DeadlineKind::Unclear, "chưa rõ hạn"),
];

/// The ways in which people type the same.
fn forms(wording: &str) -> [String; 4] {
    [
        wording.to_owned(),
        wording.to_uppercase(),
        fold(wording),
        format!("  {wording} "),
    ]
}

/// The same words, whichever accents they bear.
fn office_spelling(wording: &str) -> String {
    fold(wording).replace("qui", "quy")
}

/// Sets a wording on a task that had another one, and takes it back again afterwards.
fn set(office: &mut Office, wording: &str) {
    office.lan(office.set_deadline("2.4-04", wording)).unwrap();
}

fn left(office: &Office) -> String {
    let row_cx = RowContext {
        today: today(),
        year: 2021,
        soon_days: 7,
        lang: Lang::Vi,
    };
    TaskColumn::Left
        .text(&office.row("2.4-04"), 16, row_cx)
        .into_owned()
}

#[test]
fn a_wording_with_a_day_gives_that_day() {
    let mut office = Office::plan_2021();
    for (wording, start, due, words) in DATED {
        for form in forms(wording) {
            set(&mut office, &form);
            let task = office.task("2.4-04");
            assert_eq!(task.row.kind, DeadlineKind::Date, "{form}");
            assert_eq!(
                office_spelling(&task.row.deadline),
                office_spelling(&form),
                "the same words"
            );
            assert_eq!(task.start_on, start.map(day), "{form}");
            assert_eq!(task.row.due_on, Some(day(due)), "{form}");
            assert_eq!(task.row.original_due_on, Some(day(due)), "{form}");
            assert_eq!(task.occurrences.len(), 1, "{form}");
            assert_eq!(left(&office), words, "{form}");
            office.store.undo(&lan()).unwrap();
        }
    }
    assert_eq!(office.row("2.4-04").deadline, "");
    office.assert_sound();
}

#[test]
fn a_rhythm_gives_an_occurrence_for_each_period() {
    let mut office = Office::plan_2021();
    for (wording, rhythm, count, first, words) in RECURRING {
        for form in forms(wording) {
            set(&mut office, &form);
            let row = office.row("2.4-04");
            assert_eq!(
                (row.kind, row.rhythm),
                (DeadlineKind::Recurring, Some(rhythm)),
                "{form}"
            );
            assert_eq!(
                (row.occurrences, row.due_on),
                (count, Some(day(first))),
                "{form}"
            );
            let shown = left(&office);
            assert!(shown.ends_with(words), "{form}: {shown}");
            office.store.undo(&lan()).unwrap();
        }
    }
    office.assert_sound();
}

#[test]
fn a_wording_without_a_day_has_one_occurrence_without_one() {
    let mut office = Office::plan_2021();
    for (wording, kind, words) in UNDATED {
        for form in forms(wording) {
            set(&mut office, &form);
            let row = office.row("2.4-04");
            assert_eq!(
                (row.kind, row.due_on, row.occurrences),
                (kind, None, 1),
                "{form}"
            );
            assert_eq!(
                office_spelling(&row.deadline),
                office_spelling(&form),
                "the same words"
            );
            assert_eq!(left(&office), words, "{form}");
            let unclear = Query {
                filters: vec![Filter::Unclear],
                ..office.all()
            };
            let listed = office.codes(&unclear).contains(&"2.4-04".to_owned());
            assert_eq!(listed, kind == DeadlineKind::Unclear, "{form}");
            office.store.undo(&lan()).unwrap();
        }
    }
    assert_eq!(left(&office), "chưa có hạn");
    office.assert_sound();
}

#[test]
fn a_relative_deadline_counts_from_its_base() {
    let mut office = Office::plan_2021();
    for (wording, base, due) in [
        (
            "trong 15 ngày kể từ ngày ký",
            Some("2021-06-01"),
            Some("2021-06-16"),
        ),
        (
            "05 ngày làm việc kể từ ngày nhận",
            Some("2021-06-11"),
            Some("2021-06-18"),
        ),
        ("Sau khi UBND tỉnh ban hành", Some("2021-06-01"), None),
        ("trong 15 ngày kể từ ngày ký", None, None),
    ] {
        let change = Change::SetDeadline {
            task: office.id("2.7.1-06"),
            deadline: deadline(wording),
            base_on: base.map(day),
            seen: office.task("2.7.1-06").term(),
        };
        office.lan(change).unwrap();
        let task = office.task("2.7.1-06");
        assert_eq!(task.row.kind, DeadlineKind::Relative, "{wording}");
        assert_eq!(task.row.due_on, due.map(day), "{wording}");
        assert_eq!(task.base_on, base.map(day), "{wording}");
    }
    office.assert_sound();
}

#[test]
fn before_a_day_follows_the_files_setting() {
    let rules = DeadlineRules {
        year: 2021,
        reading: WordingOrigin::Prompt { today: today() },
        before_is_strict: false,
    };
    let lenient = Deadline::parse("Trước 15/12", &rules).unwrap();
    assert_eq!(lenient.due_on, Some(day("2021-12-15")));
    assert_eq!(deadline("Trước 15/12").due_on, Some(day("2021-12-14")));
}

#[test]
fn a_day_that_the_calendar_does_not_have_never_reaches_the_file() {
    let rules = DeadlineRules {
        year: 2021,
        reading: WordingOrigin::Prompt { today: today() },
        before_is_strict: true,
    };
    for wording in [
        "31/6",
        "29/02/2021",
        "Trước 31/6",
        "Quý II (chậm nhất 31/6)",
    ] {
        for form in forms(wording) {
            let read = Deadline::parse(&form, &rules);
            assert!(matches!(read, Err(DayError::Impossible { .. })), "{form}");
        }
    }
}

#[test]
fn the_wordings_of_the_plan_itself_all_have_a_meaning() {
    let plan = cchc::plan::of_year(2021).unwrap();
    let wordings: Vec<_> = plan
        .tasks
        .iter()
        .filter_map(|t| t.deadline.as_deref())
        .collect();
    assert_eq!(wordings.len(), 8);
    for wording in wordings {
        let kind = deadline(wording).kind;
        assert!(
            !matches!(kind, DeadlineKind::Unclear | DeadlineKind::None),
            "{wording}"
        );
    }
}

/// Of each due date: first day, day in force, when it was done.
fn days(office: &Office, code: &str) -> Vec<String> {
    let shown = |day: Option<cchc::domain::day::Day>| {
        day.map_or("–".to_owned(), |day| day.format("%d/%m").to_string())
    };
    let task = office.task(code);
    let numbers = task.occurrences.iter().map(|o| o.ordinal);
    assert!(
        numbers.eq(1..=task.row.occurrences),
        "{:?}",
        task.occurrences
    );
    let lines = task.occurrences.iter().map(|o| {
        let done = o.done_on.map(|_| format!(" xong {}", shown(o.done_on)));
        let (first, due) = (shown(o.original_due_on), shown(o.due_on));
        format!("{first} {due}{}", done.unwrap_or_default())
    });
    lines.collect()
}

/// What undo leaves is what was there before, and redo what was there after.
fn goes_both_ways(office: &mut Office, act: impl FnOnce(&mut Office)) {
    let before = crate::support::content(&office.path);
    act(office);
    office.assert_sound();
    let after = crate::support::content(&office.path);
    office.store.undo(&lan()).unwrap();
    assert_eq!(crate::support::content(&office.path), before);
    office.assert_sound();
    office.store.redo(&lan()).unwrap();
    assert_eq!(crate::support::content(&office.path), after);
    office.assert_sound();
}

#[test]
fn a_deadline_that_is_set_again_keeps_its_first_day_and_the_extensions() {
    let mut office = Office::plan_2021();
    let code = "2.2-06";
    office.lan(office.set_deadline(code, "Quý I")).unwrap();
    office.lan(office.extend(code, "2021-04-30")).unwrap();
    office.lan(office.extend(code, "2021-05-31")).unwrap();
    goes_both_ways(&mut office, |office| {
        office.lan(office.set_deadline(code, "Quý III")).unwrap();
    });
    let row = office.row(code);
    assert_eq!(row.deadline, "Quý III");
    assert_eq!(days(&office, code), ["31/03 30/09"]);
    assert_eq!(
        (row.original_due_on, row.extensions),
        (Some(day("2021-03-31")), 2)
    );
    // It is extended from the day now in force, which makes the third.
    office.lan(office.extend(code, "2021-10-15")).unwrap();
    office.assert_sound();
    assert_eq!(office.row(code).extensions, 3);
    assert_eq!(days(&office, code), ["31/03 15/10"]);
    // Taken away and set again it still is the one that it was.
    office.lan(office.set_deadline(code, "không")).unwrap();
    assert_eq!(days(&office, code), ["31/03 –"]);
    office.assert_sound();
    office.lan(office.set_deadline(code, "15/12")).unwrap();
    assert_eq!(days(&office, code), ["31/03 15/12"]);
    assert_eq!(office.row(code).extensions, 3);
    office.assert_sound();
}

#[test]
fn the_day_that_is_set_first_is_the_first_day() {
    let mut office = Office::plan_2021();
    let code = "2.2-06";
    office
        .lan(office.set_deadline(code, "Thường xuyên"))
        .unwrap();
    office.lan(office.set_deadline(code, "15/10")).unwrap();
    assert_eq!(days(&office, code), ["15/10 15/10"]);
    office.assert_sound();
}

#[test]
fn when_the_periods_change_extensions_move_to_the_one_of_the_first_day() {
    let mut office = Office::plan_2021();
    let code = "2.2-06";
    office.lan(office.set_deadline(code, "15/8")).unwrap();
    office.lan(office.extend(code, "2021-08-31")).unwrap();
    goes_both_ways(&mut office, |office| {
        office.lan(office.set_deadline(code, "Hằng quý")).unwrap();
    });
    assert_eq!(
        days(&office, code),
        ["31/03 31/03", "30/06 30/06", "15/08 30/09", "31/12 31/12"]
    );
    assert_eq!(office.row(code).extensions, 1);
    let task = office.task(code);
    assert_eq!(task.extensions[0].occurrence, task.occurrences[2].id);
}

#[test]
fn of_a_recurring_deadline_that_is_changed_what_is_done_stays_done() {
    let mut office = Office::plan_2021();
    let code = "2.2-06";
    office.lan(office.set_deadline(code, "Hằng tháng")).unwrap();
    for on in ["2021-01-29", "2021-02-26", "2021-04-02", "2021-04-29"] {
        office.lan(office.complete(code, on)).unwrap();
    }
    office.lan(office.extend(code, "2021-06-15")).unwrap();
    let results: Vec<_> = office.task(code).occurrences[..4].to_vec();
    goes_both_ways(&mut office, |office| {
        office.lan(office.set_deadline(code, "Hằng quý")).unwrap();
    });
    // March is done, and with it the first quarter; June is not. May's extension goes on with it.
    assert_eq!(
        days(&office, code),
        [
            "31/01 31/01 xong 29/01",
            "28/02 28/02 xong 26/02",
            "31/03 31/03 xong 02/04",
            "30/04 30/04 xong 29/04",
            "31/05 30/06",
            "30/09 30/09",
            "31/12 31/12",
        ]
    );
    let task = office.task(code);
    assert_eq!(task.row.extensions, 1);
    for (old, new) in results.iter().zip(&task.occurrences) {
        assert_eq!(
            (old.id, old.done_on, old.on_time()),
            (new.id, new.done_on, new.on_time())
        );
        let named = cchc::present::dates::period(task.row.rhythm, new, Lang::Vi);
        assert!(named.starts_with("tháng "), "{named}");
    }
    // A single day for the rest of the year; what is done stays what it was.
    goes_both_ways(&mut office, |office| {
        office.lan(office.set_deadline(code, "15/12")).unwrap();
    });
    assert_eq!(days(&office, code)[4..], ["31/05 15/12"]);
    assert_eq!(office.row(code).occurrences_done, 4);
    office.lan(office.complete(code, "2021-06-11")).unwrap();
    office.assert_sound();
    assert_eq!(office.row(code).occurrences_done, 5);
}

#[test]
fn a_rhythm_worded_otherwise_moves_only_the_days_of_what_is_open() {
    let mut office = Office::plan_2021();
    let code = "2.2-06";
    office.lan(office.set_deadline(code, "Hằng quý")).unwrap();
    office.lan(office.complete(code, "2021-03-30")).unwrap();
    office.lan(office.extend(code, "2021-07-15")).unwrap();
    goes_both_ways(&mut office, |office| {
        let change = office.set_deadline(code, "Hằng quý theo kỳ báo cáo");
        office.lan(change).unwrap();
    });
    assert_eq!(
        days(&office, code),
        [
            "31/03 31/03 xong 30/03",
            "30/06 14/06",
            "30/09 14/09",
            "31/12 14/12"
        ]
    );
    assert_eq!(office.row(code).extensions, 1);
}

#[test]
fn an_extended_due_date_does_not_hide_a_later_one_that_is_late() {
    let mut office = Office::sample();
    let code = "2.7.1-03";
    let task = office.task(code);
    let may = task.current().unwrap().clone();
    assert_eq!(may.original_due_on, Some(day("2021-05-31")));
    office.lan(office.extend(code, "2021-07-15")).unwrap();
    let row = office.row(code);
    assert_eq!(row.due_on, Some(day("2021-06-30")));
    assert_eq!(row.days_left(day("2021-07-05")), Some(-5));
    office.assert_sound();
    let june = office.task(code).current().unwrap().id;
    assert_ne!(june, may.id);
    // Space completes the one that the row shows; then May comes up.
    office.lan(office.complete(code, "2021-06-11")).unwrap();
    assert_eq!(office.row(code).due_on, Some(day("2021-07-15")));
    assert_eq!(office.row(code).original_due_on, Some(day("2021-05-31")));
    office.assert_sound();
}
