//! `cchc when`: how wordings of deadlines are understood. It needs no file.

use crate::cli::context::Globals;
use crate::cli::grammar::{Grammar, NUMBER};
use crate::cli::input;
use crate::cli::output::Out;
use crate::cli::spec::{Body, Spec};
use crate::domain::day::{Day, iso};
use crate::domain::deadline::{Deadline, DeadlineKind, DeadlineRules, Reading};
use crate::error::{AppError, Kind, Result};
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::messages::os_errors::reason;
use crate::present::messages::{deadlines, labels};
use chrono::Datelike;
use clap::{ArgMatches, Command, value_parser};
use serde::Serialize;
use std::io::BufRead;

pub const COMMAND: Spec = Spec::new("when", grammar, Body::Free(run));

/// The years that a plan may be of.
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2200;

fn grammar(words: Grammar) -> Command {
    words
        .command("when")
        .about(words.pick(
            "Xem thời hạn được hiểu thế nào, không cần tệp",
            "Show how deadlines are understood (no file needed)",
        ))
        .arg(
            words
                .place("wording", bi("THỜI_HẠN", "WORDING"))
                .help(words.pick(
                    "Ví dụ \"Trước 15/12\"; nếu không nêu thì đọc từng dòng đầu vào",
                    "e.g. \"Trước 15/12\"; without any, standard input, one per line",
                ))
                .required(false)
                .num_args(0..),
        )
        .arg(
            words
                .option("year", NUMBER)
                .help(words.pick(
                    "Năm kế hoạch (mặc định: năm nay)",
                    "Plan year (default: this year)",
                ))
                .value_parser(value_parser!(i32).range(YEARS)),
        )
        .arg(words.flag("document").help(words.pick(
            "Đọc như trong văn bản, không tính theo hôm nay",
            "Read as in a document, not relative to today",
        )))
        .arg(words.text_or_json())
}

/// One answer, as scripts read it.
#[derive(Serialize)]
struct Answer<'w> {
    wording: &'w str,
    kind: &'static str,
    due_on: Option<String>,
    occurrences: Vec<String>,
    unclear: Option<String>,
    warnings: Vec<String>,
}

/// Tells what each wording comes to, in their order.
fn run(globals: &Globals, matches: &ArgMatches, out: &mut Out) -> Result {
    let asked = matches.get_one::<i32>("year").copied();
    let today = globals.day(None, asked)?;
    let rules = DeadlineRules {
        year: asked.unwrap_or(today.year()),
        reading: if matches.get_flag("document") {
            Reading::Document
        } else {
            Reading::Prompt { today }
        },
        before_is_strict: true,
    };
    let json = input::wants_json(matches);
    let mut lead = "[\n";
    each(matches, globals.lang, |wording| {
        let wording = wording.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        let read = Deadline::read(wording, &rules);
        if json {
            out.write(std::mem::replace(&mut lead, ",\n"))?;
            return out.write(&answer(wording, &read, rules.year, globals.lang)?);
        }
        out.line(&line(wording, &read, rules.year, globals.lang))
    })?;
    if json {
        out.write(if lead == "[\n" { "[]\n" } else { "\n]\n" })?;
    }
    Ok(())
}

/// Hands over the wordings of the command line, or those of the standard input where there is none
/// or "-" stands for them.
fn each(matches: &ArgMatches, lang: Lang, mut see: impl FnMut(&str) -> Result) -> Result {
    let typed: Vec<&String> = matches.get_many("wording").unwrap_or_default().collect();
    if typed.is_empty() {
        return each_line(lang, &mut see);
    }
    for wording in typed {
        if wording == "-" {
            each_line(lang, &mut see)?;
        } else {
            see(wording)?;
        }
    }
    Ok(())
}

fn each_line(lang: Lang, see: &mut impl FnMut(&str) -> Result) -> Result {
    for (number, line) in (1_u64..).zip(std::io::stdin().lock().lines()) {
        let line = line.map_err(|error| unreadable(&error, number, lang))?;
        see(&line)?;
    }
    Ok(())
}

fn unreadable(error: &std::io::Error, line: u64, lang: Lang) -> AppError {
    if error.kind() == std::io::ErrorKind::InvalidData {
        return Kind::Refused.error(lang.pick(
            format!("Dòng {line} của đầu vào không phải UTF-8 hợp lệ. Hãy chuyển sang UTF-8."),
            format!("Line {line} of the input is not valid UTF-8. Convert it to UTF-8."),
        ));
    }
    let error = reason(&error.to_string(), lang);
    Kind::File.error(lang.pick(
        format!("Không đọc được đầu vào ({error})."),
        format!("Standard input could not be read ({error})."),
    ))
}

fn days_of(read: &Deadline, year: i32) -> Vec<Day> {
    read.due_days(year).into_iter().flatten().collect()
}

/// Why a wording is unclear.
fn unclear(read: &Deadline, lang: Lang) -> Option<String> {
    let reason = read.reason.as_ref();
    let reason = reason.filter(|_| read.kind == DeadlineKind::Unclear)?;
    Some(deadlines::reason(reason, lang))
}

fn answer(wording: &str, read: &Deadline, year: i32, lang: Lang) -> Result<String> {
    let days: Vec<String> = days_of(read, year).into_iter().map(iso).collect();
    let answer = Answer {
        wording,
        kind: read.kind.as_str(),
        due_on: days.first().cloned(),
        occurrences: days,
        unclear: unclear(read, lang),
        warnings: deadlines::warnings(read, year, lang),
    };
    serde_json::to_string(&answer).map_err(|error| Kind::Other.error(error.to_string()))
}

/// "Hằng quý → định kỳ: 4 kỳ, 31/03/2021 đến 31/12/2021".
fn line(wording: &str, read: &Deadline, year: i32, lang: Lang) -> String {
    let kind = labels::deadline_kind(read.kind).get(lang);
    let days = days_of(read, year);
    let message = match days.as_slice() {
        [] => unclear(read, lang).unwrap_or_default(),
        [due] => dates::with_weekday(*due, lang),
        few if few.len() <= 4 => {
            let days: Vec<String> = few.iter().map(|day| dates::full(*day)).collect();
            days.join(", ")
        }
        [first, .., last] => {
            let (n, first, last) = (days.len(), dates::full(*first), dates::full(*last));
            lang.pick(
                format!("{n} kỳ, từ {first} đến {last}"),
                format!("{n} due dates, {first} to {last}"),
            )
        }
    };
    let message = if message.is_empty() {
        message
    } else {
        format!(": {message}")
    };
    let warnings = deadlines::warnings(read, year, lang);
    let warnings: String = warnings
        .iter()
        .map(|warning| format!(" — {warning}"))
        .collect();
    let wording = if wording.is_empty() {
        lang.pick("(trống)", "(empty)")
    } else {
        wording
    };
    format!("{wording} → {kind}{message}{warnings}")
}
