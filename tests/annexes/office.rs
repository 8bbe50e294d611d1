//! The office that imports: its units, areas and plan year.

use cchc::annex::parsed::{Corrections, ParsedAnnex};
use cchc::annex::{PlanContext, parse};
use cchc::domain::area::{Area, Section};
use cchc::domain::day::Day;
use cchc::domain::deadline::{DeadlineRules, WordingOrigin};
use cchc::domain::ids::{AreaId, SectionId, UnitId};
use cchc::domain::unit::{Unit, UnitKind};
use cchc::sheets::error::ReadError;
use cchc::sheets::read;
use cchc::sheets::workbook::Workbook;
use std::path::PathBuf;

pub struct Office {
    pub units: Vec<Unit>,
    pub areas: Vec<Area>,
    pub sections: Vec<Section>,
}

impl Office {
    pub fn new() -> Self {
        let units = [
            ("VP", "Văn phòng Sở", UnitKind::Office, "Văn phòng"),
            ("KHTC", "Phòng Kế hoạch - Tài chính", UnitKind::Division, ""),
            ("TTra", "Thanh tra Sở", UnitKind::Inspectorate, "Thanh tra"),
            ("CPĐV", "Các phòng, đơn vị", UnitKind::Pseudo, ""),
            ("SKHCN", "Sở Khoa học và Công nghệ", UnitKind::Outside, ""),
            ("SNV", "Sở Nội vụ", UnitKind::Outside, ""),
            ("STC", "Sở Tài chính", UnitKind::Outside, ""),
        ];
        let areas = [
            ("0", "Công tác chỉ đạo, điều hành", "Chỉ đạo"),
            ("1", "Cải cách thể chế", "Thể chế"),
            ("2", "Cải cách thủ tục hành chính", "TTHC"),
            ("3", "Cải cách tổ chức bộ máy", "Bộ máy"),
            ("4", "Cải cách chế độ công vụ", "Công vụ"),
            ("5", "Cải cách tài chính công", "Tài chính"),
            (
                "6",
                "Xây dựng và phát triển chính quyền điện tử, chính quyền số",
                "CQĐT",
            ),
        ];
        let units = (1..)
            .zip(units)
            .map(|(id, (abbreviation, name, kind, alias))| Unit {
                id: UnitId(id),
                abbreviation: abbreviation.to_owned(),
                name: name.to_owned(),
                name_en: None,
                kind,
                years: Default::default(),
                aliases: [alias]
                    .into_iter()
                    .filter(|alias| !alias.is_empty())
                    .map(str::to_owned)
                    .collect(),
            });
        let areas = (1..).zip(areas).map(|(id, (key, name, short))| Area {
            id: AreaId(id),
            key: key.to_owned(),
            name: name.to_owned(),
            name_en: String::new(),
            short: short.to_owned(),
            short_en: String::new(),
            abbreviation: String::new(),
        });
        let section = Section {
            id: SectionId(1),
            area: AreaId(3),
            area_key: "2".to_owned(),
            number: "2.3.1".to_owned(),
            title: "Kiểm soát thủ tục hành chính".to_owned(),
        };
        Self {
            units: units.collect(),
            areas: areas.collect(),
            sections: vec![section],
        }
    }

    pub fn known(&self) -> PlanContext<'_> {
        PlanContext {
            rules: DeadlineRules {
                year: 2027,
                reading: WordingOrigin::Document,
                before_is_strict: true,
            },
            issued_on: Day::from_ymd_opt(2026, 12, 28),
            units: &self.units,
            merged: &[],
            areas: &self.areas,
            sections: &self.sections,
        }
    }

    pub fn parse(&self, workbook: &Workbook, corrections: &Corrections) -> ParsedAnnex {
        parse(workbook, &self.known(), corrections)
    }
}

pub fn file(name: &str) -> Result<Workbook, ReadError> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/annexes/files")
        .join(name);
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    read(&bytes, name)
}

/// What is understood of a file without any correction.
pub fn understood(name: &str) -> ParsedAnnex {
    corrected(name, &Corrections::default())
}

pub fn corrected(name: &str, corrections: &Corrections) -> ParsedAnnex {
    let workbook = file(name).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    let understood = Office::new().parse(&workbook, corrections);
    assert_no_row_lost(&workbook, &understood);
    understood
}

/// Each row that shows something is in exactly one place.
pub fn assert_no_row_lost(workbook: &Workbook, understood: &ParsedAnnex) {
    let mut there: Vec<(String, u32)> = Vec::new();
    for sheet in &workbook.sheets {
        for row in &sheet.rows {
            let shows = |cell: &cchc::sheets::workbook::Cell| {
                !cell.text.trim().is_empty()
                    || cell.value == cchc::sheets::workbook::SheetValue::Formula
            };
            if row.cells.iter().any(shows) {
                there.push((sheet.name.clone(), row.number));
            }
        }
    }
    let mut found: Vec<(String, u32)> = understood.left_out.clone();
    found.extend(
        understood
            .tasks
            .iter()
            .map(|task| (task.sheet.clone(), task.row)),
    );
    found.extend(
        understood
            .headings
            .iter()
            .map(|heading| (heading.sheet.clone(), heading.row)),
    );
    found.extend(
        understood
            .problems
            .iter()
            .map(|problem| (problem.sheet.clone(), problem.row)),
    );
    found.extend(
        understood
            .continued
            .iter()
            .map(|row| (row.sheet.clone(), row.row)),
    );
    for sheet in &understood.sheets {
        let rows = sheet.titles.iter().chain(&sheet.heads).chain(&sheet.unread);
        found.extend(rows.map(|row| (sheet.name.clone(), *row)));
    }
    there.sort();
    found.sort();
    assert_eq!(found, there);
}
