//! One task of a review, large enough to be read aloud, below its place on the agenda.

use super::super::layer::Layer;
use super::ReviewLayer;
use crate::domain::journal::{ChangeKind, JournalEntry};
use crate::domain::note::Note;
use crate::domain::review::{AgendaPart, ProgressCount};
use crate::domain::task::Task;
use crate::domain::text::join;
use crate::present::dates;
use crate::present::lang::{Bi, bi};
use crate::present::messages::journal::line as history_line;
use crate::present::messages::labels;
use crate::present::messages::review as words;
use crate::present::task_view::TaskView;
use crate::present::text::{cut, pad, safe, width};
use crate::tui::actions::{Action, KeyContext};
use crate::tui::env::Env;
use crate::tui::widgets::paint::{line, rows_of};
use crate::tui::wrapped_text::{WrappedLine, WrappedText};
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// A line is not read aloud well where it is longer.
const TEXT_MAX: usize = 92;
/// The most changes since the review before that are listed.
const CHANGES: usize = 6;
/// The most notes that are shown.
const NOTES: usize = 3;

impl ReviewLayer {
    /// The task, wrapped to the screen's width.
    pub(super) fn task_lines(&self, env: &Env) -> Vec<WrappedLine> {
        let margin = if env.size.0 < 60 { 0 } else { 2 };
        let room = usize::from(env.size.0).saturating_sub(2 + 2 * margin);
        let mut page = WrappedText::new(env, room.clamp(1, TEXT_MAX));
        if let Some((task, history)) = &self.task {
            page.spoken(task);
            page.who_and_when(task);
            page.open_difficulties(task);
            page.since(history, self.review.first);
            page.last_notes(task);
        }
        let mut lines = page.into_lines();
        for line in &mut lines {
            line.pieces.insert(0, (" ".repeat(margin), Style::new()));
        }
        lines
    }

    /// The review with its counter and bar; below it the group, what was answered, and whether there
    /// is more than fits.
    pub(super) fn draw_head(&self, canvas: &mut Canvas<'_>, area: Rect, more: bool, env: &Env) {
        let columns = usize::from(area.width);
        let heads = [self.first_row(env), self.second_row(more, env)];
        for (row, (left, right, style)) in rows_of(area).zip(heads) {
            let right = cut(&right, columns.saturating_sub(2)).into_owned();
            let gap = columns.saturating_sub(width(&right) + 1);
            let left = pad(&format!(" {left}"), gap.saturating_sub(1));
            let pieces = [(left, style), (format!(" {right} "), env.theme.strong())];
            line(canvas, row, pieces);
        }
    }

    fn first_row(&self, env: &Env) -> (String, String, Style) {
        let (review, part) = (&self.review, self.part);
        let summary = &review.summary;
        let scope = words::scope(summary.scope, &env.areas, &env.units, env.lang);
        let mut title = words::title(summary.week, &scope, env.lang);
        if review.is_finished() {
            title.push_str(env.lang.pick(" · đã kết thúc", " · finished"));
        }
        let settled = review.settled(part);
        let place = self.at.map(|at| review.position(at, part));
        let place = words::share(place.unwrap_or(settled));
        let counter = match part {
            AgendaPart::All => place,
            AgendaPart::Led(None) => format!("{} {place}", env.lang.pick("chưa giao", "no unit")),
            AgendaPart::Led(Some(unit)) => format!("{} {place}", words::unit(unit, &env.units)),
        };
        let right = format!("{counter}{}", bar(settled, env));
        (title, right, env.theme.strong())
    }

    fn second_row(&self, more: bool, env: &Env) -> (String, String, Style) {
        let lang = env.lang;
        let more = more.then(|| format!("{} ↓", env.key(self.context(), Action::PageDown)));
        let (Some(at), Some(item)) = (self.at, self.item()) else {
            let title = lang.pick("Kết thúc giao ban", "End of the list");
            let marked = self.marked_codes().len();
            let marked = (marked > 0).then(|| {
                lang.pick(
                    format!("đã đánh dấu {marked} việc"),
                    format!("{marked} marked"),
                )
            });
            return (title.to_owned(), joined([marked, more]), env.theme.key());
        };
        let silent = env.plan.settings.silent_days;
        let group = words::group(item.group, silent, self.review.first, lang);
        let place = words::share(self.review.position_in_group(at, self.part));
        let answer = item.answer.as_ref().map(|answer| {
            let name = words::answer(answer.kind).get(lang);
            format!("✓ {name} · {}", safe(env.short_signature(&answer.signed)))
        });
        let mark = self.marked.contains(&item.task);
        let mark = mark.then(|| lang.text("+ đánh dấu", "+ marked"));
        let right = joined([mark, answer, more]);
        (format!("{group} {place}"), right, env.theme.key())
    }
}

/// " ████░░░░ đã xem 11": how much is answered; as wide as the screen allows.
fn bar(settled: ProgressCount, env: &Env) -> String {
    let columns = match env.size.0 {
        0..60 => return String::new(),
        60..100 => 10,
        _ => 24,
    };
    let full = (columns * settled.of).checked_div(settled.all);
    // An agenda without tasks is all done.
    let full = full.unwrap_or(columns);
    let reviewed = env.lang.pick("đã xem", "reviewed");
    format!(
        " {}{} {reviewed} {}",
        "█".repeat(full),
        "░".repeat(columns - full),
        settled.of
    )
}

fn joined<const N: usize>(parts: [Option<String>; N]) -> String {
    join(parts.into_iter().flatten(), " · ")
}

impl WrappedText<'_> {
    /// The task itself, with air around it.
    fn spoken(&mut self, task: &Task) {
        let theme = self.env.theme;
        let row = &task.row;
        let mut pieces = self.standing(row);
        if row.key_task {
            let used: usize = pieces.iter().map(|(text, _)| width(text)).sum();
            let whole = self.pick("  * trọng tâm", "  * key task");
            let fits = used + width(whole) < usize::from(self.env.size.0);
            let key = if fits { whole } else { "  *" };
            pieces.push((key.to_owned(), theme.strong()));
        }
        let air = self.env.size.1 >= 16;
        if air {
            self.blank();
        }
        self.push(pieces, false);
        if air {
            self.blank();
        }
        self.text(&task.texts.text, 0, theme.strong());
        self.blank();
    }

    fn who_and_when(&mut self, task: &Task) {
        let env = self.env;
        let view = TaskView::new(task, env.row_cx()).with_units(&env.units);
        let moved = view.moved();
        let [mut who, mut when, joined, mut others] = view.brief();
        who.extend(joined);
        for (_, when) in &mut when {
            when.push_str(&moved);
        }
        self.row(who);
        self.row(when);
        let proof = match task.evidence.last() {
            Some(document) => document.number.clone(),
            None => env.lang.text("chưa có", "none yet"),
        };
        others.push((bi("Minh chứng", "Evidence"), proof));
        self.row(others);
    }

    /// Facts on one line: "Chủ trì: VP · phối hợp: KHTC".
    fn row(&mut self, facts: Vec<(Bi, String)>) {
        let lang = self.env.lang;
        let mut facts = facts.into_iter();
        let Some((first, mut value)) = facts.next() else {
            return;
        };
        for (name, more) in facts {
            value.push_str(&format!(" · {}: {more}", name.get(lang).to_lowercase()));
        }
        self.fact(first.get(lang), &value, Style::new());
    }

    /// Open difficulties, whole: they wait for somebody in the room.
    fn open_difficulties(&mut self, task: &Task) {
        let style = self.env.theme.stuck();
        for note in task.notes.iter().filter(|note| note.open) {
            let name = self.pick("Vướng mắc", "Difficulty");
            self.blank();
            self.text(&format!("! {name} · {}", self.signed(note)), 0, style);
            self.text(&note.body, 2, style);
        }
    }

    /// What the journal has since the review before; notes are shown as such.
    fn since(&mut self, history: &[JournalEntry], first: bool) {
        let dim = self.env.theme.dim();
        let noted =
            |entry: &JournalEntry| matches!(entry.kind, ChangeKind::Note | ChangeKind::Answer);
        let beside = |entry: &&JournalEntry| !noted(entry) && entry.kind != ChangeKind::Review;
        let changes: Vec<&JournalEntry> = history.iter().filter(beside).collect();
        self.title(if first {
            self.pick("Trong 7 ngày qua", "In the last 7 days")
        } else {
            self.pick("Từ giao ban trước", "Since the last review")
        });
        if changes.is_empty() {
            let none = if history.iter().any(noted) {
                self.pick("chỉ có ghi chú mới", "new notes only")
            } else {
                self.pick("không có thay đổi", "no changes")
            };
            return self.text(none, 2, dim);
        }
        for entry in changes.iter().take(CHANGES) {
            self.text(&history_line(entry, self.env.lang), 2, Style::new());
        }
        if let Some(more @ 1..) = changes.len().checked_sub(CHANGES) {
            let key = self.env.key(KeyContext::Review, Action::Open);
            let more = self.env.lang.pick(
                format!("… và {more} thay đổi nữa ({key} để xem chi tiết)"),
                format!("… and {more} more (press {key} for details)"),
            );
            self.text(&more, 2, dim);
        }
    }

    /// The last notes that are not shown as difficulties already.
    fn last_notes(&mut self, task: &Task) {
        let notes: Vec<&Note> = task.notes.iter().filter(|note| !note.open).collect();
        if notes.is_empty() {
            return;
        }
        self.title(self.pick("Ghi chú gần nhất", "Latest notes"));
        for note in notes.into_iter().take(NOTES) {
            let kind = labels::note_kind(note.kind).get(self.env.lang);
            let text = format!("{} · {kind}: {}", self.signed(note), note.body);
            self.text(&text, 2, Style::new());
        }
    }

    /// "09/06/2021 Lan".
    fn signed(&self, note: &Note) -> String {
        let who = safe(self.env.short_signature(&note.signed));
        format!("{} {who}", dates::full(note.day))
    }
}
