//! What keys and acts do to the marks.

use super::list::Home;
use crate::domain::change::Change;
use crate::domain::ids::TaskId;
use crate::domain::query::Anchor;
use crate::domain::task::Task;
use crate::present::dates;
use crate::store::{COUNT_CAP, Result};
use crate::tui::command::{Reverted, Saved};
use crate::tui::layers::layer::{Cx, MarkedTasks, Next};
use std::collections::HashSet;

impl Home {
    /// Marks or unmarks the task under the cursor and goes on to the next.
    pub(super) fn mark(&mut self, cx: &Cx<'_>) -> Result<()> {
        let Some(id) = self.selected().map(|row| row.id) else {
            return Ok(());
        };
        match self.marked.has(id) {
            true => self.marked.keep(|task| task != id),
            false => self.marked.add(id),
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
        if all.iter().all(|task| self.marked.has(*task)) {
            let all: HashSet<TaskId> = all.into_iter().collect();
            self.marked.keep(|task| !all.contains(&task));
        } else {
            all.into_iter().for_each(|task| self.marked.add(task));
        }
        Ok(Next::Stay)
    }

    /// Marks outlive an act, so that the next one meets the same tasks. A completion ends them: it is
    /// the last act on a task, and the next Space would reopen them all. A single mark ends with any act:
    /// whoever goes through a list gives each task its own.
    pub(super) fn settle_marks_after(&mut self, saved: &Saved, cx: &Cx<'_>) -> Result<()> {
        let ends =
            |change: &Change| matches!(change, Change::Complete { .. } | Change::Reopen { .. });
        let marked = |task: &Task| self.marked.has(task.row.id);
        let ended = !cx.covered && !saved.tasks.is_empty() && saved.tasks.iter().all(marked);
        self.marked.ended = None;
        if ended && self.marked.len() == 1 {
            self.marked.clear();
        } else if ended && saved.changes.iter().any(ends) {
            self.marked.end_with(saved.receipt.act);
        }
        match saved.removed {
            Some(_) => {
                let query = self.query(cx.env);
                self.marked.settle(&query, cx)
            }
            None => Ok(()),
        }
    }

    /// What a completion has ended is marked again once that completion itself is undone, and ended
    /// again once it is redone.
    pub(super) fn settle_marks_after_reverting(&mut self, reverted: &Reverted) {
        let ended = self.marked.ended.take();
        let Some(act) = reverted.entries.first().and_then(|entry| entry.target) else {
            return;
        };
        let receipt = &reverted.receipt;
        if !reverted.undo {
            let all = receipt.tasks.iter().all(|task| self.marked.has(*task));
            let same = all && receipt.tasks.len() == self.marked.len();
            if same && receipt.kind.is_completion() {
                self.marked.end_with(act);
            }
        } else if let Some((_, tasks)) = ended.filter(|(by, _)| *by == act)
            && self.marked.is_empty()
        {
            tasks.into_iter().for_each(|task| self.marked.add(task));
        }
    }

    /// These tasks, where they are the marked ones.
    pub(super) fn marked_of(&self, tasks: &[Task]) -> MarkedTasks {
        let named = tasks
            .iter()
            .map(|task| (task.row.id, task.row.code.clone()));
        let named = named.filter(|(task, _)| self.marked.has(*task));
        let (hidden, shown) = named.partition(|(task, _)| self.marked.hidden.contains(task));
        MarkedTasks { shown, hidden }
    }
}
