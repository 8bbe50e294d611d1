//! The words of an action where the same key means something narrower than elsewhere.

use super::actions::Action;
use super::keymap::Context;
use crate::present::lang::{Bi, bi};
use Action as A;
use Context as C;

/// The label of an action, for the footer, as it reads in a context.
pub fn label(action: Action, context: Context) -> Bi {
    match (action, context) {
        (A::Done, C::Review) => bi("xong", "complete"),
        (A::Done, C::Closing) => bi("kết thúc", "finish"),
        (A::Deadline, C::Review) => bi("gia hạn", "extend"),
        (A::NextPart, C::Review) => bi("việc sau", "next"),
        (A::PreviousPart, C::Review) => bi("việc trước", "previous"),
        (A::PreviousPart, C::Closing) => bi("về danh sách", "back to list"),
        (A::Mark, C::Review) => bi("đánh dấu", "mark"),
        (A::Filter, C::Review | C::Closing) => bi("một đơn vị", "one unit"),
        (A::Search, C::Review | C::Closing) => bi("tìm", "find"),
        (A::Open, C::Review) => bi("chi tiết", "details"),
        (A::Top, C::Review) => bi("việc đầu", "first"),
        (A::Bottom, C::Review) => bi("phần cuối", "end"),
        (A::PageDown, C::Review) => bi("trang sau", "page down"),
        (A::PageUp, C::Review) => bi("trang trước", "page up"),
        (A::Back, C::Review | C::Closing) => bi("tạm nghỉ", "pause"),
        (A::Note, C::Closing) => bi("ghi vào việc", "add to tasks"),
        (A::Edit, C::Closing) => bi("sửa", "edit"),
        (A::Up, C::Closing) => bi("lên", "up"),
        (A::Down, C::Closing) => bi("xuống", "down"),
        (A::Done, C::Detail) => bi("xong", "complete"),
        (A::Note, C::Detail) => bi("ghi chú", "note"),
        (A::NextPart, C::Document) => bi("nhiệm vụ sau", "next task"),
        (A::PreviousPart, C::Document) => bi("nhiệm vụ trước", "previous task"),
        (A::Open, C::Document) => bi("mở nhiệm vụ", "open task"),
        (A::Document, C::Detail) => bi("văn bản", "document"),
        (A::Open, C::Units) => bi("nhiệm vụ", "tasks"),
        (A::Back, C::Units) => bi("nhiệm vụ", "tasks"),
        (A::Back, C::Detail | C::Document | C::Paper | C::Report) => bi("quay lại", "back"),
        (A::Report, C::Report) => bi("loại kỳ", "period"),
        (A::Left, C::Report) => bi("kỳ trước", "previous"),
        (A::Right, C::Report) => bi("kỳ sau", "next"),
        (A::Save, C::Paper | C::Report) => bi("lưu tệp", "save"),
        (A::NextPart, C::Report) => bi("cần viết", "to write"),
        (A::PreviousPart, C::Report) => bi("chỗ trước", "previous place"),
        (A::Edit, C::Report) => bi("viết", "write"),
        (A::Filter, C::Report) => bi("đơn vị", "unit"),
        (A::Tab(0), C::Report) => bi("lĩnh vực", "area"),
        (A::AllTabs, C::Report) => bi("mọi lĩnh vực", "all areas"),
        (A::NextTab, C::Paper | C::Report) => bi("mục sau", "next heading"),
        (A::PreviousTab, C::Paper | C::Report) => bi("mục trước", "previous heading"),
        (A::Back, C::Conclusion) => bi("để sau", "keep draft"),
        (A::Open, C::Picker | C::Palette) => bi("chọn", "choose"),
        (A::Open, C::Search) => bi("giữ kết quả", "keep"),
        (A::Back, C::Help | C::Picker | C::Palette) => bi("đóng", "close"),
        (A::Back, C::Search) => bi("bỏ tìm", "clear"),
        (A::Back, C::Form) => bi("bỏ", "cancel"),
        (A::Back, C::Note | C::Text) => bi("để sau", "keep draft"),
        (A::Save, C::Clash) => bi("ghi đè", "overwrite"),
        (A::Open, C::Clash) => bi("sửa tiếp", "keep editing"),
        (A::Back, C::Clash) => bi("bỏ", "discard"),
        (A::Left, C::Form) => bi("sang trái", "left"),
        (A::Right, C::Form) => bi("sang phải", "right"),
        (A::Left, C::Search | C::Note | C::Text | C::Palette | C::Conclusion) => {
            bi("sang trái", "left")
        }
        (A::Right, C::Search | C::Note | C::Text | C::Palette | C::Conclusion) => {
            bi("sang phải", "right")
        }
        _ => action.label(),
    }
}

/// What an action does, for help and palette, as it reads in a context.
pub fn help(action: Action, context: Context) -> Bi {
    let help = match context {
        C::Review | C::Closing => help_of_review(action, context),
        C::Detail | C::Document | C::Units | C::Paper | C::Report => {
            help_of_screen(action, context)
        }
        _ => help_of_box(action, context),
    };
    help.unwrap_or_else(|| action.help())
}

fn help_of_review(action: Action, context: Context) -> Option<Bi> {
    Some(match (action, context) {
        (A::Done, C::Review) => bi(
            "Đánh dấu hoàn thành, sang việc sau",
            "Mark as completed, go to the next task",
        ),
        (A::Done, C::Closing) => bi(
            "Kết thúc giao ban, chốt số liệu và kết luận",
            "Finish the review, freeze figures and conclusions",
        ),
        (A::Deadline, C::Review) => bi("Gia hạn hoặc đặt thời hạn", "Extend or set the deadline"),
        (A::NextPart, C::Review) => bi(
            "Việc sau; việc này sẽ quay lại ở cuối",
            "Next task; this one comes up again at the end",
        ),
        (A::PreviousPart, C::Review) => bi("Về việc trước", "Previous task"),
        (A::PreviousPart, C::Closing) => bi("Về việc cuối cùng", "Back to the last task"),
        (A::Mark, C::Review) => bi("Đánh dấu để đưa vào kết luận", "Mark for a conclusion"),
        (A::Filter, C::Review | C::Closing) => bi(
            "Chỉ xem việc của một đơn vị",
            "Review the tasks of one unit only",
        ),
        (A::Search, C::Review | C::Closing) => {
            bi("Tìm việc trong giao ban này", "Find a task in this review")
        }
        (A::Open, C::Review) => bi(
            "Mở chi tiết: kỳ, bước, lịch sử",
            "Open the details: due dates, steps, history",
        ),
        (A::Top, C::Review) => bi("Về việc đầu tiên", "Go to the first task"),
        (A::Bottom, C::Review) => bi(
            "Đến phần cuối: số liệu, kết luận",
            "Go to the end: figures and conclusions",
        ),
        (A::PageDown, C::Review) => bi(
            "Xuống một trang; ở cuối thì sang việc sau",
            "Down one page; at the end, the next task",
        ),
        (A::PageUp, C::Review) => bi(
            "Lên một trang; ở đầu thì về việc trước",
            "Up one page; at the top, the previous task",
        ),
        (A::Back, C::Review | C::Closing) => bi(
            "Tạm nghỉ; nhấn r để làm tiếp từ chỗ này",
            "Pause; press r to continue at the same place",
        ),
        (A::Note, C::Closing) => bi(
            "Ghi kết luận vào các nhiệm vụ",
            "Add the conclusion to tasks as a note",
        ),
        (A::Edit, C::Closing) => bi("Sửa kết luận", "Edit the conclusion"),
        (A::Up, C::Closing) => bi("Kết luận trước", "Previous conclusion"),
        (A::Down, C::Closing) => bi("Kết luận sau", "Next conclusion"),
        _ => return None,
    })
}

fn help_of_screen(action: Action, context: Context) -> Option<Bi> {
    Some(match (action, context) {
        (A::Done, C::Detail) => bi(
            "Đánh dấu hoàn thành, hoặc mở lại kỳ, bước đang chọn",
            "Mark the selected due date or step as completed, or reopen it",
        ),
        (A::Note, C::Detail) => bi(
            "Viết ghi chú, hoặc trả lời vướng mắc đang chọn",
            "Write a note, or answer the selected difficulty",
        ),
        (A::NextPart, C::Document) => bi("Chọn nhiệm vụ sau", "Select the next task"),
        (A::PreviousPart, C::Document) => bi("Chọn nhiệm vụ trước", "Select the previous task"),
        (A::Open, C::Document) => bi("Mở nhiệm vụ đang chọn", "Open the selected task"),
        (A::Document, C::Detail) => bi(
            "Đến chỗ của nhiệm vụ trong văn bản kế hoạch",
            "Go to the task's place in the plan document",
        ),
        (A::Open, C::Units) => bi("Sang nhiệm vụ của đơn vị này", "Go to this unit's tasks"),
        (A::Back, C::Units) => bi("Sang danh sách nhiệm vụ", "Go to tasks"),
        (A::Back, C::Detail | C::Document | C::Paper | C::Report) => {
            bi("Về danh sách", "Back to the list")
        }
        (A::Report, C::Report) => bi(
            "Chọn loại kỳ: tuần, tháng, quý, 6 tháng, 9 tháng, năm",
            "Choose the period: week, month, quarter, half-year, nine months, year",
        ),
        (A::Left, C::Report) => bi("Kỳ trước", "Previous period"),
        (A::Right, C::Report) => bi("Kỳ sau", "Next period"),
        (A::Save, C::Paper | C::Report) => bi(
            "Lưu thành tệp: Word, Excel, HTML, Markdown, văn bản",
            "Save as a file: Word, Excel, HTML, Markdown, text",
        ),
        (A::NextPart, C::Report) => bi(
            "Đến chỗ cần viết tiếp theo",
            "Go to the next place to write",
        ),
        (A::PreviousPart, C::Report) => {
            bi("Về chỗ cần viết trước", "Go to the previous place to write")
        }
        (A::Edit, C::Report) => bi(
            "Viết vào chỗ đang chọn; giữ lại cho lần sau",
            "Write at the selected place; kept for next time",
        ),
        (A::Filter, C::Report) => bi("Chọn đơn vị chủ trì", "Choose the lead unit"),
        (A::Tab(0), C::Report) => bi("Chỉ lĩnh vực 0–6", "Area 0–6 only"),
        (A::AllTabs, C::Report) => bi("Mọi lĩnh vực", "All areas"),
        (A::NextTab, C::Paper | C::Report) => bi("Đến đề mục sau", "Go to the next heading"),
        (A::PreviousTab, C::Paper | C::Report) => {
            bi("Về đề mục trước", "Go to the previous heading")
        }
        _ => return None,
    })
}

fn help_of_box(action: Action, context: Context) -> Option<Bi> {
    Some(match (action, context) {
        (A::Back, C::Conclusion) => bi("Đóng, giữ bản nháp", "Close and keep the draft"),
        (A::Open, C::Picker | C::Palette) => bi("Chọn dòng này", "Choose this item"),
        (A::Open, C::Search) => bi(
            "Giữ kết quả tìm, về danh sách",
            "Keep the results, go back to the list",
        ),
        (A::Back, C::Help | C::Picker | C::Palette) => bi("Đóng", "Close"),
        (A::Back, C::Search) => bi(
            "Bỏ tìm, hiện lại danh sách",
            "Clear the search, show the whole list",
        ),
        (A::Back, C::Form) => bi("Đóng, không lưu", "Close without saving"),
        (A::Back, C::Note | C::Text) => bi("Đóng, giữ bản nháp", "Close and keep the draft"),
        (A::Save, C::Clash) => bi(
            "Lưu nội dung của tôi, thay nội dung của họ",
            "Save mine over theirs",
        ),
        (A::Open, C::Clash) => bi(
            "Xem lại và sửa tiếp, chưa lưu",
            "Review and keep editing; nothing is saved yet",
        ),
        (A::Back, C::Clash) => bi(
            "Giữ nội dung của họ, bỏ của tôi",
            "Keep theirs, discard mine",
        ),
        (A::Left, C::Form) => bi(
            "Sang trái một ký tự; đổi lựa chọn",
            "Left one character; change the choice",
        ),
        (A::Right, C::Form) => bi(
            "Sang phải một ký tự; đổi lựa chọn",
            "Right one character; change the choice",
        ),
        (A::Left, C::Search | C::Note | C::Text | C::Palette | C::Conclusion) => {
            bi("Sang trái một ký tự", "Left one character")
        }
        (A::Right, C::Search | C::Note | C::Text | C::Palette | C::Conclusion) => {
            bi("Sang phải một ký tự", "Right one character")
        }
        _ => return None,
    })
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
