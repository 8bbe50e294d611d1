//! The weekly review: one key an answer.

use crate::domain::task::State;
use crate::present::messages::labels;
use crate::tui::choices::sittings;
use crate::tui::effects::effect::Effect;
use crate::tui::input::action::Action;
use crate::tui::input::keymap::Context;
use crate::tui::layers::layer::Request;
use crate::tui::model::{Layer, Model};
use crate::tui::screens::walk::{Unasked, Walk};
use crate::tui::screens::walk_view;
use crate::tui::update::concluding::open_conclusion;
use crate::tui::update::leave;
use crate::tui::update::writing::{open_writing, refused_read_only, write_on};

/// Asks for the open review anew, and at its end for the figures.
pub(in crate::tui) fn review_of(model: &Model) -> Vec<Effect> {
    let Some(walk) = model.walk().filter(|walk| walk.kept) else {
        return Vec::new();
    };
    let mut effects = vec![Effect::Review(walk.id())];
    effects.extend(walk.at.is_none().then(|| Effect::Weeks(walk.id())));
    effects
}

/// Whether a review on the screen still takes what an action would give it: a finished one takes
/// neither answers nor conclusions, though its tasks can be noted and changed.
pub(super) fn is_asked(model: &Model, action: Action) -> bool {
    let finished = model.walk().is_some_and(|walk| walk.review.is_finished());
    let answers = matches!(
        action,
        Action::Reviewed | Action::InProgress | Action::Done | Action::Conclude | Action::Mark
    );
    let conclusions = matches!(
        action,
        Action::Done
            | Action::Conclude
            | Action::Edit
            | Action::MakeTask
            | Action::Note
            | Action::Withdraw
    );
    !(finished
        && match model.context() {
            Context::Review => answers,
            Context::Closing => conclusions,
            _ => false,
        })
}

/// What a key does to one task of the walk.
pub(super) fn act_on_walk(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(walk) = model.walk_mut() else {
        return Vec::new();
    };
    match action {
        Action::Back => leave_walk(model),
        Action::Reviewed | Action::Done | Action::InProgress => answer(model, action),
        Action::NextPart => walk.go_on(),
        Action::PreviousPart => walk.go_back(),
        Action::PageDown | Action::PageUp => turn_page(model, action == Action::PageDown),
        Action::Top => walk.go_first(),
        Action::Bottom => walk.go(None),
        Action::Mark => {
            walk.mark();
            Vec::new()
        }
        Action::Open => walk
            .stop()
            .map(|stop| Effect::Detail(stop.task))
            .into_iter()
            .collect(),
        Action::Conclude => open_conclusion(model, None),
        Action::Filter | Action::Search => open_list(model, action),
        Action::Add => write_on(model, action),
        _ => write_on_stop(model, action),
    }
}

/// Leaves the review where it is; it says how to come back.
pub(super) fn leave_walk(model: &mut Model) -> Vec<Effect> {
    let open = model.walk().is_some_and(Walk::is_open);
    if let Some(Layer::Walk(walk)) = model.layers.last_mut() {
        let marked = std::mem::take(&mut walk.marked);
        model.env.marks.insert(walk.id(), marked);
    }
    leave(model);
    if open {
        model.notify(model.env.lang.pick(
            "Giao ban tạm dừng; nhấn r để làm tiếp từ chỗ này.",
            "Review paused – press r to continue.",
        ));
    }
    // What was answered has changed the list.
    model.home.reload(&model.env)
}

/// The answers of one key each.
fn answer(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(walk) = model.walk() else {
        return Vec::new();
    };
    if !walk.is_open() || model.env.read_only {
        return turn_over(model, action);
    }
    let wished = model
        .walk()
        .map(|walk| walk.wish(action, &model.home.toggled, &model.env));
    match wished {
        Some(Ok(changes)) if !changes.is_empty() => vec![Effect::apply(changes)],
        Some(Err(Unasked::Settled)) => model.walk_mut().map(Walk::go_on).unwrap_or_default(),
        Some(Err(Unasked::Closed(state))) => {
            let said = closed(model, state);
            model.fail(said);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Where nothing is asked Enter turns the walk over; other answers say why not.
pub(super) fn turn_over(model: &mut Model, action: Action) -> Vec<Effect> {
    let finished = model.walk().is_some_and(|walk| walk.review.is_finished());
    if action == Action::Reviewed {
        return model.walk_mut().map(Walk::go_on).unwrap_or_default();
    }
    let lang = model.env.lang;
    model.fail(if finished {
        lang.pick(
            "Giao ban này đã kết thúc, không ghi thêm được.",
            "This review is finished; nothing can be added.",
        )
    } else {
        lang.pick(
            "Tệp chỉ đọc: xem được danh sách, không ghi được.",
            "Read-only file: you can look through the list but not change anything.",
        )
    });
    Vec::new()
}

fn closed(model: &Model, state: State) -> String {
    let lang = model.env.lang;
    let name = labels::state(state).get(lang);
    lang.pick(
        format!("Nhiệm vụ đang ở trạng thái “{name}”; s để đổi, Enter để sang việc sau."),
        format!("The task is “{name}”; press s to change that, Enter for the next task."),
    )
}

/// Scrolls a long task; at its end or top the next task or the one before comes.
fn turn_page(model: &mut Model, down: bool) -> Vec<Effect> {
    let (mut top, mut over) = (0, true);
    if let Some(walk) = model.walk() {
        let body = model.env.layout().body;
        let rows = usize::from(walk_view::areas(body).1.height).max(1);
        let last = walk_view::lines(walk, &model.env)
            .len()
            .saturating_sub(rows);
        let at = walk.top.min(last);
        over = if down { at == last } else { at == 0 };
        top = if down {
            (at + rows).min(last)
        } else {
            at.saturating_sub(rows)
        };
    }
    let Some(walk) = model.walk_mut() else {
        return Vec::new();
    };
    match (over, down) {
        (true, true) => walk.go_on(),
        (true, false) => walk.go_back(),
        (false, _) => {
            walk.top = top;
            Vec::new()
        }
    }
}

pub(super) fn open_list(model: &Model, action: Action) -> Vec<Effect> {
    let Some(walk) = model.walk() else {
        return Vec::new();
    };
    let picker = if action == Action::Filter {
        sittings::parts(walk, &model.env)
    } else {
        sittings::places(walk, &model.env)
    };
    vec![Effect::open(Request::Pick(picker))]
}

/// Opens the form or the note for the task at the present place.
fn write_on_stop(model: &mut Model, action: Action) -> Vec<Effect> {
    let writes = matches!(
        action,
        Action::Note | Action::State | Action::Deadline | Action::Evidence | Action::Edit
    );
    if !writes || refused_read_only(model) {
        return Vec::new();
    }
    let task = model.walk().and_then(|walk| walk.task.as_ref());
    match task.map(|(task, _)| task.clone()) {
        Some(task) => open_writing(model, action, vec![*task], None),
        None => Vec::new(),
    }
}
