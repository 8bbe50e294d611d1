//! The ZIP container of the office formats, inspected before anything else reads it: sizes counted
//! while inflating, no entities, no deep nesting, no macros.

use super::error::{FileKind, Limit, ReadError};
use super::limits;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Bytes inflated at a time.
const CHUNK: usize = 64 * 1024;

pub(super) type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// A container that passed the inspection.
pub(super) struct Package<'b> {
    pub(super) archive: Archive<'b>,
    pub(super) kind: FileKind,
    /// Whether a sheet has formulas.
    pub(super) formulas: bool,
    /// Whether there are pictures.
    pub(super) pictures: bool,
}

/// Opens a container and inspects all its parts.
pub(super) fn open(bytes: &[u8]) -> Result<Package<'_>, ReadError> {
    let archive = ZipArchive::new(Cursor::new(bytes));
    let mut archive = archive.map_err(|error| damaged(FileKind::Archive, error))?;
    if archive.len() > limits::PARTS {
        return Err(ReadError::LimitExceeded(Limit::Parts(limits::PARTS)));
    }
    let names = archive.file_names();
    let names = names.map(|name| name.map(|name| name.to_ascii_lowercase()));
    let names = names.map(Result::unwrap_or_default);
    let names: Vec<String> = names.collect();
    let mut package = Package {
        kind: kind(&names, &mut archive),
        archive,
        formulas: false,
        pictures: false,
    };
    let mut total = 0;
    for (at, name) in names.iter().enumerate() {
        package.inspect(at, name, &mut total)?;
    }
    Ok(package)
}

fn kind(names: &[String], archive: &mut Archive) -> FileKind {
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let sheets = names.iter().any(|name| name.starts_with("xl/worksheets/"));
    if has("xl/workbook.xml") || sheets {
        FileKind::Xlsx
    } else if has("xl/workbook.bin") {
        FileKind::Xlsb
    } else if has("word/document.xml") {
        FileKind::Docx
    } else if has("content.xml") && is_spreadsheet(archive) {
        FileKind::Ods
    } else {
        FileKind::Archive
    }
}

impl Package<'_> {
    /// Inspects one part; `total` counts the uncompressed bytes of all of them.
    fn inspect(&mut self, at: usize, name: &str, total: &mut u64) -> Result<(), ReadError> {
        let kind = self.kind;
        let too_large = |size: u64| match size > limits::INFLATED {
            true => Err(ReadError::LimitExceeded(Limit::Inflated(limits::INFLATED))),
            false => Ok(()),
        };
        let mut part = self.archive.by_index(at).map_err(|error| {
            let locked = error.to_string().contains("assword");
            if locked {
                ReadError::Encrypted
            } else {
                damaged(kind, error)
            }
        })?;
        if name.ends_with("vbaproject.bin") || name.starts_with("basic/") && !name.ends_with('/') {
            return Err(ReadError::Macros);
        }
        too_large(total.saturating_add(part.size()))?;
        let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
        let mut scanner = XmlScanner::default();
        let mut chunk = vec![0; CHUNK];
        loop {
            let read = part
                .read(&mut chunk)
                .map_err(|error| damaged(kind, error))?;
            if read == 0 {
                break;
            }
            *total += read as u64;
            too_large(*total)?;
            if is_xml {
                scanner.scan(chunk.get(..read).unwrap_or_default())?;
            }
        }
        self.pictures |= name.contains("/media/") || name.starts_with("pictures/");
        self.formulas |= scanner.formulas && name.starts_with("xl/worksheets/");
        match name == "meta-inf/manifest.xml" && scanner.encrypted {
            true => Err(ReadError::Encrypted),
            false => Ok(()),
        }
    }
}

fn is_spreadsheet(archive: &mut Archive) -> bool {
    let mut kind = String::new();
    let read = archive
        .by_name("mimetype")
        .is_ok_and(|part| part.take(200).read_to_string(&mut kind).is_ok());
    read && kind.contains("opendocument.spreadsheet")
}

/// The text of a part.
pub(super) fn part(
    archive: &mut Archive,
    name: &str,
    kind: FileKind,
) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let part = archive
        .by_name(name)
        .map_err(|error| damaged(kind, error))?;
    let read = part.take(limits::INFLATED).read_to_end(&mut bytes);
    read.map_err(|error| damaged(kind, error))?;
    Ok(bytes)
}

pub(super) fn damaged(kind: FileKind, error: impl std::fmt::Display) -> ReadError {
    ReadError::Damaged {
        kind,
        detail: error.to_string(),
    }
}

/// Scans XML byte by byte, across chunk boundaries.
#[derive(Default)]
struct XmlScanner {
    depth: usize,
    state: State,
    name: Vec<u8>,
    formulas: bool,
    encrypted: bool,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Text,
    /// After `<`.
    Open,
    /// In a tag's name, and in the rest of it.
    Name,
    Tag,
    /// In a tag, within that quote.
    Quoted(u8),
    /// In a tag, after `/`.
    Slash,
    /// In `</…>`.
    Close,
    /// In `<?…>` or `<!…>`.
    Other,
}

impl XmlScanner {
    fn scan(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        for &byte in bytes {
            self.state = match self.state {
                State::Text if byte == b'<' => State::Open,
                State::Text => State::Text,
                State::Open => self.after_open(byte),
                State::Name | State::Tag | State::Slash => self.in_tag(byte)?,
                State::Quoted(quote) if byte == quote => State::Tag,
                State::Quoted(quote) => State::Quoted(quote),
                State::Close if byte == b'>' => {
                    self.depth = self.depth.saturating_sub(1);
                    State::Text
                }
                State::Close => State::Close,
                State::Other => self.in_other(byte)?,
            };
        }
        Ok(())
    }

    /// After `<`.
    fn after_open(&mut self, byte: u8) -> State {
        self.name.clear();
        match byte {
            b'/' => State::Close,
            b'?' | b'!' => State::Other,
            byte => {
                self.name.push(byte);
                State::Name
            }
        }
    }

    fn in_tag(&mut self, byte: u8) -> Result<State, ReadError> {
        let in_name = self.state == State::Name;
        if in_name && (byte == b'/' || byte.is_ascii_whitespace()) {
            self.finish_name();
        }
        Ok(match byte {
            b'>' if self.state == State::Slash => State::Text,
            b'>' => self.open_element()?,
            b'/' if self.state != State::Slash => State::Slash,
            b'"' | b'\'' if self.state == State::Tag => State::Quoted(byte),
            byte if in_name && !byte.is_ascii_whitespace() => {
                if self.name.len() < 32 {
                    self.name.push(byte);
                }
                State::Name
            }
            _ => State::Tag,
        })
    }

    /// In `<?…>` or `<!…>`.
    fn in_other(&mut self, byte: u8) -> Result<State, ReadError> {
        if self.name.len() < 7 {
            self.name.push(byte.to_ascii_uppercase());
        }
        if self.name.starts_with(b"DOCTYPE") || self.name.starts_with(b"ENTITY") {
            return Err(ReadError::Entities);
        }
        Ok(if byte == b'>' {
            State::Text
        } else {
            State::Other
        })
    }

    fn finish_name(&mut self) {
        self.formulas |= self.name == b"f";
        self.encrypted |= self.name == b"manifest:encryption-data";
    }

    fn open_element(&mut self) -> Result<State, ReadError> {
        self.finish_name();
        self.depth += 1;
        if self.depth > limits::DEPTH {
            return Err(ReadError::LimitExceeded(Limit::Depth(limits::DEPTH)));
        }
        Ok(State::Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanner(xml: &str, chunk: usize) -> Result<XmlScanner, ReadError> {
        let mut scanner = XmlScanner::default();
        for chunk in xml.as_bytes().chunks(chunk) {
            scanner.scan(chunk)?;
        }
        Ok(scanner)
    }

    #[test]
    fn entities_and_depth_are_refused_wherever_the_chunks_end() {
        let deep = "<a>".repeat(limits::DEPTH + 1);
        let flat = "<r><c a='>'/><f>1</f></r>".repeat(1000);
        for chunk in [1, 7, 4096] {
            let entities = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'kế hoạch'>]><x/>";
            assert!(matches!(scanner(entities, chunk), Err(ReadError::Entities)));
            assert!(matches!(
                scanner(&deep, chunk),
                Err(ReadError::LimitExceeded(Limit::Depth(_)))
            ));
            assert!(
                scanner(&flat, chunk).is_ok_and(|scanner| scanner.formulas && scanner.depth == 0)
            );
        }
    }
}
