//! Actions: what a person wants. One row each; help, footer and palette are computed from these
//! rows and from the rows of the keys.

use crate::present::lang::{Bi, bi};
use Action as A;

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

/// Every action that has words, as help and palette list them. `Tab` stands for all areas; its number
/// is in the key.
pub const ACTIONS: [Action; 60] = [
    A::Reviewed,
    A::Done,
    A::InProgress,
    A::MakeTask,
    A::Note,
    A::Deadline,
    A::State,
    A::Evidence,
    A::Edit,
    A::Add,
    A::Conclude,
    A::Withdraw,
    A::Mark,
    A::Search,
    A::Filter,
    A::Order,
    A::Mine,
    A::Review,
    A::Document,
    A::Report,
    A::Compare,
    A::Copy,
    A::Annexes,
    A::Names,
    A::Remove,
    A::Undo,
    A::Redo,
    A::Up,
    A::Down,
    A::PageUp,
    A::PageDown,
    A::Top,
    A::Bottom,
    A::Left,
    A::Right,
    A::PreviousPart,
    A::NextPart,
    A::NextTab,
    A::PreviousTab,
    A::Tab(0),
    A::AllTabs,
    A::Open,
    A::Back,
    A::Language,
    A::Palette,
    A::Help,
    A::Suspend,
    A::Quit,
    A::Accept,
    A::Save,
    A::NextField,
    A::PreviousField,
    A::NextKind,
    A::NewLine,
    A::Backspace,
    A::Delete,
    A::WordLeft,
    A::WordRight,
    A::KillToStart,
    A::DeleteWord,
];

impl Action {
    /// Two or three words for the footer.
    pub fn label(self) -> Bi {
        match self {
            A::Reviewed => bi("đã xem", "reviewed"),
            A::Done => bi("xong", "complete"),
            A::InProgress => bi("đang làm", "in progress"),
            A::MakeTask => bi("giao việc", "make task"),
            A::Note => bi("ghi chú", "note"),
            A::Deadline => bi("hạn", "deadline"),
            A::State => bi("trạng thái", "status"),
            A::Evidence => bi("minh chứng", "evidence"),
            A::Edit => bi("sửa", "edit"),
            A::Add => bi("thêm", "add"),
            A::Conclude => bi("kết luận", "conclude"),
            A::Withdraw => bi("bỏ", "remove"),
            A::Mark => bi("chọn", "select"),
            A::Search => bi("tìm", "search"),
            A::Filter => bi("lọc", "filter"),
            A::Order => bi("sắp xếp", "sort"),
            A::Mine => bi("đơn vị của tôi", "my unit"),
            A::Review => bi("giao ban", "review"),
            A::Document => bi("văn bản", "document"),
            A::Report => bi("báo cáo", "report"),
            A::Compare => bi("so kỳ trước", "compare"),
            A::Copy => bi("sao chép", "copy"),
            A::Annexes => bi("phụ lục", "annexes"),
            A::Names => bi("thể thức", "letterhead"),
            A::Remove => bi("gỡ bỏ, xóa", "remove"),
            A::Undo => bi("hoàn tác", "undo"),
            A::Redo => bi("làm lại", "redo"),
            A::Up => bi("lên", "up"),
            A::Down => bi("xuống", "down"),
            A::PageUp => bi("trang trước", "page up"),
            A::PageDown => bi("trang sau", "page down"),
            A::Top => bi("đầu", "top"),
            A::Bottom => bi("cuối", "bottom"),
            A::Left => bi("đơn vị", "units"),
            A::Right => bi("nhiệm vụ", "tasks"),
            A::PreviousPart => bi("phần trước", "previous"),
            A::NextPart => bi("kỳ, bước, vướng mắc", "due dates, steps"),
            A::NextTab => bi("lĩnh vực sau", "next area"),
            A::PreviousTab => bi("lĩnh vực trước", "previous area"),
            A::Tab(_) => bi("lĩnh vực", "area"),
            A::AllTabs => bi("tất cả", "all"),
            A::Open => bi("mở", "open"),
            A::Back => bi("quay lại", "back"),
            A::Language => bi("English", "Tiếng Việt"),
            A::Palette => bi("lệnh", "commands"),
            A::Help => bi("trợ giúp", "help"),
            A::Suspend => bi("tạm ra dòng lệnh", "suspend"),
            A::Quit => bi("thoát", "quit"),
            A::Accept => bi("tiếp", "next"),
            A::Save => bi("lưu", "save"),
            A::NextField => bi("mục sau", "next field"),
            A::PreviousField => bi("mục trước", "previous field"),
            A::NextKind => bi("loại", "type"),
            A::NewLine => bi("xuống dòng", "new line"),
            A::Backspace => bi("xóa lùi", "backspace"),
            A::Delete => bi("xóa", "delete"),
            A::WordLeft => bi("từ trước", "previous word"),
            A::WordRight => bi("từ sau", "next word"),
            A::KillToStart => bi("xóa dòng", "delete line"),
            A::DeleteWord => bi("xóa từ", "delete word"),
            A::Yes | A::No => bi("", ""),
        }
    }

    /// A line for help and palette.
    pub fn help(self) -> Bi {
        match self {
            A::Reviewed => bi(
                "Đã xem, sang việc sau",
                "Mark as reviewed, go to the next task",
            ),
            A::Done => bi(
                "Đánh dấu hoàn thành, hoặc mở lại",
                "Mark as completed, or reopen",
            ),
            A::InProgress => bi(
                "Đang thực hiện, sang việc sau",
                "Mark as in progress, go to the next task",
            ),
            A::MakeTask => bi(
                "Giao kết luận thành nhiệm vụ",
                "Turn the conclusion into a task",
            ),
            A::Note => bi(
                "Viết ghi chú, vướng mắc, chỉ đạo, kiến nghị",
                "Write a note, difficulty, instruction or proposal",
            ),
            A::Deadline => bi("Đặt thời hạn hoặc gia hạn", "Set or extend the deadline"),
            A::State => bi(
                "Trạng thái, ngày hoàn thành, kết quả, lý do",
                "Status, completion date, result, reason",
            ),
            A::Evidence => bi("Thêm minh chứng (TLKC)", "Add evidence"),
            A::Edit => bi("Sửa nhiệm vụ", "Edit the task"),
            A::Add => bi("Thêm nhiệm vụ", "Add a task"),
            A::Conclude => bi("Viết kết luận", "Write a conclusion"),
            A::Withdraw => bi("Bỏ kết luận", "Remove the conclusion"),
            A::Mark => bi(
                "Chọn nhiều nhiệm vụ để xử lý cùng lúc",
                "Select several tasks",
            ),
            A::Search => bi("Tìm, không cần gõ dấu", "Search (accents are optional)"),
            A::Filter => bi("Lọc danh sách", "Filter the list"),
            A::Order => bi("Đổi thứ tự sắp xếp", "Change the sort order"),
            A::Mine => bi(
                "Chọn đơn vị của tôi, lọc việc của đơn vị tôi",
                "Set my unit, filter its tasks",
            ),
            A::Review => bi(
                "Giao ban tuần: bắt đầu, làm tiếp, xem lại",
                "Weekly review: start, continue, past reviews",
            ),
            A::Document => bi(
                "Văn bản kế hoạch: mục tiêu, yêu cầu, nơi nhận",
                "Plan document: goals, requirements, recipients",
            ),
            A::Report => bi(
                "Báo cáo tuần, tháng, quý, 6 tháng, 9 tháng, năm",
                "Weekly, monthly, quarterly, half-year, nine-month or yearly report",
            ),
            A::Compare => bi(
                "Bật, tắt so sánh với kỳ trước",
                "Compare with the previous period, on or off",
            ),
            A::Copy => bi("Sao chép vào bộ nhớ tạm", "Copy to the clipboard"),
            A::Annexes => bi(
                "Phụ lục kèm theo: số liệu tuần, tất cả, không kèm",
                "Annexes: the week's figures, all, none",
            ),
            A::Names => bi(
                "Thể thức: tên cơ quan, người ký, nơi nhận, ngày chốt số liệu",
                "Letterhead, signatory, recipients, cut-off date",
            ),
            A::Remove => bi(
                "Gỡ bỏ nhiệm vụ, bước, minh chứng ghi nhầm",
                "Remove a task, step or document entered by mistake",
            ),
            A::Undo => bi("Hoàn tác", "Undo your last change"),
            A::Redo => bi("Làm lại", "Redo"),
            _ => self.help_of_moving(),
        }
    }

    /// The same of what moves, types or concerns the program.
    fn help_of_moving(self) -> Bi {
        match self {
            A::Up => bi("Lên một dòng", "Up one line"),
            A::Down => bi("Xuống một dòng", "Down one line"),
            A::PageUp => bi("Lên một trang", "Up one page"),
            A::PageDown => bi("Xuống một trang", "Down one page"),
            A::Top => bi("Về đầu", "Go to the top"),
            A::Bottom => bi("Về cuối", "Go to the bottom"),
            A::Left => bi("Sang cột đơn vị", "Go to units"),
            A::Right => bi("Sang danh sách nhiệm vụ", "Go to tasks"),
            A::PreviousPart => bi(
                "Chọn kỳ, bước, vướng mắc trước",
                "Select the previous due date, step or difficulty",
            ),
            A::NextPart => bi(
                "Chọn kỳ, bước, vướng mắc sau",
                "Select the next due date, step or difficulty",
            ),
            A::NextTab => bi("Lĩnh vực sau", "Next area"),
            A::PreviousTab => bi("Lĩnh vực trước", "Previous area"),
            A::Tab(_) => bi("Mở lĩnh vực 0–6", "Open area 0–6"),
            A::AllTabs => bi("Mở tất cả lĩnh vực", "Open all areas"),
            A::Open => bi("Mở chi tiết", "Open the details"),
            A::Back => bi(
                "Quay lại; đang tìm, lọc thì bỏ tìm, bỏ lọc",
                "Go back; clears the search and filter first",
            ),
            A::Language => bi("Đổi sang tiếng Anh", "Switch to Vietnamese"),
            A::Palette => bi("Tìm lệnh theo tên", "Find a command by name"),
            A::Help => bi("Phím tắt", "Keyboard shortcuts"),
            A::Suspend => bi(
                "Tạm ra dòng lệnh (gõ fg để trở lại)",
                "Suspend to the shell (fg to return)",
            ),
            A::Quit => bi("Thoát", "Quit"),
            A::Accept => bi(
                "Mục sau; ở mục cuối thì lưu",
                "Next field; save on the last one",
            ),
            A::Save => bi("Lưu", "Save"),
            A::NextField => bi("Mục sau", "Next field"),
            A::PreviousField => bi("Mục trước", "Previous field"),
            A::NextKind => bi("Đổi loại ghi chú", "Change the type of note"),
            A::NewLine => bi("Xuống dòng", "New line"),
            A::Backspace => bi("Xóa ký tự bên trái", "Delete the character to the left"),
            A::Delete => bi("Xóa ký tự bên phải", "Delete the character to the right"),
            A::WordLeft => bi("Về từ trước", "Previous word"),
            A::WordRight => bi("Sang từ sau", "Next word"),
            A::KillToStart => bi("Xóa đến đầu dòng", "Delete to the start of the line"),
            A::DeleteWord => bi("Xóa từ bên trái", "Delete the word to the left"),
            _ => bi("", ""),
        }
    }
}
