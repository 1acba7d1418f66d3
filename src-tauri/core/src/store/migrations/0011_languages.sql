-- Every search asks which languages there are, and must not read every entry to know.
CREATE INDEX entry_by_language ON entry (language);
