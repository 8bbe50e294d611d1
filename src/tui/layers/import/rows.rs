//! The rows of an annex at hand: which are in sight, which is under the cursor, what is decided.

use super::choices::{self, Decide, offers};
use super::places::Areas;
use super::preview::{At, Decided, Line, Of, Preview, Sign};
use crate::annex::meaning::Meaning;
use crate::annex::understood::{ColumnChoice, ColumnName, Outcome};
use crate::domain::text::{LINE_MAX, fold};
use crate::domain::unit::ABBREVIATION_MAX;
use crate::import::KnownPlan;
use crate::import::units::{UnitDecision, suggested};
use crate::present::text::width;
use crate::sheets::workbook::{Workbook, column_letters};
use crate::store::Result;
use crate::tui::actions::Action;
use crate::tui::env::Env;
use crate::tui::layers::layer::{Cx, ImportReply, Next, Request};
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::scroll::{paged, step};
use std::rc::Rc;

/// What was read, and what is decided about it.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) workbook: Rc<Workbook>,
    pub(super) plan: KnownPlan,
    pub(super) decided: Decided,
    pub(super) preview: Preview,
    /// The lines in sight, by their places.
    pub(super) shown: Vec<usize>,
    pub(super) show: Option<Sign>,
    /// The line under the cursor, and the first one on the screen, of those in sight.
    pub(super) cursor: usize,
    pub(super) top: usize,
    pub(super) typing: Option<Typing>,
    /// The columns that the widest code takes.
    pub(super) code_width: usize,
}

/// What is being typed.
#[derive(Debug)]
pub(super) struct Typing {
    pub(super) editor: Editor,
    pub(super) of: Typed,
}

#[derive(Clone, Debug)]
pub(super) enum Typed {
    /// What a column of the row under the cursor says.
    Cell(u32),
    /// The abbreviation of a new unit with that name.
    Unit(String),
}

impl Rows {
    pub(super) fn new(workbook: Rc<Workbook>, cx: &Cx<'_>) -> Result<Self> {
        let plan = KnownPlan::load(cx.store)?;
        let decided = Decided::default();
        let preview = Preview::of(&plan, &workbook, &decided);
        let mut rows = Self {
            workbook,
            plan,
            decided,
            preview,
            shown: Vec::new(),
            show: None,
            cursor: 0,
            top: 0,
            typing: None,
            code_width: 0,
        };
        rows.filter();
        Ok(rows)
    }

    pub(super) fn has_decided(&self) -> bool {
        self.decided != Decided::default() || self.typing.is_some()
    }

    /// The line under the cursor.
    pub(super) fn line(&self) -> Option<&Line> {
        self.preview.lines.get(*self.shown.get(self.cursor)?)
    }

    /// Brings into sight what is to be shown.
    pub(super) fn filter(&mut self) {
        let show = self.show;
        let lines = self.preview.lines.iter().enumerate();
        let shown = lines.filter(|(_, line)| show.is_none_or(|sign| line.sign == sign));
        self.shown = shown.map(|(at, _)| at).collect();
        let codes = self.preview.lines.iter();
        let codes = codes.map(|line| width(&self.preview.code(line)));
        // "CODE" stands above them.
        self.code_width = codes.max().unwrap_or_default().max(4);
    }

    /// The cursor goes to the row where it was, or to the next one that is in sight.
    pub(super) fn go_to(&mut self, row: Option<(usize, u32)>, env: &Env) {
        let place = |at: &usize| {
            let line = self.preview.lines.get(*at);
            line.map(|line| (line.sheet, line.row))
        };
        let at = self.shown.iter().position(|at| place(at) >= row);
        self.cursor = at.unwrap_or(self.shown.len().saturating_sub(1));
        self.settle(env);
    }

    pub(super) fn settle(&mut self, env: &Env) {
        let rows = Areas::of(env).rows_shown();
        self.cursor = self.cursor.min(self.shown.len().saturating_sub(1));
        self.top = paged(self.top, self.cursor, rows, self.shown.len());
    }

    /// Understands everything again, after something was decided.
    pub(super) fn read_again(&mut self, env: &Env) {
        let here = self.line().map(|line| (line.sheet, line.row));
        self.preview = Preview::of(&self.plan, &self.workbook, &self.decided);
        self.filter();
        self.go_to(here, env);
    }

    /// Gives the signs again, where nothing is to be understood again.
    pub(super) fn sign_again(&mut self, env: &Env) {
        let here = self.line().map(|line| (line.sheet, line.row));
        self.preview.lay_out(&self.decided);
        self.filter();
        self.go_to(here, env);
    }

    /// Goes to the next row that is not understood, or the one before; round at the end.
    pub(super) fn step_unclear(&mut self, forward: bool, env: &Env) -> Next {
        let unclear = |place: &usize| {
            let line = self
                .shown
                .get(*place)
                .and_then(|at| self.preview.lines.get(*at));
            line.is_some_and(|line| line.sign == Sign::Unclear)
        };
        let (before, after) = (0..self.cursor, self.cursor + 1..self.shown.len());
        let found = if forward {
            after.chain(before).find(unclear)
        } else {
            before.rev().chain(after.rev()).find(unclear)
        };
        match found {
            Some(at) => self.cursor = at,
            None => {
                return Next::notify(env.lang.pick(
                    "Không còn dòng nào khác chưa hiểu.",
                    "No other row is left that is not understood.",
                ));
            }
        }
        self.settle(env);
        Next::Stay
    }

    /// Leaves a row out, or takes it in again.
    pub(super) fn leave_out(&mut self, env: &Env) {
        let Some((sheet, row)) = self.line().and_then(|line| {
            let left = matches!(line.of, Of::Task(_) | Of::Problem(_));
            let sheet = self.preview.sheet(line).filter(|_| left)?;
            Some((sheet.name.clone(), line.row))
        }) else {
            return;
        };
        let not_taken = &mut self.decided.import.not_taken;
        if !not_taken.remove(&(sheet.clone(), row)) {
            not_taken.insert((sheet, row));
        }
        let place = self.cursor;
        self.sign_again(env);
        if self.show.is_none() {
            // As marking does: the next one is at hand.
            self.cursor = place + 1;
            self.settle(env);
        }
    }

    /// The text of a cell begins to be typed.
    pub(super) fn type_cell(&mut self, column: u32) {
        let Some(line) = self.line() else { return };
        let sheet = self.preview.sheet(line).map(|sheet| sheet.name.clone());
        let written = sheet.and_then(|sheet| {
            let cells = &self.decided.import.corrections.cells;
            cells.get(&(sheet, line.row, column)).cloned()
        });
        let text = written.unwrap_or_else(|| choices::cell(&self.workbook, line, column));
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.typing = Some(Typing {
            editor: Editor::line(&text).with_limit(LINE_MAX),
            of: Typed::Cell(column),
        });
    }

    /// Which cell is to be corrected: the one that is not understood, else one to choose.
    pub(super) fn edit(&mut self, env: &Env) -> Next {
        let Some(line) = self.line().cloned() else {
            return Next::Stay;
        };
        let (Of::Task(_) | Of::Problem(_)) = line.of else {
            return Next::Stay;
        };
        let offers = offers(&self.preview, &line, &self.decided, env);
        let wrong = offers.iter().find_map(|offer| match offer.decide {
            Decide::Type(column) => Some(column),
            _ => None,
        });
        match wrong {
            Some(column) => {
                self.type_cell(column);
                Next::Stay
            }
            None => {
                let cells = choices::cells(&self.workbook, &self.preview, &line, env.lang);
                Next::Open(Request::Pick(cells))
            }
        }
    }

    /// Takes what was typed.
    pub(super) fn take_typed(&mut self, env: &Env) -> Next {
        let Some(typing) = self.typing.take() else {
            return Next::Stay;
        };
        let text = typing.editor.text().trim().to_owned();
        match typing.of {
            Typed::Cell(column) => {
                let rows = self.alike(column);
                self.write(rows, column, &text);
            }
            Typed::Unit(name) if !text.is_empty() => {
                let mut unit = suggested(&name, &self.preview.import.units);
                unit.abbreviation = text;
                let decision = UnitDecision::New { name, unit };
                self.decide_unit(decision);
            }
            Typed::Unit(_) => return Next::Stay,
        }
        self.read_again(env);
        Next::Stay
    }

    /// The rows whose cell in that column reads as that of the row under the cursor.
    pub(super) fn alike(&self, column: u32) -> Vec<At> {
        let Some(line) = self.line() else {
            return Vec::new();
        };
        let Some(sheet) = self.preview.sheet(line) else {
            return Vec::new();
        };
        let here = vec![(sheet.name.clone(), line.row)];
        let Some((task, ..)) = self.preview.task(line) else {
            return here;
        };
        let means = |meaning| {
            self.preview
                .column(line, meaning)
                .map(|column| column.column)
        };
        let alike = if means(Meaning::Deadline) == Some(column) {
            let text = task.deadline.as_deref().unwrap_or_default();
            self.preview
                .alike(&sheet.name, text, |task| task.deadline.as_deref())
        } else if means(Meaning::Lead) == Some(column) {
            let text = task.lead_text.as_deref().unwrap_or_default();
            self.preview
                .alike(&sheet.name, text, |task| task.lead_text.as_deref())
        } else {
            Vec::new()
        };
        if alike.is_empty() { here } else { alike }
    }

    pub(super) fn write(&mut self, rows: Vec<At>, column: u32, text: &str) {
        let cells = &mut self.decided.import.corrections.cells;
        for (sheet, row) in rows {
            cells.insert((sheet, row, column), text.to_owned());
        }
    }

    pub(super) fn decide_unit(&mut self, decision: UnitDecision) {
        let (UnitDecision::New { name, .. } | UnitDecision::AliasOf { name, .. }) = &decision;
        let name = fold(name);
        self.decided.import.units.insert(name, decision);
    }

    /// Gives the answer with that number to what stands under the cursor.
    pub(super) fn choose(&mut self, number: u8, env: &Env) -> Next {
        let Some(line) = self.line().cloned() else {
            return Next::Stay;
        };
        let offers = offers(&self.preview, &line, &self.decided, env);
        let offer = usize::from(number).checked_sub(1);
        let Some(offer) = offer.and_then(|at| offers.into_iter().nth(at)) else {
            return Next::Stay;
        };
        let import = &mut self.decided.import;
        match offer.decide {
            Decide::Keep(rows) => {
                self.decided.kept.extend(rows);
                self.sign_again(env);
                return Next::Stay;
            }
            Decide::LeaveOut | Decide::TakeIn => {
                self.leave_out(env);
                return Next::Stay;
            }
            Decide::Type(column) => {
                self.type_cell(column);
                return Next::Stay;
            }
            Decide::Area => return Next::Open(Request::Pick(choices::areas(env))),
            Decide::OtherUnit(name) => {
                return Next::Open(Request::Pick(choices::units(&name, env)));
            }
            Decide::NewUnit(name) => {
                let short = suggested(&name, &self.preview.import.units).abbreviation;
                self.typing = Some(Typing {
                    editor: Editor::line(&short).with_limit(ABBREVIATION_MAX),
                    of: Typed::Unit(name),
                });
                return Next::Stay;
            }
            Decide::Write(rows, column, text) => self.write(rows, column, &text),
            Decide::Steps(name) => {
                if !import.steps.remove(&name) {
                    import.steps.insert(name);
                }
            }
            Decide::Answer(at, choice) => {
                let question = self.preview.understood().questions.get(at);
                if let Some(question) = question {
                    let place = (question.sheet.clone(), question.column);
                    let answers = &mut import.corrections.answers;
                    answers.entry(place).or_default().insert(choice);
                }
            }
            Decide::Alias(name, abbreviation) => {
                let units = self.preview.import.units.iter();
                let mut units = units.filter(|unit| unit.abbreviation == abbreviation);
                if let Some(unit) = units.next().map(|unit| unit.id) {
                    self.decide_unit(UnitDecision::AliasOf { name, unit });
                }
            }
            Decide::ReadSheet(name) => self.read_sheet(&name),
        }
        self.read_again(env);
        Next::Stay
    }

    /// Reads a sheet, or reads it no longer.
    pub(super) fn read_sheet(&mut self, name: &str) {
        let read = self.preview.understood().sheets.iter();
        let read = read.filter(|sheet| {
            !matches!(
                sheet.outcome,
                Outcome::Hidden | Outcome::NotAsked | Outcome::Empty
            )
        });
        let mut sheets: Vec<String> = read.map(|sheet| sheet.name.clone()).collect();
        match sheets.iter().position(|sheet| sheet == name) {
            // The last one stays, for none would mean all.
            Some(at) if sheets.len() > 1 => {
                sheets.remove(at);
            }
            Some(_) => {}
            None => sheets.push(name.to_owned()),
        }
        self.decided.import.corrections.sheets = sheets;
    }

    pub(super) fn take(&mut self, answer: ImportReply, env: &Env) -> Next {
        match answer {
            ImportReply::Import => return Next::Stay,
            ImportReply::Show(letter) => {
                let mut signs = Sign::COUNTED.into_iter();
                self.show = signs.find(|sign| Some(sign.letter()) == letter);
                self.filter();
                self.cursor = 0;
                self.settle(env);
                return Next::Stay;
            }
            ImportReply::Cell(column) => {
                self.type_cell(column);
                return Next::Stay;
            }
            ImportReply::Column(column) => {
                let sheet = self.line().and_then(|line| self.preview.sheet(line));
                let columns = sheet.map(|sheet| sheet.columns.iter());
                let mut columns = columns.into_iter().flatten();
                let Some(known) = columns.find(|known| known.column == column) else {
                    return Next::Stay;
                };
                let meanings = choices::meanings(column, &known.head, known.meaning, env.lang);
                return Next::Open(Request::Pick(meanings));
            }
            ImportReply::Meaning(column, meaning) => {
                let sheet = self.line().and_then(|line| self.preview.sheet(line));
                let sheet = sheet.map(|sheet| sheet.name.clone());
                self.decided.import.corrections.columns.push(ColumnChoice {
                    sheet,
                    column: ColumnName::At(column),
                    meaning,
                });
            }
            ImportReply::Sheet(name) => self.read_sheet(&name),
            ImportReply::Area(key) => self.decided.import.corrections.area = Some(key),
            ImportReply::Alias(name, unit) => {
                self.decide_unit(UnitDecision::AliasOf { name, unit });
            }
        }
        self.read_again(env);
        Next::Stay
    }

    pub(super) fn act(&mut self, action: Action, env: &Env) -> Next {
        match action {
            Action::Withdraw => self.leave_out(env),
            Action::Edit => return self.edit(env),
            Action::NextTab | Action::PreviousTab => {
                return self.step_unclear(action == Action::NextTab, env);
            }
            Action::Choice(number) => return self.choose(number, env),
            Action::Filter => {
                let shown = choices::shown(&self.preview, self.show, env.lang);
                return Next::Open(Request::Pick(shown));
            }
            Action::Columns => {
                if let Some(line) = self.line() {
                    let columns = choices::columns(&self.preview, line, &self.decided, env);
                    return Next::Open(Request::Pick(columns));
                }
            }
            _ => {
                let rows = Areas::of(env).rows_shown();
                let last = self.shown.len().saturating_sub(1);
                self.cursor = step(self.cursor, action, rows, last);
                self.settle(env);
            }
        }
        Next::Stay
    }
}

/// "F14".
pub(super) fn address(line: &Line, column: u32) -> String {
    format!("{}{}", column_letters(column), line.row)
}
