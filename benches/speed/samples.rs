//! What was measured: numbers by name, in rounds.

use std::collections::BTreeMap;

/// Numbers by name; milliseconds, bytes or megabytes, as the name says.
#[derive(Default)]
pub struct Samples(BTreeMap<&'static str, Vec<f64>>);

impl Samples {
    /// Adds one.
    pub fn add(&mut self, name: &'static str, number: f64) {
        self.0.entry(name).or_default().push(number);
    }

    fn quantile(&self, name: &str, part: f64) -> Option<f64> {
        nearest(self.0.get(name)?.clone(), part)
    }
}

/// The same things measured in some rounds. Each figure is the middle one of the rounds' figures, so
/// that a disturbed one does not count.
#[derive(Default)]
pub struct Rounds(pub Vec<Samples>);

impl Rounds {
    /// The smallest number that is not below that part of them, 0 to 1: the nearest rank. Nothing
    /// where none was taken.
    pub fn quantile(&self, name: &str, part: f64) -> Option<f64> {
        let rounds = self.0.iter();
        let figures = rounds.filter_map(|round| round.quantile(name, part));
        nearest(figures.collect(), 0.5)
    }

    /// The middle one.
    pub fn median(&self, name: &str) -> Option<f64> {
        self.quantile(name, 0.5)
    }

    /// How many were taken.
    pub fn count(&self, name: &str) -> usize {
        let rounds = self.0.iter();
        rounds
            .filter_map(|round| round.0.get(name))
            .map(Vec::len)
            .sum()
    }
}

fn nearest(mut all: Vec<f64>, part: f64) -> Option<f64> {
    all.sort_by(f64::total_cmp);
    let rank = (part * all.len() as f64).ceil() as usize;
    all.get(rank.saturating_sub(1)).copied()
}
