//! Why something was not saved as a file, and what to do now.

use crate::error::{AppError, Kind};
use crate::present::lang::Lang;
use crate::present::words::system;
use crate::transfer::save::SaveError;
use std::path::Path;

/// Why a report was not saved, in words.
pub fn unsaved(error: &SaveError, path: &Path, lang: Lang) -> AppError {
    let path = path.to_string_lossy();
    let refused = |vi: String, en: String| AppError::new(Kind::File, lang.pick(vi, en));
    match error {
        SaveError::Exists => refused(
            format!("Đã có tệp “{path}”, không ghi đè."),
            format!("There is a file “{path}” already; it is not written over."),
        )
        .hint(lang.pick(
            "Chọn tên khác, hoặc thêm --force.",
            "Choose another name, or add --force.",
        )),
        SaveError::Link => refused(
            format!("“{path}” là liên kết, không ghi qua liên kết."),
            format!("“{path}” is a link; nothing is written through a link."),
        )
        .hint(lang.pick("Hãy chọn tên khác.", "Choose another name.")),
        SaveError::NotAFile => refused(
            format!("“{path}” là thư mục hoặc thiết bị, không phải tệp."),
            format!("“{path}” is a folder or a device, not a file."),
        ),
        SaveError::Plan => refused(
            format!("“{path}” là chính tệp kế hoạch, không ghi đè."),
            format!("“{path}” is the plan's own file; it is never written over."),
        ),
        SaveError::Unusable(said) => {
            let why = system::reason(said, lang);
            refused(
                format!("Không lưu được báo cáo vào “{path}” ({why})."),
                format!("The report cannot be saved as “{path}” ({why})."),
            )
        }
    }
}
