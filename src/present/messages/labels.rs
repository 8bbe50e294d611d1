//! The names of things that are only read: states, kinds, orders, the parts of a task. What a person
//! types or a script writes too has its names in [`names`](crate::present::names).

use crate::domain::deadline::DeadlineKind;
use crate::domain::note::NoteKind;
use crate::domain::parts::Field;
use crate::domain::plan::PlanKind;
use crate::domain::query::Order;
use crate::domain::task::{Hold, State, Timeliness};
use crate::domain::unit::UnitKind;
use crate::present::lang::{Bi, bi};

pub(crate) fn state(state: State) -> Bi {
    match state {
        State::NotStarted => bi("chưa thực hiện", "not started"),
        State::InProgress => bi("đang thực hiện", "in progress"),
        State::Done => bi("hoàn thành", "completed"),
        State::Paused => bi("tạm dừng", "paused"),
        State::Dropped => bi("bãi bỏ", "dropped"),
    }
}

/// Whether work was begun.
pub(crate) fn begun(begun: bool) -> Bi {
    state(if begun {
        State::InProgress
    } else {
        State::NotStarted
    })
}

/// How a task stands against its deadline.
pub(crate) fn timeliness(timeliness: Timeliness) -> Bi {
    match timeliness {
        Timeliness::None => bi("không tính hạn", "no due date"),
        Timeliness::Later => bi("trong hạn", "on schedule"),
        Timeliness::DueSoon => bi("sắp đến hạn", "due soon"),
        Timeliness::Overdue => bi("quá hạn", "overdue"),
        Timeliness::DoneOnTime => bi("xong đúng hạn", "completed on time"),
        Timeliness::DoneLate => bi("xong quá hạn", "completed late"),
    }
}

pub(crate) fn deadline_kind(kind: DeadlineKind) -> Bi {
    match kind {
        DeadlineKind::Date => bi("có ngày cụ thể", "fixed date"),
        DeadlineKind::Recurring => bi("định kỳ", "recurring"),
        DeadlineKind::Ongoing => bi("thường xuyên", "ongoing"),
        DeadlineKind::Event => bi("khi phát sinh", "when needed"),
        DeadlineKind::Relative => bi("tính từ một mốc", "relative"),
        DeadlineKind::Unclear => bi("chưa rõ", "unclear"),
        DeadlineKind::None => bi("chưa có", "none"),
    }
}

pub(crate) fn note_kind(kind: NoteKind) -> Bi {
    match kind {
        NoteKind::Note => bi("ghi chú", "note"),
        NoteKind::Difficulty => bi("vướng mắc", "difficulty"),
        NoteKind::Instruction => bi("chỉ đạo, kết luận", "instruction"),
        NoteKind::Proposal => bi("kiến nghị", "proposal"),
    }
}

/// What sort of document a plan is.
pub(crate) fn plan_kind(kind: PlanKind) -> Bi {
    match kind {
        PlanKind::Plan => bi("Kế hoạch", "Plan"),
        PlanKind::Decision => bi("Quyết định", "Decision"),
    }
}

pub(crate) fn unit_kind(kind: UnitKind) -> Bi {
    match kind {
        UnitKind::Leadership => bi("lãnh đạo", "leadership"),
        UnitKind::Office => bi("văn phòng", "office"),
        UnitKind::Division => bi("phòng", "division"),
        UnitKind::SubDepartment => bi("chi cục", "sub-department"),
        UnitKind::Inspectorate => bi("thanh tra", "inspectorate"),
        UnitKind::PublicService => bi("đơn vị sự nghiệp", "public-service unit"),
        UnitKind::Pseudo => bi("nhiều đơn vị", "several units"),
        UnitKind::Union => bi("đoàn thể", "mass organisation"),
        UnitKind::Outside => bi("ngoài Sở", "external"),
    }
}

pub(crate) fn order(order: Order) -> Bi {
    match order {
        Order::Due => bi("theo hạn", "by due date"),
        Order::Code => bi("theo mã", "by code"),
        Order::Unit => bi("theo đơn vị", "by unit"),
        Order::Changed => bi("theo thay đổi mới nhất", "by last change"),
    }
}

/// Paused or dropped.
pub(crate) fn hold(hold: Hold) -> Bi {
    state(match hold {
        Hold::Paused => State::Paused,
        Hold::Dropped => State::Dropped,
    })
}

/// What a task is that has to be resumed before anything is done to it: "đang tạm dừng".
pub(crate) fn on_hold(state: State) -> Bi {
    match state {
        State::Dropped => bi("đã bãi bỏ", "was dropped"),
        _ => bi("đang tạm dừng", "is paused"),
    }
}

/// A part of a form.
pub(crate) fn field(field: Field) -> Bi {
    match field {
        Field::Title => bi("Tên nhiệm vụ", "Title"),
        Field::Text => bi("Nội dung", "Text"),
        Field::Product => bi("Sản phẩm", "Product"),
        Field::Note => bi("Ghi chú", "Note"),
        Field::Reason => bi("Lý do", "Reason"),
        Field::State => bi("Trạng thái", "Status"),
        Field::DoneOn => bi("Ngày hoàn thành", "Completion date"),
        Field::Due => bi("Hạn", "Due date"),
        Field::BaseOn => bi("Tính từ ngày", "Counted from"),
        Field::AgreedBy => bi("Người đồng ý", "Agreed by"),
        Field::Letter => bi("Số văn bản", "Document no."),
        Field::Result => bi("Kết quả", "Result"),
        Field::EvidenceNumber => bi("Số, ký hiệu", "Document no."),
        Field::EvidenceSummary => bi("Trích yếu", "Summary"),
        Field::EvidencePath => bi("Đường dẫn tệp", "File path"),
        Field::EvidenceDate => bi("Ngày văn bản", "Its date"),
        Field::StepTitle => bi("Bước", "Step"),
        Field::Deadline => bi("Thời hạn", "Deadline"),
        Field::Step => bi("Bước", "Step"),
        Field::KeyTask => bi("Trọng tâm", "Key task"),
        Field::Lead => bi("Chủ trì", "Lead unit"),
        Field::Coordinating => bi("Phối hợp", "Co-operating"),
        Field::CoordinatingText => bi("Phối hợp khác", "Other partners"),
        Field::Person => bi("Tên cán bộ", "Person"),
        Field::Abbreviation => bi("Tên viết tắt", "Abbreviation"),
        Field::UnitName => bi("Tên đơn vị", "Unit name"),
        Field::UnitKind => bi("Loại đơn vị", "Unit type"),
        Field::Account => bi("Tài khoản", "Account"),
        Field::PersonUnit => bi("Đơn vị của cán bộ", "Person's unit"),
        Field::ReportText => bi("Nội dung báo cáo", "Report text"),
        Field::Superior => bi("Cơ quan chủ quản", "Superior body"),
        Field::OfficeShort => bi("Tên viết tắt", "Short name"),
        Field::Office => bi("Cơ quan báo cáo", "Office"),
        Field::Symbol => bi("Ký hiệu sau số", "Symbol"),
        Field::SignedAt => bi("Địa danh", "Place"),
        Field::SignerTitle => bi("Chức vụ người ký", "Signatory's title"),
        Field::Signer => bi("Người ký", "Signatory"),
        Field::Recipients => bi("Nơi nhận", "Recipients"),
        Field::Cutoff => bi("Ngày chốt số liệu", "Cut-off date"),
        Field::PlanTitle => bi("Tên kế hoạch", "Plan title"),
        Field::PlanNumber => bi("Số, ký hiệu kế hoạch", "Plan number"),
        Field::IssuedOn => bi("Ngày ban hành", "Date of issue"),
        Field::Issuer => bi("Cơ quan ban hành", "Issuing body"),
        Field::PlanKind => bi("Loại văn bản", "Type of document"),
        Field::AreaName => bi("Tên lĩnh vực", "Area name"),
        Field::AreaNameEn => bi("Tên lĩnh vực (tiếng Anh)", "Area name (English)"),
        Field::AreaShort => bi("Tên ngắn của lĩnh vực", "Short area name"),
        Field::AreaShortEn => bi("Tên ngắn (tiếng Anh)", "Short area name (English)"),
        Field::AreaAbbreviation => bi("Tên viết tắt của lĩnh vực", "Area abbreviation"),
        Field::AreaPlace => bi("Thứ tự lĩnh vực", "Order of areas"),
        Field::SectionTitle => bi("Tên mục", "Section title"),
        Field::SectionPlace => bi("Thứ tự mục", "Order of sections"),
        Field::TaskSection => bi("Mục", "Section"),
        Field::ValidFrom => bi("Có từ năm", "Valid from"),
        Field::ValidTo => bi("Có đến năm", "Valid to"),
        Field::SoonDays => bi("Số ngày báo sắp đến hạn", "Due-soon days"),
        Field::SilentDays => bi("Chưa cập nhật sau (ngày)", "Not updated after (days)"),
        Field::BeforeIsStrict => bi("“Trước” không tính ngày đó", "“Trước” leaves the day out"),
        Field::Setting => bi("Thiết lập của kế hoạch", "Plan setting"),
        Field::Alias => bi("Tên gọi khác", "Other name"),
        Field::Conclusion => bi("Kết luận", "Conclusion"),
    }
}
