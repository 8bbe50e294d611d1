//! The outcome of an import: for people, for scripts, and as a file of what was not taken.

use crate::annex::compare::DiffStatus;
use crate::annex::parsed::{
    AnnexAnswer, AnnexColumn, AnnexProblem, AnnexQuestion, AnnexTask, ParsedSheet, QuestionKind,
};
use crate::cli::output::{Emphasis, Out};
use crate::domain::area::Section;
use crate::domain::day::{Day, iso};
use crate::domain::text::fold;
use crate::error::{AppError, AppErrorKind, Result};
use crate::formats::save::save;
use crate::formats::table::csv_cell;
use crate::import::units::{for_office, means_own_units, suggested};
use crate::import::{Import, ImportChanges, ImportDecisions, LoadedPlan, NoSection};
use crate::present::lang::Lang;
use crate::present::messages::{errors, import as messages, labels};
use crate::present::text::{cut, shell_word};
use crate::sheets::workbook::column_letters;
use serde_json::{Map, Value, json};
use std::collections::HashSet;
use std::path::Path;

/// How many letters of a text a line shows.
const SHOWN: usize = 70;
/// How many rows of one unknown unit are named.
const ROWS: usize = 5;

/// The options that answer a question.
pub(super) fn answers(question: &AnnexQuestion, sheets: &[ParsedSheet]) -> Vec<String> {
    let place = |column| lettered(column, &question.sheet, sheets);
    let here = place(question.column);
    let choices = question.choices.iter();
    let options = choices.map(|choice| match (question.ask, choice) {
        (QuestionKind::Which(meaning), AnnexAnswer::Column(column)) => {
            format!("--map {}={}", meaning.as_str(), place(*column))
        }
        (QuestionKind::Confirm(meaning), AnnexAnswer::Yes) => {
            format!("--map {}={here}", meaning.as_str())
        }
        (QuestionKind::Confirm(_), AnnexAnswer::No) => format!("--map none={here}"),
        (_, choice) => format!("--answer {here}={}", choice.name()),
    });
    options.collect()
}

/// A column by its letters as an option names it: with its sheet where other sheets are read too, for
/// there something else stands in its place.
fn lettered(column: u32, sheet: &str, sheets: &[ParsedSheet]) -> String {
    let letters = column_letters(column);
    let mut others = sheets.iter().filter(|read| read.name != sheet);
    match others.any(|read| !read.columns.is_empty()) {
        true => shell_word(&format!("{sheet}!{letters}")),
        false => letters,
    }
}

/// A column that is not taken as an option names it: by its head, or by its letters where the head does
/// not tell it from the others or is that of a column that is taken in another sheet.
fn named(column: &AnnexColumn, sheet: &ParsedSheet, sheets: &[ParsedSheet]) -> String {
    let head = fold(&column.head);
    let is_same = |known: &&AnnexColumn| fold(&known.head) == head;
    let first = sheet.columns.iter().find(is_same);
    let first = first.is_some_and(|known| known.column == column.column);
    let mut others = sheets.iter().filter(|read| read.name != sheet.name);
    let taken = others.any(|read| {
        let mut same = read.columns.iter().filter(is_same);
        same.any(|known| !read.not_taken.contains(&known.column))
    });
    match head.is_empty() || column.head.contains('"') || !first || taken {
        true => lettered(column.column, &sheet.name, sheets),
        false => format!("\"{}\"", column.head),
    }
}

/// The outcome of an import, for people and for scripts.
pub(super) struct ImportReport<'r> {
    /// The file's name, and as it was typed.
    pub(super) name: &'r str,
    pub(super) typed: &'r str,
    pub(super) plan: &'r LoadedPlan,
    pub(super) decisions: &'r ImportDecisions,
    pub(super) import: &'r Import,
    pub(super) changes: &'r ImportChanges,
    /// The codes of the tasks that were written, by the annex's tasks.
    pub(super) codes: &'r [Option<String>],
    pub(super) dry: bool,
    pub(super) lang: Lang,
}

/// A row that was not taken, and why.
struct Rejected<'r> {
    sheet: &'r str,
    row: u32,
    column: Option<u32>,
    text: &'r str,
    reason: String,
}

impl<'r> ImportReport<'r> {
    fn year(&self) -> i32 {
        self.plan.plan.year
    }

    fn is_left_out(&self, task: &AnnexTask) -> bool {
        let rows = &self.decisions.skipped;
        rows.contains(&(task.sheet.clone(), task.row))
    }

    fn due_on(&self, task: &AnnexTask) -> Option<Day> {
        task.due.due_days(self.year()).into_iter().flatten().next()
    }

    /// Why something of the task is not taken over.
    fn not_taken(&self, at: usize, status: &DiffStatus, place: Option<&NoSection>) -> Vec<String> {
        let place = place.filter(|_| *status == DiffStatus::New);
        let place = place.map(|place| messages::no_place(place, self.lang));
        let kept = self.changes.forbidden.iter().filter(|kept| kept.task == at);
        let kept = kept.map(|kept| errors::refused(&kept.why, self.lang));
        place.into_iter().chain(kept).collect()
    }

    pub(super) fn json(&self) -> Value {
        let understood = &self.import.understood;
        let mut columns = Map::new();
        let read = understood.sheets.iter().flat_map(|sheet| &sheet.columns);
        for column in read {
            if let Some(meaning) = column.meaning {
                let entry = columns.entry(meaning.as_str());
                entry.or_insert_with(|| column.head.as_str().into());
            }
        }
        let tasks = self.import.tasks().enumerate();
        let tasks =
            tasks.map(|(at, (task, status, place))| self.task_json(at, task, status, place));
        let headings = understood.headings.iter().map(|heading| {
            json!({
                "sheet": heading.sheet, "row": heading.row, "text": heading.text,
                "area": heading.area,
            })
        });
        let questions = understood.questions.iter().map(|question| {
            let choices = question.choices.iter().map(|choice| choice.name());
            json!({
                "sheet": question.sheet, "column": column_letters(question.column),
                "head": question.head, "choices": choices.collect::<Vec<_>>(),
            })
        });
        let problems = understood.problems.iter().map(|problem| {
            json!({
                "sheet": problem.sheet, "row": problem.row,
                "column": problem.column.map(column_letters), "text": problem.text,
                "reason": messages::trouble(problem.reason, self.lang),
            })
        });
        let not_taken = understood.sheets.iter().flat_map(|sheet| {
            let lost = |column: &&AnnexColumn| sheet.not_taken.contains(&column.column);
            let lost = sheet.columns.iter().filter(lost);
            lost.map(|column| {
                json!({
                    "sheet": sheet.name, "column": column_letters(column.column),
                    "head": column.head,
                })
            })
        });
        json!({
            "columns": columns,
            "columns_not_taken": not_taken.collect::<Vec<_>>(),
            "tasks": tasks.collect::<Vec<_>>(),
            "headings": headings.collect::<Vec<_>>(),
            "questions": questions.collect::<Vec<_>>(),
            "problems": problems.collect::<Vec<_>>(),
        })
    }

    fn task_json(
        &self,
        at: usize,
        task: &AnnexTask,
        status: &DiffStatus,
        place: Result<&Section, &NoSection>,
    ) -> Value {
        let written = self.codes.get(at).cloned().flatten();
        let code = status.code().map(str::to_owned).or(written);
        let area = task.area.clone();
        let area = area.or_else(|| place.ok().map(|section| section.area_key.clone()));
        let warnings = messages::warnings(&task.warnings, self.lang).into_iter();
        let warnings = warnings.chain(self.not_taken(at, status, place.err()));
        json!({
            "sheet": task.sheet,
            "row": task.row,
            "status": status.as_str(),
            "code": code.or_else(|| task.code.clone()),
            "number": task.number,
            "area": area,
            "section": place.ok().map(|section| &section.number),
            "title": task.title,
            "text": task.text,
            "lead": task.lead,
            "coordinating": task.coordinating,
            "deadline": task.deadline,
            "kind": task.due.kind.as_str(),
            "due_on": self.due_on(task).map(iso),
            "product": task.product,
            "warnings": warnings.collect::<Vec<_>>(),
        })
    }

    pub(super) fn print(&self, out: &mut Out) -> Result {
        self.print_sheets(out)?;
        self.print_new(out)?;
        self.print_changed(out)?;
        self.print_headings(out)?;
        self.print_questions(out)?;
        self.print_units(out)?;
        self.print_rejected(out)?;
        self.print_missing(out)?;
        self.print_end(out)
    }

    /// How each sheet was taken.
    fn print_sheets(&self, out: &mut Out) -> Result {
        let lang = self.lang;
        out.styled(Emphasis::Bold, self.name)?;
        for sheet in &self.import.understood.sheets {
            let outcome = messages::outcome(sheet.outcome).get(lang);
            let head = match sheet.heads.first() {
                Some(row) => lang.pick(
                    format!(", đầu bảng ở dòng {row}"),
                    format!(", head in row {row}"),
                ),
                None => String::new(),
            };
            let again = match self.import.remembered.contains(&sheet.name) {
                true => lang.pick(", cột như lần trước", ", columns as chosen before"),
                false => "",
            };
            out.line(&format!("  {}: {outcome}{head}{again}", sheet.name))?;
            let columns = sheet.columns.iter().filter_map(|column| {
                let meaning = messages::meaning(column.meaning?).get(lang);
                let letters = column_letters(column.column);
                Some(format!("{letters} {} → {meaning}", column.head))
            });
            let columns: Vec<String> = columns.collect();
            if !columns.is_empty() {
                out.item(4, 2, &columns.join("; "))?;
            }
            for column in &sheet.columns {
                if sheet.not_taken.contains(&column.column) {
                    let (letters, head) = (column_letters(column.column), &column.head);
                    let not_taken = lang.pick("không lấy cột", "not taken: column");
                    let named = named(column, sheet, &self.import.understood.sheets);
                    let line = format!("! {not_taken} {letters} {head}; --map note={named}");
                    out.item(4, 4, &line)?;
                }
            }
        }
        Ok(())
    }

    fn count(&self, is: impl Fn(&DiffStatus) -> bool) -> usize {
        let all = self.import.tasks();
        all.filter(|(task, status, place)| {
            let placed = **status != DiffStatus::New || place.is_ok();
            is(status) && placed && !self.is_left_out(task)
        })
        .count()
    }

    fn print_new(&self, out: &mut Out) -> Result {
        let lang = self.lang;
        let count = self.count(|status| *status == DiffStatus::New);
        if count == 0 {
            return Ok(());
        }
        out.heading(&lang.pick(format!("+ Mới: {count}"), format!("+ New: {count}")))?;
        for (at, (task, status, place)) in self.import.tasks().enumerate() {
            let (DiffStatus::New, Ok(section)) = (status, place) else {
                continue;
            };
            if self.is_left_out(task) {
                continue;
            }
            let code = self.codes.get(at).cloned().flatten();
            let code = code.unwrap_or_else(|| format!("{}-…", section.number));
            let lead = task.lead.as_deref().unwrap_or("?");
            let deadline = self.deadline(task);
            let title = cut(&task.title, SHOWN);
            let row = self.row_of(&task.sheet, task.row);
            out.line(&format!("  {row}  {code}  {title}  {lead}{deadline}"))?;
            self.print_warnings(task, out)?;
        }
        Ok(())
    }

    /// The deadline's wording and what it comes to.
    fn deadline(&self, task: &AnnexTask) -> String {
        let wording = task.deadline.as_deref().unwrap_or_default();
        if wording.is_empty() {
            return String::new();
        }
        let wording = cut(wording, SHOWN);
        let due = messages::due(&task.due, self.year());
        let kind = labels::deadline_kind(task.due.kind).get(self.lang);
        let due = if due.is_empty() { kind } else { &due };
        format!("  {wording} → {due}")
    }

    fn print_warnings(&self, task: &AnnexTask, out: &mut Out) -> Result {
        let warnings = messages::warnings(&task.warnings, self.lang);
        match warnings.is_empty() {
            true => Ok(()),
            false => out.item(6, 2, &format!("! {}", warnings.join("; "))),
        }
    }

    fn print_changed(&self, out: &mut Out) -> Result {
        let lang = self.lang;
        let changed = self.count(|status| matches!(status, DiffStatus::Changed { .. }));
        if changed > 0 {
            out.heading(&lang.pick(format!("~ Đổi: {changed}"), format!("~ Changed: {changed}")))?;
        }
        for (at, (task, status, place)) in self.import.tasks().enumerate() {
            let DiffStatus::Changed { code, parts } = status else {
                continue;
            };
            if self.is_left_out(task) {
                continue;
            }
            let title = cut(&task.title, SHOWN);
            let row = self.row_of(&task.sheet, task.row);
            out.line(&format!("  {row}  {code}  {title}"))?;
            for part in parts {
                let name = messages::part(part.part).get(lang);
                let old = match part.old.as_str() {
                    "" => "–",
                    old => old,
                };
                out.item(6, 2, &format!("{name}: {old} → {}", part.new))?;
            }
            let warned = task.kept_deadline();
            let warned = warned.map(|warning| messages::warning(warning, lang));
            let kept = self.not_taken(at, status, place.err());
            for kept in warned.into_iter().chain(kept) {
                out.item(6, 2, &format!("! {kept}"))?;
            }
        }
        self.print_same(out)
    }

    /// How many are the same, and those whose deadline stays although the annex words it otherwise.
    fn print_same(&self, out: &mut Out) -> Result {
        let lang = self.lang;
        let same = self.count(|status| matches!(status, DiffStatus::Same { .. }));
        if same > 0 {
            out.heading(&lang.pick(format!("= Giống: {same}"), format!("= Same: {same}")))?;
        }
        for (task, status, _) in self.import.tasks() {
            if let (DiffStatus::Same { code }, Some(kept)) = (status, task.kept_deadline())
                && !self.is_left_out(task)
            {
                let title = cut(&task.title, SHOWN);
                let row = self.row_of(&task.sheet, task.row);
                out.line(&format!("  {row}  {code}  {title}"))?;
                out.item(6, 2, &format!("! {}", messages::warning(kept, lang)))?;
            }
        }
        Ok(())
    }

    fn print_headings(&self, out: &mut Out) -> Result {
        let headings = &self.import.understood.headings;
        if headings.is_empty() {
            return Ok(());
        }
        let (lang, count) = (self.lang, headings.len());
        out.heading(&lang.pick(format!("§ Đề mục: {count}"), format!("§ Headings: {count}")))?;
        for heading in headings {
            let area = heading
                .area
                .as_ref()
                .map(|key| lang.pick(format!(" → lĩnh vực {key}"), format!(" → area {key}")));
            let row = self.row_of(&heading.sheet, heading.row);
            let text = cut(&heading.text, SHOWN);
            out.line(&format!("  {row}  {text}{}", area.unwrap_or_default()))?;
        }
        Ok(())
    }

    fn print_questions(&self, out: &mut Out) -> Result {
        let questions = &self.import.understood.questions;
        if questions.is_empty() {
            return Ok(());
        }
        let (lang, count) = (self.lang, questions.len());
        out.heading(&lang.pick(
            format!("? Câu hỏi: {count}"),
            format!("? Questions: {count}"),
        ))?;
        for question in questions {
            let (sheet, letters) = (&question.sheet, column_letters(question.column));
            let asked = messages::question(question.ask, lang);
            let head = &question.head;
            let place = lang.pick(
                format!("{sheet}, cột {letters} “{head}”"),
                format!("{sheet}, column {letters} “{head}”"),
            );
            out.item(2, 2, &format!("{place}: {asked}"))?;
            let options = answers(question, &self.import.understood.sheets);
            for (choice, option) in question.choices.iter().zip(options) {
                let meant = messages::choice(*choice, lang);
                out.line(&format!("    {meant}: {option}"))?;
            }
        }
        Ok(())
    }

    fn print_units(&self, out: &mut Out) -> Result {
        let (lang, understood) = (self.lang, &self.import.understood);
        if !understood.unknown_units.is_empty() {
            out.heading(lang.pick(
                "? Đơn vị chưa có trong kế hoạch",
                "? Units that are not in the plan",
            ))?;
        }
        for unit in &understood.unknown_units {
            let rows = self.rows(&unit.rows);
            let name = &unit.text;
            if self.import.is_office(name) {
                let own = messages::own_name(name, lang);
                out.item(2, 4, &format!("{own} ({rows})"))?;
                for unit in for_office(&self.import.units, self.plan.plan.year) {
                    let short = &unit.abbreviation;
                    out.line(&format!("    --alias \"{name}={short}\""))?;
                }
                continue;
            }
            out.item(2, 4, &format!("“{name}” ({rows})"))?;
            let short = suggested(name, &self.plan.units).abbreviation;
            out.line(&format!("    --new-unit \"{name}={short}\""))?;
            if let Some(nearest) = &unit.nearest {
                out.line(&format!("    --alias \"{name}={nearest}\""))?;
            }
        }
        // Whoever leads a task that stays as it is, nobody has to decide on.
        let tasks = self.import.tasks();
        let stay = tasks.filter(|(_, status, _)| matches!(status, DiffStatus::Same { .. }));
        let stay = stay.map(|(task, ..)| (task.sheet.clone(), task.row));
        let stay: HashSet<(String, u32)> = stay.collect();
        let leads = understood.generic_leads.iter();
        let mut leads = leads
            .filter(|lead| lead.rows.iter().any(|row| !stay.contains(row)))
            .peekable();
        if leads.peek().is_some() {
            out.heading(lang.pick(
                "? Chủ trì chung nhiều đơn vị",
                "? Leads that mean many units",
            ))?;
        }
        for lead in leads {
            let rows = self.rows(&lead.rows);
            let steps = match means_own_units(&lead.text)
                && !self.decisions.steps.contains(&fold(&lead.text))
            {
                true => lang.pick(
                    "; mỗi đơn vị một bước: --steps",
                    "; one step for each: --steps",
                ),
                false => "",
            };
            out.item(2, 4, &format!("“{}” ({rows}){steps}", lead.text))?;
        }
        Ok(())
    }

    fn rows(&self, rows: &[(String, u32)]) -> String {
        let named: Vec<String> = rows
            .iter()
            .take(ROWS)
            .map(|(sheet, row)| self.row_of(sheet, *row))
            .collect();
        let more = if rows.len() > ROWS { " …" } else { "" };
        format!("{}{more}", named.join(", "))
    }

    /// What was not taken: rows not understood, tasks without a place, what a rule forbids.
    fn rejected(&self) -> Vec<Rejected<'r>> {
        let mut all: Vec<Rejected> = self
            .import
            .understood
            .problems
            .iter()
            .map(|p| self.problem(p))
            .collect();
        for (at, (task, status, place)) in self.import.tasks().enumerate() {
            let mut reasons = self.not_taken(at, status, place.err());
            if self.is_left_out(task) {
                reasons = vec![self.lang.text("bỏ ra theo yêu cầu", "left out as asked")];
            }
            all.extend(reasons.into_iter().map(|reason| Rejected {
                sheet: &task.sheet,
                row: task.row,
                column: None,
                text: &task.text,
                reason,
            }));
        }
        all
    }

    fn problem(&self, problem: &'r AnnexProblem) -> Rejected<'r> {
        Rejected {
            sheet: &problem.sheet,
            row: problem.row,
            column: problem.column,
            text: &problem.text,
            reason: messages::trouble(problem.reason, self.lang),
        }
    }

    fn print_rejected(&self, out: &mut Out) -> Result {
        let (lang, rejected) = (self.lang, self.rejected());
        if rejected.is_empty() {
            return Ok(());
        }
        let count = rejected.len();
        out.heading(&lang.pick(
            format!("! Chưa nhập: {count}"),
            format!("! Not taken: {count}"),
        ))?;
        for one in &rejected {
            let row = self.row_of(one.sheet, one.row);
            let column = match one.column {
                Some(column) => column_letters(column),
                None => String::new(),
            };
            let text = cut(one.text, SHOWN);
            out.item(2, 4, &format!("{row}{column}: {} – “{text}”", one.reason))?;
        }
        let no_area = self.import.tasks().any(|(task, status, place)| {
            *status == DiffStatus::New
                && place == Err(&NoSection::UnknownArea)
                && !self.is_left_out(task)
        });
        if no_area {
            let typed = self.typed;
            out.line(&lang.pick(
                format!("  Nêu lĩnh vực: cchc import \"{typed}\" --area SỐ"),
                format!("  Name the area: cchc import \"{typed}\" --area NUMBER"),
            ))?;
        }
        Ok(())
    }

    fn print_missing(&self, out: &mut Out) -> Result {
        let (lang, missing) = (self.lang, &self.import.compared.missing);
        if missing.is_empty() {
            return Ok(());
        }
        let count = missing.len();
        out.heading(&lang.pick(
            format!("- Không còn trong phụ lục, vẫn giữ trong kế hoạch: {count}"),
            format!("- Not in the annex any more, kept in the plan: {count}"),
        ))?;
        for code in missing {
            let task = self.plan.task(code);
            let title = task.map_or("", |task| task.text.title.as_str());
            out.line(&format!("  {code}  {}", cut(title, SHOWN)))?;
        }
        Ok(())
    }

    fn print_end(&self, out: &mut Out) -> Result {
        let lang = self.lang;
        out.write("\n")?;
        let new = self.count(|status| *status == DiffStatus::New);
        let changed = self.changes.tasks.len().saturating_sub(new);
        if self.changes.changes.is_empty() {
            return out.line(lang.pick(
                "Không có gì để ghi: kế hoạch giữ nguyên.",
                "Nothing to write: the plan stays as it is.",
            ));
        }
        let tasks = messages::new_and_changed(new, changed, lang);
        if self.dry {
            return out.line(&lang.pick(
                format!("Xem trước, chưa ghi gì: {tasks}."),
                format!("Preview, nothing written: {tasks}."),
            ));
        }
        out.line(&lang.pick(
            format!("Đã nhập: {tasks} — hoàn tác: cchc undo"),
            format!("Imported: {tasks} — undo: cchc undo"),
        ))
    }

    /// "dòng 12", with the sheet where several have tasks.
    fn row_of(&self, sheet: &str, row: u32) -> String {
        let used = self.import.understood.sheets.iter();
        let several = used.filter(|sheet| !sheet.columns.is_empty()).count() > 1;
        let row = self.lang.pick(format!("dòng {row}"), format!("row {row}"));
        match several {
            true => format!("{sheet}, {row}"),
            false => row,
        }
    }

    /// Saves what was not taken, for a person to mend.
    pub(super) fn save_rejected(&self, path: &Path, replace: bool, plan: &Path) -> Result {
        let mut text = "\u{FEFF}sheet,row,column,text,reason\r\n".to_owned();
        for one in self.rejected() {
            let column = one.column.map(column_letters).unwrap_or_default();
            let cells = [
                csv_cell(one.sheet, ','),
                one.row.to_string(),
                column,
                csv_cell(one.text, ','),
                csv_cell(&one.reason, ','),
            ];
            text.push_str(&cells.join(","));
            text.push_str("\r\n");
        }
        save(path, text.as_bytes(), replace, plan)
            .map_err(|error| AppErrorKind::File.error(error.message(path, self.lang)))
    }

    /// Nothing could be read: what became of each sheet.
    pub(super) fn nothing(&self) -> AppError {
        let lang = self.lang;
        let sheets = self.import.understood.sheets.iter();
        let sheets = sheets.map(|sheet| {
            let outcome = messages::outcome(sheet.outcome).get(lang);
            format!("{}: {outcome}", sheet.name)
        });
        let mut why: Vec<String> = sheets.collect();
        let first = self.import.understood.problems.first();
        why.extend(first.map(|problem| {
            let one = self.problem(problem);
            let row = self.row_of(one.sheet, one.row);
            format!("{row}: {}", one.reason)
        }));
        let (name, why) = (self.name, why.join("; "));
        AppErrorKind::Refused
            .error(lang.pick(
                format!("Không đọc được nhiệm vụ nào trong “{name}” ({why})."),
                format!("No task could be read in “{name}” ({why})."),
            ))
            .hint(lang.pick("Chưa ghi gì.", "Nothing was written."))
    }
}
