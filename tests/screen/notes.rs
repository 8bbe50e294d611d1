//! Writing notes, with Vietnamese input tools.

use crate::support::{Desk, friday};
use cchc::domain::note::NoteKind;
use cchc::present::lang::Lang::{En, Vi};

#[test]
fn telex_and_vni_bursts_give_the_word_that_was_meant() {
    for (burst, word) in [
        (
            "duo\u{7f}\u{7f}ươc\u{7f}\u{7f}ợc\u{7f}\u{7f}\u{7f}\u{7f}được",
            "được",
        ),
        ("d\u{7f}đuo\u{7f}\u{7f}ươc\u{7f}\u{7f}ợc", "được"),
        ("Huynh\u{7f}\u{7f}\u{7f}ỳnh", "Huỳnh"),
        ("Huynh2\u{8}\u{8}\u{8}\u{8}ỳnh", "Huỳnh"),
        ("chinh\u{8}\u{8}\u{8}ính", "chính"),
        ("chi\u{301}nh", "chính"),
    ] {
        let mut desk = Desk::open(Vi, 80, 24);
        desk.keys("n").burst("Phòng ").burst(burst).keys("<C-s>");
        assert_eq!(desk.status(), "Đã ghi chú 2.3.1-01 — u để hoàn tác");
        assert_eq!(
            desk.task("2.3.1-01").notes[0].body,
            format!("Phòng {word}"),
            "{burst:?}"
        );
    }
}

#[test]
fn several_lines_another_kind_and_both_keys_to_save() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("n Chưa␠có␠số␠liệu <Enter> <Enter> chờ␠phòng␠KHTC <Tab>");
    assert!(desk.frame().contains("[vướng mắc]"), "{}", desk.frame());
    assert!(desk.before_cursor().unwrap().ends_with("chờ phòng KHTC"));
    desk.keys("<F2>");
    let note = &desk.task("2.3.1-01").notes[0];
    assert_eq!(note.body, "Chưa có số liệu\n\nchờ phòng KHTC");
    assert_eq!((note.kind, note.open), (NoteKind::Difficulty, true));
    assert_eq!(note.signed, "Lan (vanphong)");
    assert!(desk.frame().contains("›●!2.3.1-01°"));
    assert!(desk.frame().contains("1 vướng mắc"));
    desk.keys("n xin␠chỉ␠đạo <Tab> <Tab> <Tab> <C-s>");
    assert_eq!(desk.task("2.3.1-01").notes[0].kind, NoteKind::Proposal);
}

#[test]
fn escape_keeps_the_draft_and_n_restores_it() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("n <Tab> Đang␠viết␠dở <Esc>");
    assert_eq!(
        desk.status(),
        "Chưa lưu; bản nháp được giữ lại — n để viết tiếp."
    );
    assert!(desk.task("2.3.1-01").notes[0].body != "Đang viết dở");
    desk.keys("j n");
    assert!(!desk.frame().contains("Đang viết dở"));
    desk.keys("<Esc> k n");
    assert_eq!(desk.status(), "Đã mở lại bản nháp đang viết dở.");
    assert!(desk.frame().contains("[vướng mắc]"));
    desk.keys("␠nữa <C-s>");
    assert_eq!(desk.task("2.3.1-01").notes[0].body, "Đang viết dở nữa");
    desk.keys("n");
    assert!(!desk.frame().contains("viết dở nữa ") && desk.status().is_empty());
}

/// What answers the difficulty of one task answers nothing of the others.
#[test]
fn the_draft_of_an_answer_is_not_offered_for_several_tasks() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.go_to("2.4-05")
        .keys("<Enter> <Left> n Kho␠bạc␠đã␠trả␠lời <Esc> <Esc>");
    desk.keys("m g m n");
    assert!(
        !desk.frame().contains("Kho bạc đã trả lời"),
        "{}",
        desk.frame()
    );
    desk.keys("Báo␠cáo␠trước␠thứ␠Sáu <C-s>");
    for code in ["2.4-05", "2.3.1-01"] {
        let note = &desk.task(code).notes[0];
        assert_eq!(note.body, "Báo cáo trước thứ Sáu", "{}", desk.status());
        assert_eq!(note.answers, None);
    }
    // It waits for its own task.
    desk.go_to("2.4-05").keys("<Enter> <Left> n");
    assert!(
        desk.frame().contains("Kho bạc đã trả lời"),
        "{}",
        desk.frame()
    );
}

#[test]
fn quitting_asks_only_where_a_text_would_be_lost() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("n chưa␠xong <Esc> q");
    assert_eq!(
        desk.status(),
        "Bản nháp 2.3.1-01 được giữ lại. Thoát? c/Enter = có · k/Esc = không"
    );
    desk.keys("n");
    assert!(!desk.app.ended);
    desk.keys("e mới <C-c>");
    assert_eq!(
        desk.status(),
        "Nội dung đang nhập sẽ mất. Vẫn thoát? c/Enter = có · k/Esc = không"
    );
    desk.keys("<Esc>");
    assert!(desk.frame().contains("Sửa nhiệm vụ"));
    desk.keys("<F10> y");
    assert!(desk.app.ended);

    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("e <Left> <F10>");
    assert!(desk.app.ended);
}

#[test]
fn the_question_before_quitting_is_whole_where_it_is_narrow_and_names_the_drafts() {
    let mut desk = Desk::open(Vi, 40, 10);
    desk.keys("n một <Esc> j n hai <Esc> q");
    assert_eq!(
        desk.status(),
        "2 bản nháp (2.3.1-01, 2.4-05) được giữ lại. Thoát? c/Enter = có · k/Esc = không"
    );
    desk.keys("k");
    assert!(!desk.app.ended && desk.status().is_empty());
    desk.keys("j n ba <Esc> j n bốn <Esc> q");
    assert_eq!(
        desk.status(),
        "4 bản nháp được giữ lại. Thoát? c/Enter = có · k/Esc = không"
    );
    desk.keys("c");
    assert!(desk.app.ended);

    let mut desk = Desk::open(En, 40, 10);
    desk.keys("n one <C-c>");
    assert_eq!(
        desk.status(),
        "The draft of 2.3.1-01 is kept. Quit? y/Enter = yes · n/Esc = no"
    );
}

#[test]
fn an_empty_note_is_not_saved() {
    let mut desk = Desk::open(En, 80, 24);
    let before = desk.last_change();
    desk.keys("n ␠␠ <Enter> <C-s>");
    assert_eq!(desk.status(), "“Note” is required.");
    assert_eq!(desk.last_change(), before);
}

#[test]
fn hidden_characters_are_dropped_and_counted() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("n")
        .paste("Gửi\u{200b} VP\u{202e}\u{1b}[31m Sở\r\nngày 10/6");
    assert_eq!(desk.status(), "Đã bỏ 3 ký tự ẩn hoặc ký tự điều khiển.");
    desk.keys("<C-s>");
    assert_eq!(
        desk.task("2.3.1-01").notes[0].body,
        "Gửi VP[31m Sở\nngày 10/6"
    );
}

#[test]
fn a_text_over_the_limit_is_cut_with_a_message() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("n").paste(&"ế".repeat(100_002));
    assert_eq!(
        desk.status(),
        "Đã bỏ 2 ký tự vì vượt giới hạn 100.000 ký tự."
    );
    desk.keys("<C-s>");
    assert_eq!(desk.task("2.3.1-01").notes[0].body.chars().count(), 100_000);
    desk.keys("e <C-u>").paste(&"ở".repeat(600));
    assert!(desk.status().starts_with("Đã bỏ "), "{}", desk.status());
    desk.keys("<C-s>");
    assert_eq!(desk.task("2.3.1-01").row.title.chars().count(), 500);
}

#[test]
fn a_paste_never_runs_commands() {
    for open in [
        "", "<Enter>", "p", "?", "f", ":", "/", "s", "t", "v", "e", "a", "n",
    ] {
        let mut desk = Desk::open(Vi, 80, 24);
        let before = desk.last_change();
        desk.keys(open).paste("dd\n:q!\n").paste("q\r\n").paste(" ");
        assert_eq!(desk.last_change(), before, "{open}");
        assert!(!desk.app.ended, "{open}");
        let depth = desk.layers();
        assert_eq!(depth, usize::from(!open.is_empty()), "{open}");
    }
}

#[test]
fn the_status_names_the_kind_of_what_was_written_and_of_its_undo() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("n <Tab> chờ␠số␠liệu <C-s>");
    assert_eq!(
        desk.status(),
        "Đã ghi vướng mắc của 2.3.1-01 — u để hoàn tác"
    );
    desk.keys("u");
    assert_eq!(
        desk.status(),
        "Đã hoàn tác việc ghi vướng mắc của 2.3.1-01 — Ctrl-R để làm lại"
    );
    desk.keys("<Enter>");
    assert!(
        desk.frame()
            .contains("Đã hoàn tác việc ghi vướng mắc: chờ số liệu"),
        "{}",
        desk.frame()
    );

    let mut desk = Desk::open(En, 80, 24);
    desk.keys("n <Tab> waiting <C-s> u <C-r>");
    assert_eq!(
        desk.status(),
        "Redone: new difficulty of 2.3.1-01 — u to undo"
    );
}

#[test]
fn a_draft_is_on_the_disk_as_soon_as_the_screen_says_so() {
    let place = tempfile::tempdir().unwrap();
    let drafts = Some(place.path().join("viết dở"));
    let mut desk = Desk::open_by(friday, drafts.clone());
    desk.go_to("2.3.1-01").keys("n C h ờ <Esc>");
    assert!(
        desk.status().contains("bản nháp được giữ lại"),
        "{}",
        desk.status()
    );
    // Killed at once, without a word.
    desk.start_again(friday, drafts.clone());
    let message = desk.status();
    assert!(
        message.contains("Còn viết dở: ghi chú của 2.3.1-01"),
        "{message}"
    );
    desk.go_to("2.3.1-01").keys("n ! <C-s>");
    assert_eq!(desk.task("2.3.1-01").notes[0].body, "Chờ!");
    // What was emptied is not kept, and that too is so at once.
    desk.keys("n x <BS> <Esc>");
    desk.start_again(friday, drafts);
    assert!(!desk.status().contains("viết dở"), "{}", desk.status());
}

#[test]
fn a_draft_that_cannot_be_written_is_reported_and_asked_about_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("một tệp");
    std::fs::write(&file, "").unwrap();
    for (drafts, reason) in [
        (Some(file.join("viết dở")), "không phải thư mục"),
        (None, "không có thư mục cá nhân"),
    ] {
        let mut desk = Desk::open_by(friday, drafts);
        desk.go_to("2.3.1-01").keys("n C h ờ <Esc>");
        assert_eq!(
            desk.status(),
            format!("Không giữ được bản nháp trên đĩa ({reason}); hãy lưu trước khi thoát.")
        );
        desk.keys("q");
        assert_eq!(
            desk.status(),
            format!(
                "Không giữ được bản nháp 2.3.1-01 ({reason}). Thoát và mất nội dung này? \
                 c/Enter = có · k/Esc = không"
            )
        );
        // It is not lost before that is answered.
        desk.keys("k n");
        assert!(desk.frame().contains("│ Chờ"), "{}", desk.frame());
    }
}
