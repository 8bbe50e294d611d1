//! Weekly reviews on the command line: the walk, the list, the notice of a finished one.

use crate::office::Office;
use cchc::domain::change::Change;
use cchc::domain::day::Week;
use cchc::domain::person::Actor;
use cchc::domain::review::{AnswerKind, ReviewChange, Scope};
use cchc::report::review::freeze;
use cchc::store::{Mode, Stamp, Store};
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
fn hold(office: &Office, finished: bool) {
    let mut store = Store::open(&office.file(), Mode::ReadWrite).unwrap();
    let (plan, stamp) = (store.plan().unwrap(), lan(&store));
    let laid = store.prepare_agenda(Scope::Plan, &plan, stamp.day).unwrap();
    let begin = ReviewChange::Begin {
        plan: plan.id,
        week: Week::of(stamp.day),
        scope: Scope::Plan,
        laid,
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
fn the_walk_is_printed_group_by_group_for_any_scope() {
    let office = Office::sample();
    let all = office.run("review").ok();
    assert!(
        all.starts_with("Giao ban tuần 07/06–13/06 · toàn kế hoạch"),
        "{all}"
    );
    let at = |text: &str| all.find(text).unwrap_or_else(|| panic!("{text}\n{all}"));
    assert!(at("\nQuá hạn 0/7\n") < at("\nĐang vướng mắc 0/2\n"));
    assert!(at("2.3.1-01°") < at("2.4-05°"), "key tasks first");
    assert!(all.contains("! Vướng mắc · Minh (kehoach), 11/05/2021: Hai đơn vị"));
    let unit = office.run("review --unit KHTC").ok();
    assert!(
        unit.contains("2.4-05°") && !unit.contains("2.3.1-01°"),
        "{unit}"
    );
    let area = office.run("review --area 3 --lang en").ok();
    assert!(area.contains("Overdue 0/1"), "{area}");
    let json: Value = serde_json::from_str(&office.run("review --format json").ok()).unwrap();
    assert_eq!(json["walk"][0]["group"], "late");
    assert_eq!(json["walk"][0]["task"]["code"], "2.3.1-01");
    assert_eq!(json["walk"].as_array().unwrap().len(), 25);
}

#[test]
fn reviews_are_listed_and_a_finished_one_s_notice_goes_out_in_any_format() {
    let office = Office::sample();
    assert_eq!(office.run("review list").ok(), "Chưa có giao ban nào.\n");
    assert!(
        office
            .run("review show")
            .failed(3)
            .contains("cchc review list")
    );
    hold(&office, false);
    let open = office.run("review list").ok();
    assert!(
        open.contains("07/06–13/06") && open.contains("0/25"),
        "{open}"
    );
    let waits = office.run("review show 1").failed(4);
    assert!(waits.contains("chưa kết thúc"), "{waits}");

    let office = Office::sample();
    hold(&office, true);
    let before = office.run("review show").ok();
    assert!(before.contains("THÔNG BÁO"), "{before}");
    assert!(
        before.contains("Giao Văn phòng Sở rà soát TTHC."),
        "{before}"
    );
    assert_eq!(office.run("review show 1").ok(), before);
    assert_eq!(
        office.run("review show 11/6").ok(),
        before,
        "a day of its week"
    );
    assert!(office.run("review show --lang en").ok().contains("NOTICE"));
    // What is changed afterwards does not change what was frozen.
    office.run("done 2.3.1-01").ok();
    assert_eq!(office.run("review show").ok(), before);
    office
        .run("review show --format docx -o thong-bao.docx")
        .ok();
    let word = std::fs::read(office.file().with_file_name("thong-bao.docx")).unwrap();
    assert!(word.starts_with(b"PK"));
    let refused = office.run("review show -o thong-bao.docx").failed(5);
    assert!(refused.contains("--force"), "{refused}");
}

#[test]
fn what_does_not_go_together_is_told() {
    let office = Office::sample();
    let said = office.run("review list --unit KHTC").failed(2);
    assert!(
        said.contains("“cchc review list” không dùng với “--unit”"),
        "{said}"
    );
    let said = office.run("review --format docx").failed(2);
    assert!(said.contains("--format docx"), "{said}");
    let said = office.run("review 11/6 --lang en").failed(2);
    assert!(said.contains("11/6"), "{said}");
    assert!(office.run("review show 99").failed(3).contains("99"));
    assert!(office.run("review --unit XYZ").failed(3).contains("XYZ"));
    // A unit without tasks is no error.
    office.run("units add MOI --name Phòng_mới").ok();
    let empty = office.run("review --unit MOI").ok();
    assert_eq!(empty, "Phạm vi này không có nhiệm vụ nào để giao ban.\n");
}

#[test]
fn a_notice_that_was_altered_is_found_and_never_printed() {
    let office = Office::sample();
    hold(&office, true);
    office.run("check").ok();
    rusqlite::Connection::open(office.file())
        .unwrap()
        .execute_batch(
            "UPDATE frozen SET content = x'00' WHERE key = (SELECT frozen_vi FROM review)",
        )
        .unwrap();
    let ran = office.run("check");
    assert_eq!(ran.code, 5, "{ran:?}");
    assert!(
        ran.out.starts_with("Giao ban: nội dung đã chốt "),
        "{ran:?}"
    );
    let told = office.run("review show").failed(5);
    assert!(told.contains("hỏng"), "{told}");
    // The other language's is another text.
    let en = office.run("review show --lang en").ok();
    assert!(en.contains("NOTICE"), "{en}");
}

#[test]
fn the_walk_under_way_tells_what_was_answered_in_both_languages() {
    let office = Office::sample();
    hold(&office, false);
    let mut store = Store::open(&office.file(), Mode::ReadWrite).unwrap();
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
    let vi = office.run("review").ok();
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
    let en = office.run("review --lang en").ok();
    assert!(
        en.contains("started by Lan (vanphong) on 11/06/2021 · reviewed 1/25"),
        "{en}"
    );
    assert!(en.contains("    reviewed · Lan (vanphong), 11/06/2021\n"));
    let json: Value = serde_json::from_str(&office.run("review --format json").ok()).unwrap();
    assert_eq!((&json["number"], &json["answered"]), (&1.into(), &1.into()));
    assert_eq!(json["walk"][0]["answer"]["kind"], "reviewed");
    assert_eq!(json["walk"][0]["answer"]["by"], "Lan (vanphong)");
    assert_eq!(
        json["conclusions"][0]["text"],
        "Giao Văn phòng Sở rà soát TTHC."
    );
    let list: Value = serde_json::from_str(&office.run("review list --format json").ok()).unwrap();
    assert_eq!(list[0]["scope"], "plan");
    assert_eq!(list[0]["week"], "2021-06-07");
    assert_eq!(list[0]["finished_on"], Value::Null);
}
