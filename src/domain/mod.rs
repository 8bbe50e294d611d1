//! The domain model and its rules: pure, without input or output.
//!
//! Nothing here reads the clock, the environment or a file, or knows how something is stored, printed or drawn.
//! The day taken for today is always an argument.

/// Gives the values of an enumeration the words that are stored, exported and typed for them. A word that
/// a file may hold never changes.
macro_rules! words {
    ($kind:ident: $($value:ident = $word:literal),+ $(,)?) => {
        impl $kind {
            /// All values in their order.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$value),+];

            /// The word for it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$value => $word),+
                }
            }

            /// The value with exactly that word.
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|value| value.as_str() == word)
            }
        }
    };
}
pub(crate) use words;

pub mod area;
pub mod change;
pub mod conflict;
pub mod day;
pub mod deadline;
mod english;
pub mod frame;
pub mod ids;
pub mod invariants;
pub mod journal;
pub mod journal_query;
pub mod letterhead;
pub mod note;
pub mod parts;
pub mod period;
pub mod person;
pub mod plan;
pub mod query;
pub mod refusal;
pub mod reschedule;
pub mod review;
pub mod rules;
pub mod snapshot;
pub mod task;
pub mod text;
pub mod totals;
pub mod unit;
