//! Every head, in the order of the files, and what a person's answers make of it.

use crate::described::described;
use crate::office::{corrected, understood};
use cchc::annex::meaning::Meaning;
use cchc::annex::parsed::{
    AnnexAnswer, ColumnChoice, ColumnName, Corrections, DayOrder, FirstDay, ParsedAnnex,
    QuestionKind, SheetOutcome,
};
use cchc::domain::day::Day;
use cchc::domain::deadline::DeadlineKind;

macro_rules! annexes {
    ($($test:ident: $file:literal),+ $(,)?) => {
        $(
            #[test]
            fn $test() {
                insta::assert_snapshot!(stringify!($test), described(&understood($file)));
            }
        )+
    };
}

annexes! {
    two_columns_of_leads_and_parents_without_a_number: "h01.xlsx",
    a_progress_that_is_the_deadline_and_swapped_dates: "h02.xlsx",
    groups_with_letters_in_a_table_of_a_text: "h03.docx",
    numbers_of_days: "h04.xlsx",
    numbering_that_runs_on: "h05.xlsx",
    indicators_with_units_of_measure: "h06.xlsx",
    a_progress_that_is_a_progress: "h07.xlsx",
    a_head_over_two_rows_on_two_sheets: "h08.xlsx",
    a_text_with_separators_and_prose_below: "h10.csv",
    a_commune: "h11.xlsx",
    headings_over_all_columns: "h12.xlsx",
    cells_broken_over_a_page: "h13.docx",
    a_tracker: "h14.xlsx",
    a_school: "h15.xlsx",
    no_column_of_numbers: "h16.xlsx",
    verbs_telephones_and_a_date_for_none: "h17.xlsx",
    indicators_by_year: "h18.xlsx",
    conclusions_of_meetings: "h19.xlsx",
    month_before_day: "h20.xlsx",
    an_export_with_older_entries: "h21.xlsx",
    text_with_semicolons: "text-semicolon.csv",
    open_document: "opendocument.ods",
    excel_97: "excel-97.xls",
    structure: "structure.xlsx",
    marks_under_quarters: "quarters.xlsx",
    sums_and_a_footnote: "sums.xlsx",
    groups_and_dashes: "groups.xlsx",
}

#[test]
fn every_form_of_text_gives_the_same() {
    let tasks = |name: &str| -> Vec<_> {
        let tasks = understood(name).tasks.into_iter();
        tasks
            .map(|task| {
                (
                    task.row,
                    task.text,
                    task.lead,
                    task.coordinating,
                    task.due.due_on,
                )
            })
            .collect()
    };
    let want = tasks("text-semicolon.csv");
    assert_eq!(want.len(), 2);
    for name in [
        "text-comma.csv",
        "text-comma-bom.csv",
        "text-tab.tsv",
        "text-unicode-text.tsv",
    ] {
        assert_eq!(tasks(name), want, "{name}");
    }
}

fn answered(name: &str, column: u32, choice: AnnexAnswer) -> ParsedAnnex {
    let before = understood(name);
    let question = before
        .questions
        .iter()
        .find(|question| question.column == column)
        .unwrap();
    assert!(question.choices.contains(&choice), "{question:?}");
    let mut corrections = Corrections::default();
    corrections
        .answers
        .entry((question.sheet.clone(), column))
        .or_default()
        .insert(choice);
    let after = corrected(name, &corrections);
    assert!(
        after.questions.iter().all(|asked| asked != question),
        "{:?}",
        after.questions
    );
    after
}

fn days(understood: &ParsedAnnex) -> Vec<String> {
    let due = understood.tasks.iter().map(|task| task.due.due_on);
    due.map(|day| day.map_or("-".to_owned(), |day| day.to_string()))
        .collect()
}

#[test]
fn one_answer_swaps_the_dates_back() {
    let swapped = answered("h02.xlsx", 3, AnnexAnswer::Order(DayOrder::DayFirst));
    assert_eq!(
        days(&swapped),
        [
            "2027-06-02",
            "2027-02-13",
            "2027-03-31",
            "2027-04-30",
            "2027-02-25",
            "2027-03-07"
        ]
    );
    let kept = answered("h02.xlsx", 3, AnnexAnswer::Order(DayOrder::MonthFirst));
    assert_eq!(
        days(&kept),
        [
            "2027-02-06",
            "2027-02-13",
            "2027-03-31",
            "2027-04-30",
            "2027-02-25",
            "2027-07-03"
        ]
    );
}

#[test]
fn a_table_with_the_month_first_is_read_once_that_is_confirmed() {
    assert_eq!(days(&understood("h20.xlsx")), ["-", "-", "-"]);
    let read = answered("h20.xlsx", 4, AnnexAnswer::Order(DayOrder::MonthFirst));
    assert_eq!(days(&read), ["2027-01-31", "2027-02-05", "2027-02-28"]);
}

#[test]
fn numbers_of_days_and_first_days_wait_for_their_meaning() {
    let read = answered("h04.xlsx", 4, AnnexAnswer::Yes);
    let kinds: Vec<_> = read
        .tasks
        .iter()
        .map(|task| (task.due.kind, task.due.base_days))
        .collect();
    assert_eq!(
        kinds,
        [
            (DeadlineKind::Relative, Some(7)),
            (DeadlineKind::Relative, Some(30)),
            (DeadlineKind::Unclear, None)
        ]
    );
    assert_eq!(
        days(&understood("excel-97.xls")),
        ["-", "2027-07-15", "2027-12-31"]
    );
    let months = answered("excel-97.xls", 3, AnnexAnswer::First(FirstDay::Month));
    assert_eq!(days(&months), ["2027-12-31", "2027-07-15", "2027-12-31"]);
    let first = answered("excel-97.xls", 3, AnnexAnswer::First(FirstDay::Day));
    assert_eq!(days(&first), ["2027-12-01", "2027-07-15", "2027-12-31"]);
}

#[test]
fn a_person_says_which_column_means_what_and_which_rows_stay_out() {
    let mut corrections = Corrections {
        columns: vec![ColumnChoice {
            sheet: None,
            column: ColumnName::Head("thoi gian hoan thanh".to_owned()),
            meaning: Some(Meaning::Note),
        }],
        ..Corrections::default()
    };
    corrections.left_out.insert(("402".to_owned(), 4));
    let read = corrected("h07.xlsx", &corrections);
    assert_eq!(read.left_out, [("402".to_owned(), 4)]);
    assert_eq!(read.tasks.len(), 3);
    assert!(read.tasks.iter().all(|task| task.deadline.is_none()));
    assert_eq!(read.tasks[0].note.as_deref(), Some("30/6/2027"));
}

#[test]
fn a_cell_may_be_overwritten() {
    let mut corrections = Corrections::default();
    let wording = "Trước ngày 15/6/2027".to_owned();
    corrections
        .cells
        .insert(("PL II".to_owned(), 8, 5), wording.clone());
    corrections
        .cells
        .insert(("PL II".to_owned(), 4, 2), "VP".to_owned());
    let read = corrected("h05.xlsx", &corrections);
    assert_eq!(read.tasks[4].deadline, Some(wording));
    assert_eq!(read.tasks[1].lead.as_deref(), Some("VP"));
    assert!(read.generic_leads.is_empty());
    assert_eq!(
        read.sheets[0].signature(),
        understood("h05.xlsx").sheets[0].signature()
    );
}

#[test]
fn only_the_sheets_that_are_asked_for_are_read() {
    let corrections = Corrections {
        sheets: vec!["quyet dinh".to_owned(), "QD UBND can xu ly".to_owned()],
        area: Some("1".to_owned()),
        ..Corrections::default()
    };
    let read = corrected("h08.xlsx", &corrections);
    let outcomes: Vec<_> = read.sheets.iter().map(|sheet| sheet.outcome).collect();
    assert_eq!(outcomes, [SheetOutcome::NotAsked, SheetOutcome::Tasks]);
    assert!(
        read.tasks
            .iter()
            .all(|task| task.area.as_deref() == Some("1"))
    );
}

#[test]
fn a_table_of_targets_becomes_tasks_only_where_a_person_says_so() {
    let corrections = Corrections {
        columns: vec![ColumnChoice {
            sheet: None,
            column: ColumnName::At(1),
            meaning: Some(Meaning::Text),
        }],
        ..Corrections::default()
    };
    assert!(understood("h18.xlsx").tasks.is_empty());
    assert_eq!(corrected("h18.xlsx", &corrections).tasks.len(), 2);
}

#[test]
fn rows_pasted_without_a_head_are_read_and_asked_about() {
    let pasted = "1\tRà soát quy trình giải quyết hồ sơ\tVP\tQuý II\n2\tCông bố thủ tục hành chính mới\tTTra\t30/6\n";
    let workbook = cchc::sheets::read_pasted(pasted, "dán").unwrap();
    let read = crate::office::Office::new().parse(&workbook, &Corrections::default());
    crate::office::assert_no_row_lost(&workbook, &read);
    assert_eq!(days(&read), ["2027-06-30", "2027-06-30"]);
    let leads: Vec<_> = read
        .tasks
        .iter()
        .filter_map(|task| task.lead.as_deref())
        .collect();
    assert_eq!(leads, ["VP", "TTra"]);
    let asked = |meaning| {
        read.questions
            .iter()
            .any(|question| question.ask == QuestionKind::Confirm(meaning))
    };
    assert!(
        asked(Meaning::Text) && asked(Meaning::Lead) && asked(Meaning::Deadline),
        "{:?}",
        read.questions
    );
}

/// Row, text, lead, partners and due day of a task.
type Seen = (u32, String, Option<String>, Vec<String>, Option<Day>);

fn tasks_of(name: &str) -> Vec<Seen> {
    let tasks = understood(name).tasks.into_iter();
    tasks
        .map(|task| {
            let due = task.due.due_on;
            (task.row, task.text, task.lead, task.coordinating, due)
        })
        .collect()
}

#[test]
fn what_libreoffice_saves_is_understood_as_what_it_opened() {
    let folder = format!(
        "{}/tests/annexes/files/libreoffice",
        env!("CARGO_MANIFEST_DIR")
    );
    let names = std::fs::read_dir(folder).unwrap();
    let names: Vec<String> = names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names.len(), 37);
    for name in names {
        let (stem, ending) = name.split_once('.').unwrap();
        let saved = format!("libreoffice/{name}");
        let opened = match ending {
            "docx" => format!("{stem}.docx"),
            _ => format!("{stem}.xlsx"),
        };
        let (was, is) = (tasks_of(&opened), tasks_of(&saved));
        if ending != "xls" {
            assert_eq!(was, is, "{name}");
            continue;
        }
        // How .xls shows its days cannot be had: those on the first of a month wait for an answer.
        let asked = understood(&saved).questions.len() > understood(&opened).questions.len();
        assert_eq!(was.len(), is.len(), "{name}");
        for (was, is) in was.iter().zip(&is) {
            assert_eq!((was.0, &was.1, &was.2, &was.3), (is.0, &is.1, &is.2, &is.3));
        }
        assert!(was == is || asked, "{name}: {was:?} {is:?}");
    }
}
