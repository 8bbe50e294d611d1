//! The plan's frame on its screen: names, areas and sections, units, people, settings.

use crate::support::{Desk, minh};
use cchc::domain::change::Change;
use cchc::domain::frame::FrameChange;
use cchc::present::lang::Lang::{En, Vi};

/// Goes down until the row under the cursor begins so.
fn go_to(desk: &mut Desk, row: &str) {
    desk.keys("g");
    for _ in 0..120 {
        let frame = desk.frame();
        let here = frame.lines().find_map(|line| line.strip_prefix('›'));
        if here.is_some_and(|line| line.trim_start().starts_with(row)) {
            return;
        }
        desk.keys("j");
    }
    panic!("{row}: {}", desk.frame());
}

fn opened(width: u16, height: u16) -> Desk {
    let mut desk = Desk::open(Vi, width, height);
    desk.keys("U");
    desk
}

/// Empties the field and types another text.
fn instead(text: &str) -> String {
    format!("<C-u> {text}")
}

#[test]
fn it_is_found_by_its_name_and_fits_every_size_in_both_languages() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys(": khung <Enter>");
    assert!(desk.frame().contains("ĐƠN VỊ 29"), "{}", desk.frame());
    for (lang, name) in [(Vi, "vi"), (En, "en")] {
        for (width, height) in [(120, 40), (80, 24), (40, 10)] {
            let mut desk = Desk::open(lang, width, height);
            desk.keys("U");
            insta::assert_snapshot!(format!("frame_{name}_{width}"), desk.frame());
            desk.keys("<Tab> <Tab>");
            insta::assert_snapshot!(format!("areas_{name}_{width}"), desk.frame());
            desk.keys("<Tab> <Enter>");
            insta::assert_snapshot!(format!("unit_{name}_{width}"), desk.frame());
            desk.keys("<Esc> G <Enter>");
            insta::assert_snapshot!(format!("settings_{name}_{width}"), desk.frame());
        }
    }
}

#[test]
fn the_plan_s_own_names_are_edited_as_one_step() {
    let mut desk = opened(120, 40);
    go_to(&mut desk, "Số, ký hiệu");
    desk.keys(&format!("<Enter> {} <C-s>", instead("35/KH-SKHCN")));
    assert_eq!(desk.status(), "Đã sửa thông tin kế hoạch — u để hoàn tác");
    assert!(desk.frame().contains("35/KH-SKHCN"), "{}", desk.frame());
    desk.keys("u");
    assert!(!desk.frame().contains("35/KH-SKHCN"), "{}", desk.frame());
    go_to(&mut desk, "Loại văn bản");
    desk.keys("<Enter> <Right> <C-s>");
    assert!(desk.frame().contains("Quyết định"), "{}", desk.frame());
    assert!(
        desk.line(0).contains("Quyết định CCHC 2021"),
        "{}",
        desk.line(0)
    );
    // The office's names are the form of the letterhead, at the line that was chosen.
    go_to(&mut desk, "Tên viết tắt");
    desk.keys(&format!("<Enter> {} <C-s>", instead("Sở␠KHCN")));
    assert!(desk.line(0).contains("· Sở KHCN "), "{}", desk.line(0));
    assert!(desk.store().check().unwrap().is_empty());
}

#[test]
fn areas_and_sections_are_added_named_ordered_and_removed() {
    let mut desk = opened(120, 40);
    go_to(&mut desk, "2 ");
    desk.keys("a <Enter> 2.3.3 <Tab> Chuyển␠đổi␠số <C-s>");
    assert_eq!(desk.status(), "Đã lưu mục — u để hoàn tác");
    let row = |desk: &Desk, text: &str| {
        let frame = desk.frame();
        frame.lines().position(|line| line.contains(text)).unwrap()
    };
    assert_eq!(row(&desk, "2.3.3"), row(&desk, "2.3.2 ") + 1);
    // The cursor is on what is new.
    assert!(desk.line(row(&desk, "2.3.3")).starts_with('›'));
    desk.keys("K");
    assert_eq!(row(&desk, "2.3.3") + 1, row(&desk, "2.3.2 "));
    desk.keys("J J");
    assert_eq!(row(&desk, "2.3.3"), row(&desk, "2.3.2 ") + 1);
    desk.keys(&format!("e {} <C-s>", instead("Dữ␠liệu␠mở")));
    assert!(desk.frame().contains("Dữ liệu mở"), "{}", desk.frame());
    desk.keys("<Del>");
    assert!(
        desk.status().starts_with("Gỡ bỏ mục 2.3.3 “Dữ liệu mở”?"),
        "{}",
        desk.status()
    );
    desk.keys("c");
    assert_eq!(desk.status(), "Đã gỡ bỏ mục — u để hoàn tác");
    assert!(!desk.frame().contains("2.3.3"));
    desk.keys("u");
    assert_eq!(
        desk.status(),
        "Đã hoàn tác việc gỡ bỏ mục 2.3.3 Dữ liệu mở — Ctrl-R để làm lại"
    );
    assert!(desk.frame().contains("2.3.3 "));
    // What holds tasks stays.
    go_to(&mut desk, "2.3.1");
    desk.keys("<Del> c");
    assert!(
        desk.status().starts_with("Mục còn nhiệm vụ hoặc mục con"),
        "{}",
        desk.status()
    );
    go_to(&mut desk, "2 ");
    desk.keys("<Del> c");
    assert!(
        desk.status().starts_with("Lĩnh vực còn mục"),
        "{}",
        desk.status()
    );
    // A new area is a tab at once.
    desk.keys("a j <Enter> Chuyển␠đổi␠số <C-s> <Esc>");
    assert!(desk.line(1).contains("7 Chuyển đổi"), "{}", desk.line(1));
    // Its number opens it.
    desk.keys("7 9");
    assert_eq!(desk.status(), "Kế hoạch không có lĩnh vực số 9.");
    assert!(desk.line(1).contains("[7 Chuyển đổi"), "{}", desk.line(1));
    desk.keys("U");
    go_to(&mut desk, "7 ");
    desk.keys("K <Esc>");
    assert!(desk.line(1).contains("6 Chuyển đổi"), "{}", desk.line(1));
    desk.keys("U");
    go_to(&mut desk, "6 ");
    desk.keys("<Del> c <Esc>");
    assert!(!desk.line(1).contains("Chuyển đổi"), "{}", desk.line(1));
    assert!(desk.store().check().unwrap().is_empty());
}

#[test]
fn a_unit_is_added_edited_merged_and_retired() {
    let mut desk = opened(120, 40);
    go_to(&mut desk, "ĐThể");
    desk.keys("a QLCN <Tab> Phòng␠Quản␠lý␠công␠nghệ <C-s>");
    assert_eq!(desk.status(), "Đã lưu đơn vị — u để hoàn tác");
    desk.keys("e <Tab> <Tab> <Tab> Phòng␠QLCN;␠Phòng␠CN <Tab> 2021 <C-s>");
    let unit = desk.store().find_unit("phòng cn").unwrap().unwrap();
    assert_eq!(
        (unit.abbreviation.as_str(), unit.years.from),
        ("QLCN", Some(2021))
    );
    assert!(desk.frame().contains("phòng (từ 2021)"), "{}", desk.frame());
    // Without open tasks it is retired, with some they go to another unit first.
    desk.keys("<Del> c");
    let unit = desk.store().find_unit("QLCN").unwrap().unwrap();
    assert!(!unit.years.has(2021));
    // Merged it is also without open tasks, and where it was retired before.
    desk.keys("s vp <Enter> c");
    assert!(
        desk.status()
            .starts_with("Đã sáp nhập QLCN vào VP; chuyển 0 việc đang mở"),
        "{}",
        desk.status()
    );
    desk.keys("u u");
    go_to(&mut desk, "TTra");
    desk.keys("<Del>");
    assert!(
        desk.status().contains("TTra còn ") && desk.status().contains("s để chuyển"),
        "{}",
        desk.status()
    );
    desk.keys("s vp <Enter>");
    assert!(
        desk.status().starts_with("Sáp nhập TTra vào VP: chuyển "),
        "{}",
        desk.status()
    );
    desk.keys("c");
    assert!(
        desk.status()
            .starts_with("Đã sáp nhập TTra vào VP; chuyển "),
        "{}",
        desk.status()
    );
    assert_eq!(desk.task("2.6-02").row.lead.as_deref(), Some("KHTC"));
    assert!(
        !desk
            .store()
            .find_unit("TTra")
            .unwrap()
            .unwrap()
            .years
            .has(2021)
    );
    // It is one step of undo.
    desk.keys("u");
    assert!(
        desk.store()
            .find_unit("TTra")
            .unwrap()
            .unwrap()
            .years
            .has(2021)
    );
    desk.keys("e <Tab> <Tab> <Tab> <Tab> 2030 <Tab> 2020 <C-s>");
    assert!(
        desk.frame().contains("Sửa đơn vị · TTra"),
        "{}",
        desk.frame()
    );
    assert!(desk.store().check().unwrap().is_empty());
}

#[test]
fn a_person_is_added_renamed_and_removed_and_what_was_signed_keeps_its_name() {
    let mut desk = opened(120, 40);
    go_to(&mut desk, "Lan");
    desk.keys("a Hoà <Tab> VP <Tab> hoa;␠hoa2 <C-s>");
    assert_eq!(desk.status(), "Đã thêm cán bộ Hoà — u để hoàn tác");
    assert!(desk.frame().contains("hoa, hoa2"), "{}", desk.frame());
    desk.keys(&format!("e {} <C-s>", instead("Hoà␠(KHTC)")));
    assert!(desk.frame().contains("Hoà (KHTC)"), "{}", desk.frame());
    desk.keys(&format!("e {} <C-s>", instead("Lan")));
    assert!(
        desk.frame().contains("Đã có cán bộ “Lan”"),
        "{}",
        desk.frame()
    );
    desk.keys("<Esc> c <Del> c");
    assert_eq!(desk.status(), "Đã gỡ bỏ cán bộ — u để hoàn tác");
    assert!(!desk.frame().contains("Hoà"));
    desk.keys("u");
    assert!(desk.frame().contains("hoa, hoa2"), "{}", desk.frame());
    go_to(&mut desk, "Lan");
    desk.keys("<Del> c");
    assert!(
        desk.status().starts_with("Lan đã ký tên trong nhật ký"),
        "{}",
        desk.status()
    );
    let notes = |desk: &Desk| desk.task("2.3.1-01").notes;
    let signed: Vec<String> = notes(&desk)
        .iter()
        .map(|note| format!("{:?}", note.signed))
        .collect();
    desk.keys(&format!("e {} <C-s>", instead("Nguyễn␠Thị␠Lan")));
    assert!(desk.frame().contains("Nguyễn Thị Lan"), "{}", desk.frame());
    let now: Vec<String> = notes(&desk)
        .iter()
        .map(|note| format!("{:?}", note.signed))
        .collect();
    assert_eq!(now, signed);
    assert!(desk.store().check().unwrap().is_empty());
}

#[test]
fn whose_adding_is_undone_is_named() {
    let mut desk = opened(120, 40);
    go_to(&mut desk, "Lan");
    desk.keys("a Bình <Tab> KHTC <Tab> binh <C-s> u");
    assert_eq!(
        desk.status(),
        "Đã hoàn tác việc thêm tài khoản binh cho Bình; thêm cán bộ Bình, KHTC — Ctrl-R để làm lại"
    );
}

#[test]
fn settings_change_figures_at_once_and_stay_in_their_range() {
    let mut desk = Desk::open(Vi, 120, 40);
    let soon = |desk: &mut Desk| {
        desk.keys("f");
        let frame = desk.frame();
        desk.keys("<Esc>");
        let line = frame
            .lines()
            .find(|line| line.contains("sắp đến hạn ("))
            .unwrap();
        line.to_owned()
    };
    let before = soon(&mut desk);
    desk.keys("U");
    go_to(&mut desk, "Số ngày báo");
    desk.keys(&format!("<Enter> {} <C-s>", instead("400")));
    assert!(desk.frame().contains("từ 0 đến 366"), "{}", desk.frame());
    desk.keys(&format!("{} <C-s>", instead("30")));
    assert_eq!(desk.status(), "Đã lưu thiết lập — u để hoàn tác");
    desk.keys("<Esc>");
    let after = soon(&mut desk);
    assert!(after.contains("(30 ngày)") && after != before, "{after}");
}

#[test]
fn a_name_that_a_colleague_has_entered_is_shown_before_it_is_replaced() {
    let mut desk = opened(120, 40);
    go_to(&mut desk, "2.3.1");
    desk.keys(&format!("<Enter> {}", instead("Thủ␠tục")));
    let store = desk.store();
    let sections = store.sections(store.plan().unwrap().id).unwrap();
    let section = sections.iter().find(|one| one.number == "2.3.1").unwrap();
    let mut to = section.text();
    to.title = "Cải cách TTHC của Sở".to_owned();
    desk.minh_does(Change::Frame(FrameChange::NameSection {
        section: section.id,
        seen: Box::new(section.text()),
        to: Box::new(to),
    }));
    desk.keys("<C-s>");
    assert!(
        desk.frame().contains("Người khác vừa sửa"),
        "{}",
        desk.frame()
    );
    assert!(
        desk.frame().contains("Cải cách TTHC của Sở"),
        "{}",
        desk.frame()
    );
    desk.keys("<C-s>");
    assert_eq!(desk.status(), "Đã lưu mục — u để hoàn tác");
    assert!(desk.frame().contains("Thủ tục"), "{}", desk.frame());
    // Another one's changes are shown at once.
    let store = desk.store();
    let add = store.people().unwrap().len();
    let person = Change::SetPerson {
        name: "Hoàng".to_owned(),
        unit: None,
        account: None,
        seen: None,
    };
    desk.store().apply(&[person], &minh()).unwrap();
    desk.keys("G");
    assert_eq!(desk.store().people().unwrap().len(), add + 1);
    desk.keys("<S-Tab>");
    assert!(desk.frame().contains("Hoàng"), "{}", desk.frame());
}

#[test]
fn who_may_only_read_looks_at_it_and_changes_nothing() {
    let mut desk = Desk::open_read_only(Vi, 120, 40);
    desk.keys("U");
    assert!(desk.frame().contains("KẾ HOẠCH"), "{}", desk.frame());
    assert!(!desk.footer().contains("sửa"), "{}", desk.footer());
    desk.keys("<Enter>");
    assert!(desk.frame().contains("KẾ HOẠCH"), "{}", desk.frame());
}
