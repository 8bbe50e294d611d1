//! The plan's frame (*khung kế hoạch*): its title and other texts, its areas and sections and their order, and
//! the years in which units exist.

use super::area::{AreaText, SectionText};
use super::ids::{AreaId, SectionId, UnitId};
use super::parts::Field;
use super::person::PersonText;
use super::plan::PlanText;
use super::unit::Years;

/// A change of the frame; one that replaces something contains what the person saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrameChange {
    /// Edit the plan's texts: only the parts in which the two differ.
    Plan {
        seen: Box<PlanText>,
        to: Box<PlanText>,
    },
    /// Add an area after the others.
    AddArea(Box<AreaText>),
    /// Rename an area: only the parts in which the two differ.
    NameArea {
        area: AreaId,
        seen: Box<AreaText>,
        to: Box<AreaText>,
    },
    /// Move an area after another one, or to the beginning.
    MoveArea {
        area: AreaId,
        /// The one that the person saw before it.
        seen: Option<AreaId>,
        after: Option<AreaId>,
    },
    /// Add a section to an area.
    AddSection {
        area: AreaId,
        /// Its number, without the closing dot.
        number: String,
        title: String,
        /// The section that it follows; `None` for the end of the area.
        after: Option<SectionId>,
    },
    /// Rename a section.
    NameSection {
        section: SectionId,
        seen: Box<SectionText>,
        to: Box<SectionText>,
    },
    /// Move a section after another one, or to the beginning.
    MoveSection {
        section: SectionId,
        /// The one that the person saw before it.
        seen: Option<SectionId>,
        after: Option<SectionId>,
    },
    /// Remove an area without sections.
    RemoveArea { area: AreaId, seen: Box<AreaText> },
    /// Remove a section without tasks, in which no code was ever given out.
    RemoveSection {
        section: SectionId,
        seen: Box<SectionText>,
    },
    /// Remove a person who has signed nothing.
    RemovePerson(Box<PersonText>),
    /// Edit a person: only the parts in which the two differ.
    Person {
        seen: Box<PersonText>,
        to: Box<PersonText>,
    },
    /// Set the years in which a unit exists.
    UnitYears {
        unit: UnitId,
        seen: Years,
        to: Years,
    },
}

impl FrameChange {
    /// Whether it removes something.
    pub(crate) fn removes(&self) -> bool {
        matches!(
            self,
            Self::RemoveArea { .. } | Self::RemoveSection { .. } | Self::RemovePerson(_)
        )
    }

    /// The part that it replaces as a whole.
    pub(crate) fn place(&self) -> Field {
        match self {
            Self::MoveArea { .. } => Field::AreaPlace,
            _ => Field::SectionPlace,
        }
    }
}

/// Most characters of a section's number.
const NUMBER_MAX: usize = 12;

/// Whether it is a section's number, which begins the codes of tasks: capital letters and digits, separated by
/// dots.
pub(super) fn is_number(text: &str) -> bool {
    let part = |part: &str| {
        let fits = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase();
        !part.is_empty() && part.chars().all(fits)
    };
    text.len() <= NUMBER_MAX && text.split('.').all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_s_number_fits_into_codes() {
        for number in ["2", "2.3.1", "III", "A.1"] {
            assert!(is_number(number), "{number}");
        }
        for number in ["", "2.", ".2", "2-1", "2 1", "iii", "Đ", "1.1.1.1.1.1.1"] {
            assert!(!is_number(number), "{number}");
        }
    }
}
