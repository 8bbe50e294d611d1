//! From the words before the cursor to what is wanted there, by the grammar of all commands.

use clap::{Arg, Command};
use std::path::PathBuf;

/// What could stand at the cursor.
pub(super) enum Wanted<'c> {
    Commands,
    /// The options of a command, and those of all.
    Options(Option<&'c Command>),
    Value(&'c Arg),
    Nothing,
}

/// The cursor's place.
pub(super) struct Place<'c> {
    pub wanted: Wanted<'c>,
    /// What stands before the value in the same word and stays: "--unit=", "VP,".
    pub kept: &'c str,
    /// The beginning of the value.
    pub prefix: &'c str,
    /// The plan's file, where the line names one.
    pub db: Option<PathBuf>,
    /// What was typed in the places before the cursor.
    pub places: Vec<&'c str>,
}

impl<'c> Place<'c> {
    pub(super) fn of(root: &'c Command, words: &'c [String], current: &'c str) -> Self {
        let mut line = Line::new(root);
        for word in words {
            line.read(word);
        }
        let (mut kept, mut prefix) = ("", current);
        let wanted = match line.awaits {
            Some((arg, _)) => Wanted::Value(arg),
            None if line.only_places || !current.starts_with('-') => line.place(),
            None => match current.split_once('=') {
                Some((option, value)) => {
                    (kept, prefix) = (&current[..=option.len()], value);
                    line.option(option).map_or(Wanted::Nothing, Wanted::Value)
                }
                None => Wanted::Options(line.command),
            },
        };
        // Of several units or states the last one is completed.
        let several = matches!(&wanted, Wanted::Value(arg) if arg.get_id() == "with"
            || arg.get_value_delimiter().is_some());
        if let Some(comma) = prefix.rfind(',').filter(|_| several) {
            let at = current.len() - prefix.len() + comma + 1;
            (kept, prefix) = current.split_at(at);
        }
        Self {
            wanted,
            kept,
            prefix,
            db: line.db,
            places: line.places,
        }
    }
}

/// A command line as far as it is read.
struct Line<'c> {
    root: &'c Command,
    command: Option<&'c Command>,
    /// The option whose values come next, and how many of them.
    awaits: Option<(&'c Arg, usize)>,
    places: Vec<&'c str>,
    /// After "--" there are no options.
    only_places: bool,
    db: Option<PathBuf>,
    /// Whether a word is no command.
    lost: bool,
}

impl<'c> Line<'c> {
    fn new(root: &'c Command) -> Self {
        Self {
            root,
            command: None,
            awaits: None,
            places: Vec::new(),
            only_places: false,
            db: None,
            lost: false,
        }
    }

    fn read(&mut self, word: &'c str) {
        if let Some((arg, values)) = self.awaits.take() {
            self.take(arg, word);
            self.awaits = (values > 1).then_some((arg, values - 1));
            return;
        }
        if self.only_places || !word.starts_with('-') || word == "-" {
            return self.read_place(word);
        }
        if word == "--" {
            self.only_places = true;
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
                self.awaits = arg.map(|arg| (arg, values(arg).max(1)));
            }
        }
    }

    fn read_place(&mut self, word: &'c str) {
        match self.command {
            Some(_) => self.places.push(word),
            None => {
                self.command = self.root.find_subcommand(word);
                self.lost |= self.command.is_none();
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
    fn place(&self) -> Wanted<'c> {
        let Some(command) = self.command else {
            return match self.lost {
                true => Wanted::Nothing,
                false => Wanted::Commands,
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
            .map_or(Wanted::Nothing, Wanted::Value)
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

    fn wanted(line: &str) -> String {
        let root = root();
        let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let current = words.pop().unwrap_or_default();
        let place = Place::of(&root, &words, &current);
        let wanted = match place.wanted {
            Wanted::Commands => "commands".to_owned(),
            Wanted::Options(command) => {
                format!("options of {}", command.map_or("all", Command::get_name))
            }
            Wanted::Value(arg) => arg.get_id().to_string(),
            Wanted::Nothing => "nothing".to_owned(),
        };
        format!("{wanted} {}|{}", place.kept, place.prefix)
    }

    #[test]
    fn what_is_wanted_follows_from_the_words_before() {
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
            assert_eq!(wanted(line), expected, "{line:?}");
        }
    }

    #[test]
    fn the_file_that_the_line_names_is_asked() {
        let root = root();
        let db = |line: &str| {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            Place::of(&root, &words, "").db
        };
        let file = Some(PathBuf::from("kế.db"));
        assert_eq!(db("--db kế.db note"), file);
        assert_eq!(db("note --db=kế.db"), file);
        assert_eq!(db("note 2.1-01"), None);
    }
}
