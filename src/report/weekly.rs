//! The report for the Monday meeting (*giao ban*): what was done, what is late, what falls due this
//! week, what is stuck, and the next week's tasks unit by unit.

use super::document::Block;
use super::pen::Pen;
use super::{Facts, passages};
use crate::domain::day::Week;
use crate::domain::note::NoteKind;

/// Writes the text.
pub fn write(facts: &Facts) -> Vec<Block> {
    let mut pen = Pen::new(facts);
    overview(&mut pen);
    finished(&mut pen);
    late(&mut pen);
    due(&mut pen);
    pen.heading(1, "V. KHÓ KHĂN, VƯỚNG MẮC", "V. DIFFICULTIES");
    pen.notes(
        NoteKind::Difficulty,
        "Không có vướng mắc nào chưa được trả lời.",
        "There are no unresolved difficulties.",
    );
    pen.heading(
        1,
        "VI. KIẾN NGHỊ, XIN Ý KIẾN CHỈ ĐẠO",
        "VI. PROPOSALS AND REQUESTS",
    );
    passages::proposals(&mut pen);
    pen.heading(
        1,
        "VII. NHIỆM VỤ TRỌNG TÂM TUẦN TỚI",
        "VII. MAIN TASKS NEXT WEEK",
    );
    let next = Week::of(facts.period.last).next();
    passages::by_lead(&mut pen, next.monday, next.sunday);
    pen.place("next");
    passages::closing(&mut pen);
    pen.blocks
}

fn overview(pen: &mut Pen<'_>) {
    pen.heading(1, "I. TÌNH HÌNH CHUNG", "I. OVERVIEW");
    pen.place("overview");
    passages::standing_of_all(pen);
    passages::comparison(pen);
}

fn finished(pen: &mut Pen<'_>) {
    pen.heading(
        1,
        "II. NHIỆM VỤ ĐÃ HOÀN THÀNH TRONG TUẦN",
        "II. COMPLETED THIS WEEK",
    );
    let span = pen.facts.span();
    let items = span
        .finished()
        .iter()
        .map(|task| pen.finished(task))
        .collect();
    pen.list(
        items,
        "Trong tuần không có nhiệm vụ hoàn thành.",
        "No tasks were completed this week.",
    );
    passages::recurring(pen, &span.kept_up());
    passages::later(pen);
}

fn late(pen: &mut Pen<'_>) {
    pen.heading(1, "III. NHIỆM VỤ QUÁ HẠN", "III. OVERDUE");
    passages::behind(pen);
    let late = pen.facts.span().late();
    for (task, days) in late {
        pen.item(pen.late(task, days));
    }
}

fn due(pen: &mut Pen<'_>) {
    pen.heading(1, "IV. NHIỆM VỤ ĐẾN HẠN TRONG TUẦN", "IV. DUE THIS WEEK");
    let week = Week::of(pen.facts.period.last);
    let found = pen.facts.span().due(week.monday, week.sunday);
    let items = found.iter().map(|(task, o)| pen.due(task, o)).collect();
    pen.list(items, "Không có nhiệm vụ đến hạn.", "No tasks fall due.");
}
