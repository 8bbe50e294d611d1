//! The home screen, always at the bottom: area tabs, units, the list of tasks, and the task under
//! the cursor.
//!
//! | file | what |
//! |---|---|
//! | `list` | the state: which tasks, the rows at hand, the counts |
//! | `marks`, `marking` | the tasks that are acted on together; what keys and acts do to them |
//! | `tabs`, `summary`, `units`, `table`, `preview` | what is drawn, from top to bottom |
//! | `picks` | the lists to choose from: filters, units, one's own unit |

mod list;
mod marking;
mod marks;
mod picks;
mod preview;
mod summary;
mod table;
mod tabs;
mod units;

pub use list::Home;

use super::layer::{Cx, Footer, FormRequest, Layer, Look, News, Next, Reply, Request};
use crate::domain::change::Change;
use crate::domain::parts::Field;
use crate::domain::period::PeriodKind;
use crate::domain::task::{Task, TaskText};
use crate::domain::text::LINE_MAX;
use crate::domain::unit::UnitScope;
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::messages::errors::no_area;
use crate::present::messages::report::nobody_to_remind;
use crate::report::ReportQuery;
use crate::store::{Result, Store};
use crate::tui::actions::Action;
use crate::tui::command::{Saved, tasks};
use crate::tui::env::Env;
use crate::tui::keys::Context;
use crate::tui::picks::periods;
use crate::tui::toggle_done::{Toggled, toggle, toggle_marked};
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

    fn finds_no_task(&self, action: Action) -> bool {
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
                self.load(self.here(), cx)?;
            }
            Action::Up | Action::Down => self.step_pane(action, cx)?,
            _ => {
                if let Some(editor) = &mut self.search {
                    editor.act(action);
                }
                self.searched(cx)?;
            }
        }
        Ok(())
    }

    /// The list has what is searched for with every letter.
    fn searched(&mut self, cx: &Cx<'_>) -> Result<()> {
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

    /// Takes back, one after the other, what narrows the list.
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
        self.load(self.here(), cx)
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

    /// The form of a new task, beside the one under the cursor.
    fn add(&self, env: &Env) -> Next {
        let area = self.area(env);
        let beside = self.preview.as_ref().map(|task| task.section_id);
        let mut sections = env.sections.iter();
        let section = sections.find(|section| {
            Some(section.id) == beside && area.is_none_or(|area| area == section.area)
        });
        let lead = match self.unit {
            UnitScope::Led(unit) => Some(unit),
            UnitScope::All | UnitScope::Unassigned => None,
        };
        let section = section.map(|section| section.id);
        Next::Open(Request::Form(FormRequest::Add { section, lead }))
    }

    /// What an action does to the marked tasks, or to the one under the cursor.
    fn act_on_tasks(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        let env = cx.env;
        if let Some(refused) = Next::read_only(env) {
            return Ok(refused);
        }
        if action == Action::Add {
            return Ok(self.add(env));
        }
        let several = !self.marked.is_empty();
        let tasks = self.acted_on(cx.store)?;
        if tasks.is_empty() {
            return Ok(Next::Stay);
        }
        if action == Action::KeyTask {
            return Ok(self.key_tasks(&tasks, env));
        }
        let marked = self.marked_of(&tasks);
        if action != Action::Done {
            return Ok(match Request::writing(action, tasks, None, env) {
                Ok(request) => Next::Open(Request::ForMarked(marked, Box::new(request))),
                Err(refused) => Next::fail(refused),
            });
        }
        let changes = match several {
            true => toggle_marked(&tasks, &self.toggled, env),
            false => {
                let changes = tasks.iter().map(|task| toggle(task, &self.toggled, env));
                changes.collect()
            }
        };
        Ok(match changes {
            Ok(changes) => {
                let reopen = |change: &Change| matches!(change, Change::Reopen { .. });
                let n = dates::tasks(changes.len(), env.lang);
                let what = match changes.iter().all(reopen) {
                    true => env.lang.pick(format!("Mở lại {n}"), format!("Reopen {n}")),
                    false => env.lang.pick(
                        format!("Đánh dấu hoàn thành {n}"),
                        format!("Mark {n} as completed"),
                    ),
                };
                marked.apply(Some(&what), changes, env)
            }
            Err(refused) => Next::fail(refused),
        })
    }

    /// Makes them key tasks; where all are, none of them.
    fn key_tasks(&self, tasks: &[Task], env: &Env) -> Next {
        let key_task = !tasks.iter().all(|task| task.texts.key_task);
        let changes = tasks.iter().filter_map(|task| {
            let text = task.texts.clone();
            Change::edit(task, TaskText { key_task, ..text })
        });
        let changes: Vec<Change> = changes.collect();
        let n = dates::tasks(changes.len(), env.lang);
        let key = match changes.len() {
            1 => "a key task",
            _ => "key tasks",
        };
        let what = match key_task {
            true => env.lang.pick(
                format!("Đánh dấu trọng tâm {n}"),
                format!("Mark {n} as {key}"),
            ),
            false => env.lang.pick(
                format!("Bỏ trọng tâm của {n}"),
                format!("Unmark {n} as {key}"),
            ),
        };
        self.marked_of(tasks).apply(Some(&what), changes, env)
    }

    fn acted_on(&self, store: &Store) -> Result<Vec<Task>> {
        if self.marked.is_empty() {
            return Ok(self.preview.as_deref().cloned().into_iter().collect());
        }
        tasks(store, &self.marked.tasks)
    }

    /// Reads now what has become stale, or once the screen is in sight again.
    fn read(&mut self, stale: Stale, cx: &Cx<'_>) -> Result<()> {
        if cx.covered {
            self.stale = self.stale.max(stale);
            return Ok(());
        }
        self.stale = Stale::Nothing;
        match stale {
            Stale::Nothing => Ok(()),
            Stale::Counts => self.count(cx),
            Stale::Rows => self.load(self.held(), cx),
            Stale::Places => self.load(self.here(), cx),
        }
    }

    fn take_saved(&mut self, saved: &Saved, cx: &Cx<'_>) -> Result<()> {
        if let Some(toggled) = Toggled::by(&saved.receipt, &saved.changes) {
            self.toggled = toggled;
        }
        for task in &saved.tasks {
            self.renew(task);
        }
        self.settle_marks_after(saved, cx)?;
        // An import may begin with the units that its tasks name.
        let mut changes = saved.changes.iter();
        let added = changes.find(|change| matches!(change, Change::Add(_)));
        match (added.or(saved.changes.first()), saved.tasks.first()) {
            // A new task is shown where it belongs.
            (Some(Change::Add(_)), Some(task)) if !cx.covered => {
                self.load(ListAnchor::Task(task.row.id, task.row.place), cx)
            }
            // What is answered in a review, added or removed changes the list.
            (Some(Change::Add(_) | Change::Review(_)), _) | (Some(Change::Amend { .. }), None) => {
                self.read(Stale::Places, cx)
            }
            (Some(Change::SetPerson { .. }), _) => Ok(()),
            (Some(Change::SetSetting { .. } | Change::SetUnit { .. } | Change::Frame(_)), _) => {
                self.read(Stale::Rows, cx)
            }
            _ => self.read(Stale::Counts, cx),
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
    fn look(&self) -> Look<'_> {
        Look::Screen
    }

    fn context(&self) -> Context {
        match (&self.search, self.pane) {
            (Some(_), _) => Context::Search,
            (None, Pane::Units) => Context::Units,
            (None, Pane::Tasks) if self.marked.is_empty() => Context::Tasks,
            (None, Pane::Tasks) => Context::Marked,
        }
    }

    fn footer(&self) -> Footer {
        match self.context() {
            Context::Search => Footer::of(&[Action::Open, Action::Back, Action::Down]),
            Context::Units => Footer::of(UNITS),
            Context::Marked => Footer {
                actions: MARKED,
                always: &[Action::Back],
            },
            _ => Footer::of(TASKS),
        }
    }

    fn standing(&self, lang: Lang) -> Option<String> {
        self.marked.counted(lang)
    }

    fn offers(&self, action: Action, _env: &Env) -> bool {
        let needs_a_task = action.is_on_tasks() || action == Action::Open;
        let here = self.context();
        match action {
            Action::Left => here != Context::Units,
            Action::Right => !matches!(here, Context::Tasks | Context::Marked),
            Action::Back => here != Context::Tasks || self.is_narrowed(),
            _ => !needs_a_task || here != Context::Tasks || self.selected().is_some(),
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        let env = cx.env;
        if self.search.is_some() {
            self.act_on_search(action, cx)?;
            return Ok(Next::Stay);
        }
        if self.finds_no_task(action) {
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
            Action::NextTab => self.turn_tab(true, cx)?,
            Action::PreviousTab => self.turn_tab(false, cx)?,
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
            Action::Left => return Ok(Next::Open(Request::Pick(picks::units(self, env)))),
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
                let filters = picks::filters(self, cx)?;
                return Ok(Next::Open(Request::Pick(filters)));
            }
            Action::Mine => return Ok(Next::Open(Request::Pick(picks::my_unit(env)))),
            Action::Order => {
                self.order = self.order.next();
                self.load(self.here(), cx)?;
            }
            Action::Changes => return Ok(Next::Open(Request::Changes)),
            Action::Document => return Ok(Next::Open(Request::Document(None))),
            Action::Frame => return Ok(Next::Open(Request::Frame)),
            Action::Remind => return Ok(self.remind(env)),
            Action::Report => return Ok(self.open_report(env)),
            Action::Names => {
                let names = Next::Open(Request::Form(FormRequest::Names(Field::Superior)));
                return Ok(Next::read_only(env).unwrap_or(names));
            }
            Action::Review => {
                return Ok(Next::Open(Request::Reviews {
                    week: None,
                    area: self.area(env),
                    unit: self.unit,
                }));
            }
            Action::Import => {
                let choose = Next::Open(Request::ImportFile);
                return Ok(Next::read_only(env).unwrap_or(choose));
            }
            Action::Add => return self.act_on_tasks(action, cx),
            _ if action.is_on_tasks() => return self.act_on_tasks(action, cx),
            _ => {}
        }
        Ok(Next::Stay)
    }

    fn text(&mut self) -> Option<&mut Editor> {
        self.search.as_mut()
    }

    fn typed(&mut self, _letters: &str, cx: &Cx<'_>) -> Result<Next> {
        self.searched(cx)?;
        Ok(Next::Stay)
    }

    fn reply(&mut self, reply: Reply, cx: &Cx<'_>) -> Result<Next> {
        match reply {
            Reply::Filter(filter) => self.filter = filter,
            Reply::Unit(unit) => self.unit = unit,
            _ => return Ok(Next::Stay),
        }
        self.load(self.same_task(), cx)?;
        Ok(Next::Stay)
    }

    fn reload(&mut self, news: &News<'_>, cx: &Cx<'_>) -> Result<Next> {
        match news {
            News::Saved(saved) => self.take_saved(saved, cx)?,
            News::Reverted(reverted) => {
                self.toggled = Toggled::default();
                self.settle_marks_after_reverting(reverted);
                self.read(Stale::Places, cx)?;
            }
            News::Changed => self.read(Stale::Rows, cx)?,
            News::Overtaken => {
                self.look_again();
                self.read(Stale::Counts, cx)?;
            }
            News::Resized => {
                if cx.env.layout().units.width == 0 {
                    // No keys go to a column that is not there any more.
                    self.pane = Pane::Tasks;
                }
                self.settle(cx.env);
                // More rows may fit now than are at hand.
                self.read(Stale::Rows, cx)?;
            }
            News::Uncovered => self.read(self.stale, cx)?,
            News::Rest => self.look_closer(cx)?,
            News::Language | News::Report(..) | News::Sheets(..) => {}
        }
        Ok(Next::Stay)
    }

    fn hurries(&self, action: Option<Action>) -> bool {
        match (&self.search, action) {
            (Some(_), action) => action != Some(Action::Open),
            (None, Some(action)) => action.moves(),
            (None, None) => false,
        }
    }

    fn waits_for_rest(&self) -> bool {
        self.is_due()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        tabs::draw(canvas, self, env);
        summary::draw(canvas, self, env);
        units::draw(canvas, self, env);
        table::draw(canvas, self, env);
        preview::draw(canvas, self, env);
    }
}
