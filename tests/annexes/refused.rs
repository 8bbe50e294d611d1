//! Files that give no sheets, each for its own reason.

use crate::office::file;
use cchc::sheets::error::{Kind, Limit, OldEncoding, ReadError};
use cchc::sheets::limits;

#[test]
fn each_is_refused_as_what_it_is() {
    let refused = |name: &str| file(name).map(|_| ()).unwrap_err();
    assert!(matches!(
        refused("broken-cut.xlsx"),
        ReadError::Damaged { .. }
    ));
    let wrong = ReadError::WrongName {
        named: Kind::Xls,
        is: Kind::Xlsx,
    };
    assert_eq!(refused("broken-named.xls"), wrong);
    assert_eq!(refused("broken-macros.xlsm"), ReadError::Macros);
    assert_eq!(refused("broken-entities.xlsx"), ReadError::Entities);
    assert_eq!(
        refused("broken-deep.xlsx"),
        ReadError::Over(Limit::Depth(limits::DEPTH))
    );
    assert_eq!(
        refused("broken-bomb.xlsx"),
        ReadError::Over(Limit::Inflated(limits::INFLATED))
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

#[test]
fn a_process_of_its_own_reads_the_same_and_refuses_the_same() {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_cchc"));
    for name in [
        "h01.xlsx",
        "h03.docx",
        "opendocument.ods",
        "text-tab.tsv",
        "broken-macros.xlsm",
        "broken-tcvn3.csv",
    ] {
        let path = format!("{}/tests/annexes/files/{name}", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path).unwrap();
        let apart = cchc::sheets::child::read_apart(program, &bytes, name);
        assert_eq!(apart, cchc::sheets::read(&bytes, name), "{name}");
    }
    // A program that says nothing sensible.
    let silent = cchc::sheets::child::read_apart(
        std::path::Path::new("/bin/true"),
        "kế hoạch".as_bytes(),
        "a.csv",
    );
    assert_eq!(silent, Err(ReadError::BrokeOff));
    let missing = cchc::sheets::child::read_apart(std::path::Path::new("/không có"), b"a", "a.csv");
    assert!(matches!(missing, Err(ReadError::File(_))));
}
