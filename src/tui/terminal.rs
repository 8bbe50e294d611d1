//! The terminal: entered once, and left clean on every way out: quit, error, panic, signals.

use crate::tui::backend::Frames;
use crate::tui::drafts::DraftStore;
use crate::tui::layout::drawn;
use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use std::io::{self, BufWriter, Stdout};
use std::sync::atomic::{AtomicBool, Ordering};

/// The screen that the program draws on, which follows the terminal's size by [`fit`] alone.
pub(crate) type Screen = Terminal<Frames<BufWriter<Stdout>>>;

/// Whether the program has the terminal.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Its columns and rows. The output itself is asked first: crossterm opens the terminal's device for it.
///
/// # Errors
/// What the terminal says.
pub(crate) fn size() -> io::Result<(u16, u16)> {
    match terminal_size::terminal_size_of(io::stdout()) {
        Some((columns, rows)) => Ok((columns.0, rows.0)),
        None => crossterm::terminal::size(),
    }
}

/// Takes the terminal over. It is sent at once: whoever draws the terminal is awake when the first frame
/// comes. What [`leave`] undoes is all that is done here. The screen is cleared, for a terminal that still
/// shows the alternate screen of a program that was killed does not clear it again.
///
/// # Errors
/// What the terminal says.
pub(crate) fn enter() -> io::Result<()> {
    TAKEN.store(true, Ordering::Relaxed);
    enable_raw_mode()?;
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        Clear(ClearType::All),
        EnableBracketedPaste,
        crossterm::cursor::Hide
    )
}

/// Gives the terminal back, once: leaving the alternate screen puts the cursor where it stood before,
/// and a second time it would come to stand upon what was printed since. Errors are ignored: there may
/// be no terminal any more.
pub(crate) fn leave() {
    // Held to the end, so that whoever comes meanwhile finds it done.
    let mut out = io::stdout().lock();
    if !TAKEN.swap(false, Ordering::Relaxed) {
        return;
    }
    let _ = execute!(
        out,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        crossterm::cursor::Show
    );
    let _ = disable_raw_mode();
}

/// A screen for a terminal of that many columns and rows.
///
/// # Errors
/// What the terminal says.
pub(crate) fn screen((columns, rows): (u16, u16)) -> io::Result<Screen> {
    let (columns, rows) = drawn(columns, rows);
    // A frame leaves in few writes, not one a cell.
    let backend = Frames::new(BufWriter::with_capacity(64 * 1024, io::stdout()));
    let viewport = Viewport::Fixed(Rect::new(0, 0, columns, rows));
    Terminal::with_options(backend, TerminalOptions { viewport })
}

/// Follows the terminal's size; says how much of it is drawn on.
///
/// # Errors
/// What the terminal says.
pub(crate) fn fit(screen: &mut Screen) -> io::Result<(u16, u16)> {
    let (columns, rows) = size()?;
    let (columns, rows) = drawn(columns, rows);
    let area = Rect::new(0, 0, columns, rows);
    if screen.current_buffer_mut().area != area {
        screen.resize(area)?;
    }
    Ok((columns, rows))
}

/// Empties the screen, so that the next frame is drawn whole. The terminal is not asked where its
/// cursor stands, as ratatui's own clearing does: the thread that reads keys would keep the answer.
///
/// # Errors
/// What the terminal says.
pub(crate) fn wipe(screen: &mut Screen) -> io::Result<()> {
    let (columns, rows) = size()?;
    let (columns, rows) = drawn(columns, rows);
    screen.resize(Rect::new(0, 0, columns, rows))
}

/// Asks the terminal to put a text into its clipboard (OSC 52). The text is encoded, so that nothing
/// in it can be a sequence. Whether the terminal did is not known.
///
/// # Errors
/// What the terminal says.
pub(crate) fn copy(text: &str) -> io::Result<()> {
    execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
}

/// Gives the terminal back when it goes out of scope.
pub(crate) struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

/// A panic first writes down what was being written and gives the terminal back, so that its message
/// can be read.
pub(crate) fn install_panic_hook(store: DraftStore) {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        // The line of the panic itself matters more than that this could not be done.
        let _ = store.close();
        leave();
        before(info);
    }));
}
