use journal::Journal;
use journal::api::typed;
use journal::claims::{Claim, ClaimRow, ListClaims};
use journal::id::ClaimId;
use serde_json::json;

use crate::Done;
use crate::arguments::ClaimVerb;
use crate::failure::Failure;
use crate::ids;
use crate::out::Out;
use crate::session::{Session, api, request};

/// Lists assumptions and aims, or shows one.
pub fn run(session: &Session, verb: &ClaimVerb, out: &mut Out) -> Result<Done, Failure> {
    let journal = session.open()?;
    match verb {
        ClaimVerb::List => list(&journal, out),
        ClaimVerb::Show { id } => show(&journal, id, out),
    }
}

fn rows(journal: &Journal) -> Result<Vec<ClaimRow>, Failure> {
    Ok(typed::claim_list(&api(journal), ListClaims::default())?)
}

fn list(journal: &Journal, out: &mut Out) -> Result<Done, Failure> {
    let rows = rows(journal)?;
    if out.is_json() {
        out.json(&rows)?;
        return Ok(Done::Fine);
    }
    for row in &rows {
        let claim = &row.head;
        out.line(&format!("{}  {:10}  {:8}  {}", end(claim.id), claim.kind.word(), claim.standing.word(), claim.text))?;
    }
    Ok(Done::Fine)
}

fn end(id: ClaimId) -> String {
    id.to_string().rsplit('-').next().map(str::to_owned).unwrap_or_default()
}

fn show(journal: &Journal, named: &str, out: &mut Out) -> Result<Done, Failure> {
    let id = match named.parse::<ClaimId>() {
        Ok(id) => id,
        Err(_) => {
            let known: Vec<ClaimId> = rows(journal)?.iter().map(|row| row.head.id).collect();
            ids::one_of(&known, named, "assumption or aim", "claim list")?
        }
    };
    let claim = typed::claim_get(&api(journal), request(json!({ "id": id }))?)?;
    if out.is_json() {
        out.json(&claim)?;
    } else {
        out.text(&in_words(&claim))?;
    }
    Ok(Done::Fine)
}

fn in_words(claim: &Claim) -> String {
    let mut text = format!("{}\n{}, {}\n", claim.head.text, claim.head.kind.word(), claim.head.standing.word());
    for version in &claim.versions {
        let sure = version.confidence.map(|sure| format!(", {sure} of 100 sure")).unwrap_or_default();
        let day = version.at.to_string();
        text.push_str(&format!(
            "\n{}  {} (cause: {}{sure})\n{}\n",
            day.get(..10).unwrap_or(&day),
            version.standing.word(),
            version.cause.word(),
            version.text
        ));
        if !version.note.is_empty() {
            text.push_str(&format!("{}\n", version.note));
        }
    }
    text
}
