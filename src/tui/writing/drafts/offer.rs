//! Drafts between the screen and their keeper: brought back, and handed over.

use super::super::texts::{Draft, DraftKey};
use crate::present::words::waits::{self, Unfinished};
use crate::tui::App;
use crate::tui::model::Layer;
use std::collections::HashMap;

impl App {
    /// Brings back what this person was writing when the program last ended.
    pub(in crate::tui) fn offer_drafts(&mut self) {
        let store = &self.session.store;
        let kept = self.keeper.load(|draft| draft.has_a_use(store));
        let lang = self.model.frame.lang;
        let mut unfinished = Unfinished::default();
        for kept in kept {
            let Some(key) = kept.key() else { continue };
            let mut draft = kept.draft();
            match key {
                DraftKey::Place(..) => unfinished.reports = true,
                DraftKey::Conclusion(..) => unfinished.conclusions = true,
                DraftKey::Note(task, _) => {
                    if let Ok(Some(row)) = store.row(task) {
                        draft.of.clone_from(&row.code);
                        unfinished.notes.push(row.code);
                    }
                }
            }
            self.model.drafts.insert(key, draft);
        }
        unfinished.notes.sort_unstable();
        unfinished.notes.dedup();
        if let Some(told) = waits::drafts_kept(&unfinished, lang) {
            self.model.tell(told);
        }
    }

    /// Hands what is being written to the keeper, which outlives the loop. Where several share an
    /// account, drafts are offered once it is known who is at the keyboard.
    pub(in crate::tui) fn hand_over_drafts(&mut self) {
        if self.keeper.belongs_to(&self.model.frame.actor.to_string()) {
            self.offer_drafts();
        }
        let left = self.model.drafts.iter().map(|(key, draft)| (*key, draft));
        let open = self.model.layers.iter().filter_map(|layer| match layer {
            Layer::Note(note) => Some((note.key()?, &note.draft)),
            Layer::Text(text) if text.is_changed() => Some((text.key(), &text.draft)),
            Layer::Conclusion(one) if one.is_changed() => Some((one.key(), &one.draft)),
            _ => None,
        });
        // What is open comes last: it goes before an older draft of the same key.
        let mut drafts: HashMap<DraftKey, &Draft> = HashMap::new();
        drafts.extend(left.chain(open));
        drafts.retain(|_, draft| !draft.editor.text().trim().is_empty());
        self.keeper.set(drafts.into_iter());
    }
}
