//! Weekly reviews on the command line: the agenda, the list, the notice of a finished one.

use crate::support::shell::Shell;
use cchc::domain::change::Change;
use cchc::domain::day::Week;
use cchc::domain::person::Actor;
use cchc::domain::review::{AnswerKind, ReviewChange, ReviewScope};
use cchc::present::lang::Lang;
use cchc::report::review::freeze;
use cchc::store::{OpenMode, Stamp, Store};
use cchc::tui::actions::{Action, KeyContext};
use serde_json::Value;

fn lan(store: &Store) -> Stamp {
    Stamp {
        actor: Actor {
            account: "vanphong".to_owned(),
            person: "Lan".to_owned(),
        },
        recorded_at: 1_623_400_000_000,
        day: store.plan().unwrap().settings.fixed_day.unwrap(),
    }
}

/// A meeting over the whole plan with one conclusion; finished, where that is wanted.
fn hold(shell: &Shell, finished: bool) {
    let mut store = Store::open(&shell.file(), OpenMode::ReadWrite).unwrap();
    let (plan, stamp) = (store.plan().unwrap(), lan(&store));
    let prepared = store
        .prepare_agenda(ReviewScope::Plan, &plan, stamp.day)
        .unwrap();
    let begin = ReviewChange::Begin {
        plan: plan.id,
        week: Week::of(stamp.day),
        scope: ReviewScope::Plan,
        prepared,
    };
    store.apply(&[Change::Review(begin)], &stamp).unwrap();
    let review = store.open_reviews(plan.id).unwrap()[0].id;
    let conclude = ReviewChange::Conclude {
        review,
        body: "Giao Văn phòng Sở rà soát TTHC.".to_owned(),
    };
    store.apply(&[Change::Review(conclude)], &stamp).unwrap();
    if finished {
        let (head, texts) = freeze(&store, review, stamp.day).unwrap().unwrap();
        let finish = ReviewChange::Finish {
            review,
            head,
            texts,
        };
        store.apply(&[Change::Review(finish)], &stamp).unwrap();
    }
}

#[test]
fn the_agenda_is_printed_group_by_group_for_any_scope() {
    let shell = Shell::sample();
    let all = shell.run("review").ok();
    assert!(
        all.starts_with("Giao ban tuần 07/06–13/06 · toàn kế hoạch"),
        "{all}"
    );
    let at = |text: &str| all.find(text).unwrap_or_else(|| panic!("{text}\n{all}"));
    assert!(at("\nQuá hạn 0/7\n") < at("\nĐang vướng mắc 0/2\n"));
    assert!(at("2.3.1-01°") < at("2.4-05°"), "key tasks first");
    assert!(all.contains("! Vướng mắc · Minh (kehoach), 11/05/2021: Hai đơn vị"));
    let unit = shell.run("review --unit KHTC").ok();
    assert!(
        unit.contains("2.4-05°") && !unit.contains("2.3.1-01°"),
        "{unit}"
    );
    let area = shell.run("review --area 3 --lang en").ok();
    assert!(area.contains("Overdue 0/1"), "{area}");
    let json: Value = serde_json::from_str(&shell.run("review --format json").ok()).unwrap();
    assert_eq!(json["walk"][0]["group"], "late");
    assert_eq!(json["walk"][0]["task"]["code"], "2.3.1-01");
    assert_eq!(json["walk"].as_array().unwrap().len(), 25);
}

#[test]
fn reviews_are_listed_and_a_notice_is_written_in_any_format() {
    let shell = Shell::sample();
    assert_eq!(shell.run("review list").ok(), "Chưa có giao ban nào.\n");
    assert!(
        shell
            .run("review show")
            .failed(3)
            .contains("cchc review list")
    );
    hold(&shell, false);
    let open = shell.run("review list").ok();
    assert!(
        open.contains("07/06–13/06") && open.contains("0/25"),
        "{open}"
    );
    let waits = shell.run("review show 1").failed(4);
    let key = Action::Review.key(KeyContext::Tasks, Lang::Vi).unwrap();
    let open_it = format!("nhấn {key} để làm tiếp");
    assert!(
        waits.contains("chưa kết thúc") && waits.contains(&open_it),
        "{waits}"
    );

    let shell = Shell::sample();
    hold(&shell, true);
    let before = shell.run("review show").ok();
    assert!(before.contains("THÔNG BÁO"), "{before}");
    assert!(
        before.contains("Giao Văn phòng Sở rà soát TTHC."),
        "{before}"
    );
    assert_eq!(shell.run("review show 1").ok(), before);
    assert_eq!(
        shell.run("review show 11/6").ok(),
        before,
        "a day of its week"
    );
    assert!(shell.run("review show --lang en").ok().contains("NOTICE"));
    // What is changed afterwards does not change what was frozen.
    shell.run("done 2.3.1-01").ok();
    assert_eq!(shell.run("review show").ok(), before);
    shell
        .run("review show --format docx -o thong-bao.docx")
        .ok();
    let word = std::fs::read(shell.file().with_file_name("thong-bao.docx")).unwrap();
    assert!(word.starts_with(b"PK"));
    let refused = shell.run("review show -o thong-bao.docx").failed(5);
    assert!(refused.contains("--force"), "{refused}");
}

#[test]
fn options_that_do_not_belong_together_are_reported() {
    let shell = Shell::sample();
    let output = shell.run("review list --unit KHTC").failed(2);
    assert!(
        output.contains("“cchc review list” không dùng với “--unit”"),
        "{output}"
    );
    let output = shell.run("review --format docx").failed(2);
    assert!(output.contains("--format docx"), "{output}");
    let output = shell.run("review 11/6 --lang en").failed(2);
    assert!(output.contains("11/6"), "{output}");
    assert!(shell.run("review show 99").failed(3).contains("99"));
    assert!(shell.run("review --unit XYZ").failed(3).contains("XYZ"));
    // A unit without tasks is no error.
    shell.run("units add MOI --name Phòng_mới").ok();
    let empty = shell.run("review --unit MOI").ok();
    assert_eq!(empty, "Phạm vi này không có nhiệm vụ nào để giao ban.\n");
}

#[test]
fn a_notice_that_was_altered_is_found_and_never_printed() {
    let shell = Shell::sample();
    hold(&shell, true);
    shell.run("check").ok();
    rusqlite::Connection::open(shell.file())
        .unwrap()
        .execute_batch(
            "UPDATE frozen SET content = x'00' WHERE key = (SELECT frozen_vi FROM review)",
        )
        .unwrap();
    let ran = shell.run("check");
    assert_eq!(ran.code, 5, "{ran:?}");
    assert!(
        ran.out.starts_with("Giao ban: nội dung đã chốt "),
        "{ran:?}"
    );
    let message = shell.run("review show").failed(5);
    assert!(message.contains("hỏng"), "{message}");
    // The other language's is another text.
    let en = shell.run("review show --lang en").ok();
    assert!(en.contains("NOTICE"), "{en}");
}

#[test]
fn the_agenda_under_way_shows_the_answers_in_both_languages() {
    let shell = Shell::sample();
    hold(&shell, false);
    let mut store = Store::open(&shell.file(), OpenMode::ReadWrite).unwrap();
    let (plan, stamp) = (store.plan().unwrap(), lan(&store));
    let review = store.open_reviews(plan.id).unwrap()[0].id;
    let task = store.find_code(plan.id, "2.3.1-01").unwrap().unwrap();
    let answer = ReviewChange::Answer {
        review,
        task,
        kind: AnswerKind::Reviewed,
    };
    store.apply(&[Change::Review(answer)], &stamp).unwrap();
    drop(store);
    let vi = shell.run("review").ok();
    assert!(
        vi.starts_with(
            "Giao ban tuần 07/06–13/06 · toàn kế hoạch · Lan (vanphong) bắt đầu 11/06/2021 · đã xem 1/25"
        ),
        "{vi}"
    );
    assert!(vi.contains("\nQuá hạn 1/7\n✓ ● 2.3.1-01°"), "{vi}");
    assert!(
        vi.contains("    đã xem · Lan (vanphong), 11/06/2021\n"),
        "{vi}"
    );
    assert!(
        vi.contains("Hoàn thành trong 7 ngày qua 0/2"),
        "no review came before\n{vi}"
    );
    assert!(
        vi.ends_with("\nKết luận\n1. Giao Văn phòng Sở rà soát TTHC.\n"),
        "{vi}"
    );
    let en = shell.run("review --lang en").ok();
    assert!(
        en.contains("started by Lan (vanphong) on 11/06/2021 · reviewed 1/25"),
        "{en}"
    );
    assert!(en.contains("    reviewed · Lan (vanphong), 11/06/2021\n"));
    let json: Value = serde_json::from_str(&shell.run("review --format json").ok()).unwrap();
    assert_eq!((&json["number"], &json["answered"]), (&1.into(), &1.into()));
    assert_eq!(json["walk"][0]["answer"]["kind"], "reviewed");
    assert_eq!(json["walk"][0]["answer"]["by"], "Lan (vanphong)");
    assert_eq!(
        json["conclusions"][0]["text"],
        "Giao Văn phòng Sở rà soát TTHC."
    );
    let list: Value = serde_json::from_str(&shell.run("review list --format json").ok()).unwrap();
    assert_eq!(list[0]["scope"], "plan");
    assert_eq!(list[0]["week"], "2021-06-07");
    assert_eq!(list[0]["finished_on"], Value::Null);
}

#[test]
fn a_review_is_conducted_by_commands_from_its_beginning_to_its_end() {
    let shell = Shell::sample();
    let output = shell.run("review conclude Chưa_mở").failed(3);
    assert!(output.contains("Không có giao ban nào đang mở"), "{output}");
    let output = shell.run("review begin").ok();
    assert!(output.contains("Đã bắt đầu giao ban"), "{output}");
    shell.run("review begin").failed(4);
    let output = shell.run("review answer 2.3.1-01").ok();
    assert!(output.starts_with("2.3.1-01: đã xem"), "{output}");
    let output = shell.run("review da-xem 2.1-04 --kind dang-lam").ok();
    assert!(output.starts_with("2.1-04: đang thực hiện"), "{output}");
    let json =
        |line: &str| -> serde_json::Value { serde_json::from_str(&shell.run(line).ok()).unwrap() };
    let open = json("review --format json");
    assert!(open.to_string().contains("in_progress"), "{open}");
    let output = shell.run("review conclude Giao_VP_đôn_đốc_các_đơn_vị").ok();
    assert!(output.contains("Đã ghi kết luận 1"), "{output}");
    shell.run("review conclude Đồng_ý_lùi_hạn").ok();
    shell.run("review conclude Ghi_nhầm").ok();
    shell.run("review withdraw 3").ok();
    shell.run("review reword 2 Đồng_ý_lùi_hạn_đến_30/6").ok();
    let output = shell.run("review note 2 2.7.1-09 2.6-02").ok();
    assert!(output.contains("2.7.1-09, 2.6-02"), "{output}");
    let show = shell.run("show 2.6-02").ok();
    assert!(show.contains("Đồng ý lùi hạn đến 30/6"), "{show}");
    let output = shell
        .run("add --section 2.6 Đôn_đốc_các_đơn_vị --lead VP --deadline 18/6 --conclusion 1")
        .ok();
    assert!(output.contains("2.6-"), "{output}");
    let output = shell.run("review finish").failed(4);
    assert!(
        output.contains("việc chưa xem") && output.contains("--yes"),
        "{output}"
    );
    shell.run("review finish --yes").ok();
    let notice = shell.run("review show").ok();
    assert!(notice.contains("Giao VP đôn đốc các đơn vị"), "{notice}");
    assert!(notice.contains("Đồng ý lùi hạn đến 30/6"), "{notice}");
    assert!(!notice.contains("Ghi nhầm"), "{notice}");
    assert!(shell.run("check").ok().contains("Không có lỗi"));
    for (line, code) in [
        ("review conclude", 2),
        ("review conclude Hai từ", 2),
        ("review reword 1", 2),
        ("review withdraw x", 3),
        ("review note 1", 2),
        ("review answer", 2),
        ("review finish 3", 2),
        ("review list --yes", 2),
    ] {
        shell.run(line).failed(code);
    }
}
