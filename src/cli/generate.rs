//! `cchc completions` and `cchc man`: made from the grammar itself.

use super::args::{Grammar, grammar};
use super::context::Globals;
use super::output::Out;
use crate::error::{AppError, Kind};
use crate::present::lang::{Lang, bi};
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Command};
use clap_complete::Shell;
use clap_mangen::Man;
use std::io::Write;

/// The words of `completions`.
pub fn completions_grammar(words: Grammar) -> Command {
    let about = bi(
        "In tập lệnh gợi ý (Tab) cho shell",
        "Print a shell completion script",
    );
    let shells = ["bash", "zsh", "fish", "elvish", "powershell"];
    words.command("completions", about).arg(
        words
            .place(
                "shell",
                bi("SHELL", "SHELL"),
                bi(
                    "bash, zsh, fish, elvish, powershell",
                    "bash, zsh, fish, elvish, powershell",
                ),
            )
            .value_parser(PossibleValuesParser::new(shells))
            .hide_possible_values(true),
    )
}

/// The words of `man`.
pub fn man_grammar(words: Grammar) -> Command {
    words.command(
        "man",
        bi(
            "In trang hướng dẫn (man) của chương trình",
            "Print the manual page",
        ),
    )
}

/// Prints the completions.
pub fn completions(globals: &Globals, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    let shell = matches.get_one::<String>("shell");
    let shell: Option<Shell> = shell.and_then(|name| name.parse().ok());
    let mut made = Vec::new();
    if let Some(shell) = shell {
        clap_complete::generate(shell, &mut grammar(globals.lang), "cchc", &mut made);
    }
    out.bytes(&made)
}

/// Prints the manual page: the program's own options, then every command with its own.
pub fn man(globals: &Globals, _: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    let lang = globals.lang;
    let page = page(lang).map_err(|error| AppError::new(Kind::Other, error.to_string()))?;
    out.write(&headings(&String::from_utf8_lossy(&page), lang))
}

fn page(lang: Lang) -> std::io::Result<Vec<u8>> {
    let root = grammar(lang);
    let mut made = Vec::new();
    let whole = Man::new(root.clone());
    whole.render_title(&mut made)?;
    whole.render_name_section(&mut made)?;
    whole.render_synopsis_section(&mut made)?;
    whole.render_description_section(&mut made)?;
    whole.render_options_section(&mut made)?;
    for command in root.get_subcommands() {
        let name = command.get_name();
        let about = command.get_about().map(ToString::to_string);
        writeln!(made, ".SH \"cchc {name}\"\n{}", about.unwrap_or_default())?;
        let mut options = Vec::new();
        let part = Man::new(command.clone());
        part.render_synopsis_section(&mut options)?;
        part.render_options_section(&mut options)?;
        // Below a command's heading they stand one level lower.
        made.extend(
            String::from_utf8_lossy(&options)
                .replace(".SH ", ".SS ")
                .bytes(),
        );
    }
    Ok(made)
}

/// The page's own headings in the language of the run.
fn headings(page: &str, lang: Lang) -> String {
    let names = [
        ("NAME", bi("TÊN", "NAME")),
        ("SYNOPSIS", bi("CÁCH DÙNG", "SYNOPSIS")),
        ("DESCRIPTION", bi("MÔ TẢ", "DESCRIPTION")),
    ];
    let mut page_text = String::with_capacity(page.len());
    for line in page.lines() {
        let level = [".SH ", ".SS "]
            .into_iter()
            .find(|level| line.starts_with(level));
        let name = level.map_or("", |level| line[level.len()..].trim_matches('"'));
        match (level, names.iter().find(|(known, _)| *known == name)) {
            (Some(level), Some((_, pair))) => {
                page_text.push_str(&format!("{level}\"{}\"", pair.get(lang)));
            }
            _ => page_text.push_str(line),
        }
        page_text.push('\n');
    }
    page_text
}
