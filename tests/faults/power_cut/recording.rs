//! What a program does to the files of one folder, call by call, as strace tells it.

use std::collections::HashMap;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One call that succeeded.
#[derive(Clone, Debug)]
pub enum Step {
    /// Opened in a way that makes the file where it is missing.
    Open { path: PathBuf, empty: bool },
    /// The file's length set.
    Resize { path: PathBuf, length: usize },
    /// Bytes written.
    Write {
        path: PathBuf,
        at: usize,
        bytes: Vec<u8>,
    },
    /// The disk asked to keep a file's bytes, or the names in a folder.
    Sync(PathBuf),
    /// A name moved, onto another one or not.
    Rename { from: PathBuf, to: PathBuf },
    /// Two names swapped.
    Exchange(PathBuf, PathBuf),
    /// A second name.
    Link { from: PathBuf, to: PathBuf },
    /// A name taken away.
    Unlink(PathBuf),
    /// A folder made.
    Folder(PathBuf),
    /// The person has been reported something.
    Reported,
}

/// All that changes a file or a name, and what moves the place of the next write. Those with a
/// question mark are not known on every machine.
const CALLS: &str = "?open,?creat,openat,?openat2,read,lseek,write,pwrite64,writev,pwritev,?pwritev2,\
    truncate,ftruncate,fallocate,fsync,fdatasync,?sync_file_range,sync,syncfs,?rename,renameat,\
    renameat2,?unlink,unlinkat,?rmdir,?link,linkat,?symlink,symlinkat,?mkdir,mkdirat,?dup2,dup,dup3,\
    ?copy_file_range,?sendfile,splice,mmap,?io_uring_setup";

/// Runs a program to its end and gives back what it did below `root`; it must end well.
pub fn record(root: &Path, program: &Command) -> Vec<Step> {
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-y", "-xx", "-qq", "-s", "16777216", "-e"])
        .arg(format!("trace={CALLS}"))
        .args(["-e", "signal=none", "-o"])
        .arg(log.path())
        .arg(program.get_program())
        .args(program.get_args())
        .current_dir(program.get_current_dir().unwrap())
        .env_clear()
        .envs(program.get_envs().filter_map(|(k, v)| Some((k, v?))))
        .stdin(Stdio::null());
    let ran = strace.output().unwrap_or_else(|error| {
        panic!("strace is needed ({error}); CCHC_NO_STRACE=1 where there is none")
    });
    let out = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{program:?}: {out}");
    let text = std::fs::read_to_string(log.path()).unwrap();
    let steps = Parser::new(root).read(&text);
    assert!(!steps.is_empty(), "strace has seen nothing: {out}");
    steps
}

struct Parser<'a> {
    root: &'a Path,
    /// Where the next write of each open file goes.
    places: HashMap<u32, usize>,
    steps: Vec<Step>,
}

/// The arguments of a call.
struct Call<'a> {
    name: &'a str,
    args: Vec<&'a str>,
    returned: &'a str,
}

impl Call<'_> {
    fn number(&self, at: usize) -> usize {
        self.args[at].parse().unwrap()
    }

    /// An open file: its number and its path, which none has that is not in a folder or is gone.
    fn file(&self, at: usize) -> (u32, Option<PathBuf>) {
        described(self.args[at])
    }

    /// A path beside the folder that it is reckoned from.
    fn path_at(&self, folder: usize) -> PathBuf {
        let (_, from) = described(self.args[folder]);
        from.unwrap_or_default().join(self.path(folder + 1))
    }

    fn path(&self, at: usize) -> PathBuf {
        PathBuf::from(OsString::from_vec(bytes(self.args[at])))
    }
}

/// `5<\x2f\x74>` or `AT_FDCWD<\x2f\x74>`.
fn described(arg: &str) -> (u32, Option<PathBuf>) {
    let (number, rest) = arg.split_once('<').unwrap_or((arg, ""));
    let path = rest
        .strip_suffix('>')
        .filter(|path| path.starts_with("\\x2f"));
    let path = path.map(|path| PathBuf::from(OsString::from_vec(bytes(path))));
    (number.parse().unwrap_or(u32::MAX), path)
}

/// Bytes written as `\x41\x42`, with or without quotation marks. One that was cut short is none.
fn bytes(hex: &str) -> Vec<u8> {
    assert!(!hex.ends_with("..."), "cut short by strace");
    let pairs = hex.trim_matches('"').split("\\x").skip(1);
    pairs
        .map(|pair| u8::from_str_radix(pair, 16).unwrap())
        .collect()
}

impl<'a> Parser<'a> {
    fn new(root: &'a Path) -> Self {
        Self {
            root,
            places: HashMap::new(),
            steps: Vec::new(),
        }
    }

    fn read(mut self, text: &str) -> Vec<Step> {
        // A call that another thread's call has interrupted stands on two lines.
        let mut begun: HashMap<&str, &str> = HashMap::new();
        for line in text.lines() {
            let (thread, rest) = line.split_once(char::is_whitespace).unwrap();
            let rest = rest.trim_start();
            if let Some(first) = rest.strip_suffix(" <unfinished ...>") {
                begun.insert(thread, first);
            } else if rest.starts_with("<... ") {
                let (_, last) = rest.split_once(" resumed>").unwrap();
                let whole = format!("{}{last}", begun.remove(thread).unwrap());
                self.line(&whole);
            } else {
                self.line(rest);
            }
        }
        self.steps
    }

    fn line(&mut self, line: &str) {
        let Some((name, rest)) = line.split_once('(') else {
            return;
        };
        let (args, returned) = rest.rsplit_once(" = ").unwrap();
        if returned.starts_with('-') || returned.starts_with('?') {
            return;
        }
        let args = args.trim_end().strip_suffix(')').unwrap();
        self.call(&Call {
            name,
            args: args.split(", ").collect(),
            returned: returned.split([' ', '<']).next().unwrap(),
        });
    }

    /// The index of a log is not looked at: whoever opens the file first throws it away.
    fn ours(&self, path: &Path) -> bool {
        path.starts_with(self.root) && !path.to_string_lossy().ends_with("-shm")
    }

    fn call(&mut self, call: &Call<'_>) {
        match call.name {
            "open" | "creat" | "openat" => self.open(call),
            "read" | "lseek" => {
                let (file, _) = call.file(0);
                let moved: usize = call.returned.parse().unwrap();
                let place = self.places.entry(file).or_default();
                *place = if call.name == "read" {
                    *place + moved
                } else {
                    moved
                };
            }
            "write" | "pwrite64" => self.write(call),
            "truncate" => self.push(call.path(0), |path| Step::Resize {
                path,
                length: call.number(1),
            }),
            "ftruncate" => self.on_file(call, |path| Step::Resize {
                path,
                length: call.number(1),
            }),
            "fsync" | "fdatasync" => self.on_file(call, Step::Sync),
            "rename" => self.rename(call.path(0), call.path(1)),
            "renameat" => self.rename(call.path_at(0), call.path_at(2)),
            "renameat2" if call.args[4].contains("RENAME_EXCHANGE") => {
                let (one, other) = (call.path_at(0), call.path_at(2));
                self.push(one, |one| Step::Exchange(one, other));
            }
            "renameat2" => self.rename(call.path_at(0), call.path_at(2)),
            "link" => self.link(call.path(0), call.path(1)),
            "linkat" => self.link(call.path_at(0), call.path_at(2)),
            "unlink" | "rmdir" => self.push(call.path(0), Step::Unlink),
            "unlinkat" => self.push(call.path_at(0), Step::Unlink),
            "mkdir" => self.push(call.path(0), Step::Folder),
            "mkdirat" => self.push(call.path_at(0), Step::Folder),
            "mmap" => {
                let shared = call.args[3].contains("MAP_SHARED") && call.args[2].contains("WRITE");
                let (_, path) = call.file(4);
                let path = path.filter(|path| shared && self.ours(path));
                assert_eq!(path, None, "written in memory, unseen");
            }
            other => {
                let seen = call.args.iter().any(|arg| {
                    described(arg).1.is_some_and(|path| self.ours(&path))
                        || (arg.starts_with('"') && self.ours(&call_path(arg)))
                });
                assert!(!seen, "not followed: {other}({:?})", call.args);
            }
        }
    }

    fn open(&mut self, call: &Call<'_>) {
        let (path, flags) = match call.name {
            "openat" => (call.path_at(0), call.args[2]),
            "open" => (call.path(0), call.args[1]),
            _ => (call.path(0), "O_CREAT|O_TRUNC"),
        };
        let file: u32 = call.returned.parse().unwrap();
        self.places.insert(file, 0);
        if !self.ours(&path) {
            return;
        }
        assert!(!flags.contains("O_APPEND"), "not followed: {flags}");
        if flags.contains("O_CREAT") || flags.contains("O_TRUNC") {
            let empty = flags.contains("O_TRUNC");
            self.steps.push(Step::Open { path, empty });
        }
    }

    fn write(&mut self, call: &Call<'_>) {
        let (file, path) = call.file(0);
        let written: usize = call.returned.parse().unwrap();
        let Some(path) = path.filter(|path| self.ours(path)) else {
            if file == 1 {
                self.steps.push(Step::Reported);
            }
            return;
        };
        let place = self.places.get_mut(&file).unwrap();
        let at = if call.name == "write" {
            let at = *place;
            *place += written;
            at
        } else {
            call.number(3)
        };
        let mut bytes = bytes(call.args[1]);
        bytes.truncate(written);
        self.steps.push(Step::Write { path, at, bytes });
    }

    fn on_file(&mut self, call: &Call<'_>, step: impl FnOnce(PathBuf) -> Step) {
        if let (_, Some(path)) = call.file(0) {
            self.push(path, step);
        }
    }

    fn push(&mut self, path: PathBuf, step: impl FnOnce(PathBuf) -> Step) {
        if self.ours(&path) {
            self.steps.push(step(path));
        }
    }

    fn rename(&mut self, from: PathBuf, to: PathBuf) {
        assert_eq!(self.ours(&from), self.ours(&to), "{from:?} {to:?}");
        self.push(from, |from| Step::Rename { from, to });
    }

    fn link(&mut self, from: PathBuf, to: PathBuf) {
        assert_eq!(self.ours(&from), self.ours(&to), "{from:?} {to:?}");
        self.push(from, |from| Step::Link { from, to });
    }
}

fn call_path(arg: &str) -> PathBuf {
    PathBuf::from(OsString::from_vec(bytes(arg)))
}
