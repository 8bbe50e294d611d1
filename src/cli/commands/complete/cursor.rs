//! From the words before the cursor to what is expected there, by the grammar of all commands.

use clap::{Arg, Command};
use std::path::PathBuf;

/// What could stand at the cursor.
pub(super) enum Expected<'c> {
    Commands,
    /// The options of a command, and those of all.
    Options(Option<&'c Command>),
    Value(&'c Arg),
    Nothing,
}

/// What is expected at the cursor, and what is typed there already.
pub(super) struct CompletionCursor<'c> {
    pub expected: Expected<'c>,
    /// What stands before the value in the same word and stays: "--unit=", "VP,".
    pub fixed: &'c str,
    /// The beginning of the value.
    pub prefix: &'c str,
    /// The plan's file, where the line names one.
    pub db: Option<PathBuf>,
    /// What was typed in the places before the cursor.
    pub places: Vec<&'c str>,
}

impl<'c> CompletionCursor<'c> {
    pub(super) fn of(root: &'c Command, words: &'c [String], current: &'c str) -> Self {
        let mut line = CommandLine::new(root);
        for word in words {
            line.read(word);
        }
        let (mut fixed, mut prefix) = ("", current);
        let expected = match line.pending {
            Some((arg, _)) => Expected::Value(arg),
            None if line.only_positionals || !current.starts_with('-') => line.place(),
            None => match current.split_once('=') {
                Some((option, value)) => {
                    (fixed, prefix) = (&current[..=option.len()], value);
                    line.option(option)
                        .map_or(Expected::Nothing, Expected::Value)
                }
                None => Expected::Options(line.command),
            },
        };
        // Of several units or states the last one is completed.
        let several = matches!(&expected, Expected::Value(arg) if arg.get_id() == "with"
            || arg.get_value_delimiter().is_some());
        if let Some(comma) = prefix.rfind(',').filter(|_| several) {
            let at = current.len() - prefix.len() + comma + 1;
            (fixed, prefix) = current.split_at(at);
        }
        Self {
            expected,
            fixed,
            prefix,
            db: line.db,
            places: line.places,
        }
    }
}

/// A command line as far as it is read.
struct CommandLine<'c> {
    root: &'c Command,
    command: Option<&'c Command>,
    /// The option whose values come next, and how many of them.
    pending: Option<(&'c Arg, usize)>,
    places: Vec<&'c str>,
    /// After "--" there are no options.
    only_positionals: bool,
    db: Option<PathBuf>,
    /// Whether a word is no command.
    unknown_command: bool,
}

impl<'c> CommandLine<'c> {
    fn new(root: &'c Command) -> Self {
        Self {
            root,
            command: None,
            pending: None,
            places: Vec::new(),
            only_positionals: false,
            db: None,
            unknown_command: false,
        }
    }

    fn read(&mut self, word: &'c str) {
        if let Some((arg, values)) = self.pending.take() {
            self.take(arg, word);
            self.pending = (values > 1).then_some((arg, values - 1));
            return;
        }
        if self.only_positionals || !word.starts_with('-') || word == "-" {
            return self.read_positional(word);
        }
        if word == "--" {
            self.only_positionals = true;
            return;
        }
        match word.split_once('=') {
            Some((option, value)) => {
                if let Some(arg) = self.option(option) {
                    self.take(arg, value);
                }
            }
            None => {
                let arg = self.option(word);
                let values = |arg: &Arg| arg.get_num_args().map_or(1, |range| range.min_values());
                let arg = arg.filter(|arg| arg.get_action().takes_values());
                self.pending = arg.map(|arg| (arg, values(arg).max(1)));
            }
        }
    }

    fn read_positional(&mut self, word: &'c str) {
        match self.command {
            Some(_) => self.places.push(word),
            None => {
                self.command = self.root.find_subcommand(word);
                self.unknown_command |= self.command.is_none();
            }
        }
    }

    fn take(&mut self, arg: &Arg, value: &str) {
        if arg.get_id() == "db" {
            self.db = Some(PathBuf::from(value));
        }
    }

    /// The option of that name: "--unit", "-o".
    fn option(&self, name: &str) -> Option<&'c Arg> {
        let own = self.command.into_iter().flat_map(Command::get_arguments);
        let mut all = own.chain(self.root.get_arguments());
        match name.strip_prefix("--") {
            Some(long) => all.find(|arg| arg.get_long() == Some(long)),
            None => {
                let short = name.chars().nth(1)?;
                all.find(|arg| arg.get_short() == Some(short))
            }
        }
    }

    /// What the place at the cursor takes.
    fn place(&self) -> Expected<'c> {
        let Some(command) = self.command else {
            return match self.unknown_command {
                true => Expected::Nothing,
                false => Expected::Commands,
            };
        };
        let mut places = command.get_positionals();
        let at = self.places.len();
        let last = command.get_positionals().last().filter(|arg| {
            let several = arg.get_num_args();
            several.is_some_and(|range| range.max_values() > 1)
        });
        places
            .nth(at)
            .or(last)
            .map_or(Expected::Nothing, Expected::Value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ArgAction;

    fn root() -> Command {
        let option = |id: &'static str| Arg::new(id).long(id);
        let flag = |id: &'static str| option(id).action(ArgAction::SetTrue);
        Command::new("cchc")
            .args([option("db").global(true), flag("ascii").global(true)])
            .subcommand(Command::new("note").args([
                Arg::new("code").num_args(1..),
                option("kind"),
                option("where"),
            ]))
            .subcommand(Command::new("add").args([
                Arg::new("title"),
                option("with"),
                option("output").short('o'),
                option("set").num_args(2),
            ]))
    }

    fn at_cursor(line: &str) -> String {
        let root = root();
        let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let current = words.pop().unwrap_or_default();
        let cursor = CompletionCursor::of(&root, &words, &current);
        let expected = match cursor.expected {
            Expected::Commands => "commands".to_owned(),
            Expected::Options(command) => {
                format!("options of {}", command.map_or("all", Command::get_name))
            }
            Expected::Value(arg) => arg.get_id().to_string(),
            Expected::Nothing => "nothing".to_owned(),
        };
        format!("{expected} {}|{}", cursor.fixed, cursor.prefix)
    }

    #[test]
    fn what_is_expected_follows_from_the_words_before() {
        for (line, expected) in [
            ("", "commands |"),
            ("no", "commands |no"),
            ("--db x.db no", "commands |no"),
            ("--asc", "options of all |--asc"),
            ("note ", "code |"),
            ("note 2.1-01 2.3", "code |2.3"),
            ("note --kind ", "kind |"),
            ("note --kind=vu", "kind --kind=|vu"),
            ("note --ascii 2", "code |2"),
            ("note 2.1-01 --", "options of note |--"),
            ("add --with VP,KH", "with VP,|KH"),
            ("add --with=VP,KH", "with --with=VP,|KH"),
            ("add -o ", "output |"),
            ("add -o=kế", "output -o=|kế"),
            ("add -=x", "nothing -=|x"),
            ("add --set overview ", "set |"),
            ("add --set overview x Tên ", "nothing |"),
            ("add -- --x", "title |--x"),
            ("nôte x", "nothing |x"),
        ] {
            assert_eq!(at_cursor(line), expected, "{line:?}");
        }
    }

    #[test]
    fn the_file_that_the_line_names_is_asked() {
        let root = root();
        let db = |line: &str| {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            CompletionCursor::of(&root, &words, "").db
        };
        let file = Some(PathBuf::from("kế.db"));
        assert_eq!(db("--db kế.db note"), file);
        assert_eq!(db("note --db=kế.db"), file);
        assert_eq!(db("note 2.1-01"), None);
    }
}
