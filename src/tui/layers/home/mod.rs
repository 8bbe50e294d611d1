//! The home screen, always at the bottom: area tabs, units, the list of tasks, and the task under
//! the cursor.
//!
//! | file | what |
//! |---|---|
//! | `list` | the state: which tasks, the rows in memory, the counts |
//! | `marks` | the tasks that are acted on together |
//! | `task_actions` | what actions do to the marked tasks, or to the one under the cursor |
//! | `tabs`, `summary`, `units`, `table`, `preview` | what is drawn, from top to bottom |
//! | `choices` | the lists to choose from: filters, units, one's own unit |

mod choices;
mod list;
mod marks;
mod preview;
mod summary;
mod table;
mod tabs;
mod task_actions;
mod units;

pub use list::Home;

use super::layer::{Cx, Footer, FormRequest, Layer, News, Next, Placement, Reply, Request};
use crate::domain::change::Change;
use crate::domain::parts::Field;
use crate::domain::period::PeriodKind;
use crate::domain::text::LINE_MAX;
use crate::domain::unit::UnitScope;
use crate::present::lang::Lang;
use crate::present::messages::errors::no_area;
use crate::present::messages::report::nobody_to_remind;
use crate::report::ReportQuery;
use crate::store::Result;
use crate::tui::actions::{Action, KeyContext};
use crate::tui::command::Saved;
use crate::tui::env::Env;
use crate::tui::prompts::periods;
use crate::tui::toggle_done::Toggled;
use crate::tui::widgets::editor::Editor;
use list::{ListAnchor, Pane, Stale};
use ratatui::Frame as Canvas;

impl Home {
    /// The home screen with what its first frame needs.
    pub(in crate::tui) fn open(cx: &Cx<'_>) -> Result<Self> {
        let mut home = Self::default();
        home.load(ListAnchor::Start, cx)?;
        Ok(home)
    }

    fn lacks_task(&self, action: Action) -> bool {
        let needs_one = action.is_on_tasks() || action == Action::Open;
        let none = self.marked.is_empty() && self.selected().is_none();
        needs_one && self.pane == Pane::Tasks && none
    }

    fn act_on_search(&mut self, action: Action, cx: &Cx<'_>) -> Result<()> {
        match action {
            Action::Open => self.search = None,
            Action::Back => {
                self.search = None;
                self.words.clear();
                self.load(self.anchor(), cx)?;
            }
            Action::Up | Action::Down => self.step_pane(action, cx)?,
            _ => {
                if let Some(editor) = &mut self.search {
                    editor.act(action);
                }
                self.update_search(cx)?;
            }
        }
        Ok(())
    }

    /// Searches again with every letter.
    fn update_search(&mut self, cx: &Cx<'_>) -> Result<()> {
        match &self.search {
            Some(editor) if editor.text() != self.words => {
                self.words = editor.text().to_owned();
                self.load(ListAnchor::Start, cx)
            }
            _ => Ok(()),
        }
    }

    fn step_pane(&mut self, action: Action, cx: &Cx<'_>) -> Result<()> {
        match self.pane {
            Pane::Units => self.step_units(action, cx),
            Pane::Tasks => self.step(action, cx),
        }
    }

    /// Whether words, a filter or a unit narrow the list.
    fn is_narrowed(&self) -> bool {
        !self.words.is_empty() || self.filter.is_some() || self.unit != UnitScope::All
    }

    /// Clears one thing that narrows the list: the marks, else the search, the filter or the unit.
    fn back(&mut self, cx: &Cx<'_>) -> Result<()> {
        if !self.marked.is_empty() {
            self.marked.clear();
            return Ok(());
        }
        if !self.words.is_empty() {
            self.words.clear();
        } else if self.filter.is_some() {
            self.filter = None;
        } else if self.unit != UnitScope::All {
            self.unit = UnitScope::All;
        } else {
            return Ok(());
        }
        self.load(self.anchor(), cx)
    }

    /// Opens what an action asks for beside the list.
    fn open_other(&self, action: Action, env: &Env) -> Next {
        let writes = matches!(action, Action::Letterhead | Action::Import);
        if writes && let Some(refused) = Next::read_only(env) {
            return refused;
        }
        Next::Open(match action {
            Action::Left => Request::Pick(choices::units(self, env)),
            Action::Mine => Request::Pick(choices::my_unit(env)),
            Action::Changes => Request::Changes,
            Action::Document => Request::Document(None),
            Action::Frame => Request::Frame,
            Action::Remind => return self.remind(env),
            Action::Report => return self.open_report(env),
            Action::Review => Request::Reviews {
                week: None,
                area: self.area(env),
                unit: self.unit,
            },
            Action::Letterhead => Request::Form(FormRequest::Letterhead(Field::Superior)),
            Action::Import => Request::ImportFile,
            _ => return Next::Stay,
        })
    }

    fn open_report(&self, env: &Env) -> Next {
        let query = ReportQuery {
            kind: PeriodKind::Month,
            at: env.today,
            today: env.today,
            area: self.area(env),
            unit: self.unit,
            compare: true,
            lang: env.lang,
        };
        let report = |kind| Next::Open(Request::Report(ReportQuery { kind, ..query }));
        Next::Open(Request::Pick(periods(env.today, report, env)))
    }

    /// What the chosen unit is reminded of, or else the one that leads the task under the cursor.
    fn remind(&self, env: &Env) -> Next {
        let chosen = match self.unit {
            UnitScope::Led(unit) => Some(unit),
            UnitScope::All | UnitScope::Unassigned => {
                let lead = self.selected().and_then(|row| row.lead.as_ref());
                let mut units = env.units.iter();
                units
                    .find(|unit| Some(&unit.abbreviation) == lead)
                    .map(|unit| unit.id)
            }
        };
        match chosen {
            Some(unit) => Next::Open(Request::Reminder(unit)),
            None => Next::notify(nobody_to_remind(env.lang)),
        }
    }

    /// Reads what is out of date now, or once no other screen covers this one.
    fn refresh(&mut self, stale: Stale, cx: &Cx<'_>) -> Result<()> {
        if cx.covered {
            self.stale = self.stale.max(stale);
            return Ok(());
        }
        self.stale = Stale::Nothing;
        match stale {
            Stale::Nothing => Ok(()),
            Stale::Counts => self.count(cx),
            Stale::Rows => self.load(self.anchor_in_place(), cx),
            Stale::Places => self.load(self.anchor(), cx),
        }
    }

    fn after_save(&mut self, saved: &Saved, cx: &Cx<'_>) -> Result<()> {
        if let Some(toggled) = Toggled::by(&saved.receipt, &saved.changes) {
            self.toggled = toggled;
        }
        for task in &saved.tasks {
            self.update_task(task);
        }
        self.update_marks_after_save(saved, cx)?;
        // The first changes of an import may be the units that its tasks name.
        let mut changes = saved.changes.iter();
        let added = changes.find(|change| matches!(change, Change::Add(_)));
        match (added.or(saved.changes.first()), saved.tasks.first()) {
            // A new task is shown where it belongs.
            (Some(Change::Add(_)), Some(task)) if !cx.covered => {
                self.load(ListAnchor::Task(task.row.id, task.row.place), cx)
            }
            // What is answered in a review, added or removed changes the list.
            (Some(Change::Add(_) | Change::Review(_)), _) | (Some(Change::Amend { .. }), None) => {
                self.refresh(Stale::Places, cx)
            }
            (Some(Change::SetPerson { .. }), _) => Ok(()),
            (Some(Change::SetSetting { .. } | Change::SetUnit { .. } | Change::Frame(_)), _) => {
                self.refresh(Stale::Rows, cx)
            }
            _ => self.refresh(Stale::Counts, cx),
        }
    }
}

const TASKS: &[Action] = &[
    Action::Done,
    Action::Note,
    Action::Deadline,
    Action::State,
    Action::Search,
    Action::Filter,
    Action::Undo,
    Action::Open,
    Action::Evidence,
    Action::Edit,
    Action::Add,
    Action::Import,
    Action::Order,
    Action::Quit,
    Action::Report,
    Action::Changes,
];

const MARKED: &[Action] = &[
    Action::Back,
    Action::Lead,
    Action::Partners,
    Action::Deadline,
    Action::KeyTask,
    Action::Section,
    Action::Done,
    Action::Note,
    Action::State,
    Action::Evidence,
    Action::Mark,
    Action::MarkAll,
];

const UNITS: &[Action] = &[
    Action::Up,
    Action::Down,
    Action::Open,
    Action::Search,
    Action::Filter,
    Action::Quit,
];

impl Layer for Home {
    fn placement(&self) -> Placement<'_> {
        Placement::Screen
    }

    fn context(&self) -> KeyContext {
        match (&self.search, self.pane) {
            (Some(_), _) => KeyContext::Search,
            (None, Pane::Units) => KeyContext::Units,
            (None, Pane::Tasks) if self.marked.is_empty() => KeyContext::Tasks,
            (None, Pane::Tasks) => KeyContext::Marked,
        }
    }

    fn footer(&self) -> Footer {
        match self.context() {
            KeyContext::Search => Footer::of(&[Action::Open, Action::Back, Action::Down]),
            KeyContext::Units => Footer::of(UNITS),
            KeyContext::Marked => Footer {
                actions: MARKED,
                always: &[Action::Back],
            },
            _ => Footer::of(TASKS),
        }
    }

    fn footer_prefix(&self, lang: Lang) -> Option<String> {
        self.marked.summary(lang)
    }

    fn offers(&self, action: Action, _env: &Env) -> bool {
        let needs_a_task = action.is_on_tasks() || action == Action::Open;
        let here = self.context();
        match action {
            Action::Left => here != KeyContext::Units,
            Action::Right => !matches!(here, KeyContext::Tasks | KeyContext::Marked),
            Action::Back => here != KeyContext::Tasks || self.is_narrowed(),
            _ => !needs_a_task || here != KeyContext::Tasks || self.selected().is_some(),
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        let env = cx.env;
        if self.search.is_some() {
            self.act_on_search(action, cx)?;
            return Ok(Next::Stay);
        }
        if self.lacks_task(action) {
            return Ok(Next::notify(env.lang.pick(
                "Danh sách trống, không có nhiệm vụ nào để chọn.",
                "The list is empty; there is no task to select.",
            )));
        }
        let units = env.layout().units.width > 0;
        match action {
            Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::Top
            | Action::Bottom => self.step_pane(action, cx)?,
            Action::NextTab => self.next_tab(true, cx)?,
            Action::PreviousTab => self.next_tab(false, cx)?,
            Action::Tab(n) => {
                let named = n.to_string();
                let tab = env.areas.iter().position(|area| area.key == named);
                if tab.is_none() {
                    return Ok(Next::notify(no_area(n, env.lang)));
                }
                self.open_tab(tab, cx)?;
            }
            Action::AllTabs => self.open_tab(None, cx)?,
            Action::Left if units => self.pane = Pane::Units,
            Action::Right | Action::Open | Action::Back if self.pane == Pane::Units => {
                self.pane = Pane::Tasks;
            }
            Action::Open => {
                let task = self.selected().map(|row| row.id);
                let detail = |task| Next::Open(Request::Detail(task, self.toggled.clone()));
                return Ok(task.map_or(Next::Stay, detail));
            }
            Action::Back => self.back(cx)?,
            Action::Mark => self.mark(cx)?,
            Action::MarkAll => return self.mark_all(cx),
            Action::Search => {
                self.pane = Pane::Tasks;
                self.search = Some(Editor::line(&self.words).with_limit(LINE_MAX));
            }
            Action::Filter => {
                let filters = choices::filters(self, cx)?;
                return Ok(Next::Open(Request::Pick(filters)));
            }
            Action::Order => {
                self.order = self.order.next();
                self.load(self.anchor(), cx)?;
            }
            Action::Add => return self.act_on_tasks(action, cx),
            _ if action.is_on_tasks() => return self.act_on_tasks(action, cx),
            _ => return Ok(self.open_other(action, env)),
        }
        Ok(Next::Stay)
    }

    fn text(&mut self) -> Option<&mut Editor> {
        self.search.as_mut()
    }

    fn typed(&mut self, _letters: &str, cx: &Cx<'_>) -> Result<Next> {
        self.update_search(cx)?;
        Ok(Next::Stay)
    }

    fn reply(&mut self, reply: Reply, cx: &Cx<'_>) -> Result<Next> {
        match reply {
            Reply::Filter(filter) => self.filter = filter,
            Reply::Unit(unit) => self.unit = unit,
            _ => return Ok(Next::Stay),
        }
        self.load(self.anchor_or_start(), cx)?;
        Ok(Next::Stay)
    }

    fn reload(&mut self, news: &News<'_>, cx: &Cx<'_>) -> Result<Next> {
        match news {
            News::Saved(saved) => self.after_save(saved, cx)?,
            News::Reverted(reverted) => {
                self.toggled = Toggled::default();
                self.update_marks_after_undo(reverted);
                self.refresh(Stale::Places, cx)?;
            }
            News::Changed => self.refresh(Stale::Rows, cx)?,
            News::Outdated => {
                self.defer_preview();
                self.refresh(Stale::Counts, cx)?;
            }
            News::Resized => {
                if cx.env.layout().units.width == 0 {
                    // No keys go to a column that is not there any more.
                    self.pane = Pane::Tasks;
                }
                self.keep_cursor_visible(cx.env);
                // More rows may fit now than are in memory.
                self.refresh(Stale::Rows, cx)?;
            }
            News::Uncovered => self.refresh(self.stale, cx)?,
            News::Idle => self.load_deferred(cx)?,
            News::Language | News::Report(..) | News::Sheets(..) => {}
        }
        Ok(Next::Stay)
    }

    fn only_moves(&self, action: Option<Action>) -> bool {
        match (&self.search, action) {
            (Some(_), action) => action != Some(Action::Open),
            (None, Some(action)) => action.moves(),
            (None, None) => false,
        }
    }

    fn has_deferred(&self) -> bool {
        self.has_deferred()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        tabs::draw(canvas, self, env);
        summary::draw(canvas, self, env);
        units::draw(canvas, self, env);
        table::draw(canvas, self, env);
        preview::draw(canvas, self, env);
    }
}
