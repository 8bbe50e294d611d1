//! Why a change is not possible, and of which part of a form that is said.

use super::day::Day;
use super::task::State;

/// Why a change is not possible. The wording is made elsewhere, in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No such task any more.
    NoSuchTask,
    /// No task has the code that was typed.
    NoSuchCode,
    /// No such unit any more.
    NoSuchUnit,
    /// No such step of the task any more.
    NoSuchStep,
    /// No such note any more.
    NoSuchNote,
    /// No such document of the task any more.
    NoSuchEvidence,
    /// The task cannot be removed.
    NotRemovable(NotRemovable),
    /// Somebody has changed the task since the person saw it.
    ChangedMeanwhile,
    /// The occurrence is completed already, or everything is.
    AlreadyDone,
    /// Nothing is completed that could be reopened.
    NotDone,
    /// A paused or dropped task must be resumed first.
    OnHold(State),
    /// It is in that state already.
    AlreadySo(State),
    /// The done date lies in the future.
    DoneInFuture(Day),
    /// An extension needs an open task with a date.
    NothingToExtend,
    /// The new day is not later than the day in force.
    NotLater {
        /// The day in force.
        current: Day,
    },
    /// This cannot be empty.
    Missing(Field),
    /// This is longer than allowed.
    TooLong {
        /// What.
        field: Field,
        /// Characters it has.
        length: usize,
        /// Characters it may have.
        max: usize,
    },
    /// The deadline cannot be replaced, for the task, which does not recur, is done.
    OccurrencesDone,
    /// The difficulty was answered already.
    AlreadyAnswered,
    /// Nothing would change.
    NoChange,
    /// Another unit goes by the name.
    NameTaken {
        /// Which of the names it is meant to be.
        field: Field,
        /// As it was typed.
        name: String,
    },
    /// A name that cannot be distinguished from one of another unit with the eye.
    NameAlike {
        /// Which sort of name.
        field: Field,
        name: String,
        /// The other unit's.
        other: String,
    },
    /// A unit is named twice among the co-operating ones.
    NamedTwice,
    /// The conclusion stands in the task already.
    NotedAlready,
    /// The lead unit is named among the co-operating ones.
    LeadAlsoCoordinates,
    /// There is no such area or section any more.
    NoSuchPlace,
    /// There is no such person any more.
    NoSuchPerson,
    /// A section's number that could not stand in codes.
    NotASectionNumber,
    /// Another section has the number.
    NumberTaken(String),
    /// Ten areas are there, one for each digit that opens a tab.
    AreasFull,
    /// Codes of tasks were given out in the section, and are never used again.
    CodesGivenOut,
    /// The last year lies before the first.
    YearsReversed,
    /// The unit is not given work in the plan's year any more, or not yet.
    NotThatYear(String),
    /// A setting that is no number of its range.
    OutOfRange { field: Field, first: i64, last: i64 },
    /// It concerns a review, and this hinders it.
    Review(ReviewRefusal),
}

/// Why a task cannot be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRemovable {
    /// It is a duty of the plan's document.
    OfDocument,
    /// A review has it in its agenda, or a conclusion led to it.
    InReview,
}

/// What hinders a review. The wording is made elsewhere, in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewRefusal {
    /// The scope holds no task at all.
    NothingThere,
    /// More than [`super::review::AGENDA_MAX`] tasks: a narrower scope is needed.
    TooLong,
    /// Somebody has begun the same one.
    Open,
    /// It is finished.
    Finished,
    /// There is no such review.
    NoSuchReview,
    /// There is no such conclusion any more.
    NoSuchConclusion,
    /// Somebody wrote while it was being finished.
    Overtaken,
    /// The task is not part of the agenda.
    NotOnAgenda,
}

impl From<ReviewRefusal> for Refusal {
    fn from(hindrance: ReviewRefusal) -> Self {
        Self::Review(hindrance)
    }
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
    /// A unit's name.
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
    pub fn of_setting(key: &str) -> Self {
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
