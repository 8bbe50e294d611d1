//! What a person may want: one row for where, by which keys, in which words. Help, footer and palette
//! are computed from these rows.

use super::keys::*;
use crate::present::lang::{Bi, Lang, bi};
use Action as A;
use KeyContext as C;
use KeyContexts as Set;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Where the keys go: the topmost thing on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyContext {
    /// The task table.
    Tasks,
    /// The task table, some of its tasks marked: what is asked for concerns them all.
    Marked,
    /// The units' column.
    Units,
    /// One task whole.
    Detail,
    /// What has changed.
    Changes,
    /// The plan's own document.
    Document,
    /// A document that the program writes, as text: to be read, saved and copied.
    Notice,
    /// A report as text, made over the period that is chosen.
    Report,
    /// One task of a review.
    Review,
    /// The end of a review.
    ReviewEnd,
    /// The plan's frame.
    Frame,
    Help,
    /// A list to choose from.
    Picker,
    /// A list to choose from by typing.
    Palette,
    /// What tasks are given: a list of units or sections, to choose from by typing.
    Assign,
    /// The search line.
    Search,
    /// A form of one-line fields.
    Form,
    /// A note of several lines.
    Note,
    /// A text of several lines for a report.
    Text,
    ImportFile,
    /// What of an annex would be imported.
    Import,
    /// What of the sheet that a unit sent back would be taken over.
    UnitSheet,
    /// One cell of an annex, typed otherwise.
    ImportCell,
    /// What somebody else has replaced, beside what the person wants.
    Conflict,
    Question,
    /// A question whose yes loses something: a file written over, a form left.
    CarefulQuestion,
}

impl KeyContext {
    /// All contexts, in their order.
    pub const ALL: &[Self] = &[
        Self::Tasks,
        Self::Marked,
        Self::Units,
        Self::Detail,
        Self::Changes,
        Self::Document,
        Self::Notice,
        Self::Report,
        Self::Review,
        Self::ReviewEnd,
        Self::Frame,
        Self::Help,
        Self::Picker,
        Self::Palette,
        Self::Assign,
        Self::Search,
        Self::Form,
        Self::Note,
        Self::Text,
        Self::ImportFile,
        Self::Import,
        Self::UnitSheet,
        Self::ImportCell,
        Self::Conflict,
        Self::Question,
        Self::CarefulQuestion,
    ];

    /// Whether a question waits: it says itself which keys answer it.
    pub fn is_question(self) -> bool {
        matches!(self, Self::Question | Self::CarefulQuestion)
    }

    /// Whether letters are text here.
    pub fn takes_text(self) -> bool {
        TEXT.has(self)
    }
}

/// Where letters are typed.
pub(crate) const TEXT: KeyContexts = KeyContexts::of([
    KeyContext::Palette,
    KeyContext::Assign,
    KeyContext::Search,
    KeyContext::Form,
    KeyContext::Note,
    KeyContext::Text,
    KeyContext::ImportFile,
    KeyContext::ImportCell,
]);

/// A set of contexts.
#[derive(Clone, Copy)]
pub struct KeyContexts(u64);

impl KeyContexts {
    /// These alone.
    pub(crate) const fn of<const N: usize>(contexts: [KeyContext; N]) -> Self {
        Self(0).and(contexts)
    }

    /// These, and others.
    pub(crate) const fn and<const N: usize>(self, contexts: [KeyContext; N]) -> Self {
        let (mut bits, mut at) = (self.0, 0);
        while at < N {
            bits |= 1 << contexts[at] as u64;
            at += 1;
        }
        Self(bits)
    }

    /// Whether they have a context in common.
    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether a context is among them.
    pub const fn has(self, context: KeyContext) -> bool {
        self.meets(Self::of([context]))
    }
}

/// What a person wants, whichever key or palette entry asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // each has its help in the table below
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
    Lead,
    Partners,
    KeyTask,
    Section,
    Evidence,
    Edit,
    Remove,
    Add,
    Mark,
    MarkAll,
    Search,
    Filter,
    Order,
    Mine,
    Document,
    Frame,
    Merge,
    Earlier,
    Later,
    Report,
    Changes,
    Since,
    Undone,
    Compare,
    Copy,
    Letterhead,
    Remind,
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
    Import,
    Columns,
    Complete,
    Choice(u8),
    Yes,
    No,
}

/// An action somewhere: its keys, and its words where they are others than in its first row.
pub struct KeyBinding {
    /// Where it is meant.
    pub contexts: KeyContexts,
    /// Its keys, the one to name first. Without any it is in the palette alone, unless another row of
    /// it has keys there.
    pub keys: &'static [Key],
    pub action: Action,
    label: Bi,
    help: Bi,
    writes: bool,
    on_tasks: bool,
}

const fn on(contexts: KeyContexts, keys: &'static [Key], action: Action) -> KeyBinding {
    KeyBinding {
        contexts,
        keys,
        action,
        label: bi("", ""),
        help: bi("", ""),
        writes: false,
        on_tasks: false,
    }
}

impl KeyBinding {
    /// Two or three words for the footer, and a line for help and palette.
    const fn vi(mut self, label: &'static str, help: &'static str) -> Self {
        (self.label.vi, self.help.vi) = (label, help);
        self
    }

    /// The same in English.
    const fn en(mut self, label: &'static str, help: &'static str) -> Self {
        (self.label.en, self.help.en) = (label, help);
        self
    }

    /// It writes to the file, or prepares it.
    const fn writes(mut self) -> Self {
        self.writes = true;
        self
    }

    /// It needs a task to act on, and writes to it.
    const fn on_tasks(mut self) -> Self {
        self.on_tasks = true;
        self.writes()
    }
}

/// The home screen while nothing is marked, or in the units' column.
const UNMARKED: Set = Set::of([C::Tasks, C::Units]);

/// The home screen.
const HOME_SCREEN: Set = UNMARKED.and([C::Marked]);

/// The task table.
const TABLE: Set = Set::of([C::Tasks, C::Marked]);

/// A task alone, or those that are marked.
const TASK: Set = TABLE.and([C::Detail, C::Review]);

const REVIEW: Set = Set::of([C::Review, C::ReviewEnd]);

/// Documents that the program writes, as text.
const REPORT_AND_NOTICE: Set = Set::of([C::Notice, C::Report]);

/// Where the report has a key: every full screen but a review, the plan's frame and previews.
const WITH_REPORT: Set =
    HOME_SCREEN.and([C::Detail, C::Changes, C::Document, C::Notice, C::Report]);

/// Full screens from which the last change can be undone.
const WITH_UNDO: Set = WITH_REPORT.and([C::Review, C::ReviewEnd, C::Frame]);

/// Where rows are gone through.
const LISTS: Set = WITH_REPORT.and([
    C::Frame,
    C::ReviewEnd,
    C::Help,
    C::Picker,
    C::Conflict,
    C::Import,
    C::UnitSheet,
]);

const ARROWS: Set = LISTS.and([
    C::Palette,
    C::Assign,
    C::Search,
    C::Note,
    C::Text,
    C::ImportFile,
]);

const PAGES: Set = LISTS.and([C::Review]);

const OPENS: Set = HOME_SCREEN.and([
    C::Changes,
    C::Document,
    C::Picker,
    C::Palette,
    C::Assign,
    C::Search,
    C::Conflict,
    C::ImportFile,
]);

/// Every full screen.
const FULL_SCREENS: Set = WITH_UNDO.and([C::Import, C::UnitSheet]);

/// What would be written from a file, before it is.
const PREVIEWS: Set = Set::of([C::Import, C::UnitSheet]);

const SAVES: Set = Set::of([C::Form, C::Note, C::Text, C::Conflict]);

/// Everywhere but in questions.
const EXCEPT_QUESTIONS: Set = ARROWS.and([C::Review, C::Form, C::ImportCell]);

/// Where left and right move within the text.
const ARROWS_IN_TEXT: Set = Set::of([
    C::Palette,
    C::Assign,
    C::Search,
    C::Note,
    C::Text,
    C::ImportFile,
    C::ImportCell,
]);

const DIGITS: &[Key] = &[
    ch('0'),
    ch('1'),
    ch('2'),
    ch('3'),
    ch('4'),
    ch('5'),
    ch('6'),
    ch('7'),
    ch('8'),
    ch('9'),
];

const QUESTIONS: Set = Set::of([C::Question, C::CarefulQuestion]);

const fn of<const N: usize>(contexts: [KeyContext; N]) -> KeyContexts {
    Set::of(contexts)
}

/// Every action with its keys, in the order of help and palette. The first row of an action has its
/// words; those below it what is another key or reads otherwise in some contexts, the last that fits.
pub const ROWS: &[KeyBinding] = &[
    on(of([C::Review]), &[ENTER], A::Reviewed)
        .vi("đã xem", "Đã xem, sang việc sau")
        .en("reviewed", "Mark as reviewed, go to the next task")
        .writes(),
    on(TASK, &[ch(' '), f(8)], A::Done)
        .vi("xong", "Đánh dấu hoàn thành, hoặc mở lại")
        .en("complete", "Mark as completed, or reopen")
        .on_tasks(),
    on(of([C::ReviewEnd]), &[ch(' '), f(8)], A::Done)
        .vi("kết thúc", "Kết thúc giao ban, chốt số liệu và kết luận")
        .en(
            "finish",
            "Finish the review, freeze figures and conclusions",
        ),
    on(of([C::Review]), &[], A::Done)
        .vi("xong", "Đánh dấu hoàn thành, sang việc sau")
        .en("complete", "Mark as completed, go to the next task"),
    on(of([C::Detail]), &[], A::Done)
        .vi(
            "xong",
            "Đánh dấu hoàn thành, hoặc mở lại kỳ, bước đang chọn",
        )
        .en(
            "complete",
            "Mark the selected due date or step as completed, or reopen it",
        ),
    on(of([C::Review]), &[ch('i'), f(6)], A::InProgress)
        .vi("đang làm", "Đang thực hiện, sang việc sau")
        .en("in progress", "Mark as in progress, go to the next task")
        .writes(),
    on(of([C::ReviewEnd]), &[ch('t'), f(7)], A::MakeTask)
        .vi("giao việc", "Giao kết luận thành nhiệm vụ")
        .en("make task", "Turn the conclusion into a task")
        .writes(),
    on(TASK, &[ch('n'), f(2)], A::Note)
        .vi("ghi chú", "Viết ghi chú, vướng mắc, chỉ đạo, kiến nghị")
        .en("note", "Write a note, difficulty, instruction or proposal")
        .on_tasks(),
    on(of([C::ReviewEnd]), &[ch('n'), f(2)], A::Note)
        .vi("ghi vào việc", "Ghi kết luận vào các nhiệm vụ")
        .en("add to tasks", "Add the conclusion to tasks as a note"),
    on(of([C::Detail]), &[], A::Note)
        .vi("ghi chú", "Viết ghi chú, hoặc trả lời vướng mắc đang chọn")
        .en("note", "Write a note, or answer the selected difficulty"),
    on(TASK, &[ch('t'), f(7)], A::Deadline)
        .vi("hạn", "Đặt thời hạn hoặc gia hạn")
        .en("deadline", "Set or extend the deadline")
        .on_tasks(),
    on(of([C::Review]), &[], A::Deadline)
        .vi("gia hạn", "Gia hạn hoặc đặt thời hạn")
        .en("extend", "Extend or set the deadline"),
    on(of([C::Assign]), &[TAB, f(7)], A::Deadline)
        .vi(
            "giao, đặt hạn",
            "Giao cho đơn vị này, rồi đặt thời hạn cho các việc đó",
        )
        .en(
            "assign, deadline",
            "Assign this unit, then set the deadline of those tasks",
        ),
    on(of([C::Marked]), &[ch('c')], A::Lead)
        .vi("chủ trì", "Giao đơn vị chủ trì")
        .en("lead", "Assign the lead unit")
        .on_tasks(),
    on(of([C::Tasks]), &[], A::Lead),
    on(TABLE, &[ch('+')], A::Partners)
        .vi("phối hợp", "Thêm, bỏ đơn vị phối hợp")
        .en("co-operating", "Add or remove co-operating units")
        .on_tasks(),
    on(of([C::Marked]), &[ch('*')], A::KeyTask)
        .vi(
            "trọng tâm",
            "Đánh dấu trọng tâm; nếu đều là trọng tâm thì bỏ",
        )
        .en(
            "key task",
            "Make them key tasks, or none where all of them are",
        )
        .on_tasks(),
    on(of([C::Tasks]), &[], A::KeyTask),
    on(TABLE, &[ch('S')], A::Section)
        .vi("mục", "Chuyển sang mục khác, mã giữ nguyên")
        .en("section", "Move to another section; the code stays")
        .on_tasks(),
    on(TASK, &[ch('s')], A::State)
        .vi("trạng thái", "Trạng thái, ngày hoàn thành, kết quả, lý do")
        .en("status", "Status, completion date, result, reason")
        .on_tasks(),
    on(TASK, &[ch('v')], A::Evidence)
        .vi("minh chứng", "Thêm minh chứng (TLKC)")
        .en("evidence", "Add evidence")
        .on_tasks(),
    on(TASK, &[ch('e'), f(4)], A::Edit)
        .vi("sửa", "Sửa nhiệm vụ")
        .en("edit", "Edit the task")
        .on_tasks(),
    on(of([C::ReviewEnd]), &[ch('e'), f(4)], A::Edit)
        .vi("sửa", "Sửa kết luận")
        .en("edit", "Edit the conclusion"),
    on(of([C::Report]), &[ENTER, ch('e'), f(4)], A::Edit)
        .vi("viết", "Viết vào chỗ đang chọn; giữ lại cho lần sau")
        .en("write", "Write at the selected place; kept for next time"),
    on(of([C::Frame]), &[ENTER, ch('e'), f(4)], A::Edit)
        .vi("sửa", "Sửa dòng này")
        .en("edit", "Edit this line"),
    on(PREVIEWS, &[ch('e'), f(4)], A::Edit)
        .vi("sửa ô", "Sửa một ô của dòng này; các ô giống hệt cũng đổi")
        .en(
            "edit cell",
            "Correct a cell of this row; identical cells follow",
        ),
    on(of([C::UnitSheet]), &[], A::Edit)
        .vi("sửa ô", "Sửa một ô mà đơn vị điền ở dòng này")
        .en("edit cell", "Correct a cell that the unit fills in"),
    on(HOME_SCREEN.and([C::Review]), &[ch('a')], A::Add)
        .vi("thêm", "Thêm nhiệm vụ")
        .en("add", "Add a task")
        .writes(),
    on(of([C::Frame]), &[ch('a')], A::Add)
        .vi("thêm", "Thêm lĩnh vực, mục, đơn vị, cán bộ")
        .en("add", "Add an area, a section, a unit, a person"),
    on(REVIEW, &[ch('d'), f(5)], A::Conclude)
        .vi("kết luận", "Viết kết luận")
        .en("conclude", "Write a conclusion")
        .writes(),
    on(of([C::ReviewEnd]), &[DELETE], A::Withdraw)
        .vi("bỏ", "Bỏ kết luận")
        .en("remove", "Remove the conclusion")
        .writes(),
    on(PREVIEWS, &[ch(' '), f(8)], A::Withdraw)
        .vi("bỏ dòng", "Bỏ dòng này, hoặc lấy lại")
        .en("leave out", "Leave this row out, or take it in again"),
    on(TABLE.and([C::Review]), &[ch('m')], A::Mark)
        .vi("chọn", "Chọn nhiều nhiệm vụ để xử lý cùng lúc")
        .en("select", "Select several tasks")
        .on_tasks(),
    on(of([C::Review]), &[], A::Mark)
        .vi("đánh dấu", "Đánh dấu để đưa vào kết luận")
        .en("mark", "Mark for a conclusion"),
    on(of([C::Assign]), &[ch(' ')], A::Mark)
        .vi("đánh dấu", "Chọn thêm đơn vị này, hoặc bỏ")
        .en("tick", "Tick this unit, or untick it"),
    on(TABLE, &[ch('M'), ctrl('a')], A::MarkAll)
        .vi(
            "chọn hết",
            "Chọn mọi nhiệm vụ của danh sách này, hoặc bỏ chọn hết",
        )
        .en(
            "select all",
            "Select every task of this list, or none of them",
        )
        .on_tasks(),
    on(HOME_SCREEN, &[ch('/'), f(3)], A::Search)
        .vi("tìm", "Tìm, không cần gõ dấu")
        .en("search", "Search (accents are optional)"),
    on(REVIEW, &[ch('/'), f(3)], A::Search)
        .vi("tìm", "Tìm việc trong giao ban này")
        .en("find", "Find a task in this review"),
    on(HOME_SCREEN, &[ch('f')], A::Filter)
        .vi("lọc", "Lọc danh sách")
        .en("filter", "Filter the list"),
    on(REVIEW, &[ch('f')], A::Filter)
        .vi("một đơn vị", "Chỉ xem việc của một đơn vị")
        .en("one unit", "Review the tasks of one unit only"),
    on(of([C::Report]), &[ch('f')], A::Filter)
        .vi("đơn vị", "Chọn đơn vị chủ trì")
        .en("unit", "Choose the lead unit"),
    on(of([C::Changes]), &[ch('f'), f(4)], A::Filter)
        .vi("lọc", "Chỉ xem của một người, đơn vị, lĩnh vực, nhiệm vụ")
        .en("filter", "Show one person, unit, area or task only"),
    on(PREVIEWS, &[ch('f')], A::Filter)
        .vi("chỉ xem", "Chỉ xem một loại: mới, đổi, chưa hiểu …")
        .en("show only", "Show only new, changed, not understood …"),
    on(of([C::UnitSheet]), &[], A::Filter)
        .vi("chỉ xem", "Chỉ xem dòng nhận, chờ quyết định, không nhận …")
        .en(
            "show only",
            "Show only rows taken, to be decided, not taken …",
        ),
    on(HOME_SCREEN, &[ch('o')], A::Order)
        .vi("sắp xếp", "Đổi thứ tự sắp xếp")
        .en("sort", "Change the sort order"),
    on(HOME_SCREEN, &[ch('i')], A::Import)
        .vi(
            "nhập phụ lục",
            "Nhập phụ lục (Excel, Word, CSV, dán), biểu đơn vị gửi lại; xem trước",
        )
        .en(
            "import",
            "Import an annex (Excel, Word, CSV, pasted) or a unit's sheet; look first",
        )
        .writes(),
    on(of([C::Import]), &[ch('c'), f(7)], A::Columns)
        .vi("đổi cột", "Đổi ý nghĩa của cột, trang tính, lĩnh vực")
        .en(
            "columns",
            "Change what a column means, the sheets, the area",
        ),
    on(of([C::ImportFile]), &[TAB], A::Complete)
        .vi("điền tên", "Điền tên tệp, thư mục đang chọn vào ô")
        .en("fill in", "Fill in the name of the selected file or folder"),
    on(of([C::Import]), DIGITS.split_at(1).1, A::Choice(0))
        .vi("trả lời", "Chọn câu trả lời có số đó")
        .en("answer", "Give the answer with that number"),
    on(of([C::Picker]), DIGITS, A::Choice(0))
        .vi("chọn", "Chọn dòng có số đó")
        .en("choose", "Choose the item with that number"),
    on(of([C::UnitSheet]), &[ch('1'), ch('2')], A::Choice(0))
        .vi("trả lời", "Hai bên cùng sửa: 1 lấy của đơn vị, 2 giữ ở đây")
        .en(
            "answer",
            "Both have changed it: 1 take the unit's, 2 keep what is here",
        ),
    on(HOME_SCREEN, &[], A::Mine)
        .vi(
            "đơn vị của tôi",
            "Chọn đơn vị của tôi, lọc việc của đơn vị tôi",
        )
        .en("my unit", "Set my unit, filter its tasks"),
    on(HOME_SCREEN.and([C::Changes]), &[ch('r'), f(6)], A::Review)
        .vi("giao ban", "Giao ban tuần: bắt đầu, làm tiếp, xem lại")
        .en("review", "Weekly review: start, continue, past reviews"),
    on(HOME_SCREEN.and([C::Detail]), &[ch('p'), f(5)], A::Document)
        .vi("văn bản", "Văn bản kế hoạch: mục tiêu, yêu cầu, nơi nhận")
        .en("document", "Plan document: goals, requirements, recipients"),
    on(of([C::Detail]), &[], A::Document)
        .vi("văn bản", "Đến chỗ của nhiệm vụ trong văn bản kế hoạch")
        .en("document", "Go to the task's place in the plan document"),
    on(HOME_SCREEN, &[ch('U')], A::Frame)
        .vi(
            "khung kế hoạch",
            "Khung kế hoạch: cơ quan, lĩnh vực, mục, đơn vị, cán bộ, thiết lập",
        )
        .en(
            "plan set-up",
            "Plan set-up: office, areas, sections, units, people, settings",
        ),
    on(of([C::Frame]), &[ch('s')], A::Merge)
        .vi("sáp nhập", "Sáp nhập đơn vị này vào đơn vị khác")
        .en("merge", "Merge this unit into another one")
        .writes(),
    on(of([C::Frame]), &[ch('K')], A::Earlier)
        .vi("lên trước", "Đưa lĩnh vực, mục lên trước một chỗ")
        .en("move up", "Move the area or section up")
        .writes(),
    on(of([C::Frame]), &[ch('J')], A::Later)
        .vi("xuống sau", "Đưa lĩnh vực, mục xuống sau một chỗ")
        .en("move down", "Move the area or section down")
        .writes(),
    on(WITH_REPORT, &[ch('b'), f(9)], A::Report)
        .vi("báo cáo", "Báo cáo tuần, tháng, quý, 6 tháng, 9 tháng, năm")
        .en(
            "report",
            "Weekly, monthly, quarterly, half-year, nine-month or yearly report",
        ),
    on(of([C::Report]), &[], A::Report)
        .vi(
            "loại kỳ",
            "Chọn loại kỳ: tuần, tháng, quý, 6 tháng, 9 tháng, năm",
        )
        .en(
            "period",
            "Choose the period: week, month, quarter, half-year, nine months, year",
        ),
    on(UNMARKED.and([C::Detail]), &[ch('d')], A::Remind)
        .vi(
            "đôn đốc",
            "Đôn đốc đơn vị: việc quá hạn, sắp đến hạn, để sao chép, lưu công văn",
        )
        .en(
            "remind",
            "Remind the unit of what is overdue or soon due: a text to copy, a letter",
        ),
    on(UNMARKED, &[ch('c')], A::Changes)
        .vi(
            "thay đổi",
            "Thay đổi gần đây: ai, việc gì, từ giao ban, từ lần xem trước",
        )
        .en(
            "changes",
            "Recent changes: who, what, since the review, since my last visit",
        ),
    on(of([C::Changes]), &[ch('d'), f(7)], A::Since)
        .vi("từ ngày", "Chọn ngày bắt đầu")
        .en("from day", "Choose the first day"),
    on(of([C::Changes]), &[ch('x'), f(8)], A::Undone)
        .vi("đã hoàn tác", "Hiện, ẩn những việc đã hoàn tác")
        .en("undone", "Show or hide what was undone"),
    on(of([C::Report]), &[ch('c')], A::Compare)
        .vi("so kỳ trước", "Bật, tắt so sánh với kỳ trước")
        .en("compare", "Compare with the previous period, on or off"),
    on(REPORT_AND_NOTICE, &[ch('y')], A::Copy)
        .vi("sao chép", "Sao chép vào bộ nhớ tạm")
        .en("copy", "Copy to the clipboard"),
    on(of([C::Notice]), &[ch('p'), f(7)], A::Annexes)
        .vi(
            "phụ lục",
            "Phụ lục kèm theo: số liệu tuần, tất cả, không kèm",
        )
        .en("annexes", "Annexes: the week's figures, all, none"),
    on(of([C::Report]), &[ch('t'), f(7)], A::Letterhead)
        .vi(
            "thể thức",
            "Thể thức: tên cơ quan, người ký, nơi nhận, ngày chốt số liệu",
        )
        .en(
            "letterhead",
            "Letterhead, signatory, recipients, cut-off date",
        )
        .writes(),
    on(HOME_SCREEN, &[], A::Letterhead),
    on(TABLE.and([C::Detail]), &[], A::Remove)
        .vi("gỡ bỏ, xóa", "Gỡ bỏ nhiệm vụ, bước, minh chứng ghi nhầm")
        .en(
            "remove",
            "Remove a task, step or document entered by mistake",
        )
        .on_tasks(),
    on(of([C::Frame]), &[DELETE], A::Remove)
        .vi(
            "gỡ bỏ",
            "Gỡ bỏ lĩnh vực, mục, cán bộ; thôi giao việc cho đơn vị",
        )
        .en(
            "remove",
            "Remove an area, a section or a person; retire a unit",
        ),
    on(WITH_UNDO, &[ch('u'), ctrl('z')], A::Undo)
        .vi("hoàn tác", "Hoàn tác")
        .en("undo", "Undo your last change")
        .writes(),
    on(WITH_UNDO, &[ctrl('r'), ctrl('y')], A::Redo)
        .vi("làm lại", "Làm lại")
        .en("redo", "Redo")
        .writes(),
    on(ARROWS, &[UP], A::Up)
        .vi("lên", "Lên một dòng")
        .en("up", "Up one line"),
    on(LISTS, &[ch('k')], A::Up),
    on(of([C::ReviewEnd]), &[], A::Up)
        .vi("lên", "Kết luận trước")
        .en("up", "Previous conclusion"),
    on(ARROWS, &[DOWN], A::Down)
        .vi("xuống", "Xuống một dòng")
        .en("down", "Down one line"),
    on(LISTS, &[ch('j')], A::Down),
    on(of([C::ReviewEnd]), &[], A::Down)
        .vi("xuống", "Kết luận sau")
        .en("down", "Next conclusion"),
    on(PAGES, &[PAGE_UP, ctrl('u')], A::PageUp)
        .vi("trang trước", "Lên một trang")
        .en("page up", "Up one page"),
    on(of([C::Review]), &[], A::PageUp)
        .vi("trang trước", "Lên một trang; ở đầu thì về việc trước")
        .en("page up", "Up one page; at the top, the previous task"),
    on(PAGES, &[PAGE_DOWN, ctrl('d')], A::PageDown)
        .vi("trang sau", "Xuống một trang")
        .en("page down", "Down one page"),
    on(of([C::Review]), &[], A::PageDown)
        .vi("trang sau", "Xuống một trang; ở cuối thì sang việc sau")
        .en("page down", "Down one page; at the end, the next task"),
    on(PAGES, &[HOME, ch('g')], A::Top)
        .vi("đầu", "Về đầu")
        .en("top", "Go to the top"),
    on(TEXT, &[HOME], A::Top),
    on(of([C::Review]), &[], A::Top)
        .vi("việc đầu", "Về việc đầu tiên")
        .en("first", "Go to the first task"),
    on(PAGES, &[END, ch('G')], A::Bottom)
        .vi("cuối", "Về cuối")
        .en("bottom", "Go to the bottom"),
    on(TEXT, &[END], A::Bottom),
    on(of([C::Review]), &[], A::Bottom)
        .vi("phần cuối", "Đến phần cuối: số liệu, kết luận")
        .en("end", "Go to the end: figures and conclusions"),
    on(HOME_SCREEN, &[LEFT, ch('h')], A::Left)
        .vi("đơn vị", "Sang cột đơn vị")
        .en("units", "Go to units"),
    on(of([C::Report]), &[LEFT, ch('h')], A::Left)
        .vi("kỳ trước", "Kỳ trước")
        .en("previous", "Previous period"),
    on(of([C::Changes]), &[LEFT, ch('h')], A::Left)
        .vi(
            "từ khi nào",
            "Từ lần xem trước, giao ban, thứ Hai, hôm nay …",
        )
        .en(
            "since when",
            "Since my last visit, the review, Monday, today …",
        ),
    on(TEXT, &[LEFT], A::Left),
    on(of([C::Form]), &[], A::Left)
        .vi("sang trái", "Sang trái một ký tự; đổi lựa chọn")
        .en("left", "Left one character; change the choice"),
    on(ARROWS_IN_TEXT, &[], A::Left)
        .vi("sang trái", "Sang trái một ký tự")
        .en("left", "Left one character"),
    on(HOME_SCREEN, &[RIGHT, ch('l')], A::Right)
        .vi("nhiệm vụ", "Sang danh sách nhiệm vụ")
        .en("tasks", "Go to tasks"),
    on(of([C::Report]), &[RIGHT, ch('l')], A::Right)
        .vi("kỳ sau", "Kỳ sau")
        .en("next", "Next period"),
    on(of([C::Changes]), &[RIGHT, ch('l')], A::Right)
        .vi(
            "từ khi nào",
            "Từ lần xem trước, giao ban, thứ Hai, hôm nay …",
        )
        .en(
            "since when",
            "Since my last visit, the review, Monday, today …",
        ),
    on(TEXT, &[RIGHT], A::Right),
    on(of([C::Form]), &[], A::Right)
        .vi("sang phải", "Sang phải một ký tự; đổi lựa chọn")
        .en("right", "Right one character; change the choice"),
    on(ARROWS_IN_TEXT, &[], A::Right)
        .vi("sang phải", "Sang phải một ký tự")
        .en("right", "Right one character"),
    on(
        of([C::Detail, C::Document]),
        &[LEFT, ch('h')],
        A::PreviousPart,
    )
    .vi("phần trước", "Chọn kỳ, bước, vướng mắc trước")
    .en(
        "previous",
        "Select the previous due date, step or difficulty",
    ),
    on(of([C::Report]), &[BACK_TAB], A::PreviousPart)
        .vi("chỗ trước", "Về chỗ cần viết trước")
        .en("previous place", "Go to the previous place to write"),
    on(REVIEW, &[LEFT], A::PreviousPart),
    on(of([C::Review]), &[ch('k'), UP], A::PreviousPart)
        .vi("việc trước", "Về việc trước")
        .en("previous", "Previous task"),
    on(of([C::ReviewEnd]), &[], A::PreviousPart)
        .vi("về danh sách", "Về việc cuối cùng")
        .en("back to list", "Back to the last task"),
    on(of([C::Document]), &[], A::PreviousPart)
        .vi("nhiệm vụ trước", "Chọn nhiệm vụ trước")
        .en("previous task", "Select the previous task"),
    on(of([C::Detail, C::Document]), &[RIGHT, ch('l')], A::NextPart)
        .vi("kỳ, bước, vướng mắc", "Chọn kỳ, bước, vướng mắc sau")
        .en(
            "due dates, steps",
            "Select the next due date, step or difficulty",
        ),
    on(of([C::Report]), &[TAB], A::NextPart)
        .vi("cần viết", "Đến chỗ cần viết tiếp theo")
        .en("to write", "Go to the next place to write"),
    on(of([C::Review]), &[RIGHT, ch('j'), DOWN], A::NextPart)
        .vi("việc sau", "Việc sau; việc này sẽ quay lại ở cuối")
        .en("next", "Next task; this one comes up again at the end"),
    on(of([C::Document]), &[], A::NextPart)
        .vi("nhiệm vụ sau", "Chọn nhiệm vụ sau")
        .en("next task", "Select the next task"),
    on(HOME_SCREEN, &[TAB, ch(']')], A::NextTab)
        .vi("lĩnh vực sau", "Lĩnh vực sau")
        .en("next area", "Next area"),
    on(REPORT_AND_NOTICE, &[ch(']')], A::NextTab)
        .vi("mục sau", "Đến đề mục sau")
        .en("next heading", "Go to the next heading"),
    on(of([C::Frame]), &[TAB, ch(']')], A::NextTab)
        .vi("nhóm sau", "Sang nhóm sau")
        .en("next group", "Go to the next group"),
    on(of([C::Changes]), &[TAB, ch(']')], A::NextTab)
        .vi(
            "theo gì",
            "Xếp theo ngày, người, đơn vị, lĩnh vực, nhiệm vụ",
        )
        .en("group", "Group by day, person, unit, area, task"),
    on(PREVIEWS, &[ch(']'), TAB], A::NextTab)
        .vi("dòng chưa hiểu", "Đến dòng chưa hiểu sau")
        .en("next unclear", "Go to the next row that is not understood"),
    on(of([C::UnitSheet]), &[], A::NextTab)
        .vi(
            "dòng cần xem",
            "Đến dòng sau chờ quyết định hoặc không nhận",
        )
        .en(
            "next open",
            "Go to the next row that is to be decided or not taken",
        ),
    on(HOME_SCREEN, &[BACK_TAB, ch('[')], A::PreviousTab)
        .vi("lĩnh vực trước", "Lĩnh vực trước")
        .en("previous area", "Previous area"),
    on(REPORT_AND_NOTICE, &[ch('[')], A::PreviousTab)
        .vi("mục trước", "Về đề mục trước")
        .en("previous heading", "Go to the previous heading"),
    on(of([C::Frame]), &[BACK_TAB, ch('[')], A::PreviousTab)
        .vi("nhóm trước", "Về nhóm trước")
        .en("previous group", "Go to the previous group"),
    on(of([C::Changes]), &[BACK_TAB, ch('[')], A::PreviousTab)
        .vi("theo gì", "Trở lại cách xếp trước")
        .en("group", "Back to the previous grouping"),
    on(PREVIEWS, &[ch('['), BACK_TAB], A::PreviousTab)
        .vi("dòng chưa hiểu trước", "Về dòng chưa hiểu trước")
        .en(
            "previous unclear",
            "Go back to the row before that is not understood",
        ),
    on(of([C::UnitSheet]), &[], A::PreviousTab)
        .vi(
            "dòng cần xem trước",
            "Về dòng trước chờ quyết định hoặc không nhận",
        )
        .en(
            "previous open",
            "Go back to the row before that is to be decided or not taken",
        ),
    on(HOME_SCREEN.and([C::Report]), DIGITS, A::Tab(0))
        .vi("lĩnh vực", "Mở lĩnh vực 0–9")
        .en("area", "Open area 0–9"),
    on(of([C::Report]), &[], A::Tab(0))
        .vi("lĩnh vực", "Chỉ lĩnh vực 0–9")
        .en("area", "Area 0–9 only"),
    on(UNMARKED.and([C::Report]), &[ch('*')], A::AllTabs)
        .vi("tất cả", "Mở tất cả lĩnh vực")
        .en("all", "Open all areas"),
    on(of([C::Report]), &[], A::AllTabs)
        .vi("mọi lĩnh vực", "Mọi lĩnh vực")
        .en("all areas", "All areas"),
    on(OPENS, &[ENTER], A::Open)
        .vi("mở", "Mở chi tiết")
        .en("open", "Open the details"),
    on(of([C::Review]), &[ch('c')], A::Open)
        .vi("chi tiết", "Mở chi tiết: kỳ, bước, lịch sử")
        .en("details", "Open the details: due dates, steps, history"),
    on(of([C::Changes]), &[], A::Open)
        .vi("mở việc", "Mở nhiệm vụ của thay đổi đang chọn")
        .en("open task", "Open the task of the selected change"),
    on(of([C::Document]), &[], A::Open)
        .vi("mở nhiệm vụ", "Mở nhiệm vụ đang chọn")
        .en("open task", "Open the selected task"),
    on(of([C::ImportFile]), &[], A::Open)
        .vi("đọc", "Đọc tệp này, hoặc vào thư mục")
        .en("read", "Read this file, or go into the folder"),
    on(of([C::Units]), &[], A::Open)
        .vi("nhiệm vụ", "Sang nhiệm vụ của đơn vị này")
        .en("tasks", "Go to this unit's tasks"),
    on(of([C::Picker, C::Palette, C::Assign]), &[], A::Open)
        .vi("chọn", "Chọn dòng này")
        .en("choose", "Choose this item"),
    on(of([C::Assign]), &[ctrl('s'), f(2)], A::Open),
    on(of([C::Search]), &[], A::Open)
        .vi("giữ kết quả", "Giữ kết quả tìm, về danh sách")
        .en("keep", "Keep the results, go back to the list"),
    on(of([C::Conflict]), &[], A::Open)
        .vi("sửa tiếp", "Xem lại và sửa tiếp, chưa lưu")
        .en(
            "keep editing",
            "Review and keep editing; nothing is saved yet",
        ),
    on(EXCEPT_QUESTIONS, &[ESC], A::Back)
        .vi("quay lại", "Quay lại; đang tìm, lọc thì bỏ tìm, bỏ lọc")
        .en("back", "Go back; clears the search and filter first"),
    // In a box q closes the box, as in a pager.
    on(of([C::Help, C::Picker]), &[ch('q')], A::Back),
    on(REVIEW, &[], A::Back)
        .vi("tạm nghỉ", "Tạm nghỉ, lần sau làm tiếp từ chỗ này")
        .en("pause", "Pause, to continue later at the same place"),
    on(of([C::Marked]), &[], A::Back)
        .vi("bỏ chọn", "Bỏ chọn tất cả")
        .en("clear", "Clear the selection"),
    on(of([C::Units]), &[], A::Back)
        .vi("nhiệm vụ", "Sang danh sách nhiệm vụ")
        .en("tasks", "Go to tasks"),
    on(
        of([
            C::Detail,
            C::Changes,
            C::Document,
            C::Notice,
            C::Report,
            C::Frame,
        ]),
        &[],
        A::Back,
    )
    .vi("quay lại", "Về danh sách")
    .en("back", "Back to the list"),
    on(PREVIEWS, &[], A::Back)
        .vi("thôi", "Thôi, không ghi gì")
        .en("leave", "Leave without writing anything"),
    on(of([C::ImportCell]), &[], A::Back)
        .vi("thôi", "Để ô như cũ")
        .en("cancel", "Leave the cell as it was"),
    on(
        of([C::Help, C::Picker, C::Palette, C::Assign, C::ImportFile]),
        &[],
        A::Back,
    )
    .vi("đóng", "Đóng")
    .en("close", "Close"),
    on(of([C::Search]), &[], A::Back)
        .vi("bỏ tìm", "Bỏ tìm, hiện lại danh sách")
        .en("clear", "Clear the search, show the whole list"),
    on(of([C::Form]), &[], A::Back)
        .vi("bỏ", "Đóng, không lưu")
        .en("cancel", "Close without saving"),
    on(of([C::Note, C::Text]), &[], A::Back)
        .vi("để sau", "Đóng, giữ bản nháp")
        .en("keep draft", "Close and keep the draft"),
    on(of([C::Conflict]), &[], A::Back)
        .vi("bỏ", "Giữ nội dung của họ, bỏ của tôi")
        .en("discard", "Keep theirs, discard mine"),
    on(FULL_SCREENS, &[ch('L'), f(12)], A::Language)
        .vi("English", "Đổi sang tiếng Anh")
        .en("Tiếng Việt", "Switch to Vietnamese"),
    on(FULL_SCREENS, &[ch(':'), ctrl('p')], A::Palette)
        .vi("lệnh", "Tìm lệnh theo tên")
        .en("commands", "Find a command by name"),
    on(PAGES, &[ch('?')], A::Help)
        .vi("trợ giúp", "Phím tắt")
        .en("help", "Keyboard shortcuts"),
    on(EXCEPT_QUESTIONS, &[f(1)], A::Help),
    on(FULL_SCREENS, &[], A::Suspend)
        .vi("tạm ra dòng lệnh", "Tạm ra dòng lệnh (gõ fg để trở lại)")
        .en("suspend", "Suspend to the shell (fg to return)"),
    on(FULL_SCREENS, &[ch('q')], A::Quit)
        .vi("thoát", "Thoát")
        .en("quit", "Quit"),
    on(EXCEPT_QUESTIONS, &[f(10), ctrl('c')], A::Quit),
    on(of([C::Form]), &[ENTER], A::Accept)
        .vi("tiếp", "Mục sau; ở mục cuối thì lưu")
        .en("next", "Next field; save on the last one"),
    on(PREVIEWS, &[ENTER], A::Accept)
        .vi(
            "nhập",
            "Nhập những việc mới và đã đổi, thành một bước hoàn tác",
        )
        .en("import", "Import what is new and changed, as one undo step"),
    on(of([C::UnitSheet]), &[], A::Accept)
        .vi(
            "nhận",
            "Nhận những thay đổi của đơn vị, thành một bước hoàn tác",
        )
        .en(
            "take over",
            "Take over what the unit changed, as one undo step",
        ),
    on(of([C::ImportCell]), &[ENTER], A::Accept)
        .vi("nhận", "Lấy chữ đã gõ thay cho ô")
        .en("take", "Take what is typed in place of the cell"),
    on(SAVES, &[ctrl('s'), f(2)], A::Save)
        .vi("lưu", "Lưu")
        .en("save", "Save"),
    on(REPORT_AND_NOTICE, &[ch('s'), f(2), ctrl('s')], A::Save)
        .vi(
            "lưu tệp",
            "Lưu thành tệp: Word, Excel, HTML, Markdown, văn bản",
        )
        .en("save", "Save as a file: Word, Excel, HTML, Markdown, text"),
    on(of([C::Conflict]), &[], A::Save)
        .vi("ghi đè", "Lưu nội dung của tôi, thay nội dung của họ")
        .en("overwrite", "Save mine over theirs"),
    on(of([C::Form]), &[TAB, DOWN], A::NextField)
        .vi("mục sau", "Mục sau")
        .en("next field", "Next field"),
    on(of([C::Form]), &[BACK_TAB, UP], A::PreviousField)
        .vi("mục trước", "Mục trước")
        .en("previous field", "Previous field"),
    on(of([C::Note]), &[TAB], A::NextKind)
        .vi("loại", "Đổi loại ghi chú")
        .en("type", "Change the type of note"),
    on(of([C::Note, C::Text]), &[ENTER], A::NewLine)
        .vi("xuống dòng", "Xuống dòng")
        .en("new line", "New line"),
    // Some terminals and input tools send 0x08 for Backspace; it is never a word delete.
    on(TEXT, &[BACKSPACE, ctrl('h')], A::Backspace)
        .vi("xóa lùi", "Xóa ký tự bên trái")
        .en("backspace", "Delete the character to the left"),
    on(TEXT, &[DELETE], A::Delete)
        .vi("xóa", "Xóa ký tự bên phải")
        .en("delete", "Delete the character to the right"),
    on(TEXT, &[CTRL_LEFT], A::WordLeft)
        .vi("từ trước", "Về từ trước")
        .en("previous word", "Previous word"),
    on(TEXT, &[CTRL_RIGHT], A::WordRight)
        .vi("từ sau", "Sang từ sau")
        .en("next word", "Next word"),
    on(TEXT, &[ctrl('u')], A::KillToStart)
        .vi("xóa dòng", "Xóa đến đầu dòng")
        .en("delete line", "Delete to the start of the line"),
    on(TEXT, &[ctrl('w')], A::DeleteWord)
        .vi("xóa từ", "Xóa từ bên trái")
        .en("delete word", "Delete the word to the left"),
    // "có" and "không", "yes" and "no": whichever language is shown.
    on(QUESTIONS, &[ch('c'), ch('y')], A::Yes),
    // Enter has just left the form: pressed twice, it must not write over a file.
    on(of([C::Question]), &[ENTER], A::Yes),
    on(QUESTIONS, &[ch('k'), ch('n'), ESC], A::No),
];

impl Action {
    /// Every action, as help and palette list them. `Tab` stands for all areas.
    pub fn all() -> impl Iterator<Item = Self> {
        let mut before = None;
        let new = move |row: &&KeyBinding| before.replace(row.action) != Some(row.action);
        ROWS.iter().filter(new).map(|row| row.action)
    }

    /// Its rows, which stand together.
    fn rows(self) -> std::slice::Iter<'static, KeyBinding> {
        let first = ROWS.iter().position(|row| row.action == self);
        let rows = ROWS.get(first.unwrap_or(ROWS.len())..).unwrap_or_default();
        let other = rows.iter().position(|row| row.action != self);
        rows[..other.unwrap_or(rows.len())].iter()
    }

    /// The row that has its words: the last one of a context, or else the first.
    fn worded(self, context: KeyContext) -> Option<&'static KeyBinding> {
        let mut own = self.rows().rev().filter(|row| !row.label.vi.is_empty());
        let here = own.find(|row| row.contexts.has(context));
        here.or_else(|| self.rows().next())
    }

    /// Two or three words for the footer.
    pub(crate) fn label(self, context: KeyContext) -> Bi {
        self.worded(context).map_or(bi("", ""), |row| row.label)
    }

    /// A line for help and palette.
    pub(crate) fn help(self, context: KeyContext) -> Bi {
        self.worded(context).map_or(bi("", ""), |row| row.help)
    }

    /// Whether the palette has it where such a context is on top.
    pub(crate) fn is_meant(self, context: KeyContext) -> bool {
        self.rows().any(|row| row.contexts.has(context))
    }

    /// Its keys in a context, the first being the one to name.
    pub fn keys(self, context: KeyContext) -> impl Iterator<Item = Key> {
        let rows = self.rows().filter(move |row| row.contexts.has(context));
        rows.flat_map(|row| row.keys.iter().copied())
    }

    /// The name of the key to name; nothing where it has none there.
    pub fn key(self, context: KeyContext, lang: Lang) -> Option<String> {
        self.keys(context).next().map(|key| key.name(lang))
    }

    /// All its keys in a context, by name; the digits of the areas stand together.
    pub(crate) fn key_names(self, context: KeyContext, lang: Lang) -> String {
        let names: Vec<String> = self.keys(context).map(|key| key.name(lang)).collect();
        match (self, names.is_empty()) {
            (Self::Tab(_), false) => "0–9".to_owned(),
            (Self::Choice(_), false) if names.len() == 9 => "1–9".to_owned(),
            (Self::Choice(_), false) if names.len() == 10 => "0–9".to_owned(),
            _ => names.join(" "),
        }
    }

    /// Whether it writes to the file, or prepares it.
    pub fn writes(self) -> bool {
        self.rows().any(|row| row.writes)
    }

    /// Whether it needs a task to act on, and writes to it.
    pub(crate) fn is_on_tasks(self) -> bool {
        self.rows().any(|row| row.on_tasks)
    }

    /// Whether it only leads to other rows: what follows from the row under the cursor may wait
    /// until the keys rest.
    pub(crate) fn moves(self) -> bool {
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

/// What a key comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Resolved {
    /// An intention.
    Action(Action),
    /// Text for the focused field.
    Text(char),
    /// An input tool has made a tone of the key, so that nobody knows which one was meant.
    ToneMark,
    /// Nothing here, and the status says so.
    Unbound,
    /// Nothing, without a message.
    Nothing,
}

/// Looks a key up. It stops here; from here on only intentions travel.
pub(crate) fn resolve(context: KeyContext, event: KeyEvent) -> Resolved {
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let letter = match event.code {
        KeyCode::Char(c) if context.takes_text() && !ctrl && !alt => Some(c),
        _ => None,
    };
    // Where letters are typed the blank alone may ask for something.
    if let Some(c) = letter.filter(|c| *c != ' ') {
        return Resolved::Text(c);
    }
    let Some(key) = Key::pressed(event) else {
        return Resolved::ToneMark;
    };
    let bound = |row: &&KeyBinding| row.keys.contains(&key) && row.contexts.has(context);
    match ROWS.iter().find(bound).filter(|_| !alt) {
        Some(row) => Resolved::Action(match (row.action, key.digit()) {
            (A::Tab(_), Some(area)) => A::Tab(area),
            (A::Choice(_), Some(number)) => A::Choice(number),
            (action, _) => action,
        }),
        None if letter.is_some() => Resolved::Text(' '),
        None if context.is_question() || key.is_silent() => Resolved::Nothing,
        None => Resolved::Unbound,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_key_is_bound_twice_in_a_context() {
        for (at, row) in ROWS.iter().enumerate() {
            for other in ROWS.iter().skip(at + 1) {
                let shared = row.keys.iter().find(|key| other.keys.contains(key));
                if let Some(key) = shared.filter(|_| row.contexts.meets(other.contexts)) {
                    panic!(
                        "{:?}, {:?}: {}",
                        row.action,
                        other.action,
                        key.name(Lang::En)
                    );
                }
            }
            let keys: HashSet<&Key> = row.keys.iter().collect();
            assert_eq!(keys.len(), row.keys.len(), "{:?}", row.action);
        }
    }

    #[test]
    fn everywhere_there_is_help_and_a_way_back_or_two_answers() {
        for (at, context) in KeyContext::ALL.iter().enumerate() {
            assert_eq!(*context as usize, at, "{context:?}");
            let needed = match context.is_question() {
                true => [A::Yes, A::No],
                false => [A::Back, A::Help],
            };
            for action in needed {
                let mut keys = action.keys(*context);
                assert!(keys.next().is_some(), "{context:?}: {action:?}");
            }
        }
        assert_eq!(KeyContext::ALL.last(), Some(&KeyContext::CarefulQuestion));
    }

    #[test]
    fn every_action_has_words_and_its_rows_are_adjacent() {
        let mut seen = HashSet::new();
        for action in Action::all() {
            assert!(seen.insert(action), "{action:?}");
            let question = matches!(action, A::Yes | A::No);
            let (label, help) = (action.label(C::Tasks), action.help(C::Tasks));
            assert!(
                question || !label.vi.is_empty() && !help.vi.is_empty(),
                "{action:?}"
            );
        }
    }

    #[test]
    fn a_letter_that_the_input_tool_has_marked_still_works() {
        let press = |c| resolve(KeyContext::Tasks, KeyEvent::from(KeyCode::Char(c)));
        assert_eq!(press('ô'), Resolved::Action(Action::Order));
        assert_eq!(press('ê'), Resolved::Action(Action::Edit));
        assert_eq!(press('ư'), Resolved::Unbound);
        assert_eq!(press('đ'), Resolved::Action(Action::Remind));
        for letter in ['ú', 'ù', 'ủ', 'ũ', 'ụ', 'ọ', 'ế', 'Ạ'] {
            assert_eq!(press(letter), Resolved::ToneMark, "{letter}");
        }
        assert_eq!(press('x'), Resolved::Unbound);
    }

    #[test]
    fn letters_are_text_where_text_is_typed() {
        let press = |c| resolve(KeyContext::Note, KeyEvent::from(KeyCode::Char(c)));
        assert_eq!(press('q'), Resolved::Text('q'));
        assert_eq!(press('ế'), Resolved::Text('ế'));
        let erase = KeyEvent::new(KeyCode::Char('h'), KeyModifiers::CONTROL);
        assert_eq!(
            resolve(KeyContext::Note, erase),
            Resolved::Action(Action::Backspace)
        );
        assert_eq!(resolve(KeyContext::Tasks, erase), Resolved::Nothing);
    }
}
