//! What is covered on pictures: a face, a name on a wall. It holds for every pack for somebody; a copy for oneself shows
//! the picture as it is.

use serde::{Deserialize, Serialize};

use super::store;
use crate::attachments;
use crate::error::{Error, Result};
use crate::id::AttachmentId;
use crate::redact::Patch;
use crate::store::Tx;

/// Rectangles on one picture.
const PATCHES: usize = 200;

/// What is to be covered on a picture.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct CoverPicture {
    /// Which picture.
    pub attachment: AttachmentId,
    /// All of it, as the picture is held upright; none: nothing is.
    pub patches: Vec<Patch>,
}

/// What is covered on a picture.
///
/// # Errors
/// `NotFound`.
pub fn covered(tx: &Tx<'_>, attachment: AttachmentId) -> Result<Vec<Patch>> {
    attachments::get(tx, attachment)?;
    store::cover::of(tx, attachment)
}

/// Says what is covered on a picture from now on.
///
/// # Errors
/// `NotFound`; `BadInput` for a file that is no picture, or a patch that is not on it; `TooBig`.
pub fn cover(tx: &mut Tx<'_>, request: &CoverPicture) -> Result<Vec<Patch>> {
    if !attachments::get(tx, request.attachment)?.is_image {
        return Err(Error::bad("only a picture can be covered"));
    }
    if request.patches.len() > PATCHES {
        return Err(Error::TooBig(format!("a picture has room for {PATCHES} patches")));
    }
    let is_on_it = |patch: &Patch| {
        let within = |start: f32, length: f32| (0.0..=1.0).contains(&start) && length > 0.0 && start + length <= 1.001;
        within(patch.left, patch.width) && within(patch.top, patch.height)
    };
    if !request.patches.iter().all(is_on_it) {
        return Err(Error::bad("a patch is a rectangle on the picture"));
    }
    store::cover::set(tx, request.attachment, &request.patches)?;
    store::cover::of(tx, request.attachment)
}
