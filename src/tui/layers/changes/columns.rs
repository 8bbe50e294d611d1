//! A change in a row: when, who, of which unit, of which task, and what.

use super::groups::By;
use crate::domain::history::Entry;
use crate::domain::person::Actor;
use crate::present::dates;
use crate::present::messages::{history, review};
use crate::present::text::{cut, pad, safe, width};
use crate::tui::env::Env;
use crate::tui::widgets::paint::MARKER;

/// The most columns of a name.
const NAME: usize = 24;
const UNIT: usize = 7;
/// "2.7.2-02".
const CODE: usize = 8;
/// "11/06".
const DAY: usize = 5;
/// A title of fewer columns says nothing, one of more takes what the change needs.
const TITLE: (usize, usize) = (16, 56);

/// The columns of each part, a blank after it included; none of those that the row has no room for, or
/// that the head above says.
pub(super) struct Columns {
    day: usize,
    who: usize,
    unit: usize,
    code: usize,
    title: usize,
    what: usize,
}

impl Columns {
    pub(super) fn of(columns: usize, by: By, longest_name: usize) -> Self {
        let with_blank = |wanted: bool, columns: usize| if wanted { columns + 1 } else { 0 };
        // A name may take a fifth of the row.
        let name = longest_name.min(NAME).min((columns / 5).max(7));
        let day = with_blank(by != By::Day && columns >= 60, DAY);
        let who = with_blank(by != By::Person, name);
        let unit = with_blank(by != By::Person && columns >= 100, UNIT);
        let code = with_blank(by != By::Task, CODE);
        let rest = columns.saturating_sub(2 + day + who + unit + code);
        let (least, most) = TITLE;
        let title = (rest * 2 / 5).min(most);
        let title = with_blank(by != By::Task && title > least, title);
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
    pub(super) fn row(&self, here: bool, entry: &Entry, title: &str, env: &Env) -> String {
        let part = |text: &str, columns: usize| match columns {
            0 => String::new(),
            columns => format!("{} ", pad(text, columns - 1)),
        };
        let name = safe(&entry.actor.person);
        let marker = if here { MARKER } else { " " };
        let day = dates::day_month(entry.day);
        let what = history::sentence(entry, env.lang);
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
fn unit_of(entry: &Entry, env: &Env) -> String {
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
            for by in By::ALL {
                let of = Columns::of(columns, by, 21);
                let parts = [of.day, of.who, of.unit, of.code, of.title, of.what];
                assert_eq!(parts.iter().sum::<usize>() + 2, columns, "{by:?}");
            }
        }
        // The longest name of the plan's people is whole where there is room.
        assert!(Columns::of(120, By::Day, 21).who > 21);
    }
}
