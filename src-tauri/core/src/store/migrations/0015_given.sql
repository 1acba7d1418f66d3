-- A pack may be handed over as it is to one reader and under a passphrase to another: each time says how. The name of the file
-- is that of what is under the passphrase.
ALTER TABLE pack_given ADD COLUMN encrypted INTEGER NOT NULL DEFAULT 0 CHECK (encrypted IN (0, 1));
UPDATE pack_given SET encrypted = 1 WHERE pack IN (SELECT id FROM pack WHERE wrapped_sha256 IS NOT NULL);
UPDATE pack SET file_name = substr(file_name, 1, length(file_name) - 4) WHERE wrapped_sha256 IS NOT NULL AND file_name LIKE '%.age';
