//! The plan that the program carries, held against the document: everything is in, word for word,
//! and nothing is that the document does not say.

use crate::support::{Office, lan};
use cchc::domain::deadline::DeadlineKind;
use cchc::domain::task::Task;
use cchc::domain::text::{fold, looks};
use cchc::store::Store;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};

#[derive(Deserialize)]
struct Bullet {
    section: String,
    text: String,
}

fn bullets(wanted: impl Fn(&str) -> bool) -> Vec<Bullet> {
    let all: Vec<Bullet> =
        serde_json::from_str(include_str!("../fixtures/bullets-2021.json")).unwrap();
    all.into_iter().filter(|b| wanted(&b.section)).collect()
}

fn document() -> Vec<&'static str> {
    include_str!("../fixtures/ke-hoach-2021.txt")
        .lines()
        .collect()
}

/// All tasks in the document's order.
fn tasks(office: &Office) -> Vec<Task> {
    let query = cchc::domain::query::Query {
        order: cchc::domain::query::Order::Code,
        ..office.all()
    };
    let codes = office.codes(&query);
    let mut tasks: Vec<Task> = codes.iter().map(|code| office.task(code)).collect();
    tasks.sort_by_key(|task| task.source_line);
    tasks
}

/// The text as scanned.
fn verbatim(task: &Task) -> &str {
    task.source_text.as_deref().unwrap_or(&task.texts.text)
}

#[test]
fn every_bullet_is_a_task_word_for_word_and_the_headings_are_none() {
    let office = Office::plan_2021();
    let (headings, expected): (Vec<_>, Vec<_>) = bullets(|section| section != "1.2")
        .into_iter()
        .partition(|bullet| bullet.text.starts_with("* "));
    assert_eq!((headings.len(), expected.len()), (2, 79));
    let tasks = tasks(&office);
    assert_eq!(tasks.len(), 79);
    let mut numbers = BTreeMap::<&str, usize>::new();
    for (task, bullet) in tasks.iter().zip(&expected) {
        assert_eq!(verbatim(task), bullet.text, "{}", task.row.code);
        let number = numbers.entry(&bullet.section).or_default();
        *number += 1;
        assert_eq!(task.row.code, format!("{}-{number:02}", bullet.section));
        assert_eq!(task.section, bullet.section);
    }
    let counts: Vec<_> = numbers.into_iter().collect();
    assert_eq!(
        counts,
        [
            ("2.1", 12),
            ("2.2", 6),
            ("2.3.1", 6),
            ("2.3.2", 6),
            ("2.4", 7),
            ("2.5", 6),
            ("2.6", 5),
            ("2.7.1", 14),
            ("2.7.2", 10),
            ("III", 7),
        ]
    );
    // The two headings stand over their tasks, nine and one.
    let under = |heading: &str| {
        let below = |task: &&Task| task.heading.as_deref() == Some(heading);
        tasks.iter().filter(below).count()
    };
    assert_eq!(under(&headings[0].text), 9);
    assert_eq!(under(&headings[1].text), 1);
    assert_eq!(tasks.iter().filter(|t| t.heading.is_some()).count(), 10);
    office.assert_sound();
}

#[test]
fn titles_are_short_and_no_two_are_the_same() {
    let office = Office::plan_2021();
    let mut seen = HashSet::new();
    for task in tasks(&office) {
        let title = &task.row.title;
        let length = title.chars().count();
        assert!((10..=80).contains(&length), "{length}: {title}");
        assert!(seen.insert(fold(title)), "twice: {title}");
        assert_eq!(*title, cchc::domain::text::nfc(title.trim()));
        assert!(!title.ends_with(['.', ';', ',']), "{title}");
    }
}

/// The scanning errors that are certain: where, as printed, as it must be.
const CORRECTIONS: [(&str, &str, &str); 15] = [
    ("2.1-01", "244/NQHĐND", "244/NQ-HĐND"),
    ("2.1-08", "tại các tại các phòng", "tại các phòng"),
    (
        "2.3.2-03",
        "TTHC công tỉnh",
        "Trung tâm hành chính công tỉnh",
    ),
    (
        "2.4-01",
        "Đề án vị trí việc trình cấp thẩm quyền",
        "Đề án vị trí việc làm trình cấp có thẩm quyền",
    ),
    ("2.4-07", "59/NĐ-2019/NĐ-CP", "59/2019/NĐ-CP"),
    ("2.6-02", "Số: ", "số "),
    ("2.6-04", "chất chỉnh", "chấn chỉnh"),
    ("2.7.1-04", "dịch vụ công mức 4", "dịch vụ công mức độ 4"),
    ("2.7.1-09", "tính cá nhân", "máy tính cá nhân"),
    (
        "2.7.1-10",
        "công thông tin điện tử",
        "cổng thông tin điện tử",
    ),
    ("2.7.2-01", "CQHCCN", "CQHCNN"),
    ("2.7.2-03", "Nghị Xuân", "Nghi Xuân"),
    ("2.7.2-04", "Phối", "Phổi"),
    ("2.7.2-07", "ISO 9001: 2015", "ISO 9001:2015"),
    ("III-05", "HTQL theo", "HTQLCL theo"),
];

#[test]
fn only_scanning_errors_are_corrected_and_the_scan_stays_beside_them() {
    let office = Office::plan_2021();
    let without_blanks = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for task in tasks(&office) {
        let code = &task.row.code;
        let known = CORRECTIONS.iter().find(|(known, _, _)| known == code);
        let Some((_, printed, right)) = known else {
            assert_eq!(task.source_text, None, "{code} has nothing to correct");
            continue;
        };
        let scanned = task.source_text.as_deref().expect(code);
        assert!(scanned.contains(printed), "{code}: {printed}");
        let mended = if code == "2.6-02" {
            // "Thông tư số Số: 63": the word stands there twice.
            scanned.replace("số Số: ", "số ").replace("Số: ", "số ")
        } else {
            scanned.replace(printed, right)
        };
        assert_eq!(
            without_blanks(&task.texts.text),
            without_blanks(&mended),
            "{code}"
        );
    }
    for (line, printed, right) in [
        (6, "244/NQHĐND", "244/NQ-HĐND"),
        (26, "phần đầu đạt", "phấn đấu đạt"),
        (30, "CBCCVN", "CBCCVC"),
        (30, "chuyên đổi", "chuyển đổi"),
        (266, "quyết định .", "quyết định."),
        (278, "Ban GD Sở", "Ban GĐ Sở"),
    ] {
        let passages = office.store.passages(office.plan().id).unwrap();
        let found = passages.iter().find(|p| p.line == line).unwrap();
        assert!(
            found.source_text.as_ref().unwrap().contains(printed),
            "{line}"
        );
        assert!(
            found.text.contains(right) && !found.text.contains(printed),
            "{line}"
        );
    }
}

#[test]
fn the_institutions_schools_and_hospitals_are_steps() {
    let office = Office::plan_2021();
    let steps: Vec<(String, usize)> = tasks(&office)
        .iter()
        .filter(|task| !task.steps.is_empty())
        .map(|task| (task.row.code.clone(), task.steps.len()))
        .collect();
    let expected = [("2.7.2-02", 10), ("2.7.2-03", 5), ("2.7.2-04", 10)];
    assert_eq!(steps, expected.map(|(code, n)| (code.to_owned(), n)));
    for (code, _) in expected {
        let task = office.task(code);
        let text = fold(&task.texts.text);
        for (at, step) in task.steps.iter().enumerate() {
            assert_eq!(step.position, i64::try_from(at).unwrap() + 1);
            // A name, and in brackets whose it is, which the text may say once for two.
            for words in step.title.split(" (") {
                let words = fold(words.trim_end_matches(')'));
                assert!(text.contains(&words), "{code}: {}", step.title);
            }
            assert_eq!(step.done_on, None);
        }
    }
    let of_one_department = &office.task("2.7.2-02").steps[8..];
    for (step, name) in of_one_department.iter().zip(["Khuyến nông", "Điều tra"]) {
        assert!(step.title.contains(name), "{}", step.title);
        let whose = "(Sở Nông nghiệp và phát triển nông thôn)";
        assert!(step.title.ends_with(whose), "{}", step.title);
    }
}

#[test]
fn tasks_and_reference_texts_together_are_the_whole_document() {
    let office = Office::plan_2021();
    let lines = document();
    // What each line of the document became, by its number.
    let mut held = BTreeMap::<i64, String>::new();
    for task in tasks(&office) {
        held.insert(task.source_line.unwrap(), verbatim(&task).to_owned());
    }
    for passage in office.store.passages(office.plan().id).unwrap() {
        let text = passage.source_text.unwrap_or(passage.text);
        let line = held.entry(passage.line).or_default();
        line.push_str(&text);
    }
    let bare = |line: &str| {
        let line = line.trim();
        line.strip_prefix("- ").unwrap_or(line).to_owned()
    };
    let mut numbered = lines.iter().enumerate().peekable();
    while let Some((at, line)) = numbered.next() {
        if line.trim().is_empty() {
            continue;
        }
        let number = i64::try_from(at).unwrap() + 1;
        let text = held
            .remove(&number)
            .unwrap_or_else(|| panic!("{number}: {line}"));
        let mut printed = bare(line);
        // A page break inside a sentence: the next lines go on with it.
        while printed != text && text.starts_with(&printed) {
            let (_, next) = numbered.find(|(_, l)| !l.trim().is_empty()).unwrap();
            printed = format!("{printed} {}", bare(next));
        }
        assert_eq!(text, printed, "line {number}");
    }
    assert!(held.is_empty(), "not in the document: {held:?}");
}

#[test]
fn the_aims_are_reference_text_and_no_tasks() {
    let office = Office::plan_2021();
    let passages = office.store.passages(office.plan().id).unwrap();
    let aims: Vec<&str> = passages
        .iter()
        .filter(|p| p.section == "1.2" && p.kind == "bullet")
        .map(|p| p.source_text.as_deref().unwrap_or(&p.text))
        .collect();
    let expected = bullets(|section| section == "1.2");
    assert_eq!(aims.len(), 15);
    for (aim, bullet) in aims.iter().zip(&expected) {
        assert_eq!(*aim, bullet.text);
    }
    for (section, count) in [("1.1", 3), ("I.2", 5), ("nơi nhận", 5)] {
        let of = |p: &&cchc::domain::plan::Passage| p.section == section && p.kind == "bullet";
        assert_eq!(passages.iter().filter(of).count(), count, "{section}");
    }
    assert!(
        passages
            .iter()
            .any(|p| p.section == "3.2" && p.text.contains("Kinh phí"))
    );
}

#[test]
fn tasks_have_units_and_a_deadline_only_where_the_document_says_so() {
    let office = Office::plan_2021();
    let deadlines = [
        ("2.1-05", "Thường xuyên", DeadlineKind::Ongoing),
        ("2.1-07", "Định kỳ theo quý", DeadlineKind::Recurring),
        ("2.2-02", "Trong năm", DeadlineKind::Date),
        ("2.2-03", "Thường xuyên", DeadlineKind::Ongoing),
        ("2.3.1-02", "Thường xuyên", DeadlineKind::Ongoing),
        ("2.7.1-04", "Đến hết năm 2021", DeadlineKind::Date),
        ("2.7.1-12", "Thường xuyên", DeadlineKind::Ongoing),
        ("III-02", "Hàng tuần, hàng tháng", DeadlineKind::Recurring),
    ];
    let leads = [
        ("2.7.2-05", "UBNDH"),
        ("III-01", "CPĐV"),
        ("III-02", "TTTK"),
        ("III-03", "VP"),
        ("III-04", "VP"),
        ("III-05", "TCĐLCL"),
        ("III-06", "TTra"),
        ("III-07", "ĐThể"),
    ];
    let partners: [(&str, &[&str], &str); 5] = [
        ("2.3.1-03", &["VPUBND"], ""),
        ("2.3.2-01", &[], "các đơn vị liên quan"),
        ("III-02", &["VP", "CPĐV"], "các phòng, đơn vị có liên quan"),
        ("III-03", &["KHTC", "CPĐV"], ""),
        ("III-07", &[], "các cơ quan, đơn vị liên quan"),
    ];
    for task in tasks(&office) {
        let code = task.row.code.as_str();
        let stated = deadlines.iter().find(|(known, _, _)| *known == code);
        assert_eq!(task.row.deadline, stated.map_or("", |d| d.1), "{code}");
        let kind = stated.map_or(DeadlineKind::None, |d| d.2);
        assert_eq!(task.row.kind, kind, "{code}");
        if let Some((_, wording, _)) = stated {
            let first = fold(wording).split(' ').next().unwrap().to_owned();
            assert!(fold(&task.texts.text).contains(&first), "{code}: {wording}");
        }
        let joined: Vec<&str> = task.coordinating.iter().map(|(_, unit)| &**unit).collect();
        let partners = partners.iter().find(|(known, _, _)| *known == code);
        assert_eq!(joined, partners.map_or(&[][..], |p| p.1), "{code}");
        let others = partners.map_or("", |p| p.2);
        let text = task.texts.coordinating_text.as_deref().unwrap_or_default();
        assert_eq!(text, others, "{code}");
        assert!(task.texts.text.contains(others), "{code}");
        let lead = leads.iter().find(|(known, _)| *known == code);
        assert_eq!(task.row.lead.as_deref(), lead.map(|l| l.1), "{code}");
        assert_eq!(task.texts.product, None, "{code}");
        assert!(!task.row.key_task && !task.row.illustrative, "{code}");
        assert!(task.notes.is_empty() && task.evidence.is_empty(), "{code}");
        assert_eq!(task.row.occurrences_done, 0, "{code}");
    }
    // By the name that the document gives them.
    let districts = office.store.find_unit("các huyện, thành phố, thị xã");
    let lead = office.task("2.7.2-05").texts.lead;
    assert_eq!(districts.unwrap().map(|unit| unit.id), lead);
    assert_eq!(office.task("2.1-07").occurrences.len(), 4);
    assert_eq!(office.task("III-02").occurrences.len(), 52);
    let plan = office.plan();
    assert_eq!(
        (plan.number, plan.issued_on, plan.illustrative),
        (None, None, false)
    );
    assert_eq!(plan.settings.fixed_day, None);
}

#[test]
fn another_years_plan_has_the_same_places_and_no_tasks() {
    let office = Office::plan_2021();
    let path = office.folder.path().join("kế hoạch 2022.db");
    let data = cchc::plan::of_year(2022).unwrap();
    let next = Store::create(&path, &data, &lan(), None).unwrap();
    let (this, other) = (office.plan(), next.plan().unwrap());
    assert_eq!(other.year, 2022);
    assert!(other.title.contains("2022") && !other.title.contains("2021"));
    let names = |store: &Store| {
        let plan = store.plan().unwrap().id;
        let areas: Vec<_> = store
            .areas(plan)
            .unwrap()
            .into_iter()
            .map(|a| (a.key, a.name))
            .collect();
        let sections: Vec<_> = store
            .sections(plan)
            .unwrap()
            .into_iter()
            .map(|s| (s.area_key, s.number, s.title))
            .collect();
        let units: Vec<_> = store
            .units()
            .unwrap()
            .into_iter()
            .map(|u| (u.abbreviation, u.name, u.aliases))
            .collect();
        (areas, sections, units)
    };
    assert_eq!(names(&next), names(&office.store));
    let query = cchc::domain::query::Query::all(other.id, crate::support::today(), &other.settings);
    assert_eq!(next.count(&query).unwrap(), 0);
    assert!(next.passages(other.id).unwrap().is_empty());
    assert_eq!(next.check().unwrap(), []);
    assert_eq!(this.issuer_short, other.issuer_short);
}

#[test]
fn areas_and_units_are_found_by_every_name_of_theirs() {
    let office = Office::plan_2021();
    let areas = office.store.areas(office.plan().id).unwrap();
    let keys: Vec<&str> = areas.iter().map(|area| area.key.as_str()).collect();
    assert_eq!(keys, ["0", "1", "2", "3", "4", "5", "6"]);
    for (typed, abbreviation) in [
        ("VP", "VP"),
        ("van phong so", "VP"),
        ("cơ quan Văn phòng Sở", "VP"),
        ("Phòng Kế hoạch – Tài chính", "KHTC"),
        ("phòng kế hoạch - tài chính", "KHTC"),
        ("Chi cục TCĐLCL", "TCĐLCL"),
        ("dthe", "ĐThể"),
        ("Sở Thông tin và Truyền thông", "STTTT"),
    ] {
        let unit = office.store.find_unit(typed).unwrap().expect(typed);
        assert_eq!(unit.abbreviation, abbreviation, "{typed}");
    }
    assert_eq!(office.store.find_unit("Phòng Không Có").unwrap(), None);
    let units = office.store.units().unwrap();
    let mut names = HashSet::new();
    for unit in &units {
        let aliases = unit.aliases.iter().map(String::as_str);
        let all: HashSet<String> = aliases
            .chain([unit.abbreviation.as_str(), unit.name.as_str()])
            .map(fold)
            .collect();
        for name in all {
            assert!(names.insert(name.clone()), "two units are called {name}");
        }
        assert!(
            unit.abbreviation.chars().count() <= 8,
            "{}",
            unit.abbreviation
        );
    }
    // The alphabet's order: Bộ before Các, Sở Y tế behind Sở TT&TT.
    let place = |name: &str| {
        units
            .iter()
            .position(|unit| unit.abbreviation == name)
            .unwrap()
    };
    assert!(place("BKHCN") < place("CPĐV"));
    assert!(place("CPĐV") < place("TCĐLCL"));
    assert!(place("HĐNDT") < place("LĐ"));
    assert!(place("STTTT") < place("SYT"));
    assert!(place("TTra") < place("TU"));
}

#[test]
fn no_two_units_of_the_plan_look_alike() {
    let office = Office::plan_2021();
    let mut shown: BTreeMap<String, String> = BTreeMap::new();
    for unit in office.store.units().unwrap() {
        let abbreviation = unit.abbreviation.clone();
        for name in unit
            .aliases
            .into_iter()
            .chain([unit.name, unit.abbreviation])
        {
            let other = shown.insert(looks(&name), abbreviation.clone());
            assert!(other.is_none_or(|other| other == abbreviation), "{name}");
        }
    }
}

#[test]
fn from_2026_on_areas_have_their_new_names_and_dissolved_units_are_absent() {
    let folder = tempfile::tempdir().unwrap();
    let made = |year: i32| {
        let path = folder.path().join(format!("kế hoạch {year}.db"));
        let data = cchc::plan::of_year(year).unwrap();
        Store::create(&path, &data, &lan(), None).unwrap()
    };
    let (before, since) = (made(2025), made(2026));
    let area = |store: &Store, key: &str| {
        let areas = store.areas(store.plan().unwrap().id).unwrap();
        areas.into_iter().find(|area| area.key == key).unwrap().name
    };
    assert_eq!(area(&before, "4"), "Cải cách công vụ");
    assert_eq!(area(&since, "4"), "Cải cách chế độ công vụ");
    assert_eq!(
        area(&since, "6"),
        "Xây dựng và phát triển chính quyền điện tử, chính quyền số"
    );
    for gone in [
        "Sở TT&TT",
        "Sở GTVT",
        "Sở NN&PTNT",
        "UBND huyện",
        "Thanh tra Sở",
        "TTTK",
    ] {
        assert!(before.find_unit(gone).unwrap().is_some(), "{gone}");
        assert!(since.find_unit(gone).unwrap().is_none(), "{gone}");
    }
    for unit in [
        "Sở Xây dựng",
        "Sở NN&MT",
        "UBND các xã, phường",
        "Văn phòng Sở",
    ] {
        assert!(since.find_unit(unit).unwrap().is_some(), "{unit}");
    }
    assert!(since.check().unwrap().is_empty());
}
