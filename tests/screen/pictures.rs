//! The pictures in the README are the program's own output, or its measured tables: drawn again here
//! and compared.
//!
//! `UPDATE_PICTURES=1 cargo test --test screen pictures` writes them again.

use crate::support::Desk;
use cchc::present::lang::Lang;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;

const CELL: (f64, f64) = (8.4, 18.0);
const PAPER: &str = "#1d2021";
const INK: &str = "#ebdbb2";

#[test]
fn the_pictures_in_the_readme_are_what_the_program_draws() {
    is_drawn("home", "");
    // The first task of a review: it is begun, and one key has answered the task before.
    is_drawn("review", "r <Enter> <Enter>");
}

/// What of an annex is new, what has changed since it was imported first, and what is asked.
#[test]
fn the_picture_of_an_import_is_what_the_program_draws() {
    const ANNEX: &str = include_str!("../pictures/annex.csv");
    let mut desk = Desk::open_plan(2027, Lang::Vi, 120, 26);
    desk.save_in_own_folder();
    desk.app.env.day_is_fixed = false;
    let day = cchc::domain::day::Day::from_ymd_opt(2026, 11, 30).unwrap();
    desk.app.start_day(day);
    let file = desk.folder().join("Phu luc KH CCHC 2027.csv");
    let rows: Vec<&str> = ANNEX.lines().collect();
    // As it was drafted: some rows are not there yet, some had other deadlines.
    let drafted = rows.iter().filter(|row| !row.contains("12/2027"));
    let drafted = drafted.map(|row| {
        row.replace("Quý II", "Quý I")
            .replace("Kỳ họp giữa năm", "")
    });
    std::fs::write(&file, drafted.collect::<Vec<_>>().join("\n")).unwrap();
    desk.keys("i <Enter>").finish_reading();
    desk.keys("<Enter>");
    std::fs::write(&file, ANNEX).unwrap();
    desk.keys("i <Enter>").finish_reading();
    desk.keys("]");
    is_kept("import", &svg(&desk.buffer().0));
}

/// Presses keys in the demonstration and holds the picture of that name against what is drawn.
fn is_drawn(name: &str, keys: &str) {
    let mut desk = Desk::open(Lang::Vi, 120, 40);
    desk.keys(keys);
    is_kept(name, &svg(&desk.buffer().0));
}

/// Holds the picture of that name against what was drawn.
fn is_kept(name: &str, drawn: &str) {
    let path = format!("{}/tests/pictures/{name}.svg", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        std::fs::write(&path, drawn).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(
        kept == drawn,
        "the picture {name} is out of date: UPDATE_PICTURES=1 cargo test --test screen pictures"
    );
}

#[test]
fn the_picture_of_what_was_lost_shows_the_measured_table() {
    is_kept("faults", &lost(include_str!("../README.md")));
}

/// The table of changes acknowledged and lost: a row for each program, a column for each bad day.
fn lost(readme: &str) -> String {
    let cells = |line: &str| -> Vec<String> {
        let cells = line.trim_matches('|').split('|');
        cells.map(|cell| cell.trim().to_owned()).collect()
    };
    let mut lines = readme
        .lines()
        .skip_while(|line| !line.starts_with("| acknowledged and lost |"));
    let programs = cells(lines.next().unwrap());
    let days = lines.skip(1).take_while(|line| line.starts_with('|'));
    let days: Vec<Vec<String>> = days.map(cells).collect();
    assert!(programs.len() > 2 && days.len() > 2);

    const ROW: usize = 26;
    const FIRST: usize = 190;
    const COLUMN: usize = 230;
    let (width, height) = (FIRST + days.len() * COLUMN, (programs.len() + 1) * ROW);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"'DejaVu Sans', Verdana, sans-serif\" font-size=\"13\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{PAPER}\"/>\n"
    );
    let mut text = |x: usize, row: usize, ink: &str, words: &str| {
        let y = (row + 1) * ROW;
        writeln!(
            out,
            "<text x=\"{x}\" y=\"{y}\" fill=\"{ink}\">{words}</text>"
        )
        .unwrap();
    };
    for (at, day) in days.iter().enumerate() {
        text(FIRST + at * COLUMN, 0, color(Color::DarkGray), &day[0]);
    }
    for (row, program) in programs.iter().enumerate().skip(1) {
        text(16, row, INK, program);
        for (at, day) in days.iter().enumerate() {
            let (ink, words) = match day[row].as_str() {
                "0" => (color(Color::Green), "none".to_owned()),
                lost => (color(Color::Red), format!("{lost} lost")),
            };
            text(FIRST + at * COLUMN, row, ink, &words);
        }
    }
    out.push_str("</svg>\n");
    out
}

fn svg(buffer: &Buffer) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let (width, height) = (
        f64::from(columns) * CELL.0 + 16.0,
        f64::from(rows) * CELL.1 + 16.0,
    );
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{PAPER}\"/>\n"
    );
    for y in 0..rows {
        let cells: Vec<&Cell> = (0..columns).map(|x| &buffer[(x, y)]).collect();
        let mut x = 0;
        while x < cells.len() {
            let first = cells[x];
            let run = cells[x..]
                .iter()
                .take_while(|cell| cell.style() == first.style())
                .count();
            push_run(&mut out, &cells[x..x + run], (x, usize::from(y)));
            x += run;
        }
    }
    out.push_str("</svg>\n");
    out
}

/// One run of cells of one style: its background where it is reversed, then its words. Words that
/// stand apart by more than a blank are placed on their own, so that columns stay columns in
/// whatever font the reader has.
fn push_run(out: &mut String, cells: &[&Cell], (x, y): (usize, usize)) {
    let cell = cells[0];
    let reversed = cell.modifier.contains(Modifier::REVERSED);
    let ink = if reversed { PAPER } else { color(cell.fg) };
    let top = at(y, CELL.1);
    if reversed {
        let (left, width) = (at(x, CELL.0), at(cells.len(), CELL.0) - 8.0);
        let (height, fill) = (CELL.1, color(cell.fg));
        writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height}\" fill=\"{fill}\"/>"
        )
        .unwrap();
    }
    let weight = if cell.modifier.contains(Modifier::BOLD) {
        " font-weight=\"bold\""
    } else {
        ""
    };
    let mut from = 0;
    while from < cells.len() {
        if cells[from].symbol() == " " {
            from += 1;
            continue;
        }
        let blank = |n: usize| cells.get(n).is_none_or(|cell| cell.symbol() == " ");
        let to = (from..).find(|n| blank(*n) && blank(n + 1)).unwrap();
        let word: String = cells[from..to].iter().map(|cell| cell.symbol()).collect();
        let word = word
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        let (left, base) = (at(x + from, CELL.0), top + 13.5);
        let width = at(to - from, CELL.0) - 8.0;
        writeln!(
            out,
            "<text x=\"{left:.1}\" y=\"{base:.1}\" textLength=\"{width:.1}\" \
             lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" fill=\"{ink}\"{weight}>{word}</text>"
        )
        .unwrap();
        from = to;
    }
}

/// Where a column or a row begins on the paper.
#[allow(clippy::cast_precision_loss)]
fn at(cells: usize, size: f64) -> f64 {
    cells as f64 * size + 8.0
}

fn color(color: Color) -> &'static str {
    match color {
        Color::Red => "#fb4934",
        Color::Green => "#b8bb26",
        Color::Yellow => "#fabd2f",
        Color::Magenta => "#d3869b",
        Color::Cyan => "#8ec07c",
        Color::DarkGray => "#928374",
        _ => INK,
    }
}
