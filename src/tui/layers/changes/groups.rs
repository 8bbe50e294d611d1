//! What changes are grouped by: their day, their person, or the unit, area or task that they are of.

use crate::domain::day::Day;
use crate::domain::ids::{AreaId, TaskId, UnitId};
use crate::domain::journal::JournalEntry;
use crate::domain::journal_query::ChangedTask;
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::names;
use crate::present::text::safe;
use crate::tui::env::Env;
use std::collections::HashMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GroupBy {
    Day,
    Person,
    Unit,
    Area,
    Task,
}

impl GroupBy {
    pub(super) const ALL: [Self; 5] = [Self::Day, Self::Person, Self::Unit, Self::Area, Self::Task];

    pub(super) fn name(self) -> Bi {
        match self {
            Self::Day => bi("ngày", "day"),
            Self::Person => bi("người", "person"),
            Self::Unit => bi("đơn vị chủ trì", "lead unit"),
            Self::Area => bi("lĩnh vực", "area"),
            Self::Task => bi("nhiệm vụ", "task"),
        }
    }

    /// The one after it, or with `back` the one before it.
    pub(super) fn next(self, back: bool) -> Self {
        let at = Self::ALL.iter().position(|by| *by == self).unwrap_or(0);
        let step = if back { Self::ALL.len() - 1 } else { 1 };
        Self::ALL[(at + step) % Self::ALL.len()]
    }
}

/// What the changes of a group have in common; nothing where they are of no task.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum ChangeGroup {
    Day(Day),
    Person(String),
    Unit(Option<UnitId>),
    Area(AreaId),
    Task(TaskId),
    /// Of tasks that are no longer in the plan: removed, or their addition undone.
    Removed,
    NoTask,
}

/// The tasks that changes are of, as they are now.
pub(super) type TasksById = HashMap<TaskId, ChangedTask>;

fn group(by: GroupBy, entry: &JournalEntry, tasks: &TasksById) -> ChangeGroup {
    let task = entry.task.as_ref().map(|(id, _)| *id);
    let now = task.and_then(|id| tasks.get(&id));
    match (by, task, now) {
        (GroupBy::Day, ..) => ChangeGroup::Day(entry.day),
        (GroupBy::Person, ..) => ChangeGroup::Person(entry.actor.person.clone()),
        (GroupBy::Unit, _, Some(task)) => ChangeGroup::Unit(task.lead),
        (GroupBy::Area, _, Some(task)) => ChangeGroup::Area(task.area),
        (GroupBy::Task, Some(id), _) => ChangeGroup::Task(id),
        (_, Some(_), None) => ChangeGroup::Removed,
        _ => ChangeGroup::NoTask,
    }
}

/// Each group with the places of its entries. Areas and units are in the plan's order, other groups in
/// that of their newest change; what is of no task comes last.
pub(super) fn groups(
    by: GroupBy,
    entries: &[JournalEntry],
    tasks: &TasksById,
    env: &Env,
) -> Vec<(ChangeGroup, Vec<usize>)> {
    let mut groups: Vec<(ChangeGroup, Vec<usize>)> = Vec::new();
    let mut known: HashMap<ChangeGroup, usize> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let group = group(by, entry, tasks);
        let place = *known.entry(group.clone()).or_insert_with(|| {
            groups.push((group, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(at);
    }
    groups.sort_by_key(|(group, _)| {
        match group {
            ChangeGroup::Unit(unit) => env.units.iter().position(|one| Some(one.id) == *unit),
            ChangeGroup::Area(area) => env.areas.iter().position(|one| one.id == *area),
            ChangeGroup::NoTask => Some(usize::MAX),
            ChangeGroup::Removed => Some(usize::MAX - 1),
            ChangeGroup::Day(_) | ChangeGroup::Person(_) | ChangeGroup::Task(_) => Some(0),
        }
        .unwrap_or(usize::MAX - 2)
    });
    groups
}

/// "Hôm nay · Thứ Sáu 11/06/2021", "2.3.1-01 Kế hoạch rà soát TTHC năm 2021".
pub(super) fn title(
    group: &ChangeGroup,
    newest: &JournalEntry,
    tasks: &TasksById,
    env: &Env,
) -> String {
    let lang = env.lang;
    match group {
        ChangeGroup::Day(day) => day_name(*day, env),
        ChangeGroup::Person(name) => safe(name).into_owned(),
        ChangeGroup::Unit(unit) => {
            let unit = unit.and_then(|id| env.unit(id));
            let nobody = || lang.text("Chưa giao đơn vị chủ trì", "No lead unit");
            unit.map_or_else(nobody, |unit| {
                safe(&names::unit_name(unit, lang)).into_owned()
            })
        }
        ChangeGroup::Area(area) => env.area(*area).map_or_else(String::new, |area| {
            let name = safe(lang.pick(&area.name, &area.name_en));
            format!("{} {name}", area.key)
        }),
        ChangeGroup::Task(task) => {
            let title = tasks.get(task).map(|task| safe(&task.title));
            let code = safe(newest.code().unwrap_or_default());
            format!("{code} {}", title.unwrap_or_default())
        }
        ChangeGroup::Removed => lang.text(
            "Nhiệm vụ không còn trong kế hoạch",
            "Tasks no longer in the plan",
        ),
        ChangeGroup::NoTask => lang.text("Không thuộc nhiệm vụ nào", "Of no task"),
    }
}

/// "Hôm nay · Thứ Sáu 11/06/2021".
fn day_name(day: Day, env: &Env) -> String {
    let name = dates::with_weekday(day, env.lang);
    match day == env.today {
        true => format!("{} · {name}", env.lang.pick("Hôm nay", "Today")),
        false => name,
    }
}

/// "15", "100+" where others may follow.
pub(super) fn number(n: usize, more: bool, lang: Lang) -> String {
    let more = if more { "+" } else { "" };
    format!("{}{more}", dates::number(n, lang))
}

/// "15 thay đổi".
pub(super) fn changes(n: usize, more: bool, lang: Lang) -> String {
    let number = number(n, more, lang);
    match (lang, number.as_str()) {
        (Lang::Vi, _) => format!("{number} thay đổi"),
        (Lang::En, "1") => "1 change".to_owned(),
        (Lang::En, _) => format!("{number} changes"),
    }
}
