//! The clock on the wall: a timer to the next midnight that a machine which sleeps, or whose clock is
//! set, does not lead astray. It wakes the loop then and at no other time.

use super::run::Wake;
use std::sync::mpsc::Sender;
use std::time::Duration;

/// Starts it. Where the system has no such timer, the loop's own waits are all there is; those count
/// only while the machine is awake.
pub(super) fn watch(until_midnight: fn() -> Duration, wake: Sender<Wake>) {
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
