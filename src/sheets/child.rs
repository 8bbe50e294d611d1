//! Reads a file in a child process with limited memory and time, so that no file can take the program with
//! it.

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

/// The first argument of a child process; bytes of memory, seconds and the file's name follow.
pub const ARGUMENT: &str = "--read-sheets";

/// The memory and time that reading may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Bytes of address space.
    pub memory: u64,
    pub seconds: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            memory: 1024 * 1024 * 1024,
            seconds: 30,
        }
    }
}

/// A read in a child process, which another thread may cancel.
#[derive(Clone, Debug, Default)]
pub struct ChildReader(Arc<Mutex<State>>);

#[derive(Debug, Default)]
enum State {
    #[default]
    Waiting,
    Reading(Child),
    Cancelled,
}

impl ChildReader {
    /// Kills the child process, or keeps it from being started.
    pub fn cancel(&self) {
        self.end(State::Cancelled);
    }

    /// Kills the child process; true if it was cancelled before.
    fn end(&self, then: State) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match std::mem::replace(&mut *state, then) {
            State::Reading(mut child) => {
                // It has answered, or its answer is not wanted.
                let _ = child.kill();
                let _ = child.wait();
                false
            }
            State::Waiting => false,
            State::Cancelled => {
                *state = State::Cancelled;
                true
            }
        }
    }

    /// Reads a file's bytes in a child process of this program.
    ///
    /// # Errors
    /// As [`read`]; and [`ReadError::TimedOut`], [`ReadError::Crashed`], [`ReadError::Cancelled`].
    pub fn read(
        &self,
        program: &Path,
        bytes: &[u8],
        file_name: &str,
        budget: Budget,
    ) -> Result<Workbook, ReadError> {
        if bytes.len() as u64 > limits::BYTES {
            return read(bytes, file_name);
        }
        let mut command = Command::new(program);
        let numbers = [budget.memory, budget.seconds].map(|number| number.to_string());
        command.arg(ARGUMENT).args(numbers).arg(file_name);
        let command = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let answer = self.exchange(command, bytes, budget);
        match self.end(State::Waiting) {
            true => Err(ReadError::Cancelled),
            false => answer,
        }
    }

    /// Sends the bytes and waits for the answer.
    fn exchange(
        &self,
        command: &mut Command,
        bytes: &[u8],
        budget: Budget,
    ) -> Result<Workbook, ReadError> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*state, State::Cancelled) {
            return Err(ReadError::Cancelled);
        }
        let child = command.spawn();
        let mut child = child.map_err(|error| ReadError::File(error.to_string()))?;
        let pipes = (child.stdin.take(), child.stdout.take());
        *state = State::Reading(child);
        drop(state);
        let (Some(mut input), Some(mut output)) = pipes else {
            return Err(ReadError::Crashed);
        };
        let (send, receive) = channel();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                // The child does not read on after an error.
                let _ = input.write_all(bytes);
            });
            scope.spawn(move || {
                let mut answer = Vec::new();
                let read = output.read_to_end(&mut answer).map(|_| answer);
                let _ = send.send(read);
            });
            let answer = receive.recv_timeout(Duration::from_secs(budget.seconds));
            match answer {
                Ok(Ok(answer)) => {
                    serde_json::from_slice(&answer).unwrap_or(Err(ReadError::Crashed))
                }
                Ok(Err(_)) => Err(ReadError::Crashed),
                Err(_) => {
                    // The threads end with the child.
                    self.end(State::Waiting);
                    let seconds = budget.seconds;
                    Err(ReadError::TimedOut { seconds })
                }
            }
        })
    }
}

/// The child process: limits itself, reads the file from its input and writes the answer as JSON.
pub fn serve(mut arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let mut number = || arguments.next()?.to_str()?.parse().ok();
    let (Some(memory), Some(seconds)) = (number(), number()) else {
        return ExitCode::FAILURE;
    };
    let name = arguments.next().unwrap_or_default();
    let limit = |resource, most| {
        let (current, maximum) = (Some(most), Some(most));
        // Where a system lacks one of the limits, the others still hold.
        let _ = setrlimit(resource, Rlimit { current, maximum });
    };
    limit(Resource::As, memory);
    limit(Resource::Cpu, seconds);
    limit(Resource::Core, 0);
    let mut bytes = Vec::new();
    let input = std::io::stdin().lock();
    let input_read = input.take(limits::BYTES + 1).read_to_end(&mut bytes);
    let answer = match input_read {
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
