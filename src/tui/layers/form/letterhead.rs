//! The form of the names on reports: who reports as what, and the cut-off day.

use super::fields::{FieldError, FieldHint, FieldId, Form, FormField, FormKind};
use super::parts::no_change;
use crate::domain::change::Change;
use crate::domain::letterhead::Letterhead;
use crate::domain::parts::Field;
use crate::domain::period::{Period, PeriodKind};
use crate::domain::text::{NOTE_MAX, join};
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::messages::report::{bad_cutoff, period};
use crate::tui::command::Command;
use crate::tui::env::Env;
use std::collections::HashMap;

/// A field of the letterhead.
struct Name {
    field: Field,
    /// Its name in [`Letterhead::PARTS`].
    part: &'static str,
    /// What stands between its lines in a field of one line; nothing where it has one line only.
    joint: &'static str,
    hint: FieldHint,
}

const fn name(field: Field, part: &'static str) -> Name {
    let hint = FieldHint::Fixed(bi(
        "để trống thì lấy theo kế hoạch",
        "leave empty to use the plan's own",
    ));
    Name {
        field,
        part,
        joint: "",
        hint,
    }
}

/// The fields in the order of the printed page.
const NAMES: &[Name] = &[
    name(Field::Superior, "superior"),
    name(Field::Office, "office"),
    name(Field::OfficeShort, "office-short"),
    Name {
        hint: FieldHint::Computed(symbol_hint),
        ..name(Field::Symbol, "symbol")
    },
    name(Field::SignedAt, "place"),
    Name {
        joint: "/",
        hint: FieldHint::Fixed(bi(
            "nhiều dòng thì ngăn bằng dấu /, ví dụ KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC",
            "separate lines with /, e.g. KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC",
        )),
        ..name(Field::SignerTitle, "signer-title")
    },
    name(Field::Signer, "signer"),
    Name {
        joint: ";",
        hint: FieldHint::Fixed(bi(
            "ngăn bằng dấu ; (dòng lưu ghi: Lưu: VT, VP)",
            "separate with ; (the file copy reads: Lưu: VT, VP)",
        )),
        ..name(Field::Recipients, "recipients")
    },
];

/// `stored` holds the settings that the fields edit, by their keys.
pub(crate) fn open(letterhead: &Letterhead, cutoff: u32, stored: &HashMap<String, String>) -> Form {
    let names = NAMES.iter().map(|name| {
        let text = on_one_line(letterhead.part(name.part), name.joint);
        FormField::text(name.field, &text)
            .limit(NOTE_MAX)
            .hint(name.hint)
    });
    let cutoff = FormField::text(Field::Cutoff, &cutoff.to_string());
    let mut fields: Vec<FormField> = names.collect();
    fields.push(cutoff.hint(FieldHint::Computed(cutoff_hint)));
    for field in &mut fields {
        field.stored = key(field.id).and_then(|key| stored.get(&key).cloned());
    }
    Form::new(LetterheadForm, Vec::new(), fields)
}

fn name_of(id: FieldId) -> Option<&'static Name> {
    NAMES.iter().find(|name| id == name.field.into())
}

/// The key of the setting that a field edits.
fn key(id: FieldId) -> Option<String> {
    match id {
        FieldId::Of(Field::Cutoff) => Some("cutoff_day".to_owned()),
        id => Some(format!("report.{}", name_of(id)?.part)),
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
    join(lines.filter(|line| !line.is_empty()), "\n")
}

#[derive(Debug)]
struct LetterheadForm;

impl FormKind for LetterheadForm {
    fn title(&self, _: &Form, lang: Lang) -> String {
        lang.text("Thể thức báo cáo", "Letterhead, signatory, recipients")
    }

    /// The settings that read otherwise than before.
    fn submit(&self, form: &Form, env: &Env) -> Result<Command, FieldError> {
        let mut changes = Vec::new();
        for field in form.fields.iter().filter(|field| field.is_changed()) {
            if let Some(key) = key(field.id) {
                changes.push(Change::SetSetting {
                    key,
                    value: value(field, env.lang)?,
                    seen: field.stored.clone(),
                });
            }
        }
        if changes.is_empty() {
            return Err(no_change(Field::Superior, env));
        }
        Ok(Command::Apply(changes))
    }
}

/// What is kept of what was typed.
fn value(field: &FormField, lang: Lang) -> Result<String, FieldError> {
    let typed = field.typed();
    match name_of(field.id) {
        Some(name) => Ok(in_lines(typed, name.joint)),
        None => cutoff(typed)
            .map(|day| day.to_string())
            .ok_or((field.id, bad_cutoff(lang).to_owned())),
    }
}

fn cutoff(typed: &str) -> Option<u32> {
    typed.parse().ok().filter(|day| (1..=31).contains(day))
}

fn symbol_hint(_: &Form, typed: &str, env: &Env) -> Option<String> {
    Some(env.lang.pick(
        format!("in thành “Số:       /{typed}”"),
        format!("printed as “No.:       /{typed}”"),
    ))
}

/// What this month would be with the day that is typed.
pub(crate) fn cutoff_hint(_: &Form, typed: &str, env: &Env) -> Option<String> {
    let lang = env.lang;
    let Some(day) = cutoff(typed) else {
        return Some(bad_cutoff(lang).to_owned());
    };
    let month = Period::of(PeriodKind::Month, env.today, day);
    let name = period(month, lang);
    let (first, last) = (dates::full(month.first), dates::full(month.last));
    Some(lang.pick(
        format!("→ {name}: {first}–{last}; theo quy định: 14"),
        format!("→ {name}: {first}–{last}; by regulation: 14"),
    ))
}
