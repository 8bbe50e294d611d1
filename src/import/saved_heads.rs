//! Heads whose columns a person has corrected, saved in the plan for the next file with the same head.

use crate::annex::meaning::Meaning;
use crate::annex::parsed::{ColumnChoice, ColumnName, ParsedSheet, SheetOutcome};
use crate::domain::text::fold;
use crate::sheets::workbook::Workbook;
use serde_json::Value;
use std::collections::BTreeMap;

/// The plan's setting that holds them, as a JSON object: head signature to the meanings of its columns.
pub(super) const SETTING: &str = "import.heads";

/// The rows that are searched for a head.
const SEARCHED_ROWS: usize = 25;

/// The meanings of the columns by the heads' signatures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SavedHeads(BTreeMap<String, Vec<Option<Meaning>>>);

impl SavedHeads {
    /// Reads the setting; one that cannot be parsed counts as empty.
    pub(super) fn parse(setting: &str) -> Self {
        let Ok(Value::Object(heads)) = serde_json::from_str(setting) else {
            return Self::default();
        };
        let meanings = |columns: &Value| -> Option<Vec<Option<Meaning>>> {
            let columns = columns.as_array()?.iter();
            Some(columns.map(|name| Meaning::parse(name.as_str()?)).collect())
        };
        let heads = heads
            .iter()
            .filter_map(|(head, columns)| Some((head.clone(), meanings(columns)?)));
        Self(heads.collect())
    }

    pub(super) fn setting(&self) -> String {
        let heads = self.0.iter().map(|(head, columns)| {
            let names = columns.iter();
            let names = names.map(|column| Value::from(column.map(Meaning::as_str)));
            (head.clone(), Value::Array(names.collect()))
        });
        Value::Object(heads.collect()).to_string()
    }

    /// Saves the meanings of a sheet's columns.
    pub(super) fn save(&mut self, sheet: &ParsedSheet) {
        if has_head(sheet) {
            let meanings = sheet.columns.iter().map(|column| column.meaning);
            self.0.insert(sheet.signature(), meanings.collect());
        }
    }

    /// The saved meanings for the heads of these sheets, and the names of the sheets that have any.
    pub(super) fn choices(
        &self,
        sheets: &[ParsedSheet],
        workbook: &Workbook,
    ) -> (Vec<ColumnChoice>, Vec<String>) {
        let (mut choices, mut remembered) = (Vec::new(), Vec::new());
        for sheet in sheets {
            if sheet.outcome == SheetOutcome::NoHead {
                let found = self.in_rows(sheet, workbook);
                remembered.extend((!found.is_empty()).then(|| sheet.name.clone()));
                choices.extend(found);
                continue;
            }
            if !has_head(sheet) {
                continue;
            }
            let Some(meanings) = self.0.get(&sheet.signature()) else {
                continue;
            };
            let columns = sheet.columns.iter().zip(meanings);
            choices.extend(columns.map(|(column, meaning)| ColumnChoice {
                sheet: Some(sheet.name.clone()),
                column: ColumnName::At(column.column),
                meaning: *meaning,
            }));
            remembered.push(sheet.name.clone());
        }
        (choices, remembered)
    }

    /// The saved meanings of a head that is not recognised by itself, searched in a sheet's rows.
    fn in_rows(&self, sheet: &ParsedSheet, workbook: &Workbook) -> Vec<ColumnChoice> {
        let mut sheets = workbook.sheets.iter();
        let rows = sheets.find(|known| known.name == sheet.name);
        let rows = rows.map_or(&[][..], |known| &known.rows);
        for row in rows.iter().take(SEARCHED_ROWS) {
            let heads = row.cells.iter().filter(|cell| !cell.text.trim().is_empty());
            let heads: Vec<&str> = heads.map(|cell| cell.text.as_str()).collect();
            let signature: Vec<String> = heads.iter().map(|head| fold(head)).collect();
            if let Some(meanings) = self.0.get(&signature.join("\t")) {
                let columns = heads.into_iter().zip(meanings);
                let choices = columns.map(|(head, meaning)| ColumnChoice {
                    sheet: Some(sheet.name.clone()),
                    column: ColumnName::Head(head.to_owned()),
                    meaning: *meaning,
                });
                return choices.collect();
            }
        }
        Vec::new()
    }
}

fn has_head(sheet: &ParsedSheet) -> bool {
    sheet.columns.iter().any(|column| !column.head.is_empty())
}
