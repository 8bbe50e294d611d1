//! The form of saving: in which format, and where to.

use super::super::form::{FieldId, Form, FormField, FormKind, Input};
use super::super::forms::report::form;
use super::super::forms::{Fault, Ground};
use crate::formats::{self, FORMATS, Format};
use crate::present::lang::bi;
use crate::tui::effects::papers::SaveWish;
use std::path::{Path, PathBuf};

/// Where a document is saved; `stem` is its file's name without an ending.
pub fn save_as(stem: &str) -> Form {
    let word = FORMATS.iter().position(|format| format.key == "docx");
    let word = word.unwrap_or_default();
    let options = FORMATS.iter().map(|format| format.name).collect();
    let file = format!("{stem}.{}", FORMATS[word].ending);
    let fields = vec![
        FormField::choice(FieldId::Format, bi("Loại tệp", "File type"), options, word),
        FormField::text(FieldId::FileName, bi("Tên tệp", "File name"), &file),
    ];
    // Most save as Word under the name that is offered: Enter does.
    form(FormKind::SaveAs, fields, 1)
}

/// What stands under a field while it is being typed: the full path.
pub(super) fn hint(form: &Form, field: FieldId, ground: &Ground<'_>) -> String {
    if field == FieldId::Format {
        let choose = ground
            .lang
            .pick("← → hoặc dấu cách để chọn", "← → or Space to choose");
        return choose.to_owned();
    }
    match target(form, ground) {
        Ok(path) => format!("→ {}", path.to_string_lossy()),
        Err((_, said)) => said,
    }
}

/// The file's name follows the format that was chosen.
pub fn follow_format(form: &mut Form) {
    let ending = chosen_format(form).ending;
    let field = form.fields.iter_mut().find(|f| f.id == FieldId::FileName);
    let Some(Input::Text(editor)) = field.map(|field| &mut field.input) else {
        return;
    };
    let typed = PathBuf::from(editor.text());
    if formats::by_ending(&typed).is_some() {
        editor.set(&typed.with_extension(ending).to_string_lossy());
    }
}

fn chosen_format(form: &Form) -> &'static Format {
    FORMATS
        .get(form.chosen(FieldId::Format))
        .unwrap_or(&FORMATS[0])
}

/// What the form of saving comes to.
///
/// # Errors
/// The field at fault and a sentence.
pub fn save_wish(form: &Form, ground: &Ground<'_>) -> Result<SaveWish, Fault> {
    Ok(SaveWish {
        path: target(form, ground)?,
        format: chosen_format(form).key,
    })
}

/// The full path of the file: "~" is the home folder, and the format's ending is put behind a name
/// that has none or another.
fn target(form: &Form, ground: &Ground<'_>) -> Result<PathBuf, Fault> {
    let typed = form.typed(FieldId::FileName);
    if typed.is_empty() || typed.ends_with('/') {
        let said = ground.lang.pick("Chưa nhập tên tệp.", "Enter a file name.");
        return Err((FieldId::FileName, said.to_owned()));
    }
    let path = match (typed.strip_prefix("~/"), ground.home) {
        (Some(below), Some(home)) => home.join(below),
        _ => ground.folder.join(typed),
    };
    let format = chosen_format(form);
    let fits = formats::by_ending(&path).is_some_and(|of| of.key == format.key);
    if fits {
        return Ok(path);
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(format.ending);
    Ok(PathBuf::from(name))
}

/// The folder in which a file lies and its name, for a sentence.
pub fn name_and_folder(path: &Path) -> (String, String) {
    let part =
        |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    (
        part(path.file_name()),
        part(path.parent().map(Path::as_os_str)),
    )
}
