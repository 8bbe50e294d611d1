//! `cchc review`: what the week's meeting has to speak of, the reviews of the plan, and the notice of
//! a finished one. The meeting itself is held on the screen.

use super::args::{Grammar, UNIT};
use super::context::Context;
use super::output::{Grid, Out};
use super::paper::{bytes, format, into_a_file, keep_as, print};
use super::record::json;
use super::{input, lookup, walk};
use crate::domain::ids::ReviewId;
use crate::domain::review::{ReviewSummary, Scope};
use crate::error::{AppError, Kind, Say};
use crate::formats;
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::messages::review as words;
use crate::report::document::Annexes;
use crate::report::review::thaw;
use clap::parser::ValueSource;
use clap::{ArgMatches, Command};
use std::path::PathBuf;

/// What can be asked for: the walk where nothing is named.
const WALK: &str = "";
const LIST: &str = "list";
const SHOW: &str = "show";

/// Which argument belongs to which of the three.
const BELONGS: [(&str, &[&str]); 7] = [
    ("annexes", &[SHOW]),
    ("which", &[SHOW]),
    ("area", &[WALK]),
    ("unit", &[WALK]),
    ("mine", &[WALK]),
    ("output", &[SHOW]),
    ("force", &[SHOW]),
];

/// Its words.
pub fn grammar(words: Grammar) -> Command {
    let about = bi(
        "In danh sách việc của giao ban tuần; xem các giao ban trước",
        "Print the weekly review list; show past reviews",
    );
    let action = words.place(
        "action",
        bi("VIỆC", "ACTION"),
        bi(
            "list: các giao ban; show: thông báo kết luận",
            "list: all reviews; show: the notice of a finished one",
        ),
    );
    let which = words.place(
        "which",
        bi("GIAO_BAN", "REVIEW"),
        bi(
            "Số của giao ban, hoặc một ngày trong tuần đó",
            "Review number, or a date in its week (default: latest)",
        ),
    );
    let mut command = words
        .command("review", about)
        .arg(
            action
                .required(false)
                .value_parser([LIST, SHOW])
                .hide_possible_values(true),
        )
        .arg(which.required(false));
    for arg in scopes(words).into_iter().chain(into_a_file(words)) {
        command = command.arg(arg);
    }
    command
}

fn scopes(words: Grammar) -> Vec<clap::Arg> {
    let mut formats = formats::KEYS.to_vec();
    formats.insert(1, "json");
    vec![
        words
            .option(
                "area",
                bi("LĨNH_VỰC", "AREA"),
                bi(
                    "Chỉ lĩnh vực này: 0–6 hoặc all",
                    "This area only: 0–6 or all",
                ),
            )
            .conflicts_with_all(["unit", "mine"]),
        words
            .option(
                "unit",
                UNIT,
                bi("Chỉ đơn vị chủ trì này", "This lead unit only"),
            )
            .conflicts_with("mine"),
        words.flag(
            "mine",
            bi(
                "Đơn vị tôi chủ trì hoặc phối hợp",
                "Tasks that my unit leads or co-operates on",
            ),
        ),
        words.choice(
            "annexes",
            bi("PHỤ_LỤC", "ANNEXES"),
            &Annexes::WORDS.map(|(_, word)| word),
            bi(
                "show: needed (mặc định: số liệu tuần), all, none",
                "show: needed (default: the week's figures), all, none",
            ),
        ),
        words.choice(
            "format",
            bi("DẠNG", "FORMAT"),
            &formats,
            bi(
                "text, json; show: text, markdown, html, docx, xlsx",
                "text, json; show: text, markdown, html, docx, xlsx",
            ),
        ),
    ]
}

/// Does the one of the three that is asked for.
pub fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    let action = input::given(matches, "action").unwrap_or(WALK);
    fits(matches, action, context.lang)?;
    let as_json = input::given(matches, "format") == Some("json");
    match action {
        LIST => list(context, as_json, out),
        SHOW => show(context, matches, out),
        _ => walk::run(context, scope(context, matches)?, as_json, out),
    }
}

/// Every option goes with some of the three only.
fn fits(matches: &ArgMatches, action: &str, lang: Lang) -> Result<(), AppError> {
    let typed = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let stray = BELONGS
        .iter()
        .find(|(id, actions)| typed(id) && !actions.contains(&action));
    let sentence = match (stray, input::given(matches, "format")) {
        (Some(("which", _)), _) => input::given(matches, "which")
            .unwrap_or_default()
            .to_owned(),
        (Some((id, _)), _) => format!("--{id}"),
        (None, Some("json")) if action == SHOW => "--format json".to_owned(),
        (None, Some(key)) if action != SHOW && !matches!(key, "text" | "json") => {
            format!("--format {key}")
        }
        _ => return Ok(()),
    };
    let name = format!("cchc review {action}");
    let name = name.trim_end();
    Err(AppError::new(
        Kind::Usage,
        lang.pick(
            format!("“{name}” không dùng với “{sentence}”."),
            format!("“{sentence}” cannot be used with “{name}”."),
        ),
    )
    .hint(lang.pick("Xem: cchc help review", "See: cchc help review")))
}

fn scope(context: &Context, matches: &ArgMatches) -> Result<Scope, AppError> {
    if matches.get_flag("mine") {
        return Ok(Scope::Mine(lookup::my_unit(context)?));
    }
    if let Some(typed) = input::given(matches, "unit") {
        return Ok(Scope::Led(lookup::unit(context, typed)?.id));
    }
    Ok(match input::given(matches, "area") {
        Some(typed) => {
            lookup::area(context, typed)?.map_or(Scope::Plan, |area| Scope::Area(area.id))
        }
        None => Scope::Plan,
    })
}

/// Prints all reviews, the newest first.
fn list(context: &Context, as_json: bool, out: &mut Out) -> Result<(), AppError> {
    let lang = context.lang;
    let sittings = context.store.reviews(context.plan.id).say(lang)?;
    if as_json {
        let mut lead = "[\n";
        for sitting in &sittings {
            out.write(std::mem::replace(&mut lead, ",\n"))?;
            out.write(&json(&walk::sitting_json(context, sitting)?))?;
        }
        return out.write(if sittings.is_empty() { "[]\n" } else { "\n]\n" });
    }
    if sittings.is_empty() {
        return out.line(lang.pick("Chưa có giao ban nào.", "There are no reviews yet."));
    }
    let mut grid = Grid::new(&[
        lang.pick(">SỐ", ">NO."),
        lang.pick("TUẦN", "WEEK"),
        lang.pick(">ĐÃ XEM", ">REVIEWED"),
        lang.pick("BẮT ĐẦU", "STARTED"),
        lang.pick("KẾT THÚC", "FINISHED"),
        lang.pick("PHẠM VI, NGƯỜI BẮT ĐẦU", "SCOPE, STARTED BY"),
    ]);
    for sitting in sittings {
        let finished = sitting.finished.as_ref();
        let open = lang.pick("đang mở", "open").to_owned();
        grid.push(vec![
            sitting.id.0.to_string(),
            dates::week(sitting.week.monday, lang),
            words::share(sitting.share),
            dates::full(sitting.began_on),
            finished.map_or(open, |finished| dates::full(finished.on)),
            format!("{} · {}", scope_name(context, &sitting)?, sitting.began_by),
        ]);
    }
    grid.print(out)
}

/// The name of a review's scope, inside a sentence.
pub fn scope_name(context: &Context, sitting: &ReviewSummary) -> Result<String, AppError> {
    let lang = context.lang;
    let areas = context.store.areas(context.plan.id).say(lang)?;
    let units = context.store.units().say(lang)?;
    Ok(words::scope(sitting.scope, &areas, &units, lang))
}

/// Prints or saves what a finished review has frozen.
fn show(context: &Context, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    let lang = context.lang;
    let target = matches.get_one::<PathBuf>("output");
    let format = format(matches, target, lang)?;
    let sitting = finished(context, input::given(matches, "which"))?;
    let document = thaw(&context.store, sitting.id, lang).say(lang)?;
    let document = document.ok_or_else(|| unfinished(&sitting, lang))?;
    let wanted = input::given(matches, "annexes");
    let mut annexes = Annexes::WORDS.into_iter();
    let annexes = annexes.find(|(_, word)| Some(*word) == wanted);
    let document = document.with_annexes(annexes.map(|(one, _)| one).unwrap_or_default());
    let Some(target) = target else {
        return print(&document, format, lang, out);
    };
    keep_as(context, matches, target, &bytes(format, &document, lang)?)?;
    let name = words::notice(sitting.week, &scope_name(context, &sitting)?, lang);
    let file = target.to_string_lossy();
    out.line(&lang.pick(
        format!("Đã lưu {name} vào “{file}”."),
        format!("Saved the {name} to “{file}”."),
    ))
}

/// The finished review that is meant: by its number, by a day of its week, else the newest.
fn finished(context: &Context, which: Option<&str>) -> Result<ReviewSummary, AppError> {
    let lang = context.lang;
    let plan = context.plan.id;
    let Some(which) = which else {
        let all = context.store.reviews(plan).say(lang)?;
        let newest = all.into_iter().find(|sitting| sitting.finished.is_some());
        return newest.ok_or_else(|| {
            none(
                lang.pick(
                    "Chưa có giao ban nào kết thúc.",
                    "No review has been finished yet.",
                )
                .to_owned(),
                lang,
            )
        });
    };
    if let Ok(number) = which.parse::<i64>() {
        let mut all = context.store.reviews(plan).say(lang)?.into_iter();
        let found = all.find(|sitting| sitting.id == ReviewId(number));
        let found = found.ok_or_else(|| {
            let sentence = lang.pick(
                format!("Không có giao ban số {number}."),
                format!("There is no review number {number}."),
            );
            none(sentence, lang)
        })?;
        return match found.finished {
            Some(_) => Ok(found),
            None => Err(unfinished(&found, lang)),
        };
    }
    let day = input::day(context, which)?;
    let found = context.store.finished_in_week(plan, day).say(lang)?;
    found.ok_or_else(|| {
        let week = dates::week(day, lang);
        let sentence = lang.pick(
            format!("Không có giao ban nào của {week} đã kết thúc."),
            format!("No review of {week} has been finished."),
        );
        none(sentence, lang)
    })
}

fn none(sentence: String, lang: Lang) -> AppError {
    AppError::new(Kind::NotFound, sentence).hint(lang.pick(
        "Xem các giao ban: cchc review list",
        "See the reviews: cchc review list",
    ))
}

fn unfinished(sitting: &ReviewSummary, lang: Lang) -> AppError {
    let number = sitting.id.0;
    AppError::new(
        Kind::Refused,
        lang.pick(
            format!("Giao ban số {number} chưa kết thúc nên chưa có thông báo kết luận."),
            format!("Review number {number} is not finished, so it has no notice yet."),
        ),
    )
    .hint(lang.pick(
        "Mở cchc rồi nhấn r để làm tiếp.",
        "Open cchc and press r to continue it.",
    ))
}
