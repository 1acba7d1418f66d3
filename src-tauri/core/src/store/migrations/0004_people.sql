-- People are more than the names on entries: a private list with what else they are called and who they are to the
-- writer. A name on an entry and a line of the list are the same row.
ALTER TABLE person ADD COLUMN role TEXT NOT NULL DEFAULT 'other'
  CHECK (role IN ('pupil', 'patient', 'client', 'colleague', 'carer', 'other'));
ALTER TABLE person ADD COLUMN listed_at INTEGER;  -- put on the list by the writer: stays though no entry names them

CREATE TABLE person_alias (
  person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  UNIQUE (person, folded)
) STRICT;
CREATE INDEX person_alias_by_folded ON person_alias (folded);

-- A new name is what search finds the entries by from now on.
CREATE TRIGGER person_renamed AFTER UPDATE OF name ON person WHEN NEW.name <> OLD.name BEGIN
  UPDATE entry SET stamp = stamp WHERE id IN (SELECT entry FROM entry_person WHERE person = NEW.id);
END;

-- Words that give someone away though they are nobody's name, and words that look like a name and are none.
CREATE TABLE telltale (
  kind TEXT NOT NULL CHECK (kind IN ('code', 'place', 'not_name')),
  word TEXT NOT NULL,
  folded TEXT NOT NULL,
  position INTEGER NOT NULL,
  UNIQUE (kind, folded)
) STRICT;

CREATE TABLE community (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  shown_name TEXT NOT NULL,              -- the writer's own, as this community knows it; never the system's
  care TEXT NOT NULL,                    -- what we care about
  who TEXT NOT NULL,                     -- who we are
  share TEXT NOT NULL,                   -- what we share
  norms TEXT NOT NULL,
  stage TEXT,                            -- a key of communities/data/stages.toml
  stage_since TEXT,                      -- a day
  created_at INTEGER NOT NULL,
  edited_at INTEGER NOT NULL,
  archived_at INTEGER
) STRICT;

CREATE TABLE member (
  community TEXT NOT NULL REFERENCES community (id) ON DELETE CASCADE,
  person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  position INTEGER NOT NULL,
  UNIQUE (community, person)
) STRICT;
CREATE INDEX member_by_person ON member (person);
