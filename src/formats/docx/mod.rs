//! Word (Office Open XML), laid out as Nghị định 30/2020/NĐ-CP, appendix I, asks.
//!
//! The parts are written by hand: the layout is the point here, and each measure stands where the
//! decree's word for it stands. Lengths are twentieths of a point, sizes of type half points.

mod letterhead;
mod parts;
mod run;
mod table;
mod write;

use super::Unwritable;
use crate::report::document::Document;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Twentieths of a point in a millimetre, times a hundred.
const PER_MM: u32 = 5669;

/// A length in millimetres.
const fn mm(n: u32) -> u32 {
    n * PER_MM / 100
}

/// The paper and its margins (appendix I, part I, article 3 and 4): A4; above and below 20–25 mm,
/// left 30–35 mm, right 15–20 mm.
mod paper {
    use super::mm;
    pub const SHORT: u32 = 11_906;
    pub const LONG: u32 = 16_838;
    pub const TOP: u32 = mm(20);
    pub const BOTTOM: u32 = mm(20);
    pub const LEFT: u32 = mm(30);
    pub const RIGHT: u32 = mm(15);
    pub const HEADER: u32 = mm(10);
    /// What a line has in portrait.
    pub const PORTRAIT_LINE: u32 = SHORT - LEFT - RIGHT;
    /// What a line has in landscape.
    pub const LANDSCAPE_LINE: u32 = LONG - LEFT - RIGHT;
}

/// The whole file.
pub fn write(document: &Document) -> Result<Vec<u8>, Unwritable> {
    pack(&[
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::RELATIONS.to_owned()),
        ("docProps/core.xml", parts::core(document)),
        ("word/document.xml", write::body(document)),
        (
            "word/_rels/document.xml.rels",
            parts::DOCUMENT_RELATIONS.to_owned(),
        ),
        ("word/styles.xml", parts::styles(document)),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        ("word/header1.xml", parts::HEADER.to_owned()),
    ])
    .map_err(|error| Unwritable(error.to_string()))
}

/// Packs the parts; without the clock, so that the same report gives the same bytes.
fn pack(parts: &[(&str, String)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (name, text) in parts {
        archive.start_file(*name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
