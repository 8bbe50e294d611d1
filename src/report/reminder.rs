//! What a unit is reminded of: which of the tasks that it leads are overdue or soon due, as a message
//! for a chat or an e-mail, and as the letter that an office sends (*công văn đôn đốc*).

use super::document::{
    Align, Block, Document, Table, TableColumn, TableRow, TableRowKind, TableValue, punctuate,
};
use super::letterhead;
use super::writer::in_one_sentence;
use crate::domain::day::Day;
use crate::domain::deadline::Rhythm;
use crate::domain::letterhead::Letterhead;
use crate::domain::note::Note;
use crate::domain::plan::Plan;
use crate::domain::query::{DueSpan, Filter, Query};
use crate::domain::task::{Occurrence, Task};
use crate::domain::unit::{Unit, UnitScope};
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::messages::labels::note_kind;
use crate::present::messages::report::{count, days_left, due_in, plan_number, to_write};
use crate::present::text::{capital, cut};
use crate::store::{Result, Store};
use chrono::Duration;

/// The letters of a note that a message has room for.
const NOTE: usize = 160;

/// Which tasks a reminder names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ReminderScope {
    /// What is overdue, and what is due within the plan's days.
    Standing,
    /// Only what is due in exactly so many days, whichever of these.
    DueIn(Vec<i64>),
}

/// What a unit is reminded of.
#[derive(Clone, Debug)]
pub(crate) struct Reminder {
    pub unit: Unit,
    pub today: Day,
    plan: Plan,
    names: Letterhead,
    wanted: ReminderScope,
    /// By due day.
    items: Vec<ReminderItem>,
}

/// A task with the due date that it is reminded of.
#[derive(Clone, Debug)]
struct ReminderItem {
    name: String,
    due: Day,
    rhythm: Option<Rhythm>,
    period: Occurrence,
    /// Until the due day; negative when late.
    days: i64,
    /// How many more of its periods are open until the last day that is looked at.
    more: usize,
    /// The last one that people have written.
    note: Option<Note>,
}

impl Reminder {
    /// Reads what a unit leads.
    ///
    /// # Errors
    /// What the file says.
    pub(crate) fn read(
        store: &Store,
        unit: &Unit,
        wanted: &ReminderScope,
        today: Day,
    ) -> Result<Self> {
        store.snapshot(|| {
            let plan = store.plan()?;
            let last = match wanted {
                ReminderScope::Standing => plan.settings.soon_days,
                ReminderScope::DueIn(days) => days.iter().copied().max().unwrap_or_default(),
            };
            let last = today + Duration::days(last);
            let mut query = Query::all(plan.id, today, &plan.settings);
            query.unit = UnitScope::Led(unit.id);
            // A task's row bears the first of its open days, so that no later one is missed.
            query.filters = vec![Filter::Due(DueSpan::Between(Day::MIN, last))];
            let mut reminder = Self {
                unit: unit.clone(),
                today,
                names: store.letterhead(plan.id)?,
                plan,
                wanted: wanted.clone(),
                items: Vec::new(),
            };
            for page in store.pages(&query) {
                for row in page? {
                    let task = store.task(row.id)?;
                    let item = task.and_then(|task| reminder.item(&task, last));
                    reminder.items.extend(item);
                }
            }
            Ok(reminder)
        })
    }

    fn item(&self, task: &Task, last: Day) -> Option<ReminderItem> {
        let open = task.occurrences.iter().filter(|one| one.is_open());
        let mut dated: Vec<(Day, &Occurrence)> = open
            .filter_map(|one| Some((one.due_on?, one)))
            .filter(|(due, _)| *due <= last)
            .filter(|(due, _)| match &self.wanted {
                ReminderScope::Standing => true,
                ReminderScope::DueIn(days) => days.contains(&(*due - self.today).num_days()),
            })
            .collect();
        dated.sort_by_key(|(due, one)| (*due, one.ordinal));
        let (due, period) = *dated.first()?;
        Some(ReminderItem {
            name: format!("{} {}", task.row.code, task.row.title),
            due,
            rhythm: task.row.rhythm,
            period: period.clone(),
            days: (due - self.today).num_days(),
            more: dated.len() - 1,
            note: task.notes.iter().find(|note| !note.is_of_annex()).cloned(),
        })
    }

    /// Whether there is nothing to remind of.
    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    fn overdue(&self) -> impl Iterator<Item = &ReminderItem> {
        self.items.iter().filter(|item| item.days < 0)
    }

    fn soon(&self) -> impl Iterator<Item = &ReminderItem> {
        self.items.iter().filter(|item| item.days >= 0)
    }

    fn unit_name(&self, lang: Lang) -> &str {
        match (lang, &self.unit.name_en) {
            (Lang::En, Some(name)) => name,
            _ => &self.unit.name,
        }
    }

    /// "04 nhiệm vụ quá hạn, 02 nhiệm vụ đến hạn trong 7 ngày tới".
    fn counted(&self, lang: Lang) -> String {
        let (late, soon) = (self.overdue().count(), self.soon().count());
        let when = match &self.wanted {
            ReminderScope::Standing => due_in(self.plan.settings.soon_days, lang),
            ReminderScope::DueIn(_) => lang.text("sắp đến hạn", "due soon"),
        };
        let late = (late > 0).then(|| {
            let n = count(late, lang);
            let tasks = if late == 1 { "task" } else { "tasks" };
            lang.pick(
                format!("{n} nhiệm vụ quá hạn"),
                format!("{n} overdue {tasks}"),
            )
        });
        let soon = (soon > 0).then(|| {
            let n = count(soon, lang);
            let tasks = if soon == 1 { "task" } else { "tasks" };
            lang.pick(
                format!("{n} nhiệm vụ {when}"),
                format!("{n} {tasks} {when}"),
            )
        });
        let parts: Vec<String> = late.into_iter().chain(soon).collect();
        parts.join(lang.pick(", ", " and "))
    }

    /// The message, in plain lines.
    pub(crate) fn text(&self, lang: Lang) -> String {
        let (unit, plan, counted) = (self.unit_name(lang), &self.plan.title, self.counted(lang));
        let day = dates::full(self.today);
        let mut lines = vec![
            lang.pick(format!("Kính gửi: {unit}"), format!("To: {unit}")),
            String::new(),
            lang.pick(
                format!("Thực hiện {plan}, tính đến ngày {day}, đơn vị chủ trì {counted}:"),
                format!("Under {plan}, as of {day}, you lead {counted}:"),
            ),
        ];
        let both = self.overdue().next().is_some() && self.soon().next().is_some();
        let mut number = 0;
        let mut part = |title: &str, items: &mut dyn Iterator<Item = &ReminderItem>| {
            for (nth, item) in items.enumerate() {
                if nth == 0 {
                    lines.push(String::new());
                    lines.extend(both.then(|| title.to_owned()));
                }
                number += 1;
                lines.push(format!("{number}. {}", item.sentence(lang)));
                lines.extend(item.remark(lang).map(|remark| format!("   {remark}")));
            }
        };
        part(lang.pick("QUÁ HẠN", "OVERDUE"), &mut self.overdue());
        part(lang.pick("SẮP ĐẾN HẠN", "DUE SOON"), &mut self.soon());
        let them = if self.items.len() == 1 { "it" } else { "them" };
        lines.extend([
            String::new(),
            lang.pick(
                "Đề nghị đơn vị khẩn trương hoàn thành, gửi kết quả kèm tài liệu kiểm chứng; việc nào \
                 vướng mắc hoặc cần gia hạn, đề nghị nêu rõ lý do."
                    .to_owned(),
                format!(
                    "Please complete {them}, and send the results with the evidence; where something \
                     is in the way or more time is needed, please give the reason."
                ),
            ),
        ]);
        lines.extend(
            self.plan
                .illustrative
                .then(|| ILLUSTRATIVE.get(lang).to_owned()),
        );
        let mut text = lines.join("\n");
        text.push('\n');
        text
    }

    /// The letter, laid out by Nghị định 30/2020/NĐ-CP.
    pub(crate) fn letter(&self, lang: Lang) -> Document {
        let mut head = letterhead::office(&self.names, self.today, lang);
        let mut recipients = vec![lang.text("Như trên", "As above")];
        let lines = self.names.recipients.lines();
        recipients.extend(
            lines
                .filter(|line| line.contains("Lưu:"))
                .map(str::to_owned),
        );
        let symbol = self.names.symbol.split_once('-');
        let office = symbol.map_or(self.names.symbol.as_str(), |(_, office)| office);
        let by = drafted_by(&self.names, lang);
        head.number = format!("{}       /{office}-{by}", lang.pick("Số:", "No.:"));
        let year = self.plan.year;
        head.subject = vec![lang.pick(
            format!("V/v đôn đốc thực hiện nhiệm vụ cải cách hành chính năm {year}"),
            format!("Re: administrative-reform tasks of {year} that are due"),
        )];
        let unit = self.unit_name(lang);
        head.addressee = lang.pick(format!("Kính gửi: {unit}."), format!("To: {unit}"));
        let notice = self
            .plan
            .illustrative
            .then(|| ILLUSTRATIVE.get(lang).to_owned());
        head.notices = notice.into_iter().collect();
        Document {
            lang,
            head,
            body: punctuate(self.body(lang)),
            foot: letterhead::signed(&self.names, recipients, lang),
            annexes: Vec::new(),
            tasks: None,
        }
    }

    fn body(&self, lang: Lang) -> Vec<Block> {
        let (plan, office, unit) = (&self.plan.title, &self.names.office, self.unit_name(lang));
        let number = plan_number(&self.plan, lang);
        let (day, counted) = (dates::full(self.today), self.counted(lang));
        let mut blocks = vec![Block::Paragraph(lang.pick(
            format!(
                "Thực hiện {plan}{number}, tính đến ngày {day}, {unit} chủ trì {counted}, cụ thể:"
            ),
            format!("Under {plan}{number}, as of {day}, {unit} leads {counted}:"),
        ))];
        let overdue: Vec<&ReminderItem> = self.overdue().collect();
        let late = bi("Quá hạn (ngày)", "Days overdue");
        let caption = bi("Nhiệm vụ quá hạn", "Overdue tasks");
        blocks.extend(table(&overdue, caption, late, lang));
        let soon: Vec<&ReminderItem> = self.soon().collect();
        let left = bi("Còn (ngày)", "Days left");
        let caption = bi("Nhiệm vụ sắp đến hạn", "Tasks due soon");
        blocks.extend(table(&soon, caption, left, lang));
        blocks.push(Block::Paragraph(lang.pick(
            format!("{office} đề nghị {unit}:"),
            format!("{office} asks {unit} to:"),
        )));
        blocks.extend(requests(!overdue.is_empty(), !soon.is_empty(), lang));
        blocks.push(Block::Paragraph(lang.pick(
            format!("Đề nghị {unit} quan tâm, thực hiện./."),
            "Thank you for your attention./.".to_owned(),
        )));
        blocks
    }
}

/// What a unit is asked to do, and by when the person who signs wants to hear of it.
fn requests(overdue: bool, soon: bool, lang: Lang) -> Vec<Block> {
    let late = bi(
        "Tập trung hoàn thành ngay các nhiệm vụ đã quá hạn; nêu rõ nguyên nhân chậm và thời gian hoàn thành",
        "complete the overdue tasks at once, and give the reasons for the delay",
    );
    let due = bi(
        "Hoàn thành đúng hạn các nhiệm vụ sắp đến hạn; nhiệm vụ cần gia hạn, đề nghị bằng văn bản trước khi \
         hết hạn",
        "complete on time what is due soon, and ask in writing, before the due date, where more time is \
         needed",
    );
    let results = bi(
        "Gửi kết quả thực hiện kèm tài liệu kiểm chứng",
        "send the results with the evidence",
    );
    let items = [(overdue, late), (soon, due), (true, results)];
    let items = items.into_iter().filter(|(wanted, _)| *wanted);
    let items = items.map(|(_, text)| Block::Item(text.get(lang).to_owned()));
    let day = to_write(bi("ngày báo cáo", "date"), lang);
    let by = Block::Place {
        part: String::new(),
        prompt: lang.pick(
            format!("Báo cáo kết quả trước ngày {day}."),
            format!("Please report by {day}."),
        ),
        text: None,
    };
    items.chain([by]).collect()
}

const ILLUSTRATIVE: Bi = bi(
    "Số liệu minh họa: đơn vị, thời hạn, tiến độ không phải số liệu thật.",
    "Sample data: units, deadlines and progress are fictitious.",
);

/// Who drafts the office's papers, as the line of the file copy says: "VP" of "Lưu: VT, VP".
fn drafted_by(names: &Letterhead, lang: Lang) -> String {
    let mut lines = names.recipients.lines();
    let filed = lines.find_map(|line| line.split_once("Lưu:"));
    let units = filed.map(|(_, units)| {
        units
            .split(',')
            .map(|unit| unit.trim_matches([' ', '.', ';']))
    });
    let mut units = units.into_iter().flatten();
    let unit = units.find(|unit| !unit.is_empty() && *unit != "VT");
    match unit {
        Some(unit) => unit.to_owned(),
        None => to_write(bi("đơn vị soạn thảo", "drafting unit"), lang),
    }
}

impl ReminderItem {
    /// " (kỳ Quý II)"; nothing where the task does not recur.
    fn period(&self, lang: Lang) -> String {
        let period = dates::period(self.rhythm, &self.period, lang);
        match period.is_empty() {
            true => period,
            false => format!(" ({})", dates::as_period(&period, lang)),
        }
    }

    /// "2.3.1-01 Kế hoạch rà soát: hạn 31/03/2021, quá hạn 72 ngày.".
    fn sentence(&self, lang: Lang) -> String {
        let (name, period) = (&self.name, self.period(lang));
        let (due, left) = (dates::full(self.due), days_left(self.days, lang));
        let more = self.more(lang).unwrap_or_default();
        lang.pick(
            format!("{name}{period}: hạn {due}, {left}{more}."),
            format!("{name}{period}: due {due}, {left}{more}."),
        )
    }

    /// "; thêm 2 kỳ sau" where more periods of the task are open.
    fn more(&self, lang: Lang) -> Option<String> {
        let n = self.more;
        let periods = if n == 1 { "period" } else { "periods" };
        (n > 0).then(|| {
            lang.pick(
                format!("; thêm {n} kỳ sau"),
                format!("; {n} later {periods} too"),
            )
        })
    }

    /// "Vướng mắc (02/06/2021): chờ hướng dẫn".
    fn remark(&self, lang: Lang) -> Option<String> {
        let note = self.note.as_ref()?;
        let (kind, day) = (
            capital(note_kind(note.kind).get(lang)),
            dates::full(note.day),
        );
        let text = in_one_sentence(&note.body);
        Some(format!("{kind} ({day}): {}", cut(&text, NOTE)))
    }
}

/// The tasks as a table; nothing where there are none.
fn table(items: &[&ReminderItem], caption: Bi, days: Bi, lang: Lang) -> Option<Block> {
    let row = |(nth, item): (i64, &&ReminderItem)| {
        let more = item.more(lang).unwrap_or_default();
        TableRow {
            kind: TableRowKind::Item,
            cells: vec![
                nth.into(),
                format!("{}{}{more}", item.name, item.period(lang)).into(),
                TableValue::Day(item.due),
                item.days.abs().into(),
                item.remark(lang).unwrap_or_default().into(),
            ],
        }
    };
    (!items.is_empty()).then(|| {
        Block::Table(Table {
            caption: caption.get(lang).to_owned(),
            columns: vec![
                TableColumn::new(lang.pick("TT", "No."), 8, Align::Centre),
                TableColumn::new(lang.pick("Nhiệm vụ", "Task"), 60, Align::Left),
                TableColumn::new(lang.pick("Thời hạn", "Due"), 22, Align::Centre),
                TableColumn::new(days.get(lang), 16, Align::Centre),
                TableColumn::new(lang.pick("Tình hình", "Last note"), 50, Align::Left),
            ],
            rows: (1..).zip(items).map(row).collect(),
        })
    })
}
