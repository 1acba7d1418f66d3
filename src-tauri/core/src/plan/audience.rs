//! For whom: a community, or a reader who is none. What was decided for one is never used for another.

use super::store;
use crate::communities;
use crate::error::{Error, Result};
use crate::export::Salt;
use crate::id::CommunityId;
use crate::store::Tx;
use crate::tags;

/// An audience, by the number of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AudienceKey(pub i64);

/// For whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audience {
    /// Which.
    pub key: AudienceKey,
    /// The community it is.
    pub community: Option<CommunityId>,
    /// The community's name, or the reader's.
    pub name: String,
    /// The name the writer goes by there.
    pub author: String,
    /// Makes the ids in its packs.
    pub salt: Salt,
}

/// Characters in the name of a reader.
const NAME: usize = 200;

/// One audience.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &Tx<'_>, key: AudienceKey) -> Result<Audience> {
    let mut audience = store::audience::get(tx, key)?.ok_or(Error::NotFound("audience"))?;
    if let Some(community) = audience.community {
        let community = communities::get(tx, community)?;
        audience.name = community.name;
        audience.author = community.shown_name;
    }
    Ok(audience)
}

/// The audience that is meant; made where it is the first time.
///
/// # Errors
/// `BadInput` where none is named, or two; `NotFound` for a community that is not there.
pub(super) fn meant(tx: &mut Tx<'_>, community: Option<CommunityId>, name: Option<&str>) -> Result<AudienceKey> {
    let salt = || {
        let mut salt = [0; 32];
        getrandom::fill(&mut salt).map_err(|error| Error::Io(std::io::Error::other(error)))?;
        Ok::<_, Error>(salt)
    };
    match (community, name.map(one_line)) {
        (Some(id), None) => {
            communities::get(tx, id)?;
            match store::audience::of_community(tx, id)? {
                Some(key) => Ok(key),
                None => store::audience::insert(tx, Some(id), "", None, &salt()?),
            }
        }
        (None, Some(name)) if !name.is_empty() => {
            if name.chars().count() > NAME {
                return Err(Error::TooBig(format!("a reader's name has room for {NAME} characters")));
            }
            let folded = tags::folded(&name);
            match store::audience::named(tx, &folded)? {
                Some(key) => Ok(key),
                None => store::audience::insert(tx, None, &name, Some(&folded), &salt()?),
            }
        }
        _ => Err(Error::bad("say for whom it is: a community, or the name of a reader")),
    }
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
