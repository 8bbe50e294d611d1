//! A frame in few bytes, for what a key sends to the terminal is felt over ssh.
//!
//! Beyond what ratatui's own backend writes: one sequence where a style changes, with the short codes of
//! the sixteen colours; none for a blank that looks the same in both styles; a step to the right where
//! cells of a row are left out; no hiding of a cursor that is hidden.

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;
use std::io::{self, Write};

/// Writes frames to a terminal.
pub(crate) struct Frames<W: Write> {
    inner: CrosstermBackend<W>,
    /// Kept for its room.
    frame: String,
    cursor_is_hidden: bool,
}

impl<W: Write> Frames<W> {
    pub(crate) fn new(writer: W) -> Self {
        Self {
            inner: CrosstermBackend::new(writer),
            frame: String::new(),
            cursor_is_hidden: false,
        }
    }
}

/// What a cell looks like beside its symbol.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct CellStyle {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// What shows on a blank too.
const ON_BLANKS: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT);

/// Each with its code.
const MODIFIERS: [(Modifier, u8); 8] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

impl CellStyle {
    fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }

    /// Whether a blank looks the same in both.
    fn suits_blank(self, other: Self) -> bool {
        let shown = (self.modifier | other.modifier).intersection(ON_BLANKS);
        self == other || (self.bg == other.bg && shown.is_empty())
    }

    /// The sequence (SGR, ECMA-48) that leads from this look to another.
    fn lead_to(self, other: Self, out: &mut String) {
        if self == other {
            return;
        }
        let mut codes = String::new();
        let lost = !other.modifier.contains(self.modifier);
        let from = if lost { Self::default() } else { self };
        if lost || other == Self::default() {
            codes.push_str(";0");
        }
        if other != Self::default() {
            let gained = other.modifier.difference(from.modifier);
            for (modifier, code) in MODIFIERS {
                if gained.contains(modifier) {
                    // Writing into a text does not fail.
                    let _ = write!(codes, ";{code}");
                }
            }
            if other.fg != from.fg {
                add_colour(&mut codes, 30, other.fg);
            }
            if other.bg != from.bg {
                add_colour(&mut codes, 40, other.bg);
            }
        }
        let codes = codes.trim_start_matches(';');
        let _ = write!(out, "\x1b[{}m", if codes == "0" { "" } else { codes });
    }
}

/// The colours that have codes of their own, in the order of these.
const COLOURS: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// Adds the code of a colour: `base` is 30 for letters, 40 for their background.
fn add_colour(codes: &mut String, base: usize, colour: Color) {
    let place = COLOURS.iter().position(|one| *one == colour);
    // Writing into a text does not fail.
    let _ = match (colour, place) {
        (Color::Rgb(r, g, b), _) => write!(codes, ";{};2;{r};{g};{b}", base + 8),
        (Color::Indexed(at), _) => write!(codes, ";{};5;{at}", base + 8),
        (_, Some(dark @ ..8)) => write!(codes, ";{}", base + dark),
        (_, Some(bright)) => write!(codes, ";{}", base + 60 + bright - 8),
        (_, None) => write!(codes, ";{}", base + 9),
    };
}

/// Whether every terminal gives it one column: signs from U+2000 on have two in some.
fn is_narrow(symbol: &str) -> bool {
    let mut letters = symbol.chars();
    letters.next().is_some_and(|letter| letter < '\u{2000}') && letters.next().is_none()
}

/// Adds the cells that a frame changes, in the order of rows.
fn add_frame<'a>(out: &mut String, cells: impl Iterator<Item = (u16, u16, &'a Cell)>) {
    let mut look = CellStyle::default();
    // Where the cursor is after the last cell, and whether that is sure.
    let mut cursor = None;
    let mut is_sure = false;
    for (x, y, cell) in cells {
        let in_row = cursor.filter(|(_, row)| *row == y);
        let gap = in_row.and_then(|(column, _)| x.checked_sub(column));
        // Writing into a text does not fail.
        let _ = match gap {
            Some(0) => Ok(()),
            Some(1) if is_sure => write!(out, "\x1b[C"),
            Some(gap) if is_sure => write!(out, "\x1b[{gap}C"),
            _ => {
                is_sure = true;
                write!(out, "\x1b[{};{}H", y + 1, x + 1)
            }
        };
        let wanted = CellStyle::of(cell);
        if cell.symbol() != " " || !wanted.suits_blank(look) {
            look.lead_to(wanted, out);
            look = wanted;
        }
        out.push_str(cell.symbol());
        is_sure &= is_narrow(cell.symbol());
        cursor = Some((x + 1, y));
    }
    look.lead_to(CellStyle::default(), out);
}

impl<W: Write> Backend for Frames<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.frame.clear();
        add_frame(&mut self.frame, content);
        self.inner.write_all(self.frame.as_bytes())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.cursor_is_hidden {
            return Ok(());
        }
        self.cursor_is_hidden = true;
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor_is_hidden = false;
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.inner)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    const SIZE: Rect = Rect::new(0, 0, 24, 4);

    fn any_colour() -> impl Strategy<Value = Color> {
        prop_oneof![
            Just(Color::Reset),
            Just(Color::Red),
            Just(Color::DarkGray),
            Just(Color::LightBlue),
            Just(Color::White),
            (16_u8..=255).prop_map(Color::Indexed),
            any::<(u8, u8, u8)>().prop_map(|(r, g, b)| Color::Rgb(r, g, b)),
        ]
    }

    fn any_style() -> impl Strategy<Value = Style> {
        // Bold and dim are one intensity to the terminal of the test, whichever came last.
        let modifiers = prop::sample::subsequence(
            vec![
                Modifier::BOLD,
                Modifier::ITALIC,
                Modifier::UNDERLINED,
                Modifier::REVERSED,
            ],
            0..3,
        );
        (any_colour(), any_colour(), modifiers).prop_map(|(fg, bg, modifiers)| {
            let modifiers = modifiers.into_iter().collect();
            Style::new().fg(fg).bg(bg).add_modifier(modifiers)
        })
    }

    /// Texts in places, some of them with signs of two columns.
    fn any_frame() -> impl Strategy<Value = Buffer> {
        const WORDS: [&str; 8] = [
            "Rà soát",
            "quá hạn",
            "●",
            "✓ 12/3",
            "   ",
            "ĐƠN VỊ",
            "中文",
            "a",
        ];
        let word = (
            prop::sample::select(&WORDS[..]),
            0..24_u16,
            0..4_u16,
            any_style(),
        );
        prop::collection::vec(word, 0..12).prop_map(|words| {
            let mut frame = Buffer::empty(SIZE);
            for (text, x, y, style) in words {
                frame.set_string(x, y, text, style);
            }
            frame
        })
    }

    /// What a terminal shows after these frames, each sent as what differs from the last.
    fn shown(frames: &[Buffer], draw: impl Fn(&mut Vec<u8>, &Buffer, &Buffer)) -> vt100::Parser {
        let mut terminal = vt100::Parser::new(SIZE.height, SIZE.width, 0);
        let mut last = Buffer::empty(SIZE);
        for frame in frames {
            let mut bytes = Vec::new();
            draw(&mut bytes, &last, frame);
            terminal.process(&bytes);
            last.clone_from(frame);
        }
        terminal
    }

    proptest! {
        #[test]
        fn a_terminal_shows_the_same_as_by_the_backend_of_ratatui(
            frames in prop::collection::vec(any_frame(), 1..4)
        ) {
            let ours = shown(&frames, |bytes, last, frame| {
                Frames::new(bytes).draw(last.diff(frame).into_iter()).unwrap();
            });
            let theirs = shown(&frames, |bytes, last, frame| {
                CrosstermBackend::new(bytes).draw(last.diff(frame).into_iter()).unwrap();
            });
            for row in 0..SIZE.height {
                for column in 0..SIZE.width {
                    let ours = ours.screen().cell(row, column).unwrap();
                    let theirs = theirs.screen().cell(row, column).unwrap();
                    prop_assert_eq!(ours.contents().trim_end(), theirs.contents().trim_end());
                    prop_assert_eq!(ours.bgcolor(), theirs.bgcolor());
                    prop_assert_eq!(ours.inverse(), theirs.inverse());
                    prop_assert_eq!(ours.underline(), theirs.underline());
                    if !ours.contents().trim().is_empty() || ours.inverse() {
                        prop_assert_eq!(ours.fgcolor(), theirs.fgcolor());
                        prop_assert_eq!(ours.bold(), theirs.bold());
                        prop_assert_eq!(ours.italic(), theirs.italic());
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_left_out_costs_a_step_and_a_blank_no_colour() {
        let mut frame = Buffer::empty(SIZE);
        frame.set_string(0, 0, "quá", Style::new().fg(Color::DarkGray));
        frame.set_string(4, 0, "hạn", Style::new().fg(Color::DarkGray));
        frame.set_string(3, 1, "● 3", Style::new());
        let mut bytes = Vec::new();
        let changed = Buffer::empty(SIZE);
        let mut backend = Frames::new(&mut bytes);
        backend.draw(changed.diff(&frame).into_iter()).unwrap();
        let sent = String::from_utf8(bytes).unwrap();
        assert_eq!(
            sent,
            "\x1b[1;1H\x1b[90mquá\x1b[Chạn\x1b[2;4H\x1b[m●\x1b[2;6H3"
        );
    }
}
