//! The changes in memory: read page by page, the newest first, and arranged as rows in groups; the
//! cursor among them.

use super::groups::{ChangeGroup, GroupBy, TasksById, groups};
use super::layout::ChangesLayout;
use crate::domain::day::{Day, day_of};
use crate::domain::journal::{JournalEntry, drop_same_day_reopenings};
use crate::domain::journal_query::{JournalQuery, JournalStart, Since};
use crate::present::text::width;
use crate::store::Result;
use crate::tui::actions::Action;
use crate::tui::env::Env;
use crate::tui::layers::layer::{ChangesFilter, Cx};
use crate::tui::widgets::scroll::{scrolled, step};
use std::collections::HashSet;

/// Changes that are read at a time.
const PAGE: usize = 100;

/// Pages that are read on the way to the end.
const PAGES_AT_ONCE: usize = 10;

/// The most changes that are kept in memory; older ones are found by a filter or from a day on.
pub(super) const ENTRIES_MAX: usize = 5_000;

/// The starts that ← and → go through.
const STARTS: [JournalStart; 5] = [
    JournalStart::LastVisit,
    JournalStart::LastReview,
    JournalStart::Monday,
    JournalStart::Today,
    JournalStart::Beginning,
];

#[derive(Debug)]
pub(crate) struct Changes {
    pub(super) start: JournalStart,
    /// The starts that this file has, each with its day where it has one.
    known_starts: Vec<(JournalStart, Option<Day>)>,
    pub(super) query: JournalQuery,
    /// The code of the task that the query names.
    pub(super) code: String,
    pub(super) by: GroupBy,
    /// The newest first.
    pub(super) entries: Vec<JournalEntry>,
    /// The tasks that they are of.
    pub(super) tasks: TasksById,
    /// The places of the entries in the order of the list.
    pub(super) order: Vec<usize>,
    /// The lines of the list.
    pub(super) rows: Vec<ChangeRow>,
    /// How wide the widest name of a person is.
    pub(super) longest_name: usize,
    /// How many people and tasks the entries are of.
    pub(super) counts: (usize, usize),
    /// The next page has the rows of the journal before this one; none at the end.
    pub(super) next: Option<i64>,
    pub(super) cursor: usize,
    /// The first line on the screen.
    pub(super) top: usize,
    /// Whether the file has changed while another screen covered this one.
    pub(super) stale: bool,
}

/// A line of the list.
#[derive(Debug)]
pub(super) enum ChangeRow {
    /// The head of a group, how many changes it has, and the place of the first one in the order.
    Head(ChangeGroup, usize, usize),
    /// The change at that place of the order.
    Change(usize),
}

impl Changes {
    /// Since the last review, or since Monday where there was none.
    pub(crate) fn open(cx: &Cx<'_>) -> Result<Self> {
        let mut changes = Self {
            start: JournalStart::Monday,
            known_starts: Vec::new(),
            query: JournalQuery {
                standing: true,
                ..JournalQuery::default()
            },
            code: String::new(),
            by: GroupBy::Day,
            entries: Vec::new(),
            tasks: TasksById::new(),
            order: Vec::new(),
            rows: Vec::new(),
            longest_name: 0,
            counts: (0, 0),
            next: None,
            cursor: 0,
            top: 0,
            stale: false,
        };
        for start in STARTS {
            if let Some((_, day)) = since(start, cx)? {
                changes.known_starts.push((start, day));
            }
        }
        if changes
            .known_starts
            .iter()
            .any(|(start, _)| *start == JournalStart::LastReview)
        {
            changes.start = JournalStart::LastReview;
        }
        changes.read(cx)?;
        Ok(changes)
    }

    /// Reads the first page, of the newest changes.
    pub(super) fn read(&mut self, cx: &Cx<'_>) -> Result<()> {
        let since = since(self.start, cx)?.map(|(since, _)| since);
        self.query.since = since.unwrap_or_default();
        (self.cursor, self.top) = (0, 0);
        self.entries.clear();
        self.tasks.clear();
        self.build_rows(cx.env);
        self.next = Some(i64::MAX);
        self.read_page(cx)
    }

    /// Reads one more page.
    pub(super) fn read_page(&mut self, cx: &Cx<'_>) -> Result<()> {
        let Some(before) = self.next else {
            return Ok(());
        };
        let page = cx.store.journal_page(&self.query, before, PAGE)?;
        let here = self.chosen().map(|entry| entry.id);
        self.next = page.next;
        cx.store.add_tasks_of(&page.entries, &mut self.tasks)?;
        // A day may go on in this page: only its entries can be changed by those that follow.
        let last = self.entries.last().map(|entry| entry.day);
        let mut entries = self.entries.iter();
        let from = entries.rposition(|entry| Some(entry.day) != last);
        let mut loaded = self.entries.split_off(from.map_or(0, |before| before + 1));
        loaded.extend(page.entries);
        if self.query.standing {
            drop_same_day_reopenings(&mut loaded);
        }
        self.entries.append(&mut loaded);
        self.build_rows(cx.env);
        self.go_to(here, cx.env);
        Ok(())
    }

    /// Reads again what is shown, with the cursor on the same change.
    pub(super) fn reload_rows(&mut self, cx: &Cx<'_>) -> Result<()> {
        self.stale = false;
        let here = self.chosen().map(|entry| entry.id);
        let pages = self.cursor / PAGE + 2;
        // At the top the newest one is shown, whatever it is.
        let here = here.filter(|_| self.cursor > 0);
        self.read(cx)?;
        let reached =
            |entries: &[JournalEntry]| entries.last().is_some_and(|last| Some(last.id) <= here);
        for _ in 0..pages {
            if here.is_none() || reached(&self.entries) {
                break;
            }
            self.read_page(cx)?;
        }
        self.go_to(here, cx.env);
        Ok(())
    }

    /// The change under the cursor.
    pub(super) fn chosen(&self) -> Option<&JournalEntry> {
        self.entries.get(*self.order.get(self.cursor)?)
    }

    /// Puts the cursor on a change, or on the one before it in time where it is gone.
    fn go_to(&mut self, row: Option<i64>, env: &Env) {
        if let Some(row) = row {
            let at = self.entries.iter().position(|entry| entry.id <= row);
            let at = at.and_then(|at| self.order.iter().position(|place| *place == at));
            self.cursor = at.unwrap_or(self.last());
        }
        self.keep_cursor_visible(env);
    }

    fn last(&self) -> usize {
        self.entries.len().saturating_sub(1)
    }

    /// Whether the list may go on below what is on the screen.
    pub(super) fn wants_more(&self) -> bool {
        let ahead = self.entries.len().saturating_sub(self.cursor);
        self.next.is_some() && self.entries.len() < ENTRIES_MAX && ahead < PAGE / 2
    }

    /// Computes what the screen shows of all entries, once after each page that is read.
    fn build_rows(&mut self, env: &Env) {
        self.rows.clear();
        self.order.clear();
        for (group, places) in groups(self.by, &self.entries, &self.tasks, env) {
            let below = self.order.len();
            self.rows.push(ChangeRow::Head(group, places.len(), below));
            self.order.extend(places);
            self.rows
                .extend((below..self.order.len()).map(ChangeRow::Change));
        }
        let names = self.entries.iter().map(|entry| &entry.actor.person);
        let names: HashSet<&String> = names.collect();
        let tasks = self.entries.iter().filter_map(|entry| entry.task.as_ref());
        let tasks: HashSet<_> = tasks.map(|(task, _)| task).collect();
        self.counts = (names.len(), tasks.len());
        let widths = names.into_iter().map(|name| width(name));
        self.longest_name = widths.max().unwrap_or(0);
    }

    pub(super) fn areas(&self, env: &Env) -> ChangesLayout {
        ChangesLayout::of(env, self.is_narrowed() || self.by != GroupBy::Day)
    }

    pub(super) fn keep_cursor_visible(&mut self, env: &Env) {
        let at = self.rows.partition_point(|row| match row {
            ChangeRow::Head(_, _, below) => *below <= self.cursor,
            ChangeRow::Change(at) => *at < self.cursor,
        });
        let room = usize::from(self.areas(env).list.height);
        // The head above the first change belongs to it.
        let at = if self.cursor == 0 { 0 } else { at };
        self.top = scrolled(self.top, at, room, self.rows.len());
        if self.cursor == 0 {
            self.top = 0;
        }
    }

    pub(super) fn move_by(&mut self, action: Action, cx: &Cx<'_>) -> Result<()> {
        let page = usize::from(self.areas(cx.env).list.height).max(1);
        // The end of what is read, after some more pages.
        if action == Action::Bottom {
            self.read_ahead(cx)?;
        }
        self.cursor = step(self.cursor, action, page, self.last());
        self.keep_cursor_visible(cx.env);
        if self.wants_more() {
            self.read_page(cx)?;
        }
        Ok(())
    }

    fn read_ahead(&mut self, cx: &Cx<'_>) -> Result<()> {
        for _ in 0..PAGES_AT_ONCE {
            if self.entries.len() < ENTRIES_MAX {
                self.read_page(cx)?;
            }
        }
        Ok(())
    }

    /// Groups the changes by something else; the cursor stays on its change.
    pub(super) fn group(&mut self, back: bool, cx: &Cx<'_>) -> Result<()> {
        let here = self.chosen().map(|entry| entry.id);
        let here = here.filter(|_| self.cursor > 0);
        self.by = self.by.next(back);
        // A group may have entries on any page; only days come in the order of the pages.
        if self.by != GroupBy::Day {
            self.read_ahead(cx)?;
        }
        self.build_rows(cx.env);
        self.go_to(here, cx.env);
        Ok(())
    }

    /// Goes to the start before or after the one that is chosen.
    pub(super) fn step_start(&mut self, forward: bool, cx: &Cx<'_>) -> Result<()> {
        let starts = self.starts();
        let at = starts.iter().position(|(start, _)| *start == self.start);
        let at = at.unwrap_or(0);
        let to = match forward {
            true => (at + 1) % starts.len(),
            false => (at + starts.len() - 1) % starts.len(),
        };
        self.start = starts.get(to).map_or(self.start, |(start, _)| *start);
        self.read(cx)
    }

    /// The starts on offer, in their order; a day that was chosen comes before the last one.
    pub(super) fn starts(&self) -> Vec<(JournalStart, Option<Day>)> {
        let mut starts = self.known_starts.clone();
        if let JournalStart::Day(day) = self.start {
            let at = starts.len().saturating_sub(1);
            starts.insert(at, (self.start, Some(day)));
        }
        starts
    }

    pub(super) fn set_filter(&mut self, of: ChangesFilter, cx: &Cx<'_>) -> Result<()> {
        match of {
            ChangesFilter::Nothing => {
                self.query = JournalQuery {
                    standing: self.query.standing,
                    ..JournalQuery::default()
                };
            }
            ChangesFilter::Person(name) => self.query.person = Some(name),
            ChangesFilter::Unit(unit) => self.query.unit = Some(unit),
            ChangesFilter::Area(area) => self.query.area = Some(area),
            ChangesFilter::Task(task, code) => {
                self.query.task = Some(task);
                self.code = code;
            }
        }
        self.read(cx)
    }

    pub(super) fn is_narrowed(&self) -> bool {
        let JournalQuery {
            person,
            unit,
            area,
            task,
            ..
        } = &self.query;
        person.is_some() || unit.is_some() || area.is_some() || task.is_some()
    }
}

/// The row of the journal at which a start lies, and its day; nothing where the file has none.
fn since(start: JournalStart, cx: &Cx<'_>) -> Result<Option<(Since, Option<Day>)>> {
    let visit = cx.env.visit.as_ref();
    let known = visit.map(|visit| (visit.row, visit.hash.as_str()));
    let at = (cx.env.plan.id, cx.env.today);
    let found = cx.store.locate(start, at, known)?;
    // A fixed day and the clock's have nothing to do with each other.
    let day = visit.filter(|_| !cx.env.day_is_fixed);
    let day = day.map(|visit| day_of(visit.at));
    Ok(found.map(|(since, of)| match start {
        JournalStart::LastVisit => (since, day),
        _ => (since, of),
    }))
}
