//! The editable parts of tasks, plans, areas, units and others: one table for each. Merging, conflicts, limits of
//! texts, stored columns and forms are driven by these tables.

use self::PartKind::{Line, Lines};
use super::area::{AreaText, SHORT_MAX, SectionText};
use super::day::Day;
use super::ids::UnitId;
use super::note::Evidence;
use super::person::PersonText;
use super::plan::PlanText;
use super::task::{Hold, TaskText};
use super::text::{LINE_MAX, NOTE_MAX, TITLE_MAX};
use super::unit::{ABBREVIATION_MAX, UnitKind, UnitText};

/// Most characters of a plan's number and symbol, of a person's name, and of an account.
pub(super) const NAME_MAX: usize = 60;

/// The value of a part, as it can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    Nothing,
    Text(String),
    Day(Day),
    Flag(bool),
    Hold(Hold),
    /// Names are looked up where they are shown.
    Units(Vec<UnitId>),
    UnitKind(UnitKind),
    /// Other names of a unit.
    Names(Vec<String>),
}

/// What sort of value a part takes; of texts with the most characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    Line(usize),
    Lines(usize),
    Day,
    Flag,
    Unit,
    Units,
    UnitKind,
    /// A list of names, each with at most so many characters.
    Names(usize),
}

/// The parts of a form, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    Title,
    Text,
    Product,
    Note,
    Reason,
    /// Paused, dropped or neither.
    State,
    /// Done date.
    DoneOn,
    /// The day in force.
    Due,
    /// The day from which a relative deadline counts.
    BaseOn,
    /// Who agreed.
    AgreedBy,
    Letter,
    Result,
    EvidenceNumber,
    EvidenceSummary,
    EvidencePath,
    EvidenceDate,
    StepTitle,
    Deadline,
    Step,
    /// Trọng tâm.
    KeyTask,
    /// Lead unit.
    Lead,
    /// Co-operating units.
    Coordinating,
    /// Co-operation in free words.
    CoordinatingText,
    /// Person's name.
    Person,
    /// A unit's abbreviation.
    Abbreviation,
    UnitName,
    /// What sort of unit it is.
    UnitKind,
    /// Another name of a unit.
    Alias,
    /// An account of the host.
    Account,
    /// The unit that a person belongs to.
    PersonUnit,
    /// A text that a person wrote for a report.
    ReportText,
    /// The body above the office, on reports.
    Superior,
    /// The office's short name.
    OfficeShort,
    /// The office, on reports.
    Office,
    /// What follows the number of reports.
    Symbol,
    /// Where reports are signed.
    SignedAt,
    /// The signer's office.
    SignerTitle,
    Signer,
    /// Nơi nhận.
    Recipients,
    /// The cut-off day of reports.
    Cutoff,
    PlanTitle,
    /// Number and symbol of the plan.
    PlanNumber,
    IssuedOn,
    Issuer,
    /// What sort of document the plan is.
    PlanKind,
    AreaName,
    AreaNameEn,
    AreaShort,
    AreaShortEn,
    AreaAbbreviation,
    /// Which of the areas it is, counted by the digits of the tabs.
    AreaPlace,
    SectionTitle,
    SectionPlace,
    /// The section in which a task stands.
    TaskSection,
    /// The first year of a unit.
    ValidFrom,
    /// The last year of a unit.
    ValidTo,
    /// From how many days before its due date a task is due soon.
    SoonDays,
    /// After how many days without a change a task is silent.
    SilentDays,
    /// Whether "trước" leaves out the day itself.
    BeforeIsStrict,
    /// Another setting of the plan.
    Setting,
    /// A conclusion of a review.
    Conclusion,
}

impl Field {
    /// Which part a setting of that key is.
    pub(crate) fn of_setting(key: &str) -> Self {
        match key {
            "report.superior" => Self::Superior,
            "report.office-short" => Self::OfficeShort,
            "report.office" => Self::Office,
            "report.symbol" => Self::Symbol,
            "report.place" => Self::SignedAt,
            "report.signer-title" => Self::SignerTitle,
            "report.signer" => Self::Signer,
            "report.recipients" => Self::Recipients,
            "cutoff_day" => Self::Cutoff,
            "soon_days" => Self::SoonDays,
            "silent_days" => Self::SilentDays,
            "before_is_strict" => Self::BeforeIsStrict,
            "plan_kind" => Self::PlanKind,
            text if text.starts_with("report.text.") => Self::ReportText,
            _ => Self::Setting,
        }
    }

    /// Whether it is a setting of the plan.
    pub(crate) fn is_setting(self) -> bool {
        matches!(
            self,
            Self::ReportText
                | Self::Superior
                | Self::OfficeShort
                | Self::Office
                | Self::Symbol
                | Self::SignedAt
                | Self::SignerTitle
                | Self::Signer
                | Self::Recipients
                | Self::Cutoff
                | Self::SoonDays
                | Self::SilentDays
                | Self::BeforeIsStrict
                | Self::PlanKind
                | Self::Setting
        )
    }
}

/// One part of a thing.
pub struct Part<T> {
    pub field: Field,
    /// The table and column that hold it.
    pub column: (&'static str, &'static str),
    pub kind: PartKind,
    /// Whether it may not be empty.
    pub required: bool,
    pub get: fn(&T) -> FieldValue,
    /// Sets a value of the part's kind; a value of another kind clears it.
    pub set: fn(&mut T, FieldValue),
}

/// A thing that has parts.
pub trait HasParts: Clone + 'static {
    const PARTS: &'static [Part<Self>];

    /// A three-way merge: the parts in which this differs from `seen`, and the others as they are in `now`.
    fn merged(&self, seen: &Self, now: &Self) -> Self {
        let mut merged = now.clone();
        for part in Self::PARTS {
            let wanted = (part.get)(self);
            if wanted != (part.get)(seen) {
                (part.set)(&mut merged, wanted);
            }
        }
        merged
    }
}

/// A text that must not be empty, in the column of its name.
macro_rules! required {
    ($field:ident, $table:literal, $name:ident, $kind:expr) => {
        Part {
            field: Field::$field,
            column: ($table, stringify!($name)),
            kind: $kind,
            required: true,
            get: |edited| edited.$name.as_str().into(),
            set: |edited, value| edited.$name = value.text().unwrap_or_default(),
        }
    };
}

/// A text that may be left out, in the column of its name.
macro_rules! optional {
    ($field:ident, $table:literal, $name:ident, $kind:expr) => {
        Part {
            field: Field::$field,
            column: ($table, stringify!($name)),
            kind: $kind,
            required: false,
            get: |edited| edited.$name.clone().into(),
            set: |edited, value| edited.$name = value.text(),
        }
    };
}

impl HasParts for TaskText {
    const PARTS: &'static [Part<Self>] = &[
        required!(Title, "task", title, Line(TITLE_MAX)),
        required!(Text, "task", text, Lines(NOTE_MAX)),
        Part {
            field: Field::Lead,
            column: ("task", "lead_id"),
            kind: PartKind::Unit,
            required: false,
            get: |task| FieldValue::Units(task.lead.into_iter().collect()),
            set: |task, value| task.lead = value.units().first().copied(),
        },
        Part {
            field: Field::Coordinating,
            column: ("coordinating", "unit_id"),
            kind: PartKind::Units,
            required: false,
            get: |task| FieldValue::Units(task.coordinating.clone()),
            set: |task, value| task.coordinating = value.units(),
        },
        optional!(CoordinatingText, "task", coordinating_text, Line(LINE_MAX)),
        optional!(Product, "task", product, Line(LINE_MAX)),
        Part {
            field: Field::KeyTask,
            column: ("task", "key_task"),
            kind: PartKind::Flag,
            required: false,
            get: |task| FieldValue::Flag(task.key_task),
            set: |task, value| task.key_task = value == FieldValue::Flag(true),
        },
    ];
}

/// The parts of a task's own row whose text search looks at: whatever a person writes there.
pub fn searched_parts() -> impl Iterator<Item = &'static Part<TaskText>> {
    own_parts().filter(|part| matches!(part.kind, Line(_) | Lines(_)))
}

/// The parts that stand in a task's own row.
pub(crate) fn own_parts() -> impl Iterator<Item = &'static Part<TaskText>> {
    let parts = TaskText::PARTS.iter();
    parts.filter(|part| part.column.0 == "task")
}

impl HasParts for Evidence {
    const PARTS: &'static [Part<Self>] = &[
        required!(EvidenceNumber, "evidence", number, Line(LINE_MAX)),
        Part {
            field: Field::EvidenceDate,
            column: ("evidence", "dated_on"),
            kind: PartKind::Day,
            required: false,
            get: |document| document.dated_on.into(),
            set: |document, value| document.dated_on = value.day(),
        },
        optional!(EvidenceSummary, "evidence", summary, Line(LINE_MAX)),
        optional!(EvidencePath, "evidence", path, Line(LINE_MAX)),
    ];
}

impl HasParts for PlanText {
    const PARTS: &'static [Part<Self>] = &[
        required!(PlanTitle, "plan", title, Line(TITLE_MAX)),
        optional!(PlanNumber, "plan", number, Line(NAME_MAX)),
        Part {
            field: Field::IssuedOn,
            column: ("plan", "issued_on"),
            kind: PartKind::Day,
            required: false,
            get: |plan| plan.issued_on.into(),
            set: |plan, value| plan.issued_on = value.day(),
        },
        required!(Issuer, "plan", issuer, Line(TITLE_MAX)),
    ];
}

impl HasParts for AreaText {
    const PARTS: &'static [Part<Self>] = &[
        required!(AreaName, "area", name, Line(TITLE_MAX)),
        required!(AreaNameEn, "area", name_en, Line(TITLE_MAX)),
        required!(AreaShort, "area", short, Line(SHORT_MAX)),
        required!(AreaShortEn, "area", short_en, Line(SHORT_MAX)),
        required!(AreaAbbreviation, "area", abbreviation, Line(4)),
    ];
}

impl HasParts for PersonText {
    const PARTS: &'static [Part<Self>] = &[
        required!(Person, "person", name, Line(NAME_MAX)),
        Part {
            field: Field::PersonUnit,
            column: ("person", "unit_id"),
            kind: PartKind::Unit,
            required: false,
            get: |person| FieldValue::Units(person.unit.into_iter().collect()),
            set: |person, value| person.unit = value.units().first().copied(),
        },
        Part {
            field: Field::Account,
            column: ("account", "name"),
            kind: PartKind::Names(NAME_MAX),
            required: false,
            get: |person| FieldValue::Names(person.accounts.clone()),
            set: |person, value| person.accounts = value.names(),
        },
    ];
}

impl HasParts for SectionText {
    const PARTS: &'static [Part<Self>] =
        &[required!(SectionTitle, "section", title, Line(TITLE_MAX))];
}

impl HasParts for UnitText {
    const PARTS: &'static [Part<Self>] = &[
        required!(Abbreviation, "unit", abbreviation, Line(ABBREVIATION_MAX)),
        required!(UnitName, "unit", name, Line(TITLE_MAX)),
        Part {
            field: Field::UnitKind,
            column: ("unit", "kind"),
            kind: PartKind::UnitKind,
            required: true,
            get: |unit| FieldValue::UnitKind(unit.kind),
            set: |unit, value| {
                if let FieldValue::UnitKind(kind) = value {
                    unit.kind = kind;
                }
            },
        },
        Part {
            field: Field::Alias,
            column: ("alias", "name"),
            kind: PartKind::Names(TITLE_MAX),
            required: false,
            get: |unit| FieldValue::Names(unit.aliases.clone()),
            set: |unit, value| unit.aliases = value.names(),
        },
    ];
}

/// All parts with their tables and columns.
pub(crate) fn columns() -> impl Iterator<Item = (Field, (&'static str, &'static str))> {
    fn of<T: HasParts>() -> impl Iterator<Item = (Field, (&'static str, &'static str))> {
        T::PARTS.iter().map(|part| (part.field, part.column))
    }
    of::<TaskText>()
        .chain(of::<Evidence>())
        .chain(of::<UnitText>())
        .chain(of::<PlanText>())
        .chain(of::<AreaText>())
        .chain(of::<SectionText>())
        .chain(of::<PersonText>())
}

impl FieldValue {
    pub(crate) fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn day(self) -> Option<Day> {
        match self {
            Self::Day(day) => Some(day),
            _ => None,
        }
    }

    pub(crate) fn units(self) -> Vec<UnitId> {
        match self {
            Self::Units(units) => units,
            _ => Vec::new(),
        }
    }

    pub(crate) fn names(self) -> Vec<String> {
        match self {
            Self::Names(names) => names,
            _ => Vec::new(),
        }
    }
}

impl From<&str> for FieldValue {
    fn from(text: &str) -> Self {
        match text {
            "" => Self::Nothing,
            text => Self::Text(text.to_owned()),
        }
    }
}

impl From<Option<String>> for FieldValue {
    fn from(text: Option<String>) -> Self {
        text.filter(|text| !text.is_empty())
            .map_or(Self::Nothing, Self::Text)
    }
}

impl From<Option<Day>> for FieldValue {
    fn from(day: Option<Day>) -> Self {
        day.map_or(Self::Nothing, Self::Day)
    }
}
