-- How many entries a list has in all, and which settings, templates and years there are, is asked after every save: counted from
-- here without reading a row. Only a question that says the whole condition is answered from here. That of the day always holds and is
-- there for this: with the first half alone SQLite took this list for questions in another order, too, and sorted the journal.
-- (trashed_at, which is always null here, spares it a look at the row.)
CREATE INDEX entry_counted ON entry
  (setting, template, day, happened_precision, kind, timing, readiness, audience, starred, trashed_at, id)
  WHERE trashed_at IS NULL AND day <> '';
-- What lies in the trash is little: it is taken off what is counted for all.
CREATE INDEX entry_in_trash ON entry (trashed_at, id) WHERE trashed_at IS NOT NULL;
