use std::collections::HashMap;

use super::*;
use crate::entries::{EntryFields, Happened, Precision, Readiness, SaveEntry, Timing};
use crate::{attachments, tags};

#[test]
fn every_dated_post_comes_in_with_its_date_title_and_topics() {
    let Some(folder) = data("dated-markdown-digitalgov") else { return };
    let desk = Desk::new();
    let files: Vec<_> = files_of(&folder).into_iter().filter(|(name, _)| name.ends_with(".md")).collect();
    let preview = desk.preview(&folder);
    let done = desk.import(&folder);
    println!("{} files, {} added, {} problems", files.len(), done.added, done.problems.len());
    for problem in &done.problems {
        println!("{}: {}", problem.path, problem.why);
    }
    assert_eq!(done.added as usize, files.len());
    assert_eq!((preview.new_entries, preview.already_here), (done.added, 0));
    assert_eq!((preview.sample.len(), preview.first_day.as_deref()), (8, Some("2012-02-22")));

    let mut by_body: HashMap<String, Entry> =
        desk.entries().into_iter().map(|entry| (entry.body.clone(), entry)).collect();
    let mut with_offset = 0;
    for (name, bytes) in files {
        let text = String::from_utf8(bytes).unwrap();
        let entry = by_body.remove(&text).unwrap_or_else(|| panic!("{name} did not come in byte for byte"));
        let Some(date) = text.lines().find_map(|line| line.strip_prefix("date: ")) else {
            assert_eq!((name.as_str(), entry.happened.precision), ("SOURCE.md", Precision::Unknown));
            continue;
        };
        assert!(entry.happened.local.starts_with(&date[..10]), "{name}: {date}");
        let hours: Option<i32> = date.split(' ').nth(2).map(|offset| offset[..3].parse().unwrap());
        assert_eq!(entry.happened.offset_minutes, hours.map(|hours| hours * 60), "{name}: {date}");
        with_offset += u32::from(hours.is_some());
        assert!(!entry.title.is_empty() && entry.readiness == Readiness::Ready, "{name}");
        if text.contains("\ntopics:\n  - ") {
            assert!(!entry.tags.is_empty(), "{name}");
        }
    }
    assert_eq!(with_offset, 408);
}

#[test]
fn importing_twice_adds_nothing_from_another_place_or_as_a_zip_either() {
    let Some(folder) = data("obsidian-vault-kepano") else { return };
    let desk = Desk::new();
    let files = files_of(&folder);
    let done = desk.import(&folder);
    assert_eq!(done.added as usize, files.iter().filter(|(name, _)| name.ends_with(".md")).count());
    assert_eq!(done.problems, []);
    let again = desk.import(&folder);
    assert_eq!((again.added, again.skipped), (0, done.added));
    let moved = desk.folder("elsewhere/vault", &borrowed(&files));
    assert_eq!(desk.import(&moved).added, 0);
    assert_eq!(desk.import(moved.parent().unwrap()).added, 0);
    let zip = desk.zip("vault.zip", &borrowed(&files));
    assert_eq!((desk.preview(&zip).new_entries, desk.preview(&zip).already_here), (0, done.added));
    let zip_again = desk.import(&zip);
    assert_eq!((zip_again.added, zip_again.skipped), (0, done.added));
    assert_eq!(desk.journal.read(super::super::list).unwrap().len(), 1, "an import that added nothing is not kept");
}

#[test]
fn a_vault_comes_in_with_its_bytes() {
    let Some(folder) = data("obsidian-vault-kepano") else { return };
    let desk = Desk::new();
    desk.import(&folder);
    let entries = desk.entries();
    let mut dropped = 0;
    for (name, bytes) in files_of(&folder).into_iter().filter(|(name, _)| name.ends_with(".md")) {
        let text = String::from_utf8(bytes).unwrap();
        let kept = entries.iter().any(|entry| entry.body == text);
        let without = entries.iter().any(|entry| !entry.body.contains("---\n") && text.ends_with(&entry.body));
        let pictured = entries.iter().any(|entry| entry.body.contains("(attachment:") && !entry.attachments.is_empty());
        assert!(kept || without || pictured, "{name}");
        dropped += u32::from(!kept);
    }
    println!("{dropped} texts whose front matter became fields, or whose pictures came along");
    let daily = entries.iter().filter(|entry| entry.body.starts_with("## Notes\n\n![[Daily.base]]"));
    let days: Vec<_> = daily.map(|entry| entry.happened.local.as_str()).collect();
    assert!(days.contains(&"2023-09-12") && days.contains(&"2023-09-30"));
    let meeting = entries.iter().find(|entry| entry.body.contains("Discussed the book")).unwrap();
    assert_eq!(meeting.title, "Meeting with Steph");
    assert_eq!(meeting.tags, ["Meetings", "Emergence"]);
    assert!(meeting.body.starts_with("---\ncategories:"), "what was not taken over whole stays");
}

#[test]
fn naughty_strings_come_in_with_their_bytes() {
    let Some(folder) = data("naughty-strings") else { return };
    let desk = Desk::new();
    let text = fs::read(folder.join("blns.txt")).unwrap();
    desk.import(&folder.join("blns.txt"));
    assert_eq!(desk.only().body.as_bytes(), text);
    let strings: Vec<String> = serde_json::from_slice(&fs::read(folder.join("blns.json")).unwrap()).unwrap();
    let files: Vec<(String, Vec<u8>)> = strings
        .iter()
        .enumerate()
        .map(|(number, text)| (format!("n{number:04}.md"), text.clone().into_bytes()))
        .collect();
    let done = desk.import(&desk.folder("naughty", &borrowed(&files)));
    assert_eq!(done.added as usize, strings.len());
    let bodies: std::collections::HashSet<String> = desk.entries().into_iter().map(|entry| entry.body).collect();
    for text in strings {
        assert!(bodies.contains(text.strip_prefix('\u{feff}').unwrap_or(&text)), "{text:?}");
    }
}

#[test]
fn front_matter_that_was_taken_over_goes_and_every_field_is_set() {
    let desk = Desk::new();
    let text = "---\ntitle: \"Cold: calling\"\ndate: 2024-03-05 17:40\nzone: Europe/Amsterdam\ntags: [y9, 'class talk']\nlang: NL\nstarred: true\n\
        timing: on action\nsetting: room 4\ndraft: yes\nupdated: 2024-03-06T10:00:00Z\n---\n\n\n# Other heading\r\ntext  \n";
    desk.import(&desk.file("a.md", text.as_bytes()));
    let entry = desk.only();
    assert_eq!(entry.title, "Cold: calling", "front matter wins over a heading");
    assert_eq!(entry.body, "\n# Other heading\r\ntext  \n");
    assert_eq!(
        entry.happened,
        Happened {
            precision: Precision::Exact,
            local: "2024-03-05T17:40:00".into(),
            zone: Some("Europe/Amsterdam".into()),
            offset_minutes: Some(60)
        }
    );
    assert_eq!(entry.tags, ["y9", "class talk"]);
    assert_eq!((entry.language.as_deref(), entry.language_chosen), (Some("nl"), true));
    assert!(entry.starred && entry.readiness == Readiness::Draft);
    assert_eq!((entry.timing, entry.setting.as_str()), (Some(Timing::OnAction), "room 4"));
    assert_eq!(entry.edited_at.to_string(), "2024-03-06T10:00:00.000Z");
    assert_eq!(entry.written_at.to_string(), "2024-03-05T16:40:00.000Z");
}

#[test]
fn front_matter_with_one_key_or_comment_more_stays_as_it_was() {
    for extra in
        ["deck: more words", "# my own note", "title: twice", "tags: [a, [b]]", "language: english tongue", "summary:"]
    {
        let desk = Desk::new();
        let text = format!("---\ntitle: T\ndate: 2024-03-05\n{extra}\n---\nbody\n");
        desk.import(&desk.file("a.md", text.as_bytes()));
        let entry = desk.only();
        assert_eq!(entry.body, text, "{extra}");
        assert_eq!((entry.title.as_str(), entry.happened.local.as_str()), ("T", "2024-03-05"), "{extra}");
    }
}

#[test]
fn what_only_looks_like_front_matter_is_text() {
    let bomb =
        format!("---\na: &a [x,x]\n{}---\ntext", (0..40).map(|n| format!("b{n}: &b{n} [*a,*a]\n")).collect::<String>());
    let deep = format!("---\na: {}{}\n---\ntext", "[".repeat(500), "]".repeat(500));
    let texts: &[&str] = &[
        "---js\nmodule.exports = { title: 'x' }\n---\ntext",
        "---coffee\ntitle: 'x'\n---\ntext",
        "---\ntitle: no end\n\ntext",
        "---\n- a\n- list\n---\ntext",
        "---\njust words\n---\ntext",
        "text\n---\ntitle: x\n---\n",
        "----\ntitle: x\n----\n",
        "---\n\"unclosed\n---\ntext",
        "---\n*alias\n---\n",
        "---",
        "---\n",
        "---\n{title: x\n---\n",
        &bomb,
        &deep,
    ];
    for text in texts {
        let desk = Desk::new();
        desk.import(&desk.file("note.md", text.as_bytes()));
        let entry = desk.only();
        assert_eq!(entry.body, *text);
        assert_eq!(entry.title, "", "{text}");
    }
}

#[test]
fn upstream_front_matter_fixtures_never_lose_a_byte_of_text() {
    let Some(folder) = data("front-matter") else { return };
    let desk = Desk::new();
    let done = desk.import(&folder);
    let files: Vec<_> = files_of(&folder).into_iter().filter(|(name, _)| name.ends_with(".md")).collect();
    assert_eq!(done.added as usize, files.len());
    let bodies: Vec<String> = desk.entries().into_iter().map(|entry| entry.body).collect();
    for (name, bytes) in files {
        let text = String::from_utf8(bytes).unwrap();
        let rest = text
            .strip_prefix("---\n")
            .and_then(|rest| rest.split_once("---\n"))
            .or_else(|| text.ends_with("\n---").then_some(("", "")))
            .map(|(_, rest)| rest.strip_prefix('\n').unwrap_or(rest).to_owned());
        assert!(bodies.contains(&text) || rest.is_some_and(|rest| bodies.contains(&rest)), "{name}");
        if name.contains("-fn") || name.contains("coffee") || name.contains("javascript") {
            assert!(bodies.contains(&text), "{name} is text, never run");
        }
    }
}

#[test]
fn titles_and_dates_come_from_headings_names_and_folders() {
    let desk = Desk::new();
    let root = desk.folder(
        "notes",
        &[
            ("2024-03-05 A day out.md", b"no heading"),
            ("2024-03-06.md", b"# The *heading*\n\ntext"),
            ("2024/03/07.md", b"daily"),
            ("2023/11/some-thing.md", b"Under\n=====\n"),
            ("2022-02.md", b"a month"),
            ("2024-02-30 wrong.md", b"no such day"),
            ("untitled.md", b"text\n\n# Late heading\n"),
            ("bad-date.md", b"---\ndate: yesterday\n---\ntext"),
        ],
    );
    let done = desk.import(&root);
    let entries = desk.entries();
    let of = |start: &str| {
        let entry = entries.iter().find(|entry| entry.body.starts_with(start)).unwrap();
        (entry.title.as_str(), entry.happened.local.as_str())
    };
    assert_eq!(of("no heading"), ("A day out", "2024-03-05"));
    assert_eq!(of("# The"), ("The heading", "2024-03-06"));
    assert_eq!(of("daily"), ("", "2024-03-07"));
    assert_eq!(of("Under"), ("Under", "2023-11"));
    assert_eq!(of("a month"), ("", "2022-02"));
    assert_eq!(of("no such day"), ("2024-02-30 wrong", ""));
    assert_eq!(of("text\n"), ("", ""));
    assert_eq!(of("---"), ("bad date", ""));
    assert_eq!(done.problems.len(), 1, "{:?}", done.problems);
    assert!(done.problems[0].why.contains("“yesterday”"));
}

#[test]
fn linked_pictures_come_along_and_only_the_destination_changes() {
    let desk = Desk::new();
    let text = "![a](../img/a%20b.png \"T\") [again](<../img/a b.png>) `![](../img/a b.png)`\n\n```\n![](../img/c.png)\n```\n\n\
        ![[c.png|300]] [[note]] ![[note]] [n](note.md) [w](https://example.org/c.png) ![gone](gone.png) ![out](../../../out.png)\n\n[ref]: ../img/c.png\n\n\
        <img alt=\"x\" src=\"../img/c.png\"> <a href=\"../img/c.png\">a</a>\n";
    let root = desk.folder(
        "vault",
        &[
            ("notes/x.md", text.as_bytes()),
            ("notes/note.md", b"other"),
            ("img/a b.png", PNG),
            ("img/c.png", PNG),
            ("img/unused.png", PNG),
        ],
    );
    let preview = desk.preview(&root);
    let done = desk.import(&root);
    assert_eq!((preview.attachments, done.attachments), (2, 2));
    let entry = desk.entries().into_iter().find(|entry| entry.body.contains("gone")).unwrap();
    let id = |name: &str| entry.attachments.iter().find(|file| file.name == name).unwrap().id;
    let (a, c) = (id("a b.png"), id("c.png"));
    assert_eq!(
        entry.body,
        text.replace("../img/a%20b.png", &format!("attachment:{a}"))
            .replace("<../img/a b.png>", &format!("<attachment:{a}>"))
            .replace("![[c.png|300]]", &format!("![c.png](attachment:{c})"))
            .replace("[ref]: ../img/c.png", &format!("[ref]: attachment:{c}"))
            .replace("src=\"../img/c.png", &format!("src=\"attachment:{c}"))
    );
    assert!(entry.attachments.iter().all(|file| file.is_image));
    assert_eq!(desk.journal.vault().read(a).unwrap(), PNG);
}

#[test]
fn one_picked_text_brings_pictures_beside_it_and_nothing_else() {
    let desk = Desk::new();
    let root = desk.folder(
        "home",
        &[
            ("x.md", b"![p](p.png) ![up](../q.png) [key](id_rsa) [doc](tax.pdf) ![h](.hidden.png)".as_slice()),
            ("p.png", PNG),
            ("id_rsa", b"secret"),
            ("tax.pdf", b"%PDF-1.4"),
            (".hidden.png", PNG),
            ("other.md", b"other"),
        ],
    );
    fs::write(desk.folder.path().join("q.png"), PNG).unwrap();
    let done = desk.import(&root.join("x.md"));
    assert_eq!((done.added, done.attachments), (1, 1));
    assert_eq!(desk.only().attachments[0].name, "p.png");
}

#[test]
fn a_file_that_is_no_text_is_named_and_the_others_come_in() {
    let desk = Desk::new();
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain("été 🙂".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let root = desk.folder(
        "mixed",
        &[
            ("bad.md", b"\xe9t\xe9"),
            ("good.md", b"good"),
            ("marked.md", "\u{feff}---\ntitle: T\n---\nx".as_bytes()),
            ("wide.md", &wide),
            (".obsidian/x.md", b"hidden"),
            ("a.bin", b"x"),
        ],
    );
    let done = desk.import(&root);
    assert_eq!((done.added, done.skipped, done.problems.len()), (3, 0, 1));
    assert_eq!((done.problems[0].path.as_str(), done.problems[0].why.contains("UTF-8")), ("bad.md", true));
    let bodies: Vec<String> = desk.entries().into_iter().map(|entry| entry.body).collect();
    assert!(bodies.contains(&"été 🙂".to_owned()) && bodies.contains(&"x".to_owned()));
}

#[test]
fn an_undone_import_leaves_the_journal_as_it_was_and_can_be_made_again() {
    let desk = Desk::new();
    let kept = desk
        .journal
        .write(Op::AddEntry, |tx| {
            entries::add(
                tx,
                EntryFields { title: Some("mine".into()), tags: Some(vec!["own".into()]), ..EntryFields::default() },
            )
        })
        .unwrap();
    let state = |desk: &Desk| {
        let rows = desk.journal.read(tags::facets).unwrap();
        (
            desk.entries(),
            rows,
            desk.journal.read(attachments::ids).unwrap(),
            desk.journal.read(entries::totals).unwrap(),
        )
    };
    let before = state(&desk);
    let root =
        desk.folder("vault", &[("a.md", b"---\ntags: [Own, new]\n---\n![p](p.png)"), ("b.md", b"b"), ("p.png", PNG)]);
    let done = desk.import(&root);
    assert_eq!(done.added, 2);
    assert_eq!(desk.undo(done.id), (2, 0));
    assert_eq!(state(&desk), before);
    assert_eq!(desk.entries(), [kept]);
    let row = desk.journal.read(super::super::list).unwrap().remove(0);
    assert_eq!(
        (row.source.as_str(), row.format_name.as_str(), row.added, row.undone_at.is_some()),
        ("vault", "Markdown", 2, true)
    );
    assert!(desk.journal.write(Op::UndoImport, |tx| undo(tx, done.id)).is_err(), "once is enough");
    assert_eq!(desk.import(&root).added, 2);
}

#[test]
fn an_undo_keeps_what_was_edited_or_trashed_since() {
    let desk = Desk::new();
    let root = desk.folder("vault", &[("a.md", b"aa"), ("b.md", b"bb"), ("c.md", b"cc"), ("d.md", b"dd")]);
    let done = desk.import(&root);
    let by = |body: &str| desk.entries().into_iter().find(|entry| entry.body == body).unwrap();
    let (a, b, c) = (by("aa"), by("bb"), by("cc"));
    let save = |entry: &Entry, fields| {
        desk.journal
            .write(Op::SaveEntry, |tx| {
                entries::save(tx, SaveEntry { id: entry.id, base: entry.revision.clone(), fields, keep: false })
            })
            .unwrap()
    };
    save(&a, EntryFields { body: Some("more".into()), ..EntryFields::default() });
    save(&b, EntryFields { tags: Some(vec!["x".into()]), ..EntryFields::default() });
    desk.journal.write(Op::TrashEntry, |tx| entries::trash(tx, &[c.id])).unwrap();
    assert_eq!(desk.undo(done.id), (1, 3));
    assert_eq!(desk.entries().len(), 2);
    let again = desk.import(&root);
    assert_eq!((again.added, again.skipped), (1, 3));
}

#[test]
fn an_imported_entry_in_the_trash_does_not_come_in_twice_and_is_named() {
    let desk = Desk::new();
    let root = desk.folder("vault", &[("a.md", b"aa")]);
    desk.import(&root);
    desk.journal.write(Op::TrashEntry, |tx| entries::trash(tx, &[desk.only().id])).unwrap();
    let preview = desk.preview(&root);
    assert_eq!((preview.new_entries, preview.already_here), (0, 1));
    assert!(preview.problems[0].path == "a.md" && preview.problems[0].why.contains("trash"));
    let again = desk.import(&root);
    assert_eq!((again.added, again.skipped), (0, 1));
}
