use super::*;
use crate::entries::{Precision, Readiness};

#[test]
fn a_rich_entry_comes_in_with_its_time_zone_and_place_and_names_what_is_missing() {
    let Some(folder) = data("dayone-json") else { return };
    let desk = Desk::new();
    let done = desk.import(&folder.join("MyJournal.json"));
    assert_eq!(done.added, 1);
    let entry = desk.only();
    assert_eq!(entry.body, "test text");
    assert_eq!(
        (entry.happened.local.as_str(), entry.happened.zone.as_deref(), entry.happened.offset_minutes),
        ("2018-04-21T18:57:04", Some("Europe/London"), Some(60))
    );
    assert_eq!((entry.setting.as_str(), entry.readiness), ("221B Baker Street", Readiness::Ready));
    assert_eq!(entry.edited_at.to_string(), "2021-11-15T12:34:56.000Z");
    let missing: Vec<_> = done.problems.iter().map(|problem| problem.why.as_str()).collect();
    assert_eq!(missing.len(), 4, "{missing:?}");
    assert!(missing[0].contains("the picture 6e8f17a1cd2fd963d5843aca794e2287 is not in the export"));
}

#[test]
fn a_zone_escaped_twice_is_still_a_zone_and_a_second_import_adds_nothing() {
    let Some(folder) = data("dayone-json") else { return };
    let desk = Desk::new();
    let path = folder.join("sample_dayone_export.json");
    assert_eq!(desk.import(&path).added, 2);
    let entry = &desk.entries()[1];
    assert_eq!(entry.happened.zone.as_deref(), Some("Etc/GMT"));
    assert!(entry.body.starts_with("Today's a fine day.") && entry.body.ends_with("day.\n\n\n"));
    let zip = desk.zip("journal.zip", &[("Journal.json", &fs::read(&path).unwrap())]);
    let again = desk.import(&zip);
    assert_eq!((again.added, again.skipped), (0, 2));
}

#[test]
fn invalid_json_gets_a_sentence() {
    let Some(folder) = data("dayone-json") else { return };
    let why = read(&folder.join("invalid.json")).err().unwrap().to_string();
    assert!(why.contains("invalid.json") && why.contains("not sound JSON"), "{why}");
}

const JOURNAL: &str = r##"{"metadata": {"version": "1.0"}, "entries": [
 {"uuid": "A1", "creationDate": "2024-01-31T23:30:00Z", "timeZone": "Asia/Tokyo", "starred": true, "tags": ["y9", "Class talk"],
  "text": "# My *day*\n\nA point\\. ![](dayone-moment://PIC1) and ![](dayone-moment:/audio/AUD1) and ![](dayone-moment://GONE)",
  "photos": [{"identifier": "PIC1", "md5": "0123abcd", "type": "png"}, {"identifier": "GONE", "md5": "ffff", "type": "jpeg"}],
  "audios": [{"identifier": "AUD1", "md5": "4567abcd", "format": "aac", "title": "Talk.m4a"}], "unknown": {"x": [1]}},
 {"uuid": "A2", "creationDate": "2024-02-01T10:00:00Z", "isAllDay": true, "text": "plain", "timeZone": "Nowhere/Else"},
 {"uuid": "A3", "creationDate": "yesterday", "text": "no date"},
 {"uuid": "A4", "creationDate": "2024-02-01T10:00:00Z", "tags": 5},
 {"uuid": "A5", "creationDate": "2024-02-02T10:00:00Z", "richText": "{\"contents\":[{\"text\":\"only \"},{\"text\":\"rich\"}]}"},
 {"uuid": "a1", "creationDate": "2024-02-01T10:00:00Z", "text": "the same again"}]}"##;

#[test]
fn pictures_and_sounds_come_along_and_bad_entries_are_named_without_stopping_the_others() {
    let desk = Desk::new();
    let zip = desk.zip(
        "export.zip",
        &[("Journal.json", JOURNAL.as_bytes()), ("photos/0123abcd.png", PNG), ("audios/4567abcd.m4a", b"sound")],
    );
    let preview = desk.preview(&zip);
    assert_eq!((preview.format.as_str(), preview.new_entries, preview.attachments), ("dayone", 3, 2));
    assert_eq!(preview.tags, ["Class talk", "y9"]);
    let done = desk.import(&zip);
    assert_eq!((done.added, done.attachments, done.problems.len()), (3, 2, 5), "{:?}", done.problems);
    let entries = desk.entries();
    let rich = entries.iter().find(|entry| entry.title == "My day").unwrap();
    let [picture, sound] = rich.attachments.as_slice() else { panic!("two files") };
    assert_eq!(
        rich.body,
        format!(
            "# My *day*\n\nA point\\. ![](attachment:{}) and ![](attachment:{}) and ![](dayone-moment://GONE)",
            picture.id, sound.id
        )
    );
    assert_eq!((picture.is_image, sound.name.as_str()), (true, "Talk.m4a"));
    assert_eq!((rich.happened.local.as_str(), rich.happened.offset_minutes), ("2024-02-01T08:30:00", Some(540)));
    assert!(rich.starred && rich.tags == ["y9", "Class talk"]);
    let day = entries.iter().find(|entry| entry.body == "plain").unwrap();
    assert_eq!((day.happened.precision, day.happened.local.as_str()), (Precision::Day, "2024-02-01"));
    assert!(entries.iter().any(|entry| entry.body == "only rich"));
}

#[test]
fn malformed_json_fails_cleanly_and_sound_json_that_is_no_journal_says_so() {
    let Some(folder) = data("json-test-suite/test_parsing") else { return };
    let mut count = 0;
    for (name, _) in files_of(&folder).into_iter().filter(|(name, _)| name.ends_with(".json")) {
        let why = read(&folder.join(&name)).err().unwrap_or_else(|| panic!("{name}")).to_string();
        if name.starts_with("n_") {
            assert!(why.contains("not sound JSON"), "{name}: {why}");
        } else if name.starts_with("y_") {
            assert!(why.contains("no list of entries"), "{name}: {why}");
        }
        count += 1;
    }
    assert!(count > 300);
}
