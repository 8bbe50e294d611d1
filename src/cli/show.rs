//! `cchc show`: one task whole, everything that the file knows of it.

use super::args::Grammar;
use super::context::Context;
use super::output::{Out, Style};
use super::record::json;
use super::whole::Whole;
use super::{input, lookup};
use crate::domain::day::Day;
use crate::domain::task::Task;
use crate::domain::timeliness::Timeliness;
use crate::error::{AppError, Say};
use crate::present::lang::{Bi, bi};
use crate::present::messages::{deadlines, labels};
use crate::present::text::pad;
use crate::present::{columns, dates};
use clap::{ArgMatches, Command};

/// More entries than any task has.
const ALL: usize = i32::MAX as usize;

/// Its words.
pub fn grammar(words: Grammar) -> Command {
    words
        .command("show", bi("Xem toàn bộ một nhiệm vụ", "Show a task"))
        .arg(words.code())
        .arg(
            words
                .choice(
                    "format",
                    bi("CÁCH", "HOW"),
                    &["text", "json"],
                    bi("Dạng: text, json", "Format: text, json"),
                )
                .default_value("text"),
        )
}

/// Prints the task.
pub fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    let task = lookup::task(context, input::given(matches, "code").unwrap_or_default())?;
    let entries = context.store.history(task.row.id, ALL).say(context.lang)?;
    if input::given(matches, "format") == Some("json") {
        let whole = Whole::of(&task, &entries, context);
        return out.write(&format!("{}\n", json(&whole)));
    }
    let mut page = Page {
        context,
        task: &task,
        out,
    };
    page.head()?;
    page.facts()?;
    page.texts()?;
    page.occurrences()?;
    page.steps()?;
    page.extensions()?;
    page.evidence()?;
    page.notes()?;
    page.history(&entries)
}

/// The page being printed.
pub struct Page<'p> {
    /// The run.
    pub context: &'p Context,
    /// The task.
    pub task: &'p Task,
    /// Where it goes.
    pub out: &'p mut Out,
}

impl Page<'_> {
    /// A pair in the language of the run.
    pub fn word(&self, pair: Bi) -> &'static str {
        pair.get(self.context.lang)
    }

    /// Code and title, then state and timeliness as sign and words.
    fn head(&mut self) -> Result<(), AppError> {
        let (row, row_cx, lang) = (&self.task.row, self.context.row_cx, self.context.lang);
        let mark = if row.illustrative { "°" } else { "" };
        let title = format!("{}{mark}  {}", row.code, row.title);
        for line in crate::present::text::wrap(&title, self.out.width.min(100)) {
            let painted = self.out.paint(Style::Bold, &line);
            self.out.write(&format!("{painted}\n"))?;
        }
        let timeliness = row.timeliness(row_cx.today, row_cx.soon_days);
        let left = columns::left(row, row_cx);
        let mut sentence = vec![labels::state(row.state).get(lang).to_owned()];
        // What is overdue or was done late, the words for what is left say too.
        if let Timeliness::Later | Timeliness::DueSoon | Timeliness::DoneOnTime = timeliness {
            sentence.push(labels::timeliness(timeliness).get(lang).to_owned());
        }
        if !sentence.contains(&left) {
            sentence.push(left);
        }
        self.out.line(&format!(
            "{} {}",
            columns::sign(row, row_cx),
            sentence.join(" · ")
        ))?;
        if row.illustrative {
            self.out.line(lang.pick(
                "° đơn vị, thời hạn và tiến độ là minh họa",
                "° sample data: unit, deadline and progress are fictitious",
            ))?;
        }
        Ok(())
    }

    /// One line "name: value"; without a value none.
    fn fact(&mut self, name: Bi, value: &str) -> Result<(), AppError> {
        if value.is_empty() {
            return Ok(());
        }
        let name = pad(self.word(name), 14);
        let columns = self.out.width.min(100).saturating_sub(16);
        for (nth, row) in crate::present::text::wrap(value, columns)
            .iter()
            .enumerate()
        {
            let name = if nth == 0 { name.as_str() } else { "" };
            self.out.line(&format!("  {name:14}{row}"))?;
        }
        Ok(())
    }

    fn facts(&mut self) -> Result<(), AppError> {
        let (task, lang) = (self.task, self.context.lang);
        let row = &task.row;
        self.out.line("")?;
        let line = task
            .source_line
            .map(|n| lang.pick(format!(" (dòng {n})"), format!(" (line {n})")));
        let place = format!(
            "{} {}{}",
            task.section,
            task.section_title,
            line.unwrap_or_default()
        );
        self.fact(bi("Mục", "Section"), &place)?;
        self.fact(
            bi("Thuộc đề mục", "Heading"),
            task.heading_words().unwrap_or_default(),
        )?;
        self.fact(
            bi("Chủ trì", "Lead unit"),
            row.lead.as_deref().unwrap_or("–"),
        )?;
        let mut with: Vec<&str> = task
            .coordinating
            .iter()
            .map(|(_, unit)| unit.as_str())
            .collect();
        with.extend(task.coordinating_text.as_deref());
        self.fact(bi("Phối hợp", "Co-operating"), &with.join(", "))?;
        self.dates()?;
        self.fact(
            bi("Sản phẩm", "Product"),
            task.product.as_deref().unwrap_or_default(),
        )?;
        let key = lang.pick("có", "yes");
        self.fact(
            bi("Trọng tâm", "Key task"),
            if row.key_task { key } else { "" },
        )?;
        self.fact(
            bi("Lý do", "Reason"),
            task.hold_reason.as_deref().unwrap_or_default(),
        )?;
        self.fact(
            bi("Sửa gần nhất", "Last change"),
            &dates::full(row.touched_on),
        )
    }

    fn dates(&mut self) -> Result<(), AppError> {
        let (task, lang) = (self.task, self.context.lang);
        let day = |day: Option<Day>| {
            day.map(|day| dates::with_weekday(day, lang))
                .unwrap_or_default()
        };
        self.fact(bi("Thời hạn", "Deadline"), &self.deadline())?;
        self.fact(bi("Ngày hạn", "Due date"), &self.due())?;
        self.fact(bi("Từ ngày", "From"), &day(task.start_on))?;
        self.fact(bi("Tính từ", "Counted from"), &day(task.base_on))?;
        self.fact(bi("Hoàn thành", "Completed"), &day(task.row.done_on))
    }

    fn deadline(&self) -> String {
        let (row, lang) = (&self.task.row, self.context.lang);
        let kind = labels::deadline_kind(row.kind).get(lang);
        if row.deadline.is_empty() {
            return kind.to_owned();
        }
        format!("{} ({kind})", deadlines::shown(&row.deadline, lang))
    }

    fn due(&self) -> String {
        let (row, lang) = (&self.task.row, self.context.lang);
        let due = row
            .due_on
            .map(|day| dates::with_weekday(day, lang))
            .unwrap_or_default();
        match row
            .original_due_on
            .filter(|_| row.original_due_on != row.due_on)
        {
            Some(first) => {
                let first = dates::full(first);
                // The day may have been taken away.
                let due = if due.is_empty() { "–" } else { &due };
                lang.pick(
                    format!("{due} (hạn gốc {first})"),
                    format!("{due} (originally {first})"),
                )
            }
            None => due,
        }
    }

    fn texts(&mut self) -> Result<(), AppError> {
        self.out.heading(self.word(bi("Nội dung", "Text")))?;
        self.out.paragraph(2, &self.task.text)?;
        if let Some(source) = &self.task.source_text {
            self.out
                .heading(self.word(bi("Nguyên văn trong văn bản", "As printed in the document")))?;
            self.out.paragraph(2, source)?;
        }
        Ok(())
    }
}
