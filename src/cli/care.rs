//! `cchc check`: whether the file is whole, who may touch it, and where its journal stands.

use super::access::Access;
use super::args::Grammar;
use super::context::Context;
use super::output::Out;
use crate::error::{AppError, Kind, Say};
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::words::breaches;
use crate::store::check::Fault;
use clap::{ArgMatches, Command};

/// How many digits of the journal's newest hash are told: few enough to be written down, enough
/// that nobody finds another journal with the same.
const HEAD: usize = 16;

/// The words of `check`.
pub fn check_grammar(words: Grammar) -> Command {
    words.command(
        "check",
        bi(
            "Kiểm tra toàn bộ tệp (chỉ đọc)",
            "Check the file (read-only)",
        ),
    )
}

/// Tells every fault; any makes the command fail.
pub fn check(context: &mut Context, _: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    let lang = context.lang;
    let faults = context.store.check().say(lang)?;
    if faults.is_empty() {
        out.line(lang.pick(
            "Không có lỗi: cấu trúc, liên kết, số đếm và nhật ký đều đúng.",
            "No problems found: structure, references, counts and journal are correct.",
        ))?;
        return around(context, out);
    }
    for fault in &faults {
        out.line(&sentence(fault, lang))?;
    }
    out.finish()?;
    let n = faults.len();
    Err(AppError::new(
        Kind::File,
        lang.pick(
            format!("Tệp có {n} lỗi."),
            format!("Problems found in the file: {n}."),
        ),
    )
    .hint(lang.pick(
        "Hãy giữ nguyên tệp, dùng bản sao lưu gần nhất và báo người quản trị.",
        "Leave the file as it is, use the latest backup and tell the administrator.",
    )))
}

/// Who may touch the file, and the journal's newest hash.
fn around(context: &Context, out: &mut Out) -> Result<(), AppError> {
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
        Fault::Structure(said) => lang.pick(
            format!("Cấu trúc tệp: {said}"),
            format!("Structure of the file: {said}"),
        ),
        Fault::Reference { table } => lang.pick(
            format!("Liên kết: bảng “{table}” có dòng trỏ đến chỗ không tồn tại"),
            format!("References: a row of “{table}” points to something that does not exist"),
        ),
        Fault::Tally { counted, kept } => lang.pick(
            format!("Số đếm: tệp ghi {kept}, đếm lại được {counted}"),
            format!("Counts: the file says {kept}, the actual count is {counted}"),
        ),
        Fault::Derived { name, column } => lang.pick(
            format!("Giá trị suy ra: cột “{column}” của {name} không đúng"),
            format!("Derived values: the column “{column}” of {name} is wrong"),
        ),
        Fault::Index { code } if code.is_empty() => lang
            .pick(
                "Chỉ mục tìm kiếm: chứa từ của nhiệm vụ không còn",
                "Search index: contains words of a task that no longer exists",
            )
            .to_owned(),
        Fault::Index { code } => lang.pick(
            format!("Chỉ mục tìm kiếm: không khớp với {code}"),
            format!("Search index: does not match {code}"),
        ),
        Fault::Rule { code, breach } => {
            let what = breaches::sentence(*breach).get(lang);
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
            let what = breaches::of_review(*breach).get(lang);
            lang.pick(
                format!("Giao ban {week}: {what}"),
                format!("Review, {week}: {what}"),
            )
        }
        Fault::Journal { row } => lang.pick(
            format!("Nhật ký: dòng {row} không khớp với dòng trước"),
            format!("Journal: row {row} does not follow from the one before"),
        ),
        Fault::Frozen { key } => {
            let key = key.get(..HEAD).unwrap_or(key);
            lang.pick(
                format!("Giao ban: nội dung đã chốt {key} bị mất hoặc bị sửa"),
                format!("Reviews: the frozen text {key} is missing or was altered"),
            )
        }
    }
}
