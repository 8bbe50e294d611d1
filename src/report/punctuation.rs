//! The marks at the ends of a list's items, as offices set them: a semicolon behind each, a full
//! stop behind the last.

use super::document::Block;

/// Sets the marks of all lists. An item that is a sentence of its own keeps its full stop.
pub fn punctuate(blocks: &mut [Block]) {
    let lasts: Vec<bool> = (0..blocks.len())
        .map(|at| !matches!(blocks.get(at + 1), Some(Block::Item(_))))
        .collect();
    for (block, last) in blocks.iter_mut().zip(lasts) {
        let Block::Item(text) = block else { continue };
        if last && text.ends_with(';') {
            text.pop();
        }
        if !text.ends_with(['.', ';', ':', '!', '?', '…']) {
            text.push(if last { '.' } else { ';' });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_ends_in_a_full_stop() {
        let item = |text: &str| Block::Item(text.to_owned());
        let mut blocks = vec![
            item("xong ngày 04/06/2021;"),
            item("Đề nghị phê bình."),
            item("chờ hướng dẫn"),
            item("quá hạn 3 ngày;"),
            Block::Paragraph("Nhiệm vụ quá hạn:".to_owned()),
            item("hạn ở đâu?"),
        ];
        punctuate(&mut blocks);
        let texts = blocks.iter().map(|block| match block {
            Block::Item(text) | Block::Paragraph(text) => text.as_str(),
            _ => "",
        });
        assert_eq!(
            texts.collect::<Vec<_>>(),
            [
                "xong ngày 04/06/2021;",
                "Đề nghị phê bình.",
                "chờ hướng dẫn;",
                "quá hạn 3 ngày.",
                "Nhiệm vụ quá hạn:",
                "hạn ở đâu?",
            ]
        );
    }
}
