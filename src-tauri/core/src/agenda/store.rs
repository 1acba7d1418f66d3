use crate::entries::{self, EntryRow};
use crate::error::Result;
use crate::id::CommunityId;
use crate::store::Tx;

/// Entries that are ready and may be shared, and that nothing handed to this community holds; last first.
pub(super) fn unshared(tx: &Tx<'_>, community: CommunityId) -> Result<Vec<EntryRow>> {
    entries::store::rows(
        tx,
        "WHERE trashed_at IS NULL AND readiness = 'ready' AND audience = 'shareable' AND NOT EXISTS (
            SELECT 1 FROM pack_piece JOIN pack ON pack.id = pack_piece.pack JOIN audience ON audience.id = pack.audience
            WHERE pack_piece.entry = entry.id AND pack.state <> 'prepared' AND audience.community = ?1)
         ORDER BY sort DESC, id DESC LIMIT 60",
        [community],
    )
}
