//! What wordings of deadlines come to: a table of them as offices write them, and what must hold of
//! any text at all.

use cchc::domain::day::{from_iso, iso};
use cchc::domain::deadline::{Deadline, DeadlineKind, DeadlineRules, WordingOrigin};
use cchc::domain::text::fold;
use cchc::present::lang::Lang;
use cchc::present::messages::deadlines::warnings;

/// Wording, the plan's year, "prompt", "document" or "both", kind, and the days; of more than four the
/// first, the last and how many. A blank line and one that begins with "#" hold nothing.
const TABLE: &str = include_str!("../fixtures/deadlines.tsv");

/// Typed on Friday 11/06/2021, or in a document.
fn rules(year: i32, document: bool) -> DeadlineRules {
    let today = from_iso("2021-06-11").unwrap();
    DeadlineRules {
        year,
        reading: if document {
            WordingOrigin::Document
        } else {
            WordingOrigin::Prompt { today }
        },
        before_is_strict: true,
    }
}

fn days(read: &Deadline, year: i32) -> String {
    let days: Vec<String> = read.due_days(year).into_iter().flatten().map(iso).collect();
    match days.as_slice() {
        [first, _, _, _, .., last] => format!("{first}..{last} x{}", days.len()),
        few => few.join(" "),
    }
}

#[test]
fn each_wording_of_the_table_is_understood_as_it_says() {
    let mut rows = 0;
    let mut wrong = Vec::new();
    for line in TABLE
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let [wording, year, reading, kind, want] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        rows += 1;
        let year = year.parse().unwrap();
        for document in [true, false] {
            if reading == ["document", "prompt"][usize::from(document)] {
                continue;
            }
            let read = Deadline::read(wording, &rules(year, document));
            let got = (read.kind.as_str(), days(&read, year));
            if got != (kind, want.to_owned()) {
                wrong.push(format!("{wording}: {got:?}, not {kind} {want}"));
            }
            assert_eq!(
                read.reason.is_some(),
                read.kind == DeadlineKind::Unclear || wording == "01/01/1970" && document,
                "{wording}"
            );
        }
    }
    assert!(rows > 400, "{rows}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_stored_is_read_as_what_was_typed() {
    for line in TABLE
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let (wording, _) = line.split_once('\t').unwrap();
        for typed in [wording.to_owned(), fold(wording), wording.to_uppercase()] {
            let rules = rules(2021, false);
            let read = Deadline::read(&typed, &rules);
            let again = Deadline::read(&read.wording, &rules);
            assert_eq!(
                (again.kind, days(&again, 2021)),
                (read.kind, days(&read, 2021)),
                "{typed} stored as {}",
                read.wording
            );
            let kept = read.typed.as_ref().unwrap_or(&read.wording);
            assert!(
                read.kind == DeadlineKind::None || *kept == typed.trim(),
                "{typed}"
            );
        }
    }
}

#[test]
fn accents_are_added_where_none_were_typed_and_all_is_understood() {
    for (typed, stored) in [
        ("truoc 15/3/2021", "Trước 15/3/2021"),
        ("truoc ngay 15/3", "Trước ngày 15/3"),
        ("quy ii", "Quý II"),
        ("QUY II/2021", "Quý II/2021"),
        ("hang thang", "Hằng tháng"),
        ("thuong xuyen", "Thường xuyên"),
        ("thu sau hang tuan", "Thứ Sáu hằng tuần"),
        ("thu tu hang tuan", "Thứ Tư hằng tuần"),
        ("6 thang dau nam", "6 tháng đầu năm"),
        ("tu thang 3 den thang 5", "Từ tháng 3 đến tháng 5"),
        ("thang tu", "Tháng tư"),
        ("khi co yeu cau", "Khi có yêu cầu"),
        ("theo quy dinh", "Theo quy định"),
        ("trinh ubnd tinh truoc 30/6", "Trình UBND tỉnh trước 30/6"),
        // One word is not known, or accents were typed: it stays.
        ("trinh hoi truong truoc 30/6", "trinh hoi truong truoc 30/6"),
        ("trước 15/3", "trước 15/3"),
        ("quý ii", "quý ii"),
        ("luc nao tien", "luc nao tien"),
        ("monthly", "monthly"),
    ] {
        let read = Deadline::read(typed, &rules(2021, false));
        assert_eq!(read.wording, stored);
        assert_eq!(read.typed.as_deref(), (typed != stored).then_some(typed));
    }
}

#[test]
fn words_relative_to_today_are_stored_as_the_day_they_meant() {
    for (typed, stored) in [
        ("tuần sau", "20/06/2021"),
        ("tuan sau", "20/06/2021"),
        ("ngày mai", "12/06/2021"),
        ("hôm nay", "11/06/2021"),
        ("+7", "18/06/2021"),
        ("thứ sáu", "11/06/2021"),
        ("thứ năm", "17/06/2021"),
        ("2 tuần nữa", "25/06/2021"),
        ("cuối tháng", "30/06/2021"),
        ("Trước thứ Sáu tuần sau", "17/06/2021"),
        ("30", "30/06/2021"),
        ("next week", "20/06/2021"),
    ] {
        let read = Deadline::read(typed, &rules(2021, false));
        assert_eq!(read.wording, stored, "{typed}");
        assert_eq!(read.typed.as_deref(), Some(typed));
    }
}

#[test]
fn a_rhythm_begins_with_the_period_of_today_unless_its_words_say_otherwise() {
    for (wording, first, count) in [
        ("Hằng tháng", "2021-06-30", 7),
        ("Hằng quý", "2021-06-30", 3),
        ("Hằng tuần", "2021-06-13", 29),
        ("Thứ Sáu hằng tuần", "2021-06-11", 30),
        ("Hằng tháng cả năm", "2021-01-31", 12),
        ("Hằng tháng trong năm 2021", "2021-01-31", 12),
        ("Hằng tháng từ tháng 3", "2021-03-31", 10),
        ("Hằng tháng từ tháng 9", "2021-09-30", 4),
        ("Hằng quý từ quý II", "2021-06-30", 3),
        ("Hằng tháng đến tháng 9", "2021-06-30", 4),
        ("Hằng tháng từ tháng 3 đến tháng 9", "2021-03-31", 7),
        ("Hằng năm", "2021-12-31", 1),
        // Days that are named are all meant.
        ("15/3 và 15/9", "2021-03-15", 2),
    ] {
        let due = Deadline::read(wording, &rules(2021, false)).due_days(2021);
        assert_eq!(
            (due[0].map(iso).as_deref(), due.len()),
            (Some(first), count),
            "{wording}"
        );
    }
    // The plan of another year has all of it.
    let due = Deadline::read("Hằng tháng", &rules(2022, false)).due_days(2022);
    assert_eq!((due[0], due.len()), (from_iso("2022-01-31"), 12));
}

/// The next number of a fixed walk, so that a failure comes back.
struct Walk(u64);

impl Walk {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
}

/// What must hold of any text: dates far from the plan's year are named, every kind has what
/// belongs to it, and what stands there as a date or a quarter is not passed over.
fn holds(wording: &str) {
    for document in [true, false] {
        let rules = rules(2021, document);
        let read = Deadline::read(wording, &rules);
        let due: Vec<_> = read.due_days(2021).into_iter().flatten().collect();
        assert!(due.is_sorted(), "{wording:?}");
        let dated = matches!(read.kind, DeadlineKind::Date | DeadlineKind::Recurring);
        assert_eq!(!due.is_empty(), dated, "{wording:?}: {read:?}");
        assert_eq!(
            read.due_on.is_some(),
            read.kind == DeadlineKind::Date,
            "{wording:?}"
        );
        assert!(
            read.start_on.is_none() || read.start_on <= read.due_on,
            "{wording:?}"
        );
        let far = due
            .iter()
            .any(|day| !("2020".."2023").contains(&&iso(*day)[..4]));
        if far {
            assert!(!warnings(&read, 2021, Lang::Vi).is_empty(), "{wording:?}");
        }
        if !dated && read.kind != DeadlineKind::Unclear {
            let hidden = written_date(wording).filter(|_| read.reason.is_none());
            assert_eq!(hidden, None, "{wording:?}: {:?}", read.kind);
        }
    }
}

/// A d/m or a quarter in a text, found letter by letter.
fn written_date(wording: &str) -> Option<String> {
    let folded = fold(wording);
    let words: Vec<&str> = folded
        .split(|c: char| c.is_whitespace() || "(),;:\"".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let date = words.iter().find(|word| {
        let parts: Vec<&str> = word.trim_end_matches('.').split('/').collect();
        let number = |part: &&str| part.parse::<u32>().ok().filter(|_| part.len() <= 2);
        match parts.as_slice() {
            [day, month] | [day, month, _] => {
                let whole = parts.get(2).is_none_or(|year| year.parse::<u32>().is_ok());
                number(day).is_some_and(|day| (1..=28).contains(&day))
                    && number(month).is_some_and(|month| (1..=12).contains(&month))
                    && whole
            }
            _ => false,
        }
    });
    let quarters = ["i", "ii", "iii", "iv", "1", "2", "3", "4"];
    let quarter = words
        .windows(2)
        .find(|pair| pair[0] == "quy" && quarters.contains(&pair[1].split('/').next().unwrap()));
    let quarter = quarter.filter(|_| wording.to_lowercase().contains("quý"));
    date.map(|date| (*date).to_owned())
        .or(quarter.map(|quarter| quarter.join(" ")))
}

#[test]
fn any_text_is_read_without_hiding_a_date() {
    let letters: Vec<char> = "0123456789/-.,;:()+ aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạéèíìóòúùýỳII\n"
        .chars()
        .collect();
    let mut walk = Walk(7);
    for _ in 0..10_000 {
        let length = walk.below(40);
        let text: String = (0..length)
            .map(|_| letters[walk.below(letters.len())])
            .collect();
        holds(&text);
    }
}

#[test]
fn known_pieces_in_any_order_hide_no_date() {
    const PIECES: [&str; 68] = [
        "Quý II",
        "quý IV/2021",
        "quý",
        "tháng 6",
        "tháng sáu",
        "tháng",
        "năm 2021",
        "năm sau",
        "năm",
        "15/6",
        "ngày 20/12/2021",
        "30",
        "ngày 5",
        "15-20/6",
        "2025",
        "31/6",
        "trước",
        "trước ngày",
        "chậm nhất",
        "đến hết",
        "từ",
        "đến",
        "trong",
        "vào",
        "cuối",
        "đầu",
        "giữa",
        "sau",
        "sau khi",
        "kể từ",
        "khi có yêu cầu",
        "theo quy định",
        "theo kế hoạch",
        "theo tiến độ",
        "đột xuất",
        "thường xuyên",
        "liên tục",
        "hằng",
        "hằng tháng",
        "hằng quý",
        "hằng năm",
        "hằng tuần",
        "định kỳ",
        "6 tháng",
        "15 ngày",
        "làm việc",
        "thứ Sáu",
        "tuần sau",
        "tháng cuối quý",
        "tháng đầu quý sau",
        "một lần",
        "2 lần",
        "và",
        "hoặc",
        ",",
        ";",
        "(",
        ")",
        "-",
        "/",
        "hoàn thành",
        "trình UBND tỉnh",
        "báo cáo",
        "dự kiến",
        "không",
        "Kế hoạch số 12/KH-UBND ngày 05/02/2021",
        "76/NQ-CP",
        "các",
    ];
    let mut walk = Walk(11);
    for _ in 0..10_000 {
        let count = 1 + walk.below(6);
        let pieces: Vec<&str> = (0..count)
            .map(|_| PIECES[walk.below(PIECES.len())])
            .collect();
        holds(&pieces.join(" "));
    }
}
