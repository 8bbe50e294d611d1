//! What an annex is read against.

use super::area::Places;
use super::task::Tools;
use super::understood::Corrections;
use super::units::Names;
use crate::domain::area::{Area, Section};
use crate::domain::day::Day;
use crate::domain::deadline::DeadlineRules;
use crate::domain::ids::UnitId;
use crate::domain::unit::Unit;

/// What the plan's file knows.
#[derive(Clone, Copy, Debug)]
pub struct Known<'k> {
    /// The plan's year, and how "trước" is read; always as a document.
    pub rules: DeadlineRules,
    pub issued_on: Option<Day>,
    pub units: &'k [Unit],
    /// Units that were merged, and what they have become a part of.
    pub merged: &'k [(UnitId, UnitId)],
    pub areas: &'k [Area],
    pub sections: &'k [Section],
}

impl Known<'_> {
    /// The units by all their names.
    pub(super) fn names(&self) -> Names<'_> {
        Names::of(self.units, self.merged, self.rules.year)
    }

    pub(super) fn tools<'t>(
        &'t self,
        names: &'t Names<'t>,
        corrections: &'t Corrections,
    ) -> Tools<'t> {
        Tools {
            names,
            rules: &self.rules,
            issued_on: self.issued_on,
            places: Places {
                areas: self.areas,
                sections: self.sections,
            },
            corrections,
        }
    }
}
