//! What is sent to a unit: a row a task, or a period of one, with what is known of its progress; and the
//! workbook that the unit fills in. What that is about is locked, what it reports has lists and checks; which
//! row is which, and what was sent, lies hidden. Text is written as text, never as a formula.

use crate::domain::day::{Day, iso};
use crate::domain::ids::{OccurrenceId, PlanId, TaskId, UnitId};
use crate::domain::note::Evidence;
use crate::domain::plan::Plan;
use crate::domain::query::{Anchor, Order, Query};
use crate::domain::task::{Hold, Occurrence, State, Task};
use crate::domain::text::{Shape, clean, fold};
use crate::domain::unit::{Unit, UnitScope};
use crate::formats::table::{base, fit, height, paper, ruled, value, workbook};
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::messages::labels;
use crate::present::names::{STATES, plain, unit_name};
use crate::present::text::capital;
use crate::report::document::Value;
use crate::store::{self, Store};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, ExcelDateTime, Format, FormatAlign, FormatBorder,
    ProtectionOptions, Worksheet, XlsxError,
};

/// Tasks that are read at one time.
const PAGE: usize = 200;

/// Which task a row is about, and which of its due dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RowKey {
    pub task: TaskId,
    /// None of a task that has no due dates.
    pub occurrence: Option<OccurrenceId>,
}

impl RowKey {
    /// As the sheet keeps it: "12/34".
    pub(super) fn to_cell(self) -> String {
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

/// What a row says of the progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    pub state: State,
    pub done_on: Option<Day>,
    pub result: Option<String>,
    /// The documents, each as its number, its day and what it is about.
    pub evidence: Vec<String>,
}

impl Progress {
    /// As the plan says it now.
    pub fn of(task: &Task, occurrence: Option<&Occurrence>) -> Self {
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

/// A document as a cell names it: "15/KH-SKHCN ngày 02/02/2021". The word is Vietnamese in a sheet of
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
    /// What the progress was.
    pub progress: Progress,
}

/// A row with what people see of it.
#[derive(Clone, Debug)]
pub struct SheetRow {
    pub sent: SentRow,
    pub title: String,
    pub due_on: Option<Day>,
    /// The deadline's wording, where there is no day.
    pub wording: String,
}

/// Which sheet it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// The hash of the plan's first journal row: the same in every copy of the file, and in no other.
    pub origin: String,
    pub plan: PlanId,
    pub year: i32,
    pub unit: UnitId,
    /// Its abbreviation when the sheet was sent.
    pub unit_name: String,
    pub sent_on: Day,
}

impl Marker {
    /// A note of the unit's as the plan keeps it: who has sent it, and in which sheet.
    pub(super) fn note(&self, text: &str) -> String {
        let (unit, day) = (&self.unit_name, dates::full(self.sent_on));
        let text = clean(text, Shape::Lines).text;
        format!("{unit} báo (biểu ngày {day}): {}", text.trim())
    }
}

/// The sheet of a unit.
#[derive(Clone, Debug)]
pub struct ProgressSheet {
    pub marker: Marker,
    pub unit: Unit,
    pub plan: Plan,
    pub rows: Vec<SheetRow>,
}

impl ProgressSheet {
    /// Reads what a unit leads and nobody has dropped.
    ///
    /// # Errors
    /// What the file says.
    pub fn read(store: &Store, unit: &Unit, today: Day, lang: Lang) -> store::Result<Self> {
        store.snapshot(|| {
            let plan = store.plan()?;
            let mut query = Query::all(plan.id, today, &plan.settings);
            query.unit = UnitScope::Led(unit.id);
            query.order = Order::Code;
            let rows = rows(store, &query, today, lang)?;
            let marker = Marker {
                origin: store.origin()?.unwrap_or_default(),
                plan: plan.id,
                year: plan.year,
                unit: unit.id,
                unit_name: unit.abbreviation.clone(),
                sent_on: today,
            };
            let unit = unit.clone();
            Ok(Self {
                marker,
                unit,
                plan,
                rows,
            })
        })
    }
}

/// The rows of the tasks that a query lists, but of those that were dropped.
fn rows(store: &Store, query: &Query, today: Day, lang: Lang) -> store::Result<Vec<SheetRow>> {
    let mut rows = Vec::new();
    let mut anchor = Anchor::Start;
    loop {
        let page = store.page(query, anchor, PAGE)?;
        for row in page.rows.iter().filter(|row| row.state != State::Dropped) {
            if let Some(task) = store.task(row.id)? {
                let shown = shown(&task, today);
                rows.extend(shown.into_iter().map(|one| sheet_row(&task, one, lang)));
            }
        }
        match page.rows.last() {
            Some(last) if !page.at_end => anchor = Anchor::After(last.place),
            _ => return Ok(rows),
        }
    }
}

/// The due dates that the unit is asked about: of a recurring task what is open until the first one
/// after today, and where nothing is open the last one.
fn shown(task: &Task, today: Day) -> Vec<Option<&Occurrence>> {
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
            progress: Progress::of(task, occurrence),
        },
        title: match period {
            Some(period) => format!("{title} – {}", dates::as_period(&period, lang)),
            None => title.clone(),
        },
        due_on: occurrence.and_then(|one| one.due_on),
        wording: task.row.deadline.clone(),
    }
}

/// What the hidden sheet begins with.
pub(super) const MARK: &str = "cchc-progress";
/// The form of what is hidden. A higher one is of a later program.
pub(super) const VERSION: u32 = 1;
/// The head of the hidden column by which rows are known.
pub(super) const KEY: &str = "cchc-key";
/// The head's line, from 0, below title, unit and instructions.
const HEAD: u32 = 3;
/// The hidden column, from 0.
const KEY_COLUMN: u16 = 8;
/// Most lines that a row is made high for.
const HIGHEST: u32 = 8;

/// The whole file; the same sheet gives the same bytes.
///
/// # Errors
/// Where the format's library gives up.
pub fn write(sheet: &ProgressSheet, lang: Lang) -> Result<Vec<u8>, String> {
    build(sheet, lang).map_err(|error| error.to_string())
}

fn build(sheet: &ProgressSheet, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let title = title(sheet, lang);
    let mut book = workbook(&title)?;
    let page = book.add_worksheet();
    page.set_name(lang.pick("Tiến độ", "Progress"))?;
    set_up(page)?;
    above(page, sheet, &title, lang)?;
    let mut last = HEAD;
    for row in &sheet.rows {
        last += 1;
        self::row(page, last, row, sheet.marker.sent_on, lang)?;
    }
    checks(page, last, sheet.plan.year, lang)?;
    hidden(book.add_worksheet(), sheet)?;
    book.save_to_buffer()
}

/// A4 across on one page's width, the head on each page and in sight, what is not to be filled in locked.
fn set_up(page: &mut Worksheet) -> Result<(), XlsxError> {
    paper(page);
    page.set_freeze_panes(HEAD + 1, 2)?;
    page.set_repeat_rows(HEAD, HEAD)?;
    for (at, column) in (0..).zip(Column::ALL) {
        page.set_column_width(at, column.width())?;
    }
    page.set_column_hidden(KEY_COLUMN)?;
    page.set_print_area(0, 0, HEAD + 1, KEY_COLUMN - 1)?;
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

/// Title, unit and instructions, and the heads of the columns.
fn above(
    page: &mut Worksheet,
    sheet: &ProgressSheet,
    title: &str,
    lang: Lang,
) -> Result<(), XlsxError> {
    let strong = base().set_bold().set_font_size(13);
    page.write_string_with_format(0, 0, title, &strong)?;
    let (unit, day) = (
        unit_name(&sheet.unit, lang),
        dates::full(sheet.marker.sent_on),
    );
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
    column_heads(page, lang)
}

fn column_heads(page: &mut Worksheet, lang: Lang) -> Result<(), XlsxError> {
    let head = base()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_background_color(Color::RGB(0xD9_E2_EC))
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    for (at, column) in (0..).zip(Column::ALL) {
        page.write_string_with_format(HEAD, at, column.head().get(lang), &head)?;
    }
    page.write_string(HEAD, KEY_COLUMN, KEY)?;
    page.set_row_height(HEAD, 30)?;
    Ok(())
}

fn row(
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
        Some(day) => set_day(page, (line, 2), day, due, lang)?,
        None => {
            page.write_string_with_format(line, 2, fit(&row.wording), &due)?;
        }
    }
    let state = capital(labels::state(progress.state).get(lang));
    page.write_string_with_format(line, 3, state, &open)?;
    match progress.done_on {
        Some(day) => set_day(page, (line, 4), day, open.clone(), lang)?,
        None => {
            let empty = open.clone().set_num_format("dd/mm/yyyy");
            page.write_blank(line, 4, &empty.set_align(FormatAlign::Center))?;
        }
    }
    let result = progress.result.as_deref().unwrap_or_default();
    let evidence = progress.evidence.join("; ");
    let shown = ["", &*row.title, "", "", "", result, &*evidence];
    let widths = Column::ALL.map(Column::width);
    let shown = shown.into_iter().map(ToOwned::to_owned);
    page.set_row_height(line, height(shown, &widths, HIGHEST))?;
    for (at, text) in [(5, result), (6, &*evidence), (7, "")] {
        match text {
            "" => page.write_blank(line, at, &open)?,
            text => page.write_string_with_format(line, at, fit(text), &open)?,
        };
    }
    page.write_string(line, KEY_COLUMN, row.sent.key.to_cell())?;
    Ok(())
}

fn set_day(
    page: &mut Worksheet,
    place: (u32, u16),
    day: Day,
    format: Format,
    lang: Lang,
) -> Result<(), XlsxError> {
    let format = format.set_align(FormatAlign::Center);
    value(page, place, &Value::Day(day), &format, lang)
}

/// A list of the states, and days about the plan's year.
fn checks(page: &mut Worksheet, last: u32, year: i32, lang: Lang) -> Result<(), XlsxError> {
    let states = REPORTED.map(|state| capital(labels::state(state).get(lang)));
    let list = DataValidation::new()
        .allow_list_strings(&states)?
        .set_error_title(lang.pick("Trạng thái", "Status"))?
        .set_error_message(lang.pick(
            "Hãy chọn một trạng thái trong danh sách.",
            "Choose a status from the list.",
        ))?;
    page.add_data_validation(HEAD + 1, 3, last, 3, &list)?;
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
    page.add_data_validation(HEAD + 1, 4, last, 4, &days)?;
    page.autofilter(HEAD, 0, last, KEY_COLUMN - 1)?;
    page.set_print_area(0, 0, last, KEY_COLUMN - 1)?;
    Ok(())
}

/// What was sent: which sheet it is, then a row for each row.
fn hidden(page: &mut Worksheet, sheet: &ProgressSheet) -> Result<(), XlsxError> {
    let marker = &sheet.marker;
    page.set_name("cchc")?.set_very_hidden(true);
    let about = [
        (MARK, VERSION.to_string()),
        ("origin", marker.origin.clone()),
        ("plan", marker.plan.0.to_string()),
        ("year", marker.year.to_string()),
        ("unit", marker.unit.0.to_string()),
        ("unit-name", marker.unit_name.clone()),
        ("sent-on", iso(marker.sent_on)),
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

/// A column of the sheet that people see, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    Code,
    Task,
    Due,
    State,
    DoneOn,
    Result,
    Evidence,
    Note,
}

impl Column {
    pub const ALL: [Self; 8] = [
        Self::Code,
        Self::Task,
        Self::Due,
        Self::State,
        Self::DoneOn,
        Self::Result,
        Self::Evidence,
        Self::Note,
    ];

    /// Those that the unit fills in.
    pub const FILLED: [Self; 5] = [
        Self::State,
        Self::DoneOn,
        Self::Result,
        Self::Evidence,
        Self::Note,
    ];

    pub fn head(self) -> Bi {
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

    /// Whether a cell is its head, in either language.
    pub(super) fn is_headed(self, cell: &str) -> bool {
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

/// The states that a unit can report, in the order in which they are offered.
pub(super) const REPORTED: [State; 4] = [
    State::NotStarted,
    State::InProgress,
    State::Done,
    State::Paused,
];

/// What people type for a state besides its names, folded.
const TYPED: &[(State, &[&str])] = &[
    (
        State::NotStarted,
        &["chua", "chua trien khai", "chua bat dau", "chua tien hanh"],
    ),
    (
        State::InProgress,
        &[
            "dang trien khai",
            "dang tien hanh",
            "dang xu ly",
            "dang thuc hien trong han",
            "dang thuc hien qua han",
        ],
    ),
    (
        State::Done,
        &[
            "da hoan thanh",
            "da lam xong",
            "hoan tat",
            "da hoan tat",
            "hoan thanh dung han",
            "hoan thanh qua han",
            "da hoan thanh dung han",
            "da hoan thanh qua han",
            "done",
            "100%",
        ],
    ),
    (State::Paused, &["tam hoan", "dang tam dung", "da tam dung"]),
    (State::Dropped, &["khong thuc hien", "da bai bo"]),
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
        let found = all.find(|(_, names)| names.contains(&typed));
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
