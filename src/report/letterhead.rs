//! What stands above and below the text, by Nghị định 30/2020/NĐ-CP, appendix I. Number and day
//! stay blank: the clerk fills them in when the draft is signed.

use super::data::ReportData;
use super::document::{DocumentFoot, DocumentHead};
use crate::domain::day::Day;
use crate::domain::letterhead::Letterhead;
use crate::domain::period::PeriodKind;
use crate::domain::text::fold;
use crate::domain::unit::{UnitKind, UnitScope};
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::messages::report::{from_to, period, place_and_day, to_write};

/// What stands above the text of a report.
pub(crate) fn head(data: &ReportData) -> DocumentHead {
    let lang = data.query.lang;
    DocumentHead {
        title: lang.text("BÁO CÁO", "REPORT"),
        subject: subject(data),
        notices: notices(data),
        ..office(&data.names, data.query.today, lang)
    }
}

/// What stands above each of an office's papers, under the number of its reports.
pub(crate) fn office(names: &Letterhead, today: Day, lang: Lang) -> DocumentHead {
    DocumentHead {
        nation: lang.text(
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "SOCIALIST REPUBLIC OF VIET NAM",
        ),
        motto: lang.text(
            "Độc lập - Tự do - Hạnh phúc",
            "Independence - Freedom - Happiness",
        ),
        superior: match names.superior.as_str() {
            "" => to_write(bi("cơ quan chủ quản", "superior body"), lang),
            superior => superior.to_uppercase(),
        },
        office: names.office.to_uppercase(),
        number: format!("{}       /{}", lang.pick("Số:", "No.:"), names.symbol),
        place_and_day: match names.place.as_str() {
            "" => {
                let place = to_write(bi("địa danh", "place"), lang);
                place_and_day(&place, today, lang)
            }
            place => place_and_day(place, today, lang),
        },
        draft: lang.text("DỰ THẢO", "DRAFT"),
        ..DocumentHead::default()
    }
}

/// The report's trích yếu: what it is about, over which period, of which part of the plan.
fn subject(data: &ReportData) -> Vec<String> {
    let lang = data.query.lang;
    let name = period(data.period, lang);
    let mut lines = match (data.query.kind, lang) {
        (PeriodKind::Week, Lang::Vi) => vec![
            "Kết quả thực hiện nhiệm vụ cải cách hành chính phục vụ giao ban".to_owned(),
            format!("({name})"),
        ],
        (PeriodKind::Week, Lang::En) => vec![
            "Administrative reform: report for the weekly meeting".to_owned(),
            format!("({name})"),
        ],
        (_, Lang::Vi) => vec![format!("Kết quả công tác cải cách hành chính {name}")],
        (_, Lang::En) => vec![format!("Results of administrative reform, {name}")],
    };
    if let Some(area) = data.area() {
        lines.push(lang.pick(
            format!("Lĩnh vực: {}", area.name),
            format!("Area: {}", area.name_en),
        ));
    }
    if let Some(unit) = data.unit() {
        lines.push(lang.pick(
            format!("Đơn vị: {}", unit.name),
            format!("Unit: {}", unit.name_en.as_deref().unwrap_or(&unit.name)),
        ));
    }
    if data.query.unit == UnitScope::Unassigned {
        lines.push(lang.text(
            "Nhiệm vụ chưa giao đơn vị chủ trì",
            "Tasks without a lead unit",
        ));
    }
    lines
}

/// What a reader must know before all else.
fn notices(data: &ReportData) -> Vec<String> {
    let lang = data.query.lang;
    let (query, last) = (&data.query, data.period.last);
    let mut notices = Vec::new();
    if data.plan.illustrative {
        notices.push(lang.text(
            "Số liệu minh họa: đơn vị, thời hạn, tiến độ trong báo cáo này không phải số liệu thật.",
            "Sample data: units, deadlines and progress in this report are fictitious.",
        ));
    }
    let year = data.plan.year;
    if data.period.year != year {
        let other = data.period.year;
        notices.push(lang.pick(
            format!("Kỳ báo cáo thuộc năm {other}, ngoài năm của kế hoạch ({year})."),
            format!("The period lies in {other}, outside the plan's year ({year})."),
        ));
    }
    let span = from_to(data.period, lang);
    if query.today < data.period.first {
        notices.push(lang.pick(
            format!("Kỳ báo cáo chưa bắt đầu ({span})."),
            format!("The period has not started yet ({span})."),
        ));
    } else if data.is_unfinished() {
        let (today, last) = (dates::full(query.today), dates::full(last));
        notices.push(lang.pick(
            format!("Kỳ báo cáo kết thúc ngày {last}; số liệu tính đến ngày {today}."),
            format!("The period ends on {last}; figures as of {today}."),
        ));
    }
    if data.tasks().next().is_none() {
        notices.push(lang.text(
            "Không có nhiệm vụ nào thuộc phạm vi báo cáo này.",
            "No tasks fall within this report.",
        ));
    }
    notices
}

/// What stands below the text of a report.
pub(crate) fn foot(data: &ReportData) -> DocumentFoot {
    let lines = data.names.recipients.lines();
    signed(
        &data.names,
        lines.map(str::to_owned).collect(),
        data.query.lang,
    )
}

/// The same below a paper that stays in the office: those outside do not receive it.
pub(crate) fn foot_inside(data: &ReportData) -> DocumentFoot {
    let lines = data.names.recipients.lines();
    let inside = lines.filter(|line| !is_outside(data, line));
    signed(
        &data.names,
        inside.map(str::to_owned).collect(),
        data.query.lang,
    )
}

/// Whether a line names none but those outside: the body above, or other bodies by name.
fn is_outside(data: &ReportData, line: &str) -> bool {
    let above = fold(&data.names.superior);
    let (line, to_report) = match line.split_once("(b/c)") {
        Some((before, _)) => (before, true),
        None => (line, false),
    };
    let mut named = line
        .split([',', ';'])
        .map(|name| fold(name.trim_matches([' ', '-', '.'])))
        .filter(|name| !name.is_empty())
        .peekable();
    let outside = |name: &String| {
        let mut units = data.units.iter();
        (!above.is_empty() && above.starts_with(name.as_str()))
            || units.any(|unit| unit.kind == UnitKind::Outside && unit.is_called(name))
    };
    to_report || (named.peek().is_some() && named.all(|name| outside(&name)))
}

/// Recipients and signature. The file copy stands last, whichever way it is written; what is not
/// known is a place to be filled in.
pub(crate) fn signed(names: &Letterhead, recipients: Vec<String>, lang: Lang) -> DocumentFoot {
    let lines = |text: &str| -> Vec<String> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    };
    let bare = |line: &String| {
        let bare = line.trim().trim_start_matches("- ");
        bare.trim_end_matches([';', '.', ' ']).to_owned()
    };
    let named = recipients.iter().map(bare).filter(|line| !line.is_empty());
    let (file, mut others): (Vec<String>, Vec<String>) =
        named.partition(|line| line.starts_with("Lưu:"));
    if others.is_empty() {
        others.push(to_write(bi("nơi nhận", "recipients"), lang));
    }
    let drafted_by = || {
        let unit = to_write(bi("đơn vị soạn thảo", "drafting unit"), lang);
        format!("Lưu: VT, {unit}")
    };
    let file = file.into_iter().next().unwrap_or_else(drafted_by);
    let others = others.iter().map(|line| format!("- {line};"));
    let signer_title = match names.signer_title.as_str() {
        "" => vec![to_write(bi("chức vụ người ký", "signatory's title"), lang)],
        title => lines(&title.to_uppercase()),
    };
    DocumentFoot {
        recipients_title: lang.text("Nơi nhận:", "Recipients:"),
        recipients: others.chain([format!("- {file}.")]).collect(),
        signer_title,
        signer: names.signer.clone(),
    }
}
