//! A journal row in words: who, when, what it is now and what it was before.

use super::{activity, labels};
use crate::domain::change::Field;
use crate::domain::day::{from_iso, office_time};
use crate::domain::history::{Cell, ChangeKind, Edit, Entry};
use crate::domain::note::NoteKind;
use crate::domain::parts;
use crate::domain::period::PeriodKind;
use crate::domain::task::Hold;
use crate::domain::unit::UnitKind;
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};

/// "11/06/2021 Lan (vanphong): Hoàn thành ngày 11/06/2021; kết quả: 03 tin".
pub fn line(entry: &Entry, lang: Lang) -> String {
    let (day, recorded) = (dates::full(entry.day), recorded(entry, lang));
    format!("{day} {recorded}{}: {}", entry.actor, sentence(entry, lang))
}

/// "(ghi lúc 06:33 30/11/2026) ", where an entry was recorded on another day than it says; nothing
/// where it was not.
pub fn recorded(entry: &Entry, lang: Lang) -> String {
    let Some(millis) = entry.about.recorded_at else {
        return String::new();
    };
    let moment = office_time(millis).format("%H:%M %d/%m/%Y");
    lang.pick(
        format!("(ghi lúc {moment}) "),
        format!("(recorded {moment}) "),
    )
}

/// What was done, and what that changed: "Đã ghi vướng mắc: chờ số liệu", "Đã hoàn tác việc gia
/// hạn · hạn: 30/06/2021 (trước: 15/07/2021)".
pub fn sentence(entry: &Entry, lang: Lang) -> String {
    if let Some(sentence) = dated(entry, lang) {
        return sentence;
    }
    let what = what(entry, lang);
    let sep = match what.is_empty() {
        true => "",
        false if says_its_note(entry) => ": ",
        false => " · ",
    };
    let verb = activity::of_entry(entry, lang);
    let unit = unit_of(entry).map(|unit| format!(" {unit}"));
    format!("{verb}{}{sep}{what}", unit.unwrap_or_default())
}

/// A completion or an extension, whose day belongs to the verb: "Hoàn thành kỳ Quý I ngày
/// 30/03/2021; kết quả: 03 tin", "Gia hạn đến ngày 15/07/2021 (trước: 30/06/2021); lý do: …".
fn dated(entry: &Entry, lang: Lang) -> Option<String> {
    let column = match entry.kind {
        ChangeKind::Complete => "done_on",
        ChangeKind::Extend => "due_on",
        _ => return None,
    };
    let edits = entry.edits.iter();
    let mut moved = edits.filter(|edit| edit.table == "occurrence");
    let (before, after) = moved.find_map(|edit| edit.column(column))?;
    let day = held(column, after, entry, lang)?;
    let before = was(held(column, before, entry, lang), lang);
    let period = entry
        .about
        .period
        .map_or_else(String::new, |(rhythm, day)| {
            let period = dates::period_of(rhythm, day, lang);
            format!(" {}", dates::as_period(&period, lang))
        });
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

/// " (trước: 30/06/2021)", of what stood there before.
fn was(before: Option<String>, lang: Lang) -> String {
    before.map_or_else(String::new, |old| {
        lang.pick(format!(" (trước: {old})"), format!(" (was {old})"))
    })
}

/// A column that became another: its value now and the one before, either of which may be nothing.
fn became(name: &str, old: Option<String>, new: Option<String>, lang: Lang) -> String {
    match new {
        Some(new) => format!("{name}: {new}{}", was(old, lang)),
        None => {
            let gone = lang.pick("không còn", "removed");
            format!("{name}: {gone}{}", was(old, lang))
        }
    }
}

/// The sort of change that an entry is about: its own, or that of the act which it took back or did
/// again.
fn effective_kind(entry: &Entry) -> ChangeKind {
    entry.about.target.unwrap_or(entry.kind)
}

/// The abbreviation of the unit that was entered or changed.
fn unit_of(entry: &Entry) -> Option<&String> {
    let mut units = entry.about.units.values();
    units
        .next()
        .filter(|_| effective_kind(entry) == ChangeKind::Unit)
}

/// Whether the verb itself says what kind of note was written.
fn says_its_note(entry: &Entry) -> bool {
    matches!(effective_kind(entry), ChangeKind::Note | ChangeKind::Answer)
}

/// What an entry changed: which period, then column by column what it is now and what it was.
pub fn what(entry: &Entry, lang: Lang) -> String {
    if entry.kind == ChangeKind::Create {
        return made_up(entry, lang).to_owned();
    }
    if effective_kind(entry) == ChangeKind::Add && entry.kind != ChangeKind::Add {
        return title(entry, lang);
    }
    if effective_kind(entry) == ChangeKind::Remove {
        return removed(entry, lang);
    }
    let mut parts = Vec::new();
    // What came or went whole with its task has no period of its own.
    // Nor has what a new deadline does to several of them.
    let one_period = |edit: &Edit| {
        let updates = edit.before.is_some() && edit.after.is_some();
        edit.table == "occurrence" && updates && effective_kind(entry) != ChangeKind::Deadline
    };
    if let Some((rhythm, day)) = entry.about.period
        && entry.edits.iter().any(one_period)
    {
        let period = dates::period_of(rhythm, day, lang);
        parts.push(dates::as_period(&period, lang));
    }
    parts.extend(
        entry
            .edits
            .iter()
            .flat_map(|edit| edit_words(edit, None, entry, lang)),
    );
    parts.extend(joining(entry, lang));
    parts.join("; ")
}

/// The day on which a demonstration was made is as made up as what it shows.
fn made_up(entry: &Entry, lang: Lang) -> &'static str {
    let illustrative = entry.edits.iter().any(|edit| {
        let cells = edit.after.as_ref().filter(|_| edit.table == "plan");
        cells.and_then(|cells| cells.get("illustrative")) == Some(&Cell::Int(1))
    });
    match illustrative {
        true => lang.pick(
            "ngày giờ và số liệu là minh họa",
            "sample data: dates and figures are fictitious",
        ),
        false => "",
    }
}

/// A task that was removed, by its title and the reason; what belonged to it went with it.
fn removed(entry: &Entry, lang: Lang) -> String {
    let why = entry.edits.iter().find(|edit| edit.table == "amendment");
    let why = why.map(|edit| edit_words(edit, None, entry, lang).join("; "));
    let parts = [title(entry, lang), why.unwrap_or_default()];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("; ")
}

/// A task that came or went with its adding, by its title alone.
fn title(entry: &Entry, lang: Lang) -> String {
    let task = entry.edits.iter().find(|edit| edit.table == "task");
    let cells = task.and_then(|edit| edit.after.as_ref().or(edit.before.as_ref()));
    match cells.and_then(|cells| cells.get("title")) {
        Some(Cell::Text(title)) => format!("{}: {title}", lang.pick("tên nhiệm vụ", "title")),
        _ => String::new(),
    }
}

/// Units that came to co-operate, and those that no longer do.
fn joining(entry: &Entry, lang: Lang) -> Vec<String> {
    let units = |joined: bool| {
        let edits = entry
            .edits
            .iter()
            .filter(|edit| edit.table == "coordinating");
        let cells = edits.filter_map(|edit| {
            if joined {
                edit.after.as_ref()
            } else {
                edit.before.as_ref()
            }
        });
        let names = cells.map(|cells| value("unit_id", cells.get("unit_id"), entry, lang));
        names.collect::<Vec<_>>().join(", ")
    };
    let (came, went) = (units(true), units(false));
    let came = (!came.is_empty()).then(|| {
        lang.pick(
            format!("thêm đơn vị phối hợp: {came}"),
            format!("added co-operating: {came}"),
        )
    });
    let went = (!went.is_empty()).then(|| {
        lang.pick(
            format!("bỏ đơn vị phối hợp: {went}"),
            format!("removed co-operating: {went}"),
        )
    });
    came.into_iter().chain(went).collect()
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
        ("person" | "account", "name") => bi("tên", "name"),
        ("setting", "value") => bi("giá trị", "value"),
        // Which units came and went is one sentence.
        ("coordinating", _) => return None,
        at => {
            let (field, _) = parts::columns().find(|(_, column)| *column == at)?;
            return Some(labels::field(field).get(lang).to_lowercase());
        }
    };
    Some(name.get(lang).to_owned())
}

/// What the rows of a table are: "ghi chú", "kỳ hạn".
pub fn noun(table: &str) -> Bi {
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
pub fn part(table: &str, column: &str, lang: Lang) -> String {
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
pub fn plain_value(column: &str, cell: &Cell, lang: Lang) -> String {
    match cell {
        Cell::Null => "–".to_owned(),
        Cell::Text(text) if text.is_empty() => "–".to_owned(),
        Cell::Int(n) => n.to_string(),
        Cell::Text(text) => text_value(column, text, lang),
    }
}

/// The words of one changed row; of an occurrence without the column that was named before.
fn edit_words(edit: &Edit, known: Option<&str>, entry: &Entry, lang: Lang) -> Vec<String> {
    if edit.table == "note" {
        return note_words(edit, entry, lang).into_iter().collect();
    }
    if let Some(sentence) = special_words(edit, entry, lang) {
        return sentence;
    }
    let mut names: Vec<&String> = Vec::new();
    names.extend(edit.before.iter().flat_map(|cells| cells.keys()));
    names.extend(edit.after.iter().flat_map(|cells| cells.keys()));
    names.sort();
    names.dedup();
    // Of what was added as a whole only the columns that say something are named.
    let whole = edit.before.is_none() || edit.after.is_none();
    if whole
        && (edit.table == "occurrence" || (edit.table == "task" && entry.kind == ChangeKind::Add))
    {
        return Vec::new();
    }
    names
        .into_iter()
        .filter_map(|column| {
            // A unit is of some kind from the beginning.
            if whole && edit.table == "unit" && column == "kind" {
                return None;
            }
            let name = column_name(&edit.table, column, lang)?;
            let setting = entry.about.settings.get(&edit.id);
            let name = setting.map_or(name, |key| setting_name(key, lang));
            let (before, after) = edit.column(column)?;
            if edit.table == "occurrence" && known == Some(column.as_str()) {
                return None;
            }
            if !whole && matches!(column.as_str(), "hold" | "hold_reason") {
                return hold(column, name, (before, after), entry, lang);
            }
            if !whole && column == "started" {
                let begun = matches!(after, Some(Cell::Int(1)));
                return Some(labels::begun(begun).get(lang).to_owned());
            }
            if whole {
                let cell = after.or(before)?;
                let struck = struck(edit, entry);
                return Some(format!(
                    "{struck}{name}: {}",
                    value(column, Some(cell), entry, lang)
                ));
            }
            let (old, new) = (
                held(column, before, entry, lang),
                held(column, after, entry, lang),
            );
            Some(became(&name, old, new, lang))
        })
        .collect()
}

/// What has words of its own instead of its columns: what was written to a review, and an extension
/// that came or went with the deadline.
fn special_words(edit: &Edit, entry: &Entry, lang: Lang) -> Option<Vec<String>> {
    // The verb says that it was a conclusion.
    if edit.table == "outcome" && says_its_note(entry) {
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
        let cells = edit.after.as_ref().or(edit.before.as_ref())?;
        let to = value("new_due_on", cells.get("new_due_on"), entry, lang);
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
    (before, after): (Option<&Cell>, Option<&Cell>),
    entry: &Entry,
    lang: Lang,
) -> Option<String> {
    let of = |cell: Option<&Cell>| held(column, cell, entry, lang);
    let is_lifted = effective_kind(entry) == ChangeKind::Resume;
    match (of(before), of(after)) {
        (Some(old), Some(new)) => Some(became(&name, Some(old), Some(new), lang)),
        (Some(reason), None) | (None, Some(reason)) if column == "hold_reason" && !is_lifted => {
            Some(format!("{name}: {reason}"))
        }
        _ => None,
    }
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

/// What was taken away bears a sign; where a change was undone the verb says that already.
fn struck(edit: &Edit, entry: &Entry) -> &'static str {
    match (&edit.after, entry.kind) {
        (Some(_), _) | (_, ChangeKind::Undo | ChangeKind::Redo) => "",
        (None, _) => "− ",
    }
}

/// A note by its text, and its kind where the verb does not say it: "vướng mắc: chờ số liệu".
fn note_words(edit: &Edit, entry: &Entry, lang: Lang) -> Option<String> {
    let cells = edit.after.as_ref().or(edit.before.as_ref())?;
    let text = |column: &str| match cells.get(column) {
        Some(Cell::Text(text)) => text.replace('\n', " / "),
        _ => String::new(),
    };
    let body = text("body");
    if says_its_note(entry) {
        return Some(body);
    }
    let kind = NoteKind::parse(&text("kind")).unwrap_or_default();
    Some(format!(
        "{}{}: {body}",
        struck(edit, entry),
        labels::note_kind(kind).get(lang)
    ))
}

/// A value as people read it, where there is one.
fn held(column: &str, cell: Option<&Cell>, entry: &Entry, lang: Lang) -> Option<String> {
    let cell = cell.filter(|cell| match cell {
        Cell::Null => false,
        Cell::Text(text) => !text.is_empty(),
        Cell::Int(_) => true,
    })?;
    Some(value(column, Some(cell), entry, lang))
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
    if let Some(kind) = UnitKind::parse(text).filter(|_| column == "kind") {
        return labels::unit_kind(kind).get(lang).to_owned();
    }
    text.replace('\n', " / ")
}
