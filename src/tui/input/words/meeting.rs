//! What keys mean in a review: its walk and its end.

use super::super::action::Action;
use super::super::keymap::Context as C;
use super::{Narrower, narrower};
use crate::present::lang::bi;

pub(super) const MEETING: [Narrower; 19] = [
    narrower(
        Action::Done,
        &[C::Review],
        bi("xong", "done"),
        bi("Đã xong, sang việc sau", "Done, on to the next"),
    ),
    narrower(
        Action::Done,
        &[C::Closing],
        bi("kết thúc", "finish"),
        bi(
            "Kết thúc giao ban, chốt số liệu và kết luận",
            "Finish the review: freeze figures and conclusions",
        ),
    ),
    narrower(
        Action::Deadline,
        &[C::Review],
        bi("gia hạn", "extend"),
        bi("Gia hạn hoặc đặt thời hạn", "Extend or set the deadline"),
    ),
    narrower(
        Action::NextPart,
        &[C::Review],
        bi("việc sau", "next"),
        bi(
            "Việc sau; việc này sẽ hỏi lại ở cuối",
            "The next one; this one comes round again",
        ),
    ),
    narrower(
        Action::PreviousPart,
        &[C::Review],
        bi("việc trước", "back"),
        bi("Về việc trước", "Back to the one before"),
    ),
    narrower(
        Action::PreviousPart,
        &[C::Closing],
        bi("về danh sách", "to the walk"),
        bi("Về việc cuối cùng", "Back to the last task"),
    ),
    narrower(
        Action::Mark,
        &[C::Review],
        bi("đánh dấu", "mark"),
        bi("Đánh dấu để đưa vào kết luận", "Mark it for a conclusion"),
    ),
    narrower(
        Action::Filter,
        &[C::Review, C::Closing],
        bi("phần", "part"),
        bi(
            "Chỉ xem việc của một đơn vị",
            "Only go through one unit's tasks",
        ),
    ),
    narrower(
        Action::Search,
        &[C::Review, C::Closing],
        bi("tìm", "find"),
        bi("Tìm việc trong giao ban này", "Find a task of this review"),
    ),
    narrower(
        Action::Open,
        &[C::Review],
        bi("chi tiết", "detail"),
        bi(
            "Mở chi tiết: kỳ, bước, lịch sử",
            "Open the detail: due dates, steps, history",
        ),
    ),
    narrower(
        Action::Top,
        &[C::Review],
        bi("việc đầu", "first"),
        bi("Về việc đầu tiên", "To the first task"),
    ),
    narrower(
        Action::Bottom,
        &[C::Review],
        bi("phần cuối", "the end"),
        bi(
            "Đến phần cuối: số liệu, kết luận",
            "To the end: figures, conclusions",
        ),
    ),
    narrower(
        Action::PageDown,
        &[C::Review],
        bi("trang sau", "page down"),
        bi(
            "Xuống một trang; ở cuối là việc sau",
            "One page down; at the end the next task",
        ),
    ),
    narrower(
        Action::PageUp,
        &[C::Review],
        bi("trang trước", "page up"),
        bi(
            "Lên một trang; ở đầu là việc trước",
            "One page up; at the top the task before",
        ),
    ),
    narrower(
        Action::Back,
        &[C::Review, C::Closing],
        bi("tạm dừng", "leave"),
        bi(
            "Ra ngoài; r để làm tiếp đúng chỗ này",
            "Leave it; r goes on at the same place",
        ),
    ),
    narrower(
        Action::Note,
        &[C::Closing],
        bi("ghi vào việc", "note on tasks"),
        bi(
            "Ghi kết luận vào các nhiệm vụ",
            "Note the conclusion on several tasks",
        ),
    ),
    narrower(
        Action::Edit,
        &[C::Closing],
        bi("sửa", "edit"),
        bi("Sửa kết luận", "Edit the conclusion"),
    ),
    narrower(
        Action::Up,
        &[C::Closing],
        bi("lên", "up"),
        bi("Kết luận trước", "The conclusion before"),
    ),
    narrower(
        Action::Down,
        &[C::Closing],
        bi("xuống", "down"),
        bi("Kết luận sau", "The next conclusion"),
    ),
];
