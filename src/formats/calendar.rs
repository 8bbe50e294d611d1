//! Due dates as a calendar (RFC 5545), entry by entry: to-dos, or all-day events for those calendars
//! that show none, each with alarms on working mornings' hours.

use crate::domain::day::Day;
use crate::present::lang::Lang;
use crate::present::text::safe;
use chrono::{DateTime, Duration, Utc};
use icalendar::{Alarm, Calendar, Component, Event, EventLike, Property, Todo, TodoStatus};

/// The hour of the day at which an alarm rings.
const HOUR: i64 = 8;

/// How due dates stand in the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CalendarStyle {
    /// All-day events in place of to-dos.
    pub events: bool,
    /// How many days before the due day alarms ring.
    pub alarms: Vec<u32>,
    pub lang: Lang,
}

/// One due date.
#[derive(Clone, Debug)]
pub(crate) struct CalendarEntry {
    /// The same in every export of the same occurrence, so that a calendar knows it again.
    pub uid: String,
    pub due: Day,
    pub title: String,
    /// Lines.
    pub description: String,
    pub category: String,
    pub key_task: bool,
    pub begun: bool,
    /// The moment of the last change, milliseconds since 1970, UTC.
    pub changed_at: i64,
    /// Rises with every change.
    pub sequence: i64,
}

/// What stands before the first entry.
pub(crate) fn head(name: &str) -> String {
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//cchc//NONSGML cchc//VI"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    calendar.name(&safe(name));
    let whole = calendar.to_string();
    whole.strip_suffix(END).unwrap_or(&whole).to_owned()
}

/// What stands after the last one.
pub(crate) const END: &str = "END:VCALENDAR\r\n";

/// An entry.
///
/// # Errors
/// Where the library cannot write it down.
pub(crate) fn entry(
    entry: &CalendarEntry,
    style: &CalendarStyle,
) -> Result<String, std::fmt::Error> {
    if style.events {
        let mut event = Event::new();
        let end = entry.due.succ_opt().unwrap_or(entry.due);
        event.starts(entry.due).ends(end);
        // Nobody is busy for a whole day because something is due on it.
        event.add_property("TRANSP", "TRANSPARENT");
        describe(&mut event, entry, style);
        return event.try_into_string();
    }
    let mut todo = Todo::new();
    todo.due(entry.due);
    todo.status(match entry.begun {
        true => TodoStatus::InProcess,
        false => TodoStatus::NeedsAction,
    });
    describe(&mut todo, entry, style);
    todo.try_into_string()
}

fn describe<C: EventLike>(component: &mut C, entry: &CalendarEntry, style: &CalendarStyle) {
    let changed = DateTime::<Utc>::from_timestamp_millis(entry.changed_at).unwrap_or_default();
    let lines: Vec<_> = entry.description.lines().map(safe).collect();
    component
        .uid(&entry.uid)
        .timestamp(changed)
        .last_modified(changed)
        .sequence(u32::try_from(entry.sequence).unwrap_or_default())
        .summary(&safe(&entry.title))
        .description(&lines.join("\n"));
    component.categories([safe(&entry.category)]);
    if entry.key_task {
        component.priority(1);
    }
    for days in &style.alarms {
        component.alarm(alarm(entry, *days, changed, style));
    }
}

fn alarm(entry: &CalendarEntry, days: u32, changed: DateTime<Utc>, style: &CalendarStyle) -> Alarm {
    let days = i64::from(days);
    let title = safe(&entry.title);
    let text = match days {
        0 => style.lang.pick(
            format!("Hôm nay đến hạn: {title}"),
            format!("Due today: {title}"),
        ),
        n => {
            let left = crate::present::dates::days(n, style.lang);
            style.lang.pick(
                format!("Còn {left} đến hạn: {title}"),
                format!("Due in {left}: {title}"),
            )
        }
    };
    // An all-day entry is due as its day begins. The library writes all of it in seconds, which not every
    // calendar reads.
    let trigger = match days {
        0 => format!("PT{HOUR}H"),
        1 => format!("-PT{}H", 24 - HOUR),
        n => format!("-P{}DT{}H", n - 1, 24 - HOUR),
    };
    let mut trigger = Property::new("TRIGGER", trigger);
    trigger.add_parameter("RELATED", if style.events { "START" } else { "END" });
    let mut alarm = Alarm::display(&text, Duration::zero());
    alarm.append_property(trigger);
    // Without these the library makes up others in every run.
    alarm
        .uid(&format!("{days}-{}", entry.uid))
        .timestamp(changed);
    alarm
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::day::from_iso;

    fn example() -> CalendarEntry {
        CalendarEntry {
            uid: "2021-2.3.1-01-1@cchc".to_owned(),
            due: from_iso("2021-06-30").unwrap(),
            title: "Rà soát, đơn giản hóa thủ tục hành chính; đề xuất phương án cắt giảm thời gian giải quyết hồ sơ".to_owned(),
            description: "Chủ trì: Văn phòng Sở\nGhi chú: “đã gửi”".to_owned(),
            category: "2. Thủ tục hành chính, một cửa".to_owned(),
            key_task: true,
            begun: true,
            changed_at: 1_623_400_000_000,
            sequence: 7,
        }
    }

    fn unfolded(events: bool) -> (String, String) {
        let style = CalendarStyle {
            events,
            alarms: vec![7, 0],
            lang: Lang::Vi,
        };
        let text = entry(&example(), &style).unwrap();
        (text.replace("\r\n ", ""), text)
    }

    #[test]
    fn a_to_do_is_due_on_its_day_and_rings_before() {
        let (plain, text) = unfolded(false);
        for line in [
            "BEGIN:VTODO",
            "DUE;VALUE=DATE:20210630",
            "STATUS:IN-PROCESS",
            "PRIORITY:1",
            "UID:2021-2.3.1-01-1@cchc",
            "SEQUENCE:7",
            "DTSTAMP:20210611T082640Z",
            "SUMMARY:Rà soát\\, đơn giản hóa thủ tục hành chính\\; đề xuất phương án cắt giảm thời gian giải quyết hồ sơ",
            "DESCRIPTION:Chủ trì: Văn phòng Sở\\nGhi chú: “đã gửi”",
            "CATEGORIES:2. Thủ tục hành chính\\, một cửa",
            "TRIGGER;RELATED=END:-P6DT16H",
            "TRIGGER;RELATED=END:PT8H",
            "END:VTODO",
        ] {
            assert!(plain.lines().any(|found| found == line), "{line}\n{plain}");
        }
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        assert_eq!(text, unfolded(false).1);
    }

    #[test]
    fn an_event_takes_its_whole_day_and_nobodys_time() {
        let (plain, _) = unfolded(true);
        for line in [
            "BEGIN:VEVENT",
            "DTSTART;VALUE=DATE:20210630",
            "DTEND;VALUE=DATE:20210701",
            "TRANSP:TRANSPARENT",
        ] {
            assert!(plain.lines().any(|found| found == line), "{line}\n{plain}");
        }
    }
}
