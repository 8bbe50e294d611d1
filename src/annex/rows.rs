//! The rows below a head: which are tasks, which are headings, and which are neither.

use super::dates::DateColumn;
use super::grid::{Grid, is_blank};
use super::head::Head;
use super::meaning::Meaning;
use super::numbering::{Mark, leading, mark};
use crate::domain::text::fold;
use crate::sheets::workbook::{Cell, Row};

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Is {
    Task,
    /// A heading, and whether it is a label of the tasks right below instead of an area.
    Heading {
        label: bool,
    },
    /// It goes on with the task above.
    Continued,
    Prose,
    NoText,
    TaskOrHeading,
}

/// A row as it is looked at.
#[derive(Clone, Debug)]
pub(super) struct Facts<'s> {
    pub(super) row: &'s Row,
    pub(super) number: Option<String>,
    pub(super) mark: Option<Mark>,
    /// The text, its mark taken off where that is a heading's.
    pub(super) text: Option<&'s Cell>,
    /// Whether the text is that of merged cells further up.
    shares_text: bool,
    /// Which of the other columns hold something of their own.
    lead: bool,
    coordinating: bool,
    deadline: bool,
    product: bool,
    code: bool,
    bold: bool,
    /// Merged over much of the table, or alone in its row.
    wide: bool,
    alone: bool,
    /// The deadline only says that the deadlines stand below.
    points_below: bool,
}

impl Facts<'_> {
    /// Nothing beside number, code and text.
    fn is_bare(&self) -> bool {
        !self.lead && !self.coordinating && !self.deadline && !self.product
    }
}

/// What the table as a whole is like.
struct Habits {
    numbered: bool,
    has_product: bool,
    has_lead: bool,
    /// Headings are no rarer in bold than tasks.
    bold_tasks: bool,
    roman_tasks: bool,
    capital_tasks: bool,
    /// Nothing but texts: each is a task.
    only_texts: bool,
}

/// Looks at the rows of a table.
pub(super) fn facts<'s>(grid: &Grid<'s>, rows: &[&'s Row], head: &Head) -> Vec<Facts<'s>> {
    rows.iter().map(|row| look(grid, row, head)).collect()
}

fn look<'s>(grid: &Grid<'s>, row: &'s Row, head: &Head) -> Facts<'s> {
    let own = |meaning| {
        head.column(meaning)
            .and_then(|column| grid.own(row, column))
    };
    let filled = row.cells.iter().filter(|cell| !is_blank(cell));
    let filled: Vec<&Cell> = filled.collect();
    let wide_cell = filled.iter().find(|cell| {
        let width = grid.width(row.number, cell.column);
        width >= 3 && width * 2 >= head.width || width >= head.width.max(2)
    });
    let alone = match filled.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    let number_cell = own(Meaning::Number);
    let sub = own(Meaning::SubNumber);
    let numbered = |cell: &Cell| mark(&cell.text).map(|mark| (cell.text.trim().to_owned(), mark));
    let by_number = number_cell.and_then(numbered);
    let by_sub = sub.and_then(numbered);
    let mut text = own(Meaning::Text);
    // A heading over all columns stands in the first of them.
    if text.is_none() {
        let left = |cell: &&Cell| {
            head.column(Meaning::Text)
                .is_none_or(|column| cell.column <= column)
        };
        let first = wide_cell.copied().or(alone.filter(left));
        text =
            first.filter(|cell| mark(&cell.text).is_none() && cell.text.trim().chars().count() > 3);
        // "I" and the title in one merged cell each, one column off.
        if text.is_none() && by_number.is_some() && filled.len() == 2 {
            text = filled
                .iter()
                .copied()
                .find(|cell| Some(cell.column) != head.column(Meaning::Number));
        }
    }
    let beside = |cell: Option<&Cell>| {
        cell.is_some_and(|cell| text.is_none_or(|text| text.column != cell.column))
    };
    let shares_text = text.is_none()
        && head
            .column(Meaning::Text)
            .is_some_and(|column| grid.inherited(row.number, column).is_some());
    let by_text = text.and_then(|cell| leading(&cell.text));
    let (number, mark) = match (by_number, by_sub, by_text) {
        (Some((number, mark)), None, _) => (Some(number), Some(mark)),
        // The first column counts, the second numbers within the group.
        (Some((number, _)), Some((_, mark)), _) => (Some(number), Some(mark)),
        (None, Some((number, mark)), _) => (Some(number), Some(mark)),
        (None, None, Some((mark, label, _))) => (Some(label.to_owned()), Some(mark)),
        (None, None, None) => (None, None),
    };
    let deadline = own(Meaning::Deadline).or_else(|| own(Meaning::Days));
    let points_below = deadline.is_some_and(|cell| {
        let folded = fold(&cell.text);
        (folded.starts_with("theo") || folded.starts_with("cu the"))
            && (folded.contains("sau day") || folded.contains("duoi day"))
    });
    let covered = |meaning| {
        head.column(meaning)
            .is_some_and(|column| grid.inherited(row.number, column).is_some())
    };
    Facts {
        row,
        number,
        mark,
        text,
        shares_text,
        lead: beside(own(Meaning::Lead)) || covered(Meaning::Lead),
        coordinating: beside(own(Meaning::Coordinating)),
        deadline: beside(deadline),
        product: beside(own(Meaning::Product)) || covered(Meaning::Product),
        code: beside(own(Meaning::Code)),
        bold: text.is_some_and(|cell| cell.bold),
        wide: wide_cell.is_some(),
        alone: alone.is_some(),
        points_below,
    }
}

/// What each row is.
pub(super) fn classify(facts: &[Facts], head: &Head) -> Vec<Is> {
    let habits = habits(facts, head);
    let mut kinds = Vec::with_capacity(facts.len());
    for (at, fact) in facts.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| facts.get(before));
        let before_is: Option<&Is> = kinds.last();
        kinds.push(is(fact, before, before_is, facts.get(at + 1), &habits));
    }
    settle_end(facts, &mut kinds, &habits);
    kinds
}

fn habits(facts: &[Facts], head: &Head) -> Habits {
    let texts: Vec<&Facts> = facts.iter().filter(|fact| fact.text.is_some()).collect();
    let share = |is: &dyn Fn(&Facts) -> bool| {
        texts.iter().filter(|fact| is(fact)).count() * 100 / texts.len().max(1)
    };
    let full = texts.iter().filter(|fact| fact.lead || fact.deadline);
    let full: Vec<&&Facts> = full.collect();
    let of_full = |is: &dyn Fn(&Facts) -> bool| {
        full.iter().filter(|fact| is(fact)).count() * 100 / full.len().max(1)
    };
    Habits {
        numbered: share(&|fact| fact.mark.is_some()) >= 50,
        has_product: head.column(Meaning::Product).is_some() && of_full(&|fact| fact.product) >= 60,
        has_lead: head.column(Meaning::Lead).is_some() && share(&|fact| fact.lead) >= 20,
        bold_tasks: of_full(&|fact| fact.bold) >= 40,
        roman_tasks: !full.is_empty()
            && of_full(&|fact| matches!(fact.mark, Some(Mark::Roman(_)))) >= 60,
        capital_tasks: !full.is_empty()
            && of_full(&|fact| matches!(fact.mark, Some(Mark::Capital(_)))) >= 60,
        only_texts: full.is_empty(),
    }
}

fn is(
    fact: &Facts,
    before: Option<&Facts>,
    before_is: Option<&Is>,
    next: Option<&Facts>,
    habits: &Habits,
) -> Is {
    let above_is_task = matches!(before_is, Some(Is::Task | Is::Continued));
    let adjoins = before.is_some_and(|before| before.row.number + 1 == fact.row.number);
    let Some(text) = fact.text else {
        return without_text(fact, above_is_task, adjoins);
    };
    let words = text.text.trim();
    if habits.only_texts && !fact.wide && !is_prose(words) {
        let parent = parent_of(fact, next);
        return if parent || is_section_mark(fact, habits) {
            Is::Heading {
                label: !is_section_mark(fact, habits),
            }
        } else {
            Is::Task
        };
    }
    if fact.points_below {
        return Is::Heading { label: true };
    }
    // A cell that was broken over a page goes on in small letters.
    let broken = words.chars().next().is_some_and(char::is_lowercase)
        && fact.mark.is_none()
        && !fact.lead
        && !fact.deadline
        && !fact.bold;
    if above_is_task && adjoins && broken && habits.numbered && !fact.wide {
        return Is::Continued;
    }
    if fact.is_bare() && fact.mark.is_none() && is_prose(words) {
        return Is::Prose;
    }
    if is_section_mark(fact, habits)
        && (!fact.lead || fact.is_bare() || !habits.has_lead && !fact.deadline)
    {
        return Is::Heading { label: false };
    }
    // A section may name who leads all of it.
    if is_section_mark(fact, habits) && !fact.deadline && !fact.product && parent_of(fact, next) {
        return Is::Heading { label: false };
    }
    if fact.wide && fact.is_bare() {
        let plain = fact.mark.is_none() || !matches!(fact.mark, Some(Mark::Letter(_) | Mark::Dash));
        return Is::Heading { label: !plain };
    }
    // What a task consists of, in lines of its own.
    if fact.mark == Some(Mark::Dash)
        && fact.is_bare()
        && above_is_task
        && adjoins
        && before.is_some_and(|before| !before.is_bare() || before.mark == Some(Mark::Dash))
    {
        return Is::Continued;
    }
    let parent = parent_of(fact, next);
    let no_lead = if habits.has_lead {
        !fact.lead
    } else {
        fact.is_bare()
    };
    let no_product = habits.has_product && !fact.product;
    if parent && (no_lead || no_product) {
        return Is::Heading { label: true };
    }
    let Some(mark) = &fact.mark else {
        return without_mark(fact, words, no_product, next, habits);
    };
    let stands_out = fact.bold && !habits.bold_tasks;
    let is_group =
        matches!(mark, Mark::Arabic(_)) && fact.is_bare() && stands_out && next.is_some();
    // Its tasks have no numbers, but somebody who does them.
    let of_unnumbered = matches!(mark, Mark::Arabic(_))
        && fact.is_bare()
        && habits.has_lead
        && next.is_some_and(|next| next.mark.is_none() && next.text.is_some() && !next.is_bare());
    if is_group || of_unnumbered {
        return Is::Heading { label: true };
    }
    Is::Task
}

/// What a row without a text is: more of the task above it, or nothing that can be named.
fn without_text(fact: &Facts, above_is_task: bool, adjoins: bool) -> Is {
    let goes_on =
        above_is_task && (fact.shares_text || adjoins && fact.number.is_none() && !fact.deadline);
    let says_something = !fact.is_bare() || fact.shares_text;
    match goes_on && says_something {
        true => Is::Continued,
        false => Is::NoText,
    }
}

/// What a row with a text and no number is.
fn without_mark(
    fact: &Facts,
    words: &str,
    no_product: bool,
    next: Option<&Facts>,
    habits: &Habits,
) -> Is {
    if fact.is_bare() {
        let stands_out = fact.bold && !habits.bold_tasks || is_upper(words);
        return match habits.numbered || stands_out || fact.code {
            true => Is::Heading { label: false },
            false => Is::TaskOrHeading,
        };
    }
    // A parent with a lead and a deadline of its own, but no number and no product.
    let label =
        habits.numbered && no_product && next.is_some_and(|next| next.mark.is_some() || next.code);
    match label {
        true => Is::Heading { label: true },
        false => Is::Task,
    }
}

/// Whether the row's number is one that numbers sections.
fn is_section_mark(fact: &Facts, habits: &Habits) -> bool {
    match fact.mark {
        Some(Mark::Roman(_)) => !habits.roman_tasks,
        Some(Mark::Capital(_)) => !habits.capital_tasks,
        _ => false,
    }
}

/// Whether the next row is a part of this one, by their numbers.
fn parent_of(fact: &Facts, next: Option<&Facts>) -> bool {
    match (&fact.mark, next.and_then(|next| next.mark.as_ref())) {
        (Some(mark), Some(next)) => mark.is_above(next),
        _ => false,
    }
}

/// What stands below the last task is no heading unless it is numbered as one.
fn settle_end(facts: &[Facts], kinds: &mut [Is], habits: &Habits) {
    let last = kinds
        .iter()
        .rposition(|kind| matches!(kind, Is::Task | Is::Continued));
    let Some(last) = last else {
        return;
    };
    for (fact, kind) in facts.iter().zip(kinds.iter_mut()).skip(last + 1) {
        let unmarked = !is_section_mark(fact, habits) && fact.text.is_some();
        if matches!(kind, Is::Heading { .. } | Is::TaskOrHeading)
            && unmarked
            && fact.is_bare()
            && (fact.alone || fact.wide)
        {
            *kind = Is::Prose;
        }
    }
}

/// Sentences that stand below a table.
fn is_prose(words: &str) -> bool {
    let folded = fold(words);
    const BEGINNINGS: [&str; 18] = [
        "de xuat",
        "kien nghi",
        "ghi chu",
        "luu y",
        "chu thich",
        "tong cong",
        "tong so",
        "cong:",
        "noi nhan",
        "nguoi lap",
        "kt. ",
        "tm. ",
        "danh sach nay",
        "ghi chu:",
        "(*)",
        "* ",
        "nguon:",
        "xac nhan",
    ];
    // "Đề xuất sửa đổi …" may be a task; with a colon, or as a whole sentence, it is a note.
    let begins = |beginning: &str| match beginning {
        "de xuat" | "kien nghi" => {
            folded.starts_with(beginning)
                && folded
                    .split(':')
                    .next()
                    .is_some_and(|label| label.len() < folded.len() && label.len() <= 40)
        }
        beginning => folded.starts_with(beginning),
    };
    BEGINNINGS.iter().any(|beginning| begins(beginning)) || folded == "cong" || folded == "tong"
}

fn is_upper(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic());
    let (mut all, mut upper) = (0, 0);
    for letter in letters {
        all += 1;
        upper += usize::from(letter.is_uppercase());
    }
    all >= 4 && upper * 10 >= all * 8
}

/// What is known of a column of dates, over the rows of a table.
pub(super) fn date_column(facts: &[Facts], column: u32) -> DateColumn {
    DateColumn::of(facts.iter().filter_map(|fact| fact.row.cell(column)))
}
