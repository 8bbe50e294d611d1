//! The loop: waits, takes in what has come, draws; and leaves the terminal as it was.

use super::app::{App, RETRY_EVERY};
use super::drafts::{DraftError, DraftStore};
use super::env::Session;
use super::watch::{self, Wake};
use super::{terminal, view};
use crate::domain::day::Day;
use crate::present::messages::{errors, file_errors};
use crate::start;
use crate::store::Health;
use crossterm::event::Event;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// Opens the screen and stays until the person quits.
///
/// # Errors
/// What the store says at opening, or what the terminal says.
pub fn run(session: Session) -> std::result::Result<(), ScreenError> {
    let size = terminal::size().map_err(ScreenError::Terminal)?;
    let mut app = App::open(session, size).map_err(ScreenError::Store)?;
    let ended = event_loop(&mut app, size);
    let closed = app.draft_store.close();
    app.end_visit();
    ended.map_err(ScreenError::Terminal)?;
    // Who was asked whether to lose it is not asked again.
    match (closed, app.draft_error) {
        (Err(draft_error), None) => Err(ScreenError::Drafts(draft_error)),
        _ => Ok(()),
    }
}

/// Draws and waits by turns until the person quits or the terminal is gone.
fn event_loop(app: &mut App, size: (u16, u16)) -> io::Result<()> {
    // Whatever ends the program from here on gives the terminal back.
    terminal::install_panic_hook(app.draft_store.clone());
    let signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP])?;
    let _guard = terminal::Guard;
    terminal::enter()?;
    let mut screen = terminal::screen(size)?;
    screen.draw(|canvas| view::view(canvas, app))?;
    // The task under the cursor follows at once; whatever else is still to be read comes after it.
    app.load_deferred();
    draw(&mut screen, app)?;
    let (wake, woken) = mpsc::channel();
    // What came since the first line of this function waits in there.
    watch_signals(signals, wake.clone(), app.draft_store.clone());
    app.finish_opening();
    draw(&mut screen, app)?;
    app.begin_visit();
    let watcher = watch::folder(app.session.store.path(), wake.clone());
    // What was written before the watch began is asked for once.
    let _ = wake.send(Wake::Changed);
    let store = &app.session.store;
    let copies = !store.is_read_only() && !app.env.plan.illustrative;
    let copy_at = copies.then(|| (app.session.now)());
    watch::health(store.path().to_owned(), copy_at, wake.clone());
    if !app.session.day_is_fixed {
        watch::midnight(app.session.until_midnight, wake.clone());
    }
    watch::terminal(wake.clone());
    watch::keys(wake);
    while !app.ended {
        match wait(app, &woken, watcher.is_some()) {
            Woken::Changed => {}
            Woken::Unchanged => continue,
            Woken::Gone => break,
        }
        if std::mem::take(&mut app.suspend) {
            suspend()?;
            terminal::wipe(&mut screen)?;
        }
        if let Some(text) = app.copied() {
            terminal::copy(&text)?;
        }
        draw(&mut screen, app)?;
        if app.make_pending_report() {
            draw(&mut screen, app)?;
        }
    }
    Ok(())
}

/// Draws for the size that the terminal has now: one that it took between the start and the thread that
/// reads events is reported by none.
fn draw(screen: &mut terminal::Screen, app: &mut App) -> io::Result<()> {
    let size = terminal::fit(screen)?;
    if size != app.env.size {
        app.event(Event::Resize(size.0, size.1));
    }
    screen.draw(|canvas| view::view(canvas, app))?;
    Ok(())
}

/// Why the screen ended although the person did not leave it.
#[derive(Debug)]
pub enum ScreenError {
    /// The store could not be read at opening.
    Store(crate::store::StoreError),
    /// The terminal failed.
    Terminal(io::Error),
    /// What was being written could not be kept.
    Drafts(DraftError),
}

/// How long the keys rest before the task under the cursor is loaded for the preview.
const IDLE_AFTER: Duration = Duration::from_millis(50);

/// How often another program's writes are asked for where no watch reports them.
const ASK_EVERY: Duration = Duration::from_secs(1);

/// The watch reports a write when its first bytes are there; it can be read only once it is
/// whole. So it is asked for again, after longer and longer waits.
const RECHECK_AFTER: [Duration; 4] = [
    Duration::from_millis(20),
    Duration::from_millis(100),
    Duration::from_millis(500),
    Duration::from_secs(2),
];

impl App {
    /// How long to wait at most: until the next day, unless the day is fixed; a second where there
    /// is no watch on the folder; a moment where a write was reported that is not whole yet, or
    /// where the preview waits for the keys to rest.
    fn timeout(&self, watched: bool) -> Option<Duration> {
        if self.is_waiting() {
            return Some(RETRY_EVERY);
        }
        let midnight = (!self.session.day_is_fixed).then(|| (self.session.until_midnight)());
        let unwatched = (!watched).then_some(ASK_EVERY);
        let again = RECHECK_AFTER.get(self.rechecks).copied();
        let rest = self.has_deferred().then_some(IDLE_AFTER);
        let reading = self.is_reading().then_some(IDLE_AFTER);
        let drafts = self.drafts_wait(Instant::now());
        [midnight, unwatched, again, rest, reading, drafts]
            .into_iter()
            .flatten()
            .min()
    }
}

/// What the loop notices by itself: other programs' writes, a new day, how the file is.
impl App {
    /// Notices what another program wrote; says whether it did. Asked after the keys at hand, never
    /// before them: they were meant for what was on the screen.
    pub fn detect_other_writes(&mut self) -> bool {
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
            self.show_news();
        }
        others
    }

    /// Notices that a new day has begun; says whether it has.
    pub(super) fn detect_new_day(&mut self) -> bool {
        let day = (self.session.calendar)();
        let new = !self.session.day_is_fixed && day != self.env.today;
        if new {
            self.start_day(day);
        }
        new
    }

    /// Another day than the one that is shown has begun.
    pub fn start_day(&mut self, day: Day) {
        // A key may follow at once: no other task may come under the cursor before it.
        self.env.today = day;
        self.changed();
    }

    /// Takes in what the check has found. A fault stops all writing.
    pub fn health_checked(&mut self, found: Health) {
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
    fn detect_missing_file(&mut self) -> bool {
        let missing = self.session.store.check_in_place().err();
        let new = missing.is_some() && !self.lost;
        self.lost = missing.is_some();
        if let Some(error) = missing.filter(|_| new) {
            self.fail(errors::store(&error, self.env.lang));
        }
        new
    }

    /// Shows why a file that was to be written is only read.
    pub(super) fn show_read_only_reason(&mut self) {
        if let Some(error) = self.session.store.why_read_only() {
            let text = errors::store(&error, self.env.lang);
            self.fail(text);
        }
    }
}

/// What came of waiting.
enum Woken {
    /// There may be something new to draw.
    Changed,
    /// The program's own write, or nothing at all.
    Unchanged,
    /// The terminal is gone.
    Gone,
}

/// Waits for something to happen, then takes in all that has come meanwhile, in order: an input
/// tool sends backspaces and letters in one burst, which is to be drawn once.
fn wait(app: &mut App, woken: &Receiver<Wake>, watched: bool) -> Woken {
    let first = match app.timeout(watched) {
        None => woken.recv().map_err(|_| RecvTimeoutError::Disconnected),
        Some(timeout) => woken.recv_timeout(timeout),
    };
    let mut changed = app.detect_new_day() | app.retry() | app.take_read();
    let (mut reported, mut quiet) = (false, false);
    let mut next = match first {
        Ok(wake) => Some(wake),
        Err(RecvTimeoutError::Timeout) => {
            changed |= app.load_deferred();
            quiet = true;
            None
        }
        Err(RecvTimeoutError::Disconnected) => return Woken::Gone,
    };
    while let Some(wake) = next {
        changed |= !matches!(wake, Wake::Changed | Wake::Clock);
        match wake {
            Wake::Event(event) => app.event(event),
            Wake::Checked(found) => app.health_checked(found),
            Wake::Suspend => app.suspend = true,
            Wake::Clock => changed |= app.detect_new_day(),
            Wake::Gone => return Woken::Gone,
            Wake::Changed => reported = true,
        }
        next = if app.ended {
            None
        } else {
            woken.try_recv().ok()
        };
    }
    changed |= app.detect_other_writes() | app.detect_missing_file();
    changed |= app.save_due_drafts(Instant::now());
    app.rechecks = match (reported, quiet) {
        (true, _) => 0,
        (false, true) => app.rechecks.saturating_add(1),
        (false, false) => app.rechecks,
    };
    if changed {
        Woken::Changed
    } else {
        Woken::Unchanged
    }
}

/// A signal to end restores the terminal and ends at once, whatever the loop is doing; a signal to
/// stop goes through the loop.
fn watch_signals(mut signals: Signals, wake: Sender<Wake>, drafts: DraftStore) {
    std::thread::spawn(move || {
        for signal in &mut signals {
            if signal == SIGTSTP {
                let _ = wake.send(Wake::Suspend);
            } else {
                end(signal, &drafts);
            }
        }
    });
}

/// Writes down what was being written, leaves the terminal clean and ends. A terminal that takes
/// nothing any more holds nobody up.
fn end(signal: i32, drafts: &DraftStore) -> ! {
    let closed = drafts.close();
    std::thread::spawn(move || {
        std::thread::sleep(LEAVING);
        signal_hook::low_level::exit(128 + signal);
    });
    // Held to the end, so that no frame comes after the sequences that leave.
    let _held = io::stdout().lock();
    terminal::leave();
    if let Err(draft_error) = closed {
        start::print_lost_draft(|lang| draft_error.reason(lang));
    }
    std::process::exit(128 + signal)
}

/// How long the terminal may take to be left.
const LEAVING: Duration = Duration::from_millis(500);

/// Gives the terminal to the shell until it continues the program.
fn suspend() -> io::Result<()> {
    terminal::leave();
    signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
    terminal::enter()
}
