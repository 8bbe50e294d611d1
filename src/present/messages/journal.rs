//! A journal row in words: who, when, what it is now and what it was before.

use super::{activity, acts, frame, labels};
use crate::domain::day::{from_iso, office_time};
use crate::domain::journal::{ChangeKind, Edit, JournalEntry, StoredRow, StoredValue};
use crate::domain::parts;
use crate::domain::task::Hold;
use crate::domain::unit::UnitKind;
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::text::pad;
use std::collections::BTreeSet;

/// "11/06/2021 Lan (vanphong): Hoàn thành ngày 11/06/2021; kết quả: 03 tin".
pub fn line(entry: &JournalEntry, lang: Lang) -> String {
    let (day, recorded) = (dates::full(entry.day), recorded(entry, lang));
    format!("{day} {recorded}{}: {}", entry.actor, sentence(entry, lang))
}

/// "11/06/2021  2.3.1-05  Lan (vanphong): Đã xong · …".
pub(crate) fn line_with_code(entry: &JournalEntry, lang: Lang) -> String {
    let code = entry.code().unwrap_or_default();
    let (day, code) = (dates::full(entry.day), pad(code, 9));
    format!(
        "{day}  {code}  {}{}: {}",
        recorded(entry, lang),
        entry.actor,
        sentence(entry, lang)
    )
}

/// "(ghi lúc 06:33 30/11/2026) ", where an entry was recorded on another day than it says; nothing
/// where it was not.
pub(crate) fn recorded(entry: &JournalEntry, lang: Lang) -> String {
    let Some(millis) = entry.about.recorded_at else {
        return String::new();
    };
    let moment = office_time(millis).format("%H:%M %d/%m/%Y");
    lang.pick(
        format!("(ghi lúc {moment}) "),
        format!("(recorded {moment}) "),
    )
}

/// What was done, and what it changed: "Đã ghi vướng mắc: chờ số liệu", "Đã hoàn tác việc gia
/// hạn · hạn: 30/06/2021 (trước: 15/07/2021)".
pub(crate) fn sentence(entry: &JournalEntry, lang: Lang) -> String {
    let whole = with_day(entry, lang).or_else(|| frame::sentence(entry, lang));
    let whole = whole.or_else(|| super::review::sentence(entry, lang));
    if let Some(sentence) = whole.or_else(|| single(entry, lang)) {
        return sentence;
    }
    let what = what(entry, lang);
    let sep = match what.is_empty() {
        true => "",
        false if verb_names_note(entry) => ": ",
        false => " · ",
    };
    format!("{}{sep}{what}", acts::of_entry(entry, lang))
}

/// A completion or an extension, whose day belongs to the verb: "Hoàn thành kỳ Quý I ngày
/// 30/03/2021; kết quả: 03 tin", "Gia hạn đến ngày 15/07/2021 (trước: 30/06/2021); lý do: …".
fn with_day(entry: &JournalEntry, lang: Lang) -> Option<String> {
    let column = match entry.kind {
        ChangeKind::Complete => "done_on",
        ChangeKind::Extend => "due_on",
        _ => return None,
    };
    let edits = entry.edits.iter();
    let mut moved = edits.filter(|edit| edit.table == "occurrence");
    let (before, after) = moved.find_map(|edit| edit.column(column))?;
    let day = optional_value(column, after, entry, lang)?;
    let before = was(optional_value(column, before, entry, lang), lang);
    let period = entry.about.period;
    let for_period = lang.pick(" ", " for ");
    let period = period.map(|period| format!("{for_period}{}", dates::named_period(period, lang)));
    let period = period.unwrap_or_default();
    let head = match entry.kind {
        ChangeKind::Complete => lang.pick(
            format!("Hoàn thành{period} ngày {day}{before}"),
            format!("Completed{period} on {day}{before}"),
        ),
        _ => lang.pick(
            format!("Gia hạn{period} đến ngày {day}{before}"),
            format!("Extended{period} to {day}{before}"),
        ),
    };
    let rest = entry.edits.iter();
    let rest = rest.flat_map(|edit| edit_words(edit, Some(column), entry, lang));
    let parts: Vec<String> = [head].into_iter().chain(rest).collect();
    Some(parts.join("; "))
}

/// A task that was given to another unit, "Đã giao cho VP (trước: TTra)", or made a key task.
fn single(entry: &JournalEntry, lang: Lang) -> Option<String> {
    let mut edits = entry.edits.iter().filter(|edit| edit.table == "task");
    let (edit, None) = (edits.next()?, edits.next()) else {
        return None;
    };
    let alone = edit.before.as_ref()?.len() == 1 && entry.kind == ChangeKind::Edit;
    if alone && edit.column("key_task").is_some() {
        // The verb says it.
        return Some(acts::of_entry(entry, lang));
    }
    let (before, after) = edit.column("lead_id").filter(|_| alone)?;
    let before = was(optional_value("lead_id", before, entry, lang), lang);
    let head = match optional_value("lead_id", after, entry, lang) {
        Some(unit) => lang.pick(
            format!("Đã giao cho {unit}{before}"),
            format!("Assigned to {unit}{before}"),
        ),
        None => lang.pick(
            format!("Đã bỏ đơn vị chủ trì{before}"),
            format!("Lead unit removed{before}"),
        ),
    };
    let parts = [head].into_iter().chain(partner_changes(entry, lang));
    Some(parts.collect::<Vec<_>>().join("; "))
}

/// " (trước: 30/06/2021)", of what stood there before.
fn was(before: Option<String>, lang: Lang) -> String {
    before.map_or_else(String::new, |old| {
        lang.pick(format!(" (trước: {old})"), format!(" (was {old})"))
    })
}

/// A column that became another: its value now and the one before, either of which may be nothing.
fn changed(name: &str, old: Option<String>, new: Option<String>, lang: Lang) -> String {
    match new {
        Some(new) => format!("{name}: {new}{}", was(old, lang)),
        None => {
            let gone = lang.pick("không còn", "removed");
            format!("{name}: {gone}{}", was(old, lang))
        }
    }
}

/// The kind of change that an entry is about: its own, or that of the act that it undid or redid.
fn effective_kind(entry: &JournalEntry) -> ChangeKind {
    entry.about.target.unwrap_or(entry.kind)
}

/// Whether the verb itself says what kind of note was written.
fn verb_names_note(entry: &JournalEntry) -> bool {
    matches!(effective_kind(entry), ChangeKind::Note | ChangeKind::Answer)
}

/// What an entry changed: which period, then column by column what it is now and what it was.
pub(crate) fn what(entry: &JournalEntry, lang: Lang) -> String {
    if entry.kind == ChangeKind::Create {
        return sample_data(entry, lang).to_owned();
    }
    if effective_kind(entry) == ChangeKind::Add && entry.kind != ChangeKind::Add {
        return title(entry, lang);
    }
    if effective_kind(entry) == ChangeKind::Remove {
        return removed_task(entry, lang);
    }
    let mut parts = Vec::new();
    // Of due dates that were added or removed with their task, or changed by a new deadline, no single
    // period is named.
    let one_period = |edit: &Edit| {
        let updates = edit.before.is_some() && edit.after.is_some();
        edit.table == "occurrence" && updates && effective_kind(entry) != ChangeKind::Deadline
    };
    if let Some(period) = entry.about.period
        && entry.edits.iter().any(one_period)
    {
        parts.push(dates::named_period(period, lang));
    }
    parts.extend(
        entry
            .edits
            .iter()
            .flat_map(|edit| edit_words(edit, None, entry, lang)),
    );
    parts.extend(partner_changes(entry, lang));
    parts.join("; ")
}

/// Of a demonstration, that its days are fictitious as its figures are.
fn sample_data(entry: &JournalEntry, lang: Lang) -> &'static str {
    let illustrative = entry.edits.iter().any(|edit| {
        let cells = edit.after.as_ref().filter(|_| edit.table == "plan");
        cells.and_then(|cells| cells.get("illustrative")) == Some(&StoredValue::Int(1))
    });
    match illustrative {
        true => lang.pick(
            "ngày giờ và số liệu là minh họa",
            "sample data: dates and figures are fictitious",
        ),
        false => "",
    }
}

/// A removed task by its title and the reason.
fn removed_task(entry: &JournalEntry, lang: Lang) -> String {
    let why = entry.edits.iter().find(|edit| edit.table == "amendment");
    let why = why.map(|edit| edit_words(edit, None, entry, lang).join("; "));
    let parts = [title(entry, lang), why.unwrap_or_default()];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("; ")
}

/// A task whose addition was undone or redone, by its title.
fn title(entry: &JournalEntry, lang: Lang) -> String {
    let task = entry.edits.iter().find(|edit| edit.table == "task");
    match task.map_or("", |edit| edit.text("title")) {
        "" => String::new(),
        title => format!("{}: {title}", lang.pick("tên nhiệm vụ", "title")),
    }
}

/// Co-operating units that were added, and those that were removed.
fn partner_changes(entry: &JournalEntry, lang: Lang) -> Vec<String> {
    let edits = || {
        entry
            .edits
            .iter()
            .filter(|edit| edit.table == "coordinating")
    };
    let unit = |cells: &StoredRow| value("unit_id", cells.get("unit_id"), entry, lang);
    let added: Vec<String> = edits().filter_map(|e| e.after.as_ref().map(unit)).collect();
    let removed: Vec<String> = edits()
        .filter_map(|e| e.before.as_ref().map(unit))
        .collect();
    // All of them are rewritten where one changes.
    let missing_in = |some: &[String], others: &[String]| -> Vec<String> {
        let apart = some.iter().filter(|unit| !others.contains(unit));
        apart.cloned().collect()
    };
    let (added, removed) = (missing_in(&added, &removed), missing_in(&removed, &added));
    let added = (
        lang.pick("thêm đơn vị phối hợp", "added co-operating"),
        added,
    );
    let removed = (
        lang.pick("bỏ đơn vị phối hợp", "removed co-operating"),
        removed,
    );
    let parts = [added, removed]
        .into_iter()
        .filter(|(_, units)| !units.is_empty());
    parts
        .map(|(what, units)| format!("{what}: {}", units.join(", ")))
        .collect()
}

/// The columns that people know, with their names. Others (identities, positions) are left out.
fn column_name(table: &str, column: &str, lang: Lang) -> Option<String> {
    let name = match (table, column) {
        ("occurrence", "done_on") => bi("ngày hoàn thành", "completion date"),
        ("occurrence", "result") => bi("kết quả", "result"),
        ("occurrence", "due_on") => bi("hạn", "due"),
        ("extension" | "task" | "amendment", "reason" | "hold_reason") => bi("lý do", "reason"),
        ("extension", "agreed_by") => bi("người đồng ý", "approved by"),
        ("extension", "letter") => bi("số văn bản", "document no."),
        ("task", "deadline") => bi("thời hạn", "deadline"),
        ("task", "hold") => bi("trạng thái", "status"),
        ("task", "started") => bi("đã bắt đầu", "started"),
        ("task", "base_on") => bi("tính từ", "counted from"),
        ("evidence", "dated_on") => bi("ngày văn bản", "document date"),
        ("step", "title") => bi("bước", "step"),
        ("section", "number") => bi("số mục", "section number"),
        ("section", "position") | ("area", "key") => bi("thứ tự", "place"),
        ("task", "section_id") => bi("mục", "section"),
        ("unit", "valid_from") => bi("có từ năm", "valid from"),
        ("unit", "valid_to") => bi("có đến năm", "valid to"),
        ("person" | "account", "name") => bi("tên", "name"),
        ("setting", "value") => bi("giá trị", "value"),
        // Added and removed units are one sentence.
        ("coordinating", _) => return None,
        at => {
            let (field, _) = parts::columns().find(|(_, column)| *column == at)?;
            return Some(labels::field(field).get(lang).to_lowercase());
        }
    };
    Some(name.get(lang).to_owned())
}

/// What the rows of a table are: "ghi chú", "kỳ hạn".
pub(crate) fn noun(table: &str) -> Bi {
    match table {
        "account" => bi("tài khoản", "account"),
        "actor" => bi("người ký", "signer"),
        "alias" => bi("tên gọi khác", "other name"),
        "amendment" => bi("lần sửa lại", "correction"),
        "answer" => bi("ý kiến khi giao ban", "review answer"),
        "area" => bi("lĩnh vực", "area"),
        "conclusion" => bi("kết luận giao ban", "review conclusion"),
        "coordinating" => bi("đơn vị phối hợp", "co-operating unit"),
        "evidence" => bi("minh chứng", "evidence"),
        "extension" => bi("gia hạn", "extension"),
        "frozen" => bi("nội dung đã chốt", "frozen text"),
        "note" => bi("ghi chú", "note"),
        "occurrence" => bi("kỳ hạn", "due date"),
        "outcome" => bi("việc từ kết luận", "conclusion outcome"),
        "passage" => bi("đoạn văn bản", "passage"),
        "person" => bi("cán bộ", "person"),
        "plan" => bi("kế hoạch", "plan"),
        "review" => bi("giao ban", "review"),
        "section" => bi("mục", "section"),
        "setting" => bi("thiết lập", "setting"),
        "step" => bi("bước", "step"),
        "unit" => bi("đơn vị", "unit"),
        _ => bi("nhiệm vụ", "task"),
    }
}

/// The name of a column of a table; where people know none, the column's own.
pub(crate) fn part(table: &str, column: &str, lang: Lang) -> String {
    column_name(table, column, lang).unwrap_or_else(|| {
        let name = match column {
            "agreed_by" => bi("người đồng ý", "approved by"),
            "answers_id" => bi("trả lời cho", "answer to"),
            "body" => bi("nội dung", "text"),
            "code" => bi("mã", "code"),
            "day" => bi("ngày", "date"),
            "finished_on" => bi("ngày kết thúc", "end date"),
            "finished_by" => bi("người kết thúc", "finished by"),
            "began_on" => bi("ngày bắt đầu", "start date"),
            "began_by" => bi("người bắt đầu", "started by"),
            "kind" => bi("loại", "type"),
            "last_change" => bi("dòng nhật ký mới nhất", "latest journal entry"),
            "last_number" => bi("số thứ tự đã cấp", "last number assigned"),
            "name" => bi("tên", "name"),
            "new_due_on" => bi("hạn mới", "new due date"),
            "number" => bi("số", "number"),
            "old_due_on" => bi("hạn cũ", "old due date"),
            "original_due_on" => bi("hạn gốc", "original due date"),
            "position" => bi("vị trí", "position"),
            "recorded_at" | "updated_at" => bi("thời điểm ghi", "time recorded"),
            "rhythm" => bi("chu kỳ", "recurrence"),
            "signed" => bi("người ký", "signed by"),
            "signer" => bi("người ký", "signer"),
            "source_text" => bi("nguyên văn", "original wording"),
            "start_on" => bi("bắt đầu từ", "starts on"),
            "title" => bi("tên", "title"),
            "touched_on" => bi("ngày thay đổi gần nhất", "date of the last change"),
            "unit_id" => bi("đơn vị", "unit"),
            "version" => bi("số lần ghi", "number of writes"),
            "year" => bi("năm", "year"),
            _ => return column.to_owned(),
        };
        name.get(lang).to_owned()
    })
}

/// A value of a column as people read it, without the names of the rows that it may point to.
pub(crate) fn plain_value(column: &str, cell: &StoredValue, lang: Lang) -> String {
    match cell {
        StoredValue::Null => "–".to_owned(),
        StoredValue::Text(text) if text.is_empty() => "–".to_owned(),
        StoredValue::Int(n) => n.to_string(),
        StoredValue::Text(text) => text_value(column, text, lang),
    }
}

/// The words of one changed row; of an occurrence without the column that was named before.
fn edit_words(edit: &Edit, known: Option<&str>, entry: &JournalEntry, lang: Lang) -> Vec<String> {
    if edit.table == "note" {
        return note_words(edit, entry, lang).into_iter().collect();
    }
    if let Some(sentence) = special_words(edit, entry, lang) {
        return sentence;
    }
    // Of what was added as a whole only the columns that say something are named.
    let whole = edit.before.is_none() || edit.after.is_none();
    if whole
        && (edit.table == "occurrence" || (edit.table == "task" && entry.kind == ChangeKind::Add))
    {
        return Vec::new();
    }
    let is_named = |column: &&String| match edit.table.as_str() {
        "occurrence" => known == Some(column.as_str()),
        // A unit is of some kind from the beginning.
        "unit" => whole && *column == "kind",
        _ => false,
    };
    let cells = [&edit.before, &edit.after].into_iter().flatten();
    let columns: BTreeSet<&String> = cells.flat_map(StoredRow::keys).collect();
    let columns = columns.into_iter().filter(|column| !is_named(column));
    let words = columns.filter_map(|column| column_words(edit, column, entry, lang));
    words.collect()
}

/// What one column of a row is now and what it was; nothing of those that people do not know.
fn column_words(edit: &Edit, column: &str, entry: &JournalEntry, lang: Lang) -> Option<String> {
    let name = column_name(&edit.table, column, lang)?;
    let setting = frame::setting_of(edit, entry);
    if setting.is_some_and(frame::is_internal) {
        return None;
    }
    let name = setting.map_or(name, |key| frame::setting_name(key, lang));
    let (before, after) = edit.column(column)?;
    if edit.before.is_none() || edit.after.is_none() {
        let value = value(column, after.or(before), entry, lang);
        return Some(format!("{}{name}: {value}", removed_prefix(edit, entry)));
    }
    match column {
        "hold" | "hold_reason" => hold(column, name, (before, after), entry, lang),
        "started" => {
            let begun = after == Some(&StoredValue::Int(1));
            Some(labels::begun(begun).get(lang).to_owned())
        }
        _ => {
            let [old, new] = [before, after].map(|cell| optional_value(column, cell, entry, lang));
            Some(changed(&name, old, new, lang))
        }
    }
}

/// What has words of its own instead of its columns: what was written to a review, and an extension
/// that came or went with the deadline.
fn special_words(edit: &Edit, entry: &JournalEntry, lang: Lang) -> Option<Vec<String>> {
    // The verb says that it was a conclusion.
    if edit.table == "outcome" && verb_names_note(entry) {
        return Some(Vec::new());
    }
    // The wording says what became of the periods of a recurring deadline.
    let recurs = entry.about.period.is_some();
    if edit.table == "occurrence" && recurs && effective_kind(entry) == ChangeKind::Deadline {
        return Some(Vec::new());
    }
    if edit.table == "extension" && effective_kind(entry) == ChangeKind::Deadline {
        // It went on to another period.
        if edit.before.is_some() && edit.after.is_some() {
            return Some(Vec::new());
        }
        let to = value("new_due_on", edit.cells()?.get("new_due_on"), entry, lang);
        return Some(vec![match edit.after {
            Some(_) => lang.pick(
                format!("lấy lại lần gia hạn đến {to}"),
                format!("the extension to {to} restored"),
            ),
            None => lang.pick(
                format!("bỏ lần gia hạn đến {to}"),
                format!("the extension to {to} removed"),
            ),
        }]);
    }
    super::review::edited(edit, lang).map(|sentence| vec![sentence])
}

/// A pause or a drop, or its reason: the verb says that it came or was lifted, so only one state
/// after another is named, and the reason that was given.
fn hold(
    column: &str,
    name: String,
    (before, after): (Option<&StoredValue>, Option<&StoredValue>),
    entry: &JournalEntry,
    lang: Lang,
) -> Option<String> {
    let of = |cell: Option<&StoredValue>| optional_value(column, cell, entry, lang);
    let is_lifted = effective_kind(entry) == ChangeKind::Resume;
    match (of(before), of(after)) {
        (Some(old), Some(new)) => Some(changed(&name, Some(old), Some(new), lang)),
        (Some(reason), None) | (None, Some(reason)) if column == "hold_reason" && !is_lifted => {
            Some(format!("{name}: {reason}"))
        }
        _ => None,
    }
}

/// What was removed is marked; where a change was undone the verb says so already.
fn removed_prefix(edit: &Edit, entry: &JournalEntry) -> &'static str {
    match (&edit.after, entry.kind) {
        (Some(_), _) | (_, ChangeKind::Undo | ChangeKind::Redo) => "",
        (None, _) => "− ",
    }
}

/// A note by its text, and its kind where the verb does not say it: "vướng mắc: chờ số liệu".
fn note_words(edit: &Edit, entry: &JournalEntry, lang: Lang) -> Option<String> {
    edit.cells()?;
    let body = edit.text("body").replace('\n', " / ");
    if verb_names_note(entry) {
        return Some(body);
    }
    let kind = activity::note_kind(edit).unwrap_or_default();
    let kind = labels::note_kind(kind).get(lang);
    Some(format!("{}{kind}: {body}", removed_prefix(edit, entry)))
}

/// A value as people read it, where there is one.
fn optional_value(
    column: &str,
    cell: Option<&StoredValue>,
    entry: &JournalEntry,
    lang: Lang,
) -> Option<String> {
    let empty = |cell: &&StoredValue| matches!(cell, StoredValue::Null) || cell.text() == Some("");
    let cell = cell.filter(|cell| !empty(cell))?;
    Some(value(column, Some(cell), entry, lang))
}

/// A value as people read it: days as dd/mm/yyyy, flags, units and stored words in the language.
fn value(column: &str, cell: Option<&StoredValue>, entry: &JournalEntry, lang: Lang) -> String {
    match (column, cell.unwrap_or(&StoredValue::Null)) {
        ("lead_id" | "unit_id", StoredValue::Int(n)) => {
            let unit = entry.about.units.get(n).cloned();
            unit.unwrap_or_else(|| n.to_string())
        }
        ("section_id", StoredValue::Int(n)) => {
            let section = entry.about.sections.get(n).cloned();
            section.unwrap_or_else(|| n.to_string())
        }
        ("key_task" | "started", StoredValue::Int(1)) => lang.text("có", "yes"),
        ("key_task" | "started", StoredValue::Int(_)) => lang.text("không", "no"),
        (_, cell) => plain_value(column, cell, lang),
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
    if let Some(kind) = UnitKind::parse(text).filter(|_| column == "kind") {
        return labels::unit_kind(kind).get(lang).to_owned();
    }
    text.replace('\n', " / ")
}
