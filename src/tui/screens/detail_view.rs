//! Drawing of the detail: a list of lines made from the task, of which a screenful is shown.

use super::detail::{Detail, Part};
use crate::domain::task::Task;
use crate::present::columns::{left, sign};
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::text::{safe, width, wrap};
use crate::present::words::labels;
use crate::tui::model::Frame;
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// One line of the detail.
#[derive(Clone, Debug, Default)]
pub struct DetailLine {
    /// Its pieces, already safe to print.
    pub pieces: Vec<(String, Style)>,
    /// Whether the selected part is in it.
    pub selected: bool,
}

/// Draws the lines that the screen has room for.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, detail: &Detail, frame: &Frame) {
    let lines = lines(detail, frame);
    let top = detail
        .top
        .min(lines.len().saturating_sub(usize::from(area.height)));
    let shown = lines.into_iter().skip(top).take(usize::from(area.height));
    for (y, line) in (area.y..).zip(shown) {
        let spans: Vec<Span<'_>> = line
            .pieces
            .into_iter()
            .map(|(text, style)| Span::styled(text, style))
            .collect();
        canvas.render_widget(Line::from(spans), Rect::new(area.x, y, area.width, 1));
    }
}

/// Collects lines, wrapped to the screen's width.
pub(super) struct Page<'f> {
    pub(super) frame: &'f Frame,
    pub(super) columns: usize,
    lines: Vec<DetailLine>,
}

/// Everything there is to say about the task.
#[must_use]
pub fn lines(detail: &Detail, frame: &Frame) -> Vec<DetailLine> {
    let columns = usize::from(frame.size.0).saturating_sub(2).max(1);
    let mut page = Page {
        frame,
        columns,
        lines: Vec::new(),
    };
    let task = &detail.task;
    page.head(task);
    page.difficulties(task, detail.part);
    page.text_of(task);
    page.facts(task);
    page.occurrences(task, detail.part);
    page.steps(task, detail.part);
    page.evidence(task);
    page.extensions(task);
    page.notes(task);
    page.history(detail);
    page.source(task);
    page.lines
}

impl Page<'_> {
    pub(super) fn pick(&self, vi: &'static str, en: &'static str) -> &'static str {
        self.frame.lang.pick(vi, en)
    }

    pub(super) fn push(&mut self, pieces: Vec<(String, Style)>, selected: bool) {
        let mut all = vec![(" ".to_owned(), Style::new())];
        all.extend(pieces);
        self.lines.push(DetailLine {
            pieces: all,
            selected,
        });
    }

    fn blank(&mut self) {
        self.lines.push(DetailLine::default());
    }

    pub(super) fn text(&mut self, text: &str, indent: usize, style: Style) {
        let room = self.columns.saturating_sub(indent).max(1);
        for line in wrap(text, room) {
            self.push(vec![(" ".repeat(indent) + &line, style)], false);
        }
    }

    pub(super) fn title(&mut self, title: &str) {
        self.blank();
        let style = self.frame.theme.strong();
        self.push(vec![(title.to_owned(), style)], false);
    }

    /// "label: value", wrapped under the value.
    fn fact(&mut self, label: &str, value: &str, style: Style) {
        let indent = width(label) + 2;
        let room = self.columns.saturating_sub(indent).max(8);
        for (at, line) in wrap(value, room).into_iter().enumerate() {
            let front = if at == 0 {
                format!("{label}: ")
            } else {
                " ".repeat(indent)
            };
            let dim = self.frame.theme.dim();
            self.push(vec![(front, dim), (line, style)], false);
        }
    }

    fn head(&mut self, task: &Task) {
        let (eye, theme) = (self.frame.eye(), self.frame.theme);
        let row = &task.row;
        let due = theme.due(row.timeliness(eye.today, eye.soon_days), row.state);
        let code = if row.illustrative {
            format!("{}°", row.code)
        } else {
            row.code.clone()
        };
        self.push(
            vec![
                (format!("{} ", sign(row, eye)), due),
                (code, theme.strong()),
                (format!("  {}", safe(&left(row, eye))), due),
            ],
            false,
        );
        self.text(&row.title, 0, theme.strong());
    }

    /// What is stuck comes first: it waits for somebody.
    fn difficulties(&mut self, task: &Task, part: Option<Part>) {
        let (lang, theme) = (self.frame.lang, self.frame.theme);
        for note in task.notes.iter().filter(|note| note.open) {
            let here = part == Some(Part::Difficulty(note.id));
            let stuck = lang.pick("Vướng mắc", "Difficulty");
            let answer = match (self.frame.read_only, here) {
                (true, _) => "",
                (false, true) => lang.pick(" — n để trả lời", " — n answers it"),
                (false, false) => lang.pick(
                    " — ← để chọn, n để trả lời",
                    " — ← selects it, n answers it",
                ),
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
        let lang = self.frame.lang;
        let plain = Style::new();
        self.fact(self.pick("Vị trí", "Place"), &place(task, lang), plain);
        let state = labels::state(task.row.state).get(lang);
        let state = match &task.hold_reason {
            Some(reason) => format!("{state} – {reason}"),
            None => state.to_owned(),
        };
        self.fact(self.pick("Trạng thái", "State"), &state, plain);
        let nobody = self.pick("chưa giao", "nobody yet");
        let lead = task
            .lead_id
            .and_then(|id| self.frame.units.iter().find(|u| u.id == id));
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
                "units, dates and progress are illustrative (°), not from the document",
            );
            self.fact(
                self.pick("Minh họa", "Demonstration"),
                note,
                self.frame.theme.dim(),
            );
        }
    }

    /// The wording, what it means, the day in force with its weekday, and the original day.
    fn deadline(&self, task: &Task) -> String {
        let lang = self.frame.lang;
        let row = &task.row;
        if row.deadline.is_empty() && row.due_on.is_none() {
            return labels::deadline_kind(row.kind).get(lang).to_owned();
        }
        let mut said = format!(
            "{} ({})",
            row.deadline,
            labels::deadline_kind(row.kind).get(lang)
        );
        if let Some(due) = row.due_on {
            said.push_str(" → ");
            said.push_str(&dates::on_weekday(due, lang));
        }
        if let Some(original) = row
            .original_due_on
            .filter(|_| row.original_due_on != row.due_on)
        {
            let original = dates::full(original);
            let times = dates::times(row.extensions, lang);
            said.push_str(&lang.pick(
                format!(" · hạn gốc {original}, gia hạn {times}"),
                format!(" · first due {original}, extended {times}"),
            ));
        }
        if let Some(base) = task.base_on {
            let base = dates::full(base);
            said.push_str(&lang.pick(format!(" · tính từ {base}"), format!(" · from {base}")));
        }
        said
    }
}

/// Where a task stands in the document.
fn place(task: &Task, lang: Lang) -> String {
    let mut place = format!("{} {}", task.section, task.section_title);
    if let Some(heading) = &task.heading {
        place.push_str(" › ");
        place.push_str(
            heading
                .trim_start_matches(['*', ' '])
                .trim_end_matches([':', ' ']),
        );
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
#[must_use]
pub fn unit_name(unit: &crate::domain::unit::Unit, lang: Lang) -> String {
    let name = match lang {
        Lang::Vi => &unit.name,
        Lang::En => unit.name_en.as_ref().unwrap_or(&unit.name),
    };
    format!("{} · {name}", unit.abbreviation)
}

/// The co-operating units and the free words beside them.
#[must_use]
pub fn coordinating(task: &Task) -> String {
    let mut parts: Vec<String> = task
        .coordinating
        .iter()
        .map(|(_, abbr)| abbr.clone())
        .collect();
    parts.extend(task.coordinating_text.clone());
    parts.join(", ")
}
