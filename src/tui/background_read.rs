//! Reads what is to be imported in a thread of its own, so that a slow file holds up no key.

use super::command::ImportSource;
use crate::sheets::child::{Budget, ChildReader};
use crate::sheets::error::{Limit, ReadError};
use crate::sheets::workbook::Workbook;
use crate::sheets::{limits, read_pasted};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

pub(super) type ReadResult = Result<Workbook, ReadError>;

/// A read that is under way; dropping it stops the reader.
pub(super) struct BackgroundRead {
    pub(super) source: ImportSource,
    reader: ChildReader,
    answer: Receiver<ReadResult>,
}

impl Drop for BackgroundRead {
    fn drop(&mut self) {
        self.reader.cancel();
    }
}

impl BackgroundRead {
    pub(super) fn begin(source: ImportSource, program: PathBuf) -> Self {
        let (send, answer) = channel();
        let reader = ChildReader::default();
        let (read, by) = (source.clone(), reader.clone());
        std::thread::spawn(move || {
            // Nobody receives it where the import was left meanwhile.
            let _ = send.send(read_source(&read, &by, &program));
        });
        Self {
            source,
            reader,
            answer,
        }
    }

    /// The result, once reading has ended.
    pub(super) fn answer(&self) -> Option<ReadResult> {
        match self.answer.try_recv() {
            Ok(read) => Some(read),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(ReadError::Crashed)),
        }
    }

    /// Waits for the result.
    pub(super) fn wait(&self) -> Option<ReadResult> {
        Some(self.answer.recv().unwrap_or(Err(ReadError::Crashed)))
    }
}

fn read_source(source: &ImportSource, reader: &ChildReader, program: &Path) -> ReadResult {
    match source {
        ImportSource::Pasted(text) => read_pasted(text, ""),
        ImportSource::File(path) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            reader.read(program, &bytes(path)?, &name, Budget::default())
        }
    }
}

/// The bytes of a file, up to the limit.
fn bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    let wrong = |error: std::io::Error| ReadError::File(error.to_string());
    // Reading a pipe or a device might never end.
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
