//! What can be chosen in the preview: the numbered answers to what is not understood, and the lists of
//! columns, cells and rows.

use super::preview::{
    Doubt, LineSubject, Preview, PreviewDecisions, PreviewLine, Sign, doubt, generic_lead,
};
use crate::annex::compare::DiffStatus;
use crate::annex::meaning::Meaning;
use crate::annex::parsed::{
    AnnexAnswer, AnnexTask, ParsedSheet, ProblemReason, RowId, SheetOutcome, Warning,
};
use crate::domain::day::Day;
use crate::domain::deadline::DeadlineKind;
use crate::domain::text::{fold, squeezed};
use crate::import::NoSection;
use crate::import::units::{for_office, means_own_units};
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::messages::import as words;
use crate::present::names::unit_name;
use crate::present::text::{capital, safe};
use crate::sheets::workbook::{Workbook, column_letters};
use crate::tui::env::Env;
use crate::tui::layers::layer::{ImportReply, Next, Pick, PickItem, Reply, Request};
use chrono::Datelike;

/// A numbered answer, and what it decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    pub(super) label: String,
    pub(super) decide: Decision,
}

/// What is decided. Columns count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// These rows go in as they are.
    Keep(Vec<RowId>),
    /// This column of these rows says that instead.
    Write(Vec<RowId>, u32, String),
    /// The person types what this column says.
    Type(u32),
    LeaveOut,
    TakeIn,
    /// The answer to a question, by its place.
    Answer(usize, AnnexAnswer),
    /// That name means the unit with that abbreviation.
    Alias(String, String),
    /// The area of tasks whose heading names none is to be chosen.
    Area,
    /// A lead that means many units becomes a step for each of them, or does so no longer.
    Steps(String),
    /// Another unit has that name: which is to be chosen.
    OtherUnit(String),
    /// A unit of that name is added.
    NewUnit(String),
    ReadSheet(String),
}

impl Decision {
    /// Whether the plan remembers a name by it.
    pub(super) fn names(&self) -> bool {
        matches!(
            self,
            Self::Alias(..) | Self::OtherUnit(_) | Self::NewUnit(_)
        )
    }
}

fn offer(label: String, decide: Decision) -> Offer {
    Offer { label, decide }
}

/// What can be answered at a line.
pub(super) fn offers(
    preview: &Preview,
    line: &PreviewLine,
    decided: &PreviewDecisions,
    env: &Env,
) -> Vec<Offer> {
    let lang = env.lang;
    if line.sign == Sign::Ignored && !is_superseded(preview, line) {
        let label = lang.text("lấy lại dòng này", "take this row in again");
        return vec![offer(label, Decision::TakeIn)];
    }
    match line.of {
        LineSubject::Missing(_) | LineSubject::Heading(_) => Vec::new(),
        LineSubject::Sheet => {
            let sheet = preview.sheet(line);
            let unread = |sheet: &&ParsedSheet| {
                matches!(sheet.outcome, SheetOutcome::Hidden | SheetOutcome::NotAsked)
            };
            let label = lang.text("đọc cả trang tính này", "read this sheet too");
            let sheet = sheet.filter(unread).map(|sheet| sheet.name.clone());
            sheet
                .map(|name| offer(label, Decision::ReadSheet(name)))
                .into_iter()
                .collect()
        }
        LineSubject::Question(at) => answers(preview, at, lang),
        LineSubject::Problem(at) => about_problem(preview, line, at, lang),
        LineSubject::Task(_) => about_task(preview, line, decided, env),
    }
}

fn leave_out(lang: Lang) -> Offer {
    offer(
        lang.text("bỏ dòng này", "leave this row out"),
        Decision::LeaveOut,
    )
}

fn about_problem(preview: &Preview, line: &PreviewLine, at: usize, lang: Lang) -> Vec<Offer> {
    let Some(problem) = preview.understood().problems.get(at) else {
        return Vec::new();
    };
    let column = match problem.reason {
        ProblemReason::Superseded(_) => return Vec::new(),
        ProblemReason::NoHead | ProblemReason::Indicators => None,
        _ => {
            let text = preview.column(line, Meaning::Text);
            problem.column.or(text.map(|column| column.column))
        }
    };
    let label = lang.text("gõ lại ô", "correct the cell");
    let correct = column.map(|column| offer(label, Decision::Type(column)));
    correct.into_iter().chain([leave_out(lang)]).collect()
}

fn about_task(
    preview: &Preview,
    line: &PreviewLine,
    decided: &PreviewDecisions,
    env: &Env,
) -> Vec<Offer> {
    let Some((task, status, placed)) = preview.task(line) else {
        return Vec::new();
    };
    let kept = decided.kept.contains(&(task.sheet.clone(), task.row));
    let doubt = doubt(task, placed || *status != DiffStatus::New);
    let mut offers = match doubt.filter(|doubt| !kept || *doubt == Doubt::Place) {
        Some(Doubt::Place) => {
            let label = match preview.without_area() {
                0 | 1 => env.lang.text("chọn lĩnh vực …", "choose the area …"),
                n => env.lang.pick(
                    format!("chọn lĩnh vực cho cả {n} việc …"),
                    format!("choose the area of all {n} tasks …"),
                ),
            };
            vec![offer(label, Decision::Area)]
        }
        Some(Doubt::Asked) => asked_about(preview, line, task, env.lang),
        Some(Doubt::Lead(name)) => about_lead(preview, task, name, env),
        Some(Doubt::Deadline) => about_deadline(preview, line, task, env),
        None => return about_generic(task, decided, env.lang),
    };
    offers.push(leave_out(env.lang));
    offers
}

fn is_superseded(preview: &Preview, line: &PreviewLine) -> bool {
    let LineSubject::Problem(at) = line.of else {
        return false;
    };
    let problem = preview.understood().problems.get(at);
    problem.is_some_and(|problem| matches!(problem.reason, ProblemReason::Superseded(_)))
}

fn answers(preview: &Preview, at: usize, lang: Lang) -> Vec<Offer> {
    let question = preview.understood().questions.get(at);
    let choices = question.map(|question| question.choices.iter());
    let choices = choices.into_iter().flatten();
    choices
        .map(|choice| offer(words::choice(*choice, lang), Decision::Answer(at, *choice)))
        .collect()
}

/// The answers to the question about the column of a task's deadline.
fn asked_about(preview: &Preview, line: &PreviewLine, task: &AnnexTask, lang: Lang) -> Vec<Offer> {
    let column = preview
        .column(line, Meaning::Deadline)
        .map(|column| column.column);
    let mut questions = preview.understood().questions.iter();
    let asked = questions
        .position(|question| question.sheet == task.sheet && Some(question.column) == column);
    asked.map_or_else(Vec::new, |at| answers(preview, at, lang))
}

/// A lead that means the office's own units can become a step for each.
fn about_generic(task: &AnnexTask, decided: &PreviewDecisions, lang: Lang) -> Vec<Offer> {
    let Some(name) = generic_lead(task).filter(|name| means_own_units(name)) else {
        return Vec::new();
    };
    let folded = fold(name);
    let label = if decided.import.steps.contains(&folded) {
        lang.text("thôi, không chia bước", "no steps after all")
    } else {
        lang.text("mỗi đơn vị một bước", "one step for each unit")
    };
    vec![offer(label, Decision::Steps(folded))]
}

fn about_lead(preview: &Preview, task: &AnnexTask, name: &str, env: &Env) -> Vec<Offer> {
    let lang = env.lang;
    let unknown = preview.understood().unknown_units.iter();
    let mut unknown = unknown.filter(|unit| unit.text == name);
    let nearest = unknown.next().and_then(|unit| unit.nearest.clone());
    let of_office = preview.import.is_office(name);
    let units = for_office(&preview.import.units, env.plan.year).filter(|_| of_office);
    let units = units.map(|unit| unit.abbreviation.clone());
    let nearest = nearest.filter(|_| !of_office);
    let nearest = units.chain(nearest).map(|abbreviation| {
        let label = lang.pick(
            format!("là {}", safe(&abbreviation)),
            format!("is {}", safe(&abbreviation)),
        );
        offer(label, Decision::Alias(name.to_owned(), abbreviation))
    });
    let text = task.lead_text.as_deref().unwrap_or_default();
    let same = preview.same_cells(&task.sheet, text, |task| task.lead_text.as_deref());
    let label = lang.text("là đơn vị khác …", "is another unit …");
    let other = offer(label, Decision::OtherUnit(name.to_owned()));
    let label = lang.text("thêm đơn vị này", "add this unit");
    let new = offer(label, Decision::NewUnit(name.to_owned()));
    // The name of a unit that is gone stays its own.
    let retired = task
        .warnings
        .contains(&Warning::RetiredUnit(name.to_owned()));
    let new = (!retired && !of_office).then_some(new);
    let label = lang.text("để chưa giao", "leave it without a lead");
    let keep = offer(label, Decision::Keep(same));
    nearest.chain([other]).chain(new).chain([keep]).collect()
}

fn about_deadline(
    preview: &Preview,
    line: &PreviewLine,
    task: &AnnexTask,
    env: &Env,
) -> Vec<Offer> {
    let lang = env.lang;
    let text = task.deadline.as_deref().unwrap_or_default();
    let mut same = preview.same_cells(&task.sheet, text, |task| task.deadline.as_deref());
    if same.is_empty() {
        same.push((task.sheet.clone(), task.row));
    }
    let keep = lang.text("giữ là “chưa rõ hạn”", "keep as “unclear”");
    let mut offers = vec![offer(keep, Decision::Keep(same.clone()))];
    let Some(column) = preview.column(line, Meaning::Deadline) else {
        return offers;
    };
    let column = column.column;
    offers.extend(suggested(task, env).map(|day| {
        let day = dates::full(day);
        offer(day.clone(), Decision::Write(same, column, day))
    }));
    offers.push(offer(
        lang.text("gõ thời hạn khác", "type another deadline"),
        Decision::Type(column),
    ));
    offers
}

/// The day that is offered for a deadline that gives none: the last one of the plan's year.
fn suggested(task: &AnnexTask, env: &Env) -> Option<Day> {
    let far = task.warnings.iter().find_map(|warning| match warning {
        Warning::DayOutOfRange(day) => day.with_year(env.plan.year),
        _ => None,
    });
    far.or(Day::from_ymd_opt(env.plan.year, 12, 31))
}

/// How many cells an answer to this line is for.
pub(super) fn applies_to(offers: &[Offer]) -> Option<usize> {
    offers.iter().find_map(|offer| match &offer.decide {
        Decision::Keep(rows) => Some(rows.len()),
        _ => None,
    })
}

/// The remarks on a line: what is wrong, and what else is to be known.
pub(super) fn remarks(preview: &Preview, line: &PreviewLine, env: &Env) -> Vec<String> {
    let lang = env.lang;
    match line.of {
        LineSubject::Question(at) => {
            let question = preview.understood().questions.get(at);
            question.map_or_else(Vec::new, |question| {
                vec![words::question(question.ask, lang)]
            })
        }
        LineSubject::Problem(at) => {
            let problem = preview.understood().problems.get(at);
            let reason = problem.map(|problem| words::trouble(problem.reason, lang));
            reason.into_iter().map(|reason| capital(&reason)).collect()
        }
        LineSubject::Task(at) => {
            let Some(task) = preview.understood().tasks.get(at) else {
                return Vec::new();
            };
            let mut remarks: Vec<String> = Vec::new();
            if let Some(Err(why)) = preview.import.sections.get(at) {
                remarks.push(no_place(why, env));
            }
            let unclear = task.due.kind == DeadlineKind::Unclear && task.kept_deadline().is_none();
            if unclear && task.due.reason.is_none() {
                remarks.push(lang.text("chưa rõ thời hạn", "unclear deadline"));
            }
            if let Some(reason) = &task.due.reason {
                remarks.push(crate::present::messages::deadlines::reason(reason, lang));
            }
            let mut others = task.warnings.clone();
            others.retain(|one| match one {
                Warning::UnknownUnit(name) if preview.import.is_office(name) => {
                    remarks.push(words::own_name(name, lang));
                    false
                }
                _ => true,
            });
            remarks.extend(words::warnings(&others, lang));
            remarks.dedup();
            remarks
        }
        LineSubject::Heading(_) | LineSubject::Sheet | LineSubject::Missing(_) => Vec::new(),
    }
}

/// Why a task has no place in the plan.
pub(super) fn no_place(why: &NoSection, env: &Env) -> String {
    let lang = env.lang;
    match why {
        NoSection::UnknownArea => lang.text("chưa rõ lĩnh vực", "no area of the plan"),
        NoSection::NoneInArea(key) => {
            let area = env.areas.iter().find(|area| area.key == *key);
            let name = area.map_or(key.as_str(), |area| lang.pick(&area.short, &area.short_en));
            let name = safe(name);
            lang.pick(
                format!("kế hoạch chưa có mục nào ở lĩnh vực {name}"),
                format!("the plan has no section in the area {name}"),
            )
        }
    }
}

fn answer(answer: ImportReply) -> Next {
    Next::Reply(Reply::Import(answer))
}

/// The columns of a line's sheet and what they mean, the sheets, and the area of tasks without one.
pub(super) fn columns(
    preview: &Preview,
    line: &PreviewLine,
    decided: &PreviewDecisions,
    env: &Env,
) -> Pick {
    let lang = env.lang;
    let sheet = preview.sheet(line);
    let columns = sheet.map(|sheet| sheet.columns.as_slice());
    let columns = columns.unwrap_or_default().iter().map(|column| {
        let label = format!("{} {}", column_letters(column.column), safe(&column.head));
        let means = column
            .meaning
            .map(|meaning| words::meaning(meaning).get(lang));
        let is_in = |columns: fn(&ParsedSheet) -> &[u32]| {
            sheet.is_some_and(|sheet| columns(sheet).contains(&column.column))
        };
        let lost = is_in(|sheet| &sheet.not_taken);
        let to_note = is_in(|sheet| &sheet.to_note);
        let means = match (means, lost) {
            (Some(means), false) => means.to_owned(),
            (Some(means), true) => {
                lang.pick(format!("{means}, không lấy"), format!("{means}, not taken"))
            }
            (None, true) => lang.text("không lấy", "not taken"),
            (None, false) if to_note => lang.text("vào ghi chú", "into the note"),
            (None, false) => lang.text("không dùng", "not used"),
        };
        PickItem::with_detail(label, means, answer(ImportReply::Column(column.column)))
    });
    let several = preview.understood().sheets.len() > 1;
    let sheets = preview.understood().sheets.iter().filter(|_| several);
    let sheets = sheets.map(|sheet| {
        let label = lang.pick(
            format!("Trang tính “{}”", safe(&sheet.name)),
            format!("Sheet “{}”", safe(&sheet.name)),
        );
        let read = match sheet.outcome {
            SheetOutcome::Tasks => bi("đọc", "read"),
            other => words::outcome(other),
        };
        let next = answer(ImportReply::Sheet(sheet.name.clone()));
        PickItem::with_detail(label, read.get(lang).to_owned(), next)
    });
    let chosen = decided.import.corrections.area.as_ref();
    let chosen = env.areas.iter().find(|area| Some(&area.key) == chosen);
    let chosen = chosen.map_or("–".to_owned(), |area| {
        safe(lang.pick(&area.short, &area.short_en)).into_owned()
    });
    let label = lang.text(
        "Lĩnh vực của việc không có đề mục",
        "Area of tasks without a heading",
    );
    let areas = areas(env);
    let area = PickItem::with_detail(label, chosen, Next::Open(Request::Pick(areas)));
    let title = lang.pick("Cột, trang tính, lĩnh vực", "Columns, sheets, area");
    Pick::new(title, columns.chain(sheets).chain([area]))
}

/// The areas that tasks without a heading may belong to.
pub(super) fn areas(env: &Env) -> Pick {
    let lang = env.lang;
    let areas = env.areas.iter().map(|area| {
        let name = safe(lang.pick(&area.short, &area.short_en)).into_owned();
        let next = answer(ImportReply::Area(area.key.clone()));
        PickItem {
            number: area.key.parse().ok(),
            ..PickItem::new(format!("{} {name}", area.key), next)
        }
    });
    let title = lang.pick(
        "Lĩnh vực của việc không có đề mục",
        "Area of tasks without a heading",
    );
    Pick::new(title, areas)
}

/// What a column may mean.
pub(super) fn meanings(column: u32, head: &str, now: Option<Meaning>, lang: Lang) -> Pick {
    let known = Meaning::ALL.into_iter().map(Some);
    let choices: Vec<Option<Meaning>> = known.chain([None]).collect();
    let cursor = choices.iter().position(|choice| *choice == now);
    let items = choices.into_iter().map(|choice| {
        let name = choice.map(|meaning| words::meaning(meaning).get(lang));
        let name = name.unwrap_or(lang.pick("không dùng", "not used"));
        PickItem::new(name, answer(ImportReply::Meaning(column, choice)))
    });
    let letters = column_letters(column);
    let title = lang.pick(
        format!("Cột {letters} “{}” là", safe(head)),
        format!("Column {letters} “{}” is", safe(head)),
    );
    Pick::new(title, items).at(cursor)
}

/// The cells of a line's row that can be corrected.
pub(super) fn cells(
    workbook: &Workbook,
    preview: &Preview,
    line: &PreviewLine,
    lang: Lang,
) -> Pick {
    let columns = preview.sheet(line).map(|sheet| sheet.columns.as_slice());
    let used = columns.unwrap_or_default().iter();
    let used = used.filter(|column| column.meaning.is_some());
    let items = used.map(|column| {
        let letters = column_letters(column.column);
        let means = column
            .meaning
            .map(|meaning| words::meaning(meaning).get(lang));
        let text = cell(workbook, line, column.column);
        let text = squeezed(&text);
        let label = format!("{letters}{} {}", line.row, means.unwrap_or_default());
        let next = answer(ImportReply::Cell(column.column));
        PickItem::with_detail(label, safe(&text).into_owned(), next)
    });
    let title = lang.pick("Sửa ô nào?", "Which cell?");
    Pick::new(title, items)
}

/// What a cell shows, as the file has it.
pub(super) fn cell(workbook: &Workbook, line: &PreviewLine, column: u32) -> String {
    let sheet = workbook.sheets.get(line.sheet);
    let cell = sheet.and_then(|sheet| sheet.row(line.row)?.cell(column));
    cell.map_or_else(String::new, |cell| cell.text.clone())
}

/// The units that a name may mean.
pub(super) fn units(name: &str, env: &Env) -> Pick {
    let lang = env.lang;
    let items = env.active_units().map(|unit| PickItem {
        keywords: unit.aliases.join(" "),
        ..PickItem::new(
            unit_name(unit, lang),
            answer(ImportReply::Alias(name.to_owned(), unit.id)),
        )
    });
    let title = lang.pick(
        format!("“{}” là đơn vị nào?", safe(name)),
        format!("Which unit is “{}”?", safe(name)),
    );
    Pick::new(title, items).searchable()
}

/// What is counted, to be shown alone.
pub(super) fn shown(preview: &Preview, now: Option<Sign>, lang: Lang) -> Pick {
    let all = (
        lang.text("tất cả", "all"),
        preview.lines.len(),
        None::<Sign>,
    );
    let signs = Sign::COUNTED.iter().map(|sign| {
        let label = format!("{} {}", sign.letter(), name(*sign, lang));
        (label, preview.count(*sign), Some(*sign))
    });
    let choices: Vec<_> = std::iter::once(all).chain(signs).collect();
    let cursor = choices.iter().position(|(_, _, sign)| *sign == now);
    let items = choices.into_iter().map(|(label, count, sign)| {
        let show = ImportReply::Show(sign.map(Sign::letter));
        PickItem::with_detail(label, count.to_string(), answer(show))
    });
    Pick::new(lang.pick("Chỉ xem", "Show only"), items).at(cursor)
}

/// What a sign is called.
pub(super) fn name(sign: Sign, lang: Lang) -> &'static str {
    let name = match sign {
        Sign::New => bi("mới", "new"),
        Sign::Changed => bi("đổi", "changed"),
        Sign::Same => bi("giống", "same"),
        Sign::Heading => bi("đề mục", "headings"),
        Sign::Unclear => bi("chưa hiểu", "not understood"),
        Sign::Ignored => bi("bỏ", "left out"),
        Sign::Missing => bi("không còn trong tệp", "no longer in the file"),
        Sign::Sheet => bi("trang tính", "sheets"),
    };
    name.get(lang)
}
