//! `cchc check`: whether the file is whole and what its journal makes of it, who may touch it, and
//! where its journal stands.

use crate::cli::context::Context;
use crate::cli::grammar::Grammar;
use crate::cli::output::{Out, is_dumb};
use crate::cli::permissions::Access;
use crate::cli::spec::{Body, Spec};
use crate::domain::history::Cell;
use crate::error::{Kind, Result, Say};
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::messages::{history, invariants};
use crate::present::text::cut;
use crate::store::check::{Difference, Fault};
use clap::{ArgMatches, Command};
use signal_hook::consts::SIGINT;
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

pub const COMMAND: Spec = Spec::new("check", grammar, Body::Judges(run));

/// How many digits of the journal's newest hash are printed: few enough to be written down, enough
/// that nobody finds another journal with the same.
const HEAD: usize = 16;

fn grammar(words: Grammar) -> Command {
    words
        .command("check")
        .about(words.pick(
            "Kiểm tra toàn bộ tệp (chỉ đọc)",
            "Check the file (read-only)",
        ))
        .arg(words.flag("quick").help(words.pick(
            "Kiểm tra nhanh: không đối chiếu dữ liệu với nhật ký",
            "Quick: without comparing the data with the journal",
        )))
}

/// Tells every fault; any makes the command fail.
fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let quick = matches.get_flag("quick");
    let faults = if quick {
        context.store.check().say(lang)?
    } else {
        by_replay(context)?
    };
    if faults.is_empty() {
        out.line(match quick {
            true => lang.pick(
                "Không có lỗi: cấu trúc, liên kết, số đếm và chuỗi nhật ký đều đúng.",
                "No problems found: structure, references, counts and the journal's chain are correct.",
            ),
            false => lang.pick(
                "Không có lỗi: cấu trúc, liên kết, số đếm và nhật ký đều đúng; mọi dữ liệu khớp với nhật ký.",
                "No problems found: structure, references, counts and journal are correct; all data match the journal.",
            ),
        })?;
        return around(context, out);
    }
    for fault in &faults {
        out.line(&sentence(fault, lang))?;
    }
    out.finish()?;
    let more = faults.iter().map(|fault| match fault {
        Fault::More(n) => *n,
        _ => 1,
    });
    let n: usize = more.sum();
    let error = Kind::File.error(lang.pick(
        format!("Tệp có {n} lỗi."),
        format!("Problems found in the file: {n}."),
    ));
    Err(error.hint(lang.pick(
        "Hãy giữ nguyên tệp và báo người quản trị; có thể lấy lại dữ liệu từ bản sao (cchc restore latest) hoặc từ nhật ký (cchc restore --from-journal).",
        "Leave the file as it is and tell the administrator; the data can be restored from a backup (cchc restore latest) or from the journal (cchc restore --from-journal).",
    )))
}

/// The whole check. A person at a terminal sees how far it is, and Ctrl-C breaks it off.
fn by_replay(context: &mut Context) -> Result<Vec<Fault>> {
    let lang = context.lang;
    let flag = Arc::new(AtomicBool::new(false));
    // Where it cannot be registered, Ctrl-C ends the program as it always does.
    let _ = signal_hook::flag::register(SIGINT, flag.clone());
    context.store.interrupt_by(flag).say(lang)?;
    let mut stderr = std::io::stderr();
    let watched = stderr.is_terminal() && !is_dumb();
    let faults = context.store.check_by_replay(|row, rows| {
        if watched {
            let (row, rows) = (dates::number(row, lang), dates::number(rows, lang));
            let line = lang.pick(
                format!("Đang đối chiếu với nhật ký: dòng {row}/{rows} (Ctrl-C để dừng)"),
                format!("Comparing with the journal: row {row} of {rows} (Ctrl-C to stop)"),
            );
            // Nothing depends on its being seen.
            let _ = write!(stderr, "\r{line}\u{1b}[K").and_then(|()| stderr.flush());
        }
    });
    if watched {
        let _ = write!(std::io::stderr(), "\r\u{1b}[K");
    }
    faults.say(lang)
}

/// Who may touch the file, and the journal's newest hash.
fn around(context: &Context, out: &mut Out) -> Result {
    let lang = context.lang;
    let access = Access::of(context)?;
    let who = access.who();
    out.line(&lang.pick(format!("Quyền: {who}"), format!("Permissions: {who}")))?;
    for warning in access.warnings() {
        out.line(&warning)?;
    }
    let head = context.store.chain_head().say(lang)?.unwrap_or_default();
    let row = context.store.log(None, 1).say(lang)?;
    let row = row.first().map_or(0, |entry| entry.id);
    let short = head.get(..HEAD).unwrap_or(&head);
    out.line(&lang.pick(
        format!("Nhật ký đến dòng {row}: {short} (ghi lại để sau này đối chiếu)"),
        format!("Journal up to row {row}: {short} (write it down to compare it later)"),
    ))
}

fn sentence(fault: &Fault, lang: Lang) -> String {
    match fault {
        Fault::Structure(sentence) => lang.pick(
            format!("Cấu trúc tệp: {sentence}"),
            format!("Structure of the file: {sentence}"),
        ),
        Fault::Reference { table } => lang.pick(
            format!("Liên kết: bảng “{table}” có dòng trỏ đến chỗ không tồn tại"),
            format!("References: a row of “{table}” points to something that does not exist"),
        ),
        Fault::Tally { counted, kept } => lang.pick(
            format!("Số đếm: tệp ghi {kept}, đếm lại được {counted}"),
            format!("Counts: the file says {kept}, the actual count is {counted}"),
        ),
        Fault::Derived {
            name,
            column,
            derived,
            kept,
        } => {
            let [derived, kept] = [derived, kept].map(|cell| shown(column, cell, lang));
            lang.pick(
                format!("Giá trị suy ra: cột “{column}” của {name}: tính ra “{derived}”, tệp ghi “{kept}”"),
                format!("Derived values: the column “{column}” of {name}: it follows “{derived}”, the file has “{kept}”"),
            )
        }
        Fault::Index { code } if code.is_empty() => lang.text(
            "Chỉ mục tìm kiếm: chứa từ của nhiệm vụ không còn, hoặc đếm sai",
            "Search index: contains words of a task that no longer exists, or miscounts",
        ),
        Fault::Index { code } => lang.pick(
            format!("Chỉ mục tìm kiếm: không khớp với {code}"),
            format!("Search index: does not match {code}"),
        ),
        Fault::Rule { code, breach } => {
            let what = invariants::sentence(*breach).get(lang);
            lang.pick(
                format!("Quy tắc: {code}: {what}"),
                format!("Rules: {code}: {what}"),
            )
        }
        Fault::Name(name) => lang.pick(
            format!("Quy tắc: hai đơn vị cùng được gọi là “{name}”"),
            format!("Rules: two units share the name “{name}”"),
        ),
        Fault::Review { monday, breach } => {
            let week = dates::week(*monday, lang);
            let what = invariants::of_review(*breach).get(lang);
            lang.pick(
                format!("Giao ban {week}: {what}"),
                format!("Review, {week}: {what}"),
            )
        }
        Fault::Fact(difference) => difference_of(difference, lang),
        Fault::More(n) => lang.pick(
            format!("… và {n} chỗ khác nữa không khớp với nhật ký"),
            format!("… and {n} more that do not match the journal"),
        ),
        other => in_the_journal(other, lang),
    }
}

/// What is wrong with the journal, or with what a review has taken from it.
fn in_the_journal(fault: &Fault, lang: Lang) -> String {
    match fault {
        Fault::Journal { row } => lang.pick(
            format!("Nhật ký: dòng {row} không khớp với dòng trước"),
            format!("Journal: row {row} does not follow from the one before"),
        ),
        Fault::Beginning => lang.text(
            "Nhật ký: không có phần đầu (dòng 1 phải là việc tạo tệp)",
            "Journal: its beginning is missing (row 1 is the making of the file)",
        ),
        Fault::Misfit { row } => lang.pick(
            format!("Nhật ký: dòng {row} không khớp với những gì các dòng trước đã ghi"),
            format!("Journal: row {row} does not fit what the rows before it have written"),
        ),
        Fault::Counter {
            table,
            journal,
            file,
        } if table == "change" => lang.pick(
            format!("Nhật ký: dừng ở dòng {journal}, nhưng tệp đã đánh số đến dòng {file}"),
            format!(
                "Journal: it ends at row {journal}, but the file has numbered up to row {file}"
            ),
        ),
        Fault::Counter {
            table,
            journal,
            file,
        } => lang.pick(
            format!("Bộ đếm của bảng “{table}”: theo nhật ký {journal}, tệp ghi {file}"),
            format!("Counter of the table “{table}”: {journal} by the journal, {file} in the file"),
        ),
        Fault::Head { monday } => {
            let week = dates::week(*monday, lang);
            lang.pick(
                format!("Giao ban {week}: mã đối chiếu không phải của dòng nhật ký lúc kết thúc"),
                format!("Review, {week}: its hash is not that of the journal when it ended"),
            )
        }
        Fault::Frozen { key } => {
            let key = key.get(..HEAD).unwrap_or(key);
            lang.pick(
                format!("Giao ban: nội dung đã chốt {key} bị mất hoặc bị sửa"),
                format!("Reviews: the frozen text {key} is missing or was altered"),
            )
        }
        _ => String::new(),
    }
}

/// "2.1-06: ghi chú “Chờ số liệu”: người ký: theo nhật ký “Lan”, tệp ghi “Minh”".
fn difference_of(found: &Difference, lang: Lang) -> String {
    let noun = history::noun(&found.table).get(lang);
    let name = cut(&found.name, VALUE).into_owned();
    let what = match (&found.task, found.table.as_str()) {
        (Some(code), "task") => code.clone(),
        (Some(code), _) => format!("{code}: {noun} “{name}”"),
        (None, _) => format!("{noun} “{name}”"),
    };
    let what = lang.pick(format!("Dữ liệu: {what}"), format!("Data: {what}"));
    match (&found.column, &found.journal, &found.file) {
        (Some(column), Some(journal), Some(file)) => {
            let part = history::part(&found.table, column, lang);
            let [journal, file] = [journal, file].map(|cell| shown(column, cell, lang));
            lang.pick(
                format!("{what}: {part}: theo nhật ký “{journal}”, tệp ghi “{file}”"),
                format!("{what}: {part}: “{journal}” by the journal, “{file}” in the file"),
            )
        }
        (_, Some(_), _) => lang.pick(
            format!("{what}: nhật ký có, tệp không có"),
            format!("{what}: known to the journal, missing from the file"),
        ),
        _ => lang.pick(
            format!("{what}: tệp có, nhật ký không có"),
            format!("{what}: in the file, unknown to the journal"),
        ),
    }
}

/// How much of a value is printed, in columns.
const VALUE: usize = 60;

fn shown(column: &str, cell: &Cell, lang: Lang) -> String {
    cut(&history::plain_value(column, cell, lang), VALUE).into_owned()
}
