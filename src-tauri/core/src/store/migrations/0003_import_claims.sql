-- Which assumptions and aims an import brought, so that an undo takes those and no other: one that was here before, and
-- that a learning log of the import is only tied to, stays.
CREATE TABLE import_claim (
  claim TEXT PRIMARY KEY NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
  import TEXT NOT NULL REFERENCES import (id),
  version INTEGER NOT NULL,              -- its newest claim_version as it came: another one since was written here
  merge INTEGER                          -- its newest claim_merge as it came
) STRICT;
CREATE INDEX import_claim_by_import ON import_claim (import);

-- A passage that is quoted, or a quote taken out, is work on a learning log: an import that brought it is no longer as it
-- came, and the log is the one last worked on.
CREATE TRIGGER loop_quote_added AFTER INSERT ON loop_quote BEGIN
  UPDATE entry SET stamp = stamp WHERE id = NEW.loop;
END;
CREATE TRIGGER loop_quote_removed AFTER DELETE ON loop_quote BEGIN
  UPDATE entry SET stamp = stamp WHERE id = OLD.loop;
END;
