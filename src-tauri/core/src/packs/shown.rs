//! A pack as its reader will have it, from its own sealed bytes: a page for a window of its own, pages of paper as pictures.

use crate::attachments::Vault;
use crate::error::{Error, Result};
use crate::id::PackId;
use crate::store::Tx;

/// Pixels of a picture of a page to a point: sharp enough to read on a screen of today.
const SCALE: f32 = 1.75;
/// Added to the page's own policy, which a page cannot make wider: it is in nobody's frame and sends nothing anywhere.
const FENCE: &str = "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; connect-src 'none'";

/// A page to be shown in a window that can reach nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownPage {
    /// For the window's frame.
    pub title: String,
    /// The page.
    pub html: Vec<u8>,
    /// What the page says that it may do, and no more: for the head of the answer.
    pub policy: String,
}

/// The page of a pack that is one.
///
/// # Errors
/// `NotFound`; `BadInput` where the pack is no page, or its bytes were forgotten; `Damaged`.
pub fn page(tx: &Tx<'_>, vault: &Vault, id: PackId) -> Result<ShownPage> {
    let pack = super::get(tx, id)?;
    let html = super::bytes(tx, vault, id)?;
    let said = std::str::from_utf8(&html).ok().filter(|html| html.starts_with("<!DOCTYPE html>")).and_then(policy_of);
    let said = said.ok_or_else(|| Error::bad("only a web page or a review page is shown in a window of its own"))?;
    Ok(ShownPage { title: pack.row.file_name, policy: format!("{said}; {FENCE}"), html })
}

/// As the page's own head says it: we wrote it, and nothing of an entry stands before it.
fn policy_of(html: &str) -> Option<String> {
    let head = html.split_once("</head>")?.0;
    let said = head.split_once("http-equiv=\"Content-Security-Policy\" content=\"")?.1.split_once('"')?.0;
    let is_plain = said.starts_with("default-src 'none'") && !said.contains(['&', '<', '\n', '\r']);
    is_plain.then(|| said.to_owned())
}

/// How many pages of paper a pack has.
///
/// # Errors
/// `NotFound`; `BadInput` where it has none, or its bytes were forgotten; `Damaged`.
pub fn pages(tx: &Tx<'_>, vault: &Vault, id: PackId) -> Result<u32> {
    let count = typeset::pages(&super::bytes(tx, vault, id)?).map_err(no_page)?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// A page of paper as a PNG; the first is 1.
///
/// # Errors
/// `NotFound`; `BadInput` where there is no such page, or the bytes were forgotten; `Damaged`.
pub fn picture(tx: &Tx<'_>, vault: &Vault, id: PackId, number: u32) -> Result<Vec<u8>> {
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    let index = index.ok_or_else(|| no_page(typeset::Fault::NoPage))?;
    typeset::page(&super::bytes(tx, vault, id)?, index, SCALE).map_err(no_page)
}

fn no_page(fault: typeset::Fault) -> Error {
    Error::bad(format!("it cannot be shown as pages of paper: {fault}"))
}
