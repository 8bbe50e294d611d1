//! The annexes: the tasks under the units that lead them, and the figures by area and by unit.

use super::ReportData;
use super::document::{Align, Annex, Block, Row, RowKind, Table, Value};
use super::tables::{by_area, by_unit, column, leads, units_compared};
use super::writer::Writer;
use crate::domain::deadline::DeadlineKind;
use crate::domain::ids::UnitId;
use crate::domain::snapshot::TaskAsOf;
use crate::domain::task::State;
use crate::domain::unit::Unit;
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::messages::labels;
use crate::present::messages::report::period;

/// The annexes: the tasks by unit, and the figures by area and by unit.
pub fn annexes(data: &ReportData) -> Vec<Annex> {
    let lang = data.query.lang;
    let name = period(data.period, lang);
    let reference = lang.pick(
        format!(
            "(Kèm theo Báo cáo số       /{} ngày     tháng     năm {} của {})",
            data.names.symbol,
            chrono::Datelike::year(&data.query.today),
            data.names.office_short
        ),
        format!(
            "(With report no.       /{} of {})",
            data.names.symbol, data.names.office_short
        ),
    );
    let annex = |number: usize, title: String, tab: &str, blocks: Vec<Block>| Annex {
        label: label(number, lang),
        title: title.to_uppercase(),
        reference: reference.clone(),
        tab: tab.to_owned(),
        blocks,
        on_wish: false,
    };
    let mut tasks = vec![Block::Table(by_task(data))];
    tasks.extend(abbreviations(data));
    vec![
        annex(
            1,
            lang.pick(
                format!("Nhiệm vụ theo đơn vị chủ trì, {name}"),
                format!("Tasks by lead unit, {name}"),
            ),
            lang.pick("Nhiệm vụ", "Tasks"),
            tasks,
        ),
        annex(
            2,
            lang.pick(
                format!("Số liệu theo lĩnh vực và theo đơn vị, {name}"),
                format!("Figures by area and by unit, {name}"),
            ),
            lang.pick("Số liệu", "Figures"),
            [by_area(data), by_unit(data)]
                .into_iter()
                .chain(units_compared(data))
                .map(Block::Table)
                .collect(),
        ),
    ]
}

/// "Phụ lục II".
pub fn label(number: usize, lang: Lang) -> String {
    let number = dates::roman(u32::try_from(number).unwrap_or(0));
    lang.pick(format!("Phụ lục {number}"), format!("Annex {number}"))
}

/// What the abbreviations of the table of tasks mean.
fn abbreviations(data: &ReportData) -> Option<Block> {
    let writer = Writer::new(data);
    let used = |unit: &&Unit| {
        data.span()
            .tasks()
            .any(|task| task.coordinating.contains(&unit.id))
    };
    let meant = data
        .units
        .iter()
        .filter(used)
        .map(|unit| format!("{}: {}", unit.abbreviation, writer.name(Some(unit.id))));
    let meant: Vec<String> = meant.collect();
    let title = writer.say("Chữ viết tắt", "Abbreviations");
    (!meant.is_empty()).then(|| Block::Paragraph(format!("{title}: {}.", meant.join("; "))))
}

/// The tasks, grouped by lead unit.
fn by_task(data: &ReportData) -> Table {
    let writer = Writer::new(data);
    let mut rows = Vec::new();
    let mut groups: Vec<(Option<UnitId>, Vec<&TaskAsOf>)> = leads(&writer)
        .into_iter()
        .map(|lead| (lead, Vec::new()))
        .collect();
    for task in data.span().tasks() {
        let lead = writer.unit(task.lead).map(|unit| unit.id);
        if let Some((_, tasks)) = groups.iter_mut().find(|(id, _)| *id == lead) {
            tasks.push(task);
        }
    }
    for (lead, tasks) in groups {
        rows.push(Row {
            kind: RowKind::Group,
            cells: vec![format!("{} ({})", writer.name(lead), tasks.len()).into()],
        });
        for (number, task) in (1_i64..).zip(tasks) {
            rows.push(Row {
                kind: RowKind::Item,
                cells: task_cells(&writer, number, task),
            });
        }
    }
    let day = dates::full(data.known.day);
    let title = |vi: &str, en: &str, width, align| column(writer.say(vi, en), width, align);
    Table {
        caption: writer.say(
            format!("Tình hình thực hiện tính đến ngày {day}"),
            format!("As known on {day}"),
        ),
        columns: vec![
            title("TT", "No.", 9, Align::Centre),
            title("Mã", "Code", 17, Align::Left),
            title("Nội dung nhiệm vụ", "Task", 62, Align::Left),
            title("Sản phẩm", "Product", 25, Align::Left),
            title("Đơn vị phối hợp", "Co-operating", 25, Align::Left),
            title("Thời hạn", "Deadline", 21, Align::Left),
            title("Ngày đến hạn", "Due on", 22, Align::Centre),
            title("Tiến độ", "Progress", 36, Align::Left),
            title("Ngày hoàn thành", "Completed on", 22, Align::Centre),
            title("Tài liệu kiểm chứng", "Evidence", 28, Align::Left),
        ],
        rows,
    }
}

fn task_cells(writer: &Writer<'_>, number: i64, task: &TaskAsOf) -> Vec<Value> {
    let mut joined: Vec<&str> = task
        .coordinating
        .iter()
        .map(|id| writer.short(Some(*id)))
        .collect();
    joined.extend(task.coordinating_text.as_deref());
    vec![
        number.into(),
        task.code.as_str().into(),
        task.title.as_str().into(),
        task.product.clone().unwrap_or_default().into(),
        joined.join(", ").into(),
        task.deadline.as_str().into(),
        task.due_on().into(),
        progress(writer, task).into(),
        task.done_on().into(),
        task.evidence.join("; ").into(),
    ]
}

/// State and timeliness in words: "đang thực hiện, quá hạn 72 ngày".
fn progress(writer: &Writer<'_>, task: &TaskAsOf) -> String {
    let (state, lang) = (task.state(), writer.lang);
    let mut sentence = labels::state(state).get(lang).to_owned();
    if let Some(late) = task.days_late(writer.data.known.day) {
        let days = dates::days(late, lang);
        sentence.push_str(&writer.say(format!(", quá hạn {days}"), format!(", {days} overdue")));
    }
    let event = task.kind == DeadlineKind::Event && state == State::NotStarted;
    match state {
        _ if event && task.due_on().is_none() => {
            writer.say("chưa phát sinh", "not arisen yet").to_owned()
        }
        State::Done if task.on_time() == Some(true) => writer
            .say("hoàn thành đúng hạn", "completed on time")
            .to_owned(),
        State::Done if task.on_time() == Some(false) => writer
            .say("hoàn thành quá hạn", "completed late")
            .to_owned(),
        State::InProgress | State::NotStarted if task.rhythm.is_some() => {
            let done = task.occurrences.iter().filter(|o| !o.is_open()).count();
            let all = task.occurrences.len();
            sentence
                .push_str(&writer.say(format!(" ({done}/{all} kỳ)"), format!(" ({done}/{all})")));
            sentence
        }
        State::Done => writer.say("đã hoàn thành", "completed").to_owned(),
        State::Paused | State::Dropped => match &task.hold_reason {
            Some(reason) => format!("{sentence}: {reason}"),
            None => sentence,
        },
        _ => sentence,
    }
}
