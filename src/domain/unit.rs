//! Units (*đơn vị*): who leads a task and who joins it.

use super::ids::UnitId;
use super::text::fold;

/// What sort of unit it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum UnitKind {
    /// Lãnh đạo Sở.
    Leadership,
    /// Văn phòng.
    Office,
    /// Phòng.
    #[default]
    Division,
    /// Chi cục.
    SubDepartment,
    /// Thanh tra.
    Inspectorate,
    /// Đơn vị sự nghiệp.
    PublicService,
    /// All divisions and units at once ("Các phòng, đơn vị").
    Pseudo,
    /// Tổ chức đoàn thể.
    Union,
    /// Outside the department.
    Outside,
}

words! {
    UnitKind:
    Leadership = "leadership", Office = "office", Division = "division",
    SubDepartment = "sub_department", Inspectorate = "inspectorate",
    PublicService = "public_service", Pseudo = "pseudo", Union = "union",
    Outside = "outside",
}

impl UnitKind {
    /// Whether people of the office belong to such a unit.
    pub(crate) fn is_inside(self) -> bool {
        !matches!(self, Self::Outside | Self::Pseudo)
    }
}

/// The years of plans in which a unit is given work. Where it is gone, tasks that it led keep its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Years {
    /// The first one; none means from the beginning.
    pub from: Option<i32>,
    /// The last one; none means that no end is known.
    pub to: Option<i32>,
}

impl Years {
    /// The years that a plan may be of.
    pub(crate) const LIMITS: std::ops::RangeInclusive<i32> = 1900..=2200;

    /// The same, ending before a year; what begins later has no beginning then.
    pub(crate) fn until_before(self, year: i32) -> Self {
        Self {
            from: self.from.filter(|from| *from < year),
            to: Some(year - 1),
        }
    }

    /// Whether a year is one of them.
    pub fn has(self, year: i32) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }
}

/// What the settings of a plan begin with that say of a merged unit, by its row, which one's row it has
/// become a part of.
pub(crate) const INTO: &str = "unit.into.";

/// The key of that setting for one unit.
pub(crate) fn merged_key(unit: UnitId) -> String {
    format!("{INTO}{}", unit.0)
}

/// A unit with the names by which it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub id: UnitId,
    /// What lists print, at most eight characters.
    pub abbreviation: String,
    /// Full Vietnamese name.
    pub name: String,
    /// English name, where one is known.
    pub name_en: Option<String>,
    /// What sort of unit it is.
    pub kind: UnitKind,
    /// Other names of the same unit.
    pub aliases: Vec<String>,
    pub years: Years,
}

impl Unit {
    /// Whether one of its names is this one, folded.
    pub(crate) fn is_called(&self, folded: &str) -> bool {
        let names = [&self.abbreviation, &self.name]
            .into_iter()
            .chain(&self.aliases);
        names.into_iter().any(|name| fold(name) == folded)
    }
}

/// The unit that goes by what was typed: its abbreviation, its full name in either language, or any
/// other of its names, with or without accents and capitals.
pub(crate) fn find_unit<'u>(typed: &str, units: &'u [Unit]) -> Option<&'u Unit> {
    let wanted = fold(typed);
    units.iter().find(|unit| {
        let english = unit.name_en.as_deref().map(fold);
        unit.is_called(&wanted) || english.as_deref() == Some(&wanted)
    })
}

/// Several units, separated by commas or semicolons: each part of what was typed with its unit. As a
/// name may hold a comma ("Các phòng, đơn vị"), a part is as long as a known name makes it.
pub(crate) fn find_units<'t, 'u>(
    typed: &'t str,
    units: &'u [Unit],
) -> Vec<(&'t str, Option<&'u Unit>)> {
    let mut found = Vec::new();
    let mut rest = typed;
    while !rest.is_empty() {
        let ends = rest.match_indices([',', ';']).map(|(at, _)| at);
        let ends: Vec<usize> = ends.chain([rest.len()]).collect();
        let known = ends.iter().rev().find_map(|end| {
            let unit = find_unit(&rest[..*end], units)?;
            Some((*end, Some(unit)))
        });
        let (end, unit) = known.unwrap_or((ends[0], None));
        let part = rest[..end].trim();
        if !part.is_empty() {
            found.push((part, unit));
        }
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    found
}

/// Which tasks a list shows by their lead unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum UnitScope {
    /// Whoever leads.
    #[default]
    All,
    /// Nobody leads yet (*chưa giao*).
    Unassigned,
    /// This unit leads.
    Led(UnitId),
}

/// Most characters of a unit's abbreviation: the width of its column.
pub(crate) const ABBREVIATION_MAX: usize = 8;

/// What is known of a unit by people's own entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitText {
    /// What lists print, at most eight characters.
    pub abbreviation: String,
    /// Full Vietnamese name.
    pub name: String,
    /// What sort of unit it is.
    pub kind: UnitKind,
    /// Other names of the same unit.
    pub aliases: Vec<String>,
}

impl Unit {
    /// What the form of a unit shows.
    pub fn text(&self) -> UnitText {
        UnitText {
            abbreviation: self.abbreviation.clone(),
            name: self.name.clone(),
            kind: self.kind,
            aliases: self.aliases.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units() -> Vec<Unit> {
        let unit = |id, abbreviation: &str, name: &str, name_en: Option<&str>, alias: &str| Unit {
            id: UnitId(id),
            abbreviation: abbreviation.to_owned(),
            name: name.to_owned(),
            name_en: name_en.map(str::to_owned),
            kind: UnitKind::Division,
            years: Default::default(),
            aliases: vec![alias.to_owned()],
        };
        vec![
            unit(1, "VP", "Văn phòng Sở", Some("Office"), "Văn phòng"),
            unit(
                2,
                "TTra",
                "Thanh tra Sở",
                Some("Inspectorate"),
                "Phòng TTra",
            ),
            unit(
                3,
                "CPĐV",
                "Các phòng, đơn vị",
                None,
                "Các phòng, đơn vị thuộc Sở",
            ),
        ]
    }

    #[test]
    fn a_unit_is_found_by_any_of_its_names() {
        let units = units();
        for (typed, id) in [
            ("vp", 1),
            (" Van phong So ", 1),
            ("office", 1),
            ("INSPECTORATE", 2),
            ("phong ttra", 2),
            ("cac phong, don vi", 3),
        ] {
            let found = find_unit(typed, &units).map(|unit| unit.id);
            assert_eq!(found, Some(UnitId(id)), "{typed}");
        }
        assert_eq!(find_unit("", &units), None);
        assert_eq!(find_unit("Phòng Không Có", &units), None);
    }

    #[test]
    fn a_list_is_split_at_its_commas_and_never_inside_a_name() {
        let units = units();
        let found = |typed| -> Vec<(&str, i64)> {
            let all = find_units(typed, &units).into_iter();
            all.map(|(part, unit)| (part, unit.map_or(0, |unit| unit.id.0)))
                .collect()
        };
        assert_eq!(found("VP, TTra"), [("VP", 1), ("TTra", 2)]);
        assert_eq!(found("vp;ttra;"), [("vp", 1), ("ttra", 2)]);
        assert_eq!(found("Các phòng, đơn vị"), [("Các phòng, đơn vị", 3)]);
        assert_eq!(
            found("TTra, các phòng, đơn vị thuộc Sở, VP"),
            [("TTra", 2), ("các phòng, đơn vị thuộc Sở", 3), ("VP", 1)]
        );
        assert_eq!(found("Các phòng, VP"), [("Các phòng", 0), ("VP", 1)]);
        assert_eq!(found("XY,, VP"), [("XY", 0), ("VP", 1)]);
        assert_eq!(found(" , "), []);
    }
}
