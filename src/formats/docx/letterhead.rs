//! What stands above and below the text: two tables without rules, the title and its rule.

use super::run::{Run, line_length, paragraph, rule};
use super::{mm, paper, table};
use crate::report::document::{Foot, Head};

/// The header table's columns.
const LEFT_COLUMN: u32 = mm(68);
const RIGHT_COLUMN: u32 = paper::PORTRAIT_LINE - LEFT_COLUMN;

/// Two rows without rules, so that number and day stand level; below them kind, subject, notices.
pub fn head(head: &Head, out: &mut String) {
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
    let lines = head.subject.iter();
    let lengths = lines.map(|line| part_of_line(line, 14, paper::PORTRAIT_LINE));
    let length = lengths.max().unwrap_or(0);
    out.push_str(&rule(length, paper::PORTRAIT_LINE));
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
pub fn foot(foot: &Foot, out: &mut String) {
    let title = Run::plain(&foot.recipients_title).bold().italic().size(12);
    let mut left = paragraph("Recipients", "", &[title]);
    for line in &foot.recipients {
        let run = Run::plain(line).size(11);
        let run = if line.contains('[') {
            run.marked()
        } else {
            run
        };
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
    let half = paper::PORTRAIT_LINE / 2;
    // A signature never stands on a page without a line of the text.
    out.push_str(&paragraph("Centred", "<w:keepNext/>", &[]));
    out.push_str(&table::side_by_side([half, half], &[[left, right]]));
}
