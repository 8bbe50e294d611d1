//! Reports on the screen: chosen, read, written at their places, named, saved, copied.

use crate::support::Desk;
use cchc::domain::change::Change;
use cchc::domain::period::PeriodKind;
use cchc::present::lang::Lang::{En, Vi};
use std::os::unix::fs::{PermissionsExt, symlink};

/// The line that names the report.
fn bar(desk: &Desk) -> String {
    desk.line(1).trim().to_owned()
}

/// The lines of the report that are in sight.
fn text(desk: &Desk) -> String {
    desk.frame().lines().skip(2).collect::<Vec<_>>().join("\n")
}

fn setting(desk: &Desk, key: &str) -> Option<String> {
    let store = desk.store();
    let plan = store.plan().unwrap().id;
    store.settings_below(plan, key).unwrap().remove(key)
}

#[test]
fn a_report_takes_over_what_the_home_screen_shows() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("2 <Left> G k <Right> b <Enter>");
    assert!(bar(&desk).starts_with("Tháng 6 năm 2021 · VP · 2 TTHC · 15/05/2021–14/06/2021"));
    assert!(text(&desk).contains("Lĩnh vực: Cải cách thủ tục hành chính"));
    assert!(text(&desk).contains("Đơn vị: Văn phòng Sở"));
    desk.keys("<Esc>");
    assert!(desk.frame().contains("[2 TTHC"), "{}", desk.frame());
    // From the detail too, by the function key.
    desk.keys("<Esc> * <Enter> <F9> <Enter>");
    assert!(bar(&desk).contains("toàn kế hoạch"), "{}", bar(&desk));
    desk.keys("<Esc>");
    assert!(desk.frame().contains("Chủ trì"));
}

#[test]
fn at_80_columns_the_caption_still_says_which_days_and_whether_it_compares() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("b <Down> <Down> <Enter>");
    assert!(
        bar(&desk).starts_with("6 tháng đầu năm 2021 · 15/12–14/6 · so với kỳ trước"),
        "{}",
        bar(&desk)
    );
    desk.keys("c f <Down> <Enter>");
    assert!(
        bar(&desk).starts_with("6 tháng đầu năm 2021 · CPĐV · 15/12–14/6 · không so sánh"),
        "{}",
        bar(&desk)
    );
}

#[test]
fn every_sort_of_period_can_be_chosen_and_moved_through() {
    let mut desk = Desk::open(Vi, 120, 40);
    for (down, title, before) in [
        (
            0,
            "Tuần 07/06/2021–13/06/2021",
            "Tuần 31/05/2021–06/06/2021",
        ),
        (
            1,
            "Tháng 6 năm 2021 · 15/05/2021–14/06/2021",
            "Tháng 5 năm 2021 · 15/04/2021–14/05/2021",
        ),
        (
            2,
            "Quý II năm 2021 · 15/03/2021–14/06/2021",
            "Quý I năm 2021 · 15/12/2020–14/03/2021",
        ),
        (
            3,
            "6 tháng đầu năm 2021 · 15/12/2020–14/06/2021",
            "6 tháng cuối năm 2020",
        ),
        (
            4,
            "9 tháng đầu năm 2021 · 15/12/2020–14/09/2021",
            "9 tháng đầu năm 2020",
        ),
        (
            5,
            "Năm 2021 · 15/12/2020–14/12/2021",
            "Năm 2020 · 15/12/2019–14/12/2020",
        ),
    ] {
        desk.keys("b g");
        for _ in 0..down {
            desk.keys("j");
        }
        desk.keys("<Enter>");
        assert!(bar(&desk).starts_with(title), "{title}: {}", bar(&desk));
        desk.keys("<Left>");
        assert!(bar(&desk).starts_with(before), "{before}: {}", bar(&desk));
        desk.keys("<Right>");
        assert!(bar(&desk).starts_with(title), "{title}: {}", bar(&desk));
        assert_eq!(desk.app.env.period, PeriodKind::ALL[down]);
    }
    // The second half of the year, and the last fortnight that belongs to the next year.
    desk.keys("b g j j j <Enter> l");
    assert!(bar(&desk).starts_with("6 tháng cuối năm 2021 · 15/06/2021–14/12/2021"));
    assert!(text(&desk).contains("Kỳ báo cáo chưa bắt đầu"));
    desk.keys("b g j <Enter> l");
    assert!(
        bar(&desk).starts_with("Tháng 1 năm 2022 · 15/12/2021–14/01/2022"),
        "{}",
        bar(&desk)
    );
    assert!(text(&desk).contains("Kỳ báo cáo thuộc năm 2022, ngoài năm của kế hoạch (2021)"));
    // The last sort is offered first the next time.
    desk.keys("<Esc> b <Enter>");
    assert!(bar(&desk).starts_with("Tháng 6 năm 2021"));
}

#[test]
fn unit_area_comparison_and_language_are_changed_in_the_report() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("b <Enter> f");
    assert!(desk.frame().contains("Đơn vị chủ trì"));
    assert!(!desk.frame().contains("Bộ Nội vụ"), "outside the office");
    desk.keys("G <Enter>");
    assert!(bar(&desk).contains("· chưa giao ·"), "{}", bar(&desk));
    assert!(text(&desk).contains("Nhiệm vụ chưa giao đơn vị chủ trì"));
    desk.keys("f g <Enter> 6");
    assert!(bar(&desk).contains("6 CPĐT"), "{}", bar(&desk));
    assert!(text(&desk).contains("Lĩnh vực: Xây dựng và phát triển chính phủ điện tử"));
    desk.keys("* ] ] ] ] ] ] ] ]");
    assert!(desk.frame().contains("kỳ trước 04"), "{}", desk.frame());
    desk.keys("c");
    assert!(bar(&desk).contains("không so sánh"), "{}", bar(&desk));
    assert!(!desk.frame().contains("kỳ trước 04"), "{}", desk.frame());
    desk.keys("L");
    assert!(bar(&desk).starts_with("June 2021"), "{}", bar(&desk));
    assert!(desk.frame().contains("III. EVALUATION"), "{}", desk.frame());
    desk.keys("L c");
    assert!(desk.frame().contains("III. ĐÁNH GIÁ CHUNG"));
}

#[test]
fn a_report_is_read_line_by_line_page_by_page_and_heading_by_heading() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("b <Enter>");
    let whole: usize = bar(&desk).rsplit('/').next().unwrap().parse().unwrap();
    let shown = |desk: &Desk| bar(desk).rsplit(' ').next().unwrap().to_owned();
    for (keys, lines) in [
        ("j", "2–21"),
        ("<Down>", "3–22"),
        ("k", "2–21"),
        ("<PgDn>", "22–41"),
        ("<C-u>", "2–21"),
        ("g", "1–20"),
        ("k", "1–20"),
    ] {
        desk.keys(keys);
        assert_eq!(shown(&desk), format!("{lines}/{whole}"), "{keys}");
    }
    desk.keys("G");
    assert_eq!(shown(&desk), format!("{}–{whole}/{whole}", whole - 19));
    desk.keys("j <PgDn>");
    assert_eq!(shown(&desk), format!("{}–{whole}/{whole}", whole - 19));
    desk.keys("g ] ]");
    assert!(
        desk.line(2).contains("I. CÔNG TÁC CHỈ ĐẠO"),
        "{}",
        desk.frame()
    );
    desk.keys("] ]");
    assert!(
        desk.line(2).contains("1. Cải cách thể chế"),
        "{}",
        desk.frame()
    );
    desk.keys("[");
    assert!(desk.line(2).contains("II. KẾT QUẢ"), "{}", desk.frame());
    // Another size keeps the report, another width breaks it anew.
    desk.resize(40, 10);
    assert!(desk.frame().lines().all(|line| line.chars().count() <= 40));
    desk.resize(30, 6).keys("g <PgDn>").resize(120, 40);
    assert!(desk.frame().contains("ĐIỀU HÀNH"), "{}", desk.frame());
}

#[test]
fn a_text_is_written_at_its_place_kept_for_the_next_printing_and_undone() {
    let mut desk = Desk::open(Vi, 80, 24);
    // The fourth place: causes. Enter chooses one where none is chosen yet.
    desk.keys("b <Enter> <Enter> <Tab> <Tab> <Tab>");
    assert!(
        desk.frame()
            .contains("›[Viết: nguyên nhân khách quan, chủ quan]")
    );
    desk.keys("<Enter> Dịch␠bệnh␠kéo␠dài. <Enter> Thiếu␠người. <C-s>");
    assert_eq!(desk.status(), "Đã lưu nội dung của báo cáo — u để hoàn tác");
    assert!(
        desk.frame().contains("›Dịch bệnh kéo dài.\n Thiếu người."),
        "{}",
        desk.frame()
    );
    let key = "report.text.month.causes";
    let kept = "Dịch bệnh kéo dài.\nThiếu người.";
    assert_eq!(setting(&desk, key).as_deref(), Some(kept));
    // Another month has it too, another sort of period does not.
    desk.keys("<Left> <Tab> <Tab> <Tab> <Tab>");
    assert!(
        desk.frame().contains("›Dịch bệnh kéo dài."),
        "{}",
        desk.frame()
    );
    desk.keys("b j <Enter> <Tab> <Tab> <Tab> <Tab>");
    assert!(
        desk.frame().contains("›[Viết: nguyên nhân"),
        "{}",
        desk.frame()
    );
    desk.keys("b k <Enter> <Tab> <Tab> <Tab> <Tab> e <C-u> <BS> <F2>");
    assert_eq!(setting(&desk, key).as_deref(), Some("Dịch bệnh kéo dài."));
    desk.keys("u");
    assert_eq!(setting(&desk, key).as_deref(), Some(kept));
    assert!(desk.frame().contains("Thiếu người."), "{}", desk.frame());
    desk.keys("u");
    assert!(
        desk.frame().contains("›[Viết: nguyên nhân"),
        "{}",
        desk.frame()
    );
    desk.keys("<C-r>");
    assert!(
        desk.frame().contains("›Dịch bệnh kéo dài."),
        "{}",
        desk.frame()
    );
    // Backwards, and round.
    desk.keys("<S-Tab>");
    assert!(
        desk.frame().contains("›[Viết: tồn tại, hạn chế khác]"),
        "{}",
        desk.frame()
    );
}

#[test]
fn what_is_written_at_a_place_is_not_lost_by_leaving() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("b <Enter> <Tab> <Enter> Đang␠viết␠dở <Esc>");
    assert_eq!(
        desk.status(),
        "Chưa lưu; bản nháp được giữ lại — Enter để viết tiếp."
    );
    assert!(desk.frame().contains("›[Viết: công tác chỉ đạo"));
    desk.keys("<Esc> q");
    assert!(
        desk.status().starts_with("Bản nháp báo cáo được giữ lại."),
        "{}",
        desk.status()
    );
    desk.keys("n b <Enter> <Tab> <Enter>");
    assert_eq!(desk.status(), "Đã mở lại bản nháp đang viết dở.");
    desk.keys("␠nữa <C-s>");
    assert_eq!(
        setting(&desk, "report.text.month.steering").as_deref(),
        Some("Đang viết dở nữa")
    );
    // What was not touched asks nothing and writes nothing.
    let before = desk.last_change();
    desk.keys("<Enter> <C-s>");
    assert_eq!(desk.last_change(), before);
    desk.keys("<Enter> <Esc> q");
    assert!(desk.app.ended);
}

#[test]
fn what_a_colleague_does_is_in_the_report_at_once() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("b <Enter> ] ] ]");
    assert!(text(&desk).contains("đã hoàn thành 19"), "{}", desk.frame());
    let task = desk.task("2.3.1-01");
    desk.minh_does(Change::Complete {
        task: task.row.id,
        occurrence: None,
        done_on: crate::support::friday(),
        result: None,
    });
    desk.keys("k");
    assert!(text(&desk).contains("đã hoàn thành 20"), "{}", desk.frame());
}

/// Minh, elsewhere, sets a setting whose present value he has seen.
fn minh_sets(desk: &Desk, key: &str, value: &str) {
    let seen = setting(desk, key);
    desk.minh_does(Change::SetSetting {
        key: key.to_owned(),
        value: value.to_owned(),
        seen,
    });
}

#[test]
fn a_text_that_a_colleague_has_written_is_shown_and_not_replaced() {
    let key = "report.text.month.steering";
    for (answer, kept) in [
        ("<C-s>", "Của Lan."),
        ("<Esc>", "Của Minh."),
        ("<Enter>", "Của Minh."),
    ] {
        let mut desk = Desk::open(Vi, 80, 24);
        desk.keys("b <Enter> <Tab> <Enter> Của␠Lan.");
        minh_sets(&desk, key, "Của Minh.");
        desk.keys("<C-s>");
        for message in [
            "Nội dung báo cáo · Minh (kehoach)",
            "Của Minh.",
            "của bạn, chưa lưu",
            "Của Lan.",
        ] {
            assert!(
                desk.frame().contains(message),
                "{message}\n{}",
                desk.frame()
            );
        }
        assert_eq!(setting(&desk, key).as_deref(), Some("Của Minh."));
        assert!(
            desk.footer().starts_with("Ctrl-S ghi đè"),
            "{}",
            desk.footer()
        );
        desk.keys(answer);
        assert_eq!(setting(&desk, key).as_deref(), Some(kept), "{answer}");
        if answer == "<Enter>" {
            // What was typed is still there, and a third text is shown again.
            assert!(desk.frame().contains("Của Lan."), "{}", desk.frame());
            minh_sets(&desk, key, "Của Minh, lần hai.");
            desk.keys("<C-s>");
            assert!(
                desk.frame().contains("Của Minh, lần hai."),
                "{}",
                desk.frame()
            );
            desk.keys("<C-s>");
            assert_eq!(setting(&desk, key).as_deref(), Some("Của Lan."));
        }
        if answer == "<Esc>" {
            assert!(text(&desk).contains("›Của Minh."), "{}", desk.frame());
            desk.keys("<Enter>");
            assert_eq!(desk.status(), "Đã mở lại bản nháp đang viết dở.");
        }
    }
}

#[test]
fn a_text_that_was_removed_can_be_written_again() {
    let key = "report.text.month.steering";
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("b <Enter> <Tab> <Enter> cũ <C-s> <Enter> <C-u> <C-s>");
    assert_eq!(setting(&desk, key).as_deref(), Some(""));
    desk.keys("<Enter> mới <C-s>");
    assert_eq!(setting(&desk, key).as_deref(), Some("mới"));
}

#[test]
fn a_name_that_a_colleague_has_changed_is_shown_and_not_replaced() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys(
        "b <Enter> t <Tab> <Tab> <Tab> <Tab> <Tab> <Tab> <C-u> Nguyễn␠Thị␠Hòa <Tab> ;␠Sở␠Nội␠vụ",
    );
    minh_sets(&desk, "report.signer", "Trần Văn Bình");
    desk.keys("<C-s>");
    for message in [
        "Người ký · Minh (kehoach)",
        "Trần Văn Bình",
        "Nguyễn Thị Hòa",
    ] {
        assert!(
            desk.frame().contains(message),
            "{message}\n{}",
            desk.frame()
        );
    }
    // All or nothing: the recipients are not kept either.
    assert_eq!(setting(&desk, "report.recipients"), None);
    desk.keys("<Enter>");
    assert!(desk.frame().contains("› Người ký"), "{}", desk.frame());
    // Changed once more meanwhile, it is shown once more.
    minh_sets(&desk, "report.signer", "Lê Thị Thu");
    desk.keys("<C-s>");
    assert!(desk.frame().contains("Lê Thị Thu"), "{}", desk.frame());
    assert_eq!(
        setting(&desk, "report.signer").as_deref(),
        Some("Lê Thị Thu")
    );
    desk.keys("<C-s>");
    assert_eq!(
        setting(&desk, "report.signer").as_deref(),
        Some("Nguyễn Thị Hòa")
    );
    assert_eq!(
        setting(&desk, "report.recipients").as_deref(),
        Some(
            "UBND tỉnh (b/c)\nSở Nội vụ, Sở TT&TT\nBan GĐ Sở\nCác phòng, đơn vị\nLưu: VT, VP\nSở Nội vụ"
        )
    );
}

#[test]
fn names_are_a_form_kept_in_the_plan_and_undone() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys(
        "b <Enter> t <Tab> <Tab> <Tab> <C-u> BC-KHCN <Tab> <Tab> <C-u> KT.␠GIÁM␠ĐỐC␠/␠PHÓ␠GIÁM␠ĐỐC",
    );
    assert!(desk.frame().contains("ngăn bằng dấu /"), "{}", desk.frame());
    desk.keys("<Tab> <C-u> Nguyễn␠Thị␠Hòa <Tab> <C-u> UBND␠tỉnh␠Hà␠Tĩnh;␠Sở␠Nội␠vụ;␠Lưu:␠VT,␠CCHC <Tab> <BS> <BS> 20");
    assert!(
        desk.frame()
            .contains("→ tháng 6 năm 2021: 21/05/2021–20/06/2021"),
        "{}",
        desk.frame()
    );
    desk.keys("<Enter>");
    assert_eq!(desk.status(), "Đã lưu thể thức báo cáo — u để hoàn tác");
    assert!(bar(&desk).contains("21/5–20/6"), "{}", bar(&desk));
    assert!(
        desk.frame().contains("Số:       /BC-KHCN"),
        "{}",
        desk.frame()
    );
    let store = desk.store();
    let names = store.letterhead(store.plan().unwrap().id).unwrap();
    assert_eq!(names.signer_title, "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC");
    assert_eq!(
        names.recipients,
        "UBND tỉnh Hà Tĩnh\nSở Nội vụ\nLưu: VT, CCHC"
    );
    // Opened again it reads as it was typed; one step takes all of it back.
    desk.keys("t");
    assert!(
        desk.frame().contains("KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC"),
        "{}",
        desk.frame()
    );
    desk.keys("<C-s>");
    assert!(
        desk.frame().contains("Không có gì thay đổi"),
        "{}",
        desk.frame()
    );
    desk.keys("<Esc> u");
    assert!(
        desk.frame().contains("Số:       /BC-SKHCN"),
        "{}",
        desk.frame()
    );
    assert!(bar(&desk).contains("15/5–14/6"), "{}", bar(&desk));
    desk.keys("t <S-Tab> <F7>");
    desk.keys("<Tab> <Tab> <Tab> <Tab> <Tab> <Tab> <Tab> <Tab> <C-u> 32 <C-s>");
    assert!(
        desk.frame()
            .contains("Ngày chốt số liệu phải là số từ 1 đến 31."),
        "{}",
        desk.frame()
    );
    // From the list by name.
    desk.keys("<Esc> <Esc> : nguoi␠ky <Enter>");
    assert!(
        desk.frame().contains("Thể thức báo cáo"),
        "{}",
        desk.frame()
    );
}

/// A desk whose files go into a folder of their own.
fn desk_in(folder: &tempfile::TempDir, lang: cchc::present::lang::Lang) -> Desk {
    let mut desk = Desk::open(lang, 80, 24);
    desk.app.env.folder = folder.path().to_owned();
    desk.app.env.home = Some(folder.path().join("nhà"));
    desk
}

#[test]
fn a_report_is_saved_in_the_format_that_is_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk_in(&folder, Vi);
    desk.keys("b <Enter> s <Enter>");
    assert!(
        desk.status()
            .starts_with("Đã lưu “bao-cao-thang-6-2021.docx” (còn 6 chỗ chưa viết) trong "),
        "{}",
        desk.status()
    );
    let saved = std::fs::read(folder.path().join("bao-cao-thang-6-2021.docx")).unwrap();
    assert!(saved.starts_with(b"PK\x03\x04"));
    // The name follows the format; the saved file is the report that is shown.
    desk.keys("c <F2> <Up> <Left>");
    assert!(
        desk.frame().contains("bao-cao-thang-6-2021.html"),
        "{}",
        desk.frame()
    );
    desk.keys("<C-s>");
    let html = std::fs::read_to_string(folder.path().join("bao-cao-thang-6-2021.html")).unwrap();
    assert!(html.contains("Kết quả công tác cải cách hành chính tháng 6 năm 2021"));
    assert!(!html.contains("So với kỳ trước"));
    // Narrower reports have names of their own; an ending is put where there is none.
    desk.keys("2 f G k <Enter> s");
    assert!(
        desk.frame().contains("bao-cao-thang-6-2021-vp-tthc.docx"),
        "{}",
        desk.frame()
    );
    std::fs::create_dir(folder.path().join("nhà")).unwrap();
    desk.keys("<C-u> ~/bc <Enter>");
    assert!(folder.path().join("nhà/bc.docx").exists());
    desk.keys("s <C-u> <Enter>");
    assert!(
        desk.frame().contains("Chưa nhập tên tệp."),
        "{}",
        desk.frame()
    );
}

#[test]
fn nothing_is_written_over_without_a_yes_and_never_through_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bao-cao-thang-6-2021.docx");
    std::fs::write(&file, "của tôi").unwrap();
    let mut desk = desk_in(&folder, Vi);
    desk.keys("b <Enter> s <Enter>");
    assert_eq!(
        desk.status(),
        "Đã có “bao-cao-thang-6-2021.docx”. Ghi đè? c = ghi đè · k/Esc = không"
    );
    // Enter pressed twice is no yes; no goes back to the form.
    for no in ["<Enter>", "x", "n"] {
        desk.keys(no);
        assert_eq!(std::fs::read(&file).unwrap(), "của tôi".as_bytes(), "{no}");
    }
    assert!(
        desk.frame().contains("› Tên tệp") || desk.frame().contains("› Tên"),
        "{}",
        desk.frame()
    );
    desk.keys("<Enter> y");
    assert!(
        desk.status().starts_with("Đã lưu “bao-cao"),
        "{}",
        desk.status()
    );
    assert!(std::fs::read(&file).unwrap().starts_with(b"PK"));

    let target = folder.path().join("khác.docx");
    std::fs::write(&target, "gốc").unwrap();
    symlink(&target, folder.path().join("nối.docx")).unwrap();
    desk.keys("s <C-u> nối.docx <Enter>");
    assert!(
        desk.frame()
            .contains("là liên kết, không ghi qua liên kết."),
        "{}",
        desk.frame()
    );
    assert_eq!(std::fs::read(&target).unwrap(), "gốc".as_bytes());
    desk.keys("<C-u> không␠có/bc <Enter>");
    assert!(desk.frame().contains("(không có tệp"), "{}", desk.frame());
    // Root may write anywhere.
    let locked = folder.path().join("khóa");
    std::fs::create_dir(&locked).unwrap();
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o500)).unwrap();
    if std::fs::write(locked.join("thử"), "").is_err() {
        desk.keys("<C-u> khóa/bc <Enter>");
        assert!(desk.frame().contains("không có quyền"), "{}", desk.frame());
    }
    let left = std::fs::read_dir(folder.path()).unwrap();
    let hidden = left.filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with('.')
    });
    assert_eq!(hidden.count(), 0);
}

#[test]
fn copying_reports_what_was_left_out() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("2 b <Enter> y");
    let copied = desk.app.copied().unwrap();
    assert!(
        copied.contains("BÁO CÁO\n") && copied.contains("Phụ lục II"),
        "{copied}"
    );
    let lines = copied.lines().count();
    assert_eq!(
        desk.status(),
        format!("Đã sao chép {lines} dòng vào bộ nhớ tạm — nếu không dán được: s lưu tệp")
    );
    assert_eq!(desk.app.copied(), None);
    // All areas over a year: too long with its annexes.
    desk.keys("* b G <Enter> y");
    let copied = desk.app.copied().unwrap();
    assert!(copied.len() <= 74_000 && !copied.contains("Phụ lục II\n"));
    assert!(copied.contains("Nơi nhận:"), "{copied}");
    assert!(
        desk.status().contains("(trừ phụ lục vì quá dài)"),
        "{}",
        desk.status()
    );
    // Longer still: nothing is copied, and a message says what helps.
    let long = "dài ".repeat(24_000);
    desk.keys("<Tab> <Enter>").paste(&long).keys("<C-s> y");
    assert_eq!(
        desk.status(),
        "Báo cáo quá dài cho bộ nhớ tạm; nhấn s để lưu thành tệp."
    );
    assert_eq!(desk.app.copied(), None);
}

#[test]
fn a_file_that_may_only_be_read_is_reported_on_saved_and_copied() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::open_read_only(Vi, 120, 40);
    desk.app.env.folder = folder.path().to_owned();
    desk.keys("b <Enter> <Tab> <Enter>");
    assert!(desk.status().contains("chỉ"), "{}", desk.status());
    desk.keys("t");
    assert!(desk.status().contains("chỉ"), "{}", desk.status());
    assert!(!desk.footer().contains("Enter viết"), "{}", desk.footer());
    desk.keys("s <Enter>");
    assert!(folder.path().join("bao-cao-thang-6-2021.docx").exists());
    desk.keys("y");
    assert!(desk.app.copied().is_some());
}

#[test]
fn a_frozen_document_is_read_saved_and_copied_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk_in(&folder, Vi);
    desk.keys("r <Enter> G <Space> c <Down> <Up>");
    assert!(
        bar(&desk).starts_with("Kết luận giao ban"),
        "{}",
        bar(&desk)
    );
    let frame = desk.frame();
    // Nothing of a report that is made anew works here.
    desk.keys("<Left> <Tab> <Enter> e c f t 2");
    assert_eq!(desk.status(), "Phím này không dùng ở đây — ? trợ giúp");
    let message = format!(" {}\n", desk.status());
    assert_eq!(desk.frame().replace(&message, "\n"), frame);
    assert!(
        desk.footer()
            .starts_with("s lưu tệp · p phụ lục · b báo cáo · Esc quay lại"),
        "{}",
        desk.footer()
    );
    desk.keys("L");
    assert!(
        bar(&desk).starts_with("Conclusions of the weekly review"),
        "{}",
        bar(&desk)
    );
    desk.keys("L s <Enter>");
    let name = "ket-luan-giao-ban-2021-06-11.docx";
    assert!(folder.path().join(name).exists(), "{}", desk.status());
    desk.keys("y");
    assert!(desk.app.copied().unwrap().contains("I. ĐÁNH GIÁ CHUNG"));
}

#[test]
fn the_screen_says_that_a_report_is_being_made() {
    use crossterm::event::{Event, KeyCode, KeyEvent};
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("b");
    desk.app.event(Event::Key(KeyEvent::from(KeyCode::Enter)));
    assert!(
        text(&desk).contains("Đang lập báo cáo …"),
        "{}",
        desk.frame()
    );
    assert!(desk.app.make_pending_report() && !desk.app.make_pending_report());
    assert!(text(&desk).contains("BÁO CÁO"));
    // The one at hand stays until the other is made; of several choices the last one counts.
    for _ in 0..2 {
        desk.app.event(Event::Key(KeyEvent::from(KeyCode::Left)));
    }
    assert!(bar(&desk).starts_with("Tháng 4 năm 2021") && bar(&desk).ends_with("đang lập …"));
    assert!(text(&desk).contains("tháng 6 năm 2021"));
    desk.app.make_pending_report();
    assert!(text(&desk).contains("tháng 4 năm 2021"), "{}", desk.frame());
    // Left before it is made, nothing comes up any more.
    desk.app.event(Event::Key(KeyEvent::from(KeyCode::Right)));
    desk.app.event(Event::Key(KeyEvent::from(KeyCode::Esc)));
    desk.app.make_pending_report();
    assert!(desk.layers() == 0);
}

#[test]
fn an_empty_plan_has_a_report_that_says_so() {
    let mut desk = Desk::open_empty(En, 80, 24);
    desk.keys("b <Enter>");
    assert!(
        text(&desk).contains("outside the plan's year (2022)"),
        "{}",
        desk.frame()
    );
    assert!(
        text(&desk).contains("No tasks fall within this report."),
        "{}",
        desk.frame()
    );
}
