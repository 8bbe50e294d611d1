//! Drawing of the detail: a list of lines made from the task, of which a screenful is shown.

use super::detail::{Detail, Part};
use crate::domain::note::Note;
use crate::domain::occurrence::Occurrence;
use crate::domain::task::Task;
use crate::present::columns::{left, sign};
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::text::{safe, width, wrap};
use crate::present::words::history::line as history_line;
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
struct Page<'f> {
    frame: &'f Frame,
    columns: usize,
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
    fn pick(&self, vi: &'static str, en: &'static str) -> &'static str {
        self.frame.lang.pick(vi, en)
    }

    fn push(&mut self, pieces: Vec<(String, Style)>, selected: bool) {
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

    fn text(&mut self, text: &str, indent: usize, style: Style) {
        let room = self.columns.saturating_sub(indent).max(1);
        for line in wrap(text, room) {
            self.push(vec![(" ".repeat(indent) + &line, style)], false);
        }
    }

    fn title(&mut self, title: &str) {
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
        self.fact(self.pick("Vị trí", "Place"), &place, plain);
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
            said.push_str(&dates::with_weekday(due, lang));
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

    /// The due dates as a row of cells: "Q1 ✓ Q2 ● Q3 ○ Q4 ○".
    fn occurrences(&mut self, task: &Task, part: Option<Part>) {
        if task.occurrences.len() == 1 && task.row.due_on.is_none() && !task.row.state.is_open() {
            return;
        }
        let title = if task.row.rhythm.is_some() {
            self.pick("Kỳ", "Due dates")
        } else {
            self.pick("Hoàn thành", "Completion")
        };
        self.title(&format!(
            "{title} {}/{}",
            task.row.occurrences_done, task.row.occurrences
        ));
        let mut pieces: Vec<(String, Style)> = Vec::new();
        let (mut used, mut selected) = (0, false);
        for occurrence in &task.occurrences {
            let cell = format!(" {} ", self.cell(task, occurrence));
            if used + width(&cell) > self.columns && !pieces.is_empty() {
                self.push(std::mem::take(&mut pieces), selected);
                (used, selected) = (0, false);
            }
            used += width(&cell);
            let here = part == Some(Part::Occurrence(occurrence.id));
            selected |= here;
            pieces.push((cell, self.cell_style(occurrence, here)));
        }
        self.push(pieces, selected);
        if let Some(Part::Occurrence(id)) = part
            && let Some(chosen) = task.occurrences.iter().find(|o| o.id == id)
        {
            let said = self.occurrence(task, chosen);
            self.text(&said, 2, self.frame.theme.dim());
        }
    }

    fn cell(&self, task: &Task, occurrence: &Occurrence) -> String {
        let lang = self.frame.lang;
        // A period keeps its name when its deadline moves; a single day is the one in force.
        let named_by = match task.row.rhythm {
            Some(_) => occurrence.original_due_on,
            None => occurrence.due_on,
        };
        let name = dates::period_cell(task.row.rhythm, named_by, lang);
        let late = occurrence.due_on.is_some_and(|due| due < self.frame.today);
        let signs = if self.frame.ascii {
            ["x", "!", "o"]
        } else {
            ["✓", "●", "○"]
        };
        let sign = match (occurrence.is_open(), late) {
            (false, _) => signs[0],
            (true, true) => signs[1],
            (true, false) => signs[2],
        };
        if name.is_empty() {
            sign.to_owned()
        } else {
            format!("{name} {sign}")
        }
    }

    fn cell_style(&self, occurrence: &Occurrence, here: bool) -> Style {
        use crate::domain::{task::State, timeliness};
        let eye = self.frame.eye();
        let state = if occurrence.is_open() {
            State::NotStarted
        } else {
            State::Done
        };
        let judged = timeliness::judge(
            state,
            occurrence.due_on,
            occurrence.on_time(),
            eye.today,
            eye.soon_days,
        );
        let style = self.frame.theme.due(judged, state);
        if here {
            style.patch(self.frame.theme.selected())
        } else {
            style
        }
    }

    /// What the selected occurrence is: its period, day, completion and result.
    fn occurrence(&self, task: &Task, occurrence: &Occurrence) -> String {
        let lang = self.frame.lang;
        let mut parts = Vec::new();
        let period = dates::period(task.row.rhythm, occurrence, lang);
        if !period.is_empty() {
            parts.push(period);
        }
        if let Some(due) = occurrence.due_on {
            let due = dates::with_weekday(due, lang);
            parts.push(lang.pick(format!("hạn {due}"), format!("due {due}")));
        }
        match occurrence.done_on {
            Some(done) => {
                let done = dates::full(done);
                parts.push(lang.pick(format!("xong {done}"), format!("done {done}")));
            }
            None => parts.push(lang.pick("chưa xong", "not done").to_owned()),
        }
        parts.extend(occurrence.result.clone());
        parts.join(" · ")
    }

    fn steps(&mut self, task: &Task, part: Option<Part>) {
        if task.steps.is_empty() {
            return;
        }
        let title = self.pick("Bước", "Steps");
        self.title(&format!(
            "{title} {}/{}",
            task.row.steps_done, task.row.steps
        ));
        let theme = self.frame.theme;
        for step in &task.steps {
            let here = part == Some(Part::Step(step.id));
            let tick = match (step.done_on.is_some(), self.frame.ascii) {
                (true, false) => "✓",
                (true, true) => "x",
                (false, false) => "○",
                (false, true) => "o",
            };
            let day = step
                .done_on
                .map(|day| dates::short(day, self.frame.plan.year));
            let tail = day.map(|day| format!(" ({day})")).unwrap_or_default();
            let style = if here { theme.selected() } else { Style::new() };
            let text = format!("{}. {}{tail}", step.position, step.title);
            for (at, line) in wrap(&text, self.columns.saturating_sub(4).max(1))
                .iter()
                .enumerate()
            {
                let front = if at == 0 {
                    format!("  {tick} ")
                } else {
                    "    ".to_owned()
                };
                self.push(vec![(front, style), (line.clone(), style)], here && at == 0);
            }
        }
    }

    fn evidence(&mut self, task: &Task) {
        self.title(self.pick("Tài liệu kiểm chứng (TLKC)", "Evidence"));
        if task.evidence.is_empty() {
            return self.none(" — v để thêm", " — v adds it");
        }
        for document in &task.evidence {
            let mut said = document.number.clone();
            if let Some(day) = document.dated_on {
                let day = dates::full(day);
                said.push_str(
                    &self
                        .frame
                        .lang
                        .pick(format!(" ngày {day}"), format!(" of {day}")),
                );
            }
            for more in [&document.summary, &document.path].into_iter().flatten() {
                said.push_str(" · ");
                said.push_str(more);
            }
            self.text(&said, 2, Style::new());
        }
    }

    fn extensions(&mut self, task: &Task) {
        if task.extensions.is_empty() {
            return;
        }
        self.title(self.pick("Gia hạn", "Extensions"));
        for extension in &task.extensions {
            let by = self.pick("đồng ý", "agreed by");
            let mut said = format!(
                "{} → {} · {} · {by}: {}",
                dates::full(extension.old_due_on),
                dates::full(extension.new_due_on),
                extension.reason,
                extension.agreed_by
            );
            if let Some(letter) = &extension.letter {
                said.push_str(" · ");
                said.push_str(letter);
            }
            self.text(&said, 2, Style::new());
        }
    }

    /// "none yet", and the key that adds one where something can be added.
    fn none(&mut self, vi: &'static str, en: &'static str) {
        let key = if self.frame.read_only {
            ""
        } else {
            self.pick(vi, en)
        };
        let none = format!("{}{key}", self.pick("chưa có", "none yet"));
        self.text(&none, 2, self.frame.theme.dim());
    }

    fn notes(&mut self, task: &Task) {
        self.title(&format!(
            "{} {}",
            self.pick("Ghi chú", "Notes"),
            task.notes.len()
        ));
        if task.notes.is_empty() {
            return self.none(" — n để viết", " — n writes one");
        }
        for note in &task.notes {
            self.note(note);
        }
    }

    fn note(&mut self, note: &Note) {
        let (lang, theme) = (self.frame.lang, self.frame.theme);
        let kind = labels::note_kind(note.kind).get(lang);
        let mut head = format!("{} {} · {kind}", dates::full(note.day), safe(&note.signed));
        if note.open {
            head.push_str(self.pick(" · chưa trả lời", " · unanswered"));
        }
        if note.answers.is_some() {
            head.push_str(self.pick(" · trả lời vướng mắc", " · answers a difficulty"));
        }
        let style = if note.open {
            theme.stuck()
        } else {
            theme.dim()
        };
        self.text(&head, 2, style);
        self.text(&note.body, 4, Style::new());
    }

    fn history(&mut self, detail: &Detail) {
        if detail.history.is_empty() {
            return;
        }
        self.title(self.pick("Lịch sử", "History"));
        for entry in &detail.history {
            let said = history_line(entry, self.frame.lang);
            self.text(&said, 2, self.frame.theme.dim());
        }
    }

    fn source(&mut self, task: &Task) {
        if let Some(source) = &task.source_text {
            self.title(self.pick("Nguyên văn bản quét", "The text as scanned"));
            self.text(source, 2, self.frame.theme.dim());
        }
    }
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
