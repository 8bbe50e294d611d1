//! The chart of growth: this program and the floor as just measured, others as they were.

use crate::other_programs::{Figures, OTHERS, Other};
use crate::samples::Rounds;
use crate::{Outcome, Size};
use std::fmt::Write as _;

const PAPER: &str = "#1d2021";
const INK: &str = "#ebdbb2";
const FAINT: &str = "#504945";
const OURS: &str = "#b8bb26";

/// Where a panel's plot lies within it, and how large it is; both scales are logarithmic.
const LEFT: f64 = 52.0;
const TOP: f64 = 44.0;
const WIDTH: f64 = 196.0;
const HEIGHT: f64 = 330.0;
/// How far panels stand apart.
const PANEL: f64 = 336.0;
/// Powers of ten of the tasks and of the milliseconds.
const TASKS: (i32, i32) = (2, 6);
const TIME: (i32, i32) = (-1, 5);
/// How far names stand apart at least.
const LINE: f64 = 12.0;

/// A line of a panel.
struct Line {
    name: &'static str,
    color: &'static str,
    points: Vec<(f64, f64)>,
    broad: bool,
}

/// Draws it beside the README's other pictures.
pub fn write(sizes: &[Size]) -> Outcome<()> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pictures/growth.svg");
    Ok(std::fs::write(path, drawn(sizes))?)
}

fn drawn(sizes: &[Size]) -> String {
    let (width, height) = (3.0 * PANEL, TOP + HEIGHT + 46.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"'DejaVu Sans', Verdana, sans-serif\" font-size=\"11\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{PAPER}\"/>\n"
    );
    type Panel = (
        &'static str,
        &'static str,
        &'static str,
        fn(&Other) -> Figures,
    );
    let panels: [Panel; 3] = [
        (
            "exec → first tasks on the screen",
            "first",
            "floor",
            |other| other.first,
        ),
        ("move down", "move", "floor", |other| other.down),
        ("done: key → frame", "done", "a bare commit", |other| {
            other.done
        }),
    ];
    for (at, (title, sample, beside, figures)) in panels.into_iter().enumerate() {
        let others = OTHERS.iter().map(|other| Line {
            name: other.name,
            color: other.color,
            points: figures(other).to_vec(),
            broad: false,
        });
        let mut lines: Vec<Line> = others.filter(|line| !line.points.is_empty()).collect();
        lines.push(measured(sizes, beside, INK, sample, |size| &size.floor));
        lines.push(measured(sizes, "cchc", OURS, sample, |size| &size.ours));
        writeln!(
            out,
            "<g transform=\"translate({:.0} 0)\">",
            at as f64 * PANEL
        )
        .ok();
        grid(&mut out, title);
        lines.iter().for_each(|line| curve(&mut out, line));
        names(&mut out, &lines);
        out.push_str("</g>\n");
    }
    out.push_str("</svg>\n");
    out
}

fn measured(
    sizes: &[Size],
    name: &'static str,
    color: &'static str,
    sample: &str,
    of: fn(&Size) -> &Rounds,
) -> Line {
    let point = |size: &Size| Some((size.tasks as f64, of(size).median(sample)?));
    Line {
        name,
        color,
        points: sizes.iter().filter_map(point).collect(),
        broad: name == "cchc",
    }
}

fn x(tasks: f64) -> f64 {
    LEFT + (tasks.log10() - f64::from(TASKS.0)) / f64::from(TASKS.1 - TASKS.0) * WIDTH
}

fn y(time: f64) -> f64 {
    TOP + (f64::from(TIME.1) - time.log10()) / f64::from(TIME.1 - TIME.0) * HEIGHT
}

fn text(out: &mut String, (x, y): (f64, f64), anchor: &str, color: &str, words: &str) {
    let at = format!("x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\"");
    writeln!(out, "<text {at} fill=\"{color}\">{words}</text>").ok();
}

fn grid(out: &mut String, title: &str) {
    text(out, (LEFT, 24.0), "start", INK, title);
    let (right, foot) = (LEFT + WIDTH, TOP + HEIGHT);
    let line = |out: &mut String, from: (f64, f64), to: (f64, f64)| {
        let ends = format!("M{:.1} {:.1}L{:.1} {:.1}", from.0, from.1, to.0, to.1);
        writeln!(
            out,
            "<path d=\"{ends}\" stroke=\"{FAINT}\" stroke-width=\"0.6\"/>"
        )
        .ok();
    };
    for power in TIME.0..=TIME.1 {
        let y = y(10f64.powi(power));
        line(out, (LEFT, y), (right, y));
        let words = match power {
            3.. => format!("{} s", 10i32.pow(power.unsigned_abs() - 3)),
            0.. => format!("{} ms", 10i32.pow(power.unsigned_abs())),
            _ => "0.1 ms".to_owned(),
        };
        text(out, (LEFT - 5.0, y + 4.0), "end", INK, &words);
    }
    for (power, words) in
        (TASKS.0..=TASKS.1).zip(["100", "1,000", "10,000", "100,000", "10⁶ tasks"])
    {
        let x = x(10f64.powi(power));
        line(out, (x, TOP), (x, foot));
        text(out, (x, foot + 17.0), "middle", INK, words);
    }
}

fn curve(out: &mut String, line: &Line) {
    let at: Vec<String> = line
        .points
        .iter()
        .map(|(tasks, time)| format!("{:.1} {:.1}", x(*tasks), y(*time)))
        .collect();
    let (color, width) = (line.color, if line.broad { 3.0 } else { 1.5 });
    let path = at.join("L");
    writeln!(
        out,
        "<path d=\"M{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{width}\"/>"
    )
    .ok();
    for (tasks, time) in &line.points {
        let (x, y) = (x(*tasks), y(*time));
        writeln!(
            out,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{width}\" fill=\"{color}\"/>"
        )
        .ok();
    }
}

/// The name of each line after its last point, moved down where another one stands there.
fn names(out: &mut String, lines: &[Line]) {
    let mut ends: Vec<(f64, f64, &Line)> = lines
        .iter()
        .filter_map(|line| {
            line.points
                .last()
                .map(|(tasks, time)| (x(*tasks), y(*time), line))
        })
        .collect();
    ends.sort_by(|one, other| one.1.total_cmp(&other.1));
    let mut placed: Vec<(f64, f64)> = Vec::new();
    for (x, y, line) in ends {
        let (mut y, near) = (y + 4.0, |at: &(f64, f64)| (at.0 - x).abs() < 60.0);
        while let Some(taken) = placed
            .iter()
            .filter(|at| near(at))
            .map(|at| at.1)
            .find(|taken| (taken - y).abs() < LINE)
        {
            y = taken + LINE;
        }
        placed.push((x, y));
        text(out, (x + 6.0, y), "start", line.color, line.name);
    }
}
