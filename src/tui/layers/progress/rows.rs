//! The rows of a sheet at hand: which are in sight, which is under the cursor, what is decided.

use crate::domain::text::LINE_MAX;
use crate::present::lang::Lang;
use crate::present::text::safe;
use crate::progress::changes::{ProgressChanges, ProgressDecisions, Resolution, RowOutcome};
use crate::progress::compare::{ComparedRow, Comparison};
use crate::progress::messages;
use crate::progress::read::{FilledRow, Returned};
use crate::progress::sheet::SheetColumn;
use crate::tui::env::Env;
use crate::tui::layers::layer::{ImportReply, Next, Pick, PickItem, Reply};
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::preview_list::{PreviewLayout, PreviewList};

/// Where everything stands.
pub(super) fn areas(env: &Env) -> PreviewLayout {
    let body = env.layout().body;
    let detail = match body.height {
        0..8 => 0,
        8..14 => 3,
        14..20 => 6,
        20..30 => 8,
        _ => 10,
    };
    PreviewLayout::of(body, detail, false, detail > 0)
}

/// Which rows are in sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowFilter {
    /// All in which the unit has changed something, or something is wrong.
    Touched,
    All,
    Only(RowOutcome),
}

/// The letters by which a list to choose from names what is to be shown.
pub(super) const SHOWN: [(char, RowFilter); 6] = [
    ('*', RowFilter::Touched),
    ('~', RowFilter::Only(RowOutcome::Taken)),
    ('!', RowFilter::Only(RowOutcome::Conflict)),
    ('?', RowFilter::Only(RowOutcome::Problem)),
    ('–', RowFilter::Only(RowOutcome::Skipped)),
    ('=', RowFilter::Only(RowOutcome::Unchanged)),
];

/// A cell that is being typed. Its row stays under the cursor meanwhile.
#[derive(Debug)]
pub(super) struct CellEditor {
    /// As the sheet counts.
    number: u32,
    pub(super) column: SheetColumn,
    pub(super) editor: Editor,
}

#[derive(Debug)]
pub(super) struct ProgressRows {
    /// The file's name.
    pub(super) name: String,
    pub(super) comparison: Comparison,
    pub(super) decisions: ProgressDecisions,
    /// What taking it comes to, as it is decided now.
    pub(super) changes: ProgressChanges,
    pub(super) show: RowFilter,
    pub(super) shown: PreviewList,
    pub(super) typing: Option<CellEditor>,
    /// The row a cell of which is being chosen.
    chosen_of: Option<u32>,
    corrected: bool,
}

impl ProgressRows {
    pub(super) fn new(name: &str, comparison: Comparison, env: &Env) -> Self {
        let mut rows = Self {
            name: safe(name).into_owned(),
            comparison,
            decisions: ProgressDecisions::default(),
            changes: ProgressChanges::default(),
            show: RowFilter::Touched,
            shown: PreviewList::default(),
            typing: None,
            chosen_of: None,
            corrected: false,
        };
        rows.decide(env);
        rows
    }

    /// The row that is being typed, else the one under the cursor.
    pub(super) fn row(&self) -> Option<(usize, &ComparedRow)> {
        let at = self.typed().or_else(|| self.shown.current())?;
        Some((at, self.comparison.rows.get(at)?))
    }

    fn typed(&self) -> Option<usize> {
        let number = self.typing.as_ref()?.number;
        let mut rows = self.comparison.rows.iter();
        rows.position(|row| row.number == Some(number))
    }

    pub(super) fn outcome(&self, at: usize) -> RowOutcome {
        let outcome = self.changes.outcomes.get(at);
        outcome.copied().unwrap_or(RowOutcome::Unchanged)
    }

    /// Why a row is not taken.
    pub(super) fn reason(&self, at: usize, lang: Lang) -> Option<String> {
        let why = messages::reason(&self.comparison, &self.changes, at, lang)?;
        Some(safe(&why).into_owned())
    }

    pub(super) fn count(&self, outcome: RowOutcome) -> usize {
        self.changes.count(outcome)
    }

    /// Works out what is taken by what is decided now.
    pub(super) fn decide(&mut self, env: &Env) {
        self.changes = self.comparison.changes(&self.decisions, env.today);
        let here = self.row().map(|(at, _)| at);
        let typed = self.typed();
        let rows = 0..self.comparison.rows.len();
        let shown = rows.filter(|at| match self.show {
            _ if Some(*at) == typed => true,
            RowFilter::All => true,
            RowFilter::Touched => self.is_touched(*at),
            RowFilter::Only(outcome) => self.outcome(*at) == outcome,
        });
        self.shown.places = shown.collect();
        self.shown.go_to(|at| Some(at) >= here, areas(env).page());
    }

    /// Sets the sheet against the plan as it is now. What was chosen over other values is not chosen
    /// any more.
    pub(super) fn compare_again(&mut self, comparison: Comparison, env: &Env) {
        let before = std::mem::replace(&mut self.comparison, comparison);
        // The sheet is the same one: its rows keep their places.
        let changed = before.rows.iter().zip(&self.comparison.rows);
        let changed = changed.filter(|(before, now)| before.parts != now.parts);
        for number in changed.filter_map(|(before, _)| before.number) {
            self.decisions.rows.remove(&number);
        }
        self.decide(env);
    }

    /// Whether there is something to see in a row; one in conflict stays in sight however it is decided.
    pub(super) fn is_touched(&self, at: usize) -> bool {
        let row = self.comparison.rows.get(at);
        self.outcome(at) != RowOutcome::Unchanged || row.is_some_and(ComparedRow::is_in_conflict)
    }

    /// Goes to the next row that waits for a decision or cannot be taken; round at the end.
    pub(super) fn step_open(&mut self, forward: bool, env: &Env) {
        let outcomes = &self.changes.outcomes;
        let is_open = |at: usize| {
            matches!(
                outcomes.get(at),
                Some(RowOutcome::Conflict | RowOutcome::Problem)
            )
        };
        self.shown.find_next(forward, is_open, areas(env).page());
    }

    /// Whose values hold in the row under the cursor, where both have changed it.
    pub(super) fn choose(&mut self, number: u8, env: &Env) {
        let row = self.row().filter(|(_, row)| row.is_in_conflict());
        let Some(row) = row.and_then(|(_, row)| row.number) else {
            return;
        };
        let choice = match number {
            1 => Resolution::Theirs,
            2 => Resolution::Ours,
            _ => return,
        };
        self.decisions.rows.insert(row, choice);
        self.decide(env);
    }

    pub(super) fn leave_out(&mut self, env: &Env) {
        let row = self.row().filter(|(_, row)| row.has_changes());
        if let Some(number) = row.and_then(|(_, row)| row.number) {
            let skipped = &mut self.decisions.skipped;
            if !skipped.remove(&number) {
                skipped.insert(number);
            }
            self.decide(env);
        }
    }

    /// The cells of the row under the cursor that the unit fills in.
    pub(super) fn cells(&mut self, lang: Lang) -> Option<Pick> {
        self.chosen_of = self.row().and_then(|(_, row)| row.number);
        let filled = self.comparison.returned.row(self.chosen_of?)?;
        let items = (0..).zip(SheetColumn::FILLED).map(|(at, column)| {
            let text = safe(filled.text(column)).into_owned();
            let next = Next::Reply(Reply::Import(ImportReply::Cell(at)));
            PickItem::with_detail(column.head().get(lang), text, next)
        });
        let title = lang.pick("Sửa ô nào?", "Which cell?");
        Some(Pick::new(title, items))
    }

    /// The text of a cell begins to be typed.
    pub(super) fn type_cell(&mut self, at: u32) {
        let column = usize::try_from(at).ok();
        let column = column.and_then(|at| SheetColumn::FILLED.get(at).copied());
        let number = self.chosen_of.take();
        let filled = number.and_then(|number| self.comparison.returned.row(number));
        if let Some((column, filled)) = column.zip(filled) {
            self.typing = Some(CellEditor {
                number: filled.number,
                column,
                editor: field(filled, column),
            });
        }
    }

    /// The sheet with what was typed in place of the cell; none where that is what the cell says.
    pub(super) fn with_typed(&mut self) -> Option<Returned> {
        let typing = self.typing.as_ref()?;
        let filled = self.comparison.returned.row(typing.number)?;
        let unchanged = typing.editor.text() == field(filled, typing.column).text();
        // A formula without a value shows nothing: taken as it is shown, the cell is empty.
        if unchanged && filled.formula_without_value() != Some(typing.column) {
            return None;
        }
        let mut returned = self.comparison.returned.clone();
        returned.correct(typing.number, typing.column, typing.editor.text().trim());
        self.corrected = true;
        Some(returned)
    }

    pub(super) fn end_typing(&mut self, env: &Env) {
        self.typing = None;
        self.decide(env);
    }

    pub(super) fn has_decided(&self) -> bool {
        self.corrected || self.typing.is_some() || self.decisions != ProgressDecisions::default()
    }
}

/// The field of a cell. It is one row on the screen, yet the cell keeps its line ends.
fn field(filled: &FilledRow, column: SheetColumn) -> Editor {
    Editor::lines(filled.text(column)).with_limit(LINE_MAX)
}
