//! The program at work: events become actions of the topmost layer, what follows from them is done,
//! and every layer hears of what has changed. Of a layer it knows only the contract.

use super::actions::{Action, Resolved, resolve};
use super::command::{self, Command, Done, Failure, FileToSave, Memo, Unsaved as NotSaved};
use super::drafts::{DraftKey, DraftStore, Drafts, Unkept};
use super::env::{Env, Session};
use super::keys::Context;
use super::layers::home::Home;
use super::layers::layer::{
    Cx, Item, Layer, Look, Message, News, Next, Pick, Question, Reply, Request, Unsaved,
};
use super::others::{Others, OwnVisits, visit};
use super::reading::{Read, Reading};
use super::theme::Theme;
use super::widgets::editor::Inserted;
use super::{layers, layout, messages};
use crate::domain::change::Change;
use crate::domain::history::PastAct;
use crate::domain::period::PeriodKind;
use crate::domain::review::AgendaPart;
use crate::formats::save::SaveError;
use crate::present::messages::activity;
use crate::present::messages::errors::{self, ask_about};
use crate::present::messages::report::{ask_replace, saved_as};
use crate::present::messages::status;
use crate::report::{self, ReportQuery};
use crate::store::{Consent, Result, Stamp, StoreError};
use crate::tui::command::Saved;
use crate::visits::Visits;
use crossterm::event::{Event, KeyEventKind};
use std::any::Any;
use std::collections::HashMap;
use std::rc::Rc;
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
struct Waiting {
    command: Command,
    /// Since when, in milliseconds of the session's clock.
    since: i64,
}

/// What waits until the screen has said so.
#[derive(Debug, Default)]
struct Outbox {
    report: Option<ReportQuery>,
    copy: Option<String>,
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
    pub(super) unkept: Option<Unkept>,
    /// Set once the program is to end.
    pub ended: bool,
    pub(super) session: Session,
    pub(super) data_version: i64,
    /// What is being written, for whoever must end the program.
    pub(super) draft_store: DraftStore,
    /// What of it is not on the disk yet.
    pub(super) unwritten: Option<Unwritten>,
    waiting: Option<Waiting>,
    /// How often the loop has looked again since it was woken.
    pub(super) look_again: usize,
    /// Set where the shell is to have the terminal for a while.
    pub(super) suspend: bool,
    outbox: Outbox,
    reading: Option<Reading>,
    /// Whether the file was missing, or another one, when it was last looked for.
    pub(super) lost: bool,
    pub(super) others: Others,
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
                sections: store.sections(plan.id)?,
                units: store.units()?,
                people: store.people()?,
                today: session.today,
                day_is_fixed: session.day_is_fixed,
                actor: session.actor.clone(),
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
        let person = session.actor.to_string();
        let draft_store = DraftStore::new(session.drafts.clone(), store.path(), &person);
        let visits = OwnVisits::new(Visits::new(session.visits.clone(), store.path()));
        let mut app = Self {
            env,
            stack: vec![Box::new(home)],
            message: None,
            drafts,
            unkept: None,
            ended: false,
            session,
            data_version,
            draft_store,
            unwritten: None,
            waiting: None,
            look_again: usize::MAX,
            suspend: false,
            outbox: Outbox::default(),
            reading: None,
            lost: false,
            others: Others::after(newest),
            visits,
        };
        app.tell_why_read_only();
        if let Some(people) = app.people_to_choose() {
            app.open_layer(Request::Pick(people));
        }
        Ok(app)
    }

    /// Loads what the first frame does not wait for: the task under the cursor, rows beyond the screen,
    /// and the unsaved texts of the person, where it is known who that is.
    pub fn finish_opening(&mut self) {
        self.rest();
        if self.people_to_choose().is_none() {
            self.restore_drafts();
        }
    }

    fn people_to_choose(&self) -> Option<Pick> {
        people(&self.env).filter(|_| !self.session.person_is_known)
    }

    /// Takes one event of the terminal in. While a write waits only the key that goes back is heard: it
    /// gives up, and what was typed stays.
    pub fn event(&mut self, event: Event) {
        // The machine may have slept, or its clock been set, since the last one.
        self.look_at_the_day();
        if self.waiting.is_some() && !matches!(event, Event::Resize(..)) {
            if matches!(event, Event::Key(key) if resolve(self.context(), key) == Resolved::Action(Action::Back))
            {
                self.waiting = None;
                self.fail(status::given_up(self.env.lang));
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
                    Resolved::Toned => self.key(None, Self::say_toned),
                    Resolved::Unbound => self.key(None, Self::say_unbound),
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
        let of_others = self.speaks_of_others();
        if self.stack[self.top()].hurries(action) {
            done(self);
        } else {
            self.rest();
            done(self);
            self.rest();
        }
        self.say_what_waits(of_others);
    }

    /// Whether the status says what colleagues have written.
    fn speaks_of_others(&self) -> bool {
        self.message.is_some() && self.message == self.others.message
    }

    /// Whether nothing is asked or typed: on a low screen the status covers the keys.
    fn shows_a_screen(&self) -> bool {
        let top = &self.stack[self.top()];
        top.look() == Look::Screen && !top.context().takes_text()
    }

    /// Says who has written what since the journal was last looked at; the person's own message goes
    /// first.
    pub(super) fn say_who_has_written(&mut self) {
        let free = self.message.is_none() || self.speaks_of_others();
        let free = free && self.shows_a_screen();
        let context = self.context();
        // Where it cannot be read, the rows themselves show what has changed.
        let found = self.others.look(&self.session.store, &self.env, context);
        if free && matches!(found, Ok(true)) {
            self.message.clone_from(&self.others.message);
        }
    }

    /// After a key that took away a message of the person's own says what had to wait for that.
    fn say_what_waits(&mut self, of_others: bool) {
        if of_others {
            self.others.message = None;
        } else if self.message.is_none() && self.shows_a_screen() {
            self.message.clone_from(&self.others.message);
        }
    }

    /// From now on it is known what has come since the last visit of the person who sits here.
    pub fn begin_visit(&mut self) {
        let now = visit(&self.session.store, (self.session.now)());
        self.env.visit = self.visits.begin(self.env.actor.to_string(), now);
    }

    /// Keeps how far the journal was known at the end.
    pub fn end_visit(&mut self) {
        let now = visit(&self.session.store, (self.session.now)());
        self.visits.end(&self.env.actor.to_string(), now);
    }

    /// Loads what was left for when the keys rest; says whether anything was.
    pub fn rest(&mut self) -> bool {
        let mut due = false;
        for at in (0..self.stack.len()).rev() {
            if self.stack[at].waits_for_rest() {
                due = true;
                self.reload(at, &News::Rest);
            }
        }
        due
    }

    /// Whether something waits until the keys rest.
    pub(super) fn waits_for_rest(&self) -> bool {
        self.stack.iter().any(|layer| layer.waits_for_rest())
    }

    fn say_toned(&mut self) {
        self.fail(self.env.lang.pick(
            "Bộ gõ tiếng Việt đã đổi phím vừa bấm nên phím không có tác dụng; hãy dùng F1–F10 hoặc tắt bộ gõ.",
            "The Vietnamese input tool changed that key, so it had no effect; use F1–F10 or turn the tool off.",
        ));
    }

    fn say_unbound(&mut self) {
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
            Action::Help if self.context() != Context::Help => {
                let context = self.context();
                let help = Request::Help(context, self.helped());
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
            self.say_lost(inserted, limit);
        }
        let next = self.call(top, |layer, cx| layer.typed(letters, cx));
        self.follow(next, top);
    }

    fn say_lost(&mut self, inserted: Inserted, limit: Option<usize>) {
        let lang = self.env.lang;
        if inserted.dropped > 0 {
            self.fail(status::dropped(inserted.dropped, lang));
        } else if inserted.refused > 0 {
            let limit = limit.unwrap_or_default();
            self.fail(status::cut_off(inserted.refused, limit, lang));
        }
    }

    fn call<R: Default>(
        &mut self,
        at: usize,
        ask: impl FnOnce(&mut dyn Layer, &Cx<'_>) -> Result<R>,
    ) -> Result<R> {
        let mut above = self.stack.iter().skip(at + 1);
        let cx = Cx {
            store: &self.session.store,
            env: &self.env,
            drafts: &self.drafts,
            covered: above.any(|layer| layer.look() == Look::Screen),
        };
        match self.stack.get_mut(at) {
            Some(layer) => ask(layer.as_mut(), &cx),
            None => Ok(R::default()),
        }
    }

    /// Does what follows from a layer's answer; `at` is its place in the stack.
    fn follow(&mut self, next: Result<Next>, at: usize) {
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
            Next::Say(message) => self.message = Some(message),
            Next::End => self.ended = true,
            Next::All(all) => all.into_iter().for_each(|next| self.follow(Ok(next), at)),
        }
    }

    fn reply(&mut self, at: usize, reply: Reply) {
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
            .is_some_and(|layer| layer.belongs_below())
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
            self.keep_drafts();
        }
        if layer.look() == Look::Screen {
            let mut below = self.stack.iter();
            let screen = below.rposition(|layer| layer.look() == Look::Screen);
            self.reload(screen.unwrap_or_default(), &News::Uncovered);
        }
    }

    fn reload(&mut self, at: usize, news: &News<'_>) {
        let next = self.call(at, |layer, cx| layer.reload(news, cx));
        self.follow(next, at);
    }

    /// Every layer hears it, the topmost first: what it closes lies above those that are to come.
    fn broadcast(&mut self, news: &News<'_>) {
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

    /// Does what leaves the screen. A write that finds the file taken is kept and tried again.
    pub(super) fn run(&mut self, command: Command) {
        match command {
            Command::Copy(text) => self.outbox.copy = Some(text),
            Command::MakeReport(query) => self.outbox.report = Some(query),
            Command::ReadSheets(source) => {
                self.reading = Some(Reading::begin(source, self.session.program.clone()));
            }
            Command::StopReading => self.reading = None,
            Command::Remember(memo) => self.remember(memo),
            Command::Save(file) => self.save(file),
            Command::Apply(mut changes) => {
                for layer in self.stack.iter().rev() {
                    layer.countersign(&mut changes);
                }
                self.write(Command::Apply(changes));
            }
            command => self.write(command),
        }
    }

    fn write(&mut self, command: Command) {
        let now = (self.session.now)();
        let env = &self.env;
        let stamp = Stamp {
            actor: env.actor.clone(),
            recorded_at: now,
            day: env.today,
        };
        let done = command::write(&command, &mut self.session.store, env, &stamp);
        if matches!(&done, Err(failure) if matches!(failure.error, StoreError::Busy)) {
            let since = self.waiting.as_ref().map_or(now, |waiting| waiting.since);
            self.waiting = Some(Waiting { command, since });
            return;
        }
        self.waiting = None;
        match done {
            Ok(Some(Done::Saved(saved))) => self.saved(&saved),
            Ok(Some(Done::Reverted(reverted))) => {
                self.message = Some(messages::reverted(&reverted, &self.env));
                self.read_env();
                self.broadcast(&News::Reverted(&reverted));
            }
            Ok(Some(Done::OfAnotherDay(past))) => self.ask_for_another_day(&past),
            Ok(Some(Done::Begun(id, begun))) => {
                self.open_layer(Request::Review(id, AgendaPart::All));
                if let Some(saved) = begun {
                    self.message = Some(messages::saved(&saved, &self.env));
                }
            }
            Ok(None) => {}
            Err(failure) => self.failed(failure),
        }
    }

    /// Whether a write waits for somebody else's.
    pub(super) fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// Tries a waiting write again and says how long it has waited.
    pub(super) fn retry(&mut self) -> bool {
        let Some(waiting) = &self.waiting else {
            return false;
        };
        let since = waiting.since;
        self.write(waiting.command.clone());
        if self.waiting.is_some() {
            let waited = (self.session.now)().saturating_sub(since);
            if let Some(text) = status::waiting(
                waited,
                &self.env.key(self.context(), Action::Back),
                self.env.lang,
            ) {
                self.fail(text);
            }
        }
        true
    }

    /// The layer that asked for it goes on, the others hear of it.
    fn saved(&mut self, saved: &Saved) {
        self.message = Some(messages::saved(saved, &self.env));
        let settings = |change: &Change| {
            matches!(
                change,
                Change::SetPerson { .. }
                    | Change::SetSetting { .. }
                    | Change::SetUnit { .. }
                    | Change::Frame(_)
            )
        };
        if saved.changes.iter().any(settings) {
            self.read_env();
        }
        let asker = self.top();
        let next = self.call(asker, |layer, cx| layer.saved(saved, cx));
        self.follow(next, asker);
        for at in (0..asker).rev() {
            self.reload(at, &News::Saved(saved));
        }
    }

    /// Says what went wrong; what was typed stays. Where somebody else was faster, what is shown is
    /// brought up to date, so that a second try is made knowingly.
    fn failed(&mut self, failure: Failure) {
        let Failure { error, codes } = failure;
        let text = errors::store(&error, self.env.lang);
        let text = match codes.is_empty() {
            true => text,
            false => format!("{}: {text}", activity::codes(&codes)),
        };
        let conflict = matches!(error, StoreError::Conflict(_));
        let overtaken = conflict || matches!(error, StoreError::Refused(_));
        let unsaved = self.context().takes_text();
        let before = self.draft();
        self.refused(Some(&error), text);
        // What answered something that is gone is a text of its own now.
        if let Some(before) = before.filter(|before| Some(*before) != self.draft()) {
            self.drafts.remove(&before);
        }
        if let StoreError::Conflict(conflicts) = error {
            self.open_layer(Request::Conflict(conflicts, unsaved));
        }
        if overtaken {
            self.broadcast(&News::Overtaken);
        }
    }

    /// The layer shows why, or the status does; a conflict has a layer of its own.
    fn refused(&mut self, error: Option<&StoreError>, text: String) {
        let text = self.call(self.top(), |layer, cx| Ok(layer.refused(error, text, cx)));
        let conflict = matches!(error, Some(StoreError::Conflict(_)));
        if let (Ok(Some(text)), false) = (text, conflict) {
            self.fail(text);
        }
    }

    /// The draft that the topmost layer writes.
    fn draft(&self) -> Option<DraftKey> {
        match self.stack.last()?.unsaved() {
            Unsaved::Draft { key, .. } => Some(key),
            _ => None,
        }
    }

    /// What is of another day than today is taken back only by someone who has seen what it is.
    fn ask_for_another_day(&mut self, past: &PastAct) {
        let lang = self.env.lang;
        let consent = Consent::Act(past.act);
        let command = if past.undo {
            Command::Undo(consent)
        } else {
            Command::Redo(consent)
        };
        let question = Question::new(ask_about(past, lang), Next::Do(command), lang);
        self.open_layer(Request::Confirm(question));
    }

    fn remember(&mut self, memo: Memo) {
        let env = &mut self.env;
        match memo {
            Memo::Me(name, unit) => {
                env.my_unit = unit;
                if env.actor.person != name {
                    env.actor.person = name;
                    self.begin_visit();
                }
            }
            Memo::Period(kind) => env.period = kind,
            Memo::Marks(review, tasks) => {
                env.marks.insert(review, tasks);
            }
        }
    }

    fn save(&mut self, file: FileToSave) {
        let lang = self.env.lang;
        match file.save(self.session.store.path()) {
            Ok(()) => {
                let (name, folder) = file.name_and_folder();
                self.reply(self.top(), Reply::FileSaved);
                let unwritten = file.document.unwritten();
                self.notify(saved_as(&name, &folder, unwritten, lang));
            }
            Err(NotSaved::File(SaveError::Exists)) => {
                let (name, _) = file.name_and_folder();
                let replace = FileToSave {
                    replace: true,
                    ..file
                };
                let question = Question {
                    answers: lang.pick(["ghi đè", "không"], ["overwrite", "no"]),
                    careful: true,
                    ..Question::new(
                        ask_replace(&name, lang),
                        Next::Do(Command::Save(replace)),
                        lang,
                    )
                };
                self.open_layer(Request::Confirm(question));
            }
            Err(error) => {
                let text = error.message(&file, lang);
                self.refused(None, text);
            }
        }
    }

    /// Makes the report that was asked for, now that the screen has said so; says whether there was
    /// one.
    pub fn catch_up(&mut self) -> bool {
        let Some(query) = self.outbox.report.take() else {
            return false;
        };
        let made = report::make(&self.session.store, &query).map(Rc::new);
        self.broadcast(&News::Report(query, made.as_ref().ok()));
        if let Err(error) = made {
            self.fail(errors::store(&error, self.env.lang));
        }
        true
    }

    /// Takes what was read for an import, where it is there; says whether it is.
    pub(super) fn take_read(&mut self) -> bool {
        let read = self.reading.as_ref().and_then(Reading::answer);
        self.hand_on(read)
    }

    /// Waits for what is being read for an import.
    pub fn finish_reading(&mut self) {
        let read = self.reading.as_ref().and_then(Reading::wait);
        self.hand_on(read);
    }

    fn hand_on(&mut self, read: Option<Read>) -> bool {
        let Some(read) = read else {
            return false;
        };
        let Some(reading) = self.reading.take() else {
            return false;
        };
        let read = read.map(Rc::new);
        self.broadcast(&News::Sheets(&reading.source, read.as_ref()));
        true
    }

    /// Whether something is being read for an import.
    pub(super) fn is_reading(&self) -> bool {
        self.reading.is_some()
    }

    /// The text for the clipboard.
    pub fn copied(&mut self) -> Option<String> {
        self.outbox.copy.take()
    }

    fn quit(&mut self) {
        let mut layers = self.stack.iter();
        let unsaved = layers.any(|layer| layer.unsaved().is_anything());
        if !unsaved && self.drafts.is_empty() {
            self.ended = true;
            return;
        }
        // The question says whether what was written is kept.
        self.keep_drafts();
        let text = messages::before_quitting(
            &self.stack,
            &self.drafts,
            self.unkept.as_ref(),
            self.env.lang,
        );
        let question = Question::new(text, Next::End, self.env.lang);
        self.open_layer(Request::Confirm(question));
    }

    /// The place of the topmost layer; the home screen never closes.
    fn top(&self) -> usize {
        self.stack.len() - 1
    }

    /// Where keys go now.
    pub fn context(&self) -> Context {
        self.stack[self.top()].context()
    }

    /// Whether an action can be done now: footer and palette leave out what cannot.
    pub(super) fn offers(&self, action: Action) -> bool {
        let refused = action.writes() && self.env.read_only;
        !refused && self.stack[self.top()].offers(action, &self.env)
    }

    /// What help names here: what has a key and can be done now, as the footer has it and then the rest.
    pub fn helped(&self) -> Vec<Action> {
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
        match self.stack[self.top()].look() {
            Look::Question(text, answers) => Some((text, answers)),
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
    pub fn contexts(&self) -> Vec<Context> {
        self.stack.iter().map(|layer| layer.context()).collect()
    }

    /// All that can be done now, by name.
    fn palette(&self) -> Pick {
        let (context, lang) = (self.context(), self.env.lang);
        let offered = |action: &Action| {
            let numbers = matches!(action, Action::Tab(_) | Action::Choice(_));
            action.is_meant(context) && !numbers && self.offers(*action)
        };
        let items = Action::all().filter(offered).map(|action| Item {
            also: action.label(context).get(lang).to_owned(),
            ..Item::with(
                action.help(context).get(lang),
                action.key_names(context, lang),
                Next::Act(action),
            )
        });
        Pick::new(lang.pick("Lệnh", "Commands"), items).typed()
    }
}

/// The people who use the account, where there are several.
fn people(env: &Env) -> Option<Pick> {
    let of_account = env.people.iter();
    let of_account = of_account.filter(|person| person.accounts.contains(&env.actor.account));
    let items: Vec<Item> = of_account
        .map(|person| {
            let me = Memo::Me(person.name.clone(), person.unit);
            Item::new(&person.name, Next::Do(Command::Remember(me)))
        })
        .collect();
    (items.len() > 1).then(|| Pick::new(env.lang.pick("Bạn là ai?", "Who are you?"), items))
}
