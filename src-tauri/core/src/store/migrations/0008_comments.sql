-- What comes back: the comments of readers; and packs that others made, with what was written about them here.

-- One file of a reader. It names its pack without a foreign key, since comments outlive a pack that was forgotten.
CREATE TABLE response (
  id TEXT PRIMARY KEY NOT NULL,
  pack TEXT NOT NULL,
  name TEXT NOT NULL,                    -- as it was signed; may be empty
  made_at INTEGER,
  added_at INTEGER NOT NULL
) STRICT;
CREATE INDEX response_by_pack ON response (pack);

-- A comment, as it was sent. It goes with the entry it is about.
CREATE TABLE comment (
  id TEXT PRIMARY KEY NOT NULL,
  sent_id TEXT NOT NULL,                 -- by which the reader's page knows it
  response TEXT NOT NULL REFERENCES response (id) ON DELETE CASCADE,
  piece TEXT,                            -- of the pack; none: on the whole
  entry TEXT REFERENCES entry (id) ON DELETE CASCADE,
  question TEXT,                         -- the key of the question it answers
  kind TEXT NOT NULL CHECK (kind IN ('warm', 'cool', 'question', 'challenge', 'suggestion', 'answer', 'remark')),
  text TEXT NOT NULL,
  name TEXT NOT NULL,
  quote TEXT,                            -- JSON: the passage, counted on the exported text
  position INTEGER NOT NULL,             -- in the file
  made_at INTEGER,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'taken_up', 'set_aside')),
  answer TEXT NOT NULL DEFAULT '',       -- the writer's, which goes back in a reply
  answered_at INTEGER,
  challenge TEXT,                        -- what it was taken up as; no foreign key: it may be taken out again
  UNIQUE (response, sent_id)
) STRICT;
CREATE INDEX comment_by_entry ON comment (entry);

-- Search reads comments with the entry they are about.
CREATE TRIGGER comment_added AFTER INSERT ON comment WHEN NEW.entry IS NOT NULL BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.entry;
END;
CREATE TRIGGER comment_changed AFTER UPDATE OF text, answer ON comment WHEN NEW.entry IS NOT NULL BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.entry;
END;
CREATE TRIGGER comment_removed AFTER DELETE ON comment BEGIN
  UPDATE entry SET stamp = stamp WHERE id = OLD.entry;
  -- A file of which nothing is left is not kept for its name.
  DELETE FROM response WHERE id = OLD.response AND NOT EXISTS (SELECT 1 FROM comment WHERE response = OLD.response);
END;

-- A pack of somebody else's, with its origin and wishes. Its texts are never changed.
CREATE TABLE received (
  pack TEXT PRIMARY KEY NOT NULL,
  data TEXT NOT NULL,                    -- JSON: what its author said of it
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  response TEXT NOT NULL,                -- the id of the answer to it
  name TEXT NOT NULL DEFAULT '',         -- by which the answer is signed
  opened_at INTEGER                      -- when the author's own analysis was opened
) STRICT;
CREATE TABLE received_piece (
  id INTEGER PRIMARY KEY,
  received TEXT NOT NULL REFERENCES received (pack) ON DELETE CASCADE,
  piece TEXT NOT NULL,
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  facts TEXT NOT NULL,
  language TEXT NOT NULL,
  html TEXT NOT NULL,                    -- sanitised, its pictures inside
  text TEXT NOT NULL,                    -- what offsets count on
  analysis INTEGER,
  UNIQUE (received, piece)
) STRICT;

-- What was written about it here.
CREATE TABLE remark (
  id TEXT PRIMARY KEY NOT NULL,
  received TEXT NOT NULL REFERENCES received (pack) ON DELETE CASCADE,
  piece TEXT,
  question TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('warm', 'cool', 'question', 'challenge', 'suggestion', 'answer', 'remark')),
  text TEXT NOT NULL,
  quote TEXT,                            -- JSON
  made_at INTEGER NOT NULL,
  edited_at INTEGER NOT NULL,
  reply TEXT NOT NULL DEFAULT ''         -- what its author wrote back
) STRICT;
CREATE INDEX remark_by_received ON remark (received, made_at);
CREATE UNIQUE INDEX remark_by_question ON remark (received, question) WHERE question IS NOT NULL;
