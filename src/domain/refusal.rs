//! Why a change is not possible.

use super::day::Day;
use super::parts::Field;
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
    /// The done date is in the future.
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
    /// An area with sections, or about which a review was held.
    AreaInUse,
    /// A section with tasks, or with sections below it.
    SectionInUse,
    /// A person whose name stands under what was done.
    HasSigned(String),
    /// Another person has the name.
    PersonThere(String),
    /// The last year is before the first.
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
