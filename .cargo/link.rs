//! Links the program so that every start, and every command of a script, begins sooner. Only on Linux with
//! glibc; anywhere else it is linked as usual.
//!
//! At a fixed address nothing has to be relocated. The part of GCC's runtime that Rust needs, unwinding, is
//! taken into the program: the shared library of it asks the processor what it can do at every start, which
//! is slow on a virtual machine.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=.cargo/link.rs");
    let is = |name: &str, wanted: &str| std::env::var(name).is_ok_and(|value| value == wanted);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo:rustc-link-arg-bin=cchc=-no-pie");
        if let Some(folder) = std::env::var_os("OUT_DIR").filter(|_| has_unwinder()) {
            take_in_unwinder(Path::new(&folder));
        }
    }
}

/// Whether the compiler has the unwinder as an archive.
fn has_unwinder() -> bool {
    // Another compiler than this machine's may have none.
    if std::env::var("HOST") != std::env::var("TARGET") {
        return false;
    }
    let asked = Command::new("cc")
        .arg("-print-file-name=libgcc_eh.a")
        .output();
    // Where there is none, the name comes back as it was.
    asked.is_ok_and(|answer| answer.stdout.contains(&b'/'))
}

/// Rust asks for the shared library by name; found first, a script of the linker leads to the archive.
fn take_in_unwinder(folder: &Path) {
    if std::fs::write(folder.join("libgcc_s.so"), "GROUP ( -lgcc_eh -lgcc )\n").is_ok() {
        println!("cargo:rustc-link-search=native={}", folder.display());
    }
}
