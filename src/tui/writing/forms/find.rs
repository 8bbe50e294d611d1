//! Units and sections by what people type.

use super::super::forms::Ground;
use crate::domain::area::Section;
use crate::domain::deadline::{DeadlineRules, Reading};
use crate::domain::text::fold;
use crate::domain::unit::Unit;
use crate::present::lang::Lang;

pub(super) fn split_units(typed: &str) -> impl Iterator<Item = &str> {
    typed
        .split([',', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

pub(super) fn find_unit<'u>(typed: &str, units: &'u [Unit]) -> Option<&'u Unit> {
    let wanted = fold(typed);
    units.iter().find(|unit| unit.is_called(&wanted))
}

pub(super) fn unknown_unit(typed: &str, lang: Lang) -> String {
    lang.pick(
        format!("không có đơn vị “{typed}”"),
        format!("no unit “{typed}”"),
    )
}

/// The section whose number is typed, alone or with its heading behind it.
pub(super) fn find_section<'g>(typed: &str, ground: &Ground<'g>) -> Option<&'g Section> {
    let number = typed.split_whitespace().next()?.trim_end_matches('.');
    let mut sections = ground.sections.iter();
    sections.find(|section| section.number.eq_ignore_ascii_case(number))
}

pub(super) fn rules(ground: &Ground<'_>) -> DeadlineRules {
    DeadlineRules {
        year: ground.plan.year,
        reading: Reading::Prompt {
            today: ground.today,
        },
        before_is_strict: ground.plan.settings.before_is_strict,
    }
}
