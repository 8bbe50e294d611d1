//! The weekly review: one task of the agenda at a time with one key an answer, and after the last one
//! what closes the meeting.

pub(super) mod choices;
mod end;
mod task;

use super::layer::{Cx, Footer, Layer, News, Next, Placement, Reply, Request, TextRequest};
use crate::domain::change::{Change, Refusal};
use crate::domain::ids::{ConclusionId, ReviewId, TaskId};
use crate::domain::journal::JournalEntry;
use crate::domain::review::{
    AgendaItem, AgendaPart, Answer, AnswerKind, Review, ReviewChange, ReviewScope,
};
use crate::domain::task::{State, Task};
use crate::present::lang::Lang;
use crate::present::messages::labels;
use crate::present::text::safe;
use crate::report::review::figures::WeeklyFigures;
use crate::report::review::weeks;
use crate::store::{Result, StoreError};
use crate::tui::actions::{Action, KeyContext};
use crate::tui::command::{Command, Memo, no_such_review};
use crate::tui::command::{Reverted, Saved};
use crate::tui::env::Env;
use crate::tui::toggle_done::{Toggled, complete};
use crate::tui::wrapped_text::{WrappedLine, draw_lines};
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;

/// The most entries since the review before that are loaded.
const HISTORY: usize = 50;

/// Rows above the task: the review with its counter, and the group.
const HEAD: u16 = 2;

#[derive(Debug)]
pub(super) struct ReviewLayer {
    review: Review,
    /// Whether the file holds it. Where nothing can be written it is only looked at.
    kept: bool,
    /// Which tasks this person goes through.
    part: AgendaPart,
    /// The place on the agenda; `None` is its end.
    at: Option<usize>,
    /// The task at that place, whole, and what the journal has of it since the review before.
    task: Option<(Box<Task>, Vec<JournalEntry>)>,
    /// What was just completed or reopened.
    toggled: Toggled,
    /// Tasks marked for a conclusion.
    marked: Vec<TaskId>,
    /// The first line on the screen.
    top: usize,
    /// The week's figures, counted at the end.
    weeks: Option<Box<WeeklyFigures>>,
    /// The selected conclusion.
    conclusion: usize,
}

/// Takes a review up at its first task that is not answered.
pub(super) fn open(id: ReviewId, part: AgendaPart, cx: &Cx<'_>) -> Result<ReviewLayer> {
    let review = cx.store.review(id)?.ok_or_else(no_such_review)?;
    let marked = cx.env.marks.get(&id).cloned().unwrap_or_default();
    let mut layer = ReviewLayer::new(review, true, part);
    layer.marked = marked;
    layer.load(cx)?;
    Ok(layer)
}

/// The agenda that a review would have, for somebody who may only read.
pub(super) fn open_preview(scope: ReviewScope, cx: &Cx<'_>) -> Result<ReviewLayer> {
    let review = cx.store.preview_review(scope, &cx.env.plan, cx.env.today)?;
    let mut layer = ReviewLayer::new(review, false, AgendaPart::All);
    layer.load(cx)?;
    Ok(layer)
}

impl ReviewLayer {
    fn new(review: Review, kept: bool, part: AgendaPart) -> Self {
        let at = review.next_open(None, part);
        let at = at.filter(|_| !review.is_finished());
        Self {
            review,
            kept,
            part,
            at,
            task: None,
            toggled: Toggled::default(),
            marked: Vec::new(),
            top: 0,
            weeks: None,
            conclusion: 0,
        }
    }

    fn id(&self) -> ReviewId {
        self.review.summary.id
    }

    /// What the agenda has at the present place.
    fn item(&self) -> Option<&AgendaItem> {
        self.review.items.get(self.at?)
    }

    /// Whether answers are taken.
    fn is_open(&self) -> bool {
        self.kept && !self.review.is_finished()
    }

    /// Goes to a place, or to the end.
    fn go(&mut self, at: Option<usize>, cx: &Cx<'_>) -> Result<Next> {
        if at != self.at {
            self.top = 0;
            self.task = None;
        }
        self.at = at;
        self.load(cx)
    }

    /// Reads what the present place shows.
    fn load(&mut self, cx: &Cx<'_>) -> Result<Next> {
        let Some(item) = self.item() else {
            if self.kept {
                let found = weeks(cx.store, &self.review, cx.env.plan.id, cx.env.today)?;
                self.weeks = Some(Box::new(found));
            }
            return Ok(Next::Stay);
        };
        let (task, since, gone) = (item.task, self.review.since, item.is_gone());
        if let Some(whole) = cx.store.task(task)? {
            let history = cx.store.history_since(task, since, HISTORY)?;
            self.task = Some((Box::new(whole), history));
        } else if self.kept && !gone {
            return self.refresh(cx);
        }
        Ok(Next::Stay)
    }

    /// On to what is still to be answered, or to the end.
    fn go_on(&mut self, cx: &Cx<'_>) -> Result<Next> {
        // At the end nothing comes next.
        let Some(at) = self.at else {
            return Ok(Next::Stay);
        };
        let next = if self.is_open() {
            let open = self.review.next_open(Some(at), self.part);
            open.filter(|open| *open != at)
        } else {
            // Where nothing is asked the agenda is simply turned over.
            self.review.places(self.part).find(|place| *place > at)
        };
        self.go(next, cx)
    }

    /// Leaves the task for later. After the last one it says that the agenda goes back to the first that is
    /// not answered.
    fn postpone(&mut self, cx: &Cx<'_>) -> Result<Next> {
        let before = self.at;
        let next = self.go_on(cx)?;
        if self.at.is_none() || self.at >= before {
            return Ok(next);
        }
        let open = |at: &usize| !self.review.items[*at].is_settled();
        let left = self.review.places(self.part).filter(open).count();
        Ok(next.then(Next::notify(cx.env.lang.pick(
            format!("Đã qua việc cuối; quay lại việc chưa xem đầu tiên, còn {left} việc."),
            match left {
                1 => "That was the last task; back to the one not reviewed yet.".to_owned(),
                _ => {
                    format!("That was the last task; back to the first of {left} not reviewed yet.")
                }
            },
        ))))
    }

    /// Back to the task before; before the first there is none.
    fn go_back(&mut self, cx: &Cx<'_>) -> Result<Next> {
        match self.review.before(self.at, self.part) {
            Some(at) => self.go(Some(at), cx),
            None => Ok(Next::Stay),
        }
    }

    /// To the first task of the part.
    fn go_first(&mut self, cx: &Cx<'_>) -> Result<Next> {
        let there = |at: &usize| !self.review.items[*at].is_gone();
        let first = self.review.places(self.part).find(there);
        match first {
            Some(first) => self.go(Some(first), cx),
            None => Ok(Next::Stay),
        }
    }

    /// Takes another part and goes to the first task of it that is not answered.
    fn take_part(&mut self, part: AgendaPart, cx: &Cx<'_>) -> Result<Next> {
        self.part = part;
        let open = self.review.next_open(None, part);
        let at = open.or_else(|| self.review.places(part).next());
        self.go(at, cx)
    }

    /// Takes in that a task was answered; what says less than what is there already does not.
    fn answered(&mut self, task: TaskId, kind: AnswerKind, env: &Env) {
        let place = self.review.at(task);
        let Some(item) = place.and_then(|at| self.review.items.get_mut(at)) else {
            return;
        };
        if item.answer.as_ref().is_none_or(|there| there.kind < kind) {
            item.answer = Some(Answer {
                kind,
                signed: env.actor().to_string(),
                day: env.today,
            });
        }
    }

    /// Reads the review again; the place stays on its task. A colleague may have finished it, or
    /// undone its beginning: a text that is being written above it stays, and is refused when it is
    /// saved.
    fn refresh(&mut self, cx: &Cx<'_>) -> Result<Next> {
        let next = self.reread(cx)?;
        if self.kept && self.at.is_none() {
            self.load(cx)?;
        }
        Ok(next)
    }

    /// The same without the figures at the end.
    fn reread(&mut self, cx: &Cx<'_>) -> Result<Next> {
        if !self.kept {
            return Ok(Next::Stay);
        }
        let Some(review) = cx.store.review(self.id())? else {
            return Ok(Next::Close);
        };
        let was_open = self.is_open();
        let task = self.item().map(|item| item.task);
        let before = std::mem::replace(&mut self.review, review).conclusions;
        let next = match (self.at, task.and_then(|task| self.review.at(task))) {
            (None, _) => {
                self.settle_conclusion(&before, cx.env);
                Next::Stay
            }
            (_, Some(at)) if self.review.items[at].is_gone() => {
                self.at = Some(at);
                self.go_on(cx)?
            }
            (_, at) => {
                self.at = at;
                self.load(cx)?
            }
        };
        let finished = self.review.summary.finished.as_ref();
        let Some(finished) = finished.filter(|_| was_open) else {
            return Ok(next);
        };
        let who = safe(&finished.by);
        let back = cx.env.key(KeyContext::Review, Action::Back);
        let reviews = cx.env.key(KeyContext::Tasks, Action::Review);
        Ok(next.then(Next::fail(cx.env.lang.pick(
            format!("{who} vừa kết thúc giao ban này; nhấn {back} rồi {reviews} để xem thông báo kết luận."),
            format!("{who} has just finished this review; press {back}, then {reviews} to see its notice."),
        ))))
    }

    /// Marks the task for a conclusion, or takes the mark away.
    fn mark(&mut self) {
        let Some(task) = self.item().map(|item| item.task) else {
            return;
        };
        match self.marked.iter().position(|marked| *marked == task) {
            Some(at) => {
                self.marked.remove(at);
            }
            None => self.marked.push(task),
        }
    }

    /// The codes of the marked tasks, in the order of the agenda.
    fn marked_codes(&self) -> Vec<String> {
        let marked = |item: &&AgendaItem| self.marked.contains(&item.task) && !item.is_gone();
        let items = self.review.items.iter().filter(marked);
        items.map(|item| item.code.clone()).collect()
    }

    /// The answers of one key each.
    fn answer_task(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        if !self.is_open() || cx.env.read_only {
            return if action == Action::Reviewed {
                self.go_on(cx)
            } else {
                Ok(self.not_asked(cx.env.lang))
            };
        }
        match self.changes_for(action, cx.env) {
            Ok(changes) => Ok(Next::apply(changes)),
            Err(NotAsked::Settled) => self.go_on(cx),
            Err(NotAsked::Closed(state)) => {
                let env = cx.env;
                let name = labels::state(state).get(env.lang);
                let change = env.key(KeyContext::Review, Action::State);
                let next = env.key(KeyContext::Review, Action::Reviewed);
                Ok(Next::fail(env.lang.pick(
                    format!("Nhiệm vụ đang ở trạng thái “{name}”; {change} để đổi, {next} để sang việc sau."),
                    format!("The task is “{name}”; press {change} to change that, {next} for the next task."),
                )))
            }
        }
    }

    /// What the one-key answers write. The answer itself is added where the act is signed.
    fn changes_for(&self, action: Action, env: &Env) -> std::result::Result<Vec<Change>, NotAsked> {
        let (Some((task, _)), Some(item)) = (&self.task, self.item()) else {
            return Ok(Vec::new());
        };
        let id = task.row.id;
        let answer = |kind| vec![self.answer_change(id, kind)];
        match action {
            Action::Reviewed if item.is_settled() => Err(NotAsked::Settled),
            Action::Reviewed => Ok(answer(AnswerKind::Reviewed)),
            Action::Done => match task.current() {
                Some(current) if task.hold.is_none() => {
                    let again = self.toggled.restored(task, None);
                    Ok(vec![
                        again.unwrap_or_else(|| complete(id, Some(current.id), env)),
                    ])
                }
                _ if task.row.state != State::Done => Err(NotAsked::Closed(task.row.state)),
                // Finished since the last review: seen, and no more.
                _ if item.is_settled() => Err(NotAsked::Settled),
                _ => Ok(answer(AnswerKind::Reviewed)),
            },
            _ => match task.row.state {
                State::NotStarted => Ok(vec![Change::Start {
                    task: id,
                    started: true,
                }]),
                State::InProgress => Ok(answer(AnswerKind::InProgress)),
                State::Paused => {
                    let lift = Change::Hold {
                        task: id,
                        hold: None,
                        reason: None,
                        seen: task.held(),
                    };
                    Ok(vec![lift, self.answer_change(id, AnswerKind::InProgress)])
                }
                closed => Err(NotAsked::Closed(closed)),
            },
        }
    }

    fn answer_change(&self, task: TaskId, kind: AnswerKind) -> Change {
        Change::Review(ReviewChange::Answer {
            review: self.id(),
            task,
            kind,
        })
    }

    /// Why nothing can be answered or concluded.
    fn not_asked(&self, lang: Lang) -> Next {
        Next::fail(if self.review.is_finished() {
            lang.pick(
                "Giao ban này đã kết thúc, không ghi thêm được.",
                "This review is finished; nothing can be added.",
            )
        } else {
            lang.pick(
                "Tệp chỉ đọc: xem được danh sách, không ghi được.",
                "Read-only file: you can look through the list but not change anything.",
            )
        })
    }

    /// Why no conclusion can be written, where that is so.
    fn refuses_conclusions(&self, env: &Env) -> Option<Next> {
        let closed = || (!self.is_open()).then(|| self.not_asked(env.lang));
        Next::read_only(env).or_else(closed)
    }

    /// Opens a conclusion to be written or reworded.
    fn write_conclusion(&self, of: Option<(ConclusionId, String)>, env: &Env) -> Next {
        let write = || Next::Open(Request::Text(TextRequest::Conclusion(self.id(), of)));
        self.refuses_conclusions(env).unwrap_or_else(write)
    }

    /// Leaves the review where it is; the message says how to come back.
    fn leave(&mut self, env: &Env) -> Next {
        let marks = Memo::Marks(self.id(), std::mem::take(&mut self.marked));
        let next = Next::Do(Command::Remember(marks)).then(Next::Close);
        if !self.is_open() {
            return next;
        }
        let key = env.key(KeyContext::Tasks, Action::Review);
        next.then(Next::notify(env.lang.pick(
            format!("Giao ban tạm dừng; nhấn {key} để làm tiếp từ chỗ này."),
            format!("Review paused – press {key} to continue."),
        )))
    }

    /// Scrolls a long task; at its end or top the next task or the one before comes.
    fn scroll_page(&mut self, down: bool, cx: &Cx<'_>) -> Result<Next> {
        let rows = rows(cx.env);
        let last = self.lines(cx.env).len().saturating_sub(rows);
        let at = self.top.min(last);
        match down {
            true if at == last => return self.go_on(cx),
            true => self.top = (at + rows).min(last),
            false if at == 0 => return self.go_back(cx),
            false => self.top = at.saturating_sub(rows),
        }
        Ok(Next::Stay)
    }

    /// Opens the form or the note for the task at the present place.
    fn write_on_task(&self, action: Action, env: &Env) -> Next {
        let writes = matches!(
            action,
            Action::Note | Action::State | Action::Deadline | Action::Evidence | Action::Edit
        );
        let (true, Some((task, _))) = (writes, &self.task) else {
            return Next::Stay;
        };
        if let Some(refused) = Next::read_only(env) {
            return refused;
        }
        match Request::writing(action, vec![Task::clone(task)], None, env) {
            Ok(request) => Next::Open(request),
            Err(refused) => Next::fail(refused),
        }
    }

    /// What stands below the head: a task, or the end.
    fn lines(&self, env: &Env) -> Vec<WrappedLine> {
        match self.at {
            Some(_) => self.task_lines(env),
            None => self.end_lines(env),
        }
    }

    fn take_in(&mut self, saved: &Saved, direct: bool, cx: &Cx<'_>) -> Result<Next> {
        if let Some(toggled) = Toggled::by(&saved.receipt, &saved.changes) {
            self.toggled = toggled;
        }
        if !self.kept {
            return self.load(cx);
        }
        let finishes = |change: &Change| matches!(change, Change::Review(ReviewChange::Finish { review, .. }) if *review == self.id());
        if saved.changes.iter().any(finishes) {
            let notice = Next::Open(Request::Notice(self.id()));
            return Ok(Next::Close.then(notice));
        }
        let mut changes = saved.changes.iter();
        match changes.find_map(|change| Some((change.task()?, answer_in(change)?))) {
            Some((task, kind)) => {
                self.answered(task, kind, cx.env);
                if direct {
                    self.go_on(cx)
                } else {
                    self.load(cx)
                }
            }
            // A new task changes the figures; a conclusion alone does not.
            None if saved.changes.iter().all(is_conclusion) => self.reread(cx),
            None => self.refresh(cx),
        }
    }

    /// To the task of what was undone, if it has one and was not made at the end of the agenda.
    fn go_to_undone(&mut self, reverted: &Reverted, cx: &Cx<'_>) -> Result<Next> {
        self.toggled = Toggled::default();
        if self.kept && !of_a_conclusion(&reverted.entries) {
            let mut tasks = reverted.receipt.tasks.iter();
            let at = tasks.find_map(|task| self.review.at(*task));
            if at.is_some() && at != self.at {
                self.at = at;
                self.top = 0;
                self.task = None;
            }
        }
        self.refresh(cx)
    }
}

/// Why an answer has nothing to write.
enum NotAsked {
    /// Nothing is to be asked: on to the next.
    Settled,
    /// It is done or dropped, and cannot be in progress.
    Closed(State),
}

/// The answer that a change writes, where it is one.
fn answer_in(change: &Change) -> Option<AnswerKind> {
    match change {
        Change::Review(ReviewChange::Answer { kind, .. }) => Some(*kind),
        _ => None,
    }
}

fn is_conclusion(change: &Change) -> bool {
    matches!(
        change,
        Change::Review(
            ReviewChange::Conclude { .. }
                | ReviewChange::Reword { .. }
                | ReviewChange::Withdraw { .. }
        )
    )
}

/// Whether an act came of a conclusion: it was made at the end, where the next Space must go on
/// meaning the end of the review and not a task done.
fn of_a_conclusion(entries: &[JournalEntry]) -> bool {
    let mut edits = entries.iter().flat_map(|entry| &entry.edits);
    edits.any(|edit| edit.table == "outcome")
}

/// Where head and task stand on the screen.
fn areas(body: Rect) -> (Rect, Rect) {
    let head = HEAD.min(body.height);
    (
        Rect {
            height: head,
            ..body
        },
        Rect {
            y: body.y + head,
            height: body.height - head,
            ..body
        },
    )
}

/// Rows below the head.
fn rows(env: &Env) -> usize {
    usize::from(areas(env.layout().body).1.height).max(1)
}

impl Layer for ReviewLayer {
    fn placement(&self) -> Placement<'_> {
        Placement::Screen
    }

    fn context(&self) -> KeyContext {
        match self.at {
            Some(_) => KeyContext::Review,
            None => KeyContext::ReviewEnd,
        }
    }

    fn footer(&self) -> Footer {
        match self.at {
            Some(_) => Footer {
                actions: &[
                    Action::Conclude,
                    Action::Reviewed,
                    Action::Done,
                    Action::Note,
                    Action::Mark,
                    Action::Filter,
                    Action::Back,
                    Action::Deadline,
                    Action::InProgress,
                    Action::PreviousPart,
                    Action::NextPart,
                    Action::Undo,
                    Action::Open,
                    Action::Bottom,
                ],
                always: &[Action::Conclude, Action::Reviewed, Action::Back],
            },
            None => Footer {
                actions: &[
                    Action::Conclude,
                    Action::Done,
                    Action::MakeTask,
                    Action::Back,
                    Action::Note,
                    Action::Edit,
                    Action::PreviousPart,
                    Action::Undo,
                ],
                always: &[Action::Conclude, Action::Back],
            },
        }
    }

    /// A finished review takes neither answers nor conclusions, though its tasks can be noted and
    /// changed.
    fn offers(&self, action: Action, _: &Env) -> bool {
        let asked = match self.at {
            Some(_) => matches!(
                action,
                Action::Reviewed
                    | Action::InProgress
                    | Action::Done
                    | Action::Conclude
                    | Action::Mark
            ),
            None => matches!(
                action,
                Action::Done
                    | Action::Conclude
                    | Action::Edit
                    | Action::MakeTask
                    | Action::Note
                    | Action::Withdraw
            ),
        };
        !(asked && self.review.is_finished())
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        match action {
            Action::Back => return Ok(self.leave(cx.env)),
            Action::PreviousPart => return self.go_back(cx),
            Action::Conclude => return Ok(self.write_conclusion(None, cx.env)),
            Action::Filter => return Ok(Next::Open(Request::Pick(self.parts(cx.env)))),
            Action::Search => return Ok(Next::Open(Request::Pick(self.places(cx.env)))),
            _ if self.at.is_none() => return Ok(self.act_at_end(action, cx.env)),
            Action::Reviewed | Action::Done | Action::InProgress => {
                return self.answer_task(action, cx);
            }
            Action::NextPart => return self.postpone(cx),
            Action::PageDown | Action::PageUp => {
                return self.scroll_page(action == Action::PageDown, cx);
            }
            Action::Top => return self.go_first(cx),
            Action::Bottom => return self.go(None, cx),
            Action::Mark => self.mark(),
            Action::Open => {
                if let Some(item) = self.item() {
                    let detail = Request::Detail(item.task, self.toggled.clone());
                    return Ok(Next::Open(detail));
                }
            }
            Action::Add => return Ok(Next::Pass),
            _ => return Ok(self.write_on_task(action, cx.env)),
        }
        Ok(Next::Stay)
    }

    fn reply(&mut self, reply: Reply, cx: &Cx<'_>) -> Result<Next> {
        match reply {
            Reply::Part(part) => self.take_part(part, cx),
            Reply::Place(at) => self.go(Some(at), cx),
            _ => Ok(Next::Stay),
        }
    }

    /// An answer of one key; what a form or a note has written is looked at before one goes on.
    fn saved(&mut self, saved: &Saved, cx: &Cx<'_>) -> Result<Next> {
        self.take_in(saved, true, cx)
    }

    /// Where a colleague was faster with an answer, that is no trouble.
    fn refused(
        &mut self,
        error: Option<&StoreError>,
        message: String,
        cx: &Cx<'_>,
    ) -> Option<String> {
        Some(match error {
            Some(StoreError::Refused(Refusal::NoChange)) => {
                let key = cx.env.key(KeyContext::Review, Action::Reviewed);
                cx.env.lang.pick(
                    format!("Vừa có người trả lời việc này; nhấn {key} để sang việc sau."),
                    format!("Someone else has just answered this one; press {key} to continue."),
                )
            }
            _ => message,
        })
    }

    fn reload(&mut self, news: &News<'_>, cx: &Cx<'_>) -> Result<Next> {
        match news {
            News::Saved(saved) => self.take_in(saved, false, cx),
            News::Reverted(reverted) => self.go_to_undone(reverted, cx),
            News::Changed | News::Outdated => self.refresh(cx),
            _ => Ok(Next::Stay),
        }
    }

    /// Acts on the task that the review shows are answers too: each is signed here, in one place,
    /// whichever form or list it came from.
    fn add_follow_ups(&self, changes: &mut Vec<Change>) {
        let Some(item) = self.item().filter(|_| self.is_open()) else {
            return;
        };
        let task = item.task;
        let own = !changes.is_empty() && changes.iter().all(|one| one.task() == Some(task));
        let answered = changes.iter().any(|change| answer_in(change).is_some());
        if let Some(kind) = AnswerKind::of(changes).filter(|_| own && !answered) {
            changes.push(self.answer_change(task, kind));
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        let (head, rest) = areas(env.layout().body);
        let lines = self.lines(env);
        let more = self.top + usize::from(rest.height) < lines.len();
        self.draw_head(canvas, head, more, env);
        draw_lines(canvas, rest, lines, self.top);
    }
}
