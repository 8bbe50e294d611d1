//! What keys mean in a review: its walk and its end.

use super::super::action::Action;
use super::super::keymap::Context as C;
use super::{Narrower, narrower};
use crate::present::lang::bi;

pub(super) const MEETING: [Narrower; 19] = [
    narrower(
        Action::Done,
        &[C::Review],
        bi("xong", "complete"),
        bi(
            "Đánh dấu hoàn thành, sang việc sau",
            "Mark as completed, go to the next task",
        ),
    ),
    narrower(
        Action::Done,
        &[C::Closing],
        bi("kết thúc", "finish"),
        bi(
            "Kết thúc giao ban, chốt số liệu và kết luận",
            "Finish the review, freeze figures and conclusions",
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
            "Việc sau; việc này sẽ quay lại ở cuối",
            "Next task; this one comes up again at the end",
        ),
    ),
    narrower(
        Action::PreviousPart,
        &[C::Review],
        bi("việc trước", "previous"),
        bi("Về việc trước", "Previous task"),
    ),
    narrower(
        Action::PreviousPart,
        &[C::Closing],
        bi("về danh sách", "back to list"),
        bi("Về việc cuối cùng", "Back to the last task"),
    ),
    narrower(
        Action::Mark,
        &[C::Review],
        bi("đánh dấu", "mark"),
        bi("Đánh dấu để đưa vào kết luận", "Mark for a conclusion"),
    ),
    narrower(
        Action::Filter,
        &[C::Review, C::Closing],
        bi("một đơn vị", "one unit"),
        bi(
            "Chỉ xem việc của một đơn vị",
            "Review the tasks of one unit only",
        ),
    ),
    narrower(
        Action::Search,
        &[C::Review, C::Closing],
        bi("tìm", "find"),
        bi("Tìm việc trong giao ban này", "Find a task in this review"),
    ),
    narrower(
        Action::Open,
        &[C::Review],
        bi("chi tiết", "details"),
        bi(
            "Mở chi tiết: kỳ, bước, lịch sử",
            "Open the details: due dates, steps, history",
        ),
    ),
    narrower(
        Action::Top,
        &[C::Review],
        bi("việc đầu", "first"),
        bi("Về việc đầu tiên", "Go to the first task"),
    ),
    narrower(
        Action::Bottom,
        &[C::Review],
        bi("phần cuối", "end"),
        bi(
            "Đến phần cuối: số liệu, kết luận",
            "Go to the end: figures and conclusions",
        ),
    ),
    narrower(
        Action::PageDown,
        &[C::Review],
        bi("trang sau", "page down"),
        bi(
            "Xuống một trang; ở cuối thì sang việc sau",
            "Down one page; at the end, the next task",
        ),
    ),
    narrower(
        Action::PageUp,
        &[C::Review],
        bi("trang trước", "page up"),
        bi(
            "Lên một trang; ở đầu thì về việc trước",
            "Up one page; at the top, the previous task",
        ),
    ),
    narrower(
        Action::Back,
        &[C::Review, C::Closing],
        bi("tạm nghỉ", "pause"),
        bi(
            "Tạm nghỉ; nhấn r để làm tiếp từ chỗ này",
            "Pause; press r to continue at the same place",
        ),
    ),
    narrower(
        Action::Note,
        &[C::Closing],
        bi("ghi vào việc", "add to tasks"),
        bi(
            "Ghi kết luận vào các nhiệm vụ",
            "Add the conclusion to tasks as a note",
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
        bi("Kết luận trước", "Previous conclusion"),
    ),
    narrower(
        Action::Down,
        &[C::Closing],
        bi("xuống", "down"),
        bi("Kết luận sau", "Next conclusion"),
    ),
];
