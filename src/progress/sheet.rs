//! The sheet that is sent to a unit, and its workbook: a row for each task, or for each open period of one,
//! with its progress. Cells that are not to be filled in are locked, the others have lists and validations; the
//! keys of the rows and the values as sent are hidden. Text is written as text, never as a formula.

use crate::domain::day::{Day, iso};
use crate::domain::ids::{OccurrenceId, PlanId, TaskId, UnitId};
use crate::domain::note::Evidence;
use crate::domain::plan::Plan;
use crate::domain::query::{Order, Query};
use crate::domain::task::{Hold, Occurrence, State, Task};
use crate::domain::text::{TextShape, clean, fold};
use crate::domain::unit::{Unit, UnitScope};
use crate::formats::table::{base, fit, height, paper, ruled, value, workbook};
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::messages::labels;
use crate::present::names::{STATES, plain, unit_name};
use crate::present::text::capital;
use crate::report::document::TableValue;
use crate::store::{self, Store};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, ExcelDateTime, Format, FormatAlign, FormatBorder,
    ProtectionOptions, Worksheet, XlsxError,
};

/// The task of a row, and which of its due dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RowKey {
    pub task: TaskId,
    /// `None` for a task without due dates.
    pub occurrence: Option<OccurrenceId>,
}

impl RowKey {
    /// As written to the sheet: "12/34", 0 for no due date.
    fn to_cell(self) -> String {
        let occurrence = self.occurrence.map_or(0, |id| id.0);
        format!("{}/{occurrence}", self.task.0)
    }

    pub(super) fn from_cell(cell: &str) -> Option<Self> {
        let (task, occurrence) = cell.trim().split_once('/')?;
        let occurrence: i64 = occurrence.parse().ok()?;
        Some(Self {
            task: TaskId(task.parse().ok()?),
            occurrence: (occurrence != 0).then_some(OccurrenceId(occurrence)),
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskProgress {
    pub state: State,
    pub done_on: Option<Day>,
    pub result: Option<String>,
    /// The documents, each as "15/KH-SKHCN ngày 02/02/2021".
    pub evidence: Vec<String>,
}

impl TaskProgress {
    /// The present progress in the plan.
    pub(crate) fn of(task: &Task, occurrence: Option<&Occurrence>) -> Self {
        let done_on = occurrence.and_then(|one| one.done_on);
        let state = match (done_on, task.hold) {
            (Some(_), _) => State::Done,
            (None, Some(Hold::Paused)) => State::Paused,
            (None, Some(Hold::Dropped)) => State::Dropped,
            (None, None) if task.started => State::InProgress,
            (None, None) => State::NotStarted,
        };
        Self {
            state,
            done_on,
            result: occurrence.and_then(|one| one.result.clone()),
            evidence: task.evidence.iter().map(document).collect(),
        }
    }
}

/// A document as written to a cell: "15/KH-SKHCN ngày 02/02/2021". The word is Vietnamese in a sheet of
/// either language, since the cell is read again when the sheet comes back.
pub(super) fn document(document: &Evidence) -> String {
    match document.dated_on {
        Some(day) => format!("{} ngày {}", document.number, dates::full(day)),
        None => document.number.clone(),
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentRow {
    pub key: RowKey,
    pub code: String,
    pub progress: TaskProgress,
}

#[derive(Clone, Debug)]
pub struct SheetRow {
    pub sent: SentRow,
    pub title: String,
    pub due_on: Option<Day>,
    /// The deadline's wording, shown where there is no day.
    pub wording: String,
}

/// Identifies a sheet: from which file, for which unit, of which day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetId {
    /// The hash of the plan's first journal row: the same in every copy of the file, and in no other.
    pub origin: String,
    pub plan: PlanId,
    pub year: i32,
    pub unit: UnitId,
    /// Its abbreviation when the sheet was sent.
    pub unit_name: String,
    pub sent_on: Day,
}

impl SheetId {
    /// A note of the unit as stored in the plan, with the unit and the date of the sheet.
    pub(super) fn note(&self, text: &str) -> String {
        let (unit, day) = (&self.unit_name, dates::full(self.sent_on));
        let text = clean(text, TextShape::Lines).text;
        format!("{unit} báo (biểu ngày {day}): {}", text.trim())
    }
}

/// The sheet of a unit.
#[derive(Clone, Debug)]
pub struct ProgressSheet {
    pub id: SheetId,
    pub unit: Unit,
    pub plan: Plan,
    pub rows: Vec<SheetRow>,
}

impl ProgressSheet {
    /// Reads the tasks that a unit leads, except dropped ones.
    pub fn read(store: &Store, unit: &Unit, today: Day, lang: Lang) -> store::Result<Self> {
        store.snapshot(|| {
            let plan = store.plan()?;
            let mut query = Query::all(plan.id, today, &plan.settings);
            query.unit = UnitScope::Led(unit.id);
            query.order = Order::Code;
            let rows = rows(store, &query, today, lang)?;
            let id = SheetId {
                origin: store.origin()?.unwrap_or_default(),
                plan: plan.id,
                year: plan.year,
                unit: unit.id,
                unit_name: unit.abbreviation.clone(),
                sent_on: today,
            };
            let unit = unit.clone();
            Ok(Self {
                id,
                unit,
                plan,
                rows,
            })
        })
    }
}

/// The rows of a query's tasks, except dropped ones.
fn rows(store: &Store, query: &Query, today: Day, lang: Lang) -> store::Result<Vec<SheetRow>> {
    let mut rows = Vec::new();
    for page in store.pages(query) {
        let page = page?.into_iter();
        for row in page.filter(|row| row.state != State::Dropped) {
            if let Some(task) = store.task(row.id)? {
                let shown = reported_occurrences(&task, today);
                rows.extend(shown.into_iter().map(|one| sheet_row(&task, one, lang)));
            }
        }
    }
    Ok(rows)
}

/// The due dates that the unit reports on: of a recurring task the open ones up to the first one after today,
/// or the last one if none is open.
fn reported_occurrences(task: &Task, today: Day) -> Vec<Option<&Occurrence>> {
    if task.row.rhythm.is_none() && task.occurrences.len() == 1 {
        return vec![task.occurrences.first()];
    }
    let mut open: Vec<&Occurrence> = task
        .occurrences
        .iter()
        .filter(|one| one.is_open())
        .collect();
    open.sort_by_key(|one| (one.due_on.is_none(), one.due_on, one.ordinal));
    let now = open
        .iter()
        .take_while(|one| one.due_on.is_some_and(|due| due <= today));
    let now = now.count();
    open.truncate(now + 1);
    if open.is_empty() {
        return vec![task.occurrences.last()];
    }
    open.into_iter().map(Some).collect()
}

fn sheet_row(task: &Task, occurrence: Option<&Occurrence>, lang: Lang) -> SheetRow {
    let period = occurrence.map(|one| dates::period(task.row.rhythm, one, lang));
    let period = period.filter(|period| !period.is_empty());
    let title = &task.row.title;
    SheetRow {
        sent: SentRow {
            key: RowKey {
                task: task.row.id,
                occurrence: occurrence.map(|one| one.id),
            },
            code: task.row.code.clone(),
            progress: TaskProgress::of(task, occurrence),
        },
        title: match period {
            Some(period) => format!("{title} – {}", dates::as_period(&period, lang)),
            None => title.clone(),
        },
        due_on: occurrence.and_then(|one| one.due_on),
        wording: task.row.deadline.clone(),
    }
}

/// The first cell of the hidden sheet.
pub(super) const MARK: &str = "cchc-progress";
/// The version of the hidden sheet's layout.
pub(super) const VERSION: u32 = 1;
/// The head of the hidden column of keys.
pub(super) const KEY: &str = "cchc-key";
/// The row of heads, from 0, below title, unit and instructions.
const HEAD_ROW: u32 = 3;
/// The hidden column, from 0.
const KEY_COLUMN: u16 = 8;
/// The height of a row is limited to so many lines.
const MAX_LINES: u32 = 8;

/// The file's bytes, the same for the same sheet.
///
/// # Errors
/// The message of the library.
pub fn write(sheet: &ProgressSheet, lang: Lang) -> Result<Vec<u8>, String> {
    build(sheet, lang).map_err(|error| error.to_string())
}

fn build(sheet: &ProgressSheet, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let title = title(sheet, lang);
    let mut book = workbook(&title)?;
    let page = book.add_worksheet();
    page.set_name(lang.pick("Tiến độ", "Progress"))?;
    set_up_page(page)?;
    write_heading(page, sheet, &title, lang)?;
    let mut last = HEAD_ROW;
    for row in &sheet.rows {
        last += 1;
        write_row(page, last, row, sheet.id.sent_on, lang)?;
    }
    add_validations(page, last, sheet.plan.year, lang)?;
    write_hidden(book.add_worksheet(), sheet)?;
    book.save_to_buffer()
}

/// A4 landscape fitted to the page's width, the head frozen and repeated on each page, the sheet protected.
fn set_up_page(page: &mut Worksheet) -> Result<(), XlsxError> {
    paper(page);
    page.set_freeze_panes(HEAD_ROW + 1, 2)?;
    page.set_repeat_rows(HEAD_ROW, HEAD_ROW)?;
    for (at, column) in (0..).zip(SheetColumn::ALL) {
        page.set_column_width(at, column.width())?;
    }
    page.set_column_hidden(KEY_COLUMN)?;
    page.set_print_area(0, 0, HEAD_ROW + 1, KEY_COLUMN - 1)?;
    page.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}

fn title(sheet: &ProgressSheet, lang: Lang) -> String {
    let year = sheet.plan.year;
    lang.pick(
        format!("Tiến độ thực hiện nhiệm vụ cải cách hành chính năm {year}"),
        format!("Progress of the administrative-reform tasks of {year}"),
    )
}

/// Title, unit, instructions and heads.
fn write_heading(
    page: &mut Worksheet,
    sheet: &ProgressSheet,
    title: &str,
    lang: Lang,
) -> Result<(), XlsxError> {
    let strong = base().set_bold().set_font_size(13);
    page.write_string_with_format(0, 0, title, &strong)?;
    let (unit, day) = (unit_name(&sheet.unit, lang), dates::full(sheet.id.sent_on));
    let about = lang.pick(
        format!("Đơn vị: {unit}. Số liệu đến ngày {day}."),
        format!("Unit: {unit}. As of {day}."),
    );
    page.write_string_with_format(1, 0, fit(&about), &base())?;
    let how = lang.pick(
        "Chỉ điền các cột từ Trạng thái đến Ghi chú; không thêm, bớt dòng. Hoàn thành thì ghi ngày \
         hoàn thành, số và ngày của tài liệu kiểm chứng (nhiều tài liệu cách nhau bằng dấu ;).",
        "Fill in the columns from Status to Note only; add or remove no rows. What is completed needs \
         its completion date and the number and date of the evidence (several separated by ;).",
    );
    page.write_string_with_format(2, 0, how, &base().set_italic())?;
    write_column_heads(page, lang)
}

fn write_column_heads(page: &mut Worksheet, lang: Lang) -> Result<(), XlsxError> {
    let head = base()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_background_color(Color::RGB(0xD9_E2_EC))
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    for (at, column) in (0..).zip(SheetColumn::ALL) {
        page.write_string_with_format(HEAD_ROW, at, column.head().get(lang), &head)?;
    }
    page.write_string(HEAD_ROW, KEY_COLUMN, KEY)?;
    page.set_row_height(HEAD_ROW, 30)?;
    Ok(())
}

fn write_row(
    page: &mut Worksheet,
    line: u32,
    row: &SheetRow,
    today: Day,
    lang: Lang,
) -> Result<(), XlsxError> {
    let locked = ruled().set_align(FormatAlign::Top);
    let open = locked.clone().set_unlocked();
    let progress = &row.sent.progress;
    page.write_string_with_format(line, 0, fit(&row.sent.code), &locked)?;
    page.write_string_with_format(line, 1, fit(&row.title), &locked)?;
    let late = row.due_on.is_some_and(|due| due < today) && progress.state.is_open();
    let due = match late {
        true => locked.set_bold().set_font_color(Color::RGB(0xB0_1E_1E)),
        false => locked,
    };
    match row.due_on {
        Some(day) => write_day(page, (line, 2), day, due, lang)?,
        None => {
            page.write_string_with_format(line, 2, fit(&row.wording), &due)?;
        }
    }
    let state = capital(labels::state(progress.state).get(lang));
    page.write_string_with_format(line, 3, state, &open)?;
    match progress.done_on {
        Some(day) => write_day(page, (line, 4), day, open.clone(), lang)?,
        None => {
            let empty = open.clone().set_num_format("dd/mm/yyyy");
            page.write_blank(line, 4, &empty.set_align(FormatAlign::Center))?;
        }
    }
    let result = progress.result.as_deref().unwrap_or_default();
    let evidence = progress.evidence.join("; ");
    let shown = ["", &*row.title, "", "", "", result, &*evidence];
    let widths = SheetColumn::ALL.map(SheetColumn::width);
    let shown = shown.into_iter().map(ToOwned::to_owned);
    page.set_row_height(line, height(shown, &widths, MAX_LINES))?;
    for (at, text) in [(5, result), (6, &*evidence), (7, "")] {
        match text {
            "" => page.write_blank(line, at, &open)?,
            text => page.write_string_with_format(line, at, fit(text), &open)?,
        };
    }
    page.write_string(line, KEY_COLUMN, row.sent.key.to_cell())?;
    Ok(())
}

fn write_day(
    page: &mut Worksheet,
    place: (u32, u16),
    day: Day,
    format: Format,
    lang: Lang,
) -> Result<(), XlsxError> {
    let format = format.set_align(FormatAlign::Center);
    value(page, place, &TableValue::Day(day), &format, lang)
}

/// A list for the states, and a range of years for the days.
fn add_validations(
    page: &mut Worksheet,
    last: u32,
    year: i32,
    lang: Lang,
) -> Result<(), XlsxError> {
    let states = REPORTED.map(|state| capital(labels::state(state).get(lang)));
    let list = DataValidation::new()
        .allow_list_strings(&states)?
        .set_error_title(lang.pick("Trạng thái", "Status"))?
        .set_error_message(lang.pick(
            "Hãy chọn một trạng thái trong danh sách.",
            "Choose a status from the list.",
        ))?;
    page.add_data_validation(HEAD_ROW + 1, 3, last, 3, &list)?;
    let around = |year: i32| u16::try_from(year).unwrap_or(2000);
    let first = ExcelDateTime::from_ymd(around(year - 1), 1, 1)?;
    let end = ExcelDateTime::from_ymd(around(year + 1), 12, 31)?;
    let days = DataValidation::new()
        .allow_date(DataValidationRule::Between(first, end))
        .set_error_title(lang.pick("Ngày hoàn thành", "Completion date"))?
        .set_error_message(lang.pick(
            format!("Hãy gõ ngày/tháng/năm, ví dụ 12/03/{year}."),
            format!("Type day/month/year, for example 12/03/{year}."),
        ))?;
    page.add_data_validation(HEAD_ROW + 1, 4, last, 4, &days)?;
    page.autofilter(HEAD_ROW, 0, last, KEY_COLUMN - 1)?;
    page.set_print_area(0, 0, last, KEY_COLUMN - 1)?;
    Ok(())
}

/// The hidden sheet: the [`SheetId`], then each row as sent.
fn write_hidden(page: &mut Worksheet, sheet: &ProgressSheet) -> Result<(), XlsxError> {
    let id = &sheet.id;
    page.set_name("cchc")?.set_very_hidden(true);
    let about = [
        (MARK, VERSION.to_string()),
        ("origin", id.origin.clone()),
        ("plan", id.plan.0.to_string()),
        ("year", id.year.to_string()),
        ("unit", id.unit.0.to_string()),
        ("unit-name", id.unit_name.clone()),
        ("sent-on", iso(id.sent_on)),
    ];
    let mut line = 0;
    for (name, value) in about {
        page.write_string(line, 0, name)?
            .write_string(line, 1, value)?;
        line += 1;
    }
    for row in &sheet.rows {
        let progress = &row.sent.progress;
        let cells = [
            row.sent.key.to_cell(),
            row.sent.code.clone(),
            progress.state.as_str().to_owned(),
            progress.done_on.map(iso).unwrap_or_default(),
            progress.result.clone().unwrap_or_default(),
            progress.evidence.join("; "),
        ];
        for (at, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            page.write_string(line, at, fit(&cell))?;
        }
        line += 1;
    }
    Ok(())
}

/// The visible columns, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetColumn {
    Code,
    Task,
    Due,
    State,
    DoneOn,
    Result,
    Evidence,
    Note,
}

impl SheetColumn {
    pub(crate) const ALL: [Self; 8] = [
        Self::Code,
        Self::Task,
        Self::Due,
        Self::State,
        Self::DoneOn,
        Self::Result,
        Self::Evidence,
        Self::Note,
    ];

    /// The columns that the unit fills in.
    pub(crate) const FILLED: [Self; 5] = [
        Self::State,
        Self::DoneOn,
        Self::Result,
        Self::Evidence,
        Self::Note,
    ];

    pub(crate) fn head(self) -> Bi {
        match self {
            Self::Code => bi("Mã", "Code"),
            Self::Task => bi("Nhiệm vụ", "Task"),
            Self::Due => bi("Thời hạn", "Due"),
            Self::State => bi("Trạng thái", "Status"),
            Self::DoneOn => bi("Ngày hoàn thành", "Completed on"),
            Self::Result => bi("Kết quả", "Result"),
            Self::Evidence => bi("Tài liệu kiểm chứng", "Evidence"),
            Self::Note => bi("Ghi chú", "Note"),
        }
    }

    /// Whether a cell is the column's head, in either language.
    pub(super) fn is_head(self, cell: &str) -> bool {
        let (head, cell) = (self.head(), fold(cell));
        cell == fold(head.vi) || cell == fold(head.en)
    }

    /// In Excel's characters.
    pub(super) fn width(self) -> f64 {
        match self {
            Self::Code | Self::Due => 12.0,
            Self::Task => 50.0,
            Self::State => 17.0,
            Self::DoneOn => 14.0,
            Self::Result => 36.0,
            Self::Evidence | Self::Note => 32.0,
        }
    }
}

/// The states that a unit can report, in the order of the list.
pub(super) const REPORTED: [State; 4] = [
    State::NotStarted,
    State::InProgress,
    State::Done,
    State::Paused,
];

/// Other wordings for states, besides their names, folded, separated by bars.
const TYPED: &[(State, &str)] = &[
    (
        State::NotStarted,
        "chua|chua trien khai|chua bat dau|chua tien hanh",
    ),
    (
        State::InProgress,
        "dang trien khai|dang tien hanh|dang xu ly|dang thuc hien trong han|\
         dang thuc hien qua han",
    ),
    (
        State::Done,
        "da hoan thanh|da lam xong|hoan tat|da hoan tat|hoan thanh dung han|\
         hoan thanh qua han|da hoan thanh dung han|da hoan thanh qua han|done|100%",
    ),
    (State::Paused, "tam hoan|dang tam dung|da tam dung"),
    (State::Dropped, "khong thuc hien|da bai bo"),
];

/// The state that a cell means.
pub(super) fn state(cell: &str) -> Option<State> {
    let typed = plain(cell);
    let typed = typed.trim_end_matches(['.', ';', '!']).trim();
    let named = STATES
        .all
        .iter()
        .find(|state| STATES.names(**state).iter().any(|name| name == typed));
    let also = || {
        let mut all = TYPED.iter();
        let found = all.find(|(_, names)| names.split('|').any(|name| name == typed));
        found.map(|(state, _)| *state)
    };
    named.copied().or_else(also)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_read_as_people_type_it_and_never_guessed() {
        for (typed, meant) in [
            ("Hoàn thành", Some(State::Done)),
            ("xong", Some(State::Done)),
            ("Đã hoàn thành.", Some(State::Done)),
            ("ĐANG THỰC HIỆN", Some(State::InProgress)),
            ("dang lam", Some(State::InProgress)),
            ("Chưa", Some(State::NotStarted)),
            ("Tạm dừng", Some(State::Paused)),
            ("in progress", Some(State::InProgress)),
            ("Quá hạn", None),
            ("x", None),
            ("gần xong", None),
            ("", None),
        ] {
            assert_eq!(state(typed), meant, "{typed}");
        }
    }
}
