//! What goes into a text and what is taken out of it.

use super::super::super::editor::{Editor, Inserted};
use super::{Step, at, marked, walk};

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
