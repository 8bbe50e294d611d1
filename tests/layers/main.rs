//! The arrows point down: which room of the house may use which, read from its source.
//!
//! Every file belongs to the room with the longest of the paths that fit it, and may use what its
//! room may use, and nothing else; so a new folder at the top is a new row here. Inside a folder that
//! has floors each part may use those below it. Elsewhere the files of a room may use each other, but
//! not in circles of more files than the table of rings allows.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod source;

use source::{Crate, has_crate, has_word, rings};
use std::collections::BTreeSet;
use std::path::Path;

/// A room: where it is, and which files and folders of others it may use.
type Room = (&'static str, &'static [&'static str]);

/// The rooms from the ground up.
const ROOMS: &[Room] = &[
    ("domain", &[]),
    // The file.
    ("store", &["domain"]),
    // What is imported: files into sheets, sheets into tasks.
    ("sheets", &[]),
    ("annex", &["domain", "sheets/workbook"]),
    ("import", &["domain", "store", "annex", "sheets/workbook"]),
    // The plan of 2021 is data; its demonstration is made through the store's door.
    ("plan", &["domain"]),
    ("plan/sample", &["domain", "store", "plan"]),
    // Words and columns, which know of the store only what it refuses.
    ("present", &["domain"]),
    ("present/messages/errors", &["domain", "store", "present"]),
    ("present/messages/file_errors", &["store", "present"]),
    (
        "present/messages/import",
        &[
            "domain",
            "annex",
            "import/plan",
            "sheets/error",
            "sheets/workbook",
            "present",
        ],
    ),
    ("report", &["domain", "store", "present"]),
    (
        "progress",
        &[
            "domain",
            "store",
            "present",
            "report/document",
            "formats/table",
            "sheets/workbook",
        ],
    ),
    ("formats", &["domain", "present", "report"]),
    ("formats/save", &["present", "store"]),
    (
        "export",
        &["domain", "store", "present", "report", "formats"],
    ),
    // What a person sees.
    (
        "tui",
        &[
            "domain",
            "store",
            "present",
            "report",
            "formats",
            "sheets",
            "annex",
            "import",
            "progress",
            "paths",
            "start",
            "visits",
            "tui/widgets",
        ],
    ),
    // What draws and takes keys without knowing what a task is.
    ("tui/widgets", &["domain/text", "present/text", "tui"]),
    // What a person types.
    (
        "cli",
        &[
            "domain", "store", "annex", "sheets", "import", "progress", "plan", "present",
            "report", "formats", "export", "error", "paths", "settings", "start", "visits",
        ],
    ),
    // The edge.
    ("start", &["present"]),
    ("error", &["domain", "store", "present"]),
    ("paths", &["present", "error"]),
    ("settings", &["present", "error", "paths"]),
    ("visits", &["paths"]),
    (
        "screen",
        &["present", "error", "paths", "settings", "cli", "tui"],
    ),
    ("lib", &[]),
    ("main", &["error", "start", "sheets/child", "cli", "screen"]),
];

/// The parts of a folder from the ground up: each may use those before it and none behind it. `*` stands
/// for every part that has no place of its own; such neighbours do not know each other. Parts between
/// bars stand on one floor and do.
type Floors = (&'static str, &'static [&'static str]);

const FLOORS: &[Floors] = &[
    (
        "domain",
        &[
            "mod",
            "ids",
            "english",
            "text",
            "letterhead",
            "area",
            "person",
            "unit",
            "day",
            "deadline",
            "note",
            "period",
            "plan",
            "journal",
            "journal_query",
            "task",
            "query",
            "totals",
            "snapshot",
            "parts",
            "refusal",
            "reschedule",
            "frame",
            "review",
            "change",
            "conflict",
            "invariants",
            "rules",
        ],
    ),
    (
        "import",
        &["units", "saved_heads", "plan", "read", "changes", "mod"],
    ),
    (
        "progress",
        &["sheet", "read", "compare", "changes", "messages", "mod"],
    ),
    (
        "annex",
        &[
            "meaning",
            "numbering",
            "unit_words",
            "area",
            "names",
            "units",
            "cell_text",
            "parsed",
            "context",
            "grid",
            "dates",
            "content",
            "columns",
            "head",
            "classify",
            "values",
            "task",
            "table",
            "corrections",
            "sheet",
            "duplicates",
            "update",
            "compare",
            "mod",
        ],
    ),
    (
        "sheets",
        &[
            "workbook",
            "error",
            "limits",
            "number_format",
            "package",
            "xml",
            "excel",
            "ods",
            "docx",
            "delimited",
            "mod",
            "child",
        ],
    ),
    (
        "store",
        &[
            "error",
            "sql",
            "file/account",
            "file/atomic",
            "file/wal",
            "mod",
            "values",
            "index",
            "file",
            "bulk",
            "journal",
            "read",
            "reviews",
            "write",
            "check",
            "dump",
        ],
    ),
    (
        "store/file",
        &[
            "mod",
            "integrity",
            "account",
            "network_fs",
            "atomic",
            "wal",
            "permissions",
            "schema",
            "connect",
            "backup",
            "health",
            "restore",
            "share",
            "upgrade",
            "open",
        ],
    ),
    (
        "cli",
        &[
            "output",
            "context",
            "grammar",
            "input",
            "lookup",
            "*",
            "document|selection",
            "table",
            "counts",
            "commands",
            "args",
            "first_run",
            "mod",
        ],
    ),
    (
        "present",
        &[
            "mod",
            "lang",
            "signs",
            "text",
            "dates",
            "messages/deadlines",
            "messages/labels",
            "columns",
            "messages",
            "names",
            "task_view",
        ],
    ),
    (
        "report",
        &[
            "document",
            "flat",
            "figures",
            "data",
            "letterhead",
            "writer",
            "tables",
            "sections",
            "forms",
            "reminder",
            "review",
            "mod",
        ],
    ),
    (
        "formats",
        &["save", "markdown", "table", "workbook", "*", "mod"],
    ),
    (
        "tui",
        &[
            "mod",
            "keys",
            "actions",
            "layout",
            "theme",
            "env",
            "widgets",
            "wrapped_text",
            "toggle_done",
            "drafts",
            "backend",
            "terminal",
            "watch",
            "command",
            "background_read",
            "layers/layer",
            "messages",
            "colleagues",
            "prompts",
            "layers",
            "app",
            "execute",
            "draft_sync",
            "view",
            "run",
        ],
    ),
    // A layer knows no other; one file opens them all.
    ("tui/layers", &["layer", "*", "mod"]),
    // A command knows no other; adding a task takes a deadline.
    ("cli/commands", &["deadline", "*", "mod"]),
];

/// How many files may need each other in a circle, within a folder; elsewhere there is none.
const RINGS: &[(&str, usize)] = &[];

/// Where each crate may be named.
const CRATES: &[(&str, &[&str])] = &[
    (
        "chrono",
        &[
            "domain",
            "store",
            "plan",
            "present",
            "report",
            "formats",
            "error",
            "cli",
            "tui",
            "sheets",
            "annex/dates",
            "progress",
        ],
    ),
    ("calamine", &["sheets"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("crossterm", &["tui"]),
    ("csv", &["sheets/delimited"]),
    ("directories", &["paths", "cli"]),
    ("flate2", &["store"]),
    ("icalendar", &["formats/calendar"]),
    ("notify", &["tui"]),
    ("quick_xml", &["sheets/ods", "sheets/docx", "sheets/xml"]),
    ("ratatui", &["tui"]),
    ("rusqlite", &["store"]),
    // Whose file it is and on what sort of system it lies; the terminal; the process.
    ("rustix", &["store", "tui", "start", "sheets/child"]),
    ("regex_syntax", &["domain"]),
    ("rust_xlsxwriter", &["formats", "progress/sheet"]),
    (
        "serde",
        &[
            "domain", "store", "plan", "present", "report", "settings", "cli", "tui", "sheets",
            "visits",
        ],
    ),
    (
        "serde_json",
        &[
            "store",
            "import/saved_heads",
            "plan",
            "report",
            "settings",
            "cli",
            "tui",
            "sheets/child",
            "visits",
        ],
    ),
    ("sha2", &["store"]),
    ("signal_hook", &["start", "cli", "tui"]),
    ("terminal_size", &["cli", "tui/terminal"]),
    ("unicode_normalization", &["domain", "tui"]),
    ("unicode_segmentation", &["present", "tui"]),
    ("unicode_security", &["domain"]),
    ("unicode_width", &["present"]),
    ("zip", &["formats", "sheets/package"]),
    ("uzers", &["store", "cli"]),
];

/// What reaches out of the program, and where alone that may be done.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("std::env", &["main", "cli", "screen"]),
    ("Utc::now", &["error", "cli"]),
    ("Local::now", &[]),
    ("SystemTime", &[]),
    ("println!", &[]),
    ("print!", &[]),
    ("eprintln!", &[]),
    ("dbg!", &[]),
    ("process::exit", &["tui/run"]),
    ("stdout()", &["cli", "tui", "sheets/child"]),
    ("stderr()", &["start", "error", "cli"]),
    (
        "std::fs",
        &[
            "store",
            "formats/save",
            "settings",
            "paths",
            "cli",
            "tui",
            "visits",
        ],
    ),
];

fn house() -> Crate {
    Crate::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

/// Whether a file is the one of this name, or lies in the folder of this name.
fn lies_in(file: &str, place: &str) -> bool {
    file.strip_prefix(place)
        .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
}

/// The longest of the places that a file lies in.
fn place<T>(table: &'static [(&'static str, T)], file: &str) -> Option<&'static (&'static str, T)> {
    let fitting = table.iter().filter(|(at, _)| lies_in(file, at));
    fitting.max_by_key(|(at, _)| at.len())
}

/// Every arrow that leads where it may not, and every file without a room.
fn astray(house: &Crate, rooms: &'static [Room]) -> Vec<String> {
    let mut astray = Vec::new();
    for file in &house.files {
        if place(rooms, &file.path).is_none() {
            astray.push(format!("{} is in no room", file.path));
        }
    }
    for (from, targets) in house.arrows() {
        let Some((room, uses)) = place(rooms, from) else {
            continue;
        };
        for to in targets {
            let own = place(rooms, to).is_some_and(|(other, _)| other == room);
            if !own && !uses.iter().any(|used| lies_in(to, used)) {
                astray.push(format!("{from} uses {to}"));
            }
        }
    }
    astray
}

/// On which floor of a folder a file is: that of the longest name that fits.
fn floor(floors: &[&'static str], file: &str) -> Option<(usize, &'static str)> {
    let fitting = floors.iter().enumerate();
    let fitting = fitting.filter_map(|(at, parts)| {
        let part = parts.split('|').find(|part| lies_in(file, part))?;
        Some((part.len(), at, parts))
    });
    let named = fitting.max().map(|(_, at, parts)| (at, parts));
    let named = named.or_else(|| floors.iter().enumerate().find(|(_, part)| **part == "*"));
    named.map(|(at, part)| (at, *part))
}

/// Every arrow inside a folder that leads up or to a neighbour, and every part without a floor.
fn upward(house: &Crate, floors: &[Floors]) -> Vec<String> {
    let mut upward = Vec::new();
    for (folder, floors) in floors {
        let below = |file: &'_ str| -> Option<String> {
            let rest = file.strip_prefix(folder)?.strip_prefix('/')?;
            Some(rest.to_owned())
        };
        for file in &house.files {
            if below(&file.path).is_some_and(|file| floor(floors, &file).is_none()) {
                upward.push(format!("{} has no floor", file.path));
            }
        }
        for (from, targets) in house.arrows() {
            for to in targets {
                let (Some(a), Some(b)) = (below(from), below(to)) else {
                    continue;
                };
                let (Some(low), Some(high)) = (floor(floors, &b), floor(floors, &a)) else {
                    continue;
                };
                let first = |file: &str| file.split('/').next().map(str::to_owned);
                let same = low == high && (low.1 != "*" || first(&a) == first(&b));
                if !same && low.0 >= high.0 {
                    upward.push(format!("{from} uses {to}"));
                }
            }
        }
    }
    upward
}

/// What names a word where it may not.
fn named_astray(
    house: &Crate,
    table: &[(&str, &[&str])],
    names: fn(&str, &str) -> bool,
) -> Vec<String> {
    let mut astray = Vec::new();
    for (word, places) in table {
        for file in &house.files {
            let allowed = places.iter().any(|place| lies_in(&file.path, place));
            if !allowed && names(&file.code, word) {
                astray.push(format!("{} names {word}", file.path));
            }
        }
    }
    astray
}

#[test]
fn a_room_uses_only_what_stands_below_it() {
    assert_eq!(astray(&house(), ROOMS), [""; 0]);
}

#[test]
fn inside_a_folder_the_arrows_point_down_too() {
    assert_eq!(upward(&house(), FLOORS), [""; 0]);
}

#[test]
fn files_that_need_each_other_in_circles_are_few() {
    let house = house();
    let arrows = house.arrows();
    for ring in rings(&arrows) {
        let around = RINGS
            .iter()
            .filter(|(at, _)| ring.iter().all(|file| lies_in(file, at)));
        let most = around.max_by_key(|(at, _)| at.len()).map_or(1, |(_, n)| *n);
        assert!(ring.len() <= most, "{} of {most}: {ring:?}", ring.len());
    }
}

#[test]
fn a_crate_is_named_only_where_it_belongs() {
    let manifest = include_str!("../../Cargo.toml");
    let section = manifest.split("[dependencies]").nth(1).unwrap();
    let section = section.split("\n[").next().unwrap();
    let lines = section.lines().filter(|line| !line.starts_with('#'));
    let listed: BTreeSet<String> = lines
        .filter_map(|line| Some(line.split_once('=')?.0.trim().replace('-', "_")))
        .collect();
    let placed = CRATES.iter().map(|(krate, _)| (*krate).to_owned());
    assert_eq!(placed.collect::<BTreeSet<_>>(), listed);
    assert_eq!(named_astray(&house(), CRATES, has_crate), [""; 0]);
}

#[test]
fn only_the_edge_asks_the_clock_and_the_environment_and_prints() {
    assert_eq!(named_astray(&house(), OUTSIDE, has_word), [""; 0]);
}

#[test]
fn nothing_is_allowed_that_nobody_needs() {
    let house = house();
    let arrows = house.arrows();
    let mut idle = Vec::new();
    for (room, uses) in ROOMS {
        for used in *uses {
            let needed = arrows.iter().any(|(from, targets)| {
                place(ROOMS, from).is_some_and(|(at, _)| at == room)
                    && targets.iter().any(|to| lies_in(to, used))
            });
            if !needed {
                idle.push(format!("{room} does not use {used}"));
            }
        }
    }
    for (folder, floors) in FLOORS {
        for part in floors.iter().flat_map(|floor| floor.split('|')) {
            let path = format!("{folder}/{part}");
            if part != "*" && !house.files.iter().any(|file| lies_in(&file.path, &path)) {
                idle.push(format!("{path} is not there"));
            }
        }
    }
    let rings = rings(&arrows);
    for (folder, most) in RINGS {
        let within = rings
            .iter()
            .filter(|ring| ring.iter().all(|file| lies_in(file, folder)));
        let largest = within.map(BTreeSet::len).max().unwrap_or(1);
        if largest < *most {
            idle.push(format!("{folder} has rings of {largest}, not of {most}"));
        }
    }
    type Names = fn(&str, &str) -> bool;
    for (table, names) in [(CRATES, has_crate as Names), (OUTSIDE, has_word as Names)] {
        for (word, places) in table {
            for place in *places {
                let mut files = house.files.iter();
                if !files.any(|file| lies_in(&file.path, place) && names(&file.code, word)) {
                    idle.push(format!("{place} does not name {word}"));
                }
            }
        }
    }
    assert_eq!(idle, [""; 0]);
}

/// A small house with every way of naming something.
fn made_up(files: &[(&str, &str)]) -> Crate {
    Crate::of(
        files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned())),
    )
}

const SMALL: &[Room] = &[("low", &[]), ("high", &["low"]), ("lib", &[])];

#[test]
fn an_arrow_up_is_found_however_it_is_written() {
    let root = ("lib.rs", "mod low; mod high;");
    let high = ("high/mod.rs", "pub use tap::Tap; mod tap; pub fn run() {}");
    let tap = ("high/tap.rs", "pub struct Tap;");
    for up in [
        "use crate::high::Tap;",
        "use crate::{high::{tap::Tap as Other}, low};",
        "fn f() { crate::high::run(); }",
        "fn f() -> Vec<crate :: high :: tap :: Tap> { vec![] }",
        "fn f() { super::high::run() }",
        "use crate::high; fn f() { high::run() }",
        "use super::high::*;",
        "mod inner { fn f(_: &'static crate::high::Tap) {} }",
        "const C: char = '\"'; fn f() { crate::high::run(); }",
    ] {
        let house = made_up(&[root, high, tap, ("low/mod.rs", up)]);
        let found = astray(&house, SMALL);
        assert!(
            found.len() == 1 && found[0].starts_with("low/mod.rs uses high/"),
            "{up}: {found:?}"
        );
    }
    // A name that is handed on is an arrow to where it is defined.
    let house = made_up(&[root, high, tap, ("low/mod.rs", "use crate::high::Tap;")]);
    assert_eq!(astray(&house, SMALL), ["low/mod.rs uses high/tap.rs"]);
}

#[test]
fn what_is_no_arrow_up_is_left_alone() {
    let high = ("high/mod.rs", "pub fn run() {} use crate::low::go;");
    for fine in [
        "// use crate::high::run;",
        "/* crate::high::run() /* */ */",
        "const TEXT: &str = \"crate::high::run\"; const RAW: &str = r#\"crate::high\"::run\"#;",
        "#[cfg(test)]\nmod tests { use crate::high::run; }",
        "#[cfg(test)]\n#[allow(unused)]\nuse crate::high::run;",
        "pub fn go() { self::go() }",
        "fn high() { other::high::run() }",
    ] {
        let house = made_up(&[("lib.rs", "mod low; mod high;"), high, ("low/mod.rs", fine)]);
        assert_eq!(astray(&house, SMALL), [""; 0], "{fine}");
    }
}

#[test]
fn an_arrow_up_the_floors_or_to_a_neighbour_is_found() {
    const FLOORS: &[Floors] = &[("high", &["ground", "deep/cellar", "*", "deep", "roof"])];
    let house = made_up(&[
        ("lib.rs", "mod high;"),
        (
            "high/mod.rs",
            "mod ground; mod deep; mod left; mod right; mod roof;",
        ),
        (
            "high/ground.rs",
            "pub struct Ground; fn f() { super::roof::go() }",
        ),
        (
            "high/deep/mod.rs",
            "mod cellar; pub fn go() { cellar::go() }",
        ),
        (
            "high/deep/cellar.rs",
            "use crate::high::ground::Ground; pub fn go() { super::go() }",
        ),
        (
            "high/left.rs",
            "use super::ground::Ground; use super::right::Right;",
        ),
        (
            "high/right.rs",
            "use super::deep::cellar; pub struct Right;",
        ),
        (
            "high/roof.rs",
            "use super::{deep, left, right}; pub fn go() {}",
        ),
    ]);
    assert_eq!(
        upward(&house, FLOORS),
        [
            "high/deep/cellar.rs uses high/deep/mod.rs",
            "high/ground.rs uses high/roof.rs",
            "high/left.rs uses high/right.rs",
        ]
    );
    // Where both stand on one floor they may know each other.
    const BOTH: &[Floors] = &[(
        "high",
        &["ground|roof", "*", "deep/cellar", "deep", "left|right"],
    )];
    let found = upward(&house, BOTH);
    for fine in [
        "high/left.rs uses high/right.rs",
        "high/ground.rs uses high/roof.rs",
    ] {
        assert!(!found.contains(&fine.to_owned()), "{found:?}");
    }
    const SHORT: &[Floors] = &[("high", &["ground", "left", "right", "deep", "mod"])];
    assert!(upward(&house, SHORT).contains(&"high/roof.rs has no floor".to_owned()));
}

#[test]
fn a_file_without_a_room_a_word_and_a_circle_are_found() {
    let house = made_up(&[
        ("lib.rs", "mod attic;"),
        ("attic/mod.rs", "fn f() { std::env::args(); }"),
    ]);
    assert_eq!(astray(&house, SMALL), ["attic/mod.rs is in no room"]);
    let outside = named_astray(&house, &[("std::env", &["cli"])], has_word);
    assert_eq!(outside, ["attic/mod.rs names std::env"]);
    let krate = named_astray(&house, &[("std", &["cli"])], has_crate);
    assert_eq!(krate, ["attic/mod.rs names std"]);

    let house = made_up(&[
        ("lib.rs", "mod low;"),
        (
            "low/mod.rs",
            "mod a; mod b; mod c; mod d; #[cfg(test)] mod tests;",
        ),
        (
            "low/tests.rs",
            "use super::a::A; fn f() { std::env::args(); }",
        ),
        ("low/a.rs", "use super::b::B; pub struct A;"),
        ("low/b.rs", "use super::c::C; pub struct B;"),
        (
            "low/c.rs",
            "pub struct C; fn f() -> crate::low::a::A { todo() }",
        ),
        ("low/d.rs", "use super::a::A;"),
    ]);
    let arrows = house.arrows();
    let ring: Vec<_> = rings(&arrows);
    assert_eq!(ring, [BTreeSet::from(["low/a.rs", "low/b.rs", "low/c.rs"])]);
}
