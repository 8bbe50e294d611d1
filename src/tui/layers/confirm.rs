//! A question with two answers, in the line of the status.

use super::layer::{Cx, Layer, Next, Placement, Question};
use crate::domain::text::join;
use crate::store::Result;
use crate::tui::actions::{Action, KeyContext};
use crate::tui::env::Env;
use ratatui::Frame as Canvas;

#[derive(Debug)]
pub(super) struct Confirm {
    question: Question,
    answers: String,
}

impl Confirm {
    pub(super) fn new(question: Question, env: &Env) -> Self {
        let [yes, no] = question.answers;
        let (yes_keys, no_keys) = (
            keys(&question, Action::Yes, env),
            keys(&question, Action::No, env),
        );
        Self {
            answers: format!("{yes_keys} = {yes} · {no_keys} = {no}"),
            question,
        }
    }
}

fn context(question: &Question) -> KeyContext {
    match question.careful {
        true => KeyContext::CarefulQuestion,
        false => KeyContext::Question,
    }
}

/// The keys of an answer: of its letters, which are one for each language, that of the one in use.
fn keys(question: &Question, action: Action, env: &Env) -> String {
    let names = action.keys(context(question)).map(|key| key.name(env.lang));
    let (letters, others): (Vec<String>, Vec<String>) = names.partition(|name| name.len() == 1);
    let letter = letters.into_iter().nth(env.lang.pick(0, 1));
    join(letter.into_iter().chain(others), "/")
}

impl Layer for Confirm {
    fn placement(&self) -> Placement<'_> {
        Placement::Question(&self.question.text, &self.answers)
    }

    fn context(&self) -> KeyContext {
        context(&self.question)
    }

    fn act(&mut self, action: Action, _cx: &Cx<'_>) -> Result<Next> {
        let answer = match action {
            Action::Yes => &mut self.question.yes,
            _ => &mut self.question.no,
        };
        Ok(Next::Close.then(std::mem::take(answer)))
    }

    fn closes_with_below(&self) -> bool {
        true
    }

    fn draw(&self, _canvas: &mut Canvas<'_>, _env: &Env) {}
}
