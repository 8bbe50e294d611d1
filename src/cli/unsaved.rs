//! Why something was not saved as a file, and what to do now.

use crate::error::{AppError, Kind};
use crate::formats::save::SaveError;
use crate::present::lang::Lang;
use std::path::Path;

/// Why a report was not saved, in words.
pub fn unsaved(error: &SaveError, path: &Path, lang: Lang) -> AppError {
    let refused = AppError::new(Kind::File, error.message(path, lang));
    match error {
        SaveError::Exists => refused.hint(lang.pick(
            "Chọn tên khác, hoặc thêm --force.",
            "Choose another name, or add --force.",
        )),
        SaveError::Link => refused.hint(lang.pick("Hãy chọn tên khác.", "Choose another name.")),
        _ => refused,
    }
}
