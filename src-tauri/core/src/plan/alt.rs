//! What pictures show, in words: asked for where the text that leaves does not say it. It holds for every pack for somebody
//! and changes nothing in the entry.

use serde::{Deserialize, Serialize};

use super::audience::one_line;
use super::{pieces, store};
use crate::attachments;
use crate::entries;
use crate::error::{Error, Result};
use crate::export::{self, part};
use crate::id::{AttachmentId, EntryId, PlanId};
use crate::store::Tx;

/// Characters of what a picture shows.
const TEXT: usize = 500;

/// A picture that leaves and of which the text says nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Undescribed {
    /// The picture.
    pub attachment: AttachmentId,
    /// Its entry.
    pub entry: EntryId,
    /// That entry's title.
    pub title: String,
    /// The name of its file.
    pub name: String,
    /// What was said of it; empty: nothing yet.
    pub text: String,
}

/// What a picture shows.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct DescribePicture {
    /// Which picture.
    pub attachment: AttachmentId,
    /// In a sentence, at most 500 characters; empty takes it back.
    pub text: String,
}

/// The pictures of a plan that its texts do not describe, with what was said of them since.
///
/// # Errors
/// `NotFound`.
pub fn undescribed(tx: &Tx<'_>, plan: PlanId) -> Result<Vec<Undescribed>> {
    store::head(tx, plan)?;
    let said = store::alt::all(tx)?;
    let mut all = Vec::new();
    for piece in pieces::chosen(tx, plan)? {
        let row = entries::store::row(tx, piece.entry)?.ok_or(Error::NotFound("entry"))?;
        if export::staying(&row, &piece).is_some() || row.attachments == 0 {
            continue;
        }
        let mut entry = entries::get(tx, piece.entry)?;
        entry.attachments.retain(|file| piece.ticked(&format!("{}{}", part::FILE, file.id)));
        let blocks = export::blocks(&entry.body).into_iter();
        let leaves = blocks.filter(|block| piece.whole || piece.ticked(&block.key));
        let text: Vec<&str> = leaves.map(|block| &entry.body[block.range]).collect();
        let wanting = export::wanting(&text.join("\n\n"), &entry.attachments);
        all.extend(entry.attachments.iter().filter(|file| wanting.contains(&file.id)).map(|file| Undescribed {
            attachment: file.id,
            entry: entry.id,
            title: entry.title.clone(),
            name: file.name.clone(),
            text: said.get(&file.id).cloned().unwrap_or_default(),
        }));
    }
    Ok(all)
}

/// Says what a picture shows.
///
/// # Errors
/// `NotFound`; `BadInput` for a file that is no picture; `TooBig`.
pub fn describe(tx: &mut Tx<'_>, request: &DescribePicture) -> Result<()> {
    if !attachments::get(tx, request.attachment)?.is_image {
        return Err(Error::bad("only a picture is described"));
    }
    let text = one_line(&request.text);
    if text.chars().count() > TEXT {
        return Err(Error::TooBig(format!("what a picture shows has room for {TEXT} characters; nothing was saved")));
    }
    store::alt::set(tx, request.attachment, &text)
}
