//! Who reports as what: the plan's own names, and what the settings say instead.

use crate::domain::ids::PlanId;
use crate::domain::letterhead::{Letterhead, initials};
use crate::store::Store;
use crate::store::error::Result;

impl Store {
    /// The names on a plan's reports: the settings "report.superior", "report.office" and so on
    /// where they are set, else what the plan's own row says.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn letterhead(&self, plan: PlanId) -> Result<Letterhead> {
        let mut names = self
            .conn
            .prepare_cached(
                "SELECT issuer, superior, place, signer_title, signer FROM plan WHERE id=?",
            )?
            .query_row([plan.0], |row| {
                let text = |at: usize| {
                    row.get::<_, Option<String>>(at)
                        .map(Option::unwrap_or_default)
                };
                Ok(Letterhead {
                    office: text(0)?,
                    superior: text(1)?,
                    place: text(2)?,
                    signer_title: text(3)?,
                    signer: text(4)?,
                    symbol: String::new(),
                    recipients: String::new(),
                })
            })?;
        for (key, value) in self.settings_below(plan, "report.")? {
            let part = key.strip_prefix("report.").unwrap_or_default();
            if let Some(name) = names.part_mut(part)
                && !value.is_empty()
            {
                *name = value;
            }
        }
        if names.symbol.is_empty() {
            names.symbol = format!("BC-{}", initials(&names.office));
        }
        if names.recipients.is_empty() {
            names.recipients = names.superior.clone();
        }
        Ok(names)
    }
}
