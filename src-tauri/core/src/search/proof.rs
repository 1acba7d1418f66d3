//! Whether the index holds what the journal holds, word by word: every posting of the index is added to a sum of its
//! document, and the sums are held against those of the entries as they stand in the database.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::tokenizer::{TokenStream, Tokenizer};
use tantivy::{DocSet, TERMINATED};

use super::doc::{Doc, Stems};
use super::index::Fields;
use super::marks::marks;
use super::sync::guarded;
use super::view::Part;
use super::words::Joined;
use super::written::Joins;
use super::{Search, store};
use crate::error::Result;
use crate::id::EntryId;
use crate::store::Tx;

/// What is written down of a word: that it stands there, how often, or where.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    Once,
    Times,
    Places,
}

/// The fields that hold words, each with what is written down of them.
fn fields(fields: &Fields) -> Vec<(Field, Detail)> {
    let mut out = vec![(fields.folded, Detail::Places)];
    out.extend([fields.spelled, fields.stem, fields.title].map(|field| (field, Detail::Times)));
    out.push((fields.marks, Detail::Once));
    out
}

fn word(field: Field, word: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    (field.field_id(), word).hash(&mut hasher);
    hasher.finish()
}

/// A word in one place; sums of these do not depend on the order.
fn placed(word: u64, place: u32) -> u64 {
    let mixed = (word ^ u64::from(place).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 29)
}

/// What stands beside the words: when it was, and from when on it is due.
fn days(first: i64, last: i64, due: Option<i64>) -> u64 {
    let mut hasher = DefaultHasher::new();
    (first, last, due).hash(&mut hasher);
    hasher.finish()
}

/// The sum of an entry.
fn of_doc(known: &Fields, doc: &Doc, stems: &mut Stems) -> u64 {
    let joins = Joins::of(doc, stems);
    let mut sum = days(doc.first_day, doc.last_day, doc.due);
    let mut add = |field: Field, detail: Detail, text: &str| {
        let mut joined = Joined::default();
        let mut stream = joined.token_stream(text);
        let mut once = HashSet::new();
        while stream.advance() {
            let token = stream.token();
            let base = word(field, token.text.as_bytes());
            let place = if detail == Detail::Places { u32::try_from(token.position).unwrap_or(u32::MAX) } else { 0 };
            if detail != Detail::Once || once.insert(base) {
                sum = sum.wrapping_add(placed(base, place));
            }
        }
    };
    let texts = [joins.folded, joins.spelled, joins.stem, joins.title];
    let held = [known.folded, known.spelled, known.stem, known.title];
    let details: HashMap<Field, Detail> = fields(known).into_iter().collect();
    for (field, text) in held.into_iter().zip(&texts) {
        add(field, details.get(&field).copied().unwrap_or(Detail::Once), text);
    }
    let marks: BTreeSet<String> = marks(doc).into_iter().collect();
    marks.iter().fold(sum, |sum, mark| sum.wrapping_add(placed(word(known.marks, mark.as_bytes()), 0)))
}

/// The sums of the documents of a segment, from its postings.
fn of_part(part: &Part) -> tantivy::Result<Vec<u64>> {
    let kept = part.kept()?;
    let mut due: HashMap<u32, i64> = HashMap::new();
    for (doc, day) in &kept.due {
        due.insert(*doc, *day);
    }
    let of = |days: &[i32], doc: u32| i64::from(days.get(doc as usize).copied().unwrap_or_default());
    let mut sums: Vec<u64> = (0..part.size())
        .map(|doc| days(of(&kept.first_days, doc), of(&kept.last_days, doc), due.get(&doc).copied()))
        .collect();
    let mut places = Vec::new();
    for (field, detail) in fields(&part.fields) {
        let index = part.reader.inverted_index(field)?;
        let mut terms = index.terms().stream()?;
        let option = match detail {
            Detail::Once => IndexRecordOption::Basic,
            Detail::Times => IndexRecordOption::WithFreqs,
            Detail::Places => IndexRecordOption::WithFreqsAndPositions,
        };
        while terms.advance() {
            let base = word(field, terms.key());
            let mut postings = index.read_postings_from_terminfo(terms.value(), option)?;
            while postings.doc() != TERMINATED {
                let worth = match detail {
                    Detail::Once => placed(base, 0),
                    Detail::Times => placed(base, 0).wrapping_mul(u64::from(postings.term_freq())),
                    Detail::Places => {
                        postings.positions(&mut places);
                        places.iter().fold(0u64, |sum, place| sum.wrapping_add(placed(base, *place)))
                    }
                };
                if let Some(sum) = sums.get_mut(postings.doc() as usize) {
                    *sum = sum.wrapping_add(worth);
                }
                postings.advance();
            }
        }
    }
    Ok(sums)
}

/// Holds the contents of the index against the database: each entry once, and of each all its words where they stand.
/// Entries that wait to be read aside. Answers how many there are, or what differs as a sentence.
///
/// # Errors
/// Those of the database and of a damaged index.
pub fn prove(tx: &Tx<'_>, search: &Search) -> Result<std::result::Result<u32, String>> {
    let compared = super::compare(tx, search)?;
    let (Ok(count), Some(published)) = (&compared, search.published()) else { return Ok(compared) };
    let queued: HashSet<EntryId> = store::queued(tx, u32::MAX)?.into_iter().map(|item| item.entry).collect();
    let (mut stems, mut differ) = (Stems::default(), 0u32);
    for part in &published.view.parts {
        let (sums, kept) = guarded(|| Ok((of_part(part)?, part.kept()?)))?;
        for doc in part.alive(&[])?.backwards() {
            let Some((id, _)) = kept.entry(doc).filter(|(id, _)| !queued.contains(id)) else { continue };
            let entry = store::doc(tx, id)?;
            let sum = entry.map(|entry| of_doc(&part.fields, &entry, &mut stems));
            differ += u32::from(sum != sums.get(doc as usize).copied());
        }
    }
    Ok(match differ {
        0 => Ok(*count),
        1 => Err("of one entry the search index holds other words than the journal".into()),
        many => Err(format!("of {many} entries the search index holds other words than the journal")),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::index::in_memory;
    use super::super::tokens::tokens;
    use super::super::written::Written;
    use super::*;

    fn doc(title: &str, body: &str) -> Doc {
        Doc {
            id: EntryId::new(),
            stamp: 1,
            row: 1,
            title: tokens(title),
            parts: vec![tokens(body), tokens(title)],
            language: Some("fr".into()),
            facets: std::array::from_fn(|at| if at == 0 { vec!["y9".into(), "y9".into()] } else { Vec::new() }),
            flags: vec!["is:draft"],
            due: Some(9),
            first_day: 5,
            last_day: 7,
        }
    }

    fn sums(docs: &[Doc]) -> (Vec<u64>, Vec<u64>) {
        let written: Vec<Written> =
            docs.iter().map(|doc| Written { doc: doc.clone(), joins: Joins::of(doc, &mut Stems::default()) }).collect();
        let view = in_memory(&written).unwrap();
        let written = docs.iter().map(|doc| of_doc(&view.fields, doc, &mut Stems::default())).collect();
        (of_part(&view.parts[0]).unwrap(), written)
    }

    #[test]
    fn an_index_of_entries_proves_equal_to_them() {
        let (read, written) =
            sums(&[doc("École 学校", "une école, des écoles: l'école"), doc("", ""), doc("a", "a a a")]);
        assert_eq!(read, written);
    }

    #[test]
    fn another_word_another_place_and_another_day_each_show() {
        let one = doc("Silence", "she waited for me");
        let mut others = vec![doc("Silence", "she waited for him"), doc("Silence", "she for waited me")];
        others.push(Doc { last_day: 8, ..one.clone() });
        others.push(Doc { due: None, ..one.clone() });
        others.push(Doc { flags: Vec::new(), ..one.clone() });
        others.push(doc("silences", "she waited for me"));
        let (known, _) = sums(std::slice::from_ref(&one));
        for other in others {
            assert_ne!(sums(std::slice::from_ref(&other)).0, known, "{other:?}");
        }
    }
}
