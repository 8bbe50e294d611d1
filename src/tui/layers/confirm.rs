//! A question with two answers, in the line of the status.

use super::layer::{Cx, Layer, Look, Next, Question};
use crate::store::Result;
use crate::tui::actions::Action;
use crate::tui::env::Env;
use crate::tui::keys::Context;
use ratatui::Frame as Canvas;

#[derive(Debug)]
pub(super) struct Confirm {
    question: Question,
}

impl Confirm {
    pub(super) fn new(question: Question) -> Self {
        Self { question }
    }
}

impl Layer for Confirm {
    fn look(&self) -> Look<'_> {
        Look::Question(&self.question.text, &self.question.answers)
    }

    fn context(&self) -> Context {
        if self.question.careful {
            Context::CarefulQuestion
        } else {
            Context::Question
        }
    }

    fn act(&mut self, action: Action, _cx: &Cx<'_>) -> Result<Next> {
        let answer = match action {
            Action::Yes => &mut self.question.yes,
            _ => &mut self.question.no,
        };
        Ok(Next::Close.then(std::mem::take(answer)))
    }

    fn belongs_below(&self) -> bool {
        true
    }

    fn draw(&self, _canvas: &mut Canvas<'_>, _env: &Env) {}
}
