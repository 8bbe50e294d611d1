//! The week's figures as tables: in all, by unit, by area.

use super::Minutes;
use super::figures::{Pair, WeekFigures};
use crate::present::lang::{Bi, Lang};
use crate::present::messages::review::FIGURES;
use crate::report::document::{Align, Annex, Block, Row, RowKind, Table, Value};
use crate::report::tables::{column, difference};
use crate::report::writer::Writer;

/// This week's figures against last week's.
pub fn total(minutes: &Minutes) -> Table {
    let lang = minutes.data.query.lang;
    let Pair { this, last } = minutes.weeks.total;
    let rows = FIGURES.iter().zip(this.all()).zip(last.all());
    let rows = rows.map(|(((name, _), this), last)| Row {
        kind: RowKind::Item,
        cells: vec![
            name.get(lang).into(),
            this.into(),
            last.into(),
            difference(this - last).into(),
        ],
    });
    Table {
        caption: lang
            .pick(
                "Số liệu tuần này so với tuần trước",
                "This week compared with last week",
            )
            .to_owned(),
        columns: vec![
            column(lang.pick("Chỉ số", "Figure"), 90, Align::Left),
            column(lang.pick("Tuần này", "This week"), 30, Align::Right),
            column(lang.pick("Tuần trước", "Last week"), 30, Align::Right),
            column(lang.pick("Tăng, giảm", "Change"), 30, Align::Right),
        ],
        rows: rows.collect(),
    }
}

/// The annex: the figures by unit and by area.
pub fn annex(minutes: &Minutes) -> Annex {
    let lang = minutes.data.query.lang;
    Annex {
        label: String::new(),
        title: lang
            .pick(
                "Số liệu tuần này và tuần trước theo đơn vị, theo lĩnh vực",
                "This week and last week, by unit and by area",
            )
            .to_uppercase(),
        reference: String::new(),
        tab: lang.pick("Tuần", "Week").to_owned(),
        blocks: vec![
            Block::Table(by_unit(minutes)),
            Block::Table(by_area(minutes)),
        ],
        on_wish: false,
    }
}

fn by_unit(minutes: &Minutes) -> Table {
    let writer = Writer::new(&minutes.data);
    let leads: Vec<_> = minutes.weeks.units.keys().copied().collect();
    let rows = writer.units_of(&leads).into_iter().map(|lead| {
        let pair = minutes.weeks.units.get(&lead).copied();
        row(RowKind::Item, writer.name(lead), pair.unwrap_or_default())
    });
    table(
        minutes,
        writer.say("Theo đơn vị chủ trì", "By lead unit"),
        writer.say("Đơn vị", "Unit"),
        rows.collect(),
    )
}

fn by_area(minutes: &Minutes) -> Table {
    let lang = minutes.data.query.lang;
    let areas = minutes.data.areas.iter();
    let rows = areas.filter_map(|area| {
        let pair = minutes.weeks.areas.get(&area.key)?;
        Some(row(
            RowKind::Item,
            lang.pick(&area.name, &area.name_en),
            *pair,
        ))
    });
    table(
        minutes,
        lang.pick("Theo lĩnh vực", "By area"),
        lang.pick("Lĩnh vực", "Area"),
        rows.collect(),
    )
}

fn table(minutes: &Minutes, caption: &str, first: &str, mut rows: Vec<Row>) -> Table {
    let lang = minutes.data.query.lang;
    let mut columns = vec![column(first, 46, Align::Left)];
    for (name, _) in FIGURES {
        columns.push(column(name.get(lang), 13, Align::Right));
        columns.push(column(&before(name, lang), 13, Align::Right));
    }
    let all = lang.pick("Tổng cộng", "All");
    rows.push(row(RowKind::Total, all, minutes.weeks.total));
    Table {
        caption: caption.to_owned(),
        columns,
        rows,
    }
}

/// The title of last week's column.
fn before(name: Bi, lang: Lang) -> String {
    let name = name.get(lang);
    lang.pick(
        format!("{name} (tuần trước)"),
        format!("{name} (last week)"),
    )
}

fn row(kind: RowKind, name: &str, pair: Pair) -> Row {
    let mut cells = vec![Value::from(name)];
    let both = |figures: WeekFigures| figures.all();
    for (this, last) in both(pair.this).into_iter().zip(both(pair.last)) {
        cells.extend([Value::from(this), Value::from(last)]);
    }
    Row { kind, cells }
}
