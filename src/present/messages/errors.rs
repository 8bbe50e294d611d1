//! What went wrong: what happened, to which thing, what to do now.

use super::{acts, conflict, file_errors, labels};
use crate::domain::change::Refusal;
use crate::domain::day::DayError;
use crate::domain::invariants::{ReviewViolation, Violation};
use crate::domain::journal::PastAct;
use crate::domain::refusal::NotRemovable;
use crate::domain::text::BadText;
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::text::safe;
use crate::store::StoreError;

/// A sentence for an error of the store.
pub fn store(error: &StoreError, lang: Lang) -> String {
    match error {
        StoreError::Refused(refusal) => refused(refusal, lang),
        StoreError::Conflict(conflicts) => conflict::sentence(conflicts, lang),
        StoreError::NothingToUndo => lang.text(
            "Không còn việc nào của bạn để hoàn tác.",
            "You have nothing left to undo.",
        ),
        StoreError::NothingToRedo => {
            lang.text("Không có việc nào để làm lại.", "There is nothing to redo.")
        }
        StoreError::OfAnotherDay(past) => of_another_day(past, lang),
        StoreError::ChangedSince { who } => {
            let what = lang.pick("Không hoàn tác được", "This cannot be undone");
            changed_since(what, who, lang)
        }
        StoreError::ChangedSinceUndone { who } => {
            let what = lang.pick("Không làm lại được", "This cannot be redone");
            changed_since(what, who, lang)
        }
        other => file_errors::file(other, lang),
    }
}

/// An act of another day that nobody has agreed to take back, or to do again.
fn of_another_day(past: &PastAct, lang: Lang) -> String {
    let (act, day) = (acts::past(past, lang), dates::full(past.day));
    match past.undo {
        true => lang.pick(
            format!("Chưa hoàn tác gì. Thao tác gần nhất của bạn: {act}, thực hiện ngày {day}."),
            format!("Nothing was undone. Your last change was made on {day}: {act}."),
        ),
        false => lang.pick(
            format!("Chưa làm lại gì. Lần hoàn tác gần nhất của bạn: {act}, hoàn tác ngày {day}."),
            format!("Nothing was redone. Your last undo was made on {day}: {act}."),
        ),
    }
}

/// The question before that: "Hoàn tác việc gia hạn 2.3.1-01, thực hiện ngày 01/02/2021?".
pub(crate) fn ask_about(past: &PastAct, lang: Lang) -> String {
    let (act, day) = (acts::past(past, lang), dates::full(past.day));
    match past.undo {
        true => lang.pick(
            format!("Hoàn tác việc {act}, thực hiện ngày {day}?"),
            format!("Undo the change made on {day}: {act}?"),
        ),
        false => lang.pick(
            format!("Làm lại việc {act}, đã hoàn tác ngày {day}?"),
            format!("Redo what was undone on {day}: {act}?"),
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

/// A sentence for what the rules forbid.
pub(crate) fn refused(refusal: &Refusal, lang: Lang) -> String {
    match refusal {
        Refusal::OnHold(state) => {
            let held = labels::on_hold(*state).get(lang);
            lang.pick(
                format!("Nhiệm vụ {held}; hãy chuyển về đang thực hiện trước."),
                format!("The task {held}; set it back to in progress first."),
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
        Refusal::NotLater { current } => {
            let day = dates::full(*current);
            lang.pick(
                format!("Hạn mới phải sau hạn hiện tại {day}."),
                format!("The new due date must be later than the current one, {day}."),
            )
        }
        Refusal::HasSigned(name) => {
            let name = safe(name);
            lang.pick(
                format!("{name} đã ký tên trong nhật ký nên không gỡ bỏ được. Nếu không còn dùng, hãy bỏ tài khoản."),
                format!("{name} has signed changes and cannot be removed. Remove the accounts that are no longer used."),
            )
        }
        Refusal::NotThatYear(unit) => {
            let unit = safe(unit);
            lang.pick(
                format!("{unit} không còn (hoặc chưa) nhận việc trong năm kế hoạch này. Hãy chọn đơn vị khác."),
                format!("{unit} takes no work in this plan's year. Choose another unit."),
            )
        }
        Refusal::Review(refusal) => super::review::refused(*refusal, lang),
        other => entered(other, lang)
            .or_else(|| fixed(other).map(|sentence| sentence.get(lang).to_owned()))
            .unwrap_or_default(),
    }
}

/// What is wrong with the text of a field.
fn entered(refusal: &Refusal, lang: Lang) -> Option<String> {
    Some(match refusal {
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
        Refusal::NumberTaken(number) => {
            let number = safe(number);
            lang.pick(
                format!("Đã có mục {number}. Hãy chọn số khác."),
                format!("There is a section {number} already. Choose another number."),
            )
        }
        Refusal::PersonThere(name) => {
            let name = safe(name);
            lang.pick(
                format!("Đã có cán bộ “{name}”. Hãy nhập tên dễ phân biệt."),
                format!("“{name}” is there already. Enter a name that is easy to tell apart."),
            )
        }
        Refusal::OutOfRange { field, first, last } => {
            let field = labels::field(*field).get(lang);
            lang.pick(
                format!("{field}: hãy nhập một số từ {first} đến {last}."),
                format!("{field}: enter a number from {first} to {last}."),
            )
        }
        _ => return None,
    })
}

/// No area has that number.
pub(crate) fn no_area(key: u8, lang: Lang) -> String {
    lang.pick(
        format!("Kế hoạch không có lĩnh vực số {key}."),
        format!("The plan has no area {key}."),
    )
}

/// What was typed is no year.
pub(crate) fn no_year(typed: &str, lang: Lang) -> String {
    let typed = safe(typed);
    lang.pick(
        format!("“{typed}” không phải là năm."),
        format!("“{typed}” is not a year."),
    )
}

/// What is always the same.
fn fixed(refusal: &Refusal) -> Option<Bi> {
    Some(match refusal {
        Refusal::NotRemovable(NotRemovable::OfDocument) => bi(
            "Nhiệm vụ này có trong văn bản kế hoạch nên không gỡ bỏ được. Nếu không thực hiện nữa, hãy bãi bỏ.",
            "This task is part of the plan document and cannot be removed. If it will not be done, drop it.",
        ),
        Refusal::NotRemovable(NotRemovable::InReview) => bi(
            "Nhiệm vụ này đã được đưa ra giao ban nên không gỡ bỏ được. Nếu không thực hiện nữa, hãy bãi bỏ.",
            "This task was part of a review and cannot be removed. If it will not be done, drop it.",
        ),
        Refusal::ChangedMeanwhile => bi(
            "Vừa có người thay đổi nhiệm vụ này; chưa lưu gì. Hãy xem lại rồi làm lại.",
            "Someone has just changed this task; nothing was saved. Check it and try again.",
        ),
        Refusal::AlreadyDone => bi("Việc này đã hoàn thành rồi.", "This is already completed."),
        Refusal::NotDone => bi(
            "Chưa có gì hoàn thành để mở lại.",
            "There is nothing completed to reopen.",
        ),
        Refusal::NothingToExtend => bi(
            "Chỉ gia hạn được việc chưa xong và có ngày hạn.",
            "Only an open task with a due date can be extended.",
        ),
        Refusal::OccurrencesDone => bi(
            "Việc đã hoàn thành nên không đổi thời hạn được. Hãy mở lại việc trước.",
            "The task is completed, so its deadline cannot be changed. Reopen it first.",
        ),
        Refusal::AlreadyAnswered => bi(
            "Vướng mắc này đã được trả lời rồi.",
            "This difficulty has already been answered.",
        ),
        Refusal::NoChange => bi("Không có gì thay đổi.", "Nothing has changed."),
        Refusal::NamedTwice => bi(
            "Một đơn vị phối hợp được nêu hai lần. Hãy bỏ bớt một lần.",
            "A co-operating unit is listed twice. List it once.",
        ),
        Refusal::NotedAlready => bi(
            "Kết luận này đã được ghi vào nhiệm vụ đó rồi.",
            "This conclusion has already been added to that task.",
        ),
        Refusal::LeadAlsoCoordinates => bi(
            "Đơn vị chủ trì không thể đồng thời là đơn vị phối hợp.",
            "The lead unit cannot also be a co-operating unit.",
        ),
        _ => return gone(refusal).or_else(|| of_frame(refusal)),
    })
}

/// What is not there, or no longer.
fn gone(refusal: &Refusal) -> Option<Bi> {
    Some(match refusal {
        Refusal::NoSuchTask => bi("Không còn nhiệm vụ này.", "This task no longer exists."),
        Refusal::NoSuchCode => bi(
            "không có nhiệm vụ nào mang mã này. Hãy xem lại mã, ví dụ 2.1-06.",
            "no task has this code. Check the code, e.g. 2.1-06.",
        ),
        Refusal::NoSuchUnit => bi("Không còn đơn vị này.", "This unit no longer exists."),
        Refusal::NoSuchPlace => bi(
            "Không còn lĩnh vực hoặc mục này.",
            "This area or section no longer exists.",
        ),
        Refusal::NoSuchPerson => bi("Không còn cán bộ này.", "This person no longer exists."),
        Refusal::NoSuchStep => bi("Không còn bước này.", "This step no longer exists."),
        Refusal::NoSuchEvidence => bi(
            "Không còn minh chứng này.",
            "This evidence no longer exists.",
        ),
        Refusal::NoSuchNote => bi("Không còn ghi chú này.", "This note no longer exists."),
        _ => return None,
    })
}

/// What is refused about a plan's areas, sections and years.
fn of_frame(refusal: &Refusal) -> Option<Bi> {
    Some(match refusal {
        Refusal::NotASectionNumber => bi(
            "Số của mục chỉ gồm chữ số, chữ cái hoa và dấu chấm, tối đa 12 ký tự, ví dụ 2.3.1.",
            "A section's number has digits, capital letters and dots only, at most 12, e.g. 2.3.1.",
        ),
        Refusal::AreasFull => bi(
            "Đã đủ 10 lĩnh vực (0 đến 9).",
            "There are 10 areas already (0 to 9).",
        ),
        Refusal::CodesGivenOut => bi(
            "Mục này đã cấp mã nhiệm vụ nên không gỡ bỏ được: mã không bao giờ dùng lại.",
            "Codes were given out in this section, so it stays: a code is never used again.",
        ),
        Refusal::AreaInUse => bi(
            "Lĩnh vực còn mục, hoặc đã có giao ban về lĩnh vực này, nên không gỡ bỏ được.",
            "The area has sections, or a review was held about it, so it stays.",
        ),
        Refusal::SectionInUse => bi(
            "Mục còn nhiệm vụ hoặc mục con nên không gỡ bỏ được. Hãy chuyển nhiệm vụ sang mục khác trước.",
            "The section has tasks or sections below it. Move its tasks to another section first.",
        ),
        Refusal::YearsReversed => bi(
            "Năm cuối sớm hơn năm đầu.",
            "The last year is before the first.",
        ),
        _ => return None,
    })
}

/// A sentence for a day that cannot be read.
pub(crate) fn day(error: &DayError, lang: Lang) -> String {
    match error {
        DayError::Unreadable(typed) => {
            let typed = safe(typed);
            lang.pick(
                format!(
                    "Không hiểu ngày “{typed}”. Hãy nhập ngày/tháng, như 15/6, hoặc ngày/tháng/năm."
                ),
                format!("“{typed}” is not a date. Enter day/month, like 15/6, or day/month/year."),
            )
        }
        DayError::Impossible { day, month, year } => lang.pick(
            format!("Không có ngày {day}/{month}/{year}. Hãy kiểm tra lại."),
            format!("There is no date {day}/{month}/{year}. Check it."),
        ),
    }
}

/// A sentence for a text that the command line refuses.
pub(crate) fn bad_text(error: &BadText, lang: Lang) -> String {
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
    dates::number(n, lang)
}

/// What is wrong, to be read after a task's code.
pub(crate) fn violation(violation: Violation) -> Bi {
    match violation {
        Violation::LeadAlsoCoordinates => bi(
            "đơn vị chủ trì cũng là đơn vị phối hợp",
            "the lead unit is also a co-operating unit",
        ),
        Violation::CoordinatesTwice => bi(
            "một đơn vị phối hợp được ghi hai lần",
            "a co-operating unit is listed twice",
        ),
        Violation::Occurrences => bi(
            "không có kỳ nào, hoặc thứ tự các kỳ sai",
            "it has no due dates, or they are numbered wrongly",
        ),
        Violation::NoRhythm => bi(
            "có nhiều kỳ mà không định kỳ",
            "it has several due dates but is not recurring",
        ),
        Violation::ResultOfNothing => bi(
            "có kết quả của việc chưa xong",
            "it has a result although it is not completed",
        ),
        Violation::HoldAndReason => bi(
            "tạm dừng, bãi bỏ không có lý do, hoặc lý do thừa",
            "it is on hold without a reason, or has a reason without being on hold",
        ),
        Violation::HeldThoughDone => bi(
            "đã hoàn thành mà còn tạm dừng hoặc bãi bỏ",
            "it is completed and on hold",
        ),
        Violation::Extensions => bi(
            "các lần gia hạn không dẫn đến hạn hiện tại",
            "its extensions do not lead to the current due date",
        ),
        Violation::AnsweredTwice => bi(
            "một vướng mắc có hai câu trả lời",
            "a difficulty has two answers",
        ),
        Violation::AnswersNothing => bi(
            "trả lời một ghi chú không phải vướng mắc",
            "an answer to a note that is not a difficulty",
        ),
    }
}

/// What is wrong, to be read after a review's week.
pub(crate) fn review_violation(violation: ReviewViolation) -> Bi {
    match violation {
        ReviewViolation::Agenda => bi(
            "danh sách nhiệm vụ không đọc được, bị lặp hoặc sai số lượng",
            "its list of tasks cannot be read, repeats one or has the wrong number",
        ),
        ReviewViolation::AnswerOutside => bi(
            "có câu trả lời cho nhiệm vụ không thuộc danh sách",
            "it has an answer to a task that is not on its list",
        ),
        ReviewViolation::OpenTwice => bi(
            "một giao ban khác cùng tuần, cùng phạm vi cũng đang mở",
            "another one of the same week and scope is open too",
        ),
    }
}
