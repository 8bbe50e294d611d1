//! What the loop notices by itself: other programs' writes, a new day, how the file is.

use super::app::App;
use crate::domain::day::Day;
use crate::present::messages::{errors, file_errors};
use crate::store::Health;

impl App {
    /// Notices what another program wrote; says whether it did. Asked after the keys at hand, never
    /// before them: they were meant for what was on the screen.
    pub fn look_for_others(&mut self) -> bool {
        let version = self
            .session
            .store
            .data_version()
            .unwrap_or(self.data_version);
        let others = version != self.data_version;
        if others {
            // Where it cannot be read again, what is known is shown on.
            let _ = self.session.store.renew();
            self.data_version = self.session.store.data_version().unwrap_or(version);
            self.changed();
        }
        others
    }

    /// Notices that a new day has begun; says whether it has.
    pub(super) fn look_at_the_day(&mut self) -> bool {
        let day = (self.session.calendar)();
        let new = !self.session.day_is_fixed && day != self.env.today;
        if new {
            self.day_begins(day);
        }
        new
    }

    /// Another day than the one that is shown has begun.
    pub fn day_begins(&mut self, day: Day) {
        // A key may follow at once: no other task may come under the cursor before it.
        self.env.today = day;
        self.changed();
    }

    /// Takes in what the check has found. A fault stops all writing.
    pub fn tended(&mut self, found: Health) {
        let lang = self.env.lang;
        match found {
            Health::Sound => {}
            Health::Fault(error) => {
                self.session.store.mark_damaged();
                self.env.read_only = true;
                self.fail(errors::store(&error, lang));
            }
            Health::NoCopy(error) => self.fail(file_errors::no_daily_copy(&error, lang)),
        }
    }

    /// Notices once that the file has lost its name, or that another one has taken it.
    pub(super) fn look_for_the_file(&mut self) -> bool {
        let missing = self.session.store.still_there().err();
        let new = missing.is_some() && !self.lost;
        self.lost = missing.is_some();
        if let Some(error) = missing.filter(|_| new) {
            self.fail(errors::store(&error, self.env.lang));
        }
        new
    }

    /// Tells at the beginning why a file is only read that should have been written.
    pub(super) fn tell_why_read_only(&mut self) {
        if let Some(error) = self.session.store.why_read_only() {
            let text = errors::store(&error, self.env.lang);
            self.fail(text);
        }
    }
}
