-- table account on account
CREATE TABLE account (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  person_id INTEGER NOT NULL REFERENCES person (id),
  name TEXT NOT NULL,
  UNIQUE (person_id, name)
) STRICT

-- index act_by_actor on change
CREATE INDEX act_by_actor ON change (actor_id) WHERE id = act

-- table actor on actor
CREATE TABLE actor (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account TEXT NOT NULL,
  person TEXT NOT NULL,
  UNIQUE (account, person)
) STRICT

-- table alias on alias
CREATE TABLE alias (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  unit_id INTEGER NOT NULL REFERENCES unit (id),
  name TEXT NOT NULL,
  -- derived: folded name, by which a unit is found
  folded TEXT NOT NULL DEFAULT ''
) STRICT

-- index alias_by_folded on alias
CREATE INDEX alias_by_folded ON alias (folded)

-- index alias_by_unit on alias
CREATE INDEX alias_by_unit ON alias (unit_id)

-- table amendment on amendment
CREATE TABLE amendment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  task_id INTEGER NOT NULL,
  code TEXT NOT NULL,
  subject TEXT NOT NULL CHECK (subject IN ('task', 'evidence', 'step')),
  row INTEGER NOT NULL,
  removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
  reason TEXT NOT NULL
) STRICT

-- index amendment_by_code on amendment
CREATE INDEX amendment_by_code ON amendment (code)

-- index amendment_by_task on amendment
CREATE INDEX amendment_by_task ON amendment (task_id)

-- table answer on answer
CREATE TABLE answer (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  review_id INTEGER NOT NULL REFERENCES review (id),
  task_id INTEGER NOT NULL REFERENCES task (id),
  kind TEXT NOT NULL
    CHECK (kind IN ('reviewed', 'noted', 'in_progress', 'extended', 'changed', 'done')),
  signed TEXT NOT NULL,
  day TEXT NOT NULL,
  UNIQUE (review_id, task_id)
) STRICT

-- index answer_by_task on answer
CREATE INDEX answer_by_task ON answer (task_id)

-- table area on area
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
) STRICT

-- table change on change
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
) STRICT

-- index change_by_target on change
CREATE INDEX change_by_target ON change (target_act) WHERE target_act IS NOT NULL

-- index change_by_task on change
CREATE INDEX change_by_task ON change (task_id)

-- table conclusion on conclusion
CREATE TABLE conclusion (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  review_id INTEGER NOT NULL REFERENCES review (id),
  body TEXT NOT NULL
) STRICT

-- index conclusion_by_review on conclusion
CREATE INDEX conclusion_by_review ON conclusion (review_id)

-- table coordinating on coordinating
CREATE TABLE coordinating (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  task_id INTEGER NOT NULL REFERENCES task (id),
  unit_id INTEGER NOT NULL REFERENCES unit (id),
  UNIQUE (task_id, unit_id)
) STRICT

-- index coordinating_by_unit on coordinating
CREATE INDEX coordinating_by_unit ON coordinating (unit_id, task_id)

-- table evidence on evidence
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  task_id INTEGER NOT NULL REFERENCES task (id),
  number TEXT NOT NULL,
  dated_on TEXT,
  summary TEXT,
  path TEXT
) STRICT

-- index evidence_by_task on evidence
CREATE INDEX evidence_by_task ON evidence (task_id)

-- table extension on extension
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
) STRICT

-- index extension_by_occurrence on extension
CREATE INDEX extension_by_occurrence ON extension (occurrence_id)

-- index extension_by_task on extension
CREATE INDEX extension_by_task ON extension (task_id)

-- table frozen on frozen
CREATE TABLE frozen (
  key TEXT PRIMARY KEY,
  content BLOB NOT NULL
) STRICT

-- table note on note
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
) STRICT

-- index note_answering on note
CREATE INDEX note_answering ON note (answers_id) WHERE answers_id IS NOT NULL

-- index note_by_task on note
CREATE INDEX note_by_task ON note (task_id)

-- table occurrence on occurrence
CREATE TABLE occurrence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  task_id INTEGER NOT NULL REFERENCES task (id),
  ordinal INTEGER NOT NULL,
  original_due_on TEXT,
  due_on TEXT,
  done_on TEXT,
  result TEXT, set_due_on TEXT, rhythm TEXT
  CHECK (rhythm IN ('week', 'month', 'quarter', 'half_year', 'year')),
  UNIQUE (task_id, ordinal)
) STRICT

-- table outcome on outcome
CREATE TABLE outcome (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  conclusion_id INTEGER NOT NULL REFERENCES conclusion (id),
  task_id INTEGER NOT NULL REFERENCES task (id),
  kind TEXT NOT NULL CHECK (kind IN ('task', 'note')),
  UNIQUE (conclusion_id, task_id, kind)
) STRICT

-- index outcome_by_task on outcome
CREATE INDEX outcome_by_task ON outcome (task_id)

-- table passage on passage
CREATE TABLE passage (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  plan_id INTEGER NOT NULL REFERENCES plan (id),
  section TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('heading', 'text', 'bullet')),
  line INTEGER NOT NULL,
  text TEXT NOT NULL,
  source_text TEXT
) STRICT

-- table person on person
CREATE TABLE person (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL UNIQUE,
  unit_id INTEGER REFERENCES unit (id)
) STRICT

-- table plan on plan
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
) STRICT

-- table review on review
CREATE TABLE review (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  plan_id INTEGER NOT NULL REFERENCES plan (id),
  -- the first day of the week that it is about
  monday TEXT NOT NULL,
  -- its scope: an area, a unit, or neither; "joined" takes in what the unit joins ("mine")
  area_id INTEGER REFERENCES area (id),
  unit_id INTEGER REFERENCES unit (id),
  joined INTEGER NOT NULL DEFAULT 0 CHECK (joined IN (0, 1)),
  began_on TEXT NOT NULL,
  began_by TEXT NOT NULL,
  -- the journal's newest row when the walk was laid out, and when that of the review before was:
  -- what is newer than the latter has come since
  at_row INTEGER NOT NULL,
  since_row INTEGER NOT NULL,
  -- JSON: the groups in their order, each with the rows of its tasks in their order
  walk TEXT NOT NULL,
  -- how many tasks that are
  tasks INTEGER NOT NULL,
  -- all five are NULL while it is open; "head" is the journal's newest hash when it was finished,
  -- in hexadecimal, the last two are the keys of what was frozen, one for each language
  finished_on TEXT,
  finished_by TEXT,
  head TEXT,
  frozen_vi TEXT REFERENCES frozen (key),
  frozen_en TEXT REFERENCES frozen (key),
  CHECK ((finished_on IS NULL) + (finished_by IS NULL) + (head IS NULL) + (frozen_vi IS NULL)
    + (frozen_en IS NULL) IN (0, 5)),
  CHECK (area_id IS NULL OR unit_id IS NULL),
  CHECK (joined = 0 OR unit_id IS NOT NULL)
) STRICT

-- index review_by_week on review
CREATE INDEX review_by_week ON review (plan_id, monday)

-- index review_open on review
CREATE INDEX review_open ON review (plan_id) WHERE finished_on IS NULL

-- table section on section
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
) STRICT

-- table setting on setting
CREATE TABLE setting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  plan_id INTEGER NOT NULL REFERENCES plan (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  UNIQUE (plan_id, key)
) STRICT

-- index sqlite_autoindex_account_1 on account

-- index sqlite_autoindex_actor_1 on actor

-- index sqlite_autoindex_answer_1 on answer

-- index sqlite_autoindex_area_1 on area

-- index sqlite_autoindex_coordinating_1 on coordinating

-- index sqlite_autoindex_frozen_1 on frozen

-- index sqlite_autoindex_occurrence_1 on occurrence

-- index sqlite_autoindex_outcome_1 on outcome

-- index sqlite_autoindex_person_1 on person

-- index sqlite_autoindex_plan_1 on plan

-- index sqlite_autoindex_section_1 on section

-- index sqlite_autoindex_setting_1 on setting

-- index sqlite_autoindex_step_1 on step

-- index sqlite_autoindex_task_1 on task

-- index sqlite_autoindex_unit_1 on unit

-- table sqlite_sequence on sqlite_sequence
CREATE TABLE sqlite_sequence(name,seq)

-- table step on step
CREATE TABLE step (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  task_id INTEGER NOT NULL REFERENCES task (id),
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  done_on TEXT,
  UNIQUE (task_id, position)
) STRICT

-- table tally on tally
CREATE TABLE tally (
  plan_id INTEGER NOT NULL,
  level INTEGER NOT NULL,
  area_id INTEGER NOT NULL,
  unit_key INTEGER NOT NULL,
  bucket INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (plan_id, level, area_id, unit_key, bucket)
) STRICT, WITHOUT ROWID

-- table task on task
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
  last_change INTEGER NOT NULL DEFAULT 0, flags INTEGER NOT NULL DEFAULT 0,
  UNIQUE (plan_id, code)
) STRICT

-- index task_area_changed on task
CREATE INDEX task_area_changed ON task (area_id, last_change)

-- index task_area_due on task
CREATE INDEX task_area_due ON task (area_id, due_key)

-- index task_changed on task
CREATE INDEX task_changed ON task (plan_id, last_change)

-- index task_code on task
CREATE INDEX task_code ON task (plan_id, code_key)

-- index task_due on task
CREATE INDEX task_due ON task (plan_id, due_key)

-- index task_unit_changed on task
CREATE INDEX task_unit_changed ON task (plan_id, unit_key, last_change)

-- index task_unit_code on task
CREATE INDEX task_unit_code ON task (plan_id, unit_key, code_key)

-- index task_unit_due on task
CREATE INDEX task_unit_due ON task (plan_id, unit_key, due_key)

-- table task_words on task_words
CREATE VIRTUAL TABLE task_words USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars './-&#'"
)

-- table task_words_config on task_words_config
CREATE TABLE 'task_words_config'(k PRIMARY KEY, v) WITHOUT ROWID

-- table task_words_data on task_words_data
CREATE TABLE 'task_words_data'(id INTEGER PRIMARY KEY, block BLOB)

-- table task_words_docsize on task_words_docsize
CREATE TABLE 'task_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER)

-- table task_words_idx on task_words_idx
CREATE TABLE 'task_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID

-- table unit on unit
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
) STRICT
