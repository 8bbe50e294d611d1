//! `cchc completions`: what a shell runs when Tab is pressed; and `cchc complete`, which that asks what
//! could stand at the cursor: commands, options, and what the plan's file holds: codes, units, areas,
//! sections, people.
//!
//! | file | what |
//! |---|---|
//! | `place` | from the words before the cursor to what is wanted there |
//! | `values` | what the file offers |
//! | `scripts` | the shells' side |

mod place;
mod scripts;
mod values;

use crate::cli::context::Globals;
use crate::cli::grammar::{Body, Grammar, Spec};
use crate::cli::input;
use crate::cli::output::Out;
use crate::error::Result;
use crate::present::lang::bi;
use crate::present::text::safe;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command, ValueHint};
use clap_complete::Shell;
use place::{Place, Wanted};
use values::{Candidate, MOST, fitting};

pub const COMPLETIONS: Spec = Spec::new(
    "completions",
    completions_grammar,
    Body::Grammar(completions),
);
pub const COMPLETE: Spec = Spec::new("complete", complete_grammar, Body::Grammar(complete));

/// What tells a script to offer files.
const FILES: &str = ":files";

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

fn complete_grammar(words: Grammar) -> Command {
    let about = bi("Gợi ý cho shell", "Candidates for a shell");
    let rest = words.place("words", bi("TỪ", "WORDS"));
    words.command("complete", about).hide(true).arg(
        rest.num_args(0..)
            .required(false)
            .trailing_var_arg(true)
            .allow_hyphen_values(true),
    )
}

/// Prints the script of a shell. Bash, Zsh and Fish ask the program at each Tab; the others know only
/// the grammar.
fn completions(globals: &Globals, root: Command, matches: &ArgMatches, out: &mut Out) -> Result {
    let shell = input::given(matches, "shell").unwrap_or_default();
    if let Some(script) = scripts::of(shell, globals.lang) {
        return out.write(&script);
    }
    let visible = root
        .get_subcommands()
        .filter(|command| !command.is_hide_set());
    let names: Vec<String> = visible
        .map(|command| command.get_name().to_owned())
        .collect();
    // At run time any name is accepted here, so that a wrong one gets the usual error.
    let mut root = root.mut_subcommand("help", |help| {
        help.mut_arg("command", |arg| {
            arg.value_parser(PossibleValuesParser::new(names))
        })
    });
    let mut made = Vec::new();
    if let Ok(shell) = shell.parse::<Shell>() {
        clap_complete::generate(shell, &mut root, "cchc", &mut made);
    }
    out.bytes(&made)
}

/// Prints what could stand at the cursor, a line each: the value, a tab, what it means. Whatever is
/// wrong, Tab only offers nothing.
fn complete(globals: &Globals, root: Command, matches: &ArgMatches, out: &mut Out) -> Result {
    let words = matches.get_many::<String>("words").unwrap_or_default();
    let mut words: Vec<&str> = words.map(String::as_str).collect();
    let Some(current) = words.pop() else {
        return Ok(());
    };
    let mut words = words.into_iter();
    let for_bash = words.next() == Some("bash");
    let typed = Typed::of(current, for_bash);
    let words: Vec<String> = words.map(|word| Typed::of(word, for_bash).text).collect();
    let place = Place::of(&root, &words, &typed.text);
    let candidates = match place.wanted {
        Wanted::Commands => fitting(commands(&root), place.prefix),
        Wanted::Options(command) => fitting(options(&root, command), place.prefix),
        Wanted::Value(arg) => match of_arg(arg, &root, &place, globals) {
            Some(candidates) => candidates,
            None => return out.write(&format!("{FILES}\n")),
        },
        Wanted::Nothing => Vec::new(),
    };
    for Candidate { value, about } in candidates.into_iter().take(MOST) {
        let value = format!("{}{value}", place.kept);
        let about = safe(about.lines().next().unwrap_or_default()).into_owned();
        out.write(&format!("{}\t{about}\n", typed.quoted(&safe(&value))))?;
    }
    Ok(())
}

fn commands(root: &Command) -> Vec<Candidate> {
    let visible = root
        .get_subcommands()
        .filter(|command| !command.is_hide_set());
    visible
        .map(|command| {
            let about = command.get_about().map(ToString::to_string);
            Candidate::new(command.get_name(), about.unwrap_or_default())
        })
        .collect()
}

fn options(root: &Command, command: Option<&Command>) -> Vec<Candidate> {
    let own = command.into_iter().flat_map(Command::get_arguments);
    let all = own.chain(
        root.get_arguments()
            .filter(|arg| command.is_none() || arg.is_global_set()),
    );
    all.filter_map(|arg| {
        let about = arg.get_help().map(ToString::to_string);
        let name = format!("--{}", arg.get_long()?);
        Some(Candidate::new(name, about.unwrap_or_default()))
    })
    .collect()
}

/// What an argument can be; `None` for a file.
fn of_arg(
    arg: &Arg,
    root: &Command,
    place: &Place<'_>,
    globals: &Globals,
) -> Option<Vec<Candidate>> {
    let words = arg.get_possible_values();
    let mut all: Vec<Candidate> = words
        .iter()
        .map(|word| Candidate::new(word.get_name(), ""))
        .collect();
    let id = arg.get_id().as_str();
    match arg.get_value_hint() {
        ValueHint::AnyPath | ValueHint::FilePath | ValueHint::DirPath => return None,
        _ if ["file", "path", "rejected"].contains(&id) => return None,
        _ if id == "command" => all.extend(commands(root)),
        _ => {}
    }
    let mut all = fitting(all, place.prefix);
    all.extend(values::of(id, place, globals).unwrap_or_default());
    Some(all)
}

/// A word as it stands on the line, and as it is meant.
struct Typed {
    text: String,
    /// Whether Bash wants what is offered to be quoted: not within quotes, which it closes itself.
    bare: bool,
}

impl Typed {
    /// The other shells hand words over as they are meant.
    fn of(word: &str, for_bash: bool) -> Self {
        if !for_bash {
            return Self {
                text: word.to_owned(),
                bare: false,
            };
        }
        let mut text = String::with_capacity(word.len());
        let (mut quote, mut escaped) = (None, false);
        for letter in word.chars() {
            match (letter, quote) {
                _ if escaped => {
                    text.push(letter);
                    escaped = false;
                }
                ('\\', None | Some('"')) => escaped = true,
                ('"' | '\'', None) => quote = Some(letter),
                (letter, Some(open)) if letter == open => quote = None,
                _ => text.push(letter),
            }
        }
        Self {
            text,
            bare: !word.starts_with(['"', '\'']),
        }
    }

    /// A value as the shell takes it in its place.
    fn quoted(&self, value: &str) -> String {
        if !self.bare {
            return value.to_owned();
        }
        let mut quoted = String::with_capacity(value.len());
        for letter in value.chars() {
            if " \t\"'\\$`()&;<>|*?[]#~!{}".contains(letter) {
                quoted.push('\\');
            }
            quoted.push(letter);
        }
        quoted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_bash_is_read_and_written_as_bash_does() {
        for (word, text) in [
            ("Lan\\ A", "Lan A"),
            ("\"Lan A", "Lan A"),
            ("'Nguyễn Văn", "Nguyễn Văn"),
            ("2.3.1", "2.3.1"),
        ] {
            assert_eq!(Typed::of(word, true).text, text);
        }
        let quoted = |word, value| Typed::of(word, true).quoted(value);
        assert_eq!(quoted("Ng", "Nguyễn Văn A"), "Nguyễn\\ Văn\\ A");
        assert_eq!(quoted("\"Ng", "Nguyễn Văn A"), "Nguyễn Văn A");
        assert_eq!(
            Typed::of("Ng", false).quoted("Nguyễn Văn A"),
            "Nguyễn Văn A"
        );
    }
}
