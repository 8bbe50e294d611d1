//! Links the program for a fixed address where the system is Linux with glibc: nothing has to be
//! relocated before it begins, which every start and every command of a script feels.

fn main() {
    println!("cargo:rerun-if-changed=.cargo/link.rs");
    let is = |name: &str, wanted: &str| std::env::var(name).is_ok_and(|value| value == wanted);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo:rustc-link-arg-bin=cchc=-no-pie");
    }
}
