//! A text of several lines: a note on tasks, a passage of a report, a conclusion of a review. What is
//! left unsaved is kept as a draft, and is there again when the same is opened.

use super::layer::{Cx, Footer, Layer, MarkedTasks, Next, Reply, TextRequest, Unsaved};
use crate::domain::change::Change;
use crate::domain::conflict::{Conflict, FieldValue};
use crate::domain::ids::{ConclusionId, NoteId, ReviewId, TaskId};
use crate::domain::note::NoteKind;
use crate::domain::period::PeriodKind;
use crate::domain::review::ReviewChange;
use crate::domain::text::NOTE_MAX;
use crate::present::lang::Lang;
use crate::present::messages::labels;
use crate::present::messages::report::kind;
use crate::present::text::{cut, width, wrap};
use crate::report::{TextPlace, text_key};
use crate::store::{Result, StoreError};
use crate::tui::actions::{Action, KeyContext};
use crate::tui::command::Saved;
use crate::tui::drafts::Drafts;
use crate::tui::drafts::{Draft, DraftKey};
use crate::tui::env::Env;
use crate::tui::widgets::dialog::draw_box;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::paint::{line, rows_of, set_cursor};
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The columns of the box.
const COLUMNS: u16 = 90;

/// In a box of fewer rows, what is to be written there stands on one line.
const LOW: u16 = 9;

#[derive(Debug)]
pub(super) struct TextBox {
    purpose: Purpose,
    draft: Draft,
    marked: MarkedTasks,
    /// It is in the file.
    saved: bool,
}

/// What the text is for.
#[derive(Debug)]
enum Purpose {
    /// A note on these tasks, which the title names.
    Note(Vec<TaskId>, String),
    /// A place of the reports over a sort of period.
    Place(PeriodKind, &'static TextPlace),
    /// A conclusion of a review; the one that is reworded.
    Conclusion(ReviewId, Option<ConclusionId>),
}

impl Purpose {
    /// Under which key its text is kept: a note on several tasks under the first of them.
    fn key(&self, answers: Option<NoteId>) -> Option<DraftKey> {
        Some(match self {
            Self::Note(tasks, _) => DraftKey::Note(*tasks.first()?, answers),
            Self::Place(kind, part) => DraftKey::Place(*kind, part.name),
            Self::Conclusion(review, of) => DraftKey::Conclusion(*review, *of),
        })
    }
}

/// Opens a text, with what was left unsaved of it.
pub(super) fn open(request: TextRequest, cx: &Cx<'_>) -> (TextBox, Next) {
    let lang = cx.env.lang;
    let (purpose, draft) = begin(request, lang);
    let kept = match (&purpose, draft.answers) {
        // A plain note on a single task goes on where any was left, an answer only where it answers
        // the same difficulty, a note on several tasks only as one.
        (Purpose::Note(tasks, _), None) if tasks.len() == 1 => plain_note(tasks[0], cx.drafts),
        _ => purpose
            .key(draft.answers)
            .and_then(|key| cx.drafts.get(&key)),
    };
    let next = match kept {
        None => Next::Stay,
        Some(_) => Next::notify(lang.pick(
            "Đã mở lại bản nháp đang viết dở.",
            "Your draft was reopened.",
        )),
    };
    let draft = match kept {
        None => draft,
        // With the text that was seen then: a colleague may have changed it since.
        Some(kept) => Draft {
            answers: kept.answers.or(draft.answers),
            of: draft.of,
            ..kept.clone()
        },
    };
    let text_box = TextBox {
        purpose,
        draft,
        marked: MarkedTasks::default(),
        saved: false,
    };
    (text_box, next)
}

fn begin(request: TextRequest, lang: Lang) -> (Purpose, Draft) {
    let draft = |seen: String| Draft {
        editor: Editor::lines(&seen).with_limit(NOTE_MAX),
        seen,
        ..Draft::default()
    };
    match request {
        TextRequest::Note { tasks, answers } => {
            let (tasks, codes): (Vec<_>, Vec<_>) = tasks.into_iter().unzip();
            let codes = codes.join(", ");
            let title = match tasks.len() {
                1 => codes.clone(),
                n => lang.pick(
                    format!("{n} nhiệm vụ: {codes}"),
                    format!("{n} tasks: {codes}"),
                ),
            };
            let draft = Draft {
                answers,
                of: codes,
                ..draft(String::new())
            };
            (Purpose::Note(tasks, title), draft)
        }
        TextRequest::Place(kind, part, seen) => (Purpose::Place(kind, part), draft(seen)),
        TextRequest::Conclusion(review, of) => {
            let (of, seen) = of.map_or((None, String::new()), |(id, text)| (Some(id), text));
            (Purpose::Conclusion(review, of), draft(seen))
        }
    }
}

fn plain_note(task: TaskId, drafts: &Drafts) -> Option<&Draft> {
    let any = || {
        let mut all = drafts.iter();
        let of_task = |key: &DraftKey| matches!(key, DraftKey::Note(of, _) if *of == task);
        all.find(|(key, _)| of_task(key)).map(|(_, draft)| draft)
    };
    drafts.get(&DraftKey::Note(task, None)).or_else(any)
}

/// How many columns the text has.
fn columns(env: &Env) -> usize {
    let width = env.layout().dialog(COLUMNS, 1).width;
    usize::from(width.saturating_sub(4)).max(1)
}

impl TextBox {
    /// Whether there is something to lose.
    fn is_changed(&self) -> bool {
        let (text, seen) = (self.draft.editor.text(), self.draft.seen.as_str());
        !self.saved
            && match self.purpose {
                Purpose::Note(..) => !text.trim().is_empty(),
                Purpose::Place(..) => text.trim_end() != seen.trim_end(),
                Purpose::Conclusion(..) => !text.trim().is_empty() && text.trim() != seen.trim(),
            }
    }

    /// The text is kept and offered again.
    fn leave(&self, env: &Env) -> Next {
        if !self.is_changed() {
            return Next::Close;
        }
        let key = match self.purpose {
            Purpose::Note(..) => Some(env.key(KeyContext::Tasks, Action::Note)),
            Purpose::Place(..) => Some(env.key(KeyContext::Report, Action::Edit)),
            Purpose::Conclusion(..) => None,
        };
        let again = key.map(|key| {
            env.lang.pick(
                format!(" — {key} để viết tiếp"),
                format!(" — {key} to continue"),
            )
        });
        let again = again.unwrap_or_default();
        Next::notify(env.lang.pick(
            format!("Chưa lưu; bản nháp được giữ lại{again}."),
            format!("Not saved; your draft is kept{again}."),
        ))
        // Where it cannot be kept, the message of that takes the place of this one.
        .then(Next::Close)
    }

    fn save(&self, env: &Env) -> Next {
        let text = self.draft.editor.text().trim_end();
        let seen = &self.draft.seen;
        let changes = match &self.purpose {
            Purpose::Note(tasks, _) => {
                let note = |task: &TaskId| Change::AddNote {
                    task: *task,
                    kind: self.draft.kind,
                    body: text.to_owned(),
                    answers: self.draft.answers,
                };
                tasks.iter().map(note).collect()
            }
            Purpose::Place(..) if !self.is_changed() => return self.leave(env),
            Purpose::Place(kind, part) => vec![Change::SetSetting {
                key: text_key(*kind, part.name),
                value: text.to_owned(),
                seen: Some(seen.clone()).filter(|seen| !seen.is_empty()),
            }],
            Purpose::Conclusion(review, of) => {
                let (review, body) = (*review, text.trim().to_owned());
                vec![Change::Review(match *of {
                    None => ReviewChange::Conclude { review, body },
                    Some(conclusion) => ReviewChange::Reword {
                        conclusion,
                        before: seen.clone(),
                        after: body,
                    },
                })]
            }
        };
        self.marked.apply(None, changes, env)
    }

    /// What a colleague has written meanwhile was shown: a second save replaces it.
    fn rebase(&mut self, conflicts: &[Conflict]) {
        if let Purpose::Note(..) = self.purpose {
            // What it answered is gone: it is a note like any other.
            self.draft.answers = None;
            return;
        }
        let theirs = conflicts.first().and_then(|one| one.clashes.first());
        self.draft.seen = match theirs.map(|clash| &clash.theirs) {
            Some(FieldValue::Text(text)) => text.clone(),
            _ => String::new(),
        };
    }
}

impl Layer for TextBox {
    fn context(&self) -> KeyContext {
        match self.purpose {
            Purpose::Note(..) => KeyContext::Note,
            Purpose::Place(..) | Purpose::Conclusion(..) => KeyContext::Text,
        }
    }

    fn footer(&self) -> Footer {
        Footer::of(match self.purpose {
            Purpose::Note(..) => &[
                Action::Save,
                Action::Back,
                Action::NextKind,
                Action::NewLine,
            ],
            _ => &[Action::Save, Action::Back, Action::NewLine],
        })
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        match action {
            Action::Back => return Ok(self.leave(cx.env)),
            Action::Save => return Ok(self.save(cx.env)),
            Action::NextKind => self.draft.kind = self.draft.kind.next(),
            _ => self.draft.editor.act_in_box(action, columns(cx.env)),
        }
        Ok(Next::Stay)
    }

    fn text(&mut self) -> Option<&mut Editor> {
        Some(&mut self.draft.editor)
    }

    fn set_marked(&mut self, marked: MarkedTasks) {
        self.marked = marked;
    }

    fn unsaved(&self) -> Unsaved<'_> {
        match self.purpose.key(self.draft.answers) {
            None => Unsaved::Nothing,
            Some(key) => Unsaved::Draft {
                key,
                draft: &self.draft,
                changed: self.is_changed(),
            },
        }
    }

    fn reply(&mut self, reply: Reply, cx: &Cx<'_>) -> Result<Next> {
        let note = matches!(self.purpose, Purpose::Note(..));
        Ok(match reply {
            Reply::Save => self.save(cx.env),
            Reply::Discard if !note => self.leave(cx.env),
            _ => Next::Stay,
        })
    }

    fn saved(&mut self, _: &Saved, _: &Cx<'_>) -> Result<Next> {
        self.saved = true;
        Ok(Next::Close)
    }

    fn refused(
        &mut self,
        error: Option<&StoreError>,
        message: String,
        _: &Cx<'_>,
    ) -> Option<String> {
        if let Some(StoreError::Conflict(conflicts)) = error {
            self.rebase(conflicts);
        }
        Some(message)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        let lang = env.lang;
        let (rows, title) = match &self.purpose {
            Purpose::Note(_, of) => {
                let title = match self.draft.answers {
                    Some(_) => lang.pick("Trả lời vướng mắc", "Answer the difficulty"),
                    None => lang.pick("Ghi chú", "Note"),
                };
                (14, format!("{title} · {of}"))
            }
            Purpose::Place(period, _) => {
                let kind = kind(*period).get(lang);
                let title = lang.pick(
                    format!("Nội dung báo cáo {kind}"),
                    format!("Report text ({kind})"),
                );
                (16, title)
            }
            Purpose::Conclusion(_, of) => {
                let title = match of {
                    Some(_) => lang.pick("Sửa kết luận", "Edit the conclusion"),
                    None => lang.pick("Kết luận giao ban", "Conclusion of the review"),
                };
                (14, title.to_owned())
            }
        };
        let area = env.layout().dialog(COLUMNS, rows);
        let inside = draw_box(canvas, area, &title, env.theme);
        let used = match &self.purpose {
            Purpose::Note(..) => draw_kinds(canvas, inside, self.draft.kind, env),
            Purpose::Place(_, part) => draw_prompt(canvas, inside, part.prompt.get(lang), env),
            Purpose::Conclusion(..) => 0,
        };
        let text = Rect {
            y: inside.y + used,
            height: inside.height.saturating_sub(used),
            ..inside
        };
        draw_text(canvas, text, &self.draft.editor, env);
    }
}

/// The kinds of notes in one row; where it is narrow the chosen one alone.
fn draw_kinds(canvas: &mut Canvas<'_>, inside: Rect, chosen: NoteKind, env: &Env) -> u16 {
    let name = |kind| labels::note_kind(kind).get(env.lang);
    let widths = NoteKind::ALL.iter().map(|kind| width(name(*kind)) + 2);
    let narrow = widths.sum::<usize>() + 1 > usize::from(inside.width);
    let kinds = NoteKind::ALL.into_iter();
    let kinds = kinds.filter(|kind| !narrow || *kind == chosen);
    let kinds = kinds.map(|kind| {
        // The chosen one bears a sign too, for terminals without styles.
        if kind == chosen {
            (format!("[{}]", name(kind)), env.theme.selected())
        } else {
            (format!(" {} ", name(kind)), env.theme.dim())
        }
    });
    let front = std::iter::once((" ".to_owned(), Style::new()));
    line(
        canvas,
        Rect {
            height: 1,
            ..inside
        },
        front.chain(kinds),
    );
    1
}

/// What is to be written, above the text; returns the rows that it takes.
fn draw_prompt(canvas: &mut Canvas<'_>, inside: Rect, prompt: &str, env: &Env) -> u16 {
    let columns = usize::from(inside.width.saturating_sub(2)).max(1);
    let mut prompt = if inside.height < LOW {
        vec![cut(prompt, columns).into_owned()]
    } else {
        wrap(prompt, columns)
    };
    if inside.height >= LOW {
        prompt.push(String::new());
    }
    let used = u16::try_from(prompt.len()).unwrap_or(1);
    for (row, words) in rows_of(inside).zip(prompt) {
        line(canvas, row, [(format!(" {words}"), env.theme.dim())]);
    }
    used
}

/// The rows of a text round the cursor, a column in from the border.
fn draw_text(canvas: &mut Canvas<'_>, inside: Rect, editor: &Editor, env: &Env) {
    let text = Rect {
        x: inside.x + 1,
        width: inside.width.saturating_sub(2),
        ..inside
    };
    let layout = editor.layout(columns(env));
    let (row, column) = layout.cursor;
    let top = (row + 1).saturating_sub(usize::from(text.height).max(1));
    for (at, words) in rows_of(text).zip(layout.lines.iter().skip(top)) {
        line(canvas, at, [(words.as_str(), Style::new())]);
    }
    set_cursor(canvas, text, column, row - top);
}
