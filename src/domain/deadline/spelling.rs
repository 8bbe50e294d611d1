//! A wording read from beginning to end, and how it is stored: in the office's spelling where it was
//! typed without accents, and as the day it meant where it is counted from today.

use super::decide::{decide, unclear};
use super::words::Wording;
use super::{Deadline, DeadlineKind, DeadlineRules, DueRule, NoDayReason, WordingOrigin};
use crate::domain::day::{Day, DayError};
use crate::domain::english::in_vietnamese;
use crate::domain::text;
use chrono::Datelike;

/// The words of deadlines with their accents. Those that are written in two ways are in [`spelled`].
#[rustfmt::skip]
const WORDS: &[(&str, &str)] = &[
    ("ban", "ban"), ("bao", "báo"), ("bay", "bảy"), ("ba", "ba"), ("bon", "bốn"), ("bo", "Bộ"),
    ("ca", "cả"), ("cac", "các"), ("cao", "cáo"), ("cham", "chậm"), ("chi", "chỉ"),
    ("chin", "chín"), ("chu", "Chủ"), ("chuong", "chương"), ("co", "có"), ("cua", "của"),
    ("cuoi", "cuối"), ("dao", "đạo"), ("dau", "đầu"), ("den", "đến"), ("dinh", "định"),
    ("dot", "đột"), ("du", "dự"), ("giai", "giai"), ("giua", "giữa"), ("gui", "gửi"),
    ("hai", "hai"), ("han", "hạn"), ("hang", "hằng"), ("hanh", "hành"), ("hdnd", "HĐND"),
    ("het", "hết"), ("hien", "hiện"), ("hoach", "hoạch"), ("hoan", "hoàn"), ("huong", "hướng"),
    ("ke", "kế"), ("khi", "khi"), ("khong", "không"), ("kien", "kiến"), ("ky", "kỳ"), ("la", "là"),
    ("lam", "làm"), ("lan", "lần"), ("lien", "liên"), ("loi", "lời"), ("moi", "mỗi"),
    ("mong", "mồng"), ("mot", "một"), ("mung", "mùng"), ("muoi", "mười"), ("muon", "muộn"),
    ("nam", "năm"), ("nay", "nay"), ("nhan", "nhận"), ("nhat", "nhất"), ("nhiem", "nhiệm"),
    ("nop", "nộp"), ("phat", "phát"), ("phe", "phê"), ("qua", "quá"), ("qui", "quý"),
    ("quy", "quý"), ("sinh", "sinh"), ("tam", "tám"), ("thang", "tháng"), ("thanh", "thành"),
    ("theo", "theo"), ("thoi", "thời"), ("thu", "thứ"), ("thuc", "thực"), ("thuong", "thường"),
    ("tinh", "tỉnh"), ("to", "tổ"), ("toi", "tới"), ("trinh", "trình"), ("trong", "trong"),
    ("truoc", "trước"), ("tuan", "tuần"), ("tuc", "tục"), ("tung", "từng"), ("ubnd", "UBND"),
    ("va", "và"), ("vao", "vào"), ("vu", "vụ"), ("xong", "xong"), ("xuat", "xuất"),
    ("xuyen", "xuyên"), ("yeu", "yêu"), ("cau", "cầu"), ("ngay", "ngày"), ("viec", "việc"),
    ("tu", "từ"), ("i", "I"), ("ii", "II"), ("iii", "III"), ("iv", "IV"), ("t", "T"), ("q", "Q"),
    ("th", "Th"),
];

/// Words together that would be taken for others one by one.
#[rustfmt::skip]
const TOGETHER: &[(&str, &str)] = &[
    ("quy dinh", "quy định"), ("qui dinh", "quy định"), ("ngay khi", "ngay khi"),
    ("ngay sau khi", "ngay sau khi"), ("ngay trong", "ngay trong"), ("tra loi", "trả lời"),
    ("chu nhat", "Chủ nhật"), ("thu hai", "thứ Hai"), ("thu ba", "thứ Ba"), ("thu tu", "thứ Tư"),
    ("thu nam", "thứ Năm"), ("thu sau", "thứ Sáu"), ("thu bay", "thứ Bảy"),
    ("thang tu", "tháng tư"), ("thang tu thang", "tháng từ tháng"),
    ("thang tu quy", "tháng từ quý"), ("thang tu ngay", "tháng từ ngày"),
    ("thang mot", "tháng một"), ("sau thang", "sáu tháng"), ("sau khi", "sau khi"),
    ("nam sau", "năm sau"), ("quy sau", "quý sau"), ("thang sau", "tháng sau"),
    ("lien tuc", "liên tục"), ("duy tri", "duy trì"), ("tiep theo", "tiếp theo"),
    ("du kien", "dự kiến"), ("to chuc", "tổ chức"), ("ban hanh", "ban hành"),
    ("phe duyet", "phê duyệt"), ("tong ket", "tổng kết"), ("so ket", "sơ kết"), ("ke tu", "kể từ"),
    ("tinh tu", "tính từ"), ("thong bao", "thông báo"), ("tong hop", "tổng hợp"),
];

/// The wording to store: the typed one, or what it stands for.
pub(super) fn stored(wording: &Wording, read: &Deadline, typed: &str) -> String {
    if read.from_today
        && let Some(due) = read.due_on
    {
        return due.format("%d/%m/%Y").to_string();
    }
    let understood = !matches!(read.kind, DeadlineKind::Unclear | DeadlineKind::None);
    if !understood || wording.is_exact() {
        return typed.to_owned();
    }
    let means_the_same = |spelled: &String| {
        let rules = wording.rules();
        decide(&Wording::new(spelled, rules), rules) == *read
    };
    spelled(wording)
        .filter(means_the_same)
        .unwrap_or_else(|| typed.to_owned())
}

/// The text with its accents; `None` where one of its words is not known here.
fn spelled(wording: &Wording) -> Option<String> {
    let words: Vec<(usize, usize, &str)> = wording.words().collect();
    let text = wording.text();
    let (mut out, mut done, mut at) = (String::with_capacity(text.len() * 2), 0, 0);
    while let Some((from, _, _)) = words.get(at) {
        let (word, count) =
            together(words.get(at..)?).or_else(|| Some((one(words.get(at)?.2)?, 1)))?;
        let (_, to, _) = words.get(at + count - 1)?;
        out.push_str(text.get(done..*from)?);
        out.push_str(word);
        done = *to;
        at += count;
    }
    out.push_str(text.get(done..)?);
    let out = out.trim();
    let first = out.chars().next()?;
    let rest = out.get(first.len_utf8()..)?;
    Some(first.to_uppercase().chain(rest.chars()).collect())
}

fn one(word: &str) -> Option<&'static str> {
    let found = WORDS.iter().find(|(bare, _)| *bare == word);
    found.map(|(_, word)| *word)
}

/// The longest group of words that stands here, and how many they are.
fn together(words: &[(usize, usize, &str)]) -> Option<(&'static str, usize)> {
    let fits = |bare: &str| {
        let mut at = words.iter();
        bare.split(' ')
            .all(|word| at.next().is_some_and(|(_, _, here)| *here == word))
    };
    let found = TOGETHER.iter().filter(|(bare, _)| fits(bare));
    let longest = found.max_by_key(|(bare, _)| bare.len())?;
    Some((longest.1, longest.0.split(' ').count()))
}

/// The years that plans are of; a day in another is a slip of the finger.
const PLAN_YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// What a person types to have no deadline.
const NONE: [&str; 4] = ["", "khong", "khong co", "none"];

impl Deadline {
    /// Reads a wording. All forms are known in any case, with or without
    /// accents, the usual ones in English too; what is not known becomes
    /// [`DeadlineKind::Unclear`], never an error. An empty wording, "không" and
    /// "none" are [`Deadline::none`].
    ///
    /// A due day on a weekend or holiday is left as it is: moving it (Civil
    /// Code 2015, article 148) is for people to decide.
    ///
    /// # Errors
    ///
    /// [`DayError::Impossible`] if a person typed a date that the calendar
    /// does not have (31/6, 29/02/2021). In a document it is unclear.
    pub fn parse(wording: &str, rules: &DeadlineRules) -> Result<Self, DayError> {
        let read = Self::read(wording, rules);
        match read.reason.as_ref().and_then(NoDayReason::day_error) {
            Some(error) if rules.reading != WordingOrigin::Document => Err(error),
            _ => Ok(read),
        }
    }

    /// As [`Self::parse`], but a date that the calendar does not have is unclear too.
    pub fn read(wording: &str, rules: &DeadlineRules) -> Self {
        let folded = text::fold(wording);
        if NONE.contains(&folded.as_str()) {
            return Self::none();
        }
        let typed = match rules.reading {
            WordingOrigin::Prompt { .. } => text::nfc(wording.trim()),
            WordingOrigin::Document => text::nfc(&text::squeezed(wording)),
        };
        let english = in_vietnamese(&folded);
        let words = match &english {
            Some(words) => Wording::translated(words, rules),
            None => Wording::new(&typed, rules),
        };
        let mut read = decide(&words, rules);
        if rules.reading == WordingOrigin::Document && read.due_on == Day::from_ymd_opt(1970, 1, 1)
        {
            return Self {
                reason: Some(NoDayReason::EmptyDate),
                ..Self::none()
            };
        }
        if read.is_beyond_plans(rules.year) {
            read = unclear(NoDayReason::Unknown(typed.clone()));
        }
        if let (Some(_), Some(NoDayReason::Unknown(words) | NoDayReason::Unused(words))) =
            (&english, &mut read.reason)
        {
            words.clone_from(&typed);
        }
        read.wording = stored(&words, &read, &typed);
        read.begin_today(rules);
        read.typed = (read.wording != typed).then_some(typed);
        read
    }

    /// Whether a day of it is in a year that no plan is of.
    fn is_beyond_plans(&self, year: i32) -> bool {
        let days = self.due_days(year).into_iter().flatten();
        let mut days = days.chain(self.start_on);
        days.any(|day| !PLAN_YEARS.contains(&day.year()))
    }

    /// A rhythm set in mid-year begins with the period of that day, unless the wording says
    /// otherwise.
    fn begin_today(&mut self, rules: &DeadlineRules) {
        if let WordingOrigin::Prompt { today } = rules.reading
            && today.year() == rules.year
            && self.from.is_none()
            && !self.whole_year
            && !matches!(self.due_rule, DueRule::Days(_))
        {
            self.from = self.rhythm.map(|_| today);
            // What has ended already is not begun.
            if self.due_days(rules.year) == [None] {
                self.from = None;
            }
        }
    }
}
