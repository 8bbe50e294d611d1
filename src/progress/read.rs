//! Reads a returned workbook. Columns are found by their heads and rows by their hidden keys, wherever they
//! have been moved. An unclear cell is not guessed.

use super::sheet::{KEY, MARK, RowKey, SentRow, SheetColumn, SheetId, TaskProgress, VERSION};
use crate::domain::day::{Day, from_iso, parse_day};
use crate::domain::ids::{PlanId, UnitId};
use crate::domain::task::State;
use crate::domain::text::{TextShape, clean, fold, nfc};
use crate::sheets::workbook::{Cell, Row, Sheet, SheetValue, Workbook};
use chrono::{Datelike, NaiveDate};
use std::collections::HashMap;

/// A returned sheet.
#[derive(Clone, Debug)]
pub struct Returned {
    pub id: SheetId,
    /// As sent.
    pub sent: Vec<SentRow>,
    /// As filled in, in the order of the sheet.
    pub rows: Vec<FilledRow>,
}

#[derive(Clone, Debug)]
pub struct FilledRow {
    /// From 1, as the sheet counts.
    pub number: u32,
    /// `None` where the hidden cell holds no valid key.
    pub key: Option<RowKey>,
    pub code: String,
    pub title: String,
    cells: HashMap<SheetColumn, Cell>,
}

impl Returned {
    /// Replaces the text of a cell.
    pub(crate) fn correct(&mut self, number: u32, column: SheetColumn, text: &str) {
        let mut rows = self.rows.iter_mut();
        if let Some(row) = rows.find(|row| row.number == number) {
            row.cells.insert(column, Cell::text(0, text));
        }
    }

    pub(crate) fn row(&self, number: u32) -> Option<&FilledRow> {
        self.rows.iter().find(|row| row.number == number)
    }
}

impl FilledRow {
    /// The displayed text, trimmed; "" where the cell is empty.
    pub(crate) fn text(&self, column: SheetColumn) -> &str {
        self.cell(column).map_or("", |cell| cell.text.trim())
    }

    pub(super) fn cell(&self, column: SheetColumn) -> Option<&Cell> {
        let cell = self.cells.get(&column);
        cell.filter(|cell| !cell.text.trim().is_empty())
    }

    /// The first of the columns to fill in whose cell is a formula without a stored value.
    pub(crate) fn formula_without_value(&self) -> Option<SheetColumn> {
        let is_formula = |column: &SheetColumn| {
            let cell = self.cells.get(column);
            cell.is_some_and(|cell| cell.value == SheetValue::Formula)
        };
        SheetColumn::FILLED.into_iter().find(is_formula)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnreadableSheet {
    /// Written by a newer version of the program.
    NewerVersion,
    /// The hidden sheet is damaged.
    HiddenDamaged,
    /// The hidden column of keys is gone.
    KeysMissing,
    /// A column is gone, or its head was changed.
    ColumnMissing(SheetColumn),
}

/// Whether a workbook is a progress sheet.
pub(crate) fn is_progress_sheet(workbook: &Workbook) -> bool {
    hidden(workbook).is_some()
}

fn hidden(workbook: &Workbook) -> Option<&Sheet> {
    workbook.sheets.iter().find(|sheet| {
        let first = sheet.rows.first().and_then(|row| row.cell(0));
        first.is_some_and(|cell| cell.text == MARK)
    })
}

/// Reads a workbook that is a progress sheet.
pub fn read(workbook: &Workbook) -> Result<Returned, UnreadableSheet> {
    let hidden = hidden(workbook).ok_or(UnreadableSheet::HiddenDamaged)?;
    let id = id(hidden)?;
    let mut sent = Vec::new();
    for row in hidden.rows.iter().filter(|row| row.number > ID_ROWS) {
        sent.push(sent_row(row).ok_or(UnreadableSheet::HiddenDamaged)?);
    }
    let mut sheets = workbook.sheets.iter();
    let found = sheets.find_map(|sheet| Some((sheet, key_head(sheet)?)));
    let (sheet, (head, key)) = found.ok_or(UnreadableSheet::KeysMissing)?;
    let mut columns = HashMap::new();
    for column in SheetColumn::ALL {
        let named = head.cells.iter().find(|cell| column.is_head(&cell.text));
        let named = named.ok_or(UnreadableSheet::ColumnMissing(column))?;
        columns.insert(named.column, column);
    }
    let rows = sheet.rows.iter().filter(|row| row.number > head.number);
    let rows = rows.map(|row| filled_row(row, key, &columns));
    let is_filled = |row: &FilledRow| row.key.is_some() || !row.cells.is_empty();
    Ok(Returned {
        id,
        sent,
        rows: rows.filter(is_filled).collect(),
    })
}

/// The rows at the beginning of the hidden sheet that hold its [`SheetId`].
const ID_ROWS: u32 = 7;

fn id(hidden: &Sheet) -> Result<SheetId, UnreadableSheet> {
    let value = |name: &str| {
        let mut rows = hidden.rows.iter().take_while(|row| row.number <= ID_ROWS);
        let row = rows.find(|row| row.cell(0).is_some_and(|cell| cell.text == name));
        let cell = row
            .and_then(|row| row.cell(1))
            .ok_or(UnreadableSheet::HiddenDamaged)?;
        Ok(cell.text.as_str())
    };
    let number = |name: &str| {
        value(name)?
            .parse::<i64>()
            .map_err(|_| UnreadableSheet::HiddenDamaged)
    };
    if number(MARK)? > i64::from(VERSION) {
        return Err(UnreadableSheet::NewerVersion);
    }
    Ok(SheetId {
        origin: value("origin")?.to_owned(),
        plan: PlanId(number("plan")?),
        year: i32::try_from(number("year")?).map_err(|_| UnreadableSheet::HiddenDamaged)?,
        unit: UnitId(number("unit")?),
        unit_name: value("unit-name")?.to_owned(),
        sent_on: from_iso(value("sent-on")?).ok_or(UnreadableSheet::HiddenDamaged)?,
    })
}

fn sent_row(row: &Row) -> Option<SentRow> {
    let text = |at: u32| row.cell(at).map(|cell| cell.text.as_str());
    Some(SentRow {
        key: RowKey::from_cell(text(0)?)?,
        code: text(1)?.to_owned(),
        progress: TaskProgress {
            state: State::parse(text(2)?)?,
            done_on: match text(3) {
                Some(day) => Some(from_iso(day)?),
                None => None,
            },
            result: text(4).map(str::to_owned),
            evidence: documents(text(5).unwrap_or_default()),
        },
    })
}

/// The row of heads, and the column of keys.
fn key_head(sheet: &Sheet) -> Option<(&Row, u32)> {
    sheet.rows.iter().find_map(|row| {
        let key = row.cells.iter().find(|cell| cell.text == KEY)?;
        Some((row, key.column))
    })
}

fn filled_row(row: &Row, key: u32, columns: &HashMap<u32, SheetColumn>) -> FilledRow {
    let named = row.cells.iter().filter_map(|cell| {
        let column = columns.get(&cell.column)?;
        let holds = !cell.text.trim().is_empty() || cell.value == SheetValue::Formula;
        holds.then(|| (*column, cell.clone()))
    });
    let mut filled = FilledRow {
        number: row.number,
        key: row.cell(key).and_then(|cell| RowKey::from_cell(&cell.text)),
        code: String::new(),
        title: String::new(),
        cells: named.collect(),
    };
    filled.code = filled.text(SheetColumn::Code).to_owned();
    filled.title = filled.text(SheetColumn::Task).to_owned();
    filled
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// The text is no date.
    Unreadable,
    /// There is no such day in the calendar.
    Impossible,
    /// The year is missing, and several years fit.
    MissingYear,
}

/// The day of a cell. Without a year it is one of the plan's year or of the current year, whichever is not in
/// the future.
pub(super) fn day(cell: &Cell, today: Day, year: i32) -> Result<Day, DateError> {
    match cell.value {
        SheetValue::Day(day) => Ok(day.day),
        SheetValue::Text | SheetValue::Number(_) => typed_day(&cell.text, today, year),
        SheetValue::Formula => Err(DateError::Unreadable),
    }
}

/// A typed day: with day and month at least; never "hôm nay" or "cuối tháng", whose meaning depends on when
/// they are read.
fn typed_day(typed: &str, today: Day, year: i32) -> Result<Day, DateError> {
    let typed = typed.trim();
    let folded = fold(typed);
    let bare = folded.strip_prefix("ngay ").unwrap_or(&folded);
    let numbers = bare.split(|c: char| !c.is_ascii_digit());
    let numbers = numbers.filter(|number| !number.is_empty()).count();
    if !bare.starts_with(|c: char| c.is_ascii_digit()) || !(2..=3).contains(&numbers) {
        return Err(DateError::Unreadable);
    }
    let read = |year| {
        parse_day(typed, today, year).map_err(|error| match error {
            crate::domain::day::DayError::Impossible { .. } => DateError::Impossible,
            _ => DateError::Unreadable,
        })
    };
    let this = read(year);
    if numbers == 3 || today.year() == year {
        return this;
    }
    match (this, read(today.year())) {
        (Ok(this), Ok(other)) if this <= today && other <= today => Err(DateError::MissingYear),
        (Ok(this), Ok(_)) if this <= today => Ok(this),
        (Ok(_), Ok(other)) if other <= today => Ok(other),
        (Ok(day), _) | (Err(_), Ok(day)) => Ok(day),
        (Err(error), Err(_)) => Err(error),
    }
}

/// The documents of a cell, each as one line.
pub(super) fn documents(cell: &str) -> Vec<String> {
    let mut documents = Vec::new();
    for part in cell.split([';', '\n']).map(line) {
        let mut rest = part.as_str();
        while let Some((document, next)) = split_at_next(rest) {
            documents.push(document.to_owned());
            rest = next;
        }
        documents.push(rest.to_owned());
    }
    documents.retain(|document| !document.is_empty());
    documents
}

/// Splits the first document from the rest after a comma or "và". A document begins with a number; in a
/// summary, which may name other documents, nothing is split.
fn split_at_next(text: &str) -> Option<(&str, &str)> {
    let mut places = text.match_indices([',', ' ']);
    places.find_map(|(at, sign)| {
        let (document, rest) = text.split_at(at);
        let rest = rest.trim_start_matches([',', ' ']);
        let next = match rest.strip_prefix("và ") {
            None if sign == "," => rest,
            next => next?,
        };
        let is_whole = !parse_citation(document).is_ok_and(|one| one.summary.is_some());
        (begins_with_number(next) && is_whole).then_some((document, next))
    })
}

/// Whether a text begins like "15/KH-SKHCN" or "số 15/KH-SKHCN".
fn begins_with_number(text: &str) -> bool {
    let word = without_so(text).split([' ', ',']).next();
    let parts = word.and_then(|word| word.split_once('/'));
    parts.is_some_and(|(digits, symbol)| {
        digits.starts_with(|c: char| c.is_ascii_digit()) && symbol.contains(char::is_alphabetic)
    })
}

/// A document without the word "số" before its number.
fn without_so(document: &str) -> &str {
    let messages = ["Số: ", "số: ", "Số:", "số:", "Số ", "số "];
    let bare = messages.iter().find_map(|word| document.strip_prefix(word));
    bare.unwrap_or(document)
}

/// A text as one clean line.
pub(super) fn line(text: &str) -> String {
    let text = clean(&nfc(text), TextShape::Line).text;
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A document as cited in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Citation {
    pub(super) number: String,
    pub(super) dated_on: Option<Day>,
    pub(super) summary: Option<String>,
}

/// Reads "Số 15/KH-SKHCN ngày 02/02/2021 về rà soát", "Số: 15/KH-SKHCN (ngày 2 tháng 2 năm 2021)".
///
/// # Errors
/// Where its date is incomplete or impossible.
pub(super) fn parse_citation(document: &str) -> Result<Citation, DateError> {
    let whole = |number: &str| Citation {
        number: number.trim_matches([' ', ',', '.']).to_owned(),
        dated_on: None,
        summary: None,
    };
    let document = without_so(document);
    let bracketed = document.split_once("(ngày ");
    let Some((number, rest)) = bracketed.or_else(|| document.split_once(" ngày ")) else {
        return Ok(whole(document));
    };
    let Some((date, after)) = leading_date(rest) else {
        // "Biên bản họp ngày thứ Hai" has no date.
        return Ok(whole(document));
    };
    let dated_on = dated(&date)?;
    let after = match bracketed {
        Some(_) => after.trim_start().strip_prefix(')').unwrap_or(after),
        None => after,
    };
    let after = after.trim_matches([' ', ',', '.', '-', '–', ':']);
    Ok(Citation {
        dated_on: Some(dated_on),
        summary: (!after.is_empty()).then(|| after.to_owned()),
        ..whole(number)
    })
}

/// The date that a text begins with, in numbers, and the rest.
fn leading_date(text: &str) -> Option<(String, &str)> {
    let leading = |text: &str, is_part: fn(char) -> bool| {
        let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
        (end > 0).then_some(end)
    };
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '/' | '.' | '-');
    let (date, mut after) = text.split_at(leading(text, is_part)?);
    let mut date = date.trim_end_matches(['.', '/', '-']).to_owned();
    for word in ["tháng ", "năm "] {
        let number = after.trim_start().strip_prefix(word);
        let number = number.and_then(|text| {
            let end = leading(text, |c| c.is_ascii_digit())?;
            Some(text.split_at(end))
        });
        if let Some((number, rest)) = number {
            date = format!("{date}/{number}");
            after = rest;
        }
    }
    (!date.is_empty()).then_some((date, after))
}

/// The date of a document, which must have its year.
fn dated(date: &str) -> Result<Day, DateError> {
    let parts = date.split(['/', '.', '-']).count();
    if parts != 3 {
        return Err(DateError::MissingYear);
    }
    let some_day = NaiveDate::MIN;
    from_iso(date)
        .map(Ok)
        .unwrap_or_else(|| typed_day(date, some_day, some_day.year()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn on(iso: &str) -> Day {
        from_iso(iso).unwrap()
    }

    #[test]
    fn a_day_is_read_as_people_type_it() {
        let today = on("2026-11-30");
        for (typed, read) in [
            ("12/3", Ok(on("2026-03-12"))),
            ("12/03/2026", Ok(on("2026-03-12"))),
            ("ngày 5.9.2026", Ok(on("2026-09-05"))),
            ("2026-03-12", Ok(on("2026-03-12"))),
            ("12 tháng 3", Ok(on("2026-03-12"))),
            ("31/6", Err(DateError::Impossible)),
            ("hôm nay", Err(DateError::Unreadable)),
            ("cuối tháng 7", Err(DateError::Unreadable)),
            ("12", Err(DateError::Unreadable)),
            ("tuần trước", Err(DateError::Unreadable)),
        ] {
            assert_eq!(typed_day(typed, today, 2026), read, "{typed}");
        }
        // In January units still report on the last year's plan.
        let january = on("2027-01-10");
        assert_eq!(typed_day("31/12", january, 2026), Ok(on("2026-12-31")));
        assert_eq!(typed_day("5/1", january, 2026), Err(DateError::MissingYear));
    }

    #[test]
    fn a_document_has_its_number_its_day_and_what_it_is_about() {
        let read =
            |text: &str| parse_citation(text).map(|one| (one.number, one.dated_on, one.summary));
        let plain = |number: &str| Ok((number.to_owned(), None, None));
        assert_eq!(
            read("Số 15/KH-SKHCN ngày 02/02/2021 về rà soát TTHC"),
            Ok((
                "15/KH-SKHCN".to_owned(),
                Some(on("2021-02-02")),
                Some("về rà soát TTHC".to_owned())
            ))
        );
        let dated = |number: &str, day: &str| Ok((number.to_owned(), Some(on(day)), None));
        for typed in [
            "Số: 20/BC-VP (ngày 01/06/2021)",
            "số 20/BC-VP ngày 1 tháng 6 năm 2021.",
            "20/BC-VP, ngày 1/6 năm 2021",
            "Số:20/BC-VP (ngày 01 tháng 06 năm 2021)",
        ] {
            assert_eq!(read(typed), dated("20/BC-VP", "2021-06-01"), "{typed}");
        }
        assert_eq!(
            read("Quyết định 15/QĐ ngày 02 tháng 02 năm 2021"),
            dated("Quyết định 15/QĐ", "2021-02-02")
        );
        assert_eq!(
            read("15/KH ngày 31 tháng 6 năm 2021"),
            Err(DateError::Impossible)
        );
        assert_eq!(read("15/KH ngày 2 tháng 2"), Err(DateError::MissingYear));
        assert_eq!(read("487/SKHCN-VP"), plain("487/SKHCN-VP"));
        assert_eq!(
            read("Biên bản họp ngày thứ Hai"),
            plain("Biên bản họp ngày thứ Hai")
        );
        assert_eq!(read("15/KH ngày 31/6/2021"), Err(DateError::Impossible));
        assert_eq!(read("15/KH ngày 2/2"), Err(DateError::MissingYear));
        assert_eq!(
            documents("15/KH; 16/KH\n 17/KH ;"),
            ["15/KH", "16/KH", "17/KH"]
        );
        assert_eq!(
            documents("15/KH ngày 02/02/2021, 16/KH ngày 03/03/2021 và số 17/KH,18/KH"),
            [
                "15/KH ngày 02/02/2021",
                "16/KH ngày 03/03/2021",
                "số 17/KH",
                "18/KH"
            ]
        );
        for one in [
            "15/KH, ngày 02/02/2021",
            "15/KH ngày 02/02/2021 về thực hiện 76/NQ-CP, 30/NQ-CP và 8/NĐ-CP",
            "Biên bản họp, 3 bản và 2/3 phụ lục",
        ] {
            assert_eq!(documents(one), [one]);
        }
    }
}
