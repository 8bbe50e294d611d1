//! The units' column of the home screen: its cursor, and whose tasks the list shows.

use crate::domain::unit::UnitScope;
use crate::tui::effects::effect::Effect;
use crate::tui::env::Env;
use crate::tui::input::action::Action;
use crate::tui::screens::home::Home;

impl Home {
    pub(super) fn step_units(&mut self, action: Action, env: &Env) -> Vec<Effect> {
        let last = self.counts.units.len();
        let page = env.layout().unit_rows().max(1);
        let to = match action {
            Action::Up => self.unit_cursor.saturating_sub(1),
            Action::Down => self.unit_cursor + 1,
            Action::PageUp => self.unit_cursor.saturating_sub(page),
            Action::PageDown => self.unit_cursor + page,
            Action::Top => 0,
            _ => last,
        };
        self.choose_unit_line(to.min(last), env)
    }

    /// Shows the tasks of one line of the units' column; line 0 is all.
    pub fn choose_unit_line(&mut self, line: usize, env: &Env) -> Vec<Effect> {
        if line == self.unit_cursor {
            return Vec::new();
        }
        self.unit_cursor = line;
        self.unit = match line.checked_sub(1).and_then(|at| self.counts.units.get(at)) {
            None => UnitScope::All,
            Some((Some(unit), _)) => UnitScope::Led(unit.id),
            Some((None, _)) => UnitScope::Unassigned,
        };
        self.stay(env)
    }

    /// Shows one unit's tasks, whichever line it stands on.
    pub fn choose_unit(&mut self, unit: UnitScope, env: &Env) -> Vec<Effect> {
        self.unit = unit;
        self.stay(env)
    }

    /// Puts the units' cursor on the chosen unit after the counts have changed.
    pub fn settle_units(&mut self) {
        let at = |scope: UnitScope| {
            self.counts
                .units
                .iter()
                .position(|(unit, _)| match (unit, scope) {
                    (Some(unit), UnitScope::Led(id)) => unit.id == id,
                    (None, UnitScope::Unassigned) => true,
                    _ => false,
                })
        };
        // A unit without tasks in this area has no line of its own.
        self.unit_cursor = at(self.unit).map_or(0, |at| at + 1);
    }
}
