-- The list that entries are counted from (migration 0016) now knows their order, too: one page of a filtered timeline is chosen
-- from it without reading a row. In the order of time each row would have to be read until enough of them fit: seconds, where
-- there are a hundred thousand and few fit.
DROP INDEX entry_counted;
CREATE INDEX entry_counted ON entry
  (setting, template, day, happened_precision, kind, timing, readiness, audience, starred, sort, trashed_at, id)
  WHERE trashed_at IS NULL AND day <> '';
-- Drafts are few among many.
CREATE INDEX entry_draft ON entry (readiness, trashed_at, id) WHERE trashed_at IS NULL AND readiness = 'draft';
-- Which entries have a tag or a person is read from one list, too.
DROP INDEX entry_tag_by_tag;
CREATE INDEX entry_tag_by_tag ON entry_tag (tag, entry);
DROP INDEX entry_person_by_person;
CREATE INDEX entry_person_by_person ON entry_person (person, entry);
