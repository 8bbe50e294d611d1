//! The report for the Monday meeting (*giao ban*): what was done, what is late, what falls due this
//! week, what is stuck, and the next week's tasks unit by unit.

use super::data::ReportData;
use super::document::Block;
use super::sections;
use super::writer::Writer;
use crate::domain::day::Week;
use crate::domain::note::NoteKind;

/// Writes the text.
pub fn write(data: &ReportData) -> Vec<Block> {
    let mut writer = Writer::new(data);
    overview(&mut writer);
    finished(&mut writer);
    late(&mut writer);
    due(&mut writer);
    writer.heading(1, "V. KHÓ KHĂN, VƯỚNG MẮC", "V. DIFFICULTIES");
    writer.notes(
        NoteKind::Difficulty,
        "Không có vướng mắc nào chưa được trả lời.",
        "There are no unresolved difficulties.",
    );
    writer.heading(
        1,
        "VI. KIẾN NGHỊ, XIN Ý KIẾN CHỈ ĐẠO",
        "VI. PROPOSALS AND REQUESTS",
    );
    sections::proposals(&mut writer);
    writer.heading(
        1,
        "VII. NHIỆM VỤ TRỌNG TÂM TUẦN TỚI",
        "VII. MAIN TASKS NEXT WEEK",
    );
    let next = Week::of(data.period.last).next();
    sections::by_lead(&mut writer, next.monday, next.sunday);
    writer.place("next");
    sections::closing(&mut writer);
    writer.blocks
}

fn overview(writer: &mut Writer<'_>) {
    writer.heading(1, "I. TÌNH HÌNH CHUNG", "I. OVERVIEW");
    writer.place("overview");
    sections::standing_of_all(writer);
    sections::comparison(writer);
}

fn finished(writer: &mut Writer<'_>) {
    writer.heading(
        1,
        "II. NHIỆM VỤ ĐÃ HOÀN THÀNH TRONG TUẦN",
        "II. COMPLETED THIS WEEK",
    );
    let span = writer.data.span();
    let items = span
        .finished()
        .iter()
        .map(|task| writer.finished(task))
        .collect();
    writer.list(
        items,
        "Trong tuần không có nhiệm vụ hoàn thành.",
        "No tasks were completed this week.",
    );
    sections::recurring(writer, &span.kept_up());
    sections::later(writer);
}

fn late(writer: &mut Writer<'_>) {
    writer.heading(1, "III. NHIỆM VỤ QUÁ HẠN", "III. OVERDUE");
    sections::overdue(writer);
    let late = writer.data.span().late();
    for (task, days) in late {
        writer.item(writer.late(task, days));
    }
}

fn due(writer: &mut Writer<'_>) {
    writer.heading(1, "IV. NHIỆM VỤ ĐẾN HẠN TRONG TUẦN", "IV. DUE THIS WEEK");
    let week = Week::of(writer.data.period.last);
    let found = writer.data.span().due(week.monday, week.sunday);
    let items = found.iter().map(|(task, o)| writer.due(task, o)).collect();
    writer.list(items, "Không có nhiệm vụ đến hạn.", "No tasks fall due.");
}
