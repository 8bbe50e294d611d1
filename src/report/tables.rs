//! The tables of figures.

use super::ReportData;
use super::document::{Align, Column, Row, RowKind, Table, Value};
use super::figures::Figures;
use super::writer::Writer;
use crate::domain::ids::UnitId;
use crate::domain::snapshot::TaskAsOf;
use crate::present::lang::Lang;
use crate::present::messages::report::period;

/// A column with its share of the width.
pub fn column(title: &str, width: u32, align: Align) -> Column {
    Column {
        title: title.to_owned(),
        width,
        align,
    }
}

/// The columns of figures behind the first one, with their Vietnamese and English titles.
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

fn figure_values(f: &Figures) -> [Value; 12] {
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
        Value::Rate(f.completion()),
        Value::Rate(f.on_time()),
        f.extensions.into(),
    ]
}

fn figure_columns(first: &str, lang: Lang) -> Vec<Column> {
    let mut columns = vec![column(first, 44, Align::Left)];
    for (vi, en) in FIGURES {
        columns.push(column(lang.pick(vi, en), 15, Align::Right));
    }
    columns
}

fn figure_row(kind: RowKind, name: &str, figures: &Figures) -> Row {
    let mut cells = vec![Value::from(name)];
    cells.extend(figure_values(figures));
    Row { kind, cells }
}

fn total_row(data: &ReportData) -> Row {
    let name = data.query.lang.pick("Tổng cộng", "All");
    figure_row(RowKind::Total, name, &data.span().all())
}

/// The figures of each area and their sum.
pub fn by_area(data: &ReportData) -> Table {
    let lang = data.query.lang;
    let area = |key: &str| data.span().figures(|task| task.area == key);
    let mut rows: Vec<Row> = data
        .areas
        .iter()
        .filter(|one| data.query.area.is_none_or(|id| id == one.id))
        .map(|one| {
            let name = lang.pick(&one.name, &one.name_en);
            figure_row(RowKind::Item, name, &area(&one.key))
        })
        .collect();
    rows.push(total_row(data));
    Table {
        caption: lang
            .pick("Số liệu theo lĩnh vực", "Figures by area")
            .to_owned(),
        columns: figure_columns(lang.pick("Lĩnh vực", "Area"), lang),
        rows,
    }
}

/// The figures of each unit that leads something, of what nobody leads, and their sum.
pub fn by_unit(data: &ReportData) -> Table {
    let writer = Writer::new(data);
    let mut rows: Vec<Row> = leads(&writer)
        .into_iter()
        .map(|lead| {
            let figures = data.span().figures(|task| led_by(&writer, task, lead));
            figure_row(RowKind::Item, writer.name(lead), &figures)
        })
        .collect();
    rows.push(total_row(data));
    Table {
        caption: writer
            .say("Số liệu theo đơn vị chủ trì", "Figures by lead unit")
            .to_owned(),
        columns: figure_columns(writer.say("Đơn vị", "Unit"), writer.lang),
        rows,
    }
}

/// Who leads tasks of the report.
pub fn leads(writer: &Writer<'_>) -> Vec<Option<UnitId>> {
    leads_of(writer, writer.data.span().tasks())
}

fn leads_of<'f>(
    writer: &Writer<'_>,
    tasks: impl Iterator<Item = &'f TaskAsOf>,
) -> Vec<Option<UnitId>> {
    let mut all: Vec<_> = tasks.map(|task| task.lead).collect();
    all.sort_unstable();
    all.dedup();
    writer.units_of(&all)
}

/// Whether a task stands under that unit; one whose unit the file knows no more is nobody's.
pub fn led_by(writer: &Writer<'_>, task: &TaskAsOf, lead: Option<UnitId>) -> bool {
    writer.unit(task.lead).map(|unit| unit.id) == lead
}

/// The period against the one before; `None` where that was not asked for.
pub fn comparison(data: &ReportData) -> Option<Table> {
    let (now, then) = (data.span().all(), data.span_before()?.all());
    let lang = data.query.lang;
    let rows = COMPARED.iter().map(|(vi, en, figure)| {
        let (now, then) = (figure(&now), figure(&then));
        let cells = vec![
            Value::from(lang.pick(*vi, *en)),
            now.into(),
            then.into(),
            Value::from(difference(now - then)),
        ];
        Row {
            kind: RowKind::Item,
            cells,
        }
    });
    let before = data.period.previous();
    Some(Table {
        caption: lang.pick(
            format!("So với kỳ trước ({})", period(before, lang)),
            format!("Against the period before ({})", period(before, lang)),
        ),
        columns: vec![
            column(lang.pick("Chỉ số", "Figure"), 90, Align::Left),
            column(lang.pick("Kỳ này", "This period"), 30, Align::Right),
            column(lang.pick("Kỳ trước", "Before"), 30, Align::Right),
            column(lang.pick("Tăng, giảm", "Difference"), 30, Align::Right),
        ],
        rows: rows.collect(),
    })
}

/// Each unit's period against the one before; `None` where that was not asked for or is not known.
pub fn units_compared(data: &ReportData) -> Option<Table> {
    let (now, then) = (data.span(), data.span_before()?);
    if !data.is_comparable() {
        return None;
    }
    let writer = Writer::new(data);
    let row = |kind, name: &str, now: Figures, then: Figures| Row {
        kind,
        cells: std::iter::once(Value::from(name))
            .chain(unit_values(&now, &then))
            .collect(),
    };
    let mut rows: Vec<Row> = leads_of(&writer, now.tasks().chain(then.tasks()))
        .into_iter()
        .map(|lead| {
            let own = |task: &TaskAsOf| led_by(&writer, task, lead);
            let name = writer.name(lead);
            row(RowKind::Item, name, now.figures(own), then.figures(own))
        })
        .collect();
    let all = writer.say("Tổng cộng", "All");
    rows.push(row(RowKind::Total, all, now.all(), then.all()));
    let before = period(data.period.previous(), writer.lang);
    let mut columns = vec![column(writer.say("Đơn vị", "Unit"), 60, Align::Left)];
    for (vi, en) in UNIT_COMPARED {
        columns.push(column(writer.say(vi, en), 24, Align::Right));
    }
    Some(Table {
        caption: writer.say(
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

fn unit_values(now: &Figures, then: &Figures) -> [Value; 8] {
    [
        now.finished.into(),
        then.finished.into(),
        Value::Rate(now.on_time()),
        Value::Rate(then.on_time()),
        now.totals.overdue.into(),
        then.totals.overdue.into(),
        now.extensions.into(),
        then.extensions.into(),
    ]
}

type Compared = (&'static str, &'static str, fn(&Figures) -> i64);

/// What is compared.
const COMPARED: [Compared; 8] = [
    (
        "Nhiệm vụ hoàn thành trong kỳ",
        "Tasks completed in this period",
        |f| f.finished,
    ),
    (
        "Trong đó hoàn thành quá hạn",
        "Of these completed late",
        |f| f.finished_late,
    ),
    (
        "Số kỳ đã thực hiện của nhiệm vụ định kỳ",
        "Due dates of recurring tasks completed",
        |f| f.occurrences,
    ),
    (
        "Nhiệm vụ quá hạn tại cuối kỳ",
        "Tasks overdue at the end",
        |f| f.totals.overdue,
    ),
    (
        "Nhiệm vụ mới quá hạn trong kỳ",
        "Newly overdue tasks",
        |f| f.newly_late,
    ),
    (
        "Số lần gia hạn trong kỳ",
        "Extensions in this period",
        |f| f.extensions,
    ),
    (
        "Vướng mắc chưa được trả lời",
        "Unresolved difficulties",
        |f| f.difficulties,
    ),
    (
        "Lũy kế nhiệm vụ đã hoàn thành",
        "Tasks completed so far",
        |f| f.totals.done(),
    ),
];

/// "+3", "−2", "0".
pub fn difference(n: i64) -> String {
    match n {
        0 => "0".to_owned(),
        n if n > 0 => format!("+{n}"),
        n => format!("−{}", -n),
    }
}
