//! Messages about a returned sheet.

use super::changes::{ProgressChanges, RowOutcome, RowRefusal};
use super::compare::{
    CellChange, ComparedRow, Comparison, ForeignSheet, RowProblem, SinceSent, ThreeWayValue,
};
use super::read::{DateError, UnreadableSheet};
use crate::domain::text::join;
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::messages::{errors, labels};

/// Why a sheet cannot be read.
pub(crate) fn broken(why: &UnreadableSheet, lang: Lang) -> String {
    match why {
        UnreadableSheet::NewerVersion => lang.text(
            "biểu do phiên bản cchc mới hơn lập; hãy cập nhật cchc",
            "the sheet was made by a later version of cchc; update cchc",
        ),
        UnreadableSheet::HiddenDamaged => lang.text(
            "phần ẩn của biểu đã hỏng; hãy gửi lại biểu mới cho đơn vị",
            "the hidden part of the sheet is damaged; send the unit a new sheet",
        ),
        UnreadableSheet::KeysMissing => lang.text(
            "biểu đã mất cột ẩn để nhận ra từng dòng; hãy gửi lại biểu mới cho đơn vị",
            "the hidden column that identifies the rows is gone; send the unit a new sheet",
        ),
        UnreadableSheet::ColumnMissing(column) => {
            let head = column.head().get(lang);
            lang.pick(
                format!("không còn cột “{head}”, hoặc tên cột đã bị sửa"),
                format!("the column “{head}” is gone, or its head was changed"),
            )
        }
    }
}

pub(crate) fn foreign(why: ForeignSheet, plan_year: i32, lang: Lang) -> String {
    match why {
        ForeignSheet::Year(year) => lang.pick(
            format!("đây là biểu của kế hoạch năm {year}; tệp đang mở là kế hoạch năm {plan_year}"),
            format!("the sheet is of the plan of {year}; the open file is the plan of {plan_year}"),
        ),
        ForeignSheet::File => lang.text(
            "biểu được lập từ một tệp kế hoạch khác",
            "the sheet was made from another plan file",
        ),
    }
}

/// "biểu tiến độ của VP, gửi ngày 11/06/2021".
pub(crate) fn about(comparison: &Comparison, lang: Lang) -> String {
    let id = &comparison.returned.id;
    let (unit, day) = (&id.unit_name, dates::full(id.sent_on));
    lang.pick(
        format!("biểu tiến độ của {unit}, gửi ngày {day}"),
        format!("progress sheet of {unit}, sent on {day}"),
    )
}

/// "dòng 9", or that the row was removed.
pub(crate) fn place(row: &ComparedRow, lang: Lang) -> String {
    match row.number {
        Some(number) => lang.pick(format!("dòng {number}"), format!("row {number}")),
        None => lang.text("dòng đã xóa", "removed row"),
    }
}

pub(crate) fn outcome(outcome: RowOutcome, lang: Lang) -> &'static str {
    match outcome {
        RowOutcome::Unchanged => bi("giữ nguyên", "unchanged"),
        RowOutcome::Taken => bi("nhận", "taken"),
        RowOutcome::Conflict => bi("chờ quyết định", "to be decided"),
        RowOutcome::Problem => bi("không nhận", "not taken"),
        RowOutcome::Skipped => bi("bỏ qua", "left out"),
    }
    .get(lang)
}

pub(crate) fn reason(
    comparison: &Comparison,
    act: &ProgressChanges,
    row: usize,
    lang: Lang,
) -> Option<String> {
    match act.refused(row) {
        Some(RowRefusal::Rule(refusal)) => Some(errors::refused(refusal, lang)),
        Some(RowRefusal::Cell(why)) => Some(problem(why, lang)),
        None => {
            let row = comparison.rows.get(row)?;
            row.problem.as_ref().map(|why| problem(why, lang))
        }
    }
}

fn problem(why: &RowProblem, lang: Lang) -> String {
    match why {
        RowProblem::Added => lang.text(
            "dòng thêm vào, không có trong biểu đã gửi",
            "an added row that was not in the sheet as sent",
        ),
        RowProblem::Removed => lang.text(
            "dòng đã bị xóa khỏi biểu; nhiệm vụ giữ nguyên",
            "the row was removed from the sheet; the task stays as it is",
        ),
        RowProblem::OtherCode(sent) => lang.pick(
            format!("mã đã bị sửa, hoặc các ô bị chuyển chỗ: dòng này được gửi cho {sent}"),
            format!("the code was changed or cells were moved: this row was sent for {sent}"),
        ),
        RowProblem::Twice(row) => lang.pick(
            format!("dòng lặp lại: cùng một việc với dòng {row}"),
            format!("a repeated row: the same as row {row}"),
        ),
        RowProblem::NoTask => lang.text(
            "nhiệm vụ không còn trong kế hoạch",
            "the task is no longer in the plan",
        ),
        RowProblem::NoPeriod => lang.text(
            "kỳ này không còn vì thời hạn đã được đặt lại",
            "the due date no longer exists: the deadline was set again",
        ),
        RowProblem::OtherLead(unit) => other_lead(unit, lang),
        filled => cell_problem(filled, lang),
    }
}

fn other_lead(unit: &str, lang: Lang) -> String {
    match unit {
        "" => lang.text(
            "nhiệm vụ nay chưa giao đơn vị chủ trì",
            "no unit leads the task now",
        ),
        unit => lang.pick(
            format!("nhiệm vụ nay do {unit} chủ trì"),
            format!("{unit} leads the task now"),
        ),
    }
}

fn cell_problem(why: &RowProblem, lang: Lang) -> String {
    match why {
        RowProblem::State(typed) => lang.pick(
            format!("chưa hiểu trạng thái “{typed}”"),
            format!("the status “{typed}” is not understood"),
        ),
        RowProblem::NoState => lang.text("trạng thái để trống", "the status is empty"),
        RowProblem::Drops => lang.text(
            "bãi bỏ nhiệm vụ phải do người theo dõi kế hoạch quyết định",
            "only whoever follows the plan may drop a task",
        ),
        RowProblem::Day(typed, why) => no_day(typed, *why, lang),
        RowProblem::FarDay(day, year) => {
            let (day, first, last) = (dates::full(*day), year - 1, year + 1);
            lang.pick(
                format!("ngày hoàn thành {day} không thuộc các năm {first}–{last}"),
                format!("the completion date {day} is not in the years {first}–{last}"),
            )
        }
        RowProblem::DateMissing => lang.text(
            "hoàn thành nhưng chưa có ngày hoàn thành",
            "completed without a completion date",
        ),
        RowProblem::DayOnly => lang.text(
            "có ngày hoàn thành nhưng trạng thái chưa phải là hoàn thành",
            "a completion date, but the status is not completed",
        ),
        RowProblem::NoReason => lang.text(
            "tạm dừng cần ghi lý do ở cột Ghi chú",
            "a pause needs its reason in the column Note",
        ),
        RowProblem::Formula(column) => {
            let head = column.head().get(lang);
            lang.pick(
                format!("cột “{head}” có công thức chưa có kết quả được lưu"),
                format!("a formula without a stored result in the column “{head}”"),
            )
        }
        RowProblem::Contradicts(row) => lang.pick(
            format!("trái với dòng {row} của cùng nhiệm vụ: nhiệm vụ chỉ có một trạng thái"),
            format!("contradicts row {row} of the same task, which has one status only"),
        ),
        of_document => document_problem(of_document, lang),
    }
}

fn document_problem(why: &RowProblem, lang: Lang) -> String {
    match why {
        RowProblem::Document(typed, why) => {
            let why = no_day(typed, *why, lang);
            lang.pick(
                format!("tài liệu kiểm chứng: {why}"),
                format!("evidence: {why}"),
            )
        }
        RowProblem::OtherDate(document) => lang.pick(
            format!("tài liệu “{document}” đã có với ngày khác"),
            format!("the document “{document}” is known with another date"),
        ),
        RowProblem::OtherSummary(document) => lang.pick(
            format!("tài liệu “{document}” đã có, chưa hiểu phần ghi thêm; các tài liệu cách nhau bằng dấu ;"),
            format!("the document “{document}” is known, and what is added is not understood; separate documents by ;"),
        ),
        _ => String::new(),
    }
}

fn no_day(typed: &str, why: DateError, lang: Lang) -> String {
    match why {
        DateError::Unreadable => lang.pick(
            format!("chưa hiểu ngày “{typed}”"),
            format!("the date “{typed}” is not understood"),
        ),
        DateError::Impossible => lang.pick(
            format!("không có ngày “{typed}”"),
            format!("there is no such date as “{typed}”"),
        ),
        DateError::MissingYear => lang.pick(
            format!("“{typed}” thiếu năm"),
            format!("“{typed}” lacks its year"),
        ),
    }
}

/// A value as sent, as filled in and as it is now, each on one line.
pub(crate) fn values(part: &CellChange, lang: Lang) -> [String; 3] {
    let empty = |text: String| match text.is_empty() {
        true => "–".to_owned(),
        false => text.lines().map(str::trim).collect::<Vec<_>>().join("; "),
    };
    match &part.value {
        ThreeWayValue::State(all) => all.map(|state| labels::state(state).get(lang).to_owned()),
        ThreeWayValue::Day(all) => all.map(|day| empty(day.map(dates::full).unwrap_or_default())),
        ThreeWayValue::Text(all) => all.clone().map(empty),
    }
}

/// "trạng thái: chưa thực hiện → hoàn thành", with the plan's value where that is another one.
pub(crate) fn part(part: &CellChange, lang: Lang) -> String {
    let head = part.column.head().get(lang).to_lowercase();
    let [sent, filled, now] = values(part, lang);
    let change = match sent.as_str() {
        "–" => filled,
        _ => format!("{sent} → {filled}"),
    };
    match part.since {
        SinceSent::Unchanged => format!("{head}: {change}"),
        SinceSent::AlreadyApplied => lang.pick(
            format!("{head}: {change} (đã có)"),
            format!("{head}: {change} (there already)"),
        ),
        SinceSent::Changed => lang.pick(
            format!("{head}: {change}, nay ở đây là {now}"),
            format!("{head}: {change}, now here {now}"),
        ),
    }
}

/// Who changed the task here since the sheet was sent: "Lan sửa ngày 12/06/2021".
pub(crate) fn changed_by(row: &ComparedRow, lang: Lang) -> Option<String> {
    let (person, day) = row.changed_by.as_ref()?;
    let day = dates::full(*day);
    Some(lang.pick(
        format!("{person} sửa gần nhất ngày {day}"),
        format!("last changed by {person} on {day}"),
    ))
}

/// The documents that are kept although the unit removed them.
pub(crate) fn kept(row: &ComparedRow, lang: Lang) -> Option<String> {
    let documents = row.kept.join("; ");
    (!documents.is_empty()).then(|| {
        lang.pick(
            format!("vẫn giữ tài liệu {documents}"),
            format!("the evidence {documents} stays"),
        )
    })
}

/// Notice that the rows are in another order.
pub(crate) fn moved(comparison: &Comparison, lang: Lang) -> Option<&'static str> {
    comparison.moved.then(|| {
        lang.pick(
            "Thứ tự các dòng đã đổi; mỗi dòng vẫn được nhận đúng việc của nó.",
            "The rows stand in another order; each was still matched with its task.",
        )
    })
}

/// "12 dòng: 3 nhận, 1 chờ quyết định, 2 không nhận, 6 giữ nguyên".
pub(crate) fn counted(act: &ProgressChanges, lang: Lang) -> String {
    let all = [
        RowOutcome::Taken,
        RowOutcome::Conflict,
        RowOutcome::Problem,
        RowOutcome::Skipped,
        RowOutcome::Unchanged,
    ];
    let counts = all.map(|one| (one, act.count(one))).into_iter();
    let counts = counts.filter(|(_, n)| *n > 0);
    let counts = counts.map(|(one, n)| format!("{n} {}", outcome(one, lang)));
    let counts = join(counts, ", ");
    format!("{}: {counts}", dates::rows(act.outcomes.len(), lang))
}
