//! The report of a month, a quarter, six or nine months, a year: steering, the six areas,
//! evaluation, the next period, proposals, as the Ministry of Home Affairs' outline for periodic
//! reports on administrative reform has it (Công văn 725/BNV-CCHC of 2012 and practice since).

use super::document::Block;
use super::pen::Pen;
use super::{Facts, tables};
use crate::domain::area::Area;
use crate::domain::note::NoteKind;
use crate::domain::snapshot::Known;
use crate::present::dates;
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
    proposals(&mut pen);
    closing(&mut pen);
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
    let number = number
        .map(|number| format!(" số {number}"))
        .unwrap_or_default();
    pen.paragraph(
        format!(
            "Thực hiện {title}{number}, {office} báo cáo kết quả công tác cải cách hành chính \
             {name} (số liệu {span}) như sau:"
        ),
        format!("On {title}: {office} reports on {name} (figures {span})."),
    );
}

/// The last paragraph of an administrative document ends in "./.".
pub fn closing(pen: &mut Pen<'_>) {
    let name = period(pen.facts.period, pen.lang);
    let office = &pen.facts.names.office;
    pen.paragraph(
        format!("Trên đây là báo cáo công tác cải cách hành chính {name} của {office}./."),
        format!("This is the report of {office} on {name}./."),
    );
}

fn steering(pen: &mut Pen<'_>) {
    pen.heading(1, "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "I. STEERING");
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
            "Instructions and conclusions in the period:",
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
    let all = facts.span().all();
    let standing = pen.standing(&all);
    pen.blocks.push(Block::Paragraph(standing));
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
    later(pen);
}

/// What was achieved in an area, its figures, and what is behind.
fn results(pen: &mut Pen<'_>, area: &Area) {
    let span = pen.facts.span();
    let own = |task: &Known| task.area == area.key;
    let finished: Vec<_> = span
        .finished()
        .into_iter()
        .filter(|task| own(task))
        .collect();
    let kept_up: Vec<_> = span
        .kept_up()
        .into_iter()
        .filter(|(task, _)| own(task))
        .collect();
    let late: Vec<_> = span
        .late()
        .into_iter()
        .filter(|(task, _)| own(task))
        .collect();
    let figures = span.figures(own);
    if figures.totals == Default::default() {
        pen.paragraph(
            "Không có nhiệm vụ nào thuộc lĩnh vực này trong phạm vi báo cáo.",
            "No task of this area belongs to the report.",
        );
        return;
    }
    let standing = pen.standing(&figures);
    pen.blocks.push(Block::Paragraph(standing));
    if finished.is_empty() && kept_up.is_empty() {
        pen.paragraph(
            "Trong kỳ chưa có nhiệm vụ hoàn thành.",
            "No task was finished in the period.",
        );
    }
    if !finished.is_empty() {
        let n = pen.n(i64::try_from(finished.len()).unwrap_or(i64::MAX));
        pen.paragraph(
            format!("Trong kỳ đã hoàn thành {n} nhiệm vụ:"),
            format!("Finished in the period ({n}):"),
        );
    }
    for task in finished {
        pen.item(pen.finished(task));
    }
    recurring(pen, &kept_up);
    if !late.is_empty() {
        pen.paragraph("Nhiệm vụ quá hạn:", "Overdue tasks:");
    }
    for (task, days) in late {
        pen.item(pen.late(task, days));
    }
}

/// Recurring tasks with what was done of them.
pub fn recurring(pen: &mut Pen<'_>, kept_up: &[(&Known, i64)]) {
    if kept_up.is_empty() {
        return;
    }
    pen.paragraph(
        "Nhiệm vụ định kỳ đã thực hiện trong kỳ:",
        "Recurring tasks carried out in the period:",
    );
    for (task, n) in kept_up {
        let (name, n) = (pen.task(task), pen.n(*n));
        pen.item(pen.say(format!("{name}: {n} kỳ;"), format!("{name}: {n};")));
    }
}

/// What was finished in the period but recorded after it: the figures do not hold it.
pub fn later(pen: &mut Pen<'_>) {
    let found = pen.facts.span().recorded_later(&pen.facts.now);
    if found.is_empty() {
        return;
    }
    let last = dates::full(pen.facts.known.day);
    pen.paragraph(
        format!(
            "Hoàn thành trong kỳ nhưng được ghi nhận sau ngày {last} (không tính vào số liệu trên):"
        ),
        format!("Finished in the period but recorded after {last} (not in the figures above):"),
    );
    for (task, occurrence) in found {
        let name = pen.task(task);
        let period = dates::period(task.rhythm, occurrence, pen.lang);
        let period = if period.is_empty() {
            period
        } else {
            format!(" {period},")
        };
        let done = occurrence.done_on.map(dates::full).unwrap_or_default();
        pen.item(pen.say(
            format!("{name}:{period} xong ngày {done};"),
            format!("{name}:{period} done on {done};"),
        ));
    }
}

fn evaluation(pen: &mut Pen<'_>) {
    pen.heading(1, "III. ĐÁNH GIÁ CHUNG", "III. EVALUATION");
    pen.heading(2, "1. Kết quả nổi bật", "1. Notable results");
    comparison(pen);
    let span = pen.facts.span();
    let key: Vec<_> = span
        .finished()
        .into_iter()
        .filter(|task| task.key_task)
        .collect();
    if !key.is_empty() {
        pen.paragraph(
            "Nhiệm vụ trọng tâm hoàn thành trong kỳ:",
            "Key tasks finished in the period:",
        );
    }
    for task in key {
        pen.item(pen.finished(task));
    }
    pen.place("highlights");
    pen.heading(2, "2. Tồn tại, hạn chế", "2. Shortcomings");
    behind(pen);
    if !pen.facts.span().notes(NoteKind::Difficulty).is_empty() {
        pen.paragraph(
            "Khó khăn, vướng mắc chưa được trả lời:",
            "Difficulties without an answer:",
        );
    }
    pen.notes(
        NoteKind::Difficulty,
        "Không có vướng mắc nào chưa được trả lời.",
        "No difficulty is without an answer.",
    );
    pen.place("shortcomings");
    pen.heading(2, "3. Nguyên nhân", "3. Causes");
    pen.place("causes");
}

/// The sentence and the table that set the period against the one before.
pub fn comparison(pen: &mut Pen<'_>) {
    let Some(before) = pen.facts.span_before() else {
        return;
    };
    let (now, then) = (pen.facts.span().all(), before.all());
    let n = |n: i64| pen.n(n);
    let (done, done_then) = (n(now.finished), n(then.finished));
    let (late, late_then) = (n(now.totals.overdue), n(then.totals.overdue));
    pen.paragraph(
        format!(
            "Trong kỳ hoàn thành {done}, kỳ trước {done_then}; quá hạn tại cuối kỳ {late}, kỳ \
             trước {late_then}."
        ),
        format!(
            "Finished {done}, before {done_then}; overdue at the end {late}, before {late_then}."
        ),
    );
    pen.blocks
        .extend(tables::comparison(pen.facts).map(Block::Table));
}

/// What is late, what was extended, what lacks its evidence.
pub fn behind(pen: &mut Pen<'_>) {
    let span = pen.facts.span();
    let all = span.all();
    let n = |n: i64| pen.n(n);
    let (late, new) = (n(all.totals.overdue), n(all.newly_late));
    let (worst, moved, unproven) = (n(all.worst), n(all.extensions), n(all.unproven));
    pen.paragraph(
        match all.totals.overdue {
            0 => "Không có nhiệm vụ quá hạn.".to_owned(),
            _ => format!(
                "Còn {late} nhiệm vụ quá hạn, trong đó mới quá hạn trong kỳ {new}; chậm nhất {worst} ngày."
            ),
        },
        match all.totals.overdue {
            0 => "No task is overdue.".to_owned(),
            _ => format!("Overdue: {late}, of them new in the period {new}; the longest by {worst} days."),
        },
    );
    pen.paragraph(
        format!(
            "Trong kỳ gia hạn {moved} lượt; {unproven} nhiệm vụ đã hoàn thành chưa có tài liệu kiểm chứng."
        ),
        format!("Extensions in the period: {moved}; done without evidence: {unproven}."),
    );
    let often = span.often_extended();
    if !often.is_empty() {
        pen.paragraph(
            "Nhiệm vụ gia hạn nhiều lần (từ 3 lần trở lên):",
            "Extended three times or more:",
        );
    }
    for (task, times) in often {
        let (name, times) = (pen.task(task), dates::times(times, pen.lang));
        pen.item(pen.say(format!("{name}: {times};"), format!("{name}: {times};")));
    }
}

fn outlook(pen: &mut Pen<'_>) {
    pen.heading(
        1,
        "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM KỲ TỚI",
        "IV. THE NEXT PERIOD",
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
    by_lead(pen, first, last);
}

/// The tasks that fall due between two days, under the units that lead them.
pub fn by_lead(pen: &mut Pen<'_>, first: chrono::NaiveDate, last: chrono::NaiveDate) {
    let due = pen.facts.span().due(first, last);
    let (from, to) = (dates::full(first), dates::full(last));
    if due.is_empty() {
        pen.paragraph(
            format!("Không có nhiệm vụ nào đến hạn từ ngày {from} đến ngày {to}."),
            format!("No task falls due from {from} to {to}."),
        );
        return;
    }
    pen.paragraph(
        format!("Nhiệm vụ đến hạn từ ngày {from} đến ngày {to}:"),
        format!("Due from {from} to {to}:"),
    );
    let leads: Vec<_> = due.iter().map(|(task, _)| task.lead).collect();
    for lead in pen.units_of(&leads) {
        let name = pen.name(lead).to_owned();
        pen.heading(3, &name, &name);
        for (task, occurrence) in &due {
            if tables::led_by(pen, task, lead) {
                pen.item(pen.due(task, occurrence));
            }
        }
    }
}

/// The proposals of the period, and the place for more.
pub fn proposals(pen: &mut Pen<'_>) {
    pen.notes(
        NoteKind::Proposal,
        "Trong kỳ không có kiến nghị nào được ghi nhận.",
        "No proposal was recorded in the period.",
    );
    pen.place("proposals");
}
