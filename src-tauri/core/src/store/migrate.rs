//! The schema's way forward: numbered files on `user_version`, without a gap, each run in one transaction.

use rusqlite::{Connection, TransactionBehavior};

use crate::error::{Error, Result};

/// Every migration in order; the schema's number is how many have run. A file on main is never edited again.
pub const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_start.sql"),
    include_str!("migrations/0002_loops.sql"),
    include_str!("migrations/0003_import_claims.sql"),
    include_str!("migrations/0004_people.sql"),
    include_str!("migrations/0005_earlier.sql"),
    include_str!("migrations/0006_plans.sql"),
    include_str!("migrations/0007_covers.sql"),
    include_str!("migrations/0008_comments.sql"),
    include_str!("migrations/0009_packs.sql"),
    include_str!("migrations/0010_dispatches.sql"),
    include_str!("migrations/0011_languages.sql"),
    include_str!("migrations/0012_leaving.sql"),
    include_str!("migrations/0013_sessions.sql"),
    include_str!("migrations/0014_import_meetings.sql"),
    include_str!("migrations/0015_given.sql"),
    include_str!("migrations/0016_counted.sql"),
    include_str!("migrations/0017_listed.sql"),
    include_str!("migrations/0018_borne.sql"),
];

/// Brings the database up to date. Before an upgrade of a journal that holds something, `before` makes a copy of it; where
/// that fails, nothing is changed.
///
/// # Errors
/// `Newer` where the database was written by a later program: nothing is changed then. Those of `before`.
pub fn migrate(connection: &mut Connection, before: impl FnOnce(&Connection) -> Result<()>) -> Result<()> {
    run(connection, MIGRATIONS, before)
}

/// A new database in the form of an older program, to be filled with what one wrote.
///
/// # Errors
/// Those of the database.
pub(crate) fn to(connection: &mut Connection, schema: u32) -> Result<()> {
    let known = usize::try_from(schema).unwrap_or(usize::MAX).min(MIGRATIONS.len());
    run(connection, &MIGRATIONS[..known], |_| Ok(()))
}

/// The schema number of the database.
pub fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

fn run(connection: &mut Connection, migrations: &[&str], before: impl FnOnce(&Connection) -> Result<()>) -> Result<()> {
    let known = i64::try_from(migrations.len()).unwrap_or(i64::MAX);
    let found = version(connection)?;
    if found > known {
        return Err(Error::Newer { found, known });
    }
    let Ok(done) = usize::try_from(found) else {
        return Err(Error::Damaged("the database's format number makes no sense. Nothing was changed".into()));
    };
    if done == migrations.len() {
        return Ok(());
    }
    if done > 0 {
        before(connection)?;
    }
    if crate::mutant::is("migrations outside a transaction") {
        for (number, migration) in migrations.iter().enumerate().skip(done) {
            connection.execute_batch(migration)?;
            connection.pragma_update(None, "user_version", i64::try_from(number + 1).unwrap_or(known))?;
        }
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for migration in migrations.iter().skip(done) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::store::open::{Access, DatabaseKey, open};

    const TWO: &[&str] =
        &["CREATE TABLE a (x TEXT NOT NULL) STRICT;", "ALTER TABLE a ADD COLUMN y TEXT NOT NULL DEFAULT '';"];

    fn schema(connection: &Connection) -> Vec<(String, String)> {
        let mut statement =
            connection.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema ORDER BY name").unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.map(|row| row.unwrap()).collect()
    }

    fn fresh(folder: &Path, name: &str) -> Connection {
        open(&folder.join(name), &DatabaseKey::new(&[3; 32]), Access::Create).unwrap()
    }

    #[test]
    fn an_upgraded_schema_equals_a_fresh_one_and_a_copy_is_made_before() {
        let folder = tempfile::tempdir().unwrap();
        let mut old = fresh(folder.path(), "old.db");
        run(&mut old, &TWO[..1], |_| Ok(())).unwrap();
        old.execute("INSERT INTO a VALUES ('kept')", []).unwrap();
        let mut seen = None;
        let copy = |connection: &Connection| {
            let kept: String = connection.query_row("SELECT x FROM a", [], |row| row.get(0))?;
            seen = Some((kept, version(connection)?));
            Ok(())
        };
        run(&mut old, TWO, copy).unwrap();
        assert_eq!(seen, Some(("kept".to_owned(), 1)), "the copy is made of what was there before");
        let mut new = fresh(folder.path(), "new.db");
        run(&mut new, TWO, |_| Err(Error::DiskFull)).unwrap();
        assert_eq!(schema(&old), schema(&new), "of a new database no copy is made");
    }

    #[test]
    fn without_a_copy_nothing_is_upgraded() {
        let folder = tempfile::tempdir().unwrap();
        let mut old = fresh(folder.path(), "old.db");
        run(&mut old, &TWO[..1], |_| Ok(())).unwrap();
        assert!(matches!(run(&mut old, TWO, |_| Err(Error::DiskFull)), Err(Error::DiskFull)));
        assert_eq!(version(&old).unwrap(), 1);
    }

    #[test]
    fn a_migration_that_fails_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = fresh(folder.path(), "old.db");
        run(&mut connection, &TWO[..1], |_| Ok(())).unwrap();
        let before = schema(&connection);
        assert!(
            run(&mut connection, &[TWO[0], "CREATE TABLE b (x TEXT) STRICT; SELECT nonsense;"], |_| Ok(())).is_err()
        );
        assert_eq!((schema(&connection), version(&connection).unwrap()), (before, 1));
    }

    #[test]
    fn a_newer_database_is_refused_unchanged() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = fresh(folder.path(), "new.db");
        run(&mut connection, TWO, |_| Ok(())).unwrap();
        let refused = run(&mut connection, &TWO[..1], |_| Ok(()));
        assert!(matches!(refused, Err(Error::Newer { found: 2, known: 1 })));
        assert_eq!(version(&connection).unwrap(), 2);
    }
}
