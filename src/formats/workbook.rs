//! A plan as a workbook to count on with: its tasks as one flat table, and a summary by area and by unit
//! whose figures are formulas over that table, with a chart. What they come to is written beside them,
//! for programs that only read.

use super::table::{FlatSheet, base, fit, paper, ruled, workbook};
use crate::domain::deadline::DeadlineKind;
use crate::domain::task::{State, Timeliness};
use crate::present::lang::{Bi, Lang, bi};
use crate::report::flat::{Condition, FlatCounts, LEAD, TIMELINESS};
use rust_xlsxwriter::{
    Chart, ChartFormat, ChartLegendPosition, ChartSolidFill, ChartType, ConditionalFormatFormula,
    Format, FormatAlign, Formula, Worksheet, XlsxError,
};

/// What the summary says beside its figures.
pub(crate) struct Summary {
    pub title: String,
    /// What a reader must know of them.
    pub notices: Vec<String>,
    pub blocks: Vec<SummaryBlock>,
}

/// The figures of areas, or of units.
pub(crate) struct SummaryBlock {
    pub caption: &'static str,
    /// The column of the table that names them.
    pub by: Bi,
    pub rows: Vec<(String, FlatCounts)>,
}

use Condition::{Kind, State as In, Timeliness as Stands};

/// Rows that are added, or taken off.
type Term = (bool, &'static [Condition]);

/// A column of the summary: its title, what it counts, the colour of its part of the chart.
struct Figure(Bi, &'static [Term], u32);

const FIGURES: [Figure; 10] = [
    Figure(
        bi("Tổng số", "Total"),
        &[(true, &[]), (false, &[In(State::Dropped)])],
        0,
    ),
    Figure(
        bi("Hoàn thành đúng hạn", "Completed on time"),
        &[(true, &[Stands(Timeliness::DoneOnTime)])],
        0x54_82_35,
    ),
    Figure(
        bi("Hoàn thành quá hạn", "Completed late"),
        &[(true, &[Stands(Timeliness::DoneLate)])],
        0xA9_8A_3D,
    ),
    Figure(
        bi("Hoàn thành, không định hạn", "Completed, no deadline"),
        &[(true, &[In(State::Done), Stands(Timeliness::None)])],
        0xA9_D1_8E,
    ),
    Figure(
        bi("Trong hạn", "On schedule"),
        &[(true, &[Stands(Timeliness::Later)])],
        0x5B_9B_D5,
    ),
    Figure(
        bi("Sắp đến hạn", "Due soon"),
        &[(true, &[Stands(Timeliness::DueSoon)])],
        0xFF_C0_00,
    ),
    Figure(
        bi("Quá hạn", "Overdue"),
        &[(true, &[Stands(Timeliness::Overdue)])],
        0xC0_00_00,
    ),
    Figure(
        bi("Không có thời hạn", "No deadline"),
        &[
            (true, &[In(State::NotStarted), Stands(Timeliness::None)]),
            (true, &[In(State::InProgress), Stands(Timeliness::None)]),
            (false, NOT_COME),
        ],
        0xBF_BF_BF,
    ),
    Figure(
        bi("Chưa phát sinh", "Waiting for event"),
        &[(true, NOT_COME)],
        0xD9_D9_D9,
    ),
    Figure(
        bi("Tạm dừng", "Paused"),
        &[(true, &[In(State::Paused)])],
        0x7F_7F_7F,
    ),
];

const NOT_COME: &[Condition] = &[
    In(State::NotStarted),
    Stands(Timeliness::None),
    Kind(DeadlineKind::Event),
];

/// The dropped ones are no part of the total and stand apart.
const DROPPED: Figure = Figure(bi("Bãi bỏ", "Dropped"), &[(true, &[In(State::Dropped)])], 0);

// Where the figures stand: those above from the second column on, then the rates.
const DONE_ON_TIME: u16 = 2;
const DONE_LATE: u16 = 3;
const DONE_UNDATED: u16 = 4;
const TOTAL: u16 = 1;
const COMPLETION: u16 = 11;
const ON_TIME: u16 = 12;
const DROPPED_AT: u16 = 13;

/// The name by which formulas find the table.
pub(super) const TABLE: Bi = bi("NhiemVu", "Tasks");

/// The sheet of tasks and the summary before it as a file.
///
/// # Errors
/// What Excel does not allow, in the words of the library.
pub(crate) fn write(tasks: FlatSheet, summary: &Summary, lang: Lang) -> Result<Vec<u8>, String> {
    build(tasks, summary, lang).map_err(|error| error.to_string())
}

fn build(tasks: FlatSheet, summary: &Summary, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = workbook(&summary.title)?;
    let tasks = coloured(tasks, TABLE.get(lang), lang)?;
    let sums = SumsSheet::new(lang).sheet(summary)?;
    book.push_worksheet(tasks);
    book.push_worksheet(sums);
    book.save_to_buffer()
}

/// The flat table with its rows coloured by how a task stands: by rules, so that they follow what a
/// person corrects.
pub(super) fn coloured(sheet: FlatSheet, name: &str, lang: Lang) -> Result<Worksheet, XlsxError> {
    let (rows, columns) = (sheet.rows().max(1), sheet.columns().len());
    let title = TIMELINESS.get(lang);
    let at = sheet
        .columns()
        .iter()
        .position(|column| column.title == title);
    let mut sheet = sheet.finish(name)?;
    let Some(column) = at.map(letters) else {
        return Ok(sheet);
    };
    let last = u16::try_from(columns).unwrap_or(u16::MAX) - 1;
    for (timeliness, fill) in [
        (Timeliness::Overdue, 0xFF_D9_D9),
        (Timeliness::DueSoon, 0xFF_F2_CC),
        (Timeliness::DoneOnTime, 0xE2_EF_DA),
        (Timeliness::DoneLate, 0xED_E7_D0),
    ] {
        let (_, word) = Stands(timeliness).in_table(lang);
        let rule = ConditionalFormatFormula::new()
            .set_rule(format!("=${column}2=\"{word}\"").as_str())
            .set_format(Format::new().set_background_color(fill));
        sheet.add_conditional_format(1, 0, rows, last, &rule)?;
    }
    Ok(sheet)
}

/// "A", "Z", "AA".
fn letters(mut at: usize) -> String {
    let mut name = String::new();
    loop {
        let digit = u8::try_from(at % 26).unwrap_or(0);
        name.insert(0, char::from(b'A' + digit));
        match at / 26 {
            0 => return name,
            more => at = more - 1,
        }
    }
}

/// The sheet of sums on its way.
struct SumsSheet {
    sheet: Worksheet,
    lang: Lang,
    line: u32,
}

impl SumsSheet {
    fn new(lang: Lang) -> Self {
        Self {
            sheet: Worksheet::new(),
            lang,
            line: 0,
        }
    }

    fn sheet(mut self, summary: &Summary) -> Result<Worksheet, XlsxError> {
        let lang = self.lang;
        self.sheet.set_name(lang.pick("Tổng hợp", "Summary"))?;
        paper(&mut self.sheet);
        self.sheet.set_column_width(0, 42)?;
        self.sheet.set_column_range_width(TOTAL, DROPPED_AT, 11)?;
        self.write(&summary.title, &base().set_bold().set_font_size(13))?;
        for notice in &summary.notices {
            self.write(notice, &base().set_italic())?;
        }
        for block in &summary.blocks {
            self.line += 1;
            let (first, last) = self.block(block)?;
            if block.by == LEAD && !block.rows.is_empty() {
                self.chart(block, first, last)?;
            }
        }
        Ok(self.sheet)
    }

    fn write(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.sheet
            .write_string_with_format(self.line, 0, fit(text), format)?;
        self.line += 1;
        Ok(())
    }

    /// Writes a block; gives back its first and its last row of figures.
    fn block(&mut self, block: &SummaryBlock) -> Result<(u32, u32), XlsxError> {
        let lang = self.lang;
        self.write(block.caption, &base().set_bold())?;
        let head = ruled()
            .set_bold()
            .set_background_color(0xDD_EB_F7)
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter);
        let rates = [
            bi("Tỷ lệ hoàn thành", "Completion"),
            bi("Tỷ lệ đúng hạn", "On time"),
        ];
        let titles = FIGURES.iter().map(|figure| figure.0).chain(rates);
        let titles = [block.by].into_iter().chain(titles).chain([DROPPED.0]);
        for (at, title) in (0..).zip(titles) {
            self.sheet
                .write_string_with_format(self.line, at, title.get(lang), &head)?;
        }
        self.sheet.set_row_height(self.line, 45)?;
        self.line += 1;
        let first = self.line;
        for (name, counts) in &block.rows {
            self.row(block.by, name, counts)?;
        }
        let last = self.line.max(first + 1) - 1;
        self.total(block, first, last)?;
        Ok((first, last))
    }

    fn row(&mut self, by: Bi, name: &str, counts: &FlatCounts) -> Result<(), XlsxError> {
        let cell = ruled().set_align(FormatAlign::Top);
        self.sheet
            .write_string_with_format(self.line, 0, fit(name), &cell)?;
        let figures = (TOTAL..).zip(&FIGURES).chain([(DROPPED_AT, &DROPPED)]);
        for (at, figure) in figures {
            let formula = self.formula(by, name, figure);
            self.number(at, formula, value(figure, counts), &cell)?;
        }
        self.rates(&values(counts), &cell)?;
        self.line += 1;
        Ok(())
    }

    /// A count of rows of the table, as a formula.
    fn formula(&self, by: Bi, name: &str, figure: &Figure) -> String {
        let (lang, table) = (self.lang, TABLE.get(self.lang));
        let own = format!("$A{}", self.line + 1);
        // The criteria of COUNTIFS know signs with a meaning, and no long texts.
        let plain = name.chars().count() <= 250
            && !name.contains(['*', '?', '~'])
            && !name.starts_with(['=', '<', '>']);
        let by = by.get(lang);
        let mut formula = String::from("=");
        for (at, (added, conditions)) in figure.1.iter().enumerate() {
            match (added, at) {
                (true, 0) => {}
                (true, _) => formula.push('+'),
                (false, _) => formula.push('-'),
            }
            let words = conditions.iter().map(|condition| condition.in_table(lang));
            if plain {
                let words = words.map(|(column, word)| format!(",{table}[{column}],\"{word}\""));
                let words: String = words.collect();
                formula.push_str(&format!("COUNTIFS({table}[{by}],{own}{words})"));
            } else {
                let words = words.map(|(column, word)| format!("*({table}[{column}]=\"{word}\")"));
                let words: String = words.collect();
                formula.push_str(&format!("SUMPRODUCT(({table}[{by}]={own})*1{words})"));
            }
        }
        formula
    }

    fn total(&mut self, block: &SummaryBlock, first: u32, last: u32) -> Result<(), XlsxError> {
        let cell = ruled().set_bold().set_align(FormatAlign::Top);
        let all = self.lang.pick("Tổng cộng", "All");
        self.sheet
            .write_string_with_format(self.line, 0, all, &cell)?;
        let mut sums = [0; FIGURES.len()];
        let mut dropped = 0;
        for (_, counts) in &block.rows {
            for (sum, n) in sums.iter_mut().zip(values(counts)) {
                *sum += n;
            }
            dropped += value(&DROPPED, counts);
        }
        let figures = (TOTAL..).zip(sums).chain([(DROPPED_AT, dropped)]);
        for (at, sum) in figures {
            let column = letters(at.into());
            let formula = format!("=SUM({column}{}:{column}{})", first + 1, last + 1);
            self.number(at, formula, sum, &cell)?;
        }
        self.rates(&sums, &cell)?;
        self.line += 1;
        Ok(())
    }

    fn number(
        &mut self,
        at: u16,
        formula: String,
        result: i64,
        cell: &Format,
    ) -> Result<(), XlsxError> {
        let cell = cell.clone().set_num_format("#,##0");
        let formula = Formula::new(formula).set_result(result.to_string());
        self.sheet
            .write_formula_with_format(self.line, at, formula, &cell)?;
        Ok(())
    }

    /// The shares of what is done in all, and of what was in time in what is done.
    fn rates(&mut self, values: &[i64; FIGURES.len()], cell: &Format) -> Result<(), XlsxError> {
        let at = |column: u16| values[usize::from(column - TOTAL)];
        let name = |column: u16| format!("{}{}", letters(column.into()), self.line + 1);
        let in_time = at(DONE_ON_TIME) + at(DONE_UNDATED);
        let done = in_time + at(DONE_LATE);
        let [on_time, late, undated] = [DONE_ON_TIME, DONE_LATE, DONE_UNDATED].map(name);
        let all = format!("({on_time}+{late}+{undated})");
        let rates = [
            (
                COMPLETION,
                format!("{all}/{}", name(TOTAL)),
                done,
                at(TOTAL),
            ),
            (
                ON_TIME,
                format!("({on_time}+{undated})/{all}"),
                in_time,
                done,
            ),
        ];
        for (column, formula, part, whole) in rates {
            let formula = Formula::new(format!("=IFERROR({formula},\"–\")"));
            let formula = formula.set_result(share(part, whole));
            let cell = cell
                .clone()
                .set_num_format("0.0%")
                .set_align(FormatAlign::Right);
            self.sheet
                .write_formula_with_format(self.line, column, formula, &cell)?;
        }
        Ok(())
    }

    /// A bar for each unit, parted by how its tasks stand, below the figures.
    fn chart(&mut self, block: &SummaryBlock, first: u32, last: u32) -> Result<(), XlsxError> {
        let sheet = self.lang.pick("Tổng hợp", "Summary");
        let mut chart = Chart::new(ChartType::BarStacked);
        let title = self
            .lang
            .pick("Nhiệm vụ theo đơn vị chủ trì", "Tasks by lead unit");
        chart.title().set_name(title);
        for (at, figure) in (TOTAL..).zip(&FIGURES).skip(1) {
            let mut fill = ChartSolidFill::new();
            fill.set_color(figure.2);
            chart
                .add_series()
                .set_name((sheet, first - 1, at))
                .set_categories((sheet, first, 0, last, 0))
                .set_values((sheet, first, at, last, at))
                .set_gap(60)
                .set_format(ChartFormat::new().set_solid_fill(&fill));
        }
        // The first unit on top, as in the table.
        chart.y_axis().set_reverse();
        chart.legend().set_position(ChartLegendPosition::Bottom);
        let units = u32::try_from(block.rows.len()).unwrap_or(u32::MAX);
        chart
            .set_width(1_100)
            .set_height(units.saturating_mul(24).clamp(120, 1_600) + 140);
        self.sheet.insert_chart(self.line + 1, 0, &chart)?;
        Ok(())
    }
}

/// What the formula of a share comes to.
fn share(part: i64, whole: i64) -> String {
    // Counts of tasks lie far below what a float holds exactly.
    #[allow(clippy::cast_precision_loss)]
    let share = part as f64 / whole as f64;
    match whole {
        0 => "–".to_owned(),
        _ => share.to_string(),
    }
}

fn value(figure: &Figure, counts: &FlatCounts) -> i64 {
    let terms = figure.1.iter().map(|(added, conditions)| {
        let n = counts.count(conditions);
        if *added { n } else { -n }
    });
    terms.sum()
}

fn values(counts: &FlatCounts) -> [i64; FIGURES.len()] {
    std::array::from_fn(|at| value(&FIGURES[at], counts))
}
