//! Messages about an annex: why it cannot be read, what is not understood in it, and what is asked.

use crate::annex::compare::ComparedPart;
use crate::annex::meaning::Meaning;
use crate::annex::parsed::{
    AnnexAnswer, DayOrder, FirstDay, ProblemReason, QuestionKind, SheetOutcome, Warning,
};
use crate::annex::units::Ignored;
use crate::domain::day::Day;
use crate::domain::deadline::Deadline;
use crate::domain::parts::Field;
use crate::domain::text::join;
use crate::import::NoSection;
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::messages::{deadlines, file_errors, labels};
use crate::present::text::safe;
use crate::sheets::error::{FileKind, Limit, OldEncoding, ReadError};
use crate::sheets::workbook::column_letters;
use chrono::Datelike;

/// Why a file gives nothing, as a sentence.
pub fn read_error(error: &ReadError, lang: Lang) -> String {
    match error {
        ReadError::File(reason) => file_errors::reason(reason, lang),
        ReadError::LimitExceeded(limit) => over(*limit, lang),
        ReadError::Damaged { kind, .. } => {
            let kind = kind_name(*kind).get(lang);
            lang.pick(
                format!("Tệp bị hỏng, không đọc được như {kind}; hãy mở và lưu lại một bản khác."),
                format!(
                    "It is damaged and cannot be read as {kind}; open it and save another copy."
                ),
            )
        }
        ReadError::WrongExtension { named, is } => {
            let (named, is) = (kind_name(*named).get(lang), kind_name(*is).get(lang));
            lang.pick(
                format!("Tên tệp nói là {named}, nhưng nội dung là {is}; hãy lưu lại đúng loại."),
                format!("Its name says {named}, but it is {is}; save it as what it is."),
            )
        }
        ReadError::Unsupported(kind) => {
            let kind = kind_name(*kind).get(lang);
            lang.pick(
                format!("Đây là {kind}, không đọc được bảng; hãy lưu thành .xlsx, .ods, .csv hoặc .docx."),
                format!("This is {kind}, in which no table can be read; save it as .xlsx, .ods, .csv or .docx."),
            )
        }
        ReadError::OldEncoding(encoding) => {
            let encoding = old_encoding(*encoding).get(lang);
            lang.pick(
                format!(
                    "Chữ viết bằng bảng mã cũ ({encoding}); hãy chuyển sang Unicode rồi nhập lại."
                ),
                format!(
                    "Its text is in an old encoding ({encoding}); convert it to Unicode first."
                ),
            )
        }
        ReadError::TimedOut { seconds } => lang.pick(
            format!("Đọc quá {seconds} giây chưa xong nên đã dừng."),
            format!("It was not read within {seconds} seconds, so reading was stopped."),
        ),
        plain => plain_error(plain).get(lang).to_owned(),
    }
}

/// Why a file gives nothing, where nothing more is to be named.
fn plain_error(error: &ReadError) -> Bi {
    match error {
        ReadError::Empty => bi("Không có ô nào có chữ.", "No cell holds any text."),
        ReadError::Encrypted => bi(
            "Tệp có mật khẩu; hãy lưu một bản không có mật khẩu.",
            "It has a password; save a copy without one.",
        ),
        ReadError::Macros => bi(
            "Tệp có macro, tức là có chương trình ở trong; hãy lưu thành .xlsx hoặc .docx không có macro.",
            "It has macros, which are programs; save it as .xlsx or .docx without them.",
        ),
        ReadError::Pictures => bi(
            "Bảng trong tệp là ảnh chụp, không có chữ để đọc; hãy xin bản Word hoặc Excel.",
            "Its table is a picture and holds no text; ask for the Word or Excel file.",
        ),
        ReadError::NoTable => bi("Văn bản không có bảng nào.", "The document has no table."),
        ReadError::Entities => bi(
            "Tệp có định nghĩa mà tệp văn phòng không có (DTD); không đọc để an toàn.",
            "It has definitions that office files do not have (a DTD); it is not read, to be safe.",
        ),
        ReadError::NotUnicode => bi(
            "Chữ không phải Unicode; hãy lưu thành “CSV UTF-8” hoặc “Unicode Text”.",
            "Its text is not Unicode; save it as “CSV UTF-8” or “Unicode Text”.",
        ),
        ReadError::Cancelled => bi("Đã thôi đọc tệp.", "Reading was stopped."),
        _ => bi(
            "Việc đọc bị dừng giữa chừng: tệp cần quá nhiều bộ nhớ hoặc bị hỏng.",
            "Reading broke off: it needs too much memory or is damaged.",
        ),
    }
}

fn over(limit: Limit, lang: Lang) -> String {
    const MEGABYTE: u64 = 1024 * 1024;
    match limit {
        Limit::Bytes(most) => lang.pick(
            format!("Tệp lớn hơn {} MB.", most / MEGABYTE),
            format!("It is larger than {} MB.", most / MEGABYTE),
        ),
        Limit::Inflated(most) => lang.pick(
            format!("Giải nén ra lớn hơn {} MB.", most / MEGABYTE),
            format!("It inflates to more than {} MB.", most / MEGABYTE),
        ),
        Limit::Parts(most) => lang.pick(
            format!("Trong tệp có hơn {most} phần."),
            format!("It has more than {most} parts."),
        ),
        Limit::Depth(most) => lang.pick(
            format!("Nội dung lồng nhau quá {most} lớp."),
            format!("It is nested more than {most} deep."),
        ),
        Limit::Sheets(most) => lang.pick(
            format!("Có hơn {most} trang tính hoặc bảng."),
            format!("It has more than {most} sheets or tables."),
        ),
        Limit::Rows(most) => lang.pick(
            format!("Một trang tính có hơn {most} dòng."),
            format!("A sheet has more than {most} rows."),
        ),
        Limit::Columns { row, max } => lang.pick(
            format!("Dòng {row} có hơn {max} cột."),
            format!("Row {row} has more than {max} columns."),
        ),
        Limit::Cells(most) => lang.pick(
            format!("Có hơn {most} ô."),
            format!("It has more than {most} cells."),
        ),
        Limit::Characters { row, max } => lang.pick(
            format!("Dòng {row} có ô dài hơn {max} ký tự."),
            format!("Row {row} has a cell of more than {max} characters."),
        ),
    }
}

/// What a kind of file is called.
fn kind_name(kind: FileKind) -> Bi {
    match kind {
        FileKind::Xlsx => bi("Excel (.xlsx)", "Excel (.xlsx)"),
        FileKind::Xls => bi("Excel 97–2003 (.xls)", "Excel 97–2003 (.xls)"),
        FileKind::Xlsb => bi("Excel nhị phân (.xlsb)", "binary Excel (.xlsb)"),
        FileKind::Ods => bi("OpenDocument (.ods)", "OpenDocument (.ods)"),
        FileKind::Docx => bi("Word (.docx)", "Word (.docx)"),
        FileKind::Doc => bi("Word 97–2003 (.doc)", "Word 97–2003 (.doc)"),
        FileKind::Text => bi("văn bản thuần (.csv, .txt)", "plain text (.csv, .txt)"),
        FileKind::Html => bi("trang web (.html)", "a web page (.html)"),
        FileKind::Xml => bi("XML", "XML"),
        FileKind::Rtf => bi("văn bản RTF", "an RTF text"),
        FileKind::Pdf => bi("PDF", "PDF"),
        FileKind::Picture => bi("ảnh", "a picture"),
        FileKind::Archive => bi("tệp nén", "an archive"),
        FileKind::Unknown => bi("loại không rõ", "of an unknown kind"),
    }
}

fn old_encoding(encoding: OldEncoding) -> Bi {
    match encoding {
        OldEncoding::Tcvn3 => bi("TCVN3, phông .VnTime", "TCVN3, .VnTime fonts"),
        OldEncoding::Vni => bi("VNI, phông VNI-Times", "VNI, VNI-Times fonts"),
        OldEncoding::Garbled => bi(
            "Unicode bị lỗi khi chuyển đổi",
            "Unicode garbled on its way",
        ),
    }
}

/// "7 nhiệm vụ mới, 1 nhiệm vụ đổi": what was imported, without what there is none of.
pub(crate) fn new_and_changed(new: usize, changed: usize, lang: Lang) -> String {
    let kinds = [(new, bi("mới", "new")), (changed, bi("đổi", "changed"))];
    let kinds = kinds.into_iter().filter(|(n, _)| *n > 0);
    let kinds = kinds.map(|(n, kind)| match lang {
        Lang::Vi => format!("{n} nhiệm vụ {}", kind.vi),
        Lang::En if n == 1 => format!("1 {} task", kind.en),
        Lang::En => format!("{n} {} tasks", kind.en),
    });
    join(kinds, ", ")
}

/// What a column means.
pub(crate) fn meaning(meaning: Meaning) -> Bi {
    match meaning {
        Meaning::Number => bi("số thứ tự", "number"),
        Meaning::SubNumber => bi("số trong nhóm", "number in its group"),
        Meaning::Code => bi("mã", "code"),
        Meaning::Area => bi("lĩnh vực", "area"),
        Meaning::Parent => bi("nhiệm vụ cha", "parent task"),
        Meaning::Text => bi("nhiệm vụ", "task"),
        Meaning::Lead => bi("chủ trì", "lead"),
        Meaning::Coordinating => bi("phối hợp", "co-operating"),
        Meaning::Deadline => bi("thời hạn", "deadline"),
        Meaning::Days => bi("số ngày", "number of days"),
        Meaning::Product => bi("sản phẩm", "product"),
        Meaning::Note => bi("ghi chú", "note"),
        Meaning::Start => bi("ngày giao, ngày bắt đầu", "start"),
        Meaning::Done => bi("ngày xong", "done on"),
        Meaning::Progress => bi("tiến độ", "progress"),
        Meaning::Result => bi("kết quả", "result"),
        Meaning::Person => bi("người phụ trách", "person in charge"),
        Meaning::Basis => bi("căn cứ", "basis"),
        Meaning::Indicator => bi("chỉ tiêu", "indicator"),
        Meaning::Measure => bi("đơn vị tính", "unit of measure"),
        Meaning::Target => bi("giá trị chỉ tiêu", "target"),
    }
}

/// A part of a task that an annex gives.
pub(crate) fn part(part: ComparedPart) -> Bi {
    labels::field(match part {
        ComparedPart::Text => Field::Text,
        ComparedPart::Lead => Field::Lead,
        ComparedPart::Coordinating => Field::Coordinating,
        ComparedPart::Deadline => Field::Deadline,
        ComparedPart::Product => Field::Product,
    })
}

/// Why a new task has no place in the plan.
pub(crate) fn no_place(why: &NoSection, lang: Lang) -> String {
    match why {
        NoSection::UnknownArea => lang.text(
            "không rõ thuộc lĩnh vực nào, chưa đưa vào kế hoạch",
            "its area is not known, so it is not taken into the plan",
        ),
        NoSection::NoneInArea(key) => lang.pick(
            format!("lĩnh vực {key} chưa có mục nào, chưa đưa vào kế hoạch"),
            format!("area {key} has no section, so it is not taken into the plan"),
        ),
    }
}

/// What became of a sheet.
pub(crate) fn outcome(outcome: SheetOutcome) -> Bi {
    match outcome {
        SheetOutcome::Tasks => bi("có nhiệm vụ", "has tasks"),
        SheetOutcome::Indicators => bi(
            "bảng chỉ tiêu, không phải nhiệm vụ",
            "a table of targets, not of tasks",
        ),
        SheetOutcome::Sums => bi("số liệu tổng hợp, không phải nhiệm vụ", "sums, not tasks"),
        SheetOutcome::NoHead => bi("không tìm thấy đầu bảng", "no head was found"),
        SheetOutcome::Hidden => bi("trang tính ẩn, chưa đọc", "hidden, not read"),
        SheetOutcome::NotAsked => bi("không được chọn", "not chosen"),
        SheetOutcome::Empty => bi("trống", "empty"),
    }
}

/// Why something is not understood.
pub(crate) fn trouble(trouble: ProblemReason, lang: Lang) -> String {
    let why = match trouble {
        ProblemReason::Superseded(row) => {
            return lang.pick(
                format!("bản cũ của nhiệm vụ ở dòng {row}"),
                format!("an older entry of the task in row {row}"),
            );
        }
        ProblemReason::NoHead => bi(
            "không thấy đầu bảng có nhiệm vụ cùng đơn vị chủ trì hoặc thời hạn",
            "no head with a task and a lead or a deadline",
        ),
        ProblemReason::Indicators => outcome(SheetOutcome::Indicators),
        ProblemReason::Prose => bi("câu ghi chú, không phải nhiệm vụ", "a remark, not a task"),
        ProblemReason::NoText => bi("không có nội dung nhiệm vụ", "no text of a task"),
        ProblemReason::TaskOrHeading => bi(
            "không rõ là nhiệm vụ hay đề mục",
            "a task or a heading, it is not clear which",
        ),
        ProblemReason::Formula => UNCOMPUTED,
        ProblemReason::TooLong => bi("nội dung quá dài", "the text is too long"),
    };
    why.get(lang).to_owned()
}

const UNCOMPUTED: Bi = bi(
    "công thức chưa có kết quả được lưu",
    "a formula without a stored result",
);

/// That the office's own name stands where a unit of it should.
pub(crate) fn own_name(name: &str, lang: Lang) -> String {
    let name = safe(name);
    lang.pick(
        format!("“{name}” là tên của chính cơ quan: ai nhận việc?"),
        format!("“{name}” is the office's own name: who of it is meant?"),
    )
}

/// What a person should look at in a task, a remark each; all that comes from its group in one.
pub(crate) fn warnings(all: &[Warning], lang: Lang) -> Vec<String> {
    let inherited = all.iter().filter_map(|one| match one {
        Warning::Inherited(of) => Some(meaning(*of).get(lang)),
        _ => None,
    });
    let inherited: Vec<&str> = inherited.collect();
    let mut is_listed = false;
    let remark = |one: &Warning| match one {
        Warning::Inherited(_) if is_listed => None,
        Warning::Inherited(_) => {
            is_listed = true;
            Some(from_group(&inherited.join(", "), lang))
        }
        one => Some(warning(one, lang)),
    };
    all.iter().filter_map(remark).collect()
}

/// A [`warning`] for a narrow column, beside the cells that it is about.
pub(crate) fn short_warning(one: &Warning, lang: Lang) -> String {
    match one {
        Warning::DayOutOfRange(day) => {
            let year = day.year();
            lang.pick(
                format!("năm {year} xa kế hoạch"),
                format!("{year} is far off"),
            )
        }
        Warning::BeforePlan(_) => lang.text("trước ngày ban hành", "before the plan was issued"),
        Warning::SeveralLeads(_) => lang.text("nhiều đơn vị một ô", "several leads"),
        other => warning(other, lang),
    }
}

fn from_group(parts: &str, lang: Lang) -> String {
    lang.pick(
        format!("lấy theo nhóm: {parts}"),
        format!("from its group: {parts}"),
    )
}

/// What a person should look at in a task.
pub fn warning(warning: &Warning, lang: Lang) -> String {
    let with = |about: Bi, what: &str| format!("{}: {}", about.get(lang), safe(what));
    let row = |about: Bi, row: u32| {
        let about = about.get(lang);
        lang.pick(
            format!("{about} với dòng {row}"),
            format!("{about} as row {row}"),
        )
    };
    match warning {
        Warning::DuplicateNumber(at) => row(bi("trùng số thứ tự", "same number"), *at),
        Warning::DuplicateCode(at) => row(bi("trùng mã", "same code"), *at),
        Warning::DuplicateText(at) => row(bi("trùng nội dung", "same text"), *at),
        Warning::UnknownUnit(name) => with(
            bi("đơn vị chưa có trong kế hoạch", "unit not in the plan"),
            name,
        ),
        Warning::RetiredUnit(name) => with(
            bi(
                "đơn vị không có ở năm kế hoạch",
                "unit not there in the plan's year",
            ),
            name,
        ),
        Warning::GenericLead(name) => {
            with(bi("chủ trì chung nhiều đơn vị", "many units at once"), name)
        }
        Warning::SeveralLeads(names) => with(
            bi(
                "nhiều đơn vị trong một ô, ghi là phối hợp",
                "several units in one cell, taken as co-operating",
            ),
            &names.join(", "),
        ),
        Warning::Ignored(out) => {
            let (about, out) = left_out(out);
            with(about, out)
        }
        Warning::UnknownArea(name) => with(
            bi("lĩnh vực chưa có trong kế hoạch", "area not in the plan"),
            name,
        ),
        Warning::DeadlineKept { cell, kept } => kept_deadline(&safe(cell), kept, lang),
        other => other_warning(other, lang),
    }
}

fn kept_deadline(cell: &str, kept: &str, lang: Lang) -> String {
    let kept = deadlines::shown(kept, lang);
    let kept = safe(&kept);
    lang.pick(
        format!("ô “{cell}” chưa rõ; giữ thời hạn đang có {kept}"),
        format!("cell “{cell}” is unclear; the current deadline {kept} is kept"),
    )
}

/// What is left out of a cell of units.
fn left_out(out: &Ignored) -> (Bi, &str) {
    match out {
        Ignored::Words(words) => (
            bi("bỏ phần không phải tên đơn vị", "left out, no unit's name"),
            words,
        ),
        Ignored::Person(name) => (bi("bỏ tên người", "left out, a person"), name),
        Ignored::Telephone(number) => (
            bi("bỏ số điện thoại", "left out, a telephone number"),
            number,
        ),
    }
}

/// The same of what is not about units and areas, and stands at no other row.
fn other_warning(warning: &Warning, lang: Lang) -> String {
    let with = |about: Bi, what: &str| format!("{}: {what}", about.get(lang));
    let plain = match warning {
        Warning::Inherited(of) => {
            return from_group(meaning(*of).get(lang), lang);
        }
        Warning::Ditto(of) => return with(bi("như dòng trên", "as above"), meaning(*of).get(lang)),
        Warning::DayOutOfRange(day) => {
            let about = bi("ngày xa năm kế hoạch", "far from the plan's year");
            return with(about, &dates::full(*day));
        }
        Warning::BeforePlan(day) => {
            let about = bi("trước ngày ban hành kế hoạch", "before the plan was issued");
            return with(about, &dates::full(*day));
        }
        Warning::ContinuedIn(row) => {
            return lang.pick(
                format!("nối thêm dòng {row}"),
                format!("goes on in row {row}"),
            );
        }
        Warning::DroppedCharacters(count) => {
            let vi = format!("bỏ {count} ký tự ẩn");
            return lang.pick(vi, format!("{count} hidden characters left out"));
        }
        Warning::NoNumber => bi("không có số thứ tự", "no number"),
        Warning::NoLead => bi("chưa giao đơn vị chủ trì", "no lead"),
        Warning::CutText => bi("nội dung bị cắt (…)", "the text was cut (…)"),
        Warning::LongText => bi("nội dung dài, tên rút gọn", "long text, shortened title"),
        Warning::MaybeSwapped => bi("có thể đảo ngày và tháng", "day and month may be swapped"),
        Warning::MaybeMonth => bi(
            "ngày 1 có thể là cả tháng",
            "the 1st may stand for the month",
        ),
        Warning::EmptyDate => bi(
            "01/01/1970 nghĩa là không có hạn",
            "01/01/1970 means no deadline",
        ),
        _ => UNCOMPUTED,
    };
    plain.get(lang).to_owned()
}

/// The days that follow from a deadline; of many the first.
pub(crate) fn due(due: &Deadline, year: i32) -> String {
    const MOST: usize = 4;
    let days: Vec<Day> = due.due_days(year).into_iter().flatten().collect();
    if let [day] = days.as_slice() {
        return dates::full(*day);
    }
    let more = (days.len() > MOST).then(|| "…".to_owned());
    let days = days.iter().take(MOST).map(|day| dates::in_cell(*day, year));
    days.chain(more).collect::<Vec<_>>().join("; ")
}

/// What a person is asked about a column.
pub(crate) fn question(ask: QuestionKind, lang: Lang) -> String {
    match ask {
        QuestionKind::Which(of) => {
            let of = meaning(of).get(lang);
            lang.pick(
                format!("Cột nào là {of}?"),
                format!("Which column is the {of}?"),
            )
        }
        QuestionKind::Confirm(of) => {
            let of = meaning(of).get(lang);
            lang.pick(
                format!("Đầu cột không nói rõ; đây có phải {of} không?"),
                format!("The head does not say; is this the {of}?"),
            )
        }
        QuestionKind::Swapped { dates, example } => {
            let example = example.map(|day| {
                let (first, second) = (day.format("%-m/%-d"), day.format("%-d/%-m"));
                format!(": {first} → {second}")
            });
            let example = example.unwrap_or_default();
            lang.pick(
                format!("{dates} ngày có thể bị đảo ngày/tháng{example}?"),
                format!("Day and month of {dates} dates may be swapped{example}?"),
            )
        }
        QuestionKind::MonthFirst { dates } => lang.pick(
            format!("{dates} ngày ghi tháng trước, ngày sau (kiểu Mỹ)?"),
            format!("{dates} dates are written month first?"),
        ),
        QuestionKind::FirstDays { dates } => lang.pick(
            format!("{dates} ô ghi ngày 1: là ngày 1 hay cả tháng đó?"),
            format!("{dates} cells hold the 1st of a month: that day, or the month?"),
        ),
        QuestionKind::Days => {
            lang.text("Cột này là số ngày thực hiện?", "Is this a number of days?")
        }
    }
}

/// An answer that may be given.
pub(crate) fn choice(choice: AnnexAnswer, lang: Lang) -> String {
    match choice {
        AnnexAnswer::Column(column) => {
            let letters = column_letters(column);
            lang.pick(format!("cột {letters}"), format!("column {letters}"))
        }
        AnnexAnswer::Yes => lang.text("đúng", "yes"),
        AnnexAnswer::No => lang.text("không", "no"),
        AnnexAnswer::Order(DayOrder::DayFirst) => lang.text("ngày trước, tháng sau", "day first"),
        AnnexAnswer::Order(DayOrder::MonthFirst) => {
            lang.text("tháng trước, ngày sau", "month first")
        }
        AnnexAnswer::First(FirstDay::Month) => lang.text(
            "cả tháng, hạn là ngày cuối",
            "the month, due on its last day",
        ),
        AnnexAnswer::First(FirstDay::Day) => lang.text("đúng ngày 1", "that day"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_from_the_group_is_one_remark() {
        let all = [
            Warning::Inherited(Meaning::Product),
            Warning::NoLead,
            Warning::Inherited(Meaning::Coordinating),
        ];
        assert_eq!(
            warnings(&all, Lang::Vi),
            [
                "lấy theo nhóm: sản phẩm, phối hợp",
                "chưa giao đơn vị chủ trì"
            ]
        );
        assert_eq!(
            warnings(&all, Lang::En),
            ["from its group: product, co-operating", "no lead"]
        );
    }
}
