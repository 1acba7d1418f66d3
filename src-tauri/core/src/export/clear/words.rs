//! Kinds and actions as words.

use crate::redact::{Action, Kind};

/// A kind of hit as one word, for records that hold nothing of what was found.
pub fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Person(_) => "person",
        Kind::MaybeName => "maybe_name",
        Kind::Email => "email",
        Kind::Url => "url",
        Kind::Handle => "handle",
        Kind::Phone => "phone",
        Kind::Postcode => "postcode",
        Kind::Date => "date",
        Kind::Place => "place",
        Kind::Code => "code",
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
        | Kind::Number => "number",
    }
}

/// What was done as one word.
pub fn action_word(action: &Action) -> &'static str {
    match action {
        Action::Replace(_) => "replace",
        Action::Generalise(_) => "generalise",
        Action::Cut => "cut",
        Action::Keep { .. } => "keep",
        Action::NotAName => "not_a_name",
    }
}
