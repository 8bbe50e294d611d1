//! The two forms of a report: over a week, and over any longer period.

use super::data::ReportData;
use super::document::Block;
use super::sections;
use super::writer::BlockWriter;
use crate::domain::area::Area;
use crate::domain::day::Week;
use crate::domain::note::NoteKind;
use crate::domain::snapshot::TaskAsOf;
use crate::present::messages::report::{from_to, period, plan_number};

/// The report of a month, a quarter, six or nine months, a year: steering, the six areas, evaluation,
/// the next period, proposals, as the Ministry of Home Affairs' outline for periodic reports on
/// administrative reform has it (Công văn 725/BNV-CCHC of 2012 and practice since).
pub(crate) fn periodic(data: &ReportData) -> Vec<Block> {
    let mut writer = BlockWriter::new(data);
    opening(&mut writer);
    steering(&mut writer);
    areas(&mut writer);
    evaluation(&mut writer);
    outlook(&mut writer);
    writer.heading(1, "V. KIẾN NGHỊ, ĐỀ XUẤT", "V. PROPOSALS");
    sections::proposals(&mut writer);
    sections::closing(&mut writer);
    writer.blocks
}

fn opening(writer: &mut BlockWriter<'_>) {
    let data = writer.data;
    let (name, span) = (
        period(data.period, writer.lang),
        from_to(data.period, writer.lang),
    );
    let (office, title) = (&data.names.office, &data.plan.title);
    let number = plan_number(&data.plan, writer.lang);
    writer.paragraph(
        format!(
            "Thực hiện {title}{number}, {office} báo cáo kết quả công tác cải cách hành chính \
             {name} (số liệu {span}) như sau:"
        ),
        format!(
            "Under {title}{number}, {office} reports its administrative-reform results for {name} \
             (figures {span}) as follows:"
        ),
    );
}

fn steering(writer: &mut BlockWriter<'_>) {
    writer.heading(
        1,
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
        "I. DIRECTION AND MANAGEMENT",
    );
    writer.place("steering");
    let data = writer.data;
    let steering = data.areas.iter().find(|area| area.key == "0");
    let wanted = data
        .query
        .area
        .is_none_or(|id| steering.is_some_and(|area| area.id == id));
    if let Some(area) = steering.filter(|_| wanted) {
        results(writer, area);
    }
    let instructions = data.notes(NoteKind::Instruction).into_iter();
    let instructions = instructions.map(|(task, note)| writer.note(task, note));
    writer.items(
        instructions.collect(),
        "Ý kiến chỉ đạo, kết luận trong kỳ:",
        "Instructions and conclusions in this period:",
    );
}

fn areas(writer: &mut BlockWriter<'_>) {
    writer.heading(
        1,
        "II. KẾT QUẢ THỰC HIỆN CÁC NỘI DUNG CẢI CÁCH HÀNH CHÍNH",
        "II. RESULTS BY AREA",
    );
    let data = writer.data;
    sections::standing_of_all(writer);
    let chosen = data.areas.iter().filter(|area| area.key != "0");
    let chosen = chosen.filter(|area| data.query.area.is_none_or(|id| id == area.id));
    for (number, area) in (1..).zip(chosen) {
        let (vi, en) = (
            format!("{number}. {}", area.name),
            format!("{number}. {}", area.name_en),
        );
        writer.heading(2, &vi, &en);
        results(writer, area);
    }
    sections::later(writer);
}

/// What was achieved in an area, its figures, and what is late.
fn results(writer: &mut BlockWriter<'_>, area: &Area) {
    let data = writer.data;
    let own = |task: &TaskAsOf| task.area == area.key;
    let counts = &writer.data.counts;
    let figures = counts.figures(|counted| counted.area == area.key);
    if figures.totals == Default::default() {
        writer.paragraph(
            "Không có nhiệm vụ nào thuộc lĩnh vực này trong phạm vi báo cáo.",
            "No tasks of this area fall within this report.",
        );
        return;
    }
    let standing = writer.standing(&figures);
    writer.blocks.push(Block::Paragraph(standing));
    achieved(writer, own);
    let late = data.late().into_iter().filter(|(task, _)| own(task));
    let late = late.map(|(task, days)| writer.late(task, days));
    writer.items(late.collect(), "Nhiệm vụ quá hạn:", "Overdue tasks:");
}

/// What was finished in the period of some tasks, and what of the recurring ones was done.
fn achieved(writer: &mut BlockWriter<'_>, own: impl Fn(&TaskAsOf) -> bool) {
    let data = writer.data;
    let finished = data.finished().into_iter().filter(|task| own(task));
    let finished: Vec<_> = finished.collect();
    let recurring = data.recurring_done().into_iter();
    let recurring: Vec<_> = recurring.filter(|(task, _)| own(task)).collect();
    if finished.is_empty() && recurring.is_empty() {
        writer.paragraph(
            "Trong kỳ chưa có nhiệm vụ hoàn thành.",
            "No tasks were completed in this period.",
        );
    }
    let n = writer.n(finished.len());
    writer.items(
        finished
            .into_iter()
            .map(|task| writer.finished(task))
            .collect(),
        format!("Trong kỳ đã hoàn thành {n} nhiệm vụ:"),
        format!("Completed in this period ({n}):"),
    );
    sections::recurring(writer, &recurring);
}

fn evaluation(writer: &mut BlockWriter<'_>) {
    writer.heading(1, "III. ĐÁNH GIÁ CHUNG", "III. EVALUATION");
    writer.heading(2, "1. Kết quả nổi bật", "1. Notable results");
    sections::comparison(writer);
    let finished = writer.data.finished().into_iter();
    let key = finished.filter(|task| task.texts.key_task);
    writer.items(
        key.map(|task| writer.finished(task)).collect(),
        "Nhiệm vụ trọng tâm hoàn thành trong kỳ:",
        "Key tasks completed in this period:",
    );
    writer.place("highlights");
    writer.heading(2, "2. Tồn tại, hạn chế", "2. Shortcomings");
    sections::overdue(writer);
    sections::unreported(writer);
    sections::on_hold(writer);
    if !writer.data.notes(NoteKind::Difficulty).is_empty() {
        writer.paragraph(
            "Khó khăn, vướng mắc chưa được trả lời:",
            "Unresolved difficulties:",
        );
    }
    sections::difficulties(writer);
    writer.place("shortcomings");
    writer.heading(2, "3. Nguyên nhân", "3. Causes");
    writer.place("causes");
}

fn outlook(writer: &mut BlockWriter<'_>) {
    writer.heading(
        1,
        "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM KỲ TỚI",
        "IV. NEXT PERIOD",
    );
    writer.place("directions");
    sections::finish_overdue(writer);
    // Where the period is not over yet, what is due in the rest of it comes with the next.
    let last = writer.data.period.next().1;
    let first = writer.data.known.day.succ_opt().unwrap_or(last);
    sections::by_lead(writer, first, last, BlockWriter::due);
}

/// The report for the Monday meeting (*giao ban*): what was done, what is late, what falls due this
/// week, what is stuck, and the next week's tasks unit by unit.
pub(crate) fn weekly(data: &ReportData) -> Vec<Block> {
    let mut writer = BlockWriter::new(data);
    overview(&mut writer);
    writer.heading(
        1,
        "II. NHIỆM VỤ ĐÃ HOÀN THÀNH TRONG TUẦN",
        "II. COMPLETED THIS WEEK",
    );
    sections::finished_this_week(&mut writer);
    writer.heading(1, "III. NHIỆM VỤ QUÁ HẠN", "III. OVERDUE");
    sections::late(&mut writer);
    due_this_week(&mut writer);
    writer.heading(1, "V. KHÓ KHĂN, VƯỚNG MẮC", "V. DIFFICULTIES");
    sections::difficulties(&mut writer);
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
    sections::by_lead(&mut writer, next.monday, next.sunday, BlockWriter::due);
    writer.place("next");
    sections::closing(&mut writer);
    writer.blocks
}

fn overview(writer: &mut BlockWriter<'_>) {
    writer.heading(1, "I. TÌNH HÌNH CHUNG", "I. OVERVIEW");
    writer.place("overview");
    sections::standing_of_all(writer);
    sections::comparison(writer);
}

fn due_this_week(writer: &mut BlockWriter<'_>) {
    writer.heading(1, "IV. NHIỆM VỤ ĐẾN HẠN TRONG TUẦN", "IV. DUE THIS WEEK");
    let week = Week::of(writer.data.period.last);
    let found = writer.data.due(week.monday, week.sunday);
    let items = found.iter().map(|(task, o)| writer.due(task, o)).collect();
    writer.list(items, "Không có nhiệm vụ đến hạn.", "No tasks fall due.");
}
