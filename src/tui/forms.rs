//! The five forms: their fields, their hints, and what they come to.

use super::form::{FieldId, Form, FormField, FormKind, Input};
use crate::domain::area::Section;
use crate::domain::change::{Change, Field, NewTask, Refusal};
use crate::domain::day::{Day, parse_day};
use crate::domain::deadline::{Deadline, DeadlineKind, DeadlineRules};
use crate::domain::ids::{TaskId, UnitId};
use crate::domain::occurrence::Occurrence;
use crate::domain::plan::Plan;
use crate::domain::task::{Hold, State, Task, TaskText};
use crate::domain::text::{NOTE_MAX, TITLE_MAX, fold};
use crate::domain::unit::Unit;
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::words::{errors, labels};
use crate::store::StoreError;

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
#[must_use]
pub fn state(tasks: Vec<TaskId>, seen: Option<Box<Task>>, today: Day) -> Form {
    let options = STATES.iter().map(|state| labels::state(*state)).collect();
    let held = seen.as_ref().is_some_and(|task| task.hold.is_some());
    let done = seen.as_ref().and_then(|task| last_done(task));
    let done_on = done.and_then(|o| o.done_on).unwrap_or(today);
    let result = done.and_then(|o| o.result.clone()).unwrap_or_default();
    let fields = vec![
        FormField::choice(
            FieldId::State,
            bi("Trạng thái", "State"),
            options,
            usize::from(held),
        ),
        FormField::text(
            FieldId::DoneOn,
            bi("Ngày hoàn thành", "Done date"),
            &dates::full(done_on),
        ),
        FormField::text(FieldId::Result, bi("Kết quả", "Result"), &result),
        FormField::text(
            FieldId::Number,
            bi("Số, ký hiệu TLKC", "Evidence number"),
            "",
        ),
        FormField::text(FieldId::DatedOn, bi("Ngày văn bản", "Its date"), ""),
        FormField::text(FieldId::Summary, bi("Trích yếu", "Summary"), ""),
        FormField::text(FieldId::Reason, bi("Lý do", "Reason"), ""),
    ];
    Form {
        kind: FormKind::State,
        tasks,
        seen,
        fields,
        focus: 0,
        error: None,
        touched: false,
    }
}

/// The completion that made a task done; nothing where it is not.
fn last_done(task: &Task) -> Option<&Occurrence> {
    if task.row.state != State::Done {
        return None;
    }
    task.occurrences.iter().rev().find(|o| !o.is_open())
}

/// Deadline and extension: an open task with a date is extended, any other gets one. Once an
/// occurrence is completed the deadline is not set anew any more.
///
/// # Errors
/// The sentence why neither is possible.
pub fn deadline(tasks: Vec<TaskId>, seen: Option<Box<Task>>, lang: Lang) -> Result<Form, String> {
    let dated = seen
        .as_ref()
        .is_none_or(|task| task.row.state.is_open() && task.row.due_on.is_some());
    let begun = seen
        .as_ref()
        .is_some_and(|task| task.row.occurrences_done > 0);
    if begun && !dated {
        return Err(errors::refused(&Refusal::NothingToExtend, lang));
    }
    let modes = vec![
        bi("gia hạn", "extend"),
        bi("đặt thời hạn", "set the deadline"),
    ];
    let modes = FormField::choice(
        FieldId::Mode,
        bi("Việc", "What"),
        modes,
        usize::from(!dated),
    );
    let mut fields = vec![
        modes,
        FormField::text(FieldId::NewDue, bi("Hạn mới", "New day"), ""),
        FormField::text(FieldId::Reason, bi("Lý do", "Reason"), ""),
        FormField::text(FieldId::AgreedBy, bi("Người đồng ý", "Agreed by"), ""),
        FormField::text(FieldId::Letter, bi("Văn bản", "Letter"), ""),
        FormField::text(FieldId::Wording, bi("Thời hạn", "Deadline"), ""),
        FormField::text(FieldId::Base, bi("Tính từ ngày", "Counted from"), ""),
    ];
    if begun {
        // Nothing to choose: an extension it is.
        fields.remove(0);
    }
    let first = if dated {
        FieldId::NewDue
    } else {
        FieldId::Wording
    };
    let focus = fields.iter().position(|field| field.id == first);
    Ok(Form {
        kind: FormKind::Deadline,
        tasks,
        seen,
        fields,
        focus: focus.unwrap_or_default(),
        error: None,
        touched: false,
    })
}

/// The document that proves completion.
#[must_use]
pub fn evidence(tasks: Vec<TaskId>, seen: Option<Box<Task>>) -> Form {
    let fields = vec![
        FormField::text(FieldId::Number, bi("Số, ký hiệu", "Number"), ""),
        FormField::text(FieldId::DatedOn, bi("Ngày văn bản", "Its date"), ""),
        FormField::text(FieldId::Summary, bi("Trích yếu", "Summary"), ""),
        FormField::text(FieldId::Path, bi("Đường dẫn tệp", "File path"), ""),
    ];
    Form {
        kind: FormKind::Evidence,
        tasks,
        seen,
        fields,
        focus: 0,
        error: None,
        touched: false,
    }
}

/// Texts and units of a task.
#[must_use]
pub fn edit(task: Task, units: &[Unit]) -> Form {
    let mut fields = text_fields(&task.texts(), units);
    fields.retain(|field| field.id != FieldId::Wording);
    let tasks = vec![task.row.id];
    let seen = Some(Box::new(task));
    Form {
        kind: FormKind::Edit,
        tasks,
        seen,
        fields,
        focus: 0,
        error: None,
        touched: false,
    }
}

/// A new task; `section` is the one that the list shows.
#[must_use]
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
    let number = section
        .map(|section| section.number.as_str())
        .unwrap_or_default();
    let mut fields = vec![FormField::text(
        FieldId::Section,
        bi("Mục của văn bản", "Section"),
        number,
    )];
    fields.extend(text_fields(&empty, units));
    let focus = usize::from(section.is_some());
    Form {
        kind: FormKind::Add,
        tasks: Vec::new(),
        seen: None,
        fields,
        focus,
        error: None,
        touched: false,
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
            bi("Phối hợp khác", "Others"),
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

/// Whether a field is asked for, given what is chosen in the others.
#[must_use]
pub fn is_asked(form: &Form, field: FieldId) -> bool {
    match form.kind {
        FormKind::State => {
            let state = STATES.get(form.chosen(FieldId::State)).copied();
            match field {
                FieldId::State => true,
                FieldId::Reason => matches!(state, Some(State::Paused | State::Dropped)),
                _ => state == Some(State::Done),
            }
        }
        FormKind::Deadline => match field {
            FieldId::Mode => true,
            FieldId::Wording => form.chosen(FieldId::Mode) == 1,
            FieldId::Base => {
                form.chosen(FieldId::Mode) == 1 && is_relative(form.typed(FieldId::Wording))
            }
            _ => form.chosen(FieldId::Mode) == 0,
        },
        FormKind::Evidence | FormKind::Edit | FormKind::Add => true,
    }
}

/// Whether a wording counts from a day that a person must enter.
fn is_relative(wording: &str) -> bool {
    let rules = DeadlineRules {
        year: 2000,
        today: Day::default(),
        before_is_strict: true,
    };
    Deadline::parse(wording, &rules).is_ok_and(|d| d.kind == DeadlineKind::Relative)
}

/// The title of a form's box.
#[must_use]
pub fn title(form: &Form, lang: Lang) -> String {
    let name = match form.kind {
        FormKind::State => lang.pick("Trạng thái", "State"),
        FormKind::Deadline => lang.pick("Thời hạn", "Deadline"),
        FormKind::Evidence => lang.pick("Tài liệu kiểm chứng", "Evidence"),
        FormKind::Edit => lang.pick("Sửa nhiệm vụ", "Edit task"),
        FormKind::Add => return lang.pick("Thêm nhiệm vụ", "Add a task").to_owned(),
    };
    match (&form.seen, form.tasks.len()) {
        (Some(task), 1) => format!("{name} · {}{}", task.row.code, period(form, task, lang)),
        (_, n) => lang.pick(
            format!("{name} · {n} nhiệm vụ"),
            format!("{name} · {n} tasks"),
        ),
    }
}

/// " · Quý II": of a recurring task, the due date that completion and extension concern.
fn period(form: &Form, task: &Task, lang: Lang) -> String {
    let concerned = matches!(form.kind, FormKind::State | FormKind::Deadline);
    match task.current() {
        Some(current) if concerned && task.row.rhythm.is_some() => {
            format!(" · {}", dates::period(task.row.rhythm, current, lang))
        }
        _ => String::new(),
    }
}

/// The task was changed by a colleague while its form was open: what was not touched here becomes
/// what it is there; what was typed stays, and a second save puts it in place of theirs.
pub fn rebase(form: &mut Form, now: Task, units: &[Unit]) {
    let Some(seen) = &form.seen else { return };
    let (old, new) = (
        text_fields(&seen.texts(), units),
        text_fields(&now.texts(), units),
    );
    for (old, new) in old.iter().zip(&new) {
        let mine = form.fields.iter_mut().find(|field| field.id == old.id);
        match (mine.map(|field| &mut field.input), &old.input, &new.input) {
            (Some(Input::Text(mine)), Input::Text(old), Input::Text(new))
                if mine.text() == old.text() =>
            {
                mine.set(new.text());
            }
            (
                Some(Input::Choice { at, .. }),
                Input::Choice { at: old, .. },
                Input::Choice { at: new, .. },
            ) if at == old => *at = *new,
            _ => {}
        }
    }
    form.seen = Some(Box::new(now));
}

/// The field that the store's answer concerns.
#[must_use]
pub fn at_fault(error: &StoreError) -> Option<FieldId> {
    let field = match error {
        StoreError::Refused(Refusal::Missing(field) | Refusal::TooLong { field, .. })
        | StoreError::Conflict { field, .. } => *field,
        StoreError::Refused(Refusal::DoneInFuture(_)) => return Some(FieldId::DoneOn),
        StoreError::Refused(Refusal::NotLater { .. }) => return Some(FieldId::NewDue),
        StoreError::Refused(Refusal::LeadAlsoCoordinates) => return Some(FieldId::Coordinating),
        _ => return None,
    };
    Some(match field {
        Field::Title => FieldId::Title,
        Field::Text => FieldId::Text,
        Field::Product => FieldId::Product,
        Field::Reason => FieldId::Reason,
        Field::AgreedBy => FieldId::AgreedBy,
        Field::Letter => FieldId::Letter,
        Field::Result => FieldId::Result,
        Field::EvidenceNumber => FieldId::Number,
        Field::EvidenceSummary => FieldId::Summary,
        Field::EvidencePath => FieldId::Path,
        Field::Deadline => FieldId::Wording,
        Field::Lead => FieldId::Lead,
        Field::Coordinating => FieldId::Coordinating,
        Field::Note | Field::Step | Field::Person => return None,
    })
}

/// What stands under a field while it is being typed: the day with its weekday, the unit's name.
#[must_use]
pub fn hint(form: &Form, field: FieldId, ground: &Ground<'_>) -> Option<String> {
    let lang = ground.lang;
    let typed = form.typed(field);
    match field {
        FieldId::DoneOn | FieldId::NewDue | FieldId::DatedOn | FieldId::Base => {
            if typed.is_empty() {
                let example = lang.pick("ví dụ 15/6, +3, cuối tháng", "e.g. 15/6, +3");
                return Some(example.to_owned());
            }
            Some(match parse_day(typed, ground.today, ground.plan.year) {
                Ok(day) => format!("→ {}", dates::with_weekday(day, lang)),
                Err(error) => errors::day(&error, lang),
            })
        }
        FieldId::Wording => {
            let now = form.seen.as_ref().map(|task| task.row.deadline.as_str());
            Some(wording_hint(typed, now.unwrap_or_default(), ground))
        }
        FieldId::Lead | FieldId::Coordinating => Some(units_hint(typed, ground)),
        FieldId::Section => Some(match find_section(typed, ground) {
            Some(section) => format!("→ {} {}", section.number, section.title),
            None => {
                let known: Vec<&str> = ground.sections.iter().map(|s| s.number.as_str()).collect();
                known.join(" · ")
            }
        }),
        FieldId::Number | FieldId::Path => Some(
            lang.pick("không nhập văn bản mật, tối mật", "no classified documents")
                .to_owned(),
        ),
        FieldId::State | FieldId::Mode | FieldId::KeyTask => Some(
            lang.pick(
                "← → hoặc dấu cách để chọn",
                "← → or the space bar to choose",
            )
            .to_owned(),
        ),
        _ => None,
    }
}

/// What a deadline's wording comes to, told while it is typed; before that, what it is now.
#[must_use]
pub fn wording_hint(typed: &str, now: &str, ground: &Ground<'_>) -> String {
    let lang = ground.lang;
    if typed.is_empty() && !now.is_empty() {
        return lang.pick(format!("đang là “{now}”"), format!("now “{now}”"));
    }
    if typed.is_empty() {
        let example = "Quý II · Trước 15/12 · Hằng tháng · Thường xuyên";
        return lang.pick(format!("ví dụ {example}"), format!("e.g. {example}"));
    }
    let deadline = match Deadline::parse(typed, &rules(ground)) {
        Ok(deadline) => deadline,
        Err(error) => return errors::day(&error, lang),
    };
    let kind = labels::deadline_kind(deadline.kind).get(lang);
    let days: Vec<Day> = deadline
        .due_days(ground.plan.year)
        .into_iter()
        .flatten()
        .collect();
    match (days.as_slice(), deadline.kind) {
        ([], DeadlineKind::Unclear) => lang
            .pick(
                "→ chưa rõ: giữ nguyên như đã gõ",
                "→ unclear: kept as typed",
            )
            .to_owned(),
        ([], _) => format!("→ {kind}"),
        ([due], _) => format!("→ {}", dates::with_weekday(*due, lang)),
        ([first, .., last], _) => lang.pick(
            format!(
                "→ {kind}: {} kỳ, từ {} đến {}",
                days.len(),
                dates::full(*first),
                dates::full(*last)
            ),
            format!(
                "→ {kind}: {} due dates, {} to {}",
                days.len(),
                dates::full(*first),
                dates::full(*last)
            ),
        ),
    }
}

fn units_hint(typed: &str, ground: &Ground<'_>) -> String {
    let lang = ground.lang;
    if typed.is_empty() {
        let known: Vec<&str> = ground
            .units
            .iter()
            .map(|unit| unit.abbreviation.as_str())
            .collect();
        return known.join(" · ");
    }
    let name = |unit: &Unit| super::screens::detail_view::unit_name(unit, lang);
    let parts: Vec<String> = split_units(typed)
        .map(|part| match find_unit(part, ground.units) {
            Some(unit) => name(unit),
            None => unknown_unit(part, lang),
        })
        .collect();
    format!("→ {}", parts.join(" · "))
}

fn split_units(typed: &str) -> impl Iterator<Item = &str> {
    typed
        .split([',', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

fn find_unit<'u>(typed: &str, units: &'u [Unit]) -> Option<&'u Unit> {
    let wanted = fold(typed);
    units.iter().find(|unit| {
        fold(&unit.abbreviation) == wanted
            || fold(&unit.name) == wanted
            || unit.aliases.iter().any(|alias| fold(alias) == wanted)
    })
}

fn unknown_unit(typed: &str, lang: Lang) -> String {
    lang.pick(
        format!("không có đơn vị “{typed}”"),
        format!("no unit “{typed}”"),
    )
}

fn find_section<'g>(typed: &str, ground: &Ground<'g>) -> Option<&'g Section> {
    ground
        .sections
        .iter()
        .find(|s| s.number.eq_ignore_ascii_case(typed.trim_end_matches('.')))
}

fn rules(ground: &Ground<'_>) -> DeadlineRules {
    DeadlineRules {
        year: ground.plan.year,
        today: ground.today,
        before_is_strict: ground.plan.settings.before_is_strict,
    }
}

/// What a form comes to.
///
/// # Errors
/// The field at fault and a sentence.
pub fn changes(form: &Form, ground: &Ground<'_>) -> Result<Vec<Change>, Fault> {
    match form.kind {
        FormKind::State => state_changes(form, ground),
        FormKind::Deadline => deadline_changes(form, ground),
        FormKind::Evidence => {
            let dated_on = day_or_none(form, FieldId::DatedOn, ground)?;
            Ok(form
                .tasks
                .iter()
                .map(|task| add_evidence(*task, form, dated_on))
                .collect())
        }
        FormKind::Edit => edit_changes(form, ground),
        FormKind::Add => add_changes(form, ground),
    }
}

fn add_evidence(task: TaskId, form: &Form, dated_on: Option<Day>) -> Change {
    Change::AddEvidence {
        task,
        number: form.typed(FieldId::Number).to_owned(),
        dated_on,
        summary: form.typed_or_none(FieldId::Summary),
        path: form.typed_or_none(FieldId::Path),
    }
}

fn state_changes(form: &Form, ground: &Ground<'_>) -> Result<Vec<Change>, Fault> {
    let state = STATES
        .get(form.chosen(FieldId::State))
        .copied()
        .unwrap_or(State::Done);
    let done_on = match state {
        State::Done => day(form, FieldId::DoneOn, ground)?,
        _ => ground.today,
    };
    let dated_on = day_or_none(form, FieldId::DatedOn, ground)?;
    let seen = form.seen.as_deref();
    let mut changes = Vec::new();
    for task in form.tasks.iter().copied() {
        // A pause or a drop is lifted by choosing how the work stands.
        let held = seen.is_some_and(|seen| seen.hold.is_some());
        if held && !matches!(state, State::Paused | State::Dropped) {
            changes.push(Change::Hold {
                task,
                hold: None,
                reason: None,
            });
        }
        match state {
            State::Done => {
                changes.extend(complete(task, seen, done_on, form));
                if !form.typed(FieldId::Number).is_empty() {
                    changes.push(add_evidence(task, form, dated_on));
                }
            }
            State::InProgress | State::NotStarted => {
                changes.extend(begin(task, seen, state == State::InProgress));
            }
            State::Paused => changes.push(hold(task, Hold::Paused, form)),
            State::Dropped => changes.push(hold(task, Hold::Dropped, form)),
        }
    }
    if changes.is_empty() {
        let said = errors::refused(&Refusal::NoChange, ground.lang);
        return Err((FieldId::State, said));
    }
    Ok(changes)
}

/// Completes the open occurrence; of a task that is done, corrects its last completion where day or
/// result are others now.
fn complete(task: TaskId, seen: Option<&Task>, done_on: Day, form: &Form) -> Vec<Change> {
    let result = form.typed_or_none(FieldId::Result);
    let complete = |occurrence| Change::Complete {
        task,
        occurrence,
        done_on,
        result: result.clone(),
    };
    match seen.and_then(last_done) {
        Some(done) if done.done_on == Some(done_on) && done.result == result => Vec::new(),
        Some(done) => {
            let occurrence = Some(done.id);
            vec![Change::Reopen { task, occurrence }, complete(occurrence)]
        }
        None => vec![complete(seen.and_then(Task::current).map(|o| o.id))],
    }
}

/// Sets the work to begun or not begun; what is done is reopened, what is held was lifted before.
fn begin(task: TaskId, seen: Option<&Task>, started: bool) -> Vec<Change> {
    let start = Change::Start { task, started };
    let Some(seen) = seen else { return vec![start] };
    let occurrence = None;
    let mut changes = Vec::new();
    if last_done(seen).is_some() {
        changes.push(Change::Reopen { task, occurrence });
    }
    let lifted = seen.hold.is_some() || !changes.is_empty();
    if seen.started != started || !lifted {
        changes.push(start);
    }
    changes
}

fn hold(task: TaskId, hold: Hold, form: &Form) -> Change {
    Change::Hold {
        task,
        hold: Some(hold),
        reason: form.typed_or_none(FieldId::Reason),
    }
}

fn deadline_changes(form: &Form, ground: &Ground<'_>) -> Result<Vec<Change>, Fault> {
    if form.chosen(FieldId::Mode) == 0 {
        let new_due_on = day(form, FieldId::NewDue, ground)?;
        let extend = |task: &TaskId| Change::Extend {
            task: *task,
            new_due_on,
            reason: form.typed(FieldId::Reason).to_owned(),
            agreed_by: form.typed(FieldId::AgreedBy).to_owned(),
            letter: form.typed_or_none(FieldId::Letter),
        };
        return Ok(form.tasks.iter().map(extend).collect());
    }
    let deadline = wording(form, ground)?;
    let base_on = match deadline.kind {
        DeadlineKind::Relative => day_or_none(form, FieldId::Base, ground)?,
        _ => None,
    };
    let set = |task: &TaskId| Change::SetDeadline {
        task: *task,
        deadline: deadline.clone(),
        base_on,
    };
    Ok(form.tasks.iter().map(set).collect())
}

fn wording(form: &Form, ground: &Ground<'_>) -> Result<Deadline, Fault> {
    Deadline::parse(form.typed(FieldId::Wording), &rules(ground))
        .map_err(|error| (FieldId::Wording, errors::day(&error, ground.lang)))
}

fn edit_changes(form: &Form, ground: &Ground<'_>) -> Result<Vec<Change>, Fault> {
    let Some(seen) = &form.seen else {
        return Ok(Vec::new());
    };
    let after = task_text(form, ground)?;
    let before = Box::new(seen.texts());
    Ok(vec![Change::Edit {
        task: seen.row.id,
        before,
        after: Box::new(after),
    }])
}

fn add_changes(form: &Form, ground: &Ground<'_>) -> Result<Vec<Change>, Fault> {
    let typed = form.typed(FieldId::Section);
    let section = find_section(typed, ground).ok_or_else(|| {
        let known: Vec<&str> = ground.sections.iter().map(|s| s.number.as_str()).collect();
        let known = known.join(", ");
        let said = ground.lang.pick(
            format!("Không có mục “{typed}”. Hãy chọn một trong: {known}."),
            format!("There is no section “{typed}”. Choose one of: {known}."),
        );
        (FieldId::Section, said)
    })?;
    let mut text = task_text(form, ground)?;
    // A short task needs no second wording of the same.
    if text.text.is_empty() {
        text.text.clone_from(&text.title);
    }
    let deadline = wording(form, ground)?;
    Ok(vec![Change::Add(Box::new(NewTask {
        section: section.id,
        text,
        deadline,
    }))])
}

fn task_text(form: &Form, ground: &Ground<'_>) -> Result<TaskText, Fault> {
    let unit = |id: FieldId, typed: &str| {
        find_unit(typed, ground.units)
            .map(|unit| unit.id)
            .ok_or_else(|| {
                let unknown = unknown_unit(typed, ground.lang);
                let ask = ground
                    .lang
                    .pick("Hãy dùng tên viết tắt trong gợi ý", "Use an abbreviation");
                (id, format!("{unknown}. {ask}."))
            })
    };
    let lead = form.typed(FieldId::Lead);
    Ok(TaskText {
        title: form.typed(FieldId::Title).to_owned(),
        text: form.typed(FieldId::Text).to_owned(),
        product: form.typed_or_none(FieldId::Product),
        key_task: form.chosen(FieldId::KeyTask) == 1,
        lead: if lead.is_empty() {
            None
        } else {
            Some(unit(FieldId::Lead, lead)?)
        },
        coordinating: split_units(form.typed(FieldId::Coordinating))
            .map(|typed| unit(FieldId::Coordinating, typed))
            .collect::<Result<_, Fault>>()?,
        coordinating_text: form.typed_or_none(FieldId::CoordinatingText),
    })
}

fn day(form: &Form, field: FieldId, ground: &Ground<'_>) -> Result<Day, Fault> {
    let typed = form.typed(field);
    if typed.is_empty() {
        let said = ground
            .lang
            .pick("Chưa nhập ngày.", "The day is still empty.");
        return Err((field, said.to_owned()));
    }
    parse_day(typed, ground.today, ground.plan.year)
        .map_err(|error| (field, errors::day(&error, ground.lang)))
}

fn day_or_none(form: &Form, field: FieldId, ground: &Ground<'_>) -> Result<Option<Day>, Fault> {
    if form.typed(field).is_empty() {
        Ok(None)
    } else {
        day(form, field, ground).map(Some)
    }
}

/// The labels of a form's fields, for its column width.
#[must_use]
pub fn label(field: &FormField, lang: Lang) -> &'static str {
    let Bi { vi, en } = field.label;
    lang.pick(vi, en)
}
