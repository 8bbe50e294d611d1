//! What colleagues have just written, as news for the status.

use super::activity::Activity;
use super::acts::{codes_of, only_entry};
use super::frame;
use crate::domain::journal::{self, ChangeKind, JournalEntry};
use crate::present::lang::Lang;
use crate::present::text::small;

/// The sentence about entries of colleagues, the newest first; nothing without any. `who` gives a
/// signature as it is shown.
///
/// "Lan vừa ghi chú vào 2.3.1-05", "Lan và Dũng vừa ghi 7 thay đổi, mới nhất: ghi chú vào 2.3.1-05".
pub(crate) fn news(
    entries: &[JournalEntry],
    who: impl Fn(&str) -> String,
    lang: Lang,
) -> Option<String> {
    let newest = entries.first()?;
    let of_act: Vec<&JournalEntry> = entries.iter().filter(|one| one.act == newest.act).collect();
    let mut people: Vec<String> = Vec::new();
    for entry in entries {
        let name = who(&entry.actor.to_string());
        if !people.contains(&name) {
            people.push(name);
        }
    }
    let (n, act) = (entries.len(), of_one_act(&of_act, lang));
    let people = match people.as_slice() {
        [one] => one.clone(),
        [one, other] => format!("{one} {} {other}", lang.pick("và", "and")),
        [one, rest @ ..] => lang.pick(
            format!("{one} và {} người khác", rest.len()),
            format!("{one} and {} others", rest.len()),
        ),
        [] => return None,
    };
    Some(match n == of_act.len() {
        true => lang.pick(
            format!("{people} vừa {act}"),
            format!("{people} just now: {act}"),
        ),
        false => lang.pick(
            format!("{people} vừa ghi {n} thay đổi, mới nhất: {act}"),
            format!("{people} just now: {n} changes, the newest: {act}"),
        ),
    })
}

/// "ghi chú vào 2.3.1-05", "hoàn tác việc gia hạn 2.3.1-05"; "new note on 2.3.1-05".
fn of_one_act(rows: &[&JournalEntry], lang: Lang) -> String {
    let rows: Vec<JournalEntry> = rows.iter().rev().map(|row| (*row).clone()).collect();
    let Some(first) = rows.first() else {
        return String::new();
    };
    if let Some(sentence) = only_entry(&rows).and_then(|row| frame::sentence(row, lang)) {
        return without_perfect(&small(&sentence));
    }
    let codes = codes_of(&rows);
    let undo = first.kind == ChangeKind::Undo;
    match first.about.target {
        Some(kind) => {
            let activity = Activity::of_entries(kind, &rows, undo).brief();
            without_perfect(&small(&activity.undone_or_redone(undo, &codes, lang)))
        }
        None => {
            let kinds = rows
                .iter()
                .map(|row| (row.task.as_ref().map(|(id, _)| *id), row.kind));
            let kind = journal::kind_of(kinds).unwrap_or(first.kind);
            let activity = Activity::of_entries(kind, &rows, false).brief();
            let named = activity.named(&codes, lang);
            // Beside a name it would read as what the note says.
            match named.strip_prefix("ghi chú ") {
                Some(codes) => format!("ghi chú vào {codes}"),
                None => named,
            }
        }
    }
}

/// "đổi tên mục" of "đã đổi tên mục": the name of the person comes before it.
fn without_perfect(sentence: &str) -> String {
    sentence.strip_prefix("đã ").unwrap_or(sentence).to_owned()
}
