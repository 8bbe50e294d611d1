//! The report of a month, a quarter, six or nine months, a year: steering, the six areas,
//! evaluation, the next period, proposals, as the Ministry of Home Affairs' outline for periodic
//! reports on administrative reform has it (Công văn 725/BNV-CCHC of 2012 and practice since).

use super::data::ReportData;
use super::document::Block;
use super::sections;
use super::writer::Writer;
use crate::domain::area::Area;
use crate::domain::note::NoteKind;
use crate::domain::snapshot::TaskAsOf;
use crate::present::messages::report::{from_to, period};

/// Writes the text.
pub fn write(data: &ReportData) -> Vec<Block> {
    let mut writer = Writer::new(data);
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

fn opening(writer: &mut Writer<'_>) {
    let data = writer.data;
    let (name, span) = (
        period(data.period, writer.lang),
        from_to(data.period, writer.lang),
    );
    let (office, title) = (&data.names.office, &data.plan.title);
    let number = data.plan.number.as_deref();
    let (number, number_en) = match number {
        Some(number) => (format!(" số {number}"), format!(" no. {number}")),
        None => (String::new(), String::new()),
    };
    writer.paragraph(
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

fn steering(writer: &mut Writer<'_>) {
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
    let instructions = data.span().notes(NoteKind::Instruction);
    if !instructions.is_empty() {
        writer.paragraph(
            "Ý kiến chỉ đạo, kết luận trong kỳ:",
            "Instructions and conclusions in this period:",
        );
        for (task, body, day) in instructions {
            writer.item(writer.note(task, body, day));
        }
    }
}

fn areas(writer: &mut Writer<'_>) {
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
fn results(writer: &mut Writer<'_>, area: &Area) {
    let span = writer.data.span();
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
    let late = span.late().into_iter().filter(|(task, _)| own(task));
    let late: Vec<_> = late.collect();
    if !late.is_empty() {
        writer.paragraph("Nhiệm vụ quá hạn:", "Overdue tasks:");
    }
    for (task, days) in late {
        writer.item(writer.late(task, days));
    }
}

/// What was finished in the period of some tasks, and what of the recurring ones was done.
fn achieved(writer: &mut Writer<'_>, own: impl Fn(&TaskAsOf) -> bool) {
    let span = writer.data.span();
    let finished = span.finished().into_iter().filter(|task| own(task));
    let finished: Vec<_> = finished.collect();
    let kept_up = span.kept_up().into_iter().filter(|(task, _)| own(task));
    let kept_up: Vec<_> = kept_up.collect();
    if finished.is_empty() && kept_up.is_empty() {
        writer.paragraph(
            "Trong kỳ chưa có nhiệm vụ hoàn thành.",
            "No tasks were completed in this period.",
        );
    }
    if !finished.is_empty() {
        let n = writer.n(i64::try_from(finished.len()).unwrap_or(i64::MAX));
        writer.paragraph(
            format!("Trong kỳ đã hoàn thành {n} nhiệm vụ:"),
            format!("Completed in this period ({n}):"),
        );
    }
    for task in finished {
        writer.item(writer.finished(task));
    }
    sections::recurring(writer, &kept_up);
}

fn evaluation(writer: &mut Writer<'_>) {
    writer.heading(1, "III. ĐÁNH GIÁ CHUNG", "III. EVALUATION");
    writer.heading(2, "1. Kết quả nổi bật", "1. Notable results");
    sections::comparison(writer);
    let span = writer.data.span();
    let key: Vec<_> = span
        .finished()
        .into_iter()
        .filter(|task| task.key_task)
        .collect();
    if !key.is_empty() {
        writer.paragraph(
            "Nhiệm vụ trọng tâm hoàn thành trong kỳ:",
            "Key tasks completed in this period:",
        );
    }
    for task in key {
        writer.item(writer.finished(task));
    }
    writer.place("highlights");
    writer.heading(2, "2. Tồn tại, hạn chế", "2. Shortcomings");
    sections::overdue(writer);
    sections::unreported(writer);
    sections::held(writer);
    if !writer.data.span().notes(NoteKind::Difficulty).is_empty() {
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

fn outlook(writer: &mut Writer<'_>) {
    writer.heading(
        1,
        "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM KỲ TỚI",
        "IV. NEXT PERIOD",
    );
    writer.place("directions");
    let late = writer.data.counts.all().totals.overdue;
    if late > 0 {
        let n = writer.n(late);
        writer.paragraph(
            format!("Hoàn thành dứt điểm {n} nhiệm vụ đang quá hạn."),
            format!("Finish the tasks that are overdue ({n})."),
        );
    }
    // Where the period is not over yet, what is due in the rest of it comes with the next.
    let last = writer.data.period.next().1;
    let first = writer.data.known.day.succ_opt().unwrap_or(last);
    sections::by_lead(writer, first, last);
}
