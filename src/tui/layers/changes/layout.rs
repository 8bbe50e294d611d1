//! Where the parts of the screen are, and the columns of a row: when, who, of which unit, of which
//! task, and what.

use super::groups::GroupBy;
use crate::domain::journal::JournalEntry;
use crate::domain::person::Actor;
use crate::present::dates;
use crate::present::messages::{journal, review};
use crate::present::text::{cut, pad, safe, width};
use crate::tui::env::Env;
use crate::tui::widgets::paint::MARKER;
use ratatui::layout::Rect;

/// The most columns of a name.
const NAME: usize = 24;
const UNIT: usize = 7;
/// "2.7.2-02".
const CODE: usize = 8;
/// "11/06".
const DAY: usize = 5;
/// The fewest columns at which a title is of use, and the most it gets.
const TITLE: (usize, usize) = (16, 56);

pub(super) struct ChangesLayout {
    pub(super) title: Rect,
    pub(super) chips: Rect,
    pub(super) list: Rect,
    /// The selected change in full; empty where it is low.
    pub(super) selected: Rect,
}

impl ChangesLayout {
    /// On a low screen the line of the chips is only there where the list is filtered or grouped.
    pub(super) fn of(env: &Env, has_chips: bool) -> Self {
        let body = env.layout().body;
        let (head, foot) = match body.height {
            14.. => (2, 4),
            _ => (1 + u16::from(has_chips), 0),
        };
        let row = |y: u16, height: u16| Rect { y, height, ..body }.intersection(body);
        Self {
            title: row(body.y, 1),
            chips: row(body.y + 1, head - 1),
            list: row(body.y + head, body.height.saturating_sub(head + foot)),
            selected: row(body.bottom().saturating_sub(foot), foot),
        }
    }
}

/// The columns of each part, a blank after it included; 0 for a part that the row has no room for, or
/// that the head above it names.
pub(super) struct ColumnWidths {
    day: usize,
    who: usize,
    unit: usize,
    code: usize,
    title: usize,
    what: usize,
}

impl ColumnWidths {
    pub(super) fn of(columns: usize, by: GroupBy, longest_name: usize) -> Self {
        let with_blank = |wanted: bool, columns: usize| if wanted { columns + 1 } else { 0 };
        // A name may take a fifth of the row.
        let name = longest_name.min(NAME).min((columns / 5).max(7));
        let day = with_blank(by != GroupBy::Day && columns >= 60, DAY);
        let who = with_blank(by != GroupBy::Person, name);
        let unit = with_blank(by != GroupBy::Person && columns >= 100, UNIT);
        let code = with_blank(by != GroupBy::Task, CODE);
        let rest = columns.saturating_sub(2 + day + who + unit + code);
        let (least, most) = TITLE;
        let title = (rest * 2 / 5).min(most);
        let title = with_blank(by != GroupBy::Task && title > least, title);
        Self {
            day,
            who,
            unit,
            code,
            title,
            what: rest.saturating_sub(title),
        }
    }

    /// The whole row, with the sign of the cursor.
    pub(super) fn row(&self, here: bool, entry: &JournalEntry, title: &str, env: &Env) -> String {
        let part = |text: &str, columns: usize| match columns {
            0 => String::new(),
            columns => format!("{} ", pad(text, columns - 1)),
        };
        let name = safe(&entry.actor.person);
        let marker = if here { MARKER } else { " " };
        let day = dates::day_month(entry.day);
        let what = journal::sentence(entry, env.lang);
        [
            format!("{marker} "),
            part(&day, self.day),
            part(&fitting_name(&name, self.who.saturating_sub(1)), self.who),
            part(&unit_of(entry, env), self.unit),
            part(&safe(entry.code().unwrap_or_default()), self.code),
            part(title, self.title),
            pad(&cut(&what, self.what), self.what),
        ]
        .concat()
    }
}

/// A name, or as much of its end as there is room for: people call each other by the last of their
/// names.
fn fitting_name(name: &str, columns: usize) -> String {
    if width(name) <= columns {
        return name.to_owned();
    }
    let ends = name.match_indices(' ').map(|(at, _)| &name[at + 1..]);
    let shorter = ends.map(|end| format!("…{end}"));
    let mut shorter = shorter.filter(|name| width(name) <= columns);
    let last = || name.rsplit(' ').next().unwrap_or_default().to_owned();
    shorter.next().unwrap_or_else(last)
}

/// The unit of whoever made a change, where the file knows it. What was signed keeps the name of its
/// time: whoever is renamed is found by the account, unless people of several units share it.
fn unit_of(entry: &JournalEntry, env: &Env) -> String {
    let Actor { account, person } = &entry.actor;
    let named = env.people.iter().find(|one| one.name == *person);
    let unit = match named {
        Some(named) => named.unit,
        None => {
            let sharing = env
                .people
                .iter()
                .filter(|one| one.accounts.contains(account));
            let mut units = sharing.map(|one| one.unit);
            let first = units.next().flatten();
            first.filter(|_| units.all(|unit| unit == first))
        }
    };
    unit.map(|unit| review::unit(unit, &env.units))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_too_long_keeps_its_end() {
        for (columns, shown) in [
            (21, "Nguyễn Thị Hồng Nhung"),
            (20, "…Thị Hồng Nhung"),
            (11, "…Hồng Nhung"),
            (10, "…Nhung"),
            (5, "Nhung"),
        ] {
            assert_eq!(fitting_name("Nguyễn Thị Hồng Nhung", columns), shown);
        }
    }

    #[test]
    fn the_parts_of_a_row_fill_it() {
        for columns in [20, 40, 80, 120, 200] {
            for by in GroupBy::ALL {
                let of = ColumnWidths::of(columns, by, 21);
                let parts = [of.day, of.who, of.unit, of.code, of.title, of.what];
                assert_eq!(parts.iter().sum::<usize>() + 2, columns, "{by:?}");
            }
        }
        // The longest name of the plan's people is whole where there is room.
        assert!(ColumnWidths::of(120, GroupBy::Day, 21).who > 21);
    }
}
