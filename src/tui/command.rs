//! What leaves the screen: what is written, saved, copied or remembered. Only this is a value, for a
//! write that finds the file taken is tried again, and a report is made after the frame that says so.
//! Whoever only reads calls the store.

use crate::domain::change::{Amendment, Change, Refusal};
use crate::domain::day::{Day, Week};
use crate::domain::ids::{ConclusionId, ReviewId, TaskId, UnitId};
use crate::domain::journal::{JournalEntry, PastAct};
use crate::domain::period::PeriodKind;
use crate::domain::refusal::ReviewRefusal;
use crate::domain::review::{ReviewChange, ReviewScope};
use crate::domain::task::Task;
use crate::formats;
use crate::formats::save::{SaveError, save};
use crate::present::lang::Lang;
use crate::report::document::Document;
use crate::report::{ReportQuery, review};
use crate::store::{Consent, Receipt, Result, Stamp, Store, StoreError};
use crate::tui::env::Env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What is to be done outside the screen.
#[derive(Clone, Debug)]
pub enum Command {
    /// Writes changes, as one act.
    Apply(Vec<Change>),
    /// Takes back the last act.
    Undo(Consent),
    /// Does again what was taken back.
    Redo(Consent),
    /// Begins a review, or takes up the one that a colleague has begun.
    Begin(ReviewScope, Week),
    Finish(ReviewId),
    /// Notes a conclusion on the tasks of these codes.
    Spread {
        conclusion: ConclusionId,
        body: String,
        codes: Vec<String>,
    },
    /// Saves a document as a file.
    Save(FileToSave),
    /// Makes a report, after the frame that says so.
    MakeReport(ReportQuery),
    /// Reads what is to be imported, beside the screen.
    ReadSheets(ImportSource),
    /// It is wanted no more.
    StopReading,
    /// Copies a text into the clipboard.
    Copy(String),
    /// Keeps something in mind.
    Remember(Memo),
}

/// What is imported from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportSource {
    File(PathBuf),
    /// Rows that were pasted.
    Pasted(String),
}

/// What is kept in mind for as long as the program runs.
#[derive(Clone, Debug)]
pub enum Memo {
    /// Who sits at the screen, and in which unit.
    Me(String, Option<UnitId>),
    /// The sort of period whose report was looked at last.
    Period(PeriodKind),
    /// What was marked for a conclusion in a review that is left.
    Marks(ReviewId, Vec<TaskId>),
}

/// A document that is to become a file.
#[derive(Clone, Debug)]
pub struct FileToSave {
    /// What is saved.
    pub document: Rc<Document>,
    pub path: PathBuf,
    /// In which format, by its key.
    pub format: &'static str,
    /// Whether a file that is there may be replaced.
    pub replace: bool,
}

/// Why a file was not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SaveFailure {
    /// The file could not be written, or is there already.
    File(SaveError),
    /// The format could not be made.
    Format(String),
}

impl SaveFailure {
    /// In a sentence.
    pub(crate) fn message(&self, file: &FileToSave, lang: Lang) -> String {
        match self {
            Self::File(error) => error.message(&file.path, lang),
            Self::Format(text) => lang.pick(
                format!("Không lập được tệp dạng {} ({text}).", file.format),
                format!("The {} file could not be made ({text}).", file.format),
            ),
        }
    }
}

impl FileToSave {
    /// The name of the file and the folder in which it lies, for a sentence.
    pub(crate) fn name_and_folder(&self) -> (String, String) {
        let part = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
        (
            part(self.path.file_name()),
            part(self.path.parent().map(Path::as_os_str)),
        )
    }

    /// Saves it; the plan's own file is never written over.
    pub(crate) fn save(&self, plan: &Path) -> std::result::Result<(), SaveFailure> {
        let format = formats::named(self.format);
        let format = format.ok_or_else(|| SaveFailure::Format(self.format.to_owned()))?;
        let bytes = format.write(&self.document).map_err(SaveFailure::Format)?;
        save(&self.path, &bytes, self.replace, plan).map_err(SaveFailure::File)
    }
}

/// What was written.
#[derive(Debug)]
pub struct Saved {
    /// What the store says of it.
    pub receipt: Receipt,
    pub changes: Vec<Change>,
    /// The tasks concerned as they are now.
    pub tasks: Vec<Task>,
    /// The code of the task that was removed.
    pub removed: Option<String>,
}

/// What was undone, or done again.
#[derive(Debug)]
pub struct Reverted {
    /// Whether it was undone.
    pub undo: bool,
    /// What the store says of it.
    pub receipt: Receipt,
    /// The rows of the journal.
    pub entries: Vec<JournalEntry>,
}

/// What a command that writes has done.
#[derive(Debug)]
pub(crate) enum WriteOutcome {
    /// Changes were written.
    Saved(Saved),
    /// An act was undone, or done again.
    Reverted(Reverted),
    /// The act is of another day: the person has to agree.
    OfAnotherDay(Box<PastAct>),
    /// A review is there: begun now, or by a colleague before.
    Begun(ReviewId, Option<Saved>),
}

/// Why a command that writes has done nothing, and which of several tasks forbid it.
#[derive(Debug)]
pub(crate) struct Failure {
    /// Why.
    pub error: StoreError,
    /// Their codes.
    pub codes: Vec<String>,
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self {
            error,
            codes: Vec::new(),
        }
    }
}

/// How often the end of a review is tried where colleagues answer meanwhile.
const TRIES: usize = 5;

/// Does a command that writes; nothing with another one.
pub(crate) fn write(
    command: &Command,
    store: &mut Store,
    env: &Env,
    stamp: &Stamp,
) -> std::result::Result<Option<WriteOutcome>, Failure> {
    Ok(Some(match command {
        Command::Apply(changes) => WriteOutcome::Saved(apply(store, changes, stamp)?),
        Command::Undo(consent) => revert(store, true, *consent, stamp)?,
        Command::Redo(consent) => revert(store, false, *consent, stamp)?,
        Command::Begin(scope, week) => begin(store, env, *scope, *week, stamp)?,
        Command::Finish(id) => WriteOutcome::Saved(finish(store, *id, stamp)?),
        Command::Spread {
            conclusion,
            body,
            codes,
        } => {
            let changes = spread(store, env, *conclusion, body, codes)?;
            WriteOutcome::Saved(apply(store, &changes, stamp)?)
        }
        _ => return Ok(None),
    }))
}

fn apply(
    store: &mut Store,
    changes: &[Change],
    stamp: &Stamp,
) -> std::result::Result<Saved, Failure> {
    let removed = match changes.first() {
        Some(Change::Amend {
            task,
            what: Amendment::RemoveTask { .. },
            ..
        }) => store.row(*task)?.map(|row| row.code),
        _ => None,
    };
    match store.apply(changes, stamp) {
        Ok(receipt) => Ok(Saved {
            // It is saved, whatever reading it again says: a failure reported here would be entered twice.
            tasks: tasks(store, &receipt.tasks).unwrap_or_default(),
            receipt,
            changes: changes.to_vec(),
            removed,
        }),
        Err(StoreError::Refused(refusal)) => Err(Failure {
            codes: refusing(store, changes, &refusal, stamp.day)?,
            error: refusal.into(),
        }),
        Err(error) => Err(error.into()),
    }
}

/// These tasks whole; those that are gone are left out.
pub(crate) fn tasks(store: &Store, ids: &[TaskId]) -> Result<Vec<Task>> {
    let tasks = ids.iter().filter_map(|id| store.task(*id).transpose());
    tasks.collect()
}

/// The codes of the tasks because of which an act on several was refused.
fn refusing(
    store: &Store,
    changes: &[Change],
    refusal: &Refusal,
    today: Day,
) -> Result<Vec<String>> {
    let first = changes.first().and_then(Change::task);
    let mut codes = Vec::new();
    if changes.iter().all(|change| change.task() == first) {
        return Ok(codes);
    }
    for change in changes {
        let task = change.task().map(|id| store.task(id)).transpose()?;
        if let Some(task) = task.flatten()
            && change.validate(&task, today).as_ref() == Err(refusal)
            && !codes.contains(&task.row.code)
        {
            codes.push(task.row.code);
        }
    }
    Ok(codes)
}

fn revert(store: &mut Store, undo: bool, consent: Consent, stamp: &Stamp) -> Result<WriteOutcome> {
    let reverted = if undo {
        store.undo_with(stamp, consent)
    } else {
        store.redo_with(stamp, consent)
    };
    let receipt = match reverted {
        Err(StoreError::OfAnotherDay(past)) => return Ok(WriteOutcome::OfAnotherDay(past)),
        reverted => reverted?,
    };
    let entries = store.entries_of(receipt.act).unwrap_or_default();
    Ok(WriteOutcome::Reverted(Reverted {
        undo,
        receipt,
        entries,
    }))
}

fn begin(
    store: &mut Store,
    env: &Env,
    scope: ReviewScope,
    week: Week,
    stamp: &Stamp,
) -> std::result::Result<WriteOutcome, Failure> {
    let plan = env.plan.id;
    let change = Change::Review(ReviewChange::Begin {
        plan,
        week,
        scope,
        prepared: store.prepare_agenda(scope, &env.plan, stamp.day)?,
    });
    let begun = match apply(store, &[change], stamp) {
        Ok(saved) => Some(saved),
        Err(Failure {
            error: StoreError::Refused(Refusal::Review(ReviewRefusal::Open)),
            ..
        }) => None,
        Err(failure) => return Err(failure),
    };
    let mut open = store.open_reviews(plan)?.into_iter();
    let same = open.find(|sitting| sitting.scope == scope && sitting.week == week);
    let id = same.ok_or_else(no_such_review)?.id;
    Ok(WriteOutcome::Begun(id, begun))
}

/// A review that a colleague has undone.
pub(crate) fn no_such_review() -> StoreError {
    Refusal::from(ReviewRefusal::NoSuchReview).into()
}

fn spread(
    store: &Store,
    env: &Env,
    conclusion: ConclusionId,
    body: &str,
    codes: &[String],
) -> std::result::Result<Vec<Change>, Failure> {
    let mut tasks: Vec<TaskId> = Vec::new();
    for code in codes {
        let found = store.find_code(env.plan.id, code)?;
        let task = found.ok_or_else(|| Failure {
            error: Refusal::NoSuchCode.into(),
            codes: vec![code.clone()],
        })?;
        if !tasks.contains(&task) {
            tasks.push(task);
        }
    }
    let note = |task| {
        Change::Review(ReviewChange::NoteOn {
            conclusion,
            task,
            body: body.to_owned(),
        })
    };
    Ok(tasks.into_iter().map(note).collect())
}

/// Freezes what the screen has shown; a colleague's answer in between is taken in.
fn finish(store: &mut Store, id: ReviewId, stamp: &Stamp) -> std::result::Result<Saved, Failure> {
    let mut tries = 0;
    loop {
        tries += 1;
        let frozen = review::freeze(store, id, stamp.day)?;
        let (head, texts) = frozen.ok_or_else(no_such_review)?;
        let change = ReviewChange::Finish {
            review: id,
            head,
            texts,
        };
        match apply(store, &[Change::Review(change)], stamp) {
            Err(Failure {
                error: StoreError::Refused(Refusal::Review(ReviewRefusal::Overtaken)),
                ..
            }) if tries < TRIES => {}
            done => return done,
        }
    }
}
