//! The same annex again, and an annex that has changed.

use crate::office::{Office, understood};
use cchc::annex::compare::{ComparedPart, DiffStatus, PlanTask, compare};
use cchc::annex::parsed::{AnnexTask, Corrections};
use cchc::domain::deadline::DeadlineKind;
use cchc::sheets::read_pasted;

/// The plan's tasks as they are once an annex has been taken.
pub fn taken(tasks: &[AnnexTask]) -> Vec<PlanTask> {
    let taken = (1..).zip(tasks).map(|(at, task)| PlanTask {
        code: format!("2.1-{at:02}"),
        source_code: task.code.clone(),
        title: task.title.clone(),
        text: task.text.clone(),
        lead: task.lead.clone(),
        coordinating: task.coordinating.clone(),
        deadline: task.due.wording.clone(),
        deadline_is_clear: !matches!(task.due.kind, DeadlineKind::Unclear | DeadlineKind::None),
        product: task.product.clone(),
    });
    taken.collect()
}

fn pasted(rows: &str) -> Vec<AnnexTask> {
    let rows = format!("STT\tMã\tNhiệm vụ\tĐơn vị chủ trì\tSản phẩm\tThời hạn\n{rows}");
    let workbook = read_pasted(&rows, "dán").unwrap();
    Office::new()
        .parse(&workbook, &Corrections::default())
        .tasks
}

#[test]
fn the_same_annex_again_changes_nothing() {
    for name in [
        "h01.xlsx",
        "h03.docx",
        "h05.xlsx",
        "h08.xlsx",
        "h10.csv",
        "h19.xlsx",
        "h21.xlsx",
        "structure.xlsx",
    ] {
        let tasks = understood(name).tasks;
        let compared = compare(&tasks, &taken(&tasks));
        assert!(
            compared
                .tasks
                .iter()
                .all(|status| matches!(status, DiffStatus::Same { .. })),
            "{name}: {compared:?}"
        );
        assert_eq!(compared.missing, [""; 0], "{name}");
    }
}

#[test]
fn what_has_changed_is_shown_part_by_part_and_nothing_is_lost_silently() {
    let long = "Xây dựng và triển khai kế hoạch rà soát, đơn giản hóa thủ tục hành chính nội bộ trong phạm vi quản lý của ngành";
    let before = taken(&pasted(&format!(
        "1\tA-1\tCông bố danh mục thủ tục\tVP\tQuyết định\tQuý I\n2\t\t{long} năm 2026\tVP\t\tQuý II\n3\t\tViệc không còn nữa\tVP\t\t30/6\n"
    )));
    let after = pasted(&format!(
        "1\tA-1\tCông bố danh mục thủ tục hành chính mới\tTTra\t\tQuý II\n2\t\t{long} năm 2027\tVP\t\tQuý II\n3\t\tViệc hoàn toàn mới\tVP\t\t30/6\n"
    ));
    let compared = compare(&after, &before);
    let parts = |status: &DiffStatus| match status {
        DiffStatus::Changed { parts, .. } => parts
            .iter()
            .map(|part| (part.part, part.old.clone(), part.new.clone()))
            .collect(),
        _ => Vec::new(),
    };
    let changed: Vec<_> = parts(&compared.tasks[0])
        .into_iter()
        .map(|(part, ..)| part)
        .collect();
    assert_eq!(
        changed,
        [
            ComparedPart::Text,
            ComparedPart::Lead,
            ComparedPart::Deadline
        ]
    );
    assert_eq!(
        parts(&compared.tasks[0])[2],
        (
            ComparedPart::Deadline,
            "Quý I".to_owned(),
            "Quý II".to_owned()
        )
    );
    let texts = parts(&compared.tasks[1]);
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert_eq!(compared.tasks[1].code(), Some("2.1-02"));
    assert_eq!(compared.tasks[2], DiffStatus::New);
    assert_eq!(compared.missing, ["2.1-03"]);
}

#[test]
fn a_text_that_was_cut_is_the_longer_one_and_changes_nothing() {
    let whole = taken(&pasted(
        "1\t\tBáo cáo sơ kết thực hiện nghị quyết về cải cách hành chính\tVP\t\tQuý I\n",
    ));
    let cut = pasted("1\t\tBáo cáo sơ kết thực hiện nghị quyết…\tVP\t\tQuý I\n");
    assert_eq!(
        compare(&cut, &whole).tasks,
        [DiffStatus::Same {
            code: "2.1-01".to_owned()
        }]
    );
}

#[test]
fn a_cell_that_is_not_clear_replaces_no_clear_deadline() {
    let with = |deadline| {
        pasted(&format!(
            "1\tA-1\tCông bố thủ tục nội bộ\tVP\t\t{deadline}\n"
        ))
    };
    let status = |plan, annex| {
        let compared = compare(&with(annex), &taken(&with(plan)));
        compared.tasks[0].as_str()
    };
    assert_eq!(status("31/12/2027", "31/13/2027"), "same");
    assert_eq!(status("Thường xuyên", "Kỳ họp giữa năm"), "same");
    assert_eq!(status("Kỳ họp giữa năm", "31/13/2027"), "changed");
    assert_eq!(status("31/13/2027", "31/12/2027"), "changed");
    assert_eq!(status("31/12/2027", "30/11/2027"), "changed");
}
