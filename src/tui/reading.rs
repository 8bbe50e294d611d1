//! What is to be imported, read beside the loop: a file may take as long as it likes, the keys go on.

use super::command::Source;
use crate::sheets::child::{Budget, Reader};
use crate::sheets::error::{Limit, ReadError};
use crate::sheets::workbook::Workbook;
use crate::sheets::{limits, read_pasted};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// What came of reading.
pub(super) type Read = Result<Workbook, ReadError>;

/// Something that is being read. Where it is dropped, reading ends.
pub(super) struct Reading {
    pub(super) source: Source,
    reader: Reader,
    answer: Receiver<Read>,
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.reader.cancel();
    }
}

impl Reading {
    pub(super) fn begin(source: Source, program: PathBuf) -> Self {
        let (send, answer) = channel();
        let reader = Reader::default();
        let (read, by) = (source.clone(), reader.clone());
        std::thread::spawn(move || {
            // Nobody listens where the person has left.
            let _ = send.send(read_source(&read, &by, &program));
        });
        Self {
            source,
            reader,
            answer,
        }
    }

    /// What came of it, where it has ended.
    pub(super) fn answer(&self) -> Option<Read> {
        match self.answer.try_recv() {
            Ok(read) => Some(read),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(ReadError::Crashed)),
        }
    }

    /// What came of it, once it has ended.
    pub(super) fn wait(&self) -> Option<Read> {
        Some(self.answer.recv().unwrap_or(Err(ReadError::Crashed)))
    }
}

fn read_source(source: &Source, reader: &Reader, program: &Path) -> Read {
    match source {
        Source::Pasted(text) => read_pasted(text, ""),
        Source::File(path) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            reader.read(program, &bytes(path)?, &name, Budget::default())
        }
    }
}

/// No more of a file than is ever read.
fn bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    let wrong = |error: std::io::Error| ReadError::File(error.to_string());
    // A pipe or a device would be waited for without an end.
    if !std::fs::metadata(path).map_err(wrong)?.is_file() {
        return Err(ReadError::Crashed);
    }
    let mut bytes = Vec::new();
    let mut most = File::open(path).map_err(wrong)?.take(limits::BYTES + 1);
    most.read_to_end(&mut bytes).map_err(wrong)?;
    if bytes.len() as u64 > limits::BYTES {
        return Err(ReadError::LimitExceeded(Limit::Bytes(limits::BYTES)));
    }
    Ok(bytes)
}
