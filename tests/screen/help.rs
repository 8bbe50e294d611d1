//! What help and footer name, on every screen, held against what the keys do there.

use crate::import::{office, preview};
use crate::progress::{returned, three_rows};
use crate::support::Desk;
use cchc::domain::change::Change;
use cchc::present::lang::Lang::{self, En, Vi};
use cchc::tui::actions::{Action, KeyContext};
use cchc::tui::keys::Key;

/// Every screen and box by a name, with the keys that lead to it from a plan's list.
const WAYS: [(&str, &str); 23] = [
    ("tasks", ""),
    ("found", "/ iso <Enter>"),
    ("marked", "m"),
    ("units", "<Left>"),
    ("task", "<Enter>"),
    ("changes", "c"),
    ("document", "p"),
    ("reminder", "d"),
    ("report", "b <Enter>"),
    ("review", "r <Enter> f <Esc>"),
    ("end of a review", "r <Enter> <End>"),
    ("conclusions", "r <Enter> d Giao␠VP <C-s> <End>"),
    ("finished review", "r <Enter> <End> <Space> c"),
    ("frame", "U"),
    ("help", "?"),
    ("list", "f"),
    ("commands", ":"),
    ("units to choose", "+"),
    ("search", "/ iso"),
    ("form", "e"),
    ("note", "n Đã␠gửi <Enter> công␠văn"),
    ("conclusion", "r <Enter> d Giao␠VP"),
    ("task with steps", "/ 2.7.2-02 <Enter> <Enter>"),
];

/// Where something must have been prepared: a folder with annexes, an annex that is read, a cell of it, a sheet that a unit
/// has sent back, what a colleague has replaced.
const PREPARED: [&str; 6] = [
    "file to import",
    "import",
    "import, a row",
    "cell",
    "returned sheet",
    "conflict",
];

fn at(screen: &str, lang: Lang) -> Desk {
    let size = (110, 18);
    match screen {
        "file to import" => {
            let mut desk = office(lang, size, &["structure.xlsx", "h03.docx"]);
            desk.keys("i");
            desk
        }
        "import" => preview(lang, size, "structure.xlsx"),
        "import, a row" => {
            let mut desk = preview(lang, size, "structure.xlsx");
            desk.keys("]");
            desk
        }
        "cell" => {
            let mut desk = preview(lang, size, "structure.xlsx");
            desk.keys("] e <Enter>");
            desk
        }
        "returned sheet" => {
            let mut desk = returned(lang, size, three_rows);
            desk.keys("i <Enter>").finish_reading();
            desk
        }
        "conflict" => {
            let mut desk = Desk::open(lang, size.0, size.1);
            desk.go_to("2.3.1-01").keys("e ␠sửa");
            let task = desk.task("2.3.1-01");
            let mut text = task.texts.clone();
            text.title = "Tên của Minh".to_owned();
            desk.minh_does(Change::edit(&task, text).unwrap());
            desk.keys("<C-s>");
            desk
        }
        screen => {
            let way = WAYS.iter().find(|(name, _)| *name == screen).unwrap().1;
            let mut desk = Desk::open(lang, size.0, size.1);
            desk.keys(way);
            desk
        }
    }
}

fn screens() -> impl Iterator<Item = &'static str> {
    WAYS.iter().map(|(name, _)| *name).chain(PREPARED)
}

/// A key as the tests write it.
fn written(key: Key) -> String {
    let name = key.name(En);
    match name.as_str() {
        "↑" => "<Up>".to_owned(),
        "↓" => "<Down>".to_owned(),
        "←" => "<Left>".to_owned(),
        "→" => "<Right>".to_owned(),
        "Ctrl-←" => "<C-Left>".to_owned(),
        "Ctrl-→" => "<C-Right>".to_owned(),
        "Shift-Tab" => "<S-Tab>".to_owned(),
        "Backspace" => "<BS>".to_owned(),
        one if one.chars().count() == 1 => one.to_owned(),
        name => match name.strip_prefix("Ctrl-") {
            Some(letter) => format!("<C-{}>", letter.to_lowercase()),
            None => format!("<{name}>"),
        },
    }
}

/// The key to press for an action: of the areas and answers the first one that does something anywhere.
fn key(action: Action, context: KeyContext) -> String {
    let mut keys = action.keys(context).map(written);
    match action {
        Action::Tab(_) => "2".to_owned(),
        _ => keys.next().unwrap(),
    }
}

/// All that a key can change: what is on the screen, where its cursor is, what lies on it, what is
/// copied, whether the program ends.
#[derive(PartialEq)]
struct State {
    frame: String,
    cursor: Option<(u16, u16)>,
    layers: Vec<KeyContext>,
    copied: Option<String>,
    ended: bool,
}

fn state(desk: &mut Desk) -> State {
    State {
        frame: desk.frame(),
        cursor: desk.buffer().1,
        layers: desk.app.contexts(),
        copied: desk.app.copied(),
        ended: desk.app.ended,
    }
}

/// What may have to be done before a key does something: go further down, to the end, elsewhere in the
/// text or to another tab, or type.
const BEFORE: [&str; 9] = [
    "",
    "<Down> <Down>",
    "<End>",
    "<Tab>",
    "<Left>",
    "<Up>",
    "G",
    "x␠d",
    "x␠d <Home>",
];

fn does_something(screen: &str, action: Action) -> bool {
    BEFORE.iter().any(|before| {
        let mut desk = at(screen, Vi);
        let context = desk.app.context();
        let types = before.starts_with(char::is_alphabetic);
        if types && context.takes_text() != before.starts_with('x') {
            return false;
        }
        desk.keys(before);
        if desk.app.context() != context
            || desk.app.ended
            || !desk.app.help_actions().contains(&action)
        {
            return false;
        }
        let was = state(&mut desk);
        desk.keys(&key(action, context));
        state(&mut desk) != was
    })
}

#[test]
fn every_key_that_help_names_does_something_there() {
    let mut idle = Vec::new();
    for screen in screens() {
        let desk = at(screen, Vi);
        let named = desk.app.help_actions();
        assert!(!named.is_empty(), "{screen}");
        let idle_here = named
            .into_iter()
            .filter(|action| !does_something(screen, *action));
        idle.extend(idle_here.map(|action| (screen, action)));
    }
    assert!(idle.is_empty(), "{idle:#?}");
}

/// What help leaves out changes nothing: where the key is pressed all the same, at most a sentence says
/// why.
#[test]
fn a_key_that_help_leaves_out_does_nothing_there() {
    for screen in screens() {
        let desk = at(screen, Vi);
        let context = desk.app.context();
        let named = desk.app.help_actions();
        let left_out = Action::all().filter(|action| !named.contains(action));
        for action in left_out.filter(|action| action.keys(context).next().is_some()) {
            let mut desk = at(screen, Vi);
            let (layers, written) = (desk.app.contexts(), desk.last_change());
            desk.keys(&key(action, context));
            assert_eq!(desk.app.contexts(), layers, "{screen}: {action:?}");
            assert_eq!(desk.last_change(), written, "{screen}: {action:?}");
        }
    }
}

/// The footer names what help names, and nothing else.
#[test]
fn every_key_that_the_footer_names_is_in_help() {
    for lang in [Vi, En] {
        for screen in screens() {
            let mut desk = at(screen, lang);
            desk.resize(200, 40);
            let context = desk.app.context();
            let help_actions = desk.app.help_actions();
            let keys = help_actions
                .iter()
                .filter_map(|action| action.key(context, lang));
            let mut keys: Vec<String> = keys.collect();
            keys.push("?".to_owned());
            let footer = desk.footer();
            // How many tasks are marked stands before the keys.
            let counts = |hint: &&str| hint.starts_with("đã chọn ") || hint.ends_with(" selected");
            for hint in footer.split(" · ").filter(|hint| !counts(hint)) {
                let named = keys.iter().any(|key| hint.starts_with(&format!("{key} ")));
                assert!(named, "{screen}: {hint}");
            }
        }
    }
}
