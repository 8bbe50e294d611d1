//! What has changed: rows of the journal in words, the newest first, since a visit, a review or a day,
//! of everybody or of one person, unit, area or task. They stand together by one of these, too. Enter
//! opens the task.

mod columns;
mod groups;

use columns::Columns;
use groups::{By, Group, Tasks, groups};

use super::layer::{ChangesOf, Cx, Footer, Item, Layer, Look, News, Next, Pick, Reply, Request};
use crate::domain::day::{Day, day_of};
use crate::domain::history::{Entry, without_slips};
use crate::domain::log::{LogQuery, Since, Start};
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::messages::{history, review};
use crate::present::names;
use crate::present::text::{cut, pad_left, safe, width, wrap};
use crate::store::Result;
use crate::tui::actions::Action;
use crate::tui::env::Env;
use crate::tui::keys::Context;
use crate::tui::toggle_done::Toggled;
use crate::tui::widgets::paint::{Line, line, rows_of};
use crate::tui::widgets::scroll::{scrolled, step};
use chrono::{Datelike, Duration};
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::collections::HashSet;

/// Changes that are read at a time.
const PAGE: usize = 100;

/// Pages that are read on the way to the end.
const AT_ONCE: usize = 10;

/// The most changes that are held; whoever wants older ones narrows the list.
const MOST: usize = 5_000;

/// Days that are offered as the first one.
const DAYS: i64 = 400;

/// The beginnings that ← and → go through.
const STARTS: [Start; 5] = [
    Start::LastVisit,
    Start::LastReview,
    Start::Monday,
    Start::Today,
    Start::Beginning,
];

#[derive(Debug)]
pub(super) struct Changes {
    start: Start,
    /// The day of each beginning that is known, where it has one.
    known: Vec<(Start, Option<Day>)>,
    query: LogQuery,
    /// The code of the task that the query names.
    code: String,
    /// By what they stand together.
    by: By,
    /// The newest first.
    entries: Vec<Entry>,
    /// The tasks that they are of.
    tasks: Tasks,
    /// The places of the entries in the order of the list.
    order: Vec<usize>,
    /// The lines of the list.
    rows: Vec<Row>,
    /// How wide the widest name of a person is.
    longest_name: usize,
    /// How many people and tasks the entries are of.
    counts: (usize, usize),
    /// Before which row of the journal to read on.
    next: Option<i64>,
    cursor: usize,
    /// The first line on the screen.
    top: usize,
    /// Whether the file has changed since, while another screen covered it.
    stale: bool,
}

/// A line of the list.
#[derive(Debug)]
enum Row {
    /// Of the change below it, and of so many in all.
    Head(Group, usize, usize),
    /// The change at that place of the order.
    Change(usize),
}

impl Changes {
    /// Since the last review, or since Monday where there was none.
    pub(super) fn open(cx: &Cx<'_>) -> Result<Self> {
        let mut changes = Self {
            start: Start::Monday,
            known: Vec::new(),
            query: LogQuery {
                standing: true,
                ..LogQuery::default()
            },
            code: String::new(),
            by: By::Day,
            entries: Vec::new(),
            tasks: Tasks::new(),
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
                changes.known.push((start, day));
            }
        }
        if changes
            .known
            .iter()
            .any(|(start, _)| *start == Start::LastReview)
        {
            changes.start = Start::LastReview;
        }
        changes.read(cx)?;
        Ok(changes)
    }

    /// Reads the list from its newest change on.
    fn read(&mut self, cx: &Cx<'_>) -> Result<()> {
        let since = since(self.start, cx)?.map(|(since, _)| since);
        self.query.since = since.unwrap_or_default();
        (self.cursor, self.top) = (0, 0);
        self.entries.clear();
        self.tasks.clear();
        self.arrange(cx.env);
        self.next = Some(i64::MAX);
        self.read_on(cx)
    }

    /// Reads a page more.
    fn read_on(&mut self, cx: &Cx<'_>) -> Result<()> {
        let Some(before) = self.next else {
            return Ok(());
        };
        let page = cx.store.log_page(&self.query, before, PAGE)?;
        let here = self.chosen().map(|entry| entry.id);
        self.next = page.next;
        cx.store.add_tasks_of(&page.entries, &mut self.tasks)?;
        // A day may go on in this page: there alone the new entries change what is held.
        let last = self.entries.last().map(|entry| entry.day);
        let mut entries = self.entries.iter();
        let from = entries.rposition(|entry| Some(entry.day) != last);
        let mut fresh = self.entries.split_off(from.map_or(0, |before| before + 1));
        fresh.extend(page.entries);
        if self.query.standing {
            without_slips(&mut fresh);
        }
        self.entries.append(&mut fresh);
        self.arrange(cx.env);
        self.go_to(here, cx.env);
        Ok(())
    }

    /// Reads again what is shown, with the cursor on the same change.
    fn read_again(&mut self, cx: &Cx<'_>) -> Result<()> {
        self.stale = false;
        let here = self.chosen().map(|entry| entry.id);
        let pages = self.cursor / PAGE + 2;
        // At the top the newest one is shown, whatever it is.
        let here = here.filter(|_| self.cursor > 0);
        self.read(cx)?;
        let reached = |entries: &[Entry]| entries.last().is_some_and(|last| Some(last.id) <= here);
        for _ in 0..pages {
            if here.is_none() || reached(&self.entries) {
                break;
            }
            self.read_on(cx)?;
        }
        self.go_to(here, cx.env);
        Ok(())
    }

    /// The change under the cursor.
    fn chosen(&self) -> Option<&Entry> {
        self.entries.get(*self.order.get(self.cursor)?)
    }

    /// Puts the cursor on a change, or on the one before it in time where it is gone.
    fn go_to(&mut self, row: Option<i64>, env: &Env) {
        if let Some(row) = row {
            let at = self.entries.iter().position(|entry| entry.id <= row);
            let at = at.and_then(|at| self.order.iter().position(|place| *place == at));
            self.cursor = at.unwrap_or(self.last());
        }
        self.settle(env);
    }

    fn last(&self) -> usize {
        self.entries.len().saturating_sub(1)
    }

    /// Whether the list may go on below what is on the screen.
    fn wants_more(&self) -> bool {
        let ahead = self.entries.len().saturating_sub(self.cursor);
        self.next.is_some() && self.entries.len() < MOST && ahead < PAGE / 2
    }

    /// Finds from the entries what the screen shows of all of them: done once after each reading.
    fn arrange(&mut self, env: &Env) {
        self.rows.clear();
        self.order.clear();
        for (group, places) in groups(self.by, &self.entries, &self.tasks, env) {
            let below = self.order.len();
            self.rows.push(Row::Head(group, places.len(), below));
            self.order.extend(places);
            self.rows.extend((below..self.order.len()).map(Row::Change));
        }
        let names = self.entries.iter().map(|entry| &entry.actor.person);
        let names: HashSet<&String> = names.collect();
        let tasks = self.entries.iter().filter_map(|entry| entry.task.as_ref());
        let tasks: HashSet<_> = tasks.map(|(task, _)| task).collect();
        self.counts = (names.len(), tasks.len());
        let widths = names.into_iter().map(|name| width(name));
        self.longest_name = widths.max().unwrap_or(0);
    }

    fn settle(&mut self, env: &Env) {
        let at = self.rows.partition_point(|row| match row {
            Row::Head(_, _, below) => *below <= self.cursor,
            Row::Change(at) => *at < self.cursor,
        });
        let room = usize::from(self.places(env).list.height);
        // The head above the first change belongs to it.
        let at = if self.cursor == 0 { 0 } else { at };
        self.top = scrolled(self.top, at, room, self.rows.len());
        if self.cursor == 0 {
            self.top = 0;
        }
    }

    fn move_by(&mut self, action: Action, cx: &Cx<'_>) -> Result<()> {
        let page = usize::from(self.places(cx.env).list.height).max(1);
        // The end of what is read, and of a good deal more where there is more.
        if action == Action::Bottom {
            self.read_far(cx)?;
        }
        self.cursor = step(self.cursor, action, page, self.last());
        self.settle(cx.env);
        if self.wants_more() {
            self.read_on(cx)?;
        }
        Ok(())
    }

    fn read_far(&mut self, cx: &Cx<'_>) -> Result<()> {
        for _ in 0..AT_ONCE {
            if self.entries.len() < MOST {
                self.read_on(cx)?;
            }
        }
        Ok(())
    }

    /// Puts the changes together by something else; the cursor stays on its change.
    fn group(&mut self, back: bool, cx: &Cx<'_>) -> Result<()> {
        let here = self.chosen().map(|entry| entry.id);
        let here = here.filter(|_| self.cursor > 0);
        self.by = self.by.next(back);
        // What stands together is told apart by all of it; days follow each other as they are read.
        if self.by != By::Day {
            self.read_far(cx)?;
        }
        self.arrange(cx.env);
        self.go_to(here, cx.env);
        Ok(())
    }

    /// Goes to the beginning before or after the one that is shown.
    fn turn_start(&mut self, forward: bool, cx: &Cx<'_>) -> Result<()> {
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

    /// The beginnings on offer, in their order; a day that was chosen comes before the file's own.
    fn starts(&self) -> Vec<(Start, Option<Day>)> {
        let mut starts = self.known.clone();
        if let Start::Day(day) = self.start {
            let at = starts.len().saturating_sub(1);
            starts.insert(at, (self.start, Some(day)));
        }
        starts
    }

    fn narrow(&mut self, of: ChangesOf, cx: &Cx<'_>) -> Result<()> {
        match of {
            ChangesOf::Everything => {
                self.query = LogQuery {
                    standing: self.query.standing,
                    ..LogQuery::default()
                };
            }
            ChangesOf::Person(name) => self.query.person = Some(name),
            ChangesOf::Unit(unit) => self.query.unit = Some(unit),
            ChangesOf::Area(area) => self.query.area = Some(area),
            ChangesOf::Task(task, code) => {
                self.query.task = Some(task);
                self.code = code;
            }
        }
        self.read(cx)
    }

    fn is_narrowed(&self) -> bool {
        let LogQuery {
            person,
            unit,
            area,
            task,
            ..
        } = &self.query;
        person.is_some() || unit.is_some() || area.is_some() || task.is_some()
    }

    /// What the list is narrowed to, in words.
    fn chips(&self, env: &Env) -> Vec<String> {
        let lang = env.lang;
        let query = &self.query;
        let area = query
            .area
            .and_then(|area| env.areas.iter().find(|one| one.id == area));
        let unit = query.unit.map(|unit| review::unit(unit, &env.units));
        [
            query.person.as_deref().map(|name| safe(name).into_owned()),
            unit.map(|unit| lang.pick(format!("chủ trì {unit}"), format!("lead {unit}"))),
            area.map(|area| {
                format!(
                    "{} {}",
                    area.key,
                    safe(lang.pick(&area.short, &area.short_en))
                )
            }),
            query.task.map(|_| safe(&self.code).into_owned()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// What the list can be narrowed to.
    fn filters(&self, cx: &Cx<'_>) -> Result<Pick> {
        let (env, lang) = (cx.env, cx.env.lang);
        let only = |of| Next::Reply(Reply::Changes(of));
        let item =
            |label: String, sort: Bi, of| Item::with(label, sort.get(lang).to_owned(), only(of));
        let mut items = Vec::new();
        if self.is_narrowed() {
            let all = lang.pick("Bỏ lọc, xem tất cả", "Clear the filter, show all");
            items.push(Item::new(all, only(ChangesOf::Everything)));
        }
        let here = self.chosen().and_then(|entry| entry.task.clone());
        if let Some((task, code)) = here {
            let label = format!("{} {code}", lang.pick("Nhiệm vụ", "Task"));
            items.push(item(
                label,
                bi("nhiệm vụ", "task"),
                ChangesOf::Task(task, code),
            ));
        }
        for name in cx.store.signers()? {
            let label = safe(&name).into_owned();
            items.push(item(label, bi("người", "person"), ChangesOf::Person(name)));
        }
        for unit in &env.units {
            let label = safe(&names::unit_name(unit, lang)).into_owned();
            items.push(item(
                label,
                bi("đơn vị chủ trì", "lead unit"),
                ChangesOf::Unit(unit.id),
            ));
        }
        for area in &env.areas {
            let label = format!(
                "{} {}",
                area.key,
                safe(lang.pick(&area.name, &area.name_en))
            );
            items.push(item(
                label,
                bi("lĩnh vực", "area"),
                ChangesOf::Area(area.id),
            ));
        }
        let title = lang.pick("Chỉ xem thay đổi của", "Show only changes of");
        Ok(Pick::new(title, items).typed())
    }

    /// The days from which on changes can be shown, the newest first.
    fn days(&self, env: &Env) -> Pick {
        let lang = env.lang;
        let days = (0..DAYS).map(|back| env.today - Duration::days(back));
        let items = days.map(|day| Item {
            // Also without zeros.
            also: format!("{}/{}/{}", day.day(), day.month(), day.year()),
            ..Item::new(
                dates::with_weekday(day, lang),
                Next::Reply(Reply::Since(Start::Day(day))),
            )
        });
        let title = lang.pick(
            "Từ ngày nào? Gõ để tìm, ví dụ 3/6",
            "Since which day? Type, e.g. 3/6",
        );
        Pick::new(title, items).typed()
    }

    fn open_task(&self, env: &Env) -> Next {
        match self.chosen().map(|entry| entry.task.as_ref()) {
            Some(Some((task, _))) => Next::Open(Request::Detail(*task, Toggled::default())),
            Some(None) => Next::notify(env.lang.pick(
                "Thay đổi này không thuộc nhiệm vụ nào.",
                "This change belongs to no task.",
            )),
            None => Next::Stay,
        }
    }
}

/// Where a beginning lies in the journal, and its day; nothing where there was none.
fn since(start: Start, cx: &Cx<'_>) -> Result<Option<(Since, Option<Day>)>> {
    let visit = cx.env.visit.as_ref();
    let known = visit.map(|visit| (visit.row, visit.hash.as_str()));
    let at = (cx.env.plan.id, cx.env.today);
    let found = cx.store.locate(start, at, known)?;
    // A fixed day and the clock's have nothing to do with each other.
    let day = visit.filter(|_| !cx.env.day_is_fixed);
    let day = day.map(|visit| day_of(visit.at));
    Ok(found.map(|(since, of)| match start {
        Start::LastVisit => (since, day),
        _ => (since, of),
    }))
}

/// "giao ban 07/06".
fn start_name(start: Start, day: Option<Day>, env: &Env) -> String {
    let name = names::start(start).get(env.lang);
    match (start, day) {
        (Start::Today | Start::Beginning, _) | (_, None) => name.to_owned(),
        (_, Some(day)) if day.year() == env.today.year() => {
            format!("{name} {}", dates::day_month(day))
        }
        (_, Some(day)) => format!("{name} {}", dates::full(day)),
    }
}

/// Where everything stands.
struct Places {
    title: Rect,
    chips: Rect,
    list: Rect,
    /// The selected change in full; empty where it is low.
    whole: Rect,
}

impl Places {
    /// Where there is room for little, what is said of the list is left out unless it says `something`.
    fn of(env: &Env, something: bool) -> Self {
        let body = env.layout().body;
        let (head, foot) = match body.height {
            14.. => (2, 4),
            _ => (1 + u16::from(something), 0),
        };
        let row = |y: u16, height: u16| Rect { y, height, ..body }.intersection(body);
        Self {
            title: row(body.y, 1),
            chips: row(body.y + 1, head - 1),
            list: row(body.y + head, body.height.saturating_sub(head + foot)),
            whole: row(body.bottom().saturating_sub(foot), foot),
        }
    }
}

impl Changes {
    fn places(&self, env: &Env) -> Places {
        Places::of(env, self.is_narrowed() || self.by != By::Day)
    }

    /// Since when, beside the other beginnings; how many changes at the right.
    fn draw_title(&self, canvas: &mut Canvas<'_>, area: Rect, env: &Env) {
        let (lang, theme) = (env.lang, env.theme);
        let columns = usize::from(area.width);
        let right = self.count(columns >= 100, lang);
        let name = lang.pick("THAY ĐỔI", "CHANGES");
        let whole = self.named_starts(env);
        let length: usize = whole.iter().map(|(_, text)| width(text) + 2).sum();
        let fits = length + width(name) + width(&right) + 10 <= columns;
        let mut left: Line = vec![(format!(" {name}"), theme.strong())];
        for (here, text) in whole {
            match here {
                true => left.push((format!("  ‹ {text} ›"), theme.key())),
                false if fits => left.push((format!("  {text}"), theme.dim())),
                false => {}
            }
        }
        let used: usize = left.iter().map(|(text, _)| width(text)).sum();
        let gap = columns.saturating_sub(used + 1);
        let right = match width(&right) < gap {
            true => right,
            false => groups::number(self.entries.len(), self.next.is_some(), lang),
        };
        left.push((format!("{} ", pad_left(&right, gap)), theme.dim()));
        line(canvas, area, left);
    }

    /// The beginnings by their names, and which of them counts.
    fn named_starts(&self, env: &Env) -> Vec<(bool, String)> {
        let since = env.lang.pick("từ", "since");
        let named = self.starts().into_iter().map(|(start, day)| {
            let name = start_name(start, day, env);
            (start == self.start, format!("{since} {name}"))
        });
        named.collect()
    }

    /// "15 thay đổi · 7 người · 13 việc", as far as is known.
    fn count(&self, whole: bool, lang: Lang) -> String {
        let changes = groups::changes(self.entries.len(), self.next.is_some(), lang);
        if !whole || self.next.is_some() {
            return changes;
        }
        let (people, tasks) = self.counts;
        lang.pick(
            format!("{changes} · {people} người · {tasks} việc"),
            format!("{changes} · people: {people} · tasks: {tasks}"),
        )
    }

    /// By what the changes stand together, what they are narrowed to, and whether those are among them
    /// that were undone.
    fn draw_chips(&self, canvas: &mut Canvas<'_>, area: Rect, env: &Env) {
        let (lang, theme) = (env.lang, env.theme);
        let hidden = lang.pick("ẩn việc đã hoàn tác", "undone changes hidden");
        let shown = lang.pick("hiện cả việc đã hoàn tác", "undone changes shown");
        let undone = if self.query.standing { hidden } else { shown };
        let chips = self.chips(env).into_iter();
        let chips = chips.map(|chip| (format!("[ {chip} × ]  "), theme.strong()));
        let chips: Line = chips.collect();
        let grouped = |whole: bool| {
            let all = By::ALL.into_iter();
            let all = all.filter(move |by| whole || *by == self.by);
            let all = all.map(|by| match by == self.by {
                true => (format!("  ‹ {} ›", by.name().get(lang)), theme.key()),
                false => (format!("  {}", by.name().get(lang)), theme.dim()),
            });
            let by = (lang.pick(" theo", " by").to_owned(), theme.dim());
            let gap = ("    ".to_owned(), Style::new());
            [by].into_iter().chain(all).chain([gap])
        };
        let undone = [(undone.to_owned(), theme.dim())];
        let pieces = [
            grouped(true)
                .chain(chips.clone())
                .chain(undone.clone())
                .collect(),
            grouped(false).chain(chips.clone()).chain(undone).collect(),
        ];
        let columns = |pieces: &Line| pieces.iter().map(|(text, _)| width(text)).sum::<usize>();
        let fits = |pieces: &Line| columns(pieces) < usize::from(area.width);
        let pieces = pieces.into_iter().find(fits);
        let pieces = pieces.unwrap_or_else(|| grouped(false).chain(chips).collect());
        line(canvas, area, pieces);
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, area: Rect, env: &Env) {
        if self.entries.is_empty() {
            let none = match self.next {
                Some(_) => env.lang.pick("Đang tìm …", "Searching …"),
                None => env.lang.pick("Không có thay đổi nào.", "No changes."),
            };
            return line(canvas, area, [(format!("   {none}"), env.theme.dim())]);
        }
        let mut shown = self.rows.iter().skip(self.top);
        for place in rows_of(area) {
            match shown.next() {
                Some(Row::Head(group, n, below)) => {
                    self.draw_head(canvas, place, (group, *n, *below), env);
                }
                Some(Row::Change(at)) => self.draw_entry(canvas, place, *at, env),
                None => return self.draw_end(canvas, place, env),
            }
        }
    }

    /// What is below the last change that is held.
    fn draw_end(&self, canvas: &mut Canvas<'_>, area: Rect, env: &Env) {
        let lang = env.lang;
        let text = match self.next {
            None => return,
            Some(_) if self.entries.len() >= MOST => lang.pick(
                "… chỉ giữ những thay đổi mới nhất; hãy lọc hoặc chọn ngày",
                "… only the newest changes are held; filter, or choose a day",
            ),
            Some(_) => lang.pick("… còn nữa", "… more"),
        };
        line(canvas, area, [(format!("   {text}"), env.theme.dim())]);
    }

    /// What the changes below have in common, and how many they are.
    fn draw_head(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        (group, n, below): (&Group, usize, usize),
        env: &Env,
    ) {
        let newest = self.order.get(below).and_then(|at| self.entries.get(*at));
        let Some(newest) = newest else { return };
        // The last day alone may go on, any other group may.
        let goes_on = self.by != By::Day || below + n == self.order.len();
        let more = goes_on && self.next.is_some();
        let count = match area.width {
            60.. => groups::changes(n, more, env.lang),
            _ => groups::number(n, more, env.lang),
        };
        let count = format!("  ·  {count}");
        let room = usize::from(area.width).saturating_sub(width(&count) + 3);
        let title = groups::title(group, newest, &self.tasks, env);
        let title = format!("   {}", cut(&title, room));
        line(
            canvas,
            area,
            [(title, env.theme.strong()), (count, env.theme.dim())],
        );
    }

    fn draw_entry(&self, canvas: &mut Canvas<'_>, area: Rect, at: usize, env: &Env) {
        let entry = self.order.get(at).and_then(|at| self.entries.get(*at));
        let Some(entry) = entry else { return };
        let here = at == self.cursor;
        let columns = Columns::of(usize::from(area.width), self.by, self.longest_name);
        let task = entry.task.as_ref().and_then(|(id, _)| self.tasks.get(id));
        let title = task.map_or("", |task| task.title.as_str());
        let text = columns.row(here, entry, title, env);
        let style = if here {
            env.theme.selected()
        } else {
            Style::new()
        };
        line(canvas, area, [(text, style)]);
    }

    /// The selected change whole, with its moment and account.
    fn draw_whole(&self, canvas: &mut Canvas<'_>, area: Rect, env: &Env) {
        let mut rows = rows_of(area);
        if let Some(row) = rows.next() {
            let rule = "─".repeat(usize::from(row.width));
            line(canvas, row, [(rule, env.theme.dim())]);
        }
        let Some(entry) = self.chosen() else { return };
        let code = entry.code().unwrap_or_default();
        let task = entry.task.as_ref().and_then(|(id, _)| self.tasks.get(id));
        let title = task.map_or(String::new(), |task| format!(" {} ·", task.title));
        let text = format!("{code}{title} {}", history::line(entry, env.lang));
        let text = text.trim_start();
        let columns = usize::from(area.width).saturating_sub(2).max(1);
        for (row, text) in rows.zip(wrap(&safe(text), columns)) {
            line(canvas, row, [(format!(" {text}"), Style::new())]);
        }
    }
}

impl Layer for Changes {
    fn look(&self) -> Look<'_> {
        Look::Screen
    }

    fn context(&self) -> Context {
        Context::Changes
    }

    fn footer(&self) -> Footer {
        Footer::of(&[
            Action::Open,
            Action::Right,
            Action::NextTab,
            Action::Filter,
            Action::Since,
            Action::Undone,
            Action::Back,
            Action::Undo,
            Action::PageDown,
            Action::Quit,
        ])
    }

    fn offers(&self, action: Action, _env: &Env) -> bool {
        action != Action::Open || !self.entries.is_empty()
    }

    fn label(&self, action: Action) -> Option<Bi> {
        match (action, self.query.standing) {
            (Action::Undone, true) => Some(bi("hiện đã hoàn tác", "show undone")),
            (Action::Undone, false) => Some(bi("ẩn đã hoàn tác", "hide undone")),
            (Action::Back, _) if self.is_narrowed() => Some(bi("bỏ lọc", "clear filter")),
            _ => None,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        match action {
            Action::Back if self.is_narrowed() => self.narrow(ChangesOf::Everything, cx)?,
            Action::Back => return Ok(Next::Close),
            Action::Open => return Ok(self.open_task(cx.env)),
            Action::Report | Action::Review => return Ok(Next::Pass),
            Action::NextTab => self.group(false, cx)?,
            Action::PreviousTab => self.group(true, cx)?,
            Action::Left => self.turn_start(false, cx)?,
            Action::Right => self.turn_start(true, cx)?,
            Action::Since => return Ok(Next::Open(Request::Pick(self.days(cx.env)))),
            Action::Filter => return Ok(Next::Open(Request::Pick(self.filters(cx)?))),
            Action::Undone => {
                self.query.standing = !self.query.standing;
                self.read_again(cx)?;
            }
            _ => self.move_by(action, cx)?,
        }
        Ok(Next::Stay)
    }

    fn reply(&mut self, reply: Reply, cx: &Cx<'_>) -> Result<Next> {
        match reply {
            Reply::Since(start) => {
                self.start = start;
                self.read(cx)?;
            }
            Reply::Changes(of) => self.narrow(of, cx)?,
            _ => {}
        }
        Ok(Next::Stay)
    }

    fn reload(&mut self, news: &News<'_>, cx: &Cx<'_>) -> Result<Next> {
        match news {
            News::Saved(_) | News::Reverted(_) | News::Changed | News::Overtaken if cx.covered => {
                self.stale = true;
            }
            News::Saved(_) | News::Reverted(_) | News::Changed | News::Overtaken => {
                self.read_again(cx)?;
            }
            News::Uncovered if self.stale => self.read_again(cx)?,
            News::Resized => self.settle(cx.env),
            News::Rest => self.read_on(cx)?,
            _ => {}
        }
        Ok(Next::Stay)
    }

    fn shows(&mut self, request: &Request, _env: &Env) -> bool {
        matches!(request, Request::Changes)
    }

    fn hurries(&self, action: Option<Action>) -> bool {
        action.is_some_and(Action::moves)
    }

    fn waits_for_rest(&self) -> bool {
        self.wants_more()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        let places = self.places(env);
        self.draw_title(canvas, places.title, env);
        self.draw_chips(canvas, places.chips, env);
        self.draw_list(canvas, places.list, env);
        if places.whole.height > 0 {
            self.draw_whole(canvas, places.whole, env);
        }
    }
}
