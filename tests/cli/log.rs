//! The journal as it is read: what was done, in the words of the office.

use crate::support::shell::Shell;
use cchc::domain::change::Change;
use cchc::domain::note::NoteKind;
use cchc::domain::person::Actor;
use cchc::store::{Mode, Stamp, Store};

/// The newest lines of the journal without day, code and name.
fn newest(shell: &Shell, lang: &str, lines: usize) -> Vec<String> {
    let log = shell
        .run(&format!("log --limit {lines} --lang {lang}"))
        .ok();
    let told = log.lines().take(lines);
    told.map(|line| line.split_once(": ").unwrap().1.to_owned())
        .collect()
}

#[test]
fn a_deadline_that_was_taken_away_is_told_as_that() {
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
fn a_pause_and_its_end_are_told_without_signs_for_nothing() {
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

#[test]
fn a_unit_is_named_where_it_was_entered_and_changed() {
    let shell = Shell::sample();
    shell
        .run("units add QLCN --name Phòng_Quản_lý_công_nghệ")
        .ok();
    shell.run("units edit QLCN --alias Phòng_CN").ok();
    assert_eq!(
        newest(&shell, "vi", 2),
        [
            "Đã lưu đơn vị QLCN · tên gọi khác: Phòng CN",
            "Đã lưu đơn vị QLCN · tên viết tắt: QLCN; tên đơn vị: Phòng Quản lý công nghệ",
        ]
    );
}

#[test]
fn a_long_journal_is_told_page_by_page_and_whole() {
    let shell = Shell::sample();
    let mut store = Store::open(&shell.file(), Mode::ReadWrite).unwrap();
    let task = store.find_code(store.plan().unwrap().id, "2.1-06").unwrap();
    let stamp = Stamp {
        actor: Actor {
            account: "vanphong".to_owned(),
            person: "Lan".to_owned(),
        },
        recorded_at: 1_623_373_200_000,
        day: store.plan().unwrap().settings.fixed_day.unwrap(),
    };
    for n in 0..600 {
        let note = Change::AddNote {
            task: task.unwrap(),
            kind: NoteKind::Note,
            body: format!("Ghi chú {n}"),
            answers: None,
        };
        store.apply(&[note], &stamp).unwrap();
    }
    let rows = store.log(None, usize::MAX >> 1).unwrap().len();
    drop(store);
    let said = shell.run("log --limit 1000000").ok();
    assert_eq!(said.lines().count(), rows);
    let said = shell.run("log 2.1-06 --limit 550").ok();
    assert_eq!(said.lines().count(), 551, "{said}");
    assert!(said.ends_with("thêm --limit để xem\n"), "{said}");
    let said = shell.run("log --limit 1000000 --format json").ok();
    let entries: Vec<serde_json::Value> = serde_json::from_str(&said).unwrap();
    assert_eq!(entries.len(), rows);
    assert_eq!(entries[rows - 1]["id"], 1);
}

#[test]
fn changes_are_narrowed_to_a_person_a_unit_an_area_and_a_day() {
    let shell = Shell::sample();
    let rows = |line: &str| -> Vec<serde_json::Value> {
        let line = format!("log --limit 1000 --format json {line}");
        let said = shell.run(line.trim_end()).ok();
        serde_json::from_str(&said).unwrap()
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
    let said = shell.run("log --person Hương").failed(3);
    assert!(
        said.contains("Đã có thay đổi của: ") && said.contains("Lan"),
        "{said}"
    );
    let said = shell.run("log --since giao-ban").failed(3);
    assert!(said.contains("Chưa có cuộc giao ban nào"), "{said}");
    let said = shell.run("log --since last-visit").failed(3);
    assert!(said.contains("Chưa biết lần xem trước"), "{said}");
    shell.run("log --since hôm_kia_kìa").failed(2);
}

#[test]
fn what_was_taken_back_is_left_out_where_that_is_wished() {
    let shell = Shell::sample();
    let before = shell.run("log --hide-undone --limit 1000").ok();
    shell.run("note 2.1-06 Ghi_nhầm").ok();
    shell.run("undo").ok();
    assert_eq!(shell.run("log --hide-undone --limit 1000").ok(), before);
    shell.run("redo").ok();
    let said = shell.run("log --hide-undone --limit 1").ok();
    assert!(said.contains("Đã ghi chú: Ghi nhầm"), "{said}");
    assert_eq!(
        shell.run("log --limit 3").ok().matches("Ghi nhầm").count(),
        3
    );
}
