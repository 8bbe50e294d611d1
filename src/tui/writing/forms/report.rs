//! The form of the names on reports: who reports as what, and the cut-off day.

use super::super::form::{FieldId, Form, FormField, FormKind};
use super::super::forms::{Fault, Ground};
use crate::domain::change::{Change, Refusal};
use crate::domain::letterhead::Letterhead;
use crate::domain::period::{Period, PeriodKind};
use crate::domain::text::NOTE_MAX;
use crate::present::dates;
use crate::present::lang::{Bi, bi};
use crate::present::messages::errors;
use crate::present::messages::report::bad_cutoff;
use std::collections::HashMap;

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
const NAMES: [Name; 8] = [
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
        FieldId::OfficeShort,
        "office-short",
        bi("Tên viết tắt", "Short name"),
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
        bi("Chức vụ người ký", "Signatory's title"),
        "/",
    ),
    name(FieldId::Signer, "signer", bi("Người ký", "Signatory"), ""),
    name(
        FieldId::Recipients,
        "recipients",
        bi("Nơi nhận", "Recipients"),
        ";",
    ),
];

/// Who reports as what, and the cut-off day; `stored` holds the settings behind them by key.
pub fn names(letterhead: &Letterhead, cutoff: u32, stored: &HashMap<String, String>) -> Form {
    let mut fields: Vec<FormField> = NAMES
        .iter()
        .map(|name| {
            let text = on_one_line(letterhead.part(name.part), name.joint);
            FormField::text_up_to(name.id, name.label, &text, NOTE_MAX)
        })
        .collect();
    fields.push(FormField::text(
        FieldId::Cutoff,
        bi("Ngày chốt số liệu", "Cut-off date"),
        &cutoff.to_string(),
    ));
    for field in &mut fields {
        field.stored = key(field.id).and_then(|key| stored.get(&key).cloned());
    }
    form(FormKind::Names, fields, 0)
}

/// The key of the setting behind a field.
fn key(id: FieldId) -> Option<String> {
    if id == FieldId::Cutoff {
        return Some("cutoff_day".to_owned());
    }
    let name = NAMES.iter().find(|name| name.id == id)?;
    Some(format!("report.{}", name.part))
}

pub(super) fn form(kind: FormKind, fields: Vec<FormField>, focus: usize) -> Form {
    Form {
        kind,
        seen: Vec::new(),
        fields,
        focus,
        error: None,
        looked_for: None,
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
    for field in &form.fields {
        let (Some(key), Some(typed)) = (key(field.id), form.typed_anew(field.id)) else {
            continue;
        };
        changes.push(Change::SetSetting {
            key,
            value: value(field.id, typed, ground)?,
            seen: field.stored.clone(),
        });
    }
    if changes.is_empty() {
        let said = errors::refused(&Refusal::NoChange, ground.lang);
        return Err((FieldId::Superior, said));
    }
    Ok(changes)
}

/// What is kept of what was typed.
fn value(id: FieldId, typed: &str, ground: &Ground<'_>) -> Result<String, Fault> {
    if id == FieldId::Cutoff {
        let day = typed.parse().ok().filter(|day| (1..=31).contains(day));
        let day: u32 = day.ok_or((id, bad_cutoff(ground.lang).to_owned()))?;
        return Ok(day.to_string());
    }
    let name = NAMES.iter().find(|name| name.id == id);
    Ok(in_lines(typed, name.map_or("", |name| name.joint)))
}

/// What stands under a field while it is being typed.
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
                "nhiều dòng thì ngăn bằng dấu /, ví dụ KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC",
                "separate lines with /, e.g. KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC",
            )
            .to_owned(),
        FieldId::Recipients => lang
            .pick(
                "ngăn bằng dấu ; (dòng lưu ghi: Lưu: VT, VP)",
                "separate with ; (the file copy reads: Lưu: VT, VP)",
            )
            .to_owned(),
        FieldId::Cutoff => cutoff_hint(form, ground),
        FieldId::Superior
        | FieldId::Office
        | FieldId::OfficeShort
        | FieldId::Place
        | FieldId::Signer => lang
            .pick(
                "để trống thì lấy theo kế hoạch",
                "leave empty to use the plan's own",
            )
            .to_owned(),
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
        crate::present::messages::report::period(month, lang),
        dates::full(month.first),
        dates::full(month.last),
    );
    lang.pick(
        format!("→ {name}: {first}–{last}; theo quy định: 14"),
        format!("→ {name}: {first}–{last}; by regulation: 14"),
    )
}
