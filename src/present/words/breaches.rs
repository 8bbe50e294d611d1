//! What a task or a review is although the rules forbid it.

use crate::domain::breach::{Breach, ReviewBreach};
use crate::present::lang::{Bi, bi};

/// What is wrong, to be read after a task's code.
#[must_use]
pub fn sentence(breach: Breach) -> Bi {
    match breach {
        Breach::LeadAlsoCoordinates => bi(
            "đơn vị chủ trì cũng là đơn vị phối hợp",
            "the lead unit also co-operates",
        ),
        Breach::CoordinatesTwice => bi("một đơn vị phối hợp hai lần", "a unit co-operates twice"),
        Breach::Occurrences => bi(
            "không có kỳ nào, hoặc thứ tự các kỳ sai",
            "it has no due date, or they are wrongly numbered",
        ),
        Breach::NoRhythm => bi(
            "có nhiều kỳ mà không định kỳ",
            "it has several due dates and no rhythm",
        ),
        Breach::ResultOfNothing => bi(
            "có kết quả của việc chưa xong",
            "it has a result of what is not done",
        ),
        Breach::HoldAndReason => bi(
            "tạm dừng, bãi bỏ không có lý do, hoặc lý do thừa",
            "it is on hold without a reason, or has a reason and is not",
        ),
        Breach::HeldThoughDone => bi(
            "đã hoàn thành mà còn tạm dừng hoặc bãi bỏ",
            "it is done and on hold",
        ),
        Breach::Extensions => bi(
            "các lần gia hạn không dẫn đến hạn hiện tại",
            "its extensions do not lead to the day in force",
        ),
        Breach::AnsweredTwice => bi(
            "một vướng mắc có hai câu trả lời",
            "a difficulty has two answers",
        ),
        Breach::AnswersNothing => bi(
            "trả lời một ghi chú không phải vướng mắc",
            "an answer to what is no difficulty",
        ),
    }
}

/// What is wrong, to be read after a review's week.
#[must_use]
pub fn of_review(breach: ReviewBreach) -> Bi {
    match breach {
        ReviewBreach::Walk => bi(
            "danh sách nhiệm vụ không đọc được, bị lặp hoặc sai số lượng",
            "its list of tasks cannot be read, repeats one or has the wrong number",
        ),
        ReviewBreach::AnswerOutside => bi(
            "có câu trả lời cho nhiệm vụ không thuộc danh sách",
            "it has an answer to a task that is not on its list",
        ),
        ReviewBreach::OpenTwice => bi(
            "một giao ban khác cùng tuần, cùng phạm vi cũng đang mở",
            "another one of the same week and scope is open too",
        ),
    }
}
