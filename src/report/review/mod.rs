//! The notice of a weekly review's conclusions (*Thông báo kết luận giao ban*): what was known of the
//! week, next week's tasks unit by unit, and what the meeting decided.
//!
//! | file | what |
//! |---|---|
//! | `figures` | the figures of a week against the week before, and how they are counted |
//! | `minutes` | what the notice is made from |
//! | `notice` | the notice's text and tables |
//!
//! When a review is finished the notice is made in both languages and frozen; from then on it is only
//! read again, never made a second time.

pub mod figures;
mod minutes;
mod notice;

use super::document::Document;
use crate::domain::day::Day;
use crate::domain::ids::ReviewId;
use crate::present::lang::Lang;
use crate::store::{Result, Store, StoreError};
pub use minutes::{Minutes, weeks};

/// The texts to freeze, Vietnamese and English, with the journal's hash that they hold for.
pub fn freeze(store: &Store, id: ReviewId, today: Day) -> Result<Option<(String, [String; 2])>> {
    let Some(minutes) = Minutes::read(store, id, today, Lang::Vi)? else {
        return Ok(None);
    };
    let text = |lang| minutes.document(lang).freeze();
    Ok(Some((
        minutes.head.clone(),
        [text(Lang::Vi), text(Lang::En)],
    )))
}

/// A finished review's notice, as it was frozen. `None` where the review is gone or not finished.
///
/// # Errors
/// [`StoreError::Corrupt`] where what was frozen cannot be read.
pub fn thaw(store: &Store, id: ReviewId, lang: Lang) -> Result<Option<Document>> {
    let finished = store.review(id)?.and_then(|review| review.summary.finished);
    let Some(finished) = finished else {
        return Ok(None);
    };
    let [vi, en] = finished.frozen;
    let text = store.frozen(&lang.pick(vi, en))?;
    Document::thaw(&text).map(Some).ok_or(StoreError::Corrupt)
}
