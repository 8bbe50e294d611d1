//! Units (*đơn vị*): who leads a task and who joins it.

use super::ids::UnitId;
use super::text::fold;

/// What sort of unit it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnitKind {
    /// Lãnh đạo Sở.
    Leadership,
    /// Văn phòng.
    Office,
    /// Phòng.
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

impl UnitKind {
    /// Whether people of the office belong to such a unit.
    pub fn is_inside(self) -> bool {
        !matches!(self, Self::Outside | Self::Pseudo)
    }

    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Leadership,
        Self::Office,
        Self::Division,
        Self::SubDepartment,
        Self::Inspectorate,
        Self::PublicService,
        Self::Pseudo,
        Self::Union,
        Self::Outside,
    ];

    /// Every kind with the word that the file stores.
    const WORDS: [(Self, &'static str); 9] = [
        (Self::Leadership, "leadership"),
        (Self::Office, "office"),
        (Self::Division, "division"),
        (Self::SubDepartment, "sub_department"),
        (Self::Inspectorate, "inspectorate"),
        (Self::PublicService, "public_service"),
        (Self::Pseudo, "pseudo"),
        (Self::Union, "union"),
        (Self::Outside, "outside"),
    ];

    /// The stored word.
    pub fn as_str(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or("outside", |(_, word)| word)
    }

    /// Reads the stored word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::WORDS
            .iter()
            .find(|(_, w)| *w == word)
            .map(|(kind, _)| *kind)
    }
}

/// A unit with the names by which it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its row.
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
}

impl Unit {
    /// Whether one of its names is this one, folded.
    pub fn is_called(&self, folded: &str) -> bool {
        let names = [&self.abbreviation, &self.name]
            .into_iter()
            .chain(&self.aliases);
        names.into_iter().any(|name| fold(name) == folded)
    }
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
pub const ABBREVIATION_MAX: usize = 8;

/// What is known of a unit by people's own entry.
#[derive(Clone, Debug, PartialEq, Eq)]
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
