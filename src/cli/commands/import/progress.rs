//! The sheet of a unit that came back: what the unit changed is written, what both have changed waits
//! for a decision, and every row that is not taken is named.

use crate::cli::context::Context;
use crate::cli::output::{Emphasis, Out};
use crate::cli::record::json;
use crate::cli::{apply, input};
use crate::domain::day::iso;
use crate::error::{AppError, AppErrorKind, InLang, Result};
use crate::present::dates;
use crate::present::lang::Lang;
use crate::progress::changes::{ProgressChanges, ProgressDecisions, Resolution, RowOutcome};
use crate::progress::compare::{ComparedRow, Comparison, SinceSent};
use crate::progress::{messages, read};
use crate::sheets::workbook::Workbook;
use clap::ArgMatches;
use serde_json::{Value, json};

/// The options that only an annex knows, and those that only the sheet of a unit knows.
const OF_ANNEX: [&str; 9] = [
    "sheet", "area", "map", "answer", "alias", "new-unit", "steps", "rejected", "force",
];
const OF_SHEET: [&str; 2] = ["take", "keep"];

/// The options of the other sort of file are refused, not ignored.
pub(super) fn check_options(matches: &ArgMatches, is_sheet: bool, lang: Lang) -> Result {
    let others: &[&str] = if is_sheet { &OF_ANNEX } else { &OF_SHEET };
    match others.iter().find(|id| input::is_typed(matches, id)) {
        None => Ok(()),
        Some(option) if is_sheet => Err(AppErrorKind::Usage.error(lang.pick(
            format!("Tệp này là biểu tiến độ của đơn vị, không dùng được --{option}."),
            format!("This file is the progress sheet of a unit; --{option} does not apply."),
        ))),
        Some(option) => Err(AppErrorKind::Usage.error(lang.pick(
            format!("--{option} chỉ dùng cho biểu tiến độ của đơn vị."),
            format!("--{option} is for the progress sheet of a unit."),
        ))),
    }
}

pub(super) fn run(
    context: &mut Context,
    matches: &ArgMatches,
    (workbook, name): (&Workbook, &str),
    out: &mut Out,
) -> Result {
    let lang = context.lang;
    check_options(matches, true, lang)?;
    let returned = read::read(workbook);
    let returned = returned.map_err(|why| refused(name, &messages::broken(&why, lang), lang))?;
    let comparison = Comparison::of(returned, &context.store, context.today).in_lang(lang)?;
    if let Some(why) = comparison.foreign {
        let why = messages::foreign(why, comparison.plan_year, lang);
        return Err(refused(name, &why, lang));
    }
    let decisions = decisions(matches, &comparison, lang)?;
    let act = comparison.changes(&decisions, context.today);
    let dry = matches.get_flag("dry-run");
    if !dry && !act.changes.is_empty() {
        apply::apply(context, &act.changes)?;
    }
    let report = ProgressImportReport {
        name,
        comparison: &comparison,
        act: &act,
        dry,
        lang,
    };
    match input::wants_json(matches) {
        true => out.write(&format!("{}\n", json(&report.json()))),
        false => report.print(context, out),
    }
}

fn refused(name: &str, why: &str, lang: Lang) -> AppError {
    AppErrorKind::Refused.error(lang.pick(
        format!("Không nhập được “{name}”: {why}."),
        format!("“{name}” cannot be imported: {why}."),
    ))
}

/// What is decided, about rows that the sheet has, and about each of them once.
fn decisions(matches: &ArgMatches, sheet: &Comparison, lang: Lang) -> Result<ProgressDecisions> {
    let mut decisions = ProgressDecisions::default();
    let row = |typed: &str, option| row(typed, option, sheet, lang);
    for (option, choice) in [("take", Resolution::Theirs), ("keep", Resolution::Ours)] {
        for typed in matches.get_many::<String>(option).unwrap_or_default() {
            if matches!(typed.as_str(), "all" | "tat-ca") {
                let other = decisions.all.replace(choice);
                check_once(other, choice, "all", lang)?;
            } else {
                let row = row(typed, option)?;
                let other = decisions.rows.insert(row, choice);
                check_once(other, choice, typed, lang)?;
            }
        }
    }
    for typed in matches.get_many::<String>("skip").unwrap_or_default() {
        decisions.skipped.insert(row(typed, "skip")?);
    }
    Ok(decisions)
}

fn check_once(other: Option<Resolution>, choice: Resolution, rows: &str, lang: Lang) -> Result {
    match other.is_some_and(|other| other != choice) {
        false => Ok(()),
        true => Err(AppErrorKind::Usage.error(lang.pick(
            format!("Chỉ dùng một trong hai: --take {rows} hoặc --keep {rows}."),
            format!("Give one of the two: --take {rows} or --keep {rows}."),
        ))),
    }
}

fn row(typed: &str, option: &str, sheet: &Comparison, lang: Lang) -> Result<u32> {
    let number: u32 = typed.trim().parse().map_err(|_| {
        AppErrorKind::Usage.error(lang.pick(
            format!("--{option} “{typed}” không phải số dòng của biểu."),
            format!("--{option} “{typed}” is no row number of the sheet."),
        ))
    })?;
    match sheet.rows.iter().any(|row| row.number == Some(number)) {
        true => Ok(number),
        false => Err(AppErrorKind::NotFound.error(lang.pick(
            format!("Biểu không có dòng {number} (--{option})."),
            format!("The sheet has no row {number} (--{option})."),
        ))),
    }
}

/// The outcome of an import of a sheet.
struct ProgressImportReport<'r> {
    name: &'r str,
    comparison: &'r Comparison,
    act: &'r ProgressChanges,
    dry: bool,
    lang: Lang,
}

impl ProgressImportReport<'_> {
    /// Each row with what becomes of it, and why it is not taken.
    fn rows(&self) -> impl Iterator<Item = (&ComparedRow, RowOutcome, Option<String>)> {
        let rows = self.comparison.rows.iter().zip(&self.act.outcomes);
        rows.enumerate().map(|(at, (row, outcome))| {
            let why = messages::reason(self.comparison, self.act, at, self.lang);
            (row, *outcome, why)
        })
    }

    fn print(&self, context: &Context, out: &mut Out) -> Result {
        let lang = self.lang;
        let about = messages::about(self.comparison, lang);
        out.styled(Emphasis::Bold, &format!("{}: {about}", self.name))?;
        for (row, outcome, why) in self.rows() {
            if outcome == RowOutcome::Unchanged && row.kept.is_empty() {
                continue;
            }
            out.item(2, 4, &self.line(row, outcome, why))?;
        }
        if let Some(moved) = messages::moved(self.comparison, lang) {
            out.line(moved)?;
        }
        out.line(&messages::counted(self.act, lang))?;
        out.line(&self.outcome(context))?;
        if self.act.count(RowOutcome::Conflict) > 0 {
            out.line(lang.pick(
                "Dòng chờ quyết định: --take DÒNG lấy giá trị của đơn vị, --keep DÒNG giữ giá trị ở đây; \
                 all cho mọi dòng.",
                "Rows to be decided: --take ROW for the unit's values, --keep ROW for those here; all for \
                 every row.",
            ))?;
        }
        Ok(())
    }

    fn line(&self, row: &ComparedRow, outcome: RowOutcome, why: Option<String>) -> String {
        let lang = self.lang;
        let place = messages::place(row, lang);
        let parts = row
            .parts
            .iter()
            .filter(|part| part.since != SinceSent::AlreadyApplied);
        let parts = parts.map(|part| messages::part(part, lang));
        let conflict = messages::changed_by(row, lang).filter(|_| outcome == RowOutcome::Conflict);
        let details = why.into_iter().chain(parts).chain(conflict);
        let details: Vec<String> = details.chain(messages::kept(row, lang)).collect();
        let (outcome, details) = (messages::outcome(outcome, lang), details.join("; "));
        let code = Some(row.code.as_str()).filter(|code| !code.is_empty());
        let code = code.map(|code| format!(" · {code}")).unwrap_or_default();
        format!("{place}{code} · {outcome}: {details}")
    }

    fn outcome(&self, context: &Context) -> String {
        let lang = self.lang;
        let n = dates::rows(self.act.rows.len(), lang);
        if self.act.rows.is_empty() {
            return lang.text("Không có gì để ghi.", "There is nothing to write.");
        }
        if self.dry {
            return lang.pick(
                format!("Xem trước: sẽ ghi {n}, chưa ghi gì."),
                format!("Preview: {n} would be written; nothing was."),
            );
        }
        let way_back = apply::undo_hint(context);
        lang.pick(
            format!("Đã ghi {n}{way_back}"),
            format!("{n} written{way_back}"),
        )
    }

    fn json(&self) -> Value {
        let marker = &self.comparison.returned.id;
        let rows = self
            .rows()
            .map(|(row, outcome, why)| self.row_json(row, outcome, why));
        json!({
            "kind": "progress_sheet",
            "file": self.name,
            "unit": marker.unit_name,
            "sent_on": iso(marker.sent_on),
            "dry_run": self.dry,
            "moved": self.comparison.moved,
            "written": if self.dry { 0 } else { self.act.rows.len() },
            "rows": rows.collect::<Vec<_>>(),
        })
    }

    fn row_json(&self, row: &ComparedRow, outcome: RowOutcome, why: Option<String>) -> Value {
        let parts = row.parts.iter().map(|part| {
            let [sent, filled, now] = messages::values(part, Lang::En);
            let since = match part.since {
                SinceSent::Unchanged => "untouched",
                SinceSent::AlreadyApplied => "already",
                SinceSent::Changed => "changed",
            };
            json!({
                "column": part.column.head().en,
                "sent": sent,
                "filled": filled,
                "now": now,
                "since": since,
            })
        });
        let status = match outcome {
            RowOutcome::Unchanged => "unchanged",
            RowOutcome::Taken => "taken",
            RowOutcome::Conflict => "conflict",
            RowOutcome::Problem => "problem",
            RowOutcome::Skipped => "left_out",
        };
        json!({
            "row": row.number,
            "code": row.code,
            "status": status,
            "reason": why,
            "changes": parts.collect::<Vec<_>>(),
            "kept_evidence": row.kept,
        })
    }
}
