//! Choosing what is imported: a path, typed or completed from the tables that lie in its folder, or rows
//! that are pasted.

use crate::domain::text::{LINE_MAX, fold};
use crate::present::text::{pad, pad_left, safe, width};
use crate::store::Result;
use crate::tui::actions::{Action, KeyContext};
use crate::tui::command::ImportSource;
use crate::tui::env::Env;
use crate::tui::layers::layer::{Cx, Footer, Layer, News, Next, Request};
use crate::tui::widgets::dialog::draw_box;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::paint::{MARKER, line, rows_of, set_cursor};
use crate::tui::widgets::scroll::{scrolled, step};
use ratatui::Frame as Canvas;
use ratatui::style::Style;
use std::path::{Path, PathBuf};

/// What the names of tables end with.
const ENDINGS: [&str; 8] = ["xlsx", "xls", "ods", "docx", "csv", "tsv", "txt", "xlsm"];
/// So many names of a folder are offered.
const MOST: usize = 500;
const COLUMNS: u16 = 80;
const ROWS: u16 = 18;

#[derive(Debug)]
pub(crate) struct ChooseFile {
    typed: Editor,
    cursor: usize,
    /// The folder that was listed last, and what lies in it.
    folder: PathBuf,
    found: Vec<FolderEntry>,
}

/// A table, or a folder.
#[derive(Clone, Debug)]
struct FolderEntry {
    name: String,
    folded: String,
    /// In bytes; `None` for a folder.
    size: Option<u64>,
}

impl ChooseFile {
    pub(crate) fn new(env: &Env) -> Self {
        let mut choose = Self {
            typed: Editor::line("").with_limit(LINE_MAX),
            cursor: 0,
            folder: env.folder.clone(),
            found: found_in(&env.folder),
        };
        // Where there is a table the first one is chosen, not a folder.
        choose.cursor = choose.first_table();
        choose
    }

    fn first_table(&self) -> usize {
        let shown = self.shown();
        let table = shown.iter().position(|found| found.size.is_some());
        table.unwrap_or_default()
    }

    /// What is typed, in its folder's part and the part of the name.
    fn parts(&self) -> (&str, &str) {
        let typed = self.typed.text();
        typed
            .rfind('/')
            .map_or(("", typed), |at| typed.split_at(at + 1))
    }

    /// What was found by the name that is typed.
    fn shown(&self) -> Vec<&FolderEntry> {
        let wanted = fold(self.parts().1);
        let fits = |found: &&FolderEntry| wanted.split(' ').all(|word| found.folded.contains(word));
        self.found.iter().filter(fits).collect()
    }

    /// Lists the folder that is typed now, where it is another one.
    fn look(&mut self, env: &Env) {
        let folder = path(self.parts().0, env);
        if folder != self.folder {
            self.found = found_in(&folder);
            self.folder = folder;
        }
        self.cursor = self.first_table();
    }

    /// Puts the name under the cursor in place of what is typed of it.
    fn complete(&mut self, env: &Env) {
        let Some(found) = self.shown().get(self.cursor).map(|found| (*found).clone()) else {
            return;
        };
        let end = if found.size.is_none() { "/" } else { "" };
        let whole = format!("{}{}{end}", self.parts().0, found.name);
        self.typed.set(&whole);
        self.look(env);
    }

    /// Reads the table under the cursor, or what is typed where that names none.
    fn open(&mut self, env: &Env) -> Next {
        let (folder, name) = self.parts();
        let named = self.found.iter().any(|found| found.name == name);
        let under = self.shown().get(self.cursor).map(|found| found.size);
        match under {
            Some(None) => {
                self.complete(env);
                Next::Stay
            }
            Some(Some(_)) if !named => {
                let name = self
                    .shown()
                    .get(self.cursor)
                    .map(|found| found.name.clone());
                let file = path(folder, env).join(name.unwrap_or_default());
                Next::Open(Request::Import(ImportSource::File(file)))
            }
            _ if name.is_empty() => Next::fail(nothing(env)),
            _ => Next::Open(Request::Import(ImportSource::File(
                path(folder, env).join(name),
            ))),
        }
    }
}

fn nothing(env: &Env) -> String {
    env.lang.text(
        "Không có tệp bảng nào ở thư mục này; hãy gõ đường dẫn hoặc dán các dòng.",
        "No table lies in this folder; type a path or paste rows.",
    )
}

/// A path as it is typed: from the folder at hand, "~" being the home folder.
fn path(typed: &str, env: &Env) -> PathBuf {
    match (typed.strip_prefix("~/"), &env.home) {
        (Some(below), Some(home)) => home.join(below),
        _ => env.folder.join(typed),
    }
}

/// The tables in a folder, the newest first, then its folders by name. Nothing where it cannot be read.
fn found_in(folder: &Path) -> Vec<FolderEntry> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let (mut tables, mut folders) = (Vec::new(), Vec::new());
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        // What Office and LibreOffice keep beside an open file begins with these.
        let hidden = name.starts_with(['.', '~']);
        let Some(about) = std::fs::metadata(entry.path()).ok().filter(|_| !hidden) else {
            continue;
        };
        let folded = fold(&name);
        let ending = Path::new(&name).extension().unwrap_or_default();
        let ending = ending.to_string_lossy().to_ascii_lowercase();
        if about.is_dir() {
            let size = None;
            folders.push(FolderEntry { name, folded, size });
        } else if about.is_file() && ENDINGS.contains(&ending.as_str()) {
            let size = Some(about.len());
            tables.push((about.modified().ok(), FolderEntry { name, folded, size }));
        }
    }
    tables.sort_by(|(one, a), (other, b)| other.cmp(one).then_with(|| a.folded.cmp(&b.folded)));
    folders.sort_by(|a, b| a.folded.cmp(&b.folded));
    let tables = tables.into_iter().map(|(_, found)| found);
    tables.chain(folders).take(MOST).collect()
}

fn size(bytes: u64) -> String {
    const KILO: u64 = 1024;
    match bytes {
        0..KILO => format!("{bytes} B"),
        _ if bytes < KILO * KILO => format!("{} kB", bytes.div_ceil(KILO)),
        _ => format!("{} MB", bytes.div_ceil(KILO * KILO)),
    }
}

/// Whether a pasted text is rows of a table and no path.
fn is_rows(text: &str) -> bool {
    let inside = text.trim_matches(['\r', '\n']);
    inside.contains(['\t', '\n', '\r'])
}

impl Layer for ChooseFile {
    fn context(&self) -> KeyContext {
        KeyContext::ImportFile
    }

    fn footer(&self) -> Footer {
        Footer::of(&[
            Action::Open,
            Action::Complete,
            Action::Back,
            Action::Up,
            Action::Down,
        ])
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        let last = self.shown().len().saturating_sub(1);
        match action {
            Action::Back => return Ok(Next::Close),
            Action::Open => return Ok(self.open(cx.env)),
            Action::Complete => self.complete(cx.env),
            Action::Up | Action::Down => self.cursor = step(self.cursor, action, 1, last),
            _ => {
                self.typed.act(action);
                self.look(cx.env);
            }
        }
        Ok(Next::Stay)
    }

    fn text(&mut self) -> Option<&mut Editor> {
        Some(&mut self.typed)
    }

    fn typed(&mut self, _: &str, cx: &Cx<'_>) -> Result<Next> {
        self.look(cx.env);
        Ok(Next::Stay)
    }

    fn pasted(&mut self, text: &str, _: &Cx<'_>) -> Result<Option<Next>> {
        if !is_rows(text) {
            return Ok(None);
        }
        // Terminals send a line's end as the Enter key does.
        let rows = text.replace("\r\n", "\n").replace('\r', "\n");
        let import = Request::Import(ImportSource::Pasted(rows));
        Ok(Some(Next::Open(import)))
    }

    fn reload(&mut self, news: &News<'_>, _: &Cx<'_>) -> Result<Next> {
        Ok(match news {
            // It is looked at now.
            News::Sheets(_, Ok(_)) => Next::Close,
            _ => Next::Stay,
        })
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        let lang = env.lang;
        let area = env.layout().dialog(COLUMNS, ROWS);
        let title = lang.pick(
            "Nhập phụ lục kế hoạch, biểu đơn vị gửi lại",
            "Import a plan's annex, or a unit's sheet",
        );
        let inside = draw_box(canvas, area, title, env.theme);
        let columns = usize::from(inside.width);
        let mut rows = rows_of(inside);
        if let Some(row) = rows.next() {
            let label = lang.pick(" Tệp: ", " File: ");
            let room = columns.saturating_sub(width(label) + 1);
            let (text, column) = self.typed.view_line(room);
            let typed = [(label.to_owned(), env.theme.strong()), (text, Style::new())];
            line(canvas, row, typed);
            set_cursor(canvas, row, width(label) + column, 0);
        }
        if let Some(row) = rows.next() {
            let paste = lang.pick(
                "hoặc dán các dòng của bảng vào đây",
                "or paste the rows of a table here",
            );
            let hint = format!(" {paste} · {}", safe(&self.folder.to_string_lossy()));
            line(canvas, row, [(pad(&hint, columns), env.theme.dim())]);
        }
        let shown = self.shown();
        if shown.is_empty()
            && let Some(row) = rows.next()
        {
            let nothing = format!("   {}", nothing(env));
            return line(canvas, row, [(nothing, env.theme.dim())]);
        }
        let room = usize::from(inside.height.saturating_sub(2));
        let top = scrolled(0, self.cursor, room, shown.len());
        for (row, (at, found)) in rows.zip(shown.into_iter().enumerate().skip(top)) {
            let (marker, style) = match at == self.cursor {
                true => (MARKER, env.theme.selected()),
                false => (" ", Style::new()),
            };
            let (end, right) = match found.size {
                Some(bytes) => ("", size(bytes)),
                None => ("/", lang.text("thư mục", "folder")),
            };
            let label = format!("{}{end}", safe(&found.name));
            let label = pad(&label, columns.saturating_sub(13));
            let text = format!("{marker} {label} {} ", pad_left(&right, 9));
            line(canvas, row, [(text, style)]);
        }
    }
}
