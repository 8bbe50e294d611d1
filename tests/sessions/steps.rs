//! What people do at the windows, and the changes that a form makes of it.

use crate::support::{deadline, today};
use cchc::domain::change::{Change, UnitText};
use cchc::domain::conflict::Completion;
use cchc::domain::ids::UnitId;
use cchc::domain::review::AnswerKind;
use cchc::domain::task::{Hold, Task};
use chrono::Days;
use proptest::prelude::*;

/// What somebody at one of the windows does; the numbers choose tasks, units, settings, reviews.
#[derive(Clone, Debug)]
pub enum Step {
    /// Writes a note, or a difficulty.
    Note(usize, bool),
    /// Answers the difficulty that the open form shows.
    Answer,
    /// Adds a task.
    Add,
    /// Opens the form of one task, or of several, and leaves it open.
    Form(Vec<usize>),
    /// Saves the open form, whatever has happened to the tasks since; with an answer in the review
    /// that is open in the same window, where one is.
    Save(FormEdit),
    /// Opens the form of a unit.
    Unit(usize),
    /// Saves it.
    SaveUnit(UnitEdit),
    /// Adds a unit.
    AddUnit,
    /// Opens a text of the reports.
    Setting(usize),
    /// Saves it.
    Set(usize),
    /// Begins a review of the plan or of an area.
    Begin(bool),
    /// Looks at a review.
    Look(usize),
    /// Does something in the review that was looked at, as it was seen.
    Review(ReviewStep),
    Undo,
    Redo,
    /// The window closes.
    Close,
    /// The program ends without a word.
    Die,
    /// The program ends in the middle of an act, the rows half written.
    DieWriting(usize),
}

/// What a form is saved with.
#[derive(Clone, Debug)]
pub enum FormEdit {
    Title,
    Product,
    Lead(usize),
    /// Another unit co-operates, or no more.
    With(usize),
    Deadline(usize),
    Extend(u64),
    /// Pauses or drops, for one of two reasons; or lifts it.
    Hold(Option<Hold>, bool),
    Start(bool),
    /// Completes so many days ago, or corrects the last completion.
    Done(u64, bool),
    Reopen,
    /// Ticks a step, or takes the tick away.
    Tick(usize),
    AddStep,
    Evidence,
}

/// What the form of a unit is saved with.
#[derive(Clone, Copy, Debug)]
pub enum UnitEdit {
    Abbreviation,
    Name,
    AddAlias,
    DropAlias,
}

/// What is done in a review.
#[derive(Clone, Copy, Debug)]
pub enum ReviewStep {
    Answer(usize, AnswerKind),
    Conclude,
    Reword(usize),
    Withdraw(usize),
    MakeTask(usize),
    NoteOn(usize, usize),
    Finish,
}

/// Their days differ, but for the first two.
const WORDINGS: [&str; 5] = ["Quý II", "30/6", "Quý III", "Hằng quý", "Thường xuyên"];

fn form_edits() -> impl Strategy<Value = FormEdit> {
    let hold = prop::sample::select(vec![None, Some(Hold::Paused), Some(Hold::Dropped)]);
    prop_oneof![
        2 => Just(FormEdit::Title),
        1 => Just(FormEdit::Product),
        2 => (0..4_usize).prop_map(FormEdit::Lead),
        2 => (0..4_usize).prop_map(FormEdit::With),
        3 => (0..WORDINGS.len()).prop_map(FormEdit::Deadline),
        3 => (1..4_u64).prop_map(FormEdit::Extend),
        3 => (hold, any::<bool>()).prop_map(|(hold, why)| FormEdit::Hold(hold, why)),
        1 => any::<bool>().prop_map(FormEdit::Start),
        4 => (0..3_u64, any::<bool>()).prop_map(|(ago, message)| FormEdit::Done(ago, message)),
        2 => Just(FormEdit::Reopen),
        2 => (0..3_usize).prop_map(FormEdit::Tick),
        1 => Just(FormEdit::AddStep),
        1 => Just(FormEdit::Evidence),
    ]
}

fn review_steps() -> impl Strategy<Value = ReviewStep> {
    let kind = prop::sample::select(vec![
        AnswerKind::Reviewed,
        AnswerKind::InProgress,
        AnswerKind::Done,
    ]);
    let one = 0..3_usize;
    prop_oneof![
        4 => (one.clone(), kind).prop_map(|(task, kind)| ReviewStep::Answer(task, kind)),
        3 => Just(ReviewStep::Conclude),
        2 => one.clone().prop_map(ReviewStep::Reword),
        1 => one.clone().prop_map(ReviewStep::Withdraw),
        1 => one.clone().prop_map(ReviewStep::MakeTask),
        2 => (one.clone(), one).prop_map(|(one, task)| ReviewStep::NoteOn(one, task)),
        1 => Just(ReviewStep::Finish),
    ]
}

/// How many windows there are, and what happens at which.
pub fn steps() -> impl Strategy<Value = (usize, Vec<(usize, Step)>)> {
    let task = 0..6_usize;
    let several = prop::collection::vec(0..6_usize, 1..4);
    let of_unit = prop::sample::select(vec![
        UnitEdit::Abbreviation,
        UnitEdit::Name,
        UnitEdit::AddAlias,
        UnitEdit::DropAlias,
    ]);
    let step = prop_oneof![
        3 => (task.clone(), any::<bool>()).prop_map(|(task, stuck)| Step::Note(task, stuck)),
        2 => Just(Step::Answer),
        1 => Just(Step::Add),
        8 => several.prop_map(Step::Form),
        12 => form_edits().prop_map(Step::Save),
        2 => (0..3_usize).prop_map(Step::Unit),
        3 => of_unit.prop_map(Step::SaveUnit),
        1 => Just(Step::AddUnit),
        2 => (0..2_usize).prop_map(Step::Setting),
        3 => (0..4_usize).prop_map(Step::Set),
        2 => any::<bool>().prop_map(Step::Begin),
        3 => (0..3_usize).prop_map(Step::Look),
        7 => review_steps().prop_map(Step::Review),
        7 => Just(Step::Undo),
        4 => Just(Step::Redo),
        1 => Just(Step::Close),
        1 => Just(Step::Die),
        1 => task.prop_map(Step::DieWriting),
    ];
    let windows = prop_oneof![2..=3_usize, 2..=8_usize];
    windows.prop_flat_map(move |windows| {
        let one = (0..windows, step.clone());
        (Just(windows), prop::collection::vec(one, 30..90))
    })
}

/// The change that somebody who sees this makes of an edit; none where the form would not offer it.
pub fn change(edit: &FormEdit, seen: &Task, units: &[UnitId], unique: usize) -> Option<Change> {
    let task = seen.row.id;
    Some(match edit {
        FormEdit::Title | FormEdit::Product | FormEdit::Lead(_) | FormEdit::With(_) => {
            text_edit(edit, seen, units, unique)
        }
        FormEdit::Deadline(which) => Change::SetDeadline {
            task,
            deadline: deadline(WORDINGS[*which]),
            base_on: None,
            seen: seen.term(),
        },
        FormEdit::Extend(days) => {
            let due = seen.due()?;
            Change::Extend {
                task,
                seen: due,
                new_due_on: due.due_on? + Days::new(*days),
                reason: "Chờ ý kiến".to_owned(),
                agreed_by: "Lãnh đạo Sở".to_owned(),
                letter: None,
            }
        }
        FormEdit::Hold(hold, why) => {
            let reason = if *why {
                "Chờ kinh phí"
            } else {
                "Trùng việc"
            };
            Change::Hold {
                task,
                hold: *hold,
                reason: hold.map(|_| reason.to_owned()),
                seen: seen.held(),
            }
        }
        // Nobody asks for what stands on their screen already.
        FormEdit::Start(started) if seen.started == *started => return None,
        FormEdit::Start(started) => Change::Start {
            task,
            started: *started,
        },
        FormEdit::Done(ago, message) => {
            done(seen, *ago, message.then(|| format!("Kết quả {unique}")))?
        }
        FormEdit::Reopen => {
            let done = seen.occurrences.iter().rev().find(|o| !o.is_open())?;
            let seen = done.completion();
            Change::Reopen { task, seen }
        }
        FormEdit::Tick(which) => {
            let step = seen.steps.get(*which)?;
            Change::TickStep {
                task,
                step: step.id,
                done: step.done_on.is_none(),
                seen: step.done_on,
            }
        }
        FormEdit::AddStep => Change::AddStep {
            task,
            title: format!("Bước {unique}"),
        },
        FormEdit::Evidence => Change::AddEvidence {
            task,
            number: format!("{unique}/BC-SKHCN"),
            dated_on: None,
            summary: None,
            path: None,
        },
    })
}

fn text_edit(edit: &FormEdit, seen: &Task, units: &[UnitId], unique: usize) -> Change {
    let (before, mut after) = (seen.texts.clone(), seen.texts.clone());
    let unit = |nth: usize| units[nth % units.len()];
    match edit {
        FormEdit::Title => after.title = format!("Tên mới {unique}"),
        FormEdit::Product => after.product = Some(format!("Báo cáo {unique}")),
        FormEdit::Lead(nth) => after.lead = Some(unit(*nth)),
        FormEdit::With(nth) => match after.coordinating.iter().position(|u| *u == unit(*nth)) {
            Some(at) => {
                after.coordinating.remove(at);
            }
            None => after.coordinating.push(unit(*nth)),
        },
        other => panic!("{other:?}"),
    }
    let (before, after) = (Box::new(before), Box::new(after));
    let task = seen.row.id;
    Change::Edit {
        task,
        before,
        after,
    }
}

/// Completes what is open, or corrects what was completed last.
fn done(seen: &Task, ago: u64, result: Option<String>) -> Option<Change> {
    let (task, done_on) = (seen.row.id, today() - Days::new(ago));
    if let Some(current) = seen.current() {
        return Some(Change::Complete {
            task,
            occurrence: Some(current.id),
            done_on,
            result,
        });
    }
    let seen = seen.occurrences.last()?.completion();
    let to = Completion {
        occurrence: seen.occurrence,
        done_on: Some(done_on),
        result,
    };
    Some(Change::Correct { task, seen, to })
}

/// What the form of a unit shall say.
pub fn unit_text(edit: UnitEdit, seen: &UnitText, unique: usize) -> Option<UnitText> {
    let mut text = seen.clone();
    match edit {
        UnitEdit::Abbreviation => text.abbreviation = format!("Đ{unique}"),
        UnitEdit::Name => text.name = format!("Phòng số {unique}"),
        UnitEdit::AddAlias => text.aliases.push(format!("Tên gọi {unique}")),
        UnitEdit::DropAlias => {
            text.aliases.pop()?;
        }
    }
    Some(text)
}
