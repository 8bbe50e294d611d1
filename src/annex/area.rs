//! Finds the plan's area and section that a heading names.

use super::meaning::contains_words;
use super::numbering::leading_marker;
use crate::domain::area::{Area, Section};
use crate::domain::text::fold;

/// Words for each area, whatever its name in the plan.
const KEYWORDS: [&[&str]; 7] = [
    &[
        "chi dao, dieu hanh",
        "chi dao dieu hanh",
        "cong tac chi dao",
        "chi dao va dieu hanh",
    ],
    &["the che"],
    &["thu tuc hanh chinh", "tthc"],
    &["to chuc bo may", "bo may hanh chinh", "bo may"],
    &[
        "che do cong vu",
        "cong vu",
        "can bo, cong chuc",
        "doi ngu can bo",
    ],
    &["tai chinh cong"],
    &[
        "chinh phu dien tu",
        "chinh quyen dien tu",
        "chinh phu so",
        "chinh quyen so",
        "chuyen doi so",
        "hien dai hoa hanh chinh",
        "hien dai hoa nen hanh chinh",
    ],
];

#[derive(Clone, Copy)]
pub(super) struct PlanAreas<'p> {
    pub(super) areas: &'p [Area],
    pub(super) sections: &'p [Section],
}

impl PlanAreas<'_> {
    /// The key of the area that a heading names.
    pub(super) fn area(&self, heading: &str) -> Option<String> {
        let folded = fold(heading);
        let bare = leading_marker(heading).map_or(folded.clone(), |(_, _, rest)| fold(rest));
        let bare = bare.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            return None;
        }
        let named = |area: &&Area| {
            let names = [&area.name, &area.short, &area.name_en].map(|name| fold(name));
            names.iter().any(|name| {
                !name.is_empty() && (name == bare || name.len() >= 8 && contains_words(bare, name))
            })
        };
        if let Some(area) = self.areas.iter().find(named) {
            return Some(area.key.clone());
        }
        let group = |text: &str| -> Vec<usize> {
            let groups = KEYWORDS.iter().enumerate();
            let found =
                groups.filter(|(_, words)| words.iter().any(|word| contains_words(text, word)));
            found.map(|(at, _)| at).collect()
        };
        let [only] = group(bare).as_slice().try_into().ok()?;
        let area = self.areas.iter().find(|area| {
            let name = format!("{} {}", fold(&area.name), fold(&area.short));
            group(&name).contains(&only)
        });
        area.map(|area| area.key.clone())
    }

    /// The number of the section that a heading is, by number or title, and the key of its area.
    pub(super) fn section(&self, number: Option<&str>, heading: &str) -> Option<(String, String)> {
        let number = number.map(|number| number.trim().trim_end_matches(['.', ')']).to_owned());
        let bare = leading_marker(heading).map_or_else(|| fold(heading), |(_, _, rest)| fold(rest));
        let found = self.sections.iter().find(|section| {
            let same_title = !bare.is_empty() && fold(&section.title) == bare;
            // "1" alone may number anything.
            let same_number =
                number.as_deref() == Some(section.number.as_str()) && section.number.contains('.');
            same_title || same_number
        })?;
        Some((found.number.clone(), found.area_key.clone()))
    }
}
