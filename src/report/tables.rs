//! The tables of figures, and the annexes: the tasks under the units that lead them, the figures by
//! area and by unit.

use super::data::ReportData;
use super::document::{
    Align, Annex, Block, FlatRows, Table, TableColumn, TableRow, TableRowKind, TableValue,
};
use super::figures::{Figures, UnitArea};
use super::flat::{FlatColumns, FlatNames};
use super::writer::BlockWriter;
use crate::domain::deadline::DeadlineKind;
use crate::domain::ids::UnitId;
use crate::domain::snapshot::TaskAsOf;
use crate::domain::task::State;
use crate::domain::unit::Unit;
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::messages::labels;
use crate::present::messages::report::period;
use chrono::Datelike;

/// The columns of figures after the first one, with their Vietnamese and English titles.
const FIGURES: [(&str, &str); 12] = [
    ("Tổng số", "Total"),
    ("Hoàn thành đúng hạn", "Completed on time"),
    ("Hoàn thành quá hạn", "Completed late"),
    ("Hoàn thành, không định hạn", "Completed, no deadline"),
    ("Đang thực hiện trong hạn", "Open, on schedule"),
    ("Đang thực hiện quá hạn", "Open, overdue"),
    ("Không có thời hạn", "No deadline"),
    ("Chưa phát sinh", "Waiting for event"),
    ("Tạm dừng", "Paused"),
    ("Tỷ lệ hoàn thành", "Completion"),
    ("Tỷ lệ đúng hạn", "On time"),
    ("Số lần gia hạn trong kỳ", "Extensions"),
];

fn figure_values(f: &Figures) -> [TableValue; 12] {
    let t = &f.totals;
    [
        t.total().into(),
        t.done_on_time.into(),
        t.done_late.into(),
        t.done_undated.into(),
        f.in_time().into(),
        t.overdue.into(),
        t.open_undated.into(),
        t.event_not_come.into(),
        t.paused.into(),
        TableValue::Rate(f.completion()),
        TableValue::Rate(f.on_time()),
        f.extensions.into(),
    ]
}

fn figure_columns(first: &str, lang: Lang) -> Vec<TableColumn> {
    let mut columns = vec![TableColumn::new(first, 44, Align::Left)];
    for (vi, en) in FIGURES {
        columns.push(TableColumn::new(lang.pick(vi, en), 15, Align::Right));
    }
    columns
}

/// A row of values under a name.
pub(crate) fn row(
    kind: TableRowKind,
    name: &str,
    values: impl IntoIterator<Item = TableValue>,
) -> TableRow {
    let cells = std::iter::once(TableValue::from(name)).chain(values);
    TableRow {
        kind,
        cells: cells.collect(),
    }
}

fn figure_row(kind: TableRowKind, name: &str, figures: &Figures) -> TableRow {
    row(kind, name, figure_values(figures))
}

fn total_row(data: &ReportData) -> TableRow {
    let name = data.query.lang.pick("Tổng cộng", "All");
    figure_row(TableRowKind::Total, name, &data.counts.all())
}

/// The figures of each area and their sum.
pub(crate) fn by_area(data: &ReportData) -> Table {
    let lang = data.query.lang;
    let area = |key: &str| data.counts.figures(|counted| counted.area == key);
    let mut rows: Vec<TableRow> = data
        .areas
        .iter()
        .filter(|one| data.query.area.is_none_or(|id| id == one.id))
        .map(|one| {
            let name = lang.pick(&one.name, &one.name_en);
            figure_row(TableRowKind::Item, name, &area(&one.key))
        })
        .collect();
    rows.push(total_row(data));
    Table {
        caption: lang.text("Số liệu theo lĩnh vực", "Figures by area"),
        columns: figure_columns(lang.pick("Lĩnh vực", "Area"), lang),
        rows,
    }
}

/// The figures of each unit that leads something, of what nobody leads, and their sum.
pub(crate) fn by_unit(data: &ReportData) -> Table {
    let writer = BlockWriter::new(data);
    let mut rows: Vec<TableRow> = leads(&writer)
        .into_iter()
        .map(|lead| {
            let own = |counted: &UnitArea| led_by(&writer, counted.lead, lead);
            let figures = data.counts.figures(own);
            figure_row(TableRowKind::Item, writer.name(lead), &figures)
        })
        .collect();
    rows.push(total_row(data));
    Table {
        caption: writer.text("Số liệu theo đơn vị chủ trì", "Figures by lead unit"),
        columns: figure_columns(writer.pick("Đơn vị", "Unit"), writer.lang),
        rows,
    }
}

/// Who leads tasks of the report.
pub(crate) fn leads(writer: &BlockWriter<'_>) -> Vec<Option<UnitId>> {
    writer.units_of(&writer.data.counts.leads().collect::<Vec<_>>())
}

/// Whether a unit's tasks stand under that one; those of a unit that the file knows no more are
/// nobody's.
pub(crate) fn led_by(writer: &BlockWriter<'_>, unit: Option<UnitId>, lead: Option<UnitId>) -> bool {
    writer.unit(unit).map(|unit| unit.id) == lead
}

/// The period against the one before; `None` where that was not asked for.
pub(crate) fn comparison(data: &ReportData) -> Option<Table> {
    let (now, then) = (data.counts.all(), data.before.as_ref()?.all());
    let lang = data.query.lang;
    let names = COMPARED.map(|(vi, en)| lang.pick(vi, en));
    let before = period(data.period.previous(), lang);
    let caption = lang.pick(
        format!("So với kỳ trước ({before})"),
        format!("Against the period before ({before})"),
    );
    let titles = lang.pick(
        ["Kỳ này", "Kỳ trước", "Tăng, giảm"],
        ["This period", "Before", "Difference"],
    );
    let (now, then) = (compared(&now), compared(&then));
    Some(difference_table(
        caption,
        titles,
        &names,
        [&now, &then],
        lang,
    ))
}

/// Figures of now and then side by side, with their differences.
pub(crate) fn difference_table(
    caption: String,
    titles: [&str; 3],
    names: &[&str],
    [now, then]: [&[i64]; 2],
    lang: Lang,
) -> Table {
    let rows = names.iter().zip(now.iter().zip(then));
    let rows = rows.map(|(name, (now, then))| {
        let difference = difference(now - then).into();
        row(
            TableRowKind::Item,
            name,
            [(*now).into(), (*then).into(), difference],
        )
    });
    Table {
        caption,
        columns: vec![
            TableColumn::new(lang.pick("Chỉ số", "Figure"), 90, Align::Left),
            TableColumn::new(titles[0], 30, Align::Right),
            TableColumn::new(titles[1], 30, Align::Right),
            TableColumn::new(titles[2], 30, Align::Right),
        ],
        rows: rows.collect(),
    }
}

/// Each unit's period against the one before; `None` where that was not asked for or is not known.
fn units_compared(data: &ReportData) -> Option<Table> {
    let (now, then) = (&data.counts, data.before.as_ref()?);
    if !data.is_comparable() {
        return None;
    }
    let writer = BlockWriter::new(data);
    let leads: Vec<_> = now.leads().chain(then.leads()).collect();
    let mut rows: Vec<TableRow> = writer
        .units_of(&leads)
        .into_iter()
        .map(|lead| {
            let own = |counted: &UnitArea| led_by(&writer, counted.lead, lead);
            let name = writer.name(lead);
            row(
                TableRowKind::Item,
                name,
                unit_values(&now.figures(own), &then.figures(own)),
            )
        })
        .collect();
    let all = writer.pick("Tổng cộng", "All");
    rows.push(row(
        TableRowKind::Total,
        all,
        unit_values(&now.all(), &then.all()),
    ));
    let before = period(data.period.previous(), writer.lang);
    let mut columns = vec![TableColumn::new(
        writer.pick("Đơn vị", "Unit"),
        60,
        Align::Left,
    )];
    for (vi, en) in UNIT_COMPARED {
        columns.push(TableColumn::new(writer.pick(vi, en), 24, Align::Right));
    }
    Some(Table {
        caption: writer.pick(
            format!("So với kỳ trước theo đơn vị chủ trì ({before})"),
            format!("Units against the period before ({before})"),
        ),
        columns,
        rows,
    })
}

/// The columns of [`unit_values`], with their Vietnamese and English titles.
const UNIT_COMPARED: [(&str, &str); 8] = [
    ("Hoàn thành trong kỳ", "Completed"),
    ("Hoàn thành kỳ trước", "Completed, previous"),
    ("Tỷ lệ đúng hạn", "On time"),
    ("Tỷ lệ đúng hạn kỳ trước", "On time, previous"),
    ("Quá hạn cuối kỳ", "Overdue"),
    ("Quá hạn cuối kỳ trước", "Overdue, previous"),
    ("Gia hạn trong kỳ", "Extensions"),
    ("Gia hạn kỳ trước", "Extensions, previous"),
];

fn unit_values(now: &Figures, then: &Figures) -> [TableValue; 8] {
    [
        now.finished.into(),
        then.finished.into(),
        TableValue::Rate(now.on_time()),
        TableValue::Rate(then.on_time()),
        now.totals.overdue.into(),
        then.totals.overdue.into(),
        now.extensions.into(),
        then.extensions.into(),
    ]
}

/// The names of what is compared.
const COMPARED: [(&str, &str); 8] = [
    (
        "Nhiệm vụ hoàn thành trong kỳ",
        "Tasks completed in this period",
    ),
    ("Trong đó hoàn thành quá hạn", "Of these completed late"),
    (
        "Số kỳ đã thực hiện của nhiệm vụ định kỳ",
        "Due dates of recurring tasks completed",
    ),
    ("Nhiệm vụ quá hạn tại cuối kỳ", "Tasks overdue at the end"),
    ("Nhiệm vụ mới quá hạn trong kỳ", "Newly overdue tasks"),
    ("Số lần gia hạn trong kỳ", "Extensions in this period"),
    ("Vướng mắc chưa được trả lời", "Unresolved difficulties"),
    ("Lũy kế nhiệm vụ đã hoàn thành", "Tasks completed so far"),
];

fn compared(f: &Figures) -> [i64; 8] {
    [
        f.finished,
        f.finished_late,
        f.occurrences,
        f.totals.overdue,
        f.newly_late,
        f.extensions,
        f.difficulties,
        f.totals.done(),
    ]
}

/// "+3", "−2", "0".
fn difference(n: i64) -> String {
    match n {
        0 => "0".to_owned(),
        n if n > 0 => format!("+{n}"),
        n => format!("−{}", -n),
    }
}

/// The annexes: the tasks by unit, and the figures by area and by unit.
pub(crate) fn annexes(data: &ReportData) -> Vec<Annex> {
    let lang = data.query.lang;
    let name = period(data.period, lang);
    let paper = bi("Báo cáo", "report");
    let reference = reference(data, paper, &data.names.symbol);
    let annex = |number: usize, title: String, tab: &str, blocks: Vec<Block>| Annex {
        label: annex_label(number, lang),
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

/// The tasks as a flat table, as of the day of the report; `data` is only kept, not copied.
pub(crate) fn flat(data: ReportData) -> FlatRows {
    FlatRows::new(FlatColumns::Known.heads(data.query.lang), move |at| {
        let names = FlatNames {
            areas: &data.areas,
            sections: &data.sections,
            units: &data.units,
            day: data.known.day,
            soon_days: data.plan.settings.soon_days,
            lang: data.query.lang,
        };
        let task = data.known.tasks.get(at)?;
        Some(FlatColumns::Known.cells(&task.into(), &names))
    })
}

/// "(Kèm theo Báo cáo số …)"; the clerk fills number and day in.
pub(crate) fn reference(data: &ReportData, paper: Bi, symbol: &str) -> String {
    let (year, office) = (data.query.today.year(), &data.names.office_short);
    let (vi, en) = (paper.vi, paper.en);
    data.query.lang.pick(
        format!("(Kèm theo {vi} số       /{symbol} ngày     tháng     năm {year} của {office})"),
        format!("(With {en} no.       /{symbol} of {office})"),
    )
}

/// "Phụ lục II".
pub(crate) fn annex_label(number: usize, lang: Lang) -> String {
    let number = dates::roman(u32::try_from(number).unwrap_or(0));
    lang.pick(format!("Phụ lục {number}"), format!("Annex {number}"))
}

/// What the abbreviations of the table of tasks mean.
fn abbreviations(data: &ReportData) -> Option<Block> {
    let writer = BlockWriter::new(data);
    let used = |unit: &&Unit| {
        data.tasks()
            .any(|task| task.texts.coordinating.contains(&unit.id))
    };
    let meant = data
        .units
        .iter()
        .filter(used)
        .map(|unit| format!("{}: {}", unit.abbreviation, writer.name(Some(unit.id))));
    let meant: Vec<String> = meant.collect();
    let title = writer.pick("Chữ viết tắt", "Abbreviations");
    (!meant.is_empty()).then(|| Block::Paragraph(format!("{title}: {}.", meant.join("; "))))
}

/// The tasks, grouped by lead unit.
fn by_task(data: &ReportData) -> Table {
    let writer = BlockWriter::new(data);
    let mut rows = Vec::new();
    let mut groups: Vec<(Option<UnitId>, Vec<&TaskAsOf>)> = leads(&writer)
        .into_iter()
        .map(|lead| (lead, Vec::new()))
        .collect();
    for task in data.tasks() {
        let lead = writer.unit(task.texts.lead).map(|unit| unit.id);
        if let Some((_, tasks)) = groups.iter_mut().find(|(id, _)| *id == lead) {
            tasks.push(task);
        }
    }
    for (lead, tasks) in groups {
        rows.push(TableRow {
            kind: TableRowKind::Group,
            cells: vec![format!("{} ({})", writer.name(lead), tasks.len()).into()],
        });
        for (number, task) in (1_i64..).zip(tasks) {
            rows.push(TableRow {
                kind: TableRowKind::Item,
                cells: task_cells(&writer, number, task),
            });
        }
    }
    let day = dates::full(data.known.day);
    Table {
        caption: writer.pick(
            format!("Tình hình thực hiện tính đến ngày {day}"),
            format!("As known on {day}"),
        ),
        columns: task_columns(&writer),
        rows,
    }
}

fn task_columns(writer: &BlockWriter<'_>) -> Vec<TableColumn> {
    let title =
        |vi: &str, en: &str, width, align| TableColumn::new(writer.pick(vi, en), width, align);
    vec![
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
    ]
}

fn task_cells(writer: &BlockWriter<'_>, number: i64, task: &TaskAsOf) -> Vec<TableValue> {
    let mut joined: Vec<&str> = task
        .texts
        .coordinating
        .iter()
        .map(|id| writer.short(Some(*id)))
        .collect();
    joined.extend(task.texts.coordinating_text.as_deref());
    let evidence = task
        .evidence
        .iter()
        .map(|document| document.number.as_str());
    let evidence: Vec<&str> = evidence.collect();
    vec![
        number.into(),
        task.code.as_str().into(),
        task.texts.title.as_str().into(),
        task.texts.product.clone().unwrap_or_default().into(),
        joined.join(", ").into(),
        task.deadline.as_str().into(),
        task.due_on().into(),
        progress(writer, task).into(),
        task.done_on().into(),
        evidence.join("; ").into(),
    ]
}

/// State and timeliness in words: "đang thực hiện, quá hạn 72 ngày".
fn progress(writer: &BlockWriter<'_>, task: &TaskAsOf) -> String {
    let (state, lang) = (task.state(), writer.lang);
    let mut sentence = labels::state(state).get(lang).to_owned();
    if let Some(late) = task.days_late(writer.data.known.day) {
        let days = dates::days(late, lang);
        sentence.push_str(&writer.pick(format!(", quá hạn {days}"), format!(", {days} overdue")));
    }
    let event = task.kind == DeadlineKind::Event && state == State::NotStarted;
    match state {
        _ if event && task.due_on().is_none() => writer.text("chưa phát sinh", "not arisen yet"),
        State::Done if task.on_time() == Some(true) => {
            writer.text("hoàn thành đúng hạn", "completed on time")
        }
        State::Done if task.on_time() == Some(false) => {
            writer.text("hoàn thành quá hạn", "completed late")
        }
        State::InProgress | State::NotStarted if task.rhythm.is_some() => {
            let done = task.occurrences.iter().filter(|o| !o.is_open()).count();
            let all = task.occurrences.len();
            sentence
                .push_str(&writer.pick(format!(" ({done}/{all} kỳ)"), format!(" ({done}/{all})")));
            sentence
        }
        State::Done => writer.text("đã hoàn thành", "completed"),
        State::Paused | State::Dropped => match &task.hold_reason {
            Some(reason) => format!("{sentence}: {reason}"),
            None => sentence,
        },
        _ => sentence,
    }
}
