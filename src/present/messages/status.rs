//! The messages while a write waits for somebody else's, and about what is still unsaved.

use crate::present::dates;
use crate::present::lang::Lang;

/// From when on the screen says that a write waits, in milliseconds.
const TELL_AFTER: i64 = 300;
/// From when on the cause is named, in milliseconds.
const NAME_AFTER: i64 = 5_000;

/// The sentence for a write that has waited so many milliseconds; none while it is short.
pub fn waiting(waited: i64, lang: Lang) -> Option<&'static str> {
    match waited {
        ..TELL_AFTER => None,
        TELL_AFTER..NAME_AFTER => Some(lang.pick(
            "Đang chờ người khác ghi xong … Esc để thôi.",
            "Waiting for someone else to finish writing … Esc to give up.",
        )),
        _ => Some(lang.pick(
            "Vẫn chờ: có thể một cửa sổ cchc bị treo đang giữ tệp. Nội dung còn nguyên; Esc để thôi.",
            "Still waiting: another cchc may be stuck holding the file. What you typed is kept; Esc to give up.",
        )),
    }
}

/// The sentence for a person who gave up waiting.
pub fn given_up(lang: Lang) -> &'static str {
    lang.pick(
        "Chưa lưu. Nội dung đã gõ còn nguyên; hãy lưu lại sau.",
        "Not saved. What you typed is kept; save it again later.",
    )
}

/// How many tasks with unfinished notes are named.
const NAMED: usize = 3;

/// What was being written when the program last ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unfinished {
    /// Notes: their tasks' codes, each once and in order.
    pub notes: Vec<String>,
    /// Whether a conclusion of a review.
    pub conclusions: bool,
    /// Whether a text of a report.
    pub reports: bool,
}

/// The sentence for what was being written when the program last ended, and how to go on with each;
/// none where nothing was.
pub fn drafts_kept(kept: &Unfinished, lang: Lang) -> Option<String> {
    let parts: Vec<String> = [
        note_drafts(&kept.notes, lang),
        kept.conclusions.then(|| {
            lang.text(
                "kết luận giao ban — r mở lại giao ban, d để viết tiếp",
                "a conclusion — press r to open the review, then d",
            )
        }),
        kept.reports.then(|| {
            lang.text(
                "nội dung báo cáo — b mở báo cáo, Enter ở chỗ đó",
                "a report text — press b to open the report, then Enter at its place",
            )
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| {
        let parts = parts.join("; ");
        lang.pick(
            format!("Còn viết dở: {parts}."),
            format!("Unfinished drafts: {parts}."),
        )
    })
}

/// The sentence for a text that would be lost with the program.
pub fn draft_unkept(reason: &str, lang: Lang) -> String {
    lang.pick(
        format!("Không giữ được bản nháp trên đĩa ({reason}); hãy lưu trước khi thoát."),
        format!("The draft could not be kept on disk ({reason}); save it before you quit."),
    )
}

/// The sentence for a text that was lost with the program.
pub fn draft_lost(reason: &str, lang: Lang) -> String {
    lang.pick(
        format!("Không giữ được nội dung đang viết dở ({reason}); nội dung đó đã mất."),
        format!("Your unfinished text could not be kept ({reason}) and is lost."),
    )
}

fn note_drafts(codes: &[String], lang: Lang) -> Option<String> {
    let named = codes.get(..NAMED).unwrap_or(codes).join(", ");
    let named = if codes.len() <= NAMED {
        named
    } else {
        format!("{named} …")
    };
    match codes.len() {
        0 => None,
        1 => Some(lang.pick(
            format!("ghi chú của {named} — n trên nhiệm vụ đó"),
            format!("a note on {named} — press n on that task"),
        )),
        n => Some(lang.pick(
            format!("{n} ghi chú: {named} — n trên nhiệm vụ đó"),
            format!("{n} notes: {named} — press n on those tasks"),
        )),
    }
}

/// How many hidden characters a typed or pasted text lost.
pub fn dropped(n: usize, lang: Lang) -> String {
    match (lang, n) {
        (Lang::Vi, _) => format!("Đã bỏ {n} ký tự ẩn hoặc ký tự điều khiển."),
        (Lang::En, 1) => "1 hidden or control character was removed.".to_owned(),
        (Lang::En, _) => format!("{n} hidden or control characters were removed."),
    }
}

/// How many characters did not fit.
pub fn cut_off(n: usize, max: usize, lang: Lang) -> String {
    let max = dates::number(max, lang);
    match (lang, n) {
        (Lang::Vi, _) => format!("Đã bỏ {n} ký tự vì vượt giới hạn {max} ký tự."),
        (Lang::En, 1) => format!("1 character beyond the limit of {max} was left out."),
        (Lang::En, _) => format!("{n} characters beyond the limit of {max} were left out."),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_was_being_written_is_told_with_the_way_back_to_it() {
        assert_eq!(drafts_kept(&Unfinished::default(), Lang::Vi), None);
        let message = |kept: &Unfinished| drafts_kept(kept, Lang::Vi).unwrap();
        let mut kept = Unfinished {
            notes: vec!["2.1-06".to_owned()],
            ..Unfinished::default()
        };
        assert_eq!(
            message(&kept),
            "Còn viết dở: ghi chú của 2.1-06 — n trên nhiệm vụ đó."
        );
        (kept.conclusions, kept.reports) = (true, true);
        assert_eq!(
            message(&kept),
            "Còn viết dở: ghi chú của 2.1-06 — n trên nhiệm vụ đó; kết luận giao ban — r mở lại giao \
             ban, d để viết tiếp; nội dung báo cáo — b mở báo cáo, Enter ở chỗ đó."
        );
        kept.notes = ["2.1-06", "2.1-07", "2.1-08", "2.1-09"]
            .map(str::to_owned)
            .to_vec();
        let message = message(&kept);
        assert!(
            message.contains("4 ghi chú: 2.1-06, 2.1-07, 2.1-08 … — n"),
            "{message}"
        );
    }

    #[test]
    fn a_wait_is_told_once_it_can_be_felt_and_its_cause_once_it_is_long() {
        for lang in [Lang::Vi, Lang::En] {
            assert_eq!((waiting(0, lang), waiting(299, lang)), (None, None));
            let (short, long) = (waiting(300, lang), waiting(5_000, lang));
            assert_eq!(waiting(4_999, lang), short);
            assert!(short.is_some() && long.is_some() && short != long);
            let esc =
                |sentence: Option<&str>| sentence.is_some_and(|sentence| sentence.contains("Esc"));
            assert!(esc(short) && esc(long));
        }
    }
}
