//! Who writes: the host's account and the person at the keyboard.

use super::ids::UnitId;
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;

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

/// Who signs in this run. The host is asked for the account once a signature needs it: its directory of
/// accounts may be on another machine.
#[derive(Clone, Debug)]
pub struct Signer {
    /// The person, where one was chosen.
    person: Option<String>,
    /// Asks the host for the name of the effective user; never called where the actor is known.
    account: fn() -> String,
    actor: OnceCell<Actor>,
}

impl Signer {
    /// An empty name chooses nobody.
    pub fn new(person: Option<String>, account: fn() -> String) -> Self {
        Self {
            person: person.filter(|name| !name.is_empty()),
            account,
            actor: OnceCell::new(),
        }
    }

    pub(crate) fn actor(&self) -> &Actor {
        self.actor.get_or_init(|| {
            let account = (self.account)();
            let person = self.person.clone().unwrap_or_else(|| account.clone());
            Actor { account, person }
        })
    }

    /// Another person sits at the same account.
    pub(crate) fn choose(&mut self, person: String) {
        let account = self.actor().account.clone();
        *self = Actor { account, person }.into();
    }
}

impl From<Actor> for Signer {
    fn from(actor: Actor) -> Self {
        Self {
            person: Some(actor.person.clone()),
            account: String::new,
            actor: actor.into(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_chooses_no_name_signs_with_the_account() {
        let signed = |name: Option<&str>| {
            let signer = Signer::new(name.map(str::to_owned), || "vanphong".to_owned());
            signer.actor().to_string()
        };
        assert_eq!(signed(Some("Lan")), "Lan (vanphong)");
        assert_eq!(signed(Some("")), "vanphong");
        assert_eq!(signed(None), "vanphong");
    }

    #[test]
    fn another_person_signs_with_the_same_account() {
        let mut signer = Signer::new(Some("Lan".to_owned()), || "vanphong".to_owned());
        signer.choose("Hùng".to_owned());
        assert_eq!(signer.actor().to_string(), "Hùng (vanphong)");
    }
}
