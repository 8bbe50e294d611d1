//! The words of an action where the same key means something narrower than elsewhere: a table for
//! reviews, one for the other screens, one for what lies above them. No two rows may have an action
//! and a context in common.

use super::actions::Action;
use super::keymap::Context;
use crate::present::lang::{Bi, bi};
use Context as C;

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

/// The label of an action and its line of help, as they read in a context.
pub fn words(action: Action, context: Context) -> Option<(Bi, Bi)> {
    let mut rows = MEETING.iter().chain(&SCREENS).chain(&BOXES);
    let narrower = rows.find(|row| row.action == action && row.contexts.contains(&context));
    match narrower {
        Some(row) => Some((row.label, row.help)),
        None => action.words().map(|row| (row.label, row.help)),
    }
}

/// Whether an action writes to the file, or prepares it.
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
pub fn concerns_a_task(action: Action) -> bool {
    matches!(
        action,
        Action::Done
            | Action::Note
            | Action::State
            | Action::Deadline
            | Action::Evidence
            | Action::Edit
            | Action::Remove
            | Action::Mark
    )
}

/// What keys mean in a review: its walk and its end.
const MEETING: [Narrower; 19] = [
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

/// What keys mean on the other screens: units, a task whole, documents, reports.
const SCREENS: [Narrower; 21] = [
    narrower(
        Action::Done,
        &[C::Detail],
        bi("xong", "complete"),
        bi(
            "Đánh dấu hoàn thành, hoặc mở lại kỳ, bước đang chọn",
            "Mark the selected due date or step as completed, or reopen it",
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
        Action::NextPart,
        &[C::Document],
        bi("nhiệm vụ sau", "next task"),
        bi("Chọn nhiệm vụ sau", "Select the next task"),
    ),
    narrower(
        Action::PreviousPart,
        &[C::Document],
        bi("nhiệm vụ trước", "previous task"),
        bi("Chọn nhiệm vụ trước", "Select the previous task"),
    ),
    narrower(
        Action::Open,
        &[C::Document],
        bi("mở nhiệm vụ", "open task"),
        bi("Mở nhiệm vụ đang chọn", "Open the selected task"),
    ),
    narrower(
        Action::Document,
        &[C::Detail],
        bi("văn bản", "document"),
        bi(
            "Đến chỗ của nhiệm vụ trong văn bản kế hoạch",
            "Go to the task's place in the plan document",
        ),
    ),
    narrower(
        Action::Open,
        &[C::Units],
        bi("nhiệm vụ", "tasks"),
        bi("Sang nhiệm vụ của đơn vị này", "Go to this unit's tasks"),
    ),
    narrower(
        Action::Back,
        &[C::Units],
        bi("nhiệm vụ", "tasks"),
        bi("Sang danh sách nhiệm vụ", "Go to tasks"),
    ),
    narrower(
        Action::Back,
        &[C::Detail, C::Document, C::Paper, C::Report],
        bi("quay lại", "back"),
        bi("Về danh sách", "Back to the list"),
    ),
    narrower(
        Action::Report,
        &[C::Report],
        bi("loại kỳ", "period"),
        bi(
            "Chọn loại kỳ: tuần, tháng, quý, 6 tháng, 9 tháng, năm",
            "Choose the period: week, month, quarter, half-year, nine months, year",
        ),
    ),
    narrower(
        Action::Left,
        &[C::Report],
        bi("kỳ trước", "previous"),
        bi("Kỳ trước", "Previous period"),
    ),
    narrower(
        Action::Right,
        &[C::Report],
        bi("kỳ sau", "next"),
        bi("Kỳ sau", "Next period"),
    ),
    narrower(
        Action::Save,
        &[C::Paper, C::Report],
        bi("lưu tệp", "save"),
        bi(
            "Lưu thành tệp: Word, Excel, HTML, Markdown, văn bản",
            "Save as a file: Word, Excel, HTML, Markdown, text",
        ),
    ),
    narrower(
        Action::NextPart,
        &[C::Report],
        bi("cần viết", "to write"),
        bi(
            "Đến chỗ cần viết tiếp theo",
            "Go to the next place to write",
        ),
    ),
    narrower(
        Action::PreviousPart,
        &[C::Report],
        bi("chỗ trước", "previous place"),
        bi("Về chỗ cần viết trước", "Go to the previous place to write"),
    ),
    narrower(
        Action::Edit,
        &[C::Report],
        bi("viết", "write"),
        bi(
            "Viết vào chỗ đang chọn; giữ lại cho lần sau",
            "Write at the selected place; kept for next time",
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
        bi("Chỉ lĩnh vực 0–6", "Area 0–6 only"),
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
        bi("Đến đề mục sau", "Go to the next heading"),
    ),
    narrower(
        Action::PreviousTab,
        &[C::Paper, C::Report],
        bi("mục trước", "previous heading"),
        bi("Về đề mục trước", "Go to the previous heading"),
    ),
];

/// What keys mean in what lies above a screen: lists, forms, texts, the search line.
const BOXES: [Narrower; 14] = [
    narrower(
        Action::Back,
        &[C::Conclusion],
        bi("để sau", "keep draft"),
        bi("Đóng, giữ bản nháp", "Close and keep the draft"),
    ),
    narrower(
        Action::Open,
        &[C::Picker, C::Palette],
        bi("chọn", "choose"),
        bi("Chọn dòng này", "Choose this item"),
    ),
    narrower(
        Action::Open,
        &[C::Search],
        bi("giữ kết quả", "keep"),
        bi(
            "Giữ kết quả tìm, về danh sách",
            "Keep the results, go back to the list",
        ),
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
            "Clear the search, show the whole list",
        ),
    ),
    narrower(
        Action::Back,
        &[C::Form],
        bi("bỏ", "cancel"),
        bi("Đóng, không lưu", "Close without saving"),
    ),
    narrower(
        Action::Back,
        &[C::Note, C::Text],
        bi("để sau", "keep draft"),
        bi("Đóng, giữ bản nháp", "Close and keep the draft"),
    ),
    narrower(
        Action::Save,
        &[C::Clash],
        bi("ghi đè", "overwrite"),
        bi(
            "Lưu nội dung của tôi, thay nội dung của họ",
            "Save mine over theirs",
        ),
    ),
    narrower(
        Action::Open,
        &[C::Clash],
        bi("sửa tiếp", "keep editing"),
        bi(
            "Xem lại và sửa tiếp, chưa lưu",
            "Review and keep editing; nothing is saved yet",
        ),
    ),
    narrower(
        Action::Back,
        &[C::Clash],
        bi("bỏ", "discard"),
        bi(
            "Giữ nội dung của họ, bỏ của tôi",
            "Keep theirs, discard mine",
        ),
    ),
    narrower(
        Action::Left,
        &[C::Form],
        bi("sang trái", "left"),
        bi(
            "Sang trái một ký tự; đổi lựa chọn",
            "Left one character; change the choice",
        ),
    ),
    narrower(
        Action::Right,
        &[C::Form],
        bi("sang phải", "right"),
        bi(
            "Sang phải một ký tự; đổi lựa chọn",
            "Right one character; change the choice",
        ),
    ),
    narrower(
        Action::Left,
        &[C::Search, C::Note, C::Text, C::Palette, C::Conclusion],
        bi("sang trái", "left"),
        bi("Sang trái một ký tự", "Left one character"),
    ),
    narrower(
        Action::Right,
        &[C::Search, C::Note, C::Text, C::Palette, C::Conclusion],
        bi("sang phải", "right"),
        bi("Sang phải một ký tự", "Right one character"),
    ),
];
