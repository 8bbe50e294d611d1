//! Done and not done at once; several marked; undo.

use crate::support::Desk;
use cchc::domain::journal::ChangeKind;
use cchc::domain::task::State;
use cchc::present::lang::Lang::{En, Vi};

#[test]
fn space_completes_names_the_undo_key_and_pressed_again_undoes() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("<Space>");
    assert_eq!(
        desk.status(),
        "Đã xong 2.3.1-01; thiếu minh chứng (v để thêm) — u để hoàn tác"
    );
    assert_eq!(desk.selected(), "2.3.1-01");
    assert!(desk.frame().contains("›✓*2.3.1-01°"), "{}", desk.frame());
    assert!(desk.frame().contains("quá hạn, thiếu TLKC"));
    assert_eq!(desk.task("2.3.1-01").row.state, State::Done);
    assert!(desk.line(1).contains("[* Tất cả 20/78 ●6]"));
    desk.keys("<Space>");
    assert_eq!(desk.status(), "Đã mở lại 2.3.1-01 — u để hoàn tác");
    assert_eq!(desk.task("2.3.1-01").row.state, State::InProgress);
    desk.keys("<F8> u");
    assert_eq!(
        desk.status(),
        "Đã hoàn tác việc đánh dấu xong 2.3.1-01 — Ctrl-R để làm lại"
    );
    assert_eq!(desk.task("2.3.1-01").row.state, State::InProgress);
    desk.keys("<C-y>");
    assert_eq!(
        desk.status(),
        "Đã làm lại việc đánh dấu xong 2.3.1-01 — u để hoàn tác"
    );
    assert_eq!(desk.task("2.3.1-01").row.state, State::Done);
}

#[test]
fn of_a_recurring_task_the_oldest_open_occurrence_is_completed_and_named() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.go_to("2.3.1-05").keys("<Space>");
    assert_eq!(
        desk.status(),
        "Đã xong 2.3.1-05 kỳ Quý II; còn kỳ Quý III, hạn 30/9 — u để hoàn tác"
    );
    let done = |desk: &Desk| -> Vec<bool> {
        let task = desk.task("2.3.1-05");
        task.occurrences.iter().map(|o| !o.is_open()).collect()
    };
    assert_eq!(done(&desk), [true, true, false, false]);
    // Pressed again it takes exactly that back; a note, another size, a colleague in between do not
    // count as having moved.
    desk.keys("n Đã␠gửi␠phiếu <C-s>").resize(80, 24);
    desk.keys("<Space>");
    assert_eq!(done(&desk), [true, false, false, false]);
    // After moving away it does not.
    desk.keys("<Space> j k <Space>");
    assert_eq!(done(&desk), [true, true, true, false]);
    // After an undo it completes again what is open.
    desk.keys("u <Space>");
    assert_eq!(done(&desk), [true, true, true, false]);
}

#[test]
fn of_several_recurring_tasks_the_periods_are_named_and_not_the_tasks() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.go_to("2.3.1-05")
        .keys("m")
        .go_to("2.7.1-03")
        .keys("m <Space>");
    assert_eq!(
        desk.status(),
        "Đã xong một kỳ của 2 nhiệm vụ (2.3.1-05, 2.7.1-03) — u để hoàn tác"
    );
    // A task that is done once is done whole.
    desk.keys("u").go_to("2.3.1-01").keys("m");
    desk.keys("<Esc>")
        .go_to("2.3.1-01")
        .keys("m")
        .go_to("2.7.1-03");
    desk.keys("m <Space>");
    let message = desk.status();
    assert!(
        message.starts_with(
            "Đã xong 2 nhiệm vụ (2.3.1-01, 2.7.1-03), trong đó 1 việc định kỳ chỉ một kỳ"
        ),
        "{message}"
    );
}

#[test]
fn a_recurring_task_done_whole_is_reopened_in_its_detail() {
    let mut desk = Desk::open(En, 120, 40);
    desk.go_to("2.3.1-05")
        .keys("<Space> j k <Space> j k <Space> j k");
    assert_eq!(desk.task("2.3.1-05").row.state, State::Done);
    let before = desk.last_change();
    desk.keys("<Space>");
    assert_eq!(
        desk.status(),
        "All due dates are completed. Press Enter for the details, where each can be reopened."
    );
    assert_eq!(desk.last_change(), before);
}

#[test]
fn what_is_paused_says_what_to_do_first() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.go_to("2.6-03").keys("<Space>");
    assert_eq!(
        desk.status(),
        "Nhiệm vụ đang tạm dừng; hãy chuyển về đang thực hiện trước."
    );
}

#[test]
fn marked_tasks_are_one_act() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("m m j m");
    assert!(
        desk.footer().starts_with("đã chọn 3 · Esc bỏ chọn · "),
        "{}",
        desk.footer()
    );
    assert!(desk.frame().contains(" ●+2.3.1-01°"));
    desk.keys("<Space>");
    assert_eq!(
        desk.status(),
        "Đã xong 3 nhiệm vụ (2.3.1-01, 2.4-05, 2.1-04); thiếu minh chứng (v để thêm) — u để hoàn tác"
    );
    for code in ["2.3.1-01", "2.4-05", "2.1-04"] {
        assert_eq!(desk.task(code).row.state, State::Done, "{code}");
    }
    assert!(desk.home().marked.is_empty());
    desk.keys("u");
    for code in ["2.3.1-01", "2.4-05", "2.1-04"] {
        assert_eq!(desk.task(code).row.state, State::InProgress, "{code}");
    }
    assert!(
        desk.status()
            .starts_with("Đã hoàn tác việc đánh dấu xong 3 nhiệm vụ (2.3.1-01, ")
    );
}

#[test]
fn marks_far_outside_the_window_are_judged_as_well() {
    // Ten rows: the first marked one is long gone from the rows at hand at the end of the list.
    let mut desk = Desk::open(Vi, 40, 10);
    desk.keys("m <End>");
    desk.go_to("2.1-02");
    assert_eq!(desk.task("2.1-02").row.state, State::Done);
    desk.keys("m <Space>");
    assert!(desk.status().contains("2.3.1-01"), "{}", desk.status());
    // One is open, so the marked ones are completed, and the one that is done stays as it is.
    assert_eq!(desk.task("2.3.1-01").row.state, State::Done);
    assert_eq!(
        desk.task("2.1-02").row.done_on,
        Some(chrono::NaiveDate::from_ymd_opt(2021, 1, 22).unwrap())
    );
}

#[test]
fn marks_that_the_list_does_not_have_are_counted_and_named_before_anything_is_done() {
    let mut desk = Desk::open(Vi, 100, 24);
    desk.keys("m m 6");
    let footer = desk.footer();
    assert!(
        footer.starts_with("đã chọn 2 (2 bị ẩn) · Esc bỏ chọn"),
        "{footer}"
    );
    let before = desk.last_change();
    desk.keys("<Space>");
    assert_eq!(
        desk.status(),
        "Đánh dấu hoàn thành 2 nhiệm vụ, 2 không có trong danh sách này (2.3.1-01, 2.4-05)? \
         c/Enter = có · k/Esc = không"
    );
    desk.keys("<Esc>");
    assert_eq!(desk.last_change(), before);
    assert_eq!(desk.home().marked.len(), 2);
    desk.keys("n");
    assert!(
        desk.frame()
            .contains("Ghi chú · 2 nhiệm vụ: 2.3.1-01, 2.4-05"),
        "{}",
        desk.frame()
    );
    desk.keys("<Esc> <Space> <Enter>");
    assert_eq!(desk.task("2.3.1-01").row.state, State::Done);
    assert_eq!(desk.task("2.4-05").row.state, State::Done);
    assert!(desk.home().marked.is_empty());
}

#[test]
fn what_is_asked_about_marks_reads_as_a_sentence_in_english_too() {
    for (keys, asked) in [
        (
            "m 6 <Space>",
            "Mark 1 task as completed, 1 not in this list (2.3.1-01)?",
        ),
        (
            "m m 6 <Space>",
            "Mark 2 tasks as completed, 2 not in this list (2.3.1-01, 2.4-05)?",
        ),
        (
            "<Space> m 6 <Space>",
            "Reopen 1 task, 1 not in this list (2.3.1-01)?",
        ),
        (
            "j j m 1 *",
            "Mark 1 task as a key task, 1 not in this list (2.7.1-09)?",
        ),
        (
            "m 6 *",
            "Unmark 1 task as a key task, 1 not in this list (2.3.1-01)?",
        ),
    ] {
        let mut desk = Desk::open(En, 120, 40);
        desk.keys(keys);
        assert!(desk.status().starts_with(asked), "{}", desk.status());
    }
}

#[test]
fn rows_scrolled_away_are_not_hidden_and_a_filter_or_search_hides() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("m m <End>");
    assert!(
        desk.footer().starts_with("đã chọn 2 · "),
        "{}",
        desk.footer()
    );
    desk.keys("/ 2.4-05 <Enter>");
    let footer = desk.footer();
    assert!(footer.starts_with("đã chọn 2 (1 bị ẩn) · "), "{footer}");
    desk.keys("m <Esc>");
    assert!(desk.home().marked.is_empty());
}

#[test]
fn marks_stay_for_one_act_after_the_other_until_escape_or_completion() {
    let mut desk = Desk::open(Vi, 120, 40);
    let codes = ["2.3.1-01", "2.4-05", "2.7.1-09"];
    desk.keys("m m m c khtc <Enter> + ttra <Enter> * S 2.4 <Enter> n Đôn␠đốc <F2>");
    desk.keys("t <Up> <Right> <Tab> quý␠IV <Enter>");
    for code in codes {
        let task = desk.task(code);
        assert_eq!(task.row.lead.as_deref(), Some("KHTC"), "{code}");
        assert!(task.coordinating.iter().any(|(_, unit)| unit == "TTra"));
        assert!(task.row.key_task, "{code}");
        assert_eq!(task.notes[0].body, "Đôn đốc", "{code}");
        assert_eq!(task.row.deadline, "quý IV", "{code}");
    }
    assert_eq!(desk.home().marked.len(), 3);
    // A second m takes one mark away.
    desk.go_to("2.4-05").keys("m");
    assert_eq!(desk.home().marked.len(), 2);
    desk.go_to("2.4-05").keys("m <Space>");
    assert!(
        desk.status().starts_with("Đã xong 3 nhiệm vụ"),
        "{}",
        desk.status()
    );
    assert!(desk.home().marked.is_empty());
    // Undone, they are marked again, and each act is one step of undo.
    desk.keys("u");
    assert_eq!(desk.home().marked.len(), 3);
    desk.keys("<Esc> u u u u u u");
    assert_ne!(desk.task("2.3.1-01").row.lead.as_deref(), Some("KHTC"));
    assert!(desk.home().marked.is_empty());
}

#[test]
fn only_undoing_the_completion_itself_marks_its_tasks_again() {
    // A note on one of them, in the list and in front of it, and an act on no task at all.
    for later in [
        "/ 2.3.1-01 <Enter> n thử <F2> <Esc> u",
        "<Enter> n thử <F2> u <Esc>",
        "U G <Enter> <C-u> 9 <C-s> u <Esc>",
    ] {
        let mut desk = Desk::open(Vi, 120, 40);
        desk.keys("m m m <Space>");
        desk.keys(later);
        let newest = &desk.store().journal(None, 1).unwrap()[0];
        assert_eq!(newest.kind, ChangeKind::Undo, "{later}");
        assert!(desk.home().marked.is_empty(), "{later}");
        assert_eq!(desk.task("2.4-05").row.state, State::Done, "{later}");
    }
}

#[test]
fn redoing_a_completion_clears_the_marks_and_undoing_it_again_restores_them() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("m m m <Space> u");
    assert_eq!(desk.home().marked.len(), 3);
    desk.keys("<C-r>");
    assert!(desk.home().marked.is_empty());
    let codes = ["2.3.1-01", "2.4-05", "2.7.1-09"];
    let done = |desk: &Desk| {
        let done = |code: &&str| desk.task(code).row.state == State::Done;
        codes.iter().filter(|code| done(code)).count()
    };
    assert_eq!(done(&desk), 3);
    desk.keys("u");
    assert_eq!((done(&desk), desk.home().marked.len()), (0, 3));
    // One that was completed for itself ends no marks but its own.
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("<Enter> <Space> u <Esc> m m m m <C-r>");
    assert_eq!(desk.task("2.3.1-01").row.state, State::Done);
    assert_eq!(desk.home().marked.len(), 4);
}

#[test]
fn all_of_a_list_are_marked_with_one_key_and_unmarked_with_the_same() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("m f <Enter> M");
    let overdue = usize::try_from(desk.home().count).unwrap();
    assert_eq!((overdue, desk.home().marked.len()), (7, 7));
    desk.keys("M");
    assert!(desk.home().marked.is_empty());
    desk.keys("<C-a> <Esc> <Esc> <C-a>");
    assert_eq!(desk.home().marked.len(), 79);
    // An act at once on very many is asked about.
    let before = desk.last_change();
    desk.keys("*");
    assert_eq!(
        desk.status(),
        "Đánh dấu trọng tâm 67 nhiệm vụ (2.7.1-09, 2.1-04, 2.7.1-03, 2.6-02, …)? \
         c/Enter = có · k/Esc = không"
    );
    assert_eq!(desk.last_change(), before);
}

#[test]
fn whatever_changes_very_many_tasks_at_once_is_asked_about_first() {
    let all = [
        "c khtc <Enter>",
        "c khtc <Tab>",
        "+ ttra <Enter>",
        "S 2.4 <Enter>",
        "n Đôn␠đốc␠các␠đơn␠vị <F2>",
        "s <C-s>",
        "v 15/BC-SKHCN <C-s>",
    ];
    for keys in all {
        // Up to twenty, all of them in sight, are changed without a question.
        for (marking, n) in [("f <Enter> M", 7), ("M", 79)] {
            let mut desk = Desk::open(Vi, 120, 40);
            desk.keys(marking);
            assert_eq!(desk.home().marked.len(), n);
            let (before, layers) = (desk.last_change(), desk.layers());
            desk.keys(keys);
            let asked = desk.status().starts_with("Thay đổi ");
            assert_eq!(asked, n > 20, "{keys}: {}", desk.status());
            assert_eq!(desk.last_change() == before, asked, "{keys}");
            // The box with what was typed lies there again.
            desk.keys(if asked { "k" } else { "" });
            assert_eq!(
                desk.layers() > layers,
                asked || keys.ends_with("<Tab>"),
                "{keys}"
            );
        }
    }
}

#[test]
fn what_was_consented_to_is_written_and_the_box_closes() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("M c khtc <Tab>");
    let asked = desk.status();
    assert!(
        asked.starts_with("Thay đổi 69 nhiệm vụ (2.3.1-01, "),
        "{asked}"
    );
    assert!(asked.ends_with("? c = có · k/Esc = không"), "{asked}");
    // Enter has just left the list of units: it is no answer.
    let before = desk.last_change();
    desk.keys("<Enter>");
    assert_eq!(desk.last_change(), before);
    desk.keys("c");
    assert_eq!(desk.task("2.3.1-01").row.lead.as_deref(), Some("KHTC"));
    assert!(
        desk.frame().contains("Thời hạn · 79 nhiệm vụ"),
        "{}",
        desk.frame()
    );
    // The deadline that is asked for next is another change of the same tasks.
    desk.keys("quý␠IV <C-s>");
    assert!(
        desk.status().starts_with("Thay đổi 79 nhiệm vụ"),
        "{}",
        desk.status()
    );
    let mut desk = Desk::open(En, 120, 40);
    desk.keys("m 6 n Please␠report <F2>");
    assert_eq!(
        desk.status(),
        "Change 1 task, 1 not in this list (2.3.1-01)? y = yes · n/Esc = no"
    );
    desk.keys("y");
    assert_eq!(desk.task("2.3.1-01").notes[0].body, "Please report");
    assert_eq!(desk.layers(), 0);
}

#[test]
fn what_is_removed_is_marked_no_more() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("m a Việc␠thử <C-s>");
    assert_eq!(desk.home().marked.len(), 1);
    let added = desk.selected();
    desk.keys("<Esc> m : gỡ␠bỏ <Enter>");
    desk.keys("Nhập␠nhầm <C-s>");
    assert!(desk.status().contains(&added), "{}", desk.status());
    assert!(desk.home().marked.is_empty(), "{:?}", desk.home().marked);
}

#[test]
fn of_marked_tasks_the_one_in_the_way_is_named_and_nothing_is_done() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("m").go_to("2.6-03").keys("m");
    let before = desk.last_change();
    desk.keys("<Space>");
    assert_eq!(
        desk.status(),
        "2.6-03: Nhiệm vụ đang tạm dừng; hãy chuyển về đang thực hiện trước."
    );
    assert_eq!(desk.last_change(), before);
    assert_eq!(desk.home().marked.len(), 2);
}

#[test]
fn forms_and_notes_on_marked_tasks_are_one_step_of_undo() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("m m n Đôn␠đốc␠lần␠2 <F2>");
    assert_eq!(
        desk.status(),
        "Đã ghi chú 2 nhiệm vụ (2.3.1-01, 2.4-05) — u để hoàn tác"
    );
    let last = |desk: &Desk, code: &str| desk.task(code).notes[0].body.clone();
    assert_eq!(last(&desk, "2.3.1-01"), "Đôn đốc lần 2");
    assert_eq!(last(&desk, "2.4-05"), "Đôn đốc lần 2");
    desk.keys("u");
    assert_ne!(last(&desk, "2.3.1-01"), "Đôn đốc lần 2");
    assert_ne!(last(&desk, "2.4-05"), "Đôn đốc lần 2");
    desk.keys("e");
    assert_eq!(
        desk.status(),
        "Chỉ sửa được từng nhiệm vụ một; Esc để bỏ chọn."
    );
    // A single mark elsewhere is the task that is meant.
    desk.keys("<Esc> g m G e");
    assert!(
        desk.frame().contains("Sửa nhiệm vụ · 2.3.1-01"),
        "{}",
        desk.frame()
    );
}

#[test]
fn in_a_file_that_may_only_be_read_nothing_is_written_and_nothing_offered() {
    let mut desk = Desk::open_read_only(Vi, 120, 40);
    let before = desk.last_change();
    for key in ["<Space>", "n", "s", "t", "v", "e", "a", "u", "<C-r>"] {
        desk.keys(key);
        assert!(
            desk.status().starts_with("Tệp chỉ đọc"),
            "{key}: {}",
            desk.status()
        );
        desk.keys("<Esc>");
    }
    assert_eq!(desk.last_change(), before);
    desk.keys("?");
    assert!(!desk.frame().contains("Dấu cách"), "{}", desk.frame());
    assert!(!desk.frame().contains("Viết ghi chú"));
    desk.keys("<Esc> <Enter> <Space>");
    assert!(desk.status().starts_with("Tệp chỉ đọc"));
    assert!(!desk.frame().contains("v để thêm"));
}

/// What a due date holds of its completion, and whether that was in time.
fn completions(desk: &Desk, code: &str) -> Vec<(Option<String>, Option<String>, Option<bool>)> {
    let task = desk.task(code);
    let occurrences = task.occurrences.iter();
    occurrences
        .map(|o| {
            let on = o.done_on.map(|day| day.to_string());
            (on, o.result.clone(), o.on_time())
        })
        .collect()
}

#[test]
fn space_pressed_again_restores_a_completion_reopened_by_mistake() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("2 <End>");
    let code = desk.selected();
    assert_eq!(code, "2.3.1-03");
    let before = completions(&desk, &code);
    assert_eq!(before[0].0.as_deref(), Some("2021-03-12"));
    assert_eq!(before[0].2, Some(true));
    desk.keys("<Space>");
    assert_eq!(completions(&desk, &code), [(None, None, None)]);
    desk.keys("<Space>");
    assert_eq!(completions(&desk, &code), before);
    assert_eq!(
        desk.status(),
        "Đã xong 2.3.1-03 ngày 12/03/2021 — u để hoàn tác"
    );
    // As often as it is pressed.
    desk.keys("<Space> <Space>");
    assert_eq!(completions(&desk, &code), before);
    // After moving away it is done today.
    desk.keys("<Space> k j <Space>");
    assert_eq!(
        completions(&desk, &code)[0].0.as_deref(),
        Some("2021-06-11")
    );
}

#[test]
fn several_reopened_tasks_are_restored_as_they_were() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.go_to("2.3.1-03").keys("m").go_to("2.1-02").keys("m");
    let before = ["2.3.1-03", "2.1-02"].map(|code| completions(&desk, code));
    desk.keys("<Space>");
    assert!(
        desk.status().starts_with("Đã mở lại 2 nhiệm vụ"),
        "{}",
        desk.status()
    );
    // Undone, they are marked again.
    desk.keys("u <Esc>");
    desk.go_to("2.1-02").keys("<Space> <Space>");
    assert_eq!(
        ["2.3.1-03", "2.1-02"].map(|code| completions(&desk, code)),
        before
    );
}

#[test]
fn a_period_reopened_by_mistake_gets_its_completion_back() {
    let mut desk = Desk::open(Vi, 120, 40);
    let code = "2.3.1-05";
    desk.go_to(code);
    let before = completions(&desk, code);
    assert!(before[0].1.is_some(), "{before:?}");
    desk.keys("<Enter> <Left> <Space>");
    assert_eq!(desk.status(), "Đã mở lại 2.3.1-05 kỳ Quý I — u để hoàn tác");
    desk.keys("<Space>");
    assert_eq!(completions(&desk, code), before);
    desk.keys("<Space> <Right> <Left> <Space>");
    assert_eq!(completions(&desk, code)[0].0.as_deref(), Some("2021-06-11"));
    assert!(
        desk.frame().contains("xong quá hạn 11/06/2021"),
        "{}",
        desk.frame()
    );
}

#[test]
fn late_completions_are_shown_with_and_without_evidence() {
    let mut desk = Desk::open(Vi, 200, 40);
    desk.keys("<Space>");
    let row = |desk: &Desk| {
        desk.frame()
            .lines()
            .find(|line| line.contains("›✓"))
            .map(str::to_owned)
    };
    let shown = row(&desk).unwrap();
    assert!(shown.contains("quá hạn, thiếu minh chứng"), "{shown}");
    desk.resize(80, 24);
    let shown = row(&desk).unwrap();
    assert!(shown.contains("quá hạn, thiếu TLKC"), "{shown}");
    desk.keys("v 15/KH-SKHCN <C-s>");
    let shown = row(&desk).unwrap();
    assert!(shown.contains("xong quá hạn 11/06"), "{shown}");
}

#[test]
fn an_act_of_another_day_is_named_and_asked_about_before_it_is_undone() {
    use cchc::domain::change::Change;
    use cchc::store::Stamp;
    let mut desk = Desk::open_after(Vi, 120, 40, |_| {});
    let task = desk.task("2.2-06");
    let yesterday = Stamp {
        actor: desk.app.env.actor().clone(),
        day: crate::support::friday().pred_opt().unwrap(),
        ..crate::support::minh()
    };
    let done = Change::Complete {
        task: task.row.id,
        occurrence: None,
        done_on: yesterday.day,
        result: None,
    };
    desk.store().apply(&[done], &yesterday).unwrap();
    let before = desk.last_change();
    desk.keys("u");
    assert_eq!(
        desk.status(),
        "Hoàn tác việc đánh dấu xong 2.2-06, thực hiện ngày 10/06/2021? c/Enter = có · k/Esc = không"
    );
    desk.keys("k");
    assert_eq!(desk.last_change(), before);
    assert_eq!(desk.task("2.2-06").row.state, State::Done);
    desk.keys("u c");
    assert!(
        desk.status()
            .starts_with("Đã hoàn tác việc đánh dấu xong 2.2-06")
    );
    assert_eq!(desk.task("2.2-06").row.state, State::InProgress);
    // Of today it comes again without a question.
    desk.keys("<C-r>");
    assert_eq!(desk.task("2.2-06").row.state, State::Done);
    desk.keys("u");
    assert_eq!(desk.task("2.2-06").row.state, State::InProgress);
}
