//! One task whole: its parts can be selected, ticked, completed and reopened one by one.

use super::layer::{Amend, Cx, Footer, FormRequest, Layer, News, Next, Placement, Request};
use crate::domain::change::Change;
use crate::domain::ids::{NoteId, TaskId};
use crate::domain::journal::JournalEntry;
use crate::domain::task::{Occurrence, Task};
use crate::present::dates;
use crate::present::lang::{Bi, bi};
use crate::present::messages::report::nobody_to_remind;
use crate::present::task_view::{TaskItemId, TaskView};
use crate::present::text::{safe, width, wrap};
use crate::store::{Result, Store};
use crate::tui::actions::{Action, KeyContext};
use crate::tui::env::Env;
use crate::tui::toggle_done::Toggled;
use crate::tui::widgets::scroll::{scrolled, step};
use crate::tui::wrapped_text::{WrappedLine, WrappedText, draw_lines};
use ratatui::Frame as Canvas;
use ratatui::style::Style;

/// The most entries of a task's history that are loaded; the journal may hold any number.
const HISTORY: usize = 200;

/// A task whole.
#[derive(Debug)]
pub(crate) struct Detail {
    task: Task,
    /// The newest first.
    history: Vec<JournalEntry>,
    /// The selected part.
    part: Option<TaskItemId>,
    /// The first line on the screen.
    top: usize,
    toggled: Toggled,
}

impl Detail {
    /// Reads a task; none where it is gone.
    pub(super) fn open(id: TaskId, toggled: Toggled, store: &Store) -> Result<Option<Self>> {
        let Some(task) = store.task(id)? else {
            return Ok(None);
        };
        let history = store.history(id, HISTORY)?;
        Ok(Some(Self::new(task, history, toggled)))
    }

    fn load(&mut self, store: &Store) -> Result<Next> {
        let id = self.task.row.id;
        let Some(task) = store.task(id)? else {
            // An addition was undone, one's own or a colleague's.
            return Ok(Next::Close);
        };
        self.set_task(task, store.history(id, HISTORY)?);
        Ok(Next::Stay)
    }

    fn act_on_part(&mut self, action: Action, env: &Env) -> Next {
        let writes = matches!(
            action,
            Action::Done
                | Action::Note
                | Action::State
                | Action::Deadline
                | Action::Evidence
                | Action::Edit
                | Action::Remove
        );
        if !writes {
            return Next::Stay;
        }
        if let Some(refused) = Next::read_only(env) {
            return refused;
        }
        if action == Action::Done {
            return match (self.toggle(env), self.difficulty()) {
                (Some(change), _) => Next::apply(vec![change]),
                (None, Some(_)) => self.act_on_part(Action::Note, env),
                (None, None) => Next::Stay,
            };
        }
        let task = self.task.clone();
        let amend = match (action, self.part) {
            (Action::Edit, Some(TaskItemId::Evidence(row))) => Some(Amend::CorrectEvidence(row)),
            (Action::Edit, Some(TaskItemId::Step(step))) => Some(Amend::RenameStep(step)),
            (Action::Remove, Some(TaskItemId::Evidence(row))) => Some(Amend::RemoveEvidence(row)),
            (Action::Remove, Some(TaskItemId::Step(step))) => Some(Amend::RemoveStep(step)),
            _ => None,
        };
        if let Some(amend) = amend {
            return Next::Open(Request::Form(FormRequest::Amend(Box::new(task), amend)));
        }
        match Request::writing(action, vec![task], self.difficulty(), env) {
            Ok(request) => Next::Open(request),
            Err(refused) => Next::fail(refused),
        }
    }

    /// With the oldest open occurrence selected.
    fn new(task: Task, history: Vec<JournalEntry>, toggled: Toggled) -> Self {
        let part = task.current().map(|o| TaskItemId::Occurrence(o.id));
        let part = part.or_else(|| parts(&task).first().copied());
        Self {
            task,
            history,
            part,
            top: 0,
            toggled,
        }
    }

    /// Replaces the task; the selection stays on its part where that is still there.
    fn set_task(&mut self, task: Task, history: Vec<JournalEntry>) {
        self.task = task;
        self.history = history;
        let parts = parts(&self.task);
        if self.part.is_none_or(|part| !parts.contains(&part)) {
            self.part = parts.first().copied();
        }
    }

    /// Scrolls, or selects another part.
    fn step(&mut self, action: Action, env: &Env) {
        let rows = env.layout().body_rows().max(1);
        let lines = self.lines(env);
        let last = lines.len().saturating_sub(rows);
        match action {
            Action::PreviousPart | Action::NextPart => {
                self.select(action == Action::NextPart);
                let lines = self.lines(env);
                let at = lines.iter().position(|line| line.selected).unwrap_or(0);
                self.top = scrolled(self.top.min(last), at, rows, lines.len());
            }
            _ => self.top = step(self.top, action, rows, last),
        }
    }

    /// Selects the next part or the one before; from the last one it goes on to the first, so that a
    /// difficulty above a lone due date is found with either key.
    fn select(&mut self, forward: bool) {
        let parts = parts(&self.task);
        let last = parts.len().saturating_sub(1);
        let at = self
            .part
            .and_then(|part| parts.iter().position(|p| *p == part));
        let to = match (at, forward) {
            (None, _) => 0,
            (Some(at), true) if at < last => at + 1,
            (Some(_), true) => 0,
            (Some(at), false) => at.checked_sub(1).unwrap_or(last),
        };
        self.part = parts.get(to).copied();
    }

    /// What Space does to the selected part; a difficulty is answered by a note instead, a document
    /// is corrected by the key that edits.
    fn toggle(&self, env: &Env) -> Option<Change> {
        let task = self.task.row.id;
        match self.part? {
            TaskItemId::Occurrence(id) => {
                if let Some(restored) = self.toggled.restored(&self.task, Some(id)) {
                    return Some(restored);
                }
                let occurrence = self.task.occurrence(id)?;
                Some(if occurrence.is_open() {
                    let done_on = env.today;
                    Change::Complete {
                        task,
                        occurrence: Some(id),
                        done_on,
                        result: None,
                    }
                } else {
                    let seen = occurrence.completion();
                    Change::Reopen { task, seen }
                })
            }
            TaskItemId::Step(id) => {
                let step = self.task.step(id)?;
                Some(Change::TickStep {
                    task,
                    step: id,
                    done: step.done_on.is_none(),
                    seen: step.done_on,
                })
            }
            TaskItemId::Evidence(_) | TaskItemId::Note(_) => None,
        }
    }

    /// The open difficulty under the cursor.
    fn difficulty(&self) -> Option<NoteId> {
        match self.part {
            Some(TaskItemId::Note(note)) => Some(note),
            _ => None,
        }
    }

    fn lines(&self, env: &Env) -> Vec<WrappedLine> {
        let columns = usize::from(env.size.0).saturating_sub(2).max(1);
        let mut page = WrappedText::new(env, columns);
        let task = &self.task;
        let mut view = TaskView::new(task, env.row_cx()).with_units(&env.units);
        view.head();
        page.items(view.take(), None, page.due(&task.row));
        page.difficulties(task, self.part);
        page.blank();
        page.text(&task.texts.text, 0, Style::new());
        page.blank();
        view.facts();
        view.remark();
        page.items(view.take(), None, Style::new());
        page.occurrences(task, self.part);
        view.steps();
        view.extensions();
        view.evidence();
        page.items(view.take(), self.part, Style::new());
        if task.evidence.is_empty() {
            page.title(page.pick("Minh chứng", "Evidence"));
            page.none(Action::Evidence, bi("để thêm", "to add"));
        }
        view.notes();
        page.items(view.take(), None, Style::new());
        if task.notes.is_empty() {
            page.title(page.pick("Ghi chú 0", "Notes 0"));
            page.none(Action::Note, bi("để viết", "to write one"));
        }
        if !self.history.is_empty() {
            page.title(page.pick("Lịch sử", "History"));
            view.history(&self.history);
            page.items(view.take(), None, env.theme.dim());
        }
        page.source(task);
        page.into_lines()
    }
}

impl Layer for Detail {
    fn placement(&self) -> Placement<'_> {
        Placement::Screen
    }

    fn context(&self) -> KeyContext {
        KeyContext::Detail
    }

    fn footer(&self) -> Footer {
        Footer::of(&[
            Action::Done,
            Action::Note,
            Action::NextPart,
            Action::Back,
            Action::Undo,
            Action::Deadline,
            Action::State,
            Action::Evidence,
            Action::Edit,
            Action::Document,
        ])
    }

    fn offers(&self, action: Action, _env: &Env) -> bool {
        !matches!(action, Action::NextPart | Action::PreviousPart) || parts(&self.task).len() > 1
    }

    fn label(&self, action: Action) -> Option<Bi> {
        let answers = action == Action::Note && self.difficulty().is_some();
        answers.then_some(bi("trả lời", "answer"))
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        Ok(match action {
            Action::Back => Next::Close,
            Action::Document => Next::Open(Request::Document(Some(self.task.row.id))),
            Action::Report => Next::Pass,
            Action::Remind => match self.task.texts.lead {
                Some(unit) => Next::Open(Request::Reminder(unit)),
                None => Next::notify(nobody_to_remind(cx.env.lang)),
            },
            Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::Top
            | Action::Bottom
            | Action::PreviousPart
            | Action::NextPart => {
                let before = self.part;
                self.step(action, cx.env);
                if self.part != before {
                    self.toggled = Toggled::default();
                }
                Next::Stay
            }
            _ => self.act_on_part(action, cx.env),
        })
    }

    fn reload(&mut self, news: &News<'_>, cx: &Cx<'_>) -> Result<Next> {
        match news {
            News::Saved(saved) => {
                if let Some(toggled) = Toggled::by(&saved.receipt, &saved.changes) {
                    self.toggled = toggled;
                }
            }
            News::Reverted(_) => self.toggled = Toggled::default(),
            News::Changed | News::Outdated => {}
            _ => return Ok(Next::Stay),
        }
        self.load(cx.store)
    }

    fn shows(&mut self, request: &Request, _env: &Env) -> bool {
        matches!(request, Request::Detail(id, _) if *id == self.task.row.id)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        draw_lines(canvas, env.layout().body, self.lines(env), self.top);
    }
}

/// All parts in the order in which they stand on the screen.
fn parts(task: &Task) -> Vec<TaskItemId> {
    let occurrences = task
        .occurrences
        .iter()
        .map(|o| TaskItemId::Occurrence(o.id));
    let steps = task.steps.iter().map(|step| TaskItemId::Step(step.id));
    let open = task.notes.iter().filter(|note| note.open);
    open.map(|note| TaskItemId::Note(note.id))
        .chain(occurrences)
        .chain(steps)
        .chain(task.evidence.iter().map(|one| TaskItemId::Evidence(one.id)))
        .collect()
}

impl WrappedText<'_> {
    /// What is stuck comes first: it waits for somebody.
    fn difficulties(&mut self, task: &Task, part: Option<TaskItemId>) {
        let (lang, theme) = (self.env.lang, self.env.theme);
        for note in task.notes.iter().filter(|note| note.open) {
            let here = part == Some(TaskItemId::Note(note.id));
            let stuck = lang.pick("Vướng mắc", "Difficulty");
            let key = self.env.key(KeyContext::Detail, Action::Note);
            let select = self.env.key(KeyContext::Detail, Action::PreviousPart);
            let answer = match (self.env.read_only, here) {
                (true, _) => String::new(),
                (false, true) => lang.pick(
                    format!(" — {key} để trả lời"),
                    format!(" — press {key} to answer"),
                ),
                (false, false) => lang.pick(
                    format!(" — {select} để chọn, {key} để trả lời"),
                    format!(" — {select} to select, {key} to answer"),
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

    /// The due dates as a row of cells: "Q1 ✓ Q2 ● Q3 ○ Q4 ○".
    fn occurrences(&mut self, task: &Task, part: Option<TaskItemId>) {
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
            let here = part == Some(TaskItemId::Occurrence(occurrence.id));
            selected |= here;
            pieces.push((cell, self.cell_style(occurrence, here)));
        }
        self.push(pieces, selected);
        if let Some(TaskItemId::Occurrence(id)) = part
            && let Some(chosen) = task.occurrence(id)
        {
            let text = self.occurrence(task, chosen);
            self.text(&text, 2, self.env.theme.dim());
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
        use crate::domain::task::{State, timeliness};
        let row_cx = self.env.row_cx();
        let state = if occurrence.is_open() {
            State::NotStarted
        } else {
            State::Done
        };
        let timeliness = timeliness(
            state,
            occurrence.due_on,
            occurrence.on_time(),
            row_cx.today,
            row_cx.soon_days,
        );
        let style = self.env.theme.due(timeliness, state);
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
        parts.push(self.completion(occurrence));
        parts.extend(occurrence.result.clone());
        parts.join(" · ")
    }

    /// When it was completed, or how it waits.
    fn completion(&self, occurrence: &Occurrence) -> String {
        let lang = self.env.lang;
        match occurrence.done_on {
            Some(done) => {
                let completed = match occurrence.on_time() {
                    Some(false) => lang.pick("xong quá hạn", "completed late"),
                    _ => lang.pick("xong", "completed"),
                };
                format!("{completed} {}", dates::full(done))
            }
            None if occurrence.due_on.is_some_and(|due| due < self.env.today) => {
                lang.text("quá hạn", "overdue")
            }
            None => lang.text("chưa xong", "not completed"),
        }
    }

    /// "none yet", and the key that adds one where something can be added.
    fn none(&mut self, action: Action, purpose: Bi) {
        let key = self.env.key(KeyContext::Detail, action);
        let purpose = purpose.get(self.env.lang);
        let none = self.pick("chưa có", "none yet");
        let none = match self.env.read_only {
            true => none.to_owned(),
            false => self.env.lang.pick(
                format!("{none} — {key} {purpose}"),
                format!("{none} — press {key} {purpose}"),
            ),
        };
        self.text(&none, 2, self.env.theme.dim());
    }

    fn source(&mut self, task: &Task) {
        if let Some(source) = &task.source_text {
            self.title(self.pick("Nguyên văn bản quét", "The text as scanned"));
            self.text(source, 2, self.env.theme.dim());
        }
    }
}
