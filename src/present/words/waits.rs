//! What is said while a write waits for somebody else's.

use crate::present::lang::Lang;

/// From when on a person is told that a write waits, in milliseconds.
const TELL_AFTER: i64 = 300;
/// From when on the cause is named, in milliseconds.
const NAME_AFTER: i64 = 5_000;

/// The sentence for a write that has waited so many milliseconds; none while it is short.
#[must_use]
pub fn waiting(waited: i64, lang: Lang) -> Option<&'static str> {
    match waited {
        ..TELL_AFTER => None,
        TELL_AFTER..NAME_AFTER => Some(lang.pick(
            "Đang chờ người khác ghi xong … Esc để thôi.",
            "Waiting for somebody else to finish writing … Esc gives up.",
        )),
        _ => Some(lang.pick(
            "Vẫn chờ: có thể một cửa sổ cchc bị treo đang giữ tệp. Nội dung còn nguyên; Esc để thôi.",
            "Still waiting: a stopped cchc may hold the file. What you typed is kept; Esc gives up.",
        )),
    }
}

/// The sentence for a person who gave up waiting.
#[must_use]
pub fn given_up(lang: Lang) -> &'static str {
    lang.pick(
        "Chưa lưu. Nội dung đã gõ còn nguyên; hãy lưu lại sau.",
        "Not saved. What you typed is kept; save it again later.",
    )
}

/// How many tasks with unfinished notes are named.
const NAMED: usize = 3;

/// The sentence for notes that were being written when the program last ended.
#[must_use]
pub fn drafts_kept(codes: &[String], lang: Lang) -> String {
    let few = codes.len() <= NAMED;
    let named = codes.get(..NAMED).unwrap_or(codes).join(", ");
    let named = if few { named } else { format!("{named} …") };
    match codes.len() {
        0 | 1 => lang.pick(
            format!("Còn ghi chú viết dở của {named} — n trên nhiệm vụ đó để viết tiếp."),
            format!("An unfinished note on {named} was kept — press n on that task to go on."),
        ),
        n => lang.pick(
            format!("Còn {n} ghi chú viết dở: {named} — n trên nhiệm vụ đó để viết tiếp."),
            format!("{n} unfinished notes were kept: {named} — press n on those tasks to go on."),
        ),
    }
}

/// The sentence for a conclusion that was being written when the program last ended.
#[must_use]
pub fn conclusion_draft_kept(lang: Lang) -> &'static str {
    lang.pick(
        "Còn kết luận giao ban viết dở — r mở lại giao ban, d để viết tiếp.",
        "An unfinished conclusion was kept — r takes the review up, d goes on.",
    )
}

/// The sentence for a text of a report that was being written when the program last ended.
#[must_use]
pub fn report_draft_kept(lang: Lang) -> &'static str {
    lang.pick(
        "Còn nội dung báo cáo viết dở — b mở báo cáo, Enter ở chỗ đó để viết tiếp.",
        "An unfinished text of a report was kept — b opens the report, Enter at its place goes on.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_once_it_can_be_felt_and_its_cause_once_it_is_long() {
        for lang in [Lang::Vi, Lang::En] {
            assert_eq!((waiting(0, lang), waiting(299, lang)), (None, None));
            let (short, long) = (waiting(300, lang), waiting(5_000, lang));
            assert_eq!(waiting(4_999, lang), short);
            assert!(short.is_some() && long.is_some() && short != long);
            let esc = |said: Option<&str>| said.is_some_and(|said| said.contains("Esc"));
            assert!(esc(short) && esc(long));
        }
    }
}
