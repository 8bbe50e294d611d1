//! Where steps of the cursor end.

use super::super::super::editor::Editor;
use super::{Step, at, marked, walk};

#[test]
fn moving_leaves_the_cursor_where_expected() {
    let left: Step = Editor::left;
    let right: Step = Editor::right;
    let word_left: Step = Editor::word_left;
    let word_right: Step = Editor::word_right;
    walk(&[
        (
            left,
            "a👨\u{200D}👩\u{200D}👧|b",
            "a|👨\u{200D}👩\u{200D}👧b",
        ),
        (left, "|ab", "|ab"),
        (
            right,
            "a|👨\u{200D}👩\u{200D}👧b",
            "a👨\u{200D}👩\u{200D}👧|b",
        ),
        (right, "ab|", "ab|"),
        (word_left, "rà soát  |", "rà |soát  "),
        (word_left, "số 30c/NQ|-CP", "số |30c/NQ-CP"),
        (word_left, "|  a", "|  a"),
        (word_right, "rà|  soát x", "rà  soát| x"),
        (word_right, "r|à soát", "rà| soát"),
        (word_right, "a|  ", "a  |"),
        (Editor::start, "một\nhai|", "|một\nhai"),
        (Editor::finish, "m|ột\nhai", "một\nhai|"),
    ]);
}

#[test]
fn up_down_home_and_end_follow_the_rows() {
    type Step = fn(&mut Editor) -> bool;
    let up: Step = |editor| editor.up(5);
    let down: Step = |editor| editor.down(5);
    let home: Step = |editor| {
        editor.home(5);
        true
    };
    let end: Step = |editor| {
        editor.end(5);
        true
    };
    // In a box of five columns: "rà ", "soát ", "", "thủ".
    let cases: [(&str, &[Step], &str, bool); 13] = [
        ("r|à soát \n\nthủ", &[up], "r|à soát \n\nthủ", false),
        ("rà soá|t \n\nthủ", &[up], "rà| soát \n\nthủ", true),
        ("rà| soát \n\nthủ", &[down], "rà so|át \n\nthủ", true),
        (
            "rà s|oát \n\nthủ",
            &[down, down, down],
            "rà soát \n\nt|hủ",
            true,
        ),
        ("rà soát \n\nth|ủ", &[up, up, up], "rà so|át \n\nthủ", true),
        ("rà soát \n\nth|ủ", &[down], "rà soát \n\nth|ủ", false),
        ("rà so|át \n\nthủ", &[home], "rà |soát \n\nthủ", true),
        ("rà so|át \n\nthủ", &[home, home], "|rà soát \n\nthủ", true),
        ("r|à soát \n\nthủ", &[end], "rà| soát \n\nthủ", true),
        ("r|à soát \n\nthủ", &[end, end], "rà soát |\n\nthủ", true),
        ("rà soát \n|\nthủ", &[home], "rà soát \n|\nthủ", true),
        ("rà soát \n|\nthủ", &[end], "rà soát \n|\nthủ", true),
        ("国家abc|", &[up], "国|家abc", true),
    ];
    for (before, steps, after, moved) in cases {
        let mut editor = at(before);
        let last = steps.iter().map(|step| step(&mut editor)).last();
        assert_eq!(marked(&editor), after, "{before:?}");
        assert_eq!(last, Some(moved), "{before:?}");
    }
}
