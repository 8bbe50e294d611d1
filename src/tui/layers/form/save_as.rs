//! The form of saving a document: in which format, and where to.

use super::fields::{FieldError, FieldHint, FieldId, Form, FormField, FormKind};
use crate::formats::{self, FORMATS, Format};
use crate::present::lang::Lang;
use crate::report::document::Document;
use crate::tui::command::{Command, FileToSave};
use crate::tui::env::Env;
use std::path::PathBuf;
use std::rc::Rc;

/// `stem` is the file's name without an ending.
pub(crate) fn open(stem: &str, document: Rc<Document>) -> Form {
    let word = FORMATS.iter().position(|format| format.key == "docx");
    let word = word.unwrap_or_default();
    let options = FORMATS.iter().map(|format| format.name).collect();
    let file = format!("{stem}.{}", FORMATS[word].ending);
    let fields = vec![
        FormField::choice(FieldId::Format, options, word),
        FormField::text(FieldId::FileName, &file)
            .hint(FieldHint::Computed(path_hint))
            .required(),
    ];
    // Most save as Word under the name that is offered: Enter does.
    Form::new(SaveForm(document), Vec::new(), fields).focused_on(FieldId::FileName)
}

/// The full path, or what is wrong with it.
fn path_hint(form: &Form, _: &str, env: &Env) -> Option<String> {
    Some(match target(form, env) {
        Ok(path) => format!("→ {}", path.to_string_lossy()),
        Err((_, message)) => message,
    })
}

fn format_at(at: usize) -> &'static Format {
    FORMATS.get(at).unwrap_or(&FORMATS[0])
}

#[derive(Debug)]
struct SaveForm(Rc<Document>);

impl FormKind for SaveForm {
    fn title(&self, _: &Form, lang: Lang) -> String {
        lang.text("Lưu thành tệp", "Save as a file")
    }

    /// The file's name follows the format that was chosen.
    fn chosen(&self, fields: &mut [FormField]) {
        if let [format, name] = fields {
            let typed = PathBuf::from(name.typed());
            if formats::by_ending(&typed).is_some() {
                let ending = format_at(format.chosen()).ending;
                name.set(&typed.with_extension(ending).to_string_lossy());
            }
        }
    }

    fn submit(&self, form: &Form, env: &Env) -> Result<Command, FieldError> {
        Ok(Command::Save(FileToSave {
            document: Rc::clone(&self.0),
            path: target(form, env)?,
            format: format_at(form.chosen(FieldId::Format)).key,
            replace: false,
        }))
    }
}

/// The full path of the file: "~" is the home folder, and the format's ending is put after a name
/// that has none or another.
fn target(form: &Form, env: &Env) -> Result<PathBuf, FieldError> {
    let typed = form.typed(FieldId::FileName);
    if typed.is_empty() || typed.ends_with('/') {
        let message = env.lang.pick("Chưa nhập tên tệp.", "Enter a file name.");
        return Err((FieldId::FileName, message.to_owned()));
    }
    let path = match (typed.strip_prefix("~/"), &env.home) {
        (Some(below), Some(home)) => home.join(below),
        _ => env.folder.join(typed),
    };
    let format = format_at(form.chosen(FieldId::Format));
    if formats::by_ending(&path).is_some_and(|of| of.key == format.key) {
        return Ok(path);
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(format.ending);
    Ok(PathBuf::from(name))
}
