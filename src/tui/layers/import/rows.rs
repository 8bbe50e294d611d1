//! The rows of an annex at hand: which are in sight, which is under the cursor, what is decided.

use super::choices::{self, Decision, offers};
use super::preview::{LineSubject, Preview, PreviewDecisions, PreviewLine, Sign};
use crate::annex::CellEdit;
use crate::annex::meaning::Meaning;
use crate::annex::parsed::{AnnexAnswer, ColumnChoice, ColumnName, RowId, SheetOutcome};
use crate::domain::ids::UnitId;
use crate::domain::text::{LINE_MAX, fold, squeezed};
use crate::domain::unit::ABBREVIATION_MAX;
use crate::import::LoadedPlan;
use crate::import::units::{UnitDecision, suggested};
use crate::present::dates;
use crate::present::text::safe;
use crate::sheets::workbook::{Workbook, column_letters};
use crate::store::Result;
use crate::tui::actions::Action;
use crate::tui::env::Env;
use crate::tui::layers::layer::{Cx, ImportReply, Next, Request};
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::preview_list::{PreviewLayout, PreviewList};
use std::collections::HashSet;
use std::rc::Rc;

/// Where everything stands.
pub(super) fn areas(env: &Env) -> PreviewLayout {
    let body = env.layout().body;
    let detail = match body.height {
        0..6 => 0,
        6..8 => 2,
        8..20 => 3,
        20..30 => 4,
        _ => 7,
    };
    PreviewLayout::of(body, detail, body.height >= 12, body.height >= 12)
}

/// What was read, and what is decided about it.
#[derive(Debug)]
pub(super) struct ImportRows {
    pub(super) workbook: Rc<Workbook>,
    pub(super) plan: LoadedPlan,
    pub(super) decided: PreviewDecisions,
    pub(super) preview: Preview,
    pub(super) shown: PreviewList,
    pub(super) show: Option<Sign>,
    pub(super) typing: Option<InlineEditor>,
}

/// What is being typed.
#[derive(Debug)]
pub(super) struct InlineEditor {
    pub(super) editor: Editor,
    pub(super) of: EditTarget,
}

#[derive(Clone, Debug)]
pub(super) enum EditTarget {
    /// What a column of the row under the cursor says.
    Cell(u32),
    /// The abbreviation of a new unit with that name.
    Unit(String),
}

impl ImportRows {
    pub(super) fn new(workbook: Rc<Workbook>, cx: &Cx<'_>) -> Result<Self> {
        let plan = LoadedPlan::load(cx.store)?;
        let decided = PreviewDecisions::default();
        let preview = Preview::of(&plan, &workbook, &decided);
        let mut rows = Self {
            workbook,
            plan,
            decided,
            preview,
            shown: PreviewList::default(),
            show: None,
            typing: None,
        };
        rows.filter();
        Ok(rows)
    }

    pub(super) fn has_decided(&self) -> bool {
        self.decided != PreviewDecisions::default() || self.typing.is_some()
    }

    /// The line under the cursor.
    pub(super) fn line(&self) -> Option<&PreviewLine> {
        self.preview.lines.get(self.shown.current()?)
    }

    /// Brings into sight what is to be shown.
    pub(super) fn filter(&mut self) {
        let show = self.show;
        let lines = self.preview.lines.iter().enumerate();
        let shown = lines.filter(|(_, line)| show.is_none_or(|sign| line.sign == sign));
        self.shown.places = shown.map(|(at, _)| at).collect();
    }

    /// The cursor goes to the row where it was, or to the next one that is in sight.
    pub(super) fn go_to(&mut self, row: Option<(usize, u32)>, env: &Env) {
        let lines = &self.preview.lines;
        let place = |at: usize| lines.get(at).map(|line| (line.sheet, line.row));
        self.shown.go_to(|at| place(at) >= row, areas(env).page());
    }

    pub(super) fn settle(&mut self, env: &Env) {
        self.shown.keep_cursor_visible(areas(env).page());
    }

    /// Understands everything again, after something was decided.
    pub(super) fn read_again(&mut self, env: &Env) {
        let here = self.line().map(|line| (line.sheet, line.row));
        self.preview = Preview::of(&self.plan, &self.workbook, &self.decided);
        self.filter();
        self.go_to(here, env);
    }

    /// Gives the lines of some tasks and problems their signs again.
    fn sign_again(&mut self, wanted: impl Fn(&Preview, &PreviewLine) -> bool, env: &Env) {
        let here = self.line().map(|line| (line.sheet, line.row));
        for at in 0..self.preview.lines.len() {
            let line = self.preview.lines.get(at);
            if line.is_some_and(|line| wanted(&self.preview, line)) {
                self.preview.sign_again(at, &self.decided);
            }
        }
        if self.show.is_some() {
            self.filter();
            self.go_to(here, env);
        }
    }

    /// The same for tasks by their places.
    fn tasks_again(&mut self, tasks: &[usize], env: &Env) {
        // In their order.
        let wanted = |_: &Preview, line: &PreviewLine| matches!(line.of, LineSubject::Task(at) if tasks.binary_search(&at).is_ok());
        self.sign_again(wanted, env);
    }

    /// Goes to the next row that is not understood, or the one before; round at the end.
    fn step_unclear(&mut self, forward: bool, env: &Env) -> Next {
        let lines = &self.preview.lines;
        let unclear = |at: usize| lines.get(at).is_some_and(|line| line.sign == Sign::Unclear);
        match self.shown.find_next(forward, unclear, areas(env).page()) {
            true => Next::Stay,
            false => Next::notify(env.lang.pick(
                "Không còn dòng nào khác chưa hiểu.",
                "No other row is left that is not understood.",
            )),
        }
    }

    /// Leaves a row out, or takes it in again.
    fn leave_out(&mut self, env: &Env) {
        let Some((sheet, row)) = self.line().and_then(|line| {
            let left = matches!(line.of, LineSubject::Task(_) | LineSubject::Problem(_));
            let sheet = self.preview.sheet(line).filter(|_| left)?;
            Some((sheet.name.clone(), line.row))
        }) else {
            return;
        };
        let skipped = &mut self.decided.import.skipped;
        if !skipped.remove(&(sheet.clone(), row)) {
            skipped.insert((sheet, row));
        }
        if let Some(at) = self.shown.current() {
            self.preview.sign_again(at, &self.decided);
        }
        match self.show {
            // As marking does: the next one is at hand.
            None => self.shown.cursor += 1,
            Some(show) if self.line().is_some_and(|line| line.sign != show) => {
                self.shown.places.remove(self.shown.cursor);
            }
            Some(_) => {}
        }
        self.settle(env);
    }

    /// The text of a cell begins to be typed.
    fn type_cell(&mut self, column: u32) {
        let Some(line) = self.line() else { return };
        let sheet = self.preview.sheet(line).map(|sheet| sheet.name.clone());
        let written = sheet.and_then(|sheet| {
            let cells = &self.decided.import.corrections.cells;
            cells.get(&(sheet, line.row, column)).cloned()
        });
        let text = written.unwrap_or_else(|| choices::cell(&self.workbook, line, column));
        self.typing = Some(InlineEditor {
            editor: Editor::line(&squeezed(&text)).with_limit(LINE_MAX),
            of: EditTarget::Cell(column),
        });
    }

    /// Which cell is to be corrected: the one that is not understood, else one to choose.
    fn edit(&mut self, env: &Env) -> Next {
        let Some(line) = self.line().cloned() else {
            return Next::Stay;
        };
        let (LineSubject::Task(_) | LineSubject::Problem(_)) = line.of else {
            return Next::Stay;
        };
        let offers = offers(&self.preview, &line, &self.decided, env);
        let wrong = offers.iter().find_map(|offer| match offer.decide {
            Decision::Type(column) => Some(column),
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
            EditTarget::Cell(column) => {
                let rows = self.rows_like(column);
                self.write(rows, column, &text, env);
            }
            EditTarget::Unit(name) if !text.is_empty() => {
                let mut unit = suggested(&name, &self.preview.import.units);
                unit.abbreviation = text;
                self.decide_unit(UnitDecision::New { name, unit }, env);
            }
            EditTarget::Unit(_) => {}
        }
        Next::Stay
    }

    /// The rows whose cell in that column reads as that of the row under the cursor.
    fn rows_like(&self, column: u32) -> Vec<RowId> {
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
                .same_cells(&sheet.name, text, |task| task.deadline.as_deref())
        } else if means(Meaning::Lead) == Some(column) {
            let text = task.lead_text.as_deref().unwrap_or_default();
            self.preview
                .same_cells(&sheet.name, text, |task| task.lead_text.as_deref())
        } else {
            Vec::new()
        };
        if alike.is_empty() { here } else { alike }
    }

    /// Writes something else into a column of some rows.
    fn write(&mut self, rows: Vec<RowId>, column: u32, text: &str, env: &Env) {
        let import = &mut self.preview.import;
        let what = CellEdit {
            rows: &rows,
            column,
            text,
        };
        let tasks = import.edit_cells(&self.plan, &self.workbook, &self.decided.import, &what);
        let rows = rows.into_iter();
        let written = rows.map(|(sheet, row)| ((sheet, row, column), text.to_owned()));
        let cells = &mut self.decided.import.corrections.cells;
        cells.append(&mut written.collect());
        match tasks {
            Some(tasks) => self.tasks_again(&tasks, env),
            None => self.read_again(env),
        }
    }

    fn decide_unit(&mut self, decision: UnitDecision, env: &Env) {
        let (UnitDecision::New { name, .. } | UnitDecision::AliasOf { name, .. }) = &decision;
        let name = fold(name);
        let decided = &mut self.decided.import;
        decided.units.insert(name, decision);
        let tasks = self.preview.import.resolve_units_again(&self.plan, decided);
        self.tasks_again(&tasks, env);
    }

    /// Gives the answer with that number to what stands under the cursor.
    fn choose(&mut self, number: u8, env: &Env) -> Next {
        let Some(line) = self.line() else {
            return Next::Stay;
        };
        let offers = offers(&self.preview, line, &self.decided, env);
        let offer = usize::from(number).checked_sub(1);
        match offer.and_then(|at| offers.into_iter().nth(at)) {
            Some(offer) => self.decide(offer.decide, env),
            None => Next::Stay,
        }
    }

    fn decide(&mut self, decide: Decision, env: &Env) -> Next {
        let import = &mut self.decided.import;
        match decide {
            Decision::Keep(rows) => {
                let rows: HashSet<RowId> = rows.into_iter().collect();
                self.decided.kept.extend(rows.iter().cloned());
                let kept = |preview: &Preview, line: &PreviewLine| {
                    let task = preview
                        .task(line)
                        .map(|(task, ..)| (task.sheet.clone(), task.row));
                    task.is_some_and(|here| rows.contains(&here))
                };
                self.sign_again(kept, env);
            }
            Decision::LeaveOut | Decision::TakeIn => self.leave_out(env),
            Decision::Type(column) => self.type_cell(column),
            Decision::Area => return Next::Open(Request::Pick(choices::areas(env))),
            Decision::OtherUnit(name) => {
                return Next::Open(Request::Pick(choices::units(&name, env)));
            }
            Decision::NewUnit(name) => {
                let short = suggested(&name, &self.preview.import.units).abbreviation;
                self.typing = Some(InlineEditor {
                    editor: Editor::line(&short).with_limit(ABBREVIATION_MAX),
                    of: EditTarget::Unit(name),
                });
            }
            Decision::Write(rows, column, text) => self.write(rows, column, &text, env),
            Decision::Steps(name) => {
                if !import.steps.remove(&name) {
                    import.steps.insert(name);
                }
            }
            Decision::Answer(at, choice) => self.answer(at, choice, env),
            Decision::Alias(name, abbreviation) => self.alias(name, &abbreviation, env),
            Decision::ReadSheet(name) => {
                self.read_sheet(&name);
                self.read_again(env);
            }
        }
        Next::Stay
    }

    /// Answers a question, by its place.
    fn answer(&mut self, at: usize, choice: AnnexAnswer, env: &Env) {
        let before = self.preview.understood().questions.clone();
        if let Some(question) = before.get(at) {
            let place = (question.sheet.clone(), question.column);
            let (decided, import) = (&mut self.decided.import, &mut self.preview.import);
            let answers = &mut decided.corrections.answers;
            answers.entry(place.clone()).or_default().insert(choice);
            let (sheet, column) = (place.0.as_str(), place.1);
            match import.answer(&self.plan, &self.workbook, decided, (sheet, column), choice) {
                Some(tasks) => {
                    let here = self.line().map(|line| (line.sheet, line.row));
                    self.preview.drop_answered(&before);
                    self.filter();
                    self.go_to(here, env);
                    self.tasks_again(&tasks, env);
                }
                None => self.read_again(env),
            }
        }
    }

    fn alias(&mut self, name: String, abbreviation: &str, env: &Env) {
        let mut units = self.preview.import.units.iter();
        let unit = units.find(|unit| unit.abbreviation == abbreviation);
        if let Some(unit) = unit.map(|unit| unit.id) {
            self.name(name, unit, env);
        }
    }

    /// A name means that unit; one of the office's own names, and all of them do.
    fn name(&mut self, name: String, unit: UnitId, env: &Env) {
        let import = &self.preview.import;
        let mut names = vec![name];
        if names.iter().any(|name| import.is_office(name)) {
            let unknown = import.understood.unknown_units.iter().map(|one| &one.text);
            names.extend(unknown.filter(|name| import.is_office(name)).cloned());
        }
        for name in names {
            self.decide_unit(UnitDecision::AliasOf { name, unit }, env);
        }
    }

    /// Reads a sheet, or reads it no longer.
    fn read_sheet(&mut self, name: &str) {
        let read = self.preview.understood().sheets.iter();
        let read = read.filter(|sheet| {
            !matches!(
                sheet.outcome,
                SheetOutcome::Hidden
                    | SheetOutcome::NotAsked
                    | SheetOutcome::Empty
                    | SheetOutcome::Sums
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

    /// Puts every task that has no heading into an area; says how many those are.
    fn put_into_area(&mut self, key: String, env: &Env) -> Next {
        let area = |preview: &Preview| -> Vec<Option<String>> {
            let sections = preview.import.sections.iter();
            let sections = sections.map(|section| section.as_ref().ok());
            sections
                .map(|section| section.map(|section| section.area_key.clone()))
                .collect()
        };
        let before = area(&self.preview);
        self.decided.import.corrections.area = Some(key.clone());
        self.read_again(env);
        let after = area(&self.preview);
        let moved = before.iter().zip(&after);
        let moved = moved.filter(|(old, new)| new.is_some() && old != new);
        let moved = moved.count();
        if moved == 0 {
            return Next::Stay;
        }
        let named = env.areas.iter().find(|area| area.key == key);
        let named = named.map_or("", |area| env.lang.pick(&area.short, &area.short_en));
        let (named, n) = (safe(named), dates::tasks(moved, env.lang));
        Next::notify(env.lang.pick(
            format!("Đã xếp {n} không có đề mục vào lĩnh vực {key} {named}."),
            format!("{n} without a heading put into area {key} {named}."),
        ))
    }

    pub(super) fn take(&mut self, answer: ImportReply, env: &Env) -> Next {
        match answer {
            ImportReply::Import | ImportReply::Leave => return Next::Stay,
            ImportReply::Show(letter) => {
                let mut signs = Sign::COUNTED.into_iter();
                self.show = signs.find(|sign| Some(sign.letter()) == letter);
                self.filter();
                self.shown.cursor = 0;
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
            ImportReply::Area(key) => return self.put_into_area(key, env),
            ImportReply::Alias(name, unit) => {
                self.name(name, unit, env);
                return Next::Stay;
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
            _ => self.shown.step(action, areas(env).page()),
        }
        Next::Stay
    }
}

/// "F14".
pub(super) fn address(line: &PreviewLine, column: u32) -> String {
    format!("{}{}", column_letters(column), line.row)
}
