//! How things are named in a report: tasks, units, days, texts that a person writes.

use super::data::{ReportData, text_places};
use super::document::Block;
use super::figures::Figures;
use crate::domain::ids::UnitId;
use crate::domain::note::{Evidence, Note, NoteKind};
use crate::domain::snapshot::TaskAsOf;
use crate::domain::task::Occurrence;
use crate::domain::unit::{Unit, UnitScope};
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::messages::report::{count, rate, to_write};
use std::cell::RefCell;
use std::collections::HashSet;

/// Writes blocks from data.
pub(crate) struct BlockWriter<'f> {
    pub data: &'f ReportData,
    pub lang: Lang,
    /// Whether a unit's name stands above, and is not written again with each task.
    pub under_unit: bool,
    /// What was written.
    pub blocks: Vec<Block>,
    /// The units whose whole name was written already.
    mentioned: RefCell<HashSet<UnitId>>,
}

impl<'f> BlockWriter<'f> {
    pub(crate) fn new(data: &'f ReportData) -> Self {
        Self {
            data,
            lang: data.query.lang,
            under_unit: data.query.unit != UnitScope::All,
            blocks: Vec::new(),
            mentioned: RefCell::default(),
        }
    }

    /// The one of two values that is for the report's language.
    pub(crate) fn pick<T>(&self, vi: T, en: T) -> T {
        self.lang.pick(vi, en)
    }

    /// The same as a text of its own.
    pub(crate) fn text(&self, vi: &str, en: &str) -> String {
        self.lang.text(vi, en)
    }

    pub(crate) fn heading(&mut self, level: u8, vi: &str, en: &str) {
        let text = self.pick(vi, en).to_owned();
        self.blocks.push(Block::Heading { level, text });
    }

    pub(crate) fn paragraph(&mut self, vi: impl Into<String>, en: impl Into<String>) {
        let text = self.pick(vi.into(), en.into());
        self.blocks.push(Block::Paragraph(text));
    }

    /// An item of a list.
    pub(crate) fn item(&mut self, text: String) {
        self.blocks.push(Block::Item(text));
    }

    /// A place for a text that a person writes.
    pub(crate) fn place(&mut self, name: &str) {
        let mut places = text_places(self.data.query.kind).iter();
        let prompt = places.find(|place| place.name == name);
        let prompt = prompt.map_or(bi("", ""), |part| part.prompt);
        let text = self.data.texts.get(name);
        self.blocks.push(Block::Place {
            part: name.to_owned(),
            prompt: to_write(prompt, self.lang),
            text: text.filter(|text| !text.trim().is_empty()).cloned(),
        });
    }

    /// "05"; "12".
    pub(crate) fn n(&self, n: impl TryInto<i64>) -> String {
        count(n, self.lang)
    }

    /// " kỳ Quý II," after a task's name; nothing where it does not recur.
    pub(crate) fn period(&self, task: &TaskAsOf, occurrence: &Occurrence) -> String {
        let period = dates::period(task.rhythm, occurrence, self.lang);
        match period.is_empty() {
            true => period,
            false => self.pick(format!(" kỳ {period},"), format!(" {period},")),
        }
    }

    pub(crate) fn unit(&self, id: Option<UnitId>) -> Option<&'f Unit> {
        self.data.units.iter().find(|unit| Some(unit.id) == id)
    }

    /// The short name of a lead unit.
    pub(crate) fn short(&self, id: Option<UnitId>) -> &'f str {
        let nobody = self.pick("chưa giao", "not assigned");
        self.unit(id).map_or(nobody, |unit| &unit.abbreviation)
    }

    /// A unit within a sentence: where it is named first, whole with its abbreviation, then by that
    /// alone.
    pub(crate) fn at_first_mention(&self, unit: &Unit) -> String {
        let short = &unit.abbreviation;
        let name = self.name(Some(unit.id));
        if !self.mentioned.borrow_mut().insert(unit.id) || name == short {
            return short.clone();
        }
        format!("{name} ({short})")
    }

    /// The full name of a lead unit.
    pub(crate) fn name(&self, id: Option<UnitId>) -> &'f str {
        let nobody = self.pick("Chưa giao đơn vị chủ trì", "Without a lead unit");
        let Some(unit) = self.unit(id) else {
            return nobody;
        };
        match (self.lang, &unit.name_en) {
            (Lang::En, Some(name)) => name,
            _ => &unit.name,
        }
    }

    /// The units that lead tasks of a list, in the alphabet's order, nobody last.
    pub(crate) fn units_of(&self, leads: &[Option<UnitId>]) -> Vec<Option<UnitId>> {
        let known = self.data.units.iter().map(|unit| Some(unit.id));
        let mut all: Vec<_> = known.filter(|id| leads.contains(id)).collect();
        let knows = |id: &UnitId| self.data.units.iter().any(|unit| unit.id == *id);
        if leads.iter().any(|id| id.is_none_or(|id| !knows(&id))) {
            all.push(None);
        }
        all
    }

    /// "2.3.1-01 Kế hoạch rà soát TTHC năm 2021 (VP)"; where the unit is named first "(VP: Văn
    /// phòng Sở)".
    pub(crate) fn task(&self, task: &TaskAsOf) -> String {
        let lead = match self.unit(task.texts.lead) {
            _ if self.under_unit => String::new(),
            Some(unit) => {
                let short = &unit.abbreviation;
                match self.mentioned.borrow_mut().insert(unit.id) {
                    true => format!(" ({short}: {})", self.name(task.texts.lead)),
                    false => format!(" ({short})"),
                }
            }
            None => format!(" ({})", self.short(None)),
        };
        let key = if task.texts.key_task {
            self.pick(", trọng tâm", ", key task")
        } else {
            ""
        };
        format!("{} {}{lead}{key}", task.code, task.texts.title)
    }

    /// A finished task with its day, whether that was late, and what proves it.
    pub(crate) fn finished(&self, task: &TaskAsOf) -> String {
        let day = task.done_on().map(dates::full).unwrap_or_default();
        let late = if task.on_time() == Some(false) {
            self.pick(" (quá hạn)", " (late)")
        } else {
            ""
        };
        let proof = match task.evidence.last() {
            Some(Evidence { number, .. }) => self.pick(
                format!("; tài liệu kiểm chứng: {number}"),
                format!("; evidence: {number}"),
            ),
            None => self.text("; chưa có tài liệu kiểm chứng", "; no evidence yet"),
        };
        let done = self.pick("hoàn thành ngày", "completed on");
        format!("{}: {done} {day}{late}{proof};", self.task(task))
    }

    /// A late task with its day and delay.
    pub(crate) fn late(&self, task: &TaskAsOf, days: i64) -> String {
        let due = task.due_on().map(dates::full).unwrap_or_default();
        let (task, days) = (self.task(task), dates::days(days, self.lang));
        self.pick(
            format!("{task}: hạn {due}, quá hạn {days};"),
            format!("{task}: due {due}, {days} overdue;"),
        )
    }

    /// A task with the occurrence that falls due.
    pub(crate) fn due(&self, task: &TaskAsOf, occurrence: &Occurrence) -> String {
        let period = self.period(task, occurrence);
        let due = occurrence.due_on.map(dates::full).unwrap_or_default();
        let task = self.task(task);
        self.pick(
            format!("{task}:{period} hạn {due};"),
            format!("{task}:{period} due {due};"),
        )
    }

    /// A note on a task as one item.
    pub(crate) fn note(&self, task: &TaskAsOf, note: &Note) -> String {
        let (text, day) = (in_one_sentence(&note.body), dates::full(note.day));
        format!("{} ({day}): {text}", self.task(task))
    }

    /// Items under a sentence; nothing where there are none.
    pub(crate) fn items(
        &mut self,
        items: Vec<String>,
        vi: impl Into<String>,
        en: impl Into<String>,
    ) {
        if !items.is_empty() {
            self.paragraph(vi, en);
        }
        self.blocks.extend(items.into_iter().map(Block::Item));
    }

    /// The items of a list, or a sentence that there are none.
    pub(crate) fn list(&mut self, items: Vec<String>, none_vi: &str, none_en: &str) {
        if items.is_empty() {
            self.paragraph(none_vi, none_en);
        }
        self.blocks.extend(items.into_iter().map(Block::Item));
    }

    /// The notes of a kind, or a sentence that there are none.
    pub(crate) fn notes(&mut self, kind: NoteKind, none_vi: &str, none_en: &str) {
        let found = self.data.notes(kind).into_iter();
        let items = found.map(|(task, note)| self.note(task, note)).collect();
        self.list(items, none_vi, none_en);
    }

    /// How tasks stand, group by group; the groups add up to the total, and empty ones are left
    /// out.
    pub(crate) fn standing(&self, figures: &Figures) -> String {
        let t = &figures.totals;
        let done = self.parts(&[
            ("đúng hạn", "on time", t.done_on_time),
            ("quá hạn", "late", t.done_late),
            ("không định hạn", "without a deadline", t.done_undated),
        ]);
        let dated = self.parts(&[
            ("trong hạn", "on schedule", figures.in_time()),
            ("quá hạn", "overdue", t.overdue),
        ]);
        let groups = [
            ("đã hoàn thành", "completed", t.done(), done),
            (
                "chưa hoàn thành, có thời hạn",
                "open with a deadline",
                t.open_dated,
                dated,
            ),
            (
                "không có thời hạn",
                "open without a deadline",
                t.open_undated,
                String::new(),
            ),
            (
                "chưa phát sinh",
                "waiting for an event",
                t.event_not_come,
                String::new(),
            ),
            ("tạm dừng", "paused", t.paused, String::new()),
        ];
        let parts: Vec<String> = groups
            .iter()
            .filter(|(_, _, n, _)| *n > 0)
            .map(|(vi, en, n, parts)| format!("{}{parts}", self.counted(vi, en, *n)))
            .collect();
        let parts = if parts.is_empty() {
            String::new()
        } else {
            format!(": {}", parts.join("; "))
        };
        format!("{}{parts}. {}", self.total(figures), self.rates(figures))
    }

    /// "Tổng số 78 nhiệm vụ (không kể 01 nhiệm vụ đã bãi bỏ)".
    fn total(&self, figures: &Figures) -> String {
        let (all, dropped) = (self.n(figures.totals.total()), figures.totals.dropped);
        let without = self.n(dropped);
        match (self.lang, dropped) {
            (Lang::Vi, 0) => format!("Tổng số {all} nhiệm vụ"),
            (Lang::Vi, _) => {
                format!("Tổng số {all} nhiệm vụ (không kể {without} nhiệm vụ đã bãi bỏ)")
            }
            (Lang::En, _) => {
                let tasks = if figures.totals.total() == 1 {
                    "task"
                } else {
                    "tasks"
                };
                let dropped = match dropped {
                    0 => String::new(),
                    _ => format!(" (excluding {without} dropped)"),
                };
                format!("{all} {tasks}{dropped}")
            }
        }
    }

    /// "đúng hạn 16"; "16 on time".
    fn counted(&self, vi: &str, en: &str, n: i64) -> String {
        let n = self.n(n);
        self.pick(format!("{vi} {n}"), format!("{n} {en}"))
    }

    fn rates(&self, figures: &Figures) -> String {
        let completion = rate(figures.completion(), self.lang);
        let on_time = rate(figures.on_time(), self.lang);
        self.pick(
            format!(
                "Tỷ lệ hoàn thành {completion}; tỷ lệ đúng hạn trong số đã hoàn thành {on_time}."
            ),
            match figures.totals.done() {
                0 => format!("{completion} completed."),
                _ => format!("{completion} completed; {on_time} of completed tasks were on time."),
            },
        )
    }

    /// " (đúng hạn 16, quá hạn 03)"; nothing where there is nothing.
    fn parts(&self, parts: &[(&str, &str, i64)]) -> String {
        let parts = parts.iter().filter(|(_, _, n)| *n > 0);
        let parts = parts.map(|(vi, en, n)| self.counted(vi, en, *n));
        let parts: Vec<String> = parts.collect();
        if parts.is_empty() {
            return String::new();
        }
        format!(" ({})", parts.join(", "))
    }
}

/// A text of several lines as a sentence: the items of a list are set apart by semicolons and lose
/// their hyphens, what goes on in small letters goes on.
pub(super) fn in_one_sentence(body: &str) -> String {
    let mut sentence = String::new();
    for line in body.lines().map(str::trim) {
        let text = line
            .trim_start_matches(['-', '+', '*', '•', '–'])
            .trim_start();
        if text.is_empty() {
            continue;
        }
        let goes_on = text.len() == line.len() && text.starts_with(char::is_lowercase);
        if !sentence.is_empty() {
            let ended = sentence.ends_with(['.', ',', ';', ':', '!', '?', '…']);
            sentence.push_str(if ended || goes_on { " " } else { "; " });
        }
        sentence.push_str(text);
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::in_one_sentence;

    #[test]
    fn lines_become_a_sentence_without_the_hyphens_of_a_list() {
        for (body, sentence) in [
            ("Đã họp với KHTC", "Đã họp với KHTC"),
            (
                "Yêu cầu Văn phòng:\n- hoàn thiện dự thảo;\n- trình Giám đốc",
                "Yêu cầu Văn phòng: hoàn thiện dự thảo; trình Giám đốc",
            ),
            ("Rà soát TTHC\n+ Báo cáo Sở", "Rà soát TTHC; Báo cáo Sở"),
            (
                "Đã gửi\n\nsố liệu năm 2020.\nCòn chờ.",
                "Đã gửi số liệu năm 2020. Còn chờ.",
            ),
            ("Giao VP - KHTC phối hợp", "Giao VP - KHTC phối hợp"),
        ] {
            assert_eq!(in_one_sentence(body), sentence);
        }
    }
}
