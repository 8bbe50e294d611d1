//! `cchc init`: makes a plan's file, and never writes over one.

use crate::cli::context::{Globals, now, stamp};
use crate::cli::grammar::{Body, Grammar, Spec};
use crate::cli::output::Out;
use crate::domain::unit::UnitScope;
use crate::error::{Kind, Result, Say};
use crate::plan::sample;
use crate::present::lang::{Bi, bi};
use crate::present::messages::file_errors::reason;
use crate::present::messages::{activity, file_errors};
use crate::present::text::shell_word;
use crate::store::{Mode, ReadOnlyReason, Store, StoreError};
use crate::{paths, plan};
use clap::{ArgMatches, Command, value_parser};
use std::path::{Path, PathBuf};

pub const COMMAND: Spec = Spec::new("init", grammar, Body::Free(run));

/// What is done once there is a file.
const MADE: Bi = bi("Đã tạo tệp kế hoạch", "The plan file was created");

fn grammar(words: Grammar) -> Command {
    let about = bi("Tạo tệp kế hoạch mới", "Create a plan file");
    words.command("init", about).args([
        words
            .option("year", bi("NĂM", "YEAR"))
            .help(words.pick(
                "Năm kế hoạch; năm 2021 có sẵn toàn bộ văn bản",
                "Plan year; 2021 comes with the whole document",
            ))
            .value_parser(value_parser!(i32).range(1900..=2200))
            .required_unless_present("sample")
            .conflicts_with_all(["sample", "replace"]),
        words.flag("sample").help(words.pick(
            "Tạo tệp minh họa năm 2021, tiến độ giả định",
            "Create the 2021 sample with fictitious progress",
        )),
        words
            .flag("replace")
            .help(words.pick(
                "Thay bản minh họa đang có; tệp cũ được giữ",
                "Replace an existing sample; the old file is kept",
            ))
            .requires("sample"),
    ])
}

/// Makes the file and prints what it holds and what to do next.
fn run(globals: &Globals, matches: &ArgMatches, out: &mut Out) -> Result {
    if !matches.get_flag("replace") {
        let store = make(globals, matches.get_one::<i32>("year").copied())?;
        out.done = Some(MADE);
        return print(globals, &store, out);
    }
    let lang = globals.lang;
    let path = writable(globals)?;
    let kept = sample::replace(&path, now()).say(lang)?;
    out.done = Some(MADE);
    let store = Store::open(&path, Mode::ReadWrite).say(lang)?;
    print(globals, &store, out)?;
    kept.map_or(Ok(()), |kept| out.line(&file_errors::kept(&kept, lang)))
}

/// Makes a year's plan, or the demonstration where no year is named.
pub fn make(globals: &Globals, year: Option<i32>) -> Result<Store> {
    let lang = globals.lang;
    let path = writable(globals)?;
    match year {
        Some(year) => {
            if globals.today.is_some() {
                let why = ReadOnlyReason::DayNamed;
                return Err((StoreError::NotWritable { path, why }, lang).into());
            }
            let data = plan::of_year(year).map_err(|error| Kind::Other.error(error.to_string()))?;
            let (actor, _) = globals.signer(Vec::new())?;
            let stamp = stamp(actor, globals.day(None, Some(year))?);
            Store::create(&path, &data, &stamp, None).say(lang)
        }
        None => sample::create(&path).say(lang),
    }
}

/// Where the file will be, in a folder that exists.
fn writable(globals: &Globals) -> Result<PathBuf> {
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
        Kind::File.error(lang.pick(
            format!("Không tạo được thư mục “{folder}” ({error})."),
            format!("The folder “{folder}” could not be created ({error})."),
        ))
    })
}

fn print(globals: &Globals, store: &Store, out: &mut Out) -> Result {
    let lang = globals.lang;
    let plan = store.plan().say(lang)?;
    let day = globals.day(plan.settings.fixed_day, Some(plan.year))?;
    let totals = store.totals(plan.id, UnitScope::All, None, day).say(lang)?;
    let (tasks, year) = (totals.total() + totals.dropped, plan.year);
    let made = activity::verb(crate::domain::history::ChangeKind::Create).get(lang);
    let path = store.path().to_string_lossy();
    out.line(&format!("{made}: {path}"))?;
    out.line(&lang.pick(
        format!("Kế hoạch năm {year}, {tasks} nhiệm vụ."),
        format!("Plan {year}, {tasks} tasks."),
    ))?;
    let db = match &globals.db {
        Some(path) => format!(" --db {}", shell_word(&path.to_string_lossy())),
        None => String::new(),
    };
    out.line(&match (tasks, plan.illustrative) {
        (0, _) => lang.pick(
            format!("Tiếp theo, thêm nhiệm vụ: cchc{db} add --section 2.3.1 \"Tên nhiệm vụ\""),
            format!("Next, add a task: cchc{db} add --section 2.3.1 \"Title\""),
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
