//! `cchc review`: the agenda of the week's meeting, the reviews of the plan, and the notice of a
//! finished one; in `write`, what is written in a meeting.

mod write;

use crate::cli::context::Context;
use crate::cli::grammar::{CommandSpec, Grammar, JSON, Keyword, NUMBER, NameParser};
use crate::cli::output::{Emphasis, Out, TaskTable, TextTable, row_style};
use crate::cli::record::{JsonList, Record, json as to_json};
use crate::cli::{document, input, lookup};
use crate::domain::change::Refusal;
use crate::domain::day::Week;
use crate::domain::ids::ReviewId;
use crate::domain::refusal::ReviewRefusal;
use crate::domain::review::{
    AgendaGroup, AgendaItem, AgendaPart, Answer, AnswerKind, Review, ReviewScope, ReviewSummary,
};
use crate::domain::task::Task;
use crate::error::{AppError, AppErrorKind, InLang, Result};
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::messages::{labels, review};
use crate::report::document::Annexes;
use crate::report::review::thaw;
use crate::store::StoreError;
use clap::{Arg, ArgMatches, Command, value_parser};
use serde_json::{Value, json};
use std::path::PathBuf;
use write::ConclusionChange;

pub(crate) const COMMAND: CommandSpec = CommandSpec::writes("review", grammar, run);

/// What can be asked for: the tasks to go through where nothing is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subcommand {
    Agenda,
    List,
    Show,
    Begin,
    Answer,
    Conclude,
    Reword,
    Withdraw,
    Note,
    Finish,
}

const ACTIONS: [(Subcommand, Keyword); 9] = [
    (Subcommand::List, Keyword("list", "danh-sach", &[])),
    (Subcommand::Show, Keyword("show", "xem", &[])),
    (Subcommand::Begin, Keyword("begin", "bat-dau", &["start"])),
    (
        Subcommand::Answer,
        Keyword("answer", "da-xem", &["reviewed"]),
    ),
    (Subcommand::Conclude, Keyword("conclude", "ket-luan", &[])),
    (Subcommand::Reword, Keyword("reword", "sua", &["edit"])),
    (Subcommand::Withdraw, Keyword("withdraw", "bo", &["remove"])),
    (Subcommand::Note, Keyword("note", "ghi-vao", &[])),
    (Subcommand::Finish, Keyword("finish", "ket-thuc", &["end"])),
];

/// The answers that a person gives by hand; the others follow from what is done to the task.
const ANSWERS: [(AnswerKind, Keyword); 2] = [
    (AnswerKind::Reviewed, Keyword("reviewed", "da-xem", &[])),
    (
        AnswerKind::InProgress,
        Keyword("in_progress", "dang-thuc-hien", &["dang-lam"]),
    ),
];

const ANNEXES: [(Annexes, Keyword); 3] = [
    (Annexes::Needed, Keyword("needed", "can", &["can-thiet"])),
    (Annexes::All, Keyword("all", "tat-ca", &[])),
    (Annexes::None, Keyword("none", "khong", &[])),
];

/// The arguments that only some actions take.
const ARGS: [&str; 11] = [
    "annexes", "which", "rest", "area", "unit", "mine", "output", "force", "kind", "number", "yes",
];

impl Subcommand {
    fn takes(self, arg: &str) -> bool {
        let of_open = matches!(
            self,
            Self::Answer | Self::Conclude | Self::Reword | Self::Withdraw | Self::Note
        );
        match arg {
            "which" => of_open || self == Self::Show,
            "rest" => of_open,
            "number" => of_open || self == Self::Finish,
            "area" | "unit" | "mine" => matches!(self, Self::Agenda | Self::Begin),
            "kind" => self == Self::Answer,
            "yes" => self == Self::Finish,
            _ => self == Self::Show,
        }
    }
}

fn grammar(grammar: Grammar) -> Command {
    let annexes = NameParser::words(ANNEXES, grammar.0);
    let annexes = grammar.named("annexes", bi("PHỤ_LỤC", "ANNEXES"), annexes, bi("", ""));
    let about = bi(
        "Giao ban tuần: việc phải xem, ý kiến, kết luận; lần trước",
        "Weekly review: its tasks, answers, conclusions; past ones",
    );
    let actions = bi(
        "danh-sach, xem (thông báo kết luận), bat-dau, da-xem, ket-luan,\n\
         sua, bo, ghi-vao, ket-thuc",
        "list, show (the notice of a finished one), begin, answer, conclude,\n\
         reword, withdraw, note, finish",
    );
    grammar
        .command("review", about)
        .args([
            grammar.action(ACTIONS, actions),
            grammar
                .positional("which", bi("GIAO_BAN", "REVIEW"))
                .help(grammar.pick(
                    "xem: số của giao ban, hoặc một ngày trong tuần đó",
                    "show: review number, or a date in its week (default: latest)",
                ))
                .required(false),
            grammar.area().conflicts_with_all(["unit", "mine"]),
            grammar.lead().conflicts_with("mine"),
            grammar.mine(),
            annexes.help(grammar.pick(
                "xem: can (mặc định: số liệu tuần), tat-ca, khong",
                "show: needed (default: the week's figures), all, none",
            )),
            document::format_option(grammar, &[JSON]).help(grammar.pick(
                "van-ban, json; xem: cả markdown, html, docx, xlsx",
                "text, json; show: text, markdown, html, docx, xlsx",
            )),
        ])
        .args(grammar.output_file())
        .args(writing(grammar))
}

/// What the actions take that write in a review.
fn writing(grammar: Grammar) -> [Arg; 4] {
    let answers = NameParser::words(ANSWERS, grammar.0);
    [
        grammar
            .positional("rest", bi("…", "…"))
            .help(grammar.pick(
                "da-xem MÃ…; ket-luan VĂN_BẢN; sua SỐ VĂN_BẢN; bo SỐ;\nghi-vao SỐ MÃ…",
                "answer CODE…; conclude TEXT; reword NUMBER TEXT; withdraw NUMBER;\n\
                     note NUMBER CODE…",
            ))
            .num_args(0..)
            .required(false),
        grammar
            .option("number", NUMBER)
            .value_parser(value_parser!(i64).range(1..))
            .help(grammar.pick(
                "Ghi vào giao ban số này, khi nhiều giao ban đang mở",
                "Write in this review, where several are open",
            )),
        grammar.named("kind", bi("LOẠI", "KIND"), answers, bi("da-xem", "answer")),
        grammar.flag("yes").help(grammar.pick(
            "ket-thuc: dù còn việc chưa xem",
            "finish: although tasks are not reviewed yet",
        )),
    ]
}

fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let action = matches.get_one("action").copied();
    let action = action.unwrap_or(Subcommand::Agenda);
    check_options(matches, action, context.lang)?;
    let as_json = input::wants_json(matches);
    let rest = matches.get_many::<String>("rest").unwrap_or_default();
    let words = input::value(matches, "which").into_iter();
    let words: Vec<&str> = words.chain(rest.map(String::as_str)).collect();
    match action {
        Subcommand::List => list(context, as_json, out),
        Subcommand::Show => show(context, matches, out),
        Subcommand::Agenda => agenda(context, scope(context, matches)?, as_json, out),
        Subcommand::Begin => {
            let scope = scope(context, matches)?;
            write::begin(context, scope, out)
        }
        Subcommand::Answer => write::answer(context, matches, &words, out),
        Subcommand::Conclude => {
            write::conclude(context, matches, (ConclusionChange::New, &words), out)
        }
        Subcommand::Reword => {
            write::conclude(context, matches, (ConclusionChange::Changed, &words), out)
        }
        Subcommand::Withdraw => {
            write::conclude(context, matches, (ConclusionChange::Withdrawn, &words), out)
        }
        Subcommand::Note => write::note(context, matches, &words, out),
        Subcommand::Finish => write::finish(context, matches, out),
    }
}

/// Refuses an option that the action does not take.
fn check_options(matches: &ArgMatches, action: Subcommand, lang: Lang) -> Result {
    let mut all = ARGS.into_iter();
    let stray = all.find(|id| input::is_typed(matches, id) && !action.takes(id));
    let writes = !matches!(
        action,
        Subcommand::Agenda | Subcommand::List | Subcommand::Show
    );
    let option = match (stray, input::format(matches)) {
        (Some(id @ ("which" | "rest")), _) => matches
            .get_many::<String>(id)
            .and_then(|mut words| words.next().cloned())
            .unwrap_or_default(),
        (None, Some(key)) if writes => format!("--format {key}"),
        (Some(id), _) => format!("--{id}"),
        (None, Some("json")) if action == Subcommand::Show => "--format json".to_owned(),
        (None, Some(key)) if action != Subcommand::Show && !matches!(key, "text" | "json") => {
            format!("--format {key}")
        }
        _ => return Ok(()),
    };
    let word = ACTIONS.iter().find(|(one, _)| *one == action);
    let name = word.map_or("cchc review".to_owned(), |(_, word)| {
        format!("cchc review {}", word.0)
    });
    Err(AppErrorKind::Usage
        .error(lang.pick(
            format!("“{name}” không dùng với “{option}”."),
            format!("“{option}” cannot be used with “{name}”."),
        ))
        .hint(lang.pick("Xem: cchc help review", "See: cchc help review")))
}

fn scope(context: &Context, matches: &ArgMatches) -> Result<ReviewScope> {
    if matches.get_flag("mine") {
        return Ok(ReviewScope::Mine(lookup::my_unit(context)?));
    }
    if let Some(typed) = input::value(matches, "unit") {
        return Ok(ReviewScope::Led(lookup::unit(context, typed)?.id));
    }
    Ok(match input::value(matches, "area") {
        Some(typed) => lookup::area(context, typed)?
            .map_or(ReviewScope::Plan, |area| ReviewScope::Area(area.id)),
        None => ReviewScope::Plan,
    })
}

/// Prints all reviews, the newest first.
fn list(context: &Context, as_json: bool, out: &mut Out) -> Result {
    let lang = context.lang;
    let reviews = context.store.reviews(context.plan.id).in_lang(lang)?;
    if as_json {
        let mut list = JsonList::default();
        for summary in &reviews {
            list.push(&summary_json(context, summary)?, out)?;
        }
        return list.end(out);
    }
    if reviews.is_empty() {
        return out.line(lang.pick("Chưa có giao ban nào.", "There are no reviews yet."));
    }
    let mut grid = TextTable::new(&[
        lang.pick(">SỐ", ">NO."),
        lang.pick("TUẦN", "WEEK"),
        lang.pick(">ĐÃ XEM", ">REVIEWED"),
        lang.pick("BẮT ĐẦU", "STARTED"),
        lang.pick("KẾT THÚC", "FINISHED"),
        lang.pick("PHẠM VI, NGƯỜI BẮT ĐẦU", "SCOPE, STARTED BY"),
    ]);
    for summary in reviews {
        let finished = summary.finished.as_ref();
        let open = lang.text("đang mở", "open");
        grid.push(vec![
            summary.id.0.to_string(),
            dates::week(summary.week.monday, lang),
            review::share(summary.share),
            dates::full(summary.began_on),
            finished.map_or(open, |finished| dates::full(finished.on)),
            format!("{} · {}", scope_name(context, &summary)?, summary.began_by),
        ]);
    }
    grid.print(out)
}

/// The name of a review's scope, inside a sentence.
fn scope_name(context: &Context, summary: &ReviewSummary) -> Result<String> {
    let lang = context.lang;
    let areas = context.store.areas(context.plan.id).in_lang(lang)?;
    let units = context.store.units().in_lang(lang)?;
    Ok(review::scope(summary.scope, &areas, &units, lang))
}

/// Prints or saves what a finished review has frozen.
fn show(context: &Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let target = matches.get_one::<PathBuf>("output");
    let format = document::format(matches, target, lang)?;
    let summary = finished(context, input::value(matches, "which"))?;
    let document = thaw(&context.store, summary.id, lang).in_lang(lang)?;
    let document = document.ok_or_else(|| unfinished(&summary, lang))?;
    let annexes = matches.get_one("annexes").copied();
    let document = document.with_annexes(annexes.unwrap_or_default());
    let Some(target) = target else {
        return document::print(&document, format, lang, out);
    };
    document::save(context, matches, target, format, &document)?;
    out.done = Some(bi("Đã lưu thông báo", "The notice was saved"));
    let name = review::notice(summary.week, &scope_name(context, &summary)?, lang);
    let file = target.to_string_lossy();
    out.line(&lang.pick(
        format!("Đã lưu {name} vào “{file}”."),
        format!("Saved the {name} to “{file}”."),
    ))
}

/// The finished review that is meant: by its number, by a day of its week, else the newest.
fn finished(context: &Context, which: Option<&str>) -> Result<ReviewSummary> {
    let (lang, plan) = (context.lang, context.plan.id);
    let mut all = context.store.reviews(plan).in_lang(lang)?.into_iter();
    let (found, missing) = match which.map(|which| (which, which.parse::<i64>())) {
        None => {
            let missing = lang.text(
                "Chưa có giao ban nào kết thúc.",
                "No review has been finished yet.",
            );
            (all.find(|review| review.finished.is_some()), missing)
        }
        Some((_, Ok(number))) => {
            let missing = lang.pick(
                format!("Không có giao ban số {number}."),
                format!("There is no review number {number}."),
            );
            (all.find(|review| review.id == ReviewId(number)), missing)
        }
        Some((day, Err(_))) => {
            let day = input::day(context, day)?;
            let week = dates::week(day, lang);
            let missing = lang.pick(
                format!("Không có giao ban nào của {week} đã kết thúc."),
                format!("No review of {week} has been finished."),
            );
            (
                context.store.finished_in_week(plan, day).in_lang(lang)?,
                missing,
            )
        }
    };
    match found {
        Some(review) if review.finished.is_some() => Ok(review),
        Some(review) => Err(unfinished(&review, lang)),
        None => Err(AppErrorKind::NotFound.error(missing).hint(lang.pick(
            "Xem các giao ban: cchc review list",
            "See the reviews: cchc review list",
        ))),
    }
}

fn unfinished(summary: &ReviewSummary, lang: Lang) -> AppError {
    let number = summary.id.0;
    AppErrorKind::Refused
        .error(lang.pick(
            format!("Giao ban số {number} chưa kết thúc nên chưa có thông báo kết luận."),
            format!("Review number {number} is not finished, so it has no notice yet."),
        ))
        .hint(lang.pick(
            "Mở cchc rồi nhấn r để làm tiếp.",
            "Open cchc and press r to continue it.",
        ))
}

/// Columns in front of a task's row: the mark of what is answered.
const FRONT: usize = 2;
/// How far the lines about a task are set in.
const INDENT: usize = 4;

/// Prints the agenda of the review that is open over this scope; where none is, the one that could be
/// begun today.
fn agenda(context: &Context, scope: ReviewScope, as_json: bool, out: &mut Out) -> Result {
    let lang = context.lang;
    let open = under_way(context, scope)?;
    let preview = || {
        let store = &context.store;
        store.preview_review(scope, &context.plan, context.today)
    };
    let nothing = ReviewRefusal::NothingThere;
    let review = match open.map_or_else(preview, Ok) {
        Ok(review) => review,
        Err(StoreError::Refused(Refusal::Review(refusal))) if refusal == nothing => {
            return match as_json {
                true => out.write("null\n"),
                false => out.line(&review::refused(nothing, lang)),
            };
        }
        Err(error) => return Err(error).in_lang(lang),
    };
    if as_json {
        let value = review_json(context, &review)?;
        return out.write(&format!("{}\n", to_json(&value)));
    }
    print(context, &review, out)
}

/// The open review over this scope, of this week or the one before.
fn under_way(context: &Context, scope: ReviewScope) -> Result<Option<Review>> {
    let lang = context.lang;
    let this = Week::of(context.today);
    let mut open = context
        .store
        .open_reviews(context.plan.id)
        .in_lang(lang)?
        .into_iter();
    let found = open.find(|summary| {
        summary.scope == scope && (summary.week == this || summary.week == this.previous())
    });
    match found {
        Some(summary) => context.store.review(summary.id).in_lang(lang),
        None => Ok(None),
    }
}

fn is_begun(summary: &ReviewSummary) -> bool {
    !summary.began_by.is_empty()
}

fn print(context: &Context, review: &Review, out: &mut Out) -> Result {
    let lang = context.lang;
    let summary = &review.summary;
    let scope = scope_name(context, summary)?;
    let title = review::title(summary.week, &scope, lang);
    let settled = review::share(review.settled(AgendaPart::All));
    let begun = if is_begun(summary) {
        let (who, on) = (&summary.began_by, dates::full(summary.began_on));
        lang.pick(
            format!("{who} bắt đầu {on} · đã xem {settled}"),
            format!("started by {who} on {on} · reviewed {settled}"),
        )
    } else {
        let n = review.items.len();
        lang.pick(
            format!("chưa bắt đầu · {n} việc phải xem"),
            format!("not started · {n} to review"),
        )
    };
    out.line(&format!("{title} · {begun}"))?;
    let silent = context.plan.settings.silent_days;
    for group in AgendaGroup::ALL {
        let items: Vec<&AgendaItem> = of_group(review, group).collect();
        if items.is_empty() {
            continue;
        }
        let settled = items.iter().filter(|item| item.is_settled()).count();
        let name = review::group(group, silent, review.first, lang);
        out.heading(&format!("{name} {settled}/{}", items.len()))?;
        for item in items {
            print_item(context, item, out)?;
        }
    }
    for (nth, conclusion) in review.conclusions.iter().enumerate() {
        if nth == 0 {
            out.heading(lang.pick("Kết luận", "Conclusions"))?;
        }
        out.item(0, 3, &format!("{}. {}", nth + 1, conclusion.body))?;
    }
    Ok(())
}

fn of_group(review: &Review, group: AgendaGroup) -> impl Iterator<Item = &AgendaItem> {
    review
        .items
        .iter()
        .filter(move |item| item.group == group && !item.is_gone())
}

/// One task: its row as lists have it, what was answered, open difficulties, the last note.
fn print_item(context: &Context, item: &AgendaItem, out: &mut Out) -> Result {
    let Some(task) = context.store.task(item.task).in_lang(context.lang)? else {
        return Ok(());
    };
    let (row, row_cx) = (&task.row, context.row_cx);
    let line = TaskTable::new(out.width.saturating_sub(FRONT)).row(row, row_cx);
    let timeliness = row.timeliness(row_cx.today, row_cx.soon_days);
    let (mark, look) = match &item.answer {
        None => (" ", row_style(row, timeliness)),
        Some(_) => ("✓", Emphasis::Dim),
    };
    out.styled(look, &format!("{mark} {line}"))?;
    for sentence in parts(context, item, &task) {
        out.paragraph(INDENT, &sentence)?;
    }
    Ok(())
}

fn parts(context: &Context, item: &AgendaItem, task: &Task) -> Vec<String> {
    let lang = context.lang;
    let mut parts = Vec::new();
    if let Some(Answer { kind, signed, day }) = &item.answer {
        let sentence = review::answer(*kind).get(lang);
        parts.push(format!("{sentence} · {signed}, {}", dates::full(*day)));
    }
    let stuck = lang.pick("Vướng mắc", "Difficulty");
    let open = task.notes.iter().filter(|note| note.open);
    parts.extend(open.map(|note| {
        let day = dates::full(note.day);
        format!("! {stuck} · {}, {day}: {}", note.signed, note.body)
    }));
    if let Some(note) = task.notes.iter().find(|note| !note.open) {
        let (kind, day) = (
            labels::note_kind(note.kind).get(lang),
            dates::full(note.day),
        );
        parts.push(format!("{}, {day} · {kind}: {}", note.signed, note.body));
    }
    parts
}

fn review_json(context: &Context, review: &Review) -> Result<Value> {
    let mut agenda = Vec::new();
    for item in &review.items {
        let task = context.store.task(item.task).in_lang(context.lang)?;
        agenda.push(json!({
            "group": item.group.as_str(),
            "answer": item.answer.as_ref().map(|answer| json!({
                "kind": answer.kind.as_str(),
                "by": answer.signed,
                "on": answer.day,
            })),
            "task": task.as_ref().map(|task| Record::of(task, context.row_cx)),
        }));
    }
    let conclusions = review.conclusions.iter().map(|conclusion| {
        let outcomes = conclusion
            .outcomes
            .iter()
            .map(|outcome| json!({ "kind": outcome.kind.as_str(), "code": outcome.row.code }));
        json!({ "text": conclusion.body, "outcomes": outcomes.collect::<Vec<_>>() })
    });
    let mut value = summary_json(context, &review.summary)?;
    value["walk"] = agenda.into();
    value["conclusions"] = conclusions.collect();
    Ok(value)
}

/// A review as scripts read it. One that could be begun has no number.
fn summary_json(context: &Context, summary: &ReviewSummary) -> Result<Value> {
    let lang = context.lang;
    let units = context.store.units().in_lang(lang)?;
    let unit = |id| {
        let found = units.iter().find(|unit| unit.id == id);
        found.map(|unit| unit.abbreviation.clone())
    };
    let (scope, of) = match summary.scope {
        ReviewScope::Plan => ("plan", None),
        ReviewScope::Area(id) => {
            let areas = context.store.areas(context.plan.id).in_lang(lang)?;
            let found = areas.into_iter().find(|area| area.id == id);
            ("area", found.map(|area| area.key))
        }
        ReviewScope::Led(id) => ("unit", unit(id)),
        ReviewScope::Mine(id) => ("mine", unit(id)),
    };
    let begun = is_begun(summary);
    let finished = summary.finished.as_ref();
    Ok(json!({
        "number": begun.then_some(summary.id.0),
        "week": summary.week.monday,
        "scope": scope,
        "of": of,
        "begun_on": begun.then_some(summary.began_on),
        "begun_by": begun.then_some(&summary.began_by),
        "finished_on": finished.map(|finished| finished.on),
        "finished_by": finished.map(|finished| &finished.by),
        "journal": finished.map(|finished| &finished.head),
        "answered": summary.share.of,
        "total": summary.share.all,
    }))
}
