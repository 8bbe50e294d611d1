//! Which columns are facts: what the journal holds of a row, and undo writes back.

/// The tables that hold facts, with their columns in alphabetical order (the canonical order of
/// the journal). Derived columns, versions and change times are not facts; nor is what was frozen,
/// which is kept by its own hash and never altered.
const FACTS: &[(&str, &[&str])] = &[
    ("account", &["name", "person_id"]),
    ("alias", &["name", "unit_id"]),
    (
        "amendment",
        &["code", "reason", "removed", "row", "subject", "task_id"],
    ),
    ("answer", &["day", "kind", "review_id", "signed", "task_id"]),
    (
        "area",
        &[
            "abbreviation",
            "key",
            "name",
            "name_en",
            "plan_id",
            "short",
            "short_en",
        ],
    ),
    ("conclusion", &["body", "review_id"]),
    ("coordinating", &["task_id", "unit_id"]),
    (
        "evidence",
        &["dated_on", "number", "path", "summary", "task_id"],
    ),
    (
        "extension",
        &[
            "agreed_by",
            "letter",
            "new_due_on",
            "occurrence_id",
            "old_due_on",
            "reason",
            "task_id",
        ],
    ),
    (
        "note",
        &[
            "answers_id",
            "body",
            "day",
            "kind",
            "recorded_at",
            "signed",
            "task_id",
        ],
    ),
    (
        "occurrence",
        &[
            "done_on",
            "due_on",
            "ordinal",
            "original_due_on",
            "result",
            "rhythm",
            "set_due_on",
            "task_id",
        ],
    ),
    ("outcome", &["conclusion_id", "kind", "task_id"]),
    (
        "passage",
        &["kind", "line", "plan_id", "section", "source_text", "text"],
    ),
    ("person", &["name", "unit_id"]),
    (
        "plan",
        &[
            "illustrative",
            "issued_on",
            "issuer",
            "issuer_short",
            "number",
            "place",
            "signer",
            "signer_title",
            "superior",
            "title",
            "year",
        ],
    ),
    (
        "review",
        &[
            "area_id",
            "at_row",
            "began_by",
            "began_on",
            "finished_by",
            "finished_on",
            "frozen_en",
            "frozen_vi",
            "head",
            "joined",
            "monday",
            "plan_id",
            "since_row",
            "tasks",
            "unit_id",
            "walk",
        ],
    ),
    (
        "section",
        &["area_id", "number", "parent_id", "position", "title"],
    ),
    ("setting", &["key", "plan_id", "value"]),
    ("step", &["done_on", "position", "task_id", "title"]),
    (
        "task",
        &[
            "base_on",
            "code",
            "coordinating_text",
            "deadline",
            "heading",
            "hold",
            "hold_reason",
            "illustrative",
            "key_task",
            "kind",
            "lead_id",
            "plan_id",
            "product",
            "rhythm",
            "section_id",
            "source_line",
            "source_text",
            "start_on",
            "started",
            "text",
            "title",
        ],
    ),
    (
        "unit",
        &[
            "abbreviation",
            "kind",
            "name",
            "name_en",
            "valid_from",
            "valid_to",
        ],
    ),
];

/// The columns of a table that hold facts.
pub fn facts_of(table: &str) -> &'static [&'static str] {
    let found = FACTS.iter().find(|(name, _)| *name == table);
    found.map_or(&[], |(_, columns)| *columns)
}
