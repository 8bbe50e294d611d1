//! What an annex would change in a plan: which tasks are new, which are known, and what of them differs.

use super::text::is_cut;
use super::understood::AnnexTask;
use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::domain::text::{fold, squeezed};
use std::collections::{BTreeSet, HashMap};

/// A task of the plan, as far as an annex says something of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanTask {
    pub code: String,
    /// The code that it has in the annex's own numbering, where one is known.
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
    /// Whether its deadline stays although the annex words it otherwise: a wording that says no day that
    /// could be read replaces none that is clear, for a person may have corrected it.
    pub fn keeps_deadline(&self, annex: &Deadline) -> bool {
        self.deadline_is_clear
            && annex.kind == DeadlineKind::Unclear
            && squeezed(&annex.wording) != squeezed(&self.deadline)
    }
}

/// What became of the tasks of an annex, in their order, and of the plan's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    pub tasks: Vec<Status>,
    /// The codes of the plan's tasks that stand no more in the annex.
    pub missing: Vec<String>,
}

/// What an annex's task is to the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    New,
    /// It is the plan's task with that code.
    Same {
        code: String,
    },
    Changed {
        code: String,
        parts: Vec<Difference>,
    },
}

impl Status {
    /// What a task of the annex is to the plan's that it is.
    pub fn of(task: &AnnexTask, known: &PlanTask) -> Self {
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

/// A part that the annex gives otherwise than the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub part: Part,
    pub old: String,
    pub new: String,
}

/// The parts of a task that an annex gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Text,
    Lead,
    Coordinating,
    Deadline,
    Product,
}

/// Letters, folded, that two texts must begin with to be one that was changed at its end.
const LONG_BEGINNING: usize = 60;
/// The same for a text that was cut by what wrote it.
const CUT_BEGINNING: usize = 20;
/// Letters by which beginnings are looked up.
const INDEXED: usize = CUT_BEGINNING;

/// Compares an annex's tasks with a plan's. Each task of the plan is at most one of the annex's.
pub fn compare(annex: &[AnnexTask], plan: &[PlanTask]) -> Compared {
    let index = Index::of(plan);
    let mut free: Vec<bool> = vec![true; plan.len()];
    let mut found: Vec<Option<usize>> = vec![None; annex.len()];
    // The surest first, so that no guess takes what belongs to another.
    for way in [Index::by_code, Index::by_text, Index::by_beginning] {
        for (task, found) in annex.iter().zip(&mut found) {
            if found.is_some() {
                continue;
            }
            *found = way(&index, task, &free);
            if let Some(taken) = found.and_then(|at| free.get_mut(at)) {
                *taken = false;
            }
        }
    }
    let known = found.iter().map(|found| found.and_then(|at| plan.get(at)));
    let tasks = annex.iter().zip(known).map(|(task, known)| match known {
        None => Status::New,
        Some(known) => Status::of(task, known),
    });
    let missing = plan.iter().zip(&free).filter(|(_, free)| **free);
    Compared {
        tasks: tasks.collect(),
        missing: missing.map(|(task, _)| task.code.clone()).collect(),
    }
}

/// The plan's tasks by what they are found by.
struct Index<'p> {
    plan: &'p [PlanTask],
    codes: HashMap<String, usize>,
    texts: HashMap<String, Vec<usize>>,
    beginnings: HashMap<String, Vec<usize>>,
    folded: Vec<String>,
}

impl<'p> Index<'p> {
    fn of(plan: &'p [PlanTask]) -> Self {
        let mut index = Self {
            plan,
            codes: HashMap::new(),
            texts: HashMap::new(),
            beginnings: HashMap::new(),
            folded: plan.iter().map(|task| bare(&task.text)).collect(),
        };
        for (at, task) in plan.iter().enumerate() {
            let codes = [Some(&task.code), task.source_code.as_ref()];
            for code in codes.into_iter().flatten() {
                index.codes.entry(fold(code)).or_insert(at);
            }
            let text = bare(&task.text);
            let title = bare(&task.title);
            index
                .beginnings
                .entry(beginning(&text))
                .or_default()
                .push(at);
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
        self.likeliest(task, same.iter().copied(), free)
    }

    fn by_beginning(&self, task: &AnnexTask, free: &[bool]) -> Option<usize> {
        let text = bare(&task.text);
        let alike = self.beginnings.get(&beginning(&text))?.iter().copied();
        let alike = alike.filter(|at| {
            let known = self.folded.get(*at).zip(self.plan.get(*at));
            known.is_some_and(|(folded, known)| {
                let cut = is_cut(&task.text) || is_cut(&known.text);
                begin_alike(&text, folded, cut)
            })
        });
        self.likeliest(task, alike, free)
    }

    /// Of several the one that the same unit leads, else the first; tasks of the plan with a code of the
    /// annex's own belong to others.
    fn likeliest(
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

/// Whether one of two folded texts is the other, cut or changed at its end.
fn begin_alike(one: &str, other: &str, cut: bool) -> bool {
    let (short, long) = match one.len() < other.len() {
        true => (one, other),
        false => (other, one),
    };
    if cut && short.chars().count() >= CUT_BEGINNING && long.starts_with(short) {
        return true;
    }
    let pairs = short.chars().zip(long.chars());
    let common = pairs.take_while(|(one, other)| one == other).count();
    common >= LONG_BEGINNING && common * 10 >= long.chars().count() * 6
}

/// A text as it is compared: folded, without what stands at its ends.
fn bare(text: &str) -> String {
    let folded = fold(text);
    folded
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned()
}

fn beginning(text: &str) -> String {
    text.chars().take(INDEXED).collect()
}

/// What the annex gives otherwise; where it gives nothing, nothing differs.
fn differences(task: &AnnexTask, known: &PlanTask) -> Vec<Difference> {
    let mut parts = Vec::new();
    let mut differ = |part, old: &str, new: &str| {
        let (old, new) = (old.to_owned(), new.to_owned());
        parts.push(Difference { part, old, new });
    };
    // Blanks are lost on the way.
    let same = |one: &str, other: &str| squeezed(one) == squeezed(other);
    let shorter = is_cut(&task.text) && bare(&known.text).starts_with(&bare(&task.text));
    if !same(&task.text, &known.text) && !shorter {
        differ(Part::Text, &known.text, &task.text);
    }
    let lead = known.lead.as_deref().unwrap_or_default();
    if let Some(new) = task.lead.as_deref().filter(|new| *new != lead) {
        differ(Part::Lead, lead, new);
    }
    let set = |units: &[String]| units.iter().cloned().collect::<BTreeSet<_>>();
    if !task.coordinating.is_empty() && set(&task.coordinating) != set(&known.coordinating) {
        let [old, new] = [&known.coordinating, &task.coordinating].map(|units| units.join(", "));
        differ(Part::Coordinating, &old, &new);
    }
    let wording = &task.due.wording;
    let given = !wording.is_empty() && !known.keeps_deadline(&task.due);
    if given && !same(wording, &known.deadline) {
        differ(Part::Deadline, &known.deadline, wording);
    }
    let product = known.product.as_deref().unwrap_or_default();
    if let Some(new) = task.product.as_deref().filter(|new| !same(new, product)) {
        differ(Part::Product, product, new);
    }
    parts
}
