//! What a copy was made for. The names tell it, and only what bears such a name is ever removed.
//!
//! | name | what | kept |
//! |---|---|---|
//! | `2026-11-23.db` | the day's | the newest ten |
//! | `2026-11-23-154501-auto.db` | before an act on many tasks | the newest ten |
//! | `2026-11-23-154501-upgrade.db` | before a newer program changed the schema | the newest ten |
//! | `2026-11-23-154501.db` | asked for | until a person removes it |
//! | `2026-11-23-154501-replaced.db` | the file that a restored copy replaced | the same |

use chrono::{DateTime, Duration, Utc};

/// What a copy was made for, as its name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupKind {
    /// The first opening of a day.
    Daily,
    /// An act on many tasks.
    Bulk,
    /// A newer program that changes the file's schema.
    Upgrade,
    /// A person's wish.
    Asked,
    /// Not a copy but the file that a restored one replaced.
    Replaced,
}

impl BackupKind {
    /// Whether the oldest of its copies go once there are enough of them.
    pub fn is_thinned_out(self) -> bool {
        matches!(self, Self::Daily | Self::Bulk | Self::Upgrade)
    }

    /// What a name says, where it is one that this program gives.
    pub fn of(name: &str) -> Option<Self> {
        let stem = name.strip_suffix(".db")?;
        let fits = |text: &str, pattern: &str| {
            text.len() == pattern.len()
                && text
                    .bytes()
                    .zip(pattern.bytes())
                    .all(|(is, shall)| match shall {
                        b'0' => is.is_ascii_digit(),
                        _ => is == shall,
                    })
        };
        [
            ("0000-00-00", Self::Daily),
            ("0000-00-00-000000", Self::Asked),
            ("0000-00-00-000000-auto", Self::Bulk),
            ("0000-00-00-000000-upgrade", Self::Upgrade),
            ("0000-00-00-000000-replaced", Self::Replaced),
        ]
        .into_iter()
        .find(|(pattern, _)| fits(stem, pattern))
        .map(|(_, kind)| kind)
    }

    /// The name of a copy made at a moment, by the office's time (UTC+7).
    pub fn name_at(self, at: i64) -> String {
        let moment = DateTime::<Utc>::from_timestamp_millis(at).unwrap_or_default();
        let moment = moment.naive_utc() + Duration::hours(7);
        let pattern = match self {
            Self::Daily => "%Y-%m-%d.db",
            Self::Asked => "%Y-%m-%d-%H%M%S.db",
            Self::Bulk => "%Y-%m-%d-%H%M%S-auto.db",
            Self::Upgrade => "%Y-%m-%d-%H%M%S-upgrade.db",
            Self::Replaced => "%Y-%m-%d-%H%M%S-replaced.db",
        };
        moment.format(pattern).to_string()
    }
}
