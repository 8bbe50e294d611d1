//! `cchc completions`: what a shell runs when Tab is pressed; and `cchc complete`, which that asks what
//! could stand at the cursor: commands, options, and what the plan's file holds: codes, units, areas,
//! sections, people.
//! `cursor` finds out from the words before the cursor what is expected there.

mod cursor;

use crate::cli::context::Globals;
use crate::cli::grammar::{CommandBody, CommandSpec, Grammar, visible};
use crate::cli::input;
use crate::cli::output::Out;
use crate::domain::area::normal_code;
use crate::domain::plan::Plan;
use crate::domain::text::fold;
use crate::error::Result;
use crate::present::lang::{Lang, bi};
use crate::present::text::safe;
use crate::store::{self, OpenMode, Store};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command, ValueHint};
use clap_complete::Shell;
use cursor::{CompletionCursor, Expected};

pub(crate) const COMPLETIONS: CommandSpec = CommandSpec::new(
    "completions",
    completions_grammar,
    CommandBody::UsesGrammar(completions),
);
pub(crate) const COMPLETE: CommandSpec = CommandSpec::new(
    "complete",
    complete_grammar,
    CommandBody::UsesGrammar(complete),
);

/// Printed to make the script of the shell offer files.
const FILES: &str = ":files";

fn completions_grammar(grammar: Grammar) -> Command {
    let shells = ["bash", "zsh", "fish", "elvish", "powershell"];
    let about = bi(
        "In tập lệnh gợi ý (Tab) cho shell",
        "Print a shell completion script",
    );
    grammar.command("completions", about).arg(
        grammar
            .positional("shell", bi("SHELL", "SHELL"))
            .help(shells.join(", "))
            .value_parser(shells)
            .hide_possible_values(true),
    )
}

fn complete_grammar(grammar: Grammar) -> Command {
    let about = bi("Gợi ý cho shell", "Candidates for a shell");
    let rest = grammar.positional("words", bi("TỪ", "WORDS"));
    grammar.command("complete", about).hide(true).arg(
        rest.num_args(0..)
            .required(false)
            .trailing_var_arg(true)
            .allow_hyphen_values(true),
    )
}

/// Prints the script of a shell. Bash, Zsh and Fish ask the program at each Tab; the others know only
/// the grammar.
fn completions(globals: &Globals, root: Command, matches: &ArgMatches, out: &mut Out) -> Result {
    let shell = input::value(matches, "shell").unwrap_or_default();
    if let Some(script) = script_of(shell, globals.lang) {
        return out.write(&script);
    }
    let names = visible(&root).map(|command| command.get_name().to_owned());
    let names: Vec<String> = names.collect();
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
    let typed = TypedWord::of(current, for_bash);
    let words: Vec<String> = words
        .map(|word| TypedWord::of(word, for_bash).text)
        .collect();
    let place = CompletionCursor::of(&root, &words, &typed.text);
    let candidates = match place.expected {
        Expected::Commands => fitting(commands(&root), place.prefix),
        Expected::Options(command) => fitting(options(&root, command), place.prefix),
        Expected::Value(arg) => match of_arg(arg, &root, &place, globals) {
            Some(candidates) => candidates,
            None => return out.write(&format!("{FILES}\n")),
        },
        Expected::Nothing => Vec::new(),
    };
    for Suggestion { value, about } in candidates.into_iter().take(MOST) {
        let value = format!("{}{value}", place.fixed);
        let about = safe(about.lines().next().unwrap_or_default()).into_owned();
        out.write(&format!("{}\t{about}\n", typed.quoted(&safe(&value))))?;
    }
    Ok(())
}

fn commands(root: &Command) -> Vec<Suggestion> {
    let candidate = |command: &Command| {
        let about = command.get_about().map(ToString::to_string);
        Suggestion::new(command.get_name(), about.unwrap_or_default())
    };
    visible(root).map(candidate).collect()
}

fn options(root: &Command, command: Option<&Command>) -> Vec<Suggestion> {
    let own = command.into_iter().flat_map(Command::get_arguments);
    let all = own.chain(
        root.get_arguments()
            .filter(|arg| command.is_none() || arg.is_global_set()),
    );
    all.filter_map(|arg| {
        let about = arg.get_help().map(ToString::to_string);
        let name = format!("--{}", arg.get_long()?);
        Some(Suggestion::new(name, about.unwrap_or_default()))
    })
    .collect()
}

/// What an argument can be; `None` for a file.
fn of_arg(
    arg: &Arg,
    root: &Command,
    place: &CompletionCursor<'_>,
    globals: &Globals,
) -> Option<Vec<Suggestion>> {
    let words = arg.get_possible_values();
    let mut all: Vec<Suggestion> = words
        .iter()
        .map(|word| Suggestion::new(word.get_name(), ""))
        .collect();
    let id = arg.get_id().as_str();
    match arg.get_value_hint() {
        ValueHint::AnyPath | ValueHint::FilePath | ValueHint::DirPath => return None,
        _ if ["file", "path", "rejected"].contains(&id) => return None,
        _ if id == "command" => all.extend(commands(root)),
        _ => {}
    }
    let mut all = fitting(all, place.prefix);
    all.extend(values_of(id, place, globals).unwrap_or_default());
    Some(all)
}

/// A word as it stands on the line, and as it is meant.
struct TypedWord {
    text: String,
    /// Whether Bash wants what is offered to be quoted: not within quotes, which it closes itself.
    bare: bool,
}

impl TypedWord {
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

/// The most values that are offered at once.
const MOST: usize = 200;

/// Something that could stand at the cursor, and what it means.
struct Suggestion {
    pub value: String,
    pub about: String,
}

impl Suggestion {
    pub(crate) fn new(value: impl Into<String>, about: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            about: about.into(),
        }
    }
}

/// Those that begin so, accents and capitals or not.
fn fitting(mut all: Vec<Suggestion>, prefix: &str) -> Vec<Suggestion> {
    let prefix = fold(prefix);
    all.retain(|one| fold(&one.value).starts_with(&prefix));
    all
}

/// The values of the argument of that name that begin as the word at the cursor; an error where the file cannot be read.
fn values_of(
    id: &str,
    place: &CompletionCursor<'_>,
    globals: &Globals,
) -> store::Result<Vec<Suggestion>> {
    let source: SuggestionSource = match id {
        "code" => codes,
        "unit" | "lead" | "with" | "into" | "abbreviation" => units,
        "area" => areas,
        "section" | "after" => sections,
        "person" | "as" => people,
        "name" if is_about_people(place) => people,
        "which" | "rest" if is_about_an_agenda(place) => codes,
        _ => return Ok(Vec::new()),
    };
    let named = place.db.clone().or_else(|| globals.file().ok());
    let Some(file) = named else {
        return Ok(Vec::new());
    };
    // Nothing is written, but who only reads leaves the files that SQLite keeps beside an open one.
    let store = Store::open(&file, OpenMode::ReadWrite)?;
    let plan = store.plan()?;
    source(&store, &plan, place.prefix, globals.lang)
}

/// What the file holds that begins so.
type SuggestionSource = fn(&Store, &Plan, &str, Lang) -> store::Result<Vec<Suggestion>>;

/// `cchc review answer CODE`, `cchc review note NUMBER CODE`.
fn is_about_an_agenda(place: &CompletionCursor<'_>) -> bool {
    matches!(
        place.places.as_slice(),
        ["answer" | "da-xem", ..] | ["note" | "ghi-vao", _, ..]
    )
}

/// `cchc people edit NAME`.
fn is_about_people(place: &CompletionCursor<'_>) -> bool {
    matches!(place.places.as_slice(), ["edit" | "sua", ..])
}

fn codes(store: &Store, plan: &Plan, prefix: &str, _: Lang) -> store::Result<Vec<Suggestion>> {
    let mut found = store.codes_from(plan.id, &prefix.to_uppercase(), MOST)?;
    // "2.1-6" is no beginning of "2.1-06".
    if let (true, Some(code)) = (found.is_empty(), normal_code(prefix)) {
        found = store.codes_from(plan.id, &code, 1)?;
    }
    let found = found.into_iter();
    Ok(found
        .map(|(code, title)| Suggestion::new(code, title))
        .collect())
}

fn units(store: &Store, _: &Plan, prefix: &str, lang: Lang) -> store::Result<Vec<Suggestion>> {
    let units = store.units()?.into_iter().map(|unit| {
        let english = unit.name_en.filter(|_| lang == Lang::En);
        Suggestion::new(unit.abbreviation, english.unwrap_or(unit.name))
    });
    Ok(fitting(units.collect(), prefix))
}

fn areas(store: &Store, plan: &Plan, prefix: &str, lang: Lang) -> store::Result<Vec<Suggestion>> {
    let areas = store.areas(plan.id)?.into_iter();
    let areas = areas.map(|area| Suggestion::new(area.key, lang.pick(area.name, area.name_en)));
    Ok(fitting(areas.collect(), prefix))
}

fn sections(store: &Store, plan: &Plan, prefix: &str, _: Lang) -> store::Result<Vec<Suggestion>> {
    let sections = store.sections(plan.id)?.into_iter();
    let sections = sections.map(|section| Suggestion::new(section.number, section.title));
    Ok(fitting(sections.collect(), prefix))
}

fn people(store: &Store, _: &Plan, prefix: &str, lang: Lang) -> store::Result<Vec<Suggestion>> {
    let units = store.units()?;
    let people = store.people()?.into_iter().map(|person| {
        let unit = units.iter().find(|unit| Some(unit.id) == person.unit);
        let unit =
            unit.map(|unit| lang.pick(&unit.name, unit.name_en.as_ref().unwrap_or(&unit.name)));
        Suggestion::new(person.name, unit.cloned().unwrap_or_default())
    });
    Ok(fitting(people.collect(), prefix))
}

/// The script of a shell that can ask the program; none for the others.
fn script_of(shell: &str, lang: Lang) -> Option<String> {
    let (script, place) = match shell {
        "bash" => (BASH, "~/.local/share/bash-completion/completions/cchc"),
        "zsh" => (ZSH, "~/.zfunc/_cchc"),
        "fish" => (FISH, "~/.config/fish/completions/cchc.fish"),
        _ => return None,
    };
    let advice = lang.pick("Lưu vào", "Save as");
    let mut lines: Vec<String> = script.lines().map(str::to_owned).collect();
    // Zsh reads its own mark in the first line.
    let at = usize::from(shell == "zsh");
    lines.insert(at, format!("# {advice} {place}"));
    Some(lines.join("\n") + "\n")
}

/// A list shows what each value means; what is put on the line is the value alone. Bash parts words at
/// "=" and ":", the program's words are parted at blanks.
const BASH: &str = r#"_cchc() {
    local line=${COMP_LINE:0:COMP_POINT} value about width=0 i
    local -a words=() values=() abouts=()
    for ((i = 1; i <= COMP_CWORD; i++)); do
        local word=${COMP_WORDS[i]} last=$((${#words[@]} - 1))
        # Joined again where no blank stood between.
        if ((last >= 0)) && [[ $word == [=:]* || ${words[last]} == *[=:] ]] &&
            [[ $line == *"${words[last]}$word"* ]]; then
            words[last]+=$word
        else
            words+=("$word")
        fi
    done
    COMPREPLY=()
    while IFS=$'\t' read -r value about; do
        if [[ $value == :files ]]; then
            compopt -o default
            return
        fi
        values+=("$value")
        abouts+=("$about")
        ((${#value} > width)) && width=${#value}
    done < <("${COMP_WORDS[0]}" complete bash "${words[@]}" 2>/dev/null)
    # Bash replaces only what follows the last "=" or ":".
    local cut=${words[${#words[@]} - 1]} current=${COMP_WORDS[COMP_CWORD]}
    [[ $current == [=:] ]] && current=
    cut=${cut%"$current"}
    for i in "${!values[@]}"; do
        value=${values[i]#"$cut"}
        if ((${#values[@]} > 1)) && [[ $COMP_TYPE == 63 && -n ${abouts[i]} ]]; then
            printf -v value '%-*s  (%s)' "$width" "$value" "${abouts[i]}"
        fi
        COMPREPLY+=("$value")
    done
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *, ]] && compopt -o nospace
}
complete -o nosort -F _cchc cchc
"#;

const ZSH: &str = r#"#compdef cchc
_cchc() {
    local value about
    local -a values shown
    while IFS=$'\t' read -r value about; do
        if [[ $value == :files ]]; then
            _files
            return
        fi
        values+=("$value")
        shown+=("$value${about:+  -- $about}")
    done < <("${words[1]}" complete zsh "${(@Q)words[2,CURRENT]}" 2>/dev/null)
    (( ${#values} )) && compadd -U -V cchc -l -d shown -a values
}
if [[ $funcstack[1] == _cchc ]]; then
    _cchc "$@"
else
    compdef _cchc cchc
fi
"#;

const FISH: &str = r#"function __cchc_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l found ($words[1] complete fish $words[2..] "$current" 2>/dev/null)
    if test "$found[1]" = :files
        __fish_complete_path "$current"
    else
        printf '%s\n' $found
    end
end
complete -c cchc -f -k -a '(__cchc_complete)'
"#;

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
            assert_eq!(TypedWord::of(word, true).text, text);
        }
        let quoted = |word, value| TypedWord::of(word, true).quoted(value);
        assert_eq!(quoted("Ng", "Nguyễn Văn A"), "Nguyễn\\ Văn\\ A");
        assert_eq!(quoted("\"Ng", "Nguyễn Văn A"), "Nguyễn Văn A");
        assert_eq!(
            TypedWord::of("Ng", false).quoted("Nguyễn Văn A"),
            "Nguyễn Văn A"
        );
    }
}
