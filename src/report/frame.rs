//! What stands above and below the text, by Nghị định 30/2020/NĐ-CP, appendix I. Number and day
//! stay blank: the clerk fills them in when the draft is signed.

use super::Facts;
use super::document::{Foot, Head};
use crate::domain::period::PeriodKind;
use crate::domain::unit::UnitScope;
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::words::report::{from_to, period, place_and_day};

/// What stands above the text.
pub fn head(facts: &Facts) -> Head {
    let lang = facts.query.lang;
    Head {
        nation: lang
            .pick(
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "SOCIALIST REPUBLIC OF VIET NAM",
            )
            .to_owned(),
        motto: lang
            .pick(
                "Độc lập - Tự do - Hạnh phúc",
                "Independence - Freedom - Happiness",
            )
            .to_owned(),
        superior: facts.names.superior.to_uppercase(),
        office: facts.names.office.to_uppercase(),
        number: format!("{}       /{}", lang.pick("Số:", "No.:"), facts.names.symbol),
        place_and_day: place_and_day(&facts.names.place, facts.query.today, lang),
        title: lang.pick("BÁO CÁO", "REPORT").to_owned(),
        subject: subject(facts),
        draft: lang.pick("DỰ THẢO", "DRAFT").to_owned(),
        notices: notices(facts),
    }
}

/// The report's trích yếu: what it is about, over which period, of which part of the plan.
fn subject(facts: &Facts) -> Vec<String> {
    let lang = facts.query.lang;
    let name = period(facts.period, lang);
    let mut lines = match (facts.query.kind, lang) {
        (PeriodKind::Week, Lang::Vi) => vec![
            "Kết quả thực hiện nhiệm vụ cải cách hành chính phục vụ giao ban".to_owned(),
            format!("({name})"),
        ],
        (PeriodKind::Week, Lang::En) => vec![
            "Administrative reform: the weekly meeting".to_owned(),
            format!("({name})"),
        ],
        (_, Lang::Vi) => vec![format!("Kết quả công tác cải cách hành chính {name}")],
        (_, Lang::En) => vec![format!("Results of administrative reform, {name}")],
    };
    if let Some(area) = facts.area() {
        lines.push(lang.pick(
            format!("Lĩnh vực: {}", area.name),
            format!("Area: {}", area.name_en),
        ));
    }
    if let Some(unit) = facts.unit() {
        lines.push(lang.pick(
            format!("Đơn vị: {}", unit.name),
            format!("Unit: {}", unit.name_en.as_deref().unwrap_or(&unit.name)),
        ));
    }
    if facts.query.unit == UnitScope::Unassigned {
        lines.push(
            lang.pick(
                "Nhiệm vụ chưa giao đơn vị chủ trì",
                "Tasks without a lead unit",
            )
            .to_owned(),
        );
    }
    lines
}

/// What a reader must know before all else.
fn notices(facts: &Facts) -> Vec<String> {
    let lang = facts.query.lang;
    let (query, last) = (&facts.query, facts.period.last);
    let mut told = Vec::new();
    if facts.plan.illustrative {
        told.push(lang.pick(
            "Số liệu minh họa: đơn vị, thời hạn, tiến độ trong báo cáo này không phải số liệu thật."
                .to_owned(),
            "A demonstration: units, deadlines and progress in this report are not real."
                .to_owned(),
        ));
    }
    let year = facts.plan.year;
    if facts.period.year != year {
        let other = facts.period.year;
        told.push(lang.pick(
            format!("Kỳ báo cáo thuộc năm {other}, ngoài năm của kế hoạch ({year})."),
            format!("The period belongs to {other}, outside the plan's year ({year})."),
        ));
    }
    if query.today < facts.period.first {
        told.push(lang.pick(
            format!("Kỳ báo cáo chưa bắt đầu ({}).", from_to(facts.period, lang)),
            format!(
                "The period has not begun ({}).",
                from_to(facts.period, lang)
            ),
        ));
    } else if facts.is_unfinished() {
        let (today, last) = (dates::full(query.today), dates::full(last));
        told.push(lang.pick(
            format!("Kỳ báo cáo kết thúc ngày {last}; số liệu tính đến ngày {today}."),
            format!("The period ends on {last}; the figures are those of {today}."),
        ));
    }
    if facts.span().tasks().next().is_none() {
        told.push(
            lang.pick(
                "Không có nhiệm vụ nào thuộc phạm vi báo cáo này.",
                "No task belongs to this report.",
            )
            .to_owned(),
        );
    }
    told
}

/// What stands below the text.
pub fn foot(facts: &Facts) -> Foot {
    let lang = facts.query.lang;
    let lines = |text: &str| -> Vec<String> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    };
    let named = lines(&facts.names.recipients);
    let named = named
        .iter()
        .map(|line| line.trim_start_matches("- ").trim_end_matches([';', '.']));
    // The file copy stands last, whichever way it is written.
    let (file, others): (Vec<&str>, Vec<&str>) = named.partition(|line| line.starts_with("Lưu:"));
    let file = file.first().copied();
    let file = file.unwrap_or(lang.pick("Lưu: VT, VP", "File: VT, VP"));
    let others = others.iter().map(|line| format!("- {line};"));
    let recipients = others.chain([format!("- {file}.")]).collect();
    Foot {
        recipients_title: lang.pick("Nơi nhận:", "Recipients:").to_owned(),
        recipients,
        signer_title: lines(&facts.names.signer_title.to_uppercase()),
        signer: facts.names.signer.clone(),
    }
}
