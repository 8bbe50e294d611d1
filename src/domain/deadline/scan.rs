//! A wording from its first token to its last: each belongs to just one finding, so that nothing
//! that is written can be left out of the reading.

use super::NoDayReason;
use super::date_phrase::weekday;
use super::dates::{DateList, Dates, Span, dates};
use super::document::document;
use super::every::{Recurrence, every};
use super::lead::{FILLERS, Lead, lead};
use super::relative::{Length, RelativeDeadline, counted, each_period};
use super::vocabulary::{EVENTS, ONGOING, PLAIN, REPORTS, REVERSALS, VERBS};
use super::words::TokenCursor;
use crate::domain::day::Day;
use chrono::Datelike;

/// What a stretch of the wording says, and from which token to which.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) what: FindingKind,
    pub(super) from: usize,
    pub(super) to: usize,
    /// Whether a bracket opens right before it.
    pub(super) bracketed: bool,
}

/// What a stretch of the wording says.
#[derive(Debug)]
pub(super) enum FindingKind {
    /// One due day.
    One(Span),
    /// Several due days.
    Several(DateList),
    /// A first day and no last one.
    From(Day),
    /// A rhythm.
    Every(Recurrence),
    /// So long after something.
    Open(Length),
    /// A day whose month must come from elsewhere.
    BareDay(u32, Lead),
    /// A date or rhythm that gives no day.
    Doubtful(NoDayReason),
    /// All the time.
    Ongoing,
    /// When something happens.
    Event,
    /// By something that is not named.
    Vague,
    /// A document, and whether its date is given too.
    Document(bool),
    /// "định kỳ", and not how often.
    Periodic,
    /// What a date is meant for: "đối với báo cáo 6 tháng".
    Subject,
    /// Who does what.
    Act,
    /// Words that say nothing of days.
    Plain,
    /// What reverses the meaning of a date.
    Reversal,
    /// What is not known.
    Unknown,
    /// A date or a rhythm that belongs to something else.
    Unused,
}

/// What the words that were read last have begun.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PendingClause {
    Nothing,
    /// An act, whether words not known here follow it, and whether a period would be what it is about.
    Act {
        unknown: bool,
        report: bool,
    },
    /// What is waited for.
    Event,
    /// "sau khi".
    After,
    Ongoing,
}

/// Reads a wording to its end.
pub(super) fn scan(mut cursor: TokenCursor) -> Vec<Finding> {
    let mut scan = Scan {
        findings: Vec::new(),
        run: PendingClause::Nothing,
        absorbs: false,
        set_off: true,
        bracketed: false,
    };
    while !cursor.is_done() {
        let from = cursor.at();
        scan.step(&mut cursor);
        if cursor.at() == from {
            cursor.skip();
        }
    }
    scan.findings
}

struct Scan {
    findings: Vec<Finding>,
    run: PendingClause,
    /// Whether words not known here belong to an event that began before a comma.
    absorbs: bool,
    /// Whether the next words begin a new part.
    set_off: bool,
    bracketed: bool,
}

impl Scan {
    fn step(&mut self, cursor: &mut TokenCursor) {
        let from = cursor.at();
        let plus = from == 0 && cursor.sees_mark("+").is_some();
        if !plus && let Some(mark) = cursor.mark(",;().:-/+&") {
            self.absorbs |= matches!(self.run, PendingClause::Event | PendingClause::After);
            // "Theo kế hoạch/chương trình" goes on.
            if !matches!(mark, '/' | '-' | '&') || self.run == PendingClause::Ongoing {
                self.run = PendingClause::Nothing;
            }
            self.set_off = true;
            self.bracketed = mark == '(';
            return;
        }
        let joined = self.set_off && self.bracketed;
        if subject(cursor, joined) {
            return self.push(FindingKind::Subject, from, cursor);
        }
        if let Some(dated) = document(cursor) {
            return self.push(FindingKind::Document(dated), from, cursor);
        }
        if self.repeats_weekday(cursor) {
            return self.push(FindingKind::Plain, from, cursor);
        }
        if let Some(what) = core(cursor) {
            return self.push_core(what, from, cursor);
        }
        if cursor.eat("va") {
            self.set_off = true;
            return;
        }
        let what = self.words(cursor);
        self.push(what, from, cursor);
    }

    /// What is no date and no rhythm.
    fn words(&mut self, cursor: &mut TokenCursor) -> FindingKind {
        if let Some(what) = self.wait(cursor) {
            return what;
        }
        if cursor.eat_any(&ONGOING) {
            self.run = PendingClause::Ongoing;
            return FindingKind::Ongoing;
        }
        if cursor.eat("dinh ky") {
            return FindingKind::Periodic;
        }
        if eat_time(cursor) {
            return FindingKind::Unused;
        }
        if ordinal(cursor) || all_of_it(cursor) {
            return FindingKind::Plain;
        }
        // "Báo cáo tháng" without a day: a rhythm of its own.
        if !matches!(self.run, PendingClause::Event | PendingClause::After) && bare_unit(cursor) {
            return FindingKind::Unused;
        }
        if self.act(cursor) {
            return FindingKind::Act;
        }
        if cursor.eat_any(&FILLERS) || cursor.eat_any(&PLAIN) {
            return FindingKind::Plain;
        }
        self.other(cursor)
    }

    /// What is waited for, or what the task goes by.
    fn wait(&mut self, cursor: &mut TokenCursor) -> Option<FindingKind> {
        if cursor.eat_any(&["ngay sau khi", "sau khi", "tu khi", "ke tu khi"]) {
            self.run = PendingClause::After;
            each_period(cursor);
            return Some(FindingKind::Open(Length::of_an_event()));
        }
        if cursor.accept(|ahead| ahead.eat_any(&["hoac", "hay"]) && ahead.sees_any(&EVENTS)) {
            self.set_off = true;
            return Some(FindingKind::Plain);
        }
        if cursor.eat_any(&EVENTS) {
            self.run = PendingClause::Event;
            if cursor.sees_any(&["ket thuc"]) {
                each_period(cursor);
            }
            return Some(FindingKind::Event);
        }
        let follows = cursor.sees_any(&["theo doi"]);
        if follows || !cursor.eat_any(&["theo", "tuy theo", "can cu", "phu hop"]) {
            return None;
        }
        self.run = PendingClause::Event;
        Some(FindingKind::Vague)
    }

    /// What is done; returns whether that stands here.
    fn act(&mut self, cursor: &mut TokenCursor) -> bool {
        let report = cursor.eat_any(&REPORTS);
        if !report && !cursor.eat_any(&VERBS) {
            return false;
        }
        let begins = match self.run {
            PendingClause::Nothing => true,
            PendingClause::Act { .. } => report,
            PendingClause::Event | PendingClause::After | PendingClause::Ongoing => false,
        };
        if begins {
            let unknown = false;
            self.run = PendingClause::Act { unknown, report };
        }
        true
    }

    /// A word that is not known here, or that reverses the meaning of a date.
    fn other(&mut self, cursor: &mut TokenCursor) -> FindingKind {
        let reversal = cursor.eat_any(&REVERSALS);
        let number = !reversal && cursor.digits().is_some();
        if !reversal {
            cursor.skip();
        }
        match &mut self.run {
            PendingClause::Event | PendingClause::After | PendingClause::Ongoing => {
                FindingKind::Plain
            }
            _ if reversal => FindingKind::Reversal,
            PendingClause::Act { unknown, .. } if !number => {
                *unknown = true;
                FindingKind::Plain
            }
            _ if self.absorbs => FindingKind::Plain,
            _ => FindingKind::Unknown,
        }
    }

    fn push_core(&mut self, what: FindingKind, from: usize, cursor: &TokenCursor) {
        let what = match what {
            // That a date does not exist matters wherever it stands.
            FindingKind::Doubtful(reason @ NoDayReason::Impossible { .. }) => {
                FindingKind::Doubtful(reason)
            }
            what if self.allows(&what) => what,
            // "Xây dựng kế hoạch năm 2022 trước ngày 15/12": the year is the plan's.
            FindingKind::One(_)
                if matches!(self.run, PendingClause::Act { .. }) && sees_limit(*cursor) =>
            {
                return self.push(FindingKind::Subject, from, cursor);
            }
            _ => FindingKind::Unused,
        };
        if !matches!(what, FindingKind::Unused) {
            self.absorbs = false;
            self.run = match what {
                FindingKind::Open(length) if length.has_base => PendingClause::After,
                _ => PendingClause::Nothing,
            };
        }
        self.push(what, from, cursor);
    }

    /// "Ngày 25/6/2021 (thứ Sáu)".
    fn repeats_weekday(&self, cursor: &mut TokenCursor) -> bool {
        let Some(FindingKind::One(span)) = self.findings.last().map(|finding| &finding.what) else {
            return false;
        };
        let is_day = self.bracketed && span.is_day && !span.lead.before;
        is_day
            && cursor.accept(|ahead| {
                let same = weekday(ahead) == Some(span.due.weekday());
                same && ahead.sees_mark(")").is_some()
            })
    }

    /// Whether a date that stands here is the task's own and not part of what was begun before it.
    fn allows(&self, what: &FindingKind) -> bool {
        let lead = match what {
            FindingKind::One(span) => span.lead,
            FindingKind::Several(several) => several.lead,
            FindingKind::BareDay(_, lead) => *lead,
            _ => Lead::default(),
        };
        let is_day = matches!(what, FindingKind::One(span) if span.is_day);
        match self.run {
            PendingClause::Nothing | PendingClause::Ongoing => true,
            PendingClause::Act { unknown, report } => match what {
                FindingKind::One(_) | FindingKind::Several(_) | FindingKind::BareDay(..)
                    if unknown =>
                {
                    lead.any
                }
                FindingKind::One(_) | FindingKind::Several(_) => lead.any || is_day || !report,
                FindingKind::Every(every) => every.explicit || !unknown,
                _ => true,
            },
            PendingClause::Event => self.set_off || lead.done || lead.latest,
            PendingClause::After => self.set_off && (lead.is_limit() || lead.done) || lead.latest,
        }
    }

    fn push(&mut self, what: FindingKind, from: usize, cursor: &TokenCursor) {
        self.findings.push(Finding {
            what,
            from,
            to: cursor.at(),
            bracketed: self.bracketed && self.set_off,
        });
        self.set_off = false;
        self.bracketed = false;
    }
}

/// What can be read from here, the longest of all readings.
fn core(cursor: &mut TokenCursor) -> Option<FindingKind> {
    const READERS: [fn(&mut TokenCursor) -> Option<FindingKind>; 4] = [
        |cursor| counted(cursor).map(of_counted),
        |cursor| every(cursor).map(FindingKind::Every),
        |cursor| dates(cursor).map(of_dates),
        bare_day,
    ];
    let mut best: Option<(FindingKind, TokenCursor)> = None;
    for read in READERS {
        let mut end = *cursor;
        if let Some(what) = read(&mut end)
            && best.as_ref().is_none_or(|(_, best)| best.at() < end.at())
        {
            best = Some((what, end));
        }
    }
    let (what, end) = best?;
    *cursor = end;
    Some(what)
}

fn of_counted(counted: RelativeDeadline) -> FindingKind {
    match counted {
        RelativeDeadline::Open(length) => FindingKind::Open(length),
        RelativeDeadline::From(dates) => of_dates(dates),
    }
}

fn of_dates(dates: Dates) -> FindingKind {
    match dates {
        Dates::One(span) => FindingKind::One(span),
        Dates::Several(several) => FindingKind::Several(several),
        Dates::From(day) => FindingKind::From(day),
        Dates::Doubtful(reason) => FindingKind::Doubtful(reason),
    }
}

/// "ngày 20" and nothing after it, or a number alone.
fn bare_day(cursor: &mut TokenCursor) -> Option<FindingKind> {
    let mut ahead = *cursor;
    let starts = ahead.at() == 0;
    let lead = lead(&mut ahead);
    let named = ahead.eat_any(&["ngay", "mung", "mong"]);
    let alone = ahead.at() == 0;
    let number = ahead.number(2)?;
    let ends = ahead.is_done() || ahead.sees_mark(",;()").is_some();
    if !ends || lead.from || !(named || lead.any || starts && alone && ahead.is_done()) {
        return None;
    }
    *cursor = ahead;
    Some(FindingKind::BareDay(number, lead))
}

/// "đối với báo cáo 6 tháng", "(báo cáo năm)", and "Báo cáo quý II" before a limit of its own.
fn subject(cursor: &mut TokenCursor, bracketed: bool) -> bool {
    cursor.accept(|ahead| {
        let meant = ahead.eat_any(&["doi voi", "cho", "cua"]);
        ahead.eat("cac");
        if !ahead.eat_any(&["bao cao", "ky bao cao", "ky"]) {
            return false;
        }
        ahead.eat_any(&["ket qua", "tinh hinh", "dinh ky", "so ket", "tong ket"]);
        let closes = |ahead: &TokenCursor| bracketed && ahead.sees_mark(")").is_some();
        eat_reported_period(ahead) && (meant || closes(ahead) || sees_limit(*ahead))
    })
}

fn eat_reported_period(cursor: &mut TokenCursor) -> bool {
    if cursor.accept(|ahead| ahead.count().is_some() && ahead.eat("thang")) {
        cursor.eat_any(&["dau nam", "cuoi nam"]);
    } else if cursor.quarter_word() || cursor.eat_any(&["thang", "ca nam", "nam"]) {
        if cursor.roman().is_none() && cursor.year(false).is_none() {
            cursor.number(2);
        }
    } else {
        return false;
    }
    cursor.attempt(|ahead| {
        ahead.mark("/");
        ahead.eat("nam");
        ahead.year(false)
    });
    true
}

/// Whether a day with a limit stands here.
fn sees_limit(mut cursor: TokenCursor) -> bool {
    cursor.mark(":,(");
    let limit = lead(&mut { cursor }).is_limit();
    let read = dates(&mut cursor);
    limit && matches!(read, Some(Dates::One(span)) if span.is_day)
}

/// "100%".
fn all_of_it(cursor: &mut TokenCursor) -> bool {
    cursor.accept(|ahead| ahead.number(3) == Some(100) && ahead.mark("%").is_some())
}

/// "tháng", "quý", "tuần" and nothing that says which.
fn bare_unit(cursor: &mut TokenCursor) -> bool {
    if cursor.quarter_word() {
        return true;
    }
    let written = cursor.is_written(&["tháng"]) && cursor.sees_any(&["thang"])
        || cursor.is_written(&["tuần"]) && cursor.sees_any(&["tuan"]);
    if written {
        cursor.skip();
    }
    written
}

/// "Đợt 1", "lần thứ hai": which of several, named before each.
fn ordinal(cursor: &mut TokenCursor) -> bool {
    cursor.accept(|ahead| {
        if !ahead.eat_any(&["lan", "dot", "ky"]) {
            return false;
        }
        ahead.eat("thu");
        let read = ahead.number(2).is_some()
            || ahead.roman().is_some()
            || ahead.number_word().is_some()
            || ahead.eat("nhat");
        read && ahead.sees_mark("/.-").is_none()
    })
}

/// Reads words of time that some deadline could be made of.
fn eat_time(cursor: &mut TokenCursor) -> bool {
    date(cursor)
        || period(cursor)
        || rhythm(cursor)
        || edge(cursor)
        || length(cursor)
        || weekday(cursor).is_some()
}

/// d/m, d-m-y, a year, "ngày 15", a Roman numeral.
fn date(cursor: &mut TokenCursor) -> bool {
    let numbers = cursor.accept(|ahead| {
        let day = ahead.eat("ngay");
        if ahead.number(2).is_none() {
            return false;
        }
        if !ahead.accept(|ahead| ahead.mark("/.-").is_some() && ahead.number(4).is_some()) {
            return day;
        }
        if ahead.mark("/.-").is_some() {
            ahead.number(4);
        }
        true
    });
    let is_year = |year| (1990..2100).contains(&year);
    numbers
        || cursor.roman().is_some()
        || cursor.accept(|ahead| ahead.year(false).is_some_and(is_year))
}

/// "quý II", "tháng 6", "tháng giêng", "năm 2021", "tuần 3".
fn period(cursor: &mut TokenCursor) -> bool {
    const OTHER: [&str; 9] = [
        "nay",
        "sau",
        "toi",
        "dau",
        "cuoi",
        "gieng",
        "chap",
        "ke tiep",
        "tiep theo",
    ];
    cursor.accept(|ahead| {
        let unit = ahead.quarter_word() || ahead.eat_any(&["thang", "nam", "tuan"]);
        unit && (ahead.roman().is_some()
            || ahead.number(4).is_some()
            || ahead.number_word().is_some()
            || ahead.eat_any(&OTHER))
    })
}

/// "hằng quý", "mỗi tuần".
fn rhythm(cursor: &mut TokenCursor) -> bool {
    cursor.accept(|ahead| {
        let each = ahead.eat_any(&["hang", "moi", "tung"]);
        ahead.count();
        each && eat_unit(ahead)
    })
}

/// "cuối năm", "đầu quý", "hết tháng", "trong năm", "ngày mai".
fn edge(cursor: &mut TokenCursor) -> bool {
    const EDGES: [&str; 7] = ["cuoi", "dau", "giua", "het", "trong", "ca", "cac"];
    let unit =
        |ahead: &mut TokenCursor| ahead.eat_any(&["nam", "thang", "tuan"]) || ahead.quarter_word();
    cursor.accept(|ahead| ahead.eat_any(&EDGES) && unit(ahead))
        || cursor.eat_any(&["ngay mai", "hom nay"])
}

/// "15 ngày", "6 tháng".
fn length(cursor: &mut TokenCursor) -> bool {
    cursor.accept(|ahead| ahead.number(4).is_some() && eat_unit(ahead))
}

fn eat_unit(cursor: &mut TokenCursor) -> bool {
    cursor.eat_any(&["ngay", "tuan", "thang", "nam"]) || cursor.quarter_word()
}
