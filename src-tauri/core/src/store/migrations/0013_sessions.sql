-- Sessions of a community: what is planned, printed, run, recorded and promised; and the nine behaviours.

-- Protocols of one's own. A session holds its own steps, so that a change here changes no session.
CREATE TABLE protocol (
  id TEXT PRIMARY KEY NOT NULL,
  definition TEXT NOT NULL,              -- JSON
  made_at INTEGER NOT NULL,
  edited_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;

CREATE TABLE session (
  id TEXT PRIMARY KEY NOT NULL,
  community TEXT NOT NULL REFERENCES community (id),
  title TEXT NOT NULL,
  local TEXT NOT NULL,                   -- what the clock on the wall shows: 2027-03-13T15:40
  zone TEXT NOT NULL,                    -- IANA
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 720),
  place TEXT NOT NULL,
  repeats TEXT NOT NULL CHECK (repeats IN ('none', 'weekly', 'monthly')),
  every INTEGER NOT NULL CHECK (every BETWEEN 1 AND 52),
  purpose TEXT NOT NULL,
  protocol TEXT NOT NULL,                -- key of one that comes with the program, or id of an own one; '' for none
  protocol_name TEXT NOT NULL,
  origin TEXT NOT NULL,
  record TEXT NOT NULL CHECK (record IN ('full', 'presenter', 'none')),
  steps TEXT NOT NULL,                   -- JSON
  laid_out INTEGER NOT NULL CHECK (laid_out IN (0, 1)),  -- the program divides the minutes
  norms TEXT NOT NULL,
  copies INTEGER NOT NULL CHECK (copies BETWEEN 0 AND 60),
  plan TEXT REFERENCES plan (id) ON DELETE SET NULL,
  before TEXT REFERENCES session (id) ON DELETE SET NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'running', 'held', 'recorded')),
  run_step INTEGER,                      -- while it runs: which step
  run_since INTEGER,                     -- since when
  run_added INTEGER NOT NULL DEFAULT 0,  -- minutes added to that step
  restated TEXT NOT NULL DEFAULT '',
  heard TEXT NOT NULL DEFAULT '',
  recorded_at INTEGER,
  made_at INTEGER NOT NULL,
  edited_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_by_time ON session (local);
CREATE INDEX session_by_community ON session (community, local);
CREATE INDEX session_by_plan ON session (plan);
CREATE INDEX session_by_before ON session (before);

-- Who does what; no person: the writer.
CREATE TABLE session_role (
  id INTEGER PRIMARY KEY,
  session TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('facilitator', 'time', 'notes', 'norms')),
  person INTEGER REFERENCES person (id) ON DELETE CASCADE,
  UNIQUE (session, role)
) STRICT;
CREATE INDEX session_role_by_person ON session_role (person);

CREATE TABLE commitment (
  id TEXT PRIMARY KEY NOT NULL,
  community TEXT NOT NULL REFERENCES community (id),
  session TEXT REFERENCES session (id) ON DELETE SET NULL,
  what TEXT NOT NULL,
  mine INTEGER NOT NULL CHECK (mine IN (0, 1)),
  person INTEGER REFERENCES person (id) ON DELETE SET NULL,
  due TEXT,                              -- a local day
  evidence TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'under_way', 'kept', 'let_go')),
  made_at INTEGER NOT NULL,
  edited_at INTEGER NOT NULL,
  CHECK (mine = 0 OR person IS NULL)
) STRICT;
CREATE INDEX commitment_by_community ON commitment (community, due);
CREATE INDEX commitment_by_session ON commitment (session);
CREATE INDEX commitment_by_person ON commitment (person);

-- What became of a commitment, step by step. It only grows, and goes with its commitment.
CREATE TABLE commitment_step (
  id INTEGER PRIMARY KEY,
  commitment TEXT NOT NULL REFERENCES commitment (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('planned', 'under_way', 'kept', 'let_go')),
  note TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX commitment_step_by_commitment ON commitment_step (commitment);
CREATE TRIGGER commitment_step_stays BEFORE UPDATE ON commitment_step BEGIN
  SELECT raise(ABORT, 'what became of a commitment is never rewritten');
END;
CREATE TRIGGER commitment_step_goes_with_it BEFORE DELETE ON commitment_step
WHEN EXISTS (SELECT 1 FROM commitment WHERE id = OLD.commitment) BEGIN
  SELECT raise(ABORT, 'what became of a commitment is never rewritten');
END;

CREATE TABLE agenda_item (
  id TEXT PRIMARY KEY NOT NULL,
  session TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('piece', 'question', 'request', 'commitment', 'text')),
  entry TEXT REFERENCES entry (id) ON DELETE SET NULL,
  question TEXT REFERENCES question (id) ON DELETE SET NULL,
  commitment TEXT REFERENCES commitment (id) ON DELETE SET NULL,
  text TEXT NOT NULL,
  context TEXT NOT NULL,                 -- of a piece: five lines at most
  focus TEXT NOT NULL,                   -- of a piece: the question to the readers
  minutes INTEGER
) STRICT;
CREATE INDEX agenda_item_by_session ON agenda_item (session, position);
CREATE INDEX agenda_item_by_entry ON agenda_item (entry);
CREATE INDEX agenda_item_by_question ON agenda_item (question);
CREATE INDEX agenda_item_by_commitment ON agenda_item (commitment);
-- What was said about an entry goes with it when it is deleted for good.
CREATE TRIGGER agenda_item_forgets BEFORE DELETE ON entry BEGIN
  UPDATE agenda_item SET text = '', context = '', focus = '' WHERE entry = OLD.id;
END;

-- Who was there; no person: the writer.
CREATE TABLE attendance (
  id INTEGER PRIMARY KEY,
  session TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  person INTEGER REFERENCES person (id) ON DELETE CASCADE,
  is_present INTEGER NOT NULL CHECK (is_present IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX attendance_of_one ON attendance (session, coalesce(person, -1));
CREATE INDEX attendance_by_person ON attendance (person);

-- A line of a record.
CREATE TABLE record_line (
  id INTEGER PRIMARY KEY,
  session TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('decision', 'product', 'takeaway', 'question')),
  position INTEGER NOT NULL,
  person INTEGER REFERENCES person (id) ON DELETE SET NULL,  -- of a takeaway: whose
  text TEXT NOT NULL
) STRICT;
CREATE INDEX record_line_by_session ON record_line (session, kind, position);
CREATE INDEX record_line_by_person ON record_line (person);

-- What the presenter will try, and the test it became.
CREATE TABLE record_try (
  id INTEGER PRIMARY KEY,
  session TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  due TEXT,                              -- a local day
  test TEXT REFERENCES test (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX record_try_by_session ON record_try (session, position);
CREATE INDEX record_try_by_test ON record_try (test);

-- Which of the nine behaviours are to be seen where one works; dated, and held against the last time.
CREATE TABLE audit (
  id TEXT PRIMARY KEY NOT NULL,
  community TEXT REFERENCES community (id),
  setting TEXT NOT NULL,
  day TEXT NOT NULL,
  left_out TEXT NOT NULL,                -- who is left out of informal talk
  plan TEXT NOT NULL,                    -- for the next month
  commitment TEXT REFERENCES commitment (id) ON DELETE SET NULL,
  made_at INTEGER NOT NULL,
  edited_at INTEGER NOT NULL
) STRICT;
CREATE INDEX audit_by_day ON audit (day);
CREATE INDEX audit_by_community ON audit (community);
CREATE INDEX audit_by_commitment ON audit (commitment);
CREATE TABLE audit_line (
  id INTEGER PRIMARY KEY,
  audit TEXT NOT NULL REFERENCES audit (id) ON DELETE CASCADE,
  behaviour TEXT NOT NULL,
  seen TEXT CHECK (seen IN ('not_yet', 'sometimes', 'often')),
  support TEXT NOT NULL,                 -- how one would support it
  is_chosen INTEGER NOT NULL CHECK (is_chosen IN (0, 1)),
  UNIQUE (audit, behaviour)
) STRICT;
CREATE TABLE audit_example (
  id INTEGER PRIMARY KEY,
  line INTEGER NOT NULL REFERENCES audit_line (id) ON DELETE CASCADE,
  entry TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  UNIQUE (line, entry)
) STRICT;
CREATE INDEX audit_example_by_entry ON audit_example (entry);
