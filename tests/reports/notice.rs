//! The notice of a review's conclusions: its figures against a second, independent calculation, a
//! naive replay of the journal; its words; and that what was frozen stays, to the letter, in every
//! format.

use crate::history::{CODES, RandomAct, act, date, extended, int, perform, replay, text};
use crate::support::{Office, day, deadline, lan, lan_on, today};
use cchc::domain::change::{Change, NewTask};
use cchc::domain::day::{Day, Week};
use cchc::domain::ids::{ReviewId, TaskId};
use cchc::domain::journal::StoredRow;
use cchc::domain::review::{ReviewChange, ReviewScope};
use cchc::domain::task::TaskText;
use cchc::formats::FORMATS;
use cchc::present::lang::Lang;
use cchc::report::document::{Block, Document, TableRowKind, TableValue};
use cchc::report::review::figures::{WeekFigures, WeekPair};
use cchc::report::review::{Minutes, freeze, thaw, weeks};
use cchc::store::{Stamp, Store};
use chrono::Days;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn begin(store: &mut Store, week: Week, scope: ReviewScope, stamp: &Stamp) -> ReviewId {
    let plan = store.plan().unwrap();
    let prepared = store.prepare_agenda(scope, &plan, stamp.day).unwrap();
    let change = ReviewChange::Begin {
        plan: plan.id,
        week,
        scope,
        prepared,
    };
    store.apply(&[Change::Review(change)], stamp).unwrap();
    store.open_reviews(plan.id).unwrap()[0].id
}

fn finish(store: &mut Store, review: ReviewId, stamp: &Stamp) {
    let (head, texts) = freeze(store, review, stamp.day).unwrap().unwrap();
    let change = ReviewChange::Finish {
        review,
        head,
        texts,
    };
    store.apply(&[Change::Review(change)], stamp).unwrap();
}

// ---- the second calculation

/// What the week's figures look at of one task.
#[derive(Clone, Debug, Default)]
struct Seen {
    unit: Option<i64>,
    area: String,
    joined: BTreeSet<i64>,
    done: bool,
    late: bool,
    stuck: bool,
    extensions: BTreeSet<i64>,
}

/// Every task on a day, the slow way.
fn seen(store: &Store, on: Day) -> BTreeMap<i64, Seen> {
    let rows = replay(store, on);
    let table = |name: &'static str| rows.iter().filter(move |((table, _), _)| table == name);
    let answered: BTreeSet<i64> = table("note")
        .filter_map(|(_, note)| int(note, "answers_id"))
        .collect();
    let mut all = BTreeMap::new();
    for ((_, id), task) in table("task") {
        let of = |name: &'static str| -> Vec<(i64, &StoredRow)> {
            table(name)
                .filter(|(_, row)| int(row, "task_id") == Some(*id))
                .map(|((_, id), row)| (*id, row))
                .collect()
        };
        let mut due = of("occurrence");
        due.sort_by_key(|(_, o)| int(o, "ordinal"));
        // The open one that is due first is shown, whatever its place among them.
        let open = due.iter().filter(|(_, o)| date(o, "done_on").is_none());
        let day = |o: &StoredRow| date(o, "due_on");
        let open = open.min_by_key(|(_, o)| (day(o).is_none(), day(o), int(o, "ordinal")));
        let hold = text(task, "hold");
        let done = hold.is_none() && !due.is_empty() && open.is_none();
        let shown = open.and_then(|(_, o)| date(o, "due_on"));
        let waits = of("note")
            .into_iter()
            .any(|(note, n)| text(n, "kind") == Some("difficulty") && !answered.contains(&note));
        let section = &rows[&("section".to_owned(), int(task, "section_id").unwrap())];
        let area = &rows[&("area".to_owned(), int(section, "area_id").unwrap())];
        let joined = of("coordinating").into_iter();
        let seen = Seen {
            unit: int(task, "lead_id"),
            area: text(area, "key").unwrap().to_owned(),
            joined: joined.filter_map(|(_, c)| int(c, "unit_id")).collect(),
            done,
            late: hold.is_none() && !done && shown.is_some_and(|due| due < on),
            stuck: waits,
            extensions: of("extension").into_iter().map(|(e, _)| e).collect(),
        };
        all.insert(*id, seen);
    }
    all
}

/// A day with every task as it was seen then.
struct Then {
    day: Day,
    tasks: BTreeMap<i64, Seen>,
}

/// The figures of a week, the slow way, of the tasks that are wanted at its end.
fn counted(
    now: &Then,
    before: &Then,
    extended: &BTreeMap<i64, Day>,
    wanted: impl Fn(&Seen) -> bool,
) -> WeekFigures {
    let mut n = WeekFigures::default();
    for (id, task) in now.tasks.iter().filter(|(_, task)| wanted(task)) {
        let was = before.tasks.get(id);
        n.done += i64::from(task.done && !was.is_some_and(|was| was.done));
        n.late += i64::from(task.late);
        n.new += i64::from(was.is_none());
        n.stuck += i64::from(task.stuck);
        match (was.is_some_and(|was| was.late), task.late) {
            (false, true) => n.newly_late += 1,
            (true, false) => n.caught_up += 1,
            _ => {}
        }
        let week = |e: &&i64| before.day < extended[e] && extended[e] <= now.day;
        n.extended += task.extensions.iter().filter(week).count() as i64;
    }
    n
}

fn added(sum: &mut WeekFigures, more: WeekFigures) {
    sum.done += more.done;
    sum.newly_late += more.newly_late;
    sum.caught_up += more.caught_up;
    sum.late += more.late;
    sum.extended += more.extended;
    sum.new += more.new;
    sum.stuck += more.stuck;
}

/// Checks the figures of a review, in all, by unit and by area, this week's and last week's; and that
/// the parts add up to the whole.
#[track_caller]
fn assert_figures(store: &Store, review: ReviewId, on: Day) {
    let review = store.review(review).unwrap().unwrap();
    let plan = store.plan().unwrap().id;
    let found = weeks(store, &review, plan, on).unwrap();
    let week = review.summary.week;
    let areas = store.areas(plan).unwrap();
    let in_scope = |task: &Seen| match review.summary.scope {
        ReviewScope::Plan => true,
        ReviewScope::Area(id) => areas.iter().any(|a| a.id == id && a.key == task.area),
        ReviewScope::Led(unit) => task.unit == Some(unit.0),
        ReviewScope::Mine(unit) => task.unit == Some(unit.0) || task.joined.contains(&unit.0),
    };
    let end = week.sunday.min(on);
    let before = week.previous().sunday;
    let first = week.previous().previous().sunday;
    let [end, before, first] = [end, before, first].map(|day| Then {
        day,
        tasks: seen(store, day),
    });
    let extended = extended(store);
    for (now, before, this) in [(&end, &before, true), (&before, &first, false)] {
        let counted = |wanted: &dyn Fn(&Seen) -> bool| counted(now, before, &extended, wanted);
        let pick = |pair: WeekPair| if this { pair.this } else { pair.last };
        assert_eq!(pick(found.total), counted(&in_scope), "{}", now.day);
        let mut sum = WeekFigures::default();
        for (unit, pair) in &found.units {
            let own = |task: &Seen| in_scope(task) && task.unit == unit.map(|unit| unit.0);
            assert_eq!(pick(*pair), counted(&own), "{unit:?}");
            added(&mut sum, pick(*pair));
        }
        assert_eq!(sum, pick(found.total));
        let mut sum = WeekFigures::default();
        for (area, pair) in &found.areas {
            let own = |task: &Seen| in_scope(task) && task.area == *area;
            assert_eq!(pick(*pair), counted(&own), "{area}");
            added(&mut sum, pick(*pair));
        }
        assert_eq!(sum, pick(found.total));
    }
    let (this, last) = (found.total.this, found.total.last);
    if review.summary.scope == ReviewScope::Plan {
        // What was late and has been taken away since is neither late nor caught up.
        let gone = before.tasks.iter();
        let gone = gone.filter(|(id, task)| task.late && !end.tasks.contains_key(id));
        let gone = i64::try_from(gone.count()).unwrap();
        assert_eq!(
            this.late,
            last.late + this.newly_late - this.caught_up - gone
        );
    }
}

#[test]
fn the_demonstrations_weeks_agree_with_a_replay_of_its_journal() {
    let mut office = Office::sample();
    let vp = office.unit("VP");
    let area = office.store.areas(office.plan().id).unwrap()[2].id;
    for (on, scope) in [
        ("2021-06-11", ReviewScope::Plan),
        ("2021-06-11", ReviewScope::Area(area)),
        ("2021-06-11", ReviewScope::Led(vp)),
        ("2021-06-11", ReviewScope::Mine(vp)),
        ("2021-05-19", ReviewScope::Plan),
        ("2021-03-28", ReviewScope::Plan),
    ] {
        let stamp = Stamp {
            day: day(on),
            ..lan()
        };
        let week = Week::of(day(on));
        let review = begin(&mut office.store, week, scope, &stamp);
        assert_figures(&office.store, review, day(on));
    }
}

#[test]
fn a_week_counts_what_was_recorded_in_it_and_nothing_is_lost_between_two() {
    let mut office = Office::sample();
    let week = Week::of(today());
    let review = begin(&mut office.store, week, ReviewScope::Plan, &lan());
    let plan = office.plan().id;
    let on = |office: &Office, on: &str| {
        let review = office.store.review(review).unwrap().unwrap();
        weeks(&office.store, &review, plan, day(on))
            .unwrap()
            .total
            .this
    };
    let before = on(&office, "2021-06-13");
    // What was done last week and is recorded now counts now.
    office.lan(office.complete("2.4-05", "2021-06-03")).unwrap();
    office.lan(office.extend("2.6-02", "2021-06-30")).unwrap();
    office
        .lan(office.new_task("2.2", "Việc mới", "30/6"))
        .unwrap();
    let after = on(&office, "2021-06-13");
    assert_eq!(after.done, before.done + 1);
    assert_eq!(after.caught_up, before.caught_up + 1, "it was late before");
    // 2.6-02 became late only this week, and is not any more.
    assert_eq!(after.newly_late, before.newly_late - 1);
    assert_eq!(after.late, before.late - 2);
    assert_eq!(after.extended, before.extended + 1);
    assert_eq!(after.new, before.new + 1);
    // What is recorded on the Monday after belongs to the next week.
    let monday = Stamp {
        day: day("2021-06-14"),
        ..lan()
    };
    let change = office.complete("2.7.1-09", "2021-06-10");
    office.store.apply(&[change], &monday).unwrap();
    assert_eq!(on(&office, "2021-06-14"), after);
    assert_figures(&office.store, review, day("2021-06-14"));
}

// ---- random histories

const WORDINGS: [&str; 6] = [
    "Hằng tuần",
    "Hằng tháng",
    "Thường xuyên",
    "5/2",
    "20/2",
    "28/2",
];

fn acts(most: usize) -> impl Strategy<Value = Vec<(usize, RandomAct, u64)>> {
    prop::collection::vec(
        (0..CODES.len(), act(WORDINGS, 9), 0..35_u64),
        most / 2..most,
    )
}

/// Does them on days from 25/01/2021 on, that rise with the journal.
fn live(office: &mut Office, mut acts: Vec<(usize, RandomAct, u64)>) {
    acts.sort_by_key(|(_, _, on)| *on);
    for (task, act, on) in acts {
        let on = day("2021-01-25").checked_add_days(Days::new(on)).unwrap();
        perform(office, CODES[task], &act, on);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..Default::default() })]

    #[test]
    fn figures_of_random_histories_agree_with_a_replay(
        acts in acts(50),
        ats in prop::collection::vec(7..42_u64, 2),
    ) {
        let mut office = Office::plan_2021();
        live(&mut office, acts);
        office.assert_sound();
        let vp = office.unit("VP");
        for (at, scope) in ats.into_iter().zip([ReviewScope::Plan, ReviewScope::Led(vp)]) {
            let on = day("2021-01-25").checked_add_days(Days::new(at)).unwrap();
            let plan = office.plan();
            let stamp = lan_on(on);
            if office.store.count(&scope.query(&plan, on)).unwrap() == 0 {
                continue;
            }
            let review = begin(&mut office.store, Week::of(on), scope, &stamp);
            assert_figures(&office.store, review, on);
        }
    }

    #[test]
    fn a_finished_review_stays_the_same_byte_for_byte_whatever_follows(
        before in acts(20),
        after in acts(200),
    ) {
        let mut office = Office::plan_2021();
        live(&mut office, before);
        let stamp = Stamp { day: day("2021-03-05"), ..lan() };
        let review = begin(&mut office.store, Week::of(stamp.day), ReviewScope::Plan, &stamp);
        finish(&mut office.store, review, &stamp);
        let printed = |store: &Store| -> Vec<Vec<u8>> {
            let both = [Lang::Vi, Lang::En].map(|lang| thaw(store, review, lang).unwrap().unwrap());
            both.iter()
                .flat_map(|document| FORMATS.iter().map(|format| format.write(document).unwrap()))
                .collect()
        };
        let first = printed(&office.store);
        // What is taken back is never the review itself.
        for (nth, (task, act, _)) in (1..).zip(after) {
            let on = stamp.day.checked_add_days(Days::new(nth)).unwrap();
            if !matches!(act, RandomAct::Undo) {
                perform(&mut office, CODES[task], &act, on);
            }
            // The rules forbid some; a note they never do.
            let note = office.note(CODES[task], "ghi thêm");
            office.store.apply(&[note], &Stamp { day: on, ..lan() }).unwrap();
        }
        office.assert_sound();
        prop_assert!(printed(&office.store) == first);
        let made_anew = Minutes::read(&office.store, review, stamp.day, Lang::Vi).unwrap().unwrap();
        let frozen = thaw(&office.store, review, Lang::Vi).unwrap().unwrap();
        prop_assert_eq!(&made_anew.document(Lang::Vi).annexes[2], &frozen.annexes[2]);
    }
}

// ---- the words

/// The demonstration's review with two conclusions, one of which has become a task and a note.
fn concluded(office: &mut Office) -> ReviewId {
    let review = begin(
        &mut office.store,
        Week::of(today()),
        ReviewScope::Plan,
        &lan(),
    );
    let write = |body: &str| {
        Change::Review(ReviewChange::Conclude {
            review,
            body: body.to_owned(),
        })
    };
    let first = "Giao Văn phòng Sở rà soát TTHC trên Cổng dịch vụ công.\nBáo cáo Lãnh đạo Sở.";
    office.lan(write(first)).unwrap();
    office
        .lan(write(
            "Các đơn vị có việc quá hạn gửi giải trình trước thứ Tư.",
        ))
        .unwrap();
    let conclusion = office.store.review(review).unwrap().unwrap().conclusions[0].id;
    let new = NewTask {
        section: office.section("2.3.1"),
        text: TaskText {
            title: "Rà soát TTHC trên Cổng dịch vụ công".to_owned(),
            text: first.to_owned(),
            lead: Some(office.unit("VP")),
            ..TaskText::default()
        },
        deadline: deadline("Trước 25/6"),
        more: Default::default(),
    };
    let note = |task: TaskId| {
        Change::Review(ReviewChange::NoteOn {
            conclusion,
            task,
            body: first.to_owned(),
        })
    };
    office
        .lan(Change::Review(ReviewChange::MakeTask {
            conclusion,
            task: Box::new(new),
        }))
        .unwrap();
    office.lan(note(office.id("2.3.1-01"))).unwrap();
    review
}

/// The document without its annexes, in lines.
fn body(document: &Document) -> String {
    let document = Document {
        annexes: Vec::new(),
        ..document.clone()
    };
    cchc::formats::text::lines(&document, 100).join("\n")
}

#[test]
fn the_notice_reads_as_the_office_writes_it() {
    let mut office = Office::sample();
    let review = concluded(&mut office);
    finish(&mut office.store, review, &lan());
    for (lang, tag) in [(Lang::Vi, "vi"), (Lang::En, "en")] {
        let notice = thaw(&office.store, review, lang).unwrap().unwrap();
        insta::assert_snapshot!(format!("notice_{tag}"), body(&notice));
    }
    let vi = thaw(&office.store, review, Lang::Vi).unwrap().unwrap();
    assert_eq!(vi.head.title, "THÔNG BÁO");
    assert_eq!(vi.head.number, "Số:       /TB-SKHCN");
    assert!(
        vi.annexes
            .iter()
            .all(|annex| annex.reference.contains("Thông báo số"))
    );
    let finished = office.store.review(review).unwrap().unwrap();
    let head = finished.summary.finished.unwrap().head;
    let printed = cchc::formats::text::write(&vi);
    assert!(printed.contains(&head[..16]), "the chain's head is printed");
    assert!(!body(&vi).contains(&head[..8]), "but in the annex alone");
}

#[test]
fn the_annexes_tables_add_up_column_by_column() {
    let mut office = Office::sample();
    let review = concluded(&mut office);
    let minutes = Minutes::read(&office.store, review, today(), Lang::Vi);
    let document = minutes.unwrap().unwrap().document(Lang::Vi);
    let [
        Block::Table(units),
        Block::Table(areas),
        Block::Paragraph(code),
    ] = document.annexes[0].blocks.as_slice()
    else {
        panic!("{:?}", document.annexes[0].blocks);
    };
    let head = office.store.chain_head().unwrap().unwrap();
    assert!(
        code.starts_with("Ghi chú: mã nhật ký khi kết thúc giao ban"),
        "{code}"
    );
    assert!(
        code.ends_with(&format!("{}.", &head[..16])),
        "{code} {head}"
    );
    for table in [units, areas] {
        assert_eq!(table.columns.len(), 15);
        for column in 1..15 {
            let sum = |kind: TableRowKind| -> i64 {
                let rows = table.rows.iter().filter(|row| row.kind == kind);
                rows.map(|row| match row.cells[column] {
                    TableValue::Number(n) => n,
                    _ => panic!("{row:?}"),
                })
                .sum()
            };
            assert_eq!(
                sum(TableRowKind::Item),
                sum(TableRowKind::Total),
                "{column}"
            );
        }
        let item = |row: &&cchc::report::document::TableRow| row.kind == TableRowKind::Item;
        let zero = |row: &cchc::report::document::TableRow| {
            row.cells[1..]
                .iter()
                .all(|cell| *cell == TableValue::Number(0))
        };
        assert!(
            !table.rows.iter().filter(item).any(zero),
            "zero rows say nothing"
        );
    }
}

#[test]
fn the_difficulties_counted_listed_and_filtered_are_the_same() {
    use cchc::domain::query::{Filter, Query};
    let mut office = Office::sample();
    // Done, though nobody has answered what hindered it.
    office.lan(office.complete("2.4-05", "2021-06-10")).unwrap();
    let review = begin(
        &mut office.store,
        Week::of(today()),
        ReviewScope::Plan,
        &lan(),
    );
    let minutes = Minutes::read(&office.store, review, today(), Lang::Vi);
    let minutes = minutes.unwrap().unwrap();
    let filtered = Query {
        filters: vec![Filter::Stuck],
        ..office.all()
    };
    let filtered = office.codes(&filtered);
    assert!(filtered.contains(&"2.4-05".to_owned()), "{filtered:?}");
    assert_eq!(minutes.weeks.total.this.stuck, filtered.len() as i64);
    let body = minutes.document(Lang::Vi).body;
    let listed = codes_under(&body, "4. Khó khăn, vướng mắc");
    let filtered: BTreeSet<&str> = filtered.iter().map(String::as_str).collect();
    assert_eq!(listed, filtered);
}

#[test]
fn the_notice_stays_in_the_office_and_brings_the_week_s_figures_alone() {
    use cchc::report::document::Annexes;
    let mut office = Office::sample();
    let review = concluded(&mut office);
    let minutes = Minutes::read(&office.store, review, today(), Lang::Vi);
    let document = minutes.unwrap().unwrap().document(Lang::Vi);
    assert_eq!(
        document.foot.recipients,
        ["- Ban GĐ Sở;", "- Các phòng, đơn vị;", "- Lưu: VT, VP."]
    );
    let labels = |wanted| {
        let annexes = document.clone().with_annexes(wanted).annexes.into_iter();
        let message = annexes.map(|annex| format!("{}: {}", annex.label, annex.tab));
        message.collect::<Vec<_>>()
    };
    // Nghị định 30/2020/NĐ-CP numbers annexes where there are two or more.
    assert_eq!(labels(Annexes::Needed), ["Phụ lục: Tuần"]);
    assert_eq!(
        labels(Annexes::All),
        [
            "Phụ lục I: Tuần",
            "Phụ lục II: Nhiệm vụ",
            "Phụ lục III: Số liệu"
        ]
    );
    assert!(labels(Annexes::None).is_empty());
}

#[test]
fn the_text_points_to_the_annexes_that_come_with_it() {
    use cchc::report::document::Annexes;
    let mut office = Office::sample();
    let review = concluded(&mut office);
    let minutes = Minutes::read(&office.store, review, today(), Lang::Vi);
    let minutes = minutes.unwrap().unwrap();
    let text = |lang, wanted| body(&minutes.document(lang).with_annexes(wanted));
    for (lang, wanted, sentence) in [
        (Lang::Vi, Annexes::Needed, "tại Phụ lục kèm theo."),
        (
            Lang::Vi,
            Annexes::All,
            "tại Phụ lục I, Phụ lục II, Phụ lục III kèm theo.",
        ),
        (
            Lang::En,
            Annexes::Needed,
            "Details are in the attached annex.",
        ),
        (
            Lang::En,
            Annexes::All,
            "Details are attached: Annex I, Annex II, Annex III.",
        ),
    ] {
        let text = text(lang, wanted);
        assert!(text.contains(sentence), "{text}");
        assert!(text.contains("./."), "the closing sentence stays the last");
        assert!(text.find(sentence) < text.find("./."));
    }
    assert!(!text(Lang::Vi, Annexes::None).contains("Phụ lục"));
    let document = minutes.document(Lang::Vi).with_annexes(Annexes::Needed);
    let markdown = FORMATS.iter().find(|format| format.ending == "md").unwrap();
    let markdown = markdown.write(&document).unwrap();
    assert!(
        String::from_utf8(markdown)
            .unwrap()
            .contains("## Phụ lục\n")
    );
}

#[test]
fn no_two_blank_lines_stand_above_a_heading() {
    let mut office = Office::sample();
    let review = concluded(&mut office);
    let minutes = Minutes::read(&office.store, review, today(), Lang::Vi);
    let document = minutes.unwrap().unwrap().document(Lang::Vi);
    let text = body(&document);
    assert!(
        text.contains("tính đến ngày 11/06/2021.\n\nI. ĐÁNH GIÁ CHUNG"),
        "{text}"
    );
    assert!(
        !text.split("Nơi nhận").next().unwrap().contains("\n\n\n"),
        "{text}"
    );
}

#[test]
fn what_was_frozen_before_annexes_could_be_left_out_is_printed_whole() {
    use cchc::report::document::{Annexes, Document};
    let mut office = Office::sample();
    let review = concluded(&mut office);
    let minutes = Minutes::read(&office.store, review, today(), Lang::Vi);
    let document = minutes.unwrap().unwrap().document(Lang::Vi);
    let older = document.freeze().replace(",\"on_wish\":true", "");
    let thawed = Document::thaw(&older).unwrap();
    assert_eq!(thawed.with_annexes(Annexes::Needed).annexes.len(), 3);
}

#[test]
fn the_due_day_itself_is_named_however_the_plan_reads_before() {
    let mut office = Office::sample();
    let review = begin(
        &mut office.store,
        Week::of(today()),
        ReviewScope::Plan,
        &lan(),
    );
    let items_of = |office: &Office| {
        let minutes = Minutes::read(&office.store, review, today(), Lang::Vi);
        let document = minutes.unwrap().unwrap().document(Lang::Vi);
        let items = document.body.into_iter().filter_map(|block| match block {
            Block::Item(text) => Some(text),
            _ => None,
        });
        items.collect::<Vec<_>>().join("\n")
    };
    assert!(items_of(&office).contains("chậm nhất ngày 15/06/2021"));
    let set = Change::SetSetting {
        key: "before_is_strict".to_owned(),
        value: "0".to_owned(),
        seen: None,
    };
    office.lan(set).unwrap();
    assert!(items_of(&office).contains("chậm nhất ngày 15/06/2021"));
}

#[test]
fn a_scope_narrows_everything_in_the_notice() {
    let mut office = Office::sample();
    let khtc = office.unit("KHTC");
    for scope in [ReviewScope::Led(khtc), ReviewScope::Mine(khtc)] {
        let review = begin(&mut office.store, Week::of(today()), scope, &lan());
        let minutes = Minutes::read(&office.store, review, today(), Lang::Vi);
        let minutes = minutes.unwrap().unwrap();
        let all = |task: &cchc::domain::snapshot::TaskAsOf| {
            task.texts.lead == Some(khtc)
                || scope == ReviewScope::Mine(khtc) && task.texts.coordinating.contains(&khtc)
        };
        assert!(minutes.data.known.tasks.iter().all(all));
        let subject = minutes.document(Lang::Vi).head.subject.join("\n");
        assert!(subject.contains("Phòng Kế hoạch") || subject.contains("KHTC chủ trì, phối hợp"));
    }
}

#[test]
fn what_is_due_to_the_end_of_next_week_is_in_exactly_one_part() {
    let last = Week::of(today()).next().sunday;
    for meeting in ["2021-06-07", "2021-06-11", "2021-06-13", "2021-06-14"] {
        let mut office = Office::sample();
        let review = begin(
            &mut office.store,
            Week::of(today()),
            ReviewScope::Plan,
            &lan(),
        );
        let minutes = Minutes::read(&office.store, review, day(meeting), Lang::Vi);
        let minutes = minutes.unwrap().unwrap();
        let body = minutes.document(Lang::Vi).body;
        let parts = [
            "3. Nhiệm vụ quá hạn",
            "II. NHIỆM VỤ TRỌNG TÂM ĐẾN HẾT TUẦN TỚI",
        ];
        let [late, next] = parts.map(|part| codes_under(&body, part));
        let open = minutes
            .data
            .known
            .tasks
            .iter()
            .filter(|task| task.state().is_open());
        let due = open.filter(|task| task.due_on().is_some_and(|due| due <= last));
        let due: BTreeSet<&str> = due.map(|task| task.code.as_str()).collect();
        assert!(due.len() > 7, "{due:?}");
        assert!(late.is_disjoint(&next), "{meeting}: {late:?}, {next:?}");
        assert_eq!(&late | &next, due, "{meeting}");
    }
}

/// The codes of the tasks that stand under a heading.
fn codes_under<'b>(body: &'b [Block], heading: &str) -> BTreeSet<&'b str> {
    let at = |block: &Block| matches!(block, Block::Heading { text, .. } if text == heading);
    let from = body.iter().position(at).unwrap() + 1;
    let part = body[from..].iter();
    let part = part.take_while(|block| !matches!(block, Block::Heading { level: 1 | 2, .. }));
    let items = part.filter_map(|block| match block {
        Block::Item(text) => text.split_whitespace().next(),
        _ => None,
    });
    items.collect()
}
