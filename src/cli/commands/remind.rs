//! `cchc remind`: what a unit leads that is overdue or soon due, as a message, or as the letter that an
//! office sends; for one unit or for each.

use crate::cli::context::Context;
use crate::cli::grammar::{CommandSpec, Grammar, NUMBER};
use crate::cli::output::Out;
use crate::cli::{document, input, lookup};
use crate::domain::day::Day;
use crate::domain::text::join;
use crate::domain::unit::Unit;
use crate::error::{AppError, AppErrorKind, InLang, Result};
use crate::formats::{self, Format};
use crate::present::lang::{Lang, bi};
use crate::present::messages::report::{file_name, letter_stem, nothing_due};
use crate::report::reminder::{Reminder, ReminderScope};
use clap::{ArgAction, ArgGroup, ArgMatches, Command, value_parser};
use std::path::{Path, PathBuf};

pub(crate) const COMMAND: CommandSpec = CommandSpec::reads("remind", grammar, run);

fn grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Đôn đốc: việc quá hạn, sắp đến hạn của đơn vị, để gửi đi",
        "Remind a unit of what is overdue or soon due, as a text to send",
    );
    let format = document::format_option(grammar, &[]).help(grammar.pick(
        "van-ban (tin nhắn), docx, html, markdown (công văn)",
        "text (a message), docx, html, markdown (a letter)",
    ));
    let unit = grammar
        .lead()
        .help(grammar.pick("Đơn vị chủ trì", "The lead unit"));
    let all = grammar.flag("all").help(grammar.pick(
        "Mọi đơn vị có việc; với -o mỗi đơn vị một tệp",
        "Every unit concerned; with -o one file for each",
    ));
    let due_in = grammar
        .option("due-in", NUMBER)
        .value_parser(value_parser!(i64).range(0..=366))
        .value_delimiter(',')
        .action(ArgAction::Append)
        .help(grammar.pick(
            "Chỉ việc còn đúng từng ấy ngày, ví dụ 7,4,2",
            "Only what is due in exactly as many days, e.g. 7,4,2",
        ));
    grammar
        .command("remind", about)
        .args([unit, all, due_in, format])
        .args(grammar.output_file())
        .group(ArgGroup::new("whom").args(["unit", "all"]).required(true))
        .after_help(grammar.pick(
            "\nKhông nêu -o thì in tin nhắn để dán vào Zalo, thư điện tử. Đuôi .docx, .html,\n\
             .md: công văn đôn đốc theo Nghị định 30/2020; .txt: tin nhắn. Với --all:\n  \
             -o thu-muc/    mỗi đơn vị một công văn trong thư mục\n  \
             -o cv.docx     cv-vp.docx, cv-khtc.docx …\n\
             Với --due-in, không có việc thì chỉ báo ở màn hình (cron không in gì).",
            "\nWithout -o the message is printed, to paste into a chat or an e-mail. Files\n\
             ending in .docx, .html, .md are letters (Decree 30/2020); .txt is the message.\n\
             With --all:\n  \
             -o folder/       a letter for each unit in that folder\n  \
             -o letter.docx   letter-vp.docx, letter-khtc.docx …\n\
             With --due-in, if nothing is due, only a terminal is told (cron stays silent).",
        ))
}

fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let all = matches.get_flag("all");
    let units = match input::value(matches, "unit") {
        Some(typed) => vec![lookup::unit(context, typed)?],
        None => context.store.units().in_lang(lang)?,
    };
    let wanted = scope(matches);
    let target = matches.get_one::<PathBuf>("output");
    let format = format(matches, target, all, lang)?;
    let mut reminders = Vec::new();
    for unit in &units {
        let reminder =
            Reminder::read(&context.store, unit, &wanted, context.today).in_lang(lang)?;
        reminders.extend((!reminder.is_empty()).then_some(reminder));
    }
    if reminders.is_empty() {
        return match wanted {
            // Cron sends on whatever is printed; a person should not wonder.
            ReminderScope::DueIn(_) if !out.terminal => Ok(()),
            ReminderScope::DueIn(days) => out.line(&none_due_in(&days, lang)),
            ReminderScope::Standing => {
                nothing(context, (!all).then(|| units.first()).flatten(), out)
            }
        };
    }
    match target {
        Some(target) => save(context, matches, (target, format), &reminders, out),
        None => print(&reminders, format, lang, out),
    }
}

fn scope(matches: &ArgMatches) -> ReminderScope {
    match matches.get_many::<i64>("due-in") {
        Some(days) => ReminderScope::DueIn(days.copied().collect()),
        None => ReminderScope::Standing,
    }
}

/// "Không có việc nào còn đúng 7, 4 hoặc 2 ngày nữa là đến hạn."
fn none_due_in(days: &[i64], lang: Lang) -> String {
    let (last, others) = days
        .split_last()
        .map_or((0, &[][..]), |(last, others)| (*last, others));
    let others = join(others.iter().map(i64::to_string), ", ");
    let days = match others.is_empty() {
        true => last.to_string(),
        false => lang.pick(
            format!("{others} hoặc {last}"),
            format!("{others} or {last}"),
        ),
    };
    lang.pick(
        format!("Không có việc nào còn đúng {days} ngày nữa là đến hạn."),
        match days.as_str() {
            "1" => "No task is due in exactly 1 day.".to_owned(),
            _ => format!("No task is due in exactly {days} days."),
        },
    )
}

fn nothing(context: &Context, unit: Option<&Unit>, out: &mut Out) -> Result {
    let lang = context.lang;
    let everybody = lang.pick("Các đơn vị", "The plan");
    let name = unit.map_or(everybody, |unit| unit.name.as_str());
    out.line(&nothing_due(name, context.plan.settings.soon_days, lang))
}

/// The format. A folder takes letters of Word, unless another format is named.
fn format(
    matches: &ArgMatches,
    target: Option<&PathBuf>,
    all: bool,
    lang: Lang,
) -> Result<&'static Format> {
    let folder = target.filter(|target| all && is_folder(target));
    let format = match folder {
        Some(_) => {
            let named = input::format(matches).unwrap_or("docx");
            formats::named(named).unwrap_or(&formats::FORMATS[0])
        }
        None => document::format(matches, target, lang)?,
    };
    if format.key != "xlsx" {
        return Ok(format);
    }
    Err(AppErrorKind::Usage
        .error(lang.pick(
            "Công văn đôn đốc không lập dạng Excel.",
            "A reminder cannot be made as an Excel file.",
        ))
        .hint(lang.pick(
            "Biểu Excel để đơn vị điền: cchc export --unit ĐƠN_VỊ --to TỆP.xlsx",
            "The Excel sheet for a unit to fill in: cchc export --unit UNIT --to FILE.xlsx",
        )))
}

fn is_folder(target: &Path) -> bool {
    target.is_dir() || target.to_string_lossy().ends_with('/')
}

/// Messages stand below each other; of letters only one is a document.
fn print(reminders: &[Reminder], format: &Format, lang: Lang, out: &mut Out) -> Result {
    if reminders.len() > 1 && format.key != "text" {
        let (n, ending) = (reminders.len(), format.ending);
        return Err(AppErrorKind::Usage
            .error(lang.pick(
                format!("Có {n} công văn, mỗi công văn phải lưu vào một tệp."),
                format!("There are {n} letters; each must be saved to a file of its own."),
            ))
            .hint(lang.pick(
                format!("Thêm: -o THƯ_MỤC/, hoặc -o TÊN_TỆP.{ending}"),
                format!("Add: -o FOLDER/, or -o NAME.{ending}"),
            )));
    }
    for (nth, reminder) in reminders.iter().enumerate() {
        if format.key != "text" {
            document::print(&reminder.letter(lang), format, lang, out)?;
            continue;
        }
        if nth > 0 {
            out.line("")?;
            out.line("--------------------")?;
            out.line("")?;
        }
        for line in reminder.text(lang).lines() {
            out.line(line)?;
        }
    }
    Ok(())
}

/// Saves a file for each; none of them where one is in the way.
fn save(
    context: &Context,
    matches: &ArgMatches,
    (target, format): (&Path, &Format),
    reminders: &[Reminder],
    out: &mut Out,
) -> Result {
    let lang = context.lang;
    let all = matches.get_flag("all");
    if all && is_folder(target) && !target.exists() {
        std::fs::create_dir(target).map_err(|error| no_folder(target, &error, lang))?;
    }
    let paths = match all {
        true => files(reminders, target, format, lang),
        false => vec![target.to_owned()],
    };
    for path in &paths {
        document::check_target(context, matches, path)?;
    }
    for (reminder, path) in reminders.iter().zip(&paths) {
        match format.key {
            "text" => document::save_bytes(context, matches, path, reminder.text(lang).as_bytes())?,
            _ => document::save(context, matches, path, format, &reminder.letter(lang))?,
        }
        let (unit, path) = (&reminder.unit.abbreviation, path.display());
        out.line(&lang.pick(
            format!("Đã lưu văn bản đôn đốc {unit} vào “{path}”."),
            format!("Reminder of {unit} saved to “{path}”."),
        ))?;
    }
    out.done = Some(bi("Đã lưu văn bản đôn đốc", "The reminders were saved"));
    Ok(())
}

/// A file for each. Units whose names come to one file name, as "P.CN" and "P-CN" do, are numbered.
fn files(reminders: &[Reminder], target: &Path, format: &Format, lang: Lang) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    for reminder in reminders {
        let unit = &reminder.unit.abbreviation;
        let mut file = file_of(unit, reminder.today, (target, format), lang);
        let mut number = 1;
        while files.contains(&file) {
            number += 1;
            let unit = format!("{unit}-{number}");
            file = file_of(&unit, reminder.today, (target, format), lang);
        }
        files.push(file);
    }
    files
}

/// The file of a unit: in the folder, or beside the file that was named.
fn file_of(unit: &str, today: Day, (target, format): (&Path, &Format), lang: Lang) -> PathBuf {
    if is_folder(target) {
        let stem = letter_stem(unit, today, lang);
        return target.join(format!("{stem}.{}", format.ending));
    }
    let stem = target.file_stem().unwrap_or_default().to_string_lossy();
    let ending = target
        .extension()
        .map(|ending| format!(".{}", ending.to_string_lossy()));
    let name = format!("{stem}-{}{}", file_name(unit), ending.unwrap_or_default());
    target.with_file_name(name)
}

fn no_folder(target: &Path, error: &std::io::Error, lang: Lang) -> AppError {
    let target = target.display();
    let error = crate::present::messages::file_errors::reason(&error.to_string(), lang);
    AppErrorKind::File.error(lang.pick(
        format!("Không tạo được thư mục “{target}” ({error})."),
        format!("The folder “{target}” could not be created ({error})."),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_on_which_nothing_is_due_are_listed_as_people_list_them() {
        for (days, vi, en) in [
            (
                &[7, 4, 2][..],
                "đúng 7, 4 hoặc 2 ngày nữa",
                "exactly 7, 4 or 2 days.",
            ),
            (&[1], "đúng 1 ngày nữa", "exactly 1 day."),
        ] {
            assert!(none_due_in(days, Lang::Vi).contains(vi));
            assert!(none_due_in(days, Lang::En).ends_with(en));
        }
    }
}
