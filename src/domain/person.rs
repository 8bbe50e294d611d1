//! Who writes: the host's account and the person at the keyboard.

use super::ids::UnitId;
use serde::{Deserialize, Serialize};

/// A member of staff (*cán bộ*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name that signs.
    pub name: String,
    /// The unit whose tasks are "mine".
    pub unit: Option<UnitId>,
    /// Accounts of the host that this person uses.
    pub accounts: Vec<String>,
}

/// The signature under a change. The account comes from the host and cannot be chosen; the person
/// can, for several may share an account.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Actor {
    /// Name of the effective user.
    pub account: String,
    /// The person; equal to the account where none was chosen.
    pub person: String,
}

impl std::fmt::Display for Actor {
    /// "Lan (vanphong)", or the account alone.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.person.is_empty() || self.person == self.account {
            f.write_str(&self.account)
        } else {
            write!(f, "{} ({})", self.person, self.account)
        }
    }
}

impl Person {
    /// What is known of the person as people edit it.
    pub fn text(&self) -> PersonText {
        PersonText {
            name: self.name.clone(),
            unit: self.unit,
            accounts: self.accounts.clone(),
        }
    }
}

/// What is known of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonText {
    /// The name that signs from now on; what was signed keeps the name of its time.
    pub name: String,
    /// The unit whose tasks are "mine".
    pub unit: Option<UnitId>,
    /// Accounts of the host that this person uses.
    pub accounts: Vec<String>,
}
