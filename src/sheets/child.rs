//! Reading in a process of its own. What a file makes of the memory or the time of that process, or of
//! the process itself, the program only hears of.

use super::error::ReadError;
use super::workbook::Workbook;
use super::{limits, read};
use rustix::process::{Resource, Rlimit, setrlimit};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

/// What the program's arguments begin with where it is such a process; the file's name follows.
pub const ARGUMENT: &str = "--read-sheets";

/// Bytes of memory that reading may take.
const MEMORY: u64 = 1024 * 1024 * 1024;
/// Seconds that it may take.
const SECONDS: u64 = 30;

/// Reads a file's bytes in another process of this program.
///
/// # Errors
/// As [`read`]; and [`ReadError::TooSlow`], [`ReadError::BrokeOff`].
pub fn read_apart(program: &Path, bytes: &[u8], file_name: &str) -> Result<Workbook, ReadError> {
    if bytes.len() as u64 > limits::BYTES {
        return read(bytes, file_name);
    }
    let wrong = |error: std::io::Error| ReadError::File(error.to_string());
    let mut child = Command::new(program)
        .arg(ARGUMENT)
        .arg(file_name)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(wrong)?;
    let answer = exchange(&mut child, bytes);
    // It has answered, or has nothing more to say.
    let _ = child.kill();
    let _ = child.wait();
    answer
}

/// Gives the bytes and waits for the answer.
fn exchange(child: &mut Child, bytes: &[u8]) -> Result<Workbook, ReadError> {
    let (Some(mut input), Some(mut output)) = (child.stdin.take(), child.stdout.take()) else {
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
        let answer = receive.recv_timeout(Duration::from_secs(SECONDS));
        if answer.is_err() {
            // Both threads end with it.
            let _ = child.kill();
        }
        match answer {
            Ok(Ok(answer)) => serde_json::from_slice(&answer).unwrap_or(Err(ReadError::BrokeOff)),
            Ok(Err(_)) => Err(ReadError::BrokeOff),
            Err(_) => Err(ReadError::TooSlow { seconds: SECONDS }),
        }
    })
}

/// What such a process does: it limits itself, reads what it is given, and answers.
pub fn serve(file_name: &str) -> ExitCode {
    let limit = |resource, most| {
        // Where a system knows no such limit, the others hold.
        let _ = setrlimit(
            resource,
            Rlimit {
                current: Some(most),
                maximum: Some(most),
            },
        );
    };
    limit(Resource::As, MEMORY);
    limit(Resource::Cpu, SECONDS);
    limit(Resource::Core, 0);
    let mut bytes = Vec::new();
    let given = std::io::stdin()
        .lock()
        .take(limits::BYTES + 1)
        .read_to_end(&mut bytes);
    let answer = match given {
        Ok(_) => read(&bytes, file_name),
        Err(error) => Err(ReadError::File(error.to_string())),
    };
    let mut output = std::io::stdout().lock();
    let written = serde_json::to_writer(&mut output, &answer).is_ok() && output.flush().is_ok();
    if written {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
