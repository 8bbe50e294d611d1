//! Areas (*lĩnh vực*) and the numbered sections below them.

use super::ids::{AreaId, SectionId};

/// One of the plan's areas. Rows of the plan's file, since names change between resolutions
/// (Nghị quyết 30c/NQ-CP of 2011, Nghị quyết 76/NQ-CP of 15/7/2021).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    pub id: AreaId,
    /// "0" (steering) to "6"; also the key that opens its tab.
    pub key: String,
    /// Full Vietnamese name.
    pub name: String,
    /// Full English name.
    pub name_en: String,
    /// The tab's Vietnamese name.
    pub short: String,
    /// The tab's English name.
    pub short_en: String,
    /// Two to four letters for narrow screens.
    pub abbreviation: String,
}

impl Area {
    /// Its names as people edit them.
    pub fn text(&self) -> AreaText {
        AreaText {
            name: self.name.clone(),
            name_en: self.name_en.clone(),
            short: self.short.clone(),
            short_en: self.short_en.clone(),
            abbreviation: self.abbreviation.clone(),
        }
    }
}

/// A numbered section of the document (2.3.1, III); tasks take their code from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub id: SectionId,
    /// The area it belongs to.
    pub area: AreaId,
    /// Key of that area, "0" to "6".
    pub area_key: String,
    /// Number as printed, without the closing dot.
    pub number: String,
    /// Heading as printed.
    pub title: String,
}

/// Writes a task's code: section, hyphen, at least two digits.
pub fn code(section: &str, number: i64) -> String {
    format!("{section}-{number:02}")
}

/// Reads a code as people type it: any case, with or without the zero ("iii-1", "2.3.1-1").
/// `None` where it does not have the form of a code.
pub(crate) fn normal_code(typed: &str) -> Option<String> {
    let (section, number) = typed.trim().rsplit_once('-')?;
    let number: i64 = number.trim().parse().ok().filter(|n| *n > 0)?;
    let section = section.trim().trim_end_matches('.').to_uppercase();
    (!section.is_empty()).then(|| code(&section, number))
}

/// The names of an area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AreaText {
    /// Full Vietnamese name.
    pub name: String,
    /// Full English name.
    pub name_en: String,
    /// The tab's Vietnamese name.
    pub short: String,
    /// The tab's English name.
    pub short_en: String,
    /// Two to four letters for narrow screens.
    pub abbreviation: String,
}

impl AreaText {
    /// With the names that were not typed made of the one that was.
    pub(crate) fn completed(mut self) -> Self {
        if self.abbreviation.is_empty() {
            let words = self.name.split_whitespace();
            let firsts = words.filter_map(|word| word.chars().next());
            self.abbreviation = firsts.flat_map(char::to_uppercase).take(4).collect();
        }
        if self.short.is_empty() {
            let short: String = self.name.chars().take(SHORT_MAX).collect();
            self.short = short.trim().to_owned();
        }
        if self.name_en.is_empty() {
            self.name_en.clone_from(&self.name);
        }
        if self.short_en.is_empty() {
            self.short_en.clone_from(&self.short);
        }
        self
    }
}

impl Section {
    /// What people edit of it.
    pub fn text(&self) -> SectionText {
        SectionText {
            title: self.title.clone(),
        }
    }
}

/// Most characters of the name on an area's tab.
pub(super) const SHORT_MAX: usize = 12;

/// What a section is called. Its number is in the codes of its tasks and never changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SectionText {
    pub title: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_in_any_case_and_with_or_without_the_zero() {
        for (typed, code) in [
            ("2.3.1-01", "2.3.1-01"),
            ("2.3.1-1", "2.3.1-01"),
            (" iii-7 ", "III-07"),
            ("2.7.1-14", "2.7.1-14"),
            ("2.1-100", "2.1-100"),
        ] {
            assert_eq!(normal_code(typed).as_deref(), Some(code), "{typed}");
        }
        for typed in ["", "2.3.1", "-1", "2.1-0", "2.1-x", "rà soát"] {
            assert_eq!(normal_code(typed), None, "{typed}");
        }
    }
}
