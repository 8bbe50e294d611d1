//! Actions: what a person wants. One row each; help, footer and palette are computed from these
//! rows and from the rows of the keys.

use crate::present::lang::{Bi, bi};

/// What a person wants, whichever key or palette entry asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // each has its help line below
pub enum Action {
    Up,
    Down,
    PageUp,
    PageDown,
    Top,
    Bottom,
    Left,
    Right,
    PreviousPart,
    NextPart,
    NextTab,
    PreviousTab,
    Tab(u8),
    AllTabs,
    Open,
    Back,
    Done,
    Note,
    State,
    Deadline,
    Evidence,
    Edit,
    Remove,
    Add,
    Mark,
    Search,
    Filter,
    Order,
    Mine,
    Document,
    Report,
    Compare,
    Copy,
    Names,
    Undo,
    Redo,
    Language,
    Palette,
    Help,
    Suspend,
    Quit,
    Accept,
    Save,
    NextField,
    PreviousField,
    NextKind,
    NewLine,
    Backspace,
    Delete,
    WordLeft,
    WordRight,
    KillToStart,
    DeleteWord,
    Review,
    Reviewed,
    InProgress,
    Conclude,
    MakeTask,
    Withdraw,
    Annexes,
    Yes,
    No,
}

impl Action {
    /// Whether it only leads to other rows: what follows from the row under the cursor may wait
    /// until the keys rest.
    pub fn moves(self) -> bool {
        matches!(
            self,
            Self::Up
                | Self::Down
                | Self::PageUp
                | Self::PageDown
                | Self::Top
                | Self::Bottom
                | Self::NextTab
                | Self::PreviousTab
                | Self::Tab(_)
                | Self::AllTabs
                | Self::Order
        )
    }
}

/// One action's words.
pub struct ActionRow {
    /// The action.
    pub action: Action,
    /// Two or three words for the footer.
    pub label: Bi,
    /// A line for help and palette.
    pub help: Bi,
}

impl Action {
    /// The row that names it; every area's tab shares one.
    pub fn words(self) -> Option<&'static ActionRow> {
        let wanted = if matches!(self, Self::Tab(_)) {
            Self::Tab(0)
        } else {
            self
        };
        ACTIONS.iter().find(|row| row.action == wanted)
    }
}

const fn row(action: Action, label: Bi, help: Bi) -> ActionRow {
    ActionRow {
        action,
        label,
        help,
    }
}

/// Every action once. `Tab` stands for all areas; its number is in the key.
pub const ACTIONS: [ActionRow; 60] = [
    row(
        Action::Reviewed,
        bi("đã xem", "reviewed"),
        bi(
            "Đã xem, sang việc sau",
            "Mark as reviewed, go to the next task",
        ),
    ),
    row(
        Action::Done,
        bi("xong", "complete"),
        bi(
            "Đánh dấu hoàn thành, hoặc mở lại",
            "Mark as completed, or reopen",
        ),
    ),
    row(
        Action::InProgress,
        bi("đang làm", "in progress"),
        bi(
            "Đang thực hiện, sang việc sau",
            "Mark as in progress, go to the next task",
        ),
    ),
    row(
        Action::MakeTask,
        bi("giao việc", "make task"),
        bi(
            "Giao kết luận thành nhiệm vụ",
            "Turn the conclusion into a task",
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
        bi("Đặt thời hạn hoặc gia hạn", "Set or extend the deadline"),
    ),
    row(
        Action::State,
        bi("trạng thái", "status"),
        bi(
            "Trạng thái, ngày hoàn thành, kết quả, lý do",
            "Status, completion date, result, reason",
        ),
    ),
    row(
        Action::Evidence,
        bi("minh chứng", "evidence"),
        bi("Thêm minh chứng (TLKC)", "Add evidence"),
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
        bi("kết luận", "conclude"),
        bi("Viết kết luận", "Write a conclusion"),
    ),
    row(
        Action::Withdraw,
        bi("bỏ", "remove"),
        bi("Bỏ kết luận", "Remove the conclusion"),
    ),
    row(
        Action::Mark,
        bi("chọn", "select"),
        bi(
            "Chọn nhiều nhiệm vụ để xử lý cùng lúc",
            "Select several tasks",
        ),
    ),
    row(
        Action::Search,
        bi("tìm", "search"),
        bi("Tìm, không cần gõ dấu", "Search (accents are optional)"),
    ),
    row(
        Action::Filter,
        bi("lọc", "filter"),
        bi("Lọc danh sách", "Filter the list"),
    ),
    row(
        Action::Order,
        bi("sắp xếp", "sort"),
        bi("Đổi thứ tự sắp xếp", "Change the sort order"),
    ),
    row(
        Action::Mine,
        bi("đơn vị của tôi", "my unit"),
        bi(
            "Chọn đơn vị của tôi, lọc việc của đơn vị tôi",
            "Set my unit, filter its tasks",
        ),
    ),
    row(
        Action::Review,
        bi("giao ban", "review"),
        bi(
            "Giao ban tuần: bắt đầu, làm tiếp, xem lại",
            "Weekly review: start, continue, past reviews",
        ),
    ),
    row(
        Action::Document,
        bi("văn bản", "document"),
        bi(
            "Văn bản kế hoạch: mục tiêu, yêu cầu, nơi nhận",
            "Plan document: goals, requirements, recipients",
        ),
    ),
    row(
        Action::Report,
        bi("báo cáo", "report"),
        bi(
            "Báo cáo tuần, tháng, quý, 6 tháng, 9 tháng, năm",
            "Weekly, monthly, quarterly, half-year, nine-month or yearly report",
        ),
    ),
    row(
        Action::Compare,
        bi("so kỳ trước", "compare"),
        bi(
            "Bật, tắt so sánh với kỳ trước",
            "Compare with the previous period, on or off",
        ),
    ),
    row(
        Action::Copy,
        bi("sao chép", "copy"),
        bi("Sao chép vào bộ nhớ tạm", "Copy to the clipboard"),
    ),
    row(
        Action::Annexes,
        bi("phụ lục", "annexes"),
        bi(
            "Phụ lục kèm theo: số liệu tuần, tất cả, không kèm",
            "Annexes: the week's figures, all, none",
        ),
    ),
    row(
        Action::Names,
        bi("thể thức", "letterhead"),
        bi(
            "Thể thức: tên cơ quan, người ký, nơi nhận, ngày chốt số liệu",
            "Letterhead, signatory, recipients, cut-off date",
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
        bi("Hoàn tác", "Undo your last change"),
    ),
    row(Action::Redo, bi("làm lại", "redo"), bi("Làm lại", "Redo")),
    row(
        Action::Up,
        bi("lên", "up"),
        bi("Lên một dòng", "Up one line"),
    ),
    row(
        Action::Down,
        bi("xuống", "down"),
        bi("Xuống một dòng", "Down one line"),
    ),
    row(
        Action::PageUp,
        bi("trang trước", "page up"),
        bi("Lên một trang", "Up one page"),
    ),
    row(
        Action::PageDown,
        bi("trang sau", "page down"),
        bi("Xuống một trang", "Down one page"),
    ),
    row(Action::Top, bi("đầu", "top"), bi("Về đầu", "Go to the top")),
    row(
        Action::Bottom,
        bi("cuối", "bottom"),
        bi("Về cuối", "Go to the bottom"),
    ),
    row(
        Action::Left,
        bi("đơn vị", "units"),
        bi("Sang cột đơn vị", "Go to units"),
    ),
    row(
        Action::Right,
        bi("nhiệm vụ", "tasks"),
        bi("Sang danh sách nhiệm vụ", "Go to tasks"),
    ),
    row(
        Action::PreviousPart,
        bi("phần trước", "previous"),
        bi(
            "Chọn kỳ, bước, vướng mắc trước",
            "Select the previous due date, step or difficulty",
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
        bi("Lĩnh vực sau", "Next area"),
    ),
    row(
        Action::PreviousTab,
        bi("lĩnh vực trước", "previous area"),
        bi("Lĩnh vực trước", "Previous area"),
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
        bi("Mở chi tiết", "Open the details"),
    ),
    row(
        Action::Back,
        bi("quay lại", "back"),
        bi(
            "Quay lại; đang tìm, lọc thì bỏ tìm, bỏ lọc",
            "Go back; clears the search and filter first",
        ),
    ),
    row(
        Action::Language,
        bi("English", "Tiếng Việt"),
        bi("Đổi sang tiếng Anh", "Switch to Vietnamese"),
    ),
    row(
        Action::Palette,
        bi("lệnh", "commands"),
        bi("Tìm lệnh theo tên", "Find a command by name"),
    ),
    row(
        Action::Help,
        bi("trợ giúp", "help"),
        bi("Phím tắt", "Keyboard shortcuts"),
    ),
    row(
        Action::Suspend,
        bi("tạm ra dòng lệnh", "suspend"),
        bi(
            "Tạm ra dòng lệnh (gõ fg để trở lại)",
            "Suspend to the shell (fg to return)",
        ),
    ),
    row(Action::Quit, bi("thoát", "quit"), bi("Thoát", "Quit")),
    row(
        Action::Accept,
        bi("tiếp", "next"),
        bi(
            "Mục sau; ở mục cuối thì lưu",
            "Next field; save on the last one",
        ),
    ),
    row(Action::Save, bi("lưu", "save"), bi("Lưu", "Save")),
    row(
        Action::NextField,
        bi("mục sau", "next field"),
        bi("Mục sau", "Next field"),
    ),
    row(
        Action::PreviousField,
        bi("mục trước", "previous field"),
        bi("Mục trước", "Previous field"),
    ),
    row(
        Action::NextKind,
        bi("loại", "type"),
        bi("Đổi loại ghi chú", "Change the type of note"),
    ),
    row(
        Action::NewLine,
        bi("xuống dòng", "new line"),
        bi("Xuống dòng", "New line"),
    ),
    row(
        Action::Backspace,
        bi("xóa lùi", "backspace"),
        bi("Xóa ký tự bên trái", "Delete the character to the left"),
    ),
    row(
        Action::Delete,
        bi("xóa", "delete"),
        bi("Xóa ký tự bên phải", "Delete the character to the right"),
    ),
    row(
        Action::WordLeft,
        bi("từ trước", "previous word"),
        bi("Về từ trước", "Previous word"),
    ),
    row(
        Action::WordRight,
        bi("từ sau", "next word"),
        bi("Sang từ sau", "Next word"),
    ),
    row(
        Action::KillToStart,
        bi("xóa dòng", "delete line"),
        bi("Xóa đến đầu dòng", "Delete to the start of the line"),
    ),
    row(
        Action::DeleteWord,
        bi("xóa từ", "delete word"),
        bi("Xóa từ bên trái", "Delete the word to the left"),
    ),
];
