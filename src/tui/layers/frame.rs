//! The plan's frame (*khung kế hoạch*): what the plan says of itself and who reports, areas and
//! sections, units, people, what changes figures. One list; each line opens its form.

use super::layer::{
    Cx, Footer, FormRequest, FrameItem, Layer, News, Next, Pick, PickItem, Placement, Question,
    Reply, Request,
};
use crate::domain::change::Change;
use crate::domain::frame::FrameChange;
use crate::domain::ids::{AreaId, SectionId, UnitId};
use crate::domain::letterhead::Letterhead;
use crate::domain::parts::{Field, HasParts};
use crate::domain::plan::PlanText;
use crate::domain::unit::{UnitScope, merged_key};
use crate::present::lang::{Bi, bi};
use crate::present::messages::{acts, conflict, labels};
use crate::present::names::{unit_name, unit_years};
use crate::present::text::{cut, pad, safe, width};
use crate::store::Result;
use crate::tui::actions::{Action, KeyContext};
use crate::tui::env::Env;
use crate::tui::widgets::paint::{MARKER, line, rows_of};
use crate::tui::widgets::scroll::{scrolled, step};
use ratatui::Frame as Canvas;
use ratatui::style::Style;

/// The widest column of names.
const NAMES: usize = 26;

#[derive(Debug)]
pub(super) struct FrameLayer {
    rows: Vec<Row>,
    cursor: usize,
    top: usize,
}

#[derive(Debug)]
struct Row {
    of: Subject,
    left: String,
    text: String,
    right: String,
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Subject {
    /// The head of a group.
    Head,
    /// That a group has nothing yet; what may be added.
    Nothing(FrameItem),
    Item(FrameItem),
    /// A name on reports.
    Name(Field),
}

impl Row {
    fn new(of: Subject, left: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            of,
            left: left.into(),
            text: text.into(),
            right: String::new(),
        }
    }

    fn right(self, right: String) -> Self {
        Self { right, ..self }
    }
}

impl FrameLayer {
    pub(super) fn open(cx: &Cx<'_>) -> Result<Self> {
        Ok(Self {
            rows: rows(cx)?,
            cursor: 1,
            top: 0,
        })
    }

    /// Reads all again; the cursor stays on what it was on, or goes to what was added here.
    fn read(&mut self, added: bool, cx: &Cx<'_>) -> Result<()> {
        let now = rows(cx)?;
        let new = |row: &Row| self.rows.iter().all(|old| old.of != row.of);
        let here = self.rows.get(self.cursor).map(|row| &row.of);
        let grown = added && now.len() > self.rows.len();
        let at = now
            .iter()
            .position(|row| grown && new(row))
            .or_else(|| now.iter().position(|row| Some(&row.of) == here));
        self.rows = now;
        self.cursor = at.unwrap_or(self.cursor);
        self.keep_on_item(true, cx.env);
        Ok(())
    }

    fn selected(&self) -> Option<&Subject> {
        self.rows.get(self.cursor).map(|row| &row.of)
    }

    fn item(&self) -> Option<&FrameItem> {
        match self.selected()? {
            Subject::Item(item) => Some(item),
            _ => None,
        }
    }

    fn is_head(&self, at: usize) -> bool {
        self.rows.get(at).is_some_and(|row| row.of == Subject::Head)
    }

    /// Brings the cursor onto a row that is no head, and onto the screen with the head above it.
    fn keep_on_item(&mut self, down: bool, env: &Env) {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = self.cursor.min(last);
        if self.is_head(self.cursor) {
            let up = !down && self.cursor > 0;
            self.cursor = if up { self.cursor - 1 } else { self.cursor + 1 };
        }
        self.top = scrolled(
            self.top,
            self.cursor,
            env.layout().body_rows(),
            self.rows.len(),
        );
        if self.is_head(self.cursor.saturating_sub(1)) {
            self.top = self.top.min(self.cursor.saturating_sub(1));
        }
    }

    fn go(&mut self, action: Action, env: &Env) {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = step(self.cursor, action, env.layout().body_rows(), last);
        let down = !matches!(action, Action::Up | Action::PageUp);
        self.keep_on_item(down, env);
    }

    /// To the first row of the next group, or of the one before, with its head at the top.
    fn go_to_group(&mut self, next: bool, env: &Env) {
        let heads = (0..self.rows.len()).filter(|at| self.is_head(*at));
        let heads: Vec<usize> = heads.collect();
        let own = heads.iter().rposition(|head| *head < self.cursor);
        let own = own.unwrap_or_default();
        let to = match next {
            true => (own + 1) % heads.len().max(1),
            false => own.checked_sub(1).unwrap_or(heads.len().saturating_sub(1)),
        };
        let head = heads.get(to).copied().unwrap_or_default();
        (self.cursor, self.top) = (head + 1, head);
        self.keep_on_item(true, env);
    }

    fn edit(&self) -> Next {
        let form = match self.selected() {
            Some(Subject::Item(item) | Subject::Nothing(item)) => FormRequest::Frame(item.clone()),
            Some(Subject::Name(field)) => FormRequest::Letterhead(*field),
            _ => return Next::Stay,
        };
        Next::Open(Request::Form(form))
    }

    fn add(&self, env: &Env) -> Next {
        let form = |item| Next::Open(Request::Form(FormRequest::Frame(item)));
        match self.selected() {
            Some(Subject::Nothing(item)) => form(item.clone()),
            Some(Subject::Item(FrameItem::Section(_, area))) => {
                form(FrameItem::Section(None, *area))
            }
            Some(Subject::Item(FrameItem::Unit(_))) => form(FrameItem::Unit(None)),
            Some(Subject::Item(FrameItem::Person(_))) => form(FrameItem::Person(None)),
            Some(Subject::Item(FrameItem::Area(Some(id)))) => {
                let area = env.area(*id);
                let area = area.map(|area| format!("{} {}", area.key, named_area(area.id, env)));
                let area = area.unwrap_or_default();
                let items = [
                    PickItem::new(
                        env.lang
                            .pick(format!("mục trong {area}"), format!("a section in {area}")),
                        form(FrameItem::Section(None, *id)),
                    ),
                    PickItem::new(
                        env.lang.pick("lĩnh vực mới", "a new area"),
                        form(FrameItem::Area(None)),
                    ),
                ];
                Next::Open(Request::Pick(Pick::new(
                    env.lang.pick("Thêm", "Add"),
                    items,
                )))
            }
            _ => Next::Stay,
        }
    }

    /// Asks before anything goes.
    fn remove(&self, cx: &Cx<'_>) -> Result<Next> {
        let (env, lang) = (cx.env, cx.env.lang);
        let (change, text) = match self.item() {
            Some(FrameItem::Area(Some(id))) => {
                let Some(area) = env.area(*id) else {
                    return Ok(Next::Stay);
                };
                let (area, seen, name) = (*id, Box::new(area.text()), &area.name);
                let text = lang.pick(
                    format!("Gỡ bỏ lĩnh vực “{name}”?"),
                    format!("Remove the area “{name}”?"),
                );
                (FrameChange::RemoveArea { area, seen }, text)
            }
            Some(FrameItem::Section(Some(id), _)) => {
                let Some(section) = env.sections.iter().find(|one| one.id == *id) else {
                    return Ok(Next::Stay);
                };
                let (seen, number) = (Box::new(section.text()), &section.number);
                let text = lang.pick(
                    format!("Gỡ bỏ mục {number} “{}”?", section.title),
                    format!("Remove section {number} “{}”?", section.title),
                );
                let section = *id;
                (FrameChange::RemoveSection { section, seen }, text)
            }
            Some(FrameItem::Person(Some(name))) => {
                let Some(person) = env.people.iter().find(|one| one.name == *name) else {
                    return Ok(Next::Stay);
                };
                let text = lang.pick(format!("Gỡ bỏ cán bộ {name}?"), format!("Remove {name}?"));
                (FrameChange::RemovePerson(Box::new(person.text())), text)
            }
            Some(FrameItem::Unit(Some(id))) => return self.retire(*id, cx),
            _ => return Ok(Next::Stay),
        };
        let yes = Next::apply(vec![Change::Frame(change)]);
        Ok(Next::Open(Request::Confirm(Question::new(text, yes, lang))))
    }

    /// Gives a unit no more work from the plan's year on, where it has none that is open.
    fn retire(&self, id: UnitId, cx: &Cx<'_>) -> Result<Next> {
        let (env, lang) = (cx.env, cx.env.lang);
        let (Some(unit), year) = (env.unit(id), env.plan.year) else {
            return Ok(Next::Stay);
        };
        let (name, n) = (
            &unit.abbreviation,
            cx.store.open_tasks_of(id, &env.plan, env.today)?.len(),
        );
        if n > 0 {
            let merge = env.key(KeyContext::Frame, Action::Merge);
            let open = acts::open_tasks(n, lang);
            return Ok(Next::fail(lang.pick(
                format!("{name} còn {open}; {merge} để chuyển sang đơn vị khác."),
                format!("{name} still has {open}; press {merge} to merge it into another unit."),
            )));
        }
        let years = FrameChange::UnitYears {
            unit: id,
            seen: unit.years,
            to: unit.years.until_before(year),
        };
        let text = lang.pick(
            format!("Thôi giao việc cho {name} từ năm {year}?"),
            format!("Give {name} no more work from {year} on?"),
        );
        let yes = Next::apply(vec![Change::Frame(years)]);
        Ok(Next::Open(Request::Confirm(Question::new(text, yes, lang))))
    }

    /// Into which unit the one under the cursor is merged.
    fn merge(&self, env: &Env) -> Next {
        let Some(FrameItem::Unit(Some(id))) = self.item() else {
            return Next::Stay;
        };
        let Some(unit) = env.unit(*id) else {
            return Next::Stay;
        };
        let others = env.active_units().filter(|other| other.id != *id);
        let items = others.map(|other| {
            let into = Next::Reply(Reply::Unit(UnitScope::Led(other.id)));
            PickItem {
                keywords: other.aliases.join(" "),
                ..PickItem::new(unit_name(other, env.lang), into)
            }
        });
        let name = &unit.abbreviation;
        let title = env.lang.pick(
            format!("Sáp nhập {name} vào đơn vị nào?"),
            format!("Merge {name} into which unit?"),
        );
        Next::Open(Request::Pick(Pick::new(title, items).searchable()))
    }

    fn merge_into(&self, into: UnitId, cx: &Cx<'_>) -> Result<Next> {
        let (env, lang) = (cx.env, cx.env.lang);
        let Some(FrameItem::Unit(Some(id))) = self.item() else {
            return Ok(Next::Stay);
        };
        let (Some(unit), Some(other)) = (env.unit(*id), env.unit(into)) else {
            return Ok(Next::Stay);
        };
        let open = cx.store.open_tasks_of(*id, &env.plan, env.today)?;
        let (old, new) = (&unit.abbreviation, &other.abbreviation);
        let moved = acts::open_tasks(open.len(), lang);
        let text = lang.pick(
            format!("Sáp nhập {old} vào {new}: chuyển {moved}, việc đã xong giữ tên cũ?"),
            format!("Merge {old} into {new}: move {moved}, completed ones keep the old name?"),
        );
        let to = unit.years.until_before(env.plan.year);
        let merged = cx.store.setting(env.plan.id, &merged_key(*id))?;
        let yes = Next::apply(Change::merge(unit, into, &open, to, merged));
        Ok(Next::Open(Request::Confirm(Question::new(text, yes, lang))))
    }

    /// Puts an area or a section one place up or down among its neighbours.
    fn put(&self, down: bool, env: &Env) -> Next {
        let change = match self.item() {
            Some(FrameItem::Area(Some(id))) => {
                let order: Vec<AreaId> = env.areas.iter().map(|area| area.id).collect();
                neighbours(&order, &order, *id, down).map(|(seen, after)| FrameChange::MoveArea {
                    area: *id,
                    seen,
                    after,
                })
            }
            Some(FrameItem::Section(Some(id), area)) => {
                let order: Vec<SectionId> = env.sections.iter().map(|one| one.id).collect();
                let own = env.sections.iter().filter(|one| one.area == *area);
                let own: Vec<SectionId> = own.map(|one| one.id).collect();
                neighbours(&order, &own, *id, down).map(|(seen, after)| FrameChange::MoveSection {
                    section: *id,
                    seen,
                    after,
                })
            }
            _ => None,
        };
        let change = change.map(Change::Frame);
        Next::apply(change.into_iter().collect())
    }
}

/// What stands before one thing in the whole order, and after what it goes to change places with its
/// neighbour among its own; nothing where it has none there.
fn neighbours<T: Copy + PartialEq>(
    order: &[T],
    own: &[T],
    moving: T,
    down: bool,
) -> Option<(Option<T>, Option<T>)> {
    let before = |one: T| {
        let at = order.iter().position(|other| *other == one)?;
        at.checked_sub(1).map(|before| order[before])
    };
    let at = own.iter().position(|one| *one == moving)?;
    let after = match down {
        true => Some(*own.get(at + 1)?),
        false => before(*own.get(at.checked_sub(1)?)?),
    };
    Some((before(moving), after))
}

fn named_area(id: AreaId, env: &Env) -> &str {
    let area = env.area(id);
    area.map_or("", |area| env.lang.pick(&area.short, &area.short_en))
}

/// All that is shown.
fn rows(cx: &Cx<'_>) -> Result<Vec<Row>> {
    let (env, lang) = (cx.env, cx.env.lang);
    let (areas, sections) = (env.areas.len(), env.sections.len());
    let areas = lang.pick(
        format!("LĨNH VỰC {areas}, MỤC {sections}"),
        format!("AREAS {areas}, SECTIONS {sections}"),
    );
    let (units, people) = (env.units.len(), env.people.len());
    let units_head = lang.pick(format!("ĐƠN VỊ {units}"), format!("UNITS {units}"));
    let people_head = lang.pick(format!("CÁN BỘ {people}"), format!("PEOPLE {people}"));
    let office = lang.text("CƠ QUAN, THỂ THỨC BÁO CÁO", "OFFICE, LETTERHEAD");
    let new = |item| Some(Row::new(Subject::Nothing(item), nothing_yet(env), ""));
    let groups = [
        (lang.text("KẾ HOẠCH", "PLAN"), plan(cx)?, None),
        (office, names(cx)?, None),
        (areas, places(env), new(FrameItem::Area(None))),
        (units_head, self::units(env), new(FrameItem::Unit(None))),
        (people_head, self::people(env), new(FrameItem::Person(None))),
        (lang.text("THIẾT LẬP", "SETTINGS"), settings(env), None),
    ];
    let widest = NAMES.min(usize::from(env.size.0) / 2);
    let mut rows = Vec::new();
    for (head, mut group, nothing) in groups {
        let names = group.iter().map(|row| width(&row.left)).max();
        let names = names.unwrap_or_default().min(widest);
        for row in &mut group {
            row.left = pad(&row.left, names);
        }
        rows.push(Row::new(Subject::Head, head, ""));
        rows.extend(nothing.filter(|_| group.is_empty()));
        rows.append(&mut group);
    }
    Ok(rows)
}

fn nothing_yet(env: &Env) -> String {
    let key = env.key(KeyContext::Frame, Action::Add);
    env.lang.pick(
        format!("chưa có — {key} để thêm"),
        format!("none yet — {key} to add"),
    )
}

fn part(of: Subject, field: Field, value: &str, env: &Env) -> Row {
    let value = match value {
        "" => "–".to_owned(),
        value => safe(&value.replace('\n', " / ")).into_owned(),
    };
    Row::new(of, labels::field(field).get(env.lang), value)
}

fn plan(cx: &Cx<'_>) -> Result<Vec<Row>> {
    let (env, text) = (cx.env, cx.env.plan.text());
    let item = |field| Subject::Item(FrameItem::Plan(field));
    let parts = PlanText::PARTS.iter().map(|one| {
        let value = conflict::shown(&(one.get)(&text), env.lang);
        part(item(one.field), one.field, &value, env)
    });
    let kind = labels::plan_kind(env.plan.kind).get(env.lang);
    let kind = part(item(Field::PlanKind), Field::PlanKind, kind, env);
    Ok(parts.chain([kind]).collect())
}

fn names(cx: &Cx<'_>) -> Result<Vec<Row>> {
    let names = cx.store.letterhead(cx.env.plan.id)?;
    let parts = Letterhead::PARTS.iter().map(|name| {
        let field = Field::of_setting(&format!("report.{name}"));
        part(Subject::Name(field), field, names.part(name), cx.env)
    });
    Ok(parts.collect())
}

fn places(env: &Env) -> Vec<Row> {
    let mut rows = Vec::new();
    for area in &env.areas {
        let name = env.lang.pick(&area.name, &area.name_en);
        let row = Row::new(
            Subject::Item(FrameItem::Area(Some(area.id))),
            &area.key,
            name,
        );
        rows.push(row.right(env.lang.pick(&area.short, &area.short_en).clone()));
        let own = env
            .sections
            .iter()
            .filter(|section| section.area == area.id);
        rows.extend(own.map(|section| {
            let item = FrameItem::Section(Some(section.id), area.id);
            Row::new(
                Subject::Item(item),
                format!("  {}", section.number),
                &section.title,
            )
        }));
    }
    rows
}

fn units(env: &Env) -> Vec<Row> {
    let units = env.units.iter().map(|unit| {
        let english = unit.name_en.as_ref().unwrap_or(&unit.name);
        let mut names = vec![env.lang.pick(&unit.name, english).clone()];
        names.extend(unit.aliases.iter().cloned());
        let item = Subject::Item(FrameItem::Unit(Some(unit.id)));
        let kind = labels::unit_kind(unit.kind).get(env.lang);
        let right = format!("{kind}{}", unit_years(unit.years, env.lang));
        Row::new(item, &unit.abbreviation, names.join("; ")).right(right)
    });
    units.collect()
}

fn people(env: &Env) -> Vec<Row> {
    let people = env.people.iter().map(|person| {
        let unit = person.unit.and_then(|id| env.unit(id));
        let unit = unit.map_or("–", |unit| unit.abbreviation.as_str());
        let item = Subject::Item(FrameItem::Person(Some(person.name.clone())));
        Row::new(item, &person.name, unit).right(person.accounts.join(", "))
    });
    people.collect()
}

fn settings(env: &Env) -> Vec<Row> {
    let (lang, settings) = (env.lang, &env.plan.settings);
    let before = match settings.before_is_strict {
        true => lang.text("có", "yes"),
        false => lang.text("không", "no"),
    };
    [
        (Field::SoonDays, settings.soon_days.to_string()),
        (Field::SilentDays, settings.silent_days.to_string()),
        (Field::BeforeIsStrict, before),
        (Field::Cutoff, settings.cutoff_day.to_string()),
    ]
    .into_iter()
    .map(|(field, value)| {
        part(
            Subject::Item(FrameItem::Settings(field)),
            field,
            &value,
            env,
        )
    })
    .collect()
}

impl Layer for FrameLayer {
    fn placement(&self) -> Placement<'_> {
        Placement::Screen
    }

    fn context(&self) -> KeyContext {
        KeyContext::Frame
    }

    fn footer(&self) -> Footer {
        Footer::of(&[
            Action::Edit,
            Action::Add,
            Action::Remove,
            Action::Merge,
            Action::Later,
            Action::Earlier,
            Action::NextTab,
            Action::Undo,
            Action::Back,
        ])
    }

    fn offers(&self, action: Action, _env: &Env) -> bool {
        let unit = matches!(self.item(), Some(FrameItem::Unit(_)));
        let place = matches!(
            self.item(),
            Some(FrameItem::Area(_) | FrameItem::Section(..))
        );
        let person = matches!(self.item(), Some(FrameItem::Person(_)));
        match action {
            Action::Merge => unit,
            Action::Earlier | Action::Later => place,
            Action::Remove => unit || place || person,
            Action::Add => {
                unit || place || person || matches!(self.selected(), Some(Subject::Nothing(_)))
            }
            _ => true,
        }
    }

    fn label(&self, action: Action) -> Option<Bi> {
        let unit = matches!(self.item(), Some(FrameItem::Unit(_)));
        (action == Action::Remove && unit).then_some(bi("thôi giao việc", "retire"))
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        let env = cx.env;
        if let Some(refused) = Next::read_only(env).filter(|_| action.writes()) {
            return Ok(refused);
        }
        match action {
            Action::Back => return Ok(Next::Close),
            Action::NextTab => self.go_to_group(true, env),
            Action::PreviousTab => self.go_to_group(false, env),
            Action::Edit => return Ok(self.edit()),
            Action::Add => return Ok(self.add(env)),
            Action::Remove => return self.remove(cx),
            Action::Merge => return Ok(self.merge(env)),
            Action::Earlier => return Ok(self.put(false, env)),
            Action::Later => return Ok(self.put(true, env)),
            _ => self.go(action, env),
        }
        Ok(Next::Stay)
    }

    fn reply(&mut self, reply: Reply, cx: &Cx<'_>) -> Result<Next> {
        match reply {
            Reply::Unit(UnitScope::Led(into)) => self.merge_into(into, cx),
            _ => Ok(Next::Stay),
        }
    }

    fn reload(&mut self, news: &News<'_>, cx: &Cx<'_>) -> Result<Next> {
        match news {
            News::Idle | News::Report(..) | News::Sheets(..) => {}
            News::Saved(_) => self.read(true, cx)?,
            _ => self.read(false, cx)?,
        }
        Ok(Next::Stay)
    }

    fn shows(&mut self, request: &Request, _env: &Env) -> bool {
        matches!(request, Request::Frame)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        let area = env.layout().body;
        let columns = usize::from(area.width);
        let shown = self.rows.iter().enumerate().skip(self.top);
        for (line_area, (at, row)) in rows_of(area).zip(shown) {
            let here = at == self.cursor;
            let marker = if here { MARKER } else { " " };
            if row.of == Subject::Head {
                let head = format!(" {}", row.left);
                line(canvas, line_area, [(head, env.theme.strong())]);
                continue;
            }
            let right = cut(&row.right, columns / 3);
            let room = columns.saturating_sub(width(&row.left) + width(&right) + 6);
            let text = format!("{marker} {}  {}  {right}", row.left, pad(&row.text, room));
            let style = match here {
                true => env.theme.selected(),
                false => Style::new(),
            };
            line(canvas, line_area, [(text, style)]);
        }
    }
}
