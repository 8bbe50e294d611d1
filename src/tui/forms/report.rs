//! The forms of reports: who reports as what, and where a document is saved.

use crate::domain::change::{Change, Refusal};
use crate::domain::letterhead::Letterhead;
use crate::domain::period::{Period, PeriodKind};
use crate::domain::text::NOTE_MAX;
use crate::present::dates;
use crate::present::lang::{Bi, bi};
use crate::present::words::errors;
use crate::present::words::report::bad_cutoff;
use crate::transfer::{self, FORMATS, Format};
use crate::tui::form::{FieldId, Form, FormField, FormKind, Input};
use crate::tui::forms::{Fault, Ground};
use crate::tui::papers::SaveWish;
use std::path::{Path, PathBuf};

/// A field of the letterhead.
struct Name {
    id: FieldId,
    /// Its name in [`Letterhead::PARTS`].
    part: &'static str,
    label: Bi,
    /// What stands between its lines in a field of one line; nothing where it has one line only.
    joint: &'static str,
}

const fn name(id: FieldId, part: &'static str, label: Bi, joint: &'static str) -> Name {
    Name {
        id,
        part,
        label,
        joint,
    }
}

/// The fields in the order of the printed page.
const NAMES: [Name; 7] = [
    name(
        FieldId::Superior,
        "superior",
        bi("Cơ quan chủ quản", "Superior body"),
        "",
    ),
    name(
        FieldId::Office,
        "office",
        bi("Cơ quan báo cáo", "Office"),
        "",
    ),
    name(
        FieldId::Symbol,
        "symbol",
        bi("Ký hiệu sau số", "Symbol"),
        "",
    ),
    name(FieldId::Place, "place", bi("Địa danh", "Place"), ""),
    name(
        FieldId::SignerTitle,
        "signer-title",
        bi("Chức vụ người ký", "Signer's office"),
        "/",
    ),
    name(FieldId::Signer, "signer", bi("Người ký", "Signer"), ""),
    name(
        FieldId::Recipients,
        "recipients",
        bi("Nơi nhận", "Recipients"),
        ";",
    ),
];

/// Who reports as what, and the cut-off day.
#[must_use]
pub fn names(letterhead: &Letterhead, cutoff: u32) -> Form {
    let mut fields: Vec<FormField> = NAMES
        .iter()
        .map(|name| {
            let text = on_one_line(letterhead.part(name.part), name.joint);
            FormField::text_up_to(name.id, name.label, &text, NOTE_MAX)
        })
        .collect();
    fields.push(FormField::text(
        FieldId::Cutoff,
        bi("Ngày chốt số liệu", "Cut-off day"),
        &cutoff.to_string(),
    ));
    form(FormKind::Names, fields, 0)
}

fn form(kind: FormKind, fields: Vec<FormField>, focus: usize) -> Form {
    Form {
        kind,
        tasks: Vec::new(),
        seen: None,
        fields,
        focus,
        error: None,
        touched: false,
    }
}

/// "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC": lines as a field of one line shows them.
fn on_one_line(text: &str, joint: &str) -> String {
    let marks = |line: &str| line.trim().trim_end_matches([';', '.']).to_owned();
    match joint {
        "" => text.to_owned(),
        ";" => text.lines().map(marks).collect::<Vec<_>>().join("; "),
        joint => text.lines().collect::<Vec<_>>().join(&format!(" {joint} ")),
    }
}

/// The lines that a field of one line stands for.
fn in_lines(typed: &str, joint: &str) -> String {
    if joint.is_empty() {
        return typed.to_owned();
    }
    let lines = typed.split(joint).map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// The settings that were typed anew.
pub(super) fn names_changes(form: &Form, ground: &Ground<'_>) -> Result<Vec<Change>, Fault> {
    let mut changes = Vec::new();
    for name in &NAMES {
        if let Some(typed) = form.typed_anew(name.id) {
            changes.push(Change::SetSetting {
                key: format!("report.{}", name.part),
                value: in_lines(typed, name.joint),
            });
        }
    }
    if let Some(typed) = form.typed_anew(FieldId::Cutoff) {
        let day = typed.parse().ok().filter(|day| (1..=31).contains(day));
        let day: u32 = day.ok_or((FieldId::Cutoff, bad_cutoff(ground.lang).to_owned()))?;
        changes.push(Change::SetSetting {
            key: "cutoff_day".to_owned(),
            value: day.to_string(),
        });
    }
    if changes.is_empty() {
        let said = errors::refused(&Refusal::NoChange, ground.lang);
        return Err((FieldId::Superior, said));
    }
    Ok(changes)
}

/// What stands under the fields of both forms.
pub(super) fn hint(form: &Form, field: FieldId, ground: &Ground<'_>) -> Option<String> {
    let lang = ground.lang;
    let said = match field {
        FieldId::Symbol => {
            lang.pick("in thành “Số:       /", "printed as “No.:       /")
                .to_owned()
                + form.typed(field)
                + "”"
        }
        FieldId::SignerTitle => lang
            .pick(
                "nhiều dòng: ngăn bằng dấu /, ví dụ KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC",
                "several lines: parted by /, e.g. KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC",
            )
            .to_owned(),
        FieldId::Recipients => lang
            .pick(
                "ngăn bằng dấu ;  —  dòng lưu ghi: Lưu: VT, VP",
                "parted by ;  —  the file copy reads: Lưu: VT, VP",
            )
            .to_owned(),
        FieldId::Cutoff => cutoff_hint(form, ground),
        FieldId::Superior | FieldId::Office | FieldId::Place | FieldId::Signer => lang
            .pick(
                "để trống: lấy theo kế hoạch",
                "left empty: as the plan has it",
            )
            .to_owned(),
        FieldId::Format => lang
            .pick(
                "← → hoặc dấu cách để chọn",
                "← → or the space bar to choose",
            )
            .to_owned(),
        FieldId::FileName => match target(form, ground) {
            Ok(path) => format!("→ {}", path.to_string_lossy()),
            Err((_, said)) => said,
        },
        _ => return None,
    };
    Some(said)
}

/// What this month would be with the day that is typed.
fn cutoff_hint(form: &Form, ground: &Ground<'_>) -> String {
    let lang = ground.lang;
    let day = form.typed(FieldId::Cutoff).parse().ok();
    let Some(day) = day.filter(|day: &u32| (1..=31).contains(day)) else {
        return bad_cutoff(lang).to_owned();
    };
    let month = Period::of(PeriodKind::Month, ground.today, day);
    let (name, first, last) = (
        crate::present::words::report::period(month, lang),
        dates::full(month.first),
        dates::full(month.last),
    );
    lang.pick(
        format!("→ {name}: {first}–{last}; luật định: 14"),
        format!("→ {name}: {first}–{last}; by law: 14"),
    )
}

/// Where a document is saved; `stem` is its file's name without an ending.
#[must_use]
pub fn save_as(stem: &str) -> Form {
    let word = FORMATS.iter().position(|format| format.key == "docx");
    let word = word.unwrap_or_default();
    let options = FORMATS.iter().map(|format| format.name).collect();
    let file = format!("{stem}.{}", FORMATS[word].ending);
    let fields = vec![
        FormField::choice(FieldId::Format, bi("Dạng", "Format"), options, word),
        FormField::text(FieldId::FileName, bi("Tên tệp", "File name"), &file),
    ];
    // Most save as Word under the name that is offered: Enter does.
    form(FormKind::SaveAs, fields, 1)
}

/// The file's name follows the format that was chosen.
pub fn follow_format(form: &mut Form) {
    let ending = chosen_format(form).ending;
    let field = form.fields.iter_mut().find(|f| f.id == FieldId::FileName);
    let Some(Input::Text(editor)) = field.map(|field| &mut field.input) else {
        return;
    };
    let typed = PathBuf::from(editor.text());
    if transfer::by_ending(&typed).is_some() {
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
        replace: false,
    })
}

/// The full path of the file: "~" is the home folder, and the format's ending is put behind a name
/// that has none or another.
fn target(form: &Form, ground: &Ground<'_>) -> Result<PathBuf, Fault> {
    let typed = form.typed(FieldId::FileName);
    if typed.is_empty() || typed.ends_with('/') {
        let said = ground
            .lang
            .pick("Chưa nhập tên tệp.", "The file's name is still empty.");
        return Err((FieldId::FileName, said.to_owned()));
    }
    let path = match (typed.strip_prefix("~/"), ground.home) {
        (Some(below), Some(home)) => home.join(below),
        _ => ground.folder.join(typed),
    };
    let format = chosen_format(form);
    let fits = transfer::by_ending(&path).is_some_and(|of| of.key == format.key);
    if fits {
        return Ok(path);
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(format.ending);
    Ok(PathBuf::from(name))
}

/// The folder in which a file lies and its name, for a sentence.
#[must_use]
pub fn name_and_folder(path: &Path) -> (String, String) {
    let part =
        |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    (
        part(path.file_name()),
        part(path.parent().map(Path::as_os_str)),
    )
}
