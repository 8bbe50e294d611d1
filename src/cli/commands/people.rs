//! `cchc people`: who signs, of which unit, with which accounts of the host.

use crate::cli::context::{Context, find_person};
use crate::cli::grammar::{CommandSpec, Grammar, Keyword, UNIT};
use crate::cli::output::{Out, TextTable};
use crate::cli::{apply, input, lookup};
use crate::domain::change::Change;
use crate::domain::frame::FrameChange;
use crate::domain::parts::Field;
use crate::domain::person::{Person, PersonText};
use crate::domain::text::{LINE_MAX, TextShape, fold};
use crate::error::{AppError, AppErrorKind, InLang, Result};
use crate::present::lang::{Lang, bi};
use crate::present::messages::{acts, verbs};
use clap::{ArgMatches, Command};

pub(crate) const COMMAND: CommandSpec = CommandSpec::writes("people", grammar, people);

/// What else can be done than listing them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subcommand {
    Add,
    Edit,
    Remove,
}

const ACTIONS: [(Subcommand, Keyword); 3] = [
    (Subcommand::Add, Keyword("add", "them", &[])),
    (Subcommand::Edit, Keyword("edit", "sua", &[])),
    (Subcommand::Remove, Keyword("remove", "go-bo", &["xoa"])),
];

fn grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Liệt kê, thêm, đổi tên, gỡ bỏ cán bộ; đặt đơn vị, tài khoản",
        "List, add, rename or remove people; set their unit and accounts",
    );
    let actions = bi(
        "them (add), sua (edit) hoặc go-bo (remove)",
        "add, edit or remove",
    );
    grammar.command("people", about).args([
        grammar.action(ACTIONS, actions).requires("name"),
        grammar
            .positional("name", bi("TÊN", "NAME"))
            .help(grammar.pick("Tên cán bộ", "Name of the person"))
            .required(false),
        grammar
            .option("rename", bi("TÊN", "NAME"))
            .help(grammar.pick(
                "Tên mới; việc đã ký giữ tên cũ",
                "New name; what was signed keeps the old one",
            )),
        grammar
            .option("unit", UNIT)
            .help(grammar.pick("Đơn vị, hoặc none", "Unit, or none")),
        grammar
            .option("account", bi("TÀI_KHOẢN", "ACCOUNT"))
            .help(grammar.pick(
                "Thêm tài khoản trên máy chủ",
                "Add an account on the server",
            )),
        grammar
            .option("remove-account", bi("TÀI_KHOẢN", "ACCOUNT"))
            .help(grammar.pick("Tài khoản không dùng nữa", "Account that is no longer used")),
    ])
}

/// Prints the people, or enters and changes one.
fn people(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let Some(action) = matches.get_one::<Subcommand>("action") else {
        return list(context, out);
    };
    let typed = input::value(matches, "name").unwrap_or_default();
    let name = input::checked(typed, Field::Person, TextShape::Line, LINE_MAX, lang)?;
    let all = context.store.people().in_lang(lang)?;
    let known = match action {
        Subcommand::Add => all.into_iter().find(|one| one.name == name),
        Subcommand::Edit | Subcommand::Remove => named(all, &name, lang)?,
    };
    let unit = match input::value(matches, "unit") {
        Some(typed) => Some(lookup::unit_or_none(context, typed)?),
        None => None,
    };
    let account = input::optional(matches, "account", Field::Account, lang)?;
    let (name, change) = match (action, known) {
        (Subcommand::Add, Some(known)) => return Err(there_already(&known, lang)),
        (Subcommand::Add, None) => {
            let change = Change::SetPerson {
                name: name.clone(),
                unit: unit.flatten(),
                account,
                seen: None,
            };
            (name, change)
        }
        (_, None) => {
            return Err(lookup::missing(lang.pick("cán bộ", "person"), typed, lang));
        }
        (Subcommand::Edit, Some(person)) => {
            let mut to = person.text();
            to.unit = unit.unwrap_or(person.unit);
            change_names(matches, account, &mut to, lang)?;
            let (name, seen) = (to.name.clone(), Box::new(person.text()));
            let to = Box::new(to);
            (name, Change::Frame(FrameChange::Person { seen, to }))
        }
        (Subcommand::Remove, Some(person)) => {
            let remove = FrameChange::RemovePerson(Box::new(person.text()));
            (person.name, Change::Frame(remove))
        }
    };
    let receipt = apply::apply(context, &[change])?;
    let undo = apply::undo_hint(context);
    if *action == Subcommand::Add {
        return out.line(&format!("{}{undo}", acts::person_added(&name, lang)));
    }
    let saved = verbs::frame_verb(receipt.kind, *action == Subcommand::Remove).get(lang);
    out.line(&format!("{saved}: {name}{undo}"))
}

/// The person who is meant; where several names differ in tones alone, one must be typed exactly.
fn named(all: Vec<Person>, name: &str, lang: Lang) -> Result<Option<Person>> {
    let alike = all.iter().filter(|one| fold(&one.name) == fold(name));
    let alike: Vec<String> = alike.map(|one| one.name.clone()).collect();
    let found = find_person(all, name);
    if found.is_some() || alike.is_empty() {
        return Ok(found);
    }
    let names = alike.join(", ");
    Err(AppErrorKind::NotFound
        .error(lang.pick(
            format!("“{name}” có thể là nhiều cán bộ: {names}."),
            format!("“{name}” may be any of several people: {names}."),
        ))
        .hint(lang.pick("Hãy gõ đúng dấu.", "Type the name with its tones.")))
}

/// Another name, and accounts that come or go.
fn change_names(
    matches: &ArgMatches,
    account: Option<String>,
    to: &mut PersonText,
    lang: Lang,
) -> Result {
    if let Some(new) = input::value(matches, "rename") {
        to.name = input::checked(new, Field::Person, TextShape::Line, LINE_MAX, lang)?;
    }
    let gone = input::value(matches, "remove-account");
    if let Some(gone) = gone.filter(|gone| !to.accounts.iter().any(|name| name == gone)) {
        let what = lang.pick("tài khoản", "account");
        return Err(lookup::missing(what, gone, lang));
    }
    let known = to.accounts.clone();
    to.accounts.retain(|name| Some(name.as_str()) != gone);
    to.accounts
        .extend(account.filter(|name| !known.contains(name)));
    Ok(())
}

fn there_already(known: &Person, lang: Lang) -> AppError {
    let name = &known.name;
    AppErrorKind::Refused
        .error(lang.pick(
            format!("Đã có cán bộ “{name}”."),
            format!("“{name}” is there already."),
        ))
        .hint(lang.pick(
            format!("Sửa: cchc people edit \"{name}\"."),
            format!("To edit: cchc people edit \"{name}\"."),
        ))
}

fn list(context: &Context, out: &mut Out) -> Result {
    let lang = context.lang;
    let units = context.store.units().in_lang(lang)?;
    let mut grid = TextTable::new(&[
        lang.pick("CÁN BỘ", "PERSON"),
        lang.pick("ĐƠN VỊ", "UNIT"),
        lang.pick("TÀI KHOẢN", "ACCOUNTS"),
    ]);
    for person in context.store.people().in_lang(lang)? {
        let unit = units.iter().find(|unit| Some(unit.id) == person.unit);
        let unit = unit.map_or_else(|| "–".to_owned(), |unit| unit.abbreviation.clone());
        grid.push(vec![person.name, unit, person.accounts.join(", ")]);
    }
    grid.print(out)
}
