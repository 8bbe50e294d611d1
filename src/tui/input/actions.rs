//! The table of actions: a label for the footer, a line for help and palette.

use super::action::{Action, ActionRow};
use crate::present::lang::{Bi, bi};

const fn row(action: Action, label: Bi, help: Bi) -> ActionRow {
    ActionRow {
        action,
        label,
        help,
    }
}

/// Every action once. `Tab` stands for all areas; its number is in the key.
pub const ACTIONS: [ActionRow; 59] = [
    row(
        Action::Reviewed,
        bi("đã xem", "reviewed"),
        bi("Đã xem, sang việc sau", "Reviewed, on to the next"),
    ),
    row(
        Action::Done,
        bi("xong", "done"),
        bi("Đánh dấu xong, hoặc mở lại", "Mark as done, or reopen"),
    ),
    row(
        Action::InProgress,
        bi("đang làm", "in progress"),
        bi(
            "Đang thực hiện, sang việc sau",
            "In progress, on to the next",
        ),
    ),
    row(
        Action::MakeTask,
        bi("giao việc", "make a task"),
        bi(
            "Giao kết luận thành nhiệm vụ",
            "Make a task of the conclusion",
        ),
    ),
    row(
        Action::Note,
        bi("ghi chú", "note"),
        bi(
            "Viết ghi chú, vướng mắc, chỉ đạo, kiến nghị",
            "Write a note, difficulty, instruction or proposal",
        ),
    ),
    row(
        Action::Deadline,
        bi("hạn", "deadline"),
        bi("Đặt thời hạn hoặc gia hạn", "Set the deadline or extend it"),
    ),
    row(
        Action::State,
        bi("trạng thái", "state"),
        bi(
            "Trạng thái, ngày hoàn thành, kết quả, lý do",
            "State, done date, result, reason",
        ),
    ),
    row(
        Action::Evidence,
        bi("TLKC", "evidence"),
        bi("Thêm tài liệu kiểm chứng", "Add evidence"),
    ),
    row(
        Action::Edit,
        bi("sửa", "edit"),
        bi("Sửa nhiệm vụ", "Edit the task"),
    ),
    row(
        Action::Add,
        bi("thêm", "add"),
        bi("Thêm nhiệm vụ", "Add a task"),
    ),
    row(
        Action::Conclude,
        bi("kết luận", "conclusion"),
        bi("Viết một kết luận", "Write a conclusion"),
    ),
    row(
        Action::Withdraw,
        bi("bỏ", "take out"),
        bi("Bỏ kết luận", "Take the conclusion out"),
    ),
    row(
        Action::Mark,
        bi("chọn", "mark"),
        bi(
            "Chọn nhiều nhiệm vụ để làm một lần",
            "Mark several tasks for one act",
        ),
    ),
    row(
        Action::Search,
        bi("tìm", "search"),
        bi("Tìm, không cần dấu", "Search, accents not needed"),
    ),
    row(
        Action::Filter,
        bi("lọc", "filter"),
        bi("Lọc danh sách", "Filter the list"),
    ),
    row(
        Action::Order,
        bi("thứ tự", "order"),
        bi("Đổi thứ tự sắp xếp", "Change the order"),
    ),
    row(
        Action::Mine,
        bi("việc của tôi", "mine"),
        bi(
            "Chọn đơn vị của tôi, lọc việc của đơn vị",
            "Choose my unit, filter its tasks",
        ),
    ),
    row(
        Action::Review,
        bi("giao ban", "review"),
        bi(
            "Giao ban tuần: bắt đầu, làm tiếp, xem lại",
            "The weekly review: begin, go on, look back",
        ),
    ),
    row(
        Action::Document,
        bi("văn bản", "document"),
        bi(
            "Văn bản kế hoạch: mục tiêu, yêu cầu, nơi nhận",
            "The plan's document: goals, demands, recipients",
        ),
    ),
    row(
        Action::Report,
        bi("báo cáo", "report"),
        bi(
            "Báo cáo tuần, tháng, quý, 6 tháng, 9 tháng, năm",
            "Report over a week, month, quarter, half-year, nine months, year",
        ),
    ),
    row(
        Action::Compare,
        bi("so kỳ trước", "compare"),
        bi(
            "So sánh, hoặc thôi so sánh, với kỳ trước",
            "Compare with the period before, or not",
        ),
    ),
    row(
        Action::Copy,
        bi("chép", "copy"),
        bi(
            "Chép vào bộ nhớ tạm của máy đang ngồi",
            "Copy to the clipboard of the machine you sit at",
        ),
    ),
    row(
        Action::Names,
        bi("thể thức", "names"),
        bi(
            "Tên cơ quan, người ký, nơi nhận, ngày chốt số liệu của báo cáo",
            "Names, signer, recipients and cut-off day of reports",
        ),
    ),
    row(
        Action::Remove,
        bi("gỡ bỏ, xóa", "remove"),
        bi(
            "Gỡ bỏ nhiệm vụ, bước, minh chứng ghi nhầm",
            "Remove a task, step or document entered by mistake",
        ),
    ),
    row(
        Action::Undo,
        bi("hoàn tác", "undo"),
        bi("Hoàn tác việc vừa làm của mình", "Undo one's own last act"),
    ),
    row(
        Action::Redo,
        bi("làm lại", "redo"),
        bi("Làm lại việc vừa hoàn tác", "Redo what was undone"),
    ),
    row(
        Action::Up,
        bi("lên", "up"),
        bi("Lên một dòng", "One line up"),
    ),
    row(
        Action::Down,
        bi("xuống", "down"),
        bi("Xuống một dòng", "One line down"),
    ),
    row(
        Action::PageUp,
        bi("trang trước", "page up"),
        bi("Lên một trang", "One page up"),
    ),
    row(
        Action::PageDown,
        bi("trang sau", "page down"),
        bi("Xuống một trang", "One page down"),
    ),
    row(Action::Top, bi("đầu", "top"), bi("Về đầu", "To the top")),
    row(
        Action::Bottom,
        bi("cuối", "bottom"),
        bi("Về cuối", "To the bottom"),
    ),
    row(
        Action::Left,
        bi("đơn vị", "units"),
        bi("Sang cột đơn vị", "To the units"),
    ),
    row(
        Action::Right,
        bi("nhiệm vụ", "tasks"),
        bi("Sang nhiệm vụ", "To the tasks"),
    ),
    row(
        Action::PreviousPart,
        bi("phần trước", "part before"),
        bi(
            "Chọn kỳ, bước, vướng mắc trước",
            "Select the due date, step or difficulty before",
        ),
    ),
    row(
        Action::NextPart,
        bi("kỳ, bước, vướng mắc", "due dates, steps"),
        bi(
            "Chọn kỳ, bước, vướng mắc sau",
            "Select the next due date, step or difficulty",
        ),
    ),
    row(
        Action::NextTab,
        bi("lĩnh vực sau", "next area"),
        bi("Lĩnh vực tiếp theo", "Next area"),
    ),
    row(
        Action::PreviousTab,
        bi("lĩnh vực trước", "area before"),
        bi("Lĩnh vực trước", "Area before"),
    ),
    row(
        Action::Tab(0),
        bi("lĩnh vực", "area"),
        bi("Mở lĩnh vực 0–6", "Open area 0–6"),
    ),
    row(
        Action::AllTabs,
        bi("tất cả", "all"),
        bi("Mở tất cả lĩnh vực", "Open all areas"),
    ),
    row(
        Action::Open,
        bi("mở", "open"),
        bi("Mở chi tiết", "Open the detail"),
    ),
    row(
        Action::Back,
        bi("quay lại", "back"),
        bi(
            "Lùi một bước; bỏ tìm, bỏ lọc trước",
            "One step back; clears search and filter first",
        ),
    ),
    row(
        Action::Language,
        bi("English", "Tiếng Việt"),
        bi("Đổi sang tiếng Anh", "Switch to Vietnamese"),
    ),
    row(
        Action::Palette,
        bi("lệnh", "palette"),
        bi("Tìm lệnh theo tên", "Find an action by name"),
    ),
    row(
        Action::Help,
        bi("trợ giúp", "help"),
        bi("Các phím dùng được ở đây", "The keys valid here"),
    ),
    row(
        Action::Suspend,
        bi("tạm ra dấu nhắc", "suspend"),
        bi(
            "Tạm ra dấu nhắc lệnh (fg để trở lại)",
            "Suspend to the shell (fg comes back)",
        ),
    ),
    row(Action::Quit, bi("thoát", "quit"), bi("Thoát", "Quit")),
    row(
        Action::Accept,
        bi("tiếp", "next"),
        bi(
            "Mục tiếp theo; ở mục cuối là lưu",
            "Next field; saves on the last one",
        ),
    ),
    row(Action::Save, bi("lưu", "save"), bi("Lưu", "Save")),
    row(
        Action::NextField,
        bi("mục sau", "next field"),
        bi("Mục tiếp theo", "Next field"),
    ),
    row(
        Action::PreviousField,
        bi("mục trước", "field before"),
        bi("Mục trước", "Field before"),
    ),
    row(
        Action::NextKind,
        bi("loại", "kind"),
        bi("Đổi loại ghi chú", "Change the kind of note"),
    ),
    row(
        Action::NewLine,
        bi("xuống dòng", "new line"),
        bi("Xuống dòng", "New line"),
    ),
    row(
        Action::Backspace,
        bi("xóa lùi", "backspace"),
        bi("Xóa một chữ bên trái", "Delete one letter to the left"),
    ),
    row(
        Action::Delete,
        bi("xóa", "delete"),
        bi("Xóa một chữ bên phải", "Delete one letter to the right"),
    ),
    row(
        Action::WordLeft,
        bi("lùi từ", "word left"),
        bi("Lùi một từ", "One word left"),
    ),
    row(
        Action::WordRight,
        bi("tới từ", "word right"),
        bi("Tới một từ", "One word right"),
    ),
    row(
        Action::KillToStart,
        bi("xóa dòng", "kill line"),
        bi("Xóa đến đầu dòng", "Delete to the line's start"),
    ),
    row(
        Action::DeleteWord,
        bi("xóa từ", "kill word"),
        bi("Xóa từ bên trái", "Delete the word to the left"),
    ),
];
