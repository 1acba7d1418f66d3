//! All or nothing, and nothing held up.

use super::*;

#[test]
fn a_failed_import_adds_nothing() {
    let desk = Desk::new();
    let root = desk.folder("vault", &[("a.md", b"a ![p](p.png)"), ("b.md", b"b"), ("p.png", PNG)]);
    let plan = read(&root).unwrap();
    let wanted = desk.wanted(&plan);
    let put = put_files(desk.journal.vault(), &plan, wanted).unwrap();
    let failed: crate::Result<()> = desk.journal.write(Op::Import, |tx| {
        apply(tx, &plan, &put)?;
        Err(crate::Error::DiskFull)
    });
    drop(put);
    assert!(failed.is_err());
    assert!(desk.entries().is_empty() && desk.journal.read(super::super::list).unwrap().is_empty());
    assert_eq!(desk.apply(&plan).added, 2);
}

#[test]
fn files_are_sealed_while_another_write_goes_on() {
    let desk = Desk::new();
    let root = desk.folder("vault", &[("a.md", b"a ![p](p.png)"), ("p.png", PNG)]);
    let plan = read(&root).unwrap();
    let wanted = desk.wanted(&plan);
    // Within a write, as an autosave is: sealing asks nothing of the database, and so never waits for it or holds it up.
    let put = desk.journal.write(Op::AddEntry, |tx| {
        let put = put_files(desk.journal.vault(), &plan, wanted)?;
        let fields = entries::EntryFields { title: Some("Meanwhile".into()), ..entries::EntryFields::default() };
        entries::add(tx, fields)?;
        Ok(put)
    });
    let put = put.unwrap();
    let sealed = files_of(&desk.journal.folder().join("attachments"));
    assert_eq!(sealed.len(), 1, "the file is durable before any row names it");
    assert!(desk.journal.read(crate::attachments::ids).unwrap().is_empty());
    let done = desk.journal.write(Op::Import, |tx| apply(tx, &plan, &put)).unwrap();
    assert_eq!((done.added, done.attachments), (1, 1));
    let entry = desk.entries().into_iter().find(|entry| entry.title != "Meanwhile").unwrap();
    assert_eq!(desk.journal.vault().read(entry.attachments[0].id).unwrap(), PNG);
}

#[test]
fn an_entry_taken_out_while_the_import_ran_is_named_and_not_half_let_in() {
    let desk = Desk::new();
    let root = desk.folder("vault", &[("a.md", b"a ![p](p.png)"), ("p.png", PNG)]);
    let plan = read(&root).unwrap();
    let first = desk.import(&root);
    let here = desk.wanted(&plan);
    desk.undo(first.id);
    let put = put_files(desk.journal.vault(), &plan, here).unwrap();
    let done = desk.journal.write(Op::Import, |tx| apply(tx, &plan, &put)).unwrap();
    assert_eq!((done.added, done.problems.len(), desk.entries().len()), (0, 1, 0));
    assert!(done.problems[0].why.contains("while the import ran"), "{:?}", done.problems);
}

#[test]
fn two_imports_of_one_source_at_once_bring_it_in_once() {
    let desk = Desk::new();
    let root = desk.folder("vault", &[("a.md", b"a ![p](p.png)"), ("p.png", PNG)]);
    let plan = read(&root).unwrap();
    let added: u32 = std::thread::scope(|scope| {
        let imports: Vec<_> = (0..4).map(|_| scope.spawn(|| desk.apply(&plan).added)).collect();
        imports.into_iter().map(|import| import.join().unwrap()).sum()
    });
    assert_eq!((added, desk.entries().len()), (1, 1));
    assert_eq!(desk.journal.vault().read(desk.only().attachments[0].id).unwrap(), PNG);
}
