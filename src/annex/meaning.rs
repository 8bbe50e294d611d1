//! The meanings of columns, and the texts of their heads.

use crate::domain::text::fold;
use crate::domain::words;
use std::collections::HashSet;
use std::sync::OnceLock;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Meaning {
    /// The task's number.
    Number,
    /// A second number, within a group.
    SubNumber,
    Code,
    Area,
    /// The task that this one is a part of.
    Parent,
    /// The task's text.
    Text,
    Lead,
    Coordinating,
    Deadline,
    /// A number of days instead of a deadline.
    Days,
    Product,
    Note,
    /// When it was assigned or begins.
    Start,
    /// When it was completed.
    Done,
    Progress,
    Result,
    /// Who works on it or supervises it.
    Person,
    /// The documents that it is based on.
    Basis,
    /// A target instead of a task; its unit of measure and its values by year follow.
    Indicator,
    Measure,
    Target,
}

words! {
    Meaning:
    Number = "number", SubNumber = "sub_number", Code = "code", Area = "area",
    Parent = "parent", Text = "text", Lead = "lead", Coordinating = "coordinating",
    Deadline = "deadline", Days = "days", Product = "product", Note = "note",
    Start = "start", Done = "done", Progress = "progress", Result = "result",
    Person = "person", Basis = "basis", Indicator = "indicator", Measure = "measure",
    Target = "target",
}

impl Meaning {
    /// Whether such a column is imported, or says where the row belongs.
    pub(crate) fn is_imported(self) -> bool {
        matches!(
            self,
            Self::Number
                | Self::SubNumber
                | Self::Code
                | Self::Area
                | Self::Parent
                | Self::Text
                | Self::Lead
                | Self::Coordinating
                | Self::Deadline
                | Self::Days
                | Self::Product
                | Self::Note
        )
    }

    /// Whether several columns may have it.
    pub(super) fn may_repeat(self) -> bool {
        matches!(
            self,
            Self::Note
                | Self::Target
                | Self::Start
                | Self::Result
                | Self::Progress
                | Self::Person
                | Self::Basis
                | Self::Done
        )
    }
}

/// How well a head fits a meaning, from 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HeadFit {
    pub(super) meaning: Meaning,
    pub(super) score: i32,
    /// Whether the head is exactly one of the texts.
    pub(super) exact: bool,
}

/// Texts of heads, folded, without brackets, separated by bars, with the score of an exact match.
const WORDS: &[(Meaning, i32, &str)] = &[
    (
        Meaning::Number,
        100,
        "stt|tt|so tt|stt tt|so thu tu|thu tu|no|#|s tt|wbs number|wbs|so",
    ),
    (Meaning::SubNumber, 70, "chi tiet"),
    (
        Meaning::Code,
        100,
        "ma nhiem vu|ma so nhiem vu|ma so|ma|ma nv|ma cong viec|ma hieu|so phieu giao viec|\
         so phieu|code|task code",
    ),
    (
        Meaning::Area,
        95,
        "linh vuc|nganh/linh vuc|nganh, linh vuc|nhom nhiem vu|nhom linh vuc|nhom|chuyen de|\
         mang cong tac|mang viec|area",
    ),
    (
        Meaning::Parent,
        100,
        "ten nhiem vu cha|nhiem vu cha|nhiem vu goc|parent task",
    ),
    (
        Meaning::Text,
        100,
        "noi dung nhiem vu|ten nhiem vu|nhiem vu|noi dung cong viec|ten cong viec|cong viec|\
         ten nhom nhiem vu/nhiem vu|nhiem vu trong tam|ten goi van ban|ten van ban|ten du an|\
         ten de an|task title|task|task name|noi dung thuc hien|nhiem vu, giai phap|\
         nhiem vu/giai phap|nhiem vu va giai phap|noi dung, nhiem vu|noi dung/nhiem vu|\
         nhiem vu cu the|noi dung hoat dong|hoat dong|danh muc nhiem vu|nhiem vu duoc giao|\
         nhiem vu giao|noi dung chi dao|noi dung giao|noi dung trien khai|\
         cong viec thuc hien|dau viec|noi dung cong tac|nhiem vu thuc hien|noi dung ket luan|\
         noi dung cai cach hanh chinh|cac nhiem vu|nhiem vu chu yeu|noi dung chu yeu",
    ),
    (Meaning::Text, 90, "noi dung|text"),
    (Meaning::Text, 60, "trich yeu|ten goi|muc tieu, nhiem vu"),
    (
        Meaning::Lead,
        100,
        "don vi chu tri|co quan chu tri|chu tri|chu tri thuc hien|co quan thuc hien|\
         don vi thuc hien|co quan chu tri thuc hien|don vi chu tri thuc hien|\
         co quan, don vi chu tri|co quan/don vi chu tri|don vi, ca nhan chu tri|\
         co quan soan thao|co quan chu tri soan thao|don vi soan thao|\
         co quan chu tri tham muu|don vi chu tri tham muu|co quan tham muu|don vi tham muu|\
         chu dau tu|co quan trinh|co quan dau moi|don vi dau moi|task owner|owner|lead|\
         lead unit|phong chu tri|bo phan chu tri|co quan chiu trach nhiem|\
         don vi chiu trach nhiem|bo phan thuc hien|don vi duoc giao|co quan duoc giao|\
         don vi phu trach|co quan phu trach|phong phu trach|phan cong thuc hien|\
         don vi chu tri, phoi hop|co quan chu tri, phoi hop|co quan, don vi thuc hien|\
         don vi/ca nhan thuc hien|don vi, ca nhan thuc hien",
    ),
    (
        Meaning::Lead,
        75,
        "phan cong|trach nhiem thuc hien|trach nhiem|to chuc thuc hien|phu trach|\
         phan cong nhiem vu",
    ),
    (
        Meaning::Lead,
        65,
        "don vi|co quan|phong|co quan, don vi|phong, don vi|bo phan",
    ),
    (Meaning::Lead, 50, "chu tri theo doi|nguoi thuc hien"),
    (
        Meaning::Coordinating,
        100,
        "don vi phoi hop|co quan phoi hop|phoi hop|phoi hop thuc hien|\
         co quan, don vi phoi hop|don vi phoi hop thuc hien|co quan phoi hop thuc hien|\
         phong phoi hop|bo phan phoi hop|coordinating|partners|co quan/don vi phoi hop",
    ),
    (
        Meaning::Deadline,
        100,
        "thoi han hoan thanh|thoi han|han hoan thanh|han xu ly|thoi han thuc hien|\
         thoi han xu ly|han thuc hien|han cuoi|han chot|deadline|due date|due|\
         ngay du kien trinh ban hanh|thoi han trinh|thoi han bao cao|thoi diem hoan thanh|\
         han nop|thoi gian trinh|thoi han ban hanh|thoi gian trinh ban hanh|\
         thoi gian ban hanh",
    ),
    (
        Meaning::Deadline,
        88,
        "thoi gian hoan thanh|thoi gian thuc hien|thoi gian|tien do hoan thanh|moc thoi gian|\
         thoi gian du kien|du kien hoan thanh|thoi gian du kien hoan thanh|ngay du kien|\
         thoi gian, tien do|tien do, thoi gian|thoi diem|thoi gian xu ly|thoi gian bao cao|\
         moc hoan thanh|thoi diem trinh",
    ),
    (
        Meaning::Deadline,
        70,
        "ngay hoan thanh|lo trinh|lo trinh thuc hien|ke hoach thuc hien",
    ),
    (Meaning::Deadline, 55, "tien do|tien do thuc hien"),
    (
        Meaning::Days,
        100,
        "so ngay du kien|so ngay|so ngay thuc hien|so ngay lam viec|duration|duration days|\
         thoi luong",
    ),
    (
        Meaning::Product,
        100,
        "san pham|san pham dau ra|ket qua/san pham|san pham/ket qua|ket qua, san pham|\
         san pham, ket qua|ket qua yeu cau|san pham hoan thanh|san pham du kien|\
         ket qua du kien|san pham chu yeu|yeu cau san pham|ket qua dau ra|dau ra|product|\
         output|san pham cu the|ket qua - san pham|san pham ket qua|hinh thuc van ban",
    ),
    (
        Meaning::Product,
        92,
        "ket qua can dat|ket qua dat duoc du kien|ket qua phai dat|yeu cau ket qua",
    ),
    (Meaning::Product, 70, "ket qua"),
    (
        Meaning::Result,
        100,
        "ket qua thuc hien|ket qua xu ly|ket qua hien nay|ket qua dat duoc|ket qua bo sung|\
         tinh hinh thuc hien|minh chung|danh gia|ket qua hoan thanh|\
         tinh hinh, ket qua thuc hien",
    ),
    (Meaning::Result, 60, "ket qua"),
    (
        Meaning::Progress,
        100,
        "trang thai|tinh trang|pct of task complete|% hoan thanh|muc do hoan thanh|\
         ty le hoan thanh|status|tien do %",
    ),
    (Meaning::Progress, 52, "tien do|tien do thuc hien"),
    (
        Meaning::Done,
        100,
        "ngay hoan thanh thuc te|thoi gian hoan thanh thuc te|ngay thuc hien xong|\
         hoan thanh thuc te|da hoan thanh|ngay cap nhat gan nhat",
    ),
    (Meaning::Done, 60, "thoi gian hoan thanh|ngay hoan thanh"),
    (
        Meaning::Start,
        100,
        "thoi gian nhan|ngay nhan|start date|ngay bat dau|thoi gian bat dau|bat dau|\
         ngay giao|thoi gian giao|ngay tao|ngay ban hanh|ngay van ban",
    ),
    (
        Meaning::Person,
        100,
        "nguoi xu ly|lanh dao phu trach|lanh dao chi dao|lanh dao bo chi dao|\
         can bo thuc hien|chuyen vien|nguoi phu trach|can bo phu trach|can bo theo doi|\
         lanh dao so phu trach|chuyen vien thuc hien|nguoi theo doi|lanh dao theo doi",
    ),
    (
        Meaning::Basis,
        100,
        "can cu|van ban giao nhiem vu|so/ky hieu van ban|so ky hieu|so, ky hieu|\
         van ban trien khai|van ban chi dao|can cu phap ly|chi tieu lien quan|hoi nghi|nguon|\
         co so phap ly",
    ),
    (Meaning::Basis, 75, "can cu/ly do"),
    (Meaning::Note, 100, "ghi chu|note|notes|remarks|luu y"),
    (
        Meaning::Indicator,
        100,
        "chi tieu|ten chi tieu|chi so|noi dung chi tieu|chi tieu chu yeu|ten chi so|muc tieu|\
         chi tieu phan dau|indicator",
    ),
    (
        Meaning::Measure,
        100,
        "don vi tinh|dvt|don vi do|don vi do luong",
    ),
    (
        Meaning::Target,
        95,
        "tam nhin den nam|den het nam|den nam|ke hoach nam|chi tieu nam|muc tieu nam|\
         thuc hien nam|gia tri muc tieu",
    ),
];

/// Heads of short titles and of full texts that occur in one table, folded.
pub(super) const TITLES: [&str; 3] = ["nhiem vu", "task", "title"];
pub(super) const FULL_TEXTS: [&str; 2] = ["noi dung", "text"];

/// Whether a folded text is exactly one of the texts of heads.
pub(super) fn is_exact(folded: &str) -> bool {
    static ALL: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let words = WORDS.iter().flat_map(|(.., words)| words.split('|'));
        words.collect()
    });
    all.contains(folded)
}

/// The meanings that a head may have, the best first; in a head of two rows the lower one counts more.
pub(super) fn fits(head: &str) -> Vec<HeadFit> {
    let mut best: Vec<HeadFit> = Vec::new();
    let parts: Vec<&str> = head.split(" | ").collect();
    let forms: Vec<(String, i32)> = match parts.as_slice() {
        [whole] => variants(whole).into_iter().map(|form| (form, 0)).collect(),
        [upper, .., lower] => {
            let lower = variants(lower).into_iter().map(|form| (form, 0));
            lower
                .chain(variants(upper).into_iter().map(|form| (form, 45)))
                .collect()
        }
        [] => Vec::new(),
    };
    for (form, less) in &forms {
        for (meaning, worth, words) in WORDS {
            for word in words.split('|') {
                let Some((score, exact)) = fit(form, word, *worth) else {
                    continue;
                };
                let new = HeadFit {
                    meaning: *meaning,
                    score: score - less,
                    exact: exact && *less == 0,
                };
                match best.iter_mut().find(|fit| fit.meaning == *meaning) {
                    Some(old) if old.score < new.score => *old = new,
                    Some(_) => {}
                    None => best.push(new),
                }
            }
        }
    }
    best.retain(|fit| fit.score >= 40);
    apply_exceptions(&mut best, &forms);
    // An exact match excludes partial ones.
    if best.iter().any(|fit| fit.exact && fit.score >= 95) {
        best.retain(|fit| fit.exact);
    }
    best.sort_by_key(|fit| (std::cmp::Reverse(fit.score), fit.meaning));
    best
}

/// Words that exclude meanings or decide between them.
fn apply_exceptions(best: &mut Vec<HeadFit>, forms: &[(String, i32)]) {
    let has = |words: &str| {
        forms
            .first()
            .is_some_and(|(form, _)| contains_words(form, words))
    };
    if has("phoi hop") && !has("chu tri") {
        best.retain(|fit| fit.meaning == Meaning::Coordinating);
        if best.is_empty() {
            best.push(HeadFit {
                meaning: Meaning::Coordinating,
                score: 85,
                exact: false,
            });
        }
    }
    if has("%") || has("pct") {
        best.retain(|fit| !matches!(fit.meaning, Meaning::Deadline | Meaning::Text));
    }
    // "Lĩnh vực/Nhiệm vụ": the tasks count.
    if forms.first().is_some_and(|(form, _)| names_tasks(form)) {
        best.retain(|fit| fit.meaning != Meaning::Text);
        best.push(HeadFit {
            meaning: Meaning::Text,
            score: 94,
            exact: false,
        });
    }
    // An expected result is none yet.
    if ["can dat", "yeu cau", "phai dat", "du kien"]
        .iter()
        .any(|words| has(words))
    {
        best.retain(|fit| fit.meaning != Meaning::Result);
    }
    // "Nhiệm vụ, chỉ tiêu" is tasks, "Sản phẩm (kèm chỉ tiêu)" products.
    let others = best.iter().any(|fit| {
        fit.meaning == Meaning::Text && fit.score >= 60 || fit.meaning == Meaning::Product
    });
    if others {
        best.retain(|fit| fit.meaning != Meaning::Indicator);
    }
}

/// Whether one of several alternatives in a head means a task.
fn names_tasks(form: &str) -> bool {
    let words = WORDS
        .iter()
        .filter(|(meaning, worth, _)| *meaning == Meaning::Text && *worth == 100);
    let mut words = words.flat_map(|(.., words)| words.split('|'));
    let parts: Vec<&str> = form.split(['/', ',']).map(str::trim).collect();
    parts.len() > 1 && words.any(|word| parts.contains(&word))
}

/// The head folded, with and without the text in brackets or after a dash.
fn variants(head: &str) -> Vec<String> {
    let folded = fold(head);
    let mut bare = String::with_capacity(folded.len());
    let mut depth = 0_i32;
    for c in folded.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            c if depth <= 0 => bare.push(c),
            _ => {}
        }
    }
    let trimmed = |text: &str| {
        let text = text.trim_matches(|c: char| c.is_whitespace() || ".:,;*-".contains(c));
        text.replace(" / ", "/")
            .replace(" /", "/")
            .replace("/ ", "/")
    };
    let whole = trimmed(&folded.replace(['(', ')'], ""));
    let bare = trimmed(&bare);
    let before_dash = bare.split(" - ").next().map(trimmed).unwrap_or_default();
    let mut forms = vec![whole, bare, before_dash];
    forms.dedup();
    forms.retain(|form| !form.is_empty());
    forms
}

fn fit(form: &str, word: &str, worth: i32) -> Option<(i32, bool)> {
    if form == word {
        return Some((worth, true));
    }
    // A short word inside a longer head is no evidence.
    if word.len() < 4 && !word.contains(' ') {
        return None;
    }
    let rest = form.strip_prefix(word);
    if rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)) {
        return Some((worth - 18, false));
    }
    // Inside a long head the words are about something else.
    if word.contains(' ') && contains_words(form, word) && form.len() <= word.len() * 3 {
        return Some((worth - 40, false));
    }
    None
}

/// Whether a text contains these words, at word boundaries.
pub(super) fn contains_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text
            .get(at + words.len()..)
            .and_then(|text| text.chars().next());
        edge(before) && edge(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(head: &str) -> Option<Meaning> {
        fits(head).first().map(|fit| fit.meaning)
    }

    #[test]
    fn heads_are_known_by_their_words() {
        use Meaning::*;
        for (head, meaning) in [
            ("STT", Some(Number)),
            ("Stt\nTT", Some(Number)),
            ("Tên nhóm nhiệm vụ/nhiệm vụ", Some(Text)),
            ("TÊN GỌI VĂN BẢN", Some(Text)),
            ("Tên nhiệm vụ cha", Some(Parent)),
            ("Đơn vị chủ trì", Some(Lead)),
            ("Cơ quan thực hiện", Some(Lead)),
            ("Phòng, đơn vị chủ trì", Some(Lead)),
            ("Đơn vị phối hợp, cung cấp số liệu", Some(Coordinating)),
            ("Tiến độ (nếu có)", Some(Deadline)),
            ("Tiến độ (%)", Some(Progress)),
            ("Ngày dự kiến trình ban hành", Some(Deadline)),
            ("Số ngày dự kiến", Some(Days)),
            ("DURATION (Days)", Some(Days)),
            ("Kết quả cần đạt (Định lượng)", Some(Product)),
            ("Sản phẩm (kèm chỉ tiêu đo lường)", Some(Product)),
            ("KẾT QUẢ HIỆN NAY", Some(Result)),
            ("Chỉ tiêu", Some(Indicator)),
            ("Chỉ tiêu liên quan", Some(Basis)),
            ("Đến hết năm 2026", Some(Target)),
            (
                "Căn cứ/lý do đề xuất nhiệm vụ - Cột này để giải trình",
                Some(Basis),
            ),
            ("Mã nhiệm vụ (NV-xxx)", Some(Code)),
            ("Đơn vị thực hiện | Phối hợp", Some(Coordinating)),
            ("Đơn vị thực hiện | Chủ trì", Some(Lead)),
            ("Lĩnh vực/Nhiệm vụ", Some(Text)),
            ("Nhóm nhiệm vụ/Nhiệm vụ cụ thể", Some(Text)),
            ("Tuần 1", None),
            ("Ưu tiên", None),
        ] {
            assert_eq!(first(head), meaning, "{head}: {:?}", fits(head));
        }
    }
}
