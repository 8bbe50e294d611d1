//! A desk: the program opened on a copy of the demonstration, driven by keys, read as text.

#[path = "../support/folder.rs"]
mod folder;

use cchc::domain::change::Change;
use cchc::domain::day::Day;
use cchc::domain::person::{Actor, Signer};
use cchc::domain::task::Task;
use cchc::domain::unit::{UnitKind, UnitText};
use cchc::present::lang::Lang;
use cchc::store::{OpenMode, Stamp, Store};
use cchc::tui::actions::KeyContext;
use cchc::tui::layers::home::Home;
use cchc::tui::view;
use cchc::tui::{App, Session};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use folder::own_folder;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::OnceLock;
use std::time::Duration;
use tempfile::TempDir;

/// The day of the demonstration.
pub fn friday() -> Day {
    Day::from_ymd_opt(2021, 6, 11).unwrap()
}

/// Noon of that day, in the office's time.
fn noon() -> i64 {
    friday()
        .and_hms_opt(5, 0, 0)
        .unwrap()
        .and_utc()
        .timestamp_millis()
}

/// The demonstration, made once for all tests of this program. No folder outlives it: nothing would remove one
/// that a `static` owns.
fn demonstration() -> &'static [u8] {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = own_folder();
        let path = folder.path().join("kế hoạch.db");
        drop(cchc::plan::sample::create(&path).unwrap());
        std::fs::read(&path).unwrap()
    })
}

/// Another colleague, on the same file.
pub fn minh() -> Stamp {
    Stamp {
        actor: Actor {
            account: "kehoach".to_owned(),
            person: "Minh".to_owned(),
        },
        recorded_at: noon(),
        day: friday(),
    }
}

/// The program at work on its own copy of the demonstration.
pub struct Desk {
    pub app: App,
    path: PathBuf,
    folder: Rc<TempDir>,
}

impl Desk {
    /// Lan of the office opens the demonstration.
    pub fn open(lang: Lang, width: u16, height: u16) -> Self {
        Self::open_as(lang, width, height, OpenMode::ReadWrite, |_| {})
    }

    /// The same, where the file may only be read.
    pub fn open_read_only(lang: Lang, width: u16, height: u16) -> Self {
        Self::open_as(lang, width, height, OpenMode::ReadOnly, |_| {})
    }

    /// The same, after something was prepared in the file.
    pub fn open_after(
        lang: Lang,
        width: u16,
        height: u16,
        prepare: impl FnOnce(&mut Store),
    ) -> Self {
        Self::open_as(lang, width, height, OpenMode::ReadWrite, prepare)
    }

    /// Somebody whom the program does not know yet opens the file from an account that others
    /// use too.
    pub fn open_as_anybody(prepare: impl FnOnce(&mut Store)) -> Self {
        let mut desk = Self::open_after(Lang::Vi, 120, 40, prepare);
        let unknown = Session {
            person_is_known: false,
            ..session(desk.store(), Lang::Vi)
        };
        desk.app = App::open(unknown, (120, 40)).unwrap();
        desk.app.finish_opening();
        desk
    }

    /// Lan opens the file and sees the first frame, before anything else was done.
    pub fn open_first_frame(account: fn() -> String) -> Self {
        let mut desk = Self::open(Lang::Vi, 120, 40);
        let begun = Session {
            signer: Signer::new(Some("Lan".to_owned()), account),
            ..session(desk.store(), Lang::Vi)
        };
        desk.app = App::open(begun, (120, 40)).unwrap();
        desk
    }

    /// The same, where the day follows a clock and drafts are kept in a folder, if there is one.
    pub fn open_by(calendar: fn() -> Day, drafts: Option<PathBuf>) -> Self {
        let mut desk = Self::open(Lang::Vi, 120, 40);
        desk.start_again(calendar, drafts);
        desk
    }

    /// Ends the program without a word, as a signal does that nobody can catch, and starts it again.
    pub fn start_again(&mut self, calendar: fn() -> Day, drafts: Option<PathBuf>) {
        let again = Session {
            today: calendar(),
            day_is_fixed: false,
            calendar,
            drafts,
            ..session(self.store(), Lang::Vi)
        };
        // The old one ends before the new one begins.
        let between = App::open(session(self.store(), Lang::Vi), (120, 40)).unwrap();
        drop(std::mem::replace(&mut self.app, between));
        self.app = App::open(again, (120, 40)).unwrap();
        self.app.finish_opening();
    }

    /// The same, where the ends of visits are kept.
    pub fn open_with_visits(lang: Lang, width: u16, height: u16) -> Self {
        let mut desk = Self::open(lang, width, height);
        desk.reopen_with_visits();
        desk
    }

    /// Opens the file anew, where the ends of visits are kept.
    pub fn reopen_with_visits(&mut self) {
        let again = Session {
            visits: Some(self.folder().join("lần xem.json")),
            ..session(self.store(), self.app.env.lang)
        };
        self.app = App::open(again, self.app.env.size).unwrap();
        self.app.finish_opening();
    }

    fn open_as(
        lang: Lang,
        width: u16,
        height: u16,
        mode: OpenMode,
        prepare: impl FnOnce(&mut Store),
    ) -> Self {
        let folder = own_folder();
        let path = folder.path().join("kế hoạch.db");
        std::fs::write(&path, demonstration()).unwrap();
        prepare(&mut Store::open(&path, OpenMode::ReadWrite).unwrap());
        let store = Store::open(&path, mode).unwrap();
        Self::at(store, lang, (width, height), Rc::new(folder))
    }

    fn at(store: Store, lang: Lang, size: (u16, u16), folder: Rc<TempDir>) -> Self {
        let path = store.path().to_owned();
        let mut app = App::open(session(store, lang), size).unwrap();
        app.finish_opening();
        Self { app, path, folder }
    }

    /// Minh opens the same file beside it.
    pub fn colleague(&self, lang: Lang, width: u16, height: u16) -> Self {
        let mut desk = Self::at(self.store(), lang, (width, height), Rc::clone(&self.folder));
        desk.app.env.signer = minh().actor.into();
        desk
    }

    /// Somebody opens the same file to read it.
    pub fn reader(&self, lang: Lang, width: u16, height: u16) -> Self {
        let store = Store::open(&self.path, OpenMode::ReadOnly).unwrap();
        Self::at(store, lang, (width, height), Rc::clone(&self.folder))
    }

    /// An empty plan of another year.
    pub fn open_empty(lang: Lang, width: u16, height: u16) -> Self {
        Self::open_plan(2022, lang, width, height)
    }

    /// A year's plan as it is made, touched by nobody.
    pub fn open_plan(year: i32, lang: Lang, width: u16, height: u16) -> Self {
        let folder = own_folder();
        let path = folder.path().join("trống.db");
        let plan = cchc::plan::of_year(year).unwrap();
        let mut store = Store::create(&path, &plan, &minh(), None).unwrap();
        if year >= 2026 {
            add_own_units(&mut store);
        }
        Self::at(store, lang, (width, height), Rc::new(folder))
    }

    /// Presses keys: single letters one after the other, `␠` for a blank, names in angle brackets
    /// (`<Space> <C-s> <F2> <Enter>`), groups apart by blanks. After each, the program notices what
    /// others wrote, as its loop does.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for event in parse(keys) {
            self.press(event);
        }
        self
    }

    /// Presses one key.
    pub fn press(&mut self, key: KeyEvent) {
        self.app.event(Event::Key(key));
        self.app.detect_other_writes();
        self.app.load_deferred();
        self.app.make_pending_report();
    }

    /// Waits for what is being read for an import.
    pub fn finish_reading(&mut self) -> &mut Self {
        self.app.finish_reading();
        self
    }

    /// Pastes a text.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.app.event(Event::Paste(text.to_owned()));
        self
    }

    /// Types what an input tool sends in one burst: 0x7F and 0x08 are the keys that a terminal
    /// makes of them, everything else letters.
    pub fn burst(&mut self, bytes: &str) -> &mut Self {
        for letter in bytes.chars() {
            let key = match letter {
                '\u{7f}' => KeyEvent::from(KeyCode::Backspace),
                '\u{8}' => KeyEvent::new(KeyCode::Char('h'), KeyModifiers::CONTROL),
                letter => KeyEvent::from(KeyCode::Char(letter)),
            };
            self.app.event(Event::Key(key));
        }
        self
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.app.event(Event::Resize(width, height));
        self
    }

    /// The cells of the screen, and where the cursor is, where it is shown.
    pub fn buffer(&self) -> (Buffer, Option<(u16, u16)>) {
        let (width, height) = self.app.env.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let mut shown = None;
        terminal
            .draw(|canvas| {
                view::view(canvas, &self.app);
                shown = Some(());
            })
            .unwrap();
        let visible = terminal.backend().cursor_visible();
        let at = terminal.backend().cursor_position();
        let buffer = terminal.backend().buffer().clone();
        (buffer, visible.then_some((at.x, at.y)))
    }

    /// What is on the screen: its characters, without blanks at the ends of lines.
    pub fn frame(&self) -> String {
        let (buffer, _) = self.buffer();
        lines(&buffer).join("\n")
    }

    /// One line of the screen, from 0.
    pub fn line(&self, at: usize) -> String {
        let (buffer, _) = self.buffer();
        lines(&buffer)[at].clone()
    }

    /// The status line, with those below and above it that a long message takes.
    pub fn status(&self) -> String {
        let area = view::status_area(&self.app);
        let rows = (area.y..area.bottom()).map(|y| self.line(usize::from(y)).trim().to_owned());
        rows.collect::<Vec<_>>().join(" ")
    }

    /// The keys named at the bottom.
    pub fn footer(&self) -> String {
        let at = self.app.env.layout().footer.y;
        self.line(usize::from(at)).trim().to_owned()
    }

    /// The text left of the terminal's own cursor in its row, where it is shown.
    pub fn before_cursor(&self) -> Option<String> {
        let (buffer, cursor) = self.buffer();
        let (x, y) = cursor?;
        let cells = (0..x).map(|x| buffer[(x, y)].symbol());
        Some(cells.collect())
    }

    /// The styles of the screen: for each line that has any, runs of "text" with their style.
    pub fn styles(&self) -> String {
        let (buffer, _) = self.buffer();
        let mut out = String::new();
        for y in 0..buffer.area.height {
            let mut runs: Vec<(String, String)> = Vec::new();
            for x in 0..buffer.area.width {
                let cell = &buffer[(x, y)];
                let style = style_name(cell.fg, cell.bg, cell.modifier);
                match runs.last_mut() {
                    Some((last, text)) if *last == style => text.push_str(cell.symbol()),
                    _ => runs.push((style, cell.symbol().to_owned())),
                }
            }
            for (style, text) in runs.iter().filter(|(style, _)| !style.is_empty()) {
                let text = text.trim_end();
                if !text.is_empty() {
                    writeln!(out, "{y:>2} {style}: {text}").unwrap();
                }
            }
        }
        out
    }

    /// How many layers lie above the list: the search line too.
    pub fn layers(&self) -> usize {
        let searches = self.app.context() == KeyContext::Search;
        self.app.contexts().len() - 1 + usize::from(searches)
    }

    /// The home screen.
    pub fn home(&self) -> &Home {
        self.app.layer().unwrap()
    }

    /// The code of the task under the cursor.
    pub fn selected(&self) -> String {
        let row = self.home().selected();
        row.map(|row| row.code.clone()).unwrap_or_default()
    }

    /// Goes to a task of the present list from its first row.
    pub fn go_to(&mut self, code: &str) -> &mut Self {
        self.keys("g");
        for _ in 0..self.home().count {
            if self.selected() == code {
                return self;
            }
            self.keys("j");
        }
        assert_eq!(self.selected(), code, "not in the list");
        self
    }

    /// Another program on the same file.
    pub fn store(&self) -> Store {
        Store::open(&self.path, OpenMode::ReadWrite).unwrap()
    }

    /// The folder that the file lies in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Saves documents there too, and not in the folder that every frame names.
    pub fn save_in_own_folder(&mut self) {
        self.app.env.folder = self.folder.path().to_owned();
    }

    /// Holds the file as somebody does who is writing to it, until this is dropped.
    pub fn hold(&self) -> rusqlite::Connection {
        let holder = rusqlite::Connection::open(&self.path).unwrap();
        holder.execute_batch("BEGIN IMMEDIATE").unwrap();
        holder
    }

    /// A task as the file has it.
    pub fn task(&self, code: &str) -> Task {
        let store = self.store();
        let plan = store.plan().unwrap().id;
        let id = store.find_code(plan, code).unwrap().unwrap();
        store.task(id).unwrap().unwrap()
    }

    /// Minh, elsewhere, changes something.
    pub fn minh_does(&self, change: Change) {
        self.store().apply(&[change], &minh()).unwrap();
    }

    /// The number of the journal's last row: nothing was written where it is the same as before.
    pub fn last_change(&self) -> String {
        let newest = self.store().journal(None, 1).unwrap();
        format!("{:?}", newest.first().map(|entry| entry.id))
    }
}

fn session(store: Store, lang: Lang) -> Session {
    let folder = store.path().parent();
    Session {
        drafts: folder.map(|folder| folder.join("viết dở")),
        visits: None,
        store,
        today: friday(),
        day_is_fixed: true,
        signer: Actor {
            account: "vanphong".to_owned(),
            person: "Lan".to_owned(),
        }
        .into(),
        person_is_known: true,
        my_unit: None,
        lang,
        ascii: false,
        color: true,
        now: noon,
        calendar: friday,
        until_midnight: || Duration::from_secs(3600),
        remember: |_| {},
        folder: std::path::PathBuf::from("/home/lan"),
        home: Some(std::path::PathBuf::from("/home/lan")),
        // The fuzzers, which share this, import nothing.
        program: || std::path::PathBuf::from(option_env!("CARGO_BIN_EXE_cchc").unwrap_or_default()),
    }
}

/// The rows of a screen as text. What a wide letter covers is not repeated.
fn lines(buffer: &Buffer) -> Vec<String> {
    (0..buffer.area.height)
        .map(|y| {
            let cells = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol());
            cells.collect::<String>().trim_end().to_owned()
        })
        .collect()
}

fn style_name(fg: Color, bg: Color, modifier: Modifier) -> String {
    let mut parts = Vec::new();
    if fg != Color::Reset {
        parts.push(format!("{fg:?}").to_lowercase());
    }
    if bg != Color::Reset {
        parts.push(format!("on {bg:?}").to_lowercase());
    }
    if !modifier.is_empty() {
        parts.push(format!("{modifier:?}").to_lowercase());
    }
    parts.join(" ")
}

/// Keys as they are written in the tests.
pub fn parse(keys: &str) -> Vec<KeyEvent> {
    keys.split(' ').flat_map(group).collect()
}

fn group(group: &str) -> Vec<KeyEvent> {
    let name = group.strip_prefix('<').and_then(|g| g.strip_suffix('>'));
    match name {
        Some(name) => vec![named(name)],
        None => group
            .chars()
            .map(|letter| KeyCode::Char(if letter == '␠' { ' ' } else { letter }))
            .map(KeyEvent::from)
            .collect(),
    }
}

fn named(name: &str) -> KeyEvent {
    if let Some(letter) = name.strip_prefix("C-") {
        let code = match letter {
            "Left" => KeyCode::Left,
            "Right" => KeyCode::Right,
            letter => KeyCode::Char(letter.chars().next().unwrap()),
        };
        return KeyEvent::new(code, KeyModifiers::CONTROL);
    }
    KeyEvent::from(match name {
        "Space" => KeyCode::Char(' '),
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "S-Tab" => KeyCode::BackTab,
        "BS" => KeyCode::Backspace,
        "Del" => KeyCode::Delete,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        f => KeyCode::F(f.strip_prefix('F').unwrap().parse().unwrap()),
    })
}

/// An inspectorate and a centre, which the plans of these years do not bring.
fn add_own_units(store: &mut Store) {
    for (abbreviation, name, kind) in [
        ("TTra", "Thanh tra Sở", UnitKind::Inspectorate),
        (
            "TTTK",
            "Trung tâm Thông tin và Thống kê KH&CN",
            UnitKind::PublicService,
        ),
    ] {
        let text = UnitText {
            abbreviation: abbreviation.to_owned(),
            name: name.to_owned(),
            kind,
            aliases: Vec::new(),
        };
        let add = Change::SetUnit {
            unit: None,
            text: Box::new(text),
        };
        store.apply(&[add], &minh()).unwrap();
    }
}
