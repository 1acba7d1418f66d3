use super::*;
use crate::change::Op;
use crate::entries::{self, EntryFields};
use crate::{Clock, Journal};

struct Desk {
    journal: Journal,
    _folder: tempfile::TempDir,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::create(&folder.path().join("journal"), Clock::system()).unwrap();
    Desk { journal, _folder: folder }
}

impl Desk {
    fn try_write<T>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        self.journal.write(Op::SavePeople, work)
    }

    fn write<T>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> T {
        self.try_write(work).unwrap()
    }

    fn list(&self) -> Vec<Person> {
        self.journal.read(list).unwrap()
    }

    fn about(&self, people: &[&str]) -> entries::Entry {
        let people = people.iter().map(|&name| name.to_owned()).collect();
        self.write(|tx| entries::add(tx, EntryFields { people: Some(people), ..EntryFields::default() }))
    }
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
    let desk = desk();
    desk.about(&["Amira Khan"]);
    let before = desk.list();
    assert_eq!((before.len(), before[0].listed, before[0].entries), (1, false, 1));
    let saved = desk.write(|tx| save(tx, called("amira khan", &["Mira", "amira KHAN", " "])));
    assert_eq!((saved.id, saved.listed, saved.aliases), (before[0].id, true, vec!["Mira".to_owned()]));
    // An entry that is about someone by another name is about them.
    let entry = desk.about(&["mira", "Amira Khan", "Tom"]);
    assert_eq!(entry.people, ["amira khan", "Tom"]);
    assert!(desk.try_write(|tx| save(tx, called("Amira Khan", &[]))).is_err());
}

#[test]
fn an_alias_that_two_people_share_stands_for_neither() {
    let desk = desk();
    desk.write(|tx| save(tx, called("Samira Ali", &["Sam"])));
    desk.write(|tx| save(tx, called("Samuel Best", &["Sam"])));
    assert_eq!(desk.about(&["Sam"]).people, ["Sam"]);
}

#[test]
fn a_new_name_is_found_by_search_and_the_spelling_of_the_list_stays() {
    let desk = desk();
    let entry = desk.about(&["Anna"]);
    let id = desk.list()[0].id;
    let stamp = || desk.journal.read(|tx| entries::store::stamp(tx, entry.id)).unwrap();
    let before = stamp();
    desk.write(|tx| save(tx, SavePerson { id: Some(id), ..called("Anna de Vries", &["Anna"]) }));
    assert_eq!(desk.journal.read(|tx| entries::get(tx, entry.id)).unwrap().people, ["Anna de Vries"]);
    assert_ne!(stamp(), before, "search reads it anew");
    assert_eq!(desk.about(&["ANNA DE VRIES"]).people, ["Anna de Vries"]);
}

#[test]
fn two_who_are_one_keep_all_their_entries_and_names() {
    let desk = desk();
    let first = desk.about(&["Bex", "Tom"]);
    let both = desk.about(&["Rebecca Jones", "Bex"]);
    let find = |name: &str| desk.list().into_iter().find(|person| person.name == name).unwrap();
    let (bex, rebecca) = (find("Bex"), find("Rebecca Jones"));
    desk.write(|tx| save(tx, SavePerson { id: Some(bex.id), role: Some(Role::Pupil), ..SavePerson::default() }));
    let merged = desk.write(|tx| merge(tx, MergePeople { person: bex.id, into: rebecca.id }));
    assert_eq!((merged.aliases, merged.role, merged.entries), (vec!["Bex".to_owned()], Role::Pupil, 2));
    let people = |id| desk.journal.read(|tx| entries::get(tx, id)).unwrap().people;
    assert_eq!(
        (people(first.id), people(both.id)),
        (vec!["Rebecca Jones".into(), "Tom".into()], vec!["Rebecca Jones".to_owned()])
    );
    assert!(desk.try_write(|tx| merge(tx, MergePeople { person: bex.id, into: rebecca.id })).is_err());
}

#[test]
fn who_is_taken_off_the_list_stays_on_entries_and_nowhere_else() {
    let desk = desk();
    desk.about(&["Tom"]);
    let people = ["Tom", "Amira"].map(|name| NewPerson { name: name.into(), aliases: vec![format!("{name}my")] });
    let added = desk.write(|tx| add(tx, AddPeople { people: people.to_vec(), role: Role::Patient }));
    assert_eq!((added.added.len(), added.known), (2, 0));
    let again = desk.write(|tx| add(tx, AddPeople { people: people.to_vec(), role: Role::Client }));
    assert_eq!((again.added.len(), again.known), (0, 2));
    assert!(desk.list().iter().all(|person| person.role == Role::Patient));
    desk.write(|tx| remove(tx, &added.added));
    let left = desk.list();
    assert_eq!(left.len(), 1);
    assert_eq!(
        (left[0].name.as_str(), left[0].listed, left[0].aliases.len(), left[0].role),
        ("Tom", false, 0, Role::Other)
    );
}

#[test]
fn a_purge_forgets_unused_names_and_spares_the_list() {
    let desk = desk();
    let entry = desk.about(&["Anna", "Tom"]);
    let tom = desk.list().into_iter().find(|person| person.name == "Tom").unwrap();
    desk.write(|tx| save(tx, SavePerson { id: Some(tom.id), ..SavePerson::default() }));
    desk.write(|tx| entries::trash(tx, &[entry.id]));
    desk.write(|tx| {
        entries::purge(
            tx,
            desk.journal.vault(),
            &entries::Purge { ids: vec![entry.id], claims: vec![], packs: None, dispatches: None },
        )
    });
    let left = desk.list();
    assert_eq!(left.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["Tom"]);
}
