//! Statistics of the cells of a column, by which its meaning is guessed.

use super::context::AnnexContext;
use super::dates;
use super::grid::is_blank;
use super::meaning::Meaning;
use super::numbering::list_marker;
use super::units::{Ignored, UnitNames};
use crate::domain::text::fold;
use crate::sheets::workbook::{Cell, Row, SheetValue};

/// The cells of a column that are examined.
const SAMPLE: usize = 300;

/// The shares, from 0 to 1, of a column's cells that look like something.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Content {
    pub(super) filled: usize,
    pub(super) dated: f64,
    pub(super) done: f64,
    /// Cells that begin like the name of a unit.
    pub(super) unit_like: f64,
    /// Cells that are the name of a known unit.
    pub(super) known: f64,
    /// Numbers and percentages.
    numeric: f64,
    pub(super) measures: f64,
    /// List markers.
    pub(super) numbered: f64,
    /// The average number of characters.
    pub(super) length: f64,
}

impl Content {
    pub(super) fn of(column: u32, body: &[&Row], context: &AnnexContext) -> Self {
        let cells = body.iter().filter_map(|row| row.cell(column));
        let cells = cells.filter(|cell| !is_blank(cell)).take(SAMPLE);
        let cells: Vec<&Cell> = cells.collect();
        let share = |is: &dyn Fn(&Cell) -> bool| {
            let count = cells.iter().filter(|cell| is(cell)).count();
            ratio(count, cells.len())
        };
        let looks = cells
            .iter()
            .map(|cell| dates::date_or_done(cell, context.rules));
        let looks: Vec<(bool, bool)> = looks.collect();
        let letters = cells.iter().map(|cell| cell.text.chars().count()).sum();
        let known =
            |cell: &Cell| cell.text.len() <= 300 && context.names.find(&cell.text).is_some();
        Self {
            filled: cells.len(),
            dated: ratio(
                looks.iter().filter(|(dated, _)| *dated).count(),
                cells.len(),
            ),
            done: ratio(looks.iter().filter(|(_, done)| *done).count(), cells.len()),
            unit_like: share(&|cell| looks_like_unit(cell, context.names)),
            known: share(&known),
            numeric: share(&is_number_like),
            measures: share(&is_measure),
            numbered: share(&|cell| list_marker(&cell.text).is_some()),
            length: ratio(letters, cells.len()),
        }
    }

    /// Points for a meaning; negative where the content speaks against it.
    pub(super) fn score_for(&self, meaning: Meaning) -> i32 {
        if self.filled == 0 {
            return 0;
        }
        match meaning {
            Meaning::Deadline => {
                let far = self.filled >= 4 && self.dated < 0.15;
                let marks = if self.filled >= 3 { self.done } else { 0.0 };
                points(self.dated, 60) - points(marks, 90) - if far { 55 } else { 10 }
            }
            Meaning::Progress => points(1.0 - self.dated, 20),
            Meaning::Done => points(self.done, 60) + points(self.dated, 10),
            Meaning::Lead | Meaning::Coordinating => {
                points(self.unit_like, 25)
                    - points(self.numeric.max(self.measures), 110)
                    - points(self.dated, 40)
            }
            Meaning::Product => -points(self.numeric, 60) - points(self.done, 30),
            Meaning::Result => points(self.numeric, 40) + points(self.done, 50),
            Meaning::Measure => points(self.measures, 60),
            Meaning::Number => points(self.numbered, 10),
            Meaning::SubNumber => {
                points(self.numbered, 30) - if self.numbered < 0.7 { 60 } else { 0 }
            }
            Meaning::Text => {
                let long = if self.length >= 15.0 { 10 } else { 0 };
                long - points(self.numeric, 80) - points(self.known, 40)
            }
            Meaning::Days => points(self.numeric, 10),
            _ => 0,
        }
    }
}

fn points(share: f64, of: i32) -> i32 {
    // A share is between 0 and 1, and the sums are small.
    #[allow(clippy::cast_possible_truncation)]
    let points = (share * f64::from(of)).round() as i32;
    points
}

fn ratio(count: usize, of: usize) -> f64 {
    let [count, of] =
        [count, of].map(|number| f64::from(u32::try_from(number).unwrap_or(u32::MAX)));
    count / of.max(1.0)
}

fn looks_like_unit(cell: &Cell, names: &UnitNames) -> bool {
    if cell.text.len() > 600 || cell.value != SheetValue::Text {
        return false;
    }
    let found = names.read(&cell.text);
    let mut left_out = found.left_out.iter();
    let person = left_out.any(|left| matches!(left, Ignored::Person(_)));
    let units = [found.lead, found.coordinating, found.retired, found.generic];
    person || units.iter().any(|units| !units.is_empty()) || names.begins_unit(&cell.text)
}

/// "92%", "1.109.000", "≥ 90".
fn is_number_like(cell: &Cell) -> bool {
    if matches!(cell.value, SheetValue::Number(_)) {
        return true;
    }
    let text = cell.text.trim();
    text.chars().any(|c| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || ".,%≥≤<>=+-/".contains(c))
        && text.matches('/').count() < 1
}

/// "%", "Thứ bậc", "Doanh nghiệp", "% GDP".
fn is_measure(cell: &Cell) -> bool {
    const MEASURES: &str = "%|thu bac|diem|ty dong|trieu dong|dong|doanh nghiep|nguoi|so luong|ho so|\
        lan|xa|thu tuc|don vi|diem %|ty le|vi tri|hang|van ban|dich vu|cai|bo|muc|gb";
    let folded = fold(&cell.text);
    folded.starts_with('%')
        || MEASURES.split('|').any(|measure| measure == folded)
        || folded.ends_with("/100")
        || folded.ends_with("/nam")
}
