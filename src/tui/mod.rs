//! The screen: wait, resolve, update, perform, draw. Always forward, one loop, one thread that
//! touches the model.
//!
//! Three more threads only wait: for keys, for signals, for a change in the file's folder. A fourth
//! checks and copies the file once and ends. While nothing happens nothing runs; the only timer is
//! the one to the next midnight.

pub mod action;
mod answers;
mod care;
pub mod editor;
pub mod effect;
pub mod form;
pub mod forms;
pub mod keymap;
pub mod layout;
pub mod model;
pub mod msg;
pub mod pickers;
pub mod screens;
mod tabs;
pub mod terminal;
pub mod theme;
pub mod update;
pub mod view;
mod watch;

use crate::domain::day::Day;
use crate::domain::ids::UnitId;
use crate::domain::person::Actor;
use crate::present::lang::Lang;
use crate::present::words::waits;
use crate::store::StoreError;
use crate::store::{Result, Store, Tended};
use crossterm::event::{Event, KeyCode, KeyEventKind};
use effect::{Answer, Effect, perform};
use keymap::{Resolved, resolve};
use model::{Frame, Layer, Model};
use msg::Msg;
use screens::home::Home;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use std::collections::{HashMap, VecDeque};
use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;
use theme::Theme;

/// What the edge hands over to open the screen.
pub struct Session {
    /// The plan's file.
    pub store: Store,
    /// The day.
    pub today: Day,
    /// Whether the day was given and does not move on at midnight.
    pub day_is_fixed: bool,
    /// Who signs.
    pub actor: Actor,
    /// Whether the person was named, so that nobody is asked.
    pub person_is_known: bool,
    /// The unit whose tasks are mine.
    pub my_unit: Option<UnitId>,
    /// The language.
    pub lang: Lang,
    /// Letters in place of signs.
    pub ascii: bool,
    /// Colours.
    pub color: bool,
    /// The clock: milliseconds since 1970, UTC.
    pub now: fn() -> i64,
    /// The day by the clock.
    pub calendar: fn() -> Day,
    /// How long until the next day begins.
    pub until_midnight: fn() -> Duration,
    /// Remembers the language as the person's own.
    pub remember: fn(Lang),
}

/// A write that could not begin, for somebody else is writing.
struct Waiting {
    effect: Effect,
    /// Since when, in milliseconds of the session's clock.
    since: i64,
}

/// The model together with the store it asks; the loop drives it, and so do tests.
pub struct App {
    /// The model.
    pub model: Model,
    session: Session,
    data_version: i64,
    /// A write that waits for somebody else's.
    waiting: Option<Waiting>,
    /// Set where the shell shall have the terminal for a while.
    suspend: bool,
    /// Whether the file was missing, or another one, when it was last looked for.
    lost: bool,
}

impl App {
    /// Loads what the first frame needs.
    ///
    /// # Errors
    /// What the store says.
    pub fn open(session: Session, size: (u16, u16)) -> Result<Self> {
        let store = &session.store;
        store.set_patience(RETRY_EVERY)?;
        let plan = store.plan()?;
        let frame = Frame {
            size,
            lang: session.lang,
            ascii: session.ascii,
            theme: Theme::new(session.color),
            areas: store.areas(plan.id)?,
            sections: store.sections(plan.id)?,
            units: store.units()?,
            people: store.people()?,
            today: session.today,
            day_is_fixed: session.day_is_fixed,
            actor: session.actor.clone(),
            my_unit: session.my_unit,
            read_only: store.is_read_only(),
            plan,
        };
        let mut model = Model {
            frame,
            home: Home::default(),
            layers: Vec::new(),
            status: None,
            drafts: HashMap::new(),
            ended: false,
        };
        if !session.person_is_known {
            model
                .layers
                .extend(pickers::people(&model.frame).map(Layer::Picker));
        }
        let data_version = store.data_version()?;
        let mut app = Self {
            model,
            session,
            data_version,
            waiting: None,
            suspend: false,
            lost: false,
        };
        let first = app.model.home.restart(&app.model.frame);
        app.perform_all(first);
        app.tell_why_read_only();
        Ok(app)
    }

    /// Takes one event of the terminal in. While a write waits only Esc is heard: it gives up, and
    /// what was typed stays.
    pub fn event(&mut self, event: Event) {
        if self.waiting.is_some() && !matches!(event, Event::Resize(..)) {
            if matches!(event, Event::Key(key) if key.code == KeyCode::Esc) {
                self.waiting = None;
                self.model.fail(waits::given_up(self.model.frame.lang));
            }
            return;
        }
        let msg = match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => {
                match resolve(self.model.context(), key) {
                    Resolved::Action(action) => Msg::Action(action),
                    Resolved::Text(letter) => Msg::Text(letter),
                    Resolved::Nothing => return,
                }
            }
            Event::Paste(text) => Msg::Paste(text),
            Event::Resize(width, height) => Msg::Resize(width, height),
            _ => return,
        };
        self.handle(msg);
    }

    /// Takes one message in and does all that follows from it.
    pub fn handle(&mut self, msg: Msg) {
        let effects = update::update(&mut self.model, msg);
        self.perform_all(effects);
    }

    /// Effects bring answers, answers may bring effects; always forward until none is left.
    fn perform_all(&mut self, effects: Vec<Effect>) {
        let mut queue = VecDeque::from(effects);
        while let Some(effect) = queue.pop_front() {
            match effect {
                Effect::Remember(lang) => (self.session.remember)(lang),
                Effect::Suspend => self.suspend = true,
                effect => queue.extend(self.perform_one(effect)),
            }
        }
    }

    /// Does one effect and takes its answer in. A write that finds the file taken is kept and
    /// tried again.
    fn perform_one(&mut self, effect: Effect) -> Vec<Effect> {
        let now = (self.session.now)();
        let writes = effect.writes();
        let kept = writes.then(|| effect.clone());
        let answer = perform(effect, &mut self.session.store, &mut self.model, now);
        if let (Answer::Failed(StoreError::Busy), Some(effect)) = (&answer, kept) {
            let since = self.waiting.as_ref().map_or(now, |waiting| waiting.since);
            self.waiting = Some(Waiting { effect, since });
            return Vec::new();
        }
        // What is read meanwhile, after a colleague's change, leaves a write that waits alone.
        if writes {
            self.waiting = None;
        }
        update::update(&mut self.model, Msg::Answer(Box::new(answer)))
    }

    /// Tries a waiting write again and says how long it has waited.
    fn retry(&mut self) -> bool {
        let Some(waiting) = self.waiting.take() else {
            return false;
        };
        let (since, effect) = (waiting.since, waiting.effect.clone());
        self.waiting = Some(waiting);
        let more = self.perform_one(effect);
        self.perform_all(more);
        if self.waiting.is_some() {
            let waited = (self.session.now)().saturating_sub(since);
            if let Some(said) = waits::waiting(waited, self.model.frame.lang) {
                self.model.fail(said);
            }
        }
        true
    }

    /// Notices what another program wrote; says whether it did.
    fn look_for_others(&mut self) -> bool {
        let version = self
            .session
            .store
            .data_version()
            .unwrap_or(self.data_version);
        let others = version != self.data_version;
        if others {
            self.data_version = version;
            self.handle(Msg::Foreign);
        }
        others
    }

    /// Notices that a new day has begun; says whether it has.
    fn look_at_the_day(&mut self) -> bool {
        let day = (self.session.calendar)();
        let new = !self.session.day_is_fixed && day != self.model.frame.today;
        if new {
            self.handle(Msg::Day(day));
        }
        new
    }

    /// How long to wait at most: until the next day, unless the day is fixed; a second where there
    /// is no watch on the folder.
    fn patience(&self, watched: bool) -> Option<Duration> {
        if self.waiting.is_some() {
            return Some(RETRY_EVERY);
        }
        let midnight = (!self.session.day_is_fixed).then(|| (self.session.until_midnight)());
        if watched {
            midnight
        } else {
            Some(midnight.map_or(ASK_EVERY, |m| m.min(ASK_EVERY)))
        }
    }
}

/// How often another program's writes are asked for where no watch tells of them.
const ASK_EVERY: Duration = Duration::from_secs(1);

/// How long a write knocks at a taken file before the screen goes on, and how soon it tries again.
const RETRY_EVERY: Duration = Duration::from_millis(100);

/// What wakes the loop.
enum Wake {
    Event(Event),
    /// Something of the file's name has changed in its folder.
    Changed,
    /// The file was checked, and copied where that was due.
    Tended(Tended),
    Suspend,
    /// The terminal is gone.
    Gone,
}

/// Opens the screen and stays until the person quits.
///
/// # Errors
/// What the store says at opening, or what the terminal says.
pub fn run(session: Session) -> std::result::Result<(), ScreenError> {
    let size = crossterm::terminal::size().map_err(ScreenError::Terminal)?;
    let mut app = App::open(session, size).map_err(ScreenError::Store)?;
    let (wake, woken) = mpsc::channel();
    stay(&mut app, wake, &woken).map_err(ScreenError::Terminal)
}

/// Draws and waits by turns until the person quits or the terminal is gone.
fn stay(app: &mut App, wake: Sender<Wake>, woken: &Receiver<Wake>) -> io::Result<()> {
    // Whatever ends the program from here on gives the terminal back.
    terminal::install_panic_hook();
    watch_signals(wake.clone())?;
    let _guard = terminal::Guard;
    terminal::enter()?;
    let mut screen = terminal::screen()?;
    screen.draw(|canvas| view::view(canvas, &app.model))?;
    // Only now, so that nothing stands between the start and the first frame.
    let watcher = watch::watch(app.session.store.path(), wake.clone());
    care::start(app, wake.clone());
    std::thread::spawn(move || watch_keys(&wake));
    while !app.model.ended {
        match wait(app, woken, watcher.is_some()) {
            Woken::Changed => {}
            Woken::Unchanged => continue,
            Woken::Gone => break,
        }
        if std::mem::take(&mut app.suspend) {
            suspend()?;
            screen.clear()?;
        }
        screen.draw(|canvas| view::view(canvas, &app.model))?;
    }
    Ok(())
}

/// Why the screen ended otherwise than by the person's wish.
#[derive(Debug)]
pub enum ScreenError {
    /// The store could not be read at opening.
    Store(crate::store::StoreError),
    /// The terminal failed.
    Terminal(io::Error),
}

/// What came of waiting.
enum Woken {
    /// There may be something new to draw.
    Changed,
    /// The program's own write, or nothing at all.
    Unchanged,
    /// The terminal is gone.
    Gone,
}

/// Waits for something to happen, then takes in all that has come meanwhile, in order: an input
/// tool sends backspaces and letters in one burst, which shall be drawn once.
fn wait(app: &mut App, woken: &Receiver<Wake>, watched: bool) -> Woken {
    let first = match app.patience(watched) {
        None => woken.recv().map_err(|_| RecvTimeoutError::Disconnected),
        Some(patience) => woken.recv_timeout(patience),
    };
    let mut changed = app.look_for_others() | app.look_for_the_file() | app.retry();
    let mut next = match first {
        Ok(wake) => Some(wake),
        Err(RecvTimeoutError::Timeout) => {
            changed |= app.look_at_the_day();
            None
        }
        Err(RecvTimeoutError::Disconnected) => return Woken::Gone,
    };
    while let Some(wake) = next {
        changed |= !matches!(wake, Wake::Changed);
        match wake {
            Wake::Event(event) => app.event(event),
            Wake::Tended(found) => app.tended(found),
            Wake::Suspend => app.suspend = true,
            Wake::Gone => return Woken::Gone,
            Wake::Changed => {}
        }
        next = if app.model.ended {
            None
        } else {
            woken.try_recv().ok()
        };
    }
    if changed {
        Woken::Changed
    } else {
        Woken::Unchanged
    }
}

/// Reads the terminal until it is gone.
fn watch_keys(wake: &Sender<Wake>) {
    while let Ok(event) = crossterm::event::read() {
        if wake.send(Wake::Event(event)).is_err() {
            return;
        }
    }
    let _ = wake.send(Wake::Gone);
}

/// A signal to end restores the terminal and ends at once, whatever the loop is doing; a signal to
/// stop goes through the loop.
fn watch_signals(wake: Sender<Wake>) -> io::Result<()> {
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP])?;
    std::thread::spawn(move || {
        for signal in &mut signals {
            if signal == SIGTSTP {
                let _ = wake.send(Wake::Suspend);
            } else {
                terminal::leave();
                std::process::exit(128 + signal);
            }
        }
    });
    Ok(())
}

/// Gives the terminal to the shell until it continues the program.
fn suspend() -> io::Result<()> {
    terminal::leave();
    signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
    terminal::enter()
}
