//! The lists to choose from: filters, units, people, actions.

use crate::domain::query::{Due, Filter};
use crate::domain::text::LINE_MAX;
use crate::domain::unit::UnitScope;
use crate::present::dates;
use crate::present::messages;
use crate::present::names;
use crate::store::COUNT_CAP;
use crate::tui::input::action::{ACTIONS, Action};
use crate::tui::input::keymap::Context;
use crate::tui::input::words::words as action_words;
use crate::tui::model::{Choice, Frame, Model, Picker, PickerItem};
use crate::tui::screens::detail_view::unit_name;
use crate::tui::screens::help::key_names;
use crate::tui::update::offers;
use crate::tui::writing::editor::Editor;

/// The filters on offer, in their order.
pub fn filters(frame: &Frame) -> Vec<Filter> {
    let mut filters = crate::present::names::filters().collect::<Vec<_>>();
    filters.extend(frame.my_unit.map(Filter::Mine));
    filters
}

/// A count that may have been cut off: "10.000+".
pub fn count(n: i64, frame: &Frame) -> String {
    if n > COUNT_CAP {
        format!("{}+", dates::number(COUNT_CAP, frame.lang))
    } else {
        dates::number(n, frame.lang)
    }
}

/// The name of a filter, with the plan's own number of days.
pub fn filter_name(filter: Filter, frame: &Frame) -> String {
    let days = dates::days(frame.plan.settings.silent_days, frame.lang);
    match filter {
        Filter::Due(Due::Soon) => {
            let name = names::filter(filter).get(frame.lang);
            let days = dates::days(frame.plan.settings.soon_days, frame.lang);
            format!("{name} ({days})")
        }
        Filter::Mine(unit) => {
            let unit = messages::review::unit(unit, &frame.units);
            frame.lang.pick(
                format!("việc của {unit}: chủ trì, phối hợp"),
                format!("tasks of {unit}: lead or co-operating"),
            )
        }
        Filter::Silent => frame.lang.pick(
            format!("chưa cập nhật {days}"),
            format!("no update in {days}"),
        ),
        other => names::filter(other).get(frame.lang).to_owned(),
    }
}

/// The filters with what each leaves, and the way to have none.
pub fn filter_picker(counted: &[(Filter, i64)], model: &Model) -> Picker {
    let frame = &model.frame;
    let mut items = vec![PickerItem {
        label: frame.lang.pick("không lọc", "no filter").to_owned(),
        also: String::new(),
        right: String::new(),
        choice: Choice::Filter(None),
    }];
    items.extend(counted.iter().map(|(filter, n)| PickerItem {
        label: filter_name(*filter, frame),
        also: String::new(),
        right: count(*n, frame),
        choice: Choice::Filter(Some(*filter)),
    }));
    if frame.my_unit.is_none() {
        items.push(PickerItem {
            label: frame
                .lang
                .pick("việc của đơn vị tôi …", "my unit's tasks …")
                .to_owned(),
            also: String::new(),
            right: String::new(),
            choice: Choice::Action(Action::Mine),
        });
    }
    let chosen = Choice::Filter(model.home.filter);
    let cursor = items
        .iter()
        .position(|item| item.choice == chosen)
        .unwrap_or(0);
    // Most people who press f want what is late.
    let cursor = if model.home.filter.is_none() {
        1
    } else {
        cursor
    };
    Picker {
        title: frame.lang.pick("Lọc", "Filter").to_owned(),
        items,
        cursor,
        typed: None,
    }
}

/// The units with their counts, for screens without a units' column.
pub fn units(model: &Model) -> Picker {
    let (frame, counts) = (&model.frame, &model.home.counts);
    let share = |totals: &crate::domain::totals::Totals| {
        let late = if totals.overdue > 0 {
            format!("  ●{}", totals.overdue)
        } else {
            String::new()
        };
        format!("{}/{}{late}", totals.done(), totals.total())
    };
    let mut items = vec![PickerItem {
        label: frame.lang.pick("Tất cả", "All").to_owned(),
        also: String::new(),
        right: share(&counts.all_units),
        choice: Choice::Unit(UnitScope::All),
    }];
    items.extend(counts.units.iter().map(|(unit, totals)| {
        PickerItem {
            label: unit.as_ref().map_or_else(
                || frame.lang.pick("chưa giao", "no unit").to_owned(),
                |unit| unit_name(unit, frame.lang),
            ),
            also: String::new(),
            right: share(totals),
            choice: Choice::Unit(
                unit.as_ref()
                    .map_or(UnitScope::Unassigned, |unit| UnitScope::Led(unit.id)),
            ),
        }
    }));
    let title = frame.lang.pick("Đơn vị", "Units").to_owned();
    Picker {
        title,
        items,
        cursor: model.home.unit_cursor,
        typed: None,
    }
}

/// The units to which one may belong.
pub fn my_unit(frame: &Frame) -> Picker {
    let inside = frame.units.iter().filter(|unit| unit.kind.is_inside());
    let items = inside
        .map(|unit| PickerItem {
            label: unit_name(unit, frame.lang),
            also: String::new(),
            right: String::new(),
            choice: Choice::MyUnit(unit.id),
        })
        .collect();
    let title = frame
        .lang
        .pick("Bạn thuộc đơn vị nào?", "Which unit are you in?")
        .to_owned();
    Picker {
        title,
        items,
        cursor: 0,
        typed: None,
    }
}

/// The people who share this account; `None` where there is nothing to choose.
pub fn people(frame: &Frame) -> Option<Picker> {
    let items: Vec<PickerItem> = frame
        .people
        .iter()
        .filter(|person| person.accounts.contains(&frame.actor.account))
        .map(|person| PickerItem {
            label: person.name.clone(),
            also: String::new(),
            right: String::new(),
            choice: Choice::Person(person.name.clone()),
        })
        .collect();
    let title = frame.lang.pick("Bạn là ai?", "Who are you?").to_owned();
    (items.len() > 1).then_some(Picker {
        title,
        items,
        cursor: 0,
        typed: None,
    })
}

/// Every action that is possible here, by its help line, with its keys.
pub fn palette(model: &Model) -> Picker {
    let (context, lang) = (model.context(), model.frame.lang);
    let items = ACTIONS
        .iter()
        .filter(|row| {
            let keys = !key_names(context, row.action, lang).is_empty();
            let keyless = match row.action {
                Action::Suspend => true,
                Action::Remove => matches!(context, Context::Tasks | Context::Detail),
                Action::Mine | Action::Names => {
                    matches!(context, Context::Tasks | Context::Units)
                }
                _ => false,
            };
            (keys || keyless) && row.action != Action::Tab(0) && offers(model, row.action)
        })
        .filter_map(|row| {
            let (label, help) = action_words(row.action, context)?;
            Some(PickerItem {
                label: help.get(lang).to_owned(),
                also: label.get(lang).to_owned(),
                right: key_names(context, row.action, lang),
                choice: Choice::Action(row.action),
            })
        })
        .collect();
    let title = lang.pick("Lệnh", "Commands").to_owned();
    Picker {
        title,
        items,
        cursor: 0,
        typed: Some(Editor::line("").with_limit(LINE_MAX)),
    }
}
