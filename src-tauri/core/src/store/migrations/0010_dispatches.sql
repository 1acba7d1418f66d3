-- What went back: the author's answers to readers, and responses to packs of others. As with packs, the line stays when the
-- bytes are forgotten. It names its pack without a foreign key, since what left outlives what it was about.
CREATE TABLE dispatch (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('reply', 'response')),
  pack TEXT NOT NULL,
  audience INTEGER REFERENCES audience (id),  -- whose answers are given; none of a response
  towards TEXT NOT NULL,                 -- to whom
  title TEXT NOT NULL,                   -- about what
  notes INTEGER NOT NULL,
  file_name TEXT NOT NULL,
  file TEXT,                             -- the bytes as they left; none once forgotten
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  forgotten_at INTEGER
) STRICT;
CREATE INDEX dispatch_by_time ON dispatch (sent_at DESC);

-- Every time it was handed over.
CREATE TABLE dispatch_given (
  id INTEGER PRIMARY KEY,
  dispatch TEXT NOT NULL REFERENCES dispatch (id) ON DELETE CASCADE,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX dispatch_given_by_dispatch ON dispatch_given (dispatch);

-- Entries whose comments are answered in it: who deletes one for good is asked about it.
CREATE TABLE dispatch_entry (
  id INTEGER PRIMARY KEY,
  dispatch TEXT NOT NULL REFERENCES dispatch (id) ON DELETE CASCADE,
  entry TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  UNIQUE (dispatch, entry)
) STRICT;
CREATE INDEX dispatch_entry_by_entry ON dispatch_entry (entry);

-- Who is meant in it, by whatever name: who refuses later is not given out again.
CREATE TABLE dispatch_person (
  id INTEGER PRIMARY KEY,
  dispatch TEXT NOT NULL REFERENCES dispatch (id) ON DELETE CASCADE,
  person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  UNIQUE (dispatch, person)
) STRICT;
CREATE INDEX dispatch_person_by_person ON dispatch_person (person);
