-- Sharing: for whom (audience), what is being prepared (plan), what was decided about names, what left (pack).

-- A community, or a reader who is none. Pseudonyms, decisions and the ids in packs belong to one audience, so that what two
-- of them were given cannot be joined.
CREATE TABLE audience (
  id INTEGER PRIMARY KEY,
  community TEXT UNIQUE REFERENCES community (id),
  name TEXT NOT NULL,                    -- of a reader who is no community
  folded TEXT UNIQUE,
  salt BLOB NOT NULL CHECK (length(salt) = 32),
  CHECK ((community IS NULL) = (folded IS NOT NULL))
) STRICT;

CREATE TABLE pseudonym (
  id INTEGER PRIMARY KEY,
  audience INTEGER NOT NULL REFERENCES audience (id) ON DELETE CASCADE,
  person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  label TEXT NOT NULL,
  folded TEXT NOT NULL,
  UNIQUE (audience, person),
  UNIQUE (audience, folded)
) STRICT;
CREATE INDEX pseudonym_by_person ON pseudonym (person);

CREATE TABLE consent (
  id INTEGER PRIMARY KEY,
  audience INTEGER NOT NULL REFERENCES audience (id) ON DELETE CASCADE,
  person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('not_needed', 'asked', 'given', 'refused')),
  scope TEXT NOT NULL,                   -- what for, in the writer's words
  day TEXT,
  UNIQUE (audience, person)
) STRICT;
CREATE INDEX consent_by_person ON consent (person);

-- What becomes of what was found. Of a whole group (every spelling of one thing), or of one place in one entry; what was
-- found is kept as a digest only.
CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  audience INTEGER NOT NULL REFERENCES audience (id) ON DELETE CASCADE,
  what TEXT NOT NULL,                    -- digest of the group
  entry TEXT REFERENCES entry (id) ON DELETE CASCADE,
  occurrence TEXT NOT NULL,              -- '' for the whole group
  action TEXT NOT NULL CHECK (action IN ('replace', 'generalise', 'cut', 'keep', 'not_a_name')),
  text TEXT NOT NULL,                    -- what stands there instead, or why it stays
  at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX decision_of_what ON decision (audience, what, coalesce(entry, ''), occurrence);
CREATE INDEX decision_by_entry ON decision (entry);

CREATE TABLE plan (
  id TEXT PRIMARY KEY NOT NULL,
  audience INTEGER NOT NULL REFERENCES audience (id),
  purpose TEXT NOT NULL,
  ask TEXT NOT NULL DEFAULT '',
  licence TEXT NOT NULL DEFAULT '',
  return_to_me INTEGER NOT NULL DEFAULT 0 CHECK (return_to_me IN (0, 1)),
  do_not_pass_on INTEGER NOT NULL DEFAULT 0 CHECK (do_not_pass_on IN (0, 1)),
  destroy_by TEXT,                       -- a day
  answers_first INTEGER NOT NULL DEFAULT 0 CHECK (answers_first IN (0, 1)),
  dates TEXT NOT NULL DEFAULT 'exact' CHECK (dates IN ('exact', 'month', 'term', 'none')),
  next_question INTEGER NOT NULL DEFAULT 1,
  made_at INTEGER NOT NULL,
  edited_at INTEGER NOT NULL
) STRICT;
CREATE INDEX plan_by_edit ON plan (edited_at DESC);

CREATE TABLE plan_piece (
  id INTEGER PRIMARY KEY,
  plan TEXT NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
  entry TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  whole INTEGER NOT NULL CHECK (whole IN (0, 1)),
  position INTEGER NOT NULL,
  UNIQUE (plan, entry)
) STRICT;
CREATE INDEX plan_piece_by_entry ON plan_piece (entry);
CREATE TABLE plan_tick (
  id INTEGER PRIMARY KEY,
  piece INTEGER NOT NULL REFERENCES plan_piece (id) ON DELETE CASCADE,
  part TEXT NOT NULL,                    -- a block by its digest, or another part by its key
  UNIQUE (piece, part)
) STRICT;

CREATE TABLE plan_question (
  id INTEGER PRIMARY KEY,
  plan TEXT NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
  key TEXT NOT NULL,                     -- stays while the question does
  text TEXT NOT NULL,
  entry TEXT REFERENCES entry (id) ON DELETE SET NULL,
  position INTEGER NOT NULL,
  UNIQUE (plan, key)
) STRICT;
CREATE INDEX plan_question_by_entry ON plan_question (entry);

-- What the writer answered when asked who could still be known.
CREATE TABLE plan_check (
  id INTEGER PRIMARY KEY,
  plan TEXT NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
  question TEXT NOT NULL CHECK (question IN ('recognised', 'only_one', 'upset')),
  answer TEXT NOT NULL CHECK (answer IN ('no', 'yes')),
  note TEXT NOT NULL,
  UNIQUE (plan, question)
) STRICT;

-- What left, or is sealed and ready to. Its bytes are a sealed file beside the attachments.
CREATE TABLE pack (
  id TEXT PRIMARY KEY NOT NULL,
  audience INTEGER NOT NULL REFERENCES audience (id),
  plan TEXT REFERENCES plan (id) ON DELETE SET NULL,
  state TEXT NOT NULL CHECK (state IN ('prepared', 'sent', 'withdrawn')),
  format TEXT NOT NULL,
  letter TEXT NOT NULL,                  -- JSON: what the reader was told
  redacted TEXT NOT NULL,                -- JSON: how often what was done, nothing of what was found
  look TEXT NOT NULL,                    -- JSON: what was in it, at a glance
  file TEXT,                             -- the bytes as they were previewed; none once forgotten
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  wrapped TEXT,                          -- the same under a passphrase: what was handed over
  wrapped_bytes INTEGER,
  wrapped_sha256 TEXT,
  file_name TEXT NOT NULL,
  prepared_at INTEGER NOT NULL,
  sent_at INTEGER,
  withdrawn_at INTEGER,
  forgotten_at INTEGER,
  CHECK ((state = 'prepared') = (sent_at IS NULL))
) STRICT;
CREATE INDEX pack_by_time ON pack (prepared_at DESC);
CREATE INDEX pack_by_plan ON pack (plan);

-- An entry in a pack: the text that was read, the text that left, and which came from where, by which a comment finds its
-- place. It outlives the entry without its text.
CREATE TABLE pack_piece (
  id INTEGER PRIMARY KEY,
  pack TEXT NOT NULL REFERENCES pack (id) ON DELETE CASCADE,
  piece TEXT NOT NULL,
  entry TEXT REFERENCES entry (id) ON DELETE SET NULL,
  position INTEGER NOT NULL,
  revision TEXT NOT NULL,                -- of the entry when it was read
  title TEXT NOT NULL,                   -- as it left
  source TEXT NOT NULL,
  exported TEXT NOT NULL,
  hanging TEXT NOT NULL,                 -- what hangs on a learning log, as it left
  map TEXT NOT NULL,                     -- JSON
  UNIQUE (pack, piece)
) STRICT;
CREATE INDEX pack_piece_by_entry ON pack_piece (entry);
CREATE TRIGGER pack_piece_forgets BEFORE DELETE ON entry BEGIN
  UPDATE pack_piece SET source = '', map = '[]' WHERE entry = OLD.id;
END;

-- Every time it was handed over.
CREATE TABLE pack_given (
  id INTEGER PRIMARY KEY,
  pack TEXT NOT NULL REFERENCES pack (id) ON DELETE CASCADE,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX pack_given_by_pack ON pack_given (pack);
