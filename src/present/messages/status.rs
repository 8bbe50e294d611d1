//! The messages while a write waits for somebody else's, and about what is still unsaved.

use crate::present::dates;
use crate::present::lang::Lang;

/// After so many milliseconds the screen says that a write waits.
const SHOW_AFTER: i64 = 300;
/// After so many it names the likely cause.
const EXPLAIN_AFTER: i64 = 5_000;

/// The sentence for a write that has waited so many milliseconds; none while it is short. `back` is the
/// key that gives it up.
pub(crate) fn waiting(waited: i64, back: &str, lang: Lang) -> Option<String> {
    match waited {
        ..SHOW_AFTER => None,
        SHOW_AFTER..EXPLAIN_AFTER => Some(lang.pick(
            format!("Đang chờ người khác ghi xong … {back} để thôi."),
            format!("Waiting for someone else to finish writing … {back} to give up."),
        )),
        _ => Some(lang.pick(
            format!("Vẫn chờ: có thể một cửa sổ cchc bị treo đang giữ tệp. Nội dung còn nguyên; {back} để thôi."),
            format!("Still waiting: another cchc may be stuck holding the file. What you typed is kept; {back} to give up."),
        )),
    }
}

/// The sentence for a person who gave up waiting.
pub(crate) fn gave_up_waiting(lang: Lang) -> &'static str {
    lang.pick(
        "Chưa lưu. Nội dung đã gõ còn nguyên; hãy lưu lại sau.",
        "Not saved. What you typed is kept; save it again later.",
    )
}

/// The sentence for a text that would be lost with the program.
pub(crate) fn draft_not_kept(reason: &str, lang: Lang) -> String {
    lang.pick(
        format!("Không giữ được bản nháp trên đĩa ({reason}); hãy lưu trước khi thoát."),
        format!("The draft could not be kept on disk ({reason}); save it before you quit."),
    )
}

/// The sentence for a text that was lost with the program.
pub(crate) fn draft_lost(reason: &str, lang: Lang) -> String {
    lang.pick(
        format!("Không giữ được nội dung đang viết dở ({reason}); nội dung đó đã mất."),
        format!("Your unfinished text could not be kept ({reason}) and is lost."),
    )
}

/// How many hidden characters a typed or pasted text lost.
pub(crate) fn dropped(n: usize, lang: Lang) -> String {
    match (lang, n) {
        (Lang::Vi, _) => format!("Đã bỏ {n} ký tự ẩn hoặc ký tự điều khiển."),
        (Lang::En, 1) => "1 hidden or control character was removed.".to_owned(),
        (Lang::En, _) => format!("{n} hidden or control characters were removed."),
    }
}

/// How many characters did not fit.
pub(crate) fn cut_off(n: usize, max: usize, lang: Lang) -> String {
    let max = dates::number(max, lang);
    match (lang, n) {
        (Lang::Vi, _) => format!("Đã bỏ {n} ký tự vì vượt giới hạn {max} ký tự."),
        (Lang::En, 1) => format!("1 character beyond the limit of {max} was left out."),
        (Lang::En, _) => format!("{n} characters beyond the limit of {max} were left out."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_shown_once_it_can_be_felt_and_its_cause_once_it_is_long() {
        for lang in [Lang::Vi, Lang::En] {
            let waiting = |waited| waiting(waited, "F0", lang);
            assert_eq!((waiting(0), waiting(299)), (None, None));
            let (short, long) = (waiting(300), waiting(5_000));
            assert_eq!(waiting(4_999), short);
            assert!(short.is_some() && long.is_some() && short != long);
            let key =
                |sentence: Option<String>| sentence.is_some_and(|sentence| sentence.contains("F0"));
            assert!(key(short) && key(long));
        }
    }
}
