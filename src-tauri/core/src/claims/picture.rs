//! The picture of how a claim went.

use super::{Cause, ClaimId, ClaimKind, Standing, head, store};
use crate::error::Result;
use crate::picture::{ClaimStory, Moment, Picture, history};
use crate::store::Tx;

/// How sure the writer was over time, and the words it had. What was merged into it went its own way and is not in the
/// picture.
///
/// # Errors
/// `NotFound`.
pub fn picture(tx: &Tx<'_>, id: ClaimId) -> Result<Picture> {
    let aim = head(tx, id)?.kind == ClaimKind::Aim;
    let moments = store::versions(tx, id)?
        .into_iter()
        .map(|version| Moment {
            at: version.at,
            day: tx.clock().day(version.at),
            text: version.text,
            confidence: version.confidence,
            standing: standing(version.standing).to_owned(),
            cause: cause(version.cause).to_owned(),
        })
        .collect();
    Ok(history(&ClaimStory { aim, moments }))
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Held => "held",
        Standing::Doubted => "doubted",
        Standing::Revised => "revised",
        Standing::Dropped => "given up",
        Standing::Kept => "kept",
    }
}

fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Own => "",
        Cause::Comment => "after a comment",
        Cause::Test => "after a test",
        Cause::Session => "after a session",
    }
}
