-- Lists that cost the same whatever the file holds. Nothing here is a fact: columns, tallies and
-- the full-text index are computed anew behind this step.
--
-- Where an order does not decide, the row's own number does: every index ends with it, and ids
-- follow the document.

-- a bit for each flag that a tally counts and a filter asks for; derived
ALTER TABLE task ADD COLUMN flags INTEGER NOT NULL DEFAULT 0;

DROP INDEX task_due;
DROP INDEX task_area_due;
DROP INDEX task_unit_due;
DROP INDEX task_unit_area_due;
DROP INDEX task_code;
DROP INDEX task_unit_code;
DROP INDEX task_changed;
DROP INDEX task_area_changed;
DROP INDEX task_unit_changed;
DROP INDEX task_key;
DROP INDEX task_stuck;
DROP INDEX task_unclear;
DROP INDEX task_no_deadline;
DROP INDEX task_unproven;

-- The order "due" of the plan, an area and a unit: what the main screen walks at every key. A unit
-- within an area is asked of the full-text index, like every filter.
CREATE INDEX task_due ON task (plan_id, due_key);
CREATE INDEX task_area_due ON task (area_id, due_key);
CREATE INDEX task_unit_due ON task (plan_id, unit_key, due_key);
-- The order "code": areas are ranges of it.
CREATE INDEX task_code ON task (plan_id, code_key);
CREATE INDEX task_unit_code ON task (plan_id, unit_key, code_key);
-- The order "last change"; an area within a unit's, and a unit within an area's, is looked for.
CREATE INDEX task_changed ON task (plan_id, last_change);
CREATE INDEX task_area_changed ON task (area_id, last_change);
CREATE INDEX task_unit_changed ON task (plan_id, unit_key, last_change);

-- "task_id" and the row's number are enough for a task's history.
DROP INDEX change_by_task;
CREATE INDEX change_by_task ON change (task_id);
-- One person's acts, without the further rows of acts on many tasks: undo and redo walk them.
DROP INDEX change_by_actor;
CREATE INDEX act_by_actor ON change (actor_id) WHERE id = act;
-- The rows of one act follow each other, so the row's number finds them.
DROP INDEX change_by_act;
-- What took an act back or did it again; "id" is in every index.
DROP INDEX change_by_target;
CREATE INDEX change_by_target ON change (target_act) WHERE target_act IS NOT NULL;

-- Level and area stand first: the counts of all units of an area lie together.
-- level 4: bucket is a flag.
DROP TABLE tally;
CREATE TABLE tally (
  plan_id INTEGER NOT NULL,
  level INTEGER NOT NULL,
  area_id INTEGER NOT NULL,
  unit_key INTEGER NOT NULL,
  bucket INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (plan_id, level, area_id, unit_key, bucket)
) STRICT, WITHOUT ROWID;

-- Rows in the order "due"; the program makes their numbers from plan, due_key and id. The program
-- gives the beginnings of words as terms of their own, so no index of prefixes is kept, and marks
-- that begin with '#', which no word does.
DROP TABLE task_words;
CREATE VIRTUAL TABLE task_words USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars './-&#'"
);
