//! The care for the file while the screen is open: checked in full and copied once, in a thread of
//! its own, and looked for whenever the loop wakes.

use super::app::App;
use super::run::Wake;
use crate::present::messages::{errors, file_errors};
use crate::store::{Health, check_health};
use std::sync::mpsc::Sender;

/// Starts the check of the whole file, and the day's copy where the file may be written. Neither
/// delays a key, nor the end: what is half made then is never taken for a copy.
pub(super) fn start(app: &App, wake: Sender<Wake>) {
    let store = &app.session.store;
    let path = store.path().to_owned();
    let wanted = !store.is_read_only() && !app.env.plan.illustrative;
    let copy_at = wanted.then(|| (app.session.now)());
    std::thread::spawn(move || {
        // Where nobody listens any more, the screen is closed.
        let _ = wake.send(Wake::Checked(check_health(&path, copy_at)));
    });
}

impl App {
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
            let said = errors::store(&error, self.env.lang);
            self.fail(said);
        }
    }
}
