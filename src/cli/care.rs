//! `cchc check` and `cchc info`: whether the file is whole, and what it is.

use super::args::Grammar;
use super::context::Context;
use super::output::{Grid, Out};
use crate::domain::unit::UnitScope;
use crate::error::{AppError, Kind, Say};
use crate::paths;
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::store::{self, check::Fault};
use clap::{ArgMatches, Command};

/// The words of `check`.
pub fn check_grammar(words: Grammar) -> Command {
    words.command(
        "check",
        bi(
            "Kiểm tra toàn bộ tệp, không sửa gì",
            "Check the whole file; mends nothing",
        ),
    )
}

/// The words of `info`.
pub fn info_grammar(words: Grammar) -> Command {
    words.command(
        "info",
        bi(
            "Thông tin về tệp, kế hoạch và người dùng",
            "About the file, the plan and you",
        ),
    )
}

/// Tells every fault; any makes the command fail.
pub fn check(context: &mut Context, _: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    let lang = context.lang;
    let faults = context.store.check().say(lang)?;
    if faults.is_empty() {
        return out.line(lang.pick(
            "Không có lỗi: cấu trúc, liên kết, số đếm và nhật ký đều đúng.",
            "No faults: structure, references, counts and journal are right.",
        ));
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
            format!("Faults found in the file: {n}."),
        ),
    )
    .hint(lang.pick(
        "Hãy giữ nguyên tệp, dùng bản sao lưu gần nhất và báo người quản trị.",
        "Keep the file as it is, use the newest copy and tell the administrator.",
    )))
}

fn sentence(fault: &Fault, lang: Lang) -> String {
    match fault {
        Fault::Structure(said) => lang.pick(
            format!("Cấu trúc tệp: {said}"),
            format!("Structure of the file: {said}"),
        ),
        Fault::Reference { table } => lang.pick(
            format!("Liên kết: bảng “{table}” có dòng trỏ đến chỗ không tồn tại"),
            format!("References: a row of “{table}” points to nothing"),
        ),
        Fault::Tally { counted, kept } => lang.pick(
            format!("Số đếm: tệp ghi {kept}, đếm lại được {counted}"),
            format!("Counts: the file keeps {kept}, counted anew {counted}"),
        ),
        Fault::Derived { name, column } => lang.pick(
            format!("Giá trị suy ra: cột “{column}” của {name} không đúng"),
            format!("Derived values: the column “{column}” of {name} is wrong"),
        ),
        Fault::Index { code } if code.is_empty() => lang
            .pick(
                "Chỉ mục tìm kiếm: chứa từ của nhiệm vụ không còn",
                "Search index: it holds words of a task that is gone",
            )
            .to_owned(),
        Fault::Index { code } => lang.pick(
            format!("Chỉ mục tìm kiếm: không khớp với {code}"),
            format!("Search index: it does not match {code}"),
        ),
        Fault::Journal { row } => lang.pick(
            format!("Nhật ký: dòng {row} không khớp với dòng trước"),
            format!("Journal: row {row} does not follow from the one before"),
        ),
    }
}

/// Prints what there is to know about the file and this run.
pub fn info(context: &mut Context, _: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    let lang = context.lang;
    let mut grid = Grid::new(&["", ""]);
    let mut tell = |vi: &str, en: &str, value: String| {
        grid.push(vec![lang.pick(vi, en).to_owned(), value]);
    };
    for (name, value) in about_file(context)? {
        tell(name.vi, name.en, value);
    }
    let plan = &context.plan;
    let totals = context
        .store
        .totals(plan.id, UnitScope::All, None, context.today)
        .say(lang)?;
    let tasks = dates::number(totals.total() + totals.dropped, lang);
    let newest = context.store.log(None, 1).say(lang)?;
    // Rows are only ever added, so the last number is the count.
    let rows = newest.first().map_or(0, |entry| entry.id);
    tell(
        "Kế hoạch",
        "Plan",
        format!("{} · {}", plan.title, plan.issuer_short),
    );
    tell("Nhiệm vụ", "Tasks", tasks);
    tell("Dòng nhật ký", "Journal rows", dates::number(rows, lang));
    let day = dates::with_weekday(context.today, lang);
    let fixed = plan.settings.fixed_day == Some(context.today);
    let day = if fixed {
        lang.pick(
            format!("{day} (ngày của tệp)"),
            format!("{day} (the file's own)"),
        )
    } else {
        day
    };
    tell("Hôm nay", "Today", day);
    tell("Người ký", "Signs as", context.actor.to_string());
    tell(
        "Ngôn ngữ",
        "Language",
        lang.pick("Tiếng Việt (vi)", "English (en)").to_owned(),
    );
    let settings = paths::settings().map(|path| path.to_string_lossy().into_owned());
    tell(
        "Thiết lập",
        "Settings",
        settings.unwrap_or_else(|| "–".to_owned()),
    );
    grid.print_plain(out)
}

fn about_file(context: &Context) -> Result<Vec<(crate::present::lang::Bi, String)>, AppError> {
    let lang = context.lang;
    let path = context.store.path();
    // The size is asked of the folder; the file itself is only ever opened by SQLite.
    let size = std::fs::metadata(path).map_or(0, |meta| meta.len());
    let size = dates::number(i64::try_from(size).unwrap_or(i64::MAX), lang);
    let access = if context.store.is_read_only() {
        lang.pick("chỉ đọc", "reading only")
    } else {
        lang.pick("đọc và ghi", "reading and writing")
    };
    Ok(vec![
        (bi("Tệp", "File"), path.to_string_lossy().into_owned()),
        (
            bi("Kích thước", "Size"),
            format!("{size} {}", lang.pick("byte", "bytes")),
        ),
        (bi("Quyền", "Access"), access.to_owned()),
        (bi("Lược đồ", "Schema"), store::VERSION.to_string()),
        (bi("SQLite", "SQLite"), store::sqlite_version().to_owned()),
        (
            bi("Chương trình", "Program"),
            format!("cchc {}", env!("CARGO_PKG_VERSION")),
        ),
    ])
}
