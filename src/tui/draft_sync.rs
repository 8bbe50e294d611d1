//! Drafts between the screen and their store: brought back, and handed over.

use super::app::{App, Unwritten};
use super::drafts::{Draft, DraftKey, KeptDraft, WriteUrgency};
use super::layers::layer::Unsaved;
use super::messages::{Unfinished, unfinished};
use crate::present::messages::status;
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// How long the keys rest before what is being written is written down.
const KEYS_REST: Duration = Duration::from_secs(1);

/// How long it is on the screen alone at most while the keys do not rest.
const AT_LATEST: Duration = Duration::from_secs(4);

impl App {
    /// Brings back what this person was writing when the program last ended.
    pub(super) fn restore_drafts(&mut self) {
        let (store, open) = (&self.session.store, &self.drafts);
        let unknown = |draft: &KeptDraft| draft.key().is_some_and(|key| !open.contains_key(&key));
        let kept = self
            .draft_store
            .load(|draft| draft.has_a_use(store) && unknown(draft));
        let mut left = Unfinished::default();
        for kept in kept {
            let Some(key) = kept.key() else { continue };
            let mut draft = kept.draft();
            match key {
                DraftKey::Place(..) => left.reports = true,
                DraftKey::Conclusion(..) => left.conclusions = true,
                DraftKey::Note(task, _) => {
                    if let Ok(Some(row)) = store.row(task) {
                        draft.of.clone_from(&row.code);
                        left.notes.push(row.code);
                    }
                }
            }
            self.drafts.insert(key, draft);
        }
        left.notes.sort_unstable();
        left.notes.dedup();
        if let Some(text) = unfinished(&left, self.env.lang) {
            self.notify(text);
        }
    }

    /// Looks after what is being written, once the events at hand are taken in: what is gone is
    /// removed at once, what has grown is written down when the keys rest. Says whether anything was
    /// a message.
    pub(super) fn save_due_drafts(&mut self, now: Instant) -> bool {
        match self.sync_drafts() {
            WriteUrgency::Now => return self.save_drafts(),
            WriteUrgency::Soon => {
                let since = self.unwritten.map_or(now, |unwritten| unwritten.since);
                self.unwritten = Some(Unwritten { since, last: now });
            }
            WriteUrgency::Never => {}
        }
        match self.drafts_wait(now) {
            Some(Duration::ZERO) => self.save_drafts(),
            _ => false,
        }
    }

    /// How long until what is being written is written down; `None` where it is.
    pub(super) fn drafts_wait(&self, now: Instant) -> Option<Duration> {
        let Unwritten { since, last } = self.unwritten?;
        let at = (last + KEYS_REST).min(since + AT_LATEST);
        Some(at.saturating_duration_since(now))
    }

    /// Writes down at once what is being written, for the screen says that it is kept. Where it cannot
    /// be kept, the message says that in place of it.
    pub(super) fn save_drafts_now(&mut self) {
        self.sync_drafts();
        self.draft_error = None;
        self.save_drafts();
    }

    /// Says whether anything was a message: a failure is new once, until it has another reason.
    fn save_drafts(&mut self) -> bool {
        self.unwritten = None;
        let draft_error = self.draft_store.save().err();
        let new = draft_error.is_some() && draft_error != self.draft_error;
        if let Some(draft_error) = draft_error.as_ref().filter(|_| new) {
            let lang = self.env.lang;
            self.fail(status::draft_not_kept(&draft_error.reason(lang), lang));
        }
        self.draft_error = draft_error;
        new
    }

    /// Hands what is being written to the store, which outlives the loop. Where several share an
    /// account, drafts are offered once it is known who is at the keyboard.
    fn sync_drafts(&mut self) -> WriteUrgency {
        if self.draft_store.set_person(&self.env.actor().to_string()) {
            self.restore_drafts();
        }
        let left = self.drafts.iter().map(|(key, draft)| (*key, draft));
        let open = self.stack.iter().filter_map(|layer| match layer.unsaved() {
            Unsaved::Draft {
                key,
                draft,
                changed: true,
            } => Some((key, draft)),
            _ => None,
        });
        // What is open comes last: it goes before an older draft of the same key.
        let mut drafts: HashMap<DraftKey, &Draft> = HashMap::new();
        drafts.extend(left.chain(open));
        drafts.retain(|_, draft| !draft.editor.text().trim().is_empty());
        self.draft_store.set(drafts.into_iter())
    }
}
