//! A folder of one's own with a copy of the demonstration, and the program to run there.

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;

/// What a run of the program left.
#[derive(Debug)]
pub struct Ran {
    /// Its exit code.
    pub code: i32,
    /// Its standard output.
    pub out: String,
    /// Its error output.
    pub err: String,
}

impl Ran {
    /// The output of a run that went well.
    #[track_caller]
    pub fn ok(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// The error line of a run that failed with this code.
    #[track_caller]
    pub fn failed(self, code: i32) -> String {
        assert_eq!(self.code, code, "{self:?}");
        assert_eq!(self.err.lines().count(), 1, "{}", self.err);
        assert!(self.err.starts_with("cchc: "), "{}", self.err);
        self.err
    }
}

/// A folder with a plan's file in it.
pub struct Shell {
    dir: TempDir,
}

impl Shell {
    /// An empty folder.
    pub fn empty() -> Self {
        Self {
            dir: super::own_folder(),
        }
    }

    /// A folder with the demonstration as "p.db".
    pub fn sample() -> Self {
        static SAMPLE: OnceLock<Vec<u8>> = OnceLock::new();
        let bytes = SAMPLE.get_or_init(|| {
            let shell = Self::empty();
            shell.run("init --sample").ok();
            std::fs::read(shell.file()).unwrap()
        });
        let shell = Self::empty();
        std::fs::write(shell.file(), bytes).unwrap();
        shell
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// The plan's file.
    pub fn file(&self) -> PathBuf {
        self.path().join("p.db")
    }

    /// The file's bytes, with nothing left beside it.
    #[track_caller]
    pub fn bytes(&self) -> Vec<u8> {
        for ending in ["-wal", "-shm", "-journal"] {
            let beside = self.path().join(format!("p.db{ending}"));
            assert!(!beside.exists(), "{}", beside.display());
        }
        std::fs::read(self.file()).unwrap()
    }

    /// Runs words separated by blanks; "_" in a word stands for a blank.
    pub fn run(&self, line: &str) -> Ran {
        let words: Vec<String> = line.split(' ').map(|word| word.replace('_', " ")).collect();
        self.args(&words)
    }

    /// Runs these arguments.
    pub fn args(&self, args: &[impl AsRef<OsStr>]) -> Ran {
        self.with_input(args, b"")
    }

    /// Runs these arguments with something on the standard input.
    pub fn with_input(&self, args: &[impl AsRef<OsStr>], input: &[u8]) -> Ran {
        self.run_in(&[("CCHC_DB", self.file().into_os_string())], args, input)
    }

    /// Runs with these variables alone.
    pub fn run_in(
        &self,
        variables: &[(&str, OsString)],
        args: &[impl AsRef<OsStr>],
        input: &[u8],
    ) -> Ran {
        let mut child = self
            .command(args)
            .envs(variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that refuses early does not read; that is no trouble of the test's.
        let _ = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        Ran {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The program with these arguments, in this folder, with a home of its own.
    pub fn command(&self, args: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cchc"));
        command
            .args(args)
            .current_dir(self.path())
            .env_clear()
            .env("HOME", self.path())
            .env("XDG_DATA_HOME", self.path().join("data"))
            .env("XDG_CONFIG_HOME", self.path().join("config"))
            .env("LANG", "en_US.UTF-8")
            .env("TERM", "xterm-256color");
        command
    }
}
