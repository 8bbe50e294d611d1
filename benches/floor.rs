//! The floor: what ratatui and SQLite cost by themselves. Opens a plan's file, asks for one screen
//! of rows through the index of the order "due" at each key, and draws them at 120×40. It has no
//! other feature; whatever the program takes above it is the program's own doing.
//!
//! `cargo run --release --example floor -- FILE` (`j` next, `g` first, `q` quit), or `FILE SQL` to
//! print the first column of what that asks for and end.

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{Event, KeyCode, KeyEventKind, read};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use rusqlite::{Connection, OpenFlags, params};
use std::error::Error;
use std::io::{BufWriter, Write, stdout};

/// Rows of a screen of forty lines, less title and foot.
const ROWS: usize = 36;

type Row = (i64, i64, String, String);

fn rows(conn: &Connection, from: (i64, i64)) -> rusqlite::Result<Vec<Row>> {
    let mut statement = conn.prepare_cached(
        "SELECT due_key, id, code, title FROM task
         WHERE plan_id=1 AND (due_key, id) >= (?1, ?2) ORDER BY due_key, id LIMIT ?3",
    )?;
    statement
        .query_map(params![from.0, from.1, ROWS as i64 + 1], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let path = args.next().ok_or("floor FILE [SQL]")?;
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    match args.next() {
        Some(sql) => print(&conn, &sql),
        None => show(&conn),
    }
}

/// The answer to one question, a line for each row.
fn print(conn: &Connection, sql: &str) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::with_capacity(64 * 1024, stdout());
    let mut statement = conn.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        writeln!(out, "{}", row.get_ref(0)?.as_str()?)?;
    }
    Ok(out.flush()?)
}

fn show(conn: &Connection) -> Result<(), Box<dyn Error>> {
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen)?;
    let mut screen = Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(
        64 * 1024,
        stdout(),
    )))?;
    let (mut top, mut cursor) = ((0, 0), 0);
    loop {
        let shown = rows(conn, top)?;
        screen.draw(|canvas| {
            let width = canvas.area().width;
            let mut line = |y: usize, text: String, style: Style| {
                let at = Rect::new(0, u16::try_from(y).unwrap_or(u16::MAX), width, 1);
                canvas.render_widget(Line::styled(text, style), at.intersection(canvas.area()));
            };
            line(0, "floor".to_owned(), Style::new());
            for (at, (_, _, code, title)) in shown.iter().take(ROWS).enumerate() {
                let style = match at == cursor {
                    true => Style::new().add_modifier(Modifier::REVERSED),
                    false => Style::new(),
                };
                line(at + 1, format!(" {code:<12} {title:<90}"), style);
            }
            line(
                ROWS + 2,
                "j: next, g: first, q: quit".to_owned(),
                Style::new(),
            );
        })?;
        match read()? {
            Event::Key(key) if key.kind == KeyEventKind::Press => match key.code {
                KeyCode::Char('q') => break,
                KeyCode::Char('g') => (top, cursor) = ((0, 0), 0),
                KeyCode::Char('j') if cursor + 1 < ROWS.min(shown.len()) => cursor += 1,
                KeyCode::Char('j') => {
                    top = shown.get(1).map_or(top, |row| (row.0, row.1));
                }
                _ => {}
            },
            _ => {}
        }
    }
    execute!(stdout(), LeaveAlternateScreen)?;
    Ok(disable_raw_mode()?)
}
