//! What tasks are given: their lead unit, the units that co-operate, another section. A list that
//! letters narrow; of the co-operating units several can be ticked.

use super::layer::{
    AssignKind, Cx, Footer, FormRequest, Layer, MarkedTasks, Message, Next, Reply, Request, Unsaved,
};
use crate::domain::area::Section;
use crate::domain::change::{Change, Refusal};
use crate::domain::ids::{SectionId, TaskId, UnitId};
use crate::domain::task::Task;
use crate::domain::text::{LINE_MAX, fold};
use crate::domain::unit::{Unit, UnitKind};
use crate::present::lang::{Lang, bi};
use crate::present::messages::{errors, labels};
use crate::present::names::unit_name;
use crate::store::{Result, StoreError};
use crate::tui::actions::{Action, KeyContext};
use crate::tui::command::{Saved, tasks};
use crate::tui::env::Env;
use crate::tui::widgets::dialog::ChoiceDialog;
use crate::tui::widgets::editor::Editor;
use ratatui::Frame as Canvas;

#[derive(Debug)]
pub(super) struct Assign {
    what: AssignKind,
    /// As the person saw them.
    tasks: Vec<Task>,
    marked: MarkedTasks,
    choices: Vec<AssignRow>,
    typed: Editor,
    cursor: usize,
    /// Whether the deadline of the same tasks is asked for next.
    deadline_next: bool,
}

/// One line of the list.
#[derive(Debug)]
struct AssignRow {
    given: Given,
    /// The abbreviation or the number, folded: what is typed most.
    short: String,
    /// Everything by which it is found, folded.
    found: String,
    label: String,
    right: String,
    /// Whether all the tasks have it.
    had: bool,
    /// What the person says of it: whether they are to have it.
    ticked: Option<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Given {
    Lead(Option<UnitId>),
    Partner(UnitId),
    Section(SectionId),
}

impl Given {
    fn is_had(self, task: &Task) -> bool {
        match self {
            Self::Lead(lead) => task.texts.lead == lead,
            Self::Partner(unit) => task.texts.coordinating.contains(&unit),
            Self::Section(section) => task.section_id == section,
        }
    }
}

impl AssignRow {
    fn new(given: Given, names: [&str; 2], label: String, aside: &str, tasks: &[Task]) -> Self {
        let had = tasks.iter().filter(|task| given.is_had(task)).count();
        let right = match (had, tasks.len()) {
            (0, _) => aside.to_owned(),
            (_, 1) => "✓".to_owned(),
            (had, all) => format!("{had}/{all}"),
        };
        Self {
            given,
            short: fold(names[0]),
            found: fold(&names.join(" ")),
            label,
            right,
            had: had == tasks.len(),
            ticked: None,
        }
    }

    fn is_ticked(&self) -> bool {
        self.ticked.unwrap_or(self.had)
    }

    /// How well it fits the words that are typed, the best first; none where it does not.
    fn fits(&self, words: &str) -> Option<u8> {
        let all = words.split(' ').all(|word| self.found.contains(word));
        all.then(|| match self.short.strip_prefix(words) {
            Some("") => 0,
            Some(_) => 1,
            None => 2,
        })
    }
}

impl Assign {
    pub(super) fn new(what: AssignKind, tasks: Vec<Task>, env: &Env) -> Self {
        let choices: Vec<AssignRow> = match what {
            AssignKind::Lead => leads(&tasks, env),
            AssignKind::Partners => partners(&tasks, env),
            AssignKind::Section => {
                let sections = env.sections.iter();
                sections.map(|one| in_section(one, &tasks, env)).collect()
            }
        };
        let had = choices.iter().position(|choice| choice.had);
        Self {
            cursor: had.filter(|_| what != AssignKind::Partners).unwrap_or(0),
            what,
            tasks,
            marked: MarkedTasks::default(),
            choices,
            typed: Editor::line("").with_limit(LINE_MAX),
            deadline_next: false,
        }
    }

    /// The places of the lines that fit what is typed, the best first.
    fn shown(&self) -> Vec<usize> {
        let words = fold(self.typed.text());
        let fits = |(at, choice): (usize, &AssignRow)| Some((choice.fits(&words)?, at));
        let mut shown: Vec<(u8, usize)> =
            self.choices.iter().enumerate().filter_map(fits).collect();
        if !words.is_empty() {
            shown.sort();
        }
        shown.into_iter().map(|(_, at)| at).collect()
    }

    fn under_cursor(&self) -> Option<usize> {
        self.shown().get(self.cursor).copied()
    }

    /// Ticks the line under the cursor, and begins the next word.
    fn tick(&mut self) {
        let Some(at) = self.under_cursor() else {
            return;
        };
        let choice = &mut self.choices[at];
        choice.ticked = Some(!choice.is_ticked());
        self.typed.take();
        let mut shown = self.shown().into_iter();
        self.cursor = shown.position(|one| one == at).unwrap_or_default();
    }

    /// Units that are to join, and those that no longer do. A line that was typed for, or the only
    /// thing chosen, need not be ticked.
    fn partners(&self) -> (Vec<UnitId>, Vec<UnitId>) {
        let ticked = self.choices.iter().any(|choice| choice.ticked.is_some());
        let meant = self.under_cursor();
        let meant = meant.filter(|_| !ticked || !self.typed.is_empty());
        let (mut joining, mut leaving) = (Vec::new(), Vec::new());
        for (at, choice) in self.choices.iter().enumerate() {
            let joins = choice.ticked.or((meant == Some(at)).then_some(true));
            match (choice.given, joins) {
                (Given::Partner(unit), Some(true)) => joining.push(unit),
                (Given::Partner(unit), Some(false)) => leaving.push(unit),
                _ => {}
            }
        }
        (joining, leaving)
    }

    /// What makes the tasks so; of those that are so already nothing.
    fn changes(&self) -> Vec<Change> {
        let chosen = self.under_cursor().map(|at| self.choices[at].given);
        let tasks = self.tasks.iter();
        match (self.what, chosen) {
            (AssignKind::Lead, Some(Given::Lead(lead))) => tasks
                .filter_map(|task| Change::edit(task, task.texts.led_by(lead)))
                .collect(),
            (AssignKind::Section, Some(Given::Section(section))) => tasks
                .filter_map(|task| Change::put_into(task, section))
                .collect(),
            (AssignKind::Partners, _) => {
                let (joining, leaving) = self.partners();
                tasks
                    .filter_map(|task| Change::edit(task, task.texts.joined_by(&joining, &leaving)))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    fn take(&mut self, deadline_next: bool, cx: &Cx<'_>) -> Result<Next> {
        self.deadline_next = deadline_next;
        let changes = self.changes();
        match (changes.is_empty(), self.under_cursor()) {
            (false, _) => Ok(self.marked.apply(None, changes, cx.env)),
            (true, None) => Ok(Next::Stay),
            (true, Some(_)) if deadline_next => self.go_on(cx),
            (true, Some(_)) => {
                let same = errors::refused(&Refusal::NoChange, cx.env.lang);
                Ok(Next::Close.then(Next::Notify(Message::new(same))))
            }
        }
    }

    /// Closes, and asks for the deadline where that comes next.
    fn go_on(&mut self, cx: &Cx<'_>) -> Result<Next> {
        if !self.deadline_next {
            return Ok(Next::Close);
        }
        let form = FormRequest::SetDeadline(tasks(cx.store, &self.ids())?);
        let marked = std::mem::take(&mut self.marked);
        let form = Request::ForMarked(marked, Box::new(Request::Form(form)));
        Ok(Next::Close.then(Next::Open(form)))
    }

    fn ids(&self) -> Vec<TaskId> {
        self.tasks.iter().map(|task| task.row.id).collect()
    }

    fn title(&self, lang: Lang) -> String {
        let name = match self.what {
            AssignKind::Lead => bi("Chủ trì", "Lead unit"),
            AssignKind::Partners => bi("Phối hợp", "Co-operating"),
            AssignKind::Section => bi("Chuyển sang mục", "Move to section"),
        };
        let name = name.get(lang);
        match self.tasks.as_slice() {
            [one] => format!("{name} · {}", one.row.code),
            many => lang.pick(
                format!("{name} · {} nhiệm vụ", many.len()),
                format!("{name} · {} tasks", many.len()),
            ),
        }
    }
}

/// The units that take work in the plan's year, the office's own first.
fn units(env: &Env) -> Vec<&Unit> {
    let mut units: Vec<&Unit> = env.active_units().collect();
    units.sort_by_key(|unit| match unit.kind {
        UnitKind::Outside => 2,
        UnitKind::Pseudo => 1,
        _ => 0,
    });
    units
}

fn leads(tasks: &[Task], env: &Env) -> Vec<AssignRow> {
    let nobody = env.lang.pick("chưa giao", "not assigned");
    let none = AssignRow::new(
        Given::Lead(None),
        [nobody, ""],
        nobody.to_owned(),
        "",
        tasks,
    );
    let units = units(env).into_iter();
    let units = units.map(|unit| of_unit(Given::Lead(Some(unit.id)), unit, tasks, env));
    units.chain([none]).collect()
}

fn partners(tasks: &[Task], env: &Env) -> Vec<AssignRow> {
    let units = units(env).into_iter();
    let units = units.map(|unit| of_unit(Given::Partner(unit.id), unit, tasks, env));
    units.collect()
}

fn of_unit(given: Given, unit: &Unit, tasks: &[Task], env: &Env) -> AssignRow {
    let english = unit.name_en.as_deref().unwrap_or_default();
    let names = format!("{} {english} {}", unit.name, unit.aliases.join(" "));
    let aside = match unit.kind {
        UnitKind::Outside => labels::unit_kind(unit.kind).get(env.lang),
        _ => "",
    };
    let label = unit_name(unit, env.lang);
    AssignRow::new(given, [&unit.abbreviation, &names], label, aside, tasks)
}

fn in_section(section: &Section, tasks: &[Task], env: &Env) -> AssignRow {
    let area = env.area(section.area);
    let area = area.map_or("", |area| env.lang.pick(&area.short, &area.short_en));
    let label = format!("{area} › {} {}", section.number, section.title);
    let names = [section.number.as_str(), &label];
    AssignRow::new(Given::Section(section.id), names, label.clone(), "", tasks)
}

impl Layer for Assign {
    fn context(&self) -> KeyContext {
        KeyContext::Assign
    }

    fn footer(&self) -> Footer {
        Footer::of(&[Action::Open, Action::Mark, Action::Deadline, Action::Back])
    }

    fn offers(&self, action: Action, _env: &Env) -> bool {
        match action {
            Action::Mark => self.what == AssignKind::Partners,
            Action::Deadline => self.what == AssignKind::Lead,
            _ => true,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        let last = self.shown().len().saturating_sub(1);
        match action {
            Action::Back => return Ok(Next::Close),
            Action::Open => return self.take(false, cx),
            Action::Deadline if self.what == AssignKind::Lead => return self.take(true, cx),
            Action::Deadline => {}
            Action::Mark if self.what == AssignKind::Partners => self.tick(),
            Action::Mark => {
                self.typed.insert(" ");
            }
            Action::Up => self.cursor = self.cursor.saturating_sub(1),
            Action::Down => self.cursor = (self.cursor + 1).min(last),
            _ => {
                self.typed.act(action);
                self.cursor = 0;
            }
        }
        Ok(Next::Stay)
    }

    fn text(&mut self) -> Option<&mut Editor> {
        Some(&mut self.typed)
    }

    fn typed(&mut self, _letters: &str, _cx: &Cx<'_>) -> Result<Next> {
        self.cursor = 0;
        Ok(Next::Stay)
    }

    fn set_marked(&mut self, marked: MarkedTasks) {
        self.marked = marked;
    }

    fn unsaved(&self) -> Unsaved<'_> {
        match self.choices.iter().any(|choice| choice.ticked.is_some()) {
            true => Unsaved::Lost,
            false => Unsaved::Nothing,
        }
    }

    fn reply(&mut self, reply: Reply, cx: &Cx<'_>) -> Result<Next> {
        match reply {
            Reply::Save => self.take(self.deadline_next, cx),
            Reply::Discard => Ok(Next::Close),
            _ => Ok(Next::Stay),
        }
    }

    fn saved(&mut self, _saved: &Saved, cx: &Cx<'_>) -> Result<Next> {
        self.go_on(cx)
    }

    fn refused(
        &mut self,
        _error: Option<&StoreError>,
        message: String,
        cx: &Cx<'_>,
    ) -> Option<String> {
        // From now on the person has seen them as they are: a second try is made knowingly.
        if let Ok(now) = tasks(cx.store, &self.ids()) {
            self.tasks = now;
        }
        Some(message)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        let shown = self.shown();
        let label = |choice: &AssignRow| match (self.what, choice.is_ticked()) {
            (AssignKind::Partners, true) => format!("[x] {}", choice.label),
            (AssignKind::Partners, false) => format!("[ ] {}", choice.label),
            _ => choice.label.clone(),
        };
        let shown = shown.iter().map(|at| &self.choices[*at]);
        let rows: Vec<(String, &str)> = shown.map(|one| (label(one), one.right.as_str())).collect();
        let rows: Vec<(&str, &str)> = rows
            .iter()
            .map(|(label, at)| (label.as_str(), *at))
            .collect();
        let choices = ChoiceDialog {
            title: &self.title(env.lang),
            typed: Some(&self.typed),
            rows: &rows,
            most: self.choices.len(),
            cursor: self.cursor,
            none: env.lang.pick("Không tìm thấy mục nào.", "No matches."),
        };
        choices.draw(canvas, &env.layout(), env.theme);
    }
}
