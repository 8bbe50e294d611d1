-- Weekly reviews (giao ban): the walk as it was laid out when it began, what was answered to each
-- task, the conclusions, and what was frozen at the end.

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
) STRICT;
CREATE INDEX review_by_week ON review (plan_id, monday);
-- The few that are not finished; the home screen asks for them again and again.
CREATE INDEX review_open ON review (plan_id) WHERE finished_on IS NULL;

-- What was said of one task of the walk; without a row it is still to come.
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
) STRICT;
CREATE INDEX answer_by_task ON answer (task_id);

-- In the order of their rows.
CREATE TABLE conclusion (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  review_id INTEGER NOT NULL REFERENCES review (id),
  body TEXT NOT NULL
) STRICT;
CREATE INDEX conclusion_by_review ON conclusion (review_id);

-- What became of a conclusion: the task made from it, the tasks that it was noted on.
CREATE TABLE outcome (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  conclusion_id INTEGER NOT NULL REFERENCES conclusion (id),
  task_id INTEGER NOT NULL REFERENCES task (id),
  kind TEXT NOT NULL CHECK (kind IN ('task', 'note')),
  UNIQUE (conclusion_id, task_id, kind)
) STRICT;
CREATE INDEX outcome_by_task ON outcome (task_id);

-- Finished reviews to the letter, by the SHA-256 of their text: compressed, never altered, never
-- deleted. The journal carries only the key.
CREATE TABLE frozen (
  key TEXT PRIMARY KEY,
  content BLOB NOT NULL
) STRICT;
