//! A form: fields of one line, typed or chosen, which are saved together. One file each for what a
//! form asks, shows and comes to; here is what they have in common: focus, keys, drawing.

mod amend;
mod deadline;
mod fields;
mod frame;
mod letterhead;
mod parts;
mod save_as;
mod state;
mod task;

use super::layer::{
    Cx, Footer, FormRequest, Layer, MarkedTasks, Next, Question, Reply, Request, Unsaved,
};
use crate::present::lang::{Bi, bi};
use crate::present::messages::{conflict, errors};
use crate::present::text::{cut, pad, width, wrap};
use crate::store::{Result, StoreError};
use crate::tui::actions::{Action, KeyContext};
use crate::tui::command::Command;
use crate::tui::env::Env;
use crate::tui::widgets::dialog::{draw_box, title_with_more};
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::paint::{MARKER, line, rows_of, set_cursor};
use crate::tui::widgets::scroll::scrolled;
use fields::{FieldId, FieldInput, Form};
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Opens a form.
///
/// # Errors
/// A sentence why it cannot be opened.
pub(crate) fn open(
    request: FormRequest,
    cx: &Cx<'_>,
) -> std::result::Result<impl Layer + use<>, String> {
    let env = cx.env;
    let refused = |error: StoreError| errors::store(&error, env.lang);
    Ok(match request {
        FormRequest::State(tasks) => state::open(tasks, env.today),
        FormRequest::Deadline(tasks) => deadline::open(tasks, env.lang)?,
        FormRequest::SetDeadline(tasks) => deadline::set_first(tasks, env.lang)?,
        FormRequest::Evidence(tasks) => amend::add_document(tasks),
        FormRequest::Amend(task, what) => {
            let form = amend::open(*task, what);
            form.map_err(|refusal| errors::refused(&refusal, env.lang))?
        }
        FormRequest::Edit(task) => task::edit(*task, env),
        FormRequest::Add { section, lead } => {
            let mut sections = env.sections.iter();
            let section = sections.find(|one| Some(one.id) == section);
            task::add(section, lead, env)
        }
        FormRequest::Frame(item) => frame::open(item, cx).map_err(refused)?,
        FormRequest::Letterhead(first) => {
            let plan = env.plan.id;
            let names = cx.store.letterhead(plan).map_err(refused)?;
            let settings = cx.store.settings_below(plan, "").map_err(refused)?;
            letterhead::open(&names, env.plan.settings.cutoff_day, &settings).focused_on(first)
        }
        FormRequest::SaveAs { stem, document } => save_as::open(&stem, document),
        FormRequest::Assign(conclusion, body) => task::assign(conclusion, &body, env),
        FormRequest::Spread {
            conclusion,
            body,
            codes,
        } => task::spread(conclusion, body, &codes),
    })
}

impl Form {
    fn submit(&mut self, env: &Env) -> Next {
        match self.kind.submit(self, env) {
            Ok(Command::Apply(changes)) => self.marked.apply(None, changes, env),
            Ok(command) => Next::Do(command),
            Err(fault) => {
                self.fail(fault);
                Next::Stay
            }
        }
    }

    /// Whether the file that is being named is there is shown before anything is saved.
    fn check_path(&mut self, cx: &Cx<'_>) {
        if let Some(path) = self.path_to_check() {
            let found = cx.store.finds_file(path);
            self.checked_path = Some((path.to_owned(), found));
        }
    }

    /// Asks where something was entered.
    fn leave(&self, env: &Env) -> Next {
        if !self.is_changed() {
            return Next::Close;
        }
        let lang = env.lang;
        // The same key both asks and goes back: whoever presses it again and again must read the way out.
        let back = env.key(KeyContext::Form, Action::Back);
        let mut yes = Action::Yes.keys(KeyContext::CarefulQuestion);
        let yes = yes.nth(lang.pick(0, 1)).map(|key| key.name(lang));
        let yes = yes.unwrap_or_default();
        let stay = lang.pick(
            format!("Nhập tiếp; muốn bỏ thì nhấn {back} rồi {yes}."),
            format!("Keep typing; to discard, press {back}, then {yes}."),
        );
        let question = lang.pick("Bỏ nội dung đang nhập?", "Discard what you typed?");
        Next::Open(Request::Confirm(Question {
            answers: lang.pick(["bỏ", "nhập tiếp"], ["discard", "keep typing"]),
            no: Box::new(Next::notify(stay)),
            careful: true,
            ..Question::new(question, Next::Reply(Reply::Discard), lang)
        }))
    }
}

impl Layer for Form {
    fn context(&self) -> KeyContext {
        KeyContext::Form
    }

    fn footer(&self) -> Footer {
        Footer::of(&[
            Action::Save,
            Action::Back,
            Action::Accept,
            Action::PreviousField,
        ])
    }

    fn label(&self, action: Action) -> Option<Bi> {
        (action == Action::Accept && self.is_at_end()).then_some(bi("lưu", "save"))
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        match action {
            Action::Back => return Ok(self.leave(cx.env)),
            Action::NextField => {
                self.move_focus(true);
            }
            Action::PreviousField => {
                self.move_focus(false);
            }
            Action::Accept if self.move_focus(true) => {}
            Action::Accept | Action::Save => return Ok(self.submit(cx.env)),
            Action::Left | Action::Right if self.choose(action == Action::Right) => {}
            _ => {
                if let Some(editor) = self.editor() {
                    editor.act(action);
                }
            }
        }
        self.check_path(cx);
        Ok(Next::Stay)
    }

    fn text(&mut self) -> Option<&mut Editor> {
        self.editor()
    }

    fn typed(&mut self, letters: &str, cx: &Cx<'_>) -> Result<Next> {
        if letters == " " {
            self.choose(true);
        }
        self.check_path(cx);
        Ok(Next::Stay)
    }

    fn set_marked(&mut self, marked: MarkedTasks) {
        self.marked = marked;
    }

    fn unsaved(&self) -> Unsaved<'_> {
        if self.is_changed() {
            Unsaved::Lost
        } else {
            Unsaved::Nothing
        }
    }

    fn reply(&mut self, reply: Reply, cx: &Cx<'_>) -> Result<Next> {
        Ok(match reply {
            Reply::Save => self.submit(cx.env),
            Reply::Discard | Reply::FileSaved => Next::Close,
            _ => Next::Stay,
        })
    }

    fn saved(&mut self, _: &crate::tui::command::Saved, _: &Cx<'_>) -> Result<Next> {
        Ok(Next::Close)
    }

    fn refused(
        &mut self,
        error: Option<&StoreError>,
        message: String,
        cx: &Cx<'_>,
    ) -> Option<String> {
        match error {
            Some(error @ StoreError::Conflict(conflicts)) => {
                self.refuse(error, conflict::brief(cx.env.lang).to_owned());
                self.rebase(conflicts, cx.env);
                self.reread(cx);
            }
            Some(error) => self.refuse(error, message),
            None => self.fail((FieldId::FileName, message)),
        }
        None
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        let shown = self.shown();
        let (words, style) = self.words(env);
        let room = env.layout().dialog(90, u16::MAX);
        let words = wrap(&words, usize::from(room.width.saturating_sub(4)).max(1));
        let height = u16::try_from(shown.len() + words.len().max(2) + 2).unwrap_or(u16::MAX);
        let area = env.layout().dialog(90, height);
        // The words stay whole; the fields scroll.
        let rows = usize::from(area.height.saturating_sub(2));
        let foot = words.len().max(usize::from(rows > 6) + 1);
        let room = rows.saturating_sub(foot.min(rows.saturating_sub(1))).max(1);
        let title = self.kind.title(self, env.lang);
        let title = title_with_more(&title, shown.len() > room, area);
        let inside = draw_box(canvas, area, &title, env.theme);
        let labels = shown
            .iter()
            .map(|at| width(&self.fields[*at].label(env.lang)));
        let label_width = labels.max().unwrap_or(0).min(usize::from(inside.width) / 2);
        let focus_at = shown.iter().position(|at| *at == self.focus).unwrap_or(0);
        let top = scrolled(0, focus_at, room, shown.len());
        for (row, at) in rows_of(inside).take(room).zip(shown.into_iter().skip(top)) {
            self.draw_field(canvas, row, at, label_width, env);
        }
        for (row, text) in rows_of(inside).skip(room).zip(words) {
            line(canvas, row, [(format!(" {text}"), style)]);
        }
    }
}

impl Form {
    /// What was wrong, or what helps with the focused field.
    fn words(&self, env: &Env) -> (String, Style) {
        let focused = self.fields.get(self.focus);
        match focused.and_then(|field| self.error_at(field.id)) {
            Some(error) => (error.to_owned(), env.theme.error()),
            None => (self.hint(env).unwrap_or_default(), env.theme.dim()),
        }
    }

    fn draw_field(
        &self,
        canvas: &mut Canvas<'_>,
        row: Rect,
        at: usize,
        label_width: usize,
        env: &Env,
    ) {
        let theme = env.theme;
        let field = &self.fields[at];
        let here = at == self.focus;
        let label = pad(&field.label(env.lang), label_width);
        let front = format!("{} {label}: ", if here { MARKER } else { " " });
        let used = width(&front);
        let room = usize::from(row.width).saturating_sub(used + 1);
        let label_style = match self.error_at(field.id) {
            Some(_) => theme.error(),
            None if here => theme.strong(),
            None => theme.dim(),
        };
        let (text, style) = match &field.input {
            FieldInput::Text(editor) if here => {
                let (text, column) = editor.view_field(room);
                set_cursor(canvas, row, used + column, 0);
                (text, Style::new())
            }
            FieldInput::Text(editor) => (cut(editor.text(), room).into_owned(), Style::new()),
            FieldInput::Choice { options, at } => {
                let chosen = options.get(*at).map(|o| o.get(env.lang));
                let style = if here { theme.selected() } else { Style::new() };
                (format!("‹ {} ›", chosen.unwrap_or_default()), style)
            }
        };
        line(canvas, row, [(front, label_style), (text, style)]);
    }
}
