//! The two rows above the task of a review.

use super::walk::Walk;
use crate::domain::review::{AgendaPart, Progress};
use crate::present::messages::review as words;
use crate::present::text::{cut, pad, safe, width};
use crate::tui::env::Env;
use crate::tui::widgets::paint::line;
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The review with its counter and bar; below it the group, what was answered, and whether there is
/// more than fits.
pub(super) fn draw_head(canvas: &mut Canvas<'_>, area: Rect, walk: &Walk, more: bool, env: &Env) {
    let theme = env.theme;
    let rows = [first_row(walk, env), second_row(walk, more, env)];
    for (y, (left, right, style)) in (area.y..area.bottom()).zip(rows) {
        let columns = usize::from(area.width);
        let right = cut(&right, columns.saturating_sub(2)).into_owned();
        let gap = columns.saturating_sub(width(&right) + 1);
        let left = pad(&format!(" {left}"), gap.saturating_sub(1));
        let row = Rect::new(area.x, y, area.width, 1);
        let pieces = vec![(left, style), (format!(" {right} "), theme.strong())];
        line(canvas, row, pieces);
    }
}

fn first_row(walk: &Walk, env: &Env) -> (String, String, Style) {
    let sitting = &walk.review.summary;
    let scope = words::scope(sitting.scope, &env.areas, &env.units, env.lang);
    let mut title = words::title(sitting.week, &scope, env.lang);
    if walk.review.is_finished() {
        title.push_str(env.lang.pick(" · đã kết thúc", " · finished"));
    }
    let place = match walk.at {
        Some(at) => walk.review.position(at, walk.part),
        None => walk.review.settled(walk.part),
    };
    let counter = match part_name(walk, env) {
        Some(name) => format!("{name} {}", words::share(place)),
        None => words::share(place),
    };
    let bar = bar(walk.review.settled(walk.part), env);
    (title, format!("{counter}{bar}"), env.theme.strong())
}

/// The unit whose part is gone through, by its abbreviation.
fn part_name(walk: &Walk, env: &Env) -> Option<String> {
    match walk.part {
        AgendaPart::All => None,
        AgendaPart::Led(None) => Some(env.lang.pick("chưa giao", "no unit").to_owned()),
        AgendaPart::Led(Some(unit)) => Some(words::unit(unit, &env.units)),
    }
}

/// " ████░░░░ đã xem 11": how much is answered; as wide as the screen allows.
fn bar(settled: Progress, env: &Env) -> String {
    let columns = match env.size.0 {
        0..60 => return String::new(),
        60..100 => 10,
        _ => 24,
    };
    let full = (columns * settled.of).checked_div(settled.all);
    // A walk without tasks is all done.
    let full = full.unwrap_or(columns);
    let signs = ["█", "░"];
    let said = env.lang.pick("đã xem", "reviewed");
    format!(
        " {}{} {said} {}",
        signs[0].repeat(full),
        signs[1].repeat(columns - full),
        settled.of
    )
}

fn second_row(walk: &Walk, more: bool, env: &Env) -> (String, String, Style) {
    let (lang, theme) = (env.lang, env.theme);
    let more = more.then(|| "PgDn ↓".to_owned());
    let (Some(at), Some(stop)) = (walk.at, walk.stop()) else {
        let title = lang.pick("Kết thúc giao ban", "End of the list");
        let right = joined([marked(walk, env), more]);
        return (title.to_owned(), right, theme.key());
    };
    let silent = env.plan.settings.silent_days;
    let group = words::group(stop.group, silent, walk.review.first, lang);
    let place = words::share(walk.review.position_in_group(at, walk.part));
    let answer = stop.answer.as_ref().map(|answer| {
        let said = words::answer(answer.kind).get(lang);
        format!("✓ {said} · {}", safe(env.signer(&answer.signed)))
    });
    let mark = walk.marked.contains(&stop.task);
    let mark = mark.then(|| lang.pick("+ đánh dấu", "+ marked").to_owned());
    let right = joined([mark, answer, more]);
    (format!("{group} {place}"), right, theme.key())
}

fn joined<const N: usize>(parts: [Option<String>; N]) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

fn marked(walk: &Walk, env: &Env) -> Option<String> {
    let n = walk.marked_codes().len();
    (n > 0).then(|| {
        env.lang
            .pick(format!("đã đánh dấu {n} việc"), format!("{n} marked"))
    })
}
