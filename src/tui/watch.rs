//! The watch on the file's folder: it wakes the loop when anything of the file's name changes
//! there. The file itself is never opened for this: closing such a handle would drop SQLite's
//! locks.

use super::run::Wake;
use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::ffi::OsString;
use std::path::Path;
use std::sync::mpsc::Sender;

/// Watches until it is dropped; `None` where the system has no watch for that folder, so that the
/// loop must ask from time to time.
pub(super) fn watch(file: &Path, wake: Sender<Wake>) -> Option<RecommendedWatcher> {
    let file = file.canonicalize().ok()?;
    let name = file.file_name()?.to_owned();
    let told = move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| concerns(&event, &name)) {
            // The loop has ended where nobody listens.
            let _ = wake.send(Wake::Changed);
        }
    };
    let mut watcher = notify::recommended_watcher(told).ok()?;
    watcher
        .watch(file.parent()?, RecursiveMode::NonRecursive)
        .ok()?;
    Some(watcher)
}

/// Writes to the file or its log. Reading, which the program itself does all day, wakes nobody.
fn concerns(event: &Event, name: &OsString) -> bool {
    let written = match event.kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        EventKind::Modify(_) | EventKind::Create(_) | EventKind::Remove(_) => true,
        _ => false,
    };
    let ours = |path: &std::path::PathBuf| {
        path.file_name().is_some_and(|changed| {
            changed
                .to_string_lossy()
                .starts_with(&*name.to_string_lossy())
        })
    };
    written && event.paths.iter().any(ours)
}
