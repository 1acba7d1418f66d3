-- What is covered on a picture whenever it leaves for somebody: a face, a name on a wall. Fractions of its width and height.
CREATE TABLE cover (
  id INTEGER PRIMARY KEY,
  attachment TEXT NOT NULL REFERENCES attachment (id) ON DELETE CASCADE,
  x REAL NOT NULL,
  y REAL NOT NULL,
  width REAL NOT NULL,
  height REAL NOT NULL
) STRICT;
CREATE INDEX cover_by_attachment ON cover (attachment);
