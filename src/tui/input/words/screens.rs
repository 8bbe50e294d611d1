//! What keys mean on the other screens: units, a task whole, documents, reports.

use super::super::action::Action;
use super::super::keymap::Context as C;
use super::{Narrower, narrower};
use crate::present::lang::bi;

pub(super) const SCREENS: [Narrower; 21] = [
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
