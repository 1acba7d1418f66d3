//! What is left of secrets in the memory of this very process: every byte that it could read of itself is looked at.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};

use serde_json::json;

use super::*;
use crate::api;
use crate::keys;

/// What is looked for is kept so, that the search does not find itself.
const MASK: u8 = 0xa5;
const PIECE: usize = 1 << 20;

struct Needle {
    name: &'static str,
    masked: Vec<u8>,
}

impl Needle {
    fn new(name: &'static str, bytes: impl Iterator<Item = u8>) -> Self {
        Self { name, masked: bytes.map(|byte| byte ^ MASK).collect() }
    }
}

/// Names of the needles found, with the part of memory they were found in.
fn found(needles: &[Needle]) -> Vec<String> {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let mut memory = File::open("/proc/self/mem").unwrap();
    let mut begins = [false; 256];
    needles.iter().for_each(|needle| begins[usize::from(needle.masked[0] ^ MASK)] = true);
    let longest = needles.iter().map(|needle| needle.masked.len()).max().unwrap();
    let mut piece = vec![0; PIECE + longest];
    let mut found = Vec::new();
    for line in maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|rights| rights.starts_with("rw"))) {
        let (from, to) = line.split(' ').next().unwrap().split_once('-').unwrap();
        let (mut at, to) = (u64::from_str_radix(from, 16).unwrap(), u64::from_str_radix(to, 16).unwrap());
        // This very buffer would be found in itself.
        let own = piece.as_ptr() as u64..piece.as_ptr() as u64 + piece.len() as u64;
        while at < to {
            let want = usize::try_from(to - at).unwrap().min(piece.len());
            memory.seek(SeekFrom::Start(at)).unwrap();
            let Ok(()) = memory.read_exact(&mut piece[..want]) else { break };
            for (index, _) in piece[..want].iter().enumerate().filter(|(_, byte)| begins[usize::from(**byte)]) {
                if own.contains(&(at + index as u64)) {
                    continue;
                }
                for needle in needles {
                    let here = piece[index..want].iter().take(needle.masked.len());
                    if here.len() == needle.masked.len()
                        && here.zip(&needle.masked).all(|(here, masked)| here ^ MASK == *masked)
                    {
                        found.push(format!("{} at {:x} of {line}", needle.name, at + index as u64));
                    }
                }
            }
            at += PIECE as u64;
        }
    }
    found.sort();
    found.dedup();
    found
}

#[test]
fn after_locking_neither_passphrase_nor_keys_are_left_in_memory() {
    let temp = tempfile::tempdir().unwrap();
    let own = temp.path().join("journal");
    // Letters nobody wrote down: the program's own text must not hold them.
    let letters: Vec<u8> = seal::random::<24>().unwrap().iter().map(|byte| (b'a' + byte % 26) ^ MASK).collect();
    let spoken = || -> String { letters.iter().map(|byte| char::from(byte ^ MASK)).collect() };
    let mut needles = vec![Needle::new("passphrase", letters.iter().map(|byte| byte ^ MASK))];
    let door = door();
    let ask = |name: &str, request| api::answer(&door, &api::Paths, name, request).map_err(|error| error.message);
    door.begin(&own, Some(&Locks { passphrase: Secret::new(spoken()), recovery: None })).unwrap();
    ask("door_lock", json!({})).unwrap();
    // What this test itself leaves on the stack is not what is looked for.
    for (name, bytes) in keys::to_look_for(&own, &Way::Passphrase(Secret::new(spoken()))).unwrap() {
        needles.push(Needle { name, masked: bytes.iter().map(|byte| byte ^ MASK).collect() });
    }
    crate::process::wipe_stack();
    assert!(found(&needles).is_empty(), "after the first look: {:#?}", found(&needles));

    let tried = ask("door_unlock", json!({ "passphrase": spoken() })).unwrap();
    assert_eq!(tried["tried"], "right");
    assert!(!found(&needles).is_empty(), "while it is open its keys must be somewhere, or this search finds nothing");
    ask("entry_add", json!({ "title": "Silence", "body": "I waited." })).unwrap();
    ask("search_run", json!({ "query": "waited" })).unwrap();
    ask("backup_make", json!({})).unwrap();
    ask("door_lock", json!({})).unwrap();
    let left = found(&needles);
    assert!(left.is_empty(), "{left:#?}");
}
