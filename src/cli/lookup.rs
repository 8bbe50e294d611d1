//! From what was typed to what the file holds. What is not there is an error that names what is.

use crate::cli::context::Context;
use crate::cli::input;
use crate::domain::area::{Area, Section, normal_code};
use crate::domain::ids::{ReviewId, TaskId, UnitId};
use crate::domain::query::{Anchor, Order, Query};
use crate::domain::review::{Conclusion, Review};
use crate::domain::task::Task;
use crate::domain::text::{fold, join};
use crate::domain::unit::{Unit, find_unit, find_units};
use crate::error::{AppError, AppErrorKind, InLang, Result};
use crate::present::lang::{Bi, Lang};
use clap::ArgMatches;

/// How many codes an error offers.
const NEAREST: usize = 3;
/// How many rows are looked through for a section's first codes: the search finds its number in
/// texts of other tasks too.
const SECTION_LOOK: usize = 40;

/// The task with that code.
///
/// # Errors
/// [`AppErrorKind::NotFound`] with the nearest codes.
pub(crate) fn task(context: &Context, typed: &str) -> Result<Task> {
    let lang = context.lang;
    let id = context
        .store
        .find_code(context.plan.id, typed)
        .in_lang(lang)?;
    let found = match id {
        Some(id) => context.store.task(id).in_lang(lang)?,
        None => None,
    };
    match found {
        Some(task) => Ok(task),
        None => Err(no_task(context, typed)?),
    }
}

/// The task that a command names.
pub(crate) fn named_task(context: &Context, matches: &ArgMatches) -> Result<Task> {
    task(context, input::value(matches, "code").unwrap_or_default())
}

/// The task with a code that a command takes before a text; where the two stand the other way round,
/// how they belong.
///
/// # Errors
/// As [`task`], and [`AppErrorKind::Usage`].
pub(crate) fn task_before_text(
    context: &Context,
    typed: &str,
    command: &str,
    text: &str,
) -> Result<Task> {
    let error = match task(context, typed) {
        Ok(found) => return Ok(found),
        Err(error) => error,
    };
    let Ok(swapped) = task(context, text) else {
        return Err(error);
    };
    let (code, lang) = (swapped.row.code, context.lang);
    Err(AppErrorKind::Usage
        .error(lang.pick(
            "Mã nhiệm vụ phải đứng trước.",
            "The task code must come first.",
        ))
        .hint(lang.pick(
            format!("Hãy viết: cchc {command} {code} \"{typed}\""),
            format!("Write: cchc {command} {code} \"{typed}\""),
        )))
}

fn no_task(context: &Context, typed: &str) -> Result<AppError> {
    let lang = context.lang;
    if let Some(removed) = context.store.find_removed(typed).in_lang(lang)? {
        let (code, reason) = (removed.code, removed.reason);
        return Ok(AppErrorKind::NotFound
            .error(lang.pick(
                format!("Nhiệm vụ {code} đã được gỡ bỏ: {reason}."),
                format!("Task {code} was removed: {reason}."),
            ))
            .hint(format!("{} cchc log {code}.", lang.pick("Xem:", "See:"))));
    }
    let error = missing(lang.pick("nhiệm vụ mã", "task with code"), typed, lang);
    let section = typed.rsplit_once('-').map_or(typed, |(section, _)| section);
    let (of_that_number, sections) = find_section(context, typed)?;
    let inside = match section == typed && of_that_number.is_some() {
        true => of_section(context, typed)?,
        false => None,
    };
    if let Some(hint) = inside {
        return Ok(error.hint(hint));
    }
    let near = nearest(context, section)?;
    Ok(match near.is_empty() {
        false => error.hint(lang.pick(
            format!("Mã gần nhất: {}.", near.join(", ")),
            format!("Nearest codes: {}.", near.join(", ")),
        )),
        true => error.hint(lang.pick(
            format!("Mã gồm mục và số thứ tự, ví dụ 2.3.1-01; các mục: {sections}."),
            format!(
                "A code is a section and a number, for example 2.3.1-01; sections: {sections}."
            ),
        )),
    })
}

/// What a section's number offers where a task's code belongs: its first codes, if it has tasks.
fn of_section(context: &Context, number: &str) -> Result<Option<String>> {
    let prefix = format!("{}-", number.trim().to_uppercase());
    let mut codes = codes_of(context, &prefix, Anchor::Start, SECTION_LOOK)?;
    codes.truncate(NEAREST);
    let (number, codes) = (number.trim(), codes.join(", "));
    Ok((!codes.is_empty()).then(|| {
        context.lang.pick(
            format!("{number} là một mục; nhiệm vụ của mục: {codes} … (xem: cchc list --search {number})."),
            format!("{number} is a section; its tasks: {codes} … (see: cchc list --search {number})."),
        )
    }))
}

/// The codes of a section that are nearest to one that it does not have: its last ones, for codes
/// begin at 1 and only run out at the end.
fn nearest(context: &Context, section: &str) -> Result<Vec<String>> {
    let wanted = format!("{section}-1");
    let Some(code) = normal_code(&wanted) else {
        return Ok(Vec::new());
    };
    codes_of(context, code.trim_end_matches("01"), Anchor::End, NEAREST)
}

/// Codes that begin so, of as many rows as are looked at from one end.
fn codes_of(context: &Context, prefix: &str, from: Anchor, rows: usize) -> Result<Vec<String>> {
    let query = Query {
        words: prefix.trim_end_matches('-').to_owned(),
        order: Order::Code,
        ..Query::all(context.plan.id, context.today, &context.plan.settings)
    };
    let page = context
        .store
        .page(&query, from, rows)
        .in_lang(context.lang)?;
    let codes = page.rows.into_iter().map(|row| row.code);
    Ok(codes.filter(|code| code.starts_with(prefix)).collect())
}

/// The tasks that a query lets through, in its order.
pub(crate) fn ids(context: &Context, query: &Query) -> Result<Vec<TaskId>> {
    let mut ids = Vec::new();
    for page in context.store.pages(query) {
        ids.extend(page.in_lang(context.lang)?.iter().map(|row| row.id));
    }
    Ok(ids)
}

/// The section with that number, in any case, with or without a closing dot; and the numbers of all.
fn find_section(context: &Context, typed: &str) -> Result<(Option<Section>, String)> {
    let all = context
        .store
        .sections(context.plan.id)
        .in_lang(context.lang)?;
    let numbers = join(all.iter().map(|section| &section.number), ", ");
    let wanted = fold(typed.trim().trim_end_matches('.'));
    let mut all = all.into_iter();
    Ok((all.find(|section| fold(&section.number) == wanted), numbers))
}

/// The section with that number.
///
/// # Errors
/// [`AppErrorKind::NotFound`] with all numbers.
pub(crate) fn section(context: &Context, typed: &str) -> Result<Section> {
    let lang = context.lang;
    let (found, known) = find_section(context, typed)?;
    found.ok_or_else(|| {
        missing(lang.pick("mục", "section"), typed, lang)
            .hint(lang.pick(format!("Các mục: {known}."), format!("Sections: {known}.")))
    })
}

/// The unit that is called what was typed.
///
/// # Errors
/// [`AppErrorKind::NotFound`] with all abbreviations.
pub(crate) fn unit(context: &Context, typed: &str) -> Result<Unit> {
    let all = context.store.units().in_lang(context.lang)?;
    match find_unit(typed, &all) {
        Some(unit) => Ok(unit.clone()),
        None => Err(no_unit(typed, &all, context.lang)),
    }
}

fn no_unit(typed: &str, units: &[Unit], lang: Lang) -> AppError {
    let known = join(units.iter().map(|unit| &unit.abbreviation), ", ");
    missing(lang.pick("đơn vị", "unit"), typed, lang).hint(lang.pick(
        format!("Các đơn vị: {known}. Xem tên đầy đủ: cchc units."),
        format!("Units: {known}. Full names: cchc units."),
    ))
}

/// A unit, or nobody where "none" was typed.
pub(crate) fn unit_or_none(context: &Context, typed: &str) -> Result<Option<UnitId>> {
    if is_none(typed) {
        return Ok(None);
    }
    Ok(Some(unit(context, typed)?.id))
}

/// Units separated by commas, each once; none where "none" was typed.
pub(crate) fn units(context: &Context, typed: &str) -> Result<Vec<UnitId>> {
    let mut found = Vec::new();
    if is_none(typed) {
        return Ok(found);
    }
    let all = context.store.units().in_lang(context.lang)?;
    for (name, unit) in find_units(typed, &all) {
        let unit = unit.ok_or_else(|| no_unit(name, &all, context.lang))?;
        if !found.contains(&unit.id) {
            found.push(unit.id);
        }
    }
    Ok(found)
}

fn is_none(typed: &str) -> bool {
    matches!(fold(typed).as_str(), "" | "none" | "khong")
}

/// The review that is written in: the one of that number, else the one that is open.
///
/// # Errors
/// [`AppErrorKind::NotFound`] where there is none, [`AppErrorKind::Usage`] where several are open.
pub(crate) fn open_review(context: &Context, matches: &ArgMatches) -> Result<Review> {
    let lang = context.lang;
    let number = matches.get_one::<i64>("number").copied();
    let open = context.store.open_reviews(context.plan.id).in_lang(lang)?;
    let id = match (number, open.as_slice()) {
        (Some(number), _) => ReviewId(number),
        (None, [only]) => only.id,
        (None, []) => {
            return Err(AppErrorKind::NotFound
                .error(lang.pick("Không có giao ban nào đang mở.", "No review is open."))
                .hint(lang.pick(
                    "Bắt đầu: cchc review begin",
                    "To start one: cchc review begin",
                )));
        }
        (None, several) => {
            let known = join(several.iter().map(|one| one.id.0.to_string()), ", ");
            return Err(AppErrorKind::Usage
                .error(lang.pick(
                    format!("Có nhiều giao ban đang mở: {known}."),
                    format!("Several reviews are open: {known}."),
                ))
                .hint(lang.pick("Hãy nêu --number SỐ.", "Give --number NUMBER.")));
        }
    };
    let found = context.store.review(id).in_lang(lang)?;
    found.ok_or_else(|| {
        AppErrorKind::NotFound.error(lang.pick(
            format!("Không có giao ban số {}.", id.0),
            format!("There is no review number {}.", id.0),
        ))
    })
}

/// A conclusion of the review that is written in, by its place from 1.
///
/// # Errors
/// Those of [`open_review`], and [`AppErrorKind::NotFound`].
pub(crate) fn conclusion(
    context: &Context,
    matches: &ArgMatches,
    typed: &str,
) -> Result<Conclusion> {
    let lang = context.lang;
    let mut open = open_review(context, matches)?;
    let all = open.conclusions.len();
    let at = typed.parse().ok().and_then(|nth: usize| nth.checked_sub(1));
    let at = at.filter(|at| *at < all).ok_or_else(|| {
        AppErrorKind::NotFound.error(lang.pick(
            format!("Không có kết luận thứ “{typed}”; giao ban này có {all} kết luận."),
            format!("There is no conclusion number “{typed}”; this review has {all}."),
        ))
    })?;
    Ok(open.conclusions.swap_remove(at))
}

/// The unit of whoever runs the command.
///
/// # Errors
/// [`AppErrorKind::NotFound`] where the file does not know it.
pub(crate) fn my_unit(context: &Context) -> Result<UnitId> {
    let lang = context.lang;
    let unit = context.me.as_ref().and_then(|person| person.unit);
    unit.ok_or_else(|| {
        let who = &context.actor().person;
        AppErrorKind::NotFound.error(lang.pick(
                format!("Chưa biết “{who}” thuộc đơn vị nào."),
                format!("The unit of “{who}” is not known yet."),
            ))
        .hint(lang.pick(
            "Mở màn hình (cchc), nhấn “:” rồi gõ “đơn vị của tôi” để chọn một lần; hoặc dùng --unit ĐƠN_VỊ.",
            "Choose it once in the app (run cchc, press “:” and type “my unit”), or use --unit UNIT.",
        ))
    })
}

/// The area with that key; `None` for "all".
///
/// # Errors
/// [`AppErrorKind::NotFound`] with all keys.
pub(crate) fn area(context: &Context, typed: &str) -> Result<Option<Area>> {
    let lang = context.lang;
    let wanted = fold(typed);
    if matches!(wanted.as_str(), "all" | "tat ca" | "*") {
        return Ok(None);
    }
    let all = context.store.areas(context.plan.id).in_lang(lang)?;
    if let Some(area) = all.iter().find(|area| area.key == wanted) {
        return Ok(Some(area.clone()));
    }
    let name = |area: &Area| format!("{} {}", area.key, lang.pick(&area.short, &area.short_en));
    let known = join(all.iter().map(name), ", ");
    let missing = missing(lang.pick("lĩnh vực", "area"), typed, lang);
    Err(missing.hint(lang.pick(
        format!("Hãy chọn: {known}, hoặc all."),
        format!("Choose one of: {known}, or all."),
    )))
}

/// What the parts of a task are called.
pub(crate) struct PartName {
    /// Before the place of one: "minh chứng thứ" 2, "evidence number" 2.
    pub place: Bi,
    /// After one: 1 "minh chứng", 1 "piece of evidence".
    pub one: Bi,
    /// In English after none or several.
    pub many: &'static str,
}

/// A part of a task that is not there: "Nhiệm vụ 2.1-06 không có bước 7; chỉ có 3 bước."
pub(crate) fn no_part(task: &Task, name: &PartName, nth: i64, all: usize, lang: Lang) -> AppError {
    let (code, what) = (&task.row.code, name.place.get(lang));
    let parts = match (lang, all) {
        (Lang::Vi, _) | (_, 1) => name.one.get(lang),
        _ => name.many,
    };
    AppErrorKind::NotFound
        .error(match all {
            0 => lang.pick(
                format!("Nhiệm vụ {code} không có {what} {nth}; chưa có {parts} nào."),
                format!("Task {code} has no {what} {nth}; it has no {parts}."),
            ),
            _ => lang.pick(
                format!("Nhiệm vụ {code} không có {what} {nth}; chỉ có {all} {parts}."),
                format!("Task {code} has no {what} {nth}; it has only {all} {parts}."),
            ),
        })
        .hint(lang.pick(
            format!("Xem: cchc show {code}."),
            format!("See: cchc show {code}."),
        ))
}

/// "Không có đơn vị “XYZ” trong kế hoạch này."
pub(crate) fn missing(what: &str, typed: &str, lang: Lang) -> AppError {
    AppErrorKind::NotFound.error(lang.pick(
        format!("Không có {what} “{typed}” trong kế hoạch này."),
        format!("This plan has no {what} “{typed}”."),
    ))
}
