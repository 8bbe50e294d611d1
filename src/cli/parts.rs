//! The lower half of `cchc show`: the lists that belong to a task.

use super::show::Page;
use crate::domain::history::Entry;
use crate::domain::note::{Note, Step};
use crate::domain::occurrence::Occurrence;
use crate::error::AppError;
use crate::present::dates;
use crate::present::lang::bi;
use crate::present::messages::{history, labels};
use crate::present::text::pad;

impl Page<'_> {
    /// The occurrences, where there are several or the one has something to tell.
    pub fn occurrences(&mut self) -> Result<(), AppError> {
        let all = &self.task.occurrences;
        if all.len() < 2 && all.iter().all(|o| o.result.is_none()) {
            return Ok(());
        }
        let done = all.iter().filter(|o| !o.is_open()).count();
        let name = self.word(bi("Các kỳ", "Due dates"));
        self.out.heading(&format!("{name} {done}/{}", all.len()))?;
        for occurrence in all {
            let line = self.occurrence(occurrence);
            self.out.item(2, 5, &line)?;
        }
        Ok(())
    }

    fn occurrence(&self, occurrence: &Occurrence) -> String {
        let (row_cx, lang) = (self.context.row_cx, self.context.lang);
        let late = occurrence.is_open() && occurrence.due_on.is_some_and(|due| due < row_cx.today);
        let sign = match (occurrence.is_open(), late) {
            (false, _) => "✓",
            (true, true) => "●",
            (true, false) => "○",
        };
        let period = pad(&dates::period(self.task.row.rhythm, occurrence, lang), 18);
        let due = occurrence
            .due_on
            .map(dates::full)
            .unwrap_or_else(|| "–".to_owned());
        let due_word = lang.pick("hạn", "due");
        let mut line = format!("{:>2} {sign} {period} {due_word} {due}", occurrence.ordinal);
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
        line
    }

    /// The steps with their ticks.
    pub fn steps(&mut self) -> Result<(), AppError> {
        let row = &self.task.row;
        if self.task.steps.is_empty() {
            return Ok(());
        }
        let name = self.word(bi("Các bước", "Steps"));
        self.out
            .heading(&format!("{name} {}/{}", row.steps_done, row.steps))?;
        for Step {
            position,
            title,
            done_on,
            ..
        } in &self.task.steps
        {
            let tick = if done_on.is_some() { "x" } else { " " };
            let day = done_on
                .map(|day| format!(" ({})", dates::full(day)))
                .unwrap_or_default();
            self.out
                .item(2, 7, &format!("{position:>2} [{tick}] {title}{day}"))?;
        }
        Ok(())
    }

    /// The extensions, old day and new.
    pub fn extensions(&mut self) -> Result<(), AppError> {
        if self.task.extensions.is_empty() {
            return Ok(());
        }
        self.out.heading(self.word(bi("Gia hạn", "Extensions")))?;
        for extension in &self.task.extensions {
            let (old, new) = (
                dates::full(extension.old_due_on),
                dates::full(extension.new_due_on),
            );
            let agreed = self.word(bi("đồng ý", "approved by"));
            let letter = extension.letter.as_deref();
            let letter = letter
                .map(|letter| format!(" · {letter}"))
                .unwrap_or_default();
            let (reason, by) = (&extension.reason, &extension.agreed_by);
            let line = format!("{old} → {new}: {reason} · {agreed}: {by}{letter}");
            self.out.item(2, 2, &line)?;
        }
        Ok(())
    }

    /// The documents that prove completion.
    pub fn evidence(&mut self) -> Result<(), AppError> {
        if self.task.evidence.is_empty() {
            return Ok(());
        }
        self.out.heading(self.word(bi("Minh chứng", "Evidence")))?;
        for (nth, evidence) in (1..).zip(&self.task.evidence) {
            let date = evidence.dated_on.map(dates::full);
            let parts = [
                Some(format!("{nth:>2} {}", evidence.number)),
                date,
                evidence.summary.clone(),
                evidence.path.clone(),
            ];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            self.out.item(2, 5, &parts.join(" · "))?;
        }
        Ok(())
    }

    /// All notes, the newest first.
    pub fn notes(&mut self) -> Result<(), AppError> {
        if self.task.notes.is_empty() {
            return Ok(());
        }
        let name = self.word(bi("Ghi chú", "Notes"));
        self.out
            .heading(&format!("{name} {}", self.task.notes.len()))?;
        for note in &self.task.notes {
            let line = self.note_head(note);
            self.out.line(&line)?;
            self.out.paragraph(4, &note.body)?;
        }
        Ok(())
    }

    fn note_head(&self, note: &Note) -> String {
        let kind = labels::note_kind(note.kind).get(self.context.lang);
        let open = if note.open {
            bi(" · chưa trả lời", " · unanswered")
        } else if note.is_answered() {
            bi(" · đã trả lời", " · answered")
        } else {
            bi("", "")
        };
        let answers = if note.answers.is_some() {
            bi(" · trả lời vướng mắc", " · answers a difficulty")
        } else {
            bi("", "")
        };
        let (open, answers) = (self.word(open), self.word(answers));
        format!(
            "  {} {} · {kind}{open}{answers}",
            dates::full(note.day),
            note.signed
        )
    }

    /// All changes, the newest first.
    pub fn history(&mut self, entries: &[Entry]) -> Result<(), AppError> {
        self.out.heading(self.word(bi("Lịch sử", "History")))?;
        for entry in entries {
            self.out
                .item(2, 2, &history::line(entry, self.context.lang))?;
        }
        Ok(())
    }
}
