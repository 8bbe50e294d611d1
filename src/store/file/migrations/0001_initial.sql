-- The first schema. Facts come first in each table; what the write door derives from them
-- stands behind the word "derived" and is never journalled.
--
-- Every id is AUTOINCREMENT: an undone insert must never see its id given to somebody else.
-- Days are ISO text (yyyy-mm-dd), moments are milliseconds since 1970 in UTC.
-- "version" rises with every write of a row and is never set back.

CREATE TABLE plan (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  year INTEGER NOT NULL UNIQUE CHECK (year BETWEEN 1900 AND 2200),
  title TEXT NOT NULL,
  number TEXT,
  issued_on TEXT,
  issuer TEXT NOT NULL,
  issuer_short TEXT NOT NULL,
  superior TEXT,
  place TEXT,
  signer_title TEXT,
  signer TEXT,
  illustrative INTEGER NOT NULL DEFAULT 0 CHECK (illustrative IN (0, 1))
) STRICT;

-- What changes a figure or the report: key and value, with the plan it belongs to.
CREATE TABLE setting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  plan_id INTEGER NOT NULL REFERENCES plan (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  UNIQUE (plan_id, key)
) STRICT;

CREATE TABLE area (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  plan_id INTEGER NOT NULL REFERENCES plan (id),
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  short TEXT NOT NULL,
  short_en TEXT NOT NULL,
  abbreviation TEXT NOT NULL,
  UNIQUE (plan_id, key)
) STRICT;

CREATE TABLE section (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  area_id INTEGER NOT NULL REFERENCES area (id),
  parent_id INTEGER REFERENCES section (id),
  position INTEGER NOT NULL,
  number TEXT NOT NULL,
  title TEXT NOT NULL,
  -- derived, and never set back: the highest task number given out here. A code is never used
  -- again, even after the adding was undone.
  last_number INTEGER NOT NULL DEFAULT 0,
  UNIQUE (area_id, number)
) STRICT;

-- The document's parts that are not tasks, in its order.
CREATE TABLE passage (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  plan_id INTEGER NOT NULL REFERENCES plan (id),
  section TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('heading', 'text', 'bullet')),
  line INTEGER NOT NULL,
  text TEXT NOT NULL,
  source_text TEXT
) STRICT;

CREATE TABLE unit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  abbreviation TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_en TEXT,
  kind TEXT NOT NULL,
  valid_from INTEGER,
  valid_to INTEGER,
  -- derived: byte order of this key is the Vietnamese alphabet's order of the abbreviation
  sort_key TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE alias (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  unit_id INTEGER NOT NULL REFERENCES unit (id),
  name TEXT NOT NULL,
  -- derived: folded name, by which a unit is found
  folded TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX alias_by_folded ON alias (folded);
CREATE INDEX alias_by_unit ON alias (unit_id);

CREATE TABLE person (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL UNIQUE,
  unit_id INTEGER REFERENCES unit (id)
) STRICT;

-- Several people may share one account of the host.
CREATE TABLE account (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  person_id INTEGER NOT NULL REFERENCES person (id),
  name TEXT NOT NULL,
  UNIQUE (person_id, name)
) STRICT;

CREATE TABLE task (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  plan_id INTEGER NOT NULL REFERENCES plan (id),
  section_id INTEGER NOT NULL REFERENCES section (id),
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  source_text TEXT,
  source_line INTEGER,
  heading TEXT,
  product TEXT,
  key_task INTEGER NOT NULL DEFAULT 0 CHECK (key_task IN (0, 1)),
  lead_id INTEGER REFERENCES unit (id),
  coordinating_text TEXT,
  deadline TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL DEFAULT 'none'
    CHECK (kind IN ('date', 'recurring', 'ongoing', 'event', 'relative', 'unclear', 'none')),
  rhythm TEXT CHECK (rhythm IN ('week', 'month', 'quarter', 'half_year', 'year')),
  start_on TEXT,
  base_on TEXT,
  started INTEGER NOT NULL DEFAULT 0 CHECK (started IN (0, 1)),
  hold TEXT CHECK (hold IN ('paused', 'dropped')),
  hold_reason TEXT,
  illustrative INTEGER NOT NULL DEFAULT 0 CHECK (illustrative IN (0, 1)),
  -- derived from the facts above and from the rows that belong to the task
  area_id INTEGER NOT NULL DEFAULT 0,
  unit_key INTEGER NOT NULL DEFAULT 0,
  code_key INTEGER NOT NULL DEFAULT 0,
  due_key INTEGER NOT NULL DEFAULT 0,
  -- the group of the totals that counts it, 0 while no tally does
  total_group INTEGER NOT NULL DEFAULT 0,
  -- a short hash of what the full-text index holds of it, to leave it alone while that is the same
  words_hash INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'not_started'
    CHECK (state IN ('not_started', 'in_progress', 'done', 'paused', 'dropped')),
  due_on TEXT,
  original_due_on TEXT,
  done_on TEXT,
  on_time INTEGER,
  occurrences INTEGER NOT NULL DEFAULT 0,
  occurrences_done INTEGER NOT NULL DEFAULT 0,
  steps INTEGER NOT NULL DEFAULT 0,
  steps_done INTEGER NOT NULL DEFAULT 0,
  notes INTEGER NOT NULL DEFAULT 0,
  difficulties INTEGER NOT NULL DEFAULT 0,
  evidence INTEGER NOT NULL DEFAULT 0,
  extensions INTEGER NOT NULL DEFAULT 0,
  -- change times: not content, not journalled
  touched_on TEXT NOT NULL DEFAULT '',
  updated_at INTEGER NOT NULL DEFAULT 0,
  last_change INTEGER NOT NULL DEFAULT 0,
  UNIQUE (plan_id, code)
) STRICT;
-- The order "due" in each of the four scopes; the windows of the main screen walk these.
CREATE INDEX task_due ON task (plan_id, due_key, code_key);
CREATE INDEX task_area_due ON task (area_id, due_key, code_key);
CREATE INDEX task_unit_due ON task (plan_id, unit_key, due_key, code_key);
CREATE INDEX task_unit_area_due ON task (unit_key, area_id, due_key, code_key);
-- The order "code": areas are ranges of it.
CREATE INDEX task_code ON task (plan_id, code_key);
CREATE INDEX task_unit_code ON task (plan_id, unit_key, code_key);
-- The order "last change".
CREATE INDEX task_changed ON task (plan_id, last_change);
CREATE INDEX task_area_changed ON task (area_id, last_change);
CREATE INDEX task_unit_changed ON task (plan_id, unit_key, last_change);
-- The rare kinds that a filter asks for, each holding only its own rows.
CREATE INDEX task_key ON task (plan_id, due_key, code_key) WHERE key_task = 1;
CREATE INDEX task_stuck ON task (plan_id, due_key, code_key) WHERE difficulties > 0;
CREATE INDEX task_unclear ON task (plan_id, due_key, code_key) WHERE kind = 'unclear';
CREATE INDEX task_no_deadline ON task (plan_id, due_key, code_key) WHERE kind = 'none';
CREATE INDEX task_unproven ON task (plan_id, due_key, code_key) WHERE state = 'done' AND evidence = 0;

CREATE TABLE coordinating (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  task_id INTEGER NOT NULL REFERENCES task (id),
  unit_id INTEGER NOT NULL REFERENCES unit (id),
  UNIQUE (task_id, unit_id)
) STRICT;
CREATE INDEX coordinating_by_unit ON coordinating (unit_id, task_id);

-- One due date of a task. A one-off task has one, without a day where it has no date.
CREATE TABLE occurrence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  task_id INTEGER NOT NULL REFERENCES task (id),
  ordinal INTEGER NOT NULL,
  original_due_on TEXT,
  due_on TEXT,
  done_on TEXT,
  result TEXT,
  UNIQUE (task_id, ordinal)
) STRICT;

CREATE TABLE extension (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  task_id INTEGER NOT NULL REFERENCES task (id),
  occurrence_id INTEGER NOT NULL REFERENCES occurrence (id),
  old_due_on TEXT NOT NULL,
  new_due_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  agreed_by TEXT NOT NULL,
  letter TEXT
) STRICT;
CREATE INDEX extension_by_task ON extension (task_id);
CREATE INDEX extension_by_occurrence ON extension (occurrence_id);

CREATE TABLE note (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  task_id INTEGER NOT NULL REFERENCES task (id),
  kind TEXT NOT NULL CHECK (kind IN ('note', 'difficulty', 'instruction', 'proposal')),
  body TEXT NOT NULL,
  -- the answer to a difficulty is itself a note
  answers_id INTEGER REFERENCES note (id),
  signed TEXT NOT NULL,
  day TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX note_by_task ON note (task_id);
CREATE INDEX note_answering ON note (answers_id) WHERE answers_id IS NOT NULL;

CREATE TABLE evidence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  task_id INTEGER NOT NULL REFERENCES task (id),
  number TEXT NOT NULL,
  dated_on TEXT,
  summary TEXT,
  path TEXT
) STRICT;
CREATE INDEX evidence_by_task ON evidence (task_id);

CREATE TABLE step (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  task_id INTEGER NOT NULL REFERENCES task (id),
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  done_on TEXT,
  UNIQUE (task_id, position)
) STRICT;

-- Who wrote: pairs of account and person, never altered.
CREATE TABLE actor (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account TEXT NOT NULL,
  person TEXT NOT NULL,
  UNIQUE (account, person)
) STRICT;

-- The journal. Rows are only ever added. "act" is the id of the first row of one act of a person;
-- "edits" is canonical JSON: the rows touched, before and after.
CREATE TABLE change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  act INTEGER NOT NULL,
  kind TEXT NOT NULL,
  -- the act that this one takes back or does again
  target_act INTEGER,
  task_id INTEGER,
  actor_id INTEGER NOT NULL REFERENCES actor (id),
  recorded_at INTEGER NOT NULL,
  day TEXT NOT NULL,
  edits TEXT NOT NULL,
  -- SHA-256 over the row before and this row's own text
  hash BLOB NOT NULL
) STRICT;
CREATE INDEX change_by_task ON change (task_id, id);
CREATE INDEX change_by_actor ON change (actor_id, id);
CREATE INDEX change_by_act ON change (act);
CREATE INDEX change_by_target ON change (target_act, id) WHERE target_act IS NOT NULL;

-- Counts that the write door keeps, so that no key press counts rows.
-- area_id 0 = all areas; unit_key -1 = all units, 0 = without a unit.
-- level 0: bucket is a group of the totals; levels 1, 2, 3: open tasks with a date,
-- bucketed by due year (yyyy), month (yyyymm) and day (yyyymmdd): the late ones of any day
-- are a sum over at most years + 12 + 31 rows.
CREATE TABLE tally (
  plan_id INTEGER NOT NULL,
  unit_key INTEGER NOT NULL,
  area_id INTEGER NOT NULL,
  level INTEGER NOT NULL,
  bucket INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (plan_id, unit_key, area_id, level, bucket)
) STRICT, WITHOUT ROWID;

-- Folded words of everything that search looks at; the tasks' ids are its row ids. The program
-- makes the words; the tokenizer only divides them at their blanks ("ascii" leaves every letter
-- beyond ASCII alone).
CREATE VIRTUAL TABLE task_words USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3',
  tokenize = "ascii tokenchars './-&'"
);
