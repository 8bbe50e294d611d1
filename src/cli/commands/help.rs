//! `cchc help`, `cchc man`: rendered from the grammar of all commands.

use crate::cli::context::Globals;
use crate::cli::grammar::{CommandBody, CommandSpec, FOLDER, Grammar, visible};
use crate::cli::output::Out;
use crate::cli::{document, input, usage};
use crate::error::{AppErrorKind, Result};
use crate::formats::save::save;
use crate::present::lang::{Lang, bi};
use clap::error::ErrorKind;
use clap::{ArgMatches, Command, value_parser};
use clap_mangen::Man;
use std::io::Write;
use std::path::PathBuf;

pub(crate) const HELP: CommandSpec =
    CommandSpec::new("help", grammar, CommandBody::UsesGrammar(run));
pub(crate) const MAN: CommandSpec =
    CommandSpec::new("man", man_grammar, CommandBody::UsesGrammar(man));

fn grammar(grammar: Grammar) -> Command {
    let about = bi("Xem hướng dẫn về một lệnh", "Show the help of a command");
    grammar.command("help", about).arg(
        grammar
            .positional("command", bi("LỆNH", "COMMAND"))
            .help(grammar.pick("Lệnh, ví dụ list", "The command, for example list"))
            .required(false)
            .hide_possible_values(true),
    )
}

/// Prints the page of a command, or the one of the program.
fn run(globals: &Globals, root: Command, matches: &ArgMatches, out: &mut Out) -> Result {
    let command = input::value(matches, "command");
    let args = ["cchc"].into_iter().chain(command).chain(["--help"]);
    match root.clone().try_get_matches_from(args) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::DisplayHelp => {
            out.write(&error.render().to_string())
        }
        Err(error) => {
            let names: Vec<&str> = visible(&root).map(Command::get_name).collect();
            Err(usage::message(
                &error,
                None,
                names.into_iter(),
                globals.lang,
            ))
        }
    }
}

fn man_grammar(grammar: Grammar) -> Command {
    let about = bi(
        "In trang hướng dẫn (man), hoặc ghi từng trang vào thư mục",
        "Print the manual page, or write all pages to a folder",
    );
    grammar.command("man", about).args([
        grammar
            .option("output", FOLDER)
            .help(grammar.pick(
                "Ghi vào thư mục: cchc.1 và một trang cho mỗi lệnh",
                "Write to a folder: cchc.1, and a page for each command",
            ))
            .short('o')
            .value_parser(value_parser!(PathBuf)),
        grammar
            .flag("force")
            .help(grammar.pick("Ghi đè trang đã có", "Overwrite existing pages")),
    ])
}

/// Prints the manual page, the program's own options, then every command with its own; or writes it and
/// a page for each command into a folder.
fn man(globals: &Globals, root: Command, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = globals.lang;
    let failed = |error: std::io::Error| AppErrorKind::Other.error(error.to_string());
    let whole = headings(&page(&root).map_err(failed)?, lang);
    let Some(folder) = matches.get_one::<PathBuf>("output") else {
        return out.write(&whole);
    };
    let mut pages = vec![("cchc.1".to_owned(), whole)];
    for command in visible(&root) {
        let name = format!("cchc-{}", command.get_name());
        let page = page_of(command, &name).map_err(failed)?;
        pages.push((format!("{name}.1"), headings(&page, lang)));
    }
    let replace = matches.get_flag("force");
    let plan = globals.file().unwrap_or_default();
    for (name, page) in &pages {
        let target = folder.join(name);
        save(&target, page.as_bytes(), replace, &plan)
            .map_err(|error| document::save_error(&error, &target, lang))?;
    }
    let (n, folder) = (pages.len(), folder.display());
    out.line(&lang.pick(
        format!("Đã ghi {n} trang hướng dẫn vào {folder}."),
        format!("{n} manual pages written to {folder}."),
    ))
}

fn page_of(command: &Command, name: &str) -> std::io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let man = Man::new(command.clone().display_name(name.to_owned())).title(name);
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_options_section(&mut page)?;
    writeln!(page, ".SH \"SEE ALSO\"\ncchc(1)")?;
    Ok(page)
}

fn page(root: &Command) -> std::io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let whole = Man::new(root.clone());
    whole.render_title(&mut page)?;
    whole.render_name_section(&mut page)?;
    whole.render_synopsis_section(&mut page)?;
    whole.render_description_section(&mut page)?;
    whole.render_options_section(&mut page)?;
    for command in visible(root) {
        let name = command.get_name();
        let about = command.get_about().map(ToString::to_string);
        writeln!(page, ".SH \"cchc {name}\"\n{}", about.unwrap_or_default())?;
        let mut options = Vec::new();
        let part = Man::new(command.clone());
        part.render_synopsis_section(&mut options)?;
        part.render_options_section(&mut options)?;
        // Below a command's heading they stand one level lower.
        let options = String::from_utf8_lossy(&options).replace(".SH ", ".SS ");
        page.extend(options.bytes());
    }
    Ok(page)
}

/// The page's own headings in the language of the run.
fn headings(page: &[u8], lang: Lang) -> String {
    let page = String::from_utf8_lossy(page);
    let names = [
        ("NAME", bi("TÊN", "NAME")),
        ("SYNOPSIS", bi("CÁCH DÙNG", "SYNOPSIS")),
        ("DESCRIPTION", bi("MÔ TẢ", "DESCRIPTION")),
        ("SEE ALSO", bi("XEM THÊM", "SEE ALSO")),
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
