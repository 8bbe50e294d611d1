//! Files that give no sheets, each for its own reason.

use crate::office::file;
use cchc::sheets::child::{Budget, ChildReader};
use cchc::sheets::error::{FileKind, Limit, OldEncoding, ReadError};
use cchc::sheets::limits;
use cchc::sheets::workbook::Workbook;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

#[test]
fn each_is_refused_as_what_it_is() {
    let refused = |name: &str| file(name).map(|_| ()).unwrap_err();
    assert!(matches!(
        refused("broken-cut.xlsx"),
        ReadError::Damaged { .. }
    ));
    let wrong = ReadError::WrongExtension {
        named: FileKind::Xls,
        is: FileKind::Xlsx,
    };
    assert_eq!(refused("broken-named.xls"), wrong);
    assert_eq!(refused("broken-macros.xlsm"), ReadError::Macros);
    assert_eq!(refused("broken-entities.xlsx"), ReadError::Entities);
    assert_eq!(
        refused("broken-deep.xlsx"),
        ReadError::LimitExceeded(Limit::Depth(limits::DEPTH))
    );
    assert_eq!(
        refused("broken-bomb.xlsx"),
        ReadError::LimitExceeded(Limit::Inflated(limits::INFLATED))
    );
    assert_eq!(refused("broken-no-table.docx"), ReadError::NoTable);
    assert_eq!(refused("broken-picture.docx"), ReadError::Pictures);
    assert_eq!(refused("broken-encrypted.xlsx"), ReadError::Encrypted);
    assert_eq!(
        refused("broken-tcvn3.csv"),
        ReadError::OldEncoding(OldEncoding::Tcvn3)
    );
}

#[test]
fn a_file_cut_anywhere_is_refused_or_read_and_never_panics() {
    for name in ["h11.xlsx", "opendocument.ods", "excel-97.xls", "h16.xlsx"] {
        let path = format!("{}/tests/annexes/files/{name}", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path).unwrap();
        for end in (0..bytes.len()).step_by(97) {
            let _ = cchc::sheets::read(&bytes[..end], name);
        }
    }
}

fn bytes(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/annexes/files");
    std::fs::read(Path::new(folder).join(name)).unwrap()
}

/// Reads in a process of the program.
fn apart(name: &str, bytes: &[u8], budget: Budget) -> Result<Workbook, ReadError> {
    let program = Path::new(env!("CARGO_BIN_EXE_cchc"));
    ChildReader::default().read(program, bytes, name, budget)
}

#[test]
fn a_process_of_its_own_reads_the_same_and_refuses_the_same() {
    for name in [
        "h01.xlsx",
        "h03.docx",
        "opendocument.ods",
        "text-tab.tsv",
        "broken-macros.xlsm",
        "broken-tcvn3.csv",
    ] {
        let bytes = bytes(name);
        let apart = apart(name, &bytes, Budget::default());
        assert_eq!(apart, cchc::sheets::read(&bytes, name), "{name}");
    }
    let by = |program: &str| {
        let bytes = "kế hoạch".as_bytes();
        ChildReader::default().read(Path::new(program), bytes, "a.csv", Budget::default())
    };
    // A program that says nothing sensible.
    assert_eq!(by("/bin/true"), Err(ReadError::Crashed));
    assert!(matches!(by("/không có"), Err(ReadError::File(_))));
}

#[test]
fn a_process_of_its_own_has_no_more_memory_and_time_than_it_is_given() {
    let bytes = bytes("h01.xlsx");
    let usual = Budget::default();
    let little = Budget { memory: 1, ..usual };
    assert_eq!(apart("h01.xlsx", &bytes, little), Err(ReadError::Crashed));
    let short = Budget {
        seconds: 0,
        ..usual
    };
    let too_slow = Err(ReadError::TimedOut { seconds: 0 });
    assert_eq!(apart("h01.xlsx", &bytes, short), too_slow);
    assert!(apart("h01.xlsx", &bytes, usual).is_ok());
}

#[test]
fn reading_stops_when_it_is_cancelled() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("chậm");
    std::fs::write(&program, "#!/bin/sh\nexec sleep 600\n").unwrap();
    std::fs::set_permissions(&program, Permissions::from_mode(0o700)).unwrap();
    let reader = ChildReader::default();
    let stopped = std::thread::scope(|scope| {
        let reading = reader.clone();
        let program = &program;
        let read = scope.spawn(move || reading.read(program, b"a", "a.csv", Budget::default()));
        // Whether it has begun or not.
        reader.cancel();
        read.join().unwrap()
    });
    assert_eq!(stopped, Err(ReadError::Cancelled));
    let again = reader.read(&program, b"a", "a.csv", Budget::default());
    assert_eq!(again, Err(ReadError::Cancelled));
}
