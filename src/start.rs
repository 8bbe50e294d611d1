//! What every run begins with: private files, a limit on the size of files that is an error and does not
//! end the program, and a panic that reports where it happened but never with what.

use crate::present::lang::Lang;
use crate::present::messages::status;
use signal_hook::consts::SIGXFSZ;
use std::io::Write;
use std::panic::PanicHookInfo;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the run is in English: the panic hook has no other way to know.
static ENGLISH: AtomicBool = AtomicBool::new(false);

/// Sets up the process: what it makes belongs to its account and its group alone, and a panic prints one
/// line.
///
/// Every file and folder is made for its owner alone by name. The mask lets the group through for
/// what SQLite makes beside a shared file: it asks for the file's own mode, and where the mask took
/// that away and SQLite gave it back a moment later, a colleague who came in between could not open
/// it.
pub fn prepare() {
    rustix::process::umask(rustix::fs::Mode::RWXO);
    // A write beyond the limit on files (`ulimit -f`) ends the program unless this signal is handled;
    // then the write itself fails and is reported. Where it cannot be handled, all is as before.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    std::panic::set_hook(Box::new(print_panic));
}

/// Sets the language of what is printed when nothing else works any more.
pub fn set_language(lang: Lang) {
    ENGLISH.store(lang == Lang::En, Ordering::Relaxed);
}

/// Prints one line about a text that was lost when a signal ended the program.
pub(crate) fn print_lost_draft(reason: impl Fn(Lang) -> String) {
    let lang = language();
    let lost = status::draft_lost(&reason(lang), lang);
    // There is nothing else to do where even this cannot be written.
    let _ = writeln!(std::io::stderr(), "cchc: {lost}");
}

fn language() -> Lang {
    match ENGLISH.load(Ordering::Relaxed) {
        true => Lang::En,
        false => Lang::Vi,
    }
}

/// Prints one line with the place in the program: the panic's own message may hold a person's text.
fn print_panic(info: &PanicHookInfo<'_>) {
    let place = info.location().map(|at| place(at.file(), at.line()));
    let line = panic_line(&place.unwrap_or_default(), language());
    // Where even this cannot be written, the exit code still shows it.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// "src/tui/mod.rs:12": the file's name from the sources on; where it was built does not matter.
fn place(file: &str, line: u32) -> String {
    let parts: Vec<&str> = file.split(['/', '\\']).collect();
    let from = parts.iter().rposition(|part| *part == "src");
    let from = from.unwrap_or(parts.len().saturating_sub(2));
    format!("{}:{line}", parts.get(from..).unwrap_or_default().join("/"))
}

/// The line that a panic leaves.
fn panic_line(place: &str, lang: Lang) -> String {
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
    fn a_place_is_named_from_the_sources_on() {
        assert_eq!(place("src/tui/mod.rs", 7), "src/tui/mod.rs:7");
        assert_eq!(place("/home/lan/x/src/lib.rs", 1), "src/lib.rs:1");
        assert_eq!(place("tests/care.rs", 2), "tests/care.rs:2");
        assert_eq!(place("/rustc/abc/library/core/x.rs", 3), "core/x.rs:3");
        for lang in [Lang::Vi, Lang::En] {
            assert!(panic_line("src/lib.rs:1", lang).contains("src/lib.rs:1"));
        }
    }
}
