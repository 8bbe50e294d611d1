//! The lists to choose from: what the changes are narrowed to, and since which day they are shown.

use super::list::Changes;
use crate::domain::journal_query::JournalStart;
use crate::present::dates;
use crate::present::lang::{Bi, bi};
use crate::present::names;
use crate::present::text::safe;
use crate::store::Result;
use crate::tui::env::Env;
use crate::tui::layers::layer::{ChangesFilter, Cx, Next, Pick, PickItem, Reply};
use chrono::{Datelike, Duration};

/// Days that are offered as the first one.
const DAYS: i64 = 400;

impl Changes {
    /// What the list can be narrowed to.
    pub(super) fn filters(&self, cx: &Cx<'_>) -> Result<Pick> {
        let (env, lang) = (cx.env, cx.env.lang);
        let only = |of| Next::Reply(Reply::Changes(of));
        let item = |label: String, sort: Bi, of| {
            PickItem::with_detail(label, sort.get(lang).to_owned(), only(of))
        };
        let mut items = Vec::new();
        if self.is_narrowed() {
            let all = lang.pick("Bỏ lọc, xem tất cả", "Clear the filter, show all");
            items.push(PickItem::new(all, only(ChangesFilter::Nothing)));
        }
        let here = self.chosen().and_then(|entry| entry.task.clone());
        if let Some((task, code)) = here {
            let label = format!("{} {code}", lang.pick("Nhiệm vụ", "Task"));
            items.push(item(
                label,
                bi("nhiệm vụ", "task"),
                ChangesFilter::Task(task, code),
            ));
        }
        for name in cx.store.signers()? {
            let label = safe(&name).into_owned();
            items.push(item(
                label,
                bi("người", "person"),
                ChangesFilter::Person(name),
            ));
        }
        for unit in &env.units {
            let label = safe(&names::unit_name(unit, lang)).into_owned();
            items.push(item(
                label,
                bi("đơn vị chủ trì", "lead unit"),
                ChangesFilter::Unit(unit.id),
            ));
        }
        for area in &env.areas {
            let label = format!(
                "{} {}",
                area.key,
                safe(lang.pick(&area.name, &area.name_en))
            );
            items.push(item(
                label,
                bi("lĩnh vực", "area"),
                ChangesFilter::Area(area.id),
            ));
        }
        let title = lang.pick("Chỉ xem thay đổi của", "Show only changes of");
        Ok(Pick::new(title, items).searchable())
    }

    /// The days from which on changes can be shown, the newest first.
    pub(super) fn days(&self, env: &Env) -> Pick {
        let lang = env.lang;
        let days = (0..DAYS).map(|back| env.today - Duration::days(back));
        let items = days.map(|day| PickItem {
            // Also without zeros.
            keywords: format!("{}/{}/{}", day.day(), day.month(), day.year()),
            ..PickItem::new(
                dates::with_weekday(day, lang),
                Next::Reply(Reply::Since(JournalStart::Day(day))),
            )
        });
        let title = lang.pick(
            "Từ ngày nào? Gõ để tìm, ví dụ 3/6",
            "Since which day? Type, e.g. 3/6",
        );
        Pick::new(title, items).searchable()
    }
}
