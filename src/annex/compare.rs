//! Matches the tasks of an annex with those of a plan: which are new, which are the same, what differs.

use super::cell_text::is_cut;
use super::parsed::AnnexTask;
use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::domain::text::{fold, squeezed};
use std::collections::{BTreeSet, HashMap};

/// A task of the plan, with the parts that an annex may hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanTask {
    pub code: String,
    /// Its code in the annex's own numbering, if known.
    pub source_code: Option<String>,
    pub title: String,
    pub text: String,
    /// Abbreviations.
    pub lead: Option<String>,
    pub coordinating: Vec<String>,
    /// The wording.
    pub deadline: String,
    pub deadline_is_clear: bool,
    pub product: Option<String>,
}

impl PlanTask {
    /// Whether its deadline is kept although the annex has another wording: one that cannot be read replaces
    /// none that is clear, which a person may have corrected.
    pub(crate) fn keeps_deadline(&self, annex: &Deadline) -> bool {
        self.deadline_is_clear
            && annex.kind == DeadlineKind::Unclear
            && squeezed(&annex.wording) != squeezed(&self.deadline)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnnexDiff {
    /// In the order of the annex's tasks.
    pub tasks: Vec<DiffStatus>,
    /// The codes of the plan's tasks that are not in the annex.
    pub missing: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiffStatus {
    New,
    /// The plan's task of that code is the same.
    Same {
        code: String,
    },
    Changed {
        code: String,
        parts: Vec<PartDifference>,
    },
}

impl DiffStatus {
    pub(crate) fn of(task: &AnnexTask, known: &PlanTask) -> Self {
        let parts = differences(task, known);
        let code = known.code.clone();
        match parts.is_empty() {
            true => Self::Same { code },
            false => Self::Changed { code, parts },
        }
    }

    /// Its name in JSON.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Same { .. } => "same",
            Self::Changed { .. } => "changed",
        }
    }

    /// The code of the plan's task.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::New => None,
            Self::Same { code } | Self::Changed { code, .. } => Some(code),
        }
    }
}

/// A part that differs between plan and annex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartDifference {
    pub part: ComparedPart,
    pub old: String,
    pub new: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparedPart {
    Text,
    Lead,
    Coordinating,
    Deadline,
    Product,
}

/// The characters, folded, of a common beginning by which two texts are the same task.
const LONG_PREFIX: usize = 60;
/// The same for a truncated text.
const CUT_PREFIX: usize = 20;
/// The characters of the indexed prefixes.
const INDEXED: usize = CUT_PREFIX;

/// Compares an annex's tasks with a plan's. A task of the plan is matched at most once.
pub fn compare(annex: &[AnnexTask], plan: &[PlanTask]) -> AnnexDiff {
    let index = Index::of(plan);
    let mut free: Vec<bool> = vec![true; plan.len()];
    let mut found: Vec<Option<usize>> = vec![None; annex.len()];
    // The surest criterion first, so that no guess takes what belongs to another.
    for find in [Index::by_code, Index::by_text, Index::by_prefix] {
        for (task, found) in annex.iter().zip(&mut found) {
            if found.is_some() {
                continue;
            }
            *found = find(&index, task, &free);
            if let Some(taken) = found.and_then(|at| free.get_mut(at)) {
                *taken = false;
            }
        }
    }
    let known = found.iter().map(|found| found.and_then(|at| plan.get(at)));
    let tasks = annex.iter().zip(known).map(|(task, known)| match known {
        None => DiffStatus::New,
        Some(known) => DiffStatus::of(task, known),
    });
    let missing = plan.iter().zip(&free).filter(|(_, free)| **free);
    AnnexDiff {
        tasks: tasks.collect(),
        missing: missing.map(|(task, _)| task.code.clone()).collect(),
    }
}

/// The plan's tasks by code, text and prefix.
struct Index<'p> {
    plan: &'p [PlanTask],
    codes: HashMap<String, usize>,
    texts: HashMap<String, Vec<usize>>,
    prefixes: HashMap<String, Vec<usize>>,
    folded: Vec<String>,
}

impl<'p> Index<'p> {
    fn of(plan: &'p [PlanTask]) -> Self {
        let mut index = Self {
            plan,
            codes: HashMap::new(),
            texts: HashMap::new(),
            prefixes: HashMap::new(),
            folded: plan.iter().map(|task| bare(&task.text)).collect(),
        };
        for (at, task) in plan.iter().enumerate() {
            let codes = [Some(&task.code), task.source_code.as_ref()];
            for code in codes.into_iter().flatten() {
                index.codes.entry(fold(code)).or_insert(at);
            }
            let text = bare(&task.text);
            let title = bare(&task.title);
            index.prefixes.entry(prefix(&text)).or_default().push(at);
            if title != text {
                index.texts.entry(title).or_default().push(at);
            }
            index.texts.entry(text).or_default().push(at);
        }
        index
    }

    fn by_code(&self, task: &AnnexTask, free: &[bool]) -> Option<usize> {
        let at = *self.codes.get(&fold(task.code.as_ref()?))?;
        free.get(at).copied()?.then_some(at)
    }

    fn by_text(&self, task: &AnnexTask, free: &[bool]) -> Option<usize> {
        let same = self.texts.get(&bare(&task.text))?;
        self.best_match(task, same.iter().copied(), free)
    }

    fn by_prefix(&self, task: &AnnexTask, free: &[bool]) -> Option<usize> {
        let text = bare(&task.text);
        let alike = self.prefixes.get(&prefix(&text))?.iter().copied();
        let alike = alike.filter(|at| {
            let known = self.folded.get(*at).zip(self.plan.get(*at));
            known.is_some_and(|(folded, known)| {
                let cut = is_cut(&task.text) || is_cut(&known.text);
                share_prefix(&text, folded, cut)
            })
        });
        self.best_match(task, alike, free)
    }

    /// Of several free candidates the one that the same unit leads, else the first.
    fn best_match(
        &self,
        task: &AnnexTask,
        among: impl Iterator<Item = usize>,
        free: &[bool],
    ) -> Option<usize> {
        let all: Vec<usize> = among.filter(|at| free.get(*at) == Some(&true)).collect();
        let same_lead = |at: &&usize| {
            self.plan
                .get(**at)
                .is_some_and(|known| known.lead.is_some() && known.lead == task.lead)
        };
        all.iter().find(same_lead).or(all.first()).copied()
    }
}

/// Whether two folded texts are the same but for the end of one.
fn share_prefix(one: &str, other: &str, cut: bool) -> bool {
    let (short, long) = match one.len() < other.len() {
        true => (one, other),
        false => (other, one),
    };
    if cut && short.chars().count() >= CUT_PREFIX && long.starts_with(short) {
        return true;
    }
    let pairs = short.chars().zip(long.chars());
    let common = pairs.take_while(|(one, other)| one == other).count();
    common >= LONG_PREFIX && common * 10 >= long.chars().count() * 6
}

/// A text folded, without punctuation at its ends.
fn bare(text: &str) -> String {
    let folded = fold(text);
    folded
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned()
}

fn prefix(text: &str) -> String {
    text.chars().take(INDEXED).collect()
}

/// What differs; a part that the annex does not have never does.
fn differences(task: &AnnexTask, known: &PlanTask) -> Vec<PartDifference> {
    let mut parts = Vec::new();
    let mut differ = |part, old: &str, new: &str| {
        let (old, new) = (old.to_owned(), new.to_owned());
        parts.push(PartDifference { part, old, new });
    };
    // White space changes on the way through other programs.
    let same = |one: &str, other: &str| squeezed(one) == squeezed(other);
    let shorter = is_cut(&task.text) && bare(&known.text).starts_with(&bare(&task.text));
    if !same(&task.text, &known.text) && !shorter {
        differ(ComparedPart::Text, &known.text, &task.text);
    }
    let lead = known.lead.as_deref().unwrap_or_default();
    if let Some(new) = task.lead.as_deref().filter(|new| *new != lead) {
        differ(ComparedPart::Lead, lead, new);
    }
    let set = |units: &[String]| units.iter().cloned().collect::<BTreeSet<_>>();
    if !task.coordinating.is_empty() && set(&task.coordinating) != set(&known.coordinating) {
        let [old, new] = [&known.coordinating, &task.coordinating].map(|units| units.join(", "));
        differ(ComparedPart::Coordinating, &old, &new);
    }
    let wording = &task.due.wording;
    let given = !wording.is_empty() && !known.keeps_deadline(&task.due);
    if given && !same(wording, &known.deadline) {
        differ(ComparedPart::Deadline, &known.deadline, wording);
    }
    let product = known.product.as_deref().unwrap_or_default();
    if let Some(new) = task.product.as_deref().filter(|new| !same(new, product)) {
        differ(ComparedPart::Product, product, new);
    }
    parts
}
