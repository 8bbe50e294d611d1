//! The journal as it is read: what was done, in the words of the office.

use crate::support::shell::Shell;
use cchc::domain::change::Change;
use cchc::domain::note::NoteKind;
use cchc::domain::person::Actor;
use cchc::store::{OpenMode, Stamp, Store};

fn lan(store: &Store) -> Stamp {
    Stamp {
        actor: Actor {
            account: "vanphong".to_owned(),
            person: "Lan".to_owned(),
        },
        recorded_at: 1_623_373_200_000,
        day: store.plan().unwrap().settings.fixed_day.unwrap(),
    }
}

/// The newest lines of the journal without day, code and name.
fn newest(shell: &Shell, lang: &str, lines: usize) -> Vec<String> {
    let log = shell
        .run(&format!("log --limit {lines} --lang {lang}"))
        .ok();
    let message = log.lines().take(lines);
    message
        .map(|line| line.split_once(": ").unwrap().1.to_owned())
        .collect()
}

#[test]
fn a_removed_deadline_is_listed_as_removed() {
    let shell = Shell::sample();
    shell.run("deadline 2.3.1-1 không").ok();
    shell.run("undo").ok();
    assert_eq!(
        newest(&shell, "vi", 2),
        [
            "Đã hoàn tác việc bỏ thời hạn · hạn: 31/03/2021; thời hạn: 28/2",
            "Đã bỏ thời hạn · thời hạn: không còn (trước: 28/2); hạn: không còn (trước: 31/03/2021)",
        ]
    );
    assert_eq!(
        newest(&shell, "en", 2),
        [
            "Undone: removal of the deadline · due: 31/03/2021; deadline: 28/2",
            "Deadline removed · deadline: removed (was 28/2); due: removed (was 31/03/2021)",
        ]
    );
    shell.run("deadline 2.3.1-1 Quý_III").ok();
    assert!(
        newest(&shell, "vi", 1)[0].starts_with("Đã đặt thời hạn · thời hạn: Quý III (trước: 28/2)")
    );
}

#[test]
fn a_pause_and_its_end_are_listed_without_signs_for_empty_values() {
    let shell = Shell::sample();
    shell.run("pause 2.3.1-1 --reason Chờ_hướng_dẫn").ok();
    shell.run("drop 2.3.1-1 --reason Trùng_việc").ok();
    shell.run("resume 2.3.1-1").ok();
    shell.run("undo").ok();
    assert_eq!(
        newest(&shell, "vi", 4),
        [
            "Đã hoàn tác việc tiếp tục",
            "Đã tiếp tục",
            "Đã bãi bỏ · trạng thái: bãi bỏ (trước: tạm dừng); lý do: Trùng việc (trước: Chờ hướng dẫn)",
            "Đã tạm dừng · lý do: Chờ hướng dẫn",
        ]
    );
}

#[test]
fn an_undone_adding_names_the_task_that_went() {
    let shell = Shell::sample();
    shell
        .run("add --section 2.1 Họp_giao_ban --lead VP --with KHTC --key")
        .ok();
    shell.run("undo").ok();
    assert_eq!(
        newest(&shell, "vi", 1),
        ["Đã hoàn tác việc thêm · tên nhiệm vụ: Họp giao ban"]
    );
    assert_eq!(
        newest(&shell, "en", 1),
        ["Undone: addition · title: Họp giao ban"]
    );
}

/// Each line is what somebody does, and how the log says it in both languages.
#[track_caller]
fn assert_log(shell: &Shell, acts: &[(&str, &str, &str)]) {
    for (line, vi, en) in acts {
        shell.run(line).ok();
        assert_eq!(newest(shell, "vi", 1), [*vi], "{line}");
        assert_eq!(newest(shell, "en", 1), [*en], "{line}");
    }
}

#[test]
fn what_was_done_to_a_unit_reads_as_a_sentence() {
    assert_log(
        &Shell::sample(),
        &[
            (
                "units add P.CN --name Phòng_Quản_lý_công_nghệ",
                "Đã thêm đơn vị P.CN (Phòng Quản lý công nghệ)",
                "Unit P.CN (Phòng Quản lý công nghệ) added",
            ),
            (
                "units edit P.CN --rename P.QLCN",
                "Đã đổi tên viết tắt của đơn vị P.CN thành P.QLCN",
                "Unit P.CN renamed to P.QLCN",
            ),
            (
                "units edit P.QLCN --alias Phòng_QLCN",
                "Đã thêm tên gọi khác của P.QLCN: Phòng QLCN",
                "Other name of P.QLCN added: Phòng QLCN",
            ),
            (
                "units retire P.QLCN",
                "Đã thôi giao việc cho P.QLCN sau năm 2020",
                "P.QLCN retired after 2020",
            ),
            (
                "undo",
                "Đã hoàn tác việc thôi giao việc cho P.QLCN sau năm 2020",
                "Undone: P.QLCN retired after 2020",
            ),
            (
                "units merge TTra --into VP",
                "Đã sáp nhập TTra vào VP",
                "TTra merged into VP",
            ),
        ],
    );
}

#[test]
fn what_was_done_to_people_areas_and_sections_reads_as_a_sentence() {
    assert_log(
        &Shell::sample(),
        &[
            (
                "people add Nguyễn_Thị_Hồng_Nhung --unit VP --account nhung",
                "Đã thêm cán bộ Nguyễn Thị Hồng Nhung, VP; thêm tài khoản nhung cho Nguyễn Thị Hồng Nhung",
                "Person Nguyễn Thị Hồng Nhung, VP added; account nhung added for Nguyễn Thị Hồng Nhung",
            ),
            (
                "people edit Nguyễn_Thị_Hồng_Nhung --unit KHTC",
                "Đã đặt đơn vị của Nguyễn Thị Hồng Nhung là KHTC",
                "Unit of Nguyễn Thị Hồng Nhung set to KHTC",
            ),
            (
                "people remove Nguyễn_Thị_Hồng_Nhung",
                "Đã gỡ bỏ cán bộ Nguyễn Thị Hồng Nhung",
                "Person Nguyễn Thị Hồng Nhung removed",
            ),
            (
                "undo",
                "Đã hoàn tác việc gỡ bỏ cán bộ Nguyễn Thị Hồng Nhung",
                "Undone: person Nguyễn Thị Hồng Nhung removed",
            ),
            (
                "areas add 7 --name Chuyển_đổi_số --abbreviation CĐS",
                "Đã thêm lĩnh vực 7 Chuyển đổi số",
                "Area 7 Chuyển đổi số added",
            ),
            (
                "areas edit 7 --name Chuyển_đổi_số_toàn_diện",
                "Đã đổi tên của lĩnh vực 7 thành “Chuyển đổi số toàn diện” (trước: “Chuyển đổi số”)",
                "Name of area 7 changed to “Chuyển đổi số toàn diện” (was “Chuyển đổi số”)",
            ),
            (
                "areas move 7 --first",
                "Đã xếp lại thứ tự các lĩnh vực",
                "Areas put in another order",
            ),
            (
                "sections add 2.7.3 --area 7 --title Dữ_liệu_số",
                "Đã thêm mục 2.7.3 Dữ liệu số",
                "Section 2.7.3 Dữ liệu số added",
            ),
            (
                "sections remove 2.7.3",
                "Đã gỡ bỏ mục 2.7.3 Dữ liệu số",
                "Section 2.7.3 Dữ liệu số removed",
            ),
        ],
    );
}

#[test]
fn what_was_done_to_a_setting_says_from_what_to_what() {
    assert_log(
        &Shell::sample(),
        &[
            (
                "settings soon-days 10",
                "Đã đổi ngưỡng sắp đến hạn từ 7 thành 10 ngày",
                "Due-soon days changed from 7 to 10",
            ),
            (
                "undo",
                "Đã hoàn tác việc đổi ngưỡng sắp đến hạn từ 7 thành 10 ngày",
                "Undone: due-soon days changed from 7 to 10",
            ),
            (
                "settings before-excludes-day 0",
                "Đã đổi cách hiểu “Trước 15/12”: chậm nhất ngày 15/12",
                "“Trước 15/12” now understood as by 15/12",
            ),
            (
                "settings cutoff-day 15",
                "Đã đổi ngày chốt số liệu từ 14 thành 15",
                "Cut-off day changed from 14 to 15",
            ),
            (
                "report --period month --set highlights Nổi_bật",
                "Đã ghi nội dung báo cáo tháng: Nổi bật",
                "Report text (month) set: Nổi bật",
            ),
        ],
    );
}

/// What the program remembers for itself is in the journal like all else, and shows no text of its own.
#[test]
fn what_the_program_remembers_for_itself_is_listed_without_its_text() {
    let shell = Shell::sample();
    let mut store = Store::open(&shell.file(), OpenMode::ReadWrite).unwrap();
    let remembered = Change::SetSetting {
        key: "import.heads".to_owned(),
        value: "{\"B\":\"nhiệm vụ\"}".to_owned(),
        seen: None,
    };
    store.apply(&[remembered], &lan(&store)).unwrap();
    drop(store);
    assert_eq!(
        newest(&shell, "vi", 1),
        ["Đã ghi nhớ cách hiểu các cột của phụ lục"]
    );
    assert_eq!(
        newest(&shell, "en", 1),
        ["The meaning of an annex's columns remembered"]
    );
}

#[test]
fn a_new_lead_unit_is_listed_once_beside_the_former_one() {
    let shell = Shell::sample();
    shell.run("edit 2.3.1-01 --with none").ok();
    shell.run("edit 2.3.1-01 --lead KHTC").ok();
    assert_eq!(newest(&shell, "vi", 1), ["Đã giao cho KHTC (trước: VP)"]);
    assert_eq!(newest(&shell, "en", 1), ["Assigned to KHTC (was VP)"]);
    shell.run("edit 2.3.1-01 --lead none").ok();
    assert_eq!(
        newest(&shell, "vi", 1),
        ["Đã bỏ đơn vị chủ trì (trước: KHTC)"]
    );
    assert_eq!(newest(&shell, "en", 1), ["Lead unit removed (was KHTC)"]);
    shell.run("done 2.7.1-03").ok();
    assert_eq!(newest(&shell, "en", 1), ["Completed for May on 11/06/2021"]);
}

#[test]
fn a_long_journal_is_listed_page_by_page_and_completely() {
    let shell = Shell::sample();
    let mut store = Store::open(&shell.file(), OpenMode::ReadWrite).unwrap();
    let task = store.find_code(store.plan().unwrap().id, "2.1-06").unwrap();
    let stamp = lan(&store);
    for n in 0..600 {
        let note = Change::AddNote {
            task: task.unwrap(),
            kind: NoteKind::Note,
            body: format!("Ghi chú {n}"),
            answers: None,
        };
        store.apply(&[note], &stamp).unwrap();
    }
    let rows = store.journal(None, usize::MAX >> 1).unwrap().len();
    drop(store);
    let out = shell.run("log --limit 1000000").ok();
    assert_eq!(out.lines().count(), rows);
    let out = shell.run("log 2.1-06 --limit 550").ok();
    assert_eq!(out.lines().count(), 551, "{out}");
    assert!(out.ends_with("thêm --limit để xem\n"), "{out}");
    let out = shell.run("log --limit 1000000 --format json").ok();
    let entries: Vec<serde_json::Value> = serde_json::from_str(&out).unwrap();
    assert_eq!(entries.len(), rows);
    assert_eq!(entries[rows - 1]["id"], 1);
}

#[test]
fn changes_are_narrowed_to_a_person_a_unit_an_area_and_a_day() {
    let shell = Shell::sample();
    let rows = |line: &str| -> Vec<serde_json::Value> {
        let line = format!("log --limit 1000 --format json {line}");
        let out = shell.run(line.trim_end()).ok();
        serde_json::from_str(&out).unwrap()
    };
    let all = rows("").len();
    let of_lan = rows("--person LAN");
    assert!(!of_lan.is_empty() && of_lan.len() < all);
    assert!(of_lan.iter().all(|row| row["person"] == "Lan"));
    let area = rows("--area 6");
    let code = |row: &serde_json::Value| row["task"].as_str().unwrap().to_owned();
    assert!(!area.is_empty() && area.iter().all(|row| code(row).starts_with("2.7")));
    let unit = rows("--unit TTra --area 2");
    assert!(!unit.is_empty() && unit.iter().all(|row| code(row).starts_with("2.3")));
    let since = rows("--since 10/6");
    assert!(!since.is_empty() && since.len() < all);
    assert!(
        since
            .iter()
            .all(|row| row["day"].as_str().unwrap() >= "2021-06-10")
    );
    assert_eq!(rows("--since monday").len(), rows("--since 7/6").len());
    assert_eq!(rows("--since thu_hai").len(), rows("--since 7/6").len());
    assert_eq!(rows("--since tu-dau").len(), all);
    let out = shell.run("log --person Hương").failed(3);
    assert!(
        out.contains("Đã có thay đổi của: ") && out.contains("Lan"),
        "{out}"
    );
    let out = shell.run("log --since giao-ban").failed(3);
    assert!(out.contains("Chưa có cuộc giao ban nào"), "{out}");
    let out = shell.run("log --since last-visit").failed(3);
    assert!(out.contains("Chưa biết lần xem trước"), "{out}");
    shell.run("log --since hôm_kia_kìa").failed(2);
}

#[test]
fn undone_acts_are_left_out_on_request() {
    let shell = Shell::sample();
    let before = shell.run("log --hide-undone --limit 1000").ok();
    shell.run("note 2.1-06 Ghi_nhầm").ok();
    shell.run("undo").ok();
    assert_eq!(shell.run("log --hide-undone --limit 1000").ok(), before);
    shell.run("redo").ok();
    let out = shell.run("log --hide-undone --limit 1").ok();
    assert!(out.contains("Đã ghi chú: Ghi nhầm"), "{out}");
    assert_eq!(
        shell.run("log --limit 3").ok().matches("Ghi nhầm").count(),
        3
    );
}
