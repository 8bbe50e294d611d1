//! `cchc add`, `cchc edit`, `cchc remove`: a task entered, its texts and units changed, one that was
//! added by mistake taken out. The options are the domain's parts of a task.

use crate::cli::commands::deadline;
use crate::cli::context::Context;
use crate::cli::grammar::{CommandSpec, Grammar, NUMBER, NameParser, TEXT, UNIT, YES_NO};
use crate::cli::output::Out;
use crate::cli::{apply, input, lookup, part_options, selection};
use crate::domain::change::{Amendment, Change, NewTask, Refusal};
use crate::domain::deadline::Deadline;
use crate::domain::parts::{Field, HasParts, Part, PartKind};
use crate::domain::refusal::NotRemovable;
use crate::domain::review::ReviewChange;
use crate::domain::task::TaskText;
use crate::domain::text::join;
use crate::error::{AppError, AppErrorKind, Result};
use crate::present::lang::{Lang, bi};
use crate::present::messages::{activity, labels};
use clap::{Arg, ArgMatches, Command, value_parser};

pub(crate) const ADD: CommandSpec = CommandSpec::writes("add", add_grammar, add);
pub(crate) const EDIT: CommandSpec = CommandSpec::writes("edit", edit_grammar, edit);
pub(crate) const REMOVE: CommandSpec = CommandSpec::writes("remove", remove_grammar, remove);

fn add_grammar(grammar: Grammar) -> Command {
    let about = bi("Thêm một nhiệm vụ vào một mục", "Add a task to a section");
    let parts = TaskText::PARTS.iter();
    let parts = parts.filter(|part| !matches!(part.field, Field::Title | Field::KeyTask));
    grammar
        .command("add", about)
        .args([
            grammar
                .option("section", bi("MỤC", "SECTION"))
                .help(grammar.pick(
                    "Mục của kế hoạch, ví dụ 2.3.1",
                    "Section of the plan, for example 2.3.1",
                ))
                .required(true),
            grammar
                .positional("title", bi("TÊN", "TITLE"))
                .help(grammar.pick("Tên ngắn", "Short title")),
            grammar.option("deadline", TEXT).help(grammar.pick(
                "Thời hạn, ví dụ \"Quý II\"",
                "Deadline as the office writes it, e.g. \"Quý II\"",
            )),
        ])
        .args(parts.map(|part| option(part, grammar)))
        .arg(
            grammar
                .flag("key")
                .help(grammar.pick("Là nhiệm vụ trọng tâm", "Mark as a key task")),
        )
        .args([
            grammar.option("conclusion", NUMBER).help(grammar.pick(
                "Là kết luận thứ mấy của giao ban đang mở",
                "From this conclusion of the open review",
            )),
            grammar
                .option("number", NUMBER)
                .value_parser(value_parser!(i64).range(1..))
                .requires("conclusion")
                .help(grammar.pick(
                    "Của giao ban số này, khi nhiều giao ban đang mở",
                    "Of this review, where several are open",
                )),
        ])
}

fn edit_grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Sửa tên, nội dung, đơn vị và các mục khác của nhiệm vụ",
        "Edit the title, text, units and other parts of a task",
    );
    let parts = TaskText::PARTS.iter();
    grammar
        .command("edit", about)
        .args(selection::codes(grammar))
        .args(parts.map(|part| option(part, grammar)))
        .arg(
            grammar
                .option("section", bi("MỤC", "SECTION"))
                .help(grammar.pick(
                    "Chuyển sang mục này; mã giữ nguyên",
                    "Move to this section; the code stays",
                )),
        )
}

fn remove_grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Gỡ bỏ nhiệm vụ thêm nhầm, kèm lý do",
        "Remove a task added by mistake, with a reason",
    );
    grammar
        .command("remove", about)
        .args(selection::codes(grammar))
        .arg(grammar.reason().required(true))
}

/// The name of a part's option: its column's, where nothing shorter is known.
fn name(part: &Part<TaskText>) -> &'static str {
    match part.field {
        Field::Lead => "lead",
        Field::Coordinating => "with",
        Field::CoordinatingText => "partners",
        Field::KeyTask => "key",
        _ => part.column.1,
    }
}

fn option(part: &Part<TaskText>, grammar: Grammar) -> Arg {
    let help = match part.field {
        Field::Title => bi("Tên ngắn", "Short title"),
        Field::Text => bi("Nội dung đầy đủ", "Full text"),
        Field::Lead => bi("Đơn vị chủ trì, hoặc none", "Lead unit, or none"),
        Field::Coordinating => bi(
            "Đơn vị phối hợp, cách nhau bằng dấu phẩy, hoặc none",
            "Co-operating units, separated by commas, or none",
        ),
        Field::KeyTask => bi("Là nhiệm vụ trọng tâm", "Key task"),
        field => labels::field(field),
    };
    if part.kind == PartKind::Flag {
        let yes_no = NameParser::words(YES_NO, grammar.0);
        return grammar.named(name(part), bi("CÓ_KHÔNG", "YES_NO"), yes_no, help);
    }
    let is_unit = matches!(part.kind, PartKind::Unit | PartKind::Units);
    let empties = match is_unit || part.required {
        true => "",
        false => grammar.pick("; \"\" là xóa", "; \"\" removes it"),
    };
    grammar
        .option(name(part), if is_unit { UNIT } else { TEXT })
        .help(format!("{}{empties}", help.get(grammar.0)))
}

/// Adds a task; its code is the next one never used.
fn add(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let typed = input::value(matches, "section").unwrap_or_default();
    let section = lookup::section(context, typed)?.id;
    let mut text = TaskText::default();
    part_options::apply(context, matches, name, &mut text)?;
    if input::value(matches, "text").is_none() {
        text.text.clone_from(&text.title);
    }
    let deadline = match input::value(matches, "deadline") {
        Some(wording) => deadline::read(context, wording)?,
        None => Deadline::none(),
    };
    let read_as = deadline.clone();
    let new = NewTask {
        section,
        text,
        deadline,
        more: Default::default(),
    };
    let change = match input::value(matches, "conclusion") {
        None => Change::Add(Box::new(new)),
        Some(typed) => Change::Review(ReviewChange::MakeTask {
            conclusion: lookup::conclusion(context, matches, typed)?.id,
            task: Box::new(new),
        }),
    };
    let receipt = apply::apply(context, &[change])?;
    let Some(task) = receipt.tasks.first().copied() else {
        return Ok(());
    };
    let added = apply::task_after(context, task)?;
    apply::print_one(context, &receipt.kind.into(), &added, None, true, out)?;
    deadline::explain(context, task, &read_as, out)
}

/// Changes what was named and leaves the rest as it is.
fn edit(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let mut parts = TaskText::PARTS.iter();
    let section = matches.contains_id("section");
    if !section && !parts.any(|part| matches.contains_id(name(part))) {
        return Err(nothing_named(context.lang));
    }
    let chosen = selection::read(context, matches)?;
    let mut typed = TaskText::default();
    part_options::apply(context, matches, name, &mut typed)?;
    let changes = chosen.tasks.iter().map(|task| {
        let before = task.texts.clone();
        let mut after = before.clone();
        let parts = TaskText::PARTS.iter();
        for part in parts.filter(|part| matches.contains_id(name(part))) {
            (part.set)(&mut after, (part.get)(&typed));
        }
        Change::Edit {
            task: task.row.id,
            before: Box::new(before),
            after: Box::new(after),
        }
    });
    // A task that has the values already is left out where others change.
    let idle =
        |change: &Change| matches!(change, Change::Edit { before, after, .. } if before == after);
    let (idle, mut changes): (Vec<_>, Vec<_>) = changes.partition(idle);
    if let Some(typed) = input::value(matches, "section") {
        let section = lookup::section(context, typed)?.id;
        let all = chosen.tasks.iter();
        let elsewhere = all.filter(|task| task.section_id != section);
        changes.extend(elsewhere.map(|task| Change::Move {
            task: task.row.id,
            section,
            seen: task.section_id,
        }));
    }
    if changes.is_empty() {
        changes = idle;
    }
    selection::apply(context, matches, &chosen, changes, out)
}

fn nothing_named(lang: Lang) -> AppError {
    let names = TaskText::PARTS.iter().map(name).chain(["section"]);
    let names = join(names.map(|name| format!("--{name}")), ", ");
    AppErrorKind::Usage
        .error(lang.pick("Chưa nêu cần sửa gì.", "Nothing to edit was given."))
        .hint(lang.pick(
            format!("Hãy dùng một trong các tùy chọn {names}."),
            format!("Use one of {names}."),
        ))
}

/// Removes tasks; one that cannot be removed can be dropped, says the hint.
fn remove(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let chosen = selection::read(context, matches)?;
    let reason = input::required(matches, "reason", Field::Reason, lang)?;
    let changes = chosen.tasks.iter().map(|task| Change::Amend {
        task: task.row.id,
        what: Amendment::RemoveTask {
            seen: task.row.place.last_change,
        },
        reason: reason.clone(),
    });
    let changes: Vec<_> = changes.collect();
    let refused = changes
        .iter()
        .zip(&chosen.tasks)
        .find_map(|(change, task)| match change.check(task, context.today) {
            Err(refusal @ Refusal::NotRemovable(NotRemovable::OfDocument)) => {
                Some(chosen.refused(task, refusal, lang))
            }
            _ => None,
        });
    let removed = match refused {
        Some(error) => Err(error),
        None => selection::confirm(context, matches, &chosen, &changes, out)
            .and_then(|()| apply::apply(context, &changes).map(drop)),
    };
    removed.map_err(|error| match (error.kind, chosen.single()) {
        (AppErrorKind::Refused, Some(task)) => {
            let (code, why) = (&task.row.code, lang.pick("LÝ_DO", "TEXT"));
            error.hint(format!("cchc drop {code} --reason {why}."))
        }
        _ => error,
    })?;
    let codes: Vec<String> = chosen.tasks.into_iter().map(|t| t.row.code).collect();
    let what = match codes.as_slice() {
        [code] => code.clone(),
        several => activity::several(several, lang),
    };
    let sentence = lang.pick(format!("Đã gỡ bỏ {what}"), format!("Removed {what}"));
    out.line(&format!("{sentence}{}", apply::undo_hint(context)))
}
