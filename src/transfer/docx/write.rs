//! The text: head, paragraphs, foot, annexes, and the two sections that hold them.

use super::super::ooxml::escape;
use super::{mm, paper, table};
use crate::report::document::{Annex, Block, Document, Foot, Head};

/// The header table's columns.
const LEFT_COLUMN: u32 = mm(68);
const RIGHT_COLUMN: u32 = paper::PORTRAIT_LINE - LEFT_COLUMN;

/// A stretch of text with its look.
pub struct Run<'t> {
    text: &'t str,
    bold: bool,
    italic: bool,
    marked: bool,
    framed: bool,
    /// Half points; 0 leaves the style's.
    size: u32,
}

impl<'t> Run<'t> {
    /// Text as its style has it.
    pub fn plain(text: &'t str) -> Self {
        Self {
            text,
            bold: false,
            italic: false,
            marked: false,
            framed: false,
            size: 0,
        }
    }

    /// Bold.
    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// Italic.
    pub fn italic(self) -> Self {
        Self {
            italic: true,
            ..self
        }
    }

    /// On yellow: something is still to be written there.
    pub fn marked(self) -> Self {
        Self {
            marked: true,
            ..self
        }
    }

    /// In a frame.
    pub fn framed(self) -> Self {
        Self {
            framed: true,
            ..self
        }
    }

    /// In a size, in points.
    pub fn size(self, points: u32) -> Self {
        Self {
            size: points * 2,
            ..self
        }
    }

    /// The order of the properties is the schema's.
    fn xml(&self) -> String {
        let mut look = String::new();
        if self.bold {
            look.push_str("<w:b/><w:bCs/>");
        }
        if self.italic {
            look.push_str("<w:i/><w:iCs/>");
        }
        if self.size > 0 {
            let size = self.size;
            look.push_str(&format!(
                r#"<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#
            ));
        }
        if self.marked {
            look.push_str(r#"<w:highlight w:val="yellow"/>"#);
        }
        if self.framed {
            look.push_str(r#"<w:bdr w:val="single" w:sz="4" w:space="2" w:color="000000"/>"#);
        }
        let text = escape(self.text);
        format!(r#"<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#)
    }
}

/// A paragraph of a style, with further properties in the schema's order.
pub fn paragraph(style: &str, more: &str, runs: &[Run<'_>]) -> String {
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

/// The document's part "word/document.xml".
pub fn body(document: &Document) -> String {
    let mut out = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#,
    );
    head(&document.head, &mut out);
    for block in &document.body {
        self::block(document, block, paper::PORTRAIT_LINE, &mut out);
    }
    foot(&document.foot, &mut out);
    let portrait = section(false);
    if document.annexes.is_empty() {
        out.push_str(&portrait);
    } else {
        // The section's last paragraph carries its paper; the annexes follow in landscape.
        out.push_str(&format!(
            r#"<w:p><w:pPr><w:pStyle w:val="Centred"/>{portrait}</w:pPr></w:p>"#
        ));
        for (nth, annex) in document.annexes.iter().enumerate() {
            self::annex(document, annex, nth > 0, &mut out);
        }
        out.push_str(&section(true));
    }
    out.push_str("</w:body></w:document>");
    out
}

/// Paper, margins and page numbers of a section. The first page of the text bears no number.
fn section(landscape: bool) -> String {
    let (width, height, turned, first) = if landscape {
        (paper::LONG, paper::SHORT, r#" w:orient="landscape""#, "")
    } else {
        (paper::SHORT, paper::LONG, "", "<w:titlePg/>")
    };
    format!(
        r#"<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/><w:pgMar w:top="{}" w:right="{}" w:bottom="{}" w:left="{}" w:header="{}" w:footer="{}" w:gutter="0"/>{first}</w:sectPr>"#,
        paper::TOP,
        paper::RIGHT,
        paper::BOTTOM,
        paper::LEFT,
        paper::HEADER,
        paper::HEADER
    )
}

/// Two rows without rules, so that number and day stand level; below them kind, subject, notices.
fn head(head: &Head, out: &mut String) {
    let centred = |runs: &[Run<'_>]| paragraph("Centred", "", runs);
    let mut left = centred(&[Run::plain(&head.superior).size(12)]);
    left.push_str(&centred(&[Run::plain(&head.office).bold().size(12)]));
    left.push_str(&rule(line_length(&head.office, 12) * 2 / 5, LEFT_COLUMN));
    let mut right = centred(&[Run::plain(&head.nation).bold().size(12)]);
    right.push_str(&centred(&[Run::plain(&head.motto).bold().size(13)]));
    right.push_str(&rule(line_length(&head.motto, 13), RIGHT_COLUMN));
    let space = r#"<w:spacing w:before="60" w:after="0"/>"#;
    let mut number = centred(&[Run::plain(&head.number).size(13)]);
    number.push_str(&paragraph(
        "Centred",
        space,
        &[Run::plain(&head.draft).bold().framed().size(13)],
    ));
    let day = centred(&[Run::plain(&head.place_and_day).italic().size(13)]);
    out.push_str(&table::side_by_side(
        [LEFT_COLUMN, RIGHT_COLUMN],
        &[[left, right], [number, day]],
    ));
    let space = r#"<w:spacing w:before="240" w:after="0"/>"#;
    out.push_str(&paragraph("Title", space, &[Run::plain(&head.title)]));
    for line in &head.subject {
        out.push_str(&paragraph("Title", "", &[Run::plain(line)]));
    }
    let longest = head.subject.iter().map(|line| line_length(line, 14)).max();
    let length = longest.unwrap_or(0).min(paper::PORTRAIT_LINE) * 2 / 5;
    out.push_str(&rule(length, paper::PORTRAIT_LINE));
    for notice in &head.notices {
        out.push_str(&paragraph("Notice", "", &[Run::plain(notice)]));
    }
    out.push_str(&paragraph("Centred", "", &[]));
}

fn block(document: &Document, block: &Block, line: u32, out: &mut String) {
    match block {
        Block::Heading { level, text } => {
            let style = format!("Heading{level}");
            out.push_str(&paragraph(&style, "", &[Run::plain(text)]));
        }
        Block::Paragraph(text) => out.push_str(&paragraph("Normal", "", &[Run::plain(text)])),
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
            out.push_str(&table::ruled(document, table, line));
            out.push_str(&paragraph("Cell", "", &[]));
        }
    }
}

/// Recipients on the left, the signature on the right with four empty lines for the hand.
fn foot(foot: &Foot, out: &mut String) {
    let title = Run::plain(&foot.recipients_title).bold().italic().size(12);
    let mut left = paragraph("Recipients", "", &[title]);
    for line in &foot.recipients {
        left.push_str(&paragraph("Recipients", "", &[Run::plain(line).size(11)]));
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
    let half = paper::PORTRAIT_LINE / 2;
    out.push_str(&paragraph("Centred", "", &[]));
    out.push_str(&table::side_by_side([half, half], &[[left, right]]));
}

fn annex(document: &Document, annex: &Annex, new_page: bool, out: &mut String) {
    let breaks = if new_page { "<w:pageBreakBefore/>" } else { "" };
    out.push_str(&paragraph("Title", breaks, &[Run::plain(&annex.label)]));
    out.push_str(&paragraph("Title", "", &[Run::plain(&annex.title)]));
    let reference = Run::plain(&annex.reference).italic();
    out.push_str(&paragraph("Centred", "", &[reference]));
    for block in &annex.blocks {
        self::block(document, block, paper::LANDSCAPE_LINE, out);
    }
}
