use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::*;
use crate::entries::{Audience, EntryFields, Happened, Readiness, SaveEntry, Timing};
use crate::templates::{FieldKind, FieldValue, SaveTemplate, SetField, TemplateDefinition, TemplateField};
use crate::{attachments, export, templates, versions};

/// Everything of the journal, written in one of its own formats.
fn exported(desk: &Desk, format: &str) -> Vec<u8> {
    let ids = desk.entries().iter().map(|entry| entry.id).collect();
    let chosen = export::Chosen { ids, include_drafts: true, include_versions: true, ..export::Chosen::default() };
    desk.journal.read(|tx| export::build(tx, desk.journal.vault(), &chosen, format)).unwrap().bytes
}

fn picture() -> Vec<u8> {
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(3, 2).write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

fn add(desk: &Desk, fields: EntryFields) -> Entry {
    desk.journal.write(Op::AddEntry, |tx| entries::add(tx, fields)).unwrap()
}

/// An entry with a picture, a file and versions.
fn full(desk: &Desk) -> Entry {
    let entry = add(
        desk,
        EntryFields {
            title: Some("Full".into()),
            body: Some("first".into()),
            people: Some(vec!["Anna".into(), "Bo".into()]),
            ..EntryFields::default()
        },
    );
    let vault = desk.journal.vault();
    desk.journal
        .write(Op::SaveEntry, |tx| {
            let photo = attachments::attach(tx, entry.id, "photo.png", &vault.put(&mut picture().as_slice())?)?;
            attachments::attach(tx, entry.id, "notes.txt", &vault.put(&mut b"notes".as_slice())?)?;
            let fields = EntryFields {
                body: Some(format!("second ![p](attachment:{}) `attachment:{}`\r\n", photo.id, photo.id)),
                ..EntryFields::default()
            };
            entries::save(tx, SaveEntry { id: entry.id, base: entry.revision.clone(), fields, keep: true })
        })
        .unwrap()
}

#[test]
fn an_entry_comes_back_equal_in_every_field_with_its_files_and_versions() {
    let from = Desk::new();
    let entry = full(&from);
    let to = Desk::new();
    let done = to.import(&to.file("journal.zip", &exported(&from, "json")));
    assert_eq!((done.added, done.attachments, done.problems.len()), (1, 2, 0), "{:?}", done.problems);
    assert_eq!(to.only(), entry);
    for file in &entry.attachments {
        assert_eq!(to.journal.vault().read(file.id).unwrap(), from.journal.vault().read(file.id).unwrap());
    }
    let versions = |desk: &Desk| desk.journal.read(|tx| versions::all(tx, entry.id)).unwrap();
    assert!(versions(&from).len() > 1);
    assert_eq!(versions(&to), versions(&from));
}

#[test]
fn an_entry_that_is_here_stays_as_it_is_here() {
    let desk = Desk::new();
    let entry = full(&desk);
    let zip = desk.file("journal.zip", &exported(&desk, "json"));
    let fields = EntryFields { body: Some("third".into()), ..EntryFields::default() };
    let request = SaveEntry { id: entry.id, base: entry.revision.clone(), fields, keep: false };
    let edited = desk.journal.write(Op::SaveEntry, |tx| entries::save(tx, request)).unwrap();
    assert_eq!((desk.preview(&zip).new_entries, desk.preview(&zip).already_here), (0, 1));
    let done = desk.import(&zip);
    assert_eq!((done.added, done.skipped), (0, 1));
    assert_eq!(desk.only(), edited);
    desk.journal.write(Op::TrashEntry, |tx| entries::trash(tx, &[entry.id])).unwrap();
    assert!(desk.import(&zip).problems[0].why.contains("trash"));
}

#[test]
fn an_undone_import_of_the_own_format_can_be_made_again() {
    let from = Desk::new();
    let entry = full(&from);
    let to = Desk::new();
    let zip = to.file("journal.zip", &exported(&from, "json"));
    let done = to.import(&zip);
    assert_eq!(to.undo(done.id), (1, 0));
    assert_eq!(to.import(&zip).added, 1);
    assert_eq!(to.entries(), [entry]);
}

#[test]
fn a_file_whose_bytes_are_others_is_named_and_its_entry_comes_in() {
    let from = Desk::new();
    let entry = full(&from);
    let root = tempfile::tempdir().unwrap();
    unpack(&exported(&from, "json"), root.path());
    let notes = entry.attachments.iter().find(|file| file.name == "notes.txt").unwrap().id;
    fs::write(root.path().join(format!("attachments/{notes}")), b"other").unwrap();
    let to = Desk::new();
    let done = to.import(root.path());
    assert_eq!((done.added, done.attachments, done.problems.len()), (1, 1, 1));
    assert!(done.problems[0].why.contains("not those that were exported"), "{:?}", done.problems);
}

#[test]
fn a_file_never_takes_the_place_of_another_entrys_file() {
    let from = Desk::new();
    let theirs = full(&from);
    let zip = exported(&from, "json");
    let to = Desk::new();
    let zip_path = to.file("journal.zip", &zip);
    to.import(&zip_path);
    // The same files under another entry, as a forged export would have them.
    let root = tempfile::tempdir().unwrap();
    unpack(&zip, root.path());
    let document = fs::read_to_string(root.path().join("loopbook.json")).unwrap();
    let other = crate::id::EntryId::new();
    fs::write(root.path().join("loopbook.json"), document.replace(&theirs.id.to_string(), &other.to_string())).unwrap();
    let done = to.import(root.path());
    assert_eq!((done.added, done.attachments), (1, 2), "{:?}", done.problems);
    let entries = to.entries();
    let new = entries.iter().find(|entry| entry.id == other).unwrap();
    let photo = new.attachments.iter().find(|file| file.is_image).unwrap();
    assert!(new.attachments.iter().all(|file| theirs.attachments.iter().all(|known| known.id != file.id)));
    assert!(new.body.starts_with(&format!("second ![p](attachment:{})", photo.id)));
    assert_eq!(to.journal.vault().read(photo.id).unwrap(), picture());
}

#[test]
fn two_entries_that_claim_one_file_get_one_each() {
    let from = Desk::new();
    full(&from);
    let root = tempfile::tempdir().unwrap();
    unpack(&exported(&from, "json"), root.path());
    let path = root.path().join("loopbook.json");
    let mut document: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let mut twin = document["entries"][0].clone();
    twin["id"] = crate::id::EntryId::new().to_string().into();
    twin["versions"] = serde_json::json!([]);
    document["entries"].as_array_mut().unwrap().push(twin);
    fs::write(&path, document.to_string()).unwrap();
    let to = Desk::new();
    let done = to.import(root.path());
    assert_eq!((done.added, done.attachments), (2, 4), "{:?}", done.problems);
    let files: Vec<_> = to.entries().into_iter().flat_map(|entry| entry.attachments).collect();
    let ids: std::collections::HashSet<_> = files.iter().map(|file| file.id).collect();
    assert_eq!(ids.len(), 4);
    for file in files {
        assert!(to.journal.vault().read(file.id).is_ok(), "{}", file.name);
    }
}

#[test]
fn a_version_that_calls_itself_now_comes_in_as_one_that_was_kept() {
    let from = Desk::new();
    let entry = full(&from);
    let root = tempfile::tempdir().unwrap();
    unpack(&exported(&from, "json"), root.path());
    let path = root.path().join("loopbook.json");
    let mut document: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let versions = document["entries"][0]["versions"].as_array_mut().unwrap();
    let count = versions.len();
    assert!(count > 1);
    for version in versions {
        version["reason"] = "now".into();
    }
    fs::write(&path, document.to_string()).unwrap();
    let to = Desk::new();
    let done = to.import(root.path());
    assert_eq!((done.added, done.problems.len()), (1, 0), "{:?}", done.problems);
    let reasons: Vec<_> =
        to.journal.read(|tx| versions::all(tx, entry.id)).unwrap().into_iter().map(|version| version.reason).collect();
    assert_eq!(reasons, vec![versions::Reason::Kept; count]);
}

#[test]
fn a_newer_or_foreign_document_gets_a_sentence() {
    let desk = Desk::new();
    for (text, why) in [
        (r#"{"format":"loopbook","version":2,"entries":[]}"#, "newer Loopbook"),
        (r#"{"format":"other","version":1,"entries":[]}"#, "not a journal"),
        (r#"{"format":"loopbook","version":1}"#, "not a journal"),
        (r#"{"format":"loopbook","version":1,"entries":[]}"#, "no entry"),
        (r#"{"format":"loopbook","version":1,"entries":[{"id":"x"}]}"#, "not an entry"),
        ("[[[[", "not sound JSON"),
    ] {
        let zip = desk.zip("x.zip", &[("loopbook.json", text.as_bytes())]);
        let found = read(&zip).err().unwrap().to_string();
        assert!(found.contains(why), "{text}: {found}");
    }
}

#[test]
fn the_own_markdown_export_comes_back_without_leftovers() {
    let from = Desk::new();
    let entry = add(
        &from,
        EntryFields {
            title: Some("A \"title\"".into()),
            body: Some("# H\r\n\n  text  \n".into()),
            happened: Some(Happened::parse("2024-03-05T17:40:05+01:00", "Europe/Amsterdam".parse().ok()).unwrap()),
            timing: Some(Some(Timing::InAction)),
            setting: Some("room 4".into()),
            tags: Some(vec!["y9".into(), "class, talk".into()]),
            readiness: Some(Readiness::Ready),
            starred: Some(true),
            ..EntryFields::default()
        },
    );
    let to = Desk::new();
    let done = to.import(&to.file("pages.zip", &exported(&from, "markdown")));
    assert_eq!(done.added, 1, "{:?}", done.problems);
    let back = to.only();
    let expected = Entry {
        id: back.id,
        revision: back.revision.clone(),
        language: back.language.clone(),
        language_chosen: back.language_chosen,
        ..entry
    };
    assert_eq!(back, expected);
}

fn unpack(zip: &[u8], root: &Path) {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let path = root.join(file.name().unwrap().as_ref());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::io::copy(&mut file, &mut fs::File::create(path).unwrap()).unwrap();
    }
}

fn anything() -> impl Strategy<Value = EntryFields> {
    let happened = prop_oneof![
        Just(Happened::unknown()),
        Just(Happened::parse("1661-02", None).unwrap()),
        Just(Happened::parse("2024-02-29", None).unwrap()),
        (0i64..4_000_000_000_000, 0..chrono_tz::TZ_VARIANTS.len()).prop_map(|(millis, zone)| Happened::at(
            crate::clock::Instant::from_millis(millis),
            chrono_tz::TZ_VARIANTS[zone]
        )),
        Just(Happened::parse("2024-02-29T23:59:59-09:30", None).unwrap()),
    ];
    let timing = prop_oneof![
        Just(None),
        Just(Some(Timing::InAction)),
        Just(Some(Timing::OnAction)),
        Just(Some(Timing::ForAction))
    ];
    let names = || proptest::collection::vec("[a-zé日🙂][ -~é]{0,10}", 0..5);
    let language = prop_oneof![Just(None), Just(Some("nl".to_owned())), Just(Some("pt-br".to_owned()))];
    (
        (any::<String>(), any::<String>(), happened, timing),
        (any::<String>(), names(), names(), language),
        any::<[bool; 3]>(),
    )
        .prop_map(
            |((title, body, happened, timing), (setting, tags, people, language), [ready, shareable, starred])| {
                EntryFields {
                    title: Some(title),
                    body: Some(body),
                    happened: Some(happened),
                    timing: Some(timing),
                    setting: Some(setting),
                    template: None,
                    language: Some(language),
                    tags: Some(tags),
                    people: Some(people),
                    readiness: Some(if ready { Readiness::Ready } else { Readiness::Draft }),
                    audience: Some(if shareable { Audience::Shareable } else { Audience::Private }),
                    starred: Some(starred),
                }
            },
        )
}

#[test]
fn any_entry_comes_back_equal_in_every_field() {
    let from = Desk::new();
    let mut runner =
        TestRunner::new(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() });
    runner
        .run(&anything(), |fields| {
            add(&from, fields);
            Ok(())
        })
        .unwrap();
    let to = Desk::new();
    let done = to.import(&to.file("journal.zip", &exported(&from, "json")));
    assert_eq!((done.added, done.problems.len()), (200, 0), "{:?}", done.problems.first());
    let by_id = |desk: &Desk| {
        let mut entries = desk.entries();
        entries.sort_by_key(|entry| entry.id);
        entries
    };
    for (back, entry) in by_id(&to).into_iter().zip(by_id(&from)) {
        assert_eq!(back, entry);
    }
}

/// An entry in a template of one's own that was changed since, with a value of each kind.
fn in_own_template(desk: &Desk) -> Entry {
    let field = |label: &str, kind: FieldKind| TemplateField {
        label: label.into(),
        kind,
        choices: if kind == FieldKind::Choice { vec!["a <b>".into(), "c".into()] } else { Vec::new() },
        many: kind == FieldKind::Choice,
        ..TemplateField::default()
    };
    let mut definition = TemplateDefinition {
        name: "Mine".into(),
        fields: vec![
            field("What", FieldKind::Text),
            field("Which", FieldKind::Choice),
            field("When", FieldKind::Date),
            field("How many", FieldKind::Number),
        ],
        ..TemplateDefinition::default()
    };
    desk.journal
        .write(Op::SaveTemplate, |tx| {
            let first = templates::save(tx, SaveTemplate { id: None, definition: definition.clone() })?;
            let entry = entries::add(
                tx,
                EntryFields {
                    template: Some(first.id.clone()),
                    body: Some("## What\n\nI asked.\n".into()),
                    ..EntryFields::default()
                },
            )?;
            let set = |field: &str, value| SetField { id: entry.id, field: field.into(), value: Some(value) };
            let both = FieldValue::Choices(vec!["a <b>".into(), "c".into()]);
            templates::set(tx, set("which", both))?;
            templates::set(tx, set("when", FieldValue::Text("2026-11-21".into())))?;
            templates::set(tx, set("how_many", FieldValue::Number(3.into())))?;
            definition.fields.remove(0);
            templates::save(tx, SaveTemplate { id: Some(first.id), definition: definition.clone() })?;
            entries::get(tx, entry.id)
        })
        .unwrap()
}

fn form(desk: &Desk, entry: &Entry) -> templates::Form {
    desk.journal.read(|tx| templates::form(tx, entry.id)).unwrap()
}

#[test]
fn an_entry_comes_back_with_the_template_it_was_written_in_and_all_its_values() {
    let from = Desk::new();
    let entry = in_own_template(&from);
    let to = Desk::new();
    let file = to.file("journal.zip", &exported(&from, "json"));
    assert_eq!(to.import(&file).problems.len(), 0);
    assert_eq!(to.only(), entry);
    assert_eq!(form(&to, &entry), form(&from, &entry));
    assert_eq!(form(&to, &entry).fields[0].text, "I asked.");
    let [here, there] = [&to, &from].map(|desk| document(exported(desk, "json"))["entries"].take());
    assert_eq!(here, there);
    let lists = |desk: &Desk| desk.journal.read(templates::list).unwrap();
    assert_eq!(lists(&to), lists(&from));
    // Into a journal that has the template already, nothing of it comes twice.
    from.journal.write(Op::TrashEntry, |tx| entries::trash(tx, &[entry.id])).unwrap();
    from.import(&file);
    assert_eq!(lists(&from).len(), lists(&to).len());
}

#[test]
fn pages_and_markdown_files_show_what_stands_beside_the_text() {
    let desk = Desk::new();
    in_own_template(&desk);
    let page = String::from_utf8(exported(&desk, "html")).unwrap();
    assert!(page.contains("<dt>Which</dt><dd>a &lt;b&gt;, c</dd>"), "{page}");
    let folder = tempfile::tempdir().unwrap();
    unpack(&exported(&desk, "markdown"), folder.path());
    let file = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
    let text = fs::read_to_string(file).unwrap();
    assert!(
        text.contains("fields:\n  \"How many\": 3\n  \"When\": \"2026-11-21\"\n  \"Which\": [\"a <b>\", \"c\"]\n"),
        "{text}"
    );
}

#[test]
fn values_and_templates_that_break_the_rules_stay_out_and_are_named() {
    let from = Desk::new();
    let entry = in_own_template(&from);
    let root = tempfile::tempdir().unwrap();
    unpack(&exported(&from, "json"), root.path());
    let path = root.path().join("loopbook.json");
    let mut document: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    document["entries"][0]["values"][0]["value"] = "a\u{7}b".into();
    document["templates"][0]["versions"][0]["definition"]["fields"][1]["label"] = "What".into();
    document["templates"].as_array_mut().unwrap().push("nonsense".into());
    fs::write(&path, document.to_string()).unwrap();
    let to = Desk::new();
    let done = to.import(root.path());
    assert_eq!((done.added, done.problems.len()), (1, 2), "{:?}", done.problems);
    assert_eq!(to.only().body, entry.body);
    // The version it was begun with is not here, so what it says is shown by its values alone.
    assert_eq!(form(&to, &entry).fields.len(), 2);
}

#[test]
fn our_own_markdown_files_bring_the_values_of_a_form_back() {
    let from = Desk::new();
    let entry = in_own_template(&from);
    let values = |desk: &Desk, id| desk.journal.read(|tx| templates::values::of(tx, id)).unwrap();
    let file = exported(&from, "markdown");
    // Into another journal, which does not know the template, and into this one once the entry is gone.
    let to = Desk::new();
    let done = to.import(&to.file("pages.zip", &file));
    assert!(done.added == 1 && done.problems.iter().all(|one| one.why.contains("older")), "{:?}", done.problems);
    assert_eq!(values(&to, to.only().id), values(&from, entry.id));
    assert_eq!(to.only().body, entry.body, "nothing of the front matter stays in the text");
    from.journal.write(Op::TrashEntry, |tx| entries::trash(tx, &[entry.id])).unwrap();
    from.import(&from.file("pages.zip", &file));
    let back = from.entries().into_iter().find(|one| one.id != entry.id).unwrap();
    assert_eq!(values(&from, back.id), values(&from, entry.id));
}

#[test]
fn values_in_front_matter_of_others_stay_in_the_text() {
    let desk = Desk::new();
    let text = "---\ntitle: T\nfields:\n  \"How many\": 3\n---\nx";
    desk.import(&desk.folder("vault", &[("a.md", text.as_bytes())]));
    assert_eq!(desk.only().body, text);
}

#[test]
fn an_undone_import_takes_the_template_it_brought_unless_it_is_used_or_was_changed() {
    let from = Desk::new();
    let entry = in_own_template(&from);
    let file = exported(&from, "json");
    let own = |desk: &Desk| {
        let rows = desk.journal.read(templates::list).unwrap();
        rows.into_iter().filter(|row| row.own).count()
    };
    let undone = |then: &dyn Fn(&Desk)| {
        let to = Desk::new();
        let done = to.import(&to.file("journal.zip", &file));
        assert_eq!(own(&to), 1);
        then(&to);
        assert_eq!(to.undo(done.id), (1, 0));
        own(&to)
    };
    assert_eq!(undone(&|_| ()), 0);
    let used = |desk: &Desk| {
        let template = Some(entry.template.clone());
        add(desk, EntryFields { template, ..EntryFields::default() });
    };
    assert_eq!(undone(&used), 1);
    let changed = |desk: &Desk| {
        desk.journal
            .write(Op::SaveTemplate, |tx| {
                let mut definition = templates::get(tx, &entry.template, None)?.definition;
                definition.name = "Mine, and now changed".into();
                templates::save(tx, SaveTemplate { id: Some(entry.template.clone()), definition })
            })
            .unwrap();
    };
    assert_eq!(undone(&changed), 1);
    // One that was here before is none that the import brought.
    from.journal.write(Op::TrashEntry, |tx| entries::trash(tx, &[entry.id])).unwrap();
    from.journal
        .write(Op::Purge, |tx| {
            let purge = entries::Purge { ids: vec![entry.id], claims: Vec::new(), packs: None, dispatches: None };
            entries::purge(tx, from.journal.vault(), &purge)
        })
        .unwrap();
    let done = from.import(&from.file("journal.zip", &file));
    assert_eq!(from.undo(done.id), (1, 0));
    assert_eq!(own(&from), 1);
}
