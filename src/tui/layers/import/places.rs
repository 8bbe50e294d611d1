//! Where everything of the preview stands, by the size of the screen.

use crate::tui::env::Env;
use ratatui::layout::Rect;

/// Where everything stands. A part that has no room is empty.
pub(super) struct Areas {
    pub(super) title: Rect,
    pub(super) columns: Rect,
    pub(super) counts: Rect,
    pub(super) head: Rect,
    pub(super) rows: Rect,
    /// The line above what is said of the row under the cursor, and that.
    pub(super) rule: Rect,
    pub(super) detail: Rect,
}

impl Areas {
    pub(super) fn of(env: &Env) -> Self {
        let body = env.layout().body;
        let detail = match body.height {
            0..6 => 0,
            6..8 => 2,
            8..20 => 3,
            20..30 => 4,
            _ => 7,
        };
        let mut top = body.y;
        let mut take = |wanted: bool| {
            let height = u16::from(wanted && top < body.bottom());
            let area = Rect::new(body.x, top, body.width, height);
            top += height;
            area
        };
        let title = take(true);
        let columns = take(body.height >= 12);
        let counts = take(true);
        let head = take(body.height >= 10);
        let rule_height = u16::from(body.height >= 12);
        let below = (detail + rule_height).min(body.bottom().saturating_sub(top));
        let rows = Rect::new(body.x, top, body.width, body.bottom() - top - below);
        let rule_height = rule_height.min(below);
        let rule = Rect::new(body.x, rows.bottom(), body.width, rule_height);
        let detail = Rect::new(body.x, rule.bottom(), body.width, below - rule_height);
        Self {
            title,
            columns,
            counts,
            head,
            rows,
            rule,
            detail,
        }
    }

    pub(super) fn rows_shown(&self) -> usize {
        usize::from(self.rows.height).max(1)
    }
}

/// The columns of the table that fit, each with its width; 0 where it is left out.
pub(super) struct Widths {
    pub(super) code: usize,
    pub(super) text: usize,
    pub(super) lead: usize,
    pub(super) deadline: usize,
    pub(super) becomes: usize,
}

/// Marker, sign, row number and the blanks round them.
pub(super) const FRONT: usize = 9;

impl Widths {
    /// `code` is the widest code.
    pub(super) fn of(columns: usize, code: usize) -> Self {
        let longest = code;
        let (code, lead, deadline, becomes) = match columns {
            0..50 => (0, 6, 0, 0),
            50..70 => (8, 8, 0, 0),
            70..100 => (10, 9, 14, 0),
            100..140 => (12, 9, 16, 25),
            _ => (14, 12, 20, 36),
        };
        let code = code.min(longest);
        let others = [code, lead, deadline, becomes];
        let used: usize = others
            .iter()
            .filter(|width| **width > 0)
            .map(|w| w + 1)
            .sum();
        let text = columns.saturating_sub(FRONT + used);
        Self {
            code,
            text,
            lead,
            deadline,
            becomes,
        }
    }
}
