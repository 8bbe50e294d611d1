//! What every run begins with: private files, a limit on files that is an error and not the end, and
//! a panic that tells where but never what.

use crate::present::lang::Lang;
use crate::present::messages::status;
use signal_hook::consts::SIGXFSZ;
use std::io::Write;
use std::panic::PanicHookInfo;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the run speaks English; a panic cannot ask anybody.
static ENGLISH: AtomicBool = AtomicBool::new(false);

/// Sets up the process: nothing that it makes is anybody's but its account's and its group's, and a
/// panic tells one line.
///
/// Every file and folder is made for its owner alone by name. The mask lets the group through for
/// what SQLite makes beside a shared file: it asks for the file's own mode, and where the mask took
/// that away and SQLite gave it back a moment later, a colleague who came in between could not open
/// it.
pub fn prepare() {
    rustix::process::umask(rustix::fs::Mode::RWXO);
    // A write beyond the limit on files (`ulimit -f`) ends the program unless this signal is handled;
    // then the write itself fails, and that is told. Where it cannot be handled, all is as before.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    std::panic::set_hook(Box::new(tell_panic));
}

/// The language of what may still be told when nothing else works any more.
pub fn speak(lang: Lang) {
    ENGLISH.store(lang == Lang::En, Ordering::Relaxed);
}

/// One line about a text that was lost when the program was told to end.
pub fn tell_unkept(reason: impl Fn(Lang) -> String) {
    let lang = spoken();
    let lost = status::draft_lost(&reason(lang), lang);
    // Where even this cannot be written, there is nobody to read it.
    let _ = writeln!(std::io::stderr(), "cchc: {lost}");
}

fn spoken() -> Lang {
    match ENGLISH.load(Ordering::Relaxed) {
        true => Lang::En,
        false => Lang::Vi,
    }
}

/// One line with the place in the program. What the panic itself says may hold somebody's text.
fn tell_panic(info: &PanicHookInfo<'_>) {
    let place = info.location().map(|at| place(at.file(), at.line()));
    let line = panic_line(&place.unwrap_or_default(), spoken());
    // Where even this cannot be written, the exit code still tells.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// "src/tui/mod.rs:12": the last parts of the file's name, for where it was built tells nobody
/// anything.
fn place(file: &str, line: u32) -> String {
    let parts: Vec<&str> = file.split(['/', '\\']).collect();
    let from = parts.iter().rposition(|part| *part == "src");
    let from = from.unwrap_or(parts.len().saturating_sub(2));
    format!("{}:{line}", parts.get(from..).unwrap_or_default().join("/"))
}

/// The line that a panic leaves.
pub fn panic_line(place: &str, lang: Lang) -> String {
    lang.pick(
        format!(
            "cchc: Chương trình gặp lỗi tại {place} và phải dừng; những gì đã lưu vẫn còn nguyên. Hãy báo người quản trị dòng này."
        ),
        format!(
            "cchc: The program failed at {place} and had to stop; everything that was saved is safe. Please report this line to the administrator."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_from_the_sources_on() {
        assert_eq!(place("src/tui/mod.rs", 7), "src/tui/mod.rs:7");
        assert_eq!(place("/home/lan/x/src/lib.rs", 1), "src/lib.rs:1");
        assert_eq!(place("tests/care.rs", 2), "tests/care.rs:2");
        assert_eq!(place("/rustc/abc/library/core/x.rs", 3), "core/x.rs:3");
        for lang in [Lang::Vi, Lang::En] {
            assert!(panic_line("src/lib.rs:1", lang).contains("src/lib.rs:1"));
        }
    }
}
