//! Why nothing could be read; `present::messages::import` has the messages.

use serde::{Deserialize, Serialize};

/// Why a file or a pasted text gives no sheets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReadError {
    /// The system's message about the file.
    File(String),
    Empty,
    /// The file is larger than the program reads.
    LimitExceeded(Limit),
    /// A password is needed.
    Encrypted,
    /// It begins as that kind does, and goes wrong later.
    Damaged {
        kind: FileKind,
        detail: String,
    },
    /// The extension of its name names one kind, its content is another.
    WrongExtension {
        named: FileKind,
        is: FileKind,
    },
    /// A kind of file that is not read.
    Unsupported(FileKind),
    Macros,
    /// Only pictures, no text in cells: a scan.
    Pictures,
    /// A text document without a table.
    NoTable,
    /// Its XML has a document type or entities, which no office program writes.
    Entities,
    /// Text in one of the fonts that were used before Unicode.
    OldEncoding(OldEncoding),
    /// Plain text in neither UTF-8 nor UTF-16.
    NotUnicode,
    TimedOut {
        seconds: u64,
    },
    /// The process that reads has ended without an answer: too much memory, or a fault.
    Crashed,
    Cancelled,
}

/// Which limit a file exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// Bytes of the file.
    Bytes(u64),
    /// Bytes of all parts, uncompressed.
    Inflated(u64),
    /// Files inside it.
    Parts(usize),
    /// Elements inside elements.
    Depth(usize),
    Sheets(usize),
    /// Rows of one sheet.
    Rows(u32),
    /// Columns of that sheet, in that row.
    Columns {
        row: u32,
        max: u32,
    },
    /// Cells of all sheets.
    Cells(usize),
    /// Characters of one cell.
    Characters {
        row: u32,
        max: usize,
    },
}

/// What a file is, by its content or by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileKind {
    /// Excel since 2007 (.xlsx).
    Xlsx,
    /// Excel before 2007 (.xls).
    Xls,
    /// Excel's binary format (.xlsb).
    Xlsb,
    /// OpenDocument (.ods).
    Ods,
    /// Word since 2007 (.docx).
    Docx,
    /// Word before 2007 (.doc).
    Doc,
    /// Plain text with separators (.csv, .tsv, .txt).
    Text,
    Html,
    /// XML that is no office document.
    Xml,
    Rtf,
    Pdf,
    Picture,
    /// A ZIP file that is none of these.
    Archive,
    Unknown,
}

/// An encoding of Vietnamese from before Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OldEncoding {
    /// Fonts named .VnTime and the like.
    Tcvn3,
    /// Fonts named VNI-Times and the like.
    Vni,
    /// UTF-8 that was decoded as Windows-1252.
    Garbled,
}
