-- The tags and people of an entry are read from one list, in their order: each of twenty results needed a page of the list and a
-- page of the table besides, and each page is opened and checked when it is read. That an entry bears none twice is held by the
-- other list. What is dropped takes its triggers with it; a table is not renamed, since other triggers name it.
CREATE TEMP TABLE borne AS SELECT entry, tag, position FROM entry_tag ORDER BY entry, position;
DROP TABLE entry_tag;
CREATE TABLE entry_tag (
  entry TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  tag INTEGER NOT NULL REFERENCES tag (id),
  position INTEGER NOT NULL,
  PRIMARY KEY (entry, position, tag)
) STRICT;
INSERT INTO entry_tag (entry, tag, position) SELECT entry, tag, position FROM temp.borne;
DROP TABLE temp.borne;
CREATE UNIQUE INDEX entry_tag_by_tag ON entry_tag (tag, entry);

CREATE TEMP TABLE borne AS SELECT entry, person, position FROM entry_person ORDER BY entry, position;
DROP TABLE entry_person;
CREATE TABLE entry_person (
  entry TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  person INTEGER NOT NULL REFERENCES person (id),
  position INTEGER NOT NULL,
  PRIMARY KEY (entry, position, person)
) STRICT;
INSERT INTO entry_person (entry, person, position) SELECT entry, person, position FROM temp.borne;
DROP TABLE temp.borne;
CREATE UNIQUE INDEX entry_person_by_person ON entry_person (person, entry);

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
