//! Commands carried out: what is written, saved, copied, remembered, made or read later; and what the
//! layers hear of it.

use super::actions::Action;
use super::app::{App, Waiting};
use super::background_read::{BackgroundRead, ReadResult};
use super::command::{
    self, Command, Failure, FileToSave, Memo, SaveFailure as NotSaved, Saved, WriteOutcome,
};
use super::drafts::DraftKey;
use super::layers::layer::{News, Next, Question, Reply, Request, Unsaved};
use super::messages;
use crate::domain::change::Change;
use crate::domain::journal::PastAct;
use crate::domain::review::AgendaPart;
use crate::formats::save::SaveError;
use crate::present::messages::activity;
use crate::present::messages::errors::{self, ask_about};
use crate::present::messages::report::{ask_replace, saved_as};
use crate::present::messages::status;
use crate::report;
use crate::store::{Consent, Stamp, StoreError};
use std::rc::Rc;

impl App {
    /// Does what leaves the screen. A write that finds the file taken is kept and tried again.
    pub(super) fn run(&mut self, command: Command) {
        match command {
            Command::Copy(text) => self.outbox.copy = Some(text),
            Command::MakeReport(query) => self.outbox.report = Some(query),
            Command::ReadSheets(source) => {
                self.reading = Some(BackgroundRead::begin(source, (self.session.program)()));
            }
            Command::StopReading => self.reading = None,
            Command::Remember(memo) => self.remember(memo),
            Command::Save(file) => self.save(file),
            Command::Apply(mut changes) => {
                for layer in self.stack.iter().rev() {
                    layer.add_follow_ups(&mut changes);
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
            actor: env.actor().clone(),
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
            Ok(Some(WriteOutcome::Saved(saved))) => self.saved(&saved),
            Ok(Some(WriteOutcome::Reverted(reverted))) => {
                self.message = Some(messages::reverted(&reverted, &self.env));
                self.read_env();
                self.broadcast(&News::Reverted(&reverted));
            }
            Ok(Some(WriteOutcome::OfAnotherDay(past))) => self.ask_for_another_day(&past),
            Ok(Some(WriteOutcome::Begun(id, begun))) => {
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
            self.broadcast(&News::Outdated);
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
                if env.actor().person != name {
                    env.signer.choose(name);
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

    /// Makes the report that was asked for, after the frame that says so; returns whether there was one.
    pub fn make_pending_report(&mut self) -> bool {
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
        let read = self.reading.as_ref().and_then(BackgroundRead::answer);
        self.deliver_sheets(read)
    }

    /// Waits for what is being read for an import.
    pub fn finish_reading(&mut self) {
        let read = self.reading.as_ref().and_then(BackgroundRead::wait);
        self.deliver_sheets(read);
    }

    fn deliver_sheets(&mut self, read: Option<ReadResult>) -> bool {
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
}
