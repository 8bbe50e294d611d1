//! Moving, searching, filtering, ordering: the cursor stays on its task.

use crate::support::{Desk, friday, minh};
use cchc::domain::change::{Change, NewTask};
use cchc::domain::deadline::{Deadline, DeadlineRules, WordingOrigin};
use cchc::domain::query::{Anchor, Query};
use cchc::domain::task::TaskText;
use cchc::present::lang::Lang::{En, Vi};
use cchc::store::Store;
use cchc::tui::actions::KeyContext;
use std::collections::HashSet;

/// Adds tasks to section 2.2, "Việc thứ 1 …", in one act.
fn add_many(store: &mut Store, n: usize) {
    let plan = store.plan().unwrap();
    let sections = store.sections(plan.id).unwrap();
    let section = sections.iter().find(|s| s.number == "2.2").unwrap().id;
    let rules = DeadlineRules {
        year: 2021,
        reading: WordingOrigin::Document,
        before_is_strict: true,
    };
    let changes: Vec<Change> = (1..=n)
        .map(|n| {
            let title = format!("Việc thứ {n} của đợt rà soát");
            Change::Add(Box::new(NewTask {
                section,
                text: TaskText {
                    text: title.clone(),
                    title,
                    ..TaskText::default()
                },
                deadline: Deadline::parse(["Quý III", "15/12", ""][n % 3], &rules).unwrap(),
                more: Default::default(),
            }))
        })
        .collect();
    store.apply(&changes, &minh()).unwrap();
}

/// The codes that the table shows now.
fn shown(desk: &Desk) -> Vec<String> {
    let layout = desk.app.env.layout();
    let frame = desk.frame();
    let lines = frame.lines().skip(usize::from(layout.rows.y));
    lines
        .take(layout.table_rows())
        .filter_map(|line| {
            let code = line.split_whitespace().find(|word| word.contains('-'))?;
            let at = code.find(|c: char| c.is_ascii_digit() || c == 'I')?;
            Some(code[at..].trim_end_matches('°').to_owned())
        })
        .collect()
}

fn every_code(desk: &Desk) -> Vec<String> {
    let store = desk.store();
    let plan = store.plan().unwrap();
    let query = Query::all(plan.id, friday(), &plan.settings);
    let rows = store.page(&query, Anchor::Start, 1000).unwrap().rows;
    rows.into_iter().map(|row| row.code).collect()
}

/// The cursor's row is on the screen and marked as such.
fn cursor_is_seen(desk: &Desk) {
    let code = desk.selected();
    let frame = desk.frame();
    let line = frame.lines().find(|line| line.starts_with('›'));
    assert!(
        line.is_some_and(|line| line.contains(&code)),
        "{code}\n{frame}"
    );
}

#[test]
fn opens_on_the_task_that_is_longest_overdue() {
    let desk = Desk::open(Vi, 80, 24);
    assert_eq!(desk.selected(), "2.3.1-01");
    assert!(
        desk.line(2)
            .contains("7 việc quá hạn, còn 2 việc đến hạn tuần này — f để lọc")
    );
}

#[test]
fn the_cursor_stays_on_its_task_whatever_the_list_does() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.go_to("2.2-06");
    for (keys, why) in [
        ("o", "order by code"),
        ("o", "order by unit"),
        ("o", "order by last change"),
        ("o", "order by due day again"),
        ("1", "its own tab"),
        ("*", "all tabs"),
        ("f <Down> <Enter>", "a filter that it passes: due soon"),
        ("<Esc>", "filter cleared"),
        ("/ nghi␠quyet␠09␠tong␠ket <Enter>", "found"),
        ("<Esc>", "search cleared"),
        ("L", "the other language"),
        ("L", "and back"),
        ("<Space>", "done"),
        ("u", "undone"),
        ("<C-r>", "redone"),
        ("u", "undone again"),
    ] {
        desk.keys(keys);
        assert_eq!(desk.selected(), "2.2-06", "{why}\n{}", desk.frame());
        cursor_is_seen(&desk);
    }
    for (width, height) in [(40, 10), (20, 5), (120, 40), (1, 1), (80, 24)] {
        desk.resize(width, height);
        assert_eq!(desk.selected(), "2.2-06", "{width}×{height}");
    }
    cursor_is_seen(&desk);
}

#[test]
fn a_tab_that_lacks_the_task_opens_on_its_first() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.go_to("2.2-06").keys("3");
    assert_eq!(desk.selected(), "2.4-05");
}

#[test]
fn tabs_go_round_in_both_directions_and_by_number() {
    let mut desk = Desk::open(Vi, 120, 40);
    for name in [
        "0 Chỉ đạo",
        "1 Thể chế",
        "2 TTHC",
        "3 Bộ máy",
        "4 Công vụ",
        "5 Tài chính",
        "6 CPĐT",
        "* Tất cả",
    ] {
        desk.keys("<Tab>");
        assert!(
            desk.line(1).contains(&format!("[{name} ")),
            "{}",
            desk.line(1)
        );
    }
    desk.keys("<S-Tab>");
    assert!(desk.line(1).contains("[6 CPĐT 5/24 ●2]"));
    desk.keys("2 [ ]");
    assert!(desk.line(1).contains("[2 TTHC "));
    desk.keys("*");
    assert!(desk.line(1).contains("[* Tất cả 19/78 ●7]"));
}

#[test]
fn search_is_live_blind_to_accents_filters_and_does_not_order() {
    let mut desk = Desk::open(Vi, 80, 24);
    let before = every_code(&desk);
    desk.keys("/");
    let mut last = 79;
    for letter in "ra soat dien tu".chars() {
        desk.keys(&letter.to_string().replace(' ', "␠"));
        let now = desk.home().count;
        assert!(now <= last, "after {letter}: {now} of {last}");
        last = now;
    }
    assert!(last > 0);
    let found = shown(&desk);
    let places: Vec<_> = found
        .iter()
        .map(|code| before.iter().position(|c| c == code).unwrap())
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    let typed_with_marks = {
        let mut other = Desk::open(Vi, 80, 24);
        other.keys("/ RÀ␠SOÁT␠điện␠tử");
        shown(&other)
    };
    assert_eq!(found, typed_with_marks);
    // Typing on, then taking it back, shows the wider list again.
    desk.keys("zzz");
    assert_eq!(desk.home().count, 0);
    assert!(
        desk.frame()
            .contains("Không có nhiệm vụ nào khớp — Esc để bỏ.")
    );
    desk.keys("<BS> <BS> <BS>");
    assert_eq!(shown(&desk), found);
}

#[test]
fn a_key_that_needs_a_task_says_that_the_list_is_empty() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("/ zzz <Enter>");
    for key in ["<Space>", "n", "t", "m", "<Enter>"] {
        desk.keys(key);
        assert_eq!(
            desk.status(),
            "Danh sách trống, không có nhiệm vụ nào để chọn.",
            "{key}"
        );
    }
}

#[test]
fn escape_clears_marks_search_filter_and_unit_one_by_one_and_never_quits() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("<Left>");
    // The office stands last but one.
    desk.keys("<End> <Up> <Enter>");
    desk.keys("f <Enter> / ke <Enter> m");
    let steps = [
        (0, "ke", true, true),
        (0, "", true, true),
        (0, "", false, true),
        (0, "", false, false),
        (0, "", false, false),
    ];
    assert_eq!(desk.home().marked.len(), 1);
    for (marks, words, filtered, unit) in steps {
        desk.keys("<Esc>");
        let home = desk.home();
        assert_eq!(home.marked.len(), marks);
        assert_eq!(home.words, words);
        assert_eq!(home.filter.is_some(), filtered);
        assert_eq!(home.unit != cchc::domain::unit::UnitScope::All, unit);
    }
    desk.keys("<Esc> <Esc> <Esc>");
    assert!(!desk.app.ended);
    assert_eq!(desk.home().count, 79);
}

#[test]
fn what_is_typed_or_pasted_in_a_list_does_nothing() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("j j");
    let (before, frame) = (desk.last_change(), desk.frame());
    desk.keys("<BS> <Del> w y z x ( ) Ư ~");
    desk.paste("dd\n:q!\n").paste(" ");
    // But a message says that it does nothing.
    let message = format!(" {}\n", desk.status());
    assert_eq!(desk.frame().replace(&message, "\n"), frame);
    assert_eq!(desk.last_change(), before);
}

#[test]
fn a_tone_of_the_input_tool_is_not_mistaken_for_another_key() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("<Space>");
    // Undo, then s with Telex on: the tool sends a Backspace and "ú". A second undo would be wrong.
    desk.keys("u <BS> ú");
    assert_eq!(
        desk.status(),
        "Bộ gõ tiếng Việt đã đổi phím vừa bấm nên phím không có tác dụng; hãy dùng F1–F10 hoặc tắt bộ gõ."
    );
    desk.keys("<C-r>");
    assert!(desk.status().starts_with("Đã làm lại"), "{}", desk.status());
}

#[test]
fn every_filter_counts_what_it_then_shows() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys(": don␠vi␠cua␠toi <Enter> <Enter>");
    assert!(
        desk.line(2)
            .contains("lọc: việc của ĐThể: chủ trì, phối hợp"),
        "{}",
        desk.line(2)
    );
    desk.keys("<Esc>");
    for at in 1..=12 {
        desk.keys("f <Home>");
        for _ in 0..at {
            desk.keys("<Down>");
        }
        let frame = desk.frame();
        let line = frame.lines().find(|line| line.contains("│› ")).unwrap();
        let line = line
            .split("│› ")
            .nth(1)
            .unwrap()
            .split('│')
            .next()
            .unwrap()
            .trim();
        let (name, n) = line.rsplit_once(' ').unwrap();
        desk.keys("<Enter>");
        let n: i64 = n.parse().unwrap();
        assert_eq!(desk.home().count, n, "{name}");
        assert_eq!(
            shown(&desk).len(),
            usize::try_from(n).unwrap().min(25),
            "{name}"
        );
        assert!(
            desk.line(2).contains(&format!("lọc: {}", name.trim())),
            "{}",
            desk.line(2)
        );
        assert!(
            desk.line(2).contains(&format!("{n} việc")),
            "{}",
            desk.line(2)
        );
        desk.keys("<Esc>");
    }
    // The thirteenth: no filter.
    desk.keys("f <Enter> f <Home> <Enter>");
    assert_eq!(desk.home().count, 79);
}

#[test]
fn a_filter_is_counted_within_what_is_searched() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("/ iso <Enter> f");
    let frame = desk.frame();
    let line = frame
        .lines()
        .find(|line| line.contains("› quá hạn"))
        .unwrap();
    let n: i64 = line
        .split_whitespace()
        .filter_map(|w| w.parse().ok())
        .next()
        .unwrap();
    desk.keys("<Enter>");
    assert_eq!(desk.home().count, n);
}

#[test]
fn units_column_and_picker_choose_the_same() {
    let mut wide = Desk::open(Vi, 120, 40);
    wide.keys("<Left> <Down> <Enter>");
    let mut narrow = Desk::open(Vi, 80, 24);
    narrow.keys("<Left> <Down> <Enter>");
    assert_eq!(wide.home().unit, narrow.home().unit);
    assert_eq!(wide.home().count, 1);
    assert!(wide.frame().contains("›CPĐV"));
    // A unit without tasks in an area says so.
    wide.keys("5");
    assert!(
        wide.frame()
            .contains("Đơn vị này không có nhiệm vụ ở đây — Esc để xem mọi đơn vị.")
    );
    wide.keys("<Esc>");
    assert_eq!(wide.home().count, 5);
}

#[test]
fn keys_never_go_to_a_hidden_units_column() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("<Left>").resize(80, 24).keys("j");
    assert_eq!(desk.selected(), "2.4-05");
    assert_eq!(desk.home().count, 79);
}

#[test]
fn walking_down_a_long_list_visits_every_task_once() {
    let mut desk = Desk::open_after(Vi, 80, 24, |store| add_many(store, 300));
    let all = every_code(&desk);
    assert_eq!(all.len(), 379);
    let mut seen = vec![desk.selected()];
    for _ in 1..all.len() {
        desk.keys("j");
        cursor_is_seen(&desk);
        seen.push(desk.selected());
    }
    assert_eq!(seen, all);
    desk.keys("j");
    assert_eq!(&desk.selected(), all.last().unwrap());
    for code in all.iter().rev() {
        assert_eq!(&desk.selected(), code);
        desk.keys("k");
    }
    assert_eq!(desk.selected(), all[0]);
}

#[test]
fn paging_shows_every_task_and_home_and_end_find_the_ends() {
    let mut desk = Desk::open_after(Vi, 80, 24, |store| add_many(store, 300));
    let all = every_code(&desk);
    let mut seen: HashSet<String> = shown(&desk).into_iter().collect();
    for _ in 0..40 {
        desk.keys("<PgDn>");
        cursor_is_seen(&desk);
        seen.extend(shown(&desk));
    }
    assert_eq!(seen.len(), all.len());
    assert_eq!(&desk.selected(), all.last().unwrap());
    desk.keys("<Home>");
    assert_eq!(desk.selected(), all[0]);
    desk.keys("<End>");
    assert_eq!(&desk.selected(), all.last().unwrap());
    cursor_is_seen(&desk);
    let mut seen: HashSet<String> = shown(&desk).into_iter().collect();
    for _ in 0..40 {
        desk.keys("<C-u>");
        seen.extend(shown(&desk));
    }
    assert_eq!(seen.len(), all.len());
    assert_eq!(desk.selected(), all[0]);
}

#[test]
fn a_task_done_on_the_way_down_does_not_come_a_second_time() {
    let mut desk = Desk::open_after(Vi, 80, 24, |store| add_many(store, 60));
    let all = every_code(&desk);
    let mut seen = Vec::new();
    for step in 0..all.len() {
        if step == 7 {
            desk.keys("<Space>");
        }
        seen.push(desk.selected());
        desk.keys("j");
    }
    let once: HashSet<&String> = seen.iter().collect();
    assert_eq!(once.len(), all.len(), "{seen:?}");
}

#[test]
fn the_other_language_changes_everything() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("L");
    assert_eq!(desk.frame(), Desk::open(En, 120, 40).frame());
    desk.keys("<F12> <Enter> <F12>");
    let english = desk.frame();
    let mut other = Desk::open(En, 120, 40);
    other.keys("<Enter>");
    assert_eq!(english, other.frame());
}

#[test]
fn a_key_that_is_not_used_says_so_in_a_line_everywhere() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("y");
    assert_eq!(desk.status(), "Phím này không dùng ở đây — ? trợ giúp");
    // Nor has every list of choices numbers.
    desk.keys("<Esc> f 7");
    assert_eq!(desk.app.context(), KeyContext::Picker);
    assert_eq!(desk.status(), "Phím này không dùng ở đây — ? trợ giúp");
    desk.keys("<Esc>");
    for key in ["x", "z", "!", "Z", "<F11>", "<C-x>"] {
        desk.keys("j");
        assert_eq!(desk.status(), "", "{key}");
        desk.keys(key);
        assert_eq!(
            desk.status(),
            "Phím này không dùng ở đây — ? trợ giúp",
            "{key}"
        );
    }
    desk.keys("j 7");
    assert_eq!(desk.status(), "Kế hoạch không có lĩnh vực số 7.");
    // What an input tool sends to erase a letter asks for nothing.
    desk.keys("j <BS>");
    assert_eq!(desk.status(), "");
    // Where text is typed, letters are text and help is F1.
    desk.keys("n z <F7>");
    assert_eq!(desk.status(), "Phím này không dùng ở đây — F1 trợ giúp");
    // A question says itself which keys answer it.
    desk.keys("<Esc> q x");
    assert!(!desk.status().contains("Phím"), "{}", desk.status());
}

#[test]
fn short_names_of_tabs_leave_room_for_what_is_late() {
    let desk = Desk::open(Vi, 80, 24);
    assert_eq!(
        desk.line(1).trim(),
        "0 CĐ ●2│1 TC│2 TTHC ●1│3 BM ●1│4 CV│5 TCC ●1│6 CPĐT ●2│[* Tất cả 19/78 ●7]"
    );
}
