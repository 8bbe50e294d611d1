//! The marked tasks, which are acted on together. They stay when the list changes, so that tasks of
//! several lists can be gathered; which of them the list does not show is kept beside them.

use crate::domain::ids::{ActId, TaskId};
use crate::domain::query::Query;
use crate::present::dates;
use crate::present::lang::Lang;
use crate::store::Result;
use crate::tui::layers::layer::Cx;
use std::collections::HashSet;

/// The tasks that are marked, in the order in which they were.
#[derive(Debug, Default)]
pub struct Marks {
    pub(super) tasks: Vec<TaskId>,
    known: HashSet<TaskId>,
    /// Those that the list does not show.
    pub(super) hidden: HashSet<TaskId>,
    /// What the last act, a completion, has unmarked: undoing it marks them again.
    pub(super) cleared_by: Option<(ActId, Vec<TaskId>)>,
}

impl Marks {
    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    pub fn len(&self) -> usize {
        self.tasks.len()
    }

    pub(super) fn contains(&self, task: TaskId) -> bool {
        self.known.contains(&task)
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// "20 selected, 3 of them not shown here"; nothing without any.
    pub(super) fn summary(&self, lang: Lang) -> Option<String> {
        let number = |n: usize| dates::number(i64::try_from(n).unwrap_or(i64::MAX), lang);
        let (n, hidden) = (number(self.len()), number(self.hidden.len()));
        let counted = match self.hidden.len() {
            0 => lang.pick(format!("đã chọn {n}"), format!("{n} selected")),
            _ => lang.pick(
                format!("đã chọn {n} ({hidden} bị ẩn)"),
                format!("{n} selected ({hidden} hidden)"),
            ),
        };
        (!self.is_empty()).then_some(counted)
    }

    /// Unmarks them all for an act; undoing it marks them again.
    pub(super) fn clear_by(&mut self, act: ActId) {
        let tasks = std::mem::take(self).tasks;
        self.cleared_by = Some((act, tasks));
    }

    pub(super) fn insert(&mut self, task: TaskId) {
        if self.known.insert(task) {
            self.tasks.push(task);
        }
    }

    pub(super) fn retain(&mut self, kept: impl Fn(TaskId) -> bool) {
        for tasks in [&mut self.known, &mut self.hidden] {
            tasks.retain(|task| kept(*task));
        }
        self.tasks.retain(|task| kept(*task));
    }

    /// Finds out which of them the list does not show; tasks that no longer exist are unmarked.
    pub(super) fn update_hidden(&mut self, query: &Query, cx: &Cx<'_>) -> Result<()> {
        if self.is_empty() {
            return Ok(());
        }
        let listed = cx.store.listed(query, &self.tasks)?;
        if listed.len() < self.len() {
            let plan = &cx.env.plan;
            let everything = Query::all(plan.id, cx.env.today, &plan.settings);
            let existing = cx.store.listed(&everything, &self.tasks)?;
            self.retain(|task| existing.contains(&task));
        }
        let hidden = self.tasks.iter().copied();
        self.hidden = hidden.filter(|task| !listed.contains(task)).collect();
        Ok(())
    }
}
