//! The form by which a conclusion of a review is noted on several tasks.

use super::fields::{Fault, FieldId, Form, FormField, FormKind, Hint};
use crate::domain::ids::ConclusionId;
use crate::present::lang::Lang;
use crate::tui::actions::Action;
use crate::tui::command::Command;
use crate::tui::env::Env;
use crate::tui::keys::Context;

/// `codes` are those of the marked tasks.
pub fn open(conclusion: ConclusionId, body: String, codes: &[String]) -> Form {
    let codes = FormField::text(FieldId::Codes, &codes.join(", "))
        .hint(Hint::Made(codes_hint))
        .required();
    Form::new(NoteForm { conclusion, body }, Vec::new(), vec![codes])
}

fn codes_hint(_: &Form, _: &str, env: &Env) -> Option<String> {
    let key = env.key(Context::Review, Action::Mark);
    Some(env.lang.pick(
        format!(
            "cách nhau bằng dấu phẩy: 2.1-6, 2.3.1-1; khi giao ban, nhấn {key} để đánh dấu việc"
        ),
        format!(
            "separated by commas: 2.1-6, 2.3.1-1; during the review, press {key} to mark tasks"
        ),
    ))
}

#[derive(Debug)]
struct NoteForm {
    conclusion: ConclusionId,
    /// Its text, as the person saw it.
    body: String,
}

impl FormKind for NoteForm {
    fn title(&self, _: &Form, lang: Lang) -> String {
        lang.pick(
            "Ghi kết luận vào các nhiệm vụ",
            "Add the conclusion to tasks as a note",
        )
        .to_owned()
    }

    fn submit(&self, form: &Form, env: &Env) -> Result<Command, Fault> {
        let typed = form.typed(FieldId::Codes).split([',', ';', ' ']);
        let codes = typed.filter(|code| !code.is_empty()).map(str::to_owned);
        let codes: Vec<String> = codes.collect();
        if codes.is_empty() {
            let message = env.lang.pick(
                "Chưa nhập mã nhiệm vụ nào.",
                "Enter at least one task code.",
            );
            return Err((FieldId::Codes, message.to_owned()));
        }
        Ok(Command::Spread {
            conclusion: self.conclusion,
            body: self.body.clone(),
            codes,
        })
    }
}
