//! The schema's way forward: numbered files on `user_version`, without a gap, each run in one transaction.

use std::path::Path;

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
];

/// Brings the database up to date. Before an upgrade of a journal that holds something, a copy is put beside it as
/// `journal-before-N.db` (sealed with the same key).
///
/// # Errors
/// `Newer` where the database was written by a later program: nothing is changed then.
pub fn migrate(connection: &mut Connection, folder: &Path) -> Result<()> {
    run(connection, folder, MIGRATIONS)
}

/// The schema number of the database.
pub fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

fn run(connection: &mut Connection, folder: &Path, migrations: &[&str]) -> Result<()> {
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
        keep_copy(connection, folder, found)?;
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for migration in migrations.iter().skip(done) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(())
}

/// `VACUUM INTO` writes a whole, sound, encrypted copy or fails; it is made under another name first, so that a copy
/// with the final name is always a finished one.
fn keep_copy(connection: &Connection, folder: &Path, found: i64) -> Result<()> {
    let finished = folder.join(format!("journal-before-{}.db", found + 1));
    if finished.exists() {
        return Ok(());
    }
    let making = folder.join(format!("journal-before-{}.part", found + 1));
    match std::fs::remove_file(&making) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    connection.execute("VACUUM INTO ?1", [making.to_string_lossy()])?;
    std::fs::File::open(&making)?.sync_all()?;
    std::fs::rename(&making, &finished)?;
    std::fs::File::open(folder)?.sync_all()?;
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
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
    fn an_upgraded_schema_equals_a_fresh_one_and_a_copy_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let mut old = fresh(folder.path(), "old.db");
        run(&mut old, folder.path(), &TWO[..1]).unwrap();
        old.execute("INSERT INTO a VALUES ('kept')", []).unwrap();
        run(&mut old, folder.path(), TWO).unwrap();
        let mut new = fresh(folder.path(), "new.db");
        run(&mut new, folder.path(), TWO).unwrap();
        assert_eq!(schema(&old), schema(&new));
        let copy = open(&folder.path().join("journal-before-2.db"), &DatabaseKey::new(&[3; 32]), Access::Read).unwrap();
        let kept: String = copy.query_row("SELECT x FROM a", [], |row| row.get(0)).unwrap();
        assert_eq!((kept.as_str(), version(&copy).unwrap()), ("kept", 1));
    }

    #[test]
    fn a_migration_that_fails_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = fresh(folder.path(), "old.db");
        run(&mut connection, folder.path(), &TWO[..1]).unwrap();
        let before = schema(&connection);
        assert!(
            run(&mut connection, folder.path(), &[TWO[0], "CREATE TABLE b (x TEXT) STRICT; SELECT nonsense;"]).is_err()
        );
        assert_eq!((schema(&connection), version(&connection).unwrap()), (before, 1));
    }

    #[test]
    fn a_newer_database_is_refused_unchanged() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = fresh(folder.path(), "new.db");
        run(&mut connection, folder.path(), TWO).unwrap();
        let refused = run(&mut connection, folder.path(), &TWO[..1]);
        assert!(matches!(refused, Err(Error::Newer { found: 2, known: 1 })));
        assert_eq!(version(&connection).unwrap(), 2);
    }
}
