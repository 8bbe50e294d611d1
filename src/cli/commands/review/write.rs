//! What is written in a review: its beginning, the answers, the conclusions and what becomes of them,
//! its end; the same changes as on the screen.

use crate::cli::context::Context;
use crate::cli::output::Out;
use crate::cli::{apply, input, lookup, selection, usage};
use crate::domain::change::{Change, Refusal};
use crate::domain::parts::Field;
use crate::domain::refusal::ReviewRefusal;
use crate::domain::review::{AnswerKind, Conclusion, Review, ReviewChange, ReviewScope, week_of};
use crate::domain::task::State;
use crate::domain::text::{NOTE_MAX, TextShape};
use crate::error::{AppError, AppErrorKind, InLang, Result};
use crate::present::lang::Lang;
use crate::present::messages::{review, verbs};
use crate::report::review::freeze;
use crate::store::StoreError;
use clap::ArgMatches;

/// How often the end of a review is tried where colleagues answer meanwhile.
const TRIES: usize = 5;

/// Begins the review that is due.
pub(super) fn begin(context: &mut Context, scope: ReviewScope, out: &mut Out) -> Result {
    let (lang, today) = (context.lang, context.today);
    let prepared = context.store.prepare_agenda(scope, &context.plan, today);
    let change = ReviewChange::Begin {
        plan: context.plan.id,
        week: week_of(today),
        scope,
        prepared: prepared.in_lang(lang)?,
    };
    save(context, change, "", out)
}

/// Answers tasks of the agenda: seen, or under way.
pub(super) fn answer(
    context: &mut Context,
    matches: &ArgMatches,
    codes: &[&str],
    out: &mut Out,
) -> Result {
    let lang = context.lang;
    if codes.is_empty() {
        return Err(missing(lang.pick("MÃ", "CODE"), lang));
    }
    let open = lookup::open_review(context, matches)?;
    let kind = matches.get_one("kind").copied();
    let kind = kind.unwrap_or(AnswerKind::Reviewed);
    let mut changes = Vec::new();
    for code in codes {
        let task = lookup::task(context, code)?;
        if kind == AnswerKind::InProgress && task.row.state == State::NotStarted {
            let (task, started) = (task.row.id, true);
            changes.push(Change::Start { task, started });
        }
        changes.push(Change::Review(ReviewChange::Answer {
            review: open.summary.id,
            task: task.row.id,
            kind,
        }));
    }
    apply::apply(context, &changes)?;
    let (kind, codes) = (review::answer(kind).get(lang), codes.join(", "));
    out.line(&format!("{codes}: {kind}{}", apply::undo_hint(context)))
}

/// What becomes of a conclusion.
#[derive(Clone, Copy)]
pub(super) enum ConclusionChange {
    New,
    Changed,
    Withdrawn,
}

/// Writes a conclusion, changes its wording or withdraws it.
pub(super) fn conclude(
    context: &mut Context,
    matches: &ArgMatches,
    (wording, words): (ConclusionChange, &[&str]),
    out: &mut Out,
) -> Result {
    let lang = context.lang;
    let (change, number) = match (wording, words) {
        (ConclusionChange::New, [typed]) => {
            let open = lookup::open_review(context, matches)?;
            let (review, body) = (open.summary.id, text(typed, lang)?);
            let number = (open.conclusions.len() + 1).to_string();
            (ReviewChange::Conclude { review, body }, number)
        }
        (ConclusionChange::Changed, [number, typed]) => {
            let Conclusion { id, body, .. } = lookup::conclusion(context, matches, number)?;
            let change = ReviewChange::Reword {
                conclusion: id,
                before: body,
                after: text(typed, lang)?,
            };
            (change, (*number).to_owned())
        }
        (ConclusionChange::Withdrawn, [number]) => {
            let Conclusion { id, body, .. } = lookup::conclusion(context, matches, number)?;
            let change = ReviewChange::Withdraw {
                conclusion: id,
                seen: body,
            };
            (change, (*number).to_owned())
        }
        (ConclusionChange::Changed, [_, words @ ..]) | (_, words) => {
            return Err(one_text(words, lang));
        }
    };
    save(context, change, &format!(" {number}"), out)
}

/// Writes a conclusion into tasks as a note.
pub(super) fn note(
    context: &mut Context,
    matches: &ArgMatches,
    words: &[&str],
    out: &mut Out,
) -> Result {
    let lang = context.lang;
    let [number, codes @ ..] = words else {
        return Err(missing(lang.pick("SỐ", "NUMBER"), lang));
    };
    if codes.is_empty() {
        return Err(missing(lang.pick("MÃ", "CODE"), lang));
    }
    let conclusion = lookup::conclusion(context, matches, number)?;
    let chosen = selection::named(context, codes.iter().copied())?;
    let changes = chosen.tasks.iter().map(|task| {
        Change::Review(ReviewChange::NoteOn {
            conclusion: conclusion.id,
            task: task.row.id,
            body: conclusion.body.clone(),
        })
    });
    let changes: Vec<Change> = changes.collect();
    apply::apply(context, &changes)?;
    let (codes, undo) = (codes.join(", "), apply::undo_hint(context));
    out.line(&lang.pick(
        format!("Đã ghi kết luận {number} vào {codes}{undo}"),
        format!("Conclusion {number} added to {codes}{undo}"),
    ))
}

/// Finishes a review: its figures and conclusions are frozen.
pub(super) fn finish(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let open = lookup::open_review(context, matches)?;
    let left = open.items.iter().filter(|item| !item.is_settled()).count();
    if left > 0 && !matches.get_flag("yes") {
        return Err(not_all_reviewed(&open, left, lang));
    }
    let review = open.summary.id;
    let mut tries = 0;
    loop {
        tries += 1;
        let frozen = freeze(&context.store, review, context.today).in_lang(lang)?;
        let (head, texts) = frozen.ok_or_else(|| no_such_review(lang))?;
        let change = Change::Review(ReviewChange::Finish {
            review,
            head,
            texts,
        });
        match context.store.apply(&[change], &context.stamp()) {
            // A colleague's answer came in between.
            Err(StoreError::Refused(Refusal::Review(ReviewRefusal::Overtaken)))
                if tries < TRIES => {}
            Err(error) => return Err((error, lang).into()),
            Ok(receipt) => {
                context.saved = true;
                let done = verbs::verb(receipt.kind).get(lang);
                let undo = apply::undo_hint(context);
                return out.line(&format!("{done} {}{undo}", review.0));
            }
        }
    }
}

fn no_such_review(lang: Lang) -> AppError {
    let refusal = Refusal::from(ReviewRefusal::NoSuchReview);
    (StoreError::from(refusal), lang).into()
}

fn not_all_reviewed(open: &Review, left: usize, lang: Lang) -> AppError {
    let codes = open.items.iter().filter(|item| !item.is_settled());
    let codes: Vec<&str> = codes.take(5).map(|item| item.code.as_str()).collect();
    let more = if left > codes.len() { " …" } else { "" };
    let codes = codes.join(", ");
    AppErrorKind::Refused
        .error(lang.pick(
            format!("Còn {left} việc chưa xem: {codes}{more}."),
            format!("Not reviewed yet ({left}): {codes}{more}."),
        ))
        .hint(lang.pick("Vẫn kết thúc: thêm --yes.", "To finish anyway: add --yes."))
}

fn save(context: &mut Context, change: ReviewChange, what: &str, out: &mut Out) -> Result {
    let receipt = apply::apply(context, &[Change::Review(change)])?;
    let done = verbs::verb(receipt.kind).get(context.lang);
    out.line(&format!("{done}{what}{}", apply::undo_hint(context)))
}

fn text(typed: &str, lang: Lang) -> Result<String> {
    let body = match typed {
        "-" => input::note_from_stdin(lang)?,
        typed => typed.to_owned(),
    };
    input::checked(&body, Field::Conclusion, TextShape::Lines, NOTE_MAX, lang)
}

/// The text is missing, or its words are not in quotes.
fn one_text(words: &[&str], lang: Lang) -> AppError {
    match words.get(1) {
        Some(surplus) => usage::unexpected(surplus, "review", lang),
        None => missing(lang.pick("VĂN_BẢN", "TEXT"), lang),
    }
}

fn missing(what: &str, lang: Lang) -> AppError {
    usage::missing(what, "review", lang)
}
