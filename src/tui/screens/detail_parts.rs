//! The lower parts of the detail: due dates, steps, documents, notes, history.

use crate::domain::note::Note;
use crate::domain::occurrence::Occurrence;
use crate::domain::task::Task;
use crate::present::dates;
use crate::present::messages::history::line as history_line;
use crate::present::messages::labels;
use crate::present::text::{safe, width, wrap};
use crate::tui::screens::detail::{Detail, Part};
use crate::tui::widgets::page::Page;
use ratatui::style::Style;

impl Page<'_> {
    /// The due dates as a row of cells: "Q1 ✓ Q2 ● Q3 ○ Q4 ○".
    pub(super) fn occurrences(&mut self, task: &Task, part: Option<Part>) {
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
            self.text(&said, 2, self.env.theme.dim());
        }
    }

    fn cell(&self, task: &Task, occurrence: &Occurrence) -> String {
        let lang = self.env.lang;
        // A period keeps its name when its deadline moves; a single day is the one in force.
        let rhythm = occurrence.rhythm.or(task.row.rhythm);
        let named_by = match rhythm {
            Some(_) => occurrence.original_due_on,
            None => occurrence.due_on,
        };
        let name = dates::period_cell(rhythm, named_by, lang);
        let late = occurrence.due_on.is_some_and(|due| due < self.env.today);
        let signs = ["✓", "●", "○"];
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
        let row_cx = self.env.row_cx();
        let state = if occurrence.is_open() {
            State::NotStarted
        } else {
            State::Done
        };
        let judged = timeliness::judge(
            state,
            occurrence.due_on,
            occurrence.on_time(),
            row_cx.today,
            row_cx.soon_days,
        );
        let style = self.env.theme.due(judged, state);
        if here {
            style.patch(self.env.theme.selected())
        } else {
            style
        }
    }

    /// What the selected occurrence is: its period, day, completion and result.
    fn occurrence(&self, task: &Task, occurrence: &Occurrence) -> String {
        let lang = self.env.lang;
        let mut parts = Vec::new();
        let period = dates::period(task.row.rhythm, occurrence, lang);
        if !period.is_empty() {
            parts.push(period);
        }
        if let Some(due) = occurrence.due_on {
            let due = dates::on_weekday(due, lang);
            parts.push(lang.pick(format!("hạn {due}"), format!("due {due}")));
        }
        if let Some(first) = occurrence
            .original_due_on
            .filter(|_| occurrence.original_due_on != occurrence.due_on)
        {
            let first = dates::full(first);
            parts.push(lang.pick(
                format!("hạn gốc {first}"),
                format!("originally due {first}"),
            ));
        }
        match occurrence.done_on {
            Some(done) => {
                let said = match occurrence.on_time() {
                    Some(false) => lang.pick("xong quá hạn", "completed late"),
                    _ => lang.pick("xong", "completed"),
                };
                parts.push(format!("{said} {}", dates::full(done)));
            }
            None if occurrence.due_on.is_some_and(|due| due < self.env.today) => {
                parts.push(lang.pick("quá hạn", "overdue").to_owned());
            }
            None => parts.push(lang.pick("chưa xong", "not completed").to_owned()),
        }
        parts.extend(occurrence.result.clone());
        parts.join(" · ")
    }

    pub(super) fn steps(&mut self, task: &Task, part: Option<Part>) {
        if task.steps.is_empty() {
            return;
        }
        let title = self.pick("Bước", "Steps");
        self.title(&format!(
            "{title} {}/{}",
            task.row.steps_done, task.row.steps
        ));
        let theme = self.env.theme;
        for step in &task.steps {
            let here = part == Some(Part::Step(step.id));
            let tick = if step.done_on.is_some() { "✓" } else { "○" };
            let day = step
                .done_on
                .map(|day| dates::short(day, self.env.plan.year));
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

    pub(super) fn evidence(&mut self, task: &Task, part: Option<Part>) {
        self.title(self.pick("Minh chứng", "Evidence"));
        if task.evidence.is_empty() {
            return self.none(" — v để thêm", " — press v to add");
        }
        for document in &task.evidence {
            let mut said = document.number.clone();
            if let Some(day) = document.dated_on {
                let day = dates::full(day);
                said.push_str(
                    &self
                        .env
                        .lang
                        .pick(format!(" ngày {day}"), format!(" of {day}")),
                );
            }
            for more in [&document.summary, &document.path].into_iter().flatten() {
                said.push_str(" · ");
                said.push_str(more);
            }
            let here = part == Some(Part::Evidence(document.id));
            let theme = self.env.theme;
            let style = if here { theme.selected() } else { Style::new() };
            let columns = self.columns.saturating_sub(2).max(1);
            for (at, line) in wrap(&said, columns).into_iter().enumerate() {
                self.push(
                    vec![("  ".to_owned(), Style::new()), (line, style)],
                    here && at == 0,
                );
            }
        }
    }

    pub(super) fn extensions(&mut self, task: &Task) {
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
        let key = if self.env.read_only {
            ""
        } else {
            self.pick(vi, en)
        };
        let none = format!("{}{key}", self.pick("chưa có", "none yet"));
        self.text(&none, 2, self.env.theme.dim());
    }

    pub(super) fn notes(&mut self, task: &Task) {
        self.title(&format!(
            "{} {}",
            self.pick("Ghi chú", "Notes"),
            task.notes.len()
        ));
        if task.notes.is_empty() {
            return self.none(" — n để viết", " — press n to write one");
        }
        for note in &task.notes {
            self.note(note);
        }
    }

    fn note(&mut self, note: &Note) {
        let (lang, theme) = (self.env.lang, self.env.theme);
        let kind = labels::note_kind(note.kind).get(lang);
        let mut head = format!("{} {} · {kind}", dates::full(note.day), safe(&note.signed));
        if note.open {
            head.push_str(self.pick(" · chưa trả lời", " · unanswered"));
        }
        if note.is_answered() {
            head.push_str(self.pick(" · đã trả lời", " · answered"));
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

    pub(super) fn history(&mut self, detail: &Detail) {
        if detail.history.is_empty() {
            return;
        }
        self.title(self.pick("Lịch sử", "History"));
        for entry in &detail.history {
            let said = history_line(entry, self.env.lang);
            self.text(&said, 2, self.env.theme.dim());
        }
    }

    pub(super) fn source(&mut self, task: &Task) {
        if let Some(source) = &task.source_text {
            self.title(self.pick("Nguyên văn bản quét", "The text as scanned"));
            self.text(source, 2, self.env.theme.dim());
        }
    }
}
