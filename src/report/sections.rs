//! Sections that both forms have: comparison, what is late, what falls due, proposals.

use super::document::Block;
use super::tables;
use super::writer::BlockWriter;
use crate::domain::day::Day;
use crate::domain::note::NoteKind;
use crate::domain::snapshot::TaskAsOf;
use crate::domain::task::Occurrence;
use crate::present::dates;
use crate::present::messages::labels;
use crate::present::messages::report::period;

/// The last paragraph of an administrative document ends in "./.".
pub(crate) fn closing(writer: &mut BlockWriter<'_>) {
    let name = period(writer.data.period, writer.lang);
    let office = &writer.data.names.office;
    writer.paragraph(
        format!("Trên đây là báo cáo công tác cải cách hành chính {name} của {office}./."),
        format!("This is the report of {office} for {name}./."),
    );
}

/// How all tasks of the report stand, and where the details are: a text must point to its annexes.
pub(crate) fn standing_of_all(writer: &mut BlockWriter<'_>) {
    let standing = writer.standing(&writer.data.counts.all());
    writer.paragraph(
        format!("{standing} Số liệu chi tiết tại Phụ lục I, Phụ lục II kèm theo."),
        format!("{standing} See annexes I and II for details."),
    );
}

/// Recurring tasks with what was done of them.
pub(crate) fn recurring(writer: &mut BlockWriter<'_>, recurring_done: &[(&TaskAsOf, i64)]) {
    let item = |(task, n): &(&TaskAsOf, i64)| {
        let (name, n) = (writer.task(task), writer.n(*n));
        writer.pick(format!("{name}: {n} kỳ;"), format!("{name}: {n};"))
    };
    writer.items(
        recurring_done.iter().map(item).collect(),
        "Nhiệm vụ định kỳ đã thực hiện trong kỳ:",
        "Recurring tasks carried out in this period:",
    );
}

/// What was finished in the period but recorded after it: the figures do not hold it.
pub(crate) fn later(writer: &mut BlockWriter<'_>) {
    let data = writer.data;
    let found = data.recorded_later.iter();
    let found = found.flat_map(|task| task.occurrences.iter().map(move |o| (task, o)));
    let item = |(task, occurrence): (&TaskAsOf, &Occurrence)| {
        let name = writer.task(task);
        let period = match dates::period(task.rhythm, occurrence, writer.lang) {
            period if period.is_empty() => period,
            period => format!(" {period},"),
        };
        let done = occurrence.done_on.map(dates::full).unwrap_or_default();
        writer.pick(
            format!("{name}:{period} hoàn thành ngày {done};"),
            format!("{name}:{period} completed on {done};"),
        )
    };
    let last = dates::full(data.known.day);
    writer.items(
        found.map(item).collect(),
        format!("Hoàn thành trong kỳ nhưng được ghi nhận sau ngày {last} (không tính vào số liệu trên):"),
        format!("Completed in this period but recorded after {last} (not included in the figures above):"),
    );
}

/// The sentence and the table that set the period against the one before.
pub(crate) fn comparison(writer: &mut BlockWriter<'_>) {
    let Some(before) = &writer.data.before else {
        return;
    };
    if !writer.data.is_comparable() {
        let name = period(writer.data.period.previous(), writer.lang);
        let year = writer.data.plan.year;
        writer.paragraph(
            format!("Kỳ trước ({name}) ngoài năm của kế hoạch ({year}): không có số liệu để so sánh."),
            format!("The previous period ({name}) lies outside the plan's year ({year}); there are no figures to compare with."),
        );
        return;
    }
    let (now, then) = (writer.data.counts.all(), before.all());
    let n = |n: i64| writer.n(n);
    let (done, done_then) = (n(now.finished), n(then.finished));
    let (late, late_then) = (n(now.totals.overdue), n(then.totals.overdue));
    writer.paragraph(
        format!(
            "Trong kỳ hoàn thành {done}, kỳ trước {done_then}; quá hạn tại cuối kỳ {late}, kỳ \
             trước {late_then}."
        ),
        format!(
            "Completed in this period: {done} (previous period: {done_then}); overdue at its end: {late} (previous period: {late_then})."
        ),
    );
    writer
        .blocks
        .extend(tables::comparison(writer.data).map(Block::Table));
}

/// What is late, what was extended, what lacks its evidence.
pub(crate) fn overdue(writer: &mut BlockWriter<'_>) {
    let data = writer.data;
    let all = writer.data.counts.all();
    let n = |n: i64| writer.n(n);
    let (late, new) = (n(all.totals.overdue), n(all.newly_late));
    let (worst, moved, unproven) = (n(all.worst), n(all.extensions), n(all.unproven));
    let worst_days = dates::days(all.worst, writer.lang);
    writer.paragraph(
        match all.totals.overdue {
            0 => "Không có nhiệm vụ quá hạn.".to_owned(),
            _ => format!(
                "Còn {late} nhiệm vụ quá hạn, trong đó mới quá hạn trong kỳ {new}; lâu nhất {worst} ngày."
            ),
        },
        match all.totals.overdue {
            0 => "No tasks are overdue.".to_owned(),
            1 => format!("1 task is overdue, by {worst_days}."),
            _ => format!("{late} tasks are overdue, {new} of them new in this period; longest: {worst_days}."),
        },
    );
    if all.extensions > 0 {
        writer.paragraph(
            format!("Trong kỳ gia hạn {moved} lượt."),
            format!("Extensions in this period: {moved}."),
        );
    }
    if all.unproven > 0 {
        writer.paragraph(
            format!("{unproven} nhiệm vụ đã hoàn thành chưa có tài liệu kiểm chứng."),
            format!("Completed without evidence: {unproven}."),
        );
    }
    let item = |(task, times): (&TaskAsOf, i64)| {
        format!(
            "{}: {};",
            writer.task(task),
            dates::times(times, writer.lang)
        )
    };
    writer.items(
        data.often_extended().into_iter().map(item).collect(),
        "Nhiệm vụ gia hạn nhiều lần (từ 3 lần trở lên):",
        "Tasks extended three times or more:",
    );
}

/// Ongoing tasks that nobody wrote about in the period, by their codes.
pub(crate) fn unreported(writer: &mut BlockWriter<'_>) {
    let found = writer.data.unreported();
    if found.is_empty() {
        return;
    }
    let codes: Vec<&str> = found.iter().map(|task| task.code.as_str()).collect();
    let (n, codes) = (writer.n(codes.len()), codes.join(", "));
    writer.paragraph(
        format!("Trong kỳ chưa có ghi nhận kết quả của {n} nhiệm vụ thường xuyên ({codes})."),
        format!("Ongoing tasks without a recorded result in this period: {n} ({codes})."),
    );
}

/// What is paused or dropped, and why.
pub(crate) fn on_hold(writer: &mut BlockWriter<'_>) {
    let item = |task: &TaskAsOf| {
        let state = labels::state(task.state()).get(writer.lang);
        let reason = task.hold_reason.as_deref().unwrap_or_default().trim();
        let reason = match reason.trim_end_matches(['.', ';']) {
            "" => String::new(),
            reason => format!(" ({reason})"),
        };
        format!("{}: {state}{reason};", writer.task(task))
    };
    let held = writer.data.on_hold().into_iter();
    writer.items(
        held.map(item).collect(),
        "Nhiệm vụ tạm dừng, bãi bỏ:",
        "Paused or dropped tasks:",
    );
}

/// That what is late is to be finished first.
pub(crate) fn finish_overdue(writer: &mut BlockWriter<'_>) {
    let late = writer.data.counts.all().totals.overdue;
    if late > 0 {
        let n = writer.n(late);
        writer.paragraph(
            format!("Hoàn thành dứt điểm {n} nhiệm vụ đang quá hạn."),
            format!("Complete the overdue tasks ({n})."),
        );
    }
}

/// The tasks that fall due between two days, both included, under the units that lead them.
pub(crate) fn by_lead<'d>(
    writer: &mut BlockWriter<'d>,
    first: Day,
    last: Day,
    item: impl Fn(&BlockWriter<'d>, &'d TaskAsOf, &'d Occurrence) -> String,
) {
    let due = writer.data.due(first, last);
    let (from, to) = (dates::full(first), dates::full(last));
    if due.is_empty() {
        writer.paragraph(
            format!("Không có nhiệm vụ nào đến hạn từ ngày {from} đến ngày {to}."),
            format!("No tasks fall due from {from} to {to}."),
        );
        return;
    }
    writer.paragraph(
        format!("Nhiệm vụ đến hạn từ ngày {from} đến ngày {to}:"),
        format!("Due from {from} to {to}:"),
    );
    under_leads(writer, &due, item);
}

/// Tasks that fall due as items under the units that lead them.
fn under_leads<'d>(
    writer: &mut BlockWriter<'d>,
    due: &[(&'d TaskAsOf, &'d Occurrence)],
    item: impl Fn(&BlockWriter<'d>, &'d TaskAsOf, &'d Occurrence) -> String,
) {
    let before = std::mem::replace(&mut writer.under_unit, true);
    let leads: Vec<_> = due.iter().map(|(task, _)| task.texts.lead).collect();
    for lead in writer.units_of(&leads) {
        let name = writer.name(lead).to_owned();
        writer.heading(3, &name, &name);
        for (task, occurrence) in due {
            if tables::led_by(writer, task.texts.lead, lead) {
                writer.item(item(writer, task, occurrence));
            }
        }
    }
    writer.under_unit = before;
}

/// What was finished in the week, and what was done of recurring tasks.
pub(crate) fn finished_this_week(writer: &mut BlockWriter<'_>) {
    let data = writer.data;
    let found = data.finished();
    let items = found.iter().map(|task| writer.finished(task)).collect();
    writer.list(
        items,
        "Trong tuần không có nhiệm vụ hoàn thành.",
        "No tasks were completed this week.",
    );
    recurring(writer, &data.recurring_done());
    later(writer);
}

/// What is late: how much, and each task.
pub(crate) fn late(writer: &mut BlockWriter<'_>) {
    overdue(writer);
    for (task, days) in writer.data.late() {
        writer.item(writer.late(task, days));
    }
}

/// Difficulties that nobody has answered.
pub(crate) fn difficulties(writer: &mut BlockWriter<'_>) {
    writer.notes(
        NoteKind::Difficulty,
        "Không có vướng mắc nào chưa được trả lời.",
        "There are no unresolved difficulties.",
    );
}

/// The proposals of the period, and the place for more.
pub(crate) fn proposals(writer: &mut BlockWriter<'_>) {
    writer.notes(
        NoteKind::Proposal,
        "Trong kỳ không có kiến nghị nào được ghi nhận.",
        "No proposals were recorded in this period.",
    );
    writer.place("proposals");
}
