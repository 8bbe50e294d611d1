//! The rows of one table into tasks, headings and problems.

use super::area::Places;
use super::dates::{self, DateColumn};
use super::grid::{Grid, is_blank};
use super::head::Head;
use super::meaning::Meaning;
use super::numbering::{Mark, leading};
use super::rows::{self, Facts, Is};
use super::understood::{
    AnnexTask, Ask, Choice, Continued, Corrections, DayOrder, FirstDay, Heading, Problem, Question,
    Trouble, Understood, Warning,
};
use super::units::{LeftOut, Names};
use crate::domain::day::Day;
use crate::domain::deadline::{Deadline, DeadlineRules};
use crate::domain::text::{self, Shape, TITLE_MAX, fold};
use crate::sheets::workbook::{Cell, Row, Value};
use std::collections::{BTreeSet, HashMap};

/// Letters of a title, where the text is longer: a line of a list shows no more.
const TITLE: usize = 200;
/// Most letters of a task's text.
const TEXT_MAX: usize = text::NOTE_MAX;

/// So many rows up "như trên" may mean, and so many down a group's first row.
const FAR: usize = 500;

/// What tables are read with.
pub(super) struct Tools<'t> {
    pub(super) names: &'t Names<'t>,
    pub(super) rules: &'t DeadlineRules,
    pub(super) issued_on: Option<Day>,
    pub(super) places: Places<'t>,
    pub(super) corrections: &'t Corrections,
}

/// Where the reading stands, from one table of a sheet to the next.
#[derive(Clone, Default)]
pub(super) struct Under {
    area: Option<String>,
    /// The kind of number that the heading of the area had.
    area_mark: Option<Mark>,
    section: Option<String>,
    group: Option<Group>,
}

/// A heading right above tasks, with what its cells give to them.
#[derive(Clone)]
struct Group {
    text: String,
    mark: Option<Mark>,
    row: u32,
    numbered: bool,
}

/// Reads a table's rows into `into`.
pub(super) fn read(
    grid: &Grid,
    rows: &[&Row],
    head: &Head,
    tools: &Tools,
    under: &mut Under,
    into: &mut Understood,
) {
    let facts = rows::facts(grid, rows, head);
    let kinds = rows::classify(&facts, head);
    let mut table = Table {
        grid,
        head,
        tools,
        dates: head
            .column(Meaning::Deadline)
            .map(|column| (column, date_column(&facts, column, &grid.sheet.name, tools))),
        facts: &facts,
        kinds: &kinds,
        areas: filled_down(grid, &facts, head.column(Meaning::Area)),
    };
    table.ask(into);
    let mut at = 0;
    while let (Some(fact), Some(kind)) = (facts.get(at), kinds.get(at)) {
        let row = fact.row.number;
        let sheet = grid.sheet.name.clone();
        if tools.corrections.left_out.contains(&(sheet.clone(), row)) {
            into.left_out.push((sheet, row));
            at += 1;
            continue;
        }
        match kind {
            Is::Task => {
                let goes_on = kinds
                    .iter()
                    .skip(at + 1)
                    .take_while(|kind| **kind == Is::Continued)
                    .count();
                let parts = facts.get(at..=at + goes_on).unwrap_or_default();
                table.task(at, parts, under, into);
                at += goes_on;
            }
            Is::Heading { label } => table.heading(fact, *label, under, into),
            // Nothing above it to go on with.
            Is::Continued | Is::NoText => table.problem(fact, Trouble::NoText, into),
            Is::Prose => table.problem(fact, Trouble::Prose, into),
            Is::TaskOrHeading => table.problem(fact, Trouble::TaskOrHeading, into),
        }
        at += 1;
    }
}

fn date_column(facts: &[Facts], column: u32, sheet: &str, tools: &Tools) -> DateColumn {
    let mut dates = rows::date_column(facts, column);
    if let Some(answers) = tools.corrections.answers.get(&(sheet.to_owned(), column)) {
        for answer in answers {
            match answer {
                Choice::Order(order) => dates.order = Some(*order),
                Choice::First(first) => dates.first_day = Some(*first),
                _ => {}
            }
        }
    }
    dates
}

fn filled_down<'s>(
    grid: &Grid<'s>,
    facts: &[Facts<'s>],
    column: Option<u32>,
) -> Vec<Option<&'s Cell>> {
    let mut last = None;
    let cells = facts.iter().map(|fact| {
        last = column
            .and_then(|column| grid.own(fact.row, column))
            .or(last);
        last
    });
    cells.collect()
}

struct Table<'a, 's> {
    grid: &'a Grid<'s>,
    head: &'a Head,
    tools: &'a Tools<'a>,
    dates: Option<(u32, DateColumn)>,
    facts: &'a [Facts<'s>],
    kinds: &'a [Is],
    /// The cell of the area's column at each row, or the last above it: it is filled only where it changes.
    areas: Vec<Option<&'s Cell>>,
}

impl<'s> Table<'_, 's> {
    /// The questions about this table that have no answer yet.
    fn ask(&mut self, into: &mut Understood) {
        let mut questions = self.head.questions.clone();
        if let Some((column, dates)) = &self.dates {
            let orders = || {
                vec![
                    Choice::Order(DayOrder::DayFirst),
                    Choice::Order(DayOrder::MonthFirst),
                ]
            };
            if dates.swapped > 0 {
                let ask = Ask::Swapped {
                    dates: dates.swapped,
                    example: dates.example,
                };
                questions.push((*column, ask, orders()));
            }
            let month_first = dates.month_first_texts + dates.month_first_cells;
            if month_first > 0 && dates.swapped == 0 {
                questions.push((*column, Ask::MonthFirst { dates: month_first }, orders()));
            }
            if dates.first_days > 0 {
                let choices = vec![Choice::First(FirstDay::Month), Choice::First(FirstDay::Day)];
                questions.push((
                    *column,
                    Ask::FirstDays {
                        dates: dates.first_days,
                    },
                    choices,
                ));
            }
        }
        for (column, ask, choices) in questions {
            let sheet = self.grid.sheet.name.clone();
            let answers = self.tools.corrections.answers.get(&(sheet.clone(), column));
            let answered = answers
                .is_some_and(|answers| choices.iter().any(|choice| answers.contains(choice)));
            let known = into.questions.iter().any(|question| {
                question.sheet == sheet && question.column == column && question.ask == ask
            });
            if !answered && !known {
                into.questions.push(Question {
                    sheet,
                    column,
                    head: self.head.name(column).to_owned(),
                    ask,
                    choices,
                });
            }
        }
    }

    fn heading(&self, fact: &Facts, label: bool, under: &mut Under, into: &mut Understood) {
        let words = fact
            .text
            .map(|cell| one_line(&cell.text))
            .unwrap_or_default();
        let number = fact.number.as_deref();
        let with_number = match number {
            Some(number) if leading(&words).is_none() => format!("{} {words}", number.trim()),
            _ => words.clone(),
        };
        let places = &self.tools.places;
        let mut area = places.area(&words);
        under.group = None;
        if let Some((section, of_area)) = places.section(number, &words) {
            area = Some(of_area);
            under.section = Some(section);
        } else if area.is_some() {
            under.section = None;
        }
        let same_rank = match (&under.area_mark, &fact.mark) {
            (Some(one), Some(other)) => {
                std::mem::discriminant(one) == std::mem::discriminant(other)
            }
            (None, None) => true,
            _ => false,
        };
        if area.is_some() && !label {
            under.area.clone_from(&area);
            under.area_mark.clone_from(&fact.mark);
        } else if label {
            area = None;
        } else if same_rank {
            (under.area, under.section) = (None, None);
        }
        if label || area.is_none() {
            under.group = Some(Group {
                text: words,
                mark: fact.mark.clone(),
                row: fact.row.number,
                numbered: label,
            });
        }
        into.headings.push(Heading {
            sheet: self.grid.sheet.name.clone(),
            row: fact.row.number,
            text: with_number,
            area,
        });
    }

    fn problem(&self, fact: &Facts, reason: Trouble, into: &mut Understood) {
        let formula = fact
            .row
            .cells
            .iter()
            .find(|cell| cell.value == Value::Formula);
        let column = fact.text.map(|cell| cell.column);
        let (column, reason) = match formula {
            Some(cell) if fact.text.is_none() => (Some(cell.column), Trouble::Formula),
            _ => (column, reason),
        };
        into.problems.push(Problem {
            sheet: self.grid.sheet.name.clone(),
            row: fact.row.number,
            column,
            text: row_text(fact.row),
            reason,
        });
    }

    /// The cells of a column over the rows of a task; of merged cells, the one further up.
    fn cells(&self, parts: &[Facts<'s>], meaning: Meaning) -> Vec<&'s Cell> {
        let Some(column) = self.head.column(meaning) else {
            return Vec::new();
        };
        let mut cells: Vec<&Cell> = parts
            .iter()
            .filter_map(|fact| self.grid.own(fact.row, column))
            .collect();
        if cells.is_empty()
            && let Some(first) = parts.first()
        {
            cells.extend(self.grid.inherited(first.row.number, column));
        }
        cells
    }

    fn task(&self, at: usize, parts: &[Facts<'s>], under: &mut Under, into: &mut Understood) {
        let Some(first) = parts.first() else {
            return;
        };
        let (sheet, row) = (self.grid.sheet.name.clone(), first.row.number);
        let mut warnings = Vec::new();
        let mut whole: Vec<String> = Vec::new();
        for part in parts {
            if let Some(cell) = part.text {
                let cleaned = text::clean(&cell.text, Shape::Lines);
                if cleaned.dropped > 0 {
                    warnings.push(Warning::Dropped(cleaned.dropped));
                }
                whole.push(squeezed_lines(&cleaned.text));
            }
        }
        let whole = whole.into_iter().reduce(|before, part| {
            let own_line = part.starts_with(['-', '–', '+', '•']);
            format!("{before}{}{part}", if own_line { '\n' } else { ' ' })
        });
        let whole = whole.unwrap_or_default();
        if whole.chars().count() > TEXT_MAX {
            return self.problem(first, Trouble::TooLong, into);
        }
        // What a group gives ends with the first task that is not numbered below it.
        if let Some(group) = &under.group
            && group.numbered
            && let (Some(above), Some(mark)) = (&group.mark, &first.mark)
            && !above.is_above(mark)
        {
            under.group = None;
        }
        let title = title(&whole);
        if title.chars().count() < whole.chars().count() {
            warnings.push(Warning::LongText);
        }
        if is_cut(&whole) {
            warnings.push(Warning::CutText);
        }
        let mut task = AnnexTask {
            code: self.line(parts, Meaning::Code),
            number: first.number.clone(),
            area: under.area.clone(),
            section: under.section.clone(),
            group: under
                .group
                .as_ref()
                .map(|group| group.text.clone())
                .or_else(|| self.line(parts, Meaning::Parent)),
            title,
            text: whole,
            lead: None,
            coordinating: Vec::new(),
            lead_text: None,
            coordinating_text: None,
            deadline: None,
            due: Deadline::none(),
            product: self
                .given(at, parts, Meaning::Product, under, &mut warnings)
                .map(|(text, _)| text),
            note: self.note(parts),
            warnings: Vec::new(),
            sheet,
            row,
        };
        self.place(at, parts, &mut task, &mut warnings);
        self.units(at, parts, under, &mut task, &mut warnings);
        self.due(at, parts, under, &mut task, &mut warnings);
        if task.number.is_none() && self.head.column(Meaning::Number).is_some() {
            warnings.push(Warning::NoNumber);
        }
        if first
            .row
            .cells
            .iter()
            .any(|cell| cell.value == Value::Formula)
            && !warnings.contains(&Warning::Formula)
        {
            warnings.push(Warning::Formula);
        }
        for part in parts.iter().skip(1) {
            warnings.push(Warning::GoesOn(part.row.number));
            into.continued.push(Continued {
                sheet: task.sheet.clone(),
                row: part.row.number,
                of: row,
            });
        }
        task.warnings = warnings;
        into.tasks.push(task);
    }

    /// Area and section, where a column or the correction says them.
    fn place(
        &self,
        at: usize,
        parts: &[Facts<'s>],
        task: &mut AnnexTask,
        warnings: &mut Vec<Warning>,
    ) {
        if self.head.column(Meaning::Area).is_some() {
            let cell = self
                .cells(parts, Meaning::Area)
                .first()
                .copied()
                .or_else(|| self.areas.get(at).copied().flatten());
            let words = cell
                .map(|cell| one_line(&cell.text))
                .filter(|words| !words.is_empty());
            if let Some(words) = words {
                match self.tools.places.area(&words) {
                    Some(area) => task.area = Some(area),
                    None => warnings.push(Warning::UnknownArea(words)),
                }
            }
        }
        if task.area.is_none() {
            task.area.clone_from(&self.tools.corrections.area);
        }
    }

    /// What a column says of a task, as one text with its lines; inherited where the group says it once.
    fn given(
        &self,
        at: usize,
        parts: &[Facts<'s>],
        meaning: Meaning,
        under: &Under,
        warnings: &mut Vec<Warning>,
    ) -> Option<(String, &'s Cell)> {
        let cells = self.cells(parts, meaning);
        if let Some(first) = cells.first() {
            let text = joined(cells.iter().map(|cell| squeezed_lines(&cell.text)));
            if is_ditto(&text) {
                let before = self.before(at, meaning)?;
                warnings.push(Warning::Ditto(meaning));
                return Some((squeezed_lines(&before.text), before));
            }
            let cleaned = text::clean(&text, Shape::Lines).text;
            return Some((cleaned, first));
        }
        let inherited = self.of_group(meaning, under)?;
        warnings.push(Warning::Inherited(meaning));
        Some((squeezed_lines(&inherited.text), inherited))
    }

    /// The nearest cell above that is no "như trên".
    fn before(&self, at: usize, meaning: Meaning) -> Option<&'s Cell> {
        let column = self.head.column(meaning)?;
        let above = self.facts.get(..at)?.iter().rev().take(FAR);
        let mut cells = above.filter_map(|fact| self.grid.own(fact.row, column));
        cells.find(|cell| !is_ditto(&cell.text))
    }

    /// What the group says for all its tasks: in its heading, or only at the first of them.
    fn of_group(&self, meaning: Meaning, under: &Under) -> Option<&'s Cell> {
        let group = under.group.as_ref().filter(|group| group.numbered)?;
        let column = self.head.column(meaning)?;
        let heading = self
            .facts
            .binary_search_by_key(&group.row, |fact| fact.row.number)
            .ok()?;
        let fact = self.facts.get(heading)?;
        if let Some(cell) = self.grid.own(fact.row, column) {
            let pointing = matches!(meaning, Meaning::Deadline | Meaning::Days)
                && fold(&cell.text).starts_with("theo")
                && fold(&cell.text).contains("day");
            return (!pointing).then_some(cell);
        }
        let is_child = |fact: &Facts| matches!((&group.mark, &fact.mark), (Some(above), Some(mark)) if above.is_above(mark));
        let lettered = |fact: &Facts| matches!(fact.mark, Some(Mark::Letter(_) | Mark::Dash));
        let children = self
            .facts
            .get(heading + 1..)?
            .iter()
            .zip(self.kinds.get(heading + 1..)?);
        let children: Vec<&Facts> = children
            .take(FAR)
            .take_while(|(fact, kind)| **kind == Is::Task && is_child(fact) && lettered(fact))
            .map(|(fact, _)| fact)
            .collect();
        let (first, rest) = children.split_first()?;
        let only_first = rest.iter().all(|fact| {
            self.grid.own(fact.row, column).is_none()
                && self.grid.inherited(fact.row.number, column).is_none()
        });
        only_first
            .then(|| self.grid.own(first.row, column))
            .flatten()
    }

    fn line(&self, parts: &[Facts<'s>], meaning: Meaning) -> Option<String> {
        let cells = self.cells(parts, meaning);
        let text = cells
            .iter()
            .map(|cell| one_line(&cell.text))
            .collect::<Vec<_>>()
            .join(" ");
        let text = text::clean(&text, Shape::Line).text;
        (!text.is_empty()).then_some(text)
    }

    /// The note, and what stands in columns that lost to another of their meaning.
    fn note(&self, parts: &[Facts<'s>]) -> Option<String> {
        let mut lines: Vec<String> = Vec::new();
        for cell in self.cells(parts, Meaning::Note) {
            lines.push(squeezed_lines(&cell.text));
        }
        for column in &self.head.notes {
            let cells = parts
                .iter()
                .filter_map(|fact| self.grid.own(fact.row, *column));
            for cell in cells {
                lines.push(format!(
                    "{}: {}",
                    self.head.name(*column),
                    one_line(&cell.text)
                ));
            }
        }
        let note = text::clean(&lines.join("\n"), Shape::Lines).text;
        (!note.is_empty()).then_some(note)
    }

    fn units(
        &self,
        at: usize,
        parts: &[Facts<'s>],
        under: &Under,
        task: &mut AnnexTask,
        warnings: &mut Vec<Warning>,
    ) {
        let lead = self
            .given(at, parts, Meaning::Lead, &Under::default(), warnings)
            .map(|(text, _)| text);
        let joined = self
            .given(at, parts, Meaning::Coordinating, under, warnings)
            .map(|(text, _)| text);
        let mut coordinating: Vec<String> = Vec::new();
        if let Some(text) = &lead {
            let found = self.tools.names.read(text);
            let mut leads = found.lead.into_iter();
            task.lead = leads.next();
            let others: Vec<String> = leads.collect();
            coordinating.extend(others.iter().cloned());
            if !others.is_empty() {
                warnings.push(Warning::SeveralLeads(others));
            }
            coordinating.extend(found.coordinating);
            warnings.extend(found.generic.into_iter().map(Warning::GenericLead));
            warnings.extend(found.unknown.into_iter().map(Warning::UnknownUnit));
            warnings.extend(found.left_out.into_iter().map(Warning::LeftOut));
        } else if self.head.column(Meaning::Lead).is_some() {
            warnings.push(Warning::NoLead);
        }
        if let Some(text) = &joined {
            let found = self.tools.names.read(text);
            coordinating.extend(found.lead);
            coordinating.extend(found.coordinating);
            warnings.extend(found.unknown.into_iter().map(Warning::UnknownUnit));
            let out = found
                .left_out
                .into_iter()
                .filter(|out| !matches!(out, LeftOut::Words(_)));
            warnings.extend(out.map(Warning::LeftOut));
        }
        let mut seen = BTreeSet::new();
        coordinating.retain(|unit| Some(unit) != task.lead.as_ref() && seen.insert(unit.clone()));
        task.coordinating = coordinating;
        task.lead_text = lead.map(|text| one_line(&text));
        task.coordinating_text = joined.map(|text| one_line(&text));
    }

    fn due(
        &self,
        at: usize,
        parts: &[Facts<'s>],
        under: &Under,
        task: &mut AnnexTask,
        warnings: &mut Vec<Warning>,
    ) {
        if let Some((_, column)) = &self.dates {
            let Some((text, cell)) = self.given(at, parts, Meaning::Deadline, under, warnings)
            else {
                return;
            };
            // Where two cells make one text, or it stands above, the text counts.
            let of_cell = squeezed_lines(&cell.text) == text;
            let cell = if of_cell {
                cell.clone()
            } else {
                Cell::text(cell.column, text)
            };
            let dated = dates::read(&cell, column, self.tools.rules, self.tools.issued_on);
            warnings.extend(dated.warnings);
            let empty = warnings.contains(&Warning::EmptyDate);
            task.deadline = Some(dated.shown).filter(|shown| !shown.is_empty() && !empty);
            task.due = dated.deadline;
            return;
        }
        let Some((text, cell)) = self.given(at, parts, Meaning::Days, under, warnings) else {
            return;
        };
        let answers = self
            .tools
            .corrections
            .answers
            .get(&(self.grid.sheet.name.clone(), cell.column));
        let are_days = answers.is_some_and(|answers| answers.contains(&Choice::Yes));
        task.due = if are_days {
            dates::of_days(&text, self.tools.rules)
        } else {
            dates::not_said(&text)
        };
        task.deadline = Some(one_line(&text));
    }
}

/// What a row says, in one line.
pub(super) fn row_text(row: &Row) -> String {
    let cells = row.cells.iter().filter(|cell| !is_blank(cell));
    let texts: Vec<String> = cells.map(|cell| one_line(&cell.text)).collect();
    text::clean(&texts.join(" | "), Shape::Line).text
}

fn one_line(text: &str) -> String {
    let squeezed = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text::clean(&squeezed, Shape::Line).text
}

/// Each line without blanks it does not need; no empty lines.
fn squeezed_lines(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    text::nfc(
        &lines
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("\n"),
    )
}

/// Texts one below the other; one that is broken off goes on in the same line.
fn joined(texts: impl Iterator<Item = String>) -> String {
    let mut out = String::new();
    for text in texts {
        let broken = [",", "-", "&", " và", " P.", " TT.", "\nP.", "\nTT."];
        if !out.is_empty() {
            let broken =
                broken.iter().any(|end| out.ends_with(end)) || matches!(out.as_str(), "P." | "TT.");
            out.push(if broken { ' ' } else { '\n' });
        }
        out.push_str(&text);
    }
    out
}

/// "như trên", "nt", and the sign for it.
fn is_ditto(text: &str) -> bool {
    let folded = fold(text);
    let bare = folded.trim_matches(|c: char| "-. ()".contains(c));
    matches!(bare, "nhu tren" | "nt" | "\"" | "''" | "”" | "″" | "〃")
}

/// Whether a text was cut by what wrote it.
pub(super) fn is_cut(text: &str) -> bool {
    text.ends_with('…') || text.ends_with("...")
}

/// The task's title: its text in one line, or of a long one the first clauses.
fn title(text: &str) -> String {
    let line = one_line(text);
    if line.chars().count() <= TITLE {
        return line;
    }
    let end = line
        .char_indices()
        .nth(TITLE)
        .map_or(line.len(), |(at, _)| at);
    let beginning = line.get(..end).unwrap_or(&line);
    let clause = [". ", "; ", ": ", ", "].iter().find_map(|mark| {
        let at = beginning.rfind(mark)?;
        (beginning.get(..at)?.chars().count() >= TITLE / 4).then_some(at)
    });
    let cut = clause.or_else(|| beginning.rfind(' ')).unwrap_or(end);
    let title: String = beginning
        .get(..cut)
        .unwrap_or(beginning)
        .chars()
        .take(TITLE_MAX)
        .collect();
    title.trim_end_matches([',', ';', ':', '.', ' ']).to_owned()
}

/// What is the same at several rows, once all are read.
pub(super) fn duplicates(tasks: &mut [AnnexTask]) {
    let mut numbers: HashMap<(String, String, Option<String>, Option<String>), u32> =
        HashMap::new();
    let mut codes: HashMap<String, u32> = HashMap::new();
    let mut texts: HashMap<(String, Option<String>, Option<String>), u32> = HashMap::new();
    for task in tasks {
        let row = task.row;
        let arabic = |number: &&String| number.chars().all(|c| c.is_ascii_digit() || c == '.');
        if let Some(number) = task.number.as_ref().filter(arabic) {
            let number = number.trim_end_matches('.').to_owned();
            let key = (
                task.sheet.clone(),
                number,
                task.area.clone(),
                task.group.clone(),
            );
            if let Some(first) = numbers.get(&key) {
                task.warnings.push(Warning::DuplicateNumber(*first));
            } else {
                numbers.insert(key, row);
            }
        }
        if let Some(code) = &task.code {
            match codes.get(&fold(code)) {
                Some(first) => task.warnings.push(Warning::DuplicateCode(*first)),
                None => {
                    codes.insert(fold(code), row);
                }
            }
        }
        let key = (fold(&task.text), task.group.clone(), task.lead_text.clone());
        match texts.get(&key) {
            Some(first) => task.warnings.push(Warning::DuplicateText(*first)),
            None => {
                texts.insert(key, row);
            }
        }
    }
}
