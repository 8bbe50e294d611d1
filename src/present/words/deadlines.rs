//! Why a wording gives no day, and what is remarkable about the days that it gives.

use crate::domain::deadline::{Deadline, Reason};
use crate::present::dates;
use crate::present::lang::Lang;

/// Why a wording gives no day: "không hiểu “đầu quý”", without a stop.
pub fn reason(reason: &Reason, lang: Lang) -> String {
    let fixed = match reason {
        Reason::Unknown(words) => {
            return lang.pick(
                format!("không hiểu “{words}”"),
                format!("“{words}” is not understood"),
            );
        }
        Reason::Unused(words) => {
            return lang.pick(
                format!("không rõ “{words}” có phải là hạn không"),
                format!("it is not clear whether “{words}” is the deadline"),
            );
        }
        Reason::Impossible { day, month, year } => {
            return lang.pick(
                format!("không có ngày {day}/{month}/{year}"),
                format!("there is no date {day}/{month}/{year}"),
            );
        }
        Reason::ByToday => lang.pick(
            "phụ thuộc vào ngày đọc, trong văn bản không xác định được",
            "it depends on today, which cannot be known in a document",
        ),
        Reason::Accents => lang.pick(
            "không dấu thì có thể là tháng sáu hoặc tháng sau; hãy gõ có dấu hoặc ghi số tháng",
            "without accents this could be June or next month; type the accents or the month number",
        ),
        Reason::Lunar => lang.pick(
            "tháng âm lịch; hãy ghi ngày dương lịch",
            "a lunar month; give the solar date",
        ),
        Reason::OnlyStart => lang.pick(
            "chỉ có ngày bắt đầu, chưa có ngày kết thúc",
            "there is a start date but no end date",
        ),
        Reason::HowOften => lang.pick(
            "“định kỳ” nhưng không nêu bao lâu một lần",
            "it recurs, but it does not say how often",
        ),
        Reason::Several => lang.pick(
            "có nhiều mốc thời gian, không rõ mốc nào là hạn",
            "there are several dates or periods, and it is not clear which one is the deadline",
        ),
        Reason::Document => lang.pick(
            "chỉ nêu văn bản, không nêu thời hạn",
            "it names a document, not a deadline",
        ),
        Reason::EmptyDate => lang.pick(
            "01/01/1970 là ngày máy ghi khi không có hạn",
            "01/01/1970 is what programs write when there is no deadline",
        ),
    };
    fixed.to_owned()
}

/// What is remarkable about a deadline in a plan of that year, a sentence each.
pub fn warnings(deadline: &Deadline, year: i32, lang: Lang) -> Vec<String> {
    let mut far = deadline.far_days(year);
    far.dedup();
    let far = far.into_iter().map(|day| {
        let day = dates::full(day);
        lang.pick(
            format!("Ngày {day} cách xa năm kế hoạch {year}: hãy kiểm tra năm."),
            format!("{day} is far from the plan year {year}: check the year."),
        )
    });
    let empty = deadline
        .reason
        .iter()
        .filter(|reason| **reason == Reason::EmptyDate);
    let empty = empty.map(|why| format!("{}.", reason(why, lang)));
    far.chain(empty).collect()
}
