//! The report of a month, a quarter, six or nine months, a year: steering, the six areas,
//! evaluation, the next period, proposals, as the Ministry of Home Affairs' outline for periodic
//! reports on administrative reform has it (Công văn 725/BNV-CCHC of 2012 and practice since).

use super::document::Block;
use super::pen::Pen;
use super::{Facts, passages};
use crate::domain::area::Area;
use crate::domain::note::NoteKind;
use crate::domain::snapshot::TaskAsOf;
use crate::present::words::report::{from_to, period};

/// Writes the text.
pub fn write(facts: &Facts) -> Vec<Block> {
    let mut pen = Pen::new(facts);
    opening(&mut pen);
    steering(&mut pen);
    areas(&mut pen);
    evaluation(&mut pen);
    outlook(&mut pen);
    pen.heading(1, "V. KIẾN NGHỊ, ĐỀ XUẤT", "V. PROPOSALS");
    passages::proposals(&mut pen);
    passages::closing(&mut pen);
    pen.blocks
}

fn opening(pen: &mut Pen<'_>) {
    let facts = pen.facts;
    let (name, span) = (
        period(facts.period, pen.lang),
        from_to(facts.period, pen.lang),
    );
    let (office, title) = (&facts.names.office, &facts.plan.title);
    let number = facts.plan.number.as_deref();
    let (number, number_en) = match number {
        Some(number) => (format!(" số {number}"), format!(" no. {number}")),
        None => (String::new(), String::new()),
    };
    pen.paragraph(
        format!(
            "Thực hiện {title}{number}, {office} báo cáo kết quả công tác cải cách hành chính \
             {name} (số liệu {span}) như sau:"
        ),
        format!(
            "Under {title}{number_en}, {office} reports its administrative-reform results for {name} \
             (figures {span}) as follows:"
        ),
    );
}

fn steering(pen: &mut Pen<'_>) {
    pen.heading(
        1,
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
        "I. DIRECTION AND MANAGEMENT",
    );
    pen.place("steering");
    let facts = pen.facts;
    let steering = facts.areas.iter().find(|area| area.key == "0");
    let wanted = facts
        .query
        .area
        .is_none_or(|id| steering.is_some_and(|area| area.id == id));
    if let Some(area) = steering.filter(|_| wanted) {
        results(pen, area);
    }
    let instructions = facts.span().notes(NoteKind::Instruction);
    if !instructions.is_empty() {
        pen.paragraph(
            "Ý kiến chỉ đạo, kết luận trong kỳ:",
            "Instructions and conclusions in this period:",
        );
        for (task, body, day) in instructions {
            pen.item(pen.note(task, body, day));
        }
    }
}

fn areas(pen: &mut Pen<'_>) {
    pen.heading(
        1,
        "II. KẾT QUẢ THỰC HIỆN CÁC NỘI DUNG CẢI CÁCH HÀNH CHÍNH",
        "II. RESULTS BY AREA",
    );
    let facts = pen.facts;
    passages::standing_of_all(pen);
    let chosen = facts.areas.iter().filter(|area| area.key != "0");
    let chosen = chosen.filter(|area| facts.query.area.is_none_or(|id| id == area.id));
    for (number, area) in (1..).zip(chosen) {
        let (vi, en) = (
            format!("{number}. {}", area.name),
            format!("{number}. {}", area.name_en),
        );
        pen.heading(2, &vi, &en);
        results(pen, area);
    }
    passages::later(pen);
}

/// What was achieved in an area, its figures, and what is behind.
fn results(pen: &mut Pen<'_>, area: &Area) {
    let span = pen.facts.span();
    let own = |task: &TaskAsOf| task.area == area.key;
    let figures = span.figures(own);
    if figures.totals == Default::default() {
        pen.paragraph(
            "Không có nhiệm vụ nào thuộc lĩnh vực này trong phạm vi báo cáo.",
            "No tasks of this area fall within this report.",
        );
        return;
    }
    let standing = pen.standing(&figures);
    pen.blocks.push(Block::Paragraph(standing));
    achieved(pen, own);
    let late = span.late().into_iter().filter(|(task, _)| own(task));
    let late: Vec<_> = late.collect();
    if !late.is_empty() {
        pen.paragraph("Nhiệm vụ quá hạn:", "Overdue tasks:");
    }
    for (task, days) in late {
        pen.item(pen.late(task, days));
    }
}

/// What was finished in the period of some tasks, and what of the recurring ones was done.
fn achieved(pen: &mut Pen<'_>, own: impl Fn(&TaskAsOf) -> bool) {
    let span = pen.facts.span();
    let finished = span.finished().into_iter().filter(|task| own(task));
    let finished: Vec<_> = finished.collect();
    let kept_up = span.kept_up().into_iter().filter(|(task, _)| own(task));
    let kept_up: Vec<_> = kept_up.collect();
    if finished.is_empty() && kept_up.is_empty() {
        pen.paragraph(
            "Trong kỳ chưa có nhiệm vụ hoàn thành.",
            "No tasks were completed in this period.",
        );
    }
    if !finished.is_empty() {
        let n = pen.n(i64::try_from(finished.len()).unwrap_or(i64::MAX));
        pen.paragraph(
            format!("Trong kỳ đã hoàn thành {n} nhiệm vụ:"),
            format!("Completed in this period ({n}):"),
        );
    }
    for task in finished {
        pen.item(pen.finished(task));
    }
    passages::recurring(pen, &kept_up);
}

fn evaluation(pen: &mut Pen<'_>) {
    pen.heading(1, "III. ĐÁNH GIÁ CHUNG", "III. EVALUATION");
    pen.heading(2, "1. Kết quả nổi bật", "1. Notable results");
    passages::comparison(pen);
    let span = pen.facts.span();
    let key: Vec<_> = span
        .finished()
        .into_iter()
        .filter(|task| task.key_task)
        .collect();
    if !key.is_empty() {
        pen.paragraph(
            "Nhiệm vụ trọng tâm hoàn thành trong kỳ:",
            "Key tasks completed in this period:",
        );
    }
    for task in key {
        pen.item(pen.finished(task));
    }
    pen.place("highlights");
    pen.heading(2, "2. Tồn tại, hạn chế", "2. Shortcomings");
    passages::behind(pen);
    passages::unreported(pen);
    passages::held(pen);
    if !pen.facts.span().notes(NoteKind::Difficulty).is_empty() {
        pen.paragraph(
            "Khó khăn, vướng mắc chưa được trả lời:",
            "Unresolved difficulties:",
        );
    }
    pen.notes(
        NoteKind::Difficulty,
        "Không có vướng mắc nào chưa được trả lời.",
        "There are no unresolved difficulties.",
    );
    pen.place("shortcomings");
    pen.heading(2, "3. Nguyên nhân", "3. Causes");
    pen.place("causes");
}

fn outlook(pen: &mut Pen<'_>) {
    pen.heading(
        1,
        "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM KỲ TỚI",
        "IV. NEXT PERIOD",
    );
    pen.place("directions");
    let late = pen.facts.span().all().totals.overdue;
    if late > 0 {
        let n = pen.n(late);
        pen.paragraph(
            format!("Hoàn thành dứt điểm {n} nhiệm vụ đang quá hạn."),
            format!("Finish the tasks that are overdue ({n})."),
        );
    }
    // Where the period is not over yet, what is due in the rest of it comes with the next.
    let last = pen.facts.period.next().1;
    let first = pen.facts.known.day.succ_opt().unwrap_or(last);
    passages::by_lead(pen, first, last);
}
