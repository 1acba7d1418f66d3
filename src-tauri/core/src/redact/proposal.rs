//! What is offered for a hit; the author decides.

use super::coarse::{Coarse, coarsened};
use super::{Action, Form, Hit, Kind, Role};

/// What to offer: for somebody the label they have for this audience, for all else a word that says what stood there. A
/// maybe-name gets `unknown`, the label kept for its group.
pub fn proposal(hit: &Hit, language: &str, label: Option<&str>) -> Action {
    let bracket = |en: &str, nl: &str, de: &str| {
        let word = match language {
            "nl" => nl,
            "de" => de,
            _ => en,
        };
        if matches!(hit.form, Form::Address | Form::FileName) { word.to_owned() } else { format!("[{word}]") }
    };
    let label = |role: Role| Action::Replace(label.map_or_else(|| role.word(language).to_owned(), str::to_owned));
    match hit.kind {
        Kind::Person(_) | Kind::MaybeName => label(Role::Other),
        Kind::Date => {
            Action::Generalise(coarsened(hit, Coarse::Month).unwrap_or_else(|| bracket("date", "datum", "Datum")))
        }
        Kind::Email => Action::Replace(bracket("e-mail", "e-mail", "E-Mail")),
        Kind::Url => Action::Replace(bracket("link", "link", "Link")),
        Kind::Handle => Action::Replace(bracket("account", "account", "Konto")),
        Kind::Phone => Action::Replace(bracket("phone number", "telefoonnummer", "Telefonnummer")),
        Kind::Postcode => Action::Replace(bracket("postcode", "postcode", "Postleitzahl")),
        Kind::Place => Action::Generalise(bracket("place", "plaats", "Ort")),
        Kind::Code => Action::Generalise(bracket("class or room", "klas of kamer", "Klasse oder Raum")),
        Kind::Nhs
        | Kind::Chi
        | Kind::Upn
        | Kind::Nmc
        | Kind::Gmc
        | Kind::NationalInsurance
        | Kind::Bsn
        | Kind::GermanId
        | Kind::Ssn
        | Kind::Account
        | Kind::Number => Action::Replace(bracket("number", "nummer", "Nummer")),
    }
}
