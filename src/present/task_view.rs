//! A task whole, described once: its parts as a list of items in one order and in the same words,
//! for whoever arranges them.

use super::columns::{self, RowContext};
use super::dates;
use super::lang::{Bi, Lang, bi};
use super::messages::{conflict, deadlines, journal, labels};
use super::names::unit_name;
use super::text::pad;
use crate::domain::day::{Day, parse_day};
use crate::domain::deadline::DeadlineKind;
use crate::domain::ids::{NoteId, OccurrenceId, StepId};
use crate::domain::journal::JournalEntry;
use crate::domain::note::{Evidence, Note};
use crate::domain::parts::{Field, FieldValue, HasParts};
use crate::domain::task::{Occurrence, Task, TaskText, Timeliness};
use crate::domain::text::{fold, join};
use crate::domain::unit::Unit;

/// What belongs to a task that something can be done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TaskItemId {
    Occurrence(OccurrenceId),
    Step(StepId),
    Evidence(i64),
    Note(NoteId),
}

/// One item of the description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TaskViewItem {
    /// What the task is called.
    Head(String),
    /// How it stands, with its sign.
    Standing(String),
    /// What a reader must know of its figures.
    Remark(&'static str),
    /// The title of the items below it.
    Title(String),
    /// A name and its value.
    Fact(Bi, String),
    /// A text of any length.
    Text(String),
    /// A line with a mark in front, like "1 ✓ "; further lines are set in below its text.
    Line {
        mark: String,
        text: String,
        part: Option<TaskItemId>,
    },
    /// What a person wrote: when, who and what kind; the text; whether it waits for an answer.
    Note {
        head: String,
        body: String,
        open: bool,
        part: TaskItemId,
    },
}

/// The task with its history, the newest change first.
pub(crate) fn describe(
    task: &Task,
    entries: &[JournalEntry],
    row_cx: RowContext,
) -> Vec<TaskViewItem> {
    let mut view = TaskView::new(task, row_cx);
    view.head();
    view.remark();
    view.facts();
    view.texts();
    view.occurrences();
    view.steps();
    view.extensions();
    view.evidence();
    view.notes();
    view.title(bi("Lịch sử", "History"), "");
    view.history(entries);
    view.items
}

/// The parts of a task one after the other, for whoever has an order of its own.
pub(crate) struct TaskView<'t> {
    task: &'t Task,
    row_cx: RowContext,
    lang: Lang,
    units: &'t [Unit],
    items: Vec<TaskViewItem>,
}

impl<'t> TaskView<'t> {
    pub(crate) fn new(task: &'t Task, row_cx: RowContext) -> Self {
        Self {
            task,
            row_cx,
            lang: row_cx.lang,
            units: &[],
            items: Vec::new(),
        }
    }

    /// Naming units in full.
    pub(crate) fn with_units(self, units: &'t [Unit]) -> Self {
        Self { units, ..self }
    }

    /// Who leads it, when it is due (without [`Self::moved`]), who co-operates, and what else its parts
    /// say, for whoever has no room for all. A key task is shown beside its title.
    pub(crate) fn brief(mut self) -> [Vec<(Bi, String)>; 4] {
        let rows: [fn(&mut Self); 4] = [Self::leading, Self::when, Self::joining, |view| {
            view.parts(false)
        }];
        rows.map(|row| {
            row(&mut self);
            let fact = |item| match item {
                TaskViewItem::Fact(name, value) => Some((name, value)),
                _ => None,
            };
            self.take().into_iter().filter_map(fact).collect()
        })
    }

    /// What was described since it was taken last.
    pub(crate) fn take(&mut self) -> Vec<TaskViewItem> {
        std::mem::take(&mut self.items)
    }

    fn title(&mut self, name: Bi, count: &str) {
        let name = format!("{} {count}", name.get(self.lang));
        self.items
            .push(TaskViewItem::Title(name.trim_end().to_owned()));
    }

    /// Nothing where there is no value.
    fn fact(&mut self, name: Bi, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.items.push(TaskViewItem::Fact(name, value));
        }
    }

    fn line(&mut self, mark: String, text: String, part: Option<TaskItemId>) {
        self.items.push(TaskViewItem::Line { mark, text, part });
    }

    /// Code and title, then state and timeliness as sign and words.
    pub(crate) fn head(&mut self) {
        let (row, row_cx, lang) = (&self.task.row, self.row_cx, self.lang);
        let mark = if row.illustrative { "°" } else { "" };
        let title = format!("{}{mark}  {}", row.code, row.title);
        self.items.push(TaskViewItem::Head(title));
        let timeliness = row.timeliness(row_cx.today, row_cx.soon_days);
        let left = columns::left(row, row_cx);
        let mut parts = vec![labels::state(row.state).get(lang).to_owned()];
        // What is overdue or was done late, the words for what is left say too.
        if let Timeliness::Later | Timeliness::DueSoon | Timeliness::DoneOnTime = timeliness {
            parts.push(labels::timeliness(timeliness).get(lang).to_owned());
        }
        if !parts.contains(&left) {
            parts.push(left);
        }
        let sign = columns::sign(row, row_cx);
        let standing = format!("{sign} {}", parts.join(" · "));
        self.items.push(TaskViewItem::Standing(standing));
    }

    /// What a reader must know of the figures of a demonstration.
    pub(crate) fn remark(&mut self) {
        if self.task.row.illustrative {
            let lang = self.lang;
            self.items.push(TaskViewItem::Remark(lang.pick(
                "° đơn vị, thời hạn và tiến độ là minh họa",
                "° sample data: unit, deadline and progress are fictitious",
            )));
        }
    }

    pub(crate) fn facts(&mut self) {
        let (task, lang) = (self.task, self.lang);
        let row = &task.row;
        let day = |day: Option<Day>| day.map(|day| dates::with_weekday(day, lang));
        let maybe = |text: &Option<String>| text.clone().unwrap_or_default();
        self.fact(bi("Vị trí", "Place"), place(task, lang));
        self.leading();
        self.joining();
        self.when_and_moved();
        let days = [
            (bi("Từ ngày", "From"), task.start_on),
            (bi("Hoàn thành", "Completed"), row.done_on),
        ];
        for (name, value) in days {
            self.fact(name, day(value).unwrap_or_default());
        }
        self.parts(true);
        self.fact(bi("Lý do", "Reason"), maybe(&task.hold_reason));
        let touched = dates::full(row.touched_on);
        self.fact(bi("Sửa gần nhất", "Last change"), touched);
    }

    fn leading(&mut self) {
        self.fact(labels::field(Field::Lead), self.lead());
    }

    fn joining(&mut self) {
        let joined = coordinating(self.task);
        self.fact(labels::field(Field::Coordinating), joined);
    }

    fn when(&mut self) {
        self.fact(labels::field(Field::Deadline), self.deadline());
    }

    fn when_and_moved(&mut self) {
        let when = format!("{}{}", self.deadline(), self.moved());
        self.fact(labels::field(Field::Deadline), when);
    }

    /// The parts of the task that have no place of their own.
    fn parts(&mut self, flags: bool) {
        let texts = &self.task.texts;
        for part in TaskText::PARTS {
            let value = match (part.field, (part.get)(texts)) {
                (Field::Title | Field::Text | Field::CoordinatingText, _)
                | (_, FieldValue::Nothing | FieldValue::Flag(false) | FieldValue::Units(_)) => {
                    continue;
                }
                (_, FieldValue::Flag(_)) if !flags => continue,
                (_, value) => conflict::shown(&value, self.lang),
            };
            self.fact(labels::field(part.field), value);
        }
    }

    /// The unit that leads it, by its name where the units are known.
    fn lead(&self) -> String {
        let (lang, row) = (self.lang, &self.task.row);
        let mut units = self.units.iter();
        let lead = units.find(|unit| Some(unit.id) == self.task.texts.lead);
        let nobody = || lang.text("chưa giao", "not assigned");
        match lead {
            Some(unit) => unit_name(unit, lang),
            None => row.lead.clone().unwrap_or_else(nobody),
        }
    }

    /// The wording, what it means, and the day in force with its weekday.
    fn deadline(&self) -> String {
        let (lang, row) = (self.lang, &self.task.row);
        let kind = labels::deadline_kind(row.kind).get(lang);
        let wording = deadlines::shown(&row.deadline, lang);
        let day = row.due_on.map(|due| day_first(due, lang));
        // A wording that is a day itself says no more than the day, in force or original.
        let only_day = || {
            let cx = self.row_cx;
            let read = parse_day(&row.deadline, cx.today, cx.year).ok();
            let letters = wording.contains(char::is_alphabetic);
            !letters && read.is_some() && (read == row.due_on || read == row.original_due_on)
        };
        let is_single = row.kind == DeadlineKind::Date && only_day();
        let is_worded = !row.deadline.is_empty() && !is_single;
        let says_kind = row.kind == DeadlineKind::Date || fold(&wording) == fold(kind);
        let mut text = match says_kind {
            true => wording.into_owned(),
            false if row.deadline.is_empty() => kind.to_owned(),
            false => format!("{wording} ({kind})"),
        };
        match day {
            Some(day) if is_worded => text = format!("{text}: {day}"),
            Some(day) => text = day,
            None => {}
        }
        text
    }

    /// What follows the deadline: ", hạn gốc 28/02/2021, gia hạn 1 lần · tính từ 01/02/2021".
    pub(crate) fn moved(&self) -> String {
        let (lang, row) = (self.lang, &self.task.row);
        let mut text = String::new();
        if let Some(original) = row
            .original_due_on
            .filter(|_| row.original_due_on != row.due_on)
        {
            let original = dates::full(original);
            text.push_str(&lang.pick(
                format!(", hạn gốc {original}"),
                format!(", originally {original}"),
            ));
        }
        if row.extensions > 0 {
            let times = dates::times(row.extensions, lang);
            text.push_str(", ");
            text.push_str(&lang.pick(format!("gia hạn {times}"), format!("extended {times}")));
        }
        if let Some(base) = self.task.base_on {
            let base = dates::full(base);
            text.push_str(&lang.pick(format!(" · tính từ {base}"), format!(" · from {base}")));
        }
        text
    }

    fn texts(&mut self) {
        self.title(bi("Nội dung", "Text"), "");
        self.items
            .push(TaskViewItem::Text(self.task.texts.text.clone()));
        if let Some(source) = &self.task.source_text {
            let name = bi("Nguyên văn trong văn bản", "As printed in the document");
            self.title(name, "");
            self.items.push(TaskViewItem::Text(source.clone()));
        }
    }

    /// The occurrences, where there are several or the one has a result.
    fn occurrences(&mut self) {
        let all = &self.task.occurrences;
        if all.len() < 2 && all.iter().all(|o| o.result.is_none()) {
            return;
        }
        let done = all.iter().filter(|o| !o.is_open()).count();
        let count = format!("{done}/{}", all.len());
        self.title(bi("Các kỳ", "Due dates"), &count);
        for occurrence in all {
            let (sign, text) = self.occurrence(occurrence);
            let mark = format!("{:>2} {sign} ", occurrence.ordinal);
            self.line(mark, text, Some(TaskItemId::Occurrence(occurrence.id)));
        }
    }

    fn occurrence(&self, occurrence: &Occurrence) -> (&'static str, String) {
        let lang = self.lang;
        let today = self.row_cx.today;
        let late = occurrence.is_open() && occurrence.due_on.is_some_and(|due| due < today);
        let sign = match (occurrence.is_open(), late) {
            (false, _) => "✓",
            (true, true) => "●",
            (true, false) => "○",
        };
        let period = pad(&dates::period(self.task.row.rhythm, occurrence, lang), 18);
        let due = occurrence
            .due_on
            .map_or_else(|| "–".to_owned(), dates::full);
        let mut line = format!("{period} {} {due}", lang.pick("hạn", "due"));
        if let Some(done) = occurrence.done_on {
            let sentence = match occurrence.on_time() {
                Some(false) => lang.pick("xong quá hạn", "completed late"),
                _ => lang.pick("xong", "completed"),
            };
            line.push_str(&format!(" · {sentence} {}", dates::full(done)));
        } else if late {
            line.push_str(lang.pick(" · quá hạn", " · overdue"));
        }
        if let Some(result) = &occurrence.result {
            line.push_str(&format!(" · {result}"));
        }
        (sign, line)
    }

    pub(crate) fn steps(&mut self) {
        let row = &self.task.row;
        if self.task.steps.is_empty() {
            return;
        }
        let count = format!("{}/{}", row.steps_done, row.steps);
        self.title(bi("Bước", "Steps"), &count);
        for step in &self.task.steps {
            let tick = if step.done_on.is_some() { "✓" } else { "○" };
            let day = step.done_on.map(|day| dates::short(day, self.row_cx.year));
            let day = day.map(|day| format!(" ({day})"));
            let text = format!("{}{}", step.title, day.unwrap_or_default());
            let mark = format!("{:>2} {tick} ", step.position);
            self.line(mark, text, Some(TaskItemId::Step(step.id)));
        }
    }

    /// The extensions, old day and new.
    pub(crate) fn extensions(&mut self) {
        if self.task.extensions.is_empty() {
            return;
        }
        self.title(bi("Gia hạn", "Extensions"), "");
        let agreed = self.lang.pick("đồng ý", "agreed by");
        for extension in &self.task.extensions {
            let old = dates::full(extension.old_due_on);
            let new = dates::full(extension.new_due_on);
            let (reason, by) = (&extension.reason, &extension.agreed_by);
            let letter = extension.letter.as_ref();
            let letter = letter.map_or_else(String::new, |letter| format!(" · {letter}"));
            let text = format!("{old} → {new}: {reason} · {agreed}: {by}{letter}");
            self.line(String::new(), text, None);
        }
    }

    /// The documents that prove completion.
    pub(crate) fn evidence(&mut self) {
        if self.task.evidence.is_empty() {
            return;
        }
        self.title(bi("Minh chứng", "Evidence"), "");
        for (nth, evidence) in (1..).zip(&self.task.evidence) {
            let part = Some(TaskItemId::Evidence(evidence.id));
            self.line(format!("{nth:>2} "), document(evidence, self.lang), part);
        }
    }

    /// All notes, the newest first.
    pub(crate) fn notes(&mut self) {
        let notes = &self.task.notes;
        if notes.is_empty() {
            return;
        }
        self.title(bi("Ghi chú", "Notes"), &notes.len().to_string());
        for note in notes {
            self.items.push(TaskViewItem::Note {
                head: note_head(note, self.lang),
                body: note.body.clone(),
                open: note.open,
                part: TaskItemId::Note(note.id),
            });
        }
    }

    /// What the journal has of it, the newest change first.
    pub(crate) fn history(&mut self, entries: &[JournalEntry]) {
        for entry in entries {
            self.line(String::new(), journal::line(entry, self.lang), None);
        }
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

/// The co-operating units and the free words beside them.
pub(crate) fn coordinating(task: &Task) -> String {
    let units = task.coordinating.iter().map(|(_, unit)| unit.as_str());
    join(units.chain(task.texts.coordinating_text.as_deref()), ", ")
}

/// "45/BC-SKHCN ngày 10/06/2021 · Báo cáo quý II · /chung/45.pdf".
fn document(evidence: &Evidence, lang: Lang) -> String {
    let mut text = evidence.number.clone();
    if let Some(day) = evidence.dated_on.map(dates::full) {
        text.push_str(&lang.pick(format!(" ngày {day}"), format!(" of {day}")));
    }
    for more in [&evidence.summary, &evidence.path].into_iter().flatten() {
        text.push_str(" · ");
        text.push_str(more);
    }
    text
}

/// "11/06/2021 Lan · vướng mắc · chưa trả lời".
fn note_head(note: &Note, lang: Lang) -> String {
    let kind = labels::note_kind(note.kind).get(lang);
    let open = match (note.open, note.is_answered()) {
        (true, _) => lang.pick(" · chưa trả lời", " · unanswered"),
        (false, true) => lang.pick(" · đã trả lời", " · answered"),
        (false, false) => "",
    };
    let answers = match note.answers {
        Some(_) => lang.pick(" · trả lời vướng mắc", " · answers a difficulty"),
        None => "",
    };
    let (day, signed) = (dates::full(note.day), &note.signed);
    format!("{day} {signed} · {kind}{open}{answers}")
}
