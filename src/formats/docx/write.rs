//! The text and the annexes, and the sections that give each its paper.

use super::run::{Run, paragraph};
use super::{letterhead, paper, table};
use crate::report::document::{Annex, Block, Document};

/// The document's part "word/document.xml".
pub fn body(document: &Document) -> String {
    let mut out = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#,
    );
    letterhead::head(&document.head, &mut out);
    blocks(document, &document.body, paper::PORTRAIT_LINE, &mut out);
    letterhead::foot(&document.foot, &mut out);
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
/// counts its pages from one (appendix I, part II: số trang của phụ lục được đánh số riêng theo
/// từng phụ lục).
fn section(annex: bool) -> String {
    let (width, height, turned) = if annex {
        (paper::LONG, paper::SHORT, r#" w:orient="landscape""#)
    } else {
        (paper::SHORT, paper::LONG, "")
    };
    format!(
        r#"<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/><w:pgMar w:top="{}" w:right="{}" w:bottom="{}" w:left="{}" w:header="{}" w:footer="{}" w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>"#,
        paper::TOP,
        paper::RIGHT,
        paper::BOTTOM,
        paper::LEFT,
        paper::HEADER,
        paper::HEADER
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
            out.push_str(&table::ruled(document, table, line));
            out.push_str(&paragraph("Cell", "", &[]));
        }
    }
}

fn annex(document: &Document, annex: &Annex, out: &mut String) {
    out.push_str(&paragraph("Title", "", &[Run::plain(&annex.label)]));
    out.push_str(&paragraph("Title", "", &[Run::plain(&annex.title)]));
    let reference = Run::plain(&annex.reference).italic();
    out.push_str(&paragraph("Centred", "<w:keepNext/>", &[reference]));
    blocks(document, &annex.blocks, paper::LANDSCAPE_LINE, out);
}
