//! The rows below a head: which are tasks, which are headings, and which are neither.

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
    /// The code is one of a plan's, which only tasks have.
    task_code: bool,
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

    /// Whether its number is one that numbers sections.
    fn is_section(&self, habits: &Habits) -> bool {
        match self.mark {
            Some(Mark::Roman(_)) => !habits.roman_tasks,
            Some(Mark::Capital(_)) => !habits.capital_tasks,
            _ => false,
        }
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
    let own = |meaning| grid.own(row, head.column(meaning)?);
    let filled = row.cells.iter().filter(|cell| !is_blank(cell));
    let filled: Vec<&Cell> = filled.collect();
    let wide = filled.iter().copied().find(|cell| {
        let width = grid.width(row.number, cell.column);
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
        column.is_some_and(|column| grid.inherited(row.number, column).is_some())
    };
    let (number, mark) = number_of(numbers, text);
    let deadline = own(Meaning::Deadline).or_else(|| own(Meaning::Days));
    Facts {
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

/// What a number's cell says, and its mark.
fn numbered(cell: &Cell) -> Option<(String, Mark)> {
    Some((cell.text.trim().to_owned(), mark(&cell.text)?))
}

/// A heading over all columns stands in the first of them.
fn heading_text<'s>(
    filled: &[&'s Cell],
    wide: Option<&'s Cell>,
    is_numbered: bool,
    head: &Head,
) -> Option<&'s Cell> {
    let column = head.column(Meaning::Text);
    let left = |cell: &&Cell| column.is_none_or(|column| cell.column <= column);
    let alone = match filled {
        [only] => Some(*only).filter(left),
        _ => None,
    };
    let words = |cell: &&Cell| mark(&cell.text).is_none() && cell.text.trim().chars().count() > 3;
    let found = wide.or(alone).filter(words);
    // "I" and the title in one merged cell each, one column off.
    let beside = || {
        let number = head.column(Meaning::Number);
        let pair = filled.iter().filter(|_| is_numbered && filled.len() == 2);
        pair.copied().find(|cell| Some(cell.column) != number)
    };
    found.or_else(beside)
}

/// A row's number: of its own column, or the one that its text begins with.
fn number_of(
    numbers: [Option<(String, Mark)>; 2],
    text: Option<&Cell>,
) -> (Option<String>, Option<Mark>) {
    match numbers {
        // The first column counts, the second numbers within the group.
        [Some((number, _)), Some((_, mark))] => (Some(number), Some(mark)),
        [Some((number, mark)), None] | [None, Some((number, mark))] => (Some(number), Some(mark)),
        [None, None] => match text.and_then(|cell| leading(&cell.text)) {
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

/// What each row is.
pub(super) fn classify(facts: &[Facts], head: &Head) -> Vec<Is> {
    let habits = habits(facts, head);
    let mut kinds: Vec<Is> = Vec::with_capacity(facts.len());
    for (at, fact) in facts.iter().enumerate() {
        let above = at.checked_sub(1).and_then(|above| facts.get(above));
        let row = Around {
            fact,
            above: above.filter(|above| above.row.number + 1 == fact.row.number),
            above_is_task: matches!(kinds.last(), Some(Is::Task | Is::Continued)),
            next: facts.get(at + 1),
            habits: &habits,
        };
        kinds.push(row.is());
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

/// A row with those around it.
struct Around<'a, 's> {
    fact: &'a Facts<'s>,
    /// The one right above it, where no empty row lies between.
    above: Option<&'a Facts<'s>>,
    above_is_task: bool,
    next: Option<&'a Facts<'s>>,
    habits: &'a Habits,
}

impl Around<'_, '_> {
    fn is(&self) -> Is {
        let (fact, habits) = (self.fact, self.habits);
        let Some(text) = fact.text else {
            return self.without_text();
        };
        if fact.task_code {
            return Is::Task;
        }
        let words = text.text.trim();
        let section = fact.is_section(habits);
        if habits.only_texts && !fact.wide && !is_prose(words) {
            return match section || self.is_parent() {
                true => Is::Heading { label: !section },
                false => Is::Task,
            };
        }
        if fact.points_below {
            return Is::Heading { label: true };
        }
        if self.goes_on(words) {
            return Is::Continued;
        }
        let prose = fact.mark.is_none() && is_prose(words);
        if fact.is_bare() && (prose || fact.alone && is_footnote(words)) {
            return Is::Prose;
        }
        if section && self.is_heading() {
            return Is::Heading { label: false };
        }
        if fact.wide && fact.is_bare() {
            let label = matches!(fact.mark, Some(Mark::Letter(_) | Mark::Dash));
            return Is::Heading { label };
        }
        if self.is_label() {
            return Is::Heading { label: true };
        }
        match fact.mark {
            None => self.without_mark(words),
            Some(_) => Is::Task,
        }
    }

    /// What a row without a text is: more of the task above it, or nothing that can be named.
    fn without_text(&self) -> Is {
        let fact = self.fact;
        let below = self.above.is_some() && fact.number.is_none() && !fact.deadline;
        let goes_on = self.above_is_task && (fact.shares_text || below);
        match goes_on && (!fact.is_bare() || fact.shares_text) {
            true => Is::Continued,
            false => Is::NoText,
        }
    }

    /// Whether it goes on with the task right above: a cell that was broken over a page goes on in small
    /// letters; and what a task consists of may stand in lines of its own.
    fn goes_on(&self, words: &str) -> bool {
        let fact = self.fact;
        let Some(above) = self.above.filter(|_| self.above_is_task && !fact.wide) else {
            return false;
        };
        let small = words.chars().next().is_some_and(char::is_lowercase);
        let broken = small && !fact.lead && !fact.deadline && !fact.bold;
        let line = fact.mark == Some(Mark::Dash) && fact.is_bare();
        let of_above = !above.is_bare() || above.mark == Some(Mark::Dash);
        fact.mark.is_none() && broken && self.habits.numbered || line && of_above
    }

    /// Whether a row with a section's number is its heading. A section may name who leads all of it.
    fn is_heading(&self) -> bool {
        let fact = self.fact;
        !fact.lead
            || !self.habits.has_lead && !fact.deadline
            || !fact.deadline && !fact.product && self.is_parent()
    }

    /// Whether it only names what the tasks below it have in common.
    fn is_label(&self) -> bool {
        let (fact, habits) = (self.fact, self.habits);
        let no_lead = match habits.has_lead {
            true => !fact.lead,
            false => fact.is_bare(),
        };
        if self.is_parent() && (no_lead || self.lacks_product()) {
            return true;
        }
        let stands_out = fact.bold && !habits.bold_tasks && self.next.is_some();
        // Its tasks have no numbers, but somebody who does them.
        let unnumbered =
            |next: &Facts| next.mark.is_none() && next.text.is_some() && !next.is_bare();
        let of_unnumbered = habits.has_lead && self.next.is_some_and(unnumbered);
        matches!(fact.mark, Some(Mark::Arabic(_)))
            && fact.is_bare()
            && (stands_out || of_unnumbered)
    }

    /// What a row with a text and no number is.
    fn without_mark(&self, words: &str) -> Is {
        let (fact, habits) = (self.fact, self.habits);
        if fact.is_bare() {
            let stands_out = fact.bold && !habits.bold_tasks || is_upper(words);
            return match habits.numbered || stands_out || fact.code {
                true => Is::Heading { label: false },
                false => Is::TaskOrHeading,
            };
        }
        // A parent with a lead and a deadline of its own, but no number and no product.
        let has_parts = self
            .next
            .is_some_and(|next| next.mark.is_some() || next.code);
        match habits.numbered && self.lacks_product() && has_parts {
            true => Is::Heading { label: true },
            false => Is::Task,
        }
    }

    fn lacks_product(&self) -> bool {
        self.habits.has_product && !self.fact.product
    }

    /// Whether the next row is a part of this one, by their numbers.
    fn is_parent(&self) -> bool {
        let next = self.next.and_then(|next| next.mark.as_ref());
        let marks = self.fact.mark.as_ref().zip(next);
        marks.is_some_and(|(mark, next)| mark.is_above(next))
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
        let unmarked = !fact.is_section(habits) && fact.text.is_some();
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
    const BEGINNINGS: &str = "ghi chu|luu y|chu thich|tong cong|tong so|cong:|cong muc|cong phan|noi nhan|nguoi lap|kt. |\
        tm. |danh sach nay|(*)|* |nguon:|xac nhan";
    let folded = fold(words);
    // "Đề xuất sửa đổi …" may be a task; with a colon, or as a whole sentence, it is a note.
    let wish = ["de xuat", "kien nghi"]
        .iter()
        .any(|wish| folded.starts_with(wish));
    let label = folded
        .split_once(':')
        .is_some_and(|(label, _)| label.len() <= 40);
    BEGINNINGS
        .split('|')
        .any(|beginning| folded.starts_with(beginning))
        || wish && label
        || matches!(folded.as_str(), "cong" | "tong")
}

/// "(1) Theo Quyết định số …", which stands below a table.
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
