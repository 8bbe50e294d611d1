//! The head of a table: where it stands, and what its columns mean by their words and by what stands
//! below.

use super::dates;
use super::grid::{Grid, is_blank};
use super::meaning::{Fit, Meaning, fits, is_exact};
use super::numbering::{counts_columns, mark};
use super::understood::{Ask, Choice, Column};
use super::units::Names;
use crate::domain::deadline::DeadlineRules;
use crate::domain::text::fold;
use crate::sheets::workbook::{Cell, Row, Value};

/// How far down a head is looked for, in rows that hold something.
const LOOK: usize = 25;
/// No head has longer cells.
const HEAD_LETTERS: usize = 160;
/// So many cells of a column say what is in it.
const SAMPLE: usize = 300;

/// The head of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// Its rows: one or two, and one that counts the columns.
    pub(super) rows: Vec<u32>,
    pub(super) columns: Vec<Column>,
    pub(super) kind: HeadKind,
    pub(super) questions: Vec<(u32, Ask, Vec<Choice>)>,
    /// Columns of whom leads that were not taken for that, and go to the note.
    pub(super) notes: Vec<u32>,
    /// How many columns the table has.
    pub(super) width: u32,
    /// The heads' words, folded.
    words: Vec<(u32, String)>,
}

/// What sort of table it is the head of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadKind {
    Tasks,
    Indicators,
}

impl Head {
    /// The column of a meaning.
    pub(super) fn column(&self, meaning: Meaning) -> Option<u32> {
        let found = self
            .columns
            .iter()
            .find(|column| column.meaning == Some(meaning));
        found.map(|column| column.column)
    }

    pub(super) fn name(&self, column: u32) -> &str {
        let found = self.columns.iter().find(|known| known.column == column);
        found.map_or("", |column| column.head.as_str())
    }

    /// Whether a row repeats the head: most of its cells are the head's.
    pub(super) fn is_repeated(&self, row: &Row) -> bool {
        let (mut cells, mut same) = (0, 0);
        for cell in row.cells.iter().filter(|cell| !is_blank(cell)) {
            cells += 1;
            let head = self.words.iter().find(|(column, _)| *column == cell.column);
            if let Some((_, head)) = head
                && cell.text.len() <= HEAD_LETTERS * 3
            {
                let text = fold(&cell.text);
                same += usize::from(
                    !text.is_empty()
                        && (*head == text || head.split(" | ").any(|part| part == text)),
                );
            }
        }
        same >= 2 && same * 3 >= cells * 2
    }
}

/// What a table is read with.
pub(super) struct Reading<'r> {
    pub(super) names: &'r Names<'r>,
    pub(super) rules: &'r DeadlineRules,
}

/// The first head among these rows, and how many rows stand above it.
pub(super) fn find(grid: &Grid, rows: &[&Row], reading: &Reading) -> Option<(usize, Head)> {
    let scores: Vec<i32> = rows.iter().take(LOOK).map(|row| score(row)).collect();
    let best = scores.iter().copied().max().filter(|best| *best > 0)?;
    let at = scores.iter().position(|score| *score * 5 >= best * 4)?;
    Some((at, build(grid, rows, at, reading)))
}

/// The head that begins in the first row where one of these heads stands, folded, and how many rows
/// stand above it.
pub(super) fn find_named(
    grid: &Grid,
    rows: &[&Row],
    heads: &[String],
    reading: &Reading,
) -> Option<(usize, Head)> {
    let names = |row: &&Row| {
        let cells = row
            .cells
            .iter()
            .filter(|cell| cell.text.len() <= HEAD_LETTERS * 3);
        let mut heads_there = cells.map(|cell| fold(&cell.text));
        heads_there.any(|text| heads.contains(&text))
    };
    let at = rows.iter().take(LOOK).position(names)?;
    Some((at, build(grid, rows, at, reading)))
}

/// Whether a row is the head of another table.
pub(super) fn is_head(row: &Row) -> bool {
    let short = row
        .cells
        .iter()
        .filter(|cell| cell.value == Value::Text && cell.text.len() <= HEAD_LETTERS);
    let exact = short.filter(|cell| is_exact(&fold(&cell.text))).count();
    exact >= 3 && score(row) > 0
}

/// How much a row looks like a head; 0 where it does not.
fn score(row: &Row) -> i32 {
    let mut found: Vec<(Meaning, i32)> = Vec::new();
    for cell in row.cells.iter().filter(|cell| !is_blank(cell)) {
        if matches!(cell.value, Value::Day(_) | Value::Number(_))
            || cell.text.chars().count() > HEAD_LETTERS
        {
            return 0;
        }
        let Some(Fit { meaning, score, .. }) = fits(&cell.text).first().copied() else {
            continue;
        };
        match found.iter_mut().find(|(known, _)| *known == meaning) {
            Some(known) => known.1 = known.1.max(score),
            None => found.push((meaning, score)),
        }
    }
    found.retain(|(_, score)| *score >= 55);
    let has = |wanted: &[Meaning]| found.iter().any(|(meaning, _)| wanted.contains(meaning));
    let about = has(&[
        Meaning::Text,
        Meaning::Lead,
        Meaning::Deadline,
        Meaning::Indicator,
    ]);
    if found.len() < 2 || !about {
        return 0;
    }
    found.iter().map(|(_, score)| score).sum()
}

/// The head that begins in that row.
fn build(grid: &Grid, rows: &[&Row], at: usize, reading: &Reading) -> Head {
    let Some(first) = rows.get(at) else {
        return Head {
            rows: Vec::new(),
            columns: Vec::new(),
            kind: HeadKind::Tasks,
            questions: Vec::new(),
            notes: Vec::new(),
            width: 0,
            words: Vec::new(),
        };
    };
    let mut columns = named(grid, first);
    let mut head_rows = vec![first.number];
    let mut next = at + 1;
    if let Some(second) = rows.get(next)
        && is_second(grid, first, second)
    {
        for cell in second.cells.iter().filter(|cell| !is_blank(cell)) {
            match columns
                .iter_mut()
                .find(|column| column.column == cell.column)
            {
                Some(column) => column.head = format!("{} | {}", column.head, squeezed(&cell.text)),
                None => {
                    let above = grid.wide(first.number, cell.column);
                    let upper = above.and_then(|merge| first.cell(merge.first_column));
                    // Without merged cells the upper part stands at the left.
                    let upper = upper.or_else(|| {
                        first
                            .cells
                            .iter()
                            .rev()
                            .find(|upper| upper.column < cell.column)
                    });
                    let upper = upper.map(|upper| squeezed(&upper.text)).unwrap_or_default();
                    columns.push(Column {
                        column: cell.column,
                        head: format!("{upper} | {}", squeezed(&cell.text)),
                        meaning: None,
                    });
                }
            }
        }
        columns.sort_by_key(|column| column.column);
        head_rows.push(second.number);
        next += 1;
    }
    if let Some(counting) = rows.get(next)
        && counts_columns(counting.cells.iter().map(|cell| cell.text.as_str()))
    {
        head_rows.push(counting.number);
        next += 1;
    }
    let body = rows.get(next..).unwrap_or_default();
    finished(head_rows, columns, body, reading)
}

/// A table without a head: its columns by what stands in them.
pub(super) fn without_head(rows: &[&Row], reading: &Reading) -> Option<Head> {
    let last = rows
        .iter()
        .flat_map(|row| &row.cells)
        .map(|cell| cell.column)
        .max()?;
    let columns = (0..=last)
        .map(|column| Column {
            column,
            head: String::new(),
            meaning: None,
        })
        .collect();
    let head = finished(Vec::new(), columns, rows, reading);
    let says = |meaning| head.column(meaning).is_some();
    let known = says(Meaning::Text) && (says(Meaning::Lead) || says(Meaning::Deadline));
    (known && rows.len() >= 2).then_some(head)
}

/// The same head for a table that goes on in the next.
pub(super) fn going_on(before: &Head) -> Head {
    Head {
        rows: Vec::new(),
        questions: Vec::new(),
        ..before.clone()
    }
}

fn named(grid: &Grid, row: &Row) -> Vec<Column> {
    let cells = row.cells.iter().filter(|cell| !is_blank(cell));
    let mut columns: Vec<Column> = Vec::new();
    for cell in cells {
        columns.push(Column {
            column: cell.column,
            head: squeezed(&cell.text),
            meaning: None,
        });
    }
    // A head may be merged with the title above it.
    let last = columns
        .iter()
        .map(|column| column.column)
        .max()
        .unwrap_or(0);
    for column in 0..=last {
        if columns.iter().all(|known| known.column != column)
            && let Some(cell) = grid.inherited(row.number, column)
            && grid.wide(row.number, column).is_none()
            && cell.text.chars().count() <= HEAD_LETTERS
            && !fits(&cell.text).is_empty()
        {
            columns.push(Column {
                column,
                head: squeezed(&cell.text),
                meaning: None,
            });
        }
    }
    columns.sort_by_key(|column| column.column);
    columns
}

/// Whether a row is the lower part of a head.
fn is_second(grid: &Grid, first: &Row, second: &Row) -> bool {
    let cells: Vec<&Cell> = second.cells.iter().filter(|cell| !is_blank(cell)).collect();
    let short = |cell: &&Cell| {
        cell.text.chars().count() <= 60 && cell.value == Value::Text && mark(&cell.text).is_none()
    };
    if cells.len() < 2 || !cells.iter().all(short) {
        return false;
    }
    let last = first
        .cells
        .iter()
        .map(|cell| cell.column)
        .max()
        .unwrap_or(0);
    let above = |column: u32| first.cell(column).filter(|cell| !is_blank(cell));
    let below = |cell: &&Cell| {
        let column = cell.column;
        let merged = grid
            .wide(first.number, column)
            .is_some_and(|merge| merge.last_row == first.number);
        let opens = above(column).is_some()
            && column < last
            && above(column + 1).is_none()
            && second.cell(column + 1).is_some();
        merged || opens || above(column).is_none()
    };
    cells.iter().all(below) && cells.iter().any(|cell| cell.column <= last)
}

/// The columns with their meanings.
fn finished(rows: Vec<u32>, mut columns: Vec<Column>, body: &[&Row], reading: &Reading) -> Head {
    let contents: Vec<Content> = columns
        .iter()
        .map(|column| Content::of(column.column, body, reading))
        .collect();
    let candidates = candidates(&columns, &contents);
    let mut taken: Vec<(usize, Meaning, i32)> = Vec::new();
    for (at, meaning, total) in &candidates {
        let free = taken
            .iter()
            .all(|(other, known, _)| other != at && (known != meaning || many(*meaning)));
        if free {
            taken.push((*at, *meaning, *total));
        }
    }
    for (at, meaning, _) in &taken {
        if let Some(column) = columns.get_mut(*at) {
            column.meaning = Some(*meaning);
        }
    }
    let mut questions = by_content(&mut columns, &contents);
    questions.extend(rivals(&columns, &contents, &candidates, &taken));
    let has = |wanted: Meaning| columns.iter().any(|column| column.meaning == Some(wanted));
    if has(Meaning::Days)
        && !has(Meaning::Deadline)
        && let Some(days) = columns
            .iter()
            .find(|column| column.meaning == Some(Meaning::Days))
    {
        questions.push((days.column, Ask::Days, vec![Choice::Yes, Choice::No]));
    }
    let kind = if is_indicators(&columns, &contents) {
        HeadKind::Indicators
    } else {
        HeadKind::Tasks
    };
    let mut notes = losers(&columns, &contents, &candidates);
    for (asked, ask, choices) in &questions {
        let others = choices.iter().filter_map(|choice| match (ask, choice) {
            (Ask::Which(_), Choice::Column(column)) if column != asked => Some(*column),
            _ => None,
        });
        notes.extend(
            others
                .filter(|column| !notes.contains(column))
                .collect::<Vec<_>>(),
        );
    }
    let width = columns
        .iter()
        .map(|column| column.column + 1)
        .max()
        .unwrap_or(0);
    let words = columns
        .iter()
        .map(|column| (column.column, fold(&column.head)))
        .collect();
    Head {
        rows,
        columns,
        kind,
        questions,
        notes,
        width,
        words,
    }
}

/// Meanings that several columns may have.
fn many(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Target
            | Meaning::Start
            | Meaning::Result
            | Meaning::Progress
            | Meaning::Person
            | Meaning::Basis
            | Meaning::Done
    )
}

/// Every column with every meaning that it may have, the likeliest first.
fn candidates(columns: &[Column], contents: &[Content]) -> Vec<(usize, Meaning, i32)> {
    let all: Vec<Vec<Fit>> = columns.iter().map(|column| fits(&column.head)).collect();
    let fit = |at: usize, meaning| {
        all.get(at)
            .and_then(|fits| fits.iter().find(|fit| fit.meaning == meaning))
    };
    // "Tiến độ" that holds deadlines leaves to "Thời gian hoàn thành" when each was done, where that
    // column says of some that they are.
    let progress_is_deadline = (0..columns.len()).any(|at| {
        let dated = contents
            .get(at)
            .is_some_and(|content| content.filled > 0 && content.dated >= 0.5);
        dated && fit(at, Meaning::Progress).is_some() && fit(at, Meaning::Deadline).is_some()
    });
    // A column that may be either is of what was done only beside one of deadlines.
    let another_is_deadline = |at: usize| {
        (0..columns.len()).any(|other| {
            let dated = contents
                .get(other)
                .is_some_and(|content| content.dated >= 0.3);
            other != at && dated && fit(other, Meaning::Deadline).is_some()
        })
    };
    let mut candidates = Vec::new();
    for (at, content) in contents.iter().enumerate() {
        for one in all.get(at).into_iter().flatten() {
            let mut total = one.score + content.votes(one.meaning);
            let either = one.meaning == Meaning::Done && fit(at, Meaning::Deadline).is_some();
            if either && !another_is_deadline(at) {
                continue;
            }
            if one.meaning == Meaning::Deadline {
                if progress_is_deadline && content.done > 0.0 && fit(at, Meaning::Done).is_some() {
                    total -= 60;
                } else if one.exact && one.score >= 85 {
                    // Its name says so, whatever else stands in it.
                    total = total.max(50);
                }
            }
            if total >= 45 {
                candidates.push((at, one.meaning, total));
            }
        }
    }
    candidates.sort_by_key(|(at, _, total)| (std::cmp::Reverse(*total), *at));
    candidates
}

/// What is still missing, by content alone, and the questions about it.
fn by_content(columns: &mut [Column], contents: &[Content]) -> Vec<(u32, Ask, Vec<Choice>)> {
    let mut questions = Vec::new();
    let headless = columns.first().is_some_and(|column| column.head.is_empty());
    let mut take = |meaning: Meaning, worth: &dyn Fn(&Content) -> f64, least: f64| {
        if columns.iter().any(|column| column.meaning == Some(meaning)) {
            return;
        }
        let free = columns.iter().zip(contents).enumerate();
        let free = free.filter(|(_, (column, _))| column.meaning.is_none());
        let best = free
            .map(|(at, (_, content))| (at, worth(content)))
            .filter(|(_, worth)| *worth >= least)
            .max_by(|one, other| one.1.total_cmp(&other.1));
        if let Some((at, _)) = best
            && let Some(column) = columns.get_mut(at)
        {
            column.meaning = Some(meaning);
            questions.push((
                column.column,
                Ask::Is(meaning),
                vec![Choice::Yes, Choice::No],
            ));
        }
    };
    take(
        Meaning::Deadline,
        &|content| {
            if content.filled >= 2 {
                content.dated
            } else {
                0.0
            }
        },
        0.7,
    );
    take(
        Meaning::Lead,
        &|content| {
            if content.filled >= 2 {
                content.known
            } else {
                0.0
            }
        },
        0.6,
    );
    take(
        Meaning::Text,
        &|content| content.length * (1.0 - content.known) * (1.0 - content.dated),
        20.0,
    );
    if headless {
        take(Meaning::Number, &|content| content.numbered, 0.8);
    }
    questions
}

/// Where two columns may be the deadline, or whoever leads, and nothing decides.
fn rivals(
    columns: &[Column],
    contents: &[Content],
    candidates: &[(usize, Meaning, i32)],
    taken: &[(usize, Meaning, i32)],
) -> Vec<(u32, Ask, Vec<Choice>)> {
    let mut questions = Vec::new();
    for meaning in [Meaning::Deadline, Meaning::Lead, Meaning::Text] {
        let Some((winner, _, best)) = taken.iter().find(|(_, known, _)| *known == meaning) else {
            continue;
        };
        let others = candidates.iter().filter(|(at, known, total)| {
            let content = contents.get(*at);
            let alike = match meaning {
                Meaning::Deadline => content.is_some_and(|content| content.dated >= 0.5),
                Meaning::Lead => content.is_some_and(|content| content.united >= 0.5),
                _ => content.is_some_and(|content| content.length >= 20.0),
            };
            *known == meaning && at != winner && *total * 100 >= *best * 85 && alike
        });
        let others: Vec<u32> = others
            .filter_map(|(at, ..)| Some(columns.get(*at)?.column))
            .collect();
        if let (false, Some(winner)) = (others.is_empty(), columns.get(*winner)) {
            let choices = [winner.column]
                .into_iter()
                .chain(others)
                .map(Choice::Column)
                .collect();
            questions.push((winner.column, Ask::Which(meaning), choices));
        }
    }
    questions
}

/// Columns of units that were not taken for one.
fn losers(
    columns: &[Column],
    contents: &[Content],
    candidates: &[(usize, Meaning, i32)],
) -> Vec<u32> {
    let losers = columns
        .iter()
        .zip(contents)
        .enumerate()
        .filter(|(at, (column, content))| {
            let wanted = candidates.iter().any(|(other, meaning, _)| {
                other == at
                    && matches!(
                        meaning,
                        Meaning::Lead
                            | Meaning::Coordinating
                            | Meaning::Deadline
                            | Meaning::Product
                    )
            });
            column.meaning.is_none() && wanted && content.filled > 0
        });
    losers.map(|(_, (column, _))| column.column).collect()
}

/// Whether it is a table of targets: they stand where tasks would.
fn is_indicators(columns: &[Column], contents: &[Content]) -> bool {
    let has = |wanted: Meaning| columns.iter().any(|column| column.meaning == Some(wanted));
    let measured = columns.iter().zip(contents).any(|(column, content)| {
        content.measured >= 0.5
            && content.filled >= 2
            && fits(&column.head)
                .iter()
                .any(|fit| fit.meaning == Meaning::Lead)
    });
    let by_name = |meaning: Meaning| {
        columns.iter().any(|column| {
            fits(&column.head)
                .first()
                .is_some_and(|fit| fit.meaning == meaning)
        })
    };
    if by_name(Meaning::Text) {
        return (has(Meaning::Measure) || measured)
            && !has(Meaning::Lead)
            && !has(Meaning::Deadline)
            || has(Meaning::Target)
                && (has(Meaning::Measure) || measured)
                && !has(Meaning::Deadline);
    }
    by_name(Meaning::Indicator)
}

/// What stands in a column, in shares of its filled cells.
#[derive(Clone, Copy, Debug, Default)]
struct Content {
    filled: usize,
    dated: f64,
    done: f64,
    /// Begins as units' names do, or is one; is one.
    united: f64,
    known: f64,
    /// Numbers and percentages.
    counted: f64,
    measured: f64,
    /// Numbers of rows.
    numbered: f64,
    /// Letters on average.
    length: f64,
}

impl Content {
    fn of(column: u32, body: &[&Row], reading: &Reading) -> Self {
        let cells = body
            .iter()
            .filter_map(|row| row.cell(column))
            .filter(|cell| !is_blank(cell));
        let cells: Vec<&Cell> = cells.take(SAMPLE).collect();
        if cells.is_empty() {
            return Self::default();
        }
        let share = |is: &dyn Fn(&Cell) -> bool| {
            let count = cells.iter().filter(|cell| is(cell)).count();
            ratio(count, cells.len())
        };
        let letters = cells.iter().map(|cell| cell.text.chars().count()).sum();
        let looks: Vec<(bool, bool)> = cells
            .iter()
            .map(|cell| dates::looks_like(cell, reading.rules))
            .collect();
        Self {
            filled: cells.len(),
            dated: ratio(
                looks.iter().filter(|(dated, _)| *dated).count(),
                cells.len(),
            ),
            done: ratio(looks.iter().filter(|(_, done)| *done).count(), cells.len()),
            united: share(&|cell| looks_like_unit(cell, reading.names)),
            known: share(&|cell| {
                cell.text.len() <= 300 && reading.names.find(&cell.text).is_some()
            }),
            counted: share(&is_counted),
            measured: share(&is_measure),
            numbered: share(&|cell| mark(&cell.text).is_some()),
            length: ratio(letters, cells.len()),
        }
    }

    /// What the content has to say on a meaning.
    fn votes(&self, meaning: Meaning) -> i32 {
        if self.filled == 0 {
            return 0;
        }
        let part = |share: f64, of: i32| {
            // A share is between 0 and 1, and the sums are small.
            #[allow(clippy::cast_possible_truncation)]
            let points = (share * f64::from(of)).round() as i32;
            points
        };
        match meaning {
            Meaning::Deadline => {
                let far = self.filled >= 4 && self.dated < 0.15;
                let marks = if self.filled >= 3 { self.done } else { 0.0 };
                part(self.dated, 60) - part(marks, 90) - if far { 55 } else { 10 }
            }
            Meaning::Progress => part(1.0 - self.dated, 20),
            Meaning::Done => part(self.done, 60) + part(self.dated, 10),
            Meaning::Lead | Meaning::Coordinating => {
                part(self.united, 25)
                    - part(self.counted.max(self.measured), 110)
                    - part(self.dated, 40)
            }
            Meaning::Product => -part(self.counted, 60) - part(self.done, 30),
            Meaning::Result => part(self.counted, 40) + part(self.done, 50),
            Meaning::Measure => part(self.measured, 60),
            Meaning::Number => part(self.numbered, 10),
            Meaning::SubNumber => {
                part(self.numbered, 30) - if self.numbered < 0.7 { 60 } else { 0 }
            }
            Meaning::Text => {
                let long = if self.length >= 15.0 { 10 } else { 0 };
                long - part(self.counted, 80) - part(self.known, 40)
            }
            Meaning::Days => part(self.counted, 10),
            _ => 0,
        }
    }
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
    let person = found
        .left_out
        .iter()
        .any(|left| matches!(left, super::units::LeftOut::Person(_)));
    !found.lead.is_empty()
        || !found.coordinating.is_empty()
        || !found.generic.is_empty()
        || person
        || names.begins_unit(&cell.text)
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
    const MEASURES: [&str; 24] = [
        "%",
        "thu bac",
        "diem",
        "ty dong",
        "trieu dong",
        "dong",
        "doanh nghiep",
        "nguoi",
        "so luong",
        "ho so",
        "lan",
        "xa",
        "thu tuc",
        "don vi",
        "diem %",
        "ty le",
        "vi tri",
        "hang",
        "van ban",
        "dich vu",
        "cai",
        "bo",
        "muc",
        "gb",
    ];
    let folded = fold(&cell.text);
    folded.starts_with('%')
        || MEASURES.contains(&folded.as_str())
        || folded.ends_with("/100")
        || folded.ends_with("/nam")
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
