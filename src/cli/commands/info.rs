//! `cchc info`: what there is to know about the file, its copies and this run.

use crate::cli::context::{Context, now};
use crate::cli::grammar::Grammar;
use crate::cli::output::{Grid, Out};
use crate::cli::permissions::Access;
use crate::cli::spec::Spec;
use crate::domain::unit::UnitScope;
use crate::error::{Result, Say};
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::store::backup;
use crate::store::backup::BackupKind;
use crate::{paths, store};
use clap::{ArgMatches, Command};
use std::path::Path;

pub const COMMAND: Spec = Spec::writes("info", grammar, run);

fn grammar(words: Grammar) -> Command {
    words.command("info").about(words.pick(
        "Thông tin về tệp, kế hoạch và người dùng",
        "Show the file, the plan and who you are",
    ))
}

/// Prints what there is to know about the file and this run.
fn run(context: &mut Context, _: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let mut grid = Grid::new(&["", ""]);
    let mut add = |name: Bi, value: String| {
        grid.push(vec![name.get(lang).to_owned(), value]);
    };
    let access = Access::of(context)?;
    for (name, value) in about_file(context, &access) {
        add(name, value);
    }
    for (name, value) in about_run(context)? {
        add(name, value);
    }
    grid.print_plain(out)?;
    for warning in access.warnings() {
        out.line(&warning)?;
    }
    Ok(())
}

/// The rows about the plan and about this run: the day, the person, the language.
fn about_run(context: &Context) -> Result<Vec<(Bi, String)>> {
    let (lang, plan) = (context.lang, &context.plan);
    let totals = context
        .store
        .totals(plan.id, UnitScope::All, None, context.today)
        .say(lang)?;
    let tasks = dates::number(totals.total() + totals.dropped, lang);
    let newest = context.store.log(None, 1).say(lang)?;
    // Rows are only ever added, so the last number is the count.
    let rows = newest.first().map_or(0, |entry| entry.id);
    let day = dates::with_weekday(context.today, lang);
    let fixed = plan.settings.fixed_day == Some(context.today);
    let own = lang.pick(" (ngày của tệp)", " (set in the file)");
    let own = if fixed { own } else { "" };
    let named = lang.pick("Tiếng Việt (vi)", "English (en)");
    let settings = paths::settings().map(|path| path.to_string_lossy().into_owned());
    Ok(vec![
        (
            bi("Kế hoạch", "Plan"),
            format!("{} · {}", plan.title, plan.issuer_short),
        ),
        (bi("Nhiệm vụ", "Tasks"), tasks),
        (
            bi("Dòng nhật ký", "Journal entries"),
            dates::number(rows, lang),
        ),
        (bi("Hôm nay", "Today"), format!("{day}{own}")),
        (bi("Tài khoản", "Account"), context.actor.account.clone()),
        (
            bi("Người thực hiện", "Signed as"),
            context.actor.to_string(),
        ),
        (bi("Đơn vị của bạn", "Your unit"), my_unit(context)?),
        (bi("Ngôn ngữ", "Language"), named.to_owned()),
        (
            bi("Thiết lập", "Settings"),
            settings.unwrap_or_else(|| "–".to_owned()),
        ),
    ])
}

/// The unit of the person, or how to choose it.
fn my_unit(context: &Context) -> Result<String> {
    let lang = context.lang;
    let mine = context.me.as_ref().and_then(|person| person.unit);
    let units = context.store.units().say(lang)?;
    let unit = units.into_iter().find(|unit| Some(unit.id) == mine);
    Ok(unit.map_or_else(
        || {
            lang.text(
                "chưa chọn (mở cchc, nhấn “:” rồi gõ “đơn vị của tôi”)",
                "not set (run cchc, press “:” and type “my unit”)",
            )
        },
        |unit| format!("{} · {}", unit.abbreviation, unit.name),
    ))
}

/// The rows about the file: where it lies, how large it is, who may touch it, its copies.
fn about_file(context: &Context, access: &Access) -> Vec<(Bi, String)> {
    let lang = context.lang;
    let path = context.store.path();
    let allowed = if context.store.is_read_only() {
        lang.pick("chỉ đọc", "read-only")
    } else {
        lang.pick("đọc và ghi", "read and write")
    };
    let mut rows = vec![
        (bi("Tệp", "File"), path.to_string_lossy().into_owned()),
        (bi("Kích thước", "Size"), sizes(path, lang)),
        (bi("Quyền", "Access"), allowed.to_owned()),
    ];
    rows.extend(access.rows());
    rows.extend([
        (bi("Bản sao lưu", "Backups"), about_copies(path, lang)),
        (bi("Lược đồ", "Schema"), store::VERSION.to_string()),
        (bi("SQLite", "SQLite"), store::sqlite_version().to_owned()),
        (
            bi("Chương trình", "Program"),
            format!("cchc {}", env!("CARGO_PKG_VERSION")),
        ),
    ]);
    rows
}

/// The sizes of the file and of what waits beside it, asked of the folder; the file itself is only
/// ever opened by SQLite.
fn sizes(path: &Path, lang: Lang) -> String {
    let size = |path: &Path| {
        let size = std::fs::metadata(path).map_or(0, |meta| meta.len());
        dates::number(i64::try_from(size).unwrap_or(i64::MAX), lang)
    };
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let (file, log) = (size(path), size(Path::new(&log)));
    lang.pick(
        format!("{file} byte, nhật ký ghi (WAL) {log} byte"),
        format!("{file} bytes, write-ahead log {log} bytes"),
    )
}

/// "3, mới nhất …/2026-11-23.db", and how many bear a day that has not come yet.
fn about_copies(path: &Path, lang: Lang) -> String {
    let mut copies = backup::ranked(path, now());
    copies.retain(|copy| copy.kind != BackupKind::Replaced);
    let Some(newest) = copies.first() else {
        return lang.text("chưa có", "none yet");
    };
    let (n, newest) = (copies.len(), newest.path.to_string_lossy());
    let message = lang.pick(
        format!("{n}, mới nhất {newest}"),
        format!("{n}, latest {newest}"),
    );
    let to_come = copies.iter().filter(|copy| copy.is_of_a_day_to_come(now()));
    match to_come.count() {
        0 => message,
        n => lang.pick(
            format!(
                "{message}; {n} bản mang ngày ở tương lai nên xếp cuối: hãy xem lại đồng hồ của máy"
            ),
            format!(
                "{message}; {n} dated in the future, so ranked last: check the clock of this host"
            ),
        ),
    }
}
