use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};

use super::super::Source;
use super::*;

/// Opens a source and reads every file of it; the first thing that is wrong, in words.
fn read_all(path: &Path) -> Result<usize, String> {
    let source = Source::open(path).map_err(|error| error.to_string())?;
    if let Some(problem) = source.problems().first() {
        return Err(problem.why.clone());
    }
    for file in source.files() {
        source
            .stream(file, |reader| Ok(std::io::copy(reader, &mut std::io::sink())?))
            .map_err(|error| error.to_string())?;
    }
    Ok(source.files().len())
}

#[test]
fn broken_and_hostile_zips_are_refused_in_words() {
    let Some(folder) = data("zip-cases") else { return };
    for (name, _) in files_of(&folder.join("failure")) {
        let why = read_all(&folder.join("failure").join(&name)).err().unwrap_or_else(|| panic!("{name} was taken"));
        println!("{name}: {why}");
        assert!(why.contains(' ') && !why.contains("Error"), "{name}: {why}");
        assert!(read(&folder.join("failure").join(&name)).is_err(), "{name}");
    }
    let wrong = read_all(&folder.join("wrong-entry-sizes/wrong-entry-sizes.zip"));
    assert!(wrong.is_err(), "sizes that lie are noticed");
}

#[test]
fn unusual_zips_open() {
    let Some(folder) = data("zip-cases/success") else { return };
    for (name, _) in files_of(&folder) {
        let found = read_all(&folder.join(&name));
        println!("{name}: {found:?}");
        match name.as_str() {
            // The same bytes as one of the failures: a backslash in a name is never taken.
            "sloppy-filenames.zip" => assert!(found.unwrap_err().contains("backslash")),
            name if name.contains("encryption") => assert!(found.unwrap_err().contains("password")),
            "bogus-compression-method.zip" => assert!(found.unwrap_err().contains("packed in a way")),
            _ => assert!(found.is_ok(), "{name}: {found:?}"),
        }
    }
}

/// A zip whose names are written as they are given, whatever they are.
fn zip_of(names: &[&str]) -> Vec<u8> {
    let stand_ins: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(at, name)| format!("{}{}", char::from(b'A' + at as u8), "_".repeat(name.len() - 1)))
        .collect();
    let files: Vec<(&str, &[u8])> = stand_ins.iter().map(|name| (name.as_str(), b"text".as_slice())).collect();
    let mut bytes = zipped(&files);
    for (stand_in, name) in stand_ins.iter().zip(names) {
        for at in 0..bytes.len().saturating_sub(name.len()) {
            if bytes[at..].starts_with(stand_in.as_bytes()) {
                bytes[at..at + name.len()].copy_from_slice(name.as_bytes());
            }
        }
    }
    bytes
}

#[test]
fn names_that_lead_out_refuse_the_whole_zip() {
    let desk = Desk::new();
    for names in [
        &["good.md", "../evil.md"][..],
        &["good.md", "/etc/x.md"],
        &["good.md", "C:\\x.md"],
        &["good.md", ".. /x.md"],
        &["good.md", "a/../../x.md"],
        &["good.md", "x:ads.md"],
        &["good.md", "a\u{0}b.md"],
        &["\u{e9}t\u{e9}.md", "e\u{301}te\u{301}.md"],
        &["a.md", "a. .md", "b/.../c.md"],
        &["a/b.md", "a/b.md."],
    ] {
        let why =
            read(&desk.file("hostile.zip", &zip_of(names))).err().unwrap_or_else(|| panic!("{names:?}")).to_string();
        assert!(why.contains("refused"), "{names:?}: {why}");
    }
    let plan = read(&desk.file("device.zip", &zip_of(&["good.md", "a/NUL.md"]))).unwrap();
    assert_eq!((plan.len(), plan.problems()[0].path.as_str()), (1, "a/NUL.md"));
}

#[test]
fn bombs_are_refused_and_a_size_that_lies_is_noticed() {
    let desk = Desk::new();
    let zeros = vec![0; 40 * 1024 * 1024];
    let bomb = zipped(&[("a.md", &zeros)]);
    assert!(bomb.len() < 100_000);
    let why = read(&desk.file("bomb.zip", &bomb)).err().unwrap().to_string();
    assert!(why.contains("200 times"), "{why}");
    // The size it claims, in both headers, becomes 100.
    let mut lying = bomb;
    let size = u32::try_from(zeros.len()).unwrap().to_le_bytes();
    for at in 0..lying.len() - 4 {
        if lying[at..at + 4] == size {
            lying[at..at + 4].copy_from_slice(&100u32.to_le_bytes());
        }
    }
    let why = read(&desk.file("lying.zip", &lying)).err().unwrap().to_string();
    println!("{why}");
    assert!(why.contains("a.md"), "{why}");
}

#[test]
#[cfg(unix)]
fn links_out_of_a_folder_are_named_and_not_followed() {
    let desk = Desk::new();
    desk.folder("outside", &[("secret.md", b"secret"), ("secret.png", PNG)]);
    let root = desk.folder("vault", &[("a.md", b"![x](link.png) ![y](folder/secret.png)")]);
    std::os::unix::fs::symlink(desk.folder.path().join("outside/secret.md"), root.join("link.md")).unwrap();
    std::os::unix::fs::symlink(desk.folder.path().join("outside/secret.png"), root.join("link.png")).unwrap();
    std::os::unix::fs::symlink(desk.folder.path().join("outside"), root.join("folder")).unwrap();
    std::os::unix::fs::symlink(&root, root.join("loop")).unwrap();
    let done = desk.import(&root);
    assert_eq!((done.added, done.attachments, done.problems.len()), (1, 0, 4));
    let single = desk.import(&root.join("a.md"));
    assert_eq!((single.added, single.skipped), (0, 1));
}

#[test]
fn a_picture_that_cannot_be_unpacked_is_named_and_its_text_comes_in() {
    let desk = Desk::new();
    let picture: Vec<u8> = (0..5_000u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    let mut zip = zipped(&[("a.md", b"![p](p.png)"), ("p.png", &picture)]);
    let middle = zip.len() / 2;
    zip[middle] ^= 0xff;
    let done = desk.import(&desk.file("damaged.zip", &zip));
    assert_eq!((done.added, done.attachments, done.problems.len()), (1, 0, 1), "{:?}", done.problems);
    assert_eq!((done.problems[0].path.as_str(), desk.only().body.as_str()), ("p.png", "![p](p.png)"));
}

#[test]
fn what_is_nothing_of_ours_gets_a_sentence() {
    let desk = Desk::new();
    let paths = [
        desk.folder("empty", &[]),
        desk.file("x.bin", b"\0\x01"),
        desk.file("x.zip", b""),
        desk.zip("y.zip", &[("a.bin", b"x")]),
        desk.folder.path().join("nowhere"),
    ];
    fs::create_dir_all(&paths[0]).unwrap();
    for path in paths {
        let why = read(&path).err().unwrap().to_string();
        println!("{why}");
        assert!(why.len() > 20 && !why.contains(desk.folder.path().to_str().unwrap()), "{why}");
    }
}

/// What the mutations begin with: one sound source of each format.
fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let markdown = b"---\ntitle: \"T\"\ndate: 2024-03-05 17:40:00 +0100\ntags: [a, b]\nmore: {x: [1, 2], y: &a z, w: *a}\n---\n\n# H\n\n![p](p.png) ![[p.png|3]]\n\n[r]: p.png\n".to_vec();
    let day = br#"{"metadata":{"version":"1.0"},"entries":[{"uuid":"A1","creationDate":"2024-01-31T23:30:00Z","timeZone":"Asia/Tokyo","text":"![](dayone-moment://P)","photos":[{"identifier":"P","md5":"p"}],"tags":["x"]}]}"#.to_vec();
    let own = br#"{"format":"loopbook","version":1,"exported_at":"2026-11-21T18:00:00.000Z","entries":[{"id":"019aa6d2-0000-7000-8000-000000000001","title":"T","body":"b ![x](attachment:019aa6d2-0000-7000-8000-000000000002)","happened":{"precision":"day","local":"2024-03-05","zone":null,"offset_minutes":null},"written_at":"2024-03-05T10:00:00.000Z","edited_at":"2024-03-05T10:00:00.000Z","attachments":[{"id":"019aa6d2-0000-7000-8000-000000000002","name":"x.png","media_type":"image/png","bytes":4,"sha256":"00","added_at":"2024-03-05T10:00:00.000Z"}]}]}"#.to_vec();
    let file = "attachments/019aa6d2-0000-7000-8000-000000000002";
    vec![
        ("m.zip", zipped(&[("a/x.md", &markdown), ("a/p.png", PNG)])),
        ("d.zip", zipped(&[("Journal.json", &day), ("photos/p.png", PNG)])),
        ("o.zip", zipped(&[("loopbook.json", &own), (file, b"1234")])),
        ("x.md", markdown),
        ("x.json", day),
    ]
}

#[test]
fn a_thousand_mutated_inputs_never_panic_and_never_half_come_in() {
    let desk = Desk::new();
    let seeds = seeds();
    let config = ProptestConfig {
        cases: 1_000,
        rng_seed: RngSeed::Fixed(20_261_121),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let mut came_in = 0u32;
    let flips = proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6);
    let strategy = (0..seeds.len(), flips, proptest::option::of(any::<prop::sample::Index>()));
    let came = std::cell::Cell::new(0u32);
    TestRunner::new(config)
        .run(&strategy, |(seed, flips, cut)| {
            let (name, bytes) = &seeds[seed];
            let mut bytes = bytes.clone();
            for (at, byte) in flips {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if let Some(cut) = cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            let path = desk.file(name, &bytes);
            if let Ok(plan) = read(&path) {
                let done = desk.apply(&plan);
                prop_assert_eq!(done.added + done.skipped, u32::try_from(plan.len()).unwrap());
                came.set(came.get() + done.added);
            }
            Ok(())
        })
        .unwrap();
    came_in += came.get();
    println!("{came_in} entries of mutated files came in whole");
    assert_eq!(desk.entries().len(), came_in as usize);
}
