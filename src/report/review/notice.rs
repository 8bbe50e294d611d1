//! The notice's text and its tables: what was known of the week, what is due next, the conclusions.

use super::figures::WeekPair;
use super::{Minutes, scope_name};
use crate::domain::day::{Day, Week};
use crate::domain::note::NoteKind;
use crate::domain::review::{AgendaPart, Conclusion, Outcome, OutcomeKind, ReviewScope};
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::messages::report::period;
use crate::present::messages::review::{FIGURES, share};
use crate::present::text::short_hash;
use crate::report::data::ReportData;
use crate::report::document::{
    Align, Annex, Block, Document, DocumentHead, Table, TableColumn, TableRow, TableRowKind,
    TableValue, punctuate,
};
use crate::report::tables::{annex_label, annexes, difference_table, reference, row};
use crate::report::writer::BlockWriter;
use crate::report::{letterhead, sections};

impl Minutes {
    /// The notice in a language.
    pub fn document(&self, lang: Lang) -> Document {
        let mut data = self.data.clone();
        data.query.lang = lang;
        let minutes = Self {
            data,
            ..self.clone()
        };
        let data = &minutes.data;
        let paper = bi("Thông báo", "notice");
        let reference = reference(data, paper, &symbol(data));
        // The meeting needs its own figures; the list of all tasks is many pages.
        let mut all = vec![week_annex(&minutes)];
        for mut annex in annexes(data) {
            annex.on_wish = true;
            all.push(annex);
        }
        for (number, annex) in (1..).zip(&mut all) {
            annex.label = annex_label(number, lang);
            annex.reference.clone_from(&reference);
        }
        Document {
            lang,
            head: head(&minutes),
            body: punctuate(write(&minutes)),
            foot: letterhead::foot_inside(data),
            annexes: all,
            tasks: None,
        }
    }
}

/// What stands above the text: that of the weekly report under another name.
fn head(minutes: &Minutes) -> DocumentHead {
    let data = &minutes.data;
    let lang = data.query.lang;
    let mut head = letterhead::head(data);
    head.title = lang.text("THÔNG BÁO", "NOTICE");
    head.number = format!("{}       /{}", lang.pick("Số:", "No.:"), symbol(data));
    let about = lang.pick(
        "Kết luận giao ban công tác cải cách hành chính",
        "Conclusions of the weekly review of administrative reform",
    );
    if let Some(first) = head.subject.first_mut() {
        about.clone_into(first);
    }
    if let ReviewScope::Mine(_) = minutes.review.summary.scope {
        let scope = scope_name(minutes);
        head.subject
            .push(lang.pick(format!("Phạm vi: {scope}"), format!("Scope: {scope}")));
    }
    head.notices = notices(data);
    head
}

/// What a reader must know before all else.
fn notices(data: &ReportData) -> Vec<String> {
    let lang = data.query.lang;
    let mut notices = Vec::new();
    if data.plan.illustrative {
        notices.push(lang.text(
            "Số liệu minh họa: đơn vị, thời hạn, tiến độ trong thông báo này không phải số liệu thật.",
            "Sample data: units, deadlines and progress in this notice are fictitious.",
        ));
    }
    if data.is_unfinished() {
        let today = dates::full(data.query.today);
        notices.push(lang.pick(
            format!("Số liệu tính đến ngày {today}."),
            format!("Figures as of {today}."),
        ));
    }
    notices
}

/// What follows the notice's number: "TB-SKHCN" where reports bear "BC-SKHCN".
fn symbol(data: &ReportData) -> String {
    let symbol = &data.names.symbol;
    let office = symbol.split_once('-').map_or(symbol.as_str(), |(_, of)| of);
    format!("TB-{office}")
}

/// Writes the text.
fn write(minutes: &Minutes) -> Vec<Block> {
    let mut writer = BlockWriter::new(&minutes.data);
    evaluation(&mut writer, minutes);
    outlook(&mut writer);
    writer.heading(1, "III. KẾT LUẬN", "III. CONCLUSIONS");
    if minutes.review.conclusions.is_empty() {
        writer.paragraph(
            "Giao ban không có kết luận riêng.",
            "The meeting drew no conclusions of its own.",
        );
    }
    for (number, conclusion) in (1..).zip(&minutes.review.conclusions) {
        self::conclusion(&mut writer, number, conclusion);
    }
    closing(&mut writer, minutes);
    writer.blocks
}

fn evaluation(writer: &mut BlockWriter<'_>, minutes: &Minutes) {
    writer.heading(1, "I. ĐÁNH GIÁ CHUNG", "I. EVALUATION");
    writer.heading(2, "1. Tình hình chung", "1. In general");
    written(writer, "overview");
    let standing = writer.standing(&writer.data.counts.all());
    writer.blocks.push(Block::Paragraph(standing));
    writer.blocks.push(Block::Table(week_table(minutes)));
    finished(writer);
    writer.heading(2, "3. Nhiệm vụ quá hạn", "3. Overdue");
    sections::late(writer);
    writer.heading(2, "4. Khó khăn, vướng mắc", "4. Difficulties");
    stuck(writer, minutes);
    writer.heading(2, "5. Kiến nghị, đề xuất", "5. Proposals");
    writer.notes(
        NoteKind::Proposal,
        "Trong tuần không có kiến nghị nào được ghi nhận.",
        "No proposals were recorded this week.",
    );
    written(writer, "proposals");
}

/// How many tasks are stuck, as the table above counts them, and what hinders each.
fn stuck(writer: &mut BlockWriter<'_>, minutes: &Minutes) {
    let tasks = minutes.weeks.total.this.stuck;
    let notes = writer.data.notes(NoteKind::Difficulty).len();
    if notes > 0 {
        let (n, all) = (writer.n(tasks), writer.n(notes));
        let several = i64::try_from(notes).is_ok_and(|notes| notes > tasks);
        writer.paragraph(
            match several {
                true => format!("{n} nhiệm vụ đang vướng mắc, {all} vướng mắc chưa được trả lời:"),
                false => format!("{n} nhiệm vụ đang vướng mắc, chưa được trả lời:"),
            },
            match several {
                true => format!("{n} tasks with {all} unresolved difficulties:"),
                false => format!("Tasks with an unresolved difficulty: {n}"),
            },
        );
    }
    sections::difficulties(writer);
}

fn finished(writer: &mut BlockWriter<'_>) {
    writer.heading(
        2,
        "2. Nhiệm vụ đã hoàn thành trong tuần",
        "2. Completed this week",
    );
    sections::finished_this_week(writer);
}

/// A text that a person wrote for the weekly report. Nothing more can be written once it is frozen,
/// so no empty place is left.
fn written(writer: &mut BlockWriter<'_>, part: &str) {
    let text = writer.data.texts.get(part).map(|text| text.trim());
    if text.is_some_and(|text| !text.is_empty()) {
        writer.place(part);
    }
}

/// What is still due in this week and in the next, under the units that lead it. A task due on the
/// day of the meeting is not overdue yet, so it stands here.
fn outlook(writer: &mut BlockWriter<'_>) {
    writer.heading(
        1,
        "II. NHIỆM VỤ TRỌNG TÂM ĐẾN HẾT TUẦN TỚI",
        "II. MAIN TASKS TO THE END OF NEXT WEEK",
    );
    sections::finish_overdue(writer);
    let first = writer.data.known.day;
    let last = Week::of(writer.data.period.last).next().sunday;
    sections::by_lead(writer, first, last, |writer, task, _| {
        let due = task.due_between(first, last);
        let due = due.map(|o| format!("{} {}", writer.period(task, o), by_when(writer, o.due_on)));
        let due: Vec<String> = due.collect();
        format!("{}:{};", writer.task(task), due.join(";"))
    });
    written(writer, "next");
}

/// "chậm nhất ngày 18/06/2021": the due day itself, which no office reads in two ways.
fn by_when(writer: &BlockWriter<'_>, due: Option<Day>) -> String {
    let Some(due) = due else {
        return writer.text("không định hạn", "open-ended");
    };
    let due = dates::full(due);
    writer.pick(format!("chậm nhất ngày {due}"), format!("by {due}"))
}

/// A conclusion with its number, and what became of it.
fn conclusion(writer: &mut BlockWriter<'_>, number: usize, conclusion: &Conclusion) {
    let mut lines = conclusion.body.lines().map(str::trim);
    let first = lines.next().unwrap_or_default();
    writer
        .blocks
        .push(Block::Paragraph(format!("{number}. {first}")));
    for line in lines.filter(|line| !line.is_empty()) {
        writer.blocks.push(Block::Paragraph(line.to_owned()));
    }
    let of = |kind| {
        let outcomes = conclusion.outcomes.iter();
        outcomes.filter(move |outcome| outcome.kind == kind)
    };
    for outcome in of(OutcomeKind::Task) {
        writer.item(assigned(writer, outcome));
    }
    for outcome in of(OutcomeKind::Note) {
        let (code, title) = (&outcome.row.code, &outcome.row.title);
        writer.item(writer.pick(
            format!("Áp dụng cho nhiệm vụ {code} {title};"),
            format!("Concerns {code} {title};"),
        ));
    }
}

/// The task that a conclusion has become.
fn assigned(writer: &BlockWriter<'_>, outcome: &Outcome) -> String {
    let row = &outcome.row;
    let mut units = writer.data.units.iter();
    let lead = units.find(|unit| Some(&unit.abbreviation) == row.lead.as_ref());
    let lead = match lead {
        Some(lead) => {
            let lead = writer.at_first_mention(lead);
            writer.pick(format!("Giao {lead}"), format!("For {lead}"))
        }
        None => writer.text("Chưa giao đơn vị", "Without a unit"),
    };
    let by = by_when(writer, row.due_on);
    format!("{lead}: {} {}, {by};", row.code, row.title)
}

/// How many tasks were reviewed, and the last sentence.
fn closing(writer: &mut BlockWriter<'_>, minutes: &Minutes) {
    let seen = share(minutes.review.settled(AgendaPart::All));
    let day = dates::full(writer.data.query.today);
    writer.paragraph(
        format!("Giao ban kết thúc ngày {day}, đã xem {seen} nhiệm vụ."),
        format!("The review ended on {day}; tasks reviewed: {seen}."),
    );
    let name = period(writer.data.period, writer.lang);
    let office = &writer.data.names.office;
    writer.paragraph(
        format!(
            "Trên đây là kết luận giao ban {name} của {office}; đề nghị các phòng, đơn vị tổ chức \
             thực hiện./."
        ),
        format!("These are the conclusions of {office} for {name}; all units are asked to carry them out./."),
    );
}

/// This week's figures against last week's.
fn week_table(minutes: &Minutes) -> Table {
    let lang = minutes.data.query.lang;
    let WeekPair { this, last } = minutes.weeks.total;
    let names = FIGURES.map(|(name, _)| name.get(lang));
    let caption = lang.text(
        "Số liệu tuần này so với tuần trước",
        "This week compared with last week",
    );
    let titles = lang.pick(
        ["Tuần này", "Tuần trước", "Tăng, giảm"],
        ["This week", "Last week", "Change"],
    );
    difference_table(caption, titles, &names, [&this.all(), &last.all()], lang)
}

/// The annex: the figures by unit and by area, and below them the journal's hash when the review ended, with
/// which whoever holds the annex can show that the file was altered later.
fn week_annex(minutes: &Minutes) -> Annex {
    let lang = minutes.data.query.lang;
    let day = dates::full(minutes.data.query.today);
    let head = short_hash(&minutes.head);
    let checked = lang.pick(
        format!("Ghi chú: mã nhật ký khi kết thúc giao ban, ngày {day}, để đối chiếu về sau: {head}."),
        format!("Note: the journal's code when the review ended, on {day}, to compare with later: {head}."),
    );
    Annex {
        label: String::new(),
        title: lang.text(
            "SỐ LIỆU TUẦN NÀY VÀ TUẦN TRƯỚC THEO ĐƠN VỊ, THEO LĨNH VỰC",
            "THIS WEEK AND LAST WEEK, BY UNIT AND BY AREA",
        ),
        reference: String::new(),
        tab: lang.text("Tuần", "Week"),
        blocks: vec![
            Block::Table(by_unit(minutes)),
            Block::Table(by_area(minutes)),
            Block::Paragraph(checked),
        ],
        on_wish: false,
    }
}

fn by_unit(minutes: &Minutes) -> Table {
    let writer = BlockWriter::new(&minutes.data);
    let leads: Vec<_> = minutes.weeks.units.keys().copied().collect();
    let rows = writer.units_of(&leads).into_iter().map(|lead| {
        let pair = minutes.weeks.units.get(&lead).copied();
        row(
            TableRowKind::Item,
            writer.name(lead),
            values(pair.unwrap_or_default()),
        )
    });
    table(
        minutes,
        writer.pick("Theo đơn vị chủ trì", "By lead unit"),
        writer.pick("Đơn vị", "Unit"),
        rows.collect(),
    )
}

fn by_area(minutes: &Minutes) -> Table {
    let lang = minutes.data.query.lang;
    let areas = minutes.data.areas.iter();
    let rows = areas.filter_map(|area| {
        let pair = minutes.weeks.areas.get(&area.key)?;
        let name = lang.pick(&area.name, &area.name_en);
        Some(row(TableRowKind::Item, name, values(*pair)))
    });
    table(
        minutes,
        lang.pick("Theo lĩnh vực", "By area"),
        lang.pick("Lĩnh vực", "Area"),
        rows.collect(),
    )
}

fn table(minutes: &Minutes, caption: &str, first: &str, mut rows: Vec<TableRow>) -> Table {
    let lang = minutes.data.query.lang;
    let mut columns = vec![TableColumn::new(first, 46, Align::Left)];
    for (name, _) in FIGURES {
        columns.push(TableColumn::new(name.get(lang), 13, Align::Right));
        columns.push(TableColumn::new(&before(name, lang), 13, Align::Right));
    }
    let all = lang.pick("Tổng cộng", "All");
    rows.push(row(TableRowKind::Total, all, values(minutes.weeks.total)));
    Table {
        caption: caption.to_owned(),
        columns,
        rows,
    }
}

/// The title of last week's column.
fn before(name: Bi, lang: Lang) -> String {
    let name = name.get(lang);
    lang.pick(
        format!("{name} (tuần trước)"),
        format!("{name} (last week)"),
    )
}

/// This week's figures, each before last week's.
fn values(pair: WeekPair) -> impl Iterator<Item = TableValue> {
    let both = pair.this.all().into_iter().zip(pair.last.all());
    both.flat_map(|(this, last)| [TableValue::from(this), TableValue::from(last)])
}
