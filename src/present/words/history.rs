//! A journal row in words: who, when, old → new.

use super::{labels, outcomes};
use crate::domain::day::from_iso;
use crate::domain::history::{Cell, ChangeKind, Edit, Entry};
use crate::domain::note::NoteKind;
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

/// What an entry changed, old → new, column by column.
#[must_use]
pub fn what(entry: &Entry, lang: Lang) -> String {
    let parts: Vec<String> = match entry.kind {
        ChangeKind::Create => Vec::new(),
        _ => entry
            .edits
            .iter()
            .flat_map(|edit| edit_words(edit, entry.kind, lang))
            .collect(),
    };
    parts.join("; ")
}

/// The columns that people know, with their names. Others (identities, positions) are not told.
fn column_name(table: &str, column: &str) -> Option<Bi> {
    Some(match (table, column) {
        ("occurrence" | "step", "done_on") => bi("ngày hoàn thành", "done date"),
        ("occurrence", "result") => bi("kết quả", "result"),
        ("occurrence", "due_on") | ("extension", "new_due_on") => bi("hạn", "due"),
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
        ("note", "body") => bi("ghi chú", "note"),
        ("note", "kind") => bi("loại", "kind"),
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

fn edit_words(edit: &Edit, kind: ChangeKind, lang: Lang) -> Vec<String> {
    let mut names: Vec<&String> = Vec::new();
    names.extend(edit.before.iter().flat_map(|cells| cells.keys()));
    names.extend(edit.after.iter().flat_map(|cells| cells.keys()));
    names.sort();
    names.dedup();
    // Of what was added as a whole only the telling columns are named, without "– →".
    let whole = edit.before.is_none() || edit.after.is_none();
    if whole && (edit.table == "occurrence" || (edit.table == "task" && kind == ChangeKind::Add)) {
        return Vec::new();
    }
    names
        .into_iter()
        .filter_map(|column| {
            let name = column_name(&edit.table, column)?.get(lang);
            let (before, after) = edit.column(column)?;
            if whole {
                let cell = after.or(before)?;
                let struck = if edit.after.is_none() { "− " } else { "" };
                return Some(format!(
                    "{struck}{name}: {}",
                    value(column, Some(cell), lang)
                ));
            }
            let (old, new) = (value(column, before, lang), value(column, after, lang));
            Some(format!("{name}: {old} → {new}"))
        })
        .collect()
}

/// A value as people read it: days as dd/mm/yyyy, flags and stored words in the language.
fn value(column: &str, cell: Option<&Cell>, lang: Lang) -> String {
    match cell {
        None | Some(Cell::Null) => "–".to_owned(),
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
        return match Hold::parse(text) {
            Some(Hold::Paused) => lang.pick("tạm dừng", "paused").to_owned(),
            Some(Hold::Dropped) => lang.pick("bãi bỏ", "dropped").to_owned(),
            None => text.to_owned(),
        };
    }
    if column == "kind"
        && let Some(kind) = NoteKind::parse(text)
    {
        return labels::note_kind(kind).get(lang).to_owned();
    }
    text.replace('\n', " / ")
}
