//! An editor from outside, and what must hold after any steps.

use super::{Editor, Inserted};
use crate::present::text::{edit_rows, width};
use unicode_segmentation::UnicodeSegmentation;

const FAMILY: &str = "👨\u{200D}👩\u{200D}👧";

/// An editor as it is, without the gate: the place of the cursor is marked by `|`.
fn at(marked: &str) -> Editor {
    Editor {
        text: marked.replacen('|', "", 1),
        cursor: marked.find('|').unwrap_or(0),
        several: true,
        ..Editor::default()
    }
}

/// The text with `|` at the cursor.
fn marked(editor: &Editor) -> String {
    let (head, tail) = editor.text.split_at(editor.cursor);
    format!("{head}|{tail}")
}

type Step = fn(&mut Editor);

/// Takes one step from each place and looks where it ends.
fn walk(cases: &[(Step, &str, &str)]) {
    for (step, before, after) in cases {
        let mut editor = at(before);
        step(&mut editor);
        assert_eq!(&marked(&editor), after, "from {before:?}");
    }
}

/// Whatever must hold after every step, at every width.
fn check(editor: &Editor, columns: usize) {
    assert!(
        unicode_normalization::is_nfc(&editor.text),
        "{editor:?} at {columns}"
    );
    let mut places = editor.text.grapheme_indices(true).map(|(place, _)| place);
    let place = editor.cursor;
    let count = editor.text.chars().count();
    assert!(
        editor.limit.is_none_or(|limit| count <= limit),
        "{editor:?}"
    );
    assert!(
        place == editor.text.len() || places.any(|p| p == place),
        "{editor:?} at {columns}"
    );

    let layout = editor.layout(columns);
    let (row, column) = layout.cursor;
    assert!(
        row < layout.lines.len() && column < columns.max(1),
        "{editor:?} at {columns}"
    );
    assert!(
        layout
            .lines
            .iter()
            .all(|line| width(line) <= columns.max(1)),
        "{editor:?} at {columns}"
    );
    let rows = edit_rows(&editor.text, columns);
    let joined: String = rows.into_iter().map(|row| &editor.text[row]).collect();
    assert_eq!(joined, editor.text.replace('\n', ""));

    let (shown, column) = editor.view_line(columns);
    assert!(
        width(&shown) <= columns && column < columns.max(1),
        "{editor:?} at {columns}"
    );
}

/// Takes the step of a number below 26: half of them type something.
fn random_step(editor: &mut Editor, step: usize, typed: &str, columns: usize) {
    match step {
        0 => editor.backspace(),
        1 => editor.delete(),
        2 => editor.left(),
        3 => editor.right(),
        4 => editor.word_left(),
        5 => editor.word_right(),
        6 => editor.home(columns),
        7 => editor.end(columns),
        8 => assert!(!editor.up(columns) || !editor.text.is_empty()),
        9 => assert!(!editor.down(columns) || !editor.text.is_empty()),
        10 => editor.delete_word_before(),
        11 => editor.start(),
        12 => editor.kill_to_start(),
        _ => assert!(editor.insert(typed).dropped <= typed.chars().count()),
    }
}

#[test]
fn random_steps_keep_the_promises() {
    let typed = [
        "e",
        "\u{302}",
        "\u{323}",
        "ệ",
        "đ",
        " ",
        "\n",
        "国",
        "🇻",
        "🇳",
        "👍",
        "🏽",
        "\u{31b}",
        "ᄒ",
        "ᅡ",
        "ᆫ",
        "\u{200d}",
        FAMILY,
        "thủ tục ",
        "\t",
        "\u{1b}",
        "\u{fe0f}",
        "\u{202f}",
    ];
    // A fixed sequence, so that a failure comes back.
    let mut seed: u64 = 2021;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(seed >> 33).unwrap_or(0) % below
    };
    for round in 0..300 {
        let mut editor = [Editor::line(""), Editor::lines("")][round % 2].clone();
        editor.limit = (round % 3 == 0).then_some(12);
        for _ in 0..60 {
            let columns = next(12);
            random_step(&mut editor, next(26), typed[next(typed.len())], columns);
            check(&editor, columns);
        }
    }
}

// What goes into a text and what is taken out of it.

/// Plays what an input method sends: both backspace bytes delete, the rest is typed.
fn play(editor: &mut Editor, bytes: &str, letter_by_letter: bool) {
    for part in bytes.split_inclusive(['\u{7f}', '\u{8}']) {
        let text = part.trim_end_matches(['\u{7f}', '\u{8}']);
        if letter_by_letter {
            for c in text.chars() {
                editor.insert(c.encode_utf8(&mut [0; 4]));
            }
        } else {
            editor.insert(text);
        }
        if text.len() < part.len() {
            editor.backspace();
        }
    }
}

#[test]
fn bursts_of_input_methods_come_out_right() {
    // Made by hand after the way input methods correct a word; not captured from one.
    let cases = [
        // Telex: d d u o w c j.
        ("d\u{7f}đuo\u{7f}\u{7f}ươc\u{7f}\u{7f}ợc", "được"),
        (
            "dd\u{7f}\u{7f}đuo\u{7f}\u{7f}ươc\u{7f}\u{7f}\u{7f}ược",
            "được",
        ),
        ("d\u{8}đuo\u{8}\u{8}ươc\u{8}\u{8}ợc", "được"),
        // VNI: d u o 7 c 5 9, the whole word sent again.
        (
            "duo\u{7f}\u{7f}ươc\u{7f}\u{7f}ợc\u{7f}\u{7f}\u{7f}\u{7f}được",
            "được",
        ),
        // Telex and VNI: H u y n h, then f or 2.
        ("Huynh\u{7f}\u{7f}\u{7f}ỳnh", "Huỳnh"),
        ("Huyf\u{7f}\u{7f}ỳnh", "Huỳnh"),
        ("Huynh2\u{8}\u{8}\u{8}\u{8}ỳnh", "Huỳnh"),
        // The tone typed at the end of the word or right behind its vowel.
        ("chinh\u{7f}\u{7f}\u{7f}ính", "chính"),
        ("chi\u{7f}ínhs\u{7f}", "chính"),
        // A tone taken back: Telex z.
        ("chính\u{7f}\u{7f}\u{7f}inh", "chinh"),
        // Output in decomposed form, and a narrow blank sent and taken back.
        ("Huynh\u{7f}\u{7f}\u{7f}y\u{300}nh", "Huỳnh"),
        ("chi\u{202f}\u{7f}\u{7f}ính", "chính"),
    ];
    for (bytes, expected) in cases {
        for letter_by_letter in [false, true] {
            let mut editor = Editor::line("Phòng ");
            play(&mut editor, bytes, letter_by_letter);
            assert_eq!(marked(&editor), format!("Phòng {expected}|"), "{bytes:?}");
            let mut editor = at("a|đ");
            play(&mut editor, bytes, letter_by_letter);
            assert_eq!(marked(&editor), format!("a{expected}|đ"), "{bytes:?}");
        }
    }
}

#[test]
fn every_way_in_yields_nfc_and_keeps_the_cursor_behind() {
    let cases = [
        ("|", "Nguye\u{302}\u{303}n", "Nguyễn|"),
        ("e|x", "\u{323}\u{302}", "ệ|x"),
        ("ê|x", "\u{323}", "ệ|x"),
        ("ẹ|", "\u{302}", "ệ|"),
        ("x|y", "\u{301}", "x\u{301}|y"),
        ("|\u{301}b", "e", "é|b"),
        ("a\u{31b}|", "\u{302}", "â\u{31b}|"),
        ("🇻|", "🇳", "🇻🇳|"),
        ("|🇳", "🇻", "🇻🇳|"),
        ("👍|!", "🏽", "👍🏽|!"),
        ("ᄒ|", "ᅡᆫ", "한|"),
    ];
    for (before, typed, after) in cases {
        let mut editor = at(before);
        assert_eq!(editor.insert(typed), Inserted::default());
        assert_eq!(marked(&editor), after, "{before:?} + {typed:?}");
    }
    assert_eq!(Editor::line("Huye\u{323}\u{302}n").text(), "Huyện");
    assert_eq!(Editor::lines("Huye\u{323}\u{302}n").text(), "Huyện");
}

#[test]
fn deleting_leaves_the_cursor_where_expected() {
    let back: Step = Editor::backspace;
    let delete: Step = Editor::delete;
    let kill: Step = Editor::kill_to_start;
    let word: Step = Editor::delete_word_before;
    walk(&[
        (back, "Huỳ|nh", "Hu|nh"),
        (back, "|Hu", "|Hu"),
        (back, "x\u{301}\u{323}|y", "|y"),
        (back, "a👨\u{200D}👩\u{200D}👧|b", "a|b"),
        (back, "🇻🇳🇻🇳|", "🇻🇳|"),
        (back, "国家|", "国|"),
        (back, "một\n|hai", "một|hai"),
        (back, "a\n|\u{301}b", "á|b"),
        (delete, "Hu|ỳnh", "Hu|nh"),
        (delete, "a|👨\u{200D}👩\u{200D}👧b", "a|b"),
        (delete, "ab|", "ab|"),
        (delete, "a|\n\u{301}b", "á|b"),
        (kill, "một\nhai| ba", "một\n| ba"),
        (kill, "một\n|ba", "một\n|ba"),
        (word, "rà soát  |x", "rà |x"),
        (word, "|x", "|x"),
    ]);
}

#[test]
fn paste_goes_through_the_gate() {
    let mut note = Editor::lines("");
    assert_eq!(note.insert("dd\r\n:q!\n"), Inserted::default());
    assert_eq!(marked(&note), "dd\n:q!\n|");
    assert!(note.newline());
    assert_eq!(marked(&note), "dd\n:q!\n\n|");

    let mut title = Editor::line("");
    title.insert("dd\n:q!\n");
    assert!(!title.text().contains('\n') && title.text().contains(":q!"));
    let before = title.clone();
    assert!(!title.newline());
    assert_eq!(title, before);

    let mut title = Editor::line("");
    assert_eq!(title.insert("a\u{1b}b\u{202e}c").dropped, 2);
    assert_eq!(marked(&title), "abc|");
}

#[test]
fn the_limit_counts_characters_and_splits_no_grapheme() {
    let cases = [
        ("|", 3, "Huỳnh", "Huỳ|", 2),
        ("|", 5, "Huy\u{300}nh", "Huỳnh|", 0),
        ("a|b", 2, "c", "a|b", 1),
        ("e|b", 2, "\u{302}", "ê|b", 0),
        ("e|b", 2, "\u{302}c", "ê|b", 1),
        ("x|b", 2, "\u{301}", "x|b", 1),
        ("|", 3, "ab👍🏽c", "ab|", 3),
        ("abcd|", 3, "e", "abcd|", 1),
        ("abce|", 3, "\u{302}", "abcê|", 0),
        ("|", 0, "a", "|", 1),
    ];
    for (before, limit, typed, after, refused) in cases {
        let mut editor = at(before).with_limit(limit);
        let inserted = editor.insert(typed);
        assert_eq!(marked(&editor), after, "{before:?} + {typed:?}");
        assert_eq!(
            inserted,
            Inserted {
                dropped: 0,
                refused
            },
            "{typed:?}"
        );
    }
    let mut full = Editor::line("chinh").with_limit(5);
    play(&mut full, "\u{7f}\u{7f}\u{7f}ính", false);
    assert_eq!(full.text(), "chính");
    assert_eq!(Editor::line("quá dài").with_limit(2).text(), "quá dài");
    assert!(!Editor::lines("ab").with_limit(2).newline());
}

#[test]
fn set_and_take() {
    let mut editor = Editor::line("một").with_limit(9);
    assert_eq!(editor.take(), "một");
    assert!(editor.is_empty());
    assert_eq!((marked(&editor).as_str(), editor.limit()), ("|", Some(9)));
    editor.set("hai");
    assert_eq!(marked(&editor), "hai|");
}

// Where steps of the cursor end.

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

// What of a text is seen.

#[test]
fn layouts_at_several_widths() {
    type Rows = &'static [&'static str];
    let cases: [(&str, usize, Rows, (usize, usize)); 22] = [
        ("|", 1, &[""], (0, 0)),
        ("Sở|", 1, &["S", "ở", ""], (2, 0)),
        ("S|ở", 0, &["S", "ở", ""], (1, 0)),
        ("国|a", 1, &["…", "a", ""], (1, 0)),
        ("a b|", 1, &["a", " ", "b", ""], (3, 0)),
        ("Sở|", 2, &["Sở", ""], (1, 0)),
        ("国家|", 2, &["国", "家", ""], (2, 0)),
        ("a国|", 2, &["a", "国", ""], (2, 0)),
        ("a\n\n|b", 2, &["a", "", "b"], (2, 0)),
        ("rà s|oát", 5, &["rà ", "soát"], (1, 1)),
        ("rà| soát", 5, &["rà ", "soát"], (0, 2)),
        ("rà |soát", 5, &["rà ", "soát"], (1, 0)),
        ("Huỳnh|", 5, &["Huỳnh", ""], (1, 0)),
        ("Huỳnh |", 5, &["Huỳnh", " "], (1, 1)),
        ("nghiêng|", 5, &["nghiê", "ng"], (1, 2)),
        ("a nghiêng|", 5, &["a ", "nghiê", "ng"], (2, 2)),
        ("soát |", 5, &["soát ", ""], (1, 0)),
        ("soát  |", 5, &["soát ", " "], (1, 1)),
        ("soát\nrà|", 5, &["soát", "rà"], (1, 2)),
        (
            "Rà soát thủ tục hành chính|",
            20,
            &["Rà soát thủ tục ", "hành chính"],
            (1, 10),
        ),
        ("  thụt  đầu  |", 20, &["  thụt  đầu  "], (0, 13)),
        ("国家 🇻🇳|", 20, &["国家 🇻🇳"], (0, 7)),
    ];
    for (before, columns, lines, cursor) in cases {
        let layout = at(before).layout(columns);
        assert_eq!(layout.lines, lines, "{before:?} at {columns}");
        assert_eq!(layout.cursor, cursor, "{before:?} at {columns}");
    }
}

#[test]
fn a_one_line_field_scrolls_with_its_cursor() {
    let cases = [
        ("|", 5, "", 0),
        ("Sở|", 0, "", 0),
        ("Sở|", 1, "", 0),
        ("S|ở", 1, "ở", 0),
        ("Sở|", 2, "ở", 1),
        ("Sở K|", 5, "Sở K", 4),
        ("Huỳnh|", 5, "uỳnh", 4),
        ("|Huỳnh", 5, "Huỳnh", 0),
        ("Huỳnh Thú|c", 5, "Thúc", 3),
        ("Huỳnh T|húc", 5, "h Thú", 3),
        ("国家国|", 5, "家国", 4),
        ("国家国|", 4, "国", 2),
        ("Đẩy mạnh |tuyên truyền", 20, "Đẩy mạnh tuyên truyề", 9),
        ("Đẩy mạnh tuyên truyền|", 20, "y mạnh tuyên truyền", 19),
    ];
    for (before, columns, shown, column) in cases {
        let expected = (shown.to_owned(), column);
        assert_eq!(
            at(before).view_line(columns),
            expected,
            "{before:?} at {columns}"
        );
    }
}
