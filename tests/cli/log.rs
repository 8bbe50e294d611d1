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
