//! The kept corpus of the fuzz targets, run as any test.

#[path = "../fuzz/entries.rs"]
mod entries;

use std::path::Path;

#[test]
fn every_saved_input_of_the_fuzz_targets_is_handled() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    let folders = std::fs::read_dir(&corpus).unwrap().count();
    assert_eq!(folders, entries::ALL.len());
    std::thread::scope(|scope| {
        for (name, entry) in entries::ALL {
            let inputs = std::fs::read_dir(corpus.join(name)).unwrap();
            scope.spawn(move || {
                let mut tried = 0;
                for input in inputs {
                    let path = input.unwrap().path();
                    println!("{}", path.display());
                    entry(&std::fs::read(path).unwrap());
                    tried += 1;
                }
                assert!(tried > 4, "{name}: {tried}");
            });
        }
    });
}
