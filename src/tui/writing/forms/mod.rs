//! The forms: their fields and titles.

mod amend;
mod asked;
mod conclude;
mod find;
mod hints;
mod mend;
mod read;
mod report;
mod save;

pub use amend::{at_fault, rebase};
pub use asked::{is_asked, label, title};
pub use conclude::{assign, spread};
pub use hints::{hint, wording_hint};
pub use mend::{correct_evidence, remove, rename_step};
pub use read::changes;
pub use report::names;
pub use save::{follow_format, name_and_folder, save_as, save_wish};

use super::form::{FieldId, Form, FormField, FormKind, Seen};
use crate::domain::area::Section;
use crate::domain::change::Refusal;
use crate::domain::day::Day;
use crate::domain::ids::UnitId;
use crate::domain::note::Evidence;
use crate::domain::occurrence::Occurrence;
use crate::domain::plan::Plan;
use crate::domain::task::{State, Task, TaskText};
use crate::domain::text::{NOTE_MAX, TITLE_MAX};
use crate::domain::unit::Unit;
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::messages::{errors, labels};
use std::path::Path;

/// What reading a form needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The day.
    pub today: Day,
    /// The plan.
    pub plan: &'a Plan,
    /// All units.
    pub units: &'a [Unit],
    /// All sections.
    pub sections: &'a [Section],
    /// The language of hints and sentences.
    pub lang: Lang,
    /// Whether there is room for hints of several lines.
    pub roomy: bool,
    /// Where files are saved that are given no folder.
    pub folder: &'a Path,
    /// What "~" stands for.
    pub home: Option<&'a Path>,
}

type Fault = (FieldId, String);

/// What the state form offers, in its order.
const STATES: [State; 5] = [
    State::Done,
    State::InProgress,
    State::NotStarted,
    State::Paused,
    State::Dropped,
];

/// The form behind a completion or another state. Of a task that is done it shows when and with
/// what result, to be corrected.
pub fn state(tasks: Vec<Task>, today: Day) -> Form {
    let options = STATES.iter().map(|state| labels::state(*state)).collect();
    let seen = seen_to_complete(tasks);
    let alone = match seen.as_slice() {
        [one] => Some(one),
        _ => None,
    };
    let held = alone.is_some_and(|seen| seen.task.hold.is_some());
    let done = alone.and_then(Seen::concerned).filter(|o| !o.is_open());
    let fields = vec![
        FormField::choice(
            FieldId::State,
            bi("Trạng thái", "Status"),
            options,
            usize::from(held),
        ),
        done_on_field(done.and_then(|o| o.done_on).unwrap_or(today)),
        result_field(done),
        FormField::text(
            FieldId::Number,
            bi("Số, ký hiệu minh chứng", "Evidence no."),
            "",
        ),
        FormField::text(FieldId::DatedOn, bi("Ngày văn bản", "Document date"), ""),
        FormField::text(FieldId::Summary, bi("Trích yếu", "Summary"), ""),
        FormField::text(FieldId::Reason, bi("Lý do", "Reason"), ""),
    ];
    form(FormKind::State, seen, fields)
}

/// When an occurrence was completed.
fn done_on_field(day: Day) -> FormField {
    FormField::text(
        FieldId::DoneOn,
        bi("Ngày hoàn thành", "Completion date"),
        &dates::full(day),
    )
}

/// What came of an occurrence.
fn result_field(done: Option<&Occurrence>) -> FormField {
    let result = done.and_then(|o| o.result.as_deref()).unwrap_or_default();
    FormField::text(FieldId::Result, bi("Kết quả", "Result"), result)
}

/// Each task with the occurrence that the form completes; one that is done and stands alone, with
/// the completion that made it so.
fn seen_to_complete(tasks: Vec<Task>) -> Vec<Seen> {
    let alone = tasks.len() == 1;
    let seen = tasks.into_iter().map(|task| {
        let done = last_done(&task).filter(|_| alone).map(|o| o.id);
        let open = Seen::new(task);
        Seen {
            occurrence: open.occurrence.or(done),
            ..open
        }
    });
    seen.collect()
}

/// The completion that made a task done; nothing where it is not.
fn last_done(task: &Task) -> Option<&Occurrence> {
    if task.row.state != State::Done {
        return None;
    }
    task.occurrences.iter().rev().find(|o| !o.is_open())
}

fn form(kind: FormKind, seen: Vec<Seen>, fields: Vec<FormField>) -> Form {
    Form {
        kind,
        seen,
        fields,
        focus: 0,
        error: None,
        looked_for: None,
    }
}

/// Deadline and extension: an open task with a date is extended, any other gets one. Of a recurring
/// task what is done stays done.
///
/// # Errors
/// The sentence why neither is possible.
pub fn deadline(tasks: Vec<Task>, lang: Lang) -> Result<Form, String> {
    let alone = match tasks.as_slice() {
        [one] => Some(one),
        _ => None,
    };
    let dated = alone.is_none_or(|task| task.row.state.is_open() && task.row.due_on.is_some());
    let is_done = |task: &&Task| task.current().is_none() && task.row.rhythm.is_none();
    if alone.is_some_and(|task| is_done(&task)) {
        return Err(errors::refused(&Refusal::OccurrencesDone, lang));
    }
    let modes = vec![
        bi("gia hạn", "extend"),
        bi("đặt thời hạn", "set the deadline"),
    ];
    let modes = FormField::choice(
        FieldId::Mode,
        bi("Việc cần làm", "Action"),
        modes,
        usize::from(!dated),
    );
    let fields = vec![
        modes,
        FormField::text(FieldId::NewDue, bi("Hạn mới", "New due date"), ""),
        FormField::text(FieldId::Reason, bi("Lý do", "Reason"), ""),
        FormField::text(FieldId::AgreedBy, bi("Người đồng ý", "Agreed by"), ""),
        FormField::text(FieldId::Letter, bi("Số văn bản", "Document no."), ""),
        FormField::text(FieldId::Wording, bi("Thời hạn", "Deadline"), ""),
        FormField::text(FieldId::Base, bi("Tính từ ngày", "Counted from"), ""),
    ];
    let first = if dated {
        FieldId::NewDue
    } else {
        FieldId::Wording
    };
    let focus = fields.iter().position(|field| field.id == first);
    let seen = tasks.into_iter().map(Seen::new).collect();
    Ok(Form {
        focus: focus.unwrap_or_default(),
        ..form(FormKind::Deadline, seen, fields)
    })
}

/// The document that proves completion.
pub fn evidence(tasks: Vec<Task>) -> Form {
    let fields = evidence_fields(None);
    let seen = tasks.into_iter().map(Seen::new).collect();
    form(FormKind::Evidence, seen, fields)
}

/// The parts of a document, filled where there is one already.
fn evidence_fields(document: Option<&Evidence>) -> Vec<FormField> {
    let text = |of: fn(&Evidence) -> Option<String>| document.and_then(of).unwrap_or_default();
    let dated_on = text(|one| one.dated_on.map(dates::full));
    let number = text(|one| Some(one.number.clone()));
    vec![
        FormField::text(FieldId::Number, bi("Số, ký hiệu", "Document no."), &number),
        FormField::text(
            FieldId::DatedOn,
            bi("Ngày văn bản", "Document date"),
            &dated_on,
        ),
        FormField::text(
            FieldId::Summary,
            bi("Trích yếu", "Summary"),
            &text(|one| one.summary.clone()),
        ),
        FormField::text(
            FieldId::Path,
            bi("Đường dẫn tệp", "File path"),
            &text(|one| one.path.clone()),
        ),
    ]
}

/// Texts and units of a task.
pub fn edit(task: Task, units: &[Unit]) -> Form {
    let mut fields = text_fields(&task.texts(), units);
    fields.retain(|field| field.id != FieldId::Wording);
    form(FormKind::Edit, vec![Seen::new(task)], fields)
}

/// A new task; `section` is the one that the list shows.
pub fn add(section: Option<&Section>, units: &[Unit], lead: Option<UnitId>) -> Form {
    let empty = TaskText {
        title: String::new(),
        text: String::new(),
        product: None,
        key_task: false,
        lead,
        coordinating: Vec::new(),
        coordinating_text: None,
    };
    let named = section.map(|section| format!("{} {}", section.number, section.title));
    let mut fields = vec![FormField::text(
        FieldId::Section,
        bi("Mục", "Section"),
        &named.unwrap_or_default(),
    )];
    fields.extend(text_fields(&empty, units));
    Form {
        focus: usize::from(section.is_some()),
        ..form(FormKind::Add, Vec::new(), fields)
    }
}

fn text_fields(text: &TaskText, units: &[Unit]) -> Vec<FormField> {
    let abbreviation = |id: &UnitId| {
        units
            .iter()
            .find(|unit| unit.id == *id)
            .map(|unit| unit.abbreviation.clone())
    };
    let lead = text
        .lead
        .as_ref()
        .and_then(abbreviation)
        .unwrap_or_default();
    let with: Vec<String> = text.coordinating.iter().filter_map(abbreviation).collect();
    let yes_no = vec![bi("không", "no"), bi("có", "yes")];
    let product = text.product.clone().unwrap_or_default();
    let words = text.coordinating_text.clone().unwrap_or_default();
    vec![
        FormField::text_up_to(
            FieldId::Title,
            bi("Tên nhiệm vụ", "Title"),
            &text.title,
            TITLE_MAX,
        ),
        FormField::text_up_to(FieldId::Text, bi("Nội dung", "Text"), &text.text, NOTE_MAX),
        FormField::text(FieldId::Lead, bi("Chủ trì", "Lead unit"), &lead),
        FormField::text(
            FieldId::Coordinating,
            bi("Phối hợp", "Co-operating"),
            &with.join(", "),
        ),
        FormField::text(
            FieldId::CoordinatingText,
            bi("Phối hợp khác", "Other partners"),
            &words,
        ),
        FormField::text(FieldId::Wording, bi("Thời hạn", "Deadline"), ""),
        FormField::text(FieldId::Product, bi("Sản phẩm", "Product"), &product),
        FormField::choice(
            FieldId::KeyTask,
            bi("Trọng tâm", "Key task"),
            yes_no,
            usize::from(text.key_task),
        ),
    ]
}
