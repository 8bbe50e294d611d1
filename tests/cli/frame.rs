//! The plan's frame by command: what the plan says of itself, areas, sections, units, people, settings.

use crate::support::shell::Shell;

fn empty_plan() -> Shell {
    let shell = Shell::empty();
    shell.run("init --year 2027").ok();
    shell
}

#[test]
fn the_plan_shows_what_is_entered_once_and_undoes_it() {
    let shell = empty_plan();
    let text = shell.run("plan").ok();
    assert!(
        text.contains("Tên kế hoạch") && text.contains("Kế hoạch cải cách hành chính năm 2027"),
        "{text}"
    );
    let text = shell
        .run("plan --number 215/QĐ-SKHCN --issued 28/12/2026 --kind quyet-dinh --signer Trần_Văn_Đức")
        .ok();
    assert_eq!(text, "Đã sửa thông tin kế hoạch — hoàn tác: cchc undo\n");
    let text = shell.run("plan --lang en").ok();
    for part in ["215/QĐ-SKHCN", "28/12/2026", "Decision", "Trần Văn Đức"] {
        assert!(text.contains(part), "{text}");
    }
    let log = shell.run("log").ok();
    assert!(log.contains("số, ký hiệu kế hoạch: 215/QĐ-SKHCN"), "{log}");
    let before = shell.bytes();
    shell.run("plan --number 215/QĐ-SKHCN").failed(4);
    shell.run("plan --issued 31/2/2027").failed(2);
    shell.args(&["plan", "--title", ""]).failed(4);
    assert_eq!(shell.bytes(), before);
    shell.run("undo").ok();
    let text = shell.run("plan").ok();
    assert!(
        !text.contains("215/QĐ-SKHCN") && !text.contains("Trần Văn Đức"),
        "{text}"
    );
    assert!(shell.run("check").ok().contains("Không có lỗi"));
}

#[test]
fn areas_and_sections_are_added_renamed_and_ordered() {
    let shell = empty_plan();
    let text = shell.run("areas").ok();
    assert!(text.contains("Cải cách chế độ công vụ"), "{text}");
    shell
        .run("areas add --name Chuyển_đổi_số --abbreviation CĐS")
        .ok();
    shell
        .run("areas edit 7 --name-en Digital_transformation")
        .ok();
    let text = shell.run("areas move 7 --after 1").ok();
    let places: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("Chuyển đổi số"))
        .collect();
    assert!(places[1].starts_with("2 "), "{text}");
    let text = shell
        .run("sections add 2.8 --area 2 --title Dữ_liệu_số_của_Sở --after 2.7.2")
        .ok();
    assert_eq!(
        text,
        "Đã lưu mục: 2.8 Dữ liệu số của Sở — hoàn tác: cchc undo\n"
    );
    shell.run("sections edit 2.8 --title Dữ_liệu_mở").ok();
    shell.run("sections move III --first").ok();
    let text = shell.run("sections").ok();
    let rows: Vec<&str> = text.lines().collect();
    assert!(
        rows[1].starts_with("III") && rows.last().unwrap().contains("Dữ liệu mở"),
        "{text}"
    );
    let added = shell.run("add --section 2.8 Công_bố_dữ_liệu_mở").ok();
    assert!(added.contains("2.8-01"), "{added}");
    let listed = shell.run("list --area 2").ok();
    assert!(listed.contains("2.8-01"), "{listed}");
    let before = shell.bytes();
    for (line, code, message) in [
        (
            "sections add 2.8 --area 1 --title Trùng_số",
            4,
            "Đã có mục 2.8",
        ),
        ("sections add 2-9 --area 1 --title Sai_số", 4, "Số của mục"),
        ("sections add 2.9", 2, "--area"),
        ("sections edit 9.9 --title Không_có", 3, "“9.9”"),
        ("sections move 2.8", 2, "--after"),
        ("areas add", 2, "--name"),
        ("areas edit 9 --name Không_có", 3, "“9”"),
    ] {
        let text = shell.run(line).failed(code);
        assert!(text.contains(message), "{line}: {text}");
        assert_eq!(shell.bytes(), before, "{line}");
    }
    assert!(shell.run("check").ok().contains("Không có lỗi"));
}

#[test]
fn a_task_moves_to_another_section_under_its_code() {
    let shell = Shell::sample();
    let text = shell.run("edit 2.3.1-05 2.3.1-06 --section 2.3.2").ok();
    assert!(
        text.starts_with("Đã chuyển mục 2.3.1-05 sang 2.3.2\n"),
        "{text}"
    );
    let text = shell.run("show 2.3.1-5").ok();
    assert!(text.contains("2.3.2"), "{text}");
    let log = shell.run("log 2.3.1-05 --limit 1").ok();
    assert!(log.contains("mục: 2.3.2 (trước: 2.3.1)"), "{log}");
    shell.run("edit 2.3.1-05 --section 2.3.2").failed(4);
    shell.run("edit 2.3.1-05 --section 9.9").failed(3);
    shell.run("undo").ok();
    assert!(shell.run("check").ok().contains("Không có lỗi"));
}

#[test]
fn a_unit_is_merged_into_another_and_what_is_done_keeps_the_old_name() {
    let shell = Shell::sample();
    let led = |unit: &str, state: &str| {
        let text = shell
            .run(&format!("list --unit {unit} --state {state} --format json"))
            .ok();
        let tasks: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
        tasks.len()
    };
    let open = "not_started,in_progress,paused";
    let (waiting, done) = (led("KHTC", open), led("KHTC", "done"));
    assert!(waiting > 0 && done > 0, "{waiting} {done}");
    let taken = led("VP", open);
    let text = shell.run("units retire KHTC").failed(4);
    assert!(text.contains("cchc units merge KHTC --into"), "{text}");
    let text = shell.run("units merge KHTC --into VP").ok();
    assert!(text.starts_with("Đã sáp nhập KHTC vào VP"), "{text}");
    assert_eq!((led("KHTC", open), led("KHTC", "done")), (0, done));
    assert_eq!(led("VP", open), taken + waiting);
    assert!(shell.run("units").ok().contains("(đến 2020)"));
    let text = shell.run("edit 2.1-06 --lead KHTC").failed(4);
    assert!(text.contains("KHTC không còn"), "{text}");
    shell.run("undo").ok();
    assert_eq!((led("KHTC", open), led("VP", open)), (waiting, taken));
    shell.run("units edit SNV --from 2025 --to none").ok();
    assert!(shell.run("units --lang en").ok().contains("(from 2025)"));
    shell.run("units edit SNV --from xx").failed(2);
    shell.run("units edit SNV --from 2026 --to 2025").failed(4);
    shell.run("units merge KHTC").failed(2);
    shell.run("units merge KHTC --into KHTC").failed(2);
    assert!(shell.run("check").ok().contains("Không có lỗi"));
}

#[test]
fn people_and_their_accounts_are_entered() {
    let shell = empty_plan();
    shell
        .run("people add Nguyễn_Thị_Hoà --unit VP --account hoa")
        .ok();
    shell.run("people edit nguyễn_thị_hoà --account hoa2").ok();
    let text = shell.run("people").ok();
    assert!(text.contains("Nguyễn Thị Hoà  VP      hoa, hoa2"), "{text}");
    shell
        .run("people edit Nguyễn_Thị_Hoà --remove-account hoa")
        .ok();
    assert!(shell.run("people").ok().contains("VP      hoa2"));
    shell
        .run("people edit Nguyễn_Thị_Hoà --remove-account lạ")
        .failed(3);
    shell.run("people edit Nguyễn_Thị_Hoà --unit none").ok();
    assert!(!shell.run("people").ok().contains("VP"));
    shell.run("people add Nguyễn_Thị_Hoà").failed(4);
    shell.run("people edit Không_Có --unit VP").failed(3);
    shell.run("people add").failed(2);
    shell.run("undo").ok();
    assert!(shell.run("people").ok().contains("VP"));
}

#[test]
fn settings_that_change_figures_are_set_within_their_limits() {
    let shell = empty_plan();
    let text = shell.run("settings").ok();
    assert!(
        text.contains("soon-days") && text.contains("cutoff-day"),
        "{text}"
    );
    let text = shell.run("settings soon-days 10").ok();
    assert_eq!(
        text,
        "Đã lưu thiết lập: soon-days = 10 — hoàn tác: cchc undo\n"
    );
    shell.run("settings before-excludes-day khong").ok();
    let text = shell.run("when Trước_15/12/2027").ok();
    assert!(text.contains("14/12/2027"), "{text}");
    let added = shell
        .run("add --section 2.1 Báo_cáo_năm --deadline Trước_15/12/2027")
        .ok();
    assert!(added.contains("15/12/2027"), "{added}");
    let log = shell.run("log").ok();
    assert!(
        log.contains("Đã đổi ngưỡng sắp đến hạn từ 7 thành 10 ngày"),
        "{log}"
    );
    let before = shell.bytes();
    for (line, code, message) in [
        ("settings soon-days 400", 4, "từ 0 đến 366"),
        ("settings silent-days 0", 4, "từ 1 đến 366"),
        ("settings cutoff-day 32", 4, "từ 1 đến 31"),
        ("settings before-excludes-day maybe", 4, "từ 0 đến 1"),
        ("settings soon-days", 2, "SỐ"),
        ("settings soon 3", 3, "soon-days"),
    ] {
        let text = shell.run(line).failed(code);
        assert!(text.contains(message), "{line}: {text}");
        assert_eq!(shell.bytes(), before, "{line}");
    }
}

#[test]
fn names_that_differ_in_tones_are_those_of_different_people() {
    let shell = Shell::sample();
    shell.run("people add Nguyễn_Thị_Hương").ok();
    shell.run("people add Nguyễn_Thị_Hường --unit VP").ok();
    shell.run("people add Trần_Thị_Hà_Anh").ok();
    let people = || shell.run("people").ok();
    shell
        .run("people edit nguyễn_thị_hương --unit VP")
        .failed(3);
    let text = shell
        .run("people edit Nguyen_Thi_Huong --unit VP")
        .failed(3);
    assert!(
        text.contains("Nguyễn Thị Hương, Nguyễn Thị Hường"),
        "{text}"
    );
    // One with exactly that name first.
    shell.run("people add Trần_Thị_Hạ_Anh").ok();
    let text = shell.run("people remove Trần_Thị_Hạ_Anh").ok();
    assert!(
        text.starts_with("Đã gỡ bỏ cán bộ: Trần Thị Hạ Anh"),
        "{text}"
    );
    assert!(people().contains("Trần Thị Hà Anh"));
    shell.run("people remove Nguyễn_Thị_Hường").ok();
    let left = people();
    assert!(left.contains("Nguyễn Thị Hương"), "{left}");
    assert!(!left.contains("Hường"), "{left}");
    // The only one whose name reads so.
    let text = shell.run("people remove nguyen_thi_huong").ok();
    assert!(text.contains("Nguyễn Thị Hương"), "{text}");
}

#[test]
fn what_holds_nothing_is_removed_and_a_person_is_renamed() {
    let shell = Shell::sample();
    shell
        .run("areas add --name Chuyển_đổi_số --abbreviation CĐS")
        .ok();
    shell
        .run("sections add 2.8 --area 7 --title Dữ_liệu_số")
        .ok();
    let text = shell.run("areas remove 7").failed(4);
    assert!(text.contains("Lĩnh vực còn mục"), "{text}");
    let text = shell.run("sections go-bo 2.8").ok();
    assert_eq!(text, "Đã gỡ bỏ mục: 2.8 Dữ liệu số — hoàn tác: cchc undo\n");
    let text = shell.run("areas remove 7").ok();
    assert_eq!(
        text,
        "Đã gỡ bỏ lĩnh vực: Chuyển đổi số — hoàn tác: cchc undo\n"
    );
    let text = shell.run("undo").ok();
    assert!(
        text.starts_with("Đã hoàn tác việc gỡ bỏ lĩnh vực"),
        "{text}"
    );
    let text = shell.run("sections remove 2.3.1").failed(4);
    assert!(text.contains("Mục còn nhiệm vụ"), "{text}");
    // A code was given out there once.
    shell
        .run("sections add 2.9 --area 7 --title Thử_nghiệm")
        .ok();
    shell.run("add --section 2.9 Thử_một_việc").ok();
    shell.run("edit 2.9-01 --section 2.4").ok();
    let text = shell.run("sections remove 2.9").failed(4);
    assert!(text.contains("không bao giờ dùng lại"), "{text}");
    let text = shell.run("people add Hoà --unit VP --account hoa").ok();
    assert_eq!(text, "Đã thêm cán bộ Hoà — hoàn tác: cchc undo\n");
    let text = shell.run("people edit hoà --rename Nguyễn_Thị_Hoà").ok();
    assert_eq!(
        text,
        "Đã cập nhật cán bộ: Nguyễn Thị Hoà — hoàn tác: cchc undo\n"
    );
    shell
        .run("people edit Nguyễn_Thị_Hoà --rename Lan")
        .failed(4);
    let text = shell.run("people remove Nguyễn_Thị_Hoà").ok();
    assert!(
        text.starts_with("Đã gỡ bỏ cán bộ: Nguyễn Thị Hoà"),
        "{text}"
    );
    assert!(!shell.run("people").ok().contains("Hoà"));
    let text = shell.run("people remove Lan").failed(4);
    assert!(text.contains("đã ký tên"), "{text}");
    // Old acts keep the name that signed them.
    let log = shell.run("log 2.3.1-01").ok();
    shell.run("people edit Lan --rename Nguyễn_Thị_Lan").ok();
    assert_eq!(shell.run("log 2.3.1-01").ok(), log);
    assert!(shell.run("check").ok().contains("Không có lỗi"));
}
