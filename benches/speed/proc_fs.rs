//! What the system knows of a process.

use crate::Outcome;

/// What a process has used up, all its threads together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Processor time, in nanoseconds.
    pub nanoseconds: u64,
    /// How often it went to sleep of itself, and so was woken.
    pub switches: u64,
}

impl Usage {
    /// Up to now.
    pub fn of(process: u32) -> Outcome<Self> {
        let mut usage = Self::default();
        for thread in std::fs::read_dir(format!("/proc/{process}/task"))? {
            let folder = thread?.path();
            // A thread may end between two looks.
            let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap_or_default();
            usage.nanoseconds += first_number(&text("schedstat"));
            usage.switches += field(&text("status"), "voluntary_ctxt_switches:");
        }
        Ok(usage)
    }
}

/// The most memory that a process has taken, in megabytes.
pub fn peak(process: u32) -> Outcome<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    Ok(field(&status, "VmHWM:") as f64 / 1024.0)
}

/// How many bytes a process has written by calls of the system, to files and to its terminal.
pub fn written(process: u32) -> Outcome<u64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/io"))?;
    Ok(field(&text, "wchar:"))
}

fn field(text: &str, name: &str) -> u64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.map_or(0, first_number)
}

fn first_number(text: &str) -> u64 {
    let first = text.split_whitespace().next();
    first.and_then(|number| number.parse().ok()).unwrap_or(0)
}
