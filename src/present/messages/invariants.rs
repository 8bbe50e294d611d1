//! What a task or a review is although the rules forbid it.

use crate::domain::invariants::{ReviewViolation, Violation};
use crate::present::lang::{Bi, bi};

/// What is wrong, to be read after a task's code.
pub fn sentence(breach: Violation) -> Bi {
    match breach {
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
pub fn of_review(breach: ReviewViolation) -> Bi {
    match breach {
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
