//! Why nothing could be read. The words for it are made elsewhere.

use serde::{Deserialize, Serialize};

/// Why a file or a pasted text gives no sheets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReadError {
    /// What the system says of the file.
    File(String),
    /// Nothing is in it.
    Empty,
    /// More than is read.
    Over(Limit),
    /// A password is needed.
    Encrypted,
    /// It begins as that kind does, and goes wrong later.
    Damaged { kind: Kind, detail: String },
    /// Its name says one kind, its content is another.
    WrongName { named: Kind, is: Kind },
    /// A kind that holds no table that could be read.
    Unsupported(Kind),
    /// Programs are in it.
    Macros,
    /// Pictures are in it, and no text in cells.
    Pictures,
    /// A text document without a table.
    NoTable,
    /// Document types and entities in its XML, which an office's file has not.
    Entities,
    /// Text in one of the fonts that were used before Unicode.
    OldEncoding(OldEncoding),
    /// Plain text in neither UTF-8 nor UTF-16.
    NotUnicode,
    /// Reading took longer than it may.
    TooSlow { seconds: u64 },
    /// Reading broke off: too much memory, or a fault.
    BrokeOff,
    /// The person wanted it no more.
    Stopped,
}

/// What a file may have at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// Bytes of the file.
    Bytes(u64),
    /// Bytes once inflated.
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
    /// Letters of one cell.
    Letters {
        row: u32,
        max: usize,
    },
}

/// What a file is, by its content or by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Excel since 2007 (.xlsx).
    Xlsx,
    /// Excel of before (.xls).
    Xls,
    /// Excel's binary format (.xlsb).
    Xlsb,
    /// OpenDocument (.ods).
    Ods,
    /// Word since 2007 (.docx).
    Docx,
    /// Word of before (.doc).
    Doc,
    /// Plain text with separators (.csv, .tsv, .txt).
    Text,
    Html,
    /// XML that is no office's file.
    Xml,
    Rtf,
    Pdf,
    Picture,
    /// A container of files that is none of these.
    Archive,
    Unknown,
}

/// How letters were written before Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OldEncoding {
    /// Fonts named .VnTime and the like.
    Tcvn3,
    /// Fonts named VNI-Times and the like.
    Vni,
    /// Unicode that was read as something else.
    Garbled,
}
