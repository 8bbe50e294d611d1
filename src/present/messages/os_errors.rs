//! What the operating system says about files, in the language of the run. Its own words come in
//! one language only, and with numbers that mean nothing to an office.

use crate::present::lang::{Bi, Lang, bi};
use crate::present::text::safe;

/// The numbers that Linux and macOS share.
const KNOWN: [(&str, Bi); 10] = [
    ("(os error 1)", bi("không được phép", "not permitted")),
    (
        "(os error 2)",
        bi("không có tệp hoặc thư mục này", "no such file or folder"),
    ),
    (
        "(os error 5)",
        bi("lỗi đọc ghi ổ đĩa", "disk read or write error"),
    ),
    ("(os error 13)", bi("không có quyền", "permission denied")),
    ("(os error 17)", bi("đã có sẵn", "it already exists")),
    ("(os error 20)", bi("không phải thư mục", "not a folder")),
    ("(os error 21)", bi("là thư mục", "it is a folder")),
    (
        "(os error 27)",
        bi(
            "vượt giới hạn kích thước tệp",
            "the file size limit is reached",
        ),
    ),
    ("(os error 28)", bi("ổ đĩa đã đầy", "the disk is full")),
    (
        "(os error 30)",
        bi("ổ đĩa chỉ đọc", "the disk is read-only"),
    ),
];

/// A reason in words; one that is not known stays as the system gave it.
pub fn reason(sentence: &str, lang: Lang) -> String {
    if sentence.contains("unable to open database file") {
        return lang.text("không mở được tệp", "it cannot be opened");
    }
    let known = KNOWN.iter().find(|(number, _)| sentence.ends_with(number));
    known.map_or_else(
        || safe(sentence).into_owned(),
        |(_, words)| words.get(lang).to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_reasons_are_told_in_the_language_of_the_run() {
        let error = std::io::Error::from_raw_os_error(2).to_string();
        assert_eq!(reason(&error, Lang::Vi), "không có tệp hoặc thư mục này");
        assert_eq!(reason(&error, Lang::En), "no such file or folder");
        assert_eq!(reason("odd\u{1b}", Lang::En), "odd\u{FFFD}");
    }
}
