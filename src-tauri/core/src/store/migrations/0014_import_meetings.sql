-- What an import brought of communities and their sessions, and how it stood then, so that it can be taken back.
CREATE TABLE import_meeting (
  import TEXT NOT NULL REFERENCES import (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('community', 'protocol', 'session', 'commitment', 'look')),
  id TEXT NOT NULL,
  stamp TEXT NOT NULL,
  PRIMARY KEY (import, kind, id)
) STRICT;
