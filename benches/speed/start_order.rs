//! Writes `.cargo/start.ld`, by which the linker puts the functions of a start and of every day side by side.

use crate::Outcome;
use crate::programs::File;
use crate::terminal::Terminal;
use std::collections::{BTreeSet, HashMap};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// How long the program may take under valgrind to finish what follows the first frame, and a key.
const AFTER_FIRST_FRAME: Duration = Duration::from_secs(20);
const AFTER_KEY: Duration = Duration::from_secs(2);

/// What is done all day: moves, other tabs and units, a task completed and reopened, search, filter, order,
/// a task looked at.
const KEYS: [&str; 22] = [
    "j", "k", "\x1b[F", "\x1b[H", "\x1b[6~", "\t", "*", "\x1b[D", "j", "k", "\x1b[C", " ", "u",
    "/", "bao", "\x1b", "f", "\x1b", "o", "\x1b", "\r", "\x1b",
];

/// Takes valgrind, and a few minutes to build the program once more.
pub fn write() -> Outcome<()> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = package.join("target/start_order");
    let program = build_with_names(&folder)?;
    let mut names = BTreeSet::new();
    // The second start finds what the first has kept: the place in the list and when somebody was here.
    for calls in ["first", "second"].map(|start| folder.join(start)) {
        start_under_valgrind(&program, &folder, &calls)?;
        names.extend(functions_of(&program, &std::fs::read_to_string(&calls)?));
    }
    if !names.iter().any(|name| name.starts_with("_R")) {
        return Err("valgrind named none of the program's functions".into());
    }
    std::fs::write(package.join(".cargo/start.ld"), linker_script(&names))?;
    println!("{} functions", names.len());
    Ok(())
}

/// The program as it is released, but in no special order, which valgrind does not read, and with the names
/// of its functions.
fn build_with_names(folder: &Path) -> Outcome<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--release", "--locked", "--target-dir"])
        .arg(folder)
        .env("CARGO_PROFILE_RELEASE_STRIP", "none")
        .env("CARGO_ENCODED_RUSTFLAGS", "-Csymbol-mangling-version=v0")
        .env_remove("CARGO_BUILD_TARGET")
        .env("CCHC_ANY_ORDER", "1")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()?;
    if !built.success() {
        return Err("the program could not be built".into());
    }
    // As valgrind names it.
    Ok(folder.join("release/cchc").canonicalize()?)
}

/// Starts the program on a hundred tasks, uses it and quits; the calls are in the file afterwards.
fn start_under_valgrind(program: &Path, folder: &Path, calls: &Path) -> Outcome<()> {
    let plan = File::of(folder, 100)?;
    plan.copy_of_today()?;
    let mut out = OsString::from("--callgrind-out-file=");
    out.push(calls);
    let fixed = ["valgrind", "-q", "--tool=callgrind", "--demangle=no"].map(OsStr::new);
    let options = ["--lang", "vi", "--as", "Lan", "--db"].map(OsStr::new);
    let command: Vec<_> = fixed
        .into_iter()
        .chain([out.as_os_str(), program.as_os_str()])
        .chain(options)
        .chain([plan.path.as_os_str()])
        .collect();
    let mut screen = Terminal::start(&command, folder)?;
    screen.shows(&["Tất cả", "Chủ trì"])?;
    screen.idle(AFTER_FIRST_FRAME);
    for key in KEYS {
        screen.quietly(key, AFTER_KEY)?;
    }
    screen.quit()
}

/// The program's own functions among those that callgrind has counted. A name is written out where it
/// occurs first, and is a number in brackets from then on (the format's "name compression").
fn functions_of(program: &Path, calls: &str) -> BTreeSet<String> {
    let (mut objects, mut names) = (HashMap::new(), HashMap::new());
    let (mut ours, mut functions) = (false, BTreeSet::new());
    for line in calls.lines() {
        let Some((key, value)) = line.split_once("=(") else {
            continue;
        };
        let Some((number, name)) = value.split_once(')') else {
            continue;
        };
        let known = match key {
            "ob" | "cob" => &mut objects,
            "fn" | "cfn" => &mut names,
            _ => continue,
        };
        if !name.is_empty() {
            known.insert(number, name.trim_start());
        }
        let full = known.get(number).copied().unwrap_or_default();
        match key {
            "ob" => ours = Path::new(full) == program,
            "fn" if ours => {
                // Behind an apostrophe: how deep a function is in calls of itself.
                let name = full.split('\'').next().unwrap_or_default();
                if !name.starts_with("0x") && !name.contains(' ') {
                    functions.insert(pattern(name));
                }
            }
            _ => {}
        }
    }
    functions
}

/// A pattern for the name that another compiler gives the same function: without the numbers of crates and
/// of places in the name (in Rust's mangling, version 0: `Cs…_` and `B…_`) and of copies (after a dot).
fn pattern(name: &str) -> String {
    let (name, copy) = match name.split_once('.') {
        Some((name, _)) => (name, "*"),
        None => (name, ""),
    };
    if !name.starts_with("_R") {
        return format!("{name}{copy}");
    }
    let parts: Vec<String> = name.split('_').map(without_number).collect();
    parts.join("_") + copy
}

/// The part of a mangled name with `*` for the number at its end.
fn without_number(part: &str) -> String {
    let after = |mark: &str, longest: usize| {
        let start = part.rfind(mark)? + mark.len();
        (part.len() - start <= longest).then_some(start)
    };
    match after("Cs", 13).or_else(|| after("B", 3)) {
        Some(start) => format!("{}*", &part[..start]),
        None => part.to_owned(),
    }
}

fn linker_script(names: &BTreeSet<String>) -> String {
    let mut script = String::from(
        "/* Functions of a start, side by side. Written by `speed --start-order`. */\n\
         SECTIONS\n{\n  .text.start :\n  {\n",
    );
    for name in names {
        // Also `.text.unlikely.`, where the compiler puts what it takes for seldom called.
        script.push_str(&format!("    *(.text*.{name})\n"));
    }
    script.push_str("  }\n}\nINSERT BEFORE .text;\n");
    script
}
