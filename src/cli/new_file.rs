//! A plan's file that a command creates: where it may be, and what is printed about it.

use crate::cli::context::Globals;
use crate::cli::output::Out;
use crate::domain::unit::UnitScope;
use crate::error::{AppErrorKind, InLang, Result};
use crate::paths;
use crate::present::messages::file_errors::reason;
use crate::present::messages::verbs;
use crate::present::text::shell_word;
use crate::store::{Store, StoreError};
use std::path::{Path, PathBuf};

/// The path of the new file, in a folder that exists.
pub(crate) fn path(globals: &Globals) -> Result<PathBuf> {
    let path = globals.file()?;
    if globals.read_only {
        return Err((StoreError::ReadOnly, globals.lang).into());
    }
    if globals.db.is_none() {
        make_folder(&path, globals)?;
    }
    Ok(path)
}

/// The data folder is the program's own; a folder that a person names must be there.
fn make_folder(path: &Path, globals: &Globals) -> Result {
    let Some(folder) = path.parent() else {
        return Ok(());
    };
    paths::make_private(folder).map_err(|error| {
        let (folder, lang) = (folder.to_string_lossy(), globals.lang);
        let error = reason(&error.to_string(), lang);
        AppErrorKind::File.error(lang.pick(
            format!("Không tạo được thư mục “{folder}” ({error})."),
            format!("The folder “{folder}” could not be created ({error})."),
        ))
    })
}

/// What a new file holds, and what to do next.
pub(crate) fn print_created(globals: &Globals, store: &Store, out: &mut Out) -> Result {
    let (tasks, illustrative) = print_plan(globals, store, out)?;
    let (lang, db) = (globals.lang, db_option(globals));
    out.line(&match (tasks, illustrative) {
        (0, _) => lang.pick(
            format!("Tiếp theo, nhập kế hoạch từ tệp: cchc{db} import TỆP, hoặc thêm từng nhiệm vụ: cchc{db} add --section 2.3.1 \"Tên nhiệm vụ\""),
            format!("Next, import the plan from a file: cchc{db} import FILE, or add a task: cchc{db} add --section 2.3.1 \"Title\""),
        ),
        (_, true) => lang.pick(
            format!("Đơn vị, thời hạn và tiến độ là số liệu minh họa. Tiếp theo, mở màn hình: cchc{db}"),
            format!("Sample data: units, deadlines and progress are fictitious. Next, open the app: cchc{db}"),
        ),
        _ => lang.pick(
            format!("Tiếp theo, giao việc và đặt hạn: cchc{db} edit MÃ --lead ĐƠN_VỊ, hoặc mở màn hình: cchc{db}"),
            format!("Next, assign tasks: cchc{db} edit CODE --lead UNIT, or open the app: cchc{db}"),
        ),
    })
}

/// The same for one that was restored from a full export.
pub(crate) fn print_imported(globals: &Globals, store: &Store, out: &mut Out) -> Result {
    print_plan(globals, store, out)?;
    let db = db_option(globals);
    out.line(&globals.lang.pick(
        format!("Nhật ký, giao ban và thiết lập còn nguyên. Tiếp theo, kiểm tra tệp: cchc{db} check, hoặc mở màn hình: cchc{db}"),
        format!("History, reviews and settings are all there. Next, check the file: cchc{db} check, or open the app: cchc{db}"),
    ))
}

/// The option that names the file, where it needs one.
fn db_option(globals: &Globals) -> String {
    let named = globals.db.as_ref();
    let named = named.map(|path| format!(" --db {}", shell_word(&path.to_string_lossy())));
    named.unwrap_or_default()
}

/// The path and the plan. Returns how many tasks there are, and whether they are sample data.
fn print_plan(globals: &Globals, store: &Store, out: &mut Out) -> Result<(i64, bool)> {
    let lang = globals.lang;
    let plan = store.plan().in_lang(lang)?;
    let day = globals.day(plan.settings.fixed_day, Some(plan.year))?;
    let totals = store
        .totals(plan.id, UnitScope::All, None, day)
        .in_lang(lang)?;
    let (tasks, year) = (totals.total() + totals.dropped, plan.year);
    let created = verbs::verb(crate::domain::journal::ChangeKind::Create).get(lang);
    let path = store.path().to_string_lossy();
    out.line(&format!("{created}: {path}"))?;
    out.line(&lang.pick(
        format!("Kế hoạch năm {year}, {tasks} nhiệm vụ."),
        format!("Plan {year}, {tasks} tasks."),
    ))?;
    Ok((tasks, plan.illustrative))
}
