//! Rates (*tỷ lệ*): parts of a whole as a report prints them.

use serde::{Deserialize, Serialize};

/// A part of a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    pub part: i64,
    pub whole: i64,
}

impl Rate {
    /// In thousandths, rounded to the nearest; never a full thousand while something is missing.
    /// `None` where there is no whole.
    pub(crate) fn thousandths(self) -> Option<i64> {
        if self.whole <= 0 {
            return None;
        }
        let rounded = (self.part * 2000 + self.whole) / (self.whole * 2);
        Some(if self.part < self.whole {
            rounded.min(999)
        } else {
            rounded
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_rounds_up_to_the_whole_and_nothing_is_divided_by_zero() {
        for (part, whole, thousandths) in [
            (0, 0, None),
            (0, 7, Some(0)),
            (1, 3, Some(333)),
            (2, 3, Some(667)),
            (9_999, 10_000, Some(999)),
            (7, 7, Some(1000)),
        ] {
            assert_eq!(Rate { part, whole }.thousandths(), thousandths);
        }
    }
}
