//! What somebody else has replaced since a person saw it, beside what the person wants.

use super::labels;
use crate::domain::conflict::{Author, Clash, Conflict, FieldValue};
use crate::domain::text::join;
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::text::cut;

/// Most columns of a value in a sentence; the screen shows it whole.
const IN_A_SENTENCE: usize = 80;
/// Of what two texts have in common, so many letters around the difference are shown.
const AROUND: usize = 40;

/// A value as people read it; "–" for nothing.
pub(crate) fn shown(value: &FieldValue, lang: Lang) -> String {
    match value {
        FieldValue::Nothing => "–".to_owned(),
        FieldValue::Text(text) => text.clone(),
        FieldValue::Day(day) => dates::full(*day),
        FieldValue::Flag(true) => lang.text("có", "yes"),
        FieldValue::Flag(false) => lang.text("không", "no"),
        FieldValue::Names(names) => names.join("; "),
        FieldValue::Hold(hold) => labels::hold(*hold).get(lang).to_owned(),
        FieldValue::UnitKind(kind) => labels::unit_kind(*kind).get(lang).to_owned(),
        // Whoever shows a conflict names the units.
        FieldValue::Units(units) => dates::number(units.len(), lang),
    }
}

/// Who wrote it and when: "Minh (kehoach), 11/06/2021".
pub(crate) fn by(by: Option<&Author>, lang: Lang) -> String {
    match by {
        Some(by) => format!("{}, {}", by.who, dates::full(by.day)),
        None => somebody("", lang).to_owned(),
    }
}

/// Whoever changed something, as the journal names them; another tool where it names nobody.
pub(crate) fn somebody(who: &str, lang: Lang) -> &str {
    match who {
        "" => lang.pick("công cụ khác", "another tool"),
        who => who,
    }
}

/// All of it in one sentence, for a command or a line of the screen.
pub(crate) fn sentence(conflicts: &[Conflict], lang: Lang) -> String {
    let several = conflicts.len() > 1;
    let parts = join(
        conflicts.iter().flat_map(|conflict| {
            let code = conflict.task.as_ref().filter(|_| several);
            let code = code.map(|task| format!("{}: ", task.row.code));
            let code = code.unwrap_or_default();
            let clashes = conflict.clashes.iter();
            clashes.map(move |clash| format!("{code}{}", one(clash, lang)))
        }),
        "; ",
    );
    lang.pick(
        format!("{parts}. Chưa lưu gì; hãy xem lại rồi làm lại."),
        format!("{parts}. Nothing was saved; check it and try again."),
    )
}

fn one(clash: &Clash, lang: Lang) -> String {
    let field = labels::field(clash.field).get(lang);
    let value = |value: &FieldValue| cut(&shown(value, lang), IN_A_SENTENCE).into_owned();
    let (theirs, mine) = (value(&clash.theirs), value(&clash.mine));
    let who = by(clash.by.as_ref(), lang);
    let parts = lang.pick(
        format!("mục “{field}” vừa được sửa thành “{theirs}” ({who})"),
        format!("“{field}” has just become “{theirs}” ({who})"),
    );
    match clash.mine {
        FieldValue::Nothing => parts,
        _ => lang.pick(
            format!("{parts}, còn bạn muốn “{mine}”"),
            format!("{parts}, and you want “{mine}”"),
        ),
    }
}

/// Shown in the form to which a person goes back from the two values.
pub(crate) fn brief(lang: Lang) -> &'static str {
    lang.pick(
        "Chưa lưu: người khác vừa sửa. Lưu lần nữa sẽ ghi đè.",
        "Not saved: someone else changed this first. Save again to overwrite.",
    )
}

/// Both values without what they have in common: of texts that begin alike only a little of the
/// beginning is left, of those that end alike only a little of the end.
pub(crate) fn where_they_differ(mine: &str, theirs: &str) -> (String, String) {
    let alike = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        a.zip(b).take_while(|(a, b)| a == b).count()
    };
    let front = alike(&mut mine.chars(), &mut theirs.chars());
    // A letter is not counted from both sides.
    let shorter = mine.chars().count().min(theirs.chars().count());
    let back = alike(&mut mine.chars().rev(), &mut theirs.chars().rev()).min(shorter - front);
    let middle = |text: &str| {
        let all: Vec<char> = text.chars().collect();
        let first = left_out(front);
        let last = all.len() - left_out(back);
        let mut part: String = all[first..last].iter().collect();
        // Only whole words stand at the edges.
        if first > 0 {
            let word = part.find(' ').map_or(0, |blank| blank + 1);
            part.replace_range(..word, "…");
        }
        if last < all.len() {
            part.truncate(part.rfind(' ').unwrap_or(part.len()));
            part.push('…');
        }
        part
    };
    (middle(mine), middle(theirs))
}

/// How many of so many common letters are not shown. Less than a line is not worth leaving out.
fn left_out(common: usize) -> usize {
    Some(common.saturating_sub(AROUND))
        .filter(|left_out| *left_out >= AROUND)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::parts::Field;

    #[test]
    fn of_long_texts_the_difference_is_shown() {
        let text = "Xây dựng kế hoạch rà soát các thủ tục hành chính năm 2021, đề xuất phương án \
                    nâng cao chất lượng trình UBND tỉnh";
        let (mine, theirs) = where_they_differ(
            &format!("{text} trước 15/6"),
            &format!("{text} trong tháng 6"),
        );
        assert_eq!(mine, "…nâng cao chất lượng trình UBND tỉnh trước 15/6");
        assert_eq!(theirs, "…nâng cao chất lượng trình UBND tỉnh trong tháng 6");
        let (mine, theirs) = where_they_differ(
            &format!("Trước 15/6: {text}"),
            &format!("Trong tháng 6: {text}"),
        );
        assert_eq!(mine, "Trước 15/6: Xây dựng kế hoạch rà soát các thủ…");
        assert!(theirs.starts_with("Trong tháng 6: Xây dựng") && theirs.ends_with('…'));
        // One is the beginning of the other, or the same written twice.
        let (mine, theirs) = where_they_differ(text, &format!("{text} {text}"));
        assert!(mine.len() < theirs.len());
        let short = where_they_differ("Tên của Lan", "Tên của Minh");
        assert_eq!(short, ("Tên của Lan".into(), "Tên của Minh".into()));
        for (mine, theirs) in [("", ""), ("", text), (text, "")] {
            let (a, b) = where_they_differ(mine, theirs);
            assert_eq!(
                (a.is_empty(), b.is_empty()),
                (mine.is_empty(), theirs.is_empty())
            );
        }
    }

    #[test]
    fn a_sentence_gives_both_values_who_and_when() {
        let clash = |mine| Clash {
            by: Some(Author {
                who: "Minh (kehoach)".to_owned(),
                day: crate::domain::day::Day::from_ymd_opt(2021, 6, 11).unwrap_or_default(),
            }),
            ..Clash::new(Field::Deadline, mine, Some("Quý III".to_owned()))
        };
        let conflict = |mine| Conflict {
            task: None,
            clashes: vec![clash(mine)],
        };
        let quarter = FieldValue::from(Some("Quý IV".to_owned()));
        assert_eq!(
            sentence(&[conflict(quarter)], Lang::Vi),
            "mục “Thời hạn” vừa được sửa thành “Quý III” (Minh (kehoach), 11/06/2021), còn \
             bạn muốn “Quý IV”. Chưa lưu gì; hãy xem lại rồi làm lại."
        );
        assert_eq!(
            sentence(&[conflict(FieldValue::Nothing)], Lang::En),
            "“Deadline” has just become “Quý III” (Minh (kehoach), 11/06/2021). Nothing was \
             saved; check it and try again."
        );
    }
}
