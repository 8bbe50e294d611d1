//! Drawing of the detail: a list of lines made from the task, of which a screenful is shown.

use super::detail::{Detail, Part};
use crate::domain::day::Day;
use crate::domain::deadline::DeadlineKind;
use crate::domain::task::Task;
use crate::domain::text::fold;
use crate::present::columns::{left, sign};
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::messages::{deadlines, labels};
use crate::present::text::{safe, wrap};
use crate::tui::env::Env;
use crate::tui::widgets::page::{Page, PageLine, draw_lines};
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws the lines that the screen has room for.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, detail: &Detail, env: &Env) {
    draw_lines(canvas, area, lines(detail, env), detail.top);
}

/// Everything there is to say about the task.
pub fn lines(detail: &Detail, env: &Env) -> Vec<PageLine> {
    let columns = usize::from(env.size.0).saturating_sub(2).max(1);
    let mut page = Page::new(env, columns);
    let task = &detail.task;
    page.head(task);
    page.difficulties(task, detail.part);
    page.text_of(task);
    page.facts(task);
    page.occurrences(task, detail.part);
    page.steps(task, detail.part);
    page.evidence(task, detail.part);
    page.extensions(task);
    page.notes(task);
    page.history(detail);
    page.source(task);
    page.into_lines()
}

impl Page<'_> {
    fn head(&mut self, task: &Task) {
        let (row_cx, theme) = (self.env.row_cx(), self.env.theme);
        let row = &task.row;
        let due = theme.due(row.timeliness(row_cx.today, row_cx.soon_days), row.state);
        let code = if row.illustrative {
            format!("{}°", row.code)
        } else {
            row.code.clone()
        };
        self.push(
            vec![
                (format!("{} ", sign(row, row_cx)), due),
                (code, theme.strong()),
                (format!("  {}", safe(&left(row, row_cx))), due),
            ],
            false,
        );
        self.text(&row.title, 0, theme.strong());
    }

    /// What is stuck comes first: it waits for somebody.
    fn difficulties(&mut self, task: &Task, part: Option<Part>) {
        let (lang, theme) = (self.env.lang, self.env.theme);
        for note in task.notes.iter().filter(|note| note.open) {
            let here = part == Some(Part::Difficulty(note.id));
            let stuck = lang.pick("Vướng mắc", "Difficulty");
            let answer = match (self.env.read_only, here) {
                (true, _) => "",
                (false, true) => lang.pick(" — n để trả lời", " — press n to answer"),
                (false, false) => {
                    lang.pick(" — ← để chọn, n để trả lời", " — ← to select, n to answer")
                }
            };
            let (day, who) = (dates::full(note.day), safe(&note.signed));
            let head = format!("! {stuck} {day} {who}{answer}");
            let style = if here {
                theme.selected()
            } else {
                theme.stuck()
            };
            self.blank();
            for (at, line) in wrap(&head, self.columns).into_iter().enumerate() {
                self.push(vec![(line, style)], here && at == 0);
            }
            self.text(&note.body, 2, theme.stuck());
        }
    }

    fn text_of(&mut self, task: &Task) {
        self.blank();
        self.text(&task.text, 0, Style::new());
        self.blank();
    }

    fn facts(&mut self, task: &Task) {
        let lang = self.env.lang;
        let plain = Style::new();
        self.fact(self.pick("Vị trí", "Place"), &place(task, lang), plain);
        let state = labels::state(task.row.state).get(lang);
        let state = match &task.hold_reason {
            Some(reason) => format!("{state} – {reason}"),
            None => state.to_owned(),
        };
        self.fact(self.pick("Trạng thái", "Status"), &state, plain);
        let nobody = self.pick("chưa giao", "not assigned");
        let lead = task
            .lead_id
            .and_then(|id| self.env.units.iter().find(|u| u.id == id));
        let lead = lead.map_or_else(|| nobody.to_owned(), |unit| unit_name(unit, lang));
        self.fact(self.pick("Chủ trì", "Lead unit"), &lead, plain);
        let joined = coordinating(task);
        if !joined.is_empty() {
            self.fact(self.pick("Phối hợp", "Co-operating"), &joined, plain);
        }
        self.fact(
            self.pick("Thời hạn", "Deadline"),
            &self.deadline(task),
            plain,
        );
        if let Some(product) = task.product.as_ref().filter(|product| !product.is_empty()) {
            self.fact(self.pick("Sản phẩm", "Product"), product, plain);
        }
        if task.row.key_task {
            self.fact(
                self.pick("Trọng tâm", "Key task"),
                self.pick("có", "yes"),
                plain,
            );
        }
        if task.row.illustrative {
            let note = self.pick(
                "đơn vị, thời hạn và tiến độ là minh họa (°), không có trong văn bản",
                "unit, deadline and progress are illustrative (°), not from the document",
            );
            self.fact(
                self.pick("Minh họa", "Sample data"),
                note,
                self.env.theme.dim(),
            );
        }
    }

    /// The wording, what it means, the day in force with its weekday, and the original day.
    pub(super) fn deadline(&self, task: &Task) -> String {
        let lang = self.env.lang;
        let row = &task.row;
        let kind = labels::deadline_kind(row.kind).get(lang);
        let wording = deadlines::shown(&row.deadline, lang);
        let day = row.due_on.map(|due| day_first(due, lang));
        // A wording that is a day itself says no more than the day.
        let is_worded = wording.contains(char::is_alphabetic);
        let says_kind = row.kind == DeadlineKind::Date || fold(&wording) == fold(kind);
        let mut said = match says_kind {
            true => wording.into_owned(),
            false if row.deadline.is_empty() => kind.to_owned(),
            false => format!("{wording} ({kind})"),
        };
        match day {
            Some(day) if is_worded => said = format!("{said}: {day}"),
            Some(day) => said = day,
            None => {}
        }
        if let Some(original) = row
            .original_due_on
            .filter(|_| row.original_due_on != row.due_on)
        {
            let original = dates::full(original);
            said.push_str(&lang.pick(
                format!(", hạn gốc {original}"),
                format!(", originally {original}"),
            ));
        }
        if row.extensions > 0 {
            let times = dates::times(row.extensions, lang);
            said.push_str(", ");
            said.push_str(&lang.pick(format!("gia hạn {times}"), format!("extended {times}")));
        }
        if let Some(base) = task.base_on {
            let base = dates::full(base);
            said.push_str(&lang.pick(format!(" · tính từ {base}"), format!(" · from {base}")));
        }
        said
    }
}

/// "31/03/2021 (thứ Tư)".
fn day_first(day: Day, lang: Lang) -> String {
    format!("{} ({})", dates::full(day), dates::weekday(day, lang))
}

/// Where a task stands in the document.
fn place(task: &Task, lang: Lang) -> String {
    let mut place = format!("{} {}", task.section, task.section_title);
    if let Some(heading) = task.heading_words() {
        place.push_str(" › ");
        place.push_str(heading);
    }
    if let Some(line) = task.source_line {
        place.push_str(&lang.pick(
            format!(" (dòng {line} của văn bản)"),
            format!(" (line {line} of the document)"),
        ));
    }
    place
}

/// "VP · Văn phòng Sở".
pub fn unit_name(unit: &crate::domain::unit::Unit, lang: Lang) -> String {
    let name = match lang {
        Lang::Vi => &unit.name,
        Lang::En => unit.name_en.as_ref().unwrap_or(&unit.name),
    };
    format!("{} · {name}", unit.abbreviation)
}

/// The co-operating units and the free words beside them.
pub fn coordinating(task: &Task) -> String {
    let mut parts: Vec<String> = task
        .coordinating
        .iter()
        .map(|(_, abbr)| abbr.clone())
        .collect();
    parts.extend(task.coordinating_text.clone());
    parts.join(", ")
}
