//! Tasks given a lead unit, partners, a mark, another section: marked ones together, as one act.

use crate::support::{Desk, minh};
use cchc::domain::change::Change;
use cchc::domain::frame::FrameChange;
use cchc::domain::text::fold;
use cchc::domain::unit::Years;
use cchc::present::lang::Lang::{En, Vi};

fn leads(desk: &Desk, codes: &[&str]) -> Vec<String> {
    let lead = |code: &&str| desk.task(code).row.lead.unwrap_or_default();
    codes.iter().map(lead).collect()
}

#[test]
fn marked_tasks_are_given_to_a_unit_as_one_act() {
    let mut desk = Desk::open(Vi, 120, 40);
    let codes = ["2.3.1-01", "2.4-05", "2.7.1-09"];
    let before = leads(&desk, &codes);
    desk.keys("m m m");
    assert!(
        desk.footer()
            .starts_with("đã chọn 3 · Esc bỏ chọn · c chủ trì · + phối hợp · t hạn · * trọng tâm"),
        "{}",
        desk.footer()
    );
    desk.keys("c");
    assert!(desk.frame().contains("Chủ trì · 3 nhiệm vụ"));
    desk.keys("khtc");
    assert!(
        desk.frame().contains("│› KHTC · Phòng Kế hoạch"),
        "{}",
        desk.frame()
    );
    desk.keys("<Enter>");
    let message = desk.status();
    assert!(
        message.starts_with("Đã giao ") && message.contains(" cho KHTC — u để hoàn tác"),
        "{message}"
    );
    assert_eq!(leads(&desk, &codes), ["KHTC"; 3]);
    assert_eq!(desk.home().marked.len(), 3);
    desk.keys("u");
    assert!(
        desk.status().starts_with("Đã hoàn tác việc giao "),
        "{}",
        desk.status()
    );
    assert_eq!(leads(&desk, &codes), before);
    assert!(desk.store().check().unwrap().is_empty());
}

#[test]
fn a_unit_that_is_to_lead_no_longer_co_operates() {
    let mut desk = Desk::open(Vi, 120, 40);
    let task = desk.task("2.3.1-01");
    assert!(task.coordinating.iter().any(|(_, name)| name == "KHTC"));
    desk.keys("m c khtc <Enter>");
    let task = desk.task("2.3.1-01");
    assert_eq!(task.row.lead.as_deref(), Some("KHTC"));
    assert!(!task.coordinating.iter().any(|(_, name)| name == "KHTC"));
    assert_eq!(desk.status(), "Đã giao 2.3.1-01 cho KHTC — u để hoàn tác");
}

#[test]
fn partners_are_ticked_for_all_and_what_only_some_have_stays() {
    let mut desk = Desk::open(Vi, 120, 40);
    let partners = |desk: &Desk, code: &str| -> Vec<String> {
        let task = desk.task(code);
        task.coordinating
            .into_iter()
            .map(|(_, name)| name)
            .collect()
    };
    let (first, second) = (partners(&desk, "2.3.1-01"), partners(&desk, "2.4-05"));
    assert_ne!(first, second);
    desk.keys("m m + ttra <Space> tttk");
    assert!(desk.before_cursor().unwrap().ends_with("> tttk"));
    desk.keys("<Enter>");
    for (code, before) in [("2.3.1-01", &first), ("2.4-05", &second)] {
        let now = partners(&desk, code);
        assert!(before.iter().all(|unit| now.contains(unit)), "{now:?}");
        for unit in ["TTra", "TTTK"] {
            assert!(now.iter().any(|name| name == unit), "{code}: {now:?}");
        }
    }
    assert!(
        desk.status()
            .starts_with("Đã sửa đơn vị phối hợp của 2 nhiệm vụ (2.3.1-01, 2.4-05) — u"),
        "{}",
        desk.status()
    );
    // What all have is ticked, and a second tick takes it away from all.
    desk.keys("+ ttra");
    assert!(desk.frame().contains("[x] TTra · "), "{}", desk.frame());
    desk.keys("<Space> <Enter>");
    assert!(
        !partners(&desk, "2.3.1-01")
            .iter()
            .any(|name| name == "TTra")
    );
    desk.keys("u u");
    assert_eq!(
        (partners(&desk, "2.3.1-01"), partners(&desk, "2.4-05")),
        (first, second)
    );
}

#[test]
fn a_star_marks_key_tasks_unless_all_are() {
    let mut desk = Desk::open(Vi, 120, 40);
    let key = |desk: &Desk| ["2.3.1-01", "2.7.1-09"].map(|code| desk.task(code).row.key_task);
    assert_eq!(key(&desk), [true, false]);
    desk.keys("m j m *");
    assert_eq!(key(&desk), [true, true]);
    assert!(
        desk.status().starts_with("Đã đánh dấu trọng tâm 2.7.1-09"),
        "{}",
        desk.status()
    );
    desk.keys("*");
    assert_eq!(key(&desk), [false, false]);
    desk.keys("<Esc> u u");
    assert_eq!(key(&desk), [true, false]);
    // Where nothing is marked it opens all areas, as ever.
    desk.keys("2 *");
    assert!(desk.line(1).contains("[* Tất cả"), "{}", desk.line(1));
}

#[test]
fn a_task_in_another_section_keeps_its_code_and_its_history() {
    let mut desk = Desk::open(Vi, 120, 40);
    let log = |desk: &Desk| {
        let entries = desk.store().history(desk.task("2.3.1-01").row.id, 100);
        entries.unwrap().len()
    };
    let before = log(&desk);
    desk.go_to("2.3.1-01").keys("S");
    assert!(desk.frame().contains("Chuyển sang mục · 2.3.1-01"));
    assert!(desk.frame().contains("› 2.3.2 "), "{}", desk.frame());
    desk.keys("2.3.2 <Enter>");
    assert_eq!(
        desk.status(),
        "Đã chuyển mục 2.3.1-01 sang 2.3.2 — u để hoàn tác"
    );
    let task = desk.task("2.3.1-01");
    assert_eq!((task.section.as_str(), log(&desk)), ("2.3.2", before + 1));
    desk.keys("S 2.3.2 <Enter>");
    assert_eq!(desk.status(), "Không có gì thay đổi.");
    // Another area counts it now.
    desk.keys("m S III <Enter>");
    assert!(desk.line(1).contains("0 Chỉ đạo ●3"), "{}", desk.line(1));
    desk.keys("u u");
    assert_eq!(desk.task("2.3.1-01").section, "2.3.1");
    assert!(desk.store().check().unwrap().is_empty());
}

#[test]
fn units_without_work_in_the_plans_year_are_not_offered() {
    let mut desk = Desk::open_after(Vi, 120, 40, |store| {
        let unit = store.find_unit("KHTC").unwrap().unwrap();
        let to = Years {
            to: Some(2020),
            ..unit.years
        };
        let retired = FrameChange::UnitYears {
            unit: unit.id,
            seen: unit.years,
            to,
        };
        store.apply(&[Change::Frame(retired)], &minh()).unwrap();
    });
    for keys in ["m c khtc", "<Esc> + khtc"] {
        desk.keys(keys);
        assert!(desk.frame().contains("Không tìm thấy"), "{}", desk.frame());
        assert_eq!(desk.task("2.3.1-01").row.lead.as_deref(), Some("VP"));
        desk.keys("<Enter>");
    }
    desk.keys("<Esc> <Esc> g e <Down> <Down> <C-u>");
    assert!(
        desk.frame().contains("TTra · Thanh tra"),
        "{}",
        desk.frame()
    );
    assert!(!desk.frame().contains("KHTC · Phòng"), "{}", desk.frame());
}

#[test]
fn what_a_colleague_has_assigned_is_shown_before_it_is_replaced() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("m m c");
    let task = desk.task("2.4-05");
    let tttk = desk.store().find_unit("TTTK").unwrap().unwrap().id;
    desk.minh_does(Change::edit(&task, task.texts.led_by(Some(tttk))).unwrap());
    desk.keys("ttra <Enter>");
    assert!(
        desk.frame().contains("Người khác vừa sửa"),
        "{}",
        desk.frame()
    );
    assert_eq!(leads(&desk, &["2.3.1-01", "2.4-05"]), ["VP", "TTTK"]);
    desk.keys("<C-s>");
    assert_eq!(leads(&desk, &["2.3.1-01", "2.4-05"]), ["TTra", "TTra"]);
}

#[test]
fn what_was_just_given_to_a_unit_gets_a_deadline_and_no_extension() {
    let mut desk = Desk::open(Vi, 120, 40);
    let codes = ["2.3.1-01", "2.4-05"];
    let dated = |code: &str| desk.task(code).row.due_on.is_some();
    assert!(codes.into_iter().any(dated));
    desk.keys("m m c khtc <Tab>");
    assert!(!desk.frame().contains("Hạn mới"), "{}", desk.frame());
    desk.keys("quý␠IV <Enter>");
    assert_eq!(leads(&desk, &codes), ["KHTC"; 2]);
    assert_eq!(
        codes.map(|code| desk.task(code).row.deadline),
        ["quý IV"; 2]
    );
}

#[test]
fn each_task_that_forbids_an_act_on_several_is_named_and_nothing_is_saved() {
    let mut desk = Desk::open(Vi, 120, 40);
    let before = desk.last_change();
    for code in ["2.1-01", "2.1-02", "2.4-05"] {
        desk.go_to(code).keys("m");
    }
    desk.keys("t <Up> <Right> <Tab> quý␠IV <Enter>");
    let message = "2.1-01, 2.1-02: ";
    assert!(desk.frame().contains(message), "{}", desk.frame());
    assert_eq!(desk.last_change(), before);
}

#[test]
fn the_lists_fit_at_every_size_in_both_languages() {
    for (lang, name) in [(Vi, "vi"), (En, "en")] {
        for (width, height) in [(120, 40), (80, 24), (40, 10)] {
            let mut desk = Desk::open(lang, width, height);
            desk.keys("m m");
            insta::assert_snapshot!(format!("marked_{name}_{width}"), desk.frame());
            desk.keys("c");
            insta::assert_snapshot!(format!("lead_{name}_{width}"), desk.frame());
            desk.keys("<Esc> + <Space>");
            insta::assert_snapshot!(format!("partners_{name}_{width}"), desk.frame());
            desk.keys("<Esc> S");
            insta::assert_snapshot!(format!("section_{name}_{width}"), desk.frame());
        }
    }
}

/// A paper list: the 79 tasks of a plan in their order, each with a unit and a wording.
#[test]
fn a_paper_list_of_79_tasks_takes_four_keys_a_task() {
    const UNITS: [&str; 5] = ["vp", "khtc", "ttra", "tcdlcl", "tttk"];
    const DEADLINES: [&str; 4] = ["quý␠II", "trước␠15/12", "hằng␠tháng", "31/10"];
    let mut desk = Desk::open_plan(2021, Vi, 120, 40);
    while desk.selected() != "2.1-01" {
        desk.keys("o g");
    }
    let mut keys = 0;
    let mut press = |desk: &mut Desk, key: &str| {
        keys += 1;
        desk.keys(key);
    };
    let mut codes = Vec::new();
    for nth in 0..79 {
        codes.push(desk.selected());
        press(&mut desk, "m");
        press(&mut desk, "c");
        desk.keys(UNITS[nth % UNITS.len()]);
        let dated = desk.task(&codes[nth]).row.due_on.is_some();
        match dated {
            // The document says when.
            true => press(&mut desk, "<Enter>"),
            false => {
                press(&mut desk, "<Tab>");
                desk.keys(DEADLINES[nth % DEADLINES.len()]);
                press(&mut desk, "<Enter>");
            }
        }
    }
    assert!(keys <= 79 * 4, "{keys}");
    for (nth, code) in codes.iter().enumerate() {
        let row = desk.task(code).row;
        let lead = fold(&row.lead.unwrap_or_default());
        assert_eq!(lead, UNITS[nth % UNITS.len()], "{code}");
        assert!(row.due_on.is_some() || !row.deadline.is_empty(), "{code}");
    }
    assert!(desk.store().check().unwrap().is_empty());
}
