-- What people correct later: deadlines of tasks that are under way, and what was entered by mistake.
-- Of a recurring task the open due date that comes first by the day in force counts from now on, so
-- what follows from the facts is computed anew.

-- the day to which the deadline was last set anew, NULL where it never was: the days first set and
-- the extensions before it stay as they are, and those after it count from here
ALTER TABLE occurrence ADD COLUMN set_due_on TEXT;
-- how it recurred when it was completed, where the task recurs otherwise since
ALTER TABLE occurrence ADD COLUMN rhythm TEXT
  CHECK (rhythm IN ('week', 'month', 'quarter', 'half_year', 'year'));

-- Why a task, a document or a step was corrected or removed. The task may be gone, so nothing is
-- referred to; "row" is the row of the table that "subject" names.
CREATE TABLE amendment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  task_id INTEGER NOT NULL,
  code TEXT NOT NULL,
  subject TEXT NOT NULL CHECK (subject IN ('task', 'evidence', 'step')),
  row INTEGER NOT NULL,
  removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX amendment_by_code ON amendment (code);
CREATE INDEX amendment_by_task ON amendment (task_id);
