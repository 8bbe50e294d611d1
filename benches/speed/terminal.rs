//! A program in a pseudo-terminal: keys in, bytes and moments out.

use crate::Outcome;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// The size that everything is measured at.
const SIZE: PtySize = PtySize {
    rows: 40,
    cols: 120,
    pixel_width: 0,
    pixel_height: 0,
};

/// So long without a byte, and what a key has caused is there. Shorter than the program lets keys
/// rest before the preview follows.
const QUIET: Duration = Duration::from_millis(20);
/// How long a key may take to cause anything at all.
const ANSWER: Duration = Duration::from_secs(2);
/// How long a screen may take to come.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program that runs.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    /// Just before the program took the process over.
    begun: Instant,
}

/// What a key has caused.
pub struct Stroke {
    /// From the key to the last byte, in milliseconds; none where nothing came.
    pub last: Option<f64>,
    /// How many bytes.
    pub bytes: usize,
}

impl Terminal {
    /// Starts a program with its arguments, in a home of its own.
    pub fn start(command: &[&OsStr], home: &Path) -> Outcome<Self> {
        loop {
            if let Some(started) = Self::start_once(command, home)? {
                return Ok(started);
            }
        }
    }

    /// Nothing where the moment of the start was missed: what tells of it came together with what
    /// the program wrote first.
    fn start_once(command: &[&OsStr], home: &Path) -> Outcome<Option<Self>> {
        let pair = native_pty_system().openpty(SIZE)?;
        let mut reader = pair.master.try_clone_reader()?;
        let (send, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 64 * 1024];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                let chunk = buffer.get(..n).unwrap_or_default().to_vec();
                if send.send((Instant::now(), chunk)).is_err() {
                    return;
                }
            }
        });
        // The shell writes one byte and becomes the program: that byte is the start.
        let mut shell = CommandBuilder::new("/bin/sh");
        shell.args(["-c", "printf '\\r'; exec \"$@\"", "sh"]);
        shell.args(command);
        shell.env_clear();
        shell.env("HOME", home);
        shell.env("TERM", "xterm-256color");
        shell.env("COLORTERM", "truecolor");
        let keys = pair.master.take_writer()?;
        let mut child = pair.slave.spawn_command(shell)?;
        let (begun, first) = output.recv_timeout(PATIENCE)?;
        if first.len() > 1 {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        Ok(Some(Self {
            child,
            keys,
            output,
            screen: vt100::Parser::new(SIZE.rows, SIZE.cols, 0),
            begun,
            _master: pair.master,
        }))
    }

    /// The process.
    pub fn process(&self) -> Outcome<u32> {
        Ok(self.child.process_id().ok_or("no process")?)
    }

    /// Waits until the screen shows all of these; milliseconds since the start.
    pub fn shows(&mut self, texts: &[&str]) -> Outcome<f64> {
        loop {
            let Ok((at, chunk)) = self.output.recv_timeout(PATIENCE) else {
                let screen = self.screen.screen().contents();
                return Err(format!("{texts:?} did not come:\n{screen}").into());
            };
            self.screen.process(&chunk);
            let screen = self.screen.screen().contents();
            if texts.iter().all(|text| screen.contains(text)) {
                return Ok(milliseconds(at - self.begun));
            }
        }
    }

    /// Presses a key and takes in what it causes until the program is quiet. The screen is not
    /// read meanwhile, for that would take the processor.
    pub fn press(&mut self, key: &str) -> Outcome<Stroke> {
        let pressed = Instant::now();
        self.send(key)?;
        let mut stroke = Stroke {
            last: None,
            bytes: 0,
        };
        let mut patience = ANSWER;
        while let Ok((at, chunk)) = self.output.recv_timeout(patience) {
            stroke.bytes += chunk.len();
            stroke.last = Some(milliseconds(at - pressed));
            patience = QUIET;
        }
        Ok(stroke)
    }

    /// Presses keys that are not measured, and lets all that follows come.
    pub fn quietly(&mut self, keys: &str, time: Duration) -> Outcome<()> {
        self.send(keys)?;
        self.idle(time);
        Ok(())
    }

    /// Sends no keys for that time; returns how many bytes the program wrote of itself.
    pub fn idle(&mut self, time: Duration) -> usize {
        let end = Instant::now() + time;
        let mut bytes = 0;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            bytes += self
                .output
                .recv_timeout(left)
                .map_or(0, |(_, chunk)| chunk.len());
        }
        bytes
    }

    /// Quits with `q` and waits for the end.
    pub fn quit(mut self) -> Outcome<()> {
        self.send("q")?;
        self.child.wait()?;
        Ok(())
    }

    fn send(&mut self, keys: &str) -> Outcome<()> {
        self.keys.write_all(keys.as_bytes())?;
        Ok(self.keys.flush()?)
    }
}

/// A time in milliseconds.
pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
