//! Word (Office Open XML), laid out as Nghị định 30/2020/NĐ-CP, appendix I, asks.
//!
//! The parts are written by hand: the layout is the point here, and each measure stands where the
//! decree's word for it stands. Lengths are twentieths of a point, sizes of type half points.

use crate::present::text::escape_xml as escape;
use crate::report::document::{
    Align, Annex, Block, Document, DocumentFoot, DocumentHead, Table, TableRow, TableRowKind,
};
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
const SHORT: u32 = 11_906;
const LONG: u32 = 16_838;
const TOP: u32 = mm(20);
const BOTTOM: u32 = mm(20);
const LEFT: u32 = mm(30);
const RIGHT: u32 = mm(15);
const HEADER: u32 = mm(10);
/// What a line has in portrait.
const PORTRAIT_LINE: u32 = SHORT - LEFT - RIGHT;
/// What a line has in landscape.
const LANDSCAPE_LINE: u32 = LONG - LEFT - RIGHT;

/// The whole file.
pub(crate) fn write(document: &Document) -> Result<Vec<u8>, String> {
    pack(document, body(document)).map_err(|error| error.to_string())
}

/// The document's part "word/document.xml".
fn body(document: &Document) -> String {
    let mut out = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#,
    );
    letterhead(&document.head, &mut out);
    blocks(document, &document.body, PORTRAIT_LINE, &mut out);
    foot(&document.foot, &mut out);
    let mut open = section(false);
    for annex in &document.annexes {
        // A section ends in a paragraph that carries its paper; it has no height of its own.
        out.push_str(&format!(
            r#"<w:p><w:pPr><w:pStyle w:val="Centred"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr>{open}</w:pPr></w:p>"#
        ));
        self::annex(document, annex, &mut out);
        open = section(true);
    }
    out.push_str(&open);
    out.push_str("</w:body></w:document>");
    out
}

/// Paper, margins and page numbers of a section. The first page bears no number, and each annex
/// counts its pages from one (appendix I: số trang của phụ lục được đánh số riêng theo
/// từng phụ lục).
fn section(annex: bool) -> String {
    let (width, height, turned) = if annex {
        (LONG, SHORT, r#" w:orient="landscape""#)
    } else {
        (SHORT, LONG, "")
    };
    format!(
        r#"<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/><w:pgMar w:top="{}" w:right="{}" w:bottom="{}" w:left="{}" w:header="{}" w:footer="{}" w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>"#,
        TOP, RIGHT, BOTTOM, LEFT, HEADER, HEADER
    )
}

/// Blocks one after the other. What leads a list or a table in stays on its page, and the last
/// paragraph stays with what follows: in the text, the signature.
fn blocks(document: &Document, blocks: &[Block], line: u32, out: &mut String) {
    for (at, block) in blocks.iter().enumerate() {
        let leads = matches!(
            blocks.get(at + 1),
            None | Some(Block::Item(_) | Block::Table(_))
        );
        self::block(document, block, leads, line, out);
    }
}

fn block(document: &Document, block: &Block, leads: bool, line: u32, out: &mut String) {
    match block {
        Block::Heading { level, text } => {
            let style = format!("Heading{level}");
            out.push_str(&paragraph(&style, "", &[Run::plain(text)]));
        }
        Block::Paragraph(text) => {
            let keep = if leads { "<w:keepNext/>" } else { "" };
            out.push_str(&paragraph("Normal", keep, &[Run::plain(text)]));
        }
        Block::Item(text) => {
            let text = format!("- {text}");
            out.push_str(&paragraph("Normal", "", &[Run::plain(&text)]));
        }
        Block::Place { prompt, text, .. } => match text {
            Some(text) => {
                for line in text.lines() {
                    out.push_str(&paragraph("Normal", "", &[Run::plain(line)]));
                }
            }
            None => out.push_str(&paragraph("Normal", "", &[Run::plain(prompt).marked()])),
        },
        Block::Table(table) => {
            ruled(document, table, line, out);
            out.push_str(&paragraph("Cell", "", &[]));
        }
    }
}

fn annex(document: &Document, annex: &Annex, out: &mut String) {
    out.push_str(&paragraph("Title", "", &[Run::plain(&annex.label)]));
    out.push_str(&paragraph("Title", "", &[Run::plain(&annex.title)]));
    let reference = Run::plain(&annex.reference).italic();
    out.push_str(&paragraph("Centred", "<w:keepNext/>", &[reference]));
    blocks(document, &annex.blocks, LANDSCAPE_LINE, out);
}

/// The header table's columns.
const LEFT_COLUMN: u32 = mm(68);
const RIGHT_COLUMN: u32 = PORTRAIT_LINE - LEFT_COLUMN;

/// Two rows without rules, so that number and day stand level; below them kind and subject,
/// or whom a letter goes to, and notices.
fn letterhead(head: &DocumentHead, out: &mut String) {
    let centred = |runs: &[Run<'_>]| paragraph("Centred", "", runs);
    let mut left = centred(&[Run::plain(&head.superior).size(12)]);
    left.push_str(&centred(&[Run::plain(&head.office).bold().size(12)]));
    left.push_str(&rule(
        part_of_line(&head.office, 12, LEFT_COLUMN),
        LEFT_COLUMN,
    ));
    let mut right = centred(&[Run::plain(&head.nation).bold().size(12)]);
    right.push_str(&centred(&[Run::plain(&head.motto).bold().size(13)]));
    right.push_str(&rule(line_length(&head.motto, 13), RIGHT_COLUMN));
    let space = r#"<w:spacing w:before="60" w:after="0"/>"#;
    let mut number = centred(&[Run::plain(&head.number).size(13)]);
    if head.is_letter() {
        for line in &head.subject {
            number.push_str(&centred(&[Run::plain(line).size(12)]));
        }
    }
    number.push_str(&paragraph(
        "Centred",
        space,
        &[Run::plain(&head.draft).bold().size(13).framed()],
    ));
    let day = centred(&[Run::plain(&head.place_and_day).italic().size(13)]);
    out.push_str(&side_by_side(
        [LEFT_COLUMN, RIGHT_COLUMN],
        &[[left, right], [number, day]],
    ));
    let space = r#"<w:spacing w:before="240" w:after="0"/>"#;
    if head.is_letter() {
        let addressee = [Run::plain(&head.addressee)];
        out.push_str(&paragraph("Centred", space, &addressee));
    } else {
        out.push_str(&paragraph("Title", space, &[Run::plain(&head.title)]));
        for line in &head.subject {
            out.push_str(&paragraph("Title", "", &[Run::plain(line)]));
        }
        let lines = head.subject.iter();
        let lengths = lines.map(|line| part_of_line(line, 14, PORTRAIT_LINE));
        let length = lengths.max().unwrap_or(0);
        out.push_str(&rule(length, PORTRAIT_LINE));
    }
    for notice in &head.notices {
        out.push_str(&paragraph("Notice", "", &[Run::plain(notice)]));
    }
    out.push_str(&paragraph("Centred", "", &[]));
}

/// The length of the rule below a line: between a third and a half of it. A text that is longer
/// than the column fills a line of it.
fn part_of_line(text: &str, points: u32, column: u32) -> u32 {
    line_length(text, points).min(column) * 2 / 5
}

/// Recipients on the left, the signature on the right with four empty lines for the hand.
fn foot(foot: &DocumentFoot, out: &mut String) {
    let title = Run::plain(&foot.recipients_title).bold().italic().size(12);
    let mut left = paragraph("Recipients", "", &[title]);
    for line in &foot.recipients {
        let mut run = Run::plain(line).size(11);
        if line.contains('[') {
            run = run.marked();
        }
        left.push_str(&paragraph("Recipients", "", &[run]));
    }
    let mut right = String::new();
    for line in &foot.signer_title {
        right.push_str(&paragraph("Centred", "", &[Run::plain(line).bold()]));
    }
    for _ in 0..4 {
        right.push_str(&paragraph("Centred", "", &[]));
    }
    right.push_str(&paragraph(
        "Centred",
        "",
        &[Run::plain(&foot.signer).bold()],
    ));
    let half = PORTRAIT_LINE / 2;
    // A signature never stands on a page without a line of the text.
    out.push_str(&paragraph("Centred", "<w:keepNext/>", &[]));
    out.push_str(&side_by_side([half, half], &[[left, right]]));
}

const RULES: &str = r#"<w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:left w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:right w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tblBorders>"#;

const NO_RULES: &str = r#"<w:tblBorders><w:top w:val="nil"/><w:left w:val="nil"/><w:bottom w:val="nil"/><w:right w:val="nil"/><w:insideH w:val="nil"/><w:insideV w:val="nil"/></w:tblBorders>"#;

/// The beginning of a table with columns of these widths.
fn open(widths: &[u32], rules: &str, padding: u32) -> String {
    let all: u32 = widths.iter().sum();
    let columns: String = widths
        .iter()
        .map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#))
        .collect();
    format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="{all}" w:type="dxa"/><w:jc w:val="center"/>{rules}<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{padding}" w:type="dxa"/><w:right w:w="{padding}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"#
    )
}

/// Texts side by side without rules: rows of cells that hold ready paragraphs.
fn side_by_side(widths: [u32; 2], rows: &[[String; 2]]) -> String {
    let mut out = open(&widths, NO_RULES, 0);
    for row in rows {
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (cell, width) in row.iter().zip(widths) {
            out.push_str(&self::cell(width, 1, "", cell));
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
    out
}

/// The most rows of a table that is not divided between two pages.
const UNDIVIDED: usize = 15;

/// A ruled table across a line of that width, its caption above it.
fn ruled(document: &Document, table: &Table, line: u32, out: &mut String) {
    let shares: u32 = table.columns.iter().map(|column| column.width).sum();
    let width = |share: u32| line * share / shares.max(1);
    let widths: Vec<u32> = table.columns.iter().map(|c| width(c.width)).collect();
    out.push_str(&paragraph("Caption", "", &[Run::plain(&table.caption)]));
    out.push_str(&open(&widths, RULES, 57));
    out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (column, width) in table.columns.iter().zip(&widths) {
        let text = cell_text(&column.title, Align::Centre, true, true);
        out.push_str(&cell(*width, 1, r#"<w:vAlign w:val="center"/>"#, &text));
    }
    out.push_str("</w:tr>");
    let whole = table.rows.len() <= UNDIVIDED;
    for (at, row) in table.rows.iter().enumerate() {
        // A row stays with the one below it; the last one ends the table.
        let stays = whole && at + 1 < table.rows.len();
        out.push_str(&self::row(document, table, row, &widths, stays));
    }
    out.push_str("</w:tbl>");
}

fn row(document: &Document, table: &Table, row: &TableRow, widths: &[u32], stays: bool) -> String {
    let mut out = String::from("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    let bold = row.kind != TableRowKind::Item;
    if row.kind == TableRowKind::Group {
        let text = row.cells.first().map(|value| value.text(document.lang));
        let text = text.unwrap_or_default();
        let run = Run::plain(&text).bold();
        // The title of a group stays with its first row.
        let text = paragraph("Cell", "<w:keepNext/>", &[run]);
        out.push_str(&cell(widths.iter().sum(), widths.len(), "", &text));
    } else {
        for ((value, column), width) in row.cells.iter().zip(&table.columns).zip(widths) {
            let text = cell_text(&value.text(document.lang), column.align, bold, stays);
            out.push_str(&cell(*width, 1, "", &text));
        }
    }
    out.push_str("</w:tr>");
    out
}

fn cell(width: u32, columns: usize, more: &str, text: &str) -> String {
    let span = if columns > 1 {
        format!(r#"<w:gridSpan w:val="{columns}"/>"#)
    } else {
        String::new()
    };
    format!(
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{more}</w:tcPr>{text}</w:tc>"#
    )
}

fn cell_text(text: &str, align: Align, bold: bool, stays: bool) -> String {
    let stays = if stays { "<w:keepNext/>" } else { "" };
    let align = match align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
    };
    let bold = if bold {
        "<w:rPr><w:b/><w:bCs/></w:rPr>"
    } else {
        ""
    };
    let text = escape(text);
    format!(
        r#"<w:p><w:pPr><w:pStyle w:val="Cell"/>{stays}<w:jc w:val="{align}"/></w:pPr><w:r>{bold}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#
    )
}

/// A stretch of text with its look: properties in the schema's order, which is that of the methods.
struct Run<'t> {
    text: &'t str,
    look: String,
}

impl<'t> Run<'t> {
    /// Text as its style has it.
    fn plain(text: &'t str) -> Self {
        let look = String::new();
        Self { text, look }
    }

    fn with(mut self, look: &str) -> Self {
        self.look.push_str(look);
        self
    }

    fn bold(self) -> Self {
        self.with("<w:b/><w:bCs/>")
    }

    fn italic(self) -> Self {
        self.with("<w:i/><w:iCs/>")
    }

    fn size(self, points: u32) -> Self {
        let n = points * 2;
        self.with(&format!(r#"<w:sz w:val="{n}"/><w:szCs w:val="{n}"/>"#))
    }

    /// On yellow: something is still to be written there.
    fn marked(self) -> Self {
        self.with(r#"<w:highlight w:val="yellow"/>"#)
    }

    fn framed(self) -> Self {
        self.with(r#"<w:bdr w:val="single" w:sz="4" w:space="2" w:color="000000"/>"#)
    }

    fn xml(&self) -> String {
        let (look, text) = (&self.look, escape(self.text));
        format!(r#"<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#)
    }
}

/// A paragraph of a style, with further properties in the schema's order.
fn paragraph(style: &str, more: &str, runs: &[Run<'_>]) -> String {
    let runs: String = runs.iter().map(Run::xml).collect();
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>"#)
}

/// A rule in the middle of a column: the lower border of a paragraph that is set in on both sides
/// and has no height.
fn rule(length: u32, column: u32) -> String {
    let side = column.saturating_sub(length) / 2;
    format!(
        r#"<w:p><w:pPr><w:pStyle w:val="Centred"/><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr><w:spacing w:before="70" w:after="0" w:line="60" w:lineRule="exact"/><w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>"#
    )
}

/// How long a line of bold Times New Roman is about, in twentieths of a point: the rule below a
/// line of the head is measured by it.
fn line_length(text: &str, points: u32) -> u32 {
    let em: u32 = text
        .chars()
        .map(|c| match c {
            ' ' | ',' | '.' | '-' | 'i' | 'l' | 'j' | 't' | 'f' | 'I' => 30,
            c if c.is_uppercase() => 71,
            'm' | 'w' => 78,
            _ => 51,
        })
        .sum();
    em * points / 5
}

// The parts of the file beside its text, and all of them packed.

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;

const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/></Relationships>"#;

/// Word opens it as a file of its present version, not in compatibility mode.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:defaultTabStop w:val="567"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"#;

/// The page number, in Arabic figures of size 13–14, centred in the top margin.
const HEADER_PART: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>"#;

/// Title and nothing that changes from one printing to the next.
fn core(document: &Document) -> String {
    let title = format!(
        "{}: {}",
        document.head.title,
        document.head.subject.join(" ")
    );
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>"#,
        escape(&title)
    )
}

/// A style: id, name, and its properties of paragraph and run.
const STYLES: [(&str, &str, &str, &str); 10] = [
    (
        "Heading1",
        "heading 1",
        r#"<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:jc w:val="left"/><w:outlineLvl w:val="0"/>"#,
        "<w:b/><w:bCs/>",
    ),
    (
        "Heading2",
        "heading 2",
        r#"<w:keepNext/><w:spacing w:before="120" w:after="120"/><w:jc w:val="left"/><w:outlineLvl w:val="1"/>"#,
        "<w:b/><w:bCs/>",
    ),
    (
        "Heading3",
        "heading 3",
        r#"<w:keepNext/><w:spacing w:before="120" w:after="60"/><w:jc w:val="left"/><w:outlineLvl w:val="2"/>"#,
        "<w:b/><w:bCs/><w:i/><w:iCs/>",
    ),
    // Header table, title, signature: centred, tight.
    (
        "Centred",
        "Centred",
        r#"<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/><w:jc w:val="center"/>"#,
        "",
    ),
    (
        "Title",
        "Title",
        r#"<w:keepNext/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/><w:jc w:val="center"/>"#,
        "<w:b/><w:bCs/>",
    ),
    (
        "Header",
        "header",
        r#"<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/><w:jc w:val="center"/>"#,
        "",
    ),
    (
        "Recipients",
        "Recipients",
        r#"<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/><w:jc w:val="left"/>"#,
        r#"<w:sz w:val="22"/><w:szCs w:val="22"/>"#,
    ),
    (
        "Caption",
        "caption",
        r#"<w:keepNext/><w:spacing w:before="180" w:after="60"/><w:ind w:firstLine="0"/><w:jc w:val="left"/>"#,
        "<w:b/><w:bCs/>",
    ),
    (
        "Cell",
        "Cell",
        r#"<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/><w:jc w:val="left"/>"#,
        r#"<w:sz w:val="22"/><w:szCs w:val="22"/>"#,
    ),
    (
        "Notice",
        "Notice",
        r#"<w:spacing w:before="120" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/><w:jc w:val="center"/>"#,
        r#"<w:i/><w:iCs/><w:sz w:val="24"/><w:szCs w:val="24"/>"#,
    ),
];

/// The styles. Body text: Times New Roman 14, justified, first line 1 cm in, 6 points between
/// paragraphs, lines 1.1 times single.
fn styles(document: &Document) -> String {
    let lang = document.lang.pick("vi-VN", "en-GB");
    let mut out = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="{lang}" w:eastAsia="{lang}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:before="0" w:after="120" w:line="264" w:lineRule="auto"/><w:ind w:firstLine="567"/><w:jc w:val="both"/></w:pPr></w:style>"#
    );
    for (id, name, paragraph, run) in STYLES {
        out.push_str(&format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"#
        ));
    }
    out.push_str("</w:styles>");
    out
}

/// The whole file around its text. Without the clock, so that the same report gives the same bytes.
fn pack(document: &Document, body: String) -> zip::result::ZipResult<Vec<u8>> {
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("docProps/core.xml", core(document)),
        ("word/document.xml", body),
        (
            "word/_rels/document.xml.rels",
            DOCUMENT_RELATIONS.to_owned(),
        ),
        ("word/styles.xml", styles(document)),
        ("word/settings.xml", SETTINGS.to_owned()),
        ("word/header1.xml", HEADER_PART.to_owned()),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (name, text) in parts {
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
