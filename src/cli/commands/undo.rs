//! `cchc undo`, `cchc redo`: one's own last change taken back, or done again.

use crate::cli::apply;
use crate::cli::context::Context;
use crate::cli::grammar::{CommandSpec, Grammar};
use crate::cli::output::Out;
use crate::error::{AppError, Result};
use crate::present::lang::{Bi, Lang, bi};
use crate::present::messages::acts;
use crate::store::{Consent, StoreError};
use clap::{ArgMatches, Command};

pub(crate) const UNDO: CommandSpec =
    CommandSpec::writes("undo", undo_grammar, |context, matches, out| {
        revert(context, matches, true, out)
    });
pub(crate) const REDO: CommandSpec =
    CommandSpec::writes("redo", redo_grammar, |context, matches, out| {
        revert(context, matches, false, out)
    });

fn undo_grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Hoàn tác thao tác gần nhất của bạn",
        "Undo your last change",
    );
    with_yes(grammar, "undo", about)
}

fn redo_grammar(grammar: Grammar) -> Command {
    with_yes(grammar, "redo", bi("Làm lại thao tác vừa hoàn tác", "Redo"))
}

fn with_yes(grammar: Grammar, name: &'static str, about: Bi) -> Command {
    grammar
        .command(name, about)
        .arg(grammar.flag("yes").help(grammar.pick(
            "Đồng ý cả khi thao tác thuộc ngày khác",
            "Confirm a change made on another day",
        )))
}

/// Undoes the last act, or redoes the one that was undone.
fn revert(context: &mut Context, matches: &ArgMatches, undo: bool, out: &mut Out) -> Result {
    let (stamp, lang) = (context.stamp(), context.lang);
    let consent = match matches.get_flag("yes") {
        true => Consent::Any,
        false => Consent::SameDay,
    };
    let done = if undo {
        context.store.undo_with(&stamp, consent)
    } else {
        context.store.redo_with(&stamp, consent)
    };
    let receipt = done.map_err(|error| {
        let asks = matches!(error, StoreError::OfAnotherDay(_));
        let error = AppError::from((error, lang));
        match asks {
            true => error.hint(consent_hint(undo, lang)),
            false => error,
        }
    })?;
    context.saved = true;
    let entries = apply::reread(context.store.entries_of(receipt.act), lang)?;
    let sentence = acts::reverted(undo, receipt.kind, &receipt.tasks, &entries, lang);
    let way = if undo {
        lang.pick(" — làm lại: cchc redo", " — redo: cchc redo")
    } else {
        apply::undo_hint(context)
    };
    out.line(&format!("{sentence}{way}"))
}

/// How to agree to what belongs to another day.
fn consent_hint(undo: bool, lang: Lang) -> &'static str {
    match undo {
        true => lang.pick(
            "Nếu muốn hoàn tác việc đó: cchc undo --yes.",
            "To undo it anyway: cchc undo --yes.",
        ),
        false => lang.pick(
            "Nếu muốn làm lại việc đó: cchc redo --yes.",
            "To redo it anyway: cchc redo --yes.",
        ),
    }
}
