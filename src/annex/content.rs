//! What stands in the columns below a head.

use super::dates;
use super::grid::is_blank;
use super::meaning::Meaning;
use super::numbering::mark;
use super::units::{LeftOut, Names};
use crate::domain::deadline::DeadlineRules;
use crate::domain::text::fold;
use crate::sheets::workbook::{Cell, Row, Value};

/// So many cells of a column say what is in it.
const SAMPLE: usize = 300;

/// What a table is read with.
pub(super) struct Reading<'r> {
    pub(super) names: &'r Names<'r>,
    pub(super) rules: &'r DeadlineRules,
}

/// What stands in a column, in shares of its filled cells.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Content {
    pub(super) filled: usize,
    pub(super) dated: f64,
    pub(super) done: f64,
    /// Begins as units' names do, or is one; is one.
    pub(super) united: f64,
    pub(super) known: f64,
    /// Numbers and percentages.
    counted: f64,
    pub(super) measured: f64,
    /// Numbers of rows.
    pub(super) numbered: f64,
    /// Letters on average.
    pub(super) length: f64,
}

impl Content {
    pub(super) fn of(column: u32, body: &[&Row], reading: &Reading) -> Self {
        let cells = body.iter().filter_map(|row| row.cell(column));
        let cells = cells.filter(|cell| !is_blank(cell)).take(SAMPLE);
        let cells: Vec<&Cell> = cells.collect();
        let share = |is: &dyn Fn(&Cell) -> bool| {
            let count = cells.iter().filter(|cell| is(cell)).count();
            ratio(count, cells.len())
        };
        let looks = cells
            .iter()
            .map(|cell| dates::looks_like(cell, reading.rules));
        let looks: Vec<(bool, bool)> = looks.collect();
        let letters = cells.iter().map(|cell| cell.text.chars().count()).sum();
        let known =
            |cell: &Cell| cell.text.len() <= 300 && reading.names.find(&cell.text).is_some();
        Self {
            filled: cells.len(),
            dated: ratio(
                looks.iter().filter(|(dated, _)| *dated).count(),
                cells.len(),
            ),
            done: ratio(looks.iter().filter(|(_, done)| *done).count(), cells.len()),
            united: share(&|cell| looks_like_unit(cell, reading.names)),
            known: share(&known),
            counted: share(&is_counted),
            measured: share(&is_measure),
            numbered: share(&|cell| mark(&cell.text).is_some()),
            length: ratio(letters, cells.len()),
        }
    }

    /// What the content has to say on a meaning.
    pub(super) fn votes(&self, meaning: Meaning) -> i32 {
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
                points(self.united, 25)
                    - points(self.counted.max(self.measured), 110)
                    - points(self.dated, 40)
            }
            Meaning::Product => -points(self.counted, 60) - points(self.done, 30),
            Meaning::Result => points(self.counted, 40) + points(self.done, 50),
            Meaning::Measure => points(self.measured, 60),
            Meaning::Number => points(self.numbered, 10),
            Meaning::SubNumber => {
                points(self.numbered, 30) - if self.numbered < 0.7 { 60 } else { 0 }
            }
            Meaning::Text => {
                let long = if self.length >= 15.0 { 10 } else { 0 };
                long - points(self.counted, 80) - points(self.known, 40)
            }
            Meaning::Days => points(self.counted, 10),
            _ => 0,
        }
    }
}

/// A share of that many points.
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

fn looks_like_unit(cell: &Cell, names: &Names) -> bool {
    if cell.text.len() > 600 || cell.value != Value::Text {
        return false;
    }
    let found = names.read(&cell.text);
    let mut left_out = found.left_out.iter();
    let person = left_out.any(|left| matches!(left, LeftOut::Person(_)));
    let units = [found.lead, found.coordinating, found.retired, found.generic];
    person || units.iter().any(|units| !units.is_empty()) || names.begins_unit(&cell.text)
}

/// "92%", "1.109.000", "≥ 90".
fn is_counted(cell: &Cell) -> bool {
    if matches!(cell.value, Value::Number(_)) {
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
