//! `cchc undo`, `cchc redo`: one's own last change taken back, or done again.

use crate::cli::apply;
use crate::cli::context::Context;
use crate::cli::grammar::Grammar;
use crate::cli::output::Out;
use crate::cli::spec::Spec;
use crate::error::{AppError, Result};
use crate::present::messages::activity;
use crate::store::{Consent, StoreError};
use clap::{Arg, ArgMatches, Command};

pub const UNDO: Spec = Spec::writes("undo", undo_grammar, undo);
pub const REDO: Spec = Spec::writes("redo", redo_grammar, redo);

fn undo_grammar(words: Grammar) -> Command {
    words
        .command("undo")
        .about(words.pick(
            "Hoàn tác thao tác gần nhất của bạn",
            "Undo your last change",
        ))
        .arg(agreed(words))
}

fn redo_grammar(words: Grammar) -> Command {
    words
        .command("redo")
        .about(words.pick("Làm lại thao tác vừa hoàn tác", "Redo"))
        .arg(agreed(words))
}

fn agreed(words: Grammar) -> Arg {
    words.flag("yes").help(words.pick(
        "Đồng ý cả khi thao tác thuộc ngày khác",
        "Confirm a change made on another day",
    ))
}

/// Takes back.
fn undo(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    back(context, matches, true, out)
}

/// Does again.
fn redo(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    back(context, matches, false, out)
}

fn back(context: &mut Context, matches: &ArgMatches, undo: bool, out: &mut Out) -> Result {
    let (stamp, lang) = (context.stamp(), context.lang);
    let consent = match matches.get_flag("yes") {
        true => Consent::Any,
        false => Consent::SameDay,
    };
    let turned = if undo {
        context.store.undo_with(&stamp, consent)
    } else {
        context.store.redo_with(&stamp, consent)
    };
    let receipt = turned.map_err(|error| {
        let asks = matches!(error, StoreError::OfAnotherDay(_));
        let error = AppError::from((error, lang));
        match (asks, undo) {
            (false, _) => error,
            (true, true) => error.hint(lang.pick(
                "Nếu muốn hoàn tác việc đó: cchc undo --yes.",
                "To undo it anyway: cchc undo --yes.",
            )),
            (true, false) => error.hint(lang.pick(
                "Nếu muốn làm lại việc đó: cchc redo --yes.",
                "To redo it anyway: cchc redo --yes.",
            )),
        }
    })?;
    context.saved = true;
    let entries = apply::again(context.store.entries_of(receipt.act), lang)?;
    let sentence = activity::taken_back(undo, receipt.kind, &receipt.tasks, &entries, lang);
    let way = if undo {
        lang.pick(" — làm lại: cchc redo", " — redo: cchc redo")
    } else {
        apply::way_back(context)
    };
    out.line(&format!("{sentence}{way}"))
}
