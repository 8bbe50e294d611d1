//! Who reports as what: the plan's own names, and what the settings say instead.

use crate::domain::ids::PlanId;
use crate::domain::letterhead::{Letterhead, initials};
use crate::store::Store;
use crate::store::error::Result;
use std::collections::HashMap;

/// The part of the document that names who receives it.
const RECIPIENTS: &str = "nơi nhận";

impl Store {
    /// The names on a plan's reports: the settings "report.superior", "report.office" and so on
    /// where they are set, else what the plan itself says. Where another office than the plan's is
    /// set, nothing else of the plan's is taken over.
    pub fn letterhead(&self, plan: PlanId) -> Result<Letterhead> {
        let set = self.settings_below(plan, "report.")?;
        let mut names = self.own_letterhead(plan)?;
        let office = set.get("report.office").filter(|name| !name.is_empty());
        let mut file_copy = None;
        match office {
            Some(office) if !names.is_named(office) => names = Letterhead::of_office(office),
            _ => {
                let lines = self.document_recipients(plan)?;
                file_copy = lines.iter().find(|line| is_file_copy(line)).cloned();
                names.recipients = lines.join("\n");
            }
        }
        overlay(&mut names, &set);
        // Whoever sets the recipients need not write the office's own file copy again.
        if let Some(line) = file_copy
            && !names.recipients.lines().any(is_file_copy)
        {
            names.recipients = format!("{}\n{line}", names.recipients);
        }
        if names.symbol.is_empty() {
            names.symbol = format!("BC-{}", initials(&names.office));
        }
        Ok(names)
    }

    /// What the plan's own row says.
    fn own_letterhead(&self, plan: PlanId) -> Result<Letterhead> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT issuer, superior, place, signer_title, signer, issuer_short
                 FROM plan WHERE id=?",
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
                    office_short: text(5)?,
                    ..Letterhead::default()
                })
            })?)
    }

    /// Who receives the plan by its own document, one line each.
    fn document_recipients(&self, plan: PlanId) -> Result<Vec<String>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT text FROM passage WHERE plan_id=? AND section=? AND kind='bullet' ORDER BY id",
        )?;
        let lines = statement.query_map((plan.0, RECIPIENTS), |row| row.get(0))?;
        Ok(lines.collect::<rusqlite::Result<_>>()?)
    }
}

/// Whether a line names where the paper is filed: "Lưu: VT, VP".
fn is_file_copy(line: &str) -> bool {
    line.trim_start_matches(['-', ' ']).starts_with("Lưu:")
}

fn overlay(names: &mut Letterhead, set: &HashMap<String, String>) {
    for (key, value) in set {
        let part = key.strip_prefix("report.").unwrap_or_default();
        if let Some(name) = names.part_mut(part)
            && !value.is_empty()
        {
            value.clone_into(name);
        }
    }
}
