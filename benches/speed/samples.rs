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

    /// The number below which that part of them lies, 0 to 1; nothing where none was taken.
    pub fn quantile(&self, name: &str, part: f64) -> Option<f64> {
        let mut all = self.0.get(name)?.clone();
        all.sort_by(f64::total_cmp);
        let last = all.len().checked_sub(1)?;
        let at = (part * last as f64).round() as usize;
        all.get(at).copied()
    }

    /// The middle one.
    pub fn median(&self, name: &str) -> Option<f64> {
        self.quantile(name, 0.5)
    }

    /// The 99th percentile.
    pub fn p99(&self, name: &str) -> Option<f64> {
        self.quantile(name, 0.99)
    }
}
