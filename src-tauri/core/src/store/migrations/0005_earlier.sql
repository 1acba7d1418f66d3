-- What stood beside the text of an entry before it was changed or taken out: a challenge, a value of its form, the case in
-- two columns. What stands now is in its own table, and the states of the text are in "version". Rows are only ever added;
-- a purge of the entry alone deletes.
CREATE TABLE earlier (
  id INTEGER PRIMARY KEY,
  entry TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('challenge', 'value', 'case')),
  item TEXT NOT NULL,                    -- id of the challenge, key of the value's field; empty for the case
  state TEXT NOT NULL,                   -- JSON, as it stood
  until INTEGER NOT NULL                 -- when it was changed or taken out
) STRICT;
CREATE INDEX earlier_by_entry ON earlier (entry, id);

-- A case is saved while it is typed: when it was begun says when its first state is worth keeping.
ALTER TABLE two_column ADD COLUMN begun_at INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER earlier_is_never_changed BEFORE UPDATE ON earlier BEGIN
  SELECT RAISE(ABORT, 'what stood there before is never changed');
END;
CREATE TRIGGER earlier_is_never_deleted BEFORE DELETE ON earlier
  WHEN NOT EXISTS (SELECT 1 FROM purge_guard) BEGIN
  SELECT RAISE(ABORT, 'what stood there before is deleted by a purge only');
END;

-- Which templates of the writer's own an import brought, so that an undo takes those that nobody uses or changed since.
CREATE TABLE import_template (
  template TEXT PRIMARY KEY NOT NULL REFERENCES template (id) ON DELETE CASCADE,
  import TEXT NOT NULL REFERENCES import (id),
  version INTEGER NOT NULL               -- its newest version as it came
) STRICT;
CREATE INDEX import_template_by_import ON import_template (import);
