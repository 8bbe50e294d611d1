//! What an annex would change in a plan: which tasks are new, which are known, and what of them differs.

use super::table::is_cut;
use super::understood::AnnexTask;
use crate::domain::text::fold;
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
    pub product: Option<String>,
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
    let tasks =
        annex
            .iter()
            .zip(&found)
            .map(|(task, found)| match found.and_then(|at| plan.get(at)) {
                None => Status::New,
                Some(known) => {
                    let parts = differences(task, known);
                    let code = known.code.clone();
                    if parts.is_empty() {
                        Status::Same { code }
                    } else {
                        Status::Changed { code, parts }
                    }
                }
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
        let alike = self.beginnings.get(&beginning(&text))?;
        let cut = is_cut(&task.text);
        let alike = alike.iter().copied().filter(|at| {
            let (Some(known), Some(whole)) = (self.folded.get(*at), self.plan.get(*at)) else {
                return false;
            };
            let (short, long) = if known.len() < text.len() {
                (known, &text)
            } else {
                (&text, known)
            };
            if (cut || is_cut(&whole.text))
                && short.chars().count() >= CUT_BEGINNING
                && long.starts_with(short.as_str())
            {
                return true;
            }
            let common = text
                .chars()
                .zip(known.chars())
                .take_while(|(one, other)| one == other)
                .count();
            common >= LONG_BEGINNING && common * 10 >= long.chars().count() * 6
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
        parts.push(Difference {
            part,
            old: old.to_owned(),
            new: new.to_owned(),
        });
    };
    let shorter = is_cut(&task.text) && bare(&known.text).starts_with(&bare(&task.text));
    if words(&task.text) != words(&known.text) && !shorter {
        differ(Part::Text, &known.text, &task.text);
    }
    if let Some(lead) = &task.lead
        && Some(lead) != known.lead.as_ref()
    {
        differ(Part::Lead, known.lead.as_deref().unwrap_or_default(), lead);
    }
    let set = |units: &[String]| units.iter().cloned().collect::<BTreeSet<_>>();
    if !task.coordinating.is_empty() && set(&task.coordinating) != set(&known.coordinating) {
        differ(
            Part::Coordinating,
            &known.coordinating.join(", "),
            &task.coordinating.join(", "),
        );
    }
    if !task.due.wording.is_empty() && words(&task.due.wording) != words(&known.deadline) {
        differ(Part::Deadline, &known.deadline, &task.due.wording);
    }
    if let Some(product) = &task.product
        && words(product) != words(known.product.as_deref().unwrap_or_default())
    {
        differ(
            Part::Product,
            known.product.as_deref().unwrap_or_default(),
            product,
        );
    }
    parts
}

/// The text with single blanks, for blanks are lost on the way.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
