//! The forms of the plan's frame: what the plan says of itself, an area, a section, a unit, a person,
//! the settings that change figures.

use super::super::layer::{Cx, FrameItem};
use super::fields::{FieldError, FieldHint, FieldId, Form, FormField, FormKind};
use super::letterhead::cutoff_hint;
use super::parts::{no_change, part_fields, read_parts};
use crate::domain::area::{AreaText, SectionText};
use crate::domain::change::{Change, Refusal};
use crate::domain::frame::FrameChange;
use crate::domain::ids::UnitId;
use crate::domain::parts::Field;
use crate::domain::person::PersonText;
use crate::domain::plan::{PlanKind, PlanSettings, PlanText};
use crate::domain::unit::{UnitText, Years};
use crate::present::lang::{Lang, bi};
use crate::present::messages::errors;
use crate::present::names::{FIGURE_SETTINGS, PLAN_KINDS};
use crate::store::{Result as Read, StoreError};
use crate::tui::command::Command;
use crate::tui::env::Env;

/// A form of the frame, with what the person saw.
#[derive(Debug)]
struct FrameForm {
    item: FrameItem,
    seen: SeenItem,
}

#[derive(Debug)]
enum SeenItem {
    Plan(PlanText),
    Area(AreaText),
    Section(SectionText),
    Unit(UnitText, Years),
    Person(PersonText),
    Settings,
}

/// # Errors
/// It is gone, or cannot be read.
pub(crate) fn open(item: FrameItem, cx: &Cx<'_>) -> Read<Form> {
    let first = match item {
        FrameItem::Plan(field) | FrameItem::Settings(field) => Some(field),
        _ => None,
    };
    let (seen, fields) = load(&item, cx)?;
    let form = Form::new(FrameForm { item, seen }, Vec::new(), fields);
    Ok(match first {
        Some(first) => form.focused_on(first),
        None => form,
    })
}

/// What the file holds of it now, and the fields that show that.
fn load(item: &FrameItem, cx: &Cx<'_>) -> Read<(SeenItem, Vec<FormField>)> {
    let (store, env) = (cx.store, cx.env);
    let gone = |refusal: Refusal| StoreError::Refused(refusal);
    Ok(match item {
        FrameItem::Plan(_) => {
            let seen = store.plan()?.text();
            let mut fields = part_fields(&seen, env);
            fields.push(setting(PlanKind::SETTING, cx)?);
            (SeenItem::Plan(seen), fields)
        }
        FrameItem::Area(id) => {
            let areas = store.areas(env.plan.id)?;
            let seen = match areas.iter().find(|area| Some(area.id) == *id) {
                Some(area) => area.text(),
                None if id.is_none() => AreaText::default(),
                None => return Err(gone(Refusal::NoSuchPlace)),
            };
            let mut fields = part_fields(&seen, env);
            for field in fields.iter_mut().filter(|_| id.is_none()) {
                field.required &= field.id == Field::AreaName.into();
            }
            (SeenItem::Area(seen), fields)
        }
        FrameItem::Section(id, area) => {
            let sections = store.sections(env.plan.id)?;
            let seen = match sections.iter().find(|section| Some(section.id) == *id) {
                Some(section) => section.text(),
                None if id.is_none() => SectionText::default(),
                None => return Err(gone(Refusal::NoSuchPlace)),
            };
            let mut fields = part_fields(&seen, env);
            if id.is_none() && env.areas.iter().any(|one| one.id == *area) {
                fields.insert(0, number());
            }
            (SeenItem::Section(seen), fields)
        }
        FrameItem::Unit(id) => unit(*id, cx)?,
        FrameItem::Person(name) => {
            let people = store.people()?;
            let seen = match people.iter().find(|one| Some(&one.name) == name.as_ref()) {
                Some(person) => person.text(),
                None if name.is_none() => PersonText::default(),
                None => return Err(gone(Refusal::NoSuchPerson)),
            };
            let fields = part_fields(&seen, env);
            (SeenItem::Person(seen), fields)
        }
        FrameItem::Settings(_) => {
            let fields = FIGURE_SETTINGS.iter().map(|one| setting(one.key, cx));
            (SeenItem::Settings, fields.collect::<Read<_>>()?)
        }
    })
}

fn unit(id: Option<UnitId>, cx: &Cx<'_>) -> Read<(SeenItem, Vec<FormField>)> {
    let Some(id) = id else {
        let seen = UnitText::default();
        let fields = part_fields(&seen, cx.env);
        return Ok((SeenItem::Unit(seen, Years::default()), fields));
    };
    let units = cx.store.units()?;
    let unit = units.iter().find(|unit| unit.id == id);
    let unit = unit.ok_or(StoreError::Refused(Refusal::NoSuchUnit))?;
    let mut fields = part_fields(&unit.text(), cx.env);
    let year = |field, year: Option<i32>| {
        let year = year.map(|year| year.to_string()).unwrap_or_default();
        FormField::text(field, &year).hint(FieldHint::Fixed(bi(
            "năm được giao việc; để trống là không giới hạn",
            "a year in which it is given work; empty means no limit",
        )))
    };
    fields.push(year(Field::ValidFrom, unit.years.from));
    fields.push(year(Field::ValidTo, unit.years.to));
    Ok((SeenItem::Unit(unit.text(), unit.years), fields))
}

fn number() -> FormField {
    let hint = bi(
        "có trong mã nhiệm vụ nên về sau không đổi được, ví dụ 2.3.3",
        "part of the codes of its tasks, so it never changes, e.g. 2.3.3",
    );
    FormField::text(FieldId::Number, "")
        .hint(FieldHint::Fixed(hint))
        .required()
}

/// A setting of the plan, with what stands in the file.
fn setting(key: &str, cx: &Cx<'_>) -> Read<FormField> {
    let field = Field::of_setting(key);
    let plan = cx.store.plan()?;
    let stored = cx.store.setting(plan.id, key)?;
    let PlanSettings {
        soon_days,
        silent_days,
        before_is_strict,
        cutoff_day,
        ..
    } = plan.settings;
    let days = |days: i64| {
        let mut settings = FIGURE_SETTINGS.iter();
        let meaning = settings.find(|setting| setting.key == key);
        let meaning = meaning.map_or(bi("", ""), |setting| setting.meaning);
        FormField::text(field, &days.to_string()).hint(FieldHint::Fixed(meaning))
    };
    let mut shown = match field {
        Field::SoonDays => days(soon_days),
        Field::SilentDays => days(silent_days),
        Field::BeforeIsStrict => {
            let meanings = vec![
                bi("chậm nhất 15/12", "15/12 at the latest"),
                bi("chậm nhất 14/12", "14/12 at the latest"),
            ];
            FormField::choice(field, meanings, usize::from(before_is_strict))
                .labelled(bi("“Trước 15/12” là", "“Trước 15/12” means"))
        }
        Field::PlanKind => {
            let kind = PlanKind::parse(stored.as_deref());
            let at = PLAN_KINDS.all.iter().position(|one| *one == kind);
            let kinds = PLAN_KINDS.all.iter().map(|kind| (PLAN_KINDS.label)(*kind));
            FormField::choice(field, kinds.collect(), at.unwrap_or_default())
        }
        _ => FormField::text(field, &cutoff_day.to_string()).hint(FieldHint::Computed(cutoff_hint)),
    };
    shown.stored = stored;
    Ok(shown)
}

/// The settings that read otherwise than before.
fn set(form: &Form) -> impl Iterator<Item = Change> {
    let keys = FIGURE_SETTINGS.iter().map(|setting| setting.key);
    let keys = keys.chain([PlanKind::SETTING]);
    keys.filter_map(|key| {
        let field = Field::of_setting(key);
        let shown = form
            .field(field.into())
            .filter(|field| field.is_changed())?;
        let value = match field {
            Field::PlanKind => {
                let kind = PLAN_KINDS.all.get(shown.chosen()).copied();
                kind.unwrap_or_default().as_str().to_owned()
            }
            Field::BeforeIsStrict => shown.chosen().to_string(),
            _ => shown.typed().to_owned(),
        };
        Some(Change::SetSetting {
            key: key.to_owned(),
            value,
            seen: shown.stored.clone(),
        })
    })
}

/// A year that was typed, or none.
fn year(form: &Form, field: Field, env: &Env) -> Result<Option<i32>, FieldError> {
    let typed = form.typed(field);
    if typed.is_empty() {
        return Ok(None);
    }
    match typed
        .parse()
        .ok()
        .filter(|year| Years::LIMITS.contains(year))
    {
        Some(year) => Ok(Some(year)),
        None => Err((field.into(), errors::no_year(typed, env.lang))),
    }
}

impl FormKind for FrameForm {
    fn title(&self, _: &Form, lang: Lang) -> String {
        let (new, noun, name) = match (&self.item, &self.seen) {
            (FrameItem::Area(id), SeenItem::Area(seen)) => {
                (id.is_none(), bi("lĩnh vực", "area"), seen.short.as_str())
            }
            (FrameItem::Section(id, _), SeenItem::Section(seen)) => {
                (id.is_none(), bi("mục", "section"), seen.title.as_str())
            }
            (FrameItem::Unit(id), SeenItem::Unit(seen, _)) => (
                id.is_none(),
                bi("đơn vị", "unit"),
                seen.abbreviation.as_str(),
            ),
            (FrameItem::Person(name), SeenItem::Person(seen)) => {
                (name.is_none(), bi("cán bộ", "person"), seen.name.as_str())
            }
            (FrameItem::Settings(_), _) => {
                return lang.text("Thiết lập của kế hoạch", "Plan settings");
            }
            _ => return lang.text("Kế hoạch", "Plan"),
        };
        let noun = noun.get(lang);
        match new {
            true => lang.pick(format!("Thêm {noun}"), format!("Add {noun}")),
            false => lang.pick(
                format!("Sửa {noun} · {name}"),
                format!("Edit {noun} · {name}"),
            ),
        }
    }

    fn submit(&self, form: &Form, env: &Env) -> Result<Command, FieldError> {
        let mut changes: Vec<Change> = match &self.seen {
            SeenItem::Plan(seen) => {
                let (to, seen) = (read_parts(seen, form, env)?, seen.clone());
                let frame = |to| FrameChange::Plan {
                    seen: Box::new(seen.clone()),
                    to: Box::new(to),
                };
                (to != seen)
                    .then(|| Change::Frame(frame(to)))
                    .into_iter()
                    .collect()
            }
            SeenItem::Area(seen) => self.area(seen, read_parts(seen, form, env)?),
            SeenItem::Section(seen) => self.section(seen, read_parts(seen, form, env)?, form),
            SeenItem::Unit(seen, years) => {
                let to = Years {
                    from: year(form, Field::ValidFrom, env)?,
                    to: year(form, Field::ValidTo, env)?,
                };
                self.unit(seen, read_parts(seen, form, env)?, *years, to)
            }
            SeenItem::Person(seen) => self.person(seen, read_parts(seen, form, env)?, env)?,
            SeenItem::Settings => Vec::new(),
        };
        changes.extend(set(form));
        if changes.is_empty() {
            let first = form
                .fields
                .first()
                .map_or(FieldId::Number, |field| field.id);
            return Err(no_change(first, env));
        }
        Ok(Command::Apply(changes))
    }

    fn reread(&mut self, cx: &Cx<'_>) -> Read<Vec<FormField>> {
        let (seen, fields) = load(&self.item, cx)?;
        self.seen = seen;
        Ok(fields)
    }
}

/// What the forms come to; nothing where nothing was entered that is not so.
impl FrameForm {
    fn area(&self, seen: &AreaText, to: AreaText) -> Vec<Change> {
        let change = match self.item {
            FrameItem::Area(Some(area)) if to != *seen => FrameChange::NameArea {
                area,
                seen: Box::new(seen.clone()),
                to: Box::new(to),
            },
            FrameItem::Area(None) => FrameChange::AddArea(Box::new(to.completed())),
            _ => return Vec::new(),
        };
        vec![Change::Frame(change)]
    }

    fn section(&self, seen: &SectionText, to: SectionText, form: &Form) -> Vec<Change> {
        let change = match self.item {
            FrameItem::Section(Some(section), _) if to != *seen => FrameChange::NameSection {
                section,
                seen: Box::new(seen.clone()),
                to: Box::new(to),
            },
            FrameItem::Section(None, area) => FrameChange::AddSection {
                area,
                number: form
                    .typed(FieldId::Number)
                    .trim_end_matches('.')
                    .to_uppercase(),
                title: to.title,
                after: None,
            },
            _ => return Vec::new(),
        };
        vec![Change::Frame(change)]
    }

    fn unit(&self, seen: &UnitText, text: UnitText, years: Years, to: Years) -> Vec<Change> {
        let FrameItem::Unit(unit) = self.item else {
            return Vec::new();
        };
        let known = unit.map(|unit| (unit, Box::new(seen.clone())));
        let set = (unit.is_none() || text != *seen).then(|| Change::SetUnit {
            unit: known,
            text: Box::new(text),
        });
        let years = unit.filter(|_| to != years).map(|unit| {
            Change::Frame(FrameChange::UnitYears {
                unit,
                seen: years,
                to,
            })
        });
        set.into_iter().chain(years).collect()
    }

    fn person(
        &self,
        seen: &PersonText,
        to: PersonText,
        env: &Env,
    ) -> Result<Vec<Change>, FieldError> {
        if self.item != FrameItem::Person(None) {
            let (seen, to) = (Box::new(seen.clone()), Box::new(to));
            let differs = seen != to;
            let change = FrameChange::Person { seen, to };
            return Ok(differs
                .then_some(Change::Frame(change))
                .into_iter()
                .collect());
        }
        if env.people.iter().any(|person| person.name == to.name) {
            let there = Refusal::PersonThere(to.name);
            return Err((Field::Person.into(), errors::refused(&there, env.lang)));
        }
        let account = |account: Option<&String>, seen| Change::SetPerson {
            name: to.name.clone(),
            unit: to.unit,
            account: account.cloned(),
            seen,
        };
        let more = to.accounts.iter().skip(1);
        let first = account(to.accounts.first(), None);
        let more = more.map(|one| account(Some(one), to.unit));
        Ok([first].into_iter().chain(more).collect())
    }
}
