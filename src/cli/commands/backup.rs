//! `cchc backup`, `cchc restore`: a copy of the file, checked; the file brought back from a copy, or
//! rebuilt from its own journal.

use crate::cli::context::{Context, Globals, now};
use crate::cli::grammar::{CommandBody, CommandSpec, FILE, Grammar};
use crate::cli::output::Out;
use crate::error::{AppError, AppErrorKind, InLang, Result};
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::messages::file_errors;
use crate::present::text::{safe, short_hash};
use crate::store::{JournalBreak, Rebuilt, Store, StoreError, backup as backups};
use clap::{ArgMatches, Command, value_parser};
use std::path::{Path, PathBuf};

pub(crate) const BACKUP: CommandSpec = CommandSpec::writes("backup", backup_grammar, backup);
pub(crate) const RESTORE: CommandSpec = CommandSpec::new(
    "restore",
    restore_grammar,
    CommandBody::WithoutFile(restore),
);

/// What is done once the file is another one.
const RESTORED: Bi = bi("Đã khôi phục", "Restored");

fn backup_grammar(grammar: Grammar) -> Command {
    let about = bi("Sao lưu tệp kế hoạch", "Back up the plan file");
    grammar.command("backup", about).arg(
        grammar
            .positional("file", FILE)
            .help(grammar.pick(
                "Tên bản sao; không nêu thì đặt theo ngày giờ",
                "Name of the backup (default: date and time)",
            ))
            .required(false)
            .value_parser(value_parser!(PathBuf)),
    )
}

fn restore_grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Khôi phục bản sao lưu; tệp bị thay vẫn được giữ",
        "Restore a backup; the replaced file is kept",
    );
    grammar.command("restore", about).args([
        grammar
            .positional("file", FILE)
            .help(grammar.pick(
                "Bản sao, hoặc latest: bản tốt mới nhất",
                "The backup, or latest: the newest good one",
            ))
            .value_parser(value_parser!(PathBuf))
            .required(false)
            .required_unless_present("from-journal"),
        grammar
            .flag("from-journal")
            .help(grammar.pick(
                "Dựng lại tệp từ nhật ký của chính nó",
                "Rebuild the file from its own journal",
            ))
            .conflicts_with("file"),
        grammar
            .flag("yes")
            .help(grammar.pick("Đồng ý thay tệp hiện có", "Confirm replacing the file")),
    ])
}

/// Makes a copy and prints where it is.
fn backup(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let target = matches.get_one::<PathBuf>("file").map(PathBuf::as_path);
    let copy = context.store.backup(target, now()).in_lang(lang)?;
    out.done = Some(bi("Đã sao lưu", "Backed up"));
    let size = std::fs::metadata(&copy).map_or(0, |meta| meta.len());
    let size = dates::number(size, lang);
    let copy = copy.to_string_lossy();
    out.line(&lang.pick(
        format!("Đã sao lưu và kiểm tra: {copy} ({size} byte)"),
        format!("Backed up and checked: {copy} ({size} bytes)"),
    ))
}

/// Puts a copy in the file's place, if that was agreed to.
fn restore(globals: &Globals, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = globals.lang;
    if globals.read_only {
        return Err((StoreError::ReadOnly, lang).into());
    }
    let path = globals.file()?;
    if matches.get_flag("from-journal") {
        return from_journal(&path, matches, globals, out);
    }
    let copy = chosen(&path, matches).in_lang(lang)?;
    if !copy.exists() {
        return Err(no_such_copy(&copy, &path, globals));
    }
    if path.exists() && !matches.get_flag("yes") {
        return Err(unconfirmed(&path, &copy, globals));
    }
    let kept = Store::restore(&path, &copy, now()).in_lang(lang)?;
    let (path, copy) = (path.to_string_lossy(), copy.to_string_lossy());
    out.done = Some(RESTORED);
    out.line(&lang.pick(
        format!("Đã khôi phục “{path}” từ “{copy}”."),
        format!("Restored “{path}” from “{copy}”."),
    ))?;
    print_replaced(kept, lang, out)
}

/// Where the file lies now that was replaced.
fn print_replaced(kept: Option<PathBuf>, lang: Lang, out: &mut Out) -> Result {
    match kept {
        Some(kept) => out.line(&file_errors::replaced_file(&kept, lang)),
        None => Ok(()),
    }
}

/// Rebuilds the file from its own journal, if that was agreed to, and prints what is not in it.
fn from_journal(path: &Path, matches: &ArgMatches, globals: &Globals, out: &mut Out) -> Result {
    let lang = globals.lang;
    if !matches.get_flag("yes") {
        let path = path.to_string_lossy();
        let path = safe(&path);
        return Err(AppErrorKind::Refused.error(lang.pick(
                format!("Sẽ thay “{path}” bằng tệp dựng lại từ nhật ký của nó; tệp hiện có được giữ lại dưới tên khác."),
                format!("This replaces “{path}” with a file rebuilt from its journal; the current file is kept under another name."),
            ))
        .hint(confirm(lang)));
    }
    let rebuilt = Store::restore_from_journal(path, now()).in_lang(lang)?;
    out.done = Some(RESTORED);
    print_rebuilt(path, rebuilt, lang, out)
}

/// How far the journal could be followed, and what is not in the file that was made from it.
fn print_rebuilt(path: &Path, rebuilt: Rebuilt, lang: Lang, out: &mut Out) -> Result {
    let (row, day) = (
        dates::number(rebuilt.last.0, lang),
        dates::full(rebuilt.last.1),
    );
    let path = path.to_string_lossy();
    out.line(&lang.pick(
        format!("Đã dựng lại “{path}” từ nhật ký, đến dòng {row} ({day})."),
        format!("“{path}” was rebuilt from its journal, up to row {row} ({day})."),
    ))?;
    match rebuilt.lost {
        None => out.line(lang.pick(
            "Nhật ký được lấy lại trọn vẹn.",
            "The whole journal was recovered.",
        ))?,
        Some(lost) => out.line(&lost_rows(lost, lang))?,
    }
    for key in &rebuilt.unread {
        let key = short_hash(key);
        out.line(&lang.pick(
            format!("Không lấy lại được nội dung giao ban đã chốt {key}: không đọc được nữa."),
            format!("The frozen text {key} of a review could not be recovered: it is unreadable."),
        ))?;
    }
    print_replaced(rebuilt.kept, lang, out)
}

/// From where on the journal could not be followed.
fn lost_rows(lost: JournalBreak, lang: Lang) -> String {
    let row = dates::number(lost.row, lang);
    let day = lost.day.map(|day| format!(" ({})", dates::full(day)));
    let day = day.unwrap_or_default();
    let until = match lost.until.filter(|until| *until < i64::from(u32::MAX)) {
        Some(until) if until > lost.row => {
            let until = dates::number(until, lang);
            lang.pick(format!(" đến dòng {until}"), format!(" to {until}"))
        }
        _ => String::new(),
    };
    lang.pick(
        format!("Không lấy lại được: nhật ký từ dòng {row}{day}{until}, vì không đọc được hoặc không nối tiếp dòng trước."),
        format!("Not recovered: the journal from row {row}{day}{until}, which is unreadable or does not follow from the row before."),
    )
}

fn confirm(lang: Lang) -> &'static str {
    lang.pick(
        "Nếu đồng ý, chạy lại với --yes.",
        "To confirm, run the command again with --yes.",
    )
}

/// The copy that was named, or the newest sound one.
fn chosen(path: &Path, matches: &ArgMatches) -> crate::store::Result<PathBuf> {
    match matches.get_one::<PathBuf>("file") {
        Some(copy) if copy.as_os_str() != "latest" => Ok(copy.clone()),
        _ => backups::newest_sound(path, now()).ok_or_else(|| StoreError::NoCopy(path.to_owned())),
    }
}

fn no_such_copy(copy: &Path, path: &Path, globals: &Globals) -> AppError {
    let folder = backups::folder(path);
    let (copy, folder) = (copy.to_string_lossy(), folder.to_string_lossy());
    let (copy, folder, lang) = (safe(&copy), safe(&folder), globals.lang);
    AppErrorKind::File
        .error(lang.pick(
            format!("Không có bản sao “{copy}”."),
            format!("There is no backup “{copy}”."),
        ))
        .hint(lang.pick(
            format!(
                "Các bản sao nằm trong “{folder}”; khôi phục bản tốt mới nhất: cchc restore latest."
            ),
            format!(
                "Backups are in “{folder}”; to restore the newest good one: cchc restore latest."
            ),
        ))
}

fn unconfirmed(path: &Path, copy: &Path, globals: &Globals) -> AppError {
    let (path, copy) = (path.to_string_lossy(), copy.to_string_lossy());
    let (path, copy, lang) = (safe(&path), safe(&copy), globals.lang);
    AppErrorKind::Refused
        .error(lang.pick(
            format!("Sẽ thay “{path}” bằng “{copy}”; tệp hiện có được giữ lại dưới tên khác."),
            format!(
                "This replaces “{path}” with “{copy}”; the current file is kept under another name."
            ),
        ))
        .hint(confirm(lang))
}
