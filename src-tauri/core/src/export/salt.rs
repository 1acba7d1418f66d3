//! Ids for packs: the same entry has one name in all packs for an audience, and another in those for any other, so that
//! two of them cannot be joined.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A secret of the journal, one for each audience.
#[derive(Clone, PartialEq, Eq)]
pub struct Salt([u8; 32]);

impl Salt {
    /// From what is kept.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// What is to be kept.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The name for `id` under this secret, a UUID of version 8 (RFC 9562). Both parts have a fixed length, so that a
    /// plain hash of them is one nobody can extend or split another way.
    pub(super) fn of(&self, id: Uuid) -> Uuid {
        let hash = Sha256::new().chain_update(self.0).chain_update(id.as_bytes()).finalize();
        let mut half = [0; 16];
        half.copy_from_slice(&hash[..16]);
        uuid::Builder::from_custom_bytes(half).into_uuid()
    }

    /// A word under this secret that stands for another: "field_8f3a…".
    pub(super) fn word(&self, kind: &str, word: &str) -> String {
        let hash =
            Sha256::new().chain_update(self.0).chain_update(kind).chain_update([0]).chain_update(word).finalize();
        let hex: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        format!("{kind}_{hex}")
    }
}

impl std::fmt::Debug for Salt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Salt")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_name_for_an_audience_and_another_for_the_next() {
        let id = Uuid::now_v7();
        let [one, two] = [1, 2].map(|byte| Salt::from_bytes([byte; 32]));
        assert_eq!(one.of(id), one.of(id));
        assert_ne!(one.of(id), two.of(id));
        assert_ne!(one.of(id), id);
        assert_eq!(one.of(id).get_version_num(), 8);
    }
}
