//! The tasks that a command changes: those whose codes are typed, each once, or with `--where` those
//! that `cchc list` with the same filters shows. What is done to them is one act and one step of
//! undo, all or nothing. Tasks chosen by a filter, or many of them, are listed first; above twenty the
//! person has to confirm.

use crate::cli::context::Context;
use crate::cli::grammar::Grammar;
use crate::cli::output::{Emphasis, Out, TaskTable, row_style};
use crate::cli::{apply, filters, lookup, usage};
use crate::domain::area::normal_code;
use crate::domain::change::{Change, Refusal};
use crate::domain::query::Order;
use crate::domain::task::Task;
use crate::domain::text::fold;
use crate::error::{AppError, AppErrorKind, InLang, Result};
use crate::present::lang::{Bi, Lang, bi};
use crate::present::messages::activity::Activity;
use crate::present::messages::acts;
use clap::{Arg, ArgAction, ArgMatches};
use std::collections::HashSet;
use std::io::{BufRead, IsTerminal};

/// More tasks than these are only changed after the person has confirmed.
const CONFIRM_ABOVE: usize = 20;

/// The codes of a command that takes nothing else by its place.
pub(crate) fn codes(grammar: Grammar) -> [Arg; 3] {
    let codes = grammar.codes().required(false);
    let codes = codes
        .required_unless_present("where")
        .conflicts_with("where");
    let [filter, yes] = options(grammar);
    [codes, filter, yes]
}

/// Codes and then a text: the last word is the text.
pub(crate) fn codes_and_text(grammar: Grammar, value: Bi, help: Bi) -> [Arg; 3] {
    let place = grammar.positional("code", value).num_args(1..);
    let [filter, yes] = options(grammar);
    [place.help(help.get(grammar.0)), filter, yes]
}

fn options(grammar: Grammar) -> [Arg; 2] {
    [
        grammar
            .option("where", bi("BỘ_LỌC", "FILTERS"))
            .allow_hyphen_values(true)
            .action(ArgAction::Append)
            .help(grammar.pick(
                "Thay cho mã: bộ lọc như của cchc list,\nví dụ --where \"--area 2 --no-unit\"",
                "Instead of codes: filters as for cchc list,\ne.g. --where \"--area 2 --no-unit\"",
            )),
        grammar.flag("yes").help(grammar.pick(
            "Không hỏi lại khi thay đổi hơn 20 nhiệm vụ",
            "Do not ask before changing more than 20 tasks",
        )),
    ]
}

/// The tasks that were chosen.
pub(crate) struct Selection {
    pub tasks: Vec<Task>,
    /// Whether a filter chose them, and not their codes.
    by_filter: bool,
}

impl Selection {
    /// The task, where its code alone was typed.
    pub(crate) fn single(&self) -> Option<&Task> {
        match self.tasks.as_slice() {
            [task] if !self.by_filter => Some(task),
            _ => None,
        }
    }

    /// The refusal to change one of the tasks; of several it is named.
    pub(crate) fn refused(&self, task: &Task, refusal: Refusal, lang: Lang) -> AppError {
        let mut error = AppError::from((refusal.into(), lang));
        if self.single().is_none() {
            error.message = format!("{}: {}", task.row.code, error.message);
        }
        error
    }

    /// Whether the tasks are shown before they are changed.
    fn is_listed(&self) -> bool {
        self.by_filter || self.tasks.len() > CONFIRM_ABOVE
    }
}

/// The tasks of a command that takes codes alone.
///
/// # Errors
/// [`AppErrorKind::NotFound`] for an unknown code, or a filter that no task matches.
pub(crate) fn read(context: &Context, matches: &ArgMatches) -> Result<Selection> {
    if matches.contains_id("where") {
        return filtered(context, matches);
    }
    named(context, typed(matches))
}

/// The tasks of a command that takes codes and then a text, and that text.
///
/// # Errors
/// As [`read`]; [`AppErrorKind::Usage`] where the text is missing or does not stand last.
pub(crate) fn read_with_text<'m>(
    context: &Context,
    matches: &'m ArgMatches,
    command: &str,
    text: Bi,
) -> Result<(Selection, &'m str)> {
    let lang = context.lang;
    let mut words: Vec<&str> = typed(matches).collect();
    let by_filter = matches.contains_id("where");
    let last = match by_filter || words.len() > 1 {
        true => words.pop(),
        false => None,
    };
    let last = last.ok_or_else(|| usage::missing(text.get(lang), command, lang))?;
    if by_filter {
        return match words.first() {
            Some(code) => Err(usage::unexpected(code, command, lang)),
            None => Ok((filtered(context, matches)?, last)),
        };
    }
    check_codes(&words, last, command, lang)?;
    if let [first] = words.as_slice() {
        let task = lookup::task_before_text(context, first, command, last)?;
        let by_filter = false;
        let tasks = vec![task];
        return Ok((Selection { tasks, by_filter }, last));
    }
    Ok((named(context, words.into_iter())?, last))
}

/// Refuses the words between codes and text that are no codes.
fn check_codes(words: &[&str], last: &str, command: &str, lang: Lang) -> Result<()> {
    if let [first, rest @ ..] = words
        && let Some(at) = rest.iter().position(|word| normal_code(word).is_none())
    {
        // A text without quotes, or before the codes.
        let swapped = rest.is_empty() || normal_code(first).is_none();
        if !swapped {
            let next = rest.get(at + 1).copied().unwrap_or(last);
            return Err(usage::unexpected(next, command, lang));
        }
    }
    Ok(())
}

fn typed(matches: &ArgMatches) -> impl Iterator<Item = &str> {
    let words = matches.get_many::<String>("code").unwrap_or_default();
    words.map(String::as_str)
}

/// The tasks with these codes, each once.
pub(crate) fn named<'m>(
    context: &Context,
    codes: impl Iterator<Item = &'m str>,
) -> Result<Selection> {
    let mut tasks: Vec<Task> = Vec::new();
    let (mut typed, mut known) = (HashSet::new(), HashSet::new());
    for code in codes {
        // One code has many spellings; of the same one only the first is looked up.
        if !typed.insert(code) {
            continue;
        }
        let task = lookup::task(context, code)?;
        if known.insert(task.row.id) {
            tasks.push(task);
        }
    }
    Ok(Selection {
        tasks,
        by_filter: false,
    })
}

/// The tasks that the filters let through, in the order of codes.
fn filtered(context: &Context, matches: &ArgMatches) -> Result<Selection> {
    let lang = context.lang;
    let filters = matches.get_many::<String>("where").unwrap_or_default();
    let words: Vec<String> = filters.flat_map(|typed| split(typed)).collect();
    // A script's empty variable must not mean every task.
    if words.is_empty() {
        return Err(AppErrorKind::Usage
            .error(lang.pick("--where chưa nêu bộ lọc nào.", "--where has no filter."))
            .hint(lang.pick(
                "Nếu muốn cả kế hoạch: --where \"--area all\".",
                "For the whole plan: --where \"--area all\".",
            )));
    }
    let asked = parsed(words, lang)?;
    let mut query = filters::query(context, &asked)?;
    query.order = Order::Code;
    let mut tasks = Vec::new();
    for id in lookup::ids(context, &query)? {
        tasks.extend(context.store.task(id).in_lang(lang)?);
    }
    if tasks.is_empty() {
        return Err(AppErrorKind::NotFound.error(lang.pick(
            "Không có nhiệm vụ nào khớp với --where.",
            "No task matches --where.",
        )));
    }
    let by_filter = true;
    Ok(Selection { tasks, by_filter })
}

/// The words of a filter, read as the options that `list` has.
fn parsed(words: Vec<String>, lang: Lang) -> Result<ArgMatches> {
    let grammar = Grammar(lang).command("where", bi("", ""));
    let grammar = grammar
        .no_binary_name(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .args(filters::args(Grammar(lang)));
    grammar
        .try_get_matches_from(words)
        .map_err(|error| usage::message(&error, Some("list"), std::iter::empty(), lang))
}

/// The words of a filter as a shell would see them: blanks separate them, quotes keep them together.
fn split(typed: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quote): (Option<String>, Option<char>) = (None, None);
    for letter in typed.chars() {
        match letter {
            _ if quote == Some(letter) => quote = None,
            '"' | '\'' if quote.is_none() => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            _ if quote.is_none() && letter.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

/// Applies changes to the chosen tasks as one act, where the person agrees, and prints what was done.
///
/// # Errors
/// What the rules say, [`AppErrorKind::Usage`] where somebody would have to be asked and cannot be, and
/// [`AppErrorKind::Interrupted`] where the person says no.
pub(crate) fn apply(
    context: &mut Context,
    matches: &ArgMatches,
    selection: &Selection,
    changes: impl IntoIterator<Item = Change>,
    out: &mut Out,
) -> Result {
    let changes: Vec<Change> = changes.into_iter().collect();
    confirm(context, matches, selection, &changes, out)?;
    let receipt = apply::apply(context, &changes)?;
    let tasks = receipt.tasks.iter();
    let tasks: Vec<Task> = tasks
        .map(|id| apply::task_after(context, *id))
        .collect::<Result<_>>()?;
    for (nth, task) in tasks.iter().enumerate() {
        let own = changes.iter();
        let own = own.filter(|change| change.task() == Some(task.row.id));
        let own: Vec<Change> = own.cloned().collect();
        let activity = Activity::of_changes(receipt.kind, &own, task);
        if selection.is_listed() {
            let done = acts::on_tasks(&activity, &tasks, context.lang);
            return out.line(&format!("{done}{}", apply::undo_hint(context)));
        }
        let occurrence = own.iter().find_map(Change::occurrence);
        let last = nth + 1 == tasks.len();
        apply::print_one(context, &activity, task, occurrence, last, out)?;
    }
    Ok(())
}

/// Lists the tasks where a filter chose them or they are many, and asks where they are more than
/// [`CONFIRM_ABOVE`]. What the rules forbid is reported before the question.
///
/// # Errors
/// As [`apply`].
pub(crate) fn confirm(
    context: &mut Context,
    matches: &ArgMatches,
    selection: &Selection,
    changes: &[Change],
    out: &mut Out,
) -> Result {
    if !selection.is_listed() {
        return Ok(());
    }
    apply::dry_run(context, changes)?;
    let concerned: HashSet<_> = changes.iter().filter_map(Change::task).collect();
    let tasks = selection.tasks.iter();
    let tasks = tasks.filter(|task| concerned.contains(&task.row.id));
    let tasks: Vec<&Task> = tasks.collect();
    let (n, lang) = (tasks.len(), context.lang);
    out.line(&match n {
        1 => lang.text("Thay đổi 1 nhiệm vụ:", "1 task to change:"),
        n => lang.pick(
            format!("Thay đổi {n} nhiệm vụ:"),
            format!("{n} tasks to change:"),
        ),
    })?;
    let table = TaskTable::new(out.width);
    out.styled(Emphasis::Bold, &table.titles(lang))?;
    for task in tasks {
        let row = &task.row;
        let timeliness = row.timeliness(context.today, context.row_cx.soon_days);
        out.styled(row_style(row, timeliness), &table.row(row, context.row_cx))?;
    }
    if n <= CONFIRM_ABOVE || matches.get_flag("yes") {
        return Ok(());
    }
    if !(out.terminal && std::io::stdin().is_terminal()) {
        return Err(AppErrorKind::Usage
            .error(lang.pick(
                format!("Chưa lưu gì: cần đồng ý vì thay đổi {n} nhiệm vụ cùng lúc."),
                format!("Nothing was saved: changing {n} tasks at once needs your consent."),
            ))
            .hint(lang.pick("Nếu đồng ý, thêm --yes.", "To go ahead, add --yes.")));
    }
    out.line(&lang.pick(
        format!("Thay đổi cả {n} nhiệm vụ? Gõ “c” rồi Enter để đồng ý; chỉ Enter để thôi:"),
        format!("Change all {n} tasks? Type “y” and press Enter; Enter alone cancels:"),
    ))?;
    out.finish()?;
    let mut answer = String::new();
    // Where nothing can be read, nobody has agreed.
    let read = std::io::stdin().lock().read_line(&mut answer).is_ok();
    match fold(answer.trim()).as_str() {
        "c" | "co" | "y" | "yes" if read => Ok(()),
        _ => Err(AppErrorKind::Interrupted.error(lang.pick("Chưa lưu gì.", "Nothing was saved."))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_split_as_a_shell_splits_them() {
        assert_eq!(split("--area 2  --no-unit"), ["--area", "2", "--no-unit"]);
        assert_eq!(
            split("--search 'kế hoạch năm' --unit \"Văn phòng\""),
            ["--search", "kế hoạch năm", "--unit", "Văn phòng"]
        );
        assert_eq!(split("--search=\"kế hoạch\""), ["--search=kế hoạch"]);
        assert_eq!(split("--search ''"), ["--search", ""]);
        assert_eq!(split("  "), [""; 0]);
    }
}
