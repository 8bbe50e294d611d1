//! What has changed: since when, of whom, and the way to the task.

use crate::support::{Desk, minh};
use cchc::domain::change::{Change, NewTask};
use cchc::domain::deadline::Deadline;
use cchc::domain::frame::FrameChange;
use cchc::domain::note::NoteKind;
use cchc::domain::person::{Actor, PersonText};
use cchc::domain::task::TaskText;
use cchc::present::lang::Lang::{En, Vi};
use cchc::store::Stamp;
use cchc::tui::actions::KeyContext;

fn note(desk: &Desk, code: &str, body: &str) -> Change {
    Change::AddNote {
        task: desk.task(code).row.id,
        kind: NoteKind::Note,
        body: body.to_owned(),
        answers: None,
    }
}

/// The row under the cursor.
fn chosen(desk: &Desk) -> String {
    let frame = desk.frame();
    let line = frame.lines().find(|line| line.starts_with('›'));
    line.unwrap_or_default().to_owned()
}

#[test]
fn it_looks_the_same_at_every_size_in_both_languages() {
    for (lang, tag) in [(Vi, "vi"), (En, "en")] {
        for (width, height) in [(200, 60), (120, 40), (80, 24), (40, 10)] {
            let mut desk = Desk::open(lang, width, height);
            desk.keys("c");
            insta::assert_snapshot!(format!("changes_{tag}_{width}"), desk.frame());
            desk.keys("f lan <Enter>");
            assert!(desk.frame().contains("[ Lan × ]"), "{}", desk.frame());
        }
    }
}

#[test]
fn a_renamed_person_is_found_by_the_account_that_the_unit_shares() {
    let mut desk = Desk::open(Vi, 120, 40);
    let by_lan = |account: &str| Stamp {
        actor: Actor {
            account: account.to_owned(),
            person: "Lan".to_owned(),
        },
        ..minh()
    };
    for (account, code) in [
        ("vanphong", "2.6-02"),
        ("kehoach", "2.4-05"),
        ("lạ", "2.1-04"),
    ] {
        let change = note(&desk, code, "Đã gửi công văn");
        desk.store().apply(&[change], &by_lan(account)).unwrap();
    }
    let mut store = desk.store();
    let people = store.people().unwrap();
    let lan = people.iter().find(|one| one.name == "Lan").unwrap().text();
    let renamed = PersonText {
        name: "Nguyễn Thị Lan".to_owned(),
        ..lan.clone()
    };
    let rename = Change::Frame(FrameChange::Person {
        seen: Box::new(lan),
        to: Box::new(renamed),
    });
    store.apply(&[rename], &minh()).unwrap();
    // Somebody of another unit comes to use the account of Minh.
    let shared = Change::SetPerson {
        name: "Hà".to_owned(),
        unit: people.iter().find(|one| one.name == "Hà").unwrap().unit,
        account: Some("kehoach".to_owned()),
        seen: people.iter().find(|one| one.name == "Hà").unwrap().unit,
    };
    store.apply(&[shared], &minh()).unwrap();
    desk.keys("c");
    let of = |code: &str| {
        let frame = desk.frame();
        let row = frame.lines().find(|row| row.contains(code)).unwrap();
        row.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(of("2.6-02"), "Lan VP");
    assert_eq!(of("2.4-05"), "Lan 2.4-05", "Minh or Hà, nobody knows");
    assert_eq!(of("2.1-04"), "Lan 2.1-04");
}

#[test]
fn the_weekly_review_is_begun_from_here_too() {
    for key in ["r", "<F6>"] {
        let mut desk = Desk::open(Vi, 120, 40);
        desk.keys("c").keys(key);
        assert!(desk.frame().contains("Giao ban tuần"), "{}", desk.frame());
        desk.keys("<Enter>");
        assert_eq!(desk.app.context(), KeyContext::Review);
        desk.keys("<Esc>");
        assert_eq!(desk.app.context(), KeyContext::Changes);
    }
    let mut desk = Desk::open(En, 120, 40);
    desk.keys("c ?");
    assert!(
        desk.frame().contains("Weekly review: start"),
        "{}",
        desk.frame()
    );
}

#[test]
fn the_newest_comes_first_and_enter_opens_its_task() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.go_to("2.6-02").keys("n Đã␠gửi␠công␠văn <C-s> c");
    assert_eq!(desk.app.context(), KeyContext::Changes);
    let newest = chosen(&desk);
    assert!(newest.contains("Lan"), "{newest}");
    assert!(
        newest.contains("2.6-02   Triển khai NĐ 70/2018"),
        "{newest}"
    );
    assert!(newest.contains("Đã ghi chú: Đã gửi công văn"), "{newest}");
    desk.keys("<Enter>");
    assert_eq!(desk.app.context(), KeyContext::Detail);
    assert!(desk.frame().contains("2.6-02"), "{}", desk.frame());
    // What is written above it is there on the way back.
    desk.keys("n Đã␠nhận␠trả␠lời <C-s> <Esc>");
    assert!(
        desk.frame().contains("Đã ghi chú: Đã nhận trả lời"),
        "{}",
        desk.frame()
    );
    assert!(
        chosen(&desk).contains("Đã nhận trả lời"),
        "{}",
        desk.frame()
    );
    desk.keys("<Esc>");
    assert_eq!(desk.app.context(), KeyContext::Tasks);
}

#[test]
fn undone_acts_are_left_out_until_they_are_asked_for() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.go_to("2.6-02").keys("n Ghi␠nhầm␠việc <C-s> u c");
    assert!(!desk.frame().contains("Ghi nhầm việc"), "{}", desk.frame());
    desk.keys("x");
    let frame = desk.frame();
    assert!(frame.contains("Đã ghi chú: Ghi nhầm việc"), "{frame}");
    assert!(frame.contains("Đã hoàn tác việc ghi chú"), "{frame}");
    assert!(
        desk.footer().contains("ẩn đã hoàn tác"),
        "{}",
        desk.footer()
    );
    desk.keys("x");
    assert!(!desk.frame().contains("Ghi nhầm việc"), "{}", desk.frame());
    // A mistaken Space and its correction are no change either.
    desk.keys("<Esc> <Space> <Space> c");
    assert!(
        !desk.frame().contains("Hoàn thành ngày 11/06/2021"),
        "{}",
        desk.frame()
    );
}

#[test]
fn it_is_narrowed_to_a_person_a_unit_an_area_and_a_task_and_esc_clears_that() {
    let mut desk = Desk::open(Vi, 120, 40);
    let all = |desk: &Desk| {
        let line = desk.line(1);
        let count = line.split("thay đổi").next().unwrap().trim_end();
        count.rsplit(' ').next().unwrap().parse::<usize>().unwrap()
    };
    desk.keys("c");
    let whole = all(&desk);
    let mut before = whole;
    for (typed, chip) in [
        ("người␠Dũng", "[ Dũng × ]"),
        ("đơn␠vị␠TCĐLCL", "[ chủ trì TCĐLCL × ]"),
    ] {
        desk.keys("f");
        desk.keys(typed.split('␠').next_back().unwrap());
        desk.keys("<Enter>");
        assert!(desk.line(2).contains(chip), "{chip}: {}", desk.line(2));
        let now = all(&desk);
        assert!(0 < now && now <= before, "{chip}: {now} of {before}");
        before = now;
    }
    desk.keys("<Esc>");
    assert!(!desk.line(2).contains('×'), "{}", desk.line(2));
    assert_eq!(
        (all(&desk), desk.app.context()),
        (whole, KeyContext::Changes)
    );
    // The task under the cursor is on offer by its code.
    let code = chosen(&desk).split_whitespace().nth(3).unwrap().to_owned();
    desk.keys("f Nhiệm␠vụ <Enter>");
    assert!(
        desk.line(2).contains(&format!("[ {code} × ]")),
        "{}",
        desk.line(2)
    );
    desk.keys("<Esc> f TTHC␠lĩnh");
    desk.keys("<Esc> f 6␠ <Enter> <Esc> <Esc>");
    assert_eq!(desk.app.context(), KeyContext::Tasks);
}

/// The heads of the list, without the counts.
fn heads(desk: &Desk) -> Vec<String> {
    let frame = desk.frame();
    let heads = frame.lines().filter(|line| line.starts_with("   "));
    let heads = heads.filter_map(|line| line.split_once("  ·  "));
    heads.map(|(head, _)| head.trim().to_owned()).collect()
}

#[test]
fn tab_puts_them_together_by_person_unit_area_and_task_with_their_counts() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("c <Down> <Down>");
    let here = chosen(&desk);
    let what = here.split("Đã ").nth(1).unwrap().to_owned();
    for (by, first) in [
        ("‹ người ›", "Lan"),
        ("‹ đơn vị chủ trì ›", "KHTC · Phòng Kế hoạch - Tài chính"),
        ("‹ lĩnh vực ›", "0 Công tác chỉ đạo, điều hành"),
        (
            "‹ nhiệm vụ ›",
            "III-04 Hướng dẫn, hỗ trợ, đôn đốc, theo dõi việc tổ chức thực hiện Kế hoạch",
        ),
    ] {
        desk.keys("<Tab>");
        assert!(desk.line(2).contains(by), "{}", desk.line(2));
        assert_eq!(heads(&desk)[0], first, "{}", desk.frame());
        // The cursor stays on its change.
        let chosen = chosen(&desk);
        let same = chosen.split("Đã ").nth(1).unwrap();
        assert!(what.chars().take(20).eq(same.chars().take(20)), "{chosen}");
        // A head says how many stand below it.
        let frame = desk.frame();
        let counted = frame.lines().filter_map(|line| {
            let (_, count) = line.strip_suffix(" thay đổi")?.split_once("  ·  ")?;
            count.parse::<usize>().ok()
        });
        assert_eq!(counted.sum::<usize>(), 15, "{frame}");
    }
    desk.keys("<S-Tab> <Enter>");
    assert_eq!(desk.app.context(), KeyContext::Detail);
    desk.keys("<Esc>");
    assert!(desk.line(2).contains("‹ lĩnh vực ›"), "{}", desk.line(2));
    desk.keys("<Tab> <Tab>");
    assert_eq!(heads(&desk)[0], "Hôm nay · Thứ Sáu 11/06/2021");
}

#[test]
fn changes_of_no_task_come_last_in_every_order_but_that_of_days() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("c <Left>");
    assert!(desk.line(1).contains("‹ từ đầu ›"), "{}", desk.line(1));
    desk.keys("<Tab>");
    for by in ["đơn vị chủ trì", "lĩnh vực", "nhiệm vụ"] {
        desk.keys("<Tab> G");
        assert!(desk.line(2).contains(&format!("‹ {by} ›")));
        let last = heads(&desk).pop().unwrap();
        assert_eq!(last, "Không thuộc nhiệm vụ nào", "{by}");
    }
}

#[test]
fn changes_of_a_removed_task_are_grouped_apart_from_those_of_none() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.minh_does(Change::Add(Box::new(NewTask {
        section: desk.app.env.sections[0].id,
        text: TaskText {
            title: "Việc thêm nhầm".to_owned(),
            text: "Việc thêm nhầm;".to_owned(),
            ..TaskText::default()
        },
        deadline: Deadline::none(),
        more: Default::default(),
    })));
    desk.store().undo(&minh()).unwrap();
    desk.keys("c x <Left> <Tab> <Tab> G");
    let heads = heads(&desk);
    assert!(
        heads.contains(&"Nhiệm vụ không còn trong kế hoạch".to_owned()),
        "{heads:?}\n{}",
        desk.frame()
    );
}

#[test]
fn a_long_name_is_whole_where_there_is_room_and_keeps_its_end_where_there_is_none() {
    let nhung = Stamp {
        actor: Actor {
            account: "ttra".to_owned(),
            person: "Nguyễn Thị Hồng Nhung".to_owned(),
        },
        ..minh()
    };
    let mut desk = Desk::open(Vi, 120, 40);
    let note = note(&desk, "2.6-02", "Đã nhận văn bản");
    desk.store().apply(&[note], &nhung).unwrap();
    desk.keys("c");
    for (size, name) in [
        ((200, 60), "› Nguyễn Thị Hồng Nhung "),
        ((120, 40), "› Nguyễn Thị Hồng Nhung "),
        ((80, 24), "› …Thị Hồng Nhung "),
        ((40, 10), "› …Nhung "),
    ] {
        desk.resize(size.0, size.1);
        assert!(chosen(&desk).starts_with(name), "{}", desk.frame());
    }
}

#[test]
fn the_start_is_cycled_and_a_day_is_chosen_by_typing() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("c");
    assert!(
        desk.line(1).contains("‹ từ thứ Hai 07/06 ›"),
        "{}",
        desk.line(1)
    );
    desk.keys("<Right>");
    assert!(desk.line(1).contains("‹ từ hôm nay ›"), "{}", desk.line(1));
    let frame = desk.frame();
    assert!(frame.contains("Hôm nay · Thứ Sáu 11/06/2021"), "{frame}");
    assert!(!frame.contains("10/06/2021 "), "{frame}");
    desk.keys("d 3/6 <Enter>");
    assert!(
        desk.line(1).contains("‹ từ ngày 03/06 ›"),
        "{}",
        desk.line(1)
    );
    desk.keys("G");
    assert!(
        desk.frame().contains("Thứ Năm 03/06/2021"),
        "{}",
        desk.frame()
    );
    // The eleventh and the first of June both hold what is typed; the first begins with it.
    desk.keys("d 1/6 <Enter>");
    assert!(
        desk.line(1).contains("‹ từ ngày 01/06 ›"),
        "{}",
        desk.line(1)
    );
    desk.keys("<Right> G");
    assert!(desk.line(1).contains("‹ từ đầu ›"), "{}", desk.line(1));
    assert!(chosen(&desk).contains("Đã tạo tệp"), "{}", desk.frame());
}

#[test]
fn since_the_last_review_once_there_was_one() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("r <Enter> <Esc> c");
    assert!(
        desk.line(1).contains("‹ từ giao ban 11/06 ›"),
        "{}",
        desk.line(1)
    );
    desk.keys("<Esc>")
        .go_to("2.6-02")
        .keys("n Sau␠giao␠ban <C-s> c");
    assert!(
        desk.frame().contains("Đã ghi chú: Sau giao ban"),
        "{}",
        desk.frame()
    );
    assert!(!desk.frame().contains("09/06/2021"), "{}", desk.frame());
}

#[test]
fn since_ones_own_last_visit() {
    let mut desk = Desk::open_with_visits(Vi, 120, 40);
    desk.app.begin_visit();
    desk.keys("c <Left>");
    assert!(!desk.line(1).contains("lần xem trước"), "{}", desk.line(1));
    desk.app.end_visit();
    let later = note(&desk, "2.6-02", "Khi Lan đi vắng");
    desk.store().apply(&[later], &minh()).unwrap();
    desk.reopen_with_visits();
    desk.app.begin_visit();
    desk.keys("c");
    while !desk.line(1).contains("‹ từ lần xem trước") {
        desk.keys("<Left>");
    }
    assert!(
        desk.line(1).contains("1 thay đổi · 1 người · 1 việc"),
        "{}",
        desk.line(1)
    );
    assert!(chosen(&desk).contains("Minh"), "{}", desk.frame());
    assert!(
        chosen(&desk).contains("Khi Lan đi vắng"),
        "{}",
        desk.frame()
    );
}

#[test]
fn a_colleagues_change_is_inserted_above_and_the_cursor_stays_on_its_change() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("c <Down> <Down>");
    let here = chosen(&desk);
    desk.minh_does(note(&desk, "2.6-02", "Vừa nhận văn bản"));
    assert!(desk.app.detect_other_writes());
    assert_eq!(chosen(&desk), here);
    assert!(
        desk.frame().contains("Đã ghi chú: Vừa nhận văn bản"),
        "{}",
        desk.frame()
    );
    assert_eq!(desk.status(), "Minh vừa ghi chú vào 2.6-02");
}

#[test]
fn a_long_journal_is_read_in_pages_as_far_as_one_goes() {
    let mut desk = Desk::open_after(Vi, 120, 40, |store| {
        let plan = store.plan().unwrap().id;
        let task = store.find_code(plan, "2.6-02").unwrap().unwrap();
        for n in 0..350 {
            let note = Change::AddNote {
                task,
                kind: NoteKind::Note,
                body: format!("Ghi chú số {n}"),
                answers: None,
            };
            store.apply(&[note], &minh()).unwrap();
        }
    });
    desk.keys("c");
    assert!(desk.line(1).contains("100+ thay đổi"), "{}", desk.line(1));
    assert!(chosen(&desk).contains("Ghi chú số 349"), "{}", desk.frame());
    for _ in 0..20 {
        desk.keys("<PgDn>");
    }
    assert!(!desk.line(1).contains('+'), "{}", desk.line(1));
    // Whoever wrote little is found behind many others.
    desk.keys("f Dũng <Enter>");
    assert!(chosen(&desk).contains("Dũng"), "{}", desk.frame());
}

#[test]
fn nothing_is_written_and_a_file_that_is_only_read_shows_it_too() {
    let mut desk = Desk::open_read_only(Vi, 120, 40);
    let before = desk.last_change();
    desk.keys("c <Right> f lan <Enter> x G g <Enter> <Esc> <Esc>");
    assert_eq!(desk.last_change(), before);
}
