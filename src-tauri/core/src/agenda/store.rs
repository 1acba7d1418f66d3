use crate::entries::{self, EntryRow};
use crate::error::Result;
use crate::id::CommunityId;
use crate::store::Tx;

/// Entries that are ready and may be shared, and that nothing handed to this community holds; last first.
pub(super) fn unshared(tx: &Tx<'_>, community: CommunityId) -> Result<Vec<EntryRow>> {
    let which = format!(
        "{} AND readiness = 'ready' AND audience = 'shareable' AND id NOT IN (
            SELECT pack_piece.entry FROM pack_piece JOIN pack ON pack.id = pack_piece.pack JOIN audience ON audience.id = pack.audience
            WHERE pack_piece.entry IS NOT NULL AND pack.state <> 'prepared' AND audience.community = ?1)",
        entries::store::counted::LISTED
    );
    entries::store::first_rows(tx, &which, entries::store::NEWEST_FIRST, 60, [community])
}
