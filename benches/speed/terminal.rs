//! A program in a pseudo-terminal: keys in, bytes and moments out.

use crate::Outcome;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// The size that everything is measured at.
const SIZE: PtySize = PtySize {
    rows: 40,
    cols: 120,
    pixel_width: 0,
    pixel_height: 0,
};

/// So long without a byte, and what a key has caused is there. Shorter than the program lets keys rest
/// before the preview follows.
const QUIET: Duration = Duration::from_millis(25);
const PATIENCE: Duration = Duration::from_secs(20);

/// A program that runs.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    begun: Instant,
}

/// What a key has caused.
pub struct Stroke {
    /// From the key to the last byte, in milliseconds.
    pub last: f64,
    /// How many bytes.
    pub bytes: usize,
}

impl Terminal {
    /// Starts a program.
    pub fn start(mut command: CommandBuilder) -> Outcome<Self> {
        command.env("TERM", "xterm-256color");
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
        let keys = pair.master.take_writer()?;
        let child = pair.slave.spawn_command(command)?;
        // That comes back as soon as the new program has taken the process over.
        let begun = Instant::now();
        Ok(Self {
            child,
            keys,
            output,
            screen: vt100::Parser::new(SIZE.rows, SIZE.cols, 0),
            begun,
            _master: pair.master,
        })
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

    /// Presses a key and takes in what it causes until the program is quiet.
    pub fn press(&mut self, key: &str) -> Outcome<Stroke> {
        let pressed = Instant::now();
        self.keys.write_all(key.as_bytes())?;
        self.keys.flush()?;
        let (mut last, mut bytes) = (pressed, 0);
        // A key may take long before it shows anything, but not between two of its bytes.
        let mut patience = Duration::from_secs(2);
        loop {
            match self.output.recv_timeout(patience) {
                Ok((at, chunk)) => {
                    self.screen.process(&chunk);
                    bytes += chunk.len();
                    (last, patience) = (at, QUIET);
                }
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        Ok(Stroke {
            last: milliseconds(last - pressed),
            bytes,
        })
    }

    /// Lets the program rest; how many bytes it wrote of itself.
    pub fn rest(&mut self, time: Duration) -> usize {
        let end = Instant::now() + time;
        let mut bytes = 0;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            match self.output.recv_timeout(left) {
                Ok((_, chunk)) => {
                    self.screen.process(&chunk);
                    bytes += chunk.len();
                }
                Err(_) => break,
            }
        }
        bytes
    }

    /// Quits with `q` and waits for the end.
    pub fn quit(mut self) -> Outcome<()> {
        self.keys.write_all(b"q")?;
        self.keys.flush()?;
        self.child.wait()?;
        Ok(())
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
