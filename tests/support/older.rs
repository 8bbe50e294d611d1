//! Files that older versions of the program left.

use super::shell::Shell;
use std::os::unix::fs::OpenOptionsExt;

/// A folder with a small plan of 2027 as "p.db", as version 1 of the schema left it: five tasks
/// with notes, steps, extensions and documents, by Lan (vanphong) and Minh (kehoach).
pub fn version_1() -> Shell {
    let packed = include_bytes!("../fixtures/schema-1.zip");
    let mut packed = zip::ZipArchive::new(std::io::Cursor::new(packed)).unwrap();
    let shell = Shell::empty();
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(shell.file())
        .unwrap();
    std::io::copy(&mut packed.by_index(0).unwrap(), &mut file).unwrap();
    shell
}
