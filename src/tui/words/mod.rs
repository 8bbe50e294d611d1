//! The words of an action where the same key means something narrower than elsewhere.

use super::action::Action;
use super::keymap::Context;
use crate::present::lang::{Bi, bi};

/// An action's words in some contexts.
struct Narrower {
    action: Action,
    contexts: &'static [Context],
    label: Bi,
    help: Bi,
}

const fn narrower(action: Action, contexts: &'static [Context], label: Bi, help: Bi) -> Narrower {
    Narrower {
        action,
        contexts,
        label,
        help,
    }
}

use Context as C;
const NARROWER: [Narrower; 50] = [
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
    narrower(
        Action::Back,
        &[C::Conclusion],
        bi("để sau", "later"),
        bi("Đóng, giữ bản nháp", "Close, keep the draft"),
    ),
    narrower(
        Action::Done,
        &[C::Detail],
        bi("xong", "done"),
        bi(
            "Đánh dấu xong, hoặc mở lại kỳ, bước đang chọn",
            "Mark the selected due date or step as done, or reopen it",
        ),
    ),
    narrower(
        Action::Note,
        &[C::Detail],
        bi("ghi chú", "note"),
        bi(
            "Viết ghi chú, hoặc trả lời vướng mắc đang chọn",
            "Write a note, or answer the selected difficulty",
        ),
    ),
    narrower(
        Action::Open,
        &[C::Picker, C::Palette],
        bi("chọn", "choose"),
        bi("Chọn dòng này", "Choose this line"),
    ),
    narrower(
        Action::Open,
        &[C::Search],
        bi("giữ kết quả", "keep"),
        bi(
            "Giữ kết quả, về danh sách",
            "Keep the result, back to the list",
        ),
    ),
    narrower(
        Action::Open,
        &[C::Units],
        bi("nhiệm vụ", "tasks"),
        bi("Sang nhiệm vụ của đơn vị này", "To this unit's tasks"),
    ),
    narrower(
        Action::Back,
        &[C::Units],
        bi("nhiệm vụ", "tasks"),
        bi("Sang nhiệm vụ", "To the tasks"),
    ),
    narrower(
        Action::Back,
        &[C::Detail, C::Document, C::Paper, C::Report],
        bi("quay lại", "back"),
        bi("Về danh sách", "Back to the list"),
    ),
    narrower(
        Action::Back,
        &[C::Help, C::Picker, C::Palette],
        bi("đóng", "close"),
        bi("Đóng", "Close"),
    ),
    narrower(
        Action::Back,
        &[C::Search],
        bi("bỏ tìm", "clear"),
        bi(
            "Bỏ tìm, hiện lại danh sách",
            "Clear the search, show the list again",
        ),
    ),
    narrower(
        Action::Back,
        &[C::Form],
        bi("bỏ", "leave"),
        bi("Đóng, không lưu", "Close without saving"),
    ),
    narrower(
        Action::Back,
        &[C::Note, C::Text],
        bi("để sau", "later"),
        bi("Đóng, giữ bản nháp", "Close, keep the draft"),
    ),
    narrower(
        Action::Save,
        &[C::Clash],
        bi("ghi đè", "replace"),
        bi(
            "Lưu của tôi thay cho của họ",
            "Save mine in place of theirs",
        ),
    ),
    narrower(
        Action::Open,
        &[C::Clash],
        bi("sửa tiếp", "edit on"),
        bi(
            "Xem lại và sửa tiếp, chưa lưu",
            "Go on editing, not saved yet",
        ),
    ),
    narrower(
        Action::Back,
        &[C::Clash],
        bi("bỏ", "leave"),
        bi("Giữ của họ, bỏ phần của tôi", "Keep theirs, give up mine"),
    ),
    narrower(
        Action::Left,
        &[C::Form],
        bi("sang trái", "left"),
        bi(
            "Sang trái một chữ; đổi lựa chọn",
            "One letter left; another choice",
        ),
    ),
    narrower(
        Action::Right,
        &[C::Form],
        bi("sang phải", "right"),
        bi(
            "Sang phải một chữ; đổi lựa chọn",
            "One letter right; another choice",
        ),
    ),
    narrower(
        Action::Left,
        &[C::Search, C::Note, C::Text, C::Palette, C::Conclusion],
        bi("sang trái", "left"),
        bi("Sang trái một chữ", "One letter to the left"),
    ),
    narrower(
        Action::Right,
        &[C::Search, C::Note, C::Text, C::Palette, C::Conclusion],
        bi("sang phải", "right"),
        bi("Sang phải một chữ", "One letter to the right"),
    ),
    narrower(
        Action::Report,
        &[C::Report],
        bi("loại kỳ", "period"),
        bi(
            "Chọn loại kỳ: tuần, tháng, quý, 6 tháng, 9 tháng, năm",
            "Choose week, month, quarter, half-year, nine months or year",
        ),
    ),
    narrower(
        Action::Left,
        &[C::Report],
        bi("kỳ trước", "before"),
        bi("Kỳ trước đó", "The period before"),
    ),
    narrower(
        Action::Right,
        &[C::Report],
        bi("kỳ sau", "next"),
        bi("Kỳ tiếp theo", "The next period"),
    ),
    narrower(
        Action::Save,
        &[C::Paper, C::Report],
        bi("lưu tệp", "save"),
        bi(
            "Lưu thành tệp: Word, Excel, HTML, văn bản",
            "Save as a file: Word, Excel, HTML, text",
        ),
    ),
    narrower(
        Action::NextPart,
        &[C::Report],
        bi("cần viết", "to write"),
        bi(
            "Đến chỗ cần viết tiếp theo",
            "To the next place for a text of your own",
        ),
    ),
    narrower(
        Action::PreviousPart,
        &[C::Report],
        bi("chỗ trước", "place before"),
        bi(
            "Về chỗ cần viết trước",
            "To the place before for a text of your own",
        ),
    ),
    narrower(
        Action::Edit,
        &[C::Report],
        bi("viết", "write"),
        bi(
            "Viết vào chỗ đang chọn; lần in sau vẫn còn",
            "Write at the selected place; kept for the next printing",
        ),
    ),
    narrower(
        Action::Filter,
        &[C::Report],
        bi("đơn vị", "unit"),
        bi("Chọn đơn vị chủ trì", "Choose the lead unit"),
    ),
    narrower(
        Action::Tab(0),
        &[C::Report],
        bi("lĩnh vực", "area"),
        bi("Chỉ lĩnh vực 0–6", "Only area 0–6"),
    ),
    narrower(
        Action::AllTabs,
        &[C::Report],
        bi("mọi lĩnh vực", "all areas"),
        bi("Mọi lĩnh vực", "All areas"),
    ),
    narrower(
        Action::NextTab,
        &[C::Paper, C::Report],
        bi("mục sau", "next heading"),
        bi("Đến đề mục tiếp theo", "To the next heading"),
    ),
    narrower(
        Action::PreviousTab,
        &[C::Paper, C::Report],
        bi("mục trước", "heading before"),
        bi("Về đề mục trước", "To the heading before"),
    ),
];

/// The label of an action and its line of help, as they read in a context.
#[must_use]
pub fn words(action: Action, context: Context) -> Option<(Bi, Bi)> {
    let narrower = NARROWER
        .iter()
        .find(|row| row.action == action && row.contexts.contains(&context));
    match narrower {
        Some(row) => Some((row.label, row.help)),
        None => action.words().map(|row| (row.label, row.help)),
    }
}

/// Whether an action writes to the file, or prepares it.
#[must_use]
pub fn writes(action: Action) -> bool {
    concerns_a_task(action)
        || matches!(
            action,
            Action::Add
                | Action::Undo
                | Action::Redo
                | Action::Names
                | Action::Reviewed
                | Action::InProgress
                | Action::Conclude
                | Action::MakeTask
                | Action::Withdraw
        )
}

/// Whether an action needs a task to act on, and writes to it.
#[must_use]
pub fn concerns_a_task(action: Action) -> bool {
    matches!(
        action,
        Action::Done
            | Action::Note
            | Action::State
            | Action::Deadline
            | Action::Evidence
            | Action::Edit
            | Action::Mark
    )
}
