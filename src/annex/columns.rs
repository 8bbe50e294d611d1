//! Finds the meanings of a table's columns, by their heads and by the cells below.

use super::content::Content;
use super::context::AnnexContext;
use super::meaning::{FULL_TEXTS, HeadFit, Meaning, TITLES, fits};
use super::parsed::{AnnexAnswer, AnnexColumn, QuestionKind};
use crate::domain::deadline::{Deadline, DeadlineKind, DeadlineRules};
use crate::domain::text::fold;
use crate::sheets::workbook::Row;
use std::cmp::Reverse;

/// A question about a column, and its possible answers.
pub(super) type ColumnQuestion = (u32, QuestionKind, Vec<AnnexAnswer>);

struct ScoredColumn {
    column: AnnexColumn,
    fits: Vec<HeadFit>,
    content: Content,
}

impl ScoredColumn {
    fn fit(&self, meaning: Meaning) -> Option<&HeadFit> {
        self.fits.iter().find(|fit| fit.meaning == meaning)
    }

    /// Whether this is the best fit of its head.
    fn is_named(&self, meaning: Meaning) -> bool {
        self.fits.first().is_some_and(|fit| fit.meaning == meaning)
    }
}

/// A possible meaning of a column, with its score.
struct ScoredMeaning {
    at: usize,
    meaning: Meaning,
    score: i32,
}

pub(super) struct ColumnMeanings {
    all: Vec<ScoredColumn>,
    /// By descending score.
    candidates: Vec<ScoredMeaning>,
    questions: Vec<ColumnQuestion>,
}

impl ColumnMeanings {
    /// Finds the meanings of the columns with these heads.
    pub(super) fn of(columns: Vec<AnnexColumn>, body: &[&Row], context: &AnnexContext) -> Self {
        let all = columns.into_iter().map(|column| ScoredColumn {
            fits: fits(&column.head),
            content: Content::of(column.column, body, context),
            column,
        });
        let mut columns = Self {
            all: all.collect(),
            candidates: Vec::new(),
            questions: Vec::new(),
        };
        columns.candidates = columns.candidates();
        columns.assign_meanings();
        let ambiguous = columns.ambiguous();
        columns.assign_by_content();
        columns.questions.extend(ambiguous);
        if let Some(days) = columns.column_for(Meaning::Days)
            && columns.column_for(Meaning::Deadline).is_none()
        {
            let choices = vec![AnnexAnswer::Yes, AnnexAnswer::No];
            columns
                .questions
                .push((days.column.column, QuestionKind::Days, choices));
        }
        columns
    }

    /// The column of a meaning.
    fn column_for(&self, meaning: Meaning) -> Option<&ScoredColumn> {
        let mut all = self.all.iter();
        all.find(|scored| scored.column.meaning == Some(meaning))
    }

    /// The columns and the questions about them.
    pub(super) fn finish(self) -> (Vec<AnnexColumn>, Vec<ColumnQuestion>) {
        let columns = self.all.into_iter().map(|scored| scored.column);
        (columns.collect(), self.questions)
    }

    /// Every column with every meaning that it may have.
    fn candidates(&self) -> Vec<ScoredMeaning> {
        let is_deadline = |scored: &ScoredColumn| scored.fit(Meaning::Deadline).is_some();
        // Where "Tiến độ" holds deadlines and "Thời gian hoàn thành" says of some tasks that they are done,
        // the latter is when they were done.
        let progress_is_deadline = self.all.iter().any(|scored| {
            let dated = scored.content.filled > 0 && scored.content.dated >= 0.5;
            dated && scored.fit(Meaning::Progress).is_some() && is_deadline(scored)
        });
        // A column that may be either holds completions only next to another one of deadlines.
        let dated = self
            .all
            .iter()
            .enumerate()
            .filter(|(_, scored)| scored.content.dated >= 0.3);
        let dated = dated.filter(|(_, scored)| is_deadline(scored));
        let dated: Vec<usize> = dated.map(|(at, _)| at).collect();
        let mut candidates = Vec::new();
        for (at, scored) in self.all.iter().enumerate() {
            for fit in &scored.fits {
                let either = fit.meaning == Meaning::Done && is_deadline(scored);
                if either && dated.iter().all(|other| *other == at) {
                    continue;
                }
                let mut score = fit.score + scored.content.score_for(fit.meaning);
                if fit.meaning == Meaning::Deadline {
                    let done = scored.content.done > 0.0 && scored.fit(Meaning::Done).is_some();
                    if progress_is_deadline && done {
                        score -= 60;
                    } else if fit.exact && fit.score >= 85 {
                        // The head is unambiguous, whatever the cells are.
                        score = score.max(50);
                    }
                }
                let meaning = fit.meaning;
                candidates.extend((score >= 45).then_some(ScoredMeaning { at, meaning, score }));
            }
        }
        if let Some(text) = self.full_text() {
            candidates.retain(|one| one.meaning != Meaning::Text || one.at == text);
        }
        candidates.sort_by_key(|one| (Reverse(one.score), one.at));
        candidates
    }

    /// The column of full texts where another one has the titles of the same tasks, as in an exported table;
    /// without a column of codes the two may be a task and its parts.
    fn full_text(&self) -> Option<usize> {
        let called = |words: &[&str]| {
            let mut all = self.all.iter();
            all.position(|scored| words.contains(&fold(&scored.column.head).as_str()))
        };
        let coded = self.all.iter().any(|scored| {
            let code = scored.fit(Meaning::Code);
            code.is_some_and(|fit| fit.exact)
        });
        let text = called(&FULL_TEXTS).filter(|_| coded && called(&TITLES).is_some())?;
        (self.all.get(text)?.content.filled > 0).then_some(text)
    }

    /// Assigns every column its likeliest meaning that is still free.
    fn assign_meanings(&mut self) {
        for one in &self.candidates {
            let taken = self
                .all
                .iter()
                .any(|scored| scored.column.meaning == Some(one.meaning));
            if let Some(scored) = self.all.get_mut(one.at)
                && scored.column.meaning.is_none()
                && (!taken || one.meaning.may_repeat())
            {
                scored.column.meaning = Some(one.meaning);
            }
        }
    }

    /// Assigns by content alone what is still missing, and asks about it.
    fn assign_by_content(&mut self) {
        let headless = self
            .all
            .first()
            .is_some_and(|scored| scored.column.head.is_empty());
        let several = |content: &Content, share: f64| if content.filled >= 2 { share } else { 0.0 };
        self.assign_best(Meaning::Deadline, 0.7, |content| {
            several(content, content.dated)
        });
        self.assign_best(Meaning::Lead, 0.6, |content| {
            several(content, content.known)
        });
        self.assign_best(Meaning::Text, 20.0, |content| {
            content.length * (1.0 - content.known) * (1.0 - content.dated)
        });
        if headless {
            self.assign_best(Meaning::Number, 0.8, |content| content.numbered);
        }
    }

    /// Assigns a meaning that no column has to the free column with the highest score of at least `least`.
    fn assign_best(&mut self, meaning: Meaning, least: f64, score: impl Fn(&Content) -> f64) {
        if self.column_for(meaning).is_some() {
            return;
        }
        let free = self
            .all
            .iter_mut()
            .filter(|scored| scored.column.meaning.is_none());
        let likely = free.filter(|scored| score(&scored.content) >= least);
        let best =
            likely.max_by(|one, other| score(&one.content).total_cmp(&score(&other.content)));
        if let Some(scored) = best {
            scored.column.meaning = Some(meaning);
            let choices = vec![AnnexAnswer::Yes, AnnexAnswer::No];
            self.questions.push((
                scored.column.column,
                QuestionKind::Confirm(meaning),
                choices,
            ));
        }
    }

    /// Questions where several columns may have the same meaning.
    fn ambiguous(&self) -> Vec<ColumnQuestion> {
        let asked = [Meaning::Deadline, Meaning::Lead, Meaning::Text].into_iter();
        asked
            .filter_map(|meaning| self.ambiguous_for(meaning))
            .collect()
    }

    fn ambiguous_for(&self, meaning: Meaning) -> Option<ColumnQuestion> {
        let winner = self.column_for(meaning)?.column.column;
        let column = |one: &ScoredMeaning| Some(self.all.get(one.at)?.column.column);
        let candidates = self.candidates.iter().filter(|one| one.meaning == meaning);
        let best = candidates
            .clone()
            .find(|one| column(one) == Some(winner))?
            .score;
        let alike = |content: &Content| match meaning {
            Meaning::Deadline => content.dated >= 0.5,
            Meaning::Lead => content.unit_like >= 0.5,
            _ => content.length >= 20.0,
        };
        let others = candidates.filter(|one| {
            let content = self.all.get(one.at).map(|scored| &scored.content);
            one.score * 100 >= best * 85 && content.is_some_and(alike)
        });
        let others: Vec<u32> = others
            .filter_map(column)
            .filter(|other| *other != winner)
            .collect();
        let all = std::iter::once(winner).chain(others.iter().copied());
        let choices = all.map(AnnexAnswer::Column).collect();
        (!others.is_empty()).then_some((winner, QuestionKind::Which(meaning), choices))
    }

    /// Columns that look like units, deadlines or products and have no meaning: they go into the note.
    pub(super) fn to_note(&self) -> Vec<u32> {
        let wanted = |at: usize| {
            let mut candidates = self.candidates.iter().filter(|one| one.at == at);
            candidates.any(|one| {
                matches!(
                    one.meaning,
                    Meaning::Lead | Meaning::Coordinating | Meaning::Deadline | Meaning::Product
                )
            })
        };
        let all = self.all.iter().enumerate();
        let to_note = all.filter(|(at, scored)| {
            scored.column.meaning.is_none() && scored.content.filled > 0 && wanted(*at)
        });
        to_note.map(|(_, scored)| scored.column.column).collect()
    }

    /// Columns that are periods, with their names, in which marks say when a task is due.
    pub(super) fn periods(&self, rules: &DeadlineRules) -> Vec<(u32, String)> {
        let free = self
            .all
            .iter()
            .filter(|scored| scored.column.meaning.is_none());
        let marked = free.filter(|scored| scored.content.filled > 0 && scored.content.done >= 0.8);
        let periods = marked.filter_map(|scored| {
            let period = scored.column.head.rsplit(" | ").next()?;
            let is_period = Deadline::read(period, rules).kind == DeadlineKind::Date;
            is_period.then(|| (scored.column.column, period.to_owned()))
        });
        match self.column_for(Meaning::Deadline) {
            Some(_) => Vec::new(),
            None => periods.collect(),
        }
    }

    /// Whether it is a table of targets instead of tasks.
    pub(super) fn are_indicators(&self) -> bool {
        let has = |meaning| self.column_for(meaning).is_some();
        let measures = |scored: &ScoredColumn| {
            let content = &scored.content;
            content.measures >= 0.5 && content.filled >= 2 && scored.fit(Meaning::Lead).is_some()
        };
        let measures = has(Meaning::Measure) || self.all.iter().any(measures);
        let named = |meaning| self.all.iter().any(|scored| scored.is_named(meaning));
        if !named(Meaning::Text) {
            return named(Meaning::Indicator);
        }
        measures && !has(Meaning::Deadline) && (!has(Meaning::Lead) || has(Meaning::Target))
    }
}
