use super::*;
use crate::change::Op;
use crate::entries::{self, EntryFields};
use crate::{Clock, Journal};

fn desk() -> (tempfile::TempDir, Journal) {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::create(&folder.path().join("journal"), Clock::system()).unwrap();
    (folder, journal)
}

fn write<T>(journal: &Journal, work: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> T {
    journal.write(Op::SavePeople, work).unwrap()
}

fn about(journal: &Journal, people: &[&str]) -> entries::Entry {
    let people = people.iter().map(|&name| name.to_owned()).collect();
    write(journal, |tx| entries::add(tx, EntryFields { people: Some(people), ..EntryFields::default() }))
}

fn called(name: &str, aliases: &[&str]) -> SavePerson {
    SavePerson {
        name: Some(name.into()),
        aliases: Some(aliases.iter().map(|&alias| alias.to_owned()).collect()),
        ..SavePerson::default()
    }
}

#[test]
fn the_people_of_entries_and_of_the_list_are_the_same() {
    let (_folder, journal) = desk();
    about(&journal, &["Amira Khan"]);
    let before = journal.read(list).unwrap();
    assert_eq!((before.len(), before[0].listed, before[0].entries), (1, false, 1));
    let saved = write(&journal, |tx| save(tx, called("amira khan", &["Mira", "amira KHAN", " "])));
    assert_eq!((saved.id, saved.listed, saved.aliases), (before[0].id, true, vec!["Mira".to_owned()]));
    // An entry that is about someone by another name is about them.
    let entry = about(&journal, &["mira", "Amira Khan", "Tom"]);
    assert_eq!(entry.people, ["amira khan", "Tom"]);
    assert!(journal.write(Op::SavePeople, |tx| save(tx, called("Amira Khan", &[]))).is_err());
}

#[test]
fn an_alias_that_two_people_share_stands_for_neither() {
    let (_folder, journal) = desk();
    write(&journal, |tx| save(tx, called("Samira Ali", &["Sam"])));
    write(&journal, |tx| save(tx, called("Samuel Best", &["Sam"])));
    assert_eq!(about(&journal, &["Sam"]).people, ["Sam"]);
}

#[test]
fn a_new_name_is_found_by_search_and_the_spelling_of_the_list_stays() {
    let (_folder, journal) = desk();
    let entry = about(&journal, &["Anna"]);
    let id = journal.read(list).unwrap()[0].id;
    let stamp = || journal.read(|tx| entries::store::stamp(tx, entry.id)).unwrap();
    let before = stamp();
    write(&journal, |tx| save(tx, SavePerson { id: Some(id), ..called("Anna de Vries", &["Anna"]) }));
    assert_eq!(journal.read(|tx| entries::get(tx, entry.id)).unwrap().people, ["Anna de Vries"]);
    assert_ne!(stamp(), before, "search reads it anew");
    assert_eq!(about(&journal, &["ANNA DE VRIES"]).people, ["Anna de Vries"]);
}

#[test]
fn two_who_are_one_keep_all_their_entries_and_names() {
    let (_folder, journal) = desk();
    let first = about(&journal, &["Bex", "Tom"]);
    let both = about(&journal, &["Rebecca Jones", "Bex"]);
    let find = |name: &str| journal.read(list).unwrap().into_iter().find(|person| person.name == name).unwrap();
    let (bex, rebecca) = (find("Bex"), find("Rebecca Jones"));
    write(&journal, |tx| save(tx, SavePerson { id: Some(bex.id), role: Some(Role::Pupil), ..SavePerson::default() }));
    let merged = write(&journal, |tx| merge(tx, MergePeople { person: bex.id, into: rebecca.id }));
    assert_eq!((merged.aliases, merged.role, merged.entries), (vec!["Bex".to_owned()], Role::Pupil, 2));
    let people = |id| journal.read(|tx| entries::get(tx, id)).unwrap().people;
    assert_eq!(
        (people(first.id), people(both.id)),
        (vec!["Rebecca Jones".into(), "Tom".into()], vec!["Rebecca Jones".to_owned()])
    );
    assert!(journal.write(Op::SavePeople, |tx| merge(tx, MergePeople { person: bex.id, into: rebecca.id })).is_err());
}

#[test]
fn who_is_taken_off_the_list_stays_on_entries_and_nowhere_else() {
    let (_folder, journal) = desk();
    about(&journal, &["Tom"]);
    let people = ["Tom", "Amira"].map(|name| NewPerson { name: name.into(), aliases: vec![format!("{name}my")] });
    let added = write(&journal, |tx| add(tx, AddPeople { people: people.to_vec(), role: Role::Patient }));
    assert_eq!((added.added.len(), added.known), (2, 0));
    let again = write(&journal, |tx| add(tx, AddPeople { people: people.to_vec(), role: Role::Client }));
    assert_eq!((again.added.len(), again.known), (0, 2));
    assert!(journal.read(list).unwrap().iter().all(|person| person.role == Role::Patient));
    write(&journal, |tx| remove(tx, &added.added));
    let left = journal.read(list).unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(
        (left[0].name.as_str(), left[0].listed, left[0].aliases.len(), left[0].role),
        ("Tom", false, 0, Role::Other)
    );
}

#[test]
fn a_purge_forgets_unused_names_and_spares_the_list() {
    let (_folder, journal) = desk();
    let entry = about(&journal, &["Anna", "Tom"]);
    let tom = journal.read(list).unwrap().into_iter().find(|person| person.name == "Tom").unwrap();
    write(&journal, |tx| save(tx, SavePerson { id: Some(tom.id), ..SavePerson::default() }));
    write(&journal, |tx| entries::trash(tx, &[entry.id]));
    write(&journal, |tx| entries::purge(tx, journal.vault(), &entries::Purge { ids: vec![entry.id], claims: vec![] }));
    let left = journal.read(list).unwrap();
    assert_eq!(left.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["Tom"]);
}
