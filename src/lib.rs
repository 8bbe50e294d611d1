//! # cchc
//!
//! Follow up the tasks of a yearly administrative-reform plan, in a terminal, in Vietnamese first
//! and English second, over one SQLite file that many colleagues write at once.
//!
//! ## The floors
//!
//! A room may use what stands below it. `tests/layers` holds the walls and lists each exception.
//!
//! ```text
//!  main         arguments in, exit code out
//!  screen       hands the open file, clock and settings from cli to tui
//!  cli   tui    what a person types, what a person sees
//!  export       tasks and due dates as files for other programs
//!  progress     the sheet that a unit fills in: written, read, compared, taken over as one act
//!  report       figures into a document         formats    a document or a table into a file format
//!  present      messages and names in two languages, dates, columns, a task described, safe text
//!  import       an annex compared with the plan, and imported as one act
//!  annex        parses sheets of cells into tasks      sheets     reads a file into sheets of cells
//!  plan         the plan of 2021 as data, and the demonstration based on it
//!  store        the file: windows and counts out, changes in     (alone knows rusqlite)
//!  domain       what a task, a deadline, a change is, and what is forbidden     (no I/O)
//!
//!  error paths settings start visits   the edge: exit codes, places, taste, panics
//! ```
//!
//! Two decisions carry the rest. *The database is the engine*: nobody loads the list; a
//! [`Query`](domain::query::Query) is answered with the rows in view and with counts kept ready.
//! *There is one entry point for writes*: a [`Change`](domain::change::Change) becomes rows, a journal row,
//! tallies and search words in one transaction, or nothing. History, undo and audit read that
//! journal: *journal* is the stored chain of entries, *history* those of one task, *changes* those of
//! a period; a *log* is SQLite's write-ahead log, or the command `cchc log`, which prints the journal.
//!
//! ## The nouns
//!
//! | noun | means | lives in |
//! |---|---|---|
//! | Task, Occurrence | a duty of the plan; one due date of it | `domain::task` |
//! | Deadline | the office's wording and the days that follow from it | `domain::deadline` |
//! | State, Timeliness | follows from facts and is kept; follows from the day and never is | `domain::task` |
//! | Query, Window | which tasks in which order; the rows of it at hand | `domain::query` |
//! | Change, Refusal | what is to be written to the file; why it may not | `domain::change` |
//! | Conflict, Violation | what a colleague has replaced unseen; what nothing may ever be | `domain::conflict`, `domain::invariants` |
//! | Edit, JournalEntry | a row before and after; a line of the journal, which `cchc log` and the screen of changes show, read in pages by [`Store::journal_page`](store::Store::journal_page), in words by [`present::messages::journal`] | `domain::journal` |
//! | Frame | what tasks stand in: the plan's own names, areas, sections, units, people | `domain::frame`, `tui::layers::frame` |
//! | JournalStart, JournalQuery, JournalPage | since when changes are asked for; which of them; a stretch of the journal | `domain::journal_query` |
//! | Visit | how far a person knew the journal when they left | `visits` |
//! | Workbook, Sheet | a file or pasted rows as cells with their displayed text | `sheets::workbook` |
//! | ParsedAnnex, Meaning | the tasks, headings, questions and problems of an annex; what a column means | `annex` |
//! | Import, ImportDecisions, ImportChanges | an annex compared with the plan; a person's decisions; the changes that follow | `import` |
//! | ProgressSheet, Returned, Comparison | the sheet for a unit; as returned; as sent, as filled in, as it is now | `progress` |
//! | Reminder | what a unit leads that is overdue or soon due, as a message and as a letter | `report::reminder` |
//! | Review, ReviewScope, AgendaGroup, AgendaItem | a weekly meeting: about what, why a task is talked about, one task of its agenda | `domain::review` |
//! | Answer, Conclusion | what the meeting answered about a task, beside what was changed; what the meeting decided | `domain::review` |
//! | Action | what a person wants, whatever key asked for it | `tui::actions` |
//! | Layer | what lies on the screen: home, detail, form, text, review, list, question … | `tui::layers::layer` |
//! | Next, Request, Reply | what follows from a key: another layer, a command, a message; which layer; what one brings to the one below | `tui::layers::layer` |
//! | Command | what leaves the screen: written, saved, copied, made later | `tui::command` |
//! | News | what a layer hears of: somebody has written, another day, another size | `tui::layers::layer` |
//! | Env | what every layer looks at: plan, person, day, size, language | `tui::env` |
//! | Document, ReportView | a report without any format; the same as text on the screen | `report::document`, `tui::layers::report` |
//!
//! ## The screen
//!
//! ```text
//!  ┌ header ───────── plan, office ───────────────── READ-ONLY, day, week ┐  tui::view
//!  ├ tabs ─────────── 0 Chỉ đạo │ 1 Thể chế │ … │ [* Tất cả 19/78 ●7] ────┤  layers::home::tabs
//!  ├ summary ──────── what is late │ search │ filter ──────────── count ──┤  layers::home::summary
//!  │ units            │ head   MÃ   NHIỆM VỤ        CHỦ TRÌ   HẠN    CÒN  │  present::columns
//!  │ ›Tất cả  19/78 7 │›● 2.3.1-01  Kế hoạch rà …   VP        31/3   quá… │
//!  │  VP      10/33 4 │ ◐ 2.3.1-05  Khảo sát sự …   VP        Quý …  còn  │
//!  │                  │ rows: a window of the list, never all of it       │  layers::home::list
//!  ├ line ────────────┴───────────────────────────────────────────────────┤
//!  │ preview          the task under the cursor, who, last notes          │  layers::home::preview
//!  ├ status ───────── what the last act did, and how to take it back ─────┤  tui::messages
//!  └ footer ───────── marked; the keys valid now, from the table of keys ─┘  tui::view
//! ```
//!
//! The labels are the fields of [`Layout`](tui::layout::Layout), a pure function of the size: drawing
//! places by it and keys page by it, so drawing never has to write anything back. Where room is short
//! the preview goes first, then the units; sign, code and title always stay.
//!
//! What lies above the home screen is a stack. A layer is one file: what it shows, what its keys do,
//! how it looks. It knows no other layer: it asks for one by a [`Request`](tui::layers::layer::Request),
//! which `tui::layers` alone turns into one, and what that brings back reaches it as a
//! [`Reply`](tui::layers::layer::Reply). Footer, help, palette, drafts, quitting, conflicts and
//! drawing know only the [contract](tui::layers::layer::Layer).
//!
//! ## One key, Space on a task
//!
//! ```text
//!  key ─► actions ─► Action ─► the topmost layer ─► Next::Do(Command::Apply(Change)) ─► Store::apply
//!                                 ▲                                                         │
//!               view ◄─ layers ◄──┴── saved (who asked), News::Saved (the others) ◄─────────┘
//! ```
//!
//! Reads are calls: a layer asks the store that it is handed. Only what leaves the screen is a value: a
//! write that finds the file taken waits and is tried again, a report is made once the screen shows
//! that. A question is a layer that holds what follows from yes and from no, never a function that waits.
//!
//! ## Where to begin reading
//!
//! 1. [`domain::change`]: every change and every rule.
//! 2. `store::write::apply`: how a change becomes durable; the schema of this version is in
//!    `store/file/migrations/schema.sql`.
//! 3. [`tui::layers::layer`]: the contract of everything on the screen; then any file beside it.
//! 4. `tests/screen`: keys in, frame out, the fastest way to see what a change does.
//!
//! ## What is to be written for something new
//!
//! | new | rooms | outside `src` |
//! |---|---|---|
//! | action | its name and its row in `tui::actions`, its branch in the layer that does it | its command, or none, in `tests/screen/commands.rs` |
//! | screen, form | a file in `tui::layers`, its request in `tui::layers::layer`, its `mod` and its line in `tui::layers`; a form its line in `tui::layers::form`. Where its keys differ from those of every other layer: a context in `tui::actions`, which its sets and rows must hold | with a context: the way into it in `tests/screen/robust.rs` |
//! | column of the screen and of `list` | its row in `present::columns`, whose order is the columns' rank where it is narrow; what it shows, where the row of a list does not hold it yet, in `domain::task::TaskRow` and `store::read::tasks` (`TASK_ROW`, `TASK_ROW_LEN`, `task_row`) | the rows in `tests/cli/reading.rs`; the widths in the test of `present::columns`; pictures by `UPDATE_PICTURES=1` |
//! | field of JSON and CSV | its row in `cli::record`; what it shows as above, or in `domain::task::ListDetails` | |
//! | command | a file in `cli::commands`, its row in the table there | |
//! | filter | its case in `domain::query`, its conditions in `store::read::query`, its name in `present::names`, and its switch there where a person chooses it; that it has no flag, in `store::index::fulltext`. A filter that people choose should have one, for else every row is looked at: a flag in `domain::totals`, set by `store::index::fulltext` from what `store::index::derive` reads, with a migration in `store::file::schema` whose `derive` is set | the filters in `tests/store/changes.rs` |
//! | part of a task | its value in `domain::task::TaskText`, its name and row in `domain::parts`, a migration with its entry in `store::file::schema` and what it alters in `store/file/migrations/schema.sql`, its column among the facts of `store::write::writer`, its label in `present::messages::labels` | the tasks of `benches/synthetic`; `tests/store/file/upgrade.rs`, where it is a later column; what random changes write and expect, in `tests/sessions/{machine,facts}.rs`; the texts that `tests/faults/hostile.rs` spoils |
//!
//! Frames and printed pages are reviewed snapshots: they fail until they are accepted.
//!
//! The form, the options of `add` and `edit`, the JSON of `show`, detail, preview and review, search, history,
//! undo, conflicts and what reports read follow the table of parts; `cli::commands::task` has shorter names and longer help for
//! some. The JSON of `list`, a column, a filter, a report (`report::tables`), an export (`report::flat`), an annex
//! (`annex::meaning`), a unit's sheet (`progress`) and the plan that the program carries (`store::write::create`) have a part
//! only where they are made to.
// What nobody outside uses is not `pub`, so that the compiler finds what is dead.
#![warn(unreachable_pub)]

// The synthetic plans of the benches, which a test measures with, name the crate as its users do.
#[cfg(test)]
extern crate self as cchc;

pub mod annex;
pub mod cli;
pub mod domain;
pub mod error;
pub mod export;
pub mod formats;
pub mod import;
mod paths;
pub mod plan;
pub mod present;
pub mod progress;
pub mod report;
pub mod screen;
pub mod settings;
pub mod sheets;
pub mod start;
pub mod store;
pub mod tui;
pub mod visits;
