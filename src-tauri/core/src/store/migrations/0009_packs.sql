-- How the pages of a pack were laid out, so that it can be made once more before it leaves; none of those made before.
ALTER TABLE pack ADD COLUMN layout TEXT;

-- Who is meant in a pack, by whatever name: who refuses later is not given out again.
CREATE TABLE pack_person (
  id INTEGER PRIMARY KEY,
  pack TEXT NOT NULL REFERENCES pack (id) ON DELETE CASCADE,
  person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  UNIQUE (pack, person)
) STRICT;
CREATE INDEX pack_person_by_person ON pack_person (person);

-- The title of an entry that is deleted for good goes from the list, too.
DROP TRIGGER pack_piece_forgets;
CREATE TRIGGER pack_piece_forgets BEFORE DELETE ON entry BEGIN
  UPDATE pack_piece SET title = '', source = '', map = '[]' WHERE entry = OLD.id;
END;
