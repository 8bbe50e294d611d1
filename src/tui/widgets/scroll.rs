//! Where a cursor or the first row on the screen goes, and how what is selected stays in sight.

use crate::tui::actions::Action;

/// Where a cursor, or the first row on the screen, goes in a list that ends at `last`.
pub(crate) fn step(at: usize, action: Action, page: usize, last: usize) -> usize {
    let at = at.min(last);
    match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => at.saturating_add(1).min(last),
        Action::PageUp => at.saturating_sub(page),
        Action::PageDown => at.saturating_add(page).min(last),
        Action::Top => 0,
        Action::Bottom => last,
        _ => at,
    }
}

/// The first row on the screen so that the cursor is on it, moving as little as can be.
pub(crate) fn scrolled(top: usize, cursor: usize, rows: usize, len: usize) -> usize {
    let rows = rows.max(1);
    let top = top.min(len.saturating_sub(rows));
    top.clamp((cursor + 1).saturating_sub(rows), cursor)
}

/// The first row on the screen so that the cursor is on it: where it leaves the screen, by half a
/// screen. A table that moved with every key would be sent again with every key.
pub(crate) fn paged(top: usize, cursor: usize, rows: usize, len: usize) -> usize {
    let rows = rows.max(1);
    let last = len.saturating_sub(rows);
    let top = top.min(last);
    let half = rows / 2;
    if cursor < top {
        (cursor + half + 1).saturating_sub(rows).min(last)
    } else if cursor >= top + rows {
        cursor.saturating_sub(half).min(last)
    } else {
        top
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paging_moves_by_half_a_screen_and_keeps_the_cursor_on_it() {
        for (top, cursor, len, wanted) in [
            (0, 9, 40, 0),
            (0, 10, 40, 5),
            (5, 4, 40, 0),
            (20, 19, 40, 15),
            (28, 39, 40, 30),
            (3, 2, 4, 0),
        ] {
            assert_eq!(paged(top, cursor, 10, len), wanted, "{top} {cursor} {len}");
        }
        for rows in 1..12 {
            let mut top = 0;
            for cursor in (0..60).chain((0..60).rev()).chain([59, 0, 30]) {
                top = paged(top, cursor, rows, 60);
                assert!((top..top + rows).contains(&cursor), "{rows} {cursor} {top}");
            }
        }
    }

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
