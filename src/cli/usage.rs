//! What is wrong with a command line, in the program's own sentences: of clap only the kind of the error
//! and the argument are taken.

use crate::error::{AppError, AppErrorKind};
use crate::present::lang::Lang;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// One sentence and one hint for what clap found in the arguments of a command.
pub(crate) fn message<'n>(
    error: &clap::Error,
    command: Option<&str>,
    names: impl Iterator<Item = &'n str> + Clone,
    lang: Lang,
) -> AppError {
    let context = |kind| error.get(kind).map(text).unwrap_or_default();
    let arg = plain_name(&context(ContextKind::InvalidArg));
    let value = context(ContextKind::InvalidValue);
    let name = context(ContextKind::InvalidSubcommand);
    let kind = match error.kind() {
        // A name of foreign bytes is shown with the sign for them.
        ErrorKind::InvalidSubcommand if name.contains(char::REPLACEMENT_CHARACTER) => {
            ErrorKind::InvalidUtf8
        }
        kind => kind,
    };
    let hint = match kind {
        ErrorKind::InvalidSubcommand => {
            let like = near(&name, names).unwrap_or_default();
            let all = || lang.text("Xem các lệnh: cchc help.", "See all commands: cchc help.");
            Some(suggestion(like, lang).unwrap_or_else(all))
        }
        ErrorKind::UnknownArgument => {
            let like = context(ContextKind::SuggestedArg);
            without_option(&arg, command, lang).or_else(|| suggestion(&like, lang))
        }
        // What fits may be far more than the words that are compared: the help has it all.
        ErrorKind::InvalidValue if value.is_empty() => None,
        ErrorKind::InvalidValue => match context(ContextKind::ValidValue).as_str() {
            "" => None,
            valid => Some(lang.pick(
                format!("Hãy chọn: {valid}."),
                format!("Choose one of: {valid}."),
            )),
        },
        ErrorKind::ValueValidation => Some(lang.text(
            "Hãy nhập một số nguyên trong phạm vi cho phép.",
            "Enter a whole number within the allowed range.",
        )),
        _ => None,
    };
    let other = match kind {
        ErrorKind::InvalidSubcommand => name,
        ErrorKind::ArgumentConflict => plain_name(&context(ContextKind::PriorArg)),
        _ => value,
    };
    let message = sentence(kind, &arg, &other, lang);
    AppErrorKind::Usage
        .error(message)
        .hint(hint.unwrap_or_else(|| see_help(command, lang)))
}

/// A word that has no place in the command.
pub(crate) fn unexpected(word: &str, command: &str, lang: Lang) -> AppError {
    of_command(ErrorKind::UnknownArgument, word, command, lang)
}

/// A word that the command needs, by what stands for it in the help.
pub(crate) fn missing(value: &str, command: &str, lang: Lang) -> AppError {
    of_command(ErrorKind::MissingRequiredArgument, value, command, lang)
}

fn of_command(kind: ErrorKind, arg: &str, command: &str, lang: Lang) -> AppError {
    AppErrorKind::Usage
        .error(sentence(kind, arg, "", lang))
        .hint(see_help(Some(command), lang))
}

fn see_help(command: Option<&str>, lang: Lang) -> String {
    let command = command.map(|name| format!(" {name}")).unwrap_or_default();
    lang.pick(
        format!("Xem hướng dẫn: cchc help{command}."),
        format!("See: cchc help{command}."),
    )
}

/// What is wrong with an argument; `other` is its value, the one that it conflicts with, or the name that
/// no command has.
fn sentence(kind: ErrorKind, arg: &str, other: &str, lang: Lang) -> String {
    match kind {
        ErrorKind::InvalidSubcommand => lang.pick(
            format!("Không có lệnh “{other}”."),
            format!("Unknown command “{other}”."),
        ),
        ErrorKind::UnknownArgument if arg.starts_with('-') => lang.pick(
            format!("Không có tùy chọn “{arg}” (nội dung bắt đầu bằng “-” thì viết --tùy-chọn=… hoặc đặt “--” phía trước)."),
            format!("Unknown option “{arg}” (for text that begins with “-”, use --option=… or put “--” before it)."),
        ),
        ErrorKind::UnknownArgument => lang.pick(
            format!("Thừa tham số “{arg}” (nội dung có dấu cách phải đặt trong ngoặc kép)."),
            format!("Unexpected argument “{arg}” (put text with spaces in quotes)."),
        ),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if !other.is_empty() => lang.pick(
            format!("Giá trị “{other}” không dùng được cho {arg}."),
            format!("“{other}” is not a valid value for {arg}."),
        ),
        ErrorKind::InvalidValue
        | ErrorKind::ValueValidation
        | ErrorKind::TooFewValues
        | ErrorKind::WrongNumberOfValues => lang.pick(
            format!("{arg} cần có giá trị."),
            format!("{arg} needs a value."),
        ),
        ErrorKind::MissingRequiredArgument => {
            lang.pick(format!("Còn thiếu: {arg}."), format!("Missing: {arg}."))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            lang.text("Còn thiếu lệnh.", "A command is missing.")
        }
        ErrorKind::ArgumentConflict if other.is_empty() || other == arg => lang.pick(
            format!("{arg} chỉ được dùng một lần."),
            format!("{arg} can be used only once."),
        ),
        ErrorKind::ArgumentConflict => lang.pick(
            format!("Không dùng {arg} cùng với {other}."),
            format!("{arg} cannot be used together with {other}."),
        ),
        ErrorKind::TooManyValues | ErrorKind::NoEquals => lang.pick(
            format!("{arg} có quá nhiều giá trị."),
            format!("{arg} has too many values."),
        ),
        ErrorKind::InvalidUtf8 => lang.text(
            "Có tham số không phải UTF-8 hợp lệ; hãy gõ lại bằng bảng mã UTF-8.",
            "An argument is not valid UTF-8; type it again in UTF-8.",
        ),
        _ => lang.text(
            "Không hiểu dòng lệnh này.",
            "The command line could not be understood.",
        ),
    }
}

/// The command that was meant: one typing error away, two in a long name, or only its beginning.
fn near<'n>(typed: &str, names: impl Iterator<Item = &'n str> + Clone) -> Option<&'n str> {
    const LONG: usize = 8;
    const BEGUN: usize = 3;
    let typed = typed.to_lowercase();
    let begun = names
        .clone()
        .find(|name| typed.len() >= BEGUN && name.starts_with(&typed));
    begun.or_else(|| {
        let mut names = names.clone();
        names.find(|name| edit_distance(&typed, name) <= if name.len() >= LONG { 2 } else { 1 })
    })
}

/// The Damerau–Levenshtein distance: letters left out, added, replaced or swapped with their neighbour.
fn edit_distance(typed: &str, meant: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (typed.chars().collect(), meant.chars().collect());
    let mut before = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1];
        for j in 0..b.len() {
            let replaced = last[j] + usize::from(a[i] != b[j]);
            let mut least = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                let at: &Vec<usize> = &before;
                least = least.min(at[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

/// What belongs where an option was guessed for it: a task is named by its code alone.
fn without_option(arg: &str, command: Option<&str>, lang: Lang) -> Option<String> {
    let name = command.filter(|name| matches!(*name, "log" | "show" | "note" | "done"))?;
    matches!(arg, "--task" | "--code").then(|| {
        lang.pick(
            format!("Viết thẳng mã nhiệm vụ: cchc {name} 2.3.1-01."),
            format!("Give the task code directly: cchc {name} 2.3.1-01."),
        )
    })
}

fn suggestion(like: &str, lang: Lang) -> Option<String> {
    (!like.is_empty()).then(|| {
        lang.pick(
            format!("Có phải ý bạn là “{like}”?"),
            format!("Did you mean “{like}”?"),
        )
    })
}

/// An argument as the help's first line names it, without clap's brackets and dots.
fn plain_name(arg: &str) -> String {
    arg.replace(['<', '>'], "").replace("...", "")
}

/// What clap knows about a place in the command line, as text.
fn text(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::Number(n) => n.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::commands::names;

    #[test]
    fn only_what_is_really_near_is_suggested() {
        for (typed, meant) in [
            ("lisst", "list"),
            ("lst", "list"),
            ("reprot", "report"),
            ("UNDO", "undo"),
            ("evidnce", "evidence"),
            ("comp", "completions"),
            ("deadlnie", "deadline"),
        ] {
            assert_eq!(near(typed, names()), Some(meant), "{typed}");
        }
        for typed in [
            "delete",
            "stats",
            "mine",
            "nhap",
            "xuat",
            "nhật ký",
            "",
            "re",
        ] {
            assert_eq!(near(typed, names()), None, "{typed}");
        }
    }
}
