//! Synthetic plans of any size for measuring: the same content every time for the same numbers.

mod events;
mod fill;
mod phrases;
mod rng;

pub use events::{Event, TaskHistory};
pub use fill::BATCH;

use cchc::domain::change::{Change, UnitText};
use cchc::domain::day::{Day, iso};
use cchc::domain::deadline::{Deadline, DeadlineRules, WordingOrigin};
use cchc::domain::ids::{SectionId, UnitId};
use cchc::domain::note::NoteKind;
use cchc::domain::person::Actor;
use cchc::domain::task::TaskText;
use cchc::domain::unit::UnitKind;
use cchc::store::{Result, Stamp, Store, StoreError};
use chrono::{Datelike, Days, NaiveTime};
use rng::Rng;
use std::path::Path;

/// The size of a synthetic plan.
#[derive(Clone, Copy, Debug)]
pub struct SyntheticPlan {
    /// How many tasks.
    pub tasks: usize,
    /// How many units lead them.
    pub units: usize,
    /// Over how many years their due days are spread; the last one is the plan's.
    pub years: i32,
    /// How many acts each task has seen on average besides its adding.
    pub acts: usize,
    /// Other numbers give other content.
    pub seed: u64,
}

impl Default for SyntheticPlan {
    fn default() -> Self {
        Self {
            tasks: 1_000,
            units: 12,
            years: 1,
            acts: 2,
            seed: 1,
        }
    }
}

/// The plan's year, and the day by which the file is judged.
const YEAR: i32 = 2026;
const TODAY: (u32, u32) = (6, 12);
/// How many days before that the first task was added.
const SPAN: u64 = 150;

/// The day by which the file is judged: it carries it as its own.
pub fn today() -> Day {
    Day::from_ymd_opt(YEAR, TODAY.0, TODAY.1).unwrap_or_default()
}

impl SyntheticPlan {
    /// Creates the file.
    ///
    /// # Errors
    /// As [`Store::create`].
    pub fn create(self, path: &Path) -> Result<Store> {
        let (store, histories) = self.begin(path)?;
        fill::fill(&store, histories)?;
        store.checkpoint()?;
        Ok(store)
    }

    /// The file without its tasks, and the tasks.
    ///
    /// # Errors
    /// As [`Store::create`].
    pub fn begin(self, path: &Path) -> Result<(Store, impl Iterator<Item = TaskHistory> + Send)> {
        let data = cchc::plan::of_year(YEAR).map_err(|_| StoreError::NoPlan)?;
        let first = today() - Days::new(SPAN + 1);
        let stamp = |n: i64| Stamp {
            actor: actor("vanphong", "Lan"),
            recorded_at: morning(first) + n * 60_000,
            day: first,
        };
        let mut store = Store::create(path, &data, &stamp(0), None)?;
        let mut setup = vec![Change::SetSetting {
            key: "fixed_day".to_owned(),
            value: iso(today()),
            seen: None,
        }];
        let known = leading(&store)?.len();
        setup.extend((known..self.units).map(unit));
        for (n, change) in (1..).zip(setup) {
            store.apply(&[change], &stamp(n))?;
        }
        let mut units = leading(&store)?;
        units.truncate(self.units.max(1));
        for (n, person) in (1..).zip(phrases::PEOPLE) {
            let unit = units[n % units.len()];
            let change = Change::SetPerson {
                name: person.to_owned(),
                unit: Some(unit),
                account: Some(account(person)),
                seen: None,
            };
            store.apply(&[change], &stamp(1_000 + n as i64))?;
        }
        let plan = store.plan()?.id;
        // Only sections that hold tasks in the plan that the program carries.
        let sections = store.sections(plan)?;
        let sections = sections.iter().filter(|section| section.number.len() > 2);
        let generator = Generator {
            plan: self,
            sections: sections.map(|section| section.id).collect(),
            units,
        };
        Ok((store, (0..self.tasks).map(move |n| generator.history(n))))
    }
}

/// The units that may lead, in the order of their rows.
fn leading(store: &Store) -> Result<Vec<UnitId>> {
    let mut units = store.units()?;
    units.retain(|unit| !matches!(unit.kind, UnitKind::Outside | UnitKind::Pseudo));
    units.sort_by_key(|unit| unit.id);
    Ok(units.into_iter().map(|unit| unit.id).collect())
}

fn unit(n: usize) -> Change {
    let place = phrases::PLACES[n % phrases::PLACES.len()];
    let kind = phrases::UNITS[n / phrases::PLACES.len() % phrases::UNITS.len()];
    Change::SetUnit {
        unit: None,
        text: Box::new(UnitText {
            abbreviation: format!("ĐV{n:03}"),
            name: format!("{kind} {place} {n}"),
            kind: UnitKind::PublicService,
            aliases: Vec::new(),
        }),
    }
}

fn actor(account: &str, person: &str) -> Actor {
    Actor {
        account: account.to_owned(),
        person: person.to_owned(),
    }
}

fn account(person: &str) -> String {
    cchc::domain::text::fold(person).replace(' ', ".")
}

/// Eight o'clock at UTC+7, in milliseconds since 1970.
fn morning(day: Day) -> i64 {
    day.and_time(NaiveTime::MIN).and_utc().timestamp_millis() + 3_600_000
}

/// Generates the history of each task.
struct Generator {
    plan: SyntheticPlan,
    sections: Vec<SectionId>,
    units: Vec<UnitId>,
}

impl Generator {
    fn history(&self, n: usize) -> TaskHistory {
        let mut rng = Rng::new(self.plan.seed, n as u64);
        // Tasks that are written together share a stretch of time, so that the journal's moments
        // rise from the first row to the last.
        let stretches = self.plan.tasks.div_ceil(BATCH) as i64;
        let length = SPAN as i64 * 86_400_000 / stretches.max(1);
        let start = morning(today() - Days::new(SPAN)) + (n / BATCH) as i64 * length;
        let within = (n % BATCH) as i64 * length / (2 * BATCH as i64);
        let added = stamp(&mut rng, start + within);
        let text = self.text(&mut rng);
        let deadline = self.deadline(&mut rng);
        let events = self.events(&mut rng, start + length / 2, length / 2, &deadline);
        TaskHistory {
            added,
            section: rng.pick(&self.sections),
            text,
            deadline,
            events,
        }
    }

    fn text(&self, rng: &mut Rng) -> TaskText {
        let title = phrases::title(rng);
        let lead = rng
            .one_in(20)
            .then_some(())
            .map_or(Some(self.units[rng.below(self.units.len())]), |()| None);
        let mut coordinating: Vec<UnitId> = (0..[0, 1, 1, 2, 3][rng.below(5)])
            .map(|_| rng.pick(&self.units))
            .filter(|unit| Some(*unit) != lead)
            .collect();
        coordinating.sort_unstable();
        coordinating.dedup();
        TaskText {
            text: phrases::text(rng, &title),
            title,
            product: rng.chance(60).then(|| phrases::product(rng)),
            key_task: rng.chance(12),
            lead,
            coordinating,
            coordinating_text: rng.one_in(10).then(|| phrases::joining(rng)),
        }
    }

    fn deadline(&self, rng: &mut Rng) -> Deadline {
        let year = YEAR - rng.below(self.plan.years.max(1) as usize) as i32;
        let rules = DeadlineRules {
            year: YEAR,
            reading: WordingOrigin::Document,
            before_is_strict: true,
        };
        Deadline::parse(&phrases::deadline(rng, year), &rules).unwrap_or_else(|_| Deadline::none())
    }

    /// What was done to a task in a stretch of time.
    fn events(
        &self,
        rng: &mut Rng,
        from: i64,
        length: i64,
        deadline: &Deadline,
    ) -> Vec<(Stamp, Event)> {
        let wanted = rng.below(2 * self.plan.acts + 1);
        let mut moments: Vec<i64> = (0..wanted)
            .map(|_| from + rng.below(length.max(2) as usize) as i64)
            .collect();
        moments.sort_unstable();
        let mut progress = Progress {
            started: false,
            open: deadline.due_days(YEAR).len(),
            due: deadline.due_days(YEAR).first().copied().flatten(),
            proven: false,
        };
        let mut events = Vec::new();
        for moment in moments {
            let stamp = stamp(rng, moment);
            let event = progress.next(rng, stamp.day);
            events.push((stamp, event));
        }
        events
    }
}

/// How far a task has come, so that its next act makes sense.
struct Progress {
    started: bool,
    open: usize,
    due: Option<Day>,
    proven: bool,
}

impl Progress {
    fn next(&mut self, rng: &mut Rng, day: Day) -> Event {
        let roll = rng.below(100);
        match roll {
            0..20 if !self.started && self.open > 0 => {
                self.started = true;
                Event::Start
            }
            20..60 if self.open > 0 => {
                self.open -= 1;
                // Which day is due next is not followed up.
                self.due = None;
                Event::Complete {
                    done_on: day,
                    result: rng.chance(30).then(|| phrases::outcome(rng)),
                }
            }
            60..66 if self.due.is_some() && self.open > 0 => {
                let due = self.due.unwrap_or(day).max(day) + Days::new(10 + rng.below(60) as u64);
                self.due = Some(due);
                Event::Extend {
                    new_due_on: due,
                    reason: phrases::reason(rng),
                    agreed_by: "Giám đốc Sở".to_owned(),
                }
            }
            20..80 if self.open == 0 && !self.proven => {
                self.proven = true;
                Event::Evidence {
                    number: phrases::number(rng),
                    dated_on: day,
                    summary: phrases::product(rng),
                }
            }
            _ => Event::Note {
                kind: match rng.below(20) {
                    0 => NoteKind::Difficulty,
                    1 => NoteKind::Instruction,
                    2 => NoteKind::Proposal,
                    _ => NoteKind::Note,
                },
                body: phrases::note(rng),
            },
        }
    }
}

fn stamp(rng: &mut Rng, moment: i64) -> Stamp {
    let person = rng.pick(&phrases::PEOPLE);
    let day = chrono::DateTime::from_timestamp_millis(moment + 7 * 3_600_000);
    let day = day.map(|moment| moment.date_naive()).unwrap_or_default();
    debug_assert!(day.year() <= YEAR);
    Stamp {
        actor: actor(&account(person), person),
        recorded_at: moment,
        day,
    }
}
