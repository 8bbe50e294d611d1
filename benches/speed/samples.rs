//! What was measured: numbers by name.

use std::collections::BTreeMap;

/// Numbers by name; milliseconds, bytes or megabytes, as the name says.
#[derive(Default)]
pub struct Samples(BTreeMap<&'static str, Vec<f64>>);

impl Samples {
    /// Adds one.
    pub fn add(&mut self, name: &'static str, number: f64) {
        self.0.entry(name).or_default().push(number);
    }

    /// The smallest number that is not below that part of them, 0 to 1: the nearest rank. Nothing
    /// where none was taken.
    pub fn quantile(&self, name: &str, part: f64) -> Option<f64> {
        let mut all = self.0.get(name)?.clone();
        all.sort_by(f64::total_cmp);
        let rank = (part * all.len() as f64).ceil() as usize;
        all.get(rank.saturating_sub(1)).copied()
    }

    /// The middle one.
    pub fn median(&self, name: &str) -> Option<f64> {
        self.quantile(name, 0.5)
    }

    /// How many were taken.
    pub fn count(&self, name: &str) -> usize {
        self.0.get(name).map_or(0, Vec::len)
    }
}
