//! What keys mean on the other screens: units, a task whole, documents, reports.

use super::super::action::Action;
use super::super::keymap::Context as C;
use super::{Narrower, narrower};
use crate::present::lang::bi;

pub(super) const SCREENS: [Narrower; 21] = [
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
        Action::NextPart,
        &[C::Document],
        bi("nhiệm vụ sau", "next task"),
        bi("Chọn nhiệm vụ sau", "Choose the next task"),
    ),
    narrower(
        Action::PreviousPart,
        &[C::Document],
        bi("nhiệm vụ trước", "task before"),
        bi("Chọn nhiệm vụ trước", "Choose the task before"),
    ),
    narrower(
        Action::Open,
        &[C::Document],
        bi("mở nhiệm vụ", "open the task"),
        bi("Mở nhiệm vụ đang chọn", "Open the chosen task"),
    ),
    narrower(
        Action::Document,
        &[C::Detail],
        bi("văn bản", "document"),
        bi(
            "Đến chỗ của nhiệm vụ trong văn bản kế hoạch",
            "To the task's place in the plan's document",
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
