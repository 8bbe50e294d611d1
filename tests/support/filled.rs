//! A workbook filled in by another program: its cells set in the XML of its first sheet, as Excel would
//! leave them.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const STRINGS: &str = "xl/sharedStrings.xml";

/// A workbook in parts.
pub struct Filled {
    parts: Vec<(String, String)>,
}

impl Filled {
    pub fn open(path: &Path) -> Self {
        let mut archive = ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
        let parts = (0..archive.len()).map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().to_string(), text)
        });
        Self {
            parts: parts.collect(),
        }
    }

    pub fn part(&self, name: &str) -> &str {
        let mut parts = self.parts.iter();
        &parts.find(|(known, _)| known == name).unwrap().1
    }

    fn change(&mut self, change: impl FnOnce(&str) -> String) {
        let mut parts = self.parts.iter_mut();
        let part = parts.find(|(known, _)| known == SHEET).unwrap();
        part.1 = change(&part.1);
    }

    /// The first row whose code is this one, as the sheet counts.
    pub fn row(&self, code: &str) -> u32 {
        let strings = self.part(STRINGS);
        let strings: Vec<&str> = strings.split("<si>").skip(1).collect();
        let wanted = format!(">{code}</t>");
        let at = strings.iter().position(|string| string.contains(&wanted));
        let value = format!("<v>{}</v>", at.unwrap_or_else(|| panic!("no {code}")));
        let mut cells = self.part(SHEET).split("<c r=\"A").skip(1);
        let cell = cells.find(|cell| cell.split("</c>").next().unwrap().contains(&value));
        let number = cell.unwrap().split('"').next().unwrap();
        number.parse().unwrap()
    }

    /// Sets a cell such as "D5", keeping its style.
    fn set(&mut self, place: &str, value: impl FnOnce(&str) -> String) {
        self.change(|sheet| {
            let begins = sheet.find(&format!("<c r=\"{place}\"")).unwrap();
            let cell = &sheet[begins..];
            let close = cell.find('>').unwrap();
            let end = match cell.as_bytes()[close - 1] {
                b'/' => close + 1,
                _ => cell.find("</c>").unwrap() + "</c>".len(),
            };
            let style = cell[..close].split("s=\"").nth(1);
            let style = style.map(|style| style.split('"').next().unwrap());
            let value = value(style.unwrap_or("0"));
            format!("{}{value}{}", &sheet[..begins], &cell[end..])
        });
    }

    pub fn text(&mut self, place: &str, text: &str) -> &mut Self {
        self.set(place, |style| {
            format!(
                "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
            )
        });
        self
    }

    /// A day, by the number that Excel has for it.
    pub fn serial(&mut self, place: &str, serial: u32) -> &mut Self {
        self.set(place, |style| {
            format!("<c r=\"{place}\" s=\"{style}\"><v>{serial}</v></c>")
        });
        self
    }

    /// A formula, as a program leaves it that computes nothing.
    pub fn formula(&mut self, place: &str, formula: &str) -> &mut Self {
        self.set(place, |style| {
            format!("<c r=\"{place}\" s=\"{style}\"><f>{formula}</f></c>")
        });
        self
    }

    pub fn empty(&mut self, place: &str) -> &mut Self {
        self.set(place, |style| format!("<c r=\"{place}\" s=\"{style}\"/>"));
        self
    }

    /// The XML of a row.
    fn xml_of(sheet: &str, row: u32) -> (usize, usize) {
        let begins = sheet.find(&format!("<row r=\"{row}\"")).unwrap();
        let end = sheet[begins..].find("</row>").unwrap() + "</row>".len();
        (begins, begins + end)
    }

    pub fn delete(&mut self, row: u32) -> &mut Self {
        self.change(|sheet| {
            let (begins, end) = Self::xml_of(sheet, row);
            format!("{}{}", &sheet[..begins], &sheet[end..])
        });
        self
    }

    /// Puts two rows in each other's places, as sorting does.
    pub fn swap(&mut self, one: u32, other: u32) -> &mut Self {
        let renumbered = |xml: &str, from: u32, to: u32| {
            let mut xml = xml.replace(&format!("<row r=\"{from}\""), &format!("<row r=\"{to}\""));
            for column in 'A'..='I' {
                xml = xml.replace(
                    &format!("r=\"{column}{from}\""),
                    &format!("r=\"{column}{to}\""),
                );
            }
            xml
        };
        self.change(|sheet| {
            let (a, b) = (Self::xml_of(sheet, one), Self::xml_of(sheet, other));
            let first = renumbered(&sheet[b.0..b.1], other, one);
            let second = renumbered(&sheet[a.0..a.1], one, other);
            let (before, between) = (&sheet[..a.0], &sheet[a.1..b.0]);
            format!("{before}{first}{between}{second}{}", &sheet[b.1..])
        });
        self
    }

    /// Adds a row below the last one, with a text in column B; or a copy of a row with its hidden key.
    pub fn add(&mut self, copied: Option<u32>, number: u32) -> &mut Self {
        self.change(|sheet| {
            let row = match copied {
                Some(row) => {
                    let (begins, end) = Self::xml_of(sheet, row);
                    let mut xml = sheet[begins..end].replace(&format!("<row r=\"{row}\""), &format!("<row r=\"{number}\""));
                    for column in 'A'..='I' {
                        xml = xml.replace(&format!("r=\"{column}{row}\""), &format!("r=\"{column}{number}\""));
                    }
                    xml
                }
                None => format!(
                    "<row r=\"{number}\"><c r=\"B{number}\" t=\"inlineStr\"><is><t>Việc mới của đơn vị</t></is></c></row>"
                ),
            };
            sheet.replace("</sheetData>", &format!("{row}</sheetData>"))
        });
        self
    }

    pub fn save(&self, path: &Path) -> PathBuf {
        let mut writer = ZipWriter::new(std::fs::File::create(path).unwrap());
        for (name, text) in &self.parts {
            writer
                .start_file(name.as_str(), SimpleFileOptions::default())
                .unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap();
        path.to_owned()
    }
}
