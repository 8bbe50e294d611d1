//! What actions do to tasks from the home screen: to the marked ones together, or to the one under the
//! cursor; and what an act leaves marked.

use super::list::Home;
use crate::domain::change::Change;
use crate::domain::ids::TaskId;
use crate::domain::query::Anchor;
use crate::domain::task::{Task, TaskText};
use crate::domain::unit::UnitScope;
use crate::present::dates;
use crate::store::{COUNT_CAP, Result, Store};
use crate::tui::actions::Action;
use crate::tui::command::{Reverted, Saved, tasks};
use crate::tui::env::Env;
use crate::tui::layers::layer::{Cx, FormRequest, MarkedTasks, Next, Request};
use crate::tui::toggle_done::{toggle, toggle_marked};
use std::collections::HashSet;

impl Home {
    /// Marks or unmarks the task under the cursor and goes on to the next.
    pub(super) fn mark(&mut self, cx: &Cx<'_>) -> Result<()> {
        let Some(id) = self.selected().map(|row| row.id) else {
            return Ok(());
        };
        match self.marked.contains(id) {
            true => self.marked.retain(|task| task != id),
            false => self.marked.insert(id),
        }
        self.move_cursor(1, cx)
    }

    /// Marks every task of the list, or none of them where all are marked.
    pub(super) fn mark_all(&mut self, cx: &Cx<'_>) -> Result<Next> {
        let lang = cx.env.lang;
        if self.count > COUNT_CAP {
            let most = dates::number(COUNT_CAP, lang);
            return Ok(Next::fail(lang.pick(
                format!("Danh sách có hơn {most} việc; hãy lọc hoặc tìm cho ít hơn rồi chọn."),
                format!("The list has more than {most} tasks; filter or search first."),
            )));
        }
        let limit = usize::try_from(self.count).unwrap_or_default();
        let all = cx.store.page(&self.query(cx.env), Anchor::Start, limit)?;
        let all: Vec<TaskId> = all.rows.iter().map(|row| row.id).collect();
        if all.iter().all(|task| self.marked.contains(*task)) {
            let all: HashSet<TaskId> = all.into_iter().collect();
            self.marked.retain(|task| !all.contains(&task));
        } else {
            all.into_iter().for_each(|task| self.marked.insert(task));
        }
        Ok(Next::Stay)
    }

    /// Marks stay after an act, so that the next one is done to the same tasks. A completion clears
    /// them: it is the last act on a task, and the next Space would reopen them all. A single mark is
    /// cleared by any act: somebody who goes through a list does something else to each task.
    pub(super) fn update_marks_after_save(&mut self, saved: &Saved, cx: &Cx<'_>) -> Result<()> {
        let completes =
            |change: &Change| matches!(change, Change::Complete { .. } | Change::Reopen { .. });
        let marked = |task: &Task| self.marked.contains(task.row.id);
        let all_marked = !cx.covered && !saved.tasks.is_empty() && saved.tasks.iter().all(marked);
        self.marked.cleared_by = None;
        if all_marked && self.marked.len() == 1 {
            self.marked.clear();
        } else if all_marked && saved.changes.iter().any(completes) {
            self.marked.clear_by(saved.receipt.act);
        }
        match saved.removed {
            Some(_) => {
                let query = self.query(cx.env);
                self.marked.update_hidden(&query, cx)
            }
            None => Ok(()),
        }
    }

    /// What a completion has unmarked is marked again once that completion itself is undone, and
    /// unmarked again once it is redone.
    pub(super) fn update_marks_after_undo(&mut self, reverted: &Reverted) {
        let cleared = self.marked.cleared_by.take();
        let Some(act) = reverted.entries.first().and_then(|entry| entry.target) else {
            return;
        };
        let receipt = &reverted.receipt;
        if !reverted.undo {
            let all = receipt.tasks.iter().all(|task| self.marked.contains(*task));
            let same = all && receipt.tasks.len() == self.marked.len();
            if same && receipt.kind.is_completion() {
                self.marked.clear_by(act);
            }
        } else if let Some((_, tasks)) = cleared.filter(|(by, _)| *by == act)
            && self.marked.is_empty()
        {
            tasks.into_iter().for_each(|task| self.marked.insert(task));
        }
    }

    /// These tasks, where they are the marked ones.
    fn marked_of(&self, tasks: &[Task]) -> MarkedTasks {
        let named = tasks
            .iter()
            .map(|task| (task.row.id, task.row.code.clone()));
        let named = named.filter(|(task, _)| self.marked.contains(*task));
        let (hidden, shown) = named.partition(|(task, _)| self.marked.hidden.contains(task));
        MarkedTasks { shown, hidden }
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

    /// Does an action to the marked tasks, or to the one under the cursor.
    pub(super) fn act_on_tasks(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        let env = cx.env;
        if let Some(refused) = Next::read_only(env) {
            return Ok(refused);
        }
        if action == Action::Add {
            return Ok(self.add(env));
        }
        let several = !self.marked.is_empty();
        let tasks = self.target_tasks(cx.store)?;
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

    fn target_tasks(&self, store: &Store) -> Result<Vec<Task>> {
        if self.marked.is_empty() {
            return Ok(self.preview.as_deref().cloned().into_iter().collect());
        }
        tasks(store, &self.marked.tasks)
    }
}
