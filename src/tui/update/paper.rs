//! Documents on the screen: reading, another report, saving, copying, writing at their places.

use crate::domain::period::{Period, PeriodKind};
use crate::domain::review::{ReviewSummary, Scope};
use crate::domain::unit::UnitScope;
use crate::formats::text;
use crate::present::lang::{Bi, bi};
use crate::present::messages::report::{
    copied, file_name, file_stem, if_not_pasted, notice_stem, too_long_to_copy,
};
use crate::report::ReportQuery;
use crate::report::document::Annexes;
use crate::tui::choices::report_pickers;
use crate::tui::command::{Command, FileToSave};
use crate::tui::effects::effect::Effect;
use crate::tui::env::Env;
use crate::tui::input::action::Action;
use crate::tui::layers::layer::{Message, Request};
use crate::tui::model::{Layer, Model};
use crate::tui::screens::paper::{Paper, Source};
use crate::tui::update::leave;
use crate::tui::update::places::open_text;
use crate::tui::update::typing::ground;
use crate::tui::writing::forms;

/// The most bytes that go to a terminal's clipboard: encoded and with the sequence round it they
/// stay below 100,000, which is what most terminals take.
const COPY_MAX: usize = 74_000;

pub(super) fn act_on_paper(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Layer::Paper(paper)) = model.layers.last_mut() else {
        return Vec::new();
    };
    match action {
        Action::Back => return leave(model),
        Action::Copy => return copy(model),
        Action::Save => open_save(model),
        Action::Edit => open_text(model),
        Action::Annexes => {
            if let Some(annexes) = paper.turn_annexes(&model.env) {
                model.notify(annexes_shown(annexes).get(model.env.lang));
            }
        }
        Action::Filter => {
            let picker = report_pickers::report_units(model);
            return vec![Effect::open(Request::Pick(picker))];
        }
        _ => {
            if let Some(query) = other_report(paper, action, &model.env) {
                return ask(model, query);
            }
            paper.step(action, &model.env);
        }
    }
    Vec::new()
}

/// Which annexes of a notice are shown.
fn annexes_shown(annexes: Annexes) -> Bi {
    match annexes {
        Annexes::Needed => bi(
            "Phụ lục: số liệu tuần. Nhấn p để kèm mọi phụ lục.",
            "Annexes: the week's figures. Press p for all annexes.",
        ),
        Annexes::All => bi(
            "Phụ lục: tất cả. Nhấn p để bỏ phụ lục.",
            "Annexes: all. Press p for none.",
        ),
        Annexes::None => bi(
            "Không kèm phụ lục. Nhấn p để kèm số liệu tuần.",
            "Without annexes. Press p for the week's figures.",
        ),
    }
}

/// The report that a key asks for in place of the one at hand.
fn other_report(paper: &Paper, action: Action, env: &Env) -> Option<ReportQuery> {
    let (query, period) = (paper.query()?, paper.period(env)?);
    let area = |key: u8| {
        let key = key.to_string();
        let area = env.areas.iter().find(|area| area.key == key)?;
        Some(Some(area.id))
    };
    Some(match action {
        Action::Left => at(query, period.previous()),
        Action::Right => at(query, period.following()),
        Action::Compare => ReportQuery {
            compare: !query.compare,
            ..query
        },
        Action::Tab(n) => ReportQuery {
            area: area(n)?,
            ..query
        },
        Action::AllTabs => ReportQuery {
            area: None,
            ..query
        },
        _ => return None,
    })
}

/// The same report over another period: of the one that goes on, as known today.
fn at(query: ReportQuery, period: Period) -> ReportQuery {
    let day = if period.contains(query.today) {
        query.today
    } else {
        period.last
    };
    ReportQuery { at: day, ..query }
}

/// Shows another report in place of the one at hand.
pub(in crate::tui) fn ask(model: &mut Model, query: ReportQuery) -> Vec<Effect> {
    model.env.period = query.kind;
    match model.layers.last_mut() {
        Some(Layer::Paper(paper)) if paper.query().is_some() => paper.ask(query),
        _ => model
            .layers
            .push(Layer::Paper(Box::new(Paper::report(query)))),
    }
    vec![Effect::run(Command::MakeReport(query))]
}

/// The report key: from a review's notice straight to the report of its week, from anywhere else to
/// the periods.
pub(super) fn report_key(model: &mut Model) -> Vec<Effect> {
    let notice = match model.layers.last() {
        Some(Layer::Paper(paper)) => paper.of_review(),
        _ => None,
    };
    if let Some(kept) = notice {
        let query = of_week(&kept.summary, &model.env);
        return ask(model, query);
    }
    let picker = report_pickers::periods(model);
    vec![Effect::open(Request::Pick(picker))]
}

/// The report of the week that a review is about, narrowed as the review was.
fn of_week(sitting: &ReviewSummary, env: &Env) -> ReportQuery {
    let (area, unit) = match sitting.scope {
        Scope::Plan => (None, UnitScope::All),
        Scope::Area(area) => (Some(area), UnitScope::All),
        Scope::Led(unit) | Scope::Mine(unit) => (None, UnitScope::Led(unit)),
    };
    ReportQuery {
        kind: PeriodKind::Week,
        at: sitting.week.sunday.min(env.today),
        today: env.today,
        area,
        unit,
        compare: true,
        lang: env.lang,
    }
}

/// Something that a report is made from has changed: the one that is open is made anew, by the day
/// and in the language of the screen.
pub(in crate::tui) fn renew(model: &mut Model) -> Option<Effect> {
    let (today, lang) = (model.env.today, model.env.lang);
    let mut papers: Vec<_> = model.layers.iter_mut().filter_map(paper_of).collect();
    // What was kept is there in both languages, also under the report of its week.
    let kept = papers.iter_mut().filter(|paper| paper.query().is_none());
    kept.for_each(|paper| paper.lay_out(&model.env));
    let paper = papers.pop()?;
    let query = paper.query()?;
    let query = ReportQuery {
        today,
        lang,
        ..query
    };
    paper.ask(query);
    Some(Effect::run(Command::MakeReport(query)))
}

/// The documents have another width.
pub(in crate::tui) fn lay_out(model: &mut Model) {
    for paper in model.layers.iter_mut().filter_map(paper_of) {
        paper.lay_out(&model.env);
    }
}

/// The document of a layer that shows one.
fn paper_of(layer: &mut Layer) -> Option<&mut Paper> {
    match layer {
        Layer::Paper(paper) => Some(paper),
        _ => None,
    }
}

/// Copies the text; without the annexes where the whole is too long for a terminal.
fn copy(model: &mut Model) -> Vec<Effect> {
    let lang = model.env.lang;
    let Some(Layer::Paper(paper)) = model.layers.last() else {
        return Vec::new();
    };
    let Some(document) = paper.document(lang) else {
        return Vec::new();
    };
    let whole = text::write(document);
    let annexes = whole.len() <= COPY_MAX;
    let copy = if annexes {
        whole
    } else {
        let mut body = document.clone();
        body.annexes.clear();
        text::write(&body)
    };
    if copy.len() > COPY_MAX {
        model.fail(too_long_to_copy(lang));
        return Vec::new();
    }
    let all = annexes || document.annexes.is_empty();
    let said = copied(copy.lines().count(), all, lang);
    model.status = Some(Message::with_way_back(said, if_not_pasted(lang)));
    vec![Effect::run(Command::Copy(copy))]
}

/// Opens the form of saving, with the name that the document's file may have.
fn open_save(model: &mut Model) {
    let env = &model.env;
    let Some(Layer::Paper(paper)) = model.layers.last() else {
        return;
    };
    if paper.document(env.lang).is_none() {
        return;
    }
    let form = forms::save_as(&stem(paper, env));
    model.layers.push(Layer::Form(Box::new(form)));
}

/// The name of the document's file without an ending: the period, then what it is narrowed to.
fn stem(paper: &Paper, env: &Env) -> String {
    let lang = env.lang;
    let (mut name, query) = match (&paper.source, paper.period(env)) {
        (Source::Kept(kept), _) => {
            let sitting = &kept.summary;
            let finished = sitting.finished.as_ref();
            let on = finished.map_or(sitting.began_on, |finished| finished.on);
            (notice_stem(on, lang), of_week(sitting, env))
        }
        (Source::Report(query), Some(period)) => (file_stem(period, lang), *query),
        (Source::Report(_), None) => return String::new(),
    };
    if let UnitScope::Led(id) = query.unit
        && let Some(unit) = env.units.iter().find(|unit| unit.id == id)
    {
        name = format!("{name}-{}", file_name(&unit.abbreviation));
    }
    if let Some(area) = env.areas.iter().find(|area| Some(area.id) == query.area) {
        let area = file_name(lang.pick(&area.short, &area.short_en));
        name = format!("{name}-{area}");
    }
    name
}

/// Saves as the form says.
pub(super) fn save_as(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Form(form)) = model.layers.last_mut() else {
        return Vec::new();
    };
    match forms::save_wish(form, &ground(&model.env)) {
        Ok(wish) => {
            let shown = model.layers.iter().rev().find_map(|layer| match layer {
                Layer::Paper(paper) => paper.shared(model.env.lang),
                _ => None,
            });
            let Some(document) = shown else {
                return Vec::new();
            };
            vec![Effect::run(Command::Save(FileToSave {
                document,
                path: wish.path,
                format: wish.format,
                replace: false,
            }))]
        }
        Err((field, error)) => {
            form.fail(field, error);
            Vec::new()
        }
    }
}
