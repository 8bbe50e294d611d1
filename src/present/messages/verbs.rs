//! Each kind of change as a verb, and in English as a noun, with the word between it and the task.

use crate::domain::journal::ChangeKind;
use crate::domain::note::NoteKind;
use crate::domain::parts::Field;
use crate::present::lang::{Bi, bi};

/// What was done to a step or a document of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartAction {
    Added,
    Ticked,
    Unticked,
    Changed,
    Removed,
}

/// What a change did: "Đã xong", "Completed".
pub(crate) fn verb(kind: ChangeKind) -> Bi {
    match kind {
        ChangeKind::Create => bi("Đã tạo tệp", "File created"),
        ChangeKind::Add => bi("Đã thêm", "Added"),
        ChangeKind::Remove => bi("Đã gỡ bỏ", "Removed"),
        ChangeKind::Complete => bi("Đã xong", "Completed"),
        ChangeKind::Reopen => bi("Đã mở lại", "Reopened"),
        ChangeKind::Start => bi("Đã đổi trạng thái", "Status changed"),
        ChangeKind::Pause => bi("Đã tạm dừng", "Paused"),
        ChangeKind::Drop => bi("Đã bãi bỏ", "Dropped"),
        ChangeKind::Resume => bi("Đã tiếp tục", "Resumed"),
        ChangeKind::Extend => bi("Đã gia hạn", "Extended"),
        ChangeKind::Deadline => bi("Đã đặt thời hạn", "Deadline set"),
        ChangeKind::Note => bi("Đã ghi chú", "Note added"),
        ChangeKind::Answer => bi("Đã trả lời vướng mắc", "Difficulty answered"),
        ChangeKind::Evidence => bi("Đã thêm minh chứng", "Evidence added"),
        ChangeKind::Edit => bi("Đã sửa", "Edited"),
        ChangeKind::Step => bi("Đã cập nhật bước", "Step updated"),
        ChangeKind::Person => bi("Đã cập nhật cán bộ", "Person updated"),
        ChangeKind::Setting => bi("Đã lưu thiết lập", "Setting saved"),
        ChangeKind::Unit => bi("Đã lưu đơn vị", "Unit saved"),
        ChangeKind::Plan => bi("Đã sửa thông tin kế hoạch", "Plan updated"),
        ChangeKind::Area => bi("Đã lưu lĩnh vực", "Area saved"),
        ChangeKind::Section => bi("Đã lưu mục", "Section saved"),
        ChangeKind::Move => bi("Đã chuyển mục", "Moved"),
        ChangeKind::Begin => bi("Đã bắt đầu giao ban", "Review started"),
        ChangeKind::Review => bi("Đã xem", "Reviewed"),
        ChangeKind::Conclude => bi("Đã ghi kết luận", "Conclusion added"),
        ChangeKind::Reword => bi("Đã sửa kết luận", "Conclusion edited"),
        ChangeKind::Withdraw => bi("Đã bỏ kết luận", "Conclusion removed"),
        ChangeKind::Finish => bi("Đã kết thúc giao ban", "Review finished"),
        ChangeKind::Undo => bi("Đã hoàn tác", "Undone"),
        ChangeKind::Redo => bi("Đã làm lại", "Redone"),
    }
}

/// The verb where the area, the section or the person was removed.
pub(super) fn removal(kind: ChangeKind) -> Bi {
    match kind {
        ChangeKind::Area => bi("Đã gỡ bỏ lĩnh vực", "Area removed"),
        ChangeKind::Section => bi("Đã gỡ bỏ mục", "Section removed"),
        ChangeKind::Person => bi("Đã gỡ bỏ cán bộ", "Person removed"),
        kind => verb(kind),
    }
}

/// The same of a change of the plan's frame, or of its people.
pub(crate) fn frame_verb(kind: ChangeKind, removed: bool) -> Bi {
    match removed {
        true => removal(kind),
        false => verb(kind),
    }
}

/// The word between a verb and the task, where the verb names a thing of the task.
pub(super) fn link(kind: ChangeKind) -> Bi {
    match kind {
        ChangeKind::Evidence => bi("cho", "for"),
        ChangeKind::Deadline => bi("của", "for"),
        ChangeKind::Answer => bi("của", "for"),
        ChangeKind::Start => bi("", "for"),
        ChangeKind::Step => bi("của", "for"),
        ChangeKind::Conclude => bi("về", "on"),
        _ => bi("", ""),
    }
}

/// A kind of change as an English noun, and the word between it and the task: "completion" of.
pub(super) fn noun(kind: ChangeKind) -> (&'static str, &'static str) {
    let noun = match kind {
        ChangeKind::Create => "creation of the file",
        ChangeKind::Add => "addition",
        ChangeKind::Remove => "removal",
        ChangeKind::Complete => "completion",
        ChangeKind::Reopen => "reopening",
        ChangeKind::Start => "status change",
        ChangeKind::Pause => "pause",
        ChangeKind::Drop => "dropping",
        ChangeKind::Resume => "resumption",
        ChangeKind::Extend => "extension",
        ChangeKind::Deadline => return ("new deadline", "for"),
        ChangeKind::Note => return ("new note", "on"),
        ChangeKind::Answer => "answer to a difficulty",
        ChangeKind::Evidence => return ("new evidence", "for"),
        ChangeKind::Edit => "edit",
        ChangeKind::Step => "update of a step",
        ChangeKind::Person => "update of a person",
        ChangeKind::Setting => "change of a setting",
        ChangeKind::Unit => "update of a unit",
        ChangeKind::Plan => "update of the plan",
        ChangeKind::Area => "change of an area",
        ChangeKind::Section => "change of a section",
        ChangeKind::Move => "move",
        ChangeKind::Begin => "start of the review",
        ChangeKind::Review => "review",
        ChangeKind::Conclude => return ("new conclusion", "on"),
        ChangeKind::Reword => "edit of a conclusion",
        ChangeKind::Withdraw => "removal of a conclusion",
        ChangeKind::Finish => "end of the review",
        ChangeKind::Undo => "undo",
        ChangeKind::Redo => "redo",
    };
    (noun, "of")
}

/// Of a note: the verb, and the word between it and the task.
pub(super) fn noted(kind: NoteKind) -> (Bi, Bi) {
    match kind {
        NoteKind::Note => (bi("Đã ghi chú", "Note added"), bi("", "to")),
        NoteKind::Difficulty => (bi("Đã ghi vướng mắc", "Difficulty added"), bi("của", "to")),
        NoteKind::Instruction => (
            bi("Đã ghi chỉ đạo, kết luận", "Instruction added"),
            bi("về", "to"),
        ),
        NoteKind::Proposal => (bi("Đã ghi kiến nghị", "Proposal added"), bi("về", "to")),
    }
}

/// Of a step: the verb, and the word between it and the task.
pub(super) fn stepped(done: PartAction) -> (Bi, Bi) {
    match done {
        PartAction::Added => (bi("Đã thêm bước", "Added step"), bi("vào", "to")),
        PartAction::Ticked => (bi("Đã đánh dấu xong bước", "Ticked step"), bi("của", "of")),
        PartAction::Unticked => (bi("Đã bỏ đánh dấu bước", "Unticked step"), bi("của", "of")),
        PartAction::Changed => (bi("Đã sửa thành bước", "Renamed to step"), bi("của", "of")),
        PartAction::Removed => (bi("Đã gỡ bỏ bước", "Removed step"), bi("khỏi", "from")),
    }
}

/// Of an edit of a single part: the verb, and the word between it and the task.
pub(super) fn edited(part: Option<Field>, removed: bool) -> (Bi, Bi) {
    match (part, removed) {
        (Some(Field::Lead), false) => (bi("Đã giao", "Assigned"), bi("", "")),
        (Some(Field::Lead), true) => (
            bi("Đã bỏ đơn vị chủ trì", "Lead unit removed"),
            bi("của", "from"),
        ),
        (Some(Field::Coordinating), _) => (
            bi("Đã sửa đơn vị phối hợp", "Co-operating units changed"),
            bi("của", "for"),
        ),
        (Some(Field::KeyTask), false) => (
            bi("Đã đánh dấu trọng tâm", "Marked as key task"),
            bi("", ""),
        ),
        (Some(Field::KeyTask), true) => {
            (bi("Đã bỏ trọng tâm", "No longer a key task"), bi("của", ""))
        }
        _ => (verb(ChangeKind::Edit), link(ChangeKind::Edit)),
    }
}
