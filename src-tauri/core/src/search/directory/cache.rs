//! The chunks used last, opened.

use std::collections::BTreeMap;

use tantivy::directory::OwnedBytes;

/// The number of an open file, and that of one of its chunks.
pub(super) type Place = (u64, u64);

/// The chunks used last, up to a number of bytes.
pub(super) struct ChunkCache {
    pub(super) chunks: BTreeMap<Place, (u64, OwnedBytes)>,
    /// From the moment of last use to the chunk, oldest first. Moments are counted, not timed.
    used: BTreeMap<u64, Place>,
    moment: u64,
    pub(super) bytes: usize,
    limit: usize,
}

impl ChunkCache {
    pub(super) fn new(limit: usize) -> Self {
        ChunkCache { chunks: BTreeMap::new(), used: BTreeMap::new(), moment: 0, bytes: 0, limit }
    }

    pub(super) fn get(&mut self, place: Place) -> Option<OwnedBytes> {
        let (used, bytes) = self.chunks.get_mut(&place)?;
        self.moment += 1;
        self.used.remove(used);
        self.used.insert(self.moment, place);
        *used = self.moment;
        Some(bytes.clone())
    }

    pub(super) fn put(&mut self, place: Place, bytes: OwnedBytes) {
        self.remove(place);
        self.moment += 1;
        self.bytes += bytes.len();
        self.used.insert(self.moment, place);
        self.chunks.insert(place, (self.moment, bytes));
        while self.bytes > self.limit
            && let Some((_, oldest)) = self.used.first_key_value()
        {
            self.remove(*oldest);
        }
    }

    fn remove(&mut self, place: Place) {
        if let Some((used, bytes)) = self.chunks.remove(&place) {
            self.used.remove(&used);
            self.bytes -= bytes.len();
        }
    }

    pub(super) fn remove_file(&mut self, number: u64) {
        let places: Vec<Place> = self.chunks.range((number, 0)..=(number, u64::MAX)).map(|(place, _)| *place).collect();
        for place in places {
            self.remove(place);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_keeps_the_chunks_used_last_within_its_bytes() {
        let bytes = |len: usize| OwnedBytes::new(vec![0; len]);
        let mut cache = ChunkCache::new(30);
        cache.put((1, 0), bytes(10));
        cache.put((1, 1), bytes(10));
        cache.put((2, 0), bytes(10));
        assert!(cache.get((1, 0)).is_some());
        cache.put((2, 1), bytes(5));
        assert!(cache.get((1, 1)).is_none());
        assert!(cache.get((1, 0)).is_some() && cache.get((2, 0)).is_some() && cache.get((2, 1)).is_some());
        cache.put((2, 1), bytes(7));
        assert_eq!((cache.bytes, cache.chunks.len(), cache.used.len()), (27, 3, 3));
        cache.put((3, 0), bytes(31));
        assert_eq!((cache.bytes, cache.chunks.len(), cache.used.len()), (0, 0, 0));
        cache.put((4, 7), bytes(3));
        cache.put((5, 7), bytes(4));
        cache.remove_file(4);
        assert_eq!((cache.bytes, cache.chunks.len(), cache.used.len()), (4, 1, 1));
    }
}
