//! What an annex is parsed with: the plan's names and rules, and a person's corrections.

use super::area::PlanAreas;
use super::parsed::{AnnexAnswer, Corrections};
use super::units::UnitNames;
use crate::domain::area::{Area, Section};
use crate::domain::day::Day;
use crate::domain::deadline::DeadlineRules;
use crate::domain::ids::UnitId;
use crate::domain::unit::Unit;

/// The parts of a plan that an annex refers to.
#[derive(Clone, Copy, Debug)]
pub struct PlanContext<'p> {
    /// The plan's year and how its wordings are read.
    pub rules: DeadlineRules,
    pub issued_on: Option<Day>,
    pub units: &'p [Unit],
    /// Merged units, each with the unit that it was merged into.
    pub merged: &'p [(UnitId, UnitId)],
    pub areas: &'p [Area],
    pub sections: &'p [Section],
}

impl PlanContext<'_> {
    pub(super) fn names(&self) -> UnitNames<'_> {
        UnitNames::of(self.units, self.merged, self.rules.year)
    }

    pub(super) fn with_corrections<'t>(
        &'t self,
        names: &'t UnitNames<'t>,
        corrections: &'t Corrections,
    ) -> AnnexContext<'t> {
        AnnexContext {
            names,
            rules: &self.rules,
            issued_on: self.issued_on,
            areas: PlanAreas {
                areas: self.areas,
                sections: self.sections,
            },
            corrections,
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct AnnexContext<'t> {
    pub(super) names: &'t UnitNames<'t>,
    pub(super) rules: &'t DeadlineRules,
    pub(super) issued_on: Option<Day>,
    pub(super) areas: PlanAreas<'t>,
    pub(super) corrections: &'t Corrections,
}

impl AnnexContext<'_> {
    /// Whether a person has given this answer to a question about a column.
    pub(super) fn answered(&self, sheet: &str, column: u32, choice: AnnexAnswer) -> bool {
        self.corrections
            .answers_to(sheet, column)
            .any(|answer| answer == choice)
    }
}
