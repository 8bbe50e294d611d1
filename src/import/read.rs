//! An annex, parsed and compared with the plan.

use super::plan::{LoadedPlan, NoSection};
use super::units::{self, UnitDecision};
use crate::annex::compare::{AnnexDiff, DiffStatus, PlanTask, compare};
use crate::annex::parsed::{AnnexAnswer, AnnexTask, Corrections, ParsedAnnex, RowId, Warning};
use crate::annex::units::UnitNames;
use crate::annex::{CellEdit, PlanContext, apply_answer, apply_edit, parse, resolve_units_again};
use crate::domain::area::Section;
use crate::domain::deadline::{DeadlineKind, DeadlineRules, WordingOrigin};
use crate::domain::ids::{ActId, UnitId};
use crate::domain::task::WrittenTask;
use crate::domain::text::{LINE_MAX, fold, squeezed};
use crate::domain::unit::Unit;
use crate::sheets::workbook::Workbook;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What a person decides about an annex before it is imported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportDecisions {
    pub corrections: Corrections,
    /// By the unknown name, folded.
    pub units: BTreeMap<String, UnitDecision>,
    /// Leads that mean many units, folded, whose new tasks get one step per unit.
    pub steps: BTreeSet<String>,
    /// Rows that are compared but not imported.
    pub skipped: BTreeSet<RowId>,
}

#[derive(Clone, Debug, Default)]
pub struct Import {
    pub understood: ParsedAnnex,
    pub compared: AnnexDiff,
    /// The section of each of the annex's tasks, in their order.
    pub sections: Vec<Result<Section, NoSection>>,
    /// The sheets whose columns have meanings saved from an earlier file.
    pub remembered: Vec<String>,
    /// The plan's units after the decisions.
    pub units: Vec<Unit>,
    office: Option<Unit>,
}

impl Import {
    /// Parses a workbook and compares it with the plan.
    pub fn read(plan: &LoadedPlan, workbook: &Workbook, decisions: &ImportDecisions) -> Self {
        let units = units::with_decisions(&plan.units, &decisions.units);
        let context = context(plan, &units);
        let mut understood = parse(workbook, &context, &decisions.corrections);
        let (columns, remembered) = plan.heads.choices(&understood.sheets, workbook);
        if !columns.is_empty() {
            let mut corrections = decisions.corrections.clone();
            // The last choice wins.
            corrections.columns.splice(0..0, columns);
            understood = parse(workbook, &context, &corrections);
        }
        understood.tasks.iter_mut().for_each(fit_limits);
        let tasks = plan_tasks(plan, &units, &understood.tasks);
        let mut compared = compare(&understood.tasks, &tasks);
        let statuses = understood.tasks.iter().zip(&compared.tasks);
        let sections = statuses.map(|(task, status)| match plan.section_of(status) {
            Some(section) => Ok(section.clone()),
            None => plan.section_for(task),
        });
        let sections: Vec<_> = sections.collect();
        drop_unrelated(&mut compared, plan);
        let names = abbreviations(&units);
        for (task, status) in understood.tasks.iter_mut().zip(&compared.tasks) {
            if task.due.kind == DeadlineKind::Unclear
                && let Some(known) = status.code().and_then(|code| plan.task(code))
            {
                warn_of_kept_deadline(task, &plan_task(known, None, &names));
            }
        }
        Self {
            understood,
            compared,
            sections,
            remembered,
            units,
            office: Some(plan.office.clone()),
        }
    }

    /// Applies an edit of cells, with the `decisions` before it, and returns the indices of the tasks that have
    /// changed; `None` where the annex must be parsed again.
    pub(crate) fn edit_cells(
        &mut self,
        plan: &LoadedPlan,
        workbook: &Workbook,
        decisions: &ImportDecisions,
        what: &CellEdit,
    ) -> Option<Vec<usize>> {
        let context = context(plan, &self.units);
        let understood = &mut self.understood;
        let changed = apply_edit(understood, workbook, &context, &decisions.corrections, what)?;
        self.compare_again(plan, &changed);
        Some(changed)
    }

    /// Applies an answer to a question about the dates of a column, which `decisions` already hold, and returns
    /// the indices of the tasks that have changed; `None` where the annex must be parsed again.
    pub(crate) fn answer(
        &mut self,
        plan: &LoadedPlan,
        workbook: &Workbook,
        decisions: &ImportDecisions,
        column: (&str, u32),
        choice: AnnexAnswer,
    ) -> Option<Vec<usize>> {
        let context = context(plan, &self.units);
        let (understood, corrections) = (&mut self.understood, &decisions.corrections);
        let changed = apply_answer(understood, workbook, &context, corrections, column, choice)?;
        self.compare_again(plan, &changed);
        Some(changed)
    }

    /// Applies decisions about units and returns the indices of the tasks that have changed.
    pub(crate) fn resolve_units_again(
        &mut self,
        plan: &LoadedPlan,
        decisions: &ImportDecisions,
    ) -> Vec<usize> {
        self.units = units::with_decisions(&plan.units, &decisions.units);
        let changed = resolve_units_again(&mut self.understood, &context(plan, &self.units));
        self.compare_again(plan, &changed);
        changed
    }

    /// Compares tasks again with the plan's tasks that they are matched with.
    fn compare_again(&mut self, plan: &LoadedPlan, changed: &[usize]) {
        let names = abbreviations(&self.units);
        for at in changed {
            let task = self.understood.tasks.get_mut(*at);
            let status = self.compared.tasks.get_mut(*at);
            let (Some(task), Some(status)) = (task, status) else {
                continue;
            };
            if let Some(known) = status.code().and_then(|code| plan.task(code)) {
                let known = plan_task(known, None, &names);
                *status = DiffStatus::of(task, &known);
                warn_of_kept_deadline(task, &known);
            }
        }
    }

    /// Whether a name is that of the office whose plan it is, which says nothing of the unit.
    pub(crate) fn is_office(&self, name: &str) -> bool {
        let office = self.office.as_slice();
        UnitNames::of(office, &[], 0).find(name).is_some()
    }

    /// The annex's tasks, each with its status and its section.
    pub(crate) fn tasks(
        &self,
    ) -> impl Iterator<Item = (&AnnexTask, &DiffStatus, Result<&Section, &NoSection>)> + Clone {
        let tasks = self.understood.tasks.iter().zip(&self.compared.tasks);
        let tasks = tasks.zip(&self.sections);
        tasks.map(|((task, status), place)| (task, status, place.as_ref()))
    }
}

/// Drops from `missing` the tasks that were never in this annex. Only those count that were added by the
/// same act and in the same area as tasks that it has, which must be at least a quarter of them; any other
/// task was added by hand or by another annex.
fn drop_unrelated(compared: &mut AnnexDiff, plan: &LoadedPlan) {
    let origin = |code: &str| {
        let task = plan.task(code)?;
        Some((
            task.added_by?,
            plan.section(task.section)?.area_key.as_str(),
        ))
    };
    let count = |codes: &mut dyn Iterator<Item = &str>| {
        let mut counts: HashMap<(ActId, &str), usize> = HashMap::new();
        for origin in codes.filter_map(origin) {
            *counts.entry(origin).or_default() += 1;
        }
        counts
    };
    let here = count(&mut compared.tasks.iter().filter_map(DiffStatus::code));
    let gone = count(&mut compared.missing.iter().map(String::as_str));
    let is_missing = |code: &String| {
        let origin = origin(code)?;
        let (here, gone) = (here.get(&origin)?, gone.get(&origin)?);
        Some(here * 4 >= here + gone)
    };
    let missing = std::mem::take(&mut compared.missing).into_iter();
    let missing = missing.filter(|code| is_missing(code).unwrap_or_default());
    compared.missing = missing.collect();
}

fn context<'p>(plan: &'p LoadedPlan, units: &'p [Unit]) -> PlanContext<'p> {
    PlanContext {
        rules: DeadlineRules {
            year: plan.plan.year,
            reading: WordingOrigin::Document,
            before_is_strict: plan.plan.settings.before_is_strict,
        },
        issued_on: plan.plan.issued_on,
        units,
        merged: &plan.merged,
        areas: &plan.areas,
        sections: &plan.sections,
    }
}

fn warn_of_kept_deadline(task: &mut AnnexTask, known: &PlanTask) {
    if task.kept_deadline().is_none() && known.keeps_deadline(&task.due) {
        task.warnings.push(Warning::DeadlineKept {
            cell: task.due.wording.clone(),
            kept: known.deadline.clone(),
        });
    }
}

/// Truncates parts that are too long; the full text goes into the note.
fn fit_limits(task: &mut AnnexTask) {
    let mut more: Vec<String> = Vec::new();
    if let Some(product) = &mut task.product {
        truncate(product, &mut more);
    }
    if let Some(text) = task.coordinating_text.as_mut().filter(|text| is_long(text)) {
        truncate(text, &mut more);
    }
    if is_long(&task.due.wording) {
        truncate(&mut task.due.wording, &mut more);
        task.due.typed = None;
    }
    if !more.is_empty() {
        let note = task.note.take().into_iter().chain(more);
        task.note = Some(note.collect::<Vec<_>>().join("\n"));
    }
}

fn is_long(text: &str) -> bool {
    text.chars().count() > LINE_MAX
}

/// Makes a text one line and truncates it; the full text goes into `more`.
fn truncate(text: &mut String, more: &mut Vec<String>) {
    if text.contains('\n') {
        *text = squeezed(text);
    }
    if is_long(text) {
        more.push(text.clone());
        *text = text.chars().take(LINE_MAX - 1).chain(['…']).collect();
    }
}

fn plan_tasks(plan: &LoadedPlan, units: &[Unit], annex: &[AnnexTask]) -> Vec<PlanTask> {
    // Two annexes may use the same codes: an annex's code counts only within an area.
    let area = |section: Option<&Section>| section.map(|section| section.area_key.clone());
    let coded = annex.iter().filter_map(|task| {
        let place = plan.section_for(task).ok();
        Some((fold(task.code.as_ref()?), area(place.as_ref())))
    });
    let coded: HashSet<(String, Option<String>)> = coded.collect();
    let names = abbreviations(units);
    let tasks = plan.tasks.iter().map(|task| {
        let code = plan.source_codes.get(&task.id).filter(|code| {
            let area = area(plan.section(task.section));
            coded.contains(&(fold(code), area))
        });
        plan_task(task, code.cloned(), &names)
    });
    tasks.collect()
}

fn abbreviations(units: &[Unit]) -> BTreeMap<UnitId, &str> {
    let names = units
        .iter()
        .map(|unit| (unit.id, unit.abbreviation.as_str()));
    names.collect()
}

fn plan_task(
    task: &WrittenTask,
    source_code: Option<String>,
    names: &BTreeMap<UnitId, &str>,
) -> PlanTask {
    let name = |unit| names.get(unit).map(|name| (*name).to_owned());
    let text = &task.text;
    PlanTask {
        code: task.code.clone(),
        source_code,
        title: text.title.clone(),
        text: text.text.clone(),
        lead: text.lead.as_ref().and_then(name),
        coordinating: text.coordinating.iter().filter_map(name).collect(),
        deadline: task.deadline.clone(),
        deadline_is_clear: !matches!(task.kind, DeadlineKind::Unclear | DeadlineKind::None),
        product: text.product.clone(),
    }
}

/// The leads of an annex's task that mean many units, folded.
pub fn generic_leads(task: &AnnexTask) -> impl Iterator<Item = String> {
    task.warnings.iter().filter_map(|warning| match warning {
        Warning::GenericLead(text) => Some(fold(text)),
        _ => None,
    })
}
