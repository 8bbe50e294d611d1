//! The values of the domain under their names: as people read them, as scripts write them, and what
//! else may be typed for them in either language. What is added gets its names here and nowhere else.

use super::lang::{Bi, Lang, bi};
use super::messages::{labels, report};
use crate::domain::note::NoteKind;
use crate::domain::period::PeriodKind;
use crate::domain::query::{Due, Filter, Order};
use crate::domain::task::State;
use crate::domain::text::fold;
use crate::domain::unit::UnitKind;

/// A value that is chosen by its name.
pub trait Choice: Copy + PartialEq + Send + Sync + 'static {
    /// All of them in the order in which they are offered.
    fn all() -> &'static [Self];
    /// As people read it.
    fn label(self) -> Bi;
    /// The word that scripts use and JSON has.
    fn word(self) -> &'static str;
    /// What it is called in Vietnamese where that is not its label, the name that help offers first.
    fn also(self) -> &'static [&'static str] {
        &[]
    }

    /// The word that help offers in a language: "qua-han", "overdue".
    fn typed(self, lang: Lang) -> String {
        match (lang, self.also()) {
            (Lang::En, _) => self.word().to_owned(),
            (Lang::Vi, [first, ..]) => (*first).to_owned(),
            (Lang::Vi, []) => fold(self.label().vi).replace(' ', "-"),
        }
    }
}

impl Choice for State {
    fn all() -> &'static [Self] {
        &Self::ALL
    }
    fn label(self) -> Bi {
        labels::state(self)
    }
    fn word(self) -> &'static str {
        self.as_str()
    }
    fn also(self) -> &'static [&'static str] {
        match self {
            Self::NotStarted => &["chua-thuc-hien", "chua-lam"],
            Self::InProgress => &["dang-thuc-hien", "dang-lam"],
            Self::Done => &["xong", "da-xong"],
            Self::Paused | Self::Dropped => &[],
        }
    }
}

impl Choice for Due {
    fn all() -> &'static [Self] {
        &[
            Self::Overdue,
            Self::Soon,
            Self::ThisWeek,
            Self::NextWeek,
            Self::None,
        ]
    }
    fn label(self) -> Bi {
        match self {
            Self::Overdue => bi("quá hạn", "overdue"),
            Self::Soon => bi("sắp đến hạn", "due soon"),
            // The line above the list counts those that are not overdue.
            Self::ThisWeek => bi(
                "đến hạn tuần này (gồm cả đã quá hạn)",
                "due this week (overdue included)",
            ),
            Self::NextWeek => bi("đến hạn tuần sau", "due next week"),
            Self::None => bi("không có ngày hạn", "without a due date"),
            Self::Between(..) => bi("đến hạn trong khoảng", "due between"),
        }
    }
    fn word(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Soon => "soon",
            Self::ThisWeek => "this-week",
            Self::NextWeek => "next-week",
            Self::None => "none",
            Self::Between(..) => "",
        }
    }
    fn also(self) -> &'static [&'static str] {
        match self {
            Self::Overdue => &["qua-han", "tre", "tre-han"],
            Self::Soon => &["sap-den-han", "sap-han"],
            Self::ThisWeek => &["tuan-nay"],
            Self::NextWeek => &["tuan-sau", "tuan-toi"],
            Self::None => &["khong-han", "khong", "khong-co-han"],
            Self::Between(..) => &[],
        }
    }
}

impl Choice for Order {
    fn all() -> &'static [Self] {
        &Self::ALL
    }
    fn label(self) -> Bi {
        labels::order(self)
    }
    fn word(self) -> &'static str {
        self.as_str()
    }
    fn also(self) -> &'static [&'static str] {
        match self {
            Self::Due => &["han", "thoi-han"],
            Self::Code => &["ma"],
            Self::Unit => &["don-vi"],
            Self::Changed => &["moi-nhat", "thay-doi", "moi"],
        }
    }
}

impl Choice for NoteKind {
    fn all() -> &'static [Self] {
        &Self::ALL
    }
    fn label(self) -> Bi {
        labels::note_kind(self)
    }
    fn word(self) -> &'static str {
        self.as_str()
    }
    fn also(self) -> &'static [&'static str] {
        match self {
            Self::Note => &[],
            Self::Difficulty => &["vuong-mac", "kho-khan"],
            Self::Instruction => &["chi-dao", "ket-luan"],
            Self::Proposal => &["kien-nghi", "de-xuat"],
        }
    }
}

impl Choice for UnitKind {
    fn all() -> &'static [Self] {
        &Self::ALL
    }
    fn label(self) -> Bi {
        labels::unit_kind(self)
    }
    fn word(self) -> &'static str {
        self.as_str()
    }
}

impl Choice for PeriodKind {
    fn all() -> &'static [Self] {
        &Self::ALL
    }
    fn label(self) -> Bi {
        report::kind(self)
    }
    fn word(self) -> &'static str {
        self.as_str()
    }
    fn also(self) -> &'static [&'static str] {
        match self {
            Self::HalfYear => &["6-thang", "nua-nam"],
            _ => &[],
        }
    }
}

/// The value that goes by that name in either language, with or without accents, hyphens, capitals.
pub fn named<T: Choice>(typed: &str) -> Option<T> {
    let plain = |name: &str| fold(&name.replace(['-', '_'], " "));
    let wanted = plain(typed);
    let label = |one: T| match one.label() {
        // What explains itself in brackets or names two things is no name to type.
        label if label.vi.contains(['(', ',']) => None,
        label => Some(label),
    };
    let is_called = |one: &&T| {
        let label = label(**one).map_or([""; 2], |label| [label.vi, label.en]);
        let also = one.also().iter().copied().chain([one.word()]);
        !wanted.is_empty() && also.chain(label).any(|name| plain(name) == wanted)
    };
    T::all().iter().find(is_called).copied()
}

/// What may be typed, in one language: "qua-han, sap-den-han, tuan-nay".
pub fn choices<T: Choice>(lang: Lang) -> String {
    let words: Vec<String> = T::all().iter().map(|one| one.typed(lang)).collect();
    words.join(", ")
}

/// A filter that is switched on or off.
pub struct Switch {
    pub filter: Filter,
    pub label: Bi,
    /// The option of `cchc list`, and its help.
    pub option: &'static str,
    pub help: Bi,
}

const fn switch(filter: Filter, option: &'static str, label: Bi, help: Bi) -> Switch {
    Switch {
        filter,
        label,
        option,
        help,
    }
}

/// The filters that can be switched on, in the order in which they are offered.
pub const SWITCHES: [Switch; 7] = [
    switch(
        Filter::KeyTask,
        "key",
        bi("trọng tâm", "key tasks"),
        bi("Chỉ nhiệm vụ trọng tâm", "Key tasks only"),
    ),
    switch(
        Filter::Stuck,
        "stuck",
        bi("đang vướng mắc", "blocked by a difficulty"),
        bi("Đang vướng mắc", "Blocked by an open difficulty"),
    ),
    switch(
        Filter::Unassigned,
        "no-unit",
        bi("chưa giao đơn vị", "not assigned"),
        bi("Chưa giao đơn vị", "Not assigned to a unit"),
    ),
    switch(
        Filter::NoDeadline,
        "no-deadline",
        bi("chưa có hạn", "without a deadline"),
        bi("Chưa có thời hạn", "Without a deadline"),
    ),
    switch(
        Filter::Unclear,
        "unclear",
        bi("chưa rõ hạn", "unclear deadline"),
        bi("Thời hạn chưa rõ", "Unclear deadline"),
    ),
    switch(
        Filter::Unproven,
        "no-evidence",
        bi("xong, thiếu minh chứng", "completed, evidence missing"),
        bi(
            "Đã hoàn thành nhưng thiếu minh chứng",
            "Completed, evidence missing",
        ),
    ),
    switch(
        Filter::Silent,
        "silent",
        bi("chưa cập nhật 14 ngày", "no update in 14 days"),
        bi("Lâu chưa cập nhật", "Open, no update for some time"),
    ),
];

/// The filters that a person can pick, in their order.
pub fn filters() -> impl Iterator<Item = Filter> {
    let due = Due::all().iter().filter(|due| **due != Due::None);
    let due = due.map(|due| Filter::Due(*due));
    due.chain(SWITCHES.iter().map(|switch| switch.filter))
}

/// A filter as people read it.
pub fn filter(filter: Filter) -> Bi {
    match filter {
        Filter::Due(due) => due.label(),
        Filter::Mine(_) => bi("việc của đơn vị tôi", "my unit's tasks"),
        // Only the review asks for it.
        Filter::Unnoted => bi(
            "thường xuyên, tháng này chưa ghi chú",
            "ongoing, no note this month",
        ),
        other => {
            let found = SWITCHES.iter().find(|switch| switch.filter == other);
            found.map_or(bi("", ""), |switch| switch.label)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_goes_by_its_names_in_both_languages() {
        for (typed, state) in [
            ("xong", Some(State::Done)),
            ("Hoàn thành", Some(State::Done)),
            ("in_progress", Some(State::InProgress)),
            ("Đang-thực-hiện", Some(State::InProgress)),
            ("not started", Some(State::NotStarted)),
            ("completed", Some(State::Done)),
            ("tuần này", None),
            ("", None),
        ] {
            assert_eq!(named(typed), state, "{typed}");
        }
        for (typed, due) in [
            ("tuần này", Due::ThisWeek),
            ("QUA-HAN", Due::Overdue),
            ("this week", Due::ThisWeek),
        ] {
            assert_eq!(named(typed), Some(due), "{typed}");
        }
        assert_eq!(named("vướng mắc"), Some(NoteKind::Difficulty));
        assert_eq!(named("6 tháng"), Some(PeriodKind::HalfYear));
        assert_eq!(named("quý"), Some(PeriodKind::Quarter));
        assert_eq!(named("Chi cục"), Some(UnitKind::SubDepartment));
        assert_eq!(named("sub_department"), Some(UnitKind::SubDepartment));
    }

    #[test]
    fn no_name_means_two_values() {
        fn check<T: Choice + std::fmt::Debug>() {
            for one in T::all() {
                let offered = [Lang::Vi, Lang::En].map(|lang| one.typed(lang));
                let also = one.also().iter().map(|name| (*name).to_owned());
                for name in also.chain(offered) {
                    assert_eq!(named(&name), Some(*one), "{name}");
                }
            }
        }
        check::<State>();
        check::<Due>();
        check::<Order>();
        check::<NoteKind>();
        check::<UnitKind>();
        check::<PeriodKind>();
    }
}
