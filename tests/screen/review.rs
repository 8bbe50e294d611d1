//! The weekly review: one key an answer, left and taken up again, split between two, closed with
//! conclusions, finished, saved.

use crate::support::{Desk, friday, minh};
use cchc::domain::change::Change;
use cchc::domain::ids::ReviewId;
use cchc::domain::note::NoteKind;
use cchc::domain::review::{AnswerKind, Review, ReviewChange};
use cchc::domain::task::State;
use cchc::present::lang::Lang;
use cchc::present::lang::Lang::{En, Vi};
use cchc::store::Store;
use cchc::tui::actions::KeyContext;

const LANGS: [(Lang, &str); 2] = [(Vi, "vi"), (En, "en")];

/// The newest review of the file.
fn newest(store: &Store) -> Review {
    let plan = store.plan().unwrap().id;
    let id = store.reviews(plan).unwrap()[0].id;
    store.review(id).unwrap().unwrap()
}

/// How a task was answered.
fn answer_of(desk: &Desk, code: &str) -> Option<AnswerKind> {
    let review = newest(&desk.store());
    let item = review.items.iter().find(|item| item.code == code);
    item.unwrap().answer.as_ref().map(|answer| answer.kind)
}

/// The code of the task that the review shows.
fn shown(desk: &Desk) -> String {
    if desk.app.context() != KeyContext::Review {
        return String::new();
    }
    let frame = desk.frame();
    let mut words = frame.lines().skip(3).flat_map(str::split_whitespace);
    let code = words.find(|word| word.contains('.') && word.contains('-'));
    code.unwrap_or_default().trim_end_matches('°').to_owned()
}

/// Whether a review is open.
fn in_review(desk: &Desk) -> bool {
    let reviews = [KeyContext::Review, KeyContext::ReviewEnd];
    let contexts = desk.app.contexts();
    contexts.iter().any(|context| reviews.contains(context))
}

/// The counter and the group of the head.
fn place(desk: &Desk) -> (String, String) {
    let counter = desk.line(1);
    let counter = counter
        .split_whitespace()
        .find(|word| word.contains('/') && !word.contains("–"));
    (
        counter.unwrap_or_default().to_owned(),
        desk.line(2).trim().to_owned(),
    )
}

fn minh_answers(desk: &Desk, code: &str) {
    let review = newest(&desk.store()).summary.id;
    let task = desk.task(code).row.id;
    desk.minh_does(Change::Review(ReviewChange::Answer {
        review,
        task,
        kind: AnswerKind::Reviewed,
    }));
}

// ---- how it looks

#[test]
fn every_screen_of_a_review_in_both_languages() {
    for (lang, tag) in LANGS {
        for (name, size, keys) in [
            ("begin", (80, 24), "r"),
            ("begin_with_scopes", (80, 24), "2 r"),
            ("other_week", (80, 24), "r <Down> <Down> <Enter>"),
            ("scopes", (80, 24), "r <Down> <Enter>"),
            ("again", (80, 24), "r <Enter> <End> <Space> y <Esc> r"),
            ("task", (120, 40), "r <Enter> <Enter>"),
            ("task", (80, 24), "r <Enter> <Enter>"),
            ("task", (40, 10), "r <Enter> <Enter>"),
            ("task_below", (40, 10), "r <Enter> <Enter> <PgDn>"),
            ("noted", (80, 24), "r <Enter> m n Đã␠họp <F2>"),
            ("extend", (80, 24), "r <Enter> t 30/6"),
            ("parts", (80, 24), "r <Enter> <Enter> f"),
            ("part", (80, 24), "r <Enter> f <Down> <Down> <Enter>"),
            ("find", (80, 24), "r <Enter> / iso"),
            ("take_up", (80, 24), "r <Enter> <Enter> <Esc> r"),
            ("end", (120, 40), "r <Enter> <Enter> <End>"),
            ("end", (80, 24), "r <Enter> <Enter> <End>"),
            ("end", (40, 10), "r <Enter> <Enter> <End> <PgDn>"),
            (
                "conclusion",
                (80, 24),
                "r <Enter> d Giao␠VP <Enter> rà␠soát",
            ),
            (
                "assign",
                (80, 24),
                "r <Enter> <End> d Giao␠VP␠rà␠soát␠trước␠18/6 <F2> t",
            ),
            (
                "spread",
                (80, 24),
                "r <Enter> m <Right> m <End> d Rà␠soát <F2> n",
            ),
            ("ask", (80, 24), "r <Enter> <Enter> <End> <Space>"),
            ("notice", (80, 24), "r <Enter> <End> <Space> y"),
        ] {
            let mut desk = Desk::open(lang, size.0, size.1);
            desk.keys(keys);
            insta::assert_snapshot!(format!("{name}_{tag}_{}", size.0), desk.frame());
        }
    }
}

#[test]
fn the_head_of_a_task_and_the_end_have_their_styles() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("r <Enter> <Enter>");
    insta::assert_snapshot!("styles_task", desk.styles());
    desk.keys("d Giao␠VP <F2> <End>");
    insta::assert_snapshot!("styles_end", desk.styles());
}

#[test]
fn the_help_of_a_review() {
    for (lang, tag) in LANGS {
        for (name, keys) in [
            ("task", "r <Enter> ?"),
            ("end", "r <Enter> <End> ?"),
            ("conclusion", "r <Enter> d <F1>"),
            ("notice", "r <Enter> <End> <Space> y ?"),
        ] {
            let mut desk = Desk::open(lang, 100, 50);
            desk.keys(keys);
            insta::assert_snapshot!(format!("help_{name}_{tag}"), desk.frame());
        }
    }
}

// ---- answers

#[test]
fn each_answer_takes_one_key_and_leads_to_the_next_task() {
    let mut desk = Desk::open(Vi, 100, 30);
    desk.keys("r <Enter>");
    assert_eq!(desk.status(), "Đã bắt đầu giao ban — u để hoàn tác");
    assert_eq!(shown(&desk), "2.3.1-01");
    assert_eq!(place(&desk), ("1/25".into(), "Quá hạn 1/7".into()));
    desk.keys("<Enter>");
    assert_eq!(desk.status(), "2.3.1-01: đã xem — u để hoàn tác");
    assert_eq!(answer_of(&desk, "2.3.1-01"), Some(AnswerKind::Reviewed));
    assert_eq!(shown(&desk), "2.4-05");
    desk.keys("<Space>");
    assert!(
        desk.status().starts_with("Đã xong 2.4-05"),
        "{}",
        desk.status()
    );
    assert_eq!(desk.task("2.4-05").row.state, State::Done);
    assert_eq!(answer_of(&desk, "2.4-05"), Some(AnswerKind::Done));
    assert_eq!(shown(&desk), "2.7.1-09");
    // It was begun already: nothing but the answer is written.
    desk.keys("i");
    assert_eq!(desk.status(), "2.7.1-09: đang thực hiện — u để hoàn tác");
    assert_eq!(answer_of(&desk, "2.7.1-09"), Some(AnswerKind::InProgress));
    assert_eq!(place(&desk), ("4/25".into(), "Quá hạn 4/7".into()));
    assert!(desk.line(1).ends_with("đã xem 3"), "{}", desk.line(1));
}

#[test]
fn a_task_that_was_not_begun_is_started_and_a_paused_one_resumed() {
    let mut desk = Desk::open(Vi, 100, 30);
    // A paused task with a difficulty stands in the agenda.
    let paused = desk.task("2.6-03");
    assert_eq!(paused.row.state, State::Paused);
    desk.minh_does(Change::AddNote {
        task: paused.row.id,
        kind: NoteKind::Difficulty,
        body: "Chưa có nghị định mới".to_owned(),
        answers: None,
    });
    desk.keys("r <Enter> / 2.6-03 <Enter>");
    assert_eq!(shown(&desk), "2.6-03");
    desk.keys("<Space>");
    assert!(desk.status().contains("“tạm dừng”"), "{}", desk.status());
    assert_eq!(shown(&desk), "2.6-03", "nothing was answered");
    desk.keys("i");
    assert!(desk.task("2.6-03").row.state.is_open());
    assert_eq!(answer_of(&desk, "2.6-03"), Some(AnswerKind::InProgress));
    desk.keys("/ 2.7.1-12 <Enter>");
    assert_eq!(desk.task("2.7.1-12").row.state, State::NotStarted);
    desk.keys("i");
    assert_eq!(desk.task("2.7.1-12").row.state, State::InProgress);
    assert_eq!(answer_of(&desk, "2.7.1-12"), Some(AnswerKind::InProgress));
}

#[test]
fn space_never_reopens_what_was_finished_since_the_last_review() {
    let mut desk = Desk::open(Vi, 100, 30);
    desk.keys("r <Enter> / 2.7.1-02 <Enter>");
    assert!(place(&desk).1.starts_with("Hoàn thành trong 7 ngày qua"));
    desk.keys("<Space>");
    assert_eq!(desk.task("2.7.1-02").row.state, State::Done);
    assert_eq!(answer_of(&desk, "2.7.1-02"), Some(AnswerKind::Reviewed));
}

#[test]
fn after_a_note_or_an_extension_the_meeting_still_sees_the_task() {
    let mut desk = Desk::open(Vi, 100, 40);
    desk.keys("r <Enter> n Đã␠họp␠với␠KHTC <F2>");
    assert_eq!(shown(&desk), "2.3.1-01");
    assert_eq!(answer_of(&desk, "2.3.1-01"), Some(AnswerKind::Noted));
    assert!(
        desk.frame()
            .contains("11/06/2021 Lan · ghi chú: Đã họp với KHTC")
    );
    assert!(
        desk.line(2).ends_with("✓ đã ghi chú · Lan"),
        "{}",
        desk.line(2)
    );
    desk.keys("t 30/6 <Enter> chờ␠số␠liệu <Enter> Lãnh␠đạo␠Sở <C-s>");
    assert_eq!(shown(&desk), "2.3.1-01");
    assert_eq!(answer_of(&desk, "2.3.1-01"), Some(AnswerKind::Extended));
    assert!(desk.frame().contains("gia hạn 2 lần"), "{}", desk.frame());
    assert!(
        desk.frame().contains("Gia hạn đến ngày "),
        "{}",
        desk.frame()
    );
    // Enter goes on without writing anything.
    let before = desk.last_change();
    desk.keys("<Enter>");
    assert_eq!(
        (shown(&desk).as_str(), desk.last_change()),
        ("2.4-05", before)
    );
    // A state, evidence, the detail and its steps are there too.
    desk.keys("s <Right> <Right> <Right> <Enter> chờ␠nghị␠định <C-s>");
    assert_eq!(desk.task("2.4-05").row.state, State::Paused);
    assert_eq!(answer_of(&desk, "2.4-05"), Some(AnswerKind::Changed));
    desk.keys("<Enter> c");
    assert!(desk.frame().contains("Lịch sử"));
    desk.keys("<Esc>");
    assert_eq!(shown(&desk), "2.7.1-09");
    desk.keys("v 12/BC-SKHCN <C-s>");
    assert_eq!(desk.task("2.7.1-09").row.evidence_count, 1);
    assert_eq!(answer_of(&desk, "2.7.1-09"), None, "mending is no answer");
}

#[test]
fn what_is_done_in_the_detail_above_the_agenda_is_an_answer_too() {
    let mut desk = Desk::open(Vi, 100, 40);
    desk.keys("r <Enter> c <Right> <Space>");
    let task = desk.task("2.3.1-01");
    assert_eq!(task.row.state, State::Done, "{}", desk.frame());
    assert_eq!(answer_of(&desk, "2.3.1-01"), Some(AnswerKind::Done));
    desk.keys("<Esc>");
    assert_eq!(shown(&desk), "2.3.1-01");
}

#[test]
fn undo_removes_the_answer_and_returns_to_its_task() {
    let mut desk = Desk::open(Vi, 100, 30);
    desk.keys("r <Enter> <Enter> <Space>");
    assert_eq!(shown(&desk), "2.7.1-09");
    desk.keys("u");
    assert_eq!(shown(&desk), "2.4-05");
    assert_eq!(answer_of(&desk, "2.4-05"), None);
    assert!(desk.task("2.4-05").row.state.is_open());
    desk.keys("u");
    assert_eq!(shown(&desk), "2.3.1-01");
    assert_eq!(
        desk.status(),
        "Đã hoàn tác việc đánh dấu đã xem 2.3.1-01 — Ctrl-R để làm lại"
    );
    assert_eq!(answer_of(&desk, "2.3.1-01"), None);
    desk.keys("<C-r> <C-r>");
    assert_eq!(answer_of(&desk, "2.4-05"), Some(AnswerKind::Done));
    // Taken back to before it began, the review is gone and the list is there again.
    desk.keys("u u u");
    assert!(!in_review(&desk));
    assert!(desk.frame().contains("7 việc quá hạn"), "{}", desk.frame());
}

// ---- moving about

#[test]
fn going_from_the_last_task_back_to_the_first_postponed_one_is_announced() {
    for (lang, sentence) in [
        (
            Vi,
            "Đã qua việc cuối; quay lại việc chưa xem đầu tiên, còn 25 việc.",
        ),
        (
            En,
            "That was the last task; back to the first of 25 not reviewed yet.",
        ),
    ] {
        let mut desk = Desk::open(lang, 100, 30);
        desk.keys("r <Enter>");
        for _ in 0..24 {
            desk.keys("<Right>");
        }
        assert_eq!(place(&desk).0, "25/25");
        assert!(!desk.frame().contains(sentence));
        desk.keys("<Right>");
        assert_eq!(place(&desk).0, "1/25");
        assert!(desk.frame().contains(sentence), "{}", desk.frame());
    }
}

#[test]
fn the_word_for_a_key_task_is_never_cut() {
    for (lang, whole) in [(Vi, "* trọng tâm"), (En, "* key task")] {
        for width in 36..60 {
            let mut desk = Desk::open(lang, width, 24);
            desk.keys("r <Enter>");
            let frame = desk.frame();
            let head = frame.lines().find(|line| line.contains("2.3.1-01°"));
            let head = head.unwrap().trim_end();
            assert!(head.ends_with(whole) || head.ends_with("  *"), "{frame}");
        }
    }
}

#[test]
fn skipped_tasks_come_up_again() {
    let mut desk = Desk::open(Vi, 100, 30);
    desk.keys("r <Enter> <Right> j <Down>");
    assert_eq!(place(&desk).0, "4/25");
    desk.keys("<Left> k <Up>");
    assert_eq!(place(&desk).0, "1/25");
    desk.keys("<Right>");
    // All the others are answered; what was passed over is asked again, and then comes the end.
    for _ in 0..24 {
        desk.keys("<Enter>");
    }
    assert_eq!(place(&desk), ("1/25".into(), "Quá hạn 1/7".into()));
    desk.keys("<Right>");
    assert!(desk.frame().contains("Còn 1 việc chưa xem: 2.3.1-01"));
    desk.keys("<Left> <Home>");
    assert_eq!(shown(&desk), "2.3.1-01");
    desk.keys("<Enter>");
    assert!(
        desk.frame().contains("Đã xem hết các việc."),
        "{}",
        desk.frame()
    );
    desk.keys("<Left>");
    assert_eq!(place(&desk).0, "25/25", "one can look back");
}

#[test]
fn paging_scrolls_a_long_task_before_it_changes_the_task() {
    let mut desk = Desk::open(Vi, 40, 10);
    desk.keys("r <Enter>");
    desk.keys("<PgUp>");
    assert_eq!(shown(&desk), "2.3.1-01");
    let (first, at) = (desk.frame(), place(&desk).0);
    let mut pages = 0;
    while place(&desk).0 == at {
        desk.keys("<PgDn>");
        pages += 1;
        assert!(pages < 20);
    }
    assert!(pages > 2, "{pages}");
    desk.keys("<PgUp>");
    assert_eq!(desk.frame(), first);
}

#[test]
fn a_task_is_found_by_typing() {
    let mut desk = Desk::open(Vi, 100, 30);
    desk.keys("r <Enter> / tai␠san <Enter>");
    assert_eq!(shown(&desk), "2.6-02");
    desk.keys("<Enter> / 2.6-2 <Esc>");
    assert_ne!(shown(&desk), "2.6-02");
}

// ---- leaving, splitting, colleagues

#[test]
fn a_review_is_resumed_at_the_same_place_also_by_a_colleague() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("r <Enter> <Enter> <Enter> n viết␠dở <Esc> <Esc>");
    assert_eq!(
        desk.status(),
        "Giao ban tạm dừng; nhấn r để làm tiếp từ chỗ này."
    );
    assert!(
        desk.line(2).contains("giao ban 2/25 — r để tiếp tục"),
        "{}",
        desk.line(2)
    );
    let mut colleague = desk.colleague(Vi, 80, 24);
    colleague.keys("r <Enter>");
    assert_eq!(shown(&colleague), "2.7.1-09");
    colleague.keys("<Enter>");
    assert_eq!(shown(&colleague), "2.1-04");
    desk.keys("r <Enter>");
    assert_eq!(shown(&desk), "2.1-04", "the same place for all");
    let answer = newest(&desk.store()).items[2].answer.clone().unwrap();
    assert_eq!(answer.signed, "Minh (kehoach)");
}

#[test]
fn two_people_split_a_review_by_unit() {
    let mut desk = Desk::open(Vi, 100, 30);
    desk.keys("r <Enter>");
    let mut colleague = desk.colleague(Vi, 100, 30);
    // Lan takes the office's tasks, Minh those of the finance division.
    desk.keys("f <Down> <Enter>");
    colleague.keys("r <Down> <Down> <Enter>");
    assert_eq!(shown(&desk), "2.3.1-01");
    assert_eq!(shown(&colleague), "2.4-05");
    assert!(desk.line(1).contains("VP 1/10"), "{}", desk.line(1));
    assert!(
        colleague.line(1).contains("KHTC 1/4"),
        "{}",
        colleague.line(1)
    );
    for _ in 0..10 {
        desk.keys("<Enter>");
    }
    for _ in 0..4 {
        colleague.keys("<Enter>");
    }
    assert!(
        colleague.frame().contains("Còn 11 việc chưa xem"),
        "{}",
        colleague.frame()
    );
    assert!(
        desk.frame().contains("Kết thúc giao ban"),
        "{}",
        desk.frame()
    );
    let review = newest(&desk.store());
    assert_eq!(review.summary.share.of, 14);
    desk.keys("f <Home> <Enter>");
    assert_eq!(shown(&desk), "2.1-04", "what is left of the whole");
}

#[test]
fn what_a_colleague_has_answered_is_not_asked_again() {
    let mut desk = Desk::open(Vi, 100, 30);
    desk.keys("r <Enter>");
    minh_answers(&desk, "2.4-05");
    minh_answers(&desk, "2.7.1-09");
    desk.app.detect_other_writes();
    assert_eq!(shown(&desk), "2.3.1-01");
    desk.keys("<Enter>");
    assert_eq!(shown(&desk), "2.1-04");
    // At the same moment: the later one gets a message, and loses nothing.
    minh_answers(&desk, "2.1-04");
    desk.app.event(crossterm::event::Event::Key(
        crate::support::parse("<Enter>")[0],
    ));
    assert_eq!(
        desk.status(),
        "Vừa có người trả lời việc này; nhấn Enter để sang việc sau."
    );
    desk.keys("<Enter>");
    assert_eq!(shown(&desk), "2.7.1-03");
}

#[test]
fn two_who_begin_the_same_review_are_in_one() {
    let mut desk = Desk::open(Vi, 100, 30);
    let mut colleague = desk.colleague(Vi, 100, 30);
    colleague.keys("r");
    desk.keys("r <Enter> <Enter>");
    colleague.keys("<Enter>");
    assert_eq!(shown(&colleague), "2.4-05");
    let store = desk.store();
    assert_eq!(store.reviews(store.plan().unwrap().id).unwrap().len(), 1);
}

#[test]
fn a_task_that_is_removed_during_the_review_is_skipped() {
    let mut desk = Desk::open(Vi, 100, 30);
    let mut colleague = desk.colleague(Vi, 100, 30);
    colleague.keys(
        "a <Up> <C-u> 2.2 <Enter> Việc␠rất␠gấp <Enter> <Enter> <Enter> <Enter> <Enter> 10/6 <C-s>",
    );
    desk.keys("r <Enter> / gap <Enter>");
    assert_eq!(shown(&desk), "2.2-07");
    let (at, all) = place(&desk)
        .0
        .split_once('/')
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    colleague.keys("u");
    desk.app.detect_other_writes();
    assert_ne!(shown(&desk), "2.2-07");
    desk.keys("<Left>");
    assert_ne!(place(&desk).0.split('/').next(), Some(at.as_str()));
    assert!(
        place(&desk).0.ends_with(&all),
        "the counter stays what it is"
    );
}

#[test]
fn a_colleague_who_finishes_the_review_is_named_and_a_half_written_note_is_not_lost() {
    let mut desk = Desk::open(Vi, 120, 30);
    desk.keys("r <Enter> <Enter>");
    let mut colleague = desk.colleague(Vi, 100, 30);
    colleague.keys("r <Enter> <End>");
    desk.keys("n Đang␠viết␠dở");
    colleague.keys("<Space> y");
    // Saved at once, before anything was noticed: refused, and the text is kept.
    desk.app.event(crossterm::event::Event::Key(
        crate::support::parse("<C-s>")[0],
    ));
    assert!(desk.frame().contains("Đang viết dở"));
    desk.app.detect_other_writes();
    desk.keys("<C-s>");
    assert_eq!(desk.status(), "Đã ghi chú 2.4-05 — u để hoàn tác");
    assert_eq!(answer_of(&desk, "2.4-05"), None);
    desk.keys("i");
    assert!(desk.status().contains("đã kết thúc"), "{}", desk.status());
    assert!(desk.line(1).contains("đã kết thúc"), "{}", desk.line(1));
    // It can still be turned over.
    desk.keys("<Enter>");
    assert_eq!(shown(&desk), "2.7.1-09");
    desk.keys("<End> d");
    assert!(desk.status().contains("đã kết thúc"), "{}", desk.status());
}

#[test]
fn a_colleague_finishing_is_reported_where_the_agenda_is_only_read() {
    let mut desk = Desk::open(Vi, 120, 30);
    desk.keys("r <Enter> <Enter>");
    let mut colleague = desk.colleague(Vi, 100, 30);
    colleague.keys("r <Enter> <End> <Space> y");
    desk.app.detect_other_writes();
    assert_eq!(
        desk.status(),
        "Minh (kehoach) vừa kết thúc giao ban này; nhấn Esc rồi r để xem thông báo kết luận."
    );
    // What it takes no more is not named either.
    assert!(
        desk.footer()
            .starts_with("n ghi chú · f một đơn vị · Esc tạm nghỉ"),
        "{}",
        desk.footer()
    );
    desk.keys("<End>");
    assert!(!desk.footer().contains("kết thúc"), "{}", desk.footer());
    desk.keys("<Left>");
    desk.keys("<Esc> r <Enter>");
    assert!(desk.frame().contains("THÔNG BÁO"), "{}", desk.frame());
}

// ---- the end

#[test]
fn a_conclusion_becomes_a_task_and_a_note_on_the_marked_ones() {
    let mut desk = Desk::open(Vi, 100, 40);
    desk.keys("r <Enter> m <Right> m <End>");
    assert!(
        desk.line(2).ends_with("đã đánh dấu 2 việc"),
        "{}",
        desk.line(2)
    );
    desk.keys("d Giao␠Văn␠phòng␠rà␠soát␠TTHC. <Enter> Báo␠cáo␠trước␠25/6. <C-s>");
    assert_eq!(desk.status(), "Đã ghi kết luận — u để hoàn tác");
    desk.keys("n <Enter>");
    assert_eq!(
        desk.status(),
        "Đã ghi kết luận giao ban vào 2 nhiệm vụ (2.3.1-01, 2.4-05) — u để hoàn tác"
    );
    let body = "Giao Văn phòng rà soát TTHC.\nBáo cáo trước 25/6.";
    for code in ["2.3.1-01", "2.4-05"] {
        let note = desk.task(code).notes[0].clone();
        assert_eq!(
            (note.kind, note.body.as_str()),
            (NoteKind::Instruction, body)
        );
    }
    assert!(
        desk.frame().contains("→ ghi chú ở 2.4-05"),
        "{}",
        desk.frame()
    );
    // Unit and day stand in the sentence; nothing has to be typed again.
    desk.keys("t");
    for filled in [": VP  ", ": Trước 25/6"] {
        assert!(desk.frame().contains(filled), "{}", desk.frame());
    }
    desk.keys("<C-s>");
    assert_eq!(
        desk.status(),
        "Đã thêm 2.1-13, hạn thứ Năm 24/06/2021 — u để hoàn tác"
    );
    let task = desk.task("2.1-13");
    assert_eq!(task.row.title, "Rà soát TTHC", "no full stop");
    assert_eq!(task.row.deadline, "Trước 25/6");
    assert_eq!(task.texts.text, body);
    assert_eq!(task.row.lead.as_deref(), Some("VP"));
    assert!(
        desk.frame().contains("→ nhiệm vụ 2.1-13"),
        "{}",
        desk.frame()
    );
    // One step each: the task, then both notes, then the conclusion.
    desk.keys("u");
    assert!(!desk.frame().contains("→ nhiệm vụ 2.1-13"));
    assert_eq!(
        desk.status(),
        "Đã hoàn tác việc thêm 2.1-13 — Ctrl-R để làm lại"
    );
    desk.keys("u");
    assert_ne!(desk.task("2.4-05").notes[0].body, body);
    assert_eq!(
        desk.status(),
        "Đã hoàn tác việc ghi kết luận giao ban vào 2 nhiệm vụ (2.3.1-01, 2.4-05) — Ctrl-R để làm lại"
    );
    // The end stays in sight, so that the next Space finishes the review and does no task.
    assert!(desk.line(2).contains("Kết thúc giao ban"));
    desk.keys("<C-r>");
    assert!(desk.line(2).contains("Kết thúc giao ban"));
    desk.keys("u u");
    assert!(newest(&desk.store()).conclusions.is_empty());
}

#[test]
fn codes_can_be_typed_and_a_wrong_one_is_named() {
    let mut desk = Desk::open(Vi, 100, 40);
    desk.keys("r <Enter> <End> d Đôn␠đốc <C-s> n 2.1-6,␠9.9-1 <Enter>");
    assert!(
        desk.frame()
            .contains("9.9-1: không có nhiệm vụ nào mang mã này."),
        "{}",
        desk.frame()
    );
    desk.keys("<C-u> 2.1-6;2.2-6 <Enter>");
    assert_eq!(
        desk.status(),
        "Đã ghi kết luận giao ban vào 2 nhiệm vụ (2.1-06, 2.2-06) — u để hoàn tác"
    );
    desk.keys("n <Enter>");
    assert!(desk.frame().contains("Chưa nhập mã nhiệm vụ nào."));
}

#[test]
fn enter_held_past_the_last_task_opens_no_text() {
    let mut desk = Desk::open(Vi, 100, 40);
    desk.keys("r <Enter> d Giao␠VP␠rà␠soát <C-s>");
    let tasks = newest(&desk.store()).items.len();
    for _ in 0..tasks + 3 {
        desk.keys("<Enter>");
    }
    assert!(
        desk.line(2).contains("Kết thúc giao ban"),
        "{}",
        desk.frame()
    );
    assert!(desk.before_cursor().is_none(), "{}", desk.frame());
    assert_eq!(bodies(&desk), ["Giao VP rà soát"]);
    desk.keys("e");
    assert!(
        desk.before_cursor().is_some(),
        "it is edited by its own key"
    );
}

#[test]
fn an_act_that_was_undone_is_not_shown_to_the_meeting() {
    let mut desk = Desk::open(Vi, 100, 40);
    desk.keys("n Lỡ␠tay <C-s> u t 30/6 <Enter> Chờ␠KHTC <Enter> Giám␠đốc␠Sở <C-s> u");
    desk.keys("<Space> <Space>");
    desk.keys("r <Enter>");
    assert_eq!(shown(&desk), "2.3.1-01");
    let frame = desk.frame();
    for undone in [
        "Lỡ tay",
        "Đã hoàn tác",
        "Đã gia hạn",
        "Đã mở lại",
        "11/06/2021 Lan",
    ] {
        assert!(!frame.contains(undone), "{undone}\n{frame}");
    }
    assert!(frame.contains("chỉ có ghi chú mới"), "{frame}");
    // What is done again stands, once.
    desk.keys("<Esc> n Đã␠họp <C-s> e <C-u> Rà␠soát␠TTHC <C-s> u <C-r> r <Enter>");
    let frame = desk.frame();
    assert_eq!(frame.matches("Đã sửa").count(), 1, "{frame}");
    assert!(!frame.contains("làm lại việc"), "{frame}");
    // The history keeps it all.
    desk.keys("c <End>");
    let history = desk.frame();
    assert!(history.contains("Lỡ tay"), "{history}");
}

#[test]
fn the_card_names_the_kind_of_each_note() {
    let mut desk = Desk::open(Vi, 100, 40);
    desk.keys("r <Enter>");
    let frame = desk.frame();
    assert!(frame.contains("Lan · ghi chú: Đã trình dự thảo"), "{frame}");
    assert!(
        frame.contains("Tuấn · chỉ đạo, kết luận: Đề nghị"),
        "{frame}"
    );
}

#[test]
fn what_a_meeting_needs_is_in_the_footer_at_any_width_and_every_key_with_its_words() {
    for lang in [Vi, En] {
        for (width, height) in [(200, 60), (120, 40), (80, 24), (40, 10)] {
            let mut desk = Desk::open(lang, width, height);
            desk.keys("r <Enter> <Right>");
            let footer = desk.line(usize::from(height) - 1);
            let keys: Vec<&str> = footer.split([' ', '·']).collect();
            let wanted = ["d", "Enter", "?", "Esc", "m", "f"];
            let fitting = match width {
                40 => 3,
                80 => 4,
                _ => wanted.len(),
            };
            for key in &wanted[..fitting] {
                assert!(keys.contains(key), "{key} at {width}: {footer}");
            }
            for named in footer.trim().split(" · ") {
                assert!(named.contains(' '), "{named} at {width}: {footer}");
            }
            assert!(
                footer.contains(lang.pick("d kết luận", "d conclude")),
                "{footer}"
            );
            desk.keys("<End>");
            let footer = desk.line(usize::from(height) - 1);
            assert!(
                footer.contains(lang.pick("d kết luận", "d conclude")),
                "{footer}"
            );
            assert!(footer.contains("Esc"), "{footer}");
        }
    }
}

fn bodies(desk: &Desk) -> Vec<String> {
    let review = newest(&desk.store());
    review.conclusions.into_iter().map(|one| one.body).collect()
}

#[test]
fn conclusions_are_reworded_and_withdrawn() {
    let mut desk = Desk::open(Vi, 100, 40);
    desk.keys("r <Enter> <End> d Một <C-s> d Hai <C-s>");
    desk.keys("<Up> e ␠chấm <C-s>");
    assert_eq!(desk.status(), "Đã sửa kết luận — u để hoàn tác");
    assert_eq!(bodies(&desk), ["Một chấm", "Hai"]);
    desk.keys("<Del>");
    assert_eq!(desk.status(), "Đã bỏ kết luận — u để hoàn tác");
    assert_eq!(bodies(&desk), ["Hai"]);
    desk.keys("u");
    assert_eq!(bodies(&desk), ["Một chấm", "Hai"]);
    // Left half written, it is offered again, and quitting asks.
    desk.keys("d Ba <Esc> q");
    assert!(
        desk.status().starts_with("Bản nháp kết luận được giữ lại."),
        "{}",
        desk.status()
    );
    desk.keys("k d");
    assert!(
        desk.before_cursor().unwrap().ends_with("Ba"),
        "{}",
        desk.frame()
    );
    desk.keys("<C-s>");
    assert_eq!(bodies(&desk).len(), 3);
}

#[test]
fn a_colleague_who_rewords_the_same_conclusion_is_shown() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("r <Enter> <End> d Giao␠Văn␠phòng <C-s> e ␠Sở");
    let review = newest(&desk.store());
    let conclusion = review.conclusions[0].id;
    desk.minh_does(Change::Review(ReviewChange::Reword {
        conclusion,
        before: "Giao Văn phòng".to_owned(),
        after: "Giao Thanh tra".to_owned(),
    }));
    desk.keys("<C-s>");
    let frame = desk.frame();
    for shown in [
        "Kết luận · Minh (kehoach), ",
        "Giao Thanh tra",
        "Giao Văn phòng Sở",
    ] {
        assert!(frame.contains(shown), "{frame}");
    }
    // Gone on with, it is still what Lan wrote.
    desk.keys("<Enter>");
    assert!(desk.before_cursor().unwrap().ends_with("Giao Văn phòng Sở"));
    // Reworded once more meanwhile, it is shown once more.
    desk.minh_does(Change::Review(ReviewChange::Reword {
        conclusion,
        before: "Giao Thanh tra".to_owned(),
        after: "Giao KHTC".to_owned(),
    }));
    desk.keys("<C-s>");
    assert!(desk.frame().contains("Giao KHTC"), "{}", desk.frame());
    assert_eq!(bodies(&desk), ["Giao KHTC"]);
    // Saved once more it is done knowingly.
    desk.keys("<C-s>");
    assert_eq!(bodies(&desk), ["Giao Văn phòng Sở"]);
    // Nothing is left of it to be offered again.
    desk.keys("<Esc> q");
    assert!(desk.app.ended);
}

#[test]
fn a_review_whose_beginning_is_undone_leaves_what_was_being_written() {
    let mut desk = Desk::open(Vi, 100, 40);
    let mut colleague = desk.colleague(Vi, 100, 30);
    colleague.keys("r <Enter>");
    desk.keys("r <Enter> <End> d Giao␠Văn␠phòng");
    colleague.keys("u");
    desk.app.detect_other_writes();
    assert!(
        desk.before_cursor().unwrap().ends_with("Giao Văn phòng"),
        "{}",
        desk.frame()
    );
    desk.keys("<C-s>");
    let said = "Không còn giao ban này.";
    assert!(desk.status().contains(said), "{}", desk.status());
    desk.keys("<Esc> q");
    assert!(
        desk.status().contains("Bản nháp kết luận"),
        "{}",
        desk.status()
    );
}

#[test]
fn what_a_colleague_made_of_a_conclusion_can_be_left_as_it_is() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("r <Enter> <End> d Giao␠Văn␠phòng <C-s>");
    let conclusion = newest(&desk.store()).conclusions[0].id;
    let mut text = "Giao Văn phòng".to_owned();
    let mut minh_makes = |desk: &mut Desk, after: &str| {
        let before = std::mem::replace(&mut text, after.to_owned());
        desk.minh_does(Change::Review(ReviewChange::Reword {
            conclusion,
            before,
            after: after.to_owned(),
        }));
    };
    desk.keys("e ␠Sở");
    minh_makes(&mut desk, "Giao Thanh tra");
    desk.keys("<C-s> <Esc>");
    assert_eq!(bodies(&desk), ["Giao Thanh tra"]);
    assert!(desk.frame().contains("Giao Thanh tra"), "{}", desk.frame());
    assert_eq!(desk.status(), "Chưa lưu; bản nháp được giữ lại.");
    // The draft remembers what was read when it was left.
    desk.keys("e ␠tỉnh <Esc>");
    minh_makes(&mut desk, "Giao KHTC");
    desk.keys("e <C-s>");
    let frame = desk.frame();
    assert!(frame.contains("Giao Văn phòng Sở tỉnh"), "{frame}");
    assert!(frame.contains("Giao KHTC"), "{frame}");
    assert_eq!(bodies(&desk), ["Giao KHTC"]);
    desk.keys("<Esc>");
    // Nor is it taken out unread.
    minh_makes(&mut desk, "Giao TCĐLCL");
    desk.keys("<Del>");
    assert!(desk.frame().contains("Giao TCĐLCL"), "{}", desk.frame());
    desk.keys("<Esc>");
    assert_eq!(bodies(&desk), ["Giao TCĐLCL"]);
}

#[test]
fn finishing_asks_freezes_and_can_be_undone() {
    let mut desk = Desk::open(Vi, 100, 40);
    desk.keys("r <Enter> <Enter> <End> d Giao␠Văn␠phòng␠rà␠soát. <C-s> <Space>");
    assert!(
        desk.status().starts_with("Còn 24 việc chưa xem."),
        "{}",
        desk.status()
    );
    desk.keys("n");
    assert!(!newest(&desk.store()).is_finished());
    desk.keys("<Space> y");
    assert_eq!(desk.status(), "Đã kết thúc giao ban — u để hoàn tác");
    assert!(desk.frame().contains("THÔNG BÁO"), "{}", desk.frame());
    desk.keys("G");
    desk.keys("u");
    assert!(!newest(&desk.store()).is_finished());
    assert!(in_review(&desk), "it is open again");
    desk.keys("<C-r>");
    assert!(newest(&desk.store()).is_finished());
    desk.keys("<Esc> r <Enter>");
    assert!(desk.frame().contains("THÔNG BÁO"), "{}", desk.frame());
    assert_eq!(desk.store().check().unwrap(), []);
}

#[test]
fn a_notice_is_saved_and_never_over_another_file() {
    let mut desk = Desk::open(Vi, 100, 40);
    desk.save_in_own_folder();
    desk.keys("r <Enter> <End> <Space> y s <Enter>");
    let name = "ket-luan-giao-ban-2021-06-11.docx";
    assert!(
        desk.status()
            .starts_with(&format!("Đã lưu “{name}” trong ")),
        "{}",
        desk.status()
    );
    let file = desk.folder().join(name);
    let saved = || std::fs::read(&file).unwrap();
    let vi = saved();
    assert!(vi.starts_with(b"PK"));
    // What stands there under that name is asked about first.
    std::fs::write(&file, "của người khác").unwrap();
    desk.keys("s <Enter> n");
    assert_eq!(saved(), "của người khác".as_bytes());
    desk.keys("<Enter> y");
    assert_eq!(saved(), vi);
    desk.keys("L s <Enter>");
    assert!(
        desk.status()
            .starts_with("Saved “weekly-review-notice-2021-06-11.docx” in "),
        "{}",
        desk.status()
    );
}

#[test]
fn the_report_of_the_review_s_week_is_one_key_away() {
    let mut desk = Desk::open(Vi, 100, 30);
    let monday = friday() + chrono::Days::new(3);
    desk.app.start_day(monday);
    // Held on Monday over one area, it is about that area in the week that has ended.
    desk.keys("2 r <Down> <Enter> <End> <Space> y b");
    let bar = desk.line(1);
    assert!(
        bar.starts_with(" Tuần 07/06/2021–13/06/2021 · 2 TTHC · so với kỳ trước"),
        "{bar}"
    );
    assert!(desk.frame().contains("BÁO CÁO"), "{}", desk.frame());
    // From there any other, and back to the notice.
    desk.keys("<Left>");
    assert!(desk.line(1).starts_with(" Tuần 31/05"), "{}", desk.line(1));
    desk.keys("b");
    assert!(desk.frame().contains("Tuần (giao ban)"), "{}", desk.frame());
    desk.keys("<Esc> <Esc>");
    assert!(desk.frame().contains("THÔNG BÁO"), "{}", desk.frame());
    desk.keys("s");
    assert!(
        desk.frame().contains("ket-luan-giao-ban-2021-06-14-tthc"),
        "{}",
        desk.frame()
    );
}

/// The report lies above the notice, which is in both languages and must not stay in the other one.
#[test]
fn a_notice_under_its_report_is_in_the_language_of_the_screen() {
    let mut desk = Desk::open(Vi, 100, 30);
    desk.keys("r <Enter> <End> <Space> y b L <Esc>");
    let frame = desk.frame();
    assert!(frame.contains("NOTICE"), "{frame}");
    assert!(!frame.contains("THÔNG BÁO"), "{frame}");
}

#[test]
fn a_review_of_a_hundred_tasks_its_notice_and_its_report_take_no_more_than_110_keys() {
    let mut desk = Desk::open_after(Vi, 100, 30, |store| {
        let section = store.sections(store.plan().unwrap().id).unwrap()[0].id;
        let have = {
            let plan = store.plan().unwrap();
            let scope = cchc::domain::review::ReviewScope::Plan;
            store
                .prepare_agenda(scope, &plan, friday())
                .unwrap()
                .agenda
                .tasks()
                .count()
        };
        for nth in have..100 {
            let rules = cchc::domain::deadline::DeadlineRules {
                year: 2021,
                reading: cchc::domain::deadline::WordingOrigin::Document,
                before_is_strict: true,
            };
            let new = cchc::domain::change::NewTask {
                section,
                text: cchc::domain::task::TaskText {
                    title: format!("Việc thứ {nth}"),
                    text: format!("Việc thứ {nth} theo kết luận"),
                    ..cchc::domain::task::TaskText::default()
                },
                deadline: cchc::domain::deadline::Deadline::parse("15/6", &rules).unwrap(),
                more: Default::default(),
            };
            store.apply(&[Change::Add(Box::new(new))], &minh()).unwrap();
        }
    });
    let mut keys = 0;
    let mut press = |desk: &mut Desk, key: &str| {
        desk.keys(key);
        keys += 1;
    };
    desk.save_in_own_folder();
    press(&mut desk, "r");
    press(&mut desk, "<Enter>");
    assert_eq!(place(&desk).0, "1/100");
    for nth in 0..100 {
        press(&mut desk, ["<Enter>", "<Space>"][nth % 2]);
    }
    press(&mut desk, "<Space>");
    press(&mut desk, "y");
    press(&mut desk, "s");
    press(&mut desk, "<Enter>");
    assert!(desk.status().contains("docx"), "{}", desk.status());
    // And the week's report too.
    press(&mut desk, "b");
    press(&mut desk, "s");
    press(&mut desk, "<Enter>");
    assert!(desk.status().contains("bao-cao-tuan"), "{}", desk.status());
    let review = newest(&desk.store());
    assert!(review.is_finished());
    assert!(review.items.iter().all(|item| item.answer.is_some()));
    assert_eq!(keys, 109, "and no more than 110");
    assert_eq!(desk.store().check().unwrap(), []);
}

// ---- what cannot be

#[test]
fn a_scope_without_tasks_says_so() {
    for (lang, message) in [
        (Vi, "Phạm vi này không có nhiệm vụ nào để giao ban."),
        (En, "There are no tasks to review in this scope."),
    ] {
        let mut desk = Desk::open_empty(lang, 100, 30);
        desk.keys("r <Enter>");
        assert_eq!(desk.status(), message);
        assert!(!in_review(&desk));
    }
}

#[test]
fn a_agenda_without_tasks_is_an_end_with_conclusions() {
    // A plan with one task that has no deadline and that nobody has touched.
    let mut desk = Desk::open_empty(Vi, 100, 30);
    desk.keys("a 2.1 <Enter> Tuyên␠truyền␠CCHC <C-s> r <Enter>");
    assert!(
        desk.frame().contains("Không có việc nào phải xem"),
        "{}",
        desk.frame()
    );
    desk.keys("d Giao␠các␠phòng␠nhận␠việc <C-s>");
    assert_eq!(desk.status(), "Đã ghi kết luận — u để hoàn tác");
}

#[test]
fn who_may_only_read_looks_at_the_agenda_and_at_what_is_finished() {
    let mut desk = Desk::open(Vi, 100, 30);
    desk.keys("r <Enter> <End> <Space> y <Esc> r <Down> <Enter> <Enter>");
    let mut reader = desk.reader(Vi, 100, 30);
    reader.keys("r");
    assert!(!reader.frame().contains("Bắt đầu"), "{}", reader.frame());
    let before = desk.last_change();
    // The open one: turned over, not answered.
    reader.keys("<Enter>");
    let first = shown(&reader);
    for keys in ["i", "<Space>", "n", "t", "d"] {
        reader.keys(keys);
        assert!(
            reader.status().contains("chỉ"),
            "{keys}: {}",
            reader.status()
        );
    }
    assert_eq!(shown(&reader), first);
    reader.keys("<Enter>");
    assert_ne!(shown(&reader), first);
    reader.keys("<End> <Space>");
    assert!(reader.status().contains("chỉ đọc"), "{}", reader.status());
    reader.keys("<Esc> r <End> <Up> <Enter>");
    assert!(reader.frame().contains("THÔNG BÁO"), "{}", reader.frame());
    assert_eq!(desk.last_change(), before);
    // Without a review of the file's own the agenda is there to be looked at.
    let mut alone = Desk::open_read_only(Vi, 100, 30);
    alone.keys("r <Enter> <Enter> <End>");
    assert!(alone.frame().contains("Tệp chỉ đọc"), "{}", alone.frame());
    assert_eq!(alone.last_change(), Desk::open(Vi, 80, 24).last_change());
}

#[test]
fn on_monday_the_week_that_has_ended_is_offered_and_either_can_be_had() {
    let mut desk = Desk::open(Vi, 100, 30);
    let monday = friday() + chrono::Days::new(3);
    desk.app.start_day(monday);
    desk.keys("r");
    assert!(
        desk.frame().contains("Bắt đầu: tuần 07/06–13/06"),
        "{}",
        desk.frame()
    );
    desk.keys("<Down> <Down> <Enter>");
    assert!(
        desk.frame().contains("Bắt đầu: tuần 14/06–20/06"),
        "{}",
        desk.frame()
    );
    desk.keys("<Enter>");
    let week = newest(&desk.store()).summary.week;
    assert_eq!(week.monday, monday);
}

#[test]
fn a_review_is_begun_over_any_area_or_unit_from_anywhere() {
    let mut desk = Desk::open(Vi, 100, 30);
    desk.keys("r <Down> <Enter> thanh␠tra <Enter>");
    assert!(desk.line(1).contains("TTra chủ trì"), "{}", desk.line(1));
    let scope = newest(&desk.store()).summary.scope;
    assert!(matches!(scope, cchc::domain::review::ReviewScope::Led(_)));
    desk.keys("<Esc> r <End> <Up> <Enter> <Down> <Down> <Enter>");
    assert!(desk.line(1).contains("lĩnh vực TTHC"), "{}", desk.line(1));
}

#[test]
fn the_first_review_speaks_of_the_last_days_and_the_second_of_the_review_before() {
    let mut desk = Desk::open(Vi, 100, 30);
    desk.keys("r <Enter>");
    assert!(desk.frame().contains("Trong 7 ngày qua"));
    desk.keys("<End> <Space> y <Esc> r <Down> <Enter>");
    assert!(desk.frame().contains("Từ giao ban trước"));
}

#[test]
fn nothing_is_lost_while_the_file_is_locked() {
    let mut desk = Desk::open(Vi, 100, 30);
    desk.keys("r <Enter>");
    let held = desk.hold();
    desk.keys("<Enter>");
    assert_eq!(shown(&desk), "2.3.1-01", "not answered yet");
    drop(held);
    desk.keys("<Esc>");
    assert!(desk.status().starts_with("Chưa lưu."), "{}", desk.status());
    desk.keys("<Enter>");
    assert_eq!(answer_of(&desk, "2.3.1-01"), Some(AnswerKind::Reviewed));
}

#[test]
fn any_size_draws_without_harm() {
    let mut desk = Desk::open(Vi, 100, 30);
    desk.keys("r <Enter> m d Giao␠VP␠rà␠soát <C-s> n viết␠dở");
    for (width, height) in [(1, 1), (20, 5), (20, 6), (30, 8), (40, 10), (300, 90)] {
        desk.resize(width, height).frame();
        desk.keys("<Esc> <End>").frame();
        desk.keys("<PgDn> <PgUp> <Down> <Up> <Left>").frame();
        desk.keys("n");
    }
    let _ = ReviewId(0);
}

#[test]
fn the_notice_includes_the_chosen_annexes() {
    let mut desk = Desk::open(Vi, 100, 40);
    desk.keys("r <Enter> <End> <Space> y");
    let annexes = |desk: &mut Desk| {
        desk.keys("<Home>");
        let mut seen = Vec::new();
        for _ in 0..40 {
            for at in 0..39 {
                let line = desk.line(at).trim().to_owned();
                let number = line.strip_prefix("Phụ lục").map(str::trim);
                let is_title = number.is_some_and(|number| number.chars().all(|c| c == 'I'));
                if is_title && !seen.contains(&line) {
                    seen.push(line);
                }
            }
            desk.keys("<PgDn>");
        }
        seen
    };
    assert_eq!(annexes(&mut desk), ["Phụ lục"]);
    desk.keys("p");
    assert!(
        desk.status().contains("Phụ lục: tất cả"),
        "{}",
        desk.status()
    );
    assert_eq!(
        annexes(&mut desk),
        ["Phụ lục I", "Phụ lục II", "Phụ lục III"]
    );
    desk.keys("p");
    assert!(annexes(&mut desk).is_empty());
}
