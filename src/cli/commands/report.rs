//! `cchc report`: the office's reports over any period in any format, and the texts in them that a
//! person writes.

use crate::cli::context::Context;
use crate::cli::grammar::{CommandSpec, DATE, Grammar, NameParser};
use crate::cli::output::Out;
use crate::cli::{apply, document, input, lookup};
use crate::domain::change::Change;
use crate::domain::letterhead::Letterhead;
use crate::domain::period::{Period, PeriodKind};
use crate::domain::text::{NOTE_MAX, TextShape, require};
use crate::domain::unit::UnitScope;
use crate::error::{AppErrorKind, InLang, Result};
use crate::present::lang::{Lang, bi};
use crate::present::messages::errors;
use crate::present::messages::report::{bad_cutoff, saved, text_saved};
use crate::present::names::PERIODS;
use crate::report;
use crate::report::ReportQuery;
use clap::{ArgMatches, Command};
use std::path::PathBuf;

pub(crate) const COMMAND: CommandSpec = CommandSpec::writes("report", grammar, run);

/// The name under which the cut-off day is set.
const CUTOFF: &str = "cutoff-day";

fn grammar(grammar: Grammar) -> Command {
    let periods = NameParser::of(&PERIODS, grammar.0);
    let format = document::format_option(grammar, &[]).help(grammar.pick(
        "van-ban, markdown, html, docx (Word), xlsx (Excel)",
        "text, markdown, html, docx (Word), xlsx (Excel)",
    ));
    let about = bi("Lập báo cáo theo kỳ", "Make a report for a period");
    let period = grammar.named("period", bi("KỲ", "PERIOD"), periods, bi("", ""));
    let command = grammar.command("report", about).args([
        period.required(true),
        grammar.option("at", DATE).help(grammar.pick(
            "Một ngày trong kỳ (mặc định: hôm nay)",
            "A date in the period (default: today)",
        )),
        grammar.lead(),
        grammar.area(),
        grammar
            .flag("compare")
            .help(grammar.pick("So sánh với kỳ trước", "Compare with the previous period")),
        grammar
            .option("set", bi("MỤC", "PART"))
            .help(grammar.pick(
                "Lưu nội dung tự viết của một mục",
                "Save your own text for a part",
            ))
            .num_args(2)
            .value_names(grammar.pick(["MỤC", "VĂN_BẢN"], ["PART", "TEXT"])),
        format,
    ]);
    command.args(grammar.output_file()).after_help(grammar.pick(
        "\nTháng: từ ngày 15 tháng trước đến ngày 14; quý, 6 tháng, 9 tháng đến ngày 14\n\
         tháng cuối; năm đến ngày 14/12. Tuần: từ thứ Hai đến Chủ nhật.\n\
         Nội dung tự viết (--set), giữ lại cho lần sau; để trống là xóa:\n  \
         tuần: overview, proposals, next\n  \
         các kỳ khác: steering, highlights, shortcomings, causes, directions,\n  \
         proposals\n\
         Thể thức: superior, office, office-short (tên viết tắt), symbol, place,\n  \
         signer-title, signer, recipients (mỗi dòng một nơi nhận); ngày chốt số liệu:\n  \
         cutoff-day",
        "\nA month runs from the 15th of the previous month to the 14th; quarter, half-year\n\
         and nine months end on the 14th of their last month, a year on 14/12.\n\
         Weeks run from Monday to Sunday.\n\
         Your own texts (--set), kept for next time; an empty text removes one:\n  \
         week: overview, proposals, next\n  \
         others: steering, highlights, shortcomings, causes, directions,\n  \
         proposals\n\
         Letterhead and signatory: superior, office, office-short, symbol, place,\n  \
         signer-title, signer, recipients (one per line); cut-off date: cutoff-day",
    ))
}

/// Saves a text where one is set, then makes the report.
fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let kind = matches
        .get_one("period")
        .copied()
        .unwrap_or(PeriodKind::Month);
    let target = matches.get_one::<PathBuf>("output");
    let format = document::format(matches, target, lang)?;
    let query = query(context, matches, kind)?;
    if let Some(mut pair) = matches.get_many::<String>("set") {
        let (part, text) = (pair.next(), pair.next());
        let (part, text) = (part.cloned().unwrap_or_default(), text.cloned());
        keep(context, kind, &part, &text.unwrap_or_default(), out)?;
        if target.is_none() && !matches.contains_id("format") {
            return Ok(());
        }
    }
    let document = report::make(&context.store, &query).in_lang(lang)?;
    let Some(target) = target else {
        return document::print(&document, format, lang, out);
    };
    document::save(context, matches, target, format, &document)?;
    out.done = Some(bi("Đã lưu báo cáo", "The report was saved"));
    let cutoff = context.store.plan().in_lang(lang)?.settings.cutoff_day;
    let period = Period::of(kind, query.at, cutoff);
    let path = target.to_string_lossy();
    out.line(&saved(period, &path, document.unwritten(), lang))
}

fn query(context: &Context, matches: &ArgMatches, kind: PeriodKind) -> Result<ReportQuery> {
    let area = match input::value(matches, "area") {
        Some(typed) => lookup::area(context, typed)?.map(|area| area.id),
        None => None,
    };
    let unit = match input::value(matches, "unit") {
        Some(typed) => UnitScope::Led(lookup::unit(context, typed)?.id),
        None => UnitScope::All,
    };
    Ok(ReportQuery {
        kind,
        at: input::optional_day(context, matches, "at")?.unwrap_or(context.today),
        today: context.today,
        area,
        unit,
        compare: matches.get_flag("compare"),
        lang: context.lang,
    })
}

/// Saves a text, a name or the cut-off day in the plan's file.
fn keep(context: &mut Context, kind: PeriodKind, part: &str, text: &str, out: &mut Out) -> Result {
    let lang = context.lang;
    let key = key(kind, part, lang)?;
    let value = require(text, TextShape::Lines, NOTE_MAX)
        .map(|text| text.trim().to_owned())
        .map_err(|error| AppErrorKind::Refused.error(errors::bad_text(&error, lang)))?;
    if part == CUTOFF && !value.parse().is_ok_and(|day: u32| (1..=31).contains(&day)) {
        return Err(AppErrorKind::Refused.error(bad_cutoff(lang)));
    }
    let emptied = value.is_empty();
    let seen = context.store.setting(context.plan.id, &key).in_lang(lang)?;
    apply::apply(context, &[Change::SetSetting { key, value, seen }])?;
    let sentence = text_saved(part, emptied, lang);
    out.line(&format!("{sentence}{}", apply::undo_hint(context)))
}

/// The setting of that name.
fn key(kind: PeriodKind, part: &str, lang: Lang) -> Result<String> {
    let parts = report::text_places(kind);
    if parts.iter().any(|known| known.name == part) {
        return Ok(report::text_key(kind, part));
    }
    if Letterhead::PARTS.contains(&part) {
        return Ok(format!("report.{part}"));
    }
    if part == CUTOFF {
        return Ok("cutoff_day".to_owned());
    }
    let mut known: Vec<&str> = parts.iter().map(|part| part.name).collect();
    known.extend(Letterhead::PARTS);
    known.push(CUTOFF);
    let known = known.join(", ");
    Err(AppErrorKind::Usage
        .error(lang.pick(
            format!("Báo cáo này không có mục “{part}”."),
            format!("This report has no part “{part}”."),
        ))
        .hint(lang.pick(format!("Các mục: {known}."), format!("Parts: {known}."))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_its_word() {
        for kind in PeriodKind::ALL {
            for part in report::text_places(kind) {
                assert!(key(kind, part.name, Lang::En).is_ok());
                assert!(!Letterhead::PARTS.contains(&part.name));
            }
        }
    }
}
