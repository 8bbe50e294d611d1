//! What was done to the plan's frame: to its areas, sections, units, people and settings.

use super::labels;
use crate::domain::journal::{ChangeKind, Edit, JournalEntry, StoredRow, StoredValue};
use crate::domain::parts::Field;
use crate::domain::period::PeriodKind;
use crate::domain::plan::PlanSettings;
use crate::domain::unit::{INTO, UnitKind};
use crate::present::lang::{Bi, Lang, bi};
use crate::present::text::{capital, small};
use std::collections::BTreeMap;

/// "Đã đổi ngưỡng sắp đến hạn từ 7 thành 10 ngày", "Đã hoàn tác việc thêm mục 2.7.3 Chuyển đổi số".
pub(super) fn sentence(entry: &JournalEntry, lang: Lang) -> Option<String> {
    let clause = clause(entry, lang)?;
    Some(match (entry.kind, lang) {
        (ChangeKind::Undo, Lang::Vi) => format!("Đã hoàn tác việc {clause}"),
        (ChangeKind::Undo, Lang::En) => format!("Undone: {clause}"),
        (ChangeKind::Redo, Lang::Vi) => format!("Đã làm lại việc {clause}"),
        (ChangeKind::Redo, Lang::En) => format!("Redone: {clause}"),
        (_, Lang::Vi) => format!("Đã {clause}"),
        (_, Lang::En) => capital(&clause),
    })
}

/// "đổi ngưỡng sắp đến hạn từ 7 thành 10 ngày", "due-soon days changed from 7 to 10"; nothing where
/// something else was changed. Of an undo it says what was undone.
pub(super) fn clause(entry: &JournalEntry, lang: Lang) -> Option<String> {
    let of = |word: fn(&FrameEdit<'_>, Lang) -> Option<String>| {
        let change = entry.edits.iter().map(|edit| FrameEdit::of(edit, entry));
        change.filter_map(|change| word(&change, lang)).collect()
    };
    let mut parts: Vec<String> = match entry.about.target.unwrap_or(entry.kind) {
        ChangeKind::Setting => of(setting),
        ChangeKind::Unit => of(unit),
        ChangeKind::Person => of(person),
        ChangeKind::Area => of(area),
        ChangeKind::Section => of(section),
        _ => return None,
    };
    // Moving one of them renumbers all the others, which is mentioned once.
    parts.dedup();
    let others = parts.iter().any(|part| !is_order(part, lang));
    parts.retain(|part| !others || !is_order(part, lang));
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// An edit in the direction that the sentence is about: of an undo, back.
struct FrameEdit<'e> {
    edit: &'e Edit,
    entry: &'e JournalEntry,
    before: Option<&'e StoredRow>,
    after: Option<&'e StoredRow>,
}

impl<'e> FrameEdit<'e> {
    fn of(edit: &'e Edit, entry: &'e JournalEntry) -> Self {
        let (mut before, mut after) = (edit.before.as_ref(), edit.after.as_ref());
        if entry.kind == ChangeKind::Undo {
            std::mem::swap(&mut before, &mut after);
        }
        Self {
            edit,
            entry,
            before,
            after,
        }
    }

    fn is(&self, table: &str) -> bool {
        self.edit.table == table
    }

    /// What a column was and what it became, where it was changed.
    fn column(&self, name: &str) -> Option<(String, String)> {
        let held = |cells: Option<&StoredRow>| cells.and_then(|cells| cells.get(name)).map(shown);
        let (old, new) = (held(self.before), held(self.after));
        (old.is_some() || new.is_some()).then(|| (old.unwrap_or_default(), new.unwrap_or_default()))
    }

    /// What a column of a row that was added or removed holds.
    fn value(&self, name: &str) -> String {
        let cells = self.after.or(self.before);
        cells
            .and_then(|cells| cells.get(name))
            .map_or_else(String::new, shown)
    }

    /// The name of the row, or of one that it points to.
    fn named(&self, names: &BTreeMap<i64, String>, row: Option<&str>) -> String {
        let row = match row {
            Some(column) => self.value(column).parse().ok(),
            None => Some(self.edit.id),
        };
        let name = row.and_then(|row: i64| names.get(&row));
        name.cloned().unwrap_or_else(|| "?".to_owned())
    }
}

fn shown(cell: &StoredValue) -> String {
    match cell {
        StoredValue::Null => String::new(),
        StoredValue::Int(n) => n.to_string(),
        StoredValue::Text(text) => text.replace('\n', " / "),
    }
}

/// That a row was added or removed; nothing where it was only changed.
fn added_or_removed(change: &FrameEdit<'_>, row: &str, lang: Lang) -> Option<String> {
    match (change.before, change.after) {
        (None, _) => Some(lang.pick(format!("thêm {row}"), format!("{row} added"))),
        (_, None) => Some(lang.pick(format!("gỡ bỏ {row}"), format!("{row} removed"))),
        _ => None,
    }
}

/// "đổi tên đơn vị VP thành “Văn phòng” (trước: “Văn phòng Sở”)".
fn renamed(what: &str, (old, new): &(String, String), lang: Lang) -> String {
    let was = match old.as_str() {
        "" => String::new(),
        old => lang.pick(format!(" (trước: “{old}”)"), format!(" (was “{old}”)")),
    };
    match new.as_str() {
        "" => lang.pick(format!("bỏ {what}{was}"), format!("{what} removed{was}")),
        new => lang.pick(
            format!("đổi {what} thành “{new}”{was}"),
            format!("{what} changed to “{new}”{was}"),
        ),
    }
}

/// The key of the setting that a row is, also of one that is gone.
pub(super) fn setting_of<'e>(edit: &'e Edit, entry: &'e JournalEntry) -> Option<&'e str> {
    let known = entry.about.settings.get(&edit.id).map(String::as_str);
    known.or_else(|| match edit.cells()?.get("key")? {
        StoredValue::Text(key) if edit.table == "setting" => Some(key),
        _ => None,
    })
}

/// Whether the program remembers a setting for itself: it is no text for people.
pub(super) fn is_internal(key: &str) -> bool {
    key.starts_with("import.") || key.starts_with(INTO)
}

/// Which setting: "người ký", "nội dung báo cáo tháng".
pub(super) fn setting_name(key: &str, lang: Lang) -> String {
    let name = labels::field(Field::of_setting(key)).get(lang);
    let name = small(name);
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

/// A setting that is a number: its name, its unit, and what it is until somebody sets it.
fn number(key: &str) -> Option<(Bi, Bi, i64)> {
    let first = PlanSettings::default();
    let (name, unit, default) = match key {
        "soon_days" => (
            bi("ngưỡng sắp đến hạn", "due-soon days"),
            bi(" ngày", ""),
            first.soon_days,
        ),
        "silent_days" => (
            bi("ngưỡng chưa cập nhật", "days without an update"),
            bi(" ngày", ""),
            first.silent_days,
        ),
        "cutoff_day" => (
            bi("ngày chốt số liệu", "cut-off day"),
            bi("", ""),
            first.cutoff_day.into(),
        ),
        _ => return None,
    };
    Some((name, unit, default))
}

fn setting(change: &FrameEdit<'_>, lang: Lang) -> Option<String> {
    let key = setting_of(change.edit, change.entry)?;
    let (old, new) = change.column("value")?;
    if let Some(unit) = key.strip_prefix(INTO) {
        return merged(change, unit, &new, lang);
    }
    if is_internal(key) {
        return Some(lang.text(
            "ghi nhớ cách hiểu các cột của phụ lục",
            "the meaning of an annex's columns remembered",
        ));
    }
    if key == "before_is_strict" {
        let by = if new == "0" { "15/12" } else { "14/12" };
        return Some(lang.pick(
            format!("đổi cách hiểu “Trước 15/12”: chậm nhất ngày {by}"),
            format!("“Trước 15/12” now understood as by {by}"),
        ));
    }
    let name = setting_name(key, lang);
    let Some((name, unit, default)) = number(key) else {
        return Some(match (old.as_str(), new.as_str()) {
            ("", new) => lang.pick(format!("ghi {name}: {new}"), format!("{name} set: {new}")),
            (old, "") => lang.pick(
                format!("bỏ {name} (trước: {old})"),
                format!("{name} removed (was {old})"),
            ),
            (old, new) => lang.pick(
                format!("sửa {name}: {new} (trước: {old})"),
                format!("{name} changed: {new} (was {old})"),
            ),
        });
    };
    let or_default = |value: String| match value.is_empty() {
        true => default.to_string(),
        false => value,
    };
    let (old, new) = (or_default(old), or_default(new));
    let (name, unit) = (name.get(lang), unit.get(lang));
    Some(lang.pick(
        format!("đổi {name} từ {old} thành {new}{unit}"),
        format!("{name} changed from {old} to {new}"),
    ))
}

/// A unit that was merged into another one.
fn merged(change: &FrameEdit<'_>, unit: &str, into: &str, lang: Lang) -> Option<String> {
    let units = &change.entry.about.units;
    let old = units.get(&unit.parse().ok()?)?;
    let Some(new) = into.parse().ok().and_then(|into: i64| units.get(&into)) else {
        return Some(lang.pick(
            format!("tách lại {old}"),
            format!("{old} stands alone again"),
        ));
    };
    Some(lang.pick(
        format!("sáp nhập {old} vào {new}"),
        format!("{old} merged into {new}"),
    ))
}

fn unit(change: &FrameEdit<'_>, lang: Lang) -> Option<String> {
    if change.is("alias") {
        let unit = change.named(&change.entry.about.units, Some("unit_id"));
        let name = change.value("name");
        return Some(match change.after {
            Some(_) => lang.pick(
                format!("thêm tên gọi khác của {unit}: {name}"),
                format!("other name of {unit} added: {name}"),
            ),
            None => lang.pick(
                format!("bỏ tên gọi khác của {unit}: {name}"),
                format!("other name of {unit} removed: {name}"),
            ),
        });
    }
    if !change.is("unit") {
        return None;
    }
    let (short, name) = (change.value("abbreviation"), change.value("name"));
    let noun = lang.pick("đơn vị", "unit");
    added_or_removed(change, &format!("{noun} {short} ({name})"), lang)
        .or_else(|| unit_columns(change, lang))
}

fn unit_columns(change: &FrameEdit<'_>, lang: Lang) -> Option<String> {
    let unit = change.named(&change.entry.about.units, None);
    let year = |column, some: Bi, none: Bi| {
        let (_, year) = change.column(column)?;
        Some(match year.as_str() {
            "" => none.get(lang).replace("{unit}", &unit),
            year => some
                .get(lang)
                .replace("{unit}", &unit)
                .replace("{year}", year),
        })
    };
    let short = change.column("abbreviation").map(|(old, new)| {
        lang.pick(
            format!("đổi tên viết tắt của đơn vị {old} thành {new}"),
            format!("unit {old} renamed to {new}"),
        )
    });
    let what = lang.pick(format!("tên đơn vị {unit}"), format!("name of unit {unit}"));
    let name = change
        .column("name")
        .map(|name| renamed(&what, &name, lang));
    let kind = change.column("kind").map(|(_, kind)| {
        let kind = UnitKind::parse(&kind).map_or("", |kind| labels::unit_kind(kind).get(lang));
        lang.pick(
            format!("đổi loại của đơn vị {unit} thành {}", small(kind)),
            format!("type of unit {unit} changed to {}", small(kind)),
        )
    });
    let from = year(
        "valid_from",
        bi(
            "giao việc cho {unit} từ năm {year}",
            "{unit} given work from {year} on",
        ),
        bi(
            "bỏ năm bắt đầu giao việc cho {unit}",
            "first year of {unit} removed",
        ),
    );
    let to = year(
        "valid_to",
        bi(
            "thôi giao việc cho {unit} sau năm {year}",
            "{unit} retired after {year}",
        ),
        bi("giao việc trở lại cho {unit}", "{unit} given work again"),
    );
    joined([short, name, kind, from, to])
}

fn joined<const N: usize>(parts: [Option<String>; N]) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn person(change: &FrameEdit<'_>, lang: Lang) -> Option<String> {
    let about = &change.entry.about;
    if change.is("account") {
        return account(change, lang);
    }
    if !change.is("person") {
        return None;
    }
    let name = change.named(&about.people, None);
    let unit = |cells: Option<&StoredRow>| match cells.and_then(|cells| cells.get("unit_id")) {
        Some(StoredValue::Int(unit)) => about.units.get(unit).cloned(),
        _ => None,
    };
    let new = unit(change.after);
    let of = new
        .as_ref()
        .map_or(String::new(), |unit| format!(", {unit}"));
    let row = format!(
        "{} {}{of}",
        lang.pick("cán bộ", "person"),
        change.value("name")
    );
    if let Some(sentence) = added_or_removed(change, &row, lang) {
        return Some(sentence);
    }
    let renamed = change.column("name").map(|(old, new)| {
        lang.pick(
            format!("đổi tên cán bộ {old} thành {new}"),
            format!("person {old} renamed to {new}"),
        )
    });
    let moved = change.column("unit_id").map(|_| match new {
        Some(unit) => lang.pick(
            format!("đặt đơn vị của {name} là {unit}"),
            format!("unit of {name} set to {unit}"),
        ),
        None => lang.pick(
            format!("bỏ đơn vị của {name}"),
            format!("unit of {name} removed"),
        ),
    });
    joined([renamed, moved])
}

/// An account that somebody uses, or no longer does. With the person it goes without saying.
fn account(change: &FrameEdit<'_>, lang: Lang) -> Option<String> {
    let mut others = change
        .entry
        .edits
        .iter()
        .map(|edit| FrameEdit::of(edit, change.entry));
    let person_goes = others.any(|other| other.is("person") && other.after.is_none());
    if change.after.is_none() && person_goes {
        return None;
    }
    let name = change.named(&change.entry.about.people, Some("person_id"));
    let account = change.value("name");
    Some(match change.after {
        Some(_) => lang.pick(
            format!("thêm tài khoản {account} cho {name}"),
            format!("account {account} added for {name}"),
        ),
        None => lang.pick(
            format!("bỏ tài khoản {account} của {name}"),
            format!("account {account} of {name} removed"),
        ),
    })
}

/// That all of them stand in another order, in the words of areas and of sections.
const ORDER: [Bi; 2] = [
    bi("xếp lại thứ tự các lĩnh vực", "areas put in another order"),
    bi("xếp lại thứ tự các mục", "sections put in another order"),
];

fn is_order(part: &str, lang: Lang) -> bool {
    ORDER.iter().any(|order| order.get(lang) == part)
}

fn area(change: &FrameEdit<'_>, lang: Lang) -> Option<String> {
    if !change.is("area") {
        return None;
    }
    let (key, name) = (change.value("key"), change.value("name"));
    let row = format!("{} {key} {name}", lang.pick("lĩnh vực", "area"));
    if let Some(sentence) = added_or_removed(change, &row, lang) {
        return Some(sentence);
    }
    if change.column("key").is_some() {
        return Some(ORDER[0].get(lang).to_owned());
    }
    let key = change.named(&change.entry.about.areas, None);
    let names = [
        ("name", bi("tên", "name")),
        ("name_en", bi("tên tiếng Anh", "English name")),
        ("short", bi("tên ngắn", "short name")),
        ("short_en", bi("tên ngắn tiếng Anh", "short English name")),
        ("abbreviation", bi("tên viết tắt", "abbreviation")),
    ];
    joined(names.map(|(column, what)| {
        let what = what.get(lang);
        let what = lang.pick(
            format!("{what} của lĩnh vực {key}"),
            format!("{what} of area {key}"),
        );
        change
            .column(column)
            .map(|names| renamed(&what, &names, lang))
    }))
}

fn section(change: &FrameEdit<'_>, lang: Lang) -> Option<String> {
    if !change.is("section") {
        return None;
    }
    let (number, title) = (change.value("number"), change.value("title"));
    let row = format!("{} {number} {title}", lang.pick("mục", "section"));
    if let Some(sentence) = added_or_removed(change, &row, lang) {
        return Some(sentence);
    }
    let number = change.named(&change.entry.about.sections, None);
    let what = lang.pick(
        format!("tên mục {number}"),
        format!("title of section {number}"),
    );
    let title = change.column("title");
    let order = change
        .column("position")
        .map(|_| ORDER[1].get(lang).to_owned());
    title.map(|names| renamed(&what, &names, lang)).or(order)
}
