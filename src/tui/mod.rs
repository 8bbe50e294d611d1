//! The screen: wait, resolve, update, perform, draw. Always forward, one loop, one thread that
//! touches the model.
//!
//! Five more threads only wait: for keys, for the end of the terminal, for signals, for a change in
//! the file's folder, for the next midnight. A sixth checks and copies the file once and ends. While
//! nothing happens nothing runs; the only timer is the one to midnight.
//!
//! | room | what |
//! |---|---|
//! | `run`, `terminal` | the loop; the terminal entered, and left clean on every way out |
//! | `watch`, `clock`, `notice`, `care` | what others write, a new day, the file's own health |
//! | `input` | from a key to what a person wants: keys, actions and their words |
//! | `msg`, `update` | what arrives, and how it changes the model |
//! | `model`, `screens` | what is shown, as plain values; a screen's state beside its drawing |
//! | `writing` | what is being typed: fields, forms, longer texts, and their drafts |
//! | `choices` | lists to choose from, and questions |
//! | `effects` | what the outside is asked for, does, and brings back |
//! | `widgets` | what every layer is made of: text fields, lists, boxes, scrolling |
//! | `draw` | from the model to cells |

mod care;
pub mod choices;
mod clock;
pub mod draw;
pub mod effects;
pub mod env;
#[cfg(test)]
mod growth;
pub mod input;
pub mod model;
pub mod msg;
mod notice;
mod run;
pub mod screens;
pub mod terminal;
pub mod update;
mod watch;
mod widgets;
pub mod writing;

pub use run::{ScreenError, run};

use crate::domain::day::Day;
use crate::domain::ids::UnitId;
use crate::domain::period::PeriodKind;
use crate::domain::person::Actor;
use crate::present::lang::Lang;
use crate::present::messages::status;
use crate::store::{Result, Store, StoreError};
use crossterm::event::{Event, KeyCode, KeyEventKind};
use draw::theme::Theme;
use effects::effect::{Answer, Effect};
use effects::papers::Outbox;
use effects::perform::perform;
use env::Env;
use input::action::Action;
use input::keymap::{Resolved, resolve};
use model::{Layer, Model};
use msg::Msg;
use screens::home::Home;
use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::time::Duration;
use writing::drafts::{Keeper, Unwritten};

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
    /// Where unsaved texts outlive the program; `None` where the system names no such place.
    pub drafts: Option<PathBuf>,
    /// Where files are saved that are given no folder.
    pub folder: PathBuf,
    /// What "~" stands for in the name of a file; `None` where the system names no such place.
    pub home: Option<PathBuf>,
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
    /// What is being written, for whoever must end the program.
    keeper: Keeper,
    /// What of it is not on the disk yet.
    unwritten: Option<Unwritten>,
    /// A write that waits for somebody else's.
    waiting: Option<Waiting>,
    /// Which of the waits of [`run::LOOK_AGAIN`] comes next; none behind the last.
    look_again: usize,
    /// Set where the shell shall have the terminal for a while.
    suspend: bool,
    /// What waits for the loop: a report to be made, a text to be copied.
    outbox: Outbox,
    /// Whether the file was missing, or another one, when it was last looked for.
    lost: bool,
}

impl App {
    /// Loads what the first frame needs.
    pub fn open(session: Session, size: (u16, u16)) -> Result<Self> {
        let store = &session.store;
        store.set_patience(RETRY_EVERY)?;
        let plan = store.plan()?;
        let env = Env {
            size: draw::layout::drawn(size.0, size.1),
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
            folder: session.folder.clone(),
            home: session.home.clone(),
            plan,
        };
        let mut model = Model {
            env,
            home: Home::default(),
            layers: Vec::new(),
            status: None,
            drafts: HashMap::new(),
            unkept: None,
            period: PeriodKind::Month,
            marks: HashMap::new(),
            review_week: None,
            ended: false,
        };
        if !session.person_is_known {
            model
                .layers
                .extend(choices::pickers::people(&model.env).map(Layer::Picker));
        }
        let data_version = store.data_version()?;
        let person = session.actor.to_string();
        let keeper = Keeper::new(session.drafts.clone(), store.path(), &person);
        let mut app = Self {
            model,
            session,
            data_version,
            keeper,
            unwritten: None,
            waiting: None,
            look_again: run::LOOK_AGAIN.len(),
            suspend: false,
            outbox: Outbox::default(),
            lost: false,
        };
        let first = app.model.home.restart(&app.model.env);
        app.perform_all(first);
        app.rest();
        app.tell_why_read_only();
        if app.model.layers.is_empty() {
            app.offer_drafts();
        }
        Ok(app)
    }

    /// Takes one event of the terminal in. While a write waits only Esc is heard: it gives up, and
    /// what was typed stays.
    pub fn event(&mut self, event: Event) {
        // The machine may have slept, or its clock been set, since the last one.
        self.look_at_the_day();
        if self.waiting.is_some() && !matches!(event, Event::Resize(..)) {
            if matches!(event, Event::Key(key) if key.code == KeyCode::Esc) {
                self.waiting = None;
                self.model.fail(status::given_up(self.model.env.lang));
            }
            return;
        }
        let msg = match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => {
                match resolve(self.model.context(), key) {
                    Resolved::Action(action) => Msg::Action(action),
                    Resolved::Text(letter) => Msg::Text(letter),
                    Resolved::Toned => Msg::Toned,
                    Resolved::Unbound => Msg::Unbound,
                    Resolved::Nothing => return,
                }
            }
            Event::Paste(text) => Msg::Paste(text),
            Event::Resize(width, height) => Msg::Resize(width, height),
            _ => return,
        };
        // Keys that only lead to other rows are never held up by the preview of each. Every other
        // one finds the task under the cursor loaded, and shows at once what has become of it.
        if self.hurries(&msg) {
            return self.handle(msg);
        }
        self.rest();
        self.handle(msg);
        self.rest();
    }

    /// Whether what arrives only leads to other rows.
    fn hurries(&self, msg: &Msg) -> bool {
        match (self.model.layers.last(), msg) {
            (None, Msg::Action(action)) => action.moves(),
            (Some(Layer::Search(_)), Msg::Action(action)) => *action != Action::Open,
            (Some(Layer::Search(_)), Msg::Text(_)) => true,
            _ => false,
        }
    }

    /// Loads the task under the cursor where that was left for when the keys rest; says whether.
    pub fn rest(&mut self) -> bool {
        let closer = self.model.home.look_closer();
        let due = closer.is_some();
        self.perform_all(closer.into_iter().collect());
        due
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
                Effect::Keep => self.keep_drafts(),
                Effect::Report(query) => self.outbox.report = Some(query),
                Effect::Copy(text) => self.outbox.copy = Some(text),
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
        if let (Answer::Failed(StoreError::Busy, _), Some(effect)) = (&answer, kept) {
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
            if let Some(said) = status::waiting(waited, self.model.env.lang) {
                self.model.fail(said);
            }
        }
        true
    }
}

/// How long a write knocks at a taken file before the screen goes on, and how soon it tries again.
const RETRY_EVERY: Duration = Duration::from_millis(100);
