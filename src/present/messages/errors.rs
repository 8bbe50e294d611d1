//! What went wrong: what happened, to which thing, what to do now.

use super::{activity, conflict, file_errors, labels};
use crate::domain::change::Refusal;
use crate::domain::day::DayError;
use crate::domain::history::PastAct;
use crate::domain::refusal::NotRemovable;
use crate::domain::text::BadText;
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::text::{safe, shell_word};
use crate::store::StoreError;

/// A sentence for what the store says.
pub fn store(error: &StoreError, lang: Lang) -> String {
    match error {
        StoreError::Refused(refusal) => refused(refusal, lang),
        StoreError::Conflict(conflicts) => conflict::sentence(conflicts, lang),
        StoreError::NothingToUndo => lang
            .pick(
                "Không còn việc nào của bạn để hoàn tác.",
                "You have nothing left to undo.",
            )
            .into(),
        StoreError::NothingToRedo => lang
            .pick("Không có việc nào để làm lại.", "There is nothing to redo.")
            .into(),
        StoreError::OfAnotherDay(past) => of_another_day(past, lang),
        StoreError::ChangedSince { who } => {
            let what = lang.pick("Không hoàn tác được", "This cannot be undone");
            changed_since(what, who, lang)
        }
        StoreError::ChangedSinceUndone { who } => {
            let what = lang.pick("Không làm lại được", "This cannot be redone");
            changed_since(what, who, lang)
        }
        other => file(other, lang),
    }
}

/// An act of another day that nobody has agreed to take back, or to do again.
fn of_another_day(past: &PastAct, lang: Lang) -> String {
    let (act, day) = (activity::past(past, lang), dates::full(past.day));
    match past.undo {
        true => lang.pick(
            format!("Chưa hoàn tác gì: việc cuối cùng của bạn là {act}, từ ngày {day}."),
            format!("Nothing was undone: your last change, {act}, is of {day}."),
        ),
        false => lang.pick(
            format!("Chưa làm lại gì: việc bạn hoàn tác lần cuối là {act}, từ ngày {day}."),
            format!("Nothing was redone: what you undid last, {act}, was undone on {day}."),
        ),
    }
}

/// The question before that: "Hoàn tác việc gia hạn 2.3.1-01, ngày 01/02/2021?".
pub fn ask_about(past: &PastAct, lang: Lang) -> String {
    let (act, day) = (activity::past(past, lang), dates::full(past.day));
    match past.undo {
        true => lang.pick(
            format!("Hoàn tác việc {act}, từ ngày {day}?"),
            format!("Undo {act}, of {day}?"),
        ),
        false => lang.pick(
            format!("Làm lại việc {act}, đã hoàn tác ngày {day}?"),
            format!("Redo {act}, undone on {day}?"),
        ),
    }
}

/// What cannot be done, for somebody else has changed the same.
fn changed_since(what: &str, who: &str, lang: Lang) -> String {
    let who = conflict::somebody(who, lang);
    lang.pick(
        format!("{what}: {who} đã thay đổi chỗ này sau đó. Hãy sửa trực tiếp."),
        format!("{what}: {who} has changed this since. Edit it directly."),
    )
}

/// A sentence for what is wrong with the file.
fn file(error: &StoreError, lang: Lang) -> String {
    let name = |path: &std::path::Path| safe(&path.to_string_lossy()).into_owned();
    match error {
        StoreError::NoSuchFile(path) => {
            let (path, word) = (name(path), shell_word(&path.to_string_lossy()));
            lang.pick(
                format!("Không có tệp “{path}”. Tạo mới: cchc init --db {word} --year 2021."),
                format!("There is no file “{path}”. To create it: cchc init --db {word} --year 2021."),
            )
        }
        StoreError::Exists(path) => {
            let path = name(path);
            lang.pick(
                format!("Đã có “{path}”; chương trình không ghi đè. Hãy chọn tên khác."),
                format!("“{path}” already exists and was not overwritten. Choose another name."),
            )
        }
        StoreError::NotAFile(path) => {
            let path = name(path);
            lang.pick(
                format!("“{path}” không phải là tệp. Hãy nêu đúng tệp kế hoạch bằng --db."),
                format!("“{path}” is not a file. Give the plan file with --db."),
            )
        }
        StoreError::Empty(path) => {
            let path = name(path);
            lang.pick(
                format!("Tệp “{path}” rỗng, không phải tệp kế hoạch. Hãy khôi phục bản sao lưu hoặc dùng tên khác."),
                format!("The file “{path}” is empty and not a plan file. Restore a backup or use another name."),
            )
        }
        StoreError::NotOurs(path) => {
            let path = name(path);
            lang.pick(
                format!("“{path}” không phải tệp của cchc; tệp được giữ nguyên. Hãy kiểm tra tên tệp."),
                format!("“{path}” is not a cchc file; it was left unchanged. Check the name."),
            )
        }
        StoreError::Damaged(path) => {
            let path = name(path);
            lang.pick(
                format!("Tệp “{path}” bị hỏng hoặc bị cắt ngắn; tệp được giữ nguyên. Hãy dùng bản sao lưu gần nhất."),
                format!("The file “{path}” is damaged or truncated; it was left unchanged. Use the latest backup."),
            )
        }
        StoreError::Corrupt => lang
            .pick(
                "Tệp kế hoạch bị hỏng; chưa lưu gì. Hãy dùng bản sao lưu gần nhất.",
                "The plan file is damaged; nothing was saved. Use the latest backup.",
            )
            .into(),
        StoreError::UnexpectedObject { path, name: found } => {
            let (path, found) = (name(path), safe(found).into_owned());
            lang.pick(
                format!("Tệp “{path}” có đối tượng lạ hoặc đã bị sửa: “{found}”; tệp được giữ nguyên. Hãy báo người quản trị."),
                format!("The file “{path}” contains “{found}”, which cchc did not create or created differently; it was left unchanged. Tell the administrator."),
            )
        }
        StoreError::Newer { path, version } => {
            let path = name(path);
            lang.pick(
                format!("Tệp “{path}” do bản cchc mới hơn ghi (lược đồ {version}). Hãy cập nhật chương trình."),
                format!("The file “{path}” was written by a newer cchc (schema {version}). Update the program."),
            )
        }
        StoreError::Unusable { path, reason } => {
            let (path, reason) = (name(path), super::os_errors::reason(reason, lang));
            lang.pick(
                format!("Không dùng được “{path}” ({reason}). Hãy kiểm tra thư mục và quyền truy cập."),
                format!("“{path}” cannot be used ({reason}). Check the folder and its permissions."),
            )
        }
        StoreError::ReadOnly => lang
            .pick(
                "Tệp chỉ đọc nên không lưu được thay đổi. Hãy bỏ --read-only nếu có; lý do khác xem ở cchc info.",
                "Read-only file; nothing was saved. Leave out --read-only if you used it; for other reasons see cchc info.",
            )
            .into(),
        StoreError::Busy => lang
            .pick(
                "Người khác đang giữ tệp quá lâu, chưa lưu được. Hãy thử lại.",
                "Someone else has been holding the file for too long; nothing was saved. Try again.",
            )
            .into(),
        StoreError::Memory => lang
            .pick(
                "Máy không đủ bộ nhớ; chưa lưu gì. Hãy đóng bớt chương trình khác rồi thử lại.",
                "There is not enough memory; nothing was saved. Close other programs and try again.",
            )
            .into(),
        StoreError::Full => lang
            .pick(
                "Ổ đĩa đã đầy, chưa lưu được. Hãy dọn chỗ trống rồi thử lại.",
                "The disk is full; nothing was saved. Free some space, then try again.",
            )
            .into(),
        StoreError::Disk => lang
            .pick(
                "Ổ đĩa báo lỗi hoặc đã hết hạn mức; chưa lưu gì. Hãy thử lại, nếu vẫn vậy thì báo người quản trị.",
                "Disk error or quota exceeded; nothing was saved. Try again; if it persists, tell the administrator.",
            )
            .into(),
        StoreError::Unsynced => lang
            .pick(
                "Ổ đĩa không xác nhận đã ghi xong; không chắc đã lưu. Hãy xem lại bằng cchc log trước khi làm lại, và báo người quản trị.",
                "The disk did not confirm the write, so the change may or may not be saved. Check cchc log before trying again, and tell the administrator.",
            )
            .into(),
        StoreError::NoPlan => lang
            .pick("Tệp chưa có kế hoạch nào. Hãy tạo tệp mới bằng cchc init.", "The file contains no plan. Create one with cchc init.")
            .into(),
        StoreError::NameReserved(_)
        | StoreError::NameTooLong(_)
        | StoreError::ForeignLog(_)
        | StoreError::LogWaits(_)
        | StoreError::NotWritable { .. }
        | StoreError::Gone(_)
        | StoreError::LogGone(_)
        | StoreError::Emptied(_)
        | StoreError::Swapped(_)
        | StoreError::InUse(_)
        | StoreError::NoDemonstration(_)
        | StoreError::NoCopy(_)
        | StoreError::NoJournal(_)
        | StoreError::NotNext { .. }
        | StoreError::Interrupted
        | StoreError::Older { .. }
        | StoreError::Upgraded(_)
        | StoreError::Elevated
        | StoreError::OldSqlite => file_errors::store(error, lang),
        other => {
            let sentence = crate::present::text::safe(&other.to_string()).into_owned();
            lang.pick(
                format!("Tệp báo lỗi: {sentence}. Chưa lưu gì; hãy chạy cchc check."),
                format!("The file reports: {sentence}. Nothing was saved; run cchc check."),
            )
        }
    }
}

/// A sentence for a file that cannot be read again right after something was saved in it.
pub fn reading_again(error: &StoreError, lang: Lang) -> String {
    let other = error.to_string();
    let why = match error {
        StoreError::Busy => lang.pick("người khác đang giữ tệp", "someone else is holding it"),
        StoreError::Full | StoreError::Disk | StoreError::Unsynced => {
            lang.pick("ổ đĩa báo lỗi", "disk error")
        }
        StoreError::Corrupt => lang.pick("tệp bị hỏng bên trong", "it is damaged inside"),
        _ => &safe(&other),
    };
    lang.pick(
        format!("chưa đọc lại được tệp ({why}). Không cần nhập lại; xem: cchc log."),
        format!("the file cannot be read again ({why}). Do not enter it again; see cchc log."),
    )
}

/// A sentence for what the rules forbid.
pub fn refused(refusal: &Refusal, lang: Lang) -> String {
    match refusal {
        Refusal::NoSuchTask => lang
            .pick("Không còn nhiệm vụ này.", "This task no longer exists.")
            .into(),
        Refusal::NoSuchCode => lang
            .pick(
                "không có nhiệm vụ nào mang mã này. Hãy xem lại mã, ví dụ 2.1-06.",
                "no task has this code. Check the code, e.g. 2.1-06.",
            )
            .into(),
        Refusal::NoSuchUnit => lang
            .pick("Không còn đơn vị này.", "This unit no longer exists.")
            .into(),
        Refusal::NoSuchStep => lang
            .pick("Không còn bước này.", "This step no longer exists.")
            .into(),
        Refusal::NoSuchEvidence => lang
            .pick("Không còn minh chứng này.", "This evidence no longer exists.")
            .into(),
        Refusal::NotRemovable(NotRemovable::OfDocument) => lang
            .pick(
                "Nhiệm vụ này có trong văn bản kế hoạch nên không gỡ bỏ được. Nếu không thực hiện nữa, hãy bãi bỏ.",
                "This task is part of the plan document and cannot be removed. If it will not be done, drop it.",
            )
            .into(),
        Refusal::NotRemovable(NotRemovable::InReview) => lang
            .pick(
                "Nhiệm vụ này đã được đưa ra giao ban nên không gỡ bỏ được. Nếu không thực hiện nữa, hãy bãi bỏ.",
                "This task was part of a review and cannot be removed. If it will not be done, drop it.",
            )
            .into(),
        Refusal::ChangedMeanwhile => lang
            .pick(
                "Vừa có người thay đổi nhiệm vụ này; chưa lưu gì. Hãy xem lại rồi làm lại.",
                "Someone has just changed this task; nothing was saved. Check it and try again.",
            )
            .into(),
        Refusal::NoSuchNote => lang
            .pick("Không còn ghi chú này.", "This note no longer exists.")
            .into(),
        Refusal::AlreadyDone => lang
            .pick(
                "Việc này đã hoàn thành rồi.",
                "This is already completed.",
            )
            .into(),
        Refusal::NotDone => lang
            .pick(
                "Chưa có gì hoàn thành để mở lại.",
                "There is nothing completed to reopen.",
            )
            .into(),
        Refusal::OnHold(state) => {
            let held = labels::on_hold(*state).get(lang);
            lang.pick(
                format!("Nhiệm vụ {held}; hãy chuyển về đang thực hiện trước (phím s)."),
                format!("The task {held}; set it back to in progress first (press s)."),
            )
        }
        Refusal::AlreadySo(state) => {
            let state = labels::state(*state).get(lang);
            lang.pick(
                format!("Nhiệm vụ vốn đã ở trạng thái “{state}”."),
                format!("The task is already {state}."),
            )
        }
        Refusal::DoneInFuture(day) => {
            let day = dates::full(*day);
            lang.pick(
                format!("Ngày hoàn thành {day} còn ở tương lai. Hãy nhập hôm nay hoặc sớm hơn."),
                format!("The completion date {day} is in the future. Enter today or earlier."),
            )
        }
        Refusal::NothingToExtend => lang
            .pick(
                "Chỉ gia hạn được việc chưa xong và có ngày hạn.",
                "Only an open task with a due date can be extended.",
            )
            .into(),
        Refusal::NotLater { current } => {
            let day = dates::full(*current);
            lang.pick(
                format!("Hạn mới phải sau hạn hiện tại {day}."),
                format!("The new due date must be later than the current one, {day}."),
            )
        }
        Refusal::Missing(field) => {
            let field = labels::field(*field).get(lang);
            lang.pick(
                format!("Chưa nhập mục “{field}”."),
                format!("“{field}” is required."),
            )
        }
        Refusal::TooLong { field, length, max } => {
            let field = labels::field(*field).get(lang);
            let (length, max) = (count(*length, lang), count(*max, lang));
            lang.pick(
                format!("Mục “{field}” dài {length} ký tự, tối đa {max}. Hãy rút gọn."),
                format!(
                    "“{field}” has {length} characters; at most {max} are allowed. Shorten it."
                ),
            )
        }
        Refusal::OccurrencesDone => lang
            .pick(
                "Việc đã hoàn thành nên không đổi thời hạn được. Hãy mở lại việc trước.",
                "The task is completed, so its deadline cannot be changed. Reopen it first.",
            )
            .into(),
        Refusal::AlreadyAnswered => lang
            .pick(
                "Vướng mắc này đã được trả lời rồi.",
                "This difficulty has already been answered.",
            )
            .into(),
        Refusal::NoChange => lang
            .pick("Không có gì thay đổi.", "Nothing has changed.")
            .into(),
        Refusal::NameTaken { field, name } => {
            let (field, name) = (labels::field(*field).get(lang), safe(name));
            lang.pick(
                format!("{field}: “{name}” đã là tên của đơn vị khác. Hãy chọn tên khác."),
                format!("{field}: “{name}” is already used by another unit. Choose another name."),
            )
        }
        Refusal::NameAlike { field, name, other } => {
            let field = labels::field(*field).get(lang);
            let (name, other) = (safe(name), safe(other));
            lang.pick(
                format!("{field}: “{name}” trông giống hệt “{other}” của đơn vị khác. Hãy chọn tên dễ phân biệt."),
                format!("{field}: “{name}” looks the same as “{other}” of another unit. Choose a name that is easy to tell apart."),
            )
        }
        Refusal::NamedTwice => lang
            .pick(
                "Một đơn vị phối hợp được nêu hai lần. Hãy bỏ bớt một lần.",
                "A co-operating unit is listed twice. List it once.",
            )
            .into(),
        Refusal::NotedAlready => lang
            .pick(
                "Kết luận này đã được ghi vào nhiệm vụ đó rồi.",
                "This conclusion has already been added to that task.",
            )
            .into(),
        Refusal::LeadAlsoCoordinates => lang
            .pick(
                "Đơn vị chủ trì không thể đồng thời là đơn vị phối hợp.",
                "The lead unit cannot also be a co-operating unit.",
            )
            .into(),
        Refusal::Review(hindrance) => super::review::hindered(*hindrance, lang),
    }
}

/// A sentence for a day that cannot be read.
pub fn day(error: &DayError, lang: Lang) -> String {
    match error {
        DayError::Unreadable(typed) => {
            let typed = crate::present::text::safe(typed);
            lang.pick(
                format!("Không hiểu ngày “{typed}”. Hãy nhập như 15/6 hoặc 15/06/2021."),
                format!("“{typed}” is not a date. Enter it like 15/6 or 15/06/2021."),
            )
        }
        DayError::Impossible { day, month, year } => lang.pick(
            format!("Không có ngày {day}/{month}/{year}. Hãy kiểm tra lại."),
            format!("There is no date {day}/{month}/{year}. Check it."),
        ),
    }
}

/// A sentence for a text that the command line refuses.
pub fn bad_text(error: &BadText, lang: Lang) -> String {
    match error {
        BadText::Forbidden {
            position,
            line,
            code_point,
        } => {
            let code = format!("U+{:04X}", u32::from(*code_point));
            lang.pick(
                format!("Ký tự ẩn {code} ở dòng {line}, vị trí {position} không được phép. Hãy bỏ đi."),
                format!("The hidden character {code} at line {line}, position {position} is not allowed. Remove it."),
            )
        }
        BadText::LineEnd { position } => lang.pick(
            format!("Mục này chỉ có một dòng, nhưng có xuống dòng ở vị trí {position}."),
            format!(
                "This must be a single line, but there is a line break at position {position}."
            ),
        ),
        BadText::TooLong { length, max } => {
            let (length, max) = (count(*length, lang), count(*max, lang));
            lang.pick(
                format!("Văn bản dài {length} ký tự, tối đa {max}. Hãy rút gọn."),
                format!("The text has {length} characters; at most {max} are allowed. Shorten it."),
            )
        }
    }
}

fn count(n: usize, lang: Lang) -> String {
    dates::number(i64::try_from(n).unwrap_or(i64::MAX), lang)
}
