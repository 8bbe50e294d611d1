//! The real program in a pseudo-terminal.

use crate::file::{DEADLINE, until};
use crate::support::shell::Shell;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Resource, Rlimit, prlimit};
use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What stands in the bottom line at home and nowhere else.
pub const HOME: &str = "f lọc";
/// What stands there while a note is written.
pub const NOTE: &str = "Ctrl-S lưu";
/// F2, which begins a note.
pub const NOTE_KEY: &str = "\u{1b}OQ";
/// Ctrl-S, which saves it.
pub const SAVE_KEY: &str = "\u{13}";

/// A screen with somebody at its keys.
pub struct Screen {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    shown: Arc<Mutex<Shown>>,
    terminal: Box<dyn MasterPty + Send>,
    wide: bool,
}

/// What a terminal was sent, and what it makes of it.
struct Shown {
    bytes: Vec<u8>,
    keep: bool,
    parser: vt100::Parser,
}

impl Screen {
    /// Opens the program in a terminal of 30 rows and 100 columns. `keep` remembers every byte.
    pub fn open(shell: &Shell, args: &[&str], keep: bool) -> Self {
        let size = PtySize {
            rows: 30,
            cols: 100,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let program = shell.command(args);
        let mut command = CommandBuilder::new(program.get_program());
        command.args(program.get_args());
        command.cwd(shell.path());
        command.env_clear();
        for (name, value) in program.get_envs().filter_map(|(k, v)| Some((k, v?))) {
            command.env(name, value);
        }
        command.env("CCHC_DB", shell.file());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let shown = Arc::new(Mutex::new(Shown {
            bytes: Vec::new(),
            keep,
            parser: vt100::Parser::new(30, 100, 0),
        }));
        let sink = Arc::clone(&shown);
        std::thread::spawn(move || {
            let mut chunk = [0; 8192];
            while let Ok(read @ 1..) = reader.read(&mut chunk) {
                let mut shown = sink.lock().unwrap();
                shown.parser.process(&chunk[..read]);
                if shown.keep {
                    shown.bytes.extend_from_slice(&chunk[..read]);
                }
            }
        });
        Self {
            child,
            keys,
            shown,
            terminal: pair.master,
            wide: false,
        }
    }

    /// Presses keys.
    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// What stands on the screen now.
    pub fn text(&self) -> String {
        self.shown.lock().unwrap().parser.screen().contents()
    }

    /// Every byte that was sent.
    pub fn bytes(&self) -> Vec<u8> {
        self.shown.lock().unwrap().bytes.clone()
    }

    /// Waits until the screen shows something.
    #[track_caller]
    pub fn until_shown(&self, what: &str) {
        self.until(|text| text.contains(what), what);
    }

    /// Waits until the screen shows it no more.
    #[track_caller]
    pub fn until_gone(&self, what: &str) {
        self.until(|text| !text.contains(what), what);
    }

    #[track_caller]
    fn until(&self, holds: impl Fn(&str) -> bool, what: &str) {
        let begun = Instant::now();
        while !holds(&self.text()) {
            assert!(begun.elapsed() < DEADLINE, "“{what}”:\n{}", self.text());
            // The reader must get at the lock.
            std::thread::park_timeout(Duration::from_millis(5));
        }
    }

    /// Waits until whatever was pressed before has been drawn. The first new size may overtake the
    /// keys, which the system hands on in its own time; the second comes behind them.
    pub fn settle(&mut self) {
        self.redraw();
        self.redraw();
    }

    /// Gives the terminal another size, and waits until the program has drawn for it.
    fn redraw(&mut self) {
        self.wide = !self.wide;
        let columns = if self.wide { 101 } else { 100 };
        let mut shown = self.shown.lock().unwrap();
        shown.parser.screen_mut().set_size(30, columns);
        drop(shown);
        let size = PtySize {
            rows: 30,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.terminal.resize(size).unwrap();
        // The day stands at the right end of the first line, one column before its edge.
        until("the frame is drawn anew", || {
            let text = self.text();
            let first = text.lines().next().unwrap_or_default().trim_end();
            first.chars().count() == usize::from(columns) - 1
        });
    }

    /// Whether the program still runs.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// The number of the process.
    pub fn id(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Lets no file of the program grow beyond so many bytes from now on; `None` lifts that again.
    pub fn limit_files(&self, bytes: Option<u64>) {
        let pid = Pid::from_raw(i32::try_from(self.id()).unwrap());
        let limit = Rlimit {
            current: bytes,
            maximum: None,
        };
        prlimit(pid, Resource::Fsize, limit).unwrap();
    }

    /// Quits by key from the home screen, and says with which code the program ended.
    #[track_caller]
    pub fn quit(mut self) -> u32 {
        // F10, which no input tool turns into a letter.
        self.press("\u{1b}[21~");
        let mut code = None;
        until("the program ends", || {
            code = self.child.try_wait().unwrap();
            code.is_some()
        });
        code.unwrap().exit_code()
    }
}
