//! A document on the screen as text: a report that is made over the period at hand, or the notice that
//! a finished review has frozen. It can be saved, copied, and written at its places.

mod text;

use super::layer::{
    Cx, Footer, FormRequest, Layer, Message, News, Next, Pick, PickItem, Placement, Reply, Request,
    TextRequest,
};
use crate::domain::day::Day;
use crate::domain::ids::ReviewId;
use crate::domain::parts::Field;
use crate::domain::period::{Period, PeriodKind};
use crate::domain::review::{AgendaPart, ReviewScope, ReviewSummary};
use crate::domain::unit::{Unit, UnitScope};
use crate::formats;
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::messages::errors::no_area;
use crate::present::messages::report::{
    copied, file_name, file_stem, notice_stem, paste_hint, period_title, too_long_to_copy,
};
use crate::present::names::unit_name;
use crate::present::text::{cut, pad, width};
use crate::report::document::{Annexes, Block, Document};
use crate::report::{self, ReportQuery, review};
use crate::store::{Result, Store};
use crate::tui::actions::{Action, KeyContext};
use crate::tui::command::{Command, Memo, no_such_review};
use crate::tui::env::Env;
use crate::tui::prompts;
use crate::tui::widgets::paint::line;
use chrono::Datelike;
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use std::rc::Rc;
use text::DocumentText;

/// The most bytes that go to a terminal's clipboard: encoded and with the sequence round it they
/// stay below 100,000, which is what most terminals take.
const COPY_MAX: usize = 74_000;

#[derive(Debug)]
pub(super) struct ReportView {
    source: DocumentSource,
    text: DocumentText,
}

/// Where the document comes from.
#[derive(Debug)]
enum DocumentSource {
    /// Made from the file, again whenever something of it changes.
    Report {
        query: ReportQuery,
        /// As it was last made.
        document: Option<Rc<Document>>,
        /// Whether it is being made.
        pending: bool,
    },
    /// Kept as it was.
    Notice(Box<Notice>),
}

/// What a finished review has frozen.
#[derive(Debug)]
struct Notice {
    summary: ReviewSummary,
    /// As it was frozen, in Vietnamese and in English.
    frozen: [Document; 2],
    /// Which of its annexes are shown and saved.
    annexes: Annexes,
    /// The notice with those.
    shown: [Rc<Document>; 2],
}

impl Notice {
    /// Nothing where the review is open again.
    fn load(store: &Store, id: ReviewId) -> Result<Option<Self>> {
        let vi = review::thaw(store, id, Lang::Vi)?;
        let en = review::thaw(store, id, Lang::En)?;
        let Some((vi, en)) = vi.zip(en) else {
            return Ok(None);
        };
        let review = store.review(id)?.ok_or_else(no_such_review)?;
        let mut notice = Self {
            summary: review.summary,
            shown: [Rc::new(vi.clone()), Rc::new(en.clone())],
            frozen: [vi, en],
            annexes: Annexes::Needed,
        };
        notice.show(Annexes::Needed);
        Ok(Some(notice))
    }

    fn show(&mut self, annexes: Annexes) {
        self.annexes = annexes;
        let with = |document: Document| Rc::new(document.with_annexes(annexes));
        self.shown = self.frozen.clone().map(with);
    }
}

/// A report, and what makes it.
pub(super) fn open(query: ReportQuery) -> (ReportView, Next) {
    let mut view = ReportView {
        source: DocumentSource::Report {
            query,
            document: None,
            pending: true,
        },
        text: DocumentText::default(),
    };
    let next = view.ask(query);
    (view, next)
}

/// The notice of a review; nothing where that is open again.
pub(super) fn open_notice(id: ReviewId, cx: &Cx<'_>) -> Result<Option<ReportView>> {
    let Some(notice) = Notice::load(cx.store, id)? else {
        return Ok(None);
    };
    let mut view = ReportView {
        source: DocumentSource::Notice(Box::new(notice)),
        text: DocumentText::default(),
    };
    view.lay_out(cx.env);
    Ok(Some(view))
}

impl ReportView {
    /// What is reported on, where it is a report.
    fn query(&self) -> Option<ReportQuery> {
        match &self.source {
            DocumentSource::Report { query, .. } => Some(*query),
            DocumentSource::Notice(_) => None,
        }
    }

    fn notice(&self) -> Option<&Notice> {
        match &self.source {
            DocumentSource::Report { .. } => None,
            DocumentSource::Notice(notice) => Some(notice),
        }
    }

    /// The document in that language; none while it is made for the first time.
    fn document(&self, lang: Lang) -> Option<&Rc<Document>> {
        match &self.source {
            DocumentSource::Report { document, .. } => document.as_ref(),
            DocumentSource::Notice(notice) => Some(lang.pick(&notice.shown[0], &notice.shown[1])),
        }
    }

    fn lay_out(&mut self, env: &Env) {
        let document = self.document(env.lang).cloned();
        self.text.lay_out(document.as_deref(), env);
    }

    /// Asks for a report, another one or the same again. The one at hand stays on the screen until
    /// that is made.
    fn ask(&mut self, wanted: ReportQuery) -> Next {
        let DocumentSource::Report { query, pending, .. } = &mut self.source else {
            return Next::Stay;
        };
        let place = |query: &ReportQuery| (query.kind, query.at, query.area, query.unit);
        if place(query) != place(&wanted) {
            self.text.leave_place();
        }
        *query = wanted;
        *pending = true;
        let kind = Memo::Period(wanted.kind);
        Next::Do(Command::Remember(kind)).then(Next::Do(Command::MakeReport(wanted)))
    }

    /// The report that a key asks for in place of the one at hand.
    fn other_report(&self, action: Action, env: &Env) -> Option<ReportQuery> {
        let query = self.query()?;
        let period = period_of(query, env);
        Some(match action {
            Action::Left => over(query, period.previous()),
            Action::Right => over(query, period.following()),
            Action::Compare => ReportQuery {
                compare: !query.compare,
                ..query
            },
            Action::Tab(key) => {
                let key = key.to_string();
                let area = Some(env.areas.iter().find(|area| area.key == key)?.id);
                ReportQuery { area, ..query }
            }
            Action::AllTabs => ReportQuery {
                area: None,
                ..query
            },
            _ => return None,
        })
    }

    /// Opens the text at the chosen place; where none is chosen, chooses one first.
    fn write(&mut self, env: &Env) -> Next {
        if let Some(refused) = Next::read_only(env) {
            return refused;
        }
        let (Some(query), Some(chosen)) = (self.query(), &self.text.place) else {
            self.text.step(Action::NextPart, env);
            return Next::Stay;
        };
        let mut places = report::text_places(query.kind).iter();
        let Some(place) = places.find(|place| place.name == *chosen) else {
            return Next::Stay;
        };
        let blocks = self.document(env.lang).map(|document| &document.body);
        let text = blocks.into_iter().flatten().find_map(|block| match block {
            Block::Place { part: at, text, .. } if at == place.name => text.clone(),
            _ => None,
        });
        let place = TextRequest::Place(query.kind, place, text.unwrap_or_default());
        Next::Open(Request::Text(place))
    }

    /// Of a notice, shows the next choice of its annexes.
    fn next_annexes(&mut self, env: &Env) -> Next {
        let DocumentSource::Notice(notice) = &mut self.source else {
            return Next::Stay;
        };
        notice.show(notice.annexes.next());
        let shown = annexes_shown(notice.annexes, env);
        self.lay_out(env);
        Next::notify(shown)
    }

    /// Copies the text; without the annexes where the whole is too long for a terminal.
    fn copy(&self, env: &Env) -> Next {
        let (lang, save) = (env.lang, env.key(self.context(), Action::Save));
        let Some(document) = self.document(lang) else {
            return Next::Stay;
        };
        let whole = formats::text::write(document);
        let all = whole.len() <= COPY_MAX || document.annexes.is_empty();
        let copy = if whole.len() <= COPY_MAX {
            whole
        } else {
            let mut body = Document::clone(document);
            body.annexes.clear();
            formats::text::write(&body)
        };
        if copy.len() > COPY_MAX {
            return Next::fail(too_long_to_copy(&save, lang));
        }
        let message = copied(copy.lines().count(), all, lang);
        let message = Message::with_hint(message, paste_hint(&save, lang));
        Next::Do(Command::Copy(copy)).then(Next::Notify(message))
    }

    /// The form of saving, with the name that the document's file may have.
    fn save(&self, env: &Env) -> Next {
        match self.document(env.lang) {
            Some(document) => Next::Open(Request::Form(FormRequest::SaveAs {
                stem: self.stem(env),
                document: Rc::clone(document),
            })),
            None => Next::Stay,
        }
    }

    /// The name of the document's file without an ending: the period, then what it is narrowed to.
    fn stem(&self, env: &Env) -> String {
        let lang = env.lang;
        let (mut name, query) = match &self.source {
            DocumentSource::Notice(notice) => {
                let summary = &notice.summary;
                let finished = summary.finished.as_ref();
                let on = finished.map_or(summary.began_on, |finished| finished.on);
                (notice_stem(on, lang), of_week(summary, env))
            }
            DocumentSource::Report { query, .. } => {
                (file_stem(period_of(*query, env), lang), *query)
            }
        };
        if let UnitScope::Led(id) = query.unit
            && let Some(unit) = env.unit(id)
        {
            name = format!("{name}-{}", file_name(&unit.abbreviation));
        }
        if let Some(area) = query.area.and_then(|id| env.area(id)) {
            let area = file_name(lang.pick(&area.short, &area.short_en));
            name = format!("{name}-{area}");
        }
        name
    }

    /// Something that the report is made from has changed: it is made again, by the day and in the
    /// language of the screen.
    fn reload_document(&mut self, env: &Env) -> Next {
        match self.query() {
            Some(query) => self.ask(ReportQuery {
                today: env.today,
                lang: env.lang,
                ..query
            }),
            None => Next::Stay,
        }
    }
}

fn period_of(query: ReportQuery, env: &Env) -> Period {
    Period::of(query.kind, query.at, env.plan.settings.cutoff_day)
}

/// The same report over another period: of the one that goes on, as known today.
fn over(query: ReportQuery, period: Period) -> ReportQuery {
    let at = if period.contains(query.today) {
        query.today
    } else {
        period.last
    };
    ReportQuery { at, ..query }
}

/// The report of the week that a review is about, narrowed as the review was.
fn of_week(summary: &ReviewSummary, env: &Env) -> ReportQuery {
    let (area, unit) = match summary.scope {
        ReviewScope::Plan => (None, UnitScope::All),
        ReviewScope::Area(area) => (Some(area), UnitScope::All),
        ReviewScope::Led(unit) | ReviewScope::Mine(unit) => (None, UnitScope::Led(unit)),
    };
    ReportQuery {
        kind: PeriodKind::Week,
        at: summary.week.sunday.min(env.today),
        today: env.today,
        area,
        unit,
        compare: true,
        lang: env.lang,
    }
}

/// Which annexes of a notice are shown.
fn annexes_shown(annexes: Annexes, env: &Env) -> String {
    let key = env.key(KeyContext::Notice, Action::Annexes);
    match annexes {
        Annexes::Needed => env.lang.pick(
            format!("Phụ lục: số liệu tuần. Nhấn {key} để kèm mọi phụ lục."),
            format!("Annexes: the week's figures. Press {key} for all annexes."),
        ),
        Annexes::All => env.lang.pick(
            format!("Phụ lục: tất cả. Nhấn {key} để bỏ phụ lục."),
            format!("Annexes: all. Press {key} for none."),
        ),
        Annexes::None => env.lang.pick(
            format!("Không kèm phụ lục. Nhấn {key} để kèm số liệu tuần."),
            format!("Without annexes. Press {key} for the week's figures."),
        ),
    }
}

/// The units on whose tasks can be reported.
fn units(now: UnitScope, env: &Env) -> Pick {
    let scope = |unit: &Unit| (unit_name(unit, env.lang), UnitScope::Led(unit.id));
    let all = env.lang.text("Mọi đơn vị", "All units");
    let nobody = env.lang.text("chưa giao", "no unit");
    let choices: Vec<(String, UnitScope)> = std::iter::once((all, UnitScope::All))
        .chain(env.leading_units().map(scope))
        .chain([(nobody, UnitScope::Unassigned)])
        .collect();
    let cursor = choices.iter().position(|(_, unit)| *unit == now);
    let item = |(name, unit)| PickItem::new(name, Next::Reply(Reply::Unit(unit)));
    Pick::new(
        env.lang.pick("Đơn vị chủ trì", "Lead unit"),
        choices.into_iter().map(item),
    )
    .at(cursor)
}

impl Layer for ReportView {
    fn placement(&self) -> Placement<'_> {
        Placement::Screen
    }

    fn context(&self) -> KeyContext {
        match self.source {
            DocumentSource::Report { .. } => KeyContext::Report,
            DocumentSource::Notice(_) => KeyContext::Notice,
        }
    }

    fn footer(&self) -> Footer {
        Footer::of(match self.source {
            DocumentSource::Report { .. } => &[
                Action::Save,
                Action::Left,
                Action::Right,
                Action::Report,
                Action::NextPart,
                Action::Edit,
                Action::Back,
                Action::Copy,
                Action::Compare,
                Action::Filter,
                Action::Letterhead,
                Action::NextTab,
            ],
            DocumentSource::Notice(_) => &[
                Action::Save,
                Action::Annexes,
                Action::Report,
                Action::Back,
                Action::PageDown,
                Action::NextTab,
                Action::Copy,
                Action::Undo,
                Action::Quit,
            ],
        })
    }

    fn offers(&self, action: Action, _env: &Env) -> bool {
        action != Action::AllTabs || self.query().is_some_and(|query| query.area.is_some())
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        let env = cx.env;
        Ok(match (action, &self.source) {
            (Action::Back, _) => Next::Close,
            (Action::Copy, _) => self.copy(env),
            (Action::Save, _) => self.save(env),
            (Action::Edit, _) => self.write(env),
            (Action::Annexes, _) => self.next_annexes(env),
            (Action::Letterhead, _) => Next::read_only(env).unwrap_or(Next::Open(Request::Form(
                FormRequest::Letterhead(Field::Superior),
            ))),
            (Action::Filter, DocumentSource::Report { query, .. }) => {
                Next::Open(Request::Pick(units(query.unit, env)))
            }
            (Action::Report, DocumentSource::Report { query, .. }) => {
                let choose = |kind| Next::Reply(Reply::Period(kind));
                Next::Open(Request::Pick(prompts::periods(query.at, choose, env)))
            }
            // From a review's notice straight to the report of its week.
            (Action::Report, DocumentSource::Notice(notice)) => {
                Next::Open(Request::Report(of_week(&notice.summary, env)))
            }
            _ => match self.other_report(action, env) {
                Some(query) => self.ask(query),
                None => match action {
                    Action::Tab(key) => Next::notify(no_area(key, env.lang)),
                    _ => {
                        self.text.step(action, env);
                        Next::Stay
                    }
                },
            },
        })
    }

    fn reply(&mut self, reply: Reply, _: &Cx<'_>) -> Result<Next> {
        Ok(match (reply, self.query()) {
            (Reply::Unit(unit), Some(query)) => self.ask(ReportQuery { unit, ..query }),
            (Reply::Period(kind), Some(query)) => self.ask(ReportQuery { kind, ..query }),
            _ => Next::Stay,
        })
    }

    fn reload(&mut self, news: &News<'_>, cx: &Cx<'_>) -> Result<Next> {
        match (news, &mut self.source) {
            (News::Resized | News::Language, DocumentSource::Notice(_)) | (News::Resized, _) => {
                self.lay_out(cx.env);
            }
            (
                News::Report(made, result),
                DocumentSource::Report {
                    query,
                    document,
                    pending,
                },
            ) if made == query => {
                *pending = false;
                if let Some(made) = result {
                    *document = Some(Rc::clone(made));
                }
                // What is on the screen stays, an empty screen closes.
                if document.is_none() {
                    return Ok(Next::Close);
                }
                self.lay_out(cx.env);
            }
            (
                News::Saved(_) | News::Reverted(_) | News::Changed | News::Language,
                DocumentSource::Report { .. },
            ) => return Ok(self.reload_document(cx.env)),
            (News::Reverted(_), DocumentSource::Notice(notice)) => {
                let id = notice.summary.id;
                // A review whose finishing was undone is taken up again.
                if Notice::load(cx.store, id)?.is_none() {
                    let review = Request::Review(id, AgendaPart::All);
                    return Ok(Next::Close.then(Next::Open(review)));
                }
            }
            _ => {}
        }
        Ok(Next::Stay)
    }

    fn shows(&mut self, request: &Request, _: &Env) -> bool {
        let shown = self.notice().map(|notice| notice.summary.id);
        matches!(request, Request::Notice(id) if Some(*id) == shown)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        let body = env.layout().body;
        self.draw_bar(canvas, Rect { height: 1, ..body }, env);
        let text = Rect {
            y: body.y + 1,
            height: body.height.saturating_sub(1),
            ..body
        };
        if self.document(env.lang).is_none() {
            let wait = env
                .lang
                .pick("Đang lập báo cáo …", "Preparing the report …");
            let row = Rect { height: 1, ..text };
            return line(canvas, row, [(format!(" {wait}"), env.theme.dim())]);
        }
        self.text.draw(canvas, text, env.theme);
    }
}

impl ReportView {
    /// What the document is, and how far it is read.
    fn draw_bar(&self, canvas: &mut Canvas<'_>, area: Rect, env: &Env) {
        let columns = usize::from(area.width);
        let right = self.state(env);
        let room = columns.saturating_sub(width(&right) + 2);
        let pieces = match &self.source {
            DocumentSource::Report { query, .. } => about(*query, env),
            DocumentSource::Notice(_) => self
                .document(env.lang)
                .map(|document| plain(&document.head.subject))
                .unwrap_or_default(),
        };
        // The last pieces go first where it is narrow.
        let mut left = String::new();
        for (nth, piece) in pieces.iter().enumerate() {
            let joint = if nth == 0 { " " } else { " · " };
            if nth > 0 && width(&left) + width(joint) + width(piece) > room {
                break;
            }
            left.push_str(joint);
            left.push_str(piece);
        }
        let left = pad(&cut(&left, room), room);
        let pieces = [
            (left, env.theme.strong()),
            (format!(" {right} "), env.theme.dim()),
        ];
        line(canvas, area, pieces);
    }

    /// The right end: being made, or which lines are in sight.
    fn state(&self, env: &Env) -> String {
        let lang = env.lang;
        if matches!(self.source, DocumentSource::Report { pending: true, .. }) {
            return lang.text("đang lập …", "preparing …");
        }
        let lines = self.text.in_sight(env);
        match self.text.unwritten() {
            n if n > 0 && env.size.0 >= 100 => lang.pick(
                format!("{n} chỗ cần viết · {lines}"),
                format!("{n} to write · {lines}"),
            ),
            _ => lines,
        }
    }
}

/// The lines of a subject without the brackets that they have on paper.
fn plain(subject: &[String]) -> Vec<String> {
    let inside = |line: &String| -> Option<String> {
        Some(line.strip_prefix('(')?.strip_suffix(')')?.to_owned())
    };
    let lines = subject.iter();
    lines
        .map(|line| inside(line).unwrap_or_else(|| line.clone()))
        .collect()
}

/// The period, what it is narrowed to, its days, the comparison: the most telling first. Where it is
/// narrow the days go without their years, which are in the period's name.
fn about(query: ReportQuery, env: &Env) -> Vec<String> {
    let lang = env.lang;
    let period = period_of(query, env);
    let week = query.kind == PeriodKind::Week;
    let day = |day: Day| match env.size.0 {
        ..100 if !week => dates::short(day, day.year()),
        _ => dates::full(day),
    };
    let days = format!("{}–{}", day(period.first), day(period.last));
    let mut pieces = vec![if week {
        lang.pick(format!("Tuần {days}"), format!("Week {days}"))
    } else {
        period_title(period, lang)
    }];
    let narrowed = narrowed(query, env);
    let whole = narrowed.is_empty();
    pieces.extend(narrowed);
    if !week {
        pieces.push(days);
    }
    pieces.push(if query.compare {
        lang.text("so với kỳ trước", "with comparison")
    } else {
        lang.text("không so sánh", "no comparison")
    });
    if whole {
        pieces.push(lang.text("toàn kế hoạch", "whole plan"));
    }
    pieces
}

/// The unit and the area that are reported on alone.
fn narrowed(query: ReportQuery, env: &Env) -> Vec<String> {
    let unit = match query.unit {
        UnitScope::All => None,
        UnitScope::Unassigned => Some(env.lang.text("chưa giao", "no unit")),
        UnitScope::Led(id) => env.unit(id).map(|unit| unit.abbreviation.clone()),
    };
    let area = query.area.and_then(|id| env.area(id)).map(|area| {
        let name = env.lang.pick(&area.short, &area.short_en);
        format!("{} {name}", area.key)
    });
    unit.into_iter().chain(area).collect()
}
