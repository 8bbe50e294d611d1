//! The figures of reports against a second, independent calculation: a naive replay of the journal
//! from its first row on, on the demonstration and on random histories.

use crate::history::{self, CODES, RandomAct, Rows, act, date, extended, int, perform, text};
use crate::support::{Office, day, lan, today};
use crate::{query, tables};
use cchc::domain::day::Day;
use cchc::domain::journal::StoredRow;
use cchc::domain::period::{Period, PeriodKind};
use cchc::domain::unit::UnitScope;
use cchc::present::lang::Lang;
use cchc::report::document::{Block, Document, TableRowKind, TableValue};
use cchc::report::{ReportData, ReportQuery, make};
use cchc::store::{Stamp, Store};
use chrono::Days;
use proptest::prelude::*;
use std::collections::BTreeMap;

// ---- the second calculation

type Row = StoredRow;

/// All rows as the journal alone gives them, up to a day.
struct Replay {
    rows: Rows,
    /// By which day an extension came, by its row.
    extended: BTreeMap<i64, Day>,
    /// The rows of each table that belong to a task.
    owned: BTreeMap<(String, i64), Vec<i64>>,
}

fn replay(store: &Store, last: Day) -> Replay {
    let rows = history::replay(store, last);
    let mut owned = BTreeMap::<_, Vec<i64>>::new();
    for ((table, id), row) in &rows {
        if let Some(task) = int(row, "task_id") {
            owned.entry((table.clone(), task)).or_default().push(*id);
        }
    }
    Replay {
        rows,
        extended: extended(store),
        owned,
    }
}

/// What a report shows of some tasks, counted the slow way: total, done on time, done late, done
/// undated, open in time, overdue, undated, not come up, paused, done in all, in time, extensions;
/// then finished in the period, difficulties, dropped, finished late, occurrences done, newly late,
/// done without evidence, and the longest delay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counted([i64; 20]);

impl Replay {
    fn table(&self, name: &str) -> impl Iterator<Item = (i64, &Row)> {
        let of = self
            .rows
            .iter()
            .filter(move |((table, _), _)| table == name);
        of.map(|((_, id), row)| (*id, row))
    }

    fn of(&self, name: &str, task: i64) -> Vec<(i64, &Row)> {
        let ids = self
            .owned
            .get(&(name.to_owned(), task))
            .into_iter()
            .flatten();
        ids.map(|id| (*id, &self.rows[&(name.to_owned(), *id)]))
            .collect()
    }

    fn area(&self, task: &Row) -> String {
        let section = &self.rows[&("section".to_owned(), int(task, "section_id").unwrap())];
        let area = &self.rows[&("area".to_owned(), int(section, "area_id").unwrap())];
        text(area, "key").unwrap().to_owned()
    }

    fn count(&self, period: Period, day: Day, wanted: impl Fn(&Row) -> bool) -> Counted {
        let mut c = [0; 20];
        for (id, task) in self.table("task").filter(|(_, task)| wanted(task)) {
            let mut due: Vec<_> = self.of("occurrence", id);
            due.sort_by_key(|(_, o)| int(o, "ordinal"));
            let mut open: Vec<_> = due
                .iter()
                .filter(|(_, o)| date(o, "done_on").is_none())
                .collect();
            // Where days jump, a due date without a day may stand before those that replaced it.
            open.sort_by_key(|(_, o)| (date(o, "due_on").is_none(), date(o, "due_on")));
            let shown = open
                .first()
                .copied()
                .or(due.last())
                .and_then(|(_, o)| date(o, "due_on"));
            let hold = text(task, "hold");
            let done = hold.is_none() && !due.is_empty() && open.is_empty();
            let begun = int(task, "started") == Some(1) || open.len() < due.len();
            let answered = |note: i64| {
                self.table("note")
                    .any(|(_, n)| int(n, "answers_id") == Some(note))
            };
            let stuck = self
                .of("note", id)
                .into_iter()
                .filter(|(note, n)| text(n, "kind") == Some("difficulty") && !answered(*note));
            c[13] += stuck.count() as i64;
            let moved = self.of("extension", id).into_iter();
            c[11] += moved
                .filter(|(e, _)| period.contains(self.extended[e]))
                .count() as i64;
            if text(task, "rhythm").is_some() {
                let done = due.iter().filter_map(|(_, o)| date(o, "done_on"));
                c[16] += done.filter(|done| period.contains(*done)).count() as i64;
            }
            match hold {
                Some("dropped") => {
                    c[14] += 1;
                    continue;
                }
                Some(_) => c[8] += 1,
                None if done => {
                    let dated: Vec<_> = due
                        .iter()
                        .filter_map(|(_, o)| Some((date(o, "done_on")?, date(o, "due_on")?)))
                        .collect();
                    c[9] += 1;
                    if dated.is_empty() {
                        c[3] += 1;
                    } else if dated.iter().any(|(done, due)| done > due) {
                        c[2] += 1;
                    } else {
                        c[1] += 1;
                    }
                    let last = due.iter().filter_map(|(_, o)| date(o, "done_on")).max();
                    let finished = last.is_some_and(|last| period.contains(last));
                    c[12] += i64::from(finished);
                    c[15] += i64::from(finished && dated.iter().any(|(done, due)| done > due));
                    c[18] += i64::from(self.of("evidence", id).is_empty());
                }
                None => match shown {
                    Some(due) if due < day => {
                        c[5] += 1;
                        c[17] += i64::from(period.contains(due.succ_opt().unwrap()));
                        c[19] = c[19].max((day - due).num_days());
                    }
                    Some(_) => c[4] += 1,
                    None if text(task, "kind") == Some("event") && !begun => c[7] += 1,
                    None => c[6] += 1,
                },
            }
            c[0] += 1;
        }
        c[10] = c[1] + c[3];
        Counted(c)
    }
}

/// The same of the report's own figures.
fn reported(figures: &cchc::report::figures::Figures) -> Counted {
    let t = figures.totals;
    Counted([
        t.total(),
        t.done_on_time,
        t.done_late,
        t.done_undated,
        figures.in_time(),
        t.overdue,
        t.open_undated,
        t.event_not_come,
        t.paused,
        t.done(),
        figures.on_time().part,
        figures.extensions,
        figures.finished,
        figures.difficulties,
        t.dropped,
        figures.finished_late,
        figures.occurrences,
        figures.newly_late,
        figures.unproven,
        figures.worst,
    ])
}

/// Checks a report's figures, in all, per area and per unit, this period's and the one's before.
#[track_caller]
fn assert_figures(store: &Store, query: &ReportQuery) {
    let facts = ReportData::read(store, query).unwrap();
    let counted = [
        (facts.period, &facts.counts),
        (facts.period.previous(), facts.before.as_ref().unwrap()),
    ];
    for (period, counts) in counted {
        let end = period.last.min(query.today);
        let replayed = replay(store, end);
        let all = reported(&counts.all());
        assert_eq!(all, replayed.count(period, end, |_| true), "{period:?}");
        let areas = facts.areas.iter().map(|area| {
            let own = reported(&counts.figures(|task| task.area == area.key));
            let second = replayed.count(period, end, |task| replayed.area(task) == area.key);
            assert_eq!(own, second, "{period:?} {}", area.key);
            own
        });
        assert_eq!(sum(areas), all);
        let leads = facts.units.iter().map(|unit| Some(unit.id)).chain([None]);
        let units = leads.map(|lead| {
            let own = reported(&counts.figures(|task| task.lead == lead));
            let second = replayed.count(period, end, |task| {
                int(task, "lead_id") == lead.map(|lead| lead.0)
            });
            assert_eq!(own, second, "{period:?} {lead:?}");
            own
        });
        assert_eq!(sum(units), all);
        // Each task in exactly one group.
        assert_eq!(all.0[0], all.0[1..=8].iter().sum::<i64>());
    }
}

/// What parts come to: all add up but the longest delay.
fn sum(parts: impl Iterator<Item = Counted>) -> Counted {
    let mut sum = [0; 20];
    for part in parts {
        sum.iter_mut().zip(part.0).for_each(|(sum, n)| *sum += n);
        sum[19] = (sum[19] - part.0[19]).max(part.0[19]);
    }
    Counted(sum)
}

// ---- the demonstration

#[test]
fn every_period_of_the_demonstration_agrees_with_a_replay_of_its_journal() {
    let office = Office::sample();
    for kind in PeriodKind::ALL {
        for at in [
            "2020-12-20",
            "2021-01-14",
            "2021-01-15",
            "2021-03-14",
            "2021-04-02",
            "2021-05-10",
            "2021-06-11",
            "2021-06-14",
            "2021-09-30",
            "2021-12-31",
            "2023-05-05",
        ] {
            assert_figures(&office.store, &query(kind, day(at), today()));
        }
    }
}

#[test]
fn a_report_over_everything_agrees_with_the_tallies() {
    let office = Office::sample();
    let facts =
        ReportData::read(&office.store, &query(PeriodKind::Month, today(), today())).unwrap();
    let unit = cchc::domain::unit::UnitScope::All;
    let kept = office
        .store
        .totals(office.plan().id, unit, None, today())
        .unwrap();
    assert_eq!(facts.counts.all().totals, kept);
}

#[test]
fn a_report_for_march_made_in_june_shows_march() {
    let mut office = Office::sample();
    let march = |store: &Store, today: &str| {
        make(
            store,
            &query(PeriodKind::Month, day("2021-03-10"), day(today)),
        )
        .unwrap()
    };
    let then = march(&office.store, "2021-06-11");
    let code = "2.3.1-01";
    let before = progress(&then, code);
    assert_eq!(before, "đang thực hiện");
    // What is done afterwards changes nothing in March, whatever it is.
    for change in [
        office.edit(code, |text| text.title = "Đổi tên".to_owned()),
        office.extend(code, "2021-07-31"),
        office.complete(code, "2021-06-10"),
        office.new_task("2.2", "Việc mới", "30/6"),
        office.note(code, "ghi thêm"),
    ] {
        office.lan(change).unwrap();
    }
    office.store.undo(&lan()).unwrap();
    assert_eq!(march(&office.store, "2021-06-11").body, then.body);
    assert_eq!(
        march(&office.store, "2021-12-01"),
        Document {
            head: march(&office.store, "2021-12-01").head,
            ..then
        }
    );
}

/// The cell "Tiến độ" of a task in the annex.
fn progress(document: &Document, code: &str) -> String {
    let rows = tables(document).flat_map(|table| &table.rows);
    let row = rows
        .filter(|row| row.cells.len() == 10)
        .find(|row| row.cells[1] == TableValue::from(code))
        .unwrap();
    row.cells[7].text(Lang::Vi)
}

#[test]
fn what_was_finished_in_the_period_but_recorded_after_it_has_a_line_of_its_own() {
    let mut office = Office::plan_2021();
    let may = Stamp {
        day: day("2021-05-20"),
        ..lan()
    };
    office
        .store
        .apply(&[office.set_deadline("2.2-01", "30/4")], &may)
        .unwrap();
    let change = office.complete("2.2-01", "2021-05-12");
    office.store.apply(&[change], &may).unwrap();
    let document = make(
        &office.store,
        &query(PeriodKind::Month, day("2021-05-01"), today()),
    );
    let lines = cchc::formats::text::lines(&document.unwrap(), 200).join("\n");
    let message = lines
        .split("được ghi nhận sau ngày 14/05/2021")
        .nth(1)
        .unwrap();
    assert!(
        message.lines().nth(1).unwrap().starts_with("- 2.2-01 "),
        "{message}"
    );
    assert!(
        message
            .lines()
            .nth(1)
            .unwrap()
            .ends_with("hoàn thành ngày 12/05/2021.")
    );
    let facts = ReportData::read(
        &office.store,
        &query(PeriodKind::Month, day("2021-05-01"), today()),
    );
    assert_eq!(facts.unwrap().counts.all().finished, 0);
}

#[test]
fn what_was_recorded_later_is_kept_once_and_without_the_notes_of_its_task() {
    let mut office = Office::plan_2021();
    office
        .lan(office.set_deadline("2.2-01", "Hằng tuần"))
        .unwrap();
    for number in 0..10 {
        let body = format!(
            "Ghi chú {number}: {}",
            "rà soát thủ tục hành chính; ".repeat(100)
        );
        office.lan(office.note("2.2-01", &body)).unwrap();
    }
    for _ in 0..8 {
        office.lan(office.complete("2.2-01", "2021-05-12")).unwrap();
    }
    let may = query(PeriodKind::Month, day("2021-05-01"), today());
    let data = ReportData::read(&office.store, &may).unwrap();
    let later = format!("{:?}", data.recorded_later);
    assert_eq!(later.matches("2021-05-12").count(), 8, "{later}");
    assert_eq!(later.matches("rà soát thủ tục").count(), 0);
    assert_eq!(later.matches("\"2.2-01\"").count(), 1, "one task: {later}");
}

#[test]
fn a_task_extended_three_times_is_named() {
    let mut office = Office::plan_2021();
    office.lan(office.set_deadline("2.2-02", "1/7")).unwrap();
    for to in ["2021-07-10", "2021-07-20"] {
        office.lan(office.extend("2.2-02", to)).unwrap();
    }
    let lines = |office: &Office| {
        let document = make(&office.store, &query(PeriodKind::Month, today(), today())).unwrap();
        cchc::formats::text::lines(&document, 200).join("\n")
    };
    assert!(lines(&office).contains("Trong kỳ gia hạn 02 lượt"));
    assert!(!lines(&office).contains("gia hạn nhiều lần"));
    office.lan(office.extend("2.2-02", "2021-07-30")).unwrap();
    let message = lines(&office);
    let often = message.split("gia hạn nhiều lần").nth(1).unwrap();
    assert!(often.contains("2.2-02"), "{often}");
    assert!(
        often.lines().nth(1).unwrap().ends_with(": 3 lần."),
        "{often}"
    );
}

#[test]
fn units_and_areas_can_be_asked_for_alone_and_empty_ones_say_so() {
    let office = Office::sample();
    let whole =
        ReportData::read(&office.store, &query(PeriodKind::Quarter, today(), today())).unwrap();
    let mut sum = 0;
    for unit in &whole.units {
        let asked = ReportQuery {
            unit: UnitScope::Led(unit.id),
            ..query(PeriodKind::Quarter, today(), today())
        };
        let facts = ReportData::read(&office.store, &asked).unwrap();
        let totals = facts.counts.all().totals;
        sum += totals.total() + totals.dropped;
        let notices = make(&office.store, &asked).unwrap().head.notices;
        let says_so = notices
            .iter()
            .any(|n| n.contains("Không có nhiệm vụ nào thuộc phạm vi"));
        assert_eq!(
            says_so,
            totals == Default::default(),
            "{}",
            unit.abbreviation
        );
    }
    let unassigned = whole.counts.figures(|task| task.lead.is_none()).totals;
    let all = whole.counts.all().totals;
    assert_eq!(
        sum + unassigned.total() + unassigned.dropped,
        all.total() + all.dropped
    );
    for (at, message) in [
        ("2020-02-01", "ngoài năm của kế hoạch"),
        ("2021-12-20", "ngoài năm của kế hoạch"),
        ("2021-09-01", "chưa bắt đầu"),
        ("2021-06-01", "số liệu tính đến ngày 11/06/2021"),
    ] {
        let document = make(&office.store, &query(PeriodKind::Month, day(at), today())).unwrap();
        assert!(
            document.head.notices.iter().any(|n| n.contains(message)),
            "{at}"
        );
    }
}

#[test]
fn the_tables_of_figures_add_up_column_by_column() {
    let office = Office::sample();
    for kind in PeriodKind::ALL {
        let document = make(&office.store, &query(kind, today(), today())).unwrap();
        let figures = tables(&document).filter(|table| table.columns.len() == 13);
        let figures: Vec<_> = figures.collect();
        assert_eq!(figures.len(), 2);
        for table in figures {
            let number = |value: &TableValue| match value {
                TableValue::Number(n) => *n,
                _ => 0,
            };
            let total = table
                .rows
                .iter()
                .find(|row| row.kind == TableRowKind::Total)
                .unwrap();
            for column in 1..13 {
                let items = table
                    .rows
                    .iter()
                    .filter(|row| row.kind == TableRowKind::Item);
                let sum: i64 = items.map(|row| number(&row.cells[column])).sum();
                assert_eq!(sum, number(&total.cells[column]), "{column}");
            }
            for row in &table.rows {
                let n = |at: usize| number(&row.cells[at]);
                assert_eq!(n(1), (2..=9).map(n).sum::<i64>());
            }
        }
    }
}

#[test]
fn texts_and_the_cut_off_day_are_kept_in_the_plan() {
    let mut office = Office::sample();
    office
        .lan(office.set("report.text.month.causes", "Thiếu người.\nThiếu tiền."))
        .unwrap();
    office
        .lan(office.set("report.recipients", "UBND tỉnh;\n- Sở Nội vụ"))
        .unwrap();
    office.lan(office.set("cutoff_day", "31")).unwrap();
    let document = make(&office.store, &query(PeriodKind::Month, today(), today())).unwrap();
    let causes = document.body.iter().find_map(|block| match block {
        Block::Place { part, text, .. } if part == "causes" => text.clone(),
        _ => None,
    });
    assert_eq!(causes.as_deref(), Some("Thiếu người.\nThiếu tiền."));
    assert_eq!(
        document.foot.recipients,
        ["- UBND tỉnh;", "- Sở Nội vụ;", "- Lưu: VT, VP."]
    );
    let period = ReportData::read(&office.store, &query(PeriodKind::Month, today(), today()));
    let period = period.unwrap().period;
    assert_eq!(
        (period.first, period.last),
        (day("2021-06-01"), day("2021-06-30"))
    );
    // Another sort of period has texts of its own.
    let quarter = make(&office.store, &query(PeriodKind::Quarter, today(), today())).unwrap();
    assert!(quarter.body.iter().all(|block| match block {
        Block::Place { text, .. } => text.is_none(),
        _ => true,
    }));
}

#[test]
fn of_several_open_due_dates_the_one_that_is_due_first_counts_however_days_jump() {
    let mut office = Office::plan_2021();
    let (february, march) = (day("2021-02-10"), day("2021-03-15"));
    // By March the due date without a day is replaced, and by February that which replaced it.
    perform(
        &mut office,
        "2.3.1-01",
        &RandomAct::Deadline("Hằng tháng"),
        march,
    );
    perform(
        &mut office,
        "2.3.1-01",
        &RandomAct::Deadline("Hằng quý"),
        february,
    );
    assert_figures(
        &office.store,
        &query(PeriodKind::Quarter, february, day("2021-12-31")),
    );
}

#[test]
fn a_row_that_was_deleted_and_restored_keeps_what_an_earlier_day_changed() {
    let mut office = Office::plan_2021();
    let (january, march) = (day("2021-01-04"), day("2021-03-15"));
    // Works by March: sets a deadline, which replaces the task's due date, and takes that back.
    perform(&mut office, "2.4-01", &RandomAct::Deadline("Quý II"), march);
    perform(&mut office, "2.4-01", &RandomAct::Undo, march);
    // Then by January, on the due date that is there again.
    perform(&mut office, "2.4-01", &RandomAct::Complete(0), january);
    let asked = query(PeriodKind::Week, january, day("2021-12-31"));
    let facts = ReportData::read(&office.store, &asked).unwrap();
    assert_eq!(facts.counts.all().finished, 1);
    assert_figures(&office.store, &asked);
}

// ---- random histories

const WORDINGS: [&str; 6] = [
    "Quý II",
    "Hằng quý",
    "Hằng tháng",
    "Thường xuyên",
    "Khi phát sinh",
    "15/3",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..Default::default() })]

    #[test]
    fn figures_of_random_histories_agree_with_a_replay(
        acts in prop::collection::vec((0..CODES.len(), act(WORDINGS, 40), 0..160_u64), 10..40),
        jumps in any::<bool>(),
        kind in prop::sample::select(PeriodKind::ALL.to_vec()),
        ats in prop::collection::vec(0..200_u64, 3),
    ) {
        let mut office = Office::plan_2021();
        let start = day("2021-01-04");
        let mut days: Vec<u64> = acts.iter().map(|(_, _, on)| *on).collect();
        if !jumps {
            // Mostly days rise with the journal; where they jump, the replay must still agree.
            days.sort_unstable();
        }
        for ((task, act, _), on) in acts.iter().zip(days) {
            let on = start.checked_add_days(Days::new(on)).unwrap();
            perform(&mut office, CODES[*task], act, on);
        }
        office.assert_sound();
        for at in ats {
            let at = start.checked_add_days(Days::new(at)).unwrap();
            assert_figures(&office.store, &query(kind, at, day("2021-12-31")));
        }
    }
}
