//! What comes from outside while somebody looks: what colleagues write, with their names; and
//! where the person left the file the last time.

use super::actions::{Action, KeyContext};
use super::env::Env;
use super::layers::layer::Message;
use crate::domain::journal_query::{JournalQuery, Since};
use crate::present::messages::colleagues;
use crate::store::{Result, Store};
use crate::visits::{Visit, Visits};
use std::thread::JoinHandle;

/// The most changes of colleagues that are looked at for one sentence.
const MOST: usize = 50;

/// How far the journal is known, and the message about what is new in it.
#[derive(Debug)]
pub(super) struct Colleagues {
    /// The newest row of the journal when it was last looked at.
    seen: i64,
    /// What the status shows of colleagues, or will show: a person's own message goes first.
    pub(super) message: Option<Message>,
}

impl Colleagues {
    /// Nothing that the journal holds until then is new.
    pub(super) fn after(seen: i64) -> Self {
        Self {
            seen,
            message: None,
        }
    }

    /// Looks for what colleagues have written since, and keeps a message of it; returns whether there is
    /// any.
    pub(super) fn look(&mut self, store: &Store, env: &Env, context: KeyContext) -> Result<bool> {
        let newest = store.newest_row()?;
        let new = JournalQuery {
            since: Since::Row(self.seen),
            standing: true,
            ..JournalQuery::default()
        };
        let mut entries = store.journal_page(&new, i64::MAX, MOST)?.entries;
        self.seen = newest;
        entries.retain(|entry| entry.actor != *env.actor());
        let who = |signed: &str| env.short_signature(signed).to_owned();
        let Some(text) = colleagues::news(&entries, who, env.lang) else {
            return Ok(false);
        };
        let key = env.key(context, Action::Changes);
        let more = match key.is_empty() {
            true => key,
            false => env
                .lang
                .pick(format!("{key} để xem"), format!("{key} to see")),
        };
        self.message = Some(Message::with_hint(text, more));
        Ok(true)
    }
}

/// The visits of the person at the screen.
#[derive(Debug)]
pub(super) struct OwnVisits {
    kept: Visits,
    /// Keeps that the visit has begun, beside the screen.
    begun: Option<JoinHandle<()>>,
}

impl OwnVisits {
    pub(super) fn new(kept: Visits) -> Self {
        Self { kept, begun: None }
    }

    /// The end of the person's last visit. Where the terminal is gone before the end of this one, its
    /// beginning counts as that.
    pub(super) fn begin(&mut self, person: String, now: Option<Visit>) -> Option<Visit> {
        self.finish_begun();
        let last = self.kept.last(&person);
        let kept = self.kept.clone();
        self.begun = now.map(|now| std::thread::spawn(move || kept.end(&person, now)));
        last
    }

    pub(super) fn end(&mut self, person: &str, now: Option<Visit>) {
        self.finish_begun();
        if let Some(now) = now {
            self.kept.end(person, now);
        }
    }

    fn finish_begun(&mut self) {
        // Where the other thread has failed, nothing was kept.
        let _ = self.begun.take().map(JoinHandle::join);
    }
}

/// How far the journal goes at this moment.
pub(super) fn visit(store: &Store, at: i64) -> Option<Visit> {
    let row = store.newest_row().ok()?;
    let hash = store.row_hash(row).ok()??;
    Some(Visit { row, hash, at })
}
