//! The notice of a weekly review's conclusions (*Thông báo kết luận giao ban*): what was known of the
//! week, what is due to the end of the next unit by unit, and what the meeting decided.
//!
//! | file | what |
//! |---|---|
//! | `figures` | the figures of a week against the week before, and how they are counted |
//! | `notice` | the notice's text and tables |
//!
//! When a review is finished the notice is made in both languages and frozen; from then on it is only
//! read again, never made a second time.

pub mod figures;
mod notice;

use super::data::{ReportData, ReportQuery};
use super::document::Document;
use crate::domain::area::Area;
use crate::domain::day::Day;
use crate::domain::ids::{PlanId, ReviewId, UnitId};
use crate::domain::period::PeriodKind;
use crate::domain::review::{Review, ReviewScope};
use crate::domain::snapshot::TaskAsOf;
use crate::domain::unit::UnitScope;
use crate::present::lang::Lang;
use crate::present::messages::review;
use crate::store::{Result, Store, StoreError};
use figures::WeeklyFigures;

/// Everything that the notice is made from.
#[derive(Clone, Debug)]
pub struct Minutes {
    /// What the weekly report is made from, narrowed to the review's scope.
    pub data: ReportData,
    /// The week's figures.
    pub weeks: WeeklyFigures,
    pub review: Review,
    /// The journal's newest hash when all this was read, in hexadecimal digits.
    pub head: String,
}

impl Minutes {
    /// Asks the store for all of it, as of a day. `None` where the review is gone.
    pub fn read(store: &Store, id: ReviewId, today: Day, lang: Lang) -> Result<Option<Self>> {
        // Of one state of the file, so that the journal's hash is that of what is reported.
        store.snapshot(|| Self::gather(store, id, today, lang))
    }

    fn gather(store: &Store, id: ReviewId, today: Day, lang: Lang) -> Result<Option<Self>> {
        let head = store.chain_head()?.unwrap_or_default();
        let Some(review) = store.review(id)? else {
            return Ok(None);
        };
        let week = review.summary.week;
        let (area, unit) = match review.summary.scope {
            ReviewScope::Area(area) => (Some(area), UnitScope::All),
            ReviewScope::Led(unit) => (None, UnitScope::Led(unit)),
            ReviewScope::Plan | ReviewScope::Mine(_) => (None, UnitScope::All),
        };
        let query = ReportQuery {
            kind: PeriodKind::Week,
            at: week.monday,
            today,
            area,
            unit,
            compare: true,
            lang,
        };
        let plan = store.plan()?.id;
        let scope = ScopeFilter::of(review.summary.scope, &store.areas(plan)?);
        let wanted = |task: &TaskAsOf| scope.has(task);
        let (days, mut weeks) = (figures::days(week, today), WeeklyFigures::new(week));
        let data = ReportData::read_filtered(store, &query, wanted, days, |known| {
            weeks.count(days, known, |task| scope.has(task));
        })?;
        Ok(Some(Self {
            data,
            weeks: weeks.without_zeros(),
            review,
            head,
        }))
    }
}

/// The week's figures of a review, as of a day. `None` where the review is gone.
pub fn weeks(store: &Store, review: &Review, plan: PlanId, today: Day) -> Result<WeeklyFigures> {
    let week = review.summary.week;
    let scope = ScopeFilter::of(review.summary.scope, &store.areas(plan)?);
    let (days, mut weeks) = (figures::days(week, today), WeeklyFigures::new(week));
    store.as_of(plan, days, |known| {
        weeks.count(days, known, |task| scope.has(task));
    })?;
    Ok(weeks.without_zeros())
}

/// A scope as a condition on what was known of a task.
enum ScopeFilter {
    All,
    Area(String),
    Led(UnitId),
    Mine(UnitId),
}

impl ScopeFilter {
    fn of(scope: ReviewScope, areas: &[Area]) -> Self {
        match scope {
            ReviewScope::Plan => Self::All,
            ReviewScope::Area(id) => {
                let area = areas.iter().find(|area| area.id == id);
                Self::Area(area.map(|area| area.key.clone()).unwrap_or_default())
            }
            ReviewScope::Led(unit) => Self::Led(unit),
            ReviewScope::Mine(unit) => Self::Mine(unit),
        }
    }

    fn has(&self, task: &TaskAsOf) -> bool {
        match self {
            Self::All => true,
            Self::Area(key) => task.area == *key,
            Self::Led(unit) => task.texts.lead == Some(*unit),
            Self::Mine(unit) => {
                task.texts.lead == Some(*unit) || task.texts.coordinating.contains(unit)
            }
        }
    }
}

/// The name of the review's scope, in the notice's language.
fn scope_name(minutes: &Minutes) -> String {
    let data = &minutes.data;
    review::scope(
        minutes.review.summary.scope,
        &data.areas,
        &data.units,
        data.query.lang,
    )
}

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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::change::Change;
    use crate::domain::day::{Week, from_iso};
    use crate::domain::person::Actor;
    use crate::domain::review::ReviewChange;
    use crate::store::Stamp;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[test]
    fn a_notice_asks_for_the_tasks_no_more_often_than_a_report() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("giao ban tuần.db");
        let mut store = crate::plan::sample::create(&path).unwrap();
        let day = from_iso("2021-06-11").unwrap();
        let plan = store.plan().unwrap();
        let begin = ReviewChange::Begin {
            plan: plan.id,
            week: Week::of(day),
            scope: ReviewScope::Plan,
            prepared: store.prepare_agenda(ReviewScope::Plan, &plan, day).unwrap(),
        };
        let stamp = Stamp {
            actor: Actor {
                account: "lan".to_owned(),
                person: "Nguyễn Thị Lan".to_owned(),
            },
            recorded_at: 1_623_373_200_000,
            day,
        };
        store.apply(&[Change::Review(begin)], &stamp).unwrap();
        let review = store.reviews(plan.id).unwrap().remove(0);
        let steps = Arc::new(AtomicU32::new(0));
        let counted = steps.clone();
        store.on_progress(100, move || {
            counted.fetch_add(1, Ordering::Relaxed);
        });
        let minutes = Minutes::read(&store, review.id, day, Lang::Vi);
        let query = minutes.unwrap().unwrap().data.query;
        let notice = steps.swap(0, Ordering::Relaxed);
        ReportData::read(&store, &query).unwrap();
        let report = steps.swap(0, Ordering::Relaxed);
        assert!(report > 0 && notice * 2 < report * 3, "{notice}, {report}");
    }
}
