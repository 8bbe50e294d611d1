//! From what was found in a wording to the kind of deadline.

use super::NoDayReason;
use super::dates::{DateList, Span, covers_year, periods_apart};
use super::every::Recurrence;
use super::lead::Lead;
use super::relative::Length;
use super::scan::{Finding, FindingKind, scan};
use super::words::Wording;
use super::{Deadline, DeadlineKind, DeadlineRules, DueRule, Rhythm, WordingOrigin};
use crate::domain::day::Day;
use chrono::Datelike;

/// The deadline that a wording means, without the wording itself.
pub(super) fn decide(wording: &Wording, rules: &DeadlineRules) -> Deadline {
    let mut findings = scan(wording.cursor());
    settle_bare_days(&mut findings, rules);
    match Findings::sort(&findings, wording) {
        Ok(found) => found.deadline(rules).unwrap_or_else(unclear),
        Err(reason) => unclear(reason),
    }
}

/// A deadline that gives no day, and why.
pub(super) fn unclear(reason: NoDayReason) -> Deadline {
    Deadline {
        reason: Some(reason),
        ..Deadline::of_kind(DeadlineKind::Unclear)
    }
}

/// "Ngày 20" is in the month that stands before it ("Tháng 6, trước ngày 20"), else at the prompt
/// in today's.
fn settle_bare_days(findings: &mut [Finding], rules: &DeadlineRules) {
    let mut month = None;
    for at in 0..findings.len() {
        let Some(finding) = findings.get(at) else {
            return;
        };
        match &finding.what {
            FindingKind::One(span) => {
                month = span.start.filter(|start| same_month(*start, span.due))
            }
            FindingKind::BareDay(number, lead) => {
                let (what, used) = bare_day(*number, *lead, month, rules);
                // The month follows from the day then.
                if used && let Some(before) = findings.get_mut(..at) {
                    let month = before
                        .iter_mut()
                        .rev()
                        .find(|one| matches!(one.what, FindingKind::One(_)));
                    if let Some(month) = month {
                        month.what = FindingKind::Plain;
                    }
                }
                if let Some(finding) = findings.get_mut(at) {
                    finding.what = what;
                }
                month = None;
            }
            _ => {}
        }
    }
}

fn same_month(one: Day, other: Day) -> bool {
    (one.year(), one.month()) == (other.year(), other.month())
}

fn bare_day(
    number: u32,
    lead: Lead,
    month: Option<Day>,
    rules: &DeadlineRules,
) -> (FindingKind, bool) {
    let of = match (month, rules.reading) {
        (Some(month), _) => month,
        (None, WordingOrigin::Prompt { today }) => today,
        (None, WordingOrigin::Document) => {
            return (FindingKind::Doubtful(NoDayReason::ByToday), false);
        }
    };
    let due = NoDayReason::checked_day(number, of.month(), of.year()).and_then(|day| {
        let earlier = lead.before && rules.before_is_strict;
        let due = if earlier { day.pred_opt() } else { Some(day) };
        due.ok_or(NoDayReason::Several)
    });
    let what = match due {
        Ok(due) => FindingKind::One(Span {
            start: None,
            due,
            is_day: true,
            is_year: false,
            is_from_today: month.is_none(),
            lead,
        }),
        Err(reason) => FindingKind::Doubtful(reason),
    };
    (what, month.is_some())
}

/// The findings by what they are; dates with their place in the wording.
struct Findings<'f> {
    wording: &'f Wording<'f>,
    ones: Vec<(&'f Span, &'f Finding)>,
    several: Vec<(&'f DateList, &'f Finding)>,
    from: Vec<Day>,
    every: Vec<&'f Recurrence>,
    open: Vec<(Length, &'f Finding)>,
    ongoing: bool,
    event: bool,
    vague: bool,
    periodic: bool,
    document: Option<bool>,
    /// A period of a report, which is no deadline, but may not be left out either.
    subject: Option<NoDayReason>,
    /// Whether acts stand between the dates.
    acts_between: bool,
    stray: Option<NoDayReason>,
}

impl<'f> Findings<'f> {
    /// Sorts the findings.
    ///
    /// # Errors
    /// What makes any reading doubtful.
    fn sort(findings: &'f [Finding], wording: &'f Wording) -> Result<Self, NoDayReason> {
        let mut found = Self {
            wording,
            ones: Vec::new(),
            several: Vec::new(),
            from: Vec::new(),
            every: Vec::new(),
            open: Vec::new(),
            ongoing: false,
            event: false,
            vague: false,
            periodic: false,
            document: None,
            subject: None,
            acts_between: false,
            stray: None,
        };
        let (mut unused, mut doubt, mut act) = (None, None, false);
        for finding in findings {
            let words = || wording.slice(finding.from, finding.to).to_owned();
            match &finding.what {
                FindingKind::One(span) => found.ones.push((span, finding)),
                FindingKind::Several(several) => found.several.push((several, finding)),
                FindingKind::From(day) => found.from.push(*day),
                FindingKind::Every(every) => found.every.push(every),
                FindingKind::Open(length) => found.open.push((*length, finding)),
                FindingKind::Doubtful(reason @ NoDayReason::Impossible { .. }) => {
                    return Err(reason.clone());
                }
                FindingKind::Doubtful(reason) => doubt = doubt.or_else(|| Some(reason.clone())),
                FindingKind::BareDay(..) | FindingKind::Unused => {
                    unused = unused.or_else(|| Some(NoDayReason::Unused(words())));
                }
                FindingKind::Ongoing => found.ongoing = true,
                FindingKind::Event => found.event = true,
                FindingKind::Vague => found.vague = true,
                FindingKind::Periodic => found.periodic = true,
                FindingKind::Document(dated) => {
                    found.document = Some(found.document.unwrap_or(false) || *dated);
                }
                FindingKind::Reversal | FindingKind::Unknown => {
                    found
                        .stray
                        .get_or_insert_with(|| NoDayReason::Unknown(words()));
                }
                FindingKind::Act => act = true,
                FindingKind::Subject => found.subject = Some(NoDayReason::Unused(words())),
                FindingKind::Plain => {}
            }
            if matches!(finding.what, FindingKind::One(_) | FindingKind::Several(_)) {
                found.acts_between |= act && found.ones.len() + found.several.len() > 1;
                act = false;
            }
        }
        doubt.or(unused).map_or(Ok(found), Err)
    }

    fn deadline(mut self, rules: &DeadlineRules) -> Result<Deadline, NoDayReason> {
        if let Some(reason) = self.stray.take() {
            return Err(reason);
        }
        self.narrow();
        if self.ones.is_empty() && self.several.is_empty() {
            return self.without_dates();
        }
        if !self.from.is_empty() {
            return Err(NoDayReason::OnlyStart);
        }
        if self.ongoing {
            return self.ongoing_with_dates(rules);
        }
        self.check_waits()?;
        if let Some(rhythm) = self.rhythm_with_limits(rules)? {
            return Ok(rhythm);
        }
        self.dates(rules)
    }

    /// Of "Quý II (trước 15/6)" the day counts: it is in the period and limits it.
    fn narrow(&mut self) {
        if let [(period, _), (day, finding)] = self.ones.as_slice() {
            let limits = day.lead.is_limit() || day.lead.done || finding.bracketed;
            let inside =
                period.start.is_some_and(|start| start <= day.due) && day.due <= period.due;
            let same_act = !self.acts_between || day.lead.done;
            if limits && inside && same_act && !period.is_day && !period.lead.is_limit() {
                self.ones.remove(0);
                self.acts_between = false;
            }
        }
        self.leave_out_the_start();
    }

    /// Of "Triển khai từ quý II, hoàn thành trong quý IV" the day of completion counts.
    fn leave_out_the_start(&mut self) {
        let done = match self.ones.last() {
            Some((span, _)) if span.lead.done && !span.lead.from => span.due,
            _ => return,
        };
        if self.from.iter().all(|from| *from <= done) && self.ones.len() == 1 {
            self.from.clear();
        }
        if let [(begun, _), _] = self.ones.as_slice()
            && !begun.lead.done
            && begun.due <= done
        {
            self.ones.remove(0);
            self.acts_between = false;
        }
    }

    fn without_dates(self) -> Result<Deadline, NoDayReason> {
        if !self.every.is_empty() {
            return self.rhythm_alone();
        }
        if !self.from.is_empty() {
            return Err(NoDayReason::OnlyStart);
        }
        if let Some((length, _)) = self.longest_wait()? {
            let relative = length.deadline();
            return self.waiting(DeadlineKind::Relative).map(|_| relative);
        }
        if self.periodic {
            return Err(NoDayReason::HowOften);
        }
        if self.ongoing {
            return self.waiting(DeadlineKind::Ongoing);
        }
        if self.event {
            return self.waiting(DeadlineKind::Event);
        }
        Err(match self.document {
            Some(_) => NoDayReason::Document,
            None => NoDayReason::Unknown(self.wording.text().trim().to_owned()),
        })
    }

    /// What only names a rhythm; what goes on all year is ongoing.
    fn rhythm_alone(&self) -> Result<Deadline, NoDayReason> {
        let shortest = self.every.iter().flat_map(|every| &every.rhythms).min();
        if self.ongoing && shortest == Some(&Rhythm::Year) {
            let limited = |every: &&Recurrence| every.from.is_some() || every.until.is_some();
            if self.every.iter().any(limited) || !self.from.is_empty() {
                return Err(NoDayReason::Several);
            }
            return self.waiting(DeadlineKind::Ongoing);
        }
        if !self.open.is_empty() {
            return Err(NoDayReason::Several);
        }
        recurring(&self.every, &self.from)
    }

    /// A kind without a day, unless the date of a document would be lost with it.
    fn waiting(&self, kind: DeadlineKind) -> Result<Deadline, NoDayReason> {
        if self.document == Some(true) {
            return Err(NoDayReason::Document);
        }
        if let Some(reason) = &self.subject {
            return Err(reason.clone());
        }
        if kind != DeadlineKind::Ongoing && self.ongoing {
            return Err(NoDayReason::Several);
        }
        Ok(Deadline::of_kind(kind))
    }

    /// How long after something it is due; of two lengths neither can be preferred.
    fn longest_wait(&self) -> Result<Option<(Length, &'f Finding)>, NoDayReason> {
        let mut counted = self.open.iter().filter(|(length, _)| length.is_counted());
        match (counted.next(), counted.next()) {
            (Some(_), Some(_)) => Err(NoDayReason::Several),
            (Some(one), None) => Ok(Some(*one)),
            (None, _) => Ok(self.open.first().copied()),
        }
    }

    fn ongoing_with_dates(self, rules: &DeadlineRules) -> Result<Deadline, NoDayReason> {
        let words = |finding: &Finding| {
            NoDayReason::Unused(self.wording.slice(finding.from, finding.to).to_owned())
        };
        if let Some((_, finding)) = self.several.first() {
            return Err(words(finding));
        }
        match self.ones.as_slice() {
            [(span, _)]
                if covers_year(span, rules.year) && !self.acts_between && !span.lead.done =>
            {
                if self
                    .every
                    .iter()
                    .any(|every| every.rhythms != [Rhythm::Year])
                {
                    return Err(NoDayReason::Several);
                }
                self.waiting(DeadlineKind::Ongoing)
            }
            [(_, finding), ..] => Err(words(finding)),
            [] => Err(NoDayReason::Several),
        }
    }

    /// "Sau khi có hướng dẫn, chậm nhất 31/12": the limit counts. A number of days from something
    /// beside a date would be lost.
    fn check_waits(&self) -> Result<(), NoDayReason> {
        let first = self.ones.iter().map(|(_, finding)| finding.from).min();
        let lost = self.open.iter().any(|(length, finding)| {
            length.is_counted() || first.is_none_or(|first| finding.from > first)
        });
        // Of "Sau khi Nghị quyết có hiệu lực (01/7)" the day is that of the event.
        let of_the_event = |span: &Span| span.is_day && !span.lead.is_limit() && !span.lead.done;
        let waits = !self.open.is_empty();
        let theirs = self.ones.iter().any(|(span, finding)| {
            of_the_event(span) && (waits || self.event && finding.bracketed)
        });
        if lost || theirs {
            Err(NoDayReason::Several)
        } else {
            Ok(())
        }
    }

    /// A rhythm whose time is limited by the dates beside it; `None` where it is once a year, on
    /// those dates.
    fn rhythm_with_limits(&self, rules: &DeadlineRules) -> Result<Option<Deadline>, NoDayReason> {
        if self.every.is_empty() {
            return Ok(None);
        }
        let yearly = |every: &&Recurrence| {
            every.rhythms == [Rhythm::Year] && every.due_rule == DueRule::Last
        };
        // "Hằng năm, giai đoạn 2021-2025" is each of those years, not the last.
        let years = |span: &Span| {
            span.is_year
                && span
                    .start
                    .is_some_and(|start| start.year() < span.due.year())
        };
        if self.every.iter().all(yearly) && !self.ones.iter().any(|(span, _)| years(span)) {
            return Ok(None);
        }
        match (self.ones.as_slice(), self.several.as_slice()) {
            ([(span, _)], []) if span.lead.from && span.start.is_some() => {
                let mut deadline = recurring(&self.every, &[])?;
                (deadline.from, deadline.until) = (span.start, Some(span.due));
                Ok(Some(deadline))
            }
            ([(span, _)], []) if covers_year(span, rules.year) && !self.acts_between => {
                let mut deadline = recurring(&self.every, &[])?;
                deadline.whole_year = true;
                Ok(Some(deadline))
            }
            _ => Err(NoDayReason::Several),
        }
    }

    /// One day, or several that each stand for themselves.
    fn dates(self, rules: &DeadlineRules) -> Result<Deadline, NoDayReason> {
        if let ([(span, _)], []) = (self.ones.as_slice(), self.several.as_slice()) {
            let start_on = span.start.filter(|start| *start <= span.due);
            return Ok(Deadline {
                start_on,
                due_on: Some(span.due),
                from_today: span.is_from_today,
                ..Deadline::of_kind(DeadlineKind::Date)
            });
        }
        let all_days = self.ones.iter().all(|(span, _)| span.is_day);
        let all_periods = self.ones.iter().all(|(span, _)| is_one_period(span));
        // "15/6 … đến 15/9" is no list.
        let runs_on = |(span, _): &(&Span, &Finding)| span.lead.until && !span.lead.latest;
        let runs_on = self.ones.iter().skip(1).any(runs_on);
        if runs_on || self.acts_between || !(all_days || all_periods) {
            return Err(NoDayReason::Several);
        }
        let mut longest = Rhythm::Month;
        let mut placed: Vec<(usize, Day)> = Vec::new();
        placed.extend(
            self.ones
                .iter()
                .map(|(span, finding)| (finding.from, span.due)),
        );
        for (several, finding) in &self.several {
            longest = longest.max(several.rhythm);
            placed.extend(several.days.iter().map(|day| (finding.from, *day)));
        }
        placed.sort_by_key(|(at, _)| *at);
        let mut days: Vec<Day> = placed.into_iter().map(|(_, day)| day).collect();
        // Once a year each: whichever comes first.
        if !self.every.is_empty() {
            days.sort_unstable();
        }
        let forwards = days.windows(2).all(|pair| pair[0] < pair[1]);
        let in_reach = days.iter().all(|day| (day.year() - rules.year).abs() <= 1);
        let quarters = self.ones.iter().all(|(span, _)| {
            let whole = |start| Rhythm::Quarter.period_of(start) == (start, span.due);
            span.start.is_some_and(whole)
        });
        if quarters && !self.ones.is_empty() {
            longest = Rhythm::Quarter;
        }
        let rhythm = periods_apart(&days, longest).filter(|_| forwards || !in_reach);
        let rhythm = rhythm.filter(|_| forwards).ok_or(NoDayReason::Several)?;
        Ok(Deadline {
            rhythm: Some(rhythm),
            due_rule: DueRule::Days(days),
            ..Deadline::of_kind(DeadlineKind::Recurring)
        })
    }
}

/// Whether it is one month or quarter, or the end of some period.
fn is_one_period(span: &Span) -> bool {
    let periods = [Rhythm::Month, Rhythm::Quarter];
    let whole = |start| {
        let mut of_start = periods.iter().map(|rhythm| rhythm.period_of(start));
        of_start.any(|period| period == (start, span.due))
    };
    !span.is_day && !span.is_year && span.start.is_none_or(whole)
}

/// The shortest rhythm; of several that name their day none can be preferred.
fn recurring(every: &[&Recurrence], from: &[Day]) -> Result<Deadline, NoDayReason> {
    let all = every.iter().flat_map(|every| &every.rhythms);
    let rhythm = *all.clone().min().ok_or(NoDayReason::HowOften)?;
    let several_rhythms = all.count() > 1;
    let named = every.iter().filter(|every| every.due_rule != DueRule::Last);
    let shortest = every.iter().find(|every| every.rhythms.contains(&rhythm));
    let first = shortest.or(every.first()).ok_or(NoDayReason::HowOften)?;
    let said_elsewhere = named
        .clone()
        .any(|other| other != first && other.due_rule != first.due_rule);
    if said_elsewhere || from.len() > 1 {
        return Err(NoDayReason::Several);
    }
    let limit = |limit: fn(&Recurrence) -> Option<Day>| every.iter().find_map(|every| limit(every));
    Ok(Deadline {
        rhythm: Some(rhythm),
        due_rule: first.due_rule.clone(),
        several_rhythms,
        from: limit(|every| every.from).or(from.first().copied()),
        until: limit(|every| every.until),
        whole_year: every.iter().any(|every| every.whole_year),
        ..Deadline::of_kind(DeadlineKind::Recurring)
    })
}
