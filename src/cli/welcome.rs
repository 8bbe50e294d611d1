//! The first run without a file: a welcome that makes one, instead of an error.
//!
//! Plain lines and one answer, so that it works on any terminal and reads well aloud.

use super::context::{Globals, calendar_day};
use super::init;
use super::output::Out;
use crate::error::AppError;
use crate::plan::DOCUMENT_YEAR;
use crate::present::text::safe;
use chrono::Datelike;
use std::io::BufRead;

/// What a person may choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    /// The demonstration, as a copy of one's own.
    Sample,
    /// A year's plan.
    Year(i32),
    /// Nothing.
    Leave,
}

/// Offers to make the file where there is none; says whether there is one now.
///
/// # Errors
/// What the folder says.
pub fn offer(globals: &Globals) -> Result<bool, AppError> {
    let path = globals.file()?;
    // A dangling link or a folder is something: opening it tells what is wrong.
    if std::fs::symlink_metadata(&path).is_ok() || globals.read_only {
        return Ok(true);
    }
    let mut out = Out::new(globals);
    let year = calendar_day().year();
    for line in lines(globals, &path.to_string_lossy(), year) {
        let text = line.trim_start();
        let indent = line.len() - text.len();
        // A choice goes on under its words, behind its number.
        let hang = if indent > 0 { 3 } else { 0 };
        out.item(indent, hang, text)?;
    }
    out.finish()?;
    let made = match answered(globals, year)? {
        Choice::Leave => false,
        Choice::Sample => init::make(globals, None).map(|_| true)?,
        Choice::Year(year) => init::make(globals, Some(year)).map(|_| true)?,
    };
    Ok(made)
}

/// The first answer that is one; whatever else is typed is asked about again.
fn answered(globals: &Globals, year: i32) -> Result<Choice, AppError> {
    loop {
        let mut answer = String::new();
        // Where nothing can be read, nothing is made.
        let read = std::io::stdin().lock().read_line(&mut answer);
        if !read.is_ok_and(|bytes| bytes > 0) {
            return Ok(Choice::Leave);
        }
        if let Some(choice) = choice(&answer, year) {
            return Ok(choice);
        }
        let mut out = Out::new(globals);
        out.paragraph(
            0,
            globals.lang.pick(
                "Hãy gõ 1, 2 hoặc 3; Enter để thoát:",
                "Type 1, 2 or 3; Enter to quit:",
            ),
        )?;
        out.finish()?;
    }
}

fn lines(globals: &Globals, path: &str, year: i32) -> [String; 7] {
    let lang = globals.lang;
    let path = safe(path);
    [
        lang.pick(
            "Chào mừng đến với cchc – theo dõi kế hoạch cải cách hành chính.".to_owned(),
            "Welcome to cchc – follow up your administrative-reform plan.".to_owned(),
        ),
        lang.pick(
            format!("Chưa có tệp “{path}”. Bạn muốn tạo gì?"),
            format!("There is no file “{path}” yet. What would you like to create?"),
        ),
        lang.pick(
            "  1  bản minh họa để tập dùng (số liệu giả định năm 2021)".to_owned(),
            "  1  a sample to try out (fictitious data of 2021)".to_owned(),
        ),
        lang.pick(
            format!("  2  kế hoạch năm {year}, còn trống"),
            format!("  2  an empty plan for {year}"),
        ),
        lang.pick(
            format!("  3  kế hoạch năm {DOCUMENT_YEAR}, đúng theo văn bản"),
            format!("  3  the {DOCUMENT_YEAR} plan, exactly as in the document"),
        ),
        lang.pick(
            "  Enter  thoát, không tạo gì".to_owned(),
            "  Enter  quit".to_owned(),
        ),
        lang.pick(
            "Gõ 1, 2 hoặc 3 rồi Enter:".to_owned(),
            "Type 1, 2 or 3, then Enter:".to_owned(),
        ),
    ]
}

fn choice(answer: &str, year: i32) -> Option<Choice> {
    match answer.trim() {
        "1" => Some(Choice::Sample),
        "2" => Some(Choice::Year(year)),
        "3" => Some(Choice::Year(DOCUMENT_YEAR)),
        "" | "q" => Some(Choice::Leave),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_number_on_offer_makes_anything() {
        assert_eq!(choice(" 1\n", 2026), Some(Choice::Sample));
        assert_eq!(choice("2", 2026), Some(Choice::Year(2026)));
        assert_eq!(choice("3\r\n", 2026), Some(Choice::Year(2021)));
        for answer in ["", "\n", "q"] {
            assert_eq!(choice(answer, 2026), Some(Choice::Leave), "{answer}");
        }
        for answer in ["4", "có", "12"] {
            assert_eq!(choice(answer, 2026), None, "{answer}");
        }
    }
}
