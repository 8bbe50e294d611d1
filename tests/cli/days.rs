//! Days are true: what is recorded in a real plan bears the calendar's day, and the day that is
//! named on the command line is for looking at it.

use crate::support::shell::Shell;
use cchc::domain::change::Change;
use cchc::domain::day::{Day, day_of};
use cchc::domain::note::NoteKind;
use cchc::domain::person::Actor;
use cchc::domain::task::Task;
use cchc::store::{OpenMode, Stamp, Store};

/// The plan of 2021, which is no demonstration.
fn real() -> Shell {
    let shell = Shell::empty();
    shell.run("init --year 2021").ok();
    shell
}

fn day(iso: &str) -> Day {
    cchc::domain::day::from_iso(iso).unwrap()
}

/// Lan, who says one day and records on another, at 06:33 in the morning.
fn lan(says: &str, records: &str) -> Stamp {
    let morning = day(records).and_hms_opt(6, 33, 0).unwrap().and_utc();
    let recorded_at = morning.timestamp_millis() - 7 * 60 * 60 * 1000;
    assert_eq!(day_of(recorded_at), day(records));
    Stamp {
        actor: Actor {
            account: "vanphong".to_owned(),
            person: "Lan".to_owned(),
        },
        recorded_at,
        day: day(says),
    }
}

fn task(store: &Store, code: &str) -> Task {
    let id = store.find_code(store.plan().unwrap().id, code).unwrap();
    store.task(id.unwrap()).unwrap().unwrap()
}

fn complete(store: &mut Store, code: &str, on: &str, stamp: &Stamp) {
    let change = Change::Complete {
        task: task(store, code).row.id,
        occurrence: None,
        done_on: day(on),
        result: None,
    };
    store.apply(&[change], stamp).unwrap();
}

#[test]
fn with_another_day_a_real_plan_is_only_read() {
    let shell = real();
    let before = shell.bytes();
    for line in [
        "--today 25/2 done 2.1-1",
        "note 2.1-1 Ghi_lùi_ngày --today 25/2/2021",
        "undo --today mai",
    ] {
        let out = shell.run(line).failed(2);
        assert!(out.contains("--on"), "{out}");
        let out = shell.run(&format!("{line} --lang en")).failed(2);
        assert!(out.contains("for viewing only"), "{out}");
    }
    let from_variable = [
        ("CCHC_DB", shell.file().into_os_string()),
        ("CCHC_TODAY", "25/2".into()),
    ];
    let ran = shell.run_in(&from_variable, &["done", "2.1-1"], b"");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("CCHC_TODAY"), "{}", ran.err);
    assert_eq!(shell.bytes(), before);
    // To look at it by any day is what the option is for.
    shell.run("list --today 25/2").ok();
    shell.run("show 2.1-1 --today 25/2").ok();
    shell.run("check --today 25/2").ok();
    shell.run("done 2.1-1 --on 25/2").ok();
    let other = Shell::empty();
    other.run("init --year 2026 --today 5/1").failed(2);
    assert!(!other.file().exists());
}

#[test]
fn a_demonstration_is_played_with_on_any_day() {
    let shell = Shell::sample();
    shell.run("note 2.1-06 Ghi_thử --today 25/6").ok();
    let out = shell.run("log 2.1-06 --limit 1").ok();
    assert!(out.starts_with("25/06/2021"), "{out}");
    assert!(!out.contains("ghi lúc"), "{out}");
}

#[test]
fn what_was_recorded_on_another_day_than_it_says_is_marked() {
    let shell = real();
    let mut store = Store::open(&shell.file(), OpenMode::ReadWrite).unwrap();
    complete(
        &mut store,
        "2.1-06",
        "2026-03-10",
        &lan("2026-03-10", "2026-11-30"),
    );
    let note = Change::AddNote {
        task: task(&store, "2.1-06").row.id,
        kind: NoteKind::Note,
        body: "Ghi đúng ngày".to_owned(),
        answers: None,
    };
    store
        .apply(&[note], &lan("2026-11-30", "2026-11-30"))
        .unwrap();
    drop(store);
    for line in ["log 2.1-06", "show 2.1-06", "log"] {
        let out = shell.run(line).ok();
        let lines = |words: &str| out.lines().filter(|line| line.contains(words)).count();
        assert_eq!(lines("(ghi lúc 06:33 30/11/2026) Lan"), 1, "{out}");
        assert_eq!(lines("ghi lúc"), 1, "{out}");
        let out = shell.run(&format!("{line} --lang en")).ok();
        assert!(out.contains("(recorded 06:33 30/11/2026) Lan"), "{out}");
    }
}

#[test]
fn march_printed_in_june_is_march_whatever_was_typed() {
    let shell = real();
    let mut store = Store::open(&shell.file(), OpenMode::ReadWrite).unwrap();
    let plan = store.plan().unwrap().id;
    let march = |store: &Store| {
        let mut begun = 0;
        let seen = store.as_of(plan, [day("2021-03-31")], |[task]| {
            begun += usize::from(task.unwrap().occurrences.iter().any(|o| !o.is_open()));
        });
        seen.unwrap();
        begun
    };
    complete(
        &mut store,
        "2.1-06",
        "2021-03-10",
        &lan("2021-03-10", "2021-03-10"),
    );
    assert_eq!(march(&store), 1);
    // In June, with a day of March in the journal.
    complete(
        &mut store,
        "2.2-01",
        "2021-03-15",
        &lan("2021-03-15", "2021-06-11"),
    );
    assert_eq!(march(&store), 1);
    // In March, with a day of June in it.
    complete(
        &mut store,
        "2.4-01",
        "2021-03-20",
        &lan("2021-06-11", "2021-03-20"),
    );
    assert_eq!(march(&store), 2);
}

#[test]
fn show_has_the_wording_of_the_office_unless_it_is_the_day_itself() {
    let shell = Shell::sample();
    let shown = |wording: &str| {
        shell.args(&["deadline", "2.4-05", wording]).ok();
        let out = shell.run("show 2.4-05").ok();
        let line = out
            .lines()
            .find(|line| line.trim_start().starts_with("Thời hạn "));
        line.unwrap_or_else(|| panic!("{out}"))
            .trim_start()
            .trim_start_matches("Thời hạn")
            .trim()
            .to_owned()
    };
    for (wording, there) in [
        ("30/6, 30/12", "30/6, 30/12 (định kỳ): 30/06/2021 (thứ Tư)"),
        (
            "15/7, 15/8, 15/9",
            "15/7, 15/8, 15/9 (định kỳ): 15/07/2021 (thứ Năm)",
        ),
        (
            "01/6/2021 - 30/6/2021",
            "01/6/2021 - 30/6/2021: 30/06/2021 (thứ Tư)",
        ),
        ("6/2021", "6/2021: 30/06/2021 (thứ Tư)"),
        ("30/6", "30/06/2021 (thứ Tư)"),
        ("30/06/2021", "30/06/2021 (thứ Tư)"),
        ("Trước 30/6", "Trước 30/6: 29/06/2021 (thứ Ba)"),
    ] {
        let line = shown(wording);
        assert!(line.starts_with(there), "{wording}: {line}");
    }
}
