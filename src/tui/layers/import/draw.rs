//! How the preview looks: what is imported, the columns, the counts, the rows, the row under the cursor.

use super::choices::{self, applies_to, offers, remarks};
use super::preview::{
    LineSubject, Preview, PreviewLine as Row, Sign, doubt, generic_lead, most_important,
};
use super::rows::{EditTarget, ImportRows, InlineEditor, address, areas};
use crate::annex::compare::{ComparedPart, DiffStatus};
use crate::annex::meaning::Meaning;
use crate::annex::parsed::{AnnexColumn, AnnexTask, ParsedSheet, Warning};
use crate::domain::text::{self, fold};
use crate::import::LoadedPlan;
use crate::present::lang::{Lang, bi};
use crate::present::messages::{deadlines, import as words};
use crate::present::text::{capital, cut, pad, pad_left, safe, width, wrap};
use crate::sheets::workbook::column_letters;
use crate::tui::actions::{Action, KeyContext};
use crate::tui::env::Env;
use crate::tui::theme::Theme;
use crate::tui::widgets::paint::{StyledLine, line, rows_of};
use crate::tui::widgets::preview_list::{FRONT, PreviewLayout, head_line, row_line, typed_line};
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The columns of the table that fit, each with its width; 0 where it is left out.
struct Widths {
    code: usize,
    text: usize,
    lead: usize,
    deadline: usize,
    becomes: usize,
}

impl Widths {
    /// `code` is the widest code.
    fn of(columns: usize, code: usize) -> Self {
        let longest = code;
        let (code, lead, deadline, becomes) = match columns {
            0..50 => (0, 6, 0, 0),
            50..70 => (10, 8, 0, 0),
            70..100 => (14, 9, 14, 0),
            100..140 => (14, 9, 16, 25),
            _ => (18, 12, 20, 36),
        };
        let code = code.min(longest);
        let others = [code, lead, deadline, becomes];
        let used: usize = others
            .iter()
            .filter(|width| **width > 0)
            .map(|w| w + 1)
            .sum();
        let text = columns.saturating_sub(FRONT + used);
        Self {
            code,
            text,
            lead,
            deadline,
            becomes,
        }
    }
}

/// Draws it; without rows while they are read.
pub(super) fn draw(canvas: &mut Canvas<'_>, name: &str, rows: Option<&ImportRows>, env: &Env) {
    let areas = areas(env);
    title(canvas, areas.title, name, rows, env);
    let Some(rows) = rows else {
        let wait = env.lang.pick("Đang đọc …", "Reading …");
        return line(
            canvas,
            areas.counts,
            [(format!(" {wait}"), env.theme.dim())],
        );
    };
    columns(canvas, areas.columns, rows, env);
    counts(canvas, areas.counts, rows, env);
    // "CODE" stands above the codes.
    let widths = Widths::of(
        usize::from(areas.rows.width),
        rows.preview.code_width.max(4),
    );
    head(canvas, areas.head, &widths, env);
    table(canvas, areas.rows, rows, &widths, env);
    detail(canvas, &areas, rows, env);
}

fn title(canvas: &mut Canvas<'_>, area: Rect, file: &str, rows: Option<&ImportRows>, env: &Env) {
    let lang = env.lang;
    let columns = usize::from(area.width);
    let sheet = rows.and_then(|rows| {
        let sheet = rows.preview.sheet(rows.line()?)?;
        let name = safe(&sheet.name);
        // The only sheet of a text is called like its file.
        let is_known = name.is_empty() || file.starts_with(name.as_ref());
        let name = (!is_known)
            .then(|| lang.pick(format!("trang tính “{name}”"), format!("sheet “{name}”")));
        let head = sheet.heads.first().map(|row| {
            lang.pick(
                format!("đầu bảng ở dòng {row}"),
                format!("head in row {row}"),
            )
        });
        let remembered = rows.preview.import.remembered.contains(&sheet.name);
        let remembered = remembered.then(|| lang.text("cột như lần trước", "columns as last time"));
        Some([name, head, remembered])
    });
    let right = lang.pick("xem trước, chưa ghi gì ", "preview, nothing written yet ");
    let right = if columns >= 70 { right } else { "" };
    let room = columns.saturating_sub(width(right) + 1);
    let start = lang.pick(" NHẬP  ", " IMPORT  ");
    let mut left = file.to_owned();
    // The last pieces go first where it is narrow.
    for piece in sheet.into_iter().flatten().flatten() {
        if width(start) + width(&left) + width(&piece) + 3 > room {
            break;
        }
        left = format!("{left} · {piece}");
    }
    let left = pad(&left, room.saturating_sub(width(start)));
    let pieces = [
        (start.to_owned(), env.theme.strong()),
        (format!("{left} "), Style::new()),
        (right.to_owned(), env.theme.todo()),
    ];
    line(canvas, area, pieces);
}

/// What the columns of the sheet under the cursor were taken for.
fn columns(canvas: &mut Canvas<'_>, area: Rect, rows: &ImportRows, env: &Env) {
    let lang = env.lang;
    let sheet = rows.line().and_then(|line| rows.preview.sheet(line));
    let Some(sheet) = sheet.filter(|sheet| !sheet.columns.is_empty()) else {
        return;
    };
    let title = lang.pick(" CỘT ", " COLUMNS ");
    let mut pieces: StyledLine = vec![(title.to_owned(), env.theme.dim())];
    let whole = usize::from(area.width).saturating_sub(width(title) + 1);
    let left_out = left_out(sheet, whole / 2, env);
    let mut room = whole.saturating_sub(width(&left_out));
    for column in &sheet.columns {
        let Some(means) = column.meaning.filter(|means| means.is_imported()) else {
            continue;
        };
        if matches!(means, Meaning::Number | Meaning::SubNumber) {
            continue;
        }
        let means = words::meaning(means).get(lang);
        // Of a head over two rows the lower one says what is in the column.
        let head = column.head.rsplit('|').next().unwrap_or_default();
        let head = squeezed(head);
        // The head says it already where it has the same words.
        let text = if fold(&head).contains(&fold(means)) || head.is_empty() {
            format!(" {means}  ")
        } else {
            format!(" {} → {means}  ", cut(&head, 18))
        };
        let letters = column_letters(column.column);
        let needs = width(&letters) + width(&text);
        if needs > room {
            pieces.push(("…".to_owned(), env.theme.dim()));
            break;
        }
        room -= needs;
        pieces.push((letters, env.theme.strong()));
        pieces.push((text, Style::new()));
    }
    pieces.push((left_out, env.theme.todo()));
    line(canvas, area, pieces);
}

/// The columns of which nothing is taken, with their heads where there is room, and the key that gives
/// them a meaning.
fn left_out(sheet: &ParsedSheet, room: usize, env: &Env) -> String {
    let columns = sheet.columns.iter();
    let columns = columns.filter(|column| sheet.not_taken.contains(&column.column));
    let letters = |column: &AnnexColumn| column_letters(column.column);
    let named = |column: &AnnexColumn| format!("{} {}", letters(column), squeezed(&column.head));
    let key = env.key(KeyContext::Import, Action::Columns);
    let listed = |columns: Vec<String>| {
        let columns = columns.join(", ");
        env.lang.pick(
            format!(" không lấy {columns}; {key} để đổi"),
            format!(" not taken: {columns}; {key} to change"),
        )
    };
    let named: Vec<String> = columns.clone().map(named).collect();
    if named.is_empty() {
        return String::new();
    }
    let named = listed(named);
    match width(&named) <= room {
        true => named,
        false => listed(columns.map(letters).collect()),
    }
}

fn style(sign: Sign, theme: Theme) -> Style {
    match sign {
        Sign::New => theme.success(),
        Sign::Changed => theme.key(),
        Sign::Heading => theme.strong(),
        Sign::Unclear => theme.todo(),
        Sign::Same | Sign::Ignored | Sign::Missing | Sign::Sheet => theme.dim(),
    }
}

/// How many rows of each sort there are; of the words only those that fit.
fn counts(canvas: &mut Canvas<'_>, area: Rect, rows: &ImportRows, env: &Env) {
    let (lang, preview) = (env.lang, &rows.preview);
    let columns = usize::from(area.width);
    let all = match rows.show {
        None => format!("{} {}", lang.pick("tất cả", "all"), preview.lines.len()),
        Some(sign) => format!("{} {}", lang.pick("chỉ", "only"), choices::name(sign, lang)),
    };
    let mut pieces = counted(preview, true, lang);
    let needs = |pieces: &StyledLine, gap: usize| {
        let words = pieces.iter().map(|(text, _)| width(text) + gap);
        1 + width(&all) + words.sum::<usize>()
    };
    let mut gap = 3;
    if needs(&pieces, gap) >= columns {
        (pieces, gap) = (counted(preview, false, lang), 2);
    }
    let rest = columns.saturating_sub(needs(&pieces, gap));
    let mut drawn: StyledLine = vec![(format!(" {all}"), env.theme.strong())];
    for ((text, _), sign) in pieces.into_iter().zip(signs(preview)) {
        drawn.push((" ".repeat(gap), Style::new()));
        drawn.push((text, style(sign, env.theme)));
    }
    let written = preview.to_write;
    let right = lang.pick(
        format!("nhập {written} việc "),
        format!("{written} to import "),
    );
    if width(&right) + 2 <= rest {
        drawn.push((pad_left(&right, rest), env.theme.strong()));
    }
    line(canvas, area, drawn);
}

/// What is counted: the first five always, for that there is none of them is worth knowing.
fn signs(preview: &Preview) -> impl Iterator<Item = Sign> {
    let counted = Sign::COUNTED.into_iter().enumerate();
    let wanted = counted.filter(|(at, sign)| *at < 5 || preview.count(*sign) > 0);
    wanted.map(|(_, sign)| sign)
}

/// The counts, with their names or only with their signs.
fn counted(preview: &Preview, named: bool, lang: Lang) -> StyledLine {
    let counted = signs(preview).map(|sign| {
        let name = match sign {
            _ if !named => "",
            Sign::Missing => lang.pick(" không còn", " gone"),
            sign => &format!(" {}", choices::name(sign, lang)),
        };
        let text = format!("{}{name} {}", sign.letter(), preview.count(sign));
        (text, Style::new())
    });
    counted.collect()
}

fn head(canvas: &mut Canvas<'_>, area: Rect, widths: &Widths, env: &Env) {
    let lang = env.lang;
    let titles = [
        (bi("MÃ", "CODE"), widths.code),
        (bi("NHIỆM VỤ", "TASK"), widths.text),
        (bi("CHỦ TRÌ", "LEAD"), widths.lead),
        (bi("THỜI HẠN", "DEADLINE"), widths.deadline),
        (bi("THÀNH", "BECOMES"), widths.becomes),
    ];
    let titles = titles.map(|(title, width)| (title.get(lang), width));
    let text = head_line(lang.pick("DÒNG", "ROW"), titles);
    line(canvas, area, [(text, env.theme.dim())]);
}

fn table(canvas: &mut Canvas<'_>, area: Rect, rows: &ImportRows, widths: &Widths, env: &Env) {
    let none = env.lang.pick("Không có dòng nào.", "No rows.");
    rows.shown
        .draw(canvas, area, (none, env.theme.dim()), |at, here| {
            let row = rows.preview.lines.get(at)?;
            Some(table_row(rows, row, here, widths, env))
        });
}

fn table_row(rows: &ImportRows, row: &Row, here: bool, widths: &Widths, env: &Env) -> StyledLine {
    let preview = &rows.preview;
    let selected = here && rows.typing.is_none();
    let number = match row.row {
        0 => String::new(),
        number => number.to_string(),
    };
    let sign = style(row.sign, env.theme);
    let plain = match row.sign {
        Sign::Heading => env.theme.strong(),
        Sign::Same | Sign::Ignored | Sign::Missing | Sign::Sheet => env.theme.dim(),
        _ => Style::new(),
    };
    let cells = [
        (safe(&preview.code(row)).into_owned(), widths.code, plain),
        (text(preview, &rows.plan, row, env), widths.text, plain),
        (lead(preview, row), widths.lead, plain),
        (deadline(preview, row, env.lang), widths.deadline, plain),
        (becomes(preview, row, env), widths.becomes, sign),
    ];
    let letter = row.sign.letter().to_string();
    row_line((here, selected), (&letter, sign), &number, cells, env.theme)
}

/// One line of what may have several.
fn squeezed(text: &str) -> String {
    safe(&text::squeezed(text)).into_owned()
}

/// The task, the heading, the question.
pub(super) fn text(preview: &Preview, plan: &LoadedPlan, row: &Row, env: &Env) -> String {
    let (lang, understood) = (env.lang, preview.understood());
    match row.of {
        LineSubject::Task(at) => understood.tasks.get(at).map(|task| squeezed(&task.title)),
        LineSubject::Heading(at) => understood.headings.get(at).map(|one| squeezed(&one.text)),
        LineSubject::Problem(at) => understood.problems.get(at).map(|one| squeezed(&one.text)),
        LineSubject::Question(at) => understood.questions.get(at).map(|one| {
            format!(
                "{}: {}",
                squeezed(&one.head),
                words::question(one.ask, lang)
            )
        }),
        LineSubject::Sheet => preview.sheet(row).map(|sheet| {
            let name = squeezed(&sheet.name);
            lang.pick(format!("Trang tính “{name}”"), format!("Sheet “{name}”"))
        }),
        LineSubject::Missing(at) => {
            let code = preview.import.compared.missing.get(at);
            let known = code.and_then(|code| plan.task(code));
            known.map(|task| squeezed(&task.text.title))
        }
    }
    .unwrap_or_default()
}

fn lead(preview: &Preview, row: &Row) -> String {
    let Some((task, ..)) = preview.task(row) else {
        return String::new();
    };
    match (&task.lead, &task.lead_text) {
        (Some(lead), _) => squeezed(lead),
        (None, Some(_)) => "?".to_owned(),
        (None, None) => String::new(),
    }
}

fn deadline(preview: &Preview, row: &Row, lang: Lang) -> String {
    let task = preview.task(row).map(|(task, ..)| task);
    let shown = task.and_then(|task| task.deadline.as_deref());
    shown.map_or_else(String::new, |shown| {
        squeezed(&deadlines::shown(shown, lang))
    })
}

/// What becomes of the row, in a few words.
pub(super) fn becomes(preview: &Preview, row: &Row, env: &Env) -> String {
    let (lang, understood) = (env.lang, preview.understood());
    match row.of {
        LineSubject::Heading(at) => {
            let area = understood
                .headings
                .get(at)
                .and_then(|one| one.area.as_ref());
            let area = env.areas.iter().find(|known| Some(&known.key) == area);
            area.map_or_else(String::new, |area| {
                let name = safe(lang.pick(&area.short, &area.short_en));
                lang.pick(format!("→ lĩnh vực {name}"), format!("→ area {name}"))
            })
        }
        LineSubject::Problem(at) => {
            let problem = understood.problems.get(at);
            problem.map_or_else(String::new, |one| words::trouble(one.reason, lang))
        }
        LineSubject::Question(_) => lang.text("trả lời bằng số", "answer by number"),
        LineSubject::Sheet => preview.sheet(row).map_or_else(String::new, |sheet| {
            words::outcome(sheet.outcome).get(lang).to_owned()
        }),
        LineSubject::Missing(_) => lang.text("không còn trong tệp", "no longer in the file"),
        LineSubject::Task(_) if row.sign == Sign::Ignored => {
            lang.text("bỏ, không nhập", "left out")
        }
        LineSubject::Task(_) if row.sign == Sign::Unclear => unclear(preview, row, env),
        LineSubject::Task(_) => of_task(preview, row, env),
    }
}

fn unclear(preview: &Preview, row: &Row, env: &Env) -> String {
    use super::preview::Doubt;
    let lang = env.lang;
    let Some((task, status, placed)) = preview.task(row) else {
        return String::new();
    };
    let at = |meaning| {
        let column = preview.column(row, meaning);
        column.map_or_else(String::new, |column| {
            format!("{}: ", address(row, column.column))
        })
    };
    match doubt(task, placed || *status != DiffStatus::New) {
        Some(Doubt::Place) => lang.text("chưa rõ lĩnh vực", "no area"),
        Some(Doubt::Lead(name)) => {
            format!("{}“{}” ?", at(Meaning::Lead), squeezed(name))
        }
        Some(Doubt::Asked) => format!(
            "{}{}",
            at(Meaning::Deadline),
            lang.pick("ngày hay tháng?", "day or month?")
        ),
        Some(Doubt::Deadline) => format!(
            "{}{}",
            at(Meaning::Deadline),
            lang.pick("chưa rõ hạn", "unclear")
        ),
        None => String::new(),
    }
}

fn of_task(preview: &Preview, row: &Row, env: &Env) -> String {
    let lang = env.lang;
    let Some((task, status, _)) = preview.task(row) else {
        return String::new();
    };
    match status {
        DiffStatus::Same { .. } => {
            let kept = task.kept_deadline();
            kept.map_or_else(String::new, |one| {
                format!("! {}", words::warning(one, lang))
            })
        }
        DiffStatus::Changed { parts, .. } => {
            let more = parts.len().saturating_sub(1);
            let more = if more == 0 {
                String::new()
            } else {
                format!(" +{more}")
            };
            let first = most_important(parts).map(|part| match part.part {
                ComparedPart::Text => lang.text("nội dung", "text"),
                ComparedPart::Product => lang.text("sản phẩm", "product"),
                _ => format!("{} → {}", squeezed(&part.old), squeezed(&part.new)),
            });
            first.unwrap_or_default() + &more
        }
        DiffStatus::New => {
            if let Some(name) = generic_lead(task) {
                return format!("“{}”", squeezed(name));
            }
            if let Some(warning) = task.warnings.iter().find(|one| is_shown(one)) {
                return format!("! {}", words::short_warning(warning, lang));
            }
            due_days_not_in_wording(task, env).unwrap_or_default()
        }
    }
}

/// The days on which a task is due, where the words of its deadline do not say them.
fn due_days_not_in_wording(task: &AnnexTask, env: &Env) -> Option<String> {
    let shown = task.deadline.as_deref().map(str::trim).unwrap_or_default();
    let days = words::due(&task.due, env.plan.year);
    (days != shown && !days.is_empty()).then_some(days)
}

/// "Thời hạn: Hằng quý → 31/03; 30/06; 30/09; 31/12", of a task that is new.
fn new_days(preview: &Preview, row: &Row, env: &Env) -> Option<String> {
    let (task, ..) = preview
        .task(row)
        .filter(|(_, status, _)| **status == DiffStatus::New)?;
    let name = env.lang.pick("Thời hạn", "Deadline");
    let wording = deadline(preview, row, env.lang);
    Some(format!(
        "{name}: {wording} → {}",
        due_days_not_in_wording(task, env)?
    ))
}

/// What is worth a word in the table, and not only below it.
fn is_shown(warning: &Warning) -> bool {
    matches!(
        warning,
        Warning::DayOutOfRange(_)
            | Warning::BeforePlan(_)
            | Warning::DuplicateCode(_)
            | Warning::DuplicateText(_)
            | Warning::CutText
            | Warning::SeveralLeads(_)
            | Warning::UnknownUnit(_)
            | Warning::RetiredUnit(_)
            | Warning::EmptyDate
    )
}

/// The row under the cursor: what stands there, what is wrong, what can be answered.
fn detail(canvas: &mut Canvas<'_>, areas: &PreviewLayout, rows: &ImportRows, env: &Env) {
    let Some(row) = rows.line() else { return };
    let columns = usize::from(areas.detail.width);
    let title = heading(rows, row, env);
    let rule = cut(&format!("── {title} "), columns).into_owned();
    areas.draw_rule(canvas, (&rule, env.theme.strong()), env.theme.dim());
    let mut lines = rows_of(areas.detail);
    if let Some(typing) = &rows.typing
        && let Some(area) = lines.next()
    {
        typed(canvas, area, typing, row, env);
    }
    // Where there is no line above, the first one says which cell it is.
    let title = (areas.rule.height == 0).then_some(title);
    let areas: Vec<Rect> = lines.collect();
    let text = details(rows, row, title, areas.len(), columns, env);
    for (area, text) in areas.into_iter().zip(text) {
        line(canvas, area, text);
    }
}

/// What is being typed, and of what.
fn typed(canvas: &mut Canvas<'_>, area: Rect, typing: &InlineEditor, row: &Row, env: &Env) {
    let label = match &typing.of {
        EditTarget::Cell(column) => format!(" {}: ", address(row, *column)),
        EditTarget::Unit(name) => {
            let of = env.lang.pick("Tên viết tắt của", "Abbreviation of");
            format!(" {of} {}: ", squeezed(name))
        }
    };
    typed_line(canvas, area, &label, &typing.editor, env.theme);
}

/// What is wrong with the row, what can be answered, what differs, and all of its text: as much as fits,
/// the answers always.
fn details(
    rows: &ImportRows,
    row: &Row,
    title: Option<String>,
    height: usize,
    columns: usize,
    env: &Env,
) -> Vec<StyledLine> {
    let preview = &rows.preview;
    let offers = offers(preview, row, &rows.decided, env);
    let answers = answers(&offers, columns, env);
    let room = columns.saturating_sub(1);
    let lines = |text: &str, style: Style| -> Vec<StyledLine> {
        let lines = wrap(text, room).into_iter();
        lines
            .map(|text| vec![(format!(" {text}"), style)])
            .collect()
    };
    let wrong = match row.sign {
        Sign::Unclear => env.theme.todo(),
        _ => Style::new(),
    };
    let remarks = remarks(preview, row, env).join(" · ");
    let remarks = match title.filter(|_| !offers.is_empty()) {
        // The reason before what stands there: it must be in sight.
        Some(title) if !remarks.is_empty() => format!("{} · {title}", capital(&remarks)),
        Some(title) => title,
        None => capital(&remarks),
    };
    let mut text = match remarks.as_str() {
        "" => Vec::new(),
        remarks => lines(remarks, wrong),
    };
    // A line for the reason at least: the last answer has a key of its own.
    text.truncate(height.saturating_sub(answers.len()).max(1));
    text.extend(answers);
    for difference in differences(preview, row, env.lang) {
        text.extend(lines(&difference, Style::new()));
    }
    if let Some(days) = new_days(preview, row, env) {
        text.extend(lines(&days, Style::new()));
    }
    if let Some(whole) = whole(preview, row) {
        text.extend(lines(&whole, env.theme.dim()));
    }
    text
}

/// "F14 “Kỳ họp giữa năm”", or the row and what it is.
fn heading(rows: &ImportRows, row: &Row, env: &Env) -> String {
    use super::preview::Doubt;
    let (lang, preview) = (env.lang, &rows.preview);
    let doubtful = preview.task(row).and_then(|(task, status, placed)| {
        let unclear = row.sign == Sign::Unclear;
        let doubt = doubt(task, placed || *status != DiffStatus::New).filter(|_| unclear)?;
        let (meaning, text) = match doubt {
            Doubt::Place => return None,
            Doubt::Lead(name) => (Meaning::Lead, name),
            Doubt::Asked | Doubt::Deadline => (
                Meaning::Deadline,
                task.deadline.as_deref().unwrap_or_default(),
            ),
        };
        let column = preview.column(row, meaning)?;
        Some(format!(
            "{} “{}”",
            address(row, column.column),
            squeezed(text)
        ))
    });
    if let Some(doubtful) = doubtful {
        return doubtful;
    }
    let what = match (row.of, row.sign) {
        (LineSubject::Question(_) | LineSubject::Missing(_) | LineSubject::Sheet, _) => {
            return text(preview, &rows.plan, row, env);
        }
        (_, sign) => choices::name(sign, lang),
    };
    let what = match row.sign {
        Sign::Heading => lang.pick("đề mục", "heading"),
        _ => what,
    };
    let number = row.row;
    lang.pick(
        format!("dòng {number}: {what}"),
        format!("row {number}: {what}"),
    )
}

/// The numbered answers in rows; where they apply to more than one cell, that at the end.
fn answers(offers: &[choices::Offer], columns: usize, env: &Env) -> Vec<StyledLine> {
    let mut lines: Vec<StyledLine> = Vec::new();
    let mut used = columns;
    for (number, offer) in (1..=9).zip(offers) {
        let number = format!(" {number}");
        let label = format!(" {} ", squeezed(&offer.label));
        let needs = width(&number) + width(&label);
        if used + needs > columns {
            lines.push(Vec::new());
            used = 0;
        }
        used += needs;
        if let Some(last) = lines.last_mut() {
            last.push((number, env.theme.key()));
            last.push((label, Style::new()));
        }
    }
    let several = applies_to(offers).filter(|cells| *cells > 1);
    let several = several.map(|cells| {
        env.lang.pick(
            format!("cho {cells} ô giống hệt"),
            format!("for {cells} identical cells"),
        )
    });
    let named = offers.iter().any(|offer| offer.decide.names());
    let remembered = env
        .lang
        .text("lần nhập sau nhớ tên này", "the name is remembered");
    let asides: Vec<String> = several
        .into_iter()
        .chain(named.then_some(remembered))
        .collect();
    if !asides.is_empty() {
        let text = format!(" ({})", asides.join("; "));
        if used + width(&text) > columns {
            lines.push(Vec::new());
        }
        if let Some(last) = lines.last_mut() {
            last.push((text, env.theme.dim()));
        }
    }
    lines
}

/// The parts that are changed, old and new.
fn differences(preview: &Preview, row: &Row, lang: Lang) -> Vec<String> {
    let parts = match preview.task(row) {
        Some((_, DiffStatus::Changed { parts, .. }, _)) => parts.as_slice(),
        _ => &[],
    };
    let parts = parts.iter().map(|part| {
        let name = match part.part {
            ComparedPart::Text => bi("Nội dung", "Text"),
            ComparedPart::Lead => bi("Chủ trì", "Lead"),
            ComparedPart::Coordinating => bi("Phối hợp", "Co-operating"),
            ComparedPart::Deadline => bi("Thời hạn", "Deadline"),
            ComparedPart::Product => bi("Sản phẩm", "Product"),
        };
        let old = match squeezed(&part.old) {
            old if old.is_empty() => "–".to_owned(),
            old => old,
        };
        format!("{}: {old} → {}", name.get(lang), squeezed(&part.new))
    });
    parts.collect()
}

/// The whole text that the row has.
fn whole(preview: &Preview, row: &Row) -> Option<String> {
    let understood = preview.understood();
    match row.of {
        LineSubject::Task(at) => {
            let task = understood.tasks.get(at)?;
            let product = task.product.as_deref().map(squeezed);
            let product = product.filter(|product| !product.is_empty());
            let product = product.map_or_else(String::new, |product| format!(" · {product}"));
            Some(format!("{}{product}", squeezed(&task.text)))
        }
        LineSubject::Heading(at) => Some(squeezed(&understood.headings.get(at)?.text)),
        LineSubject::Problem(at) => Some(squeezed(&understood.problems.get(at)?.text)),
        LineSubject::Sheet | LineSubject::Question(_) | LineSubject::Missing(_) => None,
    }
}
