//! The workbook that a unit fills in: what it is about is locked, what it reports has lists and checks;
//! which row is which, and what was sent, lies hidden. Text is written as text, never as a formula.

use super::sheet::{ProgressSheet, SheetRow};
use super::terms::{Column, REPORTED};
use crate::domain::day::{Day, iso};
use crate::formats::table::xlsx::{base, fit, height, paper, ruled, value, workbook};
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::messages::labels;
use crate::present::names::unit_name;
use crate::present::text::capital;
use crate::report::document::Value;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, ExcelDateTime, Format, FormatAlign, FormatBorder,
    ProtectionOptions, Worksheet, XlsxError,
};

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
