//! Reading in a process of its own. What a file makes of the memory or the time of that process, or of
//! the process itself, the program only hears of.

use super::error::ReadError;
use super::workbook::Workbook;
use super::{limits, read};
use rustix::process::{Resource, Rlimit, setrlimit};
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What the program's arguments begin with where it is such a process; bytes of memory, seconds and the
/// file's name follow.
pub const ARGUMENT: &str = "--read-sheets";

/// What reading may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Means {
    /// Bytes of memory.
    pub memory: u64,
    pub seconds: u64,
}

impl Default for Means {
    fn default() -> Self {
        Self {
            memory: 1024 * 1024 * 1024,
            seconds: 30,
        }
    }
}

/// The process that reads, which another thread may end.
#[derive(Clone, Debug, Default)]
pub struct Reader(Arc<Mutex<State>>);

#[derive(Debug, Default)]
enum State {
    #[default]
    Waiting,
    Reading(Child),
    Stopped,
}

impl Reader {
    /// Ends the process, or keeps it from beginning.
    pub fn stop(&self) {
        self.end(State::Stopped);
    }

    /// Ends the process; says whether it was stopped before.
    fn end(&self, then: State) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match std::mem::replace(&mut *state, then) {
            State::Reading(mut child) => {
                // It has answered, or has nothing more to say.
                let _ = child.kill();
                let _ = child.wait();
                false
            }
            State::Waiting => false,
            State::Stopped => {
                *state = State::Stopped;
                true
            }
        }
    }

    /// Reads a file's bytes in another process of this program.
    ///
    /// # Errors
    /// As [`read`]; and [`ReadError::TooSlow`], [`ReadError::BrokeOff`], [`ReadError::Stopped`].
    pub fn read(
        &self,
        program: &Path,
        bytes: &[u8],
        file_name: &str,
        means: Means,
    ) -> Result<Workbook, ReadError> {
        if bytes.len() as u64 > limits::BYTES {
            return read(bytes, file_name);
        }
        let mut command = Command::new(program);
        let numbers = [means.memory, means.seconds].map(|number| number.to_string());
        command.arg(ARGUMENT).args(numbers).arg(file_name);
        let command = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let answer = self.exchange(command, bytes, means);
        match self.end(State::Waiting) {
            true => Err(ReadError::Stopped),
            false => answer,
        }
    }

    /// Gives the bytes and waits for the answer.
    fn exchange(
        &self,
        command: &mut Command,
        bytes: &[u8],
        means: Means,
    ) -> Result<Workbook, ReadError> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*state, State::Stopped) {
            return Err(ReadError::Stopped);
        }
        let child = command.spawn();
        let mut child = child.map_err(|error| ReadError::File(error.to_string()))?;
        let pipes = (child.stdin.take(), child.stdout.take());
        *state = State::Reading(child);
        drop(state);
        let (Some(mut input), Some(mut output)) = pipes else {
            return Err(ReadError::BrokeOff);
        };
        let (send, receive) = channel();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                // A child that has refused reads no further.
                let _ = input.write_all(bytes);
            });
            scope.spawn(move || {
                let mut answer = Vec::new();
                let read = output.read_to_end(&mut answer).map(|_| answer);
                let _ = send.send(read);
            });
            let answer = receive.recv_timeout(Duration::from_secs(means.seconds));
            match answer {
                Ok(Ok(answer)) => {
                    serde_json::from_slice(&answer).unwrap_or(Err(ReadError::BrokeOff))
                }
                Ok(Err(_)) => Err(ReadError::BrokeOff),
                Err(_) => {
                    // Both threads end with it.
                    self.end(State::Waiting);
                    let seconds = means.seconds;
                    Err(ReadError::TooSlow { seconds })
                }
            }
        })
    }
}

/// What such a process does: it limits itself, reads what it is given, and answers.
pub fn serve(mut arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let mut number = || arguments.next()?.to_str()?.parse().ok();
    let (Some(memory), Some(seconds)) = (number(), number()) else {
        return ExitCode::FAILURE;
    };
    let name = arguments.next().unwrap_or_default();
    let limit = |resource, most| {
        let (current, maximum) = (Some(most), Some(most));
        // Where a system knows no such limit, the others hold.
        let _ = setrlimit(resource, Rlimit { current, maximum });
    };
    limit(Resource::As, memory);
    limit(Resource::Cpu, seconds);
    limit(Resource::Core, 0);
    let mut bytes = Vec::new();
    let input = std::io::stdin().lock();
    let given = input.take(limits::BYTES + 1).read_to_end(&mut bytes);
    let answer = match given {
        Ok(_) => read(&bytes, &name.to_string_lossy()),
        Err(error) => Err(ReadError::File(error.to_string())),
    };
    let mut output = std::io::stdout().lock();
    let written = serde_json::to_writer(&mut output, &answer).is_ok() && output.flush().is_ok();
    match written {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
