//! How many entries there are, of which kinds, and which of them come next: asked after every save, so answered from lists of
//! their own and without reading a single entry (migrations 0016 and 0017).

use crate::error::Result;
use crate::id::EntryId;
use crate::store::Tx;

/// Not in the trash, in the words of the list from which entries are counted without reading them (migration 0016). Not for
/// questions that want rows or another order: they would be answered from there, too, and sorted.
const COUNTED: &str = "trashed_at IS NULL AND day <> ''";

/// What is not in the trash, chosen from that list whatever else SQLite would think of: to be followed by more conditions, each
/// begun with AND, on what the list holds.
pub(crate) const LISTED: &str = "INDEXED BY entry_counted WHERE trashed_at IS NULL AND day <> ''";

/// All that is not in the trash: without reading the list, from what is smaller.
pub(in crate::entries) const STANDING: &str = "SELECT (SELECT count(*) FROM entry) - (SELECT count(*) FROM entry INDEXED BY entry_in_trash WHERE trashed_at IS NOT NULL)";

/// Counts what conditions of the timeline keep.
pub(in crate::entries) fn counting(kept: &str) -> String {
    format!("SELECT count(*) FROM entry {LISTED}{kept}")
}

fn in_use_by(what: &str) -> String {
    format!("SELECT {what}, count(*) FROM entry WHERE {COUNTED} GROUP BY 1 ORDER BY 2 DESC, 1")
}

/// What entries have in a column that [`COUNTED`] covers, with how many have it, the most used first.
fn in_use(tx: &Tx<'_>, what: &str) -> Result<Vec<(String, u32)>> {
    tx.rows(&in_use_by(what), [], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Settings of entries, the most used first.
pub(crate) fn settings_in_use(tx: &Tx<'_>) -> Result<Vec<(String, u32)>> {
    let mut settings = in_use(tx, "setting")?;
    settings.retain(|(setting, _)| !setting.is_empty());
    Ok(settings)
}

/// Templates of entries by their ids, that of entries without one too, the most used first.
pub(crate) fn templates_in_use(tx: &Tx<'_>) -> Result<Vec<(String, u32)>> {
    in_use(tx, "template")
}

const YEAR: &str = "CASE happened_precision WHEN 'unknown' THEN '' ELSE substr(day, 1, 4) END";

/// Years of entries of which the day is known, the last first.
pub(crate) fn years_in_use(tx: &Tx<'_>) -> Result<Vec<(String, u32)>> {
    let mut years = in_use(tx, YEAR)?;
    years.retain(|(year, _)| !year.is_empty());
    years.sort_by(|one, other| other.cmp(one));
    Ok(years)
}

const DRAFTS: &str = "SELECT id FROM entry WHERE trashed_at IS NULL AND readiness = 'draft' LIMIT ?1";

/// So many drafts, in no order.
pub(in crate::entries) fn some_drafts(tx: &Tx<'_>, limit: usize) -> Result<Vec<EntryId>> {
    tx.rows(DRAFTS, [i64::try_from(limit).unwrap_or(i64::MAX)], |row| row.get(0))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::change::Op;
    use crate::clock::Clock;
    use crate::entries::{EntryFields, Filter, ListEntries, Readiness, add, list, trash};
    use crate::journal::Journal;
    use crate::tags::counting as borne;

    /// How SQLite goes about a question without values.
    fn way(tx: &Tx<'_>, sql: &str) -> String {
        let steps: Vec<String> = tx.rows(&format!("EXPLAIN QUERY PLAN {sql}"), [], |row| row.get(3)).unwrap();
        steps.join("\n")
    }

    #[test]
    fn what_is_counted_is_counted_without_reading_an_entry() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open_or_create(folder.path(), Clock::system()).unwrap();
        let ways = journal
            .read(|tx| {
                let all = [counting(""), counting(" AND setting IN ('Ward')"), counting(" AND kind IN ('loop')")];
                let used = ["setting", "template", YEAR].map(in_use_by);
                let first = [
                    "",
                    " AND setting IN ('Ward')",
                    " AND id IN (SELECT entry FROM entry_tag)",
                    " AND day <= '2024-01-01'",
                ]
                .map(|kept| format!("SELECT id FROM entry {LISTED}{kept} ORDER BY sort DESC, id DESC LIMIT 5"));
                Ok(all.iter().chain(&used).chain(&first).map(|sql| (sql.clone(), way(tx, sql))).collect::<Vec<_>>())
            })
            .unwrap();
        for (sql, way) in ways {
            let of_entry: Vec<&str> = way.lines().filter(|step| step.contains(" entry")).collect();
            assert!(
                !of_entry.is_empty() && of_entry.iter().all(|step| step.contains("COVERING INDEX entry_counted")),
                "{sql}\n{way}"
            );
        }
        let standing = journal.read(|tx| Ok(way(tx, STANDING))).unwrap();
        for list in ["entry_by_edit", "entry_in_trash"] {
            assert!(standing.contains(&format!("COVERING INDEX {list}")), "{standing}");
        }
        let drafts = journal.read(|tx| Ok(way(tx, &DRAFTS.replace("?1", "5")))).unwrap();
        assert!(drafts.contains("COVERING INDEX entry_draft"), "{drafts}");
        for table in ["tag", "person"] {
            let way = journal.read(|tx| Ok(way(tx, &borne(table)))).unwrap();
            let of_entry: Vec<&str> = way.lines().filter(|step| step.contains(" entry ")).collect();
            assert!(!of_entry.is_empty(), "{way}");
            assert!(of_entry.iter().all(|step| step.contains("COVERING INDEX entry_in_trash")), "{way}");
            let kept = format!(
                "id IN (SELECT entry FROM entry_{table} JOIN {table} ON {table}.id = {table} WHERE folded IN ('a', 'b'))"
            );
            let way = journal.read(|tx| Ok(self::way(tx, &counting(&format!(" AND {kept}"))))).unwrap();
            assert!(way.contains(&format!("entry_{table} USING COVERING INDEX entry_{table}_by_{table}")), "{way}");
        }
        for (names, table) in [(super::super::TAGS, "entry_tag"), (super::super::PEOPLE, "entry_person")] {
            let way = journal.read(|tx| Ok(way(tx, &format!("SELECT {}", names.replace("?1", "'id'"))))).unwrap();
            assert!(way.contains(&format!("{table} USING COVERING INDEX sqlite_autoindex_{table}_1")), "{way}");
        }
    }

    #[test]
    fn what_is_listed_comes_in_its_order_and_is_never_sorted() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open_or_create(folder.path(), Clock::system()).unwrap();
        for (order, by) in [("sort DESC, id DESC", "entry_by_time"), ("edited_at DESC, id DESC", "entry_by_edit")] {
            let sql = format!("SELECT title FROM entry WHERE trashed_at IS NULL ORDER BY {order} LIMIT 5");
            let way = journal.read(|tx| Ok(way(tx, &sql))).unwrap();
            // Of those saved in the same millisecond the id decides: that much is sorted.
            assert!(way.contains(by) && !way.contains("TEMP B-TREE FOR ORDER BY"), "{sql}\n{way}");
        }
    }

    #[test]
    fn a_list_says_how_many_it_has_in_all_whatever_is_kept_and_what_lies_in_the_trash() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open_or_create(folder.path(), Clock::system()).unwrap();
        let mut ids = Vec::new();
        for number in 0..12u32 {
            let fields = EntryFields {
                body: Some(format!("Entry {number}")),
                setting: Some(["", "Ward", "Room 4"][number as usize % 3].to_owned()),
                readiness: Some(if number % 2 == 0 { Readiness::Ready } else { Readiness::Draft }),
                starred: Some(number % 4 == 0),
                tags: Some(vec![format!("t{}", number % 5)]),
                happened: Some(crate::entries::Happened::on(format!("2026-03-{:02}", number + 1).parse().unwrap())),
                ..EntryFields::default()
            };
            ids.push(journal.write(Op::SaveEntry, |tx| add(tx, fields)).unwrap().id);
        }
        journal.write(Op::TrashEntry, |tx| trash(tx, &ids[3..6])).unwrap();
        let some = |filter: Filter| {
            let page = journal.read(|tx| list(tx, &ListEntries { filter, ..ListEntries::default() })).unwrap();
            assert_eq!(page.rows.len(), page.total as usize);
            page.total
        };
        let nothing = Filter::default;
        assert_eq!(some(nothing()), 9);
        assert_eq!(some(Filter { settings: Some(vec!["Ward".into()]), ..nothing() }), 3);
        assert_eq!(some(Filter { readiness: Some(Readiness::Draft), ..nothing() }), 4);
        assert_eq!(some(Filter { starred: Some(true), ..nothing() }), 2);
        assert_eq!(some(Filter { tags: Some(vec!["t0".into(), "t3".into()]), ..nothing() }), 3);
        assert_eq!(some(Filter { after: Some("2026-03-08".into()), ..nothing() }), 5);
        assert_eq!(some(Filter { before: Some("2026-03-08".into()), has_attachment: Some(false), ..nothing() }), 5);
        let (settings, years) = journal.read(|tx| Ok((settings_in_use(tx)?, years_in_use(tx)?))).unwrap();
        assert_eq!(settings, [("Room 4".to_owned(), 3), ("Ward".to_owned(), 3)]);
        assert_eq!(years, [("2026".to_owned(), 9)]);
    }
}
