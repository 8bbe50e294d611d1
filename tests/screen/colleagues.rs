//! Several people on one file.

use crate::support::Desk;
use cchc::domain::area::SectionText;
use cchc::domain::change::Change;
use cchc::domain::conflict::Completion;
use cchc::domain::day::Day;
use cchc::domain::deadline::{Deadline, DeadlineRules, WordingOrigin};
use cchc::domain::frame::FrameChange;
use cchc::domain::note::NoteKind;
use cchc::domain::task::{Hold, State, TaskText};
use cchc::present::lang::Lang::{En, Vi};

/// Minh changes the texts of a task.
fn minh_edits(desk: &Desk, code: &str, change: impl FnOnce(&mut TaskText)) {
    let task = desk.task(code);
    let mut after = task.texts.clone();
    change(&mut after);
    desk.minh_does(Change::Edit {
        task: task.row.id,
        before: Box::new(task.texts.clone()),
        after: Box::new(after),
    });
}

fn minh_completes(desk: &Desk, code: &str) {
    let task = desk.task(code);
    desk.minh_does(Change::Complete {
        task: task.row.id,
        occurrence: task.current().map(|o| o.id),
        done_on: crate::support::friday(),
        result: None,
    });
}

/// Minh sets the deadline of a task anew.
fn minh_words(desk: &Desk, code: &str, wording: &str) {
    let rules = DeadlineRules {
        year: 2021,
        reading: WordingOrigin::Document,
        before_is_strict: true,
    };
    let task = desk.task(code);
    desk.minh_does(Change::SetDeadline {
        task: task.row.id,
        deadline: Deadline::parse(wording, &rules).unwrap(),
        base_on: None,
        seen: task.term(),
    });
}

fn day(month: u32, day: u32) -> Day {
    Day::from_ymd_opt(2021, month, day).unwrap()
}

#[test]
fn what_a_colleague_writes_shows_with_the_cursor_on_the_same_task() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.go_to("2.6-02");
    let line = |desk: &Desk| desk.frame().lines().position(|l| l.contains("│›")).unwrap();
    let height = line(&desk);
    minh_completes(&desk, "2.3.1-01");
    minh_edits(&desk, "2.6-02", |text| {
        text.title = "Tên mới của Minh".to_owned()
    });
    assert!(desk.app.detect_other_writes());
    assert!(!desk.app.detect_other_writes());
    assert_eq!(desk.selected(), "2.6-02");
    assert!(desk.frame().contains("Tên mới của Minh"));
    assert!(desk.line(1).contains("20/78 ●6"), "{}", desk.line(1));
    assert!(line(&desk) == height - 1, "one row before it is gone");
}

#[test]
fn a_key_means_what_was_on_the_screen() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("f <Enter>");
    assert_eq!(desk.selected(), "2.3.1-01");
    // Minh is faster. What is under the cursor in truth is another task now; it must not be done.
    minh_completes(&desk, "2.3.1-01");
    desk.keys("<Space>");
    assert_eq!(desk.status(), "Việc này đã hoàn thành rồi.");
    // It stays under the cursor, so that a further key does not reach the next one.
    assert_eq!(desk.selected(), "2.3.1-01");
    assert_eq!(desk.task("2.4-05").row.state, State::InProgress);
    // Of a recurring task the next occurrence is not done in its place.
    desk.keys("<Esc>").go_to("2.3.1-05");
    minh_completes(&desk, "2.3.1-05");
    desk.keys("<Space>");
    assert_eq!(desk.task("2.3.1-05").row.occurrences_done, 2);
}

#[test]
fn a_task_just_completed_stays_under_the_cursor_while_a_colleague_writes() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.go_to("2.6-02").keys("<Space>");
    let line = |desk: &Desk| desk.frame().lines().position(|l| l.contains("│›")).unwrap();
    let height = line(&desk);
    minh_edits(&desk, "2.3.1-01", |text| {
        text.title = "Tên mới của Minh".to_owned()
    });
    desk.app.detect_other_writes();
    assert_eq!((desk.selected().as_str(), line(&desk)), ("2.6-02", height));
    desk.keys("<Space>");
    assert_eq!(desk.task("2.6-02").row.state, State::InProgress);
    // Once the cursor has left it, it goes where it belongs.
    desk.keys("<Space> <Down>");
    minh_completes(&desk, "2.3.1-01");
    desk.app.detect_other_writes();
    assert!(!desk.frame().contains("2.6-02"), "{}", desk.frame());
}

#[test]
fn a_second_space_undoes_ones_own_act_even_if_a_colleague_wrote_in_between() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.go_to("2.3.1-05").keys("<Space>");
    minh_completes(&desk, "2.6-02");
    desk.app.detect_other_writes();
    desk.keys("<Space>");
    assert_eq!(desk.task("2.3.1-05").row.occurrences_done, 1);
    // Unless the colleague has reopened it already.
    desk.keys("<Space>");
    let task = desk.task("2.3.1-05");
    desk.minh_does(Change::Reopen {
        task: task.row.id,
        seen: task.occurrences[1].completion(),
    });
    desk.app.detect_other_writes();
    desk.keys("<Space>");
    assert_eq!(
        desk.task("2.3.1-05").row.occurrences_done,
        2,
        "{}",
        desk.status()
    );
}

#[test]
fn an_edit_conflict_shows_both_texts_and_a_second_save_is_made_knowingly() {
    let mut desk = Desk::open(Vi, 100, 24);
    desk.keys("e <C-u> Tên␠của␠Lan");
    minh_edits(&desk, "2.3.1-01", |text| {
        text.title = "Tên của Minh".to_owned();
        text.product = Some("Báo cáo của Minh".to_owned());
    });
    desk.keys("<C-s>");
    let frame = desk.frame();
    for part in [
        "Người khác vừa sửa · chưa lưu",
        "Tên nhiệm vụ · Minh (kehoach), 11/06/2021",
        "Tên của Minh",
        "Tên nhiệm vụ · của bạn, chưa lưu",
        "Tên của Lan",
        "Ctrl-S ghi đè · Esc bỏ · Enter sửa tiếp",
    ] {
        assert!(frame.contains(part), "{part}\n{frame}");
    }
    assert_eq!(desk.task("2.3.1-01").row.title, "Tên của Minh");
    // Back in the form one's own is still there, and what was not touched is theirs now.
    desk.keys("<Enter>");
    let frame = desk.frame();
    assert!(frame.contains("Lưu lần nữa sẽ ghi đè"), "{frame}");
    assert!(frame.contains("Tên của Lan"), "{frame}");
    assert!(frame.contains("Báo cáo của Minh"), "{frame}");
    desk.keys("<C-s>");
    assert_eq!(desk.status(), "Đã sửa 2.3.1-01 — u để hoàn tác");
    let task = desk.task("2.3.1-01");
    assert_eq!(task.row.title, "Tên của Lan");
    assert_eq!(task.texts.product.as_deref(), Some("Báo cáo của Minh"));
}

#[test]
fn a_third_change_after_the_conflict_was_shown_is_shown_again() {
    let mut desk = Desk::open(Vi, 100, 24);
    desk.keys("e <C-u> Tên␠của␠Lan");
    let rename = |desk: &Desk, title: &str| {
        minh_edits(desk, "2.3.1-01", |text| text.title = title.to_owned());
    };
    rename(&desk, "Tên thứ nhất của Minh");
    desk.keys("<C-s>");
    assert!(desk.frame().contains("Tên thứ nhất của Minh"));
    rename(&desk, "Tên thứ hai của Minh");
    desk.keys("<C-s>");
    let frame = desk.frame();
    assert!(frame.contains("Tên thứ hai của Minh"), "{frame}");
    assert_eq!(desk.task("2.3.1-01").row.title, "Tên thứ hai của Minh");
    // Now that both are known, Lan's may go in their place.
    desk.keys("<C-s>");
    assert_eq!(desk.task("2.3.1-01").row.title, "Tên của Lan");
}

/// A colleague who goes on changing the same while Lan's conflict is on the screen: each of the two
/// values is shown before Lan's takes its place, and Ctrl-S never passes over one that was not.
#[track_caller]
fn shown_each_time(desk: &mut Desk, mut minh: impl FnMut(&Desk, usize), theirs: [&str; 2]) {
    minh(desk, 0);
    for (nth, value) in theirs.iter().enumerate() {
        desk.keys("<C-s>");
        let frame = desk.frame();
        assert!(frame.contains("Người khác vừa sửa"), "{frame}");
        assert!(frame.contains(value), "{value}\n{frame}");
        assert!(desk.footer().starts_with("Ctrl-S ghi đè"), "{frame}");
        if nth == 0 {
            minh(desk, 1);
        }
    }
    desk.keys("<C-s>");
    assert!(!desk.frame().contains("vừa sửa"), "{}", desk.frame());
}

#[test]
fn a_third_deadline_is_shown_again() {
    let mut desk = Desk::open(Vi, 100, 24);
    desk.go_to("2.4-05").keys("t <Up> <Right> <Down> Quý␠IV");
    let wordings = ["Quý III", "Tháng 8"];
    let set = |desk: &Desk, nth: usize| minh_words(desk, "2.4-05", wordings[nth]);
    shown_each_time(&mut desk, set, wordings);
    assert_eq!(desk.task("2.4-05").row.deadline, "Quý IV");
}

/// A form that extends asks for no wording, and one that words a deadline for no day: what is typed
/// after the conflict still goes to a field that is in sight.
#[test]
fn after_a_conflict_over_a_part_outside_the_form_keys_go_to_the_visible_layer() {
    let mut desk = Desk::open(Vi, 100, 24);
    desk.go_to("2.4-05").keys("t 31/12 <Tab> Chờ␠ý␠kiến");
    minh_words(&desk, "2.4-05", "Quý III");
    desk.keys("<Tab> Lãnh␠đạo␠Sở <C-s> <Enter>");
    assert!(
        desk.frame().contains("Lưu lần nữa sẽ ghi đè"),
        "{}",
        desk.frame()
    );
    desk.keys("!!");
    assert!(desk.frame().contains("!!"), "{}", desk.frame());

    let mut desk = Desk::open(Vi, 100, 24);
    desk.go_to("2.4-05").keys("t <Up> <Right> <Down> Quý␠III");
    let task = desk.task("2.4-05");
    desk.minh_does(Change::Extend {
        task: task.row.id,
        seen: task.due().unwrap(),
        new_due_on: day(7, 15),
        reason: "Thiếu số liệu".to_owned(),
        agreed_by: "Lãnh đạo Sở".to_owned(),
        letter: None,
    });
    desk.keys("<C-s> <Enter>");
    assert!(
        desk.frame().contains("Lưu lần nữa sẽ ghi đè"),
        "{}",
        desk.frame()
    );
    desk.keys("<BS> <BS> V");
    assert!(desk.frame().contains("Quý IV"), "{}", desk.frame());
}

#[test]
fn a_third_day_of_an_extension_is_shown_again() {
    let mut desk = Desk::open(Vi, 100, 24);
    desk.go_to("2.4-05")
        .keys("t 31/12 <Tab> Chờ␠ý␠kiến <Tab> Lãnh␠đạo␠Sở");
    let extend = |desk: &Desk, nth: usize| {
        let task = desk.task("2.4-05");
        desk.minh_does(Change::Extend {
            task: task.row.id,
            seen: task.due().unwrap(),
            new_due_on: [day(7, 15), day(8, 20)][nth],
            reason: "Thiếu số liệu".to_owned(),
            agreed_by: "Lãnh đạo Sở".to_owned(),
            letter: None,
        });
    };
    shown_each_time(&mut desk, extend, ["15/07/2021", "20/08/2021"]);
    let task = desk.task("2.4-05");
    assert_eq!(task.row.due_on, Some(day(12, 31)));
    assert_eq!(task.extensions.len(), 3, "each stays on record");
}

#[test]
fn a_third_reason_of_a_pause_is_shown_again() {
    let mut desk = Desk::open(Vi, 100, 24);
    desk.go_to("2.4-05")
        .keys("s <Left> <Left> <Tab> Chờ␠kinh␠phí");
    let reasons = ["Trùng việc", "Đã chuyển sang năm sau"];
    let drop = |desk: &Desk, nth: usize| {
        let task = desk.task("2.4-05");
        desk.minh_does(Change::Hold {
            task: task.row.id,
            hold: Some(Hold::Dropped),
            reason: Some(reasons[nth].to_owned()),
            seen: task.held(),
        });
    };
    shown_each_time(&mut desk, drop, reasons);
    let task = desk.task("2.4-05");
    assert_eq!(task.hold, Some(Hold::Paused));
    assert_eq!(task.hold_reason.as_deref(), Some("Chờ kinh phí"));
}

#[test]
fn a_third_completion_is_shown_again() {
    let mut desk = Desk::open(Vi, 100, 24);
    desk.go_to("2.4-05").keys("s <Tab> <Tab> Đã␠trình␠ký");
    let results = ["Đã gửi phiếu", "Đã ban hành"];
    let complete = |desk: &Desk, nth: usize| {
        let task = desk.task("2.4-05");
        let result = Some(results[nth].to_owned());
        let done = &task.occurrences[0];
        desk.minh_does(if done.is_open() {
            Change::Complete {
                task: task.row.id,
                occurrence: Some(done.id),
                done_on: day(6, 10),
                result,
            }
        } else {
            let seen = done.completion();
            let to = Completion {
                result,
                ..seen.clone()
            };
            Change::Correct {
                task: task.row.id,
                seen,
                to,
            }
        });
    };
    shown_each_time(&mut desk, complete, results);
    let done = &desk.task("2.4-05").occurrences[0];
    assert_eq!(done.result.as_deref(), Some("Đã trình ký"));
}

#[test]
fn a_third_change_of_a_marked_task_is_shown_again() {
    let mut desk = Desk::open(Vi, 100, 30);
    desk.go_to("2.4-05")
        .keys("m g m s <Left> <Left> <Tab> Chờ␠kinh␠phí");
    let reasons = ["Trùng việc", "Đã chuyển sang năm sau"];
    let drop = |desk: &Desk, nth: usize| {
        let task = desk.task(["2.4-05", "2.3.1-01"][nth]);
        desk.minh_does(Change::Hold {
            task: task.row.id,
            hold: Some(Hold::Dropped),
            reason: Some(reasons[nth].to_owned()),
            seen: task.held(),
        });
    };
    shown_each_time(&mut desk, drop, reasons);
    for code in ["2.4-05", "2.3.1-01"] {
        assert_eq!(desk.task(code).hold, Some(Hold::Paused), "{code}");
    }
}

#[test]
fn a_result_of_a_completion_that_a_colleague_undid_is_asked_about_and_can_be_saved() {
    let mut desk = Desk::open(Vi, 100, 24);
    desk.go_to("2.4-05")
        .keys("<Space> s <Tab> <Tab> Đã␠trình␠ký");
    let task = desk.task("2.4-05");
    desk.minh_does(Change::Reopen {
        task: task.row.id,
        seen: task.occurrences[0].completion(),
    });
    desk.keys("<C-s>");
    assert!(
        desk.frame().contains("Ngày hoàn thành · Minh"),
        "{}",
        desk.frame()
    );
    desk.keys("<C-s>");
    let done = &desk.task("2.4-05").occurrences[0];
    assert_eq!(done.done_on, Some(crate::support::friday()));
    assert_eq!(done.result.as_deref(), Some("Đã trình ký"));
}

/// The form shows the day beside the result. Where a colleague has corrected both and only the
/// result is in dispute, the day becomes theirs.
#[test]
fn a_colleagues_correction_of_another_part_is_not_reverted() {
    let mut desk = Desk::open(Vi, 100, 24);
    desk.go_to("2.4-05").keys("s <Tab> <Tab> Đã␠trình <C-s>");
    desk.go_to("2.4-05").keys("s <Tab> <Tab> ␠ký");
    let task = desk.task("2.4-05");
    let seen = task.occurrences[0].completion();
    desk.minh_does(Change::Correct {
        task: task.row.id,
        to: Completion {
            done_on: Some(day(6, 9)),
            result: Some("Đã ban hành".to_owned()),
            ..seen.clone()
        },
        seen,
    });
    desk.keys("<C-s>");
    assert!(desk.frame().contains("Đã ban hành"), "{}", desk.frame());
    desk.keys("<C-s>");
    let done = &desk.task("2.4-05").occurrences[0];
    assert_eq!(done.result.as_deref(), Some("Đã trình ký"));
    assert_eq!(done.done_on, Some(day(6, 9)));
}

#[test]
fn esc_keeps_theirs() {
    let mut desk = Desk::open(Vi, 100, 24);
    desk.keys("e <C-u> Tên␠của␠Lan");
    minh_edits(&desk, "2.3.1-01", |text| {
        text.title = "Tên của Minh".to_owned()
    });
    desk.keys("<C-s> <Esc>");
    assert!(!desk.frame().contains("Sửa nhiệm vụ"), "{}", desk.frame());
    assert_eq!(desk.task("2.3.1-01").row.title, "Tên của Minh");
    assert!(desk.frame().contains("Tên của Minh"));
}

#[test]
fn a_deadline_set_by_a_colleague_is_shown_and_may_be_replaced() {
    let mut desk = Desk::open(En, 100, 24);
    desk.go_to("2.4-05").keys("t <Up> <Right> <Down> Quý␠IV");
    minh_words(&desk, "2.4-05", "Quý III");
    desk.keys("<C-s>");
    let frame = desk.frame();
    assert!(frame.contains("Deadline · Minh (kehoach)"), "{frame}");
    assert!(frame.contains("Deadline · yours, not saved"), "{frame}");
    assert_eq!(desk.task("2.4-05").row.deadline, "Quý III");
    desk.keys("<C-s>");
    assert_eq!(desk.task("2.4-05").row.deadline, "Quý IV");
}

#[test]
fn a_completion_keeps_its_own_quarter() {
    let mut desk = Desk::open(Vi, 100, 24);
    desk.go_to("2.3.1-05").keys("s <Tab> <Tab> Đã␠khảo␠sát");
    assert!(desk.frame().contains("2.3.1-05 · Quý II"));
    let task = desk.task("2.3.1-05");
    desk.minh_does(Change::Complete {
        task: task.row.id,
        occurrence: task.current().map(|o| o.id),
        done_on: crate::support::friday() - chrono::Days::new(1),
        result: Some("Đã gửi phiếu".to_owned()),
    });
    desk.keys("<C-s>");
    let frame = desk.frame();
    assert!(
        frame.contains("Ngày hoàn thành · Minh (kehoach)"),
        "{frame}"
    );
    assert!(frame.contains("Đã gửi phiếu"), "{frame}");
    desk.keys("<Enter>");
    assert!(desk.frame().contains("2.3.1-05 · Quý II"));
    desk.keys("<C-s>");
    let task = desk.task("2.3.1-05");
    assert_eq!(task.row.occurrences_done, 2, "the third quarter is open");
    let second = &task.occurrences[1];
    assert_eq!(second.done_on, Some(crate::support::friday()));
    assert_eq!(second.result.as_deref(), Some("Đã khảo sát"));
}

#[test]
fn of_marked_tasks_each_conflict_is_shown() {
    let mut desk = Desk::open(Vi, 100, 30);
    let mut codes = Vec::new();
    for _ in 0..2 {
        codes.push(desk.selected());
        desk.keys("m");
    }
    desk.keys("s <Left> <Left> <Tab> Chờ␠kinh␠phí");
    let task = desk.task(&codes[1]);
    desk.minh_does(Change::Hold {
        task: task.row.id,
        hold: Some(Hold::Dropped),
        reason: Some("Trùng việc".to_owned()),
        seen: task.held(),
    });
    desk.keys("<C-s>");
    let frame = desk.frame();
    assert!(frame.contains(&format!(" {} ", codes[1])), "{frame}");
    assert!(frame.contains("Lý do · Minh (kehoach)"), "{frame}");
    assert_eq!(desk.task(&codes[0]).hold, None, "all or none");
    desk.keys("<C-s>");
    for code in &codes {
        assert_eq!(desk.task(code).hold, Some(Hold::Paused), "{code}");
    }
}

#[test]
fn space_on_what_a_colleague_has_completed_differently_shows_how() {
    let mut desk = Desk::open(Vi, 100, 24);
    let task = desk.task(&desk.selected());
    let code = task.row.code.clone();
    desk.minh_does(Change::Complete {
        task: task.row.id,
        occurrence: task.current().map(|o| o.id),
        done_on: crate::support::friday() - chrono::Days::new(1),
        result: None,
    });
    desk.keys("<Space>");
    let frame = desk.frame();
    assert!(
        frame.contains("Ngày hoàn thành · Minh (kehoach)"),
        "{frame}"
    );
    // There is nothing to save here; the box is only to be closed.
    assert!(!frame.contains("ghi đè"), "{frame}");
    desk.keys("<Esc>");
    assert!(!desk.frame().contains("vừa sửa"));
    assert_eq!(desk.task(&code).row.state, State::Done);
}

#[test]
fn edits_of_different_parts_do_not_fight() {
    let mut desk = Desk::open(Vi, 100, 24);
    desk.keys("e <C-u> Tên␠của␠Lan");
    minh_edits(&desk, "2.3.1-01", |text| {
        text.product = Some("Báo cáo của Minh".to_owned())
    });
    desk.keys("<C-s>");
    let task = desk.task("2.3.1-01");
    assert_eq!(task.row.title, "Tên của Lan");
    assert_eq!(
        task.texts.product.as_deref(),
        Some("Báo cáo của Minh"),
        "{}",
        desk.frame()
    );
}

#[test]
fn a_difficulty_answered_by_a_colleague_leaves_the_text_as_a_note() {
    let mut desk = Desk::open(En, 100, 40);
    desk.go_to("2.4-05")
        .keys("<Enter> <Left> n Đã␠có␠số␠liệu <Esc> n");
    let task = desk.task("2.4-05");
    desk.minh_does(Change::AddNote {
        task: task.row.id,
        kind: NoteKind::Note,
        body: "Đã nhận".to_owned(),
        answers: task.notes.iter().find(|note| note.open).map(|note| note.id),
    });
    desk.keys("<C-s>");
    let frame = desk.frame();
    assert!(frame.contains("Note · Minh (kehoach)"), "{frame}");
    assert!(frame.contains("Đã nhận"), "{frame}");
    assert!(frame.contains("Đã có số liệu"), "{frame}");
    desk.keys("<Enter>");
    assert!(desk.frame().contains("Note · 2.4-05") && desk.frame().contains("Đã có số liệu"));
    desk.keys("<C-s>");
    assert!(
        desk.status().starts_with("Note added to 2.4-05"),
        "{}",
        desk.status()
    );
    // Left as a draft in between, it is not offered once more.
    desk.keys("<Esc> q");
    assert!(desk.app.ended, "{}", desk.frame());
}

#[test]
fn a_removed_task_leaves_the_note_that_was_being_written() {
    let mut desk = Desk::open(Vi, 100, 30);
    let mut colleague = desk.colleague(Vi, 100, 30);
    colleague.keys("a Việc␠thêm␠nhầm <C-s>");
    assert!(
        colleague.status().starts_with("Đã thêm"),
        "{}",
        colleague.frame()
    );
    desk.app.detect_other_writes();
    let code = colleague.selected();
    desk.go_to(&code).keys("<Enter> n Đang␠viết␠dở");
    colleague.keys("u");
    desk.app.detect_other_writes();
    assert!(
        desk.before_cursor().unwrap().ends_with("Đang viết dở"),
        "{}",
        desk.frame()
    );
    desk.keys("<C-s>");
    assert!(
        desk.status().contains("Không còn nhiệm vụ"),
        "{}",
        desk.status()
    );
    assert!(desk.frame().contains("Đang viết dở"));
    desk.keys("<Esc>");
    assert!(
        desk.status().contains("bản nháp được giữ lại"),
        "{}",
        desk.status()
    );
}

#[test]
fn undo_is_refused_where_a_colleague_has_changed_the_same() {
    let mut desk = Desk::open(Vi, 100, 40);
    desk.keys("e <C-u> Tên␠của␠Lan <C-s>");
    minh_edits(&desk, "2.3.1-01", |text| {
        text.title = "Tên của Minh".to_owned()
    });
    desk.keys("u");
    assert_eq!(
        desk.status(),
        "Không hoàn tác được: Minh (kehoach) đã thay đổi chỗ này sau đó. Hãy sửa trực tiếp."
    );
    assert!(desk.frame().contains("Tên của Minh"));
}

#[test]
fn an_open_detail_shows_what_a_colleague_adds() {
    let mut desk = Desk::open(Vi, 100, 60);
    desk.keys("<Enter>");
    desk.minh_does(Change::AddNote {
        task: desk.task("2.3.1-01").row.id,
        kind: NoteKind::Difficulty,
        body: "Chưa thống nhất số liệu".to_owned(),
        answers: None,
    });
    desk.app.detect_other_writes();
    let frame = desk.frame();
    assert!(
        frame.contains("! Vướng mắc 11/06/2021 Minh (kehoach)"),
        "{frame}"
    );
}

/// What is typed or asked for, how it is saved, and what must still be on the screen when somebody
/// gave up waiting.
const WHILE_HELD: [(&str, &str, &str); 15] = [
    ("n Viết␠dở", "<C-s>", "Viết dở"),
    ("m j m n Viết␠dở", "<F2>", "Viết dở"),
    ("e <C-u> Tên␠của␠Lan", "<C-s>", "Tên của Lan"),
    ("s <Tab> <Tab> Đã␠trình", "<C-s>", "Đã trình"),
    (
        "t 31/12 <Tab> Chờ␠ý␠kiến <Tab> Lãnh␠đạo",
        "<C-s>",
        "Chờ ý kiến",
    ),
    ("v 12/BC-SKHCN", "<C-s>", "12/BC-SKHCN"),
    (
        "a <C-u> Việc␠mới <Tab> <Tab> <Tab> <Tab> <Tab> Quý␠IV",
        "<C-s>",
        "Việc mới",
    ),
    ("b <Enter> <Tab> <Enter> Viết␠dở", "<C-s>", "Viết dở"),
    ("b <Enter> t <C-u> Sở␠mới", "<C-s>", "Sở mới"),
    (
        "r <Enter> <End> d Giao␠Văn␠phòng",
        "<C-s>",
        "Giao Văn phòng",
    ),
    (
        "r <Enter> <End> d Giao␠VP <C-s> e ␠Sở",
        "<C-s>",
        "Giao VP Sở",
    ),
    (
        "r <Enter> <End> d Giao␠VP <C-s> n 2.4-05",
        "<C-s>",
        "2.4-05",
    ),
    ("r <Enter>", "i", "2.3.1-01"),
    ("<Enter>", "<Space>", "2.3.1-01"),
    ("<Space>", "u", "2.3.1-01"),
];

#[test]
fn giving_up_the_wait_for_the_file_loses_nothing() {
    for (typed, save, kept) in WHILE_HELD {
        let mut desk = Desk::open(Vi, 100, 40);
        desk.keys(typed);
        let before = desk.last_change();
        let held = desk.hold();
        // Only Esc is heard while it waits.
        desk.keys(save).keys("x <Enter> q");
        assert!(!desk.app.ended, "{typed}");
        desk.keys("<Esc>");
        assert!(
            desk.status().starts_with("Chưa lưu."),
            "{typed}: {}",
            desk.status()
        );
        assert!(desk.frame().contains(kept), "{typed}\n{}", desk.frame());
        drop(held);
        assert_eq!(desk.last_change(), before, "{typed}");
        desk.keys(save);
        assert_ne!(desk.last_change(), before, "{typed}\n{}", desk.frame());
    }
}

#[test]
fn a_review_is_begun_and_finished_once_the_file_is_free() {
    let mut desk = Desk::open(Vi, 100, 40);
    let before = desk.last_change();
    for keys in ["r <Enter>", "<End> <Space> y"] {
        let held = desk.hold();
        desk.keys(keys).keys("<Esc>");
        assert!(
            desk.status().starts_with("Chưa lưu."),
            "{keys}: {}",
            desk.status()
        );
        drop(held);
        if keys == "r <Enter>" {
            assert_eq!(desk.last_change(), before, "nothing is begun");
            desk.keys(keys);
        } else {
            desk.keys("<Space> y");
        }
    }
    assert!(desk.frame().contains("THÔNG BÁO"), "{}", desk.frame());
}

#[test]
fn my_name_stays_the_one_i_chose_when_a_colleague_is_removed() {
    let named = |name: &str| Change::SetPerson {
        name: name.to_owned(),
        unit: None,
        account: Some("vanphong".to_owned()),
        seen: None,
    };
    let mut desk = Desk::open_as_anybody(|store| {
        let minh = crate::support::minh();
        let mut other = minh.clone();
        other.actor.person = "Hạnh".to_owned();
        store.apply(&[named("Cúc")], &minh).unwrap();
        for name in ["Dung", "Giang"] {
            store.apply(&[named(name)], &other).unwrap();
        }
    });
    let chosen = |desk: &Desk| {
        let frame = desk.frame();
        assert!(frame.contains("Bạn là ai?"), "{frame}");
        let line = frame.lines().find_map(|line| line.split_once("› "));
        let name = line.unwrap().1.split('│').next().unwrap();
        name.trim().to_owned()
    };
    while chosen(&desk) != "Dung" {
        desk.keys("j");
    }
    desk.store().undo(&crate::support::minh()).unwrap();
    desk.app.detect_other_writes();
    desk.keys("<Enter>");
    assert_eq!(desk.app.env.actor().person, "Dung");
}

#[test]
fn however_many_co_operate_the_preview_keeps_the_day_and_the_evidence() {
    let mut desk = Desk::open(Vi, 80, 24);
    minh_edits(&desk, "2.3.1-01", |texts| {
        texts.coordinating_text =
            Some("các phòng, đơn vị có liên quan và UBND cấp huyện".to_owned());
        texts.product = Some("Kế hoạch".to_owned());
    });
    desk.go_to("2.3.1-01");
    let preview = |desk: &Desk, first: &str| {
        let frame = desk.frame();
        let line = frame
            .lines()
            .find(|line| line.trim_start().starts_with(first));
        line.unwrap_or_else(|| panic!("{frame}")).trim().to_owned()
    };
    let line = preview(&desk, "Chủ trì VP · ");
    let day = line.find("31/03/2021").unwrap();
    let evidence = line.find("minh chứng").unwrap();
    assert!(day < evidence, "{line}");
    assert!(line.ends_with('…'), "{line}");
    desk.resize(200, 40);
    let line = preview(&desk, "Chủ trì VP · ");
    let partners = line.find(" · phối hợp: ").unwrap();
    assert!(
        partners < line.find(" · sản phẩm: Kế hoạch").unwrap(),
        "{line}"
    );
    // Nobody leads it yet.
    minh_edits(&desk, "2.3.1-01", |texts| texts.lead = None);
    desk.keys("j k");
    preview(&desk, "Chưa giao đơn vị · thời hạn ");
}

fn minh_notes(desk: &Desk, code: &str) {
    desk.minh_does(Change::AddNote {
        task: desk.task(code).row.id,
        kind: NoteKind::Note,
        body: "Đã nhận công văn".to_owned(),
        answers: None,
    });
}

#[test]
fn a_colleagues_write_is_reported_with_their_name() {
    for (lang, sentence) in [
        (Vi, "Minh vừa ghi chú vào 2.3.1-05 — c để xem"),
        (En, "Minh just now: new note on 2.3.1-05 — c to see"),
    ] {
        let mut desk = Desk::open(lang, 120, 40);
        minh_notes(&desk, "2.3.1-05");
        desk.app.detect_other_writes();
        assert_eq!(desk.status(), sentence);
    }
    let mut desk = Desk::open(En, 120, 40);
    let section = desk.app.env.sections.last().unwrap().clone();
    desk.minh_does(Change::Frame(FrameChange::NameSection {
        section: section.id,
        seen: Box::new(section.text()),
        to: Box::new(SectionText {
            title: "Việc đã giao theo Nghị quyết".to_owned(),
        }),
    }));
    desk.app.detect_other_writes();
    let status = desk.status();
    assert!(
        status.contains("“Việc đã giao theo Nghị quyết”"),
        "{status}"
    );
    let mut desk = Desk::open(Vi, 120, 40);
    minh_completes(&desk, "2.6-02");
    minh_notes(&desk, "2.3.1-05");
    desk.app.detect_other_writes();
    assert_eq!(
        desk.status(),
        "Minh vừa ghi 2 thay đổi, mới nhất: ghi chú vào 2.3.1-05 — c để xem"
    );
    // The next key takes it away, and it does not come back.
    desk.keys("<Down> <Down>");
    assert_eq!(desk.status(), "");
    // What a person has done oneself is no news.
    desk.keys("n Của␠Lan <C-s>");
    assert!(desk.status().starts_with("Đã ghi chú"), "{}", desk.status());
}

#[test]
fn what_a_colleague_writes_while_the_first_frame_is_drawn_is_named_too() {
    let mut desk = Desk::open_first_frame(|| "vanphong".to_owned());
    minh_notes(&desk, "2.3.1-05");
    desk.app.finish_opening();
    desk.app.detect_other_writes();
    assert_eq!(desk.status(), "Minh vừa ghi chú vào 2.3.1-05 — c để xem");
}

#[test]
fn ones_own_message_stays_and_what_a_colleague_did_follows_it() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.go_to("2.6-02").keys("<Space>");
    let own = desk.status();
    assert!(own.contains("Đã xong 2.6-02"), "{own}");
    minh_notes(&desk, "2.3.1-05");
    desk.app.detect_other_writes();
    assert_eq!(desk.status(), own);
    desk.keys("<Down>");
    assert_eq!(desk.status(), "Minh vừa ghi chú vào 2.3.1-05 — c để xem");
}

#[test]
fn an_undo_by_a_colleague_is_named_as_undo() {
    let mut desk = Desk::open(Vi, 120, 40);
    minh_notes(&desk, "2.3.1-05");
    desk.app.detect_other_writes();
    desk.keys("<Down>");
    let minh = crate::support::minh();
    desk.store().undo(&minh).unwrap();
    desk.app.detect_other_writes();
    assert_eq!(
        desk.status(),
        "Minh vừa hoàn tác việc ghi chú 2.3.1-05 — c để xem"
    );
    // What came and went between two looks is nothing.
    desk.keys("<Down>");
    minh_notes(&desk, "2.3.1-05");
    desk.store().undo(&minh).unwrap();
    desk.app.detect_other_writes();
    assert_eq!(desk.status(), "");
}
