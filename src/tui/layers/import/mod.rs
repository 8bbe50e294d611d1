//! An annex before it is imported: what each row would become, what of it is not understood, and what
//! the person decides about it. Nothing is written before the last key.
//!
//! | file | what |
//! |---|---|
//! | `file` | choosing the file, or pasting rows |
//! | `preview` | the rows, what becomes of each, the counts |
//! | `choices` | the numbered answers, and the lists to choose from |
//! | `rows` | the rows at hand, and what keys do to them |
//! | `draw` | how it looks |

mod choices;
mod draw;
mod file;
mod preview;
mod rows;

pub(super) use file::ChooseFile;

use super::layer::{
    Cx, Footer, ImportReply, Layer, News, Next, Pick, PickItem, Placement, Question, Reply,
    Request, Unsaved,
};
use crate::domain::change::Change;
use crate::import::{Forbidden, LoadedPlan};
use crate::present::lang::{Bi, bi};
use crate::present::messages::{errors, import as words};
use crate::present::text::safe;
use crate::progress::read::is_progress_sheet;
use crate::store::Result;
use crate::tui::actions::{Action, KeyContext};
use crate::tui::command::{Command, ImportSource, Saved};
use crate::tui::env::Env;
use crate::tui::prompts::{end_import, leave_import};
use crate::tui::widgets::editor::Editor;
use preview::{LineSubject, Sign};
use ratatui::Frame as Canvas;
use rows::ImportRows;
use std::rc::Rc;

#[derive(Debug)]
pub(super) struct ImportView {
    source: ImportSource,
    /// Once it is read.
    read: Option<Box<ImportRows>>,
    /// What the last key that imports could not take over.
    kept: Vec<Forbidden>,
}

/// A preview that waits for what is read.
pub(super) fn open(source: ImportSource) -> (ImportView, Next) {
    let read = Next::Do(Command::ReadSheets(source.clone()));
    let view = ImportView {
        source,
        read: None,
        kept: Vec::new(),
    };
    (view, read)
}

impl ImportView {
    /// What it is called on the screen.
    fn name(&self, env: &Env) -> String {
        match &self.source {
            ImportSource::File(path) => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                safe(&name.to_string_lossy()).into_owned()
            }
            ImportSource::Pasted(_) => env.lang.text("các dòng đã dán", "pasted rows"),
        }
    }

    /// Asks first where something is not understood.
    fn ask(&mut self, cx: &Cx<'_>) -> Result<Next> {
        let Some(rows) = &self.read else {
            return Ok(Next::Stay);
        };
        let lang = cx.env.lang;
        let (written, unclear) = (rows.preview.to_write, rows.preview.count(Sign::Unclear));
        if written == 0 {
            return Ok(Next::notify(lang.pick(
                "Không có việc nào để nhập: không dòng nào mới hay đổi.",
                "Nothing to import: no row is new or changed.",
            )));
        }
        let import = Next::Reply(Reply::Import(ImportReply::Import));
        if unclear == 0 {
            return self.import(cx);
        }
        let text = lang.pick(
            format!(
                "Còn {unclear} dòng chưa hiểu: việc chưa rõ hạn, chưa rõ đơn vị vẫn nhập và để trống chỗ đó, dòng khác thì không. Nhập {written} việc?"
            ),
            format!(
                "{unclear} rows are not understood: tasks without a clear deadline or unit go in with that left open, other rows do not. Import {written} tasks?"
            ),
        );
        let question = Question::new(text, import, lang);
        Ok(Next::Open(Request::Confirm(question)))
    }

    fn import(&mut self, cx: &Cx<'_>) -> Result<Next> {
        let Some(rows) = &self.read else {
            return Ok(Next::Stay);
        };
        let decisions = &rows.decided.import;
        let import = &rows.preview.import;
        let changes = import.changes(cx.store, &rows.plan, decisions, cx.env.today)?;
        if changes.changes.is_empty() {
            let lang = cx.env.lang;
            let why = changes.forbidden.first();
            let why = why.map(|kept| errors::refused(&kept.why, lang));
            let nothing = lang.text("Không có gì để nhập.", "There is nothing to import.");
            return Ok(Next::fail(why.unwrap_or(nothing)));
        }
        self.kept = changes.forbidden;
        Ok(Next::apply(changes.changes))
    }

    /// The rows that were not imported, each with its reason.
    fn left_out(&self, env: &Env) -> Option<Pick> {
        let rows = self.read.as_ref()?;
        let lang = env.lang;
        let lines = rows.preview.lines.iter();
        let not_taken = lines.filter(|line| match line.of {
            LineSubject::Problem(_) => true,
            LineSubject::Task(_) => {
                let placed = rows.preview.task(line).is_none_or(|(.., placed)| placed);
                line.sign == Sign::Ignored || line.sign == Sign::Unclear && !placed
            }
            _ => false,
        });
        let kept = self.kept.iter().filter_map(|kept| {
            let task = rows.preview.understood().tasks.get(kept.task)?;
            let (row, text) = (task.row, safe(&task.title));
            let label = lang.pick(format!("dòng {row} {text}"), format!("row {row} {text}"));
            Some(PickItem::with_detail(
                label,
                errors::refused(&kept.why, lang),
                Next::Stay,
            ))
        });
        let items: Vec<PickItem> = kept
            .chain(not_taken.map(|line| {
                let text = draw::text(&rows.preview, &rows.plan, line, env);
                let row = line.row;
                let label = lang.pick(format!("dòng {row} {text}"), format!("row {row} {text}"));
                PickItem::with_detail(label, draw::becomes(&rows.preview, line, env), Next::Stay)
            }))
            .collect();
        let title = lang.pick(
            format!("{} dòng không nhập", items.len()),
            format!("{} rows not imported", items.len()),
        );
        (!items.is_empty()).then(|| Pick::new(title, items))
    }
}

impl Layer for ImportView {
    fn placement(&self) -> Placement<'_> {
        Placement::Screen
    }

    fn context(&self) -> KeyContext {
        match &self.read {
            Some(rows) if rows.typing.is_some() => KeyContext::ImportCell,
            _ => KeyContext::Import,
        }
    }

    fn footer(&self) -> Footer {
        match self.context() {
            KeyContext::ImportCell => Footer::of(&[Action::Accept, Action::Back]),
            _ => Footer {
                actions: &[
                    Action::Accept,
                    Action::Withdraw,
                    Action::Edit,
                    Action::Columns,
                    Action::NextTab,
                    Action::Filter,
                    Action::Back,
                ],
                always: &[Action::Accept, Action::Back],
            },
        }
    }

    fn offers(&self, _action: Action, _env: &Env) -> bool {
        self.read.is_some()
    }

    fn label(&self, action: Action) -> Option<Bi> {
        let left_out = self.read.as_ref().and_then(|rows| rows.line());
        let left_out = left_out.is_some_and(|line| line.sign == Sign::Ignored);
        (action == Action::Withdraw && left_out).then_some(bi("lấy lại", "take in"))
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        let env = cx.env;
        let Some(rows) = &mut self.read else {
            return Ok(match action {
                Action::Back => Next::Close.then(Next::Do(Command::StopReading)),
                _ => Next::Stay,
            });
        };
        if let Some(typing) = &mut rows.typing {
            match action {
                Action::Accept => return Ok(rows.take_typed(env)),
                Action::Back => rows.typing = None,
                _ => typing.editor.act(action),
            }
            return Ok(Next::Stay);
        }
        Ok(match action {
            Action::Back => leave_import(rows.has_decided(), env),
            Action::Accept => self.ask(cx)?,
            _ => rows.act(action, env),
        })
    }

    fn text(&mut self) -> Option<&mut Editor> {
        let typing = self.read.as_mut()?.typing.as_mut()?;
        Some(&mut typing.editor)
    }

    fn unsaved(&self) -> Unsaved<'_> {
        match &self.read {
            Some(rows) if rows.has_decided() => Unsaved::Lost,
            _ => Unsaved::Nothing,
        }
    }

    fn reply(&mut self, reply: Reply, cx: &Cx<'_>) -> Result<Next> {
        match reply {
            Reply::Import(ImportReply::Leave) => Ok(Next::Close),
            Reply::Import(ImportReply::Import) => self.import(cx),
            Reply::Import(answer) => Ok(match &mut self.read {
                Some(rows) => rows.take(answer, cx.env),
                None => Next::Stay,
            }),
            _ => Ok(Next::Stay),
        }
    }

    fn saved(&mut self, saved: &Saved, cx: &Cx<'_>) -> Result<Next> {
        let lang = cx.env.lang;
        let new = saved.changes.iter();
        let new = new.filter(|change| matches!(change, Change::Add(_)));
        let new = new.count();
        let changed = saved.receipt.tasks.len().saturating_sub(new);
        let name = self.name(cx.env);
        let left = self.left_out(cx.env);
        let left_out = left.as_ref().map_or(0, |left| left.items.len());
        let tasks = words::new_and_changed(new, changed, lang);
        let mut text = lang.pick(
            format!("Đã nhập từ {name}: {tasks}"),
            format!("Imported from {name}: {tasks}"),
        );
        if left_out > 0 {
            text.push_str(&lang.pick(
                format!("; {left_out} dòng không nhập"),
                format!("; {left_out} rows not imported"),
            ));
        }
        Ok(end_import(text, left, cx.env))
    }

    fn reload(&mut self, news: &News<'_>, cx: &Cx<'_>) -> Result<Next> {
        match (news, &mut self.read) {
            (News::Sheets(source, read), None) if **source == self.source => match read {
                Ok(workbook) if is_progress_sheet(workbook) => {
                    let sheet = Request::ProgressSheet(Rc::clone(workbook), self.name(cx.env));
                    return Ok(Next::Close.then(Next::Open(sheet)));
                }
                Ok(workbook) => {
                    let mut rows = ImportRows::new(Rc::clone(workbook), cx)?;
                    rows.settle(cx.env);
                    self.read = Some(Box::new(rows));
                }
                Err(error) => {
                    let name = self.name(cx.env);
                    let why = words::read_error(error, cx.env.lang);
                    return Ok(Next::Close.then(Next::fail(format!("{name}: {why}"))));
                }
            },
            (News::Resized, Some(rows)) => rows.settle(cx.env),
            (News::Saved(_) | News::Reverted(_) | News::Changed | News::Outdated, Some(rows)) => {
                rows.plan = LoadedPlan::load(cx.store)?;
                rows.read_again(cx.env);
            }
            _ => {}
        }
        Ok(Next::Stay)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        let rows = self.read.as_deref();
        draw::draw(canvas, &self.name(env), rows, env);
    }
}
