//! The values of the domain under their names: as people read them, as scripts write them, and what
//! else may be typed for them in either language. What is only read is in
//! [`labels`](crate::present::messages::labels).

use super::lang::{Bi, Lang, bi};
use super::messages::{labels, report};
use super::text::width;
use crate::domain::journal_query::JournalStart;
use crate::domain::note::NoteKind;
use crate::domain::period::PeriodKind;
use crate::domain::plan::PlanKind;
use crate::domain::query::{DueSpan, Filter, Order};
use crate::domain::task::State;
use crate::domain::text::fold;
use crate::domain::unit::{Unit, UnitKind, Years};

/// A name as it may be typed.
pub(crate) fn plain(name: &str) -> String {
    fold(&name.replace(['-', '_'], " "))
}

/// The values of one kind with their names. One may be typed by its label, its word and its other
/// names, with or without accents, hyphens and capitals.
pub(crate) struct Names<T: 'static> {
    /// In the order in which they are offered.
    pub all: &'static [T],
    /// As people read it.
    pub label: fn(T) -> Bi,
    /// The word that scripts use and JSON has.
    pub word: fn(T) -> &'static str,
    /// What it is called in Vietnamese, first what help offers; nothing where that is the label.
    pub also: fn(T) -> &'static [&'static str],
}

impl<T: Copy> Names<T> {
    /// The word that help offers in a language: "qua-han", "overdue".
    pub(crate) fn typed(&self, value: T, lang: Lang) -> String {
        match (lang, (self.also)(value)) {
            (Lang::En, _) => (self.word)(value).to_owned(),
            (Lang::Vi, [first, ..]) => (*first).to_owned(),
            (Lang::Vi, []) => fold((self.label)(value).vi).replace(' ', "-"),
        }
    }

    /// All that may be typed for a value, in either language.
    pub(crate) fn names(&self, value: T) -> Vec<String> {
        let label = (self.label)(value);
        let labels = [label.vi, label.en].into_iter();
        // What explains itself in brackets or names two things is no name to type.
        let labels = labels.filter(|name| !name.contains(['(', ',']));
        let also = (self.also)(value).iter().copied();
        let all = also.chain([(self.word)(value)]).chain(labels);
        all.map(plain).filter(|name| !name.is_empty()).collect()
    }

    /// What may be typed, in one language: "qua-han, sap-den-han, tuan-nay".
    pub(crate) fn offered(&self, lang: Lang) -> Vec<String> {
        self.all
            .iter()
            .map(|value| self.typed(*value, lang))
            .collect()
    }
}

pub(crate) const STATES: Names<State> = Names {
    all: &State::ALL,
    label: labels::state,
    word: State::as_str,
    also: |state| match state {
        State::NotStarted => &["chua-thuc-hien", "chua-lam"],
        State::InProgress => &["dang-thuc-hien", "dang-lam"],
        State::Done => &["xong", "da-xong"],
        State::Paused | State::Dropped => &[],
    },
};

/// Since when changes are asked for, beside a day.
pub(crate) const STARTS: Names<JournalStart> = Names {
    all: &[
        JournalStart::LastVisit,
        JournalStart::LastReview,
        JournalStart::Monday,
        JournalStart::Today,
        JournalStart::Beginning,
    ],
    label: start,
    word: |start| match start {
        JournalStart::LastVisit => "last-visit",
        JournalStart::LastReview => "last-review",
        JournalStart::Monday => "monday",
        JournalStart::Today | JournalStart::Day(_) => "today",
        JournalStart::Beginning => "beginning",
    },
    also: |start| match start {
        JournalStart::LastReview => &["giao-ban", "review"],
        JournalStart::LastVisit => &["lan-xem-truoc", "visit"],
        JournalStart::Beginning => &["tu-dau", "all"],
        _ => &[],
    },
};

/// The English name of an area where a tab has room for three or four letters: an English office's own
/// abbreviation, or the name itself where it is short.
pub(crate) fn short_area(name: &str) -> Option<&str> {
    const KNOWN: [(&str, &str); 6] = [
        ("Steering", "Mgmt"),
        ("Legislation", "Law"),
        ("Procedures", "Proc"),
        ("Structure", "Org"),
        ("Civil serv.", "HR"),
        ("Finance", "Fin"),
    ];
    let known = KNOWN.iter().find(|(area, _)| *area == name);
    let short = known.map(|(_, short)| *short);
    short.or(Some(name).filter(|name| !name.is_empty() && width(name) <= 5))
}

/// Since when, without its day.
pub(crate) fn start(start: JournalStart) -> Bi {
    match start {
        JournalStart::LastVisit => bi("lần xem trước", "my last visit"),
        JournalStart::LastReview => bi("giao ban", "the last review"),
        JournalStart::Monday => bi("thứ Hai", "Monday"),
        JournalStart::Today => bi("hôm nay", "today"),
        JournalStart::Day(_) => bi("ngày", "the day"),
        JournalStart::Beginning => bi("đầu", "the beginning"),
    }
}

/// When a task is due, beside a span of days.
pub(crate) const DUE: Names<DueSpan> = Names {
    all: &[
        DueSpan::Overdue,
        DueSpan::Soon,
        DueSpan::ThisWeek,
        DueSpan::NextWeek,
        DueSpan::None,
    ],
    label: |due| match due {
        DueSpan::Overdue => bi("quá hạn", "overdue"),
        DueSpan::Soon => bi("sắp đến hạn", "due soon"),
        // The line above the list counts those that are not overdue.
        DueSpan::ThisWeek => bi(
            "đến hạn tuần này (gồm cả đã quá hạn)",
            "due this week (overdue included)",
        ),
        DueSpan::NextWeek => bi("đến hạn tuần sau", "due next week"),
        DueSpan::None => bi("không có ngày hạn", "without a due date"),
        DueSpan::Between(..) => bi("đến hạn trong khoảng", "due between"),
    },
    word: |due| match due {
        DueSpan::Overdue => "overdue",
        DueSpan::Soon => "soon",
        DueSpan::ThisWeek => "this-week",
        DueSpan::NextWeek => "next-week",
        DueSpan::None => "none",
        DueSpan::Between(..) => "",
    },
    also: |due| match due {
        DueSpan::Overdue => &["qua-han", "tre", "tre-han"],
        DueSpan::Soon => &["sap-den-han", "sap-han"],
        DueSpan::ThisWeek => &["tuan-nay"],
        DueSpan::NextWeek => &["tuan-sau", "tuan-toi"],
        DueSpan::None => &["khong-han", "khong", "khong-co-han"],
        DueSpan::Between(..) => &[],
    },
};

pub(crate) const ORDERS: Names<Order> = Names {
    all: &Order::ALL,
    label: labels::order,
    word: Order::as_str,
    also: |order| match order {
        Order::Due => &["han", "thoi-han"],
        Order::Code => &["ma"],
        Order::Unit => &["don-vi"],
        Order::Changed => &["moi-nhat", "thay-doi", "moi"],
    },
};

pub(crate) const NOTE_KINDS: Names<NoteKind> = Names {
    all: &NoteKind::ALL,
    label: labels::note_kind,
    word: NoteKind::as_str,
    also: |kind| match kind {
        NoteKind::Note => &[],
        NoteKind::Difficulty => &["vuong-mac", "kho-khan"],
        NoteKind::Instruction => &["chi-dao", "ket-luan"],
        NoteKind::Proposal => &["kien-nghi", "de-xuat"],
    },
};

pub(crate) const UNIT_KINDS: Names<UnitKind> = Names {
    all: &UnitKind::ALL,
    label: labels::unit_kind,
    word: UnitKind::as_str,
    also: |_| &[],
};

pub(crate) const PLAN_KINDS: Names<PlanKind> = Names {
    all: &PlanKind::ALL,
    label: labels::plan_kind,
    word: PlanKind::as_str,
    also: |kind| match kind {
        PlanKind::Plan => &["ke-hoach", "kh"],
        PlanKind::Decision => &["quyet-dinh", "qd"],
    },
};

/// A setting that changes a figure.
pub(crate) struct FigureSetting {
    /// The key in the file.
    pub key: &'static str,
    /// What the command line calls it.
    pub word: &'static str,
    pub meaning: Bi,
}

pub(crate) const FIGURE_SETTINGS: [FigureSetting; 4] = [
    FigureSetting {
        key: "soon_days",
        word: "soon-days",
        meaning: bi(
            "còn bao nhiêu ngày thì báo sắp đến hạn",
            "a task is due soon so many days before its due date",
        ),
    },
    FigureSetting {
        key: "silent_days",
        word: "silent-days",
        meaning: bi(
            "sau bao nhiêu ngày không thay đổi thì coi là chưa cập nhật",
            "a task without a change for so many days is not updated",
        ),
    },
    FigureSetting {
        key: "before_is_strict",
        word: "before-excludes-day",
        meaning: bi(
            "“Trước 15/12” là chậm nhất 14/12 (1) hay 15/12 (0)",
            "“Trước 15/12” means 14/12 at the latest (1), or 15/12 (0)",
        ),
    },
    FigureSetting {
        key: "cutoff_day",
        word: "cutoff-day",
        meaning: bi(
            "ngày chốt số liệu báo cáo trong tháng",
            "the last day of a month that belongs to its report",
        ),
    },
];

pub(crate) const PERIODS: Names<PeriodKind> = Names {
    all: &PeriodKind::ALL,
    label: report::kind,
    word: PeriodKind::as_str,
    also: |kind| match kind {
        PeriodKind::HalfYear => &["6-thang", "nua-nam"],
        _ => &[],
    },
};

/// A filter that is switched on or off.
pub(crate) struct FilterSwitch {
    pub filter: Filter,
    /// The option of `cchc list`, and its help.
    pub option: &'static str,
    pub help: Bi,
}

const fn switch(filter: Filter, option: &'static str, help: Bi) -> FilterSwitch {
    FilterSwitch {
        filter,
        option,
        help,
    }
}

/// The filters that can be switched on, in the order in which they are offered.
pub(crate) const SWITCHES: &[FilterSwitch] = &[
    switch(
        Filter::KeyTask,
        "key",
        bi("Chỉ nhiệm vụ trọng tâm", "Key tasks only"),
    ),
    switch(
        Filter::Stuck,
        "stuck",
        bi("Đang vướng mắc", "Blocked by an open difficulty"),
    ),
    switch(
        Filter::Unassigned,
        "no-unit",
        bi("Chưa giao đơn vị", "Not assigned to a unit"),
    ),
    switch(
        Filter::NoDeadline,
        "no-deadline",
        bi("Chưa có thời hạn", "Without a deadline"),
    ),
    switch(
        Filter::Unclear,
        "unclear",
        bi("Thời hạn chưa rõ", "Unclear deadline"),
    ),
    switch(
        Filter::Unproven,
        "no-evidence",
        bi(
            "Đã hoàn thành nhưng thiếu minh chứng",
            "Completed, evidence missing",
        ),
    ),
    switch(
        Filter::Silent,
        "silent",
        bi("Lâu chưa cập nhật", "Open, no update for some time"),
    ),
];

/// The filters that a person can pick, in their order.
pub(crate) fn filters() -> impl Iterator<Item = Filter> {
    let due = DUE.all.iter().filter(|due| **due != DueSpan::None);
    let due = due.map(|due| Filter::Due(*due));
    due.chain(SWITCHES.iter().map(|switch| switch.filter))
}

/// A filter as people read it.
pub(crate) fn filter(filter: Filter) -> Bi {
    match filter {
        Filter::Due(due) => (DUE.label)(due),
        Filter::Mine(_) => bi("việc của đơn vị tôi", "my unit's tasks"),
        // Only the review asks for it.
        Filter::Unnoted => bi(
            "thường xuyên, tháng này chưa ghi chú",
            "ongoing, no note this month",
        ),
        Filter::KeyTask => bi("trọng tâm", "key tasks"),
        Filter::Stuck => bi("đang vướng mắc", "blocked by a difficulty"),
        Filter::Unassigned => bi("chưa giao đơn vị", "not assigned"),
        Filter::NoDeadline => bi("chưa có hạn", "without a deadline"),
        Filter::Unclear => bi("chưa rõ hạn", "unclear deadline"),
        Filter::Unproven => bi("xong, thiếu minh chứng", "completed, evidence missing"),
        Filter::Silent => bi("lâu chưa cập nhật", "no update for some time"),
    }
}

/// "VP · Văn phòng Sở".
pub(crate) fn unit_name(unit: &Unit, lang: Lang) -> String {
    let name = match lang {
        Lang::Vi => &unit.name,
        Lang::En => unit.name_en.as_ref().unwrap_or(&unit.name),
    };
    format!("{} · {name}", unit.abbreviation)
}

/// " (2021–2024)", of a unit that is not there for ever.
pub(crate) fn unit_years(years: Years, lang: Lang) -> String {
    match (years.from, years.to) {
        (None, None) => String::new(),
        (Some(from), Some(to)) => format!(" ({from}–{to})"),
        (Some(from), None) => lang.pick(format!(" (từ {from})"), format!(" (from {from})")),
        (None, Some(to)) => lang.pick(format!(" (đến {to})"), format!(" (until {to})")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_english_tab_is_never_a_piece_of_a_word() {
        for (name, short) in [
            ("Steering", Some("Mgmt")),
            ("Civil serv.", Some("HR")),
            ("E-gov", Some("E-gov")),
            ("Digital government", None),
            ("", None),
        ] {
            assert_eq!(short_area(name), short, "{name}");
        }
    }

    impl<T: Copy> Names<T> {
        fn find(&self, typed: &str) -> Option<T> {
            let mut all = self.all.iter();
            let found = all.find(|value| self.names(**value).contains(&plain(typed)));
            found.copied()
        }
    }

    #[test]
    fn a_value_is_found_by_its_names_in_both_languages() {
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
            assert_eq!(STATES.find(typed), state, "{typed}");
        }
        for (typed, due) in [
            ("tuần này", DueSpan::ThisWeek),
            ("QUA-HAN", DueSpan::Overdue),
            ("this week", DueSpan::ThisWeek),
        ] {
            assert_eq!(DUE.find(typed), Some(due), "{typed}");
        }
        assert_eq!(NOTE_KINDS.find("vướng mắc"), Some(NoteKind::Difficulty));
        assert_eq!(PERIODS.find("6 tháng"), Some(PeriodKind::HalfYear));
        assert_eq!(PERIODS.find("quý"), Some(PeriodKind::Quarter));
        assert_eq!(UNIT_KINDS.find("Chi cục"), Some(UnitKind::SubDepartment));
        let word = UNIT_KINDS.find("sub_department");
        assert_eq!(word, Some(UnitKind::SubDepartment));
    }

    #[test]
    fn no_name_means_two_values() {
        fn check<T: Copy + PartialEq + std::fmt::Debug>(names: &Names<T>) {
            for value in names.all {
                let offered = [Lang::Vi, Lang::En].map(|lang| names.typed(*value, lang));
                let also = (names.also)(*value).iter().map(|name| (*name).to_owned());
                for name in also.chain(offered) {
                    assert_eq!(names.find(&name), Some(*value), "{name}");
                }
            }
        }
        check(&STATES);
        check(&DUE);
        check(&ORDERS);
        check(&NOTE_KINDS);
        check(&UNIT_KINDS);
        check(&PLAN_KINDS);
        check(&PERIODS);
    }
}
