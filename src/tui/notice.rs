//! What the loop notices by itself: other programs' writes, a new day.

use super::app::App;
use crate::domain::day::Day;

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
            // Where it cannot be read anew, what is known is shown on.
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
}
