-- The first schema. Times are milliseconds since 1970 in UTC; days and local times are ISO 8601 text as the person saw
-- them (reliability.md E12). All tables are rowid tables, since SQLite's update hook is silent about the others.

CREATE TABLE journal (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE entry (
  id TEXT PRIMARY KEY NOT NULL,
  title TEXT NOT NULL,
  excerpt TEXT NOT NULL,                 -- the first words of the body as plain text, for lists
  words INTEGER NOT NULL,
  revision INTEGER NOT NULL,             -- of title and body: what an editor must name to save over them
  stamp INTEGER NOT NULL DEFAULT 0,      -- of everything that search sees; kept by the triggers below
  happened_precision TEXT NOT NULL CHECK (happened_precision IN ('exact', 'day', 'month', 'unknown')),
  happened_local TEXT NOT NULL,
  happened_zone TEXT,
  happened_offset INTEGER,               -- minutes east of UTC
  day TEXT NOT NULL,                     -- the day it is shown under
  sort TEXT NOT NULL,                    -- local time it is sorted by
  written_at INTEGER NOT NULL,
  edited_at INTEGER NOT NULL,
  timing TEXT CHECK (timing IN ('in_action', 'on_action', 'for_action')),
  setting TEXT NOT NULL,
  template TEXT NOT NULL,
  language TEXT,
  language_chosen INTEGER NOT NULL CHECK (language_chosen IN (0, 1)),
  readiness TEXT NOT NULL CHECK (readiness IN ('draft', 'ready')),
  audience TEXT NOT NULL CHECK (audience IN ('private', 'shareable')),
  starred INTEGER NOT NULL CHECK (starred IN (0, 1)),
  trashed_at INTEGER
) STRICT;
CREATE INDEX entry_by_time ON entry (sort DESC, id DESC);
CREATE INDEX entry_by_day ON entry (day);
CREATE INDEX entry_by_edit ON entry (edited_at DESC);

-- Apart from entry, so that lists read small rows and a change of a tag does not rewrite ten megabytes.
CREATE TABLE body (
  entry TEXT PRIMARY KEY NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  markdown TEXT NOT NULL
) STRICT;

CREATE TABLE tag (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE            -- case and accents aside: "École" and "ecole" are one tag
) STRICT;
CREATE TABLE entry_tag (
  entry TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  tag INTEGER NOT NULL REFERENCES tag (id),
  position INTEGER NOT NULL,
  PRIMARY KEY (entry, tag)
) STRICT;
CREATE INDEX entry_tag_by_tag ON entry_tag (tag);

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE entry_person (
  entry TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  person INTEGER NOT NULL REFERENCES person (id),
  position INTEGER NOT NULL,
  PRIMARY KEY (entry, person)
) STRICT;
CREATE INDEX entry_person_by_person ON entry_person (person);

CREATE TABLE version (
  id TEXT PRIMARY KEY NOT NULL,
  entry TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,                   -- when the text stood so
  reason TEXT NOT NULL CHECK (reason IN ('first', 'interval', 'last', 'kept', 'before_shrink', 'before_restore')),
  title TEXT NOT NULL,
  markdown TEXT NOT NULL,
  words INTEGER NOT NULL
) STRICT;
CREATE INDEX version_by_entry ON version (entry, at, id);

-- The longest state since the last sitting, kept from where deleting began: what a version is made of if less than a
-- fifth of it is left in the end, however many saves that took.
CREATE TABLE peak (
  entry TEXT PRIMARY KEY NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  title TEXT NOT NULL,
  markdown TEXT NOT NULL,
  words INTEGER NOT NULL
) STRICT;

CREATE TABLE attachment (
  id TEXT PRIMARY KEY NOT NULL,          -- also the name of its sealed file
  entry TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,                  -- of the plain bytes
  added_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE INDEX attachment_by_entry ON attachment (entry);

CREATE TABLE tray (
  entry TEXT PRIMARY KEY NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  added_at INTEGER NOT NULL
) STRICT;

CREATE TABLE opened (
  entry TEXT PRIMARY KEY NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE import (
  id TEXT PRIMARY KEY NOT NULL,
  at INTEGER NOT NULL,
  format TEXT NOT NULL,
  source TEXT NOT NULL,                  -- the file's or folder's own name, without its path
  added INTEGER NOT NULL,
  undone_at INTEGER
) STRICT;
-- Where an entry came from: the same source never comes in twice, and an undo knows what nobody has edited since.
CREATE TABLE import_item (
  source_key TEXT PRIMARY KEY NOT NULL,
  import TEXT NOT NULL REFERENCES import (id),
  entry TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  stamp INTEGER NOT NULL
) STRICT;
CREATE INDEX import_item_by_import ON import_item (import);
CREATE INDEX import_item_by_entry ON import_item (entry);

CREATE TABLE setting (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL                    -- JSON
) STRICT;

-- What search has yet to read. AUTOINCREMENT: a number is never given twice, so that it can be compared with the
-- number in the index's payload.
CREATE TABLE index_queue (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  entry TEXT NOT NULL UNIQUE
) STRICT;

CREATE TRIGGER entry_added AFTER INSERT ON entry BEGIN
  DELETE FROM index_queue WHERE entry = NEW.id;
  INSERT INTO index_queue (entry) VALUES (NEW.id);
  UPDATE entry SET stamp = (SELECT seq FROM index_queue WHERE entry = NEW.id) WHERE id = NEW.id;
END;
CREATE TRIGGER entry_changed AFTER UPDATE ON entry WHEN NEW.stamp = OLD.stamp BEGIN
  DELETE FROM index_queue WHERE entry = NEW.id;
  INSERT INTO index_queue (entry) VALUES (NEW.id);
  UPDATE entry SET stamp = (SELECT seq FROM index_queue WHERE entry = NEW.id) WHERE id = NEW.id;
END;
CREATE TRIGGER entry_deleted AFTER DELETE ON entry BEGIN
  DELETE FROM index_queue WHERE entry = OLD.id;
  INSERT INTO index_queue (entry) VALUES (OLD.id);
END;
CREATE TRIGGER body_changed AFTER UPDATE ON body BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.entry;
END;
CREATE TRIGGER entry_tag_added AFTER INSERT ON entry_tag BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.entry;
END;
CREATE TRIGGER entry_tag_removed AFTER DELETE ON entry_tag BEGIN
  UPDATE entry SET stamp = stamp WHERE id = OLD.entry;
END;
CREATE TRIGGER entry_person_added AFTER INSERT ON entry_person BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.entry;
END;
CREATE TRIGGER entry_person_removed AFTER DELETE ON entry_person BEGIN
  UPDATE entry SET stamp = stamp WHERE id = OLD.entry;
END;
CREATE TRIGGER attachment_added AFTER INSERT ON attachment BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.entry;
END;
CREATE TRIGGER attachment_changed AFTER UPDATE ON attachment BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.entry;
END;
CREATE TRIGGER attachment_deleted AFTER DELETE ON attachment BEGIN
  UPDATE entry SET stamp = stamp WHERE id = OLD.entry;
END;
