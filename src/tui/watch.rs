//! What wakes the loop: threads that only wait, for keys, for the end of the terminal, for a change in
//! the file's folder, for the next midnight, and one that checks the file and ends.

use crate::store::{Health, check_health};
use crossterm::event::Event;
use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;

/// What wakes the loop.
pub(super) enum Wake {
    Event(Event),
    /// Something of the file's name has changed in its folder.
    Changed,
    /// The file was checked, and copied where that was due.
    Checked(Health),
    Suspend,
    /// Midnight has come, or the clock was set.
    Clock,
    /// The terminal is gone.
    Gone,
}

/// Reads the terminal until it is gone.
pub(super) fn keys(wake: Sender<Wake>) {
    std::thread::spawn(move || {
        while let Ok(event) = crossterm::event::read() {
            if wake.send(Wake::Event(event)).is_err() {
                return;
            }
        }
        let _ = wake.send(Wake::Gone);
    });
}

/// Waits until the terminal is gone. Where it is not the one by which the system knows the program, no
/// signal reports that, and whoever reads it reads nothing again and again without an end.
pub(super) fn terminal(wake: Sender<Wake>) {
    std::thread::spawn(move || {
        let input = std::io::stdin();
        // No event is asked for: the end is reported in any case.
        let mut polled = [PollFd::new(&input, PollFlags::empty())];
        let ended = loop {
            match poll(&mut polled, None) {
                Err(Errno::INTR) => {}
                ended => break ended,
            }
        };
        if ended.is_ok() {
            let _ = wake.send(Wake::Gone);
        }
    });
}

/// Watches the folder of the file until it is dropped; `None` where the system has no watch for it, so
/// that the loop must ask from time to time. The file itself is never opened for this: closing such a
/// handle would drop SQLite's locks.
pub(super) fn folder(file: &Path, wake: Sender<Wake>) -> Option<RecommendedWatcher> {
    let file = file.canonicalize().ok()?;
    let name = file.file_name()?.to_owned();
    let report = move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| concerns(&event, &name)) {
            // The loop has ended where nobody listens.
            let _ = wake.send(Wake::Changed);
        }
    };
    let mut watcher = notify::recommended_watcher(report).ok()?;
    watcher
        .watch(file.parent()?, RecursiveMode::NonRecursive)
        .ok()?;
    Some(watcher)
}

/// Writes to the file or its log. Reading, which the program itself does all day, wakes nobody.
fn concerns(event: &notify::Event, name: &OsString) -> bool {
    let written = match event.kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        EventKind::Modify(_) | EventKind::Create(_) | EventKind::Remove(_) => true,
        _ => false,
    };
    let ours = |path: &PathBuf| {
        path.file_name().is_some_and(|changed| {
            changed
                .to_string_lossy()
                .starts_with(&*name.to_string_lossy())
        })
    };
    written && event.paths.iter().any(ours)
}

/// Checks the whole file, and makes the day's copy where a moment for it is given. Neither delays a
/// key, nor the end: what is half made then is never taken for a copy.
pub(super) fn health(path: PathBuf, copy_at: Option<i64>, wake: Sender<Wake>) {
    std::thread::spawn(move || {
        // Where nobody listens any more, the screen is closed.
        let _ = wake.send(Wake::Checked(check_health(&path, copy_at)));
    });
}

/// Waits for the next midnight by the clock on the wall: a machine that sleeps, or whose clock is set,
/// does not lead it astray. Where the system has no such timer, the loop's own waits are all there is; those count
/// only while the machine is awake.
pub(super) fn midnight(until_midnight: fn() -> Duration, wake: Sender<Wake>) {
    #[cfg(target_os = "linux")]
    std::thread::spawn(move || {
        // It ends where the system refuses the timer, or nobody listens any more.
        while let Ok(()) = timer::wait(until_midnight()) {
            if wake.send(Wake::Clock).is_err() {
                return;
            }
        }
    });
    #[cfg(not(target_os = "linux"))]
    let _ = (until_midnight, wake);
}

#[cfg(target_os = "linux")]
mod timer {
    use rustix::io::{Errno, read};
    use rustix::time::{
        ClockId, Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec,
        clock_gettime, timerfd_create, timerfd_settime,
    };
    use std::time::Duration;

    /// Waits until so much later by the clock on the wall, or until that clock is set: by hand, from
    /// the network, or because the machine has slept.
    pub(super) fn wait(duration: Duration) -> rustix::io::Result<()> {
        let timer = timerfd_create(TimerfdClockId::Realtime, TimerfdFlags::CLOEXEC)?;
        let now = clock_gettime(ClockId::Realtime);
        let seconds = i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        let at = Itimerspec {
            it_interval: Timespec {
                tv_sec: 0,
                tv_nsec: 0,
            },
            // A second later, so that the day has surely begun.
            it_value: Timespec {
                tv_sec: now.tv_sec.saturating_add(seconds).saturating_add(1),
                tv_nsec: now.tv_nsec,
            },
        };
        let flags = TimerfdTimerFlags::ABSTIME | TimerfdTimerFlags::CANCEL_ON_SET;
        timerfd_settime(&timer, flags, &at)?;
        let mut expirations = [0; 8];
        loop {
            match read(&timer, &mut expirations) {
                Ok(_) | Err(Errno::CANCELED) => return Ok(()),
                Err(Errno::INTR) => {}
                Err(error) => return Err(error),
            }
        }
    }

    #[cfg(test)]
    #[allow(clippy::unwrap_used)]
    mod tests {
        use super::*;

        #[test]
        fn the_timer_ends_when_its_moment_has_come() {
            wait(Duration::ZERO).unwrap();
        }
    }
}
