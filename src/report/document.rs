//! A document: what a report says and in which parts, without any format. Formats write it down.

use crate::domain::day::Day;
use crate::domain::totals::Rate;
use crate::present::lang::Lang;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A report as a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub lang: Lang,
    /// What stands above the text.
    pub head: DocumentHead,
    pub body: Vec<Block>,
    /// What stands below the text.
    pub foot: DocumentFoot,
    /// The annexes, each on pages of its own, in landscape.
    pub annexes: Vec<Annex>,
    /// Its tasks for whoever counts on with them in a spreadsheet; what is frozen keeps none.
    #[serde(skip)]
    pub tasks: Option<FlatRows>,
}

/// Rows of a flat table that are made as they are written, for a document is mostly only read.
#[derive(Clone)]
pub struct FlatRows {
    pub columns: Vec<TableColumn>,
    row: Arc<dyn Fn(usize) -> Option<Vec<TableValue>> + Send + Sync>,
}

impl FlatRows {
    /// `row` makes the row of that number, from 0, as long as there are any.
    pub(crate) fn new(
        columns: Vec<TableColumn>,
        row: impl Fn(usize) -> Option<Vec<TableValue>> + Send + Sync + 'static,
    ) -> Self {
        Self {
            columns,
            row: Arc::new(row),
        }
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Vec<TableValue>> {
        (0..).map_while(|at| (self.row)(at))
    }
}

impl PartialEq for FlatRows {
    fn eq(&self, other: &Self) -> bool {
        self.columns == other.columns && self.rows().eq(other.rows())
    }
}

impl Eq for FlatRows {}

impl std::fmt::Debug for FlatRows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.rows()).finish()
    }
}

/// What stands above the text of an administrative document (Nghị định 30/2020/NĐ-CP, appendix I).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentHead {
    /// Quốc hiệu.
    pub nation: String,
    /// Tiêu ngữ.
    pub motto: String,
    /// The body above the office, in capitals.
    pub superior: String,
    /// The office, in capitals.
    pub office: String,
    /// "Số:      /BC-SKHCN": the clerk fills the number in.
    pub number: String,
    /// "Hà Tĩnh, ngày … tháng … năm 2021": the clerk fills the day in.
    pub place_and_day: String,
    /// "BÁO CÁO".
    pub title: String,
    /// Trích yếu, a line each.
    pub subject: Vec<String>,
    /// "DỰ THẢO".
    pub draft: String,
    /// What a reader must know before all else (a demonstration, a period that is not over).
    pub notices: Vec<String>,
    /// "Kính gửi: …": to whom a letter goes. A letter bears no title, and its subject below its number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub addressee: String,
}

impl DocumentHead {
    /// Whether it is a letter (*công văn*).
    pub(crate) fn is_letter(&self) -> bool {
        !self.addressee.is_empty()
    }
}

/// What stands below the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFoot {
    /// "Nơi nhận:".
    pub recipients_title: String,
    /// "- UBND tỉnh;", a line each, the file copy last.
    pub recipients: Vec<String>,
    /// The signer's office, a line each.
    pub signer_title: Vec<String>,
    pub signer: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annex {
    /// "Phụ lục I"; "Phụ lục" where it is the only one.
    pub label: String,
    /// Its title, in capitals.
    pub title: String,
    /// "(Kèm theo Báo cáo số …)".
    pub reference: String,
    /// A name of at most 31 characters for a spreadsheet's tab.
    pub tab: String,
    /// Its content.
    pub blocks: Vec<Block>,
    /// Whether it only comes with the document where somebody asks for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_wish: bool,
}

/// Which annexes come with a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Annexes {
    /// Those that its readers need.
    #[default]
    Needed,
    /// All of them.
    All,
    None,
}

impl Annexes {
    /// The next of the three, the first after the last.
    pub(crate) fn next(self) -> Self {
        match self {
            Self::Needed => Self::All,
            Self::All => Self::None,
            Self::None => Self::Needed,
        }
    }
}

/// A part of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A heading; level 1 is "I. …", level 2 "1. …", level 3 "a) …".
    Heading {
        /// 1 to 3.
        level: u8,
        /// With its number.
        text: String,
    },
    Paragraph(String),
    /// An item of a list; "- " stands before it.
    Item(String),
    /// A place for a text that a person writes.
    Place {
        /// The name by which it is kept.
        part: String,
        /// What is to be written there, in brackets.
        prompt: String,
        /// What was written, a paragraph a line; `None` while nothing is.
        text: Option<String>,
    },
    Table(Table),
}

/// A table whose head is repeated on every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What it shows; stands above it.
    pub caption: String,
    pub columns: Vec<TableColumn>,
    pub rows: Vec<TableRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableColumn {
    pub title: String,
    /// Its share of the width, beside the shares of the others.
    pub width: u32,
    /// Where its cells stand.
    pub align: Align,
}

impl TableColumn {
    /// A column with its share of the width.
    pub(crate) fn new(title: &str, width: u32, align: Align) -> Self {
        Self {
            title: title.to_owned(),
            width,
            align,
        }
    }
}

/// Where text stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Align {
    /// Text.
    Left,
    /// Numbers of rows, days.
    Centre,
    /// Numbers.
    Right,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    pub kind: TableRowKind,
    /// Its cells, one a column; a group's row has its title alone.
    pub cells: Vec<TableValue>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableRowKind {
    Item,
    /// The title of the rows below it, across all columns.
    Group,
    /// The sum.
    Total,
}

/// What a cell holds, typed for those formats that know types.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableValue {
    /// Nothing.
    Empty,
    /// Text; never a formula.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A rate, shown in percent with one decimal.
    Rate(Rate),
    Day(Day),
    /// Yes or no.
    Flag(bool),
}

impl TableValue {
    /// As it is printed: "1.234", "92,5%", "–", "05/07/2021".
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(n) => crate::present::dates::number(*n, lang),
            Self::Rate(rate) => crate::present::messages::report::rate(*rate, lang),
            Self::Day(day) => crate::present::dates::full(*day),
            Self::Flag(true) => lang.text("Có", "Yes"),
            Self::Flag(false) => lang.text("Không", "No"),
        }
    }
}

impl From<&str> for TableValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for TableValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for TableValue {
    fn from(n: i64) -> Self {
        Self::Number(n)
    }
}

impl From<Option<Day>> for TableValue {
    fn from(day: Option<Day>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }
}

impl Document {
    /// The document as the text that a finished review keeps.
    pub fn freeze(&self) -> String {
        // Texts, numbers and days: none of them can fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Document::freeze`] wrote. A field that comes later needs a default, so that what
    /// an older program froze can still be read.
    pub fn thaw(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The document with no more annexes than are wanted, and the sentence that points to them.
    pub fn with_annexes(mut self, wanted: Annexes) -> Self {
        match wanted {
            Annexes::All => {}
            Annexes::Needed => self.annexes.retain(|annex| !annex.on_wish),
            Annexes::None => {
                self.annexes.clear();
                self.tasks = None;
            }
        }
        // Annexes are numbered from two on, and the text points to them (Nghị định 30/2020/NĐ-CP,
        // appendix I, on annexes).
        if let [only] = self.annexes.as_mut_slice() {
            only.label = self.lang.text("Phụ lục", "Annex");
        }
        let labels: Vec<&str> = self.annexes.iter().map(|one| one.label.as_str()).collect();
        if !labels.is_empty() {
            let alone = labels.len() == 1;
            let labels = labels.join(", ");
            let sentence = self.lang.pick(
                format!("Chi tiết tại {labels} kèm theo."),
                match alone {
                    true => "Details are in the attached annex.".to_owned(),
                    false => format!("Details are attached: {labels}."),
                },
            );
            // The last paragraph closes the text.
            let at = self.body.len().saturating_sub(1);
            self.body.insert(at, Block::Paragraph(sentence));
        }
        self
    }

    /// How many places for texts nobody has written yet.
    pub(crate) fn unwritten(&self) -> usize {
        let annexes = self.annexes.iter().flat_map(|annex| &annex.blocks);
        let unwritten = |block: &&Block| matches!(block, Block::Place { text: None, .. });
        self.body.iter().chain(annexes).filter(unwritten).count()
    }
}

/// Sets the marks at the ends of lists' items, as offices do: a semicolon after each, a full stop
/// after the last. An item that is a sentence of its own keeps its full stop.
pub(super) fn punctuate(mut blocks: Vec<Block>) -> Vec<Block> {
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
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_ends_in_a_full_stop() {
        let item = |text: &str| Block::Item(text.to_owned());
        let blocks = vec![
            item("xong ngày 04/06/2021;"),
            item("Đề nghị phê bình."),
            item("chờ hướng dẫn"),
            item("quá hạn 3 ngày;"),
            Block::Paragraph("Nhiệm vụ quá hạn:".to_owned()),
            item("hạn ở đâu?"),
        ];
        let blocks = punctuate(blocks);
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
