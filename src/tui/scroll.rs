//! Keeping what is selected in sight.

/// The first row on the screen so that the cursor is on it, moving as little as can be.
#[must_use]
pub fn scrolled(top: usize, cursor: usize, rows: usize, len: usize) -> usize {
    let rows = rows.max(1);
    let top = top.min(len.saturating_sub(rows));
    top.clamp((cursor + 1).saturating_sub(rows), cursor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scrolling_moves_as_little_as_can_be() {
        for (top, cursor, rows, len, wanted) in [
            (0, 0, 5, 20, 0),
            (0, 4, 5, 20, 0),
            (0, 5, 5, 20, 1),
            (10, 9, 5, 20, 9),
            (18, 19, 5, 20, 15),
            (3, 1, 5, 2, 0),
            (0, 0, 0, 0, 0),
        ] {
            assert_eq!(
                scrolled(top, cursor, rows, len),
                wanted,
                "{top} {cursor} {rows} {len}"
            );
        }
    }
}
