//! The walk of a review on the command line: the tasks that a meeting has to speak of, group by
//! group, with what was answered where the review is under way.

use super::context::Context;
use super::output::{Out, Style};
use super::record::{Record, json};
use super::review::scope_name;
use super::table::{Layout, style};
use crate::domain::change::Refusal;
use crate::domain::day::Week;
use crate::domain::review::{
    AgendaItem, AgendaPart, Answer, Group, Review, ReviewRefusal, ReviewSummary, Scope,
};
use crate::domain::task::Task;
use crate::error::{AppError, Say};
use crate::present::dates;
use crate::present::messages::{labels, review as words};
use crate::store::StoreError;
use serde_json::{Value, json as object};

/// Columns in front of a task's row: the mark of what is answered.
const FRONT: usize = 2;
/// How far what is said of a task is set in.
const INDENT: usize = 4;

/// Prints the walk of the review that is open over this scope; where none is, the one that could be
/// begun today.
pub fn run(context: &Context, scope: Scope, as_json: bool, out: &mut Out) -> Result<(), AppError> {
    let lang = context.lang;
    let review = match under_way(context, scope)? {
        Some(review) => review,
        None => match context
            .store
            .preview_review(scope, &context.plan, context.today)
        {
            Ok(review) => review,
            Err(StoreError::Refused(Refusal::Review(ReviewRefusal::NothingThere))) if !as_json => {
                return out.line(&words::hindered(ReviewRefusal::NothingThere, lang));
            }
            Err(StoreError::Refused(Refusal::Review(ReviewRefusal::NothingThere))) => {
                return out.write("null\n");
            }
            Err(error) => return Err(error).say(lang),
        },
    };
    if as_json {
        let value = review_json(context, &review)?;
        return out.write(&format!("{}\n", json(&value)));
    }
    print(context, &review, out)
}

/// The open review over this scope, of this week or the one before.
fn under_way(context: &Context, scope: Scope) -> Result<Option<Review>, AppError> {
    let lang = context.lang;
    let this = Week::of(context.today);
    let mut open = context
        .store
        .open_reviews(context.plan.id)
        .say(lang)?
        .into_iter();
    let found = open.find(|sitting| {
        sitting.scope == scope && (sitting.week == this || sitting.week == this.previous())
    });
    match found {
        Some(sitting) => context.store.review(sitting.id).say(lang),
        None => Ok(None),
    }
}

fn is_begun(sitting: &ReviewSummary) -> bool {
    !sitting.began_by.is_empty()
}

fn print(context: &Context, review: &Review, out: &mut Out) -> Result<(), AppError> {
    let lang = context.lang;
    let sitting = &review.summary;
    let scope = scope_name(context, sitting)?;
    let title = words::title(sitting.week, &scope, lang);
    let settled = words::share(review.settled(AgendaPart::All));
    let begun = if is_begun(sitting) {
        let (who, on) = (&sitting.began_by, dates::full(sitting.began_on));
        lang.pick(
            format!("{who} bắt đầu {on} · đã xem {settled}"),
            format!("started by {who} on {on} · reviewed {settled}"),
        )
    } else {
        let n = review.items.len();
        lang.pick(
            format!("chưa bắt đầu · {n} việc phải xem"),
            format!("not started · {n} to review"),
        )
    };
    out.line(&format!("{title} · {begun}"))?;
    let silent = context.plan.settings.silent_days;
    for group in Group::ALL {
        let stops: Vec<&AgendaItem> = of_group(review, group).collect();
        if stops.is_empty() {
            continue;
        }
        let settled = stops.iter().filter(|stop| stop.is_settled()).count();
        let name = words::group(group, silent, review.first, lang);
        out.heading(&format!("{name} {settled}/{}", stops.len()))?;
        for stop in stops {
            print_stop(context, stop, out)?;
        }
    }
    for (nth, conclusion) in review.conclusions.iter().enumerate() {
        if nth == 0 {
            out.heading(lang.pick("Kết luận", "Conclusions"))?;
        }
        out.item(0, 3, &format!("{}. {}", nth + 1, conclusion.body))?;
    }
    Ok(())
}

fn of_group(review: &Review, group: Group) -> impl Iterator<Item = &AgendaItem> {
    review
        .items
        .iter()
        .filter(move |stop| stop.group == group && !stop.is_gone())
}

/// One task: its row as lists have it, what was answered, open difficulties, the last note.
fn print_stop(context: &Context, stop: &AgendaItem, out: &mut Out) -> Result<(), AppError> {
    let Some(task) = context.store.task(stop.task).say(context.lang)? else {
        return Ok(());
    };
    let (row, row_cx) = (&task.row, context.row_cx);
    let layout = Layout::new(out.width.saturating_sub(FRONT));
    let line = layout.line(|column, width| column.text(row, width, row_cx).into_owned());
    let timeliness = row.timeliness(row_cx.today, row_cx.soon_days);
    let (mark, look) = match &stop.answer {
        None => (" ", style(row, timeliness)),
        Some(_) => ("✓", Style::Dim),
    };
    let painted = out.paint(look, &format!("{mark} {}", line.trim_end()));
    out.write(&format!("{painted}\n"))?;
    for sentence in parts(context, stop, &task) {
        out.paragraph(INDENT, &sentence)?;
    }
    Ok(())
}

fn parts(context: &Context, stop: &AgendaItem, task: &Task) -> Vec<String> {
    let lang = context.lang;
    let mut parts = Vec::new();
    if let Some(Answer { kind, signed, day }) = &stop.answer {
        let sentence = words::answer(*kind).get(lang);
        parts.push(format!("{sentence} · {signed}, {}", dates::full(*day)));
    }
    let stuck = lang.pick("Vướng mắc", "Difficulty");
    let open = task.notes.iter().filter(|note| note.open);
    parts.extend(open.map(|note| {
        let day = dates::full(note.day);
        format!("! {stuck} · {}, {day}: {}", note.signed, note.body)
    }));
    if let Some(note) = task.notes.iter().find(|note| !note.open) {
        let (kind, day) = (
            labels::note_kind(note.kind).get(lang),
            dates::full(note.day),
        );
        parts.push(format!("{}, {day} · {kind}: {}", note.signed, note.body));
    }
    parts
}

fn review_json(context: &Context, review: &Review) -> Result<Value, AppError> {
    let mut walk = Vec::new();
    for stop in &review.items {
        let task = context.store.task(stop.task).say(context.lang)?;
        walk.push(object!({
            "group": stop.group.as_str(),
            "answer": stop.answer.as_ref().map(|answer| object!({
                "kind": answer.kind.as_str(),
                "by": answer.signed,
                "on": answer.day,
            })),
            "task": task.as_ref().map(|task| Record::of(task, context.row_cx)),
        }));
    }
    let conclusions = review.conclusions.iter().map(|conclusion| {
        let outcomes = conclusion
            .outcomes
            .iter()
            .map(|outcome| object!({ "kind": outcome.kind.as_str(), "code": outcome.row.code }));
        object!({ "text": conclusion.body, "outcomes": outcomes.collect::<Vec<_>>() })
    });
    let mut value = sitting_json(context, &review.summary)?;
    value["walk"] = walk.into();
    value["conclusions"] = conclusions.collect();
    Ok(value)
}

/// A review as scripts read it. One that could be begun has no number.
pub fn sitting_json(context: &Context, sitting: &ReviewSummary) -> Result<Value, AppError> {
    let lang = context.lang;
    let unit_of = |id| -> Result<Option<String>, AppError> {
        let units = context.store.units().say(lang)?.into_iter();
        let mut found = units.filter(|unit| unit.id == id);
        Ok(found.next().map(|unit| unit.abbreviation))
    };
    let (scope, of) = match sitting.scope {
        Scope::Plan => ("plan", None),
        Scope::Area(id) => {
            let areas = context.store.areas(context.plan.id).say(lang)?;
            let mut found = areas.into_iter().filter(|area| area.id == id);
            ("area", found.next().map(|area| area.key))
        }
        Scope::Led(id) => ("unit", unit_of(id)?),
        Scope::Mine(id) => ("mine", unit_of(id)?),
    };
    let begun = is_begun(sitting);
    let finished = sitting.finished.as_ref();
    Ok(object!({
        "number": begun.then_some(sitting.id.0),
        "week": sitting.week.monday,
        "scope": scope,
        "of": of,
        "begun_on": begun.then_some(sitting.began_on),
        "begun_by": begun.then_some(&sitting.began_by),
        "finished_on": finished.map(|finished| finished.on),
        "finished_by": finished.map(|finished| &finished.by),
        "journal": finished.map(|finished| &finished.head),
        "answered": sitting.share.of,
        "total": sitting.share.all,
    }))
}
