//! Links the program so that every start, and every command of a script, begins sooner. Only on Linux with
//! glibc; anywhere else it is linked as usual.
//!
//! At a fixed address nothing has to be relocated. The part of GCC's runtime that Rust needs, unwinding, is
//! taken into the program: the shared library of it asks the processor what it can do at every start, which
//! is slow on a virtual machine. The functions of a start lie side by side (`start.ld`), so that less of the
//! program has to be mapped; without `config.toml` beside this file, or with flags of one's own, the list knows
//! those of C alone.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=.cargo/link.rs");
    println!("cargo:rerun-if-changed=.cargo/start.ld");
    println!("cargo:rerun-if-env-changed=CCHC_ANY_ORDER");
    let is = |name: &str, wanted: &str| std::env::var(name).is_ok_and(|value| value == wanted);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo:rustc-link-arg-bin=cchc=-no-pie");
        // Another compiler than this machine's may have no unwinder, and another linker.
        let is_native = std::env::var("HOST") == std::env::var("TARGET");
        if let Some(folder) = std::env::var_os("OUT_DIR").filter(|_| is_native) {
            let folder = Path::new(&folder);
            if has_unwinder() {
                take_in_unwinder(folder);
            }
            let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".cargo/start.ld");
            if is("PROFILE", "release") && may_be_ordered() && accepts(&script, folder) {
                println!("cargo:rustc-link-arg-bin=cchc=-T{}", script.display());
            }
        }
    }
}

/// Whether the compiler has the unwinder as an archive.
fn has_unwinder() -> bool {
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

/// Whether nobody has asked for another order or chosen a linker.
fn may_be_ordered() -> bool {
    let flags = std::env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    !flags.contains("link")
        && ["CCHC_ANY_ORDER", "RUSTC_LINKER"]
            .iter()
            .all(|name| std::env::var_os(name).is_none())
}

/// Whether the linker that this compiler links with understands the script; some understand none.
fn accepts(script: &Path, folder: &Path) -> bool {
    let source = folder.join("empty.rs");
    let linked = std::fs::write(&source, "fn main() {}\n").and_then(|()| {
        let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        Command::new(compiler)
            .arg(format!("-Clink-arg=-T{}", script.display()))
            .arg("-o")
            .arg(folder.join("empty"))
            .arg(&source)
            .output()
    });
    linked.is_ok_and(|output| output.status.success())
}
