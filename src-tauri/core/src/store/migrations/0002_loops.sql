-- Learning logs: loops, claims, tests, templates of one's own, questions, intentions.
--
-- A loop is an entry (its text, tags, versions, files, trash are the entry's) with what hangs on it in tables of its own.
-- What is written at each of its stages stands in the entry's body, under the headings of the template "dll".

ALTER TABLE entry ADD COLUMN kind TEXT NOT NULL DEFAULT 'entry' CHECK (kind IN ('entry', 'loop'));
-- Of a template of one's own: the version it was begun with, so that a changed template leaves it readable as it was.
ALTER TABLE entry ADD COLUMN template_version INTEGER;

-- Templates people made. A change is a new version; entries name the one they were begun with.
CREATE TABLE template (
  id TEXT PRIMARY KEY NOT NULL,
  made_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE TABLE template_version (
  id INTEGER PRIMARY KEY,
  template TEXT NOT NULL REFERENCES template (id),
  n INTEGER NOT NULL,
  definition TEXT NOT NULL,              -- JSON
  at INTEGER NOT NULL,
  UNIQUE (template, n)
) STRICT;

-- Typed answers to a template's fields (choice, date, number); texts stand in the body. The label is kept, so that the
-- value can be read whatever becomes of the template.
CREATE TABLE entry_value (
  entry TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  label TEXT NOT NULL,
  value TEXT NOT NULL,                   -- JSON: a text, a number, a day, or a list of choices
  PRIMARY KEY (entry, field)
) STRICT;

CREATE TABLE loop (
  entry TEXT PRIMARY KEY NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  stage TEXT NOT NULL CHECK (stage IN ('noticed', 'mapped', 'challenged', 'revised', 'test_planned', 'tested', 'closed')),
  exit TEXT NOT NULL DEFAULT 'none' CHECK (exit IN ('none', 'parked', 'single')),
  exit_reason TEXT NOT NULL DEFAULT '',
  revisit TEXT,                          -- the day a parked loop comes back
  owner TEXT NOT NULL DEFAULT 'me' CHECK (owner IN ('me', 'group')),
  verdict TEXT CHECK (verdict IN ('keep', 'revise', 'drop')),
  riskiest_rung INTEGER CHECK (riskiest_rung BETWEEN 1 AND 7),
  opened_at INTEGER NOT NULL,
  closed_at INTEGER
) STRICT;

-- Every step from stage to stage, forward and back, and in and out of the side exits.
CREATE TABLE loop_move (
  id INTEGER PRIMARY KEY,
  loop TEXT NOT NULL REFERENCES loop (entry) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  from_stage TEXT NOT NULL,
  to_stage TEXT NOT NULL,
  exit TEXT NOT NULL CHECK (exit IN ('none', 'parked', 'single')),
  note TEXT NOT NULL
) STRICT;
CREATE INDEX loop_move_by_loop ON loop_move (loop, id);

-- A passage that a field leans on: of the loop's own account, or of another entry.
CREATE TABLE loop_quote (
  id TEXT PRIMARY KEY NOT NULL,
  loop TEXT NOT NULL REFERENCES loop (entry) ON DELETE CASCADE,
  field TEXT NOT NULL,                   -- the field it supports
  source TEXT REFERENCES entry (id) ON DELETE SET NULL,
  source_field TEXT,                     -- where the source is this loop itself
  exact TEXT NOT NULL,
  prefix TEXT NOT NULL,
  suffix TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX loop_quote_by_loop ON loop_quote (loop, at);

-- How one entry stands to another: 'began_from', 'reopens', 'bears_on'.
CREATE TABLE entry_link (
  id INTEGER PRIMARY KEY,
  entry TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  rel TEXT NOT NULL CHECK (rel IN ('began_from', 'reopens', 'bears_on')),
  other TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  UNIQUE (entry, rel, other)
) STRICT;
CREATE INDEX entry_link_by_other ON entry_link (other);

-- Assumptions and aims (governing variables, Argyris & Schön 1974). They belong to no loop.
CREATE TABLE claim (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('assumption', 'aim')),
  type TEXT CHECK (type IN ('causal', 'prescriptive', 'paradigmatic')),
  made_at INTEGER NOT NULL
) STRICT;

-- How a mind changed. Rows are only ever added; a purge alone deletes.
CREATE TABLE claim_version (
  id INTEGER PRIMARY KEY,
  claim TEXT NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  text TEXT NOT NULL,
  confidence INTEGER CHECK (confidence BETWEEN 0 AND 100),
  standing TEXT NOT NULL CHECK (standing IN ('held', 'doubted', 'revised', 'dropped', 'kept')),
  at INTEGER NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('self', 'comment', 'test', 'session')),
  cause_id TEXT,                         -- of the comment, test or session; no foreign key, so that history outlives it
  loop TEXT,                             -- in which loop it was written; no foreign key: "from a deleted loop"
  note TEXT NOT NULL,
  UNIQUE (claim, n)
) STRICT;

-- What claims are one: the newest row of a claim counts; one that names none undoes. Rows are only ever added.
CREATE TABLE claim_merge (
  id INTEGER PRIMARY KEY,
  claim TEXT NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
  merged_into TEXT REFERENCES claim (id) ON DELETE CASCADE,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX claim_merge_by_claim ON claim_merge (claim, id);

CREATE TABLE loop_claim (
  id INTEGER PRIMARY KEY,
  loop TEXT NOT NULL REFERENCES loop (entry) ON DELETE CASCADE,
  claim TEXT NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('assumption', 'aim')),
  rating TEXT CHECK (rating IN ('held', 'strained', 'given_up')),
  added_at INTEGER NOT NULL,
  UNIQUE (loop, claim)
) STRICT;
CREATE INDEX loop_claim_by_claim ON loop_claim (claim);

CREATE TABLE challenge (
  id TEXT PRIMARY KEY NOT NULL,
  loop TEXT NOT NULL REFERENCES loop (entry) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('evidence', 'reading', 'view')),
  text TEXT NOT NULL,
  lens TEXT CHECK (lens IN ('self', 'learners', 'colleagues', 'theory')),
  who TEXT NOT NULL,
  how TEXT NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('self', 'comment', 'test', 'session')),
  cause_id TEXT,
  made_at INTEGER NOT NULL,
  edited_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE INDEX challenge_by_loop ON challenge (loop, made_at);

CREATE TABLE test (
  id TEXT PRIMARY KEY NOT NULL,
  loop TEXT NOT NULL REFERENCES loop (entry) ON DELETE CASCADE,
  claim TEXT REFERENCES claim (id) ON DELETE SET NULL,
  action TEXT NOT NULL,
  place TEXT NOT NULL,
  people TEXT NOT NULL,                  -- with whom
  consent TEXT NOT NULL,                 -- whether they know and agree
  due TEXT,                              -- a day
  prediction TEXT NOT NULL,
  disconfirm TEXT NOT NULL,              -- what would prove me wrong
  made_at INTEGER NOT NULL,
  planned_at INTEGER,                    -- sealed from here on
  happened TEXT NOT NULL DEFAULT '',     -- what a camera would have seen
  happened_on TEXT,                      -- the day
  happened_at INTEGER,                   -- when it was written; the prediction is shown from here on
  met TEXT CHECK (met IN ('yes', 'partly', 'no')),
  confidence INTEGER CHECK (confidence BETWEEN 0 AND 100),
  reviewed_at INTEGER,
  dropped_at INTEGER,
  drop_reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX test_by_loop ON test (loop, made_at);

CREATE TABLE test_amendment (
  id INTEGER PRIMARY KEY,
  test TEXT NOT NULL REFERENCES test (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX test_amendment_by_test ON test_amendment (test, id);

-- The left-hand-column case (Argyris & Schön 1974): the most exposing text of all. It leaves only when it alone is ticked.
CREATE TABLE two_column (
  loop TEXT PRIMARY KEY NOT NULL REFERENCES loop (entry) ON DELETE CASCADE,
  real TEXT NOT NULL CHECK (real IN ('real', 'imagined')),
  context TEXT NOT NULL,
  purpose TEXT NOT NULL,
  block TEXT NOT NULL,
  feared TEXT NOT NULL,
  edited_at INTEGER NOT NULL
) STRICT;
CREATE TABLE case_turn (
  id TEXT PRIMARY KEY NOT NULL,
  loop TEXT NOT NULL REFERENCES two_column (loop) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  speaker TEXT NOT NULL,
  said TEXT NOT NULL,
  unsaid TEXT NOT NULL,
  marker TEXT CHECK (marker IN ('advocacy', 'inquiry', 'evaluation', 'attribution', 'easing_in', 'bypass', 'trigger')),
  redesign TEXT NOT NULL
) STRICT;
CREATE INDEX case_turn_by_loop ON case_turn (loop, position);

-- Questions that are not to be asked again, by their subject.
CREATE TABLE silenced (
  subject TEXT PRIMARY KEY NOT NULL,
  at INTEGER NOT NULL
) STRICT;

-- Every line of an entry that begins with "?".
CREATE TABLE question (
  id TEXT PRIMARY KEY NOT NULL,
  entry TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,             -- its place among the entry's questions
  text TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  answer TEXT NOT NULL DEFAULT '',
  answer_entry TEXT REFERENCES entry (id) ON DELETE SET NULL,
  answered_at INTEGER,
  gone_at INTEGER                        -- its line was taken out after it had been answered
) STRICT;
CREATE INDEX question_by_entry ON question (entry, position);

-- What became of something the writer meant to do.
CREATE TABLE intention (
  id INTEGER PRIMARY KEY,
  entry TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  text TEXT NOT NULL,                    -- as it stood when it was answered
  answer TEXT NOT NULL CHECK (answer IN ('done', 'carried', 'dropped', 'assumption')),
  again TEXT,                            -- the day a carried one is asked for again
  loop TEXT,                             -- the loop it was turned into
  at INTEGER NOT NULL,
  UNIQUE (entry, field)
) STRICT;

-- What was typed into a form and not yet kept, so that nothing typed is lost.
CREATE TABLE form_draft (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL,                   -- JSON
  at INTEGER NOT NULL
) STRICT;

-- Holds a row only inside the transaction of a purge.
CREATE TABLE purge_guard (
  id INTEGER PRIMARY KEY CHECK (id = 1)
) STRICT;

CREATE TRIGGER claim_version_is_never_changed BEFORE UPDATE ON claim_version BEGIN
  SELECT RAISE(ABORT, 'a version of a claim is never changed');
END;
CREATE TRIGGER claim_version_is_never_deleted BEFORE DELETE ON claim_version
  WHEN NOT EXISTS (SELECT 1 FROM purge_guard) BEGIN
  SELECT RAISE(ABORT, 'a version of a claim is deleted by a purge only');
END;
CREATE TRIGGER claim_merge_is_never_changed BEFORE UPDATE ON claim_merge BEGIN
  SELECT RAISE(ABORT, 'a merge is undone by another, never changed');
END;
CREATE TRIGGER claim_merge_is_never_deleted BEFORE DELETE ON claim_merge
  WHEN NOT EXISTS (SELECT 1 FROM purge_guard) BEGIN
  SELECT RAISE(ABORT, 'a merge is deleted by a purge only');
END;
CREATE TRIGGER loop_move_is_never_changed BEFORE UPDATE ON loop_move BEGIN
  SELECT RAISE(ABORT, 'a step of a loop is never changed');
END;
CREATE TRIGGER loop_move_is_never_deleted BEFORE DELETE ON loop_move
  WHEN NOT EXISTS (SELECT 1 FROM purge_guard) BEGIN
  SELECT RAISE(ABORT, 'a step of a loop is deleted by a purge only');
END;
CREATE TRIGGER template_version_is_never_changed BEFORE UPDATE ON template_version BEGIN
  SELECT RAISE(ABORT, 'a version of a template is never changed');
END;
CREATE TRIGGER prediction_is_sealed BEFORE UPDATE ON test
  WHEN OLD.planned_at IS NOT NULL AND (NEW.prediction IS NOT OLD.prediction OR NEW.disconfirm IS NOT OLD.disconfirm
    OR NEW.planned_at IS NOT OLD.planned_at OR NEW.loop IS NOT OLD.loop) BEGIN
  SELECT RAISE(ABORT, 'a planned test keeps its prediction');
END;
CREATE TRIGGER result_is_kept BEFORE UPDATE ON test
  WHEN OLD.happened_at IS NOT NULL AND (NEW.happened IS NOT OLD.happened OR NEW.happened_at IS NOT OLD.happened_at) BEGIN
  SELECT RAISE(ABORT, 'what happened was written before the prediction was shown, and stays');
END;
CREATE TRIGGER planned_test_is_never_deleted BEFORE DELETE ON test
  WHEN OLD.planned_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM purge_guard) BEGIN
  SELECT RAISE(ABORT, 'a planned test is deleted by a purge only');
END;
CREATE TRIGGER amendment_comes_before_the_result BEFORE INSERT ON test_amendment
  WHEN NOT EXISTS (SELECT 1 FROM test WHERE id = NEW.test AND planned_at IS NOT NULL AND (happened_at IS NULL OR happened_at >= NEW.at)) BEGIN
  SELECT RAISE(ABORT, 'a test is amended between its planning and its result');
END;
CREATE TRIGGER amendment_is_never_changed BEFORE UPDATE ON test_amendment BEGIN
  SELECT RAISE(ABORT, 'an amendment is never changed');
END;
CREATE TRIGGER amendment_is_never_deleted BEFORE DELETE ON test_amendment
  WHEN NOT EXISTS (SELECT 1 FROM purge_guard) BEGIN
  SELECT RAISE(ABORT, 'an amendment is deleted by a purge only');
END;

-- What search sees of an entry now includes all that hangs on it.
CREATE TRIGGER entry_value_added AFTER INSERT ON entry_value BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.entry;
END;
CREATE TRIGGER entry_value_changed AFTER UPDATE ON entry_value BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.entry;
END;
CREATE TRIGGER entry_value_removed AFTER DELETE ON entry_value BEGIN
  UPDATE entry SET stamp = stamp WHERE id = OLD.entry;
END;
CREATE TRIGGER loop_added AFTER INSERT ON loop BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.entry;
END;
CREATE TRIGGER loop_changed AFTER UPDATE ON loop BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.entry;
END;
CREATE TRIGGER loop_removed AFTER DELETE ON loop BEGIN
  UPDATE entry SET stamp = stamp WHERE id = OLD.entry;
END;
CREATE TRIGGER loop_claim_added AFTER INSERT ON loop_claim BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.loop;
END;
CREATE TRIGGER loop_claim_changed AFTER UPDATE ON loop_claim BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.loop;
END;
CREATE TRIGGER loop_claim_removed AFTER DELETE ON loop_claim BEGIN
  UPDATE entry SET stamp = stamp WHERE id = OLD.loop;
END;
CREATE TRIGGER challenge_added AFTER INSERT ON challenge BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.loop;
END;
CREATE TRIGGER challenge_changed AFTER UPDATE ON challenge BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.loop;
END;
CREATE TRIGGER challenge_removed AFTER DELETE ON challenge BEGIN
  UPDATE entry SET stamp = stamp WHERE id = OLD.loop;
END;
CREATE TRIGGER test_added AFTER INSERT ON test BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.loop;
END;
CREATE TRIGGER test_changed AFTER UPDATE ON test BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.loop;
END;
CREATE TRIGGER test_removed AFTER DELETE ON test BEGIN
  UPDATE entry SET stamp = stamp WHERE id = OLD.loop;
END;
CREATE TRIGGER two_column_added AFTER INSERT ON two_column BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.loop;
END;
CREATE TRIGGER two_column_changed AFTER UPDATE ON two_column BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.loop;
END;
CREATE TRIGGER two_column_removed AFTER DELETE ON two_column BEGIN
  UPDATE entry SET stamp = stamp WHERE id = OLD.loop;
END;
CREATE TRIGGER case_turn_added AFTER INSERT ON case_turn BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.loop;
END;
CREATE TRIGGER case_turn_changed AFTER UPDATE ON case_turn BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.loop;
END;
CREATE TRIGGER case_turn_removed AFTER DELETE ON case_turn BEGIN
  UPDATE entry SET stamp = stamp WHERE id = OLD.loop;
END;
CREATE TRIGGER question_added AFTER INSERT ON question BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.entry;
END;
CREATE TRIGGER question_changed AFTER UPDATE ON question BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.entry;
END;
CREATE TRIGGER question_removed AFTER DELETE ON question BEGIN
  UPDATE entry SET stamp = stamp WHERE id = OLD.entry;
END;
CREATE TRIGGER test_amendment_added AFTER INSERT ON test_amendment BEGIN
  UPDATE entry SET stamp = stamp WHERE id = (SELECT loop FROM test WHERE id = NEW.test);
END;
CREATE TRIGGER test_amendment_removed AFTER DELETE ON test_amendment BEGIN
  UPDATE entry SET stamp = stamp WHERE id = (SELECT loop FROM test WHERE id = OLD.test);
END;
CREATE TRIGGER claim_version_added AFTER INSERT ON claim_version BEGIN
  UPDATE entry SET stamp = stamp WHERE id IN (SELECT loop FROM loop_claim WHERE claim = NEW.claim);
END;
