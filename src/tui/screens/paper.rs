//! A document on the screen as text: a report that is made over the period at hand, or one that was
//! kept and stays as it is.

use crate::domain::period::Period;
use crate::domain::review::ReviewSummary;
use crate::formats::text::{Mark, MarkKind, TextLayout, lay_out};
use crate::present::lang::Lang;
use crate::report::ReportQuery;
use crate::report::document::{Annexes, Block, Document};
use crate::tui::env::Env;
use crate::tui::input::action::Action;
use std::rc::Rc;

/// Lines become no longer than this, for the eye's sake.
const WIDEST: usize = 140;

/// The state of the screen.
#[derive(Debug)]
pub struct Paper {
    /// Where the document comes from.
    pub source: Source,
    /// The report as it was last made; of a kept document nothing.
    made: Option<Rc<Document>>,
    /// Whether the report is being made.
    pub pending: bool,
    /// The document in lines for the present width.
    laid: TextLayout,
    /// The first line on the screen.
    pub top: usize,
    /// The chosen place for a text, by its part's name.
    pub place: Option<String>,
}

/// Where a document comes from.
#[derive(Debug)]
pub enum Source {
    /// Made from the file, anew whenever something of it changes.
    Report(ReportQuery),
    /// Kept as it was.
    Kept(Box<Kept>),
}

/// What a finished review has frozen.
#[derive(Debug)]
pub struct Kept {
    /// The review.
    pub summary: ReviewSummary,
    /// The notice as it was frozen, in Vietnamese and in English.
    pub documents: [Document; 2],
    /// Which of its annexes are shown and saved.
    pub annexes: Annexes,
    /// The notice with those.
    shown: [Document; 2],
}

impl Kept {
    /// What a review has frozen, with the annexes that its readers need.
    pub fn new(summary: ReviewSummary, documents: [Document; 2]) -> Self {
        let shown = documents
            .clone()
            .map(|document| document.with_annexes(Annexes::Needed));
        Self {
            summary,
            documents,
            annexes: Annexes::Needed,
            shown,
        }
    }

    /// Shows the next choice of annexes.
    fn turn_annexes(&mut self) {
        self.annexes = self.annexes.next();
        let with = |document: Document| document.with_annexes(self.annexes);
        self.shown = self.documents.clone().map(with);
    }
}

impl Paper {
    /// A report that is still to be made.
    pub fn report(query: ReportQuery) -> Self {
        Self {
            source: Source::Report(query),
            made: None,
            pending: true,
            laid: TextLayout::default(),
            top: 0,
            place: None,
        }
    }

    /// A document that was kept.
    pub fn kept(kept: Box<Kept>, env: &Env) -> Self {
        let mut paper = Self {
            source: Source::Kept(kept),
            made: None,
            pending: false,
            laid: TextLayout::default(),
            top: 0,
            place: None,
        };
        paper.lay_out(env);
        paper
    }

    /// What is reported on, where it is a report.
    pub fn query(&self) -> Option<ReportQuery> {
        match &self.source {
            Source::Report(query) => Some(*query),
            Source::Kept(_) => None,
        }
    }

    /// What was kept, where it is that.
    pub fn of_review(&self) -> Option<&Kept> {
        match &self.source {
            Source::Report(_) => None,
            Source::Kept(kept) => Some(kept),
        }
    }

    /// The report's period.
    pub fn period(&self, env: &Env) -> Option<Period> {
        let cutoff = env.plan.settings.cutoff_day;
        self.query()
            .map(|query| Period::of(query.kind, query.at, cutoff))
    }

    /// The document at hand, to be shared.
    pub fn shared(&self, lang: Lang) -> Option<Rc<Document>> {
        match &self.source {
            Source::Report(_) => self.made.clone(),
            Source::Kept(_) => self.document(lang).cloned().map(Rc::new),
        }
    }

    /// The document in that language; none while it is made for the first time.
    pub fn document(&self, lang: Lang) -> Option<&Document> {
        match &self.source {
            Source::Report(_) => self.made.as_deref(),
            Source::Kept(kept) => Some(lang.pick(&kept.shown[0], &kept.shown[1])),
        }
    }

    /// Of a notice, shows the next choice of its annexes; tells which.
    pub fn turn_annexes(&mut self, env: &Env) -> Option<Annexes> {
        let Source::Kept(kept) = &mut self.source else {
            return None;
        };
        kept.turn_annexes();
        let annexes = kept.annexes;
        self.lay_out(env);
        Some(annexes)
    }

    /// Asks for a report, another one or the same anew. The one at hand stays on the screen until
    /// that is made.
    pub fn ask(&mut self, query: ReportQuery) {
        let moved = self.query().is_none_or(|old| {
            (old.kind, old.at, old.area, old.unit) != (query.kind, query.at, query.area, query.unit)
        });
        if moved {
            self.top = 0;
            self.place = None;
        }
        self.source = Source::Report(query);
        self.pending = true;
    }

    /// Takes in a report that was made, unless another one was asked for meanwhile.
    pub fn take(&mut self, query: ReportQuery, document: Rc<Document>, env: &Env) {
        if self.query() == Some(query) {
            self.made = Some(document);
            self.pending = false;
            self.lay_out(env);
        }
    }

    /// Breaks the document into lines for the present width and language.
    pub fn lay_out(&mut self, env: &Env) {
        let columns = usize::from(env.size.0).saturating_sub(2).min(WIDEST);
        self.laid = self
            .document(env.lang)
            .map(|document| lay_out(document, columns))
            .unwrap_or_default();
        self.top = self.top.min(self.last_top(env));
    }

    /// The lines with what they are part of.
    pub fn laid(&self) -> &TextLayout {
        &self.laid
    }

    /// How many lines the screen shows; the first line names the document.
    pub fn rows(env: &Env) -> usize {
        env.layout().body_rows().saturating_sub(1).max(1)
    }

    fn last_top(&self, env: &Env) -> usize {
        self.laid.lines.len().saturating_sub(Self::rows(env))
    }

    /// Scrolls, and goes from heading to heading and from place to place.
    pub fn step(&mut self, action: Action, env: &Env) {
        let (rows, last) = (Self::rows(env), self.last_top(env));
        let top = self.top.min(last);
        self.top = match action {
            Action::Up => top.saturating_sub(1),
            Action::Down => (top + 1).min(last),
            Action::PageUp => top.saturating_sub(rows),
            Action::PageDown => (top + rows).min(last),
            Action::Top => 0,
            Action::Bottom => last,
            Action::NextTab => self.heading(true).unwrap_or(last),
            Action::PreviousTab => self.heading(false).unwrap_or(0),
            Action::NextPart | Action::PreviousPart => {
                self.turn_place(action == Action::NextPart);
                self.top_with_place(env)
            }
            _ => top,
        }
        .min(last);
    }

    /// The line of the next heading below the first line of the screen, or of the one above it.
    fn heading(&self, forward: bool) -> Option<usize> {
        let headings = self.laid.marks.iter().filter_map(|mark| match mark.kind {
            MarkKind::Title | MarkKind::Heading(..=2) => Some(mark.rows.start),
            _ => None,
        });
        if forward {
            headings.clone().find(|row| *row > self.top)
        } else {
            headings.rev().find(|row| *row < self.top)
        }
    }

    /// The marks of the places for texts.
    fn places(&self) -> impl Iterator<Item = (&Mark, &str, bool)> {
        self.laid.marks.iter().filter_map(|mark| match &mark.kind {
            MarkKind::Place(part, written) => Some((mark, part.as_str(), *written)),
            _ => None,
        })
    }

    /// How many places are not written yet.
    pub fn unwritten(&self) -> usize {
        self.places().filter(|(_, _, written)| !written).count()
    }

    /// Chooses the next place or the one before; from none, the first one in sight or below.
    fn turn_place(&mut self, forward: bool) {
        let parts: Vec<&str> = self.places().map(|(_, part, _)| part).collect();
        let at = parts
            .iter()
            .position(|part| Some(*part) == self.place.as_deref());
        let to = match at {
            Some(at) if forward => at + 1,
            Some(at) => at + parts.len() - 1,
            None => self
                .places()
                .position(|(mark, _, _)| mark.rows.end > self.top)
                .unwrap_or(0),
        };
        self.place = parts
            .get(to % parts.len().max(1))
            .map(|part| (*part).to_owned());
    }

    /// Where the screen begins so that the chosen place is in sight.
    fn top_with_place(&self, env: &Env) -> usize {
        let rows = Self::rows(env);
        let chosen = self
            .places()
            .find(|(_, part, _)| Some(*part) == self.place.as_deref());
        let Some((mark, _, _)) = chosen else {
            return self.top;
        };
        if mark.rows.start >= self.top && mark.rows.end <= self.top + rows {
            return self.top;
        }
        // What leads to it stands above it.
        mark.rows.start.saturating_sub(rows / 3)
    }

    /// The text at a place as the document has it.
    pub fn text_at(&self, wanted: &str, lang: Lang) -> String {
        let blocks = self.document(lang).map(|document| document.body.as_slice());
        let found = blocks
            .unwrap_or_default()
            .iter()
            .find_map(|block| match block {
                Block::Place { part, text, .. } if part == wanted => text.clone(),
                _ => None,
            });
        found.unwrap_or_default()
    }
}
