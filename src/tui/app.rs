//! The program at work: events become actions of the topmost layer, what follows from them is done,
//! and every layer hears of what has changed. Of a layer it knows only the contract.

use super::actions::{Action, KeyContext, Resolved, resolve};
use super::background_read::BackgroundRead;
use super::colleagues::{Colleagues, OwnVisits, visit};
use super::command::{Command, Memo};
use super::drafts::{DraftError, DraftStore, Drafts};
use super::env::{Env, Session};
use super::layers::home::Home;
use super::layers::layer::{
    Cx, Layer, Message, News, Next, Pick, PickItem, Placement, Question, Reply, Request, Unsaved,
};
use super::theme::Theme;
use super::widgets::editor::Inserted;
use super::{layers, layout, messages};
use crate::domain::period::PeriodKind;
use crate::present::messages::errors;
use crate::present::messages::status;
use crate::report::ReportQuery;
use crate::store::{Consent, Result};
use crate::visits::Visits;
use crossterm::event::{Event, KeyEventKind};
use std::any::Any;
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// How long a write knocks at a taken file before the screen goes on, and how soon it tries again.
pub(super) const RETRY_EVERY: Duration = Duration::from_millis(100);

/// What is on the screen and not on the disk yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unwritten {
    /// When the first letter of it came.
    pub(super) since: Instant,
    /// When the last one came.
    pub(super) last: Instant,
}

/// A write that could not begin, for somebody else is writing.
pub(super) struct Waiting {
    pub(super) command: Command,
    /// Since when, in milliseconds of the session's clock.
    pub(super) since: i64,
}

/// What waits until the screen shows that it is being done.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    pub(super) report: Option<ReportQuery>,
    pub(super) copy: Option<String>,
}

/// The layers together with the store that they ask; the loop drives it, and so do tests.
pub struct App {
    /// What every layer needs to know.
    pub env: Env,
    /// What lies on the screen, the home screen at the bottom.
    pub(super) stack: Vec<Box<dyn Layer>>,
    /// What the status says, until the next key.
    pub message: Option<Message>,
    /// Texts that were left without saving.
    pub drafts: Drafts,
    /// Why what is being written would be lost with the program, where that is so.
    pub(super) draft_error: Option<DraftError>,
    /// Set once the program is to end.
    pub ended: bool,
    pub(super) session: Session,
    pub(super) data_version: i64,
    /// What is being written, for whoever must end the program.
    pub(super) draft_store: DraftStore,
    /// What of it is not on the disk yet.
    pub(super) unwritten: Option<Unwritten>,
    pub(super) waiting: Option<Waiting>,
    /// How often the loop has looked again since it was woken.
    pub(super) rechecks: usize,
    /// Set where the shell is to have the terminal for a while.
    pub(super) suspend: bool,
    pub(super) outbox: Outbox,
    pub(super) reading: Option<BackgroundRead>,
    /// Whether the file was missing, or another one, when it was last looked for.
    pub(super) lost: bool,
    pub(super) colleagues: Colleagues,
    pub(super) visits: OwnVisits,
}

impl App {
    /// Loads what the first frame needs.
    pub fn open(session: Session, size: (u16, u16)) -> Result<Self> {
        let store = &session.store;
        store.set_busy_timeout(RETRY_EVERY)?;
        let data_version = store.data_version()?;
        let drafts = Drafts::new();
        // In one transaction: what is shown is of one state of the file, and no question waits for a
        // lock of its own.
        let (env, home, newest) = store.snapshot(|| {
            let plan = store.plan()?;
            let env = Env {
                size: layout::drawn(size.0, size.1),
                lang: session.lang,
                ascii: session.ascii,
                theme: Theme::new(session.color),
                areas: store.areas(plan.id)?,
                sections: Vec::new(),
                units: store.units()?,
                people: store.people()?,
                today: session.today,
                day_is_fixed: session.day_is_fixed,
                signer: session.signer.clone(),
                my_unit: session.my_unit,
                visit: None,
                read_only: store.is_read_only(),
                folder: session.folder.clone(),
                home: session.home.clone(),
                period: PeriodKind::Month,
                marks: HashMap::new(),
                plan,
            };
            let home = Home::open(&Cx {
                store,
                env: &env,
                drafts: &drafts,
                covered: false,
            })?;
            Ok((env, home, store.newest_row()?))
        })?;
        let draft_store = DraftStore::new(session.drafts.clone(), store.path());
        let visits = OwnVisits::new(Visits::new(session.visits.clone(), store.path()));
        let mut app = Self {
            env,
            stack: vec![Box::new(home)],
            message: None,
            drafts,
            draft_error: None,
            ended: false,
            session,
            data_version,
            draft_store,
            unwritten: None,
            waiting: None,
            rechecks: usize::MAX,
            suspend: false,
            outbox: Outbox::default(),
            reading: None,
            lost: false,
            colleagues: Colleagues::after(newest),
            visits,
        };
        app.show_read_only_reason();
        if let Some(people) = app.people_to_choose() {
            app.open_layer(Request::Pick(people));
        }
        Ok(app)
    }

    /// Loads what the first frame does not wait for: the sections, the task under the cursor, rows beyond
    /// the screen, and the unsaved texts of the person, where it is known who that is.
    pub fn finish_opening(&mut self) {
        match self.session.store.sections(self.env.plan.id) {
            Ok(sections) => self.env.sections = sections,
            Err(error) => self.fail(errors::store(&error, self.env.lang)),
        }
        self.load_deferred();
        self.draft_store.set_person(&self.env.actor().to_string());
        if self.people_to_choose().is_none() {
            self.restore_drafts();
        }
    }

    fn people_to_choose(&self) -> Option<Pick> {
        match self.session.person_is_known {
            true => None,
            false => people(&self.env),
        }
    }

    /// Takes one event of the terminal in. While a write waits only the key that goes back is heard: it
    /// gives up, and what was typed stays.
    pub fn event(&mut self, event: Event) {
        // The machine may have slept, or its clock been set, since the last one.
        self.detect_new_day();
        if self.waiting.is_some() && !matches!(event, Event::Resize(..)) {
            if matches!(event, Event::Key(key) if resolve(self.context(), key) == Resolved::Action(Action::Back))
            {
                self.waiting = None;
                self.fail(status::gave_up_waiting(self.env.lang));
            }
            return;
        }
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => {
                match resolve(self.context(), key) {
                    Resolved::Action(action) => self.key(Some(action), |app| {
                        app.message = None;
                        app.act(action);
                    }),
                    Resolved::Text(letter) => self.key(None, |app| {
                        app.message = None;
                        app.type_in(&letter.to_string());
                    }),
                    Resolved::ToneMark => self.key(None, Self::warn_changed_key),
                    Resolved::Unbound => self.key(None, Self::warn_unbound_key),
                    Resolved::Nothing => {}
                }
            }
            Event::Paste(text) => self.key(None, |app| app.paste(&text)),
            Event::Resize(width, height) => self.key(None, |app| app.resize(width, height)),
            _ => {}
        }
    }

    /// Keys that only lead to other rows are never held up by the preview of each. Every other one
    /// finds the task under the cursor loaded, and shows at once what has become of it.
    fn key(&mut self, action: Option<Action>, done: impl FnOnce(&mut Self)) {
        let shown = self.shows_news();
        if self.stack[self.top()].only_moves(action) {
            done(self);
        } else {
            self.load_deferred();
            done(self);
            self.load_deferred();
        }
        self.show_pending_news(shown);
    }

    /// Whether the status says what colleagues have written.
    fn shows_news(&self) -> bool {
        self.message.is_some() && self.message == self.colleagues.message
    }

    /// Whether nothing is asked or typed: on a low screen the status covers the keys.
    fn is_screen(&self) -> bool {
        let top = &self.stack[self.top()];
        top.placement() == Placement::Screen && !top.context().takes_text()
    }

    /// Says who has written what since the journal was last looked at; the person's own message goes
    /// first.
    pub(super) fn show_news(&mut self) {
        let free = self.message.is_none() || self.shows_news();
        let free = free && self.is_screen();
        let context = self.context();
        // Where it cannot be read, the rows themselves show what has changed.
        let found = self
            .colleagues
            .look(&self.session.store, &self.env, context);
        if free && matches!(found, Ok(true)) {
            self.message.clone_from(&self.colleagues.message);
        }
    }

    /// After a key that took away a message of the person's own says what had to wait for that.
    fn show_pending_news(&mut self, shown: bool) {
        if shown {
            self.colleagues.message = None;
        } else if self.message.is_none() && self.is_screen() {
            self.message.clone_from(&self.colleagues.message);
        }
    }

    /// From now on it is known what has come since the last visit of the person who sits here.
    pub fn begin_visit(&mut self) {
        let now = visit(&self.session.store, (self.session.now)());
        self.env.visit = self.visits.begin(self.env.actor().to_string(), now);
    }

    /// Keeps how far the journal was known at the end.
    pub fn end_visit(&mut self) {
        let now = visit(&self.session.store, (self.session.now)());
        self.visits.end(&self.env.actor().to_string(), now);
    }

    /// Loads what was left for when the keys rest; says whether anything was.
    pub fn load_deferred(&mut self) -> bool {
        let mut due = false;
        for at in (0..self.stack.len()).rev() {
            if self.stack[at].has_deferred() {
                due = true;
                self.reload(at, &News::Idle);
            }
        }
        due
    }

    /// Whether something waits until the keys rest.
    pub(super) fn has_deferred(&self) -> bool {
        self.stack.iter().any(|layer| layer.has_deferred())
    }

    fn warn_changed_key(&mut self) {
        self.fail(self.env.lang.pick(
            "Bộ gõ tiếng Việt đã đổi phím vừa bấm nên phím không có tác dụng; hãy dùng F1–F10 hoặc tắt bộ gõ.",
            "The Vietnamese input tool changed that key, so it had no effect; use F1–F10 or turn the tool off.",
        ));
    }

    fn warn_unbound_key(&mut self) {
        let lang = self.env.lang;
        let help = self.env.key(self.context(), Action::Help);
        self.notify(lang.pick(
            format!("Phím này không dùng ở đây — {help} trợ giúp"),
            format!("This key is not used here — {help} for help"),
        ));
    }

    fn resize(&mut self, width: u16, height: u16) {
        self.env.size = layout::drawn(width, height);
        self.broadcast(&News::Resized);
    }

    /// Does what a key asked for: what is the same everywhere here, the rest in the topmost layer.
    fn act(&mut self, action: Action) {
        match action {
            Action::Quit => self.quit(),
            Action::Help if self.context() != KeyContext::Help => {
                let context = self.context();
                let help = Request::Help(context, self.help_actions());
                self.open_layer(help);
            }
            Action::Language => {
                self.env.lang = self.env.lang.other();
                (self.session.remember)(self.env.lang);
                self.broadcast(&News::Language);
            }
            Action::Palette => self.open_layer(Request::Pick(self.palette())),
            Action::Undo | Action::Redo => {
                let command = match action {
                    Action::Undo => Command::Undo(Consent::SameDay),
                    _ => Command::Redo(Consent::SameDay),
                };
                let next = Next::read_only(&self.env).unwrap_or(Next::Do(command));
                self.follow(Ok(next), self.top());
            }
            Action::Suspend => self.suspend = true,
            Action::Choice(_) if !self.offers(action) => self.warn_unbound_key(),
            _ => self.act_at(self.top(), action),
        }
    }

    fn act_at(&mut self, at: usize, action: Action) {
        match self.call(at, |layer, cx| layer.act(action, cx)) {
            Ok(Next::Pass) if at > 0 => self.act_at(at - 1, action),
            next => self.follow(next, at),
        }
    }

    /// A text that comes at once is taken as a whole where the topmost layer wants that.
    fn paste(&mut self, text: &str) {
        let top = self.top();
        match self.call(top, |layer, cx| layer.pasted(text, cx)) {
            Ok(Some(next)) => self.follow(Ok(next), top),
            Ok(None) => self.type_in(text),
            Err(error) => self.follow(Err(error), top),
        }
    }

    /// Letters go to the text of the topmost layer; what does not fit is reported.
    fn type_in(&mut self, letters: &str) {
        let top = self.top();
        let editor = self.stack[top].text();
        let inserted = editor.map(|editor| (editor.insert(letters), editor.limit()));
        if let Some((inserted, limit)) = inserted {
            self.warn_cut_text(inserted, limit);
        }
        let next = self.call(top, |layer, cx| layer.typed(letters, cx));
        self.follow(next, top);
    }

    fn warn_cut_text(&mut self, inserted: Inserted, limit: Option<usize>) {
        let lang = self.env.lang;
        if inserted.dropped > 0 {
            self.fail(status::dropped(inserted.dropped, lang));
        } else if inserted.refused > 0 {
            let limit = limit.unwrap_or_default();
            self.fail(status::cut_off(inserted.refused, limit, lang));
        }
    }

    pub(super) fn call<R: Default>(
        &mut self,
        at: usize,
        ask: impl FnOnce(&mut dyn Layer, &Cx<'_>) -> Result<R>,
    ) -> Result<R> {
        let mut above = self.stack.iter().skip(at + 1);
        let cx = Cx {
            store: &self.session.store,
            env: &self.env,
            drafts: &self.drafts,
            covered: above.any(|layer| layer.placement() == Placement::Screen),
        };
        match self.stack.get_mut(at) {
            Some(layer) => ask(layer.as_mut(), &cx),
            None => Ok(R::default()),
        }
    }

    /// Does what follows from a layer's answer; `at` is its place in the stack.
    pub(super) fn follow(&mut self, next: Result<Next>, at: usize) {
        let next = match next {
            Ok(next) => next,
            Err(error) => Next::fail(errors::store(&error, self.env.lang)),
        };
        match next {
            Next::Stay | Next::Pass => {}
            Next::Close => self.close(at),
            Next::Open(request) => self.open_layer(request),
            Next::Do(command) => self.run(command),
            Next::Act(action) => self.act(action),
            Next::Reply(reply) => self.reply(at.saturating_sub(1), reply),
            Next::Notify(message) => self.message = Some(message),
            Next::Quit => self.ended = true,
            Next::All(all) => all.into_iter().for_each(|next| self.follow(Ok(next), at)),
        }
    }

    pub(super) fn reply(&mut self, at: usize, reply: Reply) {
        let next = self.call(at, |layer, cx| layer.reply(reply, cx));
        self.follow(next, at);
    }

    /// Opens a layer, or goes back to the one that shows it already.
    pub(super) fn open_layer(&mut self, request: Request) {
        let (stack, env) = (&mut self.stack, &self.env);
        let mut layers = stack.iter_mut();
        if let Some(at) = layers.rposition(|layer| layer.shows(&request, env)) {
            return self.stack.truncate(at + 1);
        }
        let cx = Cx {
            store: &self.session.store,
            env: &self.env,
            drafts: &self.drafts,
            covered: false,
        };
        match layers::open(request, &cx) {
            Ok((layer, next)) => {
                self.stack.push(layer);
                self.follow(Ok(next), self.stack.len() - 1);
            }
            Err(text) => self.fail(text),
        }
    }

    /// Closes a layer with what belongs to it; a text that was begun is kept.
    fn close(&mut self, at: usize) {
        let layer = self.stack.remove(at);
        while self
            .stack
            .get(at)
            .is_some_and(|layer| layer.closes_with_below())
        {
            self.stack.remove(at);
        }
        if let Unsaved::Draft {
            key,
            draft,
            changed,
        } = layer.unsaved()
        {
            if changed {
                self.drafts.insert(key, draft.clone());
            } else {
                self.drafts.remove(&key);
            }
            self.save_drafts_now();
        }
        if layer.placement() == Placement::Screen {
            let mut below = self.stack.iter();
            let screen = below.rposition(|layer| layer.placement() == Placement::Screen);
            self.reload(screen.unwrap_or_default(), &News::Uncovered);
        }
    }

    pub(super) fn reload(&mut self, at: usize, news: &News<'_>) {
        let next = self.call(at, |layer, cx| layer.reload(news, cx));
        self.follow(next, at);
    }

    /// Every layer hears it, the topmost first: what it closes lies above those that are to come.
    pub(super) fn broadcast(&mut self, news: &News<'_>) {
        for at in (0..self.stack.len()).rev() {
            self.reload(at, news);
        }
    }

    /// Reads again what every layer needs to know.
    pub(super) fn read_env(&mut self) {
        if let Err(error) = self.env.read(&self.session.store) {
            self.fail(errors::store(&error, self.env.lang));
        }
    }

    /// A colleague has written, or a new day has begun.
    pub(super) fn changed(&mut self) {
        self.read_env();
        self.broadcast(&News::Changed);
    }

    fn quit(&mut self) {
        let mut layers = self.stack.iter();
        let unsaved = layers.any(|layer| layer.unsaved().is_some());
        if !unsaved && self.drafts.is_empty() {
            self.ended = true;
            return;
        }
        // The question says whether what was written is kept.
        self.save_drafts_now();
        let text = messages::before_quitting(
            &self.stack,
            &self.drafts,
            self.draft_error.as_ref(),
            self.env.lang,
        );
        let question = Question::new(text, Next::Quit, self.env.lang);
        self.open_layer(Request::Confirm(question));
    }

    /// The place of the topmost layer; the home screen never closes.
    pub(super) fn top(&self) -> usize {
        self.stack.len() - 1
    }

    /// Where keys go now.
    pub fn context(&self) -> KeyContext {
        self.stack[self.top()].context()
    }

    /// Whether an action can be done now: footer and palette leave out what cannot.
    pub(super) fn offers(&self, action: Action) -> bool {
        let refused = action.writes() && self.env.read_only;
        !refused && self.stack[self.top()].offers(action, &self.env)
    }

    /// What help names here: what has a key and can be done now, as the footer has it and then the rest.
    pub fn help_actions(&self) -> Vec<Action> {
        let context = self.context();
        let has_keys = |action: &Action| action.keys(context).next().is_some();
        let named = Action::all().filter(|action| has_keys(action) && self.offers(*action));
        let mut named: Vec<Action> = named.collect();
        let first = self.stack[self.top()].footer().actions;
        let place = |action: &Action| first.iter().position(|one| one == action);
        named.sort_by_key(|action| place(action).unwrap_or(first.len()));
        named
    }

    /// The question that waits, with its answers.
    pub(super) fn question(&self) -> Option<(&str, &str)> {
        match self.stack[self.top()].placement() {
            Placement::Question(text, answers) => Some((text, answers)),
            _ => None,
        }
    }

    /// The status says what went well.
    pub(super) fn notify(&mut self, text: impl Into<String>) {
        self.message = Some(Message::new(text));
    }

    /// The status says what went wrong.
    pub(super) fn fail(&mut self, text: impl Into<String>) {
        self.message = Some(Message::failure(text));
    }

    /// The topmost layer of a type, for whoever knows what is open.
    pub fn layer<L: Layer>(&self) -> Option<&L> {
        let mut layers = self.stack.iter().rev();
        layers.find_map(|layer| {
            let layer: &dyn Any = layer.as_ref();
            layer.downcast_ref()
        })
    }

    /// The contexts of all layers, the topmost last.
    pub fn contexts(&self) -> Vec<KeyContext> {
        self.stack.iter().map(|layer| layer.context()).collect()
    }

    /// All that can be done now, by name.
    fn palette(&self) -> Pick {
        let (context, lang) = (self.context(), self.env.lang);
        let offered = |action: &Action| {
            let numbers = matches!(action, Action::Tab(_) | Action::Choice(_));
            action.is_meant(context) && !numbers && self.offers(*action)
        };
        let items = Action::all().filter(offered).map(|action| PickItem {
            keywords: action.label(context).get(lang).to_owned(),
            ..PickItem::with_detail(
                action.help(context).get(lang),
                action.key_names(context, lang),
                Next::Act(action),
            )
        });
        Pick::new(lang.pick("Lệnh", "Commands"), items).searchable()
    }
}

/// The people who use the account, where there are several.
fn people(env: &Env) -> Option<Pick> {
    let of_account = env.people.iter();
    let of_account = of_account.filter(|person| person.accounts.contains(&env.actor().account));
    let items: Vec<PickItem> = of_account
        .map(|person| {
            let me = Memo::Me(person.name.clone(), person.unit);
            PickItem::new(&person.name, Next::Do(Command::Remember(me)))
        })
        .collect();
    (items.len() > 1).then(|| Pick::new(env.lang.pick("Bạn là ai?", "Who are you?"), items))
}
