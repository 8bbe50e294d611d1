//! The first run without a file: a welcome that creates one, or restores a copy, instead of an
//! error.
//!
//! Plain lines and one answer, so that it works on any terminal and reads well aloud.

use crate::cli::commands::init;
use crate::cli::context::{Globals, calendar_day, now};
use crate::error::{InLang, Result};
use crate::plan::DOCUMENT_YEAR;
use crate::present::lang::Lang;
use crate::present::text::safe;
use crate::store::{Store, backup};
use chrono::Datelike;
use std::io::BufRead;
use std::path::PathBuf;

/// What a person may choose.
#[derive(Clone, Debug, PartialEq, Eq)]
enum FirstRunChoice {
    /// The newest copy of the file that was there.
    Copy(PathBuf),
    /// The demonstration, as a copy of one's own.
    Sample,
    /// A year's plan.
    Year(i32),
}

/// Offers to make the file where there is none. Returns whether there is one now.
pub(crate) fn offer(globals: &Globals) -> Result<bool> {
    let path = globals.file()?;
    // A dangling link or a folder is something: opening it shows what is wrong.
    if std::fs::symlink_metadata(&path).is_ok() || globals.read_only {
        return Ok(true);
    }
    let mut choices = Vec::new();
    choices.extend(backup::newest_sound(&path, now()).map(FirstRunChoice::Copy));
    choices.extend([
        FirstRunChoice::Sample,
        FirstRunChoice::Year(calendar_day().year()),
        FirstRunChoice::Year(DOCUMENT_YEAR),
    ]);
    let mut out = globals.out();
    for line in lines(globals, &path.to_string_lossy(), &choices) {
        let text = line.trim_start();
        let indent = line.len() - text.len();
        // A choice goes on under its words, after its number.
        let hang = if indent > 0 { 3 } else { 0 };
        out.item(indent, hang, text)?;
    }
    out.finish()?;
    match read_choice(globals, &choices)? {
        None => return Ok(false),
        Some(FirstRunChoice::Copy(copy)) => {
            Store::restore(&path, copy, now()).in_lang(globals.lang)?;
        }
        Some(FirstRunChoice::Sample) => drop(init::make(globals, None)?),
        Some(FirstRunChoice::Year(year)) => drop(init::make(globals, Some(*year))?),
    }
    Ok(true)
}

/// Asks until the answer is valid. `None` leaves.
fn read_choice<'c>(
    globals: &Globals,
    choices: &'c [FirstRunChoice],
) -> Result<Option<&'c FirstRunChoice>> {
    loop {
        let mut answer = String::new();
        // Where nothing can be read, nothing is made.
        let read = std::io::stdin().lock().read_line(&mut answer);
        if !read.is_ok_and(|bytes| bytes > 0) {
            return Ok(None);
        }
        if let Some(choice) = parse_choice(&answer, choices) {
            return Ok(choice);
        }
        let (last, lang) = (choices.len(), globals.lang);
        let mut out = globals.out();
        out.paragraph(
            0,
            &lang.pick(
                format!("Hãy gõ một số từ 1 đến {last}; Enter để thoát:"),
                format!("Type a number from 1 to {last}; Enter to quit:"),
            ),
        )?;
        out.finish()?;
    }
}

fn lines(globals: &Globals, path: &str, choices: &[FirstRunChoice]) -> Vec<String> {
    let lang = globals.lang;
    let (path, last) = (safe(path), choices.len());
    let mut lines = vec![
        lang.pick(
            "Chào mừng đến với cchc – theo dõi kế hoạch cải cách hành chính.".to_owned(),
            "Welcome to cchc – follow up your administrative-reform plan.".to_owned(),
        ),
        match choices.first() {
            Some(FirstRunChoice::Copy(_)) => lang.pick(
                format!("Không thấy tệp “{path}”, nhưng còn bản sao của nó. Bạn muốn làm gì?"),
                format!("The file “{path}” is missing, but there is a backup of it. What would you like to do?"),
            ),
            _ => lang.pick(
                format!("Chưa có tệp “{path}”. Bạn muốn tạo gì?"),
                format!("There is no file “{path}” yet. What would you like to create?"),
            ),
        },
    ];
    for (number, choice) in (1..).zip(choices) {
        lines.push(format!("  {number}  {}", label(choice, lang)));
    }
    lines.push(lang.text("  Enter  thoát, không tạo gì", "  Enter  quit"));
    lines.push(lang.pick(
        format!("Gõ một số từ 1 đến {last} rồi Enter:"),
        format!("Type a number from 1 to {last}, then Enter:"),
    ));
    lines
}

fn label(choice: &FirstRunChoice, lang: Lang) -> String {
    match choice {
        FirstRunChoice::Copy(copy) => {
            let copy = safe(&copy.to_string_lossy()).into_owned();
            lang.pick(
                format!("khôi phục bản sao gần nhất: {copy}"),
                format!("restore the latest backup: {copy}"),
            )
        }
        FirstRunChoice::Sample => lang.text(
            "bản minh họa để tập dùng (số liệu giả định năm 2021)",
            "a sample to try out (fictitious data of 2021)",
        ),
        FirstRunChoice::Year(DOCUMENT_YEAR) => lang.pick(
            format!("kế hoạch năm {DOCUMENT_YEAR}, đúng theo văn bản"),
            format!("the {DOCUMENT_YEAR} plan, exactly as in the document"),
        ),
        FirstRunChoice::Year(year) => lang.pick(
            format!("kế hoạch năm {year}, còn trống"),
            format!("an empty plan for {year}"),
        ),
    }
}

/// The choice of that number; `Some(None)` is to leave, `None` an invalid answer.
fn parse_choice<'c>(
    answer: &str,
    choices: &'c [FirstRunChoice],
) -> Option<Option<&'c FirstRunChoice>> {
    match answer.trim() {
        "" | "q" => Some(None),
        number => {
            let nth = number.parse::<usize>().ok()?.checked_sub(1)?;
            choices.get(nth).map(Some)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_offered_number_creates_a_file() {
        let choices = [
            FirstRunChoice::Sample,
            FirstRunChoice::Year(2026),
            FirstRunChoice::Year(2021),
        ];
        for (answer, nth) in [(" 1\n", 0), ("2", 1), ("3\r\n", 2)] {
            assert_eq!(
                parse_choice(answer, &choices),
                Some(choices.get(nth)),
                "{answer}"
            );
        }
        for answer in ["", "\n", "q"] {
            assert_eq!(parse_choice(answer, &choices), Some(None), "{answer}");
        }
        for answer in ["0", "4", "có", "12", "-1"] {
            assert_eq!(parse_choice(answer, &choices), None, "{answer}");
        }
    }
}
