//! `cchc help`, `cchc completions`, `cchc man`: what is made from the grammar of all commands.

use crate::cli::grammar::{Body, Grammar, Spec};
use crate::cli::output::Out;
use crate::cli::{input, usage};
use crate::error::{Kind, Result};
use crate::present::lang::{Lang, bi};
use clap::builder::PossibleValuesParser;
use clap::error::ErrorKind;
use clap::{ArgMatches, Command};
use clap_complete::Shell;
use clap_mangen::Man;
use std::io::Write;

pub const HELP: Spec = Spec::new("help", grammar, Body::Grammar(run));
pub const COMPLETIONS: Spec = Spec::new(
    "completions",
    completions_grammar,
    Body::Grammar(completions),
);
pub const MAN: Spec = Spec::new("man", man_grammar, Body::Grammar(man));

fn grammar(words: Grammar) -> Command {
    let about = bi("Xem hướng dẫn về một lệnh", "Show the help of a command");
    words.command("help", about).arg(
        words
            .place("command", bi("LỆNH", "COMMAND"))
            .help(words.pick("Lệnh, ví dụ list", "The command, for example list"))
            .required(false)
            .hide_possible_values(true),
    )
}

/// Prints the page of a command, or the one of the program.
fn run(words: Grammar, root: Command, matches: &ArgMatches, out: &mut Out) -> Result {
    let command = input::given(matches, "command");
    let args = ["cchc"].into_iter().chain(command).chain(["--help"]);
    match root.clone().try_get_matches_from(args) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::DisplayHelp => {
            out.write(&error.render().to_string())
        }
        Err(error) => Err(usage::message(
            &error,
            None,
            names(&root).into_iter(),
            words.0,
        )),
    }
}

fn names(root: &Command) -> Vec<&str> {
    root.get_subcommands().map(Command::get_name).collect()
}

fn completions_grammar(words: Grammar) -> Command {
    let shells = ["bash", "zsh", "fish", "elvish", "powershell"];
    let about = bi(
        "In tập lệnh gợi ý (Tab) cho shell",
        "Print a shell completion script",
    );
    words.command("completions", about).arg(
        words
            .place("shell", bi("SHELL", "SHELL"))
            .help(shells.join(", "))
            .value_parser(shells)
            .hide_possible_values(true),
    )
}

fn man_grammar(words: Grammar) -> Command {
    let about = bi(
        "In trang hướng dẫn (man) của chương trình",
        "Print the manual page",
    );
    words.command("man", about)
}

fn completions(_: Grammar, root: Command, matches: &ArgMatches, out: &mut Out) -> Result {
    let shell = input::given(matches, "shell");
    let shell: Option<Shell> = shell.and_then(|name| name.parse().ok());
    let names: Vec<String> = names(&root).into_iter().map(str::to_owned).collect();
    // At run time any name is accepted here, so that a wrong one gets the usual error.
    let mut root = root.mut_subcommand("help", |help| {
        help.mut_arg("command", |arg| {
            arg.value_parser(PossibleValuesParser::new(names))
        })
    });
    let mut made = Vec::new();
    if let Some(shell) = shell {
        clap_complete::generate(shell, &mut root, "cchc", &mut made);
    }
    out.bytes(&made)
}

/// Prints the manual page: the program's own options, then every command with its own.
fn man(words: Grammar, root: Command, _: &ArgMatches, out: &mut Out) -> Result {
    let page = page(&root).map_err(|error| Kind::Other.error(error.to_string()))?;
    out.write(&headings(&String::from_utf8_lossy(&page), words.0))
}

fn page(root: &Command) -> std::io::Result<Vec<u8>> {
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
