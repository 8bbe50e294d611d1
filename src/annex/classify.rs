//! Classifies the rows below a head: tasks, headings, or neither.

use super::grid::{Grid, is_blank};
use super::head::TableHead;
use super::meaning::Meaning;
use super::numbering::{ListMarker, leading_marker, list_marker};
use crate::domain::text::fold;
use crate::sheets::workbook::{Cell, Row};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    Task,
    /// A heading; `label` if it is one of the tasks right below, not of an area.
    Heading {
        label: bool,
    },
    /// Continues the task above.
    ContinuationRow,
    Prose,
    NoText,
    TaskOrHeading,
}

#[derive(Clone, Debug)]
pub(super) struct RowFeatures<'s> {
    pub(super) row: &'s Row,
    pub(super) number: Option<String>,
    pub(super) mark: Option<ListMarker>,
    /// The cell of the text.
    pub(super) text: Option<&'s Cell>,
    /// Whether the text is in a merged cell further up.
    shares_text: bool,
    /// Which of the other columns are not blank.
    lead: bool,
    coordinating: bool,
    deadline: bool,
    product: bool,
    code: bool,
    /// Whether the code has the form of a plan's, which only tasks have.
    task_code: bool,
    bold: bool,
    /// Whether a cell is merged across much of the table.
    wide: bool,
    /// Whether only one cell is not blank.
    alone: bool,
    /// Whether the deadline only says that the deadlines follow below.
    points_below: bool,
}

impl RowFeatures<'_> {
    /// Whether it has nothing but number, code and text.
    fn is_bare(&self) -> bool {
        !self.lead && !self.coordinating && !self.deadline && !self.product
    }

    /// Whether its marker is one of sections.
    fn is_section(&self, style: &TableStyle) -> bool {
        match self.mark {
            Some(ListMarker::Roman(_)) => !style.roman_tasks,
            Some(ListMarker::Capital(_)) => !style.capital_tasks,
            _ => false,
        }
    }
}

/// Features of the table as a whole.
struct TableStyle {
    numbered: bool,
    has_product: bool,
    has_lead: bool,
    /// Tasks are bold, so bold is no sign of a heading.
    bold_tasks: bool,
    roman_tasks: bool,
    capital_tasks: bool,
    /// There are only texts: each is a task.
    only_texts: bool,
}

pub(super) fn features<'s>(
    grid: &Grid<'s>,
    rows: &[&'s Row],
    head: &TableHead,
) -> Vec<RowFeatures<'s>> {
    rows.iter()
        .map(|row| row_features(grid, row, head))
        .collect()
}

fn row_features<'s>(grid: &Grid<'s>, row: &'s Row, head: &TableHead) -> RowFeatures<'s> {
    let own = |meaning| grid.cell(row, head.column(meaning)?);
    let filled = row.cells.iter().filter(|cell| !is_blank(cell));
    let filled: Vec<&Cell> = filled.collect();
    let wide = filled.iter().copied().find(|cell| {
        let width = grid.column_span(row.number, cell.column);
        width >= 3 && width * 2 >= head.width || width >= head.width.max(2)
    });
    let numbers =
        [Meaning::Number, Meaning::SubNumber].map(|meaning| own(meaning).and_then(numbered));
    let is_numbered = numbers[0].is_some();
    let text = own(Meaning::Text).or_else(|| heading_text(&filled, wide, is_numbered, head));
    let beside = |meaning| {
        let cell = own(meaning);
        cell.is_some_and(|cell| text.is_none_or(|text| text.column != cell.column))
    };
    let covered = |meaning| {
        let column = head.column(meaning);
        column.is_some_and(|column| grid.merged_from_above(row.number, column).is_some())
    };
    let (number, mark) = number_of(numbers, text);
    let deadline = own(Meaning::Deadline).or_else(|| own(Meaning::Days));
    RowFeatures {
        row,
        number,
        mark,
        text,
        shares_text: text.is_none() && covered(Meaning::Text),
        lead: beside(Meaning::Lead) || covered(Meaning::Lead),
        coordinating: beside(Meaning::Coordinating),
        deadline: beside(Meaning::Deadline) || beside(Meaning::Days),
        product: beside(Meaning::Product) || covered(Meaning::Product),
        code: beside(Meaning::Code),
        task_code: own(Meaning::Code).is_some_and(|cell| is_task_code(&cell.text)),
        bold: text.is_some_and(|cell| cell.bold),
        wide: wide.is_some(),
        alone: filled.len() == 1,
        points_below: deadline.is_some_and(|cell| points_below(&cell.text)),
    }
}

/// Whether it is the code of a plan's task: "2.3.1-01", "III-07".
fn is_task_code(text: &str) -> bool {
    let section = |section: &str| {
        section
            .chars()
            .all(|c| c.is_ascii_digit() || ".IVX".contains(c))
            && !section.is_empty()
    };
    let number = |number: &str| number.len() >= 2 && number.chars().all(|c| c.is_ascii_digit());
    let parts = text.trim().rsplit_once('-');
    parts.is_some_and(|(before, after)| section(before) && number(after))
}

/// The text of a number's cell and its marker.
fn numbered(cell: &Cell) -> Option<(String, ListMarker)> {
    Some((cell.text.trim().to_owned(), list_marker(&cell.text)?))
}

/// The text of a heading that is not in the column of texts: merged across columns, or alone in its row.
fn heading_text<'s>(
    filled: &[&'s Cell],
    wide: Option<&'s Cell>,
    is_numbered: bool,
    head: &TableHead,
) -> Option<&'s Cell> {
    let column = head.column(Meaning::Text);
    let left = |cell: &&Cell| column.is_none_or(|column| cell.column <= column);
    let alone = match filled {
        [only] => Some(*only).filter(left),
        _ => None,
    };
    let words =
        |cell: &&Cell| list_marker(&cell.text).is_none() && cell.text.trim().chars().count() > 3;
    let found = wide.or(alone).filter(words);
    // "I" and the title in one merged cell each, one column off.
    let beside = || {
        let number = head.column(Meaning::Number);
        let pair = filled.iter().filter(|_| is_numbered && filled.len() == 2);
        pair.copied().find(|cell| Some(cell.column) != number)
    };
    found.or_else(beside)
}

/// A row's number: of its own column, or the one at the beginning of its text.
fn number_of(
    numbers: [Option<(String, ListMarker)>; 2],
    text: Option<&Cell>,
) -> (Option<String>, Option<ListMarker>) {
    match numbers {
        // The first column is the number, the second one the position within the group.
        [Some((number, _)), Some((_, mark))] => (Some(number), Some(mark)),
        [Some((number, mark)), None] | [None, Some((number, mark))] => (Some(number), Some(mark)),
        [None, None] => match text.and_then(|cell| leading_marker(&cell.text)) {
            Some((mark, label, _)) => (Some(label.to_owned()), Some(mark)),
            None => (None, None),
        },
    }
}

/// "Theo thời hạn cụ thể sau đây:".
pub(super) fn points_below(deadline: &str) -> bool {
    let folded = fold(deadline);
    let begins = folded.starts_with("theo") || folded.starts_with("cu the");
    begins && (folded.contains("sau day") || folded.contains("duoi day"))
}

pub(super) fn classify(facts: &[RowFeatures], head: &TableHead) -> Vec<RowKind> {
    let style = style(facts, head);
    let mut kinds: Vec<RowKind> = Vec::with_capacity(facts.len());
    for (at, fact) in facts.iter().enumerate() {
        let above = at.checked_sub(1).and_then(|above| facts.get(above));
        let row = Classifier {
            fact,
            above: above.filter(|above| above.row.number + 1 == fact.row.number),
            above_is_task: matches!(kinds.last(), Some(RowKind::Task | RowKind::ContinuationRow)),
            next: facts.get(at + 1),
            style: &style,
        };
        kinds.push(row.kind());
    }
    reclassify_end(facts, &mut kinds, &style);
    kinds
}

fn style(facts: &[RowFeatures], head: &TableHead) -> TableStyle {
    let texts: Vec<&RowFeatures> = facts.iter().filter(|fact| fact.text.is_some()).collect();
    let share = |is: &dyn Fn(&RowFeatures) -> bool| {
        texts.iter().filter(|fact| is(fact)).count() * 100 / texts.len().max(1)
    };
    let full = texts.iter().filter(|fact| fact.lead || fact.deadline);
    let full: Vec<&&RowFeatures> = full.collect();
    let of_full = |is: &dyn Fn(&RowFeatures) -> bool| {
        full.iter().filter(|fact| is(fact)).count() * 100 / full.len().max(1)
    };
    TableStyle {
        numbered: share(&|fact| fact.mark.is_some()) >= 50,
        has_product: head.column(Meaning::Product).is_some() && of_full(&|fact| fact.product) >= 60,
        has_lead: head.column(Meaning::Lead).is_some() && share(&|fact| fact.lead) >= 20,
        bold_tasks: of_full(&|fact| fact.bold) >= 40,
        roman_tasks: !full.is_empty()
            && of_full(&|fact| matches!(fact.mark, Some(ListMarker::Roman(_)))) >= 60,
        capital_tasks: !full.is_empty()
            && of_full(&|fact| matches!(fact.mark, Some(ListMarker::Capital(_)))) >= 60,
        only_texts: full.is_empty(),
    }
}

/// A row with its neighbours.
struct Classifier<'a, 's> {
    fact: &'a RowFeatures<'s>,
    /// The one right above it, without an empty row between.
    above: Option<&'a RowFeatures<'s>>,
    above_is_task: bool,
    next: Option<&'a RowFeatures<'s>>,
    style: &'a TableStyle,
}

impl Classifier<'_, '_> {
    fn kind(&self) -> RowKind {
        let (fact, style) = (self.fact, self.style);
        let Some(text) = fact.text else {
            return self.without_text();
        };
        if fact.task_code {
            return RowKind::Task;
        }
        let words = text.text.trim();
        let section = fact.is_section(style);
        if style.only_texts && !fact.wide && !is_prose(words) {
            return match section || self.is_parent() {
                true => RowKind::Heading { label: !section },
                false => RowKind::Task,
            };
        }
        if fact.points_below {
            return RowKind::Heading { label: true };
        }
        if self.continues(words) {
            return RowKind::ContinuationRow;
        }
        let prose = fact.mark.is_none() && is_prose(words);
        if fact.is_bare() && (prose || fact.alone && is_footnote(words)) {
            return RowKind::Prose;
        }
        if section && self.is_heading() {
            return RowKind::Heading { label: false };
        }
        if fact.wide && fact.is_bare() {
            let label = matches!(fact.mark, Some(ListMarker::Letter(_) | ListMarker::Dash));
            return RowKind::Heading { label };
        }
        if self.is_label() {
            return RowKind::Heading { label: true };
        }
        match fact.mark {
            None => self.without_mark(words),
            Some(_) => RowKind::Task,
        }
    }

    /// The kind of a row without a text.
    fn without_text(&self) -> RowKind {
        let fact = self.fact;
        let below = self.above.is_some() && fact.number.is_none() && !fact.deadline;
        let goes_on = self.above_is_task && (fact.shares_text || below);
        match goes_on && (!fact.is_bare() || fact.shares_text) {
            true => RowKind::ContinuationRow,
            false => RowKind::NoText,
        }
    }

    /// Whether it continues the task right above: in lower case, where a cell was broken over a page, or as a
    /// line with a dash.
    fn continues(&self, words: &str) -> bool {
        let fact = self.fact;
        let Some(above) = self.above.filter(|_| self.above_is_task && !fact.wide) else {
            return false;
        };
        let small = words.chars().next().is_some_and(char::is_lowercase);
        let broken = small && !fact.lead && !fact.deadline && !fact.bold;
        let line = fact.mark == Some(ListMarker::Dash) && fact.is_bare();
        let of_above = !above.is_bare() || above.mark == Some(ListMarker::Dash);
        fact.mark.is_none() && broken && self.style.numbered || line && of_above
    }

    /// Whether a row with a section's marker is its heading. A section may name a lead for all its tasks.
    fn is_heading(&self) -> bool {
        let fact = self.fact;
        !fact.lead
            || !self.style.has_lead && !fact.deadline
            || !fact.deadline && !fact.product && self.is_parent()
    }

    /// Whether it is only a label of the tasks below it.
    fn is_label(&self) -> bool {
        let (fact, style) = (self.fact, self.style);
        let no_lead = match style.has_lead {
            true => !fact.lead,
            false => fact.is_bare(),
        };
        if self.is_parent() && (no_lead || self.lacks_product()) {
            return true;
        }
        let stands_out = fact.bold && !style.bold_tasks && self.next.is_some();
        // Its tasks have no numbers, but leads.
        let unnumbered =
            |next: &RowFeatures| next.mark.is_none() && next.text.is_some() && !next.is_bare();
        let of_unnumbered = style.has_lead && self.next.is_some_and(unnumbered);
        matches!(fact.mark, Some(ListMarker::Arabic(_)))
            && fact.is_bare()
            && (stands_out || of_unnumbered)
    }

    /// The kind of a row with a text and no number.
    fn without_mark(&self, words: &str) -> RowKind {
        let (fact, style) = (self.fact, self.style);
        if fact.is_bare() {
            let stands_out = fact.bold && !style.bold_tasks || is_upper(words);
            return match style.numbered || stands_out || fact.code {
                true => RowKind::Heading { label: false },
                false => RowKind::TaskOrHeading,
            };
        }
        // A parent task with a lead and a deadline of its own, but no number and no product.
        let has_parts = self
            .next
            .is_some_and(|next| next.mark.is_some() || next.code);
        match style.numbered && self.lacks_product() && has_parts {
            true => RowKind::Heading { label: true },
            false => RowKind::Task,
        }
    }

    fn lacks_product(&self) -> bool {
        self.style.has_product && !self.fact.product
    }

    /// Whether the next row is a part of this one, by their markers.
    fn is_parent(&self) -> bool {
        let next = self.next.and_then(|next| next.mark.as_ref());
        let marks = self.fact.mark.as_ref().zip(next);
        marks.is_some_and(|(mark, next)| mark.is_above(next))
    }
}

/// Below the last task nothing is a heading without a section's marker.
fn reclassify_end(facts: &[RowFeatures], kinds: &mut [RowKind], style: &TableStyle) {
    let last = kinds
        .iter()
        .rposition(|kind| matches!(kind, RowKind::Task | RowKind::ContinuationRow));
    let Some(last) = last else {
        return;
    };
    for (fact, kind) in facts.iter().zip(kinds.iter_mut()).skip(last + 1) {
        let unmarked = !fact.is_section(style) && fact.text.is_some();
        if matches!(kind, RowKind::Heading { .. } | RowKind::TaskOrHeading)
            && unmarked
            && fact.is_bare()
            && (fact.alone || fact.wide)
        {
            *kind = RowKind::Prose;
        }
    }
}

/// Sentences below a table.
fn is_prose(words: &str) -> bool {
    const BEGINNINGS: &str = "ghi chu|luu y|chu thich|tong cong|tong so|cong:|cong muc|cong phan|noi nhan|nguoi lap|kt. |\
        tm. |danh sach nay|(*)|* |nguon:|xac nhan";
    let folded = fold(words);
    // "Đề xuất sửa đổi …" may be a task; with a colon, or as a whole sentence, it is a note.
    let proposal = ["de xuat", "kien nghi"]
        .iter()
        .any(|word| folded.starts_with(word));
    let label = folded
        .split_once(':')
        .is_some_and(|(label, _)| label.len() <= 40);
    BEGINNINGS
        .split('|')
        .any(|beginning| folded.starts_with(beginning))
        || proposal && label
        || matches!(folded.as_str(), "cong" | "tong")
}

/// A footnote below a table: "(1) Theo Quyết định số …".
fn is_footnote(words: &str) -> bool {
    let number = words
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'));
    number.is_some_and(|(number, _)| {
        !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '*')
    })
}

fn is_upper(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic());
    let (upper, others): (Vec<char>, Vec<char>) = letters.partition(|c| c.is_uppercase());
    let all = upper.len() + others.len();
    all >= 4 && upper.len() * 10 >= all * 8
}
