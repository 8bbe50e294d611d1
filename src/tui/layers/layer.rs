//! The contract of everything that lies on the screen. The stack of layers, the footer, the help,
//! the palette, drafts, quitting and drawing know nothing else of a layer, and no layer knows
//! another one: what is to be opened is a [`Request`], what comes back a [`Reply`].

use crate::annex::meaning::Meaning;
use crate::domain::change::Change;
use crate::domain::conflict::Conflict;
use crate::domain::day::Week;
use crate::domain::ids::{
    AreaId, ConclusionId, NoteId, ReviewId, SectionId, StepId, TaskId, UnitId,
};
use crate::domain::journal_query::JournalStart;
use crate::domain::parts::Field;
use crate::domain::period::PeriodKind;
use crate::domain::query::Filter;
use crate::domain::review::{AgendaPart, ReviewScope};
use crate::domain::task::Task;
use crate::domain::unit::UnitScope;
use crate::present::dates;
use crate::present::lang::{Bi, Lang};
use crate::present::messages::{activity, errors};
use crate::report::ReportQuery;
use crate::report::document::Document;
use crate::sheets::error::ReadError;
use crate::sheets::workbook::Workbook;
use crate::store::{Result, Store, StoreError};
use crate::tui::actions::{Action, KeyContext};
use crate::tui::command::{Command, ImportSource, Reverted, Saved};
use crate::tui::drafts::{Draft, DraftKey, Drafts};
use crate::tui::env::Env;
use crate::tui::toggle_done::Toggled;
use crate::tui::widgets::editor::Editor;
use ratatui::Frame as Canvas;
use std::any::Any;
use std::collections::HashSet;
use std::fmt::Debug;
use std::rc::Rc;

/// Something that lies on the screen; the topmost gets the keys.
pub trait Layer: Any + Debug {
    fn placement(&self) -> Placement<'_> {
        Placement::Box
    }

    /// Which keys mean what.
    fn context(&self) -> KeyContext;

    /// What the footer names.
    fn footer(&self) -> Footer {
        Footer::default()
    }

    /// What the footer begins with: what the keys concern just now.
    fn footer_prefix(&self, _lang: Lang) -> Option<String> {
        None
    }

    /// Whether an action can be done now: footer, help and palette leave out what cannot. That a file
    /// is read-only is known to the program.
    fn offers(&self, _action: Action, _env: &Env) -> bool {
        true
    }

    /// The label of an action where it means something narrower just now.
    fn label(&self, _action: Action) -> Option<Bi> {
        None
    }

    /// Does what a key asked for.
    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next>;

    /// The text box that typed and pasted letters go into.
    fn text(&mut self) -> Option<&mut Editor> {
        None
    }

    /// Letters have gone into its text, or had none to go to.
    fn typed(&mut self, _letters: &str, _cx: &Cx<'_>) -> Result<Next> {
        Ok(Next::Stay)
    }

    /// Takes a pasted text as a whole; `None` where it is typed like letters.
    fn pasted(&mut self, _text: &str, _cx: &Cx<'_>) -> Result<Option<Next>> {
        Ok(None)
    }

    /// What would be lost with it.
    fn unsaved(&self) -> Unsaved<'_> {
        Unsaved::Nothing
    }

    /// Takes what the layer above it hands down.
    fn reply(&mut self, _reply: Reply, _cx: &Cx<'_>) -> Result<Next> {
        Ok(Next::Stay)
    }

    /// What it asked to be written is in the file. Afterwards it has nothing [unsaved](Self::unsaved).
    fn saved(&mut self, saved: &Saved, cx: &Cx<'_>) -> Result<Next> {
        self.reload(&News::Saved(saved), cx)
    }

    /// What it asked to be written was refused, or could not be saved as a file where there is no
    /// error. It takes the sentence and shows it, or gives back the one for the program to show.
    fn refused(
        &mut self,
        _error: Option<&StoreError>,
        message: String,
        _cx: &Cx<'_>,
    ) -> Option<String> {
        Some(message)
    }

    /// Something has happened that it has not asked for.
    fn reload(&mut self, _news: &News<'_>, _cx: &Cx<'_>) -> Result<Next> {
        Ok(Next::Stay)
    }

    /// Whether it shows already what is to be opened; then the layers above it are closed.
    fn shows(&mut self, _request: &Request, _env: &Env) -> bool {
        false
    }

    /// Names the marked tasks that it writes to.
    fn set_marked(&mut self, _marked: MarkedTasks) {}

    /// Adds the changes that follow here from those asked for by this layer or by one above.
    fn add_follow_ups(&self, _changes: &mut Vec<Change>) {}

    /// Whether it closes together with the layer below it.
    fn closes_with_below(&self) -> bool {
        false
    }

    /// Whether an action, or a letter where there is none, only leads to other rows, so that nothing
    /// is loaded that waits until the keys [rest](News::Idle).
    fn only_moves(&self, _action: Option<Action>) -> bool {
        false
    }

    /// Whether something is to be loaded once no key is pressed.
    fn has_deferred(&self) -> bool {
        false
    }

    /// Draws it and changes nothing.
    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env);
}

/// How a layer lies on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement<'a> {
    /// It covers everything between header and status.
    Screen,
    /// It lies above the topmost screen.
    Box,
    /// A question in the line of the status, with its answers; the box below it stays in sight.
    Question(&'a str, &'a str),
}

/// What the footer names, the most frequent first.
#[derive(Clone, Copy, Debug, Default)]
pub struct Footer {
    /// As many as fit.
    pub actions: &'static [Action],
    /// Those of them that are named before the others where it is narrow.
    pub always: &'static [Action],
}

impl Footer {
    /// As many as fit.
    pub(crate) const fn of(actions: &'static [Action]) -> Self {
        Self {
            actions,
            always: &[],
        }
    }
}

/// What a layer may look at.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    /// The file, to be read.
    pub store: &'a Store,
    /// The plan, the person, the day, the size of the screen.
    pub env: &'a Env,
    /// Texts that were left without saving.
    pub drafts: &'a Drafts,
    /// Whether a screen lies above the layer.
    pub covered: bool,
}

/// What follows from a key.
#[derive(Debug, Default)]
pub enum Next {
    /// Nothing more.
    #[default]
    Stay,
    /// The layer closes.
    Close,
    /// The layer below does the same action.
    Pass,
    /// Another layer opens.
    Open(Request),
    /// Something is written, saved, copied.
    Do(Command),
    /// The topmost layer, or the program, does an action.
    Act(Action),
    /// The layer below gets a reply. It closes nothing.
    Reply(Reply),
    /// The status says something.
    Notify(Message),
    /// The program ends.
    Quit,
    /// Several, one after the other.
    All(Vec<Next>),
}

impl Next {
    /// The status says what went well.
    pub(crate) fn notify(text: impl Into<String>) -> Self {
        Self::Notify(Message::new(text))
    }

    /// The status says what went wrong.
    pub(crate) fn fail(text: impl Into<String>) -> Self {
        Self::Notify(Message::failure(text))
    }

    /// This, then another.
    #[must_use]
    pub(crate) fn then(self, next: Self) -> Self {
        match (self, next) {
            (Self::Stay, next) => next,
            (next, Self::Stay) => next,
            (Self::All(mut all), next) => {
                all.push(next);
                Self::All(all)
            }
            (first, next) => Self::All(vec![first, next]),
        }
    }

    /// Changes that are to be written, where there are any.
    pub(crate) fn apply(changes: Vec<Change>) -> Self {
        if changes.is_empty() {
            Self::Stay
        } else {
            Self::Do(Command::Apply(changes))
        }
    }

    /// The message that nothing can be written, where the file is read-only.
    pub(crate) fn read_only(env: &Env) -> Option<Self> {
        let text = || errors::store(&StoreError::ReadOnly, env.lang);
        env.read_only.then(|| Self::fail(text()))
    }
}

/// What the status says, until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The sentence.
    pub text: String,
    /// The key that undoes it, or shows more; empty without one.
    pub hint: String,
    /// Whether something went wrong.
    pub failed: bool,
}

impl Message {
    /// Something went well.
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self::with_hint(text, String::new())
    }

    /// Something went well, and a key undoes it or shows more.
    pub(crate) fn with_hint(text: impl Into<String>, hint: String) -> Self {
        Self {
            text: text.into(),
            hint,
            failed: false,
        }
    }

    /// Something went wrong.
    pub(crate) fn failure(text: impl Into<String>) -> Self {
        Self {
            failed: true,
            ..Self::new(text)
        }
    }
}

/// What is to be opened.
#[derive(Debug)]
pub enum Request {
    /// The keys of a context, of which these can be used now.
    Help(KeyContext, Vec<Action>),
    /// A question with two answers.
    Confirm(Question),
    /// A list to choose from.
    Pick(Pick),
    /// What somebody else has replaced; whether the layer below can still write its own.
    Conflict(Vec<Conflict>, bool),
    /// A task whole, and what the last toggle of the layer below has done.
    Detail(TaskId, Toggled),
    /// What has changed.
    Changes,
    /// The plan's document, where it speaks of a task.
    Document(Option<TaskId>),
    Report(ReportQuery),
    /// The notice of a finished review.
    Notice(ReviewId),
    /// What a unit is reminded of.
    Reminder(UnitId),
    /// The list of reviews, to begin one for a week about what the list shows.
    Reviews {
        /// For the week that the day gives, where none is given.
        week: Option<Week>,
        /// The area that is open.
        area: Option<AreaId>,
        /// The unit that is chosen.
        unit: UnitScope,
    },
    /// A review, or the part of it of a unit.
    Review(ReviewId, AgendaPart),
    /// The agenda that a review would have, in a read-only file.
    ReviewPreview(ReviewScope),
    /// One unit, or section, for all these tasks.
    Assign(AssignKind, Vec<Task>),
    Form(FormRequest),
    /// A text of several lines.
    Text(TextRequest),
    /// The plan's frame.
    Frame,
    ImportFile,
    /// What of an annex would be imported.
    Import(ImportSource),
    /// What is asked about marked tasks.
    ForMarked(MarkedTasks, Box<Request>),
    /// The sheet of a unit that came back, and its file's name.
    ProgressSheet(Rc<Workbook>, String),
}

/// A question with two answers.
#[derive(Debug)]
pub struct Question {
    /// What is asked.
    pub text: String,
    /// What yes and no are called.
    pub answers: [&'static str; 2],
    /// What follows from yes, once the question is closed.
    pub yes: Box<Next>,
    /// What follows from no.
    pub no: Box<Next>,
    /// Whether Enter is no answer: it has just left the form.
    pub careful: bool,
}

impl Question {
    /// Asks with the usual answers; no means nothing.
    pub(crate) fn new(text: impl Into<String>, yes: Next, lang: Lang) -> Self {
        Self {
            text: text.into(),
            answers: lang.pick(["có", "không"], ["yes", "no"]),
            yes: Box::new(yes),
            no: Box::default(),
            careful: false,
        }
    }
}

/// More tasks than these are not changed at once without a question.
const MANY: usize = 20;

/// Marked tasks that something is written to; none where a single one is meant.
#[derive(Debug, Default)]
pub struct MarkedTasks {
    pub shown: Vec<(TaskId, String)>,
    /// Those that the list below does not show.
    pub hidden: Vec<(TaskId, String)>,
}

impl MarkedTasks {
    /// Writes changes of them; asks first where they are many, or where the person may have forgotten
    /// some that the list does not show. `what` names the act of a single key and the number of tasks.
    pub(crate) fn apply(&self, what: Option<&str>, changes: Vec<Change>, env: &Env) -> Next {
        let lang = env.lang;
        let touched: HashSet<TaskId> = changes.iter().filter_map(Change::task).collect();
        let codes = |of: &[(TaskId, String)]| -> Vec<String> {
            let of = of.iter().filter(|(task, _)| touched.contains(task));
            of.map(|(_, code)| code.clone()).collect()
        };
        let (shown, hidden) = (codes(&self.shown), codes(&self.hidden));
        if hidden.is_empty() && shown.len() <= MANY {
            return Next::apply(changes);
        }
        let n = dates::tasks(shown.len() + hidden.len(), lang);
        let any = lang.pick(format!("Thay đổi {n}"), format!("Change {n}"));
        let what = what.unwrap_or(&any);
        let text = match hidden.len() {
            0 => format!("{what} ({})?", activity::codes(&shown)),
            some => {
                let (some, codes) = (dates::number(some, lang), activity::codes(&hidden));
                lang.pick(
                    format!("{what}, {some} không có trong danh sách này ({codes})?"),
                    format!("{what}, {some} not in this list ({codes})?"),
                )
            }
        };
        Next::Open(Request::Confirm(Question {
            careful: what == any,
            ..Question::new(text, Next::apply(changes), lang)
        }))
    }
}

/// A list to choose from.
#[derive(Debug, Default)]
pub struct Pick {
    /// What it is about.
    pub title: String,
    /// What can be chosen.
    pub items: Vec<PickItem>,
    /// The item under the cursor at first.
    pub cursor: usize,
    /// Whether letters search it.
    pub searchable: bool,
}

impl Pick {
    /// A list with the cursor on its first item.
    pub(crate) fn new(title: impl Into<String>, items: impl IntoIterator<Item = PickItem>) -> Self {
        Self {
            title: title.into(),
            items: items.into_iter().collect(),
            ..Self::default()
        }
    }

    /// With the cursor on another item, where there is one.
    pub(crate) fn at(self, cursor: Option<usize>) -> Self {
        let cursor = cursor.unwrap_or_default();
        Self { cursor, ..self }
    }

    /// Letters search it.
    pub(crate) fn searchable(self) -> Self {
        let searchable = true;
        Self { searchable, ..self }
    }
}

/// One line of a list to choose from.
#[derive(Debug, Default)]
pub struct PickItem {
    /// What is shown.
    pub label: String,
    /// What a search finds it by, beside its label.
    pub keywords: String,
    /// What is shown on the right.
    pub detail: String,
    /// The number that chooses it at once.
    pub number: Option<u8>,
    /// What follows from choosing it, once the list is closed.
    pub next: Next,
}

impl PickItem {
    pub(crate) fn new(label: impl Into<String>, next: Next) -> Self {
        Self::with_detail(label, String::new(), next)
    }

    pub(crate) fn with_detail(label: impl Into<String>, detail: String, next: Next) -> Self {
        Self {
            label: label.into(),
            detail,
            next,
            ..Self::default()
        }
    }
}

/// What is assigned to tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssignKind {
    /// The unit that leads.
    Lead,
    /// Units that co-operate.
    Partners,
    /// Another section.
    Section,
}

/// Which form, about what.
#[derive(Debug)]
pub enum FormRequest {
    /// State, done date, result, reason.
    State(Vec<Task>),
    /// Deadline and extension.
    Deadline(Vec<Task>),
    /// The deadline of tasks that were just given to a unit.
    SetDeadline(Vec<Task>),
    Evidence(Vec<Task>),
    /// What was entered by mistake, put right.
    Amend(Box<Task>, Amend),
    /// Texts and units of a task.
    Edit(Box<Task>),
    /// A new task, beside a task or in an area, of a unit.
    Add {
        /// The section that is offered.
        section: Option<SectionId>,
        /// The unit that is offered.
        lead: Option<UnitId>,
    },
    /// Who reports as what, and the cut-off day; the field to begin with.
    Letterhead(Field),
    /// A part of the plan's frame.
    Frame(FrameItem),
    /// Where a document is saved.
    SaveAs {
        /// The name that is offered, without ending.
        stem: String,
        /// What is saved.
        document: Rc<Document>,
    },
    /// A conclusion made into a task.
    Assign(ConclusionId, String),
    /// A conclusion noted on several tasks.
    Spread {
        conclusion: ConclusionId,
        body: String,
        /// The codes of the tasks that are offered.
        codes: Vec<String>,
    },
}

/// A part of the plan's frame: one that is there, or a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrameItem {
    /// What the plan says of itself; the field to begin with.
    Plan(Field),
    Area(Option<AreaId>),
    /// A section; a new one of an area.
    Section(Option<SectionId>, AreaId),
    Unit(Option<UnitId>),
    /// A person, by name.
    Person(Option<String>),
    /// What changes figures; the field to begin with.
    Settings(Field),
}

/// What was entered by mistake, and what becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amend {
    /// A document is corrected, by its row.
    CorrectEvidence(i64),
    /// A step is worded otherwise.
    RenameStep(StepId),
    /// The task is removed.
    RemoveTask,
    /// A document is removed, by its row.
    RemoveEvidence(i64),
    /// A step is removed.
    RemoveStep(StepId),
}

/// Which text of several lines.
#[derive(Debug)]
pub enum TextRequest {
    /// A note on tasks, by their codes; the difficulty that it answers.
    Note {
        tasks: Vec<(TaskId, String)>,
        /// The difficulty.
        answers: Option<NoteId>,
    },
    /// A text for a place of a report, and what stands there.
    Place(PeriodKind, &'static crate::report::TextPlace, String),
    /// A conclusion of a review; the one that is reworded, with its text.
    Conclusion(ReviewId, Option<(ConclusionId, String)>),
}

impl Request {
    /// The form, the list or the note that an action asks for about these tasks.
    ///
    /// # Errors
    /// A sentence, where the action cannot be done to several at once.
    pub(crate) fn writing(
        action: Action,
        mut tasks: Vec<Task>,
        answers: Option<NoteId>,
        env: &Env,
    ) -> std::result::Result<Self, String> {
        Ok(Self::Form(match action {
            Action::Lead => return Ok(Self::Assign(AssignKind::Lead, tasks)),
            Action::Partners => return Ok(Self::Assign(AssignKind::Partners, tasks)),
            Action::Section => return Ok(Self::Assign(AssignKind::Section, tasks)),
            Action::Note => {
                let tasks = tasks.into_iter().map(|task| (task.row.id, task.row.code));
                let tasks = tasks.collect();
                return Ok(Self::Text(TextRequest::Note { tasks, answers }));
            }
            Action::State => FormRequest::State(tasks),
            Action::Deadline => FormRequest::Deadline(tasks),
            Action::Evidence => FormRequest::Evidence(tasks),
            _ => match (tasks.pop(), tasks.is_empty()) {
                (Some(task), true) if action == Action::Remove => {
                    FormRequest::Amend(Box::new(task), Amend::RemoveTask)
                }
                (Some(task), true) => FormRequest::Edit(Box::new(task)),
                _ => {
                    let back = env.key(KeyContext::Tasks, Action::Back);
                    return Err(env.lang.pick(
                        format!("Chỉ sửa được từng nhiệm vụ một; {back} để bỏ chọn."),
                        format!("Tasks are edited one at a time; {back} clears the selection."),
                    ));
                }
            },
        }))
    }
}

/// What a layer hands to the one below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Save what is typed, over what a colleague has written.
    Save,
    /// Drop what is typed.
    Discard,
    FileSaved,
    /// The filter of the list.
    Filter(Option<Filter>),
    /// Whose tasks the list, or the report, is about.
    Unit(UnitScope),
    /// The sort of period that the report is over.
    Period(PeriodKind),
    /// The part of the review that is gone through.
    Part(AgendaPart),
    /// The place of the review to go to.
    Place(usize),
    /// What was chosen for an annex.
    Import(ImportReply),
    /// Since when changes are shown.
    Since(JournalStart),
    /// What the list of changes is narrowed to.
    Changes(ChangesFilter),
}

/// What the list of changes is narrowed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangesFilter {
    Nothing,
    Person(String),
    Unit(UnitId),
    Area(AreaId),
    /// A task with its code.
    Task(TaskId, String),
}

/// What was chosen for an annex that is looked at before it is imported. Columns count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportReply {
    Import,
    /// The preview is left, and what was decided in it is lost.
    Leave,
    /// Only rows of one sort, by their sign; or all.
    Show(Option<char>),
    /// The cell of the row under the cursor that is to be corrected.
    Cell(u32),
    /// The column that is to mean something else.
    Column(u32),
    /// What a column means.
    Meaning(u32, Option<Meaning>),
    /// Read a sheet, or read it no longer.
    Sheet(String),
    /// The key of the area of tasks whose heading names none.
    Area(String),
    /// A name in the annex is another name of that unit.
    Alias(String, UnitId),
}

/// What would be lost with a layer.
#[derive(Debug)]
pub enum Unsaved<'a> {
    Nothing,
    /// Something typed or chosen that nobody keeps.
    Lost,
    /// A text that is kept as a draft, where it was changed.
    Draft {
        /// Under which key.
        key: DraftKey,
        /// The text.
        draft: &'a Draft,
        /// Whether there is something to keep.
        changed: bool,
    },
}

impl Unsaved<'_> {
    /// Whether anything would be lost, or kept as a draft.
    pub(crate) fn is_some(&self) -> bool {
        match self {
            Self::Nothing => false,
            Self::Lost => true,
            Self::Draft { changed, .. } => *changed,
        }
    }
}

/// What has happened that the layer has not asked for.
#[derive(Clone, Copy, Debug)]
pub enum News<'a> {
    /// Somebody here has written.
    Saved(&'a Saved),
    /// An act was undone, or done again.
    Reverted(&'a Reverted),
    /// A colleague has written, or a new day has begun.
    Changed,
    /// A write was refused, because what is shown here is no longer what the file holds.
    Outdated,
    /// The screen has another size.
    Resized,
    /// The screen speaks the other language.
    Language,
    /// The screen above it was closed.
    Uncovered,
    /// No key has been pressed for a moment: what was deferred is to be loaded.
    Idle,
    /// A report was made; none where that failed.
    Report(ReportQuery, Option<&'a Rc<Document>>),
    /// What is to be imported was read, or why it was not.
    Sheets(
        &'a ImportSource,
        std::result::Result<&'a Rc<Workbook>, &'a ReadError>,
    ),
}
