-- What was decided for one plan only goes with it: "--names-checked" says nothing about the next one.
ALTER TABLE decision ADD COLUMN plan TEXT REFERENCES plan (id) ON DELETE CASCADE;
DROP INDEX decision_of_what;
CREATE UNIQUE INDEX decision_of_what ON decision (audience, what, coalesce(entry, ''), occurrence, coalesce(plan, ''));
CREATE INDEX decision_by_plan ON decision (plan);

-- What an answer was about: a digest of what would leave. Of another choice it is no answer.
ALTER TABLE plan_check ADD COLUMN about TEXT NOT NULL DEFAULT '';

-- What a picture shows, for those who cannot see it: where the text itself does not say so.
CREATE TABLE alt (
  id INTEGER PRIMARY KEY,
  attachment TEXT NOT NULL UNIQUE REFERENCES attachment (id) ON DELETE CASCADE,
  text TEXT NOT NULL
) STRICT;
