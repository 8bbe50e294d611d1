//! Vocabulary of cells of units, folded; the words of a list are separated by bars.

/// Nouns that units' names begin with, and that alone mean any number of units.
const BOTH: &str = "so|phong|ban|bo|vien|truong";

/// Nouns that units' names begin with.
const NAMES: &str = "chi cuc|trung tam|van phong|thanh tra|cuc|vu|ubnd|hdnd|cong an|hoi|doan|khoa|\
    to|uy ban|tinh uy|dang uy|lien doan|tong cuc";

/// Nouns that mean any number of units.
const MANY: &str = "nganh|don vi|co quan|dia phuong|doan the|xa|phuong|huyen|thi xa|thanh pho|\
    to chuc|ca nhan|giam doc|thu truong|doanh nghiep|cap uy|dac khu";

/// Other words that a part of a list may begin with.
const OTHERS: &str = "cac|tat ca|toan|mot so|nhieu|d/c|dong chi|lanh dao|chu tich|tap doan|cong ty";

/// Words after "và" that begin another unit, besides those that names begin with; in "Phòng Văn hóa và Xã
/// hội" the name continues.
const AFTER_AND: &str = "cac|tat ca|don vi|co quan|dia phuong|doan the";

/// Beginnings of wordings that mean many units without naming one.
const GENERIC: &str = "cac|tat ca|toan the|toan bo|mot so|nhieu|thu truong|chu tich ubnd|ubnd cac|\
    ubnd xa|ubnd phuong|ubnd cap|uy ban nhan dan cac";

/// Complete wordings of that kind.
const GENERIC_PHRASES: &str =
    "so nganh|so ban nganh|bo nganh|don vi truc thuoc|co quan don vi|ban nganh|tinh";

/// Wordings for "no lead yet".
const NOBODY: &str = "chua giao don vi chu tri|chua giao don vi|chua giao|without a lead unit";

/// Verbs that are part of no unit's name.
const VERBS: &str = "chu tri|phoi hop|tham muu|chiu trach nhiem|la dau moi|lam dau moi|dau moi|\
    theo doi|cung|tong hop";

/// Verbs that may be part of a name, and so only count after a known unit.
const DOUBTFUL_VERBS: &str = "thuc hien|bao cao|huong dan|trien khai|to chuc|xay dung|trinh|\
    ban hanh|kiem tra|don doc|chuan bi|phu trach";

/// Phrases between a lead and the coordinating units.
const JOINING: &str = "phoi hop voi|phoi hop cung|phoi hop|cung voi|cung|va phoi hop|chu tri cung|\
    co su phoi hop";

/// Forms of address.
const TITLES: &str = "d/c|dong chi|ong|ba|d.c|dc|ths|ths.|ts|ts.";

/// Abbreviations, after which a full stop ends no sentence.
const ABBREVIATIONS: &str = "p|tt|tp|tx|ts|ths|q|cc|gs|pgs|bs|tr|ks|d";

/// Labels of telephone numbers.
const TELEPHONE: &str = "so dien thoai|dien thoai|di dong|sdt|dt|tel";

fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split('|')
}

fn begins(text: &str, lists: &[&'static str]) -> bool {
    let mut all = lists.iter().flat_map(|list| words(list));
    all.any(|word| starts(text, word))
}

/// Whether a folded text begins with these whole words.
pub(super) fn starts(text: &str, words: &str) -> bool {
    text.strip_prefix(words)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// The noun that a unit's name begins with, the longest.
pub(super) fn noun(name: &str) -> Option<&'static str> {
    let nouns = words(BOTH).chain(words(NAMES));
    let begun = nouns.filter(|noun| starts(name, noun));
    begun.max_by_key(|noun| noun.len())
}

/// Whether a part of a list begins like a unit, several units, or a person.
pub(super) fn begins_part(text: &str) -> bool {
    begins(text, &[BOTH, NAMES, MANY, OTHERS, JOINING])
}

/// Whether another unit begins after "và", and not the second half of a name.
pub(super) fn begins_after_and(text: &str) -> bool {
    // "và Tổ chức" continues a name.
    let noun = noun(text).is_some_and(|noun| noun != "to");
    noun || begins(text, &[AFTER_AND])
}

/// Whether a part means many units without naming them.
pub(super) fn is_generic(text: &str) -> bool {
    begins(text, &[GENERIC])
        || text.ends_with("lien quan")
        || words(GENERIC_PHRASES).any(|whole| whole == text)
        || words(BOTH).chain(words(MANY)).any(|noun| noun == text)
        || is_counted(text)
}

pub(super) fn is_nobody(text: &str) -> bool {
    words(NOBODY).any(|whole| whole == text)
}

/// Whether it means many units after something that does: "ngành" in "Bộ, ngành".
pub(super) fn continues_generic(text: &str) -> bool {
    let bare = text.strip_prefix("cac ").unwrap_or(text);
    let bare = bare.strip_prefix("ubnd ").unwrap_or(bare);
    let bare = bare.strip_prefix("cac ").unwrap_or(bare);
    (begins(bare, &[BOTH, MANY]) || starts(bare, "tinh")) && bare.split(' ').count() <= 6
}

/// "03 khoa".
fn is_counted(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(number, rest)| {
        number.parse::<u32>().is_ok() && (begins(rest, &[BOTH, MANY]) || starts(rest, "khoa"))
    })
}

/// Whether a text begins with a verb, or one that only counts after a known unit.
pub(super) fn verb(text: &str, doubtful: bool) -> bool {
    let list = if doubtful { DOUBTFUL_VERBS } else { VERBS };
    begins(text, &[list])
}

/// The number of words at the beginning that introduce coordinating units.
pub(super) fn joining(text: &str) -> Option<usize> {
    let found = words(JOINING).find(|joined| starts(text, joined))?;
    Some(found.split(' ').count())
}

/// The number of words before the phrase that introduces coordinating units, and including it.
pub(super) fn joining_inside(text: &str) -> Option<(usize, usize)> {
    let padded = format!(" {text} ");
    let places = words(JOINING)
        .filter_map(|word| Some((padded.find(&format!(" {word} "))?, word.split(' ').count())));
    let (at, length) = places.min()?;
    let before = text.get(..at).unwrap_or_default();
    let before = before.split_whitespace().count();
    Some((before, before + length))
}

pub(super) fn is_person(text: &str) -> bool {
    let mut titles = words(TITLES);
    titles.any(|title| {
        let rest = text.strip_prefix(title);
        rest.is_some_and(|rest| rest.starts_with([' ', ':']))
    })
}

/// Whether a full stop after this word ends no sentence.
pub(super) fn is_abbreviation(word: &str) -> bool {
    words(ABBREVIATIONS).any(|short| short == word)
}

/// The number of words at the end that are the label of a telephone number.
pub(super) fn phone_label_words(text: &str) -> usize {
    let bare = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let found = words(TELEPHONE).find(|label| {
        let rest = bare.strip_suffix(label);
        rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    });
    found.map_or(0, |label| label.split(' ').count())
}
