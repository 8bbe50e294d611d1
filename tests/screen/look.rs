//! How the screen looks: frames as reviewed text.

use crate::support::Desk;
use cchc::domain::change::Change;
use cchc::present::lang::Lang;
use cchc::present::lang::Lang::{En, Vi};

const LANGS: [(Lang, &str); 2] = [(Vi, "vi"), (En, "en")];

/// Keys in, frame out, compared with the reviewed one of that name.
fn shows(name: &str, lang: Lang, size: (u16, u16), keys: &str) {
    let mut desk = Desk::open(lang, size.0, size.1);
    desk.keys(keys);
    insta::assert_snapshot!(name, desk.frame());
}

#[test]
fn home_in_both_languages_at_three_sizes() {
    for (lang, tag) in LANGS {
        for (width, height) in [(120, 40), (80, 24), (40, 10)] {
            shows(&format!("home_{tag}_{width}"), lang, (width, height), "j j");
        }
    }
}

#[test]
fn every_tab_at_five_widths() {
    for (lang, tag) in LANGS {
        let mut rows = String::new();
        for width in [120, 100, 80, 60, 40] {
            let mut desk = Desk::open(lang, width, 24);
            rows.push_str(&format!("{width}\n"));
            for _ in 0..8 {
                rows.push_str(&desk.line(1));
                rows.push('\n');
                desk.keys("<Tab>");
            }
        }
        insta::assert_snapshot!(format!("tabs_{tag}"), rows);
    }
}

#[test]
fn details() {
    for (lang, tag) in LANGS {
        for (code, name, size) in [
            ("2.3.1-01", "extended", (120, 40)),
            ("III-02", "weekly", (80, 40)),
            ("2.7.2-02", "steps", (80, 60)),
            ("2.4-05", "stuck", (40, 16)),
        ] {
            let mut desk = Desk::open(lang, size.0, size.1);
            desk.go_to(code).keys("<Enter>");
            insta::assert_snapshot!(format!("detail_{name}_{tag}"), desk.frame());
        }
    }
}

#[test]
fn forms() {
    for (lang, tag) in LANGS {
        for (name, keys) in [
            ("state", "s"),
            ("state_paused", "s <Right> <Right> <Right>"),
            ("extend", "t 30/6"),
            ("extend_impossible", "t 31/6"),
            ("set", "t <Up> <Right> <Down> Hằng␠quý"),
            ("evidence", "v 12/BC-SKHCN <Enter> 10/6"),
            ("edit", "e"),
            ("add", "a"),
            ("add_fault", "a <Up> <C-u> 9.9 <F2>"),
            ("note", "n Đã␠trình␠dự␠thảo <Enter> chờ␠ý␠kiến"),
        ] {
            shows(&format!("{name}_{tag}"), lang, (80, 24), keys);
            shows(&format!("{name}_{tag}_40"), lang, (40, 10), keys);
        }
    }
}

/// Minh has written a long text, and another title, while Lan's form was open.
#[test]
fn what_a_colleague_has_written_since() {
    for (lang, tag) in LANGS {
        for (name, size) in [("", (80, 24)), ("_40", (40, 10))] {
            let mut desk = Desk::open(lang, size.0, size.1);
            desk.keys("e <C-u> Rà␠soát␠TTHC␠năm␠2021 <Tab> <End> ␠Trước␠15/6.");
            let task = desk.task("2.3.1-01");
            let mut after = task.texts.clone();
            after.title = "Kế hoạch rà soát thủ tục hành chính".to_owned();
            after.text.push_str(" Báo cáo kết quả trong tháng 6, ");
            after.text.push_str(&"gửi các phòng, đơn vị; ".repeat(40));
            desk.minh_does(Change::Edit {
                task: task.row.id,
                before: Box::new(task.texts.clone()),
                after: Box::new(after),
            });
            desk.keys("<C-s>");
            insta::assert_snapshot!(format!("clash_{tag}{name}"), desk.frame());
            if name.is_empty() {
                desk.keys("<F1>");
                insta::assert_snapshot!(format!("help_clash_{tag}"), desk.frame());
            } else {
                desk.keys("<PgDn>");
                insta::assert_snapshot!(format!("clash_{tag}{name}_below"), desk.frame());
            }
        }
    }
}

#[test]
fn reports() {
    for (lang, tag) in LANGS {
        for (name, keys) in [
            ("report", "b <Enter>"),
            ("report_periods", "b"),
            ("report_place", "b <Enter> <Tab> <Tab>"),
            (
                "report_text",
                "b <Enter> <Tab> <Enter> Đã␠ban␠hành␠2␠kế␠hoạch.",
            ),
            ("report_units", "b <Enter> f"),
            ("report_narrowed", "b <Enter> 2 c f G k <Enter> <Left>"),
            ("report_save", "b <Enter> s"),
            ("report_names", "b <Enter> t"),
            (
                "report_cutoff",
                "b <Enter> t <Tab> <Tab> <Tab> <Tab> <Tab> <Tab> <Tab> <BS> <BS> 20",
            ),
            ("report_annex", "b <Enter> G [ ["),
        ] {
            shows(&format!("{name}_{tag}"), lang, (80, 24), keys);
            shows(&format!("{name}_{tag}_40"), lang, (40, 10), keys);
        }
        shows(
            &format!("report_{tag}_120"),
            lang,
            (120, 40),
            "b <Enter> ] ]",
        );
    }
}

#[test]
fn lists_to_choose_from() {
    for (lang, tag) in LANGS {
        for (name, keys) in [
            ("filters", "f"),
            ("units", "<Left>"),
            ("palette", ":"),
            ("palette_typed", ": ghi␠chu"),
            ("my_unit", ": cua␠toi <Enter>"),
            ("document", "p"),
            ("search", "/ ra␠soat"),
            ("search_nothing", "/ xyzxyz"),
            ("searched_and_filtered", "f <Enter> / ke <Enter>"),
            ("ordered", "o o m m"),
        ] {
            shows(&format!("{name}_{tag}"), lang, (80, 24), keys);
        }
    }
}

#[test]
fn help_of_every_context() {
    for (lang, tag) in LANGS {
        for (name, keys) in [
            ("tasks", "?"),
            ("units", "<Left> ?"),
            ("detail", "<Enter> ?"),
            ("document", "p ?"),
            ("picker", "f ?"),
            ("palette", ": <F1>"),
            ("search", "/ <F1>"),
            ("form", "s <F1>"),
            ("note", "n <F1>"),
            ("report", "b <Enter> ?"),
            ("text", "b <Enter> <Enter> <Enter> <F1>"),
        ] {
            shows(&format!("help_{name}_{tag}"), lang, (100, 60), keys);
        }
        shows(&format!("help_tasks_{tag}_40"), lang, (40, 10), "?");
    }
}

#[test]
fn nothing_to_show() {
    for (lang, tag) in LANGS {
        let desk = Desk::open_empty(lang, 80, 24);
        insta::assert_snapshot!(format!("empty_{tag}"), desk.frame());
        let desk = Desk::open_plan(2021, lang, 100, 24);
        insta::assert_snapshot!(format!("untouched_{tag}"), desk.frame());
        let desk = Desk::open_read_only(lang, 120, 40);
        insta::assert_snapshot!(format!("read_only_{tag}"), desk.frame());
    }
}

#[test]
fn styles_say_the_same_as_the_signs() {
    let mut desk = Desk::open(Vi, 120, 40);
    insta::assert_snapshot!("styles_home", desk.styles());
    desk.go_to("2.4-05").keys("<Enter>");
    insta::assert_snapshot!("styles_detail", desk.styles());
    desk.keys("<Esc> t 31/6 <Enter> <F2>");
    insta::assert_snapshot!("styles_form_error", desk.styles());
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("b <Enter> ] ] <Tab>");
    insta::assert_snapshot!("styles_report", desk.styles());
}

/// Everything that the program itself draws; what the plan's texts hold is not its own.
const OWN_SIGNS: &str = "●◐○✓‖×°›‹→←↑↓…·–—−“”‘’─│┼╭╮╰╯█░▲▼";

#[test]
fn with_letters_only_no_screen_shows_another_sign() {
    for lang in [Vi, En] {
        for keys in [
            "m j",
            "?",
            "f",
            "<Left>",
            ":",
            "/ ra␠soat",
            "o o",
            "p",
            "<Enter>",
            "<Enter> <Right>",
            "s",
            "t",
            "n",
            "v",
            "e",
            "a",
            "<Space>",
            "n viết␠dở <Esc> q",
            "b",
            "b <Enter> <Tab>",
            "b <Enter> t",
            "b <Enter> s",
            "b <Enter> ?",
            "r",
            "r <Enter>",
            "r <Enter> ?",
            "r <Enter> <Enter> <End>",
            "r <Enter> <End> d Rà␠soát <F2> t",
            "r <Enter> <End> <Space> y",
        ] {
            for (width, height) in [(120, 40), (80, 24), (40, 10)] {
                let mut desk = Desk::open(lang, width, height);
                desk.app.env.ascii = true;
                desk.keys(keys);
                let frame = desk.frame();
                let other = frame.chars().find(|c| OWN_SIGNS.contains(*c));
                assert_eq!(other, None, "{keys} at {width}x{height}:\n{frame}");
            }
        }
    }
}

#[test]
fn a_form_that_scrolls_has_its_arrows_and_one_that_fits_has_none() {
    for lang in [Vi, En] {
        for (size, scrolls) in [((40, 10), true), ((80, 24), false)] {
            let mut desk = Desk::open(lang, size.0, size.1);
            for key in ["t", "s", "e", "a"] {
                desk.keys(key);
                let frame = desk.frame();
                let title = frame.lines().find(|line| line.contains('╭')).unwrap();
                assert_eq!(title.contains("↑ ↓"), scrolls, "{key}\n{frame}");
                desk.keys("<Esc>");
            }
        }
    }
}

#[test]
fn no_pieces_of_words_stand_beside_a_box() {
    for (width, side_is_seen) in [
        (40, false),
        (76, false),
        (80, false),
        (90, false),
        (100, true),
    ] {
        let mut desk = Desk::open(Vi, width, 24);
        desk.keys("f");
        let frame = desk.frame();
        let rows: Vec<Vec<char>> = frame.lines().map(|row| row.chars().collect()).collect();
        let find = |corner| {
            let places = rows.iter().enumerate();
            let mut found =
                places.filter_map(|(y, row)| Some((row.iter().position(|c| *c == corner)?, y)));
            found.next().unwrap()
        };
        let ((left, top), (right, bottom)) = (find('╭'), find('╯'));
        assert!(bottom > top + 2, "{frame}");
        let beside: String = rows[top..=bottom]
            .iter()
            .flat_map(|row| row.iter().take(left).chain(row.iter().skip(right + 1)))
            .collect();
        assert_eq!(!beside.trim().is_empty(), side_is_seen, "{width}\n{frame}");
    }
}
