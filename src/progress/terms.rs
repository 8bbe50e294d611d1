//! The heads of the sheet's columns, and the states as people type them.

use crate::domain::task::State;
use crate::domain::text::fold;
use crate::present::lang::{Bi, bi};
use crate::present::names::{STATES, plain};

/// A column of the sheet that people see, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    Code,
    Task,
    Due,
    State,
    DoneOn,
    Result,
    Evidence,
    Note,
}

impl Column {
    pub const ALL: [Self; 8] = [
        Self::Code,
        Self::Task,
        Self::Due,
        Self::State,
        Self::DoneOn,
        Self::Result,
        Self::Evidence,
        Self::Note,
    ];

    /// Those that the unit fills in.
    pub const FILLED: [Self; 5] = [
        Self::State,
        Self::DoneOn,
        Self::Result,
        Self::Evidence,
        Self::Note,
    ];

    pub fn head(self) -> Bi {
        match self {
            Self::Code => bi("Mã", "Code"),
            Self::Task => bi("Nhiệm vụ", "Task"),
            Self::Due => bi("Thời hạn", "Due"),
            Self::State => bi("Trạng thái", "Status"),
            Self::DoneOn => bi("Ngày hoàn thành", "Completed on"),
            Self::Result => bi("Kết quả", "Result"),
            Self::Evidence => bi("Tài liệu kiểm chứng", "Evidence"),
            Self::Note => bi("Ghi chú", "Note"),
        }
    }

    /// Whether a cell is its head, in either language.
    pub(super) fn is_headed(self, cell: &str) -> bool {
        let (head, cell) = (self.head(), fold(cell));
        cell == fold(head.vi) || cell == fold(head.en)
    }

    /// In Excel's characters.
    pub(super) fn width(self) -> f64 {
        match self {
            Self::Code | Self::Due => 12.0,
            Self::Task => 50.0,
            Self::State => 17.0,
            Self::DoneOn => 14.0,
            Self::Result => 36.0,
            Self::Evidence | Self::Note => 32.0,
        }
    }
}

/// The states that a unit can report, in the order in which they are offered.
pub(super) const REPORTED: [State; 4] = [
    State::NotStarted,
    State::InProgress,
    State::Done,
    State::Paused,
];

/// What people type for a state besides its names, folded.
const TYPED: &[(State, &[&str])] = &[
    (
        State::NotStarted,
        &["chua", "chua trien khai", "chua bat dau", "chua tien hanh"],
    ),
    (
        State::InProgress,
        &[
            "dang trien khai",
            "dang tien hanh",
            "dang xu ly",
            "dang thuc hien trong han",
            "dang thuc hien qua han",
        ],
    ),
    (
        State::Done,
        &[
            "da hoan thanh",
            "da lam xong",
            "hoan tat",
            "da hoan tat",
            "hoan thanh dung han",
            "hoan thanh qua han",
            "da hoan thanh dung han",
            "da hoan thanh qua han",
            "done",
            "100%",
        ],
    ),
    (State::Paused, &["tam hoan", "dang tam dung", "da tam dung"]),
    (State::Dropped, &["khong thuc hien", "da bai bo"]),
];

/// The state that a cell means.
pub(super) fn state(cell: &str) -> Option<State> {
    let typed = plain(cell);
    let typed = typed.trim_end_matches(['.', ';', '!']).trim();
    let named = STATES
        .all
        .iter()
        .find(|state| STATES.names(**state).iter().any(|name| name == typed));
    let also = || {
        let mut all = TYPED.iter();
        let found = all.find(|(_, names)| names.contains(&typed));
        found.map(|(state, _)| *state)
    };
    named.copied().or_else(also)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_read_as_people_type_it_and_never_guessed() {
        for (typed, meant) in [
            ("Hoàn thành", Some(State::Done)),
            ("xong", Some(State::Done)),
            ("Đã hoàn thành.", Some(State::Done)),
            ("ĐANG THỰC HIỆN", Some(State::InProgress)),
            ("dang lam", Some(State::InProgress)),
            ("Chưa", Some(State::NotStarted)),
            ("Tạm dừng", Some(State::Paused)),
            ("in progress", Some(State::InProgress)),
            ("Quá hạn", None),
            ("x", None),
            ("gần xong", None),
            ("", None),
        ] {
            assert_eq!(state(typed), meant, "{typed}");
        }
    }
}
