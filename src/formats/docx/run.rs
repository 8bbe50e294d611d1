//! Paragraphs and the stretches of text in them.

use super::super::ooxml::escape;

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
pub fn rule(length: u32, column: u32) -> String {
    let side = column.saturating_sub(length) / 2;
    format!(
        r#"<w:p><w:pPr><w:pStyle w:val="Centred"/><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr><w:spacing w:before="70" w:after="0" w:line="60" w:lineRule="exact"/><w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>"#
    )
}

/// How long a line of bold Times New Roman is about, in twentieths of a point: the rule below a
/// line of the head is measured by it.
pub fn line_length(text: &str, points: u32) -> u32 {
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
