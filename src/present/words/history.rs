//! A journal row in words: who, when, old → new.

use super::{labels, outcomes};
use crate::domain::change::Field;
use crate::domain::day::from_iso;
use crate::domain::history::{Cell, ChangeKind, Edit, Entry};
use crate::domain::note::NoteKind;
use crate::domain::period::PeriodKind;
use crate::domain::task::Hold;
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};

/// "11/06/2021 Lan (vanphong): Đã xong · ngày hoàn thành – → 11/06/2021".
#[must_use]
pub fn line(entry: &Entry, lang: Lang) -> String {
    let what = what(entry, lang);
    let deed = outcomes::deed(entry.kind).get(lang);
    let sep = if what.is_empty() { "" } else { " · " };
    format!(
        "{} {}: {deed}{sep}{what}",
        dates::full(entry.day),
        entry.actor
    )
}

/// What an entry changed: which period or step, then old → new, column by column.
#[must_use]
pub fn what(entry: &Entry, lang: Lang) -> String {
    if entry.kind == ChangeKind::Create {
        return String::new();
    }
    let mut parts = Vec::new();
    // What came or went whole with its task has no period of its own.
    let one_period =
        |edit: &Edit| edit.table == "occurrence" && edit.before.is_some() && edit.after.is_some();
    if let Some((rhythm, day)) = entry.about.period
        && entry.edits.iter().any(one_period)
    {
        let period = dates::period_of(rhythm, day, lang);
        parts.push(lang.pick(format!("kỳ {period}"), period));
    }
    // A step that was added as a whole tells its title itself.
    let whole = |edit: &Edit| edit.before.is_none() || edit.after.is_none();
    if let Some(step) = entry
        .about
        .step
        .as_ref()
        .filter(|_| !entry.edits.iter().any(whole))
    {
        parts.push(lang.pick(format!("bước “{step}”"), format!("step “{step}”")));
    }
    parts.extend(
        entry
            .edits
            .iter()
            .flat_map(|edit| edit_words(edit, entry, lang)),
    );
    parts.join("; ")
}

/// The columns that people know, with their names. Others (identities, positions) are not told.
fn column_name(table: &str, column: &str) -> Option<Bi> {
    Some(match (table, column) {
        ("occurrence" | "step", "done_on") => bi("ngày hoàn thành", "done date"),
        ("occurrence", "result") => bi("kết quả", "result"),
        ("occurrence", "due_on") => bi("hạn", "due"),
        ("extension" | "task", "reason" | "hold_reason") => bi("lý do", "reason"),
        ("extension", "agreed_by") => bi("người đồng ý", "agreed by"),
        ("extension", "letter") => bi("văn bản", "letter"),
        ("task", "deadline") => bi("thời hạn", "deadline"),
        ("task", "title") => bi("tên", "title"),
        ("task", "text") => bi("nội dung", "text"),
        ("task", "product") => bi("sản phẩm", "product"),
        ("task", "key_task") => bi("trọng tâm", "key task"),
        ("task", "coordinating_text") => bi("phối hợp", "co-operating"),
        ("task", "hold") => bi("trạng thái", "state"),
        ("task", "started") => bi("đã bắt đầu", "begun"),
        ("task", "lead_id") => bi("chủ trì", "lead unit"),
        ("task", "base_on") => bi("tính từ", "counted from"),
        ("coordinating", "unit_id") => bi("phối hợp", "co-operating"),
        ("evidence", "dated_on") => bi("ngày văn bản", "its date"),
        ("evidence", "number") => bi("số, ký hiệu", "number"),
        ("evidence", "summary") => bi("trích yếu", "summary"),
        ("evidence", "path") => bi("tệp", "file"),
        ("step", "title") => bi("bước", "step"),
        ("person" | "account", "name") => bi("tên", "name"),
        ("setting", "value") => bi("giá trị", "value"),
        ("unit", "name") => bi("tên đơn vị", "unit"),
        _ => return None,
    })
}

fn edit_words(edit: &Edit, entry: &Entry, lang: Lang) -> Vec<String> {
    if edit.table == "note" {
        return note_words(edit, lang).into_iter().collect();
    }
    if let Some(said) = super::review::edited(edit, lang) {
        return vec![said];
    }
    let mut names: Vec<&String> = Vec::new();
    names.extend(edit.before.iter().flat_map(|cells| cells.keys()));
    names.extend(edit.after.iter().flat_map(|cells| cells.keys()));
    names.sort();
    names.dedup();
    // Of what was added as a whole only the telling columns are named, without "– →".
    let whole = edit.before.is_none() || edit.after.is_none();
    if whole
        && (edit.table == "occurrence" || (edit.table == "task" && entry.kind == ChangeKind::Add))
    {
        return Vec::new();
    }
    names
        .into_iter()
        .filter_map(|column| {
            let name = column_name(&edit.table, column)?.get(lang);
            let setting = entry.about.settings.get(&edit.id);
            let name = setting.map_or_else(|| name.to_owned(), |key| setting_name(key, lang));
            let (before, after) = edit.column(column)?;
            if whole {
                let cell = after.or(before)?;
                let struck = if edit.after.is_none() { "− " } else { "" };
                return Some(format!(
                    "{struck}{name}: {}",
                    value(column, Some(cell), entry, lang)
                ));
            }
            let (old, new) = (
                value(column, before, entry, lang),
                value(column, after, entry, lang),
            );
            Some(format!("{name}: {old} → {new}"))
        })
        .collect()
}

/// Which setting: "người ký", "nội dung báo cáo tháng".
fn setting_name(key: &str, lang: Lang) -> String {
    let name = labels::field(Field::of_setting(key)).get(lang);
    let first = name.chars().next().map_or(0, char::len_utf8);
    let name = format!("{}{}", name[..first].to_lowercase(), &name[first..]);
    let text = key.strip_prefix("report.text.");
    let kind = text.and_then(|text| PeriodKind::parse(text.split('.').next()?));
    match kind {
        Some(kind) => {
            let kind = super::report::kind(kind).get(lang);
            lang.pick(format!("{name} {kind}"), format!("{name} ({kind})"))
        }
        None => name,
    }
}

/// A note by its kind: "vướng mắc: chờ số liệu".
fn note_words(edit: &Edit, lang: Lang) -> Option<String> {
    let cells = edit.after.as_ref().or(edit.before.as_ref())?;
    let text = |column: &str| match cells.get(column) {
        Some(Cell::Text(text)) => text.replace('\n', " / "),
        _ => String::new(),
    };
    let kind = NoteKind::parse(&text("kind")).unwrap_or_default();
    let struck = if edit.after.is_none() { "− " } else { "" };
    Some(format!(
        "{struck}{}: {}",
        labels::note_kind(kind).get(lang),
        text("body")
    ))
}

/// A value as people read it: days as dd/mm/yyyy, flags and stored words in the language.
fn value(column: &str, cell: Option<&Cell>, entry: &Entry, lang: Lang) -> String {
    match cell {
        None | Some(Cell::Null) => "–".to_owned(),
        Some(Cell::Text(text)) if text.is_empty() => "–".to_owned(),
        Some(Cell::Int(n)) if matches!(column, "lead_id" | "unit_id") => entry
            .about
            .units
            .get(n)
            .cloned()
            .unwrap_or_else(|| n.to_string()),
        Some(Cell::Int(n)) if matches!(column, "key_task" | "started") => (if *n == 1 {
            lang.pick("có", "yes")
        } else {
            lang.pick("không", "no")
        })
        .to_owned(),
        Some(Cell::Int(n)) => n.to_string(),
        Some(Cell::Text(text)) => text_value(column, text, lang),
    }
}

fn text_value(column: &str, text: &str, lang: Lang) -> String {
    if column.ends_with("_on") {
        return from_iso(text).map_or_else(|| text.to_owned(), dates::full);
    }
    if column == "hold" {
        return Hold::parse(text)
            .map_or(text, |hold| labels::hold(hold).get(lang))
            .to_owned();
    }
    text.replace('\n', " / ")
}
