//! The tables of `benches/README.md`, written by what has measured them.

use crate::Outcome;

const BEGIN: &str = "<!-- written by speed --write -->\n";
const END: &str = "<!-- until here -->";

/// Puts what was measured between the two marks of the README.
pub fn write(text: &str) -> Outcome<()> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/README.md");
    let readme = std::fs::read_to_string(path)?;
    let (before, rest) = readme
        .split_once(BEGIN)
        .ok_or("the README has no place for it")?;
    let (_, after) = rest
        .split_once(END)
        .ok_or("the README's place has no end")?;
    Ok(std::fs::write(
        path,
        format!("{before}{BEGIN}{text}{END}{after}"),
    )?)
}
