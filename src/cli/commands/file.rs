//! `cchc info`, `cchc check`: what there is to know about the file, its copies and this run; whether
//! the file is whole and what its journal makes of it, who may touch it, and where its journal stands.

use crate::cli::context::{Context, now};
use crate::cli::grammar::{CommandBody, CommandSpec, Grammar};
use crate::cli::output::{Out, TextTable, is_dumb};
use crate::domain::journal::StoredValue;
use crate::domain::unit::UnitScope;
use crate::error::{AppErrorKind, InLang, Result};
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::messages::{errors, journal};
use crate::present::text::{cut, short_hash};
use crate::store::backup::{self, BackupKind};
use crate::store::check::{Fault, JournalDifference};
use crate::store::permissions::{FileInfo, account_name, group_name};
use crate::{paths, store};
use clap::{ArgMatches, Command};
use signal_hook::consts::SIGINT;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

pub(crate) const INFO: CommandSpec = CommandSpec::writes("info", info_grammar, info);
pub(crate) const CHECK: CommandSpec =
    CommandSpec::new("check", check_grammar, CommandBody::ReadsUnchecked(check));

fn info_grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Thông tin về tệp, kế hoạch và người dùng",
        "Show the file, the plan and who you are",
    );
    grammar.command("info", about)
}

fn check_grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Kiểm tra toàn bộ tệp (chỉ đọc)",
        "Check the file (read-only)",
    );
    grammar
        .command("check", about)
        .arg(grammar.flag("quick").help(grammar.pick(
            "Kiểm tra nhanh: không đối chiếu dữ liệu với nhật ký",
            "Quick: without comparing the data with the journal",
        )))
}

/// Prints what there is to know about the file and this run.
fn info(context: &mut Context, _: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let mut grid = TextTable::new(&["", ""]);
    let mut add = |name: Bi, value: String| {
        grid.push(vec![name.get(lang).to_owned(), value]);
    };
    let file = FileInfo::of(context.store.path()).in_lang(lang)?;
    about_file(context, &file, &mut add);
    about_run(context, &mut add)?;
    grid.print_plain(out)?;
    print_warnings(context, &file, out)
}

/// The plan and this run: the day, the person, the language.
fn about_run(context: &Context, mut add: impl FnMut(Bi, String)) -> Result {
    let (lang, plan) = (context.lang, &context.plan);
    let totals = context
        .store
        .totals(plan.id, UnitScope::All, None, context.today)
        .in_lang(lang)?;
    let newest = context.store.journal(None, 1).in_lang(lang)?;
    // Rows are only ever added, so the last number is the count.
    let rows = newest.first().map_or(0, |entry| entry.id);
    let day = dates::with_weekday(context.today, lang);
    let own = match plan.settings.fixed_day == Some(context.today) {
        true => lang.pick(" (ngày của tệp)", " (set in the file)"),
        false => "",
    };
    let settings = paths::settings().map(|path| path.to_string_lossy().into_owned());
    let (title, issuer) = (&plan.title, &plan.issuer_short);
    let tasks = dates::number(totals.total() + totals.dropped, lang);
    add(bi("Kế hoạch", "Plan"), format!("{title} · {issuer}"));
    add(bi("Nhiệm vụ", "Tasks"), tasks);
    let rows = dates::number(rows, lang);
    add(bi("Dòng nhật ký", "Journal entries"), rows);
    add(bi("Hôm nay", "Today"), format!("{day}{own}"));
    let account = context.actor().account.clone();
    add(bi("Tài khoản", "Account"), account);
    let signed = context.actor().to_string();
    add(bi("Người thực hiện", "Signed as"), signed);
    add(bi("Đơn vị của bạn", "Your unit"), my_unit(context)?);
    let language = lang.text("Tiếng Việt (vi)", "English (en)");
    add(bi("Ngôn ngữ", "Language"), language);
    let settings = settings.unwrap_or_else(|| "–".to_owned());
    add(bi("Thiết lập", "Settings"), settings);
    Ok(())
}

/// The unit of the person, or how to choose it.
fn my_unit(context: &Context) -> Result<String> {
    let lang = context.lang;
    let mine = context.me.as_ref().and_then(|person| person.unit);
    let units = context.store.units().in_lang(lang)?;
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

/// The file: where it lies, how large it is, who may touch it, its copies.
fn about_file(context: &Context, info: &FileInfo, mut add: impl FnMut(Bi, String)) {
    let lang = context.lang;
    let path = context.store.path();
    let allowed = match context.store.is_read_only() {
        true => lang.text("chỉ đọc", "read-only"),
        false => lang.text("đọc và ghi", "read and write"),
    };
    add(bi("Tệp", "File"), path.to_string_lossy().into_owned());
    add(bi("Kích thước", "Size"), sizes(path, lang));
    add(bi("Quyền", "Access"), allowed);
    let [file, folder] = modes(info);
    add(bi("Quyền tệp", "File mode"), file);
    add(bi("Quyền thư mục", "Folder mode"), folder);
    add(bi("Ai dùng được", "Who has access"), who(info, lang));
    add(bi("Bản sao lưu", "Backups"), about_copies(path, lang));
    add(bi("Lược đồ", "Schema"), store::VERSION.to_string());
    let sqlite = store::sqlite_version().to_owned();
    add(bi("SQLite", "SQLite"), sqlite);
    let program = format!("cchc {}", env!("CARGO_PKG_VERSION"));
    add(bi("Chương trình", "Program"), program);
}

/// The sizes of the file and of what waits beside it, asked of the folder; the file itself is only
/// ever opened by SQLite.
fn sizes(path: &Path, lang: Lang) -> String {
    let size =
        |path: &Path| dates::number(std::fs::metadata(path).map_or(0, |meta| meta.len()), lang);
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

/// Permissions, owner and group of the file and of its folder.
fn modes(file: &FileInfo) -> [String; 2] {
    let both = [
        (file.file_mode, file.owner),
        (file.folder_mode, file.folder_owner),
    ];
    both.map(|(mode, (owner, group))| {
        let (owner, group) = (account_name(owner), group_name(group));
        format!("{:04o} {owner}:{group}", mode & 0o7777)
    })
}

/// "chủ tệp lan đọc và ghi · nhóm cchc đọc và ghi · người khác không".
fn who(file: &FileInfo, lang: Lang) -> String {
    let passes = |shift: u32| file.folder_mode >> shift & 1 != 0;
    let may = |shift: u32| match (file.file_mode >> shift & 6, passes(shift)) {
        (_, false) | (0, _) => lang.pick("không", "none"),
        (4, _) => lang.pick("đọc", "read"),
        (2, _) => lang.pick("ghi", "write"),
        _ => lang.pick("đọc và ghi", "read and write"),
    };
    let (owner, group) = (account_name(file.owner.0), group_name(file.owner.1));
    let (owns, belongs, rest) = (may(6), may(3), may(0));
    lang.pick(
        format!("chủ tệp {owner} {owns} · nhóm {group} {belongs} · người khác {rest}"),
        format!("owner {owner} {owns} · group {group} {belongs} · others {rest}"),
    )
}

/// What should be put right: why the file is only read, and that others may read it.
fn print_warnings(context: &Context, file: &FileInfo, out: &mut Out) -> Result {
    let lang = context.lang;
    if let Some(why) = context.store.why_read_only() {
        out.line(&errors::store(&why, lang))?;
    }
    if !file.others_read() || context.plan.illustrative {
        return Ok(());
    }
    let path = file.path.to_string_lossy();
    out.line(&lang.pick(
        format!(
            "Mọi tài khoản trên máy đều đọc được tệp. Nếu không muốn vậy: chmod o-rwx '{path}'"
        ),
        format!("Every account on this host can read the file. To stop that: chmod o-rwx '{path}'"),
    ))
}

/// Prints every fault; any makes the command fail.
fn check(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let quick = matches.get_flag("quick");
    let faults = if quick {
        context.store.check().in_lang(lang)?
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
        return permissions_and_journal(context, out);
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
    let error = AppErrorKind::File.error(lang.pick(
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
    context.store.interrupt_by(flag).in_lang(lang)?;
    let mut stderr = std::io::stderr();
    let watched = stderr.is_terminal() && !is_dumb();
    let faults = context.store.check_by_replay(|row, rows| {
        if watched {
            let (row, rows) = (dates::number(row, lang), dates::number(rows, lang));
            let line = lang.pick(
                format!("Đang đối chiếu với nhật ký: dòng {row}/{rows} (Ctrl-C để dừng)"),
                format!("Comparing with the journal: row {row} of {rows} (Ctrl-C to stop)"),
            );
            // It is no matter whether it is seen.
            let _ = write!(stderr, "\r{line}\u{1b}[K").and_then(|()| stderr.flush());
        }
    });
    if watched {
        let _ = write!(std::io::stderr(), "\r\u{1b}[K");
    }
    faults.in_lang(lang)
}

/// Who may touch the file, and the journal's newest hash.
fn permissions_and_journal(context: &Context, out: &mut Out) -> Result {
    let lang = context.lang;
    let file = FileInfo::of(context.store.path()).in_lang(lang)?;
    let who = who(&file, lang);
    out.line(&lang.pick(format!("Quyền: {who}"), format!("Permissions: {who}")))?;
    print_warnings(context, &file, out)?;
    let head = context
        .store
        .chain_head()
        .in_lang(lang)?
        .unwrap_or_default();
    let row = context.store.journal(None, 1).in_lang(lang)?;
    let row = row.first().map_or(0, |entry| entry.id);
    let short = short_hash(&head);
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
                format!("Derived values: the column “{column}” of {name}: it should be “{derived}”, the file has “{kept}”"),
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
        Fault::Rule { code, violation } => {
            let what = errors::violation(*violation).get(lang);
            lang.pick(
                format!("Quy tắc: {code}: {what}"),
                format!("Rules: {code}: {what}"),
            )
        }
        Fault::Name(name) => lang.pick(
            format!("Quy tắc: hai đơn vị cùng được gọi là “{name}”"),
            format!("Rules: two units share the name “{name}”"),
        ),
        Fault::Review { monday, violation } => {
            let week = dates::week(*monday, lang);
            let what = errors::review_violation(*violation).get(lang);
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
            "Journal: its beginning is missing (row 1 must be the creation of the file)",
        ),
        Fault::Misfit { row } => lang.pick(
            format!("Nhật ký: dòng {row} không khớp với những gì các dòng trước đã ghi"),
            format!("Journal: row {row} does not fit the rows before it"),
        ),
        Fault::Counter {
            table,
            journal,
            file,
        } => match table.as_str() {
            "change" => lang.pick(
                format!("Nhật ký: dừng ở dòng {journal}, nhưng tệp đã đánh số đến dòng {file}"),
                format!(
                    "Journal: it ends at row {journal}, but the file has numbered up to row {file}"
                ),
            ),
            _ => lang.pick(
                format!("Bộ đếm của bảng “{table}”: theo nhật ký {journal}, tệp ghi {file}"),
                format!(
                    "Counter of the table “{table}”: {journal} according to the journal, {file} in the file"
                ),
            ),
        },
        Fault::Head { monday } => {
            let week = dates::week(*monday, lang);
            lang.pick(
                format!("Giao ban {week}: mã đối chiếu không phải của dòng nhật ký lúc kết thúc"),
                format!("Review, {week}: its hash is not that of the journal when it ended"),
            )
        }
        Fault::Frozen { key } => {
            let key = short_hash(key);
            lang.pick(
                format!("Giao ban: nội dung đã chốt {key} bị mất hoặc bị sửa"),
                format!("Reviews: the frozen text {key} is missing or was altered"),
            )
        }
        _ => String::new(),
    }
}

/// "2.1-06: ghi chú “Chờ số liệu”: người ký: theo nhật ký “Lan”, tệp ghi “Minh”".
fn difference_of(found: &JournalDifference, lang: Lang) -> String {
    let noun = journal::noun(&found.table).get(lang);
    let name = cut(&found.name, VALUE).into_owned();
    let what = match (&found.task, found.table.as_str()) {
        (Some(code), "task") => code.clone(),
        (Some(code), _) => format!("{code}: {noun} “{name}”"),
        (None, _) => format!("{noun} “{name}”"),
    };
    let what = lang.pick(format!("Dữ liệu: {what}"), format!("Data: {what}"));
    match (&found.column, &found.journal, &found.file) {
        (Some(column), Some(journal), Some(file)) => {
            let part = journal::part(&found.table, column, lang);
            let [journal, file] = [journal, file].map(|cell| shown(column, cell, lang));
            lang.pick(
                format!("{what}: {part}: theo nhật ký “{journal}”, tệp ghi “{file}”"),
                format!(
                    "{what}: {part}: “{journal}” according to the journal, “{file}” in the file"
                ),
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

fn shown(column: &str, cell: &StoredValue, lang: Lang) -> String {
    cut(&journal::plain_value(column, cell, lang), VALUE).into_owned()
}
