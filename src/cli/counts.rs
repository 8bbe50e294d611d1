//! Counts of tasks as a row of a table.

use crate::cli::context::Context;
use crate::domain::ids::AreaId;
use crate::domain::totals::Totals;
use crate::domain::unit::UnitScope;
use crate::error::{Result, Say};
use crate::present::dates;
use crate::present::lang::Lang;

pub fn of(context: &Context, unit: UnitScope, area: Option<AreaId>) -> Result<Totals> {
    let plan = context.plan.id;
    context
        .store
        .totals(plan, unit, area, context.today)
        .say(context.lang)
}

/// Counts stand before the names, which are of any length. Dropped tasks are counted apart.
pub fn row(key: String, totals: &Totals, name: String, lang: Lang) -> Vec<String> {
    let number = |n: i64| dates::number(n, lang);
    vec![
        key,
        number(totals.done()),
        number(totals.total()),
        number(totals.overdue),
        number(totals.dropped),
        name,
    ]
}
