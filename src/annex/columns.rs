//! What the columns of a table mean, by their heads and by what stands below.

use super::content::{Content, Reading};
use super::meaning::{Fit, Meaning, TITLES, WHOLE_TEXTS, fits};
use super::understood::{Ask, Choice, Column};
use crate::domain::deadline::{Deadline, DeadlineKind, DeadlineRules};
use crate::domain::text::fold;
use crate::sheets::workbook::Row;
use std::cmp::Reverse;

/// A question about a column, and what may be answered.
pub(super) type Asked = (u32, Ask, Vec<Choice>);

/// A column with what speaks for its meanings.
struct Judged {
    column: Column,
    fits: Vec<Fit>,
    content: Content,
}

impl Judged {
    fn fit(&self, meaning: Meaning) -> Option<&Fit> {
        self.fits.iter().find(|fit| fit.meaning == meaning)
    }

    /// Whether its head says first of all that.
    fn is_named(&self, meaning: Meaning) -> bool {
        self.fits.first().is_some_and(|fit| fit.meaning == meaning)
    }
}

/// That a column may have a meaning, and what that is worth.
struct Candidate {
    at: usize,
    meaning: Meaning,
    worth: i32,
}

/// The columns of a table while their meanings are found.
pub(super) struct Columns {
    all: Vec<Judged>,
    /// The likeliest first.
    candidates: Vec<Candidate>,
    questions: Vec<Asked>,
}

impl Columns {
    /// Finds the meanings of the columns with these heads.
    pub(super) fn of(columns: Vec<Column>, body: &[&Row], reading: &Reading) -> Self {
        let all = columns.into_iter().map(|column| Judged {
            fits: fits(&column.head),
            content: Content::of(column.column, body, reading),
            column,
        });
        let mut columns = Self {
            all: all.collect(),
            candidates: Vec::new(),
            questions: Vec::new(),
        };
        columns.candidates = columns.candidates();
        columns.settle();
        let rivals = columns.rivals();
        columns.take_by_content();
        columns.questions.extend(rivals);
        if let Some(days) = columns.with(Meaning::Days)
            && columns.with(Meaning::Deadline).is_none()
        {
            let choices = vec![Choice::Yes, Choice::No];
            columns
                .questions
                .push((days.column.column, Ask::Days, choices));
        }
        columns
    }

    /// The column of a meaning.
    fn with(&self, meaning: Meaning) -> Option<&Judged> {
        let mut all = self.all.iter();
        all.find(|judged| judged.column.meaning == Some(meaning))
    }

    /// The columns and the questions about them.
    pub(super) fn finish(self) -> (Vec<Column>, Vec<Asked>) {
        let columns = self.all.into_iter().map(|judged| judged.column);
        (columns.collect(), self.questions)
    }

    /// Every column with every meaning that it may have.
    fn candidates(&self) -> Vec<Candidate> {
        let is_deadline = |judged: &Judged| judged.fit(Meaning::Deadline).is_some();
        // "Tiến độ" that holds deadlines leaves to "Thời gian hoàn thành" when each was done, where that
        // column says of some that they are.
        let progress_is_deadline = self.all.iter().any(|judged| {
            let dated = judged.content.filled > 0 && judged.content.dated >= 0.5;
            dated && judged.fit(Meaning::Progress).is_some() && is_deadline(judged)
        });
        // A column that may be either is of what was done only beside one of deadlines.
        let dated = self
            .all
            .iter()
            .enumerate()
            .filter(|(_, judged)| judged.content.dated >= 0.3);
        let dated = dated.filter(|(_, judged)| is_deadline(judged));
        let dated: Vec<usize> = dated.map(|(at, _)| at).collect();
        let mut candidates = Vec::new();
        for (at, judged) in self.all.iter().enumerate() {
            for fit in &judged.fits {
                let either = fit.meaning == Meaning::Done && is_deadline(judged);
                if either && dated.iter().all(|other| *other == at) {
                    continue;
                }
                let mut worth = fit.score + judged.content.votes(fit.meaning);
                if fit.meaning == Meaning::Deadline {
                    let done = judged.content.done > 0.0 && judged.fit(Meaning::Done).is_some();
                    if progress_is_deadline && done {
                        worth -= 60;
                    } else if fit.exact && fit.score >= 85 {
                        // Its name says so, whatever else stands in it.
                        worth = worth.max(50);
                    }
                }
                let meaning = fit.meaning;
                candidates.extend((worth >= 45).then_some(Candidate { at, meaning, worth }));
            }
        }
        if let Some(text) = self.whole_text() {
            candidates.retain(|one| one.meaning != Meaning::Text || one.at == text);
        }
        candidates.sort_by_key(|one| (Reverse(one.worth), one.at));
        candidates
    }

    /// The column of whole texts where another one has the titles of the same tasks, as in a table that
    /// was exported: without their codes the two may be a task and what belongs to it.
    fn whole_text(&self) -> Option<usize> {
        let called = |words: &[&str]| {
            let mut all = self.all.iter();
            all.position(|judged| words.contains(&fold(&judged.column.head).as_str()))
        };
        let coded = self.all.iter().any(|judged| {
            let code = judged.fit(Meaning::Code);
            code.is_some_and(|fit| fit.exact)
        });
        let text = called(&WHOLE_TEXTS).filter(|_| coded && called(&TITLES).is_some())?;
        (self.all.get(text)?.content.filled > 0).then_some(text)
    }

    /// Gives every column its likeliest meaning that is still free.
    fn settle(&mut self) {
        for one in &self.candidates {
            let taken = self
                .all
                .iter()
                .any(|judged| judged.column.meaning == Some(one.meaning));
            if let Some(judged) = self.all.get_mut(one.at)
                && judged.column.meaning.is_none()
                && (!taken || one.meaning.may_be_several())
            {
                judged.column.meaning = Some(one.meaning);
            }
        }
    }

    /// Takes what is still missing by content alone, and asks about it.
    fn take_by_content(&mut self) {
        let headless = self
            .all
            .first()
            .is_some_and(|judged| judged.column.head.is_empty());
        let several = |content: &Content, share: f64| if content.filled >= 2 { share } else { 0.0 };
        self.take(Meaning::Deadline, 0.7, |content| {
            several(content, content.dated)
        });
        self.take(Meaning::Lead, 0.6, |content| {
            several(content, content.known)
        });
        self.take(Meaning::Text, 20.0, |content| {
            content.length * (1.0 - content.known) * (1.0 - content.dated)
        });
        if headless {
            self.take(Meaning::Number, 0.8, |content| content.numbered);
        }
    }

    /// Takes for a meaning that no column has the one that is worth most for it.
    fn take(&mut self, meaning: Meaning, least: f64, worth: impl Fn(&Content) -> f64) {
        if self.with(meaning).is_some() {
            return;
        }
        let free = self
            .all
            .iter_mut()
            .filter(|judged| judged.column.meaning.is_none());
        let likely = free.filter(|judged| worth(&judged.content) >= least);
        let best =
            likely.max_by(|one, other| worth(&one.content).total_cmp(&worth(&other.content)));
        if let Some(judged) = best {
            judged.column.meaning = Some(meaning);
            let choices = vec![Choice::Yes, Choice::No];
            self.questions
                .push((judged.column.column, Ask::Is(meaning), choices));
        }
    }

    /// Where two columns may be the deadline, or whoever leads, and nothing decides.
    fn rivals(&self) -> Vec<Asked> {
        let asked = [Meaning::Deadline, Meaning::Lead, Meaning::Text].into_iter();
        asked
            .filter_map(|meaning| self.rivals_for(meaning))
            .collect()
    }

    fn rivals_for(&self, meaning: Meaning) -> Option<Asked> {
        let winner = self.with(meaning)?.column.column;
        let column = |one: &Candidate| Some(self.all.get(one.at)?.column.column);
        let candidates = self.candidates.iter().filter(|one| one.meaning == meaning);
        let best = candidates
            .clone()
            .find(|one| column(one) == Some(winner))?
            .worth;
        let alike = |content: &Content| match meaning {
            Meaning::Deadline => content.dated >= 0.5,
            Meaning::Lead => content.united >= 0.5,
            _ => content.length >= 20.0,
        };
        let others = candidates.filter(|one| {
            let content = self.all.get(one.at).map(|judged| &judged.content);
            one.worth * 100 >= best * 85 && content.is_some_and(alike)
        });
        let others: Vec<u32> = others
            .filter_map(column)
            .filter(|other| *other != winner)
            .collect();
        let all = std::iter::once(winner).chain(others.iter().copied());
        let choices = all.map(Choice::Column).collect();
        (!others.is_empty()).then_some((winner, Ask::Which(meaning), choices))
    }

    /// Columns of units, deadlines or products that were not taken for one: they go to the note.
    pub(super) fn losers(&self) -> Vec<u32> {
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
        let losers = all.filter(|(at, judged)| {
            judged.column.meaning.is_none() && judged.content.filled > 0 && wanted(*at)
        });
        losers.map(|(_, judged)| judged.column.column).collect()
    }

    /// Columns that are periods, with their names, where marks in them say when a task is due.
    pub(super) fn periods(&self, rules: &DeadlineRules) -> Vec<(u32, String)> {
        let free = self
            .all
            .iter()
            .filter(|judged| judged.column.meaning.is_none());
        let marked = free.filter(|judged| judged.content.filled > 0 && judged.content.done >= 0.8);
        let periods = marked.filter_map(|judged| {
            let period = judged.column.head.rsplit(" | ").next()?;
            let is_period = Deadline::read(period, rules).kind == DeadlineKind::Date;
            is_period.then(|| (judged.column.column, period.to_owned()))
        });
        match self.with(Meaning::Deadline) {
            Some(_) => Vec::new(),
            None => periods.collect(),
        }
    }

    /// Whether it is a table of targets: they stand where tasks would.
    pub(super) fn are_indicators(&self) -> bool {
        let has = |meaning| self.with(meaning).is_some();
        let measured = |judged: &Judged| {
            let content = &judged.content;
            content.measured >= 0.5 && content.filled >= 2 && judged.fit(Meaning::Lead).is_some()
        };
        let measured = has(Meaning::Measure) || self.all.iter().any(measured);
        let named = |meaning| self.all.iter().any(|judged| judged.is_named(meaning));
        if !named(Meaning::Text) {
            return named(Meaning::Indicator);
        }
        measured && !has(Meaning::Deadline) && (!has(Meaning::Lead) || has(Meaning::Target))
    }
}
