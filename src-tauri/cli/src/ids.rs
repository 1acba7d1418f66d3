use journal::Journal;
use journal::api::{Nothing, typed};
use journal::entries::ListEntries;
use journal::id::EntryId;

use crate::failure::Failure;
use crate::session::api;

/// An id may be shortened to this many characters.
const SHORTEST: usize = 6;
/// Entries asked for at a time.
const PAGE: u32 = 1_000;

/// The part of an id that lists show: its end, since ids made at one time begin alike.
pub fn short(id: EntryId) -> String {
    let id = id.to_string();
    id.rsplit('-').next().unwrap_or(&id).to_owned()
}

/// The entries that were named, each by its id or by so much of its beginning or end that only one is meant.
pub fn found(journal: &Journal, named: &[String]) -> Result<Vec<EntryId>, Failure> {
    let mut known: Option<Vec<(EntryId, String)>> = None;
    let mut ids = Vec::with_capacity(named.len());
    for name in named {
        ids.push(match name.parse() {
            Ok(id) => id,
            Err(_) => {
                if known.is_none() {
                    known = Some(all(journal)?);
                }
                one(known.as_deref().unwrap_or_default(), name, "entry", "list")?
            }
        });
    }
    Ok(ids)
}

/// The one of these ids that is named by so much of its beginning or end; `what` it is, and the verb that `lists` them.
pub fn one_of<I: Copy + std::fmt::Display>(known: &[I], name: &str, what: &str, lists: &str) -> Result<I, Failure> {
    let known: Vec<(I, String)> = known.iter().map(|id| (*id, bare(&id.to_string()))).collect();
    one(&known, name, what, lists)
}

fn one<I: Copy>(known: &[(I, String)], name: &str, what: &str, lists: &str) -> Result<I, Failure> {
    let digits = bare(name);
    if digits.len() < SHORTEST || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Failure::Usage(format!(
            "“{name}” is no id: give a whole one, or at least {SHORTEST} characters of its beginning or end, as `loopbook-cli {lists}` shows them"
        )));
    }
    let mut fitting = known.iter().filter(|(_, id)| id.starts_with(&digits) || id.ends_with(&digits));
    match (fitting.next(), fitting.count()) {
        (Some((id, _)), 0) => Ok(*id),
        (Some(_), more) => Err(Failure::Usage(format!("“{name}” fits {} ids: give more of it", more + 1))),
        (None, _) => {
            Err(Failure::CouldNot(format!("There is no {what} whose id begins or ends with “{name}” in this journal")))
        }
    }
}

/// Every entry, those in the trash too, with the digits of its id.
fn all(journal: &Journal) -> Result<Vec<(EntryId, String)>, Failure> {
    let mut known = Vec::new();
    let mut cursor = None;
    loop {
        let request = ListEntries { cursor, limit: Some(PAGE), ..ListEntries::default() };
        let page = typed::entry_list(&api(journal), request)?;
        known.extend(page.rows.iter().map(|row| row.id));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    known.extend(typed::trash_list(&api(journal), Nothing {})?.iter().map(|row| row.id));
    Ok(known.into_iter().map(|id| (id, bare(&id.to_string()))).collect())
}

fn bare(id: &str) -> String {
    id.chars().filter(|c| *c != '-').flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    fn known() -> Vec<(EntryId, String)> {
        ["01a1ff7e-ffdf-75f7-b637-44b96c304649", "01a1ff7e-ffdf-75f7-b637-aaaaaa304649"]
            .map(|id| (id.parse().unwrap(), bare(id)))
            .to_vec()
    }

    #[test]
    fn an_end_that_only_one_id_has_names_it() {
        assert_eq!(one(&known(), "44B96C304649", "entry", "list").unwrap(), known()[0].0);
        assert_eq!(one(&known(), "b637-aaaaaa304649", "entry", "list").unwrap(), known()[1].0);
        assert_eq!(one(&known(), "01a1ff7e-ffdf-75f7-b637-a", "entry", "list").unwrap(), known()[1].0);
    }

    #[test]
    fn what_fits_several_or_none_or_is_too_short_is_refused() {
        let Err(Failure::Usage(several)) = one(&known(), "01a1ff7e", "entry", "list") else { panic!("several") };
        assert!(several.contains("fits 2 ids"));
        assert!(matches!(one(&known(), "ffffffff", "entry", "list"), Err(Failure::CouldNot(_))));
        assert!(matches!(one(&known(), "4649", "entry", "list"), Err(Failure::Usage(_))));
        assert!(matches!(one(&known(), "not an id", "entry", "list"), Err(Failure::Usage(_))));
    }
}
