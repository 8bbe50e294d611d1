//! Where everything stands, by the size of the screen.

use crate::tui::env::Env;
use ratatui::layout::Rect;

/// Where everything stands.
pub(super) struct Areas {
    pub(super) title: Rect,
    pub(super) counts: Rect,
    pub(super) head: Rect,
    pub(super) rows: Rect,
    pub(super) rule: Rect,
    pub(super) detail: Rect,
}

impl Areas {
    pub(super) fn of(env: &Env) -> Self {
        let body = env.layout().body;
        let detail = match body.height {
            0..8 => 0,
            8..14 => 3,
            14..20 => 6,
            20..30 => 8,
            _ => 10,
        };
        let mut top = body.y;
        let mut take = |wanted: bool| {
            let height = u16::from(wanted && top < body.bottom());
            let area = Rect::new(body.x, top, body.width, height);
            top += height;
            area
        };
        let (title, counts, head) = (take(true), take(true), take(body.height >= 10));
        let rule_height = u16::from(detail > 0);
        let below = (detail + rule_height).min(body.bottom().saturating_sub(top));
        let rows = Rect::new(body.x, top, body.width, body.bottom() - top - below);
        let rule_height = rule_height.min(below);
        let rule = Rect::new(body.x, rows.bottom(), body.width, rule_height);
        let detail = Rect::new(body.x, rule.bottom(), body.width, below - rule_height);
        Self {
            title,
            counts,
            head,
            rows,
            rule,
            detail,
        }
    }
}

pub(super) fn rows_shown(env: &Env) -> usize {
    usize::from(Areas::of(env).rows.height).max(1)
}
