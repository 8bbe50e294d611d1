//! The real program in a pseudo-terminal: what a terminal sends and what it gets back.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use cchc::domain::change::Change;
use cchc::domain::day::Day;
use cchc::domain::person::Actor;
use cchc::domain::task::{State, Task};
use cchc::domain::unit::{UnitKind, UnitText};
use cchc::present::lang::Lang;
use cchc::store::{OpenMode, Stamp, Store, backup};
use cchc::tui::Session;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long anything may take on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long the program may take to end once it is asked to.
const AT_ONCE: Duration = Duration::from_secs(1);

/// Where in a file SQLite's lock of those who use it begins.
const SHARED_FROM: &str = "1073741826";

/// What the program has sent, and the screen that it makes.
struct Shown {
    screen: vt100::Parser,
    bytes: Vec<u8>,
    /// The program has closed its end.
    over: bool,
    /// The test does not listen any more.
    deaf: bool,
}

/// A copy of the demonstration, which is made once.
fn demonstration(path: &Path) {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mẫu.db");
        drop(cchc::plan::sample::create(&path).unwrap());
        std::fs::read(&path).unwrap()
    });
    std::fs::write(path, made).unwrap();
}

/// The program in a terminal, on its own copy of the demonstration.
struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
    listener: Option<JoinHandle<()>>,
    modes_before: String,
    code: u32,
    folder: TempDir,
}

impl Terminal {
    /// Opens the program and waits for its first frame.
    fn open() -> Self {
        let terminal = Self::start(24, 80);
        terminal.until("the first frame", |screen| screen.contains("2.3.1-01°"));
        terminal
    }

    fn start(rows: u16, cols: u16) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kế hoạch.db");
        demonstration(&file);
        Self::start_in(folder, rows, cols)
    }

    /// Starts the program on a file that may not be there yet.
    fn start_in(folder: TempDir, rows: u16, cols: u16) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cchc"));
        command.args(["--lang", "vi", "--as", "Lan", "--db"]);
        command.arg(folder.path().join("kế hoạch.db"));
        Self::run(command, &[], folder, (rows, cols))
    }

    /// Runs a program that knows nothing of this machine but its folder and these variables.
    fn run(
        mut command: CommandBuilder,
        variables: &[(&str, &str)],
        folder: TempDir,
        (rows, cols): (u16, u16),
    ) -> Self {
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let modes_before = format!("{:?}", pair.master.get_termios().unwrap());
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", folder.path());
        for (name, value) in variables {
            command.env(name, value);
        }
        command.cwd(folder.path());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let shown = Arc::new((
            Mutex::new(Shown {
                screen: vt100::Parser::new(rows, cols, 0),
                bytes: Vec::new(),
                over: false,
                deaf: false,
            }),
            Condvar::new(),
        ));
        let reader = pair.master.try_clone_reader().unwrap();
        let message = Arc::clone(&shown);
        let listener = std::thread::spawn(move || listen(reader, &message));
        Self {
            listener: Some(listener),
            modes_before,
            code: 0,
            writer: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            child,
            shown,
            folder,
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("kế hoạch.db")
    }

    /// Sends bytes in one write.
    fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(bytes.as_ref()).unwrap();
        writer.flush().unwrap();
    }

    /// Waits until the screen is as described.
    fn until(&self, what: &str, fits: impl Fn(&str) -> bool) {
        self.until_it(what, |screen| fits(&screen.contents()));
    }

    /// Waits until the terminal is as described.
    fn until_it(&self, what: &str, fits: impl Fn(&vt100::Screen) -> bool) {
        self.until_shown(what, |shown| fits(shown.screen.screen()));
    }

    /// Waits until what the program has sent is as described.
    fn until_shown(&self, what: &str, fits: impl Fn(&Shown) -> bool) {
        if !self.shows_within(PATIENCE, fits) {
            let screen = self.shown.0.lock().unwrap().screen.screen().contents();
            panic!("no {what}:\n{screen}");
        }
    }

    /// Whether what the program has sent is as described before so long has passed, or it ends.
    fn shows_within(&self, patience: Duration, fits: impl Fn(&Shown) -> bool) -> bool {
        let (lock, changed) = &*self.shown;
        let deadline = Instant::now() + patience;
        let mut shown = lock.lock().unwrap();
        loop {
            if fits(&shown) {
                return true;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || shown.over {
                return false;
            }
            shown = changed.wait_timeout(shown, left).unwrap().0;
        }
    }

    /// Waits until all that the last key has brought was sent.
    fn until_quiet(&self) -> MutexGuard<'_, Shown> {
        let (lock, changed) = &*self.shown;
        let mut shown = lock.lock().unwrap();
        loop {
            let (now, timeout) = changed
                .wait_timeout(shown, Duration::from_millis(200))
                .unwrap();
            shown = now;
            if timeout.timed_out() {
                return shown;
            }
        }
    }

    /// Waits until the screen shows this.
    fn wait_for(&self, text: &str) {
        self.until(text, |screen| screen.contains(text));
    }

    /// Waits until the program has ended and closed its terminal; gives all that it sent.
    fn ended(&mut self, within: Duration) -> Vec<u8> {
        let (lock, changed) = &*self.shown;
        let deadline = Instant::now() + within;
        let mut shown = lock.lock().unwrap();
        while !shown.over {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "still running after {within:?}");
            shown = changed.wait_timeout(shown, left).unwrap().0;
        }
        let bytes = shown.bytes.clone();
        drop(shown);
        self.code = self.child.wait().unwrap().exit_code();
        bytes
    }

    /// The program is gone with its terminal's line; somebody starts it again on the same file.
    fn again(mut self, signal: &str) -> Self {
        self.signal(signal);
        self.ended(AT_ONCE);
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap());
        let terminal = Self::start_in(folder, 24, 80);
        terminal.until("the first frame", |screen| screen.contains("2.3.1-01°"));
        terminal
    }

    /// The letter by which the system names what the process does: T while it is stopped.
    fn does(&self) -> String {
        let id = self.child.process_id().unwrap();
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
        let behind = stat.rsplit(')').next().unwrap().trim_start();
        behind.chars().take(1).collect()
    }

    fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        let status = std::process::Command::new("kill")
            .args(["-s", name, &id])
            .status();
        assert!(status.unwrap().success());
    }

    fn task(&self, code: &str) -> Task {
        let store = Store::open(&self.file(), OpenMode::ReadOnly).unwrap();
        let plan = store.plan().unwrap().id;
        let id = store.find_code(plan, code).unwrap().unwrap();
        store.task(id).unwrap().unwrap()
    }

    /// The modes of the terminal: whole lines or single keys, echo, signals by keys.
    fn modes(&self) -> String {
        let master = self.master.as_ref().unwrap();
        format!("{:?}", master.get_termios().unwrap())
    }

    /// Milliseconds of processor time that the program has used, in steps of ten.
    fn processor_time(&self) -> u64 {
        let id = self.child.process_id().unwrap();
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
        let fields: Vec<&str> = stat
            .rsplit(')')
            .next()
            .unwrap()
            .split_whitespace()
            .collect();
        fields[11..13]
            .iter()
            .map(|n| n.parse::<u64>().unwrap() * 10)
            .sum()
    }

    /// Whether the program holds the lock by which SQLite knows that the file is in use. The system
    /// drops it as soon as anything in the process closes a handle of its own on the file.
    fn holds_the_file(&self) -> bool {
        let id = self.child.process_id().unwrap().to_string();
        let locks = std::fs::read_to_string("/proc/locks").unwrap();
        locks.lines().any(|line| {
            let fields: Vec<&str> = line.split_whitespace().collect();
            fields.get(4) == Some(&id.as_str()) && fields.get(6) == Some(&SHARED_FROM)
        })
    }

    fn resize(&self, rows: u16, cols: u16) {
        let mut shown = self.shown.0.lock().unwrap();
        // The parser has no screen of one column; what is sent to it then is a letter all the same.
        if cols > 1 {
            shown.screen.screen_mut().set_size(rows, cols);
        }
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.master.as_ref().unwrap().resize(size).unwrap();
    }
}

/// Nothing outlives its test.
impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads until the program closes its end or the test has heard enough.
fn listen(mut reader: Box<dyn Read + Send>, message: &(Mutex<Shown>, Condvar)) {
    let (lock, changed) = message;
    let mut chunk = [0; 4096];
    loop {
        let n = reader.read(&mut chunk).unwrap_or(0);
        let mut shown = lock.lock().unwrap();
        if n == 0 || shown.deaf {
            shown.over = n == 0;
            changed.notify_all();
            return;
        }
        shown.screen.process(&chunk[..n]);
        shown.bytes.extend_from_slice(&chunk[..n]);
        changed.notify_all();
    }
}

/// Minh of the finance division, at the same file.
fn minh() -> Stamp {
    Stamp {
        actor: Actor {
            account: "kehoach".to_owned(),
            person: "Minh".to_owned(),
        },
        recorded_at: 1_623_400_000_000,
        day: Day::from_ymd_opt(2021, 6, 11).unwrap(),
    }
}

/// The terminal is as it was before the program came.
fn is_restored(terminal: &Terminal, bytes: &[u8]) {
    let tail = String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(40)..]).into_owned();
    for sequence in ["\u{1b}[?2004l", "\u{1b}[?1049l", "\u{1b}[?25h"] {
        assert!(
            tail.contains(sequence),
            "{sequence:?} is missing in {tail:?}"
        );
    }
    let shown = terminal.shown.0.lock().unwrap();
    let screen = shown.screen.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
    drop(shown);
    assert_eq!(terminal.modes(), terminal.modes_before);
}

#[test]
fn a_days_work_walks_the_tabs_marks_a_task_writes_a_note_and_quits() {
    let mut terminal = Terminal::open();
    {
        let shown = terminal.shown.0.lock().unwrap();
        let screen = shown.screen.screen();
        assert!(screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste());
    }
    assert_ne!(terminal.modes(), terminal.modes_before);
    for tab in [
        "[0 Chỉ đạo 6/19",
        "[1 Thể chế 2/6",
        "[2 TTHC 2/12",
        "[3 Bộ máy 1/6",
        "[4 Công vụ 2/6",
        "[5 Tài chính 1/5",
        "[6 CPĐT 5/24",
        "[* Tất cả 19/78",
    ] {
        terminal.send("\t");
        terminal.wait_for(tab);
    }
    terminal.send("g");
    terminal.until("the first row", |screen| screen.contains("›●*2.3.1-01°"));
    terminal.send(" ");
    terminal.wait_for("Đã xong 2.3.1-01");

    terminal.send("n");
    terminal.wait_for("Ghi chú · 2.3.1-01");
    // Telex, each word in one write: d d u o w c j, then H u y n h f.
    terminal.send("d\u{7f}đuo\u{7f}\u{7f}ươc\u{7f}\u{7f}ợc Huynh\u{7f}\u{7f}\u{7f}ỳnh");
    terminal.wait_for("│ được Huỳnh");
    // Some set-ups send 0x08.
    terminal.send(" chinh\u{8}\u{8}\u{8}ính\r");
    terminal.wait_for("│ được Huỳnh chính");
    // A letter in two writes: its beginning comes together with what is seen.
    let letter = "ế".as_bytes();
    terminal.send([b"thi".as_slice(), &letter[..1]].concat());
    terminal.wait_for("│ thi");
    terminal.send(&letter[1..2]);
    terminal.send([&letter[2..], b"u"].concat());
    terminal.wait_for("│ thiếu");
    terminal.send("\u{13}");
    terminal.wait_for("Đã ghi chú 2.3.1-01");
    terminal.send("q");
    let bytes = terminal.ended(PATIENCE);

    is_restored(&terminal, &bytes);
    assert_eq!(terminal.code, 0);
    let task = terminal.task("2.3.1-01");
    assert_eq!(task.row.state, State::Done);
    assert_eq!(task.notes[0].body, "được Huỳnh chính\nthiếu");
    assert!(
        task.notes[0].signed.starts_with("Lan"),
        "{}",
        task.notes[0].signed
    );
}

#[test]
fn a_report_is_copied_by_the_terminals_own_sequence_and_saved_in_the_folder() {
    let mut terminal = Terminal::open();
    terminal.send("2b\r");
    terminal.wait_for("Tháng 6 năm 2021 · 2 TTHC");
    terminal.until("the report", |screen| screen.contains("BÁO CÁO"));
    terminal.send("y");
    terminal.wait_for("Đã sao chép ");
    terminal.send("s\r");
    terminal.wait_for("Đã lưu “bao-cao-thang-6-2021-tthc.docx”");
    terminal.send("q");
    let bytes = terminal.ended(PATIENCE);
    let sent = String::from_utf8_lossy(&bytes);
    let (_, rest) = sent.split_once("\u{1b}]52;c;").unwrap();
    let (encoded, _) = rest.split_once("\u{1b}\\").unwrap();
    // Nothing of the text itself stands in the sequence.
    assert!(
        encoded
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b))
    );
    let text = String::from_utf8(decoded(encoded)).unwrap();
    assert!(
        text.starts_with("DỰ THẢO\n") && text.contains("Lĩnh vực: Cải cách thủ tục hành chính")
    );
    assert_eq!(sent.matches("\u{1b}]52;").count(), 1);
    assert!(
        terminal
            .folder
            .path()
            .join("bao-cao-thang-6-2021-tthc.docx")
            .exists()
    );
}

/// What base 64 stands for.
fn decoded(text: &str) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bits = 0_u32;
    let (mut held, mut out) = (0, Vec::new());
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        let value = LETTERS.iter().position(|known| *known == letter).unwrap();
        bits = bits << 6 | u32::try_from(value).unwrap();
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    out
}

#[test]
fn a_paste_is_text_and_never_keys() {
    let mut terminal = Terminal::open();
    terminal.send("\u{1b}[200~dd q :q! n\n\u{1b}[201~");
    terminal.send("/");
    terminal.wait_for("Tìm:");
    terminal.send("\u{1b}[200~rà soát\u{1b}[201~");
    terminal.wait_for("Tìm: rà soát");
    terminal.send("\u{1b}");
    terminal.until("the whole list", |screen| screen.contains("79 việc"));
    terminal.send("q");
    terminal.ended(PATIENCE);
}

#[test]
fn signals_to_end_leave_the_terminal_clean() {
    for (name, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let mut terminal = Terminal::open();
        terminal.send("n");
        terminal.wait_for("Ghi chú · 2.3.1-01");
        terminal.signal(name);
        let bytes = terminal.ended(AT_ONCE);
        is_restored(&terminal, &bytes);
        assert_eq!(terminal.code, code, "{name}");
    }
}

/// Keys into a screen, and what is read there.
const SCREENS: [(&str, &str); 11] = [
    ("", "2.3.1-01°"),
    ("\r", "● đang thực hiện · quá hạn 72 ngày"),
    ("p", "Nghị quyết số 01"),
    ("?", "╭ Phím tắt"),
    ("f", "╭ Lọc"),
    (":", "╭ Lệnh"),
    ("/", "Tìm:"),
    ("e", "Shift-Tab mục trước"),
    ("b\r", "BÁO CÁO"),
    ("r\r", "1/25"),
    ("nmật", "│ mật"),
];

#[test]
fn a_panic_on_any_screen_restores_the_terminal_and_then_names_its_place() {
    for (way, shown) in SCREENS {
        let folder = tempfile::tempdir().unwrap();
        demonstration(&folder.path().join("kế hoạch.db"));
        let mut terminal = panicking(folder);
        terminal.wait_for("2.3.1-01°");
        terminal.send(way);
        terminal.wait_for(shown);
        std::fs::write(terminal.folder.path().join("now"), "").unwrap();
        terminal.send("\u{1b}[C");
        let bytes = terminal.ended(PATIENCE);
        let message = message_after_restoring(&terminal, &bytes);
        assert!(!message.contains("mật"), "{way:?}: {message}");
        let drafts = folder_of_drafts(terminal.folder.path()).read_dir();
        let kept = drafts.is_ok_and(|mut drafts| drafts.next().is_some());
        assert_eq!(kept, way.starts_with('n'), "{way:?}");
    }
}

#[test]
fn a_panic_before_the_first_key_restores_the_terminal_too() {
    let folder = tempfile::tempdir().unwrap();
    demonstration(&folder.path().join("kế hoạch.db"));
    std::fs::write(folder.path().join("start"), "").unwrap();
    let mut terminal = panicking(folder);
    let bytes = terminal.ended(PATIENCE);
    message_after_restoring(&terminal, &bytes);
}

/// A screen on the file in a folder that panics once a file "now" or "start" is there.
fn panicking(folder: TempDir) -> Terminal {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "panics_on_request", "--ignored", "--nocapture"]);
    command.args(["--test-threads", "1", "--color", "never"]);
    Terminal::run(command, &[], folder, (24, 80))
}

/// The message of a panic, which follows the terminal as it was.
fn message_after_restoring(terminal: &Terminal, bytes: &[u8]) -> String {
    let line = "cchc: Chương trình gặp lỗi tại tests/terminal.rs:";
    let sent = String::from_utf8_lossy(bytes);
    let at = sent.find(line).unwrap_or_else(|| panic!("{sent}"));
    is_restored(terminal, sent[..at].as_bytes());
    let message = &sent[at..];
    // Left once: a second time would put the cursor back on the line.
    assert!(!message.contains("[?1049l"), "{message:?}");
    message.to_owned()
}

fn folder_of_drafts(home: &Path) -> PathBuf {
    home.join("viết dở")
}

#[test]
#[ignore = "run by the test above, in a process of its own"]
fn panics_on_request() {
    cchc::start::prepare();
    cchc::start::set_language(Lang::Vi);
    let home = std::env::current_dir().unwrap();
    let session = Session {
        store: Store::open(&home.join("kế hoạch.db"), OpenMode::ReadWrite).unwrap(),
        today: minh().day,
        day_is_fixed: false,
        signer: minh().actor.into(),
        person_is_known: true,
        my_unit: None,
        lang: Lang::Vi,
        ascii: false,
        color: true,
        // Asked for after the first frame, for the visit that begins.
        now: || {
            assert!(!Path::new("start").exists(), "lời mật");
            1_623_400_000_000
        },
        calendar: || minh().day,
        // Asked for before each wait for a key.
        until_midnight: || {
            assert!(!Path::new("now").exists(), "lời mật");
            Duration::from_secs(3600)
        },
        remember: |_| {},
        drafts: Some(folder_of_drafts(&home)),
        visits: None,
        folder: home.clone(),
        home: Some(home),
        program: std::path::PathBuf::new,
    };
    cchc::tui::run(session).unwrap();
}

#[test]
fn what_was_being_written_when_the_line_broke_is_offered_again() {
    let mut terminal = Terminal::open();
    terminal.send("n");
    terminal.wait_for("Ghi chú · 2.3.1-01");
    terminal.send("Đang chờ ý kiến\rphòng KHTC");
    terminal.wait_for("│ phòng KHTC");
    let mut terminal = terminal.again("HUP");
    terminal.wait_for("Còn viết dở: ghi chú của 2.3.1-01");
    terminal.send("n");
    terminal.wait_for("│ phòng KHTC");
    terminal.send("\u{13}");
    terminal.wait_for("Đã ghi chú 2.3.1-01");
    // A conclusion of a review is no less of a text.
    terminal.send("r\r");
    terminal.wait_for("1/25");
    terminal.send("dGiao Văn phòng\rbáo cáo");
    terminal.wait_for("│ báo cáo");
    let mut terminal = terminal.again("TERM");
    terminal.wait_for("Còn viết dở: kết luận giao ban");
    terminal.send("r\r");
    terminal.wait_for("1/25");
    terminal.send("d");
    terminal.wait_for("│ báo cáo");
    terminal.send("\u{13}");
    terminal.wait_for("Đã ghi kết luận");
    // What was saved is not offered again.
    terminal.send("\u{1b}");
    terminal.wait_for("Giao ban tạm dừng");
    let terminal = terminal.again("HUP");
    terminal.until("no draft", |screen| !screen.contains("viết dở"));
    let task = terminal.task("2.3.1-01");
    assert_eq!(task.notes[0].body, "Đang chờ ý kiến\nphòng KHTC");
}

#[test]
fn a_draft_survives_a_kill_seconds_after_its_last_letter() {
    let mut terminal = Terminal::open();
    terminal.send("nĐang chờ ý kiến");
    terminal.wait_for("│ Đang chờ ý kiến");
    // Nobody presses a key any more. What is on the disk is waited for, not a time.
    let drafts = terminal.folder.path().join(".local/state/cchc/drafts");
    let begun = Instant::now();
    let written = || {
        let files = std::fs::read_dir(&drafts).into_iter().flatten().flatten();
        let paths = files.map(|file| file.path());
        let drafts = paths.filter(|path| path.extension().is_some_and(|end| end == "json"));
        let mut texts = drafts.filter_map(|path| std::fs::read_to_string(path).ok());
        texts.any(|text| text.contains("Đang chờ ý kiến"))
    };
    while !written() {
        assert!(begun.elapsed() < PATIENCE, "nothing is kept");
        std::thread::park_timeout(Duration::from_millis(20));
    }
    let terminal = terminal.again("KILL");
    terminal.wait_for("Còn viết dở: ghi chú của 2.3.1-01");
}

#[test]
fn the_screen_that_a_killed_program_left_is_cleared_before_the_first_frame() {
    let mut terminal = Terminal::open();
    terminal.send("q");
    let sent = String::from_utf8(terminal.ended(PATIENCE)).unwrap();
    let (_, entered) = sent.split_once("\u{1b}[?1049h").unwrap();
    let before_the_frame = entered.split_once("Kế hoạch CCHC 2021").unwrap().0;
    assert!(
        before_the_frame.contains("\u{1b}[2J"),
        "{before_the_frame:?}"
    );
}

#[test]
fn a_text_that_is_lost_by_a_signal_is_reported() {
    let mut terminal = Terminal::open();
    // The home folder becomes one where nothing can be made, once the visit is kept there.
    let local = terminal.folder.path().join(".local");
    let begun = Instant::now();
    while !local.join("state/cchc/visits.json").exists() {
        assert!(begun.elapsed() < PATIENCE, "the visit is not kept");
        std::thread::park_timeout(Duration::from_millis(20));
    }
    std::fs::remove_dir_all(&local).unwrap();
    std::fs::write(&local, "").unwrap();
    terminal.send("nĐang chờ ý kiến");
    terminal.wait_for("Không giữ được bản nháp trên đĩa (không phải thư mục)");
    terminal.signal("TERM");
    let bytes = terminal.ended(PATIENCE);
    assert_eq!(terminal.code, 143);
    let printed = String::from_utf8_lossy(&bytes);
    let line = "cchc: Không giữ được nội dung đang viết dở (không phải thư mục)";
    let at = printed.find(line).unwrap_or_else(|| panic!("{printed:?}"));
    is_restored(&terminal, printed[..at].as_bytes());
}

#[test]
fn a_suspended_program_restores_the_terminal_and_continues_where_it_was() {
    let mut terminal = Terminal::open();
    terminal.send("n");
    terminal.wait_for("Ghi chú · 2.3.1-01");
    terminal.send("Viết dở");
    terminal.wait_for("│ Viết dở");
    terminal.signal("TSTP");
    let since = Instant::now();
    while terminal.does() != "T" {
        assert!(since.elapsed() < PATIENCE, "{}", terminal.does());
        std::thread::yield_now();
    }
    terminal.until_it("the screen before", |screen| !screen.alternate_screen());
    let bytes = terminal.shown.0.lock().unwrap().bytes.clone();
    is_restored(&terminal, &bytes);
    terminal.signal("CONT");
    terminal.until_it("the program's screen", |screen| {
        let shown = screen.contents().contains("│ Viết dở");
        shown && screen.alternate_screen() && screen.bracketed_paste()
    });
    terminal.send(" nữa\u{13}");
    terminal.wait_for("Đã ghi chú 2.3.1-01");
    terminal.send("q");
    let bytes = terminal.ended(PATIENCE);
    is_restored(&terminal, &bytes);
    assert_eq!(terminal.task("2.3.1-01").notes[0].body, "Viết dở nữa");
}

/// Takes the terminal away from a program that has nothing to write; it goes with it.
fn goes_with(mut terminal: Terminal) {
    terminal.send("?");
    terminal.until("the keys", |screen| screen.contains("Phím tắt"));
    drop(terminal.until_quiet());
    // The listener holds the terminal open; it leaves with the next frame.
    terminal.shown.0.lock().unwrap().deaf = true;
    terminal.send("j");
    terminal.listener.take().unwrap().join().unwrap();
    let since = Instant::now();
    terminal.writer = None;
    terminal.master = None;
    let mut killer = terminal.child.clone_killer();
    let (done, gone) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        let child = &mut terminal.child;
        scope.spawn(move || done.send(child.wait().is_ok()));
        let gone = gone.recv_timeout(PATIENCE);
        let _ = killer.kill();
        assert!(gone.is_ok());
    });
    assert!(since.elapsed() < AT_ONCE, "{:?}", since.elapsed());
}

#[test]
fn the_program_ends_with_its_terminal() {
    goes_with(Terminal::open());
}

#[test]
fn the_program_ends_with_its_terminal_even_without_a_signal() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kế hoạch.db");
    demonstration(&file);
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cchc"));
    command.args(["--lang", "vi", "--as", "Lan", "--db"]);
    command.arg(file);
    // As in a container, or behind `setsid`: it has the terminal, but the system does not know.
    command.set_controlling_tty(false);
    let terminal = Terminal::run(command, &[], folder, (24, 80));
    terminal.until("the first frame", |screen| screen.contains("2.3.1-01°"));
    goes_with(terminal);
}

/// The program on its own copy of the demonstration, with these variables.
fn with(variables: &[(&str, &str)]) -> Terminal {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kế hoạch.db");
    demonstration(&file);
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cchc"));
    command.args(["--lang", "vi", "--as", "Lan", "--db"]);
    command.arg(file);
    Terminal::run(command, variables, folder, (24, 80))
}

#[test]
fn a_terminal_that_knows_no_sequences_gets_a_sentence_and_none_of_them() {
    let mut terminal = with(&[("TERM", "dumb")]);
    let bytes = terminal.ended(PATIENCE);
    let printed = String::from_utf8(bytes).unwrap();
    assert!(printed.contains("cchc list"), "{printed}");
    assert!(!printed.contains('\u{1b}'), "{printed:?}");
    assert_eq!(terminal.code, 2);
}

#[test]
fn who_wants_no_colours_gets_none() {
    let coloured = |variables: &[(&str, &str)]| {
        let mut terminal = with(variables);
        terminal.wait_for("2.3.1-01°");
        terminal.send("q");
        let sent = String::from_utf8(terminal.ended(PATIENCE)).unwrap();
        // 3x and 4x set a colour, 39 and 49 take it away.
        let styles = sent
            .split("\u{1b}[")
            .filter_map(|rest| rest.split_once('m'));
        let codes = styles.flat_map(|(codes, _)| codes.split(';'));
        codes
            .filter(|code| code.len() == 2 && code.starts_with(['3', '4']) && !code.ends_with('9'))
            .count()
    };
    assert_eq!(coloured(&[("NO_COLOR", "1")]), 0);
    assert_ne!(coloured(&[]), 0);
}

#[test]
fn the_smallest_terminal_and_back() {
    let mut terminal = Terminal::open();
    terminal.resize(1, 1);
    terminal.send("j");
    terminal.until("one letter", |screen| screen.trim() == "C");
    terminal.resize(30, 100);
    terminal.until("the whole screen", |screen| {
        screen.contains("›●!2.4-05°") && screen.contains("›Tất cả")
    });
    terminal.resize(10, 40);
    terminal.wait_for("‹* Tất cả 19/78 ●7›");
    terminal.send("q");
    terminal.ended(PATIENCE);
}

#[test]
fn a_terminal_of_any_size_is_drawn_on_and_restored() {
    let mut terminal = Terminal::open();
    let absurd = PtySize {
        rows: u16::MAX,
        cols: u16::MAX,
        pixel_width: 0,
        pixel_height: 0,
    };
    terminal.master.as_ref().unwrap().resize(absurd).unwrap();
    terminal.until_shown("a frame wider than before", |shown| {
        places(&shown.bytes).iter().any(|(_, column)| *column > 80)
    });
    // F2 writes a note: the program draws and hears.
    terminal.send("\u{1b}OQ");
    terminal.until("the note", |screen| screen.contains("[ghi chú]"));
    terminal.resize(24, 80);
    terminal.until("the note again", |screen| {
        // What was drawn for a larger terminal lies over each other on this one.
        let drawn_again = !screen.contains("f lọc");
        drawn_again && screen.contains("Ghi chú · 2.3.1-01") && screen.contains("Ctrl-S lưu")
    });
    terminal.send("\u{1b}");
    terminal.wait_for("f lọc");
    terminal.send("q");
    let bytes = terminal.ended(PATIENCE);
    is_restored(&terminal, &bytes);
    // Beyond a thousand columns and five hundred rows nothing is drawn.
    let beyond = |(row, column): &(u32, u32)| *row > 500 || *column > 1_000;
    assert!(!places(&bytes).iter().any(beyond));
}

#[test]
fn a_key_in_the_moment_of_another_size_is_not_left_for_the_next_one() {
    let mut terminal = Terminal::open();
    for turn in 0..100 {
        terminal.send("?");
        terminal.resize(24, 99 + turn % 2);
        terminal.wait_for("PgDn trang sau");
        terminal.send("\u{1b}");
        terminal.resize(24, 99 + (turn + 1) % 2);
        terminal.until("home", |screen| screen.contains("f lọc"));
    }
    terminal.send("q");
    terminal.ended(PATIENCE);
}

/// Rows and columns, from 1, to which the program has moved the terminal's cursor.
fn places(bytes: &[u8]) -> Vec<(u32, u32)> {
    let sent = String::from_utf8_lossy(bytes);
    let moves = sent.split("\u{1b}[").filter_map(|sequence| {
        let (place, _) = sequence.split_once('H')?;
        let (row, column) = place.split_once(';')?;
        Some((row.parse().ok()?, column.parse().ok()?))
    });
    moves.collect()
}

#[test]
fn what_another_program_writes_appears_without_a_key() {
    let mut terminal = Terminal::open();
    let task = terminal.task("2.3.1-01");
    let mut store = Store::open(&terminal.file(), OpenMode::ReadWrite).unwrap();
    let stamp = minh();
    let change = Change::Complete {
        task: task.row.id,
        occurrence: None,
        done_on: stamp.day,
        result: None,
    };
    store.apply(&[change], &stamp).unwrap();
    terminal.wait_for("[* Tất cả 20/78 ●6]");
    terminal.send("q");
    terminal.ended(PATIENCE);
}

#[test]
fn its_lock_on_the_file_is_held_whatever_the_program_does() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kế hoạch.db");
    let plan = cchc::plan::of_year(2021).unwrap();
    drop(Store::create(&file, &plan, &minh(), None).unwrap());
    let mut terminal = Terminal::start_in(folder, 24, 80);
    terminal.wait_for("việc chưa giao");
    let since = Instant::now();
    while backup::all(&file).is_empty() {
        assert!(since.elapsed() < PATIENCE, "no copy of the day");
        std::thread::yield_now();
    }
    assert!(terminal.holds_the_file(), "after the day's copy");
    terminal.send("n");
    terminal.wait_for("Ghi chú · ");
    terminal.send("Đã gửi\u{13}");
    terminal.wait_for("Đã ghi chú ");
    assert!(terminal.holds_the_file(), "after a note");
    let mut colleague = Store::open(&file, OpenMode::ReadWrite).unwrap();
    let plan = colleague.plan().unwrap().id;
    let change = Change::Start {
        task: colleague.find_code(plan, "2.1-01").unwrap().unwrap(),
        started: true,
    };
    colleague.apply(&[change], &minh()).unwrap();
    drop(colleague);
    terminal.send("b\r");
    terminal.until("the report", |screen| screen.contains("BÁO CÁO"));
    terminal.send("s\r");
    terminal.wait_for("Đã lưu “");
    assert!(terminal.holds_the_file(), "after a report");
    terminal.send("q");
    terminal.ended(PATIENCE);
}

#[test]
fn no_line_leads_out_of_the_machine() {
    let terminal = Terminal::open();
    let process = format!("/proc/{}", terminal.child.process_id().unwrap());
    let open: Vec<String> = std::fs::read_dir(format!("{process}/fd"))
        .unwrap()
        .filter_map(|entry| std::fs::read_link(entry.unwrap().path()).ok())
        .map(|to| to.to_string_lossy().into_owned())
        .collect();
    assert!(
        open.iter().any(|to| to.ends_with("kế hoạch.db")),
        "{open:?}"
    );
    for kind in ["tcp", "tcp6", "udp", "udp6", "raw", "raw6"] {
        // Each line names its socket by number in the tenth place.
        let sockets = std::fs::read_to_string(format!("{process}/net/{kind}")).unwrap_or_default();
        for line in sockets.lines().skip(1) {
            let socket = format!("socket:[{}]", line.split_whitespace().nth(9).unwrap());
            assert!(!open.contains(&socket), "{kind}: {line}");
        }
    }
}

#[test]
fn nothing_runs_while_nothing_happens() {
    let mut terminal = Terminal::open();
    terminal.send("j");
    terminal.until("the cursor", |screen| screen.contains("›●!2.4-05°"));
    let shown = terminal.until_quiet();
    let (sent, used) = (shown.bytes.len(), terminal.processor_time());
    // Any output within this time ends the wait.
    let while_quiet = |shown: &mut Shown| shown.bytes.len() == sent;
    let watch = Duration::from_millis(1500);
    let (shown, timeout) = terminal
        .shown
        .1
        .wait_timeout_while(shown, watch, while_quiet)
        .unwrap();
    assert!(timeout.timed_out(), "{:?}", &shown.bytes[sent..]);
    drop(shown);
    // The clock counts in ticks of ten: a program that runs on would use a hundred and more.
    assert!(terminal.processor_time() - used <= 20);
    terminal.send("q");
    terminal.ended(PATIENCE);
}

#[test]
fn the_first_run_without_a_file_offers_to_make_one() {
    let mut terminal = Terminal::start_in(tempfile::tempdir().unwrap(), 24, 80);
    terminal.until("the welcome", |screen| {
        screen.contains("Chào mừng") && screen.contains("bản minh họa") && screen.contains("2021")
    });
    terminal.send("3\r");
    terminal.until("the plan of 2021", |screen| {
        screen.contains("việc chưa giao — m chọn, c giao")
    });
    terminal.send("q");
    terminal.ended(PATIENCE);
    let store = Store::open(&terminal.file(), OpenMode::ReadOnly).unwrap();
    assert!(!store.plan().unwrap().illustrative);
}

#[test]
fn the_welcome_asks_again_and_fits_a_narrow_terminal() {
    let mut terminal = Terminal::start_in(tempfile::tempdir().unwrap(), 24, 40);
    terminal.until("the welcome, cut between words", |screen| {
        screen.contains("Enter  thoát") && screen.contains("\nhoạch cải cách hành chính.")
    });
    terminal.send("7\r");
    terminal.until("the question again", |screen| {
        screen.contains("Hãy gõ một số từ 1 đến 3")
    });
    terminal.send("\r");
    terminal.ended(PATIENCE);
    assert_eq!(terminal.code, 0);
    let kept = std::fs::read_dir(terminal.folder.path()).unwrap();
    assert_eq!(kept.count(), 0);
}

#[test]
fn the_welcome_restores_the_copy_of_a_missing_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kế hoạch.db");
    let plan = cchc::plan::of_year(2021).unwrap();
    let store = Store::create(&file, &plan, &minh(), None).unwrap();
    store.backup(None, 0).unwrap();
    drop(store);
    let before = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    let mut terminal = Terminal::start_in(folder, 24, 100);
    terminal.until("the copy first", |screen| {
        screen.contains("1  khôi phục bản sao gần nhất") && screen.contains("2  bản minh họa")
    });
    terminal.send("1\r");
    terminal.until("the plan", |screen| {
        screen.contains("việc chưa giao — m chọn, c giao")
    });
    terminal.send("q");
    terminal.ended(PATIENCE);
    let store = Store::open(&file, OpenMode::ReadOnly).unwrap();
    assert_eq!(store.check().unwrap(), []);
    assert!(!before.is_empty());
}

#[test]
fn enter_leaves_the_welcome_and_creates_nothing() {
    let mut terminal = Terminal::start_in(tempfile::tempdir().unwrap(), 24, 80);
    terminal.until("the welcome", |screen| screen.contains("Enter  thoát"));
    terminal.send("\r");
    terminal.ended(PATIENCE);
    assert_eq!(terminal.code, 0);
    assert_eq!(
        std::fs::read_dir(terminal.folder.path()).unwrap().count(),
        0
    );
}

#[test]
fn an_annex_is_imported_from_its_file_and_undone_completely() {
    let folder = tempfile::tempdir().unwrap();
    let plan = cchc::plan::of_year(2027).unwrap();
    let mut store =
        Store::create(&folder.path().join("kế hoạch.db"), &plan, &minh(), None).unwrap();
    let text = UnitText {
        abbreviation: "TTra".to_owned(),
        name: "Thanh tra Sở".to_owned(),
        kind: UnitKind::Inspectorate,
        aliases: Vec::new(),
    };
    let inspectorate = Change::SetUnit {
        unit: None,
        text: Box::new(text),
    };
    store.apply(&[inspectorate], &minh()).unwrap();
    drop(store);
    let annex = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/annexes/files/h01.xlsx");
    std::fs::copy(annex, folder.path().join("Phụ lục 2027.xlsx")).unwrap();
    let mut terminal = Terminal::start_in(folder, 40, 120);
    let tasks = |terminal: &Terminal| {
        let store = Store::open(&terminal.file(), OpenMode::ReadOnly).unwrap();
        let plan = store.plan().unwrap();
        store.written_tasks(plan.id).unwrap().len()
    };
    terminal.wait_for("chưa có nhiệm vụ nào");
    terminal.send("i");
    terminal.wait_for("Phụ lục 2027.xlsx");
    // Found without accents.
    terminal.send("phu luc");
    terminal.send("\r");
    terminal.until("the preview", |screen| screen.contains("? chưa hiểu 1"));
    assert_eq!(tasks(&terminal), 0);
    // The lead is the office itself: VP does it for the office.
    terminal.send("]2");
    terminal.until("nothing unclear", |screen| screen.contains("? chưa hiểu 0"));
    terminal.send("\r");
    terminal.wait_for("Đã nhập từ Phụ lục 2027.xlsx: 7 nhiệm vụ mới");
    terminal.until("the list", |screen| screen.contains("Tất cả 0/7"));
    assert_eq!(tasks(&terminal), 7);
    let copies = backup::all(&terminal.file());
    assert!(!copies.is_empty(), "a copy of the file is made first");
    terminal.send("u");
    terminal.wait_for("chưa có nhiệm vụ nào");
    assert_eq!(tasks(&terminal), 0);
    terminal.send("q");
    terminal.ended(AT_ONCE);
}

#[test]
fn where_nothing_is_due_in_so_many_days_a_person_at_a_terminal_reads_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kế hoạch.db");
    demonstration(&file);
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cchc"));
    command.args(["--lang", "vi", "remind", "--all", "--due-in", "7,3", "--db"]);
    command.arg(&file);
    let mut terminal = Terminal::run(command, &[], folder, (24, 80));
    let printed = String::from_utf8(terminal.ended(PATIENCE)).unwrap();
    let sentence = "Không có việc nào còn đúng 7 hoặc 3 ngày nữa là đến hạn.";
    assert!(printed.contains(sentence), "{printed}");
}
