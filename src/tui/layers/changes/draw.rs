//! What the list of changes looks like: since when, what it is grouped by and narrowed to, its rows,
//! and the selected change in full.

use super::groups::{self, ChangeGroup, GroupBy};
use super::layout::ColumnWidths;
use super::list::{ChangeRow, Changes, ENTRIES_MAX};
use crate::domain::day::Day;
use crate::domain::journal_query::JournalStart;
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::messages::{journal, review};
use crate::present::names;
use crate::present::text::{cut, pad_left, safe, width, wrap};
use crate::tui::env::Env;
use crate::tui::widgets::paint::{StyledLine, line, rows_of};
use chrono::Datelike;
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

impl Changes {
    pub(super) fn draw_all(&self, canvas: &mut Canvas<'_>, env: &Env) {
        let areas = self.areas(env);
        self.draw_title(canvas, areas.title, env);
        self.draw_chips(canvas, areas.chips, env);
        self.draw_list(canvas, areas.list, env);
        if areas.selected.height > 0 {
            self.draw_selected(canvas, areas.selected, env);
        }
    }

    /// Since when, beside the other starts; how many changes at the right.
    fn draw_title(&self, canvas: &mut Canvas<'_>, area: Rect, env: &Env) {
        let (lang, theme) = (env.lang, env.theme);
        let columns = usize::from(area.width);
        let right = self.count(columns >= 100, lang);
        let name = lang.pick("THAY ĐỔI", "CHANGES");
        let whole = self.named_starts(env);
        let length: usize = whole.iter().map(|(_, text)| width(text) + 2).sum();
        let fits = length + width(name) + width(&right) + 10 <= columns;
        let mut left: StyledLine = vec![(format!(" {name}"), theme.strong())];
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

    /// The starts by their names, and whether each is the chosen one.
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

    /// What the changes are grouped by and narrowed to, and whether undone ones are among them.
    fn draw_chips(&self, canvas: &mut Canvas<'_>, area: Rect, env: &Env) {
        let (lang, theme) = (env.lang, env.theme);
        let hidden = lang.pick("ẩn việc đã hoàn tác", "undone changes hidden");
        let shown = lang.pick("hiện cả việc đã hoàn tác", "undone changes shown");
        let undone = if self.query.standing { hidden } else { shown };
        let chips = self.chips(env).into_iter();
        let chips = chips.map(|chip| (format!("[ {chip} × ]  "), theme.strong()));
        let chips: StyledLine = chips.collect();
        let grouped = |whole: bool| {
            let all = GroupBy::ALL.into_iter();
            let all = all.filter(move |by| whole || *by == self.by);
            let all = all.map(|by| match by == self.by {
                true => (format!("  ‹ {} ›", by.name().get(lang)), theme.key()),
                false => (format!("  {}", by.name().get(lang)), theme.dim()),
            });
            let by = (lang.text(" theo", " by"), theme.dim());
            let gap = ("   ".to_owned(), Style::new());
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
        let columns =
            |pieces: &StyledLine| pieces.iter().map(|(text, _)| width(text)).sum::<usize>();
        let fits = |pieces: &StyledLine| columns(pieces) <= usize::from(area.width);
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
                Some(ChangeRow::Head(group, n, below)) => {
                    self.draw_head(canvas, place, (group, *n, *below), env);
                }
                Some(ChangeRow::Change(at)) => self.draw_entry(canvas, place, *at, env),
                None => return self.draw_end(canvas, place, env),
            }
        }
    }

    /// The line below the last change in memory.
    fn draw_end(&self, canvas: &mut Canvas<'_>, area: Rect, env: &Env) {
        let lang = env.lang;
        let text = match self.next {
            None => return,
            Some(_) if self.entries.len() >= ENTRIES_MAX => lang.pick(
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
        (group, n, below): (&ChangeGroup, usize, usize),
        env: &Env,
    ) {
        let newest = self.order.get(below).and_then(|at| self.entries.get(*at));
        let Some(newest) = newest else { return };
        // More entries may follow to any group, but of the days only to the last.
        let goes_on = self.by != GroupBy::Day || below + n == self.order.len();
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
        let columns = ColumnWidths::of(usize::from(area.width), self.by, self.longest_name);
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
    fn draw_selected(&self, canvas: &mut Canvas<'_>, area: Rect, env: &Env) {
        let mut rows = rows_of(area);
        if let Some(row) = rows.next() {
            let rule = "─".repeat(usize::from(row.width));
            line(canvas, row, [(rule, env.theme.dim())]);
        }
        let Some(entry) = self.chosen() else { return };
        let code = entry.code().unwrap_or_default();
        let task = entry.task.as_ref().and_then(|(id, _)| self.tasks.get(id));
        let title = task.map_or(String::new(), |task| format!(" {} ·", task.title));
        let text = format!("{code}{title} {}", journal::line(entry, env.lang));
        let text = text.trim_start();
        let columns = usize::from(area.width).saturating_sub(2).max(1);
        for (row, text) in rows.zip(wrap(&safe(text), columns)) {
            line(canvas, row, [(format!(" {text}"), Style::new())]);
        }
    }

    /// What the list is narrowed to, in words.
    fn chips(&self, env: &Env) -> Vec<String> {
        let lang = env.lang;
        let query = &self.query;
        let area = query.area.and_then(|area| env.area(area));
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
}

/// "giao ban 07/06".
fn start_name(start: JournalStart, day: Option<Day>, env: &Env) -> String {
    let name = names::start(start).get(env.lang);
    match (start, day) {
        (JournalStart::Today | JournalStart::Beginning, _) | (_, None) => name.to_owned(),
        (_, Some(day)) if day.year() == env.today.year() => {
            format!("{name} {}", dates::day_month(day))
        }
        (_, Some(day)) => format!("{name} {}", dates::full(day)),
    }
}
