//! Tasks as rows of one flat table: each of their parts a column of its own type, so that a person can
//! filter, sort and sum them up. One table of columns for a task of now and for one as it was known on
//! a day.

use super::document::{Align, TableColumn, TableValue};
use crate::domain::area::{Area, Section};
use crate::domain::day::Day;
use crate::domain::deadline::DeadlineKind;
use crate::domain::ids::{SectionId, UnitId};
use crate::domain::note::{Evidence, Note};
use crate::domain::snapshot::TaskAsOf;
use crate::domain::task::{Occurrence, State, Task, TaskText, Timeliness, timeliness};
use crate::domain::text::join;
use crate::domain::unit::Unit;
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::messages::labels;
use crate::present::text::capital;
use std::collections::HashMap;

/// The columns by which the rows are counted.
pub(crate) const AREA: Bi = bi("Lĩnh vực", "Area");
pub(crate) const LEAD: Bi = bi("Đơn vị chủ trì", "Lead unit");
pub(crate) const KIND: Bi = bi("Loại thời hạn", "Deadline kind");
pub(crate) const STATE: Bi = bi("Trạng thái", "Status");
pub(crate) const TIMELINESS: Bi = bi("Tiến độ hạn", "Progress");

/// How things are called in the table, and the day on which they are assessed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FlatNames<'n> {
    pub areas: &'n [Area],
    pub sections: &'n [Section],
    pub units: &'n [Unit],
    pub day: Day,
    pub soon_days: i64,
    pub lang: Lang,
}

impl<'n> FlatNames<'n> {
    /// "1. Cải cách thể chế": in the plan's order when sorted.
    pub(crate) fn area(&self, key: &str) -> String {
        let area = self.areas.iter().find(|area| area.key == key);
        let name = area.map_or("", |area| self.lang.pick(&area.name, &area.name_en));
        format!("{key}. {name}")
    }

    /// The full name of a unit.
    pub(crate) fn unit(&self, id: UnitId) -> Option<&'n str> {
        let unit = self.units.iter().find(|unit| unit.id == id)?;
        Some(match (self.lang, &unit.name_en) {
            (Lang::En, Some(name)) => name,
            _ => &unit.name,
        })
    }

    /// The same of who leads something, which may be nobody.
    pub(crate) fn lead(&self, id: Option<UnitId>) -> &'n str {
        id.and_then(|id| self.unit(id)).unwrap_or(
            self.lang
                .pick("Chưa giao đơn vị chủ trì", "Without a lead unit"),
        )
    }

    /// A section with its heading: the code of a task that was moved names another one.
    fn section(&self, id: Option<SectionId>) -> Option<String> {
        let section = self.sections.iter().find(|known| Some(known.id) == id)?;
        let number = &section.number;
        Some(match section.title.is_empty() {
            true => number.clone(),
            false => format!("{number}. {}", section.title),
        })
    }

    fn word(&self, name: Bi) -> TableValue {
        capital(name.get(self.lang)).into()
    }
}

/// A task on its way into the table.
pub(crate) struct FlatTask<'t> {
    code: &'t str,
    pub area: &'t str,
    section: Option<SectionId>,
    pub texts: &'t TaskText,
    deadline: &'t str,
    kind: DeadlineKind,
    state: State,
    due_on: Option<Day>,
    original_due_on: Option<Day>,
    done_on: Option<Day>,
    on_time: Option<bool>,
    hold_reason: Option<&'t str>,
    extensions: usize,
    occurrences: &'t [Occurrence],
    notes: &'t [Note],
    evidence: &'t [Evidence],
    /// What only a task of now has.
    now: Option<&'t Task>,
}

impl<'t> From<&'t Task> for FlatTask<'t> {
    fn from(task: &'t Task) -> Self {
        let row = &task.row;
        Self {
            code: &row.code,
            area: &row.area,
            section: Some(task.section_id),
            texts: &task.texts,
            deadline: &row.deadline,
            kind: row.kind,
            state: row.state,
            due_on: row.due_on,
            original_due_on: row.original_due_on,
            done_on: row.done_on,
            on_time: row.on_time,
            hold_reason: task.hold_reason.as_deref(),
            extensions: task.extensions.len(),
            occurrences: &task.occurrences,
            notes: &task.notes,
            evidence: &task.evidence,
            now: Some(task),
        }
    }
}

impl<'t> From<&'t TaskAsOf> for FlatTask<'t> {
    fn from(task: &'t TaskAsOf) -> Self {
        Self {
            code: &task.code,
            area: &task.area,
            section: task.section,
            texts: &task.texts,
            deadline: &task.deadline,
            kind: task.kind,
            state: task.state(),
            due_on: task.due_on(),
            original_due_on: task.current().and_then(|o| o.original_due_on),
            done_on: task.done_on(),
            on_time: task.on_time(),
            hold_reason: task.hold_reason.as_deref(),
            extensions: task.extensions.len(),
            occurrences: &task.occurrences,
            notes: &task.notes,
            evidence: &task.evidence,
            now: None,
        }
    }
}

impl FlatTask<'_> {
    /// How it stands against its deadline.
    pub(crate) fn timeliness(&self, names: &FlatNames<'_>) -> Timeliness {
        timeliness(
            self.state,
            self.due_on,
            self.on_time,
            names.day,
            names.soon_days,
        )
    }

    fn days_left(&self, names: &FlatNames<'_>) -> Option<i64> {
        let due = self.due_on.filter(|_| self.state.is_open())?;
        Some((due - names.day).num_days())
    }

    /// What came of the occurrence that was completed last.
    fn result(&self) -> Option<&str> {
        let done = self.occurrences.iter().filter(|o| o.result.is_some());
        let last = done.max_by_key(|o| (o.done_on, o.ordinal))?;
        last.result.as_deref()
    }

    fn last_note(&self) -> Option<&Note> {
        self.notes
            .iter()
            .max_by_key(|note| (note.recorded_at, note.id.0))
    }

    fn joined(&self, names: &FlatNames<'_>) -> String {
        let units = self
            .texts
            .coordinating
            .iter()
            .filter_map(|id| names.unit(*id));
        join(units.chain(self.texts.coordinating_text.as_deref()), "; ")
    }

    fn open_difficulties(&self) -> String {
        let open = self.notes.iter().filter(|note| note.open);
        join(open.map(|note| note.body.as_str()), "\n")
    }

    /// "15/KH-SKHCN (12/03/2021)", a line each.
    fn proof(&self) -> String {
        let lines = self.evidence.iter().map(|document| {
            let dated = document
                .dated_on
                .map(|day| format!(" ({})", dates::full(day)));
            format!("{}{}", document.number, dated.unwrap_or_default())
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn text(text: Option<&str>) -> TableValue {
    text.filter(|text| !text.is_empty())
        .map_or(TableValue::Empty, TableValue::from)
}

fn count(n: usize) -> TableValue {
    i64::try_from(n).unwrap_or(i64::MAX).into()
}

type ShowCell = fn(&FlatTask<'_>, &FlatNames<'_>) -> TableValue;

/// A column: its title, its share of the width, where its cells stand, what it shows.
struct FlatColumn(Bi, u32, Align, ShowCell);

use Align::{Centre, Left, Right};

/// What is known of a task on any day; first what a page of paper has room for.
const KNOWN: &[FlatColumn] = &[
    FlatColumn(bi("Mã", "Code"), 17, Left, |t, _| t.code.into()),
    FlatColumn(bi("Nhiệm vụ", "Task"), 75, Left, |t, _| {
        t.texts.title.as_str().into()
    }),
    FlatColumn(LEAD, 40, Left, |t, names| names.lead(t.texts.lead).into()),
    FlatColumn(
        bi("Đơn vị phối hợp", "Co-operating"),
        40,
        Left,
        |t, names| text(Some(&t.joined(names))),
    ),
    FlatColumn(bi("Thời hạn", "Deadline"), 27, Left, |t, _| {
        text(Some(t.deadline))
    }),
    FlatColumn(bi("Hạn", "Due on"), 20, Centre, |t, _| t.due_on.into()),
    FlatColumn(STATE, 24, Left, |t, names| {
        names.word(labels::state(t.state))
    }),
    FlatColumn(TIMELINESS, 24, Left, |t, names| {
        names.word(labels::timeliness(t.timeliness(names)))
    }),
    FlatColumn(bi("Kết quả", "Result"), 40, Left, |t, _| {
        text(t.result())
    }),
    FlatColumn(AREA, 40, Left, |t, names| names.area(t.area).into()),
    FlatColumn(bi("Tiểu mục", "Section"), 40, Left, |t, names| {
        text(names.section(t.section).as_deref())
    }),
    FlatColumn(bi("Trọng tâm", "Key task"), 15, Centre, |t, _| {
        TableValue::Flag(t.texts.key_task)
    }),
    FlatColumn(bi("Sản phẩm", "Product"), 40, Left, |t, _| {
        text(t.texts.product.as_deref())
    }),
    FlatColumn(KIND, 24, Left, |t, names| {
        names.word(labels::deadline_kind(t.kind))
    }),
    FlatColumn(
        bi("Hạn ban đầu", "Due at first"),
        20,
        Centre,
        |t, _| t.original_due_on.into(),
    ),
    FlatColumn(
        bi("Số lần gia hạn", "Extensions"),
        15,
        Right,
        |t, _| count(t.extensions),
    ),
    FlatColumn(
        bi("Số ngày còn lại", "Days left"),
        15,
        Right,
        |t, names| {
            t.days_left(names)
                .map_or(TableValue::Empty, TableValue::Number)
        },
    ),
    FlatColumn(bi("Số kỳ", "Due dates"), 12, Right, |t, _| {
        count(t.occurrences.len())
    }),
    FlatColumn(
        bi("Số kỳ đã xong", "Completed dates"),
        15,
        Right,
        |t, _| count(t.occurrences.iter().filter(|o| !o.is_open()).count()),
    ),
    FlatColumn(
        bi("Ngày hoàn thành", "Completed on"),
        20,
        Centre,
        |t, _| t.done_on.into(),
    ),
    FlatColumn(
        bi("Tài liệu kiểm chứng", "Evidence"),
        40,
        Left,
        |t, _| text(Some(&t.proof())),
    ),
    FlatColumn(
        bi("Vướng mắc chưa giải quyết", "Open difficulties"),
        40,
        Left,
        |t, _| text(Some(&t.open_difficulties())),
    ),
    FlatColumn(
        bi("Ghi chú gần nhất", "Last note"),
        50,
        Left,
        |t, _| text(t.last_note().map(|note| note.body.as_str())),
    ),
    FlatColumn(bi("Ngày ghi chú", "Noted on"), 20, Centre, |t, _| {
        t.last_note().map(|note| note.day).into()
    }),
    FlatColumn(
        bi("Lý do tạm dừng, bãi bỏ", "Why paused, dropped"),
        30,
        Left,
        |t, _| text(t.hold_reason),
    ),
];

/// What is known only of a task of now.
const NOW: &[FlatColumn] = &[
    FlatColumn(bi("Nội dung", "Text"), 75, Left, |t, _| {
        text(t.now.map(|task| task.texts.text.as_str()))
    }),
    FlatColumn(bi("Số bước", "Steps"), 12, Right, |t, _| {
        count(t.now.map_or(0, |task| task.steps.len()))
    }),
    FlatColumn(
        bi("Số bước đã xong", "Steps ticked"),
        15,
        Right,
        |t, _| {
            let done = |task: &Task| {
                task.steps
                    .iter()
                    .filter(|step| step.done_on.is_some())
                    .count()
            };
            count(t.now.map_or(0, done))
        },
    ),
    FlatColumn(
        bi("Cập nhật ngày", "Changed on"),
        20,
        Centre,
        |t, _| t.now.map(|task| task.row.touched_on).into(),
    ),
];

/// Which columns there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FlatColumns {
    /// Those of a task as it was known on a day.
    Known,
    /// All of them.
    Now,
}

impl FlatColumns {
    fn parts(self) -> impl Iterator<Item = &'static FlatColumn> {
        let more = if self == Self::Now { NOW } else { &[] };
        KNOWN.iter().chain(more)
    }

    /// Their heads.
    pub(crate) fn heads(self, lang: Lang) -> Vec<TableColumn> {
        let column = |part: &FlatColumn| TableColumn::new(part.0.get(lang), part.1, part.2);
        self.parts().map(column).collect()
    }

    pub(crate) fn cells(self, task: &FlatTask<'_>, names: &FlatNames<'_>) -> Vec<TableValue> {
        self.parts().map(|part| part.3(task, names)).collect()
    }
}

/// How many tasks stand how; what a figure of the summary is a sum of.
#[derive(Clone, Debug, Default)]
pub(crate) struct FlatCounts(HashMap<(State, Timeliness, DeadlineKind), i64>);

impl FlatCounts {
    pub(crate) fn add(&mut self, task: &FlatTask<'_>, names: &FlatNames<'_>) {
        let standing = (task.state, task.timeliness(names), task.kind);
        *self.0.entry(standing).or_default() += 1;
    }

    /// How many there are of those that meet all conditions.
    pub(crate) fn count(&self, conditions: &[Condition]) -> i64 {
        let meets = |(state, timeliness, kind): &(State, Timeliness, DeadlineKind)| {
            conditions.iter().all(|condition| match condition {
                Condition::State(wanted) => state == wanted,
                Condition::Timeliness(wanted) => timeliness == wanted,
                Condition::Kind(wanted) => kind == wanted,
            })
        };
        let counted = self.0.iter().filter(|(standing, _)| meets(standing));
        counted.map(|(_, n)| n).sum()
    }
}

/// What a column of the table must say of a row that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    State(State),
    Timeliness(Timeliness),
    Kind(DeadlineKind),
}

impl Condition {
    /// The column, and the word in it.
    pub(crate) fn in_table(self, lang: Lang) -> (&'static str, String) {
        let (column, word) = match self {
            Self::State(state) => (STATE, labels::state(state)),
            Self::Timeliness(timeliness) => (TIMELINESS, labels::timeliness(timeliness)),
            Self::Kind(kind) => (KIND, labels::deadline_kind(kind)),
        };
        (column.get(lang), capital(word.get(lang)))
    }
}
