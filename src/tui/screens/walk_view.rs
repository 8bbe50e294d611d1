//! Drawing of the review: one task, large enough to be read aloud, below its place in the walk.

use super::closing_view;
use super::detail_view::{coordinating, unit_name};
use super::walk::Walk;
use super::walk_head::draw_head;
use crate::domain::history::{ChangeKind, Entry};
use crate::domain::note::Note;
use crate::domain::task::Task;
use crate::present::columns::{left, sign};
use crate::present::dates;
use crate::present::messages::history::line as history_line;
use crate::present::messages::labels;
use crate::present::text::safe;
use crate::tui::env::Env;
use crate::tui::widgets::page::{Page, PageLine, draw_lines};
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Rows above the task: the review with its counter, and the group.
pub const HEAD: u16 = 2;
/// A line is not read aloud well where it is longer.
const TEXT_MAX: usize = 92;
/// Most changes since the review before that are told.
const CHANGES: usize = 6;
/// Most notes that are shown.
const NOTES: usize = 3;

/// Where head and task stand on the screen.
pub fn areas(body: Rect) -> (Rect, Rect) {
    let head = HEAD.min(body.height);
    (
        Rect::new(body.x, body.y, body.width, head),
        Rect::new(body.x, body.y + head, body.width, body.height - head),
    )
}

/// Draws the task at the present place, or the end.
pub fn draw(canvas: &mut Canvas<'_>, body: Rect, walk: &Walk, env: &Env) {
    let (head, rest) = areas(body);
    let lines = match walk.at {
        Some(_) => lines(walk, env),
        None => closing_view::lines(walk, env),
    };
    let more = walk.top + usize::from(rest.height) < lines.len();
    draw_head(canvas, head, walk, more, env);
    draw_lines(canvas, rest, lines, walk.top);
}

/// What stands below the head, wrapped to the screen's width.
pub fn lines(walk: &Walk, env: &Env) -> Vec<PageLine> {
    let margin = if env.size.0 < 60 { 0 } else { 2 };
    let room = usize::from(env.size.0).saturating_sub(2 + 2 * margin);
    let mut page = Page::new(env, room.clamp(1, TEXT_MAX));
    if let Some((task, history)) = &walk.task {
        page.spoken(task);
        page.who_and_when(task);
        page.stuck(task);
        page.since(history, walk.review.first);
        page.last_notes(task);
    }
    let mut lines = page.into_lines();
    for line in &mut lines {
        line.pieces.insert(0, (" ".repeat(margin), Style::new()));
    }
    lines
}

impl Page<'_> {
    /// The task itself, with air around it.
    fn spoken(&mut self, task: &Task) {
        let (row_cx, theme) = (self.env.row_cx(), self.env.theme);
        let row = &task.row;
        let due = theme.due(row.timeliness(row_cx.today, row_cx.soon_days), row.state);
        let mark = if row.illustrative { "°" } else { "" };
        let mut pieces = vec![
            (format!("{} ", sign(row, row_cx)), due),
            (format!("{}{mark}", row.code), theme.strong()),
            (format!("  {}", safe(&left(row, row_cx))), due),
        ];
        if row.key_task {
            let key = self.pick("  * trọng tâm", "  * key task");
            pieces.push((key.to_owned(), theme.strong()));
        }
        if self.env.size.1 >= 16 {
            self.blank();
        }
        self.push(pieces, false);
        if self.env.size.1 >= 16 {
            self.blank();
        }
        self.text(&task.text, 0, theme.strong());
        self.blank();
    }

    fn who_and_when(&mut self, task: &Task) {
        let (lang, plain) = (self.env.lang, Style::new());
        let lead = task
            .lead_id
            .and_then(|id| self.env.units.iter().find(|unit| unit.id == id));
        let nobody = self.pick("chưa giao", "not assigned");
        let mut lead = lead.map_or_else(|| nobody.to_owned(), |unit| unit_name(unit, lang));
        let joined = coordinating(task);
        if !joined.is_empty() {
            lead.push_str(&lang.pick(
                format!(" · phối hợp: {joined}"),
                format!(" · with: {joined}"),
            ));
        }
        self.fact(self.pick("Chủ trì", "Lead unit"), &lead, plain);
        let deadline = self.deadline(task);
        self.fact(self.pick("Thời hạn", "Deadline"), &deadline, plain);
        let proof = match task.evidence.last() {
            Some(document) => lang.pick(
                format!("minh chứng: {}", document.number),
                format!("evidence: {}", document.number),
            ),
            None => lang
                .pick("chưa có minh chứng", "no evidence yet")
                .to_owned(),
        };
        let product = task
            .product
            .as_deref()
            .filter(|product| !product.is_empty());
        let product = product.unwrap_or(self.pick("chưa ghi", "not given"));
        self.fact(
            self.pick("Sản phẩm", "Product"),
            &format!("{product} · {proof}"),
            plain,
        );
    }

    /// Open difficulties, whole: they wait for somebody in the room.
    fn stuck(&mut self, task: &Task) {
        let theme = self.env.theme;
        for note in task.notes.iter().filter(|note| note.open) {
            let name = self.pick("Vướng mắc", "Difficulty");
            self.blank();
            self.text(
                &format!("! {name} · {}", self.signed(note)),
                0,
                theme.stuck(),
            );
            self.text(&note.body, 2, theme.stuck());
        }
    }

    /// What the journal tells since the review before; notes are shown as such.
    fn since(&mut self, history: &[Entry], first: bool) {
        let beside = |entry: &&Entry| {
            !matches!(
                entry.kind,
                ChangeKind::Note | ChangeKind::Answer | ChangeKind::Review
            )
        };
        let changes: Vec<&Entry> = history.iter().filter(beside).collect();
        self.title(if first {
            self.pick("Trong 7 ngày qua", "In the last 7 days")
        } else {
            self.pick("Từ giao ban trước", "Since the last review")
        });
        if changes.is_empty() {
            let noted = |entry: &Entry| matches!(entry.kind, ChangeKind::Note | ChangeKind::Answer);
            let none = if history.iter().any(noted) {
                self.pick("chỉ có ghi chú mới", "new notes only")
            } else {
                self.pick("không có thay đổi", "no changes")
            };
            return self.text(none, 2, self.env.theme.dim());
        }
        for entry in changes.iter().take(CHANGES) {
            let said = history_line(entry, self.env.lang);
            self.text(&said, 2, Style::new());
        }
        if let Some(more @ 1..) = changes.len().checked_sub(CHANGES) {
            let said = self.env.lang.pick(
                format!("… và {more} thay đổi nữa (c để xem chi tiết)"),
                format!("… and {more} more (press c for details)"),
            );
            self.text(&said, 2, self.env.theme.dim());
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
            self.text(
                &format!("{} · {kind}: {}", self.signed(note), note.body),
                2,
                Style::new(),
            );
        }
    }

    /// "09/06/2021 Lan".
    fn signed(&self, note: &Note) -> String {
        let who = safe(self.env.signer(&note.signed));
        format!("{} {who}", dates::full(note.day))
    }
}
